//! Tables for people: they fit a terminal, and a pipe never cuts them.

use crate::kernel::text::printable;
use comfy_table::{Attribute, Cell, Color, ColumnConstraint, ContentArrangement, Table, Width, presets};

/// A longer word may be broken, and where there is little room one longer than the shortest cap.
const LONGEST_WORD: u16 = 32;
/// The same for a word that is none of the program's own.
const LONGEST_NAME: u16 = 20;
const SHORTEST_CAP: u16 = 6;
/// A blank at which no line breaks; it is a plain one when it is printed.
const UNBROKEN: &str = "\u{a0}";
/// The blanks at both sides of a cell.
const PADDING: u16 = 2;

/// Narrower than this nothing can be laid out.
pub const MIN_WIDTH: u16 = 20;

pub use comfy_table::CellAlignment;

/// A column of a table before it is laid out.
pub struct TextColumn {
    pub title: String,
    pub worth: ColumnWorth,
    pub is_amount: bool,
    pub cells: Vec<String>,
}

/// What a narrow terminal leaves out first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnWorth {
    OnlyIfWide,
    Text,
    Number,
    /// Days, times and amounts.
    Fact,
}

impl TextColumn {
    /// Returns the least width in which no word is broken, but for the longest.
    fn least_width(&self) -> usize {
        let texts = std::iter::once(&self.title).chain(&self.cells);
        let longest = texts
            .map(|text| longest_word(&unbroken(text.clone())))
            .max()
            .unwrap_or(0);
        longest.min(usize::from(LONGEST_WORD)) + usize::from(PADDING)
    }
}

/// Tells which columns a terminal has room for. What is worth least goes first, the last of that first; the first two
/// stay.
pub fn fitting_columns(columns: &[TextColumn], width: u16) -> Vec<bool> {
    let needed: Vec<usize> = columns.iter().map(TextColumn::least_width).collect();
    let mut kept = vec![true; columns.len()];
    let mut places: Vec<usize> = (2..columns.len()).rev().collect();
    places.sort_by_key(|place| columns.get(*place).map(|column| column.worth));
    for place in places {
        let shown = needed.iter().zip(&kept).filter(|(_, kept)| **kept);
        if shown.map(|(needed, _)| needed).sum::<usize>() <= usize::from(width) {
            break;
        }
        kept[place] = false;
    }
    kept
}

/// Returns the length of the longest word, of a long name as much as is kept whole; a blank that does not break is part of it.
fn longest_word(text: &str) -> usize {
    let words = text.split([' ', '\n']).map(|word| match word.chars().count() {
        count if word.contains('_') => count,
        count => count.min(usize::from(LONGEST_NAME)),
    });
    words.max().unwrap_or(0)
}

/// Keeps a number that is written with blanks on one line: a phone's.
fn unbroken(text: String) -> String {
    let is_part = |c: char| c.is_ascii_digit() || " +-/()".contains(c);
    if text.contains(' ') && text.chars().all(is_part) && text.chars().any(|c| c.is_ascii_digit()) {
        text.replace(' ', UNBROKEN)
    } else {
        text
    }
}

pub fn terminal_width() -> u16 {
    Table::new().width().unwrap_or(80).max(MIN_WIDTH)
}

/// Rows of text under an optional head.
pub struct TextTable {
    table: Table,
    head: Option<Vec<String>>,
}

/// What a cell means to the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowTone {
    Plain,
    Today,
    Weekend,
}

impl TextTable {
    pub fn new(head: Vec<String>) -> Self {
        Self {
            head: Some(head),
            ..Self::without_head()
        }
    }

    pub fn without_head() -> Self {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        Self { table, head: None }
    }

    pub fn row(&mut self, cells: Vec<String>) {
        self.toned_row(cells, RowTone::Plain);
    }

    /// Aligns a column of rows that are there already.
    pub fn align(&mut self, column: usize, alignment: CellAlignment) {
        if let Some(column) = self.table.column_mut(column) {
            column.set_cell_alignment(alignment);
        }
    }

