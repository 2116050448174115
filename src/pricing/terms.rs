//! What a price says: its rates, worked out of what was asked for and what was paid before.

use serde_json::{Value as Json, json};

use super::catalogue::NewPrice;
use super::model::{PriceRow, Unit};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::{Currency, Money};
use crate::kernel::text::clean_text;

/// What is said of one field of a price.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Said<T> {
    /// It stays as it was.
    #[default]
    Nothing,
    Clear,
    This(T),
}

impl<T> Said<T> {
    /// A value, or that there is to be none.
    pub fn of(value: Option<T>, clear: bool) -> Self {
        match value {
            Some(value) => Self::This(value),
            None if clear => Self::Clear,
            None => Self::Nothing,
        }
    }

    fn or(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Nothing => before,
            Self::Clear => None,
            Self::This(value) => Some(value),
        }
    }
}

impl Said<Money> {
    fn cents(&self) -> Said<i64> {
        match self {
            Self::Nothing => Said::Nothing,
            Self::Clear => Said::Clear,
            Self::This(money) => Said::This(money.cents),
        }
    }
}

/// Everything about a price but for what and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub daily: Option<i64>,
    pub weekly: Option<i64>,
    pub monthly: Option<i64>,
    pub unit_price: Option<i64>,
    pub unit: Option<Unit>,
    pub currency: Currency,
    pub notes: Option<String>,
}

