//! Queries of clients and their names.

use std::collections::{BTreeMap, HashMap};

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

use super::model::{AliasRow, ClientRow, ContactRow, MessageKind};
use crate::db::backend::MultiBackend;
use crate::db::schema::{client_aliases, client_contacts, client_message_optouts, clients};
use crate::db::{Connection, QueryBatch, columns_of, containing, insert_rows, rows_by_keys, rows_of};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::timestamp::Timestamp;

/// Returns the clients of names, by the key of each name that is known: their own, or another spelling.
pub fn ids_by_key(connection: &mut Connection, keys: &[String]) -> Result<HashMap<String, i64>> {
    let ids = keyed(connection, keys);
    Ok(connection.answer(ids)?)
}

/// Asks for what [`ids_by_key`] returns.
pub fn keyed(
    connection: &Connection,
    keys: &[String],
) -> impl QueryBatch<Answer = HashMap<String, i64>> + use<> {
    let (before, after) = connection.around_texts("name_key");
    let rows = rows_by_keys::<_, (String, i64), _, _>(keys, move |keys| {
        let keys = serde_json::json!(keys).to_string();
        // No name of a client is the alias of another one.
        sql::<(Text, BigInt)>(&format!("SELECT name_key, id FROM clients WHERE {before}"))
            .bind::<Text, _>(keys.clone())
            .sql(&format!(
                "{after} UNION ALL SELECT name_key, client_id FROM client_aliases WHERE {before}"
            ))
            .bind::<Text, _>(keys)
            .sql(after)
    });
    rows.read_as(|rows| rows.into_iter().collect())
}

/// Inserts clients.
pub fn insert_many(connection: &mut Connection, rows: &[ClientRow]) -> QueryResult<()> {
    insert_rows(connection, clients::table, rows)
}

/// Names of clients and what they were merged into, by id.
pub type NamesById = BTreeMap<i64, (String, Option<i64>)>;

/// Asks for the names of clients and what they were merged into, by id.
pub fn names(ids: &[i64]) -> impl QueryBatch<Answer = NamesById> + use<> {
    let rows = rows_by_keys::<_, (i64, String, Option<i64>), _, _>(ids, |ids| {
        clients::table.filter(clients::id.eq_any(ids)).select((
            clients::id,
            clients::name,
            clients::merged_into,
        ))
    });
    rows.read_as(|rows| {
        rows.into_iter()
            .map(|(id, name, into)| (id, (name, into)))
            .collect()
    })
}

/// Loads clients by number, in that order.
pub fn by_ids(connection: &mut Connection, ids: &[i64]) -> Result<Vec<ClientRow>> {
    Ok(connection.answer(with_ids(ids))?)
}

/// Asks for clients by number, in that order.
pub fn with_ids(ids: &[i64]) -> impl QueryBatch<Answer = Vec<ClientRow>> + use<> {
    rows_by_keys(ids, |ids| {
        clients::table
            .filter(clients::id.eq_any(ids))
            .order(clients::id)
            .select(columns_of::<ClientRow>())
    })
}

/// Loads every client that stands by itself, by number.
pub fn standing(connection: &mut Connection) -> Result<Vec<ClientRow>> {
    Ok(clients::table
        .filter(clients::merged_into.is_null())
        .order(clients::id)
        .select(ClientRow::as_select())
        .load(connection)?)
}

/// How to read on in the clients that stand by themselves.
#[derive(Debug, Clone, Copy)]
pub struct ClientPage<'a> {
    /// By the key of their names, or by number.
    pub by_name: bool,
    pub descending: bool,
    pub after: Option<&'a ClientRow>,
    pub limit: i64,
}

/// Loads the next clients that stand by themselves.
pub fn page(connection: &mut Connection, page: ClientPage<'_>) -> Result<Vec<ClientRow>> {
    let key_sql = connection.in_byte_order("clients.name_key");
    let key = || sql::<Text>(&key_sql);
    let mut query = clients::table
        .filter(clients::merged_into.is_null())
        .select(ClientRow::as_select())
        .into_boxed();
    if let Some(row) = page.after {
        query = match (page.by_name, page.descending) {
            (true, false) => query.filter(key().gt(row.name_key.clone())),
            (true, true) => query.filter(key().lt(row.name_key.clone())),
            (false, false) => query.filter(clients::id.gt(row.id)),
            (false, true) => query.filter(clients::id.lt(row.id)),
        };
    }
    query = match (page.by_name, page.descending) {
        (true, false) => query.order(key()),
        (true, true) => query.order(key().desc()),
        (false, false) => query.order(clients::id),
        (false, true) => query.order(clients::id.desc()),
    };
    Ok(query.limit(page.limit).load(connection)?)
}

