//! Rows as they were before an operation: triggers keep them, undo puts them back.
//!
//! The tables are named by what triggers wrote, so this is plain SQL; the columns of a row are those of the JSON that was
//! kept of it.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::DateTime;
use diesel::prelude::*;
use diesel::query_builder::BoxedSqlQuery;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};
use serde_json::{Map, Value as Json};

use super::backend::{AnyConnection, MultiBackend};
use super::catalog::quoted;
use super::outcome::{CommitMark, MARK_COLUMNS};
use super::types::UtcMicros;
use crate::kernel::error::{Error, Result};
use crate::kernel::timestamp::Timestamp;

/// A table whose rows are kept.
#[derive(Debug, PartialEq, Eq)]
pub struct KeptTable {
    pub name: &'static str,
    /// The columns of its key, and whether each is a number.
    pub key: &'static [(&'static str, bool)],
    /// The columns that are put back; empty: all of them.
    pub columns: &'static [&'static str],
    /// Whether its rows are ever updated; only then a login may lock them.
    pub is_updated: bool,
}

impl KeptTable {
    /// Words the key of a row as the triggers do.
    fn key_of(&self, row: &Map<String, Json>) -> String {
        let parts = self.key.iter().map(|(column, _)| match row.get(*column) {
            Some(Json::String(text)) => text.clone(),
            value => value.unwrap_or(&Json::Null).to_string(),
        });
        parts.collect::<Vec<_>>().join("/")
    }
}

/// Rows by their keys.
pub type RowsByKey = BTreeMap<String, Map<String, Json>>;

/// Keys of one query: an expression of more conditions is too deep for SQLite.
const KEYS_PER_QUERY: usize = 200;

/// Columns that an undo writes anew and never puts back.
pub const RENEWED: [&str; 3] = ["revision", "updated_at", "updated_by"];

/// Returns an instant of a kept row: microseconds in a file, a text on a server.
pub fn instant_of(row: &Map<String, Json>, column: &str) -> Option<Timestamp> {
    match row.get(column)? {
        Json::String(text) => DateTime::parse_from_rfc3339(text)
            .ok()
            .map(|instant| Timestamp::from(instant.to_utc())),
        other => other.as_i64().and_then(Timestamp::from_micros),
    }
}

/// When and by whom a row is put back.
#[derive(Debug, Clone, Copy)]
pub struct PutBack<'a> {
    pub at: Timestamp,
    pub by: &'a str,
}

#[derive(QueryableByName)]
struct RowNumber {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

#[derive(QueryableByName)]
struct RowText {
    #[diesel(sql_type = Text)]
    text: String,
}

#[derive(QueryableByName)]
struct RowJson {
    #[diesel(sql_type = Text)]
    kept: String,
}

impl AnyConnection {
    /// Returns the number of the newest kept row, by which [`Self::end_operation`] knows those that follow. A server knows
    /// them by their transaction.
    pub fn begin_operation(&mut self) -> QueryResult<i64> {
        match self {
            Self::Postgres(_) => Ok(0),
            Self::Sqlite(inner) => {
                let sql = "SELECT coalesce(max(id), 0) AS id FROM operation_rows";
                let newest: RowNumber = diesel::sql_query(sql).get_result(inner)?;
                Ok(newest.id)
            }
        }
    }

    /// Makes an operation of this transaction, whose audit rows are written: of the rows kept after `after`, if there are any
    /// or it is one `without_rows`. Returns what tells the transaction from all others, where a server could lose its answer.
    pub fn end_operation(
        &mut self,
        after: i64,
        words: &str,
        undoes: Option<i64>,
        without_rows: bool,
    ) -> QueryResult<Option<CommitMark>> {
        match self {
            Self::Postgres(inner) => {
                let sql =
                    format!("SELECT colab_operation($1, $2, $3), {MARK_COLUMNS} FROM colab_audit_head() h");
                diesel::sql_query(sql)
                    .bind::<Text, _>(words)
                    .bind::<Nullable<BigInt>, _>(undoes)
                    .bind::<Bool, _>(without_rows)
                    .get_result(inner)
                    .map(Some)
            }
            Self::Sqlite(inner) => {
                let made: Option<RowNumber> = diesel::sql_query(
                    "INSERT INTO operations (id, audit_seq, at, actor, on_behalf_of, command, words, undoes)
                     SELECT (SELECT coalesce(max(id), 0) + 1 FROM operations), l.seq, l.at, l.actor, l.on_behalf_of,
                            l.command, ?1, ?2
                       FROM audit_head h JOIN audit_log l ON l.seq = h.seq
                      WHERE h.id = 1 AND (?3 OR EXISTS (SELECT 1 FROM operation_rows WHERE id > ?4))
                     RETURNING id",
                )
                .bind::<Text, _>(words)
                .bind::<Nullable<BigInt>, _>(undoes)
                .bind::<Bool, _>(without_rows)
                .bind::<BigInt, _>(after)
                .get_result(inner)
                .optional()?;
                if let Some(made) = made {
                    diesel::sql_query("UPDATE operation_rows SET operation_id = ?1 WHERE id > ?2")
                        .bind::<BigInt, _>(made.id)
                        .bind::<BigInt, _>(after)
                        .execute(inner)?;
                }
                Ok(None)
            }
        }
    }

