//! `dashboard`: the day on one screen, to each role what it may see.

use serde_json::{Value, json};

use super::support::terminal::on_terminal;
use super::support::{ADMIN, Env};

both![
    scenario_36_the_admin_sees_the_day_and_so_does_every_role_what_it_may,
    the_numbers_are_those_of_the_commands_they_come_from,
    staff_see_their_own_bookings,
    the_kitchen_sees_meals_and_heads_and_no_client,
    another_day_is_another_dashboard,
    what_is_unread_is_shown_until_it_is_read,
    every_format_says_the_same_numbers
];
sqlite![it_fits_eighty_columns_with_and_without_colour];

/// The demo's own day.
const DAY: &str = "2026-07-01T08:00:00Z";

fn demo(env: &mut Env) {
    env.colab(&[
        "import",
        "demo",
        "--seed",
        "2",
        "--bookings",
        "1500",
        "--year",
        "2026",
    ])
    .ok();
    env.set("COLAB_NOW", DAY);
}

/// An environment like this one, with the demo in it, standing on its day.
fn with_demo(env: &Env) -> Env {
    let mut env = Env::on(env.engine());
    demo(&mut env);
    env
}

#[track_caller]
fn of(env: &Env, user: &str) -> Value {
    env.json(&["dashboard", "--as", user])
}

fn scenario_36_the_admin_sees_the_day_and_so_does_every_role_what_it_may(env: &Env) {
    let env = with_demo(env);
    let keys = [
        "bookings_today",
        "own_bookings",
        "ghosts",
        "stock",
        "overdue",
        "kitchen",
        "utilisation",
    ];
    for (user, role, seen) in [
        ("lerato", "admin", "y-yyyyy"),
        ("sipho", "training_facility_admin", "y-yyyyy"),
        ("thandi", "it_rental_admin", "y-yyyyy"),
        ("pieter", "training_facility_admin_viewer", "y-yyyyy"),
        ("zanele", "kitchen_staff", "-----y-"),
        ("ayanda", "staff", "yy-----"),
    ] {
        let shown = of(&env, user);
        assert_eq!(
            (&shown["role"], &shown["date"]),
            (&json!(role), &json!("2026-07-01"))
        );
        for (key, letter) in keys.iter().zip(seen.chars()) {
            assert!(shown.get(key).is_some(), "every key is there: {key}");
            assert_eq!(!shown[key].is_null(), letter == 'y', "{user}: {key}");
        }
        let text = env.colab(&["dashboard", "--as", user]).ok().stdout;
        assert!(
            text.contains(&format!("{user} ({role})")) && text.contains("1 July 2026"),
            "{text}"
        );
    }
    assert_eq!(env.json(&["dashboard"])["role"], "admin");
    env.colab_as("colab_of_nobody", &["dashboard"]).fails(4);
}

fn the_numbers_are_those_of_the_commands_they_come_from(env: &Env) {
    let env = with_demo(env);
    let shown = env.json(&["dashboard"]);
    let calendar = env.json(&[
        "booking",
        "calendar",
        "--from",
        "2026-07-01",
        "--to",
        "2026-07-01",
    ]);
    let mut expected = ids(&calendar["days"][0]["bookings"], "booking_id");
    let alone = env.json(&["booking", "list", "--date", "2026-07-01"]);
    let alone = alone
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["device_only"] == true && one["status"] != "pending");
    expected.extend(alone.map(|one| one["id"].as_i64().unwrap()));
    expected.sort_unstable();
    assert!(!expected.is_empty());
    assert_eq!(ids(&shown["bookings_today"], "id"), expected);
    assert_eq!(shown["today"]["bookings"], expected.len());
    let people: i64 = array(&shown["bookings_today"])
        .iter()
        .map(|one| one["headcount"].as_i64().unwrap())
        .sum();
    assert_eq!(shown["today"]["people"], people);

    let queue = env.json(&["room", "queue"]);
    assert_eq!(shown["ghosts_waiting"], array(&queue).len());
    assert_eq!(array(&shown["ghosts"])[..], array(&queue)[..8]);
    assert_eq!(
        shown["stock"],
        env.json(&["device", "stock", "--date", "2026-07-01"])
    );
    assert_eq!(shown["overdue"], env.json(&["rental", "overdue"]));
    assert!(!array(&shown["overdue"]).is_empty());
    assert_eq!(
        shown["kitchen"],
        env.json(&["booking", "catering", "--date", "2026-07-01"])
    );

    let rooms = env.json(&["room", "utilisation", "--month", "2026-07"]);
    let sum = |field: &str| {
        array(&rooms)
            .iter()
            .map(|one| one[field].as_f64().unwrap())
            .sum::<f64>()
    };
    assert_eq!(shown["utilisation"]["month"], "2026-07");
    assert_eq!(
        shown["utilisation"]["hours_booked"].as_f64(),
        Some(sum("hours_booked"))
    );
    assert_eq!(
        shown["utilisation"]["hours_open"].as_f64(),
        Some(sum("hours_open"))
    );
    let percent = (sum("hours_booked") * 100.0 / sum("hours_open")).round();
    assert_eq!(shown["utilisation"]["percent"].as_f64(), Some(percent));
}

