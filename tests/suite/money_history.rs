//! Random histories of money: whatever is done in whatever order, documents, payments and the ledger agree after each step.

use super::billing::{APRIL, in_april_as, list, people};
use super::support::Env;

both![whatever_is_done_documents_payments_and_the_ledger_agree];

/// Histories of a run; `COLAB_TEST_HISTORIES` names another number.
const HISTORIES: u64 = 1;
/// Steps of a history.
const STEPS: usize = 16;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }

    fn one_of(&mut self, texts: &[String]) -> Option<String> {
        let place = usize::try_from(self.below(texts.len() as u64)).unwrap();
        texts.get(place).cloned()
    }
}

fn whatever_is_done_documents_payments_and_the_ledger_agree(env: &Env) {
    let (boss, second) = people(env);
    env.line("booking create --client Umoya --room Excellence --date 2026-03-12 --learners 10")
        .ok();
    let histories = std::env::var("COLAB_TEST_HISTORIES").map_or(HISTORIES, |count| count.parse().unwrap());
    for history in 0..histories {
        let mut dice = Dice(history * 7919 + u64::from(env.is_sqlite()) + 17);
        let mut done = Vec::new();
        // Something to begin with: the same in each history.
        for line in ["propose", "approve", "run 03"] {
            let told = step(env, line, &boss, &second, &mut dice);
            assert!(told.ends_with("(0)"), "{told}");
            done.push(told);
        }
        for _ in 0..STEPS {
            let kinds = [
                "propose",
                "propose",
                "approve",
                "approve",
                "adjust",
                "cancel",
                "run 03",
                "run 04",
                "credit",
                "part",
                "part",
                "pay",
                "pay",
                "account",
                "refund",
                "reverse",
                "set off",
                "close",
                "reopen",
                "merge",
                "undo merge",
                "write off",
            ];
            let kind = kinds[usize::try_from(dice.below(kinds.len() as u64)).unwrap()];
            done.push(step(env, kind, &boss, &second, &mut dice));
            agrees(env, &done);
        }
        adds_up(env, &done);
    }
}

/// Does one thing; what is refused, for a reason, is no fault. Returns what was done.
fn step(env: &Env, kind: &str, boss: &str, second: &str, dice: &mut Dice) -> String {
    let column = |sql: &str| -> Vec<String> { env.raw_texts(sql).into_iter().flatten().collect() };
    let invoice = |dice: &mut Dice| dice.one_of(&column("SELECT number FROM invoices WHERE series = 'INV'"));
    let client = ["Umoya", "\"Baobab Health\""][usize::try_from(dice.below(2)).unwrap()];
    let booking = 1 + dice.below(3);
    let amount = format!("{}.{:02}", 1 + dice.below(900), dice.below(100));
    let pending = "SELECT p.id || '' FROM booking_costing p WHERE p.entry = 'proposal'
        AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id)";
    // Where there is nothing to do it to, nothing is done.
    let number = invoice(dice);
    let pending = column(pending);
    let line = match kind {
        "credit" | "part" | "pay" | "write off" if number.is_none() => return format!("{kind} (nothing)"),
        "approve" if pending.is_empty() => return "approve (nothing)".to_owned(),
        "propose" => return run_as(env, boss, &format!("pricing propose {booking}")),
        "adjust" => {
            let what = ["damage", "credit"][usize::try_from(dice.below(2)).unwrap()];
            return run_as(
                env,
                boss,
                &format!("pricing adjust {booking} --kind {what} --amount {amount} --reason x"),
            );
        }
        "approve" => format!("pricing approve {}", pending.join(" ")),
        "cancel" => format!("booking cancel {booking} --allow-past --reason ill"),
        "run 03" => "billing run --month 2026-03 --issue".to_owned(),
        "run 04" => "billing run --month 2026-04 --issue".to_owned(),
        "credit" => format!("invoice credit {} --reason x", number.unwrap_or_default()),
        "part" => format!(
            "invoice credit {} --line 1 --amount {amount} --reason x",
            number.unwrap_or_default()
        ),
        "pay" => format!(
            "payment add --invoice {} --amount {amount}",
            number.unwrap_or_default()
        ),
        "account" => format!("payment add --client {client} --amount {amount} --auto"),
        "refund" => format!("payment refund --client {client} --amount {amount} --reason x"),
        "reverse" => match dice.one_of(&column("SELECT number FROM payments")) {
            Some(number) => format!("payment reverse {number} --reason x"),
            None => return "reverse (nothing)".to_owned(),
        },
        "set off" => match dice.one_of(&column("SELECT number FROM invoices WHERE series = 'CN'")) {
            Some(number) => format!("payment allocate {number} --auto"),
            None => return "set off (nothing)".to_owned(),
        },
        "close" => "billing close 2026-03".to_owned(),
        "reopen" => {
            let asked = run_as(env, second, "billing reopen 2026-03 --reason x");
            return format!("{asked}; {}", run(env, "billing reopen 2026-03"));
        }
        "merge" => "client merge Umoya \"Baobab Health\"".to_owned(),
        "undo merge" => {
            let merge = "SELECT max(id) || '' FROM operations WHERE command = 'client merge'";
            match env.raw_text(merge) {
                Some(merge) => format!("undo {merge}"),
                None => return "undo merge (nothing)".to_owned(),
            }
        }
        _ => {
            let number = number.unwrap_or_default();
            let asked = run_as(env, second, &format!("invoice write-off {number} --reason x"));
            return format!("{asked}; {}", run(env, &format!("invoice write-off {number}")));
        }
    };
    run(env, &line)
}

