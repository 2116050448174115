//! Credit notes that take no invoice back, refunds, and what is credited and invoiced again.

use serde_json::{Value, json};

use super::billing::{APRIL, charge, in_april_as, list, people, sound};
use super::support::Env;

both![
    a_credit_note_on_account_pays_the_next_invoice_or_goes_back,
    a_credit_note_pays_what_is_open_when_it_is_issued,
    what_went_back_is_refunded_and_not_reversed,
    what_is_credited_is_invoiced_again_unless_the_ledger_credits_it,
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

/// Status and open amount of a document.
#[track_caller]
fn document(env: &Env, number: &str) -> (String, i64) {
    let shown = april(env, &format!("invoice show {number}"));
    (
        shown["status"].as_str().unwrap().to_owned(),
        cents(&shown["open"]),
    )
}

fn on_account(env: &Env) -> i64 {
    let balances = list(&april(env, "billing outstanding --client baobab"));
    balances.first().map_or(0, |one| cents(&one["on_account"]))
}

/// What is outstanding is what the statements close with and what the journal says, and the ledger adds up.
#[track_caller]
fn agrees(env: &Env) {
    let balances = list(&april(env, "billing outstanding"));
    let owed: i64 = balances.iter().map(|one| cents(&one["outstanding"])).sum();
    let closings: i64 = ["Umoya", "\"Baobab Health\""]
        .iter()
        .map(|client| cents(&april(env, &format!("client statement {client}"))["closing"]))
        .sum();
    let lines = list(&april(env, "billing journal --from 2026-01-01 --to 2026-12-31"));
    let receivables: i64 = lines
        .iter()
        .filter(|line| line["account"].as_str().unwrap() == "Assets:Receivables")
        .map(|line| cents(&line["amount"]))
        .sum();
    assert_eq!((closings, receivables), (owed, owed));
    assert_eq!(april(env, "pricing ledger --check")["holds"], json!(true));
    sound(env);
}

/// Cancels the first booking, and approves what that takes back.
#[track_caller]
fn cancel_first(env: &Env, boss: &str) {
    env.line_at(APRIL, "booking cancel 1 --allow-past --reason ill")
        .ok();
    charge(env, boss, "1");
}

fn a_credit_note_on_account_pays_the_next_invoice_or_goes_back(env: &Env) {
    let (boss, _) = people(env);
    charge(env, &boss, "1 2");
    env.line_at(APRIL, "billing run --month 2026-03 --issue").ok();
    env.line_at(APRIL, "payment add --invoice INV-2026-0001 --amount 1150")
        .ok();
    env.line_at(APRIL, "billing close 2026-03").ok();
    cancel_first(env, &boss);
    env.line_at(APRIL, "billing run --month 2026-04 --issue")
        .ok()
        .says("CN-2026-0001: R1,150.00 of it is on account of Baobab Health")
        .says("colab payment refund");
    assert_eq!(document(env, "CN-2026-0001"), ("credit".to_owned(), -115_000));
    assert_eq!(on_account(env), 115_000);
    agrees(env);
    // A part goes back, and no more than there is.
    let refund = "payment refund --client \"Baobab Health\" --reason x --amount";
    env.line_at(APRIL, &format!("{refund} 1150.01")).fails(5);
    env.line_at(APRIL, &format!("{refund} 400")).ok();
    env.line_at(APRIL, &format!("{refund} 750.01")).fails(5);
    assert_eq!(document(env, "CN-2026-0001"), ("credit".to_owned(), -75_000));
    assert_eq!(on_account(env), 75_000);
    agrees(env);
    // The next invoice is paid by the rest, once.
    env.line("booking create --client \"Baobab Health\" --room Excellence --date 2026-04-20 --learners 10")
        .ok();
    charge(env, &boss, "3");
    env.line_at(APRIL, "billing run --month 2026-04 --issue")
        .ok()
        .says("INV-2026-0004: R750.00 of it is paid by credit notes");
    assert_eq!(document(env, "INV-2026-0004"), ("partial".to_owned(), 40_000));
    assert_eq!(document(env, "CN-2026-0001"), ("credit".to_owned(), 0));
    assert_eq!(on_account(env), 0);
    env.line_at(APRIL, &format!("{refund} 1")).fails(5);
    assert_eq!(
        env.refusal("payment allocate CN-2026-0001 --invoice INV-2026-0004"),
        ("nothing_to_pay".to_owned(), 5)
    );
    agrees(env);
    // An invoice that is taken back frees it, and the next run takes it again.
    env.line_at(APRIL, "invoice credit INV-2026-0004 --reason wrong")
        .ok();
    assert_eq!(on_account(env), 75_000);
    assert_eq!(
        env.refusal("payment allocate CN-2026-0002 --auto"),
        ("nothing_to_pay".to_owned(), 5)
    );
    env.line_at(APRIL, "billing run --month 2026-04 --issue").ok();
    assert_eq!(document(env, "INV-2026-0005"), ("partial".to_owned(), 40_000));
    env.line_at(APRIL, "payment allocate CN-2026-0001 --auto").ok();
    agrees(env);
    let id = |number: &str| {
        let sql = format!("SELECT id FROM invoices WHERE number = '{number}'");
        env.raw_int(&sql).unwrap().to_string()
    };
    let (note, mirror) = (id("CN-2026-0001"), id("CN-2026-0002"));
    let target = id("INV-2026-0005");
    for (columns, values, cents, rule) in [
        ("credit_id", note.as_str(), 40_001, "payment_allocations_payment"),
        ("credit_id", note.as_str(), 1, "payments_on_account"),
        ("credit_id", mirror.as_str(), 1, "payment_allocations_client"),
        ("credit_id", note.as_str(), -75_001, "payment_allocations_mirror"),
        (
            "payment_id, credit_id",
            &format!("1, {note}"),
            -75_000,
            "payment_allocations_source_check",
        ),
        ("payment_id", "NULL", 1, "payment_allocations_client"),
    ] {
        let statement = format!(
            "INSERT INTO payment_allocations (id, invoice_id, amount_cents, created_by, created_at, {columns})
             SELECT 90, {target}, {cents}, 'root', created_at, {values} FROM payments WHERE id = 1"
        );
        let refusal = env.raw_sql(&statement).expect_err(&statement);
        assert!(refusal.contains(rule), "{statement}: {refusal}");
    }
}

fn a_credit_note_pays_what_is_open_when_it_is_issued(env: &Env) {
    let (boss, _) = people(env);
    charge(env, &boss, "1 2");
    env.line_at(APRIL, "billing run --month 2026-03 --issue").ok();
    env.line_at(APRIL, "billing close 2026-03").ok();
    cancel_first(env, &boss);
    env.line_at(APRIL, "billing run --month 2026-04 --issue").ok();
    assert_eq!(document(env, "INV-2026-0001"), ("paid".to_owned(), 0));
    assert_eq!(document(env, "CN-2026-0001"), ("credit".to_owned(), 0));
    assert_eq!(on_account(env), 0);
    agrees(env);
    let history = list(&env.get("history --limit 20"));
    let run = history
        .iter()
        .find(|one| one["command"].as_str().unwrap().starts_with("billing run"));
    env.line(&format!("undo {}", run.unwrap()["id"])).fails(5);
}

fn what_went_back_is_refunded_and_not_reversed(env: &Env) {
    let (boss, _) = people(env);
    charge(env, &boss, "1 2");
    env.line_at(APRIL, "billing run --month 2026-03 --issue").ok();
    let payment = || {
        let shown = april(env, "payment show RC-2026-0001");
        let status = shown["status"].as_str().unwrap().to_owned();
        (status, cents(&shown["unallocated"]), cents(&shown["refunded"]))
    };
    env.line_at(APRIL, "payment add --client \"Baobab Health\" --amount 2000")
        .ok();
    assert_eq!(payment(), ("on_account".to_owned(), 200_000, 0));
    env.line_at(APRIL, "payment allocate RC-2026-0001 --auto").ok();
    assert_eq!(payment(), ("partial".to_owned(), 85_000, 0));
    let refund = "payment refund --client \"Baobab Health\" --reason x --amount";
    env.line_at(APRIL, &format!("{refund} 850")).ok();
    assert_eq!(payment(), ("allocated".to_owned(), 0, 85_000));
    env.line_at(APRIL, "payment reverse RC-2026-0001 --reason bounced")
        .fails(5)
        .says("cannot reverse RC-2026-0001: R850.00 of it went back to Baobab Health by RC-2026-0002")
        .says("colab payment reverse RC-2026-0002 --reason REASON");
    env.line_at(APRIL, "invoice credit INV-2026-0001 --reason \"not held\"")
        .ok();
    assert_eq!(document(env, "INV-2026-0001"), ("credited".to_owned(), 0));
    env.line_at(APRIL, &format!("{refund} 1150")).ok();
    assert_eq!(document(env, "INV-2026-0001"), ("refunded".to_owned(), 0));
    assert_eq!(payment(), ("refunded".to_owned(), 0, 200_000));
    let refunded = list(&april(env, "invoice list --status refunded"));
    assert_eq!(refunded.len(), 1);
    // Lists of money sort and search as others do.
    let column = |line: &str, field: &str| -> Vec<String> {
        let rows = list(&april(env, line));
        rows.iter()
            .map(|row| row[field].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        column("payment list --sort amount --search refunded", "number"),
        ["RC-2026-0001"]
    );
    assert_eq!(
        column("invoice list --type invoice --sort -number --limit 1", "number"),
        ["INV-2026-0002"]
    );
    assert_eq!(column("billing outstanding --search umoya", "client"), ["Umoya"]);
    agrees(env);
    for number in ["RC-2026-0002", "RC-2026-0003", "RC-2026-0001"] {
        env.line_at(APRIL, &format!("payment reverse {number} --reason bounced"))
            .ok();
    }
    assert_eq!(payment(), ("reversed".to_owned(), 0, 0));
    agrees(env);
}

fn what_is_credited_is_invoiced_again_unless_the_ledger_credits_it(env: &Env) {
    let (boss, _) = people(env);
    charge(env, &boss, "1 2");
    env.line_at(APRIL, "billing run --month 2026-03 --issue").ok();
    let part = "invoice credit INV-2026-0001 --line 1 --amount 50 --reason \"half an hour\"";
    env.line_at(APRIL, part)
        .ok()
        .says("the next `colab billing run --month 2026-03` invoices it again")
        .says("colab pricing adjust 1 --kind credit --amount AMOUNT --reason REASON");
    let again = list(&april(env, "billing run --month 2026-03 --issue"));
    let totals: Vec<i64> = again.iter().map(|one| cents(&one["total"])).collect();
    assert_eq!(totals, [5_750]);
    // What the ledger credits as well stays credited.
    env.line_at(APRIL, "invoice credit INV-2026-0003 --reason \"half an hour\"")
        .ok();
    let adjusted = in_april_as(
        env,
        &boss,
        "pricing adjust 1 --kind credit --amount 50 --reason half -f json",
    )
    .ok()
    .json();
    env.line_at(APRIL, &format!("pricing approve {}", adjusted["id"]))
        .ok();
    env.line_at(APRIL, "billing run --month 2026-03 --issue")
        .ok()
        .says("nothing to invoice in 2026-03");
    agrees(env);
}
