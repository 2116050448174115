//! Taking imports of tables back, importing again after that, and the templates.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use super::support::workbook::{counts, items, starter};
use super::support::{Engine, Env, Run};

both![
    rooms_are_out_of_use_and_old_values_are_back,
    what_was_edited_since_is_left_and_named,
    a_room_in_use_stays,
    devices_are_retired_and_come_back_with_the_next_import,
    users_are_shut_out_unless_they_have_signed_in,
    imports_of_every_kind_are_listed_together,
    every_template_imports_as_it_is,
];
sqlite![
    the_template_of_a_schedule_is_a_year_of_months,
    a_template_names_its_file_and_its_kind,
    any_values_come_back_as_they_were,
];
postgres![any_values_come_back_on_the_server];

#[track_caller]
fn import(env: &Env, kind: &str, text: &str) -> Run {
    let file = format!("{kind}.csv");
    env.write(&file, text);
    env.colab(&["import", kind, &file, "-f", "json"])
}

#[track_caller]
fn undo(env: &Env, id: &str, flags: &[&str]) -> Run {
    env.colab(&[&["import", "undo", id, "-f", "json"], flags].concat())
}

fn actions(run: &Run) -> Vec<String> {
    let list = run.json();
    let list = list.as_array().unwrap().iter();
    list.map(|one| {
        format!(
            "{} {}",
            one["text"].as_str().unwrap(),
            one["action"].as_str().unwrap()
        )
    })
    .collect()
}

fn rooms_are_out_of_use_and_old_values_are_back(env: &Env) {
    env.colab(&[
        "room",
        "add",
        "Focus",
        "--capacity",
        "5",
        "--amenity",
        "screen",
        "--alias",
        "Fokus",
    ])
    .ok();
    let before = env.json(&[
        "room",
        "show",
        "Focus",
        "--fields",
        "name,capacity,location,amenities,aliases,opens_at",
    ]);
    let text =
        "name,capacity,location,amenities,aliases,opens_at\nFocus,8,Upstairs,beamer,F1,07:00\nVision,4,,,,\n";
    import(env, "rooms", text).ok();
    let dry = undo(env, "1", &["--dry-run"]).ok();
    assert_eq!(actions(&dry), ["Vision retired", "Focus restored"]);
    assert_eq!(
        actions(&undo(env, "1", &[]).ok()),
        ["Vision retired", "Focus restored"]
    );
    let after = env.json(&[
        "room",
        "show",
        "Focus",
        "--fields",
        "name,capacity,location,amenities,aliases,opens_at",
    ]);
    assert_eq!(after, before);
    assert_eq!(env.column(&["room", "list"], "name"), ["Focus"]);
    undo(env, "1", &[]).fails(5);
    // What an undo took out of use, the next import makes again.
    let run = import(env, "rooms", "name,capacity\nVision,6\nFocus,5\n").ok();
    assert_eq!(counts(&run), "created 1, unchanged 1");
    assert_eq!(env.json(&["room", "show", "Vision"])["capacity"], 6);
    assert_eq!(actions(&undo(env, "2", &[]).ok()), ["Vision retired"]);
    // One that somebody took out of use stays so, and it is said.
    env.colab(&["room", "deactivate", "Focus"]).ok();
    let run = import(env, "rooms", "name,capacity\nFocus,5\n").ok();
    assert_eq!(items(&run, "unchanged")[0]["message"], "this room is out of use");
    env.verify_audit().unwrap();
}

fn what_was_edited_since_is_left_and_named(env: &Env) {
    env.line("location add Upstairs").ok();
    import(env, "rooms", "name,capacity\nFocus,5\nVision,4\n").ok();
    import(env, "rooms", "name,capacity\nFocus,6\nVision,7\n").ok();
    env.colab(&["room", "edit", "Focus", "--location", "Upstairs"])
        .ok();
    let run = undo(env, "2", &[]).fails(8);
    assert_eq!(actions(&run), ["Vision restored", "Focus left"]);
    let why = run.json()[1]["message"].as_str().unwrap_or_default().to_owned();
    assert!(why.starts_with("edited since by operation "), "{why}");
    assert_eq!(env.column(&["room", "list"], "capacity"), ["6", "4"]);
    // Taken back by force: the location was none of the import's.
    let run = undo(env, "1", &["--force"]).ok();
    assert_eq!(actions(&run), ["Vision retired", "Focus retired"]);
}

