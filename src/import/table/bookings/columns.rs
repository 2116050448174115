//! The columns of a table of bookings, and a booking as they say it.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::super::field::{Field, Form, Need, Words, flag_text, moment_text};
use super::super::values::Values;
use crate::booking::model::{LunchCatering, MorningCatering};
use crate::booking::{Booking, BookingStatus, DevicePreference, Tenant};
use crate::kernel::period::{Site, parse_time};
use crate::kernel::timestamp::Timestamp;
use crate::words_of;

/// The replaced system's `approved` is our `confirmed`.
const STATUS: &Words = &Words {
    read: |text| BookingStatus::read(text.trim()).ok().map(BookingStatus::as_str),
    all: || BookingStatus::ALL.iter().map(|one| one.as_str()).collect(),
};

const fn field(
    name: &'static str,
    also: &'static [&'static str],
    form: Form,
    about: &'static str,
    example: &'static str,
) -> Field {
    Field {
        name,
        also,
        form,
        need: Need::No,
        about,
        example,
    }
}

const fn needed(field: Field) -> Field {
    Field {
        need: Need::New,
        ..field
    }
}

pub const FIELDS: &[Field] = &[
    field(
        "external_id",
        &["Ref", "Reference", "Booking ref", "External ref"],
        Form::Text(100),
        "What another system calls it: the same again changes the same booking",
        "",
    ),
    field(
        "booking_id",
        &[],
        Form::Count,
        "The number of a booking that is here already",
        "",
    ),
    needed(field(
        "client_name",
        &["Client", "Company", "Customer"],
        Form::Text(255),
        "Who comes",
        "Baobab Health",
    )),
    field(
        "room",
        &["Room name", "Venue"],
        Form::Room,
        "In which room; without one it waits for one",
        "Excellence",
    ),
    field(
        "date",
        &["Day"],
        Form::Day,
        "On which day, where the times stand alone",
        "",
    ),
    needed(field(
        "starts_at",
        &["Start", "Starts", "Start time", "From"],
        Form::Moment,
        "When it begins: a day with a time, or a time beside a date",
        "2026-03-02T08:00",
    )),
    needed(field(
        "ends_at",
        &["End", "Ends", "End time", "Until", "To"],
        Form::Moment,
        "When it ends",
        "2026-03-02T16:00",
    )),
    field(
        "num_learners",
        &["Learners", "Delegates"],
        Form::Count,
        "Learners",
        "25",
    ),
    field(
        "num_facilitators",
        &["Facilitators"],
        Form::Count,
        "Facilitators",
        "1",
    ),
    field(
        "headcount",
        &["Heads", "Pax", "People"],
        Form::Count,
        "Everybody, where that is not the two together",
        "",
    ),
    field(
        "status",
        &["State"],
        Form::Word(STATUS),
        "Confirmed with a room, pending without one, unless told",
        "",
    ),
    field(
        "tenant",
        &["tenant_id"],
        Form::Word(words_of!(Tenant)),
        "Which house",
        "TECH",
    ),
    field(
        "devices_needed",
        &["Devices"],
        Form::Count,
        "How many devices",
        "18",
    ),
    field(
        "device_type_preference",
        &["Device type"],
        Form::Word(words_of!(DevicePreference)),
        "Which devices",
        "laptops",
    ),
    field(
        "wished_room",
        &["Wished for"],
        Form::Room,
        "For a pending booking: where it would like to be",
        "",
    ),
    field(
        "client_contact_person",
        &["Contact", "Contact person"],
        Form::Text(100),
        "Who answers for it",
        "",
    ),
    field(
        "client_email",
        &["E-mail", "Email", "Contact email"],
        Form::Text(100),
        "Where to write to",
        "",
    ),
    field(
        "client_phone",
        &["Phone", "Telephone", "Contact number"],
        Form::Text(20),
        "Where to call",
        "",
    ),
    field(
        "coffee_tea_station",
        &["Coffee", "Coffee and tea", "Tea"],
        Form::Flag,
        "A coffee and tea station",
        "yes",
    ),
    field(
        "morning_catering",
        &["Morning"],
        Form::Word(words_of!(MorningCatering)),
        "In the morning",
        "pastry",
    ),
    field(
        "lunch_catering",
        &["Lunch"],
        Form::Word(words_of!(LunchCatering)),
        "At noon",
        "in_house",
    ),
    field("catering_notes", &[], Form::Text(2000), "Of food", ""),
    field(
        "stationery_needed",
        &["Stationery"],
        Form::Flag,
        "Stationery for everybody",
        "no",
    ),
    field(
        "water_bottles",
        &["Water"],
        Form::Count,
        "Bottles of water a day",
        "",
    ),
    field(
        "requester_notes",
        &["Notes", "Comment", "Remarks"],
        Form::Text(2000),
        "What the requester says",
        "",
    ),
    field(
        "room_boss_notes",
        &[],
        Form::Text(2000),
        "What the room boss says",
        "",
    ),
    field(
        "long_term",
        &["Long-term"],
        Form::Flag,
        "An office, not a training",
        "no",
    ),
    field("device_only", &[], Form::Flag, "Devices and no room", "no"),
    field(
        "over_capacity_reason",
        &[],
        Form::Text(500),
        "Why there may be more people than seats",
        "",
    ),
    field(
        "status_reason",
        &["Reason"],
        Form::Text(500),
        "Why it was cancelled or rejected",
        "",
    ),
];

