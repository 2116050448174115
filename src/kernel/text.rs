//! Text as it is stored and printed.

use anyhow::Context;
pub use colab_schedule::text::hex;

use crate::kernel::error::{Error, ErrorCode, Result};

/// Returns text as it is stored: trimmed, without control characters, within its column's length.
///
/// # Errors
/// `Invalid`, naming the field.
pub fn clean_text(field: &str, text: &str, max_chars: usize) -> Result<String> {
    let text = text.trim();
    let refuse = |fact: String| {
        Error::invalid(ErrorCode::InvalidText, format!("{field} {fact}")).detail("field", field)
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

/// Returns optional text as it is stored: an empty one is `None`.
///
/// # Errors
/// As [`clean_text`].
pub fn optional_text(field: &str, text: &str, max_chars: usize) -> Result<Option<String>> {
    match text.trim() {
        "" => Ok(None),
        text => clean_text(field, text, max_chars).map(Some),
    }
}

/// Returns a count with its noun, which takes an s: `1 day`, `2 days`.
pub fn counted<N: std::fmt::Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    if count == N::from(1) {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

/// Replaces control characters, so that what a workbook holds cannot write escape codes to a terminal.
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() || is_direction_mark(c) {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// Returns whether a character turns the writing direction, which can make a line read as another.
pub fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Returns `bytes` random bytes as lower-case hex.
///
/// # Errors
/// `Internal` when the operating system gives none.
pub fn random_hex(bytes: usize) -> Result<String> {
    let mut buffer = vec![0u8; bytes];
    getrandom::fill(&mut buffer)
        .map_err(anyhow::Error::new)
        .context("the system gives no random numbers")?;
    Ok(hex(&buffer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_takes_no_s() {
        assert_eq!(
            [counted(0, "day"), counted(1, "day"), counted(12, "day")],
            ["0 days", "1 day", "12 days"]
        );
    }

    #[test]
    fn text_is_trimmed_and_bad_text_names_its_field() {
        assert_eq!(clean_text("client", "  Baobab  ", 10).unwrap(), "Baobab");
        for text in ["", "  ", "a\u{1b}[2J", "eleven chars"] {
            let error = clean_text("client", text, 10).unwrap_err();
            assert!(error.message.starts_with("client "), "{}", error.message);
        }
        assert_eq!(optional_text("client", "  ", 10).unwrap(), None);
        assert!(optional_text("client", "eleven chars", 10).is_err());
    }
}
