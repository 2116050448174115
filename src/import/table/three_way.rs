//! One row three ways: what it had at the last import, what the record is now, and what the row has now. Pure.

use chrono::DateTime;

use super::users::{PASSWORD_HASH, digest};
use super::values::FieldValues;

/// Fields that say together where and when a booking is: an edit of one concerns them all.
const PLACE_AND_TIME: [&str; 3] = ["room", "starts_at", "ends_at"];

/// What the row had at the last import.
pub enum RowBefore<'a> {
    /// It is new, or nobody changed its record since: what differs is the file's change.
    Nothing,
    Known {
        values: &'a FieldValues,
        /// Whether the record is as the import left it, as far as one field tells or as a whole.
        is_left: &'a dyn Fn(&str) -> bool,
    },
    /// The record was changed after the list was written; who changed which field is not known.
    Stale,
}

/// What a row comes to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct MergedRow {
    /// What the file changed and nobody else did.
    pub changes: FieldValues,
    /// Edited by hand, as before in the file.
    pub edited: Vec<&'static str>,
    /// Edited by hand, and changed in the file.
    pub disputed: Vec<&'static str>,
}

impl MergedRow {
    pub fn is_changed_in_file(&self) -> bool {
        !self.changes.is_empty() || !self.disputed.is_empty()
    }

    /// Names the fields that were edited by hand.
    pub fn by_hand(&self) -> String {
        let mut fields = [self.edited.as_slice(), self.disputed.as_slice()].concat();
        fields.sort_unstable();
        fields.join(", ")
    }
}

/// Compares a row three ways. `is_step` tells which differences of a record are the course of things, not edits.
pub fn merge(
    row: &FieldValues,
    before: &RowBefore<'_>,
    present: &FieldValues,
    is_step: impl Fn(&str, &str, &str) -> bool,
) -> MergedRow {
    let mut merged = MergedRow::default();
    for (field, new) in row.iter() {
        let now = present.get(field).unwrap_or_default();
        if is_same(field, new, now) {
            continue;
        }
        match before {
            RowBefore::Nothing => merged.changes.set(field, new),
            RowBefore::Stale => merged.disputed.push(field),
            RowBefore::Known { values, is_left } => match values.get(field) {
                Some(old) if is_same_reading(field, old, new) => {
                    if !is_step(field, old, now) {
                        merged.edited.push(field);
                    }
                }
                Some(old) if is_same(field, old, now) => merged.changes.set(field, new),
                None if is_left(field) => merged.changes.set(field, new),
                _ => merged.disputed.push(field),
            },
        }
    }
    dispute_place_and_time(&mut merged);
    merged
}

/// A booking is not moved half by hand and half by the file.
fn dispute_place_and_time(merged: &mut MergedRow) {
    let is_one = |field: &str| PLACE_AND_TIME.contains(&field);
    let is_disputed = merged.disputed.iter().any(|field| is_one(field));
    let is_edited = merged.edited.iter().any(|field| is_one(field));
    let is_changed = merged.changes.iter().any(|(field, _)| is_one(field));
    if is_disputed || is_edited && is_changed {
        let changed = merged.changes.split_off(&PLACE_AND_TIME);
        merged.disputed.extend(changed.iter().map(|(field, _)| field));
        let edited = std::mem::take(&mut merged.edited).into_iter();
        let (disputed, edited): (Vec<_>, Vec<_>) = edited.partition(|field| is_one(field));
        merged.edited = edited;
        merged.disputed.extend(disputed);
    }
}

