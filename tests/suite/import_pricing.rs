//! `import pricing`: an item's price in a tier from a day on, set by the catalogue's own rules.

use serde_json::{Value, json};

use super::support::workbook::{counts, items, message, written};
use super::support::{Env, Run};

both![
    prices_are_set_and_what_is_the_same_is_left,
    what_we_print_is_read_back_as_unchanged,
    a_change_replaces_the_price_of_its_day,
    a_row_is_the_whole_of_a_new_price,
    without_a_day_it_is_the_price_of_today,
    wrong_prices_are_refused_with_their_cells,
    undo_gives_each_day_its_old_price,
];

#[track_caller]
fn import(env: &Env, text: &str, flags: &[&str]) -> Run {
    env.write("prices.csv", text);
    env.colab(&[&["import", "pricing", "prices.csv", "-f", "json"], flags].concat())
}

const PRICES: &str = "Type;Item;Daily;Weekly;Monthly;Price;Per;From\n\
                      room;Excellence;R1 250,00;5000;18000;;;2026-01-01\n\
                      device-category;laptops;85,50;;;;;2026-01-01\n\
                      catering;In-house lunch;;;;120;person;2026-01-01\n";

fn room(env: &Env) {
    env.colab(&["room", "add", "Excellence"]).ok();
}

/// What holds on a day: item, tier, rates.
fn in_force(env: &Env, on: &str) -> Vec<String> {
    let list = env.json(&["pricing", "list", "--on", on]);
    let cents = |price: &Value, field: &str| price[field]["amount_cents"].to_string();
    let lines = list.as_array().unwrap().iter().map(|price| {
        format!(
            "{} {}: {} {} {} {}",
            price["item"].as_str().unwrap(),
            price["tier"].as_str().unwrap(),
            cents(price, "daily_rate"),
            cents(price, "weekly_rate"),
            cents(price, "monthly_rate"),
            cents(price, "unit_price"),
        )
    });
    lines.collect()
}

fn prices_are_set_and_what_is_the_same_is_left(env: &Env) {
    room(env);
    let run = import(env, PRICES, &[]).ok();
    assert_eq!(counts(&run), "created 3");
    assert_eq!(
        in_force(env, "2026-02-01"),
        [
            "Excellence standard: 125000 500000 1800000 null",
            "Laptop standard: 8550 null null null",
            "In-house lunch standard: null null null 12000",
        ]
    );
    let before = written(env);
    env.colab(&["import", "pricing", "prices.csv", "--quiet"])
        .ok()
        .silent();
    assert_eq!(written(env), before);
    let shown = env.json(&["import", "show", "1"]);
    assert_eq!(shown["rows"][0]["text"], "room, Excellence, 2026-01-01");
    env.verify_audit().unwrap();
}

fn what_we_print_is_read_back_as_unchanged(env: &Env) {
    room(env);
    import(env, PRICES, &[]).ok();
    for line in [
        [
            "set",
            "room",
            "Excellence",
            "--daily",
            "1300",
            "--from",
            "2026-06-01",
        ],
        [
            "set",
            "room",
            "Excellence",
            "--daily",
            "900",
            "--tier=premium",
            "--from=2026-03-01",
        ],
    ] {
        env.colab(&[&["pricing"], &line[..]].concat()).ok();
    }
    let before = written(env);
    for format in ["csv", "json", "ndjson"] {
        let listed = env.colab(&["pricing", "list", "--all", "-f", format]).ok();
        let run = import(env, &listed.stdout, &[]).ok();
        assert_eq!(counts(&run), "unchanged 5", "{format}: {run}");
    }
    assert_eq!(written(env), before);
}

fn a_change_replaces_the_price_of_its_day(env: &Env) {
    room(env);
    import(env, PRICES, &[]).ok();
    let text = "item_type,item,effective_date,daily_rate,notes\nroom,excellence,2026-01-01,1300,agreed\n";
    let run = import(env, text, &[]).ok();
    assert_eq!(
        message(&run, "update"),
        "daily_rate 1250.00 → 1300.00; notes is agreed"
    );
    assert_eq!(
        in_force(env, "2026-02-01")[0],
        "Excellence standard: 130000 500000 1800000 null"
    );
    let text = "item_type,item,effective_date,weekly_rate\nroom,Excellence,2026-01-01,\n";
    import(env, text, &["--clear-empty"]).ok();
    assert_eq!(
        in_force(env, "2026-02-01")[0],
        "Excellence standard: 130000 null 1800000 null"
    );
}

