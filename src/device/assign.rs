//! Giving devices to bookings and taking them back. A device is with one at a time: the database holds that.

use serde_json::json;

use super::auto::{self, Past};
use super::free::Inventory;
use super::model::{Action, Device, DeviceStatus, Holding};
use super::movement::{self, Between};
use super::queue::{Filled, filled};
use super::store::{self, Assignment, NewAssignment};
use super::{category, service, shortage};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::booking::{self, Booking};
use crate::db::violation;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;
use crate::kernel::text::clean_text;

/// Which devices a booking is to have.
#[derive(Debug, Clone)]
pub enum Choice {
    Serials(Vec<String>),
    /// So many, or all that it still asks for; of one category, or as it asks.
    Auto {
        count: Option<u32>,
        category: Option<String>,
    },
}

/// What a booking has got or given back.
#[derive(Debug)]
pub struct Given {
    pub devices: Vec<Device>,
    pub warnings: Vec<String>,
}

/// Gives devices to a booking, all or none.
///
/// # Errors
/// `Conflict` for a device that somebody else has then, is overdue or out of service, and where there are too few, with
/// the ways out; `NotFound` for an unknown booking or serial.
pub fn assign(tx: &mut Tx<'_>, booking_id: i64, choice: &Choice, notes: Option<&str>) -> Result<Given> {
    let grant = tx.require(Permission::AssignDevices)?;
    let notes = notes.map(|text| clean_text("notes", text, 2000)).transpose()?;
    let booking = open_booking(tx, booking_id)?;
    let period = period_of(&booking)?;
    let asked = filled(&store::demands(tx.connection(), &[booking_id])?);
    let (devices, kind) = match choice {
        Choice::Serials(serials) => (service::lock(tx, serials)?, "manual"),
        Choice::Auto { count, category } => {
            let wanted = wanted(tx, &booking, &asked, *count, category.as_deref())?;
            (chosen(tx, &booking, &period, &wanted)?, "auto")
        }
    };
    let inventory = Inventory::of(tx, &period, &devices)?;
    let before = store::assigned_to(tx.connection(), booking_id)?;
    for device in &devices {
        check(tx, &booking, device, &inventory, &before)?;
    }
    give(tx, &booking, &devices, kind, notes.as_deref(), None)?;
    audit_devices(tx, &grant, booking_id, &before)?;
    let open: i64 = asked.iter().map(|one| one.quantity - one.assigned).sum();
    let more = i64::try_from(devices.len()).unwrap_or(i64::MAX) - open;
    let warnings = (more > 0)
        .then(|| format!("booking {booking_id} has {more} more than it asks for"))
        .into_iter()
        .collect();
    let serials: Vec<String> = devices
        .iter()
        .map(|device| device.row.serial_number.clone())
        .collect();
    Ok(Given {
        devices: service::find(tx, &serials)?,
        warnings,
    })
}

/// A booking that is not over, locked.
///
/// # Errors
/// `NotFound`; `Conflict` for one that is over.
pub fn open_booking(tx: &mut Tx<'_>, id: i64) -> Result<Booking> {
    tx.connection().lock_rows("bookings", &[id])?;
    let booking = booking::service::load_one(tx, id)?;
    if booking.row.status.is_closed() {
        return Err(Error::conflict(
            ErrorCode::BookingClosed,
            format!("booking {id} is {}: it gets no devices", booking.row.status),
        ));
    }
    Ok(booking)
}

fn period_of(booking: &Booking) -> Result<Period> {
    Period::new(booking.row.starts_at, booking.row.ends_at)
}

/// So many of a category, or of any.
struct Wanted {
    category_id: Option<i64>,
    count: usize,
}

