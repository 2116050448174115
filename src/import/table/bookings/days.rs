//! Rows that speak of several days, of a time in one cell, or of a start and a length: a booking each.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};

use super::columns::SPREAD;
use super::shared_rooms::RoomNames;
use super::times::{instant, merge_times};
use crate::import::table::cell::moment_text;
use crate::import::table::clock::{time, time_of_instant, time_with_half, with_halves_behind, with_hyphen};
use crate::import::table::rows::{ImportTable, RowContent, TableRow};
use crate::import::table::time_ranges::time_range;
use crate::import::table::values::FieldValues;
use crate::kernel::period::{Site, is_working_day, parse_time};
use crate::kernel::text::printable;
use colab_schedule::rooms::RoomDirectory;
use colab_schedule::sheet::{read_slot, read_weekdays, weekday_before_time};

/// The longest run of days that one row means.
const MOST_DAYS: i64 = 366;
/// What a reference may be long with its room or its day.
const MOST_REFERENCE: usize = 100;

/// Makes a row for each day of rows that have a first and a last one, and gives an end to bookings that have none:
/// `length` after they begin, in minutes.
pub fn spread(
    mut table: ImportTable,
    site: &Site,
    length: Option<i64>,
    rooms: &RoomDirectory,
) -> ImportTable {
    let names = RoomNames::of(&table, rooms);
    let is_weekly = is_weekly(&table);
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in table.rows {
        match &row.content {
            RowContent::Values(values) => {
                let in_rooms = in_each_room(values, &names).and_then(|rooms| {
                    if is_weekly && values.text("weekdays").is_none() {
                        return Err("it names no weekday, as other rows of the term do".to_owned());
                    }
                    let days = rooms.into_iter().map(|values| booked_days(values, site, length));
                    Ok(days.collect::<Result<Vec<_>, String>>()?.concat())
                });
                rows.extend(spread_rows(&row, values, in_rooms));
            }
            RowContent::Example | RowContent::Skipped { .. } | RowContent::Fault { .. } => rows.push(row),
        }
    }
    table.rows = rows;
    table
}

/// Returns whether the rows are of one term of several days and say by weekdays on which of them they are.
fn is_weekly(table: &ImportTable) -> bool {
    let rows = table.rows.iter().filter_map(|row| match &row.content {
        RowContent::Values(values) => Some(values),
        _ => None,
    });
    let term = |values: &FieldValues| {
        let day = |field: &str| values.text(field).map(str::to_owned);
        (day("from_date"), day("to_date"))
    };
    let terms: BTreeSet<_> = rows.clone().map(term).collect();
    let is_one = terms.len() == 1 && terms.iter().all(|(from, to)| to.is_some() && from != to);
    is_one && rows.clone().any(|values| values.text("weekdays").is_some())
}

/// Makes a row for each room of a cell that names several.
fn in_each_room(values: &FieldValues, names: &RoomNames<'_>) -> Result<Vec<FieldValues>, String> {
    if let Some(client) = values.text("client_name") {
        names.check_client(client)?;
    }
    let rooms = values.text("room").map(|room| names.parts(room));
    let rooms = rooms.transpose()?.unwrap_or_default();
    let are_several = rooms.len() > 1;
    let in_room = |room: String| {
        let mut values = values.clone();
        if are_several {
            call_apart(&mut values, "room", &room)?;
        }
        values.set("room", room);
        Ok(values)
    };
    if rooms.is_empty() {
        return Ok(vec![values.clone()]);
    }
    rooms.into_iter().map(in_room).collect()
}

/// Gives one of several bookings of a row a reference of its own: another system calls all of them the same.
fn call_apart(values: &mut FieldValues, what: &str, which: &str) -> Result<(), String> {
    let Some(name) = values.text("external_id") else {
        return Ok(());
    };
    let name = format!("{name} {which}");
    if name.chars().count() > MOST_REFERENCE {
        return Err(format!("external_id is too long with its {what}: {name}"));
    }
    values.set("external_id", name);
    Ok(())
}

