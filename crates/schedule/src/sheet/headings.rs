//! The headings of a block, and what stands under each.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::grid::{Grid, Spot};
use super::line::{LineState, Lines};
use super::words;
use crate::names::name_key;
use crate::rooms::split_capacity;
use crate::workbook::Value;

/// What stands in a lane at lines with a date.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Contents {
    pub filled: usize,
    pub texts: usize,
    pub weekdays: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Heading<'a> {
    pub lane: u32,
    pub at: Spot,
    pub value: &'a Value,
    /// With its white space folded.
    pub text: String,
    pub contents: Contents,
}

/// What stands in the lanes of a block, and over how many lines with a date.
pub(super) struct Census {
    pub lanes: BTreeMap<u32, Contents>,
    pub dated: usize,
}

/// Counts what stands at lines with a date, block by block.
pub(super) fn contents(grid: &Grid<'_>, lines: &Lines, date_lane: u32) -> Vec<Census> {
    let mut blocks: Vec<Census> = lines
        .blocks
        .iter()
        .map(|_| Census {
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
            contents.texts += usize::from(!matches!(entry.value, Value::Number(_) | Value::Bool(_)));
            contents.weekdays += usize::from(words::whole_weekday(entry.value).is_some());
        }
    }
    blocks
}

/// How many different headings share each stem.
pub(super) fn stems(headings: &[Heading<'_>]) -> HashMap<String, usize> {
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

/// No other heading has its stem, so that a trailing number may be a capacity.
pub(super) fn stands_alone(heading: &Heading<'_>, stems: &HashMap<String, usize>) -> bool {
    stems.get(&stem(&heading.text)).is_none_or(|count| *count < 2)
}

/// `12`, `12 pax`, `(12)`.
pub(super) fn capacity(value: &Value) -> Option<u32> {
    match value {
        // In range and without a fraction, so that the cast is exact.
        Value::Number(number) => {
            (number.fract() == 0.0 && (1.0..=9999.0).contains(number)).then_some(*number as u32)
        }
        Value::Text(text) => {
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
