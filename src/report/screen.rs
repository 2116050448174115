//! A report in a terminal, as JSON, and as lines of figures.

use serde_json::{Value as Json, json};

use super::chart::{HeatGrid, in_words};
use super::model::{PeriodReport, ReportChart, ReportFigure, ReportSection};
use crate::kernel::text::{counted, printable};
use crate::output::{CellAlignment, OutputOptions, Records, Report, TextTable, list};

impl Report for PeriodReport {
    fn json(&self, view: &OutputOptions) -> Json {
        let section = |one: &ReportSection| {
            json!({
                "key": one.key, "title": one.title, "about": one.about, "command": one.command,
                "earlier": one.earlier,
                "figures": one.figures.iter().map(|figure| figure_json(figure, view)).collect::<Vec<_>>(),
                "groups": one.groups.iter().map(|figure| figure_json(figure, view)).collect::<Vec<_>>(),
                "rows": view.objects(&one.rows),
            })
        };
        json!({
            "title": self.title, "company": self.company, "made_at": self.made_at,
            "from": self.period.first, "to": self.period.last,
            "compared_with": self.earlier,
            "sections": self.sections.iter().map(section).collect::<Vec<_>>(),
            "left_out": self.left_out,
        })
    }

    /// Writes the figures and groups of each section; its rows are those of its command.
    fn text(&self, view: &OutputOptions) -> String {
        let mut text = format!("{}: {}\n", self.company, self.title);
        for section in &self.sections {
            text.push('\n');
            text.push_str(&self.section_text(section, view));
        }
        if !self.left_out.is_empty() {
            let left_out = format!("left out: {}", self.left_out.join("; "));
            text.push('\n');
            text.push_str(&view.sentence(&left_out));
        }
        text
    }

    fn records(&self) -> Records {
        list(&self.figures())
    }
}

fn figure_json(figure: &ReportFigure, view: &OutputOptions) -> Json {
    json!({
        "figure": figure.name, "of": figure.of, "unit": figure.unit,
        "value": view.json(&figure.value), "before": view.json(&figure.before),
        "year_before": view.json(&figure.year_before),
    })
}

impl PeriodReport {
    fn section_text(&self, section: &ReportSection, view: &OutputOptions) -> String {
        let rows = counted(section.rows.rows.len(), "row");
        let mut text = format!("{}\n {}: {rows}\n", section.title, section.command);
        let named = |figure: &ReportFigure| (figure.name.to_owned(), figure.clone());
        if !section.figures.is_empty() {
            let figures: Vec<_> = section.figures.iter().map(named).collect();
            text.push_str(&self.grid_text("figure", &figures, section, view));
        }
        let Some(first) = section.groups.first() else {
            return text;
        };
        match section.chart {
            ReportChart::Bars => {
                let groups = section.groups.iter();
                let groups: Vec<_> = groups.map(|one| (printable(&one.of), one.clone())).collect();
                text.push_str(&self.grid_text(first.name, &groups, section, view));
            }
            ReportChart::Heat => text.push_str(&heat_text(section, view)),
        }
        text
    }

    fn grid_text(
        &self,
        name: &str,
        figures: &[(String, ReportFigure)],
        section: &ReportSection,
        view: &OutputOptions,
    ) -> String {
        let earlier: &[&str] = if section.earlier.is_empty() {
            &[]
        } else {
            &self.earlier
        };
        let mut head = vec![name.to_owned(), "value".to_owned()];
        head.extend(earlier.iter().map(|word| (*word).to_owned()));
        let mut grid = TextTable::new(head);
        for (name, figure) in figures {
            let values = [&figure.value, &figure.before, &figure.year_before];
            let values = values.into_iter().take(earlier.len() + 1);
            let values = values.map(|value| in_words(value, &figure.unit, view));
            grid.row(std::iter::once(name.clone()).chain(values).collect());
        }
        (1..=earlier.len() + 1).for_each(|place| grid.align(place, CellAlignment::Right));
        grid.text(view.width, view.colour)
    }
}

fn heat_text(section: &ReportSection, view: &OutputOptions) -> String {
    let heat = HeatGrid::of(&section.groups);
    let head = std::iter::once(&"hour").chain(&heat.weekdays);
    let mut grid = TextTable::new(head.map(|word| (*word).to_owned()).collect());
    for hour in &heat.hours {
        let cells = heat.weekdays.iter().map(|weekday| {
            let figure = heat.cell(weekday, hour);
            figure.map_or_else(String::new, |one| in_words(&one.value, &one.unit, view))
        });
        grid.row(std::iter::once((*hour).to_owned()).chain(cells).collect());
    }
    (1..=heat.weekdays.len()).for_each(|place| grid.align(place, CellAlignment::Right));
    grid.text(view.width, view.colour)
}
