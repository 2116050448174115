//! The short ways of `colab device`: an issue, a repair, and its end.

use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::args::TaskDetailArgs;
use super::vendor::complete_vendor;
use crate::access::app::{App, CommandResult};
use crate::access::completion::candidates;
use crate::device::cmd::complete_device;
use crate::kernel::error::Result;
use crate::kernel::money::Money;
use crate::task::details::{NewTask, TaskAbout, TaskDetails};
use crate::task::model::{Priority, RepairOutcome, TaskKind, TaskState, TaskSubject};
use crate::task::service::{self, TaskFilter};
use crate::task::steps::TaskStep;
use crate::task::{add, repair};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum DeviceWorkCommand {
    /// Add an issue of a device that stays in use
    #[command(
        after_help = "Examples:\n  colab device issue LT-001 \"keyboard sticks\"\n  colab device issue LT-001 \"slow\" --priority low --assign thandi"
    )]
    Issue(DeviceIssueArgs),
    /// Send a device to repair, or add to its repair
    #[command(
        after_help = "Examples:\n  colab device repair LT-001 \"broken hinge\" --expected +10d --estimate 1200\n  colab vendor add FixIt && colab device repair LT-001 --vendor FixIt"
    )]
    Repair(DeviceRepairArgs),
    /// Close a device's repair: it is available again, or retired where it cannot be fixed
    #[command(
        after_help = "Examples:\n  colab device repair LT-001 \"broken hinge\" && colab device repaired LT-001 --cost 1350\n  colab device repair LT-001 \"broken hinge\" && colab device repaired LT-001 --outcome unfixable --note \"no parts\""
    )]
    Repaired(DeviceRepairedArgs),
}

#[derive(Debug, Args)]
pub struct DeviceIssueArgs {
    /// Serial number
    #[arg(add = ArgValueCompleter::new(complete_device))]
    serial: String,
    /// Description of the issue
    what: String,
    /// Priority
    #[arg(long)]
    priority: Option<Priority>,
    /// User to assign it to
    #[arg(long = "assign", value_name = "USER", add = ArgValueCompleter::new(crate::access::completion::complete_user))]
    assignee: Option<String>,
}

#[derive(Debug, Args)]
pub struct DeviceRepairArgs {
    /// Serial number
    #[arg(add = ArgValueCompleter::new(complete_device))]
    serial: String,
    /// Description of the damage
    #[arg(default_value = "Repair")]
    what: String,
    /// Vendor who repairs it
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_vendor))]
    vendor: Option<String>,
    /// Day on which it is expected back
    #[arg(long, value_name = "DAY")]
    expected: Option<String>,
    /// Estimate of the cost
    #[arg(long, value_name = "AMOUNT")]
    estimate: Option<String>,
}

#[derive(Debug, Args)]
pub struct DeviceRepairedArgs {
    /// Serial number
    #[arg(add = ArgValueCompleter::new(complete_in_repair))]
    serial: String,
    /// Cost of the repair
    #[arg(long, value_name = "AMOUNT")]
    cost: Option<String>,
    /// Outcome of the repair
    #[arg(long, default_value = "fixed")]
    outcome: RepairOutcome,
    /// Note on the work
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// Offers the devices in repair.
fn complete_in_repair(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let query = TaskFilter {
            kinds: vec![TaskKind::Repair],
            ..TaskFilter::default()
        };
        let repairs = app.read(|tx| service::list(tx, &query))?.into_iter();
        let serials = repairs.filter_map(|task| match task.about {
            Some(TaskSubject::Device(serial)) => Some(serial),
            _ => None,
        });
        Ok(serials.collect())
    })
}

/// Runs one of these commands.
pub fn run(command: DeviceWorkCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        DeviceWorkCommand::Issue(args) => {
            let new = NewTask {
                kind: TaskKind::Issue,
                title: args.what,
                about: Some(TaskAbout::Device(args.serial)),
                details: TaskDetails {
                    priority: args.priority,
                    assignee: args.assignee,
                    ..TaskDetails::default()
                },
            };
            app.write_one(|tx| add::add(tx, &new, None))
        }
        DeviceWorkCommand::Repair(args) => {
            let details = TaskDetailArgs {
                vendor: args.vendor,
                due: args.expected,
                estimate: args.estimate,
                ..TaskDetailArgs::default()
            };
            let details = details.read(app)?;
            app.write_one(|tx| repair::begin(tx, &args.serial, &args.what, &details))
        }
        DeviceWorkCommand::Repaired(args) => {
            let currency = app.settings()?.currency();
            let cost = args.cost.as_deref();
            let step = TaskStep {
                to: TaskState::Done,
                reason: args.note,
                cost: cost
                    .map(|text| Money::parse("cost", text, currency))
                    .transpose()?,
                outcome: Some(args.outcome),
            };
            app.write_one(|tx| repair::end_of_device(tx, &args.serial, &step))
        }
    }
}
