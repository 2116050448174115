//! Audit rows and the head of their chain.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::hash;
use super::model::{ChainHead, StoredRow, audit_rows};
use super::personal::PersonalValue;
use super::written::{WrittenEvent, WrittenRows};
use crate::db::backend::IDS_PER_QUERY;
use crate::db::nodes::LockedDsl;
use crate::db::schema::{audit_head, audit_log, audit_values};
use crate::db::types::UtcMicros;
use crate::db::{Connection, insert_rows};
use crate::kernel::error::{Error, Result};
use crate::kernel::timestamp::Timestamp;

/// Rows read at a time when the chain is walked.
const PAGE: i64 = 5000;

/// The row with this number.
pub fn row(connection: &mut Connection, seq: i64) -> Result<Option<StoredRow>> {
    Ok(audit_rows::table
        .filter(audit_rows::seq.eq(seq))
        .select(StoredRow::as_select())
        .first(connection)
        .optional()?)
}

/// Days that reach beyond every instant of a log.
const MANY_DAYS: i64 = 2_000_000;

/// What was done alike: by one actor with one command, in as many milliseconds.
#[derive(Debug, QueryableByName)]
pub struct OperationCount {
    #[diesel(sql_type = Text)]
    pub command: String,
    #[diesel(sql_type = Text)]
    pub actor: String,
    /// `operation`, `refusal` or `failure`.
    #[diesel(sql_type = Text)]
    pub kind: String,
    #[diesel(sql_type = BigInt)]
    pub duration_ms: i64,
    #[diesel(sql_type = BigInt)]
    pub count: i64,
}

/// Counts transactions, whose rows share their instant, and rows of refusals and failures; an agent's run that did not end well is a
/// failure.
pub fn operation_counts(
    connection: &mut Connection,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
) -> Result<Vec<OperationCount>> {
    let query = diesel::sql_query(
        "SELECT command, actor, kind, duration_ms,
                CAST(CASE kind WHEN 'operation' THEN count(DISTINCT at) ELSE count(*) END AS bigint) AS count
           FROM (SELECT command, actor, duration_ms, at,
                        CASE WHEN entity = 'command' THEN 'refusal'
                             WHEN entity = 'agent' AND (metadata LIKE '%\"outcome\":\"failed\"%'
                                                        OR metadata LIKE '%\"outcome\":\"paused\"%') THEN 'failure'
                             ELSE 'operation' END AS kind
                   FROM audit_log WHERE at >= $1 AND at < $2
                 UNION ALL
                 SELECT command, coalesce(actor, ''), 0, started_at, 'failure' FROM job_runs
                  WHERE started_at >= $1 AND started_at < $2 AND ended_at IS NOT NULL
                    AND (exit_code IS NULL OR exit_code NOT IN (0, 8, 9))) rows
          GROUP BY command, actor, kind, duration_ms
          ORDER BY command, actor, kind, duration_ms",
    );
    Ok(query
        .bind::<UtcMicros, _>(from.unwrap_or(Timestamp::EPOCH))
        .bind::<UtcMicros, _>(to.unwrap_or(Timestamp::EPOCH.plus(TimeDelta::days(MANY_DAYS))))
        .load(connection)?)
}

/// The names of who acted since an instant, and on whose behalf.
pub fn actors_since(connection: &mut Connection, since: Timestamp) -> Result<BTreeSet<String>> {
    let rows: Vec<(String, Option<String>)> = audit_log::table
        .filter(audit_log::at.ge(since))
        .select((audit_log::actor, audit_log::on_behalf_of))
        .distinct()
        .load(connection)?;
    Ok(rows
        .into_iter()
        .flat_map(|(actor, behalf)| std::iter::once(actor).chain(behalf))
        .collect())
}

/// Rows to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Rows about these kinds of records alone; `None` takes all.
    pub kinds: Option<&'static [&'static str]>,
    pub entity: Option<String>,
    pub entity_id: Option<String>,
    /// Who did it, or on whose behalf it was done.
    pub actor: Option<String>,
    /// A command or a noun; its words hold nothing that a pattern would read otherwise.
    pub command: Option<String>,
    /// Whether there are commands below that one.
    pub is_noun: bool,
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub to: Option<Timestamp>,
    /// Those that follow this one in the order.
    pub after: Option<i64>,
    pub newest_first: bool,
    pub limit: Option<i64>,
}

