//! `colab client list`, `show` and `duplicates`: clients with what they booked and rented.

use clap::{Args, Subcommand};
use clap_complete::ArgValueCompleter;

use crate::access::app::{App, CommandResult, ListArgs, WorkbookArgs};
use crate::access::audit;
use crate::access::sort_order::SortOrder;
use crate::client::cmd::RowTenantArgs;
use crate::client::cmd::complete_client;
use crate::kernel::error::Result;
use crate::output::{list, one};
use crate::rental::clients::{self, ClientFilter, ClientSort};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum ClientUseCommand {
    /// List clients with their spellings, bookings, last booking and phone
    #[command(
        after_help = "Examples:\n  colab client list\n  colab client list --search umoya -f json\n  colab client list --sort=-last_booking --limit 20 --fields name,bookings,last_booking"
    )]
    #[command(visible_alias = "ls")]
    List(ClientListArgs),
    /// Show a client with its details, names, contacts and history
    #[command(
        after_help = "Examples:\n  colab client show \"Baobab Health\"\n  colab client show \"baobab health\" -f json"
    )]
    Show(ClientShowArgs),
    /// List clients that may be one, side by side
    ///
    /// Names that differ in a legal form such as Ltd, in the order of their words, or in a letter or two.
    #[command(
        after_help = "Examples:\n  colab client duplicates\n  colab client duplicates --fields merge -f tsv --no-header"
    )]
    Duplicates(ClientDuplicatesArgs),
}

#[derive(Debug, Args)]
pub struct ClientListArgs {
    #[command(flatten)]
    pub tenant: RowTenantArgs,
    /// Text to find in names, spellings, contacts, numbers and notes
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Include clients that are out of use
    #[arg(long)]
    all: bool,
    /// Only clients that are on hold
    #[arg(long)]
    on_hold: bool,
    /// Field to sort by; -FIELD sorts downwards
    #[arg(
        long,
        default_value = "name",
        value_name = "FIELD",
        allow_hyphen_values = true
    )]
    sort: SortOrder<ClientSort>,
    /// Maximum number of clients
    #[arg(long)]
    limit: Option<usize>,
    /// Start after the client with this id
    #[arg(long, value_name = "ID")]
    after: Option<i64>,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

#[derive(Debug, Args)]
pub struct ClientShowArgs {
    /// Client name or alias
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: String,
}

#[derive(Debug, Args)]
pub struct ClientDuplicatesArgs {
    #[command(flatten)]
    pub rows: ListArgs,
}

/// Runs these commands of `colab client`.
pub fn run(command: ClientUseCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        ClientUseCommand::List(args) => {
            let filter = ClientFilter {
                search: args.search,
                all: args.all,
                on_hold: args.on_hold,
                sort: args.sort,
                after: args.after,
                limit: app.query_limit(args.limit),
            };
            app.show_pages(filter.limit.is_some(), |tx, take| {
                clients::list(tx, &filter, take)
            })
        }
        ClientUseCommand::Show(args) => {
            let (client, history) = app.read(|tx| clients::show(tx, &args.client))?;
            let mut records = one(&client);
            records.add_field("history", audit::as_value(&history));
            Ok(records.into())
        }
        ClientUseCommand::Duplicates(_) => Ok(list(&app.read(clients::find_duplicates)?).into()),
    }
}
