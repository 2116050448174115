//! The ledger as it is read: costings with what became of them, and whether they are stale.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::basis::Basis;
use super::model::{Costing, Whose};
use super::store::{self, Decided, Filter};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::booking::{Booking, BookingStatus, Tenant, service as bookings};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::pricing::quote::order::Order;
use crate::pricing::quote::subject;
use crate::rental::model::RentalRow;
use crate::rental::service as rentals;
use crate::rental::store as rental_store;
use crate::room::service as rooms;

/// Which costings to list.
#[derive(Debug, Clone, Default)]
pub struct LedgerFilter {
    pub rows: Filter,
    pub narrow: Narrow,
    pub stale: bool,
    pub limit: Option<i64>,
}

/// Names to look for; what is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub struct Narrow {
    /// Part of the client's name.
    pub client: Option<String>,
    pub room: Option<String>,
    /// By its number.
    pub rental: Option<String>,
}

impl Narrow {
    /// What the names stand for: the client's key, the room, the rental.
    ///
    /// # Errors
    /// `NotFound` for a room or a rental that is not there.
    pub fn resolve(&self, tx: &mut Tx<'_>) -> Result<(Option<String>, Option<i64>, Option<i64>)> {
        let room = match &self.room {
            Some(name) => Some(rooms::find(&rooms::directory(tx.connection())?, name)?.id),
            None => None,
        };
        let rental = match &self.rental {
            Some(number) => Some(rentals::find(tx, number)?.id),
            None => None,
        };
        Ok((self.client.as_deref().map(name_key), room, rental))
    }
}

/// Costings that fit, oldest first.
///
/// # Errors
/// `NotFound` for an unknown page, room or rental.
pub fn list(tx: &mut Tx<'_>, filter: &LedgerFilter) -> Result<Vec<Costing>> {
    let _grant = tx.require(Permission::SeePrices)?;
    let mut rows = filter.rows.clone();
    let (client_key, room_id, rental) = filter.narrow.resolve(tx)?;
    (rows.client_key, rows.room_id) = (client_key, room_id);
    rows.rentals = rental.map(|id| vec![id]);
    if let Some(id) = rows.after
        && store::entry(tx.connection(), id)?.is_none()
    {
        return Err(unknown(tx, id)?);
    }
    // What is stale is only known when all are looked at.
    rows.limit = filter.limit.filter(|_| !filter.stale);
    rows.standing |= filter.stale;
    let found = store::list(tx.connection(), &rows)?;
    let mut costings = with_names(tx, found)?;
    if filter.stale {
        costings.retain(|costing| !costing.changed.is_empty());
        let limit = filter.limit.and_then(|limit| usize::try_from(limit).ok());
        costings.truncate(limit.unwrap_or(usize::MAX));
    }
    Ok(costings)
}

/// Proposals of these bookings and rentals that are not rejected, oldest first.
pub fn standing(tx: &mut Tx<'_>, booking_ids: &[i64], rental_ids: &[i64]) -> Result<Vec<Decided>> {
    let filter = Filter {
        bookings: Some(booking_ids.to_vec()),
        rentals: Some(rental_ids.to_vec()),
        standing: true,
        ..Filter::default()
    };
    store::list(tx.connection(), &filter)
}

/// The error for a number that no costing has, with the newest one.
pub fn unknown(tx: &mut Tx<'_>, id: i64) -> Result<Error> {
    let newest = store::newest(tx.connection())?;
    let error = Error::not_found(
        ErrorCode::UnknownCosting,
        format!("there is no costing {id}"),
        &[],
    )
    .hint("colab pricing ledger");
    Ok(match newest {
        Some(newest) => error.detail("newest", newest),
        None => error,
    })
}

