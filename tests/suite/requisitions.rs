//! Requisitions: from the draft to what was received, approved level by level, each by somebody else.

use serde_json::{Value, json};

use super::support::{Env, Run};

both![
    a_requisition_goes_from_the_draft_to_closed,
    levels_decide_in_order_and_nobody_out_of_turn,
    nobody_decides_on_what_they_asked_for_or_twice,
    a_rejected_requisition_is_a_draft_again_and_keeps_its_decisions,
    two_who_approve_at_once_are_one_approval,
    no_more_is_received_than_was_ordered,
    what_is_received_reaches_the_ledger_and_somebody_else_approves_it,
    each_step_is_undone_and_what_was_decided_is_not,
    a_receipt_is_taken_back_with_its_devices_and_its_cost,
    what_was_submitted_is_frozen_also_for_raw_sql,
    totals_have_their_days_and_never_overflow,
    funds_that_do_not_suffice_are_told,
    numbers_have_no_gap_and_a_repeated_request_draws_one,
    people_see_their_own_and_what_they_decide_on,
    levels_are_roles_and_users_of_the_settings,
    a_site_with_one_admin_decides_alone_where_it_says_so,
    who_decides_next_is_told,
    what_is_wrong_is_refused,
    the_form_names_items_sums_and_signatures,
    the_migration_goes_back_and_forth,
    a_forgotten_client_is_blanked_in_every_text,
];

/// The people of a site, by their tokens.
struct Site {
    head: String,
    finance: String,
    procurement: String,
    staff: String,
}

fn people(env: &Env) -> Site {
    let user = |name: &str, role: &str| env.user(name, role);
    Site {
        head: user("sipho", "training_facility_admin"),
        finance: user("naledi", "finance"),
        procurement: user("themba", "procurement_officer"),
        staff: user("ayanda", "staff"),
    }
}

/// Runs a line as somebody and returns the one record that it shows.
#[track_caller]
fn record(env: &Env, token: &str, line: &str) -> Value {
    let shown = env.line_as(token, &format!("{line} -f json")).ok().json();
    match shown {
        Value::Array(records) if records.len() == 1 => records[0].clone(),
        shown => shown,
    }
}

/// The error of a line that somebody may not run: its code and its exit.
#[track_caller]
fn refusal(env: &Env, token: &str, line: &str) -> (String, i32) {
    refused(&env.line_as(token, &format!("{line} -f json")))
}

/// The code and the exit of a run that was refused; an undo notes first what it is about.
#[track_caller]
fn refused(run: &Run) -> (String, i32) {
    let error: Value = serde_json::from_str(run.stderr.lines().last().unwrap()).unwrap();
    (of(&error["error"], "code"), run.code.unwrap_or_default())
}

fn of(record: &Value, field: &str) -> String {
    record[field].as_str().unwrap_or_default().to_owned()
}

/// Checks the database, whose tokens an admin made for these people.
#[track_caller]
fn check(env: &Env) {
    env.raw_sql("UPDATE user_tokens SET made_by = created_by WHERE name = 'test'")
        .unwrap();
    env.colab(&["db", "check"]).ok();
    env.raw_sql("UPDATE user_tokens SET made_by = user_id WHERE name = 'test'")
        .unwrap();
}

const NUMBER: &str = "RQ-2026-0001";

/// A draft of staff: three laptops and a projector hired for five days.
#[track_caller]
fn draft(env: &Env, site: &Site) {
    record(
        env,
        &site.staff,
        "requisition create \"Laptops for the intake\" --funds 60000 --needed 2026-02-01",
    );
    record(
        env,
        &site.staff,
        &format!("requisition item add {NUMBER} \"Dell 5420\" --quantity 3 --cost 14999.50"),
    );
    record(
        env,
        &site.staff,
        &format!("requisition item add {NUMBER} \"Projector, hired\" --quantity 1 --days 5 --cost 300"),
    );
}

#[track_caller]
fn approved(env: &Env, site: &Site) {
    draft(env, site);
    record(env, &site.staff, &format!("requisition submit {NUMBER}"));
    for token in [&site.head, &site.finance, &site.procurement] {
        record(env, token, &format!("requisition approve {NUMBER}"));
    }
}

#[track_caller]
fn ordered(env: &Env, site: &Site) {
    approved(env, site);
    record(env, &site.procurement, &format!("requisition order {NUMBER}"));
}

#[track_caller]
fn state(env: &Env) -> String {
    of(&env.get(&format!("requisition show {NUMBER}")), "state")
}

