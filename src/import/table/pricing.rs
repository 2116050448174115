//! Prices from a table, through the catalogue's own services: a row is an item's price in a tier from a day on.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::adapter::{CreatedRecord, NewRecord, PresentRecord, TableAdapter};
use super::cell::CellContext;
use super::price_units::unit_at_end;
use super::rows::ImportTable;
use super::values::{FieldValues, empty_field};
use crate::access::tx::Tx;
use crate::import::store::FieldTexts;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::Money;
use crate::kernel::names::name_key;
use crate::pricing::catalogue::set_price;
use crate::pricing::item::ItemDirectory;
use crate::pricing::model::{ItemType, Price, PriceRow, Tier, Unit};
use crate::pricing::service::{self, PriceFilter};
use crate::pricing::terms::{FieldChange, NewPrice};
use crate::pricing::{records, remove};

/// What a price is known by.
const KEY: [&str; 5] = ["item_type", "item", "tier", "effective_date", "client"];
const RATES: [&str; 4] = ["hourly_rate", "daily_rate", "weekly_rate", "monthly_rate"];

/// The prices in use as they were when the import began.
pub struct PriceAdapter {
    context: CellContext,
    items: ItemDirectory,
    present: HashMap<String, Price>,
    /// Rates that the file has columns for: a row of a new price that leaves one empty has none.
    rates: Vec<&'static str>,
    /// What the heading of the items says that they are.
    headed: Option<ItemType>,
    /// What the heading of prices says that they are of.
    headed_unit: Option<Unit>,
}

/// Returns whether a row has any price.
pub fn names_price(values: &FieldValues) -> bool {
    values.text("unit_price").is_some() || RATES.iter().any(|rate| values.text(rate).is_some())
}

/// Returns the unit that the heading of prices names: `Price per person`.
pub fn unit_headed(table: &ImportTable) -> Option<Unit> {
    unit_at_end(table.headings.heading_of("unit_price")?)
}

fn ends_with(heading: &str, words: &[&str]) -> bool {
    let key = name_key(heading);
    words.iter().any(|words| key.ends_with(&name_key(words)))
}

/// Returns the type of items that the heading of their column names, or the name of their sheet: `Room`, `Dish`. Who pays by
/// the night pays for a room.
fn type_headed(table: &ImportTable) -> Option<ItemType> {
    const NIGHT: [&str; 14] = [
        "per night",
        "price night",
        "rate night",
        "pro nacht",
        "par nuit",
        "la nuit",
        "por noche",
        "por noite",
        "a notte",
        "per notte",
        "per nacht",
        "za noc",
        "за ночь",
        "每晚",
    ];
    let by_night = || {
        let heading = table.headings.heading_of("daily_rate")?;
        ends_with(heading, &NIGHT).then_some(ItemType::Room)
    };
    let by_sheet = || type_called(table.sheet.as_deref()?);
    table
        .headings
        .heading_of("item")
        .and_then(type_called)
        .or_else(by_night)
        .or_else(by_sheet)
}

/// Returns the type that a heading or the name of a sheet calls its items.
fn type_called(name: &str) -> Option<ItemType> {
    const TYPES: [(ItemType, &str); 3] = [
        (
            ItemType::Room,
            "room | rooms | room name | room type | venue | venues | venue name | hall | halls | space | spaces | classroom | \
             training room | meeting room | conference room | raum | räume | raumname | saal | seminarraum | zimmer | salle | \
             salles | nom de la salle | chambre | chambres | sala | salas | habitación | habitaciones | quarto | quartos | \
             aula | aule | camera | camere | zaal | zalen | lokaal | ruimte | kamer | kamers | комната | комнаты | зал | \
             залы | аудитория | помещение | 会议室 | 教室 | 房间",
        ),
        (
            ItemType::DeviceCategory,
            "device | devices | device type | device category | gerät | geräte | geräteart | gerätetyp | appareil | \
             appareils | type d'appareil | dispositivo | dispositivos | toestel | apparaat | urządzenie | устройство | 设备",
        ),
        (
            ItemType::Catering,
            "dish | dishes | menu item | menu | menus | menü | meal | meals | catering | speise | speisen | speisekarte | \
             gericht | gerichte | plat | plats | repas | plato | platos | prato | pratos | piatto | piatti | gerecht | \
             gerechten | maaltijd | gereg | danie | dania | блюдо | блюда | 菜品",
        ),
    ];
    let key = name_key(name);
    let is_it = |(_, words): &&(ItemType, &str)| words.split(" | ").any(|word| name_key(word) == key);
    TYPES.iter().find(is_it).map(|(item_type, _)| *item_type)
}

impl PriceAdapter {
    pub fn load(tx: &mut Tx<'_>, table: Option<&ImportTable>) -> Result<Self> {
        let has_column = |rate: &&str| table.is_some_and(|table| table.has_column(rate));
        Ok(Self {
            context: CellContext::of(tx),
            items: records::items(tx)?,
            present: in_use(tx)?,
            rates: RATES.into_iter().filter(has_column).collect(),
            headed: table.and_then(type_headed),
            headed_unit: table.and_then(unit_headed),
        })
    }

