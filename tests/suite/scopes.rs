//! Roles within a scope: a manager of some rooms, locations or tenants does there what the room boss does, and nowhere else.

use serde_json::json;

use super::support::Env;

both![
    a_manager_sees_and_decides_what_is_theirs,
    a_location_stands_for_its_rooms_and_a_tenant_for_its_bookings,
    grants_are_listed_taken_back_and_undone,
    whoever_loses_a_grant_loses_it_at_once,
    a_manager_undoes_what_they_may_do,
    a_manager_displaces_nobody_elses_booking,
    the_database_holds_what_a_grant_is,
    managers_are_told_of_what_waits_for_them,
    a_manager_hands_nothing_of_theirs_to_others,
    of_a_series_a_manager_changes_their_own_part,
    wishes_and_files_of_what_one_manages_are_seen,
    addresses_are_of_the_sites_domains,
    an_idle_session_ends,
];

/// Two rooms, and three bookings that wait: for Focus, for Vision, for any.
fn site(env: &Env) {
    for line in [
        "room add Focus --capacity 10",
        "room add Vision --capacity 20",
        "booking create --client Alpha --date 2026-03-02 --learners 5 --wish Focus",
        "booking create --client Beta --date 2026-03-02 --learners 5 --wish Vision",
        "booking create --client Gamma --date 2026-03-02 --learners 5",
    ] {
        env.line(line).ok();
    }
}

fn manager(env: &Env, role: &str, scope: &str) -> String {
    let token = env.user_by_admin("sipho", role);
    env.line(&format!("user grant sipho room_manager {scope}")).ok();
    token
}

fn ids(env: &Env, token: &str, line: &str, field: &str) -> Vec<i64> {
    let rows = env.line_as(token, &format!("{line} -f json")).ok().json();
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| row[field].as_i64().unwrap()).collect()
}

fn a_manager_sees_and_decides_what_is_theirs(env: &Env) {
    site(env);
    let token = manager(env, "kitchen_staff", "--room Focus");
    let code = |line: &str, code: i32| {
        env.line_as(&token, line).fails(code);
    };
    assert_eq!(ids(env, &token, "room queue", "booking_id"), [1]);
    assert_eq!(ids(env, &token, "booking list", "id"), [1]);
    code("booking show 2", 3);
    // Not theirs: neither the booking nor the room.
    code("booking assign 2 --room Focus", 3);
    code("booking assign 1 --room Vision", 4);
    code("booking cancel 3", 3);
    let used = env
        .line_as(&token, "room utilisation --month 2026-03 -f json")
        .ok()
        .json();
    let rooms: Vec<_> = used
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["room"].clone())
        .collect();
    assert_eq!(rooms, [json!("Focus")]);
    code("room utilisation --month 2026-03 --room Vision", 4);
    code("room solve", 4);
    env.line_as(&token, "booking assign 1 --room Focus --notes key")
        .ok();
    env.line_as(&token, "booking confirm 1").ok();
    code("booking reschedule 1 --room Vision", 4);
    env.line_as(&token, "booking reschedule 1 --by 1d").ok();
    env.line_as(&token, "booking edit 1 --learners 6").ok();
    env.line_as(
        &token,
        "booking create --client Delta --room Focus --date 2026-03-05 --learners 3",
    )
    .ok();
    code(
        "booking create --client Delta --room Vision --date 2026-03-05 --learners 3",
        4,
    );
    code("booking create --client Delta --date 2026-03-05 --learners 3", 4);
    assert_eq!(ids(env, &token, "booking list", "id"), [1, 4]);
    // The room itself.
    env.line_as(&token, "room edit Focus --capacity 12").ok();
    code("room edit Vision --capacity 12", 4);
    env.line_as(&token, "room block Focus --from 2026-04-01 --reason paint")
        .ok();
    code("room block Vision --from 2026-04-01 --reason paint", 4);
    code("site close 2026-04-01 --reason paint", 4);
    env.line_as(&token, "room unblock 1").ok();
    code("room add New --capacity 4", 4);
    code("room deactivate Focus", 4);
    // Staff who manage see what every staff sees besides.
    let staff = env.user_by_admin("lerato", "staff");
    env.line("user grant lerato room_manager --room Vision").ok();
    assert_eq!(ids(env, &staff, "booking list", "id"), [2, 3]);
    assert_eq!(ids(env, &staff, "room queue", "booking_id"), [2]);
    env.line_as(&staff, "booking assign 3 --room Vision")
        .fails(4)
        .says("in no room that they manage");
    env.line_as(&staff, "booking assign 2 --room Vision").ok();
    env.line("db check").ok();
}