fn a_requisition_goes_from_the_draft_to_closed(env: &Env) {
    let site = people(env);
    env.line("vendor add FixIt").ok();
    draft(env, &site);
    let shown = record(env, &site.staff, &format!("requisition show {NUMBER}"));
    assert_eq!(
        (
            of(&shown, "state"),
            of(&shown, "requester"),
            of(&shown, "needed_on")
        ),
        ("draft".into(), "ayanda".into(), "2026-02-01".into())
    );
    // 3 × 14 999.50 and 5 days of 300.
    assert_eq!(shown["total"]["amount_cents"], json!(4_649_850));
    assert_eq!(shown["balance"]["amount_cents"], json!(1_350_150));
    assert_eq!(shown["funds_suffice"], json!(true));
    let submitted = record(env, &site.staff, &format!("requisition submit {NUMBER}"));
    assert_eq!(
        (of(&submitted, "state"), of(&submitted, "waits_for")),
        ("submitted".into(), "training_facility_admin".into())
    );
    let waits = |token: &str, next: &str| {
        let shown = record(env, token, &format!("requisition approve {NUMBER}"));
        assert_eq!(of(&shown, "waits_for"), next);
        of(&shown, "state")
    };
    assert_eq!(waits(&site.head, "finance"), "submitted");
    assert_eq!(waits(&site.finance, "procurement_officer"), "submitted");
    assert_eq!(waits(&site.procurement, ""), "approved");
    let order = format!("requisition order {NUMBER} --vendor fixit --reference PO-77");
    let shown = record(env, &site.procurement, &order);
    assert_eq!(
        (
            of(&shown, "state"),
            of(&shown, "vendor"),
            of(&shown, "order_reference")
        ),
        ("ordered".into(), "FixIt".into(), "PO-77".into())
    );
    let receive = format!(
        "requisition receive {NUMBER} --item 1 --serial LT-901 --serial LT-902 --category Laptop --note DN-5"
    );
    let shown = record(env, &site.procurement, &receive);
    assert_eq!(of(&shown, "state"), "ordered");
    assert_eq!(shown["receipts"][0]["serials"], json!(["LT-901", "LT-902"]));
    assert_eq!(shown["items"][0]["received"], json!(2));
    let device = env.get("device show LT-901");
    assert_eq!(
        (
            of(&device, "name"),
            of(&device, "category"),
            of(&device, "purchased_on")
        ),
        ("Dell 5420".into(), "Laptop".into(), "2026-01-15".into())
    );
    assert_eq!(device["price"]["amount_cents"], json!(1_499_950));
    let shown = record(env, &site.procurement, &format!("requisition receive {NUMBER}"));
    assert_eq!(of(&shown, "state"), "received");
    assert_eq!(shown["received_cost"]["amount_cents"], json!(4_649_850));
    let shown = record(env, &site.procurement, &format!("requisition close {NUMBER}"));
    assert_eq!(of(&shown, "state"), "closed");
    assert_eq!(env.get("requisition list"), json!([]));
    let all = env.get("requisition list --all --fields number,state,total");
    assert_eq!(all[0]["number"], json!(NUMBER));
    let history = env.get(&format!("history --record requisition:{NUMBER} --fields command"));
    let commands: Vec<String> = history
        .as_array()
        .unwrap()
        .iter()
        .rev()
        .map(|one| {
            of(one, "command")
                .split(' ')
                .nth(1)
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    assert_eq!(
        commands,
        [
            "create", "item", "item", "submit", "approve", "approve", "approve", "order", "receive",
            "receive", "close"
        ]
    );
    check(env);
    env.verify_audit().unwrap();
}

fn levels_decide_in_order_and_nobody_out_of_turn(env: &Env) {
    let site = people(env);
    draft(env, &site);
    let approve = format!("requisition approve {NUMBER}");
    let (code, exit) = refusal(env, &site.head, &approve);
    assert_eq!((code.as_str(), exit), ("illegal_step", 5));
    record(env, &site.staff, &format!("requisition submit {NUMBER}"));
    for early in [&site.finance, &site.procurement] {
        let (code, exit) = refusal(env, early, &approve);
        assert_eq!((code.as_str(), exit), ("not_allowed", 4));
    }
    env.line_as(&site.finance, &approve)
        .fails(4)
        .says("waits for training_facility_admin");
    let viewer = env.user("pieter", "training_facility_admin_viewer");
    env.line_as(&viewer, &approve).fails(4);
    record(env, &site.head, &approve);
    env.line_as(&site.procurement, &approve).fails(4);
    let listed = |token: &str| {
        let list = env
            .line_as(token, "requisition list --to-decide -f json")
            .ok()
            .json();
        list.as_array().unwrap().len()
    };
    assert_eq!(
        (
            listed(&site.head),
            listed(&site.finance),
            listed(&site.procurement)
        ),
        (0, 1, 0)
    );
    record(env, &site.finance, &approve);
    // An admin stands in for a level.
    let shown = env.get(&format!("requisition approve {NUMBER}"));
    assert_eq!(of(&shown, "state"), "approved");
    let levels: Vec<String> = shown["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| of(one, "level"))
        .collect();
    assert_eq!(
        levels,
        ["training_facility_admin", "finance", "procurement_officer"]
    );
    env.line_as(&site.procurement, &approve).fails(5);
}

fn nobody_decides_on_what_they_asked_for_or_twice(env: &Env) {
    let site = people(env);
    // The head asks: another one decides.
    record(env, &site.head, "requisition create Toner");
    record(
        env,
        &site.head,
        &format!("requisition item add {NUMBER} Toner --cost 450"),
    );
    record(env, &site.head, &format!("requisition submit {NUMBER}"));
    let approve = format!("requisition approve {NUMBER}");
    let (code, exit) = refusal(env, &site.head, &approve);
    assert_eq!((code.as_str(), exit), ("own_request", 5));
    env.line_as(&site.head, &approve).fails(5).says("sipho asked for");
    let (code, _) = refusal(
        env,
        &site.head,
        &format!("requisition reject {NUMBER} --reason no"),
    );
    assert_eq!(code, "own_request");
    let other = env.user("lindiwe", "training_facility_admin");
    record(env, &other, &approve);
    // An admin who has decided by --as does not decide as another level.
    env.line(&format!("{approve} --as naledi")).ok();
    let (code, exit) = env.refusal(&approve);
    assert_eq!((code.as_str(), exit), ("own_request", 5));
    let (code, _) = env.refusal(&format!("{approve} --as themba"));
    assert_eq!(code, "own_request");
    env.line_as(&site.procurement, &approve).ok();
    // What an admin typed for somebody, the admin does not approve; nor by a token that the admin made.
    env.line("requisition create Paper --as sipho").ok();
    env.line("requisition item add RQ-2026-0002 Paper --cost 90 --as sipho")
        .ok();
    env.line("requisition submit RQ-2026-0002 --as sipho").ok();
    let (code, _) = env.refusal("requisition approve RQ-2026-0002");
    assert_eq!(code, "own_request");
    let (code, _) = env.refusal("requisition approve RQ-2026-0002 --as lindiwe");
    assert_eq!(code, "own_request");
    let made = env
        .line("user token create --name proxy --user lindiwe")
        .ok()
        .stdout
        .trim()
        .to_owned();
    let (code, _) = refusal(env, &made, "requisition approve RQ-2026-0002");
    assert_eq!(code, "own_request");
    let now = env.instant("2026-01-15T08:00:00Z");
    let decision = |name: &str, entered: &str, one_person: bool| {
        let flag = if env.is_sqlite() {
            i32::from(one_person).to_string()
        } else {
            one_person.to_string()
        };
        format!(
            "INSERT INTO requisition_decisions (id, requisition_id, submission, place, level, verdict, total_cents, one_person,
                                                created_by, entered_by, created_at)
             VALUES (99, 2, 1, 1, 'role:training_facility_admin', 'approved', 9000, {flag}, '{name}', '{entered}', {now})"
        )
    };
    for statement in [
        decision("sipho", "sipho", false),
        decision("lindiwe", "sipho", false),
        decision("naledi", "naledi", false),
        decision("sipho", "sipho", true),
    ] {
        assert!(env.raw_sql(&statement).is_err(), "{statement}");
    }
    assert_eq!(
        of(&env.get("requisition show RQ-2026-0002"), "state"),
        "submitted"
    );
}

fn a_rejected_requisition_is_a_draft_again_and_keeps_its_decisions(env: &Env) {
    let site = people(env);
    draft(env, &site);
    record(env, &site.staff, &format!("requisition submit {NUMBER}"));
    record(env, &site.head, &format!("requisition approve {NUMBER}"));
    env.line_as(&site.finance, &format!("requisition reject {NUMBER}"))
        .fails(2);
    let line = format!("requisition reject {NUMBER} --reason \"too dear\"");
    let rejected = record(env, &site.finance, &line);
    assert_eq!(of(&rejected, "state"), "rejected");
    assert_eq!(rejected["decisions"][1]["reason"], json!("too dear"));
    let remove = format!("requisition item remove {NUMBER} 2");
    let (code, _) = refusal(env, &site.staff, &remove);
    assert_eq!(code, "illegal_step");
    env.line_as(&site.staff, &remove)
        .fails(5)
        .says("colab requisition edit RQ-2026-0001");
    let again = record(
        env,
        &site.staff,
        &format!("requisition edit {NUMBER} --funds 45000"),
    );
    assert_eq!(of(&again, "state"), "draft");
    record(env, &site.staff, &remove);
    let submitted = record(env, &site.staff, &format!("requisition submit {NUMBER}"));
    assert_eq!(
        (submitted["revision"].clone(), of(&submitted, "waits_for")),
        (json!(2), "training_facility_admin".into())
    );
    // Every level decides anew, also those who approved before; the former decisions stay.
    for token in [&site.head, &site.finance, &site.procurement] {
        record(env, token, &format!("requisition approve {NUMBER}"));
    }
    let shown = env.get(&format!("requisition show {NUMBER}"));
    let decisions: Vec<(Value, String)> = shown["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["revision"].clone(), of(one, "verdict")))
        .collect();
    let (first, second) = (json!(1), json!(2));
    let word = |word: &str| word.to_owned();
    assert_eq!(
        decisions,
        [
            (first.clone(), word("approved")),
            (first, word("rejected")),
            (second.clone(), word("approved")),
            (second.clone(), word("approved")),
            (second, word("approved"))
        ]
    );
    assert_eq!(of(&shown, "state"), "approved");
    check(env);
}

fn two_who_approve_at_once_are_one_approval(env: &Env) {
    let site = people(env);
    let other = env.user("lindiwe", "training_facility_admin");
    draft(env, &site);
    record(env, &site.staff, &format!("requisition submit {NUMBER}"));
    let approve = |token: &str| {
        env.call(&["requisition", "approve", NUMBER])
            .variable("COLAB_TOKEN", token)
            .spawn()
    };
    let running = [approve(&site.head), approve(&other)];
    let codes = running.map(|one| one.wait().code.unwrap_or_default());
    let mut sorted = codes;
    sorted.sort_unstable();
    assert_eq!(
        sorted,
        [0, 4],
        "one of them approves, the level is decided for the other"
    );
    assert_eq!(env.count("requisition_decisions"), 1);
    assert_eq!(
        of(&env.get(&format!("requisition show {NUMBER}")), "waits_for"),
        "finance"
    );
}

fn no_more_is_received_than_was_ordered(env: &Env) {
    let site = people(env);
    approved(env, &site);
    let (code, _) = refusal(env, &site.procurement, &format!("requisition receive {NUMBER}"));
    assert_eq!(code, "illegal_step");
    record(env, &site.procurement, &format!("requisition order {NUMBER}"));
    let receive = |rest: &str| format!("requisition receive {NUMBER} {rest}");
    let (code, exit) = refusal(env, &site.procurement, &receive("--item 1 --quantity 4"));
    assert_eq!((code.as_str(), exit), ("more_than_ordered", 5));
    record(env, &site.procurement, &receive("--item 1 --quantity 2"));
    let (code, _) = refusal(env, &site.procurement, &receive("--item 1 --quantity 2"));
    assert_eq!(code, "more_than_ordered");
    let serials = "--item 1 --serial A-1 --serial A-2 --category Laptop";
    let (code, _) = refusal(env, &site.procurement, &receive(serials));
    assert_eq!(code, "more_than_ordered");
    assert_eq!(
        env.get("device list"),
        json!([]),
        "no device is made of a refused receipt"
    );
    for (wrong, code, exit) in [
        ("--quantity 1", "usage", 2),
        ("--item 1 --serial A-1", "usage", 2),
        ("--item 1 --serial A-1 --quantity 2 --category Laptop", "usage", 2),
        ("--item 1 --category Laptop", "usage", 2),
        ("--item 1 --serial A-1 --category Nothing", "unknown_category", 3),
        ("--item 9", "unknown_requisition_item", 3),
        ("--item 1 --quantity 0", "absurd_number", 6),
        ("--item 1 --quantity -1", "absurd_number", 6),
    ] {
        let wrong = wrong.replace("--quantity -1", "--quantity=-1");
        assert_eq!(
            refusal(env, &site.procurement, &receive(&wrong)),
            (code.to_owned(), exit),
            "{wrong}"
        );
    }
    let key = receive("--item 1 --serial A-1 --category Laptop --idempotency-key once");
    record(env, &site.procurement, &key);
    record(env, &site.procurement, &key);
    assert_eq!(env.count("requisition_receipts"), 2);
    let (code, _) = refusal(env, &site.procurement, &receive("--item 1"));
    assert_eq!(code, "more_than_ordered");
    let now = env.instant("2026-01-15T08:00:00Z");
    let receipt = |quantity: i64, amount: i64| {
        format!(
            "INSERT INTO requisition_receipts (id, requisition_id, item_id, quantity, amount_cents, currency, device_ids, created_by, entered_by,
                                               created_at)
             VALUES (99, 1, 2, {quantity}, {amount}, 'ZAR', '[]', 'themba', 'themba', {now})"
        )
    };
    for statement in [
        receipt(2, 300_000),
        receipt(1, 1),
        "UPDATE requisition_receipts SET quantity = 9".to_owned(),
        "DELETE FROM requisition_receipts".to_owned(),
    ] {
        assert!(env.raw_sql(&statement).is_err(), "{statement}");
    }
    let shown = record(env, &site.procurement, &receive("--item 2"));
    assert_eq!(of(&shown, "state"), "received");
    check(env);
}

fn what_is_received_reaches_the_ledger_and_somebody_else_approves_it(env: &Env) {
    let site = people(env);
    ordered(env, &site);
    record(
        env,
        &site.procurement,
        &format!("requisition receive {NUMBER} --item 1 --quantity 2"),
    );
    record(env, &site.procurement, &format!("requisition receive {NUMBER}"));
    let pending = env.get("requisition costs --pending");
    let amounts: Vec<Value> = pending
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["amount"]["amount_cents"].clone())
        .collect();
    assert_eq!(amounts, [json!(2_999_900), json!(1_499_950), json!(150_000)]);
    env.line_as(&site.staff, "requisition costs").fails(4);
    env.line_as(&site.procurement, "requisition approve-cost 1")
        .fails(4);
    let (code, exit) = env.refusal("requisition approve-cost 1 --as themba");
    assert_eq!((code.as_str(), exit), ("not_allowed", 4));
    let approved = record(env, &site.finance, "requisition approve-cost 1");
    assert_eq!(
        (
            of(&approved, "state"),
            of(&approved, "proposed_by"),
            of(&approved, "decided_by")
        ),
        ("approved".into(), "themba".into(), "naledi".into())
    );
    let (code, _) = refusal(env, &site.finance, "requisition reject-cost 1 --reason no");
    assert_eq!(code, "costing_decided");
    record(
        env,
        &site.finance,
        "requisition reject-cost 2 --reason \"arrived broken\"",
    );
    let (code, exit) = refusal(env, &site.finance, "requisition approve-cost 99");
    assert_eq!((code.as_str(), exit), ("unknown_receipt", 3));
    let costs = env.get("requisition costs --fields receipt,state,reason");
    assert_eq!(
        costs,
        json!([{"receipt": 1, "state": "approved", "reason": null},
               {"receipt": 2, "state": "rejected", "reason": "arrived broken"},
               {"receipt": 3, "state": "pending", "reason": null}])
    );
    // Who received it does not approve it, nor who asked.
    let (code, _) = env.refusal("requisition approve-cost 3 --as themba");
    assert_eq!(code, "not_allowed");
    env.line("user role themba finance").ok();
    let (code, exit) = env.refusal("requisition approve-cost 3 --as themba");
    assert_eq!((code.as_str(), exit), ("own_request", 5));
    env.line("user role ayanda finance").ok();
    let (code, _) = env.refusal("requisition approve-cost 3 --as ayanda");
    assert_eq!(code, "own_request");
    let now = env.instant("2026-01-15T08:00:00Z");
    let no = if env.is_sqlite() { "0" } else { "false" };
    let step = |step: &str, by: &str, receipt: i64, amount: i64| {
        format!(
            "INSERT INTO requisition_costs (id, receipt_id, step, amount_cents, currency, one_person, created_by, entered_by, created_at)
             VALUES (99, {receipt}, '{step}', {amount}, 'ZAR', {no}, '{by}', '{by}', {now})"
        )
    };
    for statement in [
        "UPDATE requisition_costs SET amount_cents = 1".to_owned(),
        "DELETE FROM requisition_costs".to_owned(),
        step("approval", "themba", 3, 150_000),
        step("approval", "ayanda", 3, 150_000),
        step("approval", "sipho", 3, 150_000),
        step("approval", "naledi", 3, 1),
        step("approval", "naledi", 1, 2_999_900),
        step("withdrawal", "naledi", 3, 150_000),
    ] {
        assert!(env.raw_sql(&statement).is_err(), "{statement}");
    }
    check(env);
}

fn each_step_is_undone_and_what_was_decided_is_not(env: &Env) {
    let site = people(env);
    draft(env, &site);
    let undo = |token: &str| env.line_as(token, "undo");
    let shown = || env.get(&format!("requisition show {NUMBER}"));
    let items = || shown()["items"].as_array().unwrap().len();
    // An item, its removal, an edit.
    undo(&site.staff).ok();
    assert_eq!(items(), 1);
    let newest = env.get("history --limit 1")[0]["id"].as_i64().unwrap();
    env.line_as(&site.staff, &format!("undo {newest}")).ok();
    assert_eq!(items(), 2);
    record(env, &site.staff, &format!("requisition item remove {NUMBER} 1"));
    undo(&site.staff).ok();
    assert_eq!(
        (items(), of(&shown()["items"][0], "description")),
        (2, "Dell 5420".into())
    );
    record(
        env,
        &site.staff,
        &format!("requisition edit {NUMBER} --funds 1 --purpose Other"),
    );
    undo(&site.staff).ok();
    assert_eq!(
        (shown()["funds"]["amount_cents"].clone(), of(&shown(), "purpose")),
        (json!(6_000_000), "Laptops for the intake".into())
    );
    // Submitting, until somebody decides.
    record(env, &site.staff, &format!("requisition submit {NUMBER}"));
    undo(&site.head).fails(3);
    undo(&site.staff).ok();
    assert_eq!(
        (state(env), shown()["revision"].clone()),
        ("draft".into(), json!(0))
    );
    record(env, &site.staff, &format!("requisition submit {NUMBER}"));
    let submitted = env.get("history --limit 1")[0]["id"].as_i64().unwrap();
    let added = env.get(&format!(
        "history --record requisition:{NUMBER} --fields id,command"
    ));
    let added = added
        .as_array()
        .unwrap()
        .iter()
        .find(|one| of(one, "command").starts_with("requisition item add"))
        .unwrap()["id"]
        .clone();
    // An item goes with its draft alone.
    let (code, exit) = refusal(env, &site.staff, &format!("undo {added}"));
    assert_eq!((code.as_str(), exit), ("illegal_step", 5));
    record(env, &site.head, &format!("requisition approve {NUMBER}"));
    env.line_as(&site.staff, &format!("undo {submitted}")).fails(5);
    let (code, exit) = refusal(env, &site.head, "undo");
    assert_eq!((code.as_str(), exit), ("not_undoable", 5));
    record(
        env,
        &site.finance,
        &format!("requisition reject {NUMBER} --reason no"),
    );
    let (code, _) = refusal(env, &site.finance, "undo");
    assert_eq!(code, "not_undoable");
    record(env, &site.staff, &format!("requisition edit {NUMBER}"));
    undo(&site.staff).ok();
    assert_eq!(state(env), "rejected");
    record(env, &site.staff, &format!("requisition edit {NUMBER}"));
    record(env, &site.staff, &format!("requisition submit {NUMBER}"));
    for token in [&site.head, &site.finance, &site.procurement] {
        record(env, token, &format!("requisition approve {NUMBER}"));
    }
    // Order and close.
    record(env, &site.procurement, &format!("requisition order {NUMBER}"));
    undo(&site.procurement).ok();
    assert_eq!(state(env), "approved");
    record(
        env,
        &site.procurement,
        &format!("requisition close {NUMBER} --reason \"bought elsewhere\""),
    );
    let closed = env.get("history --limit 1")[0]["id"].as_i64().unwrap();
    env.line_as(&site.head, &format!("undo {closed}")).fails(4);
    undo(&site.procurement).ok();
    assert_eq!(state(env), "approved");
    // The making of a draft.
    record(env, &site.staff, "requisition create Second");
    undo(&site.staff).ok();
    let second = env.get("requisition show RQ-2026-0002");
    assert_eq!(of(&second, "state"), "closed");
    check(env);
    env.verify_audit().unwrap();
}

fn a_receipt_is_taken_back_with_its_devices_and_its_cost(env: &Env) {
    let site = people(env);
    ordered(env, &site);
    let receive = format!("requisition receive {NUMBER}");
    record(
        env,
        &site.procurement,
        &format!("{receive} --item 1 --quantity 1"),
    );
    record(
        env,
        &site.procurement,
        &format!("{receive} --item 1 --serial LT-901 --serial LT-902 --category Laptop"),
    );
    record(env, &site.procurement, &receive);
    assert_eq!(state(env), "received");
    env.line_as(&site.procurement, "undo").ok();
    assert_eq!(state(env), "ordered");
    assert_eq!(
        env.get("requisition costs --pending").as_array().unwrap().len(),
        2
    );
    // Devices are undone by whoever may retire them.
    let newest = |of: &str| {
        let history = env.get("history --fields id,command");
        let mut receipts = history.as_array().unwrap().iter();
        let found = receipts.find(|one| one["command"].as_str().unwrap().starts_with(of));
        found.unwrap()["id"].as_i64().unwrap()
    };
    let last = newest("requisition receive");
    let devices = last - 1;
    env.line_as(&site.procurement, &format!("undo {devices}"))
        .fails(4);
    // What came later goes first.
    env.line(&format!("undo {devices}")).ok();
    assert_eq!(of(&env.get("device show LT-901"), "status"), "retired");
    let shown = env.get(&format!("requisition show {NUMBER}"));
    assert_eq!(shown["items"][0]["received"], json!(1));
    assert!(shown["receipts"][1]["taken_back_at"].is_string(), "{shown}");
    assert_eq!(shown["receipts"][1]["cost_state"], json!("withdrawn"));
    check(env);
    // The undo of the undo counts it again.
    let undone = env.get("history --limit 1")[0]["id"].as_i64().unwrap();
    env.line(&format!("undo {undone}")).ok();
    let shown = env.get(&format!("requisition show {NUMBER}"));
    assert_eq!(shown["items"][0]["received"], json!(3));
    assert_eq!(shown["receipts"][1]["cost_state"], json!("pending"));
    assert_eq!(of(&env.get("device show LT-901"), "status"), "available");
    // What finance approved stays.
    record(env, &site.finance, "requisition approve-cost 2");
    let (code, exit) = refused(&env.line(&format!("undo {devices} -f json")));
    assert_eq!((code.as_str(), exit), ("costing_decided", 5));
    assert_eq!(
        env.get(&format!("requisition show {NUMBER}"))["items"][0]["received"],
        json!(3)
    );
    check(env);
    env.verify_audit().unwrap();
}

fn what_was_submitted_is_frozen_also_for_raw_sql(env: &Env) {
    let site = people(env);
    draft(env, &site);
    record(env, &site.staff, &format!("requisition submit {NUMBER}"));
    for line in [
        "edit RQ-2026-0001 --funds 1",
        "item add RQ-2026-0001 More --cost 1",
        "item remove RQ-2026-0001 1",
    ] {
        let (code, exit) = refusal(env, &site.staff, &format!("requisition {line}"));
        assert_eq!((code.as_str(), exit), ("illegal_step", 5), "{line}");
    }
    for statement in [
        "UPDATE requisition_items SET unit_cents = 1",
        "UPDATE requisition_items SET description = 'gold'",
        "DELETE FROM requisition_items",
        "INSERT INTO requisition_items (id, requisition_id, position, description, quantity, days, unit_cents) VALUES (9, 1, 3, 'x', 1, 1, 1)",
        "UPDATE requisitions SET funds_cents = 1",
        "UPDATE requisitions SET needed_on = NULL",
        "UPDATE requisitions SET requester = 'sipho'",
        "UPDATE requisitions SET number = 'RQ-2026-0009'",
        "UPDATE requisitions SET state = 'approved'",
        "UPDATE requisitions SET state = 'approved', decided = 3",
        "UPDATE requisitions SET state = 'received', decided = 1",
        "UPDATE requisitions SET state = 'ordered', levels = '[]'",
        "UPDATE requisitions SET state = 'ordered', levels = '[]', submission = 5",
        "UPDATE requisitions SET levels = '[\"role:staff\"]'",
        "DELETE FROM requisitions",
    ] {
        assert!(env.raw_sql(statement).is_err(), "{statement}");
    }
}

fn totals_have_their_days_and_never_overflow(env: &Env) {
    let site = people(env);
    record(env, &site.staff, "requisition create Much");
    let add = |rest: &str| format!("requisition item add {NUMBER} x {rest}");
    for (wrong, code) in [
        ("--quantity 0 --cost 1", "absurd_number"),
        ("--quantity=-1 --cost 1", "absurd_number"),
        ("--quantity 100001 --cost 1", "absurd_number"),
        ("--days 0 --cost 1", "absurd_number"),
        ("--days 3661 --cost 1", "absurd_number"),
        ("--quantity 100000 --days 3660 --cost 1000000000", "absurd_amount"),
        ("--quantity 2 --days 3 --cost 999999999", "absurd_amount"),
        ("--cost=-1", "negative_amount"),
        ("--cost USD5", "currency_mismatch"),
        ("--cost much", "invalid_amount"),
    ] {
        let (found, exit) = refusal(env, &site.staff, &add(wrong));
        assert_eq!((found.as_str(), exit), (code, 6), "{wrong}");
    }
    let shown = record(env, &site.staff, &add("--quantity 2 --days 5 --cost 100000000"));
    assert_eq!(shown["total"]["amount_cents"], json!(100_000_000_000_i64));
    let (code, _) = refusal(env, &site.staff, &add("--cost 0.01"));
    assert_eq!(code, "absurd_amount");
    let free = record(env, &site.staff, &add("--cost 0"));
    assert_eq!(free["items"].as_array().unwrap().len(), 2);
    for statement in [
        "UPDATE requisition_items SET days = 1",
        "INSERT INTO requisition_items (id, requisition_id, position, description, quantity, days, unit_cents)
         VALUES (9, 1, 3, 'x', 100000, 3660, 100000000000)",
    ] {
        assert!(env.raw_sql(statement).is_err(), "{statement}");
    }
}

fn funds_that_do_not_suffice_are_told(env: &Env) {
    let site = people(env);
    record(env, &site.staff, "requisition create Toner --funds 1000");
    env.line_as(
        &site.staff,
        &format!("requisition item add {NUMBER} Toner --quantity 2 --cost 450"),
    )
    .ok();
    let run = env
        .line_as(
            &site.staff,
            &format!("requisition item add {NUMBER} Paper --days 2 --cost 75 -f json"),
        )
        .ok()
        .says("the funds of R1,000.00 do not suffice: R50.00 of R1,050.00 is missing");
    assert_eq!(run.json()["balance"]["amount_cents"], json!(-5000));
    assert_eq!(run.json()["funds_suffice"], json!(false));
    env.line_as(&site.staff, &format!("requisition submit {NUMBER}"))
        .ok()
        .says("do not suffice");
    let unknown = record(env, &site.staff, "requisition create Other");
    assert!(unknown["balance"].is_null() && unknown["funds_suffice"].is_null());
}

fn numbers_have_no_gap_and_a_repeated_request_draws_one(env: &Env) {
    let site = people(env);
    let create = "requisition create Toner --idempotency-key k1";
    assert_eq!(of(&record(env, &site.staff, create), "number"), NUMBER);
    assert_eq!(of(&record(env, &site.staff, create), "number"), NUMBER);
    let (code, exit) = refusal(env, &site.staff, "requisition create Paper --idempotency-key k1");
    assert_eq!((code.as_str(), exit), ("idempotency_key_reused", 5));
    env.line_as(&site.staff, "requisition create Paper --dry-run")
        .ok();
    env.line_as(&site.staff, "requisition create Paper --needed 2026-01-14")
        .fails(6);
    let item = format!("requisition item add {NUMBER} Toner --cost 5 --idempotency-key i1");
    record(env, &site.staff, &item);
    assert_eq!(
        record(env, &site.staff, &item)["items"].as_array().unwrap().len(),
        1
    );
    // Many at once draw one after the other.
    let running: Vec<_> = (0..6)
        .map(|_| {
            env.call(&["requisition", "create", "Together"])
                .variable("COLAB_TOKEN", &site.head)
                .spawn()
        })
        .collect();
    for one in running {
        one.wait().ok();
    }
    let numbers = env.column(&["requisition", "list"], "number");
    let expected: Vec<String> = (1..=7).map(|ordinal| format!("RQ-2026-{ordinal:04}")).collect();
    assert_eq!(numbers, expected);
    // The next year begins anew, by the site's clock.
    env.line_at("2027-01-01T00:30:00Z", "requisition create Next")
        .ok();
    assert_eq!(
        env.column(&["requisition", "list"], "number").last().unwrap(),
        "RQ-2027-0001"
    );
    let (now, levels) = (env.instant("2026-01-15T08:00:00Z"), "'[]'");
    let insert = format!(
        "INSERT INTO requisitions (id, number, year, ordinal, purpose, currency, state, submission, levels, decided, receipts, requester,
                                   entered_by, created_at, updated_by, updated_at)
         VALUES (77, 'RQ-2026-0009', 2026, 9, 'x', 'ZAR', 'draft', 0, {levels}, 0, 0, 'raw', 'raw', {now}, 'raw', {now})"
    );
    assert!(env.raw_sql(&insert).is_err());
}

