//! Proposing what bookings or rentals are charged, or the difference after a change.

use std::collections::BTreeSet;

use serde_json::json;

use super::agreed;
use super::bookable::{self, BookableMonths};
use super::model::{Costing, CostingLineRow, CostingRow, CostingStatus, EntryKind, SubjectId};
use super::one_person;
use super::plan::{CostingAccount, CostingDraft, CostingGroup, accounts};
use super::prices::{self, CostingPrices};
use super::service;
use super::store;
use super::subject::CostSubject;
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::idempotency::IdempotencyKey;
use crate::access::tx::Tx;
use crate::booking::{BookingStatus, SeriesScope, service as bookings};
use crate::db::types::Json;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::money::Money;
use crate::kernel::names::name_key;
use crate::pricing::quote::lines::CostSheet;
use crate::pricing::quote::model::{OfferTerms, QuoteTarget, RequestedTerms};
use crate::rental::service as rentals;

/// The lock that writers of the ledger take; the migration's triggers take it too.
pub const LEDGER_LOCK: i64 = 20_261_126_000_006;

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
    if let Some(made) = made_before(tx, &grant, repeat)? {
        return Ok(made);
    }
    let actor = tx.actor();
    let by = (actor.username.clone(), actor.person().to_owned());
    let (ids, notes) = propose_each(tx, &grant, wanted, asked, (&by.0, &by.1))?;
    finish(tx, &grant, ids, notes, repeat)
}

/// Proposes costings as [`propose`] does, if they come to this amount with tax: whoever agreed to it saw that one.
///
/// # Errors
/// `Conflict` where it is another amount by now, or nothing is left to propose; those of [`propose`].
pub fn propose_expected(
    tx: &mut Tx<'_>,
    target: &QuoteTarget,
    asked: RequestedTerms,
    expected: Money,
) -> Result<ProposeOutcome> {
    let outcome = propose(tx, std::slice::from_ref(target), asked, None)?;
    let made = tx.changed("costing");
    let is_made = |costing: &&Costing| made.contains(&costing.row.id.to_string());
    let new: Vec<&Costing> = outcome.costings.iter().filter(is_made).collect();
    let what = target.in_words();
    let fact = if new.is_empty() {
        format!("{what} is costed already, and nothing is left to propose")
    } else {
        let of_target = new.iter().filter(|costing| costing.subject_name() == what);
        let sum = of_target.map(|costing| costing.row.total_cents).sum();
        let sum = Money::new(sum, expected.currency);
        if sum == expected {
            return Ok(outcome);
        }
        format!("{what} would be costed at {sum} by now, and not at {expected}")
    };
    Err(Error::conflict(ErrorCode::CostsDiffer, fact)
        .hint(format!("colab pricing quote {}", target.argument())))
}

/// Returns what a repeated request made the first time.
pub(super) fn made_before(
    tx: &mut Tx<'_>,
    grant: &Grant,
    repeat: Option<&IdempotencyKey>,
) -> Result<Option<ProposeOutcome>> {
    let ids = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten();
    let Some(ids) = ids else { return Ok(None) };
    Ok(Some(ProposeOutcome {
        costings: service::by_ids(tx, grant, &ids)?,
        notes: Vec::new(),
    }))
}

/// Ends a proposal: what it made is remembered and read again.
pub(super) fn finish(
    tx: &mut Tx<'_>,
    grant: &Grant,
    ids: Vec<i64>,
    mut notes: Vec<String>,
    repeat: Option<&IdempotencyKey>,
) -> Result<ProposeOutcome> {
    if let Some(repeat) = repeat {
        repeat.remember(tx, &ids)?;
    }
    tx.mark_unchanged();
    let costings = service::by_ids(tx, grant, &ids)?;
    if costings
        .iter()
        .any(|costing| costing.status() == CostingStatus::Pending)
    {
        notes.extend(one_person::advice(tx, grant)?);
    }
    notes.extend(costings.iter().filter_map(bookable::moved_note));
    Ok(ProposeOutcome { costings, notes })
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
    notes.extend(cheaper_series(tx, grant, wanted)?);
    // Two bookings of a series bring the same costings.
    ids.sort_unstable();
    ids.dedup();
    Ok((ids, notes))
}

