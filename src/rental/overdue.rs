//! Devices that are overdue, and the bookings that endangers.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::model::{RentalQuery, RentalRow, RentedDevice, days_late};
use super::{service, store};
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::client::written::ClientNames;
use crate::db::QueryBatch;
use crate::device::availability::{HoldFilter, begun_query, holdings};
use crate::device::model::RentedHolding;
use crate::kernel::error::Result;
use crate::output::{Record, RecordField, Value, shown_if_wide, shown_in_table};

/// A device that is out after its return date.
#[derive(Debug, Clone)]
pub struct OverdueDevice {
    pub rental: RentalRow,
    /// The name of the client that the record is, or was merged into.
    pub client: String,
    pub device: RentedDevice,
    pub days_overdue: i64,
    /// Bookings that have the device from now on, by id.
    pub endangers: Vec<i64>,
}

impl Record for OverdueDevice {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<OverdueDevice>] = &[
            shown_in_table("rental_no", |o| o.rental.rental_no.as_str().into()),
            shown_in_table("serial", |o| o.device.serial_number.as_str().into()),
            shown_if_wide("category", |o| o.device.category.as_str().into()),
            // A table names the record; scripts read the name as the rental has it, in columns that stay these.
            shown_in_table("client_name", |o| Value::Worded {
                words: vec![o.client.as_str().into()],
                value: Box::new(o.rental.client_name.as_str().into()),
            }),
            shown_in_table("contact_person", |o| o.rental.contact_person.as_str().into()),
            shown_in_table("contact_number", |o| o.rental.contact_number.as_str().into()),
            shown_if_wide("contact_email", |o| o.rental.contact_email.clone().into()),
            shown_if_wide("company", |o| o.rental.company.as_str().into()),
            shown_in_table("return_on", |o| o.rental.return_expected_date.into()),
            shown_in_table("days_overdue", |o| o.days_overdue.into()),
            shown_in_table("endangers", |o| Value::from(o.endangers.clone())),
        ];
        FIELDS
    }
}

/// Lists devices that are out, or will be, and are due before a day, the longest overdue first. A device due on the day itself
/// is not overdue.
pub fn overdue_devices(tx: &mut Tx<'_>, as_of: NaiveDate) -> Result<Vec<OverdueDevice>> {
    let grant = tx.require(Permission::SeeDevices)?;
    let open = tx.connection().answer(open_query(&grant))?;
    if open.iter().all(|row| row.return_expected_date >= as_of) {
        return Ok(Vec::new());
    }
    let today = tx.site().today(tx.now());
    let begun = tx.connection().answer(begun_query(today))?;
    overdue_devices_of(tx, as_of, open, begun)
}

/// Asks for the rentals that are not back.
pub fn open_query(_grant: &Grant) -> impl QueryBatch<Answer = Vec<RentalRow>> + use<> {
    store::list_query(&RentalQuery {
        open: Some(true),
        ..RentalQuery::default()
    })
}

/// Returns what [`overdue_devices`] does, of the rentals that are not back, and of what begun ones have.
pub fn overdue_devices_of(
    tx: &mut Tx<'_>,
    as_of: NaiveDate,
    open: Vec<RentalRow>,
    begun: Vec<RentedHolding>,
) -> Result<Vec<OverdueDevice>> {
    let _grant = tx.require(Permission::SeeDevices)?;
    let rentals: BTreeMap<i64, RentalRow> = open
        .into_iter()
        .filter(|row| row.return_expected_date < as_of)
        .map(|row| (row.id, row))
        .collect();
    if rentals.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = rentals.keys().copied().collect();
    let clients = ClientNames::query(rentals.values().map(|row| row.client_id));
    let (mut out, clients) = tx.connection().answer((store::devices_query(&ids), clients))?;
    let (left, today) = (service::left_of(begun), tx.site().today(tx.now()));
    out.retain(|device| {
        let is_to_leave = rentals
            .get(&device.rental_id)
            .is_some_and(|row| row.is_planned(today))
            && device.device_status.can_be_promised();
        device.is_out() && (is_to_leave || left.contains(&device.assignment_id))
    });
    let promised = promised(tx, &out)?;
    let clients = ClientNames::following(tx.connection(), clients)?;
    let mut late: Vec<OverdueDevice> = out
        .into_iter()
        .filter_map(|device| {
            let rental = rentals.get(&device.rental_id)?.clone();
            let endangers = promised.get(&device.device_id);
            Some(OverdueDevice {
                client: clients.of(rental.client_id).1.to_owned(),
                days_overdue: days_late(rental.return_expected_date, as_of),
                endangers: endangers
                    .map(|ids| ids.iter().copied().collect())
                    .unwrap_or_default(),
                rental,
                device,
            })
        })
        .collect();
    late.sort_by_key(|one| one.rental.return_expected_date);
    Ok(late)
}

/// Returns, by device, the bookings that have it from now on, without the one it is out with.
fn promised(tx: &mut Tx<'_>, out: &[RentedDevice]) -> Result<BTreeMap<i64, BTreeSet<i64>>> {
    let mut promised: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    if out.is_empty() {
        return Ok(promised);
    }
    let ours: BTreeSet<i64> = out.iter().map(|one| one.assignment_id).collect();
    let filter = HoldFilter {
        devices: Some(out.iter().map(|one| one.device_id).collect()),
        from: Some(tx.now()),
        to: None,
    };
    for holding in holdings(tx.connection(), &filter)? {
        if let (Some(booking), false) = (holding.booking_id, ours.contains(&holding.assignment_id)) {
            promised.entry(holding.device_id).or_default().insert(booking);
        }
    }
    Ok(promised)
}
