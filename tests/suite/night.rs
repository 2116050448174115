//! Bookings to midnight and over it, days that a clock repeats, and series that leave days out.

use calamine::{Reader, open_workbook};
use serde_json::{Value, json};

use super::support::Env;

both![
    a_booking_may_end_at_midnight_or_after_it,
    an_end_before_the_start_that_is_no_night_is_refused,
    a_site_day_may_end_at_midnight,
    a_night_counts_for_one_day,
    meals_of_a_stay_are_those_of_its_site_days,
    a_night_is_moved_as_a_night,
    times_that_come_twice_can_be_booked,
    one_of_two_hours_is_chosen_by_a_flag,
    a_room_may_close_at_midnight,
    days_that_break_a_rule_are_skipped_and_named,
    several_days_are_repeated,
    what_a_rule_leaves_out_is_said,
    the_workbook_says_when_a_night_ends,
    imports_know_nights_and_days_to_midnight,
];

fn room(env: &Env) {
    env.line("room add A --capacity 20").ok();
}

fn times(env: &Env, line: &str) -> (String, String) {
    let made = env.get(line);
    let text = |field: &str| made[field].as_str().unwrap()[..16].to_owned();
    (text("starts_at"), text("ends_at"))
}

fn a_booking_may_end_at_midnight_or_after_it(env: &Env) {
    room(env);
    for (words, start, end) in [
        (
            "--room A --date 2026-03-02 --time 20:00-24:00",
            "2026-03-02T20:00",
            "2026-03-03T00:00",
        ),
        (
            "--room A --date 2026-03-03 --time 22:00-02:00",
            "2026-03-03T22:00",
            "2026-03-04T02:00",
        ),
        (
            "--segment room=A,date=2026-03-05,time=21:00-24:00",
            "2026-03-05T21:00",
            "2026-03-06T00:00",
        ),
        (
            "--room A --from 2026-03-07T08:00 --to 2026-03-08T07:00",
            "2026-03-07T08:00",
            "2026-03-08T07:00",
        ),
    ] {
        let made = times(
            env,
            &format!("booking create --client Night --learners 4 {words}"),
        );
        assert_eq!(made, (start.to_owned(), end.to_owned()), "{words}");
    }
    env.line("booking create --client Night --learners 4 --room A --date 2026-03-04 --time 01:00-03:00")
        .fails(5)
        .says("booking 2");
    env.line("booking create --client Night --learners 4 --room A --date 2026-03-03 --time 00:00-08:00")
        .ok();
    let free = env.column(
        &["room", "free", "--date", "2026-03-03", "--time", "23:00-01:00"],
        "name",
    );
    assert!(free.is_empty(), "{free:?}");
}

fn an_end_before_the_start_that_is_no_night_is_refused(env: &Env) {
    room(env);
    for time in ["10:00-09:00", "08:00-08:00", "12:00-08:00"] {
        let line = format!("booking create --client X --learners 4 --room A --date 2026-03-02 --time {time}");
        assert_eq!(env.refusal(&line), ("end_before_start".to_owned(), 2), "{time}");
    }
    env.line("booking create --client X --learners 4 --room A --from 2026-03-02T08:00 --to 2026-03-03")
        .fails(2);
    env.line("booking create --client X --learners 4 --room A --from 2026-03-02T08:00 --to 2026-03-02T07:00")
        .fails(2);
}

fn a_site_day_may_end_at_midnight(env: &Env) {
    room(env);
    env.line("config set day_end 24:00").ok();
    assert_eq!(env.get("config get day_end")["value"], "24:00");
    let made = times(
        env,
        "booking create --client X --learners 4 --room A --date 2026-03-02",
    );
    assert_eq!(
        made,
        ("2026-03-02T07:30".to_owned(), "2026-03-03T00:00".to_owned())
    );
    let used = env.get("room utilisation --month 2026-03");
    assert_eq!(
        (&used[0]["hours_booked"], &used[0]["percent"]),
        (&json!(16.5), &json!(5))
    );
    let day = env.get("booking calendar --from 2026-03-02 --to 2026-03-02")["days"][0].clone();
    assert_eq!(day["bookings"][0]["end"], "24:00");
}

