//! The one connection type over both engines, and what differs between them in every transaction.

use std::time::{Duration, Instant};

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::{PgConnection, SqliteConnection};

use super::errors::outcome_unknown;
use super::limits::LockLimits;
use super::turns;
use super::waiting::{BUSY_TIMEOUT, TELL_AFTER, mark_sql, set_committing, tell, waiting};
use crate::kernel::error::{Error, ErrorCode, Result};

/// A connection to either engine.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatabaseEngine {
    Sqlite,
    Postgres,
}

impl DatabaseEngine {
    /// Returns the name that `colab db status` shows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// Ids of one `IN (…)`: below every engine's limit of parameters.
pub const IDS_PER_QUERY: usize = 10_000;

/// Queries of one statement: below every engine's limit.
const QUERIES_TOGETHER: usize = 100;

/// Returns the pattern of texts that contain this one; a backslash escapes.
pub fn containing(part: &str) -> String {
    let part = part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{part}%")
}

/// Begins a transaction on a file; one that writes queues up with the others.
fn begin_on_file(inner: &mut SqliteConnection, sql: &str, patience: Duration) -> QueryResult<()> {
    let begun = Instant::now();
    let left = || patience.saturating_sub(begun.elapsed());
    let set_patience = |inner: &mut SqliteConnection, patience: Duration| {
        inner.batch_execute(&format!("PRAGMA busy_timeout = {}", patience.as_millis()))
    };
    let is_write = sql.contains("IMMEDIATE");
    let Some(file) = is_write.then(|| main_file(inner)).flatten() else {
        set_patience(inner, patience)?;
        return AnsiTransactionManager::begin_transaction_sql(inner, sql);
    };
    turns::take(&file, patience);
    set_patience(inner, left().min(TELL_AFTER))?;
    let mut result = AnsiTransactionManager::begin_transaction_sql(inner, sql);
    if result.as_ref().is_err_and(is_locked) && !left().is_zero() {
        tell("waiting for another program that writes the database");
        set_patience(inner, left())?;
        result = AnsiTransactionManager::begin_transaction_sql(inner, sql);
    }
    if result.is_err() {
        turns::give_back();
    }
    result?;
    // What the transaction writes may wait as long as its beginning.
    set_patience(inner, patience)
}

fn is_locked(error: &diesel::result::Error) -> bool {
    error.to_string().contains("locked")
}

fn is_in_transaction(inner: &mut SqliteConnection) -> bool {
    let status = AnsiTransactionManager::transaction_manager_status_mut(inner);
    status.transaction_depth().is_ok_and(|depth| depth.is_some())
}

/// Returns the file of an embedded database; one in memory has none.
pub(super) fn main_file(inner: &mut SqliteConnection) -> Option<String> {
    let file = diesel::dsl::sql::<diesel::sql_types::Text>(
        "SELECT file FROM pragma_database_list WHERE name = 'main'",
    );
    file.get_result(inner)
        .ok()
        .filter(|file: &String| !file.is_empty())
}

impl AnyConnection {
    pub fn engine(&self) -> DatabaseEngine {
        match self {
            Self::Postgres(_) => DatabaseEngine::Postgres,
            Self::Sqlite(_) => DatabaseEngine::Sqlite,
        }
    }

    /// Begins a transaction that writes, within the usual limits.
    pub fn begin_write(&mut self) -> QueryResult<()> {
        self.begin_write_within(&LockLimits::default())
    }

    /// Begins a transaction that writes. SQLite takes the write lock at once: one that reads first and then writes
    /// would fail with "database is locked", whatever the busy timeout.
    pub fn begin_write_within(&mut self, limits: &LockLimits) -> QueryResult<()> {
        self.begin("BEGIN", "BEGIN IMMEDIATE", limits)
    }

    /// Begins a transaction that reads, within the usual limits.
    pub fn begin_read(&mut self) -> QueryResult<()> {
        self.begin_read_within(&LockLimits::default())
    }

    /// Begins a transaction that reads one consistent state and can write nothing.
    pub fn begin_read_within(&mut self, limits: &LockLimits) -> QueryResult<()> {
        let server = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        self.begin(server, "BEGIN DEFERRED", limits)
    }

    fn begin(&mut self, server: &str, file: &str, limits: &LockLimits) -> QueryResult<()> {
        match self {
            Self::Postgres(inner) => {
                let sql = format!("{server}; {}; {}", limits.statements(), mark_sql());
                AnsiTransactionManager::begin_transaction_sql(inner, &sql)?;
                let slot = limits.slots.map_or(Ok(()), |slots| self.take_slot(slots));
                if slot.is_err() {
                    self.rollback();
                }
                slot
            }
            Self::Sqlite(inner) => waiting("the write lock of the file", || {
                begin_on_file(inner, file, limits.lock)
            }),
        }
    }

