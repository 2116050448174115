//! What the replaced system's words mean here. Pure.

use chrono::{NaiveDateTime, NaiveTime, Offset, TimeZone};

use crate::access::auth::Role;
use crate::booking::{BookingStatus, DevicePreference, LunchCatering, MorningCatering, Tenant};
use crate::device::model::{DeviceAction, DeviceStatus};
use crate::kernel::period::Site;
use crate::kernel::timestamp::Timestamp;
use crate::room::RoomType;
use crate::text_enum;

text_enum! {
    /// What to do about times that the old form wrote as if local time were UTC.
    pub enum LocalAsUtc {
        /// Those from 07:30 to 16:30 UTC are local: nobody trains from 09:30 to 18:30, and only the form wrote them so.
        Auto = "auto",
        /// Every time is local.
        Always = "always",
        /// Every time is as it stands.
        Never = "never",
    }
}

/// The day of the old form, which it wrote as UTC.
const FORM_DAY: [(u32, u32); 2] = [(7, 30), (16, 30)];

/// Reads a period, and reports whether it was taken for local time.
pub fn period(
    starts_at: Timestamp,
    ends_at: Timestamp,
    how: LocalAsUtc,
    site: &Site,
) -> (Timestamp, Timestamp, bool) {
    let (start, end) = (starts_at.utc().naive_utc(), ends_at.utc().naive_utc());
    let at = |(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0);
    let is_form_day = (Some(start.time()), Some(end.time())) == (at(FORM_DAY[0]), at(FORM_DAY[1]));
    let is_local = match how {
        LocalAsUtc::Auto => is_form_day,
        LocalAsUtc::Always => true,
        LocalAsUtc::Never => false,
    };
    let is_utc_here = |local: NaiveDateTime| {
        site.timezone
            .offset_from_utc_datetime(&local)
            .fix()
            .local_minus_utc()
            == 0
    };
    if !is_local || is_utc_here(start) && is_utc_here(end) {
        return (starts_at, ends_at, false);
    }
    // A local time that the clocks skip stays as it stands.
    match (site.instant(start), site.instant(end)) {
        (Ok(from), Ok(to)) => (from, to, true),
        _ => (starts_at, ends_at, false),
    }
}

/// Letters and digits alone, in small letters: `Room Assigned`, `room_assigned` and `ROOM-ASSIGNED` are one.
fn word(text: &str) -> String {
    crate::kernel::names::name_key(text)
}

/// Reads a status; `None` if it is unknown.
pub fn status(text: &str) -> Option<BookingStatus> {
    Some(match word(text).as_str() {
        "pending" | "requested" => BookingStatus::Pending,
        "approved" | "confirmed" => BookingStatus::Confirmed,
        "roomassigned" | "assigned" => BookingStatus::RoomAssigned,
        "checkedin" => BookingStatus::CheckedIn,
        "completed" | "checkedout" | "done" => BookingStatus::Completed,
        "rejected" | "declined" => BookingStatus::Rejected,
        "cancelled" | "canceled" => BookingStatus::Cancelled,
        "noshow" => BookingStatus::NoShow,
        _ => return None,
    })
}

/// Reads a role, and reports whether it is known; an unknown one becomes the weakest.
pub fn role(text: &str) -> (Role, bool) {
    let known = match word(text).as_str() {
        "admin" | "superuser" => Some(Role::Admin),
        "trainingfacilityadmin" | "roomboss" => Some(Role::TrainingFacilityAdmin),
        "itrentaladmin" | "itadmin" | "itboss" => Some(Role::ItRentalAdmin),
        "trainingfacilityadminviewer" | "viewer" => Some(Role::TrainingFacilityAdminViewer),
        "kitchenstaff" | "kitchen" => Some(Role::KitchenStaff),
        "staff" => Some(Role::Staff),
        _ => None,
    };
    (known.unwrap_or(Role::Staff), known.is_some())
}

pub fn tenant(text: Option<&str>) -> Tenant {
    match text.map(word).as_deref() {
        Some("training") => Tenant::Training,
        _ => Tenant::Tech,
    }
}

pub fn room_type(text: Option<&str>) -> RoomType {
    match text.map(word).as_deref() {
        None | Some("training" | "trainingroom") => RoomType::Training,
        Some("office") => RoomType::Office,
        Some("boardroom" | "meeting" | "meetingroom") => RoomType::Boardroom,
        Some(_) => RoomType::Other,
    }
}

pub fn morning(text: &str) -> Option<MorningCatering> {
    match word(text).as_str() {
        "pastry" | "pastries" => Some(MorningCatering::Pastry),
        "sandwich" | "sandwiches" => Some(MorningCatering::Sandwiches),
        "none" => Some(MorningCatering::None),
        _ => None,
    }
}

pub fn lunch(text: &str) -> Option<LunchCatering> {
    match word(text).as_str() {
        "inhouse" => Some(LunchCatering::InHouse),
        "selfcatered" => Some(LunchCatering::SelfCatered),
        "none" => Some(LunchCatering::None),
        _ => None,
    }
}

