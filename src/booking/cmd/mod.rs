//! `colab booking …`, and what `colab room …` says of bookings.

mod calendar;
mod create;
mod read;
mod rooms;
mod suggest;
mod wishes;

pub use rooms::{RoomUse, run as run_room_use};

use clap::Subcommand;

use crate::app::{App, Done};
use crate::error::Result;

#[derive(Debug, Subcommand)]
pub enum BookingCommand {
    /// Book a room for a day, or ask for one
    #[command(
        after_help = "Examples:\n  colab booking create --client \"Baobab Health\" --date 2026-03-02 --learners 25 --facilitators 1 --devices 18 --device-type laptops\n  colab booking create --client Umoya --room Focus --date tomorrow --time 08:00-12:00 --learners 40\n  colab booking create --client Siyaya --room \"Success 10\" --date 2026-03-02 --long-term --dry-run"
    )]
    Create(Box<create::CreateArgs>),
    /// List bookings
    #[command(
        after_help = "Examples:\n  colab booking list --status pending --from 2026-03-01 --to 2026-03-31 -f json\n  colab booking list --room Excellence --from today\n  colab booking list --client umoya --fields id,starts_at,room -f csv"
    )]
    List(read::ListArgs),
    /// Show one booking with its requests and its history
    #[command(after_help = "Examples:\n  colab booking show 17\n  colab booking show 17 -f json")]
    Show(read::ShowArgs),
    /// Show a month: days down, rooms across
    #[command(
        after_help = "Examples:\n  colab booking calendar --month 2026-03\n  colab booking calendar --all -f json\n  colab booking calendar --month next --fields date,room,headcount -f csv"
    )]
    Calendar(calendar::CalendarArgs),
    /// Find free rooms that fit a booking or a wish, best first, or the nearest free times
    #[command(
        after_help = "Examples:\n  colab booking suggest 17\n  colab booking suggest --date 2026-03-02 --time 08:00-12:00 --learners 25 --facilitators 1 --amenity projector\n  colab booking suggest --date tomorrow --people 40 --room Excellence -f json"
    )]
    Suggest(suggest::SuggestArgs),
    /// Show what is in the way of a booking or a wish; without one, what is to come and cannot be as it stands
    #[command(
        after_help = "Examples:\n  colab booking conflicts\n  colab booking conflicts --room Focus --date 2026-03-02 --time 08:00-12:00\n  colab booking conflicts --from today --to +30d --exit-code -f json"
    )]
    Conflicts(suggest::ConflictsArgs),
}

pub fn run(command: BookingCommand, app: &mut App) -> Result<Done> {
    match command {
        BookingCommand::Create(args) => create::run(*args, app),
        BookingCommand::List(args) => read::list_bookings(args, app),
        BookingCommand::Show(args) => read::show(&args, app),
        BookingCommand::Calendar(args) => calendar::run(&args, app),
        BookingCommand::Suggest(args) => suggest::suggest(args, app),
        BookingCommand::Conflicts(args) => suggest::conflicts(args, app),
    }
}
