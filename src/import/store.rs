//! The imports' queries.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{Action, Options, Said};
use super::report::Summary;
use super::snapshot::{Left, Snapshot};
use crate::db::Connection;
use crate::db::backend::ROWS_PER_INSERT;
use crate::db::schema::{import_rows, imports};
use crate::db::types::{Json, Timestamp};
use crate::error::Result;
use crate::on_engine;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = imports)]
pub struct ImportRow {
    pub id: i64,
    pub source: String,
    pub file: String,
    pub sha256: String,
    pub options: Json<Options>,
    pub report: Json<Summary>,
    pub applied_at: Timestamp,
    pub applied_by: String,
    pub undone_at: Option<Timestamp>,
    pub undone_by: Option<String>,
}

#[derive(Debug, Insertable)]
#[diesel(table_name = imports, treat_none_as_default_value = false)]
pub struct NewImport<'a> {
    pub id: i64,
    pub source: &'a str,
    pub file: &'a str,
    pub sha256: &'a str,
    pub options: Json<Options>,
    pub report: Json<Summary>,
    pub applied_at: Timestamp,
    pub applied_by: &'a str,
}

/// One thing that an import did or left, as kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = import_rows)]
pub struct StoredRow {
    pub id: i64,
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

pub fn insert_rows(connection: &mut Connection, rows: &[NewRow]) -> Result<()> {
    for chunk in rows.chunks(ROWS_PER_INSERT) {
        on_engine!(connection, |inner| diesel::insert_into(import_rows::table)
            .values(chunk)
            .execute(inner))?;
    }
    Ok(())
}

/// Rows that touched bookings, of the source's imports that still stand, oldest first.
pub fn rows_of_source(connection: &mut Connection, source: &str) -> Result<Vec<StoredRow>> {
    Ok(import_rows::table
        .inner_join(imports::table)
        .filter(imports::source.eq(source).and(imports::undone_at.is_null()))
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

/// What an import came to, where that is known at its end alone.
pub fn set_report(connection: &mut Connection, id: i64, report: Summary) -> Result<()> {
    diesel::update(imports::table.find(id))
        .set(imports::report.eq(Json(report)))
        .execute(connection)?;
    Ok(())
}

pub fn mark_undone(connection: &mut Connection, id: i64, at: Timestamp, by: &str) -> Result<()> {
    diesel::update(imports::table.find(id))
        .set((imports::undone_at.eq(at), imports::undone_by.eq(by)))
        .execute(connection)?;
    Ok(())
}
