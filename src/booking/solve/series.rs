//! Chooses one room for each series, so that its bookings are not scattered. Pure.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::problem::{CandidateRoom, RoomWant};

/// Sets the room that each series would have as a whole, where one room suits more than one of its bookings. `series` names
/// the series of each want; large ones choose first.
pub fn choose_rooms(wants: &mut [RoomWant], series: &[Option<i64>]) {
    let mut members: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (want, series) in series.iter().enumerate() {
        if let Some(series) = series {
            members.entry(*series).or_default().push(want);
        }
    }
    let mut all: Vec<Vec<usize>> = members
        .into_values()
        .filter(|wants_of| wants_of.len() > 1 && !share_a_time(wants, wants_of))
        .collect();
    all.sort_by_key(|wants_of| Reverse(wants_of.len()));
    let mut taken: Vec<CandidateRoom> = Vec::new();
    for wants_of in all {
        let Some(room) = best_room(wants, &wants_of, &taken) else {
            continue;
        };
        for want in wants_of {
            let want = &mut wants[want];
            want.series_room = Some(room);
            taken.extend(want.places.iter().find(|place| place.room == room).cloned());
        }
    }
}

fn share_a_time(wants: &[RoomWant], members: &[usize]) -> bool {
    let mut times: Vec<(i64, i64)> = members
        .iter()
        .map(|want| (wants[*want].from, wants[*want].to))
        .collect();
    times.sort_unstable();
    times.windows(2).any(|pair| pair[0].1 > pair[1].0)
}

/// Returns the room that suits most of the bookings beside what other series have taken, of several the one that wastes least.
fn best_room(wants: &[RoomWant], members: &[usize], taken: &[CandidateRoom]) -> Option<i64> {
    let rooms: BTreeSet<i64> = members
        .iter()
        .flat_map(|want| wants[*want].places.iter().map(|place| place.room))
        .collect();
    let suits = |room: i64| {
        let places = members
            .iter()
            .filter_map(move |want| wants[*want].places.iter().find(|place| place.room == room));
        let open: Vec<&CandidateRoom> = places
            .filter(|place| !taken.iter().any(|other| other.meets(place)))
            .collect();
        let missed = members
            .iter()
            .filter(|want| wants[**want].wished.is_some_and(|wished| wished != room));
        let waste: i64 = open.iter().map(|place| place.waste).sum();
        (Reverse(open.len()), waste, missed.count(), room)
    };
    let best = rooms.into_iter().map(suits).min()?;
    (best.0.0 > 1).then_some(best.3)
}
