//! Requisitions listed, shown, locked and saved.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::errors::{unknown_requisition, wrong_state};
use super::model::{Requisition, RequisitionRow, RequisitionState, level_in_words};
use super::store::{self, RequisitionQuery};
use crate::access::audit::{self, AuditEvent, AuditRow};
use crate::access::auth::{Actor, Grant, Permission, PermissionScope};
use crate::access::list_pages::{TakeRows, each_page, gathered};
use crate::access::outbox::{Announcement, Recipient};
use crate::access::tx::{Tx, not_allowed};
use crate::device::service as devices;
use crate::kernel::error::{Error, Result};
use crate::kernel::names::nearest;
use crate::task::vendor;
use crate::user::service as users;

/// The kind of record in the audit log.
pub const ENTITY: &str = "requisition";

/// Which requisitions to list; `None` matches all.
#[derive(Debug, Clone, Default)]
pub struct RequisitionFilter {
    /// Empty: those that are not closed.
    pub states: Vec<RequisitionState>,
    /// A user's name.
    pub requester: Option<String>,
    pub booking_id: Option<i64>,
    /// Only what waits for a decision of whoever looks.
    pub to_decide: bool,
    /// Includes requisitions that are closed.
    pub all: bool,
    /// The last first.
    pub descending: bool,
    /// Only those that follow this number in the order.
    pub after: Option<String>,
    pub limit: Option<usize>,
}

/// Lists requisitions, by number.
///
/// # Errors
/// As [`list_in_pages`].
pub fn list(tx: &mut Tx<'_>, filter: &RequisitionFilter) -> Result<Vec<Requisition>> {
    let _grant = tx.require(Permission::SeeRequisitions)?;
    gathered(|take| list_in_pages(tx, filter, take))
}

/// Hands the requisitions that match a filter over page by page, by number.
///
/// # Errors
/// `NotFound` for an unknown user, and when there is no requisition `after`.
pub fn list_in_pages(
    tx: &mut Tx<'_>,
    filter: &RequisitionFilter,
    take: &mut TakeRows<'_, Requisition>,
) -> Result<()> {
    let grant = tx.require(Permission::SeeRequisitions)?;
    let requester = match &filter.requester {
        Some(name) => Some(users::find(tx.connection(), name)?.username),
        None => None,
    };
    let states = if filter.all || !filter.states.is_empty() {
        filter.states.clone()
    } else {
        let states = RequisitionState::ALL.iter().copied();
        states
            .filter(|state| *state != RequisitionState::Closed)
            .collect()
    };
    let after = match &filter.after {
        Some(number) => Some(row_of(tx, &grant, number)?),
        None => None,
    };
    let query = RequisitionQuery {
        states,
        requester,
        booking_id: filter.booking_id,
        is_submitted: filter.to_decide,
        descending: filter.descending,
        ..RequisitionQuery::default()
    };
    let next = |tx: &mut Tx<'_>, after: Option<&RequisitionRow>, limit: i64| {
        let page = RequisitionQuery {
            after: after.map(|row| (row.year, row.ordinal)),
            limit: Some(limit),
            ..query.clone()
        };
        store::list(tx.connection(), &page)
    };
    let actor = tx.actor();
    let finish = |tx: &mut Tx<'_>, mut rows: Vec<RequisitionRow>| -> Result<Vec<Requisition>> {
        rows.retain(|row| sees(actor, grant, row));
        let mut requisitions = whole(tx, &grant, rows)?;
        requisitions.retain(|requisition| !filter.to_decide || may_decide(actor, requisition));
        Ok(requisitions)
    };
    each_page(tx, filter.limit, after, next, finish, take)
}

/// Returns whether somebody sees a requisition: all of them, or their own and those that they decide on.
fn sees(actor: &Actor, grant: Grant, row: &RequisitionRow) -> bool {
    grant.reach() == PermissionScope::All
        || row.requester == actor.username
        || row.levels().iter().any(|level| is_held_by(level, actor))
}

