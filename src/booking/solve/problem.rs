//! What is wanted of which rooms, and what each choice costs. Pure; times are microseconds.

/// Seats that a room of unknown capacity counts as wasting: more than any room has, so that it comes last.
pub const UNKNOWN_CAPACITY: i64 = 10_000;

/// A physical room held from here to there, buffers included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldRoom {
    pub physical: i64,
    pub from: i64,
    pub to: i64,
}

impl HeldRoom {
    pub fn meets(&self, other: &Self) -> bool {
        self.physical == other.physical && self.from < other.to && other.from < self.to
    }
}

/// A room that a booking may have as far as everything goes that does not move: capacity, rules, what is held already.
#[derive(Debug, Clone)]
pub struct CandidateRoom {
    pub room: i64,
    /// One for each physical part.
    pub holds: Vec<HeldRoom>,
    /// Seats that stay empty; [`UNKNOWN_CAPACITY`] where nobody knows.
    pub waste: i64,
}

impl CandidateRoom {
    pub fn meets(&self, other: &Self) -> bool {
        self.holds
            .iter()
            .any(|held| other.holds.iter().any(|other| held.meets(other)))
    }
}

/// A booking that is to have a room: a ghost, or one that has a room and may move.
#[derive(Debug, Clone)]
pub struct RoomWant {
    /// Its bare period.
    pub from: i64,
    pub to: i64,
    pub wished: Option<i64>,
    /// The room that its series has or could have as a whole.
    pub series_room: Option<i64>,
    /// The place it has: it keeps it or takes another one, and never is without.
    pub current: Option<usize>,
    /// Best fit first.
    pub places: Vec<CandidateRoom>,
}

/// All that is wanted, and the weights that put the objectives in order: one step of an objective outweighs everything
/// that the later ones can come to.
#[derive(Debug, Clone)]
pub struct PlacementProblem {
    pub wants: Vec<RoomWant>,
    waste: i128,
    scattered: i128,
    moved: i128,
    unplaced: i128,
    /// Above every cost of a solution.
    pub lost: i128,
}

impl PlacementProblem {
    pub fn new(wants: Vec<RoomWant>) -> Self {
        let count = wants.len() as i128 + 1;
        let most: i128 = wants
            .iter()
            .map(|want| want.places.iter().map(|place| place.waste).max().unwrap_or(0))
            .map(i128::from)
            .sum();
        let scattered = count * (most + 1);
        let moved = scattered * count;
        let unplaced = moved * count;
        Self {
            wants,
            waste: count,
            scattered,
            moved,
            unplaced,
            lost: unplaced * count * 2,
        }
    }

    /// Returns the cost of this want having that place, or none.
    pub fn cost(&self, want: usize, place: Option<usize>) -> i128 {
        let wanted = &self.wants[want];
        let Some(at) = place else {
            return if wanted.current.is_some() {
                self.lost
            } else {
                self.unplaced
            };
        };
        let place = &wanted.places[at];
        let missed = wanted.wished.is_some_and(|wished| wished != place.room);
        let moved = wanted.current.is_some_and(|current| current != at);
        let scattered = wanted.series_room.is_some_and(|series| series != place.room);
        i128::from(place.waste) * self.waste
            + if moved { self.moved } else { 0 }
            + if scattered { self.scattered } else { 0 }
            + i128::from(missed)
    }

    #[cfg(test)]
    pub fn total(&self, places: &[Option<usize>]) -> i128 {
        places
            .iter()
            .enumerate()
            .map(|(want, place)| self.cost(want, *place))
            .sum()
    }

    /// Wants that can be in each other's way, directly or through others, by index.
    pub fn components(&self) -> Vec<Vec<usize>> {
        let mut holds: Vec<(i64, i64, i64, usize)> = Vec::new();
        for (at, want) in self.wants.iter().enumerate() {
            let of_want = want.places.iter().flat_map(|place| &place.holds);
            holds.extend(of_want.map(|held| (held.physical, held.from, held.to, at)));
        }
        holds.sort_unstable();
        let mut groups = DisjointSets::new(self.wants.len());
        let mut reach: Option<(i64, i64, usize)> = None;
        for (physical, from, to, want) in holds {
            match reach {
                Some((known, until, other)) if known == physical && from < until => {
                    groups.join(want, other);
                    reach = Some((physical, until.max(to), want));
                }
                _ => reach = Some((physical, to, want)),
            }
        }
        groups.all()
    }
}

/// Sets that grow together.
struct DisjointSets(Vec<usize>);

impl DisjointSets {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }

    fn all(mut self) -> Vec<Vec<usize>> {
        let mut found: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
        for at in 0..self.0.len() {
            let root = self.root(at);
            found.entry(root).or_default().push(at);
        }
        found.into_values().collect()
    }
}