/// Proposes one booking or rental with those it is costed with. Returns the ids and the notes.
pub(super) fn propose_one(
    tx: &mut Tx<'_>,
    grant: &Grant,
    stored: &QuoteTarget,
    asked: RequestedTerms,
    by: (&str, &str),
) -> Result<(Vec<i64>, Vec<String>)> {
    let planned = PlannedCostings::of(tx, grant, stored, asked)?;
    let PlannedCostings { group, prices, .. } = &planned;
    let proposal = ProposalTerms {
        offer: planned.offer,
        prices,
        reprice: planned.reprice,
        by,
    };
    let (ids, kept) = write(tx, grant, group, planned.costs()?, &planned.drafts, &proposal)?;
    let notes = if prices.differ(group) && !planned.reprice {
        vec![prices.note(tx, group, &kept)]
    } else {
        unchanged(&kept)
    };
    Ok((ids, notes))
}

/// What is to be proposed of a booking or a rental and those it is costed with.
struct PlannedCostings {
    group: CostingGroup,
    prices: CostingPrices,
    offer: OfferTerms,
    reprice: bool,
    /// Of each subject.
    drafts: Vec<Vec<CostingDraft>>,
}

impl PlannedCostings {
    fn of(tx: &mut Tx<'_>, grant: &Grant, target: &QuoteTarget, asked: RequestedTerms) -> Result<Self> {
        let group = group_of(tx, grant, target)?;
        check_currency(tx, &group)?;
        let offer = asked.or(group.offer());
        let prices = CostingPrices::of(tx, &group, offer)?;
        let accepted = group.accepted_since().filter(|_| !asked.reprice);
        let reprice = asked.reprice || agreed::is_undone(tx, &group)?;
        let repriced = match accepted {
            Some(quote) => Some(format!("quote {}", quote.number)),
            None => (reprice && prices.differ(&group)).then(|| prices.changes(tx, &group)),
        };
        let mut planned = Self {
            group,
            prices,
            offer,
            reprice,
            drafts: Vec::new(),
        };
        planned.drafts = planned.group.plan(planned.costs()?, offer, repriced.as_deref())?;
        Ok(planned)
    }

    fn costs(&self) -> Result<&[CostSheet]> {
        if self.reprice {
            self.prices.today_or_refuse()
        } else {
            Ok(&self.prices.agreed)
        }
    }
}

/// Returns what proposing a booking or a rental would add to its costs, with tax.
///
/// # Errors
/// As [`propose`].
pub fn expected_change(tx: &mut Tx<'_>, grant: &Grant, target: &QuoteTarget) -> Result<i64> {
    let planned = PlannedCostings::of(tx, grant, target, RequestedTerms::default())?;
    let of_subjects = planned.group.subjects.iter().zip(&planned.drafts);
    let named = planned.group.named;
    let wanted = of_subjects.filter(|(subject, _)| named.is_none_or(|named| named == subject.id));
    Ok(wanted
        .flat_map(|(_, drafts)| drafts)
        .map(|draft| draft.costs.sums.total)
        .sum())
}

/// Collects what is costed together with a booking or a rental.
fn group_of(tx: &mut Tx<'_>, grant: &Grant, target: &QuoteTarget) -> Result<CostingGroup> {
    match target {
        QuoteTarget::Rental(number) => {
            let row = rentals::find(tx, grant, number)?;
            agreed::of_rental(tx, grant, row)
        }
        QuoteTarget::Booking(id, extent) => of_bookings(tx, grant, *id, *extent),
    }
}

