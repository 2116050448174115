//! `colab client forget`.

use clap::{Args, Subcommand};
use clap_complete::ArgValueCompleter;

use super::service::{self, ForgottenClient};
use crate::access::app::{App, CommandResult};
use crate::client::cmd::complete_client;
use crate::kernel::error::Result;
use crate::output::one;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum ForgetCommand {
    /// Blank a client's name, contacts and phones everywhere
    ///
    /// In records, messages, imports, quotes, the history and the values beside the audit log's chain, which still fits. Notes
    /// that name the client are listed with the commands that change them; --texts blanks these too, but not what the audit
    /// log told of them. Costings keep the name that they were made with, reasons of costings, write-offs and months and notes
    /// of prices and devices what was written, and backups what they have. Invoices and payments keep it for the years of the
    /// setting keep_invoices_years; given again after that, the command blanks them. Files of its bookings and rentals, and of
    /// invoices that are blanked, are deleted. With --texts the index of the vault is blanked too, and stays so while a file is the
    /// same; the file itself is nobody's to change here: remove it from the vault. It cannot be undone.
    #[command(
        after_help = "Examples:\n  colab client forget \"Baobab Health\" --reason \"asked for it on 3 March\" --dry-run\n  colab client forget \"Baobab Health\" --reason \"asked for it on 3 March\" --texts --yes"
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
    /// Blank it in notes and messages too, also in those about others
    #[arg(long)]
    texts: bool,
}

/// Texts that are named one by one.
const NAMED: usize = 5;

/// Runs `colab client forget`.
pub fn run(command: ForgetCommand, app: &mut App) -> Result<CommandResult> {
    let ForgetCommand::Forget(args) = command;
    if !app.manner.dry_run {
        app.prompt().agree(&format!("forget {} for good", args.client))?;
    }
    app.view.check_fields::<ForgottenClient>()?;
    let done = app.write(|tx| service::forget(tx, &args.client, &args.reason, args.texts))?;
    if !done.left_texts.is_empty() {
        let mut commands = done.left_texts.clone();
        commands.truncate(NAMED);
        let what = if done.left_texts.len() == 1 {
            "1 text still names".to_owned()
        } else {
            format!("{} texts still name", done.left_texts.len())
        };
        if app.manner.dry_run {
            commands.push("or blank all by --texts".to_owned());
        }
        app.note(&format!("{what} the client: {}", commands.join("; ")));
    }
    if args.texts && !done.vault_files.is_empty() {
        let files = done.vault_files.join(", ");
        app.note(&format!(
            "files of the vault still name the client, and a changed one is read again: remove {files}"
        ));
    }
    Ok(one(&done).into())
}
