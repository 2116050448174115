//! What kind of sheet this is, by evidence from the whole of it, before anything is planned.
//!
//! A sheet with dates on one axis and rooms on the other is a schedule until something speaks for another kind. Each
//! piece of evidence has a weight; rooms that are known on the axis outweigh all but the strongest. Few cells are no
//! evidence.

use std::collections::{BTreeMap, BTreeSet};

use super::axes::SheetAxes;
use super::entry_rooms::EntryRooms;
use super::evidence::{ENOUGH, Evidence};
use super::grid::{GridCell, SheetGrid};
use super::headed_rooms::HeadedRooms;
use super::heading_words::{self, HeadingRole};
use super::model::{SheetColumn, SheetKind, SheetVerdict};
use super::table_shape::{self, ColumnShape, LOOK, TableShape, is_counted};
use super::times::AxisTime;
use super::{axes, crossing, dates, other_things, people, table_columns, times, words};
use crate::text::{folded, quoted};
use crate::workbook::CellValue;

/// So many known rooms as headings of one row leave no doubt.
const CERTAIN: usize = 5;

/// What the name and the title of a sheet call it.
#[derive(Debug, Clone, Copy)]
pub(super) struct SheetCalls {
    pub rota: bool,
    pub rooms: bool,
}

/// So many weekdays on an axis are those of a week, whatever crosses them.
const FEWEST_WEEKDAYS: usize = 3;
/// So many as headings cross the rows.
const FEWEST_HEADINGS: usize = 2;

impl SheetVerdict {
    /// Reports whether the headings say what stands under them: then none of them is a room.
    pub fn names_its_columns(&self) -> bool {
        let says = |field: Option<&str>| {
            field.is_some_and(|field| !matches!(field, "-" | "date" | "weekdays" | "time"))
        };
        let columns = self.columns.iter();
        let named = columns.filter(|column| says(column.field) && !names_time(&column.heading));
        named.count() >= 2
    }
}

