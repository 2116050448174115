//! Random histories of the ledger against a simple model: what is charged is always what was approved.

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
    Price(i64),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        5 => Just(Act::Propose),
        4 => Just(Act::Approve),
        1 => Just(Act::Reject),
        4 => (1..4_i64).prop_map(Act::Heads),
        1 => Just(Act::Cancel),
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

/// What the model knows of a booking.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    heads: i64,
    off: bool,
    /// Of the newest costing that stands: for how many, and whether it was off.
    costed: Option<(i64, bool)>,
    /// Its number and total.
    pending: Option<(i64, i64)>,
    net: i64,
    proposed: i64,
    rejected: i64,
    /// What stood before the proposal that waits.
    before: Option<(i64, bool)>,
}

impl Known {
    /// The total of a lunch for all, in cents: 15 % of tax, rounded once.
    fn cost(self, price: i64) -> i64 {
        let subtotal = if self.off { 0 } else { 50_000 + self.heads * price };
        subtotal + (subtotal * 15 + 50) / 100
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
    let mut bookings = [Known {
        heads: 2,
        ..Known::default()
    }; 3];
    for day in ["2026-03-02", "2026-03-03"] {
        env.line(&format!(
            "booking create --client Umoya --room Focus --date {day} --learners 2 --lunch in_house"
        ))
        .ok();
    }
    let mut price = 91;
    let mut entries = 0;
    for (id, act) in acts {
        let booking = &mut bookings[*id];
        let now = (booking.heads, booking.off);
        match *act {
            Act::Heads(heads) if !booking.off => {
                env.line(&format!("booking edit {id} --learners {heads}")).ok();
                booking.heads = heads;
            }
            Act::Cancel if !booking.off => {
                env.line(&format!("booking cancel {id}")).ok();
                booking.off = true;
            }
            Act::Heads(_) | Act::Cancel => {}
            Act::Price(cents) => {
                env.line(&format!(
                    "pricing set catering \"In-house lunch\" --unit-price 0.{cents} --from 2026-01-01"
                ))
                .ok();
                price = cents;
            }
            Act::Propose => {
                let run = env.line_as(&boss, &format!("pricing propose {id} -f json"));
                let same = booking.costed == Some(now);
                match (booking.pending, booking.costed) {
                    (Some(_), _) if !same => drop(run.fails(5).says("waits for a decision")),
                    (None, None) if booking.off => drop(run.fails(5).says("nothing was charged")),
                    (_, Some(_)) if same => drop(run.ok().says("nothing to propose")),
                    _ => {
                        entries += 1;
                        let total = booking.cost(price) - booking.net;
                        let costing = run.ok().json();
                        assert_eq!(costing["total"]["amount_cents"], json!(total), "{acts:?}");
                        booking.before = booking.costed;
                        booking.pending = Some((costing["id"].as_i64().unwrap(), total));
                        booking.costed = Some(now);
                        booking.proposed += total;
                    }
                }
            }
            Act::Approve | Act::Reject => {
                let approves = matches!(act, Act::Approve);
                let Some((number, total)) = booking.pending else {
                    continue;
                };
                let run = match approves {
                    true => env.line_as(&second, &format!("pricing approve {number}")),
                    false => env.line_as(&second, &format!("pricing reject {number} --reason no")),
                };
                if approves && booking.costed != Some(now) {
                    run.fails(5).says("is stale");
                    continue;
                }
                run.ok();
                entries += 1;
                booking.pending = None;
                if approves {
                    booking.net += total;
                } else {
                    booking.rejected += total;
                    booking.costed = booking.before;
                }
            }
        }
    }
    assert_eq!(env.count("booking_costing"), entries, "{acts:?}");
    for (id, booking) in bookings.iter().enumerate().skip(1) {
        let rows = env.get(&format!("pricing ledger --by booking --booking {id}"));
        if booking.proposed == 0 && booking.costed.is_none() && rows == json!([]) {
            continue;
        }
        let cents = |field: &str| rows[0][field]["amount_cents"].as_i64().unwrap();
        let pending = booking.pending.map_or(0, |(_, total)| total);
        assert_eq!(
            [
                cents("proposed"),
                cents("net"),
                cents("rejected"),
                cents("pending")
            ],
            [booking.proposed, booking.net, booking.rejected, pending],
            "booking {id}: {acts:?}"
        );
        let stale = env.get(&format!("pricing ledger --stale --booking {id}"));
        let is_stale = booking
            .costed
            .is_some_and(|costed| costed != (booking.heads, booking.off));
        assert_eq!(stale != json!([]), is_stale, "booking {id}: {acts:?}");
    }
    env.line("pricing ledger --check").ok();
    env.verify_audit().unwrap();
}
