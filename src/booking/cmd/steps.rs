//! The verbs of the workflow.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::targets::{ExceptionArgs, TargetArgs, shown};
use crate::access::app::{App, CommandResult};
use crate::booking::model::{Booking, Step};
use crate::booking::steps::{self, Words};
use crate::kernel::error::Result;
use crate::room::cmd::complete_room;

#[derive(Debug, Args)]
pub struct AssignArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// The room, by name or alias
    #[arg(long, add = ArgValueCompleter::new(complete_room))]
    room: String,
    /// The room boss's notes; the requester's stay
    #[arg(long, alias = "room-boss-notes", value_name = "TEXT")]
    notes: Option<String>,
    #[command(flatten)]
    exceptions: ExceptionArgs,
}

/// A step of which notes may be made.
#[derive(Debug, Args)]
pub struct NotedArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// The room boss's notes; the requester's stay
    #[arg(long, alias = "room-boss-notes", value_name = "TEXT")]
    notes: Option<String>,
}

#[derive(Debug, Args)]
pub struct RejectArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
pub struct ReasonArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct PlainArgs {
    #[command(flatten)]
    targets: TargetArgs,
}

pub fn assign(args: AssignArgs, app: &mut App) -> Result<CommandResult> {
    let targets = args.targets.read(app)?;
    let exceptions = args.exceptions.into();
    app.view.check_fields::<Booking>()?;
    let changed =
        app.write(|tx| steps::assign(tx, &targets, &args.room, args.notes.as_deref(), &exceptions))?;
    Ok(shown(app, &changed))
}

pub fn unassign(args: &NotedArgs, app: &mut App) -> Result<CommandResult> {
    noted(Step::Unassign, args, app)
}

pub fn confirm(args: &NotedArgs, app: &mut App) -> Result<CommandResult> {
    noted(Step::Confirm, args, app)
}

pub fn reject(args: &RejectArgs, app: &mut App) -> Result<CommandResult> {
    let words = Words {
        reason: Some(args.reason.clone()),
        notes: None,
    };
    take(Step::Reject, &args.targets, &words, app)
}

pub fn cancel(args: &ReasonArgs, app: &mut App) -> Result<CommandResult> {
    because(Step::Cancel, args, app)
}

pub fn check_in(args: &PlainArgs, app: &mut App) -> Result<CommandResult> {
    take(Step::CheckIn, &args.targets, &Words::default(), app)
}

pub fn check_out(args: &PlainArgs, app: &mut App) -> Result<CommandResult> {
    take(Step::CheckOut, &args.targets, &Words::default(), app)
}

pub fn no_show(args: &ReasonArgs, app: &mut App) -> Result<CommandResult> {
    because(Step::NoShow, args, app)
}

fn noted(step: Step, args: &NotedArgs, app: &mut App) -> Result<CommandResult> {
    let words = Words {
        reason: None,
        notes: args.notes.clone(),
    };
    take(step, &args.targets, &words, app)
}

fn because(step: Step, args: &ReasonArgs, app: &mut App) -> Result<CommandResult> {
    let words = Words {
        reason: args.reason.clone(),
        notes: None,
    };
    take(step, &args.targets, &words, app)
}

fn take(step: Step, targets: &TargetArgs, words: &Words, app: &mut App) -> Result<CommandResult> {
    let targets = targets.read(app)?;
    app.view.check_fields::<Booking>()?;
    let changed = app.write(|tx| steps::take(tx, step, &targets, words))?;
    Ok(shown(app, &changed))
}
