//! The catalogue as it is read: lists, and what was and is paid for one item.

use chrono::NaiveDate;

use super::item::Items;
use super::model::{ItemType, Price, Tier};
use super::store;
use crate::auth::Permission;
use crate::error::{Error, Result};
use crate::names::name_key;
use crate::text_enum;
use crate::tx::Tx;

/// Which prices to list.
#[derive(Debug, Clone, Default)]
pub struct PriceFilter {
    /// In force on this day; `None`: all there are and ever were.
    pub on: Option<NaiveDate>,
    pub item_types: Vec<ItemType>,
    pub tier: Option<Tier>,
    /// Part of the item's name.
    pub item: Option<String>,
    pub sort: PriceSort,
    /// Those that follow this one in the order.
    pub after: Option<i64>,
    pub limit: Option<usize>,
}

text_enum! {
    /// The order of a list of prices.
    #[derive(Default)]
    pub enum PriceSort {
        /// By type, then by name, tier and day.
        #[default]
        Item = "item",
        Id = "id",
        EffectiveDate = "effective_date",
    }
}

/// Prices that fit the filter.
///
/// # Errors
/// `Forbidden` for who may not see prices; `NotFound` for an unknown page.
pub fn list(tx: &mut Tx<'_>, filter: &PriceFilter) -> Result<Vec<Price>> {
    let _grant = tx.require(Permission::SeePrices)?;
    let items = Items::load(tx)?;
    let rows = store::all(tx.connection())?;
    let mut prices: Vec<Price> = rows
        .into_iter()
        .map(|row| items.named(row))
        .collect::<Result<_>>()?;
    prices.sort_by_cached_key(|price| {
        let row = &price.row;
        (
            row.item_type,
            name_key(&price.item),
            row.pricing_tier,
            row.effective_date,
            row.id,
        )
    });
    match filter.sort {
        PriceSort::Item => {}
        PriceSort::Id => prices.sort_by_key(|price| price.row.id),
        PriceSort::EffectiveDate => prices.sort_by_key(|price| price.row.effective_date),
    }
    let first = match filter.after {
        None => 0,
        Some(id) => match prices.iter().position(|price| price.row.id == id) {
            Some(place) => place + 1,
            None => return Err(unknown_id(id)),
        },
    };
    let wanted = filter.item.as_deref().map(name_key);
    let fits = |price: &Price| {
        let row = &price.row;
        filter.on.is_none_or(|day| row.is_valid_on(day))
            && (filter.item_types.is_empty() || filter.item_types.contains(&row.item_type))
            && filter.tier.is_none_or(|tier| row.pricing_tier == tier)
            && wanted
                .as_ref()
                .is_none_or(|part| name_key(&price.item).contains(part))
    };
    let rest = prices.into_iter().skip(first);
    Ok(rest
        .filter(fits)
        .take(filter.limit.unwrap_or(usize::MAX))
        .collect())
}

fn unknown_id(id: i64) -> Error {
    Error::not_found(
        "unknown_price",
        format!("there is no price with the id {id}"),
        &[],
    )
    .hint("colab pricing list --all --sort id")
}
