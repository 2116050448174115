//! `colab client …`: records, names and contacts.

mod complete;
mod names;

use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::model::{Client, ClientChanges, ClientHold, NewClient, Tenant, Tier};
use super::service;
use crate::access::app::{App, CommandResult};
use crate::access::completion::offered_words;
use crate::kernel::error::{Error, Result};
use crate::output::one;
use crate::user::IfExists;

pub use complete::complete_client;
pub use names::{ClientAliasCommand, ClientContactCommand};

/// The id of the argument by which lists choose rows of a tenant.
pub const TENANT: &str = "row_tenant";

// What a list has whose rows have a tenant that its query does not choose by.
#[derive(Debug, Args)]
pub struct RowTenantArgs {
    /// Tenant
    #[arg(id = TENANT, long = "tenant")]
    tenant: Option<Tenant>,
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum ClientCommand {
    /// Add a client
    #[command(
        after_help = "Examples:\n  colab client add \"Marula Pottery\" --billing-email accounts@pottery.example --terms-days 30\n  colab client add \"Marula Pottery\" --alias \"Marula Pots\" --if-exists skip"
    )]
    Add(Box<ClientAddArgs>),
    /// Change a client's details, or put it on hold
    #[command(
        after_help = "Examples:\n  colab client edit \"Baobab Health\" --legal-name \"Baobab Health NPC\" --tax-number 4010203040 --country ZA\n  colab client edit \"Baobab Health\" --on-hold --reason \"two invoices overdue\"\n  colab client edit \"Baobab Health\" --off-hold --dry-run"
    )]
    Edit(Box<ClientEditArgs>),
    /// Rename a client and keep the present name as an alias
    #[command(
        after_help = "Examples:\n  colab client rename \"Baobab Health\" \"Baobab Healthcare\"\n  colab client rename \"Baobab Health\" \"Baobab Healthcare\" --dry-run"
    )]
    Rename(ClientRenameArgs),
    /// Merge a client into another one
    ///
    /// Bookings, rentals and amounts of both are listed and summed under the second name. The first name goes on meaning it,
    /// also in files that are imported later. A hold of either is a hold of both. `colab undo` separates them again.
    #[command(
        after_help = "Examples:\n  colab client merge \"Baobab Health\" \"Kopano Mining\" --dry-run\n  colab client merge \"Baobab Health\" \"Kopano Mining\" && colab undo"
    )]
    Merge(ClientMergeArgs),
    /// Manage other spellings of clients' names
    #[command(subcommand)]
    Alias(ClientAliasCommand),
    /// Manage whom to reach at clients
    #[command(subcommand)]
    Contact(ClientContactCommand),
}

// Details that `add` and `edit` set.
#[derive(Debug, Args)]
pub struct ClientDetailArgs {
    /// Legal name, as on invoices
    #[arg(long, value_name = "NAME")]
    legal_name: Option<String>,
    /// Tax number
    #[arg(long, value_name = "NUMBER")]
    tax_number: Option<String>,
    /// Email address for invoices
    #[arg(long, value_name = "EMAIL")]
    billing_email: Option<String>,
    /// Postal address
    #[arg(long)]
    address: Option<String>,
    /// Country as two letters, such as DE
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// Days to pay an invoice
    #[arg(long, visible_alias = "terms", value_name = "DAYS")]
    terms_days: Option<u32>,
    /// Price tier
    #[arg(long)]
    tier: Option<Tier>,
    /// Tenant; an empty text removes it
    #[arg(long, add = ArgValueCompleter::new(complete_tenant))]
    tenant: Option<String>,
    /// Language of documents, such as en or en-ZA
    #[arg(long)]
    language: Option<String>,
    /// Notes
    #[arg(long)]
    notes: Option<String>,
}

#[derive(Debug, Args)]
pub struct ClientAddArgs {
    /// Client name
    name: String,
    #[command(flatten)]
    details: ClientDetailArgs,
    /// Another spelling of the name; repeatable
    #[arg(long = "alias", value_name = "SPELLING")]
    aliases: Vec<String>,
    /// What to do if the client exists
    #[arg(long, default_value = "error", value_name = "WHAT")]
    if_exists: IfExists,
}

#[derive(Debug, Args)]
pub struct ClientEditArgs {
    /// Client name or alias
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: String,
    #[command(flatten)]
    details: ClientDetailArgs,
    /// Whether the client is in use: true or false
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    active: Option<bool>,
    /// Take no new bookings from the client
    #[arg(long, requires = "reason", conflicts_with = "off_hold")]
    on_hold: bool,
    /// Take bookings from the client again
    #[arg(long)]
    off_hold: bool,
    /// Reason of the hold
    #[arg(long, value_name = "TEXT", requires = "on_hold")]
    reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct ClientRenameArgs {
    /// Client name or alias
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: String,
    /// New name
    new_name: String,
}

#[derive(Debug, Args)]
pub struct ClientMergeArgs {
    /// Client to merge
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: String,
    /// Client to merge it into
    #[arg(add = ArgValueCompleter::new(complete_client))]
    into: String,
}

impl ClientDetailArgs {
    fn changes(self) -> ClientChanges {
        ClientChanges {
            legal_name: self.legal_name,
            tax_number: self.tax_number,
            billing_email: self.billing_email,
            address: self.address,
            country: self.country,
            terms_days: self.terms_days,
            tier: self.tier,
            tenant: self.tenant,
            language: self.language,
            notes: self.notes,
            ..ClientChanges::default()
        }
    }
}

/// Runs a `colab client` command.
pub fn run(command: ClientCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        ClientCommand::Add(args) => {
            let args = *args;
            let new = NewClient {
                name: args.name,
                details: args.details.changes(),
                aliases: args.aliases,
            };
            app.write_one(|tx| service::add(tx, &new, args.if_exists))
        }
        ClientCommand::Edit(args) => edit(*args, app),
        ClientCommand::Rename(args) => app.write_one(|tx| service::rename(tx, &args.client, &args.new_name)),
        ClientCommand::Merge(args) => merge(&args, app),
        ClientCommand::Alias(command) => names::run_alias(command, app),
        ClientCommand::Contact(command) => names::run_contact(command, app),
    }
}

fn merge(args: &ClientMergeArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Client>()?;
    let (client, hold) = app.write(|tx| service::merge(tx, &args.client, &args.into))?;
    if let Some(reason) = hold {
        app.note(&format!(
            "{} is on hold now, as {} was: {reason}",
            client.row.name, args.client
        ));
    }
    Ok(one(&client).into())
}

fn edit(args: ClientEditArgs, app: &mut App) -> Result<CommandResult> {
    let mut changes = args.details.changes();
    changes.active = args.active;
    changes.hold = match args.reason {
        Some(reason) if args.on_hold => Some(ClientHold::On(reason)),
        _ => args.off_hold.then_some(ClientHold::Off),
    };
    if changes == ClientChanges::default() {
        return Err(Error::usage("no changes given").hint("colab client edit --help"));
    }
    app.write_one(|tx| service::edit(tx, &args.client, &changes))
}

fn complete_tenant(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    offered_words(current, Tenant::WORDS)
}
