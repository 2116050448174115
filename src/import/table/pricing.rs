//! Prices from a table, through the catalogue's own services: a row is an item's price in a tier from a day on.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::super::store::Texts;
use super::adapter::{Adapter, Made, Present, kept};
use super::field::{Field, Form, Need};
use super::rows::Table;
use super::values::Values;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::{Currency, Money};
use crate::pricing::catalogue::set_price;
use crate::pricing::item::ItemDirectory;
use crate::pricing::model::{ItemType, PriceRow, Tier, Unit};
use crate::pricing::terms::{FieldChange, NewPrice};
use crate::pricing::{records, remove};
use crate::words_of;

const fn field(
    name: &'static str,
    also: &'static [&'static str],
    form: Form,
    about: &'static str,
    example: &'static str,
) -> Field {
    Field {
        name,
        also,
        form,
        need: Need::No,
        about,
        example,
    }
}

pub const FIELDS: &[Field] = &[
    Field {
        need: Need::Key,
        ..field(
            "item_type",
            &["Type"],
            Form::Word(words_of!(ItemType)),
            "What has the price",
            "room",
        )
    },
    Field {
        need: Need::Key,
        ..field(
            "item",
            &["Item name", "Name"],
            Form::Text(255),
            "Its name: a room, a device category, a meal",
            "Excellence",
        )
    },
    field(
        "tier",
        &["Pricing tier"],
        Form::Word(words_of!(Tier)),
        "standard unless told",
        "standard",
    ),
    field(
        "daily_rate",
        &["Daily", "Day rate", "Per day"],
        Form::Money,
        "Of a room or a device category: a day",
        "1250.00",
    ),
    field(
        "weekly_rate",
        &["Weekly", "Week rate", "Per week"],
        Form::Money,
        "A week",
        "5000.00",
    ),
    field(
        "monthly_rate",
        &["Monthly", "Month rate", "Per month"],
        Form::Money,
        "A month",
        "18000.00",
    ),
    field(
        "unit_price",
        &["Price"],
        Form::Money,
        "Of catering and amenities: a unit",
        "",
    ),
    field(
        "unit",
        &["Per"],
        Form::Word(words_of!(Unit)),
        "What the unit price is for",
        "",
    ),
    field(
        "effective_date",
        &["From", "Valid from"],
        Form::Day,
        "The first day; today unless told",
        "2026-01-01",
    ),
    field(
        "expiry_date",
        &["To", "Until", "Valid to"],
        Form::Day,
        "The last day; until another price follows unless told",
        "",
    ),
    field(
        "notes",
        &["Note", "Comment"],
        Form::Text(2000),
        "Anything else",
        "",
    ),
];

const RATES: [&str; 3] = ["daily_rate", "weekly_rate", "monthly_rate"];

/// The prices in use as they were when the import began.
pub struct Prices {
    items: ItemDirectory,
    currency: Currency,
    today: NaiveDate,
    present: HashMap<String, PriceRow>,
    /// Rates that the file speaks of: those of a new price that a row leaves empty are none.
    rates: BTreeSet<&'static str>,
}

impl Prices {
    pub fn load(tx: &mut Tx<'_>, table: Option<&Table>) -> Result<Self> {
        let rows = records::all(tx)?;
        let columns = table.into_iter().flat_map(|table| &table.headings.columns);
        let names = columns.map(|column| column.field.name);
        Ok(Self {
            items: records::items(tx)?,
            currency: tx.settings().currency(),
            today: tx.site().today(tx.now()),
            present: in_use(rows),
            rates: names.filter(|name| RATES.contains(name)).collect(),
        })
    }

    /// What is said, of which item, as a new price has it.
    fn new_price(&self, values: &Values, of: &Of) -> Result<NewPrice> {
        let money = |field: &str| -> Result<FieldChange<Money>> {
            Ok(match values.get(field) {
                None => FieldChange::Keep,
                Some("") => FieldChange::Clear,
                Some(text) => FieldChange::Set(Money::parse(field, text, self.currency)?),
            })
        };
        let unit_price = match money("unit_price")? {
            FieldChange::Set(money) => Some(money),
            FieldChange::Keep => None,
            FieldChange::Clear => {
                return Err(Error::invalid(
                    ErrorCode::EmptyField,
                    "unit_price cannot be empty",
                ));
            }
        };
        Ok(NewPrice {
            tier: of.tier,
            daily: money("daily_rate")?,
            weekly: money("weekly_rate")?,
            monthly: money("monthly_rate")?,
            unit_price,
            unit: kept(values, "unit")?.and_then(|word| word.parse().ok()),
            notes: match values.get("notes") {
                None => FieldChange::Keep,
                Some("") => FieldChange::Clear,
                Some(text) => FieldChange::Set(text.to_owned()),
            },
            to: values.text("expiry_date").and_then(|day| day.parse().ok()),
            ..NewPrice::new(of.item_type, of.item.as_str(), of.from)
        })
    }
}

/// Item, tier and first day: what a price is known by.
struct Of {
    item_type: ItemType,
    item: String,
    tier: Tier,
    from: NaiveDate,
}

impl Of {
    fn row(values: &Values) -> Result<Self> {
        let broken = || {
            Error::invalid(
                ErrorCode::NoKey,
                "a price is known by item_type, item, tier and effective_date",
            )
        };
        let word = |field: &str| values.text(field).ok_or_else(broken);
        Ok(Self {
            item_type: word("item_type")?.parse().map_err(Error::internal)?,
            item: word("item")?.to_owned(),
            tier: word("tier")?.parse().map_err(Error::internal)?,
            from: word("effective_date")?.parse().map_err(|_| broken())?,
        })
    }
}

