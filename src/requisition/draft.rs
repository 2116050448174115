//! Drafts: details edited, items added and removed. A rejected requisition becomes a draft again when it is edited.

use chrono::NaiveDate;

use super::create::{checked_booking, checked_day};
use super::errors::unknown_item;
use super::model::{Requisition, RequisitionItemRow, RequisitionState};
use super::{service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::idempotency::IdempotencyKey;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::{MOST_CENTS, Money};
use crate::kernel::text::clean_text;

/// Most of one item, and most days that it is wanted for.
pub const MOST_OF_AN_ITEM: i64 = 100_000;
pub const MOST_DAYS: i64 = 3660;

/// Most items of a requisition.
const MOST_ITEMS: i64 = 1000;

/// Details to set; `None` leaves what is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequisitionDetails {
    pub purpose: Option<String>,
    /// `Some(None)` clears it.
    pub booking_id: Option<Option<i64>>,
    /// `Some(None)` clears it.
    pub needed_on: Option<Option<NaiveDate>>,
    /// `Some(None)` clears it.
    pub funds: Option<Option<Money>>,
}

/// Edits a draft, or makes a rejected requisition one again; its decisions stay.
///
/// # Errors
/// `Conflict` for what was submitted; those of creating one.
pub fn edit(tx: &mut Tx<'_>, number: &str, details: &RequisitionDetails) -> Result<Requisition> {
    let open = [RequisitionState::Draft, RequisitionState::Rejected];
    let (grant, before) = service::own_for_change(tx, number, &open, "edited")?;
    let mut row = before.row.clone();
    if row.state == RequisitionState::Draft && *details == RequisitionDetails::default() {
        return Err(Error::usage("no changes given").hint("colab requisition edit --help"));
    }
    row.state = RequisitionState::Draft;
    if let Some(purpose) = &details.purpose {
        row.purpose = clean_text("purpose", purpose, 500)?;
    }
    if let Some(booking) = details.booking_id {
        row.booking_id = booking.map(|id| checked_booking(tx, id)).transpose()?;
    }
    if let Some(day) = details.needed_on {
        row.needed_on = day.map(|day| checked_day(tx, day)).transpose()?;
    }
    if let Some(funds) = details.funds {
        let amount = funds.map(|funds| amount_of(&before, funds)).transpose()?;
        row.funds_cents = amount;
    }
    service::save(tx, &grant, &before, row)
}

/// An item to add.
#[derive(Debug, Clone)]
pub struct NewItem {
    pub description: String,
    pub quantity: i64,
    pub days: i64,
    pub unit_cost: Money,
}

/// Adds an item to a draft.
///
/// # Errors
/// `Conflict` for what is not a draft; `Invalid` for numbers out of range and for a total that nobody can mean.
pub fn add_item(
    tx: &mut Tx<'_>,
    number: &str,
    new: &NewItem,
    repeat: Option<&IdempotencyKey>,
) -> Result<Requisition> {
    let draft = [RequisitionState::Draft];
    if let Some(ids) = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten() {
        let requisition = service::show(tx, number)?.requisition;
        return match ids.first() {
            Some(_) => Ok(requisition),
            None => Err(Error::internal("an item lost its row")),
        };
    }
    let (grant, before) = service::own_for_change(tx, number, &draft, "given another item")?;
    let position = before.items.last().map_or(0, |item| item.position) + 1;
    let row = RequisitionItemRow {
        id: tx.connection().reserve_id("requisition_items")?,
        requisition_id: before.row.id,
        position: in_range("number of items", position, MOST_ITEMS)?,
        description: clean_text("description", &new.description, 255)?,
        quantity: in_range("quantity", new.quantity, MOST_OF_AN_ITEM)?,
        days: in_range("days", new.days, MOST_DAYS)?,
        unit_cents: amount_of(&before, new.unit_cost)?,
    };
    let total = before.total_cents().saturating_add(row.cost_of(row.quantity));
    if total > MOST_CENTS {
        let most = before.row.money(MOST_CENTS);
        let fact = format!("with this item, {number} would come to more than {most}");
        return Err(Error::invalid(ErrorCode::AbsurdAmount, fact).hint("check quantity, days and cost"));
    }
    store::insert_item(tx.connection(), &row)?;
    let requisition = tell(tx, &grant, &before)?;
    if let Some(repeat) = repeat {
        repeat.remember(tx, &[row.id])?;
    }
    Ok(requisition)
}

/// Removes an item from a draft; the others keep their numbers.
///
/// # Errors
/// `Conflict` for what is not a draft, `NotFound` for an item that it does not have.
pub fn remove_item(tx: &mut Tx<'_>, number: &str, item: i64) -> Result<Requisition> {
    let draft = [RequisitionState::Draft];
    let (grant, before) = service::own_for_change(tx, number, &draft, "given fewer items")?;
    let found = before.items.iter().find(|one| one.position == item);
    let id = found.ok_or_else(|| unknown_item(&before, item))?.id;
    store::delete_item(tx.connection(), id)?;
    tell(tx, &grant, &before)
}

/// Audits other items.
fn tell(tx: &mut Tx<'_>, grant: &Grant, before: &Requisition) -> Result<Requisition> {
    let after = service::load(tx, grant, before.row.id)?;
    let (was, is) = (service::facts(before), service::facts(&after));
    let event = AuditEvent::difference(service::ENTITY, &after.row.number, &was, &is);
    tx.audit(grant, event);
    Ok(after)
}

fn in_range(field: &str, number: i64, most: i64) -> Result<i64> {
    if (1..=most).contains(&number) {
        return Ok(number);
    }
    let fact = format!("{field}: invalid number {number}; allowed are 1 to {most}");
    Err(Error::invalid(ErrorCode::AbsurdNumber, fact))
}

/// Returns an amount in minor units of the requisition's currency, which is that of the site when it was created.
fn amount_of(requisition: &Requisition, money: Money) -> Result<i64> {
    if money.currency == requisition.row.currency() {
        return Ok(money.cents);
    }
    let number = &requisition.row.number;
    let fact = format!(
        "{number} is in {}, and prices here are in {} by now",
        requisition.row.currency,
        money.currency.code()
    );
    Err(Error::invalid(ErrorCode::CurrencyMismatch, fact).hint(format!(
        "colab requisition close {number} --reason REASON, and create another"
    )))
}
