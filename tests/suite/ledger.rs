//! The costing ledger: proposed by one, decided by another, never rewritten, corrected by what differs.

use serde_json::{Value, json};

use super::support::{Env, NOW, Run, Running};

both![
    a_costing_is_proposed_by_one_and_approved_by_another,
    nobody_decides_about_an_own_proposal,
    what_is_decided_stays_decided,
    a_rejected_costing_is_proposed_again,
    every_change_of_a_booking_makes_its_costing_stale_and_says_so,
    what_changed_is_charged_by_the_difference,
    a_cancelled_booking_is_compensated_to_zero,
    a_booking_that_moves_is_taken_back_there_and_charged_here,
    what_was_credited_moves_with_its_booking,
    a_stale_proposal_is_not_approved,
    a_series_is_costed_together_and_stays_together,
    a_rental_is_costed_like_a_booking,
];
both![
    sums_are_taken_by_every_key_and_filter,
    a_month_is_proposed_as_a_whole,
    costings_are_listed_by_what_is_asked,
    the_check_finds_what_got_past_the_database,
    the_database_keeps_entries_as_they_were_written,
    the_database_charges_nothing_twice_and_wants_two_people,
    one_proposal_comes_of_sixteen_processes,
    one_approval_comes_of_sixteen_processes,
    dry_runs_change_nothing,
    what_cannot_be_proposed_is_refused,
];

/// A room and lunch with prices, a boss who proposes; the boss's token and a second admin's.
fn people(env: &Env) -> (String, String) {
    for line in [
        "room add Excellence --capacity 30",
        "room add Focus --capacity 30",
        "pricing set room Excellence --daily 1000 --weekly 4000 --from 2026-01-01",
        "pricing set room Focus --daily 500 --from 2026-01-01",
        "pricing set device-category Laptop --daily 100 --from 2026-01-01",
        "pricing set catering \"In-house lunch\" --unit-price 100 --unit person --from 2026-01-01",
    ] {
        env.line(line).ok();
    }
    (
        env.user("boss", "training_facility_admin"),
        env.user("second", "admin"),
    )
}

/// Books a room for ten with lunch: R2,000 and R300 of tax.
fn book(env: &Env, day: &str) -> i64 {
    let line = format!(
        "booking create --client \"Baobab Health\" --room Excellence --date {day} --learners 10 --lunch in_house"
    );
    env.get(&line)["id"].as_i64().unwrap()
}

#[track_caller]
fn json_as(env: &Env, token: &str, line: &str) -> Value {
    env.line_as(token, &format!("{line} -f json")).ok().json()
}

fn total(costing: &Value) -> i64 {
    costing["total"]["amount_cents"].as_i64().unwrap()
}

/// Approves those of one or several costings that wait.
#[track_caller]
fn approve(env: &Env, token: &str, costings: &Value) {
    let one = [costings.clone()];
    let costings = costings.as_array().map_or(&one[..], Vec::as_slice);
    for costing in costings.iter().filter(|costing| costing["status"] == "pending") {
        let id = &costing["id"];
        // The other half of a move is approved with the first.
        let status = env.get(&format!("pricing ledger --booking {}", costing["booking_id"]));
        let mut now = status
            .as_array()
            .unwrap()
            .iter()
            .filter(|other| other["id"] == *id);
        if now.any(|costing| costing["status"] == "pending") {
            env.line_as(token, &format!("pricing approve {id}")).ok();
        }
    }
}

/// One row of sums, in cents: proposed, approved, rejected, pending, corrections, net.
#[track_caller]
fn sums(env: &Env, line: &str) -> [i64; 6] {
    let rows = env.get(line);
    assert_eq!(rows.as_array().unwrap().len(), 1, "{rows}");
    [
        "proposed",
        "approved",
        "rejected",
        "pending",
        "corrections",
        "net",
    ]
    .map(|field| rows[0][field]["amount_cents"].as_i64().unwrap())
}

#[track_caller]
fn holds(env: &Env) {
    let proof = env.get("pricing ledger --check");
    assert_eq!((&proof["holds"], &proof["findings"]), (&json!(true), &json!([])));
}

#[track_caller]
fn refused(run: &Run) -> (String, Value) {
    let error = run.error();
    (
        error["code"].as_str().unwrap().to_owned(),
        error["details"].clone(),
    )
}

fn a_costing_is_proposed_by_one_and_approved_by_another(env: &Env) {
    let (boss, second) = people(env);
    let id = book(env, "2026-03-02");
    let quote = env.get(&format!("pricing quote {id}"));
    let costing = json_as(env, &boss, &format!("pricing propose {id}"));
    for (field, value) in [
        ("id", json!(1)),
        ("status", json!("pending")),
        ("booking_id", json!(id)),
        ("rental_no", Value::Null),
        ("corrects_id", Value::Null),
        ("client_name", json!("Baobab Health")),
        ("room", json!("Excellence")),
        ("tenant", json!("TECH")),
        ("service_on", json!("2026-03-02")),
        ("month", json!("2026-03")),
        ("tier", json!("standard")),
        ("discount_percent", json!("0")),
        ("lines", quote["lines"].clone()),
        ("subtotal", json!({"amount_cents": 200_000, "currency": "ZAR"})),
        ("tax", json!({"amount_cents": 30_000, "currency": "ZAR"})),
        ("total", quote["total"].clone()),
        ("stale", json!(false)),
        ("created_by", json!("boss")),
        ("decided_by", Value::Null),
    ] {
        assert_eq!(costing[field], value, "{field}");
    }
    env.line_as(&boss, "pricing approve 1").fails(4);
    let approved = json_as(env, &second, "pricing approve 1");
    assert_eq!(
        (&approved["status"], &approved["decided_by"], &approved["id"]),
        (&json!("approved"), &json!("second"), &json!(1))
    );
    // Proposed once more, nothing is written.
    let entries = env.count("booking_costing");
    let again = env.line_as(&boss, &format!("pricing propose {id}")).ok();
    again.says("nothing to propose for booking 1: costing 1 is approved, and nothing has changed");
    env.line_as(&boss, &format!("pricing propose {id} --quiet"))
        .ok()
        .silent();
    assert_eq!((env.count("booking_costing"), entries), (2, 2));
    let audited = "SELECT count(*) FROM audit_log WHERE entity = 'costing' AND entity_id = '1'";
    assert_eq!(env.raw_int(audited), Some(2));
    env.verify_audit().unwrap();
    holds(env);
}

