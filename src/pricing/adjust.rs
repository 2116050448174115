//! Changing many prices by a percentage.

use chrono::NaiveDate;

use super::catalogue::{CatalogueWriter, continued};
use super::model::{Price, PriceRow, Unit};
use super::service::PriceSelection;
use super::store;
use super::terms::{PriceTerms, other_currency};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::{MOST_CENTS, Money, part_of};
use crate::kernel::percent::WHOLE;
use crate::kernel::text::printable;
use crate::output::{Record, RecordField, shown_if_wide, shown_in_table, wanted_only};

/// The largest increase that is taken: ten times the price.
const MOST_PERCENT: i64 = 1000;

/// A change in thousandths of a percent; negative lowers prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PercentChange(i64);

impl PercentChange {
    /// Parses `+7.5`, `7,5` or `-10%`, with at most three decimals.
    ///
    /// # Errors
    /// `Usage` for anything else; `Invalid` for 0, for -100 and less, and for more than 1000.
    pub fn parse(text: &str) -> Result<Self> {
        let shown = printable(text);
        let no_percentage = || {
            Error::usage(format!("invalid percentage `{shown}`"))
                .hint("write +7.5 or -10, with at most three decimals")
        };
        let bare = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
        let (sign, digits) = match bare.strip_prefix(['-', '−']) {
            Some(rest) => (-1, rest),
            None => (1, bare.strip_prefix('+').unwrap_or(&bare)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(part) || part.len() > 3 || whole.len() > 9 {
            return Err(no_percentage());
        }
        let thousandths: i64 = format!("{whole}{part:0<3}")
            .parse()
            .map_err(|_| no_percentage())?;
        match sign * thousandths {
            0 => Err(Error::invalid(
                ErrorCode::NoChange,
                format!("{shown} % would change nothing"),
            )),
            change if change <= -WHOLE || change > MOST_PERCENT * 1000 => Err(Error::invalid(
                ErrorCode::AbsurdPercent,
                format!("{shown} % is out of range: more than -100, at most {MOST_PERCENT}"),
            )),
            change => Ok(Self(change)),
        }
    }

    /// Applies the change to an amount, rounded once, half up, to a multiple of `step`.
    fn of(self, cents: i64, step: i64) -> i64 {
        part_of(cents, WHOLE + self.0, WHOLE.saturating_mul(step)).saturating_mul(step)
    }
}

/// Which prices to change, and by how much.
#[derive(Debug, Clone)]
pub struct PriceAdjustment {
    pub percent: PercentChange,
    pub selection: PriceSelection,
    /// The first day of the new prices.
    pub from: NaiveDate,
    /// New amounts are multiples of this one.
    pub round_to: Option<Money>,
}

impl PriceAdjustment {
    /// Returns the new terms of a price.
    fn new_terms(&self, price: &Price) -> Result<PriceTerms> {
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
        PriceTerms::of(&price.row)?.with_rates(|cents| match self.percent.of(cents, step) {
            changed if changed <= MOST_CENTS => Ok(changed),
            _ => Err(Error::invalid(
                ErrorCode::AbsurdAmount,
                format!(
                    "a rate of {} would exceed {}",
                    price.item,
                    Money::new(MOST_CENTS, price.currency)
                ),
            )),
        })
    }
}

/// A price before and after the change.
#[derive(Debug, Clone)]
pub struct AdjustedPrice {
    pub old: Price,
    pub new: Price,
}

/// What an adjustment did.
#[derive(Debug, Default)]
pub struct AdjustOutcome {
    pub adjusted: Vec<AdjustedPrice>,
    /// Prices that began on the same day and were replaced: the command may have run before.
    pub replaced: usize,
    /// Matching prices that begin later; they stay unchanged.
    pub later: usize,
}

/// Ends every matching price the day before and adds the changed one, with the same last day.
///
/// # Errors
/// `Invalid` for a rounding step of 0 or in another currency, and for amounts that are too large.
pub fn adjust_prices(tx: &mut Tx<'_>, wanted: &PriceAdjustment) -> Result<AdjustOutcome> {
    let grant = tx.require(Permission::ChangePrices)?;
    let catalogue = CatalogueWriter::open(tx, grant)?;
    if wanted.round_to.is_some_and(|step| step.cents == 0) {
        return Err(Error::invalid(ErrorCode::NoStep, "--round must be more than 0"));
    }
    let rows = store::not_over(tx.connection(), wanted.from)?;
    let prices = rows.into_iter().map(|row| catalogue.items.named(row));
    let prices: Vec<Price> = prices.collect::<Result<_>>()?;
    let (now, later): (Vec<Price>, Vec<Price>) = prices
        .into_iter()
        .filter(|price| wanted.selection.matches(price))
        .partition(|price| price.row.is_valid_on(wanted.from));
    let mut done = AdjustOutcome {
        later: later.len(),
        ..AdjustOutcome::default()
    };
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for price in now {
        let terms = wanted.new_terms(&price)?;
        if terms == PriceTerms::of(&price.row)? {
            continue;
        }
        done.replaced += usize::from(price.row.effective_date == wanted.from);
        new.push(with_terms(continued(tx, &price.row, wanted.from), &terms));
        old.push(price);
    }
    let ended: Vec<&PriceRow> = old.iter().map(|price: &Price| &price.row).collect();
    catalogue.end(tx, &ended, wanted.from)?;
    tx.mark_unchanged();
    let new = catalogue.insert(tx, new)?;
    for (old, row) in old.into_iter().zip(new) {
        let new = catalogue.items.named(row)?;
        done.adjusted.push(AdjustedPrice { old, new });
    }
    Ok(done)
}

fn with_terms(row: PriceRow, terms: &PriceTerms) -> PriceRow {
    PriceRow {
        hourly_rate_cents: terms.hourly,
        daily_rate_cents: terms.daily,
        weekly_rate_cents: terms.weekly,
        monthly_rate_cents: terms.monthly,
        unit_price_cents: terms.unit_price,
        ..row
    }
}

impl Record for AdjustedPrice {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<AdjustedPrice>] = &[
            wanted_only("id", |a| a.new.row.id.into()),
            shown_in_table("item_type", |a| a.new.row.item_type.as_str().into()),
            shown_in_table("item", |a| a.new.item.as_str().into()),
            shown_in_table("tier", |a| a.new.row.pricing_tier.as_str().into()),
            shown_if_wide("old_hourly_rate", |a| a.old.money(a.old.row.hourly_rate_cents)),
            shown_if_wide("hourly_rate", |a| a.new.money(a.new.row.hourly_rate_cents)),
            shown_in_table("old_daily_rate", |a| a.old.money(a.old.row.daily_rate_cents)),
            shown_in_table("daily_rate", |a| a.new.money(a.new.row.daily_rate_cents)),
            shown_in_table("old_weekly_rate", |a| a.old.money(a.old.row.weekly_rate_cents)),
            shown_in_table("weekly_rate", |a| a.new.money(a.new.row.weekly_rate_cents)),
            shown_in_table("old_monthly_rate", |a| a.old.money(a.old.row.monthly_rate_cents)),
            shown_in_table("monthly_rate", |a| a.new.money(a.new.row.monthly_rate_cents)),
            shown_in_table("old_unit_price", |a| a.old.money(a.old.row.unit_price_cents)),
            shown_in_table("unit_price", |a| a.new.money(a.new.row.unit_price_cents)),
            shown_in_table("unit", |a| a.new.row.unit.map(Unit::as_str).into()),
            shown_in_table("effective_date", |a| a.new.row.effective_date.into()),
            shown_in_table("expiry_date", |a| a.new.row.expiry_date.into()),
        ];
        FIELDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_read_as_people_write_it() {
        for (text, thousandths) in [
            ("+7.5", 7500),
            ("7,5", 7500),
            ("-10%", -10_000),
            ("100", 100_000),
            ("0.125 %", 125),
        ] {
            assert_eq!(
                PercentChange::parse(text).unwrap(),
                PercentChange(thousandths),
                "{text}"
            );
        }
        for (text, code) in [
            ("ten", "usage"),
            ("1.2345", "usage"),
            ("--5", "usage"),
            ("", "usage"),
            ("0", "no_change"),
            ("-100", "absurd_percent"),
            ("1000.001", "absurd_percent"),
            ("99999999999", "usage"),
        ] {
            assert_eq!(PercentChange::parse(text).unwrap_err().code, code, "{text}");
        }
    }

    #[test]
    fn an_amount_is_rounded_once_to_the_nearest_step() {
        let more = PercentChange::parse("+7.5").unwrap();
        assert_eq!(more.of(125_000, 1), 134_375);
        assert_eq!(more.of(125_000, 500), 134_500);
        assert_eq!(more.of(0, 500), 0);
        // 107.5 is nearer to neither: up. Rounded to cents first it would be the same; 100.4996 would not.
        assert_eq!(more.of(100, 1), 108);
        assert_eq!(PercentChange(-500).of(101, 100), 100);
        assert_eq!(
            PercentChange(MOST_PERCENT * 1000).of(MOST_CENTS, 1),
            MOST_CENTS * 11
        );
    }
}