    /// Returns the operation that this transaction made, whose audit rows are written, if it made one that the login may see.
    pub fn made_operation(&mut self) -> Option<i64> {
        let head = self.audit_head_sql();
        let sql = format!("SELECT o.id FROM operations o JOIN ({head}) h ON h.seq = o.audit_seq");
        let made = diesel::Connection::transaction(self, |connection| {
            diesel::sql_query(sql)
                .get_result::<RowNumber>(connection)
                .optional()
        });
        made.ok().flatten().map(|row| row.id)
    }

    /// Returns a row as it is now; `None` where it is not there.
    ///
    /// # Errors
    /// Those of the database.
    pub fn row_now(&mut self, table: &KeptTable, key: &str) -> Result<Option<Map<String, Json>>> {
        let mut rows = self.rows_now(table, &[key.to_owned()])?;
        Ok(rows.remove(key))
    }

    /// Returns rows as they are now, by their keys; those that are not there are missing.
    ///
    /// # Errors
    /// Those of the database.
    pub fn rows_now(&mut self, table: &KeptTable, keys: &[String]) -> Result<RowsByKey> {
        self.find_rows(table, keys, "")
    }

    /// Locks rows and returns them as [`Self::rows_now`] does.
    ///
    /// # Errors
    /// Those of the database.
    pub fn lock_kept_rows(&mut self, table: &KeptTable, keys: &[String]) -> Result<RowsByKey> {
        let locks = table.is_updated && matches!(self, Self::Postgres(_));
        self.find_rows(table, keys, if locks { "FOR UPDATE" } else { "" })
    }

    fn find_rows(&mut self, table: &KeptTable, keys: &[String], lock: &str) -> Result<RowsByKey> {
        let (whole, name) = (self.row_as_json(table)?, quoted(table.name));
        let mut rows = RowsByKey::new();
        for keys in keys.chunks(KEYS_PER_QUERY) {
            let mut statement = RowStatement::new(self);
            let matches = keys.iter().map(|key| statement.key(table, key));
            let matches = matches.collect::<Vec<_>>().join(" OR ");
            let sql = format!("SELECT {whole} AS kept FROM {name} AS t WHERE {matches} ORDER BY 1 {lock}");
            let found: Vec<RowJson> = statement.query(sql).load(self)?;
            for row in found {
                let row = kept_row(&row.kept)?;
                rows.insert(table.key_of(&row), row);
            }
        }
        Ok(rows)
    }

    /// Words the expression that has a row's columns as JSON.
    fn row_as_json(&mut self, table: &KeptTable) -> QueryResult<String> {
        let function = match self {
            Self::Postgres(_) if table.columns.is_empty() => return Ok("to_jsonb(t)::text".to_owned()),
            Self::Postgres(_) => "jsonb_build_object",
            Self::Sqlite(_) => "json_object",
        };
        let columns = if table.columns.is_empty() {
            self.texts(&format!(
                "SELECT name AS text FROM pragma_table_info('{}')",
                table.name
            ))?
        } else {
            table.columns.iter().map(|name| (*name).to_owned()).collect()
        };
        let pairs = columns.iter().map(|name| format!("'{name}', t.{}", quoted(name)));
        let pairs: Vec<String> = pairs.collect();
        let cast = if function == "json_object" { "" } else { "::text" };
        Ok(format!("{function}({}){cast}", pairs.join(", ")))
    }

    /// Gives a row the values that it had; returns whether there is such a row.
    pub fn put_row_back(
        &mut self,
        table: &KeptTable,
        key: &str,
        before: &Map<String, Json>,
        how: PutBack<'_>,
    ) -> QueryResult<bool> {
        let mut statement = RowStatement::new(self);
        let columns = before.keys().map(String::as_str);
        let columns: Vec<&str> = columns
            .filter(|name| !RENEWED.contains(name) && table.key.iter().all(|(key, _)| key != name))
            .collect();
        let mut set = vec![statement.values(table, &columns, before)];
        if before.contains_key("revision") {
            set.push("revision = revision + 1".to_owned());
        }
        if before.contains_key("updated_at") {
            set.push(format!("updated_at = {}", statement.at(how.at)));
        }
        if before.contains_key("updated_by") {
            set.push(format!("updated_by = {}", statement.text(how.by)));
        }
        let matches = statement.key(table, key);
        let sql = format!(
            "UPDATE {} SET {} WHERE {matches}",
            quoted(table.name),
            set.join(", ")
        );
        Ok(statement.query(sql).execute(self)? > 0)
    }

    /// Inserts a row that was deleted, as it was.
    pub fn insert_row_again(&mut self, table: &KeptTable, before: &Map<String, Json>) -> QueryResult<()> {
        let mut statement = RowStatement::new(self);
        let columns: Vec<&str> = before.keys().map(String::as_str).collect();
        let names: Vec<String> = columns.iter().map(|name| quoted(name)).collect();
        let from = statement.select(table, &columns, before);
        let sql = format!("INSERT INTO {} ({}) {from}", quoted(table.name), names.join(", "));
        statement.query(sql).execute(self).map(|_| ())
    }

