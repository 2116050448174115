//! Months that are closed: what is booked into them, what stands in the way, how they are reopened and proved.

use serde_json::{Value, json};

use super::support::tools::text_of_pdf;
use super::support::{Env, Run, Running};

both![
    a_closed_month_keeps_what_is_booked_in_it_and_corrections_go_to_an_open_one,
    the_database_books_nothing_into_a_closed_month,
    a_month_is_closed_when_nothing_of_it_is_open,
    reopening_takes_a_reason_and_two_people,
    a_month_that_was_altered_past_the_program_is_found,
    of_many_that_close_a_month_one_does,
    what_is_approved_is_invoiced_once_and_numbered_without_a_gap,
    an_invoice_is_taken_back_as_a_whole_or_in_part,
    the_database_keeps_documents_as_they_were_issued,
    a_document_is_drawn_and_written_for_other_programs,
    payments_pay_invoices_and_no_more_than_is_open,
    the_database_lets_no_payment_pay_too_much,
    the_journal_balances_and_accounting_programs_take_it,
    a_statement_is_matched_and_read_twice_adds_nothing,
];

/// The middle of April, when March is billed.
const APRIL: &str = "2026-04-15T08:00:00Z";

/// A room with a price, a boss who proposes, and a second admin: their tokens.
fn people(env: &Env) -> (String, String) {
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
fn charge(env: &Env, boss: &str, ids: &str) -> Value {
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
fn in_april_as(env: &Env, token: &str, line: &str) -> Run {
    let words: Vec<&str> = line.split(' ').collect();
    let call = env.call(&words).variable("COLAB_TOKEN", token);
    call.variable("COLAB_NOW", APRIL).run()
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_else(|| vec![value.clone()])
}

/// The admin who runs what nobody else does.
fn me(env: &Env) -> &'static str {
    if env.is_sqlite() { "root" } else { "admin" }
}

/// Nothing is wrong with the database but the tokens that `Env::user` changed.
#[track_caller]
fn sound(env: &Env) {
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
    in_april_as(env, &boss, "pricing propose 1 2").ok();
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
        (&json!("held"), &json!(0), &json!(4))
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
        .says("another admin must agree: colab billing reopen 2026-03");
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
        SELECT 3, month, 'reopened', id, reason, 'NAME', 'NAME', created_at FROM period_events WHERE event = 'reopening'";
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
    for (table, trigger, change) in [
        (
            "period_events",
            "period_events_no_update",
            "UPDATE period_events SET snapshot = 'x'",
        ),
        (
            "period_events",
            "period_events_no_update",
            "UPDATE period_events SET snapshot_hash = '0000000000000000000000000000000000000000000000000000000000000000'",
        ),
        (
            "costing_lines",
            "costing_lines_no_update",
            "UPDATE costing_lines SET booked_month = '2026-04' WHERE costing_id = 1",
        ),
    ] {
        let copy = alter(table, trigger, change);
        copy.line("audit verify")
            .fails(9)
            .says("does not tell of a month as it is closed");
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

fn what_is_approved_is_invoiced_once_and_numbered_without_a_gap(env: &Env) {
    let (boss, _) = people(env);
    env.line("booking create --client \"baobab  HEALTH\" --room Excellence --date 2026-03-12 --learners 10")
        .ok();
    charge(env, &boss, "1 2 3");
    env.line("booking create --client Umoya --room Excellence --date 2026-03-16 --learners 10")
        .ok();
    let fourth = in_april_as(env, &boss, "pricing propose 4 -f json").ok().json();
    // Only what is approved, one document a client; nothing is written before --issue.
    let drafts = env
        .line_at(APRIL, "billing run --month 2026-03 -f json")
        .ok()
        .json();
    assert_eq!(list(&drafts).len(), 2);
    assert_eq!(
        (&drafts[0]["number"], &drafts[0]["total"]["amount_cents"]),
        (&Value::Null, &json!(230_000))
    );
    assert_eq!(env.count("invoices"), 0);
    let runs: Vec<Running> = (0..16)
        .map(|_| {
            env.call(&["billing", "run", "--month", "2026-03", "--issue", "--quiet"])
                .variable("COLAB_NOW", APRIL)
                .spawn()
        })
        .collect();
    for run in runs {
        run.wait().ok().silent();
    }
    let issued = env.line_at(APRIL, "invoice list -f json").ok().json();
    let numbers: Vec<&str> = issued
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["number"].as_str().unwrap())
        .collect();
    assert_eq!(numbers, ["INV-2026-0001", "INV-2026-0002"]);
    assert_eq!(
        (
            &issued[0]["status"],
            &issued[0]["due_on"],
            &issued[0]["open"]["amount_cents"]
        ),
        (&json!("open"), &json!("2026-05-15"), &json!(230_000))
    );
    env.line_at(APRIL, "billing run --month 2026-03 --issue --quiet")
        .ok()
        .silent();
    env.line_at(APRIL, "billing run --month 2026-03 --issue")
        .ok()
        .says("nothing to invoice in 2026-03");
    assert_eq!(env.count("invoices"), 2);
    let late = env
        .line_at("2026-06-01T08:00:00Z", "invoice list --status overdue -f json")
        .ok()
        .json();
    assert_eq!(list(&late).len(), 2);
    // What is cancelled in April is April's credit note.
    env.line_at(APRIL, "booking cancel 1 --allow-past --reason ill")
        .ok();
    env.line_at(APRIL, "billing close 2026-03 --hold").ok();
    charge(env, &boss, "1");
    let april = env
        .line_at(
            APRIL,
            "billing run --month 2026-04 --client baobab --issue -f json",
        )
        .ok()
        .json();
    assert_eq!(
        (
            &april[0]["number"],
            &april[0]["status"],
            &april[0]["total"]["amount_cents"]
        ),
        (&json!("CN-2026-0001"), &json!("credit"), &json!(-115_000))
    );
    assert_eq!(env.get("pricing ledger --check")["holds"], json!(true));
    env.line("audit verify").ok();
    sound(env);
    // An invoice is dated today; not into a month that is closed.
    env.line_at(APRIL, &format!("pricing approve {}", fourth["id"]))
        .ok();
    env.line_at(APRIL, "billing reopen 2026-03 --reason x").ok();
    env.line_at(APRIL, "billing run --month 2026-04 --issue").ok();
    env.line_at("2026-05-02T08:00:00Z", "billing close 2026-04").ok();
    env.line_at(APRIL, "billing run --month 2026-03 --issue")
        .fails(5)
        .says("nothing can be issued in 2026-04, which is closed");
}

fn an_invoice_is_taken_back_as_a_whole_or_in_part(env: &Env) {
    let (boss, _) = people(env);
    env.line("booking create --client Umoya --room Excellence --date 2026-03-12 --learners 10")
        .ok();
    charge(env, &boss, "1 2 3");
    env.line_at(APRIL, "billing run --month 2026-03 --issue").ok();
    let umoya = env.get("invoice show inv-2026-0002");
    assert_eq!(umoya["lines"].as_array().unwrap().len(), 2);
    let note = env
        .line_at(
            APRIL,
            "invoice credit INV-2026-0002 --line 2 --reason \"not held\" -f json",
        )
        .ok()
        .json();
    assert_eq!(
        (
            &note["number"],
            &note["credits"],
            &note["total"]["amount_cents"],
            &note["reason"]
        ),
        (
            &json!("CN-2026-0001"),
            &json!("INV-2026-0002"),
            &json!(-115_000),
            &json!("not held")
        )
    );
    for (line, code, exit) in [
        (
            "invoice credit INV-2026-0002 --line 2 --reason x",
            "already_credited",
            5,
        ),
        ("invoice credit INV-2026-0002 --line 9 --reason x", "not_found", 3),
        ("invoice credit CN-2026-0001 --reason x", "not_an_invoice", 5),
        ("invoice credit INV-2026-0009 --reason x", "unknown_invoice", 3),
    ] {
        assert_eq!(env.refusal(line), (code.to_owned(), exit), "{line}");
    }
    let rest = env
        .line_at(APRIL, "invoice credit INV-2026-0002 --reason whole -f json")
        .ok()
        .json();
    assert_eq!(rest["lines"].as_array().unwrap().len(), 1);
    let shown = env.get("invoice show INV-2026-0002");
    assert_eq!(
        (
            &shown["status"],
            &shown["open"]["amount_cents"],
            &shown["credit_notes"]
        ),
        (
            &json!("credited"),
            &json!(0),
            &json!(["CN-2026-0001", "CN-2026-0002"])
        )
    );
    env.line("invoice credit INV-2026-0002 --reason x").fails(5);
    // What was taken back is invoiced again.
    let again = env
        .line_at(APRIL, "billing run --month 2026-03 --issue -f json")
        .ok()
        .json();
    assert_eq!(
        (&again[0]["number"], list(&again).len()),
        (&json!("INV-2026-0003"), 1)
    );
    assert_eq!(env.get("pricing ledger --check")["holds"], json!(true));
    let history = env.get("history --limit 50");
    for (command, hint) in [
        (
            "billing run",
            "colab invoice credit INV-2026-0001 --reason REASON",
        ),
        ("invoice credit", "colab billing run --month MONTH --issue"),
    ] {
        let done = list(&history)
            .into_iter()
            .rfind(|one| one["command"].as_str().unwrap().starts_with(command))
            .unwrap();
        env.line(&format!("undo {}", done["id"])).fails(5).says(hint);
    }
    sound(env);
}

fn the_database_keeps_documents_as_they_were_issued(env: &Env) {
    let (boss, _) = people(env);
    charge(env, &boss, "1 2");
    env.line_at(APRIL, "billing run --month 2026-03 --client baobab --issue")
        .ok();
    let columns = "credits_invoice_id, credits_place, subject, kind, item, service_month, quantity, unit, rate_cents, tax_rate, why";
    let document = "client_name, client_key, bill_to, due_on, month, currency, subtotal_cents, tax_cents, total_cents, document_hash,
        created_by, entered_by, created_at";
    let line = |invoice: i64, costing: i64, amount: &str| {
        format!(
            "INSERT INTO invoice_lines (invoice_id, place, costing_id, costing_place, amount_cents, tax_cents, {columns})
             SELECT {invoice}, 1, {costing}, 1, {amount}, tax_cents, {columns} FROM invoice_lines"
        )
    };
    let issue = |ordinal: &str, day: &str, total: &str| {
        format!(
            "INSERT INTO invoices (id, number, series, year, ordinal, issued_on, {})
             SELECT 9, 'INV-2026-000{ordinal}', series, 2026, {ordinal}, '{day}', {} FROM invoices",
            document,
            document.replace("subtotal_cents, tax_cents, total_cents", total)
        )
    };
    let own = "subtotal_cents, tax_cents, total_cents";
    let whole = |one: &str, other: &str| format!("BEGIN; {one}; {other}; COMMIT");
    for (statement, rule) in [
        (
            "UPDATE invoices SET total_cents = 0, subtotal_cents = -tax_cents".to_owned(),
            "invoices_append_only",
        ),
        ("DELETE FROM invoices".to_owned(), "invoices_append_only"),
        (
            "UPDATE invoice_lines SET item = 'x'".to_owned(),
            "invoice_lines_append_only",
        ),
        (
            "DELETE FROM invoice_lines".to_owned(),
            "invoice_lines_append_only",
        ),
        (
            line(1, 2, "amount_cents").replace("SELECT 1, 1,", "SELECT 1, 9,"),
            "invoices_issued",
        ),
        // The ledger's line is invoiced; of another amount; not approved.
        (line(9, 1, "amount_cents"), "invoice_lines_once"),
        (line(9, 2, "amount_cents - 1"), "invoice_lines_ledger"),
        // No lines, another sum, a gap.
        (issue("2", "2026-04-15", own), "invoices_add_up"),
        (issue("3", "2026-04-15", own), "invoices_gap"),
        (issue("1", "2026-04-15", own), "invoices_gap"),
        (
            whole(
                &line(9, 2, "amount_cents"),
                &issue("2", "2026-04-15", "1, tax_cents, 1 + tax_cents"),
            ),
            "invoice_lines_ledger",
        ),
    ] {
        let refusal = env.raw_sql(&statement).expect_err(&statement);
        assert!(refusal.contains(rule), "{statement}: {refusal}");
    }
    sound(env);
    let altered = if env.is_sqlite() {
        "DROP TRIGGER invoices_no_update; UPDATE invoices SET client_name = 'Somebody else'"
    } else {
        "ALTER TABLE invoices DISABLE TRIGGER USER; UPDATE invoices SET client_name = 'Somebody else'"
    };
    env.raw_sql(altered).unwrap();
    env.line("audit verify").fails(9);
    assert!(
        env.line("db check -f json")
            .fails(9)
            .stdout
            .contains("INV-2026-0001 is not the document")
    );
}

fn a_document_is_drawn_and_written_for_other_programs(env: &Env) {
    let (boss, _) = people(env);
    env.line("config set company_name \"Colab & Sons\"").ok();
    env.line("config set company_address \"12 Long Street; Cape Town\"")
        .ok();
    env.line("config set bank_details \"First Bank; account 123 456\"")
        .ok();
    env.line("config set company_tax_number 4123456789").ok();
    env.line("config set tax_percent 10 --from 2026-04-01").ok();
    for room in ["Focus", "Growth"] {
        env.line(&format!("room add {room} --capacity 30")).ok();
        env.line(&format!("pricing set room {room} --daily 500 --from 2026-01-01"))
            .ok();
        let line = format!(
            "booking create --client \"<Baobab> & Health\" --room {room} --date 2026-03-03 --learners 10 --repeat \"FREQ=DAILY;COUNT=25\""
        );
        env.line(&line).ok();
    }
    let ids = env.column(&["booking", "list", "--client", "<Baobab>"], "id");
    charge(env, &boss, &ids.join(" "));
    charge(env, &boss, "2");
    for month in ["2026-03", "2026-04"] {
        env.line_at(APRIL, &format!("billing run --month {month} --issue"))
            .ok();
    }
    let issued = env.get("invoice list");
    let long = list(&issued)
        .into_iter()
        .find(|one| one["lines"].as_array().unwrap().len() > 20)
        .unwrap();
    let number = long["number"].as_str().unwrap().to_owned();
    env.line(&format!("invoice show {number} -o long.pdf")).ok();
    if let Some(text) = text_of_pdf(&env.path("long.pdf")) {
        for part in [
            "Colab & Sons",
            "12 Long Street",
            "<Baobab> & Health",
            &number,
            "Growth",
            "Tax 15 %",
            "Total",
            "First Bank",
            "account 123 456",
            "Page 1 of 3",
            "Page 3 of 3",
            "4123456789",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    env.line(&format!("invoice show {number} -o long.xml")).ok();
    let xml = std::fs::read_to_string(env.path("long.xml")).unwrap();
    for part in [
        "<cbc:InvoiceTypeCode>380<",
        "&lt;Baobab&gt; &amp; Health",
        "<cbc:PayableAmount currencyID=\"ZAR\">",
    ] {
        assert!(xml.contains(part), "{part}: {xml}");
    }
    env.line(&format!("invoice credit {number} --reason \"wrong client\""))
        .ok();
    env.line("invoice show CN-2026-0001 -o note.pdf").ok();
    env.line("invoice show CN-2026-0001 -o note.xml").ok();
    let note = std::fs::read_to_string(env.path("note.xml")).unwrap();
    assert!(
        note.contains("<cbc:CreditNoteTypeCode>381<") && note.contains(&number),
        "{note}"
    );
    env.line("invoice show CN-2026-0001 -o note.docx").fails(2);
}

fn payments_pay_invoices_and_no_more_than_is_open(env: &Env) {
    let (boss, _) = people(env);
    env.line("booking create --client Umoya --room Excellence --date 2026-03-12 --learners 10")
        .ok();
    charge(env, &boss, "1 2 3");
    for month in ["2026-03", "2026-04"] {
        env.line_at(APRIL, &format!("billing run --month {month} --issue"))
            .ok();
    }
    // INV-1 Baobab 1,150; INV-2 Umoya 3,450 of March; INV-3 Umoya 2,300 of April.
    let invoice = |number: &str| {
        let shown = env
            .line_at(APRIL, &format!("invoice show {number} -f json"))
            .ok()
            .json();
        (
            shown["status"].as_str().unwrap().to_owned(),
            shown["open"]["amount_cents"].as_i64().unwrap(),
        )
    };
    let paid = env
        .line_at(
            APRIL,
            "payment add --invoice INV-2026-0001 --amount 1000 --method cash --reference till -f json",
        )
        .ok()
        .json();
    assert_eq!(
        (
            &paid["number"],
            &paid["client_name"],
            &paid["unallocated"]["amount_cents"]
        ),
        (&json!("RC-2026-0001"), &json!("Baobab Health"), &json!(0))
    );
    assert_eq!(invoice("INV-2026-0001"), ("partial".to_owned(), 15_000));
    // What is paid too much stays on account, and pays the oldest invoice when asked.
    env.line_at(APRIL, "payment add --client umoya --amount 4000")
        .ok();
    let allocated = env
        .line_at(APRIL, "payment allocate RC-2026-0002 --auto -f json")
        .ok()
        .json();
    assert_eq!(
        allocated["pays"],
        json!([
            {"invoice": "INV-2026-0002", "amount": {"amount_cents": 345_000, "currency": "ZAR"}},
            {"invoice": "INV-2026-0003", "amount": {"amount_cents": 55_000, "currency": "ZAR"}}
        ])
    );
    assert_eq!(invoice("INV-2026-0002"), ("paid".to_owned(), 0));
    for (line, code) in [
        (
            "payment allocate RC-2026-0002 --invoice INV-2026-0003",
            "nothing_to_pay",
        ),
        (
            "payment allocate RC-2026-0002 --invoice INV-2026-0001",
            "other_client",
        ),
        (
            "payment refund --client Umoya --amount 1 --reason x",
            "nothing_to_pay",
        ),
    ] {
        assert_eq!(env.refusal(line), (code.to_owned(), 5), "{line}");
    }
    // A credit note of what is paid gives it back to the account; from there it is refunded.
    env.line_at(
        APRIL,
        "invoice credit INV-2026-0002 --line 1 --reason \"not held\"",
    )
    .ok();
    let umoya = |field: &str| {
        let balances = env
            .line_at(APRIL, "billing outstanding --client umoya -f json")
            .ok()
            .json();
        balances[0][field]["amount_cents"].as_i64().unwrap()
    };
    let freed = umoya("on_account");
    assert!(freed > 0);
    assert_eq!(umoya("outstanding"), 175_000 - freed);
    env.line_at(APRIL, "payment refund --client Umoya --amount 5000 --reason x")
        .fails(5);
    let refund = format!(
        "payment refund --client Umoya --amount {} --reason \"paid twice\" -f json",
        freed / 100
    );
    assert_eq!(
        env.line_at(APRIL, &refund).ok().json()["amount"]["amount_cents"],
        json!(-freed)
    );
    assert_eq!((umoya("on_account"), umoya("outstanding")), (0, 175_000));
    // A payment that bounced is taken back by its mirror, once.
    let mirror = env
        .line_at(APRIL, "payment reverse RC-2026-0001 --reason bounced -f json")
        .ok()
        .json();
    assert_eq!(
        (&mirror["kind"], &mirror["reverses"]),
        (&json!("reversal"), &json!("RC-2026-0001"))
    );
    assert_eq!(invoice("INV-2026-0001"), ("open".to_owned(), 115_000));
    env.line_at(APRIL, "payment reverse RC-2026-0001 --reason again")
        .fails(5);
    env.line_at(APRIL, "payment reverse RC-2026-0004 --reason again")
        .fails(5);
    let late = env
        .line_at(
            "2026-07-01T08:00:00Z",
            "billing outstanding --aging 30,60 --exit-code -f json",
        )
        .fails(9);
    let late = late.json();
    assert_eq!(
        late[0]["aging"][1],
        json!({"days": "31-60", "amount": {"amount_cents": 115_000, "currency": "ZAR"}})
    );
    env.line_at(APRIL, "billing outstanding --exit-code").ok();
    // Not into a closed month.
    env.line("billing close 2026-02").ok();
    env.line_at(APRIL, "payment add --client Umoya --amount 5 --date 2026-02-03")
        .fails(5)
        .says("nothing can be dated into 2026-02, which is closed");
    let undone = env.get("history --limit 50");
    let reverse = list(&undone)
        .into_iter()
        .find(|one| one["command"].as_str().unwrap().starts_with("payment add"));
    env.line(&format!("undo {}", reverse.unwrap()["id"]))
        .fails(5)
        .says("colab payment reverse RC-2026-000");
    sound(env);
}

fn the_database_lets_no_payment_pay_too_much(env: &Env) {
    let (boss, _) = people(env);
    charge(env, &boss, "1 2");
    env.line_at(APRIL, "billing run --month 2026-03 --issue").ok();
    env.line_at(APRIL, "payment add --client \"Baobab Health\" --amount 2000")
        .ok();
    let allocate = |payment: i64, invoice: i64, cents: i64| {
        format!(
            "INSERT INTO payment_allocations (id, payment_id, invoice_id, amount_cents, created_by, created_at)
             SELECT 90 + {invoice}, {payment}, {invoice}, {cents}, 'root', created_at FROM payments WHERE id = 1"
        )
    };
    let columns =
        "client_name, client_key, currency, received_on, method, created_by, entered_by, created_at";
    let payment = |ordinal: i64, kind: &str, cents: i64, more: (&str, &str)| {
        format!(
            "INSERT INTO payments (id, number, year, ordinal, kind, amount_cents, reason, {columns} {})
             SELECT 90, 'RC-2026-000{ordinal}', 2026, {ordinal}, '{kind}', {cents}, 'x', {columns} {} FROM payments WHERE id = 1",
            more.0, more.1
        )
    };
    for (statement, rule) in [
        (allocate(1, 1, 115_001), "payment_allocations_invoice"),
        (allocate(1, 1, 200_001), "payment_allocations_payment"),
        (allocate(1, 2, 1), "payment_allocations_client"),
        (allocate(1, 1, -1), "payment_allocations_mirror"),
        (payment(2, "refund", -200_001, ("", "")), "payments_on_account"),
        (payment(3, "payment", 5, ("", "")), "payments_gap"),
        (
            payment(2, "reversal", -5, (", reverses_id", ", 1")),
            "payments_reverses",
        ),
        (payment(2, "refund", 5, ("", "")), "payments_sign_check"),
        (
            "UPDATE payments SET amount_cents = 1".to_owned(),
            "payments_append_only",
        ),
        ("DELETE FROM payments".to_owned(), "payments_append_only"),
    ] {
        let refusal = env.raw_sql(&statement).expect_err(&statement);
        assert!(refusal.contains(rule), "{statement}: {refusal}");
    }
    // Sixteen pay one invoice at once; what is too much stays on account.
    let runs: Vec<Running> = (0..16)
        .map(|_| {
            env.call(&[
                "payment",
                "add",
                "--invoice",
                "INV-2026-0002",
                "--amount",
                "500",
                "--quiet",
            ])
            .variable("COLAB_NOW", APRIL)
            .spawn()
        })
        .collect();
    for run in runs {
        run.wait().ok();
    }
    let invoice = env
        .line_at(APRIL, "invoice show INV-2026-0002 -f json")
        .ok()
        .json();
    assert_eq!(
        (&invoice["status"], &invoice["open"]["amount_cents"]),
        (&json!("paid"), &json!(0))
    );
    let paid =
        env.raw_int("SELECT CAST(sum(amount_cents) AS bigint) FROM payment_allocations WHERE invoice_id = 2");
    assert_eq!(paid, invoice["total"]["amount_cents"].as_i64());
    assert_eq!(env.raw_int("SELECT max(ordinal) FROM payments"), Some(17));
}

fn the_journal_balances_and_accounting_programs_take_it(env: &Env) {
    let (boss, _) = people(env);
    env.line("config set account_bank Assets:Bank:First").ok();
    env.line("config set account_bank bank").fails(6);
    env.line("booking create --client \"Say \\\"hi\\\"; ok | x\" --room Excellence --date 2026-03-12 --learners 10").ok();
    charge(env, &boss, "1 2 3");
    env.line_at(APRIL, "billing run --month 2026-03 --issue").ok();
    env.line_at(APRIL, "payment add --invoice INV-2026-0001 --amount 2000")
        .ok();
    env.line_at(
        APRIL,
        "payment refund --client \"Baobab Health\" --amount 850 --reason \"paid too much\"",
    )
    .ok();
    env.line_at(APRIL, "invoice credit INV-2026-0002 --reason wrong")
        .ok();
    env.line_at(APRIL, "payment add --client Umoya --amount 100").ok();
    env.line_at(APRIL, "payment reverse RC-2026-0003 --reason bounced")
        .ok();
    let lines = list(&env.get("billing journal --from 2026-01-01 --to 2026-12-31"));
    let sum = |account: &str| -> i64 {
        let of = lines
            .iter()
            .filter(|line| line["account"].as_str().unwrap().starts_with(account));
        of.map(|line| line["amount"]["amount_cents"].as_i64().unwrap())
            .sum()
    };
    let owed: i64 = list(&env.line_at(APRIL, "billing outstanding -f json").ok().json())
        .iter()
        .map(|one| one["outstanding"]["amount_cents"].as_i64().unwrap())
        .sum();
    assert_eq!((sum(""), sum("Assets:Receivables")), (0, owed));
    // The refund leaves another account than payments reach.
    assert_eq!((sum("Assets:Bank:First"), sum("Assets:Bank")), (200_000, 115_000));
    assert!(list(&env.get("billing journal --from 2026-01-01 --to 2026-03-31")).is_empty());
    for name in ["books.csv", "books.journal", "books.beancount"] {
        env.line(&format!(
            "billing journal --from 2026-01-01 --to 2026-12-31 -o {name}"
        ))
        .ok();
    }
    env.line("billing journal --from 2026-01-01 --to 2026-12-31 -o books.txt")
        .fails(2);
    let accepts = |program: &str, arguments: &[&str]| {
        let run = std::process::Command::new(program)
            .args(arguments)
            .current_dir(env.work_dir())
            .output();
        // Where it is not installed, nobody can say.
        run.map(|done| {
            assert!(
                done.status.success(),
                "{program}: {}",
                String::from_utf8_lossy(&done.stderr)
            );
            String::from_utf8_lossy(&done.stdout).into_owned()
        })
    };
    let _ = accepts("bean-check", &["books.beancount"]);
    let _ = accepts("hledger", &["-f", "books.journal", "check"]);
    if let Ok(balance) = accepts(
        "hledger",
        &["-f", "books.journal", "balance", "Assets:Receivables", "-N"],
    ) {
        assert!(
            balance.contains(&format!("{}.{:02}", owed / 100, owed % 100)),
            "{balance} {owed}"
        );
    }
}

fn a_statement_is_matched_and_read_twice_adds_nothing(env: &Env) {
    let (boss, _) = people(env);
    env.line("booking create --client Karoo --room Excellence --date 2026-03-12 --learners 10")
        .ok();
    env.line("booking create --client Meerkat --room Excellence --date 2026-03-13 --learners 10")
        .ok();
    charge(env, &boss, "1 2 3 4");
    env.line_at(APRIL, "billing run --month 2026-03 --issue").ok();
    // Baobab 1,150; Karoo 1,150; Meerkat 1,150; Umoya 2,300.
    env.write(
        "plain.csv",
        "Date,Description,Amount\n2026-04-10,\"Payment inv 2026 0001, thanks\",1000.00\n2026-04-11,Umoya training,2300.00\n\
         2026-04-12,who knows,1150.00\n2026-04-12,rent,-500.00\n2026-04-13,INV-2026-00011,7.00\n",
    );
    let states = |line: &str| -> Vec<(String, Value)> {
        let rows = env.line_at(APRIL, line).ok().json();
        let row = |row: &Value| (row["state"].as_str().unwrap().to_owned(), row["invoice"].clone());
        list(&rows).iter().map(row).collect()
    };
    let state = |state: &str, invoice: &str| {
        (
            state.to_owned(),
            json!(Some(invoice).filter(|text| !text.is_empty())),
        )
    };
    let plan = states("payment import plain.csv -f json");
    assert_eq!(
        plan,
        [
            state("matched", "INV-2026-0001"),
            state("matched", "INV-2026-0004"),
            state("doubtful", ""),
            state("outgoing", ""),
            state("doubtful", ""),
        ]
    );
    assert_eq!(env.count("payments"), 0);
    env.line_at(APRIL, "payment import plain.csv --apply --quiet")
        .ok()
        .silent();
    assert_eq!(env.count("payments"), 2);
    let again = states("payment import plain.csv --apply -f json");
    assert_eq!(
        (again[0].0.as_str(), again[1].0.as_str(), again[2].0.as_str()),
        ("known", "known", "doubtful")
    );
    assert_eq!(env.count("payments"), 2);
    // Somebody says what a doubtful row pays.
    assert_eq!(
        states("payment import plain.csv --apply --take 3=INV-2026-0002 -f json")[2],
        state("matched", "INV-2026-0002")
    );
    env.line("payment import plain.csv --take 9=INV-2026-0002")
        .fails(3);
    // The same bank in two other dialects; equal movements are two.
    env.write(
        "german.csv",
        "Konto;12345\n\nBuchungstag;Auftraggeber;Verwendungszweck;Betrag\n14.04.2026;Meerkat;Rechnung;1.150,00\n14.04.2026;Umoya;x;\"1,00\"\n14.04.2026;Umoya;x;\"1,00\"\n",
    );
    assert_eq!(
        states("payment import german.csv --apply -f json")[0],
        state("matched", "INV-2026-0003")
    );
    env.write(
        "april.sta",
        ":20:S\n:25:1\n:60F:C260401ZAR0,\n:61:2604150415C150,00NTRFNONREF//B17\n:86:Baobab Health\nINV-2026-0001\n:61:2604150415D9,00NCHG\n:62F:C260430ZAR1,\n",
    );
    assert_eq!(
        states("payment import april.sta --apply -f json"),
        [state("matched", "INV-2026-0001"), state("outgoing", "")]
    );
    let paid = list(
        &env.line_at(APRIL, "invoice list --status paid -f json")
            .ok()
            .json(),
    );
    assert_eq!(paid.len(), 4);
    assert_eq!(states("payment import april.sta --apply -f json")[0].0, "known");
    env.write("letter.txt", "Dear client,\n");
    assert_eq!(
        env.refusal("payment import letter.txt"),
        ("not_a_statement".to_owned(), 6)
    );
    sound(env);
}
