//! The outbox's queries.

use diesel::prelude::*;

use super::Recipient;
use crate::db::Connection;
use crate::db::schema::outbox;
use crate::db::types::{Json, Timestamp};
use crate::error::Result;

#[derive(Debug, Insertable)]
#[diesel(table_name = outbox)]
pub struct NewRow<'a> {
    pub topic: &'a str,
    pub audience: Json<Vec<Recipient>>,
    pub entity: &'a str,
    pub entity_id: &'a str,
    pub message: &'a str,
    pub created_at: Timestamp,
}

pub fn insert(connection: &mut Connection, row: NewRow<'_>) -> Result<()> {
    diesel::insert_into(outbox::table)
        .values(row)
        .execute(connection)?;
    Ok(())
}
