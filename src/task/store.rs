//! Queries of tasks, their log and vendors.

use std::collections::{BTreeMap, BTreeSet};

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer};

use super::model::{CostStep, Priority, TaskCostRow, TaskEvent, TaskKind, TaskRow, TaskState, VendorRow};
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::{devices, offsite_rentals, rooms, task_costs, task_events, tasks, users, vendors};
use crate::db::types::UtcMicros;
use crate::db::{Connection, insert_rows};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Which tasks to load; `None` matches all.
#[derive(Debug, Clone, Default)]
pub struct TaskQuery {
    pub states: Vec<TaskState>,
    pub kinds: Vec<TaskKind>,
    pub device_id: Option<i64>,
    pub room_id: Option<i64>,
    pub booking_id: Option<i64>,
    pub rental_id: Option<i64>,
    pub location_id: Option<i64>,
    /// Of these locations, their rooms and their devices.
    pub places: Option<Vec<i64>>,
    pub vendor_id: Option<i64>,
    pub assignee_id: Option<String>,
    /// The id and the name of a user who sees tasks of rooms, and those that are theirs or that they made.
    pub seen_by: Option<(String, String)>,
    pub due_before: Option<Timestamp>,
    /// Still to be done, and late at this instant.
    pub late_at: Option<Timestamp>,
    /// Done from the first instant on and before the second.
    pub done_from: Option<Timestamp>,
    pub done_to: Option<Timestamp>,
    /// Only tasks that come again.
    pub has_rule: bool,
    /// What is not over and most urgent first, and what is as urgent by its time, instead of by number.
    pub by_urgency: bool,
    /// By number, the last first.
    pub descending: bool,
    pub place: Option<TaskPlace>,
    pub limit: Option<i64>,
}

impl TaskQuery {
    /// Returns whether only what is not over is asked for.
    fn is_open(&self) -> bool {
        !self.states.is_empty() && !self.states.iter().any(|state| state.is_over())
    }
}

/// Where a list of tasks goes on.
#[derive(Debug, Clone, Copy)]
pub enum TaskPlace {
    /// Behind a number.
    Number(i64),
    /// Behind a time and a number, among those that are as urgent as this.
    AsUrgent(i32, Option<Timestamp>, i64),
    /// Among those that are less urgent than this.
    LessUrgent(i32),
}

/// What comes before what, as in the index `tasks_urgency`: what is over, the priority, what has no time.
const URGENCY: &str = "(CASE WHEN state IN ('done', 'cancelled') THEN 8 ELSE 0 END \
    + CASE priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 2 WHEN 'normal' THEN 4 ELSE 6 END \
    + CASE WHEN due_at IS NULL THEN 1 ELSE 0 END)";

/// From which [`URGENCY`] on tasks are over.
const OVER: i32 = 8;

/// Returns the number that [`URGENCY`] gives a task.
fn urgency(row: &TaskRow) -> i32 {
    let priority = match row.priority {
        Priority::Urgent => 0,
        Priority::High => 2,
        Priority::Normal => 4,
        Priority::Low => 6,
    };
    let over = if row.state.is_over() { OVER } else { 0 };
    over + priority + i32::from(row.due_at.is_none())
}

/// Loads the next tasks that match, in their order.
pub fn next(
    connection: &mut Connection,
    query: &TaskQuery,
    after: Option<&TaskRow>,
    limit: i64,
) -> Result<Vec<TaskRow>> {
    // One that is over by now had its place among those that are not.
    let most = if query.is_open() { OVER } else { i32::MAX };
    let rank = |row: &TaskRow| urgency(row) % most;
    let mut query = TaskQuery {
        place: after.map(|row| {
            if query.by_urgency {
                TaskPlace::AsUrgent(rank(row), row.due_at, row.id)
            } else {
                TaskPlace::Number(row.id)
            }
        }),
        limit: Some(limit),
        ..query.clone()
    };
    let mut rows = list(connection, &query)?;
    let left = limit - i64::try_from(rows.len()).unwrap_or(limit);
    if let Some(row) = after.filter(|_| query.by_urgency && left > 0) {
        query.place = Some(TaskPlace::LessUrgent(rank(row)));
        query.limit = Some(left);
        rows.extend(list(connection, &query)?);
    }
    Ok(rows)
}

