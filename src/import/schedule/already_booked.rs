//! Cells that say what is booked already: the workbook that the calendar writes, read into its own database. Pure.

use std::collections::{BTreeMap, HashSet};

use chrono::{Days, NaiveDateTime, NaiveTime};

use super::differences::edited;
use super::plan::PlanItem;
use crate::booking::batch::PhysicalRoom;
use crate::booking::{BookingImport, BookingRow};
use crate::import::model::ImportAction;
use crate::kernel::names::name_key;
use crate::kernel::period::Site;
use colab_schedule::sheet::RoomRef;

/// What a cell says besides client, room and time: where it differs, the booking stays and is named.
pub const TOLD: [&str; 3] = ["people", "devices", "confirmation"];

/// What it takes to tell whether a cell is the booking that has its room.
pub struct PresentHolders<'a> {
    pub site: &'a Site,
    pub rooms: &'a [PhysicalRoom],
    /// The cells that other imports made bookings of.
    pub imports: &'a BTreeMap<i64, BookingImport>,
}

impl PresentHolders<'_> {
    /// Settles the conflicts with the very bookings that the cells mean, each given by its place in the plan; returns those
    /// places. Where most stand in the cells in which another schedule has them, the file is a copy of that one: they stay conflicts.
    /// A booking that this source made of one of its cells is no other cell's, as it was none's when both were new.
    pub fn settle(&self, items: &mut [PlanItem], blocked: &[(usize, &BookingRow)]) -> HashSet<usize> {
        let of_cells: HashSet<i64> = items
            .iter()
            .filter(|item| item.wanted.is_some())
            .filter_map(|item| item.booking_id)
            .collect();
        let is_own =
            |holder: &BookingRow| of_cells.contains(&holder.id) && !self.imports.contains_key(&holder.id);
        let meant: Vec<&(usize, &BookingRow)> = blocked
            .iter()
            .filter(|(_, holder)| !is_own(holder))
            .filter(|(place, holder)| items.get(*place).is_some_and(|item| self.is_meant(item, holder)))
            .collect();
        let copied = meant
            .iter()
            .filter(|(place, holder)| self.is_its_cell(&items[*place], holder.id));
        if copied.count() * 2 > meant.len() {
            return HashSet::new();
        }
        let settled = meant
            .into_iter()
            .filter(|(place, holder)| self.settle_item(&mut items[*place], holder));
        settled.map(|(place, _)| *place).collect()
    }

    /// Tells whether another schedule made the booking of the cell of this place.
    fn is_its_cell(&self, item: &PlanItem, booking: i64) -> bool {
        let (Some(place), Some(import)) = (&item.place, self.imports.get(&booking)) else {
            return false;
        };
        import.sheet.as_ref() == Some(&place.sheet) && import.cell.as_ref() == Some(&place.cell)
    }

    fn settle_item(&self, item: &mut PlanItem, holder: &BookingRow) -> bool {
        let (Some(RoomRef::Known(room)), Some(day), Some(booking)) = (&item.room, item.day, &item.booking)
        else {
            return false;
        };
        let mut differing = edited(holder, (*room, day), booking, self.site);
        differing.retain(|what| TOLD.contains(what));
        item.booking_id = Some(holder.id);
        if differing.is_empty() {
            item.action = ImportAction::Unchanged;
            item.messages.clear();
        } else {
            item.action = ImportAction::Keep;
            item.messages = vec![format!(
                "already booked by booking {}, with other {}: it stays as it is",
                holder.id,
                differing.join(" and ")
            )];
        }
        true
    }

    /// Tells whether a cell means this booking: its client, its time on that day, its room or a part of it.
    fn is_meant(&self, item: &PlanItem, holder: &BookingRow) -> bool {
        if item.booking_id.is_some() {
            return false;
        }
        let (Some(RoomRef::Known(room)), Some(day), Some(booking)) = (&item.room, item.day, &item.booking)
        else {
            return false;
        };
        if name_key(&booking.client_name) != name_key(&holder.client_name) || !self.has_room(holder, *room) {
            return false;
        }
        let Ok(period) = self.site.period(day, booking.start, booking.end) else {
            return false;
        };
        let ends = [holder.ends_at, holder.agreed_end()];
        if period.starts_at() == holder.starts_at && ends.contains(&period.ends_at()) {
            return true;
        }
        // Of a booking of several days a cell has the part of its day; the last minute stands for midnight.
        let midnight = day.and_time(NaiveTime::MIN);
        let next = midnight.checked_add_days(Days::new(1)).unwrap_or(midnight);
        let starts = self.site.local(holder.starts_at).naive_local().max(midnight);
        let said_start = day.and_time(booking.start);
        let is_last_minute =
            |at: NaiveDateTime| at.time() == NaiveTime::MIN || at.format("%H:%M").to_string() == "23:59";
        let said_end = match day.and_time(booking.end) {
            end if is_last_minute(end) => next,
            end => end,
        };
        let ended = ends.map(|end| self.site.local(end).naive_local().min(next));
        said_start == starts && ended.contains(&said_end)
    }

    /// Tells whether a booking has this room, by itself or as a part of a combined one.
    fn has_room(&self, holder: &BookingRow, room: i64) -> bool {
        let parts = |of: i64| self.rooms.iter().filter(move |part| part.room_id == of);
        holder.room_id.is_some_and(|held| {
            held == room
                || parts(room).all(|part| parts(held).any(|other| other.physical_id == part.physical_id))
        })
    }
}
