//! A sheet as lines of dates crossed by lanes of rooms, whichever way it lies.
//!
//! A line is a row where dates run down and a column where they run across; a lane is the other. Everything behind this
//! is written once, for dates that run down.

use std::collections::{BTreeMap, HashMap};

use super::words;
use crate::workbook::{CellAddress, CellValue, MergedRange, Sheet, SheetLook, StruckPart};

/// A line and a lane.
pub(super) type GridSpot = (u32, u32);

/// A cell that shows something.
#[derive(Debug, Clone, Copy)]
pub(super) struct GridCell<'a> {
    pub line: u32,
    pub lane: u32,
    pub value: &'a CellValue,
}

/// A merged range, both corners included.
#[derive(Debug, Clone, Copy)]
pub(super) struct MergedSpan {
    pub first: GridSpot,
    pub last: GridSpot,
}

/// The cells of a sheet that show something, by line, then lane.
#[derive(Debug)]
pub(super) struct SheetGrid<'a> {
    entries: Vec<GridCell<'a>>,
    /// A line's number and where its entries start; only lines with an entry.
    lines: Vec<(u32, usize)>,
    spans: Vec<MergedSpan>,
    by_first: HashMap<GridSpot, MergedSpan>,
    /// Cells with something in them beneath a merged range that shows another.
    hidden: HashMap<GridSpot, MergedSpan>,
    look: Option<&'a SheetLook>,
    pub is_flipped: bool,
}

impl<'a> SheetGrid<'a> {
    pub fn new(sheet: &'a Sheet, is_flipped: bool) -> Self {
        let spot = |at: CellAddress| {
            if is_flipped {
                (at.col, at.row)
            } else {
                (at.row, at.col)
            }
        };
        let shown = sheet.cells.iter().filter(|cell| !words::is_blank(&cell.value));
        let mut entries: Vec<GridCell<'a>> = shown
            .map(|cell| {
                let (line, lane) = spot(cell.at);
                GridCell {
                    line,
                    lane,
                    value: &cell.value,
                }
            })
            .collect();
        entries.sort_by_key(|entry| (entry.line, entry.lane));
        let mut lines: Vec<(u32, usize)> = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            if lines.last().is_none_or(|(line, _)| *line != entry.line) {
                lines.push((entry.line, at));
            }
        }
        let merges = sheet.merges.as_deref().unwrap_or_default();
        let spans = sorted_spans(merges, spot);
        let by_first = spans.iter().map(|span| (span.first, *span)).collect();
        let hidden = hidden(&entries, &spans);
        Self {
            entries,
            lines,
            spans,
            by_first,
            hidden,
            look: sheet.look.as_ref(),
            is_flipped,
        }
    }

    /// Returns what the eye sees of the cell in a place: a part that is struck through, or that all of it is (`None` within).
    pub fn struck(&self, spot: GridSpot) -> Option<Option<&'a StruckPart>> {
        let (struck, at) = (&self.look?.struck, self.address(spot));
        let place = struck.binary_search_by_key(&at, |struck| struck.at).ok()?;
        struck.get(place).map(|struck| struck.part.as_ref())
    }

    /// Reports whether all that stands in a place is struck through.
    pub fn is_struck(&self, spot: GridSpot) -> bool {
        matches!(self.struck(spot), Some(None))
    }

    pub fn entries(&self) -> &[GridCell<'a>] {
        &self.entries
    }

    /// Lists the numbers of all lines that hold something, from `first` on.
    pub fn lines_from(&self, first: u32) -> impl Iterator<Item = u32> + '_ {
        let from = self.lines.partition_point(|(line, _)| *line < first);
        self.lines.iter().skip(from).map(|(line, _)| *line)
    }

    pub fn line(&self, line: u32) -> &[GridCell<'a>] {
        let Ok(at) = self.lines.binary_search_by_key(&line, |(line, _)| *line) else {
            return &[];
        };
        let from = self.lines.get(at).map_or(0, |(_, from)| *from);
        let to = self
            .lines
            .get(at + 1)
            .map_or(self.entries.len(), |(_, from)| *from);
        self.entries.get(from..to).unwrap_or_default()
    }

    pub fn get(&self, line: u32, lane: u32) -> Option<&'a CellValue> {
        let entries = self.line(line);
        let at = entries.binary_search_by_key(&lane, |entry| entry.lane).ok()?;
        entries.get(at).map(|entry| entry.value)
    }

    /// Returns the merged range that starts here.
    pub fn span(&self, line: u32, lane: u32) -> Option<MergedSpan> {
        self.by_first.get(&(line, lane)).copied()
    }

    /// Returns the merged range that hides what stands here.
    pub fn hiding(&self, line: u32, lane: u32) -> Option<MergedSpan> {
        self.hidden.get(&(line, lane)).copied()
    }

    /// Returns what a lane shows line by line, with merged ranges down.
    pub fn lane(&self, lane: u32) -> GridLane<'_, 'a> {
        let spans = self
            .spans
            .iter()
            .filter(|span| span.first.1 == lane)
            .copied()
            .collect();
        GridLane {
            grid: self,
            lane,
            spans,
        }
    }

    /// Returns what a line shows lane by lane, with cells that are merged down into it from above.
    pub fn shown_in_line(&self, line: u32) -> BTreeMap<u32, (GridSpot, &'a CellValue)> {
        let own = self
            .line(line)
            .iter()
            .map(|entry| (entry.lane, ((line, entry.lane), entry.value)));
        let mut shown: BTreeMap<u32, (GridSpot, &'a CellValue)> = own.collect();
        let into = self
            .spans
            .iter()
            .filter(|span| span.first.0 < line && span.last.0 >= line);
        for span in into.filter(|span| span.first.1 == span.last.1) {
            if let Some(value) = self.get(span.first.0, span.first.1) {
                shown.insert(span.first.1, (span.first, value));
            }
        }
        shown
    }

    pub fn address(&self, (line, lane): GridSpot) -> CellAddress {
        if self.is_flipped {
            CellAddress { row: lane, col: line }
        } else {
            CellAddress { row: line, col: lane }
        }
    }

    /// Names a line: `row 9`, or `column F` where dates run across.
    pub fn line_name(&self, line: u32) -> String {
        if self.is_flipped {
            column_name(line)
        } else {
            row_name(line)
        }
    }

    pub fn lane_name(&self, lane: u32) -> String {
        if self.is_flipped {
            row_name(lane)
        } else {
            column_name(lane)
        }
    }
}

