//! Rentals that are late, the bookings that they endanger, and rentals that are due soon.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::model::ActiveCondition;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::booking::describe_period;
use crate::booking::{Booking, service as bookings};
use crate::device::model::RentedHolding;
use crate::kernel::error::Result;
use crate::kernel::text::{counted, first_names};
use crate::notify::model::{Condition, NotificationDetails, Severity};
use crate::rental::model::{RentalRow, RentedDevice};
use crate::rental::overdue::{self, OverdueDevice};
use crate::rental::records::{self as rentals, MissedDevice, OpenRentals};

/// Returns the conditions of rentals, of those that are not back and of what begun ones have.
pub fn find(
    tx: &mut Tx<'_>,
    grant: &Grant,
    open: Vec<RentalRow>,
    begun: Vec<RentedHolding>,
) -> Result<Vec<ActiveCondition>> {
    let today = tx.site().today(tx.now());
    let open = rentals::with_devices(tx, grant, open, &begun)?;
    let late = overdue::overdue_devices_of(tx, today, open.rentals.clone(), begun)?;
    let mut found = returns_overdue(&late);
    found.extend(offsite_conflicts(tx, grant, &late)?);
    found.extend(rentals_that_wait(&open, &late));
    found.extend(due_soon(&open, today));
    found.extend(missed(tx, &open, today));
    found.extend(without_their_bookings(tx, &open, today));
    Ok(found)
}

/// Returns one condition for each planned rental whose booking is off, or on none of its days: whoever changed the booking
/// could not let the rental follow.
fn without_their_bookings(tx: &Tx<'_>, open: &OpenRentals, today: NaiveDate) -> Vec<ActiveCondition> {
    let planned = open.rentals.iter().filter(|rental| rental.is_planned(today));
    let site = tx.site();
    let finding = |rental: &RentalRow| {
        let booking = &open.bookings.get(&rental.booking_id?)?.row;
        let day = site.today(booking.starts_at);
        let why = if booking.status.is_off() {
            booking.status.to_string()
        } else if (rental.rental_date..=rental.return_expected_date).contains(&day) {
            return None;
        } else {
            format!("on {day}")
        };
        Some(ActiveCondition {
            requester: None,
            condition: Condition::OffsiteConflict,
            severity: Severity::Warn,
            entity: "rental",
            entity_id: rental.rental_no.clone(),
            about: format!("{}:{}", booking.id, rental.rental_no),
            title: format!("{} is left of booking {}", rental.rental_no, booking.id),
            message: format!(
                "{} is planned from {} for booking {} ({}), which is {why}",
                rental.rental_no, rental.rental_date, booking.id, booking.client_name
            ),
            details: about_rental(rental, Vec::new()),
        })
    };
    planned.filter_map(finding).collect()
}

/// Returns one condition for each device that a rental is to take and does not have.
fn missed(tx: &Tx<'_>, open: &OpenRentals, today: NaiveDate) -> Vec<ActiveCondition> {
    let condition = |one: MissedDevice| {
        let (rental, serial) = (&one.rental, &one.serial_number);
        let number = &rental.rental_no;
        let verb = if rental.is_planned(today) { "is" } else { "was" };
        let state = match one.unfit {
            Some(status) => status.in_words().to_owned(),
            None => format!("still here: colab rental collect {number}"),
        };
        ActiveCondition {
            requester: None,
            condition: Condition::DeviceUnfit,
            severity: Severity::Alert,
            entity: "rental",
            entity_id: number.clone(),
            about: format!("{number}:{serial}"),
            title: format!("{number} lacks {serial}"),
            message: format!(
                "{number} ({}) {verb} to take {serial} on {}, and it is {state}",
                rental.client_name, rental.rental_date
            ),
            details: about_rental(rental, vec![serial.clone()]),
        }
    };
    let missed = open.missed_devices(tx).into_iter();
    missed.map(condition).collect()
}

/// Returns whom to call: `N. Dube (Baobab Health), 0825550100`.
fn contact(rental: &RentalRow) -> String {
    format!(
        "{} ({}), {}",
        rental.contact_person, rental.client_name, rental.contact_number
    )
}

fn about_rental(rental: &RentalRow, serials: Vec<String>) -> NotificationDetails {
    NotificationDetails {
        rental_no: Some(rental.rental_no.clone()),
        booking_id: rental.booking_id,
        client_name: Some(rental.client_name.clone()),
        return_on: rental.return_on(),
        contact: Some(contact(rental)),
        serials,
        ..NotificationDetails::default()
    }
}

/// Returns one condition for each late rental, whatever its number of devices.
fn returns_overdue(late: &[OverdueDevice]) -> Vec<ActiveCondition> {
    let mut rentals: BTreeMap<i64, (&OverdueDevice, Vec<String>)> = BTreeMap::new();
    for one in late {
        let (_, serials) = rentals.entry(one.rental.id).or_insert((one, Vec::new()));
        serials.push(one.device.serial_number.clone());
    }
    let finding = |(one, serials): (&OverdueDevice, Vec<String>)| {
        let rental = &one.rental;
        ActiveCondition {
            requester: None,
            condition: Condition::ReturnOverdue,
            severity: Severity::Alert,
            entity: "rental",
            entity_id: rental.rental_no.clone(),
            about: rental.rental_no.clone(),
            title: format!("{} is overdue", rental.rental_no),
            message: format!(
                "{} is {} overdue: {} with {}",
                rental.rental_no,
                counted(one.days_overdue, "day"),
                first_names(&serials),
                contact(rental)
            ),
            details: NotificationDetails {
                days_overdue: Some(one.days_overdue),
                ..about_rental(rental, serials)
            },
        }
    };
    rentals.into_values().map(finding).collect()
}

