//! Money: whole minor units of one currency, never a fraction of one.

use std::fmt;

pub use iso_currency::Currency;

use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::printable;

/// The largest amount that anybody can mean, in minor units.
pub const MOST_CENTS: i64 = 100_000_000_000;

/// An amount in minor units of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    pub cents: i64,
    pub currency: Currency,
}

impl Money {
    pub fn new(cents: i64, currency: Currency) -> Self {
        Self { cents, currency }
    }

    /// Reads what people write: `1250`, `1 250.00`, `1,250.00`, `1 250,00`, `R1,250.00`, `ZAR 1250`. A comma before as
    /// many digits as the currency has decimals, at the end, begins the decimals, where those are not three.
    ///
    /// # Errors
    /// `Invalid` for what is not an amount, is negative, larger than anybody can mean, or in another currency.
    pub fn parse(field: &str, text: &str, currency: Currency) -> Result<Self> {
        let shown = printable(text);
        let refuse = |code: ErrorCode, fact: String| Error::invalid(code, format!("{field}: {fact}"));
        let bare = without_currency(text, currency).map_err(|other| {
            refuse(
                ErrorCode::CurrencyMismatch,
                format!(
                    "`{shown}` is in {other}, and prices here are in {}",
                    currency.code()
                ),
            )
            .hint("colab config get currency")
        })?;
        if bare.starts_with(['-', '−']) {
            return Err(refuse(
                ErrorCode::NegativeAmount,
                format!("`{shown}` is negative"),
            ));
        }
        let no_amount = || {
            refuse(
                ErrorCode::InvalidAmount,
                format!("invalid amount `{shown}`; write 1250 or 1,250.00"),
            )
        };
        let decimals = usize::from(currency.exponent().unwrap_or(0));
        let (whole, part) = split(&bare, decimals);
        let whole = ungrouped(whole).ok_or_else(no_amount)?;
        if part.len() > decimals || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(no_amount());
        }
        let digits = format!("{whole}{part:0<decimals$}");
        let cents: i64 = match digits.trim_start_matches('0') {
            "" => 0,
            digits if digits.len() > 15 => MOST_CENTS + 1,
            digits => digits.parse().map_err(|_| no_amount())?,
        };
        if cents > MOST_CENTS {
            let most = Self::new(MOST_CENTS, currency);
            return Err(refuse(
                ErrorCode::AbsurdAmount,
                format!("`{shown}` is more than {most}"),
            ));
        }
        Ok(Self { cents, currency })
    }

    /// Returns the amount alone, `-1250.00`: for files that are read again.
    pub fn decimal(self) -> String {
        let decimals = usize::from(self.currency.exponent().unwrap_or(0));
        let digits = format!("{:0>width$}", self.cents.unsigned_abs(), width = decimals + 1);
        let (whole, part) = digits.split_at(digits.len() - decimals);
        let sign = if self.cents < 0 { "-" } else { "" };
        let point = if decimals > 0 { "." } else { "" };
        format!("{sign}{whole}{point}{part}")
    }
}

/// `R1,250.00`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimal = self.decimal();
        let (sign, decimal) = match decimal.strip_prefix('-') {
            Some(rest) => ("-", rest.to_owned()),
            None => ("", decimal),
        };
        let (whole, part) = match decimal.split_once('.') {
            Some((whole, part)) => (whole, format!(".{part}")),
            None => (decimal.as_str(), String::new()),
        };
        let mut grouped = String::with_capacity(whole.len() * 4 / 3);
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        write!(f, "{sign}{}{grouped}{part}", self.currency.symbol())
    }
}

/// Returns the currency of a stored code; `XXX`, ISO 4217's word for none, where the code is unknown.
pub fn stored_currency(code: &str) -> Currency {
    Currency::from_code(code).unwrap_or(Currency::XXX)
}

/// Computes `amount` × `part` / `whole`, to the nearest unit, halves away from zero: the one rounding of the house.
///
/// `whole` is positive; the product fits 128 bits, and a result that does not fit 64 is the largest that does.
pub fn part_of(amount: i64, part: i64, whole: i64) -> i64 {
    let (product, whole) = (i128::from(amount) * i128::from(part), i128::from(whole.max(1)));
    let half = if product < 0 { -whole } else { whole };
    let rounded = (product * 2 + half) / (whole * 2);
    i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX })
}

