//! `colab rental list`, `show` and `overdue`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::complete::complete_rental;
use crate::access::app::{App, CommandResult, ListArgs, WorkbookFileArgs};
use crate::access::audit;
use crate::access::sort_order::SortOrder;
use crate::booking::cmd::{complete_booking, complete_client};
use crate::kernel::error::{Error, Kind, Result};
use crate::kernel::period::{parse_day, parse_month_or_bounds};
use crate::output::{CommandOutput, Value, list, one};
use crate::rental::model::{RentalQuery, RentalSort, RentalStatus};
use crate::rental::overdue;
use crate::rental::service::{self, RentalFilter};

#[derive(Debug, Args)]
pub struct RentalListArgs {
    /// Only rentals with devices still out
    #[arg(long, conflicts_with_all = ["returned", "planned"])]
    open: bool,
    /// Only rentals whose first day is to come
    #[arg(long, conflicts_with = "returned")]
    planned: bool,
    /// Only rentals whose devices are all back
    #[arg(long)]
    returned: bool,
    /// Part of the client's or the company's name
    #[arg(long, alias = "client-name", value_name = "TEXT", add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    /// Whole name of the client or the company
    #[arg(long, value_name = "NAME", conflicts_with = "client", add = ArgValueCompleter::new(complete_client))]
    client_exact: Option<String>,
    /// Text to find in number, client, company, contact, phone, email and notes
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Only rentals of this booking
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete_booking))]
    booking: Option<i64>,
    /// Only rentals not returned before this day or time
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Only rentals begun up to and including this day or time
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Month or months: 2026-03, last, this, next or A..B
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["from", "to"])]
    month: Option<String>,
    /// Field to sort by; -FIELD sorts downwards
    #[arg(
        long,
        default_value = "rental_no",
        value_name = "FIELD",
        allow_hyphen_values = true
    )]
    sort: SortOrder<RentalSort>,
    /// Maximum number of rentals
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Only rentals that follow this one in the sort order
    #[arg(long, value_name = "NUMBER", add = ArgValueCompleter::new(complete_rental))]
    after: Option<String>,
    #[command(flatten)]
    pub workbook: WorkbookFileArgs,
}

#[derive(Debug, Args)]
pub struct RentalShowArgs {
    /// Rental number
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_rental))]
    rental: String,
}

#[derive(Debug, Args)]
pub struct RentalOverdueArgs {
    /// Day for which to list them
    #[arg(long, value_name = "DAY", default_value = "today")]
    as_of: String,
    /// Exit with 9 when a device is overdue
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    pub rows: ListArgs,
}

pub fn list_rentals(args: RentalListArgs, app: &mut App) -> Result<CommandResult> {
    let (site, today) = (app.site()?, app.today()?);
    let bounds = (args.from.as_deref(), args.to.as_deref());
    let (from, to) = parse_month_or_bounds(args.month.as_deref(), bounds, &site, today)?;
    let filter = RentalFilter {
        rows: RentalQuery {
            ids: None,
            booking_id: args.booking,
            open: (args.open || args.planned || args.returned).then_some(!args.returned),
            from,
            to,
        },
        status: match (args.open, args.planned) {
            (true, _) => Some(RentalStatus::Open),
            (_, true) => Some(RentalStatus::Planned),
            _ => None,
        },
        client: args.client,
        client_exact: args.client_exact,
        search: args.search,
        sort: args.sort,
        after: args.after,
        limit: args.limit,
    };
    app.show_pages(filter.limit.is_some(), |tx, take| {
        service::list(tx, &filter, take)
    })
}

pub fn show(args: &RentalShowArgs, app: &mut App) -> Result<CommandResult> {
    let shown = app.read(|tx| service::show(tx, &args.rental))?;
    let mut records = one(&shown.rental);
    let status = shown.rental.status();
    let told = shown
        .devices
        .iter()
        .map(|device| device.told(status, shown.left.contains(&device.assignment_id)));
    let devices = Value::List(told.collect());
    records.add_field("serials", devices);
    records.add_field("history", audit::as_value(&shown.history));
    Ok(records.into())
}

pub fn overdue(args: &RentalOverdueArgs, app: &mut App) -> Result<CommandResult> {
    let as_of = parse_day(&args.as_of, app.today()?)?;
    let late = app.read(|tx| overdue::overdue_devices(tx, as_of))?;
    Ok(CommandResult {
        failure: (args.exit_code && !late.is_empty()).then(|| Error::silent(Kind::Findings)),
        reply: CommandOutput::Records(list(&late)),
    })
}
