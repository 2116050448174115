//! What is held of many rooms, in one statement.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::backend::AnyConnection;
use super::batch::{QueryBatch, rows_of};
use super::types::UtcMicros;
use crate::kernel::timestamp::Timestamp;

/// A hold of a booking on a physical room.
#[derive(Debug, Clone, Queryable)]
pub struct StoredHold {
    pub room_id: i64,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub booking_id: i64,
}

/// Whose holds are meant.
#[derive(Debug, Clone, Copy)]
pub enum HeldRooms<'a> {
    All,
    /// These physical rooms.
    Physical(&'a [i64]),
    /// The physical parts of these rooms.
    PartsOf(&'a [i64]),
}

const COLUMNS: &str = "h.room_id, h.starts_at, h.ends_at, h.booking_id";

impl AnyConnection {
    /// Asks for the holds of bookings that overlap a stretch. Those of a room never overlap each other, so only the last one that
    /// starts before the stretch can run into it.
    pub fn booking_holds(
        &self,
        rooms: HeldRooms<'_>,
        from: Timestamp,
        to: Timestamp,
    ) -> impl QueryBatch<Answer = Vec<StoredHold>> + use<> {
        let ids = self.held_room_ids(rooms);
        let (of_rooms, last_before, and_before) = match self {
            Self::Postgres(_) => (
                format!("= ANY (ARRAY({ids}))"),
                format!(
                    "FROM unnest(ARRAY({ids})) AS r (id)
                      CROSS JOIN LATERAL (SELECT * FROM room_holds p WHERE p.room_id = r.id AND p.starts_at < "
                ),
                " AND p.booking_id IS NOT NULL ORDER BY p.starts_at DESC LIMIT 1) h WHERE h.ends_at > ",
            ),
            Self::Sqlite(_) => (
                format!("IN ({ids})"),
                format!(
                    "FROM ({ids}) r CROSS JOIN room_holds h WHERE h.room_id = r.id
                        AND h.starts_at = (SELECT p.starts_at FROM room_holds p WHERE p.room_id = r.id AND p.starts_at < "
                ),
                " AND p.booking_id IS NOT NULL ORDER BY p.starts_at DESC LIMIT 1) AND h.booking_id IS NOT NULL AND h.ends_at > ",
            ),
        };
        let inside = format!(
            "SELECT {COLUMNS} FROM room_holds h WHERE h.booking_id IS NOT NULL AND h.room_id {of_rooms} AND h.starts_at >= "
        );
        let query = sql::<(BigInt, UtcMicros, UtcMicros, BigInt)>(&inside)
            .bind::<UtcMicros, _>(from)
            .sql(" AND h.starts_at < ")
            .bind::<UtcMicros, _>(to)
            .sql(&format!(" UNION ALL SELECT {COLUMNS} {last_before}"))
            .bind::<UtcMicros, _>(from)
            .sql(and_before)
            .bind::<UtcMicros, _>(from)
            .sql("");
        rows_of(query)
    }

    /// Returns the query for the ids of physical rooms.
    fn held_room_ids(&self, rooms: HeldRooms<'_>) -> String {
        let list = |ids: &[i64]| {
            let ids = serde_json::json!(ids).to_string();
            match self {
                // Text of JSON, but for its brackets, is that of an array.
                Self::Postgres(_) => {
                    format!("SELECT unnest(CAST(translate('{ids}', '[]', '{{}}') AS bigint[])) AS id")
                }
                Self::Sqlite(_) => format!("SELECT value AS id FROM json_each('{ids}')"),
            }
        };
        match rooms {
            HeldRooms::All => "SELECT id FROM rooms".to_owned(),
            HeldRooms::Physical(ids) => list(ids),
            HeldRooms::PartsOf(ids) => format!(
                "SELECT DISTINCT component_id AS id FROM room_components WHERE room_id IN ({})",
                list(ids)
            ),
        }
    }
}
