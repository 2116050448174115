//! The headings of a block, and what stands under each.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::grid::{GridSpot, SheetGrid};
use super::lines::{LineState, SheetLines};
use super::words;
use crate::names::name_key;
use crate::rooms::split_capacity;
use crate::workbook::CellValue;

/// What stands in a lane at lines with a date.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct LaneContents {
    pub filled: usize,
    pub texts: usize,
    pub weekdays: usize,
    /// Those of the weekdays whose word is a month as well.
    pub months: usize,
}

impl LaneContents {
    /// Reports whether there is nothing but weekdays: a column of `mar` alone is one of months.
    pub fn is_weekdays(&self) -> bool {
        self.weekdays == self.filled && (self.filled == 0 || self.months < self.filled)
    }
}

/// The heading of a lane, and what stands under it.
#[derive(Debug, Clone)]
pub(super) struct LaneHeading<'a> {
    pub lane: u32,
    pub at: GridSpot,
    pub value: &'a CellValue,
    /// With its white space folded.
    pub text: String,
    pub contents: LaneContents,
}

/// What stands in the lanes of a block, and over how many lines with a date.
pub(super) struct BlockCensus {
    pub lanes: BTreeMap<u32, LaneContents>,
    pub dated: usize,
}

/// Counts what stands at lines with a date, block by block.
pub(super) fn contents(grid: &SheetGrid<'_>, lines: &SheetLines, date_lane: u32) -> Vec<BlockCensus> {
    let mut blocks: Vec<BlockCensus> = lines
        .blocks
        .iter()
        .map(|_| BlockCensus {
            lanes: BTreeMap::new(),
            dated: 0,
        })
        .collect();
    for line in &lines.lines {
        let Some(census) = blocks.get_mut(line.block) else {
            continue;
        };
        if !matches!(line.state, LineState::Dated(_) | LineState::Refused(_)) {
            continue;
        }
        census.dated += 1;
        for entry in grid
            .line(line.line)
            .iter()
            .filter(|entry| entry.lane != date_lane)
        {
            let contents = census.lanes.entry(entry.lane).or_default();
            contents.filled += 1;
            contents.texts += usize::from(!matches!(entry.value, CellValue::Number(_) | CellValue::Bool(_)));
            let is_weekday = !words::whole_weekdays(entry.value).is_empty();
            contents.weekdays += usize::from(is_weekday);
            contents.months += usize::from(is_weekday && words::is_whole_month(entry.value));
        }
    }
    blocks
}

/// Counts the different headings that share each stem.
pub(super) fn stems(headings: &[LaneHeading<'_>]) -> HashMap<String, usize> {
    let mut seen: HashSet<(String, String)> = HashSet::new();
    let mut stems: HashMap<String, usize> = HashMap::new();
    for heading in headings {
        let stem = stem(&heading.text);
        if seen.insert((stem.clone(), name_key(&heading.text))) {
            *stems.entry(stem).or_default() += 1;
        }
    }
    stems
}

fn stem(heading: &str) -> String {
    name_key(split_capacity(heading).map_or(heading, |(stem, _)| stem))
}

/// Reports whether no other heading has its stem, so that a trailing number may be a capacity.
pub(super) fn stands_alone(heading: &LaneHeading<'_>, stems: &HashMap<String, usize>) -> bool {
    stems.get(&stem(&heading.text)).is_none_or(|count| *count < 2)
}

/// Reads a capacity: `12`, `12 pax`, `(12)`.
pub(super) fn capacity(value: &CellValue) -> Option<u32> {
    match value {
        // In range and without a fraction, so that the cast is exact.
        CellValue::Number(number) => {
            (number.fract() == 0.0 && (1.0..=9999.0).contains(number)).then_some(*number as u32)
        }
        CellValue::Text(text) => {
            let digits: String = text
                .chars()
                .skip_while(|c| !c.is_ascii_digit())
                .take_while(char::is_ascii_digit)
                .collect();
            digits.parse().ok().filter(|n| (1..=9999).contains(n))
        }
        _ => None,
    }
}
