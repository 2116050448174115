//! A sheet while it is read: counts, bounds, and the warnings about it.

use calamine::{Data, Range, Sheet as SheetInfo, SheetVisible};

use super::error::{LimitExceeded, WorkbookError, plain};
use super::look::SheetLook;
use super::merge;
use super::model::{CellValue, Sheet, SheetCell};
use super::place::{CellAddress, LAST_COL, LAST_ROW, MergedRange};

/// So many cells are named in one warning; the rest are counted.
const NAMED: usize = 50;

/// Makes a cell's value of calamine's; `None` for an empty cell.
type ValueConverter = fn(Data) -> Option<CellValue>;

/// A sheet while it is read.
pub(super) struct SheetDraft {
    name: String,
    hidden: bool,
    max_cells: u64,
    cells: Vec<SheetCell>,
    /// Formulas without a stored result.
    unresolved: Vec<CellAddress>,
    warnings: Vec<String>,
}

impl SheetDraft {
    pub(super) fn new(info: &SheetInfo, max_cells: u64) -> Self {
        Self {
            name: info.name.clone(),
            hidden: info.visible != SheetVisible::Visible,
            max_cells,
            cells: Vec::new(),
            unresolved: Vec::new(),
            warnings: Vec::new(),
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn warn(&mut self, words: &str) {
        self.warnings.push(words.to_owned());
    }

    /// Makes an error of the reader's, with the sheet it is about.
    pub(super) fn damaged(&self, error: &impl std::fmt::Display) -> WorkbookError {
        WorkbookError::damaged(format!("sheet \"{}\": {error}", self.name))
    }

    pub(super) fn put(&mut self, (row, col): (u32, u32), value: CellValue) -> Result<(), WorkbookError> {
        if row > LAST_ROW || col > LAST_COL {
            return Err(self.damaged(&"a cell lies outside of any sheet"));
        }
        if self.cells.len() as u64 >= self.max_cells {
            let sheet = plain(&self.name);
            return Err(WorkbookError::TooLarge(LimitExceeded::Cells {
                sheet,
                max: self.max_cells,
            }));
        }
        self.cells.push(SheetCell {
            at: CellAddress { row, col },
            value,
        });
        Ok(())
    }

    /// Puts the used cells of a dense range.
    pub(super) fn put_range(
        &mut self,
        range: &Range<Data>,
        convert: ValueConverter,
    ) -> Result<(), WorkbookError> {
        let (row0, col0) = range.start().unwrap_or_default();
        for (row, col, data) in range.used_cells() {
            if let Some(value) = convert(data.clone()) {
                let at = u32::try_from(row).ok().zip(u32::try_from(col).ok());
                let at = at.and_then(|(row, col)| row0.checked_add(row).zip(col0.checked_add(col)));
                self.put(at.unwrap_or((u32::MAX, u32::MAX)), value)?;
            }
        }
        Ok(())
    }

    pub(super) fn note_unresolved(&mut self, (row, col): (u32, u32)) {
        if row <= LAST_ROW && col <= LAST_COL && (self.unresolved.len() as u64) < self.max_cells {
            self.unresolved.push(CellAddress { row, col });
        }
    }

    /// Ends the sheet; `merges` and `look` are `None` where they cannot be known.
    pub(super) fn finish(mut self, merges: Option<Vec<MergedRange>>, look: Option<SheetLook>) -> Sheet {
        self.sort();
        self.pad_numbers(look.iter().flat_map(|look| &look.padded));
        let merges = merges.map(|found| self.settle_merges(found));
        if !self.unresolved.is_empty() {
            let named = names(&self.unresolved);
            self.warnings.push(format!(
                "formulas without a stored result are not read (open the file in a spreadsheet program and save it): {named}"
            ));
        }
        let Self {
            name,
            hidden,
            cells,
            unresolved,
            warnings,
            ..
        } = self;
        let has_value = |at: &CellAddress| cells.binary_search_by_key(at, |cell| cell.at).is_ok();
        let look = look.map(|look| look.settled(has_value));
        Sheet {
            name,
            hidden,
            cells,
            merges,
            unresolved,
            warnings,
            look,
        }
    }

    /// Sorts the cells by row; of two in one place the later counts, as in spreadsheet programs.
    fn sort(&mut self) {
        if self.cells.is_sorted_by(|a, b| a.at < b.at) {
            return;
        }
        self.cells.reverse();
        self.cells.sort_by_key(|cell| cell.at);
        self.cells.dedup_by_key(|cell| cell.at);
    }

    /// Makes texts of whole numbers that are shown with zeros before them, as serial numbers are.
    fn pad_numbers<'p>(&mut self, padded: impl Iterator<Item = &'p (CellAddress, u8)>) {
        for (at, digits) in padded {
            let Ok(place) = self.cells.binary_search_by_key(at, |cell| cell.at) else {
                continue;
            };
            if let Some(cell) = self.cells.get_mut(place)
                && let CellValue::Number(number) = cell.value
            {
                let (shown, width) = (number.to_string(), usize::from(*digits));
                let is_whole = shown.bytes().all(|byte| byte.is_ascii_digit());
                if is_whole && shown.len() < width {
                    cell.value = CellValue::Text(format!("{shown:0>width$}"));
                }
            }
        }
    }

    fn settle_merges(&mut self, found: Vec<MergedRange>) -> Vec<MergedRange> {
        let Some(merges) = merge::clean(found) else {
            self.warn("its merged ranges overlap; none of them is taken");
            return Vec::new();
        };
        let hidden = merge::take_hidden(&mut self.cells, &merges);
        if !hidden.is_empty() {
            self.warnings.push(format!(
                "values hidden beneath merged cells are not read: {}",
                names(&hidden)
            ));
        }
        merges
    }
}

fn names(places: &[CellAddress]) -> String {
    let text = places
        .iter()
        .take(NAMED)
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ");
    match places.len().checked_sub(NAMED) {
        None | Some(0) => text,
        Some(more) => format!("{text} and {more} more"),
    }
}
