//! Tasks edited, listed, shown and summed.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::details::TaskAbout;
use super::errors::unknown_task;
use super::model::{
    RepairOutcome, Task, TaskEvent, TaskKeys, TaskKind, TaskRow, TaskSort, TaskState, TaskSubject, TaskSum,
};
use super::store::{self, TaskQuery};
use super::vendor;
use crate::access::audit::{self, AuditEvent, AuditRow};
use crate::access::auth::{Grant, Permission, PermissionScope};
use crate::access::list_pages::{TakeRows, each_page, gathered};
use crate::access::sort_order::SortOrder;
use crate::access::tx::{Tx, not_allowed};
use crate::booking::service as bookings;
use crate::device::model::Device;
use crate::device::service as devices;
use crate::kernel::error::{Error, Result};
use crate::kernel::money::{Money, stored_currency};
use crate::kernel::text::clean_text;
use crate::kernel::timestamp::Timestamp;
use crate::location::{self, LocationFilter};
use crate::output::Value;
use crate::rental::service as rentals;
use crate::room::service as rooms;
use crate::text_enum;
use crate::user::service as users;

/// Which tasks to list; `None` matches all.
#[derive(Debug, Clone, Default)]
pub struct TaskFilter {
    /// Empty: those that are not over.
    pub states: Vec<TaskState>,
    pub kinds: Vec<TaskKind>,
    pub about: Option<TaskAbout>,
    /// Of these locations, their rooms and their devices.
    pub location: LocationFilter,
    pub vendor: Option<String>,
    /// A user's name.
    pub assignee: Option<String>,
    pub due_before: Option<Timestamp>,
    pub overdue: bool,
    /// Done from this instant on.
    pub done_from: Option<Timestamp>,
    /// Done before this instant.
    pub done_to: Option<Timestamp>,
    /// Includes tasks that are over.
    pub all: bool,
    pub sort: SortOrder<TaskSort>,
    /// Only tasks that follow this one in the order.
    pub after: Option<i64>,
    pub limit: Option<usize>,
}

text_enum! {
    /// What tasks are summed by.
    pub enum TaskGroup {
        Vendor = "vendor",
        Kind = "kind",
        Month = "month",
        Device = "device",
        Location = "location",
    }
}

/// Inserts a task and audits it.
pub(super) fn insert(tx: &mut Tx<'_>, grant: &Grant, row: TaskRow) -> Result<Task> {
    store::insert(tx.connection(), std::slice::from_ref(&row))?;
    let task = named(tx, grant, row)?;
    tx.audit(grant, AuditEvent::created("task", task.row.id, facts(&task)));
    Ok(task)
}

/// Finds what a task is about: the one id of the query that is set.
pub(super) fn found(tx: &mut Tx<'_>, grant: &Grant, about: &TaskAbout) -> Result<TaskQuery> {
    let mut query = TaskQuery::default();
    match about {
        TaskAbout::Device(serial) => {
            let device = devices::find(tx, grant, std::slice::from_ref(serial))?;
            query.device_id = device.first().map(|device| device.row.id);
        }
        TaskAbout::Room(name) => query.room_id = Some(rooms::by_name(tx.connection(), name)?.row.id),
        TaskAbout::Booking(id) => query.booking_id = Some(bookings::load_one(tx, grant, *id)?.row.id),
        TaskAbout::Location(name) => {
            query.location_id = Some(location::find(tx.connection(), name)?.id);
        }
        TaskAbout::Rental(number) => query.rental_id = Some(rentals::find(tx, grant, number)?.id),
    }
    Ok(query)
}

/// Saves a changed task and audits what is different.
pub(super) fn save(tx: &mut Tx<'_>, grant: &Grant, before: &Task, mut row: TaskRow) -> Result<Task> {
    if row == before.row {
        tx.mark_unchanged();
        return Ok(before.clone());
    }
    row.updated_at = tx.now();
    row.updated_by.clone_from(&tx.actor().username);
    store::save(tx.connection(), &row)?;
    let after = named(tx, grant, row)?;
    let event = AuditEvent::difference("task", after.row.id, &facts(before), &facts(&after));
    tx.audit(grant, event);
    Ok(after)
}

/// Loads a task that is about to change, locked.
pub(super) fn lock(tx: &mut Tx<'_>, grant: &Grant, id: i64) -> Result<Task> {
    tx.connection().lock_rows("tasks", &[id])?;
    load(tx, grant, id)
}

pub(super) fn load(tx: &mut Tx<'_>, grant: &Grant, id: i64) -> Result<Task> {
    let row = store::by_id(tx.connection(), id)?.ok_or_else(|| unknown_task(id))?;
    named(tx, grant, row)
}

