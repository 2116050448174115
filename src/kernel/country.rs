//! Countries as documents name them: the two letters of ISO 3166.

use std::str::FromStr;

/// Returns a country's two letters, as they are written in any case.
pub fn country_code(text: &str) -> Option<String> {
    let code = text.trim().to_uppercase();
    let is_known = code.len() == 2 && iso_country::Country::from_str(&code).is_ok();
    is_known.then_some(code)
}
