//! What of a change of a booking is told to who asked for it.

use super::model::Booking;
use super::save::tell_of_move;
use super::status::{BookingStatus, BookingStep};
use super::steps::announce;
use crate::access::tx::Tx;

/// Returns whether a booking is at another time, in another room or in another status.
pub fn is_news(before: &Booking, after: &Booking) -> bool {
    let place = |one: &Booking| {
        (
            one.row.status,
            one.row.room_id,
            one.row.starts_at,
            one.row.ends_at,
        )
    };
    place(before) != place(after)
}

/// Tells what a booking is again after an undo.
pub fn tell_of_undo(tx: &mut Tx<'_>, before: &Booking, after: &Booking) {
    let step = match after.row.status {
        status if status == before.row.status => return tell_of_move(tx, before, after),
        BookingStatus::Pending => BookingStep::Unassign,
        BookingStatus::RoomAssigned => BookingStep::Assign,
        BookingStatus::Confirmed => BookingStep::Confirm,
        BookingStatus::Cancelled => BookingStep::Cancel,
        BookingStatus::Rejected => BookingStep::Reject,
        _ => return,
    };
    announce(tx, step, after);
}
