//! What is told anew: a booking that moved, a warning that became an alert, work that takes too long; and what is over.

use serde_json::{Value, json};

use super::support::Env;

both![
    a_moved_booking_is_told_to_who_asked_instead_of_what_was_told_before,
    a_warning_that_becomes_an_alert_is_sent_once_more,
    a_late_rental_is_sent_again_as_often_as_the_setting_says,
    what_is_over_is_read,
    what_becomes_of_a_booking_that_is_over_is_no_news,
    service_levels_are_settings_and_reach_whoever_looks,
];

fn open(env: &Env, who: &str) -> Vec<(String, String)> {
    env.line("notify check").ok();
    let list = env.json(&["notify", "list", "--open", "--as", who]);
    let text = |one: &Value, field: &str| one[field].as_str().unwrap().to_owned();
    let list = list.as_array().unwrap().iter();
    list.map(|one| (text(one, "type"), text(one, "message")))
        .collect()
}

fn a_moved_booking_is_told_to_who_asked_instead_of_what_was_told_before(env: &Env) {
    env.line("room add Focus --capacity 40").ok();
    env.line("room add Growth --capacity 40").ok();
    env.line("user add ayanda --role staff --no-password").ok();
    env.line("booking create --client Birch --date 2026-03-03 --learners 5 --as ayanda")
        .ok();
    env.line("booking assign 1 --room Focus").ok();
    let told = open(env, "ayanda");
    assert_eq!(told[0].0, "booking_room_assigned");
    for (line, now, before) in [
        (
            "booking reschedule 1 --date 2026-03-05",
            "Focus, 2026-03-05",
            "Focus, 2026-03-03",
        ),
        (
            "booking edit 1 --room Growth",
            "Growth, 2026-03-05",
            "Focus, 2026-03-05",
        ),
        (
            "booking reschedule 1 --time 09:00-12:00",
            "2026-03-05 09:00",
            "2026-03-05 07:30",
        ),
    ] {
        env.line(line).ok();
        let told = open(env, "ayanda");
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0].0, "booking_moved");
        let (is, was) = told[0].1.split_once("before:").unwrap();
        assert!(is.contains(now) && was.contains(before), "{}", told[0].1);
    }
    // Of two moves before anybody is told, what was in between is no news.
    env.line("booking reschedule 1 --date 2026-03-10").ok();
    env.line("booking reschedule 1 --date 2026-03-05").ok();
    env.line("booking reschedule 1 --date 2026-03-11").ok();
    let (is, was) = open(env, "ayanda")[0]
        .1
        .split_once("before:")
        .map(|(is, was)| (is.to_owned(), was.to_owned()))
        .unwrap();
    assert!(
        is.contains("2026-03-11") && was.contains("2026-03-05"),
        "{is}{was}"
    );
    env.line("booking reschedule 1 --date 2026-03-05").ok();
    open(env, "ayanda");
    // Nor is what is as it was.
    let told = open(env, "ayanda");
    env.line("booking reschedule 1 --date 2026-03-10").ok();
    env.line("booking reschedule 1 --date 2026-03-05").ok();
    assert_eq!(open(env, "ayanda"), told);
    // What changes neither time nor room is none.
    env.line("booking edit 1 --learners 6").ok();
    assert_eq!(env.json(&["notify", "check"])["opened"], 0);
    let sent = env.line("notify send --channel stdout --to ayanda").ok().stdout;
    assert!(
        sent.contains("Growth, 2026-03-05 09:00") && !sent.contains("room assigned"),
        "{sent}"
    );
    // What was undone before anybody was told of it is no news; what was told is told anew.
    env.line("booking cancel 1 --reason x").ok();
    env.line("undo").ok();
    assert_eq!(open(env, "ayanda")[0].0, "booking_moved");
    assert_eq!(
        env.count("notifications WHERE notification_type = 'booking_cancelled'"),
        0
    );
    env.line("booking reschedule 1 --date 2026-03-20").ok();
    open(env, "ayanda");
    env.line("undo").ok();
    let told = open(env, "ayanda");
    let (is, was) = told[0].1.split_once("before:").unwrap();
    assert!(
        is.contains("2026-03-05") && was.contains("2026-03-20"),
        "{told:?}"
    );
    // Done again, it is told again.
    env.line("booking cancel 1 --reason x").ok();
    env.line("undo").ok();
    let undo = env.get("history --limit 1")[0]["id"].to_string();
    env.line(&format!("undo {undo}")).ok();
    assert_eq!(open(env, "ayanda")[0].0, "booking_cancelled");
    env.line("undo").ok();
    open(env, "ayanda");
}

fn a_warning_that_becomes_an_alert_is_sent_once_more(env: &Env) {
    env.line("config set stock_warn_count 0").ok();
    let serials: Vec<String> = (1..=10).map(|number| format!("D-{number}")).collect();
    env.line(&format!("device add {} --category Laptop", serials.join(" ")))
        .ok();
    env.line("user add itboss --role it_rental_admin --no-password")
        .ok();
    env.line("booking create --client Aster --date 2026-01-15 --time 11:00-12:00 --learners 2 --devices 10")
        .ok();
    let send = || env.line("notify send --channel stdout --to itboss").ok().stdout;
    env.line("device assign 1 --auto 8").ok();
    env.line("notify check").ok();
    assert!(send().contains("2 of 10 free"));
    env.line("device assign 1 --auto 1").ok();
    assert_eq!(env.json(&["notify", "check"])["updated"], 1);
    let sent = send();
    assert!(sent.contains("1 of 10 free"), "an alert from 10 % on: {sent}");
    assert!(!send().contains("of 10 free"), "once");
    env.line("device assign 1 --auto").ok();
    env.line("notify check").ok();
    assert!(!send().contains("of 10 free"), "it is no graver");
    assert_eq!(
        env.count("notifications WHERE notification_type = 'low_stock'"),
        1
    );
    env.verify_audit().unwrap();
}

