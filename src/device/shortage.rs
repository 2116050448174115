//! Too few devices: what is missing, when, and every way out.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::free::Inventory;
use super::model::Category;
use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::{Permission, Role};
use crate::access::outbox::{Announcement, Recipient};
use crate::access::tx::Tx;
use crate::booking::Booking;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;

/// Ways out named of one kind.
const NAMED: usize = 3;
/// Periods of other bookings in which a swap is looked for.
const PERIODS: usize = 5;

/// A way out of a shortage.
#[derive(Debug, Clone)]
pub struct Way {
    /// `other_category`, `swap`, `rental_due_back`, `fewer`.
    option: &'static str,
    /// A command, or an act that helps.
    words: String,
    facts: Json,
}

/// The refusal: so many of so many, and what would do.
///
/// # Errors
/// Those of the questions asked on the way.
pub fn refusal(
    tx: &mut Tx<'_>,
    booking: &Booking,
    inventory: &Inventory,
    category_id: Option<i64>,
    wanted: usize,
    found: usize,
) -> Result<Error> {
    let categories = store::categories(tx.connection())?;
    let name = |id: Option<i64>| {
        let category = id.and_then(|id| categories.iter().find(|category| category.id == id));
        category.map_or_else(
            || "devices of any category".to_owned(),
            |category| category.name.clone(),
        )
    };
    let site = tx.site();
    let when = crate::booking::describe_period(&site, booking.row.starts_at, booking.row.ends_at);
    let id = booking.row.id;
    let ways = ways(tx, id, &categories, inventory, category_id, wanted, found)?;
    let code = if ways.is_empty() {
        ErrorCode::DevicesShortNoAlternatives
    } else {
        ErrorCode::DevicesShort
    };
    let fact = format!(
        "{}: {found} of {wanted} are free on {when}, {} are missing",
        name(category_id),
        wanted - found
    );
    let mut error = Error::conflict(code, fact)
        .detail("booking_id", id)
        .detail("category", name(category_id))
        .detail("wanted", wanted)
        .detail("free", found)
        .detail("missing", wanted - found);
    let mut options: Vec<Json> = Vec::new();
    for way in ways {
        error = error.hint(way.words.clone());
        let mut facts = way.facts;
        if let Some(object) = facts.as_object_mut() {
            object.insert("option".into(), way.option.into());
            object.insert("way".into(), way.words.into());
        }
        options.push(facts);
    }
    Ok(error.detail("options", options))
}

/// Every way out: another category, a swap, a rental that is due back, fewer.
pub fn ways(
    tx: &mut Tx<'_>,
    id: i64,
    categories: &[Category],
    inventory: &Inventory,
    category_id: Option<i64>,
    wanted: usize,
    found: usize,
) -> Result<Vec<Way>> {
    let mut ways = Vec::new();
    if let Some(own) = category_id {
        for other in categories.iter().filter(|category| category.id != own) {
            let free = inventory.free(Some(other.id)).len();
            if free > 0 {
                ways.push(Way {
                    option: "other_category",
                    words: format!(
                        "{free} {} are free: colab device assign {id} --auto {} --category {}",
                        other.name,
                        free.min(wanted - found),
                        other.name
                    ),
                    facts: json!({"category": other.name, "free": free}),
                });
            }
        }
    }
    ways.extend(swaps(tx, inventory, category_id)?);
    ways.extend(due_back(tx, inventory, category_id));
    if found > 0 {
        ways.push(Way {
            option: "fewer",
            words: format!("colab device assign {id} --auto {found} gives what there is"),
            facts: json!({"quantity": found}),
        });
    }
    Ok(ways)
}

