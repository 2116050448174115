//! What the eye sees of a sheet and its values do not tell.

use serde::{Deserialize, Serialize};

use super::place::{CellAddress, MergedRange};

/// Hidden rows and columns, struck-through text, fills and comments of one sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetLook {
    /// First and last of each run of hidden rows, in their order; rows that have no height are hidden, too.
    pub hidden_rows: Vec<(u32, u32)>,
    pub hidden_cols: Vec<(u32, u32)>,
    /// Cells that are struck through, wholly or in part, by their places.
    pub struck: Vec<StruckCell>,
    /// Cells with a fill of one colour other than white.
    pub fills: Vec<CellFill>,
    pub comments: Vec<CellComment>,
    /// Rules that colour cells by what stands in them; their colours are not known.
    pub rules: u32,
    /// Neither fills nor struck-through parts of texts, rules or the texts of comments are known (xls, xlsb).
    pub is_partial: bool,
    /// What number formats write beside the numbers of cells, such as a currency; not known of xls and xlsb.
    pub affixes: Vec<NumberAffix>,
    /// Cells whose whole numbers are shown with so many digits at least; the reader makes texts of them.
    #[serde(skip)]
    pub padded: Vec<(CellAddress, u8)>,
}

/// A text beside the numbers of cells that is of their format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberAffix {
    pub text: String,
    pub cells: Vec<CellAddress>,
}

/// A cell with struck-through text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StruckCell {
    pub at: CellAddress,
    /// `None`: all of it is.
    pub part: Option<StruckPart>,
}

/// A text of which a part is struck through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StruckPart {
    /// What stands.
    pub rest: String,
    pub struck: String,
}

/// A cell's fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellFill {
    pub at: CellAddress,
    /// Red, green and blue, from the highest byte to the lowest.
    pub rgb: u32,
}

/// A comment on a cell, empty or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellComment {
    pub at: CellAddress,
    pub text: String,
}

impl SheetLook {
    /// Reports whether a person sees nothing of a cell; `merge` is the merged range that begins there.
    pub fn is_hidden(&self, at: CellAddress, merge: Option<&MergedRange>) -> bool {
        let last = merge.map_or(at, |merge| merge.last);
        are_covered(&self.hidden_rows, at.row, last.row) || are_covered(&self.hidden_cols, at.col, last.col)
    }

    /// Adds a cell whose number is shown with a text beside it.
    pub(super) fn add_affix(&mut self, text: &str, at: CellAddress) {
        match self.affixes.iter_mut().find(|affix| affix.text == text) {
            Some(affix) => affix.cells.push(at),
            None => self.affixes.push(NumberAffix {
                text: text.to_owned(),
                cells: vec![at],
            }),
        }
    }

    /// Estimates the bytes that it takes in memory.
    pub(super) fn weight(&self) -> usize {
        const ALLOCATION: usize = 16;
        let parts = self.struck.iter().flat_map(|struck| &struck.part);
        size_of_val(self.hidden_rows.as_slice())
            + size_of_val(self.hidden_cols.as_slice())
            + size_of_val(self.fills.as_slice())
            + size_of_val(self.struck.as_slice())
            + size_of_val(self.comments.as_slice())
            + self
                .affixes
                .iter()
                .map(|affix| size_of_val(affix.cells.as_slice()) + affix.text.len() + 2 * ALLOCATION)
                .sum::<usize>()
            + parts
                .map(|part| part.rest.len() + part.struck.len() + 2 * ALLOCATION)
                .sum::<usize>()
            + self
                .comments
                .iter()
                .map(|comment| comment.text.len() + ALLOCATION)
                .sum::<usize>()
    }

    /// Puts everything in the order of places, and drops what is about cells without a value.
    pub(super) fn settled(mut self, has_value: impl Fn(&CellAddress) -> bool) -> Self {
        for runs in [&mut self.hidden_rows, &mut self.hidden_cols] {
            *runs = joined(std::mem::take(runs));
        }
        // Of two in one place the later counts, as for values.
        self.struck.reverse();
        self.struck.sort_by_key(|struck| struck.at);
        self.struck.dedup_by_key(|struck| struck.at);
        self.struck.retain(|struck| has_value(&struck.at));
        self.fills.reverse();
        self.fills.sort_by_key(|fill| fill.at);
        self.fills.dedup_by_key(|fill| fill.at);
        self.fills.retain(|fill| has_value(&fill.at));
        for affix in &mut self.affixes {
            affix.cells.retain(&has_value);
        }
        self.affixes.retain(|affix| !affix.cells.is_empty());
        self.comments.sort_by_key(|comment| comment.at);
        self.comments.dedup_by_key(|comment| comment.at);
        self
    }
}

