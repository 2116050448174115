//! The price catalogue: windows that follow each other, carry-over, percentages, what is missing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::support::{Env, Run};

both![
    the_lines_of_the_specification_work,
    scenario_43_a_rate_is_cleared_or_0_and_the_old_price_stays,
    a_price_follows_another_and_the_old_one_stays,
    what_is_not_named_stays_as_it_was,
    a_price_that_begins_later_stays_and_bounds_the_new_one,
    a_price_with_a_last_day_is_an_exception,
    a_season_is_laid_over_what_begins_within_it,
    a_price_set_again_as_it_is_writes_nothing,
    a_dry_run_keeps_nothing,
    tiers_are_prices_of_their_own,
    an_item_is_one_in_any_spelling,
];
both![
    the_database_holds_what_holds,
    prices_change_by_a_percentage,
    a_price_is_removed_from_a_day_on,
    what_has_no_price_is_found,
    what_cannot_be_meant_is_refused,
    another_currency_is_never_carried_over,
    prices_are_listed_by_what_is_asked,
    a_list_is_written_as_a_workbook,
    sixteen_commands_leave_one_price,
    random_histories_agree_with_a_simple_model,
];

/// Words of a line as a shell splits them.
fn words(line: &str) -> Vec<&str> {
    let quoted = line.split('"').enumerate();
    quoted
        .flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().collect(),
            _ => vec![part],
        })
        .collect()
}

#[track_caller]
fn run(env: &Env, line: &str) -> Run {
    env.colab(&words(line))
}

#[track_caller]
fn get(env: &Env, line: &str) -> Value {
    env.json(&words(line))
}

/// The code of the error and the exit code of a line that fails.
#[track_caller]
fn refusal(env: &Env, line: &str) -> (String, i32) {
    let run = env.colab(&[&words(line)[..], &["-f", "json"]].concat());
    let code = run.code.unwrap();
    (run.error()["code"].as_str().unwrap_or_default().to_owned(), code)
}

fn rooms(env: &Env) {
    for room in ["Excellence", "Focus"] {
        run(env, &format!("room add {room}")).ok();
    }
}

fn rand(cents: i64) -> Value {
    json!({"amount_cents": cents, "currency": "ZAR"})
}

/// Windows of an item in use, as `first..last daily/weekly/monthly/unit price` in cents.
#[track_caller]
fn windows(env: &Env, item: &str) -> Vec<String> {
    let shown = get(env, &format!("pricing show {item}"));
    let prices = shown["prices"].as_array().unwrap();
    let used = prices.iter().filter(|price| price["is_active"] == true);
    used.map(window).collect()
}

fn window(price: &Value) -> String {
    let day = |field: &str| price[field].as_str().unwrap_or_default().to_owned();
    let rates = ["daily_rate", "weekly_rate", "monthly_rate", "unit_price"].map(|field| {
        let cents = price[field]["amount_cents"].as_i64();
        cents.map_or_else(|| "-".to_owned(), |cents| cents.to_string())
    });
    format!(
        "{}..{} {}",
        day("effective_date"),
        day("expiry_date"),
        rates.join("/")
    )
}

fn the_lines_of_the_specification_work(env: &Env) {
    rooms(env);
    let room = get(
        env,
        "pricing set room Excellence --daily 1250 --weekly 5000 --monthly 18000 --from 2026-01-01",
    );
    assert_eq!(
        (&room["item_type"], &room["item"], &room["tier"]),
        (&json!("room"), &json!("Excellence"), &json!("standard"))
    );
    assert_eq!(
        (&room["daily_rate"], &room["weekly_rate"], &room["monthly_rate"]),
        (&rand(125_000), &rand(500_000), &rand(1_800_000))
    );
    assert_eq!(
        (&room["effective_date"], &room["expiry_date"], &room["unit_price"]),
        (&json!("2026-01-01"), &Value::Null, &Value::Null)
    );
    let laptop = get(env, "pricing set device-category Laptop --daily 85");
    assert_eq!(
        (
            &laptop["item_type"],
            &laptop["daily_rate"],
            &laptop["effective_date"]
        ),
        (&json!("device_category"), &rand(8500), &json!("2026-01-15"))
    );
    let lunch = get(
        env,
        "pricing set catering \"In-house lunch\" --unit-price 120 --unit person",
    );
    assert_eq!(
        (
            &lunch["item"],
            &lunch["unit_price"],
            &lunch["unit"],
            &lunch["daily_rate"]
        ),
        (
            &json!("In-house lunch"),
            &rand(12_000),
            &json!("person"),
            &Value::Null
        )
    );
    assert_eq!(lunch["is_active"], true);
    assert_eq!(get(env, "pricing list").as_array().unwrap().len(), 3);
    env.verify_audit().unwrap();
}

