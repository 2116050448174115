//! Device stock that runs low, and requests that no device can fill.

use std::collections::BTreeSet;

use super::model::ActiveCondition;
use crate::access::outbox::Recipient;
use crate::access::tx::Tx;
use crate::booking::describe_period;
use crate::device::availability::stock::CategoryStock;
use crate::device::model::{AttentionLevel, Device};
use crate::device::overview::DeviceOverview;
use crate::device::request::queue::QueuedRequest;
use crate::device::service::{self, AllDevices};
use crate::device::threshold::StockLevel;
use crate::device::unfilled::{self, UnfilledRequests};
use crate::device::unfit::{self, PromiseFacts, model::BrokenPromise};
use crate::kernel::error::Result;
use crate::kernel::period::Site;
use crate::kernel::text::counted;
use crate::notify::model::{Condition, NotificationDetails, Severity};

/// Returns the conditions of devices, of what is known of them today.
pub fn find(tx: &mut Tx<'_>, known: DeviceOverview) -> Result<Vec<ActiveCondition>> {
    let unfilled = conflicts(tx, &known)?;
    let mut found: Vec<ActiveCondition> = known.stock.into_iter().filter_map(low).collect();
    found.extend(unfilled);
    found.extend(unfit(tx, known.promises)?);
    found.extend(waiting(tx, known.devices)?);
    Ok(found)
}

/// Returns the condition of a category whose stock is low.
fn low(stock: CategoryStock) -> Option<ActiveCondition> {
    let severity = match stock.level {
        StockLevel::Ok => return None,
        StockLevel::Warn => Severity::Warn,
        StockLevel::Alert => Severity::Alert,
    };
    let held = [(stock.out, "out"), (stock.promised, "promised")];
    let held = held.iter().filter(|(count, _)| *count > 0);
    let held: String = held.map(|(count, what)| format!(", {count} {what}")).collect();
    Some(ActiveCondition {
        requester: None,
        condition: Condition::LowStock,
        severity,
        entity: "device_category",
        entity_id: stock.category_id.to_string(),
        about: stock.category_id.to_string(),
        title: format!("{} stock is low", stock.category),
        message: format!(
            "{}: {} of {} free today{held}",
            stock.category, stock.free, stock.in_service
        ),
        details: NotificationDetails {
            category: Some(stock.category),
            in_service: Some(stock.in_service),
            free: Some(stock.free),
            ..NotificationDetails::default()
        },
    })
}

/// Returns the requests for devices that cannot be filled in any way.
fn conflicts(tx: &mut Tx<'_>, known: &DeviceOverview) -> Result<Vec<ActiveCondition>> {
    let site = tx.site();
    let unfilled = unfilled::unfilled(tx, known)?;
    Ok(if unfilled.nothing_in_service {
        nothing_in_service(&unfilled, &site).into_iter().collect()
    } else {
        unfilled.requests.iter().map(|one| conflict(one, &site)).collect()
    })
}

fn conflict(request: &QueuedRequest, site: &Site) -> ActiveCondition {
    let booking = &request.booking;
    let (wanted, about) = match request.category_id {
        Some(id) => (request.category.as_str(), format!("{}:{id}", booking.booking_id)),
        None => ("devices of any category", format!("{}:any", booking.booking_id)),
    };
    let when = describe_period(site, booking.starts_at, booking.ends_at);
    ActiveCondition {
        requester: None,
        condition: Condition::ConflictNoAlternatives,
        severity: Severity::Alert,
        entity: "booking",
        entity_id: booking.booking_id.to_string(),
        about,
        title: format!("No devices for {}", booking.client_name),
        message: format!(
            "booking {} ({}) still wants {} {wanted} on {when}, none is free and nothing would do instead",
            booking.booking_id,
            booking.client_name,
            request.open()
        ),
        details: NotificationDetails {
            booking_id: Some(booking.booking_id),
            client_name: Some(booking.client_name.clone()),
            starts_at: Some(booking.starts_at),
            category: Some(request.category.clone()),
            missing: Some(request.open()),
            ..NotificationDetails::default()
        },
    }
}

