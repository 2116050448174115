//! The queries of `colab db`.

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::schema::user_tokens;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Counts the tokens and sessions that are valid at this instant.
pub fn valid_tokens(connection: &mut Connection, now: Timestamp) -> Result<i64> {
    let unexpired = user_tokens::expires_at
        .is_null()
        .or(user_tokens::expires_at.assume_not_null().gt(now));
    Ok(user_tokens::table
        .filter(user_tokens::revoked_at.is_null().and(unexpired))
        .count()
        .get_result(connection)?)
}
