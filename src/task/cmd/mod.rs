//! `colab task …`, `colab vendor …`, and the short ways `colab device issue`, `repair` and `repaired`.

mod args;
mod device;
mod vendor;

pub use self::device::{DeviceWorkCommand, run as run_device};
pub use self::vendor::{VendorCommand, complete_vendor, run as run_vendor};

use clap::Subcommand;

use self::args::{
    TaskAddArgs, TaskAgendaArgs, TaskApproveArgs, TaskAssignArgs, TaskCostsArgs, TaskDoneArgs, TaskEditArgs,
    TaskListArgs, TaskReasonArgs, TaskShowArgs, TaskStartArgs,
};
use super::model::{Task, TaskSort, TaskState};
use super::service::{self, TaskFilter, TaskGroup};
use super::steps::{self, TaskStep};
use super::{add, agenda, cost, edit};
use crate::access::app::{App, CommandResult};
use crate::access::audit;
use crate::access::idempotency::IdempotencyKey;
use crate::access::sort_order::SortOrder;
use crate::kernel::error::{Error, Kind, Result};
use crate::kernel::money::Money;
use crate::kernel::period::{parse_days, parse_week};
use crate::kernel::text::counted;
use crate::output::{CommandOutput, Value, list, one};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum TaskCommand {
    /// Add a task
    ///
    /// A task may be about a device, a room, a booking, a rental or a location. A repair puts its device into maintenance.
    #[command(
        after_help = "Examples:\n  colab task add cleaning \"Windows of Focus\" --room Focus --due +3d --assign thandi\n  colab task add inspection \"fire extinguishers\" --location Annexe --due friday --rrule \"FREQ=MONTHLY;BYDAY=1FR\"\n  colab task add repair \"broken hinge\" --device LT-001 --estimate 1200"
    )]
    Add(Box<TaskAddArgs>),
    /// List tasks that are not over, the most urgent first
    ///
    /// --by sums what the tasks that are done have cost: what is approved or awaits approval, and how much of it awaits that.
    #[command(
        after_help = "Examples:\n  colab task list\n  colab task list --kind repair --overdue --exit-code -f csv\n  colab task list --by vendor,month --month 2026-03"
    )]
    #[command(visible_alias = "ls")]
    List(Box<TaskListArgs>),
    /// Show a task with its history
    #[command(
        after_help = "Examples:\n  colab device issue LT-001 \"keyboard sticks\" && colab task show 7\n  colab task list --fields id --no-header"
    )]
    Show(TaskShowArgs),
    /// Change a task's details
    #[command(
        after_help = "Examples:\n  colab device issue LT-001 \"keyboard sticks\" && colab task edit 7 --priority high --due +2d\n  colab device issue LT-001 \"keyboard sticks\" && colab task edit 7 --notes \"\" --dry-run"
    )]
    Edit(Box<TaskEditArgs>),
    /// Assign a task to a user
    #[command(
        after_help = "Examples:\n  colab device issue LT-001 \"keyboard sticks\" && colab task assign 7 thandi\n  colab device issue LT-001 \"keyboard sticks\" && colab task assign 7 \"\""
    )]
    Assign(TaskAssignArgs),
    /// Start a task
    #[command(
        after_help = "Examples:\n  colab device issue LT-001 \"keyboard sticks\" && colab task start 7\n  colab device issue LT-001 \"keyboard sticks\" && colab task start 7 --dry-run"
    )]
    Start(TaskStartArgs),
    /// Hold a task; the clock of its service level stands still until it is started again
    #[command(
        after_help = "Examples:\n  colab device repair LT-001 \"broken hinge\" && colab task hold 7 --reason \"waits for a part\"\n  colab device issue LT-001 \"keyboard sticks\" && colab task hold 7 --reason \"after the course\" --dry-run"
    )]
    Hold(TaskReasonArgs),
    /// Close a task that is done
    ///
    /// The end of a repair brings the device back into use, or retires it where it cannot be fixed.
    #[command(
        after_help = "Examples:\n  colab device issue LT-001 \"keyboard sticks\" && colab task done 7 --note \"cleaned\"\n  colab device repair LT-001 \"broken hinge\" && colab task done 7 --cost 1350 --outcome fixed"
    )]
    Done(TaskDoneArgs),
    /// Cancel a task
    ///
    /// A device whose repair is cancelled is available again. One of a series is left out, and the next one follows: to end the
    /// series, take its rule away before (`task edit ID --rrule ""`).
    #[command(
        after_help = "Examples:\n  colab device issue LT-001 \"keyboard sticks\" && colab task cancel 7 --reason \"wrong device\"\n  colab device repair LT-001 \"broken hinge\" && colab task cancel 7 --reason \"it was only loose\" --dry-run"
    )]
    Cancel(TaskReasonArgs),
    /// List what done tasks cost, and what of it is approved
    #[command(after_help = "Examples:\n  colab task costs\n  colab task costs --pending -f csv")]
    Costs(TaskCostsArgs),
    /// Approve the cost of a task that somebody else ended
    #[command(
        after_help = "Examples:\n  colab task costs --pending --fields task_id --no-header\n  colab task approve 1 --dry-run"
    )]
    Approve(TaskApproveArgs),
    /// Reject the cost of a task
    #[command(
        after_help = "Examples:\n  colab task reject 1 --reason \"not our repair\"\n  colab task costs --pending --fields task_id,amount"
    )]
    Reject(TaskReasonArgs),
    /// List what is to be done on a day or in a week, and what is late
    #[command(
        after_help = "Examples:\n  colab task agenda\n  colab task agenda --user thandi --week this\n  colab task agenda --week 2026-W10 -o tasks.ics"
    )]
    Agenda(TaskAgendaArgs),
}

