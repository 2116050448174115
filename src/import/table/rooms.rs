//! Rooms from a table, through the rooms' own services.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::store::Texts;
use super::adapter::{Adapter, Made, Present, flag, kept, number};
use super::field::{Field, Form, NO, Need, flag_text, joined, parts};
use super::values::Values;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::booking::room_changes;
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::period::parse_time;
use crate::room::{NewRoom, Room, RoomChanges, RoomType, activity, alias, service};
use crate::words_of;
use colab_schedule::rooms::RoomDirectory;

const fn field(
    name: &'static str,
    also: &'static [&'static str],
    form: Form,
    about: &'static str,
    example: &'static str,
) -> Field {
    Field {
        name,
        also,
        form,
        need: Need::No,
        about,
        example,
    }
}

pub const FIELDS: &[Field] = &[
    Field {
        need: Need::Key,
        ..field(
            "name",
            &["Room", "Room name", "Venue"],
            Form::Room,
            "How it is called; one of its spellings finds it, too",
            "Excellence",
        )
    },
    field(
        "capacity",
        &["Max capacity", "Seats", "Pax"],
        Form::Count,
        "People that it seats; 0: unknown",
        "30",
    ),
    field(
        "room_type",
        &["Type"],
        Form::Word(words_of!(RoomType)),
        "What it is for",
        "training",
    ),
    field(
        "has_devices",
        &["Devices"],
        Form::Flag,
        "Whether devices stand in it",
        "no",
    ),
    field(
        "location",
        &["Place", "Floor", "Where"],
        Form::Text(255),
        "Where it is",
        "Upstairs",
    ),
    field(
        "setup_minutes",
        &["Setup", "Set-up"],
        Form::Count,
        "Minutes to set up before each booking",
        "30",
    ),
    field(
        "teardown_minutes",
        &["Teardown", "Tear-down"],
        Form::Count,
        "Minutes to tear down after each booking",
        "15",
    ),
    field(
        "opens_at",
        &["Opens", "Open from"],
        Form::Time,
        "Opens at",
        "07:00",
    ),
    field(
        "closes_at",
        &["Closes", "Open until"],
        Form::Time,
        "Closes at",
        "18:00",
    ),
    field(
        "min_minutes",
        &["Shortest booking"],
        Form::Count,
        "Minutes of the shortest booking",
        "60",
    ),
    field(
        "max_minutes",
        &["Longest booking"],
        Form::Count,
        "Minutes of the longest booking",
        "600",
    ),
    field(
        "notice_hours",
        &["Notice"],
        Form::Count,
        "Booked at least so many hours ahead",
        "24",
    ),
    field(
        "horizon_days",
        &["Horizon"],
        Form::Count,
        "Booked at most so many days ahead",
        "365",
    ),
    field(
        "amenities",
        &["Amenity", "Equipment"],
        Form::List,
        "What it has, all of it, with semicolons between",
        "projector; whiteboard",
    ),
    field(
        "aliases",
        &["Alias", "Spellings", "Also known as"],
        Form::Spellings,
        "All other spellings, with semicolons between",
        "Excelence",
    ),
    field(
        "components",
        &["Parts", "Made of"],
        Form::List,
        "Of a combined room: the rooms that it is made of",
        "",
    ),
    field(
        "is_active",
        &["Active", "In use"],
        Form::Flag,
        "Whether it is in use",
        "yes",
    ),
];

/// Booking rules: they are forgotten together, so those that stay are named again.
const RULES: [&str; 6] = [
    "opens_at",
    "closes_at",
    "min_minutes",
    "max_minutes",
    "notice_hours",
    "horizon_days",
];

/// The rooms as they were when the import began, and those that it made.
pub struct Rooms {
    directory: RoomDirectory,
    /// By id.
    present: HashMap<i64, Values>,
    /// By the id as text: those that were made, too.
    names: HashMap<String, String>,
}

impl Rooms {
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        let rooms = service::all(tx.connection())?;
        let names = rooms
            .iter()
            .map(|room| (room.row.id.to_string(), room.row.name.clone()));
        Ok(Self {
            directory: service::directory_of(&rooms),
            names: names.collect(),
            present: rooms.iter().map(|room| (room.row.id, values(room))).collect(),
        })
    }

    fn name(&self, record: &str) -> String {
        self.names.get(record).cloned().unwrap_or_default()
    }
}

/// Everything that a table may say of a room.
fn values(room: &Room) -> Values {
    let row = &room.row;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let number = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
    [
        ("name", row.name.clone()),
        ("capacity", row.max_capacity.to_string()),
        ("room_type", row.room_type.to_string()),
        ("has_devices", flag_text(row.has_devices).to_owned()),
        ("location", text(&row.location)),
        ("setup_minutes", row.setup_minutes.to_string()),
        ("teardown_minutes", row.teardown_minutes.to_string()),
        ("opens_at", text(&row.opens_at)),
        ("closes_at", text(&row.closes_at)),
        ("min_minutes", number(row.min_minutes)),
        ("max_minutes", number(row.max_minutes)),
        ("notice_hours", number(row.notice_hours)),
        ("horizon_days", number(row.horizon_days)),
        ("amenities", joined(room.amenities.clone())),
        ("aliases", joined(room.aliases.clone())),
        ("components", joined(room.components.clone())),
        ("is_active", flag_text(row.is_active).to_owned()),
    ]
    .into_iter()
    .collect()
}