fn scenario_43_a_rate_is_cleared_or_0_and_the_old_price_stays(env: &Env) {
    rooms(env);
    run(
        env,
        "pricing set room Focus --daily 100 --weekly 500 --from 2026-01-01",
    )
    .ok();
    let cleared = get(env, "pricing set room Focus --clear weekly --from 2026-02-01");
    assert_eq!(
        (&cleared["daily_rate"], &cleared["weekly_rate"]),
        (&rand(10_000), &Value::Null)
    );
    let free = get(env, "pricing set room Focus --daily 0 --from 2026-03-01");
    assert_eq!(free["daily_rate"], rand(0));
    assert_eq!(
        windows(env, "room Focus"),
        [
            "2026-01-01..2026-01-31 10000/50000/-/-",
            "2026-02-01..2026-02-28 10000/-/-/-",
            "2026-03-01.. 0/-/-/-",
        ]
    );
    // On the day that a price began, too: the old one is out of use, and there.
    run(env, "pricing set room Focus --clear daily --from 2026-03-01")
        .ok()
        .says("no rate remains");
    let shown = get(env, "pricing show room Focus");
    let withdrawn: Vec<&Value> = shown["prices"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|price| price["state"] == "withdrawn")
        .collect();
    assert_eq!(withdrawn.len(), 1);
    assert_eq!(withdrawn[0]["daily_rate"], rand(0));
    let of_march = get(env, "pricing list --on 2026-03-01 --type room");
    assert_eq!(of_march[0]["daily_rate"], Value::Null);
    let missing = env.column(&words("pricing missing --on 2026-03-01"), "item");
    assert!(missing.contains(&"Focus".to_owned()), "{missing:?}");
}

