//! What becomes of rentals when their bookings are cancelled or moved: what is planned is given up with its booking, or moves
//! with it; what is out stays out. Runs with the change of the booking, and is undone with it.

use chrono::{NaiveDate, TimeDelta};
use serde_json::json;

use super::extend::promised;
use super::model::{RentalQuery, RentalRow, RentedDevice, ReturnCondition};
use super::return_devices::{DeviceReturn, return_devices};
use super::{service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::booking::{BookingStatus, service as bookings};
use crate::db::{OnViolation, contention};
use crate::device::availability::{HoldFilter, holdings};
use crate::device::model::DeviceAction;
use crate::device::movement::{self, NewMovement};
use crate::device::service as devices;
use crate::kernel::error::Result;
use crate::kernel::period::OPEN_END;
use crate::kernel::timestamp::Timestamp;

/// Lets the rentals of the bookings that this transaction cancelled or moved follow them, and says so. Rentals that it changed
/// itself stay as they are.
pub fn follow_bookings(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let (changed, created) = (tx.changed("booking"), tx.created("booking"));
    let ids: Vec<i64> = changed
        .into_iter()
        .filter(|id| !created.contains(id) && concerns_rentals(tx, id))
        .filter_map(|id| id.parse().ok())
        .collect();
    let Ok(grant) = tx.require(Permission::SeeDevices) else {
        return Ok(Vec::new());
    };
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = RentalQuery {
        open: Some(true),
        booking_id: ids.first().copied().filter(|_| ids.len() == 1),
        ..RentalQuery::default()
    };
    let own = tx.changed("rental");
    let mut rows = store::list(tx.connection(), &query)?;
    rows.retain(|row| row.booking_id.is_some_and(|id| ids.contains(&id)) && !own.contains(&row.rental_no));
    let mut remarks = Vec::new();
    for row in rows {
        remarks.extend(follow(tx, &grant, &row)?);
    }
    Ok(remarks)
}

/// Returns whether this transaction may have cancelled or moved a booking.
fn concerns_rentals(tx: &Tx<'_>, id: &str) -> bool {
    let is_off = || {
        let status = tx.fact_after("booking", id, "status");
        let status = status.and_then(|status| status.as_str()?.parse::<BookingStatus>().ok());
        status.is_none_or(BookingStatus::is_off)
    };
    let is_changed = |fact: &str| tx.fact_before("booking", id, fact).is_some();
    is_changed("starts_at") || is_changed("status") && is_off()
}

fn follow(tx: &mut Tx<'_>, grant: &Grant, row: &RentalRow) -> Result<Option<String>> {
    let Some(id) = row.booking_id else {
        return Ok(None);
    };
    let before = |fact: &str| {
        let value = tx.fact_before("booking", &id.to_string(), fact);
        value.and_then(|value| value.as_str()).map(str::to_owned)
    };
    let (status, starts_at) = (before("status"), before("starts_at"));
    let booking = bookings::load_one(tx, grant, id)?.row;
    let is_planned = row.is_planned(tx.site().today(tx.now()));
    let may_change = tx.require(Permission::AssignDevices).is_ok();
    let number = &row.rental_no;
    if booking.status.is_off() && status.is_some() {
        let why = format!("booking {id} is {}", booking.status);
        return Ok(Some(match (is_planned, may_change) {
            (true, true) => {
                give_up(tx, row, &why)?;
                format!("{number} was planned for booking {id} and is given up with it")
            }
            (true, false) => {
                format!("{number} is still planned for booking {id}; colab rental return {number}")
            }
            (false, _) => {
                format!("{number} of booking {id} is out until it is returned; colab rental return {number}")
            }
        }));
    }
    let was: Option<Timestamp> = starts_at.and_then(|text| serde_json::from_value(json!(text)).ok());
    let site = tx.site();
    let shift = was.map_or(TimeDelta::zero(), |was| {
        site.today(booking.starts_at) - site.today(was)
    });
    if booking.status.is_off() || shift.is_zero() || !is_planned {
        return Ok(None);
    }
    let days = |row: &RentalRow| match row.return_on() {
        Some(last) => format!("from {} to {last}", row.rental_date),
        None => format!("from {} on", row.rental_date),
    };
    let in_the_way = if may_change {
        match moved(tx, row, shift)? {
            Ok(after) => {
                return Ok(Some(format!(
                    "{number} was planned for booking {id} and is moved with it: {}",
                    days(&after)
                )));
            }
            Err(in_the_way) => format!(": {in_the_way}"),
        }
    } else {
        String::new()
    };
    Ok(Some(format!(
        "{number} of booking {id} stays planned {}{in_the_way}; colab rental return {number} gives it up",
        days(row)
    )))
}

/// Gives up a planned rental: its devices are free again, and stay as they are.
fn give_up(tx: &mut Tx<'_>, row: &RentalRow, why: &str) -> Result<()> {
    let wanted = DeviceReturn {
        rental_no: row.rental_no.clone(),
        serials: None,
        condition: ReturnCondition::Ok,
        notes: Some(why.to_owned()),
        place: None,
        is_undone: false,
    };
    return_devices(tx, &wanted).map(|_outcome| ())
}

/// Moves the days of a planned rental; returns it as it is then, or what is in the way.
fn moved(tx: &mut Tx<'_>, row: &RentalRow, shift: TimeDelta) -> Result<Result<RentalRow, String>> {
    let grant = tx.require(Permission::AssignDevices)?;
    let row = service::lock(tx, &grant, &row.rental_no)?;
    let (site, now) = (tx.site(), tx.now());
    let today = site.today(now);
    let later = |day: NaiveDate| day.checked_add_signed(shift).unwrap_or(day);
    let rental_date = later(row.rental_date);
    let last = row.return_on().map_or(OPEN_END, later);
    if rental_date < today {
        return Ok(Err(format!("it cannot begin on {rental_date}")));
    }
    let after = RentalRow {
        rental_date,
        starts_at: if rental_date == today {
            now
        } else {
            site.days(rental_date, rental_date)?.starts_at()
        },
        return_expected_date: last,
        due_at: site.days(last, last)?.ends_at(),
        updated_at: now,
        ..row.clone()
    };
    let out = store::devices_of(tx.connection(), &[row.id])?;
    let out: Vec<RentedDevice> = out.into_iter().filter(RentedDevice::is_out).collect();
    let serials: Vec<String> = out.iter().map(|one| one.serial_number.clone()).collect();
    let devices = devices::lock(tx, &grant, &serials)?;
    let filter = HoldFilter {
        devices: Some(out.iter().map(|one| one.device_id).collect()),
        from: Some(after.starts_at),
        to: Some(after.due_at),
    };
    let holdings = holdings(tx.connection(), &filter)?;
    let is_other = |id: i64| out.iter().all(|one| one.assignment_id != id);
    if let Some(holding) = holdings.iter().find(|holding| is_other(holding.assignment_id)) {
        return Ok(Err(promised(tx, &devices, holding).message));
    }
    let saved = store::set_days(tx.connection(), &after);
    // A writer that was faster is found on the retry.
    saved.on_violation("device_holds_no_overlap", contention)?;
    let reason = format!("booking {} was moved", row.booking_id.unwrap_or_default());
    let cause = service::cause(&row, Some(&reason));
    let movements = devices
        .iter()
        .map(|device| NewMovement::new(device, DeviceAction::Extended, device.status()));
    movement::record(tx, &grant, movements.collect(), &cause)?;
    let facts = |row: &RentalRow| json!({"rental_date": row.rental_date, "return_on": row.return_on(), "starts_at": row.starts_at, "due_at": row.due_at});
    let event = AuditEvent::change("rental", &row.rental_no, facts(&row), facts(&after));
    tx.audit(&grant, event.with(json!({"reason": reason, "devices": serials})));
    Ok(Ok(after))
}