    /// Begins a part of a transaction that can be rolled back by itself, or committed into the whole.
    pub fn begin_part(&mut self) -> QueryResult<()> {
        <Self as diesel::Connection>::TransactionManager::begin_transaction(self)
    }

    /// Commits a part of a transaction into the whole.
    pub fn commit_part(&mut self) -> QueryResult<()> {
        <Self as diesel::Connection>::TransactionManager::commit_transaction(self)
    }

    /// Commits the transaction.
    ///
    /// # Errors
    /// With the code `outcome_unknown` where the connection was lost before the answer.
    pub fn commit(&mut self) -> Result<()> {
        set_committing(true);
        let committed = self.commit_part().map_err(Error::from);
        set_committing(false);
        self.end_turn();
        committed.map_err(|error| match error.code {
            ErrorCode::DatabaseLost => outcome_unknown(error),
            _ => error,
        })
    }

    /// Rolls back the transaction or its part; a connection that is lost has done so by itself.
    pub fn rollback(&mut self) {
        if let Err(error) = <Self as diesel::Connection>::TransactionManager::rollback_transaction(self) {
            tracing::debug!(%error, "rollback");
        }
        self.end_turn();
    }

    /// Lets the next writer of a file go on, unless the transaction goes on.
    fn end_turn(&mut self) {
        if let Self::Sqlite(inner) = self
            && !is_in_transaction(inner)
        {
            turns::give_back();
        }
    }

    /// Returns a text column as the program orders it, by its bytes: a server's own order is that of a language.
    pub fn in_byte_order(&self, column: &str) -> String {
        match self {
            Self::Postgres(_) => format!("{column} COLLATE \"C\""),
            Self::Sqlite(_) => column.to_owned(),
        }
    }

    /// Returns what makes a file read a table in the order of the keys that its first constraint makes unique, where a list begins with
    /// it: statistics may tell it to sort everything instead. A server goes by the list's limit.
    pub fn in_order_of_keys(&self, table: &str) -> String {
        match self {
            Self::Postgres(_) => String::new(),
            Self::Sqlite(_) => format!(" INDEXED BY sqlite_autoindex_{table}_1"),
        }
    }

    /// Returns what stands before and after the JSON list of numbers in the condition that a column is one of them.
    pub fn around_ids(&self, column: &str) -> (String, &'static str) {
        match self {
            Self::Postgres(_) => (
                format!("{column} = ANY (CAST(translate("),
                ", '[]', '{}') AS bigint[]))",
            ),
            Self::Sqlite(_) => (format!("{column} IN (SELECT value FROM json_each("), "))"),
        }
    }

    /// Returns what stands before and after the JSON list of texts in the condition that a text column is one of them.
    pub fn around_texts(&self, column: &str) -> (String, &'static str) {
        match self {
            Self::Postgres(_) => (
                format!("{column} = ANY (ARRAY(SELECT json_array_elements_text("),
                "::json)))",
            ),
            Self::Sqlite(_) => (format!("{column} IN (SELECT value FROM json_each("), "))"),
        }
    }

    /// Lets a transaction that only reads wait for whoever takes what it has read, as long as that takes. It locks nothing.
    pub fn wait_for_readers(&mut self) -> QueryResult<()> {
        match self {
            Self::Postgres(inner) => inner.batch_execute("SET LOCAL idle_in_transaction_session_timeout = 0"),
            Self::Sqlite(_) => Ok(()),
        }
    }

    /// Waits until no other transaction holds the lock of this number. SQLite has one writer anyway.
    pub fn lock_for_transaction(&mut self, number: i64) -> QueryResult<()> {
        match self {
            Self::Postgres(inner) => waiting("another command of its kind", || {
                diesel::sql_query("SELECT pg_advisory_xact_lock($1)")
                    .bind::<diesel::sql_types::BigInt, _>(number)
                    .execute(inner)
                    .map(|_| ())
            }),
            Self::Sqlite(_) => Ok(()),
        }
    }

    /// Keeps everybody else from writing, and nobody from reading, until the transaction ends: every write moves the head of
    /// the audit log. SQLite has one writer anyway.
    pub fn stop_writers(&mut self) -> QueryResult<()> {
        match self {
            Self::Postgres(inner) => waiting("all other writers", || {
                inner.batch_execute("LOCK TABLE audit_head IN EXCLUSIVE MODE")
            }),
            Self::Sqlite(_) => Ok(()),
        }
    }