/// What `--auto` comes to: as asked for, of one category, or both.
fn wanted(
    tx: &mut Tx<'_>,
    booking: &Booking,
    asked: &[Filled],
    count: Option<u32>,
    category: Option<&str>,
) -> Result<Vec<Wanted>> {
    let id = booking.row.id;
    let count = count.map(|count| usize::try_from(count).unwrap_or(usize::MAX));
    if let Some(name) = category {
        let category_id = category::find(&store::categories(tx.connection())?, name)?.id;
        let open = asked.iter().find(|one| one.category_id == Some(category_id));
        let open = open.map_or(0, |one| usize::try_from(one.quantity - one.assigned).unwrap_or(0));
        return Ok(vec![Wanted {
            category_id: Some(category_id),
            count: count.unwrap_or(open),
        }]);
    }
    let mut left = count.unwrap_or(usize::MAX);
    let mut wanted = Vec::new();
    for one in asked {
        let open = usize::try_from(one.quantity - one.assigned)
            .unwrap_or(0)
            .min(left);
        if open > 0 {
            wanted.push(Wanted {
                category_id: one.category_id,
                count: open,
            });
        }
        left -= open;
    }
    if wanted.is_empty() || count.is_some() && left > 0 {
        let open: usize = wanted.iter().map(|one| one.count).sum();
        return Err(Error::invalid(
            ErrorCode::NotAskedFor,
            format!("booking {id} asks for {open} more devices"),
        )
        .hint("--category CATEGORY gives more than it asks for")
        .hint(format!(
            "colab device request {id} --category CATEGORY --quantity N"
        )));
    }
    Ok(wanted)
}

/// The devices for what is wanted, or what is missing and what would do.
fn chosen(tx: &mut Tx<'_>, booking: &Booking, period: &Period, wanted: &[Wanted]) -> Result<Vec<Device>> {
    let inventory = Inventory::load(tx, period)?;
    let past = Past {
        wear: store::wear(tx.connection())?,
        with_client: store::of_client(tx.connection(), &booking.row.client_name)?,
    };
    let mut chosen: Vec<i64> = Vec::new();
    for one in wanted {
        let mut free = inventory.free(one.category_id);
        free.retain(|free| !chosen.contains(&free.device.id));
        let found = auto::choose(free, &past, one.count);
        if found.len() < one.count {
            return Err(shortage::refusal(
                tx,
                booking,
                &inventory,
                one.category_id,
                one.count,
                found.len(),
            )?);
        }
        chosen.extend(found.iter().map(|device| device.id));
    }
    tx.connection().lock_rows("devices", &chosen)?;
    let rows = store::by_ids(tx.connection(), &chosen)?;
    service::with_holders(tx, rows)
}

/// Whether a device may be given to a booking.
fn check(
    tx: &mut Tx<'_>,
    booking: &Booking,
    device: &Device,
    inventory: &Inventory,
    before: &[Assignment],
) -> Result<()> {
    let (id, serial) = (device.row.id, &device.row.serial_number);
    if before
        .iter()
        .any(|one| one.device_id == id && one.returned_at.is_none())
    {
        return Err(Error::conflict(
            ErrorCode::DeviceAssigned,
            format!("booking {} has {serial} already", booking.row.id),
        ));
    }
    if !device.row.status.can_be_promised() {
        return Err(out_of_service(device));
    }
    if inventory.is_overdue(id) {
        return Err(overdue(device));
    }
    if inventory.holds(id).next().is_none() {
        return Ok(());
    }
    match inventory.holders(tx, id)?.first() {
        Some(holding) => Err(taken(tx, device, holding, &inventory.period)?),
        None => Ok(()),
    }
}

/// The refusal of a device that nobody can have now.
pub fn out_of_service(device: &Device) -> Error {
    let serial = &device.row.serial_number;
    let error = Error::conflict(
        ErrorCode::DeviceOutOfService,
        format!("{serial} is {}", device.row.status),
    );
    if device.row.status.is_terminal() {
        error
    } else {
        error.hint(format!("colab device move {serial} --to available"))
    }
}

/// The refusal of a device that should have been back.
pub fn overdue(device: &Device) -> Error {
    let rental = device
        .held
        .as_ref()
        .and_then(|held| held.rental_no.clone())
        .unwrap_or_default();
    let serial = &device.row.serial_number;
    Error::conflict(
        ErrorCode::DeviceOverdue,
        format!("{serial} is overdue on {rental} and not back"),
    )
    .hint(format!(
        "colab rental return {rental} --serial {serial} --condition ok"
    ))
}

