//! Proposing what bookings or rentals are charged, or the difference after a change.

use serde_json::json;

use super::model::{Costing, CostingRow, EntryKind, SubjectId};
use super::plan::{CostingAccount, CostingDraft, CostingGroup, accounts};
use super::service;
use super::store;
use super::subject::{self, CostSubject};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::idempotency::IdempotencyKey;
use crate::access::tx::Tx;
use crate::booking::{BookingStatus, SeriesScope, service as bookings};
use crate::db::types::Json;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::pricing::quote::lines::CostSheet;
use crate::pricing::quote::model::{OfferTerms, QuoteTarget, RequestedTerms};
use crate::pricing::quote::order::ServiceOrder;
use crate::pricing::quote::service::{price_orders, refuse_gaps};
use crate::rental::service as rentals;

/// The lock that writers of the ledger take; the migration's triggers take it too.
pub(super) const LEDGER_LOCK: i64 = 20_261_126_000_006;

/// Costings that were made or stand already, and why nothing was proposed for some.
#[derive(Debug)]
pub struct ProposeOutcome {
    pub costings: Vec<Costing>,
    pub notes: Vec<String>,
}

/// Proposes costings, all or none. For what is charged already it proposes the difference, for what has not changed
/// nothing. A repeated request returns the first costings.
///
/// # Errors
/// `NotFound` for an unknown booking or rental; `Conflict` for a pending booking, an item without a price, and an outdated
/// proposal that awaits a decision.
pub fn propose(
    tx: &mut Tx<'_>,
    wanted: &[QuoteTarget],
    asked: RequestedTerms,
    repeat: Option<&IdempotencyKey>,
) -> Result<ProposeOutcome> {
    let grant = tx.require(Permission::ChangePrices)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    if let Some(ids) = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten() {
        return Ok(ProposeOutcome {
            costings: service::by_ids(tx, &grant, &ids)?,
            notes: Vec::new(),
        });
    }
    let actor = tx.actor();
    let (ids, notes) = propose_each(tx, &grant, wanted, asked, (&actor.username, actor.person()))?;
    if let Some(repeat) = repeat {
        repeat.remember(tx, &ids)?;
    }
    tx.mark_unchanged();
    Ok(ProposeOutcome {
        costings: service::by_ids(tx, &grant, &ids)?,
        notes,
    })
}

/// Proposes costings in the name of another user: those of data that is made up.
///
/// # Errors
/// As [`propose`].
pub fn propose_as(tx: &mut Tx<'_>, wanted: &[QuoteTarget], name: &str) -> Result<Vec<i64>> {
    let grant = tx.require(Permission::ChangePrices)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let (ids, _) = propose_each(tx, &grant, wanted, RequestedTerms::default(), (name, name))?;
    Ok(ids)
}

/// Proposes bookings and rentals, by whom and entered by whom. Returns the ids, each once, and the notes.
fn propose_each(
    tx: &mut Tx<'_>,
    grant: &Grant,
    wanted: &[QuoteTarget],
    asked: RequestedTerms,
    by: (&str, &str),
) -> Result<(Vec<i64>, Vec<String>)> {
    let (mut ids, mut notes) = (Vec::new(), Vec::new());
    for stored in wanted {
        let (proposed, unchanged) = propose_one(tx, grant, stored, asked, by)?;
        ids.extend(proposed);
        notes.extend(unchanged);
    }
    // Two bookings of a series bring the same costings.
    ids.sort_unstable();
    ids.dedup();
    Ok((ids, notes))
}

/// Proposes one booking or rental with those it is costed with. Returns the ids and the notes.
fn propose_one(
    tx: &mut Tx<'_>,
    grant: &Grant,
    stored: &QuoteTarget,
    asked: RequestedTerms,
    by: (&str, &str),
) -> Result<(Vec<i64>, Vec<String>)> {
    let group = match stored {
        QuoteTarget::Rental(number) => {
            let row = rentals::find(tx, grant, number)?;
            CostingGroup {
                accounts: accounts(service::standing(tx, &[], &[row.id])?),
                named: Some(SubjectId::Rental(row.id)),
                subjects: vec![subject::of_rental(tx, grant, row)?],
            }
        }
        QuoteTarget::Booking(id, extent) => of_bookings(tx, grant, *id, *extent)?,
    };
    check_currency(tx, &group)?;
    let offer = asked.or(group.known().map(CostingAccount::offer).unwrap_or_default());
    let costs = shares(tx, &group.subjects, offer)?;
    let plan = group.plan(&costs, offer)?;
    write(tx, grant, &group, &plan, offer, by)
}

