//! `colab booking list` and `show`.

use clap::Args;
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::targets::{complete_booking, complete_client};
use crate::access::app::{App, CommandResult, WorkbookArgs};
use crate::access::audit;
use crate::access::completion::offered_words;
use crate::access::sort_order::SortOrder;
use crate::booking::filter::{BookingFilter, BookingSort};
use crate::booking::model::Tenant;
use crate::booking::service;
use crate::booking::status::BookingStatus;
use crate::kernel::error::Result;
use crate::kernel::period::parse_month_or_bounds;
use crate::location::cmd::LocationFilterArgs;
use crate::output::{Value, one};
use crate::room::cmd::complete_room;

#[derive(Debug, Args)]
pub struct BookingListArgs {
    /// Status, such as pending or confirmed (also: approved); repeatable
    #[arg(long = "status", value_parser = BookingStatus::read, add = ArgValueCompleter::new(complete_status))]
    statuses: Vec<BookingStatus>,
    /// Room, by name or alias
    #[arg(long, add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
    #[command(flatten)]
    location: LocationFilterArgs,
    /// Part of the client name
    #[arg(long = "client", alias = "client-name", value_name = "TEXT", add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    /// Whole client name
    #[arg(long, value_name = "NAME", conflicts_with = "client", add = ArgValueCompleter::new(complete_client))]
    client_exact: Option<String>,
    /// Text to find in client, contact, phone, email and notes
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// First day or time
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Last day or time; a day counts as a whole
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Day, month or range A..B
    #[arg(long, value_name = "WHEN", conflicts_with_all = ["from", "to"])]
    date: Option<String>,
    /// Month or months: 2026-03, last, this, next or A..B
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["from", "to", "date"])]
    month: Option<String>,
    /// Tenant
    #[arg(long)]
    tenant: Option<Tenant>,
    /// Series number
    #[arg(long = "series", value_name = "ID")]
    series: Option<i64>,
    /// Number of the import that created the bookings
    #[arg(long = "import", value_name = "ID")]
    import: Option<i64>,
    /// Only long-term offices (true) or none of them (false)
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    long_term: Option<bool>,
    /// Field to sort by; -FIELD sorts downwards
    #[arg(
        long,
        default_value = "starts_at",
        value_name = "FIELD",
        allow_hyphen_values = true
    )]
    sort: SortOrder<BookingSort>,
    /// Maximum number of bookings
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    /// Booking to start after, in the order of --sort
    #[arg(long, value_name = "ID")]
    after: Option<i64>,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

/// Offers the statuses of bookings.
fn complete_status(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    offered_words(current, BookingStatus::WORDS)
}

#[derive(Debug, Args)]
pub struct BookingShowArgs {
    /// Booking number
    #[arg(add = ArgValueCompleter::new(complete_booking))]
    id: i64,
}

pub fn list_bookings(args: BookingListArgs, app: &mut App) -> Result<CommandResult> {
    let (site, today) = (app.site()?, app.today()?);
    let bounds = match args.date.as_deref() {
        Some(date) => (Some(date), Some(date)),
        None => (args.from.as_deref(), args.to.as_deref()),
    };
    let (from, to) = parse_month_or_bounds(args.month.as_deref(), bounds, &site, today)?;
    let filter = BookingFilter {
        ids: None,
        statuses: args.statuses,
        room_ids: None,
        location: args.location.read(app)?,
        client: args.client,
        client_exact: args.client_exact,
        client_ids: None,
        search: args.search,
        from,
        to,
        tenant: args.tenant,
        series_id: args.series,
        import_id: args.import,
        long_term: args.long_term,
        seen: None,
        sort: args.sort,
        after: args.after,
        limit: args.limit.map(i64::from),
    };
    let room = args.room.as_deref();
    app.show_pages(filter.limit.is_some(), |tx, take| {
        service::list_in_pages(tx, &filter, room, take)
    })
}

pub fn show(args: &BookingShowArgs, app: &mut App) -> Result<CommandResult> {
    let shown = app.read(|tx| service::show(tx, args.id))?;
    let mut records = one(&shown.booking);
    let requests = Value::List(shown.requests.iter().map(Value::from).collect());
    records.add_field("device_requests", requests);
    let passed = Value::List(
        shown
            .blocks_passed
            .iter()
            .map(|block| block.as_str().into())
            .collect(),
    );
    records.add_field("blocks_passed", passed);
    records.add_field("history", audit::as_value(&shown.history));
    Ok(records.into())
}
