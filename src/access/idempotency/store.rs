//! Remembered idempotency keys.

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::schema::idempotency_keys::dsl;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Finds the command of a user's key, hash of the request, and the ids made, as JSON.
pub fn find(connection: &mut Connection, user: &str, key: &str) -> Result<Option<(String, String, String)>> {
    Ok(dsl::idempotency_keys
        .find((user, key))
        .select((dsl::command, dsl::request_hash, dsl::entity_ids))
        .first(connection)
        .optional()?)
}

/// Inserts key, command, hash, ids, when, who.
pub fn insert(
    connection: &mut Connection,
    (key, command, hash, ids, at, by): (&str, &str, &str, &str, Timestamp, &str),
) -> QueryResult<()> {
    diesel::insert_into(dsl::idempotency_keys)
        .values((
            dsl::key.eq(key),
            dsl::command.eq(command),
            dsl::request_hash.eq(hash),
            dsl::entity_ids.eq(ids),
            dsl::created_at.eq(at),
            dsl::created_by.eq(by),
        ))
        .execute(connection)
        .map(|_| ())
}
