//! What an import remembers of a booking, so that it can be taken back.

use serde::{Deserialize, Serialize};

use super::model::SheetBooking;
use crate::booking::batch::BookingChange;
use crate::booking::{BookingRow, BookingStatus, DevicePreference};
use crate::kernel::timestamp::Timestamp;

/// A booking as it was before an import changed it: enough to bring it back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BookingSnapshot {
    pub room_id: Option<i64>,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub client_name: String,
    pub status: BookingStatus,
    pub num_learners: i32,
    pub num_facilitators: i32,
    pub headcount: i32,
    pub devices_needed: i32,
    pub device_type_preference: Option<DevicePreference>,
    pub status_reason: Option<String>,
    /// As the file had it: its devices are put back from here.
    #[serde(rename = "said")]
    pub booking: Option<SheetBooking>,
}

impl BookingSnapshot {
    pub fn of(row: &BookingRow, booking: Option<SheetBooking>) -> Self {
        Self {
            room_id: row.room_id,
            starts_at: row.starts_at,
            ends_at: row.agreed_end(),
            client_name: row.client_name.clone(),
            status: row.status,
            num_learners: row.num_learners,
            num_facilitators: row.num_facilitators,
            headcount: row.headcount,
            devices_needed: row.devices_needed,
            device_type_preference: row.device_type_preference,
            status_reason: row.status_reason.clone(),
            booking,
        }
    }

    /// Returns whether the booking differs from this by its status alone: it was cancelled and nothing else.
    pub fn is_but_for_its_status(&self, row: &BookingRow) -> bool {
        let as_before = Self {
            status: self.status,
            status_reason: self.status_reason.clone(),
            ..Self::of(row, self.booking.clone())
        };
        as_before == *self
    }

    /// Returns what brings a booking of this client back.
    pub fn change(&self, client_id: i64, now: Timestamp) -> BookingChange {
        BookingChange {
            room_id: self.room_id,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            client_name: self.client_name.clone(),
            client_id,
            status: self.status,
            num_learners: self.num_learners,
            num_facilitators: self.num_facilitators,
            headcount: self.headcount,
            devices_needed: self.devices_needed,
            device_type_preference: self.device_type_preference,
            status_reason: self.status_reason.clone(),
            updated_at: now,
        }
    }
}

/// What an import left a booking as, to see later whether somebody edited it since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingState {
    pub revision: i32,
    pub status: BookingStatus,
    /// Not kept by older versions.
    #[serde(default)]
    pub starts_at: Option<Timestamp>,
    #[serde(default)]
    pub ends_at: Option<Timestamp>,
}
