//! What lists of other programs say of a booking in columns of their own: that it is cancelled, or takes whole days, and
//! the two names of who asks for it.

use chrono::{Days, NaiveDate};

use super::times::merge_times;
use crate::booking::BookingStatus;
use crate::import::table::amounts::without_unit;
use crate::import::table::cell::YES;
use crate::import::table::people::join_names;
use crate::import::table::values::FieldValues;
use crate::kernel::period::Site;
use colab_schedule::cell::{CellStatus, read_status};

/// Puts what a booking has no field for into the fields that it has, and days and times together.
///
/// # Errors
/// Says what is wrong with the row.
pub fn tidy(mut values: FieldValues, site: &Site) -> Result<FieldValues, String> {
    join_names(&mut values, "client_contact_person");
    let is_called_off = takes_cancellation(&mut values);
    take_people(&mut values);
    let is_cancelled = values.remove("cancelled").is_some_and(|text| text == YES) || is_called_off;
    let is_off = |word: &str| word.parse().is_ok_and(BookingStatus::is_off);
    if is_cancelled && !values.text("status").is_some_and(is_off) {
        values.set("status", BookingStatus::Cancelled.as_str());
    }
    // What is open holds the room that it has, and none without one.
    let has_room = values.text("room").is_some();
    let open = [BookingStatus::Pending, BookingStatus::RoomAssigned].map(BookingStatus::as_str);
    if values.text("status").is_some_and(|word| open.contains(&word)) {
        values.set("status", open[usize::from(has_room)]);
    }
    if values.remove("all_day").is_some_and(|text| text == YES) {
        whole_days(&mut values);
    }
    merge_times(values, site)
}

/// Takes what says that a booking is cancelled off its client's name, `CANCELLED - Umoya` or `Umoya (cancelled)`; without a
/// status a remark that says nothing else tells it as well. Returns whether it is cancelled.
fn takes_cancellation(values: &mut FieldValues) -> bool {
    const MARKS: [char; 9] = ['-', '–', '—', ':', '(', ')', '[', ']', '*'];
    let is_cancelled = |text: &str| read_status(text) == Some(CellStatus::Cancelled);
    let is_around = |c: char| c.is_whitespace() || MARKS.contains(&c);
    let of_remark = values.text("requester_notes").is_some_and(is_cancelled);
    let is_remarked = values.text("status").is_none() && of_remark;
    let name = values
        .text("client_name")
        .map(|name| name.trim_matches(is_around));
    let ends = name.and_then(|name| {
        let first = name.split_once(MARKS);
        let last = name.rsplit_once(MARKS).map(|(rest, word)| (word, rest));
        [first, last]
            .into_iter()
            .flatten()
            .find(|(word, _)| is_cancelled(word))
    });
    let client = ends.map(|(_, rest)| rest.trim_matches(is_around).to_owned());
    match client.filter(|client| !client.is_empty()) {
        Some(client) => {
            values.set("client_name", client);
            true
        }
        None => is_remarked,
    }
}

/// Takes the people that stand behind a client's name, `Umoya, 12 pax` or `Umoya (12 learners)`, where nothing else counts them.
fn take_people(values: &mut FieldValues) {
    const MARKS: [char; 9] = [',', ';', ':', '-', '–', '—', '(', '[', '/'];
    const COUNTS: [&str; 3] = ["num_learners", "num_facilitators", "headcount"];
    if COUNTS.iter().any(|field| values.text(field).is_some()) {
        return;
    }
    let name = values.text("client_name").unwrap_or_default();
    let name = name.trim_end_matches([')', ']']);
    let is_digit = |c: char| c.is_ascii_digit();
    let Some((before, _)) = name
        .rfind(is_digit)
        .and_then(|last| name.split_at_checked(last + 1))
    else {
        return;
    };
    let (client, counted) = name.split_at(before.trim_end_matches(is_digit).len());
    let number = without_unit("headcount", counted);
    let client = client.trim_end();
    let bare = client.trim_end_matches(MARKS).trim_end();
    let is_counted = number != counted.trim() && number.parse::<u32>().is_ok();
    if is_counted && bare.len() < client.len() && !bare.is_empty() {
        let (bare, number) = (bare.to_owned(), number.to_owned());
        values.set("client_name", bare);
        values.set("num_learners", number);
    }
}

