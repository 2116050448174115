//! Locations: rooms, devices and tasks belong to them, and lists are of them.

use serde_json::{Value, json};

use super::support::Env;

both![
    a_location_is_added_renamed_and_taken_out_of_use,
    rooms_devices_and_tasks_belong_to_known_locations,
    lists_are_of_a_location,
    use_and_costs_are_summed_by_location,
    tables_name_locations,
    texts_of_rooms_become_locations_at_the_upgrade,
    raw_sql_breaks_no_location,
    undo_brings_locations_back,
    who_edits_rooms_edits_locations,
    an_export_of_everything_is_read_back_as_rooms,
    an_empty_location_chooses_nothing,
    forgetting_reaches_notes_of_locations,
];

fn names(env: &Env, line: &str, field: &str) -> Vec<String> {
    let rows = env.get(line);
    let rows = rows.as_array().unwrap().iter();
    let text = |row: &Value| match &row[field] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    rows.map(text).collect()
}

/// Two locations, a room in each and one in none, a combined room of both.
fn site(env: &Env) {
    for line in [
        "location add \"North wing\" --city Sandton",
        "location add Annexe --city Johannesburg",
        "room add Focus --capacity 10 --location \"north wing\"",
        "room add Growth --capacity 20 --location annexe",
        "room add Vision --capacity 30",
        "room combine Hall Focus Growth",
    ] {
        env.line(line).ok();
    }
}

fn a_location_is_added_renamed_and_taken_out_of_use(env: &Env) {
    let added = env
        .get("location add \"North wing\" --city Sandton --address \"1 Main Rd\" --zone Africa/Johannesburg");
    assert_eq!(
        (&added["name"], &added["city"], &added["zone"]),
        (
            &json!("North wing"),
            &json!("Sandton"),
            &json!("Africa/Johannesburg")
        )
    );
    assert_eq!(
        env.refusal("location add Annexe --zone Africa/Nowhere"),
        ("invalid_zone".to_owned(), 6)
    );
    assert_eq!(
        env.refusal("location add NORTH-WING"),
        ("location_exists".to_owned(), 5)
    );
    env.line("location add northwing --if-exists skip").ok();
    env.line("room add Focus --location \"north wing\"").ok();
    env.line("location edit \"North wing\" --name Tower --city \"\"")
        .ok();
    let shown = env.get("location show tower");
    assert_eq!(
        (&shown["city"], &shown["address"]),
        (&Value::Null, &json!("1 Main Rd"))
    );
    assert_eq!(shown["history"].as_array().unwrap().len(), 2);
    assert_eq!(env.get("room show Focus")["location"], "Tower");
    env.line("location edit Tower").fails(2);
    env.line("location show Towel").fails(3).says("Tower");
    // One that is out of use stays that of its rooms.
    env.line("location edit Tower --active false").ok();
    assert_eq!(env.get("location list"), json!([]));
    assert_eq!(names(env, "location list --all", "name"), ["Tower"]);
    assert_eq!(names(env, "room list --location tower", "name"), ["Focus"]);
    env.line("db check").ok();
    env.verify_audit().unwrap();
}

fn rooms_devices_and_tasks_belong_to_known_locations(env: &Env) {
    site(env);
    for line in [
        "room add Wisdom --location Anexe",
        "room edit Focus --location Anexe",
        "device add LT-1 --category Laptop --location Anexe",
        "task add cleaning floors --location Anexe",
        "room list --location Anexe",
    ] {
        let refused = env.line(line).fails(3).says("location `Anexe` not found");
        refused.says("Annexe").says("colab location add Anexe");
    }
    env.line("device add LT-1 --category Laptop --location annexe --place shelf")
        .ok();
    let device = env.get("device show LT-1");
    assert_eq!(
        (&device["location"], &device["place"]),
        (&json!("Annexe"), &json!("shelf"))
    );
    // Where it is lent to is not where it belongs.
    env.line("device move LT-1 --place Durban").ok();
    assert_eq!(env.get("device show LT-1")["location"], "Annexe");
    env.line("device edit LT-1 --location \"\"").ok();
    assert_eq!(env.get("device show LT-1")["location"], Value::Null);
    let task = env.get("task add inspection extinguishers --location annexe");
    assert_eq!(
        (&task["about"], &task["location"]),
        (&json!("location Annexe"), &json!("Annexe"))
    );
    env.line("task add cleaning floors --location annexe --room Focus")
        .fails(2);
    env.line("db check").ok();
}

