//! The bookings' queries.

use std::collections::{BTreeMap, BTreeSet};

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};

use super::filter::{BookingFilter, BookingSort};
use super::model::{
    BlockHold, BookingChange, BookingImport, BookingRow, Catering, PhysicalRoom, RoomHold, StoredRequest,
};
use super::reach::VisibleBookings;
use super::status::BookingStatus;
use crate::db::backend::{IDS_PER_QUERY, MultiBackend};
use crate::db::schema::{
    booking_catering, booking_device_assignments, booking_imports, booking_refs, booking_series, bookings,
    device_categories, room_block_exceptions, room_blocks, room_components, room_holds, rooms,
};
use crate::db::types::UtcMicros;
use crate::db::{
    Connection, HeldRooms, OwnedRows, QueryBatch, columns_of, insert_rows, rows_by_keys, rows_of,
};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// What did not take place.
const OFF: [BookingStatus; 3] = [
    BookingStatus::Cancelled,
    BookingStatus::Rejected,
    BookingStatus::NoShow,
];

/// Rows that are loaded at a time where the program chooses among them, or writes them as they come.
const PAGE: usize = 2000;

/// Returns the bookings that fit the filter, those after `after` in its order.
pub fn list(
    connection: &mut Connection,
    filter: &BookingFilter,
    after: Option<&BookingRow>,
) -> Result<Vec<BookingRow>> {
    if !filter.chooses_in_rust() {
        return page(connection, filter, after, filter.limit);
    }
    let limit = filter.limit.and_then(|limit| usize::try_from(limit).ok());
    let limit = limit.unwrap_or(usize::MAX);
    let (mut found, mut pages) = (Vec::new(), BookingPages::after(after));
    while let Some(rows) = pages.next(connection, filter)? {
        found.extend(rows);
        if found.len() >= limit {
            break;
        }
    }
    found.truncate(limit);
    Ok(found)
}

/// A list that is read page by page.
pub struct BookingPages {
    last: Option<BookingRow>,
    is_over: bool,
}

impl BookingPages {
    pub fn after(row: Option<&BookingRow>) -> Self {
        Self {
            last: row.cloned(),
            is_over: false,
        }
    }

    /// Returns those of the next page that fit the filter; `None` after the last page. Its limit does not matter.
    pub fn next(
        &mut self,
        connection: &mut Connection,
        filter: &BookingFilter,
    ) -> Result<Option<Vec<BookingRow>>> {
        if self.is_over {
            return Ok(None);
        }
        let mut rows = page(connection, filter, self.last.as_ref(), i64::try_from(PAGE).ok())?;
        self.is_over = rows.len() < PAGE;
        self.last = rows.last().cloned();
        if filter.chooses_in_rust() {
            rows.retain(|row| filter.fits(row));
        }
        Ok(Some(rows))
    }
}

/// Returns the next bookings that the database chooses, in the order of the list.
fn page(
    connection: &mut Connection,
    filter: &BookingFilter,
    after: Option<&BookingRow>,
    limit: Option<i64>,
) -> Result<Vec<BookingRow>> {
    let Some(after) = after.filter(|_| filter.sort.field == BookingSort::Created) else {
        return part(connection, filter, after.map(PagePlace::After), limit);
    };
    // An import makes many bookings at one instant: an index finds the place among these by itself only.
    let mut rows = part(connection, filter, Some(PagePlace::WithinInstant(after)), limit)?;
    let left = limit.map(|limit| limit - i64::try_from(rows.len()).unwrap_or(limit));
    if left.is_none_or(|left| left > 0) {
        rows.extend(part(
            connection,
            filter,
            Some(PagePlace::AfterInstant(after)),
            left,
        )?);
    }
    Ok(rows)
}