/// Returns the numbers of the clients that have a name, or an alias, whose key holds this one.
pub fn ids_by_part(connection: &mut Connection, key: &str) -> Result<Vec<i64>> {
    let pattern = containing(key);
    let mut ids: Vec<i64> = clients::table
        .filter(clients::name_key.like(&pattern).escape('\\'))
        .select(clients::id)
        .load(connection)?;
    let aliases: Vec<i64> = client_aliases::table
        .filter(client_aliases::name_key.like(&pattern).escape('\\'))
        .select(client_aliases::client_id)
        .load(connection)?;
    ids.extend(aliases);
    Ok(ids)
}

/// Returns every merge: which client, into which.
pub fn merges(connection: &mut Connection) -> Result<Vec<(i64, i64)>> {
    Ok(connection.answer(all_merges())?)
}

/// Asks for every merge.
pub fn all_merges() -> impl QueryBatch<Answer = Vec<(i64, i64)>> {
    let merges = clients::table
        .filter(clients::merged_into.is_not_null())
        .order(clients::id)
        .select((clients::id, clients::merged_into.assume_not_null()));
    rows_of(merges)
}

/// Returns every name, also of merged clients.
pub fn all_names(connection: &mut Connection) -> Result<Vec<String>> {
    Ok(clients::table.select(clients::name).load(connection)?)
}

/// Returns the clients that are forgotten, with the names that they have now.
pub fn forgotten(connection: &mut Connection) -> Result<Vec<(i64, String)>> {
    Ok(clients::table
        .filter(clients::forgotten_at.is_not_null())
        .select((clients::id, clients::name))
        .load(connection)?)
}

/// Returns the keys of every name that a client has, with its number.
pub fn all_keys(connection: &mut Connection) -> Result<Vec<(i64, String)>> {
    let names: Vec<(i64, String, Option<String>)> = clients::table
        .select((clients::id, clients::name_key, clients::legal_name))
        .load(connection)?;
    let aliases: Vec<(i64, String)> = client_aliases::table
        .select((client_aliases::client_id, client_aliases::name_key))
        .load(connection)?;
    let own = names.into_iter().flat_map(|(id, key, legal_name)| {
        let legal_name = legal_name.map(|name| (id, name_key(&name)));
        std::iter::once((id, key)).chain(legal_name)
    });
    Ok(own.chain(aliases).collect())
}

/// Returns the names of the clients that are in use, by alphabet.
pub fn names_in_use(connection: &mut Connection) -> Result<Vec<String>> {
    Ok(clients::table
        .filter(clients::is_active.eq(true))
        .filter(clients::merged_into.is_null())
        .order(clients::name)
        .select(clients::name)
        .load(connection)?)
}

/// Saves every column of a client's row.
pub fn save(connection: &mut Connection, row: &ClientRow) -> QueryResult<()> {
    diesel::update(clients::table.find(row.id))
        .set(row)
        .execute(connection)
        .map(|_| ())
}

/// Asks for the spellings of these clients, by key.
pub fn aliases(ids: &[i64]) -> impl QueryBatch<Answer = Vec<AliasRow>> + use<> {
    rows_by_keys(ids, |ids| {
        client_aliases::table
            .filter(client_aliases::client_id.eq_any(ids))
            .order(client_aliases::name_key)
            .select(columns_of::<AliasRow>())
    })
}

/// Loads the spelling of this key.
pub fn alias(connection: &mut Connection, key: &str) -> Result<Option<AliasRow>> {
    Ok(client_aliases::table
        .find(key)
        .select(AliasRow::as_select())
        .first(connection)
        .optional()?)
}

/// Returns spellings with the names of their clients, of one client or of all.
pub fn named_aliases(connection: &mut Connection, client_id: Option<i64>) -> Result<Vec<(String, String)>> {
    let mut query = client_aliases::table
        .inner_join(clients::table)
        .order(client_aliases::name_key)
        .select((client_aliases::alias, clients::name))
        .into_boxed();
    if let Some(id) = client_id {
        query = query.filter(client_aliases::client_id.eq(id));
    }
    Ok(query.load(connection)?)
}

/// Inserts a spelling of a client's name.
pub fn insert_alias(
    connection: &mut Connection,
    client_id: i64,
    key: &str,
    alias: &str,
    now: Timestamp,
) -> QueryResult<()> {
    diesel::insert_into(client_aliases::table)
        .values((
            client_aliases::name_key.eq(key),
            client_aliases::alias.eq(alias),
            client_aliases::client_id.eq(client_id),
            client_aliases::created_at.eq(now),
        ))
        .execute(connection)
        .map(|_| ())
}

/// Deletes a spelling.
pub fn delete_alias(connection: &mut Connection, key: &str) -> Result<()> {
    diesel::delete(client_aliases::table.find(key)).execute(connection)?;
    Ok(())
}

/// Asks for the contacts of these clients, the first that was added first.
pub fn contacts(ids: &[i64]) -> impl QueryBatch<Answer = Vec<ContactRow>> + use<> {
    rows_by_keys(ids, |ids| {
        client_contacts::table
            .filter(client_contacts::client_id.eq_any(ids))
            .order(client_contacts::id)
            .select(columns_of::<ContactRow>())
    })
}

