//! How names are compared: case, accents, spaces and punctuation do not matter.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The form under which a name is stored and looked up: `A 302` and `a302`, `Évian` and `evian` are one.
///
/// A name without any letter or digit is its own key, so that `-` and `#` stay two names.
pub fn name_key(name: &str) -> String {
    let key: String = if name.is_ascii() {
        ascii_key(name)
    } else {
        unicode_key(name)
    };
    if key.is_empty() {
        name.trim().to_lowercase()
    } else {
        key
    }
}

/// The same as `unicode_key`, for the texts that most cells hold.
fn ascii_key(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

fn unicode_key(name: &str) -> String {
    name.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// The names that someone who typed `wanted` may have meant, best first, at most `count`.
///
/// Names whose digits differ are never near: `A302` is not a misspelt `A303`.
pub fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>, count: usize) -> Vec<&'a str> {
    let wanted = name_key(wanted);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let wanted_digits = digits(&wanted);
    let mut scored: Vec<(f64, &str)> = names
        .filter_map(|name| {
            let key = name_key(name);
            let score = if key.starts_with(&wanted) && wanted.chars().count() >= 3 {
                0.95
            } else {
                strsim::normalized_damerau_levenshtein(&wanted, &key)
                    .max(strsim::jaro_winkler(&wanted, &key) - 0.1)
            };
            (score >= 0.7 && digits(&key) == wanted_digits).then_some((score, name))
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(count).map(|(_, name)| name).collect()
}

/// Text as it is stored: trimmed, without control characters, within its column's length.
///
/// # Errors
/// `Invalid`, naming the field.
pub fn clean_text(field: &str, text: &str, max_chars: usize) -> crate::error::Result<String> {
    let text = text.trim();
    let refuse = |fact: String| {
        crate::error::Error::invalid("invalid_text", format!("{field} {fact}")).detail("field", field)
    };
    if text.is_empty() {
        return Err(refuse("is empty".into()));
    }
    if text.chars().any(char::is_control) {
        return Err(refuse("holds a control character".into()));
    }
    if text.chars().count() > max_chars {
        return Err(refuse(format!("is longer than {max_chars} characters")));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_that_does_not_matter_gives_one_key() {
        assert_eq!(name_key(" A 302 "), name_key("a302"));
        assert_eq!(
            name_key("Ambition + Perseverance"),
            name_key("ambition+perseverance")
        );
        assert_eq!(name_key("Café"), "cafe");
        assert_eq!(name_key("Succ\u{e9}ss\n10\u{a0}"), "success10");
        assert_eq!(name_key("Ｆｏｃｕｓ"), "focus");
        assert_ne!(name_key("A302"), name_key("A303"));
        assert_eq!(name_key("--"), "--");
    }

    #[test]
    fn near_names_are_found_and_other_numbers_are_not_near() {
        let rooms = ["Excellence", "A302", "A303", "Perseverance", "Focus"];
        assert_eq!(
            nearest("Perserverence", rooms.iter().copied(), 3),
            ["Perseverance"]
        );
        assert_eq!(nearest("excelence", rooms.iter().copied(), 3), ["Excellence"]);
        assert!(nearest("A304", rooms.iter().copied(), 3).is_empty());
        assert!(nearest("Zanzibar", rooms.iter().copied(), 3).is_empty());
    }

    #[test]
    fn text_is_trimmed_and_bad_text_names_its_field() {
        assert_eq!(clean_text("client", "  Baobab  ", 10).unwrap(), "Baobab");
        for text in ["", "  ", "a\u{1b}[2J", "eleven chars"] {
            let error = clean_text("client", text, 10).unwrap_err();
            assert!(error.message.starts_with("client "), "{}", error.message);
        }
    }
}
