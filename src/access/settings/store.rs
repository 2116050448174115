//! Settings that someone changed.

use std::collections::BTreeMap;

use anyhow::Context as _;
use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use crate::db::nodes::OnConflictSqlDsl;
use crate::db::schema::settings::dsl;
use crate::db::schema::tax_rates;
use crate::db::{Connection, QueryBatch, rows_of};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Settings by their keys, and tax rates by the days from which they hold.
pub type ValuesInForce = (BTreeMap<String, String>, BTreeMap<NaiveDate, i64>);

/// Asks for the settings that someone changed, and the tax rates as [`tax_rates`] does, in one query: every command asks for both.
pub fn in_force() -> impl QueryBatch<Answer = Result<ValuesInForce>> {
    let rows = sql::<(Bool, Text, Text)>(
        "SELECT false AS is_tax, key, value FROM settings
         UNION ALL SELECT true, holds_from, CAST(rate AS text) FROM tax_rates",
    );
    rows_of(rows).read_as(values_of)
}

fn values_of(rows: Vec<(bool, String, String)>) -> Result<ValuesInForce> {
    let (mut settings, mut rates) = (BTreeMap::new(), BTreeMap::new());
    for (is_tax, key, value) in rows {
        if is_tax {
            let rate = value.parse().context("a tax rate is not a number")?;
            rates.insert(day_of(&key)?, rate);
        } else {
            settings.insert(key, value);
        }
    }
    Ok((settings, rates))
}

fn day_of(text: &str) -> Result<NaiveDate> {
    Ok(text.parse().context("a tax rate has no day")?)
}

/// Returns when a setting was changed for the last time.
pub fn changed_at(connection: &mut Connection, key: &str) -> Result<Option<Timestamp>> {
    let row = dsl::settings.find(key).select(dsl::updated_at);
    Ok(row.first(connection).optional()?)
}

/// Saves a setting's value.
pub fn put(connection: &mut Connection, key: &str, value: &str, at: Timestamp, by: &str) -> Result<()> {
    diesel::insert_into(dsl::settings)
        .values((dsl::key.eq(key), dsl::value.eq(value), dsl::updated_at.eq(at), dsl::updated_by.eq(by)))
        .on_conflict_sql(
            "(key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by",
        )
        .execute(connection)?;
    Ok(())
}

/// Loads the tax rates in thousandths of a percent, by the days from which they hold.
pub fn tax_rates(connection: &mut Connection) -> Result<BTreeMap<NaiveDate, i64>> {
    let rows: Vec<(String, i64)> = tax_rates::table
        .select((tax_rates::holds_from, tax_rates::rate))
        .load(connection)?;
    let rows = rows.into_iter();
    rows.map(|(from, rate)| Ok((day_of(&from)?, rate))).collect()
}

/// Makes these the tax rates; those that are there already stay as they are.
pub fn put_tax_rates(
    connection: &mut Connection,
    rates: &BTreeMap<NaiveDate, i64>,
    at: Timestamp,
    by: &str,
) -> Result<()> {
    let known = tax_rates(connection)?;
    for (from, _) in known.iter().filter(|(from, _)| !rates.contains_key(from)) {
        diesel::delete(tax_rates::table.find(from.to_string())).execute(connection)?;
    }
    for (from, rate) in rates.iter().filter(|(from, rate)| known.get(from) != Some(rate)) {
        diesel::insert_into(tax_rates::table)
            .values((
                tax_rates::holds_from.eq(from.to_string()),
                tax_rates::rate.eq(rate),
                tax_rates::updated_at.eq(at),
                tax_rates::updated_by.eq(by),
            ))
            .on_conflict_sql(
                "(holds_from) DO UPDATE SET rate = excluded.rate, updated_at = excluded.updated_at, updated_by = excluded.updated_by",
            )
            .execute(connection)?;
    }
    Ok(())
}
