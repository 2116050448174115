//! Amounts as statements of banks write them.

use crate::kernel::money::{Currency, Money};
use crate::kernel::text::printable;

const MINUS: [char; 3] = ['-', '−', '–'];
/// What stands for "and no cents".
const NO_CENTS: [&str; 5] = [",--", ",-", ",–", ".--", ".-"];

/// Returns the mark that begins the decimals, as far as the amounts of a file tell: in `1,150.00` and `10.5` it is the point.
pub fn decimal_mark<'t>(texts: impl IntoIterator<Item = &'t str>, currency: Currency) -> Option<char> {
    let decimals = decimals_of(currency);
    let mut marks: Vec<char> = texts
        .into_iter()
        .filter_map(|text| mark_of(text, decimals))
        .collect();
    marks.sort_unstable();
    marks.dedup();
    match marks.as_slice() {
        [mark] => Some(*mark),
        _ => None,
    }
}

/// Returns the mark of the decimals of one amount, where it can be no mark of thousands.
fn mark_of(text: &str, decimals: usize) -> Option<char> {
    let (text, _) = without_sign(text);
    let last = text.rfind([',', '.'])?;
    let mark = text[last..].chars().next()?;
    let digits = text[last + 1..].bytes().filter(u8::is_ascii_digit).count();
    let other = if mark == ',' { '.' } else { ',' };
    let is_single = text.matches(mark).count() == 1;
    // Where amounts have three decimals, three digits are these.
    let are_thousands = digits == 3 && decimals != 3 && !text.contains(other);
    (is_single && !are_thousands).then_some(mark)
}

fn decimals_of(currency: Currency) -> usize {
    usize::from(currency.exponent().unwrap_or(0))
}

/// Parses an amount with its sign, in minor units; `mark` begins the decimals, `None` where the file does not tell.
///
/// # Errors
/// Says what is wrong: no amount, or one in another currency.
pub fn parse_cents(text: &str, mark: Option<char>, currency: Currency) -> Result<i64, String> {
    let invalid = || format!("invalid amount `{}`", printable(text.trim()));
    let (bare, negative) = without_sign(text);
    let decimals = decimals_of(currency);
    let mark = mark_of(&bare, decimals).or_else(|| mark.filter(|mark| bare.contains(*mark)));
    let plain = match mark {
        Some(mark) => {
            let (whole, part) = bare.split_once(mark).ok_or_else(invalid)?;
            let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
            let (part, unit) = part.split_at(end);
            let (kept, rest) = part.split_at(part.len().min(decimals));
            if rest.bytes().any(|byte| byte != b'0') {
                return Err(invalid());
            }
            let point = if kept.is_empty() { "" } else { "." };
            format!("{}{point}{kept}{unit}", ungrouped(whole).ok_or_else(invalid)?)
        }
        None => ungrouped(&bare).ok_or_else(invalid)?,
    };
    let money = Money::parse("amount", &plain, currency).map_err(|error| match error.code {
        crate::kernel::error::ErrorCode::CurrencyMismatch => {
            format!("`{}` is in another currency", printable(text.trim()))
        }
        _ => invalid(),
    })?;
    Ok(if negative { -money.cents } else { money.cents })
}

/// Takes the marks of thousands out of a whole number, which part it by three; what stands around it stays.
fn ungrouped(text: &str) -> Option<String> {
    let is_part =
        |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}');
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let number = text.get(first..last)?;
    if !number.chars().all(is_part) {
        return None;
    }
    let parts: Vec<&str> = number.split(|c: char| !c.is_ascii_digit()).collect();
    let (head, groups) = parts.split_first()?;
    let fits = groups.iter().all(|group| group.len() == 3) && (groups.is_empty() || head.len() <= 3);
    let marks = number.chars().filter(|c| !c.is_ascii_digit());
    let mut marks: Vec<char> = marks.collect();
    marks.dedup();
    (fits && marks.len() <= 1).then(|| format!("{}{}{}", &text[..first], parts.concat(), &text[last..]))
}