fn array(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

fn ids(list: &Value, field: &str) -> Vec<i64> {
    let mut ids: Vec<i64> = array(list)
        .iter()
        .map(|one| one[field].as_i64().unwrap())
        .collect();
    ids.sort_unstable();
    ids
}

fn staff_see_their_own_bookings(env: &Env) {
    let anna = env.user("anna", "staff");
    let ben = env.user("ben", "staff");
    for (who, client) in [(&anna, "Anna's"), (&ben, "Ben's")] {
        let create = [
            "booking",
            "create",
            "--client",
            client,
            "--date",
            "2026-01-20",
            "--learners",
            "3",
        ];
        env.colab_as(who, &create).ok();
    }
    let json = |who: &str| env.colab_as(who, &["dashboard", "-f", "json"]).ok().json();
    let shown = json(&anna);
    let clients: Vec<&Value> = array(&shown["own_bookings"])
        .iter()
        .map(|one| &one["client_name"])
        .collect();
    assert_eq!(clients, [&json!("Anna's")]);
    assert_eq!(shown["bookings_today"], json!([]));
    // What is cancelled is nobody's any more; a room that was given is seen on the day.
    let id = array(&shown["own_bookings"])[0]["id"].to_string();
    env.colab(&["room", "add", "Focus"]).ok();
    env.colab(&["booking", "assign", &id, "--room", "Focus"]).ok();
    let on_the_day = |who: &str| {
        let run = env.colab_as(who, &["dashboard", "--date", "2026-01-20", "-f", "json"]);
        array(&run.ok().json()["bookings_today"]).len()
    };
    assert_eq!((on_the_day(&anna), on_the_day(&ben)), (1, 0));
    env.colab(&["booking", "cancel", &id]).ok();
    assert_eq!(json(&anna)["own_bookings"], json!([]));
}

fn the_kitchen_sees_meals_and_heads_and_no_client(env: &Env) {
    env.colab(&["room", "add", "Focus"]).ok();
    let kitchen = env.user("kitchen", "kitchen_staff");
    let create = [
        "booking",
        "create",
        "--client",
        "Secret Client",
        "--room",
        "Focus",
        "--date",
        "2026-01-15",
        "--learners",
        "25",
        "--facilitators",
        "1",
        "--coffee",
        "--morning",
        "sandwiches",
        "--lunch",
        "in_house",
    ];
    env.colab(&create).ok();
    let run = env.colab_as(&kitchen, &["dashboard", "-f", "json"]).ok();
    assert!(!run.stdout.contains("Secret"), "{run}");
    let shown = run.json();
    assert_eq!(shown["today"], json!({"bookings": 1, "rooms": 1, "people": 26}));
    assert_eq!(shown["kitchen"]["totals"]["lunch_in_house"], 26);
    let run = env.colab_as(&kitchen, &["dashboard"]).ok();
    assert!(
        run.stdout.contains("Focus") && run.stdout.contains("26 people") && !run.stdout.contains("Secret"),
        "{run}"
    );
    let admin = if env.is_sqlite() { "root" } else { ADMIN };
    let text = env.colab(&["dashboard"]).ok().stdout;
    assert!(
        text.contains("Secret Client") && text.contains("coffee 26") || !text.contains(admin),
        "{text}"
    );
}

fn what_is_unread_is_shown_until_it_is_read(env: &Env) {
    let env = with_demo(env);
    assert_eq!(env.json(&["dashboard"])["notifications_unread"], 0);
    env.colab(&["notify", "check"]).ok();
    let shown = of(&env, "thandi");
    let unread = array(&env.json(&["notify", "list", "--unread", "--as", "thandi"])).len();
    assert!(unread > 0);
    assert_eq!(shown["notifications_unread"], unread);
    let id = shown["notifications"][0]["id"].to_string();
    env.colab(&["notify", "read", &id, "--as", "thandi"]).ok();
    assert_eq!(of(&env, "thandi")["notifications_unread"], unread - 1);
    let text = env.colab(&["dashboard", "--as", "thandi"]).ok().stdout;
    assert!(text.contains("Unread: "), "{text}");
}

fn another_day_is_another_dashboard(env: &Env) {
    env.colab(&["room", "add", "Focus"]).ok();
    env.book("Focus", "2026-01-16", "08:00-12:00");
    let of = |day: &str| env.json(&["dashboard", "--date", day])["today"]["bookings"].clone();
    assert_eq!(
        (of("today"), of("tomorrow"), of("2026-01-16")),
        (json!(0), json!(1), json!(1))
    );
    env.colab(&["dashboard", "--date", "someday"])
        .fails(2)
        .says("invalid date");
    let empty = env.colab(&["dashboard", "--date", "2030-01-01"]).ok().stdout;
    assert!(
        empty.contains("0 bookings") && empty.contains("Overdue: nothing"),
        "{empty}"
    );
}

fn every_format_says_the_same_numbers(env: &Env) {
    let env = with_demo(env);
    let shown = env.json(&["dashboard"]);
    let lines = env.colab(&["dashboard", "-f", "ndjson"]).ok().stdout;
    let value = |section: &str, figure: &str| {
        let lines = lines
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        let mut found = lines.filter(|line| line["section"] == section && line["figure"] == figure);
        found.next().map(|line| line["value"].clone())
    };
    assert_eq!(
        value("today", "bookings"),
        Some(shown["today"]["bookings"].clone())
    );
    assert_eq!(value("ghosts", "waiting"), Some(shown["ghosts_waiting"].clone()));
    assert_eq!(
        value("overdue", "devices"),
        Some(json!(array(&shown["overdue"]).len()))
    );
    assert_eq!(
        value("utilisation", "percent"),
        Some(shown["utilisation"]["percent"].clone())
    );
    assert_eq!(
        value("stock", "Laptop free"),
        Some(shown["stock"][0]["free"].clone())
    );
    let csv = env
        .colab(&["dashboard", "-f", "csv", "--fields", "figure,value"])
        .ok()
        .stdout;
    assert!(csv.starts_with("figure,value\nbookings,"), "{csv}");
}

fn it_fits_eighty_columns_with_and_without_colour(env: &Env) {
    let env = with_demo(env);
    for user in ["lerato", "thandi", "zanele", "ayanda"] {
        for columns in [80, 60] {
            let call = env.call(&["dashboard", "--as", user]).variable("NO_COLOR", "1");
            let (text, code) = on_terminal(&call, columns);
            assert_eq!(code, Some(0));
            assert!(!text.contains('\u{1b}'), "{text:?}");
            let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(widest <= usize::from(columns), "{widest} of {columns}:\n{text}");
        }
        let (coloured, _) = on_terminal(&env.call(&["dashboard", "--as", user]).without("NO_COLOR"), 80);
        assert!(coloured.contains('\u{1b}'), "{coloured:?}");
    }
}
