//! Finding, listing and showing rentals, and drawing the form to sign.

use std::collections::{HashMap, HashSet};

use serde_json::json;
use sha2::{Digest, Sha256};

use super::form::{FormLine, RentalForm};
use super::model::{Rental, RentalQuery, RentalRow, RentalSort, RentalStatus, RentedDevice};
use super::store::{self, RentalPage, RentedCounts};
use crate::access::audit::{self, AuditEvent, AuditRow};
use crate::access::auth::{Grant, Permission};
use crate::access::list_pages::{TakeRows, each_page};
use crate::access::sort_order::SortOrder;
use crate::access::tx::Tx;
use crate::client::service as clients;
use crate::client::written::{ClientNames, NamesById};
use crate::db::{QueryBatch, waiting};
use crate::device::availability::begun_query;
use crate::device::model::RentedHolding;
use crate::device::movement::MovementCause;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};
use crate::kernel::period::Site;
use crate::kernel::text::hex;
use crate::kernel::text::is_found;

/// Which rentals to list.
#[derive(Debug, Clone, Default)]
pub struct RentalFilter {
    pub rows: RentalQuery,
    /// `None` for all that `rows` takes.
    pub status: Option<RentalStatus>,
    /// Part of the client's or the company's name.
    pub client: Option<String>,
    /// The whole name of one of them.
    pub client_exact: Option<String>,
    /// Part of client, contact, phone, e-mail or notes.
    pub search: Option<String>,
    pub sort: SortOrder<RentalSort>,
    /// Only rentals that follow this one in the order.
    pub after: Option<String>,
    pub limit: Option<usize>,
}

/// Keeps the return dates of open rentals where the site has another time zone: they end with their day by its clocks.
pub fn keep_due_days(tx: &mut Tx<'_>, grant: &Grant, site: &Site) -> Result<()> {
    let open = RentalQuery {
        open: Some(true),
        ..RentalQuery::default()
    };
    let now = tx.now();
    for row in store::list(tx.connection(), &open)? {
        let (id, day) = (row.id, row.return_expected_date);
        let due_at = site.days(day, day)?.ends_at();
        if due_at == row.due_at {
            continue;
        }
        store::set_due(tx.connection(), id, day, due_at, now)?;
        if row.is_planned(site.today(now)) {
            let starts_at = site.days(row.rental_date, row.rental_date)?.starts_at();
            store::set_start(tx.connection(), id, row.rental_date, starts_at, now)?;
        }
        let (before, after) = (json!({"due_at": row.due_at}), json!({"due_at": due_at}));
        tx.audit(grant, AuditEvent::change("rental", &row.rental_no, before, after));
    }
    Ok(())
}

/// Counts the rentals that are out.
pub fn open_count(tx: &mut Tx<'_>, _grant: &Grant) -> Result<usize> {
    let open = RentalQuery {
        open: Some(true),
        ..RentalQuery::default()
    };
    Ok(store::list(tx.connection(), &open)?.len())
}

/// Hands the rentals that match a filter over page by page.
///
/// # Errors
/// `NotFound` when there is no rental `after`.
pub fn list(tx: &mut Tx<'_>, filter: &RentalFilter, take: &mut TakeRows<'_, Rental>) -> Result<()> {
    let grant = tx.require(Permission::SeeDevices)?;
    let after = filter.after.as_deref();
    let after = after.map(|number| find(tx, &grant, number)).transpose()?;
    let today = tx.site().today(tx.now());
    let mut named = |name: &Option<String>, is_whole: bool| -> Result<Option<(String, Vec<i64>)>> {
        let Some(name) = name else { return Ok(None) };
        let ids = clients::meant(tx.connection(), name, is_whole)?;
        Ok(Some((name_key(name), ids)))
    };
    let part = named(&filter.client, false)?;
    let whole = named(&filter.client_exact, true)?;
    let fits = |row: &RentalRow| {
        let texts = [
            Some(&row.rental_no),
            Some(&row.client_name),
            Some(&row.company),
            Some(&row.contact_person),
            Some(&row.contact_number),
            row.contact_email.as_ref(),
            row.notes.as_ref(),
        ];
        filter.status.is_none_or(|status| row.status(today) == status)
            && part
                .as_ref()
                .is_none_or(|(key, ids)| ids.contains(&row.client_id) || name_key(&row.company).contains(key))
            && whole
                .as_ref()
                .is_none_or(|(key, ids)| ids.contains(&row.client_id) || name_key(&row.company) == *key)
            && filter.search.as_ref().is_none_or(|text| is_found(text, &texts))
    };
    let next = |tx: &mut Tx<'_>, after: Option<&RentalRow>, limit: i64| {
        let page = RentalPage {
            sort: filter.sort,
            after,
            limit: Some(limit),
        };
        store::page(tx.connection(), &filter.rows, page)
    };
    let finish = |tx: &mut Tx<'_>, mut rows: Vec<RentalRow>| {
        rows.retain(fits);
        with_counts(tx, rows)
    };
    each_page(tx, filter.limit, after, next, finish, take)
}