    /// Locks these rows of a table against changes by others until the transaction ends. SQLite has one writer anyway.
    pub fn lock_rows(&mut self, table: &'static str, ids: &[i64]) -> QueryResult<()> {
        use diesel::sql_types::{Array, BigInt};
        match self {
            Self::Postgres(inner) => {
                // In the order of ids, so that two of these never wait for each other.
                let sql = format!("SELECT id FROM {table} WHERE id = ANY($1) ORDER BY id FOR UPDATE");
                waiting(table, || {
                    diesel::sql_query(sql)
                        .bind::<Array<BigInt>, _>(ids)
                        .execute(inner)
                        .map(|_| ())
                })
            }
            Self::Sqlite(_) => Ok(()),
        }
    }

    /// Reserves the id of one row, as [`AnyConnection::reserve_ids`] does those of many.
    pub fn reserve_id(&mut self, table: &'static str) -> QueryResult<i64> {
        let ids = self.reserve_ids(table, 1)?;
        ids.first().copied().ok_or(diesel::result::Error::NotFound)
    }

    /// Reserves `count` ids of a table for rows that other rows of the same transaction refer to.
    ///
    /// They are consecutive on SQLite, where the writer is alone; PostgreSQL draws them from the sequence. None is that of a row
    /// that was deleted and that an undo may bring back.
    pub fn reserve_ids(&mut self, table: &'static str, count: usize) -> QueryResult<Vec<i64>> {
        #[derive(QueryableByName)]
        struct ReservedId {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            id: i64,
        }
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        match self {
            Self::Postgres(inner) => {
                let sql =
                    "SELECT nextval(pg_get_serial_sequence($1, 'id')) AS id FROM generate_series(1, $2)";
                let ids: Vec<ReservedId> = diesel::sql_query(sql)
                    .bind::<diesel::sql_types::Text, _>(table)
                    .bind::<diesel::sql_types::BigInt, _>(count)
                    .load(inner)?;
                Ok(ids.into_iter().map(|row| row.id).collect())
            }
            Self::Sqlite(inner) => {
                let sql = format!(
                    "SELECT max(coalesce((SELECT max(id) FROM {table}), 0),
                                coalesce((SELECT max(CAST(row_key AS INTEGER)) FROM operation_rows
                                           WHERE table_name = '{table}'), 0)) AS id"
                );
                let last: ReservedId = diesel::sql_query(sql).get_result(inner)?;
                let end = last.id.checked_add(count);
                let end = end.ok_or_else(|| {
                    diesel::result::Error::QueryBuilderError("the table has no further numbers".into())
                })?;
                Ok((last.id + 1..=end).collect())
            }
        }
    }