fn spread_rows(
    row: &TableRow,
    values: &FieldValues,
    booked: Result<Vec<FieldValues>, String>,
) -> Vec<TableRow> {
    let with = |content| TableRow {
        row: row.row,
        column: row.column,
        remarks: row.remarks.clone(),
        tag: None,
        content,
    };
    match booked {
        Ok(days) => {
            let days = days.into_iter();
            let mut rows: Vec<TableRow> = days.map(|values| with(RowContent::Values(values))).collect();
            // Once is enough for what all bookings of the row lack.
            if let Some(first) = rows.first_mut() {
                first.remarks.extend(weekend_left_out(values));
            }
            rows
        }
        Err(why) => {
            let text = values.text("client_name").unwrap_or_default().to_owned();
            vec![with(RowContent::Fault { why, text })]
        }
    }
}

fn booked_days(
    mut values: FieldValues,
    site: &Site,
    length: Option<i64>,
) -> Result<Vec<FieldValues>, String> {
    let mut apart = values.split_off(&SPREAD);
    let both = apart.text("weekdays").and_then(weekday_before_time);
    if let Some((days, time)) = both.map(|(days, time)| (days.to_owned(), time.to_owned())) {
        if apart.text("time").is_some() {
            return Err("time and weekdays both say when it begins; skip one of the columns".into());
        }
        apart.set("weekdays", days);
        apart.set("time", time);
    }
    let mut own_length = apart.text("duration").map(minutes).transpose()?;
    own_length = own_length.or(length);
    let days = days(&apart)?;
    if let Some(text) = apart.text("time") {
        one_start(&mut values)?;
        let end = values.remove("ends_at").filter(|end| !end.is_empty());
        set_time(&mut values, text, site)?;
        one_end(&mut values, end, days.last().copied())?;
    }
    let is_apart = SPREAD.iter().any(|field| apart.text(field).is_some());
    let mut booked = Vec::with_capacity(days.len().max(1));
    for day in days
        .iter()
        .map(|day| Some(*day))
        .chain(days.is_empty().then_some(None))
    {
        let mut values = values.clone();
        if let Some(day) = day {
            values.set("date", day.to_string());
            if days.len() > 1 {
                call_apart(&mut values, "day", &day.to_string())?;
            }
        }
        let mut values = if is_apart {
            merge_times(values, site)?
        } else {
            values
        };
        if let (Some(length), Some(start), None) = (
            own_length,
            values.text("starts_at").and_then(instant),
            values.text("ends_at"),
        ) {
            let end = start.plus(TimeDelta::minutes(length));
            values.set("ends_at", moment_text(site, end));
        }
        booked.push(values);
    }
    Ok(booked)
}

/// Refuses a time beside a start: each says when the booking begins. A day alone is the date of the time.
fn one_start(values: &mut FieldValues) -> Result<(), String> {
    let Some(start) = values.text("starts_at").map(str::to_owned) else {
        return Ok(());
    };
    if start.parse::<NaiveDate>().is_err() || values.text("date").is_some() {
        return Err(
            "time and starts_at both say when it begins; skip or map one of the columns otherwise".into(),
        );
    }
    values.remove("starts_at");
    values.set("date", start);
    Ok(())
}

/// Puts back the end that stands beside a time; a time that is a range must say the same. `last` is the last of several days.
fn one_end(values: &mut FieldValues, end: Option<String>, last: Option<NaiveDate>) -> Result<(), String> {
    let Some(end) = end else { return Ok(()) };
    let day_of = |text: &str| text.get(.."2026-03-02".len())?.parse::<NaiveDate>().ok();
    let clock = time_of_instant(&end).unwrap_or(&end);
    let day = day_of(&end);
    let is_day = day.is_some() && clock == end;
    let date = values.text("date").and_then(day_of).or(last);
    // A range of the night ends on the day after it.
    let is_overnight = values.text("starts_at") >= values.text("ends_at");
    let is_next = |day: NaiveDate| is_overnight && date.and_then(|date| date.succ_opt()) == Some(day);
    let is_its_day = day.is_none_or(|day| date.is_none_or(|date| day == date) || is_next(day));
    match values.text("ends_at") {
        None => values.set("ends_at", end),
        Some(stated) if is_its_day && (is_day || stated == clock) => {}
        Some(_) => {
            return Err(
                "time and ends_at both say when it ends; skip or map one of the columns otherwise".into(),
            );
        }
    }
    Ok(())
}