fn nobody_decides_about_an_own_proposal(env: &Env) {
    let (_, second) = people(env);
    book(env, "2026-03-02");
    env.line("pricing propose 1").ok();
    for line in ["pricing approve 1", "pricing reject 1 --reason no"] {
        let (code, details) = refused(&env.line(&format!("{line} -f json")).fails(5));
        assert_eq!(
            (code.as_str(), &details["from"]),
            ("own_costing", &json!("pending")),
            "{line}"
        );
    }
    // In another's name it is still the same person who types.
    env.line("pricing approve 1 --as second")
        .fails(5)
        .says("another admin or finance user must ");
    env.line_as(&second, "pricing approve 1").ok();
    env.line("booking reschedule 1 --date 2026-03-03").ok();
    env.line_as(&second, "pricing propose 1 --as boss").ok();
    env.line_as(&second, "pricing approve 3")
        .fails(5)
        .says("second proposed costing 3");
    env.line_as(&second, "pricing approve 3 --as boss").fails(4);
    env.line("pricing approve 3").ok();
    holds(env);
}

fn what_is_decided_stays_decided(env: &Env) {
    let (boss, second) = people(env);
    for day in ["2026-03-02", "2026-03-03"] {
        book(env, day);
    }
    env.line_as(&boss, "pricing propose 1 2").ok();
    env.line_as(&second, "pricing approve 1").ok();
    env.line_as(&second, "pricing reject 2 --reason \"wrong room\"")
        .ok();
    let entries = env.count("booking_costing");
    for (line, from, to) in [
        ("pricing approve 1", "approved", "approved"),
        ("pricing reject 1 --reason x", "approved", "rejected"),
        ("pricing approve 2", "rejected", "approved"),
        ("pricing reject 2 --reason x", "rejected", "rejected"),
    ] {
        let run = env.line_as(&second, &format!("{line} -f json")).fails(5);
        let (code, details) = refused(&run);
        assert_eq!(
            (code.as_str(), &details["from"], &details["to"]),
            ("costing_decided", &json!(from), &json!(to)),
            "{line}"
        );
        let verb = line.split(' ').nth(1).unwrap();
        run.says(&format!("cannot {verb} costing"))
            .says(&format!("was {from} by second"));
    }
    env.line_as(&second, "pricing approve 99")
        .fails(3)
        .says("no costing 99");
    env.line_as(&second, "pricing approve 3")
        .fails(5)
        .says("entry 3 is the approval of costing 1");
    env.line_as(&second, "pricing approve x").fails(2);
    env.line_as(&second, "pricing reject 1").fails(2);
    // All or nothing: the good one is not approved along with a bad one.
    env.line("booking create --client X --room Focus --date 2026-03-04 --learners 2")
        .ok();
    env.line_as(&boss, "pricing propose 3").ok();
    env.line_as(&second, "pricing approve 5 2").fails(5);
    assert_eq!(env.count("booking_costing"), entries + 1);
    let piped = env.colab_with(&["pricing", "approve", "-"], "5\n", &[("COLAB_TOKEN", &second)]);
    piped.ok();
    let rejected = env.get("pricing ledger --status rejected");
    assert_eq!(
        (&rejected[0]["id"], &rejected[0]["reason"]),
        (&json!(2), &json!("wrong room"))
    );
}

fn a_rejected_costing_is_proposed_again(env: &Env) {
    let (boss, second) = people(env);
    let id = book(env, "2026-03-02");
    env.line_as(
        &boss,
        &format!("pricing propose {id} --tier premium --discount 50"),
    )
    .ok();
    env.line_as(&second, "pricing reject 1 --reason \"no discount\"")
        .ok();
    env.line_as(&second, "pricing reject 1 --reason \"\"").fails(6);
    let keyed = format!("pricing propose {id} --idempotency-key k");
    let again = json_as(env, &boss, &keyed);
    assert_eq!(
        json_as(env, &boss, &keyed),
        again,
        "the same key, the same costing"
    );
    env.line_as(&boss, "pricing propose 99 --idempotency-key k")
        .fails(5)
        .says("was used for another request");
    assert_eq!((&again["id"], &again["corrects_id"]), (&json!(3), &Value::Null));
    assert_eq!((total(&again), &again["tier"]), (230_000, &json!("standard")));
    assert_eq!(
        sums(env, "pricing ledger --by booking"),
        [345_000, 0, 115_000, 230_000, 0, 0]
    );
    holds(env);
}

