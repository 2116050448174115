//! `colab pricing quotes` and `accept`.

use clap::Args;
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::quote::quote_target;
use crate::access::app::{App, CommandResult, ListArgs, RowPeriodArgs};
use crate::access::completion::candidates;
use crate::booking::SeriesScope;
use crate::booking::cmd::{complete_booking, complete_client};
use crate::kernel::error::Result;
use crate::output::CommandOutput;
use crate::pricing::quote::saved::accept;
use crate::pricing::quote::saved::service::{self, QuoteFilter};
use crate::pricing::quote::saved::state::QuoteStatus;

#[derive(Debug, Args)]
pub struct QuoteListArgs {
    #[command(flatten)]
    pub period: RowPeriodArgs,
    /// Part of the client's name
    #[arg(long, value_name = "TEXT", add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    /// Only quotes in this state
    #[arg(long)]
    status: Option<QuoteStatus>,
    /// Only quotes that follow this one in the list
    #[arg(long, value_name = "NUMBER", add = ArgValueCompleter::new(complete_quote))]
    after: Option<String>,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct QuoteAcceptArgs {
    /// Number of the quote: QU-2026-0001
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_quote))]
    number: String,
    /// Booking or rental that it is accepted for [default: what was quoted]
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete_booking))]
    booking: Option<String>,
}

pub fn list_quotes(args: QuoteListArgs, app: &mut App) -> Result<CommandResult> {
    let by_number = app.query_order("number", args.after.is_some())?;
    let filter = QuoteFilter {
        client: args.client,
        status: args.status,
        by_number,
        after: args.after,
        limit: app.row_limit(),
    };
    app.show_pages(filter.limit.is_some(), |tx, take| {
        service::list_in_pages(tx, &filter, take)
    })
}

pub fn accept(args: &QuoteAcceptArgs, app: &mut App) -> Result<CommandResult> {
    let booked = args
        .booking
        .as_deref()
        .map(|id| quote_target(id, SeriesScope::One));
    let booked = booked.transpose()?;
    let accepted = app.write(|tx| accept::accept(tx, &args.number, booked.as_ref()))?;
    accepted.notes.iter().for_each(|note| app.note(note));
    Ok(CommandOutput::Report(Box::new(accepted.quote)).into())
}

/// Completes the numbers of quotes.
pub fn complete_quote(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| app.read(service::numbers))
}
