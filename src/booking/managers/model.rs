//! Grants of roles as records.

use crate::access::auth::store::RoleGrantRow;
use crate::client::Tenant;
use crate::output::{Record, RecordField, audited, shown_in_table, wanted_only};
use crate::text_enum;

text_enum! {
    /// What a role is granted for.
    pub enum ScopeKind {
        Room = "room",
        Location = "location",
        Tenant = "tenant",
        All = "all",
    }
}

/// What a role is granted for, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrantScope {
    Room(String),
    Location(String),
    Tenant(Tenant),
    All,
}

/// A role that a user has within a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleGrant {
    pub row: RoleGrantRow,
    pub user: String,
    /// The name of the room, the location or the tenant.
    pub scope: String,
}

impl Record for RoleGrant {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<RoleGrant>] = &[
            wanted_only("id", |g| g.row.id.into()),
            audited(shown_in_table("user", |g| g.user.as_str().into())),
            audited(shown_in_table("role", |g| g.row.role.as_str().into())),
            audited(shown_in_table("scope_kind", |g| g.row.scope_kind.as_str().into())),
            audited(shown_in_table("scope", |g| g.scope.as_str().into())),
            shown_in_table("granted_by", |g| g.row.granted_by.as_str().into()),
            shown_in_table("granted_at", |g| g.row.granted_at.into()),
        ];
        FIELDS
    }
}