/// Loads the tasks that match, by number or by urgency.
pub fn list(connection: &mut Connection, query: &TaskQuery) -> Result<Vec<TaskRow>> {
    let mut rows = tasks::table
        .select(TaskRow::as_select())
        .order(tasks::id)
        .into_boxed();
    if !query.states.is_empty() {
        rows = rows.filter(tasks::state.eq_any(query.states.clone()));
    }
    if !query.kinds.is_empty() {
        rows = rows.filter(tasks::kind.eq_any(query.kinds.clone()));
    }
    if let Some(id) = query.device_id {
        rows = rows.filter(tasks::device_id.eq(id));
    }
    if let Some(id) = query.room_id {
        rows = rows.filter(tasks::room_id.eq(id));
    }
    if let Some(id) = query.booking_id {
        rows = rows.filter(tasks::booking_id.eq(id));
    }
    if let Some(id) = query.rental_id {
        rows = rows.filter(tasks::rental_id.eq(id));
    }
    if let Some(id) = query.location_id {
        rows = rows.filter(tasks::location_id.eq(id));
    }
    if let Some(ids) = &query.places {
        // Without any location there is none of this number.
        let ids: Vec<String> = ids.iter().chain([&0]).map(i64::to_string).collect();
        let ids = format!("location_id IN ({})", ids.join(", "));
        rows = rows.filter(sql::<Bool>(&format!(
            "({ids} OR device_id IN (SELECT id FROM devices WHERE {ids}) OR room_id IN (SELECT id FROM rooms WHERE {ids}))"
        )));
    }
    if let Some(id) = query.vendor_id {
        rows = rows.filter(tasks::vendor_id.eq(id));
    }
    if let Some(id) = query.assignee_id.clone() {
        rows = rows.filter(tasks::assignee_id.eq(id));
    }
    if let Some((id, name)) = query.seen_by.clone() {
        let own = tasks::assignee_id.eq(id).or(tasks::created_by.eq(name));
        rows = rows.filter(tasks::room_id.is_not_null().or(own));
    }
    if let Some(now) = query.late_at {
        rows = rows
            .filter(tasks::state.eq_any(TaskState::unfinished()))
            .filter(tasks::due_at.le(now));
    }
    if let Some(before) = query.due_before {
        rows = rows.filter(tasks::due_at.lt(before));
    }
    if let Some(from) = query.done_from {
        rows = rows.filter(tasks::done_at.ge(from));
    }
    if let Some(to) = query.done_to {
        rows = rows.filter(tasks::done_at.lt(to));
    }
    if query.has_rule {
        rows = rows.filter(tasks::rule.is_not_null());
    }
    rows = match query.place {
        None => rows,
        Some(TaskPlace::Number(id)) if query.descending => rows.filter(tasks::id.lt(id)),
        Some(TaskPlace::Number(id)) => rows.filter(tasks::id.gt(id)),
        Some(TaskPlace::AsUrgent(rank, due_at, id)) => {
            rows = rows.filter(sql::<Bool>(&format!("{URGENCY} = {rank}")));
            match due_at {
                // Compared as a row: of those that are due at one instant none is read twice.
                Some(due) => {
                    let place = sql::<Bool>("(tasks.due_at, tasks.id) > (");
                    let place = place.bind::<UtcMicros, _>(due).sql(", ");
                    rows.filter(place.bind::<BigInt, _>(id).sql(")"))
                }
                None => rows.filter(tasks::due_at.is_null().and(tasks::id.gt(id))),
            }
        }
        Some(TaskPlace::LessUrgent(rank)) => rows.filter(sql::<Bool>(&format!("{URGENCY} > {rank}"))),
    };
    if query.by_urgency {
        if query.is_open() {
            // So that nothing that is over is read once the others are.
            rows = rows.filter(sql::<Bool>(&format!("{URGENCY} < {OVER}")));
        }
        rows = match query.place {
            // A file would sort them if it were told the number that they share.
            Some(TaskPlace::AsUrgent(..)) => rows.order((tasks::due_at, tasks::id)),
            _ => rows.order((sql::<Integer>(URGENCY), tasks::due_at, tasks::id)),
        };
    } else if query.descending {
        rows = rows.order(tasks::id.desc());
    }
    if let Some(limit) = query.limit {
        rows = rows.limit(limit);
    }
    Ok(rows.load(connection)?)
}

