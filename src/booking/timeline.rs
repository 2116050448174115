//! Holds of physical rooms in memory: those of the database, and those of a plan.

use std::collections::{BTreeMap, HashMap};

use super::holds::widened;
use super::model::{BlockHold, BlockKind, PhysicalRoom, RoomClaim, RoomHold};
use super::store;
use crate::db::{Connection, HeldRooms, QueryBatch};
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;

/// Who holds a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoomHolder {
    /// A booking in the database.
    Booking(i64),
    /// Something that is planned, by its place in the plan.
    Wanted(usize),
    /// A block, which is not a booking.
    Block(i64),
}

impl RoomHolder {
    /// Returns the booking, if it is one in the database.
    pub fn booking(self) -> Option<i64> {
        match self {
            Self::Booking(id) => Some(id),
            Self::Wanted(_) | Self::Block(_) => None,
        }
    }

    /// Returns the block, if it is one.
    pub fn block(self) -> Option<i64> {
        match self {
            Self::Block(id) => Some(id),
            Self::Booking(_) | Self::Wanted(_) => None,
        }
    }
}

/// Holds by physical room and start; of one room those of bookings never overlap. Blocks may overlap each other, and the
/// bookings that they leave where they are.
#[derive(Debug, Clone, Default)]
pub struct RoomTimeline {
    /// By room: the physical parts.
    parts: HashMap<i64, Vec<PhysicalRoom>>,
    holds: HashMap<i64, BTreeMap<Timestamp, (Timestamp, RoomHolder)>>,
    /// By physical room, in order of time.
    blocks: HashMap<i64, Vec<BlockHold>>,
}

impl RoomTimeline {
    /// Builds the timeline of the database's holds, without bookings that the plan moves or cancels.
    pub fn new(rooms: &[PhysicalRoom], holds: &[RoomHold], released: impl Fn(i64) -> bool) -> Self {
        let mut timeline = Self::default();
        for part in rooms {
            timeline.parts.entry(part.room_id).or_default().push(part.clone());
        }
        for hold in holds.iter().filter(|hold| !released(hold.booking_id)) {
            let of_room = timeline.holds.entry(hold.physical_id).or_default();
            of_room.insert(
                hold.starts_at,
                (hold.ends_at, RoomHolder::Booking(hold.booking_id)),
            );
        }
        timeline
    }

    /// Adds blocks, with those of all rooms for rooms that the plan makes.
    #[must_use]
    pub fn with_blocks(mut self, blocks: Vec<BlockHold>) -> Self {
        for block in blocks {
            self.blocks.entry(block.physical_id).or_default().push(block);
        }
        self
    }

    /// Closes rooms (`None`: all of them) for a period, by a block without a number.
    pub fn close(&mut self, rooms: &[Option<i64>], period: &Period) {
        for room_id in rooms {
            let is_closed = |id: &i64| room_id.is_none_or(|room| room == *id);
            let parts = self.parts.iter().filter(|(id, _)| is_closed(id));
            let mut physical: Vec<i64> = parts
                .flat_map(|(_, parts)| parts)
                .map(|part| part.physical_id)
                .collect();
            physical.sort_unstable();
            physical.dedup();
            for physical_id in physical {
                self.blocks.entry(physical_id).or_default().push(BlockHold {
                    physical_id,
                    starts_at: period.starts_at(),
                    ends_at: period.ends_at(),
                    block_id: 0,
                    room_id: *room_id,
                    kind: BlockKind::default(),
                    reason: String::new(),
                });
            }
        }
    }

    /// Returns a block by its number.
    pub fn block(&self, id: i64) -> Option<&BlockHold> {
        self.blocks.values().flatten().find(|block| block.block_id == id)
    }

    /// Loads all that is held in a period, in any room, including buffers of up to a day around it.
    pub fn load(connection: &mut Connection, stretch: &Period) -> Result<Self> {
        let timeline = Self::query(connection, HeldRooms::All, stretch);
        Ok(connection.answer(timeline)?)
    }

    /// Loads what is held in a period of these rooms or of any part of them.
    pub fn load_rooms(connection: &mut Connection, room_ids: &[i64], stretch: &Period) -> Result<Self> {
        let timeline = Self::query(connection, HeldRooms::PartsOf(room_ids), stretch);
        Ok(connection.answer(timeline)?)
    }

    /// Asks for what is held in a period as [`RoomTimeline::load`] does.
    pub fn query(
        connection: &Connection,
        rooms: HeldRooms<'_>,
        stretch: &Period,
    ) -> impl QueryBatch<Answer = Self> + use<> {
        let day = chrono::TimeDelta::days(1);
        let (from, to) = (stretch.starts_at().plus(-day), stretch.ends_at().plus(day));
        let parts = store::physical_rooms();
        let holds = store::holds(connection, rooms, from, to);
        let blocks = store::blocks(rooms, from, to);
        let only = match rooms {
            HeldRooms::PartsOf(ids) => Some(ids.to_vec()),
            HeldRooms::All | HeldRooms::Physical(_) => None,
        };
        (parts, holds, blocks).read_as(move |(mut parts, holds, blocks)| {
            parts.retain(|part| only.as_ref().is_none_or(|ids| ids.contains(&part.room_id)));
            Self::new(&parts, &holds, |_| false).with_blocks(blocks)
        })
    }