fn every_change_of_a_booking_makes_its_costing_stale_and_says_so(env: &Env) {
    let (boss, second) = people(env);
    env.line("device add LT-1 --category Laptop").ok();
    for (line, changed) in [
        ("booking edit 1 --learners 12", "headcount 10 → 12"),
        ("booking edit 1 --lunch none", "catering In-house lunch → none"),
        ("booking edit 1 --coffee", "catering none → Coffee/tea station"),
        (
            "booking edit 1 --devices 2 --device-type laptops",
            "devices 0 → 2",
        ),
        ("booking edit 1 --room Focus", "different room"),
        ("booking edit 1 --client Umoya", "client Baobab Health → Umoya"),
        ("booking edit 1 --tenant TRAINING", "tenant TECH → TRAINING"),
        (
            "booking reschedule 1 --date 2026-03-05",
            "from 2026-03-02 07:30 → 2026-03-05 07:30",
        ),
        (
            "booking reschedule 1 --time 08:00-16:30",
            "from 2026-03-05 07:30 → 2026-03-05 08:00",
        ),
        ("device assign 1 --serial LT-1", ""),
        ("booking edit 1 --contact-person Somebody", ""),
        ("booking check-in 1 --quiet", ""),
    ] {
        if env.count("bookings") == 0 {
            book(env, "2026-03-02");
            env.line(
                "pricing set catering \"Coffee/tea station\" --unit-price 1 --unit person --from 2026-01-01",
            )
            .ok();
        }
        approve(env, &second, &json_as(env, &boss, "pricing propose 1"));
        let newest = env
            .raw_int("SELECT max(id) FROM booking_costing WHERE entry = 'proposal'")
            .unwrap();
        // Nobody checks in before the day.
        let now = if line.contains("check-in") {
            "2026-03-05T08:00:00Z"
        } else {
            NOW
        };
        let run = env.line_at(now, line).ok();
        let stale = env.get("pricing ledger --stale");
        if changed.is_empty() {
            assert!(!run.stderr.contains("stale"), "{run}");
            assert_eq!(stale, json!([]), "{line}");
            continue;
        }
        run.says(&format!(
            "note: costing {newest} (approved) of booking 1 is stale now: "
        ))
        .says(changed)
        .says("colab pricing propose 1");
        assert_eq!(stale.as_array().unwrap().len(), 1, "{line}: {stale}");
        assert_eq!(
            (&stale[0]["id"], &stale[0]["stale"]),
            (&json!(newest), &json!(true))
        );
        assert!(stale[0]["changed"].to_string().contains(changed), "{stale}");
    }
    // Who may not see prices is told of none, and that is no refusal.
    let staff = env.user("sipho", "staff");
    let own = "booking create --client X --date 2026-04-01 --learners 2";
    env.line_as(&staff, own).ok();
    let refusals = "SELECT count(*) FROM audit_log WHERE metadata LIKE '%may not%'";
    let before = env.raw_int(refusals);
    env.line_as(&staff, "booking edit 2 --learners 3").ok();
    assert_eq!(env.raw_int(refusals), before);
    holds(env);
}

fn what_changed_is_charged_by_the_difference(env: &Env) {
    let (boss, second) = people(env);
    let id = book(env, "2026-03-02");
    env.line_as(&boss, &format!("pricing propose {id} --discount 10"))
        .ok();
    env.line_as(&second, "pricing approve 1").ok();
    assert_eq!(sums(env, "pricing ledger --by booking")[5], 207_000);
    env.line("booking edit 1 --learners 20").ok();
    let more = json_as(env, &boss, "pricing propose 1");
    assert_eq!(
        (&more["corrects_id"], &more["discount_percent"], total(&more)),
        (&json!(1), &json!("10"), 103_500)
    );
    let last = more["lines"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["item"], &last["amount"]["amount_cents"], &last["why"]),
        (&json!("Already charged"), &json!(-180_000), &json!("costing 1"))
    );
    let sum: i64 = more["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["amount"]["amount_cents"].as_i64().unwrap())
        .sum();
    assert_eq!(
        json!(sum),
        more["subtotal"]["amount_cents"],
        "the lines are the subtotal"
    );
    env.line_as(&second, "pricing approve 3").ok();
    // Fewer than at first.
    env.line("booking edit 1 --learners 5").ok();
    let less = json_as(env, &boss, "pricing propose 1");
    assert_eq!(total(&less), -155_250);
    assert!(less["lines"].to_string().contains("costings 1, 3"), "{less}");
    env.line_as(&second, "pricing approve 5").ok();
    assert_eq!(
        sums(env, "pricing ledger --by booking"),
        [155_250, 207_000, 0, 0, -51_750, 155_250]
    );
    let quote = env.get("pricing quote 1 --discount 10");
    assert_eq!(total(&quote), 155_250, "what is charged is what it costs");
    // Moved and not a cent dearer: said all the same, so that it is no longer stale.
    env.line("booking reschedule 1 --date 2026-03-03").ok();
    let moved = json_as(env, &boss, "pricing propose 1");
    assert_eq!((total(&moved), &moved["service_on"]), (0, &json!("2026-03-03")));
    env.line_as(&second, "pricing approve 7").ok();
    assert_eq!(env.get("pricing ledger --stale"), json!([]));
    // Other terms are a change, too.
    let terms = json_as(env, &boss, "pricing propose 1 --discount 0");
    assert_eq!(total(&terms), 17_250);
    holds(env);
}

fn a_cancelled_booking_is_compensated_to_zero(env: &Env) {
    let (boss, second) = people(env);
    let id = book(env, "2026-03-02");
    env.line_as(&boss, &format!("pricing propose {id}")).ok();
    env.line_as(&second, "pricing approve 1").ok();
    env.line("booking cancel 1 --reason moved")
        .ok()
        .says("costing 1 (approved) of booking 1 is stale now: cancelled or rejected");
    let back = json_as(env, &boss, "pricing propose 1");
    assert_eq!((total(&back), &back["corrects_id"]), (-230_000, &json!(1)));
    env.line_as(&second, "pricing approve 3").ok();
    assert_eq!(
        sums(env, "pricing ledger --by booking"),
        [0, 230_000, 0, 0, -230_000, 0]
    );
    env.line_as(&boss, "pricing propose 1")
        .ok()
        .says("nothing to propose");
    // One that was never charged.
    book(env, "2026-03-03");
    env.line("booking cancel 2").ok();
    env.line_as(&boss, "pricing propose 2")
        .fails(5)
        .says("nothing was charged");
    holds(env);
}

/// The net of each month, in cents.
fn months(env: &Env) -> Vec<(String, i64)> {
    let rows = env.get("pricing ledger --by month");
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| {
        (
            row["month"].as_str().unwrap().to_owned(),
            row["net"]["amount_cents"].as_i64().unwrap(),
        )
    })
    .collect()
}

