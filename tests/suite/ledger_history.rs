//! Random histories of the ledger against a simple model: what is charged is always what was approved.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;

use super::support::{Engine, Env};

sqlite![random_histories_agree_with_a_simple_model];
postgres![the_same_on_the_server];

#[derive(Debug, Clone, Copy)]
enum Act {
    Propose,
    Approve,
    Reject,
    Heads(i64),
    Cancel,
    /// To the booking's day in this month of 2026.
    Move(i64),
    Price(i64),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        5 => Just(Act::Propose),
        4 => Just(Act::Approve),
        1 => Just(Act::Reject),
        4 => (1..4_i64).prop_map(Act::Heads),
        1 => Just(Act::Cancel),
        2 => (3..5_i64).prop_map(Act::Move),
        1 => (90..93_i64).prop_map(Act::Price),
    ]
}

fn random_histories_agree_with_a_simple_model(_: &Env) {
    check(Engine::Sqlite, 12);
}

fn the_same_on_the_server(_: &Env) {
    check(Engine::Postgres, 4);
}

fn check(engine: Engine, cases: u32) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let acts = prop::collection::vec((1..=2_usize, act()), 1..30);
    TestRunner::new(config)
        .run(&acts, |acts| {
            history(&Env::on(engine), &acts);
            Ok(())
        })
        .unwrap();
}

/// A booking as it is charged: for how many, whether it is off, in which month.
type State = (i64, bool, i64);

/// What the model knows of a booking.
#[derive(Debug, Clone, Copy)]
struct Known {
    now: State,
    /// Of the newest costing that stands.
    costed: Option<State>,
    pending: Option<Pending>,
    /// The price of lunch that its first costing agreed on.
    agreed: Option<i64>,
    /// In which month it is charged, and how much.
    charged: Option<i64>,
    net: i64,
    proposed: i64,
    rejected: i64,
}

/// What waits for a decision.
#[derive(Debug, Clone, Copy)]
struct Pending {
    /// The number of one of the halves.
    number: i64,
    total: i64,
    halves: i64,
    month: i64,
    /// What stood before it.
    before: Option<State>,
}

const NEW: Known = Known {
    now: (2, false, 3),
    costed: None,
    pending: None,
    agreed: None,
    charged: None,
    net: 0,
    proposed: 0,
    rejected: 0,
};

impl Known {
    /// The total of a lunch for all, in cents: 15 % of tax, rounded once.
    fn cost(self, price: i64) -> i64 {
        let (heads, off, _) = self.now;
        let subtotal = if off { 0 } else { 50_000 + heads * price };
        subtotal + (subtotal * 15 + 50) / 100
    }

    /// Whether a proposal takes back what is charged in another month.
    fn moves(self) -> bool {
        let (_, off, month) = self.now;
        !off && self.net != 0 && self.charged != Some(month)
    }
}

