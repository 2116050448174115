//! Advance invoices: issued before the work, set off against what is invoiced afterwards, taken back.

use serde_json::{Value, json};

use super::billing::{APRIL, charge, in_april_as, list, people, sound};
use super::support::Env;
use super::support::tools::text_of_pdf;

both![
    an_advance_is_set_off_against_the_invoice_of_its_booking,
    what_an_advance_leaves_over_stays_for_later_or_goes_back,
    the_database_takes_no_more_off_than_an_advance_asked_for,
    what_was_written_off_is_not_set_off_and_lines_of_advances_stay,
];

fn cents(value: &Value) -> i64 {
    value["amount_cents"]
        .as_i64()
        .unwrap_or_else(|| panic!("{value}"))
}

#[track_caller]
fn april(env: &Env, line: &str) -> Value {
    env.line_at(APRIL, &format!("{line} -f json")).ok().json()
}

/// Kind and amount of each line of a document.
fn lines(invoice: &Value) -> Vec<(String, i64)> {
    let line = |line: &Value| {
        let kind = line["kind"].as_str().unwrap().to_owned();
        (kind, cents(&line["amount"]))
    };
    invoice["lines"].as_array().unwrap().iter().map(line).collect()
}

fn own(pairs: &[(&str, i64)]) -> Vec<(String, i64)> {
    pairs
        .iter()
        .map(|(kind, cents)| ((*kind).to_owned(), *cents))
        .collect()
}

fn an_advance_is_set_off_against_the_invoice_of_its_booking(env: &Env) {
    let (boss, _) = people(env);
    env.line("booking create --client \"Baobab Health\" --room Excellence --date 2026-03-12 --learners 10")
        .ok();
    let advance = april(env, "billing advance --booking 1 50%");
    assert_eq!(
        (&advance["number"], &advance["status"], &advance["client_name"]),
        (&json!("INV-2026-0001"), &json!("open"), &json!("Baobab Health"))
    );
    assert_eq!(lines(&advance), own(&[("advance", 50_000)]));
    assert_eq!(
        (cents(&advance["total"]), cents(&advance["advance_left"])),
        (57_500, 57_500)
    );
    charge(env, &boss, "1 2 3");
    assert_eq!(env.get("pricing ledger --check")["holds"], json!(true));
    let issued = april(env, "billing run --month 2026-03 --issue");
    let issued = list(&issued);
    let of = |client: &str| {
        issued
            .iter()
            .find(|one| one["client_name"] == client)
            .unwrap()
            .clone()
    };
    let last = of("Baobab Health");
    assert_eq!(
        lines(&last),
        own(&[("room", 100_000), ("room", 100_000), ("advance", -50_000)])
    );
    assert_eq!((cents(&last["total"]), cents(&last["tax"])), (172_500, 22_500));
    assert_eq!(last["sets_off"], json!(["INV-2026-0001"]));
    assert_eq!(lines(&of("Umoya")), own(&[("room", 200_000)]));
    let number = last["number"].as_str().unwrap().to_owned();
    let left = |env: &Env| cents(&env.get("invoice show INV-2026-0001")["advance_left"]);
    assert_eq!(left(env), 0);
    // What accountants, the client and the client's program read.
    env.line_at(
        APRIL,
        "billing journal --from 2026-01-01 --to 2026-12-31 -o 2026.journal",
    )
    .ok();
    let journal = std::fs::read_to_string(env.path("2026.journal")).unwrap();
    for part in [
        "Liabilities:Advances  -500.00 ZAR",
        "Liabilities:Advances  500.00 ZAR",
        "Income:Sales:Room  -2000.00 ZAR",
        "Advance invoice",
    ] {
        assert!(journal.contains(part), "{part}: {journal}");
    }
    for (number, parts, code) in [
        (
            "INV-2026-0001",
            vec!["Advance invoice", "50 % of R1,000.00", "booking 1"],
            "386",
        ),
        (
            number.as_str(),
            vec!["Less advance INV-2026-0001", "-R500.00", "R1,725.00"],
            "380",
        ),
    ] {
        env.line(&format!("invoice show {number} -o document.pdf")).ok();
        if let Some(text) = text_of_pdf(&env.path("document.pdf")) {
            for part in parts {
                assert!(text.contains(part), "{part}: {text}");
            }
        }
        env.line(&format!("invoice show {number} -o document.xml")).ok();
        let xml = std::fs::read_to_string(env.path("document.xml")).unwrap();
        assert!(
            xml.contains(&format!("<cbc:InvoiceTypeCode>{code}<")),
            "{number}: {xml}"
        );
        assert_eq!(xml.contains("<cac:BillingReference>"), code == "380");
    }
    // Nothing of it is left; the invoice that took it off gives it back, and the next one takes it off again.
    env.line_at(APRIL, "invoice credit INV-2026-0001 --reason x")
        .fails(5)
        .says(&format!("nothing is left of the advance INV-2026-0001: {number}"));
    let note = april(env, &format!("invoice credit {number} --reason wrong"));
    assert_eq!((cents(&note["total"]), left(env)), (-172_500, 57_500));
    let again = april(env, "billing run --month 2026-03 --issue");
    assert_eq!((cents(&again[0]["total"]), left(env)), (172_500, 0));
    // One line of 1150 is less than what is open; the second one more.
    let number = again[0]["number"].as_str().unwrap();
    let part = april(env, &format!("invoice credit {number} --line 2 --reason x"));
    assert_eq!((cents(&part["total"]), left(env)), (-115_000, 0));
    let rest = april(env, &format!("invoice credit {number} --line 1 --reason x"));
    assert_eq!(
        (lines(&rest), cents(&rest["total"]), left(env)),
        (own(&[("room", -100_000), ("advance", 50_000)]), -57_500, 57_500)
    );
    let taken = april(env, "invoice credit INV-2026-0001 --reason off");
    assert_eq!((cents(&taken["total"]), left(env)), (-57_500, 0));
    assert_eq!(env.get("pricing ledger --check")["holds"], json!(true));
    env.line("audit verify").ok();
    let history = env.get("history --limit 50");
    let done = list(&history)
        .into_iter()
        .find(|one| one["command"].as_str().unwrap().starts_with("billing advance"))
        .unwrap();
    env.line(&format!("undo {}", done["id"]))
        .fails(5)
        .says("colab invoice credit INV-2026-0001 --reason REASON");
    sound(env);
}

