//! `colab client alias …` and `colab client contact …`.

use clap::{Args, Subcommand};
use clap_complete::ArgValueCompleter;

use super::complete_client;
use crate::access::app::{App, CommandResult, WorkbookArgs};
use crate::client::contact::{self, ContactChanges};
use crate::client::{alias, model};
use crate::kernel::error::{Error, Result};
use crate::output::list;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum AliasCommand {
    /// Add a spelling of a client's name
    #[command(
        after_help = "Examples:\n  colab client alias add \"Baobab Health\" Baobab\n  colab client alias add \"Baobab Health\" \"Baobab H.\" --dry-run"
    )]
    Add(AliasAddArgs),
    /// List spellings of clients' names
    #[command(
        after_help = "Examples:\n  colab client alias list\n  colab client alias list --client \"Baobab Health\" -f csv"
    )]
    #[command(visible_alias = "ls")]
    List(AliasListArgs),
    /// Remove a spelling
    ///
    /// Bookings that were written with it stay the client's.
    #[command(
        after_help = "Examples:\n  colab client alias add \"Baobab Health\" Baobab && colab client alias remove Baobab\n  colab client alias add \"Baobab Health\" Baobab --dry-run"
    )]
    Remove(AliasRemoveArgs),
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum ContactCommand {
    /// Add a contact to a client
    #[command(
        after_help = "Examples:\n  colab client contact add \"Baobab Health\" \"N. Dube\" --role accounts --email dube@baobab.example --phone 0825550100\n  colab client contact add \"Baobab Health\" \"N. Dube\" --phone 0825550100 --dry-run"
    )]
    Add(ContactAddArgs),
    /// List contacts
    #[command(
        after_help = "Examples:\n  colab client contact list\n  colab client contact list \"Baobab Health\" -f csv"
    )]
    #[command(visible_alias = "ls")]
    List(ContactListArgs),
    /// Change a contact
    #[command(
        after_help = "Examples:\n  colab client contact add \"Baobab Health\" \"N. Dube\" && colab client contact edit \"Baobab Health\" \"N. Dube\" --phone 0825550101\n  colab client contact list \"Baobab Health\""
    )]
    Edit(ContactEditArgs),
    /// Remove a contact
    #[command(
        after_help = "Examples:\n  colab client contact add \"Baobab Health\" \"N. Dube\" && colab client contact remove \"Baobab Health\" \"N. Dube\"\n  colab client contact list \"Baobab Health\""
    )]
    Remove(ContactRemoveArgs),
}

#[derive(Debug, Args)]
pub struct AliasAddArgs {
    /// Client name or another alias
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: String,
    /// Spelling to add
    alias: String,
}

#[derive(Debug, Args)]
pub struct AliasListArgs {
    /// Client name or alias
    #[arg(long, add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

#[derive(Debug, Args)]
pub struct AliasRemoveArgs {
    /// Spelling to remove, in any case and spacing
    alias: String,
}

#[derive(Debug, Args)]
pub struct ContactAddArgs {
    /// Client name or alias
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: String,
    /// Contact name
    name: String,
    #[command(flatten)]
    details: ContactDetailArgs,
}

// What `add` and `edit` set of a contact.
#[derive(Debug, Args)]
pub struct ContactDetailArgs {
    /// Role, such as accounts
    #[arg(long)]
    role: Option<String>,
    /// Contact email
    #[arg(long)]
    email: Option<String>,
    /// Contact phone
    #[arg(long)]
    phone: Option<String>,
}

#[derive(Debug, Args)]
pub struct ContactListArgs {
    /// Client name or alias
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

#[derive(Debug, Args)]
pub struct ContactEditArgs {
    /// Client name or alias
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: String,
    /// Contact name
    contact: String,
    /// New name
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    details: ContactDetailArgs,
}

#[derive(Debug, Args)]
pub struct ContactRemoveArgs {
    /// Client name or alias
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: String,
    /// Contact name
    contact: String,
}

impl ContactDetailArgs {
    fn changes(self, name: Option<String>) -> ContactChanges {
        ContactChanges {
            name,
            role: self.role,
            email: self.email,
            phone: self.phone,
        }
    }
}

/// Runs a `colab client alias` command.
pub fn run_alias(command: AliasCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        AliasCommand::Add(args) => app.write_one(|tx| alias::add(tx, &args.client, &args.alias)),
        AliasCommand::List(args) => {
            let found: Vec<model::ClientAlias> = app.read(|tx| alias::list(tx, args.client.as_deref()))?;
            Ok(list(&found).into())
        }
        AliasCommand::Remove(args) => app.write_one(|tx| alias::remove(tx, &args.alias)),
    }
}

/// Runs a `colab client contact` command.
pub fn run_contact(command: ContactCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        ContactCommand::Add(args) => {
            let details = args.details.changes(None);
            app.write_one(|tx| contact::add(tx, &args.client, &args.name, &details))
        }
        ContactCommand::List(args) => {
            let found = app.read(|tx| contact::list(tx, args.client.as_deref()))?;
            Ok(list(&found).into())
        }
        ContactCommand::Edit(args) => {
            let changes = args.details.changes(args.name);
            if changes == ContactChanges::default() {
                return Err(Error::usage("no changes given").hint("colab client contact edit --help"));
            }
            app.write_one(|tx| contact::edit(tx, &args.client, &args.contact, &changes))
        }
        ContactCommand::Remove(args) => app.write_one(|tx| contact::remove(tx, &args.client, &args.contact)),
    }
}
