//! A table held against the records that are here, without an import: what is missing, extra and different.

use std::collections::HashSet;

use super::adapter::TableAdapter;
use super::kinds;
use super::marks::ListMarks;
use super::rows::{ImportTable, RowContent};
use super::spec::TableSpec;
use super::values::FieldValues;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::import::kind::ImportKind;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::output::{Record, RecordField, Value, shown_in_table};
use crate::text_enum;

text_enum! {
    /// How a table and the records differ.
    pub enum DifferenceKind {
        /// The table has it, and no record is here.
        Missing = "missing",
        /// The record is here, and the table has it not.
        Extra = "extra",
        /// A field has another value.
        Different = "different",
        /// The row cannot be compared.
        Unreadable = "unreadable",
    }
}

/// One difference.
#[derive(Debug, Clone)]
pub struct TableDifference {
    pub kind: DifferenceKind,
    pub record: String,
    /// Where it stands in the table.
    pub cell: Option<String>,
    pub field: Option<&'static str>,
    /// In the table; of a row that cannot be compared: why.
    pub in_table: Option<String>,
    pub in_database: Option<String>,
}

impl TableDifference {
    /// Tells it in words: `LT-001 status: available, here rented`.
    pub fn told(&self) -> Value {
        let in_table = self.in_table.as_deref().unwrap_or("nothing");
        let here = self.in_database.as_deref().unwrap_or("nothing");
        let words = match (self.kind, self.field) {
            (DifferenceKind::Different, Some(field)) => {
                format!("{} {field}: {in_table}, here {here}", self.record)
            }
            (DifferenceKind::Extra, _) => format!("{} ({here})", self.record),
            (DifferenceKind::Unreadable, _) => {
                format!(
                    "{} {}: {in_table}",
                    self.cell.as_deref().unwrap_or_default(),
                    self.record
                )
            }
            _ if in_table.is_empty() => self.record.clone(),
            _ => format!("{} ({in_table})", self.record),
        };
        let fields = Self::fields().iter().skip(1);
        Value::Told {
            at: None,
            words: vec![words.into()],
            facts: fields.map(|field| (field.name, (field.value)(self))).collect(),
        }
    }
}

impl Record for TableDifference {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<TableDifference>] = &[
            shown_in_table("difference", |one| one.kind.as_str().into()),
            shown_in_table("record", |one| one.record.as_str().into()),
            shown_in_table("field", |one| one.field.into()),
            shown_in_table("in_file", |one| one.in_table.clone().into()),
            shown_in_table("in_database", |one| one.in_database.clone().into()),
            shown_in_table("cell", |one| one.cell.clone().into()),
        ];
        FIELDS
    }
}

/// Compares a table of devices with the devices: by row, then what no row is about. Devices that are out of use are not extra.
///
/// # Errors
/// `Forbidden`; those of the database.
pub fn differences(tx: &mut Tx<'_>, table: &ImportTable, spec: &TableSpec) -> Result<Vec<TableDifference>> {
    let grant = tx.require(Permission::SeeDevices)?;
    let adapter = kinds::load(tx, &grant, ImportKind::Devices, Some(table), &[])?;
    let site = tx.site();
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for row in &table.rows {
        let cell = Some(table.place(row));
        let unreadable = |record: String, why: String| TableDifference {
            kind: DifferenceKind::Unreadable,
            record,
            cell: cell.clone(),
            field: None,
            in_table: Some(why),
            in_database: None,
        };
        let values = match &row.content {
            RowContent::Values(values) => values.clone(),
            RowContent::Fault { why, text } => {
                found.push(unreadable(text.clone(), why.clone()));
                continue;
            }
            RowContent::Example | RowContent::Skipped { .. } => continue,
        };
        let mut values = adapter.complete(values);
        let _marks = ListMarks::take(&mut values, &site);
        let record = adapter.label(&values);
        match of_row(adapter.as_ref(), spec, values, &mut seen) {
            Ok(differing) => found.extend(differing.into_iter().map(|one| TableDifference {
                cell: cell.clone(),
                ..one
            })),
            Err(error) => found.push(unreadable(record, error.message)),
        }
    }
    for serial in all_serials(tx)? {
        if let Some(present) = adapter.present(&serial).filter(|present| !present.is_off)
            && !seen.contains(&present.record)
        {
            found.push(TableDifference {
                kind: DifferenceKind::Extra,
                in_database: Some(described(&present.values)),
                record: present.record,
                cell: None,
                field: None,
                in_table: None,
            });
        }
    }
    Ok(found)
}

fn of_row(
    adapter: &dyn TableAdapter,
    spec: &TableSpec,
    values: FieldValues,
    seen: &mut HashSet<String>,
) -> Result<Vec<TableDifference>> {
    if let Some(field) = spec.empty_key(&values) {
        return Err(Error::invalid(ErrorCode::NoKey, format!("{field} is empty")));
    }
    // Of one that is missing its category may be missing too.
    let key = adapter.key(&values)?;
    let Some(present) = adapter.found(&key).pop() else {
        return Ok(vec![TableDifference {
            kind: DifferenceKind::Missing,
            record: adapter.label(&values),
            cell: None,
            field: None,
            in_table: Some(described(&values)),
            in_database: None,
        }]);
    };
    if !seen.insert(present.record.clone()) {
        return Err(Error::conflict(
            ErrorCode::ImportRejected,
            "the same device stands in the file twice",
        ));
    }
    let resolved = adapter.resolve(values.clone()).unwrap_or(values);
    let differing = resolved.differing_from(&present.values);
    let one = |(field, text): (&'static str, &str)| TableDifference {
        kind: DifferenceKind::Different,
        record: present.record.clone(),
        cell: None,
        field: Some(field),
        in_table: Some(text.to_owned()),
        in_database: present.values.text(field).map(str::to_owned),
    };
    Ok(differing.iter().map(one).collect())
}

/// Describes a device in a few words: `Laptop, Dell 5420, available`.
fn described(values: &FieldValues) -> String {
    let fields = ["category", "name", "status"];
    let known: Vec<&str> = fields.iter().filter_map(|field| values.text(field)).collect();
    known.join(", ")
}

fn all_serials(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let rows = crate::device::service::all_rows(tx.connection())?;
    Ok(rows.into_iter().map(|row| row.serial_number).collect())
}
