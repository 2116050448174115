//! `colab notify …`.

mod check;
mod personal;
mod read;
mod thresholds;

use clap::Subcommand;
use clap_complete::CompletionCandidate;

use super::service::{self, ListFilter};
use crate::app::{App, Done};
use crate::completion::candidates;
use crate::error::Result;

/// Numbers that a shell offers at most.
const OFFERED: usize = 200;

#[derive(Debug, Subcommand)]
pub enum NotifyCommand {
    /// Find what somebody should know: open what holds, update it, resolve what is over
    ///
    /// Looks for stock that runs low, requests for devices that nothing could fill, rentals that are late or due tomorrow and
    /// the bookings that they endanger, bookings that wait too long for a room; and passes on what has happened to bookings.
    /// Made to be run every minute: a run that finds nothing new writes nothing, and prints nothing with --quiet.
    #[command(
        after_help = "Examples:\n  colab notify check\n  colab notify check --quiet\n  colab notify check --dry-run -f json"
    )]
    Check,
    /// List what is addressed to your role or name; to an admin, all there is
    #[command(
        after_help = "Examples:\n  colab notify list --unread\n  colab notify list --open --type low_stock -f json\n  colab notify list --sort severity --limit 20"
    )]
    List(read::ListArgs),
    /// Show one notification
    #[command(after_help = "Examples:\n  colab notify show 12\n  colab notify show 12 -f json")]
    Show(read::ShowArgs),
    /// Mark notifications as read, for yourself alone
    #[command(
        after_help = "Examples:\n  colab notify read 12 13\n  colab notify read --all\n  colab notify list --unread --type booking_confirmed --fields id -f tsv | tail -n +2 | colab notify read -"
    )]
    Read(personal::ReadArgs),
    /// Say that you take care of it; it counts as read, for yourself alone
    #[command(after_help = "Examples:\n  colab notify ack 12\n  colab notify ack 12 13 -f json")]
    Ack(personal::AckArgs),
    /// Put notifications off, for yourself alone; they come back unread
    #[command(
        after_help = "Examples:\n  colab notify snooze 12 --until tomorrow\n  colab notify snooze 12 13 --until 2026-03-02T08:00"
    )]
    Snooze(personal::SnoozeArgs),
    /// Show from where on stock is low, or give a category figures of its own
    ///
    /// The site's figures are settings: stock_warn_percent, stock_alert_percent, stock_warn_count.
    #[command(
        after_help = "Examples:\n  colab notify thresholds\n  colab notify thresholds --category Laptop --warn-percent 30 --warn-count 8\n  colab notify thresholds --category Laptop --clear"
    )]
    Thresholds(thresholds::ThresholdsArgs),
}

pub fn run(command: NotifyCommand, app: &mut App) -> Result<Done> {
    match command {
        NotifyCommand::Check => check::run(app),
        NotifyCommand::List(args) => read::list_notifications(args, app),
        NotifyCommand::Show(args) => read::show(&args, app),
        NotifyCommand::Read(args) => personal::read(&args, app),
        NotifyCommand::Ack(args) => personal::acknowledge(&args, app),
        NotifyCommand::Snooze(args) => personal::snooze(&args, app),
        NotifyCommand::Thresholds(args) => thresholds::run(&args, app),
    }
}

/// Numbers of notifications for a shell's completion, the newest first.
pub fn complete_notification(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let filter = ListFilter {
            limit: Some(OFFERED),
            ..ListFilter::default()
        };
        let found = app.read(|tx| service::list(tx, &filter))?;
        Ok(found.iter().map(|one| one.row.id.to_string()).collect())
    })
}
