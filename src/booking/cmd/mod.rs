//! `colab booking …`, and the verbs of `colab room` that need bookings.

mod blocks;
mod calendar;
mod catering;
mod create;
mod demand;
mod details;
mod edit;
mod managers;
mod query_args;
mod read;
mod room_changes;
mod room_use;
mod steps;
mod suggest;
mod targets;

pub use blocks::{ClosedDayCommand, RoomBlockCommand, run_closed_days, run_room_blocks};
pub use managers::{RoleGrantCommand, run as run_role_grants};
pub use room_changes::{RoomChangeCommand, run as run_room_change};
pub use room_use::{RoomUseCommand, run as run_room_use};

pub use targets::{complete_booking, complete_client};

use clap::Subcommand;

use self::details::NamePerPerson;
use crate::access::app::{App, CommandResult};
use crate::booking::FindMoreConflicts;
use crate::kernel::error::Result;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum BookingCommand {
    /// Create bookings for a day, several days, a series or exact segments
    #[command(
        after_help = "Examples:\n  colab booking create --client \"Baobab Health\" --date tomorrow --learners 25 --facilitators 1 --devices 18 --device-type laptops\n  colab booking create --client Umoya --room Focus --date tomorrow --time 08:00-12:00 --learners 40\n  colab booking create --client Kopano --room Vision --date +28d --repeat \"FREQ=WEEKLY;COUNT=6\" --learners 8"
    )]
    Create(Box<create::BookingCreateArgs>),
    /// List bookings
    #[command(
        after_help = "Examples:\n  colab booking list --status pending --from 2026-03-01 --to 2026-03-31 -f json\n  colab booking list --room Excellence --from today\n  colab booking list --client umoya --fields id,starts_at,room -f csv"
    )]
    #[command(visible_alias = "ls")]
    List(read::BookingListArgs),
    /// Show one booking with its device requests and its history
    #[command(after_help = "Examples:\n  colab booking show 17\n  colab booking show 17 -f json")]
    Show(read::BookingShowArgs),
    /// Change the details of bookings
    #[command(
        after_help = "Examples:\n  colab booking edit 17 --learners 30 --facilitators 2\n  colab booking edit 21 --rest --room Focus --dry-run\n  colab booking edit 17 --lunch in_house --catering-notes \"two vegetarians\""
    )]
    Edit(Box<edit::BookingEditArgs>),
    /// Assign a room to pending bookings
    #[command(
        after_help = "Examples:\n  colab booking assign 17 --room Excellence\n  colab booking assign 17 18 --room Focus --notes ok\n  colab booking assign 17 --room Focus --displace --reason \"board meeting\""
    )]
    Assign(Box<steps::BookingAssignArgs>),
    /// Release the room and return bookings to pending
    #[command(
        after_help = "Examples:\n  colab booking unassign 20\n  colab booking unassign 21 --reason \"leak in the roof\"\n  colab booking unassign 21 --series --reason \"flooded\""
    )]
    Unassign(steps::BookingUnassignArgs),
    /// Confirm bookings that have a room or need devices only
    #[command(
        after_help = "Examples:\n  colab booking confirm 20\n  colab booking list --status room_assigned --fields id -f tsv | colab booking confirm -"
    )]
    Confirm(steps::BookingNotesArgs),
    /// Reject pending bookings
    #[command(
        after_help = "Examples:\n  colab booking reject 17 --reason \"no room that week\"\n  colab booking reject 17 --series --reason \"no trainer\""
    )]
    Reject(steps::BookingRejectArgs),
    /// Move bookings to another day, time or room
    #[command(
        after_help = "Examples:\n  colab booking reschedule 17 --date +14d\n  colab booking reschedule 17 --time 13:00-16:30\n  colab booking reschedule 17 --rest --by 7d --dry-run"
    )]
    #[command(visible_alias = "move")]
    Reschedule(Box<edit::BookingRescheduleArgs>),
    /// Cancel bookings
    #[command(
        after_help = "Examples:\n  colab booking cancel 17 --reason \"client moved\"\n  colab booking cancel 17 --rest\n  colab booking cancel 17 --series --reason \"contract ended\""
    )]
    Cancel(steps::BookingCancelArgs),
    /// Check a booking in
    #[command(
        name = "check-in",
        after_help = "Examples:\n  colab booking check-in 24\n  colab booking check-in 24 25"
    )]
    CheckIn(steps::BookingStepArgs),
    /// Check a booking out
    #[command(
        name = "check-out",
        after_help = "Examples:\n  colab booking check-out 26\n  colab booking check-out 26 27"
    )]
    CheckOut(steps::BookingStepArgs),
    /// Mark a booking as a no-show
    #[command(
        name = "no-show",
        after_help = "Examples:\n  colab booking no-show 24\n  colab booking no-show 25 --reason \"no answer on the phone\""
    )]
    NoShow(steps::BookingReasonArgs),
    /// Reopen bookings: take a check-in, check-out or no-show back
    ///
    /// What is completed is checked in again; what is checked in, or a no-show, is confirmed again. A no-show whose room is
    /// taken by now waits for a room.
    #[command(
        after_help = "Examples:\n  colab booking reopen 28\n  colab booking reopen 28 29 --reason \"wrong number\""
    )]
    Reopen(steps::BookingReasonArgs),
    /// Show the calendar of a month or week, or write it as HTML, iCalendar or a workbook
    #[command(
        after_help = "Examples:\n  colab booking calendar --month 2026-03 -o march.html\n  colab booking calendar --week next --room Focus --room Growth\n  colab booking calendar --month 2026-01..2026-12 -o schedule.xlsx"
    )]
    Calendar(calendar::BookingCalendarArgs),
    /// Suggest free rooms for a booking or a proposed time, best first
    #[command(
        after_help = "Examples:\n  colab booking suggest 17\n  colab booking suggest --date 2026-03-02 --time 08:00-12:00 --learners 25 --facilitators 1 --amenity projector\n  colab booking suggest --date tomorrow --people 40 --room Excellence -f json"
    )]
    Suggest(suggest::BookingSuggestArgs),
    /// List what conflicts with a booking or a proposed time; without arguments, all upcoming conflicts
    #[command(
        after_help = "Examples:\n  colab booking conflicts\n  colab booking conflicts --room Focus --date 2026-03-02 --time 08:00-12:00\n  colab booking conflicts --from today --to +30d --exit-code -f json"
    )]
    Conflicts(suggest::BookingConflictsArgs),
    /// Show the catering of a day or a week
    #[command(
        after_help = "Examples:\n  colab booking catering --date 2026-03-02 -f json\n  colab booking catering --date tomorrow\n  colab booking catering --week next -f csv"
    )]
    Catering(catering::BookingCateringArgs),
    /// List who wanted a room and got none, or count that: refused, rejected or found nothing free
    ///
    /// A client's wish for a period is counted once a day. What is older than two years is deleted; the setting
    /// demand_recorded turns it off.
    #[command(
        after_help = "Examples:\n  colab booking demand --from 2026-03-01 --to 2026-03-31\n  colab booking demand --month this --by reason --total\n  colab booking demand --by room -f csv"
    )]
    Demand(demand::BookingDemandArgs),
    /// Manage the waiting list: who is told first when a room becomes free
    #[command(subcommand)]
    Waiting(demand::BookingWaitingCommand),
}

