//! Queries of the ledger.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use super::model::{CostingDecision, CostingLineRow, CostingRow, CostingStatus, EntryKind, SumsBy};
use crate::booking::Tenant;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::{booking_costing, client_aliases, clients, costing_lines, offsite_rentals, rooms};
use crate::db::{Connection, containing, insert_rows};
use crate::kernel::error::Result;

diesel::alias!(booking_costing as decisions: Decisions);

/// A proposal with its decision.
pub type DecidedCosting = (CostingRow, Option<CostingDecision>);

/// Which entries to look at; `None` takes all.
#[derive(Debug, Clone, Default)]
pub struct EntryFilter {
    pub booking_id: Option<i64>,
    pub rental_id: Option<i64>,
    pub client: Option<LedgerClient>,
    pub room_id: Option<i64>,
    /// In which it is booked: `2026-03`.
    pub months: Option<(String, String)>,
    pub tenant: Option<Tenant>,
}

/// A client of entries: its records, and part of the name that an entry was written with.
#[derive(Debug, Clone)]
pub struct LedgerClient {
    pub ids: Vec<i64>,
    pub part: Option<String>,
}

impl LedgerClient {
    /// Returns the condition on an entry; its last parameter is [`LedgerClient::pattern`].
    fn condition(&self) -> String {
        // Without any record there is none of this number.
        let ids: Vec<String> = self.ids.iter().chain([&0]).map(i64::to_string).collect();
        let ids = ids.join(", ");
        format!(
            "client_key IN (SELECT name_key FROM clients WHERE id IN ({ids}) \
             UNION ALL SELECT name_key FROM client_aliases WHERE client_id IN ({ids})) OR client_key LIKE $7 ESCAPE '\\'"
        )
    }

    fn pattern(&self) -> Option<String> {
        self.part.as_deref().map(containing)
    }
}

/// Which proposals to list; `None` takes all.
#[derive(Debug, Clone, Default)]
pub struct CostingFilter {
    pub entries: EntryFilter,
    pub ids: Option<Vec<i64>>,
    /// Proposals of these bookings or rentals.
    pub bookings: Option<Vec<i64>>,
    pub rentals: Option<Vec<i64>>,
    pub status: Option<CostingStatus>,
    /// Leaves out rejected proposals.
    pub standing: bool,
    pub after: Option<i64>,
    pub limit: Option<i64>,
}

