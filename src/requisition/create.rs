//! Creating a requisition under the next number of the year.

use chrono::{Datelike, NaiveDate};

use super::model::{Requisition, RequisitionRow, RequisitionState};
use super::{service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::idempotency::IdempotencyKey;
use crate::access::tx::Tx;
use crate::booking::service as bookings;
use crate::db::types::Json;
use crate::db::{OnViolation, contention};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::Money;
use crate::kernel::text::clean_text;

/// A requisition to create.
#[derive(Debug, Clone)]
pub struct NewRequisition {
    pub purpose: String,
    pub booking_id: Option<i64>,
    pub needed_on: Option<NaiveDate>,
    pub funds: Option<Money>,
}

/// Creates a draft.
///
/// # Errors
/// `NotFound` for an unknown booking; `Invalid` for a day that has passed.
pub fn create(tx: &mut Tx<'_>, new: &NewRequisition, repeat: Option<&IdempotencyKey>) -> Result<Requisition> {
    let grant = tx.require(Permission::AskForRequisitions)?;
    let made = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten();
    if let Some(id) = made.and_then(|ids| ids.first().copied()) {
        return service::load(tx, &grant, id);
    }
    let (now, by) = (tx.now(), tx.actor().username.clone());
    let purpose = clean_text("purpose", &new.purpose, 500)?;
    let needed_on = new.needed_on.map(|day| checked_day(tx, day)).transpose()?;
    let booking_id = new.booking_id.map(|id| checked_booking(tx, id)).transpose()?;
    let year = i64::from(tx.site().today(now).year());
    let ordinal = store::last_ordinal(tx.connection(), year)? + 1;
    let row = RequisitionRow {
        id: tx.connection().reserve_id("requisitions")?,
        number: format!("RQ-{year}-{ordinal:04}"),
        year,
        ordinal,
        purpose,
        booking_id,
        needed_on,
        funds_cents: new.funds.map(|money| money.cents),
        currency: tx.settings().currency().code().to_owned(),
        state: RequisitionState::Draft,
        submission: 0,
        levels: Json(Vec::new()),
        decided: 0,
        receipts: 0,
        entered_by: tx.actor().person().to_owned(),
        submitted_by: None,
        submitted_at: None,
        vendor_id: None,
        order_reference: None,
        ordered_at: None,
        close_reason: None,
        created_at: now,
        updated_by: by.clone(),
        updated_at: now,
        requester: by,
    };
    // Somebody else may draw the number at the same time: then this is tried again.
    tx.savepoint(|connection| store::insert(connection, &row))
        .on_any_violation(contention)?;
    let requisition = service::named(tx, &grant, row)?;
    let facts = service::facts(&requisition);
    tx.audit(
        &grant,
        AuditEvent::created(service::ENTITY, &requisition.row.number, facts),
    );
    if let Some(repeat) = repeat {
        repeat.remember(tx, &[requisition.row.id])?;
    }
    Ok(requisition)
}

/// Refuses a day by which nothing can be there any more.
pub(super) fn checked_day(tx: &Tx<'_>, day: NaiveDate) -> Result<NaiveDate> {
    let today = tx.site().today(tx.now());
    if day >= today {
        return Ok(day);
    }
    let fact = format!("{day} has passed: today is {today}");
    Err(Error::invalid(ErrorCode::NeededInThePast, fact).hint("--needed +7d"))
}

/// Returns the number of a booking that whoever acts sees.
pub(super) fn checked_booking(tx: &mut Tx<'_>, id: i64) -> Result<i64> {
    Ok(bookings::show(tx, id)?.booking.row.id)
}
