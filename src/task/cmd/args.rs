//! The arguments of `colab task …`.

use std::path::{Path, PathBuf};

use clap::Args;
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::vendor::complete_vendor;
use crate::access::app::{App, ListArgs, RowPeriodArgs};
use crate::access::completion::{complete_user, described_candidates};
use crate::booking::cmd::complete_booking;
use crate::device::cmd::complete_device;
use crate::kernel::error::{Error, Result};
use crate::kernel::money::{Currency, Money};
use crate::kernel::period::{parse_instant, parse_month_or_bounds};
use crate::kernel::timestamp::Timestamp;
use crate::location::cmd::{LocationFilterArgs, complete_location};
use crate::output::takes_document;
use crate::rental::cmd::complete_rental;
use crate::room::cmd::complete_room;
use crate::task::cost;
use crate::task::details::{NewTask, TaskAbout, TaskDetails};
use crate::task::model::{Priority, RepairOutcome, TaskKind, TaskState};
use crate::task::service::{self, TaskFilter, TaskGroup};

// What a task is about, or is listed by.
#[derive(Debug, Args)]
pub struct TaskAboutArgs {
    /// Device, by serial number
    #[arg(long, value_name = "SERIAL", group = "about", add = ArgValueCompleter::new(complete_device))]
    device: Option<String>,
    /// Room, by name or alias
    #[arg(long, value_name = "ROOM", group = "about", add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
    /// Booking
    #[arg(long, value_name = "ID", group = "about", add = ArgValueCompleter::new(complete_booking))]
    booking: Option<i64>,
    /// Rental
    #[arg(long, value_name = "NUMBER", group = "about", add = ArgValueCompleter::new(complete_rental))]
    rental: Option<String>,
}

// What a new task is about.
#[derive(Debug, Args)]
pub struct NewTaskAboutArgs {
    #[command(flatten)]
    about: TaskAboutArgs,
    /// Location
    #[arg(long, value_name = "NAME", group = "about", add = ArgValueCompleter::new(complete_location))]
    location: Option<String>,
}

impl TaskAboutArgs {
    fn read(&self) -> Option<TaskAbout> {
        let device = self.device.clone().map(TaskAbout::Device);
        device
            .or_else(|| self.room.clone().map(TaskAbout::Room))
            .or_else(|| self.booking.map(TaskAbout::Booking))
            .or_else(|| self.rental.clone().map(TaskAbout::Rental))
    }
}

// Details that `add` and `edit` set.
#[derive(Debug, Default, Args)]
pub struct TaskDetailArgs {
    /// Priority
    #[arg(long)]
    pub priority: Option<Priority>,
    /// User to assign it to; an empty text for nobody
    #[arg(long = "assign", value_name = "USER", add = ArgValueCompleter::new(complete_user))]
    pub assignee: Option<String>,
    /// Vendor who does it; an empty text for none
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_vendor))]
    pub vendor: Option<String>,
    /// Day or time at which it is planned; an empty text for none
    #[arg(long = "at", value_name = "WHEN")]
    pub scheduled: Option<String>,
    /// Last day, or time, by which it is to be done; an empty text for none
    #[arg(long, value_name = "WHEN")]
    pub due: Option<String>,
    /// Estimate of the cost; an empty text for none
    #[arg(long, value_name = "AMOUNT")]
    pub estimate: Option<String>,
    /// Rule by which the next one follows when this one is done, cancelled or late, such as FREQ=WEEKLY;BYDAY=MO; an empty text
    /// ends the series
    #[arg(long = "rrule", value_name = "RULE")]
    pub rule: Option<String>,
    /// Notes
    #[arg(long, value_name = "TEXT")]
    pub notes: Option<String>,
}

/// Reads an amount; an empty text is none.
fn amount(field: &str, text: Option<&str>, currency: Currency) -> Result<Option<Option<Money>>> {
    match text.map(str::trim) {
        None => Ok(None),
        Some("") => Ok(Some(None)),
        Some(text) => Ok(Some(Some(Money::parse(field, text, currency)?))),
    }
}