/// Takes the sign off: `-12`, `12-`, `−12`, `(12)`, `12 DR`; `1150,-` has none.
fn without_sign(text: &str) -> (String, bool) {
    let text = text.trim();
    if let Some(whole) = NO_CENTS.iter().find_map(|end| text.strip_suffix(end)) {
        let (whole, negative) = without_sign(whole);
        return (whole, negative);
    }
    if let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        return (inner.trim().to_owned(), true);
    }
    let upper = text.to_uppercase();
    for (end, negative) in [("DR", true), ("CR", false)] {
        if upper.ends_with(end) && upper.len() == text.len() {
            return (text[..text.len() - end.len()].trim().to_owned(), negative);
        }
    }
    if let Some(rest) = text.strip_prefix(MINUS).or_else(|| text.strip_suffix(MINUS)) {
        return (rest.trim().to_owned(), true);
    }
    if let Some(rest) = text.strip_prefix('+').or_else(|| text.strip_suffix('+')) {
        return (rest.trim().to_owned(), false);
    }
    // `R-12`: the sign behind the currency.
    match text.split_once(MINUS) {
        Some((before, after)) if !before.is_empty() && before.chars().all(|c| !c.is_ascii_digit()) => {
            (format!("{before}{after}"), true)
        }
        _ => (text.to_owned(), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_banks_write_them_or_refused() {
        let cents = |text: &str, mark| parse_cents(text, mark, Currency::ZAR).ok();
        for (text, mark, read) in [
            ("1150.00", None, Some(115_000)),
            ("1,150.00", None, Some(115_000)),
            ("1.150,00", None, Some(115_000)),
            ("1 150,5", None, Some(115_050)),
            ("1'150.00", None, Some(115_000)),
            ("-1\u{a0}150,00", None, Some(-115_000)),
            ("1,150", None, Some(115_000)),
            ("1,150", Some('.'), Some(115_000)),
            ("575.580", Some('.'), Some(57_558)),
            ("575.585", Some('.'), None),
            ("1150.0000", None, Some(115_000)),
            ("1150,000", Some(','), Some(115_000)),
            ("1.15E+03", None, None),
            ("−12,50", None, Some(-1_250)),
            ("1150,-", None, Some(115_000)),
            ("-1150,-", None, Some(-115_000)),
            ("(12.00)", None, Some(-1_200)),
            ("12.00 DR", None, Some(-1_200)),
            ("12.00CR", None, Some(1_200)),
            ("12.00-", None, Some(-1_200)),
            ("R 1,150.00", None, Some(115_000)),
            ("R-5.00", None, Some(-500)),
            ("ZAR 5", None, Some(500)),
            ("5.00 EUR", None, None),
            ("N/A 5", None, None),
            ("12 of 34", None, None),
            ("INV-2026-0005", None, None),
            ("1,15,000.00", None, None),
            ("", None, None),
        ] {
            assert_eq!(cents(text, mark), read, "{text}");
        }
    }

    #[test]
    fn a_file_tells_its_decimal_mark_where_its_amounts_agree() {
        let mark = |texts: [&str; 2]| decimal_mark(texts, Currency::ZAR);
        assert_eq!(mark(["575.580", "10.00"]), Some('.'));
        assert_eq!(mark(["1,150", "1.150,00"]), Some(','));
        assert_eq!(mark(["1,150", "2,300"]), None);
        assert_eq!(mark(["1.5", "1,5"]), None);
        assert_eq!(decimal_mark(["12.500"], Currency::KWD), Some('.'));
        assert_eq!(parse_cents("12.500", None, Currency::KWD), Ok(12_500));
        assert_eq!(parse_cents("1,012.500", None, Currency::KWD), Ok(1_012_500));
        assert_eq!(parse_cents("1,150", None, Currency::JPY), Ok(1_150));
    }
}
