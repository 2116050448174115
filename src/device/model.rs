//! Devices, their categories, holdings and movements as domain types and rows.

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::status_words::STATUS_SYNONYMS;
use crate::db::schema::{device_categories, device_movement_log, devices};
use crate::kernel::money::{Currency, Money};
use crate::kernel::period::OPEN_END;
use crate::kernel::text::{counted, without_hidden};
use crate::kernel::timestamp::Timestamp;
use crate::output::{
    CellForm, ColumnNeed, Record, RecordField, Value, WordList, column, imported, shown_in_table, wanted_only,
};
use crate::text_enum;

text_enum! {
    /// Where a device is in its life. `assigned` is never stored: an available device is assigned while a booking has it.
    pub enum DeviceStatus {
        New = "new",
        Available = "available",
        Assigned = "assigned",
        Offsite = "offsite",
        Returned = "returned",
        Testing = "testing",
        Maintenance = "maintenance",
        Lost = "lost",
        Sold = "sold",
        Retired = "retired",
    }
}

/// How tables write a status.
const STATUS_WORDS: WordList = WordList {
    words: DeviceStatus::WORDS,
    synonyms: STATUS_SYNONYMS,
};

impl DeviceStatus {
    /// Returns the statuses that somebody may change it to by hand. Bookings and rentals make the other changes.
    pub fn next(self) -> &'static [Self] {
        use DeviceStatus::{Available, Lost, Maintenance, New, Offsite, Retired, Returned, Sold, Testing};
        match self {
            New => &[Available, Testing, Maintenance, Lost, Retired],
            Available => &[Testing, Maintenance, Lost, Sold, Retired],
            Returned => &[Available, Testing, Maintenance, Lost, Sold, Retired],
            Testing => &[Available, Maintenance, Lost, Retired],
            Maintenance => &[Available, Testing, Lost, Sold, Retired],
            Lost => &[Available, Returned, Testing, Maintenance, Retired],
            Self::Assigned | Offsite | Sold | Retired => &[],
        }
    }

    /// Returns whether no status follows this one.
    pub fn is_terminal(self) -> bool {
        matches!(self, Self::Sold | Self::Retired)
    }

    /// Returns whether the device is gone, for good or until it is found: it keeps no promise.
    pub fn is_gone(self) -> bool {
        self.is_terminal() || self == Self::Lost
    }

    /// Returns whether a booking may get the device: it is here, or will be back.
    pub fn can_be_promised(self) -> bool {
        matches!(self, Self::Available | Self::Assigned | Self::Offsite)
    }

    /// Returns the statuses in which no booking may get a device.
    pub fn unfit() -> Vec<Self> {
        let all = Self::ALL.iter().copied();
        all.filter(|status| !status.can_be_promised()).collect()
    }

    /// Returns a status as the end of a sentence: `L-1 is in repair`.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Returned => "waiting for inspection",
            Self::Testing => "in testing",
            Self::Maintenance => "in repair",
            Self::Offsite => "off site",
            _ => self.as_str(),
        }
    }

    /// Returns the kind of work that a device in this status waits for, as the settings `sla_<kind>_warn_days` name it.
    pub fn service_kind(self) -> Option<&'static str> {
        match self {
            Self::Returned => Some("returned"),
            Self::Testing => Some("testing"),
            Self::Maintenance => Some("repair"),
            _ => None,
        }
    }
}

text_enum! {
    /// For how much too long a device has waited.
    pub enum AttentionLevel {
        Warn = "warn",
        Critical = "critical",
    }
}

text_enum! {
    /// What happened to a device.
    pub enum DeviceAction {
        Added = "added",
        Moved = "moved",
        Assigned = "assigned",
        Unassigned = "unassigned",
        Rented = "rented",
        Returned = "returned",
        Extended = "extended",
    }
}