    /// A row in the colours of the calendar.
    pub fn toned_row(&mut self, cells: Vec<String>, tone: RowTone) {
        let paint = |text: String| {
            let cell = Cell::new(unbroken(printable_lines(&text)));
            match tone {
                RowTone::Plain => match severity_colour(&text) {
                    Some(colour) => cell.fg(colour),
                    None => cell,
                },
                RowTone::Today => cell.fg(Color::Green),
                RowTone::Weekend => cell.fg(Color::Magenta),
            }
        };
        self.table.add_row(cells.into_iter().map(paint));
    }

    /// The table's lines. `width` is the terminal's; without one nothing is wrapped.
    pub fn text(mut self, width: Option<u16>, colour: bool) -> String {
        if let Some(head) = self.head.take() {
            self.table.set_header(
                head.into_iter()
                    .map(|title| Cell::new(title).add_attribute(Attribute::Bold)),
            );
        }
        match width {
            Some(width) => {
                self.table.set_width(width);
                self.table.set_content_arrangement(ContentArrangement::Dynamic);
                self.keep_words_whole(width);
            }
            None => {
                self.table.set_content_arrangement(ContentArrangement::Disabled);
            }
        }
        if colour {
            // Whoever asks for colour gets it: the library would look at NO_COLOR once more.
            crossterm::style::force_color_output(true);
            self.table.enforce_styling();
        } else {
            self.table.force_no_tty();
        }
        self.table
            .lines()
            .map(|line| line.trim_end().replace(UNBROKEN, " ") + "\n")
            .collect()
    }
}

impl TextTable {
    /// A column is not made narrower than its longest word, where the terminal has room for that: `2026-03-02 07:30`
    /// breaks after the day.
    fn keep_words_whole(&mut self, width: u16) {
        let mut longest: Vec<u16> = Vec::new();
        let rows = self.table.header().into_iter().chain(self.table.row_iter());
        for row in rows {
            for (column, cell) in row.cell_iter().enumerate() {
                let content = cell.content();
                let word = u16::try_from(longest_word(&content)).unwrap_or(u16::MAX);
                match longest.get_mut(column) {
                    Some(known) => *known = word.max(*known),
                    None => longest.push(word),
                }
            }
        }
        let padded = |word: u16, cap: u16| word.min(cap).saturating_add(PADDING);
        let needed = |cap: u16| {
            longest
                .iter()
                .map(|word| padded(*word, cap))
                .fold(0, u16::saturating_add)
        };
        let Some(cap) = (SHORTEST_CAP..=LONGEST_WORD)
            .rev()
            .find(|cap| needed(*cap) <= width)
        else {
            return;
        };
        for (column, word) in longest.into_iter().enumerate() {
            if let Some(column) = self.table.column_mut(column) {
                column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(padded(word, cap))));
            }
        }
    }
}

/// Returns the colour of a word that says how bad something is.
fn severity_colour(word: &str) -> Option<Color> {
    match word {
        "alert" | "fail" => Some(Color::Red),
        "warn" => Some(Color::Yellow),
        "pass" => Some(Color::Green),
        _ => None,
    }
}

/// Line breaks of our own stay; everything else that is not printable goes.
fn printable_lines(text: &str) -> String {
    text.split('\n').map(printable).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_terminal_wraps_and_a_pipe_does_not() {
        let grid = || {
            let mut grid = TextTable::new(vec!["name".into(), "notes".into()]);
            grid.row(vec!["Excellence".into(), "a long note ".repeat(20)]);
            grid
        };
        assert!(
            grid()
                .text(Some(40), false)
                .lines()
                .all(|line| line.chars().count() <= 40)
        );
        assert_eq!(grid().text(None, false).lines().count(), 2);
    }

    #[test]
    fn how_bad_something_is_has_a_colour_where_colours_are_on() {
        for (colour, escapes) in [(true, true), (false, false)] {
            let mut grid = TextTable::without_head();
            grid.row(vec!["alert".into(), "plain".into()]);
            assert_eq!(grid.text(None, colour).contains('\u{1b}'), escapes);
        }
    }

    #[test]
    fn cells_cannot_write_escape_codes() {
        let mut grid = TextTable::new(vec!["name".into()]);
        grid.row(vec!["a\u{1b}[31mred\u{7}\u{202e}".into()]);
        let text = grid.text(None, false);
        assert!(
            !text.contains('\u{1b}') && !text.contains('\u{7}') && !text.contains('\u{202e}'),
            "{text:?}"
        );
    }
}
