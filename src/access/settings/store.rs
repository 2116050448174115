//! Settings that someone changed.

use std::collections::BTreeMap;

use anyhow::Context as _;
use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::Connection;
use crate::db::nodes::OnConflictSqlDsl;
use crate::db::schema::settings::dsl;
use crate::db::schema::tax_rates;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Loads the settings that someone changed.
pub fn all(connection: &mut Connection) -> Result<Vec<(String, String)>> {
    Ok(dsl::settings.select((dsl::key, dsl::value)).load(connection)?)
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
    let rows = rows.into_iter().map(|(from, rate)| -> Result<(NaiveDate, i64)> {
        let from = from.parse::<NaiveDate>().context("a tax rate has no day")?;
        Ok((from, rate))
    });
    rows.collect()
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
