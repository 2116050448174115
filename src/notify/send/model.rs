//! Digests as domain types and rows.

use diesel::prelude::*;

use crate::access::auth::Role;
use crate::db::schema::notification_digests;
use crate::kernel::timestamp::Timestamp;
use crate::notify::model::NotificationRow;
use crate::output::{Record, RecordField, shown_in_table, wanted_only};
use crate::text_enum;

text_enum! {
    /// How a digest is delivered.
    pub enum Channel {
        Smtp = "smtp",
        Webhook = "webhook",
        Stdout = "stdout",
    }
}

text_enum! {
    /// The state of a digest.
    pub enum DigestState {
        /// Waits for its next attempt.
        Queued = "queued",
        /// A sender has claimed it.
        Sending = "sending",
        Sent = "sent",
        /// Given up, until `--retry-failed` queues it again.
        Failed = "failed",
    }
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = notification_digests)]
pub struct DigestRow {
    pub id: i64,
    pub user_id: String,
    pub channel: Channel,
    /// The same for every attempt.
    pub message_id: String,
    pub state: DigestState,
    pub attempts: i32,
    pub next_attempt_at: Option<Timestamp>,
    pub last_error: Option<String>,
    pub created_at: Timestamp,
}

#[derive(Debug, Insertable)]
#[diesel(table_name = notification_digests, treat_none_as_default_value = false)]
pub struct NewDigest<'a> {
    pub user_id: &'a str,
    pub channel: Channel,
    pub message_id: &'a str,
    pub state: DigestState,
    pub attempts: i32,
    pub next_attempt_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

/// The person who gets a digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestRecipient {
    pub username: String,
    pub role: Role,
    pub email: Option<String>,
}

/// A digest with its recipient and notifications.
#[derive(Debug, Clone)]
pub struct AddressedDigest {
    pub row: DigestRow,
    pub to: DigestRecipient,
    /// The gravest first.
    pub notifications: Vec<NotificationRow>,
}

/// The result of a digest in this run; in a dry run, the digest as it would be sent.
#[derive(Debug, Clone)]
pub struct DigestOutcome {
    pub id: i64,
    pub to: DigestRecipient,
    pub channel: Channel,
    pub notifications: Vec<i64>,
    pub state: DigestState,
    pub attempts: i32,
    pub next_attempt_at: Option<Timestamp>,
    pub message_id: String,
    pub error: Option<String>,
    pub subject: String,
    /// The text of a mail, or the body of a webhook's request.
    pub text: String,
}

impl Record for DigestOutcome {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<DigestOutcome>] = &[
            shown_in_table("id", |one| one.id.into()),
            shown_in_table("recipient", |one| one.to.username.as_str().into()),
            shown_in_table("channel", |one| one.channel.as_str().into()),
            shown_in_table("notifications", |one| one.notifications.clone().into()),
            shown_in_table("state", |one| one.state.as_str().into()),
            shown_in_table("attempts", |one| one.attempts.into()),
            shown_in_table("next_attempt_at", |one| one.next_attempt_at.into()),
            shown_in_table("error", |one| one.error.clone().into()),
            wanted_only("role", |one| one.to.role.as_str().into()),
            wanted_only("email", |one| one.to.email.clone().into()),
            wanted_only("message_id", |one| one.message_id.as_str().into()),
            wanted_only("subject", |one| one.subject.as_str().into()),
            wanted_only("text", |one| one.text.as_str().into()),
        ];
        FIELDS
    }
}
