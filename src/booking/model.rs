//! Bookings as domain types and rows.
//!
//! A new column of `bookings` that people set touches eight places:
//!
//! 1. `migrations/sqlite`, 2. `migrations/postgres`, 3. `db/schema.rs`: the column.
//! 4. [`BookingRow`]: its field; [`BookingRow::new`] leaves it at the default of its type.
//! 5. `fields.rs`: its name, value, whether the audit log keeps it and how tables import it.
//! 6. `BookingDetails` and 7. its `apply` in `details.rs`: what is set, and the rule that it keeps.
//! 8. `cmd/details.rs`: the flag of `booking create` and `booking edit`.
//!
//! The import of tables needs no ninth: a row is read as [`BookingDetails`](super::details::BookingDetails) by the names
//! of the columns. Completions and manual pages are generated.
//!
//! `bookings` has 29 columns and Diesel is built for 32. What few bookings have, such as [`Catering`] or
//! [`BookingImport`], stands in a table of its own.

use diesel::prelude::*;
use serde::Serialize;

use super::status::BookingStatus;
pub use crate::client::Tenant;
use crate::db::StoredHold;
use crate::db::schema::{booking_catering, booking_imports, bookings};
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;
use crate::output::Value;
use crate::text_enum;

text_enum! {
    /// The kind of device that a booking prefers.
    pub enum DevicePreference {
        Any = "any",
        Laptops = "laptops",
        Desktops = "desktops",
    }
}

impl DevicePreference {
    pub fn device_type(self) -> DeviceType {
        match self {
            Self::Any => DeviceType::Any,
            Self::Laptops => DeviceType::Laptop,
            Self::Desktops => DeviceType::Desktop,
        }
    }
}

text_enum! {
    pub enum MorningCatering {
        None = "none",
        Pastry = "pastry",
        Sandwiches = "sandwiches",
    }
}

text_enum! {
    pub enum LunchCatering {
        None = "none",
        SelfCatered = "self_catered",
        InHouse = "in_house",
    }
}

/// A row of `bookings`; a new one is made with [`BookingRow::new`].
#[derive(Debug, Clone, Default, PartialEq, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = bookings, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct BookingRow {
    pub id: i64,
    pub series_id: Option<i64>,
    pub room_id: Option<i64>,
    pub wished_room_id: Option<i64>,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub client_name: String,
    pub status: BookingStatus,
    pub tenant_id: Tenant,
    pub num_learners: i32,
    pub num_facilitators: i32,
    pub headcount: i32,
    pub client_contact_person: Option<String>,
    pub client_email: Option<String>,
    pub client_phone: Option<String>,
    pub devices_needed: i32,
    pub device_type_preference: Option<DevicePreference>,
    pub requester_notes: Option<String>,
    pub room_boss_notes: Option<String>,
    pub long_term: bool,
    pub status_reason: Option<String>,
    pub over_capacity_reason: Option<String>,
    /// Counts changes: the SEQUENCE of calendars, and what tells that a booking has moved.
    pub revision: i32,
    pub created_by: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// Asks for devices and for no room: no ghost, and confirmed without one.
    pub device_only: bool,
    /// The end that was agreed, where the client left before it.
    pub agreed_ends_at: Option<Timestamp>,
    /// The record whose name `client_name` is; set where the row is written.
    pub client_id: i64,
}

impl BookingRow {
    /// Returns a blank booking of this period: pending, without a room, made now.
    pub fn new(period: &Period, created_by: &str, now: Timestamp) -> Self {
        Self {
            starts_at: period.starts_at(),
            ends_at: period.ends_at(),
            created_by: created_by.to_owned(),
            created_at: now,
            updated_at: now,
            ..Self::default()
        }
    }

    /// Returns the row one revision on. After the last number comes the first: a revision is compared for being another one.
    #[must_use]
    pub fn next_revision(&self) -> Self {
        Self {
            revision: self.revision.checked_add(1).unwrap_or_default(),
            ..self.clone()
        }
    }

    /// Returns whether it is too late for another room or another time.
    pub fn has_begun(&self, now: Timestamp) -> bool {
        self.starts_at < now || matches!(self.status, BookingStatus::CheckedIn | BookingStatus::Completed)
    }

    /// Returns the end that was agreed: what is charged, whenever the client left.
    pub fn agreed_end(&self) -> Timestamp {
        self.agreed_ends_at.unwrap_or(self.ends_at)
    }

    /// Returns the devices that the booking needs, if any.
    pub fn device_request(&self) -> Option<DeviceRequest> {
        let kind = self.device_type_preference.unwrap_or(DevicePreference::Any);
        Some(DeviceRequest {
            kind: kind.device_type(),
            quantity: u32::try_from(self.devices_needed)
                .ok()
                .filter(|count| *count > 0)?,
        })
    }
}

