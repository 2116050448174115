//! The cells that name the dates, rooms and times of a sheet, for people who ask how it was read.

use std::collections::BTreeSet;

use super::axes::SheetAxes;
use super::grid::{GridSpot, SheetGrid};
use super::lanes::{BlockLanes, LaneKind, LineVenues};
use super::lines::SheetLines;
use super::model::FoundAxes;
use crate::workbook::CellAddress;

/// Lists each cell once, in the order of the lines and lanes.
pub(super) fn of(
    grid: &SheetGrid<'_>,
    axes: &SheetAxes,
    lines: &SheetLines,
    lanes: &[BlockLanes],
    venues: &LineVenues,
) -> FoundAxes {
    let mut found = FoundAxes::default();
    let mut seen: BTreeSet<CellAddress> = BTreeSet::new();
    let mut once = |spot: GridSpot| {
        let at = grid.address(spot);
        seen.insert(at).then_some(at)
    };
    if axes.day.is_none() {
        for (_, dated) in lines.dated() {
            found.dates.extend(once(dated.at).map(|at| (at, dated.date)));
        }
    }
    for block in lanes {
        for (lane, heading) in &block.headings {
            if let Some(LaneKind::Room(room)) = block.kinds.get(lane) {
                found.rooms.extend(once(*heading).map(|at| (at, room.clone())));
            }
        }
        for (lane, time) in &block.times {
            let spot = match axes.times.line {
                Some(line) => Some((line, *lane)),
                None => block.headings.get(lane).copied(),
            };
            let spot = spot.filter(|spot| grid.get(spot.0, spot.1).is_some());
            let at = spot.filter(|_| time.is_some()).and_then(&mut once);
            found.times.extend(at.zip(*time));
        }
    }
    for line in &lines.lines {
        if let (Some(lane), Some(Ok(room))) = (axes.times.venue, venues.get(&line.line)) {
            let spot = (line.line, lane);
            let is_there = grid.get(spot.0, spot.1).is_some();
            let at = Some(spot).filter(|_| is_there).and_then(&mut once);
            found.rooms.extend(at.map(|at| (at, room.clone())));
        }
        let Some(Some(time)) = line.time else { continue };
        for lane in &axes.times.lanes {
            let spot = (line.line, *lane);
            let is_there = grid.get(spot.0, spot.1).is_some();
            let at = Some(spot).filter(|_| is_there).and_then(&mut once);
            found.times.extend(at.map(|at| (at, time)));
        }
    }
    found
}