fn people_see_their_own_and_what_they_decide_on(env: &Env) {
    let site = people(env);
    let other = env.user("fatima", "staff");
    let kitchen = env.user("zanele", "kitchen_staff");
    draft(env, &site);
    record(env, &kitchen, "requisition create \"Tea urn\"");
    let listed = |token: &str| {
        let list = env.line_as(token, "requisition list -f json").ok().json();
        let list = list.as_array().unwrap().clone();
        list.iter().map(|one| of(one, "number")).collect::<Vec<_>>()
    };
    assert_eq!(listed(&site.staff), [NUMBER]);
    assert_eq!(listed(&kitchen), ["RQ-2026-0002"]);
    assert!(listed(&other).is_empty());
    assert_eq!(listed(&site.procurement), [NUMBER, "RQ-2026-0002"]);
    let (code, exit) = refusal(env, &other, &format!("requisition show {NUMBER}"));
    assert_eq!((code.as_str(), exit), ("unknown_requisition", 3));
    env.line_as(&other, &format!("requisition edit {NUMBER} --funds 1"))
        .fails(3);
    env.line_as(&site.head, &format!("requisition edit {NUMBER} --funds 1"))
        .fails(4)
        .says("for which ayanda asked");
    env.line(&format!("requisition submit {NUMBER}"))
        .fails(4)
        .says("--as ayanda");
    // Named as a level, staff see what waits for them.
    env.line("config set requisition_levels \"user:Fatima, finance\"")
        .ok();
    record(env, &site.staff, &format!("requisition submit {NUMBER}"));
    assert_eq!(listed(&other), [NUMBER]);
    env.line_as(&other, &format!("requisition order {NUMBER}"))
        .fails(4);
    let shown = record(env, &other, &format!("requisition approve {NUMBER}"));
    assert_eq!(of(&shown, "waits_for"), "finance");
    env.line_as(
        &site.staff,
        &format!("requisition close {NUMBER} --reason \"no longer needed\""),
    )
    .ok();
    assert_eq!(state(env), "closed");
}

