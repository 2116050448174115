//! The one connection type over both engines, and every place where the program must know which one it has.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::prelude::*;
use diesel::{PgConnection, SqliteConnection};

/// A connection to either engine.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// Runs one body against the concrete connection of whichever engine it is (compiled twice): for the few statements
/// that the derived backend has no form for, such as inserts of many rows.
#[macro_export]
macro_rules! on_engine {
    ($connection:expr, |$inner:ident| $body:expr) => {
        match $connection {
            $crate::db::Connection::Postgres($inner) => $body,
            $crate::db::Connection::Sqlite($inner) => $body,
        }
    };
}

/// Rows of one insert statement: with at most 32 columns both engines' limits of parameters hold.
pub const ROWS_PER_INSERT: usize = 1000;

/// Ids of one `IN (…)`: below every engine's limit of parameters.
pub const IDS_PER_QUERY: usize = 10_000;

impl AnyConnection {
    pub fn engine(&self) -> Engine {
        match self {
            Self::Postgres(_) => Engine::Postgres,
            Self::Sqlite(_) => Engine::Sqlite,
        }
    }

    /// Begins a transaction that writes. SQLite takes the write lock at once: one that reads first and then writes
    /// would fail with "database is locked", whatever the busy timeout.
    pub fn begin_write(&mut self) -> QueryResult<()> {
        match self {
            Self::Postgres(inner) => AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN"),
            Self::Sqlite(inner) => AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN IMMEDIATE"),
        }
    }

    /// Begins a transaction that reads one consistent state and can write nothing.
    pub fn begin_read(&mut self) -> QueryResult<()> {
        match self {
            Self::Postgres(inner) => AnsiTransactionManager::begin_transaction_sql(
                inner,
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            ),
            Self::Sqlite(inner) => AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN DEFERRED"),
        }
    }

    /// Begins a part of a transaction that can be rolled back, or committed into the whole, by itself.
    pub fn begin_part(&mut self) -> QueryResult<()> {
        <Self as diesel::Connection>::TransactionManager::begin_transaction(self)
    }

    pub fn commit(&mut self) -> QueryResult<()> {
        <Self as diesel::Connection>::TransactionManager::commit_transaction(self)
    }

    /// A connection that is gone has rolled back by itself.
    pub fn rollback(&mut self) {
        if let Err(error) = <Self as diesel::Connection>::TransactionManager::rollback_transaction(self) {
            tracing::debug!(%error, "rollback");
        }
    }

    /// Lets only one transaction of those that ask with this number go on; the rest wait. SQLite has one writer anyway.
    pub fn lock_for_transaction(&mut self, number: i64) -> QueryResult<()> {
        match self {
            Self::Postgres(inner) => diesel::sql_query("SELECT pg_advisory_xact_lock($1)")
                .bind::<diesel::sql_types::BigInt, _>(number)
                .execute(inner)
                .map(|_| ()),
            Self::Sqlite(_) => Ok(()),
        }
    }

    /// Keeps everybody else from writing until the transaction ends, and nobody from reading: every write moves the head of
    /// the audit log. SQLite has one writer anyway.
    pub fn stop_writers(&mut self) -> QueryResult<()> {
        match self {
            Self::Postgres(inner) => inner.batch_execute("LOCK TABLE audit_head IN EXCLUSIVE MODE"),
            Self::Sqlite(_) => Ok(()),
        }
    }

    /// Keeps others from changing these rows of a table until the transaction ends. SQLite has one writer anyway.
    pub fn lock_rows(&mut self, table: &'static str, ids: &[i64]) -> QueryResult<()> {
        use diesel::sql_types::{Array, BigInt};
        match self {
            Self::Postgres(inner) => {
                // In the order of ids, so that two of these never wait for each other.
                let sql = format!("SELECT id FROM {table} WHERE id = ANY($1) ORDER BY id FOR UPDATE");
                diesel::sql_query(sql)
                    .bind::<Array<BigInt>, _>(ids)
                    .execute(inner)
                    .map(|_| ())
            }
            Self::Sqlite(_) => Ok(()),
        }
    }