fn a_booking_that_moves_is_taken_back_there_and_charged_here(env: &Env) {
    let (boss, second) = people(env);
    book(env, "2026-03-02");
    env.line_as(&boss, "pricing propose 1").ok();
    env.line_as(&second, "pricing approve 1").ok();
    env.line("booking reschedule 1 --date 2026-04-01").ok();
    let halves = json_as(env, &boss, "pricing propose 1");
    let of = |field: &str| [halves[0][field].clone(), halves[1][field].clone()];
    assert_eq!(of("month"), [json!("2026-03"), json!("2026-04")]);
    assert_eq!([total(&halves[0]), total(&halves[1])], [-230_000, 230_000]);
    assert_eq!(of("corrects_id"), [json!(1), json!(1)]);
    assert_eq!(of("follows_id"), [Value::Null, halves[0]["id"].clone()]);
    env.line_as(&boss, "pricing propose 1")
        .ok()
        .says("nothing to propose");
    // A move is decided whole, whichever half is named.
    let rejected = json_as(
        env,
        &second,
        &format!("pricing reject {} --reason no", halves[1]["id"]),
    );
    assert_eq!(rejected.as_array().unwrap().len(), 2, "{rejected}");
    assert_eq!(months(env), [("2026-03".into(), 230_000), ("2026-04".into(), 0)]);
    let halves = json_as(env, &boss, "pricing propose 1");
    let copied = format!(
        "INSERT INTO booking_costing (entry, lines, basis, follows_id, {COPIED})
         SELECT 'proposal', lines, basis, {}, {COPIED} FROM booking_costing WHERE id = {}",
        halves[1]["id"], halves[1]["id"]
    );
    kept(env, &copied, "booking_costing_undecided");
    env.line_as(&second, &format!("pricing approve {}", halves[0]["id"]))
        .ok();
    assert_eq!(months(env), [("2026-03".into(), 0), ("2026-04".into(), 230_000)]);
    // To another room, for another client: the sums by these are right, too.
    env.line("booking edit 1 --room Focus --client Kopano").ok();
    approve(env, &second, &json_as(env, &boss, "pricing propose 1"));
    for (by, key) in [("room", "room"), ("client", "client_name")] {
        let rows = env.get(&format!("pricing ledger --by {by}"));
        let net = |row: &Value| row["net"]["amount_cents"].as_i64().unwrap();
        let charged: Vec<(&Value, i64)> = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (&row[key], net(row)))
            .filter(|(_, net)| *net != 0)
            .collect();
        assert_eq!(charged.len(), 1, "{rows}");
        assert_eq!(charged[0].1, 172_500, "{rows}");
        assert!(
            ["Focus", "Kopano"].contains(&charged[0].0.as_str().unwrap()),
            "{rows}"
        );
    }
    assert_eq!(env.get("pricing ledger --stale"), json!([]));
    holds(env);
    unguarded(
        env,
        &format!(
            "DELETE FROM booking_costing WHERE proposal_id = {}",
            halves[0]["id"]
        ),
    );
    let proof = env.line("pricing ledger --check -f json").fails(9).json();
    assert!(
        proof["findings"].to_string().contains("is_half_a_move"),
        "{proof}"
    );
}

fn what_was_credited_moves_with_its_booking(env: &Env) {
    let (boss, second) = people(env);
    book(env, "2026-03-02");
    approve(env, &second, &json_as(env, &boss, "pricing propose 1"));
    approve(
        env,
        &second,
        &json_as(
            env,
            &boss,
            "pricing adjust 1 --kind credit --amount 100 --reason late",
        ),
    );
    env.line("booking reschedule 1 --date 2026-04-01").ok();
    approve(env, &second, &json_as(env, &boss, "pricing propose 1"));
    let sum: i64 = months(env).iter().map(|(_, net)| net).sum();
    assert_eq!(sum, 230_000 - 11_500, "{:?}", months(env));
    env.line_as(&boss, "pricing propose 1")
        .ok()
        .says("nothing to propose");
    holds(env);
}

fn a_stale_proposal_is_not_approved(env: &Env) {
    let (boss, second) = people(env);
    book(env, "2026-03-02");
    env.line_as(&boss, "pricing propose 1").ok();
    env.line("booking edit 1 --learners 12")
        .ok()
        .says("costing 1 (pending) of booking 1 is stale now");
    env.line_as(&second, "pricing approve 1")
        .fails(5)
        .says("headcount 10 → 12")
        .says("colab pricing reject 1");
    env.line_as(&boss, "pricing propose 1")
        .fails(5)
        .says("awaits a decision");
    env.line_as(&second, "pricing reject 1 --reason \"changed since\"")
        .ok();
    assert_eq!(total(&json_as(env, &boss, "pricing propose 1")), 253_000);
    env.line_as(&second, "pricing approve 3").ok();
    holds(env);
}

fn a_series_is_costed_together_and_stays_together(env: &Env) {
    let (boss, second) = people(env);
    env.line(
        "booking create --client Umoya --room Excellence --from 2026-03-02 --to 2026-03-06 --learners 5",
    )
    .ok();
    let quote = env.get("pricing quote 1 --series --discount 3");
    let costings = json_as(env, &boss, "pricing propose 1 --series --discount 3");
    let totals: Vec<i64> = costings.as_array().unwrap().iter().map(total).collect();
    assert_eq!(totals.len(), 5);
    assert_eq!(
        totals.iter().sum::<i64>(),
        total(&quote),
        "shares add up to the quote"
    );
    let why = costings[0]["lines"][0]["why"].as_str().unwrap();
    assert!(
        why.starts_with("1 of 5 days of the week from 2026-03-02 at R4,000.00"),
        "{why}"
    );
    let ids: Vec<String> = (1..=5).map(|id| id.to_string()).collect();
    env.line_as(&second, &format!("pricing approve {}", ids.join(" ")))
        .ok();
    // Three are left of five: no longer a week, and each day is dearer.
    env.line("booking cancel 4 5").ok();
    let corrections = json_as(env, &boss, "pricing propose 4");
    let corrections = corrections.as_array().unwrap();
    assert_eq!(corrections.len(), 5, "the shares of the others change with it");
    let sum: i64 = corrections.iter().map(total).sum();
    let rest =
        total(&env.get("pricing quote --room Excellence --from 2026-03-02 --to 2026-03-04 --discount 3"));
    assert_eq!(total(&quote) + sum, rest);
    let ids: Vec<String> = corrections
        .iter()
        .map(|costing| costing["id"].to_string())
        .collect();
    env.line_as(&second, &format!("pricing approve {}", ids.join(" ")))
        .ok();
    assert_eq!(sums(env, "pricing ledger --by client")[5], rest);
    assert_eq!(env.get("pricing ledger --stale"), json!([]));
    env.line_as(&boss, "pricing propose 1 --series")
        .ok()
        .says("nothing to propose for 5 bookings");
    holds(env);
}