/// Costings with names, and with how what they charge has changed since.
pub fn with_names(tx: &mut Tx<'_>, rows: Vec<Decided>) -> Result<Vec<Costing>> {
    let mut changes = changes(tx, &rows)?;
    let has_rooms = rows.iter().any(|(row, _)| row.room_id.is_some());
    let rooms = match has_rooms {
        true => store::room_names(tx.connection())?,
        false => BTreeMap::new(),
    };
    let rentals: Vec<i64> = rows.iter().filter_map(|(row, _)| row.rental_id).collect();
    let numbers = store::rental_numbers(tx.connection(), &rentals)?;
    Ok(rows
        .into_iter()
        .map(|(row, decision)| Costing {
            room: row.room_id.and_then(|id| rooms.get(&id).cloned()),
            rental_no: row.rental_id.and_then(|id| numbers.get(&id).cloned()),
            changed: changes.remove(&row.id).unwrap_or_default(),
            row,
            decision,
        })
        .collect())
}

/// By costing, how its booking differs from what was costed: of the newest one that stands, of each booking and rental.
fn changes(tx: &mut Tx<'_>, rows: &[Decided]) -> Result<BTreeMap<i64, Vec<String>>> {
    let mut booking_ids: Vec<i64> = rows.iter().filter_map(|(row, _)| row.booking_id).collect();
    let mut rental_ids: Vec<i64> = rows.iter().filter_map(|(row, _)| row.rental_id).collect();
    for ids in [&mut booking_ids, &mut rental_ids] {
        ids.sort_unstable();
        ids.dedup();
    }
    let mut newest: BTreeMap<Whose, (i64, Basis)> = BTreeMap::new();
    for (row, _) in standing(tx, &booking_ids, &rental_ids)? {
        if let (Some(whose), Some(basis)) = (row.whose(), row.basis) {
            newest.insert(whose, (row.id, basis.0));
        }
    }
    let bookings = bookings::load(tx, &booking_ids)?;
    let mut subjects = of_bookings(tx, bookings)?;
    for row in rental_rows(tx, &rental_ids)? {
        subjects.push(of_rental(tx, row)?);
    }
    let changes = subjects.iter().filter_map(|subject| {
        let (id, basis) = newest.get(&subject.whose)?;
        Some((*id, basis.changes(&subject.basis)))
    });
    Ok(changes.collect())
}

fn rental_rows(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<RentalRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let filter = rental_store::Filter {
        ids: Some(ids.to_vec()),
        ..rental_store::Filter::default()
    };
    rental_store::list(tx.connection(), &filter)
}

/// A booking or a rental as it is now.
#[derive(Debug)]
pub struct Subject {
    pub whose: Whose,
    /// `booking 17`, `rental RN-2026-0001`.
    pub name: String,
    pub order: Order,
    pub basis: Basis,
    /// Waits for a room or to be confirmed.
    pub is_pending: bool,
    pub client_name: String,
    pub room_id: Option<i64>,
    pub tenant_id: Option<Tenant>,
    pub first_day: NaiveDate,
}

/// Bookings as they are now.
///
/// # Errors
/// `Database` when what they use cannot be read.
pub fn of_bookings(tx: &mut Tx<'_>, bookings: Vec<Booking>) -> Result<Vec<Subject>> {
    let site = tx.site();
    let orders = subject::of_bookings(tx, &bookings)?;
    let subjects = bookings.into_iter().zip(orders).map(|(booking, order)| Subject {
        whose: Whose::Booking(booking.row.id),
        name: format!("booking {}", booking.row.id),
        basis: Basis::of_booking(&booking, &order, &site),
        order,
        is_pending: booking.row.status == BookingStatus::Pending,
        room_id: booking.row.room_id,
        tenant_id: Some(booking.row.tenant_id),
        first_day: site.local(booking.row.starts_at).date_naive(),
        client_name: booking.row.client_name,
    });
    Ok(subjects.collect())
}

/// A rental as it is now.
///
/// # Errors
/// `Database` when its devices or its booking cannot be read.
pub fn of_rental(tx: &mut Tx<'_>, row: RentalRow) -> Result<Subject> {
    let order = subject::of_rental(tx, &row)?;
    let booking = match row.booking_id {
        Some(id) => Some(bookings::load_one(tx, id)?),
        None => None,
    };
    Ok(Subject {
        whose: Whose::Rental(row.id),
        name: format!("rental {}", row.rental_no),
        basis: Basis::of_rental(&row, &order),
        order,
        is_pending: false,
        room_id: None,
        tenant_id: booking.map(|booking| booking.row.tenant_id),
        first_day: row.rental_date,
        client_name: row.client_name,
    })
}
