//! The calendar of a month: days down, rooms across.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde_json::{Value as Json, json};

use super::model::{Booking, LunchCatering, MorningCatering, Status};
use super::{service, store};
use crate::auth::{Permission, Reach};
use crate::error::Result;
use crate::output::{Field, Grid, Record, Records, Report, Tone, View, list, shown_in_table, wanted_only};
use crate::period::{Site, is_working_day, last_of_month};
use crate::room::service::RoomFilter;
use crate::tx::Tx;

/// Columns that a room needs on a terminal to be read.
const ROOM_WIDTH: usize = 16;
/// Columns of the day at the left.
const DAY_WIDTH: usize = 8;

/// A month, ready to be shown.
#[derive(Debug)]
pub struct Calendar {
    month: NaiveDate,
    today: NaiveDate,
    /// Names, in the order of their ids.
    rooms: Vec<String>,
    entries: Vec<Entry>,
}

/// One booking on one day.
#[derive(Debug, Clone)]
struct Entry {
    day: NaiveDate,
    start: String,
    end: String,
    whole_day: bool,
    room: String,
    /// Nothing for those who may see catering and headcounts only.
    client: Option<String>,
    booking: Booking,
}

/// The bookings of a month that hold a room; long-term ones only when `all`.
pub fn month(tx: &mut Tx<'_>, month: NaiveDate, all: bool) -> Result<Calendar> {
    let grant = tx.require(Permission::SeeCalendar)?;
    let site = tx.site();
    let days = site.days(month, last_of_month(month))?;
    let rooms = crate::room::service::list(tx, &RoomFilter::default())?;
    let mut ids: Vec<i64> = store::holds_between(tx.connection(), days.starts_at(), days.ends_at())?
        .into_iter()
        .map(|hold| hold.booking_id)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let rows = store::by_ids(tx.connection(), &ids)?;
    let mut bookings = service::with_names(tx, rows)?;
    bookings.retain(|booking| all || !booking.row.long_term);
    bookings.sort_by_key(|booking| (booking.row.starts_at, booking.row.id));
    let names_clients = grant.reach() != Reach::CateringOnly;
    let entries: Vec<Entry> = bookings
        .iter()
        .flat_map(|booking| entries_of(booking, &site, month, names_clients))
        .collect();
    let used = |name: &str| entries.iter().any(|entry| entry.room == name);
    let rooms = rooms
        .into_iter()
        .filter(|room| room.row.is_active || used(&room.row.name))
        .filter(|room| all || room.row.room_type != crate::room::RoomType::Office || used(&room.row.name))
        .map(|room| room.row.name)
        .collect();
    Ok(Calendar {
        month,
        today: site.today(tx.now()),
        rooms,
        entries,
    })
}

/// A booking of several days stands on each of them.
fn entries_of(booking: &Booking, site: &Site, month: NaiveDate, names_clients: bool) -> Vec<Entry> {
    let (start, end) = (site.local(booking.row.starts_at), site.local(booking.row.ends_at));
    // A booking that ends at midnight does not touch the next day.
    let last = (end - chrono::TimeDelta::microseconds(1)).date_naive();
    let in_month = |day: &NaiveDate| day.year() == month.year() && day.month() == month.month();
    start
        .date_naive()
        .iter_days()
        .take_while(|day| *day <= last)
        .filter(in_month)
        .map(|day| {
            let from = if day == start.date_naive() {
                start.time()
            } else {
                chrono::NaiveTime::MIN
            };
            let to = (day == end.date_naive()).then(|| end.time());
            Entry {
                day,
                start: from.format("%H:%M").to_string(),
                end: to.map_or_else(|| "24:00".to_owned(), |time| time.format("%H:%M").to_string()),
                whole_day: from <= site.day_start && to.is_none_or(|time| time >= site.day_end),
                room: booking.room.clone().unwrap_or_default(),
                client: names_clients.then(|| booking.row.client_name.clone()),
                booking: booking.clone(),
            }
        })
        .collect()
}

impl Entry {
    /// Client, people, devices, meals: the lines of a cell.
    fn lines(&self) -> String {
        let row = &self.booking.row;
        let mut lines = Vec::new();
        if !self.whole_day {
            lines.push(format!("{}–{}", self.start, self.end));
        }
        lines.extend(self.client.clone());
        let people = match (row.headcount, row.num_facilitators) {
            (0, _) => String::new(),
            (total, 0) => total.to_string(),
            (total, facilitators) => format!("{}+{facilitators}={total}", row.num_learners),
        };
        let devices = if row.devices_needed > 0 && self.client.is_some() {
            format!(" {}d", row.devices_needed)
        } else {
            String::new()
        };
        let tentative = if row.status == Status::RoomAssigned {
            " ?"
        } else {
            ""
        };
        lines.push(
            format!("{people}{devices}{}{tentative}", self.meals())
                .trim()
                .to_owned(),
        );
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    fn meals(&self) -> String {
        let catering = &self.booking.catering;
        let mut marks = String::new();
        if catering.coffee_tea_station {
            marks.push_str(" C");
        }
        match catering.morning_catering {
            Some(MorningCatering::Pastry) => marks.push_str(" P"),
            Some(MorningCatering::Sandwiches) => marks.push_str(" S"),
            Some(MorningCatering::None) | None => {}
        }
        match catering.lunch_catering {
            Some(LunchCatering::InHouse) => marks.push_str(" L"),
            Some(LunchCatering::SelfCatered) => marks.push_str(" l"),
            Some(LunchCatering::None) | None => {}
        }
        marks
    }
}

impl Calendar {
    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let last = last_of_month(self.month);
        self.month.iter_days().take_while(move |day| *day <= last)
    }

