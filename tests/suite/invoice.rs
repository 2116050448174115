//! Invoices and credit notes: issued once, numbered without a gap, kept as they were, drawn.

use serde_json::{Value, json};

use super::billing::{APRIL, charge, in_april_as, list, people, sound};
use super::support::tools::text_of_pdf;
use super::support::{Env, Running};

both![
    what_is_approved_is_invoiced_once_and_numbered_without_a_gap,
    an_invoice_is_taken_back_as_a_whole_or_in_part,
    the_database_keeps_documents_as_they_were_issued,
    a_document_is_drawn_and_written_for_other_programs,
    a_document_is_for_the_record_of_its_client,
    a_part_of_a_line_is_taken_back_and_no_more_than_the_line,
];

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
    env.line_at(APRIL, "billing run --month 2026-04 --issue")
        .ok()
        .says("there is more to invoice in 2026-03: colab billing run --month 2026-03");
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
    let document = "client_name, client_key, client_id, bill_to, due_on, month, currency, subtotal_cents, tax_cents, total_cents, document_hash,
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
    env.line("client edit \"Baobab Health\" --legal-name \"<Baobab> & Health\"")
        .ok();
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
        note.contains("<cbc:CreditNoteTypeCode>381<")
            && note.contains("<cac:PaymentTerms>")
            && note.contains(&number),
        "{note}"
    );
    env.line("invoice show CN-2026-0001 -o note.docx").fails(2);
}

fn a_document_is_for_the_record_of_its_client(env: &Env) {
    let (boss, _) = people(env);
    for line in [
        "config set tax_percent 0 --from 2020-01-01",
        "booking create --client \"Umoya Rail\" --room Excellence --date 2026-03-12 --learners 10",
        "booking create --client Umoja --room Excellence --date 2026-03-13 --learners 10",
        "client merge Umoja \"Umoya Rail\"",
        "client edit \"Umoya Rail\" --legal-name \"Umoya Rail (Pty) Ltd\" --tax-number 4123456789 --address \"2 Oak St\" \
         --terms-days 7 --country na",
    ] {
        env.line(line).ok();
    }
    charge(env, &boss, "3 4");
    let issued = env
        .line_at(
            APRIL,
            "billing run --month 2026-03 --client umoja --issue -f json",
        )
        .ok()
        .json();
    // Both spellings are one document, paid within the days of the client.
    assert_eq!(list(&issued).len(), 1, "{issued}");
    assert_eq!(
        (&issued[0]["client_name"], &issued[0]["due_on"]),
        (&json!("Umoya Rail"), &json!("2026-04-22"))
    );
    let billed = env
        .line_at(APRIL, "invoice show INV-2026-0001 -f json")
        .ok()
        .json();
    assert_eq!(
        billed["bill_to"],
        json!({"name": "Umoya Rail (Pty) Ltd", "tax_number": "4123456789", "address": "2 Oak St", "email": null, "country": "NA"})
    );
    env.line_at(APRIL, "invoice show INV-2026-0001 -o invoice.pdf")
        .ok();
    if let Some(text) = text_of_pdf(&env.path("invoice.pdf")) {
        assert!(
            text.contains("Umoya Rail (Pty) Ltd") && text.contains("2 Oak St"),
            "{text}"
        );
    }
    // Without a tax number and tax nothing of it is subject to the tax.
    env.line_at(APRIL, "invoice show INV-2026-0001 -o invoice.xml")
        .ok();
    let xml = std::fs::read_to_string(env.path("invoice.xml")).unwrap();
    assert!(
        xml.contains("<cbc:ID>O</cbc:ID><cbc:TaxExemptionReason>")
            && !xml.contains("Percent")
            && !xml.contains("4123456789"),
        "{xml}"
    );
    // Where the client is, and where the company is; a client without a country is there too.
    let countries = |env: &Env| -> Vec<String> {
        env.line_at(APRIL, "invoice show INV-2026-0001 -o invoice.xml")
            .ok();
        let xml = std::fs::read_to_string(env.path("invoice.xml")).unwrap();
        let parts = xml.split("<cbc:IdentificationCode>").skip(1);
        parts.map(|part| part[..2].to_owned()).collect()
    };
    assert_eq!(countries(env), ["ZA", "NA"]);
    env.line("config set company_country na").ok();
    assert_eq!(countries(env), ["NA", "NA"]);
    env.line("config set company_country Namibia").fails(6);
    env.line("client edit \"Umoya Rail\" --country XX")
        .fails(6)
        .says("DE");
    env.line("client edit \"Umoya Rail\" --country \"\"").ok();
    assert_eq!(env.get("client show \"Umoya Rail\"")["country"], Value::Null);
    env.line("undo").ok();
    assert_eq!(
        env.column(&["client", "list", "--search", "umoya rail"], "country"),
        ["NA"]
    );
    // A payment is of a client who is there, under any of its names.
    env.line_at(APRIL, "payment add --client Umoja --amount 2300 --auto")
        .ok();
    let paid = env.line_at(APRIL, "invoice list -f json").ok().json();
    assert_eq!(paid[0]["status"], "paid");
    for line in [
        "payment add --client Umoyo --amount 1",
        "payment refund --client Umoyo --amount 1 --reason x",
    ] {
        assert_eq!(env.refusal(line), ("unknown_client".to_owned(), 3), "{line}");
    }
    assert_eq!(env.get("pricing ledger --check")["holds"], json!(true));
    sound(env);
}

