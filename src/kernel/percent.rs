//! Percentages: whole thousandths of a percent.

/// Thousandths of a percent in a whole.
pub const WHOLE: i64 = 100_000;

/// Parses a percentage from 0 to 100 with at most three decimals, `15` or `7.125`, in thousandths of a percent.
pub fn thousandths(value: &str) -> Option<i64> {
    let (whole, part) = value.split_once('.').unwrap_or((value, "0"));
    let digits = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) {
        return None;
    }
    let thousandths: i64 = format!("{whole}{part:0<3}").parse().ok()?;
    (thousandths <= WHOLE).then_some(thousandths)
}

/// Writes thousandths of a percent: `15`, `7.125`.
pub fn percent(thousandths: i64) -> String {
    let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_has_at_most_three_decimals() {
        for (text, read) in [("15", 15_000), ("7.5", 7_500), ("0.125", 125), ("100", WHOLE)] {
            assert_eq!(thousandths(text), Some(read), "{text}");
            assert_eq!(percent(read), text);
        }
        for text in ["", "-1", "101", "100.001", "1.2345", "x", "1.", ".5"] {
            assert_eq!(thousandths(text), None, "{text}");
        }
    }
}