/// A device's own row, read and written whole.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = devices, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct DeviceRow {
    pub id: i64,
    pub serial_number: String,
    pub serial_key: String,
    pub name: Option<String>,
    pub category_id: i64,
    pub status: DeviceStatus,
    pub status_since: Timestamp,
    pub place: Option<String>,
    pub office_account: Option<String>,
    pub anydesk_id: Option<String>,
    pub notes: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub brand: Option<String>,
    pub model: Option<String>,
    pub purchased_on: Option<NaiveDate>,
    /// In the site's currency.
    pub price_cents: Option<i64>,
    /// Last day.
    pub warranty_until: Option<NaiveDate>,
    /// Where it belongs, wherever it is now.
    pub location_id: Option<i64>,
}

/// The part of a device that finding one among thousands needs.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = devices)]
pub struct DeviceCandidate {
    pub id: i64,
    pub serial_number: String,
    pub serial_key: String,
    pub category_id: i64,
    pub status: DeviceStatus,
}

impl From<&DeviceRow> for DeviceCandidate {
    fn from(row: &DeviceRow) -> Self {
        Self {
            id: row.id,
            serial_number: row.serial_number.clone(),
            serial_key: row.serial_key.clone(),
            category_id: row.category_id,
            status: row.status,
        }
    }
}

/// A category of devices.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = device_categories)]
pub struct DeviceCategory {
    pub id: i64,
    pub name: String,
    pub name_key: String,
    pub created_at: Timestamp,
}

impl Record for DeviceCategory {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<DeviceCategory>] = &[
            shown_in_table("id", |c| c.id.into()),
            shown_in_table("name", |c| c.name.as_str().into()),
        ];
        FIELDS
    }
}

/// A booking, a rental, or both that have a device for a stretch.
#[derive(Debug, Clone, PartialEq, Queryable)]
pub struct DeviceHolding {
    pub device_id: i64,
    pub assignment_id: i64,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub booking_id: Option<i64>,
    /// The client as the booking names it, and its record.
    pub booking_client: Option<(String, i64)>,
    pub rental_no: Option<String>,
    pub rental_client: Option<(String, i64)>,
}

impl DeviceHolding {
    /// Returns when it ends; `None` for a rental without an end.
    pub fn end(&self) -> Option<Timestamp> {
        Some(self.ends_at).filter(|end| end.utc().year() < OPEN_END.year())
    }

    /// Returns the client of the booking, or else of the rental, as it is named there.
    pub fn client(&self) -> &str {
        let client = self.booking_client.as_ref().or(self.rental_client.as_ref());
        client.map_or("", |(name, _)| name)
    }

    /// Returns the record of that client.
    pub fn client_id(&self) -> Option<i64> {
        let client = self.booking_client.as_ref().or(self.rental_client.as_ref());
        client.map(|(_, id)| *id)
    }
}

/// A device that a begun rental has or is to have, and that is not back.
#[derive(Debug, Clone, PartialEq)]
pub struct RentedHolding {
    pub holding: DeviceHolding,
    /// Whether it left with the rental: it was handed over, or was here and fit when the rental began by itself.
    pub has_left: bool,
}

impl DeviceHolding {
    /// Tells who has the device until when, and how late it is.
    pub fn told(&self, days_overdue: Option<i64>) -> Value {
        let by = match (&self.rental_no, self.booking_id) {
            (Some(rental), _) => rental.clone(),
            (None, Some(booking)) => format!("booking {booking}"),
            (None, None) => "nobody".to_owned(),
        };
        let mut words: Vec<Value> = vec![
            format!("{by} ({}) from ", self.client()).into(),
            self.starts_at.into(),
        ];
        match self.end() {
            Some(end) => words.extend([" to ".into(), end.into()]),
            None => words.push(" until it is returned".into()),
        }
        words.extend(days_overdue.map(|days| format!(", {} late", counted(days, "day")).into()));
        Value::Told {
            at: None,
            words,
            facts: vec![
                ("booking_id", self.booking_id.into()),
                ("rental_no", self.rental_no.clone().into()),
                ("client_name", self.client().into()),
                ("starts_at", self.starts_at.into()),
                ("ends_at", self.end().into()),
                ("days_overdue", days_overdue.into()),
            ],
        }
    }
}

