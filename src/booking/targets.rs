//! Which bookings a verb is about: those named, the rest of their series, or all of it.

use super::model::{Booking, Step};
use super::{service, store};
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};

/// How much of a series is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SeriesScope {
    /// The named one; the others of its series stay as they are.
    #[default]
    One,
    /// It and the later ones.
    Rest,
    Series,
}

#[derive(Debug, Clone)]
pub struct Targets {
    pub ids: Vec<i64>,
    pub extent: SeriesScope,
}

/// The bookings that are meant, in order of time, locked until the transaction ends.
///
/// # Errors
/// `NotFound` for a number that is no booking's.
pub fn chosen(tx: &mut Tx<'_>, targets: &Targets) -> Result<Vec<Booking>> {
    let mut ids = targets.ids.clone();
    ids.sort_unstable();
    ids.dedup();
    let named = lock(tx, &ids)?;
    if let Some(missing) = ids
        .iter()
        .find(|id| !named.iter().any(|booking| booking.row.id == **id))
    {
        return Err(service::unknown(*missing));
    }
    let mut members: Vec<i64> = ids.clone();
    for booking in named.iter().filter(|_| targets.extent != SeriesScope::One) {
        let from = (targets.extent == SeriesScope::Rest).then_some(booking.row.starts_at);
        if let Some(series) = booking.row.series_id {
            members.extend(store::series_members(tx.connection(), series, from)?);
        }
    }
    members.sort_unstable();
    members.dedup();
    let mut bookings = if members == ids {
        named
    } else {
        lock(tx, &members)?
    };
    bookings.sort_by_key(|booking| (booking.row.starts_at, booking.row.id));
    Ok(bookings)
}

fn lock(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<Booking>> {
    tx.connection().lock_rows("bookings", ids)?;
    service::load(tx, ids)
}

/// Those for which something is possible. Of a series the rest is left as it is; one that was named itself is refused.
///
/// # Errors
/// What `possible` says of the first named one, or of the first where nothing is possible at all.
pub fn possible_of(
    targets: &Targets,
    chosen: Vec<Booking>,
    possible: impl Fn(&Booking) -> Result<()>,
) -> Result<Vec<Booking>> {
    let mut kept = Vec::with_capacity(chosen.len());
    let mut refused: Option<Error> = None;
    for booking in chosen {
        match possible(&booking) {
            Ok(()) => kept.push(booking),
            Err(error) if targets.extent == SeriesScope::One => return Err(error),
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    match refused {
        Some(error) if kept.is_empty() => Err(error),
        _ => Ok(kept),
    }
}

/// The refusal of a step that a booking's status does not allow: both statuses, and what is legal.
pub fn illegal(booking: &Booking, step: Step) -> Error {
    let (id, status) = (booking.row.id, booking.row.status);
    let legal = Step::legal(status, booking.row.device_only);
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
