//! Months that are closed: what is booked into them, what stands in the way, how they are reopened and proved.

use serde_json::{Value, json};

use super::support::{Env, Run, Running};

both![
    a_closed_month_keeps_what_is_booked_in_it_and_corrections_go_to_an_open_one,
    the_database_books_nothing_into_a_closed_month,
    a_month_is_closed_when_nothing_of_it_is_open,
    reopening_takes_a_reason_and_two_people,
    a_month_that_was_altered_past_the_program_is_found,
    of_many_that_close_a_month_one_does,
];

/// The middle of April, when March is billed.
pub const APRIL: &str = "2026-04-15T08:00:00Z";

/// A room with a price, a boss who proposes, and a second admin: their tokens.
pub fn people(env: &Env) -> (String, String) {
    for line in [
        "room add Excellence --capacity 30",
        "pricing set room Excellence --daily 1000 --from 2026-01-01",
        "booking create --client \"Baobab Health\" --room Excellence --date 2026-03-02 --learners 10",
        "booking create --client Umoya --room Excellence --from 2026-03-30T07:30 --to 2026-04-02T16:30 --learners 10",
    ] {
        env.line(line).ok();
    }
    (
        env.user("boss", "training_facility_admin"),
        env.user("second", "admin"),
    )
}

/// Costs bookings, and approves what is charged; in April.
#[track_caller]
pub fn charge(env: &Env, boss: &str, ids: &str) -> Value {
    let proposed = in_april_as(env, boss, &format!("pricing propose {ids} -f json"))
        .ok()
        .json();
    let ids: Vec<String> = list(&proposed).iter().map(|one| one["id"].to_string()).collect();
    env.line_at(APRIL, &format!("pricing approve {} --quiet", ids.join(" ")))
        .ok();
    proposed
}

/// Runs a line without quotes in April, with somebody's token.
#[track_caller]
pub fn in_april_as(env: &Env, token: &str, line: &str) -> Run {
    let words: Vec<&str> = line.split(' ').collect();
    let call = env.call(&words).variable("COLAB_TOKEN", token);
    call.variable("COLAB_NOW", APRIL).run()
}

pub fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_else(|| vec![value.clone()])
}

/// The admin who runs what nobody else does.
pub fn me(env: &Env) -> &'static str {
    if env.is_sqlite() { "root" } else { "admin" }
}

/// Nothing is wrong with the database but the tokens that `Env::user` changed.
#[track_caller]
pub fn sound(env: &Env) {
    let mut found = list(&env.line("db check -f json").json());
    found.retain(|finding| finding["check"] != "token_maker");
    assert_eq!(found, Vec::<Value>::new());
}

/// The net amount of each month, in cents.
fn by_month(env: &Env) -> Vec<(String, i64)> {
    let month = |row: &Value| {
        let net = row["net"]["amount_cents"].as_i64().unwrap();
        (row["month"].as_str().unwrap().to_owned(), net)
    };
    list(&env.get("pricing ledger --by month"))
        .iter()
        .map(month)
        .collect()
}

#[track_caller]
fn closed(env: &Env, boss: &str) {
    charge(env, boss, "1 2");
    env.line_at(APRIL, "billing close 2026-03").ok();
}

