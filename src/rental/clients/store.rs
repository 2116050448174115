//! Queries of bookings and rentals by client.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::db::backend::IDS_PER_QUERY;
use crate::db::types::UtcMicros;
use crate::db::{Connection, QueryBatch, rows_of};
use crate::kernel::error::Result;
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

/// Asks for the number of bookings of these records, by spelling.
pub fn bookings(ids: &[i64]) -> impl QueryBatch<Answer = Vec<UsedName>> + use<> {
    counted(OF_BOOKINGS, "client_id, client_name, client_phone", ids)
}

/// Asks for the number of rentals of these records, by spelling.
pub fn rentals(ids: &[i64]) -> impl QueryBatch<Answer = Vec<UsedName>> + use<> {
    counted(OF_RENTALS, "client_id, client_name, contact_number", ids)
}

fn counted(counts: &str, grouped: &str, ids: &[i64]) -> impl QueryBatch<Answer = Vec<UsedName>> + use<> {
    // More than these are most of the table.
    let condition = Some(ids).filter(|ids| ids.len() <= IDS_PER_QUERY).map(|ids| {
        let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
        format!(" WHERE client_id IN ({})", ids.join(", "))
    });
    let condition = condition.unwrap_or_default();
    let query = sql::<(BigInt, Text, Nullable<Text>, BigInt, Nullable<UtcMicros>)>(&format!(
        "{counts}{condition} GROUP BY {grouped}"
    ));
    let asked = (!ids.is_empty()).then(|| rows_of(query));
    asked.read_as(Option::unwrap_or_default)
}

/// The number of a client.
#[derive(QueryableByName)]
struct ClientNumber {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Returns the numbers of the next clients that stand by themselves, by the count of their bookings that stand or by the beginning of
/// the last one; those of what was merged into them are theirs. There is no such order before all bookings are counted.
pub fn ids_by_use(
    connection: &mut Connection,
    by_count: bool,
    descending: bool,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<i64>> {
    let key = if by_count { "bookings" } else { "last_at" };
    let (follows, direction) = if descending { ("<", "DESC") } else { (">", "ASC") };
    let query = diesel::sql_query(format!(
        "WITH RECURSIVE roots (id, root) AS (
             SELECT id, id FROM clients WHERE merged_into IS NULL
             UNION ALL SELECT c.id, r.root FROM clients c JOIN roots r ON c.merged_into = r.id),
           used (id, bookings, last_at) AS (
             SELECT r.root, coalesce(sum(b.bookings), 0), coalesce(max(b.last_at), $1)
               FROM roots r LEFT JOIN (
                      SELECT client_id, count(*) AS bookings, max(starts_at) AS last_at FROM bookings
                       WHERE status NOT IN ('cancelled', 'rejected') GROUP BY client_id) b ON b.client_id = r.id
              GROUP BY r.root)
         SELECT id FROM used
          WHERE $2 IS NULL OR ({key}, id) {follows} (SELECT {key}, id FROM used WHERE id = $2)
          ORDER BY {key} {direction}, id {direction} LIMIT $3"
    ));
    let rows: Vec<ClientNumber> = query
        // A client without a booking comes before all that have one.
        .bind::<UtcMicros, _>(Timestamp::EPOCH)
        .bind::<Nullable<BigInt>, _>(after)
        .bind::<BigInt, _>(limit)
        .load(connection)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
