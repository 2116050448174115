//! Tasks and vendors as rows and records.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::{task_costs, task_events, tasks, vendors};
use crate::kernel::money::{Currency, Money, stored_currency};
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, dated, shown_if_wide, shown_in_table, summed, wanted_only};
use crate::text_enum;

text_enum! {
    /// The kind of work.
    pub enum TaskKind {
        Cleaning = "cleaning",
        Setup = "setup",
        Inspection = "inspection",
        Maintenance = "maintenance",
        /// Of a device: it is in maintenance while this is open.
        Repair = "repair",
        /// Something is wrong with a device, which stays in use.
        Issue = "issue",
        Delivery = "delivery",
        Collection = "collection",
        Other = "other",
    }
}

text_enum! {
    /// How far a task is.
    pub enum TaskState {
        Open = "open",
        InProgress = "in_progress",
        OnHold = "on_hold",
        Done = "done",
        Cancelled = "cancelled",
    }
}

impl TaskState {
    /// Returns the states that may follow. What is over is brought back by `undo` alone.
    pub fn next(self) -> &'static [Self] {
        use TaskState::{Cancelled, Done, InProgress, OnHold, Open};
        match self {
            Open => &[InProgress, OnHold, Done, Cancelled],
            InProgress => &[OnHold, Done, Cancelled],
            OnHold => &[InProgress, Done, Cancelled],
            Done | Cancelled => &[],
        }
    }

    pub fn is_over(self) -> bool {
        self.next().is_empty()
    }

    /// Returns the states of what is still to be done.
    pub fn unfinished() -> Vec<Self> {
        let all = Self::ALL.iter().copied();
        all.filter(|state| !state.is_over()).collect()
    }

    /// Returns the state as people read it.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::InProgress => "in progress",
            Self::OnHold => "on hold",
            _ => self.as_str(),
        }
    }
}

text_enum! {
    /// How soon it is wanted.
    #[derive(Default)]
    pub enum Priority {
        Low = "low",
        #[default]
        Normal = "normal",
        High = "high",
        Urgent = "urgent",
    }
}

/// The order of a list of tasks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TaskSort {
    /// What is not over and most urgent first, and what is as urgent by its time.
    #[default]
    Urgency,
    Id,
}

text_enum! {
    /// How a repair ended.
    pub enum RepairOutcome {
        Fixed = "fixed",
        Unfixable = "unfixable",
    }
}

/// How the origin of a task begins that follows another one.
pub const SERIES_ORIGIN: &str = "series:";

/// A task's own row, read and written whole.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = tasks, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct TaskRow {
    pub id: i64,
    pub kind: TaskKind,
    pub title: String,
    pub state: TaskState,
    pub priority: Priority,
    pub device_id: Option<i64>,
    pub room_id: Option<i64>,
    pub booking_id: Option<i64>,
    pub rental_id: Option<i64>,
    pub vendor_id: Option<i64>,
    pub assignee_id: Option<String>,
    pub scheduled_at: Option<Timestamp>,
    pub due_at: Option<Timestamp>,
    pub done_at: Option<Timestamp>,
    pub done_by: Option<String>,
    pub outcome: Option<RepairOutcome>,
    pub estimate_cents: Option<i64>,
    pub cost_cents: Option<i64>,
    pub notes: Option<String>,
    /// By which the next one follows: `FREQ=WEEKLY;BYDAY=MO`.
    pub rule: Option<String>,
    /// The first of the tasks that followed each other.
    pub series_id: Option<i64>,
    /// What made it, once: `check-out:17`.
    pub origin: Option<String>,
    /// `None` where the program made it.
    pub created_by: Option<String>,
    pub created_at: Timestamp,
    pub updated_by: String,
    pub updated_at: Timestamp,
    pub location_id: Option<i64>,
}

impl TaskRow {
    /// Returns an open task that somebody begins.
    pub fn new(id: i64, kind: TaskKind, title: String, by: &str, now: Timestamp) -> Self {
        Self {
            id,
            kind,
            title,
            state: TaskState::Open,
            priority: Priority::Normal,
            device_id: None,
            room_id: None,
            booking_id: None,
            rental_id: None,
            vendor_id: None,
            assignee_id: None,
            scheduled_at: None,
            due_at: None,
            done_at: None,
            done_by: None,
            outcome: None,
            estimate_cents: None,
            cost_cents: None,
            notes: None,
            rule: None,
            series_id: None,
            origin: None,
            created_by: Some(by.to_owned()),
            created_at: now,
            updated_by: by.to_owned(),
            updated_at: now,
            location_id: None,
        }
    }

    /// Takes the task out of its series: no other one follows it, and it can be made again.
    pub fn leave_series(&mut self) {
        if self.rule.take().is_some() {
            self.origin.take_if(|origin| origin.starts_with(SERIES_ORIGIN));
        }
    }

