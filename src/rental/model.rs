//! Rows and types of rentals.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::offsite_rentals;
use crate::device::model::DeviceStatus;
use crate::kernel::period::OPEN_END;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, shown_if_wide, shown_in_table, summed, wanted_only};
use crate::text_enum;

text_enum! {
    /// The condition in which a device came back.
    pub enum ReturnCondition {
        Ok = "ok",
        NeedsInspection = "needs_inspection",
        Repair = "repair",
        Lost = "lost",
    }
}

impl ReturnCondition {
    /// Parses a condition; a dash may stand for the underscore.
    ///
    /// # Errors
    /// Names the conditions.
    pub fn read(text: &str) -> Result<Self, String> {
        text.to_lowercase().replace(['-', ' '], "_").parse()
    }

    /// Returns the status of a device that came back in this condition.
    pub fn device_status(self) -> DeviceStatus {
        match self {
            Self::Ok => DeviceStatus::Available,
            Self::NeedsInspection => DeviceStatus::Returned,
            Self::Repair => DeviceStatus::Maintenance,
            Self::Lost => DeviceStatus::Lost,
        }
    }
}

/// A rental as stored.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = offsite_rentals, treat_none_as_default_value = false)]
pub struct RentalRow {
    pub id: i64,
    pub rental_no: String,
    pub booking_id: Option<i64>,
    pub client_name: String,
    pub contact_person: String,
    pub contact_number: String,
    pub contact_email: Option<String>,
    pub company: String,
    pub address: String,
    pub notes: Option<String>,
    pub rental_date: NaiveDate,
    pub return_expected_date: NaiveDate,
    /// When the hold of the devices begins, and the midnight at the site after which they are overdue.
    pub starts_at: Timestamp,
    pub due_at: Timestamp,
    /// When the last device came back.
    pub returned_at: Option<Timestamp>,
    pub rental_form_generated: bool,
    pub created_by: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// The record whose name `client_name` is; set where the row is written.
    pub client_id: i64,
}

text_enum! {
    /// Where a rental is in its life.
    pub enum RentalStatus {
        /// Its first day is to come: the devices are promised, and here.
        Planned = "planned",
        Open = "open",
        Returned = "returned",
    }
}

text_enum! {
    /// The order of a list of rentals; of clients by their names as the rentals have them, in the order of bytes.
    #[derive(Default)]
    pub enum RentalSort {
        #[default]
        Number = "rental_no",
        ReturnOn = "return_on",
        Client = "client_name",
    }
}

/// Days after which a rental is due unless its return date is remarked on.
const LONGEST_USUAL: i64 = 366;

impl RentalRow {
    /// Returns where the rental is on a day.
    pub fn status(&self, today: NaiveDate) -> RentalStatus {
        if self.returned_at.is_some() {
            RentalStatus::Returned
        } else if self.rental_date > today {
            RentalStatus::Planned
        } else {
            RentalStatus::Open
        }
    }

    /// Returns the day on which it is due back; `None` for one without an end.
    pub fn return_on(&self) -> Option<NaiveDate> {
        Some(self.return_expected_date).filter(|day| *day != OPEN_END)
    }

    /// Returns the last day of the rental as it stands on a day: of one without an end, that day.
    pub fn last_day(&self, today: NaiveDate) -> NaiveDate {
        self.return_on().unwrap_or_else(|| today.max(self.rental_date))
    }

    /// Says when it is due, where that is so far off that a digit may be wrong.
    pub fn far_due(&self) -> Option<String> {
        let last = self.return_on()?;
        let is_far = (last - self.rental_date).num_days() > LONGEST_USUAL;
        is_far.then(|| {
            format!(
                "{number} is due on {last}, over a year after its first day; colab rental extend {number} --return-on DAY \
                 corrects it",
                number = self.rental_no
            )
        })
    }

    /// Returns whether its first day is to come.
    pub fn is_planned(&self, today: NaiveDate) -> bool {
        self.status(today) == RentalStatus::Planned
    }
}

/// A device that went out on a rental.
#[derive(Debug, Clone, PartialEq, Queryable)]
pub struct RentedDevice {
    pub assignment_id: i64,
    pub rental_id: i64,
    pub device_id: i64,
    pub serial_number: String,
    pub name: Option<String>,
    pub category: String,
    pub returned_at: Option<Timestamp>,
    pub return_condition: Option<ReturnCondition>,
    /// The day on which it was due when it came back.
    pub due_on: Option<NaiveDate>,
    pub device_status: DeviceStatus,
}

impl RentedDevice {
    /// Whether the device is not back yet.
    pub fn is_out(&self) -> bool {
        self.returned_at.is_none()
    }

