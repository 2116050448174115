//! The texts that are forgotten, and what stands in their place.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};
use serde_json::Value as Json;

use crate::kernel::shell_word::shell_word;

/// What stands in the place of a text that has no name.
pub const BLANK: &str = "(forgotten)";

/// Texts that are about a client.
#[derive(Debug, Default)]
pub struct Needles {
    texts: BTreeSet<String>,
    /// Those that are the client's names.
    names: BTreeSet<String>,
    /// Finds them all in one pass, once no more are added; `None` where there are none.
    finder: OnceCell<Option<AhoCorasick>>,
}

impl Needles {
    /// Adds texts; short ones, which stand in other words, are left out.
    pub fn add(&mut self, texts: impl IntoIterator<Item = Option<String>>) {
        let known = texts
            .into_iter()
            .flatten()
            .filter(|text| text.chars().count() > 2);
        self.texts.extend(known.filter(|text| text != BLANK));
    }

    /// Adds a name of the client.
    pub fn add_name(&mut self, name: String) {
        self.names.insert(name.clone());
        self.add([Some(name)]);
    }

    pub fn names(&self) -> Vec<String> {
        self.names.iter().cloned().collect()
    }

    /// Returns the names as texts, command lines and JSON may have them, with ASCII letters in lower case; without short ones, which
    /// stand in other words.
    pub fn spelled_names(&self) -> BTreeSet<String> {
        let names = self.names.iter().filter(|name| name.chars().count() > 2);
        let written = |name: &String| [name.clone(), in_line(name), in_json(name)];
        names
            .flat_map(written)
            .flat_map(|name| spellings(&name))
            .collect()
    }

    pub fn is_name(&self, text: &str) -> bool {
        self.names.contains(text)
    }

    /// Returns a text without them, in upper or lower case, if it has any: of two that begin alike the longer is taken out.
    pub fn blanked(&self, text: &str) -> Option<String> {
        let finder = self.finder.get_or_init(|| {
            let mut builder = AhoCorasick::builder();
            builder
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::LeftmostLongest);
            let written = self.texts.iter().flat_map(|text| [text.clone(), in_line(text)]);
            let patterns: BTreeSet<String> = written.flat_map(|text| spellings(&text)).collect();
            builder.build(&patterns).ok().filter(|_| !patterns.is_empty())
        });
        let mut blank = String::new();
        let mut end = 0;
        for found in finder.as_ref()?.find_iter(text) {
            blank.push_str(text.get(end..found.start())?);
            blank.push_str(BLANK);
            end = found.end();
        }
        (end > 0).then(|| blank + text.get(end..).unwrap_or_default())
    }

    /// Returns a JSON value without them.
    pub fn blanked_value(&self, mut value: Json) -> Json {
        self.blank_value(&mut value);
        value
    }

    /// Returns a JSON text without them, if it has any.
    pub fn blanked_json(&self, text: &str) -> Option<String> {
        let mut value: Json = serde_json::from_str(text).ok()?;
        self.blank_value(&mut value).then(|| value.to_string())
    }

    fn blank_value(&self, value: &mut Json) -> bool {
        match value {
            Json::String(text) => match self.blanked(text) {
                Some(blank) => {
                    *text = blank;
                    true
                }
                None => false,
            },
            // Each of them, however many had one.
            Json::Array(values) => values
                .iter_mut()
                .fold(false, |any, one| self.blank_value(one) | any),
            Json::Object(fields) => fields
                .values_mut()
                .fold(false, |any, one| self.blank_value(one) | any),
            _ => false,
        }
    }
}

/// Returns a text as a quoted word of a command line has it.
fn in_line(text: &str) -> String {
    inner(text, &shell_word(text))
}

/// Returns a text as JSON has it.
fn in_json(text: &str) -> String {
    inner(text, &Json::from(text).to_string())
}

/// Takes the quotes around a text away.
fn inner(text: &str, quoted: &str) -> String {
    let inner = quoted.get(1..quoted.len().saturating_sub(1));
    let is_quoted = quoted.starts_with(['\'', '"']);
    inner.filter(|_| is_quoted).unwrap_or(text).to_owned()
}

/// Returns a text as it is, in lower and in upper case; ASCII letters, whose case is looked past, in lower case.
fn spellings(text: &str) -> [String; 3] {
    [text.to_owned(), text.to_lowercase(), text.to_uppercase()].map(|text| text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_blanked_wherever_they_stand() {
        let mut needles = Needles::default();
        needles.add(["Umoya", "Umoya Rail", "N", "082 555"].map(|text| Some(text.to_owned())));
        needles.add_name("École Verte".to_owned());
        needles.add_name("O'Brien \"Rail\"".to_owned());
        assert_eq!(
            needles.blanked("UMOYA Rail waits; call 082 555").as_deref(),
            Some("(forgotten) waits; call (forgotten)")
        );
        for text in ["École Verte", "ÉCOLE VERTE", "école verte"] {
            assert_eq!(needles.blanked(text).as_deref(), Some(BLANK), "{text}");
        }
        assert_eq!(
            needles
                .blanked(r#"client add 'O'\''Brien "Rail"' --terms 30"#)
                .as_deref(),
            Some("client add '(forgotten)' --terms 30")
        );
        assert!(needles.spelled_names().contains(r#"o'brien \"rail\""#));
        assert_eq!(needles.blanked("Nothing"), None);
        assert_eq!(
            needles
                .blanked_json(r#"{"a": ["Umoya", 1], "b": {"c": "Umoya Rail"}}"#)
                .as_deref(),
            Some(r#"{"a":["(forgotten)",1],"b":{"c":"(forgotten)"}}"#)
        );
    }
}