/// Removes the currency that the text may name; the error is another currency's code.
fn without_currency(text: &str, currency: Currency) -> std::result::Result<String, String> {
    let text = text.trim();
    let is_letter = |c: char| c.is_alphabetic();
    let code: String = text.chars().take_while(|c| is_letter(*c)).collect();
    let rest = text.get(code.len()..).unwrap_or_default().trim_start();
    let (code, rest) = match (code.is_empty(), text.rsplit_once(char::is_whitespace)) {
        (true, Some((amount, last))) if last.chars().all(is_letter) => (last.to_owned(), amount.trim_end()),
        _ => (code, rest),
    };
    let ours = code.eq_ignore_ascii_case(currency.code()) || code == currency.symbol().to_string();
    if code.is_empty() || ours {
        let symbol = currency.symbol().to_string();
        return Ok(rest
            .strip_prefix(symbol.as_str())
            .unwrap_or(rest)
            .trim_start()
            .to_owned());
    }
    match Currency::from_code(&code.to_uppercase()) {
        Some(other) => Err(other.code().to_owned()),
        // No currency: the number will be refused as it stands.
        None => Ok(text.to_owned()),
    }
}

/// Splits a number into whole units and decimals, before either is checked.
fn split(text: &str, decimals: usize) -> (&str, &str) {
    if let Some(split) = text.split_once('.') {
        return split;
    }
    match text.rsplit_once(',') {
        Some((whole, part)) if part.len() == decimals && decimals > 0 && decimals != 3 => (whole, part),
        _ => (text, ""),
    }
}

/// Returns the digits of a number whose thousands may be set apart, all by the same sign.
fn ungrouped(text: &str) -> Option<String> {
    let is_gap = |c: char| matches!(c, ',' | '\'') || c.is_whitespace();
    let gap = text.chars().find(|c| is_gap(*c));
    let groups: Vec<&str> = text.split(|c| Some(c) == gap).collect();
    let sound = groups.iter().enumerate().all(|(place, group)| {
        let long_enough = if place == 0 {
            !group.is_empty()
        } else {
            group.len() == 3
        };
        long_enough && group.bytes().all(|byte| byte.is_ascii_digit())
    });
    let short_first = groups.len() == 1 || groups.first().is_some_and(|first| first.len() <= 3);
    (sound && short_first).then(|| groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rand(text: &str) -> Result<i64> {
        Money::parse("daily", text, Currency::ZAR).map(|money| money.cents)
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for text in [
            "1250",
            "1 250.00",
            "1\u{a0}250.00",
            "R1,250.00",
            "R 1250",
            "ZAR 1250",
            "zar1250.0",
            "1 250,00",
            "1250 ZAR",
            "1,250",
            " 1250.00 ",
            "1'250",
        ] {
            assert_eq!(rand(text).unwrap(), 125_000, "{text}");
        }
        assert_eq!(rand("0").unwrap(), 0);
        assert_eq!(rand("0.05").unwrap(), 5);
        assert_eq!(rand("1,5").unwrap_err().code, "invalid_amount");
        assert_eq!(Money::parse("x", "¥1,250", Currency::JPY).unwrap().cents, 1250);
        assert_eq!(Money::parse("x", "1.250", Currency::KWD).unwrap().cents, 1250);
    }

    #[test]
    fn what_is_no_amount_is_refused_with_the_reason() {
        for (text, code) in [
            ("-5", "negative_amount"),
            ("R-5", "negative_amount"),
            ("1.255", "invalid_amount"),
            ("12,50,00", "invalid_amount"),
            ("1,2500", "invalid_amount"),
            ("", "invalid_amount"),
            ("abc", "invalid_amount"),
            ("1e9", "invalid_amount"),
            ("1 000 000 000.01", "absurd_amount"),
            ("99999999999999999999999", "absurd_amount"),
            ("USD 5", "currency_mismatch"),
            ("5 EUR", "currency_mismatch"),
        ] {
            assert_eq!(rand(text).unwrap_err().code, code, "{text}");
        }
    }

    #[test]
    fn an_amount_is_shown_with_its_thousands_apart() {
        let shown = |cents| Money::new(cents, Currency::ZAR).to_string();
        assert_eq!(shown(125_000), "R1,250.00");
        assert_eq!(shown(-5), "-R0.05");
        assert_eq!(shown(123_456_789), "R1,234,567.89");
        assert_eq!(Money::new(125_000, Currency::ZAR).decimal(), "1250.00");
        assert_eq!(Money::new(1250, Currency::JPY).decimal(), "1250");
    }

    #[test]
    fn what_is_shown_is_read_back() {
        for cents in [0, 5, 99, 100, 125_000, 99_999_999, MOST_CENTS] {
            for currency in [Currency::ZAR, Currency::EUR, Currency::JPY, Currency::USD] {
                let money = Money::new(cents, currency);
                assert_eq!(Money::parse("x", &money.to_string(), currency).unwrap(), money);
                assert_eq!(Money::parse("x", &money.decimal(), currency).unwrap(), money);
            }
        }
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        assert_eq!(part_of(5, 1, 2), 3);
        assert_eq!(part_of(-5, 1, 2), -3);
        assert_eq!(part_of(100, 15, 100), 15);
        assert_eq!(part_of(333, 1500, 10_000), 50);
        assert_eq!(part_of(1, 1, 3), 0);
        assert_eq!(part_of(i64::MAX, i64::MAX, 1), i64::MAX);
    }
}