    /// Tells where the device is of a rental in this status; `has_left` says whether it left with it.
    pub fn told(&self, status: RentalStatus, has_left: bool) -> Value {
        let device = self;
        let condition = device.return_condition.map(|condition| condition.as_str());
        let named = [Some(device.category.as_str()), device.name.as_deref()];
        let named: Vec<&str> = named.into_iter().flatten().collect();
        let mut words = vec![format!("{} ({})", device.serial_number, named.join(", ")).into()];
        match device.returned_at {
            Some(at) => {
                words.extend([" came back ".into(), at.into()]);
                words.extend(condition.map(|condition| format!(": {}", condition.replace('_', " ")).into()));
            }
            // What is not fit before it is handed over has never left.
            None if !device.device_status.can_be_promised() => {
                words.push(format!(" is {}", device.device_status.in_words()).into());
            }
            None if status == RentalStatus::Planned => words.push(" is to go out".into()),
            None if !has_left => words.push(" has not left".into()),
            None => words.push(" is out".into()),
        }
        Value::Told {
            at: None,
            words,
            facts: vec![
                ("serial", device.serial_number.as_str().into()),
                ("category", device.category.as_str().into()),
                ("name", device.name.clone().into()),
                ("returned_at", device.returned_at.into()),
                ("condition", condition.into()),
            ],
        }
    }
}

/// A rental with the number of its devices and of those still out.
#[derive(Debug, Clone)]
pub struct Rental {
    pub row: RentalRow,
    /// The client that the record is, or was merged into: its number and its name.
    pub client: (i64, String),
    pub devices: i64,
    /// Those that left with it and are not back.
    pub out: i64,
    /// Those that left with it or are to leave, and are not back.
    pub not_back: i64,
    /// The day at the site for which lateness is computed.
    pub today: NaiveDate,
}

impl Rental {
    /// Returns where the rental is now.
    pub fn status(&self) -> RentalStatus {
        self.row.status(self.today)
    }

    /// Returns the days by which devices still out are late.
    pub fn days_overdue(&self) -> i64 {
        if self.out == 0 {
            return 0;
        }
        days_late(self.row.return_expected_date, self.today)
    }
}

/// Returns the days by which something due on `return_on` is late on `day`, at least 0.
pub fn days_late(return_on: NaiveDate, day: NaiveDate) -> i64 {
    day.signed_duration_since(return_on).num_days().max(0)
}

impl Record for Rental {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Rental>] = &[
            shown_in_table("rental_no", |r| r.row.rental_no.as_str().into()),
            shown_in_table("client", |r| r.client.1.as_str().into()),
            wanted_only("client_id", |r| r.client.0.into()),
            wanted_only("client_name", |r| r.row.client_name.as_str().into()),
            shown_if_wide("booking_id", |r| r.row.booking_id.into()),
            shown_if_wide("contact_person", |r| r.row.contact_person.as_str().into()),
            shown_in_table("contact_number", |r| r.row.contact_number.as_str().into()),
            wanted_only("contact_email", |r| r.row.contact_email.clone().into()),
            shown_if_wide("company", |r| r.row.company.as_str().into()),
            wanted_only("address", |r| r.row.address.as_str().into()),
            shown_if_wide("rental_date", |r| r.row.rental_date.into()),
            shown_in_table("return_on", |r| r.row.return_on().into()),
            shown_in_table("status", |r| r.status().as_str().into()),
            summed(shown_if_wide("devices", |r| r.devices.into())),
            summed(shown_if_wide("out", |r| r.out.into())),
            shown_in_table("days_overdue", |r| r.days_overdue().into()),
            wanted_only("returned_at", |r| r.row.returned_at.into()),
            wanted_only("rental_form_generated", |r| r.row.rental_form_generated.into()),
            wanted_only("notes", |r| r.row.notes.clone().into()),
            wanted_only("id", |r| r.row.id.into()),
            wanted_only("starts_at", |r| r.row.starts_at.into()),
            wanted_only("due_at", |r| r.row.return_on().map(|_| r.row.due_at).into()),
            wanted_only("created_by", |r| r.row.created_by.as_str().into()),
            wanted_only("created_at", |r| r.row.created_at.into()),
            wanted_only("updated_at", |r| r.row.updated_at.into()),
        ];
        FIELDS
    }
}

/// Which rentals to list; `None` takes all.
#[derive(Debug, Clone, Default)]
pub struct RentalQuery {
    pub ids: Option<Vec<i64>>,
    pub booking_id: Option<i64>,
    /// With devices still out, or with none.
    pub open: Option<bool>,
    /// Not returned by `from`, and begun before `to`.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_read_with_a_dash_or_without() {
        assert_eq!(
            ReturnCondition::read("needs-inspection"),
            Ok(ReturnCondition::NeedsInspection)
        );
        assert_eq!(
            ReturnCondition::read("needs_inspection"),
            Ok(ReturnCondition::NeedsInspection)
        );
        assert!(ReturnCondition::read("fine").is_err());
    }

    #[test]
    fn a_device_due_today_is_not_late() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(days_late(day("2026-08-01"), day("2026-07-31")), 0);
        assert_eq!(days_late(day("2026-08-01"), day("2026-08-01")), 0);
        assert_eq!(days_late(day("2026-08-01"), day("2026-08-02")), 1);
    }
}
