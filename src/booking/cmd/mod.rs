//! `colab booking …`, and what `colab room …` says of bookings.

mod calendar;
mod catering;
mod create;
mod details;
mod edit;
mod query_args;
mod read;
mod room_changes;
mod room_use;
mod steps;
mod suggest;
mod targets;

pub use room_changes::{RoomChangeCommand, run as run_room_change};
pub use room_use::{RoomUseCommand, run as run_room_use};

pub use targets::complete_booking;

use clap::Subcommand;

use crate::access::app::{App, CommandResult};
use crate::kernel::error::Result;

#[derive(Debug, Subcommand)]
pub enum BookingCommand {
    /// Book rooms, or ask for one: for a day, several days, a series, or exact segments
    #[command(
        after_help = "Examples:\n  colab booking create --client \"Baobab Health\" --date 2026-03-02 --learners 25 --facilitators 1 --devices 18 --device-type laptops\n  colab booking create --client Umoya --room Focus --date tomorrow --time 08:00-12:00 --learners 40\n  colab booking create --client Kopano --room Focus --date 2026-04-06 --repeat \"FREQ=WEEKLY;COUNT=6\" --learners 8"
    )]
    Create(Box<create::BookingCreateArgs>),
    /// List bookings
    #[command(
        after_help = "Examples:\n  colab booking list --status pending --from 2026-03-01 --to 2026-03-31 -f json\n  colab booking list --room Excellence --from today\n  colab booking list --client umoya --fields id,starts_at,room -f csv"
    )]
    List(read::BookingListArgs),
    /// Show one booking with its requests and its history
    #[command(after_help = "Examples:\n  colab booking show 17\n  colab booking show 17 -f json")]
    Show(read::BookingShowArgs),
    /// Change what bookings say: one, the rest of its series, or all of it
    #[command(
        after_help = "Examples:\n  colab booking edit 17 --learners 30 --facilitators 2\n  colab booking edit 17 --rest --room Growth --dry-run\n  colab booking edit 17 --lunch in_house --catering-notes \"two vegetarians\""
    )]
    Edit(Box<edit::BookingEditArgs>),
    /// Give pending bookings a room
    #[command(
        after_help = "Examples:\n  colab booking assign 17 --room Excellence\n  colab booking assign 17 18 --room Focus --notes ok\n  colab booking assign 17 --room Focus --displace --reason \"board meeting\""
    )]
    Assign(Box<steps::BookingAssignArgs>),
    /// Take the room away again: back to pending
    #[command(after_help = "Examples:\n  colab booking unassign 17\n  colab booking unassign 17 --series")]
    Unassign(steps::BookingNotesArgs),
    /// Confirm bookings that have a room, or ask for devices alone
    #[command(
        after_help = "Examples:\n  colab booking confirm 17\n  colab booking list --status room_assigned --fields id -f tsv | tail -n +2 | colab booking confirm -"
    )]
    Confirm(steps::BookingNotesArgs),
    /// Turn pending bookings down
    #[command(
        after_help = "Examples:\n  colab booking reject 17 --reason \"no room that week\"\n  colab booking reject 17 --series --reason \"no trainer\""
    )]
    Reject(steps::BookingRejectArgs),
    /// Move bookings to another day, time or room
    #[command(
        after_help = "Examples:\n  colab booking reschedule 17 --date 2026-03-09\n  colab booking reschedule 17 --time 13:00-16:30\n  colab booking reschedule 17 --rest --by 7d --dry-run"
    )]
    Reschedule(Box<edit::BookingRescheduleArgs>),
    /// Cancel one booking, the rest of its series, or all of it
    #[command(
        after_help = "Examples:\n  colab booking cancel 17 --reason \"client moved\"\n  colab booking cancel 17 --rest\n  colab booking cancel 17 --series --reason \"contract ended\""
    )]
    Cancel(steps::BookingReasonArgs),
    /// The client is here
    #[command(
        name = "check-in",
        after_help = "Examples:\n  colab booking check-in 17\n  colab booking check-in 17 18"
    )]
    CheckIn(steps::BookingStepArgs),
    /// The client has left: completed
    #[command(
        name = "check-out",
        after_help = "Examples:\n  colab booking check-out 17\n  colab booking check-out 17 18"
    )]
    CheckOut(steps::BookingStepArgs),
    /// The client did not come
    #[command(
        name = "no-show",
        after_help = "Examples:\n  colab booking no-show 17\n  colab booking no-show 17 --reason \"no answer on the phone\""
    )]
    NoShow(steps::BookingReasonArgs),
    /// Show a month or a week, days down and rooms across, or write it as HTML, iCalendar or a workbook
    #[command(
        after_help = "Examples:\n  colab booking calendar --month 2026-03 -o march.html\n  colab booking calendar --week next --room Focus --room Growth\n  colab booking calendar --month 2026-01..2026-12 -o schedule.xlsx"
    )]
    Calendar(calendar::BookingCalendarArgs),
    /// Find free rooms that fit a booking or a wish, best first, or the nearest free times
    #[command(
        after_help = "Examples:\n  colab booking suggest 17\n  colab booking suggest --date 2026-03-02 --time 08:00-12:00 --learners 25 --facilitators 1 --amenity projector\n  colab booking suggest --date tomorrow --people 40 --room Excellence -f json"
    )]
    Suggest(suggest::BookingSuggestArgs),
    /// Show what is in the way of a booking or a wish; without one, what is to come and cannot be as it stands
    #[command(
        after_help = "Examples:\n  colab booking conflicts\n  colab booking conflicts --room Focus --date 2026-03-02 --time 08:00-12:00\n  colab booking conflicts --from today --to +30d --exit-code -f json"
    )]
    Conflicts(suggest::BookingConflictsArgs),
    /// Show what the kitchen prepares on a day or in a week
    #[command(
        after_help = "Examples:\n  colab booking catering --date 2026-03-02 -f json\n  colab booking catering --date tomorrow\n  colab booking catering --week next -f csv"
    )]
    Catering(catering::BookingCateringArgs),
}

pub fn run(command: BookingCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        BookingCommand::Create(args) => create::run(*args, app),
        BookingCommand::List(args) => read::list_bookings(args, app),
        BookingCommand::Show(args) => read::show(&args, app),
        BookingCommand::Edit(args) => edit::edit(*args, app),
        BookingCommand::Assign(args) => steps::assign(*args, app),
        BookingCommand::Unassign(args) => steps::unassign(&args, app),
        BookingCommand::Confirm(args) => steps::confirm(&args, app),
        BookingCommand::Reject(args) => steps::reject(&args, app),
        BookingCommand::Reschedule(args) => edit::reschedule(*args, app),
        BookingCommand::Cancel(args) => steps::cancel(&args, app),
        BookingCommand::CheckIn(args) => steps::check_in(&args, app),
        BookingCommand::CheckOut(args) => steps::check_out(&args, app),
        BookingCommand::NoShow(args) => steps::no_show(&args, app),
        BookingCommand::Calendar(args) => calendar::run(&args, app),
        BookingCommand::Suggest(args) => suggest::suggest(args, app),
        BookingCommand::Conflicts(args) => suggest::conflicts(args, app),
        BookingCommand::Catering(args) => catering::run(&args, app),
    }
}
