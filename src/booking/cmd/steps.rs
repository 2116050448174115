//! The verbs of the workflow.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::targets::{BookingTargetArgs, OverrideArgs, PastArgs, change};
use crate::access::app::{App, CommandResult};
use crate::booking::reopen;
use crate::booking::status::BookingStep;
use crate::booking::steps::{self, StepNotes};
use crate::booking::targets::BookingTargets;
use crate::kernel::error::Result;
use crate::room::cmd::complete_room;

#[derive(Debug, Args)]
pub struct BookingAssignArgs {
    #[command(flatten)]
    targets: BookingTargetArgs,
    /// Room, by name or alias
    #[arg(long, add = ArgValueCompleter::new(complete_room))]
    room: String,
    /// Notes of the room boss
    #[arg(long, alias = "room-boss-notes", value_name = "TEXT")]
    notes: Option<String>,
    #[command(flatten)]
    overrides: OverrideArgs,
}

#[derive(Debug, Args)]
pub struct BookingUnassignArgs {
    #[command(flatten)]
    targets: BookingTargetArgs,
    /// Notes of the room boss
    #[arg(long, alias = "room-boss-notes", value_name = "TEXT")]
    notes: Option<String>,
    /// Reason; needed for a confirmed booking
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    past: PastArgs,
}

// A step of which notes may be made.
#[derive(Debug, Args)]
pub struct BookingNotesArgs {
    #[command(flatten)]
    targets: BookingTargetArgs,
    /// Notes of the room boss
    #[arg(long, alias = "room-boss-notes", value_name = "TEXT")]
    notes: Option<String>,
    #[command(flatten)]
    past: PastArgs,
}

#[derive(Debug, Args)]
pub struct BookingRejectArgs {
    #[command(flatten)]
    targets: BookingTargetArgs,
    /// Reason
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    past: PastArgs,
}

#[derive(Debug, Args)]
pub struct BookingReasonArgs {
    #[command(flatten)]
    targets: BookingTargetArgs,
    /// Reason
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct BookingCancelArgs {
    #[command(flatten)]
    targets: BookingTargetArgs,
    /// Reason
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    past: PastArgs,
}

#[derive(Debug, Args)]
pub struct BookingStepArgs {
    #[command(flatten)]
    targets: BookingTargetArgs,
}

pub fn assign(args: BookingAssignArgs, app: &mut App) -> Result<CommandResult> {
    let targets = args.targets.read(app, args.overrides.allow_past)?;
    let (room, notes, overrides) = (args.room, args.notes, args.overrides.into());
    change(app, &targets, "assign", |tx| {
        steps::assign(tx, &targets, &room, notes.as_deref(), &overrides)
    })
}

pub fn unassign(args: &BookingUnassignArgs, app: &mut App) -> Result<CommandResult> {
    let targets = args.targets.read(app, args.past.allow_past)?;
    let notes = StepNotes {
        reason: args.reason.clone(),
        notes: args.notes.clone(),
    };
    take(BookingStep::Unassign, &targets, &notes, app)
}

pub fn confirm(args: &BookingNotesArgs, app: &mut App) -> Result<CommandResult> {
    let notes = StepNotes {
        reason: None,
        notes: args.notes.clone(),
    };
    let targets = args.targets.read(app, args.past.allow_past)?;
    take(BookingStep::Confirm, &targets, &notes, app)
}

pub fn reject(args: &BookingRejectArgs, app: &mut App) -> Result<CommandResult> {
    let notes = because(Some(&args.reason));
    let targets = args.targets.read(app, args.past.allow_past)?;
    take(BookingStep::Reject, &targets, &notes, app)
}

pub fn cancel(args: &BookingCancelArgs, app: &mut App) -> Result<CommandResult> {
    let targets = args.targets.read(app, args.past.allow_past)?;
    take(BookingStep::Cancel, &targets, &because(args.reason.as_ref()), app)
}

pub fn check_in(args: &BookingStepArgs, app: &mut App) -> Result<CommandResult> {
    take(
        BookingStep::CheckIn,
        &args.targets.read(app, false)?,
        &StepNotes::default(),
        app,
    )
}

pub fn check_out(args: &BookingStepArgs, app: &mut App) -> Result<CommandResult> {
    take(
        BookingStep::CheckOut,
        &args.targets.read(app, false)?,
        &StepNotes::default(),
        app,
    )
}

pub fn no_show(args: &BookingReasonArgs, app: &mut App) -> Result<CommandResult> {
    let notes = because(args.reason.as_ref());
    take(BookingStep::NoShow, &args.targets.read(app, false)?, &notes, app)
}

pub fn reopen(args: &BookingReasonArgs, app: &mut App) -> Result<CommandResult> {
    let targets = args.targets.read(app, false)?;
    change(app, &targets, "reopen", |tx| {
        reopen::reopen(tx, &targets, args.reason.as_deref())
    })
}

fn because(reason: Option<&String>) -> StepNotes {
    StepNotes {
        reason: reason.cloned(),
        notes: None,
    }
}

fn take(
    step: BookingStep,
    targets: &BookingTargets,
    notes: &StepNotes,
    app: &mut App,
) -> Result<CommandResult> {
    change(app, targets, step.as_str(), |tx| {
        steps::take(tx, step, targets, notes)
    })
}
