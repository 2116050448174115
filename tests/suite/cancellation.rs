//! What is kept of a booking that is cancelled, by the days before its start.

use serde_json::{Value, json};

use super::billing::{APRIL, charge, in_april_as, list, people, sound};
use super::support::Env;

both![
    what_is_kept_of_a_cancelled_booking_is_proposed_with_its_cancellation,
    a_series_and_a_planned_rental_follow_the_tiers,
    what_was_kept_stays_kept,
    of_a_series_one_after_the_other_is_cancelled,
];

fn cents(value: &Value) -> i64 {
    value["amount_cents"]
        .as_i64()
        .unwrap_or_else(|| panic!("{value}"))
}

/// The net amount of each kind, in cents.
fn by_kind(env: &Env) -> Vec<(String, i64)> {
    let rows = list(&env.get("pricing ledger --by kind"));
    let row = |row: &Value| (row["kind"].as_str().unwrap().to_owned(), cents(&row["net"]));
    rows.iter().map(row).filter(|(_, net)| *net != 0).collect()
}

#[track_caller]
fn book(env: &Env, day: &str) -> String {
    let line = format!("booking create --client Umoya --room Excellence --date {day} --learners 10 -f json");
    env.line(&line).ok().json()["id"].to_string()
}

#[track_caller]
fn approve_pending(env: &Env) {
    let ids = env.column(&["pricing", "ledger", "--status", "pending"], "id");
    env.line_at(APRIL, &format!("pricing approve {} --quiet", ids.join(" ")))
        .ok();
}

fn what_is_kept_of_a_cancelled_booking_is_proposed_with_its_cancellation(env: &Env) {
    let (boss, _) = people(env);
    for wrong in ["7:50, 14:0", "14:50, 7:0", "14:0, 7:101", "soon"] {
        env.line(&format!("config set cancellation_tiers \"{wrong}\""))
            .fails(6);
    }
    env.line("config set cancellation_tiers \"14:0,7:50, 2:75%, 0:100\"")
        .ok();
    assert_eq!(
        env.get("config get cancellation_tiers")["value"],
        json!("14:0, 7:50, 2:75, 0:100")
    );
    // From April 15: 20, 10, 3 and 1 days before; the last one is not costed.
    let ids: Vec<String> = ["05-05", "04-25", "04-18", "04-16", "04-30"]
        .iter()
        .map(|day| book(env, &format!("2026-{day}")))
        .collect();
    charge(env, &boss, &ids[..4].join(" "));
    let run = in_april_as(env, &boss, &format!("booking cancel {}", ids.join(" "))).ok();
    run.says("awaits approval: colab pricing approve");
    let pending = list(&env.get("pricing ledger --status pending"));
    let totals: Vec<i64> = pending.iter().map(|one| cents(&one["total"])).collect();
    assert_eq!(totals, [-115_000, -57_500, -28_750, 0]);
    assert!(
        pending[1]["lines"]
            .to_string()
            .contains("10 days before 2026-04-25: 50 % is kept"),
        "{}",
        pending[1]
    );
    // Whoever proposed it does not approve it, and nothing is proposed twice.
    in_april_as(env, &boss, &format!("pricing approve {}", pending[1]["id"])).fails(4);
    in_april_as(env, &boss, &format!("pricing propose {}", ids[1]))
        .ok()
        .says("nothing to propose");
    approve_pending(env);
    assert_eq!(
        by_kind(env),
        [("cancellation".to_owned(), 57_500 + 86_250 + 115_000)]
    );
    in_april_as(env, &boss, &format!("pricing propose {}", ids[1]))
        .ok()
        .says("nothing to propose");
    // Bookings that take place after all are charged as they were.
    let history = list(&env.get("history --limit 50"));
    let done = history
        .iter()
        .find(|one| one["command"].as_str().unwrap().starts_with("booking cancel"));
    env.line_at(APRIL, &format!("undo {}", done.unwrap()["id"])).ok();
    in_april_as(env, &boss, &format!("pricing propose {}", ids[..4].join(" "))).ok();
    approve_pending(env);
    assert_eq!(by_kind(env), [("room".to_owned(), 460_000)]);
    // What awaits a decision is settled first.
    let last = book(env, "2026-04-29");
    in_april_as(env, &boss, &format!("pricing propose {last}")).ok();
    in_april_as(env, &boss, &format!("booking cancel {last}"))
        .ok()
        .says("colab pricing reject");
    assert_eq!(env.get("pricing ledger --check")["holds"], json!(true));
    sound(env);
}

