//! Translates the words of the replaced system. Pure.

use chrono::{NaiveDateTime, NaiveTime, Offset, TimeZone};

use crate::access::auth::Role;
use crate::booking::{BookingStatus, DevicePreference, LunchCatering, MorningCatering, Tenant};
use crate::device::model::{DeviceAction, DeviceStatus};
use crate::kernel::names::name_key;
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

/// Reads a word: the other system's own, or one of ours in any case and with any separators.
fn known<T: Copy>(text: &str, theirs: &[(&str, T)], ours: &[T], word: fn(T) -> &'static str) -> Option<T> {
    let key = name_key(text);
    let theirs = theirs
        .iter()
        .find(|(known, _)| *known == key)
        .map(|(_, one)| *one);
    theirs.or_else(|| ours.iter().copied().find(|one| name_key(word(*one)) == key))
}

/// Reads a status; `None` if it is unknown.
pub fn status(text: &str) -> Option<BookingStatus> {
    let theirs = [
        ("requested", BookingStatus::Pending),
        ("approved", BookingStatus::Confirmed),
        ("assigned", BookingStatus::RoomAssigned),
        ("checkedout", BookingStatus::Completed),
        ("done", BookingStatus::Completed),
        ("declined", BookingStatus::Rejected),
        ("canceled", BookingStatus::Cancelled),
    ];
    known(text, &theirs, BookingStatus::ALL, BookingStatus::as_str)
}

/// Reads a role; `None` if it is unknown.
pub fn role(text: &str) -> Option<Role> {
    let theirs = [
        ("superuser", Role::Admin),
        ("roomboss", Role::TrainingFacilityAdmin),
        ("itadmin", Role::ItRentalAdmin),
        ("itboss", Role::ItRentalAdmin),
        ("viewer", Role::TrainingFacilityAdminViewer),
        ("kitchen", Role::KitchenStaff),
    ];
    known(text, &theirs, Role::ALL, Role::as_str).filter(|role| Role::of_people().any(|one| one == *role))
}

/// Reads a tenant; `None` if it is unknown.
pub fn tenant(text: &str) -> Option<Tenant> {
    known(text, &[], Tenant::ALL, Tenant::as_str)
}

/// Reads the type of a room; `None` if it is unknown.
pub fn room_type(text: &str) -> Option<RoomType> {
    let theirs = [
        ("trainingroom", RoomType::Training),
        ("meeting", RoomType::Boardroom),
        ("meetingroom", RoomType::Boardroom),
    ];
    known(text, &theirs, RoomType::ALL, RoomType::as_str)
}

/// Reads a meal in the morning; `None` if it is unknown.
pub fn morning(text: &str) -> Option<MorningCatering> {
    let theirs = [
        ("pastries", MorningCatering::Pastry),
        ("sandwich", MorningCatering::Sandwiches),
    ];
    known(text, &theirs, MorningCatering::ALL, MorningCatering::as_str)
}

/// Reads a lunch; `None` if it is unknown.
pub fn lunch(text: &str) -> Option<LunchCatering> {
    known(text, &[], LunchCatering::ALL, LunchCatering::as_str)
}

/// Reads the devices that a booking prefers; `None` if they are unknown.
pub fn preference(text: &str) -> Option<DevicePreference> {
    let theirs = [
        ("laptop", DevicePreference::Laptops),
        ("desktop", DevicePreference::Desktops),
    ];
    known(text, &theirs, DevicePreference::ALL, DevicePreference::as_str)
}

/// Reads the status of a device; `None` if it is unknown. That it is with a booking or a rental is known by those.
pub fn device_status(text: &str) -> Option<DeviceStatus> {
    let theirs = [
        ("assigned", DeviceStatus::Available),
        ("rented", DeviceStatus::Offsite),
        ("repair", DeviceStatus::Maintenance),
        ("disposed", DeviceStatus::Retired),
    ];
    known(text, &theirs, DeviceStatus::ALL, DeviceStatus::as_str)
}

/// Reads the action of the old movement log; an unknown one is `Moved`.
pub fn movement(text: &str) -> DeviceAction {
    match name_key(text).as_str() {
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
            repeated_hour: None,
        }
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::from(text.parse::<chrono::DateTime<chrono::Utc>>().unwrap())
    }

    #[test]
    fn only_the_forms_own_day_is_taken_for_local_time() {
        let here = site("Africa/Johannesburg");
        for line in [
            "02T07:30 02T16:30 auto 02T05:30 true",
            "02T07:30 04T16:30 auto 02T05:30 true",
            "02T06:00 02T15:00 auto 02T06:00 false",
            "02T06:00 02T15:00 always 02T04:00 true",
            "02T07:30 02T16:30 never 02T07:30 false",
        ] {
            let words: Vec<&str> = line.split(' ').collect();
            let on = |word: &str| at(&format!("2026-03-{word}:00Z"));
            let (from, to) = (on(words[0]), on(words[1]));
            let (start, end, local) = period(from, to, words[2].parse().unwrap(), &here);
            assert_eq!((start, local), (on(words[3]), words[4] == "true"), "{line}");
            assert_eq!(end.since(start), to.since(from));
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
        assert_eq!(role("it_admin"), Some(Role::ItRentalAdmin));
        assert_eq!(role("Boss of all"), None);
        assert_eq!(device_status("OFF-SITE"), Some(DeviceStatus::Offsite));
        assert_eq!(device_status("AVAILABLE"), Some(DeviceStatus::Available));
        assert_eq!(device_status("gone"), None);
        assert_eq!(lunch("In House"), Some(LunchCatering::InHouse));
        assert_eq!(tenant("training"), Some(Tenant::Training));
    }
}