    /// Puts the task into a state; one that is done has the time and the person.
    pub fn put_into(&mut self, state: TaskState, by: &str, now: Timestamp) {
        self.state = state;
        let is_done = state == TaskState::Done;
        self.done_at = is_done.then_some(now);
        self.done_by = is_done.then(|| by.to_owned());
    }
}

/// A line of a task's own log: a state that it came to, or a text that was added.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = task_events, treat_none_as_default_value = false)]
pub struct TaskEvent {
    pub task_id: i64,
    pub at: Timestamp,
    pub by: String,
    pub state: Option<TaskState>,
    pub text: Option<String>,
}

impl From<&TaskEvent> for Value {
    fn from(event: &TaskEvent) -> Self {
        let what = match (event.state, &event.text) {
            (Some(TaskState::Open), _) => "opened it".to_owned(),
            (Some(TaskState::InProgress), _) => "started it".to_owned(),
            (Some(TaskState::OnHold), _) => "put it on hold".to_owned(),
            (Some(TaskState::Done), _) => "ended it".to_owned(),
            (Some(TaskState::Cancelled), _) => "cancelled it".to_owned(),
            (None, text) => format!("added: {}", text.as_deref().unwrap_or_default()),
        };
        Value::Told {
            at: Some(event.at),
            words: vec![format!("{} {what}", event.by).into()],
            facts: vec![
                ("at", event.at.into()),
                ("by", event.by.as_str().into()),
                ("state", event.state.map(TaskState::as_str).into()),
                ("text", event.text.clone().into()),
            ],
        }
    }
}

/// What a task is about, as people name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskSubject {
    Device(String),
    Room(String),
    Booking(i64),
    Rental(String),
    Location(String),
}

impl TaskSubject {
    /// Returns such as `device LT-001`.
    pub fn in_words(&self) -> String {
        match self {
            Self::Device(serial) => format!("device {serial}"),
            Self::Room(room) => format!("room {room}"),
            Self::Booking(id) => format!("booking {id}"),
            Self::Rental(number) => format!("rental {number}"),
            Self::Location(name) => format!("location {name}"),
        }
    }
}

/// A task with the names of what it points to.
#[derive(Debug, Clone)]
pub struct Task {
    pub row: TaskRow,
    pub about: Option<TaskSubject>,
    /// Where that is: its own location, or that of its room or device.
    pub location: Option<String>,
    pub location_id: Option<i64>,
    pub vendor: Option<String>,
    pub assignee: Option<String>,
    /// The last day on which it is to be done, where that is due at its end.
    pub last_day: Option<NaiveDate>,
    /// The site's, of estimate and cost.
    pub currency: Currency,
    /// The newest step of its cost, for whoever may see prices.
    pub cost_step: Option<CostStep>,
    /// Whether whoever looks may see prices, and so what work costs.
    pub shows_money: bool,
    /// The instant at which all this holds.
    pub now: Timestamp,
}

impl Task {
    /// Returns whether the task is still to be done and its time is over.
    pub fn is_overdue(&self) -> bool {
        !self.row.state.is_over() && self.row.due_at.is_some_and(|due| due <= self.now)
    }

    /// Returns what the work cost as sums take it: what is approved, or awaits that. What was rejected cost nothing.
    pub fn counted_cents(&self) -> i64 {
        let counts = matches!(self.cost_step, Some(CostStep::Proposal | CostStep::Approval));
        self.row.cost_cents.filter(|_| counts).unwrap_or(0)
    }

    /// Returns what of [`Self::counted_cents`] awaits a decision.
    pub fn pending_cents(&self) -> i64 {
        if self.cost_step == Some(CostStep::Proposal) {
            self.counted_cents()
        } else {
            0
        }
    }

    fn money(&self, cents: Option<i64>) -> Value {
        let shown = cents.filter(|_| self.shows_money);
        shown.map(|cents| Money::new(cents, self.currency)).into()
    }

    /// Returns the task as a sentence: `repair 12 of LT-001: broken hinge (open)`.
    pub fn in_words(&self) -> String {
        let about = match &self.about {
            Some(
                TaskSubject::Device(name)
                | TaskSubject::Room(name)
                | TaskSubject::Rental(name)
                | TaskSubject::Location(name),
            ) => format!(" of {name}"),
            Some(subject @ TaskSubject::Booking(_)) => format!(" of {}", subject.in_words()),
            None => String::new(),
        };
        let row = &self.row;
        format!(
            "{} {}{about}: {} ({})",
            row.kind,
            row.id,
            row.title,
            row.state.in_words()
        )
    }
}