fn a_price_follows_another_and_the_old_one_stays(env: &Env) {
    rooms(env);
    run(
        env,
        "pricing set room Focus --daily 100 --from 2026-01-01 --notes \"of the brochure\"",
    )
    .ok();
    run(env, "pricing set room Focus --daily R1,200.50 --from 2026-07-01")
        .ok()
        .says("from 2026-01-01 now ends on 2026-06-30");
    let on = |day: &str| get(env, &format!("pricing list --on {day}"))[0]["daily_rate"].clone();
    assert_eq!(on("2026-06-30"), rand(10_000));
    assert_eq!(on("2026-07-01"), rand(120_050));
    assert_eq!(get(env, "pricing list --on 2025-12-31"), json!([]));
    let shown = get(env, "pricing show room focus");
    let states: Vec<&Value> = shown["prices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["state"])
        .collect();
    assert_eq!(states, ["in_force", "to_come"]);
    assert_eq!(shown["prices"][1]["notes"], "of the brochure");
    let text = run(env, "pricing show room Focus").ok().stdout;
    assert!(
        text.starts_with("Focus (room)\n") && text.contains("R1,200.50") && text.contains("to come"),
        "{text}"
    );
    assert!(
        !text.contains("monthly"),
        "a column without any value is left out: {text}"
    );
    let csv = run(env, "pricing show room Focus -f csv").ok().stdout;
    assert_eq!(csv.lines().count(), 3, "{csv}");
}

fn what_is_not_named_stays_as_it_was(env: &Env) {
    rooms(env);
    run(
        env,
        "pricing set room Focus --daily 100 --weekly 500 --monthly 1800 --from 2026-01-01",
    )
    .ok();
    run(env, "pricing set room Focus --daily 110 --from 2026-02-01")
        .ok()
        .says("unchanged: weekly R500.00, monthly R1,800.00");
    run(
        env,
        "pricing set amenity \"Flip chart\" --unit-price 50 --unit booking --from 2026-01-01",
    )
    .ok();
    let chart = get(
        env,
        "pricing set amenity \"Flip chart\" --unit-price 60 --from 2026-02-01",
    );
    assert_eq!(chart["unit"], "booking");
    let chart = get(
        env,
        "pricing set amenity \"Flip chart\" --unit day --from 2026-03-01",
    );
    assert_eq!(
        (&chart["unit"], &chart["unit_price"]),
        (&json!("day"), &rand(6000))
    );
    assert_eq!(
        windows(env, "room Focus").last().unwrap(),
        "2026-02-01.. 11000/50000/180000/-"
    );
    // A price that is over is not in force, so nothing of it stays.
    run(env, "pricing remove room Focus --from 2026-06-01").ok();
    run(env, "pricing set room Focus --daily 120 --from 2026-07-01").ok();
    assert_eq!(
        windows(env, "room Focus").last().unwrap(),
        "2026-07-01.. 12000/-/-/-"
    );
}

fn a_price_that_begins_later_stays_and_bounds_the_new_one(env: &Env) {
    rooms(env);
    run(env, "pricing set room Focus --daily 300 --from 2026-07-01").ok();
    run(env, "pricing set room Focus --daily 100 --from 2026-01-01")
        .ok()
        .says("the next price begins on 2026-07-01");
    run(env, "pricing set room Focus --daily 200 --from 2026-04-01").ok();
    let stands = [
        "2026-01-01..2026-03-31 10000/-/-/-",
        "2026-04-01..2026-06-30 20000/-/-/-",
        "2026-07-01.. 30000/-/-/-",
    ];
    assert_eq!(windows(env, "room Focus"), stands);
    assert_eq!(windows(env, "room Focus"), stands);
}

fn a_season_is_laid_over_what_begins_within_it(env: &Env) {
    rooms(env);
    for line in [
        "pricing set room Focus --daily 800 --weekly 4000 --from 2026-01-01",
        "pricing set room Focus --daily 900 --from 2026-12-01 --to 2026-12-24",
    ] {
        run(env, line).ok();
    }
    run(
        env,
        "pricing set room Focus --daily 950 --from 2026-12-10 --to 2027-01-05",
    )
    .ok()
    .says("the price of Focus from 2026-12-01 now ends on 2026-12-09")
    .says("the price of Focus from 2026-12-25 gives way to it")
    .says("the price from 2026-12-25 applies again from 2027-01-06");
    let stands = [
        "2026-01-01..2026-11-30 80000/400000/-/-",
        "2026-12-01..2026-12-09 90000/400000/-/-",
        "2026-12-10..2027-01-05 95000/400000/-/-",
        "2027-01-06.. 80000/400000/-/-",
    ];
    assert_eq!(windows(env, "room Focus"), stands);
    // Over a change of the standing price, too, and over whole seasons.
    run(env, "pricing set room Focus --daily 850 --from 2027-03-01").ok();
    run(
        env,
        "pricing set room Focus --daily 999 --from 2027-02-15 --to 2027-03-15",
    )
    .ok();
    assert_eq!(
        windows(env, "room Focus")[3..],
        [
            "2027-01-06..2027-02-14 80000/400000/-/-",
            "2027-02-15..2027-03-15 99900/400000/-/-",
            "2027-03-16.. 85000/400000/-/-",
        ]
    );
    run(
        env,
        "pricing set room Focus --daily 1 --from 2026-11-30 --to 2027-03-31",
    )
    .ok();
    assert_eq!(
        windows(env, "room Focus"),
        [
            "2026-01-01..2026-11-29 80000/400000/-/-",
            "2026-11-30..2027-03-31 100/400000/-/-",
            "2027-04-01.. 85000/400000/-/-",
        ]
    );
    // What it does not name is that of each day.
    run(env, "room add Vision").ok();
    run(
        env,
        "pricing set room Vision --daily 10 --weekly 50 --from 2026-01-01",
    )
    .ok();
    run(env, "pricing set room Vision --weekly 60 --from 2027-01-01").ok();
    run(
        env,
        "pricing set room Vision --daily 20 --from 2026-12-15 --to 2027-01-14",
    )
    .ok()
    .says("unchanged from 2027-01-01: weekly R60.00");
    assert_eq!(
        windows(env, "room Vision"),
        [
            "2026-01-01..2026-12-14 1000/5000/-/-",
            "2026-12-15..2026-12-31 2000/5000/-/-",
            "2027-01-01..2027-01-14 2000/6000/-/-",
            "2027-01-15.. 1000/6000/-/-",
        ]
    );
    // What follows a last day is said as it is.
    run(env, "pricing set room Excellence --daily 7 --from 2026-06-01").ok();
    run(
        env,
        "pricing set room Excellence --daily 5 --from 2026-04-01 --to 2026-05-31",
    )
    .ok()
    .says("the next price begins on 2026-06-01");
    run(
        env,
        "pricing set room Excellence --daily 5 --from 2026-01-01 --to 2026-02-28",
    )
    .ok()
    .says("no price applies after 2026-02-28 until 2026-04-01");
    env.verify_audit().unwrap();
}

fn a_price_with_a_last_day_is_an_exception(env: &Env) {
    rooms(env);
    run(
        env,
        "pricing set room Focus --daily 100 --weekly 600 --from 2026-01-01",
    )
    .ok();
    run(
        env,
        "pricing set room Focus --daily 80 --from 2026-07-01 --to 2026-07-31",
    )
    .ok()
    .says("the previous price applies again from 2026-08-01");
    assert_eq!(
        windows(env, "room Focus"),
        [
            "2026-01-01..2026-06-30 10000/60000/-/-",
            "2026-07-01..2026-07-31 8000/60000/-/-",
            "2026-08-01.. 10000/60000/-/-",
        ]
    );
    // Of a price that has no other before it, the last day is the end.
    run(
        env,
        "pricing set room Excellence --daily 5 --from 2026-01-01 --to 2026-03-31",
    )
    .ok()
    .says("no price applies after 2026-03-31");
    assert_eq!(
        windows(env, "room Excellence"),
        ["2026-01-01..2026-03-31 500/-/-/-"]
    );
    run(
        env,
        "pricing set room Excellence --daily 5 --from 2026-01-01 --to 2026-02-28",
    )
    .ok();
    assert_eq!(
        windows(env, "room Excellence"),
        ["2026-01-01..2026-02-28 500/-/-/-"]
    );
}

fn a_price_set_again_as_it_is_writes_nothing(env: &Env) {
    rooms(env);
    let line = "pricing set room Focus --daily 100 --notes x --from 2026-01-01";
    let first = get(env, line);
    let written = env.count("audit_log");
    assert_eq!(get(env, line), first);
    run(env, &format!("{line} --quiet")).ok().silent();
    // Also from a later day, and for a while: every day would cost what it costs.
    run(env, "pricing set room Focus --daily 100 --quiet")
        .ok()
        .silent();
    run(
        env,
        "pricing set room Focus --daily 100 --from 2026-03-01 --to 2026-03-31 --quiet",
    )
    .ok()
    .silent();
    assert_eq!(
        (env.count("audit_log"), env.count("pricing_catalog")),
        (written, 1)
    );
    // A last day is a change, and so is its going.
    run(env, &format!("{line} --to 2026-12-31")).ok();
    assert_eq!(windows(env, "room Focus"), ["2026-01-01..2026-12-31 10000/-/-/-"]);
    run(env, line).ok();
    assert_eq!(windows(env, "room Focus"), ["2026-01-01.. 10000/-/-/-"]);
    assert_eq!(env.count("pricing_catalog"), 3);
    env.verify_audit().unwrap();
}

fn a_dry_run_keeps_nothing(env: &Env) {
    rooms(env);
    let planned = get(env, "pricing set room Focus --daily 100 --dry-run");
    assert_eq!(planned["daily_rate"], rand(10_000));
    run(env, "pricing set room Focus --daily 100 --from 2026-01-01").ok();
    let written = env.count("audit_log");
    for line in [
        "pricing set room Focus --daily 200 --dry-run",
        "pricing update --percent 10 --dry-run",
        "pricing remove room Focus --dry-run",
    ] {
        run(env, line).ok();
        assert_eq!(windows(env, "room Focus"), ["2026-01-01.. 10000/-/-/-"], "{line}");
    }
    assert_eq!(env.count("audit_log"), written);
}

fn tiers_are_prices_of_their_own(env: &Env) {
    rooms(env);
    run(env, "pricing set room Focus --daily 100").ok();
    run(env, "pricing set room Focus --daily 150 --tier premium").ok();
    run(
        env,
        "pricing set room Focus --daily 150 --pricing-tier discounted --clear daily",
    )
    .fails(2)
    .says("cannot be used with");
    assert_eq!(
        env.column(&words("pricing list --item focus"), "tier"),
        ["standard", "premium"]
    );
    run(env, "pricing remove room Focus --tier premium").ok();
    assert_eq!(env.column(&words("pricing list"), "tier"), ["standard"]);
}

fn an_item_is_one_in_any_spelling(env: &Env) {
    rooms(env);
    run(env, "room alias add Excellence Exc").ok();
    assert_eq!(get(env, "pricing set room exc --daily 5")["item"], "Excellence");
    assert_eq!(
        get(env, "pricing set device_category laptops --daily 5")["item"],
        "Laptop"
    );
    let lunch = get(
        env,
        "pricing set catering \"in house LUNCH\" --unit-price 1 --unit person",
    );
    assert_eq!(lunch["item"], "In-house lunch");
    run(
        env,
        "pricing set catering \"Braai  plate\" --unit-price 1 --unit person --from 2026-01-01",
    )
    .ok();
    run(env, "pricing set catering braai-plate --unit-price 2").ok();
    assert_eq!(
        windows(env, "catering BRAAIPLATE"),
        ["2026-01-01..2026-01-14 -/-/-/100", "2026-01-15.. -/-/-/200"]
    );
    // A room that gets another name keeps its price.
    run(env, "room edit Excellence --name Glory").ok();
    assert_eq!(windows(env, "room Glory").len(), 1);
    assert_eq!(env.column(&words("pricing list --type room"), "item"), ["Glory"]);
}

/// What the engine says of statements that break a rule.
fn the_database_holds_what_holds(env: &Env) {
    rooms(env);
    run(
        env,
        "pricing set room Focus --daily 100 --from 2026-01-01 --to 2026-06-30",
    )
    .ok();
    run(env, "pricing set room Focus --daily 100 --from 2026-09-01").ok();
    run(env, "pricing remove room Focus --from 2026-09-01").ok();
    let at = env.instant("2026-01-01T00:00:00Z");
    let insert = |columns: &str, values: &str| {
        format!(
            "INSERT INTO pricing_catalog (pricing_tier, currency, is_active, created_at, created_by, updated_at, updated_by, \
             effective_date, {columns}) VALUES ('standard', 'ZAR', TRUE, {at}, 'raw', {at}, 'raw', {values})"
        )
    };
    let room = |id: i64, from: &str, rate: &str| {
        insert(
            "item_type, item_id, item_key, daily_rate_cents",
            &format!("'{from}', 'room', {id}, 'room:{id}', {rate}"),
        )
    };
    let focus = env.raw_int("SELECT id FROM rooms WHERE name = 'Focus'").unwrap();
    let active = env
        .raw_int("SELECT id FROM pricing_catalog WHERE is_active")
        .unwrap();
    let inactive = env
        .raw_int("SELECT id FROM pricing_catalog WHERE NOT is_active")
        .unwrap();
    let update = |id: i64, set: &str| format!("UPDATE pricing_catalog SET {set} WHERE id = {id}");
    let tea = |columns: &str, values: &str| {
        insert(
            &format!("item_type, item_name, item_key, {columns}"),
            &format!("'2026-01-01', 'catering', 'Tea', 'catering:tea', {values}"),
        )
    };
    for (rule, statement) in [
        ("pricing_catalog_no_overlap", room(focus, "2026-06-30", "1")),
        ("pricing_catalog_no_overlap", room(focus, "2025-01-01", "1")),
        ("pricing_catalog_fixed", update(active, "daily_rate_cents = 1")),
        (
            "pricing_catalog_fixed",
            update(active, "effective_date = '2026-01-02'"),
        ),
        ("pricing_catalog_fixed", update(active, "notes = 'x'")),
        (
            "pricing_catalog_fixed",
            update(active, "pricing_tier = 'premium'"),
        ),
        // An undo makes it active again, as it was and no other.
        (
            "pricing_catalog_fixed",
            update(inactive, "is_active = TRUE, daily_rate_cents = 1"),
        ),
        ("pricing_catalog_fixed", update(inactive, "updated_by = 'x'")),
        (
            "pricing_catalog_fixed",
            update(inactive, "expiry_date = '2027-01-01'"),
        ),
        (
            "pricing_catalog_window_check",
            update(active, "expiry_date = '2025-12-31'"),
        ),
        (
            "pricing_catalog_never_deleted",
            "DELETE FROM pricing_catalog".into(),
        ),
        (
            "pricing_catalog_daily_rate_cents_check",
            room(focus, "2026-07-01", "-1"),
        ),
        (
            "pricing_catalog_daily_rate_cents_check",
            room(focus, "2026-07-01", "100000000001"),
        ),
        ("pricing_catalog_rates_check", tea("unit_price_cents", "5")),
        ("pricing_catalog_rates_check", tea("daily_rate_cents", "5")),
        (
            "pricing_catalog_unit_check",
            tea("unit_price_cents, unit", "5, 'litre'"),
        ),
        (
            "pricing_catalog_item_check",
            room(focus, "2026-07-01", "1").replace(&format!("'room:{focus}'"), "'room:x'"),
        ),
    ] {
        let error = env.raw_sql(&statement).unwrap_err();
        assert!(error.contains(rule), "{rule}: {statement}: {error}");
    }
    // Nothing is priced that is not there, and nothing that is priced goes.
    assert!(env.raw_sql(&room(focus + 1000, "2026-07-01", "1")).is_err());
    assert!(
        env.raw_sql("DELETE FROM room_components; DELETE FROM rooms")
            .is_err()
    );
    // What the program may do is not in the way of others.
    env.raw_sql(&room(focus, "2026-07-01", "1")).unwrap();
    let reaches_in = env.raw_sql(&update(active, "expiry_date = NULL")).unwrap_err();
    assert!(reaches_in.contains("pricing_catalog_no_overlap"), "{reaches_in}");
    env.raw_sql(&update(active, "expiry_date = '2026-03-31'"))
        .unwrap();
    env.raw_sql(&update(active, "is_active = FALSE")).unwrap();
    if !env.is_sqlite() {
        assert!(env.raw_sql("TRUNCATE pricing_catalog").is_err());
    } else {
        let replaced = room(focus, "2026-07-01", "9").replacen("INSERT", "INSERT OR REPLACE", 1);
        let replaced = replaced
            .replace("(pricing_tier", "(id, pricing_tier")
            .replace("VALUES (", &format!("VALUES ({active}, "));
        let said = env.raw_sql(&replaced).unwrap_err();
        assert!(
            said.contains("pricing_catalog_fixed") || said.contains("pricing_catalog_no_overlap"),
            "{said}"
        );
    }
}

fn prices_change_by_a_percentage(env: &Env) {
    rooms(env);
    run(
        env,
        "pricing set room Focus --daily 1250 --weekly 5000 --from 2026-01-01",
    )
    .ok();
    run(
        env,
        "pricing set room Focus --daily 1300 --tier premium --from 2026-01-01 --to 2027-06-30",
    )
    .ok();
    run(env, "pricing set room Excellence --daily 0 --from 2026-01-01").ok();
    run(
        env,
        "pricing set device-category Laptop --daily 85 --from 2026-01-01",
    )
    .ok();
    run(
        env,
        "pricing set device-category Laptop --daily 95 --from 2027-03-01",
    )
    .ok();
    let line = "pricing update --percent +7.5 --type room --from 2027-01-01 --round 5.00";
    let before = env.count("pricing_catalog");
    let planned = get(env, &format!("{line} --dry-run"));
    assert_eq!(env.count("pricing_catalog"), before);
    let rates = |row: &Value| {
        [
            "item",
            "tier",
            "old_daily_rate",
            "daily_rate",
            "old_weekly_rate",
            "weekly_rate",
            "expiry_date",
        ]
        .map(|field| match &row[field]["amount_cents"] {
            Value::Null => row[field].as_str().unwrap_or("-").to_owned(),
            cents => cents.to_string(),
        })
        .join(" ")
    };
    // 1343.75 and 1397.50 to the nearest five, halves up; so much more than nothing is nothing.
    let planned: Vec<String> = planned.as_array().unwrap().iter().map(rates).collect();
    let expected = [
        "Focus premium 130000 140000 - - 2027-06-30",
        "Focus standard 125000 134500 500000 537500 -",
    ];
    let sorted: BTreeSet<&str> = planned.iter().map(String::as_str).collect();
    assert_eq!(sorted, BTreeSet::from(expected));
    run(env, line).ok();
    assert_eq!(
        get(env, "pricing list --on 2026-12-31 --item focus --tier standard")[0]["daily_rate"],
        rand(125_000)
    );
    assert_eq!(
        get(env, "pricing list --on 2027-01-01 --item focus --tier standard")[0]["daily_rate"],
        rand(134_500)
    );
    assert_eq!(get(env, "pricing list --on 2027-07-01 --tier premium"), json!([]));
    // What begins later stays; the new price ends before it.
    let run_laptops = run(env, "pricing update --percent -10% --item lap --from 2027-01-01").ok();
    assert!(
        run_laptops.stderr.contains("later prices left unchanged: 1"),
        "{run_laptops}"
    );
    assert_eq!(
        windows(env, "device-category Laptop"),
        [
            "2026-01-01..2026-12-31 8500/-/-/-",
            "2027-01-01..2027-02-28 7650/-/-/-",
            "2027-03-01.. 9500/-/-/-",
        ]
    );
    // Twice is twice, and said.
    run(env, "pricing update --percent -10% --item lap --from 2027-01-01")
        .ok()
        .says("this update may have run before");
    assert_eq!(
        windows(env, "device-category Laptop")[1],
        "2027-01-01..2027-02-28 6885/-/-/-"
    );
    run(env, "pricing update --percent 5 --item zzz --quiet")
        .ok()
        .silent();
    assert_eq!(get(env, "pricing update --percent 5 --item zzz"), json!([]));
    env.verify_audit().unwrap();
}

fn a_price_is_removed_from_a_day_on(env: &Env) {
    rooms(env);
    run(env, "pricing set room Focus --daily 100 --from 2026-01-01").ok();
    run(env, "pricing set room Focus --daily 200 --from 2026-07-01").ok();
    let removed = get(env, "pricing remove room Focus --from 2026-04-01");
    let removed: Vec<(&Value, &Value)> = removed
        .as_array()
        .unwrap()
        .iter()
        .map(|price| (&price["expiry_date"], &price["is_active"]))
        .collect();
    assert_eq!(
        removed,
        [
            (&json!("2026-03-31"), &json!(true)),
            (&Value::Null, &json!(false))
        ]
    );
    assert_eq!(windows(env, "room Focus"), ["2026-01-01..2026-03-31 10000/-/-/-"]);
    assert_eq!(
        refusal(env, "pricing remove room Focus --from 2026-04-01"),
        ("no_price".into(), 3)
    );
    // One that began on the very day goes out of use.
    let one = get(env, "pricing remove room Focus --from 2026-01-01");
    assert_eq!(one["is_active"], false);
    assert_eq!(get(env, "pricing list --on 2026-02-01"), json!([]));
    assert_eq!(env.count("pricing_catalog"), 2, "nothing is deleted");
    env.verify_audit().unwrap();
}

fn what_has_no_price_is_found(env: &Env) {
    rooms(env);
    run(env, "room add Old").ok();
    run(env, "room deactivate Old").ok();
    let missing = || -> BTreeSet<String> {
        env.column(&words("pricing missing"), "item")
            .into_iter()
            .collect()
    };
    let all = [
        "Excellence",
        "Focus",
        "Laptop",
        "Desktop",
        "Coffee/tea station",
        "Pastry",
        "Sandwiches",
        "In-house lunch",
        "Stationery",
        "Water bottle",
    ];
    assert_eq!(missing(), all.map(str::to_owned).into());
    run(env, "pricing missing --exit-code").fails(9);
    run(env, "pricing set room Focus --daily 5 --from 2026-03-01").ok();
    let rows = get(env, "pricing missing");
    let focus = rows
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["item"] == "Focus")
        .unwrap();
    assert_eq!(
        (&focus["on"], &focus["priced_from"]),
        (&json!("2026-01-15"), &json!("2026-03-01"))
    );
    let later = env.column(&words("pricing missing --on 2026-03-01"), "item");
    assert!(!later.contains(&"Focus".to_owned()));
    // Each row's command settles it.
    let commands = env.column(&words("pricing missing"), "command");
    for command in &commands {
        let line = command.strip_prefix("colab ").unwrap().replace("AMOUNT", "10");
        run(env, &line.replace('\'', "\"")).ok();
    }
    run(env, "pricing missing --exit-code -f json").ok();
    assert_eq!(missing(), BTreeSet::new());
    assert_eq!(
        env.column(&words("pricing missing --tier premium"), "item").len(),
        all.len()
    );
}

