//! The order and choice of rows that every list takes where its query knows none: `--sort`, `--search`, `--limit`.

use std::cmp::Ordering;

use super::options::OutputOptions;
use super::record::{Records, Value};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::text::is_found;

/// Which rows of a list to show, in which order.
#[derive(Debug, Clone, Default)]
pub struct RowSelection {
    /// A field, downwards with a minus before it.
    pub sort: Option<String>,
    /// Text to find in any field.
    pub search: Option<String>,
    pub limit: Option<usize>,
}

impl RowSelection {
    /// Returns whether rows must be read before a limit cuts them.
    pub fn needs_all(&self) -> bool {
        self.sort.is_some() || self.search.is_some()
    }

    /// Returns whether anything was asked for.
    pub fn is_asked(&self) -> bool {
        self.needs_all() || self.limit.is_some()
    }

    /// Chooses and sorts rows.
    ///
    /// # Errors
    /// `Usage` for an unknown field.
    pub fn apply(&self, records: &mut Records, view: &OutputOptions) -> Result<()> {
        if !self.is_asked() {
            return Ok(());
        }
        if let Some(wanted) = &self.search {
            records.rows.retain(|row| {
                let texts: Vec<String> = row.iter().map(|value| view.words(value)).collect();
                is_found(wanted, &texts.iter().map(Some).collect::<Vec<_>>())
            });
        }
        if let Some(sort) = &self.sort {
            let (field, is_down) = sort
                .strip_prefix('-')
                .map_or((&**sort, false), |field| (field, true));
            let place = records.place_of(field)?;
            records
                .rows
                .sort_by(|a, b| in_order(&a[place], &b[place], is_down, view));
        }
        if let Some(limit) = self.limit {
            records.rows.truncate(limit);
        }
        records.add_up();
        Ok(())
    }
}

/// Compares two values of a field; where there is none, the row comes last.
fn in_order(a: &Value, b: &Value, is_down: bool, view: &OutputOptions) -> Ordering {
    match (a, b) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Greater,
        (_, Value::Null) => Ordering::Less,
        (a, b) if is_down => compare(b, a, view),
        (a, b) => compare(a, b, view),
    }
}

fn compare(a: &Value, b: &Value, view: &OutputOptions) -> Ordering {
    match (a, b) {
        (Value::Worded { value: a, .. }, b) => compare(a, b, view),
        (a, Value::Worded { value: b, .. }) => compare(a, b, view),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Int(a), Value::Int(b)) | (Value::Tenths(a), Value::Tenths(b)) => a.cmp(b),
        (Value::Money(a), Value::Money(b)) => (a.currency.code(), a.cents).cmp(&(b.currency.code(), b.cents)),
        (Value::Instant(a), Value::Instant(b)) => a.cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Time(a), Value::Time(b)) => a.cmp(b),
        (a, b) => name_key(&view.words(a)).cmp(&name_key(&view.words(b))),
    }
}
