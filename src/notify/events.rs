//! What has happened: announcements from the outbox as notifications.

use chrono::TimeDelta;

use super::model::{Condition, Severity};
use crate::access::outbox::PendingAnnouncement;

/// The mark of their keys.
pub const PREFIX: &str = "event:";

/// How long something that has happened is news.
pub const NEWS_FOR: TimeDelta = TimeDelta::days(30);

/// Topics that this version announces, for whoever looks for one.
pub const TOPICS: &[&str] = &[
    "booking_pending",
    "booking_room_assigned",
    "booking_confirmed",
    "booking_rejected",
    "booking_cancelled",
    "booking_displaced",
];

/// Under which it is open until something else of its kind happens to the same record: of all that becomes of a booking's
/// room, the last is open.
pub fn key(announced: &PendingAnnouncement) -> String {
    let kind = announced.topic.split('_').next().unwrap_or_default();
    format!("{PREFIX}{kind}:{}:{}", announced.entity, announced.entity_id)
}

pub fn severity(topic: &str) -> Severity {
    match topic {
        "booking_displaced" => Severity::Warn,
        topic if topic == Condition::ConflictNoAlternatives.as_str() => Severity::Alert,
        _ => Severity::Info,
    }
}

/// `Booking displaced`.
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