fn a_part_of_a_line_is_taken_back_and_no_more_than_the_line(env: &Env) {
    let (boss, _) = people(env);
    charge(env, &boss, "1 2");
    let run = |month: &str| {
        env.line_at(APRIL, &format!("billing run --month {month} --issue -f json"))
            .ok()
            .json()
    };
    assert_eq!(list(&run("2026-03")).len(), 2);
    let credit = |what: &str| env.line_at(APRIL, &format!("invoice credit {what} --reason x -f json"));
    let total = |note: &Value| note["total"]["amount_cents"].as_i64().unwrap();
    // The tax follows the amount, to the cent when the line is taken back as a whole.
    let first = credit("INV-2026-0001 --line 1 --amount 333.33").ok().json();
    assert_eq!(
        (total(&first), &first["lines"][0]["unit"]),
        (-38_333, &json!("part"))
    );
    let second = credit("INV-2026-0001 --line 1 --amount 333.33").ok().json();
    credit("INV-2026-0001 --line 1 --amount 333.35")
        .fails(5)
        .says("R333.34 of it is left");
    for wrong in [
        "INV-2026-0001 --amount 5",
        "INV-2026-0001 --line 1 --line 2 --amount 5",
        "INV-2026-0001 --line 1 --amount 5 --quantity 1",
    ] {
        credit(wrong).fails(2);
    }
    credit("INV-2026-0001 --line 1 --amount 0").fails(5);
    let shown = env.get("invoice show INV-2026-0001");
    assert_eq!(shown["lines"][0]["credited"]["amount_cents"], 66_666);
    // What is taken back is invoiced again, and no more.
    let again = run("2026-03");
    assert_eq!((list(&again).len(), total(&again[0])), (1, 76_666));
    assert_eq!(run("2026-03"), json!([]));
    let third = credit("INV-2026-0001 --line 1").ok().json();
    assert_eq!(total(&first) + total(&second) + total(&third), -115_000);
    assert_eq!(env.get("invoice show INV-2026-0001")["status"], "credited");
    assert_eq!(total(&run("2026-03")[0]), 38_334);
    assert_eq!(env.get("pricing ledger --check")["holds"], json!(true));
    // So many of the units.
    let umoya = env.get("invoice show INV-2026-0002");
    let (quantity, amount) = (
        umoya["lines"][0]["quantity"].as_i64().unwrap(),
        umoya["lines"][0]["amount"]["amount_cents"].as_i64().unwrap(),
    );
    let one = credit("INV-2026-0002 --line 1 --quantity 1").ok().json();
    assert_eq!(
        (
            one["lines"][0]["quantity"].as_i64(),
            one["lines"][0]["amount"]["amount_cents"].as_i64()
        ),
        (Some(-1), Some(-amount / quantity))
    );
    credit(&format!("INV-2026-0002 --line 1 --quantity {quantity}")).fails(5);
    // The database adds credits up by itself, and charges what is left alone.
    let columns = "costing_id, costing_place, subject, kind, item, service_month, quantity, unit, rate_cents, tax_rate, why";
    let line = |amount: &str, tax: &str, credits: &str| {
        format!(
            "INSERT INTO invoice_lines (invoice_id, place, amount_cents, tax_cents, credits_invoice_id, credits_place, {columns})
             SELECT 99, 1, {amount}, {tax}, {credits}, {columns} FROM invoice_lines WHERE invoice_id = 2 AND place = 1"
        )
    };
    for (statement, rule) in [
        (
            line("-amount_cents", "-tax_cents", "2, 1"),
            "invoice_lines_mirror",
        ),
        (line("1", "0", "2, 1"), "invoice_lines_mirror"),
        (line("0", "0", "2, 1"), "invoice_lines_mirror"),
        (line("-1", "1", "2, 1"), "invoice_lines_mirror"),
        (
            line("amount_cents", "tax_cents", "NULL, NULL"),
            "invoice_lines_ledger",
        ),
    ] {
        let refusal = env.raw_sql(&statement).expect_err(&statement);
        assert!(refusal.contains(rule), "{statement}: {refusal}");
    }
    sound(env);
}
