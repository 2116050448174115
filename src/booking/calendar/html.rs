//! The calendar as one page that needs nothing else: read on a screen, printed on landscape paper.
//!
//! The screen gets one wide table whose head and first column stay in sight; paper gets the rooms in groups, a page or
//! more each, the head repeated. Whatever a booking says is escaped by the template engine.

use minijinja::Environment;
use serde::Serialize;

use super::span::CalendarPart;
use super::{Calendar, CalendarEntry, ClosedEntry, DayKind};
use crate::booking::model::Tenant;
use crate::booking::status::BookingStatus;
use crate::kernel::error::{Error, Result};
use crate::kernel::text::printable;

/// Rooms that a landscape page has room for.
const ROOMS_ON_PAPER: usize = 6;

/// Their ending makes the engine escape what is put into them.
const TEMPLATES: [(&str, &str); 2] = [
    ("page.html", include_str!("page.html")),
    ("table.html", include_str!("table.html")),
];

#[derive(Serialize)]
struct HtmlPage {
    title: String,
    company: String,
    made_at: String,
    legend: Vec<HtmlMark>,
    has_training: bool,
    parts: Vec<HtmlPart>,
    waiting: Option<i64>,
}

#[derive(Serialize)]
struct HtmlMark {
    sign: &'static str,
    means: &'static str,
}

#[derive(Serialize)]
struct HtmlPart {
    title: String,
    all: HtmlTable,
    groups: Vec<HtmlTable>,
}

#[derive(Serialize)]
struct HtmlTable {
    caption: String,
    /// The caption stands in the head, which each page repeats.
    on_paper: bool,
    rooms: Vec<String>,
    rows: Vec<HtmlRow>,
}

#[derive(Serialize)]
struct HtmlRow {
    date: String,
    label: String,
    /// `today`, `weekend` or nothing.
    kind: &'static str,
    cells: Vec<Vec<HtmlEntry>>,
}

#[derive(Serialize, Clone)]
struct HtmlEntry {
    closed: bool,
    training: bool,
    tentative: bool,
    time: String,
    client: String,
    people: String,
    devices: String,
    signs: Vec<(&'static str, &'static str)>,
}

/// Renders the page.
pub fn page(calendar: &Calendar) -> Result<Vec<u8>> {
    let failed = |error: minijinja::Error| Error::internal("cannot write the page").caused_by(error);
    let mut environment = Environment::new();
    for (name, text) in TEMPLATES {
        environment.add_template(name, text).map_err(failed)?;
    }
    let template = environment.get_template("page.html").map_err(failed)?;
    let text = template
        .render(minijinja::value::Serde(view(calendar)))
        .map_err(failed)?;
    Ok(text.into_bytes())
}

fn view(calendar: &Calendar) -> HtmlPage {
    let legend = calendar.legend().into_iter().map(|mark| HtmlMark {
        sign: mark.sign,
        means: mark.means,
    });
    let made_at = calendar.site.local(calendar.made_at);
    HtmlPage {
        title: calendar.stretch.title(),
        company: printable(&calendar.company),
        made_at: made_at.format("%Y-%m-%d %H:%M %Z").to_string(),
        legend: legend.collect(),
        has_training: calendar.has_tenant(Tenant::Training),
        parts: calendar
            .stretch
            .parts()
            .iter()
            .map(|part| part_view(calendar, part))
            .collect(),
        waiting: calendar.waiting.filter(|count| *count > 0),
    }
}

fn part_view(calendar: &Calendar, part: &CalendarPart) -> HtmlPart {
    let groups: Vec<&[String]> = calendar.rooms.chunks(ROOMS_ON_PAPER).collect();
    let caption = |number: usize| match groups.len() {
        0 | 1 => part.title.clone(),
        count => format!("{}, rooms {number} of {count}", part.title),
    };
    HtmlPart {
        title: part.title.clone(),
        all: table_view(calendar, part, &calendar.rooms, part.title.clone(), false),
        groups: groups
            .iter()
            .zip(1..)
            .map(|(rooms, number)| table_view(calendar, part, rooms, caption(number), true))
            .collect(),
    }
}

fn table_view(
    calendar: &Calendar,
    part: &CalendarPart,
    rooms: &[String],
    caption: String,
    on_paper: bool,
) -> HtmlTable {
    let cells = calendar.cells();
    let closed = calendar.closed_cells();
    let rows = part.days().map(|day| {
        let of_room = |room: &String| {
            let place = (day, room.as_str());
            let closed = closed.get(&place).into_iter().flatten();
            let booked = cells.get(&place).into_iter().flatten();
            let closed = closed.map(|entry| closed_view(entry));
            closed.chain(booked.map(|entry| entry_view(entry))).collect()
        };
        HtmlRow {
            date: day.to_string(),
            label: day.format("%a %-d").to_string(),
            kind: match calendar.kind_of(day) {
                DayKind::Today => "today",
                DayKind::Weekend => "weekend",
                DayKind::Plain => "",
            },
            cells: rooms.iter().map(of_room).collect(),
        }
    });
    HtmlTable {
        caption,
        on_paper,
        rooms: rooms.iter().map(|room| printable(room)).collect(),
        rows: rows.collect(),
    }
}

fn closed_view(entry: &ClosedEntry) -> HtmlEntry {
    HtmlEntry {
        closed: true,
        training: false,
        tentative: false,
        time: String::new(),
        client: printable(&entry.text()),
        people: String::new(),
        devices: String::new(),
        signs: Vec::new(),
    }
}

fn entry_view(entry: &CalendarEntry) -> HtmlEntry {
    let signs = entry.meals().into_iter().chain(entry.standing());
    HtmlEntry {
        closed: false,
        training: entry.booking.row.tenant_id == Tenant::Training,
        tentative: entry.booking.row.status == BookingStatus::RoomAssigned,
        time: entry.time(),
        client: printable(&entry.title()),
        people: entry.people(),
        devices: entry.devices(),
        signs: signs.map(|mark| (mark.sign, mark.means)).collect(),
    }
}
