//! Finds places. Components are solved one by one: first fit and best fit by hardness, each improved by giving all wants
//! of an instant their best places anew until nothing gains; then, where a component is small, branch and bound. The
//! answer is never worse than first fit, and `proven` where nothing better can be.

use std::collections::{BTreeMap, HashMap};

use super::assignment::SharedInstant;
use super::problem::{CandidateRoom, HeldRoom, PlacementProblem};
use super::search::search;

/// Components up to this size are searched through.
const SMALL: usize = 18;
/// Steps of the search in one component, and in all of them together.
const NODES: u32 = 150_000;
const ALL_NODES: u32 = 600_000;
/// Rounds of improvement; each one gains, and a few do.
const ROUNDS: usize = 20;

/// A place for each want, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacementSolution {
    pub places: Vec<Option<usize>>,
    /// Nothing better exists.
    pub proven: bool,
}

pub fn solve(problem: &PlacementProblem) -> PlacementSolution {
    let mut solution = PlacementSolution {
        places: vec![None; problem.wants.len()],
        proven: true,
    };
    let mut nodes = ALL_NODES;
    for wants in problem.components() {
        let (places, proven) = solve_component(problem, &wants, &mut nodes);
        solution.proven &= proven;
        for (want, place) in wants.iter().zip(places) {
            solution.places[*want] = place;
        }
    }
    solution
}

/// Ghosts in order, each in the first of its places that is free; nothing moves.
#[cfg(test)]
pub fn first_fit(problem: &PlacementProblem) -> Vec<Option<usize>> {
    let all: Vec<usize> = (0..problem.wants.len()).collect();
    PartialSolution::in_order(problem, &all, &all).places(&all)
}

fn solve_component(
    problem: &PlacementProblem,
    wants: &[usize],
    nodes: &mut u32,
) -> (Vec<Option<usize>>, bool) {
    let mut hardest = wants.to_vec();
    hardest.sort_by_key(|want| (problem.wants[*want].places.len(), *want));
    let mut best: Option<(i128, Vec<Option<usize>>)> = None;
    let mut proven = false;
    for order in [wants, &hardest] {
        let mut filled = PartialSolution::in_order(problem, wants, order);
        proven |= filled.improve(wants);
        let places = filled.places(wants);
        let cost = cost(problem, wants, &places);
        if best.as_ref().is_none_or(|(known, _)| cost < *known) {
            best = Some((cost, places));
        }
        if proven {
            break;
        }
    }
    let (_, places) = best.unwrap_or_default();
    if proven || wants.len() > SMALL {
        return (places, proven);
    }
    let given = NODES.min(*nodes);
    let (places, proven) = search(problem, wants, &places, given);
    *nodes -= if proven { given / 8 } else { given };
    (places, proven)
}

fn cost(problem: &PlacementProblem, wants: &[usize], places: &[Option<usize>]) -> i128 {
    wants
        .iter()
        .zip(places)
        .map(|(want, place)| problem.cost(*want, *place))
        .sum()
}

/// Wants in places, and what that holds.
struct PartialSolution<'p> {
    problem: &'p PlacementProblem,
    places: HashMap<usize, usize>,
    /// By physical room and start: the end. Holds of a room never overlap.
    holds: HashMap<i64, BTreeMap<i64, i64>>,
}

impl<'p> PartialSolution<'p> {
    /// Fills rooms in this order: what has a place keeps it, ghosts take the first free one.
    fn in_order(problem: &'p PlacementProblem, wants: &[usize], order: &[usize]) -> Self {
        let mut filled = Self {
            problem,
            places: HashMap::new(),
            holds: HashMap::new(),
        };
        for want in wants {
            if let Some(place) = problem.wants[*want].current {
                filled.put(*want, Some(place));
            }
        }
        for want in order
            .iter()
            .filter(|want| problem.wants[**want].current.is_none())
        {
            let places = &problem.wants[*want].places;
            let free = places.iter().position(|place| filled.is_free(place));
            filled.put(*want, free);
        }
        filled
    }

    fn places(&self, wants: &[usize]) -> Vec<Option<usize>> {
        wants.iter().map(|want| self.places.get(want).copied()).collect()
    }

    fn is_free(&self, place: &CandidateRoom) -> bool {
        place.holds.iter().all(|held| self.holder_free(held))
    }

    fn holder_free(&self, held: &HeldRoom) -> bool {
        let last = self
            .holds
            .get(&held.physical)
            .and_then(|holds| holds.range(..held.to).next_back());
        last.is_none_or(|(_, ends)| *ends <= held.from)
    }

    /// Takes the want out of its place and puts it into this one.
    fn put(&mut self, want: usize, place: Option<usize>) {
        let problem = self.problem;
        let holds_of = |place: usize| &problem.wants[want].places[place].holds;
        if let Some(before) = self.places.remove(&want) {
            for held in holds_of(before) {
                self.holds.entry(held.physical).or_default().remove(&held.from);
            }
        }
        if let Some(place) = place {
            for held in holds_of(place) {
                self.holds
                    .entry(held.physical)
                    .or_default()
                    .insert(held.from, held.to);
            }
            self.places.insert(want, place);
        }
    }

    /// Gives the wants of each instant their best places anew until nothing gains; whether that is proven to be the best,
    /// as it is where all wants share an instant and no hold of one reaches beside the period of another.
    fn improve(&mut self, wants: &[usize]) -> bool {
        let mut instants: Vec<i64> = wants.iter().map(|want| self.problem.wants[*want].from).collect();
        instants.sort_unstable();
        instants.dedup();
        let mut proven = false;
        for _ in 0..ROUNDS {
            let mut gained = false;
            for instant in &instants {
                let at_once: Vec<usize> = wants
                    .iter()
                    .copied()
                    .filter(|want| {
                        let want = &self.problem.wants[*want];
                        want.from <= *instant && *instant < want.to
                    })
                    .collect();
                let all = at_once.len() == wants.len();
                let (better, in_full) = self.assign_anew(at_once);
                gained |= better;
                proven |= all && in_full;
            }
            if !gained || proven {
                break;
            }
        }
        proven
    }

    /// Finds the best places for these wants, which share an instant, while all others stay.
    fn assign_anew(&mut self, wants: Vec<usize>) -> (bool, bool) {
        let before = self.places(&wants);
        for want in &wants {
            self.put(*want, None);
        }
        let open = wants
            .iter()
            .map(|want| {
                let places = self.problem.wants[*want].places.iter().enumerate();
                places
                    .filter(|(_, place)| self.is_free(place))
                    .map(|(at, _)| at)
                    .collect()
            })
            .collect();
        let instant = SharedInstant {
            problem: self.problem,
            wants,
            open,
        };
        let assigned = instant.assign(&before);
        let old = cost(self.problem, &instant.wants, &before);
        let better = assigned.as_ref().is_some_and(|assigned| assigned.cost < old);
        let in_full = assigned.as_ref().is_some_and(|assigned| assigned.in_full);
        let places = assigned
            .filter(|_| better)
            .map_or(before, |assigned| assigned.places);
        for (want, place) in instant.wants.iter().zip(places) {
            self.put(*want, place);
        }
        (better, in_full)
    }
}

#[cfg(test)]
#[path = "solver_tests.rs"]
mod tests;
