//! Proposing what bookings or a rental are charged, or what has changed about it.

use std::collections::BTreeMap;

use chrono::Datelike;
use serde_json::json;

use super::model::{Costing, CostingRow, CostingStatus, Entry, Whose, status};
use super::service::{self, Subject};
use super::store::{self, Decided, Filter};
use crate::audit::Event;
use crate::auth::{Grant, Permission};
use crate::booking::{Extent, service as bookings};
use crate::db::types::Json;
use crate::error::{Error, Result};
use crate::names::name_key;
use crate::pricing::quote::lines::{Costs, Line, Sums};
use crate::pricing::quote::order::Order;
use crate::pricing::quote::service::{Asked, Offer, Stored, charged, refuse};
use crate::rental::service as rentals;
use crate::repeat::Repeat;
use crate::tx::Tx;

/// Writers of the ledger wait for each other; the migration's triggers take the same lock.
pub const LEDGER_LOCK: i64 = 20_261_126_000_006;

/// What was proposed, or stands already.
#[derive(Debug)]
pub struct Proposed {
    pub costings: Vec<Costing>,
    pub notes: Vec<String>,
}

/// What stands of one booking or rental.
#[derive(Debug)]
struct Account {
    first: CostingRow,
    newest: CostingRow,
    newest_status: CostingStatus,
    /// What was approved, corrections included.
    charged: Sums,
    approved: Vec<i64>,
}

impl Account {
    fn offer(&self) -> Offer {
        Offer {
            tier: self.newest.pricing_tier,
            discount: self.newest.discount.into(),
        }
    }

    /// How the booking differs from what was costed last.
    fn changes(&self, subject: &Subject, offer: Offer) -> Vec<String> {
        let basis = self.newest.basis.as_ref();
        let mut changes = basis
            .map(|basis| basis.0.changes(&subject.basis))
            .unwrap_or_default();
        if self.offer() != offer {
            changes.push("other terms".to_owned());
        }
        changes
    }
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
    let offer = asked.or(group.known().map(Account::offer).unwrap_or_default());
    let costs = shares(tx, &group.subjects, offer)?;
    let plan = group.plan(&costs, offer)?;
    write(tx, grant, &group, &plan, offer)
}

/// What is costed together.
#[derive(Debug)]
struct Group {
    subjects: Vec<Subject>,
    accounts: BTreeMap<Whose, Account>,
    /// The one that was asked for, where it was one.
    named: Option<Whose>,
}

impl Group {
    fn account(&self, subject: &Subject) -> Option<&Account> {
        self.accounts.get(&subject.whose)
    }

    fn known(&self) -> Option<&Account> {
        self.subjects.iter().find_map(|subject| self.account(subject))
    }
}

/// The bookings that are costed together, those of which nothing is and was charged left out.
fn of_bookings(tx: &mut Tx<'_>, id: i64, extent: Extent) -> Result<Group> {
    let mut found = bookings::with_series(tx, id, extent)?;
    if extent == Extent::One {
        let others = costed_together(tx, id)?;
        found.extend(bookings::load(tx, &others)?);
        found.sort_by_key(|booking| (booking.row.starts_at, booking.row.id));
    }
    let ids: Vec<i64> = found.iter().map(|booking| booking.row.id).collect();
    let accounts = accounts(service::standing(tx, &ids, &[])?);
    let subjects = service::of_bookings(tx, found)?;
    let named = (extent == Extent::One).then_some(Whose::Booking(id));
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
            "booking_pending",
            format!("booking {id} is pending: what it is charged is not known yet"),
        )
        .hint(format!("colab booking assign {id} --room ROOM"))
        .hint(format!("colab pricing quote {id}")));
    }
    if subject.basis.off && !is_known {
        return Err(Error::conflict(
            "nothing_to_charge",
            format!("booking {id} is off, and nothing was charged for it"),
        )
        .hint(format!("colab booking show {id}")));
    }
    Ok(())
}

fn accounts(rows: Vec<Decided>) -> BTreeMap<Whose, Account> {
    let mut accounts: BTreeMap<Whose, Account> = BTreeMap::new();
    for (row, decision) in rows {
        let Some(whose) = row.whose() else { continue };
        let stands = status(decision.as_ref());
        let account = accounts.entry(whose).or_insert_with(|| Account {
            first: row.clone(),
            newest: row.clone(),
            newest_status: stands,
            charged: Sums::default(),
            approved: Vec::new(),
        });
        if stands == CostingStatus::Approved {
            account.approved.push(row.id);
            account.charged = plus(account.charged, row.sums(), 1);
        }
        account.newest_status = stands;
        account.newest = row;
    }
    accounts
}

fn plus(a: Sums, b: Sums, sign: i64) -> Sums {
    Sums {
        subtotal: a.subtotal + sign * b.subtotal,
        tax: a.tax + sign * b.tax,
        total: a.total + sign * b.total,
    }
}

/// What each of them is charged, quoted together.
fn shares(tx: &mut Tx<'_>, subjects: &[Subject], offer: Offer) -> Result<Vec<Costs>> {
    let orders: Vec<Order> = subjects.iter().map(|subject| subject.order.clone()).collect();
    let charges = charged(tx, &orders, offer)?;
    refuse(&charges.left_out(), None)?;
    Ok(charges.shares(orders.len(), &offer.terms(tx)))
}

