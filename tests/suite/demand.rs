//! Demand: who wanted a room and got none; and the waiting list.

use serde_json::{Value, json};

use super::support::Env;

both![
    a_refused_booking_is_counted_once_a_day,
    a_room_that_is_too_small_or_blocked_is_demand_too,
    mistakes_dry_runs_and_bookings_that_are_made_are_no_demand,
    what_is_skipped_of_many_is_demand,
    a_rejected_request_is_demand,
    a_suggestion_is_demand_on_wish_alone,
    a_setting_turns_it_off_and_old_wishes_go,
    demand_is_counted_by_what_is_asked_for,
    a_free_room_is_offered_once_to_whoever_asked_first,
    an_offer_passes_on_after_its_hours,
    a_booking_or_a_refusal_ends_an_offer,
    who_waited_for_a_room_before_comes_first,
    the_offered_command_books,
    everybody_leaves_their_own_place_alone,
    forgetting_a_client_reaches_its_wishes,
    a_refusal_is_nothing_to_undo
];

const DAY: &str = "--date 2026-03-02 --time 08:00-12:00";

/// Two rooms, one of them booked on the morning of 2 March.
fn site(env: &Env) {
    env.line("room add Focus --capacity 20").ok();
    env.line("room add Tiny --capacity 4").ok();
    env.line(&format!(
        "booking create --client Owner --room Focus {DAY} --learners 10"
    ))
    .ok();
}

/// Whoever acts where no token says who.
fn me(env: &Env) -> String {
    env.get("user whoami")["username"].as_str().unwrap().to_owned()
}

fn ask(env: &Env, now: &str, client: &str) {
    env.line_at(
        now,
        &format!("booking create --client {client} --room Focus {DAY} --learners 8"),
    )
    .fails(5);
}

fn demand(env: &Env) -> Vec<Value> {
    env.get("booking demand").as_array().unwrap().clone()
}

/// Whom open offers are for.
fn offers(env: &Env, now: &str) -> Vec<String> {
    env.line_at(now, "notify check --quiet").ok();
    let open = env
        .line_at(now, "notify list --open --type room_free -f json")
        .ok()
        .json();
    let client = |one: &Value| one["details"]["client_name"].as_str().unwrap().to_owned();
    open.as_array().unwrap().iter().map(client).collect()
}

fn states(env: &Env, now: &str) -> Vec<String> {
    let list = env.line_at(now, "booking waiting list -f json").ok().json();
    let state = |one: &Value| {
        format!(
            "{} {}",
            one["client_name"].as_str().unwrap(),
            one["state"].as_str().unwrap()
        )
    };
    list.as_array().unwrap().iter().map(state).collect()
}

fn a_refused_booking_is_counted_once_a_day(env: &Env) {
    site(env);
    for now in [
        "2026-01-15T08:00:00Z",
        "2026-01-15T09:00:00Z",
        "2026-01-16T08:00:00Z",
    ] {
        ask(env, now, "Umoya");
    }
    let found = demand(env);
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!((&found[0]["tries"], &found[1]["tries"]), (&json!(1), &json!(2)));
    for (field, value) in [
        ("client_name", json!("Umoya")),
        ("room", json!("Focus")),
        ("people", json!(8)),
        ("reason", json!("taken")),
        ("state", json!("waiting")),
        ("asked_by", json!(me(env))),
        ("starts_at", json!("2026-03-02T08:00:00+02:00")),
    ] {
        assert_eq!(found[0][field], value, "{field}");
    }
    // The refusal says what it always said, and nobody is made a client by it.
    assert_eq!(env.get("client list --all").as_array().unwrap().len(), 1);
    env.line("db check").ok();
    env.verify_audit().unwrap();
}