fn what_an_advance_leaves_over_stays_for_later_or_goes_back(env: &Env) {
    let (boss, _) = people(env);
    let advance = april(env, "billing advance \"Baobab Health\" 2000 --idempotency-key k1");
    let repeated = april(env, "billing advance \"Baobab Health\" 2000 --idempotency-key k1");
    assert_eq!(
        (&repeated["number"], cents(&advance["total"])),
        (&advance["number"], 230_000)
    );
    env.line_at(APRIL, "payment add --invoice INV-2026-0001 --amount 2300")
        .ok();
    // One of a quote goes to what it was accepted for.
    env.line_at(APRIL, "pricing quote 2 --save").ok();
    let quoted = april(env, "billing advance --quote QU-2026-0001 25%");
    assert_eq!(cents(&quoted["total"]), 115_000);
    env.line_at(APRIL, "pricing accept QU-2026-0001").ok();
    charge(env, &boss, "1 2");
    let issued = list(&april(env, "billing run --month 2026-03 --issue"));
    let total = |client: &str| {
        let one = issued.iter().find(|one| one["client_name"] == client).unwrap();
        (
            cents(&one["total"]),
            one["status"].clone(),
            one["sets_off"].clone(),
        )
    };
    assert_eq!(
        total("Baobab Health"),
        (0, json!("paid"), json!(["INV-2026-0001"]))
    );
    assert_eq!(total("Umoya"), (115_000, json!("open"), json!(["INV-2026-0002"])));
    let shown = env.get("invoice show INV-2026-0001");
    assert_eq!(
        (cents(&shown["advance_left"]), &shown["status"]),
        (115_000, &json!("paid"))
    );
    // What is left goes back: what was paid of it is on account, and can be refunded.
    let note = april(env, "invoice credit INV-2026-0001 --reason \"not needed\"");
    assert_eq!(cents(&note["total"]), -115_000);
    env.line_at(
        APRIL,
        "payment refund --client \"Baobab Health\" --amount 1150.01 --reason x",
    )
    .fails(5);
    env.line_at(
        APRIL,
        "payment refund --client \"Baobab Health\" --amount 1150 --reason back",
    )
    .ok();
    for (line, exit) in [
        ("billing advance \"Baobab Health\" 50%", 2),
        ("billing advance \"Baobab Health\" 0", 5),
        ("billing advance Nobody 5", 3),
        ("billing advance --booking 99 5", 3),
        ("billing advance --quote QU-2026-0009 5", 3),
        ("billing advance --booking 1 5% --tax 0", 2),
        ("billing advance 5", 2),
    ] {
        assert_eq!(env.line(line).code, Some(exit), "{line}");
    }
    assert_eq!(env.get("pricing ledger --check")["holds"], json!(true));
    sound(env);
}

