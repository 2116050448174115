//! What the message of a booking comes to: the difference between the booking and what its client was told last.

use super::model::{MessageKind, ToldFacts};
use crate::booking::{Booking, BookingStatus};
use crate::kernel::timestamp::Timestamp;

/// What is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageVerdict {
    Send(MessageKind, ToldFacts),
    /// Nothing, for this reason.
    Nothing(&'static str),
}

/// Returns what a client may know of a booking; `None` while that is not settled.
pub fn facts_of(booking: &Booking) -> Option<ToldFacts> {
    let row = &booking.row;
    let is_on = match row.status {
        BookingStatus::Confirmed | BookingStatus::CheckedIn => true,
        BookingStatus::Cancelled | BookingStatus::Rejected => false,
        _ => return None,
    };
    Some(ToldFacts {
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        room: booking.room.clone(),
        headcount: row.headcount,
        is_on,
    })
}

/// Returns whether two addresses are the same mailbox.
pub fn is_same_address(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// Decides what an address is told of a booking that it knew, and that goes to another one by now: it strikes it out.
pub fn withdraw(
    known: Option<&ToldFacts>,
    goes_to: Option<&str>,
    email: &str,
    now: Timestamp,
    tells_past: bool,
) -> MessageVerdict {
    match known.filter(|known| known.is_on) {
        _ if goes_to.is_some_and(|address| is_same_address(address, email)) => {
            MessageVerdict::Nothing("the booking goes to this address again")
        }
        None => MessageVerdict::Nothing("the address knew nothing of the booking"),
        Some(known) if known.ends_at <= now && !tells_past => MessageVerdict::Nothing("the booking is over"),
        Some(known) => MessageVerdict::Send(MessageKind::Cancellation, struck(known)),
    }
}

/// Returns what is known of a booking as it reads once it is struck out, whatever became of it.
fn struck(known: &ToldFacts) -> ToldFacts {
    ToldFacts {
        is_on: false,
        ..known.clone()
    }
}

/// Decides what a client is told who knows `known` of a booking. An `attempt` that may have arrived is repeated, or corrected,
/// and never dropped.
pub fn decide(
    booking: &Booking,
    known: Option<&ToldFacts>,
    attempt: Option<(MessageKind, &ToldFacts)>,
    now: Timestamp,
    tells_past: bool,
) -> MessageVerdict {
    use MessageVerdict::{Nothing, Send};
    if booking.row.ends_at <= now && !tells_past {
        return Nothing("the booking is over");
    }
    let Some(facts) = facts_of(booking) else {
        return Nothing("the booking is not confirmed");
    };
    match attempt {
        Some((kind, told)) if told.is_on && *told == facts => return Send(kind, facts),
        Some((kind, told)) if !told.is_on && !facts.is_on => return Send(kind, told.clone()),
        _ => {}
    }
    let known = attempt.map(|(_, told)| told).or(known);
    match known.filter(|known| known.is_on) {
        Some(known) if !facts.is_on => Send(MessageKind::Cancellation, struck(known)),
        Some(known) if *known == facts => Nothing("the client knows the booking as it is"),
        Some(_) => Send(MessageKind::Change, facts),
        None if facts.is_on => Send(MessageKind::Confirmation, facts),
        None => Nothing("the client knew nothing of the booking"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::booking::{BookingRow, Catering};

    fn booking(status: BookingStatus, hour: i64) -> Booking {
        let at = |hours: i64| Timestamp::EPOCH.plus(chrono::TimeDelta::hours(hours));
        Booking {
            row: BookingRow {
                id: 1,
                status,
                starts_at: at(hour),
                ends_at: at(hour + 2),
                ..BookingRow::default()
            },
            client: (1, "Umoya".into()),
            room: Some("Fokus".into()),
            wished_room: None,
            catering: Catering::none(1),
            import: None,
            external_id: None,
        }
    }

    fn kind(
        booking: &Booking,
        known: Option<&ToldFacts>,
        attempt: Option<(MessageKind, &ToldFacts)>,
    ) -> Option<MessageKind> {
        match decide(booking, known, attempt, Timestamp::EPOCH, false) {
            MessageVerdict::Send(kind, _) => Some(kind),
            MessageVerdict::Nothing(_) => None,
        }
    }

    #[test]
    fn what_goes_is_the_difference_from_what_is_known() {
        use BookingStatus::{Cancelled, Completed, Confirmed, Pending};
        let (on, moved) = (booking(Confirmed, 5), booking(Confirmed, 6));
        let off = booking(Cancelled, 5);
        let told = facts_of(&on).unwrap();
        assert_eq!(kind(&on, None, None), Some(MessageKind::Confirmation));
        assert_eq!(kind(&on, Some(&told), None), None);
        assert_eq!(kind(&moved, Some(&told), None), Some(MessageKind::Change));
        assert_eq!(kind(&off, Some(&told), None), Some(MessageKind::Cancellation));
        let struck = facts_of(&off).unwrap();
        assert_eq!(kind(&off, Some(&struck), None), None);
        assert_eq!(kind(&on, Some(&struck), None), Some(MessageKind::Confirmation));
        assert_eq!(kind(&off, None, None), None);
        for open in [Pending, Completed] {
            assert_eq!(kind(&booking(open, 5), Some(&told), None), None, "{open}");
        }
        assert_eq!(
            kind(&booking(Confirmed, -5), Some(&told), None),
            None,
            "it is over"
        );
    }

    #[test]
    fn an_address_that_a_booking_left_strikes_out_what_it_knew() {
        let known = facts_of(&booking(BookingStatus::Confirmed, 5)).unwrap();
        let told = |known, goes_to, now| match withdraw(known, goes_to, "a@site.test", now, false) {
            MessageVerdict::Send(kind, facts) => Some((kind, facts.is_on)),
            MessageVerdict::Nothing(_) => None,
        };
        let cancelled = Some((MessageKind::Cancellation, false));
        let now = Timestamp::EPOCH;
        assert_eq!(told(Some(&known), Some("b@site.test"), now), cancelled);
        assert_eq!(told(Some(&known), None, now), cancelled);
        assert_eq!(told(Some(&known), Some("A@site.test"), now), None, "it came back");
        let off = struck(&known);
        assert_eq!(told(Some(&off), None, now), None, "it knows");
        assert_eq!(told(None, None, now), None);
        assert_eq!(told(Some(&known), None, known.ends_at), None, "it is over");
    }

    #[test]
    fn what_may_have_arrived_is_repeated_or_corrected() {
        use BookingStatus::{Cancelled, Confirmed};
        let (on, moved, off) = (
            booking(Confirmed, 5),
            booking(Confirmed, 6),
            booking(Cancelled, 5),
        );
        let told = facts_of(&on).unwrap();
        let first = Some((MessageKind::Confirmation, &told));
        assert_eq!(kind(&on, None, first), Some(MessageKind::Confirmation));
        assert_eq!(kind(&moved, None, first), Some(MessageKind::Change));
        assert_eq!(kind(&off, None, first), Some(MessageKind::Cancellation));
        let known = facts_of(&moved).unwrap();
        assert_eq!(
            kind(&moved, Some(&known), first),
            Some(MessageKind::Change),
            "back to what was known before an attempt that may have arrived"
        );
    }
}
