//! What a person does about a notification: reads it, acknowledges it, puts it off. It stays as it is for the others.

use serde_json::json;

use super::model::{Notification, Personal};
use super::service;
use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::timestamp::Timestamp;

/// Which notifications are meant.
#[derive(Debug, Clone)]
pub enum Which {
    These(Vec<i64>),
    /// All that are unread.
    Unread,
}

/// What is done about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Read,
    /// Read, and taken up.
    Acknowledge,
    /// Out of sight until then; unread when it comes back.
    Snooze(Timestamp),
}

impl Act {
    fn on(self, before: &Personal, now: Timestamp) -> Personal {
        match self {
            Self::Read => Personal {
                read_at: before.read_at.or(Some(now)),
                ..before.clone()
            },
            Self::Acknowledge => Personal {
                read_at: before.read_at.or(Some(now)),
                acked_at: before.acked_at.or(Some(now)),
                ..before.clone()
            },
            Self::Snooze(until) => Personal {
                read_at: None,
                acked_at: None,
                snoozed_until: Some(until),
            },
        }
    }
}

/// Does it for the actor alone; the notifications as they are now.
///
/// # Errors
/// `NotFound` for one that is not addressed to the actor, and then none is changed; `Invalid` for putting off until a
/// time that has passed.
pub fn act(tx: &mut Tx<'_>, which: &Which, act: Act) -> Result<Vec<Notification>> {
    let grant = tx.require(Permission::SeeNotifications)?;
    let (user_id, now) = (tx.actor().user_id.clone(), tx.now());
    if let Act::Snooze(until) = act
        && until <= now
    {
        return Err(
            Error::invalid(ErrorCode::InvalidSnooze, format!("{until} has passed already"))
                .hint("--until tomorrow"),
        );
    }
    let mut chosen = match which {
        Which::These(ids) => service::find(tx, ids)?,
        Which::Unread => service::unread(tx)?,
    };
    tx.mark_unchanged();
    for one in &mut chosen {
        let after = act.on(&one.personal, now);
        if after != one.personal {
            store::put_personal(tx.connection(), one.row.id, &user_id, &after)?;
            let (before, now_so) = (facts(&one.personal), facts(&after));
            tx.audit(
                &grant,
                AuditEvent::change("notification", one.row.id, before, now_so).with(json!({"for": user_id})),
            );
            one.personal = after;
        }
    }
    Ok(chosen)
}

fn facts(personal: &Personal) -> serde_json::Value {
    json!({"read_at": personal.read_at, "acked_at": personal.acked_at, "snoozed_until": personal.snoozed_until})
}
