//! Amounts as files of other countries write them, brought to the form with a decimal point; counts without their unit.

use std::borrow::Cow;

use super::currencies::{is_amount, without_sign};
use crate::kernel::money::Currency;
use crate::kernel::text::printable;
use colab_schedule::workbook::CellValue;

/// Returns an amount with a decimal point and without the sign of the site's currency; what is none is returned as it stands,
/// to be refused as an amount.
///
/// # Errors
/// Says what an amount may mean that can be read in two ways, or in which other currency it is.
pub fn with_point<'t>(
    value: &CellValue,
    text: &'t str,
    decimal_comma: bool,
    currency: Currency,
) -> Result<Cow<'t, str>, String> {
    if let CellValue::Number(number) = value {
        return Ok(Cow::Owned(rounded(*number).to_string()));
    }
    let bare = text.trim();
    let bare = [",-", ",–", ",--", ".-"]
        .iter()
        .find_map(|end| bare.strip_suffix(end))
        .unwrap_or(bare);
    let bare = without_sign(bare, currency)?;
    let (dots, commas) = (bare.matches('.').count(), bare.matches(',').count());
    let comma_ends = bare.rfind(',') > bare.rfind('.');
    let decimals = bare.rsplit(['.', ',']).next().unwrap_or_default();
    let decimals = decimals.trim_end_matches(|c: char| !c.is_ascii_digit());
    match (dots, commas) {
        // `1.250,50`
        (1.., 1) if comma_ends && is_grouped(bare, '.') => {
            Ok(Cow::Owned(bare.replace('.', "").replace(',', ".")))
        }
        // `1.250.000`
        (2.., 0) if is_grouped(bare, '.') => Ok(Cow::Owned(bare.replace('.', ""))),
        // `12,5`: thousands have three digits.
        (0, 1) if decimals.len() < 3 => Ok(Cow::Owned(bare.replace(',', "."))),
        (0, 1) if decimal_comma && decimals.len() == 3 => {
            let shown = printable(bare);
            Err(format!(
                "`{shown}` may have thousands or decimals behind its comma; write 1250 or 1,25"
            ))
        }
        _ => Ok(Cow::Borrowed(bare)),
    }
}

/// Returns an amount with the currency that its format shows beside it; `None` where that shows something else.
pub fn with_shown_currency(number: f64, affix: &str) -> Option<String> {
    let text = format!("{} {}", affix.trim_end_matches('.'), rounded(number));
    is_amount(&text).then_some(text)
}

/// Words behind a number of people or seats.
const PEOPLE: [&str; 36] = [
    "pax",
    "people",
    "persons",
    "person",
    "ppl",
    "seats",
    "seat",
    "places",
    "learners",
    "students",
    "delegates",
    "participants",
    "personen",
    "pers",
    "pers.",
    "plätze",
    "sitzplätze",
    "teilnehmer",
    "personnes",
    "personas",
    "plazas",
    "pessoas",
    "lugares",
    "persone",
    "posti",
    "deelnemers",
    "plaatsen",
    "mense",
    "sitplekke",
    "osób",
    "miejsc",
    "человек",
    "чел.",
    "мест",
    "人",
    "座",
];
const MINUTES: [&str; 4] = ["min", "min.", "mins", "minutes"];
const HOURS: [&str; 4] = ["h", "hrs", "hour", "hours"];
const DAYS: [&str; 3] = ["d", "day", "days"];

/// Returns a count without the unit that the column has anyway: `30 pax`, `15 min`.
pub fn without_unit<'t>(column: &str, text: &'t str) -> &'t str {
    let units: &[&str] = match column.rsplit('_').next() {
        Some("minutes") => &MINUTES,
        Some("hours") => &HOURS,
        Some("days") => &DAYS,
        Some("capacity" | "learners" | "facilitators" | "headcount") => &PEOPLE,
        _ => &[],
    };
    let text = text.trim();
    let Some(last_digit) = text.rfind(|c: char| c.is_ascii_digit()) else {
        return text;
    };
    let (number, unit) = text.split_at(last_digit + 1);
    if units.contains(&unit.trim().to_lowercase().as_str()) {
        number
    } else {
        text
    }
}

/// Reports whether a text is a measure, which counts nothing: `45 m²`, `12.5`.
pub fn is_measure(text: &str) -> bool {
    const UNITS: [&str; 18] = [
        "m2",
        "qm",
        "sqm",
        "sq m",
        "sq.m",
        "ft2",
        "sqft",
        "sq ft",
        "sq.ft",
        "м2",
        "кв.м",
        "кв. м",
        "кв м",
        "平方米",
        "平米",
        "㎡",
        "cm",
        "gb",
    ];
    let text = text.trim().to_lowercase().replace('²', "2");
    let is_of_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || c == '.' || c == ',';
    let unit = text.trim_start_matches(is_of_number);
    let number = text
        .strip_suffix(unit)
        .unwrap_or_default()
        .trim()
        .replace(',', ".");
    let is_broken = number.parse::<f64>().is_ok_and(|number| number.fract() != 0.0);
    !number.is_empty() && (UNITS.contains(&unit.trim_end_matches('.')) || is_broken)
}

