//! Tables for people: they fit a terminal, and a pipe never cuts them.

use crate::kernel::text::printable;
use comfy_table::{Attribute, Cell, Color, ColumnConstraint, ContentArrangement, Table, Width, presets};

/// A longer word may be broken, and where there is little room one longer than the shortest cap.
const LONGEST_WORD: u16 = 32;
/// The same for a word that is none of the program's own.
const LONGEST_NAME: u16 = 20;
/// No longer number, day, time or amount is kept whole; a checksum is none.
const LONGEST_FACT: u16 = 24;
const LONGEST_IN_REPORT: u16 = 14;
const SHORTEST_CAP: u16 = 6;
/// A blank at which no line breaks; it is a plain one when it is printed.
const UNBROKEN: &str = "\u{a0}";
/// The blanks at both sides of a cell.
const PADDING: u16 = 2;

/// Narrower than this nothing can be laid out.
pub const MIN_WIDTH: u16 = 20;

pub use comfy_table::CellAlignment;

/// What a narrow terminal leaves out first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnWorth {
    OnlyIfWide,
    Text,
    Number,
    /// Days, times and amounts.
    Fact,
    Always,
}

/// The lengths of the longest words of a column. A blank that does not break is part of a word.
#[derive(Debug, Clone, Copy, Default)]
struct WordLengths {
    /// Of numbers, days, times and amounts, which stay whole.
    fact: u16,
    /// Of the program's own words.
    own: u16,
    name: u16,
}

impl WordLengths {
    fn add(&mut self, text: &str) {
        for word in text.split([' ', '\n']) {
            let length = u16::try_from(word.chars().count()).unwrap_or(u16::MAX);
            if length <= LONGEST_FACT && word.contains(|c: char| c.is_ascii_digit()) {
                self.fact = self.fact.max(length);
            } else if word.contains('_') {
                self.own = self.own.max(length);
            } else {
                self.name = self.name.max(length);
            }
        }
    }

    /// Returns the width in which no word is broken, but for what is longer than `most`.
    fn width(&self, most: u16) -> u16 {
        let own = self.own.min(most);
        let name = self.name.min(most.min(LONGEST_NAME));
        self.fact.max(own).max(name).saturating_add(PADDING)
    }
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
    /// What the columns are called and worth, where a narrow terminal may leave some out.
    columns: Vec<(String, ColumnWorth)>,
    /// How to see those all the same.
    way: &'static str,
}

/// What a cell means to the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowTone {
    Plain,
    Today,
    Weekend,
}

impl TextTable {
    /// Returns a table whose last columns a narrow terminal leaves out.
    pub fn new(head: Vec<String>) -> Self {
        let columns = head.iter().map(|title| (title.clone(), ColumnWorth::Text));
        Self {
            columns: columns.collect(),
            head: Some(head),
            ..Self::without_head()
        }
    }

    pub fn without_head() -> Self {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        Self {
            table,
            head: None,
            columns: Vec::new(),
            way: "",
        }
    }

    /// Sets the columns that give way first, by their titles.
    pub fn give_way(&mut self, titles: &[&str]) {
        let given = self.columns.iter_mut();
        for (_, worth) in given.filter(|(title, _)| titles.contains(&title.as_str())) {
            *worth = ColumnWorth::OnlyIfWide;
        }
    }

    /// Sets what the columns are called and worth, and how to see what is left out.
    pub fn rank(&mut self, columns: Vec<(String, ColumnWorth)>, way: &'static str) {
        self.columns = columns;
        self.way = way;
    }

