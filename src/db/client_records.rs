//! Gives every booking and rental of an older database its client. No engine folds accents, so the program does it, between the
//! migration that makes the tables and the one that requires it.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::backend::AnyConnection as Connection;
use super::types::UtcMicros;
use crate::kernel::error::{Error, Result};
use crate::kernel::names::name_key;
use crate::kernel::timestamp::Timestamp;

/// The migration after which it is done.
pub const AFTER: &str = "20261129000035";

/// A spelling, how often it was written, and when for the first time.
#[derive(QueryableByName)]
struct Spelling {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = UtcMicros)]
    first_at: Timestamp,
}

#[derive(QueryableByName)]
struct MadeClient {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

const SPELLINGS: &str = "SELECT name, count(*) AS count, min(at) AS first_at FROM
  (SELECT client_name AS name, created_at AS at FROM bookings UNION ALL
   SELECT client_name, created_at FROM offsite_rentals UNION ALL
   SELECT client_name, created_at FROM booking_costing) AS written GROUP BY name";

const MAKE: &str = "INSERT INTO clients (name, name_key, is_active, created_at, updated_at)
  VALUES ($1, $2, 1 = 1, $3, $4) RETURNING id";

/// Makes one client of the spellings that have one key, called as most of its bookings and rentals call it.
pub fn fill_in(connection: &mut Connection) -> Result<()> {
    let found: Vec<Spelling> = diesel::sql_query(SPELLINGS).load(connection)?;
    let mut clients: BTreeMap<String, Vec<Spelling>> = BTreeMap::new();
    for spelling in found {
        clients
            .entry(name_key(&spelling.name))
            .or_default()
            .push(spelling);
    }
    for (key, mut spellings) in clients {
        spellings.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        let first_at = spellings.iter().map(|spelling| spelling.first_at).min();
        let (Some(usual), Some(first_at)) = (spellings.first(), first_at) else {
            continue;
        };
        let made: MadeClient = diesel::sql_query(MAKE)
            .bind::<Text, _>(&usual.name)
            .bind::<Text, _>(&key)
            .bind::<UtcMicros, _>(first_at)
            .bind::<UtcMicros, _>(first_at)
            .get_result(connection)?;
        for spelling in &spellings {
            set_client(connection, made.id, &spelling.name)?;
        }
    }
    Ok(())
}

fn set_client(connection: &mut Connection, id: i64, name: &str) -> Result<()> {
    for table in ["bookings", "offsite_rentals"] {
        diesel::sql_query(format!(
            "UPDATE {table} SET client_id = $1 WHERE client_name = $2"
        ))
        .bind::<BigInt, _>(id)
        .bind::<Text, _>(name)
        .execute(connection)
        .map_err(Error::from)?;
    }
    Ok(())
}
