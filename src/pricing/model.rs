//! Prices as domain types and rows.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::booking::{Catering, LunchCatering, MorningCatering};
pub use crate::client::Tier;
use crate::db::schema::pricing_catalog;
use crate::kernel::error::{Error, Result};
use crate::kernel::money::{Currency, Money};
use crate::kernel::names::name_key;
use crate::kernel::timestamp::Timestamp;
use crate::output::{
    CellForm, ColumnNeed, Record, RecordField, Value, column, imported, shown_always, shown_if_wide,
    shown_in_table, wanted_only,
};
use crate::text_enum;

text_enum! {
    /// Kinds of items that can have a price.
    pub enum ItemType {
        Room = "room",
        DeviceCategory = "device_category",
        Catering = "catering",
        Amenity = "amenity",
    }
}

impl ItemType {
    /// Parses a type; a dash may stand for the underscore.
    ///
    /// # Errors
    /// Names the types.
    pub fn read(text: &str) -> Result<Self, String> {
        let word = text.to_lowercase().replace(['-', ' '], "_");
        word.parse()
            .map_err(|_: String| "write room, device-category, catering or amenity".to_owned())
    }

    /// Whether items of this type are priced by time; the others have a unit price.
    pub fn has_rates(self) -> bool {
        matches!(self, Self::Room | Self::DeviceCategory)
    }

    /// Returns the type as words of a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::DeviceCategory => "device category",
            other => other.as_str(),
        }
    }
}

text_enum! {
    /// Units of a unit price.
    pub enum Unit {
        Person = "person",
        Item = "item",
        Day = "day",
        Booking = "booking",
    }
}

/// Returns the key of a room or a device category: `room:12`.
pub fn key_of_id(item_type: ItemType, id: i64) -> String {
    format!("{item_type}:{id}")
}

/// Returns the key of a catering or amenity item, the same for every spelling: `catering:inhouselunch`.
pub fn key_of_name(item_type: ItemType, name: &str) -> String {
    format!("{item_type}:{}", name_key(name))
}

/// A price as stored. Only `expiry_date`, `is_active` and who updated it ever change.
#[derive(Debug, Clone, PartialEq, Queryable, QueryableByName, Selectable, Insertable)]
#[diesel(table_name = pricing_catalog, treat_none_as_default_value = false)]
pub struct PriceRow {
    pub id: i64,
    pub item_type: ItemType,
    /// The room or the device category.
    pub item_id: Option<i64>,
    /// Of catering and amenities.
    pub item_name: Option<String>,
    /// From [`key_of_id`] or [`key_of_name`].
    pub item_key: String,
    pub pricing_tier: Tier,
    pub daily_rate_cents: Option<i64>,
    pub weekly_rate_cents: Option<i64>,
    pub monthly_rate_cents: Option<i64>,
    pub unit_price_cents: Option<i64>,
    pub unit: Option<Unit>,
    pub currency: String,
    pub notes: Option<String>,
    /// The first and the last day; without a last day it applies until the next price.
    pub effective_date: NaiveDate,
    pub expiry_date: Option<NaiveDate>,
    /// False once it was replaced or removed.
    pub is_active: bool,
    pub created_at: Timestamp,
    pub created_by: String,
    pub updated_at: Timestamp,
    pub updated_by: String,
    /// Of rooms.
    pub hourly_rate_cents: Option<i64>,
    /// The least number of hours that is charged for.
    pub minimum_hours: Option<i32>,
    /// Whom it is for; `None`: everybody without a price of their own.
    pub client_id: Option<i64>,
}

/// The days of a price as they were before a change.
#[derive(Debug)]
pub struct FormerPrice {
    pub id: i64,
    pub expiry_date: Option<NaiveDate>,
    pub is_active: bool,
}

impl PriceRow {
    /// Whether the price is in force on a day.
    pub fn is_valid_on(&self, day: NaiveDate) -> bool {
        self.is_active && self.effective_date <= day && self.expiry_date.is_none_or(|last| day <= last)
    }