    /// Keeps every column, however narrow the terminal is.
    pub fn keep_all(&mut self) {
        self.columns.clear();
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
        let mut left_out = Vec::new();
        match width {
            Some(width) => {
                self.table.set_width(width);
                self.table.set_content_arrangement(ContentArrangement::Dynamic);
                left_out = self.leave_out(width);
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
        let lines = self.table.lines();
        let mut text: String = lines
            .map(|line| line.trim_end().replace(UNBROKEN, " ") + "\n")
            .collect();
        if !left_out.is_empty() {
            let told = format!(
                "(this terminal is too narrow for: {}{})",
                left_out.join(", "),
                self.way
            );
            text.push_str(&sentence(&told, width, colour));
        }
        text
    }
}

/// Wraps a line at the width of the terminal.
pub fn sentence(text: &str, width: Option<u16>, colour: bool) -> String {
    let mut grid = TextTable::without_head();
    grid.row(vec![text.to_owned()]);
    let lines = grid.text(width, colour);
    let lines = lines.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    lines.map(|line| line.to_owned() + "\n").collect()
}

impl TextTable {
    /// Hides the columns that the terminal has no room for, and those that are empty, which are not missed. What is worth
    /// least goes first, the last of that first, and comes back where there is room after all; the first two columns stay.
    fn leave_out(&mut self, width: u16) -> Vec<String> {
        // In a report, which has no fields to choose, a long name is rather broken than a column missed.
        let most = if self.way.is_empty() {
            LONGEST_IN_REPORT
        } else {
            LONGEST_WORD
        };
        let words = self.longest_words();
        let needed: Vec<usize> = words.iter().map(|words| words.width(most).into()).collect();
        let rows = self.table.row_iter();
        let mut has_text = vec![self.table.row_count() == 0; self.columns.len()];
        for row in rows {
            let cells = has_text.iter_mut().zip(row.cell_iter());
            cells.for_each(|(has_text, cell)| *has_text |= !cell.content().is_empty());
        }
        let mut kept = has_text;
        let used = |kept: &[bool]| -> usize {
            let shown = needed.iter().zip(kept).filter(|(_, kept)| **kept);
            shown.map(|(needed, _)| needed).sum()
        };
        let mut places: Vec<usize> = (2..self.columns.len())
            .filter(|place| kept[*place])
            .rev()
            .collect();
        places.sort_by_key(|place| self.columns[*place].1);
        let mut gone = Vec::new();
        for place in places {
            if used(&kept) <= usize::from(width) {
                break;
            }
            kept[place] = false;
            gone.push(place);
        }
        gone.reverse();
        gone.retain(|place| {
            kept[*place] = true;
            kept[*place] = used(&kept) <= usize::from(width);
            !kept[*place]
        });
        for (place, _) in kept.iter().enumerate().filter(|(_, kept)| !**kept) {
            if let Some(column) = self.table.column_mut(place) {
                column.set_constraint(ColumnConstraint::Hidden);
            }
        }
        gone.sort_unstable();
        gone.iter().map(|place| self.columns[*place].0.clone()).collect()
    }

    /// Returns the longest words of each column, its title included.
    fn longest_words(&self) -> Vec<WordLengths> {
        let mut longest: Vec<WordLengths> = Vec::new();
        let rows = self.table.header().into_iter().chain(self.table.row_iter());
        for row in rows {
            for (column, cell) in row.cell_iter().enumerate() {
                if longest.len() == column {
                    longest.push(WordLengths::default());
                }
                longest[column].add(&cell.content());
            }
        }
        longest
    }

    /// A column is not made narrower than its longest word, where the terminal has room for that: `2026-03-02 07:30`
    /// breaks after the day.
    fn keep_words_whole(&mut self, width: u16) {
        let is_hidden =
            |column: &comfy_table::Column| matches!(column.constraint(), Some(ColumnConstraint::Hidden));
        let hidden: Vec<bool> = self.table.column_iter().map(is_hidden).collect();
        let words = self.longest_words();
        let needed = |cap: u16| -> Vec<u16> {
            let columns = words.iter().zip(&hidden);
            columns
                .map(|(words, hidden)| if *hidden { 0 } else { words.width(cap) })
                .collect()
        };
        let fits = |needed: &Vec<u16>| needed.iter().copied().fold(0, u16::saturating_add) <= width;
        let caps = (SHORTEST_CAP..=LONGEST_WORD).rev();
        let Some(needed) = caps.map(needed).find(fits) else {
            return;
        };
        for (place, needed) in needed
            .into_iter()
            .enumerate()
            .filter(|(place, _)| !hidden[*place])
        {
            if let Some(column) = self.table.column_mut(place) {
                column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(needed)));
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
