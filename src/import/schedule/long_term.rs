//! Tenants of offices: who is long-term, and the bookings that `--long-term CLIENT=ROOM` makes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};

use super::model::{LongTermClient, ScheduleOptions, SheetBooking, UnbookedCell, WantedBooking};
use super::read::{ReadingRules, Schedule};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::period::{Site, is_working_day};
use colab_schedule::cell::SiteHours;
use colab_schedule::rooms::RoomDirectory;
use colab_schedule::sheet::RoomRef;

impl Schedule {
    /// Books `--long-term CLIENT=ROOM` on every weekday of the workbook's year; the client's own cells make no further
    /// bookings.
    pub(super) fn cover_long_term(
        &mut self,
        rooms: &RoomDirectory,
        rules: &ReadingRules,
        options: &ScheduleOptions,
    ) -> Result<()> {
        for (number, long_term) in options.long_term.iter().enumerate() {
            let Some(name) = &long_term.room else { continue };
            let (room, room_name) = self.room_for(rooms, name)?;
            let year = self.year().or(options.year).ok_or_else(|| {
                let this = rules.today.year();
                Error::invalid(ErrorCode::NoYear, "the workbook names no year for --long-term")
                    .option(format!("--year {this}"), format!("book the days of {this}"))
            })?;
            self.ignore_cells_of(long_term, &room);
            let series = usize::MAX - number;
            let text = format!("--long-term {}={}", long_term.client, room_name);
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
            for day in first
                .iter_days()
                .take_while(|day| day.year() == year)
                .filter(|day| is_working_day(*day))
            {
                self.wanted.push(WantedBooking {
                    site_hours: SiteHours::WHOLE_DAY,
                    place: None,
                    text: text.clone(),
                    room: room.clone(),
                    day,
                    booking: resident(&long_term.client, &rules.site),
                    cancelled: false,
                    why_cancelled: None,
                    series: Some(series),
                    long_term: true,
                    note: None,
                    at_most: 0,
                    warnings: Vec::new(),
                });
            }
        }
        Ok(())
    }

    /// Finds a room by its name, also one that this import creates.
    fn room_for(&self, rooms: &RoomDirectory, name: &str) -> Result<(RoomRef, String)> {
        let key = name_key(name);
        match self.new_rooms.iter().find(|room| name_key(&room.name) == key) {
            Some(new) => Ok((RoomRef::New(new.name.clone()), new.name.clone())),
            None => crate::room::service::find(rooms, name)
                .map(|room| (RoomRef::Known(room.id), room.name.clone())),
        }
    }

    /// Returns the year that most of the file's days are in.
    fn year(&self) -> Option<i32> {
        let mut years: BTreeMap<i32, u32> = BTreeMap::new();
        self.wanted
            .iter()
            .for_each(|wanted| *years.entry(wanted.day.year()).or_default() += 1);
        years
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .map(|(year, _)| year)
    }

    /// Ignores the client's cells in its room, or anywhere without a headcount; a class of the same client in another room
    /// stays a booking.
    fn ignore_cells_of(&mut self, long_term: &LongTermClient, room: &RoomRef) {
        let key = name_key(&long_term.client);
        let (own, kept): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.wanted).into_iter().partition(|wanted| {
                wanted.place.is_some()
                    && name_key(&wanted.booking.client_name) == key
                    && (wanted.room == *room || wanted.booking.headcount == 0)
            });
        self.wanted = kept;
        let why = format!(
            "{} is long-term: --long-term makes its bookings",
            long_term.client
        );
        let own = own
            .into_iter()
            .filter_map(|wanted| Some((wanted.place?, wanted.text)));
        let ignored = own.map(|(place, text)| UnbookedCell::new(place, &text, false, why.clone()));
        self.unbooked.extend(ignored);
    }

    /// Marks clients that are named so, or are in one room for many working days in a row without a headcount: they are
    /// tenants of offices.
    pub(super) fn mark_long_term(&mut self, days_in_a_row: u32, named: &[LongTermClient]) {
        let named: BTreeSet<String> = named.iter().map(|one| name_key(&one.client)).collect();
        let mut stays: HashMap<(RoomRef, String), BTreeSet<NaiveDate>> = HashMap::new();
        for wanted in self
            .wanted
            .iter()
            .filter(|wanted| wanted.booking.headcount == 0 && !wanted.cancelled)
        {
            let key = (wanted.room.clone(), name_key(&wanted.booking.client_name));
            stays.entry(key).or_default().insert(wanted.day);
        }
        stays.retain(|(_, client), days| named.contains(client) || longest_run(days) >= days_in_a_row);
        let mut series: HashMap<(RoomRef, String), usize> = HashMap::new();
        for (number, wanted) in self.wanted.iter_mut().enumerate() {
            let client = name_key(&wanted.booking.client_name);
            let key = (wanted.room.clone(), client);
            let stays = wanted.booking.headcount == 0 && stays.contains_key(&key);
            if !wanted.cancelled && (stays || named.contains(&key.1)) {
                wanted.long_term = true;
                wanted.series = wanted.series.or(Some(*series.entry(key).or_insert(number)));
            }
        }
    }
}

/// Returns a tenant's day: the whole site day, nobody counted.
fn resident(client: &str, site: &Site) -> SheetBooking {
    SheetBooking {
        client_name: client.to_owned(),
        start: site.day_start,
        end: site.day_end,
        num_learners: 0,
        num_facilitators: 0,
        headcount: 0,
        laptops: 0,
        desktops: 0,
        any_devices: 0,
        tentative: false,
    }
}

/// Returns the most working days without a gap between them; weekends are not gaps.
fn longest_run(days: &BTreeSet<NaiveDate>) -> u32 {
    let mut longest = 0;
    let mut run = 0;
    let mut last: Option<NaiveDate> = None;
    for day in days.iter().filter(|day| is_working_day(**day)) {
        let follows = last
            .is_some_and(|last| last.iter_days().skip(1).find(|next| is_working_day(*next)) == Some(*day));
        run = if follows { run + 1 } else { 1 };
        longest = longest.max(run);
        last = Some(*day);
    }
    longest
}