/// Which import made a booking, and from which cell.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = booking_imports, treat_none_as_default_value = false)]
pub struct BookingImport {
    pub booking_id: i64,
    pub import_id: i64,
    pub sheet: Option<String>,
    pub cell: Option<String>,
}

/// What a booking eats and takes with it; only what differs from [`Catering::none`] is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = booking_catering, treat_none_as_default_value = false)]
pub struct Catering {
    pub booking_id: i64,
    pub coffee_tea_station: bool,
    pub morning_catering: Option<MorningCatering>,
    pub lunch_catering: Option<LunchCatering>,
    pub catering_notes: Option<String>,
    pub stationery_needed: bool,
    pub water_bottles: i32,
    /// Names with a number, as [`amenities`](super::amenities) writes them.
    pub amenities: Option<String>,
    /// A day.
    pub printed_pages: i32,
}

impl Catering {
    /// Returns the catering of a booking that asked for none.
    pub fn none(booking_id: i64) -> Self {
        Self {
            booking_id,
            ..Self::default()
        }
    }
}

/// How much of a series is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SeriesScope {
    /// The named one; the others of its series stay as they are.
    #[default]
    One,
    /// It and the later ones.
    Rest,
    Series,
}

/// A device category that schedules and flags speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceType {
    Laptop,
    Desktop,
    Any,
}

/// So many devices of a kind, for one booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceRequest {
    pub kind: DeviceType,
    pub quantity: u32,
}

/// A request as stored: the category's name, or none for any.
#[derive(Debug, Clone, Queryable)]
pub struct StoredRequest {
    pub category: Option<String>,
    pub quantity: i32,
}

/// What an import may change of a booking.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = bookings, treat_none_as_null = true)]
pub struct BookingChange {
    pub room_id: Option<i64>,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub client_name: String,
    pub client_id: i64,
    pub status: BookingStatus,
    pub num_learners: i32,
    pub num_facilitators: i32,
    pub headcount: i32,
    pub devices_needed: i32,
    pub device_type_preference: Option<DevicePreference>,
    pub status_reason: Option<String>,
    pub updated_at: Timestamp,
}

/// The physical rooms of each room, with their buffers in minutes and the instant from which these apply.
#[derive(Debug, Clone, Queryable)]
pub struct PhysicalRoom {
    pub room_id: i64,
    pub physical_id: i64,
    pub setup_minutes: i32,
    pub teardown_minutes: i32,
    pub buffers_from: Timestamp,
}

/// A hold and the booking behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct RoomHold {
    pub physical_id: i64,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub booking_id: i64,
}

impl From<StoredHold> for RoomHold {
    fn from(hold: StoredHold) -> Self {
        Self {
            physical_id: hold.room_id,
            starts_at: hold.starts_at,
            ends_at: hold.ends_at,
            booking_id: hold.booking_id,
        }
    }
}

text_enum! {
    /// Why rooms are closed.
    #[derive(Default)]
    pub enum BlockKind {
        /// The room, or the site, is closed.
        Closed = "closed",
        /// A public holiday.
        Holiday = "holiday",
        /// Work on the room.
        #[default]
        Maintenance = "maintenance",
    }
}

/// A hold and the block behind it, whose period is the hold's.
#[derive(Debug, Clone, PartialEq, Queryable)]
pub struct BlockHold {
    pub physical_id: i64,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub block_id: i64,
    /// The room that is blocked; `None`: all of them.
    pub room_id: Option<i64>,
    pub kind: BlockKind,
    pub reason: String,
}

/// What a booking may have a room beside of: a day on which all rooms are closed leaves long-term bookings where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RoomClaim {
    #[default]
    Usual,
    LongTerm,
}

impl RoomClaim {
    pub fn of(is_long_term: bool) -> Self {
        if is_long_term { Self::LongTerm } else { Self::Usual }
    }

    /// Returns whether a block of this room (`None`: of all rooms) is in the way.
    pub fn is_kept_out_of(self, blocked_room: Option<i64>) -> bool {
        self == Self::Usual || blocked_room.is_some()
    }
}

/// A booking with its room's name and what it eats.
#[derive(Debug, Clone)]
pub struct Booking {
    pub row: BookingRow,
    /// The client that the record is, or was merged into: its number and its name.
    pub client: (i64, String),
    pub room: Option<String>,
    pub wished_room: Option<String>,
    pub catering: Catering,
    pub import: Option<BookingImport>,
    /// What another system calls it.
    pub external_id: Option<String>,
}

impl From<&StoredRequest> for Value {
    fn from(request: &StoredRequest) -> Self {
        let category = request.category.as_deref().unwrap_or("any");
        Value::Object(vec![
            ("category", category.into()),
            ("quantity", request.quantity.into()),
        ])
    }
}
