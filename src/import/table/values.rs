//! What a row writes and what a record has, field by field, in one form for both: so that they can be compared.

use std::str::FromStr;

use anyhow::Context;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::cell::{CellContext, YES, flag_text, joined, moment_text, parts};
use crate::import::store::FieldTexts;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::output::{CellForm, ColumnNeed, ImportColumn, Record, Value};

/// Texts by field. A field that is missing was not mentioned; an empty text clears it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldValues(Vec<(&'static str, String)>);

impl FieldValues {
    /// Returns what a table would write of a record in these of its columns.
    pub fn of<T: Record>(record: &T, context: &CellContext, wanted: impl Fn(&str) -> bool) -> Self {
        let columns = T::fields()
            .iter()
            .filter_map(|field| Some((field, field.column?)));
        let columns = columns.filter(|(field, _)| wanted(field.name));
        columns
            .map(|(field, column)| (field.name, text_of((field.value)(record), column.form, context)))
            .collect()
    }

    pub fn get(&self, field: &str) -> Option<&str> {
        let found = self.0.iter().find(|(name, _)| *name == field);
        found.map(|(_, text)| text.as_str())
    }

    /// Returns whether other values say the same; case does not matter.
    pub fn say_the_same(&self, others: &Self) -> bool {
        let is_same = |((name, text), (other, its)): ((&str, &str), (&str, &str))| {
            name == other && (text == its || text.to_lowercase() == its.to_lowercase())
        };
        self.0.len() == others.0.len() && self.iter().zip(others.iter()).all(is_same)
    }

    /// Returns the text of a field that is not empty.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.get(field).filter(|text| !text.is_empty())
    }

    /// Returns whether a field is mentioned to be cleared.
    pub fn clears(&self, field: &str) -> bool {
        self.get(field) == Some("")
    }

    /// Returns the parts of a list.
    pub fn list(&self, field: &str) -> Option<Vec<String>> {
        self.get(field).map(parts)
    }

    /// Returns a flag; an empty one is false.
    pub fn flag(&self, field: &str) -> Option<bool> {
        self.get(field).map(|text| text == YES)
    }

    /// Parses a text that its cell's form let through; an empty one counts as missing.
    pub fn parsed<T: FromStr>(&self, field: &str) -> Result<Option<T>> {
        let parsed = self.text(field).map(str::parse);
        parsed
            .transpose()
            .map_err(|_| Error::internal(format!("the {field} of a row cannot be parsed")))
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

    /// Removes what a record's own changes cannot hold and returns it.
    pub fn split_off(&mut self, fields: &[&str]) -> Self {
        let (taken, left) = std::mem::take(&mut self.0)
            .into_iter()
            .partition(|(name, _)| fields.contains(name));
        self.0 = left;
        Self(taken)
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

    /// Returns these of its fields.
    pub fn only(&self, fields: &[&'static str]) -> Self {
        let texts = fields
            .iter()
            .filter_map(|field| Some((*field, self.get(field)?.to_owned())));
        texts.collect()
    }

    /// Returns what differs from `present`.
    pub fn differing_from(&self, present: &Self) -> Self {
        let differs = |(name, text): &&(&'static str, String)| present.get(name).unwrap_or_default() != text;
        Self(self.0.iter().filter(differs).cloned().collect())
    }

    /// Returns these fields as `present` has them.
    pub fn as_in(&self, present: &Self) -> Self {
        let old = |name: &'static str| (name, present.get(name).unwrap_or_default().to_owned());
        Self(self.0.iter().map(|(name, _)| old(name)).collect())
    }

    /// Returns the texts as they are kept with an import.
    pub fn texts(&self) -> FieldTexts {
        self.iter()
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .collect()
    }

    /// Turns the texts into the changes of a record's service, which name their fields as the record does.
    ///
    /// # Errors
    /// `Invalid` for an empty text of a field that always has a value.
    pub fn changes<T: Record, C: DeserializeOwned>(&self) -> Result<C> {
        let column = |name: &str| T::fields().iter().find(|field| field.name == name)?.column;
        let mut object = serde_json::Map::new();
        for (name, text) in self.iter() {
            let column = column(name).ok_or_else(|| Error::internal(format!("no table sets {name}")))?;
            object.insert(name.to_owned(), json_of(name, text, &column)?);
        }
        Ok(serde_json::from_value(Json::Object(object)).context("cannot read the changes of a row")?)
    }
}

impl Extend<(&'static str, String)> for FieldValues {
    fn extend<I: IntoIterator<Item = (&'static str, String)>>(&mut self, pairs: I) {
        for (field, text) in pairs {
            self.set(field, text);
        }
    }
}

impl IntoIterator for FieldValues {
    type Item = (&'static str, String);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<(&'static str, String)> for FieldValues {
    fn from_iter<I: IntoIterator<Item = (&'static str, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

fn text_of(value: Value, form: CellForm, context: &CellContext) -> String {
    match (value, form) {
        (Value::Text(text), CellForm::OneOf(list)) => list.find(&text).map_or(text, str::to_owned),
        (Value::Text(text), _) => text,
        (Value::Int(number), _) => number.to_string(),
        (Value::Bool(flag), _) => flag_text(flag).to_owned(),
        (Value::Instant(instant), _) => moment_text(&context.site, instant),
        (Value::Date(date), _) => date.to_string(),
        (Value::Money(money), _) if money.currency == context.currency => money.decimal(),
        // Never the same as an amount of ours.
        (Value::Money(money), _) => format!("{} {}", money.currency.code(), money.cents),
        (Value::List(values), _) => joined(
            values
                .into_iter()
                .map(|value| text_of(value, form, context))
                .collect(),
        ),
        (Value::Worded { value, .. }, _) => text_of(*value, form, context),
        (Value::Null | Value::Tenths(_) | Value::Time(_) | Value::Object(_) | Value::Told { .. }, _) => {
            String::new()
        }
    }
}

fn json_of(name: &str, text: &str, column: &ImportColumn) -> Result<Json> {
    let needs_value = column.need != ColumnNeed::Optional || matches!(column.form, CellForm::OneOf(_));
    if text.is_empty() && needs_value {
        return Err(empty_field(name));
    }
    Ok(match column.form {
        CellForm::Count => text.parse().unwrap_or(0u32).into(),
        CellForm::Flag => (text == YES).into(),
        CellForm::List | CellForm::Spellings => parts(text).into(),
        _ => text.into(),
    })
}

/// Returns the error about a field that cannot be cleared.
pub fn empty_field(name: &str) -> Error {
    Error::invalid(ErrorCode::EmptyField, format!("{name} cannot be empty"))
}