fn a_rental_is_costed_like_a_booking(env: &Env) {
    let (boss, second) = people(env);
    env.line("device add LT-1 LT-2 --category Laptop").ok();
    let start = "rental start --client Umoya --serial LT-1 --serial LT-2 --contact-person N --contact-number 1 --company C \
                 --address A --return-on 2026-01-16";
    env.line(start).ok();
    let costing = json_as(env, &boss, "pricing propose rn-2026-0001");
    assert_eq!(
        (&costing["rental_no"], &costing["booking_id"], total(&costing)),
        (&json!("RN-2026-0001"), &Value::Null, 46_000)
    );
    env.line_as(&second, "pricing approve 1").ok();
    env.line("rental extend RN-2026-0001 --return-on 2026-01-18")
        .ok()
        .says("costing 1 (approved) of rental RN-2026-0001 is stale now: to 2026-01-16 → 2026-01-18; colab pricing propose RN-2026-0001");
    assert_eq!(
        total(&json_as(env, &boss, "pricing propose RN-2026-0001")),
        46_000
    );
    env.line_as(&second, "pricing approve 3").ok();
    // Back late: charged until it is back.
    let back = ["rental", "return", "RN-2026-0001"];
    let run = env
        .call(&back)
        .variable("COLAB_NOW", "2026-01-20T08:00:00Z")
        .run()
        .ok();
    run.says("costing 3 (approved) of rental RN-2026-0001 is stale now: different devices");
    assert_eq!(
        total(&json_as(env, &boss, "pricing propose RN-2026-0001")),
        46_000
    );
    let listed = env.get("pricing ledger --rental RN-2026-0001");
    assert_eq!(listed.as_array().unwrap().len(), 3);
    let by_booking = env.get("pricing ledger --by booking");
    assert_eq!(
        (&by_booking[0]["booking_id"], &by_booking[0]["rental_no"]),
        (&Value::Null, &json!("RN-2026-0001"))
    );
    holds(env);
}

/// Four costings in two rooms, two months, for two clients and two houses: approved, rejected, pending, pending.
fn four(env: &Env) -> (String, String) {
    let (boss, second) = people(env);
    for (client, room, day, tenant) in [
        ("Umoya", "Excellence", "2026-03-02", "TECH"),
        ("Umoya", "Focus", "2026-03-03", "TRAINING"),
        ("Kopano", "Focus", "2026-04-01", "TECH"),
        ("Kopano", "Focus", "2026-04-02", "TECH"),
    ] {
        env.line(&format!(
            "booking create --client {client} --room {room} --date {day} --learners 5 --tenant {tenant}"
        ))
        .ok();
    }
    env.line("config set tax_percent 0").ok();
    env.line_as(&boss, "pricing propose 1 2 3 4").ok();
    env.line_as(&second, "pricing approve 1").ok();
    env.line_as(&second, "pricing reject 2 --reason no").ok();
    (boss, second)
}

fn sums_are_taken_by_every_key_and_filter(env: &Env) {
    four(env);
    let rows = |line: &str, key: &str| -> Vec<String> {
        let rows = env.get(line);
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| {
            let cents = |field: &str| row[field]["amount_cents"].as_i64().unwrap() / 100;
            let key = row[key]
                .as_str()
                .map_or_else(|| row[key].to_string(), str::to_owned);
            let fields = ["proposed", "approved", "rejected", "pending", "net"].map(cents);
            format!("{key} {fields:?}")
        })
        .collect()
    };
    assert_eq!(
        rows("pricing ledger --by booking", "booking_id"),
        [
            "1 [1000, 1000, 0, 0, 1000]",
            "2 [500, 0, 500, 0, 0]",
            "3 [500, 0, 0, 500, 0]",
            "4 [500, 0, 0, 500, 0]"
        ]
    );
    assert_eq!(
        rows("pricing ledger --by client", "client_name"),
        ["Kopano [1000, 0, 0, 1000, 0]", "Umoya [1500, 1000, 500, 0, 1000]"]
    );
    assert_eq!(
        rows("pricing ledger --by room", "room"),
        [
            "Excellence [1000, 1000, 0, 0, 1000]",
            "Focus [1500, 0, 500, 1000, 0]"
        ]
    );
    assert_eq!(
        rows("pricing ledger --by month", "month"),
        [
            "2026-03 [1500, 1000, 500, 0, 1000]",
            "2026-04 [1000, 0, 0, 1000, 0]"
        ]
    );
    assert_eq!(
        rows("pricing ledger --by tenant", "tenant"),
        ["TECH [2000, 1000, 0, 1000, 1000]", "TRAINING [500, 0, 500, 0, 0]"]
    );
    assert_eq!(
        rows(
            "pricing ledger --by room --client UMO --month 2026-03 --tenant TRAINING",
            "room"
        ),
        ["Focus [500, 0, 500, 0, 0]"]
    );
    assert_eq!(
        rows("pricing ledger --by month --room focus --booking 3", "month").len(),
        1
    );
    assert_eq!(env.get("pricing ledger --by month --month 2026-05"), json!([]));
    let csv = env.line("pricing ledger --by month -f csv").ok().stdout;
    assert!(
        csv.starts_with("month,proposed,approved,rejected,pending,corrections,net,entries\n2026-03,1500.00,"),
        "{csv}"
    );
    holds(env);
    // People get the sums of what they see; programs do not.
    let last = |line: &str| {
        let text = env.line(line).ok().stdout;
        let line = text.lines().last().unwrap().split_whitespace();
        line.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        last("pricing ledger --by client"),
        [
            "sum",
            "R2,500.00",
            "R1,000.00",
            "R500.00",
            "R1,000.00",
            "R0.00",
            "R1,000.00",
            "6"
        ]
    );
    assert_eq!(
        last("pricing ledger --fields id,status,total"),
        ["sum", "not", "rejected", "R2,000.00"]
    );
    assert_eq!(
        last("pricing ledger --search umoya --fields id,total"),
        ["sum", "R1,000.00"]
    );
    assert_eq!(
        last("pricing ledger --sort -total --limit 1 --fields id,total"),
        ["1", "R1,000.00"]
    );
    // What a costing is made of is an array for programs, and words in a spreadsheet.
    let lines = &env.get("pricing ledger --booking 1")[0]["lines"];
    assert_eq!(lines[0]["amount"]["amount_cents"], 100_000, "{lines}");
    let csv = env.line("pricing ledger --booking 1 --fields lines -f csv").ok();
    assert!(
        csv.stdout.contains("Excellence: 1 day × R1,000.00 = R1,000.00"),
        "{csv}"
    );
}