pub fn list(connection: &mut Connection, filter: &Filter) -> Result<Vec<StoredRow>> {
    if filter.actor.is_none() {
        return page(connection, filter, false);
    }
    // Two lists that are read in the order of their indexes, where one would be sorted.
    let mut rows = page(connection, filter, false)?;
    rows.extend(page(connection, filter, true)?);
    rows.sort_by_key(|row| row.seq);
    rows.dedup_by_key(|row| row.seq);
    if filter.newest_first {
        rows.reverse();
    }
    let limit = filter.limit.and_then(|limit| usize::try_from(limit).ok());
    rows.truncate(limit.unwrap_or(usize::MAX));
    Ok(rows)
}

/// Returns the first rows that fit the filter, whose actor acted, or had others act.
fn page(connection: &mut Connection, filter: &Filter, on_behalf: bool) -> Result<Vec<StoredRow>> {
    let mut query = audit_rows::table.select(StoredRow::as_select()).into_boxed();
    if let Some(kinds) = filter.kinds {
        query = query.filter(audit_rows::entity.eq_any(kinds));
    }
    if let Some(entity) = &filter.entity {
        query = query.filter(audit_rows::entity.eq(entity.clone()));
    }
    if let Some(id) = &filter.entity_id {
        query = query.filter(audit_rows::entity_id.eq(id.clone()));
    }
    query = match &filter.actor {
        Some(name) if on_behalf => query.filter(audit_rows::on_behalf_of.eq(name.clone())),
        Some(name) => query.filter(audit_rows::actor.eq(name.clone())),
        None => query,
    };
    if let Some(command) = &filter.command {
        let own = audit_rows::command.eq(command.clone());
        let below = audit_rows::command.like(format!("{command} %"));
        query = if filter.is_noun {
            query.filter(own.or(below))
        } else {
            query.filter(own)
        };
    }
    if let Some(from) = filter.from {
        query = query.filter(audit_rows::at.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(audit_rows::at.lt(to));
    }
    query = match (filter.newest_first, filter.after) {
        (true, Some(after)) => query.filter(audit_rows::seq.lt(after)),
        (false, Some(after)) => query.filter(audit_rows::seq.gt(after)),
        (_, None) => query,
    };
    query = if filter.newest_first {
        query.order(audit_rows::seq.desc())
    } else {
        query.order(audit_rows::seq)
    };
    if let Some(limit) = filter.limit {
        query = query.limit(limit);
    }
    Ok(query.load(connection)?)
}

/// Returns the head of the chain as recorded; `None` only where somebody took it away.
pub fn head(connection: &mut Connection) -> Result<Option<ChainHead>> {
    let sql = connection.audit_head_sql();
    Ok(diesel::sql_query(sql).get_result(connection).optional()?)
}

/// Appends rows to the chain. A server numbers and hashes them itself.
pub fn append(connection: &mut Connection, written: &WrittenRows<'_>) -> Result<()> {
    match connection.audit_append_sql() {
        Some(sql) => diesel::sql_query(sql)
            .bind::<Text, _>(written.as_json()?)
            .execute(connection)
            .map(|_| ())
            .map_err(Error::from),
        None => append_here(connection, written),
    }
}

fn append_here(connection: &mut Connection, written: &WrittenRows<'_>) -> Result<()> {
    let (mut seq, mut previous): (i64, String) = audit_head::table
        .find(1)
        .select((audit_head::seq, audit_head::hash))
        .locked()
        .get_result(connection)?;
    let mut rows = Vec::with_capacity(written.events.len());
    for event in &written.events {
        seq = seq
            .checked_add(1)
            .ok_or_else(|| Error::internal("the audit log has no further numbers"))?;
        insert_values(connection, seq, &event.values)?;
        let mut row = stored(written, event, seq);
        row.hash = hash::hash_of(&previous, &row);
        previous.clone_from(&row.hash);
        rows.push(row);
    }
    insert(connection, &rows)?;
    diesel::update(audit_head::table.find(1))
        .set((audit_head::seq.eq(seq), audit_head::hash.eq(previous)))
        .execute(connection)?;
    Ok(())
}

/// Builds a row that has no hash yet.
fn stored(written: &WrittenRows<'_>, event: &WrittenEvent, seq: i64) -> StoredRow {
    let origin = &written.origin;
    StoredRow {
        seq,
        at: written.at,
        actor: origin.actor.to_owned(),
        on_behalf_of: origin.on_behalf_of.map(str::to_owned),
        command: written.command.to_owned(),
        entity: event.entity.to_owned(),
        entity_id: event.entity_id.clone(),
        before: event.before.clone(),
        after: event.after.clone(),
        metadata: event.metadata.clone(),
        duration_ms: written.duration_ms,
        hash: String::new(),
        form: hash::FORM,
        login: None,
        token_id: origin.token_id,
        token_maker: origin.token_maker.map(str::to_owned),
        personal: None,
    }
}

fn insert_values(connection: &mut Connection, seq: i64, values: &[PersonalValue]) -> Result<()> {
    let rows: Vec<_> = values
        .iter()
        .map(|one| {
            (
                audit_values::seq.eq(seq),
                audit_values::digest.eq(one.digest()),
                audit_values::salt.eq(Some(&one.salt)),
                audit_values::value.eq(Some(&one.value)),
            )
        })
        .collect();
    Ok(insert_rows(connection, audit_values::table, &rows[..])?)
}

fn insert(connection: &mut Connection, rows: &[StoredRow]) -> Result<()> {
    use audit_log::dsl;
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                dsl::seq.eq(row.seq),
                dsl::at.eq(row.at),
                dsl::actor.eq(&row.actor),
                dsl::on_behalf_of.eq(&row.on_behalf_of),
                dsl::command.eq(&row.command),
                dsl::entity.eq(&row.entity),
                dsl::entity_id.eq(&row.entity_id),
                dsl::before.eq(&row.before),
                dsl::after.eq(&row.after),
                dsl::metadata.eq(&row.metadata),
                dsl::duration_ms.eq(row.duration_ms),
                dsl::hash.eq(&row.hash),
                dsl::form.eq(row.form),
                dsl::token_id.eq(row.token_id),
                dsl::token_maker.eq(&row.token_maker),
            )
        })
        .collect();
    Ok(insert_rows(connection, audit_log::table, &rows[..])?)
}