/// An instant as values have it.
pub fn instant(text: &str) -> Option<Timestamp> {
    let instant = DateTime::parse_from_rfc3339(text).ok()?;
    Some(instant.with_timezone(&Utc).into())
}

/// Makes instants of days and times: a time alone wants a date, a day alone is the site's day.
pub fn fold(mut values: Values, site: &Site) -> Result<Values, String> {
    let date: Option<NaiveDate> = values.remove("date").and_then(|text| text.parse().ok());
    let start = values.remove("starts_at").filter(|text| !text.is_empty());
    let end = values.remove("ends_at").filter(|text| !text.is_empty());
    let (start, end) = match (start, end, date) {
        (None, None, Some(day)) => (Some(day.to_string()), Some(day.to_string())),
        // A day and no end is that day.
        (Some(day), None, _) if is_day(&day) => (Some(day.clone()), Some(day)),
        (start, end, _) => (start, end),
    };
    let start = start
        .map(|text| settled("starts_at", &text, date, site.day_start, site))
        .transpose()?;
    let day = date.or_else(|| Some(site.local(instant(start.as_deref()?)?).date_naive()));
    let end = end
        .map(|text| settled("ends_at", &text, day, site.day_end, site))
        .transpose()?;
    if let (Some(start), Some(end)) = (&start, &end)
        && instant(end) <= instant(start)
    {
        return Err(format!("it would end at {end} and start at {start}"));
    }
    for (field, text) in [("starts_at", start), ("ends_at", end)] {
        if let Some(text) = text {
            values.set(field, text);
        }
    }
    Ok(values)
}

fn is_day(text: &str) -> bool {
    text.parse::<NaiveDate>().is_ok()
}

fn settled(
    field: &str,
    text: &str,
    date: Option<NaiveDate>,
    time: NaiveTime,
    site: &Site,
) -> Result<String, String> {
    let local = match (text.parse::<NaiveDate>(), parse_time(text), date) {
        (Ok(day), _, _) => day.and_time(time),
        (_, Ok(time), Some(day)) => day.and_time(time),
        (_, Ok(_), None) => return Err(format!("{field}: {text} is a time, and no date stands beside it")),
        (_, Err(_), _) => return Ok(text.to_owned()),
    };
    let instant = site
        .instant(local)
        .map_err(|error| format!("{field}: {}", error.message))?;
    Ok(moment_text(site, instant))
}