    /// Returns the keys of the rows that name a record in a column, now or in what was kept of them.
    pub fn keys_of_part(
        &mut self,
        table: &KeptTable,
        column: &str,
        record: &str,
    ) -> QueryResult<Vec<String>> {
        let (name, column) = (quoted(table.name), quoted(column));
        let key: Vec<String> = table
            .key
            .iter()
            .map(|(key, _)| format!("CAST(t.{} AS text)", quoted(key)))
            .collect();
        let kept = if matches!(self, Self::Postgres(_)) {
            format!("before::jsonb ->> '{}'", column.trim_matches('"'))
        } else {
            format!("CAST(json_extract(before, '$.{column}') AS text)")
        };
        let mut statement = RowStatement::new(self);
        let (table_name, wanted) = (statement.text(table.name), statement.text(record));
        let sql = format!(
            "SELECT {} AS text FROM {name} AS t WHERE CAST(t.{column} AS text) = {wanted}
             UNION SELECT row_key FROM operation_rows WHERE table_name = {table_name} AND {kept} = {wanted}",
            key.join(" || '/' || ")
        );
        let rows: Vec<RowText> = statement.query(sql).load(self)?;
        Ok(rows.into_iter().map(|row| row.text).collect())
    }

    /// Deletes a row; returns whether there was one.
    pub fn delete_row(&mut self, table: &KeptTable, key: &str) -> QueryResult<bool> {
        let mut statement = RowStatement::new(self);
        let matches = statement.key(table, key);
        let sql = format!("DELETE FROM {} WHERE {matches}", quoted(table.name));
        Ok(statement.query(sql).execute(self)? > 0)
    }
}

/// A value bound to a statement.
enum BoundValue {
    Words(String),
    At(Timestamp),
}

/// A statement about one row, and what is bound to it.
struct RowStatement {
    is_server: bool,
    bound: Vec<BoundValue>,
}

impl RowStatement {
    fn new(connection: &AnyConnection) -> Self {
        Self {
            is_server: matches!(connection, AnyConnection::Postgres(_)),
            bound: Vec::new(),
        }
    }

    fn bind(&mut self, value: BoundValue) -> String {
        self.bound.push(value);
        let sign = if self.is_server { '$' } else { '?' };
        format!("{sign}{}", self.bound.len())
    }

    fn text(&mut self, text: &str) -> String {
        self.bind(BoundValue::Words(text.to_owned()))
    }

    fn at(&mut self, at: Timestamp) -> String {
        self.bind(BoundValue::At(at))
    }

    /// Words the condition that finds a row by its key.
    fn key(&mut self, table: &KeptTable, key: &str) -> String {
        let parts = key.splitn(table.key.len(), '/');
        let conditions = table.key.iter().zip(parts).map(|((column, is_number), part)| {
            let bound = self.text(part);
            let value = if *is_number {
                format!("CAST({bound} AS bigint)")
            } else {
                bound
            };
            format!("{} = {value}", quoted(column))
        });
        format!("({})", conditions.collect::<Vec<_>>().join(" AND "))
    }

    /// Words the query whose one row has these columns of the JSON.
    fn select(&mut self, table: &KeptTable, columns: &[&str], row: &Map<String, Json>) -> String {
        let bound = self.text(&Json::Object(row.clone()).to_string());
        if self.is_server {
            let names: Vec<String> = columns.iter().map(|name| format!("k.{}", quoted(name))).collect();
            let table = quoted(table.name);
            return format!(
                "SELECT {} FROM jsonb_populate_record(NULL::{table}, {bound}::jsonb) AS k",
                names.join(", ")
            );
        }
        let values = columns
            .iter()
            .map(|name| format!("json_extract({bound}, '$.\"{name}\"')"));
        format!("SELECT {}", values.collect::<Vec<_>>().join(", "))
    }

    /// Words the assignment of these columns of the JSON.
    fn values(&mut self, table: &KeptTable, columns: &[&str], row: &Map<String, Json>) -> String {
        let names: Vec<String> = columns.iter().map(|name| quoted(name)).collect();
        let from = self.select(table, columns, row);
        format!("({}) = ({from})", names.join(", "))
    }

    fn query(self, sql: String) -> BoxedSqlQuery<'static, MultiBackend, diesel::query_builder::SqlQuery> {
        let query = diesel::sql_query(sql).into_boxed();
        self.bound.into_iter().fold(query, |query, value| match value {
            BoundValue::Words(text) => query.bind::<Text, _>(text),
            BoundValue::At(at) => query.bind::<UtcMicros, _>(at),
        })
    }
}

/// Reads the JSON that was kept of a row.
///
/// # Errors
/// `Internal` for anything but an object.
pub fn kept_row(text: &str) -> Result<Map<String, Json>> {
    match serde_json::from_str(text).context("a kept row is no JSON")? {
        Json::Object(row) => Ok(row),
        other => Err(Error::internal(format!("a kept row is {other}"))),
    }
}
