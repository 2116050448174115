//! What is held of many rooms, in one statement.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::backend::AnyConnection;
use super::types::UtcMicros;
use crate::kernel::timestamp::Timestamp;

/// A hold of a booking on a physical room.
#[derive(Debug, Clone, QueryableByName)]
pub struct StoredHold {
    #[diesel(sql_type = BigInt)]
    pub room_id: i64,
    #[diesel(sql_type = UtcMicros)]
    pub starts_at: Timestamp,
    #[diesel(sql_type = UtcMicros)]
    pub ends_at: Timestamp,
    #[diesel(sql_type = BigInt)]
    pub booking_id: i64,
}

const COLUMNS: &str = "h.room_id, h.starts_at, h.ends_at, h.booking_id";

impl AnyConnection {
    /// Loads the holds of bookings that overlap a stretch, of these rooms or of all. Those of a room never overlap each other, so
    /// only the last one that starts before the stretch can run into it.
    pub fn booking_holds(
        &mut self,
        rooms: Option<&[i64]>,
        from: Timestamp,
        to: Timestamp,
    ) -> QueryResult<Vec<StoredHold>> {
        let ids = rooms.map(|ids| serde_json::json!(ids).to_string());
        let inside = format!(
            "SELECT {COLUMNS} FROM room_holds h WHERE h.starts_at >= $1 AND h.starts_at < $2 AND h.booking_id IS NOT NULL"
        );
        let last = "p.room_id = r.id AND p.starts_at < $1 AND p.booking_id IS NOT NULL ORDER BY p.starts_at DESC LIMIT 1";
        let sql = match self {
            Self::Postgres(_) => {
                // Text of JSON, but for its brackets, is that of an array.
                let ids = ids.as_ref().map_or(
                    "ARRAY(SELECT id FROM rooms)",
                    |_| "CAST(translate($3, '[]', '{}') AS bigint[])",
                );
                format!(
                    "{inside} AND h.room_id = ANY({ids}) UNION ALL SELECT {COLUMNS} FROM unnest({ids}) AS r (id)
                      CROSS JOIN LATERAL (SELECT * FROM room_holds p WHERE {last}) h WHERE h.ends_at > $1"
                )
            }
            Self::Sqlite(_) => {
                let ids = ids.as_ref().map_or(
                    "SELECT id FROM rooms",
                    |_| "SELECT value AS id FROM json_each($3)",
                );
                format!(
                    "{inside} AND h.room_id IN ({ids}) UNION ALL SELECT {COLUMNS} FROM ({ids}) r CROSS JOIN room_holds h
                      WHERE h.room_id = r.id AND h.starts_at = (SELECT p.starts_at FROM room_holds p WHERE {last})
                        AND h.booking_id IS NOT NULL AND h.ends_at > $1"
                )
            }
        };
        let query = diesel::sql_query(sql)
            .into_boxed()
            .bind::<UtcMicros, _>(from)
            .bind::<UtcMicros, _>(to);
        match ids {
            Some(ids) => query.bind::<Text, _>(ids).load(self),
            None => query.load(self),
        }
    }
}
