//! Notifications as domain types and rows.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::access::auth::Role;
use crate::access::outbox::Recipient;
use crate::db::schema::{notification_reads, notifications};
use crate::db::types::Json;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, dated, shown_in_table, wanted_only};
use crate::text_enum;

text_enum! {
    /// How much a notification matters, least first.
    pub enum Severity {
        Info = "info",
        Warn = "warn",
        Alert = "alert",
    }
}

text_enum! {
    /// The order of a list of notifications.
    #[derive(Default)]
    pub enum NotificationSort {
        /// The newest first.
        #[default]
        OpenedAt = "opened_at",
        /// The gravest first.
        Severity = "severity",
        Type = "type",
    }
}

text_enum! {
    /// What `notify check` looks for. An event has the topic of the outbox as its type instead.
    pub enum Condition {
        LowStock = "low_stock",
        ConflictNoAlternatives = "conflict_no_alternatives",
        OffsiteConflict = "offsite_conflict",
        DeviceUnfit = "device_unfit",
        ServiceLevel = "service_level",
        ReturnOverdue = "return_overdue",
        GhostWaiting = "ghost_waiting",
        RentalDue = "rental_due",
        ScheduleRemainder = "schedule_remainder",
        JobMissed = "job_missed",
        JobFailed = "job_failed",
        JobTooLong = "job_too_long",
        RoomFree = "room_free",
        TokenEnding = "token_ending",
    }
}

impl Condition {
    /// Returns the recipients.
    pub fn audience(self) -> Vec<Recipient> {
        let (room_boss, it_boss) = (
            Recipient::Role(Role::TrainingFacilityAdmin),
            Recipient::Role(Role::ItRentalAdmin),
        );
        match self {
            Self::LowStock | Self::ConflictNoAlternatives => vec![it_boss, room_boss],
            Self::OffsiteConflict
            | Self::DeviceUnfit
            | Self::ServiceLevel
            | Self::ReturnOverdue
            | Self::RentalDue => vec![it_boss],
            Self::GhostWaiting | Self::ScheduleRemainder => vec![room_boss],
            Self::JobMissed | Self::JobFailed | Self::JobTooLong | Self::TokenEnding => {
                vec![Recipient::Role(Role::Admin)]
            }
            // Whoever asked for it alone.
            Self::RoomFree => Vec::new(),
        }
    }
}

/// The facts of a notification; each type has some of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NotificationDetails {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub booking_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting_days: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_service: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rental_no: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_overdue: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<String>,
}

impl From<&NotificationDetails> for Value {
    fn from(details: &NotificationDetails) -> Self {
        let serials = (!details.serials.is_empty()).then(|| details.serials.clone());
        let mut pairs = vec![
            ("booking_id", details.booking_id.into()),
            ("client_name", details.client_name.clone().into()),
            ("starts_at", details.starts_at.into()),
            ("waiting_days", details.waiting_days.into()),
            ("category", details.category.clone().into()),
            ("in_service", details.in_service.into()),
            ("free", details.free.into()),
            ("missing", details.missing.into()),
            ("rental_no", details.rental_no.clone().into()),
            ("return_on", details.return_on.into()),
            ("days_overdue", details.days_overdue.into()),
            ("contact", details.contact.clone().into()),
            ("serials", serials.into()),
        ];
        pairs.retain(|(_, value)| *value != Value::Null);
        Value::Object(pairs)
    }
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = notifications, treat_none_as_default_value = false)]
pub struct NotificationRow {
    pub id: i64,
    /// A [`Condition`], or the topic of an announcement.
    pub notification_type: String,
    pub severity: Severity,
    pub entity: String,
    pub entity_id: String,
    /// Unique among the open ones.
    pub condition_key: String,
    pub title: String,
    pub message: String,
    pub details: Json<NotificationDetails>,
    pub opened_at: Timestamp,
    pub updated_at: Timestamp,
    pub resolved_at: Option<Timestamp>,
    /// How often it became graver or was due again: each time it is sent once more.
    pub escalations: i32,
}

/// What one person has done about a notification; a person without a row has done nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = notification_reads)]
pub struct ReadState {
    pub read_at: Option<Timestamp>,
    pub acked_at: Option<Timestamp>,
    pub snoozed_until: Option<Timestamp>,
}

impl ReadState {
    pub fn is_snoozed(&self, now: Timestamp) -> bool {
        self.snoozed_until.is_some_and(|until| until > now)
    }
}

/// A notification as one person sees it.
#[derive(Debug, Clone)]
pub struct Notification {
    pub row: NotificationRow,
    pub state: ReadState,
    pub audience: Vec<Recipient>,
    /// Decides whether it is snoozed.
    pub now: Timestamp,
}

impl Notification {
    /// Tells whether it is open and the person has neither read nor snoozed it.
    pub fn is_unread(&self) -> bool {
        self.row.resolved_at.is_none() && self.state.read_at.is_none() && !self.state.is_snoozed(self.now)
    }

    fn roles(&self) -> Vec<&'static str> {
        let role = |one: &Recipient| match one {
            Recipient::Role(role) => Some(role.as_str()),
            Recipient::User(_) => None,
        };
        self.audience.iter().filter_map(role).collect()
    }

    fn users(&self) -> Vec<String> {
        let user = |one: &Recipient| match one {
            Recipient::Role(_) => None,
            Recipient::User(name) => Some(name.clone()),
        };
        self.audience.iter().filter_map(user).collect()
    }
}

impl Record for Notification {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Notification>] = &[
            shown_in_table("id", |n| n.row.id.into()),
            shown_in_table("severity", |n| n.row.severity.as_str().into()),
            shown_in_table("type", |n| n.row.notification_type.as_str().into()),
            shown_in_table("message", |n| n.row.message.as_str().into()),
            dated(shown_in_table("opened_at", |n| n.row.opened_at.into())),
            shown_in_table("unread", |n| n.is_unread().into()),
            wanted_only("resolved_at", |n| n.row.resolved_at.into()),
            wanted_only("is_open", |n| n.row.resolved_at.is_none().into()),
            wanted_only("title", |n| n.row.title.as_str().into()),
            wanted_only("entity", |n| n.row.entity.as_str().into()),
            wanted_only("entity_id", |n| n.row.entity_id.as_str().into()),
            wanted_only("roles", |n| n.roles().into()),
            wanted_only("users", |n| n.users().into()),
            wanted_only("read_at", |n| n.state.read_at.into()),
            wanted_only("acked_at", |n| n.state.acked_at.into()),
            wanted_only("snoozed_until", |n| n.state.snoozed_until.into()),
            wanted_only("updated_at", |n| n.row.updated_at.into()),
            wanted_only("escalations", |n| i64::from(n.row.escalations).into()),
            wanted_only("details", |n| (&n.row.details.0).into()),
        ];
        FIELDS
    }
}