impl From<&Task> for Value {
    fn from(task: &Task) -> Self {
        Value::Told {
            at: Some(task.row.created_at),
            words: vec![task.in_words().into()],
            facts: vec![
                ("id", task.row.id.into()),
                ("kind", task.row.kind.as_str().into()),
                ("title", task.row.title.as_str().into()),
                ("state", task.row.state.as_str().into()),
                ("vendor", task.vendor.clone().into()),
                ("cost", task.money(task.row.cost_cents)),
                ("cost_state", task.cost_step.map(CostStep::state).into()),
                ("done_at", task.row.done_at.into()),
            ],
        }
    }
}

impl Record for Task {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Task>] = &[
            shown_in_table("id", |t| t.row.id.into()),
            shown_in_table("kind", |t| t.row.kind.as_str().into()),
            shown_in_table("title", |t| t.row.title.as_str().into()),
            shown_in_table("about", |t| t.about.as_ref().map(TaskSubject::in_words).into()),
            shown_in_table("state", |t| t.row.state.as_str().into()),
            shown_if_wide("priority", |t| t.row.priority.as_str().into()),
            shown_in_table("assignee", |t| t.assignee.clone().into()),
            shown_if_wide("vendor", |t| t.vendor.clone().into()),
            shown_if_wide("scheduled_at", |t| t.row.scheduled_at.into()),
            shown_in_table("due_at", |t| match t.last_day {
                Some(day) => Value::Worded {
                    words: vec![day.into()],
                    value: Box::new(t.row.due_at.into()),
                },
                None => t.row.due_at.into(),
            }),
            summed(shown_if_wide("cost", |t| t.money(t.row.cost_cents))),
            shown_if_wide("cost_state", |t| t.cost_step.map(CostStep::state).into()),
            wanted_only("overdue", |t| t.is_overdue().into()),
            wanted_only("estimate", |t| t.money(t.row.estimate_cents)),
            wanted_only("outcome", |t| t.row.outcome.map(RepairOutcome::as_str).into()),
            wanted_only("done_at", |t| t.row.done_at.into()),
            wanted_only("done_by", |t| t.row.done_by.clone().into()),
            wanted_only("device", |t| match &t.about {
                Some(TaskSubject::Device(serial)) => serial.as_str().into(),
                _ => Value::Null,
            }),
            wanted_only("room", |t| match &t.about {
                Some(TaskSubject::Room(room)) => room.as_str().into(),
                _ => Value::Null,
            }),
            wanted_only("booking_id", |t| t.row.booking_id.into()),
            wanted_only("rental_no", |t| match &t.about {
                Some(TaskSubject::Rental(number)) => number.as_str().into(),
                _ => Value::Null,
            }),
            wanted_only("location", |t| t.location.clone().into()),
            wanted_only("notes", |t| t.row.notes.clone().into()),
            wanted_only("rule", |t| t.row.rule.clone().into()),
            wanted_only("series_id", |t| t.row.series_id.into()),
            wanted_only("created_by", |t| t.row.created_by.clone().into()),
            wanted_only("created_at", |t| t.row.created_at.into()),
            wanted_only("updated_at", |t| t.row.updated_at.into()),
        ];
        FIELDS
    }
}

text_enum! {
    /// A step of a cost in its ledger.
    pub enum CostStep {
        Proposal = "proposal",
        Approval = "approval",
        Rejection = "rejection",
        /// The end of the task was taken back.
        Withdrawal = "withdrawal",
    }
}

impl CostStep {
    /// Returns the step of a decision.
    pub fn decision(approves: bool) -> Self {
        if approves { Self::Approval } else { Self::Rejection }
    }

    /// Returns whether a cost that stands at it is listed: what was withdrawn never is; `pending`: what awaits a decision alone.
    pub fn is_listed(self, pending: bool) -> bool {
        match self {
            Self::Proposal => true,
            Self::Approval | Self::Rejection => !pending,
            Self::Withdrawal => false,
        }
    }

    /// Returns what the cost is after it.
    pub fn state(self) -> &'static str {
        match self {
            Self::Proposal => "pending",
            Self::Approval => "approved",
            Self::Rejection => "rejected",
            Self::Withdrawal => "withdrawn",
        }
    }
}

/// A row of the ledger of costs; none ever changes.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = task_costs, treat_none_as_default_value = false)]
pub struct TaskCostRow {
    pub id: i64,
    pub task_id: i64,
    pub step: CostStep,
    pub amount_cents: i64,
    pub currency: String,
    pub reason: Option<String>,
    /// The only admin of the site decided alone.
    pub one_person: bool,
    pub created_by: String,
    pub entered_by: String,
    pub created_at: Timestamp,
}