fn a_location_stands_for_its_rooms_and_a_tenant_for_its_bookings(env: &Env) {
    site(env);
    env.line("location add Annexe").ok();
    env.line("room edit Vision --location Annexe").ok();
    let token = manager(env, "kitchen_staff", "--location annexe");
    assert_eq!(ids(env, &token, "room queue", "booking_id"), [2]);
    // A room that comes there later is one of them.
    env.line("room edit Focus --location Annexe").ok();
    assert_eq!(ids(env, &token, "room queue", "booking_id"), [1, 2]);
    env.line("user ungrant sipho room_manager --location Annexe").ok();
    env.line("user grant sipho room_manager --tenant training").ok();
    assert_eq!(ids(env, &token, "booking list", "id"), Vec::<i64>::new());
    env.line("booking edit 3 --tenant TRAINING").ok();
    assert_eq!(ids(env, &token, "booking list", "id"), [3]);
    env.line_as(&token, "booking assign 3 --room Vision").ok();
    env.line_as(&token, "booking cancel 2").fails(3);
    // A tenant is no room.
    env.line_as(&token, "room edit Vision --capacity 3").fails(4);
    env.line("user grant sipho room_manager --all-rooms").ok();
    assert_eq!(ids(env, &token, "booking list", "id"), [1, 2, 3]);
    env.line_as(&token, "room edit Vision --capacity 30").ok();
    env.line_as(&token, "site close 2026-05-01 --reason r").fails(4);
}

fn grants_are_listed_taken_back_and_undone(env: &Env) {
    site(env);
    let token = env.user_by_admin("sipho", "staff");
    env.line("user grant sipho room_manager").fails(2);
    env.line("user grant sipho finance --room Focus").fails(2);
    env.line("user grant nobody room_manager --room Focus").fails(3);
    env.line("user grant sipho room_manager --room Nowhere").fails(3);
    let given = env.get("user grant sipho room_manager --room focus Vision");
    assert_eq!(given[0]["scope"], "Focus");
    // What is there already is not given again.
    let operations = env.count("operations");
    env.line("user grant sipho room_manager --room Focus").ok();
    assert_eq!(env.count("operations"), operations);
    assert_eq!(
        env.column(&["user", "grants", "sipho"], "scope"),
        ["Focus", "Vision"]
    );
    let own = env.line_as(&token, "user grants -f json").ok().json();
    assert_eq!(own.as_array().unwrap().len(), 2);
    env.line_as(&token, "user grants somebody").fails(4);
    env.line("user ungrant sipho room_manager --room Vision").ok();
    env.line("user ungrant sipho room_manager --room Vision")
        .fails(3)
        .says("user grants sipho");
    env.line("undo").ok();
    assert_eq!(env.column(&["user", "grants"], "scope"), ["Focus", "Vision"]);
    env.line("user ungrant sipho room_manager").ok();
    assert_eq!(env.column(&["user", "grants"], "scope"), Vec::<String>::new());
    env.line("undo").ok();
    let rows = env.get("audit list --entity grant");
    assert_eq!(rows.as_array().unwrap().len(), 8, "{rows:#}");
    env.line("db check").ok();
    env.verify_audit().unwrap();
}

fn whoever_loses_a_grant_loses_it_at_once(env: &Env) {
    site(env);
    let token = manager(env, "staff", "--room Focus");
    env.line_as(&token, "booking assign 1 --room Focus --dry-run")
        .ok();
    env.line("booking assign 1 --room Focus --as sipho --dry-run")
        .ok();
    let narrow = env
        .line_as(&token, "user token create --name n --scope \"room queue\"")
        .ok()
        .stdout;
    let narrow = narrow.trim();
    assert_eq!(ids(env, narrow, "room queue", "booking_id"), [1]);
    env.line_as(narrow, "booking assign 1 --room Focus").fails(4);
    env.line("user ungrant sipho room_manager").ok();
    env.line_as(&token, "booking assign 1 --room Focus").fails(4);
    assert_eq!(ids(env, &token, "room queue", "booking_id"), [1, 2, 3]);
}

fn a_manager_undoes_what_they_may_do(env: &Env) {
    site(env);
    let token = manager(env, "kitchen_staff", "--room Focus");
    env.line_as(&token, "booking assign 1 --room Focus").ok();
    env.line_as(&token, "undo").ok();
    assert_eq!(env.get("booking show 1")["room"], json!(null));
    env.line_as(&token, "room edit Focus --capacity 3").ok();
    env.line_as(&token, "undo").ok();
    assert_eq!(env.get("room show Focus")["capacity"], 10);
    // A room that is no longer theirs is not put back by them.
    env.line_as(&token, "booking assign 1 --room Focus").ok();
    env.line("user ungrant sipho room_manager").ok();
    env.line("user grant sipho room_manager --room Vision").ok();
    env.line_as(&token, "undo").fails(4);
    env.line("db check").ok();
}

