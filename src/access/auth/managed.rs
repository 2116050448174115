//! What a user manages beside the role of their own.

use std::collections::BTreeSet;

/// The rooms and tenants of a user's grants, those of locations among the rooms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ManagedScope {
    pub everything: bool,
    pub rooms: BTreeSet<i64>,
    /// As they are stored.
    pub tenants: BTreeSet<String>,
}

impl ManagedScope {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub fn has_room(&self, id: i64) -> bool {
        self.everything || self.rooms.contains(&id)
    }

    pub fn has_tenant(&self, tenant: &str) -> bool {
        self.everything || self.tenants.contains(tenant)
    }
}