/// What a table would say of a booking in one of its columns.
pub fn value(booking: &Booking, field: &str, site: &Site) -> String {
    let (row, eats) = (&booking.row, &booking.catering);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let flag = |flag: bool| flag_text(flag).to_owned();
    match field {
        "client_name" => row.client_name.clone(),
        "room" => text(&booking.room),
        "starts_at" => moment_text(site, row.starts_at),
        "ends_at" => moment_text(site, row.ends_at),
        "num_learners" => row.num_learners.to_string(),
        "num_facilitators" => row.num_facilitators.to_string(),
        "headcount" => row.headcount.to_string(),
        "status" => row.status.to_string(),
        "tenant" => row.tenant_id.to_string(),
        "devices_needed" => row.devices_needed.to_string(),
        "device_type_preference" => word(row.device_type_preference.map(DevicePreference::as_str)),
        "wished_room" => text(&booking.wished_room),
        "client_contact_person" => text(&row.client_contact_person),
        "client_email" => text(&row.client_email),
        "client_phone" => text(&row.client_phone),
        "coffee_tea_station" => flag(eats.coffee_tea_station),
        "morning_catering" => word(eats.morning_catering.map(MorningCatering::as_str)),
        "lunch_catering" => word(eats.lunch_catering.map(LunchCatering::as_str)),
        "catering_notes" => text(&eats.catering_notes),
        "stationery_needed" => flag(eats.stationery_needed),
        "water_bottles" => eats.water_bottles.to_string(),
        "requester_notes" => text(&row.requester_notes),
        "room_boss_notes" => text(&row.room_boss_notes),
        "long_term" => flag(row.long_term),
        "device_only" => flag(row.device_only),
        "over_capacity_reason" => text(&row.over_capacity_reason),
        "status_reason" => text(&row.status_reason),
        // What it is known by stands elsewhere.
        _ => String::new(),
    }
}

fn word(word: Option<&str>) -> String {
    word.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::settings::Settings;

    fn folded(pairs: &[(&'static str, &str)]) -> Result<(String, String), String> {
        let values = pairs.iter().map(|(name, text)| (*name, (*text).to_owned()));
        let values = fold(values.collect(), &Settings::default().site())?;
        let text = |field: &str| values.get(field).unwrap_or("nothing").to_owned();
        Ok((text("starts_at"), text("ends_at")))
    }

    #[test]
    fn days_and_times_become_instants() {
        let whole = (
            "2026-03-02T07:30:00+02:00".to_owned(),
            "2026-03-02T16:30:00+02:00".to_owned(),
        );
        assert_eq!(folded(&[("date", "2026-03-02")]), Ok(whole.clone()));
        assert_eq!(folded(&[("starts_at", "2026-03-02")]), Ok(whole));
        let morning = (
            "2026-03-02T08:00:00+02:00".to_owned(),
            "2026-03-02T12:00:00+02:00".to_owned(),
        );
        let times = [
            ("date", "2026-03-02"),
            ("starts_at", "08:00"),
            ("ends_at", "12:00"),
        ];
        assert_eq!(folded(&times), Ok(morning.clone()));
        let mixed = [("starts_at", "2026-03-02T08:00:00+02:00"), ("ends_at", "12:00")];
        assert_eq!(folded(&mixed), Ok(morning));
        assert_eq!(folded(&[]), Ok(("nothing".to_owned(), "nothing".to_owned())));
    }

    #[test]
    fn a_time_without_a_day_and_an_end_before_the_start_are_faults() {
        assert!(folded(&[("starts_at", "08:00"), ("ends_at", "12:00")]).is_err());
        assert!(
            folded(&[
                ("date", "2026-03-02"),
                ("starts_at", "12:00"),
                ("ends_at", "08:00")
            ])
            .is_err()
        );
    }
}
