//! Rooms; combined ones get their parts back.

use super::import::LegacyImport;
use super::source::{LegacyRow, ROOMS};
use super::words;
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::location::{LocationDetails, service as locations};
use crate::room::starter::{COLAB, StarterRoom};
use crate::room::{NewRoom, RoomChanges, RoomType, service as rooms};
use crate::user::IfExists;
use colab_schedule::rooms::RoomDirectory;

impl LegacyImport<'_, '_> {
    /// Takes rooms, parts first: the replaced system knew a combined room by its name alone.
    pub fn take_rooms(&mut self) -> Result<()> {
        let rows = self.source.rows(ROOMS);
        self.report.begin(ROOMS, rows.len());
        let (combined, plain): (Vec<&LegacyRow>, Vec<&LegacyRow>) = rows
            .iter()
            .partition(|row| row.text("name").is_some_and(|name| name.contains('+')));
        for row in plain.into_iter().chain(combined) {
            self.take_room(row)?;
        }
        Ok(())
    }

    fn take_room(&mut self, row: &LegacyRow) -> Result<()> {
        let id = row.id();
        let (Some(number), Some(name)) = (row.number("id"), row.text_of("name", 255)) else {
            self.report.skip(ROOMS, &id, "it has no number or no name");
            return Ok(());
        };
        let directory = rooms::directory(self.tx.connection())?;
        if let Some(known) = directory.find(&name) {
            self.rooms.insert(number, known.id);
            self.report.unchanged(ROOMS);
            return Ok(());
        }
        let location = row.text_of("location", 255);
        if let Some(name) = &location {
            locations::add(self.tx, name, &LocationDetails::default(), IfExists::Skip)?;
        }
        let components = self.components(&id, &name, &directory);
        let capacity = row
            .number("max_capacity")
            .or_else(|| row.number("capacity"))
            .unwrap_or(0);
        let new = NewRoom {
            aliases: spellings(&name, &directory),
            name,
            details: RoomChanges {
                capacity: Some(u32::try_from(capacity.clamp(0, 100_000)).unwrap_or(0)),
                room_type: Some(self.room_type(row, &id)),
                has_devices: row.flag("has_devices"),
                location,
                ..RoomChanges::default()
            },
            components,
        };
        let made = rooms::make(self.tx, &self.grants.rooms, &new)?;
        if row.flag("is_active") == Some(false) {
            rooms::out_of_use(self.tx, &self.grants.rooms, made)?;
        }
        self.rooms.insert(number, made);
        self.report.take_with(ROOMS, &id, Some(made), None);
        Ok(())
    }

    /// Reads the type of a room: one without is for training, and an unknown one is reported.
    fn room_type(&mut self, row: &LegacyRow, id: &str) -> RoomType {
        let Some(word) = row.text("room_type") else {
            return RoomType::Training;
        };
        words::room_type(&word).unwrap_or_else(|| {
            self.report.note(
                ROOMS,
                id,
                format!("unknown room type `{word}`: it is {}", RoomType::Other),
            );
            RoomType::Other
        })
    }

    /// Finds the rooms that a name like `Ambition+Perseverence` combines, by their own spelling.
    fn components(&mut self, id: &str, name: &str, directory: &RoomDirectory) -> Vec<String> {
        if !name.contains('+') {
            return Vec::new();
        }
        let found: Option<Vec<String>> = name
            .split('+')
            .map(|part| {
                let nearest = || {
                    directory
                        .nearest(part, 1)
                        .first()
                        .and_then(|near| directory.find(near))
                };
                directory
                    .find(part)
                    .or_else(nearest)
                    .map(|room| room.name.clone())
            })
            .collect();
        let message = match &found {
            Some(parts) => format!("combines {}", parts.join(" and ")),
            None => format!("a part of {name} is unknown: it combines no rooms"),
        };
        self.report.note(ROOMS, id, message);
        found.unwrap_or_default()
    }
}

/// Lists the spellings under which schedules know a room of the starter set, unless another room has them.
fn spellings(name: &str, directory: &RoomDirectory) -> Vec<String> {
    let key = name_key(name);
    let all = |starter: &'static StarterRoom| std::iter::once(&starter.name).chain(starter.aliases);
    let known = COLAB
        .iter()
        .find(|starter| all(starter).any(|one| name_key(one) == key));
    let others = known.into_iter().flat_map(all);
    others
        .filter(|spelling| name_key(spelling) != key && directory.find(spelling).is_none())
        .map(|spelling| (*spelling).to_owned())
        .collect()
}