/// Lists tasks: what is most urgent first, then what is due first.
///
/// # Errors
/// As [`list_in_pages`].
pub fn list(tx: &mut Tx<'_>, filter: &TaskFilter) -> Result<Vec<Task>> {
    let _grant = tx.require(Permission::SeeTasks)?;
    gathered(|take| list_in_pages(tx, filter, take))
}

/// Hands the tasks that match a filter over page by page.
///
/// # Errors
/// `NotFound` for what the filter names and nobody knows, and when there is no task `after`.
pub fn list_in_pages(tx: &mut Tx<'_>, filter: &TaskFilter, take: &mut TakeRows<'_, Task>) -> Result<()> {
    let grant = tx.require(Permission::SeeTasks)?;
    let query = query_of(tx, &grant, filter)?;
    let after = match filter.after {
        Some(id) => Some(seen(tx, &grant, id)?),
        None => None,
    };
    let next = |tx: &mut Tx<'_>, after: Option<&TaskRow>, limit: i64| {
        store::next(tx.connection(), &query, after, limit)
    };
    let finish = |tx: &mut Tx<'_>, rows: Vec<TaskRow>| with_names(tx, &grant, rows);
    each_page(tx, filter.limit, after, next, finish, take)
}

/// Resolves what a filter names.
fn query_of(tx: &mut Tx<'_>, grant: &Grant, filter: &TaskFilter) -> Result<TaskQuery> {
    let about = match &filter.about {
        Some(about) => found(tx, grant, about)?,
        None => TaskQuery::default(),
    };
    let vendor = filter.vendor.as_deref();
    let vendor = vendor
        .map(|name| vendor::find(tx.connection(), name))
        .transpose()?;
    let assignee = filter.assignee.as_deref();
    let assignee = assignee
        .map(|name| users::find(tx.connection(), name))
        .transpose()?;
    let by_end = filter.done_from.is_some() || filter.done_to.is_some();
    let wants_open = filter.states.is_empty() && !filter.all && !by_end;
    let actor = tx.actor();
    Ok(TaskQuery {
        states: if wants_open {
            TaskState::unfinished()
        } else {
            filter.states.clone()
        },
        kinds: filter.kinds.clone(),
        places: filter.location.ids().map(|ids| ids.iter().copied().collect()),
        vendor_id: vendor.map(|vendor| vendor.id),
        assignee_id: assignee.map(|user| user.user_id),
        seen_by: (grant.reach() != PermissionScope::All)
            .then(|| (actor.user_id.clone(), actor.username.clone())),
        due_before: filter.due_before,
        late_at: filter.overdue.then(|| tx.now()),
        done_from: filter.done_from,
        done_to: filter.done_to,
        by_urgency: filter.sort.field == TaskSort::Urgency,
        descending: filter.sort.descending,
        ..about
    })
}

/// Sums the cost of done tasks by vendor, kind, month, device or location, or several of these, in each currency; without what
/// was rejected.
///
/// # Errors
/// As [`list`].
pub fn sums(tx: &mut Tx<'_>, filter: &TaskFilter, by: &[TaskGroup]) -> Result<Vec<TaskSum>> {
    let _grant = tx.require(Permission::SeePrices)?;
    let done = TaskFilter {
        states: vec![TaskState::Done],
        ..filter.clone()
    };
    let site = tx.site();
    let mut sums: BTreeMap<(TaskKeys, &str), (usize, i64, i64)> = BTreeMap::new();
    for task in list(tx, &done)? {
        let keys = by.iter().map(|group| {
            let value = match group {
                TaskGroup::Vendor => task.vendor.clone(),
                TaskGroup::Kind => Some(task.row.kind.as_str().to_owned()),
                TaskGroup::Month => task
                    .row
                    .done_at
                    .map(|at| site.local(at).format("%Y-%m").to_string()),
                TaskGroup::Location => task.location.clone(),
                TaskGroup::Device => match &task.about {
                    Some(TaskSubject::Device(serial)) => Some(serial.clone()),
                    _ => None,
                },
            };
            (group.as_str(), value)
        });
        let sum = sums.entry((keys.collect(), task.currency.code())).or_default();
        sum.0 += 1;
        sum.1 = sum.1.saturating_add(task.counted_cents());
        sum.2 = sum.2.saturating_add(task.pending_cents());
    }
    let sum = |((keys, code), (tasks, cents, pending))| TaskSum {
        keys,
        tasks,
        cost: Money::new(cents, stored_currency(code)),
        pending: Money::new(pending, stored_currency(code)),
    };
    Ok(sums.into_iter().map(sum).collect())
}

/// A task with its own log and its audit history.
pub struct TaskHistory {
    pub task: Task,
    pub events: Vec<TaskEvent>,
    pub audit: Vec<AuditRow>,
}

