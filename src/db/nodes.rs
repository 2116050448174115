//! Query nodes of our own, for what the derived backend lacks.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Bool};

use super::backend::{AnyConnection as Connection, MultiBackend};

/// `query.locked()`: `FOR NO KEY UPDATE` on PostgreSQL; nothing on SQLite, whose write transactions are alone.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct LockedQuery<Q>(Q);

impl<Q: Query> Query for LockedQuery<Q> {
    type SqlType = Q::SqlType;
}

impl<Q> RunQueryDsl<Connection> for LockedQuery<Q> {}

impl<Q: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for LockedQuery<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.0.walk_ast(out.reborrow())?;
        if matches!(out.backend(), MultiBackend::Postgres(_)) {
            out.push_sql(" FOR NO KEY UPDATE");
        }
        Ok(())
    }
}

/// `query.locked_whole()`: `FOR UPDATE` on PostgreSQL, as [`Connection::lock_rows`] locks; nothing on SQLite.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct WholeLockedQuery<Q>(Q);

impl<Q: Query> Query for WholeLockedQuery<Q> {
    type SqlType = Q::SqlType;
}

impl<Q> RunQueryDsl<Connection> for WholeLockedQuery<Q> {}

impl<Q: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for WholeLockedQuery<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.0.walk_ast(out.reborrow())?;
        if matches!(out.backend(), MultiBackend::Postgres(_)) {
            out.push_sql(" FOR UPDATE");
        }
        Ok(())
    }
}

pub trait LockedDsl: Sized {
    fn locked(self) -> LockedQuery<Self> {
        LockedQuery(self)
    }

    fn locked_whole(self) -> WholeLockedQuery<Self> {
        WholeLockedQuery(self)
    }
}

impl<Q: Query> LockedDsl for Q {}

/// Returns the condition that a row of a table of numbered records follows the one of this year and number: upwards, or
/// downwards.
pub fn follows_number<Q>(
    table: &str,
    year: impl Into<i64>,
    ordinal: impl Into<i64>,
    descending: bool,
) -> Box<dyn BoxableExpression<Q, MultiBackend, SqlType = Bool>> {
    let follows = if descending { '<' } else { '>' };
    // Compared as a row, as it stands in an index.
    let condition = sql::<Bool>(&format!("({table}.year, {table}.ordinal) {follows} ("))
        .bind::<BigInt, _>(year.into())
        .sql(", ")
        .bind::<BigInt, _>(ordinal.into())
        .sql(")");
    Box::new(condition)
}

/// `insert.on_conflict_sql("(key) DO NOTHING")`: both engines share the syntax, only the derive refuses the typed form.
#[derive(Debug, Clone, Copy)]
pub struct OnConflictSql<Q>(Q, &'static str);

impl<Q> QueryId for OnConflictSql<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q> RunQueryDsl<Connection> for OnConflictSql<Q> {}

impl<Q: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for OnConflictSql<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" ON CONFLICT ");
        out.push_sql(self.1);
        Ok(())
    }
}

pub trait OnConflictSqlDsl: Sized {
    fn on_conflict_sql(self, sql: &'static str) -> OnConflictSql<Self> {
        OnConflictSql(self, sql)
    }
}

impl<T: diesel::QuerySource, U, Op, Ret> OnConflictSqlDsl
    for diesel::query_builder::InsertStatement<T, U, Op, Ret>
{
}