fn a_room_that_is_too_small_or_blocked_is_demand_too(env: &Env) {
    site(env);
    env.line("room block Tiny --from 2026-03-03 --reason paint").ok();
    for (client, line, code) in [
        (
            "Small",
            "--room Tiny --date 2026-03-02 --time 14:00-16:00 --learners 8",
            6,
        ),
        ("None", &format!("--room Tiny {DAY} --learners 8"), 6),
        (
            "Paint",
            "--room Tiny --date 2026-03-03 --time 08:00-12:00 --learners 2",
            5,
        ),
    ] {
        env.line(&format!("booking create --client {client} {line}"))
            .fails(code);
    }
    let found = demand(env);
    let of = |client: &str| found.iter().find(|one| one["client_name"] == client).unwrap();
    // Focus was free: nobody waits for it. Where it was not, any room that fits will do.
    assert_eq!(
        (&of("Small")["reason"], &of("Small")["state"]),
        (&json!("too_small"), &json!("counted"))
    );
    assert_eq!(
        (&of("None")["reason"], &of("None")["state"]),
        (&json!("too_small"), &json!("waiting"))
    );
    assert_eq!(of("None")["room"], Value::Null);
    assert_eq!(
        (&of("Paint")["reason"], &of("Paint")["room"]),
        (&json!("blocked"), &json!("Tiny"))
    );
}

fn mistakes_dry_runs_and_bookings_that_are_made_are_no_demand(env: &Env) {
    site(env);
    for (line, code) in [
        (format!("--room Fokus {DAY} --learners 8"), 3),
        ("--room Focus --date 2026-03-32 --learners 8".to_owned(), 2),
        (format!("--room Focus {DAY}"), 6),
        (format!("--room Focus {DAY} --learners 8 --dry-run"), 5),
        ("--room Focus --date 2025-03-02 --learners 8".to_owned(), 6),
        ("--room Focus --date 2026-03-05 --learners 8".to_owned(), 0),
        (format!("{DAY} --learners 8"), 0),
    ] {
        let run = env.line(&format!("booking create --client X {line}"));
        if code == 0 {
            run.ok()
        } else {
            run.fails(code)
        };
    }
    // Nor does a read or a step of a plan write.
    env.line(&format!("booking suggest {DAY} --people 8 --room Focus"))
        .ok();
    env.line(&format!("booking conflicts {DAY} --people 8 --room Focus"))
        .ok();
    let sam = env.user_by_admin("sam", "staff");
    env.line_as(
        &sam,
        &format!("booking create --client X --room Focus {DAY} --learners 8"),
    )
    .fails(4);
    assert_eq!(env.count("demand"), 0);
}

fn what_is_skipped_of_many_is_demand(env: &Env) {
    site(env);
    let days = "--date 2026-03-01..2026-03-03 --time 08:00-12:00 --learners 8";
    env.line(&format!("booking create --client Many --room Focus {days}"))
        .fails(5);
    assert_eq!(demand(env).len(), 1);
    env.line(&format!(
        "booking create --client Some --room Focus {days} --skip-conflicts"
    ))
    .fails(8);
    let found = demand(env);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found
            .iter()
            .all(|one| one["starts_at"] == "2026-03-02T08:00:00+02:00"),
        "{found:?}"
    );
    // Rooms that share the people are one wish.
    env.line(&format!(
        "booking create --client Owner --room Tiny {DAY} --learners 2"
    ))
    .ok();
    env.line(&format!(
        "booking create --client Both --room Focus --room Tiny {DAY} --learners 20"
    ))
    .fails(5);
    let found = demand(env);
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(
        (&found[0]["people"], &found[0]["room"]),
        (&json!(20), &Value::Null)
    );
    env.line("db check").ok();
}

fn a_rejected_request_is_demand(env: &Env) {
    site(env);
    let id = env.get(&format!("booking create --client Ghost {DAY} --learners 8"))["id"].clone();
    env.line(&format!("booking reject {id} --reason full --dry-run"))
        .ok();
    assert_eq!(env.count("demand"), 0);
    env.line(&format!("booking reject {id} --reason full")).ok();
    let found = demand(env);
    assert_eq!(
        (&found[0]["reason"], &found[0]["booking_id"]),
        (&json!("rejected"), &id)
    );
    assert_eq!(found[0]["state"], "waiting");
    // It waits again itself.
    env.line("undo").ok();
    assert_eq!(demand(env)[0]["state"], "booked");
    env.line("client rename Ghost Casper").ok();
    let wish = &demand(env)[0];
    assert_eq!(
        (&wish["client_name"], &wish["state"]),
        (&json!("Casper"), &json!("booked"))
    );
    assert_eq!(env.get("booking demand --by client")[0]["key"], "Casper");
    env.line(&format!("booking reject {id} --reason full")).ok();
    assert_eq!(demand(env)[0]["tries"], 2, "the same wish under another name");
    // Devices need no room.
    env.line("device add L1 --category Laptop").ok();
    let devices = env.get(&format!(
        "booking create --client D {DAY} --device-only --devices 1"
    ))["id"]
        .clone();
    env.line(&format!("booking reject {devices} --reason none")).ok();
    assert_eq!(env.count("demand"), 1);
    env.line("db check").ok();
}

