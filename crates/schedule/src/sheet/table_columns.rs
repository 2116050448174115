//! What the columns of a table may be called as fields of bookings, by their headings and by what stands in them.

use std::collections::BTreeMap;

use super::heading_words::{self, HeadingRole};
use super::model::SheetColumn;
use super::table_shape::ColumnShape;

/// Names the columns that have a heading; a table without a column of clients has one in its first text that is
/// nothing else.
pub(super) fn name(columns: &BTreeMap<u32, ColumnShape>) -> Vec<SheetColumn> {
    let headed = || columns.values().filter(|column| !column.heading.is_empty());
    let mut roles: Vec<Option<HeadingRole>> = headed().map(role).collect();
    let is_said = |roles: &[Option<HeadingRole>], role| roles.contains(&Some(role));
    for missing in [HeadingRole::Date, HeadingRole::Room, HeadingRole::Client] {
        let is_from = missing == HeadingRole::Date && is_said(&roles, HeadingRole::From);
        if is_from || is_said(&roles, missing) {
            continue;
        }
        let place = headed()
            .zip(&roles)
            .position(|(column, role)| may_be(column, *role, missing))
            .or_else(|| {
                // Whoever is named has booked it.
                let is_person = |role: &Option<HeadingRole>| *role == Some(HeadingRole::Person);
                (missing == HeadingRole::Client)
                    .then(|| roles.iter().position(is_person))
                    .flatten()
            });
        if let Some(role) = place.and_then(|place| roles.get_mut(place)) {
            *role = Some(missing);
        }
    }
    // Weekdays choose among the days from a first to a last one.
    let has_days = is_said(&roles, HeadingRole::From);
    let named = headed().zip(roles).map(|(column, role)| SheetColumn {
        heading: column.heading.clone(),
        field: role
            .filter(|role| has_days || *role != HeadingRole::Weekday)
            .map(field),
        is_filled: column.filled > 0,
        has_ranges: column.mostly(column.ranges),
        texts: column.texts.iter().cloned().collect(),
    });
    named.collect()
}

/// Corrects what a heading says by what stands under it.
fn role(column: &ColumnShape) -> Option<HeadingRole> {
    let is_of_people = column.mostly(column.people + column.numbers);
    match column.role {
        None if column.in_known_rooms > 0 && column.mostly(column.in_known_rooms) => Some(HeadingRole::Room),
        Some(HeadingRole::Status | HeadingRole::Person) if is_of_people => Some(HeadingRole::Count),
        Some(HeadingRole::Shift | HeadingRole::Week) | None if column.is_of_times() => {
            Some(HeadingRole::Time)
        }
        // `From` and `To` over days.
        Some(HeadingRole::Start) if column.mostly(column.dates) => Some(HeadingRole::From),
        Some(HeadingRole::End) if column.mostly(column.dates) => Some(HeadingRole::Until),
        role => role,
    }
}

fn may_be(column: &ColumnShape, role: Option<HeadingRole>, missing: HeadingRole) -> bool {
    let has_texts =
        !column.texts.is_empty() && !column.mostly(column.numbers) && !column.mostly(column.dates);
    match missing {
        HeadingRole::Date => role.is_none() && column.mostly(column.dates),
        HeadingRole::Room => {
            role.is_none()
                && has_texts
                && (column.mostly(column.room_forms) || heading_words::is_room_noun(&column.heading))
        }
        _ => role.is_none() && has_texts && !column.is_of_times(),
    }
}

/// Returns what the import of bookings calls such a column.
fn field(role: HeadingRole) -> &'static str {
    match role {
        HeadingRole::Date => "date",
        HeadingRole::From => "from_date",
        HeadingRole::Until => "to_date",
        HeadingRole::Weekday => "weekdays",
        HeadingRole::Time => "time",
        HeadingRole::Start => "starts_at",
        HeadingRole::End => "ends_at",
        HeadingRole::Duration => "duration",
        HeadingRole::Room => "room",
        HeadingRole::Client => "client_name",
        HeadingRole::Status => "status",
        HeadingRole::Id => "external_id",
        HeadingRole::Email => "client_contact_email",
        HeadingRole::Phone => "client_contact_phone",
        HeadingRole::Count => "headcount",
        HeadingRole::Person => "client_contact_person",
        HeadingRole::Note => "notes",
        HeadingRole::Week
        | HeadingRole::Shift
        | HeadingRole::Group
        | HeadingRole::Money
        | HeadingRole::Asset => "-",
    }
}
