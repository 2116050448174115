//! A promise that cannot be kept.

use diesel::prelude::*;

use crate::device::model::DeviceStatus;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, shown_in_table, wanted_only};

/// A device that a booking is to have and cannot have.
#[derive(Debug, Clone, Queryable)]
pub struct BrokenPromise {
    pub booking_id: i64,
    pub client_name: String,
    pub room: Option<String>,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// Who made the booking.
    pub requested_by: String,
    pub device_id: i64,
    pub serial_number: String,
    pub category_id: i64,
    pub status: DeviceStatus,
    /// The rental that it is not back from.
    pub overdue_on: Option<String>,
}

impl BrokenPromise {
    /// Says why, as the end of a sentence: `L-1 is in repair`.
    pub fn why(&self) -> String {
        match &self.overdue_on {
            Some(rental) => format!("overdue on {rental}"),
            None => self.status.in_words().to_owned(),
        }
    }
}

impl Record for BrokenPromise {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<BrokenPromise>] = &[
            shown_in_table("booking_id", |p| p.booking_id.into()),
            shown_in_table("client_name", |p| p.client_name.as_str().into()),
            shown_in_table("room", |p| p.room.clone().into()),
            shown_in_table("starts_at", |p| p.starts_at.into()),
            wanted_only("ends_at", |p| p.ends_at.into()),
            shown_in_table("serial_number", |p| p.serial_number.as_str().into()),
            shown_in_table("status", |p| p.status.as_str().into()),
            wanted_only("overdue_on", |p| p.overdue_on.clone().into()),
        ];
        FIELDS
    }
}
