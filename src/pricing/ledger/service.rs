//! Reading the ledger: costings with their decisions, and whether they are stale.

use std::collections::{BTreeMap, BTreeSet};

use super::basis::CostingBasis;
use super::model::{Costing, CostingStatus, SubjectId};
use super::store::{self, CostingFilter, DecidedCosting, EntryFilter, LedgerClient};
use super::subject;
use super::undone_price::UndonePrices;
use crate::access::auth::{Grant, Permission};
use crate::access::list_pages::{TakeRows, each_page, gathered};
use crate::access::tx::Tx;
use crate::booking::{Tenant, service as bookings};
use crate::client::service as clients;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::rental::model::RentalQuery;
use crate::rental::{records as rental_records, service as rentals};
use crate::room::service as rooms;

/// Which costings to list or add up; `None` takes all.
#[derive(Debug, Clone, Default)]
pub struct LedgerFilter {
    pub booking: Option<i64>,
    /// The number of a rental.
    pub rental: Option<String>,
    /// Part of a client's name or alias.
    pub client: Option<String>,
    /// A client's whole name or alias.
    pub client_exact: Option<String>,
    /// The name of a room.
    pub room: Option<String>,
    /// `2026-03`.
    pub months: Option<(String, String)>,
    pub tenant: Option<Tenant>,
    pub status: Option<CostingStatus>,
    pub stale: bool,
    pub after: Option<i64>,
    pub limit: Option<i64>,
}

impl LedgerFilter {
    /// Resolves the names.
    ///
    /// # Errors
    /// `NotFound` for an unknown room or rental.
    pub(super) fn entries(&self, tx: &mut Tx<'_>, grant: &Grant) -> Result<EntryFilter> {
        let room_id = match &self.room {
            Some(name) => Some(rooms::find(&rooms::directory(tx.connection())?, name)?.id),
            None => None,
        };
        let rental_id = match &self.rental {
            Some(number) => Some(rentals::find(tx, grant, number)?.id),
            None => None,
        };
        let client = match (&self.client, &self.client_exact) {
            (Some(part), _) => Some(LedgerClient {
                part: Some(name_key(part)),
                ids: clients::meant(tx.connection(), part, false)?,
            }),
            (None, Some(whole)) => Some(LedgerClient {
                part: None,
                ids: clients::meant(tx.connection(), whole, true)?,
            }),
            (None, None) => None,
        };
        Ok(EntryFilter {
            booking_id: self.booking,
            rental_id,
            client,
            room_id,
            months: self.months.clone(),
            tenant: self.tenant,
        })
    }
}

/// Lists the costings that match a filter, oldest first.
///
/// # Errors
/// As [`list_in_pages`].
pub fn list(tx: &mut Tx<'_>, filter: &LedgerFilter) -> Result<Vec<Costing>> {
    let _grant = tx.require(Permission::SeePrices)?;
    gathered(|take| list_in_pages(tx, filter, take))
}

/// Hands the costings that match a filter over page by page, oldest first.
///
/// # Errors
/// `NotFound` for an unknown room or rental, and when there is no costing `after`.
pub fn list_in_pages(tx: &mut Tx<'_>, filter: &LedgerFilter, take: &mut TakeRows<'_, Costing>) -> Result<()> {
    let grant = tx.require(Permission::SeePrices)?;
    let entries = filter.entries(tx, &grant)?;
    if let Some(id) = filter.after
        && store::entry(tx.connection(), id)?.is_none()
    {
        return Err(unknown(tx, id)?);
    }
    let mut proposals = CostingFilter {
        entries,
        status: filter.status,
        standing: filter.stale,
        ..CostingFilter::default()
    };
    let limit = filter
        .limit
        .map(|limit| usize::try_from(limit).unwrap_or_default());
    let next = |tx: &mut Tx<'_>, after: Option<&DecidedCosting>, limit: i64| {
        proposals.after = after.map(|(row, _)| row.id).or(filter.after);
        proposals.limit = Some(limit);
        store::list(tx.connection(), &proposals)
    };
    let finish = |tx: &mut Tx<'_>, rows: Vec<DecidedCosting>| -> Result<Vec<Costing>> {
        let mut costings = with_names(tx, &grant, rows)?;
        // Whether one is stale is known only once it is read.
        costings.retain(|costing| !filter.stale || !costing.changed.is_empty());
        Ok(costings)
    };
    each_page(tx, limit, None, next, finish, take)
}

/// Lists the costings that are not rejected, of these months and this tenant or of all, oldest first.
pub fn list_standing(
    tx: &mut Tx<'_>,
    months: Option<(String, String)>,
    tenant: Option<Tenant>,
) -> Result<Vec<Costing>> {
    let grant = tx.require(Permission::SeePrices)?;
    let filter = CostingFilter {
        entries: EntryFilter {
            months,
            tenant,
            ..EntryFilter::default()
        },
        standing: true,
        ..CostingFilter::default()
    };
    let found = store::list(tx.connection(), &filter)?;
    with_names(tx, &grant, found)
}

