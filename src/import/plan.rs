//! What an import would change: the file, what it said last time, and the database, compared. Pure.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::layout::RoomRef;
use super::model::{Action, Options, Place, Said, Unbooked, Wanted};
use super::schedule::Schedule;
use super::timeline::{Holder, Timeline};
use crate::booking::bulk::{Hold, PhysicalRoom};
use crate::booking::{BookingRow, Status};
use crate::names::name_key;
use crate::period::{Period, Site};

/// What the last import of this source said of a booking.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    pub booking_id: i64,
    pub room_id: i64,
    pub day: NaiveDate,
    pub said: Said,
    pub place: Option<Place>,
}

/// What is known besides the file.
pub struct Known<'a> {
    pub bases: Vec<Base>,
    /// The bases' bookings as they are now.
    pub bookings: HashMap<i64, BookingRow>,
    pub site: &'a Site,
    pub today: NaiveDate,
}

/// One thing to do or to leave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    pub action: Action,
    pub place: Option<Place>,
    pub text: String,
    /// Known by id, or the name of a room to be made.
    pub room: Option<ItemRoom>,
    pub day: Option<NaiveDate>,
    pub booking_id: Option<i64>,
    pub said: Option<Said>,
    pub messages: Vec<String>,
    pub warnings: u64,
    /// Its place in the schedule.
    pub wanted: Option<usize>,
    /// The booking gives its room back before it takes one again.
    pub moves: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemRoom {
    Id(i64),
    New(String),
}

impl From<&RoomRef> for ItemRoom {
    fn from(room: &RoomRef) -> Self {
        match room {
            RoomRef::Known(id) => Self::Id(*id),
            RoomRef::New(name) => Self::New(name.clone()),
        }
    }
}

/// Everything that an import would do.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Plan {
    pub items: Vec<Item>,
}

impl Plan {
    pub fn count(&self, action: Action) -> u64 {
        u64::try_from(self.items.iter().filter(|item| item.action == action).count()).unwrap_or(u64::MAX)
    }

    /// Whether anything would be written.
    pub fn changes_something(&self) -> bool {
        let writes = |action| {
            matches!(
                action,
                Action::Create | Action::Update | Action::Cancel | Action::Disagree
            )
        };
        self.items.iter().any(|item| writes(item.action))
    }

    /// Whether rooms must be free for it.
    pub fn takes_rooms(&self) -> bool {
        self.items
            .iter()
            .any(|item| item.action == Action::Create || item.moves)
    }
}

/// Compares file, last import and database; rooms that are taken are found by [`settle_conflicts`].
pub fn compare(schedule: &Schedule, known: &Known<'_>, options: &Options) -> Plan {
    let comparison = Comparison {
        schedule,
        known,
        options,
    };
    let mut bases: BTreeMap<(i64, NaiveDate), Vec<&Base>> = BTreeMap::new();
    for base in &known.bases {
        bases.entry((base.room_id, base.day)).or_default().push(base);
    }
    let mut items: Vec<Item> = schedule.unbooked.iter().map(unbooked_item).collect();
    for (identity, wanted) in comparison.by_identity() {
        let before = match &identity {
            (RoomRef::Known(room), day) => bases.remove(&(*room, *day)).unwrap_or_default(),
            (RoomRef::New(_), _) => Vec::new(),
        };
        comparison.identity(&wanted, before, &mut items);
    }
    let overwritten: HashSet<(i64, NaiveDate)> = schedule
        .unbooked
        .iter()
        .filter(|cell| !cell.rejected)
        .flat_map(|cell| &cell.over)
        .filter_map(|(room, day)| match room {
            RoomRef::Known(id) => Some((*id, *day)),
            RoomRef::New(_) => None,
        })
        .collect();
    for (identity, gone) in bases {
        for base in gone {
            items.extend(comparison.gone(base, overwritten.contains(&identity)));
        }
    }
    items.sort_by_key(|item| rank(item.action));
    Plan { items }
}

/// Problems first.
fn rank(action: Action) -> u8 {
    match action {
        Action::Reject => 0,
        Action::Conflict => 1,
        Action::Disagree => 2,
        Action::Cancel => 3,
        Action::Update => 4,
        Action::Keep => 5,
        Action::Ignore => 6,
        Action::Create => 7,
        Action::Unchanged => 8,
    }
}

fn unbooked_item(cell: &Unbooked) -> Item {
    let over = match cell.over.as_slice() {
        [only] => Some(only),
        _ => None,
    };
    Item {
        action: if cell.rejected {
            Action::Reject
        } else {
            Action::Ignore
        },
        place: cell.place.clone(),
        text: cell.text.clone(),
        room: over.map(|(room, _)| room.into()),
        day: over.map(|(_, day)| *day),
        booking_id: None,
        said: None,
        messages: vec![cell.why.clone()],
        warnings: u64::from(cell.warning),
        wanted: None,
        moves: false,
    }
}