/// Returns the numbers of the newest rentals, for shell completion.
pub fn numbers(tx: &mut Tx<'_>, limit: usize) -> Result<Vec<String>> {
    let _grant = tx.require(Permission::SeeDevices)?;
    let numbers = store::numbers(tx.connection())?;
    Ok(numbers.into_iter().rev().take(limit).collect())
}

/// A rental with its devices and its history.
pub struct RentalDetails {
    pub rental: Rental,
    pub devices: Vec<RentedDevice>,
    /// The assignments of the devices that left with a rental and are not back.
    pub left: HashSet<i64>,
    pub history: Vec<AuditRow>,
}

/// Reads a rental with its devices and its history.
///
/// # Errors
/// `NotFound` for an unknown number, with the nearest.
pub fn show(tx: &mut Tx<'_>, number: &str) -> Result<RentalDetails> {
    let grant = tx.require(Permission::SeeDevices)?;
    let row = find(tx, &grant, number)?;
    let devices = store::devices_of(tx.connection(), &[row.id])?;
    let history = audit::history(tx.connection(), "rental", &row.rental_no)?;
    Ok(RentalDetails {
        left: left(tx)?,
        rental: with_count(tx, row)?,
        devices,
        history,
    })
}

/// Returns the assignments of the devices that left with a rental and are not back.
pub(super) fn left(tx: &mut Tx<'_>) -> Result<HashSet<i64>> {
    let today = tx.site().today(tx.now());
    let begun = tx.connection().answer(begun_query(today))?;
    Ok(left_of(begun))
}

/// Returns what [`left`] does, of devices that begun rentals have.
pub(super) fn left_of(begun: Vec<RentedHolding>) -> HashSet<i64> {
    let left = begun.into_iter().filter(|one| one.has_left);
    left.map(|one| one.holding.assignment_id).collect()
}

/// Draws the form of a rental as a PDF and records that it was drawn.
///
/// # Errors
/// `NotFound` for an unknown number.
pub fn form(tx: &mut Tx<'_>, number: &str) -> Result<(Rental, Vec<u8>)> {
    let grant = tx.require(Permission::AssignDevices)?;
    let row = lock(tx, &grant, number)?;
    let bytes = form_of(tx, &row)?.to_pdf()?;
    let now = tx.now();
    store::set_form_generated(tx.connection(), row.id, now)?;
    tx.audit(
        &grant,
        AuditEvent::change(
            "rental",
            &row.rental_no,
            json!({"rental_form_generated": row.rental_form_generated}),
            json!({"rental_form_generated": true}),
        )
        .with(json!({"sha256": hex(&Sha256::digest(&bytes))})),
    );
    Ok((reload_of(tx, row.id, Some(row.client_id))?, bytes))
}

fn form_of(tx: &mut Tx<'_>, row: &RentalRow) -> Result<RentalForm> {
    let site = tx.site();
    let taken = store::devices_of(tx.connection(), &[row.id])?;
    let lines = taken.into_iter().map(|taken| FormLine {
        serial: taken.serial_number,
        name: taken.name.unwrap_or_default(),
        category: taken.category,
        returned: taken.returned_at.map(|at| {
            let condition = taken.return_condition.map(|condition| condition.as_str());
            (site.today(at), condition.unwrap_or_default().replace('_', " "))
        }),
    });
    Ok(RentalForm {
        company: tx.settings().company_name(),
        rental_no: row.rental_no.clone(),
        client: row.client_name.clone(),
        booking_id: row.booking_id,
        contact_person: row.contact_person.clone(),
        contact_number: row.contact_number.clone(),
        contact_email: row.contact_email.clone(),
        contact_company: row.company.clone(),
        address: row.address.clone(),
        rental_date: row.rental_date,
        return_on: row.return_on(),
        notes: row.notes.clone(),
        lines: lines.collect(),
    })
}

/// Finds a rental by its number, in upper or lower case.
///
/// # Errors
/// `NotFound` with the nearest ones.
pub fn find(tx: &mut Tx<'_>, _grant: &Grant, number: &str) -> Result<RentalRow> {
    let wanted = number.trim().to_uppercase();
    match store::by_number(tx.connection(), &wanted)? {
        Some(row) => Ok(row),
        None => Err(unknown(tx, number)?),
    }
}

/// Returns the error for a number that no rental has, with the nearest ones.
fn unknown(tx: &mut Tx<'_>, number: &str) -> Result<Error> {
    let numbers = store::numbers(tx.connection())?;
    let near = nearest(
        &number.trim().to_uppercase(),
        numbers.iter().map(String::as_str),
        3,
    );
    let shown = crate::kernel::text::printable(number);
    Ok(Error::not_found(
        ErrorCode::UnknownRental,
        format!("rental `{shown}` not found"),
        &near,
    )
    .hint("colab rental list"))
}