impl TaskDetailArgs {
    /// Reads the details; days end with the site's midnight.
    ///
    /// # Errors
    /// `Usage` for days and times that do not parse, `Invalid` for amounts.
    pub fn read(&self, app: &mut App) -> Result<TaskDetails> {
        let (site, today, currency) = (app.site()?, app.today()?, app.settings()?.currency());
        let instant = |text: &Option<String>, end: bool| -> Result<Option<Option<Timestamp>>> {
            match text.as_deref().map(str::trim) {
                None => Ok(None),
                Some("") => Ok(Some(None)),
                Some(text) => Ok(Some(Some(parse_instant(text, &site, today, end)?))),
            }
        };
        let estimate = self.estimate.as_deref();
        Ok(TaskDetails {
            title: None,
            priority: self.priority,
            vendor: self.vendor.clone(),
            assignee: self.assignee.clone(),
            scheduled_at: instant(&self.scheduled, false)?,
            due_at: instant(&self.due, true)?,
            estimate: amount("estimate", estimate, currency)?,
            cost: None,
            notes: self.notes.clone(),
            rule: self.rule.clone(),
        })
    }
}

#[derive(Debug, Args)]
pub struct TaskAddArgs {
    /// Kind of work
    kind: TaskKind,
    /// Title
    title: String,
    #[command(flatten)]
    about: NewTaskAboutArgs,
    #[command(flatten)]
    details: TaskDetailArgs,
    /// Idempotency key: a repeated request returns the first task
    #[arg(long, value_name = "KEY")]
    pub idempotency_key: Option<String>,
}

impl TaskAddArgs {
    /// Reads the task to add.
    ///
    /// # Errors
    /// As [`TaskDetailArgs::read`].
    pub fn read(&self, app: &mut App) -> Result<NewTask> {
        Ok(NewTask {
            kind: self.kind,
            title: self.title.clone(),
            about: (self.about.about.read()).or_else(|| self.about.location.clone().map(TaskAbout::Location)),
            details: self.details.read(app)?,
        })
    }
}

#[derive(Debug, Args)]
pub struct TaskListArgs {
    /// State; repeatable
    #[arg(long, value_name = "STATE")]
    state: Vec<TaskState>,
    /// Kind of work; repeatable
    #[arg(long, value_name = "KIND")]
    kind: Vec<TaskKind>,
    #[command(flatten)]
    about: TaskAboutArgs,
    #[command(flatten)]
    location: LocationFilterArgs,
    /// User that it is assigned to
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_user))]
    user: Option<String>,
    /// Vendor who does it
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_vendor))]
    vendor: Option<String>,
    /// Only tasks that are to be done by this day
    #[arg(long, value_name = "DAY")]
    due: Option<String>,
    /// Only tasks that are late
    #[arg(long)]
    overdue: bool,
    /// Only tasks that were done from this day or time on
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Only tasks that were done until this day or time; a day counts as a whole
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Only tasks that were done in this month or these: 2026-03, last, this, next or A..B
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["from", "to"])]
    month: Option<String>,
    /// Include tasks that are over
    #[arg(long)]
    all: bool,
    /// Sum the cost of done tasks by these
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub by: Vec<TaskGroup>,
    /// Exit with 9 when a listed task is late
    #[arg(long)]
    pub exit_code: bool,
    /// Only tasks that follow this one in the list
    #[arg(long, value_name = "ID", conflicts_with = "by", add = ArgValueCompleter::new(complete_task))]
    after: Option<i64>,
    #[command(flatten)]
    pub rows: ListArgs,
}

impl TaskListArgs {
    /// Reads which tasks to list.
    ///
    /// # Errors
    /// `Usage` for a day or a month that does not parse.
    pub fn filter(&self, app: &mut App) -> Result<TaskFilter> {
        let (site, today) = (app.site()?, app.today()?);
        let due = self.due.as_deref();
        let ends = (self.from.as_deref(), self.to.as_deref());
        let (done_from, done_to) = parse_month_or_bounds(self.month.as_deref(), ends, &site, today)?;
        Ok(TaskFilter {
            states: self.state.clone(),
            kinds: self.kind.clone(),
            about: self.about.read(),
            location: self.location.read(app)?,
            vendor: self.vendor.clone(),
            assignee: self.user.clone(),
            due_before: due
                .map(|text| parse_instant(text, &site, today, true))
                .transpose()?,
            overdue: self.overdue,
            done_from,
            done_to,
            all: self.all,
            after: self.after,
            ..TaskFilter::default()
        })
    }
}

