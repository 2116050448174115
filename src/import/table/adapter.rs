//! What a kind of record does for its import: the rules stay with its slice, in the slice's own services.

use std::collections::BTreeMap;

use super::marks::ListMarks;
use super::values::FieldValues;
use crate::access::tx::Tx;
use crate::import::store::FieldTexts;
use crate::kernel::error::{Error, Kind, Result};
use colab_schedule::rooms::DirectoryRoom;

/// A record of the database.
#[derive(Debug, Clone)]
pub struct PresentRecord {
    /// By which the import remembers it.
    pub record: String,
    pub values: FieldValues,
    /// Out of use.
    pub is_off: bool,
}

/// Which record a row of our own lists came from.
pub enum ListedRecord {
    /// A record of this database. `is_current`: nobody changed it since it was listed.
    Own { record: String, is_current: bool },
    /// Perhaps another database's: the error of a row that no record is found for otherwise.
    Another(Error),
    /// The row does not tell.
    Unknown,
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

    /// Fills in what follows from the rest of a row.
    fn complete(&self, values: FieldValues) -> FieldValues {
        values
    }

    /// Fills in what a new record has where its file says nothing of it.
    fn complete_new(&self, values: FieldValues) -> FieldValues {
        values
    }

    /// Lets rows name categories that are not known: each is added with the first device of it.
    fn add_categories(&mut self) {}

    /// Lets rows name rooms that are not made yet.
    fn expect_rooms(&mut self, _rooms: &[DirectoryRoom]) {}

    /// Finds rooms as they are now, those that were made for the rows among them.
    ///
    /// # Errors
    /// Those of the database.
    fn reload_rooms(&mut self, _tx: &mut Tx<'_>) -> Result<()> {
        Ok(())
    }

    /// Returns the names that a field can have, where the file must name one of them.
    fn names_for(&self, _field: &str) -> Vec<String> {
        Vec::new()
    }

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

    /// Returns a record by its name in imports.
    fn present(&self, record: &str) -> Option<PresentRecord>;

    /// Tells which record a row of our own lists came from.
    ///
    /// # Errors
    /// About a row that changes what cannot be changed.
    fn listed(&self, _marks: &ListMarks, _values: &FieldValues) -> Result<ListedRecord> {
        Ok(ListedRecord::Unknown)
    }

    /// Returns the key of records that a row with an unknown reference may be about.
    fn adoption_key(&self, _key: &str, _values: &FieldValues) -> Option<String> {
        None
    }

    /// Returns the records with such a key that have no reference yet.
    fn adoptable(&self, _key: &str) -> Vec<PresentRecord> {
        Vec::new()
    }

    /// Returns warnings about a row to be written.
    ///
    /// # Errors
    /// About one that is hardly meant.
    fn plausible(&self, _values: &FieldValues, _allow_past: bool) -> Result<Vec<String>> {
        Ok(Vec::new())
    }

    /// Returns whether a field is as an import left it, or empty; `left` is what [`TableAdapter::states`] gave then.
    fn is_as_left(&self, present: &PresentRecord, left: &FieldTexts, field: &str) -> bool {
        let now = present.values.text(field);
        now.is_none() || left.get(field).map(String::as_str) == now
    }

    /// Returns whether a difference of a record is the course of things rather than an edit.
    fn is_step(&self, _field: &str, _from: &str, _to: &str) -> bool {
        false
    }

    /// Returns whether a row itself says that its record is out of use.
    fn says_it_is_off(&self, row: &FieldValues, present: &PresentRecord) -> bool {
        let mut fields = ["status", "is_active"].iter();
        fields.any(|field| {
            row.text(field)
                .is_some_and(|text| present.values.get(field) == Some(text))
        })
    }

    /// Returns what a record out of use is.
    fn off_word(&self) -> &'static str {
        "out of use"
    }

    /// Returns whether a record is history, which nothing cancels any more.
    fn is_past(&self, _present: &PresentRecord) -> bool {
        false
    }

    /// Returns what an undo needs to bring a record back that is taken out of use.
    fn to_bring_back(&self, _present: &PresentRecord) -> FieldValues {
        FieldValues::default()
    }

    /// Takes a record into use again that an import took out of it.
    fn bring_back(&mut self, tx: &mut Tx<'_>, record: &str, _before: &FieldValues) -> Result<()> {
        self.revive(tx, record)
    }

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

    /// Changes records that want what the others of them have.
    ///
    /// # Errors
    /// As for one of them; then none of them is changed.
    fn update_together(
        &mut self,
        tx: &mut Tx<'_>,
        changes: &[(String, FieldValues)],
    ) -> Result<Vec<Vec<String>>> {
        let each = changes.iter();
        each.map(|(record, values)| self.update(tx, record, values))
            .collect()
    }

    /// Takes a record into use again.
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
