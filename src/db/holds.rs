//! What is held of many rooms, in one statement.

use chrono::TimeDelta;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};

use super::backend::{AnyConnection, MultiBackend};
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

/// Bookings of more days than these have an index of their own, and are few.
const LONG_DAYS: i64 = 31;

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

    /// Returns the condition that a row of a table of bookings starts late enough to end after an instant: not before the first
    /// long one that does, nor more than [`LONG_DAYS`] before. An index of their starts then has an end to begin at.
    pub fn may_reach<Q>(
        &self,
        table: &str,
        from: Timestamp,
    ) -> Box<dyn BoxableExpression<Q, MultiBackend, SqlType = Bool>> {
        let (length, earlier, end) = match self {
            Self::Postgres(_) => (
                format!("interval '{LONG_DAYS} days'"),
                "least",
                "min(l.starts_at)",
            ),
            Self::Sqlite(_) => (
                TimeDelta::days(LONG_DAYS)
                    .num_microseconds()
                    .unwrap_or_default()
                    .to_string(),
                "min",
                "ifnull(min(l.starts_at), 9223372036854775807)",
            ),
        };
        let condition = sql::<Bool>(&format!("{table}.starts_at >= (SELECT {earlier}({end}, "))
            .bind::<UtcMicros, _>(from.plus(-TimeDelta::days(LONG_DAYS)))
            .sql(&format!(
                ") FROM {table} l WHERE l.ends_at - l.starts_at > {length} AND l.ends_at > "
            ))
            .bind::<UtcMicros, _>(from)
            .sql(")");
        Box::new(condition)
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
