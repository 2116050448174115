//! Text as it is stored and printed.

use anyhow::Context;
pub use colab_schedule::text::hex;

use crate::kernel::error::{Error, ErrorCode, Result};
use colab_schedule::text::is_invisible;

/// Returns text as it is stored: trimmed, without control and hidden characters, within its column's length.
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
    if text.chars().any(|c| is_line_break(c) || "\r\n".contains(c)) {
        return Err(refuse("must be one line".into()));
    }
    if text.chars().any(char::is_control) {
        return Err(refuse("holds a control character".into()));
    }
    if let Some((_, hidden)) = with_previous(text).find(is_hidden) {
        let code = u32::from(hidden);
        return Err(refuse(format!("holds the invisible character U+{code:04X}"))
            .hint("delete the text and type it, instead of pasting it"));
    }
    if text.chars().count() > max_chars {
        return Err(refuse(format!("is longer than {max_chars} characters")));
    }
    Ok(text.to_owned())
}

/// Returns notes as they are stored: as [`clean_text`], but with line breaks, each a line feed.
///
/// # Errors
/// As [`clean_text`].
pub fn clean_notes(field: &str, text: &str, max_chars: usize) -> Result<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    clean_text(field, &text.replace(['\n', '\t'], " "), max_chars)?;
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    Ok(lines.join("\n"))
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

/// Returns optional notes as they are stored: as [`clean_notes`]; empty ones are `None`.
///
/// # Errors
/// As [`clean_text`].
pub fn optional_notes(field: &str, text: &str, max_chars: usize) -> Result<Option<String>> {
    match text.trim() {
        "" => Ok(None),
        text => clean_notes(field, text, max_chars).map(Some),
    }
}

/// Returns each character with the one before it.
fn with_previous(text: &str) -> impl Iterator<Item = (Option<char>, char)> {
    std::iter::once(None)
        .chain(text.chars().map(Some))
        .zip(text.chars())
}

/// Tells whether a character is a format character that a reader cannot see: a mark of the reading order, of no width, a
/// tag. A joiner that a script or an emoji needs after the character before it is none, nor is a selector of a glyph.
fn is_hidden(&(before, c): &(Option<char>, char)) -> bool {
    let is_joiner = matches!(c, '\u{200c}' | '\u{200d}');
    let is_selector =
        matches!(c, '\u{180b}'..='\u{180d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}');
    let is_needed = is_selector || is_joiner && before.is_some_and(takes_joiner);
    is_invisible(c) && !c.is_control() && !is_needed
}

/// Tells whether a joiner after this character shapes it: Arabic, Indic and Mongolian letters, emoji.
fn takes_joiner(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{a800}'..='\u{abff}'
        | '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// Drops the hidden characters that [`clean_text`] refuses: a spreadsheet keeps them where nobody sees them.
pub fn without_hidden(text: String) -> String {
    if text.is_ascii() {
        return text;
    }
    let seen = with_previous(&text).filter(|pair| !is_hidden(pair));
    seen.map(|(_, c)| c).collect()
}

/// Tells whether one of these texts holds what somebody looks for: any case and spacing, and a number however its digits
/// are grouped.
pub fn is_found(wanted: &str, texts: &[Option<&String>]) -> bool {
    let plain = |text: &str| {
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (word, number) = (plain(wanted), digits(wanted));
    let is_number = number.len() >= 3 && !wanted.chars().any(char::is_alphabetic);
    let mut texts = texts.iter().copied().flatten();
    texts.any(|text| plain(text).contains(&word) || (is_number && digits(text).contains(&number)))
}

/// Returns a word with a capital letter.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Returns a count with its noun, which takes an s: `1 day`, `2 days`.
pub fn counted<N: std::fmt::Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    if count == N::from(1) {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

/// Returns a number of people: `1 person`, `2 people`.
pub fn people<N: std::fmt::Display + PartialEq + From<u8>>(count: N) -> String {
    if count == N::from(1) {
        "1 person".to_owned()
    } else {
        format!("{count} people")
    }
}

/// Replaces control characters, so that what a workbook holds cannot write escape codes to a terminal.
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() || is_line_break(c) || is_direction_mark(c) {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// Returns whether a character ends a line, though it is not a control character.
fn is_line_break(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Returns whether a character turns the writing direction, which can make a line read as another.
pub fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
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

/// Returns the first few of many names: `A, B and 3 more`.
pub fn first_names(names: &[String]) -> String {
    const NAMED: usize = 5;
    match names.get(..NAMED) {
        Some(first) if names.len() > NAMED => {
            format!("{} and {} more", first.join(", "), names.len() - NAMED)
        }
        _ => names.join(", "),
    }
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
    fn only_characters_that_hide_are_dropped_and_refused() {
        for (text, visible) in [
            ("Bao\u{200b}ba\u{ad}b\u{feff}", "Baobab"),
            ("\u{202e}evil\u{2066}\u{e0041}", "evil"),
            ("a\u{200d}b", "ab"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("क्\u{200d}ष", "क्\u{200d}ष"),
            ("👩\u{200d}🏫 ❤\u{fe0f}", "👩\u{200d}🏫 ❤\u{fe0f}"),
            ("ا\u{200b}\u{200d}", "ا"),
            ("Zoë", "Zoë"),
        ] {
            assert_eq!(without_hidden(text.to_owned()), visible);
            assert_eq!(
                clean_text("client", text, 50).is_ok(),
                text == visible,
                "{text:?}"
            );
        }
    }

    #[test]
    fn text_is_trimmed_and_bad_text_names_its_field() {
        assert_eq!(clean_text("client", "  Baobab  ", 10).unwrap(), "Baobab");
        for text in ["", "  ", "a\u{1b}[2J", "eleven chars"] {
            let error = clean_text("client", text, 10).unwrap_err();
            assert!(error.message.starts_with("client "), "{}", error.message);
        }
        let error = clean_text("client", "Bao\u{202e}bab", 10).unwrap_err();
        assert_eq!(error.message, "client holds the invisible character U+202E");
        for text in ["Bao\u{2028}bab", "Bao\u{2029}bab"] {
            let error = clean_text("client", text, 10).unwrap_err();
            assert_eq!(error.message, "client must be one line");
            assert_eq!(printable(text), "Bao bab");
        }
        assert_eq!(optional_text("client", "  ", 10).unwrap(), None);
        assert!(optional_text("client", "eleven chars", 10).is_err());
    }

    #[test]
    fn many_names_are_cut_short() {
        let names = |count: usize| -> Vec<String> { (1..=count).map(|n| format!("D{n}")).collect() };
        assert_eq!(first_names(&names(2)), "D1, D2");
        assert_eq!(first_names(&names(5)), "D1, D2, D3, D4, D5");
        assert_eq!(first_names(&names(7)), "D1, D2, D3, D4, D5 and 2 more");
    }
}
