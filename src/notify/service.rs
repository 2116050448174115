//! What somebody may see of the notifications.

use super::model::Notification;
use super::store::{self, Filter};
use crate::auth::{Actor, Grant, Permission, Reach};
use crate::error::{Error, Kind, Result};
use crate::outbox::Recipient;
use crate::text_enum;
use crate::tx::Tx;

/// Which notifications to list.
#[derive(Debug, Clone, Default)]
pub struct ListFilter {
    pub unread: bool,
    pub notification_type: Option<String>,
    pub open: Option<bool>,
    pub sort: NotificationSort,
    /// Those that follow this one in the order.
    pub after: Option<i64>,
    pub limit: Option<usize>,
}

text_enum! {
    /// The order of a list of notifications.
    #[derive(Default)]
    pub enum NotificationSort {
        /// The newest first.
        #[default]
        OpenedAt = "opened_at",
        /// The gravest first.
        Severity = "severity",
        Type = "type",
    }
}

/// Whom a person is as a recipient.
pub fn recipients_of(actor: &Actor) -> Vec<Recipient> {
    vec![
        Recipient::Role(actor.role),
        Recipient::User(actor.username.clone()),
    ]
}

/// Whose notifications a grant shows; `None`: everybody's.
fn seen_with(grant: Grant, actor: &Actor) -> Option<Vec<Recipient>> {
    (grant.reach() != Reach::All).then(|| recipients_of(actor))
}

/// What is addressed to the actor; to an admin, what is addressed to anybody.
///
/// # Errors
/// `NotFound` for an unknown page.
pub fn list(tx: &mut Tx<'_>, filter: &ListFilter) -> Result<Vec<Notification>> {
    let grant = tx.require(Permission::SeeNotifications)?;
    let rows = Filter {
        recipients: seen_with(grant, tx.actor()),
        ids: None,
        notification_type: filter.notification_type.clone(),
        open: filter.open,
    };
    let mut all = load(tx, &rows)?;
    match filter.sort {
        NotificationSort::OpenedAt => {}
        NotificationSort::Severity => all.sort_by_key(|one| std::cmp::Reverse(one.row.severity)),
        NotificationSort::Type => {
            all.sort_by(|a, b| a.row.notification_type.cmp(&b.row.notification_type));
        }
    }
    if let Some(id) = filter.after {
        let place = all.iter().position(|one| one.row.id == id);
        let place = place.ok_or_else(|| unknown(id))?;
        all.drain(..=place);
    }
    all.retain(|one| !filter.unread || one.is_unread());
    all.truncate(filter.limit.unwrap_or(usize::MAX));
    Ok(all)
}

/// One that the actor may see.
///
/// # Errors
/// `NotFound` for one that is not there, or is addressed to others.
pub fn show(tx: &mut Tx<'_>, id: i64) -> Result<Notification> {
    let grant = tx.require(Permission::SeeNotifications)?;
    let rows = Filter {
        recipients: seen_with(grant, tx.actor()),
        ids: Some(vec![id]),
        ..Filter::default()
    };
    load(tx, &rows)?.pop().ok_or_else(|| unknown(id))
}

fn unknown(id: i64) -> Error {
    Error::new(
        Kind::NotFound,
        "unknown_notification",
        format!("there is no notification {id} for you"),
    )
    .hint("colab notify list")
    .detail("id", id)
}

fn load(tx: &mut Tx<'_>, filter: &Filter) -> Result<Vec<Notification>> {
    let (user_id, now) = (&tx.actor().user_id, tx.now());
    let rows = store::list(tx.connection(), user_id, filter)?;
    let ids: Vec<i64> = rows.iter().map(|(row, _)| row.id).collect();
    let mut audiences = store::audiences(tx.connection(), &ids)?;
    let whole = |(row, personal): (super::model::NotificationRow, _)| Notification {
        audience: audiences.remove(&row.id).unwrap_or_default(),
        row,
        personal,
        now,
    };
    Ok(rows.into_iter().map(whole).collect())
}
