//! What a table of one kind looks like: the columns that its record declares, and a few of the table's own.

use super::column::TableColumn;
use super::marks::MARKS;
use super::values::FieldValues;
use crate::import::kind::ImportKind;
use crate::import::store::FieldTexts;
use crate::kernel::error::{Error, Result};
use crate::kernel::names::name_key;
use crate::kernel::period::Site;
use crate::output::{ColumnNeed, Record};

/// Turns what may be written in several ways into one; the error is about the row.
type RowNormalizer = fn(FieldValues, &Site) -> Result<FieldValues, String>;

/// A kind of table.
pub struct TableSpec {
    pub kind: ImportKind,
    pub columns: Vec<TableColumn>,
    /// Fields of our own lists that no table sets: ids, timestamps, what follows from other records.
    read_only: Vec<&'static str>,
    /// Sets of columns, one of which stands in the headings whole.
    pub key_headings: &'static [&'static [&'static str]],
    pub normalize: RowNormalizer,
}

impl TableSpec {
    /// Returns the spec of a record's table; `own` are columns that no field of the record has.
    pub fn of<T: Record>(
        kind: ImportKind,
        own: &[TableColumn],
        key_headings: &'static [&'static [&'static str]],
    ) -> Self {
        let declared = T::fields().iter().filter_map(|field| {
            let name = field.name;
            Some(TableColumn {
                name,
                column: field.column?,
            })
        });
        let mut columns: Vec<TableColumn> = own.iter().copied().chain(declared).collect();
        columns.sort_by_key(|column| column.column.need);
        let read_only = T::fields().iter().filter(|field| field.column.is_none());
        Self {
            kind,
            columns,
            read_only: read_only.map(|field| field.name).collect(),
            key_headings,
            normalize: |values, _site| Ok(values),
        }
    }

    pub fn column(&self, name: &str) -> Option<TableColumn> {
        self.columns.iter().copied().find(|column| column.name == name)
    }

    /// Finds the column that a heading means.
    pub fn column_headed(&self, heading: &str) -> Option<TableColumn> {
        self.columns
            .iter()
            .copied()
            .find(|column| column.is_headed(heading))
    }

    /// Returns whether one of our own lists has such a column, which no table sets.
    pub fn is_read_only(&self, heading: &str) -> bool {
        let key = name_key(heading);
        self.read_only.iter().any(|name| name_key(name) == key)
    }

    /// Returns kept texts as values; fields that this version does not know are gone.
    pub fn values(&self, texts: FieldTexts) -> FieldValues {
        let known = texts.into_iter();
        known
            .filter_map(|(name, text)| Some((self.column(&name)?.name, text)))
            .collect()
    }

    /// Returns the mark of a record that a heading of our own lists means.
    pub fn mark(&self, heading: &str) -> Option<&'static str> {
        let key = name_key(heading);
        let mark = MARKS.into_iter().find(|mark| name_key(mark) == key)?;
        let has_marks = matches!(
            self.kind,
            ImportKind::Rooms | ImportKind::Devices | ImportKind::Bookings | ImportKind::Clients
        );
        (has_marks && self.read_only.contains(&mark)).then_some(mark)
    }

    pub fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.name).collect()
    }

    /// Returns whether these columns are enough for a table of this kind.
    pub fn is_headed_by(&self, has: impl Fn(&str) -> bool) -> bool {
        self.key_headings
            .iter()
            .any(|all| all.iter().all(|name| has(name)))
    }

    /// Returns the first key column that a row leaves empty.
    pub fn empty_key(&self, values: &FieldValues) -> Option<&'static str> {
        let mut keys = self
            .columns
            .iter()
            .filter(|column| column.column.need == ColumnNeed::Key);
        let empty = keys.find(|column| values.text(column.name).is_none());
        empty.map(|column| column.name)
    }

    /// Returns what a row lacks to create a record.
    pub fn missing(&self, values: &FieldValues) -> Vec<&'static str> {
        let needed = self.columns.iter().filter(|column| !column.is_optional());
        needed
            .map(|column| column.name)
            .filter(|name| values.text(name).is_none())
            .collect()
    }
}

/// Returns the error about a kind of import that is not a table.
pub fn not_a_table(kind: ImportKind) -> Error {
    Error::internal(format!("an import of kind {kind} is not a table"))
}
