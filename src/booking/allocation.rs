//! How several rooms share the people of one booking. Pure.

use super::amenities::{AskedAmenity, asked_amenities};
use super::details::BookingDetails;

/// People and what they need, as asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartySize {
    pub learners: u32,
    pub facilitators: u32,
    /// `None`: learners and facilitators together.
    pub headcount: Option<u32>,
    pub devices: u32,
    pub water_bottles: u32,
    pub printed_pages: u32,
    /// `None`: as the details say.
    pub amenities: Option<Vec<AskedAmenity>>,
}

impl PartySize {
    /// Returns those that details ask for.
    pub fn of(details: &BookingDetails) -> Self {
        Self {
            learners: details.learners.unwrap_or(0),
            facilitators: details.facilitators.unwrap_or(0),
            headcount: details.headcount,
            devices: details.devices.unwrap_or(0),
            water_bottles: details.water_bottles.unwrap_or(0),
            printed_pages: details.printed_pages.unwrap_or(0),
            // One that cannot be read is refused where it is stored.
            amenities: details
                .amenities
                .as_ref()
                .and_then(|texts| asked_amenities(texts).ok()),
        }
    }

    /// Returns the details with these people instead of theirs.
    pub fn in_details(&self, details: &BookingDetails) -> BookingDetails {
        BookingDetails {
            learners: Some(self.learners),
            facilitators: Some(self.facilitators),
            headcount: self.headcount,
            devices: Some(self.devices),
            water_bottles: details.water_bottles.map(|_| self.water_bottles),
            printed_pages: details.printed_pages.map(|_| self.printed_pages),
            amenities: self.amenity_texts().or_else(|| details.amenities.clone()),
            ..details.clone()
        }
    }

    /// Returns the amenities as they are typed.
    pub fn amenity_texts(&self) -> Option<Vec<String>> {
        let asked = self.amenities.as_ref()?.iter();
        Some(asked.map(|one| one.of_pieces(one.pieces)).collect())
    }
}

/// Shares the people of one booking among rooms of these capacities, in proportion; nobody is lost. A room of unknown
/// capacity (0) counts as the average of the others. Where all fit together, each room's share fits it.
pub fn by_capacity(people: &PartySize, seats: &[i32]) -> Vec<PartySize> {
    let weights = weights(seats);
    let devices = split(people.devices, &weights);
    let water = split(people.water_bottles, &weights);
    let pages = split(people.printed_pages, &weights);
    let things = devices.into_iter().zip(water).zip(pages);
    let with_things = |(party, ((devices, water_bottles), printed_pages))| PartySize {
        devices,
        water_bottles,
        printed_pages,
        ..party
    };
    let mut parties: Vec<PartySize> = parties(people, &weights)
        .into_iter()
        .zip(things)
        .map(with_things)
        .collect();
    if let Some(asked) = &people.amenities {
        let shares = amenities(asked, &weights);
        for (party, share) in parties.iter_mut().zip(shares) {
            party.amenities = Some(share);
        }
    }
    parties
}

/// Shares amenities among rooms; one that each room is to have goes to all of them.
fn amenities(asked: &[AskedAmenity], weights: &[u64]) -> Vec<Vec<AskedAmenity>> {
    let mut shares: Vec<Vec<AskedAmenity>> = weights.iter().map(|_| Vec::new()).collect();
    for one in asked {
        let pieces = u32::try_from(one.pieces).unwrap_or(u32::MAX);
        let parts = if one.is_each {
            weights.iter().map(|_| pieces).collect()
        } else {
            split(pieces, weights)
        };
        for (share, part) in shares.iter_mut().zip(parts).filter(|(_, part)| *part > 0) {
            share.push(AskedAmenity {
                pieces: part.into(),
                ..one.clone()
            });
        }
    }
    shares
}

