//! The solver against brute force, and against first fit.

use proptest::prelude::*;

use super::super::problem::{CandidateRoom, HeldRoom, PlacementProblem, RoomWant, UNKNOWN_CAPACITY};
use super::{PlacementSolution, first_fit, solve};

/// Capacity, set-up and tear-down; the last room may combine the first two.
#[derive(Debug, Clone)]
struct Facility {
    rooms: Vec<(i64, i64, i64)>,
    combined: bool,
}

/// Start, length, heads, wished room, and the room it has, if it has one.
type Asked = (i64, i64, i64, Option<usize>, Option<usize>);

fn place(facility: &Facility, room: usize, asked: &Asked) -> Option<CandidateRoom> {
    let (capacity, _, _) = facility.rooms[room];
    let last = room + 1 == facility.rooms.len();
    let parts = if facility.combined && last {
        vec![0, 1]
    } else {
        vec![room]
    };
    (capacity == 0 || capacity >= asked.2).then(|| CandidateRoom {
        room: room as i64,
        holds: parts
            .iter()
            .map(|part| HeldRoom {
                physical: *part as i64,
                from: asked.0 - facility.rooms[*part].1,
                to: asked.0 + asked.1 + facility.rooms[*part].2,
            })
            .collect(),
        waste: if capacity == 0 {
            UNKNOWN_CAPACITY
        } else {
            capacity - asked.2
        },
    })
}

/// Bookings that have a room keep it only if it does not collide with those before: so they stand in a database.
fn problem(facility: &Facility, asked: &[Asked]) -> PlacementProblem {
    let mut standing: Vec<CandidateRoom> = Vec::new();
    let wants = asked.iter().map(|one| {
        let mut places: Vec<CandidateRoom> = (0..facility.rooms.len())
            .filter_map(|room| place(facility, room, one))
            .collect();
        places.sort_by_key(|place| (place.waste, place.room));
        let has = one
            .4
            .and_then(|room| places.iter().position(|place| place.room == room as i64));
        let current = has.filter(|at| standing.iter().all(|other| !other.meets(&places[*at])));
        standing.extend(current.map(|at| places[at].clone()));
        RoomWant {
            from: one.0,
            to: one.0 + one.1,
            series_room: None,
            wished: one.3.map(|room| room as i64),
            current,
            places,
        }
    });
    PlacementProblem::new(wants.collect())
}

fn is_feasible(problem: &PlacementProblem, places: &[Option<usize>]) -> bool {
    let placed: Vec<&CandidateRoom> = problem
        .wants
        .iter()
        .zip(places)
        .filter_map(|(want, place)| place.map(|place| &want.places[place]))
        .collect();
    let keeps = |(want, place): (&RoomWant, &Option<usize>)| want.current.is_none() || place.is_some();
    problem.wants.iter().zip(places).all(keeps)
        && placed
            .iter()
            .enumerate()
            .all(|(at, one)| placed[..at].iter().all(|other| !one.meets(other)))
}

/// The cost of the best of all ways there are.
fn brute_force(problem: &PlacementProblem) -> i128 {
    fn go(problem: &PlacementProblem, places: &mut Vec<Option<usize>>, best: &mut i128) {
        let at = places.len();
        if at == problem.wants.len() {
            if is_feasible(problem, places) {
                *best = (*best).min(problem.total(places));
            }
            return;
        }
        for place in (0..problem.wants[at].places.len()).map(Some).chain([None]) {
            places.push(place);
            go(problem, places, best);
            places.pop();
        }
    }
    let mut best = i128::MAX;
    go(problem, &mut Vec::new(), &mut best);
    best
}

fn facility(rooms: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Facility> {
    let room = (prop_oneof![Just(0_i64), 4..40_i64], 0..3_i64, 0..3_i64);
    (proptest::collection::vec(room, rooms), any::<bool>()).prop_map(|(rooms, combined)| Facility {
        combined: combined && rooms.len() > 2,
        rooms,
    })
}

fn asked(span: i64, rooms: usize) -> impl Strategy<Value = Asked> {
    let room = proptest::option::weighted(0.3, 0..rooms);
    (0..span, 1..8_i64, 0..40_i64, room.clone(), room)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn small_problems_are_solved_as_brute_force_would(
        facility in facility(2..=4),
        asked in proptest::collection::vec(asked(16, 4), 0..=5),
    ) {
        let problem = problem(&facility, &asked);
        let PlacementSolution { places, proven } = solve(&problem);
        prop_assert!(is_feasible(&problem, &places));
        prop_assert!(proven);
        prop_assert_eq!(problem.total(&places), brute_force(&problem));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn no_problem_is_solved_worse_than_by_first_fit(
        facility in facility(3..=12),
        asked in proptest::collection::vec(asked(60, 12), 0..60),
    ) {
        let problem = problem(&facility, &asked);
        let solution = solve(&problem);
        prop_assert!(is_feasible(&problem, &solution.places));
        prop_assert!(problem.total(&solution.places) <= problem.total(&first_fit(&problem)));
    }
}

#[test]
fn moving_one_makes_room_for_another_but_nothing_moves_for_seats_alone() {
    let facility = Facility {
        rooms: vec![(10, 0, 0), (40, 0, 0)],
        combined: false,
    };
    // A small booking sits in the large room.
    let small = (0, 4, 8, None, Some(1));
    let problem_of = |asked: &[Asked]| problem(&facility, asked);
    let alone = problem_of(&[small]);
    assert_eq!(solve(&alone).places, [alone.wants[0].current]);
    let both = problem_of(&[small, (0, 4, 30, None, None)]);
    let rooms: Vec<_> = solve(&both)
        .places
        .iter()
        .zip(&both.wants)
        .map(|(at, want)| want.places[at.unwrap()].room)
        .collect();
    assert_eq!(rooms, [0, 1]);
}

#[test]
fn a_wish_decides_between_rooms_that_waste_the_same_and_seats_come_before_wishes() {
    let facility = Facility {
        rooms: vec![(20, 0, 0), (20, 0, 0), (30, 0, 0)],
        combined: false,
    };
    let room = |wished| {
        let problem = problem(&facility, &[(0, 4, 20, Some(wished), None)]);
        let at = solve(&problem).places[0].unwrap();
        problem.wants[0].places[at].room
    };
    assert_eq!((room(0), room(1), room(2)), (0, 1, 0));
}