/// Runs a `colab task` command.
pub fn run(command: TaskCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        TaskCommand::Add(args) => {
            let repeat = IdempotencyKey::asked(args.idempotency_key.as_deref(), &format!("{args:?}"))?;
            let new = args.read(app)?;
            app.write_one(|tx| add::add(tx, &new, repeat.as_ref()))
        }
        TaskCommand::List(args) => list_tasks(&args, app),
        TaskCommand::Show(args) => show(&args, app),
        TaskCommand::Edit(args) => {
            let details = args.details.read(app)?;
            if details == super::details::TaskDetails::default() {
                return Err(Error::usage("no changes given").hint("colab task edit --help"));
            }
            app.write_one(|tx| edit::edit(tx, args.task, &details))
        }
        TaskCommand::Assign(args) => {
            let details = super::details::TaskDetails {
                assignee: Some(args.user),
                ..super::details::TaskDetails::default()
            };
            app.write_one(|tx| edit::edit(tx, args.task, &details))
        }
        TaskCommand::Start(args) => take(args.task, TaskState::InProgress, None, app),
        TaskCommand::Hold(args) => take(args.task, TaskState::OnHold, Some(args.reason), app),
        TaskCommand::Cancel(args) => take(args.task, TaskState::Cancelled, Some(args.reason), app),
        TaskCommand::Done(args) => {
            let step = args.step(app)?;
            app.write_one(|tx| steps::step(tx, args.task, &step))
        }
        TaskCommand::Costs(args) => Ok(list(&app.read(|tx| cost::list(tx, args.pending))?).into()),
        TaskCommand::Approve(args) => {
            app.write_one(|tx| cost::decide(tx, args.task, true, args.reason.as_deref()))
        }
        TaskCommand::Reject(args) => {
            app.write_one(|tx| cost::decide(tx, args.task, false, Some(&args.reason)))
        }
        TaskCommand::Agenda(args) => agenda_of(&args, app),
    }
}

fn take(task: i64, to: TaskState, reason: Option<String>, app: &mut App) -> Result<CommandResult> {
    let step = TaskStep {
        to,
        reason,
        cost: None,
        outcome: None,
    };
    app.write_one(|tx| steps::step(tx, task, &step))
}

impl TaskDoneArgs {
    fn step(&self, app: &mut App) -> Result<TaskStep> {
        let currency = app.settings()?.currency();
        let cost = self.cost.as_deref();
        Ok(TaskStep {
            to: TaskState::Done,
            reason: self.note.clone(),
            cost: cost
                .map(|text| Money::parse("cost", text, currency))
                .transpose()?,
            outcome: self.outcome,
        })
    }
}

fn list_tasks(args: &TaskListArgs, app: &mut App) -> Result<CommandResult> {
    let filter = args.filter(app)?;
    if !args.by.is_empty() {
        let sums = app.read(|tx| service::sums(tx, &filter, &args.by))?;
        let names = args.by.iter().map(|group: &TaskGroup| group.as_str());
        let shown: Vec<String> = names
            .chain(["tasks", "cost", "pending"])
            .map(str::to_owned)
            .collect();
        return Ok(list(&sums).choose(&shown)?.into());
    }
    let order = app.query_order("id", filter.after.is_some())?;
    let filter = TaskFilter {
        sort: order.map_or_else(SortOrder::default, |descending| SortOrder {
            field: TaskSort::Id,
            descending,
        }),
        limit: app.row_limit(),
        ..filter
    };
    let shown = app.show_pages(filter.limit.is_some(), |tx, take| {
        service::list_in_pages(tx, &filter, take)
    })?;
    // Any counts, also behind those that are shown.
    let late = TaskFilter {
        overdue: true,
        limit: Some(1),
        ..filter
    };
    let is_late = args.exit_code && !app.read(|tx| service::list(tx, &late))?.is_empty();
    Ok(CommandResult {
        failure: is_late.then(|| Error::silent(Kind::Findings)),
        ..shown
    })
}

fn show(args: &TaskShowArgs, app: &mut App) -> Result<CommandResult> {
    let shown = app.read(|tx| service::show(tx, args.task))?;
    let mut records = one(&shown.task);
    records.add_field(
        "events",
        Value::List(shown.events.iter().map(Value::from).collect()),
    );
    records.add_field("history", audit::as_value(&shown.audit));
    Ok(records.into())
}

fn agenda_of(args: &TaskAgendaArgs, app: &mut App) -> Result<CommandResult> {
    let (site, today) = (app.site()?, app.today()?);
    let (first, last) = match (&args.week, &args.date) {
        (Some(week), _) => {
            let monday = parse_week(week, today)?;
            (monday, monday + chrono::TimeDelta::days(6))
        }
        (None, Some(day)) => parse_days(day, today)?,
        (None, None) => (today, today),
    };
    let period = site.days(first, last)?;
    let filter = TaskFilter {
        assignee: args.user.clone(),
        location: args.location.read(app)?,
        ..TaskFilter::default()
    };
    let Some(path) = &args.output else {
        let tasks = app.read(|tx| agenda::agenda(tx, &period, &filter))?;
        return Ok(list(&tasks).into());
    };
    args::check_feed(path)?;
    app.view.check_fields::<Task>()?;
    let (count, bytes) = app.read(|tx| {
        let tasks = agenda::agenda(tx, &period, &filter)?;
        Ok((tasks.len(), agenda::feed(tx, &tasks)?))
    })?;
    app.write_document(
        path,
        &bytes,
        &counted(i64::try_from(count).unwrap_or(i64::MAX), "task"),
    )?;
    Ok(CommandOutput::Nothing.into())
}