struct Comparison<'a> {
    schedule: &'a Schedule,
    known: &'a Known<'a>,
    options: &'a Options,
}

impl Comparison<'_> {
    /// The file's bookings by room and day, in the order in which they first stand there.
    fn by_identity(&self) -> Vec<((RoomRef, NaiveDate), Vec<usize>)> {
        let mut order: Vec<((RoomRef, NaiveDate), Vec<usize>)> = Vec::new();
        let mut places: HashMap<(RoomRef, NaiveDate), usize> = HashMap::new();
        for (number, wanted) in self.schedule.wanted.iter().enumerate() {
            let identity = (wanted.room.clone(), wanted.day);
            let place = *places.entry(identity.clone()).or_insert_with(|| {
                order.push((identity, Vec::new()));
                order.len() - 1
            });
            order[place].1.push(number);
        }
        order
    }

    /// One room on one day: pairs the file's bookings with those imported before. Of one client first those at the same
    /// time, then in order; what is left over was overwritten.
    fn identity(&self, wanted: &[usize], mut before: Vec<&Base>, items: &mut Vec<Item>) {
        let (cancelled, live): (Vec<usize>, Vec<usize>) = wanted
            .iter()
            .partition(|number| self.schedule.wanted[**number].cancelled);
        let mut pairs: Vec<(usize, Option<&Base>)> = live.iter().map(|number| (*number, None)).collect();
        for same_time in [true, false] {
            for (number, paired) in pairs.iter_mut().filter(|(_, paired)| paired.is_none()) {
                let said = &self.schedule.wanted[*number].said;
                let fits = |base: &&Base| {
                    name_key(&base.said.client_name) == name_key(&said.client_name)
                        && (!same_time || (base.said.start, base.said.end) == (said.start, said.end))
                };
                *paired = before.iter().position(fits).map(|place| before.remove(place));
            }
        }
        for (number, base) in pairs {
            items.push(match base {
                None => self.new_item(number),
                Some(base) => self.paired_item(number, base),
            });
        }
        for number in cancelled {
            let key = name_key(&self.schedule.wanted[number].said.client_name);
            let base = before
                .iter()
                .position(|base| name_key(&base.said.client_name) == key);
            items.push(self.cancelled_item(number, base.map(|place| before.remove(place))));
        }
        let overwritten = !live.is_empty();
        items.extend(before.into_iter().filter_map(|base| self.gone(base, overwritten)));
    }

    fn item(&self, number: usize, action: Action) -> Item {
        let wanted = &self.schedule.wanted[number];
        Item {
            action,
            place: wanted.place.clone(),
            text: wanted.text.clone(),
            room: Some((&wanted.room).into()),
            day: Some(wanted.day),
            booking_id: None,
            said: Some(wanted.said.clone()),
            messages: wanted.warnings.clone(),
            warnings: u64::try_from(wanted.warnings.len()).unwrap_or(0),
            wanted: Some(number),
            moves: false,
        }
    }

    fn new_item(&self, number: usize) -> Item {
        let wanted = &self.schedule.wanted[number];
        match self.period(wanted) {
            Ok(_) => self.item(number, Action::Create),
            Err(why) => Item {
                messages: vec![why],
                warnings: 0,
                ..self.item(number, Action::Reject)
            },
        }
    }

    /// A time that the site's clocks skip cannot be booked.
    fn period(&self, wanted: &Wanted) -> Result<Period, String> {
        self.known
            .site
            .period(wanted.day, wanted.said.start, wanted.said.end)
            .map_err(|error| error.message)
    }

    /// The three-way comparison.
    fn paired_item(&self, number: usize, base: &Base) -> Item {
        let said = &self.schedule.wanted[number].said;
        let Some(row) = self.known.bookings.get(&base.booking_id) else {
            return self.new_item(number);
        };
        let edited = self.edited(row, base);
        let with_booking = |mut item: Item| {
            item.booking_id = Some(base.booking_id);
            item
        };
        if *said == base.said {
            if edited.is_empty() {
                // What was worth a warning was said when it was imported; nothing changed since.
                return with_booking(Item {
                    messages: Vec::new(),
                    ..self.item(number, Action::Unchanged)
                });
            }
            let mut item = with_booking(self.item(number, Action::Keep));
            item.messages
                .push(format!("edited by hand ({}): the edit stays", edited.join(", ")));
            return item;
        }
        let as_file = Base {
            said: said.clone(),
            ..base.clone()
        };
        if self.edited(row, &as_file).is_empty() && !edited.is_empty() {
            return with_booking(self.item(number, Action::Unchanged));
        }
        if edited.is_empty() || self.options.theirs {
            return with_booking(self.update_item(number, row, base));
        }
        let mut item = with_booking(self.item(number, Action::Disagree));
        item.messages.push(format!(
            "edited by hand ({}) and changed in the file ({}): the edit stays; --theirs takes the file",
            edited.join(", "),
            differences(&base.said, said).join(", ")
        ));
        item
    }

    fn update_item(&self, number: usize, row: &BookingRow, base: &Base) -> Item {
        let wanted = &self.schedule.wanted[number];
        let mut item = self.item(number, Action::Update);
        let period = match self.period(wanted) {
            Ok(period) => period,
            Err(why) => {
                return Item {
                    messages: vec![why],
                    warnings: 0,
                    ..self.item(number, Action::Reject)
                };
            }
        };
        item.moves = row.starts_at != period.starts_at()
            || row.ends_at != period.ends_at()
            || row.room_id != Some(base.room_id)
            || !row.status.holds_room();
        item.messages
            .push(differences(&base.said, &wanted.said).join(", "));
        item
    }

    fn cancelled_item(&self, number: usize, base: Option<&Base>) -> Item {
        let row = base.and_then(|base| self.known.bookings.get(&base.booking_id));
        let off = |row: &&BookingRow| !matches!(row.status, Status::Cancelled | Status::Rejected);
        let (action, message) = match row.filter(off) {
            Some(_) => (Action::Cancel, "the cell says that it is cancelled"),
            None => (Action::Ignore, "cancelled: no booking"),
        };
        let mut item = self.item(number, action);
        item.booking_id = row.map(|row| row.id);
        item.messages = vec![message.to_owned()];
        item.warnings = 0;
        item
    }

    /// A booking of an earlier import that its cell no longer has.
    fn gone(&self, base: &Base, overwritten: bool) -> Option<Item> {
        let row = self.known.bookings.get(&base.booking_id)?;
        if matches!(row.status, Status::Cancelled | Status::Rejected) {
            return None;
        }
        let edited = !self.edited(row, base).is_empty();
        let unsound = base
            .place
            .as_ref()
            .is_some_and(|place| self.schedule.unsound_sheets.contains(&place.sheet));
        let (action, message) = if overwritten && (!edited || self.options.theirs) {
            (Action::Cancel, "overwritten in its cell")
        } else if overwritten {
            (
                Action::Disagree,
                "edited by hand and overwritten in its cell: the edit stays; --theirs cancels it",
            )
        } else if unsound {
            (
                Action::Keep,
                "not found in the file, but its sheet could not be read whole",
            )
        } else if !self.options.prune {
            (Action::Keep, "gone from the file; --prune cancels it")
        } else if base.day < self.known.today {
            (Action::Keep, "gone from the file, but in the past")
        } else if edited {
            (Action::Keep, "gone from the file, but edited by hand")
        } else {
            (Action::Cancel, "gone from the file")
        };
        Some(Item {
            action,
            place: base.place.clone(),
            text: String::new(),
            room: Some(ItemRoom::Id(base.room_id)),
            day: Some(base.day),
            booking_id: Some(base.booking_id),
            said: None,
            messages: vec![message.to_owned()],
            warnings: 0,
            wanted: None,
            moves: false,
        })
    }

    /// Which of the compared things somebody changed since the import. Steps of the workflow are none.
    fn edited(&self, row: &BookingRow, base: &Base) -> Vec<&'static str> {
        let said = &base.said;
        let (start, end) = (
            self.known.site.local(row.starts_at),
            self.known.site.local(row.ends_at),
        );
        let number = |count: i32| u32::try_from(count).unwrap_or(0);
        let mut edited = Vec::new();
        let mut check = |same: bool, what: &'static str| {
            if !same {
                edited.push(what);
            }
        };
        let holds = row.status.holds_room() || row.status == Status::NoShow;
        check(holds, "status");
        check(
            !holds || row.status != Status::RoomAssigned || said.tentative,
            "confirmation",
        );
        check(!holds || row.room_id == Some(base.room_id), "room");
        check(row.client_name == said.client_name, "client");
        check(
            start.date_naive() == base.day && end.date_naive() == base.day,
            "day",
        );
        check((start.time(), end.time()) == (said.start, said.end), "time");
        check(
            (
                number(row.num_learners),
                number(row.num_facilitators),
                number(row.headcount),
            ) == (said.num_learners, said.num_facilitators, said.headcount),
            "people",
        );
        check(
            (number(row.devices_needed), row.device_type_preference)
                == (said.devices_needed(), said.device_preference()),
            "devices",
        );
        edited
    }
}