fn levels_are_roles_and_users_of_the_settings(env: &Env) {
    let site = people(env);
    for wrong in ["finanse", "finance, finance", "agent", "user:"] {
        let (code, exit) = env.refusal(&format!("config set requisition_levels \"{wrong}\""));
        assert_eq!((code.as_str(), exit), ("invalid_setting", 6), "{wrong}");
    }
    draft(env, &site);
    env.line("config set requisition_levels user:nobody")
        .fails(6)
        .says("no active user is called `nobody`");
    env.line("config set requisition_levels training_facility_admin_viewer")
        .fails(6);
    env.line("config set requisition_levels user:naledi").ok();
    env.line("user disable naledi").ok();
    let (code, _) = refusal(env, &site.staff, &format!("requisition submit {NUMBER}"));
    assert_eq!(code, "user_disabled");
    env.line("config set requisition_levels \"procurement_officer, training_facility_admin\"")
        .ok();
    record(env, &site.staff, &format!("requisition submit {NUMBER}"));
    // What is submitted keeps its levels.
    env.line("config unset requisition_levels").ok();
    let shown = record(env, &site.procurement, &format!("requisition approve {NUMBER}"));
    assert_eq!(of(&shown, "waits_for"), "training_facility_admin");
    let shown = record(env, &site.head, &format!("requisition approve {NUMBER}"));
    assert_eq!(of(&shown, "state"), "approved");
}

