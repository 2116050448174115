//! Many prices changed by a percentage.

use chrono::NaiveDate;

use super::catalogue::{Catalogue, continued};
use super::model::{ItemType, Price, PriceRow, Tier, Unit};
use super::store;
use super::terms::{Terms, other_currency};
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::{MOST_CENTS, Money, part_of};
use crate::kernel::names::name_key;
use crate::kernel::text::printable;
use crate::output::{Record, RecordField, Value, shown_in_table, wanted_only};

/// Hundredths of a percent in a whole.
const WHOLE: i64 = 10_000;
/// Ten times as much is more than anybody means.
const MOST_PERCENT: i64 = 1000;

/// Hundredths of a percent by which prices go up, or down when negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Percent(i64);

impl Percent {
    /// `+7.5`, `7,5`, `-10%`: with at most two decimals.
    ///
    /// # Errors
    /// `Usage` for what is no percentage; `Invalid` for one that leaves nothing, or is more than anybody means.
    pub fn parse(text: &str) -> Result<Self> {
        let shown = printable(text);
        let no_percentage = || {
            Error::usage(format!("`{shown}` is no percentage"))
                .hint("write +7.5 or -10, with at most two decimals")
        };
        let bare = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
        let (sign, digits) = match bare.strip_prefix(['-', '−']) {
            Some(rest) => (-1, rest),
            None => (1, bare.strip_prefix('+').unwrap_or(&bare)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(part) || part.len() > 2 || whole.len() > 9 {
            return Err(no_percentage());
        }
        let hundredths: i64 = format!("{whole}{part:0<2}")
            .parse()
            .map_err(|_| no_percentage())?;
        match sign * hundredths {
            0 => Err(Error::invalid(
                ErrorCode::NoChange,
                format!("{shown} % changes nothing"),
            )),
            change if change <= -WHOLE || change > MOST_PERCENT * 100 => Err(Error::invalid(
                ErrorCode::AbsurdPercent,
                format!("{shown} % is not between -100 and {MOST_PERCENT}"),
            )),
            change => Ok(Self(change)),
        }
    }

    /// An amount with the change, to the nearest whole number of steps; rounded once, halves up.
    fn of(self, cents: i64, step: i64) -> i64 {
        part_of(cents, WHOLE + self.0, WHOLE.saturating_mul(step)).saturating_mul(step)
    }
}

/// Which prices to change, and how.
#[derive(Debug, Clone)]
pub struct Raise {
    pub percent: Percent,
    /// Empty: all.
    pub item_types: Vec<ItemType>,
    pub tier: Option<Tier>,
    /// Part of the item's name.
    pub item: Option<String>,
    /// The first day of the new prices.
    pub from: NaiveDate,
    /// New amounts are whole numbers of this one.
    pub round_to: Option<Money>,
}

impl Raise {
    fn fits(&self, price: &Price) -> bool {
        let wanted = self.item.as_deref().map(name_key);
        (self.item_types.is_empty() || self.item_types.contains(&price.row.item_type))
            && self.tier.is_none_or(|tier| price.row.pricing_tier == tier)
            && wanted.is_none_or(|part| name_key(&price.item).contains(&part))
    }

    /// What a price becomes.
    fn changed(&self, price: &Price) -> Result<Terms> {
        let step = match self.round_to {
            Some(step) if step.currency != price.currency => {
                return Err(other_currency(
                    &format!("the price of {}", price.item),
                    price.currency,
                    step.currency,
                ));
            }
            Some(step) => step.cents,
            None => 1,
        };
        Terms::of(&price.row)?.with_rates(|cents| match self.percent.of(cents, step) {
            changed if changed <= MOST_CENTS => Ok(changed),
            _ => Err(Error::invalid(
                ErrorCode::AbsurdAmount,
                format!(
                    "a rate of {} would be more than {}",
                    price.item,
                    Money::new(MOST_CENTS, price.currency)
                ),
            )),
        })
    }
}

/// A price and what it became.
#[derive(Debug, Clone)]
pub struct Raised {
    pub old: Price,
    pub new: Price,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Raises {
    pub raised: Vec<Raised>,
    /// Prices that began on the very day and were replaced: perhaps by the same command, run twice.
    pub replaced: usize,
    /// Prices that fit and begin later: they stay as they are.
    pub later: usize,
}

/// Ends every price that fits the day before, and follows it by one that is so much more, for as long as it had to go.
///
/// # Errors
/// `Invalid` for a step of rounding that is nothing, for amounts beyond measure, and for rounding in another currency.
pub fn raise(tx: &mut Tx<'_>, raise: &Raise) -> Result<Raises> {
    let catalogue = Catalogue::open(tx)?;
    if raise.round_to.is_some_and(|step| step.cents == 0) {
        return Err(Error::invalid(
            ErrorCode::NoStep,
            "--round: there is no whole number of nothing",
        ));
    }
    let rows = store::not_over(tx.connection(), raise.from)?;
    let prices = rows.into_iter().map(|row| catalogue.items.named(row));
    let prices: Vec<Price> = prices.collect::<Result<_>>()?;
    let (now, later): (Vec<Price>, Vec<Price>) = prices
        .into_iter()
        .filter(|price| raise.fits(price))
        .partition(|price| price.row.is_valid_on(raise.from));
    let mut done = Raises {
        later: later.len(),
        ..Raises::default()
    };
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for price in now {
        let terms = raise.changed(&price)?;
        if terms == Terms::of(&price.row)? {
            continue;
        }
        done.replaced += usize::from(price.row.effective_date == raise.from);
        catalogue.leave(tx, &price.row, raise.from)?;
        new.push(with_terms(continued(tx, &price.row, raise.from), &terms));
        old.push(price);
    }
    tx.nothing_to_do();
    let new = catalogue.insert(tx, new)?;
    for (old, row) in old.into_iter().zip(new) {
        let new = catalogue.items.named(row)?;
        done.raised.push(Raised { old, new });
    }
    Ok(done)
}

fn with_terms(row: PriceRow, terms: &Terms) -> PriceRow {
    PriceRow {
        daily_rate_cents: terms.daily,
        weekly_rate_cents: terms.weekly,
        monthly_rate_cents: terms.monthly,
        unit_price_cents: terms.unit_price,
        ..row
    }
}

fn old(raised: &Raised, cents: Option<i64>) -> Value {
    cents.map(|cents| Money::new(cents, raised.old.currency)).into()
}

fn new(raised: &Raised, cents: Option<i64>) -> Value {
    cents.map(|cents| Money::new(cents, raised.new.currency)).into()
}

impl Record for Raised {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Raised>] = &[
            wanted_only("id", |r| r.new.row.id.into()),
            shown_in_table("item_type", |r| r.new.row.item_type.as_str().into()),
            shown_in_table("item", |r| r.new.item.as_str().into()),
            shown_in_table("tier", |r| r.new.row.pricing_tier.as_str().into()),
            shown_in_table("old_daily_rate", |r| old(r, r.old.row.daily_rate_cents)),
            shown_in_table("daily_rate", |r| new(r, r.new.row.daily_rate_cents)),
            shown_in_table("old_weekly_rate", |r| old(r, r.old.row.weekly_rate_cents)),
            shown_in_table("weekly_rate", |r| new(r, r.new.row.weekly_rate_cents)),
            shown_in_table("old_monthly_rate", |r| old(r, r.old.row.monthly_rate_cents)),
            shown_in_table("monthly_rate", |r| new(r, r.new.row.monthly_rate_cents)),
            shown_in_table("old_unit_price", |r| old(r, r.old.row.unit_price_cents)),
            shown_in_table("unit_price", |r| new(r, r.new.row.unit_price_cents)),
            shown_in_table("unit", |r| r.new.row.unit.map(Unit::as_str).into()),
            shown_in_table("effective_date", |r| r.new.row.effective_date.into()),
            shown_in_table("expiry_date", |r| r.new.row.expiry_date.into()),
        ];
        FIELDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_read_as_people_write_it() {
        for (text, hundredths) in [
            ("+7.5", 750),
            ("7,5", 750),
            ("-10%", -1000),
            ("100", 10_000),
            ("0.25 %", 25),
        ] {
            assert_eq!(Percent::parse(text).unwrap(), Percent(hundredths), "{text}");
        }
        for (text, code) in [
            ("ten", "usage"),
            ("1.234", "usage"),
            ("--5", "usage"),
            ("", "usage"),
            ("0", "no_change"),
            ("-100", "absurd_percent"),
            ("1000.01", "absurd_percent"),
            ("99999999999", "usage"),
        ] {
            assert_eq!(Percent::parse(text).unwrap_err().code, code, "{text}");
        }
    }

    #[test]
    fn an_amount_is_rounded_once_to_the_nearest_step() {
        let more = Percent::parse("+7.5").unwrap();
        assert_eq!(more.of(125_000, 1), 134_375);
        assert_eq!(more.of(125_000, 500), 134_500);
        assert_eq!(more.of(0, 500), 0);
        // 107.5 is nearer to neither: up. Rounded to cents first it would be the same; 100.4996 would not.
        assert_eq!(more.of(100, 1), 108);
        assert_eq!(Percent(-50).of(101, 100), 100);
        assert_eq!(Percent(MOST_PERCENT * 100).of(MOST_CENTS, 1), MOST_CENTS * 11);
    }
}
