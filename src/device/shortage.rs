//! Too few devices: what is missing, when, and what would help.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::availability::inventory::Inventory;
use super::model::{DeviceCandidate, DeviceCategory};
use super::{availability::store::DeviceHold, category};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission, Role};
use crate::access::outbox::{Announcement, Recipient};
use crate::access::tx::Tx;
use crate::booking::describe_period;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;
use crate::kernel::shell_word::shell_word;
use crate::kernel::timestamp::Timestamp;

/// Options of one kind that a refusal names.
const NAMED: usize = 3;
/// Periods of other bookings in which a swap is looked for.
const PERIODS: usize = 5;

/// A request for more devices than are free.
pub struct Shortage<'i> {
    pub booking_id: i64,
    /// Of the booking's period.
    pub inventory: &'i Inventory,
    /// `None` for any category.
    pub category_id: Option<i64>,
    pub wanted: usize,
    pub found: usize,
}

/// A way to end a shortage.
#[derive(Debug, Clone)]
pub struct ShortageOption {
    /// `other_category`, `swap`, `rental_due_back` or `fewer`.
    kind: &'static str,
    /// A hint with the command that does it.
    words: String,
    facts: Json,
}

impl ShortageOption {
    /// Returns the option for scripts.
    fn into_json(self) -> Json {
        let mut facts = self.facts;
        if let Some(object) = facts.as_object_mut() {
            object.insert("option".into(), self.kind.into());
            object.insert("way".into(), self.words.into());
        }
        facts
    }
}

/// Returns the refusal of a shortage, with what would help.
pub(super) fn refusal(tx: &mut Tx<'_>, grant: &Grant, shortage: &Shortage<'_>) -> Result<Error> {
    let categories = category::all(tx.connection())?;
    let wanted_category = categories
        .iter()
        .find(|category| Some(category.id) == shortage.category_id);
    let category = wanted_category.map_or("devices of any category", |category| category.name.as_str());
    let options = options(tx, grant, shortage, &categories)?;
    let code = if options.is_empty() {
        ErrorCode::DevicesShortNoAlternatives
    } else {
        ErrorCode::DevicesShort
    };
    let period = &shortage.inventory.period;
    let when = describe_period(&tx.site(), period.starts_at(), period.ends_at());
    let (wanted, found) = (shortage.wanted, shortage.found);
    let missing = wanted - found;
    let fact = format!("{category}: {found} of {wanted} are free on {when}, {missing} are missing");
    let mut error = Error::conflict(code, fact)
        .detail("booking_id", shortage.booking_id)
        .detail("category", category)
        .detail("wanted", wanted)
        .detail("free", found)
        .detail("missing", missing);
    for option in &options {
        error = error.hint(option.words.clone());
    }
    let options: Vec<Json> = options.into_iter().map(ShortageOption::into_json).collect();
    Ok(error.detail("options", options))
}

/// Returns every way to end a shortage: another category, a swap, a rental that is due back, fewer devices.
pub(super) fn options(
    tx: &mut Tx<'_>,
    grant: &Grant,
    shortage: &Shortage<'_>,
    categories: &[DeviceCategory],
) -> Result<Vec<ShortageOption>> {
    let (id, found) = (shortage.booking_id, shortage.found);
    let mut options = other_categories(shortage, categories);
    options.extend(swaps(tx, grant, shortage)?);
    options.extend(due_back(tx, shortage));
    if found > 0 {
        options.push(ShortageOption {
            kind: "fewer",
            words: format!("colab device assign {id} --auto {found}"),
            facts: json!({"quantity": found}),
        });
    }
    Ok(options)
}

/// Returns the other categories with free devices; none where any category would do.
fn other_categories(shortage: &Shortage<'_>, categories: &[DeviceCategory]) -> Vec<ShortageOption> {
    let id = shortage.booking_id;
    let missing = shortage.wanted - shortage.found;
    let others = categories
        .iter()
        .filter(|other| shortage.category_id.is_some_and(|own| own != other.id));
    others
        .map(|other| (&other.name, shortage.inventory.free(Some(other.id)).len()))
        .filter(|(_, free)| *free > 0)
        .map(|(name, free)| ShortageOption {
            kind: "other_category",
            words: format!(
                "{free} {name} are free: colab device assign {id} --auto {} --category {}",
                free.min(missing),
                shell_word(name)
            ),
            facts: json!({"category": name, "free": free}),
        })
        .collect()
}

