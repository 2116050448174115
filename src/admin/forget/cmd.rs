//! `colab client forget`.

use clap::{Args, Subcommand};
use clap_complete::ArgValueCompleter;

use super::service;
use crate::access::app::{App, CommandResult};
use crate::client::cmd::complete_client;
use crate::kernel::error::Result;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum ForgetCommand {
    /// Blank a client's name, contacts and phones everywhere
    ///
    /// In records, messages, the history and the values beside the audit log's chain, which still fits. Costings keep the name
    /// that they were made with, and backups what they have. Invoices and payments keep it for the years of the setting
    /// keep_invoices_years; given again after that, the command blanks them. It cannot be undone.
    #[command(
        after_help = "Examples:\n  colab client forget \"Baobab Health\" --reason \"asked for it on 3 March\" --dry-run\n  colab client forget \"Baobab Health\" --reason \"asked for it on 3 March\" --yes"
    )]
    Forget(ClientForgetArgs),
}

#[derive(Debug, Args)]
pub struct ClientForgetArgs {
    /// Client name or alias
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: String,
    /// Reason, such as the client's request
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// Runs `colab client forget`.
pub fn run(command: ForgetCommand, app: &mut App) -> Result<CommandResult> {
    let ForgetCommand::Forget(args) = command;
    if !app.manner.dry_run {
        app.prompt().agree(&format!("forget {} for good", args.client))?;
    }
    app.write_one(|tx| service::forget(tx, &args.client, &args.reason))
}