/// Returns whether somebody is whom a level names.
pub(super) fn is_held_by(level: &Recipient, actor: &Actor) -> bool {
    match level {
        Recipient::Role(role) => *role == actor.role,
        Recipient::User(name) => *name == actor.username,
    }
}

/// Returns whether the requisition waits for somebody who has no part in it yet.
fn may_decide(actor: &Actor, requisition: &Requisition) -> bool {
    let level = requisition.row.waits_for();
    level.is_some_and(|level| is_held_by(&level, actor)) && own_part(actor, requisition).is_none()
}

/// Returns the part that somebody has in what is submitted: who asked, or has decided, does not decide.
pub(super) fn own_part(actor: &Actor, requisition: &Requisition) -> Option<(String, &'static str)> {
    let row = &requisition.row;
    let asked = |person: &str| {
        [
            Some(row.requester.as_str()),
            Some(row.entered_by.as_str()),
            row.submitted_by.as_deref(),
        ]
        .contains(&Some(person))
    };
    let decided = |person: &str| {
        let mut decisions = requisition.last_decisions();
        decisions.any(|decision| decision.created_by == person || decision.entered_by == person)
    };
    actor.persons().find_map(|person| {
        let part = if asked(person) {
            "asked for"
        } else if decided(person) {
            "decided on"
        } else {
            return None;
        };
        Some((person.to_owned(), part))
    })
}

/// A requisition with its audit history.
pub struct RequisitionHistory {
    pub requisition: Requisition,
    pub audit: Vec<AuditRow>,
}

/// Returns one requisition with its history.
///
/// # Errors
/// `NotFound` for an unknown requisition, or one that is not theirs to see.
pub fn show(tx: &mut Tx<'_>, number: &str) -> Result<RequisitionHistory> {
    let grant = tx.require(Permission::SeeRequisitions)?;
    let requisition = seen(tx, &grant, number)?;
    let audit = audit::history(tx.connection(), ENTITY, &requisition.row.number)?;
    Ok(RequisitionHistory { requisition, audit })
}

/// Returns the row id of a requisition that whoever acts sees.
///
/// # Errors
/// As [`show`].
pub fn id_of(tx: &mut Tx<'_>, number: &str) -> Result<i64> {
    let grant = tx.require(Permission::SeeRequisitions)?;
    Ok(seen(tx, &grant, number)?.row.id)
}

fn seen(tx: &mut Tx<'_>, grant: &Grant, number: &str) -> Result<Requisition> {
    let row = row_of(tx, grant, number)?;
    named(tx, grant, row)
}

fn row_of(tx: &mut Tx<'_>, grant: &Grant, number: &str) -> Result<RequisitionRow> {
    let wanted = number.trim().to_uppercase();
    let actor = tx.actor();
    let found = store::by_number(tx.connection(), &wanted)?;
    if let Some(row) = found.filter(|row| sees(actor, *grant, row)) {
        return Ok(row);
    }
    let mut rows = store::list(tx.connection(), &RequisitionQuery::default())?;
    rows.retain(|row| sees(actor, *grant, row));
    let near = nearest(&wanted, rows.iter().map(|row| row.number.as_str()), 3);
    Err(unknown_requisition(number, &near))
}

/// Loads a requisition that is about to change, locked.
///
/// # Errors
/// As [`show`].
pub(super) fn lock(tx: &mut Tx<'_>, number: &str) -> Result<Requisition> {
    let grant = tx.require(Permission::SeeRequisitions)?;
    let id = row_of(tx, &grant, number)?.id;
    tx.connection().lock_rows("requisitions", &[id])?;
    load(tx, &grant, id)
}

/// Loads a requisition by the id of its row.
pub(super) fn load(tx: &mut Tx<'_>, grant: &Grant, id: i64) -> Result<Requisition> {
    let row = store::by_id(tx.connection(), id)?;
    let row = row.ok_or_else(|| unknown_requisition(&id.to_string(), &[]))?;
    named(tx, grant, row)
}

