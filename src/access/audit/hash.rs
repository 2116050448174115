//! What a row's hash is made of.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::model::StoredRow;
use crate::kernel::text::hex;

/// The form of new rows. Rows of the form 1 were written before rows named login and token.
pub const FORM: i32 = 2;

/// Returns what a row's hash is made of, behind the hash of the row before. On a server `audit_chained` makes the same text.
pub fn chained(row: &StoredRow) -> String {
    // A JSON array: no two different rows give the same text.
    json!([
        row.form,
        row.seq,
        row.at.micros(),
        row.duration_ms,
        row.token_id,
        row.actor,
        row.on_behalf_of,
        row.login,
        row.token_maker,
        row.command,
        row.entity,
        row.entity_id,
        row.before,
        row.after,
        row.metadata,
    ])
    .to_string()
}

fn chained_in_form_1(previous: &str, row: &StoredRow) -> String {
    json!([
        previous,
        row.seq,
        row.at.micros(),
        row.actor,
        row.on_behalf_of,
        row.command,
        row.entity,
        row.entity_id,
        row.before,
        row.after,
        row.metadata,
        row.duration_ms,
    ])
    .to_string()
}

/// Returns the hash of a row that follows one with the hash `previous`.
pub fn hash_of(previous: &str, row: &StoredRow) -> String {
    let text = if row.form == 1 {
        chained_in_form_1(previous, row)
    } else {
        format!("{previous}{}", chained(row))
    };
    hex(&Sha256::digest(text))
}

/// Tells whether a row of the form 1 says nothing that its hash does not cover.
pub fn covers_all(row: &StoredRow) -> bool {
    row.form != 1 || (row.login.is_none() && row.token_id.is_none() && row.token_maker.is_none())
}
