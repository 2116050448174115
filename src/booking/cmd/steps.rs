//! The verbs of the workflow.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::targets::{BookingTargetArgs, OverrideArgs, shown};
use crate::access::app::{App, CommandResult};
use crate::booking::model::Booking;
use crate::booking::status::BookingStep;
use crate::booking::steps::{self, StepNotes};
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

// A step of which notes may be made.
#[derive(Debug, Args)]
pub struct BookingNotesArgs {
    #[command(flatten)]
    targets: BookingTargetArgs,
    /// Notes of the room boss
    #[arg(long, alias = "room-boss-notes", value_name = "TEXT")]
    notes: Option<String>,
}

#[derive(Debug, Args)]
pub struct BookingRejectArgs {
    #[command(flatten)]
    targets: BookingTargetArgs,
    /// Reason
    #[arg(long, value_name = "TEXT")]
    reason: String,
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
pub struct BookingStepArgs {
    #[command(flatten)]
    targets: BookingTargetArgs,
}

pub fn assign(args: BookingAssignArgs, app: &mut App) -> Result<CommandResult> {
    let targets = args.targets.read(app)?;
    let overrides = args.overrides.into();
    app.view.check_fields::<Booking>()?;
    let changed =
        app.write(|tx| steps::assign(tx, &targets, &args.room, args.notes.as_deref(), &overrides))?;
    Ok(shown(app, &changed))
}

pub fn unassign(args: &BookingNotesArgs, app: &mut App) -> Result<CommandResult> {
    noted(BookingStep::Unassign, args, app)
}

pub fn confirm(args: &BookingNotesArgs, app: &mut App) -> Result<CommandResult> {
    noted(BookingStep::Confirm, args, app)
}

pub fn reject(args: &BookingRejectArgs, app: &mut App) -> Result<CommandResult> {
    let words = StepNotes {
        reason: Some(args.reason.clone()),
        notes: None,
    };
    take(BookingStep::Reject, &args.targets, &words, app)
}

pub fn cancel(args: &BookingReasonArgs, app: &mut App) -> Result<CommandResult> {
    because(BookingStep::Cancel, args, app)
}

pub fn check_in(args: &BookingStepArgs, app: &mut App) -> Result<CommandResult> {
    take(BookingStep::CheckIn, &args.targets, &StepNotes::default(), app)
}

pub fn check_out(args: &BookingStepArgs, app: &mut App) -> Result<CommandResult> {
    take(BookingStep::CheckOut, &args.targets, &StepNotes::default(), app)
}

pub fn no_show(args: &BookingReasonArgs, app: &mut App) -> Result<CommandResult> {
    because(BookingStep::NoShow, args, app)
}

fn noted(step: BookingStep, args: &BookingNotesArgs, app: &mut App) -> Result<CommandResult> {
    let words = StepNotes {
        reason: None,
        notes: args.notes.clone(),
    };
    take(step, &args.targets, &words, app)
}

fn because(step: BookingStep, args: &BookingReasonArgs, app: &mut App) -> Result<CommandResult> {
    let words = StepNotes {
        reason: args.reason.clone(),
        notes: None,
    };
    take(step, &args.targets, &words, app)
}

fn take(
    step: BookingStep,
    targets: &BookingTargetArgs,
    words: &StepNotes,
    app: &mut App,
) -> Result<CommandResult> {
    let targets = targets.read(app)?;
    app.view.check_fields::<Booking>()?;
    let changed = app.write(|tx| steps::take(tx, step, &targets, words))?;
    Ok(shown(app, &changed))
}
