//! Which rows of the replaced system are one rental, and which devices went with it.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{ASSIGNMENTS, LegacyData, LegacyRow, RENTALS};
use crate::kernel::timestamp::Timestamp;

/// The rows of one rental number, and what they took along.
#[derive(Debug, Default)]
pub struct RentalGroup<'r> {
    pub number: Option<String>,
    pub rows: Vec<&'r LegacyRow>,
    pub devices: Vec<RentedAssignment>,
    /// Old numbers.
    pub bookings: BTreeSet<i64>,
}

/// An old assignment that left with a rental.
#[derive(Debug)]
pub struct RentedAssignment {
    pub assignment: i64,
    pub device: i64,
    pub back: Option<Timestamp>,
}

impl RentalGroup<'_> {
    /// Returns the first value that one of its rows has.
    pub fn first<T>(&self, of: impl Fn(&LegacyRow) -> Option<T>) -> Option<T> {
        self.rows.iter().find_map(|row| of(row))
    }

    pub fn text(&self, name: &str) -> Option<String> {
        self.first(|row| row.text_of(name, 255))
    }

    pub fn is_back(&self) -> bool {
        self.devices.iter().all(|along| along.back.is_some())
    }
}

/// Old assignments that leave with a rental: those that a rental names, and those marked off-site of a booking with one
/// rental alone, whose own row the old system could not write.
pub fn leaving(source: &LegacyData) -> BTreeSet<i64> {
    let groups = groups(source);
    let along = groups.iter().flat_map(|group| &group.devices);
    along.map(|along| along.assignment).collect()
}

/// Groups the rows of every rental.
pub fn groups(source: &LegacyData) -> Vec<RentalGroup<'_>> {
    let assignments: BTreeMap<i64, &LegacyRow> = source
        .rows(ASSIGNMENTS)
        .iter()
        .filter_map(|row| Some((row.number("id")?, row)))
        .collect();
    let mut groups: BTreeMap<String, RentalGroup<'_>> = BTreeMap::new();
    let mut seen: BTreeSet<i64> = BTreeSet::new();
    for row in source.rows(RENTALS) {
        let number = row.text_of("rental_no", 100).map(|number| number.to_uppercase());
        let named = row.number("booking_device_assignment_id");
        let of = named.and_then(|id| assignments.get(&id));
        let booking = of.and_then(|of| of.number("booking_id"));
        // Without a number, those of one booking that are due on one day went together.
        let due = row.text("return_expected_date").unwrap_or_default();
        let key = number.clone().unwrap_or_else(|| format!(" {booking:?} {due}"));
        let group = groups.entry(key).or_default();
        group.number = number;
        group.rows.push(row);
        group.bookings.extend(booking);
        if let Some((assignment, device)) = named.zip(of.and_then(|of| of.number("device_id")))
            && seen.insert(assignment)
        {
            group.devices.push(RentedAssignment {
                assignment,
                device,
                back: row.instant("returned_at"),
            });
        }
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    adopt(&mut groups, &assignments);
    groups
}

/// Adds the devices whose own rental row the old system refused for its number being taken.
fn adopt(groups: &mut [RentalGroup<'_>], assignments: &BTreeMap<i64, &LegacyRow>) {
    let along = groups.iter().flat_map(|group| &group.devices);
    let named: BTreeSet<i64> = along.map(|along| along.assignment).collect();
    for (id, row) in assignments {
        let (Some(booking), Some(device)) = (row.number("booking_id"), row.number("device_id")) else {
            continue;
        };
        if named.contains(id) || row.flag("is_offsite") != Some(true) {
            continue;
        }
        let mut of_booking = groups
            .iter_mut()
            .filter(|group| group.bookings.contains(&booking));
        if let (Some(group), None) = (of_booking.next(), of_booking.next()) {
            group.devices.push(RentedAssignment {
                assignment: *id,
                device,
                back: group.first(|row| row.instant("returned_at")),
            });
        }
    }
}
