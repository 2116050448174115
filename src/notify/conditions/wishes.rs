//! Rooms that became free for somebody on the waiting list.

use super::model::ActiveCondition;
use crate::access::auth::Grant;
use crate::access::outbox::Recipient;
use crate::access::tx::Tx;
use crate::booking::demand::waiting;
use crate::booking::describe_period;
use crate::kernel::error::Result;
use crate::kernel::text::people;
use crate::notify::model::{Condition, NotificationDetails, Severity};
use crate::user::service as users;

/// Returns a condition for each wish that a free room answers: whoever asked is told the command that books it.
pub fn answered(tx: &mut Tx<'_>, grant: &Grant) -> Result<Vec<ActiveCondition>> {
    let site = tx.site();
    let mut found = Vec::new();
    for wish in waiting::queue(tx, grant)? {
        let (row, Some(room)) = (&wish.demand.row, &wish.free_room) else {
            continue;
        };
        let role = users::find(tx.connection(), &row.asked_by)
            .ok()
            .map(|user| user.role);
        let when = describe_period(&site, row.starts_at, row.ends_at);
        let command = waiting::booking_command(row, room, role, &site);
        found.push(ActiveCondition {
            requester: Some(Recipient::User(row.asked_by.clone())),
            condition: Condition::RoomFree,
            severity: Severity::Info,
            entity: "demand",
            entity_id: row.id.to_string(),
            about: row.id.to_string(),
            title: format!("{room} is free for {}", row.client_name),
            message: format!(
                "{room} is free on {when} for {} ({}); book it: {command}; or decline: colab booking waiting remove {}",
                row.client_name,
                people(row.people),
                row.id
            ),
            details: NotificationDetails {
                client_name: Some(row.client_name.clone()),
                starts_at: Some(row.starts_at),
                ..NotificationDetails::default()
            },
        });
    }
    Ok(found)
}
