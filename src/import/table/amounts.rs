//! Amounts as files of other countries write them: brought to the form with a decimal point.

use std::borrow::Cow;

use crate::kernel::text::printable;
use colab_schedule::workbook::CellValue;

/// Returns an amount with a decimal point; what is none is returned as it stands, to be refused as an amount.
///
/// # Errors
/// Says what an amount may mean that can be read in two ways.
pub fn with_point<'t>(value: &CellValue, text: &'t str, decimal_comma: bool) -> Result<Cow<'t, str>, String> {
    if let CellValue::Number(number) = value {
        return Ok(Cow::Owned(rounded(*number).to_string()));
    }
    let bare = text.trim();
    let bare = [",-", ",–", ",--", ".-"]
        .iter()
        .find_map(|end| bare.strip_suffix(end))
        .unwrap_or(bare);
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
        with_point(&value, text, decimal_comma).map(Cow::into_owned)
    }

    #[test]
    fn amounts_with_a_comma_are_read_where_they_mean_one_thing() {
        for (text, point) in [
            ("1250,5", "1250.5"),
            ("12,5", "12.5"),
            ("1250,50", "1250.50"),
            ("R 1 250,50", "R 1 250.50"),
            ("1.250,50", "1250.50"),
            ("1.250.000,50", "1250000.50"),
            ("1.250.000", "1250000"),
            ("R1250,-", "R1250"),
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
    fn what_calculating_leaves_is_rounded_off() {
        let number = |number: f64| {
            with_point(&CellValue::Number(number), "", false)
                .unwrap()
                .into_owned()
        };
        assert_eq!(number(1.1 * 3.0), "3.3");
        assert_eq!(number(1060.0), "1060");
        assert_eq!(number(12.345), "12.345");
    }
}
