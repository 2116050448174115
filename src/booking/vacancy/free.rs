//! `room free`: the rooms that are free in a period.

use chrono::NaiveTime;

use super::{RoomNeeds, RoomVacancies, last_day, spare};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::period::{Period, Site};
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, shown_in_table, wanted_only};
use crate::room::known_capacity;
use crate::room::rules::BookingRules;

/// A room that is free in a period.
#[derive(Debug, Clone)]
pub struct FreeRoom {
    pub room: String,
    /// 0: unknown.
    pub capacity: i32,
    /// `None` where the capacity is not known.
    pub spare: Option<u32>,
    pub room_type: &'static str,
    pub location: Option<String>,
    pub components: Vec<String>,
    pub amenities: Vec<String>,
    /// Free from here to the period's end; `None`: for more than a day before it.
    pub free_from: Option<Timestamp>,
    /// Free from the period's start to here; `None`: for more than a day after it.
    pub free_until: Option<Timestamp>,
}

/// Returns the rooms that are free in the period and meet the needs, best fit first.
pub fn free_rooms(tx: &mut Tx<'_>, period: &Period, needs: &RoomNeeds) -> Result<Vec<FreeRoom>> {
    let _grant = tx.require_managed(Permission::SeeBookings)?;
    let vacancies = RoomVacancies::load(tx, period)?;
    let rooms = vacancies.free(period, needs);
    let free = rooms.into_iter().map(|room| {
        let id = room.row.id;
        let (from, until) = vacancies.timeline().room_to_grow(id, period);
        let (opens, closes) = vacancies
            .rules(id)
            .map_or((None, None), |rules| opening(rules, period, vacancies.site()));
        FreeRoom {
            room: room.row.name.clone(),
            capacity: room.row.max_capacity,
            spare: spare(room, needs.people),
            room_type: room.row.room_type.as_str(),
            location: room.location.clone(),
            components: room.components.clone(),
            amenities: room.amenities.clone(),
            free_from: from.max(opens),
            free_until: [until, closes].into_iter().flatten().min(),
        }
    });
    Ok(free.collect())
}

/// Returns when the room opens on the day the period begins, and closes on the day it ends.
fn opening(rules: &BookingRules, period: &Period, site: &Site) -> (Option<Timestamp>, Option<Timestamp>) {
    let first = site.local(period.starts_at()).date_naive();
    let last = last_day(site, period.ends_at());
    (
        rules
            .opens_at
            .and_then(|time| site.instant(first.and_time(time)).ok()),
        rules.closes_at.and_then(|time| match time {
            NaiveTime::MIN => site.days(last, last).map(|day| day.ends_at()).ok(),
            time => site.instant(last.and_time(time)).ok(),
        }),
    )
}

impl Record for FreeRoom {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<FreeRoom>] = &[
            shown_in_table("room", |r| r.room.as_str().into()),
            shown_in_table("capacity", |r| known_capacity(r.capacity).into()),
            shown_in_table("spare", |r| r.spare.into()),
            wanted_only("room_type", |r| r.room_type.into()),
            wanted_only("location", |r| r.location.clone().into()),
            wanted_only("components", |r| r.components.clone().into()),
            wanted_only("amenities", |r| r.amenities.clone().into()),
            shown_in_table("free_from", |r| r.free_from.into()),
            shown_in_table("free_until", |r| r.free_until.into()),
        ];
        FIELDS
    }
}
