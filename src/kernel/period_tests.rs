//! Days and times as people write them, and periods.

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn site(zone: &str) -> Site {
    Site {
        timezone: zone.parse().unwrap(),
        day_start: NaiveTime::from_hms_opt(7, 30, 0).unwrap(),
        day_end: NaiveTime::from_hms_opt(16, 30, 0).unwrap(),
        repeated_hour: None,
    }
}

#[test]
fn days_are_read_as_people_write_them() {
    let today = day("2026-03-04"); // a Wednesday
    for (text, expected) in [
        ("2026-03-02", "2026-03-02"),
        ("today", "2026-03-04"),
        ("Tomorrow", "2026-03-05"),
        ("wed", "2026-03-04"),
        ("mon", "2026-03-09"),
        ("+3d", "2026-03-07"),
        ("-1d", "2026-03-03"),
        ("+2w", "2026-03-18"),
    ] {
        assert_eq!(parse_day(text, today).unwrap(), day(expected), "{text}");
    }
    for text in ["", "2026-02-30", "31", "+d", "+99999d", "someday", "0001-01-01"] {
        assert!(parse_day(text, today).is_err(), "{text}");
    }
    assert_eq!(
        parse_days("2026-02", today).unwrap(),
        (day("2026-02-01"), day("2026-02-28"))
    );
    assert_eq!(
        parse_days("2026-02-03..+1d", today).unwrap(),
        (day("2026-02-03"), day("2026-03-05"))
    );
    assert!(parse_days("today..today..+2d", today).is_err());
    let instant = |text| parse_instant(text, &site("Africa/Johannesburg"), today, false);
    assert!(instant("2026-03-02T08:00").is_ok() && instant("2026-03-02T08:00:00Z").is_ok());
    for text in ["0000-01-01T00:00:00Z", "+12345-01-01T00:00", "1000-01-01T08:00"] {
        assert!(instant(text).is_err(), "{text}");
    }
}

#[test]
fn bounds_that_end_before_they_begin_are_refused() {
    let (site, today) = (site("Africa/Johannesburg"), day("2026-03-04"));
    let bounds = |from, to| parse_bounds(from, to, &site, today);
    let march = bounds(Some("2026-03"), Some("2026-03")).unwrap();
    assert!(march.0 < march.1);
    assert!(bounds(Some("today"), Some("today")).is_ok() && bounds(None, None).is_ok());
    let reversed = bounds(Some("2026-03-24"), Some("2026-03-22"));
    assert_eq!(reversed.unwrap_err().code, "end_before_start");
}

#[test]
fn times_are_read_as_people_write_them() {
    for text in [
        "08:30-13:00",
        "8.30-13.00",
        "0830-1300",
        "8h30-13h",
        "8:30am-1pm",
        "8:30 am - 1 pm",
        "08:30–13:00",
        "8:30 to 1pm",
        "8:30 bis 13:00",
    ] {
        let (start, end) = parse_time_range(text).unwrap();
        assert_eq!(format!("{start} {end}"), "08:30:00 13:00:00", "{text}");
    }
    for (text, expected) in [
        ("2-4pm", "14:00:00 16:00:00"),
        ("1:00-4:00 PM", "13:00:00 16:00:00"),
        ("1pm-4", "13:00:00 16:00:00"),
        ("9-1pm", "09:00:00 13:00:00"),
        ("22-2am", "22:00:00 02:00:00"),
        ("07:00-8pm", "07:00:00 20:00:00"),
        ("7-8pm", "19:00:00 20:00:00"),
        ("11pm-1am", "23:00:00 01:00:00"),
    ] {
        let (start, end) = parse_time_range(text).unwrap();
        assert_eq!(format!("{start} {end}"), expected, "{text}");
    }
    assert_eq!(parse_time("12am").unwrap(), NaiveTime::MIN);
    for text in [
        "11-1am",
        "9pm-5",
        "",
        "morning",
        "25",
        "8:30:15",
        "13pm",
        "8am-",
        "-",
        "8",
        "08:60-09:00",
        "8.5-9",
        "8:5-9:5",
        "éé30-10",
    ] {
        assert!(parse_time_range(text).is_err(), "{text}");
    }
}