fn what_cannot_be_meant_is_refused(env: &Env) {
    rooms(env);
    run(env, "pricing set catering Tea --unit-price 5 --unit person").ok();
    let (rows, audited) = (env.count("pricing_catalog"), env.count("audit_log"));
    for (line, code, exit) in [
        ("set room Focus --daily -5", "negative_amount", 6),
        ("set room Focus --daily 1e9", "invalid_amount", 6),
        ("set room Focus --daily abc", "invalid_amount", 6),
        ("set room Focus --daily 1000000000.01", "absurd_amount", 6),
        ("set room Focus --daily \"EUR 5\"", "currency_mismatch", 6),
        ("set room Focos --daily 5", "unknown_room", 3),
        ("set device-category Laptpo --daily 5", "unknown_category", 3),
        ("set chair Focus --daily 5", "usage", 2),
        ("set room Focus --daily 5 --tier gold", "usage", 2),
        ("set room Focus", "usage", 2),
        ("set room Focus --from 2026-03-01", "usage", 2),
        ("set room Focus --daily 5 --clear daily", "usage", 2),
        ("set room Focus --clear yearly", "usage", 2),
        ("set room Focus --clear weekly", "no_rate", 6),
        ("set room Focus --notes x", "no_rate", 6),
        ("set room Focus --daily 5 --unit day", "wrong_rate", 6),
        ("set room Focus --unit-price 5", "wrong_rate", 6),
        ("set catering Cake --unit-price 5", "unit_missing", 6),
        ("set catering Cake --unit person", "no_rate", 6),
        ("set catering Cake --daily 5", "wrong_rate", 6),
        ("set catering Cake --unit-price 5 --unit litre", "usage", 2),
        ("set catering \"\" --unit-price 5 --unit item", "invalid_text", 6),
        (
            "set room Focus --daily 5 --from 2026-03-01 --to 2026-02-28",
            "end_before_start",
            2,
        ),
        ("set room Focus --daily 5 --from someday", "usage", 2),
        ("show catering Teq", "unknown_item", 3),
        ("show room Focos", "unknown_room", 3),
        ("remove amenity Tea", "unknown_item", 3),
        ("remove room Focus", "no_price", 3),
        ("update --percent ten", "usage", 2),
        ("update --percent 0", "no_change", 6),
        ("update --percent -100", "absurd_percent", 6),
        ("update --percent 5 --round 0", "no_step", 6),
        ("update", "usage", 2),
        ("list --after 99", "unknown_price", 3),
        ("list --all --on 2026-01-01", "usage", 2),
        ("list -o prices.pdf", "usage", 2),
        ("list --fields nothing", "usage", 2),
        ("set room Focus --daily 5 --fields nothing", "usage", 2),
    ] {
        assert_eq!(
            refusal(env, &format!("pricing {line}")),
            (code.into(), exit),
            "{line}"
        );
    }
    run(env, "pricing show catering Teq")
        .fails(3)
        .says("did you mean Tea?");
    run(env, "pricing set room Focos --daily 5")
        .fails(3)
        .says("did you mean Focus?");
    run(env, "pricing set catering Tea --unit-price 999999999").ok();
    assert_eq!(
        refusal(env, "pricing update --percent 900 --item tea"),
        ("absurd_amount".into(), 6)
    );
    assert_eq!(
        (env.count("pricing_catalog"), env.count("audit_log")),
        (rows + 1, audited + 2)
    );
}