fn a_room_in_use_stays(env: &Env) {
    import(env, "rooms", "name,capacity\nFocus,5\n").ok();
    env.book("Focus", "2026-03-02", "08:00-12:00");
    let run = undo(env, "1", &[]).fails(8);
    assert_eq!(actions(&run), ["Focus left"]);
    assert!(
        run.json()[0]["message"]
            .as_str()
            .unwrap()
            .contains("bookings to come"),
        "{run}"
    );
}

fn devices_are_retired_and_come_back_with_the_next_import(env: &Env) {
    let text = "serial,category,place\nLT-1,Laptop,Store\nLT-2,Laptop,\n";
    import(env, "devices", text).ok();
    env.colab(&[
        "booking",
        "create",
        "--client",
        "X",
        "--date",
        "2026-01-15",
        "--devices",
        "1",
        "--device-only",
    ])
    .ok();
    env.colab(&["device", "assign", "1", "--serial", "LT-2"]).ok();
    let run = undo(env, "1", &[]).fails(8);
    assert_eq!(actions(&run), ["LT-2 left", "LT-1 retired"], "{run}");
    assert_eq!(env.json(&["device", "show", "LT-1"])["status"], "retired");
    let timeline = env.json(&["device", "show", "LT-1"]).to_string();
    assert!(timeline.contains("import 1 was undone"), "{timeline}");
    let run = import(env, "devices", text).ok();
    assert_eq!(counts(&run), "created 1, unchanged 1");
    assert_eq!(env.json(&["device", "show", "LT-1"])["status"], "available");
    // One that somebody retired stays retired.
    env.colab(&["device", "move", "LT-1", "--to", "retired"]).ok();
    undo(env, "2", &[]).fails(8);
    import(env, "devices", "serial,category\nLT-9,Laptop\n").ok();
    env.colab(&["device", "move", "LT-9", "--to", "retired"]).ok();
    let run = import(env, "devices", "serial,status\nLT-9,available\n").fails(5);
    assert_eq!(counts(&run), "conflicts 1");
    env.verify_audit().unwrap();
}

fn users_are_shut_out_unless_they_have_signed_in(env: &Env) {
    env.cheap_passwords();
    let hash = bcrypt::hash("correct horse", 4).unwrap();
    let text = format!("username,role,email,password_hash\nthandi,staff,,{hash}\nsipho,staff,,\n");
    import(env, "users", &text).ok();
    env.colab_with(
        &["user", "login", "thandi", "--password-stdin"],
        "correct horse\n",
        &[],
    )
    .ok();
    env.colab(&["user", "logout"]).ok();
    import(env, "users", "username,role,email\nsipho,kitchen_staff,s@x.org\n").ok();
    assert_eq!(actions(&undo(env, "2", &[]).ok()), ["sipho restored"]);
    let user = env.json(&["user", "show", "sipho"]);
    assert_eq!((&user["role"], &user["email"]), (&json!("staff"), &Value::Null));
    let run = undo(env, "1", &[]).fails(8);
    assert_eq!(actions(&run), ["sipho retired", "thandi left"]);
    assert_eq!(env.json(&["user", "show", "sipho"])["is_active"], false);
    let run = import(env, "users", "username,role\nsipho,staff\n").ok();
    assert_eq!(counts(&run), "created 1");
    assert_eq!(env.json(&["user", "show", "sipho"])["is_active"], true);
}

fn imports_of_every_kind_are_listed_together(env: &Env) {
    import(env, "rooms", "name\nFocus\n").ok();
    import(env, "devices", "serial,category\nLT-1,Laptop\n").ok();
    import(
        env,
        "bookings",
        "client,room,date,learners\nX,Focus,2026-03-02,4\n",
    )
    .ok();
    let list = env.json(&["import", "list"]);
    let kinds: Vec<&str> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["rooms", "devices", "bookings"]);
    assert_eq!(list[2]["created"], 1);
    assert_eq!(env.column(&["import", "list", "--kind", "devices"], "id"), ["2"]);
    let shown = env.json(&["import", "show", "3"]);
    assert_eq!(
        (&shown["rows"][0]["booking_id"], &shown["rows"][0]["record"]),
        (&json!(1), &json!("1"))
    );
    assert_eq!(shown["options"]["partial"], false);
}

fn every_template_imports_as_it_is(env: &Env) {
    starter(env);
    for kind in ["rooms", "devices", "bookings", "clients", "pricing", "users"] {
        let file = format!("{kind}.xlsx");
        env.colab(&["import", "template", kind, "-o", &file])
            .ok()
            .says(&format!("wrote {kind}.xlsx"));
        let run = env.colab(&["import", kind, &file, "-f", "json"]).ok();
        assert_eq!(counts(&run), "ignored 1", "{kind}: {run}");
        assert_eq!(items(&run, "ignore")[0]["message"], "an example of the template");
    }
    // Filled in, it makes what it says.
    let text = "Name,Capacity\nexample: Focus,8\nHall,80\n";
    assert_eq!(counts(&import(env, "rooms", text).ok()), "created 1, ignored 1");
}

