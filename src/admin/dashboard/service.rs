//! What a role sees of a day.

use chrono::{Datelike, NaiveDate};

use crate::access::auth::{Permission, PermissionScope, Role, reach};
use crate::access::tx::Tx;
use crate::booking::Booking;
use crate::booking::overview::{
    self, CateringPlan, DaySummary, OverallUtilisation, RoomQueueFilter, WaitingBooking,
};
use crate::device::availability::stock::CategoryStock;
use crate::device::model::Device;
use crate::device::unfit::{self, model::BrokenPromise};
use crate::device::{overview as device_overview, service as devices};
use crate::kernel::error::Result;
use crate::kernel::period::{Site, last_of_month};
use crate::notify::model::{Notification, NotificationSort};
use crate::notify::service::{self as notify, NotificationQuery};
use crate::rental::overdue::{self, OverdueDevice};

/// Lines of a list that fit a screen; JSON has as many of those that wait.
pub const LINES: usize = 8;

/// A day as one role sees it; `None` where it may not.
pub struct Dashboard {
    pub date: NaiveDate,
    pub username: String,
    pub role: Role,
    pub site: Site,
    pub day: DaySummary,
    /// The actor's own requests, for a role that sees little else.
    pub own: Option<Vec<Booking>>,
    pub ghosts: Option<WaitingGhosts>,
    pub stock: Option<Vec<CategoryStock>>,
    pub overdue: Option<Vec<OverdueDevice>>,
    /// Devices that bookings to come are to have and that are not fit.
    pub unfit: Option<Vec<BrokenPromise>>,
    /// Devices that have been in their status for too long.
    pub attention: Option<Vec<Device>>,
    pub kitchen: Option<CateringPlan>,
    /// Notifications that the actor has not read, most severe first.
    pub unread: Vec<Notification>,
    /// The use of rooms in the whole month.
    pub utilisation: Option<OverallUtilisation>,
}

/// Bookings to come that wait for a room.
pub struct WaitingGhosts {
    pub count: usize,
    /// The oldest.
    pub first: Vec<WaitingBooking>,
}

/// Gathers the dashboard of a day.
pub fn dashboard(tx: &mut Tx<'_>, date: NaiveDate) -> Result<Dashboard> {
    let _grant = tx.require(Permission::SeeCalendar)?;
    let role = tx.actor().role;
    let sees = |permission| reach(role, permission);
    let all_bookings = sees(Permission::SeeBookings) == PermissionScope::All;
    let own_bookings = sees(Permission::SeeBookings) == PermissionScope::OwnAndPending;
    let reports = sees(Permission::SeeReports) != PermissionScope::No;
    let today = tx.site().days(date, date)?;
    let (day, kitchen) = overview::day(tx, date, !own_bookings)?;
    let wanted_devices = tx.require(Permission::SeeDevices).ok().map(|grant| {
        (
            device_overview::query(tx, &grant, &today),
            overdue::open_query(&grant),
        )
    });
    let (stock, promises, rentals, inventory) = match tx.connection().answer(wanted_devices)? {
        Some((known, rentals)) => (
            Some(known.stock),
            Some(known.promises),
            Some((rentals, known.begun)),
            Some(known.devices),
        ),
        None => (None, None, None, None),
    };
    Ok(Dashboard {
        date,
        username: tx.actor().username.clone(),
        role,
        site: tx.site(),
        day,
        own: wanted(own_bookings, || overview::own(tx, date, LINES as i64))?,
        ghosts: wanted(all_bookings, || ghosts(tx))?,
        stock,
        overdue: rentals
            .map(|(open, begun)| overdue::overdue_devices_of(tx, date, open, begun))
            .transpose()?,
        unfit: promises
            .map(|facts| unfit::open_promises_of(tx, facts))
            .transpose()?,
        attention: inventory
            .map(|all| devices::needing_attention_of(tx, all))
            .transpose()?,
        kitchen,
        unread: unread(tx)?,
        utilisation: wanted(reports, || month(tx, date))?,
    })
}

fn wanted<T>(is_wanted: bool, find: impl FnOnce() -> Result<T>) -> Result<Option<T>> {
    is_wanted.then(find).transpose()
}

fn ghosts(tx: &mut Tx<'_>) -> Result<WaitingGhosts> {
    let filter = RoomQueueFilter {
        limit: Some(LINES),
        ..RoomQueueFilter::default()
    };
    let (count, first) = overview::front(tx, &filter)?;
    Ok(WaitingGhosts { count, first })
}

/// Lists open notifications that the actor has neither read nor snoozed.
fn unread(tx: &mut Tx<'_>) -> Result<Vec<Notification>> {
    let filter = NotificationQuery {
        unread: true,
        open: Some(true),
        sort: NotificationSort::Severity.into(),
        ..NotificationQuery::default()
    };
    notify::list(tx, &filter)
}

fn month(tx: &mut Tx<'_>, date: NaiveDate) -> Result<OverallUtilisation> {
    let first = date.with_day(1).unwrap_or(date);
    overview::in_all(tx, first, last_of_month(first))
}
