//! Starting a rental: draws its number, holds the devices until they are due, and moves them off site.

use chrono::Datelike;

use super::model::{Rental, RentalRow};
use super::recipient::KnownRecipient;
pub use super::recipient::{NewRental, RentalRecipient};
use super::{records, service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::idempotency::IdempotencyKey;
use crate::access::tx::Tx;
use crate::booking::Booking;
use crate::client::contact::ReachableClient;
use crate::client::hold::{self, ClientsOnHold};
use crate::client::{service as clients, written};
use crate::db::{OnViolation, contention, waiting};
use crate::device::assignment::{DeviceAssignment, NewAssignment, assigned_to, record, refusal};
use crate::device::availability::inventory::Inventory;
use crate::device::bulk;
use crate::device::model::{Device, DeviceAction, DeviceStatus};
use crate::device::movement::{self, MovementCause, NewMovement};
use crate::device::service as devices;
use crate::kernel::email::parse_email;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{OPEN_END, Period};
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::{clean_text, optional_notes};
use crate::kernel::timestamp::Timestamp;

/// Starts a rental of all these devices, or of none. Where the booking begins on a later day, the rental is planned: the hold
/// begins with that day. Otherwise the devices are handed over, and the hold begins now. It ends with the return date.
///
/// # Errors
/// `Invalid` for a return date before the rental begins; `Conflict` for a device that is taken, off site or out of service,
/// and for a booking that is over; `NotFound` for an unknown booking or serial.
pub fn start(tx: &mut Tx<'_>, new: &NewRental, repeat: Option<&IdempotencyKey>) -> Result<Rental> {
    let grant = tx.require(Permission::AssignDevices)?;
    if let Some(rental) = made_before(tx, repeat)? {
        return Ok(rental);
    }
    let booking = match &new.recipient {
        RentalRecipient::Booking(id) => Some(record::open_booking(tx, &grant, *id)?),
        RentalRecipient::Client(_) => None,
    };
    let client_name = client_name(new, booking.as_ref())?;
    // All that tells whether it may start is asked before it is known, together with the locks.
    let asked = (
        ReachableClient::query(&client_name),
        booking.is_none().then(hold::all_on_hold),
        devices::locked_query(&grant, &new.serials),
    );
    let (client, on_hold, found) = waiting("devices", || tx.connection().answer(asked))?;
    let mut row = new_row(tx, new, booking.as_ref(), client_name, client)?;
    if let Some(on_hold) = on_hold {
        ClientsOnHold::among(tx.connection(), &on_hold, [row.client_name.as_str()])?
            .check(&row.client_name)?;
    }
    let found = devices::rows_among(tx, &new.serials, found)?;
    let ids: Vec<i64> = found.iter().map(|device| device.id).collect();
    // A repeated request may have been committed while this one waited for the devices.
    if let Some(rental) = made_before(tx, repeat)? {
        return Ok(rental);
    }
    let had = match &booking {
        Some(booking) => assigned_to(tx.connection(), booking.row.id)?,
        None => Vec::new(),
    };
    let period = Period::new(row.starts_at, row.due_at)?;
    let begins_no_earlier = row.starts_at >= tx.now();
    let more = (
        begins_no_earlier.then(|| Inventory::facts_query(tx, &period, Some(&ids))),
        clients::record_query(tx.connection(), &row.client_name),
        store::reserved_id(),
        bulk::reserved_ids(&grant, ids.len()),
    );
    let (devices, (facts, client_id, rental_ids, assignment_ids)) =
        devices::load_with(tx, &grant, &ids, &[], more)?;
    let inventory = match facts {
        Some(facts) => Inventory::of_facts(tx, &period, &devices, facts),
        // What left earlier waited for the others who had the devices then.
        None => {
            row.starts_at = after_others(tx, &grant, &row, &devices, &had)?;
            Inventory::of(tx, &grant, &Period::new(row.starts_at, row.due_at)?, &devices)?
        }
    };
    let is_planned = row.is_planned(tx.site().today(tx.now()));
    for device in &devices {
        check(tx, &grant, device, &inventory, own(&had, device), is_planned)?;
    }
    let year = tx.site().today(tx.now()).year();
    row.rental_no = records::draw_number(tx, &grant, year)?;
    row.client_id = match client_id {
        Some(id) => id,
        None => written::one(tx, &grant, &row.client_name)?,
    };
    let id = rental_ids.first().copied();
    let id = id.ok_or_else(|| Error::internal("a rental has no number in its table"))?;
    row.id = id;
    store::insert(tx.connection(), &row)?;
    hand_out(tx, &grant, &row, assignment_ids, &devices, &had)?;
    let rental = service::reload_of(tx, id, Some(row.client_id))?;
    audit(tx, &grant, &rental, &devices, &had)?;
    if let Some(repeat) = repeat {
        repeat.remember(tx, &[id])?;
    }
    Ok(rental)
}

/// Returns the name of the client that a new rental is of.
fn client_name(new: &NewRental, booking: Option<&Booking>) -> Result<String> {
    match (&new.recipient, booking) {
        (RentalRecipient::Client(name), _) => clean_text("client", name, 255),
        (RentalRecipient::Booking(_), booking) => {
            Ok(booking.map(|b| b.row.client_name.clone()).unwrap_or_default())
        }
    }
}

fn made_before(tx: &mut Tx<'_>, repeat: Option<&IdempotencyKey>) -> Result<Option<Rental>> {
    let Some(ids) = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten() else {
        return Ok(None);
    };
    ids.first().map(|id| service::reload(tx, *id)).transpose()
}

/// Returns from when devices that left on an earlier day are held: after the others who had them on that day.
fn after_others(
    tx: &mut Tx<'_>,
    grant: &Grant,
    row: &RentalRow,
    devices: &[Device],
    had: &[DeviceAssignment],
) -> Result<Timestamp> {
    let day = tx.site().days(row.rental_date, row.rental_date)?;
    let inventory = Inventory::of(tx, grant, &day, devices)?;
    let ends = devices.iter().flat_map(|device| {
        let own = own(had, device).map(|one| one.id);
        let others = inventory
            .holds(device.row.id)
            .filter(move |hold| Some(hold.assignment_id) != own);
        others.map(|hold| hold.ends_at)
    });
    let last = ends.filter(|end| *end < day.ends_at()).max();
    Ok(last.unwrap_or(row.starts_at).max(row.starts_at))
}

/// Finds the assignment by which the booking already has this device on site.
fn own<'a>(had: &'a [DeviceAssignment], device: &Device) -> Option<&'a DeviceAssignment> {
    had.iter()
        .find(|one| one.device_id == device.row.id && one.rental_id.is_none())
}

