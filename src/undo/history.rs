//! The history: operations, as far as the actor may see what they touched.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use super::model::{ChangedRecord, ListedOperation, UndoneExtent, text_of};
use super::tables::{TABLES, UndoTable, table};
use super::{opposite, records, service};
use crate::access::auth::{ActorSource, Permission, PermissionScope};
use crate::access::operation::{self, KeptRow, Operation, OperationFilter, Undos};
use crate::access::settings::setting;
use crate::access::tx::Tx;
use crate::client::service as clients;
use crate::device::{category, service as devices};
use crate::import;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::location;
use crate::rental::service as rentals;
use crate::requisition::service as requisitions;
use crate::room::service as rooms;
use crate::user::service as users;

/// Operations read at a time, until enough may be seen.
const PAGE: i64 = 50;

/// Which operations to list.
#[derive(Debug, Clone, Default)]
pub struct HistoryFilter {
    pub operations: OperationFilter,
    /// A record, as `booking:17`.
    pub record: Option<String>,
    pub limit: Option<usize>,
}

/// Lists operations, newest first: the actor's own, and others' as far as their records may be seen.
///
/// # Errors
/// `NotFound` for an unknown record; `Usage` for one of an unknown kind.
pub fn list(tx: &mut Tx<'_>, filter: &HistoryFilter) -> Result<Vec<ListedOperation>> {
    let mut wanted = filter.operations.clone();
    if let Some(record) = &filter.record {
        let rows = rows_of_record(tx, record)?;
        let ids = operation::of_rows(tx.connection(), &rows)?;
        if ids.is_empty() {
            check_record(tx, record)?;
        }
        wanted.ids = Some(ids);
    }
    if let Some(actor) = &filter.operations.by {
        check_actor(tx, actor)?;
    }
    let most = filter.limit.unwrap_or(usize::MAX);
    let undos = operation::undos(tx.connection())?;
    let mut listed = Vec::new();
    wanted.limit = Some(PAGE);
    loop {
        let page = operation::list(tx.connection(), &wanted)?;
        let ids: Vec<i64> = page.iter().map(|operation| operation.id).collect();
        let mut rows = operation::rows_of(tx.connection(), &ids)?;
        for operation in page {
            if listed.len() >= most {
                return Ok(listed);
            }
            let rows = rows.remove(&operation.id).unwrap_or_default();
            if let Some(one) = visible(tx, operation, rows, &undos)? {
                listed.push(one);
            }
        }
        match ids.last() {
            Some(last) if ids.len() == usize::try_from(PAGE).unwrap_or(0) => wanted.before = Some(*last),
            _ => return Ok(listed),
        }
    }
}

/// Returns one operation as the actor sees it.
///
/// # Errors
/// `NotFound` where nothing of it is theirs to see.
pub fn shown(tx: &mut Tx<'_>, operation: Operation) -> Result<ListedOperation> {
    let id = operation.id;
    let mut rows = operation::rows_of(tx.connection(), &[id])?;
    let undos = operation::undos(tx.connection())?;
    visible(tx, operation, rows.remove(&id).unwrap_or_default(), &undos)?.ok_or_else(|| service::unknown(id))
}

/// Returns an operation as the actor sees it; `None` where nothing of it is theirs to see.
fn visible(
    tx: &mut Tx<'_>,
    operation: Operation,
    rows: Vec<KeptRow>,
    undos: &Undos,
) -> Result<Option<ListedOperation>> {
    let me = &tx.actor().username;
    let is_own = operation.actor == *me || operation.on_behalf_of.as_ref() == Some(me);
    let sees = |tx: &Tx<'_>, permission: Permission| {
        tx.require(permission)
            .is_ok_and(|grant| grant.reach() == PermissionScope::All)
    };
    let all = rows.len();
    let bookings = if is_own {
        BTreeSet::new()
    } else {
        seen_bookings(tx, &rows)?
    };
    let mut seen = Vec::new();
    for row in rows {
        let table = table(&row.table_name)?;
        let is_booking = table.kept.name == "bookings" && bookings.contains(&row.row_key);
        if is_own || is_booking || sees(tx, table.sees) {
            seen.push(row);
        }
    }
    // What keeps no rows is seen by whoever sees what it is about.
    let sees_all = match operation.command.split(' ').next() {
        _ if all > 0 => true,
        Some("user") => sees(tx, Permission::ManageUsers),
        Some("client") => sees(tx, Permission::SeeClients),
        _ => sees(tx, Permission::SeePrices),
    };
    let whole = is_own || (seen.len() == all && sees_all);
    if !whole && seen.is_empty() {
        return Ok(None);
    }
    let records = records_of(tx, seen)?;
    let import = service::import_made_by(&records);
    let undone = extent(tx, &operation, &records, import, undos)?;
    let opposite = if whole {
        opposite::of(tx, &operation)?
    } else {
        None
    };
    let names = records.into_iter().map(|record| (record.entity, record.name));
    Ok(Some(ListedOperation {
        command: if whole {
            operation.words.clone()
        } else {
            operation.command.clone()
        },
        operation,
        records: names.collect(),
        undone,
        import,
        opposite,
    }))
}

