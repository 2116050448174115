//! `import rooms|devices|users` from tables: what is made, changed, left and refused, whatever the file is written in.

use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use super::support::workbook::{counts, items, message, written};
use super::support::{Env, Run, data};

both![
    a_table_of_rooms_is_imported_and_the_report_has_its_documented_shape,
    the_same_file_again_writes_nothing_and_says_nothing_under_quiet,
    what_differs_is_changed_and_named,
    combined_rooms_find_their_parts_wherever_they_stand,
    devices_are_known_by_serial_in_any_case,
    users_come_with_a_hash_or_without_a_password,
    a_plain_password_is_refused_and_never_repeated,
    the_last_admin_stays,
    headings_are_known_by_other_names_and_by_map,
    an_unknown_column_is_refused_unless_it_is_mapped,
];
both![
    csv_json_and_workbooks_say_the_same,
    what_we_print_is_read_back_as_unchanged,
    all_or_nothing_unless_partial,
    a_row_that_stands_twice_is_refused_with_both_places,
    an_empty_cell_says_nothing_unless_told,
    a_dry_run_writes_nothing_and_has_the_same_code,
    who_may_import_what,
];
sqlite![
    separators_encodings_and_escaped_cells,
    titles_above_and_sheets_beside_the_table,
    what_is_no_table_is_refused_in_plain_words,
    a_million_rows_are_refused_before_they_are_kept,
    the_table_shows_what_the_json_shows,
];

/// Writes a file and imports it; the report is JSON.
#[track_caller]
fn import(env: &Env, kind: &str, file: &str, text: &str, flags: &[&str]) -> Run {
    env.write(file, text);
    again(env, kind, file, flags)
}

#[track_caller]
fn again(env: &Env, kind: &str, file: &str, flags: &[&str]) -> Run {
    env.colab(&[&["import", kind, file, "-f", "json"], flags].concat())
}

const ROOMS: &str = "name,capacity,room_type,amenities,aliases\n\
                     Excellence,30,training,\"projector; whiteboard\",Excelence\n\
                     Focus,,boardroom,,\n";

fn a_table_of_rooms_is_imported_and_the_report_has_its_documented_shape(env: &Env) {
    let run = import(env, "rooms", "Our rooms.csv", ROOMS, &[]).ok();
    let report = run.json();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        keys(&report),
        [
            "import_id",
            "dry_run",
            "applied",
            "kind",
            "file",
            "sha256",
            "source",
            "rows",
            "counts",
            "sheets",
            "items"
        ]
    );
    assert_eq!(
        report["rows"],
        json!({"read": 2, "created": 2, "updated": 0, "unchanged": 0, "ignored": 0, "rejected": 0, "conflicts": 0})
    );
    assert_eq!(report["kind"], "rooms");
    assert_eq!(report["source"], "our rooms");
    assert_eq!(report["applied"], true);
    assert_eq!(
        report["sheets"][0]["columns"][1],
        json!({"column": "capacity", "field": "capacity"})
    );
    let rooms = env.json(&["room", "list"]);
    assert_eq!(rooms[0]["name"], "Excellence");
    assert_eq!(rooms[0]["capacity"], 30);
    assert_eq!(rooms[0]["amenities"], json!(["projector", "whiteboard"]));
    assert_eq!(rooms[0]["aliases"], json!(["Excelence"]));
    assert_eq!(rooms[1]["room_type"], "boardroom");
    assert_eq!(rooms[1]["capacity"], Value::Null);
    let shown = env.json(&["import", "show", "1"]);
    assert_eq!(shown["kind"], "rooms");
    assert_eq!(shown["rows"][0]["cell"], "A2");
    assert_eq!(shown["rows"][0]["text"], "Excellence");
    assert_eq!(shown["counts"]["created"], 2);
    assert_eq!(env.column(&["import", "list"], "kind"), ["rooms"]);
    env.verify_audit().unwrap();
}

fn the_same_file_again_writes_nothing_and_says_nothing_under_quiet(env: &Env) {
    import(env, "rooms", "rooms.csv", ROOMS, &[]).ok();
    let before = written(env);
    env.colab(&["import", "rooms", "rooms.csv", "--quiet"])
        .ok()
        .silent();
    let run = again(env, "rooms", "rooms.csv", &[]).ok();
    assert_eq!(counts(&run), "unchanged 2");
    assert_eq!(run.json()["import_id"], Value::Null);
    assert_eq!(written(env), before);
}

