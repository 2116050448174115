//! Queries of the thresholds that categories have of their own.

use diesel::prelude::*;

use crate::db::nodes::OnConflictSqlDsl;
use crate::db::schema::stock_thresholds;
use crate::db::{Connection, QueryBatch, columns_of, rows_of};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// The thresholds a category has of its own; `None` for those of the site.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = stock_thresholds)]
pub struct OwnThresholds {
    pub category_id: i64,
    pub warn_percent: Option<i32>,
    pub alert_percent: Option<i32>,
    pub warn_count: Option<i32>,
}

impl OwnThresholds {
    /// Returns a category without thresholds of its own.
    pub fn none(category_id: i64) -> Self {
        Self {
            category_id,
            warn_percent: None,
            alert_percent: None,
            warn_count: None,
        }
    }

    /// Returns the names of the thresholds that are set.
    pub fn names(&self) -> Vec<&'static str> {
        let figures = [
            ("warn_percent", self.warn_percent),
            ("alert_percent", self.alert_percent),
            ("warn_count", self.warn_count),
        ];
        let there = figures
            .into_iter()
            .filter_map(|(name, figure)| figure.map(|_| name));
        there.collect()
    }
}

/// Asks for the own thresholds of every category that has any.
pub fn all() -> impl QueryBatch<Answer = Vec<OwnThresholds>> {
    rows_of(stock_thresholds::table.select(columns_of::<OwnThresholds>()))
}

/// Loads a category's own thresholds.
pub fn one(connection: &mut Connection, category_id: i64) -> Result<Option<OwnThresholds>> {
    Ok(stock_thresholds::table
        .find(category_id)
        .select(OwnThresholds::as_select())
        .first(connection)
        .optional()?)
}

/// Inserts or replaces a category's own thresholds.
pub fn put(connection: &mut Connection, own: &OwnThresholds, now: Timestamp, by: &str) -> Result<()> {
    use stock_thresholds as t;
    diesel::insert_into(t::table)
        .values((
            t::category_id.eq(own.category_id),
            t::warn_percent.eq(own.warn_percent),
            t::alert_percent.eq(own.alert_percent),
            t::warn_count.eq(own.warn_count),
            t::updated_at.eq(now),
            t::updated_by.eq(by),
        ))
        .on_conflict_sql(
            "(category_id) DO UPDATE SET warn_percent = excluded.warn_percent, alert_percent = excluded.alert_percent, \
             warn_count = excluded.warn_count, updated_at = excluded.updated_at, updated_by = excluded.updated_by",
        )
        .execute(connection)?;
    Ok(())
}

/// Deletes a category's own thresholds.
pub fn remove(connection: &mut Connection, category_id: i64) -> Result<()> {
    diesel::delete(stock_thresholds::table.find(category_id)).execute(connection)?;
    Ok(())
}
