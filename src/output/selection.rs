//! The order and choice of rows that every list takes where its query knows none: `--sort`, `--search`, `--limit`.

use std::cmp::Ordering;

use chrono::{NaiveDate, TimeDelta};

use super::options::OutputOptions;
use super::record::{Records, Value};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::period::{Site, parse_month_or_bounds};
use crate::kernel::text::is_found;
use crate::kernel::timestamp::Timestamp;

/// Which rows of a list to show, in which order.
#[derive(Debug, Clone, Default)]
pub struct RowSelection {
    /// A field, downwards with a minus before it.
    pub sort: Option<String>,
    /// Text to find in any field.
    pub search: Option<String>,
    pub limit: Option<usize>,
    /// The ends of a stretch in which a row has its time, as typed: `--from`, `--to`, `--month`.
    pub stretch: TypedStretch,
    /// Word in the field `tenant`.
    pub tenant: Option<String>,
    /// Whether what is shown is added up.
    pub total: bool,
}

/// A stretch of time as it was typed.
#[derive(Debug, Clone, Default)]
pub struct TypedStretch {
    pub from: Option<String>,
    pub to: Option<String>,
    pub month: Option<String>,
}

impl TypedStretch {
    /// Returns whether anything was typed.
    pub fn is_asked(&self) -> bool {
        self.from.is_some() || self.to.is_some() || self.month.is_some()
    }

    /// Parses the ends: days, months or instants; a last day counts as a whole.
    ///
    /// # Errors
    /// `Usage` for what does not parse, and for an end before the start.
    pub fn ends(&self, site: &Site, today: NaiveDate) -> Result<(Option<Timestamp>, Option<Timestamp>)> {
        let bounds = (self.from.as_deref(), self.to.as_deref());
        parse_month_or_bounds(self.month.as_deref(), bounds, site, today)
    }
}

impl RowSelection {
    /// Returns whether rows must be read before a limit cuts them.
    pub fn needs_all(&self) -> bool {
        self.sort.is_some() || self.search.is_some() || self.tenant.is_some() || self.stretch.is_asked()
    }

    /// Returns whether anything was asked for.
    pub fn is_asked(&self) -> bool {
        self.needs_all() || self.limit.is_some() || self.total
    }

    /// Chooses rows, each by itself.
    ///
    /// # Errors
    /// `Usage` for an unknown field.
    pub fn choose(
        &self,
        records: &mut Records,
        view: &OutputOptions,
        (from, to): (Option<Timestamp>, Option<Timestamp>),
    ) -> Result<()> {
        if let Some(place) = records.dated.filter(|_| from.is_some() || to.is_some()) {
            records
                .rows
                .retain(|row| is_within(&row[place], (from, to), view));
        }
        if let Some(tenant) = &self.tenant {
            let place = records.place_of("tenant")?;
            let wanted = Value::from(tenant.as_str());
            records.rows.retain(|row| row[place] == wanted);
        }
        if let Some(wanted) = &self.search {
            records.rows.retain(|row| {
                let texts: Vec<String> = row.iter().map(|value| view.words(value)).collect();
                is_found(wanted, &texts.iter().map(Some).collect::<Vec<_>>())
            });
        }
        Ok(())
    }

    /// Chooses and sorts rows.
    ///
    /// # Errors
    /// `Usage` for an unknown field.
    pub fn apply(
        &self,
        records: &mut Records,
        view: &OutputOptions,
        ends: (Option<Timestamp>, Option<Timestamp>),
    ) -> Result<()> {
        if !self.is_asked() {
            return Ok(());
        }
        self.choose(records, view, ends)?;
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
        if self.total {
            return records.total();
        }
        records.add_up();
        Ok(())
    }
}

/// Returns whether the time of a row is in a stretch; one without a time is in none.
fn is_within(
    value: &Value,
    (from, to): (Option<Timestamp>, Option<Timestamp>),
    view: &OutputOptions,
) -> bool {
    match value {
        Value::Worded { value, .. } => is_within(value, (from, to), view),
        Value::Instant(at) => from.is_none_or(|from| *at >= from) && to.is_none_or(|to| *at < to),
        Value::Date(day) => {
            let on = |at: Timestamp| at.utc().with_timezone(&view.timezone).date_naive();
            let last = |to: Timestamp| on(to.plus(TimeDelta::microseconds(-1)));
            from.is_none_or(|from| *day >= on(from)) && to.is_none_or(|to| *day <= last(to))
        }
        _ => false,
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
