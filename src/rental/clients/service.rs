//! Listing and showing clients with their use.

use std::collections::BTreeMap;

use super::model::{ClientFilter, ClientSort, ClientUse};
use super::store::{self, UsedName};
use crate::access::audit::{self, AuditRow};
use crate::access::auth::Permission;
use crate::access::first_rows::first_rows;
use crate::access::tx::Tx;
use crate::client::service as clients;
use crate::client::service::ClientPage;
use crate::client::{Client, ClientRow};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::text::is_found;

/// Lists the clients that fit a filter; merged ones are part of the client that they are one with.
///
/// # Errors
/// `NotFound` for an unknown client to go on after.
pub fn list(tx: &mut Tx<'_>, filter: &ClientFilter) -> Result<Vec<ClientUse>> {
    let _grant = tx.require(Permission::SeeClients)?;
    let by_name = filter.sort.field == ClientSort::Name;
    if by_name || filter.sort.field == ClientSort::Id {
        return list_as_stored(tx, filter, by_name);
    }
    let rows = clients::all_standing(tx.connection())?;
    let mut found = with_use(tx, rows, None)?;
    match filter.sort.field {
        ClientSort::Id | ClientSort::Name => {}
        ClientSort::Bookings => found.sort_by_key(|one| one.bookings),
        ClientSort::LastBooking => found.sort_by_key(|one| one.last_booking),
    }
    filter.sort.direct(&mut found);
    let first = match filter.after {
        None => 0,
        Some(id) => match found.iter().position(|one| one.client.row.id == id) {
            Some(place) => place + 1,
            None => return Err(unknown(id)),
        },
    };
    let limit = filter.limit.unwrap_or(usize::MAX);
    Ok(found
        .into_iter()
        .skip(first)
        .filter(|one| fits(one, filter))
        .take(limit)
        .collect())
}

/// Lists clients in an order that an index has, so that no more are read, and counted, than are shown.
fn list_as_stored(tx: &mut Tx<'_>, filter: &ClientFilter, by_name: bool) -> Result<Vec<ClientUse>> {
    let after = match filter.after {
        Some(id) => Some(clients::standing_with_id(tx.connection(), id)?.ok_or_else(|| unknown(id))?),
        None => None,
    };
    first_rows(filter.limit, |limit| {
        let page = ClientPage {
            by_name,
            descending: filter.sort.descending,
            after: after.as_ref(),
            limit,
        };
        let rows = clients::standing_page(tx.connection(), page)?;
        let read = rows.len();
        let records = match limit {
            Some(_) => {
                let ids = rows.iter().map(|row| row.id).collect();
                let records = clients::with_merged(tx.connection(), ids)?;
                Some(records.into_iter().collect::<Vec<_>>())
            }
            None => None,
        };
        let mut found = with_use(tx, rows, records.as_deref())?;
        found.retain(|one| fits(one, filter));
        Ok((read, found))
    })
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

/// Adds to clients what they, and those that were merged into them, booked and rented: of all records, or of these.
pub(super) fn with_use(
    tx: &mut Tx<'_>,
    rows: Vec<ClientRow>,
    records: Option<&[i64]>,
) -> Result<Vec<ClientUse>> {
    let connection = tx.connection();
    let roots = clients::roots(connection)?;
    let root = |used: &UsedName| roots.get(&used.client_id).copied().unwrap_or(used.client_id);
    let (bookings, rentals) = connection.answer((store::bookings(records), store::rentals(records)))?;
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
    let found = with_use(tx, vec![row], Some(&group))?.pop();
    let found = found.ok_or_else(|| Error::internal("a client cannot be read back"))?;
    let mut history = Vec::new();
    for id in group {
        history.extend(audit::history(tx.connection(), "client", &id.to_string())?);
    }
    history.sort_by_key(|row| row.seq);
    Ok((found, history))
}
