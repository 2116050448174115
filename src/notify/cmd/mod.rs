//! `colab notify …`.

mod check;
mod completion;
mod failure;
mod personal;
mod read;
mod thresholds;

use clap::Subcommand;

use crate::access::app::{App, CommandResult};
use crate::kernel::error::Result;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum NotifyCommand {
    /// Check for new conditions and events; open, update and resolve notifications
    ///
    /// Finds low stock, device requests that no device can fill, late rentals and the bookings that they endanger, rentals due
    /// tomorrow, and bookings that wait too long for a room; also reports booking events. Made to run every minute: a run
    /// that finds nothing new writes nothing, and prints nothing with --quiet.
    #[command(
        after_help = "Examples:\n  colab notify check\n  colab notify check --quiet\n  colab notify check --dry-run -f json"
    )]
    Check,
    /// List notifications addressed to your role or name; for an admin, all of them
    #[command(
        after_help = "Examples:\n  colab notify list --unread\n  colab notify list --open --type low_stock -f json\n  colab notify list --sort severity --limit 20"
    )]
    #[command(visible_alias = "ls")]
    List(read::NotificationListArgs),
    /// Show one notification
    #[command(after_help = "Examples:\n  colab notify show 12\n  colab notify show 12 -f json")]
    Show(read::ShowArgs),
    /// Send unread notifications as one digest per person, by mail, webhook or standard output
    ///
    /// A digest holds the notifications that are addressed to the person's role or name, are neither read nor snoozed, and
    /// were not sent by the same channel before. This machine configures the channels: COLAB_SMTP_HOST, COLAB_SMTP_PORT,
    /// COLAB_SMTP_SECURITY (starttls, tls or none), COLAB_SMTP_USER, COLAB_SMTP_PASSWORD; COLAB_WEBHOOK_URL,
    /// COLAB_WEBHOOK_SECRET, COLAB_WEBHOOK_SECURITY (tls or none); COLAB_NOTIFY_TEMPLATES, a folder with subject.txt,
    /// digest.txt, digest.html or webhook.json; COLAB_NOTIFY_TIMEOUT, seconds for one digest; or the same names in lower
    /// case in config.toml. Settings of the site are mail_from, quiet_hours, quiet_days, quiet_lets_alerts_pass and
    /// send_max_attempts.
    ///
    /// Temporary failures are retried by a later run: after a minute, doubling up to six hours. Exits with 8 when a digest
    /// was not sent. Several runs may overlap. A killed run loses nothing; if the mail server accepted a digest before the
    /// run recorded it, the digest is sent again when its claim ends, with the same Message-ID (mail) or Idempotency-Key
    /// (webhook).
    ///
    /// A webhook is signed: Colab-Signature is `v1=` and the hex of HMAC-SHA256, under the shared secret, over
    /// Colab-Timestamp, a full stop and the body.
    #[command(
        after_help = "Examples:\n  colab notify send --quiet\n  colab notify send --dry-run --now\n  colab notify send --channel stdout --to thandi -f json"
    )]
    Send(crate::notify::send::cmd::SendArgs),
    /// Send the admins a notification of a failed job, at once
    ///
    /// The packaged units run it by OnFailure=. The admins get a notification, which goes out at once, also in quiet hours. Where
    /// the database cannot be used, a mail to COLAB_ALERT_MAIL and the webhook tell of the failure directly.
    #[command(
        after_help = "Examples:\n  colab notify failure --unit colab-backup.service\n  colab notify failure --unit colab-backup.service --result \"exit-code 7\""
    )]
    Failure(failure::FailureArgs),
    /// Send clients what they are to know of their bookings and returns, by mail
    ///
    /// Off until `colab config set client_messages on`; what was changed before that is never told. A booking that is confirmed,
    /// changed or cancelled is one message, message_delay_minutes after the last change, with an event for calendar programs
    /// (.ics); a return is one two days before its day and one when that is over. What goes is decided when it is sent, by what the
    /// client was told last: ten changes are one mail, and a change that was taken back none. Imports, undo, restores, demo data
    /// and bookings in the past tell nobody without --tell-clients.
    ///
    /// A mail goes to the contact of the booking or rental, else to the client's first contact with an address, else to where its
    /// invoices go; without any the message waits, and the run says so. It is written in the client's language, else in the
    /// setting language; a site's own texts stand in COLAB_NOTIFY_TEMPLATES as client_confirmation.en.txt and so on, the subject on
    /// the first line. One run sends at most client_messages_max messages without --yes. Mail server, quiet times and retries are
    /// those of `notify send`. Exits with 8 when a message was not sent.
    #[command(
        after_help = "Examples:\n  colab notify clients --dry-run\n  colab notify clients --quiet\n  colab notify clients --limit 10 --now -f json"
    )]
    Clients(crate::notify::clients::cmd::ClientsArgs),
    /// List messages to clients: what was sent, what waits, and what was not to be told
    #[command(
        after_help = "Examples:\n  colab notify messages\n  colab notify messages --state queued -f json\n  colab notify messages --booking 17"
    )]
    Messages(crate::notify::clients::cmd::MessagesArgs),
    /// List or set which messages a client does not want
    ///
    /// Kinds are confirmation, change, cancellation, return_soon and return_late.
    #[command(
        after_help = "Examples:\n  colab notify optout\n  colab notify optout \"Baobab Health\" change return_soon\n  colab notify optout \"Baobab Health\" change --remove"
    )]
    Optout(crate::notify::clients::cmd::OptoutArgs),
    /// Mark notifications as read, for yourself alone
    #[command(
        after_help = "Examples:\n  colab notify read 12 13\n  colab notify read --all\n  colab notify list --unread --type booking_confirmed --fields id -f tsv | colab notify read -"
    )]
    Read(personal::ReadArgs),
    /// Acknowledge notifications, for yourself alone; they count as read
    #[command(after_help = "Examples:\n  colab notify ack 12\n  colab notify ack 12 13 -f json")]
    Ack(personal::AckArgs),
    /// Snooze notifications, for yourself alone; they come back unread
    #[command(
        after_help = "Examples:\n  colab notify snooze 12 --until tomorrow\n  colab notify snooze 12 13 --until +3d"
    )]
    Snooze(personal::SnoozeArgs),
    /// Show the thresholds of low stock, or set those of a category
    ///
    /// The site's thresholds are settings: stock_warn_percent, stock_alert_percent, stock_warn_count.
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
        NotifyCommand::Failure(args) => failure::run(args, app),
        NotifyCommand::Clients(args) => crate::notify::clients::cmd::run(&args, app),
        NotifyCommand::Messages(args) => crate::notify::clients::cmd::list_messages(args, app),
        NotifyCommand::Optout(args) => crate::notify::clients::cmd::opt_out(&args, app),
        NotifyCommand::Read(args) => personal::read(&args, app),
        NotifyCommand::Ack(args) => personal::acknowledge(&args, app),
        NotifyCommand::Snooze(args) => personal::snooze(&args, app),
        NotifyCommand::Thresholds(args) => thresholds::run(&args, app),
    }
}
