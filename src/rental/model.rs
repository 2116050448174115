//! Rentals as domain types and rows.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::schema::offsite_rentals;
use crate::device::model::DeviceStatus;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, shown_in_table, wanted_only};
use crate::text_enum;

text_enum! {
    /// How a device came back.
    pub enum ReturnCondition {
        Ok = "ok",
        NeedsInspection = "needs_inspection",
        Repair = "repair",
        Lost = "lost",
    }
}

impl ReturnCondition {
    /// A condition as typed; a dash does for the underscore.
    ///
    /// # Errors
    /// The words there are.
    pub fn read(text: &str) -> Result<Self, String> {
        text.to_lowercase().replace(['-', ' '], "_").parse()
    }

    /// What becomes of a device that came back so.
    pub fn leads_to(self) -> DeviceStatus {
        match self {
            Self::Ok => DeviceStatus::Available,
            Self::NeedsInspection => DeviceStatus::Returned,
            Self::Repair => DeviceStatus::Maintenance,
            Self::Lost => DeviceStatus::Retired,
        }
    }
}

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
    /// When the hold begins, and the midnight at the site after which the devices are overdue.
    pub starts_at: Timestamp,
    pub due_at: Timestamp,
    /// When the last device was back.
    pub returned_at: Option<Timestamp>,
    pub rental_form_generated: bool,
    pub created_by: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
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
}

impl RentedDevice {
    pub fn is_out(&self) -> bool {
        self.returned_at.is_none()
    }
}

impl From<&RentedDevice> for Value {
    fn from(taken: &RentedDevice) -> Self {
        Value::Object(vec![
            ("serial", taken.serial_number.as_str().into()),
            ("category", taken.category.as_str().into()),
            ("name", taken.name.clone().into()),
            ("returned_at", taken.returned_at.into()),
            (
                "condition",
                taken.return_condition.map(|condition| condition.as_str()).into(),
            ),
        ])
    }
}

/// A rental with how much of it is out.
#[derive(Debug, Clone)]
pub struct Rental {
    pub row: RentalRow,
    pub devices: i64,
    pub out: i64,
    /// The day at the site as of which it is late or not.
    pub today: NaiveDate,
}

impl Rental {
    pub fn days_overdue(&self) -> i64 {
        if self.out == 0 {
            return 0;
        }
        days_late(self.row.return_expected_date, self.today)
    }
}

/// Whole days by which something due on `return_on` is late on `day`; 0 when it is not.
pub fn days_late(return_on: NaiveDate, day: NaiveDate) -> i64 {
    day.signed_duration_since(return_on).num_days().max(0)
}

impl Record for Rental {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Rental>] = &[
            shown_in_table("rental_no", |r| r.row.rental_no.as_str().into()),
            shown_in_table("client_name", |r| r.row.client_name.as_str().into()),
            shown_in_table("booking_id", |r| r.row.booking_id.into()),
            shown_in_table("contact_person", |r| r.row.contact_person.as_str().into()),
            shown_in_table("contact_number", |r| r.row.contact_number.as_str().into()),
            wanted_only("contact_email", |r| r.row.contact_email.clone().into()),
            shown_in_table("company", |r| r.row.company.as_str().into()),
            wanted_only("address", |r| r.row.address.as_str().into()),
            shown_in_table("rental_date", |r| r.row.rental_date.into()),
            shown_in_table("return_on", |r| r.row.return_expected_date.into()),
            shown_in_table("devices", |r| r.devices.into()),
            shown_in_table("out", |r| r.out.into()),
            shown_in_table("days_overdue", |r| r.days_overdue().into()),
            wanted_only("returned_at", |r| r.row.returned_at.into()),
            wanted_only("rental_form_generated", |r| r.row.rental_form_generated.into()),
            wanted_only("notes", |r| r.row.notes.clone().into()),
            wanted_only("id", |r| r.row.id.into()),
            wanted_only("starts_at", |r| r.row.starts_at.into()),
            wanted_only("due_at", |r| r.row.due_at.into()),
            wanted_only("created_by", |r| r.row.created_by.as_str().into()),
            wanted_only("created_at", |r| r.row.created_at.into()),
            wanted_only("updated_at", |r| r.row.updated_at.into()),
        ];
        FIELDS
    }
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
    fn what_is_due_today_is_not_late() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(days_late(day("2026-08-01"), day("2026-07-31")), 0);
        assert_eq!(days_late(day("2026-08-01"), day("2026-08-01")), 0);
        assert_eq!(days_late(day("2026-08-01"), day("2026-08-02")), 1);
    }
}