/// Says what kind of sheet this is. `across` is the sheet as it lies, `found` the axes that a schedule would have and the grid
/// on which they were found.
pub(super) fn verdict(
    across: &SheetGrid<'_>,
    found: Option<(&SheetGrid<'_>, &SheetAxes)>,
    rooms: &HeadedRooms<'_>,
    calls: SheetCalls,
) -> SheetVerdict {
    if let Some(reason) = found.and_then(|(grid, axes)| crossing::of_weeks(grid, axes)) {
        return SheetVerdict {
            kind: SheetKind::Other,
            reasons: vec![reason],
            excludes_rooms: true,
            ..SheetVerdict::default()
        };
    }
    if let Some(entries) = found
        .filter(|_| !calls.rota)
        .and_then(|(_, axes)| axes.times.entries.as_ref())
    {
        return of_entry_rooms(entries);
    }
    if let Some((_, axes)) =
        found.filter(|(grid, axes)| !calls.rota && !grid.is_flipped && axes.known_rooms >= CERTAIN)
    {
        return SheetVerdict {
            kind: SheetKind::Grid,
            reasons: vec![format!("{} headings are known rooms", axes.known_rooms)],
            ..SheetVerdict::default()
        };
    }
    let table = table_shape::table(across, rooms);
    let columns = table
        .as_ref()
        .map(|table| table_columns::name(&table.columns))
        .unwrap_or_default();
    let mut evidence = Evidence::default();
    let is_down = found.is_none_or(|(grid, _)| !grid.is_flipped);
    if let Some(table) = &table {
        of_table(
            table,
            found.map(|(grid, axes)| (grid, axes, is_down)),
            &mut evidence,
        );
    }
    if let Some((grid, axes)) = found {
        crossing::of_crossing(grid, axes, rooms, calls.rooms, &mut evidence);
    } else {
        of_weekdays(across, &mut evidence);
    }
    let known = found.map_or(0, |(_, axes)| axes.known_rooms);
    of_agenda(across, known > 0, &mut evidence);
    of_wall_calendar(across, &mut evidence);
    of_people(across, rooms, &mut evidence);
    let enough = match known {
        // Duties are done in rooms that are known, too.
        _ if calls.rota => ENOUGH,
        0 => ENOUGH,
        1 => ENOUGH * 2,
        _ => ENOUGH * 3,
    };
    let (kind, reasons, excludes_rooms) = match (evidence.strongest(enough), found) {
        (Some((kind, of_kind)), _) => {
            // Of people who take turns in known rooms a person may know better.
            let excludes_rooms = of_kind.excludes_rooms || (kind == SheetKind::Rota && known == 0);
            (kind, of_kind.reasons, excludes_rooms)
        }
        (None, Some((_, axes))) => {
            let rooms = if known > 0 {
                format!("{known} headings are known rooms")
            } else {
                "its headings may be rooms".to_owned()
            };
            (
                SheetKind::Grid,
                vec![format!("{} lines have a date", axes.dates), rooms],
                false,
            )
        }
        (None, None) => (SheetKind::Other, Vec::new(), false),
    };
    SheetVerdict {
        kind,
        reasons,
        columns,
        excludes_rooms,
        ..SheetVerdict::default()
    }
}

/// Says what a sheet is in whose entries the rooms stand.
fn of_entry_rooms(entries: &EntryRooms) -> SheetVerdict {
    let shown = entries.shown();
    let (kind, reason) = if entries.are_sure {
        (SheetKind::Grid, format!("its entries name their rooms: {shown}"))
    } else {
        (
            SheetKind::Agenda,
            format!("nothing says whether {shown} in its entries are rooms"),
        )
    };
    SheetVerdict {
        kind,
        reasons: vec![reason],
        entry_rooms: entries.names.clone(),
        ..SheetVerdict::default()
    }
}

/// Collects what speaks for records in rows.
fn of_table(table: &TableShape, found: Option<(&SheetGrid<'_>, &SheetAxes, bool)>, evidence: &mut Evidence) {
    /// What a column of people weighs as a remark.
    const REMARK: u32 = 2;
    let is_down = found.is_none_or(|(_, _, is_down)| is_down);
    let date_lane = found
        .filter(|(_, _, is_down)| *is_down)
        .map(|(_, axes, _)| axes.date_lane);
    let (mut has_date, mut dated) = (false, Vec::new());
    for (lane, column) in &table.columns {
        has_date |=
            column.mostly(column.dates) || matches!(column.role, Some(HeadingRole::Date | HeadingRole::From));
        if column.dates >= 2 && column.mostly(column.dates) {
            dated.push(*lane);
        }
    }
    let slots = table
        .columns
        .values()
        .filter(|column| names_time(&column.heading))
        .count();
    // Dates down and rooms down beside them, times across: each cell has its room in its own row.
    let has_venue = found.is_some_and(|(_, axes, _)| axes.times.venue.is_some());
    let has_slots = slots >= 2 || (slots == 1 && has_venue);
    if has_slots && has_venue && is_down {
        // Each entry has its time over it and its room beside it: what else the row says is no record.
        return;
    }
    let are_weekdays = table
        .columns
        .values()
        .filter(|column| names_weekday(&column.heading));
    if !has_date && are_weekdays.count() >= FEWEST_HEADINGS {
        // Weekdays cross the rows.
        return;
    }
    let is_dated = |column: &ColumnShape| {
        column.mostly(column.dates)
            && matches!(
                column.role,
                Some(HeadingRole::Date | HeadingRole::From | HeadingRole::Until)
            )
    };
    if !is_down && dated.is_empty() && !table.columns.values().any(is_dated) {
        // Records in rows have their dates in a column.
        return;
    }
    // Who did what, and when: no booking has an action.
    let is_log = table
        .columns
        .values()
        .any(|column| other_things::is_of_logs(&column.heading));
    let kind = |about: &BTreeSet<HeadingRole>| match () {
        () if !has_date => SheetKind::Register,
        () if about.contains(&HeadingRole::From) && about.contains(&HeadingRole::Until)
            || dated.len() >= 2 =>
        {
            SheetKind::FromToList
        }
        () if is_of_staff(about) || is_log => SheetKind::Table,
        () if about.contains(&HeadingRole::Asset) && !about.contains(&HeadingRole::Client) => {
            SheetKind::Table
        }
        () if about.contains(&HeadingRole::Room) || about.contains(&HeadingRole::Client) => SheetKind::List,
        () => SheetKind::Table,
    };
    let filled = table
        .columns
        .iter()
        .filter(|(lane, column)| column.filled > 0 && Some(**lane) != date_lane);
    let mut roles: BTreeSet<HeadingRole> = table.columns.values().filter_map(|column| column.role).collect();
    let names_room = |column: &SheetColumn| column.field == Some("room");
    if table_columns::name(&table.columns).iter().any(names_room) {
        roles.insert(HeadingRole::Room);
    }
    let kind = kind(&roles);
    let mut named: Vec<&ColumnShape> = Vec::new();
    let mut weight = 0;
    for (_, column) in filled.clone() {
        let own = match column.role {
            Some(
                HeadingRole::Client
                | HeadingRole::Person
                | HeadingRole::Email
                | HeadingRole::Phone
                | HeadingRole::Asset,
            ) => 4,
            Some(HeadingRole::Room) if !has_slots => 4,
            Some(HeadingRole::Money | HeadingRole::Until) => 3,
            Some(HeadingRole::Status | HeadingRole::Group | HeadingRole::Duration) => 2,
            Some(HeadingRole::Id) => 1,
            _ => 0,
        };
        if own > 0 {
            weight += own;
            named.push(column);
        }
    }
    // Who is in charge may stand beside the entries of a day, which count others.
    let is_of_people = matches!(named.as_slice(), [one] if one.role == Some(HeadingRole::Person));
    let others = || filled.clone().filter(|(_, column)| column.role.is_none());
    let counts_others = others().count() >= 2 && others().all(|(_, column)| column.mostly(column.counted));
    if is_of_people && counts_others {
        weight = REMARK;
    }
    if weight > 0 {
        let mut headings: Vec<String> = Vec::new();
        for heading in named.iter().map(|column| quoted(&column.heading)) {
            if headings.len() < 4 && !headings.contains(&heading) {
                headings.push(heading);
            }
        }
        evidence.add(
            kind,
            weight,
            format!(
                "it has the column{} {}",
                if headings.len() == 1 { "" } else { "s" },
                headings.join(", ")
            ),
        );
    }
    if let [first, second, ..] = dated.as_slice() {
        let heading = |lane: &u32| {
            table
                .columns
                .get(lane)
                .map(|column| column.heading.to_lowercase())
                .unwrap_or_default()
        };
        if heading(first) != heading(second) {
            evidence.add(
                SheetKind::FromToList,
                ENOUGH,
                "its rows have two dates each".into(),
            );
        }
    }
    let counts_people = table.columns.values().any(|column| column.counted > 0);
    for (_, column) in filled.clone() {
        let name = if column.heading.is_empty() {
            "a column".into()
        } else {
            format!("column {}", quoted(&column.heading))
        };
        if column.mails >= 2 || (column.mails > 0 && column.mostly(column.mails)) {
            evidence.add(kind, ENOUGH, format!("{name} holds addresses"));
        }
        if !has_slots && column.known_rooms.len() >= 2 && column.mostly(column.in_known_rooms) {
            evidence.add(kind, ENOUGH * 3, format!("{name} holds the names of rooms"));
        } else if !has_slots
            && is_down
            && column.filled >= 3
            && column.mostly(column.room_forms)
            && column.texts.len() >= 2
        {
            let weight = if counts_people { 3 } else { ENOUGH };
            evidence.add(kind, weight, format!("{name} holds names such as those of rooms"));
        }
    }
    if table.rows >= 4 && is_down {
        of_kinds(table, date_lane, kind, evidence);
    }
    let columns: Vec<&ColumnShape> = filled.map(|(_, column)| column).collect();
    of_turns(&columns, evidence);
}

/// Collects what speaks for people who take turns: the same few codes stand in all of the columns beside the dates, even in one
/// that is headed as rooms are.
fn of_turns(filled: &[&ColumnShape], evidence: &mut Evidence) {
    const FEWEST: usize = 3;
    const LONGEST: usize = 3;
    let mut columns = filled.to_vec();
    columns.retain(|column| !column.mostly(column.dates));
    let all: BTreeSet<&String> = columns.iter().flat_map(|column| &column.texts).collect();
    let cells: usize = columns.iter().map(|column| column.filled).sum();
    let is_headed = columns
        .iter()
        .any(|column| column.role == Some(HeadingRole::Room));
    let are_codes = all.iter().all(|text| text.chars().count() <= LONGEST);
    let are_in_turn = columns
        .iter()
        .all(|column| column.texts.len() * 4 >= all.len() * 3);
    let are_few = all.len() >= FEWEST && all.len() * 3 <= cells;
    if is_headed && columns.len() >= FEWEST && are_few && are_codes && are_in_turn {
        let shown: Vec<String> = all.iter().take(4).map(|text| quoted(text)).collect();
        let reason = format!(
            "the same few codes stand in all of its columns: {}",
            shown.join(", ")
        );
        evidence.add(SheetKind::Rota, ENOUGH * 3, reason);
    }
}

/// Reports whether the columns are those of people in their posts: since a day, and neither until one nor at a time.
fn is_of_staff(about: &BTreeSet<HeadingRole>) -> bool {
    const OF_BOOKINGS: [HeadingRole; 7] = [
        HeadingRole::Client,
        HeadingRole::Until,
        HeadingRole::Time,
        HeadingRole::Start,
        HeadingRole::End,
        HeadingRole::Duration,
        HeadingRole::Count,
    ];
    about.contains(&HeadingRole::Person)
        && about.contains(&HeadingRole::From)
        && !OF_BOOKINGS.iter().any(|role| about.contains(role))
}

/// Counts columns that are full and of different kinds, whose values no other column has.
fn of_kinds(table: &TableShape, date_lane: Option<u32>, kind: SheetKind, evidence: &mut Evidence) {
    let full = table.columns.iter().filter(|(lane, column)| {
        Some(**lane) != date_lane
            && column.filled * 5 >= table.rows * 4
            && !column.is_of_times()
            && column.weekdays == 0
    });
    let full: Vec<&ColumnShape> = full.map(|(_, column)| column).collect();
    let kinds: BTreeSet<&str> = full.iter().map(|column| column.kind()).collect();
    let counted = table.columns.values().map(|column| column.counted).sum::<usize>();
    let texts: Vec<&ColumnShape> = full
        .iter()
        .copied()
        .filter(|column| !column.texts.is_empty())
        .collect();
    let shares = texts.iter().enumerate().any(|(at, one)| {
        texts
            .iter()
            .skip(at + 1)
            .any(|other| one.texts.intersection(&other.texts).next().is_some())
    });
    if full.len() < 3 || texts.len() < 2 || shares || counted * 4 > table.rows {
        return;
    }
    let is_of_few = |column: &&&ColumnShape| table.rows >= 6 && column.texts.len() * 3 <= table.rows;
    let weight = 2 + u32::from(kinds.len() >= 2) + u32::from(texts.iter().any(|column| is_of_few(&column)));
    evidence.add(
        kind,
        weight,
        "its columns are full and each holds values of its own".into(),
    );
}

fn names_weekday(heading: &str) -> bool {
    !words::whole_weekdays(&CellValue::Text(heading.to_owned())).is_empty()
}

/// Reports whether a heading is a time and nothing else.
pub fn names_time(heading: &str) -> bool {
    times::read(&CellValue::Text(heading.to_owned()), false).is_some()
}

/// Collects what speaks for a week's pattern: weekdays on an axis, and no date anywhere.
fn of_weekdays(grid: &SheetGrid<'_>, evidence: &mut Evidence) {
    let mut lines: BTreeMap<(bool, u32), BTreeSet<u32>> = BTreeMap::new();
    for entry in grid.entries() {
        if let Some(day) = words::whole_weekdays(entry.value).first() {
            let day = day.num_days_from_monday();
            lines.entry((true, entry.line)).or_default().insert(day);
            lines.entry((false, entry.lane)).or_default().insert(day);
        }
    }
    let has_date = grid
        .entries()
        .iter()
        .any(|entry| dates::likeness(entry.value) == 3);
    if !has_date && lines.values().any(|days| days.len() >= FEWEST_WEEKDAYS) {
        evidence.add(SheetKind::Week, ENOUGH * 2, "it has weekdays and no dates".into());
    }
}

/// Collects what speaks for people who work by the week: their names stand under weekdays or turns of duty, and no room is named.
fn of_people(grid: &SheetGrid<'_>, rooms: &HeadedRooms<'_>, evidence: &mut Evidence) {
    const FEWEST: usize = 6;
    let (mut people, mut others, mut hours, mut days) = (0usize, 0usize, 0usize, 0usize);
    let mut shown: BTreeSet<String> = BTreeSet::new();
    for line in grid.lines_from(0).take(LOOK) {
        for entry in grid.line(line) {
            let CellValue::Text(text) = entry.value else {
                hours += usize::from(matches!(entry.value, CellValue::Time(_)));
                days += usize::from(dates::likeness(entry.value) == 3);
                continue;
            };
            if !words::whole_weekdays(entry.value).is_empty() || dates::likeness(entry.value) == 3 {
                days += 1;
            } else if times::read(entry.value, true).is_some() {
                hours += 1;
            } else if people::is_person(text) {
                people += 1;
                shown.insert(folded(text));
            } else if heading_words::is_room_form(text) && !heading_words::is_room_code(text)
                || rooms.find(text, true).is_some()
            {
                return;
            } else {
                others += 1;
            }
        }
    }
    // By their turns, and over days.
    if people >= FEWEST && people >= others && hours >= 2 && days >= 1 {
        let shown: Vec<String> = shown.iter().take(3).map(|name| quoted(name)).collect();
        let reason = format!("people stand under its times: {}", shown.join(", "));
        evidence.add_without_rooms(SheetKind::Rota, ENOUGH * 3, reason);
    }
}

/// Collects what speaks for a month as it hangs on a wall: a line of days a week, and the entries between them.
fn of_wall_calendar(grid: &SheetGrid<'_>, evidence: &mut Evidence) {
    const FEWEST: usize = 3;
    let number = |entry: &GridCell<'_>| {
        let day = entry.value.to_string().trim().parse::<u32>().ok()?;
        (1..=31).contains(&day).then_some(day)
    };
    let of_week = |line: u32| -> Option<Vec<u32>> {
        let days: Vec<u32> = grid.line(line).iter().map(number).collect::<Option<_>>()?;
        let follow = days
            .windows(2)
            .all(|pair| matches!(pair, [one, next] if one + 1 == *next));
        // A day alone in its line is that of a date axis.
        ((2..=7).contains(&days.len()) && follow).then_some(days)
    };
    let weeks: Vec<Vec<u32>> = grid.lines_from(0).take(LOOK).filter_map(of_week).collect();
    let go_on = |pair: &[Vec<u32>]| match pair {
        [week, next] => week.last().map(|last| last + 1) == next.first().copied(),
        _ => false,
    };
    if weeks.windows(2).filter(|pair| go_on(pair)).count() + 1 >= FEWEST {
        evidence.add_without_rooms(
            SheetKind::Agenda,
            ENOUGH * 2,
            "its days stand in lines of a week, as on a wall calendar, and nothing names the rooms".into(),
        );
    }
}

/// Collects what speaks for an agenda: lanes in which times and texts, or times and dates, stand among each other.
fn of_agenda(grid: &SheetGrid<'_>, has_rooms: bool, evidence: &mut Evidence) {
    let mut lanes: BTreeMap<u32, (usize, usize, usize)> = BTreeMap::new();
    // Lanes in which a day follows the times of another.
    let mut with_times: BTreeSet<u32> = BTreeSet::new();
    for line in grid.lines_from(0).take(LOOK) {
        for entry in grid.line(line) {
            let (hours, days, texts) = lanes.entry(entry.lane).or_default();
            if dates::likeness(entry.value) == 3 {
                *days += 1;
                if *hours > 0 && *days >= 2 {
                    with_times.insert(entry.lane);
                }
            } else if matches!(entry.value, CellValue::Text(text) if is_counted(text)) {
                *texts += 1;
            } else if matches!(
                times::read(entry.value, false),
                Some(AxisTime::Start(_) | AxisTime::Slot(super::SlotTime::Range(..)))
            ) {
                *hours += 1;
            } else if axes::is_name(entry.value) {
                *texts += 1;
            }
        }
    }
    let is_mixed = |(hours, days, texts): &&(usize, usize, usize)| {
        (*hours >= 2 && *days >= 2) || (*hours >= 2 && *texts >= 2 && *hours * 4 >= *texts)
    };
    let mixed = lanes.values().filter(is_mixed).count();
    let with_days = lanes
        .iter()
        .filter(|(_, (hours, days, _))| *hours >= 2 && *days >= 2);
    let (under_days, with_days) = with_days.fold((0, 0), |(under, all), (lane, _)| {
        (under + usize::from(with_times.contains(lane)), all + 1)
    });
    if under_days >= 1 && !has_rooms {
        evidence.add_without_rooms(
            SheetKind::Agenda,
            ENOUGH * 4,
            "the times of its days stand beneath them in one column".into(),
        );
    } else if mixed >= 2 || with_days >= 1 {
        evidence.add(
            SheetKind::Agenda,
            ENOUGH,
            "times stand among the entries of a column".into(),
        );
    }
}
