//! Announcements, and whom they are for.

use serde::{Deserialize, Serialize};

use crate::access::auth::Role;
use crate::kernel::timestamp::Timestamp;

/// Whom an announcement is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    Role(Role),
    /// By name.
    User(String),
}

impl Recipient {
    /// Returns the address as one text: `role:it_rental_admin`, `user:thandi`.
    pub fn address(&self) -> String {
        match self {
            Self::Role(role) => format!("role:{role}"),
            Self::User(name) => format!("user:{name}"),
        }
    }

    /// Returns the recipient that an address names; `None` for an invalid address.
    pub fn at(address: &str) -> Option<Self> {
        match address.split_once(':')? {
            ("role", role) => role.parse().ok().map(Self::Role),
            ("user", name) => Some(Self::User(name.to_owned())),
            _ => None,
        }
    }
}

/// Something that others are to be told.
#[derive(Debug, Clone)]
pub struct Announcement {
    /// A stable word: `booking_displaced`.
    pub topic: &'static str,
    pub audience: Vec<Recipient>,
    pub entity: &'static str,
    pub entity_id: String,
    /// A sentence for people.
    pub message: String,
}

/// The last thing that was announced of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewestAnnouncement {
    pub id: i64,
    /// Nobody has passed it on yet.
    pub is_waiting: bool,
}

/// An announcement that nobody has passed on yet.
#[derive(Debug, Clone)]
pub struct PendingAnnouncement {
    pub id: i64,
    pub topic: String,
    pub audience: Vec<Recipient>,
    pub entity: String,
    pub entity_id: String,
    pub message: String,
    pub created_at: Timestamp,
}