fn lists_are_of_a_location(env: &Env) {
    site(env);
    // A part of the name or the city does; a whole name is that one.
    env.line("location add \"Annexe roof\" --city Johannesburg").ok();
    env.line("room add Roof --location \"annexe roof\"").ok();
    assert_eq!(names(env, "room list --location annexe", "name"), ["Growth"]);
    assert_eq!(names(env, "room list --location wing", "name"), ["Focus"]);
    assert_eq!(
        names(env, "room list --location johannes", "name"),
        ["Growth", "Roof"]
    );
    let day = "--date 2026-03-02 --time 08:00-12:00";
    assert_eq!(
        names(env, &format!("room free {day} --location sandton"), "room"),
        ["Focus"]
    );
    assert_eq!(
        names(
            env,
            &format!("booking suggest {day} --people 5 --location annexe"),
            "room"
        )[0],
        "Growth"
    );
    for (client, room) in [("One", "Focus"), ("Two", "Growth"), ("Three", "Vision")] {
        env.line(&format!(
            "booking create --client {client} --room {room} --date 2026-03-02 --time 08:00-10:00 --learners 5"
        ))
        .ok();
    }
    env.line("booking create --client Both --room Hall --date 2026-03-03 --time 08:00-10:00 --learners 5")
        .ok();
    // A booking of a combined room is in each of its parts.
    assert_eq!(
        names(env, "booking list --location wing", "client_name"),
        ["One", "Both"]
    );
    assert_eq!(
        names(env, "booking list --location wing --room Growth", "client_name"),
        ["Both"]
    );
    let calendar = env.get("booking calendar --month 2026-03 --location wing");
    assert_eq!(calendar["rooms"], json!(["Focus"]));
    env.line("location add Empty").ok();
    env.line("booking calendar --month 2026-03 --location empty")
        .fails(3);
    env.line("room block Focus --from 2026-04-01 --reason paint").ok();
    env.line("room block Vision --from 2026-04-02 --reason paint")
        .ok();
    env.line("site close 2026-04-03 --reason closed").ok();
    assert_eq!(
        names(env, "room blocks --location wing", "rooms"),
        ["Focus", "all rooms"]
    );
    assert_eq!(
        names(env, "room blocks --location annexe", "rooms"),
        ["all rooms"]
    );
    env.line("booking create --client Ghost --date 2026-03-04 --time 08:00-10:00 --learners 5")
        .ok();
    let waiting = env.get("room queue --location annexe");
    assert_eq!(waiting[0]["best_rooms"], json!(["Growth"]));
    env.line("device add LT-1 LT-2 --category Laptop").ok();
    env.line("device edit LT-2 --location annexe").ok();
    assert_eq!(
        names(env, "device list --location annexe", "serial_number"),
        ["LT-2"]
    );
    for (title, about) in [
        ("walls", "--location annexe"),
        ("windows", "--room Growth"),
        ("keyboard", "--device LT-2"),
        ("doors", "--room Focus"),
        ("papers", ""),
    ] {
        env.line(&format!("task add cleaning {title} {about} --due 2026-03-05"))
            .ok();
    }
    let in_annexe = ["walls", "windows", "keyboard"];
    assert_eq!(names(env, "task list --location annexe", "title"), in_annexe);
    assert_eq!(
        names(env, "task agenda --date 2026-03-05 --location annexe", "title"),
        in_annexe
    );
}

fn use_and_costs_are_summed_by_location(env: &Env) {
    site(env);
    for (room, day) in [("Focus", 2), ("Growth", 2), ("Growth", 3)] {
        env.line(&format!(
            "booking create --client One --room {room} --date 2026-03-0{day} --time 08:00-10:00 --learners 5"
        ))
        .ok();
    }
    let sums = env.get("room utilisation --month 2026-03 --by location");
    let row = |place: usize| {
        let sum = &sums[place];
        (&sum["location"], &sum["bookings"], &sum["hours_booked"])
    };
    assert_eq!(row(0), (&Value::Null, &json!(0), &json!(0.0)));
    assert_eq!(row(1), (&json!("Annexe"), &json!(2), &json!(4.0)));
    assert_eq!(row(2), (&json!("North wing"), &json!(1), &json!(2.0)));
    assert_eq!(
        names(env, "room utilisation --month 2026-03 --location annexe", "room"),
        ["Growth"]
    );
    for (about, cost) in [
        ("--location annexe", 10),
        ("--room Growth", 5),
        ("--room Vision", 1),
    ] {
        let task = env.get(&format!("task add cleaning floors {about}"))["id"].clone();
        env.line(&format!("task done {task} --cost {cost}")).ok();
    }
    let costs = env.get("task list --by location");
    let row = |place: usize| (&costs[place]["location"], &costs[place]["cost"]["amount_cents"]);
    assert_eq!(row(0), (&Value::Null, &json!(100)));
    assert_eq!(row(1), (&json!("Annexe"), &json!(1500)));
}

