//! The imports' queries.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::kind::ImportKind;
use super::model::ImportAction;
use crate::db::schema::{booking_refs, import_rows, imports};
use crate::db::types::Json;
use crate::db::{self, Connection};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = imports)]
pub struct PastImport {
    pub id: i64,
    pub source: String,
    pub file: String,
    pub sha256: String,
    pub options: Json,
    pub report: Json,
    pub applied_at: Timestamp,
    pub applied_by: String,
    pub undone_at: Option<Timestamp>,
    pub undone_by: Option<String>,
    pub kind: ImportKind,
}

/// Under which name of an import's report the records stand that its undo left.
const LEFT: &str = "left";

/// Returns the name of a record in that list.
pub fn name_of(booking_id: Option<i64>, record: Option<&str>) -> String {
    booking_id.map_or_else(|| record.unwrap_or_default().to_owned(), |id| id.to_string())
}

impl PastImport {
    /// Returns the records that its undo left; none of an import that stands, or stands again.
    pub fn left(&self) -> Vec<String> {
        let names = self.undone_at.and_then(|_| self.report.0[LEFT].as_array());
        let names = names.into_iter().flatten();
        names
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect()
    }

    /// Returns the command that undoes what an undo left.
    pub fn way_to_finish(&self) -> String {
        format!("colab import undo {} --force", self.id)
    }

    /// Returns the report with the records that an undo left.
    pub fn with_left(self, left: Vec<String>) -> Json {
        let mut report = self.report;
        report.0[LEFT] = left.into();
        report
    }
}

#[derive(Debug, Insertable)]
#[diesel(table_name = imports, treat_none_as_default_value = false)]
pub struct NewImport<'a> {
    pub id: i64,
    pub source: &'a str,
    pub file: &'a str,
    pub sha256: &'a str,
    pub options: Json,
    pub report: Json,
    pub applied_at: Timestamp,
    pub applied_by: &'a str,
    pub kind: ImportKind,
}

/// Values by field.
pub type FieldTexts = BTreeMap<String, String>;

/// One thing that an import did or left. `reading` is the booking that a schedule's cell holds, `before` the record before
/// the change, `after` the record as the import left it.
#[derive(Debug, Clone, Default, Queryable, Selectable, Insertable)]
#[diesel(table_name = import_rows, treat_none_as_default_value = false)]
pub struct ImportedRow {
    pub import_id: i64,
    pub sheet: Option<String>,
    pub cell: Option<String>,
    pub text: Option<String>,
    pub action: ImportAction,
    pub room_id: Option<i64>,
    pub day: Option<NaiveDate>,
    pub booking_id: Option<i64>,
    pub record: Option<String>,
    #[diesel(column_name = said)]
    pub reading: Option<Json>,
    pub before: Option<Json>,
    pub after: Option<Json>,
    pub message: Option<String>,
}

pub fn insert(connection: &mut Connection, import: &NewImport<'_>) -> Result<()> {
    diesel::insert_into(imports::table)
        .values(import)
        .execute(connection)?;
    Ok(())
}

/// Stores the sums of an import, known when everything is written.
pub fn set_report(connection: &mut Connection, id: i64, report: Json) -> Result<()> {
    diesel::update(imports::table.find(id))
        .set(imports::report.eq(report))
        .execute(connection)?;
    Ok(())
}

pub fn insert_rows(connection: &mut Connection, rows: &[ImportedRow]) -> Result<()> {
    Ok(db::insert_rows(
        connection,
        import_rows::table,
        &db::OwnedRows(rows),
    )?)
}

/// Returns the rows of an import, in the order in which they were written.
pub fn rows(connection: &mut Connection, import_id: i64) -> Result<Vec<ImportedRow>> {
    Ok(import_rows::table
        .filter(import_rows::import_id.eq(import_id))
        .order(import_rows::id)
        .select(ImportedRow::as_select())
        .load(connection)?)
}