fn what_differs_is_changed_and_named(env: &Env) {
    import(env, "rooms", "rooms.csv", ROOMS, &[]).ok();
    let text = "room,seats,location\nexcelence,32,Upstairs\nFOCUS,8,\n";
    let run = import(env, "rooms", "new.csv", text, &[]).ok();
    assert_eq!(counts(&run), "updated 2");
    let changed = items(&run, "update");
    assert_eq!(
        changed[0]["message"],
        "capacity 30 → 32; location is Upstairs; the location Upstairs is new"
    );
    assert_eq!(changed[0]["cell"], "A2");
    let rooms = env.json(&["room", "list"]);
    assert_eq!(
        rooms[0]["name"], "Excellence",
        "a spelling finds the room and does not rename it"
    );
    assert_eq!(rooms[0]["capacity"], 32);
    assert_eq!(rooms[1]["capacity"], 8);
    // Rules that stay are kept when one is taken away.
    let rules = "name,opens_at,closes_at,min_minutes\nFocus,07:00,18:00,30\n";
    import(env, "rooms", "rules.csv", rules, &[]).ok();
    let fewer = "name,opens_at,min_minutes\nFocus,07:00,\n";
    import(env, "rooms", "rules.csv", fewer, &["--clear-empty"]).ok();
    let focus = &env.json(&["room", "list"])[1];
    assert_eq!(
        (&focus["opens_at"], &focus["closes_at"], &focus["min_minutes"]),
        (&json!("07:00"), &json!("18:00"), &Value::Null)
    );
    env.verify_audit().unwrap();
}

fn combined_rooms_find_their_parts_wherever_they_stand(env: &Env) {
    let text = "name,components,is_active\nHall,\"Ambition, Perseverance\",\nAmbition,,yes\nPerseverance,,yes\nOld,,no\n";
    let run = import(env, "rooms", "rooms.csv", text, &[]).ok();
    assert_eq!(counts(&run), "created 4");
    let rooms = env.json(&["room", "list", "--all"]);
    let hall = rooms
        .as_array()
        .unwrap()
        .iter()
        .find(|room| room["name"] == "Hall")
        .unwrap();
    assert_eq!(hall["components"], json!(["Ambition", "Perseverance"]));
    assert_eq!(
        env.json(&["room", "list"]).as_array().unwrap().len(),
        3,
        "one is out of use"
    );
    assert_eq!(counts(&again(env, "rooms", "rooms.csv", &[]).ok()), "unchanged 4");
    let unknown = import(
        env,
        "rooms",
        "bad.csv",
        "name,components\nBig,\"Ambition; Perseverence\"\n",
        &[],
    )
    .fails(6);
    assert!(
        message(&unknown, "reject").contains("did you mean Perseverance?"),
        "{unknown}"
    );
}

const DEVICES: &str = "Serial No;Type;Model;Location\nLT-001;Laptops;Dell 5420;Store\nlt-002;laptop;Dell 5430;\nPC-9;Desktop;;\n";

fn devices_are_known_by_serial_in_any_case(env: &Env) {
    let run = import(env, "devices", "devices.csv", DEVICES, &[]).ok();
    assert_eq!(counts(&run), "created 3");
    let devices = env.json(&["device", "list"]);
    assert_eq!(devices[0]["serial_number"], "LT-001");
    assert_eq!(devices[0]["category"], "Laptop");
    assert_eq!(devices[0]["place"], "Store");
    assert_eq!(devices[0]["model"], "Dell 5420");
    assert_eq!(devices[0]["status"], "available");
    let text = "serial,state,place\nlt-001,maintenance,Bench\nLT-002,available,\n";
    let run = import(env, "devices", "moved.csv", text, &[]).ok();
    assert_eq!(counts(&run), "updated 1, unchanged 1");
    let shown = env.json(&["device", "show", "LT-001"]);
    assert_eq!(
        (&shown["status"], &shown["place"]),
        (&json!("maintenance"), &json!("Bench"))
    );
    // What the table of moves does not have is in conflict, and an unknown category is not made.
    let text = "serial,status,category\nPC-9,offsite,\nTB-1,,Tablet\nNEW-1,,\n";
    let run = import(env, "devices", "bad.csv", text, &[]).fails(6);
    assert!(message(&run, "conflict").contains("PC-9 is available"), "{run}");
    let rejected = items(&run, "reject");
    assert_eq!(rejected[0]["message"], "device category `Tablet` not found");
    assert_eq!(rejected[1]["message"], "a new device needs category");
    assert_eq!(env.count("devices"), 3);
    env.verify_audit().unwrap();
}