/// Takes the times of whole days away. Calendars end such a day at the midnight after it.
fn whole_days(values: &mut FieldValues) {
    const MIDNIGHT: &str = "00:00";
    let is_midnight = |field: &str| values.text(field) == Some(MIDNIGHT);
    let ends_at_midnight = is_midnight("starts_at") && is_midnight("ends_at");
    let is_time = |text: &str| text.len() == MIDNIGHT.len() && text.contains(':');
    for field in ["starts_at", "ends_at"] {
        if values.text(field).is_some_and(is_time) {
            values.remove(field);
        }
    }
    let day = |field: &str| values.text(field).and_then(|text| text.parse::<NaiveDate>().ok());
    if let (true, Some(first), Some(last)) = (ends_at_midnight, day("from_date"), day("to_date"))
        && first < last
        && let Some(before) = last.checked_sub_days(Days::new(1))
    {
        values.set("to_date", before.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::settings::Settings;

    fn tidied(pairs: &[(&'static str, &str)]) -> FieldValues {
        let values = pairs.iter().map(|(name, text)| (*name, (*text).to_owned()));
        tidy(values.collect(), &Settings::default().site()).unwrap()
    }

    #[test]
    fn a_flag_cancels_unless_the_status_does() {
        assert_eq!(tidied(&[("cancelled", "yes")]).text("status"), Some("cancelled"));
        let both = tidied(&[("cancelled", "yes"), ("status", "confirmed")]);
        assert_eq!(both.text("status"), Some("cancelled"));
        let rejected = tidied(&[("cancelled", "yes"), ("status", "rejected")]);
        assert_eq!(rejected.text("status"), Some("rejected"));
        assert_eq!(tidied(&[("cancelled", "no")]).text("status"), None);
    }

    #[test]
    fn a_name_or_a_remark_that_says_so_cancels() {
        for (name, client) in [
            ("CANCELLED - Umoya", "Umoya"),
            ("Umoya (cancelled)", "Umoya"),
            ("[storniert] Umoya Ltd", "Umoya Ltd"),
            ("Umoya-Kopano: abgesagt", "Umoya-Kopano"),
        ] {
            let values = tidied(&[("client_name", name)]);
            assert_eq!(
                (values.text("client_name"), values.text("status")),
                (Some(client), Some("cancelled")),
                "{name}"
            );
        }
        for name in ["Umoya - Kopano", "Cancelled flights", "Umoya (Pty) Ltd"] {
            let values = tidied(&[("client_name", name)]);
            assert_eq!(
                (values.text("client_name"), values.text("status")),
                (Some(name), None),
                "{name}"
            );
        }
        let remark = [("client_name", "Umoya"), ("requester_notes", "Cancelled")];
        assert_eq!(tidied(&remark).text("status"), Some("cancelled"));
        let both = tidied(&[&remark[..], &[("status", "confirmed")]].concat());
        assert_eq!(both.text("status"), Some("confirmed"));
        let other = tidied(&[("client_name", "Umoya"), ("requester_notes", "cancelled lunch")]);
        assert_eq!(other.text("status"), None);
    }

    #[test]
    fn people_behind_a_name_are_counted() {
        for (name, client, people) in [
            ("Umoya, 12 pax", "Umoya", Some("12")),
            ("Umoya (12 learners)", "Umoya", Some("12")),
            ("Umoya Ltd - 8 people", "Umoya Ltd", Some("8")),
            ("Grade 10", "Grade 10", None),
            ("Umoya (2)", "Umoya (2)", None),
            ("Class of 12 students", "Class of 12 students", None),
            ("Umoya", "Umoya", None),
        ] {
            let values = tidied(&[("client_name", name)]);
            let read = (values.text("client_name"), values.text("num_learners"));
            assert_eq!(read, (Some(client), people), "{name}");
        }
        let counted = tidied(&[("client_name", "Umoya, 12 pax"), ("headcount", "9")]);
        assert_eq!(counted.text("client_name"), Some("Umoya, 12 pax"));
    }

    #[test]
    fn what_is_open_holds_the_room_that_it_has() {
        for (status, room, expected) in [
            ("pending", Some("Focus"), "room_assigned"),
            ("pending", None, "pending"),
            ("room_assigned", Some("Focus"), "room_assigned"),
            ("room_assigned", None, "pending"),
            ("confirmed", Some("Focus"), "confirmed"),
        ] {
            let mut pairs = vec![("status", status)];
            pairs.extend(room.map(|room| ("room", room)));
            assert_eq!(tidied(&pairs).text("status"), Some(expected), "{status} {room:?}");
        }
    }

    #[test]
    fn a_whole_day_of_a_calendar_ends_at_the_midnight_after_it() {
        let days = [
            ("from_date", "2026-05-29"),
            ("to_date", "2026-05-30"),
            ("all_day", "yes"),
        ];
        let midnights = [("starts_at", "00:00"), ("ends_at", "00:00")];
        let day = tidied(&[&days[..], &midnights[..]].concat());
        assert_eq!(
            (day.text("to_date"), day.text("starts_at")),
            (Some("2026-05-29"), None)
        );
        assert_eq!(tidied(&days).text("to_date"), Some("2026-05-30"));
    }
}
