//! Repairs: a device is in maintenance exactly while one of it is open.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use super::details::TaskDetails;
use super::model::{RepairOutcome, Task, TaskKind, TaskRow, TaskState};
use super::service;
use super::steps::{self, TaskStep};
use super::store::{self, TaskQuery};
use crate::access::auth::{Grant, Permission};
use crate::access::operation;
use crate::access::tx::Tx;
use crate::device::model::{DeviceRow, DeviceStatus};
use crate::device::service as devices;
use crate::device::status_change::{self, DeviceMove};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::{capital, clean_text};

/// The title of a repair without a reason.
pub const UNTOLD: &str = "Repair";

/// Kinds of records whose change may change a device's status.
const MOVERS: [&str; 4] = ["device", "rental", "import", "demo"];

/// Opens a repair of every device that came into maintenance, and ends those of devices that left it. A reason that is given
/// for a device in repair is added to its repair. Runs before each commit.
pub fn settle(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    if MOVERS.iter().all(|kind| tx.changed(kind).is_empty()) {
        return Ok(Vec::new());
    }
    let in_repair = devices::in_maintenance(tx.connection())?;
    let mut open = store::open_repairs(tx.connection())?;
    let mut without = Vec::new();
    for device in in_repair {
        match open.remove(&device.id) {
            Some(repair) => add_reason(tx, &device, &repair)?,
            None => without.push(device),
        }
    }
    if without.is_empty() && open.is_empty() {
        return Ok(Vec::new());
    }
    let grant = tx.require(Permission::EditTasks)?;
    let before = match tx.undone_operation() {
        Some(operation) => operation::rows_before(tx.connection(), operation, "tasks")?,
        None => BTreeMap::new(),
    };
    let unrepaired: BTreeSet<i64> = without.iter().map(|device| device.id).collect();
    let former = put_back(tx, &grant, &before, &unrepaired)?;
    without.retain(|device| !former.contains(&device.id));
    let ids: Vec<i64> = without.iter().map(|device| device.id).collect();
    let mut reasons = devices::reasons_of_maintenance(tx.connection(), &ids)?;
    for device in without {
        let reason = reasons.remove(&device.id);
        let id = tx.connection().reserve_id("tasks")?;
        let mut row = TaskRow::new(
            id,
            TaskKind::Repair,
            title(reason),
            &tx.actor().username,
            tx.now(),
        );
        row.device_id = Some(device.id);
        row.created_at = device.status_since;
        service::insert(tx, &grant, row)?;
    }
    let left: Vec<i64> = open.keys().copied().collect();
    for device in devices::rows_by_ids(tx.connection(), &left)? {
        if let Some(repair) = open.remove(&device.id) {
            let is_undone = before.get(&repair.id.to_string()).is_some_and(Option::is_none);
            end(tx, &grant, &device, repair, is_undone)?;
        }
    }
    Ok(Vec::new())
}

/// Returns a repair's title: what a return of a rental says after its condition, or the reason as it is.
fn title(reason: Option<String>) -> String {
    let reason = reason.unwrap_or_default();
    match reason.strip_prefix("repair: ").unwrap_or(&reason) {
        "" | "repair" => UNTOLD.to_owned(),
        text => with_capital(text),
    }
}

/// Begins a title with a capital, unless its first word has one further on: iPad.
fn with_capital(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    if first.chars().skip(1).any(char::is_uppercase) {
        text.to_owned()
    } else {
        capital(text)
    }
}

/// Adds the reason of a move that left the device in repair, unless the repair knows it.
fn add_reason(tx: &mut Tx<'_>, device: &DeviceRow, repair: &TaskRow) -> Result<()> {
    let reason = tx.fact_beside("device", &device.serial_number, "reason");
    let Some(reason) = reason.and_then(|reason| reason.as_str()).map(str::to_owned) else {
        return Ok(());
    };
    let reads = title(Some(reason.clone()));
    if reads == repair.title || reads == UNTOLD {
        return Ok(());
    }
    let now = tx.now();
    let known = store::events(tx.connection(), repair.id)?;
    if known
        .iter()
        .any(|event| event.at == now && event.text.as_ref() == Some(&reason))
    {
        return Ok(());
    }
    let grant = tx.require(Permission::EditTasks)?;
    service::note(tx, &grant, repair.id, &reason)
}