fn a_closed_month_keeps_what_is_booked_in_it_and_corrections_go_to_an_open_one(env: &Env) {
    let (boss, _) = people(env);
    closed(env, &boss);
    let march = |name: &str| {
        env.line(&format!("billing show 2026-03 -o {name}.csv")).ok();
        let shown = [
            "billing show 2026-03 -f json",
            "pricing ledger --by room --month 2026-03 -f json",
        ];
        let ledger = shown.map(|line| env.line(line).ok().stdout);
        (std::fs::read(env.path(&format!("{name}.csv"))).unwrap(), ledger)
    };
    let before = march("before");
    assert_eq!(
        String::from_utf8_lossy(&before.0).lines().count(),
        3,
        "a heading and two lines"
    );
    let charged = by_month(env);
    assert_eq!(charged.len(), 2, "the second booking is in both months");
    let status = env.get("billing status --month 2026-03");
    let hash = status[0]["snapshot_sha256"].as_str().unwrap().to_owned();
    assert_eq!(hash, super::support::sha256(&before.0));
    assert_eq!(
        (&status[0]["status"], &status[0]["closed_by"]),
        (&json!("closed"), &json!(me(env)))
    );

    env.line_at(APRIL, "booking cancel 1 --allow-past --reason ill")
        .ok();
    let run = in_april_as(env, &boss, "pricing propose 1 -f json").ok();
    let run = run.says("is booked in 2026-04: 2026-03 takes no more entries");
    let corrects = run.json();
    assert_eq!(
        (
            &corrects["month"],
            &corrects["booked_month"],
            &corrects["corrects_id"]
        ),
        (&json!("2026-03"), &json!("2026-04"), &json!(1))
    );
    env.line_at(APRIL, &format!("pricing approve {}", corrects["id"]))
        .ok();
    // A charge after the fact, too.
    let adjust = "pricing adjust 2 --kind damage --amount 50 --reason scratch -f json";
    let adjusted = env.line_as(&boss, adjust).ok().json();
    assert_eq!(
        (&adjusted["month"], &adjusted["booked_month"]),
        (&json!("2026-03"), &json!("2026-04"))
    );
    assert!(march("after") == before, "March is what it was");
    let now = by_month(env);
    assert_eq!(now[0], charged[0]);
    assert_eq!(now[1].1, charged[1].1 - 115_000, "April has the difference");
    let lines = list(&env.get("billing show 2026-04"));
    let taken_back = lines.iter().find(|line| line["corrects_id"] == json!(1)).unwrap();
    assert_eq!(
        (
            &taken_back["service_month"],
            &taken_back["amount"]["amount_cents"]
        ),
        (&json!("2026-03"), &json!(-100_000))
    );
    assert_eq!(env.get("pricing ledger --check")["holds"], json!(true));
    env.line("audit verify").ok();
    sound(env);
    let undo = env.line("history --limit 50 -f json").ok().json();
    let close = list(&undo)
        .into_iter()
        .find(|one| one["command"].as_str().unwrap().starts_with("billing close"))
        .unwrap();
    env.line(&format!("undo {}", close["id"]))
        .fails(5)
        .says("colab billing reopen 2026-03 --reason REASON");
}

fn the_database_books_nothing_into_a_closed_month(env: &Env) {
    let (boss, _) = people(env);
    env.line("booking create --client Umoya --room Excellence --date 2026-03-12 --learners 10")
        .ok();
    env.line("booking create --client Umoya --room Excellence --date 2026-03-13 --learners 10")
        .ok();
    charge(env, &boss, "3 4");
    closed(env, &boss);
    // What is charged late stands in April; the database is asked to put it into March.
    env.line("booking create --client Umoya --room Excellence --date 2026-04-10 --learners 10")
        .ok();
    let proposed = in_april_as(env, &boss, "pricing propose 5 -f json").ok().json();
    let april = proposed["id"].as_i64().unwrap();
    let columns = "corrects_id, batch_id, booking_id, client_name, client_key, room_id, tenant_id, service_on,
        pricing_tier, discount, currency, subtotal_cents, tax_cents, total_cents, created_by, entered_by, created_at";
    let proposal = |booked: &str| {
        format!(
            "INSERT INTO booking_costing (id, entry, lines, basis, service_month, booked_month, {columns})
             SELECT 900, 'proposal', lines, basis, '2026-03', {booked}, {columns} FROM booking_costing WHERE id = {april}"
        )
    };
    let line = "INSERT INTO costing_lines (costing_id, place, kind, item, service_month, quantity, unit, rate_cents, amount_cents,
        tax_rate, tax_cents, why)";
    let event = |event: &str, more: &str, values: &str| {
        format!(
            "INSERT INTO period_events (id, month, event, {more} created_by, entered_by, created_at)
             SELECT 900, '2026-03', '{event}', {values} '{0}', '{0}', created_at FROM period_events",
            me(env)
        )
    };
    env.raw_sql(&format!("DELETE FROM booking_costing WHERE id = {april}"))
        .unwrap_err();
    for (statement, rule) in [
        (proposal("NULL"), "billing_period_closed"),
        (
            format!("{line} VALUES ({april}, 9, 'room', 'x', '2026-03', 1, 'day', 1, 1, 0, 0, 'x')"),
            "billing_period_closed",
        ),
        (
            "UPDATE period_events SET month = '2026-02'".to_owned(),
            "period_events_append_only",
        ),
        (
            "DELETE FROM period_events".to_owned(),
            "period_events_append_only",
        ),
        (event("reopened", "reason,", "'x',"), "period_events_order"),
        (
            event("reopened", "reason, request_id,", "'x', 1,"),
            "period_events_order",
        ),
        (
            event(
                "closed",
                "snapshot, snapshot_hash, totals,",
                "snapshot, snapshot_hash, totals,",
            ),
            "period_events_order",
        ),
        (event("held", "", ""), "period_events_order"),
    ] {
        let refusal = env.raw_sql(&statement).expect_err(&statement);
        assert!(refusal.contains(rule), "{statement}: {refusal}");
    }
    for statement in [
        "UPDATE billing_periods SET status = 'open'",
        "DELETE FROM billing_periods",
    ] {
        env.raw_sql(statement).expect_err(statement);
    }
    // A decision about what awaits one is late when its month is closed; so the month is not closed before.
    let close = |id: i64| {
        format!(
            "INSERT INTO period_events (id, month, event, snapshot, snapshot_hash, totals, created_by, entered_by, created_at)
             SELECT {id}, '2026-04', 'closed', snapshot, snapshot_hash, totals, '{0}', '{0}', created_at FROM period_events",
            me(env)
        )
    };
    let refusal = env.raw_sql(&close(901)).unwrap_err();
    assert!(refusal.contains("period_events_pending"), "{refusal}");
    env.line_at(APRIL, &format!("pricing approve {april}")).ok();
    env.raw_sql(&close(902)).unwrap();
    // It says what it does not hold, and no row of the log tells of it.
    env.line("billing show 2026-04").fails(9);
    env.line("audit verify").fails(9);
}

