//! `colab pricing list`, `show` and `missing`.

use std::path::{Path, PathBuf};

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::complete_item;
use crate::access::app::{App, CommandResult};
use crate::kernel::error::{Error, Kind, Result};
use crate::kernel::period::parse_day;
use crate::output::{CommandOutput, Records, list, sheet, write_file};
use crate::pricing::history;
use crate::pricing::model::{ItemType, Price, Tier};
use crate::pricing::service::{self, Missing, PriceFilter, PriceSort};

#[derive(Debug, Args)]
pub struct ListArgs {
    /// In force on this day
    #[arg(long, value_name = "DAY", default_value = "today")]
    on: String,
    /// Those of all days, also those that were replaced or removed
    #[arg(long, conflicts_with = "on")]
    all: bool,
    /// Only of this type; several times: room, device-category, catering, amenity
    #[arg(long = "type", visible_alias = "item-type", value_name = "TYPE", value_parser = ItemType::read)]
    types: Vec<ItemType>,
    /// Only of this tier
    #[arg(long, visible_alias = "pricing-tier")]
    tier: Option<Tier>,
    /// Part of the item's name
    #[arg(long, value_name = "TEXT", add = ArgValueCompleter::new(complete_item))]
    item: Option<String>,
    /// The order
    #[arg(long, default_value = "item", value_name = "FIELD")]
    sort: PriceSort,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Those that come after this one, in the order of --sort
    #[arg(long, value_name = "ID")]
    after: Option<i64>,
    /// Write a workbook (.xlsx) instead
    #[arg(short, long, value_name = "FILE", value_parser = xlsx)]
    output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// room, device-category, catering or amenity
    #[arg(value_name = "TYPE", value_parser = ItemType::read)]
    item_type: ItemType,
    /// Its name
    #[arg(add = ArgValueCompleter::new(complete_item))]
    item: String,
}

#[derive(Debug, Args)]
pub struct MissingArgs {
    /// Without a price on this day
    #[arg(long, value_name = "DAY", default_value = "today")]
    on: String,
    /// Of this tier
    #[arg(long, visible_alias = "pricing-tier", default_value = "standard")]
    tier: Tier,
    /// End with 9 when a price is missing
    #[arg(long)]
    exit_code: bool,
}

fn xlsx(text: &str) -> Result<PathBuf, String> {
    let path = Path::new(text);
    let is_workbook = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    match is_workbook {
        true => Ok(path.to_owned()),
        false => Err("only a workbook is written: name a file that ends in .xlsx, or use -f csv".to_owned()),
    }
}

pub fn list_prices(args: ListArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Price>()?;
    let day = parse_day(&args.on, app.today()?)?;
    let filter = PriceFilter {
        on: (!args.all).then_some(day),
        item_types: args.types,
        tier: args.tier,
        item: args.item,
        sort: args.sort,
        after: args.after,
        limit: args.limit,
    };
    let prices = list(&app.read(|tx| service::list(tx, &filter))?);
    match args.output {
        Some(path) => write_workbook(prices, &path, app),
        None => Ok(prices.into()),
    }
}

fn write_workbook(prices: Records, path: &Path, app: &App) -> Result<CommandResult> {
    let count = prices.rows.len();
    write_file(path, &sheet::workbook(prices, "Prices", &app.view)?)?;
    app.note(&format!("{} is written, prices: {count}", path.display()));
    Ok(CommandOutput::Nothing.into())
}

pub fn show(args: &ShowArgs, app: &mut App) -> Result<CommandResult> {
    let history = app.read(|tx| history::history(tx, args.item_type, &args.item))?;
    Ok(CommandOutput::Report(Box::new(history)).into())
}

pub fn missing(args: &MissingArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Missing>()?;
    let on = parse_day(&args.on, app.today()?)?;
    let missing = app.read(|tx| service::missing(tx, on, args.tier))?;
    Ok(CommandResult {
        failure: (args.exit_code && !missing.is_empty()).then(|| Error::silent(Kind::Findings)),
        reply: CommandOutput::Records(list(&missing)),
    })
}