/// Of `correct horse`, with little work.
fn hash() -> String {
    bcrypt::hash("correct horse", 4).unwrap()
}

fn users_come_with_a_hash_or_without_a_password(env: &Env) {
    env.cheap_passwords();
    let hash = hash();
    let text = format!(
        "username,role,email,password_hash\nthandi,it_rental_admin,t@example.com,{hash}\nsipho,Staff,,\n"
    );
    let run = import(env, "users", "users.csv", &text, &[]).ok();
    assert_eq!(counts(&run), "created 2");
    env.colab_with(
        &["user", "login", "thandi", "--password-stdin"],
        "correct horse\n",
        &[],
    )
    .ok();
    env.colab(&["user", "logout"]).ok();
    assert_eq!(counts(&again(env, "users", "users.csv", &[]).ok()), "unchanged 2");
    let text = "User,Rights,Active\nThandi,staff,no\n";
    let run = import(env, "users", "less.csv", text, &[]).ok();
    assert_eq!(
        items(&run, "update")[0]["message"],
        "role it_rental_admin → staff; is_active yes → no"
    );
    env.colab_with(
        &["user", "login", "thandi", "--password-stdin"],
        "correct horse\n",
        &[],
    )
    .fails(4);
    for place in ["import_rows", "audit_log"] {
        let columns = if place == "audit_log" {
            "before || after"
        } else {
            "text || message"
        };
        let texts = env.raw_texts(&format!("SELECT CAST({columns} AS TEXT) FROM {place}"));
        assert!(
            texts.iter().flatten().all(|text| !text.contains("$2")),
            "{place} holds a hash"
        );
    }
    env.verify_audit().unwrap();
}

fn a_plain_password_is_refused_and_never_repeated(env: &Env) {
    let text = "username,role,password_hash\nthandi,staff,hunter22\n";
    let run = import(env, "users", "users.csv", text, &[]).fails(6);
    assert!(message(&run, "reject").contains("only bcrypt hashes"), "{run}");
    assert!(!run.stdout.contains("hunter22") && !run.stderr.contains("hunter22"));
    assert_eq!(env.count("users"), 1);
}

fn the_last_admin_stays(env: &Env) {
    let admin = env.raw_text("SELECT username FROM users").unwrap();
    let text = format!("username,role\n{admin},staff\n");
    let run = import(env, "users", "users.csv", &text, &[]).fails(5);
    assert!(message(&run, "conflict").contains("last active admin"), "{run}");
}

fn headings_are_known_by_other_names_and_by_map(env: &Env) {
    let text = "Tag,Device type,Colour,Description\nLT-1,Laptop,red,Dell\n";
    let flags = ["--map", "Tag=serial_number", "--map", "Colour=notes"];
    let run = import(env, "devices", "d.csv", text, &flags).ok();
    assert_eq!(counts(&run), "created 1");
    let device = env.json(&["device", "show", "LT-1"]);
    assert_eq!(
        (&device["notes"], &device["name"]),
        (&json!("red"), &json!("Dell"))
    );
    again(env, "devices", "d.csv", &["--map", "Tag=serial"])
        .fails(2)
        .says("the fields are serial_number");
    again(env, "devices", "d.csv", &["--map", "Tag"]).fails(2);
    again(
        env,
        "devices",
        "d.csv",
        &["--map", "Tag=serial_number", "--map", "Colur=notes"],
    )
    .fails(6)
    .says("did you mean Colour?");
    import(env, "devices", "two.csv", "serial,S/N,type\na,b,Laptop\n", &[])
        .fails(6)
        .says("both mean serial_number");
}