/// A device with its category and who has it.
#[derive(Debug, Clone)]
pub struct Device {
    pub row: DeviceRow,
    pub category: String,
    /// The name of the location that it belongs to.
    pub location: Option<String>,
    /// The booking or rental that has it now, or the rental that it is not back from.
    pub held: Option<Box<DeviceHolding>>,
    /// The rental that has it began without it.
    pub was_left_behind: bool,
    /// The client who has it: the record's number and its name.
    pub client: Option<(i64, String)>,
    /// The site's, of the price.
    pub currency: Currency,
    /// After how many days in its status it needs attention, and after how many it is critical.
    pub service_level: Option<(i64, i64)>,
    /// For how many days that clock has run: not while a repair is on hold, nor on quiet days. 0 where none runs.
    pub service_days: i64,
    /// The instant at which all this holds.
    pub now: Timestamp,
}

impl Device {
    /// Returns where the device is now: with a booking, or off site from the first day of its rental on.
    pub fn status(&self) -> DeviceStatus {
        match (self.row.status, &self.held) {
            (DeviceStatus::Available, Some(held)) if self.was_left_behind && held.ends_at <= self.now => {
                DeviceStatus::Available
            }
            (DeviceStatus::Available, Some(_)) if self.was_left_behind => DeviceStatus::Assigned,
            (DeviceStatus::Available, Some(held)) if held.rental_no.is_some() => DeviceStatus::Offsite,
            (DeviceStatus::Available, Some(_)) => DeviceStatus::Assigned,
            (status, _) => status,
        }
    }

    /// Returns by how many days a device that is out is late; the day after the last one is the first.
    pub fn days_overdue(&self) -> Option<i64> {
        let held = self.held.as_ref().filter(|_| !self.was_left_behind);
        let held = held.filter(|held| held.ends_at <= self.now)?;
        Some(self.now.since(held.ends_at).num_days() + 1)
    }

    /// Returns the whole days since the status changed.
    pub fn days_in_status(&self) -> i64 {
        self.now.since(self.row.status_since).num_days()
    }

    /// Returns the level of a device that has been in its status for too long.
    pub fn attention(&self) -> Option<AttentionLevel> {
        let (warn, critical) = self.service_level?;
        match self.service_days {
            days if days >= critical => Some(AttentionLevel::Critical),
            days if days >= warn => Some(AttentionLevel::Warn),
            _ => None,
        }
    }
}