#[test]
fn nights_are_told_from_slips() {
    let minutes = |times| parse_time_range(times).and_then(|(start, end)| minutes_between(start, end));
    for (times, expected) in [
        ("08:00-12:00", 240),
        ("20:00-24:00", 240),
        ("22:00-02:00", 240),
        ("00:00-24:00", 1440),
        ("16:00-08:00", 960),
    ] {
        assert_eq!(minutes(times).unwrap(), expected, "{times}");
    }
    for times in ["10:00-09:00", "08:00-08:00", "15:59-08:00", "24:00-08:00"] {
        assert!(minutes(times).is_err(), "{times}");
    }
}

#[test]
fn a_period_counts_for_the_site_days_that_it_touches() {
    let site = site("Africa/Johannesburg");
    let at = |text: &str| parse_instant(text, &site, day("2026-03-04"), false).unwrap();
    for (from, to, days, lunches) in [
        ("2026-03-02T22:00", "2026-03-03T02:00", 1, 1),
        ("2026-03-02T08:00", "2026-03-02T10:00", 1, 1),
        ("2026-03-02T08:00", "2026-03-03T10:00", 2, 1),
        ("2026-03-02T22:00", "2026-03-04T13:00", 2, 2),
        ("2026-03-02T17:00", "2026-03-02T20:00", 1, 1),
    ] {
        let period = Period::new(at(from), at(to)).unwrap();
        let counted = site.counted_days(&period);
        let lunch = site.lunch_days(&period, &counted);
        assert_eq!((counted.len(), lunch.len()), (days, lunches), "{from}");
    }
}

#[test]
fn weeks_begin_on_monday_and_are_found_by_number_or_by_a_day() {
    let today = day("2026-03-04");
    for (text, monday) in [
        ("2026-W10", "2026-03-02"),
        ("2026-w01", "2025-12-29"),
        ("2026-W53", "2026-12-28"),
        ("2026-03-08", "2026-03-02"),
        ("today", "2026-03-02"),
        ("this", "2026-03-02"),
        ("next", "2026-03-09"),
    ] {
        assert_eq!(parse_week(text, today).unwrap(), day(monday), "{text}");
    }
    for text in ["", "2026-W54", "2026-W00", "W10", "10", "2026-03"] {
        assert!(parse_week(text, today).is_err(), "{text}");
    }
}

#[test]
fn scenario_27_the_site_day_is_stored_in_utc() {
    let site = site("Africa/Johannesburg");
    let period = site
        .period(day("2026-06-01"), site.day_start, site.day_end)
        .unwrap();
    assert_eq!(period.starts_at().to_string(), "2026-06-01T05:30:00Z");
    assert_eq!(period.ends_at().to_string(), "2026-06-01T14:30:00Z");
    assert_eq!(site.local(period.starts_at()).time(), site.day_start);
}

#[test]
fn a_local_time_that_is_skipped_or_comes_twice_is_refused() {
    let site = site("Europe/Berlin");
    let at = |text: &str| site.instant(NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap());
    assert_eq!(at("2026-03-29T02:30").unwrap_err().code, "no_such_time");
    assert_eq!(at("2026-10-25T02:30").unwrap_err().code, "ambiguous_time");
    assert!(at("2026-10-25T04:30").is_ok());
}

proptest! {
    #[test]
    fn periods_overlap_when_they_share_an_instant(a in 0i64..100, b in 1i64..50, c in 0i64..100, d in 1i64..50) {
        let at = |seconds: i64| Timestamp::from(DateTime::from_timestamp(seconds, 0).unwrap());
        let one = Period::new(at(a), at(a + b)).unwrap();
        let two = Period::new(at(c), at(c + d)).unwrap();
        let shared = (a..a + b).any(|second| (c..c + d).contains(&second));
        prop_assert_eq!(one.overlaps(&two), shared);
        prop_assert_eq!(one.overlaps(&two), two.overlaps(&one));
        prop_assert!(Period::new(at(a + b), at(a)).is_err());
    }

    #[test]
    fn nothing_typed_as_a_time_panics(text in "\\PC{0,20}") {
        let site = site("Africa/Johannesburg");
        let today = day("2026-03-04");
        let _ = (parse_day(&text, today), parse_week(&text, today), parse_days(&text, today), parse_month(&text, today), parse_time_range(&text));
        let _ = parse_instant(&text, &site, today, true);
    }
}
