//! What an import would change: the file, the last import and the database, compared. Pure.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::differences::{differences, edited};
use super::model::{CellPlace, ScheduleOptions, SheetBooking, UnbookedCell, WantedBooking};
use super::read::Schedule;
use crate::booking::{BookingRow, BookingStatus};
use crate::import::model::ImportAction;
use crate::kernel::names::name_key;
use crate::kernel::period::{Period, Site};
use crate::kernel::timestamp::Timestamp;
use colab_schedule::sheet::RoomRef;

/// A booking as the last import of this source had it.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportBase {
    pub booking_id: i64,
    pub room_id: i64,
    pub day: NaiveDate,
    pub booking: SheetBooking,
    pub place: Option<CellPlace>,
    /// When the import left the booking to be, whatever the site's clocks show by now.
    pub left: Option<(Timestamp, Timestamp)>,
    /// The file and an edit by hand contradicted each other then, and the edit stayed.
    pub disagreed: bool,
}

impl ImportBase {
    /// Whether the booking is where the import left it, and the site's clocks show other hours there by now: its instants were
    /// kept in another time zone.
    pub fn is_left_by_other_clocks(&self, row: &BookingRow, site: &Site) -> bool {
        let by_clock = site.period(self.day, self.booking.start, self.booking.end);
        let by_clock = by_clock.ok().map(|period| (period.starts_at(), period.ends_at()));
        let is = Some((row.starts_at, row.agreed_end()));
        self.left == is && by_clock != is
    }
}

/// What is known besides the file.
pub struct KnownBookings<'a> {
    pub bases: Vec<ImportBase>,
    /// The bases' bookings as they are now.
    pub bookings: HashMap<i64, BookingRow>,
    pub site: &'a Site,
    /// The site by the clocks that it had before.
    pub former: &'a [Site],
    /// Bookings that other sources have, with such a source.
    pub elsewhere: BTreeMap<String, String>,
    pub today: NaiveDate,
}

/// One thing to do or to leave.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanItem {
    pub action: ImportAction,
    pub place: Option<CellPlace>,
    pub text: String,
    pub room: Option<RoomRef>,
    pub day: Option<NaiveDate>,
    pub booking_id: Option<i64>,
    #[serde(rename = "said")]
    pub booking: Option<SheetBooking>,
    pub messages: Vec<String>,
    /// How many of the messages are warnings; they come first.
    pub warnings: u64,
    /// Its place in the schedule.
    pub wanted: Option<usize>,
    /// The booking gives its room back before it takes one again.
    pub moves: bool,
    /// Blocks that make place for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passes: Vec<i64>,
    #[serde(flatten)]
    pub holding: Holding,
}

/// What an item changes about who has its booking: the booking stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Holding {
    /// Another source made it, and from now on this one has it, too.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_claim: bool,
    /// This source has it no longer, and another one does.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub lets_go: bool,
}

impl PlanItem {
    /// Replaces the messages by one that is not a warning.
    fn explained(mut self, message: impl Into<String>) -> Self {
        self.messages = vec![message.into()];
        self.warnings = 0;
        self
    }

    /// Joins the messages.
    pub fn message(&self) -> Option<String> {
        (!self.messages.is_empty()).then(|| self.messages.join("; "))
    }
}

/// Everything that an import would do.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SchedulePlan {
    pub items: Vec<PlanItem>,
}

impl SchedulePlan {
    pub fn actions(&self) -> impl Iterator<Item = ImportAction> {
        self.items.iter().map(|item| item.action)
    }

    /// Returns the items with this action.
    pub fn with(&self, action: ImportAction) -> impl Iterator<Item = &PlanItem> {
        self.items.iter().filter(move |item| item.action == action)
    }

    /// Returns whether bookings of other sources are claimed, or left to them.
    pub fn changes_holders(&self) -> bool {
        let changes = |item: &PlanItem| item.holding != Holding::default();
        self.items.iter().any(changes)
    }

    /// Returns whether a booking is cancelled that no cell of the file speaks of.
    pub fn cancels_what_is_gone(&self) -> bool {
        self.with(ImportAction::Cancel).any(|item| item.wanted.is_none())
    }

    /// Returns whether rooms must be free for it.
    pub fn takes_rooms(&self) -> bool {
        self.items
            .iter()
            .any(|item| item.action == ImportAction::Create || item.moves)
    }
}

