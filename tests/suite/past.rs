//! What has ended is left alone unless it is meant, nobody comes or stays away before the time, and slips are taken back.

use serde_json::json;

use super::support::Env;
use super::support::terminal::answered_at_terminal;

both![
    a_series_is_cancelled_and_edited_without_what_has_ended,
    a_booking_that_has_ended_is_changed_only_if_that_is_meant,
    coming_leaving_and_staying_away_have_their_time,
    steps_of_a_series_are_those_of_today,
    leaving_early_gives_the_room_back_and_is_charged_as_agreed,
    a_slip_is_reopened_to_the_status_before,
    a_no_show_whose_room_is_taken_waits_again,
    a_confirmed_booking_goes_back_to_the_queue_for_a_reason,
    a_displaced_booking_wishes_for_its_former_room,
    bookings_of_one_command_displace_each_other_never,
    displacing_at_once_ends_with_one_in_the_room,
];
sqlite![
    more_than_was_named_is_said_and_asked_at_a_terminal,
    two_that_want_one_room_are_both_named,
];

fn two_that_want_one_room_are_both_named(env: &Env) {
    env.line("room add A --capacity 20").ok();
    for client in ["Umoya", "Kopano"] {
        env.line(&format!(
            "booking create --client {client} --date 2026-03-02 --learners 5"
        ))
        .ok();
    }
    env.write("these.txt", "1 # Umoya\n# the other one\n2\t# Kopano\n");
    env.line("booking assign @these.txt --room A")
        .fails(5)
        .says("bookings 1 and 2 would both be in A at one time");
    env.line("booking create --client M --room A --room A --date 2026-03-02 --learners 5")
        .fails(5)
        .says("the part of this request on 2026-03-02 07:30–16:30");
}

/// Five Mondays in A from 16 February, of which two are over.
fn series(env: &Env) {
    for room in ["A", "B"] {
        env.colab(&["room", "add", room, "--capacity", "20"]).ok();
    }
    env.line("booking create --client Term --room A --date 2026-02-16 --time 09:00-10:00 --repeat FREQ=WEEKLY;COUNT=5 --learners 5")
        .ok();
}

const NOW: &str = "2026-03-02T06:00:00Z";

fn statuses(env: &Env) -> Vec<String> {
    env.column(&["booking", "list", "--sort", "id"], "status")
}

fn a_series_is_cancelled_and_edited_without_what_has_ended(env: &Env) {
    series(env);
    env.line_at(NOW, "booking edit 5 --series --room B")
        .ok()
        .says("skipped 2 bookings that have ended: 1, 2");
    assert_eq!(
        env.column(&["booking", "list", "--sort", "id"], "room"),
        ["A", "A", "B", "B", "B"]
    );
    let moved = env
        .line_at(NOW, "booking reschedule 1 --rest --by 1d -f json")
        .ok();
    assert_eq!(moved.json().as_array().unwrap().len(), 3);
    env.line_at(NOW, "booking cancel 5 --series").ok();
    assert_eq!(
        statuses(env),
        ["confirmed", "confirmed", "cancelled", "cancelled", "cancelled"]
    );
    env.line_at("2026-05-01T08:00:00Z", "booking cancel 1 --series")
        .fails(6)
        .says("booking 1 ended on 2026-02-16 10:00");
    env.line_at(NOW, "booking cancel 2 --series --allow-past").ok();
    assert_eq!(statuses(env), ["cancelled"; 5]);
    env.verify_audit().unwrap();
}

