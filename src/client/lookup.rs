//! Clients found by name, for this slice and later ones under their own permissions.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::model::{AliasRow, Client, ClientRow};
use super::store::{self, ClientPage};
use super::written::ClientNames;
use crate::db::{Connection, QueryBatch};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};

/// Finds the record that has this name, or an alias that it is: of a merged client the record itself.
pub fn record(connection: &mut Connection, name: &str) -> Result<Option<ClientRow>> {
    store::by_key(connection, &name_key(name))
}

/// Asks for the number of the record that [`record`] finds.
pub fn record_query(connection: &Connection, name: &str) -> impl QueryBatch<Answer = Option<i64>> + use<> {
    let key = name_key(name);
    let ids = store::keyed(connection, std::slice::from_ref(&key));
    ids.read_as(move |mut ids| ids.remove(&key))
}

/// Finds the client of this name; a merged one is the client that it is one with.
///
/// # Errors
/// `NotFound`, naming the nearest clients.
pub fn find(connection: &mut Connection, name: &str) -> Result<ClientRow> {
    match record(connection, name)? {
        Some(row) => standing(connection, row),
        None => Err(unknown(connection, name)?),
    }
}

/// Follows merges to the client that stands.
pub fn standing(connection: &mut Connection, mut row: ClientRow) -> Result<ClientRow> {
    let mut seen = BTreeSet::from([row.id]);
    while let Some(into) = row.merged_into.filter(|into| seen.insert(*into)) {
        row = by_id(connection, into)?;
    }
    Ok(row)
}

/// Loads the client that the record with this number is one with.
///
/// # Errors
/// As [`by_id`].
pub fn standing_by_id(connection: &mut Connection, id: i64) -> Result<ClientRow> {
    let row = by_id(connection, id)?;
    standing(connection, row)
}

/// Loads the record with this number.
///
/// # Errors
/// `Internal` when there is none.
pub fn by_id(connection: &mut Connection, id: i64) -> Result<ClientRow> {
    let row = store::by_ids(connection, &[id])?.pop();
    row.ok_or_else(|| Error::internal(format!("no client {id}")))
}

/// Returns the error for a name that no client has.
pub fn unknown(connection: &mut Connection, name: &str) -> Result<Error> {
    let names = store::all_names(connection)?;
    let near = nearest(name, names.iter().map(String::as_str), 3);
    let shown = crate::kernel::text::printable(name);
    let fact = format!("client `{shown}` not found");
    Ok(Error::not_found(ErrorCode::UnknownClient, fact, &near).hint("colab client list"))
}

/// Returns the names that forgotten clients have now, by number.
pub fn forgotten(connection: &mut Connection) -> Result<BTreeMap<i64, String>> {
    Ok(store::forgotten(connection)?.into_iter().collect())
}

/// Loads every client that is not merged into another one, by number.
pub fn all_standing(connection: &mut Connection) -> Result<Vec<ClientRow>> {
    store::standing(connection)
}

/// Loads the client with this number, if it stands by itself.
pub fn standing_with_id(connection: &mut Connection, id: i64) -> Result<Option<ClientRow>> {
    let row = store::by_ids(connection, &[id])?.pop();
    Ok(row.filter(|row| row.merged_into.is_none()))
}

/// Loads the clients with these numbers, in the same order.
pub fn with_ids(connection: &mut Connection, ids: &[i64]) -> Result<Vec<ClientRow>> {
    let rows = store::by_ids(connection, ids)?.into_iter();
    let mut rows: BTreeMap<i64, ClientRow> = rows.map(|row| (row.id, row)).collect();
    Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
}

/// Loads the next clients that stand by themselves.
pub fn standing_page(connection: &mut Connection, page: ClientPage<'_>) -> Result<Vec<ClientRow>> {
    store::page(connection, page)
}

/// Returns the client that each merged one is one with now.
pub fn roots(connection: &mut Connection) -> Result<BTreeMap<i64, i64>> {
    let merges: BTreeMap<i64, i64> = store::merges(connection)?.into_iter().collect();
    let root = |mut id: i64| {
        let mut seen = BTreeSet::new();
        while let Some(into) = merges.get(&id).filter(|_| seen.insert(id)) {
            id = *into;
        }
        id
    };
    Ok(merges.keys().map(|id| (*id, root(*id))).collect())
}

/// Returns the numbers of the records that a name means: those of every client with a name or an alias that holds it, or is
/// it, with all that are merged with them.
pub fn meant(connection: &mut Connection, name: &str, is_whole: bool) -> Result<Vec<i64>> {
    let key = name_key(name);
    let found = if is_whole {
        store::ids_by_key(connection, std::slice::from_ref(&key))?
            .into_values()
            .collect()
    } else {
        store::ids_by_part(connection, &key)?
    };
    let group = with_merged(connection, found)?;
    Ok(group.into_iter().collect())
}