#[derive(Debug, Args)]
pub struct TaskShowArgs {
    /// Number of the task
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete_task))]
    pub task: i64,
}

#[derive(Debug, Args)]
pub struct TaskEditArgs {
    /// Number of the task
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete_task))]
    pub task: i64,
    #[command(flatten)]
    pub details: TaskEditDetailArgs,
}

// Details that `edit` alone sets, beside those of `add`.
#[derive(Debug, Args)]
pub struct TaskEditDetailArgs {
    /// Title
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Cost of the work; an empty text for none
    #[arg(long, value_name = "AMOUNT")]
    cost: Option<String>,
    #[command(flatten)]
    details: TaskDetailArgs,
}

impl TaskEditDetailArgs {
    /// Reads the details to set.
    ///
    /// # Errors
    /// As [`TaskDetailArgs::read`].
    pub fn read(&self, app: &mut App) -> Result<TaskDetails> {
        let currency = app.settings()?.currency();
        let cost = self.cost.as_deref();
        Ok(TaskDetails {
            title: self.title.clone(),
            cost: amount("cost", cost, currency)?,
            ..self.details.read(app)?
        })
    }
}

#[derive(Debug, Args)]
pub struct TaskAssignArgs {
    /// Number of the task
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete_task))]
    pub task: i64,
    /// User to assign it to; an empty text for nobody
    #[arg(add = ArgValueCompleter::new(complete_user))]
    pub user: String,
}

#[derive(Debug, Args)]
pub struct TaskStartArgs {
    /// Number of the task
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete_task))]
    pub task: i64,
}

#[derive(Debug, Args)]
pub struct TaskReasonArgs {
    /// Number of the task
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete_task))]
    pub task: i64,
    /// Reason
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

#[derive(Debug, Args)]
pub struct TaskApproveArgs {
    /// Number of the task
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete_cost))]
    pub task: i64,
    /// Reason
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct TaskCostsArgs {
    #[command(flatten)]
    pub period: RowPeriodArgs,
    /// Only costs that await a decision
    #[arg(long)]
    pub pending: bool,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct TaskDoneArgs {
    /// Number of the task
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete_task))]
    pub task: i64,
    /// Cost of the work
    #[arg(long, value_name = "AMOUNT")]
    pub cost: Option<String>,
    /// Outcome of a repair [default: fixed]
    #[arg(long)]
    pub outcome: Option<RepairOutcome>,
    /// Note on the work
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

#[derive(Debug, Args)]
pub struct TaskAgendaArgs {
    /// User [default: everybody]
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_user))]
    pub user: Option<String>,
    #[command(flatten)]
    pub location: LocationFilterArgs,
    /// Day [default: today]
    #[arg(long, value_name = "DAY", conflicts_with = "week")]
    pub date: Option<String>,
    /// Week, such as 2026-W10, this, next or a day in it
    #[arg(long, value_name = "WEEK")]
    pub week: Option<String>,
    /// File to write for calendar programs (.ics)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Checks that a file's name is one of a calendar's.
///
/// # Errors
/// `Usage` for another ending.
pub fn check_feed(path: &Path) -> Result<()> {
    if takes_document(path, "ics") {
        return Ok(());
    }
    Err(Error::usage(
        "an agenda is written for calendar programs: -o FILE.ics",
    ))
}

/// Offers the tasks whose cost awaits approval.
fn complete_cost(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    described_candidates(current, |app| {
        let costs = app.read(|tx| cost::list(tx, true))?.into_iter();
        Ok(costs
            .map(|one| (one.task.row.id.to_string(), Some(one.task.in_words())))
            .collect())
    })
}

/// Offers the tasks that are not over.
pub fn complete_task(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    described_candidates(current, |app| {
        let tasks = app.read(|tx| service::list(tx, &TaskFilter::default()))?;
        let task = |task: &crate::task::model::Task| (task.row.id.to_string(), Some(task.in_words()));
        Ok(tasks.iter().map(task).collect())
    })
}
