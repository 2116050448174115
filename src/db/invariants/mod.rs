//! What must be true of the rows, asked of the rows themselves: by queries of its own, past triggers and constraints. What
//! a client did past them, or a fault of ours, is found here.

mod devices;
mod records;
mod references;
mod rooms;

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::backend::{AnyConnection as Connection, Engine};
use crate::on_engine;

pub use references::references;

/// One rule; its query gives the rows that break it.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    pub name: &'static str,
    /// The table to look at.
    pub table: &'static str,
    /// `id` and `problem`, both text.
    sql: Sql,
    /// A command or an act; `{id}` is the row's.
    pub way_out: &'static str,
}

#[derive(Debug, Clone, Copy)]
enum Sql {
    Both(&'static str),
    Each {
        sqlite: &'static str,
        postgres: &'static str,
    },
}

/// A row that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Fault {
    #[diesel(sql_type = Text)]
    pub id: String,
    #[diesel(sql_type = Text)]
    pub problem: String,
}

/// Every rule, in the order of the slices whose tables they are about.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [rooms::RULES, devices::RULES, records::RULES]
        .into_iter()
        .flatten()
}

impl Rule {
    /// The rows that break it.
    pub fn ask(&self, connection: &mut Connection) -> QueryResult<Vec<Fault>> {
        let sql = match (self.sql, connection.engine()) {
            (Sql::Both(sql), _) => sql,
            (Sql::Each { sqlite, .. }, Engine::Sqlite) => sqlite,
            (Sql::Each { postgres, .. }, Engine::Postgres) => postgres,
        };
        faults(connection, sql)
    }
}

fn faults(connection: &mut Connection, sql: &str) -> QueryResult<Vec<Fault>> {
    on_engine!(connection, |inner| diesel::sql_query(sql).load(inner))
}