fn another_currency_is_never_carried_over(env: &Env) {
    rooms(env);
    run(
        env,
        "pricing set room Focus --daily 100 --weekly 500 --from 2026-01-01",
    )
    .ok();
    run(env, "config set currency EUR").ok();
    assert_eq!(get(env, "pricing list")[0]["daily_rate"], rand(10_000));
    let line = "pricing set room Focus --daily 5 --from 2026-03-01";
    assert_eq!(refusal(env, line), ("currency_mismatch".into(), 6));
    assert_eq!(
        refusal(env, "pricing update --percent 5 --round 1"),
        ("currency_mismatch".into(), 6)
    );
    let told = get(env, &format!("{line} --clear weekly"));
    assert_eq!(
        (&told["daily_rate"], &told["weekly_rate"]),
        (&json!({"amount_cents": 500, "currency": "EUR"}), &Value::Null)
    );
}

fn prices_are_listed_by_what_is_asked(env: &Env) {
    rooms(env);
    for line in [
        "room Focus --daily 300 --from 2026-01-03",
        "room Excellence --daily 100 --from 2026-01-02",
        "room Excellence --daily 1250.5 --from 2026-01-10",
        "catering Tea --unit-price 25 --unit person --from 2026-01-01 --notes \"=cmd()\"",
        "device-category Laptop --daily 85 --tier discounted --from 2026-01-04",
    ] {
        run(env, &format!("pricing set {line}")).ok();
    }
    let items = |flags: &str| env.column(&words(&format!("pricing list {flags}")), "item");
    assert_eq!(items(""), ["Excellence", "Focus", "Laptop", "Tea"]);
    assert_eq!(
        items("--all"),
        ["Excellence", "Excellence", "Focus", "Laptop", "Tea"]
    );
    assert_eq!(items("--type room"), ["Excellence", "Focus"]);
    assert_eq!(items("--type catering --type device-category"), ["Laptop", "Tea"]);
    assert_eq!(items("--tier discounted"), ["Laptop"]);
    assert_eq!(items("--item OC"), ["Focus"]);
    assert_eq!(items("--on 2026-01-02"), ["Excellence", "Tea"]);
    assert_eq!(
        items("--sort effective_date"),
        ["Tea", "Focus", "Laptop", "Excellence"]
    );
    assert_eq!(items("--all --sort id --limit 2"), ["Focus", "Excellence"]);
    assert_eq!(
        items("--all --sort id --after 2"),
        ["Excellence", "Tea", "Laptop"]
    );
    assert_eq!(items("--on 2025-01-01"), Vec::<String>::new());
    let csv = run(env, "pricing list -f csv").ok().stdout;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(
        lines[0],
        "id,item_type,item,tier,hourly_rate,minimum_hours,daily_rate,weekly_rate,monthly_rate,unit_price,unit,effective_date,\
         expiry_date,is_active,notes,created_at,created_by,updated_at,updated_by,client,client_id"
    );
    assert!(
        lines[1].starts_with("3,room,Excellence,standard,,,1250.50,,,,,2026-01-10,,true,,"),
        "{csv}"
    );
    assert!(csv.contains(",'=cmd(),"), "{csv}");
    let table = run(env, "pricing list").ok().stdout;
    assert!(
        table.contains("R1,250.50") && !table.contains("updated"),
        "{table}"
    );
}