    /// Reserves `count` ids of a table for rows that other rows of the same transaction refer to.
    ///
    /// Numbers are consecutive on SQLite, where the writer is alone; PostgreSQL draws them from the sequence.
    pub fn reserve_ids(&mut self, table: &'static str, count: usize) -> QueryResult<Vec<i64>> {
        #[derive(QueryableByName)]
        struct Id {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            id: i64,
        }
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        match self {
            Self::Postgres(inner) => {
                let sql =
                    "SELECT nextval(pg_get_serial_sequence($1, 'id')) AS id FROM generate_series(1, $2)";
                let ids: Vec<Id> = diesel::sql_query(sql)
                    .bind::<diesel::sql_types::Text, _>(table)
                    .bind::<diesel::sql_types::BigInt, _>(count)
                    .load(inner)?;
                Ok(ids.into_iter().map(|row| row.id).collect())
            }
            Self::Sqlite(inner) => {
                let sql = format!("SELECT coalesce(max(id), 0) AS id FROM {table}");
                let last: Id = diesel::sql_query(sql).get_result(inner)?;
                Ok((last.id + 1..=last.id + count).collect())
            }
        }
    }

    /// Asks for the token with the hash that is bound first, and its user. On a server by a function of the owner's: a login that may
    /// not read hashes still finds out whose token it was given.
    pub fn token_holder_sql(&self) -> &'static str {
        match self {
            Self::Postgres(_) => "SELECT * FROM colab_token_holder($1)",
            Self::Sqlite(_) => {
                "SELECT t.id, t.scope, t.expires_at, t.last_used_at, t.revoked_at, u.user_id, u.username, u.role, \
                 u.is_active FROM user_tokens t JOIN users u ON u.user_id = t.user_id WHERE t.token_hash = ?1"
            }
        }
    }

    /// Notes when the token with the hash that is bound first was used: what is bound second.
    pub fn token_used_sql(&self) -> &'static str {
        match self {
            Self::Postgres(_) => "SELECT colab_token_used($1, $2)",
            Self::Sqlite(_) => "UPDATE user_tokens SET last_used_at = ?2 WHERE token_hash = ?1",
        }
    }

    /// Runs what is not worth waiting for: where another command is writing the file, it fails at once.
    pub fn without_waiting<T>(&mut self, body: impl FnOnce(&mut Self) -> T) -> T {
        let patience = |connection: &mut Self, millis: u128| {
            if let Self::Sqlite(inner) = connection
                && let Err(error) = inner.batch_execute(&format!("PRAGMA busy_timeout={millis}"))
            {
                tracing::debug!(%error, "busy timeout");
            }
        };
        patience(self, 0);
        let done = body(self);
        patience(self, super::BUSY_TIMEOUT.as_millis());
        done
    }

    /// What a server calls something: `current_database()`, `current_schema()`, `session_user`. A file has no such names.
    pub fn server_name(&mut self, expression: &'static str) -> QueryResult<String> {
        #[derive(QueryableByName)]
        struct Name {
            #[diesel(sql_type = diesel::sql_types::Text)]
            name: String,
        }
        match self {
            Self::Postgres(inner) => {
                let sql = format!("SELECT CAST({expression} AS text) AS name");
                diesel::sql_query(sql).get_result(inner).map(|row: Name| row.name)
            }
            Self::Sqlite(_) => Err(diesel::result::Error::NotFound),
        }
    }

    /// What the engine itself finds wrong with its pages and indexes; `quick` leaves out whether indexes and tables say the
    /// same. A server's pages are its own business: there, indexes and constraints that are not in force.
    pub fn faults(&mut self, quick: bool) -> QueryResult<Vec<String>> {
        let sql = match (self.engine(), quick) {
            (Engine::Sqlite, true) => "SELECT quick_check AS text FROM pragma_quick_check",
            (Engine::Sqlite, false) => "SELECT integrity_check AS text FROM pragma_integrity_check",
            (Engine::Postgres, _) => {
                "SELECT 'index ' || i.indexrelid::regclass::text || ' is not valid' AS text FROM pg_index i
                   JOIN pg_class c ON c.oid = i.indexrelid
                  WHERE NOT (i.indisvalid AND i.indisready) AND c.relnamespace = current_schema()::regnamespace
                 UNION ALL
                 SELECT 'constraint ' || conname || ' is not validated' FROM pg_constraint
                  WHERE NOT convalidated AND connamespace = current_schema()::regnamespace"
            }
        };
        let mut faults = self.texts(sql)?;
        faults.retain(|line| line != "ok");
        Ok(faults)
    }

    /// One column named `text`, all rows.
    pub fn texts(&mut self, sql: &str) -> QueryResult<Vec<String>> {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = diesel::sql_types::Text)]
            text: String,
        }
        let rows: Vec<Row> = on_engine!(self, |inner| diesel::sql_query(sql).load(inner))?;
        Ok(rows.into_iter().map(|row| row.text).collect())
    }

    /// Statements without parameters, several at once.
    pub fn batch(&mut self, sql: &str) -> QueryResult<()> {
        match self {
            Self::Postgres(inner) => inner.batch_execute(sql),
            Self::Sqlite(inner) => inner.batch_execute(sql),
        }
    }
}
