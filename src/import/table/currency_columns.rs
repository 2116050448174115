//! Amounts whose heading, or a column beside them, says that they are in another currency, or that tax is in them.

use super::cell::{CellContext, plain};
use super::currencies::{is_currency_heading, other_currency};
use super::headings::TableHeadings;
use super::mapping::{ReadOptions, map_option};
use super::price_units::amount_and_unit;
use super::sheet::{TableLine, is_blank};
use super::values::FieldValues;
use crate::import::kind::ImportKind;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::Currency;
use crate::kernel::names::name_key;
use crate::kernel::text::printable;
use crate::output::CellForm;

/// Refuses amounts whose heading says that they are in another currency, and prices that tax is in already.
///
/// # Errors
/// `Invalid`, with both currencies.
pub fn check_headings(headings: &TableHeadings, kind: ImportKind, context: &CellContext) -> Result<()> {
    let amounts = headings.columns.iter();
    for one in amounts.filter(|one| one.column.column.form == CellForm::Money) {
        let heading = printable(headings.text(one.at));
        let is_of_prices = kind == ImportKind::Pricing;
        if let Some(other) = other_currency(&heading, context.currency) {
            let fact = format!(
                "the amounts under `{heading}` are in {other}, and prices here are in {}",
                context.currency.code()
            );
            let error = Error::invalid(ErrorCode::CurrencyMismatch, fact).hint("colab config get currency");
            // Without its price nothing is left of a row of a price list.
            return Err(if is_of_prices {
                error
            } else {
                error.option(map_option(&heading, "-"), "skip the column")
            });
        }
        if is_of_prices && context.adds_tax && includes_tax(&heading) {
            return Err(Error::invalid(
                ErrorCode::InvalidAmount,
                format!("the prices under `{heading}` include tax, which is added to prices here"),
            )
            .hint("write them without tax, and say so in their heading: `Daily rate (excl. VAT)`"));
        }
    }
    Ok(())
}

/// Returns whether a heading of prices says that tax is in them: `Price incl. VAT`, `Prix TTC`.
fn includes_tax(heading: &str) -> bool {
    const TAXES: [&str; 9] = ["vat", "tax", "gst", "mwst", "ust", "btw", "tva", "iva", "ндс"];
    const INCLUDED: [&str; 5] = ["inc", "ink", "con", "avec", "с"];
    const WHOLE: [&str; 2] = ["ttc", "brutto"];
    const NOT: [&str; 6] = ["not", "non", "nicht", "niet", "no", "não"];
    let lower = heading.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let is_included = |(at, word): (usize, &&str)| {
        let mut starts = INCLUDED.iter();
        let is_negated = at > 0 && NOT.contains(&words[at - 1]);
        !is_negated && starts.any(|start| start == word || start.starts_with("in") && word.starts_with(start))
    };
    words.iter().any(|word| WHOLE.contains(word))
        || words.iter().any(|word| TAXES.contains(word)) && words.iter().enumerate().any(is_included)
}

/// The column that names the currency of the amounts beside it.
pub struct CurrencyColumn {
    at: u32,
    amounts: Vec<u32>,
    currency: Currency,
}

impl CurrencyColumn {
    /// Finds the column, unless an option skips it.
    pub fn of(headings: &TableHeadings, options: &ReadOptions, currency: Currency) -> Option<Self> {
        let amounts = headings.columns.iter();
        let amounts = amounts.filter(|one| one.column.column.form == CellForm::Money);
        let amounts: Vec<u32> = amounts.map(|one| one.at).collect();
        let is_it = |(_, text): &&(u32, String)| {
            let key = name_key(text);
            let mut mappings = options.mappings.iter();
            is_currency_heading(text) && !mappings.any(|mapping| name_key(&mapping.heading) == key)
        };
        let (at, _) = headings.texts.iter().find(is_it)?;
        Some(Self {
            at: *at,
            amounts,
            currency,
        })
    }

    /// Returns what is wrong with the amounts of a line that are in another currency, and where.
    pub fn fault(&self, line: &TableLine) -> Option<(u32, String)> {
        let has_amount = |at: &u32| line.cell(*at).is_some_and(|value| !is_blank(value));
        let text = plain(line.cell(self.at)?);
        let other = other_currency(&text, self.currency).filter(|_| self.amounts.iter().any(has_amount))?;
        let here = self.currency.code();
        Some((
            self.at,
            format!("its amounts are in {other}, and prices here are in {here}"),
        ))
    }
}

/// Takes the unit behind a unit price, `R150 pp`, for the unit of a row that has no other. Returns what is wrong with one beside
/// another unit, and where.
pub fn take_unit(
    headings: &TableHeadings,
    line: &TableLine,
    values: &mut FieldValues,
) -> Option<(u32, String)> {
    const PRICE: &str = "unit_price";
    const UNIT: &str = "unit";
    let at = headings.column_of(PRICE)?;
    let text = plain(line.cell(at)?);
    let unit = amount_and_unit(PRICE, &text)?.1?.as_str();
    match values.text(UNIT) {
        Some(other) if other != unit => Some((
            at,
            format!(
                "{PRICE}: `{}` is per {unit}, and {UNIT} says {other}",
                printable(&text)
            ),
        )),
        _ => {
            values.set(UNIT, unit.to_owned());
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_whether_tax_is_in_the_prices() {
        for heading in [
            "Price incl. VAT",
            "Price per day (VAT included)",
            "Preis inkl. MwSt.",
            "Prix TTC",
            "Preis brutto",
            "Precio (con IVA)",
            "Цена с НДС",
        ] {
            assert!(includes_tax(heading), "{heading}");
        }
        for heading in [
            "Price excl. VAT",
            "Price (VAT not included)",
            "Prix HT",
            "Preis netto",
            "Price per inch",
            "Income",
            "Daily rate",
        ] {
            assert!(!includes_tax(heading), "{heading}");
        }
    }
}