/// Rates that the file has columns for and a row leaves empty are none; of others it says nothing.
fn a_row_is_the_whole_of_a_new_price(env: &Env) {
    room(env);
    import(env, PRICES, &[]).ok();
    let text = "item_type,item,effective_date,daily_rate,weekly_rate\nroom,Excellence,2026-07-01,1400,\n";
    assert_eq!(counts(&import(env, text, &[]).ok()), "created 1");
    assert_eq!(
        in_force(env, "2026-06-30")[0],
        "Excellence standard: 125000 500000 1800000 null"
    );
    assert_eq!(
        in_force(env, "2026-07-01")[0],
        "Excellence standard: 140000 null 1800000 null"
    );
}

fn without_a_day_it_is_the_price_of_today(env: &Env) {
    room(env);
    import(env, PRICES, &[]).ok();
    let text = "item_type,item,daily_rate\nroom,Excellence,1250\n";
    assert_eq!(counts(&import(env, text, &[]).ok()), "unchanged 1");
    let text = "item_type,item,daily_rate,weekly_rate,monthly_rate\nroom,Excellence,1260,5000,18000\n";
    assert_eq!(counts(&import(env, text, &[]).ok()), "created 1");
    assert_eq!(
        in_force(env, "2026-01-14")[0],
        "Excellence standard: 125000 500000 1800000 null"
    );
    assert_eq!(
        in_force(env, "2026-01-15")[0],
        "Excellence standard: 126000 500000 1800000 null"
    );
    assert_eq!(counts(&import(env, text, &[]).ok()), "unchanged 1");
}

fn wrong_prices_are_refused_with_their_cells(env: &Env) {
    room(env);
    let text = "item_type,item,effective_date,daily_rate,unit_price,unit,expiry_date\n\
                room,Excelence,2026-01-01,100,,,\n\
                room,Excellence,2026-01-01,-5,,,\n\
                room,Excellence,2026-01-02,,120,person,\n\
                room,Excellence,01/02/2026,100,,,\n\
                catering,Lunch,2026-01-01,,120,,\n\
                chair,Lunch,2026-01-01,,120,,\n\
                room,Excellence,2026-01-03,100,,,2026-01-02\n\
                room,Excellence,2026-01-04,EUR 100,,,\n";
    let run = import(env, text, &[]).fails(6);
    let told: Vec<String> = items(&run, "reject")
        .iter()
        .map(|item| {
            format!(
                "{} {}",
                item["cell"].as_str().unwrap(),
                item["message"].as_str().unwrap()
            )
        })
        .collect();
    for (line, said) in told.iter().zip([
        "A2 room `Excelence` not found; did you mean Excellence?",
        "D3 daily_rate: `-5` is negative",
        "A4 a room is priced by day",
        "C5 effective_date: invalid date `01/02/2026`",
        "A6 the unit price of Lunch needs a unit",
        "A7 item_type: invalid value `chair`, expected one of room, device_category",
        "A8 the last day",
        "D9 daily_rate: `EUR 100` is in EUR",
    ]) {
        assert!(line.starts_with(said), "{line} should begin with {said}");
    }
    assert_eq!(told.len(), 8, "{run}");
    assert_eq!(env.count("pricing_catalog"), 0);
}

fn undo_gives_each_day_its_old_price(env: &Env) {
    room(env);
    import(env, PRICES, &[]).ok();
    let days = [
        "2026-01-31",
        "2026-02-01",
        "2026-06-30",
        "2026-07-01",
        "2027-01-01",
    ];
    let prices = |env: &Env| days.map(|day| in_force(env, day));
    let before = prices(env);
    let text = "item_type,item,effective_date,expiry_date,daily_rate,unit_price,unit\n\
                room,Excellence,2026-02-01,2026-06-30,999,,\n\
                catering,In-house lunch,2026-01-01,,,130,person\n\
                amenity,Flip chart,2026-01-01,,,50,booking\n";
    let run = import(env, text, &[]).ok();
    assert_eq!(counts(&run), "created 2, updated 1");
    assert_ne!(prices(env), before);
    let undone = env.json(&["import", "undo", "2"]);
    assert_eq!(undone.as_array().unwrap().len(), 3);
    assert!(
        undone
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["action"] != "left"),
        "{undone}"
    );
    assert_eq!(prices(env), before);
    assert_eq!(
        undone[0]["record"],
        json!("amenity:flipchart|standard|2026-01-01")
    );
    // The old rows are there again, as before the import.
    assert_eq!(counts(&import(env, text, &[]).ok()), "created 2, updated 1");
    env.verify_audit().unwrap();
}
