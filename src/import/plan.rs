//! What an import would change: the file, what it said last time, and the database, compared. Pure.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::model::{Action, Options, Place, Said, Unbooked, Wanted};
use super::schedule::Schedule;
use crate::booking::{BookingRow, BookingStatus};
use crate::kernel::names::name_key;
use crate::kernel::period::{Period, Site};
use colab_schedule::sheet::RoomRef;

/// What the last import of this source said of a booking.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    pub booking_id: i64,
    pub room_id: i64,
    pub day: NaiveDate,
    pub said: Said,
    pub place: Option<Place>,
    /// The file and an edit by hand contradicted each other then, and the edit stayed.
    pub disagreed: bool,
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
pub fn rank(action: Action) -> u8 {
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
            let same = |base: &&Base| name_key(&base.said.client_name) == key;
            // Whoever else stood there was overwritten by it.
            let place = before.iter().position(same).or((!before.is_empty()).then_some(0));
            items.push(self.cancelled_item(number, place.map(|place| before.remove(place))));
        }
        let overwritten = !wanted.is_empty();
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
            // Somebody was told that --theirs settles it.
            if base.disagreed && self.options.theirs {
                return with_booking(self.update_item(number, row, base));
            }
            return with_booking(Item {
                messages: vec![format!("edited by hand ({}): the edit stays", edited.join(", "))],
                warnings: 0,
                ..self.item(number, Action::Keep)
            });
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
        // Who did not come holds no room, and goes on holding none.
        item.moves = row.status != BookingStatus::NoShow
            && (row.starts_at != period.starts_at()
                || row.ends_at != period.ends_at()
                || row.room_id != Some(base.room_id)
                || !row.status.holds_room());
        item.messages.push(match differences(&base.said, &wanted.said) {
            changed if changed.is_empty() => "as the file has it, instead of the edit by hand".to_owned(),
            changed => changed.join(", "),
        });
        item
    }

    fn cancelled_item(&self, number: usize, base: Option<&Base>) -> Item {
        let standing = base.and_then(|base| {
            let row = self.known.bookings.get(&base.booking_id)?;
            (!row.status.is_off()).then_some((base, row))
        });
        let (action, message) = match standing {
            Some((base, row)) => self.off(base, row, "the cell says that it is cancelled"),
            None => (Action::Ignore, "cancelled: no booking".to_owned()),
        };
        Item {
            booking_id: base.map(|base| base.booking_id),
            // What the booking was stays its base as long as the booking stands.
            said: standing.map(|(base, _)| base.said.clone()),
            messages: vec![message],
            warnings: 0,
            ..self.item(number, action)
        }
    }

    /// The file took a booking away, and says so: it is cancelled, unless somebody edited it.
    fn off(&self, base: &Base, row: &BookingRow, why: &str) -> (Action, String) {
        let edited = self.edited(row, base).join(", ");
        if edited.is_empty() || self.options.theirs {
            (Action::Cancel, why.to_owned())
        } else if base.disagreed {
            (
                Action::Keep,
                format!("edited by hand ({edited}): the edit stays, though {why}"),
            )
        } else {
            let message =
                format!("edited by hand ({edited}): the edit stays, though {why}; --theirs cancels it");
            (Action::Disagree, message)
        }
    }

    /// A booking of an earlier import that its cell no longer has.
    fn gone(&self, base: &Base, overwritten: bool) -> Option<Item> {
        let row = self
            .known
            .bookings
            .get(&base.booking_id)
            .filter(|row| !row.status.is_off())?;
        let (action, message) = if overwritten {
            self.off(base, row, "overwritten in its cell")
        } else {
            let (action, message) = self.missing(base, row);
            (action, message.to_owned())
        };
        Some(Item {
            action,
            place: base.place.clone(),
            text: String::new(),
            room: Some(ItemRoom::Id(base.room_id)),
            day: Some(base.day),
            booking_id: Some(base.booking_id),
            said: Some(base.said.clone()),
            messages: vec![message],
            warnings: 0,
            wanted: None,
            moves: false,
        })
    }

    /// A booking of which the file says nothing any more.
    fn missing(&self, base: &Base, row: &BookingRow) -> (Action, &'static str) {
        let may_hide = |place: &Place| self.schedule.may_hide(&place.sheet);
        if base.place.as_ref().is_some_and(may_hide) {
            (
                Action::Keep,
                "not found in the file, but its sheet could not be read whole",
            )
        } else if !self.options.prune {
            (Action::Keep, "gone from the file; --prune cancels it")
        } else if base.day < self.known.today {
            (Action::Keep, "gone from the file, but in the past")
        } else if !self.edited(row, base).is_empty() {
            (Action::Keep, "gone from the file, but edited by hand")
        } else {
            (Action::Cancel, "gone from the file")
        }
    }

    fn edited(&self, row: &BookingRow, base: &Base) -> Vec<&'static str> {
        edited(row, base.room_id, base.day, &base.said, self.known.site)
    }
}

/// Which of the compared things somebody changed since the file said them. Steps of the workflow are none.
pub fn edited(row: &BookingRow, room_id: i64, day: NaiveDate, said: &Said, site: &Site) -> Vec<&'static str> {
    let (start, end) = (site.local(row.starts_at), site.local(row.ends_at));
    let number = |count: i32| u32::try_from(count).unwrap_or(0);
    let people = (row.num_learners, row.num_facilitators, row.headcount);
    let people = (number(people.0), number(people.1), number(people.2));
    let devices = (number(row.devices_needed), row.device_type_preference);
    let holds = row.status.holds_room() || row.status == BookingStatus::NoShow;
    let unconfirmed = row.status == BookingStatus::RoomAssigned && !said.tentative;
    let same = [
        (holds, "status"),
        (!unconfirmed, "confirmation"),
        (!holds || row.room_id == Some(room_id), "room"),
        (row.client_name == said.client_name, "client"),
        (start.date_naive() == day && end.date_naive() == day, "day"),
        ((start.time(), end.time()) == (said.start, said.end), "time"),
        (
            people == (said.num_learners, said.num_facilitators, said.headcount),
            "people",
        ),
        (
            devices == (said.devices_needed(), said.device_preference()),
            "devices",
        ),
    ];
    same.iter()
        .filter(|(same, _)| !same)
        .map(|(_, what)| *what)
        .collect()
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
