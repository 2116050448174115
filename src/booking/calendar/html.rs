//! The calendar as one page that needs nothing else: read on a screen, printed on landscape paper.
//!
//! The screen gets one wide table whose head and first column stay in sight; paper gets the rooms in groups, a page or
//! more each, the head repeated. Whatever a booking says is escaped by the template engine.

use minijinja::Environment;
use serde::Serialize;

use super::stretch::Part;
use super::{Calendar, DayKind, Entry};
use crate::booking::model::{Status, Tenant};
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
struct Page {
    title: String,
    company: String,
    made_at: String,
    legend: Vec<Sign>,
    has_training: bool,
    parts: Vec<PartView>,
    waiting: Option<i64>,
}

#[derive(Serialize)]
struct Sign {
    sign: &'static str,
    means: &'static str,
}

#[derive(Serialize)]
struct PartView {
    title: String,
    all: TableView,
    groups: Vec<TableView>,
}

#[derive(Serialize)]
struct TableView {
    caption: String,
    rooms: Vec<String>,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    date: String,
    label: String,
    /// `today`, `weekend` or nothing.
    kind: &'static str,
    cells: Vec<Vec<EntryView>>,
}

#[derive(Serialize, Clone)]
struct EntryView {
    training: bool,
    tentative: bool,
    time: String,
    client: String,
    people: String,
    devices: String,
    signs: Vec<(&'static str, &'static str)>,
}

/// # Errors
/// `Internal` when the template does not fit what it is given.
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

fn view(calendar: &Calendar) -> Page {
    let legend = calendar.legend().into_iter().map(|mark| Sign {
        sign: mark.sign,
        means: mark.means,
    });
    let made_at = calendar.site.local(calendar.made_at);
    Page {
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

fn part_view(calendar: &Calendar, part: &Part) -> PartView {
    let groups: Vec<&[String]> = calendar.rooms.chunks(ROOMS_ON_PAPER).collect();
    let caption = |number: usize| match groups.len() {
        0 | 1 => part.title.clone(),
        count => format!("{}, rooms {number} of {count}", part.title),
    };
    PartView {
        title: part.title.clone(),
        all: table_view(calendar, part, &calendar.rooms, part.title.clone()),
        groups: groups
            .iter()
            .zip(1..)
            .map(|(rooms, number)| table_view(calendar, part, rooms, caption(number)))
            .collect(),
    }
}

fn table_view(calendar: &Calendar, part: &Part, rooms: &[String], caption: String) -> TableView {
    let cells = calendar.cells();
    let rows = part.days().map(|day| {
        let of_room = |room: &String| {
            let entries = cells.get(&(day, room.as_str()));
            entries
                .into_iter()
                .flatten()
                .map(|entry| entry_view(entry))
                .collect()
        };
        RowView {
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
    TableView {
        caption,
        rooms: rooms.iter().map(|room| printable(room)).collect(),
        rows: rows.collect(),
    }
}

fn entry_view(entry: &Entry) -> EntryView {
    let signs = entry.meals().into_iter().chain(entry.standing());
    EntryView {
        training: entry.booking.row.tenant_id == Tenant::Training,
        tentative: entry.booking.row.status == Status::RoomAssigned,
        time: entry.time(),
        client: printable(entry.client.as_deref().unwrap_or_default()),
        people: entry.people(),
        devices: entry.devices(),
        signs: signs.map(|mark| (mark.sign, mark.means)).collect(),
    }
}