fn a_month_is_proposed_as_a_whole(env: &Env) {
    let (boss, second) = people(env);
    for line in [
        "room add Bare",
        "booking create --client Umoya --room Excellence --date 2026-03-02 --learners 5",
        "booking create --client Umoya --room Focus --date 2026-03-31 --learners 5",
        "booking create --client Kopano --room Focus --date 2026-04-01 --learners 5",
        "booking create --client Kopano --date 2026-03-03 --learners 5",
        "booking create --client Kopano --room Bare --date 2026-03-04 --learners 5",
        "booking create --client Kopano --room Focus --date 2026-03-05 --learners 5",
        "booking cancel 6 --reason moved",
        "device add L-1 --category Laptop",
        "rental start --client Umoya --serial L-1 --contact-person Sam --contact-number 0820000000 --company Oak \
         --address \"1 Main Rd\" --return-on 2026-03-10",
    ] {
        env.line(line).ok();
    }
    let subjects = |costings: &Value| -> Vec<String> {
        let costings = costings.as_array().unwrap().iter();
        let subject = |one: &Value| match one["booking_id"].as_i64() {
            Some(id) => id.to_string(),
            None => one["rental_no"].as_str().unwrap().to_owned(),
        };
        costings.map(subject).collect()
    };
    // A trial says the same and keeps nothing.
    let trial = env
        .line_as(&boss, "pricing propose --month 2026-03 --dry-run")
        .fails(8);
    assert_eq!(env.count("booking_costing"), 0, "{trial}");
    let run = env
        .line_as(&boss, "pricing propose --month 2026-03 --json")
        .fails(8);
    assert_eq!(subjects(&run.json()), ["1", "2", "RN-2026-0001"]);
    run.says("1 booking or rental is left out")
        .says("Bare")
        .says("1 booking is pending and cannot be charged yet");
    // Once more makes nothing, and what changed is proposed by the difference.
    env.line("pricing set room Bare --daily 100 --from 2026-01-01")
        .ok();
    let run = env.line_as(&boss, "pricing propose --month 2026-03 --json").ok();
    assert_eq!(subjects(&run.json()), ["5"]);
    run.says("nothing has changed for 3 that are costed already");
    let pending = env.column(&["pricing", "ledger", "--status", "pending"], "id");
    assert_eq!(pending.len(), 4);
    env.line_as(&second, &format!("pricing approve {}", pending.join(" ")))
        .ok();
    let april = env
        .line_as(&boss, "pricing propose --month 2026-03..2026-04 --json")
        .ok();
    assert_eq!(subjects(&april.json()), ["3"]);
    env.line("pricing propose --month march").fails(2);
    env.line("pricing propose 1 --month 2026-03").fails(2);
    holds(env);
}

fn costings_are_listed_by_what_is_asked(env: &Env) {
    four(env);
    let ids = |line: &str| {
        env.column(
            &[
                &["pricing", "ledger"],
                &line
                    .split(' ')
                    .filter(|word| !word.is_empty())
                    .collect::<Vec<_>>()[..],
            ]
            .concat(),
            "id",
        )
    };
    assert_eq!(ids(""), ["1", "2", "3", "4"]);
    assert_eq!(ids("--status pending"), ["3", "4"]);
    assert_eq!(ids("--status approved"), ["1"]);
    assert_eq!(ids("--booking 2"), ["2"]);
    assert_eq!(ids("--client kop --limit 1"), ["3"]);
    assert_eq!(ids("--after 2"), ["3", "4"]);
    assert_eq!(ids("--room Excellence"), ["1"]);
    assert_eq!(ids("--month 2026-04 --tenant TECH"), ["3", "4"]);
    assert_eq!(ids("--booking 9"), [""; 0]);
    for (line, code, exit) in [
        ("pricing ledger --after 77", "unknown_costing", 3),
        ("pricing ledger --room Fokus9", "unknown_room", 3),
        ("pricing ledger --rental RN-1", "unknown_rental", 3),
        ("pricing ledger --month march", "usage", 2),
        ("pricing ledger --by year", "usage", 2),
        ("pricing ledger --by room --status pending", "usage", 2),
        ("pricing ledger --fields nme", "usage", 2),
    ] {
        assert_eq!(env.refusal(line), (code.to_owned(), exit), "{line}");
    }
    let proof = env.get("pricing ledger --check");
    assert_eq!(
        (&proof["entries"], &proof["net"]["amount_cents"]),
        (&json!(6), &json!(100_000))
    );
}