    /// Returns what a table writes of a price beside its key.
    fn terms(&self, price: &Price) -> FieldValues {
        FieldValues::of(price, &self.context, |field| !KEY.contains(&field))
    }

    /// Returns a new price of what a row mentions.
    fn new_price(&self, values: &FieldValues, key: &PriceKey) -> Result<NewPrice> {
        let money = |field: &str| -> Result<FieldChange<Money>> {
            Ok(match values.get(field) {
                None => FieldChange::Keep,
                Some("") => FieldChange::Clear,
                Some(text) => FieldChange::Set(Money::parse(field, text, self.context.currency)?),
            })
        };
        if let Some(field) = ["unit_price", "unit"].iter().find(|field| values.clears(field)) {
            return Err(empty_field(field));
        }
        let unit_price = values.text("unit_price");
        let unit_price = unit_price.map(|text| Money::parse("unit_price", text, self.context.currency));
        Ok(NewPrice {
            tier: key.tier,
            hourly: money("hourly_rate")?,
            minimum_hours: match values.get("minimum_hours") {
                None => FieldChange::Keep,
                Some("") => FieldChange::Clear,
                Some(_) => FieldChange::of(values.parsed("minimum_hours")?, false),
            },
            client: key.client.clone(),
            daily: money("daily_rate")?,
            weekly: money("weekly_rate")?,
            monthly: money("monthly_rate")?,
            unit_price: unit_price.transpose()?,
            unit: values.parsed("unit")?,
            notes: match values.get("notes") {
                None => FieldChange::Keep,
                Some("") => FieldChange::Clear,
                Some(text) => FieldChange::Set(text.to_owned()),
            },
            to: values.parsed("expiry_date")?,
            ..NewPrice::new(key.item_type, key.item.as_str(), key.from)
        })
    }

    /// Finds the first day of a row that names none: that of the price in force today if the row changes nothing of
    /// it, otherwise today.
    fn first_day(&self, values: &FieldValues) -> Result<NaiveDate> {
        let today = self.context.today;
        let mut values = values.clone();
        values.set("effective_date", today.to_string());
        let key = PriceKey::of(&values)?;
        let item = self.items.to_price(key.item_type, &key.item)?;
        let now = self.present.values().find(|price| {
            let row = &price.row;
            let is_its = name_key(price.client.as_deref().unwrap_or_default())
                == name_key(key.client.as_deref().unwrap_or_default());
            row.item_key == item.key && row.pricing_tier == key.tier && is_its && row.is_valid_on(today)
        });
        let is_same = |price: &&Price| {
            let terms = self.terms(price);
            let mut terms = terms.iter();
            terms.all(|(field, text)| values.get(field).is_none_or(|new| new == text))
        };
        Ok(now
            .filter(is_same)
            .map_or(today, |price| price.row.effective_date))
    }
}

/// What a price is known by.
struct PriceKey {
    item_type: ItemType,
    item: String,
    tier: Tier,
    from: NaiveDate,
    client: Option<String>,
}

impl PriceKey {
    fn of(values: &FieldValues) -> Result<Self> {
        let missing = || {
            Error::invalid(
                ErrorCode::NoKey,
                "a price is known by item_type, item, tier and effective_date",
            )
        };
        Ok(Self {
            item_type: values.parsed("item_type")?.ok_or_else(missing)?,
            item: values.text("item").ok_or_else(missing)?.to_owned(),
            tier: values.parsed("tier")?.ok_or_else(missing)?,
            from: values.parsed("effective_date")?.ok_or_else(missing)?,
            client: values.text("client").map(str::to_owned),
        })
    }
}

/// Names a price; the client by the key of its name.
fn record(price: &Price) -> String {
    let row = &price.row;
    named(
        &row.item_key,
        row.pricing_tier,
        row.effective_date,
        price.client.as_deref(),
    )
}

fn named(item_key: &str, tier: Tier, from: NaiveDate, client: Option<&str>) -> String {
    let client = client.map_or_else(String::new, |name| format!("|{}", name_key(name)));
    format!("{item_key}|{tier}|{from}{client}")
}

fn in_use(tx: &mut Tx<'_>) -> Result<HashMap<String, Price>> {
    let prices = service::list(tx, &PriceFilter::default())?.into_iter();
    let prices = prices.filter(|price| price.row.is_active);
    Ok(prices.map(|price| (record(&price), price)).collect())
}