pub fn preference(text: &str) -> Option<DevicePreference> {
    match word(text).as_str() {
        "laptop" | "laptops" => Some(DevicePreference::Laptops),
        "desktop" | "desktops" => Some(DevicePreference::Desktops),
        "any" => Some(DevicePreference::Any),
        _ => None,
    }
}

/// Where a device is in its life, as far as its old status says. That it is with a booking or a rental is said by those.
pub fn device_status(text: &str) -> Option<DeviceStatus> {
    Some(match word(text).as_str() {
        "available" | "assigned" => DeviceStatus::Available,
        "offsite" | "rented" => DeviceStatus::Offsite,
        "maintenance" | "repair" => DeviceStatus::Maintenance,
        "new" => DeviceStatus::New,
        "returned" => DeviceStatus::Returned,
        "testing" => DeviceStatus::Testing,
        "sold" => DeviceStatus::Sold,
        "retired" | "disposed" => DeviceStatus::Retired,
        _ => return None,
    })
}

/// Reads the action of the old movement log; an unknown one is `Moved`.
pub fn movement(text: &str) -> DeviceAction {
    match word(text).as_str() {
        "assign" | "assigned" | "reassign" | "reassigned" => DeviceAction::Assigned,
        "unassign" | "unassigned" | "deassigned" | "released" => DeviceAction::Unassigned,
        "offsite" | "rented" | "rent" | "offsiterental" => DeviceAction::Rented,
        "return" | "returned" => DeviceAction::Returned,
        "extended" => DeviceAction::Extended,
        "added" | "created" => DeviceAction::Added,
        _ => DeviceAction::Moved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(zone: &str) -> Site {
        Site {
            timezone: zone.parse().unwrap(),
            day_start: NaiveTime::from_hms_opt(8, 0, 0).unwrap(),
            day_end: NaiveTime::from_hms_opt(17, 0, 0).unwrap(),
        }
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::from(text.parse::<chrono::DateTime<chrono::Utc>>().unwrap())
    }

    #[test]
    fn only_the_forms_own_day_is_taken_for_local_time() {
        let here = site("Africa/Johannesburg");
        for (from, to, how, expected) in [
            (
                "2026-03-02T07:30:00Z",
                "2026-03-02T16:30:00Z",
                LocalAsUtc::Auto,
                ("2026-03-02T05:30:00Z", true),
            ),
            (
                "2026-03-02T07:30:00Z",
                "2026-03-04T16:30:00Z",
                LocalAsUtc::Auto,
                ("2026-03-02T05:30:00Z", true),
            ),
            (
                "2026-03-02T06:00:00Z",
                "2026-03-02T15:00:00Z",
                LocalAsUtc::Auto,
                ("2026-03-02T06:00:00Z", false),
            ),
            (
                "2026-03-02T06:00:00Z",
                "2026-03-02T15:00:00Z",
                LocalAsUtc::Always,
                ("2026-03-02T04:00:00Z", true),
            ),
            (
                "2026-03-02T07:30:00Z",
                "2026-03-02T16:30:00Z",
                LocalAsUtc::Never,
                ("2026-03-02T07:30:00Z", false),
            ),
        ] {
            let (start, end, local) = period(at(from), at(to), how, &here);
            assert_eq!((start.to_string().as_str(), local), expected, "{from} {how}");
            assert_eq!(end.since(start), at(to).since(at(from)));
        }
        let (start, _, local) = period(
            at("2026-03-02T07:30:00Z"),
            at("2026-03-02T16:30:00Z"),
            LocalAsUtc::Auto,
            &site("UTC"),
        );
        assert!(
            !local && start == at("2026-03-02T07:30:00Z"),
            "where UTC is the time, nothing is wrong"
        );
    }

    #[test]
    fn words_are_known_in_any_case_and_the_unknown_are_named() {
        for (text, expected) in [
            ("Pending", BookingStatus::Pending),
            ("APPROVED", BookingStatus::Confirmed),
            ("confirmed", BookingStatus::Confirmed),
            ("Room Assigned", BookingStatus::RoomAssigned),
            ("Canceled", BookingStatus::Cancelled),
        ] {
            assert_eq!(status(text), Some(expected), "{text}");
        }
        assert_eq!(status("whatever"), None);
        assert_eq!(role("it_admin"), (Role::ItRentalAdmin, true));
        assert_eq!(role("Boss of all"), (Role::Staff, false));
        assert_eq!(device_status("OFF-SITE"), Some(DeviceStatus::Offsite));
        assert_eq!(device_status("AVAILABLE"), Some(DeviceStatus::Available));
        assert_eq!(device_status("gone"), None);
        assert_eq!(lunch("In House"), Some(LunchCatering::InHouse));
        assert_eq!(tenant(Some("training")), Tenant::Training);
    }
}
