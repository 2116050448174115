//! `colab pricing list`.

use clap::Args;

use crate::app::{App, Done};
use crate::error::Result;
use crate::output::list;
use crate::period::parse_day;
use crate::pricing::model::{ItemType, Tier};
use crate::pricing::service::{self, PriceFilter, PriceSort};

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
    #[arg(long, value_name = "TEXT")]
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
}

pub fn list_prices(args: ListArgs, app: &mut App) -> Result<Done> {
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
    Ok(list(&app.read(|tx| service::list(tx, &filter))?).into())
}
