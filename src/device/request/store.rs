//! Queries of device requests and of what fills them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::booking::BookingStatus;
use crate::db::schema::{booking_device_assignments, bookings, devices, rooms};
use crate::db::types::UtcMicros;
use crate::db::{Connection, QueryBatch, rows_by_keys, rows_of};
use crate::device::availability::begun_query;
use crate::device::model::{DeviceStatus, RentedHolding};
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

/// A booking, a category, and how many devices of it.
type CountedDevices = (Option<i64>, Option<i64>, i64);

/// Asks for the requests of bookings, and how many devices of each category they have.
pub fn demands_query(booking_ids: &[i64]) -> impl QueryBatch<Answer = Vec<DeviceDemand>> + use<> {
    use booking_device_assignments as a;
    let ids: Vec<Option<i64>> = booking_ids.iter().copied().map(Some).collect();
    let requests = rows_by_keys::<_, (i64, Option<i64>, i32), _, _>(&ids, |ids| {
        a::table
            .filter(a::booking_id.eq_any(ids).and(a::device_id.is_null()))
            .order(a::id)
            .select((
                a::booking_id.assume_not_null(),
                a::device_category_id,
                a::quantity,
            ))
    });
    let given = rows_by_keys::<_, CountedDevices, _, _>(&ids, |ids| {
        a::table
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
    });
    (requests, given).read_as(|(requests, given)| {
        let requests = requests
            .into_iter()
            .map(|(booking_id, category_id, quantity)| DeviceDemand {
                booking_id,
                category_id,
                given: false,
                quantity: quantity.into(),
            });
        let given = given
            .into_iter()
            .filter_map(|(booking_id, category_id, quantity)| {
                Some(DeviceDemand {
                    booking_id: booking_id?,
                    category_id,
                    given: true,
                    quantity,
                })
            });
        requests.chain(given).collect()
    })
}

/// Asks for what a booking requests, by category.
pub fn requests(booking_id: i64) -> impl QueryBatch<Answer = Vec<(Option<i64>, i32)>> {
    use booking_device_assignments as a;
    let rows = a::table
        .filter(a::booking_id.eq(booking_id).and(a::device_id.is_null()))
        .order(a::device_category_id)
        .select((a::device_category_id, a::quantity));
    rows_of(rows)
}

/// Devices that are out on a rental which should have brought them back, and the assignments to those rentals.
#[derive(Debug, Clone, Default)]
pub struct LateDevices {
    pub devices: Vec<i64>,
    pub assignments: Vec<i64>,
}

impl LateDevices {
    /// Asks for those of now.
    pub fn query(today: NaiveDate, now: Timestamp) -> impl QueryBatch<Answer = Self> {
        begun_query(today).read_as(move |begun| Self::of(&begun, now))
    }

    /// Returns those of what begun rentals have that is not back.
    pub fn of(begun: &[RentedHolding], now: Timestamp) -> Self {
        let late = begun
            .iter()
            .filter(|one| one.has_left && one.holding.ends_at <= now);
        let (devices, assignments) = late
            .map(|one| (one.holding.device_id, one.holding.assignment_id))
            .unzip();
        Self { devices, assignments }
    }
}

/// A device that a booking has: the booking, the category, the device, its assignment and its status.
pub type GivenDevice = (i64, Option<i64>, i64, i64, DeviceStatus);

/// Asks for the devices that open bookings to come have and that are not fit, or out on a rental that is due.
pub fn unfit_query(
    booking_ids: &[i64],
    now: Timestamp,
) -> impl QueryBatch<Answer = Vec<GivenDevice>> + use<> {
    use booking_device_assignments as a;
    let ids: Vec<Option<i64>> = booking_ids.iter().copied().map(Some).collect();
    rows_by_keys::<_, GivenDevice, _, _>(&ids, move |ids| {
        // Whether one that a rental should have brought back left with it, all its rentals tell.
        let due = sql::<Bool>(
            "devices.id IN (SELECT d.device_id FROM booking_device_assignments d
                              JOIN offsite_rentals r ON r.id = d.rental_id
                             WHERE d.returned_at IS NULL AND r.due_at <= ",
        );
        let due = due.bind::<UtcMicros, _>(now).sql(")");
        a::table
            .inner_join(bookings::table)
            .inner_join(devices::table.on(a::device_id.eq(devices::id.nullable())))
            .filter(a::booking_id.eq_any(ids).and(a::returned_at.is_null()))
            .filter(devices::status.eq_any(DeviceStatus::unfit()).or(due))
            .filter(
                bookings::ends_at
                    .gt(now)
                    .and(bookings::status.eq_any(OPEN.to_vec())),
            )
            .select((
                a::booking_id.assume_not_null(),
                a::device_category_id,
                devices::id,
                a::id,
                devices::status,
            ))
    })
}

/// Counts by booking and category those of these devices that are not fit or are late elsewhere.
pub fn unfit_of(given: Vec<GivenDevice>, late: &LateDevices) -> Vec<DeviceDemand> {
    let mut counts: BTreeMap<(i64, Option<i64>), i64> = BTreeMap::new();
    for (booking_id, category_id, device, assignment, status) in given {
        let is_unfit = !status.can_be_promised() || late.devices.contains(&device);
        if is_unfit && !late.assignments.contains(&assignment) {
            *counts.entry((booking_id, category_id)).or_insert(0) += 1;
        }
    }
    let demand = |((booking_id, category_id), quantity)| DeviceDemand {
        booking_id,
        category_id,
        given: true,
        quantity,
    };
    counts.into_iter().map(demand).collect()
}

/// Replaces a booking's request of a category (`None` for any), under an id that is reserved; a quantity of 0 deletes it.
pub fn set_request(
    connection: &mut Connection,
    booking_id: i64,
    (category_id, quantity): (Option<i64>, i32),
    id: i64,
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