/// Without the rules of the database, as somebody who owns it could have it.
fn unguarded(env: &Env, statements: &str) {
    let statements = match env.is_sqlite() {
        true => {
            let triggers = env.raw_texts("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'booking_costing'");
            let dropped: Vec<String> =
                triggers.into_iter().flatten().map(|name| format!("DROP TRIGGER {name};")).collect();
            format!("{} PRAGMA ignore_check_constraints = ON; {statements}", dropped.join(" "))
        }
        false => format!(
            "ALTER TABLE booking_costing DISABLE TRIGGER USER;
             ALTER TABLE booking_costing DROP CONSTRAINT IF EXISTS booking_costing_total_check;
             ALTER TABLE booking_costing DROP CONSTRAINT IF EXISTS booking_costing_amounts_check; {statements}"
        ),
    };
    env.raw_sql(&statements).unwrap();
}

/// The columns of an entry apart from its number and kind.
const COPIED: &str = "corrects_id, batch_id, booking_id, rental_id, client_name, client_key, room_id, tenant_id, service_on,
    service_month, pricing_tier, discount, currency, subtotal_cents, tax_cents, total_cents, created_by, entered_by, created_at";

fn the_check_finds_what_got_past_the_database(env: &Env) {
    four(env);
    env.line("pricing ledger --check").ok();
    let again = format!(
        "INSERT INTO booking_costing (id, entry, proposal_id, lines, basis, {COPIED})
         SELECT 101, 'proposal', NULL, lines, basis, {COPIED} FROM booking_costing WHERE id = 1"
    );
    for (rule, damage) in [
        ("total", "UPDATE booking_costing SET total_cents = total_cents + 1 WHERE id = 3".to_owned()),
        ("lines", "UPDATE booking_costing SET subtotal_cents = subtotal_cents + 1, tax_cents = tax_cents - 1 WHERE id = 4".to_owned()),
        (
            "differs_from_its_proposal",
            "UPDATE booking_costing SET subtotal_cents = 5, total_cents = 5 WHERE entry = 'approval'".to_owned(),
        ),
        ("sums", "SELECT 1".to_owned()),
        ("lines_differ", "SELECT 1".to_owned()),
        ("decided_by_its_proposer", "UPDATE booking_costing SET created_by = 'boss' WHERE entry = 'rejection'".to_owned()),
        ("charged_twice", again),
        ("two_wait_for_a_decision", "UPDATE booking_costing SET booking_id = 3 WHERE id = 4".to_owned()),
        ("corrects_nothing", "UPDATE booking_costing SET corrects_id = 2 WHERE id = 4".to_owned()),
    ] {
        unguarded(env, &damage);
        let run = env.line("pricing ledger --check -f json").fails(9);
        let proof = run.json();
        let found: Vec<&str> =
            proof["findings"].as_array().unwrap().iter().map(|one| one["rule"].as_str().unwrap()).collect();
        assert!(found.contains(&rule), "{rule}: {found:?}");
        assert_eq!(proof["holds"], json!(false));
        assert!(run.stderr.is_empty(), "{run}");
    }
}

#[track_caller]
fn kept(env: &Env, statement: &str, rule: &str) {
    let said = env.raw_sql(statement).expect_err(statement);
    assert!(said.contains(rule), "{statement}: {said}");
}

fn the_database_keeps_entries_as_they_were_written(env: &Env) {
    four(env);
    let before = env.raw_texts(
        "SELECT CAST(id AS text) || entry || CAST(total_cents AS text) FROM booking_costing ORDER BY id",
    );
    for statement in [
        "UPDATE booking_costing SET total_cents = 1",
        "UPDATE booking_costing SET reason = 'x' WHERE id = 1",
        "DELETE FROM booking_costing",
        "DELETE FROM booking_costing WHERE id = 4",
    ] {
        kept(env, statement, "booking_costing_append_only");
    }
    if env.is_sqlite() {
        let replace = format!(
            "INSERT OR REPLACE INTO booking_costing (id, entry, lines, basis, {COPIED})
             SELECT id, entry, lines, basis, {COPIED} FROM booking_costing WHERE id = 2"
        );
        kept(env, &replace, "booking_costing_append_only");
    } else {
        kept(
            env,
            "TRUNCATE booking_costing CASCADE",
            "booking_costing_append_only",
        );
    }
    let after = env.raw_texts(
        "SELECT CAST(id AS text) || entry || CAST(total_cents AS text) FROM booking_costing ORDER BY id",
    );
    assert_eq!(before, after);
}

