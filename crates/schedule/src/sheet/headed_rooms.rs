//! Which room a heading means: one that is known, or one that `--create-rooms` makes of it.

use std::collections::{BTreeSet, HashMap};

use super::model::{RoomRef, RoomToCreate};
use crate::names::name_key;
use crate::rooms::{DirectoryRoom, RoomDirectory, split_capacity};
use crate::text::folded;

/// The rooms known before this workbook and those that its headings add, for all of its sheets.
#[derive(Debug)]
pub(super) struct HeadedRooms<'a> {
    known: &'a RoomDirectory,
    /// The new rooms by their place in `new`.
    fresh: RoomDirectory,
    new: Vec<RoomToCreate>,
    /// New combined rooms by the keys of their components.
    wholes: HashMap<BTreeSet<String>, usize>,
    pub create: bool,
}

/// A heading's room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeadingMatch {
    pub room: RoomRef,
    /// The heading's trailing number, where the room's name is without it, and the room's own capacity.
    pub capacities: Option<(u32, u32)>,
}

impl<'a> HeadedRooms<'a> {
    pub fn new(known: &'a RoomDirectory, create: bool) -> Self {
        Self {
            known,
            fresh: RoomDirectory::default(),
            new: Vec::new(),
            wholes: HashMap::new(),
            create,
        }
    }

    /// Finds a heading's room: the whole heading first; then, if it `stands_alone`, no other heading of the
    /// sheet having its stem, without its trailing capacity; then a room whose own capacity the heading leaves out.
    pub fn find(&self, heading: &str, stands_alone: bool) -> Option<HeadingMatch> {
        let exact = |room| HeadingMatch {
            room,
            capacities: None,
        };
        let key = name_key(heading);
        if let Some(room) = self.with_key(&key) {
            return Some(exact(room));
        }
        if !stands_alone {
            return None;
        }
        if let Some((stem, capacity)) = split_capacity(heading)
            && let Some(room) = self.with_key(&name_key(stem))
        {
            let capacities = Some((capacity, self.capacity(&room)));
            return Some(HeadingMatch { room, capacities });
        }
        let known = self.known.with_stem_key(&key);
        let known = known.map(|room| RoomRef::Known(room.id));
        let fresh = || {
            let fresh = self.fresh.with_stem_key(&key)?;
            Some(RoomRef::New(fresh.name.clone()))
        };
        known.or_else(fresh).map(exact)
    }

    fn with_key(&self, key: &str) -> Option<RoomRef> {
        let known = self.known.with_key(key).map(|room| RoomRef::Known(room.id));
        known.or_else(|| Some(RoomRef::New(self.fresh.with_key(key)?.name.clone())))
    }

    pub fn name(&self, room: &RoomRef) -> String {
        match room {
            RoomRef::Known(id) => self
                .known
                .get(*id)
                .map_or_else(|| format!("room {id}"), |room| room.name.clone()),
            RoomRef::New(name) => name.clone(),
        }
    }

    fn capacity(&self, room: &RoomRef) -> u32 {
        match room {
            RoomRef::Known(id) => self.known.get(*id).map_or(0, |room| room.capacity),
            RoomRef::New(name) => self.new_room(name).map_or(0, |room| room.capacity),
        }
    }

    pub fn new_room(&self, name: &str) -> Option<&RoomToCreate> {
        let at = usize::try_from(self.fresh.find(name)?.id).ok()?;
        self.new.get(at)
    }

    pub fn nearest(&self, heading: &str) -> Vec<&str> {
        self.known.nearest(heading, 3)
    }

    /// Finds the rooms that `A+B` names, if all of them are rooms.
    pub fn parts(&self, heading: &str) -> Option<Vec<RoomRef>> {
        let parts: Option<Vec<RoomRef>> = heading
            .split('+')
            .map(|part| self.find(part.trim(), true).map(|found| found.room))
            .collect();
        parts.filter(|parts| parts.iter().collect::<BTreeSet<_>>().len() >= 2)
    }