/// What is said of the room's own row.
fn changes(values: &Values) -> Result<RoomChanges> {
    let time = |field: &str| values.text(field).map(parse_time).transpose();
    let rule = |field: &str| values.text(field).and_then(|text| text.parse().ok());
    Ok(RoomChanges {
        name: None,
        capacity: number(values, "capacity"),
        room_type: kept(values, "room_type")?.and_then(|word| word.parse().ok()),
        has_devices: flag(values, "has_devices"),
        location: values.get("location").map(str::to_owned),
        setup_minutes: number(values, "setup_minutes"),
        teardown_minutes: number(values, "teardown_minutes"),
        opens_at: time("opens_at")?,
        closes_at: time("closes_at")?,
        min_minutes: rule("min_minutes"),
        max_minutes: rule("max_minutes"),
        notice_hours: rule("notice_hours"),
        horizon_days: rule("horizon_days"),
        clear_rules: RULES.iter().any(|field| values.get(field) == Some("")),
        amenities: values.get("amenities").map(parts),
    })
}

impl Adapter for Rooms {
    fn noun(&self) -> &'static str {
        "room"
    }

    /// Any spelling is the room's name. Parts that are made by the same file stay as they are written.
    fn settle(&self, mut values: Values) -> Result<Values> {
        if let Some(known) = values.text("name").and_then(|name| self.directory.find(name)) {
            values.set("name", known.name.clone());
        }
        if let Some(text) = values.text("components") {
            let known = |name: String| match self.directory.find(&name) {
                Some(room) => room.name.clone(),
                None => name,
            };
            let names = joined(parts(text).into_iter().map(known).collect());
            values.set("components", names);
        }
        Ok(values)
    }

    fn key(&self, values: &Values) -> Result<String> {
        let name = values.text("name").unwrap_or_default();
        Ok(match self.directory.find(name) {
            Some(room) => format!("#{}", room.id),
            None => name_key(name),
        })
    }

    fn found(&self, key: &str) -> Vec<Present> {
        let id: Option<i64> = key.strip_prefix('#').and_then(|id| id.parse().ok());
        let found = id.and_then(|id| Some((id, self.present.get(&id)?)));
        let present = found.map(|(id, values)| Present {
            record: id.to_string(),
            is_off: values.get("is_active") == Some(NO),
            values: values.clone(),
        });
        present.into_iter().collect()
    }

    fn label(&self, values: &Values) -> String {
        values.text("name").unwrap_or_default().to_owned()
    }

    /// Parts come before what is made of them.
    fn turn(&self, values: &Values) -> u8 {
        values.text("components").is_some().into()
    }

    fn create(&mut self, tx: &mut Tx<'_>, values: &Values) -> Result<Made> {
        let grant = tx.require(Permission::EditRooms)?;
        let name = values.text("name").unwrap_or_default();
        let list = |field: &str| values.text(field).map(parts).unwrap_or_default();
        let new = NewRoom {
            name: name.to_owned(),
            details: changes(values)?,
            aliases: list("aliases"),
            components: list("components"),
        };
        let id = service::create(tx, &grant, &new)?;
        if flag(values, "is_active") == Some(false) {
            room_changes::deactivate(tx, name, false)?;
        }
        self.names.insert(id.to_string(), name.to_owned());
        Ok(Made {
            record: id.to_string(),
            warnings: Vec::new(),
        })
    }

    fn update(&mut self, tx: &mut Tx<'_>, record: &str, changed: &Values) -> Result<Vec<String>> {
        let name = self.name(record);
        let mut said = changed.clone();
        if RULES.iter().any(|field| said.get(field) == Some("")) {
            let room = service::by_id(tx.connection(), record.parse().unwrap_or_default())?;
            let present = values(&room);
            for field in RULES {
                if said.get(field).is_none() {
                    said.set(field, present.get(field).unwrap_or_default());
                }
            }
        }
        let changes = changes(&said)?;
        if changes != RoomChanges::default() {
            room_changes::edit_room(tx, &name, &changes)?;
        }
        if let Some(text) = changed.get("aliases") {
            set_aliases(tx, record, &name, parts(text))?;
        }
        if let Some(text) = kept(changed, "components")? {
            service::combine(tx, &name, &parts(text), None)?;
        }
        Ok(match kept(changed, "is_active")? {
            Some(NO) => room_changes::deactivate(tx, &name, false)?.warnings,
            Some(_) => {
                activity::activate(tx, &name)?;
                Vec::new()
            }
            None => Vec::new(),
        })
    }

    fn revive(&mut self, tx: &mut Tx<'_>, record: &str) -> Result<()> {
        activity::activate(tx, &self.name(record)).map(|_room| ())
    }

    fn states(&self, tx: &mut Tx<'_>, records: &[String]) -> Result<BTreeMap<String, Texts>> {
        let wanted: BTreeSet<&String> = records.iter().collect();
        let rooms = service::all(tx.connection())?;
        let rooms = rooms.iter().map(|room| (room.row.id.to_string(), room));
        Ok(rooms
            .filter(|(id, _)| wanted.contains(id))
            .map(|(id, room)| (id, values(room).texts()))
            .collect())
    }

    fn take_back(&mut self, tx: &mut Tx<'_>, record: &str, _why: &str) -> Result<()> {
        room_changes::deactivate(tx, &self.name(record), false).map(|_room| ())
    }
}

/// These spellings, and no others.
fn set_aliases(tx: &mut Tx<'_>, record: &str, name: &str, wanted: Vec<String>) -> Result<()> {
    let room = service::by_id(tx.connection(), record.parse().unwrap_or_default())?;
    for gone in room.aliases.iter().filter(|alias| !wanted.contains(alias)) {
        alias::remove(tx, gone)?;
    }
    for new in wanted.iter().filter(|alias| !room.aliases.contains(alias)) {
        alias::add(tx, name, new)?;
    }
    Ok(())
}