fn the_database_charges_nothing_twice_and_wants_two_people(env: &Env) {
    four(env);
    // A copy of an entry, with some of it different.
    let copy = |of: i64, entry: &str, proposal: &str, changes: &[(&str, &str)]| {
        let (lines, basis) = match entry {
            "proposal" => ("lines", "basis"),
            _ => ("NULL", "NULL"),
        };
        let columns: Vec<&str> = COPIED.split(',').map(str::trim).collect();
        let values: Vec<&str> = columns
            .iter()
            .map(|column| {
                changes
                    .iter()
                    .find(|(name, _)| name == column)
                    .map_or(*column, |(_, value)| *value)
            })
            .collect();
        format!(
            "INSERT INTO booking_costing (entry, proposal_id, lines, basis, reason, {})
             SELECT '{entry}', {proposal}, {lines}, {basis}, 'x', {} FROM booking_costing WHERE id = {of}",
            columns.join(", "),
            values.join(", ")
        )
    };
    let second = [("created_by", "'second'"), ("entered_by", "'second'")];
    kept(
        env,
        &copy(3, "proposal", "NULL", &[]),
        "booking_costing_undecided",
    );
    kept(
        env,
        &copy(1, "proposal", "NULL", &[]),
        "booking_costing_charged_once",
    );
    kept(
        env,
        &copy(1, "proposal", "NULL", &[("corrects_id", "2")]),
        "booking_costing_corrects",
    );
    kept(
        env,
        &copy(2, "proposal", "NULL", &[("corrects_id", "1")]),
        "booking_costing_corrects",
    );
    kept(env, &copy(3, "approval", "3", &[]), "booking_costing_two_people");
    kept(
        env,
        &copy(3, "approval", "3", &[("created_by", "'second'")]),
        "booking_costing_two_people",
    );
    kept(
        env,
        &copy(
            3,
            "approval",
            "3",
            &[("created_by", "'nobody'"), ("entered_by", "'nobody'")],
        ),
        "booking_costing_by_admin",
    );
    let cheaper = [&second[..], &[("subtotal_cents", "1"), ("total_cents", "1")]].concat();
    kept(
        env,
        &copy(3, "approval", "3", &cheaper),
        "booking_costing_decision",
    );
    kept(
        env,
        &copy(3, "approval", "4", &second),
        "booking_costing_decision",
    );
    kept(
        env,
        &copy(5, "approval", "5", &second),
        "booking_costing_decision",
    );
    kept(env, &copy(1, "rejection", "1", &second), "proposal_id");
    kept(
        env,
        &copy(2, "proposal", "NULL", &[("total_cents", "1")]),
        "booking_costing_total_check",
    );
    kept(
        env,
        &copy(3, "proposal", "NULL", &[("booking_id", "NULL")]),
        "booking_costing_whose_check",
    );
    // As it should be, it is taken.
    env.raw_sql(&copy(3, "approval", "3", &second)).unwrap();
    env.raw_sql(&copy(1, "proposal", "NULL", &[("corrects_id", "1")]))
        .unwrap();
    kept(
        env,
        &copy(1, "proposal", "NULL", &[("corrects_id", "1")]),
        "booking_costing_undecided",
    );
    // Nothing is approved without the lines that add up to it.
    let newest = env.raw_int("SELECT max(id) FROM booking_costing").unwrap();
    kept(
        env,
        &copy(newest, "approval", &newest.to_string(), &second),
        "costing_lines_add_up",
    );
}

fn sixteen(env: &Env, token: &str, line: &str) -> Vec<Run> {
    let words: Vec<&str> = line.split(' ').collect();
    let running: Vec<Running> = (0..16)
        .map(|_| env.call(&words).variable("COLAB_TOKEN", token).spawn())
        .collect();
    running.into_iter().map(Running::wait).collect()
}

fn one_proposal_comes_of_sixteen_processes(env: &Env) {
    let (boss, _) = people(env);
    book(env, "2026-03-02");
    for run in sixteen(env, &boss, "pricing propose 1 -f json") {
        let run = run.ok();
        assert_eq!(
            (&run.json()["id"], &run.json()["status"]),
            (&json!(1), &json!("pending")),
            "{run}"
        );
    }
    assert_eq!(env.count("booking_costing"), 1);
    env.verify_audit().unwrap();
}

fn one_approval_comes_of_sixteen_processes(env: &Env) {
    let (boss, second) = people(env);
    book(env, "2026-03-02");
    env.line_as(&boss, "pricing propose 1").ok();
    let runs = sixteen(env, &second, "pricing approve 1 -f json");
    let won = runs.iter().filter(|run| run.code == Some(0)).count();
    assert_eq!(won, 1, "{runs:?}");
    for run in runs.iter().filter(|run| run.code != Some(0)) {
        assert_eq!(run.code, Some(5), "{run}");
        assert_eq!(run.error()["code"], "costing_decided");
    }
    assert_eq!(env.count("booking_costing"), 2);
    holds(env);
}

fn dry_runs_change_nothing(env: &Env) {
    let (boss, second) = people(env);
    book(env, "2026-03-02");
    let shown = json_as(env, &boss, "pricing propose 1 --dry-run");
    assert_eq!((&shown["status"], total(&shown)), (&json!("pending"), 230_000));
    assert_eq!(env.count("booking_costing"), 0);
    let id = json_as(env, &boss, "pricing propose 1")["id"].to_string();
    let shown = json_as(env, &second, &format!("pricing approve {id} --dry-run"));
    assert_eq!(shown["status"], "approved");
    let shown = json_as(
        env,
        &second,
        &format!("pricing reject {id} --reason no --dry-run"),
    );
    assert_eq!(shown["status"], "rejected");
    assert_eq!(env.count("booking_costing"), 1);
    // A try tells what would become stale, and makes nothing so.
    env.line("booking edit 1 --learners 12 --dry-run")
        .ok()
        .says("stale");
    assert_eq!(env.get("pricing ledger --stale"), json!([]));
}

fn what_cannot_be_proposed_is_refused(env: &Env) {
    let (boss, _) = people(env);
    env.line("booking create --client X --date 2026-03-02 --learners 5")
        .ok();
    env.line("room add Bare").ok();
    env.line("booking create --client X --room Bare --date 2026-03-02 --learners 5")
        .ok();
    for (line, code, exit) in [
        ("pricing propose 99", "unknown_booking", 3),
        ("pricing propose RN-2026-0099", "unknown_rental", 3),
        ("pricing propose abc", "usage", 2),
        ("pricing propose", "usage", 2),
        ("pricing propose 1", "booking_pending", 5),
        ("pricing propose 2", "no_price", 5),
        ("pricing propose 2 --discount 200", "usage", 2),
        ("pricing propose 2 1", "no_price", 5),
    ] {
        assert_eq!(env.refusal(line), (code.to_owned(), exit), "{line}");
    }
    let run = env.line_as(&boss, "pricing propose 2").fails(5);
    run.says("colab pricing set room Bare --daily AMOUNT --from 2026-03-02");
    assert_eq!(env.count("booking_costing"), 0);
    // Amounts of two currencies do not add up.
    book(env, "2026-03-05");
    env.line_as(&boss, "pricing propose 3").ok();
    env.line("config set currency USD").ok();
    env.line_as(&boss, "pricing propose 3")
        .fails(5)
        .says("is in ZAR, but the site's currency is USD");
    env.line("config set currency ZAR").ok();
    let viewer = env.user("anna", "training_facility_admin_viewer");
    env.line_as(&viewer, "pricing propose 2").fails(4);
    env.line_as(&viewer, "pricing ledger").ok();
}
