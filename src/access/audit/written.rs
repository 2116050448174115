//! What a transaction hands to the log: who acted, how, and what changed. Number, hash and, on a server, time and login are
//! not among it.

use anyhow::Context;
use serde::Serialize;

use super::event::AuditEvent;
use super::personal::{self, PersonalValue};
use crate::access::auth::Actor;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Who stands in a row.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct RowOrigin<'a> {
    /// The person behind it.
    pub actor: &'a str,
    /// With `--as`: in whose name.
    pub on_behalf_of: Option<&'a str>,
    /// The token or session it was done with.
    pub token_id: Option<i64>,
    /// Who made that token, where it was not the actor.
    pub token_maker: Option<&'a str>,
    /// By which a server finds all of this itself.
    pub token_hash: Option<&'a str>,
}

impl<'a> From<&'a Actor> for RowOrigin<'a> {
    fn from(actor: &'a Actor) -> Self {
        Self {
            actor: actor.doer(),
            on_behalf_of: actor.admin.as_ref().map(|_| actor.username.as_str()),
            token_id: actor.token_id,
            token_maker: actor.maker.as_deref(),
            token_hash: actor.token_hash(),
        }
    }
}

/// The events of one transaction.
#[derive(Debug, Serialize)]
pub struct WrittenRows<'a> {
    #[serde(flatten)]
    pub origin: RowOrigin<'a>,
    pub command: &'a str,
    #[serde(serialize_with = "micros")]
    pub at: Timestamp,
    pub duration_ms: i64,
    pub events: Vec<WrittenEvent>,
}

/// An event, its personal values taken out of its texts.
#[derive(Debug, Serialize)]
pub struct WrittenEvent {
    pub entity: &'static str,
    pub entity_id: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub metadata: Option<String>,
    pub values: Vec<PersonalValue>,
}

impl WrittenRows<'_> {
    /// Returns the JSON that `colab_audit_append` reads.
    pub fn as_json(&self) -> Result<String> {
        Ok(serde_json::to_string(self).context("an audit event is no JSON")?)
    }
}

fn micros<S: serde::Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i64(at.micros())
}

impl WrittenEvent {
    pub fn of(event: &AuditEvent) -> Result<Self> {
        let mut values = Vec::new();
        let mut text = |facts: &Option<serde_json::Value>| -> Result<Option<String>> {
            let Some(mut facts) = facts.clone() else {
                return Ok(None);
            };
            values.extend(personal::take_out(&mut facts)?);
            Ok(Some(facts.to_string()))
        };
        Ok(Self {
            entity: event.entity,
            entity_id: event.entity_id.clone(),
            before: text(&event.before)?,
            after: text(&event.after)?,
            metadata: text(&event.metadata)?,
            values,
        })
    }
}