/// Returns the bookings and rentals of costings as `pricing propose` takes them, each once.
pub fn subjects(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<String>> {
    let grant = tx.require(Permission::SeePrices)?;
    let costings = by_ids(tx, &grant, ids)?;
    let mut subjects: Vec<String> = costings.iter().map(Costing::propose_argument).collect();
    subjects.dedup();
    Ok(subjects)
}

/// Reads costings by their ids.
pub(super) fn by_ids(tx: &mut Tx<'_>, grant: &Grant, ids: &[i64]) -> Result<Vec<Costing>> {
    let filter = CostingFilter {
        ids: Some(ids.to_vec()),
        ..CostingFilter::default()
    };
    let found = store::list(tx.connection(), &filter)?;
    with_names(tx, grant, found)
}

/// Returns the id of the newest entry; 0 without any.
pub fn newest(tx: &mut Tx<'_>, _grant: &Grant) -> Result<i64> {
    Ok(store::newest(tx.connection())?.unwrap_or_default())
}

/// Returns the numbers of rentals by their ids.
pub fn rental_numbers(tx: &mut Tx<'_>, _grant: &Grant, ids: &[i64]) -> Result<BTreeMap<i64, String>> {
    store::rental_numbers(tx.connection(), ids)
}

/// Returns which of these bookings and rentals nothing was ever proposed for that stands.
pub fn uncosted(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    bookings: &[i64],
    rentals: &[i64],
) -> Result<Vec<SubjectId>> {
    let known: BTreeSet<SubjectId> = standing(tx, bookings, rentals)?
        .iter()
        .filter(|(row, _)| row.adjustment.is_none())
        .filter_map(|(row, _)| row.subject_id())
        .collect();
    let bookings = bookings.iter().copied().map(SubjectId::Booking);
    let asked = bookings.chain(rentals.iter().copied().map(SubjectId::Rental));
    Ok(asked.filter(|subject| !known.contains(subject)).collect())
}

/// Returns the proposals of these bookings and rentals that are not rejected, oldest first.
pub(super) fn standing(
    tx: &mut Tx<'_>,
    booking_ids: &[i64],
    rental_ids: &[i64],
) -> Result<Vec<DecidedCosting>> {
    let filter = CostingFilter {
        bookings: Some(booking_ids.to_vec()),
        rentals: Some(rental_ids.to_vec()),
        standing: true,
        ..CostingFilter::default()
    };
    store::list(tx.connection(), &filter)
}

/// Builds the error for an unknown costing, with the newest one.
pub(super) fn unknown(tx: &mut Tx<'_>, id: i64) -> Result<Error> {
    let newest = store::newest(tx.connection())?;
    let error = Error::not_found(ErrorCode::UnknownCosting, format!("no costing {id}"), &[])
        .hint("colab pricing ledger");
    Ok(match newest {
        Some(newest) => error.detail("newest", newest),
        None => error,
    })
}

/// Adds the names to costings, and how their bookings have changed since.
pub(super) fn with_names(tx: &mut Tx<'_>, grant: &Grant, rows: Vec<DecidedCosting>) -> Result<Vec<Costing>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let undone = UndonePrices::load(tx)?;
    with_changes(tx, grant, rows, &undone)
}

/// Adds the names to costings, and how their bookings have changed since or which of their prices were undone.
pub(super) fn with_changes(
    tx: &mut Tx<'_>,
    grant: &Grant,
    rows: Vec<DecidedCosting>,
    undone: &UndonePrices,
) -> Result<Vec<Costing>> {
    let mut changes = changes(tx, grant, &rows, undone)?;
    let has_rooms = rows.iter().any(|(row, _)| row.room_id.is_some());
    let rooms = if has_rooms {
        store::room_names(tx.connection())?
    } else {
        BTreeMap::new()
    };
    let rentals: Vec<i64> = rows.iter().filter_map(|(row, _)| row.rental_id).collect();
    let numbers = store::rental_numbers(tx.connection(), &rentals)?;
    let mut keys: Vec<String> = rows.iter().map(|(row, _)| row.client_key.clone()).collect();
    keys.sort_unstable();
    keys.dedup();
    let clients = clients::by_keys(tx.connection(), &keys)?;
    Ok(rows
        .into_iter()
        .map(|(row, decision)| Costing {
            client: clients.get(&row.client_key).cloned(),
            room: row.room_id.and_then(|id| rooms.get(&id).cloned()),
            rental_no: row.rental_id.and_then(|id| numbers.get(&id).cloned()),
            changed: changes.remove(&row.id).unwrap_or_default(),
            row,
            decision,
        })
        .collect())
}

/// Compares the newest standing costing of each booking and rental with what it is now; by costing.
fn changes(
    tx: &mut Tx<'_>,
    grant: &Grant,
    rows: &[DecidedCosting],
    undone: &UndonePrices,
) -> Result<BTreeMap<i64, Vec<String>>> {
    let mut booking_ids: Vec<i64> = rows.iter().filter_map(|(row, _)| row.booking_id).collect();
    let mut rental_ids: Vec<i64> = rows.iter().filter_map(|(row, _)| row.rental_id).collect();
    for ids in [&mut booking_ids, &mut rental_ids] {
        ids.sort_unstable();
        ids.dedup();
    }
    let mut newest: BTreeMap<SubjectId, (i64, CostingBasis, Vec<String>)> = BTreeMap::new();
    for (row, _) in standing(tx, &booking_ids, &rental_ids)? {
        if row.adjustment.is_some() {
            continue;
        }
        let undone = undone.items_of(&row).into_iter();
        let undone = undone.map(|item| format!("undone price of {item}"));
        if let (Some(subject), Some(basis)) = (row.subject_id(), row.basis) {
            newest.insert(subject, (row.id, basis.0, undone.collect()));
        }
    }
    let bookings = bookings::load(tx, grant, &booking_ids)?;
    let mut subjects = subject::of_bookings(tx, bookings)?;
    let query = RentalQuery {
        ids: Some(rental_ids),
        ..RentalQuery::default()
    };
    for row in rental_records::list(tx, grant, &query)? {
        subjects.push(subject::of_rental(tx, grant, row)?);
    }
    let changes = subjects.iter().filter_map(|subject| {
        let (id, basis, undone) = newest.get(&subject.id)?;
        let mut changes = basis.changes(&subject.basis);
        changes.extend(undone.iter().cloned());
        Some((*id, changes))
    });
    Ok(changes.collect())
}