/// Asks for the record that [`by_key`] loads, and for its contacts, the first that was added first.
pub fn by_key_with_contacts(
    key: &str,
) -> impl QueryBatch<Answer = (Vec<ClientRow>, Vec<ContactRow>)> + use<> {
    let rows = clients::table
        .filter(is_of_key("clients.id", key))
        .select(columns_of::<ClientRow>());
    let contacts = client_contacts::table
        .filter(is_of_key("client_contacts.client_id", key))
        .order(client_contacts::id)
        .select(columns_of::<ContactRow>());
    (rows_of(rows), rows_of(contacts))
}

/// Loads contacts with the names of their clients, of one client or of all.
pub fn named_contacts(
    connection: &mut Connection,
    client_id: Option<i64>,
) -> Result<Vec<(ContactRow, String)>> {
    let mut query = client_contacts::table
        .inner_join(clients::table)
        .order((clients::name, client_contacts::id))
        .select((ContactRow::as_select(), clients::name))
        .into_boxed();
    if let Some(id) = client_id {
        query = query.filter(client_contacts::client_id.eq(id));
    }
    Ok(query.load(connection)?)
}

/// Inserts a contact.
pub fn insert_contact(connection: &mut Connection, row: &ContactRow) -> QueryResult<()> {
    diesel::insert_into(client_contacts::table)
        .values(row.clone())
        .execute(connection)
        .map(|_| ())
}

/// Saves every column of a contact's row.
pub fn save_contact(connection: &mut Connection, row: &ContactRow) -> QueryResult<()> {
    diesel::update(client_contacts::table.find(row.id))
        .set(row)
        .execute(connection)
        .map(|_| ())
}

/// Deletes a contact.
pub fn delete_contact(connection: &mut Connection, id: i64) -> Result<()> {
    diesel::delete(client_contacts::table.find(id)).execute(connection)?;
    Ok(())
}

/// Asks for the clients on hold, with why.
pub fn on_hold() -> impl QueryBatch<Answer = HashMap<i64, String>> {
    let rows = clients::table
        .filter(clients::on_hold_reason.is_not_null())
        .filter(clients::merged_into.is_null())
        .select((clients::id, clients::on_hold_reason.assume_not_null()));
    rows_of(rows).read_as(|rows: Vec<(i64, String)>| rows.into_iter().collect())
}

/// A kind of message that clients do not want: whose, which, since when, by whom it was entered.
pub type OptoutRow = (i64, MessageKind, Timestamp, String);

/// Asks for what clients do not want; of these, or of all.
pub fn optouts(clients: Option<&[i64]>) -> impl QueryBatch<Answer = Vec<OptoutRow>> + use<> {
    use client_message_optouts as o;
    let mut query = o::table
        .order((o::client_id, o::kind))
        .select((o::client_id, o::kind, o::created_at, o::created_by))
        .into_boxed();
    if let Some(clients) = clients {
        query = query.filter(o::client_id.eq_any(clients.to_vec()));
    }
    rows_of(query)
}

/// Inserts a kind that a client does not want.
pub fn insert_optout(connection: &mut Connection, row: &OptoutRow) -> Result<()> {
    use client_message_optouts as o;
    diesel::insert_into(o::table)
        .values((
            o::client_id.eq(row.0),
            o::kind.eq(row.1),
            o::created_at.eq(row.2),
            o::created_by.eq(&row.3),
        ))
        .execute(connection)?;
    Ok(())
}

/// Removes a kind that these clients do not want.
pub fn delete_optout(connection: &mut Connection, clients: &[i64], kind: MessageKind) -> Result<()> {
    use client_message_optouts as o;
    let rows = o::table.filter(o::client_id.eq_any(clients.to_vec()).and(o::kind.eq(kind)));
    diesel::delete(rows).execute(connection)?;
    Ok(())
}

/// Returns the condition that a column names the record that has a key as that of its name or of an alias.
fn is_of_key<Q>(column: &str, key: &str) -> Box<dyn BoxableExpression<Q, MultiBackend, SqlType = Bool>> {
    let condition = sql::<Bool>(&format!("{column} IN (SELECT id FROM clients WHERE name_key = "))
        .bind::<Text, _>(key.to_owned())
        .sql(" UNION ALL SELECT client_id FROM client_aliases WHERE name_key = ")
        .bind::<Text, _>(key.to_owned())
        .sql(")");
    Box::new(condition)
}

/// Loads the record that has a key as that of its name or of an alias.
pub fn by_key(connection: &mut Connection, key: &str) -> Result<Option<ClientRow>> {
    Ok(clients::table
        .filter(is_of_key("clients.id", key))
        .select(ClientRow::as_select())
        .first(connection)
        .optional()?)
}
