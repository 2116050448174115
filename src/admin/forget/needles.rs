//! The texts that are forgotten, and what stands in their place.

use std::collections::BTreeSet;

use serde_json::Value as Json;

/// What stands in the place of a text that has no name.
pub const BLANK: &str = "(forgotten)";

/// Texts that are about a client.
#[derive(Debug, Default)]
pub struct Needles {
    texts: BTreeSet<String>,
    /// Those that are the client's names.
    names: BTreeSet<String>,
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

    pub fn is_name(&self, text: &str) -> bool {
        self.names.contains(text)
    }

    /// Returns a text without them, if it has any: the longest are taken out first.
    pub fn blanked(&self, text: &str) -> Option<String> {
        let mut longest: Vec<&String> = self.texts.iter().collect();
        longest.sort_by_key(|needle| std::cmp::Reverse(needle.len()));
        let blank = |text: String, needle: &&String| without(&text, needle).unwrap_or(text);
        let blank = longest.iter().fold(text.to_owned(), blank);
        (blank != text).then_some(blank)
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

/// Replaces a text wherever it stands, in upper or lower case; `None` where it does not.
fn without(text: &str, needle: &str) -> Option<String> {
    // In ASCII both have the same length in either case.
    let (lower, needle) = (text.to_ascii_lowercase(), needle.to_ascii_lowercase());
    let mut blank = String::new();
    let mut end = 0;
    for (start, _) in lower.match_indices(&needle) {
        blank.push_str(text.get(end..start)?);
        blank.push_str(BLANK);
        end = start + needle.len();
    }
    (end > 0).then(|| blank + text.get(end..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_blanked_wherever_they_stand() {
        let mut needles = Needles::default();
        needles.add(["Umoya", "Umoya Rail", "N", "082 555"].map(|text| Some(text.to_owned())));
        assert_eq!(
            needles.blanked("UMOYA Rail waits; call 082 555").as_deref(),
            Some("(forgotten) waits; call (forgotten)")
        );
        assert_eq!(needles.blanked("Nothing"), None);
        assert_eq!(
            needles
                .blanked_json(r#"{"a": ["Umoya", 1], "b": {"c": "Umoya Rail"}}"#)
                .as_deref(),
            Some(r#"{"a":["(forgotten)",1],"b":{"c":"(forgotten)"}}"#)
        );
    }
}
