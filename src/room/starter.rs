//! Sets of rooms that come with the program.

use super::model::{NewRoom, RoomChanges};
use colab_schedule::rooms::RoomDirectory;

/// A room of a starter set: name, capacity (0 unknown), spellings seen, parts.
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

/// The replaced system's 24 rooms, with the spellings found in its schedules.
pub const COLAB: &[StarterRoom] = &[
    room("Excellence", 0, &[]),
    room("Inspiration", 0, &[]),
    room("Honesty", 0, &[]),
    room("Gratitude", 0, &[]),
    room("Ambition", 0, &[]),
    room("Perseverance", 0, &["Perserverence", "Perseverence"]),
    room("Courage", 0, &[]),
    room("Possibilities", 0, &[]),
    room("Motivation", 0, &[]),
    room("A302", 0, &[]),
    room("A303", 0, &[]),
    room("Success 10", 10, &["Success"]),
    room("Respect 10", 10, &["Respect"]),
    room("Innovation (12)", 12, &["Innovation"]),
    room("Dedication", 0, &[]),
    room("Integrity (15)", 15, &["Integrity"]),
    room("Empower", 0, &[]),
    room("Focus", 0, &[]),
    room("Growth", 0, &[]),
    room("Wisdom (8)", 8, &["Wisdom"]),
    room("Vision", 0, &[]),
    room("Potential", 0, &[]),
    room("Synergy", 0, &[]),
    StarterRoom {
        name: "Ambition+Perseverance",
        capacity: 0,
        aliases: &["Ambition+Perserverence", "Ambition+Perseverence"],
        components: &["Ambition", "Perseverance"],
    },
];
