//! Evidence for what a sheet is, weighed by kind.

use std::collections::BTreeMap;

use super::model::SheetKind;

/// Evidence of this weight decides where no room on the axis is known.
pub(super) const ENOUGH: u32 = 4;

/// Evidence, collected by kind.
#[derive(Default)]
pub(super) struct Evidence {
    found: BTreeMap<SheetKind, (u32, Vec<String>)>,
}

impl Evidence {
    pub fn add(&mut self, kind: SheetKind, weight: u32, reason: String) {
        let (sum, reasons) = self.found.entry(kind).or_default();
        *sum += weight;
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }

    pub fn strongest(self, enough: u32) -> Option<(SheetKind, Vec<String>)> {
        let found = self.found.into_iter().filter(|(_, (sum, _))| *sum >= enough);
        found
            .max_by_key(|(kind, (sum, _))| (*sum, std::cmp::Reverse(*kind)))
            .map(|(kind, (_, reasons))| (kind, reasons))
    }
}
