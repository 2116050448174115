//! `import demo`: believable data, the same for the same seed; never in anybody's way.

use serde_json::{Value, json};

use super::support::{Engine, Env};

both![
    the_same_seed_gives_the_same_records,
    the_demo_is_there_once_and_again_it_has_nothing_to_do,
    a_database_with_bookings_is_left_alone_unless_forced,
    known_passwords_open_an_empty_database_alone,
    everything_the_database_holds_is_as_its_rules_say,
    a_dry_run_writes_neither_rows_nor_a_file,
    the_workbook_reads_back_to_the_same_bookings,
    what_is_asked_wrongly_is_refused
];
postgres![both_engines_get_the_same_records];

const SMALL: [&str; 8] = [
    "import",
    "demo",
    "--seed",
    "7",
    "--bookings",
    "400",
    "--year",
    "2026",
];

/// What differs from one database to the next, and only that.
const NUMBERS: [&str; 5] = ["id", "series_id", "import_id", "booking_id", "wished_room_id"];

/// Every record of every kind, in order, without its numbers.
#[track_caller]
fn records(env: &Env) -> Vec<Value> {
    let lists: [&[&str]; 7] = [
        &["booking", "list"],
        &["device", "list", "--all"],
        &["rental", "list"],
        &["room", "list", "--all"],
        &["user", "list"],
        &["pricing", "list", "--all"],
        &["device", "queue", "--from", "2026-07-01"],
    ];
    let mut found = Vec::new();
    for list in lists {
        let mut records = env.json(list).as_array().unwrap().clone();
        assert!(!records.is_empty(), "{list:?}");
        for record in &mut records {
            let record = record.as_object_mut().unwrap();
            record.retain(|field, _| !NUMBERS.contains(&field.as_str()));
        }
        found.extend(records);
    }
    // The first admin is the OS user on one engine and not on the other.
    found.retain(|record| record["os_uid"].is_null() && record["last_login_at"].is_null());
    found
}

/// Records but for the one user who was there before.
#[track_caller]
fn records_of_the_demo(env: &Env) -> Vec<Value> {
    let mut found = records(env);
    let made = |record: &Value| record["username"].is_null() || !record["email"].is_null();
    found.retain(made);
    found
}

fn the_same_seed_gives_the_same_records(env: &Env) {
    let other = Env::on(env.engine());
    env.colab(&SMALL).ok();
    other.colab(&SMALL).ok();
    assert_eq!(records(env), records(&other));
    let third = Env::on(env.engine());
    let other_seed = [
        "import",
        "demo",
        "--seed",
        "8",
        "--bookings",
        "400",
        "--year",
        "2026",
    ];
    third.colab(&other_seed).ok();
    assert_ne!(records(env), records(&third));
}

fn both_engines_get_the_same_records(env: &Env) {
    let sqlite = Env::on(Engine::Sqlite);
    env.colab(&SMALL).ok();
    sqlite.colab(&SMALL).ok();
    let (here, there) = (records_of_the_demo(env), records_of_the_demo(&sqlite));
    assert!(here.len() > 500, "{}", here.len());
    assert_eq!(here, there);
}

fn the_demo_is_there_once_and_again_it_has_nothing_to_do(env: &Env) {
    let made = env.json(&SMALL);
    assert_eq!(made["action"], "create");
    assert_eq!(made["created"]["bookings"], 400);
    assert_eq!(made["created"]["users"], 10);
    assert_eq!(made["created"]["devices"], 110);
    assert_eq!(made["created"]["rooms"], 24);
    let rows = env.count("audit_log");
    env.verify_audit().unwrap();
    let before = records(env);
    let again = env.json(&SMALL);
    assert_eq!(again["action"], "unchanged");
    assert_eq!(again["import_id"], made["import_id"]);
    env.call(&SMALL).argument("--quiet").run().ok().silent();
    // Without a year, on another day: the data of the seed is there.
    env.call(&SMALL[..6])
        .variable("COLAB_NOW", "2026-05-05T10:00:00Z")
        .run()
        .ok();
    assert_eq!(env.count("audit_log"), rows);
    assert_eq!(records(env), before);
    assert_eq!(env.column(&["import", "list"], "source"), ["Demo"]);
}