fn history(env: &Env, acts: &[(usize, Act)]) {
    for line in [
        "room add Focus --capacity 30",
        "pricing set room Focus --daily 500 --from 2026-01-01",
        "pricing set catering \"In-house lunch\" --unit-price 0.91 --unit person --from 2026-01-01",
    ] {
        env.line(line).ok();
    }
    let (boss, second) = (env.user("boss", "it_rental_admin"), env.user("second", "admin"));
    let mut bookings = [NEW; 3];
    for day in ["2026-03-01", "2026-03-02"] {
        env.line(&format!(
            "booking create --client Umoya --room Focus --date {day} --learners 2 --lunch in_house"
        ))
        .ok();
    }
    let (mut price, mut entries, mut months) = (91, 0, BTreeMap::new());
    for (id, act) in acts {
        let booking = &mut bookings[*id];
        match *act {
            Act::Price(cents) => {
                env.line(&format!(
                    "pricing set catering \"In-house lunch\" --unit-price 0.{cents} --from 2026-01-01"
                ))
                .ok();
                price = cents;
            }
            Act::Heads(_) | Act::Cancel | Act::Move(_) if booking.now.1 => {}
            Act::Heads(heads) => {
                env.line(&format!("booking edit {id} --learners {heads}")).ok();
                booking.now.0 = heads;
            }
            Act::Cancel => {
                env.line(&format!("booking cancel {id}")).ok();
                booking.now.1 = true;
            }
            Act::Move(month) => {
                env.line(&format!("booking reschedule {id} --date 2026-0{month}-0{id}"))
                    .ok();
                booking.now.2 = month;
            }
            Act::Propose => entries += propose(env, &boss, *id, booking, price),
            Act::Approve => {
                let Some(pending) = booking.pending else { continue };
                let run = env.line_as(&second, &format!("pricing approve {}", pending.number));
                if booking.costed != Some(booking.now) {
                    run.fails(5).says("is stale");
                    continue;
                }
                run.ok();
                if pending.halves == 2 {
                    *months.entry(booking.charged.unwrap()).or_insert(0) -= booking.net;
                    *months.entry(pending.month).or_insert(0) += booking.net;
                }
                *months.entry(pending.month).or_insert(0) += pending.total;
                booking.net += pending.total;
                booking.charged = Some(pending.month);
                booking.pending = None;
                entries += pending.halves;
            }
            Act::Reject => {
                let Some(pending) = booking.pending else { continue };
                env.line_as(&second, &format!("pricing reject {} --reason no", pending.number))
                    .ok();
                booking.rejected += pending.total;
                booking.costed = pending.before;
                booking.agreed = booking.agreed.filter(|_| pending.before.is_some());
                booking.pending = None;
                entries += pending.halves;
            }
        }
    }
    assert_eq!(env.count("booking_costing"), entries, "{acts:?}");
    for (id, booking) in bookings.iter().enumerate().skip(1) {
        agrees(env, id, booking);
    }
    let rows = env.get("pricing ledger --by month");
    for row in rows.as_array().unwrap() {
        let month: i64 = row["month"].as_str().unwrap()[6..].parse().unwrap();
        let net = row["net"]["amount_cents"].as_i64().unwrap();
        assert_eq!(
            net,
            months.get(&month).copied().unwrap_or_default(),
            "{month}: {acts:?}"
        );
    }
    env.line("pricing ledger --check").ok();
    env.verify_audit().unwrap();
}

/// Proposes, and says how many entries that should have made.
fn propose(env: &Env, boss: &str, id: usize, booking: &mut Known, price: i64) -> i64 {
    let run = env.line_as(boss, &format!("pricing propose {id} -f json"));
    let same = booking.costed == Some(booking.now);
    match (booking.pending, booking.costed) {
        (Some(_), _) if !same => {
            run.fails(5).says("awaits a decision");
            0
        }
        (None, None) if booking.now.1 => {
            run.fails(5).says("nothing was charged");
            0
        }
        (_, Some(_)) if same => {
            run.ok().says("nothing to propose");
            0
        }
        _ => {
            let price = *booking.agreed.get_or_insert(price);
            let total = booking.cost(price) - booking.net;
            let made = run.ok().json();
            let one = [made.clone()];
            let made = made.as_array().map_or(&one[..], Vec::as_slice);
            let sum: i64 = made
                .iter()
                .map(|one| one["total"]["amount_cents"].as_i64().unwrap())
                .sum();
            let halves = if booking.moves() { 2 } else { 1 };
            assert_eq!((sum, made.len() as i64), (total, halves), "{booking:?}");
            let month = match (booking.now.1, booking.charged) {
                (true, Some(charged)) => charged,
                _ => booking.now.2,
            };
            booking.pending = Some(Pending {
                number: made[0]["id"].as_i64().unwrap(),
                total,
                halves,
                month,
                before: booking.costed,
            });
            booking.costed = Some(booking.now);
            booking.proposed += total;
            halves
        }
    }
}

fn agrees(env: &Env, id: usize, booking: &Known) {
    let rows = env.get(&format!("pricing ledger --by booking --booking {id}"));
    let sums = match rows.as_array().unwrap().as_slice() {
        [] => [0; 4],
        [row] => ["proposed", "net", "rejected", "pending"]
            .map(|field| row[field]["amount_cents"].as_i64().unwrap()),
        several => panic!("{several:?}"),
    };
    let pending = booking.pending.map_or(0, |pending| pending.total);
    assert_eq!(
        sums,
        [booking.proposed, booking.net, booking.rejected, pending],
        "booking {id}: {booking:?}"
    );
    let stale = env.get(&format!("pricing ledger --stale --booking {id}"));
    let is_stale = booking.costed.is_some_and(|costed| costed != booking.now);
    assert_eq!(stale != json!([]), is_stale, "booking {id}: {booking:?}");
}
