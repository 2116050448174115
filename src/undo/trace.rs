//! What an undo tells the audit log, and the movement log of devices.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::model::{ChangedRecord, number_of, text_of};
use super::put_back::UndoRun;
use super::reach;
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::job;
use crate::access::settings::{Settings, TAX};
use crate::access::tx::Tx;
use crate::booking::{self, blocks::service as blocks};
use crate::client::service as clients;
use crate::device::model::{Device, DeviceAction};
use crate::device::movement::{self, MovementCause, NewMovement};
use crate::device::service as devices;
use crate::kernel::error::Result;
use crate::output::facts;
use crate::rental::service as rentals;
use crate::requisition::service as requisitions;
use crate::room::service as rooms;

/// Columns that say when a row was written, and by whom.
const BOOKKEEPING: [&str; 4] = ["created_at", "created_by", "updated_at", "updated_by"];

/// Records as they were before an undo.
pub struct Trace {
    facts: BTreeMap<(&'static str, String), Json>,
    devices: BTreeMap<i64, Device>,
}

impl Trace {
    /// Reads the records that are about to be put back.
    pub fn of(tx: &mut Tx<'_>, records: &[ChangedRecord]) -> Result<Self> {
        let mut trace = Self {
            facts: BTreeMap::new(),
            devices: BTreeMap::new(),
        };
        for record in records {
            let facts = facts_of(tx, record)?;
            trace.facts.insert((record.entity, record.id.clone()), facts);
            for device in devices_of(tx, record)? {
                trace.devices.insert(device.row.id, device);
            }
        }
        Ok(trace)
    }

    /// Writes the audit row and the movements of each record that was put back.
    pub fn tell(&self, tx: &mut Tx<'_>, run: &UndoRun<'_>, done: &[ChangedRecord]) -> Result<()> {
        for record in done {
            let (grant, id) = (permission_of(tx, record)?, name_in_log(record));
            let was = self.facts.get(&(record.entity, record.id.clone()));
            let (was, is) = (was.cloned().unwrap_or_default(), facts_of(tx, record)?);
            let event = if record.entity == "setting" {
                AuditEvent::change("setting", &record.id, was, is)
            } else {
                AuditEvent::difference(record.entity, id, &was, &is)
            };
            let why = json!({"undo_of": run.operation.id, "reason": run.reason});
            tx.audit(&grant, event.with(why));
            self.tell_movements(tx, &grant, run, record)?;
        }
        Ok(())
    }