/// What differs between two readings, in words.
pub fn differences(before: &Said, after: &Said) -> Vec<String> {
    let mut words = Vec::new();
    let mut changed = |what: &str, from: String, to: String| {
        if from != to {
            words.push(format!("{what} {from} → {to}"));
        }
    };
    let time = |said: &Said| format!("{}–{}", said.start.format("%H:%M"), said.end.format("%H:%M"));
    let devices = |said: &Said| format!("{}/{}/{}", said.laptops, said.desktops, said.any_devices);
    let state = |said: &Said| if said.tentative { "tentative" } else { "confirmed" }.to_owned();
    changed("client", before.client_name.clone(), after.client_name.clone());
    changed("time", time(before), time(after));
    changed(
        "learners",
        before.num_learners.to_string(),
        after.num_learners.to_string(),
    );
    changed(
        "facilitators",
        before.num_facilitators.to_string(),
        after.num_facilitators.to_string(),
    );
    changed("laptops/desktops/any", devices(before), devices(after));
    changed("status", state(before), state(after));
    words
}

/// Rooms as the timeline numbers them: those to be made get numbers below zero.
pub struct RoomNumbers {
    new: HashMap<String, i64>,
}

impl RoomNumbers {
    pub fn new(schedule: &Schedule) -> Self {
        let numbered = schedule
            .new_rooms
            .iter()
            .zip(1..)
            .map(|(room, number)| (name_key(&room.name), -number));
        Self {
            new: numbered.collect(),
        }
    }

