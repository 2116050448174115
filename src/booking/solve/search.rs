//! Branch and bound over a small component: exact where it comes to its end.

use super::problem::PlacementProblem;

/// The search and the best it has seen.
pub struct BranchSearch<'p> {
    problem: &'p PlacementProblem,
    wants: &'p [usize],
    /// For each want, where its choices begin; a choice is a want with one of its places.
    first: Vec<usize>,
    costs: Vec<i128>,
    meets: Vec<Vec<usize>>,
    /// How many placed choices are in the way of each.
    blocked: Vec<u32>,
    /// For each want, its choices from cheap to dear.
    by_cost: Vec<Vec<usize>>,
    placed: Vec<Option<Option<usize>>>,
    best: Vec<Option<usize>>,
    best_cost: i128,
    nodes: u32,
}

/// Looks for something better than `known`; the best places, and whether they are proven best.
pub fn search(
    problem: &PlacementProblem,
    wants: &[usize],
    known: &[Option<usize>],
    nodes: u32,
) -> (Vec<Option<usize>>, bool) {
    let mut search = BranchSearch::new(problem, wants, known, nodes);
    search.descend(0);
    (search.best, search.nodes > 0)
}

impl<'p> BranchSearch<'p> {
    fn new(problem: &'p PlacementProblem, wants: &'p [usize], known: &[Option<usize>], nodes: u32) -> Self {
        let mut first = vec![0];
        let mut choices = Vec::new();
        for want in wants {
            let places = &problem.wants[*want].places;
            choices.extend((0..places.len()).map(|place| (*want, place)));
            first.push(choices.len());
        }
        let place = |(want, place): (usize, usize)| &problem.wants[want].places[place];
        let meets = choices
            .iter()
            .map(|one| {
                let others = choices.iter().enumerate();
                others
                    .filter(|(_, other)| other.0 != one.0 && place(**other).meets(place(*one)))
                    .map(|(at, _)| at)
                    .collect()
            })
            .collect();
        let costs: Vec<i128> = choices
            .iter()
            .map(|(want, place)| problem.cost(*want, Some(*place)))
            .collect();
        let by_cost = first
            .windows(2)
            .map(|ends| {
                let mut of_want: Vec<usize> = (ends[0]..ends[1]).collect();
                of_want.sort_by_key(|choice| costs[*choice]);
                of_want
            })
            .collect();
        Self {
            problem,
            wants,
            blocked: vec![0; choices.len()],
            first,
            costs,
            meets,
            by_cost,
            placed: vec![None; wants.len()],
            best: known.to_vec(),
            best_cost: wants
                .iter()
                .zip(known)
                .map(|(want, place)| problem.cost(*want, *place))
                .sum(),
            nodes,
        }
    }

    /// Places what is left, having spent `cost`.
    fn descend(&mut self, cost: i128) {
        if self.nodes == 0 {
            return;
        }
        self.nodes -= 1;
        let mut bound = cost;
        let mut next: Option<(usize, usize)> = None;
        for (at, placed) in self.placed.iter().enumerate() {
            if placed.is_some() {
                continue;
            }
            let open = self.by_cost[at]
                .iter()
                .filter(|choice| self.blocked[**choice] == 0);
            let none = self.problem.cost(self.wants[at], None);
            let cheapest = open
                .clone()
                .next()
                .map_or(none, |choice| self.costs[*choice].min(none));
            bound += cheapest;
            let count = open.count();
            if next.is_none_or(|(_, fewest)| count < fewest) {
                next = Some((at, count));
            }
        }
        if bound >= self.best_cost {
            return;
        }
        let Some((at, _)) = next else {
            self.best_cost = cost;
            self.best = self.placed.iter().map(|place| place.flatten()).collect();
            return;
        };
        self.branch(at, cost);
    }

    /// Tries every open place of a want, the cheap ones first, and then to go without.
    fn branch(&mut self, at: usize, cost: i128) {
        for turn in 0..self.by_cost[at].len() {
            let choice = self.by_cost[at][turn];
            if self.blocked[choice] > 0 {
                continue;
            }
            self.block(choice, true);
            self.placed[at] = Some(Some(choice - self.first[at]));
            self.descend(cost + self.costs[choice]);
            self.block(choice, false);
        }
        self.placed[at] = Some(None);
        self.descend(cost + self.problem.cost(self.wants[at], None));
        self.placed[at] = None;
    }

    fn block(&mut self, choice: usize, placed: bool) {
        for other in &self.meets[choice] {
            let count = &mut self.blocked[*other];
            *count = if placed {
                *count + 1
            } else {
                count.saturating_sub(1)
            };
        }
    }
}