impl Record for Device {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Device>] = &[
            imported(
                shown_in_table("serial_number", |d| d.row.serial_number.as_str().into()),
                column(CellForm::Text(255), "Serial number")
                    .need(ColumnNeed::Key)
                    .synonyms(&["Serial", "Serial No", "Serial #", "S/N", "SN"])
                    .example("LT-001"),
            ),
            imported(
                shown_in_table("category", |d| d.category.as_str().into()),
                column(
                    CellForm::NameOf("device category"),
                    "Category, one of `colab device category list`",
                )
                .need(ColumnNeed::New)
                .synonyms(&["Device type", "Type", "Kind"])
                .example("Laptop"),
            ),
            imported(
                shown_in_table("name", |d| d.row.name.clone().into()),
                column(CellForm::Text(255), "Name or description")
                    .synonyms(&["Device", "Description"])
                    .example("Dell 5420"),
            ),
            imported(
                shown_in_table("status", |d| d.status().as_str().into()),
                column(CellForm::OneOf(STATUS_WORDS), "Status; available by default")
                    .synonyms(&["State"])
                    .example("available"),
            ),
            imported(
                shown_in_table("place", |d| d.row.place.clone().into()),
                column(CellForm::Text(255), "Where it is kept")
                    .synonyms(&["Where"])
                    .example("Store room"),
            ),
            imported(
                wanted_only("location", |d| d.location.clone().into()),
                column(
                    CellForm::Text(255),
                    "Location that it belongs to; an unknown one is its place",
                ),
            ),
            shown_in_table("client", |d| {
                d.client.as_ref().map(|(_, name)| name.clone()).into()
            }),
            wanted_only("client_id", |d| d.client.as_ref().map(|(id, _)| *id).into()),
            wanted_only("client_name", |d| {
                d.held.as_ref().map(|held| held.client().to_owned()).into()
            }),
            shown_in_table("attention", |d| d.attention().map(AttentionLevel::as_str).into()),
            wanted_only("booking_id", |d| {
                d.held.as_ref().and_then(|held| held.booking_id).into()
            }),
            wanted_only("rental_no", |d| {
                d.held.as_ref().and_then(|held| held.rental_no.clone()).into()
            }),
            wanted_only("held_until", |d| {
                d.held.as_ref().and_then(|held| held.end()).into()
            }),
            wanted_only("days_overdue", |d| d.days_overdue().into()),
            wanted_only("days_in_status", |d| d.days_in_status().into()),
            wanted_only("service_days", |d| d.service_days.into()),
            imported(
                wanted_only("office_account", |d| d.row.office_account.clone().into()),
                column(CellForm::Text(255), "Office account that is signed in on it").synonyms(&[
                    "Office",
                    "Office 365",
                    "Account",
                ]),
            ),
            imported(
                wanted_only("anydesk_id", |d| d.row.anydesk_id.clone().into()),
                column(CellForm::Text(255), "AnyDesk number").synonyms(&["AnyDesk"]),
            ),
            imported(
                wanted_only("brand", |d| d.row.brand.clone().into()),
                column(CellForm::Text(255), "Brand").synonyms(&["Make", "Manufacturer"]),
            ),
            imported(
                wanted_only("model", |d| d.row.model.clone().into()),
                column(CellForm::Text(255), "Model"),
            ),
            imported(
                wanted_only("purchased_on", |d| d.row.purchased_on.into()),
                column(CellForm::Date, "Day of purchase").synonyms(&["Purchased", "Purchase date", "Bought"]),
            ),
            imported(
                wanted_only("price", |d| {
                    d.row
                        .price_cents
                        .map(|cents| Money::new(cents, d.currency))
                        .into()
                }),
                column(CellForm::Money, "Price of purchase").synonyms(&["Purchase price", "Cost"]),
            ),
            imported(
                wanted_only("warranty_until", |d| d.row.warranty_until.into()),
                column(CellForm::Date, "Last day of the warranty").synonyms(&["Warranty", "Warranty end"]),
            ),
            imported(
                wanted_only("notes", |d| d.row.notes.clone().into()),
                column(CellForm::Notes(2000), "Notes").synonyms(&["Note", "Comment", "Remarks"]),
            ),
            wanted_only("is_active", |d| (!d.row.status.is_terminal()).into()),
            wanted_only("id", |d| d.row.id.into()),
            wanted_only("status_since", |d| d.row.status_since.into()),
            wanted_only("created_at", |d| d.row.created_at.into()),
            wanted_only("updated_at", |d| d.row.updated_at.into()),
        ];
        FIELDS
    }
}

/// A line of the movement log.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = device_movement_log, treat_none_as_default_value = false)]
pub struct DeviceMovement {
    pub device_id: i64,
    pub action: DeviceAction,
    pub from_status: Option<DeviceStatus>,
    pub to_status: Option<DeviceStatus>,
    pub from_place: Option<String>,
    pub to_place: Option<String>,
    pub from_booking_id: Option<i64>,
    pub to_booking_id: Option<i64>,
    pub rental_id: Option<i64>,
    pub reason: Option<String>,
    pub performed_by: String,
    pub created_at: Timestamp,
}

impl DeviceMovement {
    /// Returns a line that says who did what to a device, and nothing else.
    pub fn new(device_id: i64, action: DeviceAction, by: &str, at: Timestamp) -> Self {
        Self {
            device_id,
            action,
            from_status: None,
            to_status: None,
            from_place: None,
            to_place: None,
            from_booking_id: None,
            to_booking_id: None,
            rental_id: None,
            reason: None,
            performed_by: by.to_owned(),
            created_at: at,
        }
    }
}

