//! What a slice does for the import of its records: the rules stay its own, in its own services.

use std::collections::BTreeMap;

use super::super::kind::Kind;
use super::super::store::Texts;
use super::bookings::Bookings;
use super::devices::Devices;
use super::pricing::Prices;
use super::rooms::Rooms;
use super::rows::Table;
use super::users::Users;
use super::values::Values;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};

/// A record as it is.
#[derive(Debug, Clone)]
pub struct Present {
    /// By which the import remembers it.
    pub record: String,
    pub values: Values,
    /// Out of use.
    pub is_off: bool,
}

/// A record that was made, and what is worth saying about it.
#[derive(Debug)]
pub struct Made {
    pub record: String,
    pub warnings: Vec<String>,
}

/// A record to be made, and where it stands in the file.
pub struct New<'a> {
    pub values: &'a Values,
    pub sheet: Option<&'a str>,
    pub cell: String,
}

/// Records of one kind. Every act asks for the permission that it asks for when it is typed.
pub trait Adapter {
    /// `room`.
    fn noun(&self) -> &'static str;

    /// What a row says with names as the database has them, so that it can be compared.
    ///
    /// # Errors
    /// About a value, such as a room that is not there.
    fn settle(&self, values: Values) -> Result<Values>;

    /// Under which a row is the same as another, and as a record.
    ///
    /// # Errors
    /// About a row that names no record.
    fn key(&self, values: &Values) -> Result<String>;

    /// Whether a key is one record's alone, so that two rows with it contradict each other.
    fn keys_are_unique(&self, _key: &str) -> bool {
        true
    }

    fn found(&self, key: &str) -> Vec<Present>;

    /// A row in a few words.
    fn label(&self, values: &Values) -> String;

    /// Rows with a lower number are written first.
    fn turn(&self, _values: &Values) -> u8 {
        0
    }

    /// Makes records; each for itself, so that one that is refused leaves the others.
    ///
    /// # Errors
    /// Only what ends the whole import; a refusal stands in the list.
    fn create_all(&mut self, tx: &mut Tx<'_>, _import_id: i64, new: &[New<'_>]) -> Result<Vec<Result<Made>>> {
        let mut made = Vec::with_capacity(new.len());
        for one in new {
            let done = tx.with_savepoint(|tx| self.create(tx, one.values));
            made.push(refusal_or_fail(done)?);
        }
        Ok(made)
    }

    fn create(&mut self, tx: &mut Tx<'_>, values: &Values) -> Result<Made>;

    /// Changes a record; what is worth saying about it.
    fn update(&mut self, tx: &mut Tx<'_>, record: &str, changes: &Values) -> Result<Vec<String>>;

    /// Takes a record into use again that an undo took out of it.
    fn revive(&mut self, tx: &mut Tx<'_>, record: &str) -> Result<()>;

    /// These records as they are now: what must still be so when the import is undone.
    fn states(&self, tx: &mut Tx<'_>, records: &[String]) -> Result<BTreeMap<String, Texts>>;

    /// Takes records out of use that an import made; each for itself.
    ///
    /// # Errors
    /// Only what ends the whole undo; a refusal stands in the list.
    fn take_back_all(&mut self, tx: &mut Tx<'_>, records: &[String], why: &str) -> Result<Vec<Result<()>>> {
        let mut done = Vec::with_capacity(records.len());
        for record in records {
            let one = tx.with_savepoint(|tx| self.take_back(tx, record, why));
            done.push(refusal_or_fail(one)?);
        }
        Ok(done)
    }

    fn take_back(&mut self, tx: &mut Tx<'_>, record: &str, why: &str) -> Result<()>;

    /// Gives a record its old values again.
    fn restore(&mut self, tx: &mut Tx<'_>, record: &str, before: &Values) -> Result<()> {
        self.update(tx, record, before).map(|_warnings| ())
    }
}

/// The records that a table may be about; without a table, those of one import that is taken back.
///
/// # Errors
/// Those of reading them.
pub fn load(tx: &mut Tx<'_>, grant: &Grant, kind: Kind, table: Option<&Table>) -> Result<Box<dyn Adapter>> {
    Ok(match kind {
        Kind::Rooms => Box::new(Rooms::load(tx)?),
        Kind::Devices => Box::new(Devices::load(tx)?),
        Kind::Users => Box::new(Users::load(tx, table)?),
        Kind::Bookings => Box::new(Bookings::load(tx, *grant, table)?),
        Kind::Pricing => Box::new(Prices::load(tx, table)?),
        Kind::Schedule | Kind::Demo | Kind::Legacy => {
            return Err(Error::internal(format!("an import of kind {kind} is no table")));
        }
    })
}

/// A refusal is about the row; anything else ends the import.
///
/// # Errors
/// What is not about the row: no permission, a database that is busy, contention.
pub fn refusal_or_fail<T>(result: Result<T>) -> Result<Result<T>> {
    use crate::kernel::error::Kind as ErrorKind;
    match result {
        Err(error)
            if !matches!(
                error.kind,
                ErrorKind::NotFound | ErrorKind::Conflict | ErrorKind::Invalid | ErrorKind::Usage
            ) =>
        {
            Err(error)
        }
        other => Ok(other),
    }
}

/// A value of a field that cannot be taken away.
///
/// # Errors
/// `Invalid` for an empty one.
pub fn kept<'v>(values: &'v Values, field: &str) -> Result<Option<&'v str>> {
    match values.get(field) {
        Some("") => Err(Error::invalid(
            ErrorCode::EmptyField,
            format!("{field} cannot be empty"),
        )),
        other => Ok(other),
    }
}

/// A number; an empty one is 0.
pub fn number(values: &Values, field: &str) -> Option<u32> {
    values.get(field).map(|text| text.parse().unwrap_or(0))
}

/// A flag; an empty one is no.
pub fn flag(values: &Values, field: &str) -> Option<bool> {
    values.get(field).map(|text| text == super::field::YES)
}
