//! `colab booking …`, and what `colab room …` says of bookings.

mod calendar;
mod catering;
mod create;
mod read;

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
    /// Show a month or a week, days down and rooms across, or write it as HTML, iCalendar or a workbook
    #[command(
        after_help = "Examples:\n  colab booking calendar --month 2026-03 -o march.html\n  colab booking calendar --week next --room Focus --room Growth\n  colab booking calendar --month 2026-01..2026-12 -o schedule.xlsx"
    )]
    Calendar(calendar::CalendarArgs),
    /// Show what the kitchen prepares on a day or in a week
    #[command(
        after_help = "Examples:\n  colab booking catering --date 2026-03-02 -f json\n  colab booking catering --date tomorrow\n  colab booking catering --week next -f csv"
    )]
    Catering(catering::CateringArgs),
}

pub fn run(command: BookingCommand, app: &mut App) -> Result<Done> {
    match command {
        BookingCommand::Create(args) => create::run(*args, app),
        BookingCommand::List(args) => read::list_bookings(args, app),
        BookingCommand::Show(args) => read::show(&args, app),
        BookingCommand::Calendar(args) => calendar::run(&args, app),
        BookingCommand::Catering(args) => catering::run(&args, app),
    }
}