fn a_late_rental_is_sent_again_as_often_as_the_setting_says(env: &Env) {
    env.line("config set stock_warn_count 0").ok();
    env.line("device add D-1 D-2 --category Laptop").ok();
    env.line("user add itboss --role it_rental_admin --no-password")
        .ok();
    let rent = "rental start --client U --contact-person P --contact-number 1 --company U --address A";
    env.line(&format!("{rent} --serial D-1 --return-on 2026-01-16"))
        .ok();
    let sent = |date: &str| {
        let now = format!("{date}T09:00:00Z");
        env.line_at(&now, "notify check").ok();
        let sent = env
            .line_at(&now, "notify send --channel stdout --to itboss")
            .ok()
            .stdout;
        sent.contains("RN-2026-0001 is")
    };
    assert!(sent("2026-01-17"));
    assert!(!sent("2026-01-30"), "never by default");
    env.line("config set overdue_reminder_days 7").ok();
    assert!(sent("2026-01-31"));
    assert!(!sent("2026-02-06"));
    assert!(sent("2026-02-07"));
}

fn what_is_over_is_read(env: &Env) {
    env.line("device add D-1 --category Laptop").ok();
    env.line("notify check").ok();
    assert_eq!(
        env.json(&["notify", "list", "--unread"])
            .as_array()
            .unwrap()
            .len(),
        1
    );
    env.line("notify snooze 1 --until tomorrow").ok();
    env.line("config set stock_warn_count 0").ok();
    env.line("notify check").ok();
    let later = env
        .line_at("2026-01-17T08:00:00Z", "notify list -f json")
        .ok()
        .json();
    assert_eq!(
        (&later[0]["is_open"], &later[0]["unread"]),
        (&json!(false), &json!(false))
    );
    let unread = env.line_at("2026-01-17T08:00:00Z", "notify list --unread -f json");
    assert_eq!(unread.ok().json(), json!([]));
}

fn what_becomes_of_a_booking_that_is_over_is_no_news(env: &Env) {
    env.line("room add Focus --capacity 40").ok();
    env.line("booking create --client Birch --room Focus --date 2026-01-10 --learners 5 --allow-past")
        .ok();
    env.line("notify check").ok();
    assert_eq!(env.json(&["notify", "list", "--open"]), json!([]));
    let report = env.json(&["notify", "check"]);
    assert_eq!((&report["opened"], &report["resolved"]), (&json!(0), &json!(0)));
}

fn service_levels_are_settings_and_reach_whoever_looks(env: &Env) {
    env.line("config set stock_warn_count 0").ok();
    env.line("device add D-1 D-2 D-3 --category Laptop").ok();
    env.line("device move D-1 --to maintenance").ok();
    env.line("device move D-2 --to testing").ok();
    let day = |date: &str| format!("{date}T09:00:00Z");
    let levels = |date: &str| {
        let run = env.line_at(&day(date), "notify check -f json").ok();
        assert!(run.json()["changes"].is_array());
        let list = "notify list --open --type service_level -f json";
        let list = env.line_at(&day(date), list).ok().json();
        let line = |one: &Value| {
            format!(
                "{} {}",
                one["entity_id"].as_str().unwrap(),
                one["severity"].as_str().unwrap()
            )
        };
        let mut lines: Vec<String> = list.as_array().unwrap().iter().map(line).collect();
        lines.sort();
        lines
    };
    assert_eq!(levels("2026-01-16"), [] as [&str; 0]);
    assert_eq!(levels("2026-01-17"), ["D-2 warn"]);
    env.line("config set sla_repair_warn_days 2").ok();
    env.line("config set sla_repair_critical_days 3").ok();
    env.line("config set sla_testing_critical_days 30").ok();
    assert_eq!(levels("2026-01-17"), ["D-1 warn", "D-2 warn"]);
    assert_eq!(levels("2026-01-18"), ["D-1 alert", "D-2 warn"]);
    let at = |line: &str| env.line_at(&day("2026-01-18"), line);
    let dashboard = at("dashboard -f json").ok().json();
    let serials: Vec<&Value> = dashboard["attention"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["serial_number"])
        .collect();
    assert_eq!(serials.len(), 2);
    let text = at("dashboard").ok().stdout;
    assert!(
        text.contains("Waiting too long: 2 devices") && text.contains("critical"),
        "{text}"
    );
    let measures = at("doctor --prometheus").ok().stdout;
    for line in ["colab_devices_attention 2", "colab_devices_critical 1"] {
        assert!(measures.contains(line), "{line}: {measures}");
    }
    at("device list --attention --exit-code").fails(9);
    at("device move D-1 D-2 --to available").ok();
    at("device list --attention --exit-code").ok();
    assert_eq!(levels("2026-01-18"), [] as [&str; 0]);
    for (key, value) in [
        ("sla_repair_warn_days", "0"),
        ("sla_returned_critical_days", "soon"),
    ] {
        env.colab(&["config", "set", key, value]).fails(6);
    }
}
