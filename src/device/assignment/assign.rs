//! Gives devices to a booking, by serial or chosen automatically.

use std::collections::HashSet;

use super::record::{self, AssignmentNote};
use super::{refusal, release, store};
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::booking::{Booking, refuse_ended};
use crate::client::service as clients;
use crate::device::allocation::{self, PastUse};
use crate::device::availability::inventory::Inventory;
use crate::device::model::ChangedDevices;
use crate::device::request::fill::{self, RequestFill};
use crate::device::shortage::Shortage;
use crate::device::{category, service, shortage};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;
use crate::kernel::text::{counted, optional_notes};

/// The devices that a booking is to get.
#[derive(Debug, Clone)]
pub enum DeviceChoice {
    Serials(Vec<String>),
    /// `count` devices, or all that it still requests; of one category, or as it requests.
    Auto {
        count: Option<u32>,
        category: Option<String>,
    },
}

/// Gives devices to a booking, all or none.
///
/// # Errors
/// `Conflict` for a device that somebody else has then, is overdue or out of service, and for a shortage, with what would
/// help; `NotFound` for an unknown booking or serial.
pub fn assign(
    tx: &mut Tx<'_>,
    booking_id: i64,
    choice: &DeviceChoice,
    notes: Option<&str>,
    allow_past: bool,
) -> Result<ChangedDevices> {
    let grant = tx.require(Permission::AssignDevices)?;
    let notes = optional_notes("notes", notes.unwrap_or_default(), 2000)?;
    let booking = record::open_booking(tx, &grant, booking_id)?;
    if !allow_past {
        refuse_ended(&booking, &tx.site(), tx.now())?;
    }
    let period = record::period_of(&booking)?;
    let asked = (
        fill::query(tx, booking_id),
        clients::with_merged_query(vec![booking.row.client_id]),
    );
    let (fills, client) = tx.connection().answer(asked)?;
    let (ids, kind) = match choice {
        DeviceChoice::Serials(serials) => (service::lock_ids(tx, &grant, serials)?, "manual"),
        DeviceChoice::Auto { count, category } => {
            let wanted = wanted_devices(tx, booking_id, &fills, *count, category.as_deref())?;
            let client = client.into_iter().collect();
            let chosen = choose_devices(tx, &grant, &booking, client, &period, &wanted)?;
            (chosen, "auto")
        }
    };
    let facts = (
        service::ids_query(tx, &ids),
        Inventory::facts_query(tx, &period, Some(&ids)),
        store::assigned_query(booking_id),
        store::reserved_ids(ids.len()),
    );
    let (devices, facts, before, reserved) = tx.connection().answer(facts)?;
    let devices = service::with_holders_of(tx, devices)?;
    let devices = service::in_order(&ids, devices)?;
    let inventory = Inventory::of_facts(tx, &period, &devices, facts);
    for device in &devices {
        refusal::check(tx, &grant, &booking, device, &inventory, &before)?;
    }
    let note = AssignmentNote {
        kind,
        notes: notes.as_deref(),
        reason: None,
    };
    let mut warnings = release::replaced(tx, &grant, booking_id, &devices, &fills, &before)?;
    record::give(tx, &grant, &booking, (&devices[..], reserved), note)?;
    let given = (store::assigned_query(booking_id), service::ids_query(tx, &ids));
    let (after, given) = tx.connection().answer(given)?;
    record::audit_change(tx, &grant, booking_id, &before, &after);
    let given = service::with_holders_of(tx, given)?;
    let open: usize = fills.iter().map(RequestFill::open).sum();
    let more = devices.len().saturating_sub(open);
    if more > 0 {
        warnings.push(format!(
            "booking {booking_id} has {} than it requests",
            counted(more, "more device")
        ));
    }
    Ok(ChangedDevices {
        devices: service::in_order(&ids, given)?,
        warnings,
    })
}

/// A number of devices of a category, or of any.
struct WantedDevices {
    category_id: Option<i64>,
    count: usize,
}

/// Returns what `--auto` is to choose: as requested, of one category, or both.
fn wanted_devices(
    tx: &mut Tx<'_>,
    booking_id: i64,
    fills: &[RequestFill],
    count: Option<u32>,
    category: Option<&str>,
) -> Result<Vec<WantedDevices>> {
    let count = count.map(|count| usize::try_from(count).unwrap_or(usize::MAX));
    if let Some(category_id) = category::id_of(tx, category)? {
        let requested = fills.iter().find(|fill| fill.category_id == Some(category_id));
        let count = count.unwrap_or_else(|| requested.map_or(0, RequestFill::open));
        return Ok(vec![WantedDevices {
            category_id: Some(category_id),
            count,
        }]);
    }
    let mut left = count.unwrap_or(usize::MAX);
    let mut wanted = Vec::new();
    for fill in fills {
        let count = fill.open().min(left);
        left -= count;
        if count > 0 {
            wanted.push(WantedDevices {
                category_id: fill.category_id,
                count,
            });
        }
    }
    if wanted.is_empty() || count.is_some() && left > 0 {
        let open: usize = wanted.iter().map(|one| one.count).sum();
        return Err(not_requested(booking_id, open));
    }
    Ok(wanted)
}

fn not_requested(booking_id: i64, open: usize) -> Error {
    Error::invalid(
        ErrorCode::NotAskedFor,
        format!("booking {booking_id} requests {}", counted(open, "more device")),
    )
    .hint(format!(
        "colab device request {booking_id} --category CATEGORY --quantity N"
    ))
    .hint("add --category CATEGORY to assign more than it requests")
}

/// Chooses and locks the devices that are wanted; `client` is that of the booking, with those that are merged with it.
///
/// # Errors
/// `Conflict` for a shortage, with what would help.
fn choose_devices(
    tx: &mut Tx<'_>,
    grant: &Grant,
    booking: &Booking,
    client: Vec<i64>,
    period: &Period,
    wanted: &[WantedDevices],
) -> Result<Vec<i64>> {
    let asked = (
        Inventory::query(tx, period),
        store::wear(),
        store::of_client(client),
    );
    let (inventory, wear, with_client) = tx.connection().answer(asked)?;
    let past = PastUse { wear, with_client };
    let mut chosen: HashSet<i64> = HashSet::new();
    for one in wanted {
        let mut free = inventory.free(one.category_id);
        free.retain(|free| !chosen.contains(&free.device.id));
        let found = allocation::choose(free, &past, one.count);
        if found.len() < one.count {
            let shortage = Shortage {
                booking_id: booking.row.id,
                inventory: &inventory,
                category_id: one.category_id,
                wanted: one.count,
                found: found.len(),
            };
            return Err(shortage::refusal(tx, grant, &shortage)?);
        }
        chosen.extend(found.iter().map(|device| device.id));
    }
    let by_serial = inventory.devices.iter().map(|device| device.id);
    let chosen: Vec<i64> = by_serial.filter(|id| chosen.contains(id)).collect();
    tx.connection().lock_rows("devices", &chosen)?;
    Ok(chosen)
}
