//! Rows of the log as stored.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::kernel::timestamp::Timestamp;

// A view: the log with the values beside it.
diesel::table! {
    use diesel::sql_types::*;
    use crate::db::types::UtcMicros;

    audit_rows (seq) {
        seq -> BigInt,
        at -> UtcMicros,
        actor -> Text,
        on_behalf_of -> Nullable<Text>,
        command -> Text,
        entity -> Text,
        entity_id -> Text,
        before -> Nullable<Text>,
        after -> Nullable<Text>,
        metadata -> Nullable<Text>,
        duration_ms -> BigInt,
        hash -> Text,
        form -> Integer,
        login -> Nullable<Text>,
        token_id -> Nullable<BigInt>,
        token_maker -> Nullable<Text>,
        personal -> Nullable<Text>,
    }
}

/// A row as it is chained.
#[derive(Debug, Clone, Queryable, QueryableByName, Selectable)]
#[diesel(table_name = audit_rows)]
pub struct StoredRow {
    pub seq: i64,
    pub at: Timestamp,
    pub actor: String,
    pub on_behalf_of: Option<String>,
    pub command: String,
    pub entity: String,
    pub entity_id: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub metadata: Option<String>,
    pub duration_ms: i64,
    pub hash: String,
    /// What the hash is made of.
    pub form: i32,
    pub login: Option<String>,
    pub token_id: Option<i64>,
    pub token_maker: Option<String>,
    /// Its personal values: a JSON array of `[digest, salt, value]`.
    pub personal: Option<String>,
}

/// Number and hash of a row.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct ChainHead {
    #[diesel(sql_type = BigInt)]
    pub seq: i64,
    #[diesel(sql_type = Text)]
    pub hash: String,
}