fn a_list_is_written_as_a_workbook(env: &Env) {
    rooms(env);
    run(
        env,
        "pricing set room Focus --daily 1250.5 --from 2026-01-03 --notes \"=1+1\"",
    )
    .ok();
    run(env, "pricing list -o prices.xlsx")
        .ok()
        .says("wrote prices.xlsx: 1 row");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(env.path("prices.xlsx")).unwrap();
    let cells = calamine::Reader::worksheet_range(&mut book, "Prices").unwrap();
    let row: BTreeMap<String, String> = (0..19)
        .map(|column| {
            let text = |row| {
                cells
                    .get((row, column))
                    .map(ToString::to_string)
                    .unwrap_or_default()
            };
            (text(0), text(1))
        })
        .collect();
    for (field, value) in [
        ("item_type", "room"),
        ("item", "Focus"),
        ("daily_rate", "1250.5"),
        ("weekly_rate", ""),
        ("is_active", "true"),
        ("notes", "=1+1"),
    ] {
        assert_eq!(row[field], value, "{field}");
    }
    let day = cells.get((1, 11)).and_then(calamine::DataType::as_date);
    assert_eq!(day, chrono::NaiveDate::from_ymd_opt(2026, 1, 3));
    let formulas = calamine::Reader::worksheet_formula(&mut book, "Prices").unwrap();
    assert!(formulas.is_empty());
    run(env, "pricing list -o few.xlsx --fields item,daily_rate").ok();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(env.path("few.xlsx")).unwrap();
    let cells = calamine::Reader::worksheet_range(&mut book, "Prices").unwrap();
    assert_eq!(cells.get_size(), (2, 2));
}

