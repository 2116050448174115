//! Explains why a booking got its room, or why it got none and what would help.

use std::collections::BTreeMap;

use crate::booking::describe::{describe_block, describe_period};
use crate::booking::model::{BookingRow, RoomClaim};
use crate::booking::vacancy::suggest::{nothing, other_times};
use crate::booking::vacancy::{DAYS_AROUND, RoomNeeds, RoomVacancies, spare};
use crate::kernel::period::Period;
use crate::kernel::text::people;
use crate::room::Room;

/// The rooms as they are held when everything is placed, and the bookings that had a room before without being confirmed.
pub struct PlacementReasons<'a> {
    pub vacancies: &'a RoomVacancies,
    pub standing: &'a BTreeMap<i64, BookingRow>,
}

impl PlacementReasons<'_> {
    pub fn why_placed(&self, row: &BookingRow, room: &Room, period: &Period) -> String {
        if row.wished_room_id == Some(room.row.id) {
            return "the wished room".to_owned();
        }
        let needs = without_wish(row);
        let fitting = self.vacancies.suitable(&needs);
        let better = fitting.iter().take_while(|other| other.row.id != room.row.id);
        let mut better = better.filter(|other| self.vacancies.may_have(other.row.id, period));
        let gone = better
            .clone()
            .find_map(|other| Some((other, self.holders(other, period).first().copied()?)));
        let has_free = better.any(|other| self.vacancies.is_free(other.row.id, period, needs.claim));
        match (gone, spare(room, needs.people)) {
            (Some((other, booking)), _) => {
                format!("{} fits better and goes to booking {booking}", other.row.name)
            }
            (None, _) if has_free && row.series_id.is_some() => "one room for the series".to_owned(),
            (None, None) => "no room of known capacity fits".to_owned(),
            (None, Some(_)) if needs.people == 0 => "headcount unknown: the smallest room".to_owned(),
            (None, Some(_)) => format!("the smallest that seats {}", needs.people),
        }
    }

    pub fn why_moved(&self, row: &BookingRow, period: &Period) -> String {
        let before = row.room_id.and_then(|id| self.vacancies.room(id));
        let now = before.map(|room| (room, self.holders(room, period)));
        match now {
            Some((room, others)) if !others.is_empty() => {
                format!("{} goes to booking {}", room.row.name, others[0])
            }
            Some((room, _)) => format!("makes space around {}", room.row.name),
            None => "makes space".to_owned(),
        }
    }

    pub fn why_not(&self, row: &BookingRow) -> String {
        let needs = without_wish(row);
        if self.vacancies.suitable(&needs).is_empty() {
            return nothing(self.vacancies, &needs);
        }
        if let Some(block) = self.closed_by(row, &needs) {
            return format!("all rooms are closed then{block}");
        }
        format!("no free room seats {}", people(row.headcount))
    }

    /// Returns ` by block 3 (…)`, of the block that closes every room in which the booking could be.
    fn closed_by(&self, row: &BookingRow, needs: &RoomNeeds) -> Option<String> {
        let period = Period::new(row.starts_at, row.ends_at).ok()?;
        let timeline = self.vacancies.timeline();
        let first = self.vacancies.suitable(needs).first().map(|room| room.row.id)?;
        let holders = timeline.holders(first, &period, RoomClaim::of(row.long_term));
        let block = holders.iter().find_map(|holder| timeline.block(holder.block()?));
        let block = block.filter(|block| block.room_id.is_none())?;
        // One that is to be made has no number.
        Some(match block.block_id {
            0 => String::new(),
            _ => format!(" by {}", describe_block(block, self.vacancies.site())),
        })
    }

    /// Returns the cheapest that would help: another booking moved, another time, a few people too many.
    pub fn way_out(&self, row: &BookingRow, period: &Period) -> String {
        let needs = without_wish(row);
        self.by_moving(&needs, period)
            .or_else(|| self.at_another_time(&needs, period))
            .or_else(|| self.over_capacity(row, period))
            .unwrap_or_else(|| format!("no suitable room is free within {DAYS_AROUND} days"))
    }

    fn by_moving(&self, needs: &RoomNeeds, period: &Period) -> Option<String> {
        let rooms = self.vacancies.suitable(needs);
        let mut open = rooms
            .iter()
            .filter(|room| self.vacancies.may_have(room.row.id, period));
        open.find_map(|room| {
            let [holder] = self.holders(room, period)[..] else {
                return None;
            };
            let other = self.standing.get(&holder)?;
            let its_period = Period::new(other.starts_at, other.ends_at).ok()?;
            let mut free = self.vacancies.free(&its_period, &without_wish(other)).into_iter();
            // A room that the other one would leave only in part is no help.
            let to = free.find(|to| !shares_parts(self.vacancies, to.row.id, room.row.id))?;
            Some(format!(
                "move booking {holder} to {}: then {} is free",
                to.row.name, room.row.name
            ))
        })
    }

    fn at_another_time(&self, needs: &RoomNeeds, period: &Period) -> Option<String> {
        let rooms = self.vacancies.suitable(needs);
        let nearest = other_times(self.vacancies, period, needs, &rooms)
            .into_iter()
            .next()?;
        let (from, to) = (nearest.period.starts_at(), nearest.period.ends_at());
        Some(format!(
            "{} is free {}",
            nearest.room,
            describe_period(self.vacancies.site(), from, to)
        ))
    }

    fn over_capacity(&self, row: &BookingRow, period: &Period) -> Option<String> {
        let free = self.vacancies.free(period, &RoomNeeds::default());
        let largest = free.iter().max_by_key(|room| room.row.max_capacity)?;
        let over = row.headcount - largest.row.max_capacity;
        Some(format!("{over} over in {}", largest.row.name))
    }

    /// Returns the bookings that hold any part of the room in the period.
    fn holders(&self, room: &Room, period: &Period) -> Vec<i64> {
        let timeline = self.vacancies.timeline();
        let holders = timeline
            .holders(room.row.id, period, RoomClaim::Usual)
            .into_iter();
        let mut ids: Vec<i64> = holders.filter_map(|holder| holder.booking()).collect();
        ids.dedup();
        ids
    }
}

pub(super) fn without_wish(row: &BookingRow) -> RoomNeeds {
    RoomNeeds {
        wished_room_id: None,
        ..RoomNeeds::of(row)
    }
}

fn shares_parts(vacancies: &RoomVacancies, one: i64, other: i64) -> bool {
    let others = vacancies.timeline().parts(other);
    let parts = vacancies.timeline().parts(one).iter();
    parts
        .into_iter()
        .any(|part| others.iter().any(|other| other.physical_id == part.physical_id))
}
