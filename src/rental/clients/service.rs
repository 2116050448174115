//! Listing and showing clients with their use.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{ClientFilter, ClientSort, ClientUse};
use super::store::{self, UsedName};
use crate::access::audit::{self, AuditRow};
use crate::access::auth::Permission;
use crate::access::list_pages::{TakeRows, each_page};
use crate::access::tx::Tx;
use crate::client::service as clients;
use crate::client::service::ClientPage;
use crate::client::{Client, ClientRow};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::text::is_found;

/// Hands the clients that fit a filter over page by page; merged ones are part of the client that they are one with.
///
/// # Errors
/// `NotFound` for an unknown client to go on after.
pub fn list(tx: &mut Tx<'_>, filter: &ClientFilter, take: &mut TakeRows<'_, ClientUse>) -> Result<()> {
    let _grant = tx.require(Permission::SeeClients)?;
    let after = match filter.after {
        Some(id) => Some(clients::standing_with_id(tx.connection(), id)?.ok_or_else(|| unknown(id))?),
        None => None,
    };
    let finish = |tx: &mut Tx<'_>, rows: Vec<ClientRow>| -> Result<Vec<ClientUse>> {
        let mut found = with_use(tx, rows)?;
        found.retain(|one| fits(one, filter));
        Ok(found)
    };
    let by_count = match filter.sort.field {
        ClientSort::Name | ClientSort::Id => {
            let next = |tx: &mut Tx<'_>, after: Option<&ClientRow>, limit: i64| {
                let page = ClientPage {
                    by_name: filter.sort.field == ClientSort::Name,
                    descending: filter.sort.descending,
                    after,
                    limit,
                };
                clients::standing_page(tx.connection(), page)
            };
            return each_page(tx, filter.limit, after, next, finish, take);
        }
        ClientSort::Bookings => true,
        ClientSort::LastBooking => false,
    };
    let descending = filter.sort.descending;
    let ids = |tx: &mut Tx<'_>, after: Option<i64>, limit: i64| {
        store::ids_by_use(tx.connection(), by_count, descending, after, limit)
    };
    // Of a whole list the bookings are counted once.
    let mut whole = match filter.limit {
        Some(_) => None,
        None => Some(ids(tx, filter.after, i64::MAX)?.into_iter()),
    };
    let next = |tx: &mut Tx<'_>, after: Option<&i64>, limit: i64| match &mut whole {
        Some(rest) => Ok(rest.take(usize::try_from(limit).unwrap_or(usize::MAX)).collect()),
        None => ids(tx, after.copied(), limit),
    };
    let finish = |tx: &mut Tx<'_>, ids: Vec<i64>| {
        let rows = clients::with_ids(tx.connection(), &ids)?;
        finish(tx, rows)
    };
    each_page(tx, filter.limit, filter.after, next, finish, take)
}

fn unknown(id: i64) -> Error {
    let fact = format!("no client with id {id}");
    Error::not_found(ErrorCode::UnknownClient, fact, &[]).hint("colab client list")
}

fn fits(one: &ClientUse, filter: &ClientFilter) -> bool {
    let row = &one.client.row;
    // One that goes on booking is in use, whatever its record has.
    let is_in_use = row.is_active || one.bookings + one.rentals > 0;
    (filter.all || is_in_use)
        && (!filter.on_hold || row.on_hold_reason.is_some())
        && filter.search.as_ref().is_none_or(|text| is_about(one, text))
}

/// Returns whether a text is in what is known of a client.
fn is_about(one: &ClientUse, text: &str) -> bool {
    let Client {
        row,
        aliases,
        merged,
        contacts,
        ..
    } = &one.client;
    let spellings = one.spellings();
    let phone = one.phone().map(str::to_owned);
    let mut texts = vec![
        Some(&row.name),
        row.legal_name.as_ref(),
        row.tax_number.as_ref(),
        row.billing_email.as_ref(),
        row.address.as_ref(),
        row.notes.as_ref(),
        phone.as_ref(),
    ];
    texts.extend([aliases, merged, &spellings].into_iter().flatten().map(Some));
    for contact in contacts {
        texts.extend([
            Some(&contact.name),
            contact.email.as_ref(),
            contact.phone.as_ref(),
            contact.role.as_ref(),
        ]);
    }
    let key = name_key(text);
    let in_a_name = |name: &String| !key.is_empty() && name_key(name).contains(&key);
    is_found(text, &texts) || in_a_name(&row.name) || [aliases, merged].into_iter().flatten().any(in_a_name)
}

/// Adds to clients what they, and those that were merged into them, booked and rented.
pub(super) fn with_use(tx: &mut Tx<'_>, rows: Vec<ClientRow>) -> Result<Vec<ClientUse>> {
    let connection = tx.connection();
    let roots = clients::roots(connection)?;
    let root = |used: &UsedName| roots.get(&used.client_id).copied().unwrap_or(used.client_id);
    let mut records: BTreeSet<i64> = rows.iter().map(|row| row.id).collect();
    let merged = roots.iter().filter(|(_, into)| records.contains(*into));
    let merged: Vec<i64> = merged.map(|(id, _)| *id).collect();
    records.extend(merged);
    let records: Vec<i64> = records.into_iter().collect();
    let (bookings, rentals) = connection.answer((store::bookings(&records), store::rentals(&records)))?;
    let found = clients::with_parts(connection, rows)?;
    let mut places = BTreeMap::new();
    let mut found: Vec<ClientUse> = found.into_iter().map(ClientUse::new).collect();
    for (place, one) in found.iter().enumerate() {
        places.insert(one.client.row.id, place);
    }
    for used in &bookings {
        if let Some(one) = places.get(&root(used)).and_then(|place| found.get_mut(*place)) {
            one.add_bookings(used);
        }
    }
    for used in &rentals {
        if let Some(one) = places.get(&root(used)).and_then(|place| found.get_mut(*place)) {
            one.add_rentals(used);
        }
    }
    Ok(found)
}

/// Returns one client with its use and its history, also of what was merged into it.
///
/// # Errors
/// `NotFound` for an unknown client.
pub fn show(tx: &mut Tx<'_>, name: &str) -> Result<(ClientUse, Vec<AuditRow>)> {
    let _grant = tx.require(Permission::SeeClients)?;
    let row = clients::find(tx.connection(), name)?;
    let group: Vec<i64> = clients::with_merged(tx.connection(), vec![row.id])?
        .into_iter()
        .collect();
    let found = with_use(tx, vec![row])?.pop();
    let found = found.ok_or_else(|| Error::internal("a client cannot be read back"))?;
    let mut history = Vec::new();
    for id in group {
        history.extend(audit::history(tx.connection(), "client", &id.to_string())?);
    }
    history.sort_by_key(|row| row.seq);
    Ok((found, history))
}