fn the_template_of_a_schedule_is_a_year_of_months(env: &Env) {
    // Without rooms it has names to replace, from which they are made.
    env.colab(&["import", "template", "schedule", "-o", "s.xlsx"])
        .ok();
    env.colab(&["import", "schedule", "s.xlsx", "--create-rooms", "-n"])
        .fails(6);
    starter(env);
    env.colab(&["import", "template", "schedule", "--year", "2027", "-o", "s.xlsx"])
        .ok();
    let run = env
        .colab(&["import", "schedule", "s.xlsx", "-f", "json", "--full"])
        .ok();
    let report = run.json();
    assert_eq!(report["cells"]["rejected"], 0, "{run}");
    let sheets = report["sheets"].as_array().unwrap();
    let imported: Vec<&Value> = sheets.iter().filter(|sheet| sheet["imported"] == true).collect();
    assert_eq!(imported.len(), 12, "{run}");
    let days: i64 = imported.iter().map(|sheet| sheet["days"].as_i64().unwrap()).sum();
    assert_eq!(days, 365);
    assert!(imported.iter().all(|sheet| sheet["rooms"] == 24), "{run}");
}

fn a_template_names_its_file_and_its_kind(env: &Env) {
    env.colab(&["import", "template", "rooms", "-o", "r.csv"])
        .fails(2)
        .says(".xlsx");
    env.colab(&["import", "template", "chairs", "-o", "r.xlsx"])
        .fails(2);
    env.colab(&["import", "template", "rooms", "-o", "r.xlsx", "--year", "2027"])
        .fails(2);
    env.colab(&["import", "template", "rooms", "-o", "r.xlsx", "--dry-run"])
        .ok();
    assert!(!env.path("r.xlsx").exists());
    env.colab(&["import", "template", "rooms", "-o", "nowhere/r.xlsx"])
        .fails(3);
}

/// Name, place, notes of a device; of letters that separate, quote, run and escape.
fn texts() -> impl Strategy<Value = Vec<(String, String)>> {
    let text = "[-=+@'\";,. a-cé\u{a0}|#]{0,12}";
    proptest::collection::vec((text, text), 1..12)
}

fn any_values_come_back_as_they_were(_: &Env) {
    check(Engine::Sqlite, 12);
}

fn any_values_come_back_on_the_server(_: &Env) {
    check(Engine::Postgres, 3);
}

/// What is kept of a text: marks alone, such as a dash, say that there is none.
pub fn value_of(text: &str) -> &str {
    let text = text.trim();
    let is_mark = text.len() <= 5 && text.chars().all(|c| "-.".contains(c));
    if is_mark { "" } else { text }
}

/// Imported as JSON, printed as CSV and JSON and imported again, everything is unchanged; undone, nothing is left.
fn check(engine: Engine, cases: u32) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let passed = TestRunner::new(config).run(&texts(), |texts| {
        let env = Env::on(engine);
        let rows: Vec<Value> = texts
            .iter()
            .enumerate()
            .map(|(number, (place, notes))| {
                json!({"serial_number": format!("D{number}"), "category": "Laptop", "place": place, "notes": notes})
            })
            .collect();
        env.write("d.json", Value::Array(rows).to_string());
        let run = env.colab(&["import", "devices", "d.json", "-f", "json"]).ok();
        prop_assert_eq!(counts(&run), format!("created {}", texts.len()));
        let list = env.json(&["device", "list"]);
        for (number, (place, notes)) in texts.iter().enumerate() {
            let device = list.as_array().unwrap().iter().find(|one| one["serial_number"] == format!("D{number}"));
            let stored = |field: &str| device.unwrap()[field].as_str().unwrap_or_default().to_owned();
            prop_assert_eq!(stored("place"), value_of(place));
            prop_assert_eq!(stored("notes"), value_of(notes));
        }
        for format in ["csv", "json"] {
            let printed = env.colab(&["device", "list", "-f", format]).ok();
            env.write("again", printed.stdout);
            let run = env.colab(&["import", "devices", "again", "-f", "json"]).ok();
            prop_assert_eq!(counts(&run), format!("unchanged {}", texts.len()));
        }
        undo(&env, "1", &[]).ok();
        prop_assert_eq!(env.json(&["device", "list"]), json!([]));
        Ok(())
    });
    if let Err(error) = passed {
        panic!("{error}");
    }
}
