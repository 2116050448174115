//! A report as a file: its kind, the pages of a PDF, and the sheets of a workbook.

use std::path::Path;

use super::chart::{HeatGrid, in_words, longest_bar};
use super::html;
use super::model::{PeriodReport, ReportChart, ReportFigure, ReportSection, size_of};
use crate::kernel::error::{Error, Result};
use crate::kernel::text::{capital, counted, printable};
use crate::output::pdf::Ink;
use crate::output::pdf_writer::{LEADING, LEFT, PdfWriter, RIGHT, SMALL, TEXT, height_of};
use crate::output::sheet::{WorkbookSheet, workbook};
use crate::output::{OutputOptions, list};

/// Told by the file's ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFileKind {
    Html,
    Pdf,
    Xlsx,
}

/// Where values end, in points: of the period, the one before, and a year before.
const VALUES: [f32; 3] = [RIGHT - 224.0, RIGHT - 114.0, RIGHT - 4.0];
/// Letters of a name in a table of the PDF.
const NAME_WIDTH: f32 = 190.0;
/// A row of a table.
const ROW: f32 = LEADING + 3.0;

impl ReportFileKind {
    /// Returns the kind that a file name asks for.
    ///
    /// # Errors
    /// `Usage`, listing the known endings.
    pub fn of(path: &Path) -> Result<Self> {
        let ending = path
            .extension()
            .map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("html" | "htm") => Ok(Self::Html),
            Some("pdf") => Ok(Self::Pdf),
            Some("xlsx") => Ok(Self::Xlsx),
            _ => Err(Error::usage(format!(
                "cannot tell the format of `{}` from its name",
                path.display()
            ))
            .hint("use a name that ends with .html, .pdf or .xlsx")),
        }
    }
}

impl PeriodReport {
    /// Writes the report as a document.
    ///
    /// # Errors
    /// Those of the writers.
    pub fn document(&self, kind: ReportFileKind, view: &OutputOptions) -> Result<Vec<u8>> {
        match kind {
            ReportFileKind::Html => html::page(self, view),
            ReportFileKind::Pdf => self.pdf(view),
            ReportFileKind::Xlsx => self.workbook(view),
        }
    }

    /// Writes a sheet of all figures and one of the rows of each section.
    fn workbook(&self, view: &OutputOptions) -> Result<Vec<u8>> {
        let mut sheets = vec![WorkbookSheet {
            title: "Figures".to_owned(),
            records: list(&self.figures()),
        }];
        let rows = self.sections.iter().map(|section| WorkbookSheet {
            title: section.title.to_owned(),
            records: section.rows.clone(),
        });
        sheets.extend(rows);
        // `--fields` are those of the figures.
        let view = OutputOptions {
            fields: Vec::new(),
            ..view.clone()
        };
        workbook(sheets, &view)
    }

    fn pdf(&self, view: &OutputOptions) -> Result<Vec<u8>> {
        let mut pdf = PdfWriter::begin(&printable(&self.company), &printable(&self.title), &self.title)?;
        pdf.y += 4.0;
        pdf.paragraph(&format!("As of {}", self.made_at), SMALL, Ink::Grey);
        if !self.left_out.is_empty() {
            pdf.paragraph(
                &format!("Left out: {}.", self.left_out.join("; ")),
                TEXT,
                Ink::Black,
            );
        }
        pdf.y += 8.0;
        self.head(&mut pdf, "Figure", true);
        for section in self.sections.iter().filter(|one| !one.figures.is_empty()) {
            // A title stands with what follows it.
            if pdf.make_room(ROW * 2.0 + 4.0) {
                self.head(&mut pdf, "Figure", true);
            }
            pdf.page
                .text(LEFT + 4.0, pdf.y + LEADING, TEXT, Ink::Grey, section.title);
            pdf.end_row(ROW + 2.0);
            for figure in &section.figures {
                self.row(&mut pdf, (figure.name, figure), section, None, view);
            }
        }
        for section in &self.sections {
            self.section(&mut pdf, section, view);
        }
        pdf.finish(&self.title, "Every row: the same report as .html or .xlsx")
    }

