//! What a costing charges: a booking or a rental as it is now.

use chrono::NaiveDate;

use super::basis::CostingBasis;
use super::model::SubjectId;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::booking::{Booking, BookingStatus, Tenant, service as bookings};
use crate::kernel::error::Result;
use crate::pricing::quote::order::ServiceOrder;
use crate::pricing::quote::usage;
use crate::rental::model::RentalRow;

/// A booking or a rental as it is now.
#[derive(Debug)]
pub struct CostSubject {
    pub id: SubjectId,
    /// `booking 17`, `rental RN-2026-0001`.
    pub name: String,
    pub order: ServiceOrder,
    pub basis: CostingBasis,
    /// Of a booking.
    pub status: Option<BookingStatus>,
    pub client_name: String,
    pub room_id: Option<i64>,
    pub tenant_id: Option<Tenant>,
    pub first_day: NaiveDate,
    /// The day on which it was cancelled, or a planned rental was given up.
    pub cancelled_on: Option<NaiveDate>,
}

/// Reads bookings as subjects, in their order.
pub(super) fn of_bookings(tx: &mut Tx<'_>, bookings: Vec<Booking>) -> Result<Vec<CostSubject>> {
    let site = tx.site();
    let orders = usage::of_bookings(tx, &bookings)?;
    let subjects = bookings
        .into_iter()
        .zip(orders)
        .map(|(booking, order)| CostSubject {
            id: SubjectId::Booking(booking.row.id),
            name: format!("booking {}", booking.row.id),
            basis: CostingBasis::of_booking(&booking, &order, &site),
            order,
            status: Some(booking.row.status),
            room_id: booking.row.room_id,
            tenant_id: Some(booking.row.tenant_id),
            first_day: site.local(booking.row.starts_at).date_naive(),
            // Nothing of it changes afterwards.
            cancelled_on: (booking.row.status == BookingStatus::Cancelled)
                .then(|| site.today(booking.row.updated_at)),
            client_name: booking.row.client_name,
        });
    Ok(subjects.collect())
}

/// Reads a rental as a subject; its tenant is that of its booking.
pub(super) fn of_rental(tx: &mut Tx<'_>, grant: &Grant, row: RentalRow) -> Result<CostSubject> {
    let order = usage::of_rental(tx, grant, &row)?;
    let today = tx.site().today(tx.now());
    let booking = match row.booking_id {
        Some(id) => Some(bookings::load_one(tx, grant, id)?),
        None => None,
    };
    Ok(CostSubject {
        id: SubjectId::Rental(row.id),
        name: format!("rental {}", row.rental_no),
        basis: CostingBasis::of_rental(&row, today, &order),
        order,
        status: None,
        room_id: None,
        tenant_id: booking.map(|booking| booking.row.tenant_id),
        first_day: row.rental_date,
        cancelled_on: row
            .returned_at
            .map(|at| tx.site().today(at))
            .filter(|day| *day < row.rental_date),
        client_name: row.client_name,
    })
}