/// The refusal of a device that somebody else has: who has it then, and which others are free.
///
/// # Errors
/// Those of asking what is free.
pub fn taken(tx: &mut Tx<'_>, device: &Device, holding: &Holding, period: &Period) -> Result<Error> {
    let serial = &device.row.serial_number;
    let whose = match (holding.booking_id, &holding.rental_no) {
        (_, Some(rental)) => format!("rental {rental}"),
        (Some(id), None) => format!("booking {id}"),
        (None, None) => "somebody".to_owned(),
    };
    let others: Vec<String> = Inventory::load(tx, period)?
        .free(Some(device.row.category_id))
        .into_iter()
        .take(5)
        .map(|free| free.device.serial_number.clone())
        .collect();
    let error = Error::conflict(
        ErrorCode::DeviceTaken,
        format!("{serial} is with {whose} ({}) then", holding.client()),
    )
    .detail("serial_number", serial.as_str())
    .detail("booking_id", holding.booking_id)
    .detail("rental_no", holding.rental_no.clone())
    .detail("free", others.clone());
    Ok(if others.is_empty() {
        error.hint("no other of its category is free then")
    } else {
        error.hint(format!("free then: {}", others.join(", ")))
    })
}

/// Writes the assignments and their movements.
fn give(
    tx: &mut Tx<'_>,
    booking: &Booking,
    devices: &[Device],
    kind: &str,
    notes: Option<&str>,
    reason: Option<&str>,
) -> Result<()> {
    let (now, by) = (tx.now(), tx.actor().username.clone());
    let rows: Vec<NewAssignment<'_>> = devices
        .iter()
        .map(|device| NewAssignment {
            booking_id: Some(booking.row.id),
            rental_id: None,
            device_id: device.row.id,
            device_category_id: device.row.category_id,
            quantity: 1,
            assignment_type: kind,
            assigned_by: &by,
            assigned_at: now,
            notes,
            created_at: now,
        })
        .collect();
    write_assignments(tx, &rows)?;
    let on = booking.row.starts_at <= now && now < booking.row.ends_at;
    let between = Between {
        to_booking: Some(booking.row.id),
        reason: reason.map(str::to_owned),
        ..Between::default()
    };
    let lines: Vec<_> = devices
        .iter()
        .map(|device| {
            let to = if on {
                DeviceStatus::Assigned
            } else {
                device.status()
            };
            movement::line(
                tx,
                device,
                Action::Assigned,
                to,
                device.row.place.clone(),
                &between,
            )
        })
        .collect();
    movement::write(tx, &lines)
}

/// Writes assignments. Whoever was faster is found when asked again.
pub fn write_assignments(tx: &mut Tx<'_>, rows: &[NewAssignment<'_>]) -> Result<()> {
    let written = tx.savepoint(|connection| store::insert_assignments(connection, rows));
    written.map_err(|error| match violation(&error) {
        Some(rule) if matches!(rule.0.as_str(), "device_holds_no_overlap" | "device_overdue") => {
            crate::db::contention()
        }
        _ => error.into(),
    })
}

/// The booking's devices before and after, as one change of it.
pub fn audit_devices(tx: &mut Tx<'_>, grant: &Grant, booking_id: i64, before: &[Assignment]) -> Result<()> {
    let after = store::assigned_to(tx.connection(), booking_id)?;
    let mut serials = |assignments: &[Assignment]| -> Result<Vec<String>> {
        let ids: Vec<i64> = assignments.iter().map(|one| one.device_id).collect();
        let rows = store::by_ids(tx.connection(), &ids)?;
        Ok(rows.into_iter().map(|row| row.serial_number).collect())
    };
    let (before, after) = (serials(before)?, serials(&after)?);
    tx.audit(
        grant,
        AuditEvent::change(
            "booking",
            booking_id,
            json!({"devices": before}),
            json!({"devices": after}),
        ),
    );
    Ok(())
}

/// Takes devices back from a booking: these, or all that are not out on a rental.
///
/// # Errors
/// `Conflict` for one that is out, or that the booking has not.
pub fn unassign(
    tx: &mut Tx<'_>,
    booking_id: i64,
    serials: Option<&[String]>,
    reason: Option<&str>,
) -> Result<Vec<Device>> {
    let grant = tx.require(Permission::AssignDevices)?;
    let reason = reason.map(|text| clean_text("reason", text, 500)).transpose()?;
    tx.connection().lock_rows("bookings", &[booking_id])?;
    booking::service::load_one(tx, booking_id)?;
    let before = store::assigned_to(tx.connection(), booking_id)?;
    let devices = match serials {
        Some(serials) => service::lock(tx, serials)?,
        None => {
            let here = before.iter().filter(|one| one.rental_id.is_none());
            let ids: Vec<i64> = here.map(|one| one.device_id).collect();
            let rows = store::by_ids(tx.connection(), &ids)?;
            service::with_holders(tx, rows)?
        }
    };
    if devices.is_empty() {
        tx.nothing_to_do();
        return Ok(devices);
    }
    take_back(tx, booking_id, &devices, &before, reason.as_deref())?;
    audit_devices(tx, &grant, booking_id, &before)?;
    let serials: Vec<String> = devices
        .iter()
        .map(|device| device.row.serial_number.clone())
        .collect();
    service::find(tx, &serials)
}

