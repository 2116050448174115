//! Making way: a booking in the way goes back among the ghosts, its people are told, the room is never booked twice.

use serde_json::json;

use super::checks::Overrides;
use super::model::{Booking, Status, Step};
use super::timeline::{Holder, Timeline};
use super::{change, conflict, service, targets};
use crate::access::auth::{Grant, Role};
use crate::access::outbox::{Announcement, Recipient};
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};

/// Takes the bookings among these holders out of the timeline; what remains in `holders` cannot make way.
pub fn make_way(timeline: &mut Timeline, holders: &mut Vec<Holder>) -> Vec<i64> {
    let mut displaced = Vec::new();
    holders.retain(|holder| match holder {
        Holder::Booking(id) => {
            timeline.release(*holder);
            displaced.push(*id);
            false
        }
        Holder::Wanted(_) => true,
    });
    displaced
}

/// Sends these bookings back to `pending` for the sake of `client`.
///
/// # Errors
/// `Conflict` for one that is under way or over; `Invalid` without a reason.
pub fn displace(
    tx: &mut Tx<'_>,
    grant: &Grant,
    ids: &[i64],
    client: &str,
    exceptions: &Overrides,
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let reason = exceptions.reason()?.ok_or_else(|| {
        Error::invalid(ErrorCode::NoReason, "displacing a booking needs a reason").hint("--reason REASON")
    })?;
    tx.connection().lock_rows("bookings", ids)?;
    for before in service::load(tx, ids)? {
        if !Step::Displace.is_legal(before.row.status, before.row.device_only) {
            return Err(targets::illegal(&before, Step::Displace));
        }
        let mut row = before.row.clone();
        row.status = Status::Pending;
        row.room_id = None;
        row.status_reason = Some(
            format!("displaced by {client}: {reason}")
                .chars()
                .take(500)
                .collect(),
        );
        let metadata = json!({"step": Step::Displace, "for": client, "reason": reason});
        change::keep(tx, grant, &before, row, None, metadata)?;
        tell(tx, &before, client, &reason);
    }
    Ok(())
}

/// Both sides: who made the booking, and the room boss, who has a ghost more.
fn tell(tx: &mut Tx<'_>, before: &Booking, client: &str, reason: &str) {
    let words = conflict::in_words(before, &tx.site());
    tx.announce(Announcement {
        topic: "booking_displaced",
        audience: vec![
            Recipient::User(before.row.created_by.clone()),
            Recipient::Role(Role::TrainingFacilityAdmin),
        ],
        entity: "booking",
        entity_id: before.row.id.to_string(),
        message: format!("{words} made way for {client} and waits for a room again: {reason}"),
    });
}