/// Requires what changing a requisition takes that is still its requester's, and returns it locked.
///
/// # Errors
/// `Forbidden` for whoever did not ask for it; `Conflict` in a state that `allowed` lacks.
pub(super) fn own_for_change(
    tx: &mut Tx<'_>,
    number: &str,
    allowed: &[RequisitionState],
    act: &str,
) -> Result<(Grant, Requisition)> {
    let grant = tx.require(Permission::AskForRequisitions)?;
    let requisition = lock(tx, number)?;
    require_own(tx, grant, &requisition.row)?;
    if allowed.contains(&requisition.row.state) {
        return Ok((grant, requisition));
    }
    Err(wrong_state(&requisition, act))
}

/// Requires that whoever acts asked for the requisition, or may change every one.
fn require_own(tx: &Tx<'_>, grant: Grant, row: &RequisitionRow) -> Result<()> {
    if grant.reach() == PermissionScope::All || row.requester == tx.actor().username {
        return Ok(());
    }
    Err(not_allowed(
        tx.actor(),
        &format!("change {}, for which {} asked", row.number, row.requester),
    ))
}

/// Requires what undoing a change of a requisition takes: of what is approved, to order; else, to have asked for it. Its items
/// go back while it is a draft.
///
/// # Errors
/// `Forbidden`; `Conflict` for items of what is not a draft.
pub fn require_undo(tx: &mut Tx<'_>, id: i64, states: &[String], of_items: bool) -> Result<()> {
    let is_approved = |state: &String| {
        let state: Result<RequisitionState, _> = state.parse();
        state.is_ok_and(RequisitionState::is_approved)
    };
    if states.iter().any(is_approved) {
        return tx.require(Permission::OrderRequisitions).map(|_grant| ());
    }
    let grant = tx.require(Permission::AskForRequisitions)?;
    let requisition = load(tx, &grant, id)?;
    require_own(tx, grant, &requisition.row)?;
    if of_items && requisition.row.state != RequisitionState::Draft {
        return Err(wrong_state(&requisition, "given other items"));
    }
    Ok(())
}

/// Closes a requisition whose making is undone.
///
/// # Errors
/// `NotFound` for an unknown requisition.
pub fn withdraw(tx: &mut Tx<'_>, id: i64, reason: &str) -> Result<()> {
    let grant = tx.require(Permission::AskForRequisitions)?;
    tx.connection().lock_rows("requisitions", &[id])?;
    let before = load(tx, &grant, id)?;
    require_own(tx, grant, &before.row)?;
    if before.row.state.is_approved() {
        return Err(wrong_state(&before, "taken back"));
    }
    let mut row = before.row.clone();
    row.state = RequisitionState::Closed;
    row.close_reason = Some(reason.to_owned());
    save(tx, &grant, &before, row).map(|_requisition| ())
}

/// Returns what the audit log keeps of a requisition, by the id of its row, for an undo.
///
/// # Errors
/// `NotFound` for an unknown requisition.
pub fn facts_of(tx: &mut Tx<'_>, id: i64) -> Result<Json> {
    let grant = tx.require(Permission::AskForRequisitions)?;
    Ok(facts(&load(tx, &grant, id)?))
}

/// Saves a changed requisition and audits what is different.
pub(super) fn save(
    tx: &mut Tx<'_>,
    grant: &Grant,
    before: &Requisition,
    mut row: RequisitionRow,
) -> Result<Requisition> {
    if row == before.row {
        tx.mark_unchanged();
        return load(tx, grant, row.id);
    }
    row.updated_at = tx.now();
    row.updated_by.clone_from(&tx.actor().username);
    store::save(tx.connection(), &row)?;
    let after = named(tx, grant, row)?;
    let event = AuditEvent::difference(ENTITY, &after.row.number, &facts(before), &facts(&after));
    tx.audit(grant, event);
    Ok(after)
}

