//! The status of a booking, and the one table of transitions.

use crate::output::WordList;
use crate::text_enum;

text_enum! {
    /// Where a booking stands. Those that hold their room are named once more in the migrations.
    #[derive(Default)]
    pub enum BookingStatus {
        #[default]
        Pending = "pending",
        RoomAssigned = "room_assigned",
        Confirmed = "confirmed",
        CheckedIn = "checked_in",
        Completed = "completed",
        Rejected = "rejected",
        Cancelled = "cancelled",
        NoShow = "no_show",
    }
}

/// How tables write a status: the replaced system's `approved` is our `confirmed`.
pub const STATUS_WORDS: WordList = WordList {
    words: BookingStatus::WORDS,
    synonyms: &[("approved", "confirmed")],
};

text_enum! {
    /// What moves a booking from one status to the next; each is a verb of the command line.
    pub enum BookingStep {
        Assign = "assign",
        Unassign = "unassign",
        Confirm = "confirm",
        Reject = "reject",
        Cancel = "cancel",
        CheckIn = "check-in",
        CheckOut = "check-out",
        NoShow = "no-show",
        /// No verb of its own: `--displace` sends the booking in the way back among the ghosts.
        Displace = "displace",
    }
}

impl BookingStep {
    /// Returns the status that the step leads to.
    pub fn target(self) -> BookingStatus {
        match self {
            Self::Assign => BookingStatus::RoomAssigned,
            Self::Unassign | Self::Displace => BookingStatus::Pending,
            Self::Confirm => BookingStatus::Confirmed,
            Self::Reject => BookingStatus::Rejected,
            Self::Cancel => BookingStatus::Cancelled,
            Self::CheckIn => BookingStatus::CheckedIn,
            Self::CheckOut => BookingStatus::Completed,
            Self::NoShow => BookingStatus::NoShow,
        }
    }

    /// Returns whether the step may be taken from a status: the one table of transitions. A device-only booking is
    /// confirmed without a room.
    pub fn is_legal(self, from: BookingStatus, device_only: bool) -> bool {
        use BookingStatus::{CheckedIn, Confirmed, Pending, RoomAssigned};
        match self {
            Self::Assign => from == Pending && !device_only,
            Self::Unassign => from == RoomAssigned,
            Self::Confirm => from == RoomAssigned || from == Pending && device_only,
            Self::Reject => from == Pending,
            Self::Cancel => matches!(from, Pending | RoomAssigned | Confirmed),
            Self::CheckIn | Self::NoShow => from == Confirmed,
            Self::CheckOut => from == CheckedIn,
            Self::Displace => matches!(from, RoomAssigned | Confirmed) && !device_only,
        }
    }

    /// Returns the steps that are legal from here.
    pub fn legal(from: BookingStatus, device_only: bool) -> Vec<Self> {
        let verbs = Self::ALL.iter().copied().filter(|step| *step != Self::Displace);
        verbs.filter(|step| step.is_legal(from, device_only)).collect()
    }
}

impl BookingStatus {
    /// Returns whether nothing leads on from here; such a booking is not edited.
    pub fn is_closed(self) -> bool {
        BookingStep::legal(self, false).is_empty()
    }

    /// Occupies its room.
    pub fn holds_room(self) -> bool {
        matches!(
            self,
            Self::RoomAssigned | Self::Confirmed | Self::CheckedIn | Self::Completed
        )
    }

    /// Returns whether nothing is left to cancel.
    pub fn is_off(self) -> bool {
        matches!(self, Self::Cancelled | Self::Rejected)
    }

    /// Parses a status as typed; the replaced system's `approved` is our `confirmed`.
    pub fn read(text: &str) -> Result<Self, String> {
        match text.to_lowercase().replace(['-', ' '], "_").as_str() {
            "approved" => Ok(Self::Confirmed),
            word => word.parse(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_open_status_has_a_way_on_and_a_closed_one_has_none() {
        use BookingStatus::{CheckedIn, Confirmed, Pending, RoomAssigned};
        for status in BookingStatus::ALL {
            let open = matches!(status, Pending | RoomAssigned | Confirmed | CheckedIn);
            assert_eq!(BookingStep::legal(*status, false).is_empty(), !open, "{status}");
            assert_eq!(BookingStep::legal(*status, true).is_empty(), !open, "{status}");
        }
        assert_eq!(
            BookingStep::legal(Pending, false),
            [BookingStep::Assign, BookingStep::Reject, BookingStep::Cancel]
        );
        assert_eq!(
            BookingStep::legal(Pending, true),
            [BookingStep::Confirm, BookingStep::Reject, BookingStep::Cancel]
        );
    }

    #[test]
    fn statuses_are_read_as_people_write_them() {
        for (text, status) in [
            ("approved", BookingStatus::Confirmed),
            ("Approved", BookingStatus::Confirmed),
            ("Room Assigned", BookingStatus::RoomAssigned),
            ("no-show", BookingStatus::NoShow),
        ] {
            assert_eq!(BookingStatus::read(text), Ok(status));
        }
        assert!(BookingStatus::read("booked").is_err());
    }
}
