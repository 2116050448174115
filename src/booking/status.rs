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

/// How tables write a status: the replaced system's `approved` is our `confirmed`, as are the words of other programs.
pub const STATUS_WORDS: WordList = WordList {
    words: BookingStatus::WORDS,
    synonyms: &[
        ("approved", "confirmed"),
        ("ok", "confirmed"),
        ("okay", "confirmed"),
        ("accepted", "confirmed"),
        ("booked", "confirmed"),
        ("reserved", "confirmed"),
        ("definite", "confirmed"),
        ("paid", "confirmed"),
        ("held", "room_assigned"),
        ("hold", "room_assigned"),
        ("requested", "pending"),
        ("awaiting_approval", "pending"),
        ("pending_approval", "pending"),
        ("waitlisted", "pending"),
        ("waiting", "pending"),
        ("declined", "rejected"),
        ("denied", "rejected"),
        ("refused", "rejected"),
        ("not_approved", "rejected"),
        ("disapproved", "rejected"),
        ("withdrawn", "cancelled"),
        ("called_off", "cancelled"),
    ],
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
        /// Takes check-in, check-out or no-show back.
        Reopen = "reopen",
        /// No verb of its own: `--displace` sends the booking in the way back among the ghosts.
        Displace = "displace",
    }
}

impl BookingStep {
    /// Returns the status that the step leads to from another.
    pub fn target(self, from: BookingStatus) -> BookingStatus {
        match self {
            Self::Assign => BookingStatus::RoomAssigned,
            Self::Unassign | Self::Displace => BookingStatus::Pending,
            Self::Confirm => BookingStatus::Confirmed,
            Self::Reject => BookingStatus::Rejected,
            Self::Cancel => BookingStatus::Cancelled,
            Self::CheckIn => BookingStatus::CheckedIn,
            Self::CheckOut => BookingStatus::Completed,
            Self::NoShow => BookingStatus::NoShow,
            Self::Reopen if from == BookingStatus::Completed => BookingStatus::CheckedIn,
            Self::Reopen => BookingStatus::Confirmed,
        }
    }

    /// Returns whether the step may be taken from a status: the one table of transitions. A device-only booking is
    /// confirmed without a room.
    pub fn is_legal(self, from: BookingStatus, device_only: bool) -> bool {
        use BookingStatus::{CheckedIn, Completed, Confirmed, NoShow, Pending, RoomAssigned};
        match self {
            Self::Assign => from == Pending && !device_only,
            Self::Unassign => from == RoomAssigned,
            Self::Confirm => from == RoomAssigned || from == Pending && device_only,
            Self::Reject => from == Pending,
            Self::Cancel => matches!(from, Pending | RoomAssigned | Confirmed),
            Self::CheckIn | Self::NoShow => from == Confirmed,
            Self::CheckOut => from == CheckedIn,
            Self::Reopen => matches!(from, CheckedIn | Completed | NoShow),
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
    /// Returns whether the booking is over; such a booking is not edited.
    pub fn is_closed(self) -> bool {
        matches!(
            self,
            Self::Completed | Self::Rejected | Self::Cancelled | Self::NoShow
        )
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
    fn every_open_status_has_a_way_on_and_a_closed_one_at_most_a_way_back() {
        use BookingStatus::{Completed, NoShow, Pending};
        for status in BookingStatus::ALL {
            for device_only in [false, true] {
                let legal = BookingStep::legal(*status, device_only);
                let is_on = |step: &BookingStep| *step != BookingStep::Reopen;
                assert_eq!(legal.iter().any(is_on), !status.is_closed(), "{status}");
            }
        }
        for status in [Completed, NoShow] {
            assert_eq!(BookingStep::legal(status, false), [BookingStep::Reopen]);
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