/// Returns devices that another booking has, and could give for one that is of no use here.
fn swaps(tx: &mut Tx<'_>, grant: &Grant, shortage: &Shortage<'_>) -> Result<Vec<ShortageOption>> {
    let inventory = shortage.inventory;
    let mut options = Vec::new();
    // Bookings of the same period share the question what is free then. The shortage's own period is skipped: a device
    // that is free in it needs no swap.
    let mut spares: BTreeMap<(Timestamp, Timestamp), BTreeMap<i64, String>> = BTreeMap::new();
    for (device, hold) in held_by_one_booking(shortage) {
        if options.len() == NAMED {
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
            let theirs = Inventory::load(tx, grant, &period)?;
            spares.insert(stretch, spare_devices(&theirs, inventory));
        }
        let spare = spares
            .get(&stretch)
            .and_then(|by_category| by_category.get(&device.category_id));
        let Some(spare) = spare.cloned() else {
            continue;
        };
        let holders = inventory.holders(tx, grant, device.id)?;
        let Some((holding, other)) = holders.first().and_then(|one| Some((one, one.booking_id?))) else {
            continue;
        };
        let (client, serial) = (holding.client(), &device.serial_number);
        options.push(ShortageOption {
            kind: "swap",
            words: format!(
                "booking {other} ({client}) could swap: colab device swap {other} --serial {} --with {}",
                shell_word(serial),
                shell_word(&spare)
            ),
            facts: json!({"booking_id": other, "serial_number": serial, "with": spare}),
        });
    }
    Ok(options)
}

/// Returns the devices that would do and that exactly one booking has in the period, with its hold.
fn held_by_one_booking<'s>(
    shortage: &'s Shortage<'_>,
) -> impl Iterator<Item = (&'s DeviceCandidate, DeviceHold)> {
    let inventory = shortage.inventory;
    inventory
        .devices
        .iter()
        .filter(|device| shortage.category_id.is_none_or(|id| device.category_id == id))
        .filter(|device| inventory.is_in_service(device))
        .filter_map(|device| {
            let mut holds = inventory.holds(device.id);
            let first = *holds.next()?;
            (holds.next().is_none() && !inventory.is_rental(&first)).then_some((device, first))
        })
}

/// Returns by category the first device that is free in their period and not in ours.
fn spare_devices(theirs: &Inventory, ours: &Inventory) -> BTreeMap<i64, String> {
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

/// Returns the rentals in the way that end before the period does, or are overdue.
fn due_back(tx: &Tx<'_>, shortage: &Shortage<'_>) -> Vec<ShortageOption> {
    let (site, inventory) = (tx.site(), shortage.inventory);
    let mut rentals: BTreeMap<String, (NaiveDate, usize)> = BTreeMap::new();
    for device in &inventory.devices {
        let Some(held) = inventory.out(device.id) else {
            continue;
        };
        let fits = shortage.category_id.is_none_or(|id| device.category_id == id);
        if fits && !inventory.is_free(device) && held.ends_at < inventory.period.ends_at() {
            // Due at the end of a day: the last instant before.
            let last = held.ends_at.plus(chrono::TimeDelta::microseconds(-1));
            let due = site.local(last).date_naive();
            let rental = held.rental_no.clone().unwrap_or_default();
            rentals.entry(rental).or_insert((due, 0)).1 += 1;
        }
    }
    rentals
        .into_iter()
        .take(NAMED)
        .map(|(rental, (due, count))| ShortageOption {
            kind: "rental_due_back",
            words: format!(
                "{rental} is due back on {due} with {count}: colab rental return {rental} --condition ok"
            ),
            facts: json!({"rental_no": rental, "return_on": due.to_string(), "quantity": count}),
        })
        .collect()
}

/// Tells the room boss and the IT boss that a booking lacks devices and that nothing would help.
pub(super) fn notify_bosses(tx: &mut Tx<'_>, booking_id: i64, fact: &str) -> Result<()> {
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