    pub fn of(&self, room: &ItemRoom) -> Option<i64> {
        match room {
            ItemRoom::Id(id) => Some(*id),
            ItemRoom::New(name) => self.new.get(&name_key(name)).copied(),
        }
    }
}

/// Finds what cannot have its room. An update that cannot stays where it is, so its old hold counts again.
pub fn settle_conflicts(
    plan: &mut Plan,
    schedule: &Schedule,
    site: &Site,
    rooms: &[PhysicalRoom],
    holds: &[Hold],
    known_room: impl Fn(&str) -> Option<i64>,
) -> Vec<(usize, Holder)> {
    let numbers = RoomNumbers::new(schedule);
    let mut blocked: HashMap<usize, Holder> = HashMap::new();
    loop {
        let released: HashSet<i64> = plan
            .items
            .iter()
            .enumerate()
            .filter(|(place, item)| {
                (item.action == Action::Cancel || item.moves) && !blocked.contains_key(place)
            })
            .filter_map(|(_, item)| item.booking_id)
            .collect();
        let mut timeline = Timeline::new(rooms, holds, |id| released.contains(&id));
        add_new_rooms(&mut timeline, schedule, &numbers, &known_room);
        let stuck = take(plan, &mut timeline, &numbers, site, &blocked, |item| item.moves);
        if !stuck.is_empty() {
            blocked.extend(stuck);
            continue;
        }
        blocked.extend(take(plan, &mut timeline, &numbers, site, &blocked, |item| {
            item.action == Action::Create
        }));
        break;
    }
    for place in blocked.keys() {
        let item = &mut plan.items[*place];
        item.action = Action::Conflict;
        item.moves = false;
        item.messages.clear();
        item.warnings = 0;
    }
    let mut blocked: Vec<_> = blocked.into_iter().collect();
    blocked.sort_by_key(|(place, _)| *place);
    blocked
}

/// Takes rooms for the chosen items, in order; those that cannot have theirs, and why.
fn take(
    plan: &Plan,
    timeline: &mut Timeline,
    numbers: &RoomNumbers,
    site: &Site,
    blocked: &HashMap<usize, Holder>,
    chosen: impl Fn(&Item) -> bool,
) -> Vec<(usize, Holder)> {
    let mut stuck = Vec::new();
    for (place, item) in plan
        .items
        .iter()
        .enumerate()
        .filter(|(place, item)| chosen(item) && !blocked.contains_key(place))
    {
        let (Some(room), Some(day), Some(said)) = (&item.room, item.day, &item.said) else {
            continue;
        };
        let (Some(room), Ok(period)) = (numbers.of(room), site.period(day, said.start, said.end)) else {
            continue;
        };
        let holder = item.booking_id.map_or(Holder::Wanted(place), Holder::Booking);
        if let Err(other) = timeline.take(room, &period, holder) {
            stuck.push((place, other));
        }
    }
    stuck
}

fn add_new_rooms(
    timeline: &mut Timeline,
    schedule: &Schedule,
    numbers: &RoomNumbers,
    known_room: &impl Fn(&str) -> Option<i64>,
) {
    for room in &schedule.new_rooms {
        let Some(number) = numbers.of(&ItemRoom::New(room.name.clone())) else {
            continue;
        };
        if room.components.is_empty() {
            timeline.add_room(number);
        } else {
            let parts = room.components.iter();
            let parts: Vec<i64> = parts
                .filter_map(|name| known_room(name).or_else(|| numbers.of(&ItemRoom::New(name.clone()))))
                .collect();
            timeline.add_combined(number, &parts);
        }
    }
}
