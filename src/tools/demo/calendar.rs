//! The calendar of the demo: exactly as many bookings as asked for, no room twice, more in March than in December.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};

use super::dice::SeededDice;
use super::model::{DayPart, DemoOrder, DiceStream};
use super::stage::DemoStage;
use super::words::CLIENTS;
use crate::room::starter::COLAB;

/// A room held on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoomPlace {
    pub day: NaiveDate,
    pub part: DayPart,
    pub room: usize,
    pub client: usize,
    pub series: Option<usize>,
}

/// A client that comes to the same room day after day.
#[derive(Debug, Clone, Copy)]
struct ClientStay {
    client: usize,
    series: Option<usize>,
    days_left: i32,
}

struct CalendarPlanner {
    dice: SeededDice,
    runs: BTreeMap<usize, ClientStay>,
    series: usize,
    placed: Vec<RoomPlace>,
}

/// Places so many bookings, and counts the series they make.
pub fn place(
    order: &DemoOrder,
    days: &[NaiveDate],
    rooms: &[usize],
    stage: &DemoStage,
    count: usize,
) -> (Vec<RoomPlace>, usize) {
    let mut planner = CalendarPlanner {
        dice: order.dice(DiceStream::Calendar),
        runs: BTreeMap::new(),
        series: 0,
        placed: Vec::with_capacity(count),
    };
    let whole: usize = days.iter().map(|day| weight(*day)).sum();
    let mut so_far = 0;
    for day in days {
        let before = count * so_far / whole.max(1);
        so_far += weight(*day);
        let rooms = rooms.iter().filter(|room| !stage.keeps_free(*day, **room));
        planner.fill(
            *day,
            count * so_far / whole.max(1) - before,
            rooms.copied().collect(),
        );
    }
    (planner.placed, planner.series)
}

/// Rates how busy a day is.
fn weight(day: NaiveDate) -> usize {
    let of_week = match day.weekday() {
        Weekday::Mon => 9,
        Weekday::Fri => 7,
        _ => 11,
    };
    let of_year = [6, 9, 11, 8, 11, 10, 8, 11, 10, 11, 10, 5];
    of_week * of_year.get(day.month0() as usize).copied().unwrap_or(1)
}

impl CalendarPlanner {
    /// Puts so many bookings on a day; no room has more than two, so there must not be more than twice the rooms.
    fn fill(&mut self, day: NaiveDate, mut wanted: usize, mut free: Vec<usize>) {
        self.dice.shuffle(&mut free);
        // Who was here yesterday comes first.
        free.sort_by_key(|room| !self.runs.contains_key(room));
        let mut runs = std::mem::take(&mut self.runs);
        let mut together = None;
        if wanted > 2 && wanted + 3 < free.len() && self.dice.chance(15) {
            wanted -= self.both_halves(day, &mut free, &mut runs);
        }
        for (place, room) in free.iter().copied().enumerate() {
            if wanted == 0 {
                break;
            }
            let rooms_after = free.len() - place - 1;
            let run = runs.remove(&room);
            wanted -= match run {
                _ if wanted > 2 * rooms_after + 1 => self.two(day, room),
                Some(run) => self.go_on(day, room, run),
                None => self.new_client(day, room, wanted, &mut together),
            };
        }
    }

    /// Places a booking in the combined room, unless somebody stays in its halves.
    fn both_halves(
        &mut self,
        day: NaiveDate,
        free: &mut Vec<usize>,
        runs: &mut BTreeMap<usize, ClientStay>,
    ) -> usize {
        let Some(combined) = COLAB.iter().position(|room| !room.components.is_empty()) else {
            return 0;
        };
        let halves: Vec<usize> = free
            .iter()
            .copied()
            .filter(|room| COLAB[combined].components.contains(&COLAB[*room].name))
            .collect();
        if halves.iter().any(|room| runs.contains_key(room)) {
            return 0;
        }
        free.retain(|room| !halves.contains(room));
        let client = self.dice.below(CLIENTS);
        self.put(day, DayPart::Whole, combined, client, None)
    }

    fn two(&mut self, day: NaiveDate, room: usize) -> usize {
        let (first, second) = (self.dice.below(CLIENTS), self.dice.below(CLIENTS));
        self.put(day, DayPart::Morning, room, first, None)
            + self.put(day, DayPart::Afternoon, room, second, None)
    }

    fn go_on(&mut self, day: NaiveDate, room: usize, run: ClientStay) -> usize {
        if run.days_left > 1 {
            let days_left = run.days_left - 1;
            self.runs.insert(room, ClientStay { days_left, ..run });
        }
        self.put(day, DayPart::Whole, room, run.client, run.series)
    }

    /// Places a client who comes for a part of the day, for some days, or needs the next room too.
    fn new_client(
        &mut self,
        day: NaiveDate,
        room: usize,
        wanted: usize,
        together: &mut Option<(usize, usize)>,
    ) -> usize {
        if let Some((client, series)) = together.take() {
            return self.put(day, DayPart::Whole, room, client, Some(series));
        }
        let client = self.dice.below(CLIENTS);
        match self.dice.below(100) {
            ..10 => self.put(day, DayPart::Morning, room, client, None),
            10..16 => self.put(day, DayPart::Afternoon, room, client, None),
            16..24 if wanted > 1 => self.two(day, room),
            24..30 if wanted > 1 => {
                let series = self.new_series();
                *together = Some((client, series));
                self.put(day, DayPart::Whole, room, client, Some(series))
            }
            30..70 => {
                let days_left = self.dice.pick(&[2, 3, 3, 5]).unwrap_or(2);
                let series = Some(self.new_series());
                self.go_on(
                    day,
                    room,
                    ClientStay {
                        client,
                        series,
                        days_left,
                    },
                )
            }
            _ => self.put(day, DayPart::Whole, room, client, None),
        }
    }

    fn new_series(&mut self) -> usize {
        self.series += 1;
        self.series - 1
    }

    fn put(
        &mut self,
        day: NaiveDate,
        part: DayPart,
        room: usize,
        client: usize,
        series: Option<usize>,
    ) -> usize {
        self.placed.push(RoomPlace {
            day,
            part,
            room,
            client,
            series,
        });
        1
    }
}