fn a_month_is_closed_when_nothing_of_it_is_open(env: &Env) {
    let (boss, _) = people(env);
    let refusal = env
        .line_at(APRIL, "billing close 2026-03 -f json")
        .fails(5)
        .error();
    assert_eq!(refusal["code"], "period_unfinished");
    assert_eq!(refusal["details"]["unpriced"], json!(["1", "2"]));
    // A month of which nothing is charged yet is listed, too.
    let open = |line: &str| -> Vec<(String, i64, i64)> {
        let months = list(&env.line_at(APRIL, line).ok().json());
        let count = |month: &Value, field: &str| month[field].as_i64().unwrap();
        let month = |one: &Value| {
            (
                one["month"].as_str().unwrap().to_owned(),
                count(one, "unpriced"),
                count(one, "pending"),
            )
        };
        months.iter().map(month).collect()
    };
    let (march, april) = ("2026-03".to_owned(), "2026-04".to_owned());
    assert_eq!(
        open("billing status -f json"),
        [(march.clone(), 2, 0), (april.clone(), 1, 0)]
    );
    in_april_as(env, &boss, "pricing propose 1 2").ok();
    assert_eq!(
        open("billing status --month 2026-01..2026-12 -f json"),
        [(march, 0, 2), (april, 0, 1)]
    );
    env.line_at(APRIL, "billing close 2026-03")
        .fails(5)
        .says("cannot close 2026-03: 2 pending, 0 stale, 0 unpriced")
        .says("pending: costing 1 of booking 1")
        .says("colab pricing approve 1 2");
    env.line_at(APRIL, "pricing approve 1 2").ok();
    env.line_at(APRIL, "booking reschedule 1 --allow-past --date 2026-03-03")
        .ok();
    env.line_at(APRIL, "billing close 2026-03")
        .fails(5)
        .says("stale: costing 1 of booking 1");
    // Of the other tenant nothing is open; each booking is Tech's.
    env.line_at(APRIL, "billing close 2026-03 --tenant TRAINING").ok();
    // A month that is held takes decisions, and no proposals.
    charge(env, &boss, "1");
    env.line("booking create --client Umoya --room Excellence --date 2026-03-20 --learners 5")
        .ok();
    let third = in_april_as(env, &boss, "pricing propose 3 -f json").ok().json();
    env.line_at(APRIL, "billing close 2026-03 --hold").ok();
    env.line_at(APRIL, &format!("pricing approve {}", third["id"]))
        .ok();
    env.line("booking create --client Umoya --room Excellence --date 2026-03-21 --learners 5")
        .ok();
    let late = in_april_as(env, &boss, "pricing propose 4 -f json").ok().json();
    assert_eq!(late["booked_month"], "2026-04");
    let status = env.get("billing status --month 2026-03");
    let figures = list(&status)
        .into_iter()
        .find(|row| row["tenant"].is_null())
        .unwrap();
    assert_eq!(
        (&figures["status"], &figures["pending"], &figures["lines"]),
        (&json!("held"), &json!(0), &json!(5))
    );
    env.line_at(APRIL, "billing close 2026-03 --dry-run").ok();
    env.line_at(APRIL, "billing close 2026-03").ok();
    let refusal = env
        .line_at(APRIL, "billing close 2026-03 -f json")
        .fails(5)
        .error();
    assert_eq!(refusal["code"], "period_closed");
    env.line("billing close 2026-05")
        .ok()
        .says("2026-05 has not ended yet");
    env.line("audit verify").ok();
}