/// Lists the proposals that match, oldest first.
pub fn list(connection: &mut Connection, filter: &CostingFilter) -> Result<Vec<DecidedCosting>> {
    use booking_costing as p;
    let mut found = Vec::new();
    for part in parts(filter) {
        let mut query = p::table
            .left_join(decisions.on(decisions.field(p::proposal_id).eq(p::id.nullable())))
            .filter(p::entry.eq(EntryKind::Proposal))
            .order(p::id)
            .select((
                CostingRow::as_select(),
                (
                    decisions.field(p::id),
                    decisions.field(p::entry),
                    decisions.field(p::reason),
                    decisions.field(p::created_by),
                    decisions.field(p::created_at),
                    decisions.field(p::one_person),
                )
                    .nullable(),
            ))
            .into_boxed();
        query = match part {
            FilterPart::All => query,
            FilterPart::Ids(ids) => query.filter(p::id.eq_any(ids.to_vec())),
            FilterPart::Bookings(ids) => query.filter(p::booking_id.eq_any(some(ids))),
            FilterPart::Rentals(ids) => query.filter(p::rental_id.eq_any(some(ids))),
        };
        let entries = &filter.entries;
        if let Some(id) = entries.booking_id {
            query = query.filter(p::booking_id.eq(id));
        }
        if let Some(id) = entries.rental_id {
            query = query.filter(p::rental_id.eq(id));
        }
        if let Some(client) = &entries.client {
            let names = clients::table
                .filter(clients::id.eq_any(client.ids.clone()))
                .select(clients::name_key);
            let aliases = client_aliases::table
                .filter(client_aliases::client_id.eq_any(client.ids.clone()))
                .select(client_aliases::name_key);
            let of_records = p::client_key.eq_any(names).or(p::client_key.eq_any(aliases));
            query = match &client.part {
                Some(key) => query.filter(of_records.or(p::client_key.like(containing(key)).escape('\\'))),
                None => query.filter(of_records),
            };
        }
        if let Some(id) = entries.room_id {
            query = query.filter(p::room_id.eq(id));
        }
        if let Some((first, last)) = &entries.months {
            use costing_lines as l;
            let own = l::service_month.between(first.clone(), last.clone());
            let booked = l::booked_month
                .assume_not_null()
                .between(first.clone(), last.clone());
            let in_months = l::table
                .filter(
                    own.and(l::booked_month.is_null())
                        .or(booked.and(l::booked_month.is_not_null())),
                )
                .select(l::costing_id);
            let own = p::service_month.between(first.clone(), last.clone());
            let booked = p::booked_month
                .assume_not_null()
                .between(first.clone(), last.clone());
            query = query.filter(
                own.and(p::booked_month.is_null())
                    .or(booked.and(p::booked_month.is_not_null()))
                    .or(p::id.eq_any(in_months)),
            );
        }
        if let Some(tenant) = entries.tenant {
            query = query.filter(p::tenant_id.eq(tenant));
        }
        let decided_as = decisions.field(p::entry).nullable();
        query = match filter.status {
            None => query,
            Some(CostingStatus::Pending) => query.filter(decided_as.is_null()),
            Some(CostingStatus::Approved) => query.filter(decided_as.eq(EntryKind::Approval)),
            Some(CostingStatus::Rejected) => query.filter(decided_as.eq(EntryKind::Rejection)),
        };
        if filter.standing {
            query = query.filter(decided_as.is_null().or(decided_as.ne(EntryKind::Rejection)));
        }
        if let Some(id) = filter.after {
            query = query.filter(p::id.gt(id));
        }
        if let Some(limit) = filter.limit {
            query = query.limit(limit);
        }
        let rows: Vec<DecidedCosting> = query.load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// The ids that one query asks for.
enum FilterPart<'f> {
    All,
    Ids(&'f [i64]),
    Bookings(&'f [i64]),
    Rentals(&'f [i64]),
}

/// Splits a filter into queries, each with no more ids than an engine takes.
fn parts(filter: &CostingFilter) -> Vec<FilterPart<'_>> {
    let mut parts = Vec::new();
    if let Some(ids) = &filter.ids {
        parts.extend(ids.chunks(IDS_PER_QUERY).map(FilterPart::Ids));
    }
    if let Some(ids) = &filter.bookings {
        parts.extend(ids.chunks(IDS_PER_QUERY).map(FilterPart::Bookings));
    }
    if let Some(ids) = &filter.rentals {
        parts.extend(ids.chunks(IDS_PER_QUERY).map(FilterPart::Rentals));
    }
    if filter.ids.is_none() && filter.bookings.is_none() && filter.rentals.is_none() {
        parts.push(FilterPart::All);
    }
    parts
}

fn some(ids: &[i64]) -> Vec<Option<i64>> {
    ids.iter().copied().map(Some).collect()
}

/// Finds an entry of any kind by its id.
pub fn entry(connection: &mut Connection, id: i64) -> Result<Option<CostingRow>> {
    Ok(booking_costing::table
        .find(id)
        .select(CostingRow::as_select())
        .first(connection)
        .optional()?)
}

/// Returns the id of the newest entry.
pub fn newest(connection: &mut Connection) -> Result<Option<i64>> {
    Ok(booking_costing::table
        .select(diesel::dsl::max(booking_costing::id))
        .first(connection)?)
}

/// Returns the other halves of the moves that these proposals are part of.
pub fn other_halves(connection: &mut Connection, ids: &[i64]) -> Result<Vec<i64>> {
    use booking_costing as p;
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let second: Vec<i64> = p::table
            .filter(p::follows_id.eq_any(some(chunk)))
            .select(p::id)
            .load(connection)?;
        let first: Vec<Option<i64>> = p::table
            .filter(p::id.eq_any(chunk.to_vec()).and(p::follows_id.is_not_null()))
            .select(p::follows_id)
            .load(connection)?;
        found.extend(second.into_iter().chain(first.into_iter().flatten()));
    }
    Ok(found)
}

/// Returns the bookings that were quoted together.
pub fn batch(connection: &mut Connection, batch_id: i64) -> Result<Vec<i64>> {
    use booking_costing as p;
    let ids: Vec<Option<i64>> = p::table
        .filter(p::batch_id.eq(batch_id).and(p::entry.eq(EntryKind::Proposal)))
        .order(p::booking_id)
        .select(p::booking_id)
        .distinct()
        .load(connection)?;
    Ok(ids.into_iter().flatten().collect())
}

/// Inserts entries.
pub fn insert(connection: &mut Connection, rows: &[CostingRow]) -> QueryResult<()> {
    insert_rows(connection, booking_costing::table, rows)
}

/// Returns the lines of costings, in their order.
pub fn lines_of(connection: &mut Connection, ids: &[i64]) -> Result<Vec<CostingLineRow>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<CostingLineRow> = costing_lines::table
            .filter(costing_lines::costing_id.eq_any(chunk.to_vec()))
            .order((costing_lines::costing_id, costing_lines::place))
            .select(CostingLineRow::as_select())
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Inserts lines of costings.
pub fn insert_lines(connection: &mut Connection, rows: &[CostingLineRow]) -> QueryResult<()> {
    insert_rows(connection, costing_lines::table, rows)
}

/// Returns the names of all rooms by id.
pub fn room_names(connection: &mut Connection) -> Result<BTreeMap<i64, String>> {
    let names: Vec<(i64, String)> = rooms::table.select((rooms::id, rooms::name)).load(connection)?;
    Ok(names.into_iter().collect())
}

/// Returns the numbers of rentals by id.
pub fn rental_numbers(connection: &mut Connection, ids: &[i64]) -> Result<BTreeMap<i64, String>> {
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<(i64, String)> = offsite_rentals::table
            .filter(offsite_rentals::id.eq_any(chunk.to_vec()))
            .select((offsite_rentals::id, offsite_rentals::rental_no))
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// The sums of the entries with one key; `first` and `second` are the key as text.
#[derive(Debug, Clone, QueryableByName)]
pub struct SumRow {
    #[diesel(sql_type = Nullable<Text>)]
    pub first: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub second: Option<String>,
    #[diesel(sql_type = Text)]
    pub currency: String,
    #[diesel(sql_type = BigInt)]
    pub entries: i64,
    #[diesel(sql_type = BigInt)]
    pub proposed: i64,
    #[diesel(sql_type = BigInt)]
    pub approved: i64,
    #[diesel(sql_type = BigInt)]
    pub corrections: i64,
    #[diesel(sql_type = BigInt)]
    pub rejected: i64,
}

/// Entries, each once for each of its lines; a decision has those of its proposal.
const BY_LINES: &str = "\
(SELECT c.id, c.booking_id, c.rental_id, c.client_key, c.client_name, c.room_id, c.tenant_id, c.currency, c.entry, c.corrects_id,
        coalesce(l.booked_month, l.service_month, c.booked_month, c.service_month) AS month, coalesce(l.kind, 'adjustment') AS kind,
        coalesce(l.amount_cents + l.tax_cents, 0) AS total_cents
   FROM booking_costing c LEFT JOIN costing_lines l ON l.costing_id = coalesce(c.proposal_id, c.id))";

/// Adds entries up by a key, in one pass over a covering index; by month or kind, or in some months, by the lines that fall
/// there.
pub fn sums(connection: &mut Connection, by: SumsBy, filter: &EntryFilter) -> Result<Vec<SumRow>> {
    let (first, second, grouped) = match by {
        SumsBy::Booking => (
            "CAST(booking_id AS text)",
            "CAST(rental_id AS text)",
            "booking_id, rental_id",
        ),
        SumsBy::Client => ("min(client_name)", "client_key", "client_key"),
        SumsBy::Room => ("CAST(room_id AS text)", "NULL", "room_id"),
        SumsBy::Month => ("month", "NULL", "month"),
        SumsBy::Kind => ("kind", "NULL", "kind"),
        SumsBy::Tenant => ("tenant_id", "NULL", "tenant_id"),
        SumsBy::Location => ("location", "NULL", "location"),
    };
    let by_lines = matches!(by, SumsBy::Month | SumsBy::Kind) || filter.months.is_some();
    let (count, month, entries) = if by_lines {
        ("count(DISTINCT id)", "month", BY_LINES)
    } else {
        ("count(*)", "service_month", "booking_costing")
    };
    let from = if by == SumsBy::Location {
        format!(
            "(SELECT e.*, (SELECT l.name FROM rooms r JOIN locations l ON l.id = r.location_id WHERE r.id = e.room_id) AS location FROM {entries} e) AS of_rooms"
        )
    } else {
        format!("{entries} AS of_ledger")
    };
    let client = filter
        .client
        .as_ref()
        .map_or_else(|| "$7 IS NULL".to_owned(), LedgerClient::condition);
    let sum = |of: &str| format!("CAST(coalesce(sum(CASE WHEN {of} THEN total_cents END), 0) AS bigint)");
    let sql = format!(
        "SELECT {first} AS first, CAST({second} AS text) AS second, currency, {count} AS entries, \
                {} AS proposed, {} AS approved, {} AS corrections, {} AS rejected \
           FROM {from} \
          WHERE ($1 IS NULL OR booking_id = $1) \
            AND ($2 IS NULL OR room_id = $2) AND ($3 IS NULL OR {month} >= $3) \
            AND ($4 IS NULL OR tenant_id = $4) AND ($5 IS NULL OR rental_id = $5) AND ($6 IS NULL OR {month} <= $6) \
            AND ({client}) \
          GROUP BY {grouped}, currency",
        sum("entry = 'proposal'"),
        sum("entry = 'approval' AND corrects_id IS NULL"),
        sum("entry = 'approval' AND corrects_id IS NOT NULL"),
        sum("entry = 'rejection'"),
    );
    Ok(diesel::sql_query(sql)
        .bind::<Nullable<BigInt>, _>(filter.booking_id)
        .bind::<Nullable<BigInt>, _>(filter.room_id)
        .bind::<Nullable<Text>, _>(filter.months.as_ref().map(|(first, _)| first.clone()))
        .bind::<Nullable<Text>, _>(filter.tenant.map(Tenant::as_str))
        .bind::<Nullable<BigInt>, _>(filter.rental_id)
        .bind::<Nullable<Text>, _>(filter.months.as_ref().map(|(_, last)| last.clone()))
        .bind::<Nullable<Text>, _>(filter.client.as_ref().and_then(LedgerClient::pattern))
        .load(connection)?)
}

/// Returns the months that are held or closed, and of which tenant.
pub fn shut_months(connection: &mut Connection) -> Result<Vec<(String, Option<Tenant>)>> {
    use crate::db::schema::billing_periods as b;
    Ok(b::table
        .filter(b::status.ne("open"))
        .select((b::month, b::tenant_id))
        .load(connection)?)
}

/// A broken rule of the ledger, and the entry that breaks it.
#[derive(Debug, Clone, QueryableByName)]
pub struct BrokenRow {
    #[diesel(sql_type = Text)]
    pub rule: String,
    #[diesel(sql_type = BigInt)]
    pub id: i64,
}

/// Finds entries that break a rule which triggers and constraints enforce.
const RULES: &str = "\
SELECT 'total' AS rule, id FROM booking_costing WHERE total_cents <> subtotal_cents + tax_cents
UNION ALL
SELECT 'lines_differ', c.id FROM booking_costing c LEFT JOIN costing_lines l ON l.costing_id = c.id
 WHERE c.entry = 'proposal' GROUP BY c.id, c.subtotal_cents, c.tax_cents
HAVING coalesce(sum(l.amount_cents), 0) <> c.subtotal_cents OR coalesce(sum(l.tax_cents), 0) <> c.tax_cents
UNION ALL
SELECT 'decides_nothing', d.id FROM booking_costing d
 WHERE d.entry <> 'proposal'
   AND NOT EXISTS (SELECT 1 FROM booking_costing p WHERE p.id = d.proposal_id AND p.entry = 'proposal')
UNION ALL
SELECT 'differs_from_its_proposal', d.id FROM booking_costing d
  JOIN booking_costing p ON p.id = d.proposal_id AND p.entry = 'proposal'
 WHERE d.subtotal_cents <> p.subtotal_cents OR d.tax_cents <> p.tax_cents OR d.currency <> p.currency
    OR coalesce(d.booking_id, 0) <> coalesce(p.booking_id, 0) OR coalesce(d.rental_id, 0) <> coalesce(p.rental_id, 0)
    OR coalesce(d.corrects_id, 0) <> coalesce(p.corrects_id, 0) OR coalesce(d.room_id, 0) <> coalesce(p.room_id, 0)
    OR d.service_month <> p.service_month OR coalesce(d.booked_month, '') <> coalesce(p.booked_month, '') OR d.client_key <> p.client_key OR coalesce(d.tenant_id, '') <> coalesce(p.tenant_id, '')
UNION ALL
SELECT 'decided_twice', min(id) FROM booking_costing WHERE proposal_id IS NOT NULL GROUP BY proposal_id HAVING count(*) > 1
UNION ALL
SELECT 'decided_by_its_proposer', d.id FROM booking_costing d JOIN booking_costing p ON p.id = d.proposal_id
 WHERE NOT d.one_person AND (p.created_by IN (d.created_by, d.entered_by) OR p.entered_by IN (d.created_by, d.entered_by))
UNION ALL
SELECT 'charged_twice', max(p.id) FROM booking_costing p
 WHERE p.entry = 'proposal' AND p.corrects_id IS NULL AND p.adjustment IS NULL
   AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id AND d.entry = 'rejection')
 GROUP BY p.booking_id, p.rental_id HAVING count(*) > 1
UNION ALL
SELECT 'two_wait_for_a_decision', max(p.id) FROM booking_costing p
 WHERE p.entry = 'proposal' AND p.follows_id IS NULL AND p.adjustment IS NULL AND NOT EXISTS (SELECT 1 FROM booking_costing d WHERE d.proposal_id = p.id)
 GROUP BY p.booking_id, p.rental_id HAVING count(*) > 1
UNION ALL
SELECT 'is_half_a_move', b.id FROM booking_costing b
  LEFT JOIN booking_costing db ON db.proposal_id = b.id LEFT JOIN booking_costing da ON da.proposal_id = b.follows_id
 WHERE b.follows_id IS NOT NULL AND coalesce(da.entry, '') <> coalesce(db.entry, '')
UNION ALL
SELECT 'corrects_nothing', c.id FROM booking_costing c
 WHERE c.entry = 'proposal' AND c.corrects_id IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM booking_costing a
                    WHERE a.proposal_id = c.corrects_id AND a.entry = 'approval' AND a.corrects_id IS NULL
                      AND a.adjustment IS NULL AND coalesce(a.booking_id, 0) = coalesce(c.booking_id, 0)
                      AND coalesce(a.rental_id, 0) = coalesce(c.rental_id, 0))";