fn tables_name_locations(env: &Env) {
    env.line("location add Annexe").ok();
    env.write(
        "rooms.csv",
        "name,location\nFocus,annexe\nGrowth,Upstairs\nVision,upstairs\n",
    );
    let run = env.line("import rooms rooms.csv").ok();
    assert!(run.stdout.contains("the location Upstairs is new"), "{run}");
    assert_eq!(
        names(env, "room list", "location"),
        ["Annexe", "Upstairs", "Upstairs"]
    );
    assert_eq!(names(env, "location list", "name"), ["Annexe", "Upstairs"]);
    // The spelling is the database's: the same file again changes nothing.
    let again = env.line("import rooms rooms.csv").ok();
    assert!(again.stdout.contains("3 unchanged"), "{again}");
    // A device's location that nobody knows is the place where it is kept, as it always was.
    env.write(
        "devices.csv",
        "serial,category,location\nLT-1,Laptop,annexe\nLT-2,Laptop,Shelf\n",
    );
    env.line("import devices devices.csv").ok();
    let of = |serial: &str| {
        let device = env.get(&format!("device show {serial}"));
        (device["location"].clone(), device["place"].clone())
    };
    assert_eq!(of("LT-1"), (json!("Annexe"), Value::Null));
    assert_eq!(of("LT-2"), (Value::Null, json!("Shelf")));
    assert_eq!(env.count("locations"), 2);
    env.write(
        "both.csv",
        "serial,category,place,location\nLT-3,Laptop,Shelf,Nowhere\n",
    );
    let refused = env.line("import devices both.csv").fails(6);
    assert!(
        refused.stdout.contains("location `Nowhere` not found"),
        "{refused}"
    );
    // Lists of ours are read back unchanged.
    for (noun, kind) in [("room", "rooms"), ("device", "devices")] {
        let rows = env.get(&format!("{noun} list"));
        env.write("list.json", rows.to_string());
        env.line(&format!("import {kind} list.json")).ok();
        assert_eq!(env.get(&format!("{noun} list")), rows);
    }
    env.line("db check").ok();
}

fn texts_of_rooms_become_locations_at_the_upgrade(env: &Env) {
    env.line("location add Old").ok();
    for room in ["Focus", "Growth", "Vision", "Wisdom"] {
        env.line(&format!("room add {room}")).ok();
    }
    env.line("room edit Wisdom --location Old").ok();
    let edit = env.get("history --limit 1")[0]["id"].as_i64().unwrap();
    env.line("room edit Wisdom --location \"\"").ok();
    env.migrate_back_before("2026-11-29-000065");
    env.raw_sql(
        "UPDATE rooms SET location = 'Étage  2' WHERE name = 'Focus';
         UPDATE rooms SET location = 'etage 2' WHERE name = 'Growth';
         UPDATE rooms SET location = ' ' WHERE name = 'Vision'",
    )
    .unwrap();
    env.line("db migrate --no-backup").ok();
    let there = env.column(&["room", "list"], "location");
    assert_eq!(
        (&there[0], there[0] == there[1]),
        (&"Étage  2".to_owned(), true),
        "{there:?}"
    );
    assert_eq!(env.get("room show Vision")["location"], Value::Null);
    // What only the history names is out of use, and comes back with it.
    assert_eq!(names(env, "location list", "name"), ["Étage  2"]);
    assert_eq!(names(env, "location list --all", "name"), ["Étage  2", "Old"]);
    env.line("undo").ok();
    assert_eq!(env.get("room show Wisdom")["location"], "Old");
    env.line(&format!("undo {edit}")).ok();
    assert_eq!(env.get("room show Wisdom")["location"], Value::Null);
    assert_eq!(
        names(env, "room list --location ETAGE-2", "name"),
        ["Focus", "Growth"]
    );
    env.line("db check").ok();
}

