//! `colab pricing list`, `show` and `missing`.

use clap::Args;

use super::item_args::{ItemArgs, SelectionArgs};
use crate::access::app::{App, CommandResult, ListArgs, SearchArgs, WorkbookArgs};
use crate::access::sort_order::SortOrder;
use crate::kernel::error::{Error, Kind, Result};
use crate::kernel::period::parse_day;
use crate::output::{CommandOutput, list};
use crate::pricing::history;
use crate::pricing::model::{Price, Tier};
use crate::pricing::service::{self, MissingPrice, PriceFilter, PriceSort};

#[derive(Debug, Args)]
pub struct PriceListArgs {
    /// Only prices in force on this day
    #[arg(long, value_name = "DAY", default_value = "today")]
    on: String,
    /// List prices of all days, replaced and removed ones included
    #[arg(long, conflicts_with = "on")]
    all: bool,
    #[command(flatten)]
    selection: SelectionArgs,
    /// Field to sort by; -FIELD sorts downwards
    #[arg(
        long,
        default_value = "item",
        value_name = "FIELD",
        allow_hyphen_values = true
    )]
    sort: SortOrder<PriceSort>,
    /// Maximum number of prices
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Only prices that follow this one in the sort order
    #[arg(long, value_name = "ID")]
    after: Option<i64>,
    #[command(flatten)]
    pub search: SearchArgs,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

#[derive(Debug, Args)]
pub struct PriceShowArgs {
    #[command(flatten)]
    item: ItemArgs,
}

#[derive(Debug, Args)]
pub struct PriceMissingArgs {
    /// Day to check
    #[arg(long, value_name = "DAY", default_value = "today")]
    on: String,
    /// Price tier
    #[arg(long, visible_alias = "pricing-tier", default_value = "standard")]
    tier: Tier,
    /// Exit with 9 when a price is missing
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    pub rows: ListArgs,
}

pub fn list_prices(args: PriceListArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Price>()?;
    let day = parse_day(&args.on, app.today()?)?;
    let filter = PriceFilter {
        on: (!args.all).then_some(day),
        selection: args.selection.into(),
        sort: args.sort,
        after: args.after,
        limit: app.query_limit(args.limit),
    };
    app.show_pages(filter.limit.is_some(), |tx, take| {
        service::list_in_pages(tx, &filter, take)
    })
}

pub fn show(args: &PriceShowArgs, app: &mut App) -> Result<CommandResult> {
    let history = app.read(|tx| history::price_history(tx, args.item.item_type, &args.item.item))?;
    Ok(CommandOutput::Report(Box::new(history)).into())
}

pub fn missing(args: &PriceMissingArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<MissingPrice>()?;
    let on = parse_day(&args.on, app.today()?)?;
    let missing = app.read(|tx| service::missing(tx, on, args.tier))?;
    Ok(CommandResult {
        failure: (args.exit_code && !missing.is_empty()).then(|| Error::silent(Kind::Findings)),
        reply: CommandOutput::Records(list(&missing)),
    })
}
