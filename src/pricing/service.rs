//! The catalogue as it is read: what has a price, and what has none.

use chrono::NaiveDate;

use super::item::{Item, Items};
use super::model::{BookedItem, ItemType, Price, PriceRow, Tier};
use super::store;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::output::{Record, RecordField, shown_in_table, wanted_only};
use crate::text_enum;

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
        ErrorCode::UnknownPrice,
        format!("there is no price with the id {id}"),
        &[],
    )
    .hint("colab pricing list --all --sort id")
}

/// Something that a quote may have to charge, and no price is known.
#[derive(Debug, Clone)]
pub struct Missing {
    pub item: Item,
    pub tier: Tier,
    /// The day without a price, and the next one that has one.
    pub on: NaiveDate,
    pub priced_from: Option<NaiveDate>,
}

impl Missing {
    /// What settles it, but for the amount.
    fn command(&self) -> String {
        let rate = match BookedItem::of_key(&self.item.key) {
            Some(item) => format!("--unit-price AMOUNT --unit {}", item.usual_unit()),
            None => "--daily AMOUNT".to_owned(),
        };
        let tier = match self.tier {
            Tier::Standard => String::new(),
            tier => format!(" --tier {tier}"),
        };
        format!(
            "colab pricing set {} \"{}\" {rate}{tier} --from {}",
            self.item.item_type, self.item.name, self.on
        )
    }
}

impl Record for Missing {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Missing>] = &[
            shown_in_table("item_type", |m| m.item.item_type.as_str().into()),
            shown_in_table("item", |m| m.item.name.as_str().into()),
            shown_in_table("tier", |m| m.tier.as_str().into()),
            shown_in_table("on", |m| m.on.into()),
            shown_in_table("priced_from", |m| m.priced_from.into()),
            wanted_only("command", |m| m.command().into()),
        ];
        FIELDS
    }
}

/// Rooms in use, device categories and what bookings ask of the kitchen, where there is no price on a day.
///
/// # Errors
/// `Forbidden` for who may not see prices.
pub fn missing(tx: &mut Tx<'_>, on: NaiveDate, tier: Tier) -> Result<Vec<Missing>> {
    let _grant = tx.require(Permission::SeePrices)?;
    let wanted = Items::load(tx)?.to_be_priced();
    let mut rows = store::not_over(tx.connection(), on)?;
    rows.retain(|row| row.pricing_tier == tier && row.has_price());
    let of = |item: &Item| -> Vec<&PriceRow> { rows.iter().filter(|row| row.item_key == item.key).collect() };
    let missing = wanted.into_iter().filter_map(|item| {
        let prices = of(&item);
        let is_priced = prices.iter().any(|row| row.is_valid_on(on));
        let priced_from = prices.iter().map(|row| row.effective_date).min();
        (!is_priced).then_some(Missing {
            item,
            tier,
            on,
            priced_from,
        })
    });
    Ok(missing.collect())
}

/// Names of everything that has or can have a price, for a shell.
///
/// # Errors
/// `Forbidden` for who may not see prices.
pub fn names(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let _grant = tx.require(Permission::SeePrices)?;
    let items = Items::load(tx)?;
    Ok(ItemType::ALL.iter().flat_map(|one| items.names(*one)).collect())
}