fn a_site_with_one_admin_decides_alone_where_it_says_so(env: &Env) {
    env.line("requisition create Toner").ok();
    env.line(&format!("requisition item add {NUMBER} Toner --cost 450"))
        .ok();
    env.line(&format!("requisition submit {NUMBER}")).ok();
    env.line(&format!("requisition approve {NUMBER}"))
        .fails(5)
        .says("one_person_approves");
    env.line("config set one_person_approves yes").ok();
    for _ in 0..3 {
        env.line(&format!("requisition approve {NUMBER}")).ok();
    }
    let shown = env.get(&format!("requisition show {NUMBER}"));
    assert_eq!(of(&shown, "state"), "approved");
    assert_eq!(shown["decisions"][2]["one_person"], json!(true));
    env.line(&format!("requisition order {NUMBER}")).ok();
    env.line(&format!("requisition receive {NUMBER}")).ok();
    env.line("requisition approve-cost 1").ok();
    check(env);
}

fn who_decides_next_is_told(env: &Env) {
    let site = people(env);
    draft(env, &site);
    let told = || {
        let rows = env.raw_texts(
            "SELECT topic || '|' || CAST(audience AS text) || '|' || message FROM outbox ORDER BY id",
        );
        rows.into_iter().flatten().collect::<Vec<String>>()
    };
    record(env, &site.staff, &format!("requisition submit {NUMBER}"));
    record(env, &site.head, &format!("requisition approve {NUMBER}"));
    record(
        env,
        &site.finance,
        &format!("requisition reject {NUMBER} --reason \"too dear\""),
    );
    let told = told();
    let has = |place: usize, words: &[&str]| {
        let line = &told[place];
        assert!(words.iter().all(|word| line.contains(word)), "{line}: {words:?}");
    };
    assert_eq!(told.len(), 3, "{told:?}");
    has(
        0,
        &[
            "requisition_submitted|",
            "training_facility_admin",
            "R46,498.50",
            "of ayanda",
        ],
    );
    has(
        1,
        &[
            "requisition_approved|",
            "ayanda",
            "finance",
            "is approved by sipho",
        ],
    );
    has(
        2,
        &[
            "requisition_rejected|",
            "ayanda",
            "is rejected by naledi as finance: too dear",
        ],
    );
    env.line("notify check").ok();
    let list = env.line_as(&site.staff, "notify list -f json").ok().json();
    let list = list.as_array().unwrap();
    assert!(
        list.iter().any(|one| of(one, "type") == "requisition_rejected"),
        "{list:?}"
    );
}