impl From<&DeviceMovement> for Value {
    fn from(line: &DeviceMovement) -> Self {
        let status = |status: Option<DeviceStatus>| status.map(DeviceStatus::as_str);
        let booking = |id: Option<i64>| id.map(|id| format!("booking {id}"));
        let change = |from: Option<&str>, to: Option<&str>| match (from, to) {
            (from, to) if from == to => None,
            (None, Some(to)) => Some(to.to_owned()),
            (from, to) => Some(format!("{} → {}", from.unwrap_or("none"), to.unwrap_or("none"))),
        };
        let (left, joined) = (booking(line.from_booking_id), booking(line.to_booking_id));
        let changes = [
            change(status(line.from_status), status(line.to_status)),
            change(line.from_place.as_deref(), line.to_place.as_deref()),
            change(left.as_deref(), joined.as_deref()),
        ];
        let changes: Vec<String> = changes.into_iter().flatten().collect();
        let mut told = format!("{} {} it", line.performed_by, line.action);
        for (mark, text) in [
            (": ", changes.join(", ")),
            (" — ", line.reason.clone().unwrap_or_default()),
        ] {
            if !text.is_empty() {
                told.push_str(mark);
                told.push_str(&text);
            }
        }
        Value::Told {
            at: Some(line.created_at),
            words: vec![told.into()],
            facts: vec![
                ("at", line.created_at.into()),
                ("action", line.action.as_str().into()),
                ("from_status", status(line.from_status).into()),
                ("to_status", status(line.to_status).into()),
                ("from_place", line.from_place.clone().into()),
                ("to_place", line.to_place.clone().into()),
                ("from_booking_id", line.from_booking_id.into()),
                ("to_booking_id", line.to_booking_id.into()),
                ("rental_id", line.rental_id.into()),
                ("reason", line.reason.clone().into()),
                ("performed_by", line.performed_by.as_str().into()),
            ],
        }
    }
}

/// Returns the key of a serial number: case, surrounding blanks, characters that nobody sees and the form of accents do not
/// matter, everything else does.
pub fn serial_key(serial: &str) -> String {
    if serial.is_ascii() {
        return serial.trim().to_uppercase();
    }
    let visible = without_hidden(serial.to_owned());
    visible.trim().to_uppercase().nfc().collect()
}

/// Devices that a command has changed, and what to warn of.
#[derive(Debug)]
pub struct ChangedDevices {
    pub devices: Vec<Device>,
    pub warnings: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sold_device_goes_nowhere_and_every_change_leads_to_a_stored_status() {
        assert!(DeviceStatus::Sold.next().is_empty() && DeviceStatus::Retired.next().is_empty());
        for status in DeviceStatus::ALL {
            assert_eq!(
                status.is_terminal(),
                matches!(status, DeviceStatus::Sold | DeviceStatus::Retired)
            );
            for to in status.next() {
                assert!(!matches!(
                    to,
                    DeviceStatus::Assigned | DeviceStatus::Offsite | DeviceStatus::New
                ));
                assert_ne!(to, status);
            }
        }
    }

    #[test]
    fn serials_are_known_in_any_case() {
        assert_eq!(serial_key(" lt-001 "), serial_key("LT-001"));
        assert_ne!(serial_key("LT-001"), serial_key("LT001"));
        assert_eq!(serial_key("\u{feff}e\u{301}-1\u{200b}"), serial_key("É-1"));
    }

    #[test]
    fn a_word_means_one_status_in_every_language() {
        for (word, status) in [
            ("In Betrieb", "available"),
            ("En reparación", "maintenance"),
            ("Em manutenção", "maintenance"),
            ("in riparazione", "maintenance"),
            ("In reparatie", "maintenance"),
            ("в ремонте", "maintenance"),
            ("维修中", "maintenance"),
            ("Dado de baja", "retired"),
            ("Volé", "lost"),
            ("Assigned", "available"),
        ] {
            assert_eq!(STATUS_WORDS.find(word), Some(status), "{word}");
        }
        assert_eq!(STATUS_WORDS.find("Not known"), None);
        let words: std::collections::BTreeSet<&str> =
            STATUS_WORDS.synonyms.iter().map(|(word, _)| *word).collect();
        assert_eq!(words.len(), STATUS_WORDS.synonyms.len());
        let means_one = |(_, means): &(&str, &str)| DeviceStatus::WORDS.contains(means);
        assert!(STATUS_WORDS.synonyms.iter().all(means_one));
    }
}