fn a_booking_that_has_ended_is_changed_only_if_that_is_meant(env: &Env) {
    series(env);
    for line in [
        "booking create --client Ghost --date 2026-02-16 --learners 5",
        "booking create --client Devices --device-only --date 2026-02-16 --devices 2",
        "device add L1 L2 --category Laptop",
        "device move L1 L2 --to available",
        "device assign 2 --serial L2",
    ] {
        env.line(line).ok();
    }
    for line in [
        "booking cancel 1",
        "booking edit 1 --learners 6 --notes \"two words\"",
        "booking reschedule 1 --date 2026-03-20",
        "booking assign 6 --room B",
        "booking reject 6 --reason late",
        "booking confirm 7",
        "device request 1 --category Laptop --quantity 2",
        "device assign 1 --serial L1",
        "device swap 2 --serial L2 --with L1",
    ] {
        let error = env.line_at(NOW, &format!("{line} -f json")).fails(6).error();
        assert_eq!(error["code"], "past_date", "{line}");
        let hint = error["hint"].as_str().unwrap().replace('\'', "\"");
        env.line_at(NOW, &format!("{} --dry-run", hint.trim_start_matches("colab ")))
            .ok();
    }
    env.line_at(NOW, "booking assign 6 --room B --allow-past").ok();
    env.line_at(NOW, "booking unassign 6")
        .fails(6)
        .says("--allow-past");
    env.line_at(NOW, "booking unassign 6 --allow-past").ok();
}

fn coming_leaving_and_staying_away_have_their_time(env: &Env) {
    series(env);
    let today = "2026-03-02T06:30:00Z";
    for (line, says) in [
        (
            "check-in 4",
            "booking 4 begins on 2026-03-09: it cannot be checked in yet",
        ),
        (
            "no-show 4",
            "booking 4 begins on 2026-03-09: it cannot be a no-show yet",
        ),
        (
            "no-show 3",
            "booking 3 begins on 2026-03-02 at 09:00: it cannot be a no-show yet",
        ),
    ] {
        env.line_at(today, &format!("booking {line}")).fails(6).says(says);
    }
    env.line_at(today, "booking check-in 3").ok();
    let error = env.line_at(today, "booking check-out 3 -f json").fails(6).error();
    assert_eq!(error["code"], "too_early");
    env.line_at("2026-03-02T07:00:00Z", "booking check-out 3").ok();
    env.line_at(today, "booking no-show 1").ok();
}

fn steps_of_a_series_are_those_of_today(env: &Env) {
    series(env);
    let today = "2026-03-02T07:30:00Z";
    env.line_at(today, "booking check-in 1 --series")
        .ok()
        .says("skipped 4 bookings on other days: 1, 2, 4, 5");
    assert_eq!(
        statuses(env),
        ["confirmed", "confirmed", "checked_in", "confirmed", "confirmed"]
    );
    env.line_at(today, "booking assign 3 --room B")
        .fails(5)
        .says("hint: another room: colab booking reschedule 3 --room B");
    env.line_at("2026-02-16T07:30:00Z", "booking check-in 1").ok();
    let reopened = env
        .line_at(today, "booking reopen 1 --series -f json")
        .ok()
        .says("skipped 1 booking on other days: 1");
    assert_eq!(reopened.json()["id"], 3);
    env.line_at(today, "booking check-in 3").ok();
    let error = env
        .line_at("2026-03-03T07:30:00Z", "booking no-show 1 --rest -f json")
        .fails(6)
        .error();
    assert_eq!(error["code"], "not_today");
}

