//! `colab client alias …` and `colab client contact …`.

use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::complete::complete_client;
use crate::access::app::{App, CommandResult, ListArgs};
use crate::access::completion::candidates;
use crate::client::contact::{self, ContactChanges};
use crate::client::{alias, model};
use crate::kernel::error::{Error, Result};
use crate::output::list;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum ClientAliasCommand {
    /// Add a spelling of a client's name
    #[command(
        after_help = "Examples:\n  colab client alias add \"Baobab Health\" Baobab\n  colab client alias add \"Baobab Health\" \"Baobab H.\" --dry-run"
    )]
    Add(ClientAliasAddArgs),
    /// List spellings of clients' names
    #[command(
        after_help = "Examples:\n  colab client alias list\n  colab client alias list --client \"Baobab Health\" -f csv"
    )]
    #[command(visible_alias = "ls")]
    List(ClientAliasListArgs),
    /// Remove a spelling
    ///
    /// Bookings that were written with it stay the client's.
    #[command(
        after_help = "Examples:\n  colab client alias add \"Baobab Health\" Baobab && colab client alias remove Baobab\n  colab client alias add \"Baobab Health\" Baobab --dry-run"
    )]
    Remove(ClientAliasRemoveArgs),
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum ClientContactCommand {
    /// Add a contact to a client
    #[command(
        after_help = "Examples:\n  colab client contact add \"Baobab Health\" \"N. Dube\" --role accounts --email dube@baobab.example --phone 0825550100\n  colab client contact add \"Baobab Health\" \"N. Dube\" --phone 0825550100 --dry-run"
    )]
    Add(ClientContactAddArgs),
    /// List contacts
    #[command(
        after_help = "Examples:\n  colab client contact list\n  colab client contact list \"Baobab Health\" -f csv"
    )]
    #[command(visible_alias = "ls")]
    List(ClientContactListArgs),
    /// Change a contact
    #[command(
        after_help = "Examples:\n  colab client contact add \"Baobab Health\" \"N. Dube\" && colab client contact edit \"Baobab Health\" \"N. Dube\" --phone 0825550101\n  colab client contact list \"Baobab Health\""
    )]
    Edit(ClientContactEditArgs),
    /// Remove a contact
    #[command(
        after_help = "Examples:\n  colab client contact add \"Baobab Health\" \"N. Dube\" && colab client contact remove \"Baobab Health\" \"N. Dube\"\n  colab client contact list \"Baobab Health\""
    )]
    Remove(ClientContactRemoveArgs),
}

#[derive(Debug, Args)]
pub struct ClientAliasAddArgs {
    /// Client name or another alias
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: String,
    /// Spelling to add
    alias: String,
}

#[derive(Debug, Args)]
pub struct ClientAliasListArgs {
    /// Client name or alias
    #[arg(long, add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct ClientAliasRemoveArgs {
    /// Spelling to remove, in any case and spacing
    #[arg(add = ArgValueCompleter::new(complete_alias))]
    alias: String,
}

#[derive(Debug, Args)]
pub struct ClientContactAddArgs {
    /// Client name or alias
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: String,
    /// Contact name
    name: String,
    #[command(flatten)]
    details: ClientContactDetailArgs,
}

// What `add` and `edit` set of a contact.
#[derive(Debug, Args)]
pub struct ClientContactDetailArgs {
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
pub struct ClientContactListArgs {
    /// Client name or alias
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct ClientContactEditArgs {
    /// Client name or alias
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: String,
    /// Contact name
    #[arg(add = ArgValueCompleter::new(complete_contact))]
    contact: String,
    /// New name
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    details: ClientContactDetailArgs,
}

#[derive(Debug, Args)]
pub struct ClientContactRemoveArgs {
    /// Client name or alias
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: String,
    /// Contact name
    #[arg(add = ArgValueCompleter::new(complete_contact))]
    contact: String,
}

impl ClientContactDetailArgs {
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
pub fn run_alias(command: ClientAliasCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        ClientAliasCommand::Add(args) => app.write_one(|tx| alias::add(tx, &args.client, &args.alias)),
        ClientAliasCommand::List(args) => {
            let found: Vec<model::ClientAlias> = app.read(|tx| alias::list(tx, args.client.as_deref()))?;
            Ok(list(&found).into())
        }
        ClientAliasCommand::Remove(args) => app.write_one(|tx| alias::remove(tx, &args.alias)),
    }
}

fn complete_alias(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let aliases = app.read(|tx| alias::list(tx, None))?;
        Ok(aliases.into_iter().map(|one| one.alias).collect())
    })
}

/// Offers the contacts of every client.
fn complete_contact(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let contacts = app.read(|tx| contact::list(tx, None))?;
        Ok(contacts.into_iter().map(|one| one.row.name).collect())
    })
}

/// Runs a `colab client contact` command.
pub fn run_contact(command: ClientContactCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        ClientContactCommand::Add(args) => {
            let details = args.details.changes(None);
            app.write_one(|tx| contact::add(tx, &args.client, &args.name, &details))
        }
        ClientContactCommand::List(args) => {
            let found = app.read(|tx| contact::list(tx, args.client.as_deref()))?;
            Ok(list(&found).into())
        }
        ClientContactCommand::Edit(args) => {
            let changes = args.details.changes(args.name);
            if changes == ContactChanges::default() {
                return Err(Error::usage("no changes given").hint("colab client contact edit --help"));
            }
            app.write_one(|tx| contact::edit(tx, &args.client, &args.contact, &changes))
        }
        ClientContactCommand::Remove(args) => {
            app.write_one(|tx| contact::remove(tx, &args.client, &args.contact))
        }
    }
}