/// The cost of a task as it stands.
#[derive(Debug, Clone)]
pub struct TaskCost {
    pub task: Task,
    pub amount: Money,
    state: &'static str,
    proposed_by: Option<String>,
    decided_by: Option<String>,
    decided_at: Option<Timestamp>,
    reason: Option<String>,
}

impl TaskCost {
    /// Reads the cost from its rows, oldest first.
    pub fn of(task: Task, rows: &[TaskCostRow]) -> Self {
        let newest = rows.last();
        let decision = newest.filter(|row| matches!(row.step, CostStep::Approval | CostStep::Rejection));
        let proposal = rows.iter().rev().find(|row| row.step == CostStep::Proposal);
        Self {
            amount: newest.map_or(Money::new(0, task.currency), |row| {
                Money::new(row.amount_cents, stored_currency(&row.currency))
            }),
            state: newest.map_or("", |row| row.step.state()),
            proposed_by: proposal.map(|row| row.created_by.clone()),
            decided_by: decision.map(|row| row.created_by.clone()),
            decided_at: decision.map(|row| row.created_at),
            reason: decision.and_then(|row| row.reason.clone()),
            task,
        }
    }
}

impl Record for TaskCost {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<TaskCost>] = &[
            shown_in_table("task_id", |c| c.task.row.id.into()),
            shown_in_table("kind", |c| c.task.row.kind.as_str().into()),
            shown_in_table("title", |c| c.task.row.title.as_str().into()),
            shown_if_wide("about", |c| {
                c.task.about.as_ref().map(TaskSubject::in_words).into()
            }),
            shown_if_wide("vendor", |c| c.task.vendor.clone().into()),
            summed(shown_in_table("amount", |c| c.amount.into())),
            shown_in_table("state", |c| c.state.into()),
            shown_in_table("proposed_by", |c| c.proposed_by.clone().into()),
            shown_in_table("decided_by", |c| c.decided_by.clone().into()),
            wanted_only("decided_at", |c| c.decided_at.into()),
            wanted_only("reason", |c| c.reason.clone().into()),
            dated(wanted_only("done_at", |c| c.task.row.done_at.into())),
        ];
        FIELDS
    }
}

/// A vendor's own row, read and written whole.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = vendors, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct VendorRow {
    pub id: i64,
    pub name: String,
    pub name_key: String,
    /// Whom to ask for.
    pub contact: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub notes: Option<String>,
    pub is_active: bool,
    pub created_by: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Record for VendorRow {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<VendorRow>] = &[
            shown_in_table("id", |v| v.id.into()),
            shown_in_table("name", |v| v.name.as_str().into()),
            shown_in_table("contact", |v| v.contact.clone().into()),
            shown_in_table("email", |v| v.email.clone().into()),
            shown_in_table("phone", |v| v.phone.clone().into()),
            wanted_only("notes", |v| v.notes.clone().into()),
            wanted_only("is_active", |v| v.is_active.into()),
            wanted_only("created_by", |v| v.created_by.as_str().into()),
            wanted_only("created_at", |v| v.created_at.into()),
            wanted_only("updated_at", |v| v.updated_at.into()),
        ];
        FIELDS
    }
}

/// What a sum of tasks is of: `vendor` with its name, `month` with `2026-03`.
pub type TaskKeys = Vec<(&'static str, Option<String>)>;

/// The sum of tasks by something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskSum {
    pub keys: TaskKeys,
    pub tasks: usize,
    pub cost: Money,
    /// What of it awaits a decision.
    pub pending: Money,
}

impl Record for TaskSum {
    fn fields() -> &'static [RecordField<Self>] {
        fn key(sum: &TaskSum, wanted: &str) -> Value {
            let found = sum.keys.iter().find(|(name, _)| *name == wanted);
            found.and_then(|(_, value)| value.clone()).into()
        }
        const FIELDS: &[RecordField<TaskSum>] = &[
            shown_in_table("vendor", |sum| key(sum, "vendor")),
            shown_in_table("kind", |sum| key(sum, "kind")),
            shown_in_table("month", |sum| key(sum, "month")),
            shown_in_table("device", |sum| key(sum, "device")),
            shown_in_table("location", |sum| key(sum, "location")),
            summed(shown_in_table("tasks", |sum| sum.tasks.into())),
            summed(shown_in_table("cost", |sum| sum.cost.into())),
            summed(shown_in_table("pending", |sum| sum.pending.into())),
        ];
        FIELDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_has_no_step_and_every_other_state_leads_to_an_end() {
        for state in TaskState::ALL {
            let ends =
                state.next().contains(&TaskState::Done) && state.next().contains(&TaskState::Cancelled);
            assert_eq!(
                ends,
                !matches!(state, TaskState::Done | TaskState::Cancelled),
                "{state}"
            );
            assert!(!state.next().contains(state));
        }
    }
}