    /// Adds a room that the plan creates, not combined.
    pub fn add_room(&mut self, room_id: i64) {
        // A room that is added is under the blocks of all rooms.
        let mut closed: Vec<BlockHold> = Vec::new();
        for block in self
            .blocks
            .values()
            .flatten()
            .filter(|block| block.room_id.is_none())
        {
            if closed.iter().all(|known| known.block_id != block.block_id) {
                closed.push(BlockHold {
                    physical_id: room_id,
                    ..block.clone()
                });
            }
        }
        closed.sort_by_key(|block| (block.starts_at, block.block_id));
        self.blocks.entry(room_id).or_insert(closed);
        self.parts.entry(room_id).or_insert_with(|| {
            vec![PhysicalRoom {
                room_id,
                physical_id: room_id,
                setup_minutes: 0,
                teardown_minutes: 0,
                buffers_from: Timestamp::EPOCH,
            }]
        });
    }

    /// Adds a room that the plan combines of others.
    pub fn add_combined(&mut self, room_id: i64, components: &[i64]) {
        let parts = components
            .iter()
            .filter_map(|part| self.parts.get(part))
            .flatten();
        let parts = parts
            .map(|part| PhysicalRoom {
                room_id,
                ..part.clone()
            })
            .collect();
        self.parts.insert(room_id, parts);
    }

    /// Holds the room for the period, or says who is in the way.
    pub fn take(
        &mut self,
        room_id: i64,
        period: &Period,
        holder: RoomHolder,
        claim: RoomClaim,
    ) -> Result<(), RoomHolder> {
        let parts = self.parts.get(&room_id).cloned().unwrap_or_default();
        let stretches: Vec<_> = parts
            .iter()
            .map(|part| (part.physical_id, widened(part, period)))
            .collect();
        for (physical, (from, to)) in &stretches {
            if let Some(other) = self.in_the_way(*physical, *from, *to, claim) {
                return Err(other);
            }
        }
        for (physical, (from, to)) in stretches {
            self.holds.entry(physical).or_default().insert(from, (to, holder));
        }
        Ok(())
    }

    /// Returns everybody who holds any part of the room in the period, in order of time, each once.
    pub fn holders(&self, room_id: i64, period: &Period, claim: RoomClaim) -> Vec<RoomHolder> {
        let mut found: Vec<(Timestamp, RoomHolder)> = Vec::new();
        for part in self.parts.get(&room_id).into_iter().flatten() {
            let (from, to) = widened(part, period);
            for block in self.blocks_in_the_way(part.physical_id, from, to, claim) {
                let holder = RoomHolder::Block(block.block_id);
                if found.iter().all(|(_, known)| *known != holder) {
                    found.push((block.starts_at, holder));
                }
            }
            let Some(holds) = self.holds.get(&part.physical_id) else {
                continue;
            };
            let overlapping = holds
                .range(..to)
                .rev()
                .take_while(|(_, (ends_at, _))| *ends_at > from);
            for (starts_at, (_, holder)) in overlapping {
                if found.iter().all(|(_, known)| known != holder) {
                    found.push((*starts_at, *holder));
                }
            }
        }
        found.sort_by_key(|(starts_at, _)| *starts_at);
        found.into_iter().map(|(_, holder)| holder).collect()
    }

    pub fn is_free(&self, room_id: i64, period: &Period, claim: RoomClaim) -> bool {
        let parts = self.parts.get(&room_id).into_iter().flatten();
        parts.into_iter().all(|part| {
            let (from, to) = widened(part, period);
            self.in_the_way(part.physical_id, from, to, claim).is_none()
        })
    }

    /// Returns the physical parts of a room.
    pub fn parts(&self, room_id: i64) -> &[PhysicalRoom] {
        self.parts.get(&room_id).map_or(&[], Vec::as_slice)
    }

    /// Returns every hold of every room.
    pub fn all_holds(&self) -> impl Iterator<Item = (Timestamp, Timestamp, RoomHolder)> {
        let holds = self.holds.values().flatten();
        holds.map(|(starts_at, (ends_at, holder))| (*starts_at, *ends_at, *holder))
    }

    /// Returns the holds of one physical room, in order of time.
    pub fn holds(
        &self,
        physical: i64,
    ) -> impl DoubleEndedIterator<Item = (Timestamp, Timestamp, RoomHolder)> {
        let holds = self.holds.get(&physical).into_iter().flatten();
        holds.map(|(starts_at, (ends_at, holder))| (*starts_at, *ends_at, *holder))
    }

