//! The best places for wants that share an instant, all others staying where they are: exactly, by Kuhn–Munkres.
//!
//! At one instant a room is either free or not, so wants meet rooms as in marriage; combined rooms are married off in
//! every way first, where they are few.

use pathfinding::kuhn_munkres::kuhn_munkres_min;
use pathfinding::matrix::Matrix;

use super::problem::PlacementProblem;

/// Up to so many combined rooms every set of them is tried; beyond, those in use and one more or less.
const COMBINED_IN_FULL: usize = 5;

/// Places that are open to the wants of an instant.
pub struct SharedInstant<'p> {
    pub problem: &'p PlacementProblem,
    pub wants: Vec<usize>,
    /// For each want, the indexes of its places that nobody else is in the way of.
    pub open: Vec<Vec<usize>>,
}

/// What each want of the instant gets, and whether every set of combined rooms was tried.
pub struct InstantAssignment {
    pub places: Vec<Option<usize>>,
    pub cost: i128,
    pub in_full: bool,
}

impl SharedInstant<'_> {
    /// Returns the cheapest assignment. `current` is what the wants have now.
    pub fn assign(&self, current: &[Option<usize>]) -> Option<InstantAssignment> {
        let combined = self.combined();
        let used: Vec<bool> = combined.iter().map(|parts| self.uses(current, parts)).collect();
        let in_full = combined.len() <= COMBINED_IN_FULL;
        let sets = if in_full {
            every_set(combined.len())
        } else {
            sets_near(&used)
        };
        let mut best: Option<InstantAssignment> = None;
        for set in sets {
            let chosen: Vec<&Vec<i64>> = combined
                .iter()
                .zip(&set)
                .filter(|(_, chosen)| **chosen)
                .map(|(parts, _)| parts)
                .collect();
            if !are_disjoint(&chosen) {
                continue;
            }
            let (places, cost) = self.marry(&chosen);
            if best.as_ref().is_none_or(|best| cost < best.cost) {
                best = Some(InstantAssignment {
                    places,
                    cost,
                    in_full,
                });
            }
        }
        best
    }

    /// Returns the parts of each combined room that is open to anybody.
    fn combined(&self) -> Vec<Vec<i64>> {
        let mut found: Vec<Vec<i64>> = Vec::new();
        for (want, open) in self.wants.iter().zip(&self.open) {
            let places = open.iter().map(|place| self.parts(*want, *place));
            found.extend(places.filter(|parts| parts.len() > 1));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn uses(&self, current: &[Option<usize>], parts: &[i64]) -> bool {
        let mut placed = self.wants.iter().zip(current);
        placed.any(|(want, place)| place.is_some_and(|place| self.parts(*want, place) == parts))
    }

    fn parts(&self, want: usize, place: usize) -> Vec<i64> {
        let holds = &self.problem.wants[want].places[place].holds;
        let mut parts: Vec<i64> = holds.iter().map(|held| held.physical).collect();
        parts.sort_unstable();
        parts
    }

    /// Assigns rooms beside these combined ones. Rows are wants; columns are the rooms left, then one for each want to
    /// go without.
    fn marry(&self, combined: &[&Vec<i64>]) -> (Vec<Option<usize>>, i128) {
        let mut columns: Vec<Vec<i64>> = Vec::new();
        let mut offers: Vec<(usize, usize, Vec<i64>)> = Vec::new();
        for (row, (want, open)) in self.wants.iter().zip(&self.open).enumerate() {
            for place in open {
                let parts = self.parts(*want, *place);
                let whole = combined.contains(&&parts);
                let beside = parts.len() == 1 && combined.iter().all(|taken| !taken.contains(&parts[0]));
                if whole || beside {
                    columns.push(parts.clone());
                    offers.push((row, *place, parts));
                }
            }
        }
        columns.sort_unstable();
        columns.dedup();
        let rows = self.wants.len();
        let forbidden = self.problem.lost.saturating_mul(4);
        let mut costs = Matrix::new(rows, columns.len() + rows, forbidden);
        let mut place_at = Matrix::new(rows, columns.len() + rows, None);
        for (row, place, parts) in offers {
            let Ok(column) = columns.binary_search(&parts) else {
                continue;
            };
            let cost = self.problem.cost(self.wants[row], Some(place));
            if cost < costs[(row, column)] {
                costs[(row, column)] = cost;
                place_at[(row, column)] = Some(place);
            }
        }
        for row in 0..rows {
            for column in columns.len()..columns.len() + rows {
                costs[(row, column)] = self.problem.cost(self.wants[row], None);
            }
        }
        let (cost, married) = kuhn_munkres_min(&costs);
        let places = married
            .iter()
            .enumerate()
            .map(|(row, column)| place_at[(row, *column)]);
        (places.collect(), cost)
    }
}

fn every_set(count: usize) -> Vec<Vec<bool>> {
    (0..1_usize << count)
        .map(|set| (0..count).map(|at| set >> at & 1 == 1).collect())
        .collect()
}

/// Returns the set itself, and those that differ from it in one.
fn sets_near(used: &[bool]) -> Vec<Vec<bool>> {
    let with_other = |at: usize| {
        let mut set = used.to_vec();
        set[at] = !set[at];
        set
    };
    std::iter::once(used.to_vec())
        .chain((0..used.len()).map(with_other))
        .collect()
}

fn are_disjoint(rooms: &[&Vec<i64>]) -> bool {
    let mut parts: Vec<i64> = rooms.iter().flat_map(|parts| parts.iter().copied()).collect();
    let count = parts.len();
    parts.sort_unstable();
    parts.dedup();
    parts.len() == count
}
