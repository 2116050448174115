//! Messages that clients do not want; what is sent to them is the slice `notify`.

use std::collections::BTreeSet;

use serde_json::json;

use super::model::{MessageKind, MessageOptout};
use super::written::ClientNames;
use super::{lookup, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::db::Connection;
use crate::kernel::error::Result;

/// Returns what these records of one client do not want, each kind once.
///
/// # Errors
/// Those of the database.
fn unwanted_kinds(connection: &mut Connection, group: &[i64]) -> Result<Vec<MessageKind>> {
    let mut kinds: Vec<MessageKind> = Vec::new();
    for (_, kind, ..) in connection.answer(store::optouts(Some(group)))? {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    Ok(kinds)
}

/// Returns the client of a name, and the numbers of all that are one with it.
fn group_of(tx: &mut Tx<'_>, name: &str) -> Result<(i64, Vec<i64>)> {
    let id = lookup::find(tx.connection(), name)?.id;
    let group = lookup::with_merged(tx.connection(), vec![id])?;
    Ok((id, group.into_iter().collect()))
}

/// Lists what clients do not want, of one or of all.
///
/// # Errors
/// `NotFound` for an unknown client.
pub fn list(tx: &mut Tx<'_>, client: Option<&str>) -> Result<Vec<MessageOptout>> {
    let _grant = tx.require(Permission::SeeClients)?;
    let of = match client {
        Some(name) => Some(group_of(tx, name)?.1),
        None => None,
    };
    let found = tx.connection().answer(store::optouts(of.as_deref()))?;
    let names = ClientNames::load(tx.connection(), found.iter().map(|row| row.0))?;
    let named = |(id, kind, created_at, created_by)| MessageOptout {
        client: names.of(id).1.to_owned(),
        kind,
        created_at,
        created_by,
    };
    Ok(found.into_iter().map(named).collect())
}

/// Sets or takes back which kinds of messages a client does not want, and returns those that it does not want now.
///
/// # Errors
/// `NotFound` for an unknown client.
pub fn opt_out(
    tx: &mut Tx<'_>,
    client: &str,
    kinds: &[MessageKind],
    wants_again: bool,
) -> Result<Vec<MessageOptout>> {
    let grant = tx.require(Permission::EditClients)?;
    let (id, group) = group_of(tx, client)?;
    let (now, by) = (tx.now(), tx.actor().username.clone());
    let known = |tx: &mut Tx<'_>| -> Result<BTreeSet<&'static str>> {
        let kinds = unwanted_kinds(tx.connection(), &group)?;
        Ok(kinds.into_iter().map(MessageKind::as_str).collect())
    };
    let before = known(tx)?;
    for kind in kinds {
        match (before.contains(kind.as_str()), wants_again) {
            (true, true) => store::delete_optout(tx.connection(), &group, *kind)?,
            (false, false) => store::insert_optout(tx.connection(), &(id, *kind, now, by.clone()))?,
            _ => {}
        }
    }
    let after = known(tx)?;
    if before == after {
        tx.mark_unchanged();
    } else {
        let facts = |kinds: &BTreeSet<&str>| json!({"unwanted_messages": kinds});
        tx.audit(
            &grant,
            AuditEvent::change("client", id, facts(&before), facts(&after)),
        );
    }
    list(tx, Some(client))
}