/// Returns the days of a row from its first to its last: its weekdays, else the working days, else all of them.
fn days(apart: &FieldValues) -> Result<Vec<NaiveDate>, String> {
    let day = |field: &str| apart.text(field).and_then(|text| text.parse::<NaiveDate>().ok());
    let weekdays = apart.text("weekdays").map(weekdays).transpose()?;
    let Some(first) = day("from_date") else {
        return match (day("to_date"), weekdays) {
            (None, None) => Ok(Vec::new()),
            _ => Err("to_date and weekdays need a from_date".to_owned()),
        };
    };
    let last = day("to_date").unwrap_or(first);
    if last < first {
        return Err(format!("to_date {last} is before from_date {first}"));
    }
    if (last - first).num_days() >= MOST_DAYS {
        return Err(format!("from {first} to {last} is longer than a year"));
    }
    if let Some(weekdays) = weekdays {
        let all = first.iter_days().take_while(|day| *day <= last);
        let chosen: Vec<NaiveDate> = all.filter(|day| weekdays.contains(&day.weekday())).collect();
        return if chosen.is_empty() {
            Err(format!("none of its weekdays is between {first} and {last}"))
        } else {
            Ok(chosen)
        };
    }
    let (working, weekend) = working_and_weekend(first, last);
    Ok(if working.is_empty() { weekend } else { working })
}

/// Parts the days from the first to the last.
fn working_and_weekend(first: NaiveDate, last: NaiveDate) -> (Vec<NaiveDate>, Vec<NaiveDate>) {
    let all = first.iter_days().take_while(|day| *day <= last);
    all.partition(|day| is_working_day(*day))
}

/// Names the days of weekends on which a row of several days books nothing, as it has no weekdays.
fn weekend_left_out(values: &FieldValues) -> Option<String> {
    const MOST: usize = 4;
    let day = |field: &str| values.text(field).and_then(|text| text.parse::<NaiveDate>().ok());
    let (first, last) = (day("from_date")?, day("to_date")?);
    let (working, weekend) = working_and_weekend(first, last);
    if values.text("weekdays").is_some() || working.is_empty() || weekend.is_empty() {
        return None;
    }
    let mut named: Vec<String> = weekend.iter().take(MOST).map(NaiveDate::to_string).collect();
    if weekend.len() > MOST {
        named.push(format!("{} more", weekend.len() - MOST));
    }
    Some(format!(
        "weekend days are left out: {}; a column `weekdays` with Mon-Sun books them too",
        named.join(", ")
    ))
}

/// Reads weekdays: `Mon, Wed`, `Mo-Fr`, in any language that schedules are read in.
fn weekdays(text: &str) -> Result<Vec<Weekday>, String> {
    let invalid = || {
        format!(
            "weekdays: invalid weekdays `{}`, expected days such as Mon, Wed",
            printable(text)
        )
    };
    let parts = text
        .split([',', ';', '/', '+', '&'])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let ends = parts.flat_map(|part| {
        let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
        [first.trim(), last.trim()]
    });
    let named = read_weekdays(&ends.collect::<Vec<_>>()).ok_or_else(invalid)?;
    let mut days = Vec::new();
    for ends in named.chunks_exact(2) {
        let &[mut day, last] = ends else { continue };
        days.push(day);
        while day != last {
            day = day.succ();
            days.push(day);
        }
    }
    if days.is_empty() { Err(invalid()) } else { Ok(days) }
}

/// Reads a time, a range of times or a part of the day, which is the start or both ends.
fn set_time(values: &mut FieldValues, text: &str, site: &Site) -> Result<(), String> {
    let text = without_own_zone(text, site)?;
    let plain = with_hyphen(&with_halves_behind(text));
    let clock = |time: NaiveTime| time.format("%H:%M").to_string();
    if let Some((start, end)) = time_range(&plain)? {
        values.set("starts_at", clock(start));
        let is_midnight = plain.trim_end().ends_with("24:00");
        values.set(
            "ends_at",
            if is_midnight {
                "24:00".to_owned()
            } else {
                clock(end)
            },
        );
        return Ok(());
    }
    if let Some((start, end)) = two_times(&plain) {
        values.set("starts_at", start);
        values.set("ends_at", end);
        return Ok(());
    }
    if parse_time(&plain).is_err()
        && let Some(part) = read_slot(text)
    {
        let (start, end) = part.hours((site.day_start, site.day_end));
        values.set("starts_at", clock(start));
        values.set("ends_at", clock(end));
        return Ok(());
    }
    let start = parse_time(&plain).ok().map(clock);
    let start = start.or_else(|| time_of_program(&plain));
    let start = start.ok_or_else(|| {
        format!(
            "time: invalid time `{}`, expected a time such as 08:00 or 08:00-12:00",
            printable(text)
        )
    })?;
    values.set("starts_at", start);
    Ok(())
}

