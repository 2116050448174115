//! Messages to clients as domain types and rows.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::access::settings::Settings;
pub use crate::client::MessageKind;
use crate::db::schema::client_messages;
use crate::db::types::Json;
use crate::kernel::error::Result;
use crate::kernel::text::random_hex;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, shown_if_wide, shown_in_table, wanted_only};
use crate::text_enum;

text_enum! {
    /// Where a message is on its way.
    pub enum MessageState {
        /// Waits for its time, or for the next attempt.
        Queued = "queued",
        /// A sender has claimed it.
        Sending = "sending",
        Sent = "sent",
        /// Given up, until `--retry-failed` queues it again.
        Failed = "failed",
        /// There was nothing to tell, or another message told it.
        Superseded = "superseded",
    }
}

/// What a client knows of a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldFacts {
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub room: Option<String>,
    pub headcount: i32,
    /// Confirmed; otherwise cancelled.
    pub is_on: bool,
}

/// A message as stored.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = client_messages, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct MessageRow {
    pub id: i64,
    pub client_id: i64,
    pub booking_id: Option<i64>,
    pub rental_id: Option<i64>,
    pub kind: MessageKind,
    pub return_on: Option<NaiveDate>,
    pub state: MessageState,
    pub revision: i64,
    pub tells_past: bool,
    pub known: Option<Json<ToldFacts>>,
    pub told: Option<Json<ToldFacts>>,
    pub email: Option<String>,
    pub message_id: String,
    pub attempts: i32,
    pub next_attempt_at: Option<Timestamp>,
    pub claimed_until: Option<Timestamp>,
    pub reason: Option<String>,
    pub created_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    /// It takes the booking back from an address that it no longer goes to; that stands in `email` from the start.
    pub withdraws: bool,
}

/// Returns a new `Message-ID` of a site, without the angle brackets.
pub fn new_message_id(settings: &Settings) -> Result<String> {
    let sender = settings.mail_from();
    let domain = sender
        .as_ref()
        .map_or("colab.invalid", |sender| sender.email.domain());
    Ok(format!("message.{}@{domain}", random_hex(16)?))
}

/// A message with the names of what it is about.
#[derive(Debug, Clone)]
pub struct ClientMessage {
    pub row: MessageRow,
    pub client: String,
    pub rental_no: Option<String>,
}

impl Record for ClientMessage {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ClientMessage>] = &[
            shown_in_table("id", |one| one.row.id.into()),
            shown_in_table("client", |one| one.client.as_str().into()),
            shown_in_table("booking_id", |one| one.row.booking_id.into()),
            shown_in_table("rental_no", |one| one.rental_no.clone().into()),
            shown_in_table("kind", |one| one.row.kind.as_str().into()),
            shown_in_table("state", |one| one.row.state.as_str().into()),
            shown_in_table("sent_at", |one| one.row.sent_at.into()),
            shown_if_wide("next_attempt_at", |one| one.row.next_attempt_at.into()),
            shown_if_wide("reason", |one| one.row.reason.clone().into()),
            wanted_only("email", |one| one.row.email.clone().into()),
            wanted_only("revision", |one| one.row.revision.into()),
            wanted_only("withdraws", |one| one.row.withdraws.into()),
            wanted_only("return_on", |one| one.row.return_on.into()),
            wanted_only("message_id", |one| one.row.message_id.as_str().into()),
            wanted_only("attempts", |one| one.row.attempts.into()),
            wanted_only("created_at", |one| one.row.created_at.into()),
        ];
        FIELDS
    }
}

/// A message of this run; in a dry run, as it would be sent.
#[derive(Debug, Clone)]
pub struct MessageOutcome {
    pub row: MessageRow,
    pub client: String,
    pub rental_no: Option<String>,
    pub subject: String,
    pub text: String,
    /// The event for calendar programs.
    pub calendar: Option<String>,
}

impl Record for MessageOutcome {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<MessageOutcome>] = &[
            shown_in_table("id", |one| one.row.id.into()),
            shown_in_table("client", |one| one.client.as_str().into()),
            shown_in_table("email", |one| one.row.email.clone().into()),
            shown_in_table("kind", |one| one.row.kind.as_str().into()),
            shown_in_table("booking_id", |one| one.row.booking_id.into()),
            shown_in_table("rental_no", |one| one.rental_no.clone().into()),
            shown_in_table("state", |one| one.row.state.as_str().into()),
            shown_in_table("next_attempt_at", |one| one.row.next_attempt_at.into()),
            shown_in_table("reason", |one| one.row.reason.clone().into()),
            wanted_only("subject", |one| one.subject.as_str().into()),
            wanted_only("revision", |one| one.row.revision.into()),
            wanted_only("attempts", |one| one.row.attempts.into()),
            wanted_only("message_id", |one| one.row.message_id.as_str().into()),
            wanted_only("text", |one| one.text.as_str().into()),
            wanted_only("calendar", |one| one.calendar.clone().into()),
        ];
        FIELDS
    }
}