fn a_database_with_bookings_is_left_alone_unless_forced(env: &Env) {
    env.colab(&["import", "rooms", "--starter", "colab"]).ok();
    env.colab(&[
        "device",
        "add",
        "LT-001",
        "--category",
        "Laptop",
        "--name",
        "Ours",
    ])
    .ok();
    for day in ["2026-03-02", "2026-07-01", "2026-09-09"] {
        for room in ["Focus", "Ambition", "Growth", "Empower", "Courage"] {
            env.book(room, day, "09:00-10:00");
        }
    }
    env.colab(&SMALL)
        .fails(5)
        .says("this database already has bookings");
    assert_eq!(env.count("bookings"), 15);
    let made = env
        .call(&SMALL)
        .argument("--force")
        .argument("-f")
        .argument("json")
        .run()
        .ok()
        .json();
    assert_eq!(env.count("bookings"), 415);
    assert_eq!(made["created"]["rooms"], 0);
    assert_eq!(made["created"]["devices"], 109, "a serial of ours stays ours");
    assert!(made["without_room"].as_i64().unwrap() > 0, "{made}");
    let ours = "SELECT count(*) FROM bookings WHERE client_name = 'Baobab' AND status = 'confirmed'";
    assert_eq!(env.raw_int(ours), Some(15));
    // A second demo has no devices of its own.
    env.call(&["import", "demo", "--seed", "8", "--force"]).run().ok();
    assert_eq!(env.count("offsite_rentals"), 10);
    holds_are_right(env);
    env.colab(&["db", "check"]).ok();
}

fn known_passwords_open_an_empty_database_alone(env: &Env) {
    env.cheap_passwords();
    let with = [&SMALL[..], &["--demo-passwords"]].concat();
    let run = env.colab(&with).ok().says("colab-demo-only");
    assert!(!run.stdout.contains("$2"), "{run}");
    let hashes = "SELECT count(DISTINCT password_hash) FROM users WHERE password_hash LIKE '$2%'";
    assert_eq!(env.raw_int(hashes), Some(10), "each with a salt of its own");
    env.colab(&with).ok();
    env.colab_with(
        &["user", "login", "thandi", "--password-stdin"],
        "colab-demo-only\n",
        &[],
    )
    .ok();
    // Anything at all makes it somebody's.
    for something in [
        &["room", "add", "Focus"][..],
        &["device", "add", "X-1", "--category", "Laptop"],
        &["user", "add", "somebody", "--role", "staff", "--no-password"],
    ] {
        let other = Env::on(env.engine());
        other.colab(something).ok();
        other
            .colab(&with)
            .fails(5)
            .says("--demo-passwords needs an empty database");
        assert_eq!(other.count("bookings"), 0);
        other.colab(&SMALL).ok();
        let with_password = "SELECT count(*) FROM users WHERE password_hash IS NOT NULL";
        assert_eq!(other.raw_int(with_password), Some(0));
    }
}

/// The holds there are, are those there must be.
#[track_caller]
fn holds_are_right(env: &Env) {
    for (holds, owner, room) in [
        ("room_holds", "booking_id", "room_id"),
        ("device_holds", "assignment_id", "device_id"),
    ] {
        let columns = format!("{owner}, {room}, starts_at, ends_at");
        for (one, other) in [
            (holds.to_owned(), format!("{holds}_expected")),
            (format!("{holds}_expected"), holds.to_owned()),
        ] {
            let odd = format!(
                "SELECT count(*) FROM (SELECT {columns} FROM {one} EXCEPT SELECT {columns} FROM {other}) d"
            );
            assert_eq!(env.raw_int(&odd), Some(0), "{one} without {other}");
        }
        assert!(env.count(holds) > 0);
    }
}

fn everything_the_database_holds_is_as_its_rules_say(env: &Env) {
    env.colab(&["import", "demo", "--bookings", "3000", "--year", "2026"])
        .ok();
    holds_are_right(env);
    let statuses = env.raw_texts("SELECT DISTINCT status FROM bookings ORDER BY status");
    assert_eq!(statuses.len(), 8, "{statuses:?}");
    let devices = env.raw_texts("SELECT DISTINCT status FROM devices ORDER BY status");
    assert_eq!(devices.len(), 9, "{devices:?}");
    let late = env
        .call(&["rental", "overdue", "--as-of", "2026-07-01", "-f", "json"])
        .run()
        .ok()
        .json();
    let late = late.as_array().unwrap().clone();
    assert!(
        late.iter().any(|one| one["days_overdue"] == 1) && late.iter().any(|one| one["days_overdue"] == 9)
    );
    assert_eq!(env.column(&["rental", "list"], "rental_no").len(), 10);
    assert_eq!(
        env.json(&["pricing", "missing", "--on", "2026-07-01"]),
        json!([]),
        "everything has its price"
    );
    let queue = env
        .call(&["room", "queue", "-f", "json"])
        .variable("COLAB_NOW", "2026-07-01T06:00:00Z");
    assert!(queue.run().ok().json().as_array().unwrap().len() > 50);
    // What is given is part of what is asked for.
    let now = ("COLAB_NOW", "2026-07-01T06:00:00Z");
    let queue = env
        .call(&["device", "queue", "-f", "json"])
        .variable(now.0, now.1)
        .run()
        .ok()
        .json();
    assert!(
        queue
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["assigned"].as_i64() > Some(0)),
        "some are given in part"
    );
    let misfits = env
        .call(&["booking", "conflicts", "-f", "json"])
        .variable(now.0, now.1)
        .run()
        .ok()
        .json();
    assert_eq!(misfits, json!([]), "nobody sits where they do not fit");
    let mixed = "SELECT count(*) FROM (SELECT series_id FROM bookings WHERE series_id IS NOT NULL
                   GROUP BY series_id HAVING count(DISTINCT client_name) > 1) mixed";
    assert_eq!(env.raw_int(mixed), Some(0), "a series is of one client");
    env.colab(&["db", "check"]).ok();
    env.verify_audit().unwrap();
}

