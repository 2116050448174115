//! Payments: what they pay, what is on account, statements of banks, reminders, the journal.

use serde_json::{Value, json};

use super::billing::{APRIL, charge, in_april_as, list, me, people, sound};
use super::support::{Env, Running};

both![
    payments_pay_invoices_and_no_more_than_is_open,
    the_database_lets_no_payment_pay_too_much,
    the_journal_balances_and_accounting_programs_take_it,
    a_statement_is_matched_and_read_twice_adds_nothing,
    clients_are_reminded_once_a_stage,
    clients_that_become_one_owe_and_pay_as_one,
    what_is_written_off_takes_two_people_and_is_owed_no_more,
    documents_of_a_forgotten_client_keep_its_name_as_long_as_they_must,
];

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
    assert_eq!(late[0]["days_31_60"]["amount_cents"], 115_000);
    let aged = "billing outstanding --aging 10,20 -f csv --fields client,days_1_10,days_11_20,over_20";
    let csv = env.line_at("2026-05-25T08:00:00Z", aged).ok().stdout;
    assert!(
        csv.contains(",1150.00,0.00,0.00\n") || csv.contains(",\"1150.00\""),
        "{csv}"
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
    let columns = "client_name, client_key, client_id, currency, received_on, method, created_by, entered_by, created_at";
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
            payment(2, "payment", 5, ("", "")).replace("2026-0002', 2026, 2", "2027-0001', 2027, 1"),
            "payments_year",
        ),
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
    let odd = "Say \"hi\"; ok | x";
    let booked = [
        "booking",
        "create",
        "--client",
        odd,
        "--room",
        "Excellence",
        "--date",
        "2026-03-12",
        "--learners",
        "10",
    ];
    env.colab(&booked).ok();
    charge(env, &boss, "1 2 3");
    env.line_at(APRIL, "billing run --month 2026-03 --issue").ok();
    env.line_at(APRIL, "payment add --invoice INV-2026-0001 --amount 2000")
        .ok()
        .says("R850.00 of it is on account of Baobab Health");
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
    let _ = accepts("hledger", &["-f", "books.journal", "check", "--strict"]);
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
    let ends = |line: &str, code: i32| -> Vec<(String, Value)> {
        let rows = env.line_at(APRIL, line).fails(code).json();
        let row = |row: &Value| (row["state"].as_str().unwrap().to_owned(), row["invoice"].clone());
        list(&rows).iter().map(row).collect()
    };
    let states = |line: &str| ends(line, 0);
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
    // What stays open is told to a cron job, too.
    let quiet = env
        .line_at(APRIL, "payment import plain.csv --apply --quiet")
        .fails(8)
        .says("2 movements stay open")
        .says("row 3: several open invoices have this amount");
    assert_eq!(quiet.stdout, "");
    assert_eq!(env.count("payments"), 2);
    let again = ends("payment import plain.csv --apply -f json", 8);
    assert_eq!(
        (again[0].0.as_str(), again[1].0.as_str(), again[2].0.as_str()),
        ("known", "known", "doubtful")
    );
    assert_eq!(env.count("payments"), 2);
    // Somebody says what a doubtful row pays.
    assert_eq!(
        ends(
            "payment import plain.csv --apply --take 3=INV-2026-0002 -f json",
            8
        )[2],
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
        ends("payment import german.csv --apply -f json", 8)[0],
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
    // Two payments under one number of the bank are two; what goes out, is to come or of a closed month pays nothing.
    let b17 = ":60F:C260401ZAR0,\n:61:2604150415C150,00NTRFNONREF//B17\n:86:Baobab Health\nINV-2026-0001\n";
    env.write(
        "may.sta",
        format!("{b17}:61:2604150415C7,00NTRFNONREF//B17\n:86:other\n"),
    );
    assert_eq!(
        ends("payment import may.sta --apply -f json", 8),
        [state("known", ""), state("doubtful", "")]
    );
    env.write(
        "mixed.csv",
        "Booked;Sum;Text\n30/03/2026;5,00;Umoya\n15/04/2026;-5,00;fee\n16/04/2026;6,00;Umoya\nClosing balance;17,00;\n",
    );
    env.line("payment import mixed.csv").fails(6).says("--map");
    env.line("config set bank_columns \"Booked=date, Sum=amount\"")
        .ok();
    assert_eq!(
        states("payment import mixed.csv -f json"),
        [
            state("doubtful", ""),
            state("outgoing", ""),
            state("doubtful", ""),
            state("no_movement", "")
        ]
    );
    env.line("config unset bank_columns").ok();
    env.line_at(
        APRIL,
        "payment import mixed.csv --map Booked=date --map Sum=amount --take 2=INV-2026-0001",
    )
    .fails(5)
    .says("row 2 pays nothing: it does not come in");
    env.line_at(APRIL, "payment add --client Umoya --amount 5 --date 2026-04-16")
        .fails(6);
    env.write(
        "latin.csv",
        b"Buchungstag;Empf\xe4nger;Betrag\n14.04.2026;Umoya;-1,00\n",
    );
    env.line("payment import latin.csv")
        .fails(6)
        .says("--encoding windows-1252");
    env.line("payment import latin.csv --encoding windows-1252").ok();
    // A row whose payment was taken back waits for somebody to say what it pays.
    env.line_at(APRIL, "payment reverse RC-2026-0001 --reason \"wrong client\"")
        .ok();
    let row = |line: &str| ends(line, 8)[0].clone();
    assert_eq!(
        row("payment import plain.csv --apply -f json"),
        state("doubtful", "")
    );
    assert_eq!(
        row("payment import plain.csv --apply --take 1=INV-2026-0001 -f json"),
        state("matched", "INV-2026-0001")
    );
    assert_eq!(
        row("payment import plain.csv --apply -f json"),
        state("known", "")
    );
    env.write("letter.txt", "Dear client,\n");
    assert_eq!(
        env.refusal("payment import letter.txt"),
        ("not_a_statement".to_owned(), 6)
    );
    sound(env);
}

