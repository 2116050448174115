//! Charts as they are drawn: bars and heat maps in the units of an SVG picture, which fits any width.

use serde::Serialize;

use super::model::{ReportChart, ReportFigure, ReportSection, size_of};
use crate::kernel::text::printable;
use crate::output::{OutputOptions, Value};

/// The width of a picture; as many points as a phone has.
const WIDTH: i64 = 340;
/// From one bar to the next one.
const STEP: i64 = 36;
/// A chart shows so many bars, the table beside it all.
const BARS: usize = 12;
/// Letters of a label.
const LABEL: usize = 28;
/// Left of the cells of a heat map, and the size of a cell.
const LEFT: i64 = 50;
const CELL: (i64, i64) = (58, 26);
const TOP: i64 = 24;

/// A bar or a cell, its words and where they stand.
#[derive(Debug, Serialize)]
pub struct DrawnMark {
    pub x: i64,
    pub y: i64,
    pub width: i64,
    pub height: i64,
    /// The class of the shape, and of the number in it or above it.
    pub class: &'static str,
    pub ink: &'static str,
    pub label: String,
    pub value: String,
}

/// A picture.
#[derive(Debug, Serialize)]
pub struct DrawnChart {
    pub is_heat: bool,
    pub title: String,
    pub width: i64,
    pub height: i64,
    pub marks: Vec<DrawnMark>,
    /// Of the columns and rows of a heat map.
    pub labels: Vec<DrawnMark>,
    /// How many bars are not drawn.
    pub more: usize,
}

/// Draws the groups of a section; `None` where there is nothing to see.
pub fn chart(section: &ReportSection, view: &OutputOptions) -> Option<DrawnChart> {
    let title = section.groups.first()?.name;
    match section.chart {
        ReportChart::Bars => bars(title, &section.groups, view),
        ReportChart::Heat => heat(title, &section.groups),
    }
}

fn shortened(text: &str) -> String {
    let text = printable(text);
    if text.chars().count() <= LABEL {
        return text;
    }
    text.chars().take(LABEL - 1).chain(['…']).collect()
}

fn bars(title: &str, groups: &[ReportFigure], view: &OutputOptions) -> Option<DrawnChart> {
    let seen: Vec<&ReportFigure> = groups.iter().filter(|one| size_of(&one.value) != 0).collect();
    let mark = |(one, y): (&&ReportFigure, i64)| {
        let size = size_of(&one.value);
        let width =
            i128::from(size.unsigned_abs()) * i128::from(WIDTH) / i128::from(longest_bar(&one.unit, groups));
        DrawnMark {
            x: 0,
            y: y * STEP,
            width: i64::try_from(width).unwrap_or(WIDTH).max(1),
            height: 10,
            class: if size < 0 { "less" } else { "bar" },
            ink: "ink",
            label: shortened(&one.of),
            value: in_words(&one.value, &one.unit, view),
        }
    };
    let marks: Vec<DrawnMark> = seen.iter().take(BARS).zip(0..).map(mark).collect();
    let height = i64::try_from(marks.len()).unwrap_or_default() * STEP;
    (!marks.is_empty()).then(|| DrawnChart {
        is_heat: false,
        title: title.to_owned(),
        width: WIDTH,
        height,
        more: seen.len().saturating_sub(BARS),
        marks,
        labels: Vec::new(),
    })
}

/// Returns the number of the longest bar of a unit: amounts of two currencies have no common scale, and of percents it is 100.
pub fn longest_bar(unit: &str, groups: &[ReportFigure]) -> u64 {
    let of_unit = groups.iter().filter(|one| one.unit == unit);
    let longest = of_unit.map(|one| size_of(&one.value).unsigned_abs()).max();
    let least = if unit == "percent" { 100 } else { 1 };
    longest.unwrap_or(least).max(least)
}

/// Returns a number with its unit where the number does not show it.
pub fn in_words(value: &Value, unit: &str, view: &OutputOptions) -> String {
    match (value, unit) {
        (Value::Null, _) => "–".to_owned(),
        (value, "percent") => format!("{} %", view.words(value)),
        (value, "hours") => format!("{} h", view.words(value)),
        (value, "days") => format!("{} d", view.words(value)),
        (value, _) => view.words(value),
    }
}

/// The weekdays and hours of a heat map, in their order, and the cells by both.
pub struct HeatGrid<'f> {
    pub weekdays: Vec<&'f str>,
    pub hours: Vec<&'f str>,
    figures: &'f [ReportFigure],
}

impl<'f> HeatGrid<'f> {
    /// Reads the grid from figures of which each is called `Mon 08:00`.
    pub fn of(figures: &'f [ReportFigure]) -> Self {
        let (mut weekdays, mut hours) = (Vec::new(), Vec::new());
        for (weekday, hour) in figures.iter().filter_map(|one| one.of.split_once(' ')) {
            if !weekdays.contains(&weekday) {
                weekdays.push(weekday);
            }
            hours.push(hour);
        }
        hours.sort_unstable();
        hours.dedup();
        Self {
            weekdays,
            hours,
            figures,
        }
    }

    pub fn cell(&self, weekday: &str, hour: &str) -> Option<&'f ReportFigure> {
        self.figures
            .iter()
            .find(|one| one.of.split_once(' ') == Some((weekday, hour)))
    }
}

fn heat(title: &str, groups: &[ReportFigure]) -> Option<DrawnChart> {
    let grid = HeatGrid::of(groups);
    let mut marks = Vec::new();
    let mut labels = Vec::new();
    let (mut width, mut height) = (LEFT, TOP);
    let label = |x: i64, y: i64, class: &'static str, text: &str| DrawnMark {
        x,
        y,
        width: 0,
        height: 0,
        class,
        ink: "quiet",
        label: text.to_owned(),
        value: String::new(),
    };
    for (column, weekday) in (0..).zip(&grid.weekdays) {
        let x = LEFT + column * CELL.0;
        labels.push(label(x + CELL.0 / 2, TOP - 8, "middle", weekday));
        width = x + CELL.0;
        for (row, hour) in (0..).zip(&grid.hours) {
            let y = TOP + row * CELL.1;
            height = y + CELL.1;
            let Some(figure) = grid.cell(weekday, hour) else {
                continue;
            };
            let percent = size_of(&figure.value);
            let (class, ink) = shade(percent);
            marks.push(DrawnMark {
                x,
                y,
                width: CELL.0 - 2,
                height: CELL.1 - 2,
                class,
                ink,
                label: format!("{weekday} {hour}"),
                value: percent.to_string(),
            });
        }
    }
    for (row, hour) in (0..).zip(&grid.hours) {
        labels.push(label(LEFT - 8, TOP + row * CELL.1 + 17, "end", hour));
    }
    (!marks.is_empty()).then(|| DrawnChart {
        is_heat: true,
        title: title.to_owned(),
        width,
        height,
        marks,
        labels,
        more: 0,
    })
}

/// Returns the class of a cell and of its number: the step that a percentage has reached.
fn shade(percent: i64) -> (&'static str, &'static str) {
    match percent {
        ..20 => ("heat0", "on-light"),
        20..40 => ("heat1", "on-light"),
        40..60 => ("heat2", "on-light"),
        60..80 => ("heat3", "on-light"),
        80..100 => ("heat4", "on-dark"),
        _ => ("heat5", "on-dark"),
    }
}