/// Checks that what stands is in the site's currency: amounts of two currencies do not add up.
fn check_currency(tx: &Tx<'_>, group: &CostingGroup) -> Result<()> {
    let ours = tx.settings().currency().code();
    let mut accounts = group.subjects.iter().filter_map(|subject| group.account(subject));
    match accounts.find(|account| account.newest.currency != ours) {
        None => Ok(()),
        Some(account) => {
            let (id, theirs) = (account.newest.id, &account.newest.currency);
            Err(Error::conflict(
                ErrorCode::CurrencyMismatch,
                format!("costing {id} is in {theirs}, but the site's currency is {ours}"),
            )
            .hint(format!("colab config set currency {theirs}")))
        }
    }
}

/// Collects the bookings that are costed together, without those that are charged nothing and never were.
fn of_bookings(tx: &mut Tx<'_>, grant: &Grant, id: i64, extent: SeriesScope) -> Result<CostingGroup> {
    let mut found = bookings::with_series(tx, grant, id, extent)?;
    if extent == SeriesScope::One {
        let others = costed_together(tx, id)?;
        found.extend(bookings::load(tx, grant, &others)?);
        found.sort_by_key(|booking| (booking.row.starts_at, booking.row.id));
    }
    let ids: Vec<i64> = found.iter().map(|booking| booking.row.id).collect();
    let accounts = accounts(service::standing(tx, &ids, &[])?);
    let subjects = subject::of_bookings(tx, found)?;
    let named = (extent == SeriesScope::One).then_some(SubjectId::Booking(id));
    let mut kept = Vec::with_capacity(subjects.len());
    let mut refused = None;
    for subject in subjects {
        let is_known = accounts.contains_key(&subject.id);
        match check_chargeable(&subject, is_known) {
            Ok(()) => kept.push(subject),
            // A booking that is charged already must stay: its share would be missing.
            Err(error) if is_known || named == Some(subject.id) => return Err(error),
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    match refused {
        Some(error) if kept.is_empty() => Err(error),
        _ => Ok(CostingGroup {
            subjects: kept,
            accounts,
            named,
        }),
    }
}

/// Returns the other bookings that were costed with this one.
fn costed_together(tx: &mut Tx<'_>, id: i64) -> Result<Vec<i64>> {
    let own = accounts(service::standing(tx, &[id], &[])?);
    let Some(batch) = own
        .get(&SubjectId::Booking(id))
        .map(|account| account.newest.batch_id)
    else {
        return Ok(Vec::new());
    };
    let members = store::batch(tx.connection(), batch)?;
    let members = accounts(service::standing(tx, &members, &[])?);
    let together = members
        .into_iter()
        .filter(|(_, account)| account.newest.batch_id == batch);
    let ids = together.filter_map(|(subject, _)| match subject {
        SubjectId::Booking(other) if other != id => Some(other),
        _ => None,
    });
    Ok(ids.collect())
}

/// Checks that a booking can be charged; `is_known` when it has a costing.
fn check_chargeable(subject: &CostSubject, is_known: bool) -> Result<()> {
    let (SubjectId::Booking(id), Some(status)) = (subject.id, subject.status) else {
        return Ok(());
    };
    if status == BookingStatus::Pending {
        return Err(Error::conflict(
            ErrorCode::BookingPending,
            format!("booking {id} is pending and cannot be charged yet"),
        )
        .hint(format!("colab booking assign {id} --room ROOM"))
        .hint(format!("colab pricing quote {id}")));
    }
    if status.is_off() && !is_known {
        return Err(Error::conflict(
            ErrorCode::NothingToCharge,
            format!("booking {id} is {status}, and nothing was charged for it"),
        )
        .hint(format!("colab booking show {id}")));
    }
    Ok(())
}

/// Quotes subjects together and returns the share of each.
fn shares(tx: &mut Tx<'_>, subjects: &[CostSubject], offer: OfferTerms) -> Result<Vec<CostSheet>> {
    let orders: Vec<ServiceOrder> = subjects.iter().map(|subject| subject.order.clone()).collect();
    let charges = price_orders(tx, &orders, offer)?;
    refuse_gaps(&charges.gaps(), None)?;
    Ok(charges.shares(orders.len(), &offer.terms(tx.settings())))
}

/// Writes the planned entries. Returns the ids of all that stands, and why nothing is proposed for some.
fn write(
    tx: &mut Tx<'_>,
    grant: &Grant,
    group: &CostingGroup,
    plan: &[Vec<CostingDraft>],
    offer: OfferTerms,
    (created_by, entered_by): (&str, &str),
) -> Result<(Vec<i64>, Vec<String>)> {
    let ids = tx
        .connection()
        .reserve_ids("booking_costing", plan.iter().map(Vec::len).sum())?;
    let known = group.known().map(|account| account.newest.batch_id);
    let batch = known.or(ids.first().copied()).unwrap_or_default();
    let (mut rows, mut made, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    let mut numbers = ids.into_iter();
    for (subject, drafts) in group.subjects.iter().zip(plan) {
        if drafts.is_empty() && group.named.is_none_or(|named| named == subject.id) {
            kept.extend(group.account(subject).map(|account| (subject, account)));
        }
        let mut follows_id = None;
        for (draft, id) in drafts.iter().zip(&mut numbers) {
            let row = CostingRow {
                id,
                follows_id,
                batch_id: batch,
                created_by: created_by.to_owned(),
                entered_by: entered_by.to_owned(),
                ..row(tx, subject, draft, offer)?
            };
            tx.audit(grant, AuditEvent::created("costing", id, facts(&row)));
            follows_id = Some(id);
            made.push(id);
            rows.push(row);
        }
    }
    store::insert(tx.connection(), &rows)?;
    made.extend(kept.iter().map(|(_, account)| account.newest.id));
    Ok((made, unchanged(&kept)))
}

/// Explains why nothing is proposed for some.
fn unchanged(kept: &[(&CostSubject, &CostingAccount)]) -> Vec<String> {
    match kept {
        [] => Vec::new(),
        [(subject, account)] => vec![format!(
            "nothing to propose for {}: costing {} is {}, and nothing has changed",
            subject.name, account.newest.id, account.newest_status
        )],
        several => vec![format!(
            "nothing to propose for {} bookings: nothing has changed",
            several.len()
        )],
    }
}

/// Builds a proposal; its id, its batch and who made it are set when it is written.
fn row(tx: &Tx<'_>, subject: &CostSubject, draft: &CostingDraft, offer: OfferTerms) -> Result<CostingRow> {
    let (booking_id, rental_id) = match subject.id {
        SubjectId::Booking(id) => (Some(id), None),
        SubjectId::Rental(id) => (None, Some(id)),
    };
    let (place, costs) = (&draft.place, &draft.costs);
    Ok(CostingRow {
        id: 0,
        entry: EntryKind::Proposal,
        proposal_id: None,
        corrects_id: draft.corrects_id,
        follows_id: None,
        batch_id: 0,
        booking_id,
        rental_id,
        client_name: place.client_name.clone(),
        client_key: name_key(&place.client_name),
        room_id: place.room_id,
        tenant_id: place.tenant_id,
        service_on: place.first_day,
        service_month: place.month(),
        pricing_tier: offer.tier,
        discount: i32::try_from(offer.discount).map_err(|_| Error::internal("a discount exceeds 100 %"))?,
        currency: tx.settings().currency().code().to_owned(),
        subtotal_cents: costs.sums.subtotal,
        tax_cents: costs.sums.tax,
        total_cents: costs.sums.total,
        lines: Some(Json(costs.lines.clone())),
        basis: Some(Json(subject.basis.clone())),
        reason: None,
        created_by: String::new(),
        entered_by: String::new(),
        created_at: tx.now(),
    })
}

/// Returns what the audit log keeps of an entry.
pub(super) fn facts(row: &CostingRow) -> serde_json::Value {
    json!({"entry": row.entry, "proposal_id": row.proposal_id, "corrects_id": row.corrects_id, "follows_id": row.follows_id,
           "booking_id": row.booking_id, "rental_id": row.rental_id, "client_name": row.client_name,
           "month": row.service_month, "tier": row.pricing_tier, "discount": row.discount, "currency": row.currency,
           "subtotal_cents": row.subtotal_cents, "tax_cents": row.tax_cents, "total_cents": row.total_cents,
           "reason": row.reason})
}
