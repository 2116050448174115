//! Tables for people: they fit a terminal, and a pipe never cuts them.

use comfy_table::{Attribute, Cell, Color, ContentArrangement, Table, presets};

/// Narrower than this nothing can be laid out.
const MIN_WIDTH: u16 = 20;

pub fn terminal_width() -> u16 {
    Table::new().width().unwrap_or(80).max(MIN_WIDTH)
}

/// Text without control characters: what a workbook holds cannot write escape codes to a terminal.
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() || is_direction_mark(c) {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// Marks that turn the writing direction can make a line read as another.
pub fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Rows of text under an optional head.
pub struct Grid {
    table: Table,
    head: Option<Vec<String>>,
}

/// What a cell means to the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Today,
    Weekend,
}

impl Grid {
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
        self.toned_row(cells, Tone::Plain);
    }

    /// A row in the colours of the calendar.
    pub fn toned_row(&mut self, cells: Vec<String>, tone: Tone) {
        let paint = |text: String| {
            let cell = Cell::new(printable_lines(&text));
            match tone {
                Tone::Plain => cell,
                Tone::Today => cell.fg(Color::Green),
                Tone::Weekend => cell.fg(Color::Magenta),
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
            .map(|line| line.trim_end().to_owned() + "\n")
            .collect()
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
            let mut grid = Grid::new(vec!["name".into(), "notes".into()]);
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
    fn cells_cannot_write_escape_codes() {
        let mut grid = Grid::new(vec!["name".into()]);
        grid.row(vec!["a\u{1b}[31mred\u{7}\u{202e}".into()]);
        let text = grid.text(None, false);
        assert!(
            !text.contains('\u{1b}') && !text.contains('\u{7}') && !text.contains('\u{202e}'),
            "{text:?}"
        );
    }
}