/// Finds a rental by its number and locks its row until the transaction ends.
///
/// # Errors
/// As [`find`].
pub(super) fn lock(tx: &mut Tx<'_>, _grant: &Grant, number: &str) -> Result<RentalRow> {
    let row = store::locked_by_number(&number.trim().to_uppercase());
    let row = waiting("offsite_rentals", || tx.connection().answer(row))?.pop();
    match row {
        Some(row) => Ok(row),
        None => Err(unknown(tx, number)?),
    }
}

/// Finds a rental by its number, locks it as [`lock`] does, and the devices that are not back with it; returns their ids.
///
/// # Errors
/// As [`find`].
pub(super) fn lock_with_devices(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    number: &str,
) -> Result<(RentalRow, Vec<i64>)> {
    let wanted = number.trim().to_uppercase();
    let locked = (store::locked_by_number(&wanted), store::locked_devices(&wanted));
    let (mut rows, devices) = waiting("offsite_rentals", || tx.connection().answer(locked))?;
    match rows.pop() {
        Some(row) => Ok((row, devices)),
        None => Err(unknown(tx, number)?),
    }
}

/// Reads a rental again after a change.
pub(super) fn reload(tx: &mut Tx<'_>, id: i64) -> Result<Rental> {
    reload_of(tx, id, None)
}

/// Reads a rental again after a change; its client is asked for with it where it is known.
pub(super) fn reload_of(tx: &mut Tx<'_>, id: i64, client: Option<i64>) -> Result<Rental> {
    let filter = RentalQuery {
        ids: Some(vec![id]),
        ..RentalQuery::default()
    };
    let found = (store::list_query(&filter), beside(tx, &[id], client));
    let (rows, beside) = tx.connection().answer(found)?;
    let rental = combine(tx, rows, beside)?.pop();
    rental.ok_or_else(|| Error::internal("a rental cannot be read back"))
}

fn with_count(tx: &mut Tx<'_>, row: RentalRow) -> Result<Rental> {
    let rental = with_counts(tx, vec![row])?.pop();
    rental.ok_or_else(|| Error::internal("a rental cannot be read back"))
}

fn with_counts(tx: &mut Tx<'_>, rows: Vec<RentalRow>) -> Result<Vec<Rental>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let beside = beside(tx, &ids, rows.iter().map(|row| row.client_id));
    let beside = tx.connection().answer(beside)?;
    combine(tx, rows, beside)
}

/// What other tables have of rentals: how many devices, which have left, and the names of clients.
type BesideRentals = (RentedCounts, Vec<RentedHolding>, NamesById);

fn beside<C: IntoIterator<Item = i64>>(
    tx: &Tx<'_>,
    ids: &[i64],
    clients: C,
) -> impl QueryBatch<Answer = BesideRentals> + use<C> {
    let today = tx.site().today(tx.now());
    (
        store::counts(ids),
        begun_query(today),
        ClientNames::query(clients),
    )
}

fn combine(
    tx: &mut Tx<'_>,
    rows: Vec<RentalRow>,
    (counts, begun, names): BesideRentals,
) -> Result<Vec<Rental>> {
    let today = tx.site().today(tx.now());
    let mut out: HashMap<String, i64> = HashMap::new();
    for RentedHolding { holding, has_left } in begun {
        if let Some(number) = holding.rental_no.filter(|_| has_left) {
            *out.entry(number).or_default() += 1;
        }
    }
    let clients = ClientNames::completed(tx.connection(), names, rows.iter().map(|row| row.client_id))?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let (devices, not_back) = counts.get(&row.id).copied().unwrap_or_default();
            let (client_id, client) = clients.of(row.client_id);
            Rental {
                client: (client_id, client.to_owned()),
                out: out.get(&row.rental_no).copied().unwrap_or_default(),
                row,
                devices,
                not_back,
                today,
            }
        })
        .collect())
}

/// Returns what the audit log keeps of a rental.
pub(super) fn facts(row: &RentalRow, serials: &[String]) -> serde_json::Value {
    json!({"booking_id": row.booking_id, "client_name": row.client_name, "contact_person": row.contact_person,
           "contact_number": row.contact_number, "contact_email": row.contact_email, "company": row.company,
           "address": row.address, "notes": row.notes, "rental_date": row.rental_date,
           "return_on": row.return_on(), "starts_at": row.starts_at, "due_at": row.due_at,
           "devices": serials})
}

/// Returns the cause of a movement of a rental's devices.
pub(super) fn cause(row: &RentalRow, reason: Option<&str>) -> MovementCause {
    MovementCause {
        rental: Some(row.id),
        reason: reason.map(str::to_owned),
        ..MovementCause::default()
    }
}