fn sixteen_commands_leave_one_price(env: &Env) {
    rooms(env);
    run(env, "pricing set room Focus --daily 1000 --from 2026-01-01").ok();
    let running: Vec<_> = (1..=16)
        .map(|rate| {
            let line = format!("pricing set room Focus --daily {rate} --from 2026-03-01");
            env.spawn(&words(&line))
        })
        .collect();
    let runs: Vec<Run> = running.into_iter().map(|call| call.wait().ok()).collect();
    assert_eq!(runs.len(), 16);
    let stands = windows(env, "room Focus");
    assert_eq!(stands.len(), 2, "{stands:?}");
    assert_eq!(stands[0], "2026-01-01..2026-02-28 100000/-/-/-");
    assert!(stands[1].starts_with("2026-03-01.. "), "{stands:?}");
    assert_eq!(
        env.count("pricing_catalog"),
        17,
        "the other fifteen stay for the record"
    );
    env.verify_audit().unwrap();
}

/// Days of a model: what each costs, and on which a price begins.
struct Model {
    price: [Option<i64>; DAYS],
    begins: BTreeSet<usize>,
}

const DAYS: usize = 28;

impl Model {
    fn next(&self, from: usize) -> usize {
        self.begins.range(from + 1..).next().copied().unwrap_or(DAYS)
    }