/// Requires the permission to change all of a task, and not only to take steps of one's own.
///
/// # Errors
/// `Forbidden`.
pub(super) fn require_editor(tx: &Tx<'_>) -> Result<Grant> {
    let grant = tx.require(Permission::EditTasks)?;
    if grant.reach() == PermissionScope::All {
        return Ok(grant);
    }
    Err(not_allowed(tx.actor(), "add, edit, assign or cancel tasks"))
}

/// Requires the permission to take steps of a task: of any, or of one that is assigned to whoever acts.
///
/// # Errors
/// `Forbidden`; `NotFound` for a task that is not there, or not seen.
pub fn require_change(tx: &mut Tx<'_>, id: i64) -> Result<Grant> {
    let grant = tx.require(Permission::EditTasks)?;
    if grant.reach() == PermissionScope::All {
        return Ok(grant);
    }
    let sight = tx.require(Permission::SeeTasks)?;
    let row = seen(tx, &sight, id)?;
    if row.assignee_id.as_ref() == Some(&tx.actor().user_id) {
        return Ok(grant);
    }
    Err(not_allowed(
        tx.actor(),
        "change a task that is not assigned to them",
    ))
}

/// Loads a task that whoever acts sees.
fn seen(tx: &mut Tx<'_>, grant: &Grant, id: i64) -> Result<TaskRow> {
    let row = store::by_id(tx.connection(), id)?.filter(|row| sees(tx, grant, row));
    row.ok_or_else(|| unknown_task(id))
}

/// Returns whether whoever acts sees a task, as [`TaskQuery::seen_by`] chooses. Those who see no devices see none of their repairs,
/// unless it is their work.
fn sees(tx: &Tx<'_>, grant: &Grant, row: &TaskRow) -> bool {
    let actor = tx.actor();
    grant.reach() == PermissionScope::All
        || row.room_id.is_some()
        || row.assignee_id.as_ref() == Some(&actor.user_id)
        || row.created_by.as_ref() == Some(&actor.username)
}

/// Returns one task with its history.
///
/// # Errors
/// `NotFound` for an unknown task.
pub fn show(tx: &mut Tx<'_>, id: i64) -> Result<TaskHistory> {
    let grant = tx.require(Permission::SeeTasks)?;
    let task = load(tx, &grant, id)?;
    if !sees(tx, &grant, &task.row) {
        return Err(unknown_task(id));
    }
    let events = store::events(tx.connection(), id)?;
    // The log tells of costs, too.
    let audit = if task.shows_money {
        audit::history(tx.connection(), "task", &id.to_string())?
    } else {
        Vec::new()
    };
    Ok(TaskHistory { task, events, audit })
}

/// Returns what `device show` tells of the work on a device: its tasks, newest first, and what it has cost in all.
///
/// # Errors
/// Those of the database.
pub fn work_on(tx: &mut Tx<'_>, device: &Device) -> Result<Vec<(&'static str, Value)>> {
    let grant = tx.require(Permission::SeeTasks)?;
    let query = TaskQuery {
        device_id: Some(device.row.id),
        ..TaskQuery::default()
    };
    let rows = store::list(tx.connection(), &query)?;
    let tasks = with_names(tx, &grant, rows)?;
    let (ours, others): (Vec<&Task>, Vec<&Task>) =
        tasks.iter().partition(|task| task.currency == device.currency);
    let sum = |cents: fn(&Task) -> i64| ours.iter().map(|task| cents(task)).fold(0, i64::saturating_add);
    let (spent, pending) = (sum(Task::counted_cents), sum(Task::pending_cents));
    let owned = spent.saturating_add(device.row.price_cents.unwrap_or(0));
    let money = |cents| Value::from(Money::new(cents, device.currency));
    let mut work = vec![
        (
            "tasks",
            Value::List(tasks.iter().rev().map(Value::from).collect()),
        ),
        ("work_cost", money(spent)),
        ("work_cost_pending", money(pending)),
        ("cost_of_ownership", money(owned)),
    ];
    let elsewhere = others.iter().filter(|task| task.counted_cents() > 0);
    let elsewhere: Vec<Value> = elsewhere
        .map(|task| Money::new(task.counted_cents(), task.currency).into())
        .collect();
    // Amounts of two currencies do not add up.
    if !elsewhere.is_empty() {
        work.push(("work_cost_in_other_currencies", Value::List(elsewhere)));
    }
    Ok(work)
}

