//! A sheet's merged ranges: which count, and what lies hidden beneath them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::model::SheetCell;
use super::place::{CellAddress, LAST_COL, LAST_ROW, MergedRange};

/// Returns the ranges that span at least two cells of the sheet, in row order; `None` if any two overlap, which no
/// spreadsheet program makes and which leaves open what belongs to what.
pub(super) fn clean(merges: Vec<MergedRange>) -> Option<Vec<MergedRange>> {
    let mut merges: Vec<MergedRange> = merges.into_iter().filter_map(clip).collect();
    merges.sort_unstable_by_key(|merge| (merge.first, merge.last));
    merges.dedup();
    let mut sweep = MergeSweep::default();
    for (index, merge) in merges.iter().enumerate() {
        sweep.advance(merge.first.row);
        if sweep.meets(merge) {
            return None;
        }
        sweep.add(index, merge);
    }
    Some(merges)
}

fn clip(merge: MergedRange) -> Option<MergedRange> {
    let last = CellAddress {
        row: merge.last.row.min(LAST_ROW),
        col: merge.last.col.min(LAST_COL),
    };
    let ordered = merge.first.row <= last.row && merge.first.col <= last.col;
    (ordered && merge.first != last).then_some(MergedRange {
        first: merge.first,
        last,
    })
}

/// Takes the cells that a merge hides (all of it but its first cell) out of `cells` and returns their places. Both
/// lists are in row order, as [`clean`] and the reader leave them.
pub(super) fn take_hidden(cells: &mut Vec<SheetCell>, merges: &[MergedRange]) -> Vec<CellAddress> {
    let mut hidden = Vec::new();
    let mut sweep = MergeSweep::default();
    let mut coming = merges.iter().enumerate().peekable();
    cells.retain(|cell| {
        while let Some((index, merge)) = coming.next_if(|(_, merge)| merge.first.row <= cell.at.row) {
            sweep.advance(merge.first.row);
            sweep.add(index, merge);
        }
        sweep.advance(cell.at.row);
        let over = sweep.over(cell.at.col).and_then(|index| merges.get(index));
        let keep = over.is_none_or(|merge| merge.first == cell.at);
        if !keep {
            hidden.push(cell.at);
        }
        keep
    });
    hidden
}

/// The merges that touch the current row, as it moves down the sheet. They never share a column, so the one that
/// begins last before a column is the only one that can cover it.
#[derive(Default)]
struct MergeSweep {
    /// First column to last column and index.
    active: BTreeMap<u32, (u32, usize)>,
    /// Last row and first column, the nearest end first.
    ends: BinaryHeap<Reverse<(u32, u32)>>,
}

impl MergeSweep {
    fn advance(&mut self, row: u32) {
        while let Some(Reverse((last_row, first_col))) = self.ends.peek().copied() {
            if last_row >= row {
                break;
            }
            self.ends.pop();
            self.active.remove(&first_col);
        }
    }

    fn add(&mut self, index: usize, merge: &MergedRange) {
        self.active.insert(merge.first.col, (merge.last.col, index));
        self.ends.push(Reverse((merge.last.row, merge.first.col)));
    }

    fn meets(&self, merge: &MergedRange) -> bool {
        let before_its_end = self.active.range(..=merge.last.col).next_back();
        before_its_end.is_some_and(|(_, (last_col, _))| *last_col >= merge.first.col)
    }

    fn over(&self, col: u32) -> Option<usize> {
        let (_, (last_col, index)) = self.active.range(..=col).next_back()?;
        (*last_col >= col).then_some(*index)
    }
}