fn leaving_early_gives_the_room_back_and_is_charged_as_agreed(env: &Env) {
    series(env);
    env.line("pricing set room A --daily 100 --from 2026-01-01").ok();
    env.line("pricing set device-category Laptop --daily 10 --from 2026-01-01")
        .ok();
    env.line("config set half_day_minutes 270").ok();
    env.line("booking create --client Long --room A --date 2026-03-03 --learners 5 --devices 1")
        .ok();
    env.line("device add LT-1 --category Laptop").ok();
    env.line("device assign 6 --serial LT-1").ok();
    let quote = || env.get("pricing quote 6")["subtotal"].clone();
    let agreed = quote();
    let noon = "2026-03-03T10:00:30Z";
    env.line_at("2026-03-03T06:00:00Z", "booking check-in 6").ok();
    let out = env.line_at(noon, "booking check-out 6 -f json").ok().json();
    assert_eq!(
        (&out["ends_at"], &out["agreed_ends_at"]),
        (
            &json!("2026-03-03T12:00:00+02:00"),
            &json!("2026-03-03T16:30:00+02:00")
        )
    );
    assert_eq!(quote(), agreed);
    let free = env.column(
        &[
            "device",
            "free",
            "--from",
            "2026-03-03T13:00",
            "--to",
            "2026-03-03T14:00",
        ],
        "serial_number",
    );
    assert_eq!(free, ["LT-1"]);
    let later = "booking create --client Next --room A --date 2026-03-03 --time 12:00-14:00 --learners 5";
    env.line_at(noon, &format!("{later} --dry-run")).ok();
    let back = env.line_at(noon, "booking reopen 6 -f json").ok().json();
    assert_eq!(
        (&back["status"], &back["ends_at"], &back["agreed_ends_at"]),
        (
            &json!("checked_in"),
            &json!("2026-03-03T16:30:00+02:00"),
            &json!(null)
        )
    );
    env.line_at(noon, "booking check-out 6").ok();
    env.line_at(noon, later).ok();
    let kept = env
        .line_at(noon, "booking reopen 6 -f json")
        .ok()
        .says("keeps its early end");
    assert_eq!(kept.json()["ends_at"], "2026-03-03T12:00:00+02:00");
    env.line("db check").ok();
}

fn a_slip_is_reopened_to_the_status_before(env: &Env) {
    series(env);
    let today = "2026-03-02T08:30:00Z";
    for verb in ["check-in", "check-out"] {
        env.line_at(today, &format!("booking {verb} 3")).ok();
    }
    env.line_at(today, "booking edit 3 --learners 6").ok();
    env.line_at(today, "booking edit 3 --client Umoya")
        .fails(5)
        .says("colab booking reopen 3");
    for status in ["checked_in", "confirmed"] {
        let reopened = env.line_at(today, "booking reopen 3 --reason slip -f json").ok();
        assert_eq!(reopened.json()["status"], status);
    }
    env.line_at(today, "booking reopen 3").fails(5);
    env.line_at(today, "booking no-show 3").ok();
    let reopened = env.line_at(today, "booking reopen 3 -f json").ok().json();
    assert_eq!(
        (&reopened["status"], &reopened["room"]),
        (&json!("confirmed"), &json!("A"))
    );
    let history = env.get("booking show 3")["history"].clone();
    assert_eq!(
        history.as_array().unwrap().last().unwrap()["command"],
        "booking reopen"
    );
    env.verify_audit().unwrap();
}

fn a_no_show_whose_room_is_taken_waits_again(env: &Env) {
    series(env);
    let today = "2026-03-02T07:30:00Z";
    env.line_at(today, "booking no-show 3").ok();
    env.line_at(
        today,
        "booking create --client Z --room A --date 2026-03-02 --learners 8",
    )
    .ok();
    let reopened = env
        .line_at(today, "booking reopen 3 -f json")
        .ok()
        .says("waits for a room again");
    let booking = reopened.json();
    assert_eq!(
        (&booking["status"], &booking["room"], &booking["wished_room"]),
        (&json!("pending"), &json!(null), &json!("A"))
    );
}

fn a_confirmed_booking_goes_back_to_the_queue_for_a_reason(env: &Env) {
    series(env);
    env.line_at(NOW, "booking unassign 4")
        .fails(5)
        .says("colab booking unassign 4 --reason");
    let waiting = env
        .line_at(NOW, "booking unassign 4 --reason leak -f json")
        .ok()
        .json();
    assert_eq!(
        (&waiting["status"], &waiting["room"], &waiting["status_reason"]),
        (&json!("pending"), &json!(null), &json!("leak"))
    );
    env.line("booking create --client Kit --date 2026-03-20 --devices 3")
        .ok();
    env.line("booking confirm 6").ok();
    env.line("booking unassign 6 --reason leak").fails(5);
}