    fn tell_movements(
        &self,
        tx: &mut Tx<'_>,
        grant: &Grant,
        run: &UndoRun<'_>,
        record: &ChangedRecord,
    ) -> Result<()> {
        let cause = |booking: Option<i64>, action: DeviceAction| MovementCause {
            from_booking: booking.filter(|_| action == DeviceAction::Unassigned),
            to_booking: booking.filter(|_| action == DeviceAction::Assigned),
            rental: None,
            reason: Some(run.cause()),
        };
        for row in &record.rows {
            let state = row.before.as_ref().or(row.now.as_ref());
            let (Some(state), name) = (state, row.table.kept.name) else {
                continue;
            };
            let (device_id, action) = match (name, row.before.is_some(), row.now.is_some()) {
                ("devices", true, true) => (number_of(state, "id"), DeviceAction::Moved),
                ("booking_device_assignments", true, false) => {
                    (number_of(state, "device_id"), DeviceAction::Assigned)
                }
                ("booking_device_assignments", false, true) if !record.is_created() => {
                    (number_of(state, "device_id"), DeviceAction::Unassigned)
                }
                _ => continue,
            };
            let Some(before) = device_id.and_then(|id| self.devices.get(&id)) else {
                continue;
            };
            let now = devices::rows_by_ids(tx.connection(), &[before.row.id])?;
            let Some(now) = now.into_iter().next() else {
                continue;
            };
            let moved = NewMovement {
                to_place: now.place,
                ..NewMovement::new(before, action, now.status)
            };
            let cause = cause(number_of(state, "booking_id"), action);
            movement::record(tx, grant, vec![moved], &cause)?;
        }
        Ok(())
    }
}

fn permission_of(tx: &mut Tx<'_>, record: &ChangedRecord) -> Result<Grant> {
    let row = record.rows.first();
    let is_device = row.is_some_and(|row| row.table.kept.name == "booking_device_assignments");
    match row {
        Some(row) if reach::is_own_details(tx, row) => tx.require(Permission::OwnAccount),
        Some(row) if !is_device => tx.require_managed(row.table.changes),
        _ => tx
            .require(Permission::AssignDevices)
            .or_else(|_| tx.require_managed(Permission::EditBookings)),
    }
}

/// Returns the name under which the log keeps a record: that of its other rows.
fn name_in_log(record: &ChangedRecord) -> &str {
    match record.entity {
        "device" | "rental" | "requisition" | "user" => &record.name,
        _ => &record.id,
    }
}

/// Returns what the log says of a record as it is now.
fn facts_of(tx: &mut Tx<'_>, record: &ChangedRecord) -> Result<Json> {
    let number = record.id.parse::<i64>().unwrap_or_default();
    Ok(match record.entity {
        "booking" => {
            let grant = permission_of(tx, record)?;
            let mut facts = facts(&booking::service::load_one(tx, &grant, number)?);
            facts["devices"] = json!(serials_of(tx, record)?);
            facts
        }
        "room" => {
            let rooms = rooms::all(tx.connection())?;
            rooms
                .iter()
                .find(|room| room.row.id == number)
                .map(facts)
                .unwrap_or_default()
        }
        "client" => clients::all_facts(tx.connection(), number)?,
        "block" => facts(&blocks::by_id(tx, number)?),
        "rental" => {
            let rental = rentals::show(tx, &record.name)?.rental;
            let mut facts = facts(&rental);
            facts["out"] = json!(rental.not_back);
            facts
        }
        "requisition" => requisitions::facts_of(tx, number)?,
        "device" => {
            let ids = devices::rows_by_ids(tx.connection(), &[number])?;
            let serials: Vec<String> = ids.into_iter().map(|row| row.serial_number).collect();
            let grant = tx.require(Permission::AssignDevices)?;
            devices::find(tx, &grant, &serials)?
                .first()
                .map(facts)
                .unwrap_or_default()
        }
        "job" => job::declared_facts(tx.connection())?
            .into_iter()
            .find_map(|(name, facts)| (name == record.id).then_some(facts))
            .unwrap_or_default(),
        "import" => json!({"undone": !plain_facts(tx, record)?["undone_at"].is_null()}),
        "file" => json!({"removed": !plain_facts(tx, record)?["removed_at"].is_null()}),
        "setting" if record.id == TAX => {
            let settings = Settings::load(tx.connection())?;
            let rates = settings.changed().find(|(key, _)| *key == TAX);
            json!(rates.map(|(_, value)| value.to_owned()))
        }
        // Nothing where the default holds.
        "setting" => plain_facts(tx, record)?["value"].take(),
        _ => plain_facts(tx, record)?,
    })
}

/// Returns the columns of a record's own row.
fn plain_facts(tx: &mut Tx<'_>, record: &ChangedRecord) -> Result<Json> {
    let Some(row) = record.rows.iter().find(|row| row.table.is_record) else {
        return Ok(Json::default());
    };
    let now = tx.connection().row_now(&row.table.kept, &row.key)?;
    let shown = now.into_iter().flatten().filter_map(|(name, value)| {
        let is_flag = name.starts_with("is_") && value.is_i64();
        let value = if is_flag { json!(value == 1) } else { value };
        (!BOOKKEEPING.contains(&name.as_str())).then_some((name, value))
    });
    Ok(Json::Object(shown.collect::<Map<_, _>>()))
}

/// Returns the devices that a record's rows are about.
fn devices_of(tx: &mut Tx<'_>, record: &ChangedRecord) -> Result<Vec<Device>> {
    let column = |name: &str| match name {
        "devices" => Some("id"),
        "booking_device_assignments" => Some("device_id"),
        _ => None,
    };
    let rows = record.rows.iter().filter_map(|row| {
        let state = row.now.as_ref().or(row.before.as_ref())?;
        number_of(state, column(row.table.kept.name)?)
    });
    let ids: Vec<i64> = rows.collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = devices::rows_by_ids(tx.connection(), &ids)?;
    let serials: Vec<String> = rows.into_iter().map(|row| row.serial_number).collect();
    let grant = tx.require(Permission::AssignDevices)?;
    devices::find(tx, &grant, &serials)
}

/// Returns the serials of the devices that a booking has, of those that the operation gave or took.
fn serials_of(tx: &mut Tx<'_>, record: &ChangedRecord) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for row in record
        .rows
        .iter()
        .filter(|row| row.table.kept.name == "booking_device_assignments")
    {
        let now = tx.connection().row_now(&row.table.kept, &row.key)?;
        ids.extend(
            now.and_then(|now| number_of(&now, "device_id").filter(|_| text_of(&now, "rental_id").is_none())),
        );
    }
    let rows = devices::rows_by_ids(tx.connection(), &ids)?;
    Ok(rows.into_iter().map(|row| row.serial_number).collect())
}
