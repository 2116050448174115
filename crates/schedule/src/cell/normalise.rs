//! One spelling for the many in which the same text arrives.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::text::is_invisible;

/// Writes a text with plain blanks, dashes and quotes, without what cannot be seen, in NFC.
///
/// Line breaks stay, as `\n`: they can part two bookings. The raw text is the caller's to keep.
pub(super) fn normalise(text: &str) -> String {
    if is_plain(text) {
        return one_blank(text);
    }
    let text = without_escapes(text);
    // Twice, for NFC makes blanks and a semicolon out of characters that only look like them, and what was
    // invisible may have stood between a letter and its accent.
    let composed: String = text.chars().filter_map(plain).nfc().filter_map(plain).collect();
    let lines: Vec<String> = composed
        .split('\n')
        .map(one_blank)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n")
}

/// Returns what the spellings of an ignored cell have in common: no case, no white space, no punctuation at the end
/// (but `-` alone stays what it is).
pub(super) fn ignore_key(text: &str) -> String {
    let mut key = if is_plain(text) {
        text.to_ascii_lowercase()
    } else {
        normalise(text).to_lowercase()
    };
    key.retain(|c| !c.is_whitespace());
    let stem = key.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    if stem > 0 {
        key.truncate(stem);
    }
    key
}

/// Reports whether only blanks can be spelt otherwise in a text: the short way for what most cells hold.
fn is_plain(text: &str) -> bool {
    text.bytes()
        .all(|byte| (byte.is_ascii_graphic() && !matches!(byte, b'_' | b'`')) || byte == b' ')
}

/// Undoes Excel's spelling of control characters in a shared string (`_x000D_`), which not every reader does.
fn without_escapes(text: &str) -> Cow<'_, str> {
    if !text.contains(['_', '\r']) {
        return Cow::Borrowed(text);
    }
    let mut plain = text.replace("\r\n", "\n");
    for (digits, means) in [("000d", ""), ("000a", "\n"), ("0009", " ")] {
        for x in ['x', 'X'] {
            plain = plain.replace(&format!("_{x}{digits}_"), means);
            plain = plain.replace(&format!("_{x}{}_", digits.to_uppercase()), means);
        }
    }
    Cow::Owned(plain)
}

/// Folds white space to single blanks.
pub(super) fn one_blank(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

fn plain(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '\u{2043}' => Some('-'),
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{b4}' | '`' => Some('\''),
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => Some('"'),
        '\u{ff0b}' => Some('+'),
        '\u{ff0f}' | '\u{2044}' | '\u{2215}' => Some('/'),
        '\u{ff1a}' => Some(':'),
        '\u{ff1b}' => Some(';'),
        '\u{ff08}' => Some('('),
        '\u{ff09}' => Some(')'),
        c if c.is_whitespace() => Some(' '),
        c if is_invisible(c) => None,
        c => Some(c),
    }
}
