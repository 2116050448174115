//! Rooms as domain types and rows.

use std::fmt;

use chrono::NaiveTime;
use diesel::prelude::*;
use serde::Deserialize;

use crate::db::schema::rooms;
use crate::kernel::period::parse_end_time;
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::counted;
use crate::kernel::timestamp::Timestamp;
use crate::output::{
    CellForm, ColumnNeed, Record, RecordField, column, imported, imported_apart, shown_in_table, wanted_only,
};
use crate::text_enum;

text_enum! {
    pub enum RoomType {
        Training = "training",
        Office = "office",
        Boardroom = "boardroom",
        Other = "other",
    }
}

/// A room with everything that belongs to it.
#[derive(Debug, Clone)]
pub struct Room {
    pub row: RoomRow,
    pub aliases: Vec<String>,
    /// Names of the rooms it is made of; empty for a physical one.
    pub components: Vec<String>,
    /// Names of the combined rooms that it is a part of.
    pub part_of: Vec<String>,
    pub amenities: Vec<String>,
    /// The name of the location that it belongs to.
    pub location: Option<String>,
}

/// A room's own row, read and written whole.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = rooms, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct RoomRow {
    pub id: i64,
    pub name: String,
    pub name_key: String,
    /// People; 0 is unknown, refuses nobody and only warns.
    pub max_capacity: i32,
    pub room_type: RoomType,
    pub has_devices: bool,
    pub is_active: bool,
    pub setup_minutes: i32,
    pub teardown_minutes: i32,
    /// Bookings that end later are held with the buffers, older ones for their bare period.
    pub buffers_from: Timestamp,
    /// `HH:MM`.
    pub opens_at: Option<String>,
    pub closes_at: Option<String>,
    pub min_minutes: Option<i32>,
    pub max_minutes: Option<i32>,
    pub notice_hours: Option<i32>,
    pub horizon_days: Option<i32>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub location_id: Option<i64>,
}

/// Returns the number of seats where it is known: it is stored as 0 where it is not.
pub fn known_capacity(stored: i32) -> Option<i32> {
    (stored > 0).then_some(stored)
}

/// Rooms of which nobody knows how many people they hold.
#[derive(Debug)]
pub struct UnsizedRooms {
    pub fact: String,
    /// The command that sets the capacity of the first.
    pub fix: String,
}

impl UnsizedRooms {
    /// Describes the rooms of these names; `None` where there are none.
    pub fn of<'a>(names: impl Iterator<Item = &'a str>) -> Option<Self> {
        let names: Vec<&str> = names.collect();
        let first = names.first()?;
        Some(Self {
            fact: format!("unknown capacity: {}", counted(names.len(), "room")),
            fix: format!("colab room edit {} --capacity N", shell_word(first)),
        })
    }
}

impl fmt::Display for UnsizedRooms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; set it with `{}`", self.fact, self.fix)
    }
}

impl RoomRow {
    /// Returns a room that has nothing but its number, for `add` to fill in.
    pub fn blank(id: i64, now: Timestamp) -> Self {
        Self {
            id,
            name: String::new(),
            name_key: String::new(),
            max_capacity: 0,
            room_type: RoomType::Training,
            has_devices: false,
            is_active: true,
            setup_minutes: 0,
            teardown_minutes: 0,
            buffers_from: Timestamp::EPOCH,
            opens_at: None,
            closes_at: None,
            min_minutes: None,
            max_minutes: None,
            notice_hours: None,
            horizon_days: None,
            created_at: now,
            updated_at: now,
            location_id: None,
        }
    }
}

/// Details for `add` and `edit`; `None` keeps the present value, or the default of a new room.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RoomChanges {
    pub name: Option<String>,
    pub capacity: Option<u32>,
    pub room_type: Option<RoomType>,
    pub has_devices: Option<bool>,
    /// The name of a known one; an empty text removes the present one.
    pub location: Option<String>,
    pub setup_minutes: Option<u32>,
    pub teardown_minutes: Option<u32>,
    #[serde(deserialize_with = "time_of_day")]
    pub opens_at: Option<NaiveTime>,
    /// Midnight is that of the next day.
    #[serde(deserialize_with = "time_of_day")]
    pub closes_at: Option<NaiveTime>,
    pub min_minutes: Option<u32>,
    pub max_minutes: Option<u32>,
    pub notice_hours: Option<u32>,
    pub horizon_days: Option<u32>,
    /// Removes the booking rules that are not given here.
    pub clear_rules: bool,
    /// The whole list; an empty one removes them all.
    pub amenities: Option<Vec<String>>,
}

/// Reads a time of day as a table writes it; 24:00 is a midnight too.
fn time_of_day<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<NaiveTime>, D::Error> {
    let text: Option<String> = Deserialize::deserialize(from)?;
    let time = text.as_deref().map(parse_end_time).transpose();
    time.map_err(|error| serde::de::Error::custom(error.message))
}

/// A room to add.
#[derive(Debug, Clone, Default)]
pub struct NewRoom {
    pub name: String,
    pub details: RoomChanges,
    pub aliases: Vec<String>,
    /// Names of its parts; empty for a physical room.
    pub components: Vec<String>,
}

/// Another spelling of a room's name.
#[derive(Debug, Clone)]
pub struct RoomAlias {
    pub alias: String,
    pub room: String,
}