fn what_is_wrong_is_refused(env: &Env) {
    let site = people(env);
    for (line, code, exit) in [
        ("requisition create \"\"", "invalid_text", 6),
        ("requisition create x --funds=-1", "negative_amount", 6),
        ("requisition create x --needed someday", "usage", 2),
        ("requisition create x --needed yesterday", "needed_in_the_past", 6),
        ("requisition create x --booking 99", "unknown_booking", 3),
        ("requisition show RQ-2026-0099", "unknown_requisition", 3),
        ("requisition list --state nonsense", "usage", 2),
        ("requisition list --requester nobody", "unknown_user", 3),
    ] {
        let found = refusal(env, &site.staff, line);
        assert_eq!(found, (code.to_owned(), exit), "{line}");
    }
    assert_eq!(env.count("requisitions"), 0);
    record(env, &site.staff, "requisition create Toner");
    // In any spelling.
    record(env, &site.staff, "requisition show \" rq-2026-0001 \"");
    for (line, code, exit) in [
        ("requisition edit RQ-2026-0001", "usage", 2),
        ("requisition submit RQ-2026-0001", "no_items", 5),
        (
            "requisition item remove RQ-2026-0001 1",
            "unknown_requisition_item",
            3,
        ),
        (
            "requisition item add RQ-2026-0001 \"\" --cost 1",
            "invalid_text",
            6,
        ),
        ("requisition close RQ-2026-0001", "usage", 2),
        ("requisition show RQ-2026-0001 -o form.docx", "usage", 2),
    ] {
        let found = refusal(env, &site.staff, line);
        assert_eq!(found, (code.to_owned(), exit), "{line}");
    }
    env.line_as(
        &site.staff,
        "requisition close RQ-2026-0001 --reason \"two are left\"",
    )
    .ok();
    let (code, exit) = refusal(env, &site.staff, "requisition close RQ-2026-0001 --reason again");
    assert_eq!((code.as_str(), exit), ("illegal_step", 5));
    let (code, _) = refusal(env, &site.procurement, "requisition order RQ-2026-0001");
    assert_eq!(code, "illegal_step");
    approved_second(env, &site);
    let (code, exit) = refusal(
        env,
        &site.procurement,
        "requisition order RQ-2026-0002 --vendor Nobody",
    );
    assert_eq!((code.as_str(), exit), ("unknown_vendor", 3));
    // What is approved its requester does not close.
    env.line_as(&site.staff, "requisition close RQ-2026-0002 --reason r")
        .fails(4);
}