    fn set(&mut self, from: usize, to: Option<usize>, rate: i64) {
        let next = self.next(from);
        let end = to.map_or(next, |to| to + 1);
        if end > next {
            if self.price[end].is_some() {
                self.begins.insert(end);
            }
            self.begins.retain(|day| *day <= from || end <= *day);
            self.begins.insert(from);
            self.price[from..end].fill(Some(rate));
            return;
        }
        let is_inside = |model: &Self| model.price[from].is_some() && !model.begins.contains(&from);
        // The same rate: what is said of the days decides whether anything begins.
        let last = (from..DAYS).take_while(|day| *day == from || !self.begins.contains(day));
        let last = last
            .take_while(|day| self.price[*day].is_some())
            .last()
            .unwrap_or(from)
            + 1;
        if self.price[from] == Some(rate) && (end == last || (is_inside(self) && to.is_some() && end < last))
        {
            return;
        }
        let resumes = is_inside(self) && to.is_some() && end < last;
        if resumes {
            self.begins.insert(end);
        } else {
            self.price[end.min(DAYS)..next].fill(None);
        }
        self.begins.insert(from);
        self.price[from..end].fill(Some(rate));
    }

    fn remove(&mut self, from: usize) -> bool {
        let any = self.price[from..].iter().any(Option::is_some);
        self.price[from..].fill(None);
        self.begins.retain(|day| *day < from);
        any
    }
}

/// Ends beyond the model's days are open in the catalogue: days after them are not asked for.
fn random_histories_agree_with_a_simple_model(env: &Env) {
    rooms(env);
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut draw = |below: u64| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % below).unwrap()
    };
    let mut model = Model {
        price: [None; DAYS],
        begins: BTreeSet::new(),
    };
    let day = |at: usize| format!("2026-02-{:02}", at + 1);
    let mut rows = 0;
    for step in 0..40 {
        let from = draw(DAYS as u64 - 4);
        let (line, expected) = match draw(8) {
            0 => {
                let code = if model.remove(from) { 0 } else { 3 };
                (format!("pricing remove room Focus --from {}", day(from)), code)
            }
            kind => {
                let rate = i64::try_from(draw(3)).unwrap();
                let to = (kind < 4).then(|| from + draw(4));
                model.set(from, to, rate);
                let to = to.map_or_else(String::new, |to| format!("--to {}", day(to)));
                (
                    format!("pricing set room Focus --daily {rate} --from {} {to}", day(from)),
                    0,
                )
            }
        };
        run(env, &line).fails(expected);
        let stands = get(env, "pricing list --all --type room");
        let stands: Vec<&Value> = stands
            .as_array()
            .unwrap()
            .iter()
            .filter(|price| price["is_active"] == true)
            .collect();
        for at in 0..DAYS {
            let (today, text) = (day(at), "");
            let of_day: Vec<i64> = stands
                .iter()
                .filter(|price| {
                    price["effective_date"].as_str().unwrap_or(text) <= today.as_str()
                        && price["expiry_date"]
                            .as_str()
                            .is_none_or(|last| today.as_str() <= last)
                })
                .map(|price| price["daily_rate"]["amount_cents"].as_i64().unwrap() / 100)
                .collect();
            let modelled: Vec<i64> = model.price[at].into_iter().collect();
            assert_eq!(of_day, modelled, "step {step}, {line}, on {today}");
        }
        let now = env.count("pricing_catalog");
        assert!(now >= rows, "a price is gone after {line}");
        rows = now;
    }
    env.verify_audit().unwrap();
}
