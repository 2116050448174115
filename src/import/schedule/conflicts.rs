//! Which items of a plan cannot have their room. Pure, over the timeline of all holds.

use std::collections::{HashMap, HashSet};

use super::plan::{PlanItem, SchedulePlan};
use super::read::Schedule;
use crate::booking::batch::{PhysicalRoom, RoomHold, RoomHolder, RoomTimeline};
use crate::import::model::ImportAction;
use crate::kernel::names::name_key;
use crate::kernel::period::Site;
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

/// Marks what cannot have its room as a conflict, and returns what is in its way. An update that cannot stays where it is, so its old hold counts again.
pub fn mark_conflicts(
    plan: &mut SchedulePlan,
    schedule: &Schedule,
    site: &Site,
    rooms: &[PhysicalRoom],
    holds: &[RoomHold],
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
        let mut timeline = RoomTimeline::new(rooms, holds, |id| released.contains(&id));
        add_new_rooms(&mut timeline, schedule, &numbers, &known_room);
        let stuck = take(plan, &mut timeline, &numbers, site, &blocked, |item| item.moves);
        if !stuck.is_empty() {
            blocked.extend(stuck);
            continue;
        }
        blocked.extend(take(plan, &mut timeline, &numbers, site, &blocked, |item| {
            item.action == ImportAction::Create
        }));
        break;
    }
    for place in blocked.keys() {
        let item = &mut plan.items[*place];
        item.action = ImportAction::Conflict;
        item.moves = false;
        item.messages.clear();
        item.warnings = 0;
    }
    let mut blocked: Vec<_> = blocked.into_iter().collect();
    blocked.sort_by_key(|(place, _)| *place);
    blocked
}

/// Takes rooms for the chosen items, in order; returns those that cannot have theirs, and what is in their way.
fn take(
    plan: &SchedulePlan,
    timeline: &mut RoomTimeline,
    numbers: &RoomNumbers,
    site: &Site,
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
        let (Some(room), Some(day), Some(booking)) = (&item.room, item.day, &item.booking) else {
            continue;
        };
        let (Some(room), Ok(period)) = (numbers.of(room), site.period(day, booking.start, booking.end))
        else {
            continue;
        };
        let holder = item
            .booking_id
            .map_or(RoomHolder::Wanted(place), RoomHolder::Booking);
        if let Err(other) = timeline.take(room, &period, holder) {
            stuck.push((place, other));
        }
    }
    stuck
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
