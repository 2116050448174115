//! Other spellings of clients' names.

use serde_json::json;

use super::errors::{LONGEST_NAME, merge_hint, name_error};
use super::model::{ClientAlias, ClientRow};
use super::{lookup, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};
use crate::kernel::text::clean_text;

/// Lists spellings, of one client or of all.
///
/// # Errors
/// `NotFound` for an unknown client.
pub fn list(tx: &mut Tx<'_>, client: Option<&str>) -> Result<Vec<ClientAlias>> {
    let _grant = tx.require(Permission::SeeClients)?;
    let id = match client {
        Some(name) => Some(lookup::find(tx.connection(), name)?.id),
        None => None,
    };
    let found = store::named_aliases(tx.connection(), id)?;
    let alias = |(alias, client)| ClientAlias { alias, client };
    Ok(found.into_iter().map(alias).collect())
}

/// Adds a spelling of a client's name; one that the client already has changes nothing.
///
/// # Errors
/// `NotFound` for an unknown client, `Conflict` when the spelling is another client's.
pub fn add(tx: &mut Tx<'_>, client: &str, alias: &str) -> Result<ClientAlias> {
    let grant = tx.require(Permission::EditClients)?;
    let row = lookup::find(tx.connection(), client)?;
    let alias = clean_text("alias", alias, LONGEST_NAME)?;
    add_to(tx, &grant, &row, &alias)?;
    Ok(ClientAlias {
        alias,
        client: row.name,
    })
}

/// Adds a spelling to a client that was found.
pub(super) fn add_to(tx: &mut Tx<'_>, grant: &Grant, row: &ClientRow, alias: &str) -> Result<()> {
    let alias = clean_text("alias", alias, LONGEST_NAME)?;
    if let Some(known) = lookup::record(tx.connection(), &alias)? {
        let owner = lookup::standing(tx.connection(), known)?;
        if owner.id != row.id {
            let fact = format!("`{alias}` already means the client {}", owner.name);
            let error = Error::conflict(ErrorCode::AliasTaken, fact);
            return Err(error.hint(merge_hint(&owner.name, &row.name)));
        }
        tx.mark_unchanged();
        return Ok(());
    }
    let (id, now) = (row.id, tx.now());
    tx.savepoint(|connection| store::insert_alias(connection, id, &name_key(&alias), &alias, now))
        .map_err(|error| name_error(error, &alias))?;
    tx.audit(
        grant,
        AuditEvent::change("client", id, json!({}), json!({"client_alias": alias})),
    );
    Ok(())
}

/// Removes the spelling that has this key and that the client is about to be called by.
pub(super) fn release(tx: &mut Tx<'_>, grant: &Grant, row: &ClientRow, key: &str) -> Result<()> {
    let aliases = tx.connection().answer(store::aliases(&[row.id]))?;
    match aliases.into_iter().find(|alias| alias.name_key == key) {
        Some(alias) => delete(tx, grant, row.id, key, &alias.alias),
        None => Ok(()),
    }
}

fn delete(tx: &mut Tx<'_>, grant: &Grant, client_id: i64, key: &str, alias: &str) -> Result<()> {
    store::delete_alias(tx.connection(), key)?;
    let before = json!({"client_alias": alias});
    tx.audit(grant, AuditEvent::change("client", client_id, before, json!({})));
    Ok(())
}

/// Removes a spelling. Bookings that were written with it stay the client's; the next one is another client's.
///
/// # Errors
/// `NotFound` when no client has it.
pub fn remove(tx: &mut Tx<'_>, alias: &str) -> Result<ClientAlias> {
    let grant = tx.require(Permission::EditClients)?;
    let key = name_key(alias);
    let Some(found) = store::alias(tx.connection(), &key)? else {
        let known = store::named_aliases(tx.connection(), None)?;
        let known = known.iter().map(|(alias, _)| alias.as_str());
        return Err(Error::not_found(
            ErrorCode::UnknownAlias,
            format!(
                "client alias `{}` not found",
                crate::kernel::text::printable(alias)
            ),
            &nearest(alias, known, 3),
        )
        .hint("colab client alias list"));
    };
    delete(tx, &grant, found.client_id, &key, &found.alias)?;
    let row = lookup::by_id(tx.connection(), found.client_id)?;
    Ok(ClientAlias {
        alias: found.alias,
        client: lookup::standing(tx.connection(), row)?.name,
    })
}