/// What is to be written of one booking or rental.
enum Step {
    /// Nothing: it stands as it is.
    Keep,
    First(Costs),
    Correct(Costs),
}

impl Group {
    /// Decides for each. One that changed may change the shares of those it was quoted with.
    fn plan(&self, costs: &[Costs], offer: Offer) -> Result<Vec<Step>> {
        let changes = |subject: &Subject| match self.account(subject) {
            Some(account) => account.changes(subject, offer),
            None => vec!["it joins".to_owned()],
        };
        let differs = self.subjects.iter().any(|subject| !changes(subject).is_empty());
        let step = |(subject, costs): (&Subject, &Costs)| {
            let Some(account) = self.account(subject) else {
                return Ok(Step::First(costs.clone()));
            };
            let own = changes(subject);
            let waiting = account.newest_status == CostingStatus::Pending;
            let charged = match waiting {
                true => plus(account.charged, account.newest.sums(), 1),
                false => account.charged,
            };
            match own.is_empty() && (!differs || charged == costs.sums) {
                true => Ok(Step::Keep),
                false if waiting => Err(waits(subject, account, &own)),
                false => Ok(Step::Correct(difference(account, costs))),
            }
        };
        self.subjects.iter().zip(costs).map(step).collect()
    }
}

/// The refusal of a second proposal while one waits.
fn waits(subject: &Subject, account: &Account, changes: &[String]) -> Error {
    let (id, name) = (account.newest.id, &subject.name);
    let why = match changes {
        [] => "what it was quoted with has changed since".to_owned(),
        changes => format!("it has changed since: {}", changes.join(", ")),
    };
    Error::conflict(
        "costing_pending",
        format!("costing {id} of {name} waits for a decision, and {why}"),
    )
    .detail("costing_id", id)
    .hint(format!("colab pricing reject {id} --reason \"changed since\""))
}

/// The new quote, less what is charged already.
fn difference(account: &Account, costs: &Costs) -> Costs {
    let mut lines = costs.lines.clone();
    let ids: Vec<String> = account.approved.iter().map(i64::to_string).collect();
    let word = if ids.len() == 1 { "costing" } else { "costings" };
    lines.push(Line::single(
        "Charged before",
        "costing",
        -account.charged.subtotal,
        format!("{word} {}", ids.join(", ")),
    ));
    Costs {
        lines,
        sums: plus(costs.sums, account.charged, -1),
    }
}

fn write(
    tx: &mut Tx<'_>,
    grant: &Grant,
    group: &Group,
    plan: &[Step],
    offer: Offer,
) -> Result<(Vec<i64>, Vec<String>)> {
    let count = plan.iter().filter(|step| !matches!(step, Step::Keep)).count();
    let ids = tx.connection().reserve_ids("booking_costing", count)?;
    let known = group.known().map(|account| account.newest.batch_id);
    let batch = known.or(ids.first().copied());
    let (mut rows, mut made, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    let mut ids = ids.into_iter();
    for (subject, step) in group.subjects.iter().zip(plan) {
        let account = group.account(subject);
        let (costs, corrects) = match step {
            Step::Keep => {
                let asked_for = group.named.is_none_or(|named| named == subject.whose);
                kept.extend(account.filter(|_| asked_for).map(|account| (subject, account)));
                continue;
            }
            Step::First(costs) => (costs, None),
            Step::Correct(costs) => (costs, account.map(|account| account.first.id)),
        };
        let id = ids
            .next()
            .ok_or_else(|| Error::internal("a costing has no number"))?;
        let row = row(tx, id, batch.unwrap_or(id), subject, costs, corrects, offer)?;
        made.push(id);
        tx.audit(grant, Event::created("costing", id, facts(&row)));
        rows.push(row);
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

fn row(
    tx: &Tx<'_>,
    id: i64,
    batch_id: i64,
    subject: &Subject,
    costs: &Costs,
    corrects_id: Option<i64>,
    offer: Offer,
) -> Result<CostingRow> {
    let (booking_id, rental_id) = match subject.whose {
        Whose::Booking(id) => (Some(id), None),
        Whose::Rental(id) => (None, Some(id)),
    };
    let actor = tx.actor();
    Ok(CostingRow {
        id,
        entry: Entry::Proposal,
        proposal_id: None,
        corrects_id,
        batch_id,
        booking_id,
        rental_id,
        client_name: subject.client_name.clone(),
        client_key: name_key(&subject.client_name),
        room_id: subject.room_id,
        tenant_id: subject.tenant_id,
        service_date: subject.first_day,
        service_month: format!("{:04}-{:02}", subject.first_day.year(), subject.first_day.month()),
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
    json!({"entry": row.entry, "proposal_id": row.proposal_id, "corrects_id": row.corrects_id,
           "booking_id": row.booking_id, "rental_id": row.rental_id, "client_name": row.client_name,
           "month": row.service_month, "tier": row.pricing_tier, "discount": row.discount, "currency": row.currency,
           "subtotal_cents": row.subtotal_cents, "tax_cents": row.tax_cents, "total_cents": row.total_cents,
           "reason": row.reason})
}