/// Tells people of a requisition.
pub(super) fn announce(
    tx: &mut Tx<'_>,
    topic: &'static str,
    requisition: &Requisition,
    audience: Vec<Recipient>,
    message: String,
) {
    tx.announce(Announcement {
        topic,
        audience,
        entity: ENTITY,
        entity_id: requisition.row.number.clone(),
        message,
    });
}

pub(super) fn named(tx: &mut Tx<'_>, grant: &Grant, row: RequisitionRow) -> Result<Requisition> {
    let mut requisitions = whole(tx, grant, vec![row])?;
    requisitions
        .pop()
        .ok_or_else(|| Error::internal("a requisition lost its row"))
}

/// Adds to rows their items, decisions and receipts, and the names of what they point to.
pub(super) fn whole(tx: &mut Tx<'_>, _grant: &Grant, rows: Vec<RequisitionRow>) -> Result<Vec<Requisition>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let items = store::items(tx.connection(), &ids)?;
    let decisions = store::decisions(tx.connection(), &ids)?;
    let receipts = store::receipts(tx.connection(), &ids)?;
    let receipt_ids: Vec<i64> = receipts.iter().map(|receipt| receipt.id).collect();
    let costs = store::costs_of(tx.connection(), &receipt_ids)?;
    let cost_steps: BTreeMap<_, _> = costs.iter().map(|cost| (cost.receipt_id, cost.step)).collect();
    let device_ids: Vec<i64> = receipts
        .iter()
        .flat_map(|receipt| receipt.device_ids.0.clone())
        .collect();
    let made = devices::rows_by_ids(tx.connection(), &device_ids)?.into_iter();
    let serials: BTreeMap<i64, String> = made.map(|row| (row.id, row.serial_number)).collect();
    let has_vendor = rows.iter().any(|row| row.vendor_id.is_some());
    let vendors = if has_vendor {
        vendor::names(tx.connection())?
    } else {
        BTreeMap::new()
    };
    let mut items = by_requisition(items, |item| item.requisition_id);
    let mut decisions = by_requisition(decisions, |decision| decision.requisition_id);
    let mut receipts = by_requisition(receipts, |receipt| receipt.requisition_id);
    let requisition = |row: RequisitionRow| {
        let receipts = receipts.remove(&row.id).unwrap_or_default();
        let devices = receipts.iter().flat_map(|receipt| &receipt.device_ids.0);
        let steps = receipts
            .iter()
            .filter_map(|receipt| Some((receipt.id, *cost_steps.get(&receipt.id)?)));
        Requisition {
            items: items.remove(&row.id).unwrap_or_default(),
            decisions: decisions.remove(&row.id).unwrap_or_default(),
            vendor: row.vendor_id.and_then(|id| vendors.get(&id).cloned()),
            serials: devices
                .filter_map(|id| Some((*id, serials.get(id)?.clone())))
                .collect(),
            cost_steps: steps.collect(),
            receipts,
            row,
        }
    };
    Ok(rows.into_iter().map(requisition).collect())
}

/// Sorts parts by the requisition that they belong to.
fn by_requisition<T>(parts: Vec<T>, of: impl Fn(&T) -> i64) -> BTreeMap<i64, Vec<T>> {
    let mut sorted: BTreeMap<i64, Vec<T>> = BTreeMap::new();
    for part in parts {
        sorted.entry(of(&part)).or_default().push(part);
    }
    sorted
}

/// Returns what the audit log keeps of a requisition.
pub(super) fn facts(requisition: &Requisition) -> Json {
    let row = &requisition.row;
    let items: Vec<String> = requisition
        .items
        .iter()
        .map(|item| item.in_words(row.currency()))
        .collect();
    json!({"purpose": row.purpose, "booking_id": row.booking_id, "needed_on": row.needed_on,
           "funds_cents": row.funds_cents, "state": row.state.as_str(), "revision": row.submission,
           "waits_for": row.waits_for().as_ref().map(level_in_words), "items": items.join("; "),
           "total_cents": requisition.total_cents(), "received_cents": requisition.received_cents(),
           "vendor": requisition.vendor, "order_reference": row.order_reference,
           "close_reason": row.close_reason})
}
