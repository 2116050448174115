//! The terms of a price: its rates, made of what was asked for and what applied before.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::model::{ItemType, PriceRow, Tier, Unit};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::{Currency, Money};
use crate::kernel::text::clean_notes;

/// Flags that price an item by time, and those that price it per unit.
const TIME_FLAGS: &str = "--hourly AMOUNT (rooms), --daily AMOUNT, --weekly AMOUNT, --monthly AMOUNT";
const UNIT_FLAGS: &str = "--unit-price AMOUNT --unit person, item, day or booking";

/// A change of one field of a price.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum FieldChange<T> {
    #[default]
    Keep,
    Clear,
    Set(T),
}

impl<T> FieldChange<T> {
    /// Sets a value if there is one, else clears the field or keeps it.
    pub fn of(value: Option<T>, clear: bool) -> Self {
        match value {
            Some(value) => Self::Set(value),
            None if clear => Self::Clear,
            None => Self::Keep,
        }
    }

    fn or(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Keep => before,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }
}

impl FieldChange<Money> {
    fn cents(&self) -> FieldChange<i64> {
        match self {
            Self::Keep => FieldChange::Keep,
            Self::Clear => FieldChange::Clear,
            Self::Set(money) => FieldChange::Set(money.cents),
        }
    }
}

/// A price to set; a rate that is not given keeps its value.
#[derive(Debug, Clone)]
pub struct NewPrice {
    pub item_type: ItemType,
    pub item: String,
    pub tier: Tier,
    pub hourly: FieldChange<Money>,
    /// Goes with the hourly rate, and is cleared with it.
    pub minimum_hours: FieldChange<i32>,
    /// The name of the client whom it is for; `None`: everybody.
    pub client: Option<String>,
    pub daily: FieldChange<Money>,
    pub weekly: FieldChange<Money>,
    pub monthly: FieldChange<Money>,
    pub unit_price: Option<Money>,
    pub unit: Option<Unit>,
    pub notes: FieldChange<String>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; `None`: until the next price.
    pub to: Option<NaiveDate>,
}

impl NewPrice {
    /// Creates a standard price that gives no rate yet.
    pub fn new(item_type: ItemType, item: impl Into<String>, from: NaiveDate) -> Self {
        Self {
            item_type,
            item: item.into(),
            tier: Tier::Standard,
            hourly: FieldChange::Keep,
            minimum_hours: FieldChange::Keep,
            client: None,
            daily: FieldChange::Keep,
            weekly: FieldChange::Keep,
            monthly: FieldChange::Keep,
            unit_price: None,
            unit: None,
            notes: FieldChange::Keep,
            from,
            to: None,
        }
    }
}

/// What a price costs: everything of it but its item, tier and days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceTerms {
    pub hourly: Option<i64>,
    pub minimum_hours: Option<i32>,
    pub daily: Option<i64>,
    pub weekly: Option<i64>,
    pub monthly: Option<i64>,
    pub unit_price: Option<i64>,
    pub unit: Option<Unit>,
    pub currency: Currency,
    pub notes: Option<String>,
}

impl PriceTerms {
    /// Reads the terms of a stored price.
    pub fn of(row: &PriceRow) -> Result<Self> {
        Ok(Self {
            hourly: row.hourly_rate_cents,
            minimum_hours: row.minimum_hours,
            daily: row.daily_rate_cents,
            weekly: row.weekly_rate_cents,
            monthly: row.monthly_rate_cents,
            unit_price: row.unit_price_cents,
            unit: row.unit,
            currency: row.currency()?,
            notes: row.notes.clone(),
        })
    }

    fn none(currency: Currency) -> Self {
        Self {
            hourly: None,
            minimum_hours: None,
            daily: None,
            weekly: None,
            monthly: None,
            unit_price: None,
            unit: None,
            currency,
            notes: None,
        }
    }

    pub fn is_empty(&self) -> bool {
        let rates = [
            self.hourly,
            self.daily,
            self.weekly,
            self.monthly,
            self.unit_price,
        ];
        rates.iter().all(Option::is_none)
    }

    /// Whether they have the same rates, whatever the notes.
    pub fn has_rates_of(&self, other: &Self) -> bool {
        let notes = other.notes.clone();
        Self {
            notes,
            ..self.clone()
        } == *other
    }

    /// Returns the same terms with every rate changed.
    pub fn with_rates(&self, change: impl Fn(i64) -> Result<i64>) -> Result<Self> {
        let changed = |cents: Option<i64>| cents.map(&change).transpose();
        Ok(Self {
            hourly: changed(self.hourly)?,
            daily: changed(self.daily)?,
            weekly: changed(self.weekly)?,
            monthly: changed(self.monthly)?,
            unit_price: changed(self.unit_price)?,
            ..self.clone()
        })
    }