#[track_caller]
fn approved_second(env: &Env, site: &Site) {
    record(env, &site.staff, "requisition create Paper");
    record(
        env,
        &site.staff,
        "requisition item add RQ-2026-0002 Paper --cost 90",
    );
    record(env, &site.staff, "requisition submit RQ-2026-0002");
    for token in [&site.head, &site.finance, &site.procurement] {
        record(env, token, "requisition approve RQ-2026-0002");
    }
}

fn the_form_names_items_sums_and_signatures(env: &Env) {
    let site = people(env);
    draft(env, &site);
    record(env, &site.staff, &format!("requisition submit {NUMBER}"));
    record(env, &site.head, &format!("requisition approve {NUMBER}"));
    let write = |name: &str| {
        let path = env.path(name);
        env.colab(&["requisition", "show", NUMBER, "-o", path.to_str().unwrap()])
            .ok();
        std::fs::read(path).unwrap()
    };
    let form = write("form.pdf");
    assert!(form.starts_with(b"%PDF"));
    assert_eq!(
        form,
        write("again.pdf"),
        "the same requisition gives the same bytes"
    );
    let text = colab::vault::text_of_pdf(&form).unwrap();
    for word in [
        NUMBER,
        "Laptops for the intake",
        "Dell 5420",
        "Projector, hired",
        "R46,498.50",
        "R60,000.00",
        "R13,501.50",
        "Requester: ayanda",
        "Head: sipho",
        "Approved",
        "Finance",
        "Procurement",
    ] {
        assert!(text.contains(word), "{word} is not in {text}");
    }
}

