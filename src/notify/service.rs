//! Notifications that the actor may see.

use std::collections::{HashMap, HashSet};

use super::events;
use super::model::{Condition, Notification, NotificationRow, NotificationSort, ReadState};
use super::store::{self, NotificationFilter};
use crate::access::auth::{Actor, Grant, Permission, PermissionScope};
use crate::access::list_pages::{TakeRows, each_page, gathered};
use crate::access::outbox::Recipient;
use crate::access::sort_order::SortOrder;
use crate::access::tx::Tx;
use crate::db::backend::IDS_PER_QUERY;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::names::nearest;

/// Which notifications to list.
#[derive(Debug, Clone, Default)]
pub struct NotificationQuery {
    pub unread: bool,
    pub notification_type: Option<String>,
    pub open: Option<bool>,
    pub sort: SortOrder<NotificationSort>,
    /// Only those that follow this one in the order.
    pub after: Option<i64>,
    pub limit: Option<usize>,
}

/// Returns the recipients that a person is.
fn recipients_of(actor: &Actor) -> Vec<Recipient> {
    vec![
        Recipient::Role(actor.role),
        Recipient::User(actor.username.clone()),
    ]
}

/// Returns whose notifications a grant shows; `None` for everybody's.
fn seen_with(grant: &Grant, actor: &Actor) -> Option<Vec<Recipient>> {
    (grant.reach() != PermissionScope::All).then(|| recipients_of(actor))
}

/// Returns what is addressed to the actor; for an admin, what is addressed to anybody.
///
/// # Errors
/// As [`list_in_pages`].
pub fn list(tx: &mut Tx<'_>, filter: &NotificationQuery) -> Result<Vec<Notification>> {
    let _grant = tx.require(Permission::SeeNotifications)?;
    gathered(|take| list_in_pages(tx, filter, take))
}

/// Hands what is addressed to the actor over page by page; for an admin, what is addressed to anybody.
///
/// # Errors
/// `NotFound` for an unknown type or an unknown `after`.
pub fn list_in_pages(
    tx: &mut Tx<'_>,
    filter: &NotificationQuery,
    take: &mut TakeRows<'_, Notification>,
) -> Result<()> {
    let grant = tx.require(Permission::SeeNotifications)?;
    list_with(tx, &grant, filter, take)
}

fn list_with(
    tx: &mut Tx<'_>,
    grant: &Grant,
    filter: &NotificationQuery,
    take: &mut TakeRows<'_, Notification>,
) -> Result<()> {
    if let Some(wanted) = &filter.notification_type {
        check_type(tx, wanted)?;
    }
    let mut rows = NotificationFilter {
        recipients: seen_with(grant, tx.actor()),
        notification_type: filter.notification_type.clone(),
        open: filter.open,
        unread_at: filter.unread.then(|| tx.now()),
        sort: filter.sort,
        ..NotificationFilter::default()
    };
    // It may have been resolved since the page that ended with it.
    let after = match filter.after {
        Some(id) => find(tx, grant, &[id])?.pop(),
        None => None,
    };
    let next = |tx: &mut Tx<'_>, after: Option<&Notification>, limit: i64| {
        rows.after = after.map(|one| one.row.clone());
        rows.limit = Some(limit);
        load(tx, &rows)
    };
    each_page(tx, filter.limit, after, next, |_, found| Ok(found), take)
}

/// Returns a notification that the actor may see.
///
/// # Errors
/// `NotFound` also when it is addressed to others.
pub fn show(tx: &mut Tx<'_>, id: i64) -> Result<Notification> {
    let grant = tx.require(Permission::SeeNotifications)?;
    find(tx, &grant, &[id])?.pop().ok_or_else(|| unknown(id))
}

/// Returns the notifications of these numbers, in their order.
///
/// # Errors
/// `NotFound` for the first that the actor may not see.
pub fn find(tx: &mut Tx<'_>, grant: &Grant, ids: &[i64]) -> Result<Vec<Notification>> {
    let mut found: HashMap<i64, Notification> = HashMap::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows = NotificationFilter {
            recipients: seen_with(grant, tx.actor()),
            ids: Some(chunk.to_vec()),
            ..NotificationFilter::default()
        };
        found.extend(load(tx, &rows)?.into_iter().map(|one| (one.row.id, one)));
    }
    // A repeated number counts once.
    let mut named = HashSet::new();
    let ids = ids.iter().filter(|id| named.insert(**id));
    ids.map(|id| found.remove(id).ok_or_else(|| unknown(*id)))
        .collect()
}

/// Returns all that the actor has neither read nor snoozed.
pub fn unread(tx: &mut Tx<'_>, grant: &Grant) -> Result<Vec<Notification>> {
    let unread = NotificationQuery {
        unread: true,
        ..NotificationQuery::default()
    };
    gathered(|take| list_with(tx, grant, &unread, take))
}

/// Refuses a type that no notification has or can have.
fn check_type(tx: &mut Tx<'_>, wanted: &str) -> Result<()> {
    let conditions = Condition::ALL.iter().map(|condition| condition.as_str());
    let known: Vec<&str> = conditions.chain(events::TOPICS.iter().copied()).collect();
    if known.contains(&wanted) || store::types(tx.connection())?.iter().any(|one| one == wanted) {
        return Ok(());
    }
    let error = Error::not_found(
        ErrorCode::UnknownType,
        format!("unknown notification type `{wanted}`"),
        &nearest(wanted, known.iter().copied(), 3),
    );
    Err(error.hint(format!("types are {}", known.join(", "))))
}

fn unknown(id: i64) -> Error {
    Error::new(
        Kind::NotFound,
        ErrorCode::UnknownNotification,
        format!("no notification {id} for you"),
    )
    .hint("colab notify list")
    .detail("id", id)
}

fn load(tx: &mut Tx<'_>, filter: &NotificationFilter) -> Result<Vec<Notification>> {
    let (user_id, now) = (&tx.actor().user_id, tx.now());
    let rows = store::list(tx.connection(), user_id, filter)?;
    let ids: Vec<i64> = rows.iter().map(|(row, _)| row.id).collect();
    let mut audiences = store::audiences(tx.connection(), &ids)?;
    let whole = |(row, state): (NotificationRow, ReadState)| Notification {
        audience: audiences.remove(&row.id).unwrap_or_default(),
        row,
        state,
        now,
    };
    Ok(rows.into_iter().map(whole).collect())
}
