//! Reading, acknowledging and snoozing a notification for one person; others see it unchanged.

use serde_json::json;

use super::model::{Notification, ReadState};
use super::service;
use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::timestamp::Timestamp;

/// Which notifications to act on.
#[derive(Debug, Clone)]
pub enum NotificationChoice {
    Numbered(Vec<i64>),
    Unread,
}

/// What a person does about notifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadAction {
    Read,
    /// Counts as read.
    Acknowledge,
    /// Hides it until then; it comes back unread.
    Snooze(Timestamp),
}

impl ReadAction {
    /// Returns the state after this action.
    fn apply(self, before: &ReadState, now: Timestamp) -> ReadState {
        match self {
            Self::Read => ReadState {
                read_at: before.read_at.or(Some(now)),
                ..*before
            },
            Self::Acknowledge => ReadState {
                read_at: before.read_at.or(Some(now)),
                acked_at: before.acked_at.or(Some(now)),
                ..*before
            },
            Self::Snooze(until) => ReadState {
                read_at: None,
                acked_at: None,
                snoozed_until: Some(until),
            },
        }
    }
}

/// Applies an action for the actor alone and returns the notifications as they are now.
///
/// # Errors
/// `NotFound` when one is not addressed to the actor, and then none is changed; `Invalid` for a snooze until a past time.
pub fn act(tx: &mut Tx<'_>, which: &NotificationChoice, action: ReadAction) -> Result<Vec<Notification>> {
    let grant = tx.require(Permission::SeeNotifications)?;
    let (user_id, now) = (tx.actor().user_id.clone(), tx.now());
    if let ReadAction::Snooze(until) = action
        && until <= now
    {
        let error = Error::invalid(ErrorCode::InvalidSnooze, format!("{until} is in the past"));
        return Err(error.hint("use --until tomorrow"));
    }
    let mut chosen = match which {
        NotificationChoice::Numbered(ids) => service::find(tx, &grant, ids)?,
        NotificationChoice::Unread => service::unread(tx, &grant)?,
    };
    tx.mark_unchanged();
    for one in &mut chosen {
        let after = action.apply(&one.state, now);
        if after != one.state {
            store::save_read_state(tx.connection(), one.row.id, &user_id, &after)?;
            let event = AuditEvent::change("notification", one.row.id, facts(&one.state), facts(&after));
            tx.audit(&grant, event.with(json!({"for": user_id})));
            one.state = after;
        }
    }
    Ok(chosen)
}

fn facts(state: &ReadState) -> serde_json::Value {
    json!({"read_at": state.read_at, "acked_at": state.acked_at, "snoozed_until": state.snoozed_until})
}