fn clients_are_reminded_once_a_stage(env: &Env) {
    let (boss, _) = people(env);
    charge(env, &boss, "1 2");
    env.line_at(APRIL, "billing run --month 2026-03 --issue").ok();
    env.line("config set reminder_days \"5, 20\"").ok();
    env.line("config set reminder_days \"20, 5\"").fails(6);
    let due = |now: &str, line: &str| -> Vec<(Value, Value)> {
        let rows = env.line_at(now, line).ok().json();
        list(&rows)
            .iter()
            .map(|row| (row["number"].clone(), row["stage"].clone()))
            .collect()
    };
    // Both were due on May 15.
    assert_eq!(due("2026-05-19T08:00:00Z", "billing reminders -f json"), []);
    let first = [
        (json!("INV-2026-0001"), json!(1)),
        (json!("INV-2026-0002"), json!(1)),
    ];
    assert_eq!(due("2026-05-20T08:00:00Z", "billing reminders -f json"), first);
    assert_eq!(
        due("2026-05-20T08:00:00Z", "billing reminders --mark -f json"),
        first
    );
    assert_eq!(
        due("2026-05-21T08:00:00Z", "billing reminders --mark -f json"),
        []
    );
    env.line_at(
        APRIL,
        "payment add --invoice INV-2026-0002 --amount 2300 --date 2026-04-15",
    )
    .ok();
    assert_eq!(
        due("2026-06-10T08:00:00Z", "billing reminders --mark -f json"),
        [(json!("INV-2026-0001"), json!(2))]
    );
    env.line_at("2026-07-10T08:00:00Z", "billing reminders --mark --quiet")
        .ok()
        .silent();
    let refusal = env.raw_sql("DELETE FROM invoice_reminders").unwrap_err();
    assert!(refusal.contains("invoice_reminders_append_only"), "{refusal}");
}

