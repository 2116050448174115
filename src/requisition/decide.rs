//! Submitting a requisition, and the decisions on it: level by level, each by somebody else, none by who asked.

use serde_json::json;

use super::errors::wrong_state;
use super::model::{DecisionVerdict, Requisition, RequisitionDecisionRow, RequisitionState, level_in_words};
use super::{service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission, PermissionScope};
use crate::access::outbox::Recipient;
use crate::access::tx::{Tx, not_allowed};
use crate::db::types::Json;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::clean_text;
use crate::pricing::ledger::one_person;
use crate::user::service as users;

/// Submits a draft to the levels that the settings name.
///
/// # Errors
/// `Conflict` for what is not a draft or has no items; `Forbidden` for others than its requester; `NotFound` for a level whose user
/// is not there.
pub fn submit(tx: &mut Tx<'_>, number: &str) -> Result<Requisition> {
    let draft = [RequisitionState::Draft];
    let (grant, before) = service::own_for_change(tx, number, &draft, "submitted")?;
    let mut row = before.row.clone();
    if row.requester != tx.actor().username {
        let (number, requester) = (&row.number, &row.requester);
        let error = not_allowed(
            tx.actor(),
            &format!("submit {number}, for which {requester} asked"),
        );
        return Err(error.hint(format!("colab requisition submit {number} --as {requester}")));
    }
    if before.items.is_empty() {
        let fact = format!("{} has no items", row.number);
        let way_out = format!(
            "colab requisition item add {} DESCRIPTION --cost AMOUNT",
            row.number
        );
        return Err(Error::conflict(ErrorCode::NoItems, fact).hint(way_out));
    }
    let levels = levels_in_force(tx)?;
    row.levels = Json(levels.iter().map(Recipient::address).collect());
    row.state = RequisitionState::Submitted;
    row.submission += 1;
    row.decided = 0;
    row.submitted_by = Some(tx.actor().person().to_owned());
    row.submitted_at = Some(tx.now());
    let requisition = service::save(tx, &grant, &before, row)?;
    let message = format!(
        "{} of {} ({}) waits for a decision: {}",
        requisition.row.number,
        requisition.row.requester,
        requisition.row.money(requisition.total_cents()),
        requisition.row.purpose
    );
    let audience = requisition.row.waits_for().into_iter().collect();
    service::announce(tx, "requisition_submitted", &requisition, audience, message);
    Ok(requisition)
}

/// Returns the levels of the settings, users as they are called now.
fn levels_in_force(tx: &mut Tx<'_>) -> Result<Vec<Recipient>> {
    let levels = tx.settings().requisition_levels();
    let mut named = Vec::with_capacity(levels.len());
    for level in levels {
        named.push(match level {
            Recipient::User(name) => {
                let user = users::find(tx.connection(), &name).map_err(|error| {
                    error.hint("an admin changes the levels: colab config set requisition_levels LEVELS")
                })?;
                if !user.is_active {
                    let fact = format!("{name}, a level of requisitions, is disabled");
                    return Err(Error::conflict(ErrorCode::UserDisabled, fact)
                        .hint("an admin changes the levels: colab config set requisition_levels LEVELS"));
                }
                Recipient::User(user.username)
            }
            role @ Recipient::Role(_) => role,
        });
    }
    Ok(named)
}

/// Approves or rejects what is submitted, as the level that it waits for. The last approval makes it approved; a rejection needs a
/// reason.
///
/// # Errors
/// `Conflict` for what is not submitted, and for who asked or has decided before; `Forbidden` for whom the level does not name.
pub fn decide(
    tx: &mut Tx<'_>,
    number: &str,
    verdict: DecisionVerdict,
    reason: Option<&str>,
) -> Result<Requisition> {
    let grant = tx.require(Permission::DecideRequisitions)?;
    let before = service::lock(tx, number)?;
    let Some(level) = before.row.waits_for() else {
        let act = match verdict {
            DecisionVerdict::Approved => "approved",
            DecisionVerdict::Rejected => "rejected",
        };
        return Err(wrong_state(&before, act));
    };
    // An admin stands in for whoever is away.
    if grant.reach() != PermissionScope::All && !service::is_held_by(&level, tx.actor()) {
        let act = format!(
            "decide on {}, which waits for {}",
            before.row.number,
            level_in_words(&level)
        );
        return Err(not_allowed(tx.actor(), &act));
    }
    let own = service::own_part(tx.actor(), &before);
    if let Some((person, part)) = &own
        && !one_person::decides_alone(tx, &grant)?
    {
        let number = &before.row.number;
        let fact = format!(
            "{person} {part} {number}: somebody else must decide as {}",
            level_in_words(&level)
        );
        let others = match &level {
            Recipient::Role(role) => format!("colab user list --role {role}"),
            Recipient::User(_) => "colab user list --role admin".to_owned(),
        };
        let actor = tx.actor();
        return Err(actor.same_person_as(ErrorCode::OwnRequest, fact, person, &others));
    }
    let row = RequisitionDecisionRow {
        id: tx.connection().reserve_id("requisition_decisions")?,
        requisition_id: before.row.id,
        submission: before.row.submission,
        place: before.row.decided + 1,
        level: level.address(),
        verdict,
        total_cents: before.total_cents(),
        reason: reason
            .map(|reason| clean_text("reason", reason, 500))
            .transpose()?,
        one_person: own.is_some(),
        created_by: tx.actor().username.clone(),
        entered_by: tx.actor().person().to_owned(),
        created_at: tx.now(),
    };
    store::insert_decision(tx.connection(), &row)?;
    let facts = json!({"verdict": verdict.as_str(), "level": level_in_words(&level), "revision": row.submission,
                       "total_cents": row.total_cents, "reason": row.reason, "one_person": row.one_person});
    tx.audit(
        &grant,
        AuditEvent::happened(service::ENTITY, &before.row.number, facts),
    );
    let after = follow(tx, &grant, &before, &row)?;
    tell(tx, &after, &row, &level);
    Ok(after)
}

/// Moves a requisition on by a decision.
fn follow(
    tx: &mut Tx<'_>,
    grant: &Grant,
    before: &Requisition,
    decision: &RequisitionDecisionRow,
) -> Result<Requisition> {
    let mut row = before.row.clone();
    let is_last = usize::try_from(decision.place).is_ok_and(|place| place >= row.levels.0.len());
    match decision.verdict {
        DecisionVerdict::Rejected => row.state = RequisitionState::Rejected,
        DecisionVerdict::Approved => {
            row.decided = decision.place;
            if is_last {
                row.state = RequisitionState::Approved;
            }
        }
    }
    service::save(tx, grant, before, row)
}

/// Tells the requester of a decision, and who decides next.
fn tell(tx: &mut Tx<'_>, after: &Requisition, decision: &RequisitionDecisionRow, level: &Recipient) {
    let row = &after.row;
    let next = row.waits_for();
    let mut message = format!(
        "{} ({}) is {} by {} as {}",
        row.number,
        row.purpose,
        decision.verdict,
        decision.created_by,
        level_in_words(level)
    );
    if let Some(reason) = &decision.reason {
        message.push_str(&format!(": {reason}"));
    }
    if let Some(next) = &next {
        message.push_str(&format!("; it waits for {}", level_in_words(next)));
    }
    let topic = match decision.verdict {
        DecisionVerdict::Approved => "requisition_approved",
        DecisionVerdict::Rejected => "requisition_rejected",
    };
    let mut audience = vec![Recipient::User(row.requester.clone())];
    audience.extend(next);
    service::announce(tx, topic, after, audience, message);
}
