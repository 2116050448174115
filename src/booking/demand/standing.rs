//! How wishes stand: what their clients are called now, which have booked since, whose offer has passed.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::TimeDelta;

use super::model::{Demand, DemandRow, WishState};
use super::store;
use crate::access::tx::Tx;
use crate::booking::model::BookingRow;
use crate::booking::store::room_names;
use crate::client::service as clients;
use crate::client::written::ClientNames;
use crate::db::Connection;
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;

/// Returns how long an offer of the waiting list holds.
pub fn offer_time(tx: &Tx<'_>) -> TimeDelta {
    TimeDelta::hours(tx.settings().waiting_offer_hours())
}

/// Returns whether an offer has held so long that the next wish is asked.
pub(super) fn has_passed(row: &DemandRow, now: Timestamp, offer: TimeDelta) -> bool {
    row.state(false, now, offer) == WishState::Passed
}

/// Returns wishes with their rooms and how they stand.
pub(super) fn with_names(
    tx: &mut Tx<'_>,
    rows: Vec<DemandRow>,
    booked: &HashSet<i64>,
) -> Result<Vec<Demand>> {
    let rows = with_clients(tx.connection(), rows)?;
    let names = room_names(tx.connection())?;
    let (now, offer) = (tx.now(), offer_time(tx));
    let wish = |row: DemandRow| Demand {
        room: row.room_id.and_then(|id| names.get(&id).cloned()),
        state: row.state(booked.contains(&row.id), now, offer),
        row,
    };
    Ok(rows.into_iter().map(wish).collect())
}

/// Returns wishes under the names that their clients have now; a client that was never booked keeps what was asked for.
fn with_clients(connection: &mut Connection, mut rows: Vec<DemandRow>) -> Result<Vec<DemandRow>> {
    let keys: BTreeSet<String> = rows.iter().map(|row| row.client_key.clone()).collect();
    let clients = clients::by_keys(connection, &keys.into_iter().collect::<Vec<_>>())?;
    for row in &mut rows {
        if let Some((_, name)) = clients.get(&row.client_key) {
            row.client_name.clone_from(name);
            row.client_key = name_key(name);
        }
    }
    Ok(rows)
}

/// Returns the stretch in which wishes are.
pub(super) fn stretch_of(rows: &[DemandRow]) -> Result<Option<Period>> {
    let first = rows.iter().map(|row| row.starts_at).min();
    let last = rows.iter().map(|row| row.ends_at).max();
    first
        .zip(last)
        .map(|(first, last)| Period::new(first, last))
        .transpose()
}

/// Returns the wishes whose clients have booked since, or whose rejected booking stands again.
pub(super) fn booked(tx: &mut Tx<'_>, rows: &[DemandRow]) -> Result<HashSet<i64>> {
    let Some(stretch) = stretch_of(rows)? else {
        return Ok(HashSet::new());
    };
    let rows = with_clients(tx.connection(), rows.to_vec())?;
    let standing = store::standing(tx.connection(), &stretch)?;
    let names = ClientNames::load(tx.connection(), standing.iter().map(|row| row.client_id))?;
    let mut by_client: HashMap<String, Vec<&BookingRow>> = HashMap::new();
    for row in &standing {
        let keys = HashSet::from([
            name_key(&row.client_name),
            name_key(&names.owned(row.client_id).1),
        ]);
        for key in keys {
            by_client.entry(key).or_default().push(row);
        }
    }
    let covers = |wish: &DemandRow, row: &BookingRow| {
        row.starts_at < wish.ends_at
            && row.ends_at > wish.starts_at
            && (row.created_at > wish.asked_at || Some(row.id) == wish.booking_id)
    };
    let is_booked = |wish: &&DemandRow| {
        let of_client = by_client.get(&wish.client_key).into_iter().flatten();
        of_client.into_iter().any(|row| covers(wish, row))
    };
    Ok(rows.iter().filter(is_booked).map(|wish| wish.id).collect())
}