/// Builds the row, without its number and id.
fn new_row(
    tx: &mut Tx<'_>,
    new: &NewRental,
    booking: Option<&Booking>,
    client_name: String,
    client: Option<ReachableClient>,
) -> Result<RentalRow> {
    let (now, site) = (tx.now(), tx.site());
    let today = site.today(now);
    let of_booking = booking.map_or(today, |booking| site.today(booking.row.starts_at).max(today));
    let rental_date = new.taken_on.unwrap_or(of_booking);
    // What leaves later is planned for the whole of its first day, what left earlier was out from that day on; what leaves
    // today is handed over now.
    let starts_at: Timestamp = if rental_date == today {
        now
    } else {
        site.days(rental_date, rental_date)?.starts_at()
    };
    let return_on = new.return_on.unwrap_or(OPEN_END);
    if return_on < rental_date {
        return Err(Error::invalid(
            ErrorCode::ReturnBeforeStart,
            format!("the return date {return_on} is before the first day {rental_date}"),
        )
        .hint(format!("--return-on {rental_date} or later"))
        .detail("rental_date", rental_date.to_string()));
    }
    let client = client
        .map(|client| client.standing(tx.connection()))
        .transpose()?;
    let recipient = KnownRecipient::of(new, booking, &client_name, client.as_ref())?;
    Ok(RentalRow {
        id: 0,
        rental_no: String::new(),
        booking_id: booking.map(|booking| booking.row.id),
        client_name,
        contact_person: clean_text("contact-person", &recipient.contact_person, 255)?,
        contact_number: clean_text("contact-number", &recipient.contact_number, 255)?,
        contact_email: parse_email(&recipient.contact_email.unwrap_or_default())?,
        company: clean_text("company", &recipient.company, 255)?,
        address: clean_text("address", &recipient.address, 2000)?,
        notes: optional_notes("notes", new.notes.as_deref().unwrap_or_default(), 2000)?,
        rental_date,
        return_expected_date: return_on,
        starts_at,
        due_at: site.days(return_on, return_on)?.ends_at(),
        returned_at: None,
        rental_form_generated: false,
        created_by: tx.actor().username.clone(),
        created_at: now,
        updated_at: now,
        client_id: 0,
    })
}

