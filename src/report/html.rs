//! A report as one page that needs nothing else: read on a phone, on a screen and on paper, in the light and in the dark.
//!
//! Whatever a record says is escaped by the template engine. The little script sorts tables; without it the page has
//! everything.

use minijinja::Environment;
use serde::Serialize;

use super::chart::{DrawnChart, HeatGrid, chart, in_words};
use super::model::{PeriodReport, ReportChart, ReportFigure, ReportSection};
use super::style::page_style;
use crate::kernel::error::{Error, Result};
use crate::kernel::text::{counted, printable};
use crate::output::{OutputOptions, Value};

/// The ending makes the engine escape what is put into it.
const TEMPLATE: (&str, &str) = ("page.html", include_str!("page.html"));

#[derive(Serialize)]
struct ReportPage {
    style: String,
    title: String,
    company: String,
    made_at: String,
    earlier: Vec<&'static str>,
    columns: usize,
    left_out: Vec<String>,
    sections: Vec<PageSection>,
}

#[derive(Serialize)]
struct PageSection {
    key: &'static str,
    title: &'static str,
    about: &'static str,
    command: String,
    earlier: Vec<(&'static str, String)>,
    figures: Vec<PageFigure>,
    groups_name: String,
    groups: Vec<PageFigure>,
    grid: Option<PageGrid>,
    chart: Option<DrawnChart>,
    rows: PageRows,
}

#[derive(Serialize)]
struct PageFigure {
    name: String,
    value: String,
    /// As many as the page has earlier periods; none in a section that is not compared.
    earlier: Vec<String>,
}

#[derive(Serialize)]
struct PageGrid {
    weekdays: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
}

#[derive(Serialize)]
struct PageRows {
    title: String,
    head: Vec<PageHead>,
    rows: Vec<Vec<PageCell>>,
}

#[derive(Serialize)]
struct PageHead {
    name: String,
    is_number: bool,
}

#[derive(Serialize)]
struct PageCell {
    text: String,
    is_number: bool,
}

/// Renders the page.
///
/// # Errors
/// `Internal` for a template that is broken.
pub fn page(report: &PeriodReport, view: &OutputOptions) -> Result<Vec<u8>> {
    let failed = |error: minijinja::Error| Error::internal("cannot write the page").caused_by(error);
    let mut environment = Environment::new();
    environment.add_template(TEMPLATE.0, TEMPLATE.1).map_err(failed)?;
    let template = environment.get_template(TEMPLATE.0).map_err(failed)?;
    let page = ReportPage {
        style: page_style(),
        title: printable(&report.title),
        company: printable(&report.company),
        made_at: report.made_at.clone(),
        earlier: report.earlier.clone(),
        columns: report.earlier.len() + 2,
        left_out: report.left_out.clone(),
        sections: report
            .sections
            .iter()
            .map(|one| section(one, report, view))
            .collect(),
    };
    let text = template.render(minijinja::value::Serde(page)).map_err(failed)?;
    Ok(text.into_bytes())
}

fn section(section: &ReportSection, report: &PeriodReport, view: &OutputOptions) -> PageSection {
    let earlier = report
        .earlier
        .iter()
        .copied()
        .zip(section.earlier.iter().cloned());
    let shown = |figure: &ReportFigure, name: &str| page_figure(figure, name, section, report, view);
    PageSection {
        key: section.key,
        title: section.title,
        about: section.about,
        command: printable(&section.command),
        earlier: earlier
            .map(|(name, command)| (name, printable(&command)))
            .collect(),
        figures: section.figures.iter().map(|one| shown(one, one.name)).collect(),
        groups_name: section
            .groups
            .first()
            .map_or_else(String::new, |one| one.name.to_owned()),
        groups: match section.chart {
            ReportChart::Bars => section.groups.iter().map(|one| shown(one, &one.of)).collect(),
            ReportChart::Heat => Vec::new(),
        },
        grid: grid(section, view),
        chart: chart(section, view),
        rows: rows(section, view),
    }
}

fn page_figure(
    figure: &ReportFigure,
    name: &str,
    section: &ReportSection,
    report: &PeriodReport,
    view: &OutputOptions,
) -> PageFigure {
    let words = |value: &Value| in_words(value, &figure.unit, view);
    let earlier = [&figure.before, &figure.year_before].map(words);
    let count = if section.earlier.is_empty() {
        0
    } else {
        report.earlier.len()
    };
    PageFigure {
        name: printable(name),
        value: words(&figure.value),
        earlier: earlier.into_iter().take(count).collect(),
    }
}

/// Returns the numbers of a heat map as a table.
fn grid(section: &ReportSection, view: &OutputOptions) -> Option<PageGrid> {
    if section.chart != ReportChart::Heat || section.groups.is_empty() {
        return None;
    }
    let grid = HeatGrid::of(&section.groups);
    let cell = |weekday: &str, hour: &str| {
        let figure = grid.cell(weekday, hour);
        figure.map_or_else(String::new, |one| in_words(&one.value, &one.unit, view))
    };
    let row = |hour: &&str| {
        let cells = grid.weekdays.iter().map(|weekday| cell(weekday, hour));
        ((*hour).to_owned(), cells.collect())
    };
    Some(PageGrid {
        weekdays: grid.weekdays.iter().map(|name| (*name).to_owned()).collect(),
        rows: grid.hours.iter().map(row).collect(),
    })
}

fn rows(section: &ReportSection, view: &OutputOptions) -> PageRows {
    let records = &section.rows;
    let is_number = |value: &Value| matches!(value, Value::Int(_) | Value::Tenths(_) | Value::Money(_));
    let head = records.names.iter().enumerate().map(|(place, name)| PageHead {
        name: name.replace('_', " "),
        is_number: records.rows.iter().any(|row| is_number(&row[place])),
    });
    let cell = |value: &Value| PageCell {
        text: printable(&view.words(value)),
        is_number: is_number(value),
    };
    PageRows {
        title: counted(records.rows.len(), "row"),
        head: head.collect(),
        rows: records
            .rows
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect(),
    }
}
