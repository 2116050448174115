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
}

pub fn run(command: NotifyCommand, app: &mut App) -> Result<Done> {
    match command {
        NotifyCommand::List(args) => read::list_notifications(args, app),
        NotifyCommand::Show(args) => read::show(&args, app),
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