fn run(env: &Env, line: &str) -> String {
    let run = env.line_at(APRIL, line);
    // Nothing ends as a fault of the program's own.
    assert!(matches!(run.code, Some(0 | 3 | 5 | 6 | 8)), "{run}");
    format!("{line} ({})", run.code.unwrap_or_default())
}

fn run_as(env: &Env, token: &str, line: &str) -> String {
    let run = in_april_as(env, token, line);
    assert!(matches!(run.code, Some(0 | 3 | 5 | 6 | 8)), "{run}");
    format!("{line} ({})", run.code.unwrap_or_default())
}

/// Nothing is paid or taken back beyond its bounds, numbers have no gap, and the database finds nothing.
#[track_caller]
fn agrees(env: &Env, done: &[String]) {
    let told = done.join("\n");
    for (rule, rows) in [
        (
            "a payment pays no more than it is",
            "SELECT count(*) FROM payments p WHERE
             (SELECT coalesce(sum(a.amount_cents), 0) FROM payment_allocations a WHERE a.payment_id = p.id)
             NOT BETWEEN 0 AND CASE p.kind WHEN 'payment' THEN p.amount_cents ELSE 0 END",
        ),
        (
            "a credit note pays no more than it is, and only one that takes no invoice back",
            "SELECT count(*) FROM invoices i WHERE
             (SELECT coalesce(sum(a.amount_cents), 0) FROM payment_allocations a WHERE a.credit_id = i.id)
             NOT BETWEEN 0 AND CASE WHEN i.series = 'CN' AND i.credits_id IS NULL THEN -i.total_cents ELSE 0 END",
        ),
        (
            "an invoice is paid and given up no more than it is",
            "SELECT count(*) FROM invoices i WHERE i.series = 'INV' AND
             (SELECT coalesce(sum(a.amount_cents), 0) FROM payment_allocations a WHERE a.invoice_id = i.id)
             + (SELECT coalesce(sum(w.amount_cents), 0) FROM invoice_write_offs w WHERE w.kind <> 'request' AND w.invoice_id = i.id)
             > (SELECT sum(t.total_cents) FROM invoices t WHERE t.id = i.id OR t.credits_id = i.id)",
        ),
        (
            "documents have no gap",
            "SELECT count(*) FROM (SELECT series FROM invoices GROUP BY series, year HAVING max(ordinal) <> count(*)) g",
        ),
        (
            "payments have no gap",
            "SELECT count(*) FROM (SELECT year FROM payments GROUP BY year HAVING max(ordinal) <> count(*)) g",
        ),
        (
            "no more is charged of a line of the ledger than it is",
            "SELECT count(*) FROM (SELECT costing_id, costing_place, sum(amount_cents) AS amount FROM invoice_lines
              GROUP BY costing_id, costing_place) g JOIN costing_lines l ON l.costing_id = g.costing_id AND l.place = g.costing_place
              WHERE abs(g.amount) > abs(l.amount_cents) OR g.amount * l.amount_cents < 0",
        ),
    ] {
        assert_eq!(env.raw_int(rows), Some(0), "{rule}\n{told}");
    }
    let mut found = list(&env.line_at(APRIL, "db check -f json").json());
    found.retain(|finding| finding["check"] != "token_maker");
    assert_eq!(found, Vec::<serde_json::Value>::new(), "{told}");
}

/// What is outstanding is what the statements close with, and what the journal has on its account.
#[track_caller]
fn adds_up(env: &Env, done: &[String]) {
    let told = done.join("\n");
    let cents = |value: &serde_json::Value| value["amount_cents"].as_i64().unwrap();
    let get = |line: &str| env.line_at(APRIL, &format!("{line} -f json")).ok().json();
    let balances = list(&get("billing outstanding"));
    let owed: i64 = balances.iter().map(|one| cents(&one["outstanding"])).sum();
    let closings: i64 = list(&get("client list --all"))
        .iter()
        .map(|client| cents(&get(&format!("client statement {}", client["name"]))["closing"]))
        .sum();
    assert_eq!(closings, owed, "{told}");
    let lines = list(&get("billing journal --from 2026-01-01 --to 2026-12-31"));
    let of = |account: &str| -> i64 {
        let of = lines
            .iter()
            .filter(|line| line["account"].as_str().unwrap().starts_with(account));
        of.map(|line| cents(&line["amount"])).sum()
    };
    assert_eq!((of("Assets:Receivables"), of("")), (owed, 0), "{told}");
    assert_eq!(get("pricing ledger --check")["holds"], true, "{told}");
}