/// Removes the zone behind a time where it is the site's own: `08:00 SAST`.
///
/// # Errors
/// Names the zone of other clocks.
fn without_own_zone<'t>(text: &'t str, site: &Site) -> Result<&'t str, String> {
    const ZONES: [&str; 34] = [
        "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "AKST", "HST", "GMT", "BST", "UTC", "WET",
        "WEST", "CET", "CEST", "EET", "EEST", "SAST", "CAT", "WAT", "EAT", "IST", "PKT", "MSK", "JST", "KST",
        "SGT", "HKT", "AEST", "AEDT", "NZST", "NZDT",
    ];
    let Some((time, zone)) = text.trim_end().rsplit_once(' ') else {
        return Ok(text);
    };
    if !ZONES.contains(&zone) {
        return Ok(text);
    }
    // Summer has another word than winter.
    let name_in = |month| {
        let day = NaiveDate::from_ymd_opt(2026, month, 1)?;
        let noon = site.site_day(day).ok()?.starts_at();
        Some(site.local(noon).format("%Z").to_string())
    };
    let own: BTreeSet<String> = [1, 7].into_iter().filter_map(name_in).collect();
    if own.contains(zone) {
        return Ok(time);
    }
    Err(format!(
        "time: `{}` is a time of {zone}, and the clocks of the site are those of {} ({}); write the site's own times",
        printable(text),
        site.timezone,
        own.iter().map(String::as_str).collect::<Vec<_>>().join(", "),
    ))
}

/// Reads a time as other programs write it, with seconds or half a day; a number alone is none.
fn time_of_program(text: &str) -> Option<String> {
    let has_minutes = text.contains([':', '.']);
    time_with_half(text).or_else(|| time(text).filter(|_| has_minutes))
}

/// Reads a range of such times: `7 AM - 12 PM`, `9:00am-1:30pm`, `14:00:00-15:30:00`.
fn two_times(text: &str) -> Option<(String, String)> {
    let (start, end) = text.split_once('-')?;
    Some((time_of_program(start)?, time_of_program(end)?))
}