/// A device that another booking has, and which that booking could give for one that is of no use here.
fn swaps(tx: &mut Tx<'_>, inventory: &Inventory, category_id: Option<i64>) -> Result<Vec<Way>> {
    let mut ways = Vec::new();
    let candidates = inventory
        .devices
        .iter()
        .filter(|device| category_id.is_none_or(|id| device.category_id == id))
        .filter(|device| inventory.is_in_service(device));
    let held = candidates.filter_map(|device| {
        let mut holds = inventory.holds(device.id);
        let first = *holds.next()?;
        (holds.next().is_none() && !inventory.is_rental(&first)).then_some((device, first))
    });
    // Bookings of the same period share the question what is free then; more periods than these are not asked. What is
    // free in the period itself is no use to it, or it would need no swap.
    let mut spares: BTreeMap<(Timestamp, Timestamp), BTreeMap<i64, String>> = BTreeMap::new();
    for (device, hold) in held {
        if ways.len() == NAMED {
            break;
        }
        let period = Period::new(hold.starts_at, hold.ends_at)?;
        let stretch = (hold.starts_at, hold.ends_at);
        if period == inventory.period {
            continue;
        }
        if !spares.contains_key(&stretch) {
            if spares.len() == PERIODS {
                continue;
            }
            let theirs = Inventory::load(tx, &period)?;
            spares.insert(stretch, spare(&theirs, inventory));
        }
        let spare = spares
            .get(&stretch)
            .and_then(|of_category| of_category.get(&device.category_id));
        let Some(spare) = spare.cloned() else {
            continue;
        };
        let holders = inventory.holders(tx, device.id)?;
        let holding = holders
            .first()
            .and_then(|holding| Some((holding, holding.booking_id?)));
        if let Some((holding, other)) = holding {
            let (mine, theirs) = (&device.serial_number, &spare);
            let words = format!(
                "booking {other} ({}) could swap: colab device swap {other} --serial {mine} --with {theirs}",
                holding.client()
            );
            ways.push(Way {
                option: "swap",
                words,
                facts: json!({"booking_id": other, "serial_number": mine, "with": theirs}),
            });
        }
    }
    Ok(ways)
}

/// By category: the first device that is free in their period and not in ours.
fn spare(theirs: &Inventory, ours: &Inventory) -> BTreeMap<i64, String> {
    let mut spare = BTreeMap::new();
    for free in theirs.free(None) {
        if !ours.is_free(free.device) {
            spare
                .entry(free.device.category_id)
                .or_insert_with(|| free.device.serial_number.clone());
        }
    }
    spare
}

/// Rentals that stand in the way and end before the period does, or are overdue.
fn due_back(tx: &Tx<'_>, inventory: &Inventory, category_id: Option<i64>) -> Vec<Way> {
    let site = tx.site();
    let mut rentals: BTreeMap<String, (chrono::NaiveDate, usize)> = Default::default();
    for device in &inventory.devices {
        let Some(held) = inventory.out(device.id) else {
            continue;
        };
        let fits = category_id.is_none_or(|id| device.category_id == id);
        if fits && !inventory.is_free(device) && held.ends_at < inventory.period.ends_at() {
            // Due at the end of a day: the last instant before.
            let last = held.ends_at.plus(chrono::TimeDelta::microseconds(-1));
            let due = site.local(last).date_naive();
            let rental = held.rental_no.clone().unwrap_or_default();
            rentals.entry(rental).or_insert((due, 0)).1 += 1;
        }
    }
    let way = |(rental, (due, count)): (String, (chrono::NaiveDate, usize))| Way {
        option: "rental_due_back",
        words: format!(
            "{rental} is due back on {due} with {count}: colab rental return {rental} --condition ok"
        ),
        facts: json!({"rental_no": rental, "return_on": due.to_string(), "quantity": count}),
    };
    rentals.into_iter().take(NAMED).map(way).collect()
}

/// Tells both bosses that a booking's devices are missing and nothing would do.
///
/// # Errors
/// Those of the transaction.
pub fn raise(tx: &mut Tx<'_>, booking_id: i64, fact: &str) -> Result<()> {
    let grant = tx.require(Permission::AssignDevices)?;
    tx.announce(Announcement {
        topic: "conflict_no_alternatives",
        audience: vec![
            Recipient::Role(Role::ItRentalAdmin),
            Recipient::Role(Role::TrainingFacilityAdmin),
        ],
        entity: "booking",
        entity_id: booking_id.to_string(),
        message: format!("booking {booking_id}: {fact}"),
    });
    tx.audit(
        &grant,
        AuditEvent::happened("booking", booking_id, json!({"conflict_no_alternatives": fact})),
    );
    Ok(())
}
