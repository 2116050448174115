//! Refusals that several verbs of bookings share.

use super::model::Booking;
use super::status::BookingStep;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Site;
use crate::kernel::timestamp::Timestamp;

/// Returns the error of a number that is no booking's.
pub fn unknown_booking(id: i64) -> Error {
    Error::not_found(ErrorCode::UnknownBooking, format!("no booking {id}"), &[]).hint("colab booking list")
}

/// Returns the refusal to change a booking that is over.
pub fn closed_booking(booking: &Booking) -> Error {
    let (id, status) = (booking.row.id, booking.row.status);
    let error = Error::conflict(
        ErrorCode::BookingClosed,
        format!("booking {id} is {status} and can no longer be changed"),
    );
    if BookingStep::Reopen.is_legal(status, booking.row.device_only) {
        error.hint(format!("colab booking reopen {id}"))
    } else {
        with_way_back(error, id)
    }
}

/// Adds how a booking that is off comes back.
fn with_way_back(error: Error, id: i64) -> Error {
    error
        .hint(format!("colab history --record booking:{id}"))
        .hint("colab undo NUMBER brings it back, or make a new booking")
}

/// Refuses to change a booking that has ended.
pub fn refuse_ended(booking: &Booking, site: &Site, now: Timestamp) -> Result<()> {
    if booking.row.ends_at > now {
        return Ok(());
    }
    let ended = site.local(booking.row.ends_at).format("%Y-%m-%d %H:%M");
    Err(Error::invalid(
        ErrorCode::PastDate,
        format!("booking {} ended on {ended}", booking.row.id),
    ))
}

/// Returns the refusal to record that somebody came, left or stayed away before the time.
pub fn early_step(booking: &Booking, step: BookingStep, site: &Site, now: Timestamp) -> Error {
    let id = booking.row.id;
    let (what, hint) = match step {
        BookingStep::NoShow => ("be a no-show", format!("colab booking cancel {id}")),
        BookingStep::CheckOut => ("be checked out", format!("colab booking reopen {id}")),
        _ => ("be checked in", format!("colab booking show {id}")),
    };
    let begins = site.local(booking.row.starts_at);
    let begins = if begins.date_naive() > site.today(now) {
        begins.format("%Y-%m-%d")
    } else {
        begins.format("%Y-%m-%d at %H:%M")
    };
    Error::invalid(
        ErrorCode::TooEarly,
        format!("booking {id} begins on {begins}: it cannot {what} yet"),
    )
    .hint(hint)
}

/// Returns the refusal of a step that the status does not allow, with both statuses and the legal steps.
pub fn illegal_step(booking: &Booking, step: BookingStep) -> Error {
    let (id, status) = (booking.row.id, booking.row.status);
    let legal = BookingStep::legal(status, booking.row.device_only);
    let target = step.target(status);
    let words: Vec<String> = legal
        .iter()
        .map(|step| format!("{step} ({})", step.target(status)))
        .collect();
    let error = Error::conflict(
        ErrorCode::IllegalStep,
        format!("booking {id} is {status}: {step} (to {target}) is not possible from there"),
    )
    .detail("booking_id", id)
    .detail("from", status.as_str())
    .detail("to", target.as_str())
    .detail(
        "legal",
        legal.iter().map(|step| step.as_str()).collect::<Vec<_>>(),
    );
    if step == BookingStep::Unassign && BookingStep::Displace.is_legal(status, booking.row.device_only) {
        error.hint(format!("colab booking unassign {id} --reason REASON"))
    } else if words.is_empty() {
        with_way_back(error, id)
    } else {
        error.hint(format!("legal from {status}: {}", words.join(", ")))
    }
}