/// Returns whether a kept row says the same as a row of the file.
pub fn says_the_same(kept: &FieldValues, row: &FieldValues) -> bool {
    let is_kept =
        |(field, text): (&'static str, &str)| kept.get(field).is_some_and(|old| is_same(field, old, text));
    kept.iter().count() == row.iter().count() && row.iter().all(is_kept)
}

/// Returns whether two texts of a field are one value: an instant is the same in every zone, and of a secret its digest.
fn is_same(field: &str, one: &str, other: &str) -> bool {
    let instant = |text| DateTime::parse_from_rfc3339(text).ok();
    one == other
        || PLACE_AND_TIME.contains(&field)
            && instant(one).is_some_and(|instant_of_one| Some(instant_of_one) == instant(other))
        || field == PASSWORD_HASH.name && digest(one) == digest(other)
}

/// Returns whether a row says the same as before: another zone of the site reads the same clock otherwise.
fn is_same_reading(field: &str, before: &str, now: &str) -> bool {
    let clock = |text| {
        DateTime::parse_from_rfc3339(text)
            .ok()
            .map(|instant| instant.naive_local())
    };
    is_same(field, before, now)
        || PLACE_AND_TIME.contains(&field)
            && clock(before).is_some_and(|clock_before| Some(clock_before) == clock(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(pairs: &[(&'static str, &str)]) -> FieldValues {
        pairs
            .iter()
            .map(|(field, text)| (*field, (*text).to_owned()))
            .collect()
    }

    fn of_status(field: &str, _old: &str, now: &str) -> bool {
        field == "status" && now == "completed"
    }

    fn merged(
        row: &[(&'static str, &str)],
        old: &[(&'static str, &str)],
        now: &[(&'static str, &str)],
    ) -> MergedRow {
        let old = values(old);
        let before = RowBefore::Known {
            values: &old,
            is_left: &|field| field == "place",
        };
        merge(&values(row), &before, &values(now), of_status)
    }

    #[test]
    fn each_field_goes_its_own_way() {
        let one = merged(
            &[
                ("name", "A"),
                ("notes", "new"),
                ("capacity", "9"),
                ("location", "x"),
                ("place", "p"),
                ("unit", "u"),
            ],
            &[
                ("name", "A"),
                ("notes", "old"),
                ("capacity", "4"),
                ("location", "x"),
            ],
            &[
                ("name", "B"),
                ("notes", "old"),
                ("capacity", "5"),
                ("location", "x"),
                ("unit", "v"),
            ],
        );
        assert_eq!(one.changes, values(&[("notes", "new"), ("place", "p")]));
        assert_eq!(one.edited, ["name"]);
        assert_eq!(one.disputed, ["capacity", "unit"]);
        assert_eq!(one.by_hand(), "capacity, name, unit");
    }

    #[test]
    fn a_booking_is_moved_by_one_of_both() {
        let (nine, ten) = ("2026-03-02T09:00:00+02:00", "2026-03-02T10:00:00+02:00");
        let one = merged(
            &[("starts_at", nine), ("room", "B"), ("learners", "5")],
            &[("starts_at", nine), ("room", "A"), ("learners", "4")],
            &[("starts_at", ten), ("room", "A"), ("learners", "4")],
        );
        assert_eq!(one.changes, values(&[("learners", "5")]));
        assert_eq!((one.edited.len(), one.disputed), (0, vec!["room", "starts_at"]));
    }

    #[test]
    fn another_zone_of_the_site_is_no_change() {
        let (before, after) = ("2026-03-02T09:00:00+02:00", "2026-03-02T09:00:00+01:00");
        let now = "2026-03-02T08:00:00+01:00";
        let one = merged(
            &[("starts_at", after)],
            &[("starts_at", before)],
            &[("starts_at", now)],
        );
        assert_eq!(one.edited, ["starts_at"]);
        let one = merged(
            &[("starts_at", before)],
            &[("starts_at", before)],
            &[("starts_at", now)],
        );
        assert_eq!(one, MergedRow::default());
    }

    #[test]
    fn the_course_of_a_booking_is_no_edit_and_a_stale_list_changes_nothing() {
        let one = merged(
            &[("status", "confirmed")],
            &[("status", "confirmed")],
            &[("status", "completed")],
        );
        assert_eq!(one, MergedRow::default());
        let stale = merge(
            &values(&[("name", "A")]),
            &RowBefore::Stale,
            &values(&[("name", "B")]),
            of_status,
        );
        assert_eq!(stale.disputed, ["name"]);
        let new = merge(
            &values(&[("name", "A")]),
            &RowBefore::Nothing,
            &values(&[("name", "B")]),
            of_status,
        );
        assert_eq!(new.changes, values(&[("name", "A")]));
    }
}
