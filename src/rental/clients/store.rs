//! Queries of bookings and rentals by client.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::db::backend::IDS_PER_QUERY;
use crate::db::types::UtcMicros;
use crate::db::{QueryBatch, rows_of};
use crate::kernel::timestamp::Timestamp;

/// The bookings, or the rentals, of a client under one spelling and with one phone.
#[derive(Debug, Clone, Queryable)]
pub struct UsedName {
    pub client_id: i64,
    pub name: String,
    pub phone: Option<String>,
    /// Of bookings those that stand.
    pub count: i64,
    /// When the last of them begins.
    pub last_at: Option<Timestamp>,
}

const OF_BOOKINGS: &str = "SELECT client_id, client_name AS name, client_phone AS phone,
    CAST(sum(CASE WHEN status IN ('cancelled', 'rejected') THEN 0 ELSE 1 END) AS bigint) AS count,
    max(CASE WHEN status IN ('cancelled', 'rejected') THEN NULL ELSE starts_at END) AS last_at
  FROM bookings";

const OF_RENTALS: &str = "SELECT client_id, client_name AS name, contact_number AS phone, count(*) AS count,
    max(starts_at) AS last_at FROM offsite_rentals";

/// Asks for the number of bookings of these records, or of all, by spelling.
pub fn bookings(ids: Option<&[i64]>) -> impl QueryBatch<Answer = Vec<UsedName>> + use<> {
    counted(OF_BOOKINGS, "client_id, client_name, client_phone", ids)
}

/// Asks for the number of rentals of these records, or of all, by spelling.
pub fn rentals(ids: Option<&[i64]>) -> impl QueryBatch<Answer = Vec<UsedName>> + use<> {
    counted(OF_RENTALS, "client_id, client_name, contact_number", ids)
}

fn counted(
    counts: &str,
    grouped: &str,
    ids: Option<&[i64]>,
) -> impl QueryBatch<Answer = Vec<UsedName>> + use<> {
    // More than these are most of the table.
    let condition = ids.filter(|ids| ids.len() <= IDS_PER_QUERY).map(|ids| {
        let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
        format!(" WHERE client_id IN ({})", ids.join(", "))
    });
    let condition = condition.unwrap_or_default();
    let query = sql::<(BigInt, Text, Nullable<Text>, BigInt, Nullable<UtcMicros>)>(&format!(
        "{counts}{condition} GROUP BY {grouped}"
    ));
    let is_of_none = ids.is_some_and(<[i64]>::is_empty);
    let asked = (!is_of_none).then(|| rows_of(query));
    asked.read_as(Option::unwrap_or_default)
}
