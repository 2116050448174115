//! Wishes listed, counted and taken off the waiting list.

use std::collections::{BTreeMap, HashSet};

use serde_json::json;

pub use super::store::DemandFilter;

use super::model::{Demand, DemandGroup, DemandRow, DemandSum};
use super::standing::{booked, with_names};
use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::{Permission, PermissionScope};
use crate::access::tx::{Tx, not_allowed};
use crate::kernel::error::{Error, ErrorCode, Result};

/// Lists wishes, the newest first.
pub fn list(tx: &mut Tx<'_>, filter: &DemandFilter) -> Result<Vec<Demand>> {
    let _grant = tx.require(Permission::SeeReports)?;
    let rows = store::list(tx.connection(), filter)?;
    let booked = booked(tx, &rows)?;
    with_names(tx, rows, &booked)
}

/// Counts wishes by what they have in common, the most first.
pub fn sums(tx: &mut Tx<'_>, filter: &DemandFilter, by: DemandGroup) -> Result<Vec<DemandSum>> {
    let _grant = tx.require(Permission::SeeReports)?;
    let mut sums: BTreeMap<String, DemandSum> = BTreeMap::new();
    let site = tx.site();
    for one in list(tx, filter)? {
        let key = match by {
            DemandGroup::Reason => one.row.reason.as_str().to_owned(),
            DemandGroup::Room => one.room.clone().unwrap_or_else(|| "any room".to_owned()),
            DemandGroup::Client => one.row.client_name.clone(),
            DemandGroup::Month => site.local(one.row.starts_at).format("%Y-%m").to_string(),
            DemandGroup::Tenant => one.row.tenant_id.as_str().to_owned(),
        };
        let sum = sums.entry(key.clone()).or_insert(DemandSum {
            by,
            key,
            wishes: 0,
            people: 0,
            tries: 0,
            hours: 0,
        });
        sum.wishes += 1;
        sum.people += i64::from(one.row.people);
        sum.tries += i64::from(one.row.tries);
        sum.hours += (one.row.ends_at.since(one.row.starts_at).num_minutes() + 3) / 6;
    }
    let mut sums: Vec<DemandSum> = sums.into_values().collect();
    if by != DemandGroup::Month {
        sums.sort_by_key(|sum| std::cmp::Reverse(sum.wishes));
    }
    Ok(sums)
}

/// Takes wishes off the waiting list; those that left it already stay as they are.
///
/// # Errors
/// `NotFound` for an unknown wish, `Forbidden` for one of others unless the actor assigns rooms.
pub fn leave(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<Demand>> {
    let grant = tx.require(Permission::CreateBooking)?;
    let may_all = tx
        .require(Permission::AssignRooms)
        .is_ok_and(|grant| grant.reach() == PermissionScope::All);
    let mut left = Vec::with_capacity(ids.len());
    let now = tx.now();
    tx.mark_unchanged();
    tx.connection().lock_rows("demand", ids)?;
    for id in ids {
        let before = store::by_id(tx.connection(), *id)?;
        let before = before.filter(|row| may_all || row.asked_by == tx.actor().username || sees_all(tx));
        let Some(before) = before else {
            return Err(unknown(*id));
        };
        if !may_all && before.asked_by != tx.actor().username {
            let act = format!("take the wish {id} of {} off the waiting list", before.asked_by);
            return Err(not_allowed(tx.actor(), &act));
        }
        let after = DemandRow {
            left_at: before.left_at.or(Some(now)),
            ..before.clone()
        };
        if after != before {
            store::save(tx.connection(), &after)?;
            let (was, is) = (json!({"left_at": null}), json!({"left_at": now}));
            tx.audit(&grant, AuditEvent::change("demand", *id, was, is));
        }
        left.push(after);
    }
    with_names(tx, left, &HashSet::new())
}

fn sees_all(tx: &Tx<'_>) -> bool {
    tx.require(Permission::SeeBookings)
        .is_ok_and(|grant| grant.reach() == PermissionScope::All)
}

fn unknown(id: i64) -> Error {
    let fact = format!("no wish {id} on the waiting list");
    Error::not_found(ErrorCode::UnknownWish, fact, &[]).hint("colab booking waiting list")
}
