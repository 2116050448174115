//! What others are to be told, kept in the transaction of the change that causes it: nothing is announced that did not
//! happen, and nothing that happened is forgotten. Draining it is the notifications' job.

mod store;

use serde::{Deserialize, Serialize};

use crate::access::auth::Role;
use crate::db::Connection;
use crate::db::types::Json;
use crate::kernel::error::Result;
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
    /// As one text: `role:it_rental_admin`, `user:thandi`.
    pub fn address(&self) -> String {
        match self {
            Self::Role(role) => format!("role:{role}"),
            Self::User(name) => format!("user:{name}"),
        }
    }

    /// Whom an address names, if it is one.
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

/// Writes the announcements of a transaction.
pub fn append(connection: &mut Connection, now: Timestamp, announcements: &[Announcement]) -> Result<()> {
    for announcement in announcements {
        let row = store::NewRow {
            topic: announcement.topic,
            audience: Json(announcement.audience.clone()),
            entity: announcement.entity,
            entity_id: &announcement.entity_id,
            message: &announcement.message,
            created_at: now,
        };
        store::insert(connection, row)?;
    }
    Ok(())
}

/// An announcement that nobody has passed on yet.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub id: i64,
    pub topic: String,
    pub audience: Vec<Recipient>,
    pub entity: String,
    pub entity_id: String,
    pub message: String,
    pub created_at: Timestamp,
}

/// What nobody has passed on yet, oldest first.
///
/// # Errors
/// `Database` when it cannot be read.
pub fn waiting(connection: &mut Connection) -> Result<Vec<Waiting>> {
    store::waiting(connection)
}

/// Notes that these were passed on.
///
/// # Errors
/// `Database` when it cannot be written.
pub fn drained(connection: &mut Connection, ids: &[i64], now: Timestamp) -> Result<()> {
    store::drained(connection, ids, now)
}