/// Returns the keys of the names of all that [`meant`] finds.
pub fn keys_meant(connection: &mut Connection, part: &str) -> Result<Vec<String>> {
    let ids: BTreeSet<i64> = meant(connection, part, false)?.into_iter().collect();
    let keys = store::all_keys(connection)?.into_iter();
    Ok(keys
        .filter(|(id, _)| ids.contains(id))
        .map(|(_, key)| key)
        .collect())
}

/// Returns the keys of every name that a client has: its own, its legal one, its aliases, and those of the clients that are one
/// with it; by the number of the client.
pub fn all_keys(connection: &mut Connection) -> Result<BTreeMap<i64, BTreeSet<String>>> {
    let roots = roots(connection)?;
    let mut keys: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    for (id, key) in store::all_keys(connection)? {
        let root = roots.get(&id).copied().unwrap_or(id);
        keys.entry(root).or_default().insert(key);
    }
    Ok(keys)
}

/// Returns the client of each key of a name that is known: its number and its name.
pub fn by_keys(connection: &mut Connection, keys: &[String]) -> Result<HashMap<String, (i64, String)>> {
    let ids = store::ids_by_key(connection, keys)?;
    let names = ClientNames::load(connection, ids.values().copied())?;
    let named = |(key, id): (String, i64)| {
        let (id, name) = names.of(id);
        (key, (id, name.to_owned()))
    };
    Ok(ids.into_iter().map(named).collect())
}

/// Returns the row of the client of each key of a name that is known.
pub fn rows_by_keys(connection: &mut Connection, keys: &[String]) -> Result<HashMap<String, ClientRow>> {
    let named = by_keys(connection, keys)?;
    let ids: BTreeSet<i64> = named.values().map(|(id, _)| *id).collect();
    let rows = store::by_ids(connection, &ids.into_iter().collect::<Vec<_>>())?.into_iter();
    let rows: HashMap<i64, ClientRow> = rows.map(|row| (row.id, row)).collect();
    let row = |(key, (id, _))| Some((key, rows.get(&id)?.clone()));
    Ok(named.into_iter().filter_map(row).collect())
}

/// Adds the records that these are merged with, in either direction.
pub fn with_merged(connection: &mut Connection, ids: Vec<i64>) -> Result<BTreeSet<i64>> {
    Ok(connection.answer(with_merged_query(ids))?)
}

/// Asks for the records that [`with_merged`] returns.
pub fn with_merged_query(ids: Vec<i64>) -> impl QueryBatch<Answer = BTreeSet<i64>> {
    let mut all: BTreeSet<i64> = ids.into_iter().collect();
    store::all_merges().read_as(move |merged| {
        loop {
            let count = all.len();
            for (id, into) in &merged {
                if all.contains(id) || all.contains(into) {
                    all.extend([*id, *into]);
                }
            }
            if all.len() == count {
                return all;
            }
        }
    })
}

/// Adds the names, contacts and merges to records.
pub fn with_parts(connection: &mut Connection, rows: Vec<ClientRow>) -> Result<Vec<Client>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let parts = (
        store::aliases(&ids),
        store::contacts(&ids),
        store::all_merges(),
        store::optouts(None),
    );
    let (spellings, people, merges, optouts) = connection.answer(parts)?;
    let mut aliases: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for AliasRow { alias, client_id, .. } in spellings {
        aliases.entry(client_id).or_default().push(alias);
    }
    let mut contacts: BTreeMap<i64, Vec<_>> = BTreeMap::new();
    for contact in people {
        contacts.entry(contact.client_id).or_default().push(contact);
    }
    let own = rows
        .iter()
        .map(|row| (row.id, (row.name.clone(), row.merged_into)));
    let mut names: BTreeMap<_, _> = own.collect();
    let ends = merges.iter().flat_map(|(id, into)| [*id, *into]);
    let ends: BTreeSet<i64> = ends.filter(|id| !names.contains_key(id)).collect();
    names.extend(connection.answer(ClientNames::query(ends))?);
    let names = ClientNames::following(connection, names)?;
    let client = |row: ClientRow| {
        let mut unwanted_messages = Vec::new();
        for (id, kind, ..) in &optouts {
            if names.of(*id).0 == row.id && !unwanted_messages.contains(kind) {
                unwanted_messages.push(*kind);
            }
        }
        let merged = merges
            .iter()
            .filter(|(id, _)| *id != row.id && names.of(*id).0 == row.id);
        Client {
            merged_into: row.merged_into.map(|_| names.of(row.id).1.to_owned()),
            merged: merged.map(|(id, _)| names.own(*id).to_owned()).collect(),
            aliases: aliases.remove(&row.id).unwrap_or_default(),
            contacts: contacts.remove(&row.id).unwrap_or_default(),
            unwanted_messages,
            row,
        }
    };
    Ok(rows.into_iter().map(client).collect())
}

/// Loads one client with its parts.
///
/// # Errors
/// As [`by_id`].
pub fn reload(connection: &mut Connection, id: i64) -> Result<Client> {
    let row = by_id(connection, id)?;
    let client = with_parts(connection, vec![row])?.pop();
    client.ok_or_else(|| Error::internal(format!("no client {id}")))
}