/// Lists the entries that break a rule.
pub fn broken(connection: &mut Connection) -> Result<Vec<BrokenRow>> {
    Ok(diesel::sql_query(RULES).load(connection)?)
}

/// The totals of all entries in a currency.
#[derive(Debug, Clone, QueryableByName)]
pub struct CurrencyTotals {
    #[diesel(sql_type = Text)]
    pub currency: String,
    #[diesel(sql_type = BigInt)]
    pub entries: i64,
    #[diesel(sql_type = BigInt)]
    pub proposed: i64,
    #[diesel(sql_type = BigInt)]
    pub approved: i64,
    #[diesel(sql_type = BigInt)]
    pub corrections: i64,
    #[diesel(sql_type = BigInt)]
    pub rejected: i64,
    #[diesel(sql_type = BigInt)]
    pub pending: i64,
}

/// Adds up the proposals by their decisions, without the amounts of the decisions.
const TOTALS: &str = "\
SELECT p.currency, count(*) + count(d.id) AS entries, CAST(sum(p.total_cents) AS bigint) AS proposed,
       CAST(coalesce(sum(CASE WHEN d.entry = 'approval' AND p.corrects_id IS NULL THEN p.total_cents END), 0) AS bigint) AS approved,
       CAST(coalesce(sum(CASE WHEN d.entry = 'approval' AND p.corrects_id IS NOT NULL THEN p.total_cents END), 0) AS bigint) AS corrections,
       CAST(coalesce(sum(CASE WHEN d.entry = 'rejection' THEN p.total_cents END), 0) AS bigint) AS rejected,
       CAST(coalesce(sum(CASE WHEN d.entry IS NULL THEN p.total_cents END), 0) AS bigint) AS pending
  FROM booking_costing p LEFT JOIN booking_costing d ON d.proposal_id = p.id
 WHERE p.entry = 'proposal' GROUP BY p.currency ORDER BY p.currency";

/// Returns the totals of the ledger by currency.
pub fn totals(connection: &mut Connection) -> Result<Vec<CurrencyTotals>> {
    Ok(diesel::sql_query(TOTALS).load(connection)?)
}