/// Joins runs that touch or overlap.
fn joined(mut runs: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    runs.retain(|(first, last)| first <= last);
    runs.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for (first, last) in runs {
        match joined.last_mut() {
            Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    joined
}

/// Reports whether one of the runs, which do not touch, covers all of a range.
fn are_covered(runs: &[(u32, u32)], first: u32, last: u32) -> bool {
    let place = runs.partition_point(|run| run.1 < first);
    runs.get(place).is_some_and(|run| run.0 <= first && last <= run.1)
}

/// The runs of a text, struck through or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TextRuns(Vec<TextRun>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct TextRun {
    text: String,
    /// `None`: as the cell is.
    struck: Option<bool>,
}

impl TextRuns {
    pub fn push(&mut self, text: &str, struck: Option<bool>) {
        match self.0.last_mut() {
            Some(last) if last.struck == struck => last.text.push_str(text),
            _ => self.0.push(TextRun {
                text: text.to_owned(),
                struck,
            }),
        }
    }

    /// Reports whether any of it says by itself that it is struck through, or that it is not.
    pub fn says_something(&self) -> bool {
        self.0.iter().any(|run| run.struck.is_some())
    }

    /// Returns what is struck through of the text in a cell whose own font is, or is not.
    pub fn in_cell(&self, at: CellAddress, cell_is_struck: bool) -> Option<StruckCell> {
        let mut part = StruckPart {
            rest: String::new(),
            struck: String::new(),
        };
        let mut was_struck = None;
        for run in &self.0 {
            let is_struck = run.struck.unwrap_or(cell_is_struck);
            let to = if is_struck {
                &mut part.struck
            } else {
                &mut part.rest
            };
            // What stood apart must not run together where the text between is taken out.
            let is_new = was_struck.is_some_and(|before| before != is_struck) && !to.is_empty();
            if is_new && !to.ends_with(char::is_whitespace) && !run.text.starts_with(char::is_whitespace) {
                to.push(' ');
            }
            to.push_str(&run.text);
            was_struck = Some(is_struck);
        }
        if part.struck.trim().is_empty() {
            return None;
        }
        let is_whole = !part.rest.chars().any(char::is_alphanumeric);
        Some(StruckCell {
            at,
            part: (!is_whole).then_some(part),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: CellAddress = CellAddress { row: 0, col: 0 };

    fn runs(all: &[(&str, Option<bool>)]) -> TextRuns {
        let mut runs = TextRuns::default();
        for (text, struck) in all {
            runs.push(text, *struck);
        }
        runs
    }

    #[test]
    fn a_struck_part_is_taken_out() {
        let text = runs(&[("Umoya", None), (" 25", Some(true)), ("30", Some(false))]);
        let part = text.in_cell(AT, false).unwrap().part.unwrap();
        assert_eq!((part.rest.as_str(), part.struck.as_str()), ("Umoya 30", " 25"));
    }

    #[test]
    fn a_run_without_a_font_is_as_its_cell() {
        let text = runs(&[("Umoya 25", None), (" ", Some(false))]);
        assert_eq!(text.in_cell(AT, false), None);
        assert_eq!(text.in_cell(AT, true), Some(StruckCell { at: AT, part: None }));
    }

    #[test]
    fn a_merged_cell_is_hidden_only_as_a_whole() {
        let look = SheetLook {
            hidden_rows: joined(vec![(4, 5), (2, 3), (8, 8)]),
            ..SheetLook::default()
        };
        assert_eq!(look.hidden_rows, [(2, 5), (8, 8)]);
        let at = CellAddress { row: 2, col: 1 };
        let until = |row| MergedRange {
            first: at,
            last: CellAddress { row, col: 1 },
        };
        assert!(look.is_hidden(at, None));
        assert!(look.is_hidden(at, Some(&until(5))));
        assert!(!look.is_hidden(at, Some(&until(6))));
        assert!(!look.is_hidden(CellAddress { row: 6, col: 1 }, None));
    }
}