fn a_suggestion_is_demand_on_wish_alone(env: &Env) {
    site(env);
    let suggest = format!("booking suggest {DAY} --people 8");
    env.line(&format!("{suggest} --record-demand")).fails(2);
    env.line(&format!("{suggest} --record-demand --client Umoya --dry-run"))
        .ok();
    assert_eq!(env.count("demand"), 0);
    let run = env
        .line(&format!("{suggest} --record-demand --client Umoya"))
        .ok();
    run.says("recorded as demand");
    assert_eq!(demand(env)[0]["reason"], "none_free");
    env.line("booking suggest --date 2026-03-04 --people 8 --record-demand --client Umoya")
        .ok()
        .says("not recorded as demand");
    let viewer = env.user_by_admin("vera", "training_facility_admin_viewer");
    env.line_as(&viewer, &suggest).ok();
    env.line_as(&viewer, &format!("{suggest} --record-demand --client Umoya"))
        .fails(4);
    assert_eq!(env.count("demand"), 1);
}

fn a_setting_turns_it_off_and_old_wishes_go(env: &Env) {
    site(env);
    env.line("config set demand_recorded no").ok();
    ask(env, "2026-01-15T08:00:00Z", "Umoya");
    let id = env.get(&format!("booking create --client Ghost {DAY} --learners 8"))["id"].clone();
    env.line(&format!("booking reject {id} --reason full")).ok();
    assert_eq!(env.count("demand"), 0);
    env.line("config set demand_recorded yes").ok();
    ask(env, "2026-01-15T08:00:00Z", "Umoya");
    let later = "--room Focus --date 2028-03-06 --time 08:00-12:00 --learners 8";
    env.line(&format!("booking create --client Owner {later}")).ok();
    let refuse = |now: &str| {
        env.line_at(now, &format!("booking create --client Later {later}"))
            .fails(5);
    };
    refuse("2028-01-15T07:59:00Z");
    assert_eq!(env.count("demand"), 2);
    refuse("2028-01-16T08:00:00Z");
    assert_eq!(env.count("demand"), 2);
    assert_eq!(env.get("booking demand --by client")[0]["key"], "Later");
}

fn demand_is_counted_by_what_is_asked_for(env: &Env) {
    site(env);
    ask(env, "2026-01-15T08:00:00Z", "One");
    ask(env, "2026-01-15T08:00:00Z", "Two");
    env.line(&format!(
        "booking create --client Three --room Tiny {DAY} --learners 9 --tenant TRAINING"
    ))
    .fails(6);
    let by = |what: &str| env.get(&format!("booking demand --by {what}"));
    let reasons = by("reason");
    assert_eq!(
        reasons[0],
        json!({"by": "reason", "key": "taken", "wishes": 2, "people": 16, "hours": 8.0, "tries": 2})
    );
    assert_eq!(reasons[1]["key"], "too_small");
    assert_eq!(by("room")[1]["key"], "any room");
    assert_eq!(by("month")[0]["key"], "2026-03");
    assert_eq!(
        env.get("booking demand --tenant TRAINING")
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        env.get("booking demand --reason taken").as_array().unwrap().len(),
        2
    );
    assert_eq!(env.get("booking demand --from 2026-03-03"), json!([]));
    assert_eq!(
        env.get("booking demand --month 2026-03 --total")["total"][0]["people"],
        25
    );
}

