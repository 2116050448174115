//! Proposing what bookings or a rental are charged, or what has changed about it.

use serde_json::json;

use super::model::{Costing, CostingRow, Entry, Whose};
use super::plan::{Account, Draft, Group, accounts};
use super::service::{self, Subject};
use super::store::{self, Filter};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::idempotency::Repeat;
use crate::access::tx::Tx;
use crate::booking::{SeriesScope, service as bookings};
use crate::db::types::Json;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::pricing::quote::lines::Costs;
use crate::pricing::quote::order::Order;
use crate::pricing::quote::service::{Asked, Offer, Stored, charged, refuse};
use crate::rental::service as rentals;

/// Writers of the ledger wait for each other; the migration's triggers take the same lock.
pub const LEDGER_LOCK: i64 = 20_261_126_000_006;

/// What was proposed, or stands already.
#[derive(Debug)]
pub struct Proposed {
    pub costings: Vec<Costing>,
    pub notes: Vec<String>,
}

/// Proposes quotes, all or none; of what is charged already, the difference; of what has not changed, nothing. The same
/// key gives the same costings again.
///
/// # Errors
/// `NotFound` for what is not there; `Conflict` for a booking that is pending, for what has no price, and where a
/// proposal that no longer fits waits for a decision.
pub fn propose(
    tx: &mut Tx<'_>,
    wanted: &[Stored],
    asked: Asked,
    repeat: Option<&Repeat>,
) -> Result<Proposed> {
    let grant = tx.require(Permission::ChangePrices)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    if let Some(ids) = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten() {
        return Ok(Proposed {
            costings: shown(tx, ids)?,
            notes: Vec::new(),
        });
    }
    let (mut ids, mut notes) = (Vec::new(), Vec::new());
    for stored in wanted {
        let (proposed, unchanged) = propose_one(tx, &grant, stored, asked)?;
        ids.extend(proposed);
        notes.extend(unchanged);
    }
    // Two of one series bring the same costings.
    ids.sort_unstable();
    ids.dedup();
    if let Some(repeat) = repeat {
        repeat.remember(tx, &ids)?;
    }
    tx.nothing_to_do();
    Ok(Proposed {
        costings: shown(tx, ids)?,
        notes,
    })
}

fn shown(tx: &mut Tx<'_>, ids: Vec<i64>) -> Result<Vec<Costing>> {
    let filter = Filter {
        ids: Some(ids),
        ..Filter::default()
    };
    let found = store::list(tx.connection(), &filter)?;
    service::with_names(tx, found)
}

/// The costings that were made or stand already, and why nothing was proposed.
fn propose_one(
    tx: &mut Tx<'_>,
    grant: &Grant,
    stored: &Stored,
    asked: Asked,
) -> Result<(Vec<i64>, Vec<String>)> {
    let group = match stored {
        Stored::Rental(number) => {
            let row = rentals::find(tx, number)?;
            Group {
                accounts: accounts(service::standing(tx, &[], &[row.id])?),
                named: Some(Whose::Rental(row.id)),
                subjects: vec![service::of_rental(tx, row)?],
            }
        }
        Stored::Booking(id, extent) => of_bookings(tx, *id, *extent)?,
    };
    check_currency(tx, &group)?;
    let offer = asked.or(group.known().map(Account::offer).unwrap_or_default());
    let costs = shares(tx, &group.subjects, offer)?;
    let plan = group.plan(&costs, offer)?;
    write(tx, grant, &group, &plan, offer)
}

/// Amounts of two currencies do not add up.
fn check_currency(tx: &Tx<'_>, group: &Group) -> Result<()> {
    let ours = tx.settings().currency().code();
    let mut accounts = group.subjects.iter().filter_map(|subject| group.account(subject));
    match accounts.find(|account| account.newest.currency != ours) {
        None => Ok(()),
        Some(account) => {
            let (id, theirs) = (account.newest.id, &account.newest.currency);
            Err(Error::conflict(
                ErrorCode::CurrencyMismatch,
                format!("costing {id} is in {theirs}, and the site's currency is {ours}"),
            )
            .hint(format!("colab config set currency {theirs}")))
        }
    }
}