    fn section(&self, pdf: &mut PdfWriter, section: &ReportSection, view: &OutputOptions) {
        pdf.make_room(110.0);
        pdf.y += 20.0;
        pdf.paragraph(section.title, TEXT + 3.0, Ink::Black);
        pdf.paragraph(section.about, SMALL + 1.0, Ink::Black);
        let rows = counted(section.rows.rows.len(), "row");
        pdf.paragraph(&format!("{}: {rows}", section.command), SMALL, Ink::Grey);
        for (name, command) in self.earlier.iter().zip(&section.earlier) {
            pdf.paragraph(&format!("{}: {command}", capital(name)), SMALL, Ink::Grey);
        }
        pdf.y += 5.0;
        match section.chart {
            ReportChart::Heat if !section.groups.is_empty() => grid(pdf, section, view),
            ReportChart::Bars if !section.groups.is_empty() => {
                self.head(pdf, section.groups[0].name, !section.earlier.is_empty());
                for figure in &section.groups {
                    let bar = bar(figure, &section.groups);
                    self.row(pdf, (&figure.of, figure), section, Some(bar), view);
                }
            }
            _ => {}
        }
    }

    fn head(&self, pdf: &mut PdfWriter, name: &str, is_compared: bool) {
        let line = pdf.head_of_table();
        pdf.page.text(LEFT + 4.0, line, SMALL, Ink::Black, &capital(name));
        let earlier = self.earlier.iter().filter(|_| is_compared);
        for (name, end) in std::iter::once(&"value").chain(earlier).zip(VALUES) {
            pdf.text_to(end, line, SMALL, &capital(name));
        }
    }

    /// Draws a figure with what it is compared with; `bar` is a part of the name's width.
    fn row(
        &self,
        pdf: &mut PdfWriter,
        (name, figure): (&str, &ReportFigure),
        section: &ReportSection,
        bar: Option<f32>,
        view: &OutputOptions,
    ) {
        let name = pdf.typeface.lines(&printable(name), TEXT, NAME_WIDTH);
        let height = height_of(name.len().saturating_sub(1), LEADING) + ROW;
        if pdf.make_room(height) {
            self.head(pdf, section.title, !section.earlier.is_empty());
        }
        if let Some(part) = bar.filter(|part| *part > 0.0) {
            pdf.page
                .ground(LEFT, pdf.y + 1.5, NAME_WIDTH * part, height - 3.0);
        }
        let line = pdf.y + LEADING - 1.0;
        for (place, part) in name.iter().enumerate() {
            let line = line + height_of(place, LEADING);
            pdf.page.text(LEFT + 4.0, line, TEXT, Ink::Black, part);
        }
        let compared = if section.earlier.is_empty() {
            0
        } else {
            self.earlier.len()
        };
        let values = [&figure.value, &figure.before, &figure.year_before];
        for (value, end) in values.into_iter().zip(VALUES).take(compared + 1) {
            pdf.text_to(end, line, TEXT, &in_words(value, &figure.unit, view));
        }
        pdf.end_row(height);
    }
}

/// Returns the length of a figure's bar as a part of the longest that its unit has.
fn bar(figure: &ReportFigure, all: &[ReportFigure]) -> f32 {
    let longest = longest_bar(&figure.unit, all);
    let percent = i128::from(size_of(&figure.value).max(0)) * 100 / i128::from(longest);
    f32::from(u8::try_from(percent).unwrap_or(100)) / 100.0
}

/// Draws the numbers of a heat map.
fn grid(pdf: &mut PdfWriter, section: &ReportSection, view: &OutputOptions) {
    let grid = HeatGrid::of(&section.groups);
    let ends = |place: u8| LEFT + 60.0 + f32::from(place + 1) * 60.0;
    let head = |pdf: &mut PdfWriter| {
        let line = pdf.head_of_table();
        pdf.page.text(LEFT + 4.0, line, SMALL, Ink::Black, "Hour");
        for (place, weekday) in (0..).zip(&grid.weekdays) {
            pdf.text_to(ends(place), line, SMALL, weekday);
        }
    };
    head(pdf);
    for hour in &grid.hours {
        if pdf.make_room(ROW) {
            head(pdf);
        }
        let line = pdf.y + LEADING - 1.0;
        pdf.page.text(LEFT + 4.0, line, TEXT, Ink::Black, hour);
        for (place, weekday) in (0..).zip(&grid.weekdays) {
            if let Some(one) = grid.cell(weekday, hour) {
                pdf.text_to(ends(place), line, TEXT, &in_words(&one.value, &one.unit, view));
            }
        }
        pdf.end_row(ROW);
    }
}
