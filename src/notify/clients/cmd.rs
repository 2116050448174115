//! `colab notify clients`, `messages` and `optout`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::model::{ClientMessage, MessageKind, MessageOutcome, MessageState};
use super::report::MessageTexts;
use super::run::{self, MessageRequest};
use super::service::{self, MessageFilter};
use crate::access::app::{App, CommandResult, ListArgs, SearchArgs, WorkbookFileArgs};
use crate::booking::cmd::complete_booking;
use crate::client::cmd::complete_client;
use crate::client::model::MessageOptout;
use crate::client::unwanted;
use crate::kernel::error::Result;
use crate::output::{CommandOutput, OutputFormat, list};

#[derive(Debug, Args)]
pub struct ClientsArgs {
    /// Maximum number of messages; never more than client_messages_max without --yes
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Send in quiet hours and on quiet days too
    #[arg(long)]
    now: bool,
    /// Also retry messages that were given up
    #[arg(long)]
    retry_failed: bool,
}

#[derive(Debug, Args)]
pub struct MessagesArgs {
    /// Only those of this client
    #[arg(long, value_name = "CLIENT", add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    /// Only those of this booking
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete_booking))]
    booking: Option<i64>,
    /// Only this kind
    #[arg(long)]
    kind: Option<MessageKind>,
    /// Only those in this state
    #[arg(long)]
    state: Option<MessageState>,
    /// Maximum number of messages, the newest
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    pub search: SearchArgs,
    #[command(flatten)]
    pub workbook: WorkbookFileArgs,
}

#[derive(Debug, Args)]
pub struct OptoutArgs {
    /// Client name or alias; without one, all clients that want no messages of some kind are listed
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    /// Kinds of messages that it does not want; without one, those are listed
    #[arg(value_name = "KIND", requires = "client")]
    kinds: Vec<MessageKind>,
    /// Send these kinds to the client again
    #[arg(long, requires = "kinds")]
    remove: bool,
    #[command(flatten)]
    pub rows: ListArgs,
}

pub fn run(args: &ClientsArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<MessageOutcome>()?;
    let request = MessageRequest {
        now: args.now,
        retries_failed: args.retry_failed,
        limit: args.limit,
    };
    let mut summary = run::run(app, &request)?;
    let failure = summary.take_error();
    let hides_empty = app.manner.quiet || app.view.format == OutputFormat::Table;
    let reply = if summary.messages.is_empty() && hides_empty {
        CommandOutput::Nothing
    } else if app.manner.dry_run {
        CommandOutput::Report(Box::new(MessageTexts(summary.messages)))
    } else {
        CommandOutput::Records(list(&summary.messages))
    };
    Ok(CommandResult { reply, failure })
}

pub fn list_messages(args: MessagesArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<ClientMessage>()?;
    let filter = MessageFilter {
        state: args.state,
        kind: args.kind,
        booking_id: args.booking,
        client: args.client,
        limit: app.query_limit(args.limit),
    };
    Ok(list(&app.read(|tx| service::list(tx, &filter))?).into())
}

pub fn opt_out(args: &OptoutArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<MessageOptout>()?;
    let unwanted = match &args.client {
        Some(client) if !args.kinds.is_empty() => {
            app.write(|tx| unwanted::opt_out(tx, client, &args.kinds, args.remove))?
        }
        client => app.read(|tx| unwanted::list(tx, client.as_deref()))?,
    };
    Ok(list(&unwanted).into())
}