/// Where a page begins.
#[derive(Clone, Copy)]
enum PagePlace<'a> {
    /// After this booking in the order of the list.
    After(&'a BookingRow),
    /// After this one, and made at the same instant.
    WithinInstant(&'a BookingRow),
    /// Made after this one, or before it where the list goes down.
    AfterInstant(&'a BookingRow),
}

fn part(
    connection: &mut Connection,
    filter: &BookingFilter,
    place: Option<PagePlace<'_>>,
    limit: Option<i64>,
) -> Result<Vec<BookingRow>> {
    let name_sql = connection.in_byte_order("bookings.client_name");
    let name = || sql::<Text>(&name_sql);
    let mut query = bookings::table.select(BookingRow::as_select()).into_boxed();
    if let Some(ids) = &filter.ids {
        query = query.filter(bookings::id.eq_any(ids.clone()));
    }
    if !filter.statuses.is_empty() {
        query = query.filter(bookings::status.eq_any(filter.statuses.clone()));
        // As in the partial indexes, which a bound value would not be seen to meet.
        let are_all = |of: &[BookingStatus]| filter.statuses.iter().all(|status| of.contains(status));
        if are_all(&[BookingStatus::Pending]) {
            query = query.filter(sql::<Bool>("bookings.status = 'pending'"));
        } else if are_all(&OFF) {
            query = query.filter(sql::<Bool>(
                "bookings.status IN ('cancelled', 'rejected', 'no_show')",
            ));
        }
    }
    if let Some(ids) = &filter.room_ids {
        query = query.filter(bookings::room_id.eq_any(ids.iter().copied().map(Some).collect::<Vec<_>>()));
    }
    if let Some(ids) = filter.client_ids.as_ref().filter(|_| !filter.has_many_clients()) {
        query = query.filter(bookings::client_id.eq_any(ids.clone()));
    }
    if let Some(from) = filter.from {
        query = query
            .filter(bookings::ends_at.gt(from))
            .filter(connection.may_reach("bookings", from));
    }
    if let Some(to) = filter.to {
        query = query.filter(bookings::starts_at.lt(to));
    }
    if let Some(tenant) = filter.tenant {
        query = query.filter(bookings::tenant_id.eq(tenant));
    }
    if let Some(id) = filter.series_id {
        query = query.filter(bookings::series_id.eq(id));
    }
    if let Some(id) = filter.import_id {
        let made = booking_imports::table
            .filter(booking_imports::import_id.eq(id))
            .select(booking_imports::booking_id);
        query = query.filter(bookings::id.eq_any(made));
    }
    if let Some(long_term) = filter.long_term {
        query = query.filter(bookings::long_term.eq(long_term));
        if long_term {
            query = query.filter(sql::<Bool>("bookings.long_term"));
        }
    }
    if let Some(seen) = &filter.seen {
        query = query.filter(is_seen(seen));
    }
    let (field, descending) = (filter.sort.field, filter.sort.descending);
    query = match (place, descending) {
        (Some(PagePlace::WithinInstant(row)), false) => query
            .filter(bookings::created_at.eq(row.created_at))
            .filter(bookings::id.gt(row.id)),
        (Some(PagePlace::WithinInstant(row)), true) => query
            .filter(bookings::created_at.eq(row.created_at))
            .filter(bookings::id.lt(row.id)),
        (Some(PagePlace::AfterInstant(row)), false) => query.filter(bookings::created_at.gt(row.created_at)),
        (Some(PagePlace::AfterInstant(row)), true) => query.filter(bookings::created_at.lt(row.created_at)),
        (Some(PagePlace::After(_)) | None, _) => query,
    };
    if let Some(PagePlace::After(row)) = place {
        let (at, id) = (row.starts_at, row.id);
        query = match (field, descending) {
            // By when they were made: the places of instants.
            (BookingSort::Created, _) => query,
            (BookingSort::Start, false) => query
                .filter(bookings::starts_at.ge(at))
                .filter(bookings::starts_at.gt(at).or(bookings::id.gt(id))),
            (BookingSort::Start, true) => query
                .filter(bookings::starts_at.le(at))
                .filter(bookings::starts_at.lt(at).or(bookings::id.lt(id))),
            (BookingSort::Id, false) => query.filter(bookings::id.gt(id)),
            (BookingSort::Id, true) => query.filter(bookings::id.lt(id)),
            (BookingSort::Client, _) => {
                // Compared as a row: of the bookings of one client none is read twice.
                let direction = if descending { '<' } else { '>' };
                let place = format!("({name_sql}, bookings.starts_at, bookings.id) {direction} (");
                let place = sql::<Bool>(&place).bind::<Text, _>(row.client_name.clone());
                let place = place.sql(", ").bind::<UtcMicros, _>(at);
                query.filter(place.sql(", ").bind::<BigInt, _>(id).sql(")"))
            }
        };
    }
    query = match (field, descending) {
        (BookingSort::Start, false) => query.order((bookings::starts_at, bookings::id)),
        (BookingSort::Start, true) => query.order((bookings::starts_at.desc(), bookings::id.desc())),
        (BookingSort::Created, false) => query.order((bookings::created_at, bookings::id)),
        (BookingSort::Created, true) => query.order((bookings::created_at.desc(), bookings::id.desc())),
        (BookingSort::Id, false) => query.order(bookings::id),
        (BookingSort::Id, true) => query.order(bookings::id.desc()),
        (BookingSort::Client, false) => query.order((name(), bookings::starts_at, bookings::id)),
        (BookingSort::Client, true) => {
            query.order((name().desc(), bookings::starts_at.desc(), bookings::id.desc()))
        }
    };
    if let Some(limit) = limit {
        query = query.limit(limit);
    }
    Ok(query.load(connection)?)
}

/// The condition of [`VisibleBookings::has`].
fn is_seen(
    seen: &VisibleBookings,
) -> Box<dyn BoxableExpression<bookings::table, MultiBackend, SqlType = Nullable<Bool>>> {
    let pending: Vec<BookingStatus> = seen
        .with_pending
        .then_some(BookingStatus::Pending)
        .into_iter()
        .collect();
    let rooms = || seen.managed.rooms.iter().copied().map(Some).collect::<Vec<_>>();
    let waits = bookings::room_id
        .is_null()
        .and(bookings::wished_room_id.eq_any(rooms()));
    Box::new(
        bookings::created_by
            .eq(seen.own_of.clone())
            .or(bookings::status.eq_any(pending))
            .or(bookings::tenant_id.eq_any(seen.tenants()))
            .or(bookings::room_id.eq_any(rooms()))
            .or(waits),
    )
}

pub fn by_ids(connection: &mut Connection, ids: &[i64]) -> Result<Vec<BookingRow>> {
    Ok(connection.answer(with_ids(ids))?)
}

/// Asks for bookings by their ids.
pub fn with_ids(ids: &[i64]) -> impl QueryBatch<Answer = Vec<BookingRow>> + use<> {
    rows_by_keys(ids, |ids| {
        bookings::table
            .filter(bookings::id.eq_any(ids))
            .select(columns_of::<BookingRow>())
    })
}

/// Returns the bookings that start at one of these instants.
pub fn with_starts(connection: &mut Connection, starts: &[Timestamp]) -> Result<Vec<BookingRow>> {
    let mut rows = Vec::new();
    for chunk in starts.chunks(IDS_PER_QUERY) {
        let found: Vec<BookingRow> = bookings::table
            .filter(bookings::starts_at.eq_any(chunk.to_vec()))
            .order(bookings::id)
            .select(BookingRow::as_select())
            .load(connection)?;
        rows.extend(found);
    }
    Ok(rows)
}

/// Returns the bookings that were changed at this instant.
pub fn changed_at(connection: &mut Connection, at: Timestamp) -> Result<Vec<i64>> {
    Ok(bookings::table
        .filter(bookings::updated_at.eq(at))
        .order(bookings::id)
        .select(bookings::id)
        .load(connection)?)
}

/// Returns the names of all rooms, by id.
pub fn room_names(connection: &mut Connection) -> Result<BTreeMap<i64, String>> {
    Ok(rooms::table
        .select((rooms::id, rooms::name))
        .load::<(i64, String)>(connection)?
        .into_iter()
        .collect())
}

/// What other tables have of a booking: what it eats, which import made it, and what another system calls it.
pub type BookingParts = (Option<Catering>, Option<BookingImport>, Option<String>);

/// Asks for what other tables have of bookings, by booking.
pub fn parts(ids: &[i64]) -> impl QueryBatch<Answer = BTreeMap<i64, BookingParts>> + use<> {
    let rows = rows_by_keys::<_, (i64, BookingParts), _, _>(ids, |ids| {
        bookings::table
            .left_join(booking_catering::table)
            .left_join(booking_imports::table)
            .left_join(booking_refs::table)
            .filter(bookings::id.eq_any(ids))
            .select((
                bookings::id,
                (
                    columns_of::<Option<Catering>>(),
                    columns_of::<Option<BookingImport>>(),
                    booking_refs::external_id.nullable(),
                ),
            ))
    });
    rows.read_as(|rows| rows.into_iter().collect())
}

/// The names that a booking's numbers stand for.
#[derive(Debug, Queryable)]
pub struct BookingNames {
    id: i64,
    pub client_id: i64,
    pub client: String,
    pub merged_into: Option<i64>,
    pub room: Option<String>,
    pub wished_room: Option<String>,
}

/// Asks for the names of the clients and rooms of bookings, by booking.
pub fn names(
    connection: &Connection,
    ids: &[i64],
) -> impl QueryBatch<Answer = BTreeMap<i64, BookingNames>> + use<> {
    let (before, after) = connection.around_ids("b.id");
    let before = format!(
        "SELECT b.id, b.client_id, c.name, c.merged_into, r.name, w.name
           FROM bookings b JOIN clients c ON c.id = b.client_id LEFT JOIN rooms r ON r.id = b.room_id
           LEFT JOIN rooms w ON w.id = b.wished_room_id WHERE {before}"
    );
    let rows = rows_by_keys::<_, BookingNames, _, _>(ids, move |ids| {
        sql::<(
            BigInt,
            BigInt,
            Text,
            Nullable<BigInt>,
            Nullable<Text>,
            Nullable<Text>,
        )>(&before)
        .bind::<Text, _>(serde_json::json!(ids).to_string())
        .sql(after)
    });
    rows.read_as(|rows| rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Returns which imports made bookings, by booking.
pub fn imports(connection: &mut Connection, ids: &[i64]) -> Result<BTreeMap<i64, BookingImport>> {
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<BookingImport> = booking_imports::table
            .filter(booking_imports::booking_id.eq_any(chunk.to_vec()))
            .select(BookingImport::as_select())
            .load(connection)?;
        found.extend(rows.into_iter().map(|row| (row.booking_id, row)));
    }
    Ok(found)
}

/// Inserts which import made bookings.
pub fn insert_imports(connection: &mut Connection, rows: &[BookingImport]) -> Result<()> {
    Ok(insert_rows(connection, booking_imports::table, &OwnedRows(rows))?)
}

/// Asks for what a booking requests.
pub fn requests(booking_id: i64) -> impl QueryBatch<Answer = Vec<StoredRequest>> {
    let rows = booking_device_assignments::table
        .left_join(device_categories::table)
        .filter(booking_device_assignments::booking_id.eq(booking_id))
        .filter(booking_device_assignments::device_id.is_null())
        .order(booking_device_assignments::id)
        .select((
            device_categories::name.nullable(),
            booking_device_assignments::quantity,
        ));
    rows_of(rows)
}

/// Returns the ids of categories, by key.
pub fn category_ids(connection: &mut Connection) -> Result<BTreeMap<String, i64>> {
    let rows: Vec<(String, i64)> = device_categories::table
        .select((device_categories::name_key, device_categories::id))
        .load(connection)?;
    Ok(rows.into_iter().collect())
}

pub fn insert_many(connection: &mut Connection, rows: &[BookingRow]) -> QueryResult<()> {
    insert_rows(connection, bookings::table, &OwnedRows(rows))
}

/// Writes what bookings eat that had nothing.
pub fn insert_catering(connection: &mut Connection, rows: &[Catering]) -> Result<()> {
    Ok(insert_rows(connection, booking_catering::table, rows)?)
}

/// Puts the catering of bookings in the place of whatever they had.
pub fn save_catering(connection: &mut Connection, rows: &[Catering]) -> Result<()> {
    let ids: Vec<i64> = rows.iter().map(|row| row.booking_id).collect();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let theirs = booking_catering::booking_id.eq_any(chunk.to_vec());
        diesel::delete(booking_catering::table.filter(theirs)).execute(connection)?;
    }
    insert_catering(connection, rows)
}

/// Returns what a user asked for and what is still to come, soonest first.
pub fn upcoming_of(
    connection: &mut Connection,
    username: &str,
    from: Timestamp,
    limit: i64,
) -> Result<Vec<BookingRow>> {
    Ok(bookings::table
        .filter(bookings::starts_at.ge(from))
        .filter(bookings::created_by.eq(username.to_owned()))
        .filter(bookings::status.ne_all(OFF.to_vec()))
        .order((bookings::starts_at, bookings::id))
        .limit(limit)
        .select(BookingRow::as_select())
        .load(connection)?)
}

pub fn is_any(connection: &mut Connection) -> Result<bool> {
    let first: Option<i64> = bookings::table
        .select(bookings::id)
        .first(connection)
        .optional()?;
    Ok(first.is_some())
}

/// Writes a booking whole, one revision on.
pub fn save(connection: &mut Connection, row: &BookingRow) -> QueryResult<()> {
    diesel::update(bookings::table.find(row.id))
        .set(&row.next_revision())
        .execute(connection)
        .map(|_| ())
}

/// Writes bookings whole, each one revision on.
pub fn save_many(connection: &mut Connection, rows: &[BookingRow]) -> QueryResult<()> {
    let rows: Vec<BookingRow> = rows.iter().map(BookingRow::next_revision).collect();
    connection.update_rows("bookings", &rows)
}

/// Returns the ids of a series, from an instant on or all.
pub fn series_members(
    connection: &mut Connection,
    series_id: i64,
    from: Option<Timestamp>,
) -> Result<Vec<i64>> {
    Ok(bookings::table
        .filter(bookings::series_id.eq(series_id))
        .filter(bookings::starts_at.ge(from.unwrap_or(Timestamp::EPOCH)))
        .select(bookings::id)
        .load(connection)?)
}

/// Inserts requests: booking, category (none: any), quantity.
pub fn insert_requests(
    connection: &mut Connection,
    requests: &[(i64, Option<i64>, i32)],
    now: Timestamp,
) -> Result<()> {
    use booking_device_assignments::dsl;
    let ids = connection.reserve_ids("booking_device_assignments", requests.len())?;
    let values: Vec<_> = requests
        .iter()
        .zip(ids)
        .map(|((booking, category, quantity), id)| {
            (
                dsl::id.eq(id),
                dsl::booking_id.eq(*booking),
                dsl::device_category_id.eq(*category),
                dsl::quantity.eq(*quantity),
                dsl::created_at.eq(now),
            )
        })
        .collect();
    Ok(insert_rows(
        connection,
        dsl::booking_device_assignments,
        &values[..],
    )?)
}

pub fn delete_requests(connection: &mut Connection, booking_ids: &[i64]) -> Result<()> {
    use booking_device_assignments::dsl;
    for chunk in booking_ids.chunks(IDS_PER_QUERY) {
        let theirs = dsl::booking_id.eq_any(chunk.iter().copied().map(Some).collect::<Vec<_>>());
        let requests = theirs.and(dsl::device_id.is_null());
        diesel::delete(dsl::booking_device_assignments.filter(requests)).execute(connection)?;
    }
    Ok(())
}

pub fn insert_series(connection: &mut Connection, ids: &[i64], now: Timestamp) -> Result<()> {
    let values: Vec<_> = ids
        .iter()
        .map(|id| (booking_series::id.eq(*id), booking_series::created_at.eq(now)))
        .collect();
    Ok(insert_rows(connection, booking_series::table, &values[..])?)
}

pub fn update(connection: &mut Connection, id: i64, change: &BookingChange) -> QueryResult<()> {
    diesel::update(bookings::table.find(id))
        .set((
            change,
            bookings::agreed_ends_at.eq(None::<Timestamp>),
            bookings::revision.eq(bookings::revision + 1),
        ))
        .execute(connection)
        .map(|_| ())
}

/// Gives rooms and devices back before others take them: the bookings hold nothing until they are changed again, in the
/// same transaction.
pub fn release(connection: &mut Connection, ids: &[i64]) -> Result<()> {
    for chunk in ids.chunks(IDS_PER_QUERY) {
        diesel::update(bookings::table.filter(bookings::id.eq_any(chunk.to_vec())))
            .set(bookings::status.eq(BookingStatus::Cancelled))
            .execute(connection)?;
    }
    Ok(())
}

pub fn set_status(
    connection: &mut Connection,
    ids: &[i64],
    status: BookingStatus,
    reason: Option<&str>,
    now: Timestamp,
) -> QueryResult<()> {
    for chunk in ids.chunks(IDS_PER_QUERY) {
        diesel::update(bookings::table.filter(bookings::id.eq_any(chunk.to_vec())))
            .set((
                bookings::status.eq(status),
                bookings::status_reason.eq(reason),
                bookings::updated_at.eq(now),
                bookings::revision.eq(bookings::revision + 1),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Asks for the physical parts of every room.
pub fn physical_rooms() -> impl QueryBatch<Answer = Vec<PhysicalRoom>> {
    let parts = room_components::table
        .inner_join(rooms::table.on(rooms::id.eq(room_components::component_id)))
        .order((room_components::room_id, room_components::component_id))
        .select((
            room_components::room_id,
            room_components::component_id,
            rooms::setup_minutes,
            rooms::teardown_minutes,
            rooms::buffers_from,
        ));
    rows_of(parts)
}

/// Asks for the holds of bookings that overlap a stretch.
pub fn holds(
    connection: &Connection,
    rooms: HeldRooms<'_>,
    from: Timestamp,
    to: Timestamp,
) -> impl QueryBatch<Answer = Vec<RoomHold>> + use<> {
    let holds = connection.booking_holds(rooms, from, to);
    holds.read_as(|holds| holds.into_iter().map(RoomHold::from).collect())
}

/// Asks for the holds of blocks that overlap a period, in order of time.
pub fn blocks(
    rooms: HeldRooms<'_>,
    from: Timestamp,
    to: Timestamp,
) -> impl QueryBatch<Answer = Vec<BlockHold>> + use<> {
    let mut query = room_holds::table
        .inner_join(room_blocks::table)
        .filter(room_blocks::lifted_at.is_null())
        .filter(room_blocks::ends_at.gt(from).and(room_blocks::starts_at.lt(to)))
        .order((room_holds::starts_at, room_blocks::id, room_holds::room_id))
        .select((
            room_holds::room_id,
            room_holds::starts_at,
            room_holds::ends_at,
            room_blocks::id,
            room_blocks::room_id,
            room_blocks::kind,
            room_blocks::reason,
        ))
        .into_boxed();
    query = match rooms {
        HeldRooms::All => query,
        HeldRooms::Physical(ids) => query.filter(room_holds::room_id.eq_any(ids.to_vec())),
        HeldRooms::PartsOf(ids) => {
            let parts = room_components::table
                .filter(room_components::room_id.eq_any(ids.to_vec()))
                .select(room_components::component_id);
            query.filter(room_holds::room_id.eq_any(parts))
        }
    };
    rows_of(query)
}

/// Returns those of these bookings for which some block makes place.
pub fn passing_any(connection: &mut Connection, booking_ids: &[i64]) -> Result<BTreeSet<i64>> {
    let mut found = BTreeSet::new();
    for chunk in booking_ids.chunks(IDS_PER_QUERY) {
        let ids: Vec<i64> = room_block_exceptions::table
            .filter(room_block_exceptions::booking_id.eq_any(chunk.to_vec()))
            .select(room_block_exceptions::booking_id)
            .load(connection)?;
        found.extend(ids);
    }
    Ok(found)
}

/// Returns the blocks that make place for one of these bookings.
pub fn blocks_passed_by(connection: &mut Connection, booking_ids: &[i64]) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    for chunk in booking_ids.chunks(IDS_PER_QUERY) {
        let ids: Vec<i64> = room_block_exceptions::table
            .filter(room_block_exceptions::booking_id.eq_any(chunk.to_vec()))
            .select(room_block_exceptions::block_id)
            .load(connection)?;
        found.extend(ids);
    }
    Ok(found)
}

/// Asks for the blocks that make place for a booking: number, reason, and the reason why it may be under it.
pub fn blocks_passed(booking_id: i64) -> impl QueryBatch<Answer = Vec<(i64, String, String)>> {
    let rows = room_block_exceptions::table
        .inner_join(room_blocks::table.on(room_blocks::id.eq(room_block_exceptions::block_id)))
        .filter(room_block_exceptions::booking_id.eq(booking_id))
        .order(room_blocks::id)
        .select((
            room_blocks::id,
            room_blocks::reason,
            room_block_exceptions::reason,
        ));
    rows_of(rows)
}

/// Inserts for which bookings blocks make place: booking and block. A booking may be written later in the transaction.
pub fn insert_block_exceptions(
    connection: &mut Connection,
    pairs: &[(i64, i64)],
    reason: &str,
    by: &str,
    now: Timestamp,
) -> Result<()> {
    let values: Vec<_> = pairs
        .iter()
        .map(|(booking, block)| {
            (
                room_block_exceptions::booking_id.eq(*booking),
                room_block_exceptions::block_id.eq(*block),
                room_block_exceptions::reason.eq(reason.to_owned()),
                room_block_exceptions::created_by.eq(by.to_owned()),
                room_block_exceptions::created_at.eq(now),
            )
        })
        .collect();
    Ok(insert_rows(
        connection,
        room_block_exceptions::table,
        &values[..],
    )?)
}

/// Returns those of these bookings for which a block makes place.
pub fn bookings_passing(connection: &mut Connection, block_id: i64, booking_ids: &[i64]) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    for chunk in booking_ids.chunks(IDS_PER_QUERY) {
        let ids: Vec<i64> = room_block_exceptions::table
            .filter(room_block_exceptions::block_id.eq(block_id))
            .filter(room_block_exceptions::booking_id.eq_any(chunk.to_vec()))
            .select(room_block_exceptions::booking_id)
            .load(connection)?;
        found.extend(ids);
    }
    Ok(found)
}

/// Returns the names of clients, each once, of somebody's bookings and of those that are pending.
pub fn client_names(connection: &mut Connection, seen: &VisibleBookings) -> Result<Vec<String>> {
    Ok(bookings::table
        .filter(is_seen(seen))
        .select(bookings::client_name)
        .distinct()
        .order(bookings::client_name)
        .load(connection)?)
}