/// Returns the bookings among rows that are the actor's own, or pending, for those who see these and no others.
fn seen_bookings(tx: &mut Tx<'_>, rows: &[KeptRow]) -> Result<BTreeSet<String>> {
    let table = table("bookings")?;
    let reach = tx.require(table.sees).map(|grant| grant.reach());
    let keys: BTreeSet<&str> = rows
        .iter()
        .filter(|row| row.table_name == "bookings")
        .map(|row| row.row_key.as_str())
        .collect();
    if keys.is_empty() || reach.ok() != Some(PermissionScope::OwnAndPending) {
        return Ok(BTreeSet::new());
    }
    let keys: Vec<String> = keys.into_iter().map(str::to_owned).collect();
    let now = tx.connection().rows_now(&table.kept, &keys)?;
    let me = &tx.actor().username;
    let is = |booking: &Map<String, Json>, column: &str, word: &str| {
        text_of(booking, column).is_some_and(|text| text == word)
    };
    let is_seen =
        |booking: &Map<String, Json>| is(booking, "created_by", me) || is(booking, "status", "pending");
    let seen = now.into_iter().filter(|(_, booking)| is_seen(booking));
    Ok(seen.map(|(key, _)| key).collect())
}

/// Returns the records of an operation. Parts of records stand for them where there is nothing else.
fn records_of(tx: &mut Tx<'_>, mut rows: Vec<KeptRow>) -> Result<Vec<ChangedRecord>> {
    let is_record = |row: &KeptRow| table(&row.table_name).is_ok_and(|table| table.is_record);
    if rows.iter().any(is_record) {
        rows.retain(is_record);
    }
    records::named(tx, rows)
}

/// Returns how much of an operation is undone. What is as it was before needs no undo.
fn extent(
    tx: &mut Tx<'_>,
    operation: &Operation,
    records: &[ChangedRecord],
    import: Option<i64>,
    undos: &Undos,
) -> Result<UndoneExtent> {
    let ids: Vec<i64> = undos.standing_of(operation.id).collect();
    if ids.is_empty() {
        return Ok(UndoneExtent::Nothing);
    }
    let is_in_part = if let Some(import) = import {
        import::undo::has_left(tx, import)?
    } else {
        let undone = operation::rows_of(tx.connection(), &ids)?.into_values().flatten();
        let undone: BTreeSet<_> = undone.map(|row| (row.table_name, row.row_key)).collect();
        let open = records.iter().filter(|record| !record.is_withdrawn());
        let mut rows = open.flat_map(|record| &record.rows);
        rows.any(|row| {
            let key = (row.table.kept.name.to_owned(), row.key.clone());
            !undone.contains(&key) && !row.is_as_before()
        })
    };
    Ok(if is_in_part {
        UndoneExtent::InPart
    } else {
        UndoneExtent::All
    })
}

/// Returns the kinds of records, in alphabetical order.
pub fn kinds() -> BTreeSet<&'static str> {
    TABLES.iter().map(|table| table.entity).collect()
}

