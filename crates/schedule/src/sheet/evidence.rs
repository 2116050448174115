//! Evidence for what a sheet is, weighed by kind.

use std::collections::BTreeMap;

use super::model::SheetKind;

/// Evidence of this weight decides where no room on the axis is known.
pub(super) const ENOUGH: u32 = 4;

/// Evidence, collected by kind.
#[derive(Default)]
pub(super) struct Evidence {
    found: BTreeMap<SheetKind, KindEvidence>,
}

/// What speaks for one kind.
#[derive(Default)]
pub(super) struct KindEvidence {
    weight: u32,
    pub reasons: Vec<String>,
    /// Its headings are no rooms, whatever a person says.
    pub excludes_rooms: bool,
}

impl Evidence {
    pub fn add(&mut self, kind: SheetKind, weight: u32, reason: String) {
        let of_kind = self.found.entry(kind).or_default();
        of_kind.weight += weight;
        if !of_kind.reasons.contains(&reason) {
            of_kind.reasons.push(reason);
        }
    }

    /// Adds what speaks for a kind, and against rooms as its headings.
    pub fn add_without_rooms(&mut self, kind: SheetKind, weight: u32, reason: String) {
        self.add(kind, weight, reason);
        self.found.entry(kind).or_default().excludes_rooms = true;
    }

    /// Returns which records in rows it speaks for so far; where it knows no better, those of other things.
    pub fn records(&self) -> SheetKind {
        let known = [SheetKind::List, SheetKind::FromToList, SheetKind::Register];
        let weight = |kind: &SheetKind| self.found.get(kind).map_or(0, |of_kind| of_kind.weight);
        let found = known.into_iter().filter(|kind| weight(kind) > 0);
        found.max_by_key(weight).unwrap_or(SheetKind::Table)
    }

    pub fn strongest(self, enough: u32) -> Option<(SheetKind, KindEvidence)> {
        let found = self
            .found
            .into_iter()
            .filter(|(_, of_kind)| of_kind.weight >= enough);
        found.max_by_key(|(kind, of_kind)| (of_kind.weight, std::cmp::Reverse(*kind)))
    }
}
