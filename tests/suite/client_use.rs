//! What clients have to do with the rest: lists by client, holds, contacts, prices of their own, statements, and forgetting.

use serde_json::{Value, json};

use super::support::Env;
use super::support::tools::text_of_pdf;

both![
    a_list_shows_spellings_counts_and_the_last_booking,
    lists_of_one_client_follow_aliases_and_merges,
    near_spellings_stand_side_by_side,
    a_client_on_hold_takes_no_new_bookings,
    what_a_booking_leaves_out_is_the_contacts,
    a_clients_own_price_comes_before_everybodys,
    a_statement_adds_up_what_was_invoiced_and_paid,
    a_forgotten_client_is_nowhere_and_the_chain_fits,
    forgetting_reaches_devices_and_names_with_quotes,
    a_hold_outlives_a_merge,
    a_list_of_clients_is_read_back_and_what_was_edited_stays,
];

#[track_caller]
fn book(env: &Env, client: &str, date: &str, more: &[&str]) -> Value {
    let line = [
        "booking",
        "create",
        "--client",
        client,
        "--date",
        date,
        "--learners",
        "1",
    ];
    env.json(&[&line[..], more].concat())
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect()
}

fn a_list_shows_spellings_counts_and_the_last_booking(env: &Env) {
    book(env, "Umoya", "2026-05-04", &["--phone", "0820001"]);
    book(env, "UMOYA", "2026-05-06", &["--phone", "0820002"]);
    let cancelled = book(env, "umoya", "2026-05-08", &[])["id"].to_string();
    env.colab(&["booking", "cancel", &cancelled]).ok();
    book(env, "Kopano", "2026-05-05", &[]);
    let list = env.get("client list");
    assert_eq!(names(&list), ["Kopano", "Umoya"]);
    let umoya = &list[1];
    assert_eq!(
        (&umoya["bookings"], &umoya["phone"]),
        (&json!(2), &json!("0820002"))
    );
    assert!(
        umoya["last_booking"].as_str().unwrap().starts_with("2026-05-06"),
        "{umoya}"
    );
    let mut spellings: Vec<&str> = umoya["spellings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_str().unwrap())
        .collect();
    spellings.sort_unstable();
    assert_eq!(spellings, ["UMOYA", "Umoya", "umoya"]);
    env.line("client contact add Umoya Dube --phone 0115550100").ok();
    assert_eq!(env.get("client show umoya")["phone"], "0115550100");
    assert_eq!(names(&env.get("client list --search 0115550100")), ["Umoya"]);
    assert_eq!(
        names(&env.get("client list --sort=-bookings --limit 1")),
        ["Umoya"]
    );
    env.line("client add Empty").ok();
    env.line("client edit Empty --active false").ok();
    assert_eq!(env.get("client list").as_array().unwrap().len(), 2);
    assert_eq!(env.get("client list --all").as_array().unwrap().len(), 3);
}

fn lists_of_one_client_follow_aliases_and_merges(env: &Env) {
    book(env, "Umoya Rail", "2026-05-04", &[]);
    book(env, "Umoya Railways", "2026-05-05", &[]);
    book(env, "Kopano", "2026-05-06", &[]);
    env.line("client alias add \"Umoya Rail\" UR").ok();
    let found = |line: &str| env.get(line).as_array().unwrap().len();
    assert_eq!(found("booking list --client umoya"), 2);
    assert_eq!(found("booking list --client-exact ur"), 1);
    assert_eq!(found("booking list --client-exact umoya"), 0);
    env.line("client merge \"Umoya Railways\" \"Umoya Rail\"").ok();
    assert_eq!(found("booking list --client-exact UR"), 2);
    assert_eq!(found("booking list --client-exact \"umoya railways\""), 2);
    let list = env.get("booking list --client-exact ur");
    assert_eq!(
        (&list[1]["client"], &list[1]["client_name"], &list[1]["client_id"]),
        (
            &json!("Umoya Rail"),
            &json!("Umoya Railways"),
            &list[0]["client_id"]
        )
    );
    let table = env.line("booking list --client-exact ur").ok().stdout;
    assert!(!table.contains("Railways"), "{table}");
    assert_eq!(names(&env.get("client list")), ["Kopano", "Umoya Rail"]);
    assert_eq!(env.get("client list")[1]["bookings"], 2);
    env.line("undo").ok();
    assert_eq!(found("booking list --client-exact ur"), 1);
    // A file of our own list is read back: the name as it was written counts.
    let csv = env.line("booking list -f csv").ok().stdout;
    env.write("own.csv", csv);
    let written = env.raw_texts("SELECT client_name FROM bookings ORDER BY id");
    env.line("import bookings own.csv --yes").ok();
    assert_eq!(
        env.raw_texts("SELECT client_name FROM bookings ORDER BY id"),
        written
    );
    // What devices and waiting bookings show is the client, too; scripts read the name as it was written.
    env.line("device add LT-1 --category Laptop").ok();
    env.line(
        "rental start --client \"Kopano Trust\" --serial LT-1 --contact-person P --contact-number 1 --company C \
         --address S --return-on 2026-05-20",
    )
    .ok();
    env.line("booking create --client \"Kopano Trust\" --date 2026-05-08 --learners 3")
        .ok();
    env.line("client merge \"Kopano Trust\" Kopano").ok();
    for list in ["device list", "room queue", "rental overdue --as-of 2026-07-01"] {
        let table = env.line(list).ok().stdout;
        assert!(
            table.contains("Kopano") && !table.contains("Trust"),
            "{list}: {table}"
        );
        let rows = env.get(list);
        let is_it = |one: &Value| one["client_name"] == "Kopano Trust";
        assert!(rows.as_array().unwrap().iter().any(is_it), "{list}: {rows}");
    }
}

fn near_spellings_stand_side_by_side(env: &Env) {
    book(env, "Umoya Rail", "2026-05-04", &[]);
    book(env, "Umoya Rail", "2026-05-05", &[]);
    book(env, "Umoya Rail (Pty) Ltd", "2026-05-06", &[]);
    book(env, "Kopano", "2026-05-07", &[]);
    let pairs = env.get("client duplicates");
    assert_eq!(pairs.as_array().unwrap().len(), 1, "{pairs}");
    assert_eq!(
        (&pairs[0]["client"], &pairs[0]["other"], &pairs[0]["differs_in"]),
        (
            &json!("Umoya Rail (Pty) Ltd"),
            &json!("Umoya Rail"),
            &json!("legal form")
        )
    );
    let merge = pairs[0]["merge"]
        .as_str()
        .unwrap()
        .strip_prefix("colab ")
        .unwrap()
        .replace('\'', "\"");
    env.line(&merge).ok();
    assert_eq!(env.get("client duplicates"), json!([]));
}

fn a_client_on_hold_takes_no_new_bookings(env: &Env) {
    let id = book(env, "Umoya", "2026-05-04", &[])["id"].to_string();
    let other = book(env, "Kopano", "2026-05-05", &[])["id"].to_string();
    env.line("device add LT-1 --category Laptop").ok();
    env.line("client edit Umoya --on-hold --reason \"invoices overdue\"")
        .ok();
    let rental = "rental start --client Umoya --serial LT-1 --contact-person P --contact-number 1 --company C --address A --return-on +1d";
    for line in [
        "booking create --client UMOYA --date 2026-05-06 --learners 1",
        &format!("booking edit {other} --client umoya"),
        rental,
    ] {
        assert_eq!(env.refusal(line), ("client_on_hold".to_owned(), 5), "{line}");
    }
    env.write(
        "rows.csv",
        "Client,Start,End,Learners\nUmoya,2027-02-01 08:00,2027-02-01 10:00,3\n",
    );
    let run = env.colab(&["import", "bookings", "rows.csv", "--yes"]);
    assert_ne!(run.code, Some(0), "{run}");
    assert_eq!(env.count("bookings"), 2);
    // Nor does the database let anybody else write one.
    let columns = env.raw_texts(if env.is_sqlite() {
        "SELECT name FROM pragma_table_info('bookings') WHERE name <> 'id'"
    } else {
        "SELECT attname::text FROM pg_attribute WHERE attrelid = 'bookings'::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'id'"
    });
    let columns = columns.into_iter().flatten().collect::<Vec<_>>().join(", ");
    for statement in [
        format!("INSERT INTO bookings ({columns}) SELECT {columns} FROM bookings WHERE id = {id}"),
        format!(
            "UPDATE bookings SET client_id = (SELECT client_id FROM bookings WHERE id = {id}) WHERE id = {other}"
        ),
    ] {
        let refusal = env.raw_sql(&statement).expect_err(&statement);
        assert!(refusal.contains("clients_on_hold"), "{statement}: {refusal}");
    }
    // What is booked goes on.
    env.colab(&["booking", "edit", &id, "--learners", "2"]).ok();
    assert_eq!(env.get("client list --on-hold").as_array().unwrap().len(), 1);
    env.line("client edit Umoya --off-hold").ok();
    book(env, "Umoya", "2026-05-06", &[]);
    env.line(rental).ok();
}

fn what_a_booking_leaves_out_is_the_contacts(env: &Env) {
    env.line("client add Umoya --address \"2 Oak St\"").ok();
    env.line("client contact add Umoya \"N. Dube\" --email dube@umoya.example --phone 0825550100")
        .ok();
    env.line("client contact add Umoya \"S. Nkosi\" --phone 0825550200")
        .ok();
    let offered = book(env, "umoya", "2026-05-04", &[]);
    assert_eq!(
        (
            &offered["client_contact_person"],
            &offered["client_email"],
            &offered["client_phone"]
        ),
        (
            &json!("N. Dube"),
            &json!("dube@umoya.example"),
            &json!("0825550100")
        )
    );
    let named = book(env, "Umoya", "2026-05-05", &["--contact-person", "s nkosi"]);
    assert_eq!(
        (&named["client_email"], &named["client_phone"]),
        (&Value::Null, &json!("0825550200"))
    );
    let own = book(
        env,
        "Umoya",
        "2026-05-06",
        &["--contact-person", "Somebody", "--phone", "1"],
    );
    assert_eq!(
        (&own["client_email"], &own["client_phone"]),
        (&Value::Null, &json!("1"))
    );
    env.line("device add LT-1 --category Laptop").ok();
    let rental = env.get("rental start --client Umoya --serial LT-1 --return-on +1d");
    assert_eq!(
        (&rental["contact_person"], &rental["company"], &rental["address"]),
        (&json!("N. Dube"), &json!("Umoya"), &json!("2 Oak St"))
    );
    env.line("rental start --client Nobody --serial LT-1 --return-on +1d")
        .fails(2)
        .says("--contact-person is missing");
}

fn a_clients_own_price_comes_before_everybodys(env: &Env) {
    env.line("room add Focus").ok();
    env.line("pricing set room Focus --daily 1000 --from 2026-01-01")
        .ok();
    let of = |client: &str, date: &str| {
        let line = [
            "booking",
            "create",
            "--client",
            client,
            "--date",
            date,
            "--learners",
            "1",
            "--room",
            "Focus",
        ];
        env.json(&line)["id"].to_string()
    };
    let (ours, theirs) = (of("Umoya", "2026-05-04"), of("Kopano", "2026-05-05"));
    let total = |id: &str| env.json(&["pricing", "quote", id])["subtotal"].clone();
    let everybody = total(&ours);
    let price = env.get("pricing set room Focus --daily 800 --from 2026-01-01 --client umoya");
    assert_eq!(price["client"], "Umoya");
    assert_ne!(total(&ours), everybody);
    assert_eq!(total(&theirs), everybody);
    // The same again for one client is refused by both engines, for another one not.
    env.line("client add Other").ok();
    env.line("pricing set room Focus --daily 700 --from 2026-01-01 --client Other")
        .ok();
    assert_eq!(env.get("pricing list").as_array().unwrap().len(), 3);
    env.raw_sql("UPDATE pricing_catalog SET client_id = NULL WHERE client_id IS NOT NULL")
        .unwrap_err();
    env.line("client add \"Umoya Rail\"").ok();
    env.line("client merge Umoya \"Umoya Rail\"").ok();
    assert_ne!(total(&ours), everybody);
    env.line("pricing remove room Focus --client \"Umoya\" --from 2026-01-01")
        .fails(3);
    let csv = env.line("pricing list --all -f csv").ok().stdout;
    env.write("prices.csv", csv);
    env.line("import pricing prices.csv --yes").ok();
    assert_eq!(env.get("pricing list").as_array().unwrap().len(), 3);
}

fn a_statement_adds_up_what_was_invoiced_and_paid(env: &Env) {
    let second = env.user("second", "admin");
    env.line("room add Focus").ok();
    env.line("pricing set room Focus --daily 1000 --from 2026-01-01")
        .ok();
    for date in ["2026-05-04", "2026-05-05"] {
        let line = [
            "booking",
            "create",
            "--client",
            "Umoya",
            "--date",
            date,
            "--learners",
            "1",
            "--room",
            "Focus",
        ];
        let id = env.json(&line)["id"].to_string();
        env.colab(&["pricing", "propose", &id]).ok();
    }
    env.line_as(&second, "pricing approve 1").ok();
    let at = |day: u32, line: &str| {
        let now = format!("2026-06-{day:02}T08:00:00Z");
        env.line_at(&now, &format!("{line} -f json")).ok().json()
    };
    // What is approved and not invoiced stands beside it, and is not owed.
    let one = at(1, "client statement umoya");
    assert_eq!(
        (
            &one["lines"],
            &one["closing"]["amount_cents"],
            &one["unbilled_total"]["amount_cents"]
        ),
        (&json!([]), &json!(0), &json!(115_000)),
        "{one}"
    );
    assert_eq!(one["unbilled"][0]["number"], "booking 1");
    at(1, "billing run --month 2026-05 --issue");
    env.line_as(&second, "pricing approve 2").ok();
    at(3, "payment add --invoice INV-2026-0001 --amount 500");
    at(
        4,
        "invoice credit INV-2026-0001 --line 1 --amount 100 --reason \"late start\"",
    );
    let all = at(6, "client statement umoya");
    let lines: Vec<_> = all["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            (
                line["kind"].as_str().unwrap(),
                line["balance"]["amount_cents"].as_i64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        lines,
        [("invoice", 115_000), ("payment", 65_000), ("credit note", 53_500)]
    );
    // Of the second booking all, of the first one what was credited.
    assert_eq!(all["unbilled_total"]["amount_cents"], 126_500);
    assert_eq!(all["closing"]["amount_cents"], 53_500);
    let owed = at(6, "billing outstanding");
    assert_eq!(owed[0]["outstanding"], all["closing"]);
    let later = at(6, "client statement umoya --from 2026-06-03 --to 2026-06-03");
    assert_eq!(
        (
            &later["opening"]["amount_cents"],
            &later["closing"]["amount_cents"]
        ),
        (&json!(115_000), &json!(65_000))
    );
    env.line("client statement Umoya -o statement.pdf").ok();
    assert!(
        std::fs::read(env.path("statement.pdf"))
            .unwrap()
            .starts_with(b"%PDF")
    );
    if let Some(text) = text_of_pdf(&env.path("statement.pdf")) {
        for part in [
            "Opening balance",
            "Invoice INV-2026-0001",
            "Not invoiced yet",
            "Booking 2",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    env.line("client statement Umoya -o statement.xlsx").ok();
    assert!(
        std::fs::read(env.path("statement.xlsx"))
            .unwrap()
            .starts_with(b"PK")
    );
    env.line("client statement Umoya -o statement.txt").fails(2);
}

fn a_forgotten_client_is_nowhere_and_the_chain_fits(env: &Env) {
    env.line("client add Zwartkop --alias \"Zwartkop Mine\" --tax-number ZT12345 --billing-email pay@zwartkop.example").ok();
    env.line("client contact add Zwartkop \"Zanele Zulu\" --phone 0829998887 --email zz@zwartkop.example")
        .ok();
    book(env, "Zwartkop", "2026-05-04", &["--phone", "0829998887"]);
    let second = book(env, "ZWARTKOP MINE", "2026-05-05", &[])["id"].to_string();
    let other = book(env, "Kopano", "2026-05-06", &[])["id"].to_string();
    env.raw_sql(&format!(
        "UPDATE bookings SET requester_notes = 'shares with ZWARTKOP' WHERE id = {other}"
    ))
    .unwrap();
    env.line("pricing set catering \"In-house lunch\" --unit-price 120 --unit person --from 2026-01-01")
        .ok();
    env.line(&format!("booking edit {second} --lunch in_house")).ok();
    env.line(&format!("pricing quote {second} --partial --save")).ok();
    env.line("device add LT-1 --category Laptop").ok();
    env.line("rental start --client Zwartkop --serial LT-1 --address \"9 Zwart Road\" --return-on +1d")
        .ok();
    env.colab(&["booking", "cancel", &second, "--reason", "moved"])
        .ok();
    // Imports read of it, also in rows that came to nothing.
    env.write(
        "clients.csv",
        "name,legal_name,billing_email\nZwartkop,Zwartkop Ltd,old@zwartkop.example\n",
    );
    env.line("import clients clients.csv").ok();
    env.write(
        "bookings.csv",
        "external_id,client_name,room,starts_at,ends_at,num_learners\nB-1,Zwartkop,,2026-05-11 08:00,2026-05-11 12:00,5\n\
         B-2,zwartkop,,2026-05-12 08:00,2026-05-11 12:00,5\n",
    );
    env.line("import bookings bookings.csv --partial").fails(8);
    env.line("client edit Zwartkop --on-hold --reason \"owes two months\"")
        .ok();
    env.line("client rename Zwartkop \"Zwartkop Mines\"").ok();
    env.line("notify check").ok();
    env.write("Zanele Zulu of Zwartkop.txt", "Zanele signed");
    for record in [format!("booking:{second}"), "rental:RN-2026-0001".to_owned()] {
        env.colab(&["file", "add", &record, "Zanele Zulu of Zwartkop.txt"])
            .ok();
    }
    env.write("label.txt", "of nobody");
    env.line("file add device:LT-1 label.txt").ok();
    let dry = env.get("client forget Zwartkop --reason asked --dry-run");
    assert_eq!(dry["files"], 2);
    assert_eq!((&dry["bookings"], &dry["rentals"]), (&json!(3), &json!(1)));
    assert_eq!((&dry["quotes"], &dry["texts"]), (&json!(1), &json!(0)));
    let edit = format!("colab booking edit {other} --notes TEXT");
    assert_eq!(dry["left_texts"], json!([edit]));
    env.line("client forget Zwartkop --reason asked --dry-run")
        .ok()
        .says(&format!(
            "1 text still names the client: {edit}; or blank all by --texts"
        ));
    assert!(
        env.raw_int("SELECT count(*) FROM clients WHERE name LIKE 'Zwart%'")
            .unwrap()
            > 0
    );
    env.line("client forget Zwartkop --reason asked")
        .fails(2)
        .says("--yes");
    env.line("client forget Zwartkop --reason \"asked for it\" --texts --yes")
        .ok();
    assert_eq!(
        env.get(&format!("booking show {other}"))["requester_notes"],
        "shares with (forgotten)"
    );
    let columns = if env.is_sqlite() {
        "SELECT m.name || '.' || p.name FROM sqlite_schema m JOIN pragma_table_info(m.name) p
          WHERE m.type = 'table' AND p.type = 'TEXT'"
    } else {
        "SELECT table_name || '.' || column_name FROM information_schema.columns c JOIN information_schema.tables t
          USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND data_type IN ('text', 'jsonb')"
    };
    let mut left = Vec::new();
    for column in env.raw_texts(columns).into_iter().flatten() {
        let (table, name) = column.split_once('.').unwrap();
        let sql = format!(
            "SELECT count(*) FROM {table} WHERE lower(CAST({name} AS text)) LIKE '%zwart%' OR CAST({name} AS text) LIKE '%0829998887%'
               OR CAST({name} AS text) LIKE '%Zanele%'"
        );
        if env.raw_int(&sql) != Some(0) {
            left.push(column.clone());
        }
    }
    assert!(left.is_empty(), "{left:?}");
    assert_eq!((env.count("attachments"), env.count("attachment_bytes")), (1, 1));
    env.verify_audit().unwrap();
    env.line("audit verify").ok();
    env.line("db check").ok();
    assert_eq!(
        env.get("booking list --client kopano").as_array().unwrap().len(),
        1
    );
    assert_eq!(env.refusal("client show Zwartkop").0, "unknown_client");
    assert_eq!(
        env.get("client list --all --search forgotten")
            .as_array()
            .unwrap()
            .len(),
        1
    );
    // Whoever comes back is another client.
    book(env, "Zwartkop", "2026-05-07", &[]);
    assert_eq!(env.get("client show Zwartkop")["bookings"], 1);
}

fn forgetting_reaches_devices_and_names_with_quotes(env: &Env) {
    let name = "O'Zwart \"Rail\"";
    env.colab(&["client", "add", name]).ok();
    book(env, "Kopano", "2026-05-04", &[]);
    env.colab(&[
        "device",
        "add",
        "L-1",
        "L-2",
        "--category",
        "Laptop",
        "--place",
        &format!("with {name}"),
    ])
    .ok();
    env.colab(&[
        "device",
        "assign",
        "1",
        "--serial",
        "L-1",
        "--notes",
        &format!("as {name} had"),
    ])
    .ok();
    env.colab(&[
        "device",
        "move",
        "L-2",
        "--to",
        "maintenance",
        "--reason",
        &format!("broken at {name}"),
    ])
    .ok();
    env.colab(&["booking", "edit", "1", "--notes", &format!("beside {name}")])
        .ok();
    env.colab(&["task", "hold", "1", "--reason", &format!("{name} waits")])
        .ok();
    let left = env.colab(&[
        "client",
        "forget",
        name,
        "--reason",
        "asked",
        "--dry-run",
        "-f",
        "json",
    ]);
    let left = left.ok().json()["left_texts"].to_string();
    for command in [
        "colab device show L-1",
        "colab device show L-2",
        "colab device move L-2 --place PLACE",
        "colab booking edit 1 --notes TEXT",
        "colab task edit 1 --title TEXT",
        "colab task show 1",
    ] {
        assert!(left.contains(command), "{command}: {left}");
    }
    env.colab(&["client", "forget", name, "--reason", "asked", "--texts", "--yes"])
        .ok();
    for (table, column) in [
        ("operations", "words"),
        ("operation_rows", "before"),
        ("devices", "place"),
        ("tasks", "title"),
        ("task_events", "text"),
        ("device_movement_log", "to_place"),
        ("device_movement_log", "reason"),
        ("booking_device_assignments", "notes"),
        ("audit_values", "value"),
        ("clients", "name"),
    ] {
        let sql = format!("SELECT count(*) FROM {table} WHERE lower(CAST({column} AS text)) LIKE '%zwart%'");
        assert_eq!(env.raw_int(&sql), Some(0), "{table}.{column}");
    }
    env.verify_audit().unwrap();
    env.line("db check").ok();
}

fn a_hold_outlives_a_merge(env: &Env) {
    book(env, "Umoja", "2026-05-04", &[]);
    book(env, "Umoya", "2026-05-05", &[]);
    env.line("client edit Umoja --on-hold --reason \"two invoices overdue\"")
        .ok();
    env.line("client merge Umoja Umoya")
        .ok()
        .says("Umoya is on hold now, as Umoja was: two invoices overdue");
    for name in ["Umoja", "Umoya"] {
        let line = format!("booking create --client {name} --date 2026-05-06 --learners 1");
        assert_eq!(env.refusal(&line).0, "client_on_hold", "{name}");
    }
    env.line("undo").ok();
    book(env, "Umoya", "2026-05-06", &[]);
    let held = env.get("client list --on-hold");
    assert_eq!(names(&held), ["Umoja"]);
    env.line("db check").ok();
}

fn a_list_of_clients_is_read_back_and_what_was_edited_stays(env: &Env) {
    book(env, "Kopano", "2026-05-04", &[]);
    env.line(
        "client add \"Marula Pottery\" --alias \"Marula Pots\" --legal-name \"Marula Pottery (Pty) Ltd\" --country na \
         --terms-days 30 --tier premium --tenant TRAINING --address \"2 Oak St\"",
    )
    .ok();
    let count = |run: &super::support::Run, what: &str| run.json()["counts"][what].as_i64().unwrap();
    // Nothing is changed by what the program wrote itself.
    env.line("client list --all -o clients.xlsx").ok();
    for file in ["clients.csv", "clients.json"] {
        let format = &file[8..];
        let fields = "id,name,legal_name,address,country,terms_days,tier,tenant,is_active,aliases,created_at,updated_at";
        let listed = env
            .line(&format!("client list --all -f {format} --fields {fields}"))
            .ok();
        env.write(file, &listed.stdout);
    }
    for file in ["clients.xlsx", "clients.csv", "clients.json"] {
        let run = env.line(&format!("import clients {file} -f json")).ok();
        assert_eq!(
            (
                count(&run, "created"),
                count(&run, "updated"),
                count(&run, "unchanged")
            ),
            (0, 0, 2),
            "{file}: {run}"
        );
    }
    // What the file changes is changed, what was edited by hand stays; a name that is new makes a client.
    let table = |country: &str, days: &str| {
        format!("name,country,terms_days\nmarula pots,{country},{days}\nKudu Works,DE,14\n")
    };
    env.write("crm.csv", table("NA", "30"));
    let first = env.line("import clients crm.csv -f json").ok();
    assert_eq!(
        (count(&first, "created"), count(&first, "unchanged")),
        (1, 1),
        "{first}"
    );
    env.line("client edit \"Marula Pottery\" --terms-days 60").ok();
    env.write("crm.csv", table("BW", "30"));
    let second = env.line("import clients crm.csv -f json").ok();
    assert_eq!(count(&second, "updated"), 1, "{second}");
    let marula = env.get("client show \"Marula Pottery\"");
    assert_eq!(
        (&marula["country"], &marula["terms_days"]),
        (&json!("BW"), &json!(60))
    );
    env.write("wrong.csv", "name,country\nKopano,Elsewhere\n");
    let wrong = env.line("import clients wrong.csv").fails(6);
    assert!(wrong.stdout.contains("country"), "{wrong}");
    let imports = env.column(&["import", "list", "--source", "crm"], "id");
    env.line(&format!("import undo {}", imports[1])).ok();
    env.line(&format!("import undo {}", imports[0])).ok();
    assert_eq!(env.get("client show \"Marula Pottery\"")["country"], "NA");
    assert_eq!(env.get("client show \"Kudu Works\"")["is_active"], false);
    // Spellings are those of the cell; what a client was called before a renaming stays one, and so does what one was that is
    // one with it by now.
    let id = marula["id"].clone();
    let listed = |aliases: &str| {
        let line = "client list --all -f json --fields id,name,aliases,created_at,updated_at";
        let mut all = env.line(line).ok().json();
        let own = all.as_array_mut().unwrap().iter_mut();
        let own = own.filter(|one| one["id"] == id).last().unwrap();
        own["name"] = json!("Marula Works");
        own["aliases"] = json!([aliases]);
        json!([own]).to_string()
    };
    env.write("listed.json", listed("Marula Clay"));
    env.line("import clients listed.json").ok();
    let aliases = env.get("client show \"Marula Works\"")["aliases"].to_string();
    assert!(
        aliases.contains("Marula Clay") && aliases.contains("Marula Pottery") && !aliases.contains("Pots"),
        "{aliases}"
    );
    env.line("undo").ok();
    env.line("client add Bee --alias \"Bee Two\"").ok();
    env.line("client merge Bee Kopano").ok();
    env.write("merged.csv", "name,terms_days\nBee Two,7\n");
    env.line("import clients merged.csv").ok();
    assert_eq!(env.get("client show Kopano")["terms_days"], 7);
    env.line("db check").ok();
}
