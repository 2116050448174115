//! The notifications' queries.

use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{NotificationRow, Personal};
use crate::db::Connection;
use crate::db::schema::{notification_reads, notification_recipients, notifications};
use crate::error::Result;
use crate::outbox::Recipient;

/// Ids of one `IN (…)`: below every engine's limit of parameters.
const IDS_PER_QUERY: usize = 10_000;

/// Which notifications to read; what is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Addressed to one of these.
    pub recipients: Option<Vec<Recipient>>,
    pub ids: Option<Vec<i64>>,
    pub notification_type: Option<String>,
    pub open: Option<bool>,
}

/// Notifications that fit with what one person has done about each, the newest first.
pub fn list(
    connection: &mut Connection,
    user_id: &str,
    filter: &Filter,
) -> Result<Vec<(NotificationRow, Personal)>> {
    use notification_reads as r;
    let mine = r::notification_id
        .eq(notifications::id)
        .and(r::user_id.eq(user_id));
    let mut query = notifications::table
        .left_join(r::table.on(mine))
        .order(notifications::id.desc())
        .select((NotificationRow::as_select(), Option::<Personal>::as_select()))
        .into_boxed();
    if let Some(recipients) = &filter.recipients {
        let names: Vec<String> = recipients.iter().map(Recipient::address).collect();
        let addressed = notification_recipients::table
            .filter(notification_recipients::recipient.eq_any(names))
            .select(notification_recipients::notification_id);
        query = query.filter(notifications::id.eq_any(addressed));
    }
    if let Some(ids) = &filter.ids {
        query = query.filter(notifications::id.eq_any(ids.clone()));
    }
    if let Some(wanted) = &filter.notification_type {
        query = query.filter(notifications::notification_type.eq(wanted.clone()));
    }
    query = match filter.open {
        Some(true) => query.filter(notifications::resolved_at.is_null()),
        Some(false) => query.filter(notifications::resolved_at.is_not_null()),
        None => query,
    };
    let rows: Vec<(NotificationRow, Option<Personal>)> = query.load(connection)?;
    let personal = |(row, personal): (_, Option<Personal>)| (row, personal.unwrap_or_default());
    Ok(rows.into_iter().map(personal).collect())
}

/// By notification: whom it is for, in the order of names.
pub fn audiences(connection: &mut Connection, ids: &[i64]) -> Result<HashMap<i64, Vec<Recipient>>> {
    use notification_recipients as a;
    let mut found: HashMap<i64, Vec<Recipient>> = HashMap::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<(i64, String)> = a::table
            .filter(a::notification_id.eq_any(chunk.to_vec()))
            .order((a::notification_id, a::recipient))
            .select((a::notification_id, a::recipient))
            .load(connection)?;
        for (id, address) in rows {
            if let Some(recipient) = Recipient::at(&address) {
                found.entry(id).or_default().push(recipient);
            }
        }
    }
    Ok(found)
}