fn a_dry_run_writes_neither_rows_nor_a_file(env: &Env) {
    let rows = env.count("audit_log");
    let arguments = [&SMALL[..], &["-o", "demo.xlsx", "--dry-run", "-f", "json"]].concat();
    let made = env.colab(&arguments).ok().json();
    assert_eq!(made["created"]["bookings"], 400);
    assert!(!env.path("demo.xlsx").exists());
    for table in [
        "bookings",
        "rooms",
        "devices",
        "offsite_rentals",
        "imports",
        "rental_numbers",
    ] {
        assert_eq!(env.count(table), 0, "{table}");
    }
    assert_eq!(env.count("audit_log"), rows);
}

/// A booking that holds its room, as a schedule can say it.
fn scheduled(booking: &Value) -> Option<Value> {
    let status = match booking["status"].as_str()? {
        "confirmed" | "checked_in" | "completed" => "confirmed",
        "room_assigned" => "room_assigned",
        _ => return None,
    };
    booking["room"].as_str()?;
    let fields = [
        "client_name",
        "room",
        "starts_at",
        "ends_at",
        "num_learners",
        "num_facilitators",
        "headcount",
        "devices_needed",
        "device_type_preference",
        "long_term",
    ];
    let mut said: Vec<Value> = fields.iter().map(|field| booking[field].clone()).collect();
    said.push(status.into());
    Some(Value::Array(said))
}

fn the_workbook_reads_back_to_the_same_bookings(env: &Env) {
    let arguments = [
        "import",
        "demo",
        "--seed",
        "3",
        "--bookings",
        "2300",
        "--year",
        "2026",
        "-o",
        "demo.xlsx",
    ];
    env.colab(&arguments).ok();
    let other = Env::on(env.engine());
    other.colab(&["import", "rooms", "--starter", "colab"]).ok();
    let file = env.path("demo.xlsx");
    other.colab(&["import", "schedule", file.to_str().unwrap()]).ok();
    let of = |env: &Env| {
        let list = env.json(&["booking", "list"]);
        let mut said: Vec<String> = list
            .as_array()
            .unwrap()
            .iter()
            .filter_map(scheduled)
            .map(|booking| booking.to_string())
            .collect();
        said.sort();
        said
    };
    let (here, there) = (of(env), of(&other));
    assert!(here.len() > 1800, "{}", here.len());
    for (mine, theirs) in here.iter().zip(&there) {
        assert_eq!(mine, theirs);
    }
    assert_eq!(here.len(), there.len());
}

fn what_is_asked_wrongly_is_refused(env: &Env) {
    for (wrong, code, says) in [
        (&["--bookings", "many"][..], 2, "bookings"),
        (&["--bookings", "99999999"], 2, "bookings"),
        (&["--year", "1600"], 2, "year"),
        (&["--year", "2026", "--as-of", "2025-03-01"], 2, "is not in 2026"),
        (&["--as-of", "someday"], 2, "invalid date `someday`"),
        (&["-o", "demo.csv"], 2, "does not end in .xlsx"),
        (&["--bookings", "20", "-o", "nowhere/demo.xlsx"], 3, "nowhere"),
    ] {
        let arguments = [&["import", "demo"][..], wrong].concat();
        env.colab(&arguments).fails(code).says(says);
        assert_eq!(env.count("bookings"), 0, "{wrong:?}");
    }
    let boss = env.user("boss", "training_facility_admin");
    env.colab_as(&boss, &["import", "demo"]).fails(4);
    env.colab(&["import", "demo", "--bookings", "0"]).ok();
    assert_eq!(env.count("bookings"), 0);
    assert_eq!(env.count("devices"), 110);
}
