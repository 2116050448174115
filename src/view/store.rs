//! Queries of views.

use diesel::prelude::*;

use super::model::ViewRow;
use crate::db::Connection;
use crate::db::schema::views;
use crate::kernel::error::Result;

/// Loads the views of a person and those of everybody, by name.
pub fn of(connection: &mut Connection, owner: &str) -> Result<Vec<ViewRow>> {
    Ok(views::table
        .filter(views::owner.eq_any([owner.to_owned(), String::new()]))
        .order((views::name, views::owner.desc()))
        .select(ViewRow::as_select())
        .load(connection)?)
}

pub fn insert(connection: &mut Connection, row: &ViewRow) -> QueryResult<()> {
    diesel::insert_into(views::table)
        .values(row)
        .execute(connection)
        .map(|_| ())
}

pub fn save(connection: &mut Connection, row: &ViewRow) -> QueryResult<()> {
    diesel::update(views::table.find(row.id))
        .set(row)
        .execute(connection)
        .map(|_| ())
}

pub fn delete(connection: &mut Connection, id: i64) -> Result<()> {
    diesel::delete(views::table.find(id)).execute(connection)?;
    Ok(())
}