fn raw_sql_breaks_no_location(env: &Env) {
    site(env);
    env.line("task add cleaning walls --location annexe").ok();
    for (statement, rule) in [
        ("DELETE FROM locations", "locations_never_deleted"),
        ("UPDATE locations SET name = ''", "locations_name_check"),
        (
            "UPDATE locations SET name_key = 'annexe'",
            "name_key",
        ),
        (
            "UPDATE tasks SET location_id = NULL",
            "tasks_about_fixed",
        ),
        (
            "INSERT INTO tasks (kind, title, state, priority, room_id, location_id, created_at, updated_by, updated_at)
             SELECT 'other', 'x', 'open', 'low', room_id, location_id, created_at, 'x', created_at
               FROM (SELECT min(r.id) AS room_id, min(t.location_id) AS location_id, min(t.created_at) AS created_at
                       FROM rooms r, tasks t) AS both_of_them",
            "tasks_location_check",
        ),
        ("UPDATE rooms SET location_id = 99", ""),
        ("UPDATE devices SET location_id = 99", ""),
    ] {
        match env.raw_sql(statement) {
            Err(error) => assert!(error.contains(rule), "{statement}: {error}"),
            Ok(()) => assert!(env.count("devices") == 0 && statement.contains("devices"), "{statement}"),
        }
    }
    env.line("db check").ok();
}

fn undo_brings_locations_back(env: &Env) {
    site(env);
    let newest = || env.get("history --limit 1")[0]["id"].as_i64().unwrap();
    env.line("location edit Annexe --name Roof --city Durban").ok();
    let undone = env.line("undo").ok();
    assert!(undone.stdout.contains("is called Annexe again"), "{undone}");
    assert_eq!(env.get("location show annexe")["city"], "Johannesburg");
    let undo = newest();
    env.line(&format!("undo {undo}")).ok();
    assert_eq!(env.get("location show roof")["city"], "Durban");
    let renamed = newest();
    env.line("room edit Vision --location roof").ok();
    let undone = env.line("undo").ok();
    assert!(undone.stdout.contains("has no location again"), "{undone}");
    env.line(&format!("undo {}", newest())).ok();
    assert_eq!(env.get("room show Vision")["location"], "Roof");
    env.line("location add Cellar").ok();
    let undone = env.line("undo").ok();
    assert!(undone.stdout.contains("is out of use"), "{undone}");
    assert_eq!(env.get("location show Cellar")["is_active"], false);
    let history = env.get("history --record location:Roof");
    assert_eq!(history.as_array().unwrap().len(), 4, "{history}");
    env.line("location add Annexe").ok();
    env.line(&format!("undo {renamed}"))
        .fails(5)
        .says("another location has that name by now");
    env.verify_audit().unwrap();
}

fn who_edits_rooms_edits_locations(env: &Env) {
    site(env);
    let (it, staff) = (
        env.user_by_admin("ruth", "it_rental_admin"),
        env.user_by_admin("sam", "staff"),
    );
    env.line_as(&staff, "location list").ok();
    env.line_as(&staff, "location add Roof").fails(4);
    env.line_as(&it, "location edit Annexe --city Durban").fails(4);
    // A device is given a location by whoever gives devices.
    env.line_as(&it, "device add LT-1 --category Laptop --location annexe")
        .ok();
    env.line_as(&it, "device list --location annexe").ok();
}

fn an_export_of_everything_is_read_back_as_rooms(env: &Env) {
    env.line("location add Annexe --city Sandton --zone Africa/Johannesburg")
        .ok();
    env.line("room add Focus --capacity 20 --location Annexe").ok();
    env.line("export all.xlsx").ok();
    // Lists that are gathered are not written while they are read.
    assert_eq!(env.line("export again.xlsx -f json").ok().stdout, "");
    let run = env.line("import rooms all.xlsx -f json").ok();
    assert_eq!(run.json()["counts"]["unchanged"], 1, "{run}");
}

fn an_empty_location_chooses_nothing(env: &Env) {
    env.line("location add Annexe").ok();
    for list in ["room list", "device list", "booking list", "task list"] {
        env.colab(&[&list.split(' ').collect::<Vec<_>>()[..], &["--location", ""]].concat())
            .fails(2)
            .says("is empty");
    }
    env.line("room utilisation --by location -o heat.svg")
        .fails(2)
        .says("a heat map is by room");
    // A hint is a command that can be typed.
    env.colab(&["room", "list", "--location", "a\"b $HOME"])
        .fails(3)
        .says("colab location add 'a\"b $HOME'");
}

fn forgetting_reaches_notes_of_locations(env: &Env) {
    env.line("client add \"Zebrafin Ltd\"").ok();
    env.line("location add Annexe --address \"c/o Zebrafin Ltd\"")
        .ok();
    env.line("client forget \"Zebrafin Ltd\" --reason asked --texts --yes")
        .ok();
    let address = env.raw_text("SELECT address FROM locations").unwrap_or_default();
    assert!(!address.contains("Zebrafin"), "{address}");
}