/// Opens the repairs again that an operation ended which is undone, of devices that are in maintenance again; returns these.
fn put_back(
    tx: &mut Tx<'_>,
    grant: &Grant,
    before: &BTreeMap<String, Option<Map<String, Json>>>,
    unrepaired: &BTreeSet<i64>,
) -> Result<BTreeSet<i64>> {
    let mut devices = BTreeSet::new();
    for (id, before) in before {
        let state = before.as_ref().and_then(|before| before.get("state")?.as_str());
        let state = state.and_then(|state| state.parse::<TaskState>().ok());
        let (Some(state), Ok(id)) = (state.filter(|state| !state.is_over()), id.parse()) else {
            continue;
        };
        let Some(repair) = store::by_id(tx.connection(), id)?
            .filter(|row| row.kind == TaskKind::Repair && row.state.is_over())
        else {
            continue;
        };
        let Some(device) = repair.device_id.filter(|id| unrepaired.contains(id)) else {
            continue;
        };
        devices.insert(device);
        let ended = service::named(tx, grant, repair)?;
        let mut row = ended.row.clone();
        row.put_into(state, &tx.actor().username, tx.now());
        row.outcome = None;
        let cost = before.as_ref().and_then(|before| before.get("cost_cents"));
        row.cost_cents = cost.and_then(Json::as_i64);
        service::save(tx, grant, &ended, row)?;
    }
    Ok(devices)
}

/// Ends the repair of a device that left maintenance, as its status tells; `is_undone`: it is as if it had never begun.
fn end(tx: &mut Tx<'_>, grant: &Grant, device: &DeviceRow, repair: TaskRow, is_undone: bool) -> Result<()> {
    let (state, outcome) = match device.status {
        _ if is_undone => (TaskState::Cancelled, None),
        DeviceStatus::Lost => (TaskState::Cancelled, None),
        DeviceStatus::Sold | DeviceStatus::Retired => (TaskState::Done, Some(RepairOutcome::Unfixable)),
        _ => (TaskState::Done, Some(RepairOutcome::Fixed)),
    };
    let before = service::named(tx, grant, repair)?;
    let mut row = before.row.clone();
    row.put_into(state, &tx.actor().username, tx.now());
    row.outcome = outcome;
    service::save(tx, grant, &before, row).map(|_task| ())
}

/// Begins a repair, or adds to the one that is open.
///
/// # Errors
/// `NotFound` for an unknown device; `Conflict` for one that cannot come into maintenance.
pub fn begin(tx: &mut Tx<'_>, serial: &str, wanted: &str, details: &TaskDetails) -> Result<Task> {
    let grant = service::require_editor(tx)?;
    let reason = clean_text("title", wanted, 500)?;
    let into = DeviceMove {
        serials: vec![serial.to_owned()],
        to: Some(DeviceStatus::Maintenance),
        place: None,
        reason: Some(reason),
    };
    let changed = status_change::move_devices(tx, &into)?;
    settle(tx)?;
    let device = changed.devices.first().map(|device| device.row.id);
    let repair = of_device(tx, device.unwrap_or_default())?;
    let repair = repair.ok_or_else(|| Error::internal(format!("{serial} came into no repair")))?;
    let before = service::named(tx, &grant, repair)?;
    let mut row = before.row.clone();
    details.apply(tx, &mut row)?;
    service::save(tx, &grant, &before, row)
}

/// Ends the open repair of a device.
///
/// # Errors
/// `Conflict` for a device that is not in repair; those of the step.
pub fn end_of_device(tx: &mut Tx<'_>, serial: &str, step: &TaskStep) -> Result<Task> {
    let grant = service::require_editor(tx)?;
    let found = devices::find(tx, &grant, &[serial.to_owned()])?;
    let device = found.first().map(|device| device.row.id).unwrap_or_default();
    let Some(repair) = of_device(tx, device)? else {
        let state = found
            .first()
            .map(|device| device.status().in_words())
            .unwrap_or_default();
        return Err(Error::conflict(
            ErrorCode::NotInRepair,
            format!("{serial} is {state}, not in repair"),
        )
        .hint(format!("colab device show {}", shell_word(serial))));
    };
    steps::step(tx, repair.id, step)
}

/// Returns the open repair of a device.
fn of_device(tx: &mut Tx<'_>, device_id: i64) -> Result<Option<TaskRow>> {
    let query = TaskQuery {
        device_id: Some(device_id),
        kinds: vec![TaskKind::Repair],
        states: TaskState::unfinished(),
        ..TaskQuery::default()
    };
    Ok(store::list(tx.connection(), &query)?.pop())
}
