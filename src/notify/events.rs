//! Events: announcements from the outbox as notifications.

use chrono::TimeDelta;

use super::failure;
use super::model::{Condition, Severity};
use crate::access::outbox::PendingAnnouncement;

/// Begins the key of every event.
pub const PREFIX: &str = "event:";

/// How long an event stays open.
pub const NEWS_FOR: TimeDelta = TimeDelta::days(30);

/// Topics that this version announces, for the check of `--type`.
pub const TOPICS: &[&str] = &[
    "booking_pending",
    "booking_room_assigned",
    "booking_confirmed",
    "booking_rejected",
    "booking_cancelled",
    "booking_displaced",
    "booking_moved",
    "requisition_submitted",
    "requisition_approved",
    "requisition_rejected",
    "requisition_received",
    "agent_alert",
    failure::TOPIC,
];

/// Returns the key under which an event is open until the next event of its kind about the same record.
pub fn key(announced: &PendingAnnouncement) -> String {
    let kind = announced.topic.split('_').next().unwrap_or_default();
    format!("{PREFIX}{kind}:{}:{}", announced.entity, announced.entity_id)
}

/// Returns how much an event matters.
pub fn severity(topic: &str) -> Severity {
    match topic {
        "booking_displaced" => Severity::Warn,
        "agent_alert" | failure::TOPIC => Severity::Alert,
        topic if topic == Condition::ConflictNoAlternatives.as_str() => Severity::Alert,
        _ => Severity::Info,
    }
}

/// Returns a topic as a title: `Booking displaced`.
pub fn title(topic: &str) -> String {
    let words = topic.replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::timestamp::Timestamp;

    #[test]
    fn what_becomes_of_one_booking_has_one_key_and_a_readable_title() {
        let of = |topic: &str, id: &str| {
            key(&PendingAnnouncement {
                id: 1,
                topic: topic.into(),
                audience: Vec::new(),
                entity: "booking".into(),
                entity_id: id.into(),
                message: String::new(),
                created_at: Timestamp::EPOCH,
            })
        };
        assert_eq!(of("booking_pending", "7"), of("booking_confirmed", "7"));
        assert_ne!(of("booking_pending", "7"), of("booking_pending", "8"));
        assert_ne!(of("booking_pending", "7"), of("conflict_no_alternatives", "7"));
        assert_eq!(title("booking_room_assigned"), "Booking room assigned");
    }
}
