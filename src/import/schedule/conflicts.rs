//! Which items of a plan cannot have their room. Pure, over the timeline of all holds.

use std::collections::{HashMap, HashSet};

use super::plan::{PlanItem, SchedulePlan};
use super::read::Schedule;
use crate::booking::batch::{BlockHold, PhysicalRoom, RoomClaim, RoomHold, RoomHolder, RoomTimeline};
use crate::import::model::ImportAction;
use crate::kernel::names::name_key;
use crate::kernel::period::{Period, Site};
use colab_schedule::sheet::RoomRef;

/// Rooms as the timeline numbers them: those to be made get numbers below zero.
struct RoomNumbers {
    new: HashMap<String, i64>,
}

impl RoomNumbers {
    fn new(schedule: &Schedule) -> Self {
        let numbered = schedule
            .new_rooms
            .iter()
            .zip(1..)
            .map(|(room, number)| (name_key(&room.name), -number));
        Self {
            new: numbered.collect(),
        }
    }

    fn of(&self, room: &RoomRef) -> Option<i64> {
        match room {
            RoomRef::Known(id) => Some(*id),
            RoomRef::New(name) => self.new.get(&name_key(name)).copied(),
        }
    }
}

/// What holds rooms already.
pub struct RoomsHeld<'a> {
    pub holds: &'a [RoomHold],
    pub blocks: &'a [BlockHold],
    /// Blocks make place for what the file has.
    pub opens_blocks: bool,
}

/// Marks what cannot have its room as a conflict, or as closed, and returns what is in its way. An update that cannot stays where it is, so its old hold counts again.
pub fn mark_conflicts(
    plan: &mut SchedulePlan,
    schedule: &Schedule,
    site: &Site,
    rooms: &[PhysicalRoom],
    held: &RoomsHeld<'_>,
    known_room: impl Fn(&str) -> Option<i64>,
) -> Vec<(usize, RoomHolder)> {
    let numbers = RoomNumbers::new(schedule);
    let mut blocked: HashMap<usize, RoomHolder> = HashMap::new();
    loop {
        let released: HashSet<i64> = plan
            .items
            .iter()
            .enumerate()
            .filter(|(place, item)| {
                (item.action == ImportAction::Cancel || item.moves) && !blocked.contains_key(place)
            })
            .filter_map(|(_, item)| item.booking_id)
            .collect();
        let mut timeline = RoomTimeline::new(rooms, held.holds, |id| released.contains(&id));
        if !held.opens_blocks {
            timeline = timeline.with_blocks(held.blocks.to_vec());
        }
        add_new_rooms(&mut timeline, schedule, &numbers, &known_room);
        let mut rooms = RoomTaker {
            schedule,
            numbers: &numbers,
            site,
            timeline,
        };
        let stuck = rooms.take(plan, &blocked, |item| item.moves);
        if !stuck.is_empty() {
            blocked.extend(stuck);
            continue;
        }
        blocked.extend(rooms.take(plan, &blocked, |item| item.action == ImportAction::Create));
        break;
    }
    for (place, holder) in &blocked {
        let item = &mut plan.items[*place];
        item.action = if holder.block().is_some() {
            ImportAction::Closed
        } else {
            ImportAction::Conflict
        };
        item.moves = false;
        item.messages.clear();
        item.warnings = 0;
    }
    if held.opens_blocks {
        let mut timeline = RoomTimeline::new(rooms, &[], |_| false).with_blocks(held.blocks.to_vec());
        add_new_rooms(&mut timeline, schedule, &numbers, &known_room);
        let rooms = RoomTaker {
            schedule,
            numbers: &numbers,
            site,
            timeline,
        };
        let books = |item: &PlanItem| item.moves || item.action == ImportAction::Create;
        for item in plan.items.iter_mut().filter(|item| books(item)) {
            item.passes = rooms.blocks_over(item);
        }
    }
    let mut blocked: Vec<_> = blocked.into_iter().collect();
    blocked.sort_by_key(|(place, _)| *place);
    blocked
}

/// Gives the items of a plan their rooms.
struct RoomTaker<'a> {
    schedule: &'a Schedule,
    numbers: &'a RoomNumbers,
    site: &'a Site,
    timeline: RoomTimeline,
}

impl RoomTaker<'_> {
    /// Takes rooms for the chosen items, in order; returns those that cannot have theirs, and what is in their way.
    fn take(
        &mut self,
        plan: &SchedulePlan,
        blocked: &HashMap<usize, RoomHolder>,
        chosen: impl Fn(&PlanItem) -> bool,
    ) -> Vec<(usize, RoomHolder)> {
        let mut stuck = Vec::new();
        for (place, item) in plan
            .items
            .iter()
            .enumerate()
            .filter(|(place, item)| chosen(item) && !blocked.contains_key(place))
        {
            let Some((room, period, claim)) = self.place_of(item) else {
                continue;
            };
            let holder = item
                .booking_id
                .map_or(RoomHolder::Wanted(place), RoomHolder::Booking);
            if let Err(other) = self.timeline.take(room, &period, holder, claim) {
                stuck.push((place, other));
            }
        }
        stuck
    }

    fn place_of(&self, item: &PlanItem) -> Option<(i64, Period, RoomClaim)> {
        let (room, day, booking) = (item.room.as_ref()?, item.day?, item.booking.as_ref()?);
        let period = self.site.period(day, booking.start, booking.end).ok()?;
        let wanted = item.wanted.and_then(|at| self.schedule.wanted.get(at));
        let claim = RoomClaim::of(wanted.is_some_and(|wanted| wanted.long_term));
        Some((self.numbers.of(room)?, period, claim))
    }

    /// Returns the blocks that an item would be booked over.
    fn blocks_over(&self, item: &PlanItem) -> Vec<i64> {
        let Some((room, period, claim)) = self.place_of(item) else {
            return Vec::new();
        };
        let holders = self.timeline.holders(room, &period, claim).into_iter();
        holders.filter_map(|holder| holder.block()).collect()
    }
}

fn add_new_rooms(
    timeline: &mut RoomTimeline,
    schedule: &Schedule,
    numbers: &RoomNumbers,
    known_room: &impl Fn(&str) -> Option<i64>,
) {
    for room in &schedule.new_rooms {
        let Some(number) = numbers.of(&RoomRef::New(room.name.clone())) else {
            continue;
        };
        if room.components.is_empty() {
            timeline.add_room(number);
        } else {
            let parts = room.components.iter();
            let parts: Vec<i64> = parts
                .filter_map(|name| known_room(name).or_else(|| numbers.of(&RoomRef::New(name.clone()))))
                .collect();
            timeline.add_combined(number, &parts);
        }
    }
}