    /// One table of these rooms.
    fn page(&self, rooms: &[String], cells: &BTreeMap<(NaiveDate, &str), String>, view: &View) -> String {
        let head = std::iter::once(String::new())
            .chain(rooms.iter().cloned())
            .collect();
        let mut grid = Grid::new(head);
        for day in self.days() {
            let tone = match day {
                day if day == self.today => Tone::Today,
                day if !is_working_day(day) => Tone::Weekend,
                _ => Tone::Plain,
            };
            let mark = if day == self.today { "*" } else { "" };
            let label = format!("{}{mark}", day.format("%a %d"));
            let row = rooms
                .iter()
                .map(|room| cells.get(&(day, room.as_str())).cloned().unwrap_or_default());
            grid.toned_row(std::iter::once(label).chain(row).collect(), tone);
        }
        grid.text(view.width, view.colour)
    }
}

impl Report for Calendar {
    fn json(&self, view: &View) -> Json {
        let fields = Entry::fields();
        let entry = |entry: &Entry| {
            let pairs = fields
                .iter()
                .map(|field| (field.name.to_owned(), view.json(&(field.value)(entry))));
            Json::Object(pairs.collect())
        };
        let day = |day: NaiveDate| {
            let bookings: Vec<Json> = self
                .entries
                .iter()
                .filter(|entry| entry.day == day)
                .map(entry)
                .collect();
            json!({"date": day.to_string(), "weekday": day.format("%a").to_string(), "today": day == self.today,
                   "weekend": !is_working_day(day), "bookings": bookings})
        };
        json!({"month": self.month.format("%Y-%m").to_string(), "rooms": self.rooms,
               "days": self.days().map(day).collect::<Vec<_>>()})
    }

    /// On a terminal the rooms are paged so that each page fits; in a pipe there is one page.
    fn text(&self, view: &View) -> String {
        let mut cells: BTreeMap<(NaiveDate, &str), String> = BTreeMap::new();
        for entry in &self.entries {
            let cell = cells.entry((entry.day, entry.room.as_str())).or_default();
            if !cell.is_empty() {
                cell.push('\n');
            }
            // A pipe has one line a day.
            let lines = entry.lines();
            cell.push_str(&if view.width.is_some() {
                lines
            } else {
                lines.replace('\n', " ")
            });
        }
        if view.width.is_none() {
            cells
                .values_mut()
                .for_each(|cell| *cell = cell.replace('\n', " / "));
        }
        let per_page = view.width.map_or(self.rooms.len(), |width| {
            (usize::from(width).saturating_sub(DAY_WIDTH) / ROOM_WIDTH).max(1)
        });
        let mut text = format!("{}\n", self.month.format("%B %Y"));
        for rooms in self.rooms.chunks(per_page.max(1)) {
            text.push('\n');
            text.push_str(&self.page(rooms, &cells, view));
        }
        if self.rooms.is_empty() {
            text.push_str(
                "\nThere are no rooms yet: colab room add NAME, or colab import rooms --starter colab\n",
            );
        }
        text
    }

    fn records(&self) -> Records {
        list(&self.entries)
    }
}

impl Record for Entry {
    fn fields() -> &'static [Field<Self>] {
        const FIELDS: &[Field<Entry>] = &[
            shown_in_table("date", |e| e.day.into()),
            shown_in_table("room", |e| e.room.as_str().into()),
            shown_in_table("start", |e| e.start.as_str().into()),
            shown_in_table("end", |e| e.end.as_str().into()),
            shown_in_table("booking_id", |e| e.booking.row.id.into()),
            shown_in_table("client_name", |e| e.client.clone().into()),
            shown_in_table("status", |e| e.booking.row.status.as_str().into()),
            wanted_only("tenant", |e| e.booking.row.tenant_id.as_str().into()),
            wanted_only("num_learners", |e| e.booking.row.num_learners.into()),
            wanted_only("num_facilitators", |e| e.booking.row.num_facilitators.into()),
            shown_in_table("headcount", |e| e.booking.row.headcount.into()),
            shown_in_table("devices_needed", |e| {
                e.client.as_ref().map(|_| e.booking.row.devices_needed).into()
            }),
            wanted_only("coffee_tea_station", |e| {
                e.booking.catering.coffee_tea_station.into()
            }),
            wanted_only("morning_catering", |e| {
                e.booking
                    .catering
                    .morning_catering
                    .map(MorningCatering::as_str)
                    .into()
            }),
            wanted_only("lunch_catering", |e| {
                e.booking
                    .catering
                    .lunch_catering
                    .map(LunchCatering::as_str)
                    .into()
            }),
            wanted_only("long_term", |e| e.booking.row.long_term.into()),
        ];
        FIELDS
    }
}