fn an_unknown_column_is_refused_unless_it_is_mapped(env: &Env) {
    let text = "name,capcity,id,Empty\nFocus,12,7,\n";
    let run = import(env, "rooms", "r.csv", text, &[]).fails(6);
    assert_eq!(run.error()["code"], "unknown_column");
    assert!(
        run.stderr.contains("B1")
            && run.stderr.contains("capcity=capacity")
            && run.stderr.contains("capcity=-"),
        "{run}"
    );
    let run = again(env, "rooms", "r.csv", &["--map", "capcity=capacity"]).ok();
    assert_eq!(run.json()["sheets"][0]["left_out"], json!(["id", "Empty"]));
    assert_eq!(env.json(&["room", "list"])[0]["capacity"], 12);
    let run = again(env, "rooms", "r.csv", &["--map", "capcity=-"]).ok();
    assert_eq!(counts(&run), "unchanged 1");
}

/// A workbook with these sheets of texts; what reads as a number is one.
fn save(env: &Env, file: &str, sheets: &[(&str, &[&[&str]])]) {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in (0u32..).zip(*rows) {
            for (column, text) in (0u16..).zip(*cells) {
                match text.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).unwrap(),
                    Err(_) => sheet.write_string(row, column, *text).unwrap(),
                };
            }
        }
    }
    workbook.save(env.path(file)).unwrap();
}

fn csv_json_and_workbooks_say_the_same(env: &Env) {
    import(env, "rooms", "rooms.csv", ROOMS, &[]).ok();
    let json = r#"[{"name":"Excellence","capacity":30,"amenities":["whiteboard","projector"],"aliases":["Excelence"]},
                   {"name":"focus","room_type":"boardroom","capacity":null}]"#;
    assert_eq!(
        counts(&import(env, "rooms", "rooms.json", json, &[]).ok()),
        "unchanged 2"
    );
    let lines = "{\"name\":\"Excellence\",\"capacity\":30}\n{\"name\":\"Focus\"}\n";
    assert_eq!(
        counts(&import(env, "rooms", "rooms.ndjson", lines, &[]).ok()),
        "unchanged 2"
    );
    let rows: &[&[&str]] = &[
        &["Room", "Capacity", "Type"],
        &["Excellence", "30", "Training"],
        &["Focus", "", "boardroom"],
    ];
    save(env, "rooms.xlsx", &[("Rooms", rows)]);
    let run = again(env, "rooms", "rooms.xlsx", &["--full"]).ok();
    assert_eq!(counts(&run), "unchanged 2");
    let first = &items(&run, "unchanged")[0];
    assert_eq!((&first["sheet"], &first["cell"]), (&json!("Rooms"), &json!("A2")));
    // A number that Excel made of a name is the name.
    save(
        env,
        "302.xlsx",
        &[("Rooms", &[&["Name", "Capacity"], &["302", "4"]])],
    );
    again(env, "rooms", "302.xlsx", &[]).ok();
    assert_eq!(env.json(&["room", "show", "302"])["capacity"], 4);
    let bad = r#"[{"name":"Vision","capacity":"many"}]"#;
    let run = import(env, "rooms", "bad.json", bad, &[]).fails(6);
    assert_eq!(items(&run, "reject")[0]["cell"], "[1].capacity");
}

fn what_we_print_is_read_back_as_unchanged(env: &Env) {
    let rooms = "name,capacity,location,amenities,aliases,opens_at,notice_hours,setup_minutes\n\
                 '=SUM(1),3,\"+27, \"\"upstairs\"\"\",'-,\"a, b\",07:30,24,15\n\
                 Évian – Été,0,'@home,\"screen; beamer\",Evian2,,,\n";
    import(env, "rooms", "rooms.csv", rooms, &[]).ok();
    env.colab(&["room", "add", "Plain"]).ok();
    env.colab(&["room", "combine", "Both", "Plain", "evian ete"]).ok();
    import(env, "devices", "devices.csv", DEVICES, &[]).ok();
    import(
        env,
        "users",
        "users.csv",
        "username,role,email\nthandi,staff,=t@x.org\n",
        &[],
    )
    .ok();
    let before = written(env);
    for (kind, noun) in [("rooms", "room"), ("devices", "device"), ("users", "user")] {
        for format in ["csv", "json", "ndjson", "tsv"] {
            let all: &[&str] = if noun == "user" { &[] } else { &["--all"] };
            let listed = env.colab(&[&[noun, "list", "-f", format], all].concat()).ok();
            let file = format!("{kind}.{format}");
            let run = import(env, kind, &file, &listed.stdout, &[]).ok();
            let records = env
                .json(&[&[noun, "list"], all].concat())
                .as_array()
                .unwrap()
                .len();
            assert_eq!(
                counts(&run),
                format!("unchanged {records}"),
                "{kind} as {format}: {run}"
            );
        }
    }
    assert_eq!(written(env), before);
}