impl Record for RoomAlias {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<RoomAlias>] = &[
            shown_in_table("alias", |alias| alias.alias.as_str().into()),
            shown_in_table("room", |alias| alias.room.as_str().into()),
        ];
        FIELDS
    }
}

impl Record for Room {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Room>] = &[
            shown_in_table("id", |room| room.row.id.into()),
            imported(
                shown_in_table("name", |room| room.row.name.as_str().into()),
                column(
                    CellForm::NameOf("room"),
                    "Name of the room; one of its spellings finds it too",
                )
                .need(ColumnNeed::Key)
                .synonyms(&["Room", "Room name", "Venue"])
                .example("Excellence"),
            ),
            imported(
                shown_in_table("capacity", |room| known_capacity(room.row.max_capacity).into()),
                column(CellForm::Count, "Number of seats; blank or 0 means unknown")
                    .synonyms(&["Max capacity", "Seats", "Pax"])
                    .example("30"),
            ),
            imported(
                shown_in_table("room_type", |room| room.row.room_type.as_str().into()),
                column(CellForm::one_of(RoomType::WORDS), "Purpose of the room")
                    .synonyms(&["Type"])
                    .example("training"),
            ),
            imported(
                shown_in_table("location", |room| room.location.clone().into()),
                column(CellForm::Text(255), "Location; a new one is added")
                    .synonyms(&["Place", "Where"])
                    .example("Upstairs"),
            ),
            imported_apart(
                shown_in_table("is_active", |room| room.row.is_active.into()),
                column(CellForm::Flag, "Whether it is in use")
                    .synonyms(&["Active", "In use"])
                    .decides()
                    .example("yes"),
            ),
            imported_apart(
                shown_in_table("components", |room| room.components.clone().into()),
                column(CellForm::List, "The rooms that a combined room consists of")
                    .synonyms(&["Parts", "Made of"]),
            ),
            imported_apart(
                shown_in_table("aliases", |room| room.aliases.clone().into()),
                column(
                    CellForm::Spellings,
                    "All other spellings, separated by semicolons",
                )
                .synonyms(&["Alias", "Spellings", "Also known as"])
                .example("Excelence"),
            ),
            wanted_only("part_of", |room| room.part_of.clone().into()),
            imported(
                wanted_only("amenities", |room| room.amenities.clone().into()),
                column(CellForm::List, "All amenities, separated by semicolons")
                    .synonyms(&["Amenity", "Equipment"])
                    .example("projector; whiteboard"),
            ),
            imported(
                wanted_only("has_devices", |room| room.row.has_devices.into()),
                column(CellForm::Flag, "Whether devices are installed in it")
                    .synonyms(&["Devices"])
                    .example("no"),
            ),
            imported(
                wanted_only("setup_minutes", |room| room.row.setup_minutes.into()),
                column(CellForm::Count, "Minutes to set up before each booking")
                    .synonyms(&["Setup", "Set-up"])
                    .example("30"),
            ),
            imported(
                wanted_only("teardown_minutes", |room| room.row.teardown_minutes.into()),
                column(CellForm::Count, "Minutes to tear down after each booking")
                    .synonyms(&["Teardown", "Tear-down"])
                    .example("15"),
            ),
            imported(
                wanted_only("opens_at", |room| room.row.opens_at.clone().into()),
                column(CellForm::Time, "Time at which it opens")
                    .synonyms(&["Opens", "Open from"])
                    .example("07:00"),
            ),
            imported(
                wanted_only("closes_at", |room| room.row.closes_at.clone().into()),
                column(CellForm::Time, "Time at which it closes")
                    .synonyms(&["Closes", "Open until"])
                    .example("18:00"),
            ),
            imported(
                wanted_only("min_minutes", |room| room.row.min_minutes.into()),
                column(CellForm::Count, "Minutes of the shortest booking")
                    .synonyms(&["Shortest booking"])
                    .example("60"),
            ),
            imported(
                wanted_only("max_minutes", |room| room.row.max_minutes.into()),
                column(CellForm::Count, "Minutes of the longest booking")
                    .synonyms(&["Longest booking"])
                    .example("600"),
            ),
            imported(
                wanted_only("notice_hours", |room| room.row.notice_hours.into()),
                column(CellForm::Count, "Hours of notice that a booking needs")
                    .synonyms(&["Notice"])
                    .example("24"),
            ),
            imported(
                wanted_only("horizon_days", |room| room.row.horizon_days.into()),
                column(CellForm::Count, "Days ahead that it can be booked")
                    .synonyms(&["Horizon"])
                    .example("365"),
            ),
            wanted_only("created_at", |room| room.row.created_at.into()),
            wanted_only("updated_at", |room| room.row.updated_at.into()),
        ];
        FIELDS
    }
}

/// A room of a starter set, and whether this run added it.
#[derive(Debug, Clone)]
pub struct StarterOutcome {
    pub name: String,
    pub capacity: u32,
    pub created: bool,
}

impl Record for StarterOutcome {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<StarterOutcome>] = &[
            shown_in_table("name", |room| room.name.as_str().into()),
            shown_in_table("capacity", |room| {
                (room.capacity > 0).then_some(room.capacity).into()
            }),
            shown_in_table("action", |room| {
                if room.created { "create" } else { "unchanged" }.into()
            }),
        ];
        FIELDS
    }
}