    /// Returns the query for the token with the hash bound first, and its user. On a server it calls a function of the owner:
    /// a login that may not read hashes still finds out whose token it was given.
    pub fn token_holder_sql(&self) -> &'static str {
        match self {
            Self::Postgres(_) => {
                "SELECT h.*, EXISTS (SELECT 1 FROM role_grants g WHERE g.user_id = h.user_id) AS has_grants, \
                 (SELECT value FROM settings WHERE key = 'session_idle_minutes') AS idle_minutes \
                   FROM colab_token_holder($1) h"
            }
            Self::Sqlite(_) => {
                "SELECT t.id, t.scope, t.expires_at, t.last_used_at, t.revoked_at, u.user_id, u.username, u.role, \
                 u.is_active, m.username AS maker, \
                 EXISTS (SELECT 1 FROM role_grants g WHERE g.user_id = u.user_id) AS has_grants, \
                 (SELECT value FROM settings WHERE key = 'session_idle_minutes') AS idle_minutes \
                 FROM user_tokens t JOIN users u ON u.user_id = t.user_id \
                 LEFT JOIN users m ON m.user_id = t.made_by AND m.user_id <> t.user_id WHERE t.token_hash = ?1"
            }
        }
    }

    /// Returns the statement that notes when the token with the hash bound first was used, at the instant bound second.
    pub fn token_used_sql(&self) -> &'static str {
        match self {
            Self::Postgres(_) => "SELECT colab_token_used($1, $2)",
            Self::Sqlite(_) => "UPDATE user_tokens SET last_used_at = ?2 WHERE token_hash = ?1",
        }
    }

    /// Returns the query that appends to the audit log what the JSON bound first describes. A file has no such function: the
    /// program writes its rows.
    pub fn audit_append_sql(&self) -> Option<&'static str> {
        match self {
            Self::Postgres(_) => Some("SELECT colab_audit_append($1::json)"),
            Self::Sqlite(_) => None,
        }
    }

    /// Returns the query for number and hash of the newest audit row.
    pub fn audit_head_sql(&self) -> &'static str {
        match self {
            Self::Postgres(_) => "SELECT seq, hash FROM colab_audit_head()",
            Self::Sqlite(_) => "SELECT seq, hash FROM audit_head WHERE id = 1",
        }
    }

    /// Returns the query for the audit rows about the record whose kind and name are bound. On a server it calls a function
    /// of the owner: logins that may not read the log read the history of the records that they see.
    pub fn audit_history_sql(&self) -> &'static str {
        match self {
            Self::Postgres(_) => "SELECT * FROM colab_audit_history($1, $2)",
            Self::Sqlite(_) => "SELECT * FROM audit_rows WHERE entity = ?1 AND entity_id = ?2 ORDER BY seq",
        }
    }

    /// Runs `body` without waiting for other writers: where another command is writing the file, it fails at once.
    pub fn without_waiting<T>(&mut self, body: impl FnOnce(&mut Self) -> T) -> T {
        let set_timeout = |connection: &mut Self, millis: u128| {
            if let Self::Sqlite(inner) = connection
                && let Err(error) = inner.batch_execute(&format!("PRAGMA busy_timeout={millis}"))
            {
                tracing::debug!(%error, "busy timeout");
            }
        };
        set_timeout(self, 0);
        let done = body(self);
        set_timeout(self, BUSY_TIMEOUT.as_millis());
        done
    }

    /// Reads a name from a server: `current_database()`, `current_schema()`, `session_user`. A file has none of them.
    pub fn server_name(&mut self, expression: &'static str) -> QueryResult<String> {
        if self.engine() == DatabaseEngine::Sqlite {
            return Err(diesel::result::Error::NotFound);
        }
        let names = self.texts(&format!("SELECT CAST({expression} AS text) AS text"))?;
        names.into_iter().next().ok_or(diesel::result::Error::NotFound)
    }

    /// Lists rows of a table that an index of it does not have. A server looks after its indexes itself.
    pub fn index_faults(&mut self, table: &'static str) -> QueryResult<Vec<String>> {
        if self.engine() == DatabaseEngine::Postgres {
            return Ok(Vec::new());
        }
        let mut found = self.texts(&format!(
            "SELECT integrity_check AS text FROM pragma_integrity_check('{table}')"
        ))?;
        found.retain(|fact| fact != "ok");
        Ok(found)
    }

    /// Lists what the engine itself finds wrong with its pages and indexes; `quick` leaves out whether indexes match their
    /// tables. A server looks after its pages itself: there, lists indexes and constraints that are not in force.
    pub fn faults(&mut self, quick: bool) -> QueryResult<Vec<String>> {
        let sql = match (self.engine(), quick) {
            (DatabaseEngine::Sqlite, true) => "SELECT quick_check AS text FROM pragma_quick_check",
            (DatabaseEngine::Sqlite, false) => "SELECT integrity_check AS text FROM pragma_integrity_check",
            (DatabaseEngine::Postgres, _) => {
                "SELECT 'index ' || i.indexrelid::regclass::text || ' is not valid' AS text FROM pg_index i
                   JOIN pg_class c ON c.oid = i.indexrelid
                  WHERE NOT (i.indisvalid AND i.indisready) AND c.relnamespace = current_schema()::regnamespace
                 UNION ALL
                 SELECT 'constraint ' || conname || ' is not validated' FROM pg_constraint
                  WHERE NOT convalidated AND connamespace = current_schema()::regnamespace"
            }
        };
        if let (Self::Sqlite(inner), false) = (&mut *self, quick) {
            // Every row is looked up in every index of its table.
            inner.batch_execute("PRAGMA cache_size = -65536")?;
        }
        let mut faults = self.texts(sql)?;
        faults.retain(|line| line != "ok");
        Ok(faults)
    }

    /// Loads all rows of a query for one column named `text`.
    pub fn texts(&mut self, sql: &str) -> QueryResult<Vec<String>> {
        #[derive(QueryableByName)]
        struct TextRow {
            #[diesel(sql_type = diesel::sql_types::Text)]
            text: String,
        }
        let rows: Vec<TextRow> = diesel::sql_query(sql).load(self)?;
        Ok(rows.into_iter().map(|row| row.text).collect())
    }

    /// Loads all rows of queries for one column named `text`, many queries with each statement.
    pub fn texts_of_all(&mut self, queries: &[String]) -> QueryResult<Vec<String>> {
        let mut texts = Vec::new();
        for together in queries.chunks(QUERIES_TOGETHER) {
            texts.extend(self.texts(&together.join(" UNION ALL "))?);
        }
        Ok(texts)
    }

    /// Runs statements without parameters, several at once.
    pub fn batch(&mut self, sql: &str) -> QueryResult<()> {
        match self {
            Self::Postgres(inner) => inner.batch_execute(sql),
            Self::Sqlite(inner) => inner.batch_execute(sql),
        }
    }
}
