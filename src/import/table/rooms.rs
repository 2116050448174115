//! Rooms from a table, through the rooms' own services.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::adapter::{CreatedRecord, ListedRecord, NewRecord, PresentRecord, TableAdapter};
use super::cell::{CellContext, joined, parts};
use super::marks::ListMarks;
use super::values::{FieldValues, empty_field};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::booking::room_changes;
use crate::import::store::FieldTexts;
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::location::{self, LocationDetails, service as locations};
use crate::room::{NewRoom, Room, RoomChanges, activity, alias, service};
use crate::user::IfExists;
use colab_schedule::rooms::RoomDirectory;

/// Booking rules: clearing one clears them all, so those that stay are named again.
const RULES: [&str; 6] = [
    "opens_at",
    "closes_at",
    "min_minutes",
    "max_minutes",
    "notice_hours",
    "horizon_days",
];

/// What other services than the room's own change.
const APART: [&str; 4] = ["name", "aliases", "components", "is_active"];

/// The rooms as they were when the import began, and those that it created.
pub struct RoomAdapter {
    context: CellContext,
    directory: RoomDirectory,
    /// By id.
    present: HashMap<i64, Room>,
    /// Names of locations by key.
    locations: HashMap<String, String>,
    /// Names by the id as text: those of created rooms, too.
    names: HashMap<String, String>,
}

impl RoomAdapter {
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        let rooms = service::all(tx.connection())?;
        let names = rooms
            .iter()
            .map(|room| (room.row.id.to_string(), room.row.name.clone()));
        Ok(Self {
            context: CellContext::of(tx),
            directory: service::directory_of(&rooms),
            names: names.collect(),
            locations: location::names(tx.connection())?
                .into_values()
                .map(|name| (name_key(&name), name))
                .collect(),
            present: rooms.into_iter().map(|room| (room.row.id, room)).collect(),
        })
    }

    fn name(&self, record: &str) -> String {
        self.names.get(record).cloned().unwrap_or_default()
    }

    fn values(&self, room: &Room) -> FieldValues {
        FieldValues::of(room, &self.context, |_| true)
    }

    /// Adds the location of a row where nobody knows it; returns its name then. If the row is refused, it is gone with it.
    fn add_location(&self, tx: &mut Tx<'_>, values: &FieldValues) -> Result<Option<String>> {
        let name = values.text("location").filter(|name| !name.is_empty());
        let Some(name) = name.filter(|name| !self.locations.contains_key(&name_key(name))) else {
            return Ok(None);
        };
        let added = locations::add(tx, name, &LocationDetails::default(), IfExists::Skip)?;
        Ok(Some(added.name))
    }

    /// Knows the location of a row that stands from now on; returns a warning about it.
    fn keep_location(&mut self, added: Option<String>) -> Option<String> {
        let name = added?;
        let warning = format!("the location {name} is new");
        self.locations.insert(name_key(&name), name);
        Some(warning)
    }

    /// Returns the changes of a room's own row; `present` is the room that they change.
    fn changes(&self, values: &FieldValues, present: Option<&Room>) -> Result<RoomChanges> {
        let mut own = values.clone();
        own.split_off(&APART);
        if own.clears("capacity") {
            own.set("capacity", "0".to_owned());
        }
        let clear_rules = RULES.iter().any(|rule| own.clears(rule));
        if clear_rules {
            let present = present.map(|room| self.values(room)).unwrap_or_default();
            for rule in RULES {
                let text = own.get(rule).or(present.get(rule)).map(str::to_owned);
                own.remove(rule);
                if let Some(text) = text.filter(|text| !text.is_empty()) {
                    own.set(rule, text);
                }
            }
        }
        Ok(RoomChanges {
            clear_rules,
            ..own.changes::<Room, _>()?
        })
    }
}