/// Returns what a booking or a rental costs at the prices that were agreed on, whether it is costed or not.
///
/// # Errors
/// `Conflict` for a pending booking, and for an item without a price.
pub fn expected_costs(tx: &mut Tx<'_>, grant: &Grant, target: &QuoteTarget) -> Result<CostSheet> {
    let group = group_of(tx, grant, target)?;
    let prices = CostingPrices::of(tx, &group, group.offer())?;
    let of_subjects = group.subjects.iter().zip(prices.agreed);
    let wanted = of_subjects.filter(|(subject, _)| group.named.is_none_or(|named| named == subject.id));
    Ok(wanted.fold(CostSheet::default(), |sum, (_, sheet)| sum.with(sheet)))
}

/// Says of each series that a booking was proposed of if it costs less together.
fn cheaper_series(tx: &mut Tx<'_>, grant: &Grant, wanted: &[QuoteTarget]) -> Result<Vec<String>> {
    let (mut seen, mut notes) = (BTreeSet::new(), Vec::new());
    for target in wanted {
        let QuoteTarget::Booking(id, SeriesScope::One) = target else {
            continue;
        };
        let series = bookings::load_one(tx, grant, *id)?.row.series_id;
        if !series.is_some_and(|series| seen.insert(series)) {
            continue;
        }
        // What cannot be charged yet is not a reason to refuse the one that can.
        let group = of_bookings(tx, grant, *id, SeriesScope::Series);
        let Some(group) = unless_conflict(group)? else {
            continue;
        };
        let own = group.accounts.get(&SubjectId::Booking(*id));
        let offer = own.map_or_else(|| group.offer(), CostingAccount::offer);
        let note = prices::cheaper_together(tx, &group, offer);
        notes.extend(unless_conflict(note)?.flatten());
    }
    Ok(notes)
}

/// Returns `None` where something stands in the way.
fn unless_conflict<T>(result: Result<T>) -> Result<Option<T>> {
    match result {
        Err(error) if error.kind == Kind::Conflict => Ok(None),
        other => other.map(Some),
    }
}

/// On what terms, at which prices and by whom proposals are written.
struct ProposalTerms<'p> {
    offer: OfferTerms,
    prices: &'p CostingPrices,
    reprice: bool,
    /// In whose name, and who enters it.
    by: (&'p str, &'p str),
}

/// What stands of a subject, where nothing is proposed for it.
type KeptCosting<'g> = (&'g CostSubject, &'g CostingAccount);

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
    let mut group = agreed::of_bookings(tx, found)?;
    group.named = (extent == SeriesScope::One).then_some(SubjectId::Booking(id));
    let mut kept = Vec::with_capacity(group.subjects.len());
    let mut refused = None;
    for subject in std::mem::take(&mut group.subjects) {
        let is_known = group.accounts.contains_key(&subject.id);
        match check_chargeable(&subject, is_known) {
            Ok(()) => kept.push(subject),
            // A booking that is charged already must stay: its share would be missing.
            Err(error) if is_known || group.named == Some(subject.id) => return Err(error),
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    match refused {
        Some(error) if kept.is_empty() => Err(error),
        _ => Ok(CostingGroup {
            subjects: kept,
            ..group
        }),
    }
}

/// Returns the other bookings that were costed with this one.
pub(in crate::pricing) fn costed_together(tx: &mut Tx<'_>, id: i64) -> Result<Vec<i64>> {
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

/// Writes the planned entries. Returns the ids of all that stands, and what nothing is proposed for.
fn write<'g>(
    tx: &mut Tx<'_>,
    grant: &Grant,
    group: &'g CostingGroup,
    costs: &[CostSheet],
    plan: &[Vec<CostingDraft>],
    terms: &ProposalTerms<'_>,
) -> Result<(Vec<i64>, Vec<KeptCosting<'g>>)> {
    let ids = tx
        .connection()
        .reserve_ids("booking_costing", plan.iter().map(Vec::len).sum())?;
    let known = group.known().filter(|_| !group.is_regrouped(costs));
    let known = known.map(|account| account.newest.batch_id);
    let batch = known.or(ids.first().copied()).unwrap_or_default();
    let (mut rows, mut lines, mut made, mut kept) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut numbers = ids.into_iter();
    let months = BookableMonths::load(tx)?;
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
                ..row(tx, subject, draft, (terms, &months))?
            };
            tx.audit(grant, AuditEvent::created("costing", id, facts(&row)));
            follows_id = Some(id);
            made.push(id);
            lines.extend(line_rows(&row, &draft.costs, &months)?);
            rows.push(row);
        }
    }
    store::insert(tx.connection(), &rows)?;
    store::insert_lines(tx.connection(), &lines)?;
    made.extend(kept.iter().map(|(_, account)| account.newest.id));
    Ok((made, kept))
}