/// Compares file, last import and database; `conflicts` finds the rooms that are taken.
pub fn compare(schedule: &Schedule, known: &KnownBookings<'_>, options: &ScheduleOptions) -> SchedulePlan {
    let comparison = ScheduleComparison {
        schedule,
        known,
        options,
    };
    let mut bases: BTreeMap<(i64, NaiveDate), Vec<&ImportBase>> = BTreeMap::new();
    for base in &known.bases {
        bases.entry((base.room_id, base.day)).or_default().push(base);
    }
    let mut items: Vec<PlanItem> = schedule.unbooked.iter().map(unbooked_item).collect();
    for ((room, day), wanted) in comparison.by_identity() {
        let before = match room {
            RoomRef::Known(id) => bases.remove(&(*id, day)).unwrap_or_default(),
            RoomRef::New(_) => Vec::new(),
        };
        comparison.compare_identity(&wanted, before, &mut items);
    }
    let ignored = schedule.unbooked.iter().filter(|cell| !cell.rejected);
    let overwritten: HashSet<(i64, NaiveDate)> = ignored
        .flat_map(|cell| &cell.over)
        .filter_map(|(room, day)| match room {
            RoomRef::Known(id) => Some((*id, *day)),
            RoomRef::New(_) => None,
        })
        .collect();
    for (identity, gone) in bases {
        let overwritten = overwritten.contains(&identity);
        items.extend(
            gone.into_iter()
                .filter_map(|base| comparison.gone(base, overwritten)),
        );
    }
    items.sort_by_key(|item| item.action.rank());
    SchedulePlan { items }
}

fn unbooked_item(cell: &UnbookedCell) -> PlanItem {
    let over = match cell.over.as_slice() {
        [only] => Some(only),
        _ => None,
    };
    PlanItem {
        action: if cell.rejected {
            ImportAction::Reject
        } else {
            ImportAction::Ignore
        },
        place: cell.place.clone(),
        text: cell.text.clone(),
        room: over.map(|(room, _)| room.clone()),
        day: over.map(|(_, day)| *day),
        booking_id: None,
        booking: None,
        messages: vec![cell.why.clone()],
        warnings: u64::from(cell.warning),
        wanted: None,
        moves: false,
        holding: Holding::default(),
        passes: Vec::new(),
    }
}

struct ScheduleComparison<'a> {
    schedule: &'a Schedule,
    known: &'a KnownBookings<'a>,
    options: &'a ScheduleOptions,
}

