//! The board: the rooms of a day as a page for a screen at the door, which loads itself again every minute.

use chrono::NaiveDate;
use minijinja::Environment;
use serde::Serialize;

use crate::access::tx::Tx;
use crate::booking::overview::{self, DoorUse, RoomDoor};
use crate::kernel::error::{Error, Result};
use crate::kernel::text::printable;
use crate::kernel::timestamp::Timestamp;
use crate::report::page_style;

/// The ending makes the engine escape what is put into it.
const TEMPLATE: (&str, &str) = ("board.html", include_str!("board.html"));

/// The board of a day, as the actor may see it.
pub struct DoorBoard {
    date: NaiveDate,
    company: String,
    made_at: String,
    now: Timestamp,
    /// Of another day nobody is in a room now.
    is_today: bool,
    doors: Vec<RoomDoor>,
}

#[derive(Serialize)]
struct BoardPage {
    style: String,
    company: String,
    day: String,
    made_at: String,
    is_today: bool,
    rooms: Vec<BoardRoom>,
}

#[derive(Serialize)]
struct BoardRoom {
    room: String,
    now: Option<BoardLine>,
    next: Vec<BoardLine>,
}

#[derive(Serialize)]
struct BoardLine {
    time: String,
    title: String,
}

/// Gathers the board of a day; rooms alone that may be booked.
///
/// # Errors
/// `Forbidden` for who may not see the calendar.
pub fn board(tx: &mut Tx<'_>, date: NaiveDate) -> Result<DoorBoard> {
    let doors = overview::doors(tx, date)?;
    let made_at = tx.site().local(tx.now());
    Ok(DoorBoard {
        date,
        company: tx.settings().company_name(),
        made_at: made_at.format("%H:%M").to_string(),
        now: tx.now(),
        is_today: date == tx.site().today(tx.now()),
        doors,
    })
}

impl DoorBoard {
    /// Returns what the file is about.
    pub fn title(&self) -> String {
        format!("board of {}", self.date)
    }

    /// Renders the page.
    ///
    /// # Errors
    /// `Internal` for a template that is broken.
    pub fn page(&self) -> Result<Vec<u8>> {
        let failed = |error: minijinja::Error| Error::internal("cannot write the page").caused_by(error);
        let line = |one: &DoorUse| BoardLine {
            time: one.time.clone(),
            title: printable(&one.title),
        };
        let room = |door: &RoomDoor| BoardRoom {
            room: printable(&door.room),
            now: door
                .uses
                .iter()
                .find(|one| one.starts_at <= self.now && self.now < one.ends_at)
                .map(line),
            next: door
                .uses
                .iter()
                .filter(|one| one.starts_at > self.now)
                .map(line)
                .collect(),
        };
        let page = BoardPage {
            style: page_style(),
            company: printable(&self.company),
            day: self.date.format("%A %-d %B %Y").to_string(),
            made_at: self.made_at.clone(),
            is_today: self.is_today,
            rooms: self.doors.iter().map(room).collect(),
        };
        let mut environment = Environment::new();
        environment.add_template(TEMPLATE.0, TEMPLATE.1).map_err(failed)?;
        let template = environment.get_template(TEMPLATE.0).map_err(failed)?;
        let text = template.render(minijinja::value::Serde(page)).map_err(failed)?;
        Ok(text.into_bytes())
    }
}
