//! The imports' queries.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::kind::Kind;
use super::model::{Action, Said};
use super::snapshot::{Left, Snapshot};
use crate::db::schema::{booking_refs, import_rows, imports};
use crate::db::types::Json;
use crate::db::{self, Connection};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = imports)]
pub struct ImportRow {
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
    pub kind: Kind,
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
    pub kind: Kind,
}

/// One thing that an import did or left, as it is shown, whatever was imported.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = import_rows)]
pub struct ListedRow {
    pub sheet: Option<String>,
    pub cell: Option<String>,
    pub text: Option<String>,
    pub action: Action,
    pub room_id: Option<i64>,
    pub day: Option<NaiveDate>,
    pub booking_id: Option<i64>,
    pub record: Option<String>,
    pub message: Option<String>,
}

/// One row of a table that was imported, as kept. `before` has the old values of what was changed, `after` what the
/// record was left as.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = import_rows)]
pub struct TableRow {
    pub sheet: Option<String>,
    pub cell: Option<String>,
    pub text: Option<String>,
    pub action: Action,
    pub record: Option<String>,
    pub before: Option<Json<Texts>>,
    pub after: Option<Json<Texts>>,
}

/// Values by field.
pub type Texts = BTreeMap<String, String>;

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = import_rows, treat_none_as_default_value = false)]
pub struct NewTableRow {
    pub import_id: i64,
    pub sheet: Option<String>,
    pub cell: Option<String>,
    pub text: Option<String>,
    pub action: Action,
    pub booking_id: Option<i64>,
    pub record: Option<String>,
    pub before: Option<Json<Texts>>,
    pub after: Option<Json<Texts>>,
    pub message: Option<String>,
}

/// One thing that an import of a schedule did or left, as kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = import_rows)]
pub struct StoredRow {
    pub id: i64,
    pub sheet: Option<String>,
    pub cell: Option<String>,
    pub action: Action,
    pub room_id: Option<i64>,
    pub day: Option<NaiveDate>,
    pub booking_id: Option<i64>,
    pub said: Option<Json<Said>>,
    pub before: Option<Json<Snapshot>>,
    pub after: Option<Json<Left>>,
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = import_rows, treat_none_as_default_value = false)]
pub struct NewRow {
    pub import_id: i64,
    pub sheet: Option<String>,
    pub cell: Option<String>,
    pub text: Option<String>,
    pub action: Action,
    pub room_id: Option<i64>,
    pub day: Option<NaiveDate>,
    pub booking_id: Option<i64>,
    pub said: Option<Json<Said>>,
    pub before: Option<Json<Snapshot>>,
    pub after: Option<Json<Left>>,
    pub message: Option<String>,
}

pub fn insert(connection: &mut Connection, import: &NewImport<'_>) -> Result<()> {
    diesel::insert_into(imports::table)
        .values(import)
        .execute(connection)?;
    Ok(())
}

/// The sums of an import, known when everything is written.
pub fn set_report(connection: &mut Connection, id: i64, report: Json) -> Result<()> {
    diesel::update(imports::table.find(id))
        .set(imports::report.eq(report))
        .execute(connection)?;
    Ok(())
}

pub fn insert_table_rows(connection: &mut Connection, rows: &[NewTableRow]) -> Result<()> {
    Ok(db::insert_rows(connection, import_rows::table, rows)?)
}

pub fn table_rows(connection: &mut Connection, import_id: i64) -> Result<Vec<TableRow>> {
    Ok(import_rows::table
        .filter(import_rows::import_id.eq(import_id))
        .order(import_rows::id)
        .select(TableRow::as_select())
        .load(connection)?)
}

/// Records that imports of this kind made and that were taken back with them.
pub fn taken_back(connection: &mut Connection, kind: Kind) -> Result<Vec<String>> {
    let records: Vec<Option<String>> = import_rows::table
        .inner_join(imports::table)
        .filter(imports::kind.eq(kind).and(imports::undone_at.is_not_null()))
        .filter(import_rows::action.eq(Action::Create))
        .select(import_rows::record)
        .distinct()
        .load(connection)?;
    Ok(records.into_iter().flatten().collect())
}

/// Bookings by what other systems call them.
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

pub fn insert_rows(connection: &mut Connection, rows: &[NewRow]) -> Result<()> {
    Ok(db::insert_rows(connection, import_rows::table, rows)?)
}

/// Rows that touched bookings, of the source's imports that still stand, oldest first.
pub fn rows_of_source(connection: &mut Connection, source: &str) -> Result<Vec<StoredRow>> {
    Ok(import_rows::table
        .inner_join(imports::table)
        .filter(imports::source.eq(source).and(imports::kind.eq(Kind::Schedule)))
        .filter(imports::undone_at.is_null())
        .filter(import_rows::booking_id.is_not_null())
        .order(import_rows::id)
        .select(StoredRow::as_select())
        .load(connection)?)
}

pub fn rows(connection: &mut Connection, import_id: i64) -> Result<Vec<StoredRow>> {
    Ok(import_rows::table
        .filter(import_rows::import_id.eq(import_id))
        .order(import_rows::id)
        .select(StoredRow::as_select())
        .load(connection)?)
}

pub fn listed_rows(connection: &mut Connection, import_id: i64) -> Result<Vec<ListedRow>> {
    Ok(import_rows::table
        .filter(import_rows::import_id.eq(import_id))
        .order(import_rows::id)
        .select(ListedRow::as_select())
        .load(connection)?)
}

pub fn all(connection: &mut Connection) -> Result<Vec<ImportRow>> {
    Ok(imports::table
        .order(imports::id)
        .select(ImportRow::as_select())
        .load(connection)?)
}

pub fn find(connection: &mut Connection, id: i64) -> Result<Option<ImportRow>> {
    Ok(imports::table
        .find(id)
        .select(ImportRow::as_select())
        .first(connection)
        .optional()?)
}

pub fn mark_undone(connection: &mut Connection, id: i64, at: Timestamp, by: &str) -> Result<()> {
    diesel::update(imports::table.find(id))
        .set((imports::undone_at.eq(at), imports::undone_by.eq(by)))
        .execute(connection)?;
    Ok(())
}