/// Returns the rows of a source's imports that were not undone, oldest first.
pub fn rows_of_source(
    connection: &mut Connection,
    kind: ImportKind,
    source: &str,
) -> Result<Vec<ImportedRow>> {
    Ok(import_rows::table
        .inner_join(imports::table)
        .filter(imports::source.eq(source).and(imports::kind.eq(kind)))
        .filter(imports::undone_at.is_null())
        .order(import_rows::id)
        .select(ImportedRow::as_select())
        .load(connection)?)
}

/// Returns the report of the newest import of a source that was not undone.
pub fn newest_report(connection: &mut Connection, kind: ImportKind, source: &str) -> Result<Option<Json>> {
    Ok(imports::table
        .filter(imports::source.eq(source).and(imports::kind.eq(kind)))
        .filter(imports::undone_at.is_null())
        .order(imports::id.desc())
        .select(imports::report)
        .first(connection)
        .optional()?)
}

/// Returns the records that imports of this kind created and that were undone with them.
pub fn undone_records(connection: &mut Connection, kind: ImportKind) -> Result<Vec<String>> {
    let records: Vec<Option<String>> = import_rows::table
        .inner_join(imports::table)
        .filter(imports::kind.eq(kind).and(imports::undone_at.is_not_null()))
        .filter(import_rows::action.eq(ImportAction::Create))
        .select(import_rows::record)
        .distinct()
        .load(connection)?;
    Ok(records.into_iter().flatten().collect())
}

/// Returns bookings by their references in other systems.
pub fn booking_refs(connection: &mut Connection) -> Result<Vec<(String, i64)>> {
    Ok(booking_refs::table
        .select((booking_refs::external_id, booking_refs::booking_id))
        .load(connection)?)
}

pub fn insert_booking_refs(
    connection: &mut Connection,
    refs: &[(String, i64)],
    now: Timestamp,
) -> Result<()> {
    let values: Vec<_> = refs
        .iter()
        .map(|(external_id, booking)| {
            (
                booking_refs::external_id.eq(external_id.as_str()),
                booking_refs::booking_id.eq(*booking),
                booking_refs::created_at.eq(now),
            )
        })
        .collect();
    Ok(db::insert_rows(connection, booking_refs::table, &values[..])?)
}

pub fn delete_booking_ref(connection: &mut Connection, booking_id: i64) -> Result<()> {
    diesel::delete(booking_refs::table.filter(booking_refs::booking_id.eq(booking_id)))
        .execute(connection)?;
    Ok(())
}

pub fn all(connection: &mut Connection) -> Result<Vec<PastImport>> {
    list(connection, &ImportFilter::default())
}

/// Which past imports to list; `None` takes all.
#[derive(Debug, Clone, Default)]
pub struct ImportFilter {
    pub source: Option<String>,
    pub kind: Option<ImportKind>,
    pub limit: Option<usize>,
}

/// Returns past imports, oldest first.
pub fn list(connection: &mut Connection, filter: &ImportFilter) -> Result<Vec<PastImport>> {
    let mut query = imports::table
        .order(imports::id)
        .select(PastImport::as_select())
        .into_boxed();
    if let Some(source) = &filter.source {
        query = query.filter(imports::source.eq(source.clone()));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(imports::kind.eq(kind));
    }
    if let Some(limit) = filter.limit {
        query = query.limit(i64::try_from(limit).unwrap_or(i64::MAX));
    }
    Ok(query.load(connection)?)
}

pub fn find(connection: &mut Connection, id: i64) -> Result<Option<PastImport>> {
    Ok(imports::table
        .find(id)
        .select(PastImport::as_select())
        .first(connection)
        .optional()?)
}

pub fn mark_undone(connection: &mut Connection, id: i64, at: Timestamp, by: &str) -> Result<()> {
    diesel::update(imports::table.find(id))
        .set((imports::undone_at.eq(at), imports::undone_by.eq(by)))
        .execute(connection)?;
    Ok(())
}