fn a_manager_displaces_nobody_elses_booking(env: &Env) {
    site(env);
    env.line("booking edit 1 --tenant TRAINING").ok();
    env.line("booking assign 2 --room Vision").ok();
    let token = manager(env, "kitchen_staff", "--tenant TRAINING");
    let displace = "booking assign 1 --room Vision --displace --reason urgent";
    env.line_as(&token, displace).fails(4).says("displace booking 2");
    assert_eq!(env.get("booking show 2")["room"], "Vision");
    env.line("user grant sipho room_manager --room Vision").ok();
    env.line_as(&token, displace).ok();
    assert_eq!(env.get("booking show 1")["room"], "Vision");
}

fn the_database_holds_what_a_grant_is(env: &Env) {
    site(env);
    env.user_by_admin("sipho", "staff");
    let insert = |kind: &str, room: &str, tenant: &str| {
        let at = if env.is_sqlite() { "0" } else { "now()" };
        env.raw_sql(&format!(
            "INSERT INTO role_grants (id, user_id, role, scope_kind, room_id, tenant_id, granted_by, granted_at)
             VALUES (99, 'sipho', 'room_manager', '{kind}', {room}, {tenant}, 'x', {at})"
        ))
    };
    for (kind, room, tenant) in [
        ("room", "NULL", "NULL"),
        ("room", "1", "'TECH'"),
        ("all", "1", "NULL"),
        ("tenant", "NULL", "'OTHER'"),
        ("site", "NULL", "NULL"),
        ("room", "99", "NULL"),
    ] {
        assert!(insert(kind, room, tenant).is_err(), "{kind} {room} {tenant}");
    }
    insert("room", "1", "NULL").unwrap();
    assert!(insert("room", "1", "NULL").is_err(), "twice the same");
    let found = env.line("db check").fails(9);
    assert!(
        found.stdout.contains("grant"),
        "a grant that the log does not know: {found}"
    );
}

fn a_manager_hands_nothing_of_theirs_to_others(env: &Env) {
    site(env);
    env.line("location add Annexe").ok();
    let token = manager(env, "kitchen_staff", "--room Focus");
    env.line_as(&token, "room edit Focus --location Annexe").fails(4);
    env.line("user grant sipho room_manager --tenant TECH").ok();
    env.line_as(&token, "booking edit 1 --tenant TRAINING").fails(4);
    env.line("room edit Focus --location Annexe").ok();
}

fn of_a_series_a_manager_changes_their_own_part(env: &Env) {
    env.line("room add Focus --capacity 10").ok();
    env.line("room add Vision --capacity 20").ok();
    env.line("booking create --client Alpha --date 2026-03-02 --repeat \"FREQ=DAILY;COUNT=3\" --learners 5 --room Focus")
        .ok();
    env.line("booking reschedule 2 --room Vision").ok();
    let token = manager(env, "kitchen_staff", "--room Focus");
    env.line_as(&token, "booking cancel 1 --series --reason ill --yes")
        .ok()
        .says("1 booking of the series left as they are");
    let statuses = env.column(&["booking", "list"], "status");
    assert_eq!(
        statuses.iter().filter(|one| *one == "cancelled").count(),
        2,
        "{statuses:?}"
    );
    assert_ne!(env.get("booking show 2")["status"], "cancelled");
    env.line_as(&token, "booking cancel 2 --series --reason ill --yes")
        .fails(3);
}

fn managers_are_told_of_what_waits_for_them(env: &Env) {
    env.line("room add Focus --capacity 10").ok();
    let token = manager(env, "kitchen_staff", "--room Focus");
    for wish in ["--wish Focus", "", "--device-only --devices 1"] {
        env.line(&format!(
            "booking create --client Alpha --date 2026-03-02 --learners 5 {wish}"
        ))
        .ok();
    }
    env.line("notify check").ok();
    let told = |env: &Env| {
        let list = env.line_as(&token, "notify list -f json").ok().json();
        list.as_array().unwrap().len()
    };
    assert_eq!(told(env), 1);
    // Whoever made it and manages the room is told once that it lost the room.
    env.line_as(
        &token,
        "booking create --client Beta --date 2026-03-03 --learners 5 --room Focus",
    )
    .ok();
    env.line(
        "booking create --client Gamma --date 2026-03-03 --learners 5 --room Focus --displace --reason board",
    )
    .ok();
    env.line("notify check").ok();
    assert_eq!(told(env), 2);
    env.line("user disable sipho").ok();
    env.line("booking create --client Alpha --date 2026-03-04 --learners 5 --wish Focus")
        .ok();
    env.line("notify check").ok();
    let users = env.get("notify list")[0]["users"].clone();
    assert_eq!(users, json!([]), "{users}");
}

