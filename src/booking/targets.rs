//! The bookings that a verb changes: those named, the rest of their series, or all of it.

use super::errors::{refuse_ended, unknown_booking};
use super::model::{Booking, SeriesScope};
use super::reach::check_reach;
use super::status::BookingStatus;
use super::{service, store};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::db::QueryBatch;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::counted;

/// Numbers of bookings that a note names.
const MOST_NAMED: usize = 20;

/// The named bookings, and how much of their series.
#[derive(Debug, Clone)]
pub struct BookingTargets {
    pub ids: Vec<i64>,
    pub scope: SeriesScope,
    pub guard: TimeGuard,
}

/// What the clock forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeGuard {
    /// What has ended is not changed, and nobody comes or stays away before the time.
    #[default]
    Full,
    /// What has ended may be changed.
    AllowPast,
    /// A table may say what it likes.
    Off,
}

/// Returns the targeted bookings in order of time, locked until the transaction ends.
///
/// # Errors
/// `NotFound` for an unknown booking.
pub fn chosen(tx: &mut Tx<'_>, grant: &Grant, targets: &BookingTargets) -> Result<Vec<Booking>> {
    Ok(chosen_with(tx, grant, targets, ())?.0)
}

/// Returns the targeted bookings as [`chosen`] does, and the answer to what else is asked with them.
fn chosen_with<B: QueryBatch>(
    tx: &mut Tx<'_>,
    grant: &Grant,
    targets: &BookingTargets,
    more: B,
) -> Result<(Vec<Booking>, B::Answer)> {
    let mut ids = targets.ids.clone();
    ids.sort_unstable();
    ids.dedup();
    let (named, more) = lock(tx, grant, &ids, more)?;
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
        lock(tx, grant, &members, ())?.0
    };
    bookings.sort_by_key(|booking| (booking.row.starts_at, booking.row.id));
    Ok((bookings, more))
}

/// Returns the targeted bookings as [`chosen`] does, as far as the actor may change them: of a series those of others are left as
/// they are, and a note counts them.
///
/// # Errors
/// As [`check_reach`], for the first that is named itself, or for the first where none is theirs.
pub fn within_reach(
    tx: &mut Tx<'_>,
    grant: &Grant,
    targets: &BookingTargets,
    notes: &mut Vec<String>,
) -> Result<Vec<Booking>> {
    Ok(within_reach_with(tx, grant, targets, notes, ())?.0)
}

/// Returns the targeted bookings as [`within_reach`] does, and the answer to what else is asked with them.
pub fn within_reach_with<B: QueryBatch>(
    tx: &mut Tx<'_>,
    grant: &Grant,
    targets: &BookingTargets,
    notes: &mut Vec<String>,
    more: B,
) -> Result<(Vec<Booking>, B::Answer)> {
    let (mut theirs, mut left) = (Vec::new(), 0);
    let (chosen, more) = chosen_with(tx, grant, targets, more)?;
    for booking in chosen {
        match check_reach(tx, grant, &booking.row) {
            Ok(()) => theirs.push(booking),
            Err(error) if targets.ids.contains(&booking.row.id) => return Err(error),
            Err(_) => left += 1,
        }
    }
    if left > 0 {
        let what = counted(left, "booking");
        notes.push(format!(
            "{what} of the series left as they are: somebody else's to change"
        ));
    }
    Ok((theirs, more))
}

fn lock<B: QueryBatch>(
    tx: &mut Tx<'_>,
    grant: &Grant,
    ids: &[i64],
    more: B,
) -> Result<(Vec<Booking>, B::Answer)> {
    tx.connection().lock_rows("bookings", ids)?;
    service::load_with(tx, grant, ids, more)
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

/// Returns those that have not ended. Of a series the others are named in `notes`; a booking that was named itself is refused.
///
/// # Errors
/// `Invalid` for the first named one that has ended, or for the first if all have.
pub fn without_past(
    tx: &Tx<'_>,
    targets: &BookingTargets,
    bookings: Vec<Booking>,
    notes: &mut Vec<String>,
) -> Result<Vec<Booking>> {
    if targets.guard != TimeGuard::Full {
        return Ok(bookings);
    }
    let now = tx.now();
    // What is completed is over anyway: who may change it corrects what happened.
    let ended =
        |booking: &Booking| booking.row.ends_at <= now && booking.row.status != BookingStatus::Completed;
    let left: Vec<i64> = bookings
        .iter()
        .filter(|booking| ended(booking))
        .map(id_of)
        .collect();
    notes.extend(skipped("that have ended", &left));
    possible_of(targets, bookings, |booking| {
        if ended(booking) {
            refuse_ended(booking, &tx.site(), now)
        } else {
            Ok(())
        }
    })
}

/// Returns those of today, if a series was asked for. The others are named in `notes`.
///
/// # Errors
/// `Invalid` when none is of today.
pub fn of_today(
    tx: &Tx<'_>,
    targets: &BookingTargets,
    bookings: Vec<Booking>,
    notes: &mut Vec<String>,
) -> Result<Vec<Booking>> {
    if targets.scope == SeriesScope::One {
        return Ok(bookings);
    }
    let (site, today) = (tx.site(), tx.site().today(tx.now()));
    let day = site.days(today, today)?;
    let is_today =
        |booking: &Booking| booking.row.starts_at < day.ends_at() && booking.row.ends_at > day.starts_at();
    let (kept, others): (Vec<Booking>, Vec<Booking>) = bookings.into_iter().partition(is_today);
    if kept.is_empty() {
        return Err(Error::invalid(
            ErrorCode::NotToday,
            format!("no booking of the series takes place today, {today}"),
        )
        .hint(format!("colab booking list --from {today} --to {today}")));
    }
    notes.extend(skipped(
        "on other days",
        &others.iter().map(id_of).collect::<Vec<_>>(),
    ));
    Ok(kept)
}

fn id_of(booking: &Booking) -> i64 {
    booking.row.id
}

/// Returns the note on bookings that a verb leaves as they are.
fn skipped(which: &str, ids: &[i64]) -> Option<String> {
    let named: Vec<String> = ids.iter().take(MOST_NAMED).map(i64::to_string).collect();
    let more = if ids.len() > named.len() { ", …" } else { "" };
    let count = counted(ids.len(), "booking");
    (!ids.is_empty()).then(|| format!("skipped {count} {which}: {}{more}", named.join(", ")))
}