fn take_back(
    tx: &mut Tx<'_>,
    booking_id: i64,
    devices: &[Device],
    assigned: &[Assignment],
    reason: Option<&str>,
) -> Result<()> {
    let mut ids = Vec::with_capacity(devices.len());
    for device in devices {
        let serial = &device.row.serial_number;
        let Some(one) = assigned.iter().find(|one| one.device_id == device.row.id) else {
            return Err(Error::conflict(
                ErrorCode::DeviceNotAssigned,
                format!("booking {booking_id} has no {serial}"),
            )
            .hint(format!("colab device show {serial}")));
        };
        if one.rental_id.is_some() {
            let rental = device.held.as_ref().and_then(|held| held.rental_no.clone());
            return Err(Error::conflict(
                ErrorCode::DeviceRented,
                format!(
                    "{serial} left the site on {}",
                    rental.clone().unwrap_or_else(|| "a rental".into())
                ),
            )
            .hint("a rental is returned: colab rental return NUMBER --serial SERIAL --condition ok"));
        }
        ids.push(one.id);
    }
    store::delete_assignments(tx.connection(), &ids)?;
    let between = Between {
        from_booking: Some(booking_id),
        reason: reason.map(str::to_owned),
        ..Between::default()
    };
    let lines: Vec<_> = devices
        .iter()
        .map(|device| {
            let place = device.row.place.clone();
            movement::line(tx, device, Action::Unassigned, device.row.status, place, &between)
        })
        .collect();
    movement::write(tx, &lines)
}

/// Gives a booking one device for another. Where somebody else has that one, the two change places.
///
/// # Errors
/// As [`assign`]; `Conflict` when the other side cannot have this device.
pub fn swap(
    tx: &mut Tx<'_>,
    booking_id: i64,
    old: &str,
    new: &str,
    reason: Option<&str>,
) -> Result<Vec<Device>> {
    let grant = tx.require(Permission::AssignDevices)?;
    let reason = reason.map(|text| clean_text("reason", text, 500)).transpose()?;
    let serials = [old.to_owned(), new.to_owned()];
    let booking = open_booking(tx, booking_id)?;
    let devices = service::lock(tx, &serials)?;
    let [old, new] = devices.as_slice() else {
        return Err(Error::internal("two devices were found and are not two"));
    };
    let before = store::assigned_to(tx.connection(), booking_id)?;
    take_back(
        tx,
        booking_id,
        std::slice::from_ref(old),
        &before,
        reason.as_deref(),
    )?;
    let inventory = Inventory::of(tx, &period_of(&booking)?, &devices)?;
    let other = inventory.holders(tx, new.row.id)?.into_iter().next();
    let other = match other {
        None => None,
        Some(Holding {
            booking_id: Some(id),
            rental_no: None,
            ..
        }) => Some(id),
        Some(holding) => return Err(taken(tx, new, &holding, &inventory.period)?),
    };
    if let Some(other) = other {
        let theirs = open_booking(tx, other)?;
        let had = store::assigned_to(tx.connection(), other)?;
        take_back(tx, other, std::slice::from_ref(new), &had, reason.as_deref())?;
        let inventory = Inventory::of(tx, &period_of(&theirs)?, &devices)?;
        check(tx, &theirs, old, &inventory, &[])?;
        give(
            tx,
            &theirs,
            std::slice::from_ref(old),
            "manual",
            None,
            reason.as_deref(),
        )?;
        audit_devices(tx, &grant, other, &had)?;
    }
    let inventory = Inventory::of(tx, &period_of(&booking)?, &devices)?;
    check(tx, &booking, new, &inventory, &[])?;
    give(
        tx,
        &booking,
        std::slice::from_ref(new),
        "manual",
        None,
        reason.as_deref(),
    )?;
    audit_devices(tx, &grant, booking_id, &before)?;
    service::find(tx, &serials)
}