    /// Lists the rates that a new price keeps: `weekly R5,000.00`.
    pub fn carried_into(&self, new: &NewPrice) -> Vec<String> {
        let rates = [
            ("hourly", self.hourly, new.hourly == FieldChange::Keep),
            ("daily", self.daily, new.daily == FieldChange::Keep),
            ("weekly", self.weekly, new.weekly == FieldChange::Keep),
            ("monthly", self.monthly, new.monthly == FieldChange::Keep),
            ("unit price", self.unit_price, new.unit_price.is_none()),
        ];
        let stays = rates.into_iter().filter(|(_, _, is_kept)| *is_kept);
        stays
            .filter_map(|(name, cents, _)| Some(format!("{name} {}", Money::new(cents?, self.currency))))
            .collect()
    }

    /// Returns what the audit log keeps of them.
    pub fn facts(&self) -> Json {
        json!({"hourly_rate_cents": self.hourly, "minimum_hours": self.minimum_hours, "daily_rate_cents": self.daily, "weekly_rate_cents": self.weekly, "monthly_rate_cents": self.monthly,
               "unit_price_cents": self.unit_price, "unit": self.unit, "currency": self.currency.code(),
               "notes": self.notes})
    }
}

/// Merges a new price with the terms in force before it.
///
/// # Errors
/// `Invalid` for a kind of rate that the item does not have, no rate at all, a unit price without a unit, and amounts in
/// another currency.
pub fn new_terms(new: &NewPrice, before: Option<&PriceRow>, currency: Currency) -> Result<PriceTerms> {
    check_kinds(new)?;
    check_currency(new, currency)?;
    let old = match before {
        Some(row) => to_carry_over(new, PriceTerms::of(row)?, currency)?,
        None => PriceTerms::none(currency),
    };
    let notes = match &new.notes {
        FieldChange::Set(text) => FieldChange::Set(clean_notes("notes", text, 2000)?),
        other => other.clone(),
    };
    let had_none = old.is_empty();
    let hourly = new.hourly.cents().or(old.hourly);
    let terms = PriceTerms {
        minimum_hours: minimum_hours(new, hourly, old.minimum_hours)?,
        hourly,
        daily: new.daily.cents().or(old.daily),
        weekly: new.weekly.cents().or(old.weekly),
        monthly: new.monthly.cents().or(old.monthly),
        unit_price: new.unit_price.map(|money| money.cents).or(old.unit_price),
        unit: new.unit.or(old.unit),
        currency,
        notes: notes.or(old.notes),
    };
    check_enough(new, &terms, had_none)?;
    Ok(terms)
}

/// Merges the least number of hours; there is none without an hourly rate.
fn minimum_hours(new: &NewPrice, hourly: Option<i64>, before: Option<i32>) -> Result<Option<i32>> {
    match new.minimum_hours {
        FieldChange::Set(hours) if hourly.is_none() => Err(Error::invalid(
            ErrorCode::WrongRate,
            format!(
                "a minimum of {hours} hours needs a price by the hour, and {} has none",
                new.item
            ),
        )
        .hint("--hourly AMOUNT")),
        FieldChange::Set(hours) if !(1..=24).contains(&hours) => Err(Error::invalid(
            ErrorCode::WrongRate,
            format!("a minimum of {hours} hours is not between 1 and 24"),
        )),
        ref change => Ok(change.clone().or(before).filter(|_| hourly.is_some())),
    }
}

/// Checks that rooms and devices are priced by time, rooms alone by the hour, and the rest by a unit.
fn check_kinds(new: &NewPrice) -> Result<()> {
    let has_hours =
        matches!(new.hourly, FieldChange::Set(_)) || matches!(new.minimum_hours, FieldChange::Set(_));
    let has_rates = has_hours
        || [&new.daily, &new.weekly, &new.monthly]
            .iter()
            .any(|rate| **rate != FieldChange::Keep);
    let has_unit = new.unit_price.is_some() || new.unit.is_some();
    let words = new.item_type.words();
    let by_time = new.item_type.has_rates();
    if by_time && has_unit {
        let fact = format!("a {words} is priced by day, week or month, not per unit");
        return Err(Error::invalid(ErrorCode::WrongRate, fact).hint(TIME_FLAGS));
    }
    if !by_time && has_rates {
        let fact = format!("{words} is priced per unit, not by time");
        return Err(Error::invalid(ErrorCode::WrongRate, fact).hint(UNIT_FLAGS));
    }
    if has_hours && new.item_type != ItemType::Room {
        let fact = format!("a {words} is priced by day, week or month, not by the hour");
        return Err(Error::invalid(ErrorCode::WrongRate, fact).hint("--daily AMOUNT"));
    }
    Ok(())
}