    /// Whether the row has any rate; one without ends the price of its item.
    pub fn has_price(&self) -> bool {
        [
            self.hourly_rate_cents,
            self.daily_rate_cents,
            self.weekly_rate_cents,
            self.monthly_rate_cents,
            self.unit_price_cents,
        ]
        .iter()
        .any(Option::is_some)
    }

    /// Returns the currency of the stored code.
    ///
    /// # Errors
    /// `Internal` for an unknown code.
    pub fn currency(&self) -> Result<Currency> {
        Currency::from_code(&self.currency)
            .ok_or_else(|| Error::internal(format!("price {} has an unknown currency", self.id)))
    }
}

/// A price with the name of its item.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    pub row: PriceRow,
    pub item: String,
    pub currency: Currency,
    /// The name of the client whom it is for.
    pub client: Option<String>,
}

impl Price {
    /// Returns a rate as money in the price's currency.
    pub(super) fn money(&self, cents: Option<i64>) -> Value {
        cents.map(|cents| Money::new(cents, self.currency)).into()
    }
}

impl Record for Price {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Price>] = &[
            shown_in_table("id", |p| p.row.id.into()),
            imported(
                shown_in_table("item_type", |p| p.row.item_type.as_str().into()),
                column(CellForm::one_of(ItemType::WORDS), "Type of the item")
                    .need(ColumnNeed::Key)
                    .synonyms(&["Type"])
                    .example("room"),
            ),
            imported(
                shown_always("item", |p| p.item.as_str().into()),
                column(
                    CellForm::Text(255),
                    "Name of the item: a room, a device category, a meal",
                )
                .need(ColumnNeed::Key)
                .synonyms(&["Item name", "Name"])
                .example("Excellence"),
            ),
            imported(
                shown_in_table("tier", |p| p.row.pricing_tier.as_str().into()),
                column(CellForm::one_of(Tier::WORDS), "Tier; standard by default")
                    .synonyms(&["Pricing tier"])
                    .example("standard"),
            ),
            imported(
                shown_in_table("hourly_rate", |p| p.money(p.row.hourly_rate_cents)),
                column(CellForm::Money, "Price of an hour, of rooms")
                    .synonyms(&["Hourly", "Hour rate", "Per hour"])
                    .example("200.00"),
            ),
            imported(
                shown_if_wide("minimum_hours", |p| p.row.minimum_hours.into()),
                column(
                    CellForm::Count,
                    "Least number of hours that is charged for, with a price of an hour",
                )
                .synonyms(&["Minimum of hours", "Least hours"])
                .example("2"),
            ),
            imported(
                shown_in_table("daily_rate", |p| p.money(p.row.daily_rate_cents)),
                column(CellForm::Money, "Price of a day, of rooms and device categories")
                    .synonyms(&["Daily", "Day rate", "Per day"])
                    .example("1250.00"),
            ),
            imported(
                shown_in_table("weekly_rate", |p| p.money(p.row.weekly_rate_cents)),
                column(CellForm::Money, "Price of a week")
                    .synonyms(&["Weekly", "Week rate", "Per week"])
                    .example("5000.00"),
            ),
            imported(
                shown_in_table("monthly_rate", |p| p.money(p.row.monthly_rate_cents)),
                column(CellForm::Money, "Price of a month")
                    .synonyms(&["Monthly", "Month rate", "Per month"])
                    .example("18000.00"),
            ),
            imported(
                shown_in_table("unit_price", |p| p.money(p.row.unit_price_cents)),
                column(CellForm::Money, "Price of a unit, of catering and amenities").synonyms(&["Price"]),
            ),
            imported(
                shown_in_table("unit", |p| p.row.unit.map(Unit::as_str).into()),
                column(CellForm::one_of(Unit::WORDS), "Unit of the unit price").synonyms(&["Per"]),
            ),
            imported(
                shown_in_table("effective_date", |p| p.row.effective_date.into()),
                column(CellForm::Date, "First day; today by default")
                    .synonyms(&["From", "Valid from"])
                    .example("2026-01-01"),
            ),
            imported(
                shown_in_table("expiry_date", |p| p.row.expiry_date.into()),
                column(
                    CellForm::Date,
                    "Last day; by default the price stands until another follows",
                )
                .synonyms(&["To", "Until", "Valid to"]),
            ),
            wanted_only("is_active", |p| p.row.is_active.into()),
            imported(
                wanted_only("notes", |p| p.row.notes.clone().into()),
                column(CellForm::Notes(2000), "Notes").synonyms(&["Note", "Comment"]),
            ),
            wanted_only("created_at", |p| p.row.created_at.into()),
            wanted_only("created_by", |p| p.row.created_by.as_str().into()),
            wanted_only("updated_at", |p| p.row.updated_at.into()),
            wanted_only("updated_by", |p| p.row.updated_by.as_str().into()),
            imported(
                shown_if_wide("client", |p| p.client.clone().into()),
                column(
                    CellForm::Text(255),
                    "Client whose price it is; blank for everybody",
                )
                .synonyms(&["Client name"]),
            ),
            wanted_only("client_id", |p| p.row.client_id.into()),
        ];
        FIELDS
    }
}

