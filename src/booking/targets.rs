//! The bookings that a verb changes: those named, the rest of their series, or all of it.

use super::errors::unknown_booking;
use super::model::{Booking, SeriesScope};
use super::{service, store};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, Result};

/// The named bookings, and how much of their series.
#[derive(Debug, Clone)]
pub struct BookingTargets {
    pub ids: Vec<i64>,
    pub scope: SeriesScope,
}

/// Returns the targeted bookings in order of time, locked until the transaction ends.
///
/// # Errors
/// `NotFound` for an unknown booking.
pub fn chosen(tx: &mut Tx<'_>, grant: &Grant, targets: &BookingTargets) -> Result<Vec<Booking>> {
    let mut ids = targets.ids.clone();
    ids.sort_unstable();
    ids.dedup();
    let named = lock(tx, grant, &ids)?;
    if let Some(missing) = ids
        .iter()
        .find(|id| !named.iter().any(|booking| booking.row.id == **id))
    {
        return Err(unknown_booking(*missing));
    }
    let mut members: Vec<i64> = ids.clone();
    for booking in named.iter().filter(|_| targets.scope != SeriesScope::One) {
        let from = (targets.scope == SeriesScope::Rest).then_some(booking.row.starts_at);
        if let Some(series) = booking.row.series_id {
            members.extend(store::series_members(tx.connection(), series, from)?);
        }
    }
    members.sort_unstable();
    members.dedup();
    let mut bookings = if members == ids {
        named
    } else {
        lock(tx, grant, &members)?
    };
    bookings.sort_by_key(|booking| (booking.row.starts_at, booking.row.id));
    Ok(bookings)
}

fn lock(tx: &mut Tx<'_>, grant: &Grant, ids: &[i64]) -> Result<Vec<Booking>> {
    tx.connection().lock_rows("bookings", ids)?;
    service::load(tx, grant, ids)
}

/// Returns those for which `possible` holds. Of a series the rest is left as it is; a booking that was named itself is
/// refused.
///
/// # Errors
/// The refusal of the first named one, or of the first if nothing is possible at all.
pub fn possible_of(
    targets: &BookingTargets,
    chosen: Vec<Booking>,
    possible: impl Fn(&Booking) -> Result<()>,
) -> Result<Vec<Booking>> {
    let mut kept = Vec::with_capacity(chosen.len());
    let mut refused: Option<Error> = None;
    for booking in chosen {
        match possible(&booking) {
            Ok(()) => kept.push(booking),
            Err(error) if targets.scope == SeriesScope::One => return Err(error),
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    match refused {
        Some(error) if kept.is_empty() => Err(error),
        _ => Ok(kept),
    }
}
