//! `colab booking edit` and `reschedule`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::details::{BookingDetailArgs, NamePerPerson};
use super::targets::{BookingTargetArgs, OverrideArgs, change};
use crate::access::app::{App, CommandResult};
use crate::booking::edit::{self, BookingEdit, BookingMove};
use crate::kernel::error::{Error, Result};
use crate::kernel::period::{RepeatedHour, parse_day, parse_days_count, parse_time_range};
use crate::room::cmd::complete_room;

#[derive(Debug, Args)]
pub struct BookingEditArgs {
    #[command(flatten)]
    targets: BookingTargetArgs,
    /// New room, for a booking that has one
    #[arg(long, add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
    #[command(flatten)]
    details: BookingDetailArgs,
    #[command(flatten)]
    overrides: OverrideArgs,
}

#[derive(Debug, Args)]
pub struct BookingRescheduleArgs {
    #[command(flatten)]
    targets: BookingTargetArgs,
    /// New day; the others of a series move by as many days
    #[arg(long, value_name = "DAY", required_unless_present_any = ["by", "time", "room"])]
    date: Option<String>,
    /// Days or weeks to move by, such as 7d, -1d or 2w
    #[arg(
        long,
        value_name = "DAYS",
        conflicts_with = "date",
        allow_hyphen_values = true
    )]
    by: Option<String>,
    /// New time as START-END, such as 08:00-12:00
    #[arg(long, value_name = "TIMES")]
    time: Option<String>,
    /// Hour to take where the clocks go back and show it twice: first or second
    #[arg(long, value_name = "WHICH", hide_possible_values = true)]
    repeated_hour: Option<RepeatedHour>,
    /// New room, for a booking that has one
    #[arg(long, add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
    #[command(flatten)]
    overrides: OverrideArgs,
}

pub fn edit(args: BookingEditArgs, per_person: NamePerPerson, app: &mut App) -> Result<CommandResult> {
    let targets = args.targets.read(app, args.overrides.allow_past)?;
    let edit = BookingEdit {
        details: args.details.read(per_person, app)?,
        room: args.room,
    };
    if edit == BookingEdit::default() {
        return Err(Error::usage("no changes given")
            .hint("colab booking edit --help")
            .hint("use `colab booking reschedule` for another day or time"));
    }
    let overrides = args.overrides.into();
    change(app, &targets, "edit", |tx| {
        edit::edit(tx, &targets, &edit, &overrides)
    })
}

pub fn reschedule(args: BookingRescheduleArgs, app: &mut App) -> Result<CommandResult> {
    let targets = args.targets.read(app, args.overrides.allow_past)?;
    let today = app.today()?;
    let to = BookingMove {
        day: args
            .date
            .as_deref()
            .map(|text| parse_day(text, today))
            .transpose()?,
        by: args.by.as_deref().map(parse_days_count).transpose()?,
        time: args.time.as_deref().map(parse_time_range).transpose()?,
        room: args.room,
        repeated_hour: args.repeated_hour,
    };
    let overrides = args.overrides.into();
    change(app, &targets, "reschedule", |tx| {
        edit::reschedule(tx, &targets, &to, &overrides)
    })
}
