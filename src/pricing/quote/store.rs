//! Queries of quotes.

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::booking_device_assignments;
use crate::device::request::DeviceDemand;
use crate::kernel::error::Result;

/// Booking, category, device, quantity, rental.
type DemandColumns = (i64, Option<i64>, Option<i64>, i32, Option<i64>);

/// Returns the device requests and assignments of bookings, each with whether it is out on a rental.
pub fn demands(connection: &mut Connection, booking_ids: &[i64]) -> Result<Vec<(DeviceDemand, bool)>> {
    use booking_device_assignments as a;
    let mut found = Vec::new();
    for chunk in booking_ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<DemandColumns> = a::table
            .filter(a::booking_id.eq_any(chunk.iter().copied().map(Some).collect::<Vec<_>>()))
            .order(a::id)
            .select((
                a::booking_id.assume_not_null(),
                a::device_category_id,
                a::device_id,
                a::quantity,
                a::rental_id,
            ))
            .load(connection)?;
        found.extend(
            rows.into_iter()
                .map(|(booking_id, category_id, device, quantity, rental)| {
                    let demand = DeviceDemand {
                        booking_id,
                        category_id,
                        given: device.is_some(),
                        quantity: quantity.into(),
                    };
                    (demand, rental.is_some())
                }),
        );
    }
    Ok(found)
}
