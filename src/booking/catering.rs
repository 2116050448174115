//! The plan of the kitchen: which meals where and when.

use chrono::{NaiveDate, NaiveTime};
use serde_json::{Value as Json, json};

use super::calendar::{DateSpan, days_of, of_days};
use super::meals::MealDays;
use super::model::{Booking, Catering, LunchCatering, MorningCatering};
use super::status::BookingStatus;
use crate::access::auth::{Permission, PermissionScope};
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::period::Site;
use crate::output::{
    OutputOptions, Record, RecordField, Records, Report, TextTable, Value, list, shown_in_table, summed,
    wanted_only,
};

/// The days that a kitchen plans.
#[derive(Debug)]
pub struct CateringPlan {
    stretch: DateSpan,
    /// In order of day and time.
    meals: Vec<MealOrder>,
}

/// What one booking asks of the kitchen on one day.
#[derive(Debug, Clone)]
struct MealOrder {
    day: NaiveDate,
    start: String,
    end: String,
    room: Option<String>,
    /// Nothing for the kitchen itself.
    client: Option<String>,
    headcount: i32,
    status: BookingStatus,
    catering: Catering,
}

/// People by what they eat, and bottles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct CateringTotals {
    coffee: i64,
    pastry: i64,
    sandwiches: i64,
    lunch_in_house: i64,
    stationery: i64,
    water: i64,
}

/// Returns what bookings ask of the kitchen in some days, each day of a long booking by itself. Bookings that wait for
/// a room are listed and not counted: the kitchen plans on what will take place.
pub fn kitchen(tx: &mut Tx<'_>, stretch: DateSpan) -> Result<CateringPlan> {
    let grant = tx.require(Permission::SeeCalendar)?;
    let names_clients = grant.reach() != PermissionScope::CateringOnly;
    let site = tx.site();
    let days = site.days(stretch.first(), stretch.last())?;
    let (mut bookings, waiting) = of_days(tx, &grant, &days, &[BookingStatus::Pending])?;
    bookings.extend(waiting);
    plan(&site, stretch, bookings, names_clients)
}

/// Plans the meals of bookings in some days.
pub fn plan(
    site: &Site,
    stretch: DateSpan,
    mut bookings: Vec<Booking>,
    names_clients: bool,
) -> Result<CateringPlan> {
    bookings.retain(|booking| booking.catering != Catering::none(booking.row.id));
    let mut meals: Vec<MealOrder> = Vec::new();
    for booking in &bookings {
        let served = MealDays::of(site, booking)?;
        let on_days =
            days_of(booking, site).filter(|on| stretch.first() <= on.day && on.day <= stretch.last());
        meals.extend(on_days.filter_map(|on| {
            let end = on.end.map(|time| time.format("%H:%M").to_string());
            Some(MealOrder {
                day: on.day,
                start: on.start.format("%H:%M").to_string(),
                end: end.unwrap_or_else(|| "24:00".to_owned()),
                room: booking.room.clone(),
                client: names_clients.then(|| booking.row.client_name.clone()),
                headcount: booking.row.headcount,
                status: booking.row.status,
                catering: served.on(on.day, &booking.catering)?,
            })
        }));
    }
    meals.retain(MealOrder::asks_for_something);
    meals.sort_by(|a, b| (a.day, &a.start, &a.room).cmp(&(b.day, &b.start, &b.room)));
    Ok(CateringPlan { stretch, meals })
}

impl MealOrder {
    fn asks_for_something(&self) -> bool {
        let catering = &self.catering;
        catering.coffee_tea_station
            || self.morning().is_some()
            || self.lunch().is_some()
            || catering.catering_notes.is_some()
            || catering.stationery_needed
            || catering.water_bottles > 0
    }

    fn is_counted(&self) -> bool {
        self.status.holds_room()
    }

    fn morning(&self) -> Option<MorningCatering> {
        self.catering
            .morning_catering
            .filter(|meal| *meal != MorningCatering::None)
    }