/// Shares the people; devices, bottles, pages and amenities are left out.
fn parties(people: &PartySize, weights: &[u64]) -> Vec<PartySize> {
    let party = |learners, facilitators, headcount| PartySize {
        learners,
        facilitators,
        headcount,
        ..PartySize::default()
    };
    if let Some(headcount) = people.headcount {
        let (learners, facilitators) = (
            split(people.learners, weights),
            split(people.facilitators, weights),
        );
        return split(headcount, weights)
            .into_iter()
            .zip(learners.into_iter().zip(facilitators))
            .map(|(headcount, (learners, facilitators))| party(learners, facilitators, Some(headcount)))
            .collect();
    }
    // The sum is shared first, so that it fits; facilitators are taken out of each room's part of it.
    let totals = split(people.learners.saturating_add(people.facilitators), weights);
    let facilitators = split(
        people.facilitators,
        &totals.iter().map(|n| u64::from(*n)).collect::<Vec<_>>(),
    );
    totals
        .into_iter()
        .zip(facilitators)
        .map(|(total, facilitators)| party(total.saturating_sub(facilitators), facilitators, None))
        .collect()
}

fn weights(seats: &[i32]) -> Vec<u64> {
    let known: Vec<u64> = seats
        .iter()
        .filter_map(|n| u64::try_from(*n).ok())
        .filter(|n| *n > 0)
        .collect();
    let average = match known.len() {
        0 => 1,
        count => (known.iter().sum::<u64>() / count as u64).max(1),
    };
    let weight = |n: &i32| u64::try_from(*n).ok().filter(|n| *n > 0).unwrap_or(average);
    seats.iter().map(weight).collect()
}

/// Splits a number by largest remainder; the first of equals gets the odd one.
fn split(count: u32, weights: &[u64]) -> Vec<u32> {
    let whole: u64 = weights.iter().sum();
    if whole == 0 {
        return weights.iter().map(|_| 0).collect();
    }
    let exact = |weight: u64| u64::from(count) * weight;
    let mut shares: Vec<u32> = weights
        .iter()
        .map(|weight| u32::try_from(exact(*weight) / whole).unwrap_or(u32::MAX))
        .collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(exact(weights[*place]) % whole));
    let left = count.saturating_sub(shares.iter().sum());
    for place in order.into_iter().take(left as usize) {
        shares[place] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn people(learners: u32, facilitators: u32, devices: u32) -> PartySize {
        PartySize {
            learners,
            facilitators,
            headcount: None,
            devices,
            water_bottles: devices,
            printed_pages: devices,
            amenities: None,
        }
    }

    #[test]
    fn two_rooms_share_by_their_seats() {
        let shared = by_capacity(&people(38, 2, 20), &[30, 10]);
        assert_eq!(shared, [people(28, 2, 15), people(10, 0, 5)]);
        let unknown = by_capacity(&people(40, 0, 0), &[0, 0]);
        assert_eq!(unknown, [people(20, 0, 0), people(20, 0, 0)]);
    }

    #[test]
    fn an_amenity_is_shared_unless_each_room_is_to_have_it() {
        let asked = PartySize {
            amenities: Some(asked_amenities(&["Flip chart=3, Mic, Clicker=1 each".to_owned()]).unwrap()),
            ..people(40, 0, 0)
        };
        let texts: Vec<_> = by_capacity(&asked, &[30, 10])
            .iter()
            .map(|party| party.amenity_texts().unwrap().join(", "))
            .collect();
        assert_eq!(
            texts,
            ["Flip chart=2, Mic=1, Clicker=1", "Flip chart=1, Clicker=1"]
        );
    }

    proptest! {
        #[test]
        fn nobody_is_lost_and_what_fits_together_fits_each(
            seats in prop::collection::vec(1i32..60, 1..6), fill in 0u32..=100, facilitators in 0u32..5, devices in 0u32..90,
        ) {
            let room_for: u32 = seats.iter().map(|n| n.unsigned_abs()).sum();
            let total = room_for * fill / 100;
            let facilitators = facilitators.min(total);
            let asked = people(total - facilitators, facilitators, devices);
            let shared = by_capacity(&asked, &seats);
            let sum = |of: fn(&PartySize) -> u32| shared.iter().map(of).sum::<u32>();
            prop_assert_eq!(sum(|p| p.learners), asked.learners);
            prop_assert_eq!(sum(|p| p.facilitators), asked.facilitators);
            prop_assert_eq!(sum(|p| p.devices), asked.devices);
            prop_assert_eq!(sum(|p| p.water_bottles), asked.water_bottles);
            for (part, seats) in shared.iter().zip(&seats) {
                prop_assert!(part.learners + part.facilitators <= seats.unsigned_abs());
            }
        }
    }
}