/// Returns the next rows of the log; without a number, the first ones, whatever their numbers.
pub fn after(connection: &mut Connection, seq: Option<i64>) -> Result<Vec<StoredRow>> {
    let mut query = audit_rows::table
        .order(audit_rows::seq)
        .limit(PAGE)
        .select(StoredRow::as_select())
        .into_boxed();
    if let Some(seq) = seq {
        query = query.filter(audit_rows::seq.gt(seq));
    }
    Ok(query.load(connection)?)
}

pub fn of_record(connection: &mut Connection, entity: &str, id: &str) -> Result<Vec<StoredRow>> {
    let sql = connection.audit_history_sql();
    Ok(diesel::sql_query(sql)
        .bind::<Text, _>(entity)
        .bind::<Text, _>(id)
        .load(connection)?)
}

/// Returns the numbers of the newest rows about records of a kind, by record; one without any is left out.
pub fn newest_of(connection: &mut Connection, entity: &str, ids: &[String]) -> Result<BTreeMap<String, i64>> {
    let mut newest = BTreeMap::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<(String, Option<i64>)> = audit_rows::table
            .filter(audit_rows::entity.eq(entity))
            .filter(audit_rows::entity_id.eq_any(chunk.to_vec()))
            .group_by(audit_rows::entity_id)
            .select((audit_rows::entity_id, diesel::dsl::max(audit_rows::seq)))
            .load(connection)?;
        newest.extend(rows.into_iter().filter_map(|(id, seq)| Some((id, seq?))));
    }
    Ok(newest)
}

/// Returns what changed records of a kind, in order.
pub fn changes_of_all(connection: &mut Connection, entity: &str) -> Result<Vec<StoredRow>> {
    let changes = audit_rows::before
        .is_not_null()
        .and(audit_rows::after.is_not_null());
    Ok(audit_rows::table
        .filter(audit_rows::entity.eq(entity).and(changes))
        .order(audit_rows::seq)
        .select(StoredRow::as_select())
        .load(connection)?)
}

/// Returns what a command wrote down last about a record; `without` passes over what has a fact of this name.
pub fn last_run(
    connection: &mut Connection,
    command: &str,
    entity: &str,
    id: &str,
    without: Option<&str>,
) -> Result<Option<StoredRow>> {
    let of_record = audit_rows::entity.eq(entity).and(audit_rows::entity_id.eq(id));
    let mut query = audit_rows::table
        .filter(of_record.and(audit_rows::command.eq(command)))
        .order(audit_rows::seq.desc())
        .limit(1)
        .select(StoredRow::as_select())
        .into_boxed();
    if let Some(fact) = without {
        let has_not = audit_rows::metadata.not_like(format!("%\"{fact}\":%"));
        query = query.filter(audit_rows::metadata.is_null().or(has_not));
    }
    Ok(query.get_result(connection).optional()?)
}