fn reopening_takes_a_reason_and_two_people(env: &Env) {
    let (boss, second) = people(env);
    closed(env, &boss);
    env.line("billing reopen 2026-02 --reason x").fails(5);
    env.line("billing reopen 2026-03").fails(6);
    env.line("billing reopen 2026-03 --reason \"forgotten booking\"")
        .ok()
        .says("another admin or finance user must agree: colab billing reopen 2026-03");
    let asked = env.get("billing status --month 2026-03");
    assert_eq!(
        (
            &asked[0]["status"],
            &asked[0]["reopening_by"],
            &asked[0]["reason"]
        ),
        (&json!("closed"), &json!(me(env)), &json!("forgotten booking"))
    );
    let refusal = env.line("billing reopen 2026-03 -f json").fails(5).error();
    assert_eq!(refusal["code"], "own_request");
    env.line("billing reopen 2026-03 --as second").fails(5);
    env.line_as(&boss, "billing reopen 2026-03").fails(4);
    // By SQL neither.
    let grant = "INSERT INTO period_events (id, month, event, request_id, reason, created_by, entered_by, created_at)
        SELECT 90, month, 'reopened', id, reason, 'NAME', 'NAME', created_at FROM period_events WHERE event = 'reopening'";
    for (name, rule) in [
        (me(env), "period_events_two_people"),
        ("boss", "period_events_by_admin"),
    ] {
        let refusal = env.raw_sql(&grant.replace("NAME", name)).unwrap_err();
        assert!(refusal.contains(rule), "{name}: {refusal}");
    }
    env.line_as(&second, "billing reopen 2026-03").ok();
    let open = env.get("billing status --month 2026-03");
    assert_eq!(
        (
            &open[0]["status"],
            &open[0]["reopened_by"],
            &open[0]["approved_by"]
        ),
        (&json!("open"), &json!(me(env)), &json!("second"))
    );
    // What is charged now is March's again, and the month closes anew.
    env.line("booking create --client Umoya --room Excellence --date 2026-03-20 --learners 5")
        .ok();
    charge(env, &boss, "3");
    env.line_at(APRIL, "billing close 2026-03").ok();
    assert_eq!(list(&env.get("billing show 2026-03")).len(), 3);
    env.line("audit verify").ok();
    // A site with one admin reopens alone, once it says so.
    env.line("user role second staff").ok();
    env.line("config set one_person_approves yes").ok();
    env.line("billing reopen 2026-03 --reason again").ok();
    assert_eq!(env.get("billing status --month 2026-03")[0]["status"], "open");
}

fn a_month_that_was_altered_past_the_program_is_found(env: &Env) {
    let (boss, _) = people(env);
    closed(env, &boss);
    let alter = |table: &str, trigger: &str, change: &str| {
        let copy = env.copy();
        let statements = if copy.is_sqlite() {
            format!("DROP TRIGGER {trigger}; {change}")
        } else {
            format!(
                "ALTER TABLE {table} DISABLE TRIGGER USER; {change}; ALTER TABLE {table} ENABLE TRIGGER USER"
            )
        };
        copy.raw_sql(&statements).unwrap();
        copy
    };
    for (table, trigger, change, verdict) in [
        (
            "period_events",
            "period_events_no_update",
            "UPDATE period_events SET snapshot = 'x'",
            "tells of a month, a document or a payment that is not what it was",
        ),
        (
            "period_events",
            "period_events_no_update",
            "UPDATE period_events SET snapshot_hash = '0000000000000000000000000000000000000000000000000000000000000000'",
            "does not tell of a month, a document or a payment as it is there",
        ),
        (
            "costing_lines",
            "costing_lines_no_update",
            "UPDATE costing_lines SET booked_month = '2026-04' WHERE costing_id = 1",
            "tells of a month, a document or a payment that is not what it was",
        ),
    ] {
        let copy = alter(table, trigger, change);
        copy.line("audit verify")
            .fails(9)
            .says(verdict)
            .says("hint: colab db check");
        let found = copy.line("db check -f json").fails(9);
        assert!(
            found.stdout.contains("period_events"),
            "{change}: {}",
            found.stdout
        );
    }
}

fn of_many_that_close_a_month_one_does(env: &Env) {
    let (boss, _) = people(env);
    charge(env, &boss, "1 2");
    let runs: Vec<Running> = (0..16)
        .map(|_| {
            env.call(&["billing", "close", "2026-03"])
                .variable("COLAB_NOW", APRIL)
                .spawn()
        })
        .collect();
    let ended: Vec<_> = runs.into_iter().map(Running::wait).collect();
    let done = ended.iter().filter(|run| run.code == Some(0)).count();
    let late = ended.iter().filter(|run| run.code == Some(5)).count();
    assert_eq!((done, late), (1, 15));
    assert_eq!(env.count("period_events"), 1);
}