/// Rounds off what calculating in a spreadsheet leaves behind the decimals of an amount.
fn rounded(number: f64) -> f64 {
    const NOISE: f64 = 1e-7;
    let near = (number * 1e4).round() / 1e4;
    if (number - near).abs() < NOISE {
        near
    } else {
        number
    }
}

/// Returns whether marks part the whole number into thousands.
fn is_grouped(text: &str, mark: char) -> bool {
    let whole = text.split(',').next().unwrap_or_default();
    let whole = whole.trim_matches(|c: char| !c.is_ascii_digit());
    let mut groups = whole.split(mark);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, decimal_comma: bool) -> Result<String, String> {
        let value = CellValue::Text(text.to_owned());
        with_point(&value, text, decimal_comma, Currency::ZAR).map(Cow::into_owned)
    }

    #[test]
    fn amounts_with_a_comma_are_read_where_they_mean_one_thing() {
        for (text, point) in [
            ("1250,5", "1250.5"),
            ("12,5", "12.5"),
            ("1250,50", "1250.50"),
            ("R 1 250,50", "1 250.50"),
            ("1.250,50", "1250.50"),
            ("1.250.000,50", "1250000.50"),
            ("1.250.000", "1250000"),
            ("R1250,-", "1250"),
            ("1,250.50", "1,250.50"),
            ("1250.5", "1250.5"),
            ("12,50 ZAR", "12.50 ZAR"),
            ("many", "many"),
        ] {
            assert_eq!(read(text, false).as_deref(), Ok(point), "{text}");
            assert_eq!(read(text, true).as_deref(), Ok(point), "{text}");
        }
        assert_eq!(read("1,250", false).as_deref(), Ok("1,250"));
        assert!(read("1,250", true).is_err());
        assert_eq!(read("1.25.0,5", false).as_deref(), Ok("1.25.0,5"));
    }

    #[test]
    fn the_sign_of_the_site_stands_on_either_side_and_that_of_another_currency_is_named() {
        let read = |text: &str, currency| {
            let value = CellValue::Text(text.to_owned());
            with_point(&value, text, false, currency).map(Cow::into_owned)
        };
        for (text, currency, amount) in [
            ("€200", Currency::EUR, "200"),
            ("€ 200,00", Currency::EUR, "200.00"),
            ("1.250,00 €", Currency::EUR, "1250.00"),
            ("$1,200.50", Currency::USD, "1,200.50"),
            ("R 200", Currency::ZAR, "200"),
            ("200 zł", Currency::PLN, "200"),
            ("Fr. 20.50", Currency::CHF, "20.50"),
            ("200 EUR", Currency::EUR, "200 EUR"),
            ("-€5", Currency::EUR, "-€5"),
            ("€", Currency::EUR, "€"),
            ("R200 each", Currency::ZAR, "R200 each"),
        ] {
            assert_eq!(read(text, currency).as_deref(), Ok(amount), "{text}");
        }
        for (text, currency, other) in [
            ("€200", Currency::ZAR, "is in EUR, and prices here are in ZAR"),
            ("200 zł", Currency::ZAR, "is in PLN"),
            ("$1,200.50", Currency::ZAR, "is in $"),
            ("R 200", Currency::EUR, "is in ZAR"),
            ("R$ 50", Currency::ZAR, "is in BRL"),
        ] {
            let error = read(text, currency).unwrap_err();
            assert!(error.contains(other), "{text}: {error}");
        }
    }

    #[test]
    fn a_format_shows_the_currency_of_a_number() {
        for (number, affix, text) in [
            (20.0, "US$", Some("US$ 20")),
            (1.1 * 3.0, "R", Some("R 3.3")),
            (20.0, "Fr.", Some("Fr 20")),
            (20.0, "EUR", Some("EUR 20")),
            (20.0, "per day", None),
            (20.0, "%", None),
        ] {
            assert_eq!(with_shown_currency(number, affix).as_deref(), text, "{affix}");
        }
    }

    #[test]
    fn a_count_may_name_the_unit_of_its_column_and_no_other() {
        for (column, text, bare) in [
            ("capacity", "30 pax", "30"),
            ("capacity", "30人", "30"),
            ("num_learners", "12 Learners", "12"),
            ("setup_minutes", "15 min", "15"),
            ("notice_hours", "24h", "24"),
            ("notice_hours", "15 min", "15 min"),
            ("capacity", "2 rooms", "2 rooms"),
            ("water_bottles", "12 people", "12 people"),
            ("capacity", "many", "many"),
        ] {
            assert_eq!(without_unit(column, text), bare, "{column}: {text}");
        }
    }

    #[test]
    fn measures_count_nothing() {
        for text in [
            "45 m²",
            "45m2",
            "12,5",
            "30.5",
            "1 200 sq ft",
            "45 кв.м.",
            "40平方米",
        ] {
            assert!(is_measure(text), "{text}");
        }
        for text in ["45", "30.0", "30 pax", "1 250", "m2", "25+1", "20-30", "many"] {
            assert!(!is_measure(text), "{text}");
        }
    }

    #[test]
    fn what_calculating_leaves_is_rounded_off() {
        let number = |number: f64| {
            with_point(&CellValue::Number(number), "", false, Currency::ZAR)
                .unwrap()
                .into_owned()
        };
        assert_eq!(number(1.1 * 3.0), "3.3");
        assert_eq!(number(1060.0), "1060");
        assert_eq!(number(12.345), "12.345");
    }
}