fn check_currency(new: &NewPrice, currency: Currency) -> Result<()> {
    let rates = [&new.hourly, &new.daily, &new.weekly, &new.monthly]
        .into_iter()
        .filter_map(|rate| match rate {
            FieldChange::Set(money) => Some(*money),
            _ => None,
        });
    match rates
        .chain(new.unit_price)
        .find(|money| money.currency != currency)
    {
        Some(other) => Err(other_currency("the new price", other.currency, currency)),
        None => Ok(()),
    }
}

/// Returns what carries over from the previous price; amounts in another currency never do.
fn to_carry_over(new: &NewPrice, old: PriceTerms, currency: Currency) -> Result<PriceTerms> {
    if old.currency == currency {
        return Ok(old);
    }
    if !old.carried_into(new).is_empty() {
        return Err(other_currency("the price in force", old.currency, currency)
            .hint("set or --clear every rate that it has"));
    }
    Ok(PriceTerms {
        unit: old.unit,
        notes: old.notes,
        ..PriceTerms::none(currency)
    })
}

/// The error for an amount that is not in the site's currency.
pub fn other_currency(what: &str, other: Currency, ours: Currency) -> Error {
    Error::invalid(
        ErrorCode::CurrencyMismatch,
        format!(
            "{what} is in {}, but the site's currency is {}",
            other.code(),
            ours.code()
        ),
    )
    .hint("colab config get currency")
}

/// Checks that a rate is left. All rates of a room or device may be cleared: it has no price from then on.
fn check_enough(new: &NewPrice, terms: &PriceTerms, had_none: bool) -> Result<()> {
    let by_time = new.item_type.has_rates();
    if terms.is_empty() && (had_none || !by_time) {
        let flags = if by_time { TIME_FLAGS } else { UNIT_FLAGS };
        return Err(Error::invalid(ErrorCode::NoRate, format!("no rate given for {}", new.item)).hint(flags));
    }
    if !by_time && terms.unit.is_none() {
        return Err(Error::invalid(
            ErrorCode::UnitMissing,
            format!("the unit price of {} needs a unit", new.item),
        )
        .hint("--unit person, item, day or booking"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(item_type: ItemType) -> NewPrice {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        NewPrice::new(item_type, "X", day)
    }

    fn rand(cents: i64) -> FieldChange<Money> {
        FieldChange::Set(Money::new(cents, Currency::ZAR))
    }

    #[test]
    fn rates_not_given_are_kept_and_cleared_ones_removed() {
        let old = PriceTerms {
            daily: Some(1),
            weekly: Some(2),
            monthly: Some(3),
            ..PriceTerms::none(Currency::ZAR)
        };
        let asked = NewPrice {
            daily: rand(0),
            weekly: FieldChange::Clear,
            ..new(ItemType::Room)
        };
        let carried = to_carry_over(&asked, old.clone(), Currency::ZAR).unwrap();
        assert_eq!(carried.carried_into(&asked), ["monthly R0.03"]);
        assert_eq!(asked.daily.cents().or(old.daily), Some(0));
        assert_eq!(asked.weekly.cents().or(old.weekly), None);
        assert_eq!(asked.monthly.cents().or(old.monthly), Some(3));
    }

    #[test]
    fn amounts_of_another_currency_are_not_carried_over() {
        let old = PriceTerms {
            daily: Some(1),
            ..PriceTerms::none(Currency::EUR)
        };
        let unset = new(ItemType::Room);
        let error = to_carry_over(&unset, old.clone(), Currency::ZAR).unwrap_err();
        assert_eq!(error.code, "currency_mismatch");
        let replaced = NewPrice {
            daily: rand(5),
            ..unset
        };
        assert!(to_carry_over(&replaced, old, Currency::ZAR).unwrap().is_empty());
    }

    #[test]
    fn items_are_priced_either_by_time_or_per_unit() {
        let code = |new: &NewPrice| new_terms(new, None, Currency::ZAR).unwrap_err().code;
        let room = NewPrice {
            unit_price: Some(Money::new(1, Currency::ZAR)),
            ..new(ItemType::Room)
        };
        assert_eq!(code(&room), "wrong_rate");
        let tea = NewPrice {
            weekly: rand(1),
            ..new(ItemType::Catering)
        };
        assert_eq!(code(&tea), "wrong_rate");
        assert_eq!(code(&new(ItemType::Room)), "no_rate");
        assert_eq!(code(&new(ItemType::Amenity)), "no_rate");
        let unitless = NewPrice {
            unit_price: Some(Money::new(1, Currency::ZAR)),
            ..new(ItemType::Amenity)
        };
        assert_eq!(code(&unitless), "unit_missing");
        let euro = NewPrice {
            daily: FieldChange::Set(Money::new(1, Currency::EUR)),
            ..new(ItemType::Room)
        };
        assert_eq!(code(&euro), "currency_mismatch");
    }
}