fn key(row: &PriceRow) -> String {
    format!("{}|{}|{}", row.item_key, row.pricing_tier, row.effective_date)
}

fn in_use(rows: Vec<PriceRow>) -> HashMap<String, PriceRow> {
    let active = rows.into_iter().filter(|row| row.is_active);
    active.map(|row| (key(&row), row)).collect()
}

/// Everything that a table may say of a price but for what it is known by.
fn values(row: &PriceRow, ours: Currency) -> Values {
    let money = |cents: Option<i64>| match cents {
        None => String::new(),
        Some(cents) if row.currency == ours.code() => Money::new(cents, ours).decimal(),
        // Never the same as an amount of ours.
        Some(cents) => format!("{} {cents}", row.currency),
    };
    let text = |text: Option<String>| text.unwrap_or_default();
    [
        ("daily_rate", money(row.daily_rate_cents)),
        ("weekly_rate", money(row.weekly_rate_cents)),
        ("monthly_rate", money(row.monthly_rate_cents)),
        ("unit_price", money(row.unit_price_cents)),
        ("unit", text(row.unit.map(|unit| unit.to_string()))),
        ("expiry_date", text(row.expiry_date.map(|day| day.to_string()))),
        ("notes", text(row.notes.clone())),
    ]
    .into_iter()
    .collect()
}

impl Adapter for Prices {
    fn noun(&self) -> &'static str {
        "price"
    }

    /// Without a day it is the price in force today, or one from today on where that is another.
    fn settle(&self, mut said: Values) -> Result<Values> {
        if said.text("tier").is_none() {
            said.set("tier", Tier::Standard.as_str());
        }
        if said.text("effective_date").is_none() {
            said.set("effective_date", self.today.to_string());
            let of = Of::row(&said)?;
            let item = self.items.to_price(of.item_type, &of.item)?;
            let mut rows = self.present.values();
            let now = rows.find(|row| {
                row.item_key == item.key && row.pricing_tier == of.tier && row.is_valid_on(self.today)
            });
            if let Some(row) = now {
                let terms = values(row, self.currency);
                let same = terms
                    .iter()
                    .all(|(field, text)| said.get(field).is_none_or(|new| new == text));
                if same {
                    said.set("effective_date", row.effective_date.to_string());
                }
            }
        }
        let of = Of::row(&said)?;
        let item = self.items.to_price(of.item_type, &of.item)?;
        said.set("item", item.name);
        Ok(said)
    }

    fn key(&self, said: &Values) -> Result<String> {
        let of = Of::row(said)?;
        let item = self.items.to_price(of.item_type, &of.item)?;
        Ok(format!("{}|{}|{}", item.key, of.tier, of.from))
    }

    fn found(&self, key: &str) -> Vec<Present> {
        let Some(row) = self.present.get(key) else {
            return Vec::new();
        };
        let mut values = values(row, self.currency);
        let item = row
            .item_name
            .clone()
            .or_else(|| self.items.named(row.clone()).ok().map(|price| price.item));
        values.set("item_type", row.item_type.as_str());
        values.set("item", item.unwrap_or_default());
        values.set("tier", row.pricing_tier.as_str());
        values.set("effective_date", row.effective_date.to_string());
        vec![Present {
            record: key.to_owned(),
            values,
            is_off: false,
        }]
    }

    fn label(&self, said: &Values) -> String {
        let fields = ["item_type", "item", "tier", "effective_date"];
        let texts = fields.iter().filter_map(|field| said.text(field));
        texts.collect::<Vec<_>>().join(", ")
    }

    fn create(&mut self, tx: &mut Tx<'_>, said: &Values) -> Result<Made> {
        let of = Of::row(said)?;
        let mut said = said.clone();
        if of.item_type.has_rates() {
            for rate in &self.rates {
                if said.get(rate).is_none() {
                    said.set(rate, "");
                }
            }
        }
        let set = set_price(tx, &self.new_price(&said, &of)?)?;
        Ok(Made {
            record: key(&set.price.row),
            warnings: set.notes,
        })
    }

    fn update(&mut self, tx: &mut Tx<'_>, record: &str, changes: &Values) -> Result<Vec<String>> {
        let rows = in_use(records::all(tx)?);
        let row = rows.get(record).ok_or_else(|| {
            Error::conflict(ErrorCode::NoPrice, format!("there is no price {record} any more"))
        })?;
        let price = self.items.named(row.clone())?;
        let of = Of {
            item_type: row.item_type,
            item: price.item,
            tier: row.pricing_tier,
            from: row.effective_date,
        };
        let mut new = self.new_price(changes, &of)?;
        if changes.get("expiry_date").is_none() {
            new.to = row.expiry_date;
        }
        set_price(tx, &new).map(|_set| Vec::new())
    }

    fn revive(&mut self, _tx: &mut Tx<'_>, record: &str) -> Result<()> {
        Err(Error::internal(format!("the price {record} is never out of use")))
    }

    fn states(&self, tx: &mut Tx<'_>, records: &[String]) -> Result<BTreeMap<String, Texts>> {
        let rows = in_use(records::all(tx)?);
        let state =
            |record: &String| Some((record.clone(), values(rows.get(record)?, self.currency).texts()));
        Ok(records.iter().filter_map(state).collect())
    }

    fn take_back(&mut self, tx: &mut Tx<'_>, record: &str, _why: &str) -> Result<()> {
        match in_use(records::all(tx)?).get(record) {
            Some(row) => remove::withdraw_price(tx, row.id),
            None => Ok(()),
        }
    }
}