/// Reads a length: `90`, `90 min`, `1:30`, `1h30`, `2 hours`, `1.5 h`; returns minutes.
pub fn minutes(text: &str) -> Result<i64, String> {
    const MOST: i64 = 31 * 24 * 60;
    const FEWEST: i64 = 15;
    let invalid = || {
        format!(
            "duration: invalid duration `{}`, expected one such as 90 or 1:30",
            printable(text)
        )
    };
    let bare: String = text
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let number = |text: &str| text.parse::<i64>().ok().filter(|number| *number >= 0);
    let hours_and = |hours: &str, rest: &str| {
        let rest = rest.trim_end_matches(|c: char| c.is_alphabetic());
        let minutes = if rest.is_empty() {
            Some(0)
        } else {
            number(rest).filter(|part| *part < 60)
        };
        match hours.replace(',', ".").split_once('.') {
            // Of a hundredth of an hour only such are meant as make whole minutes.
            Some((whole, part)) if matches!(part.len(), 1 | 2) && rest.is_empty() => {
                let hundredths = number(part)? * if part.len() == 1 { 10 } else { 1 };
                (hundredths * 60 % 100 == 0).then_some(number(whole)? * 60 + hundredths * 60 / 100)
            }
            Some(_) => None,
            None => Some(number(hours)? * 60 + minutes?),
        }
    };
    let read = if let Some((hours, rest)) = bare.split_once(':') {
        hours_and(hours, rest)
    } else if let Some((hours, rest)) = bare.split_once('h') {
        hours_and(hours, rest.trim_start_matches(|c: char| c.is_alphabetic()))
    } else {
        let number = number(bare.trim_end_matches(|c: char| c.is_alphabetic() || c == '.'));
        // A few may be minutes or hours.
        number.filter(|number| *number >= FEWEST || bare.contains('m'))
    };
    read.filter(|minutes| (1..=MOST).contains(minutes))
        .ok_or_else(invalid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::settings::Settings;

    fn booked(pairs: &[(&'static str, &str)], length: Option<i64>) -> Result<Vec<String>, String> {
        let values = pairs.iter().map(|(name, text)| (*name, (*text).to_owned()));
        let days = booked_days(values.collect(), &Settings::default().site(), length)?;
        let line = |values: &FieldValues| {
            let text = |field: &str| {
                values
                    .text(field)
                    .unwrap_or("-")
                    .chars()
                    .take(16)
                    .collect::<String>()
            };
            format!(
                "{} {} {}",
                text("external_id"),
                text("starts_at"),
                text("ends_at")
            )
        };
        Ok(days.iter().map(line).collect())
    }

    #[test]
    fn a_row_of_several_days_is_a_booking_each() {
        let row = [
            ("external_id", "7"),
            ("from_date", "2026-07-09"),
            ("to_date", "2026-07-13"),
            ("time", "08-12"),
        ];
        assert_eq!(
            booked(&row, None).unwrap(),
            [
                "7 2026-07-09 2026-07-09T08:00 2026-07-09T12:00",
                "7 2026-07-10 2026-07-10T08:00 2026-07-10T12:00",
                "7 2026-07-13 2026-07-13T08:00 2026-07-13T12:00",
            ]
        );
        let weekend = [
            ("from_date", "2026-07-11"),
            ("weekdays", "Sa-So"),
            ("to_date", "2026-07-19"),
        ];
        assert_eq!(booked(&weekend, None).unwrap().len(), 4);
        assert_eq!(
            booked(&[("from_date", "2026-07-11")], None).unwrap(),
            ["- 2026-07-11T07:30 2026-07-11T16:30"]
        );
        // `Do` is a Thursday where `Di` stands beside it.
        let german = [
            ("from_date", "2026-07-06"),
            ("weekdays", "Di-Do"),
            ("to_date", "2026-07-12"),
        ];
        assert_eq!(booked(&german, None).unwrap().len(), 3);
        for wrong in [
            &[("to_date", "2026-07-11")][..],
            &[("from_date", "2026-07-11"), ("to_date", "2026-07-10")],
            &[("from_date", "2026-07-11"), ("to_date", "2028-07-10")],
            &[("from_date", "2026-07-11"), ("weekdays", "someday")],
            &[("from_date", "2026-07-11"), ("weekdays", "Wed")],
        ] {
            assert!(booked(wrong, None).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn days_of_weekends_are_left_out_with_a_remark() {
        let remark = |pairs: &[(&'static str, &str)]| {
            let values = pairs.iter().map(|(name, text)| (*name, (*text).to_owned()));
            weekend_left_out(&values.collect())
        };
        let stay = [("from_date", "2026-07-11"), ("to_date", "2026-07-13")];
        let told = remark(&stay).unwrap();
        assert!(told.contains("left out: 2026-07-11, 2026-07-12;"), "{told}");
        let term = remark(&[stay[0], ("to_date", "2026-07-31")]).unwrap();
        assert!(term.contains("2026-07-19, 2 more;"), "{term}");
        assert_eq!(remark(&[stay[0], stay[1], ("weekdays", "Mon")]), None);
        assert_eq!(remark(&[stay[0], ("to_date", "2026-07-12")]), None);
        let week = [("from_date", "2026-07-06"), ("to_date", "2026-07-10")];
        assert_eq!(remark(&week), None);
        assert_eq!(remark(&[("date", "2026-07-11")]), None);
    }

    #[test]
    fn a_part_of_the_day_is_a_time() {
        for (part, expected) in [
            ("10-2", "- 2026-07-09T10:00 2026-07-09T14:00"),
            ("22:00-02:00", "- 2026-07-09T22:00 2026-07-10T02:00"),
            ("AM", "- 2026-07-09T07:30 2026-07-09T12:00"),
            ("Nachmittag", "- 2026-07-09T12:00 2026-07-09T16:30"),
            ("Session 1 (09:00-10:30)", "- 2026-07-09T09:00 2026-07-09T10:30"),
        ] {
            let row = [("date", "2026-07-09"), ("time", part)];
            assert_eq!(booked(&row, None).unwrap(), [expected]);
        }
        let evening = [("date", "2026-07-09"), ("time", "Evening")];
        assert!(booked(&evening, None).is_err(), "nobody says its hours");
    }

    #[test]
    fn times_of_twelve_hours_are_read_as_in_a_schedule() {
        for (part, times) in [
            ("1:00 to 4:00 PM", "13:00 16:00"),
            ("9:00 to 12:00 PM", "09:00 12:00"),
            ("2-4pm", "14:00 16:00"),
            ("1:00-4:00", "13:00 16:00"),
            ("12:30-1:30", "12:30 13:30"),
            ("01:00-04:00", "01:00 04:00"),
            ("5:30p-8:30p", "17:30 20:30"),
            ("7-11p", "19:00 23:00"),
            ("08:00-10:00 SAST", "08:00 10:00"),
            ("上午9:00-11:00", "09:00 11:00"),
            ("下午2:00-4:00", "14:00 16:00"),
            ("9:00 a. m. - 1:00 p. m.", "09:00 13:00"),
        ] {
            let row = [("date", "2026-07-09"), ("time", part)];
            let (start, end) = times.split_once(' ').unwrap();
            let expected = format!("- 2026-07-09T{start} 2026-07-09T{end}");
            assert_eq!(booked(&row, None), Ok(vec![expected]), "{part}");
        }
        let refused = |part: &str| booked(&[("date", "2026-07-09"), ("time", part)], None).unwrap_err();
        let either = refused("4:00-7:00");
        assert!(either.contains("write 04:00-07:00 or 16:00-19:00"), "{either}");
        let zone = refused("08:00 EST");
        assert!(
            zone.contains("is a time of EST") && zone.contains("(SAST)"),
            "{zone}"
        );
    }

    #[test]
    fn a_start_has_an_end_by_its_length() {
        let row = [("date", "2026-07-09"), ("time", "10:00")];
        assert_eq!(
            booked(&row, Some(60)).unwrap(),
            ["- 2026-07-09T10:00 2026-07-09T11:00"]
        );
        assert_eq!(booked(&row, None).unwrap(), ["- 2026-07-09T10:00 -"]);
        let row = [row[0], row[1], ("duration", "1:30")];
        assert_eq!(
            booked(&row, Some(60)).unwrap(),
            ["- 2026-07-09T10:00 2026-07-09T11:30"]
        );
    }

    #[test]
    fn a_range_and_an_end_beside_it_say_the_same() {
        let row = |end| {
            booked(
                &[("date", "2026-07-09"), ("time", "10:00-11:00"), ("ends_at", end)],
                None,
            )
        };
        let expected = vec!["- 2026-07-09T10:00 2026-07-09T11:00".to_owned()];
        for end in ["11:00", "2026-07-09", "2026-07-09T11:00:00+02:00", ""] {
            assert_eq!(row(end), Ok(expected.clone()), "{end}");
        }
        for end in ["12:00", "2026-09-09", "2026-07-12T11:00:00+02:00"] {
            assert!(row(end).unwrap_err().contains("both say when it ends"), "{end}");
        }
    }

    #[test]
    fn a_range_of_times_may_name_the_half_of_the_day() {
        let ends = |text: &str| two_times(text).map(|(start, end)| format!("{start} {end}"));
        assert_eq!(ends("7 AM - 12 PM").as_deref(), Some("07:00 12:00"));
        assert_eq!(ends("9:00am-1:30 p.m.").as_deref(), Some("09:00 13:30"));
        for other in ["7 - 9 PM", "7 AM", "13 PM - 14 PM", "soon - later"] {
            assert_eq!(ends(other), None, "{other}");
        }
    }

    #[test]
    fn lengths_are_read_as_people_write_them() {
        for (text, length) in [
            ("90", 90),
            ("5 min", 5),
            ("90 min", 90),
            ("90 mins.", 90),
            ("1:30", 90),
            ("1h30", 90),
            ("1 h 30 min", 90),
            ("1h 15m", 75),
            ("1 hr 30 mins", 90),
            ("1:15", 75),
            ("2h", 120),
            ("2 hours", 120),
            ("1 hour", 60),
            ("1.5 h", 90),
            ("1,5h", 90),
            ("0.25 h", 15),
            ("2.0 h", 120),
        ] {
            assert_eq!(minutes(text), Ok(length), "{text}");
        }
        for text in [
            "", "0", "h", "long", "1:75", "-5", "99999999", "1.57h", "1.5", "2",
        ] {
            assert!(minutes(text).is_err(), "{text}");
        }
    }
}