fn all_or_nothing_unless_partial(env: &Env) {
    env.colab(&["room", "add", "Growth"]).ok();
    let text = "name,capacity,room_type,opens_at\nFocus,twelve,training,\nVision,8,lounge,7am\nGrowth,9,,\n,4,,\nSynergy,12,,,extra\nPotential,5,,\n";
    let before = written(env);
    let run = import(env, "rooms", "rooms.csv", text, &[]).fails(6);
    let report = run.json();
    assert_eq!(report["rows"]["read"], 6);
    assert_eq!(counts(&run), "created 1, updated 1, rejected 4");
    assert_eq!(report["applied"], false);
    let rejected = items(&run, "reject");
    let told: Vec<(&str, &str)> = rejected
        .iter()
        .map(|item| (item["cell"].as_str().unwrap(), item["message"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "B2",
                "capacity: invalid number `twelve`, expected a whole number such as 12"
            ),
            (
                "C3",
                "room_type: invalid value `lounge`, expected one of training, office, boardroom, other; opens_at: invalid time `7am`, expected a time such as 08:00"
            ),
            ("A5", "name is empty"),
            ("E6", "E6 (`extra`) has no heading"),
        ]
    );
    assert!(
        run.stderr
            .contains("4 not understood (B2, C3, A5, …); nothing is imported"),
        "{run}"
    );
    assert_eq!(written(env), before);
    let run = again(env, "rooms", "rooms.csv", &["--partial"]).fails(8);
    assert_eq!(counts(&run), "created 1, updated 1, rejected 4");
    assert_eq!(run.json()["applied"], true);
    assert_eq!(env.column(&["room", "list"], "name"), ["Growth", "Potential"]);
    env.call(&["import", "rooms", "rooms.csv", "--partial", "--quiet"])
        .run()
        .fails(8)
        .silent();
    env.verify_audit().unwrap();
}

fn a_row_that_stands_twice_is_refused_with_both_places(env: &Env) {
    let text = "name,capacity\nFocus,8\nVision,9\nFO CUS,12\n";
    let run = import(env, "rooms", "rooms.csv", text, &["--partial"]).fails(8);
    let rejected = items(&run, "reject");
    assert_eq!(rejected.len(), 2);
    for item in rejected {
        assert_eq!(item["message"], "the same room stands in A2 and A4");
    }
    assert_eq!(env.column(&["room", "list"], "name"), ["Vision"]);
}

fn an_empty_cell_says_nothing_unless_told(env: &Env) {
    let text = "serial,category,place,notes\nLT-1,Laptop,Store,new\n";
    import(env, "devices", "d.csv", text, &[]).ok();
    let text = "serial,category,place,notes\nLT-1,,,\n";
    assert_eq!(
        counts(&import(env, "devices", "d.csv", text, &[]).ok()),
        "unchanged 1"
    );
    let run = again(env, "devices", "d.csv", &["--clear-empty"]).ok();
    assert_eq!(
        items(&run, "update")[0]["message"],
        "place Store is cleared; notes new is cleared"
    );
    let device = env.json(&["device", "show", "LT-1"]);
    assert_eq!(
        (&device["place"], &device["category"]),
        (&Value::Null, &json!("Laptop"))
    );
    env.line("location add Upstairs").ok();
    env.colab(&[
        "room",
        "add",
        "Focus",
        "--location",
        "Upstairs",
        "--capacity",
        "5",
    ])
    .ok();
    import(
        env,
        "rooms",
        "r.csv",
        "name,location,capacity,room_type\nFocus,,,\n",
        &["--clear-empty"],
    )
    .fails(6);
    import(
        env,
        "rooms",
        "r.csv",
        "name,location,capacity\nFocus,,\n",
        &["--clear-empty"],
    )
    .ok();
    let room = env.json(&["room", "show", "Focus"]);
    assert_eq!(
        (&room["location"], &room["capacity"]),
        (&Value::Null, &Value::Null)
    );
}

