//! `colab notify …`.

mod check;
mod personal;
mod read;
mod thresholds;

use clap::Subcommand;
use clap_complete::CompletionCandidate;

use super::service::{self, ListFilter};
use crate::access::app::{App, CommandResult};
use crate::access::completion::candidates;
use crate::kernel::error::Result;

/// Numbers that a shell offers at most.
const OFFERED: usize = 200;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
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
    /// Send what is unread: one digest a person, by mail, webhook or standard output
    ///
    /// A digest holds what is addressed to the person's role or name, is neither read nor put off, and has not gone the
    /// same way before. Where and how is configured on this machine (COLAB_SMTP_HOST, COLAB_SMTP_PORT, COLAB_SMTP_SECURITY
    /// starttls|tls|none, COLAB_SMTP_USER, COLAB_SMTP_PASSWORD; COLAB_WEBHOOK_URL, COLAB_WEBHOOK_SECRET;
    /// COLAB_NOTIFY_TEMPLATES, a folder with subject.txt, digest.txt, digest.html or webhook.json; COLAB_NOTIFY_TIMEOUT,
    /// seconds for one digest; or the same words in small letters in config.toml). Who sends and when is a setting of the
    /// site: mail_from, quiet_hours, quiet_days, quiet_lets_alerts_pass, send_max_attempts.
    ///
    /// What is refused for now is tried again by a later run: after a minute, doubling up to six hours. Ends with 8 when
    /// something was not sent. Any number may run at once. A run that is killed loses nothing; a digest that the mail
    /// server took and that was not yet written down as sent goes out again, with the same Message-ID (mail) or
    /// Idempotency-Key (webhook), when its claim has ended.
    ///
    /// A webhook is signed: Colab-Signature is `v1=` and the hex of HMAC-SHA256, under the shared secret, over
    /// Colab-Timestamp, a full stop and the body.
    #[command(
        after_help = "Examples:\n  colab notify send --quiet\n  colab notify send --dry-run --now\n  colab notify send --channel stdout --to thandi -f json"
    )]
    Send(crate::notify::send::cmd::SendArgs),
    /// Mark notifications as read, for yourself alone
    #[command(
        after_help = "Examples:\n  colab notify read 12 13\n  colab notify read --all\n  colab notify list --unread --type booking_confirmed --fields id -f tsv | tail -n +2 | colab notify read -"
    )]
    Read(personal::ReadArgs),
    /// Acknowledge notifications, for yourself alone; they count as read
    #[command(after_help = "Examples:\n  colab notify ack 12\n  colab notify ack 12 13 -f json")]
    Ack(personal::AckArgs),
    /// Snooze notifications, for yourself alone; they come back unread
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

pub fn run(command: NotifyCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        NotifyCommand::Check => check::run(app),
        NotifyCommand::List(args) => read::list_notifications(args, app),
        NotifyCommand::Show(args) => read::show(&args, app),
        NotifyCommand::Send(args) => crate::notify::send::cmd::run(args, app),
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
