//! Queries of bookings and rentals by client.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::db::Connection;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::types::UtcMicros;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// The bookings, or the rentals, of a client under one spelling and with one phone.
#[derive(Debug, Clone, QueryableByName)]
pub struct UsedName {
    #[diesel(sql_type = BigInt)]
    pub client_id: i64,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub phone: Option<String>,
    /// Of bookings those that stand.
    #[diesel(sql_type = BigInt)]
    pub count: i64,
    /// When the last of them begins.
    #[diesel(sql_type = Nullable<UtcMicros>)]
    pub last_at: Option<Timestamp>,
}

const OF_BOOKINGS: &str = "SELECT client_id, client_name AS name, client_phone AS phone,
    CAST(sum(CASE WHEN status IN ('cancelled', 'rejected') THEN 0 ELSE 1 END) AS bigint) AS count,
    max(CASE WHEN status IN ('cancelled', 'rejected') THEN NULL ELSE starts_at END) AS last_at
  FROM bookings";

const OF_RENTALS: &str = "SELECT client_id, client_name AS name, contact_number AS phone, count(*) AS count,
    max(starts_at) AS last_at FROM offsite_rentals";

/// Counts the bookings of these records, or of all, by spelling.
pub fn bookings(connection: &mut Connection, ids: Option<&[i64]>) -> Result<Vec<UsedName>> {
    counted(
        connection,
        OF_BOOKINGS,
        "client_id, client_name, client_phone",
        ids,
    )
}

/// Counts the rentals of these records, or of all, by spelling.
pub fn rentals(connection: &mut Connection, ids: Option<&[i64]>) -> Result<Vec<UsedName>> {
    counted(
        connection,
        OF_RENTALS,
        "client_id, client_name, contact_number",
        ids,
    )
}

fn counted(
    connection: &mut Connection,
    sql: &str,
    grouped: &str,
    ids: Option<&[i64]>,
) -> Result<Vec<UsedName>> {
    // More than these are most of the table.
    let condition = match ids.filter(|ids| ids.len() <= IDS_PER_QUERY) {
        None => String::new(),
        Some([]) => return Ok(Vec::new()),
        Some(ids) => {
            let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
            format!(" WHERE client_id IN ({})", ids.join(", "))
        }
    };
    Ok(diesel::sql_query(format!("{sql}{condition} GROUP BY {grouped}")).load(connection)?)
}