    fn lunch(&self) -> Option<LunchCatering> {
        self.catering
            .lunch_catering
            .filter(|meal| *meal != LunchCatering::None)
    }
}

impl CateringTotals {
    fn of<'a>(meals: impl Iterator<Item = &'a MealOrder>) -> Self {
        let mut totals = Self::default();
        for meal in meals.filter(|meal| meal.is_counted()) {
            let heads = i64::from(meal.headcount);
            let when = |eats: bool| if eats { heads } else { 0 };
            totals.coffee += when(meal.catering.coffee_tea_station);
            totals.pastry += when(meal.morning() == Some(MorningCatering::Pastry));
            totals.sandwiches += when(meal.morning() == Some(MorningCatering::Sandwiches));
            // What people bring along is not cooked.
            totals.lunch_in_house += when(meal.lunch() == Some(LunchCatering::InHouse));
            totals.stationery += when(meal.catering.stationery_needed);
            totals.water += i64::from(meal.catering.water_bottles);
        }
        totals
    }

    fn json(self) -> Json {
        json!({"coffee": self.coffee, "pastry": self.pastry, "sandwiches": self.sandwiches,
               "lunch_in_house": self.lunch_in_house, "stationery": self.stationery, "water": self.water})
    }

    /// Writes the counts that are not zero.
    fn text(self) -> String {
        let counts = [
            ("coffee", self.coffee),
            ("pastry", self.pastry),
            ("sandwiches", self.sandwiches),
            ("lunch", self.lunch_in_house),
            ("stationery", self.stationery),
            ("water bottles", self.water),
        ];
        let asked = counts.iter().filter(|(_, count)| *count > 0);
        let words: Vec<String> = asked.map(|(what, count)| format!("{what} {count}")).collect();
        if words.is_empty() {
            "nothing to prepare".to_owned()
        } else {
            words.join(", ")
        }
    }
}

impl CateringPlan {
    /// Returns one line: people by what they eat, and bottles.
    pub fn in_short(&self) -> String {
        CateringTotals::of(self.meals.iter()).text()
    }

    fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let last = self.stretch.last();
        let days = self.stretch.first().iter_days();
        days.take_while(move |day| *day <= last)
    }

    fn on(&self, day: NaiveDate) -> impl Iterator<Item = &MealOrder> {
        self.meals.iter().filter(move |meal| meal.day == day)
    }

    fn day_json(&self, day: NaiveDate, view: &OutputOptions) -> Json {
        let row = |meal: &MealOrder| {
            let pairs = MealOrder::fields()
                .iter()
                .map(|field| (field.name.to_owned(), view.json(&(field.value)(meal))));
            Json::Object(pairs.collect())
        };
        let rows: Vec<Json> = self.on(day).map(row).collect();
        json!({"date": day.to_string(), "rows": rows, "totals": CateringTotals::of(self.on(day)).json()})
    }

    fn day_text(&self, day: NaiveDate, view: &OutputOptions) -> String {
        let title = day.format("%A %-d %B %Y");
        if self.on(day).next().is_none() {
            return format!("{title}: nothing to prepare\n");
        }
        let names_clients = self.on(day).any(|meal| meal.client.is_some());
        let mut head = vec![
            "room",
            "time",
            "heads",
            "coffee",
            "morning",
            "lunch",
            "water",
            "stationery",
            "notes",
        ];
        if names_clients {
            head.insert(2, "client");
        }
        let rows: Vec<Vec<String>> = self.on(day).map(|meal| meal.cells(names_clients)).collect();
        // On a terminal a column without any value gives its place to the others.
        let shown = |column: &usize| view.width.is_none() || rows.iter().any(|row| !row[*column].is_empty());
        let columns: Vec<usize> = (0..head.len()).filter(shown).collect();
        let mut grid = TextTable::new(columns.iter().map(|column| head[*column].to_owned()).collect());
        grid.give_way(&["client", "stationery", "notes"]);
        for row in &rows {
            grid.row(columns.iter().map(|column| row[*column].clone()).collect());
        }
        let totals = CateringTotals::of(self.on(day)).text();
        let mut text = format!(
            "{title}\n\n{}\n{}",
            grid.text(view.width, view.colour),
            view.sentence(&format!("Total: {totals}"))
        );
        let waiting = self.on(day).filter(|meal| !meal.is_counted()).count();
        if waiting > 0 {
            text.push_str(&format!("Not counted: {waiting} without a room yet\n"));
        }
        text
    }
}

