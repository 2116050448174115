//! Queries of promises that cannot be kept.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, Text};

use super::model::BrokenPromise;
use crate::db::schema::{booking_device_assignments, bookings, device_movement_log, devices, rooms};
use crate::db::{QueryBatch, rows_of};
use crate::device::model::DeviceStatus;
use crate::device::request::store::OPEN;
use crate::kernel::timestamp::Timestamp;

/// Asks for the devices that open bookings to come have and that are not fit, soonest first.
pub fn unfit(now: Timestamp) -> impl QueryBatch<Answer = Vec<BrokenPromise>> {
    use booking_device_assignments as a;
    let rows = devices::table
        .inner_join(a::table.on(a::device_id.eq(devices::id.nullable())))
        .inner_join(bookings::table.on(a::booking_id.eq(bookings::id.nullable())))
        .left_join(rooms::table.on(bookings::room_id.eq(rooms::id.nullable())))
        .filter(devices::status.eq_any(DeviceStatus::unfit()))
        .filter(a::returned_at.is_null())
        .filter(
            bookings::ends_at
                .gt(now)
                .and(bookings::status.eq_any(OPEN.to_vec())),
        )
        .order((bookings::starts_at, bookings::id, devices::serial_key))
        .select((
            bookings::id,
            bookings::client_name,
            rooms::name.nullable(),
            bookings::starts_at,
            bookings::ends_at,
            bookings::created_by,
            devices::id,
            devices::serial_number,
            devices::category_id,
            devices::status,
            None::<String>.into_sql::<Nullable<Text>>(),
        ));
    rows_of(rows)
}

/// Asks for the devices that open bookings to come were to have when they were lost, the last one first.
pub fn lost(now: Timestamp) -> impl QueryBatch<Answer = Vec<BrokenPromise>> {
    use device_movement_log as m;
    let rows = m::table
        .inner_join(devices::table.on(m::device_id.eq(devices::id)))
        .inner_join(bookings::table.on(m::from_booking_id.eq(bookings::id.nullable())))
        .left_join(rooms::table.on(bookings::room_id.eq(rooms::id.nullable())))
        // Literals, so that the planner uses the partial index.
        .filter(sql::<Bool>(
            "device_movement_log.action = 'unassigned' AND device_movement_log.to_status = 'lost'",
        ))
        .filter(
            bookings::ends_at
                .gt(now)
                .and(bookings::status.eq_any(OPEN.to_vec())),
        )
        .order(m::id.desc())
        .select((
            bookings::id,
            bookings::client_name,
            rooms::name.nullable(),
            bookings::starts_at,
            bookings::ends_at,
            bookings::created_by,
            devices::id,
            devices::serial_number,
            devices::category_id,
            devices::status,
            None::<String>.into_sql::<Nullable<Text>>(),
        ));
    let as_lost = |promise| BrokenPromise {
        status: DeviceStatus::Lost,
        ..promise
    };
    rows_of(rows).read_as(move |rows: Vec<BrokenPromise>| rows.into_iter().map(as_lost).collect())
}
