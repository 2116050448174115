//! Bookings and periods in words, for messages.

use std::collections::BTreeMap;

use chrono::NaiveTime;

use super::model::{BlockHold, Booking, BookingRow};
use crate::kernel::period::{Site, period_in_words};
use crate::kernel::timestamp::Timestamp;

/// Describes a booking as [`describe_row`] does.
pub fn describe_booking(booking: &Booking, site: &Site) -> String {
    let names = booking
        .row
        .room_id
        .zip(booking.room.clone())
        .into_iter()
        .collect();
    describe_row(&booking.row, &names, site)
}

/// Returns such as `booking 17 (Baobab Health, Excellence, 2026-03-10 07:30–16:30, confirmed)`.
pub fn describe_row(row: &BookingRow, names: &BTreeMap<i64, String>, site: &Site) -> String {
    let room = row
        .room_id
        .and_then(|id| names.get(&id))
        .map(String::as_str)
        .unwrap_or("no room");
    let when = describe_period(site, row.starts_at, row.ends_at);
    format!(
        "booking {} ({}, {room}, {when}, {})",
        row.id, row.client_name, row.status
    )
}

/// Returns such as `2026-03-10 07:30–16:30`, with both days if they differ.
pub fn describe_period(site: &Site, starts_at: Timestamp, ends_at: Timestamp) -> String {
    period_in_words(site.timezone, starts_at, ends_at)
}

/// Returns such as `block 3 (painting, 2026-03-02 to 2026-03-06)`.
pub fn describe_block(block: &BlockHold, site: &Site) -> String {
    let when = describe_days(site, block.starts_at, block.ends_at);
    format!("block {} ({}, {when})", block.block_id, block.reason)
}

/// Returns such as `2026-03-02` or `2026-03-02 to 2026-03-06` of whole days, else what [`describe_period`] does.
pub fn describe_days(site: &Site, starts_at: Timestamp, ends_at: Timestamp) -> String {
    let (start, end) = (site.local(starts_at), site.local(ends_at));
    let last = end.date_naive().pred_opt();
    match last.filter(|_| start.time() == NaiveTime::MIN && end.time() == NaiveTime::MIN) {
        Some(last) if last == start.date_naive() => last.to_string(),
        Some(last) => format!("{} to {last}", start.date_naive()),
        None => describe_period(site, starts_at, ends_at),
    }
}