/// Loads one task.
pub fn by_id(connection: &mut Connection, id: i64) -> Result<Option<TaskRow>> {
    Ok(tasks::table
        .find(id)
        .select(TaskRow::as_select())
        .first(connection)
        .optional()?)
}

/// Loads the task of an origin.
pub fn by_origin(connection: &mut Connection, origin: &str) -> Result<Option<TaskRow>> {
    Ok(tasks::table
        .filter(tasks::origin.eq(origin))
        .select(TaskRow::as_select())
        .first(connection)
        .optional()?)
}

/// Loads the open repairs, by device.
pub fn open_repairs(connection: &mut Connection) -> Result<BTreeMap<i64, TaskRow>> {
    let query = TaskQuery {
        states: TaskState::unfinished(),
        kinds: vec![TaskKind::Repair],
        ..TaskQuery::default()
    };
    let rows = list(connection, &query)?.into_iter();
    Ok(rows.filter_map(|row| Some((row.device_id?, row))).collect())
}

/// Inserts tasks.
pub fn insert(connection: &mut Connection, rows: &[TaskRow]) -> QueryResult<()> {
    insert_rows(connection, tasks::table, rows)
}

/// Saves every column of a task.
pub fn save(connection: &mut Connection, row: &TaskRow) -> QueryResult<()> {
    diesel::update(tasks::table.find(row.id))
        .set(row)
        .execute(connection)
        .map(|_| ())
}

/// Adds a line to a task's log.
pub fn insert_event(connection: &mut Connection, event: &TaskEvent) -> QueryResult<()> {
    diesel::insert_into(task_events::table)
        .values(event)
        .execute(connection)
        .map(|_| ())
}

/// Loads a task's log, oldest first.
pub fn events(connection: &mut Connection, task_id: i64) -> Result<Vec<TaskEvent>> {
    Ok(task_events::table
        .filter(task_events::task_id.eq(task_id))
        .order(task_events::id)
        .select(TaskEvent::as_select())
        .load(connection)?)
}

/// Loads tasks by number, in that order.
pub fn by_ids(connection: &mut Connection, ids: &[i64]) -> Result<Vec<TaskRow>> {
    let mut rows = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let found: Vec<TaskRow> = tasks::table
            .filter(tasks::id.eq_any(chunk.to_vec()))
            .order(tasks::id)
            .select(TaskRow::as_select())
            .load(connection)?;
        rows.extend(found);
    }
    Ok(rows)
}

/// Loads the whole ledger of costs, oldest first.
pub fn costs(connection: &mut Connection) -> Result<Vec<TaskCostRow>> {
    Ok(task_costs::table
        .order(task_costs::id)
        .select(TaskCostRow::as_select())
        .load(connection)?)
}

/// Loads the costs of these tasks, oldest first.
pub fn costs_of(connection: &mut Connection, tasks: &[i64]) -> Result<Vec<TaskCostRow>> {
    Ok(task_costs::table
        .filter(task_costs::task_id.eq_any(tasks.to_vec()))
        .order(task_costs::id)
        .select(TaskCostRow::as_select())
        .load(connection)?)
}

