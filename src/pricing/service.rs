//! Reading the catalogue: which prices there are, and what has none.

use chrono::NaiveDate;

use super::item::{CatalogueItem, ItemDirectory};
use super::model::{BookedItem, ItemType, Price, PriceRow, Tier};
use super::store::{self, PriceQuery};
use crate::access::auth::{Grant, Permission};
use crate::access::list_pages::{TakeRows, each_page, gathered, next_by_group};
use crate::access::sort_order::SortOrder;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::shell_word::shell_word;
use crate::output::{Record, RecordField, shown_in_table, wanted_only};
use crate::text_enum;

/// Prices by item and tier.
#[derive(Debug, Clone, Default)]
pub struct PriceSelection {
    /// Empty: all types.
    pub item_types: Vec<ItemType>,
    pub tier: Option<Tier>,
    /// Part of the item's name.
    pub item: Option<String>,
}

impl PriceSelection {
    /// Whether a price is of the selected types, tier and item.
    pub fn matches(&self, price: &Price) -> bool {
        let row = &price.row;
        (self.item_types.is_empty() || self.item_types.contains(&row.item_type))
            && self.tier.is_none_or(|tier| row.pricing_tier == tier)
            && self
                .item
                .as_deref()
                .is_none_or(|part| name_key(&price.item).contains(&name_key(part)))
    }
}

/// Which prices to list.
#[derive(Debug, Clone, Default)]
pub struct PriceFilter {
    /// In force on this day; `None`: all prices ever set.
    pub on: Option<NaiveDate>,
    pub selection: PriceSelection,
    pub sort: SortOrder<PriceSort>,
    /// Only prices that follow this one in the order.
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
        /// By first day, then by number.
        EffectiveDate = "effective_date",
    }
}

/// Lists the prices that match a filter.
///
/// # Errors
/// As [`list_in_pages`].
pub fn list(tx: &mut Tx<'_>, filter: &PriceFilter) -> Result<Vec<Price>> {
    let _grant = tx.require(Permission::SeePrices)?;
    gathered(|take| list_in_pages(tx, filter, take))
}

/// Hands the prices that match a filter over page by page.
///
/// # Errors
/// `NotFound` when there is no price `after`.
pub fn list_in_pages(tx: &mut Tx<'_>, filter: &PriceFilter, take: &mut TakeRows<'_, Price>) -> Result<()> {
    let _grant = tx.require(Permission::SeePrices)?;
    let after = match filter.after {
        Some(id) => Some(store::by_id(tx.connection(), id)?.ok_or_else(|| unknown_id(id))?),
        None => None,
    };
    let query = PriceQuery {
        on: filter.on,
        item_types: filter.selection.item_types.clone(),
        tier: filter.selection.tier,
        item: filter.selection.item.as_deref().map(name_key),
        descending: filter.sort.descending,
    };
    let mut types = ItemType::ALL.to_vec();
    filter.sort.direct(&mut types);
    let of_type = |tx: &mut Tx<'_>, item_type: ItemType, after: Option<&PriceRow>, limit: i64| {
        if !query.item_types.is_empty() && !query.item_types.contains(&item_type) {
            return Ok(Vec::new());
        }
        store::of_type(tx.connection(), &query, item_type, after, limit)
    };
    let next = |tx: &mut Tx<'_>, after: Option<&PriceRow>, limit: i64| match filter.sort.field {
        PriceSort::Id => store::list(tx.connection(), &query, false, after, limit),
        PriceSort::EffectiveDate => store::list(tx.connection(), &query, true, after, limit),
        PriceSort::Item => {
            let after = after.map(|row| (row.item_type, row));
            next_by_group(tx, &types, after, limit, &of_type)
        }
    };
    let finish = |tx: &mut Tx<'_>, rows: Vec<PriceRow>| -> Result<Vec<Price>> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let items = ItemDirectory::of_prices(tx, &rows)?;
        rows.into_iter().map(|row| items.named(row)).collect()
    };
    each_page(tx, filter.limit, after, next, finish, take)
}

/// Returns the prices in force or to come that are in another currency, in words.
pub fn in_other_currencies(tx: &mut Tx<'_>, _grant: &Grant, currency: &str) -> Result<Vec<String>> {
    let items = ItemDirectory::load(tx)?;
    let today = tx.site().today(tx.now());
    let rows = store::all(tx.connection())?.into_iter();
    let others = rows.filter(|row| {
        row.currency != currency && row.is_active && row.expiry_date.is_none_or(|end| end >= today)
    });
    let words = |row: PriceRow| {
        let currency = row.currency.clone();
        items
            .named(row)
            .map(|price| format!("{} ({currency})", price.item))
    };
    others.map(words).collect()
}

fn unknown_id(id: i64) -> Error {
    Error::not_found(ErrorCode::UnknownPrice, format!("no price {id}"), &[])
        .hint("colab pricing list --all --sort id")
}

/// An item that a quote may have to charge and that has no price.
#[derive(Debug, Clone)]
pub struct MissingPrice {
    pub item: CatalogueItem,
    pub tier: Tier,
    /// The day without a price, and the next one that has one.
    pub on: NaiveDate,
    pub priced_from: Option<NaiveDate>,
}

impl MissingPrice {
    /// Returns the command that sets the price, without the amount.
    pub fn command(&self) -> String {
        let rate = match BookedItem::of_key(&self.item.key) {
            Some(item) => format!("--unit-price AMOUNT --unit {}", item.usual_unit()),
            None => "--daily AMOUNT".to_owned(),
        };
        let tier = match self.tier {
            Tier::Standard => String::new(),
            tier => format!(" --tier {tier}"),
        };
        format!(
            "colab pricing set {} {} {rate}{tier} --from {}",
            self.item.item_type,
            shell_word(&self.item.name),
            self.on
        )
    }
}

impl Record for MissingPrice {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<MissingPrice>] = &[
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

/// Lists rooms in use, device categories and catering items that have no price on a day.
pub fn missing(tx: &mut Tx<'_>, on: NaiveDate, tier: Tier) -> Result<Vec<MissingPrice>> {
    let _grant = tx.require(Permission::SeePrices)?;
    let wanted = ItemDirectory::load(tx)?.to_be_priced();
    let mut rows = store::not_over(tx.connection(), on)?;
    rows.retain(|row| row.pricing_tier == tier && row.has_price());
    let of = |item: &CatalogueItem| -> Vec<&PriceRow> {
        rows.iter().filter(|row| row.item_key == item.key).collect()
    };
    let missing = wanted.into_iter().filter_map(|item| {
        let prices = of(&item);
        let is_priced = prices.iter().any(|row| row.is_valid_on(on));
        let priced_from = prices.iter().map(|row| row.effective_date).min();
        (!is_priced).then_some(MissingPrice {
            item,
            tier,
            on,
            priced_from,
        })
    });
    Ok(missing.collect())
}

/// Returns the names of everything that has or can have a price, for shell completion.
pub fn names(tx: &mut Tx<'_>, item_type: Option<ItemType>) -> Result<Vec<String>> {
    let _grant = tx.require(Permission::SeePrices)?;
    let items = ItemDirectory::load(tx)?;
    let wanted = ItemType::ALL
        .iter()
        .filter(|one| item_type.is_none_or(|wanted| wanted == **one));
    Ok(wanted.flat_map(|one| items.names(*one)).collect())
}