impl MealOrder {
    fn cells(&self, names_clients: bool) -> Vec<String> {
        let yes = |asked: bool| if asked { "yes" } else { "" }.to_owned();
        let some = |count: i32| {
            if count > 0 {
                count.to_string()
            } else {
                String::new()
            }
        };
        let words = |word: Option<&str>| word.unwrap_or_default().replace('_', " ");
        let room = self.room.clone().unwrap_or_else(|| "(no room yet)".to_owned());
        let heads = if self.headcount > 0 {
            self.headcount.to_string()
        } else {
            "?".to_owned()
        };
        let mut cells = vec![
            room,
            format!("{}–{}", self.start, self.end),
            heads,
            yes(self.catering.coffee_tea_station),
            words(self.morning().map(MorningCatering::as_str)),
            words(self.lunch().map(LunchCatering::as_str)),
            some(self.catering.water_bottles),
            yes(self.catering.stationery_needed),
            self.catering.catering_notes.clone().unwrap_or_default(),
        ];
        if names_clients {
            cells.insert(2, self.client.clone().unwrap_or_default());
        }
        cells
    }
}

impl Report for CateringPlan {
    /// Returns one day as one object; several have them under `days`, with their sum.
    fn json(&self, view: &OutputOptions) -> Json {
        let (first, last) = (self.stretch.first(), self.stretch.last());
        if first == last {
            return self.day_json(first, view);
        }
        let days: Vec<Json> = self.days().map(|day| self.day_json(day, view)).collect();
        json!({"from": first.to_string(), "to": last.to_string(), "days": days,
               "totals": CateringTotals::of(self.meals.iter()).json()})
    }

    fn text(&self, view: &OutputOptions) -> String {
        let days: Vec<String> = self.days().map(|day| self.day_text(day, view)).collect();
        let mut text = days.join("\n");
        if days.len() > 1 {
            let totals = CateringTotals::of(self.meals.iter()).text();
            text.push_str(&format!("\n{}", view.sentence(&format!("All days: {totals}"))));
        }
        text
    }

    fn records(&self) -> Records {
        list(&self.meals)
    }
}

/// Returns a time of day as such, and 24:00, which is none, as it is written.
fn time_value(text: &str) -> Value {
    match NaiveTime::parse_from_str(text, "%H:%M") {
        Ok(time) => Value::Time(time),
        Err(_) => text.into(),
    }
}

impl Record for MealOrder {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<MealOrder>] = &[
            shown_in_table("date", |m| m.day.into()),
            shown_in_table("room", |m| m.room.clone().into()),
            shown_in_table("start", |m| time_value(&m.start)),
            shown_in_table("end", |m| time_value(&m.end)),
            wanted_only("booking_id", |m| m.catering.booking_id.into()),
            wanted_only("client_name", |m| m.client.clone().into()),
            shown_in_table("status", |m| m.status.as_str().into()),
            wanted_only("counted", |m| m.is_counted().into()),
            summed(shown_in_table("headcount", |m| m.headcount.into())),
            shown_in_table("coffee_tea_station", |m| m.catering.coffee_tea_station.into()),
            shown_in_table("morning_catering", |m| {
                Value::from(m.morning().map(MorningCatering::as_str))
            }),
            shown_in_table("lunch_catering", |m| {
                Value::from(m.lunch().map(LunchCatering::as_str))
            }),
            shown_in_table("catering_notes", |m| m.catering.catering_notes.clone().into()),
            shown_in_table("stationery_needed", |m| m.catering.stationery_needed.into()),
            summed(shown_in_table("water_bottles", |m| {
                m.catering.water_bottles.into()
            })),
        ];
        FIELDS
    }
}