/// Runs a `colab booking` command; `conflicts` also lists what `more_conflicts` finds.
pub fn run(
    command: BookingCommand,
    more_conflicts: FindMoreConflicts,
    per_person: NamePerPerson,
    app: &mut App,
) -> Result<CommandResult> {
    match command {
        BookingCommand::Create(args) => create::run(*args, per_person, app),
        BookingCommand::List(args) => read::list_bookings(args, app),
        BookingCommand::Show(args) => read::show(&args, app),
        BookingCommand::Edit(args) => edit::edit(*args, per_person, app),
        BookingCommand::Assign(args) => steps::assign(*args, app),
        BookingCommand::Unassign(args) => steps::unassign(&args, app),
        BookingCommand::Confirm(args) => steps::confirm(&args, app),
        BookingCommand::Reject(args) => steps::reject(&args, app),
        BookingCommand::Reschedule(args) => edit::reschedule(*args, app),
        BookingCommand::Cancel(args) => steps::cancel(&args, app),
        BookingCommand::CheckIn(args) => steps::check_in(&args, app),
        BookingCommand::CheckOut(args) => steps::check_out(&args, app),
        BookingCommand::NoShow(args) => steps::no_show(&args, app),
        BookingCommand::Reopen(args) => steps::reopen(&args, app),
        BookingCommand::Calendar(args) => calendar::run(&args, app),
        BookingCommand::Suggest(args) => suggest::suggest(args, app),
        BookingCommand::Conflicts(args) => suggest::conflicts(args, more_conflicts, app),
        BookingCommand::Catering(args) => catering::run(&args, app),
        BookingCommand::Demand(args) => demand::demand(&args, app),
        BookingCommand::Waiting(command) => demand::waiting(command, app),
    }
}
