//! Currencies as files name them, by signs, words and codes.

use crate::kernel::money::Currency;
use crate::kernel::names::name_key;
use crate::kernel::text::printable;

/// A sign, lower case, with the codes of the currencies that are written with it.
type NamedCurrency = (&'static str, &'static [&'static str]);

static SIGNS: [NamedCurrency; 40] = [
    ("€", &["EUR"]),
    ("euro", &["EUR"]),
    ("euros", &["EUR"]),
    ("£", &["GBP"]),
    (
        "$",
        &[
            "USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU", "NAD", "BBD",
            "JMD", "TTD", "FJD", "LRD",
        ],
    ),
    ("us$", &["USD"]),
    ("a$", &["AUD"]),
    ("c$", &["CAD"]),
    ("n$", &["NAD"]),
    ("r$", &["BRL"]),
    ("¥", &["JPY", "CNY"]),
    ("￥", &["JPY", "CNY"]),
    ("元", &["CNY"]),
    ("円", &["JPY"]),
    ("₹", &["INR"]),
    ("rs", &["INR", "PKR", "LKR", "NPR", "MUR"]),
    ("₽", &["RUB"]),
    ("руб", &["RUB"]),
    ("р", &["RUB"]),
    ("zł", &["PLN"]),
    ("kč", &["CZK"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK"]),
    ("fr", &["CHF"]),
    ("sfr", &["CHF"]),
    ("₺", &["TRY"]),
    ("₩", &["KRW"]),
    ("₪", &["ILS"]),
    ("₴", &["UAH"]),
    ("₦", &["NGN"]),
    ("₵", &["GHS"]),
    ("gh₵", &["GHS"]),
    ("ksh", &["KES"]),
    ("฿", &["THB"]),
    ("₫", &["VND"]),
    ("₱", &["PHP"]),
    ("ft", &["HUF"]),
    ("lei", &["RON"]),
    ("r", &["ZAR"]),
    ("rand", &["ZAR"]),
    ("pula", &["BWP"]),
];

/// Headings of a column of currencies, by their keys.
const HEADINGS: [&str; 12] = [
    "currency",
    "currencycode",
    "wahrung",
    "devise",
    "moneda",
    "moeda",
    "valuta",
    "munt",
    "geldeenheid",
    "waluta",
    "валюта",
    "货币",
];

/// Returns whether a heading is that of the currencies of the amounts beside it.
pub fn is_currency_heading(heading: &str) -> bool {
    HEADINGS.contains(&name_key(heading).as_str())
}

/// Parts a text at its number: what stands before it, the number with its minus, and what stands behind it.
fn parts_of(text: &str) -> Option<(&str, &str, &str)> {
    let is_digit = |c: char| c.is_ascii_digit();
    let first = text.find(|c: char| is_digit(c) || c == '-' || c == '−')?;
    let last = text.rfind(is_digit)?;
    let (before, rest) = text.split_at(first);
    let (number, after) = rest.split_at((last + 1).saturating_sub(first));
    Some((before, number, after))
}

/// Returns whether a text is an amount, with or without its currency: `1200`, `2 CHF`, `€ 1.250,00`.
pub fn is_amount(text: &str) -> bool {
    let is_currency = |part: &str| {
        let part = part.trim();
        let lower = part.to_lowercase();
        part.is_empty() || sign_that(|sign| sign == lower).is_some() || named_currency(part).is_some()
    };
    let is_of_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,'".contains(c);
    parts_of(text.trim()).is_some_and(|(before, number, after)| {
        number.chars().all(is_of_number) && is_currency(before) && is_currency(after)
    })
}

/// Takes the sign of the site's currency off an amount, whichever side it stands on.
///
/// # Errors
/// Names the currency of another sign.
pub fn without_sign(text: &str, currency: Currency) -> Result<&str, String> {
    let Some((before, number, after)) = parts_of(text) else {
        return Ok(text);
    };
    let sign_of = |part: &str| {
        let part = part.trim().trim_end_matches('.').to_lowercase();
        sign_that(|sign| sign == part)
    };
    let sign = if after.trim().is_empty() {
        sign_of(before)
    } else if before.trim().is_empty() {
        sign_of(after)
    } else {
        None
    };
    match sign {
        None => Ok(text),
        Some((_, codes)) if codes.contains(&currency.code()) => Ok(number),
        Some((sign, codes)) => {
            let other = match codes {
                [code] => *code,
                _ => sign,
            };
            Err(format!(
                "`{}` is in {other}, and prices here are in {}",
                printable(text),
                currency.code()
            ))
        }
    }
}

/// Returns the currency that a heading or a cell beside the amounts names, where it is not this one: `Price (EUR)`, `€/day`.
pub fn other_currency(text: &str, currency: Currency) -> Option<String> {
    let is_apart = |c: char| c.is_whitespace() || "()[]{}（）/,;:_-".contains(c);
    let words = text.split(is_apart).filter(|word| !word.is_empty());
    let named: Vec<NamedCurrency> = words.filter_map(named_currency).collect();
    if named.iter().any(|(_, codes)| codes.contains(&currency.code())) {
        return None;
    }
    named.first().map(|(sign, codes)| match codes {
        [code] => (*code).to_owned(),
        _ => (*sign).to_owned(),
    })
}

/// Returns the sign or code of a word that names a currency, with the codes that it may be; short words are others: `ft`.
fn named_currency(word: &str) -> Option<NamedCurrency> {
    let word = word.trim_end_matches('.').to_lowercase();
    let is_clear = |sign: &str| !sign.is_ascii() || sign.contains('$') || sign.len() > 3;
    let is_symbol = |sign: &str| !sign.contains(char::is_alphabetic);
    let of_code = || {
        let mut codes = SIGNS.iter().flat_map(|(_, codes)| *codes);
        let code = codes.find(|code| code.eq_ignore_ascii_case(&word))?;
        Some((*code, std::slice::from_ref(code)))
    };
    sign_that(|sign| is_clear(sign) && sign == word)
        .or_else(of_code)
        .or_else(|| sign_that(|sign| is_symbol(sign) && word.contains(sign)))
}

fn sign_that(fits: impl Fn(&str) -> bool) -> Option<NamedCurrency> {
    SIGNS.iter().find(|(sign, _)| fits(sign)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_cells_name_a_currency() {
        for (text, other) in [
            ("Price (EUR)", Some("EUR")),
            ("Daily rate €", Some("EUR")),
            ("price_usd", Some("USD")),
            ("Rate [$]", Some("$")),
            ("Price€", Some("EUR")),
            ("Precio estimado (UYU $/kWh)", Some("UYU")),
            ("US$/day", Some("USD")),
            ("单价（元）", Some("CNY")),
            ("Cena w zł", Some("PLN")),
            ("eur", Some("EUR")),
            ("Price (ZAR)", None),
            ("Price R/day", None),
            ("Rand per day", None),
            ("Price (USD or ZAR)", None),
            ("Price per ft", None),
            ("Prix (fr)", None),
            ("Daily rate", None),
        ] {
            assert_eq!(other_currency(text, Currency::ZAR).as_deref(), other, "{text}");
        }
        assert_eq!(other_currency("Rate ($)", Currency::NAD), None);
    }

    #[test]
    fn an_amount_is_a_number_with_at_most_a_currency() {
        for text in ["1200", "2 CHF", "€ 1.250,00", "R 12", "1 200 Kč", "12.50"] {
            assert!(is_amount(text), "{text}");
        }
        for text in ["1A", "Room 12", "12 pm", "5-6", "CHF", "", "B12 EUR"] {
            assert!(!is_amount(text), "{text}");
        }
    }
}