impl<'a> ScheduleComparison<'a> {
    /// Groups the file's bookings by room and day, in the order in which they first stand there.
    fn by_identity(&self) -> Vec<((&'a RoomRef, NaiveDate), Vec<usize>)> {
        let mut order: Vec<((&RoomRef, NaiveDate), Vec<usize>)> = Vec::new();
        let mut places: HashMap<(&RoomRef, NaiveDate), usize> = HashMap::new();
        for (number, wanted) in self.schedule.wanted.iter().enumerate() {
            let identity = (&wanted.room, wanted.day);
            let place = *places.entry(identity).or_insert_with(|| {
                order.push((identity, Vec::new()));
                order.len() - 1
            });
            order[place].1.push(number);
        }
        order
    }

    /// Pairs one room's bookings of one day with those imported before. Of one client first those at the same time,
    /// then in order; what is left over was overwritten.
    fn compare_identity(&self, wanted: &[usize], mut before: Vec<&ImportBase>, items: &mut Vec<PlanItem>) {
        let (cancelled, live): (Vec<usize>, Vec<usize>) = wanted
            .iter()
            .partition(|number| self.schedule.wanted[**number].cancelled);
        let key = |number: usize| name_key(&self.schedule.wanted[number].booking.client_name);
        let is_of = |base: &ImportBase, client: &str| name_key(&base.booking.client_name) == client;
        let mut pairs: Vec<(usize, Option<&ImportBase>)> =
            live.iter().map(|number| (*number, None)).collect();
        for same_time in [true, false] {
            for (number, paired) in pairs.iter_mut().filter(|(_, paired)| paired.is_none()) {
                let booking = &self.schedule.wanted[*number].booking;
                let client = key(*number);
                let fits = |base: &&ImportBase| {
                    let times = (base.booking.start, base.booking.end);
                    is_of(base, &client) && (!same_time || times == (booking.start, booking.end))
                };
                *paired = before.iter().position(fits).map(|place| before.remove(place));
            }
        }
        items.extend(pairs.into_iter().map(|(number, base)| match base {
            None => self.new_item(number),
            Some(base) => self.paired_item(number, base),
        }));
        for number in cancelled {
            let client = key(number);
            // Whoever else stood there was overwritten by it.
            let place = before.iter().position(|base| is_of(base, &client));
            let place = place.or_else(|| before.iter().position(|base| !self.is_hidden(base)));
            items.push(self.cancelled_item(number, place.map(|place| before.remove(place))));
        }
        items.extend(before.into_iter().filter_map(|base| self.gone(base, true)));
    }

    fn item(&self, number: usize, action: ImportAction) -> PlanItem {
        let wanted = &self.schedule.wanted[number];
        PlanItem {
            action,
            place: wanted.place.clone(),
            text: wanted.text.clone(),
            room: Some(wanted.room.clone()),
            day: Some(wanted.day),
            booking_id: None,
            booking: Some(wanted.booking.clone()),
            messages: wanted.warnings.clone(),
            warnings: wanted.warnings.len() as u64,
            wanted: Some(number),
            moves: false,
            holding: Holding::default(),
            passes: Vec::new(),
        }
    }

    fn new_item(&self, number: usize) -> PlanItem {
        match self.period(&self.schedule.wanted[number]) {
            Ok(_) => self.item(number, ImportAction::Create),
            Err(why) => self.item(number, ImportAction::Reject).explained(why),
        }
    }

    /// Returns the period of a booking; a time that the site's clocks skip cannot be booked.
    fn period(&self, wanted: &WantedBooking) -> Result<Period, String> {
        let booking = &wanted.booking;
        let period = self.known.site.period(wanted.day, booking.start, booking.end);
        period.map_err(|error| error.message)
    }

    /// Compares three ways: the last import, the file, and the database.
    fn paired_item(&self, number: usize, base: &ImportBase) -> PlanItem {
        let Some(row) = self.known.bookings.get(&base.booking_id) else {
            return self.new_item(number);
        };
        PlanItem {
            booking_id: Some(base.booking_id),
            ..self.compared_item(number, row, base)
        }
    }

    fn compared_item(&self, number: usize, row: &BookingRow, base: &ImportBase) -> PlanItem {
        let booking = &self.schedule.wanted[number].booking;
        let edited = self.edited(row, base);
        let by_hand = format!("edited by hand ({})", edited.join(", "));
        if *booking == base.booking {
            return if edited.is_empty() {
                // Its warnings were told when it was imported; nothing changed since.
                PlanItem {
                    messages: Vec::new(),
                    ..self.item(number, ImportAction::Unchanged)
                }
            } else if base.disagreed && self.options.theirs {
                // Somebody was told that --theirs settles it.
                self.update_item(number, row, base)
            } else {
                let message = format!("{by_hand}: the edit stays");
                self.item(number, ImportAction::Keep).explained(message)
            };
        }
        let as_file = ImportBase {
            booking: booking.clone(),
            left: None,
            ..base.clone()
        };
        if !edited.is_empty() && self.edited(row, &as_file).is_empty() {
            return self.item(number, ImportAction::Unchanged);
        }
        if edited.is_empty() || self.options.theirs {
            return self.update_item(number, row, base);
        }
        let mut item = self.item(number, ImportAction::Disagree);
        item.messages.push(format!(
            "{by_hand} and changed in the file ({}): the edit stays; --theirs takes the file",
            differences(&base.booking, booking).join(", ")
        ));
        item
    }

    fn update_item(&self, number: usize, row: &BookingRow, base: &ImportBase) -> PlanItem {
        let wanted = &self.schedule.wanted[number];
        let period = match self.period(wanted) {
            Ok(period) => period,
            Err(why) => return self.item(number, ImportAction::Reject).explained(why),
        };
        let mut item = self.item(number, ImportAction::Update);
        // Who did not come holds no room, and goes on holding none.
        item.moves = row.status != BookingStatus::NoShow
            && (row.starts_at != period.starts_at()
                || row.agreed_end() != period.ends_at()
                || row.room_id != Some(base.room_id)
                || !row.status.holds_room());
        let changed = differences(&base.booking, &wanted.booking);
        item.messages.push(if changed.is_empty() {
            "as in the file, instead of the edit by hand".to_owned()
        } else {
            changed.join(", ")
        });
        item
    }

    fn cancelled_item(&self, number: usize, base: Option<&ImportBase>) -> PlanItem {
        let standing = base.and_then(|base| {
            let row = self.known.bookings.get(&base.booking_id)?;
            (!row.status.is_off()).then_some((base, row))
        });
        let why = self.schedule.wanted[number].why_cancelled.as_deref();
        let (action, message) = match standing {
            Some((base, row)) => self.cancel(base, row, why.unwrap_or("its cell says that it is cancelled")),
            None => (
                ImportAction::Ignore,
                format!("{}: no booking", why.unwrap_or("cancelled")),
            ),
        };
        PlanItem {
            booking_id: base.map(|base| base.booking_id),
            // What the booking was stays its base as long as the booking stands.
            booking: standing.map(|(base, _)| base.booking.clone()),
            ..self.item(number, action).explained(message)
        }
    }

    /// Cancels a booking that the file took away on purpose, unless somebody edited it.
    fn cancel(&self, base: &ImportBase, row: &BookingRow, why: &str) -> (ImportAction, String) {
        let edited = self.edited(row, base).join(", ");
        if edited.is_empty() || self.options.theirs {
            return (ImportAction::Cancel, why.to_owned());
        }
        let message = format!("edited by hand ({edited}): the edit stays, though {why}");
        if base.disagreed {
            (ImportAction::Keep, message)
        } else {
            (ImportAction::Disagree, format!("{message}; --theirs cancels it"))
        }
    }

    /// Reports whether a booking came from a cell that is hidden by now: it is not gone.
    fn is_hidden(&self, base: &ImportBase) -> bool {
        let place = base.place.as_ref();
        place.is_some_and(|place| self.schedule.hidden.contains(place))
    }

    /// Plans a booking of an earlier import that its cell no longer has.
    fn gone(&self, base: &ImportBase, overwritten: bool) -> Option<PlanItem> {
        let row = self.known.bookings.get(&base.booking_id);
        let row = row.filter(|row| !row.status.is_off())?;
        let outcome = if overwritten && !self.is_hidden(base) {
            self.cancel(base, row, "overwritten in its cell")
        } else {
            self.missing(base, row)
        };
        let other = self.known.elsewhere.get(&base.booking_id.to_string());
        let (action, message, lets_go) = match (outcome, other) {
            ((ImportAction::Cancel, why), Some(other)) => {
                (ImportAction::Keep, format!("{why}, but {other} has it"), true)
            }
            ((action, message), _) => (action, message, false),
        };
        Some(PlanItem {
            action,
            place: base.place.clone(),
            text: String::new(),
            room: Some(RoomRef::Known(base.room_id)),
            day: Some(base.day),
            booking_id: Some(base.booking_id),
            booking: Some(base.booking.clone()),
            messages: vec![message],
            warnings: 0,
            wanted: None,
            moves: false,
            holding: Holding {
                lets_go,
                ..Holding::default()
            },
            passes: Vec::new(),
        })
    }

    /// Decides about a booking that the file no longer mentions.
    fn missing(&self, base: &ImportBase, row: &BookingRow) -> (ImportAction, String) {
        let may_hide = |place: &CellPlace| self.schedule.may_hide(&place.sheet);
        let keep = |why: &str| (ImportAction::Keep, why.to_owned());
        if base.place.as_ref().is_some_and(may_hide) {
            keep("not found in the file, but its sheet could not be read whole")
        } else if !self.options.prune {
            keep("gone from the file; --prune cancels it")
        } else if base.day < self.known.today {
            keep("gone from the file, but in the past")
        } else if !self.edited(row, base).is_empty() {
            keep("gone from the file, but edited by hand")
        } else {
            (ImportAction::Cancel, "gone from the file".to_owned())
        }
    }

    fn edited(&self, row: &BookingRow, base: &ImportBase) -> Vec<&'static str> {
        let by = |site| edited(row, (base.room_id, base.day), &base.booking, site);
        let is_time = |what: &&str| ["day", "time"].contains(what);
        let is_as_read = |site| !by(site).iter().any(is_time);
        let mut edited = by(self.known.site);
        // Another time zone of the site is not an edit: the booking is where it was left, or where the clocks of a former zone put it.
        let is_left = base.left == Some((row.starts_at, row.agreed_end()));
        if is_left || self.known.former.iter().any(is_as_read) {
            edited.retain(|what| !is_time(what));
        }
        edited
    }
}
