//! `colab notify …`.

mod read;

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
        after_help = "Examples:\n  colab notify check --quiet && colab notify send --quiet\n  colab notify send --dry-run --now\n  colab notify send --channel stdout --to thandi -f json"
    )]
    Send(crate::notify::send::cmd::SendArgs),
}

pub fn run(command: NotifyCommand, app: &mut App) -> Result<Done> {
    match command {
        NotifyCommand::List(args) => read::list_notifications(args, app),
        NotifyCommand::Show(args) => read::show(&args, app),
        NotifyCommand::Send(args) => crate::notify::send::cmd::run(args, app),
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