/// Returns the devices that bookings to come are to have and that are not fit.
fn unfit(tx: &mut Tx<'_>, promises: PromiseFacts) -> Result<Vec<ActiveCondition>> {
    let site = tx.site();
    let promises = unfit::promises_of(tx, promises)?.into_iter();
    Ok(promises.map(|promise| broken(promise, &site)).collect())
}

fn broken(promise: BrokenPromise, site: &Site) -> ActiveCondition {
    let id = promise.booking_id;
    let when = describe_period(site, promise.starts_at, promise.ends_at);
    ActiveCondition {
        requester: Some(Recipient::User(promise.requested_by)),
        condition: Condition::DeviceUnfit,
        severity: Severity::Alert,
        entity: "booking",
        entity_id: id.to_string(),
        about: format!("{id}:{}", promise.device_id),
        title: format!("{} lacks {}", promise.client_name, promise.serial_number),
        message: format!(
            "booking {id} ({}) is to have {} on {when}, and it is {}",
            promise.client_name,
            promise.serial_number,
            promise.status.in_words()
        ),
        details: NotificationDetails {
            booking_id: Some(id),
            client_name: Some(promise.client_name),
            starts_at: Some(promise.starts_at),
            serials: vec![promise.serial_number],
            ..NotificationDetails::default()
        },
    }
}

/// Returns the devices that wait for inspection, a test or a repair for longer than the settings allow.
fn waiting(tx: &mut Tx<'_>, all: AllDevices) -> Result<Vec<ActiveCondition>> {
    let devices = service::needing_attention_of(tx, all)?;
    Ok(devices.iter().filter_map(too_long).collect())
}

fn too_long(device: &Device) -> Option<ActiveCondition> {
    let (warn, critical) = device.service_level?;
    let is_critical = device.attention()? == AttentionLevel::Critical;
    let (severity, most) = if is_critical {
        (Severity::Alert, critical)
    } else {
        (Severity::Warn, warn)
    };
    let serial = &device.row.serial_number;
    let state = device.row.status.in_words();
    Some(ActiveCondition {
        requester: None,
        condition: Condition::ServiceLevel,
        severity,
        entity: "device",
        entity_id: serial.clone(),
        about: device.row.id.to_string(),
        title: format!("{serial} is {state} for too long"),
        message: format!(
            "{serial} ({}) has been {state} for {}, {} from {} on",
            device.category,
            counted(device.service_days, "day"),
            if is_critical { "critical" } else { "too long" },
            counted(most, "day")
        ),
        details: NotificationDetails {
            category: Some(device.category.clone()),
            waiting_days: Some(device.service_days),
            serials: vec![serial.clone()],
            ..NotificationDetails::default()
        },
    })
}

/// Returns one condition for all requests when no device is in service: it is about the devices, not about a booking.
fn nothing_in_service(unfilled: &UnfilledRequests, site: &Site) -> Option<ActiveCondition> {
    let first = &unfilled.requests.first()?.booking;
    let missing: i64 = unfilled.requests.iter().map(QueuedRequest::open).sum();
    let day = site.local(first.starts_at).date_naive();
    let bookings: BTreeSet<i64> = unfilled
        .requests
        .iter()
        .map(|one| one.booking.booking_id)
        .collect();
    let bookings = i64::try_from(bookings.len()).unwrap_or(i64::MAX);
    Some(ActiveCondition {
        requester: None,
        condition: Condition::ConflictNoAlternatives,
        severity: Severity::Alert,
        entity: "booking",
        entity_id: first.booking_id.to_string(),
        about: "nothing_in_service".to_owned(),
        title: "No device is in service".to_owned(),
        message: format!(
            "no device is in service, and {} from {day} on ask{} for {missing}",
            counted(bookings, "booking"),
            if bookings == 1 { "s" } else { "" }
        ),
        details: NotificationDetails {
            booking_id: Some(first.booking_id),
            starts_at: Some(first.starts_at),
            in_service: Some(0),
            missing: Some(missing),
            ..NotificationDetails::default()
        },
    })
}
