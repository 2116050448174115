//! The calendar as a feed for calendar programs (RFC 5545), times in UTC.
//!
//! A booking keeps its UID for ever and its SEQUENCE counts its changes, so that a program that reads the file again
//! moves the event it knows. What was called off, or moved out of the period or the rooms, is in
//! the file as cancelled: leaving it out would leave it standing.

use icalendar::{Calendar as Feed, Component, Event, EventLike, EventStatus, Property};

use super::Calendar;
use crate::booking::blocks::model::RoomBlock;
use crate::booking::model::Booking;
use crate::booking::status::BookingStatus;
use crate::kernel::text::{counted, people, printable};

/// Returns the file's bytes: CRLF, lines of at most 75 octets.
pub fn feed(calendar: &Calendar) -> Vec<u8> {
    let mut feed = Feed::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//colab//booking calendar//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        feed.append_property(Property::new(name, value));
    }
    feed.name(&format!("{} rooms", calendar.company));
    for booking in &calendar.bookings {
        feed.push(event(calendar, booking, false));
    }
    for booking in &calendar.for_document.gone {
        feed.push(event(calendar, booking, true));
    }
    for block in &calendar.for_document.blocks {
        feed.push(closed(calendar, block));
    }
    feed.to_string().into_bytes()
}

/// Returns a block as an event. Its SEQUENCE counts seconds: it is changed by hand, and its time of change only grows.
fn closed(calendar: &Calendar, block: &RoomBlock) -> Event {
    let row = &block.row;
    let age = row.updated_at.since(row.created_at).num_seconds();
    let status = match row.lifted_at {
        Some(_) => EventStatus::Cancelled,
        None => EventStatus::Confirmed,
    };
    let mut event = Event::new();
    event
        .uid(&format!("block-{}@{}", row.id, calendar.for_document.database_id))
        .sequence(u32::try_from(age).unwrap_or(0))
        .timestamp(calendar.made_at.utc())
        .created(row.created_at.utc())
        .last_modified(row.updated_at.utc())
        .starts(row.starts_at.utc())
        .ends(row.ends_at.utc())
        .status(status)
        .summary(&printable(&format!("{}: {}", row.kind, row.reason)))
        .description(&format!("colab room block {}", row.id))
        .location(&printable(block.rooms()));
    event.add_property(
        "TRANSP",
        if row.lifted_at.is_some() {
            "TRANSPARENT"
        } else {
            "OPAQUE"
        },
    );
    event.add_property("CATEGORIES", "CLOSED");
    event.done()
}

/// Returns the UID that a booking has for ever: in calendars that are written, and in what its client is sent.
pub fn event_uid(booking_id: i64, database_id: &str) -> String {
    format!("booking-{booking_id}@{database_id}")
}

fn event(calendar: &Calendar, booking: &Booking, is_gone: bool) -> Event {
    let row = &booking.row;
    let status = match row.status {
        _ if is_gone => EventStatus::Cancelled,
        BookingStatus::RoomAssigned => EventStatus::Tentative,
        _ => EventStatus::Confirmed,
    };
    // A room's new name changes the place of all its events.
    let renamed_at = booking
        .room
        .as_ref()
        .and_then(|room| calendar.for_document.renamed_at.get(room));
    let modified_at = renamed_at.map_or(row.updated_at, |at| row.updated_at.max(*at));
    let sequence = i64::from(row.revision) + calendar.for_document.renames;
    let mut event = Event::new();
    event
        .uid(&event_uid(row.id, &calendar.for_document.database_id))
        .sequence(u32::try_from(sequence).unwrap_or(0))
        .timestamp(calendar.made_at.utc())
        .created(row.created_at.utc())
        .last_modified(modified_at.utc())
        .starts(row.starts_at.utc())
        .ends(row.ends_at.utc())
        .status(status)
        .summary(&summary(calendar, booking))
        .description(&description(calendar, booking));
    let busy = status != EventStatus::Cancelled;
    event.add_property("TRANSP", if busy { "OPAQUE" } else { "TRANSPARENT" });
    event.add_property("CATEGORIES", row.tenant_id.as_str());
    if let Some(room) = &booking.room {
        event.location(&printable(room));
    }
    event.done()
}

/// Returns such as `Baobab Health (26)`; the kitchen's feed has no names.
fn summary(calendar: &Calendar, booking: &Booking) -> String {
    let row = &booking.row;
    match (calendar.names_clients, row.headcount) {
        (true, 0) => printable(&row.client_name),
        (true, count) => format!("{} ({count})", printable(&row.client_name)),
        (false, 0) => "Booked".to_owned(),
        (false, count) => people(count),
    }
}

fn description(calendar: &Calendar, booking: &Booking) -> String {
    let row = &booking.row;
    let mut lines = vec![match row.headcount {
        0 => "headcount unknown".to_owned(),
        count => format!(
            "{}, {}, {}",
            counted(row.num_learners, "learner"),
            counted(row.num_facilitators, "facilitator"),
            people(count)
        ),
    }];
    if row.devices_needed > 0 && calendar.names_clients {
        let kind = row.device_type_preference.map_or("devices", |kind| match kind {
            crate::booking::DevicePreference::Any => "devices",
            kind => kind.as_str(),
        });
        lines.push(format!("{} {kind}", row.devices_needed));
    }
    let meals = super::marks::meals(&booking.catering);
    if !meals.is_empty() {
        let meals: Vec<&str> = meals.iter().map(|meal| meal.means).collect();
        lines.push(meals.join(", "));
    }
    lines.push(match row.status {
        BookingStatus::Pending => "waits for a room".to_owned(),
        status => status.as_str().replace('_', " "),
    });
    lines.push(format!("colab booking {}", row.id));
    lines.join("\n")
}