/// Returns those of these numbers that are tasks which whoever acts sees.
///
/// # Errors
/// `Forbidden` for whoever may see none.
pub fn known_ids(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<i64>> {
    let grant = tx.require(Permission::SeeTasks)?;
    let rows = store::by_ids(tx.connection(), ids)?.into_iter();
    let seen = rows.filter(|row| sees(tx, &grant, row));
    Ok(seen.map(|row| row.id).collect())
}

/// Cancels a task whose making is undone; its device goes back with its own row.
///
/// # Errors
/// `NotFound` for an unknown task.
pub fn withdraw(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    let _grant = tx.require(Permission::EditTasks)?;
    let grant = require_change(tx, id)?;
    let before = lock(tx, &grant, id)?;
    let mut row = before.row.clone();
    let by = tx.actor().username.clone();
    row.put_into(TaskState::Cancelled, &by, tx.now());
    row.outcome = None;
    row.leave_series();
    save(tx, &grant, &before, row).map(|_task| ())
}

/// Adds a text to a task's log.
pub(super) fn note(tx: &mut Tx<'_>, _grant: &Grant, id: i64, text: &str) -> Result<()> {
    let event = TaskEvent {
        task_id: id,
        at: tx.now(),
        by: tx.actor().username.clone(),
        state: None,
        text: Some(clean_text("reason", text, 500)?),
    };
    Ok(store::insert_event(tx.connection(), &event)?)
}

pub(super) fn named(tx: &mut Tx<'_>, grant: &Grant, row: TaskRow) -> Result<Task> {
    let mut tasks = with_names(tx, grant, vec![row])?;
    tasks.pop().ok_or_else(|| Error::internal("a task lost its row"))
}

/// Adds to rows the names of what they point to.
pub(super) fn with_names(tx: &mut Tx<'_>, _grant: &Grant, rows: Vec<TaskRow>) -> Result<Vec<Task>> {
    let names = store::names(tx.connection(), &rows)?;
    let locations = location::names(tx.connection())?;
    let (site, currency, now) = (tx.site(), tx.settings().currency(), tx.now());
    let shows_money = tx.require(Permission::SeePrices).is_ok();
    let with_cost = rows.iter().filter(|row| shows_money && row.cost_cents.is_some());
    let with_cost: Vec<i64> = with_cost.map(|row| row.id).collect();
    let steps = store::cost_steps(tx.connection(), &with_cost)?;
    let last_day = |due: Timestamp| {
        let day = site.local(due).date_naive().pred_opt()?;
        (site.days(day, day).ok()?.ends_at() == due).then_some(day)
    };
    let task = |row: TaskRow| {
        let of = |names: &BTreeMap<i64, String>, id: Option<i64>| names.get(&id?).cloned();
        let placed = |names: &BTreeMap<i64, (String, Option<i64>)>, id: Option<i64>| names.get(&id?).cloned();
        let (device, room) = (
            placed(&names.devices, row.device_id),
            placed(&names.rooms, row.room_id),
        );
        let there = device.iter().chain(&room).find_map(|(_, location)| *location);
        let location_id = row.location_id.or(there);
        let about = (device.map(|(serial, _)| TaskSubject::Device(serial)))
            .or_else(|| room.map(|(name, _)| TaskSubject::Room(name)))
            .or_else(|| row.booking_id.map(TaskSubject::Booking))
            .or_else(|| of(&names.rentals, row.rental_id).map(TaskSubject::Rental))
            .or_else(|| of(&locations, row.location_id).map(TaskSubject::Location));
        let assignee = row.assignee_id.as_ref();
        Task {
            about,
            location: of(&locations, location_id),
            location_id,
            vendor: of(&names.vendors, row.vendor_id),
            last_day: row.due_at.and_then(last_day),
            assignee: assignee.and_then(|id| names.users.get(id)).cloned(),
            // What was entered before the site changed its currency stays what it was.
            currency: steps
                .get(&row.id)
                .map_or(currency, |(_, code)| stored_currency(code)),
            cost_step: steps.get(&row.id).map(|(step, _)| *step),
            shows_money,
            now,
            row,
        }
    };
    Ok(rows.into_iter().map(task).collect())
}

/// Returns what the audit log keeps of a task.
pub(super) fn facts(task: &Task) -> Json {
    let row = &task.row;
    json!({"kind": row.kind.as_str(), "title": row.title, "about": task.about.as_ref().map(TaskSubject::in_words),
           "state": row.state.as_str(), "priority": row.priority.as_str(), "vendor": task.vendor,
           "assignee": task.assignee, "scheduled_at": row.scheduled_at.map(|at| at.to_string()),
           "due_at": row.due_at.map(|at| at.to_string()), "done_by": row.done_by,
           "outcome": row.outcome.map(RepairOutcome::as_str), "estimate_cents": row.estimate_cents,
           "cost_cents": row.cost_cents, "notes": row.notes})
}
