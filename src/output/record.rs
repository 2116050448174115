//! Records: their fields are declared once and drive every format, the choice of columns and its check.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use serde_json::Value as Json;

use super::column::ImportColumn;
use super::table::ColumnWorth;
use crate::kernel::error::{Error, Result};
use crate::kernel::money::Money;
use crate::kernel::timestamp::Timestamp;

/// A field's value, before any format.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    /// A number with one decimal, in tenths.
    Tenths(i64),
    /// In JSON its minor units and currency, in a line of CSV the bare decimal.
    Money(Money),
    Text(String),
    /// Shown in the site's zone.
    Instant(Timestamp),
    Date(NaiveDate),
    Time(NaiveTime),
    List(Vec<Value>),
    Object(Vec<(&'static str, Value)>),
    /// What happened, as a sentence for people; its facts for programs, and the sentence where there are none.
    Told {
        at: Option<Timestamp>,
        words: Vec<Value>,
        facts: Vec<(&'static str, Value)>,
    },
    /// A value, and the words that people read in its place.
    Worded {
        words: Vec<Value>,
        value: Box<Value>,
    },
}

impl Value {
    /// The JSON of the audit log: it does not depend on the site's zone.
    fn fact(self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Bool(flag) => flag.into(),
            Self::Int(number) | Self::Tenths(number) => number.into(),
            Self::Money(money) => money.cents.into(),
            Self::Text(text) => text.into(),
            Self::Instant(instant) => instant.to_string().into(),
            Self::Date(date) => date.to_string().into(),
            Self::Time(time) => time.format("%H:%M").to_string().into(),
            Self::List(values) => values.into_iter().map(Self::fact).collect(),
            Self::Worded { value, .. } => value.fact(),
            Self::Object(pairs) | Self::Told { facts: pairs, .. } => {
                let pairs = pairs.into_iter();
                Json::Object(
                    pairs
                        .map(|(name, value)| (name.to_owned(), value.fact()))
                        .collect(),
                )
            }
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Int(number.into())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Int(number.into())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<Timestamp> for Value {
    fn from(instant: Timestamp) -> Self {
        Self::Instant(instant)
    }
}

impl From<Money> for Value {
    fn from(money: Money) -> Self {
        Self::Money(money)
    }
}

impl From<NaiveDate> for Value {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<NaiveTime> for Value {
    fn from(time: NaiveTime) -> Self {
        Self::Time(time)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

/// One field of a record type, declared once: formats, the import of tables and the audit log derive from it.
pub struct RecordField<T: ?Sized> {
    pub name: &'static str,
    /// A column of the table when nobody chose columns; the other formats always have every field.
    pub in_table: bool,
    /// Which columns a narrow terminal leaves out first; that of a text goes by its values.
    pub worth: ColumnWorth,
    pub value: fn(&T) -> Value,
    /// The column of a table that sets it; `None`: it follows from other things.
    pub column: Option<ImportColumn>,
    /// A fact that the audit log keeps of the record.
    pub in_audit: bool,
    /// Whether values of several records make sense added up: no rates, percentages, days or numbers of records.
    pub is_summed: bool,
    /// Whether it is the time of the record, by which `--from`, `--to` and `--month` choose where the query knows none.
    pub is_dated: bool,
}

/// Returns a field that the table shows by default.
pub const fn shown_in_table<T>(name: &'static str, value: fn(&T) -> Value) -> RecordField<T> {
    RecordField {
        name,
        in_table: true,
        worth: ColumnWorth::Text,
        value,
        column: None,
        in_audit: false,
        is_summed: false,
        is_dated: false,
    }
}

/// Returns a field that the table shows by default where the terminal has room for it.
pub const fn shown_if_wide<T>(name: &'static str, value: fn(&T) -> Value) -> RecordField<T> {
    let mut field = shown_in_table(name, value);
    field.worth = ColumnWorth::OnlyIfWide;
    field
}

/// Returns a field that the narrowest terminal shows: without it nobody knows what the record is.
pub const fn shown_always<T>(name: &'static str, value: fn(&T) -> Value) -> RecordField<T> {
    let mut field = shown_in_table(name, value);
    field.worth = ColumnWorth::Always;
    field
}

/// Returns a field that a table shows only when `--fields` names it.
pub const fn wanted_only<T>(name: &'static str, value: fn(&T) -> Value) -> RecordField<T> {
    let mut field = shown_in_table(name, value);
    field.in_table = false;
    field
}

/// Lets tables set a field. What they set is a fact of the record.
pub const fn imported<T>(field: RecordField<T>, column: ImportColumn) -> RecordField<T> {
    audited(imported_apart(field, column))
}

/// Lets tables set a field that is not a fact of the record: what changes it writes an audit event of its own.
pub const fn imported_apart<T>(mut field: RecordField<T>, column: ImportColumn) -> RecordField<T> {
    field.column = Some(column);
    field
}

/// Lets `--total` add the values of a field up, amounts by currency.
pub const fn summed<T>(mut field: RecordField<T>) -> RecordField<T> {
    field.is_summed = true;
    field
}

/// Makes a field, an instant or a day, the time of the record.
pub const fn dated<T>(mut field: RecordField<T>) -> RecordField<T> {
    field.is_dated = true;
    field
}

/// Makes a field a fact of the record.
pub const fn audited<T>(mut field: RecordField<T>) -> RecordField<T> {
    field.in_audit = true;
    field
}

/// Something that can be shown.
pub trait Record: 'static {
    fn fields() -> &'static [RecordField<Self>];
}

/// Records with their type forgotten.
#[derive(Debug, Clone, Default)]
pub struct Records {
    pub names: Vec<&'static str>,
    pub in_table: Vec<bool>,
    pub worth: Vec<ColumnWorth>,
    /// Which columns `--total` adds up.
    pub summed: Vec<bool>,
    /// The place of the time of each row.
    pub dated: Option<usize>,
    pub rows: Vec<Vec<Value>>,
    /// Whether amounts are added up, and which.
    pub sum_rule: Option<&'static SumRule>,
    /// Rows under a table for people, in no other format: what its columns add up to.
    pub sums: Vec<Vec<Value>>,
    /// What `--total` adds up, in every format: a row, and one more for each further currency.
    pub totals: Option<Vec<Vec<Value>>>,
    /// One record is an object, several an array.
    pub single: bool,
}

/// How the amounts of a list are added up.
#[derive(Debug, Clone, Copy)]
pub struct SumRule {
    /// A field that counts, and is added up too.
    pub count: &'static str,
    /// Rows with this word in this field are left out, and the sum says so.
    pub status: &'static str,
    pub left_out: &'static str,
}

/// Any number of records.
pub fn list<T: Record>(items: &[T]) -> Records {
    records::<T>(items.iter(), false)
}

/// The same of thousands: each is gone as soon as its values are taken.
pub fn list_of<T: Record>(items: Vec<T>) -> Records {
    records::<T>(items.into_iter(), false)
}

/// The one record that was asked for.
pub fn one<T: Record>(item: &T) -> Records {
    records::<T>(std::iter::once(item), true)
}

fn records<T: Record>(items: impl Iterator<Item = impl Borrow<T>>, single: bool) -> Records {
    let fields = T::fields();
    Records {
        names: fields.iter().map(|field| field.name).collect(),
        in_table: fields.iter().map(|field| field.in_table).collect(),
        worth: fields.iter().map(|field| field.worth).collect(),
        summed: fields.iter().map(|field| field.is_summed).collect(),
        dated: fields.iter().position(|field| field.is_dated),
        rows: items
            .map(|item| fields.iter().map(|field| (field.value)(item.borrow())).collect())
            .collect(),
        sum_rule: None,
        sums: Vec::new(),
        totals: None,
        single,
    }
}

/// Returns what the audit log keeps of a record: its facts by name, instants in UTC.
pub fn facts<T: Record>(record: &T) -> Json {
    let facts = T::fields().iter().filter(|field| field.in_audit);
    let pairs = facts.map(|field| (field.name.to_owned(), (field.value)(record).fact()));
    Json::Object(pairs.collect())
}

/// Whether records of this type have these fields; asked before a command changes anything.
///
/// # Errors
/// `Usage`, listing the valid ones.
pub fn check_fields<T: Record>(wanted: &[String]) -> Result<()> {
    let names: Vec<&str> = T::fields().iter().map(|field| field.name).collect();
    match wanted.iter().find(|name| !names.contains(&name.as_str())) {
        Some(name) => Err(unknown_field(name, &names)),
        None => Ok(()),
    }
}

fn unknown_field(name: &str, known: &[&str]) -> Error {
    Error::usage(format!("there is no field `{name}`")).hint(format!("the fields are {}", known.join(", ")))
}

impl Records {
    /// Gives a single record one more field.
    pub fn add_field(&mut self, name: &'static str, value: Value) {
        self.names.push(name);
        self.in_table.push(false);
        self.worth.push(ColumnWorth::Text);
        self.summed.push(false);
        for row in self.rows.iter_mut().chain(&mut self.sums) {
            row.push(value.clone());
        }
    }

    /// Gives a single record one more field, which the table shows.
    pub fn add_shown_field(&mut self, name: &'static str, value: Value) {
        self.add_field(name, value);
        if let Some(in_table) = self.in_table.last_mut() {
            *in_table = true;
        }
    }

    /// Returns the place of a field.
    ///
    /// # Errors
    /// `Usage`, listing the valid ones.
    pub fn place_of(&self, name: &str) -> Result<usize> {
        let place = self.names.iter().position(|known| *known == name);
        place.ok_or_else(|| unknown_field(name, &self.names))
    }

    /// Adds the amounts up under the rows, by currency, where a rule says so and there are several.
    pub fn add_up(&mut self) {
        let Some(rule) = self.sum_rule else { return };
        let place_of = |name: &str| self.names.iter().position(|known| *known == name);
        let (status, count) = (place_of(rule.status), place_of(rule.count));
        let is_left_out = |row: &[Value]| {
            let status = status.map(|place| &row[place]);
            matches!(status, Some(Value::Text(text)) if text == rule.left_out)
        };
        let mut sums: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| !is_left_out(row)) {
            let currency = row.iter().find_map(|value| match value {
                Value::Money(money) => Some(money.currency.code()),
                _ => None,
            });
            let Some(currency) = currency else { continue };
            let sum = sums
                .entry(currency)
                .or_insert_with(|| vec![Value::Null; row.len()]);
            for (place, (sum, value)) in sum.iter_mut().zip(row).enumerate() {
                match (&mut *sum, value) {
                    (Value::Money(sum), Value::Money(more)) => {
                        sum.cents = sum.cents.saturating_add(more.cents);
                    }
                    (Value::Int(sum), Value::Int(more)) => *sum = sum.saturating_add(*more),
                    (Value::Null, Value::Money(_)) => *sum = value.clone(),
                    (Value::Null, Value::Int(_)) if count == Some(place) => *sum = value.clone(),
                    _ => {}
                }
            }
        }
        let has_left_out = self.rows.iter().any(|row| is_left_out(row));
        let mut sums: Vec<Vec<Value>> = sums.into_values().collect();
        for sum in &mut sums {
            sum[0] = "sum".into();
            if let Some(place) = status.filter(|_| has_left_out) {
                sum[place] = format!("not {}", rule.left_out).into();
            }
        }
        self.sums = if self.rows.len() > 1 { sums } else { Vec::new() };
    }

    fn is_summed(&self, place: usize) -> bool {
        self.summed.get(place).copied().unwrap_or(false)
    }

    /// Adds up what makes sense added up, of all rows but those that the rule of the list leaves out. The first row has
    /// numbers, and the amounts of the first currency; each further currency has a row of its own.
    ///
    /// # Errors
    /// `Usage` where nothing of the list adds up.
    pub fn total(&mut self) -> Result<()> {
        let places: Vec<usize> = (0..self.names.len())
            .filter(|place| self.is_summed(*place))
            .collect();
        if places.is_empty() {
            return Err(Error::usage("--total has nothing to add up in this list").hint("leave --total out"));
        }
        let left_out = self.left_out();
        let rows = self.rows.iter().filter(|row| !left_out(row));
        let mut numbers = vec![Value::Null; self.names.len()];
        let mut amounts: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for row in rows {
            for place in places.iter().copied() {
                let value = plain(&row[place]);
                let sums = match value {
                    Value::Money(money) => amounts
                        .entry(money.currency.code())
                        .or_insert_with(|| vec![Value::Null; row.len()]),
                    _ => &mut numbers,
                };
                add(&mut sums[place], value);
            }
        }
        let mut amounts = amounts.into_values();
        for (number, amount) in numbers.iter_mut().zip(amounts.next().unwrap_or_default()) {
            if amount != Value::Null {
                *number = amount;
            }
        }
        self.sums = Vec::new();
        self.totals = Some(std::iter::once(numbers).chain(amounts).collect());
        Ok(())
    }

    /// Returns which rows the rule of the list leaves out of sums.
    fn left_out(&self) -> impl Fn(&[Value]) -> bool + use<> {
        let rule = self.sum_rule;
        let status = rule.and_then(|rule| self.names.iter().position(|known| *known == rule.status));
        move |row| {
            let word = rule.map(|rule| rule.left_out);
            matches!(status.map(|place| &row[place]), Some(Value::Text(text)) if Some(text.as_str()) == word)
        }
    }

    /// Returns the sums under a table or a list of lines, marked as such in a column that is not added up.
    pub fn last_rows(&self) -> Vec<Vec<Value>> {
        let Some(totals) = &self.totals else {
            return Vec::new();
        };
        let is_label = |place: &usize| self.in_table[*place] && !self.is_summed(*place);
        let label = (0..self.names.len()).find(is_label);
        let marked = |row: &Vec<Value>| {
            let mut row = row.clone();
            if let Some(place) = label {
                row[place] = "total".into();
            }
            row
        };
        totals.iter().map(marked).collect()
    }

    /// Only these fields, in this order.
    ///
    /// # Errors
    /// `Usage`, listing the valid ones.
    pub fn choose(self, wanted: &[String]) -> Result<Self> {
        let places: Vec<usize> = wanted
            .iter()
            .map(|name| self.place_of(name))
            .collect::<Result<_>>()?;
        Ok(Self {
            names: places.iter().map(|place| self.names[*place]).collect(),
            in_table: places.iter().map(|_| true).collect(),
            worth: places.iter().map(|_| ColumnWorth::Text).collect(),
            summed: places.iter().map(|place| self.is_summed(*place)).collect(),
            dated: None,
            rows: chosen(self.rows, &places),
            sum_rule: self.sum_rule,
            sums: chosen(self.sums, &places),
            totals: self.totals.map(|totals| chosen(totals, &places)),
            single: self.single,
        })
    }
}

/// Returns the value itself of one that people read in other words.
fn plain(value: &Value) -> &Value {
    match value {
        Value::Worded { value, .. } => plain(value),
        value => value,
    }
}

/// Adds a value to a sum of its kind.
fn add(sum: &mut Value, value: &Value) {
    match (&mut *sum, value) {
        (Value::Money(sum), Value::Money(more)) => sum.cents = sum.cents.saturating_add(more.cents),
        (Value::Int(sum), Value::Int(more)) | (Value::Tenths(sum), Value::Tenths(more)) => {
            *sum = sum.saturating_add(*more);
        }
        (Value::Null, Value::Money(_) | Value::Int(_) | Value::Tenths(_)) => *sum = value.clone(),
        _ => {}
    }
}

fn chosen(rows: Vec<Vec<Value>>, places: &[usize]) -> Vec<Vec<Value>> {
    let of_row = |row: Vec<Value>| places.iter().map(|place| row[*place].clone()).collect();
    rows.into_iter().map(of_row).collect()
}