/// Returns the rows of a record: its own, and those of its parts that are there or were.
fn rows_of_record(tx: &mut Tx<'_>, record: &str) -> Result<Vec<(&'static str, Vec<String>)>> {
    let kinds = kinds();
    let (kind, name) = record
        .split_once(':')
        .filter(|(kind, name)| kinds.contains(kind) && !name.is_empty())
        .ok_or_else(|| {
            let kinds: Vec<&str> = kinds.iter().copied().collect();
            Error::usage(format!("invalid record `{record}`")).hint(format!(
                "write KIND:NUMBER, such as booking:17; kinds: {}",
                kinds.join(", ")
            ))
        })?;
    let id = number_in_tables(tx, kind, name)?;
    let is_of_kind =
        |table: &&UndoTable| table.entity == kind || part_column(table.kept.name, kind).is_some();
    let mut rows: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for table in TABLES.iter().filter(is_of_kind) {
        let keys = match part_column(table.kept.name, kind) {
            Some(column) => operation::keys_of_part(tx.connection(), &table.kept, column, &id)?,
            None => vec![id.clone()],
        };
        rows.insert(table.kept.name, keys);
    }
    Ok(rows.into_iter().collect())
}

/// Refuses a user who is not there; the nearest names are for those who manage users.
fn check_actor(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    if name == ActorSource::System.as_str() {
        return Ok(());
    }
    match users::find(tx.connection(), name) {
        Ok(_) => Ok(()),
        Err(error) if error.kind == Kind::NotFound && tx.require(Permission::ManageUsers).is_err() => {
            Err(Error::not_found(error.code, error.message, &[]).hint("colab history"))
        }
        Err(error) => Err(error),
    }
}

/// Refuses a record that is not there and never was.
fn check_record(tx: &mut Tx<'_>, record: &str) -> Result<()> {
    let (kind, name) = record.split_once(':').unwrap_or((record, ""));
    if kind == "setting" {
        return setting(name).map(|_setting| ());
    }
    let id = number_in_tables(tx, kind, name)?;
    let own = TABLES
        .iter()
        .find(|table| table.entity == kind && table.is_record);
    let is_number = own.is_some_and(|table| table.kept.key.iter().all(|(_, is_number)| !is_number))
        || id.parse::<i64>().is_ok();
    let now = match own.filter(|_| is_number) {
        Some(table) => tx.connection().row_now(&table.kept, &id)?,
        None => None,
    };
    now.map(|_row| ()).ok_or_else(|| no_record(kind, name))
}

fn no_record(kind: &str, name: &str) -> Error {
    Error::not_found(
        ErrorCode::UnknownRecord,
        format!("no {} {name}", kind.replace('_', " ")),
        &[],
    )
}

/// Returns the column by which rows of a table that are parts of a record name it.
fn part_column(table: &str, kind: &str) -> Option<&'static str> {
    match (table, kind) {
        ("room_aliases" | "room_amenities" | "room_components", "room") => Some("room_id"),
        ("client_aliases" | "client_contacts", "client") => Some("client_id"),
        ("booking_refs" | "booking_device_assignments", "booking") => Some("booking_id"),
        ("requisition_items", "requisition") => Some("requisition_id"),
        ("booking_device_assignments", "device") => Some("device_id"),
        ("booking_device_assignments", "rental") => Some("rental_id"),
        _ => None,
    }
}

/// Returns the number under which tables keep a record that people name otherwise.
fn number_in_tables(tx: &mut Tx<'_>, kind: &str, name: &str) -> Result<String> {
    let unknown = || no_record(kind, name);
    match kind {
        "room" if name.parse::<i64>().is_err() => {
            let rooms = rooms::all(tx.connection())?;
            let directory = rooms::directory_of(&rooms);
            Ok(rooms::named(&rooms, &directory, name)?.row.id.to_string())
        }
        "location" if name.parse::<i64>().is_err() => {
            let _grant = tx.require(Permission::SeeRooms)?;
            Ok(location::find(tx.connection(), name)?.id.to_string())
        }
        "client" if name.parse::<i64>().is_err() => {
            let _grant = tx.require(Permission::SeeClients)?;
            Ok(clients::find(tx.connection(), name)?.id.to_string())
        }
        "device" => {
            let grant = tx.require(Permission::SeeDevices)?;
            let found = devices::find(tx, &grant, &[name.to_owned()])?;
            found
                .first()
                .map(|device| device.row.id.to_string())
                .ok_or_else(unknown)
        }
        "device_category" | "stock_threshold" if name.parse::<i64>().is_err() => {
            let categories = category::list(tx)?;
            Ok(category::find(&categories, name)?.id.to_string())
        }
        "requisition" => Ok(requisitions::id_of(tx, name)?.to_string()),
        "rental" => {
            let grant = tx.require(Permission::SeeDevices)?;
            Ok(rentals::find(tx, &grant, name)?.id.to_string())
        }
        _ => Ok(name.to_owned()),
    }
}
