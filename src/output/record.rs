//! Records: their fields are declared once and drive every format, the choice of columns and its check.

use std::borrow::Borrow;

use chrono::{NaiveDate, NaiveTime};

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

/// One field of a record type.
pub struct RecordField<T: ?Sized> {
    pub name: &'static str,
    /// A column of the table when nobody chose columns; the other formats always have every field.
    pub in_table: bool,
    pub value: fn(&T) -> Value,
}

/// A field that the table shows unless told otherwise.
pub const fn shown_in_table<T>(name: &'static str, value: fn(&T) -> Value) -> RecordField<T> {
    RecordField {
        name,
        in_table: true,
        value,
    }
}

/// A field that a table shows only when `--fields` names it.
pub const fn wanted_only<T>(name: &'static str, value: fn(&T) -> Value) -> RecordField<T> {
    RecordField {
        name,
        in_table: false,
        value,
    }
}

/// Something that can be shown.
pub trait Record: 'static {
    fn fields() -> &'static [RecordField<Self>];
}

/// Records with their type forgotten.
#[derive(Debug, Clone)]
pub struct Records {
    pub names: Vec<&'static str>,
    pub in_table: Vec<bool>,
    pub rows: Vec<Vec<Value>>,
    /// One record is an object, several an array.
    pub single: bool,
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
        rows: items
            .map(|item| fields.iter().map(|field| (field.value)(item.borrow())).collect())
            .collect(),
        single,
    }
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
        for row in &mut self.rows {
            row.push(value.clone());
        }
    }

    /// Only these fields, in this order.
    ///
    /// # Errors
    /// `Usage`, listing the valid ones.
    pub fn choose(self, wanted: &[String]) -> Result<Self> {
        let places: Vec<usize> = wanted
            .iter()
            .map(|name| {
                self.names
                    .iter()
                    .position(|known| known == name)
                    .ok_or_else(|| unknown_field(name, &self.names))
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            names: places.iter().map(|place| self.names[*place]).collect(),
            in_table: places.iter().map(|_| true).collect(),
            rows: self
                .rows
                .into_iter()
                .map(|row| places.iter().map(|place| row[*place].clone()).collect())
                .collect(),
            single: self.single,
        })
    }
}
