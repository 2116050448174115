//! Receiving what was ordered, in parts: counted, or made into devices.

use serde_json::json;

use super::errors::{unknown_item, wrong_state};
use super::model::{Requisition, RequisitionItemRow, RequisitionReceiptRow, RequisitionState};
use super::{cost, service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::idempotency::IdempotencyKey;
use crate::access::outbox::Recipient;
use crate::access::tx::Tx;
use crate::db::types::Json;
use crate::device::edit::{self as device_edit, DeviceChanges, NewDevices};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::{clean_text, counted};

/// The kind of record in the audit log.
pub const ENTITY: &str = "requisition_receipt";

/// What arrived.
#[derive(Debug, Clone)]
pub struct NewReceipt {
    /// The number of an item; without it, all that is outstanding.
    pub item: Option<i64>,
    /// Without it as many as there are serials, else all that are outstanding.
    pub quantity: Option<i64>,
    /// Serial numbers of devices to make of it.
    pub serials: Vec<String>,
    /// Their category.
    pub category: Option<String>,
    pub note: Option<String>,
}

/// Receives a part of what was ordered, or the rest. Its cost is proposed for the ledger.
///
/// # Errors
/// `Conflict` for what is not ordered, and for more than is outstanding; those of adding devices.
pub fn receive(
    tx: &mut Tx<'_>,
    number: &str,
    new: &NewReceipt,
    repeat: Option<&IdempotencyKey>,
) -> Result<Requisition> {
    let grant = tx.require(Permission::OrderRequisitions)?;
    let made = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten();
    let before = service::lock(tx, number)?;
    if made.is_some() {
        return Ok(before);
    }
    if before.row.state != RequisitionState::Ordered {
        return Err(wrong_state(&before, "received"));
    }
    let lines = lines(&before, new)?;
    let mut ids = Vec::with_capacity(lines.len());
    for (item, quantity) in &lines {
        ids.push(receive_item(tx, &grant, &before, (item, *quantity), new)?);
    }
    let mut row = before.row.clone();
    row.receipts += i64::try_from(ids.len()).unwrap_or(i64::MAX);
    let taken: i64 = lines.iter().map(|(_, quantity)| quantity).sum();
    let outstanding: i64 = before.items.iter().map(|item| before.outstanding(item)).sum();
    let is_complete = taken == outstanding;
    if is_complete {
        row.state = RequisitionState::Received;
    }
    let after = service::save(tx, &grant, &before, row)?;
    if is_complete {
        let message = format!("{} ({}) is received", after.row.number, after.row.purpose);
        let audience = vec![Recipient::User(after.row.requester.clone())];
        service::announce(tx, "requisition_received", &after, audience, message);
    }
    if let Some(repeat) = repeat {
        repeat.remember(tx, &ids)?;
    }
    Ok(after)
}

/// Returns which items arrived, and how many of each.
fn lines(requisition: &Requisition, new: &NewReceipt) -> Result<Vec<(RequisitionItemRow, i64)>> {
    let number = &requisition.row.number;
    let open: Vec<&RequisitionItemRow> = requisition
        .items
        .iter()
        .filter(|item| requisition.outstanding(item) > 0)
        .collect();
    let item = match (new.item, open.as_slice()) {
        (Some(position), _) => {
            let found = requisition.items.iter().find(|item| item.position == position);
            found.ok_or_else(|| unknown_item(requisition, position))?
        }
        (None, [only]) => only,
        (None, _) if new.quantity.is_some() || !new.serials.is_empty() => {
            return Err(Error::usage(format!("{number} awaits several items: --item N"))
                .hint(format!("colab requisition show {number}")));
        }
        (None, open) => {
            let all = open
                .iter()
                .map(|item| ((*item).clone(), requisition.outstanding(item)));
            return Ok(all.collect());
        }
    };
    let outstanding = requisition.outstanding(item);
    let counted_serials = i64::try_from(new.serials.len()).unwrap_or(i64::MAX);
    let by_serials = (counted_serials > 0).then_some(counted_serials);
    if let (Some(quantity), Some(serials)) = (new.quantity, by_serials)
        && quantity != serials
    {
        return Err(Error::usage(format!(
            "{} and a quantity of {quantity}",
            counted(serials, "serial number")
        ))
        .hint("leave --quantity out"));
    }
    let quantity = new.quantity.or(by_serials).unwrap_or(outstanding);
    if quantity < 1 && outstanding > 0 {
        let fact = format!("quantity: invalid number {quantity}; allowed are 1 to {outstanding}");
        return Err(Error::invalid(ErrorCode::AbsurdNumber, fact));
    }
    if quantity > outstanding || outstanding == 0 {
        let fact = format!(
            "{number} awaits {outstanding} of item {} ({}), not {}",
            item.position,
            item.description,
            quantity.max(1)
        );
        return Err(Error::conflict(ErrorCode::MoreThanOrdered, fact)
            .detail("outstanding", outstanding)
            .hint(format!("colab requisition show {number}")));
    }
    Ok(vec![(item.clone(), quantity)])
}

/// Inserts the receipt of an item with its devices, and proposes its cost; returns its id.
fn receive_item(
    tx: &mut Tx<'_>,
    grant: &Grant,
    requisition: &Requisition,
    (item, quantity): (&RequisitionItemRow, i64),
    new: &NewReceipt,
) -> Result<i64> {
    let device_ids = if new.serials.is_empty() {
        if new.category.is_some() {
            return Err(Error::usage("a category is of devices: --serial SERIAL"));
        }
        Vec::new()
    } else {
        devices_of(tx, grant, requisition, item, new)?
    };
    let receipt = RequisitionReceiptRow {
        id: tx.connection().reserve_id("requisition_receipts")?,
        requisition_id: requisition.row.id,
        item_id: item.id,
        quantity,
        amount_cents: item.cost_of(quantity),
        currency: requisition.row.currency.clone(),
        device_ids: Json(device_ids),
        note: new
            .note
            .as_deref()
            .map(|note| clean_text("note", note, 500))
            .transpose()?,
        created_by: tx.actor().username.clone(),
        entered_by: tx.actor().person().to_owned(),
        created_at: tx.now(),
        taken_back_at: None,
    };
    store::insert_receipt(tx.connection(), &receipt)?;
    let facts = json!({"number": requisition.row.number, "item": item.position, "quantity": quantity,
                       "amount_cents": receipt.amount_cents, "serials": new.serials, "note": receipt.note});
    tx.audit(grant, AuditEvent::created(ENTITY, receipt.id, facts));
    cost::propose(tx, grant, &receipt)?;
    Ok(receipt.id)
}

/// Adds the devices that an item becomes.
fn devices_of(
    tx: &mut Tx<'_>,
    grant: &Grant,
    requisition: &Requisition,
    item: &RequisitionItemRow,
    new: &NewReceipt,
) -> Result<Vec<i64>> {
    let Some(category) = new.category.clone() else {
        return Err(
            Error::usage("devices need a category: --category NAME").hint("colab device category list")
        );
    };
    let today = tx.site().today(tx.now());
    // What is hired for days has no purchase price.
    let is_bought = item.days == 1 && requisition.row.currency() == tx.settings().currency();
    let price = requisition.row.money(item.unit_cents).decimal();
    let devices = NewDevices {
        serials: new.serials.clone(),
        details: DeviceChanges {
            name: Some(item.description.clone()),
            category: Some(category),
            purchased_on: is_bought.then(|| today.to_string()),
            price: is_bought.then_some(price),
            ..DeviceChanges::default()
        },
        status: None,
    };
    device_edit::add_received(tx, grant, &devices)
}

/// Takes a receipt back whose making is undone; its devices go back with their own rows.
///
/// # Errors
/// `Conflict` when its cost was approved.
pub fn take_back(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    let grant = tx.require(Permission::OrderRequisitions)?;
    let Some(receipt) = store::receipt(tx.connection(), id)? else {
        return Err(Error::internal(format!("receipt {id} lost its row")));
    };
    let now = tx.now();
    store::take_back_receipt(tx.connection(), id, now)?;
    cost::withdraw(tx, &grant, &receipt)
}
