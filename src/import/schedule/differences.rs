//! What differs between a booking and a reading of its cell, and between two readings.

use chrono::NaiveDate;

use super::model::SheetBooking;
use crate::booking::{BookingRow, BookingStatus};
use crate::kernel::period::Site;

/// Names what somebody changed of a booking since the file had it so. Steps of the workflow are not changes.
pub fn edited(
    row: &BookingRow,
    (room_id, day): (i64, NaiveDate),
    booking: &SheetBooking,
    site: &Site,
) -> Vec<&'static str> {
    let (start, end) = (site.local(row.starts_at), site.local(row.agreed_end()));
    let number = |count: i32| u32::try_from(count).unwrap_or(0);
    let people = (row.num_learners, row.num_facilitators, row.headcount);
    let people = (number(people.0), number(people.1), number(people.2));
    let devices = (number(row.devices_needed), row.device_type_preference);
    let holds = row.status.holds_room() || row.status == BookingStatus::NoShow;
    let unconfirmed = row.status == BookingStatus::RoomAssigned && !booking.tentative;
    let same = [
        (holds, "status"),
        (!unconfirmed, "confirmation"),
        (!holds || row.room_id == Some(room_id), "room"),
        (row.client_name == booking.client_name, "client"),
        (start.date_naive() == day && end.date_naive() == day, "day"),
        ((start.time(), end.time()) == (booking.start, booking.end), "time"),
        (
            people == (booking.num_learners, booking.num_facilitators, booking.headcount),
            "people",
        ),
        (
            devices == (booking.devices_needed(), booking.device_preference()),
            "devices",
        ),
    ];
    let edited = same.iter().filter(|(same, _)| !same);
    edited.map(|(_, what)| *what).collect()
}

/// Words one value of a booking in a sheet.
type ValueOf = fn(&SheetBooking) -> String;

/// Describes what differs between two readings.
pub fn differences(before: &SheetBooking, after: &SheetBooking) -> Vec<String> {
    let compared: [(&str, ValueOf); 6] = [
        ("client", |booking| booking.client_name.clone()),
        ("time", |booking| {
            format!(
                "{}–{}",
                booking.start.format("%H:%M"),
                booking.end.format("%H:%M")
            )
        }),
        ("learners", |booking| booking.num_learners.to_string()),
        ("facilitators", |booking| booking.num_facilitators.to_string()),
        ("laptops/desktops/any", |booking| {
            format!("{}/{}/{}", booking.laptops, booking.desktops, booking.any_devices)
        }),
        ("status", |booking| {
            if booking.tentative {
                "tentative"
            } else {
                "confirmed"
            }
            .to_owned()
        }),
    ];
    let pairs = compared.iter().map(|(what, of)| (what, of(before), of(after)));
    pairs
        .filter(|(_, old, new)| old != new)
        .map(|(what, old, new)| format!("{what} {old} → {new}"))
        .collect()
}