fn a_dry_run_writes_nothing_and_has_the_same_code(env: &Env) {
    let before = written(env);
    let run = import(env, "rooms", "rooms.csv", ROOMS, &["--dry-run"]).ok();
    assert_eq!(counts(&run), "created 2");
    assert_eq!(run.json()["dry_run"], true);
    assert_eq!(run.json()["import_id"], Value::Null);
    import(env, "rooms", "bad.csv", "name,capacity\nA,x\n", &["--dry-run"]).fails(6);
    assert_eq!(written(env), before);
    assert_eq!(env.count("rooms"), 0);
}

fn who_may_import_what(env: &Env) {
    let it = env.user("it", "it_rental_admin");
    let boss = env.user("boss", "training_facility_admin");
    let viewer = env.user("viewer", "training_facility_admin_viewer");
    env.write("devices.csv", DEVICES);
    env.write("rooms.csv", ROOMS);
    env.write("users.csv", "username,role\nnew,staff\n");
    env.colab_as(&it, &["import", "devices", "devices.csv"]).ok();
    env.colab_as(&boss, &["import", "rooms", "rooms.csv"]).ok();
    for (who, kind) in [
        (&it, "rooms"),
        (&boss, "devices"),
        (&it, "users"),
        (&boss, "users"),
        (&viewer, "rooms"),
    ] {
        env.colab_as(who, &["import", kind, &format!("{kind}.csv")])
            .fails(4);
    }
    env.colab(&["import", "users", "users.csv"]).ok();
    env.colab_as(&viewer, &["import", "show", "1"]).ok();
    env.colab_as(&viewer, &["import", "show", "3"]).fails(4);
    env.colab_as(&boss, &["import", "undo", "1"]).fails(4);
    env.colab_as(&it, &["import", "undo", "2"]).fails(4);
    env.colab_as(&viewer, &["import", "undo", "2"]).fails(4);
    env.colab_as(&it, &["import", "undo", "1"]).ok();
    assert_eq!(env.json(&["device", "list"]), json!([]));
}

fn separators_encodings_and_escaped_cells(env: &Env) {
    for (file, text) in [
        ("semicolon.csv", "\u{feff}name;capacity\r\nExcellence;30,0\r\n"),
        ("tab.tsv", "name\tcapacity\nFocus\t12\n"),
        ("sep.csv", "sep=;\nname;location\nVision;a,b\n"),
        (
            "quoted.csv",
            "\"name\",\"location\"\n\"Growth\",\"first; second, third\"\n",
        ),
        ("escaped.csv", "name,location\nSynergy,'=HYPERLINK(1)\n"),
    ] {
        import(env, "rooms", file, text, &[]).ok();
    }
    let rooms = env.json(&["room", "list"]);
    let of = |name: &str| {
        rooms
            .as_array()
            .unwrap()
            .iter()
            .find(|room| room["name"] == name)
            .cloned()
            .unwrap()
    };
    assert_eq!(of("Excellence")["capacity"], 30);
    assert_eq!(of("Vision")["location"], "a,b");
    assert_eq!(of("Growth")["location"], "first; second, third");
    assert_eq!(of("Synergy")["location"], "=HYPERLINK(1)");
    env.write("latin.csv", b"name,location\nCaf\xE9,here\n".as_slice());
    let run = again(env, "rooms", "latin.csv", &[]).fails(6);
    assert!(
        run.stderr.contains("line 2") && run.stderr.contains("Windows-1252"),
        "{run}"
    );
    env.write("wide.csv", b"\xFF\xFEn\0a\0m\0e\0\0".as_slice());
    again(env, "rooms", "wide.csv", &[]).fails(6).says("UTF-16");
}

