//! CategoryStock that runs low, and requests that nothing could fill.

use super::{Finding, counted};
use crate::access::tx::Tx;
use crate::booking::describe_period;
use crate::device::availability::stock::{self, CategoryStock};
use crate::device::request::queue::QueuedRequest;
use crate::device::threshold::StockLevel;
use crate::device::unfilled::{self, UnfilledRequests};
use crate::kernel::error::Result;
use crate::kernel::period::Site;
use crate::notify::model::{Condition, Details, Severity};

/// Categories whose stock is low today.
pub fn low_stock(tx: &mut Tx<'_>) -> Result<Vec<Finding>> {
    let (site, today) = (tx.site(), tx.site().today(tx.now()));
    let stock = stock::stock(tx, &site.days(today, today)?, None)?;
    Ok(stock.into_iter().filter_map(low).collect())
}

fn low(stock: CategoryStock) -> Option<Finding> {
    let severity = match stock.level {
        StockLevel::Ok => return None,
        StockLevel::Warn => Severity::Warn,
        StockLevel::Alert => Severity::Alert,
    };
    let held = [(stock.out, "out"), (stock.promised, "promised")];
    let held = held.iter().filter(|(count, _)| *count > 0);
    let held: String = held.map(|(count, what)| format!(", {count} {what}")).collect();
    Some(Finding {
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
        details: Details {
            category: Some(stock.category),
            in_service: Some(stock.in_service),
            free: Some(stock.free),
            ..Details::default()
        },
    })
}

/// Requests for devices that cannot be filled in any way.
pub fn conflicts(tx: &mut Tx<'_>) -> Result<Vec<Finding>> {
    let site = tx.site();
    let unfilled = unfilled::unfilled(tx)?;
    Ok(match unfilled.nothing_in_service {
        true => nothing_in_service(&unfilled, &site).into_iter().collect(),
        false => unfilled.requests.iter().map(|one| conflict(one, &site)).collect(),
    })
}

fn conflict(request: &QueuedRequest, site: &Site) -> Finding {
    let booking = &request.booking;
    let wanted = match request.category_id {
        Some(_) => request.category.clone(),
        None => "devices of any category".to_owned(),
    };
    let when = describe_period(site, booking.starts_at, booking.ends_at);
    let about = match request.category_id {
        Some(id) => format!("{}:{id}", booking.booking_id),
        None => format!("{}:any", booking.booking_id),
    };
    Finding {
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
        details: Details {
            booking_id: Some(booking.booking_id),
            client_name: Some(booking.client_name.clone()),
            starts_at: Some(booking.starts_at),
            category: Some(request.category.clone()),
            missing: Some(request.open()),
            ..Details::default()
        },
    }
}

/// Where no device is in service, one notice stands for all requests: it is about the devices, not about each booking.
fn nothing_in_service(unfilled: &UnfilledRequests, site: &Site) -> Option<Finding> {
    let first = &unfilled.requests.first()?.booking;
    let missing: i64 = unfilled.requests.iter().map(QueuedRequest::open).sum();
    let day = site.local(first.starts_at).date_naive();
    let requests = i64::try_from(unfilled.requests.len()).unwrap_or(i64::MAX);
    Some(Finding {
        condition: Condition::ConflictNoAlternatives,
        severity: Severity::Alert,
        entity: "booking",
        entity_id: first.booking_id.to_string(),
        about: "nothing_in_service".to_owned(),
        title: "No device is in service".to_owned(),
        message: format!(
            "no device is in service, and {} from {day} on ask{} for {missing}",
            counted(requests, "booking"),
            if requests == 1 { "s" } else { "" }
        ),
        details: Details {
            booking_id: Some(first.booking_id),
            starts_at: Some(first.starts_at),
            in_service: Some(0),
            missing: Some(missing),
            ..Details::default()
        },
    })
}