fn wishes_and_files_of_what_one_manages_are_seen(env: &Env) {
    site(env);
    env.line("booking assign 1 --room Focus").ok();
    env.line("booking assign 2 --room Vision").ok();
    let token = manager(env, "kitchen_staff", "--room Focus");
    for room in ["Focus", "Vision"] {
        env.line(&format!(
            "booking create --client Delta --date 2026-03-02 --learners 5 --room {room}"
        ))
        .fails(5);
    }
    // What they are refused themselves is written down as well.
    env.line_as(
        &token,
        "booking create --client Echo --date 2026-03-02 --learners 5 --room Focus",
    )
    .fails(5);
    assert_eq!(env.count("demand"), 2, "one a client and period");
    let waiting = env.line_as(&token, "booking waiting list -f json").ok().json();
    let rooms: Vec<&str> = waiting
        .as_array()
        .unwrap()
        .iter()
        .map(|wish| wish["room"].as_str().unwrap_or("any"))
        .collect();
    assert!(!rooms.is_empty() && !rooms.contains(&"Vision"), "{waiting:#}");
    env.write("key.csv", "a;b\n1;2\n");
    env.line_as(&token, "file add booking:1 key.csv").ok();
    env.line("file add booking:2 key.csv").ok();
    let files = env.line_as(&token, "file list -f json").ok().json();
    assert_eq!(files.as_array().unwrap().len(), 1, "{files:#}");
    env.line_as(&token, "file add booking:2 key.csv").fails(3);
}

fn addresses_are_of_the_sites_domains(env: &Env) {
    env.user_by_admin("sipho", "staff");
    env.line("user edit sipho --email old@anywhere.example").ok();
    env.line("config set email_domains \"example.org, Example.net\"")
        .ok();
    env.line("user edit sipho --email sipho@example.com")
        .fails(6)
        .says("example.org, example.net");
    env.line("user edit sipho --email Sipho@EXAMPLE.net").ok();
    env.line("user edit sipho --email old@anywhere.example").fails(6);
    env.line("user add lerato --role staff --no-password --email l@else.example")
        .fails(6);
    env.line("user add lerato --role staff --no-password --email l@example.org")
        .ok();
    env.write("users.csv", "username,role,email\nkagiso,staff,k@else.example\n");
    env.line("import users users.csv").fails(6);
    env.line("requisition create Toner").ok();
    env.line("config set requisition_levels user:nobody")
        .fails(6)
        .says("nobody");
    env.line("config set requisition_levels training_facility_admin_viewer")
        .fails(6);
    // What is there already is not asked about.
    env.line("config set email_domains other.example").ok();
    env.line("user edit sipho --phone 0825550100").ok();
}

fn an_idle_session_ends(env: &Env) {
    env.cheap_passwords();
    let by_password = |line: &[&str]| {
        let call = env.call(line).without("COLAB_TOKEN");
        call.stdin("long enough").run()
    };
    env.colab_with(
        &["user", "add", "sipho", "--role", "staff", "--password-stdin"],
        "long enough",
        &[],
    )
    .ok();
    let log_in = || by_password(&["user", "login", "sipho", "--password-stdin"]).ok();
    let asked = || env.call(&["user", "whoami"]).without("COLAB_TOKEN").run();
    log_in();
    let past = if env.is_sqlite() {
        "last_used_at - 7200000000"
    } else {
        "last_used_at - interval '2 hours'"
    };
    let age = format!("UPDATE user_tokens SET last_used_at = {past} WHERE kind = 'session'");
    env.raw_sql(&age).unwrap();
    // For ever, unless the site says otherwise.
    asked().ok();
    let now = if env.is_sqlite() { "0" } else { "now()" };
    env.raw_sql(&format!(
        "INSERT INTO settings (key, value, updated_at, updated_by) VALUES ('session_idle_minutes', '60', {now}, 'x')"
    ))
    .unwrap();
    asked().ok();
    env.raw_sql(&age).unwrap();
    asked()
        .fails(4)
        .says("was not used for 60 minutes")
        .says("colab user login");
    log_in();
    asked().ok();
}