fn clients_that_become_one_owe_and_pay_as_one(env: &Env) {
    let (boss, _) = people(env);
    charge(env, &boss, "1 2");
    env.line_at(APRIL, "billing run --month 2026-03 --issue").ok();
    // INV-1 Baobab 1,150; INV-2 Umoya 2,300.
    env.line_at(APRIL, "payment add --invoice INV-2026-0001 --amount 500")
        .ok();
    env.line_at(APRIL, "payment add --client Umoya --amount 5000")
        .ok();
    env.line("client rename Umoya \"Umoya Rail\"").ok();
    let get = |line: &str| env.line_at(APRIL, &format!("{line} -f json")).ok().json();
    for line in ["invoice list --client umoya", "payment list --client rail"] {
        let found = get(line);
        assert_eq!(
            (list(&found).len(), &found[0]["client"], &found[0]["client_name"]),
            (1, &json!("Umoya Rail"), &json!("Umoya")),
            "{line}"
        );
    }
    env.write(
        "bank.csv",
        "Date,Description,Amount\n2026-04-11,Umoya Rail training,2300.00\n2026-04-11,Baobab Health,2300.00\n",
    );
    let matched = || {
        let plan = get("payment import bank.csv");
        list(&plan)
            .iter()
            .map(|row| row["invoice"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(matched(), [json!("INV-2026-0002"), Value::Null]);
    let across = "payment allocate RC-2026-0002 --invoice INV-2026-0001";
    assert_eq!(env.refusal(across), ("other_client".to_owned(), 5));
    env.line("client merge \"Baobab Health\" \"Umoya Rail\"").ok();
    assert_eq!(matched(), [json!("INV-2026-0002"), Value::Null]);
    env.write(
        "bank.csv",
        "Date,Description,Amount\n2026-04-11,Baobab Health,2300.00\n",
    );
    assert_eq!(matched(), [json!("INV-2026-0002")]);
    let owes = || {
        let rows = get("billing outstanding");
        let row = |row: &Value| (row["client"].clone(), row["outstanding"]["amount_cents"].clone());
        list(&rows).iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(owes(), [(json!("Umoya Rail"), json!(-205_000))]);
    for line in ["invoice list --client baobab", "payment list --client umoya"] {
        assert_eq!(list(&get(line)).len(), 2, "{line}");
    }
    env.line_at(APRIL, across).ok();
    assert_eq!(get("invoice show INV-2026-0001")["status"], json!("paid"));
    assert_eq!(
        get("invoice show INV-2026-0001")["bill_to"]["name"],
        json!("Baobab Health")
    );
    // What one paid for the other keeps them together.
    let history = env.get("history --limit 50");
    let merge = list(&history)
        .into_iter()
        .find(|one| one["command"].as_str().unwrap().starts_with("client merge"))
        .unwrap();
    let undo = format!("undo {}", merge["id"]);
    env.line(&undo)
        .fails(5)
        .says("a payment of one of the two clients pays for the other one");
    env.line_at(APRIL, "payment reverse RC-2026-0002 --reason \"wrong invoice\"")
        .ok();
    env.line_at(
        APRIL,
        "payment refund --client \"Umoya Rail\" --amount 1 --reason x",
    )
    .fails(5);
    env.line(&undo).ok();
    assert_eq!(
        owes(),
        [
            (json!("Baobab Health"), json!(65_000)),
            (json!("Umoya Rail"), json!(230_000))
        ]
    );
    // The database refuses both by itself.
    let pay =
        "INSERT INTO payment_allocations (id, payment_id, invoice_id, amount_cents, created_by, created_at)
        SELECT 90, 1, 2, 1, 'root', created_at FROM payments WHERE id = 1";
    assert!(
        env.raw_sql(pay)
            .unwrap_err()
            .contains("payment_allocations_client")
    );
    env.line("client merge \"Baobab Health\" \"Umoya Rail\"").ok();
    env.line_at(APRIL, "payment add --client umoya --amount 650 --auto")
        .ok();
    let split = env.raw_sql("UPDATE clients SET merged_into = NULL");
    assert!(split.unwrap_err().contains("clients_paid_together"));
    sound(env);
}

fn what_is_written_off_takes_two_people_and_is_owed_no_more(env: &Env) {
    let (boss, second) = people(env);
    charge(env, &boss, "1");
    env.line_at(APRIL, "billing run --month 2026-03 --issue").ok();
    env.line_at(APRIL, "payment add --invoice INV-2026-0001 --amount 150")
        .ok();
    let write_off = "invoice write-off INV-2026-0001";
    env.line_at(APRIL, write_off).fails(2);
    env.line_at(APRIL, &format!("{write_off} --reason insolvent"))
        .ok()
        .says("somebody else must agree");
    assert_eq!(env.refusal(write_off), ("own_request".to_owned(), 5));
    in_april_as(env, &boss, write_off).fails(4);
    let shown = || {
        let shown = env
            .line_at(APRIL, "invoice show INV-2026-0001 -f json")
            .ok()
            .json();
        (
            shown["status"].as_str().unwrap().to_owned(),
            shown["open"]["amount_cents"].as_i64().unwrap(),
        )
    };
    assert_eq!(shown(), ("partial".to_owned(), 100_000));
    // By itself the database lets nobody do it alone, nor another amount.
    let step = |kind: &str, cents: i64, request: &str, by: &str| {
        let day = "2026-04-15";
        format!(
            "INSERT INTO invoice_write_offs (id, invoice_id, kind, amount_cents, request_id, reason, written_on, created_by, entered_by, created_at)
             SELECT 9, 1, '{kind}', {cents}, {request}, 'x', '{day}', '{by}', '{by}', created_at FROM invoices WHERE id = 1"
        )
    };
    for (statement, rule) in [
        (
            step("write_off", 100_000, "1", me(env)),
            "invoice_write_offs_two_people",
        ),
        (
            step("write_off", 100_000, "1", "boss"),
            "invoice_write_offs_by_admin",
        ),
        (
            step("write_off", 99_999, "1", "second"),
            "invoice_write_offs_amount",
        ),
        (step("write_off", 100_000, "NULL", "second"), "invoice_write_offs"),
        (
            step("reversal", -1, "NULL", "second"),
            "invoice_write_offs_amount",
        ),
        (
            "DELETE FROM invoice_write_offs".to_owned(),
            "invoice_write_offs_append_only",
        ),
    ] {
        let refusal = env.raw_sql(&statement).expect_err(&statement);
        assert!(refusal.contains(rule), "{statement}: {refusal}");
    }
    // What was paid meanwhile is not written off.
    env.line_at(APRIL, "payment add --invoice INV-2026-0001 --amount 100")
        .ok();
    in_april_as(env, &second, &format!("{write_off} --reason insolvent"))
        .ok()
        .says("somebody else must agree");
    env.line_at(APRIL, write_off).ok();
    assert_eq!(shown(), ("written_off".to_owned(), 0));
    assert_eq!(
        list(
            &env.line_at(APRIL, "invoice list --status written_off -f json")
                .ok()
                .json()
        )
        .len(),
        1
    );
    assert_eq!(
        list(&env.line_at(APRIL, "billing outstanding -f json").ok().json()),
        Vec::<Value>::new()
    );
    let lines = list(&env.get("billing journal --from 2026-01-01 --to 2026-12-31"));
    let sum = |account: &str| -> i64 {
        let of = lines.iter().filter(|line| line["account"] == account);
        of.map(|line| line["amount"]["amount_cents"].as_i64().unwrap())
            .sum()
    };
    assert_eq!((sum("Assets:Receivables"), sum("Expenses:BadDebts")), (0, 90_000));
    // It is neither paid nor credited until it is owed again.
    let pay =
        "INSERT INTO payment_allocations (id, payment_id, invoice_id, amount_cents, created_by, created_at)
        SELECT 90, 1, 1, 1, 'root', created_at FROM payments WHERE id = 1";
    env.line_at(
        APRIL,
        "payment add --client \"Baobab Health\" --amount 900 --auto",
    )
    .ok();
    assert!(env.raw_sql(pay).unwrap_err().contains("payment_allocations"));
    env.line_at(APRIL, "invoice credit INV-2026-0001 --reason x")
        .fails(5)
        .says("--take-back");
    let history = env.get("history --limit 50");
    let done = list(&history)
        .into_iter()
        .find(|one| one["command"].as_str().unwrap().starts_with("invoice write-off"));
    env.line(&format!("undo {}", done.unwrap()["id"]))
        .fails(5)
        .says("colab invoice write-off INV-2026-0001 --take-back --reason REASON");
    env.line_at(
        APRIL,
        &format!("{write_off} --take-back --reason \"paid after all\""),
    )
    .ok();
    assert_eq!(shown(), ("partial".to_owned(), 90_000));
    env.line_at(APRIL, "payment allocate RC-2026-0003 --auto").ok();
    assert_eq!(shown(), ("paid".to_owned(), 0));
    sound(env);
}

fn documents_of_a_forgotten_client_keep_its_name_as_long_as_they_must(env: &Env) {
    let (boss, _) = people(env);
    charge(env, &boss, "1");
    env.line("client edit \"Baobab Health\" --address \"2 Oak St\"")
        .ok();
    env.line_at(APRIL, "billing run --month 2026-03 --issue").ok();
    env.line_at(
        APRIL,
        "payment add --invoice INV-2026-0001 --amount 500 --reference \"Baobab Health deposit\"",
    )
    .ok();
    env.line_at(
        APRIL,
        "invoice credit INV-2026-0001 --line 1 --amount 100 --reason \"Baobab left early\"",
    )
    .ok();
    let forget = |now: &str, name: &str| {
        env.line_at(now, &format!("client forget {name} --reason asked --yes -f json"))
    };
    let done = forget(APRIL, "\"Baobab Health\"").ok().json();
    assert_eq!(
        (&done["documents"], &done["kept_documents"]),
        (&json!(0), &json!(3))
    );
    let name = done["name"].as_str().unwrap().to_owned();
    let show = |number: &str| {
        env.line_at(APRIL, &format!("invoice show {number} -f json"))
            .ok()
            .json()
    };
    let invoice = show("INV-2026-0001");
    assert_eq!(
        (
            &invoice["client"],
            &invoice["client_name"],
            &invoice["bill_to"]["address"]
        ),
        (&json!(name), &json!("Baobab Health"), &json!("2 Oak St"))
    );
    env.line("audit verify").ok();
    sound(env);
    // What was charged before is billed to whoever it is now.
    env.line_at(APRIL, "billing run --month 2026-03 --issue").ok();
    assert_eq!(show("INV-2026-0002")["client_name"], json!(name));
    for statement in [
        "UPDATE invoices SET client_name = 'x' WHERE id = 1",
        "UPDATE invoices SET total_cents = 0 WHERE id = 1",
        "UPDATE payments SET amount_cents = 1 WHERE id = 1",
        "UPDATE payments SET reference = 'x' WHERE id = 1",
    ] {
        let refusal = env.raw_sql(statement).expect_err(statement);
        assert!(refusal.contains("append_only"), "{statement}: {refusal}");
    }
    let quoted = format!("{name:?}");
    forget(APRIL, &quoted).fails(5);
    env.line("config set keep_invoices_years 0").ok();
    let later = forget("2026-04-17T08:00:00Z", &quoted).ok().json();
    assert_eq!(
        (&later["documents"], &later["kept_documents"]),
        (&json!(3), &json!(0))
    );
    let blank = json!({"name": name, "tax_number": null, "address": null, "email": null, "country": null});
    assert_eq!(
        (&show("INV-2026-0001")["bill_to"], &show("CN-2026-0001")["reason"]),
        (&blank, &json!("(forgotten)"))
    );
    let left = "SELECT count(*) FROM audit_values WHERE value LIKE '%Baobab%' OR value LIKE '%2 Oak%'";
    assert_eq!(env.raw_int(left), Some(0));
    for table in ["invoices", "payments"] {
        let rows = format!(
            "SELECT count(*) FROM {table} WHERE client_name LIKE '%Baobab%' OR client_key LIKE '%baobab%'"
        );
        assert_eq!(env.raw_int(&rows), Some(0), "{table}");
    }
    assert_eq!(
        env.raw_int("SELECT count(*) FROM payments WHERE reference IS NOT NULL"),
        Some(0)
    );
    env.line("audit verify").ok();
    sound(env);
}
