//! Refusals that several verbs of bookings share.

use super::model::Booking;
use super::status::BookingStep;
use crate::kernel::error::{Error, ErrorCode};

/// Returns the error of a number that is no booking's.
pub fn unknown_booking(id: i64) -> Error {
    Error::not_found(ErrorCode::UnknownBooking, format!("no booking {id}"), &[]).hint("colab booking list")
}

/// Returns the refusal to change a booking that is over.
pub fn closed_booking(booking: &Booking) -> Error {
    let (id, status) = (booking.row.id, booking.row.status);
    Error::conflict(
        ErrorCode::BookingClosed,
        format!("booking {id} is {status} and can no longer be changed"),
    )
    .hint("make a new booking")
}

/// Returns the refusal of a step that the status does not allow, with both statuses and the legal steps.
pub fn illegal_step(booking: &Booking, step: BookingStep) -> Error {
    let (id, status) = (booking.row.id, booking.row.status);
    let legal = BookingStep::legal(status, booking.row.device_only);
    let target = step.target();
    let words: Vec<String> = legal
        .iter()
        .map(|step| format!("{step} ({})", step.target()))
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
    if words.is_empty() {
        error.hint(format!("nothing leads on from {status}; make a new booking"))
    } else {
        error.hint(format!("legal from {status}: {}", words.join(", ")))
    }
}