/// The bookings that are costed together, those of which nothing is and was charged left out.
fn of_bookings(tx: &mut Tx<'_>, id: i64, extent: SeriesScope) -> Result<Group> {
    let mut found = bookings::with_series(tx, id, extent)?;
    if extent == SeriesScope::One {
        let others = costed_together(tx, id)?;
        found.extend(bookings::load(tx, &others)?);
        found.sort_by_key(|booking| (booking.row.starts_at, booking.row.id));
    }
    let ids: Vec<i64> = found.iter().map(|booking| booking.row.id).collect();
    let accounts = accounts(service::standing(tx, &ids, &[])?);
    let subjects = service::of_bookings(tx, found)?;
    let named = (extent == SeriesScope::One).then_some(Whose::Booking(id));
    let mut kept = Vec::with_capacity(subjects.len());
    let mut refused = None;
    for subject in subjects {
        let is_known = accounts.contains_key(&subject.whose);
        match chargeable(&subject, is_known) {
            Ok(()) => kept.push(subject),
            // One that is charged already cannot be left out: its share would be missing.
            Err(error) if is_known || named == Some(subject.whose) => return Err(error),
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    match refused {
        Some(error) if kept.is_empty() => Err(error),
        _ => Ok(Group {
            subjects: kept,
            accounts,
            named,
        }),
    }
}

/// The other bookings whose costing was made with this one's.
fn costed_together(tx: &mut Tx<'_>, id: i64) -> Result<Vec<i64>> {
    let own = accounts(service::standing(tx, &[id], &[])?);
    let Some(batch) = own
        .get(&Whose::Booking(id))
        .map(|account| account.newest.batch_id)
    else {
        return Ok(Vec::new());
    };
    let members = store::batch(tx.connection(), batch)?;
    let members = accounts(service::standing(tx, &members, &[])?);
    let together = members
        .into_iter()
        .filter(|(_, account)| account.newest.batch_id == batch);
    let ids = together.filter_map(|(whose, _)| match whose {
        Whose::Booking(other) if other != id => Some(other),
        _ => None,
    });
    Ok(ids.collect())
}

fn chargeable(subject: &Subject, is_known: bool) -> Result<()> {
    let Whose::Booking(id) = subject.whose else {
        return Ok(());
    };
    if subject.is_pending {
        return Err(Error::conflict(
            ErrorCode::BookingPending,
            format!("booking {id} is pending: what it is charged is not known yet"),
        )
        .hint(format!("colab booking assign {id} --room ROOM"))
        .hint(format!("colab pricing quote {id}")));
    }
    if subject.basis.off && !is_known {
        return Err(Error::conflict(
            ErrorCode::NothingToCharge,
            format!("booking {id} is off, and nothing was charged for it"),
        )
        .hint(format!("colab booking show {id}")));
    }
    Ok(())
}

/// What each of them is charged, quoted together.
fn shares(tx: &mut Tx<'_>, subjects: &[Subject], offer: Offer) -> Result<Vec<Costs>> {
    let orders: Vec<Order> = subjects.iter().map(|subject| subject.order.clone()).collect();
    let charges = charged(tx, &orders, offer)?;
    refuse(&charges.left_out(), None)?;
    Ok(charges.shares(orders.len(), &offer.terms(tx)))
}

/// Writes what is to be written, and says of what nothing is.
fn write(
    tx: &mut Tx<'_>,
    grant: &Grant,
    group: &Group,
    plan: &[Vec<Draft>],
    offer: Offer,
) -> Result<(Vec<i64>, Vec<String>)> {
    let ids = tx
        .connection()
        .reserve_ids("booking_costing", plan.iter().map(Vec::len).sum())?;
    let known = group.known().map(|account| account.newest.batch_id);
    let batch = known.or(ids.first().copied()).unwrap_or_default();
    let (mut rows, mut made, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    let mut numbers = ids.into_iter();
    for (subject, drafts) in group.subjects.iter().zip(plan) {
        if drafts.is_empty() && group.named.is_none_or(|named| named == subject.whose) {
            kept.extend(group.account(subject).map(|account| (subject, account)));
        }
        let mut follows_id = None;
        for (draft, id) in drafts.iter().zip(&mut numbers) {
            let row = CostingRow {
                id,
                follows_id,
                batch_id: batch,
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

/// Why nothing is proposed of some.
fn unchanged(kept: &[(&Subject, &Account)]) -> Vec<String> {
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

/// An entry; its number and what it was made with come with the writing.
fn row(tx: &Tx<'_>, subject: &Subject, draft: &Draft, offer: Offer) -> Result<CostingRow> {
    let (booking_id, rental_id) = match subject.whose {
        Whose::Booking(id) => (Some(id), None),
        Whose::Rental(id) => (None, Some(id)),
    };
    let (place, costs, actor) = (&draft.place, &draft.costs, tx.actor());
    Ok(CostingRow {
        id: 0,
        entry: Entry::Proposal,
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
        discount: i32::try_from(offer.discount)
            .map_err(|_| Error::internal("a discount is more than a hundred percent"))?,
        currency: tx.settings().currency().code().to_owned(),
        subtotal_cents: costs.sums.subtotal,
        tax_cents: costs.sums.tax,
        total_cents: costs.sums.total,
        lines: Some(Json(costs.lines.clone())),
        basis: Some(Json(subject.basis.clone())),
        reason: None,
        created_by: actor.username.clone(),
        entered_by: actor.doer().to_owned(),
        created_at: tx.now(),
    })
}

/// What the audit log keeps of an entry.
pub fn facts(row: &CostingRow) -> serde_json::Value {
    json!({"entry": row.entry, "proposal_id": row.proposal_id, "corrects_id": row.corrects_id, "follows_id": row.follows_id,
           "booking_id": row.booking_id, "rental_id": row.rental_id, "client_name": row.client_name,
           "month": row.service_month, "tier": row.pricing_tier, "discount": row.discount, "currency": row.currency,
           "subtotal_cents": row.subtotal_cents, "tax_cents": row.tax_cents, "total_cents": row.total_cents,
           "reason": row.reason})
}
