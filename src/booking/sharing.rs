//! Shares the numbers of an edit among the rooms that a series has at one time, as a new booking does.

use std::collections::BTreeMap;

use super::allocation::{PartySize, by_capacity};
use super::details::BookingDetails;
use super::model::Booking;
use crate::kernel::timestamp::Timestamp;
use crate::room::Room;

/// Returns the details of each booking that has one of several rooms at its time: its share, by the seats of its room. What
/// the edit does not name stays what the rooms have together.
pub fn shared(
    details: &BookingDetails,
    bookings: &[Booking],
    rooms: &[Room],
) -> BTreeMap<i64, BookingDetails> {
    let mut shares = BTreeMap::new();
    if !details.name_people()
        && details
            .devices
            .or(details.water_bottles)
            .or(details.printed_pages)
            .is_none()
        && details.amenities.is_none()
    {
        return shares;
    }
    let mut at_once: BTreeMap<(i64, Timestamp, Timestamp), Vec<&Booking>> = BTreeMap::new();
    for booking in bookings.iter().filter(|booking| booking.row.room_id.is_some()) {
        if let Some(series) = booking.row.series_id {
            let when = (series, booking.row.starts_at, booking.row.ends_at);
            at_once.entry(when).or_default().push(booking);
        }
    }
    let seats_of = |booking: &&Booking| {
        let room = rooms.iter().find(|room| Some(room.row.id) == booking.row.room_id);
        room.map_or(0, |room| room.row.max_capacity)
    };
    for group in at_once.into_values().filter(|group| group.len() > 1) {
        let seats: Vec<i32> = group.iter().map(seats_of).collect();
        let parts = by_capacity(&together(details, &group), &seats);
        for (booking, part) in group.iter().zip(parts) {
            let share = BookingDetails {
                learners: details.name_people().then_some(part.learners),
                facilitators: details.name_people().then_some(part.facilitators),
                headcount: part.headcount.filter(|_| details.name_people()),
                devices: details.devices.map(|_| part.devices),
                water_bottles: details.water_bottles.map(|_| part.water_bottles),
                printed_pages: details.printed_pages.map(|_| part.printed_pages),
                amenities: part.amenity_texts().or_else(|| details.amenities.clone()),
                ..details.clone()
            };
            shares.insert(booking.row.id, share);
        }
    }
    shares
}

/// Returns what all rooms are to have together.
fn together(details: &BookingDetails, group: &[&Booking]) -> PartySize {
    let sum = |of: fn(&Booking) -> i32| {
        let all = group
            .iter()
            .map(|booking| u32::try_from(of(booking)).unwrap_or(0));
        all.fold(0, u32::saturating_add)
    };
    let follows =
        |booking: &&Booking| booking.row.headcount == booking.row.num_learners + booking.row.num_facilitators;
    let own_count = (!group.iter().all(follows)).then(|| sum(|booking| booking.row.headcount));
    PartySize {
        learners: details
            .learners
            .unwrap_or_else(|| sum(|booking| booking.row.num_learners)),
        facilitators: details
            .facilitators
            .unwrap_or_else(|| sum(|booking| booking.row.num_facilitators)),
        headcount: details.headcount.or(own_count),
        devices: details.devices.unwrap_or(0),
        water_bottles: details.water_bottles.unwrap_or(0),
        printed_pages: details.printed_pages.unwrap_or(0),
        amenities: PartySize::of(details).amenities,
    }
}