/// Returns one condition for each booking that needs a device of a late rental.
fn offsite_conflicts(tx: &mut Tx<'_>, grant: &Grant, late: &[OverdueDevice]) -> Result<Vec<ActiveCondition>> {
    let mut endangered: BTreeMap<(i64, i64), (&RentalRow, Vec<String>)> = BTreeMap::new();
    for one in late {
        for booking in &one.endangers {
            let entry = endangered.entry((*booking, one.rental.id));
            let (_, serials) = entry.or_insert((&one.rental, Vec::new()));
            serials.push(one.device.serial_number.clone());
        }
    }
    let mut ids: Vec<i64> = endangered.keys().map(|(booking, _)| *booking).collect();
    ids.dedup();
    let loaded = bookings::load(tx, grant, &ids)?;
    let by_id: BTreeMap<i64, &Booking> = loaded.iter().map(|booking| (booking.row.id, booking)).collect();
    let site = tx.site();
    let finding = |((id, _), (rental, serials)): ((i64, i64), (&RentalRow, Vec<String>))| {
        let booking = &by_id.get(&id)?.row;
        let when = describe_period(&site, booking.starts_at, booking.ends_at);
        Some(ActiveCondition {
            requester: None,
            condition: Condition::OffsiteConflict,
            severity: Severity::Alert,
            entity: "booking",
            entity_id: id.to_string(),
            about: format!("{id}:{}", rental.rental_no),
            title: format!("{} waits for {}", booking.client_name, rental.rental_no),
            message: format!(
                "booking {id} ({}) is to have {} on {when}, and {} has not brought it back",
                booking.client_name,
                first_names(&serials),
                rental.rental_no
            ),
            details: NotificationDetails {
                booking_id: Some(id),
                client_name: Some(booking.client_name.clone()),
                starts_at: Some(booking.starts_at),
                rental_no: Some(rental.rental_no.clone()),
                return_on: rental.return_on(),
                contact: Some(contact(rental)),
                serials,
                ..NotificationDetails::default()
            },
        })
    };
    Ok(endangered.into_iter().filter_map(finding).collect())
}

/// Returns one condition for each other rental that is to take a device of a late one.
fn rentals_that_wait(open: &OpenRentals, late: &[OverdueDevice]) -> Vec<ActiveCondition> {
    // That of a booking is told with it.
    let others = open.rentals.iter().filter(|rental| rental.booking_id.is_none());
    let others: BTreeMap<i64, &RentalRow> = others.map(|rental| (rental.id, rental)).collect();
    let mut found = Vec::new();
    // The one that is late for the longest has the device; others wait for it themselves.
    let mut seen = BTreeSet::new();
    for one in late.iter().filter(|one| seen.insert(one.device.device_id)) {
        let is_its = |taken: &&RentedDevice| taken.device_id == one.device.device_id && taken.is_out();
        let waiting = open
            .devices
            .iter()
            .filter(is_its)
            .filter_map(|taken| others.get(&taken.rental_id));
        let waiting = waiting.filter(|rental| rental.starts_at > one.rental.starts_at);
        found.extend(waiting.map(|rental| ActiveCondition {
            requester: None,
            condition: Condition::OffsiteConflict,
            severity: Severity::Alert,
            entity: "rental",
            entity_id: rental.rental_no.clone(),
            about: format!("{}:{}", rental.rental_no, one.device.serial_number),
            title: format!("{} waits for {}", rental.rental_no, one.rental.rental_no),
            message: format!(
                "{} ({}) is to take {} on {}, and {} has not brought it back",
                rental.rental_no,
                rental.client_name,
                one.device.serial_number,
                rental.rental_date,
                one.rental.rental_no
            ),
            details: about_rental(rental, vec![one.device.serial_number.clone()]),
        }));
    }
    found
}

/// Returns one condition for each rental that is due today or tomorrow.
fn due_soon(open: &OpenRentals, today: NaiveDate) -> Vec<ActiveCondition> {
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let due = open.rentals.iter().filter(|rental| {
        (today..=tomorrow).contains(&rental.return_expected_date) && !rental.is_planned(today)
    });
    let mut serials: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for taken in open.devices.iter().filter(|taken| open.has_left(taken)) {
        let serials = serials.entry(taken.rental_id).or_default();
        serials.push(taken.serial_number.clone());
    }
    let finding = |rental: &RentalRow| {
        let serials = serials.remove(&rental.id)?;
        let day = if rental.return_expected_date == today {
            "today"
        } else {
            "tomorrow"
        };
        Some(ActiveCondition {
            requester: None,
            condition: Condition::RentalDue,
            severity: Severity::Info,
            entity: "rental",
            entity_id: rental.rental_no.clone(),
            about: rental.rental_no.clone(),
            title: format!("{} is due {day}", rental.rental_no),
            message: format!(
                "{} is due back {day}, {}: {} with {}",
                rental.rental_no,
                rental.return_expected_date,
                first_names(&serials),
                contact(rental)
            ),
            details: about_rental(rental, serials),
        })
    };
    due.filter_map(finding).collect()
}