/// Explains why nothing is proposed for some.
fn unchanged(kept: &[KeptCosting<'_>]) -> Vec<String> {
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

/// Builds a proposal; its id and its batch are set when it is written.
fn row(
    tx: &Tx<'_>,
    subject: &CostSubject,
    draft: &CostingDraft,
    (terms, months): (&ProposalTerms<'_>, &BookableMonths),
) -> Result<CostingRow> {
    let offer = terms.offer;
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
        discount: part_of_discount(offer.discount / 10)?,
        discount_rest: part_of_discount(offer.discount % 10)?,
        currency: tx.settings().currency().code().to_owned(),
        subtotal_cents: costs.sums.subtotal,
        tax_cents: costs.sums.tax,
        total_cents: costs.sums.total,
        lines: Some(Json(costs.lines.clone())),
        basis: Some(Json(terms.prices.basis(subject, terms.reprice))),
        reason: None,
        created_by: terms.by.0.to_owned(),
        entered_by: terms.by.1.to_owned(),
        created_at: tx.now(),
        adjustment: None,
        one_person: false,
        booked_month: months.booked(&place.month(), place.tenant_id),
    })
}

fn part_of_discount(thousandths: i64) -> Result<i32> {
    i32::try_from(thousandths).map_err(|_| Error::internal("a discount exceeds 100 %"))
}

/// Builds the lines of a costing, one for each month and tax rate of a line of its quote: whole units at their rate where
/// they make the amount, else one share.
pub(super) fn line_rows(
    costing: &CostingRow,
    costs: &CostSheet,
    months: &BookableMonths,
) -> Result<Vec<CostingLineRow>> {
    let shares = costs
        .lines
        .iter()
        .flat_map(|line| line.shares.iter().map(move |share| (line, share)));
    shares
        .enumerate()
        .map(|(place, (line, share))| {
            let is_whole = share.amount == share.quantity * line.rate_cents;
            let unit = match line.unit.as_str() {
                unit @ ("quote" | "costing" | "adjustment") => unit,
                unit if is_whole => unit,
                _ => "share",
            };
            Ok(CostingLineRow {
                costing_id: costing.id,
                booked_month: months.booked(&share.month, costing.tenant_id),
                place: i32::try_from(place + 1)
                    .map_err(|_| Error::internal("a costing has too many lines"))?,
                kind: share.kind,
                item: share.item.clone(),
                service_month: share.month.clone(),
                quantity: if is_whole { share.quantity } else { 1 },
                unit: unit.to_owned(),
                rate_cents: if is_whole { line.rate_cents } else { share.amount },
                amount_cents: share.amount,
                tax_rate: share.tax_rate,
                tax_cents: share.tax,
                why: line.why.clone(),
            })
        })
        .collect()
}

/// Returns what the audit log keeps of an entry.
pub(super) fn facts(row: &CostingRow) -> serde_json::Value {
    json!({"entry": row.entry, "proposal_id": row.proposal_id, "corrects_id": row.corrects_id, "follows_id": row.follows_id,
           "booking_id": row.booking_id, "rental_id": row.rental_id, "client_name": row.client_name,
           "month": row.service_month, "booked_month": row.booked_month, "tier": row.pricing_tier, "discount": row.discount, "currency": row.currency,
           "subtotal_cents": row.subtotal_cents, "tax_cents": row.tax_cents, "total_cents": row.total_cents,
   "reason": row.reason, "adjustment": row.adjustment, "one_person": row.one_person})
}
