//! What a kind of record does for its import: the rules stay with its slice, in the slice's own services.

use std::collections::BTreeMap;

use super::values::FieldValues;
use crate::access::tx::Tx;
use crate::import::store::FieldTexts;
use crate::kernel::error::{Error, Kind, Result};

/// A record of the database.
#[derive(Debug, Clone)]
pub struct PresentRecord {
    /// By which the import remembers it.
    pub record: String,
    pub values: FieldValues,
    /// Out of use.
    pub is_off: bool,
}

/// A record that was created.
#[derive(Debug)]
pub struct CreatedRecord {
    pub record: String,
    pub warnings: Vec<String>,
}

impl CreatedRecord {
    pub fn new(record: impl ToString) -> Self {
        Self {
            record: record.to_string(),
            warnings: Vec::new(),
        }
    }
}

/// A record to be created.
pub struct NewRecord<'a> {
    pub values: &'a FieldValues,
    pub import_id: i64,
    /// Where it stands in the file.
    pub sheet: Option<&'a str>,
    pub cell: String,
}

/// Records of one kind. Each act asks for the permission that it asks for when it is typed.
pub trait TableAdapter {
    /// Replaces names by the database's spelling, so that the row can be compared.
    ///
    /// # Errors
    /// About a value, such as an unknown room.
    fn resolve(&self, values: FieldValues) -> Result<FieldValues>;

    /// Returns the key that a row shares with its record.
    ///
    /// # Errors
    /// About a row that names no record.
    fn key(&self, values: &FieldValues) -> Result<String>;

    /// Returns whether a key belongs to one record alone, so that two rows with it contradict each other.
    fn is_unique(&self, _key: &str) -> bool {
        true
    }

    fn found(&self, key: &str) -> Vec<PresentRecord>;

    /// Describes a row in a few words.
    fn label(&self, values: &FieldValues) -> String;

    /// Orders the writing: rows with a lower number come first.
    fn turn(&self, _values: &FieldValues) -> u8 {
        0
    }

    fn create(&mut self, tx: &mut Tx<'_>, new: &NewRecord<'_>) -> Result<CreatedRecord>;

    /// Creates records one by one, so that one that is refused leaves the others.
    ///
    /// # Errors
    /// Only what ends the whole import; a refusal stands in the list.
    fn create_all(&mut self, tx: &mut Tx<'_>, new: &[NewRecord<'_>]) -> Result<Vec<Result<CreatedRecord>>> {
        each(tx, new, |tx, one| self.create(tx, one))
    }

    /// Changes a record and returns warnings.
    fn update(&mut self, tx: &mut Tx<'_>, record: &str, changes: &FieldValues) -> Result<Vec<String>>;

    /// Takes a record into use again that an undo took out of it.
    fn revive(&mut self, _tx: &mut Tx<'_>, record: &str) -> Result<()> {
        Err(Error::internal(format!("{record} is never out of use")))
    }

    /// Returns these records as they are now: an undo leaves those that are different by then.
    fn states(&self, tx: &mut Tx<'_>, records: &[String]) -> Result<BTreeMap<String, FieldTexts>>;

    /// Takes a record out of use that an import created.
    fn withdraw(&mut self, tx: &mut Tx<'_>, record: &str, reason: &str) -> Result<()>;

    /// Takes records out of use one by one.
    ///
    /// # Errors
    /// Only what ends the whole undo; a refusal stands in the list.
    fn withdraw_all(&mut self, tx: &mut Tx<'_>, records: &[String], reason: &str) -> Result<Vec<Result<()>>> {
        each(tx, records, |tx, record| self.withdraw(tx, record, reason))
    }

    /// Gives a record its old values back.
    fn restore(&mut self, tx: &mut Tx<'_>, record: &str, before: &FieldValues) -> Result<()> {
        self.update(tx, record, before).map(|_warnings| ())
    }
}

/// Does one thing after the other, each in its own savepoint.
fn each<T, U>(
    tx: &mut Tx<'_>,
    items: &[T],
    mut act: impl FnMut(&mut Tx<'_>, &T) -> Result<U>,
) -> Result<Vec<Result<U>>> {
    let acts = items
        .iter()
        .map(|item| refusal_or_fail(tx.with_savepoint(|tx| act(tx, item))));
    acts.collect()
}

/// Separates a refusal, which is about one row, from what ends the import.
///
/// # Errors
/// What is not about the row: no permission, a busy database, contention.
pub fn refusal_or_fail<T>(result: Result<T>) -> Result<Result<T>> {
    match result {
        Err(error)
            if !matches!(
                error.kind,
                Kind::NotFound | Kind::Conflict | Kind::Invalid | Kind::Usage
            ) =>
        {
            Err(error)
        }
        other => Ok(other),
    }
}