fn a_free_room_is_offered_once_to_whoever_asked_first(env: &Env) {
    site(env);
    ask(env, "2026-01-15T08:00:00Z", "First");
    ask(env, "2026-01-15T09:00:00Z", "Second");
    let at = "2026-01-16T08:00:00Z";
    assert_eq!(offers(env, at), [""; 0]);
    env.line_at(at, "booking cancel 1 --reason moved").ok();
    assert_eq!(offers(env, at), ["First"]);
    assert_eq!(states(env, at), ["First offered", "Second waiting"]);
    let told = env
        .line_at(at, "notify list --open --type room_free -f json")
        .ok()
        .json();
    assert_eq!(told[0]["users"], json!([me(env)]));
    assert_eq!(told[0]["roles"], json!([]));
    let message = told[0]["message"].as_str().unwrap();
    for part in [
        "Focus is free on 2026-03-02 08:00–12:00 for First",
        "colab booking create --client First --room Focus --date 2026-03-02 --time 08:00-12:00",
        "colab booking waiting remove 1",
    ] {
        assert!(message.contains(part), "{message}");
    }
    // Once: another check tells nothing new.
    let report = env.line_at(at, "notify check -f json").ok().json();
    assert_eq!((&report["opened"], &report["updated"]), (&json!(0), &json!(0)));
    // The room is gone before anybody took it, and free again: the first one keeps the turn.
    let again = env.line_at(
        at,
        &format!("booking create --client Quick --room Focus {DAY} --learners 8 -f json"),
    );
    let id = again.ok().json()["id"].clone();
    assert_eq!(offers(env, at), [""; 0]);
    assert_eq!(states(env, at), ["First waiting", "Second waiting"]);
    env.line_at(at, &format!("booking reschedule {id} --date 2026-03-09"))
        .ok();
    assert_eq!(offers(env, at), ["First"]);
    env.line("db check").ok();
    env.verify_audit().unwrap();
}

fn an_offer_passes_on_after_its_hours(env: &Env) {
    site(env);
    env.line("config set waiting_offer_hours 2").ok();
    ask(env, "2026-01-15T08:00:00Z", "First");
    ask(env, "2026-01-15T09:00:00Z", "Second");
    env.line("booking cancel 1 --reason moved").ok();
    assert_eq!(offers(env, "2026-01-16T08:00:00Z"), ["First"]);
    assert_eq!(offers(env, "2026-01-16T09:59:00Z"), ["First"]);
    assert_eq!(offers(env, "2026-01-16T10:00:00Z"), ["Second"]);
    assert_eq!(
        states(env, "2026-01-16T10:00:00Z"),
        ["First passed", "Second offered"]
    );
    assert_eq!(offers(env, "2026-01-16T12:00:00Z"), [""; 0]);
}

fn a_booking_or_a_refusal_ends_an_offer(env: &Env) {
    site(env);
    for (hour, client) in [(8, "First"), (9, "Second"), (10, "Third")] {
        ask(env, &format!("2026-01-15T{hour:02}:00:00Z"), client);
    }
    env.line("booking cancel 1 --reason moved").ok();
    let at = "2026-01-16T08:00:00Z";
    assert_eq!(offers(env, at), ["First"]);
    env.line_at(at, "booking waiting remove 1").ok();
    assert_eq!(offers(env, at), ["Second"]);
    // Whoever asked books another room: the wish is answered.
    env.line_at(at, "room add Other --capacity 20").ok();
    env.line_at(
        at,
        &format!("booking create --client Second --room Other {DAY} --learners 8"),
    )
    .ok();
    assert_eq!(offers(env, at), ["Third"]);
    assert_eq!(states(env, at), ["Third offered"]);
    let counted: Vec<Value> = demand(env).iter().map(|one| one["state"].clone()).collect();
    assert_eq!(counted, ["offered", "booked", "left"]);
}

fn who_waited_for_a_room_before_comes_first(env: &Env) {
    site(env);
    env.line_at(
        "2026-01-15T08:00:00Z",
        &format!("booking create --client Ghost {DAY} --learners 8"),
    )
    .ok();
    ask(env, "2026-01-15T09:00:00Z", "Later");
    env.line("booking cancel 1 --reason moved").ok();
    let at = "2026-01-16T08:00:00Z";
    assert_eq!(offers(env, at), [""; 0]);
    assert_eq!(env.get("booking waiting list")[0]["place"], 2);
    env.line_at(at, "booking cancel 2 --reason gone").ok();
    assert_eq!(offers(env, at), ["Later"]);
}

