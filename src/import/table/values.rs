//! What a row says, and what a record has, field by field, in one form for both: so that they can be compared.

use super::super::store::Texts;

/// Texts by field. A field that is not there was not spoken of; an empty text says that there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values(Vec<(&'static str, String)>);

impl Values {
    pub fn get(&self, field: &str) -> Option<&str> {
        let found = self.0.iter().find(|(name, _)| *name == field);
        found.map(|(_, text)| text.as_str())
    }

    /// The text of a field that has one.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.get(field).filter(|text| !text.is_empty())
    }

    pub fn set(&mut self, field: &'static str, text: impl Into<String>) {
        let text = text.into();
        match self.0.iter_mut().find(|(name, _)| *name == field) {
            Some((_, old)) => *old = text,
            None => self.0.push((field, text)),
        }
    }

    pub fn remove(&mut self, field: &str) -> Option<String> {
        let place = self.0.iter().position(|(name, _)| *name == field)?;
        Some(self.0.remove(place).1)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, text)| (*name, text.as_str()))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }

    /// What these say that is not so in `present`.
    pub fn differing_from(&self, present: &Self) -> Self {
        let differs = |(name, text): &&(&'static str, String)| present.get(name).unwrap_or_default() != text;
        Self(self.0.iter().filter(differs).cloned().collect())
    }

    /// These fields of `present`.
    pub fn as_in(&self, present: &Self) -> Self {
        let old = |name: &'static str| (name, present.get(name).unwrap_or_default().to_owned());
        Self(self.0.iter().map(|(name, _)| old(name)).collect())
    }

    /// As they are kept with an import.
    pub fn texts(&self) -> Texts {
        self.iter()
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .collect()
    }
}

impl FromIterator<(&'static str, String)> for Values {
    fn from_iter<I: IntoIterator<Item = (&'static str, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}
