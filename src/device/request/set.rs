//! Sets how many devices of a category a booking requests.

use serde_json::{Value as Json, json};

use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::booking;
use crate::device::assignment::store as assignments;
use crate::device::category;
use crate::device::model::DeviceCategory;
use crate::kernel::error::{Error, ErrorCode, Result};

/// More devices than any booking requests.
const MAX_QUANTITY: u32 = 100_000;

/// Sets how many devices of a category (`any` for whichever) a booking requests; 0 withdraws the request.
///
/// # Errors
/// `Conflict` for a booking that is over; `NotFound` for an unknown booking or category.
pub fn set_request(
    tx: &mut Tx<'_>,
    booking_id: i64,
    category: &str,
    quantity: u32,
    allow_past: bool,
) -> Result<()> {
    let grant = tx.require(Permission::AssignDevices)?;
    if quantity > MAX_QUANTITY {
        return Err(Error::invalid(
            ErrorCode::AbsurdNumber,
            format!("{quantity} devices are more than {MAX_QUANTITY}"),
        ));
    }
    tx.connection().lock_rows("bookings", &[booking_id])?;
    let booking = booking::service::load_one(tx, &grant, booking_id)?;
    if booking.row.status.is_closed() {
        return Err(Error::conflict(
            ErrorCode::BookingClosed,
            format!(
                "booking {booking_id} is {} and requests nothing",
                booking.row.status
            ),
        ));
    }
    if !allow_past {
        booking::refuse_ended(&booking, &tx.site(), tx.now())?;
    }
    let asked = (
        category::all_query(),
        store::requests(booking_id),
        assignments::reserved_ids(1),
    );
    let (categories, before, ids) = tx.connection().answer(asked)?;
    let category_id = match category {
        "any" => None,
        name => Some(category::find(&categories, name)?.id),
    };
    let now = tx.now();
    let quantity = i32::try_from(quantity).unwrap_or(i32::MAX);
    let Some(id) = ids.first().copied() else {
        return Err(Error::internal("no id was reserved"));
    };
    store::set_request(tx.connection(), booking_id, (category_id, quantity), id, now)?;
    let mut after = before.clone();
    after.retain(|(category, _)| *category != category_id);
    after.extend((quantity > 0).then_some((category_id, quantity)));
    after.sort_by_key(|(category, _)| *category);
    let (was, is) = (facts(&before, &categories), facts(&after, &categories));
    if was == is {
        tx.mark_unchanged();
        return Ok(());
    }
    let total: i64 = after.iter().map(|(_, quantity)| i64::from(*quantity)).sum();
    booking::service::set_devices_needed(tx, &grant, &booking, i32::try_from(total).unwrap_or(i32::MAX))?;
    tx.audit(&grant, AuditEvent::change("booking", booking_id, was, is));
    Ok(())
}

/// Returns what the audit log keeps of a booking's requests.
fn facts(requests: &[(Option<i64>, i32)], categories: &[DeviceCategory]) -> Json {
    let name = |id: Option<i64>| {
        let category = categories.iter().find(|category| Some(category.id) == id);
        category.map_or("any", |category| category.name.as_str())
    };
    let requests: serde_json::Map<String, Json> = requests
        .iter()
        .map(|(category, quantity)| (name(*category).to_owned(), (*quantity).into()))
        .collect();
    json!({"device_requests": requests})
}