fn the_offered_command_books(env: &Env) {
    site(env);
    let boss = env.user_by_admin("thandi", "training_facility_admin");
    env.line_as(
        &boss,
        &format!("booking create --client \"Umoya & Co\" --room Focus {DAY} --learners 8"),
    )
    .fails(5);
    env.line("booking cancel 1 --reason moved").ok();
    let at = "2026-01-16T08:00:00Z";
    assert_eq!(offers(env, at), ["Umoya & Co"]);
    let told = env
        .line_at(at, "notify list --open --type room_free -f json")
        .ok()
        .json();
    assert_eq!(told[0]["users"], json!(["thandi"]));
    let message = told[0]["message"].as_str().unwrap();
    let command = message.split("colab ").nth(1).unwrap().split(';').next().unwrap();
    let booked = env
        .line_at(at, &format!("{command} -f json").replace('\'', "\""))
        .ok()
        .json();
    assert_eq!(
        (&booked["room"], &booked["client_name"]),
        (&json!("Focus"), &json!("Umoya & Co"))
    );
    assert_eq!(offers(env, at), [""; 0]);
}

fn everybody_leaves_their_own_place_alone(env: &Env) {
    site(env);
    let (sam, eve, boss, viewer) = (
        env.user_by_admin("sam", "staff"),
        env.user_by_admin("eve", "staff"),
        env.user_by_admin("thandi", "training_facility_admin"),
        env.user_by_admin("vera", "training_facility_admin_viewer"),
    );
    let id = env
        .line_as(
            &sam,
            &format!("booking create --client Ghost {DAY} --learners 8 -f json"),
        )
        .ok()
        .json()["id"]
        .clone();
    env.line(&format!("booking reject {id} --reason full")).ok();
    let count = |token: &str| {
        let list = env.line_as(token, "booking waiting list -f json").ok().json();
        list.as_array().unwrap().len()
    };
    assert_eq!(
        (count(&sam), count(&eve), count(&boss), count(&viewer)),
        (1, 0, 1, 1)
    );
    env.line_as(&eve, "booking waiting remove 1").fails(3);
    env.line_as(&viewer, "booking waiting remove 1").fails(4);
    // Whoever may name no room is told to ask for it.
    env.line("booking cancel 1 --reason moved").ok();
    let at = "2026-01-16T08:00:00Z";
    assert_eq!(offers(env, at), ["Ghost"]);
    let boss_sees = env
        .line_as(&boss, "notify list --open --type room_free -f json")
        .ok()
        .json();
    assert_eq!(boss_sees, json!([]));
    let told = env
        .call(&["notify", "list", "--open", "-f", "json"])
        .variable("COLAB_TOKEN", &sam)
        .run()
        .ok()
        .json();
    let offer = told
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["type"] == "room_free")
        .unwrap();
    assert!(
        offer["message"].as_str().unwrap().contains("--wish Focus"),
        "{offer}"
    );
    env.line_as(&sam, "booking waiting remove 1").ok();
    env.line_as(&boss, "booking waiting remove 1").ok();
    assert_eq!(count(&sam), 0);
}

fn forgetting_a_client_reaches_its_wishes(env: &Env) {
    site(env);
    env.line("client add \"Zebrafin Ltd\"").ok();
    env.line(&format!(
        "booking create --client \"Zebrafin Ltd\" --room Focus {DAY} --learners 8"
    ))
    .fails(5);
    env.line("client forget \"Zebrafin Ltd\" --reason asked --yes")
        .ok();
    let left = env
        .raw_text("SELECT client_name || client_key FROM demand")
        .unwrap()
        .to_lowercase();
    assert!(!left.contains("zebrafin"), "{left}");
    assert_eq!(demand(env)[0]["people"], 8);
    env.line("db check").ok();
}

fn a_refusal_is_nothing_to_undo(env: &Env) {
    site(env);
    ask(env, "2026-01-15T08:00:00Z", "Umoya");
    let newest = env.get("history --limit 1")[0]["command"].clone();
    assert!(newest.as_str().unwrap().contains("Owner"), "{newest}");
    env.line("undo").ok();
    assert_eq!(env.get("booking show 1")["status"], "cancelled");
    assert_eq!(env.count("demand"), 1);
    // What takes somebody off the list is one, and nothing older is undone in its place.
    env.line("booking waiting remove 1").ok();
    env.line("undo").fails(5).says("booking waiting remove");
}
