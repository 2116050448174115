//! What a door says: who is in a room now, and who comes next.

use super::Calendar;
use crate::kernel::timestamp::Timestamp;

/// A room, and what uses it on a day.
#[derive(Debug, Clone)]
pub struct RoomDoor {
    pub room: String,
    /// In order of time.
    pub uses: Vec<DoorUse>,
}

/// A booking, or a block.
#[derive(Debug, Clone)]
pub struct DoorUse {
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// `13:00–17:00`.
    pub time: String,
    /// Who it is for, or why it is blocked.
    pub title: String,
    /// Nobody can come: it is blocked.
    pub is_block: bool,
}

impl Calendar {
    /// Returns the doors of all rooms of the calendar, for its first day. They name who may be named to the actor, and no
    /// contacts.
    pub fn doors(&self) -> Vec<RoomDoor> {
        let day = self.stretch.first();
        let (cells, closed) = (self.cells(), self.closed_cells());
        let door = |room: &String| {
            let place = (day, room.as_str());
            let booked = cells.get(&place).into_iter().flatten().map(|entry| DoorUse {
                starts_at: entry.booking.row.starts_at,
                ends_at: entry.booking.row.ends_at,
                time: format!("{}–{}", entry.start, entry.end),
                title: Some(entry.title())
                    .filter(|title| !title.is_empty())
                    .unwrap_or_else(|| "booked".to_owned()),
                is_block: false,
            });
            let blocked = closed.get(&place).into_iter().flatten().map(|entry| DoorUse {
                starts_at: entry.block.starts_at,
                ends_at: entry.block.ends_at,
                time: format!("{}–{}", entry.start, entry.end),
                title: format!("{}: {}", entry.block.kind, entry.block.reason),
                is_block: true,
            });
            let mut uses: Vec<DoorUse> = booked.chain(blocked).collect();
            uses.sort_by_key(|one| one.starts_at);
            RoomDoor {
                room: room.clone(),
                uses,
            }
        };
        self.rooms.iter().map(door).collect()
    }
}