fn a_night_counts_for_one_day(env: &Env) {
    room(env);
    env.line("pricing set room A --daily 100 --from 2026-01-01").ok();
    env.line("pricing set catering \"In-house lunch\" --unit-price 10 --unit person --from 2026-01-01")
        .ok();
    env.line("config set half_day_minutes 0").ok();
    env.line("booking create --client Night --learners 4 --room A --date 2026-03-02 --time 22:00-02:00 --lunch in_house")
        .ok();
    let totals =
        |day: &str| env.get(&format!("booking catering --date {day}"))["totals"]["lunch_in_house"].clone();
    assert_eq!((totals("2026-03-02"), totals("2026-03-03")), (json!(4), json!(0)));
    assert_eq!(env.get("pricing quote 1")["subtotal"]["amount_cents"], 14_000);
}

fn meals_of_a_stay_are_those_of_its_site_days(env: &Env) {
    room(env);
    env.line("pricing set room A --daily 100 --from 2026-01-01").ok();
    env.line("pricing set catering \"In-house lunch\" --unit-price 10 --unit person --from 2026-01-01")
        .ok();
    env.line("booking create --client Stay --learners 4 --room A --from 2026-03-02T08:00 --to 2026-03-04T10:00 --lunch in_house --coffee")
        .ok();
    let totals = |day: &str| env.get(&format!("booking catering --date {day}"))["totals"].clone();
    for (day, coffee, lunch) in [
        ("2026-03-02", 4, 4),
        ("2026-03-03", 4, 4),
        ("2026-03-04", 4, 0),
        ("2026-03-05", 0, 0),
    ] {
        let totals = totals(day);
        assert_eq!(
            (&totals["coffee"], &totals["lunch_in_house"]),
            (&json!(coffee), &json!(lunch)),
            "{day}"
        );
    }
    // The calendar marks what is served on each of its days, and the night's second day nothing.
    env.line("booking create --client Night --learners 4 --room A --date 2026-03-06 --time 22:00-02:00 --lunch in_house")
        .ok();
    let calendar = env
        .line("booking calendar --from 2026-03-02 --to 2026-03-07")
        .ok();
    let lunches = calendar
        .stdout
        .lines()
        .filter(|line| line.contains(" L ") || line.ends_with(" L"));
    assert_eq!(lunches.count(), 3 + 1, "{calendar}");
    let days = env.get("booking calendar --from 2026-03-04 --to 2026-03-07")["days"].clone();
    let lunch = |day: usize| &days[day]["bookings"][0]["lunch_catering"];
    assert_eq!(
        (lunch(0), lunch(2), lunch(3)),
        (&Value::Null, &json!("in_house"), &Value::Null)
    );
    // Three days of the room, two lunches for four.
    let quote = env.get("pricing quote 1 --partial");
    let amounts: Vec<i64> = quote["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["amount"]["amount_cents"].as_i64().unwrap())
        .collect();
    assert_eq!(amounts, [30_000, 8_000], "{quote}");
}

fn a_night_is_moved_as_a_night(env: &Env) {
    room(env);
    env.line("booking create --client Night --learners 4 --room A --date 2026-03-02 --time 22:00-02:00")
        .ok();
    for (words, start, end) in [
        ("--date 2026-03-09", "2026-03-09T22:00", "2026-03-10T02:00"),
        ("--time 21:00-01:00", "2026-03-09T21:00", "2026-03-10T01:00"),
        ("--time 20:00-23:00", "2026-03-09T20:00", "2026-03-09T23:00"),
        ("--time 20:00-24:00", "2026-03-09T20:00", "2026-03-10T00:00"),
    ] {
        let moved = times(env, &format!("booking reschedule 1 {words}"));
        assert_eq!(moved, (start.to_owned(), end.to_owned()), "{words}");
    }
}

fn times_that_come_twice_can_be_booked(env: &Env) {
    room(env);
    env.line("config set timezone Europe/Berlin").ok();
    let line = "booking create --client Night --learners 4 --room A";
    let error = env
        .line(&format!("{line} --date 2026-10-25 --time 02:00-03:30 -f json"))
        .fails(6)
        .error();
    let typed = format!("colab {line} --date 2026-10-25 --time 02:00-03:30 -f json --repeated-hour first");
    assert_eq!(error["hint"], typed.as_str());
    env.line(&format!(
        "{line} --from 2026-10-25T02:00:00+02:00 --to 2026-10-25T02:00:00+01:00"
    ))
    .ok();
    assert_eq!(env.get("booking show 1")["ends_at"], "2026-10-25T02:00:00+01:00");
}

fn one_of_two_hours_is_chosen_by_a_flag(env: &Env) {
    room(env);
    env.line("config set timezone Europe/Berlin").ok();
    let series = "booking create --client Night --learners 4 --room A --date 2026-10-24 --time 02:30-04:00 --repeat FREQ=DAILY;COUNT=3";
    env.line(series)
        .fails(6)
        .says("--skip-conflicts")
        .says("--repeated-hour first");
    env.line(&format!("{series} --repeated-hour second")).ok();
    assert_eq!(
        env.get("booking show 2")["starts_at"],
        "2026-10-25T02:30:00+01:00"
    );
    env.line("booking create --client Late --learners 4 --room A --date 2026-11-02 --time 22:00-23:00")
        .ok();
    env.line("booking reschedule 4 --date 2026-10-25 --time 02:30-02:45")
        .fails(6)
        .says("hint: colab booking reschedule 4 --date 2026-10-25 --time 02:30-02:45 --repeated-hour first");
    let moved = env.get("booking reschedule 4 --date 2026-10-25 --time 02:00-02:45 --repeated-hour first");
    assert_eq!(moved["ends_at"], "2026-10-25T02:45:00+02:00");
    // What has no such flag names what it has.
    env.line("room free --date 2026-10-25 --time 02:30-04:00")
        .fails(6)
        .says("use --from 2026-10-25T02:30:00+02:00 or --from 2026-10-25T02:30:00+01:00");
    env.write(
        "b.csv",
        "client_name,room,starts_at,ends_at,num_learners\nUmoya,A,2026-10-25T02:50,2026-10-25T06:00,4\n",
    );
    let report = env.line("import bookings b.csv").fails(6).stdout;
    assert!(report.contains("at +02:00 and at +01:00"), "{report}");
    env.line("booking create --client Never --learners 4 --room A --date 2026-03-29 --time 02:30-04:00 --repeated-hour first --allow-past")
        .fails(6)
        .says("does not exist");
}

fn a_room_may_close_at_midnight(env: &Env) {
    let evening = env.get("room add N --capacity 5 --opens-at 18:00 --closes-at 24:00");
    assert_eq!(evening["closes_at"], "24:00");
    env.line("booking create --client Night --room N --date 2026-03-10 --time 20:00-24:00 --learners 3")
        .ok();
    env.line("booking create --client Night --room N --date 2026-03-11 --time 22:00-02:00 --learners 3")
        .fails(6)
        .says("N closes at 24:00");
    let free = env.get("room free --date 2026-03-11 --time 22:00-24:00");
    assert_eq!(free[0]["free_until"], "2026-03-12T00:00:00+02:00");
    let refused = env
        .line("booking create --client X --room N --date 2026-03-10 --time 22:00-24:00 --learners 3")
        .fails(5);
    refused.says("N is free 2026-03-10 18:00–20:00 and 2026-03-11 18:00–20:00");
    let used = env.get("room utilisation --month 2026-03");
    assert_eq!(
        (&used[0]["hours_booked"], &used[0]["hours_open"]),
        (&json!(4.0), &json!(132.0))
    );
    // An opening hour alone, after the site day: it is open to the day's end.
    env.line("room edit N --no-rules --opens-at 18:00").ok();
    assert_eq!(
        env.get("room utilisation --month 2026-03")[0]["hours_open"],
        132.0
    );
}

fn days_that_break_a_rule_are_skipped_and_named(env: &Env) {
    room(env);
    env.line("config set timezone Europe/Berlin").ok();
    let line = "booking create --client Night --learners 4 --room A --repeat FREQ=DAILY;COUNT=4";
    env.line(&format!("{line} --date 2026-10-23 --time 02:00-03:30"))
        .fails(6)
        .says("--skip-conflicts");
    env.line(&format!(
        "{line} --date 2026-10-23 --time 02:00-03:30 --skip-conflicts"
    ))
    .fails(8)
    .says("3 booked, 1 skipped: 2026-10-25 02:00 comes twice");
    env.line("room edit A --horizon-days 30").ok();
    let weekly =
        "booking create --client X --learners 4 --room A --date 2026-01-26 --repeat FREQ=WEEKLY;COUNT=6";
    env.line(weekly)
        .fails(6)
        .says("2026-02-16: A is booked at most 30 days ahead");
    env.line(&format!("{weekly} --skip-conflicts"))
        .fails(8)
        .says("3 booked, 3 skipped: 2026-02-16: A is booked at most 30 days ahead");
    assert_eq!(env.count("bookings"), 6);
}

fn several_days_are_repeated(env: &Env) {
    room(env);
    env.line("booking create --client Mix --learners 4 --room A --date 2026-04-06..2026-04-08 --repeat FREQ=WEEKLY;COUNT=2")
        .ok();
    let days: Vec<String> = env
        .column(&["booking", "list"], "starts_at")
        .iter()
        .map(|at| at[..10].to_owned())
        .collect();
    assert_eq!(
        days,
        [
            "2026-04-06",
            "2026-04-07",
            "2026-04-08",
            "2026-04-13",
            "2026-04-14",
            "2026-04-15"
        ]
    );
}

fn what_a_rule_leaves_out_is_said(env: &Env) {
    room(env);
    let line = "booking create --client X --learners 4 --room A";
    env.line(&format!("{line} --date 2026-01-31 --repeat FREQ=MONTHLY;COUNT=3"))
        .ok()
        .says("the rule leaves out months without that day: 2026-02, 2026-04");
    env.line(&format!(
        "{line} --date 2026-03-24 --repeat FREQ=WEEKLY;BYDAY=MO;COUNT=2"
    ))
    .ok()
    .says("the rule leaves the first day out, 2026-03-24");
    env.line(&format!(
        "{line} --date 2026-03-24 --repeat FREQ=WEEKLY;UNTIL=20260301"
    ))
    .fails(6)
    .says("UNTIL 2026-03-01 is before the first day, 2026-03-24");
}

fn the_workbook_says_when_a_night_ends(env: &Env) {
    room(env);
    for words in [
        "--date 2026-03-02 --time 22:00-02:00",
        "--date 2026-03-04 --time 20:00-24:00",
    ] {
        env.line(&format!(
            "booking create --client Night --learners 4 --room A {words}"
        ))
        .ok();
    }
    env.line("booking calendar --from 2026-03-02 --to 2026-03-05 -o night.xlsx")
        .ok();
    let mut book: calamine::Xlsx<_> = open_workbook(env.path("night.xlsx")).unwrap();
    let sheet = book.worksheet_range("Mar 2026").unwrap();
    let cells: Vec<String> = sheet.rows().skip(1).map(|row| row[2].to_string()).collect();
    assert_eq!(
        cells,
        [
            "22:00-24:00 Night 4+0",
            "12:00am-02:00am Night 4+0",
            "20:00-24:00 Night 4+0",
            ""
        ]
    );
    let mut copy = Env::on(env.engine());
    std::fs::copy(env.path("night.xlsx"), copy.path("night.xlsx")).unwrap();
    copy.set("COLAB_NOW", "2026-01-15T08:00:00Z");
    copy.line("import schedule night.xlsx --create-rooms").ok();
    assert_eq!(
        copy.column(&["booking", "list"], "ends_at"),
        [
            "2026-03-03T00:00:00+02:00",
            "2026-03-03T02:00:00+02:00",
            "2026-03-05T00:00:00+02:00"
        ]
    );
}

fn imports_know_nights_and_days_to_midnight(env: &Env) {
    room(env);
    env.line("config set day_end 24:00").ok();
    env.write(
        "nights.csv",
        "client,room,date,starts_at,ends_at,learners\nA,A,2026-03-02,22:00,02:00,4\nB,A,2026-03-04,20:00,24:00,4\nC,A,2026-03-06,,,4\n",
    );
    env.line("import bookings nights.csv").ok();
    assert_eq!(
        env.column(&["booking", "list"], "ends_at"),
        [
            "2026-03-03T02:00:00+02:00",
            "2026-03-05T00:00:00+02:00",
            "2026-03-07T00:00:00+02:00"
        ]
    );
    env.line("import bookings nights.csv -q").ok().silent();
    let copy = Env::on(env.engine());
    copy.line("config set day_end 24:00").ok();
    env.line("booking calendar --from 2026-03-04 --to 2026-03-06 -o days.xlsx")
        .ok();
    std::fs::copy(env.path("days.xlsx"), copy.path("days.xlsx")).unwrap();
    copy.line("import schedule days.xlsx --create-rooms").ok();
    assert_eq!(copy.count("bookings"), 2);
    copy.line("import schedule days.xlsx -q").ok().silent();
}
