//! How names are compared: case, accents, spaces and punctuation do not matter.

use std::borrow::Cow;
use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns the form under which a name is stored and looked up: `A 302` and `a302`, `Évian` and `evian` are one.
///
/// A name without any letter or digit is its own key, so that `-` and `#` stay two names.
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    if name.is_ascii() {
        let kept = name.bytes().filter(u8::is_ascii_alphanumeric);
        key.extend(kept.map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        let plain = name.nfkd().filter(|c| !is_combining_mark(*c));
        key.extend(plain.flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()));
    }
    if key.is_empty() {
        name.trim().to_lowercase()
    } else {
        key
    }
}

/// Returns the keys of words, which blanks part.
pub(crate) fn word_keys(words: &str) -> HashSet<String> {
    words.split_whitespace().map(name_key).collect()
}

/// Writes a text in lower case, and characters that are forms of others as those.
pub(crate) fn lower_nfkc(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.nfkc().flat_map(char::to_lowercase).collect()
    }
}

/// Writes a word in lower case without accents; one of plain letters stays as it is.
pub(crate) fn unaccented(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let plain = word.nfkd().filter(|c| !is_combining_mark(*c));
    let lower = plain.flat_map(char::to_lowercase);
    Cow::Owned(lower.map(|c| if c == 'ł' { 'l' } else { c }).collect())
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
}
