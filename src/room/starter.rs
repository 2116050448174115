//! Sets of rooms that come with the program.

use super::model::{NewRoom, RoomChanges};
use colab_schedule::rooms::RoomDirectory;

/// A room of a starter set: name, capacity, spellings seen, parts.
pub struct StarterRoom {
    pub name: &'static str,
    pub capacity: u32,
    pub aliases: &'static [&'static str],
    pub components: &'static [&'static str],
}

impl StarterRoom {
    /// Returns the room to add; spellings that another room already has are left out.
    pub fn as_new(&self, known: &RoomDirectory) -> NewRoom {
        let owned = |names: &[&str]| -> Vec<String> { names.iter().map(|name| (*name).to_owned()).collect() };
        let mut aliases = owned(self.aliases);
        aliases.retain(|alias| known.find(alias).is_none());
        NewRoom {
            name: self.name.to_owned(),
            details: RoomChanges {
                capacity: Some(self.capacity),
                ..RoomChanges::default()
            },
            aliases,
            components: owned(self.components),
        }
    }
}

const fn room(name: &'static str, capacity: u32, aliases: &'static [&'static str]) -> StarterRoom {
    StarterRoom {
        name,
        capacity,
        aliases,
        components: &[],
    }
}

/// The replaced system's 24 rooms, with the spellings found in its schedules. Where a name tells no size, it is one that holds
/// the largest group found there: to be corrected by `room edit --capacity`.
pub const COLAB: &[StarterRoom] = &[
    room("Excellence", 60, &[]),
    room("Inspiration", 48, &[]),
    room("Honesty", 44, &[]),
    room("Gratitude", 40, &[]),
    room("Ambition", 45, &[]),
    room("Perseverance", 45, &["Perserverence", "Perseverence"]),
    room("Courage", 42, &[]),
    room("Possibilities", 50, &[]),
    room("Motivation", 44, &[]),
    room("A302", 42, &[]),
    room("A303", 42, &[]),
    room("Success 10", 10, &["Success"]),
    room("Respect 10", 10, &["Respect"]),
    room("Innovation (12)", 12, &["Innovation"]),
    room("Dedication", 42, &[]),
    room("Integrity (15)", 15, &["Integrity"]),
    room("Empower", 40, &[]),
    room("Focus", 42, &[]),
    room("Growth", 48, &[]),
    room("Wisdom (8)", 8, &["Wisdom"]),
    room("Vision", 40, &[]),
    room("Potential", 42, &[]),
    room("Synergy", 40, &[]),
    StarterRoom {
        name: "Ambition+Perseverance",
        capacity: 90,
        aliases: &["Ambition+Perserverence", "Ambition+Perseverence"],
        components: &["Ambition", "Perseverance"],
    },
];