impl TableAdapter for RoomAdapter {
    /// Replaces a spelling by the room's name. Parts that the same file creates stay as they are written.
    fn resolve(&self, mut values: FieldValues) -> Result<FieldValues> {
        if let Some(known) = values.text("name").and_then(|name| self.directory.find(name)) {
            values.set("name", known.name.clone());
        }
        // Both a blank and a 0 mean that it is unknown.
        let present = values.text("name").and_then(|name| self.directory.find(name));
        if present.is_some_and(|room| room.capacity == 0) && values.text("capacity") == Some("0") {
            values.remove("capacity");
        }
        let location = values.text("location").map(name_key);
        if let Some(known) = location.and_then(|key| self.locations.get(&key)) {
            values.set("location", known.clone());
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

    fn key(&self, values: &FieldValues) -> Result<String> {
        let name = values.text("name").unwrap_or_default();
        Ok(match self.directory.find(name) {
            Some(room) => format!("#{}", room.id),
            None => name_key(name),
        })
    }

    fn found(&self, key: &str) -> Vec<PresentRecord> {
        let id = key.strip_prefix('#');
        id.and_then(|id| self.present(id)).into_iter().collect()
    }

    fn present(&self, record: &str) -> Option<PresentRecord> {
        let room = self.present.get(&record.parse().ok()?)?;
        Some(PresentRecord {
            record: record.to_owned(),
            values: self.values(room),
            is_off: !room.row.is_active,
        })
    }

    /// A room of this database may have another name by now, or get one.
    fn listed(&self, marks: &ListMarks, _values: &FieldValues) -> Result<ListedRecord> {
        let room = self.present.get(&marks.id);
        let own = room.filter(|room| marks.is_of(room.row.created_at) == Some(true));
        Ok(own.map_or(ListedRecord::Unknown, |room| ListedRecord::Own {
            record: marks.id.to_string(),
            is_current: marks.is_current(room.row.updated_at, None),
        }))
    }

    fn label(&self, values: &FieldValues) -> String {
        values.text("name").unwrap_or_default().to_owned()
    }

    /// Parts come before what is made of them.
    fn turn(&self, values: &FieldValues) -> u8 {
        values.text("components").is_some().into()
    }

    fn create(&mut self, tx: &mut Tx<'_>, new: &NewRecord<'_>) -> Result<CreatedRecord> {
        let grant = tx.require(Permission::EditRooms)?;
        let values = new.values;
        let room = NewRoom {
            name: values.text("name").unwrap_or_default().to_owned(),
            details: self.changes(values, None)?,
            aliases: values.list("aliases").unwrap_or_default(),
            components: values.list("components").unwrap_or_default(),
        };
        let location = self.add_location(tx, values)?;
        let id = service::create(tx, &grant, &room)?;
        if values.flag("is_active") == Some(false) {
            room_changes::deactivate(tx, &room.name, false)?;
        }
        self.names.insert(id.to_string(), room.name);
        let location = self.keep_location(location);
        let warnings = location.into_iter().chain(unknown_capacity(values)).collect();
        Ok(CreatedRecord {
            record: id.to_string(),
            warnings,
        })
    }

    fn update(&mut self, tx: &mut Tx<'_>, record: &str, changed: &FieldValues) -> Result<Vec<String>> {
        if let Some(field) = ["components", "is_active"]
            .iter()
            .find(|field| changed.clears(field))
        {
            return Err(empty_field(field));
        }
        let name = self.name(record);
        let room = service::by_id(tx.connection(), record.parse().unwrap_or_default())?;
        let mut changes = self.changes(changed, Some(&room))?;
        changes.name = changed.text("name").map(str::to_owned);
        let location = self.add_location(tx, changed)?;
        let mut warnings: Vec<String> = unknown_capacity(changed).into_iter().collect();
        if changes != RoomChanges::default() {
            room_changes::edit_room(tx, &name, &changes)?;
        }
        let name = changes.name.unwrap_or(name);
        self.names.insert(record.to_owned(), name.clone());
        if let Some(aliases) = changed.list("aliases") {
            set_aliases(tx, &room, &aliases)?;
        }
        if let Some(components) = changed.list("components") {
            service::combine(tx, &name, &components, None)?;
        }
        match changed.flag("is_active") {
            Some(true) => activity::activate(tx, &name).map(|_room| ())?,
            Some(false) => warnings.extend(room_changes::deactivate(tx, &name, false)?.warnings),
            None => {}
        }
        let location = self.keep_location(location);
        Ok(location.into_iter().chain(warnings).collect())
    }

    fn revive(&mut self, tx: &mut Tx<'_>, record: &str) -> Result<()> {
        activity::activate(tx, &self.name(record)).map(|_changed| ())
    }

    fn states(&self, tx: &mut Tx<'_>, records: &[String]) -> Result<BTreeMap<String, FieldTexts>> {
        let wanted: BTreeSet<&String> = records.iter().collect();
        let rooms = service::all(tx.connection())?;
        let rooms = rooms.iter().map(|room| (room.row.id.to_string(), room));
        Ok(rooms
            .filter(|(id, _)| wanted.contains(id))
            .map(|(id, room)| (id, self.values(room).texts()))
            .collect())
    }

    fn withdraw(&mut self, tx: &mut Tx<'_>, record: &str, _reason: &str) -> Result<()> {
        room_changes::deactivate(tx, &self.name(record), false).map(|_changed| ())
    }
}

/// Warns of a size of nothing: such a room is one of an unknown size.
fn unknown_capacity(values: &FieldValues) -> Option<String> {
    let is_zero = values.text("capacity") == Some("0");
    is_zero.then(|| "capacity 0: how many seats the room has is unknown".to_owned())
}

/// Gives a room these spellings and no others.
fn set_aliases(tx: &mut Tx<'_>, room: &Room, wanted: &[String]) -> Result<()> {
    for gone in room.aliases.iter().filter(|alias| !wanted.contains(alias)) {
        alias::remove(tx, gone)?;
    }
    for new in wanted.iter().filter(|alias| !room.aliases.contains(alias)) {
        alias::add(tx, &room.row.name, new)?;
    }
    Ok(())
}