fn the_migration_goes_back_and_forth(env: &Env) {
    let site = people(env);
    draft(env, &site);
    env.migrate_back_before("2026-11-30-000071");
    env.line("db migrate --no-backup").ok();
    assert_eq!(env.get("requisition list --all"), json!([]));
    assert_eq!(of(&env.get("user show themba"), "role"), "staff");
    env.line("requisition create Toner").ok();
    env.line("user role themba procurement_officer").ok();
}

fn a_forgotten_client_is_blanked_in_every_text(env: &Env) {
    let site = people(env);
    env.line("client add Zwartkop").ok();
    record(env, &site.staff, "requisition create \"Bags for Zwartkop\"");
    let item = format!("requisition item add {NUMBER} \"Bags of Zwartkop\" --quantity 2 --cost 90");
    record(env, &site.staff, &item);
    record(env, &site.staff, &format!("requisition submit {NUMBER}"));
    let reason = "--reason \"Zwartkop pays\"";
    for token in [&site.head, &site.finance, &site.procurement] {
        record(env, token, &format!("requisition approve {NUMBER} {reason}"));
    }
    record(env, &site.procurement, &format!("requisition order {NUMBER}"));
    let receive = format!("requisition receive {NUMBER} --quantity 1 --note \"signed at Zwartkop\"");
    record(env, &site.procurement, &receive);
    let close = format!("requisition close {NUMBER} --reason \"Zwartkop has left\"");
    record(env, &site.procurement, &close);
    env.line("client forget Zwartkop --reason asked --texts --yes")
        .ok();
    let texts = "SELECT purpose FROM requisitions UNION ALL SELECT close_reason FROM requisitions
                 UNION ALL SELECT description FROM requisition_items UNION ALL SELECT reason FROM requisition_decisions
                 UNION ALL SELECT note FROM requisition_receipts";
    let texts: Vec<String> = env.raw_texts(texts).into_iter().flatten().collect();
    assert_eq!(texts.len(), 7, "{texts:?}");
    let blanked = |text: &String| text.contains("(forgotten)") && !text.contains("Zwartkop");
    assert!(texts.iter().all(blanked), "{texts:?}");
    assert!(
        env.raw_sql("UPDATE requisition_decisions SET reason = 'x'")
            .is_err()
    );
    check(env);
}