fn row_name(row: u32) -> String {
    format!("row {}", u64::from(row) + 1)
}

fn column_name(col: u32) -> String {
    format!("column {}", column_letters(col))
}

/// Returns the letters of a column: `D`.
pub(super) fn column_letters(col: u32) -> String {
    let address = CellAddress { row: 0, col }.to_string();
    address.trim_end_matches('1').to_owned()
}

fn sorted_spans(merges: &[MergedRange], spot: impl Fn(CellAddress) -> GridSpot) -> Vec<MergedSpan> {
    let mut spans: Vec<MergedSpan> = merges
        .iter()
        .map(|merge| MergedSpan {
            first: spot(merge.first),
            last: spot(merge.last),
        })
        .collect();
    spans
        .retain(|span| span.first != span.last && span.first.0 <= span.last.0 && span.first.1 <= span.last.1);
    spans.sort_by_key(|span| span.first);
    spans
}

/// Sweeps down the lines with the merged ranges open at each, so that it stays linear however many there are.
fn hidden(entries: &[GridCell<'_>], spans: &[MergedSpan]) -> HashMap<GridSpot, MergedSpan> {
    let mut hidden = HashMap::new();
    let mut coming = spans.iter().peekable();
    let mut open: BTreeMap<u32, MergedSpan> = BTreeMap::new();
    for entry in entries {
        while let Some(span) = coming.next_if(|span| span.first <= (entry.line, entry.lane)) {
            open.insert(span.first.1, *span);
        }
        while let Some((lane, span)) = open
            .range(..=entry.lane)
            .next_back()
            .map(|(lane, span)| (*lane, *span))
        {
            if span.last.0 < entry.line {
                open.remove(&lane);
                continue;
            }
            if span.last.1 >= entry.lane && span.first != (entry.line, entry.lane) {
                hidden.insert((entry.line, entry.lane), span);
            }
            break;
        }
    }
    hidden
}

/// One lane with its merged ranges, asked line by line.
#[derive(Debug)]
pub(super) struct GridLane<'g, 'a> {
    grid: &'g SheetGrid<'a>,
    lane: u32,
    spans: Vec<MergedSpan>,
}

impl<'a> GridLane<'_, 'a> {
    /// Returns the value that a line shows here and the cell that holds it: its own, or one merged down over it.
    pub fn at(&self, line: u32) -> Option<(GridSpot, &'a CellValue)> {
        let before = self.spans.partition_point(|span| span.first.0 <= line);
        let over = before
            .checked_sub(1)
            .and_then(|at| self.spans.get(at))
            .filter(|span| span.last.0 >= line);
        let from = over.map_or(line, |span| span.first.0);
        self.grid
            .get(from, self.lane)
            .map(|value| ((from, self.lane), value))
    }
}