impl PriceAdapter {
    /// Returns the price in use by this record as it is now, with the name of its item.
    fn now(&self, tx: &mut Tx<'_>, wanted: &str) -> Result<Option<(PriceRow, String)>> {
        let Some(known) = self.present.get(wanted) else {
            return Ok(None);
        };
        let client_id = known.row.client_id;
        let from = known.row.effective_date;
        let mut rows = records::of_item(tx, &known.row.item_key)?.into_iter();
        let row = rows.find(|row| {
            row.is_active
                && row.client_id == client_id
                && (row.pricing_tier, row.effective_date) == (known.row.pricing_tier, from)
        });
        Ok(row.map(|row| (row, known.item.clone())))
    }
}

impl TableAdapter for PriceAdapter {
    /// The type of an item that one type alone has by this name, or that the heading of the items names; the unit of its price.
    fn complete(&self, mut values: FieldValues) -> FieldValues {
        let item = values.text("item").filter(|_| values.text("item_type").is_none());
        let item_type = item.and_then(|item| self.items.only_type(item).or(self.headed));
        if let Some(item_type) = item_type {
            values.set("item_type", item_type.as_str());
        }
        let unit = self.headed_unit.filter(|_| values.text("unit_price").is_some());
        if let Some(unit) = unit.filter(|_| values.text("unit").is_none()) {
            values.set("unit", unit.as_str());
        }
        values
    }

    fn resolve(&self, mut values: FieldValues) -> Result<FieldValues> {
        if values.text("tier").is_none() {
            values.set("tier", Tier::Standard.as_str());
        }
        if values.text("effective_date").is_none() {
            values.set("effective_date", self.first_day(&values)?.to_string());
        }
        let key = PriceKey::of(&values)?;
        let item = self.items.to_price(key.item_type, &key.item)?;
        values.set("item", item.name);
        Ok(values)
    }

    fn key(&self, values: &FieldValues) -> Result<String> {
        let key = PriceKey::of(values)?;
        let item = self.items.to_price(key.item_type, &key.item)?;
        Ok(named(&item.key, key.tier, key.from, key.client.as_deref()))
    }

    fn found(&self, key: &str) -> Vec<PresentRecord> {
        self.present(key).into_iter().collect()
    }

    fn present(&self, record: &str) -> Option<PresentRecord> {
        let price = self.present.get(record)?;
        Some(PresentRecord {
            record: record.to_owned(),
            values: FieldValues::of(price, &self.context, |_| true),
            is_off: false,
        })
    }

    /// A price that has ended was charged.
    fn is_past(&self, present: &PresentRecord) -> bool {
        let last: Option<NaiveDate> = present.values.parsed("expiry_date").ok().flatten();
        last.is_some_and(|last| last < self.context.today)
    }

    fn to_bring_back(&self, present: &PresentRecord) -> FieldValues {
        present.values.clone()
    }

    fn bring_back(&mut self, tx: &mut Tx<'_>, _record: &str, before: &FieldValues) -> Result<()> {
        let key = PriceKey::of(before)?;
        let given = before.clone().into_iter().filter(|(_, text)| !text.is_empty());
        set_price(tx, &self.new_price(&given.collect(), &key)?).map(|_set| ())
    }

    fn label(&self, values: &FieldValues) -> String {
        let texts = KEY.iter().filter_map(|field| values.text(field));
        texts.collect::<Vec<_>>().join(", ")
    }

    fn create(&mut self, tx: &mut Tx<'_>, new: &NewRecord<'_>) -> Result<CreatedRecord> {
        let key = PriceKey::of(new.values)?;
        let mut values = new.values.clone();
        if key.item_type.has_rates() {
            for rate in &self.rates {
                if values.get(rate).is_none() {
                    values.set(rate, "");
                }
            }
        }
        let set = set_price(tx, &self.new_price(&values, &key)?)?;
        Ok(CreatedRecord {
            record: record(&set.price),
            warnings: set.notes,
        })
    }

    fn update(&mut self, tx: &mut Tx<'_>, record: &str, changes: &FieldValues) -> Result<Vec<String>> {
        let (row, item) = self
            .now(tx, record)?
            .ok_or_else(|| Error::conflict(ErrorCode::NoPrice, format!("the price {record} is gone")))?;
        let key = PriceKey {
            item_type: row.item_type,
            item,
            tier: row.pricing_tier,
            from: row.effective_date,
            client: self.present.get(record).and_then(|price| price.client.clone()),
        };
        let mut new = self.new_price(changes, &key)?;
        if changes.get("expiry_date").is_none() {
            new.to = row.expiry_date;
        }
        set_price(tx, &new).map(|_set| Vec::new())
    }

    fn states(&self, tx: &mut Tx<'_>, records: &[String]) -> Result<BTreeMap<String, FieldTexts>> {
        let prices = in_use(tx)?;
        let state = |record: &String| Some((record.clone(), self.terms(prices.get(record)?).texts()));
        Ok(records.iter().filter_map(state).collect())
    }

    fn withdraw(&mut self, tx: &mut Tx<'_>, record: &str, _reason: &str) -> Result<()> {
        match self.now(tx, record)? {
            Some((row, _)) => remove::withdraw_price(tx, row.id),
            None => Ok(()),
        }
    }
}