    /// Makes a room of a heading; the name is the heading with its white space folded.
    pub fn make(&mut self, heading: &str, capacity: u32, components: &[RoomRef]) -> RoomRef {
        let name = folded(heading);
        let components: Vec<String> = components.iter().map(|room| self.name(room)).collect();
        if !components.is_empty() {
            let keys = components.iter().map(|name| name_key(name)).collect();
            self.wholes.entry(keys).or_insert(self.new.len());
        }
        self.fresh.push(DirectoryRoom {
            id: i64::try_from(self.new.len()).unwrap_or(i64::MAX),
            name: name.clone(),
            aliases: Vec::new(),
            capacity,
            components: Vec::new(),
            is_active: true,
        });
        self.new.push(RoomToCreate {
            name: name.clone(),
            capacity,
            components,
        });
        RoomRef::New(name)
    }

    /// Takes over the capacity of a room to create that an earlier sheet left out.
    pub fn learn_capacity(&mut self, room: &RoomRef, capacity: u32) {
        let RoomRef::New(name) = room else { return };
        let at = self
            .fresh
            .find(name)
            .and_then(|room| usize::try_from(room.id).ok());
        if let Some(new) = at
            .and_then(|at| self.new.get_mut(at))
            .filter(|new| new.capacity == 0)
        {
            new.capacity = capacity;
        }
    }

    /// Finds the one room that consists of exactly these, if there is one.
    pub fn combined(&self, parts: &BTreeSet<RoomRef>) -> Option<RoomRef> {
        let ids: Option<Vec<i64>> = parts
            .iter()
            .map(|room| match room {
                RoomRef::Known(id) => Some(*id),
                RoomRef::New(_) => None,
            })
            .collect();
        if let Some(room) = ids.and_then(|ids| self.known.by_components(&ids)) {
            return Some(RoomRef::Known(room.id));
        }
        let keys: BTreeSet<String> = parts.iter().map(|room| name_key(&self.name(room))).collect();
        let whole = self.wholes.get(&keys).and_then(|at| self.new.get(*at));
        whole.map(|new| RoomRef::New(new.name.clone()))
    }

    /// Returns the rooms that a cell merged over several room columns books: the combined room of exactly these, else each,
    /// but no room beside a combined one that contains it.
    pub fn joined(&self, rooms: &[RoomRef]) -> Vec<RoomRef> {
        if rooms.len() < 2 {
            return rooms.to_vec();
        }
        let parts: BTreeSet<RoomRef> = rooms.iter().flat_map(|room| self.physical(room)).collect();
        if let Some(whole) = self.combined(&parts) {
            return vec![whole];
        }
        let contained: BTreeSet<RoomRef> = rooms
            .iter()
            .flat_map(|room| self.physical(room).into_iter().filter(move |part| part != room))
            .collect();
        let mut joined: Vec<RoomRef> = Vec::new();
        for room in rooms.iter().filter(|room| !contained.contains(room)) {
            if !joined.contains(room) {
                joined.push(room.clone());
            }
        }
        joined
    }

    /// Returns a combined room's components, or the room itself.
    fn physical(&self, room: &RoomRef) -> Vec<RoomRef> {
        let parts: Vec<RoomRef> = match room {
            RoomRef::Known(id) => {
                let components = self
                    .known
                    .get(*id)
                    .map(|room| room.components.as_slice())
                    .unwrap_or_default();
                components.iter().map(|id| RoomRef::Known(*id)).collect()
            }
            RoomRef::New(name) => {
                let components = self
                    .new_room(name)
                    .map(|room| room.components.as_slice())
                    .unwrap_or_default();
                components
                    .iter()
                    .filter_map(|name| self.with_key(&name_key(name)))
                    .collect()
            }
        };
        if parts.is_empty() {
            vec![room.clone()]
        } else {
            parts
        }
    }
}