fn titles_above_and_sheets_beside_the_table(env: &Env) {
    let rooms: &[&[&str]] = &[
        &["All our rooms"],
        &[],
        &["as of today", "by Thandi"],
        &["Room", "Capacity"],
        &["Focus", "8"],
    ];
    let halls: &[&[&str]] = &[&["Room", "Capacity"], &["Hall", "80"]];
    let notes: &[&[&str]] = &[&["Remember the milk"]];
    save(env, "one.xlsx", &[("Notes", notes), ("Rooms", rooms)]);
    let run = again(env, "rooms", "one.xlsx", &["--full"]).ok();
    assert_eq!(items(&run, "create")[0]["cell"], "A5");
    save(env, "two.xlsx", &[("Rooms", rooms), ("Halls", halls)]);
    again(env, "rooms", "two.xlsx", &[]).fails(6).says("--sheet");
    let run = again(env, "rooms", "two.xlsx", &["--sheet", "halls"]).ok();
    assert_eq!(counts(&run), "created 1");
    again(env, "rooms", "two.xlsx", &["--sheet", "Hals"])
        .fails(3)
        .says("did you mean Halls?");
    import(env, "rooms", "r.csv", ROOMS, &["--sheet", "Rooms"])
        .fails(3)
        .says("leave --sheet out");
    again(env, "rooms", "r.csv", &["--fields", "nothing"])
        .fails(2)
        .says("there is no field");
    again(env, "rooms", "one.xlsx", &["--sheet", "Notes"])
        .fails(6)
        .says("no line has the headings name");
}

fn what_is_no_table_is_refused_in_plain_words(env: &Env) {
    for (file, content, said) in [
        ("empty.csv", &b""[..], "is empty"),
        ("picture.csv", b"\x89PNG\r\n", "looks like a picture"),
        ("page.csv", b"<html><body>", "looks like an HTML page"),
        (
            "no-head.csv",
            b"Focus,12\nGrowth,14\n",
            "no line has the headings name",
        ),
        (
            "broken.json",
            b"[{\"name\": \"Focus\"",
            "cannot parse the file as JSON",
        ),
        ("numbers.json", b"[1, 2]", "cannot parse the file as JSON"),
        ("cut.xlsx", b"PK\x03\x04 cut", "damaged"),
        (
            "other.csv",
            b"serial,category\nLT-1,Laptop\n",
            "no line has the headings name",
        ),
    ] {
        env.write(file, content);
        let run = again(env, "rooms", file, &[]).fails(6);
        assert!(run.stderr.contains(said), "{file}: {run}");
    }
    for file in [
        "encrypted.xlsx",
        "robust/poi__poc-xmlbomb.xlsx",
        "robust/poi__poc-shared-strings.xlsx",
    ] {
        again(env, "rooms", data(file).to_str().unwrap(), &[]).fails(6);
    }
    again(env, "rooms", "missing.csv", &[]).fails(3);
    again(env, "rooms", ".", &[]).fails(6);
    assert_eq!(env.count("rooms"), 0);
}

fn a_million_rows_are_refused_before_they_are_kept(env: &Env) {
    let mut text = String::from("name,capacity\n");
    for number in 0..1_000_000 {
        text.push_str(&format!("R{number},9\n"));
    }
    let run = import(env, "rooms", "huge.csv", &text, &[]).fails(6);
    assert!(run.stderr.contains("more than 1000000 used cells"), "{run}");
    assert!(run.stderr.contains("import_max_cells"), "{run}");
}

fn the_table_shows_what_the_json_shows(env: &Env) {
    env.colab(&["room", "add", "Focus"]).ok();
    env.write("rooms.csv", "name,seats\nFocus,8\nVision,9\n");
    let run = env.colab(&["import", "rooms", "rooms.csv"]).ok();
    for said in [
        "rooms.csv (rooms): import 1",
        "seats = capacity",
        "A2",
        "capacity is 8",
        "rows: 2 read = 1 created, 1 updated",
    ] {
        assert!(run.stdout.contains(said), "{said}: {run}");
    }
    let shown = env.colab(&["import", "show", "1"]).ok();
    assert!(
        shown.stdout.contains("seats = capacity") && shown.stdout.contains("Vision"),
        "{shown}"
    );
    let csv = env
        .colab(&[
            "import",
            "show",
            "1",
            "-f",
            "csv",
            "--fields",
            "cell,action,message",
        ])
        .ok();
    assert_eq!(
        csv.stdout,
        "cell,action,message\nA2,update,capacity is 8\nA3,create,\n"
    );
}