/// Checks that a device is in service and free until the return date, and on site unless it leaves later.
pub(super) fn check(
    tx: &mut Tx<'_>,
    grant: &Grant,
    device: &Device,
    inventory: &Inventory,
    own: Option<&DeviceAssignment>,
    is_planned: bool,
) -> Result<()> {
    let id = device.row.id;
    if inventory.is_overdue(id) {
        return Err(refusal::overdue(device, inventory));
    }
    if device.status() == DeviceStatus::Offsite && !is_planned {
        return Err(already_out(device));
    }
    if !device.row.status.can_be_promised() {
        return Err(refusal::out_of_service(device));
    }
    let own = own.map(|one| one.id);
    if inventory.holds(id).all(|hold| Some(hold.assignment_id) == own) {
        return Ok(());
    }
    let holders = inventory.holders(tx, grant, id)?;
    match holders.iter().find(|holding| Some(holding.assignment_id) != own) {
        Some(holding) => Err(refusal::taken(tx, grant, device, holding, &inventory.period)?),
        None => Ok(()),
    }
}

/// Builds the error for a device that is off site.
pub(super) fn already_out(device: &Device) -> Error {
    let serial = &device.row.serial_number;
    let held = device.held.as_ref();
    let rental = held.and_then(|held| held.rental_no.clone()).unwrap_or_default();
    let client = held.map(|held| held.client().to_owned()).unwrap_or_default();
    Error::conflict(
        ErrorCode::DeviceOut,
        format!("{serial} is already off site on {rental} ({client})"),
    )
    .detail("serial_number", serial.as_str())
    .detail("rental_no", rental.as_str())
    .hint(format!(
        "colab rental return {rental} --serial {} --condition ok",
        shell_word(serial)
    ))
}

/// Writes the assignments, the status of the devices and their movements.
fn hand_out(
    tx: &mut Tx<'_>,
    grant: &Grant,
    row: &RentalRow,
    assignment_ids: Vec<i64>,
    devices: &[Device],
    had: &[DeviceAssignment],
) -> Result<()> {
    let (now, by, id) = (tx.now(), tx.actor().username.clone(), row.id);
    let attached: Vec<i64> = devices
        .iter()
        .filter_map(|device| own(had, device).map(|one| one.id))
        .collect();
    let result = store::attach_to_rental(tx.connection(), &attached, id);
    // A writer that was faster is found on the retry.
    result.on_violation("device_holds_no_overlap", contention)?;
    let fresh: Vec<NewAssignment> = devices
        .iter()
        .filter(|device| own(had, device).is_none())
        .map(|device| NewAssignment {
            booking_id: row.booking_id,
            rental_id: Some(id),
            ..NewAssignment::new(&device.row, &by, now)
        })
        .collect();
    bulk::insert_with_ids(tx, grant, &fresh, assignment_ids)?;
    let cause = MovementCause {
        from_booking: None,
        to_booking: row.booking_id,
        rental: Some(id),
        reason: row.notes.clone(),
    };
    if row.is_planned(tx.site().today(now)) {
        let promised = devices
            .iter()
            .map(|device| NewMovement::new(device, DeviceAction::Assigned, device.status()))
            .collect();
        return movement::record(tx, grant, promised, &cause);
    }
    leave(tx, grant, row, devices, &cause)
}

/// Moves devices off site.
pub(super) fn leave(
    tx: &mut Tx<'_>,
    grant: &Grant,
    row: &RentalRow,
    devices: &[Device],
    cause: &MovementCause,
) -> Result<()> {
    let now = tx.now();
    let (mut rows, mut movements) = (Vec::with_capacity(devices.len()), Vec::new());
    for device in devices {
        let mut after = device.row.clone();
        after.status = DeviceStatus::Offsite;
        after.status_since = now;
        after.updated_at = now;
        rows.push(after);
        movements.push(NewMovement {
            to_place: Some(row.company.clone()),
            ..NewMovement::new(device, DeviceAction::Rented, DeviceStatus::Offsite)
        });
    }
    bulk::save_many(tx, grant, &rows)?;
    movement::record(tx, grant, movements, cause)
}

/// Audits the rental, and the devices that its booking got by it.
fn audit(
    tx: &mut Tx<'_>,
    grant: &Grant,
    rental: &Rental,
    devices: &[Device],
    had: &[DeviceAssignment],
) -> Result<()> {
    let serials: Vec<String> = devices
        .iter()
        .map(|device| device.row.serial_number.clone())
        .collect();
    let facts = service::facts(&rental.row, &serials);
    tx.audit(grant, AuditEvent::created("rental", &rental.row.rental_no, facts));
    match rental.row.booking_id {
        Some(booking) if devices.iter().any(|device| own(had, device).is_none()) => {
            record::audit_devices(tx, grant, booking, had)
        }
        _ => Ok(()),
    }
}