/// The amenity whose price printed pages have.
pub const PRINTING: &str = "Printing";

/// What a booking can ask of the kitchen and the store; each is priced by the catering item of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookedItem {
    CoffeeTeaStation,
    Pastry,
    Sandwiches,
    InHouseLunch,
    Stationery,
    WaterBottle,
}

impl BookedItem {
    pub const ALL: &'static [Self] = &[
        Self::CoffeeTeaStation,
        Self::Pastry,
        Self::Sandwiches,
        Self::InHouseLunch,
        Self::Stationery,
        Self::WaterBottle,
    ];

    /// Returns its name in the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Self::CoffeeTeaStation => "Coffee/tea station",
            Self::Pastry => "Pastry",
            Self::Sandwiches => "Sandwiches",
            Self::InHouseLunch => "In-house lunch",
            Self::Stationery => "Stationery",
            Self::WaterBottle => "Water bottle",
        }
    }

    /// Returns its key in the catalogue.
    pub fn item_key(self) -> String {
        key_of_name(ItemType::Catering, self.name())
    }

    /// Finds the item with a key of the catalogue.
    pub fn of_key(item_key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|item| item.item_key() == item_key)
    }

    /// Returns the unit that its price usually has.
    pub fn usual_unit(self) -> Unit {
        match self {
            Self::WaterBottle => Unit::Item,
            _ => Unit::Person,
        }
    }

    /// Whether a booking asks for it.
    pub fn is_asked(self, catering: &Catering) -> bool {
        match self {
            Self::CoffeeTeaStation => catering.coffee_tea_station,
            Self::Pastry => catering.morning_catering == Some(MorningCatering::Pastry),
            Self::Sandwiches => catering.morning_catering == Some(MorningCatering::Sandwiches),
            Self::InHouseLunch => catering.lunch_catering == Some(LunchCatering::InHouse),
            Self::Stationery => catering.stationery_needed,
            Self::WaterBottle => catering.water_bottles > 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_read_with_a_dash_or_without() {
        assert_eq!(ItemType::read("device-category"), Ok(ItemType::DeviceCategory));
        assert_eq!(ItemType::read("Device_Category"), Ok(ItemType::DeviceCategory));
        assert!(ItemType::read("chair").is_err());
    }

    #[test]
    fn an_item_has_one_key_in_any_spelling() {
        let lunch = BookedItem::InHouseLunch.item_key();
        assert_eq!(key_of_name(ItemType::Catering, "in house LUNCH"), lunch);
        assert_ne!(key_of_name(ItemType::Amenity, "In-house lunch"), lunch);
        assert_eq!(key_of_id(ItemType::Room, 12), "room:12");
    }

    #[test]
    fn each_catering_request_asks_for_its_own_item() {
        let mut catering = Catering::none(1);
        assert!(BookedItem::ALL.iter().all(|item| !item.is_asked(&catering)));
        catering.morning_catering = Some(MorningCatering::Pastry);
        catering.lunch_catering = Some(LunchCatering::SelfCatered);
        catering.water_bottles = 3;
        let asked = BookedItem::ALL.iter().filter(|item| item.is_asked(&catering));
        assert_eq!(
            asked.copied().collect::<Vec<_>>(),
            [BookedItem::Pastry, BookedItem::WaterBottle]
        );
    }
}