fn a_displaced_booking_wishes_for_its_former_room(env: &Env) {
    series(env);
    env.line(
        "booking create --client Board --room A --date 2026-03-09 --learners 5 --displace --reason audit",
    )
    .ok();
    let displaced = env.get("booking show 4");
    assert_eq!(
        (&displaced["status"], &displaced["wished_room"]),
        (&json!("pending"), &json!("A"))
    );
}

fn bookings_of_one_command_displace_each_other_never(env: &Env) {
    for room in ["A", "B", "C"] {
        env.line(&format!("room add {room} --capacity 20")).ok();
    }
    for (client, room) in [("Umoya", "A"), ("Kopano", "B")] {
        env.line(&format!(
            "booking create --client {client} --room {room} --date 2026-03-02 --learners 5"
        ))
        .ok();
    }
    // Neither where both come, nor where one is there.
    for (room, names) in [("C", "1 and 2"), ("B", "2 and 1")] {
        env.line(&format!(
            "booking edit 1 2 --room {room} --displace --reason audit --yes"
        ))
        .fails(5)
        .says(&format!("bookings {names} would both be in {room} at one time"));
    }
    assert_eq!(env.get("booking show 2")["room"], "B");
    // Nor where two that wait are given one room.
    for client in ["Thabo", "Zola"] {
        env.line(&format!(
            "booking create --client {client} --date 2026-03-03 --learners 5"
        ))
        .ok();
    }
    env.line("booking assign 3 4 --room C --displace --reason audit --yes")
        .fails(5)
        .says("bookings 3 and 4 would both be in C at one time");
    assert_eq!(env.get("booking show 3")["status"], "pending");
    // One after the other they may be there.
    env.line("booking reschedule 4 --date 2026-03-04").ok();
    env.line("booking assign 3 4 --room C --displace --reason audit --yes")
        .ok();
}

fn more_than_was_named_is_said_and_asked_at_a_terminal(env: &Env) {
    series(env);
    env.line_at(NOW, "booking cancel 5 --series --dry-run")
        .ok()
        .says("cancel 3 bookings (1 named)");
    let call = || {
        let call = env.call(&["booking", "cancel", "5", "--series"]);
        call.variable("COLAB_NOW", NOW)
    };
    let (seen, code) = answered_at_terminal(&call(), "no");
    assert!(
        seen.contains("Cancel 3 bookings (1 named)? Type yes or no:"),
        "{seen}"
    );
    assert_eq!(code, Some(2));
    assert_eq!(statuses(env), ["confirmed"; 5]);
    let (_, code) = answered_at_terminal(&call().argument("--yes"), "");
    assert_eq!(code, Some(0));
    assert_eq!(statuses(env)[2..], ["cancelled"; 3]);
    env.line("undo").ok();
    let (_, code) = answered_at_terminal(&call(), "y");
    assert_eq!(code, Some(0));
    assert_eq!(statuses(env)[2..], ["cancelled"; 3]);
}

fn displacing_at_once_ends_with_one_in_the_room(env: &Env) {
    env.line("room add A --capacity 20").ok();
    env.book("A", "2026-03-09", "09:00-10:00");
    let line = [
        "booking",
        "create",
        "--client",
        "Board",
        "--room",
        "A",
        "--date",
        "2026-03-09",
        "--time",
        "09:00-10:00",
    ];
    let line = [&line[..], &["--learners", "5", "--displace", "--reason", "audit"]].concat();
    let running: Vec<_> = (0..4).map(|_| env.spawn(&line)).collect();
    for one in running {
        one.wait().ok();
    }
    let mut found = statuses(env);
    found.sort();
    assert_eq!(found, ["confirmed", "pending", "pending", "pending", "pending"]);
}
