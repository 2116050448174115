//! What spreadsheets and wrong encodings do to the text by which a record is known: it would be another record.

use crate::kernel::text::printable;
use colab_schedule::workbook::CellValue;

/// Returns what another program has done to a text by which records are told apart.
pub fn damage(value: &CellValue, text: &str) -> Option<String> {
    /// Digits that a spreadsheet's number keeps.
    const KEPT: f64 = 1e15;
    let shown = printable(text.trim());
    if text.contains('\u{fffd}') {
        return Some(format!("`{shown}` lost a character in another encoding (U+FFFD)"));
    }
    if matches!(value, CellValue::Number(number) if number.abs() >= KEPT) || has_exponent(text.trim()) {
        return Some(format!(
            "the spreadsheet rounded `{shown}`; format the column as text and write the number again"
        ));
    }
    None
}

/// Returns whether a text is what a spreadsheet makes of a long number: `1.23457E+15`.
fn has_exponent(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_decimal = number
        .split_once(['.', ','])
        .is_some_and(|(whole, part)| digits(whole) && digits(part));
    match exponent.strip_prefix('+') {
        Some(exponent) => (is_decimal || digits(number)) && digits(exponent),
        None => is_decimal && digits(exponent.strip_prefix('-').unwrap_or(exponent)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_did_to_a_long_number_is_damage() {
        let text = |text: &str| damage(&CellValue::Text(text.to_owned()), text);
        for damaged in [
            "1.23457E+15",
            "1,23457E+15",
            "8.944500102198305e+19",
            "1E+15",
            "Caf\u{fffd}-1",
        ] {
            assert!(text(damaged).is_some(), "{damaged}");
        }
        assert!(
            damage(
                &CellValue::Number(1.234_567_890_123_456_7e18),
                "1234567890123456800"
            )
            .is_some()
        );
        for sound in [
            "1E5",
            "2E10",
            "E+1",
            "3E-12",
            "89445001021983048261",
            "1.10",
            "WE+23",
        ] {
            assert_eq!(text(sound), None, "{sound}");
        }
        assert_eq!(damage(&CellValue::Number(123_456_789.0), "123456789"), None);
    }
}
