//! Quotes with a number and a last day: kept as they were made, accepted, and from then on the price of their booking.

use serde_json::{Value, json};

use super::billing::{APRIL, in_april_as, list, people, sound};
use super::support::tools::text_of_pdf;
use super::support::{Env, Running};

both![
    an_accepted_quote_fixes_the_prices_of_its_booking,
    a_quote_of_something_new_is_accepted_for_its_booking_later,
    a_series_and_a_rental_cost_what_their_quotes_say,
    numbers_of_quotes_have_no_gap_and_rows_stay,
    what_is_off_or_costed_with_others_is_not_accepted,
];

fn cents(value: &Value) -> i64 {
    value["amount_cents"]
        .as_i64()
        .unwrap_or_else(|| panic!("{value}"))
}

/// Raises the price of the room, a month after it was quoted.
fn raise(env: &Env) {
    env.line("pricing set room Excellence --daily 1500 --from 2026-01-01")
        .ok();
}

fn an_accepted_quote_fixes_the_prices_of_its_booking(env: &Env) {
    let (boss, _) = people(env);
    let quote = env
        .line_at(APRIL, "pricing quote 1 --save --discount 10 -f json")
        .ok()
        .json();
    for (field, value) in [
        ("number", json!("QU-2026-0001")),
        ("status", json!("open")),
        ("valid_until", json!("2026-05-15")),
        ("booking_id", json!(1)),
    ] {
        assert_eq!(quote[field], value, "{field}");
    }
    assert_eq!(cents(&quote["total"]), 103_500);
    raise(env);
    let shown = env
        .line_at(APRIL, "pricing quote qu-2026-0001 -f json")
        .ok()
        .json();
    assert_eq!(shown, quote, "it stays as it was made");
    for line in [
        "pricing quote QU-2026-0001 --discount 5",
        "pricing quote QU-2026-0001 --save",
        "pricing quote 1 --save --valid-until 2026-01-01",
        "pricing quote --room Excellence --date 2026-06-01 --save",
    ] {
        assert!([2, 6].contains(&env.refusal(line).1), "{line}");
    }
    // Without the quote it costs what the catalogue says by now.
    let other = in_april_as(env, &boss, "pricing propose 1 -f json --dry-run")
        .ok()
        .json();
    assert_eq!(cents(&other["total"]), 172_500);
    let accepted = in_april_as(env, &boss, "pricing accept QU-2026-0001 -f json")
        .ok()
        .json();
    assert_eq!(
        (
            &accepted["status"],
            &accepted["accepted_on"],
            &accepted["accepted_for"]
        ),
        (&json!("accepted"), &json!("2026-04-15"), &json!(["booking 1"]))
    );
    in_april_as(env, &boss, "pricing accept QU-2026-0001 --booking 1")
        .ok()
        .says("it was accepted on 2026-04-15");
    assert_eq!(env.count("quote_acceptances"), 1);
    assert_eq!(
        env.refusal("pricing accept QU-2026-0001 --booking 2"),
        ("quote_accepted".to_owned(), 5)
    );
    let proposed = in_april_as(env, &boss, "pricing propose 1 -f json").ok().json();
    assert_eq!(
        (cents(&proposed["total"]), &proposed["discount_percent"]),
        (103_500, &json!("10"))
    );
    env.line_at(APRIL, &format!("pricing approve {}", proposed["id"]))
        .ok();
    // What changes is charged at the agreed prices; --reprice charges today's, and a later quote those that it says.
    let again = |line: &str| in_april_as(env, &boss, line).ok().json();
    let repriced = again("pricing propose 1 --reprice -f json");
    assert_eq!(cents(&repriced["total"]), 155_250 - 103_500);
    env.line_at(APRIL, &format!("pricing approve {}", repriced["id"]))
        .ok();
    env.line_at(APRIL, "pricing quote 1 --save --discount 50").ok();
    in_april_as(env, &boss, "pricing accept QU-2026-0002")
        .ok()
        .says("colab pricing propose 1");
    let corrected = again("pricing propose 1 -f json");
    assert_eq!(cents(&corrected["total"]), 86_250 - 155_250);
    assert!(corrected["lines"].to_string().contains("quote QU-2026-0002"));
    env.line_at(APRIL, &format!("pricing approve {}", corrected["id"]))
        .ok();
    in_april_as(env, &boss, "pricing propose 1")
        .ok()
        .says("nothing to propose");
    // After the last day it is too late.
    env.line_at(APRIL, "pricing quote 2 --save --valid-until 2026-04-20")
        .ok();
    let late = env.line_at("2026-04-21T08:00:00Z", "pricing accept QU-2026-0003");
    late.fails(5)
        .says("QU-2026-0003 was valid until 2026-04-20")
        .says("colab pricing quote 2 --save");
    let states: Vec<Value> = list(
        &env.line_at("2026-04-21T08:00:00Z", "pricing quotes -f json")
            .ok()
            .json(),
    )
    .iter()
    .map(|row| row["status"].clone())
    .collect();
    assert_eq!(states, ["accepted", "accepted", "expired"]);
    let only = env.get("pricing quotes --status accepted --client baobab");
    assert_eq!(list(&only).len(), 2);
    for (command, hint) in [
        ("pricing accept", "--reprice"),
        ("pricing quote", "colab pricing quote ID --save"),
    ] {
        let history = env.get("history --limit 50");
        let done = list(&history)
            .into_iter()
            .find(|one| one["command"].as_str().unwrap().starts_with(command))
            .unwrap();
        env.line(&format!("undo {}", done["id"])).fails(5).says(hint);
    }
    assert_eq!(env.get("pricing ledger --check")["holds"], json!(true));
    sound(env);
}

