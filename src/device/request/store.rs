//! Queries of device requests and of what fills them.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::booking::BookingStatus;
use crate::db::Connection;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::{booking_device_assignments, bookings, devices, rooms};
use crate::device::availability::begun;
use crate::device::model::DeviceStatus;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Devices of one category that a booking requests or has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceDemand {
    pub booking_id: i64,
    /// `None` for any category.
    pub category_id: Option<i64>,
    /// Whether these are devices that it has rather than a request.
    pub given: bool,
    pub quantity: i64,
}

/// A booking that requests devices.
#[derive(Debug, Clone, Queryable)]
pub struct RequestingBooking {
    pub booking_id: i64,
    pub client_name: String,
    pub room: Option<String>,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

/// The bookings that still want their devices.
pub const OPEN: [BookingStatus; 4] = [
    BookingStatus::Pending,
    BookingStatus::RoomAssigned,
    BookingStatus::Confirmed,
    BookingStatus::CheckedIn,
];

/// Loads the open bookings with a request, or with a device that is not fit, that overlap a stretch, soonest first.
pub fn requesting_bookings(
    connection: &mut Connection,
    from: Timestamp,
    to: Option<Timestamp>,
    only: Option<i64>,
    late: &LateDevices,
) -> Result<Vec<RequestingBooking>> {
    use booking_device_assignments as a;
    let requested = a::table
        .filter(a::device_id.is_null())
        .select(a::booking_id.assume_not_null());
    let unfit = a::table
        .inner_join(devices::table.on(a::device_id.eq(devices::id.nullable())))
        .filter(
            devices::status
                .eq_any(DeviceStatus::unfit())
                .or(devices::id.eq_any(late.devices.clone())),
        )
        .filter(a::id.ne_all(late.assignments.clone()))
        .filter(a::booking_id.is_not_null().and(a::returned_at.is_null()))
        .select(a::booking_id.assume_not_null());
    let mut query = bookings::table
        .left_join(rooms::table.on(bookings::room_id.eq(rooms::id.nullable())))
        .filter(bookings::ends_at.gt(from))
        .filter(bookings::status.eq_any(OPEN.to_vec()))
        .filter(bookings::id.eq_any(requested).or(bookings::id.eq_any(unfit)))
        .order((bookings::starts_at, bookings::id))
        .select((
            bookings::id,
            bookings::client_name,
            rooms::name.nullable(),
            bookings::starts_at,
            bookings::ends_at,
        ))
        .into_boxed();
    if let Some(to) = to {
        query = query.filter(bookings::starts_at.lt(to));
    }
    if let Some(id) = only {
        query = query.filter(bookings::id.eq(id));
    }
    Ok(query.load(connection)?)
}

/// Loads the requests of bookings, and how many devices of each category they have.
pub fn demands(connection: &mut Connection, booking_ids: &[i64]) -> Result<Vec<DeviceDemand>> {
    use booking_device_assignments as a;
    let mut found = Vec::new();
    for chunk in booking_ids.chunks(IDS_PER_QUERY) {
        let ids: Vec<Option<i64>> = chunk.iter().copied().map(Some).collect();
        let requests: Vec<(i64, Option<i64>, i32)> = a::table
            .filter(a::booking_id.eq_any(ids.clone()).and(a::device_id.is_null()))
            .order(a::id)
            .select((
                a::booking_id.assume_not_null(),
                a::device_category_id,
                a::quantity,
            ))
            .load(connection)?;
        let given: Vec<(Option<i64>, Option<i64>, i64)> = a::table
            .inner_join(bookings::table)
            .filter(a::booking_id.eq_any(ids).and(a::device_id.is_not_null()))
            // What came back before the booking began does not serve it.
            .filter(
                a::returned_at
                    .is_null()
                    .or(a::returned_at.gt(bookings::starts_at.nullable())),
            )
            .group_by((a::booking_id, a::device_category_id))
            .select((a::booking_id, a::device_category_id, diesel::dsl::count_star()))
            .load(connection)?;
        found.extend(
            requests
                .into_iter()
                .map(|(booking_id, category_id, quantity)| DeviceDemand {
                    booking_id,
                    category_id,
                    given: false,
                    quantity: quantity.into(),
                }),
        );
        found.extend(
            given
                .into_iter()
                .filter_map(|(booking_id, category_id, quantity)| {
                    Some(DeviceDemand {
                        booking_id: booking_id?,
                        category_id,
                        given: true,
                        quantity,
                    })
                }),
        );
    }
    Ok(found)
}

/// Loads what a booking requests, by category.
pub fn requests(connection: &mut Connection, booking_id: i64) -> Result<Vec<(Option<i64>, i32)>> {
    use booking_device_assignments as a;
    Ok(a::table
        .filter(a::booking_id.eq(booking_id).and(a::device_id.is_null()))
        .order(a::device_category_id)
        .select((a::device_category_id, a::quantity))
        .load(connection)?)
}

/// Devices that are out on a rental which should have brought them back, and the assignments to those rentals.
#[derive(Debug, Clone, Default)]
pub struct LateDevices {
    pub devices: Vec<i64>,
    pub assignments: Vec<i64>,
}

impl LateDevices {
    /// Finds those of now.
    pub fn load(connection: &mut Connection, today: NaiveDate, now: Timestamp) -> Result<Self> {
        let begun = begun(connection, today)?.into_iter();
        let late = begun.filter(|one| one.has_left && one.holding.ends_at <= now);
        let (devices, assignments) = late
            .map(|one| (one.holding.device_id, one.holding.assignment_id))
            .unzip();
        Ok(Self { devices, assignments })
    }
}

/// Counts by category the devices that open bookings to come have and that are not fit or not back from a rental.
pub fn unfit(
    connection: &mut Connection,
    booking_ids: &[i64],
    now: Timestamp,
    late: &LateDevices,
) -> Result<Vec<DeviceDemand>> {
    use booking_device_assignments as a;
    let unfit = devices::table
        .filter(
            devices::status
                .eq_any(DeviceStatus::unfit())
                .or(devices::id.eq_any(late.devices.clone())),
        )
        .select(devices::id.nullable());
    let mut found = Vec::new();
    for chunk in booking_ids.chunks(IDS_PER_QUERY) {
        let ids: Vec<Option<i64>> = chunk.iter().copied().map(Some).collect();
        let rows: Vec<(Option<i64>, Option<i64>, i64)> = a::table
            .inner_join(bookings::table)
            .filter(a::booking_id.eq_any(ids).and(a::returned_at.is_null()))
            .filter(a::device_id.eq_any(unfit.clone()))
            .filter(a::id.ne_all(late.assignments.clone()))
            .filter(
                bookings::ends_at
                    .gt(now)
                    .and(bookings::status.eq_any(OPEN.to_vec())),
            )
            .group_by((a::booking_id, a::device_category_id))
            .order((a::booking_id, a::device_category_id))
            .select((a::booking_id, a::device_category_id, diesel::dsl::count_star()))
            .load(connection)?;
        found.extend(
            rows.into_iter()
                .filter_map(|(booking_id, category_id, quantity)| {
                    Some(DeviceDemand {
                        booking_id: booking_id?,
                        category_id,
                        given: true,
                        quantity,
                    })
                }),
        );
    }
    Ok(found)
}

/// Replaces a booking's request of a category (`None` for any); a quantity of 0 deletes it.
pub fn set_request(
    connection: &mut Connection,
    booking_id: i64,
    category_id: Option<i64>,
    quantity: i32,
    now: Timestamp,
) -> Result<()> {
    use booking_device_assignments as a;
    let requests = a::booking_id.eq(booking_id).and(a::device_id.is_null());
    match category_id {
        Some(id) => {
            diesel::delete(a::table.filter(requests.and(a::device_category_id.eq(id)))).execute(connection)?
        }
        None => diesel::delete(a::table.filter(requests.and(a::device_category_id.is_null())))
            .execute(connection)?,
    };
    if quantity > 0 {
        let id = connection.reserve_id("booking_device_assignments")?;
        diesel::insert_into(a::table)
            .values((
                a::id.eq(id),
                a::booking_id.eq(booking_id),
                a::device_category_id.eq(category_id),
                a::quantity.eq(quantity),
                a::created_at.eq(now),
            ))
            .execute(connection)?;
    }
    Ok(())
}