    /// Returns from when and until when the room is free around a period in which it is free, buffers kept; `None`:
    /// nothing is known to be in the way on that side.
    pub fn room_to_grow(&self, room_id: i64, period: &Period) -> (Option<Timestamp>, Option<Timestamp>) {
        let (mut free_from, mut free_until) = (None, None);
        for part in self.parts(room_id) {
            let (from, to) = widened(part, period);
            let (setup, teardown) = (period.starts_at().since(from), to.since(period.ends_at()));
            let holds = || self.everything(part.physical_id);
            let before = holds().filter(|(starts_at, _)| *starts_at < from);
            let since = before.map(|(_, ends_at)| ends_at).max();
            free_from = free_from.max(since.map(|since| since.plus(setup)));
            let after = holds().filter(|(starts_at, _)| *starts_at >= to);
            let until = after.map(|(starts_at, _)| starts_at).min();
            let until = until.map(|until| until.plus(-teardown));
            free_until = match (free_until, until) {
                (Some(known), Some(until)) => Some(until.min(known)),
                (known, until) => known.or(until),
            };
        }
        (free_from, free_until)
    }

    /// Starts at which a booking as long as this one would begin right after a hold of the room, or end right before one.
    pub fn turns(&self, room_id: i64, period: &Period) -> Vec<Timestamp> {
        let length = period.ends_at().since(period.starts_at());
        let mut starts = Vec::new();
        for part in self.parts(room_id) {
            let (from, to) = widened(part, period);
            let (setup, teardown) = (period.starts_at().since(from), to.since(period.ends_at()));
            for (starts_at, ends_at) in self.everything(part.physical_id) {
                starts.push(ends_at.plus(setup));
                starts.push(starts_at.plus(-(teardown + length)));
            }
        }
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    /// Gives back whatever this holder holds.
    pub fn release(&mut self, holder: RoomHolder) {
        for holds in self.holds.values_mut() {
            holds.retain(|_, (_, other)| *other != holder);
        }
    }

    /// Returns the starts and ends of all holds of a physical room, blocks included.
    fn everything(&self, physical: i64) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let blocks = self.blocks.get(&physical).into_iter().flatten();
        let blocks = blocks.map(|block| (block.starts_at, block.ends_at));
        let holds = self.holds(physical);
        holds
            .map(|(starts_at, ends_at, _)| (starts_at, ends_at))
            .chain(blocks)
    }

    fn blocks_in_the_way(
        &self,
        physical: i64,
        from: Timestamp,
        to: Timestamp,
        claim: RoomClaim,
    ) -> impl Iterator<Item = &BlockHold> {
        let blocks = self.blocks.get(&physical).into_iter().flatten();
        blocks.filter(move |block| {
            block.starts_at < to && block.ends_at > from && claim.is_kept_out_of(block.room_id)
        })
    }

    fn in_the_way(
        &self,
        physical: i64,
        from: Timestamp,
        to: Timestamp,
        claim: RoomClaim,
    ) -> Option<RoomHolder> {
        if let Some(block) = self.blocks_in_the_way(physical, from, to, claim).next() {
            return Some(RoomHolder::Block(block.block_id));
        }
        let last = self.holds.get(&physical)?.range(..to).next_back()?;
        let (_, (ends_at, holder)) = last;
        (*ends_at > from).then_some(*holder)
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn at(hour: i64) -> Timestamp {
        DateTime::from_timestamp(hour * 3600, 0).unwrap().into()
    }

    fn period(from: i64, to: i64) -> Period {
        Period::new(at(from), at(to)).unwrap()
    }

    #[test]
    fn a_combined_room_and_its_parts_exclude_each_other() {
        let mut timeline = RoomTimeline::default();
        (1..=2).for_each(|room| timeline.add_room(room));
        timeline.add_combined(3, &[1, 2]);
        assert_eq!(
            timeline.take(3, &period(8, 12), RoomHolder::Wanted(0), RoomClaim::Usual),
            Ok(())
        );
        assert_eq!(
            timeline.take(1, &period(11, 13), RoomHolder::Wanted(1), RoomClaim::Usual),
            Err(RoomHolder::Wanted(0))
        );
        assert_eq!(
            timeline.take(1, &period(12, 13), RoomHolder::Wanted(1), RoomClaim::Usual),
            Ok(())
        );
        assert_eq!(
            timeline.take(3, &period(12, 14), RoomHolder::Wanted(2), RoomClaim::Usual),
            Err(RoomHolder::Wanted(1))
        );
    }

    #[test]
    fn released_holds_are_free() {
        let part = PhysicalRoom {
            room_id: 1,
            physical_id: 1,
            setup_minutes: 0,
            teardown_minutes: 0,
            buffers_from: at(0),
        };
        let hold = RoomHold {
            physical_id: 1,
            starts_at: at(8),
            ends_at: at(12),
            booking_id: 7,
        };
        let mut free = RoomTimeline::new(std::slice::from_ref(&part), std::slice::from_ref(&hold), |id| {
            id == 7
        });
        let mut held = RoomTimeline::new(&[part], &[hold], |_| false);
        assert_eq!(
            free.take(1, &period(8, 12), RoomHolder::Wanted(0), RoomClaim::Usual),
            Ok(())
        );
        assert_eq!(
            held.take(1, &period(8, 12), RoomHolder::Wanted(0), RoomClaim::Usual),
            Err(RoomHolder::Booking(7))
        );
    }
}
