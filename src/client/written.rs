//! The clients of names as bookings and rentals write them: whoever writes a name finds its client, or makes it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::model::ClientRow;
use super::store;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::db::{Connection, OnViolation, QueryBatch, contention};
use crate::kernel::error::{Error, Result};
use crate::kernel::names::name_key;

pub use super::store::NamesById;

/// The clients of written names.
#[derive(Debug, Default)]
pub struct WrittenClients {
    by_key: HashMap<String, i64>,
}

impl WrittenClients {
    /// Returns the client of one of the names.
    ///
    /// # Errors
    /// `Internal` for a name that was not asked for.
    pub fn id_of(&self, name: &str) -> Result<i64> {
        let id = self.by_key.get(&name_key(name)).copied();
        id.ok_or_else(|| Error::internal("a name has no client"))
    }
}

/// Finds the clients of these names in one query, and makes those that are missing with one statement. The caller audits the
/// record that names them.
///
/// # Errors
/// Contention when another command made one of them meanwhile.
pub fn find_or_make<'n>(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    names: impl IntoIterator<Item = &'n str>,
) -> Result<WrittenClients> {
    let mut spellings: BTreeMap<String, &str> = BTreeMap::new();
    // Neighbours often have one name.
    let mut last = "";
    for name in names {
        if name != last {
            spellings.entry(name_key(name)).or_insert(name);
            last = name;
        }
    }
    let keys: Vec<String> = spellings.keys().cloned().collect();
    let mut by_key = store::ids_by_key(tx.connection(), &keys)?;
    spellings.retain(|key, _| !by_key.contains_key(key));
    if !spellings.is_empty() {
        let now = tx.now();
        let ids = tx.connection().reserve_ids("clients", spellings.len())?;
        let rows: Vec<ClientRow> = spellings
            .iter()
            .zip(ids)
            .map(|((key, name), id)| ClientRow::blank(id, name, key, now))
            .collect();
        let inserted = store::insert_many(tx.connection(), &rows);
        inserted.on_violation("clients_name_key_key", contention)?;
        by_key.extend(rows.into_iter().map(|row| (row.name_key, row.id)));
    }
    Ok(WrittenClients { by_key })
}

/// Finds the client of one name, or makes it.
///
/// # Errors
/// As [`find_or_make`].
pub fn one(tx: &mut Tx<'_>, grant: &Grant, name: &str) -> Result<i64> {
    find_or_make(tx, grant, [name])?.id_of(name)
}

/// The names of clients, each of a merged one that of the client that it is one with now.
#[derive(Debug, Default)]
pub struct ClientNames {
    names: NamesById,
}

impl ClientNames {
    /// Loads the names of these clients.
    pub fn load(connection: &mut Connection, ids: impl IntoIterator<Item = i64>) -> Result<Self> {
        let names = connection.answer(Self::query(ids))?;
        Self::following(connection, names)
    }

    /// Loads the names of these clients, but for those that are known.
    pub fn completed(
        connection: &mut Connection,
        mut known: NamesById,
        ids: impl IntoIterator<Item = i64>,
    ) -> Result<Self> {
        let missing: BTreeSet<i64> = ids.into_iter().filter(|id| !known.contains_key(id)).collect();
        known.extend(connection.answer(Self::query(missing))?);
        Self::following(connection, known)
    }

    /// Asks for the names of clients that [`ClientNames::following`] takes.
    pub fn query<I: IntoIterator<Item = i64>>(ids: I) -> impl QueryBatch<Answer = NamesById> + use<I> {
        let ids: BTreeSet<i64> = ids.into_iter().collect();
        store::names(&ids.into_iter().collect::<Vec<_>>())
    }

    /// Adds to clients, each with its name and what it was merged into, those that they are one with now.
    pub fn following(connection: &mut Connection, mut names: NamesById) -> Result<Self> {
        loop {
            let merged = names.values().filter_map(|(_, into)| *into);
            let wanted: BTreeSet<i64> = merged.filter(|id| !names.contains_key(id)).collect();
            if wanted.is_empty() {
                return Ok(Self { names });
            }
            names.extend(connection.answer(Self::query(wanted))?);
        }
    }

    /// Returns what [`ClientNames::of`] does, to be kept.
    pub fn owned(&self, id: i64) -> (i64, String) {
        let (id, name) = self.of(id);
        (id, name.to_owned())
    }

    /// Returns a record's own name.
    pub fn own(&self, id: i64) -> &str {
        self.names.get(&id).map_or("", |(name, _)| name)
    }

    /// Returns the number and the name of the client that a record is, or was merged into.
    pub fn of(&self, id: i64) -> (i64, &str) {
        let mut id = id;
        // Merges run in no circle; the count is a belt.
        for _ in 0..=self.names.len() {
            match self.names.get(&id) {
                Some((_, Some(into))) => id = *into,
                Some((name, None)) => return (id, name),
                None => break,
            }
        }
        (id, "")
    }
}