fn the_database_takes_no_more_off_than_an_advance_asked_for(env: &Env) {
    let (boss, _) = people(env);
    april(env, "billing advance \"Baobab Health\" 500");
    charge(env, &boss, "1 2");
    let columns = "subject, item, service_month, tax_rate, why";
    let advance = |invoice: i64, amount: i64, tax: i64| {
        format!(
            "INSERT INTO invoice_advances (invoice_id, place, advance_id, amount_cents, tax_cents, {columns})
             SELECT {invoice}, 2, 1, {amount}, {tax}, {columns} FROM invoice_advances WHERE place = 1"
        )
    };
    let line_columns = "subject, kind, item, service_month, quantity, unit, rate_cents, amount_cents, tax_rate, tax_cents, why";
    let umoya = format!(
        "BEGIN; INSERT INTO invoice_lines (invoice_id, place, costing_id, costing_place, {line_columns})
           SELECT 9, 1, costing_id, place, 'booking 2', kind, item, service_month, quantity, unit, rate_cents, amount_cents, tax_rate,
                  tax_cents, why FROM costing_lines WHERE costing_id = 2 AND place = 1;
         {};
         INSERT INTO invoices (id, number, series, year, ordinal, client_id, client_name, client_key, bill_to, issued_on, due_on, month, currency,
                               subtotal_cents, tax_cents, total_cents, document_hash, created_by, entered_by, created_at)
           SELECT 9, 'INV-2026-0002', 'INV', 2026, 2, (SELECT id FROM clients WHERE name_key = 'umoya'), 'Umoya', 'umoya', bill_to, issued_on, due_on, '2026-03', currency,
                  150000, 22500, 172500, document_hash, created_by, entered_by, created_at FROM invoices WHERE id = 1; COMMIT",
        advance(9, -50_000, -7_500)
    );
    for (statement, rule) in [
        (
            "UPDATE invoice_advances SET amount_cents = 1".to_owned(),
            "invoice_advances_append_only",
        ),
        (
            "DELETE FROM invoice_advances".to_owned(),
            "invoice_advances_append_only",
        ),
        (advance(1, 1, 0), "invoices_issued"),
        (advance(9, -50_001, 0), "invoice_advances_rest"),
        (advance(9, -1, -7_501), "invoice_advances_rest"),
        (umoya, "invoice_advances_client"),
    ] {
        let refusal = env.raw_sql(&statement).expect_err(&statement);
        assert!(refusal.contains(rule), "{statement}: {refusal}");
    }
    sound(env);
}

fn what_was_written_off_is_not_set_off_and_lines_of_advances_stay(env: &Env) {
    let (boss, second) = people(env);
    april(env, "billing advance \"Baobab Health\" 500");
    april(env, "billing advance \"Umoya\" 500");
    in_april_as(env, &second, "invoice write-off INV-2026-0001 --reason gone").ok();
    env.line_at(APRIL, "invoice write-off INV-2026-0001").ok();
    charge(env, &boss, "1 2");
    let issued = list(&april(env, "billing run --month 2026-03 --issue"));
    let totals: Vec<(Value, i64)> = issued
        .iter()
        .map(|one| (one["sets_off"].clone(), cents(&one["total"])))
        .collect();
    assert_eq!(
        totals,
        [(json!([]), 115_000), (json!(["INV-2026-0002"]), 230_000 - 57_500)]
    );
    for (number, line) in [("INV-2026-0002", 1), ("INV-2026-0004", 2)] {
        env.line_at(
            APRIL,
            &format!("invoice credit {number} --line {line} --reason x"),
        )
        .fails(5)
        .says(&format!("line {line} of {number} is about an advance"));
    }
    sound(env);
}