fn a_quote_of_something_new_is_accepted_for_its_booking_later(env: &Env) {
    let (boss, _) = people(env);
    env.line("client add \"Karoo Labs\"").ok();
    env.line("pricing set room Excellence --daily 800 --client \"Karoo Labs\" --from 2026-01-01")
        .ok();
    let wish = "--room Excellence --from 2026-06-01 --to 2026-06-03 --learners 10";
    let quote = env
        .line_at(
            APRIL,
            &format!("pricing quote {wish} --client \"karoo labs\" --valid-until 2026-04-30 -o quote.pdf"),
        )
        .ok();
    quote.says("QU-2026-0001");
    if let Some(text) = text_of_pdf(&env.path("quote.pdf")) {
        for part in [
            "QU-2026-0001",
            "30 April 2026",
            "Karoo Labs",
            "Excellence",
            "Total",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    in_april_as(env, &boss, "pricing accept QU-2026-0001")
        .ok()
        .says("once it is booked: colab pricing accept QU-2026-0001 --booking ID");
    in_april_as(env, &boss, "pricing accept QU-2026-0001")
        .ok()
        .says("it was accepted on");
    env.line("pricing set room Excellence --daily 2000 --client \"Karoo Labs\" --from 2026-01-01")
        .ok();
    for client in ["Karoo Labs", "Somebody Else"] {
        let day = if client == "Karoo Labs" { "01" } else { "10" };
        env.line(&format!(
            "booking create --client \"{client}\" --room Excellence --from 2026-06-{day}T07:30 --to 2026-06-{}T16:30 --learners 10",
            if day == "01" { "03" } else { "13" }
        ))
        .ok();
    }
    // It was accepted in time; what it is for is named when it is booked.
    let later = "2026-05-20T08:00:00Z";
    env.line_at(later, "pricing accept QU-2026-0001 --booking 4")
        .fails(5)
        .says("is for Karoo Labs");
    let accepted = env
        .line_at(later, "pricing accept QU-2026-0001 --booking 3 -f json")
        .ok()
        .json();
    assert_eq!(accepted["accepted_for"], json!(["booking 3"]));
    env.line_at(later, "pricing accept QU-2026-0001 --booking 4")
        .fails(5);
    let proposed = in_april_as(env, &boss, "pricing propose 3 -f json").ok().json();
    assert_eq!(cents(&proposed["total"]), 276_000);
    // One that is longer than what was quoted costs more, at the same prices.
    env.line_at(
        APRIL,
        &format!("pricing quote {wish} --client \"Somebody Else\" --save"),
    )
    .ok();
    env.line_at(APRIL, "pricing accept QU-2026-0002 --booking 4")
        .ok()
        .says("booking 4 costs R4,600.00 at the prices of QU-2026-0002, which says R3,450.00");
    sound(env);
}

fn a_series_and_a_rental_cost_what_their_quotes_say(env: &Env) {
    let (boss, _) = people(env);
    env.line("pricing set room Excellence --daily 1000 --weekly 3000 --from 2026-01-01")
        .ok();
    env.line(
        "booking create --client Umoya --room Excellence --date 2026-06-01 --learners 10 --repeat \"FREQ=DAILY;COUNT=5\"",
    )
    .ok();
    for line in [
        "device add LT-001 --category Laptop --name Dell",
        "pricing set device-category Laptop --daily 100 --from 2026-01-01",
        "rental start --client Umoya --contact-person Dube --contact-number 0825550100 --company Umoya --address \"1 Main Rd\" \
         --return-on 2026-04-17 --serial LT-001",
        "pricing quote RN-2026-0001 --save",
        "pricing set device-category Laptop --daily 300 --from 2026-01-01",
        "pricing accept QU-2026-0001",
    ] {
        env.line_at(APRIL, line).ok();
    }
    let rental = in_april_as(env, &boss, "pricing propose RN-2026-0001 -f json")
        .ok()
        .json();
    assert_eq!(cents(&rental["total"]), 34_500);
    let quote = env
        .line_at(APRIL, "pricing quote 3 --series --save -f json")
        .ok()
        .json();
    assert_eq!(cents(&quote["total"]), 345_000);
    raise(env);
    in_april_as(env, &boss, "pricing accept QU-2026-0002").ok();
    assert_eq!(env.count("quote_acceptances"), 6);
    let proposed = in_april_as(env, &boss, "pricing propose 3 --series -f json")
        .ok()
        .json();
    let sum: i64 = list(&proposed).iter().map(|one| cents(&one["total"])).sum();
    assert_eq!(sum, 345_000);
    sound(env);
}

fn numbers_of_quotes_have_no_gap_and_rows_stay(env: &Env) {
    people(env);
    let runs: Vec<Running> = (0..8)
        .map(|_| {
            env.call(&["pricing", "quote", "1", "--save", "--quiet"])
                .variable("COLAB_NOW", APRIL)
                .spawn()
        })
        .collect();
    for run in runs {
        run.wait().ok();
    }
    let numbers: Vec<String> = env.column(&["pricing", "quotes"], "number");
    let expected: Vec<String> = (1..=8).map(|ordinal| format!("QU-2026-000{ordinal}")).collect();
    assert_eq!(numbers, expected);
    env.line_at(APRIL, "pricing accept QU-2026-0001").ok();
    let columns = "client_name, client_key, quoted_on, valid_until, pricing_tier, discount, currency, subtotal_cents, tax_cents, total_cents,
        content, created_by, entered_by, created_at";
    let quote = |ordinal: i64| {
        format!(
            "INSERT INTO quotes (id, number, year, ordinal, {columns})
             SELECT 99, 'QU-2026-00{ordinal:02}', 2026, {ordinal}, {columns} FROM quotes WHERE id = 1"
        )
    };
    let accept = "INSERT INTO quote_acceptances (id, quote_id, booking_id, accepted_on, costings_before, created_by, entered_by, created_at)
        SELECT 99, 2, booking_id, '2026-05-16', 0, created_by, entered_by, created_at FROM quote_acceptances";
    for (statement, rule) in [
        ("UPDATE quotes SET total_cents = 0", "quotes_append_only"),
        ("DELETE FROM quotes", "quotes_append_only"),
        (
            "UPDATE quote_acceptances SET costings_before = 9",
            "quote_acceptances_append_only",
        ),
        ("DELETE FROM quote_acceptances", "quote_acceptances_append_only"),
        (quote(10).as_str(), "quotes_gap"),
        (accept, "quote_acceptances_in_time"),
    ] {
        let refusal = env.raw_sql(statement).expect_err(statement);
        assert!(refusal.contains(rule), "{statement}: {refusal}");
    }
    sound(env);
}

fn what_is_off_or_costed_with_others_is_not_accepted(env: &Env) {
    let (boss, _) = people(env);
    env.line("pricing set room Excellence --daily 1000 --weekly 3000 --from 2026-01-01")
        .ok();
    env.line(
        "booking create --client Umoya --room Excellence --date 2026-06-01 --learners 10 --repeat \"FREQ=DAILY;COUNT=5\"",
    )
    .ok();
    for line in ["pricing quote 3 --series --save", "pricing quote 4 --save"] {
        env.line_at(APRIL, line).ok();
    }
    in_april_as(env, &boss, "pricing propose 3 --series").ok();
    in_april_as(env, &boss, "pricing accept QU-2026-0002")
        .fails(5)
        .says("which is costed together with 3, 5, 6, 7")
        .says("colab pricing quote 4 --series --save");
    env.line_at(APRIL, "booking cancel 3 --series").ok();
    in_april_as(env, &boss, "pricing accept QU-2026-0001")
        .fails(5)
        .says("every booking of QU-2026-0001 is cancelled or rejected");
    assert_eq!(env.count("quote_acceptances"), 0);
    sound(env);
}
