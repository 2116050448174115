//! What a booking asks for, category by category.

use serde_json::{Value as Json, json};

use super::model::Category;
use super::queue::filled;
use super::{category, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::booking;
use crate::kernel::error::{Error, ErrorCode, Result};

/// More devices than any booking asks for.
const MOST: u32 = 100_000;

/// Sets how many devices of a category (`any`: of whichever) a booking asks for; 0 takes the request back.
///
/// # Errors
/// `Conflict` for a booking that is over; `NotFound` for an unknown booking or category.
pub fn request(tx: &mut Tx<'_>, booking_id: i64, category: &str, quantity: u32) -> Result<()> {
    let grant = tx.require(Permission::AssignDevices)?;
    if quantity > MOST {
        return Err(Error::invalid(
            ErrorCode::AbsurdNumber,
            format!("{quantity} devices are more than {MOST}"),
        ));
    }
    tx.connection().lock_rows("bookings", &[booking_id])?;
    let booking = booking::service::load_one(tx, booking_id)?;
    if booking.row.status.is_closed() {
        return Err(Error::conflict(
            ErrorCode::BookingClosed,
            format!(
                "booking {booking_id} is {}: it asks for nothing",
                booking.row.status
            ),
        ));
    }
    let categories = store::categories(tx.connection())?;
    let category_id = match category {
        "any" => None,
        name => Some(category::find(&categories, name)?.id),
    };
    let before = asked(tx, booking_id, &categories)?;
    let quantity = i32::try_from(quantity).unwrap_or(i32::MAX);
    let now = tx.now();
    store::set_request(tx.connection(), booking_id, category_id, quantity, now)?;
    let after = asked(tx, booking_id, &categories)?;
    if before == after {
        tx.nothing_to_do();
        return Ok(());
    }
    let demands = store::demands(tx.connection(), &[booking_id])?;
    let total: i64 = filled(&demands).iter().map(|one| one.quantity).sum();
    booking::service::set_devices_needed(tx, &booking, i32::try_from(total).unwrap_or(i32::MAX))?;
    tx.audit(&grant, AuditEvent::change("booking", booking_id, before, after));
    Ok(())
}

fn asked(tx: &mut Tx<'_>, booking_id: i64, categories: &[Category]) -> Result<Json> {
    let demands = store::demands(tx.connection(), &[booking_id])?;
    let name = |id: Option<i64>| {
        let category = categories.iter().find(|category| Some(category.id) == id);
        category.map_or("any", |category| category.name.as_str())
    };
    let requests: serde_json::Map<String, Json> = filled(&demands)
        .into_iter()
        .map(|one| (name(one.category_id).to_owned(), one.quantity.into()))
        .collect();
    Ok(json!({"device_requests": requests}))
}
