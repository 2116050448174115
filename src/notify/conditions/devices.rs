//! Stock that runs low, and requests that nothing could fill.

use super::{Finding, counted};
use crate::access::tx::Tx;
use crate::booking::describe_period;
use crate::device::hopeless::{self, Hopeless};
use crate::device::queue::Queued;
use crate::device::stock::{self, Stock};
use crate::device::threshold::Level;
use crate::kernel::error::Result;
use crate::kernel::period::Site;
use crate::notify::model::{Condition, Details, Severity};

/// Categories whose stock is low today.
pub fn low_stock(tx: &mut Tx<'_>) -> Result<Vec<Finding>> {
    let (site, today) = (tx.site(), tx.site().today(tx.now()));
    let stock = stock::stock(tx, &site.days(today, today)?, None)?;
    Ok(stock.into_iter().filter_map(low).collect())
}

fn low(stock: Stock) -> Option<Finding> {
    let severity = match stock.level {
        Level::Ok => return None,
        Level::Warn => Severity::Warn,
        Level::Alert => Severity::Alert,
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
    let hopeless = hopeless::hopeless(tx)?;
    Ok(match hopeless.nothing_in_service {
        true => nothing_in_service(&hopeless, &site).into_iter().collect(),
        false => hopeless.requests.iter().map(|one| conflict(one, &site)).collect(),
    })
}

fn conflict(request: &Queued, site: &Site) -> Finding {
    let asker = &request.asker;
    let wanted = match request.category_id {
        Some(_) => request.category.clone(),
        None => "devices of any category".to_owned(),
    };
    let when = describe_period(site, asker.starts_at, asker.ends_at);
    let about = match request.category_id {
        Some(id) => format!("{}:{id}", asker.booking_id),
        None => format!("{}:any", asker.booking_id),
    };
    Finding {
        condition: Condition::ConflictNoAlternatives,
        severity: Severity::Alert,
        entity: "booking",
        entity_id: asker.booking_id.to_string(),
        about,
        title: format!("No devices for {}", asker.client_name),
        message: format!(
            "booking {} ({}) still wants {} {wanted} on {when}, none is free and nothing would do instead",
            asker.booking_id,
            asker.client_name,
            request.open()
        ),
        details: Details {
            booking_id: Some(asker.booking_id),
            client_name: Some(asker.client_name.clone()),
            starts_at: Some(asker.starts_at),
            category: Some(request.category.clone()),
            missing: Some(request.open()),
            ..Details::default()
        },
    }
}

/// Where no device is in service, one notice stands for all requests: it is about the devices, not about each booking.
fn nothing_in_service(hopeless: &Hopeless, site: &Site) -> Option<Finding> {
    let first = &hopeless.requests.first()?.asker;
    let missing: i64 = hopeless.requests.iter().map(Queued::open).sum();
    let day = site.local(first.starts_at).date_naive();
    let requests = i64::try_from(hopeless.requests.len()).unwrap_or(i64::MAX);
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
