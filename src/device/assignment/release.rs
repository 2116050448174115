//! Ends promises that a device does not keep: another one takes its place, or the device is gone.

use std::slice;

use super::store::{self, DeviceAssignment};
use super::{record, unassign};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::device::availability::store::{self as hold_store, HoldFilter};
use crate::device::category;
use crate::device::model::{Device, DeviceStatus};
use crate::device::request::fill::{self, RequestFill};
use crate::device::request::set;
use crate::device::service;
use crate::kernel::error::Result;

/// Takes devices that are not fit from a booking that gets others in their place; returns a sentence about each.
pub(super) fn replaced(
    tx: &mut Tx<'_>,
    grant: &Grant,
    booking_id: i64,
    given: &[Device],
    fills: &[RequestFill],
    before: &[DeviceAssignment],
) -> Result<Vec<String>> {
    let mut unfit = unfit_of(tx, before)?;
    let of_any = fills.iter().any(|fill| fill.category_id.is_none());
    let mut sentences = Vec::new();
    for device in given {
        let same = |one: &Device| one.row.category_id == device.row.category_id;
        let place = unfit
            .iter()
            .position(same)
            .or((of_any && !unfit.is_empty()).then_some(0));
        let Some(old) = place.map(|place| unfit.remove(place)) else {
            continue;
        };
        let (serial, by) = (&old.row.serial_number, &device.row.serial_number);
        let reason = format!("{by} takes its place");
        let is_late = old.days_overdue().is_some();
        let why = if is_late {
            "not back from a rental"
        } else {
            old.row.status.in_words()
        };
        unassign::take(
            tx,
            grant,
            booking_id,
            slice::from_ref(&old),
            before,
            None,
            Some(&reason),
        )?;
        sentences.push(format!("{by} takes the place of {serial}, which is {why}"));
    }
    Ok(sentences)
}

/// Returns the devices of a booking that are not fit, or not back from a rental, and did not leave the site with it.
fn unfit_of(tx: &mut Tx<'_>, assigned: &[DeviceAssignment]) -> Result<Vec<Device>> {
    let here = assigned.iter().filter(|one| one.rental_id.is_none());
    let ids: Vec<i64> = here.map(|one| one.device_id).collect();
    let mut devices = service::by_ids(tx, &ids)?;
    devices.retain(|device| !device.row.status.can_be_promised() || device.days_overdue().is_some());
    Ok(devices)
}

/// Ends the promises of a device that is gone; the bookings request another one. Returns a sentence about each.
pub fn lost(tx: &mut Tx<'_>, grant: &Grant, device: &Device) -> Result<Vec<String>> {
    let (now, serial) = (tx.now(), &device.row.serial_number);
    let filter = HoldFilter {
        devices: Some(vec![device.row.id]),
        from: Some(now),
        to: None,
    };
    let mut sentences = Vec::new();
    for holding in hold_store::holdings(tx.connection(), &filter)? {
        let (Some(id), None) = (holding.booking_id, &holding.rental_no) else {
            continue;
        };
        tx.connection().lock_rows("bookings", &[id])?;
        let open = |fills: &[RequestFill]| fills.iter().map(RequestFill::open).sum::<usize>();
        let open_before = open(&fill::of_booking(tx, id)?);
        let before = store::assigned_to(tx.connection(), id)?;
        let (gone, reason) = (Some(DeviceStatus::Lost), Some("lost"));
        unassign::take(tx, grant, id, slice::from_ref(device), &before, gone, reason)?;
        record::audit_devices(tx, grant, id, &before)?;
        let after = fill::of_booking(tx, id)?;
        let was_fit = device.row.status.can_be_promised();
        if open(&after) < open_before + usize::from(was_fit) {
            request_another(tx, id, device, &after)?;
        }
        sentences.push(format!(
            "{serial} is promised to booking {id} ({}) from {}, which needs another one: colab device assign {id} --auto",
            holding.client(),
            tx.site().local(holding.starts_at).format("%Y-%m-%d %H:%M")
        ));
    }
    Ok(sentences)
}

/// Lets a booking that had a device without a request for it request one of its category.
fn request_another(tx: &mut Tx<'_>, id: i64, device: &Device, fills: &[RequestFill]) -> Result<()> {
    let categories = category::all(tx.connection())?;
    let own = categories.iter().find(|one| one.id == device.row.category_id);
    let name = own.map(|category| category.name.clone()).unwrap_or_default();
    let requested = fills
        .iter()
        .find(|fill| fill.category_id == Some(device.row.category_id));
    let quantity = requested.map_or(0, |fill| fill.quantity) + 1;
    set::set_request(tx, id, &name, u32::try_from(quantity).unwrap_or(u32::MAX), true)
}
