//! Wishes for rooms as rows and records.

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;

use crate::booking::model::Tenant;
use crate::booking::vacancy::RoomNeeds;
use crate::db::schema::demand;
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, shown_if_wide, shown_in_table, summed, wanted_only};
use crate::text_enum;

text_enum! {
    /// Why somebody got no room.
    pub enum DemandReason {
        /// Another booking has it.
        Taken = "taken",
        /// It is closed.
        Blocked = "blocked",
        TooSmall = "too_small",
        /// Of rooms that would do none is free.
        NoneFree = "none_free",
        /// The room boss rejected the booking that waited for one.
        Rejected = "rejected",
    }
}

text_enum! {
    /// How a wish stands.
    pub enum WishState {
        Waiting = "waiting",
        /// A room is free, and whoever asked was told.
        Offered = "offered",
        /// The offer was not taken in time.
        Passed = "passed",
        /// The client has booked by now.
        Booked = "booked",
        /// Taken off the waiting list.
        Left = "left",
        /// A room that would do was free when it was asked for: it waits for none.
        Counted = "counted",
        /// Its time has come.
        Over = "over",
    }
}

/// A wish's own row.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = demand, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct DemandRow {
    pub id: i64,
    pub asked_at: Timestamp,
    /// The site's day.
    pub asked_on: NaiveDate,
    pub asked_by: String,
    pub client_name: String,
    pub client_key: String,
    pub tenant_id: Tenant,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub people: i32,
    /// The room wished; `None`: any that fits.
    pub room_id: Option<i64>,
    /// A JSON array: what the room was to have.
    pub amenities: String,
    pub reason: DemandReason,
    /// The booking that was rejected.
    pub booking_id: Option<i64>,
    /// How often it was tried on that day.
    pub tries: i32,
    /// Whether no room was free that answers the wish.
    pub is_waiting: bool,
    /// Since when a room is offered.
    pub offered_at: Option<Timestamp>,
    /// When somebody took it off the waiting list.
    pub left_at: Option<Timestamp>,
}

impl DemandRow {
    /// Returns what the room must have.
    pub fn amenities(&self) -> Vec<String> {
        serde_json::from_str(&self.amenities).unwrap_or_default()
    }

    pub fn period(&self) -> Result<Period> {
        Period::new(self.starts_at, self.ends_at)
    }

    pub fn needs(&self) -> RoomNeeds {
        RoomNeeds {
            amenities: self.amenities(),
            wished_room_id: self.room_id,
            ..RoomNeeds::of_people(self.people)
        }
    }

    /// Returns how the wish stands, where offers hold so long.
    pub fn state(&self, is_booked: bool, now: Timestamp, offer: TimeDelta) -> WishState {
        match self.offered_at {
            _ if self.left_at.is_some() => WishState::Left,
            _ if is_booked => WishState::Booked,
            _ if self.starts_at <= now => WishState::Over,
            _ if !self.is_waiting => WishState::Counted,
            Some(at) if now.since(at) >= offer => WishState::Passed,
            Some(_) => WishState::Offered,
            None => WishState::Waiting,
        }
    }
}

/// A wish with the name of its room.
#[derive(Debug, Clone)]
pub struct Demand {
    pub row: DemandRow,
    pub room: Option<String>,
    pub state: WishState,
}

impl Record for Demand {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Demand>] = &[
            shown_in_table("id", |d| d.row.id.into()),
            shown_in_table("client_name", |d| d.row.client_name.as_str().into()),
            shown_in_table("starts_at", |d| d.row.starts_at.into()),
            shown_in_table("ends_at", |d| d.row.ends_at.into()),
            summed(shown_in_table("people", |d| d.row.people.into())),
            shown_in_table("room", |d| d.room.clone().into()),
            wanted_only("amenities", |d| d.row.amenities().into()),
            shown_in_table("reason", |d| d.row.reason.as_str().into()),
            shown_in_table("state", |d| d.state.as_str().into()),
            shown_if_wide("asked_by", |d| d.row.asked_by.as_str().into()),
            shown_if_wide("asked_at", |d| d.row.asked_at.into()),
            summed(wanted_only("tries", |d| d.row.tries.into())),
            wanted_only("tenant", |d| d.row.tenant_id.as_str().into()),
            wanted_only("booking_id", |d| d.row.booking_id.into()),
            wanted_only("offered_at", |d| d.row.offered_at.into()),
            wanted_only("left_at", |d| d.row.left_at.into()),
        ];
        FIELDS
    }
}

/// A wish on the waiting list, and the room that it would get now.
#[derive(Debug, Clone)]
pub struct WaitingWish {
    /// From 1, the oldest first, with the bookings that wait for a room.
    pub place: i64,
    pub demand: Demand,
    pub free_room: Option<String>,
}

impl Record for WaitingWish {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<WaitingWish>] = &[
            shown_in_table("place", |w| w.place.into()),
            shown_in_table("id", |w| w.demand.row.id.into()),
            shown_in_table("client_name", |w| w.demand.row.client_name.as_str().into()),
            shown_in_table("starts_at", |w| w.demand.row.starts_at.into()),
            shown_in_table("ends_at", |w| w.demand.row.ends_at.into()),
            summed(shown_in_table("people", |w| w.demand.row.people.into())),
            shown_in_table("room", |w| w.demand.room.clone().into()),
            shown_in_table("state", |w| w.demand.state.as_str().into()),
            shown_in_table("free_room", |w| w.free_room.clone().into()),
            shown_if_wide("asked_by", |w| w.demand.row.asked_by.as_str().into()),
            shown_if_wide("asked_at", |w| w.demand.row.asked_at.into()),
            wanted_only("offered_at", |w| w.demand.row.offered_at.into()),
            wanted_only("tenant", |w| w.demand.row.tenant_id.as_str().into()),
        ];
        FIELDS
    }
}

text_enum! {
    /// What wishes are counted by.
    pub enum DemandGroup {
        Reason = "reason",
        Room = "room",
        Client = "client",
        Month = "month",
        Tenant = "tenant",
    }
}

/// How much was wished for in vain.
#[derive(Debug, Clone)]
pub struct DemandSum {
    pub by: DemandGroup,
    pub key: String,
    pub wishes: i64,
    pub people: i64,
    pub tries: i64,
    /// Hours wished, in tenths.
    pub hours: i64,
}

impl Record for DemandSum {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<DemandSum>] = &[
            shown_in_table("by", |s| s.by.as_str().into()),
            shown_in_table("key", |s| s.key.as_str().into()),
            summed(shown_in_table("wishes", |s| s.wishes.into())),
            summed(shown_in_table("people", |s| s.people.into())),
            summed(shown_in_table("hours", |s| Value::Tenths(s.hours))),
            summed(shown_in_table("tries", |s| s.tries.into())),
        ];
        FIELDS
    }
}