/// Loads the newest step of the cost of each of these tasks, and its currency.
pub fn cost_steps(connection: &mut Connection, tasks: &[i64]) -> Result<BTreeMap<i64, (CostStep, String)>> {
    let mut steps = BTreeMap::new();
    for chunk in tasks.chunks(IDS_PER_QUERY) {
        let rows: Vec<(i64, CostStep, String)> = task_costs::table
            .filter(task_costs::task_id.eq_any(chunk.to_vec()))
            .order(task_costs::id)
            .select((task_costs::task_id, task_costs::step, task_costs::currency))
            .load(connection)?;
        steps.extend(
            rows.into_iter()
                .map(|(task, step, currency)| (task, (step, currency))),
        );
    }
    Ok(steps)
}

/// Inserts a row of the ledger of costs.
pub fn insert_cost(connection: &mut Connection, row: &TaskCostRow) -> QueryResult<()> {
    diesel::insert_into(task_costs::table)
        .values(row)
        .execute(connection)
        .map(|_| ())
}

/// Names of what tasks point to.
#[derive(Debug, Default)]
pub struct TaskNames {
    /// With the location of each.
    pub devices: BTreeMap<i64, (String, Option<i64>)>,
    pub rooms: BTreeMap<i64, (String, Option<i64>)>,
    pub rentals: BTreeMap<i64, String>,
    pub vendors: BTreeMap<i64, String>,
    pub users: BTreeMap<String, String>,
}

/// Loads the names of what these tasks point to.
pub fn names(connection: &mut Connection, rows: &[TaskRow]) -> Result<TaskNames> {
    macro_rules! names_of {
        ($ids:expr, $table:ident, $key:ident, $name:expr) => {{
            let ids: BTreeSet<_> = rows.iter().filter_map($ids).collect();
            let ids: Vec<_> = ids.into_iter().collect();
            let mut found = BTreeMap::new();
            for chunk in ids.chunks(IDS_PER_QUERY) {
                let pairs: Vec<(_, _)> = $table::table
                    .filter($table::$key.eq_any(chunk.to_vec()))
                    .select(($table::$key, $name))
                    .load(connection)?;
                found.extend(pairs);
            }
            found
        }};
    }
    Ok(TaskNames {
        devices: names_of!(
            |row| row.device_id,
            devices,
            id,
            (devices::serial_number, devices::location_id)
        ),
        rooms: names_of!(|row| row.room_id, rooms, id, (rooms::name, rooms::location_id)),
        rentals: names_of!(
            |row| row.rental_id,
            offsite_rentals,
            id,
            offsite_rentals::rental_no
        ),
        vendors: names_of!(|row| row.vendor_id, vendors, id, vendors::name),
        users: names_of!(|row| row.assignee_id.clone(), users, user_id, users::username),
    })
}

/// Loads every vendor, by name.
pub fn vendors(connection: &mut Connection) -> Result<Vec<VendorRow>> {
    Ok(vendors::table
        .order(vendors::name_key)
        .select(VendorRow::as_select())
        .load(connection)?)
}

/// Loads the vendor of this key.
pub fn vendor_by_key(connection: &mut Connection, key: &str) -> Result<Option<VendorRow>> {
    Ok(vendors::table
        .filter(vendors::name_key.eq(key))
        .select(VendorRow::as_select())
        .first(connection)
        .optional()?)
}

/// Inserts a vendor.
pub fn insert_vendor(connection: &mut Connection, row: &VendorRow) -> QueryResult<()> {
    diesel::insert_into(vendors::table)
        .values(row)
        .execute(connection)
        .map(|_| ())
}

/// Saves every column of a vendor.
pub fn save_vendor(connection: &mut Connection, row: &VendorRow) -> QueryResult<()> {
    diesel::update(vendors::table.find(row.id))
        .set(row)
        .execute(connection)
        .map(|_| ())
}