impl Terms {
    pub fn of(row: &PriceRow) -> Result<Self> {
        Ok(Self {
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
        let rates = [self.daily, self.weekly, self.monthly, self.unit_price];
        rates.iter().all(Option::is_none)
    }

    /// The same with every rate changed.
    ///
    /// # Errors
    /// Those of the change.
    pub fn with_rates(&self, change: impl Fn(i64) -> Result<i64>) -> Result<Self> {
        let changed = |cents: Option<i64>| cents.map(&change).transpose();
        Ok(Self {
            daily: changed(self.daily)?,
            weekly: changed(self.weekly)?,
            monthly: changed(self.monthly)?,
            unit_price: changed(self.unit_price)?,
            ..self.clone()
        })
    }

    /// What stays of the price before where a new one says nothing of it: `weekly R5,000.00`.
    pub fn carried_into(&self, new: &NewPrice) -> Vec<String> {
        let rates = [
            ("daily", self.daily, new.daily == Said::Nothing),
            ("weekly", self.weekly, new.weekly == Said::Nothing),
            ("monthly", self.monthly, new.monthly == Said::Nothing),
            ("unit price", self.unit_price, new.unit_price.is_none()),
        ];
        let stays = rates.into_iter().filter(|(_, _, untold)| *untold);
        stays
            .filter_map(|(name, cents, _)| Some(format!("{name} {}", Money::new(cents?, self.currency))))
            .collect()
    }

    /// What the audit log keeps of them.
    pub fn facts(&self) -> Json {
        json!({"daily_rate_cents": self.daily, "weekly_rate_cents": self.weekly, "monthly_rate_cents": self.monthly,
               "unit_price_cents": self.unit_price, "unit": self.unit, "currency": self.currency.code(),
               "notes": self.notes})
    }
}

/// What a new price says: what was asked for, and the rest as it was before.
///
/// # Errors
/// `Invalid` for rates that an item of this type has not, for no rate at all, a unit price without a unit, or amounts
/// in another currency.
pub fn worked_out(new: &NewPrice, before: Option<&PriceRow>, currency: Currency) -> Result<Terms> {
    check_kinds(new)?;
    check_currency(new, currency)?;
    let old = match before {
        Some(row) => to_carry_over(new, Terms::of(row)?, currency)?,
        None => Terms::none(currency),
    };
    let notes = match &new.notes {
        Said::This(text) => Said::This(clean_text("notes", text, 2000)?),
        other => other.clone(),
    };
    let had_none = old.is_empty();
    let terms = Terms {
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

/// Time is paid for rooms and devices, things for the rest.
fn check_kinds(new: &NewPrice) -> Result<()> {
    let has_rates = [&new.daily, &new.weekly, &new.monthly]
        .iter()
        .any(|rate| **rate != Said::Nothing);
    let has_unit = new.unit_price.is_some() || new.unit.is_some();
    let words = new.item_type.words();
    match new.item_type.has_rates() {
        true if has_unit => Err(wrong_rate(format!(
            "a {words} is paid by the day, the week and the month, not by a unit"
        ))
        .hint("--daily AMOUNT, --weekly AMOUNT, --monthly AMOUNT")),
        false if has_rates => Err(wrong_rate(format!("{words} is paid by a unit, not by time"))
            .hint("--unit-price AMOUNT --unit person, item, day or booking")),
        _ => Ok(()),
    }
}

fn wrong_rate(fact: String) -> Error {
    Error::invalid(ErrorCode::WrongRate, fact)
}

fn check_currency(new: &NewPrice, currency: Currency) -> Result<()> {
    let said = [&new.daily, &new.weekly, &new.monthly]
        .into_iter()
        .filter_map(|rate| match rate {
            Said::This(money) => Some(*money),
            _ => None,
        });
    match said
        .chain(new.unit_price)
        .find(|money| money.currency != currency)
    {
        Some(other) => Err(other_currency("the new price", other.currency, currency)),
        None => Ok(()),
    }
}

/// Amounts in another currency never become amounts in ours.
fn to_carry_over(new: &NewPrice, old: Terms, currency: Currency) -> Result<Terms> {
    if old.currency == currency {
        return Ok(old);
    }
    match old.carried_into(new).is_empty() {
        true => Ok(Terms {
            unit: old.unit,
            notes: old.notes,
            ..Terms::none(currency)
        }),
        false => Err(
            other_currency("the price that is in force", old.currency, currency)
                .hint("name, or --clear, every rate that it has"),
        ),
    }
}

pub fn other_currency(what: &str, other: Currency, ours: Currency) -> Error {
    Error::invalid(
        ErrorCode::CurrencyMismatch,
        format!(
            "{what} is in {}, and prices here are in {}",
            other.code(),
            ours.code()
        ),
    )
    .hint("colab config get currency")
}

/// Every rate of a room may be cleared, once there was one: it has no price from then on.
fn check_enough(new: &NewPrice, terms: &Terms, had_none: bool) -> Result<()> {
    let by_time = new.item_type.has_rates();
    if terms.is_empty() && (had_none || !by_time) {
        let flags = match by_time {
            true => "--daily AMOUNT, --weekly AMOUNT, --monthly AMOUNT",
            false => "--unit-price AMOUNT --unit person, item, day or booking",
        };
        return Err(
            Error::invalid(ErrorCode::NoRate, format!("no rate of {} is known", new.item)).hint(flags),
        );
    }
    if !by_time && terms.unit.is_none() {
        return Err(Error::invalid(
            ErrorCode::UnitMissing,
            format!("what the unit price of {} is for is not said", new.item),
        )
        .hint("--unit person, item, day or booking"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pricing::model::ItemType;

    fn new(item_type: ItemType) -> NewPrice {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        NewPrice::new(item_type, "X", day)
    }

    fn rand(cents: i64) -> Said<Money> {
        Said::This(Money::new(cents, Currency::ZAR))
    }

    #[test]
    fn what_is_not_said_stays_and_what_is_cleared_goes() {
        let old = Terms {
            daily: Some(1),
            weekly: Some(2),
            monthly: Some(3),
            ..Terms::none(Currency::ZAR)
        };
        let asked = NewPrice {
            daily: rand(0),
            weekly: Said::Clear,
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
        let old = Terms {
            daily: Some(1),
            ..Terms::none(Currency::EUR)
        };
        let silent = new(ItemType::Room);
        let error = to_carry_over(&silent, old.clone(), Currency::ZAR).unwrap_err();
        assert_eq!(error.code, "currency_mismatch");
        let told = NewPrice {
            daily: rand(5),
            ..silent
        };
        assert!(to_carry_over(&told, old, Currency::ZAR).unwrap().is_empty());
    }

    #[test]
    fn what_is_paid_by_time_has_no_unit_and_the_other_way_round() {
        let code = |new: &NewPrice| worked_out(new, None, Currency::ZAR).unwrap_err().code;
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
            daily: Said::This(Money::new(1, Currency::EUR)),
            ..new(ItemType::Room)
        };
        assert_eq!(code(&euro), "currency_mismatch");
    }
}