fn a_series_and_a_planned_rental_follow_the_tiers(env: &Env) {
    let (boss, _) = people(env);
    env.line("config set cancellation_tiers \"7:20, 0:50\"").ok();
    for line in [
        "pricing set room Excellence --daily 1000 --weekly 3000 --from 2026-01-01",
        "booking create --client Umoya --room Excellence --date 2026-06-01 --learners 10 --repeat \"FREQ=DAILY;COUNT=5\"",
        "device add LT-001 --category Laptop --name Dell",
        "pricing set device-category Laptop --daily 100 --from 2026-01-01",
        "rental start --client Umoya --contact-person Dube --contact-number 0825550100 --company Umoya --address \"1 Main Rd\" \
         --taken-on 2026-04-20 --return-on 2026-04-21 --serial LT-001",
    ] {
        env.line_at(APRIL, line).ok();
    }
    let proposed = in_april_as(env, &boss, "pricing propose 3 --series -f json")
        .ok()
        .json();
    assert_eq!(list(&proposed).len(), 5);
    in_april_as(env, &boss, "pricing propose RN-2026-0001").ok();
    approve_pending(env);
    in_april_as(env, &boss, "booking cancel 3 --series").ok();
    let it_boss = env.user("thandi", "it_rental_admin");
    in_april_as(env, &it_boss, "rental return RN-2026-0001").ok();
    approve_pending(env);
    // A fifth of 3450.00 for the series, a half of 230.00 for the rental.
    assert_eq!(by_kind(env), [("cancellation".to_owned(), 69_000 + 11_500)]);
    assert_eq!(env.get("pricing ledger --check")["holds"], json!(true));
    sound(env);
}

fn what_was_kept_stays_kept(env: &Env) {
    let (boss, second) = people(env);
    env.line("config set cancellation_tiers \"7:20, 0:50\"").ok();
    for line in [
        "device add LT-001 --category Laptop --name Dell",
        "pricing set device-category Laptop --daily 100 --from 2026-01-01",
        "rental start --client Umoya --contact-person Dube --contact-number 0825550100 --company Umoya --address \"1 Main Rd\" \
         --taken-on 2026-04-20 --return-on 2026-04-21 --serial LT-001",
    ] {
        env.line_at(APRIL, line).ok();
    }
    let id = book(env, "2026-04-25");
    charge(env, &boss, &format!("{id} RN-2026-0001"));
    in_april_as(env, &boss, &format!("booking cancel {id}")).ok();
    let it_boss = env.user("thandi", "it_rental_admin");
    in_april_as(env, &it_boss, "rental return RN-2026-0001").ok();
    // What was returned by somebody who proposes nothing is proposed by who does.
    in_april_as(env, &boss, "pricing propose RN-2026-0001").ok();
    approve_pending(env);
    let kept = [("cancellation".to_owned(), 23_000 + 11_500)];
    assert_eq!(by_kind(env), kept);
    // Another client of what was given up, and other tiers, change no fee.
    env.line_at(APRIL, "rental edit RN-2026-0001 --client Kopano")
        .ok();
    env.line("config set cancellation_tiers none").ok();
    for subject in [id.as_str(), "RN-2026-0001"] {
        in_april_as(env, &boss, &format!("pricing propose {subject}")).ok();
    }
    let pending = env.column(&["pricing", "ledger", "--status", "pending"], "id");
    in_april_as(
        env,
        &second,
        &format!("pricing approve {} --quiet", pending.join(" ")),
    )
    .ok();
    assert_eq!(by_kind(env), kept);
    let of_client: Vec<(String, i64)> = list(&env.get("pricing ledger --by client"))
        .iter()
        .map(|row| {
            (
                row["client_name"].as_str().unwrap().to_owned(),
                cents(&row["net"]),
            )
        })
        .filter(|(_, net)| *net != 0)
        .collect();
    assert_eq!(
        of_client,
        [("Kopano".to_owned(), 11_500), ("Umoya".to_owned(), 23_000)]
    );
    assert_eq!(env.get("pricing ledger --check")["holds"], json!(true));
    sound(env);
}

fn of_a_series_one_after_the_other_is_cancelled(env: &Env) {
    let (boss, _) = people(env);
    env.line("config set cancellation_tiers \"7:20, 0:50\"").ok();
    env.line_at(
        APRIL,
        "booking create --client Umoya --room Excellence --date 2026-06-01 --learners 10 --repeat \"FREQ=DAILY;COUNT=5\"",
    )
    .ok();
    in_april_as(env, &boss, "pricing propose 3 --series").ok();
    approve_pending(env);
    assert_eq!(by_kind(env), [("room".to_owned(), 575_000)]);
    in_april_as(env, &boss, "booking cancel 3").ok();
    // Nothing is decided yet.
    in_april_as(env, &boss, "booking cancel 4")
        .ok()
        .says("awaits approval: colab pricing approve");
    approve_pending(env);
    assert_eq!(
        by_kind(env),
        [("cancellation".to_owned(), 46_000), ("room".to_owned(), 345_000)]
    );
    in_april_as(env, &boss, "pricing propose 3 --series")
        .ok()
        .says("nothing to propose");
    assert_eq!(env.get("pricing ledger --check")["holds"], json!(true));
    sound(env);
}
