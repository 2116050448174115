//! The values that a template can use.

use serde::Serialize;

use super::model::{AddressedDigest, Channel, DigestRecipient, DigestRow, DigestState};
use crate::access::auth::Role;
use crate::db::types::Json;
use crate::kernel::period::Site;
use crate::kernel::timestamp::Timestamp;
use crate::notify::model::{NotificationDetails, NotificationRow, Severity};

/// The most notifications that a digest lists; it counts the rest.
pub const MOST_LISTED: usize = 200;

/// The names that a template can use, with their values.
#[derive(Serialize)]
pub struct TemplateContext<'a> {
    id: &'a str,
    created_at: String,
    site: SiteContext<'a>,
    recipient: RecipientContext<'a>,
    counts: SeverityCounts,
    notifications: Vec<NotificationContext<'a>>,
    /// Number of notifications that are not listed.
    more: usize,
    /// Empty in the subject's own template.
    pub subject: &'a str,
}

#[derive(Serialize)]
struct SiteContext<'a> {
    company: &'a str,
    timezone: &'a str,
}

#[derive(Serialize)]
struct RecipientContext<'a> {
    name: &'a str,
    role: &'a str,
    email: Option<&'a str>,
}

#[derive(Serialize)]
struct SeverityCounts {
    total: usize,
    alert: usize,
    warn: usize,
    info: usize,
}

#[derive(Serialize)]
struct NotificationContext<'a> {
    id: i64,
    #[serde(rename = "type")]
    notification_type: &'a str,
    severity: Severity,
    title: &'a str,
    message: &'a str,
    entity: &'a str,
    entity_id: &'a str,
    /// For people: local time to the minute.
    since: String,
    opened_at: String,
    updated_at: String,
    resolved: bool,
    details: &'a NotificationDetails,
}

impl<'a> TemplateContext<'a> {
    /// Returns the values of a digest, without a subject.
    pub fn of(digest: &'a AddressedDigest, company: &'a str, site: &'a Site) -> Self {
        let count = |severity| {
            let matches = |one: &&NotificationRow| one.severity == severity;
            digest.notifications.iter().filter(matches).count()
        };
        let total = digest.notifications.len();
        let listed = digest.notifications.iter().take(MOST_LISTED);
        Self {
            id: &digest.row.message_id,
            created_at: rfc3339(digest.row.created_at, site),
            site: SiteContext {
                company,
                timezone: site.timezone.name(),
            },
            recipient: RecipientContext {
                name: &digest.to.username,
                role: digest.to.role.as_str(),
                email: digest.to.email.as_deref(),
            },
            counts: SeverityCounts {
                total,
                alert: count(Severity::Alert),
                warn: count(Severity::Warn),
                info: count(Severity::Info),
            },
            notifications: listed.map(|row| NotificationContext::of(row, site)).collect(),
            more: total.saturating_sub(MOST_LISTED),
            subject: "",
        }
    }
}

impl<'a> NotificationContext<'a> {
    fn of(row: &'a NotificationRow, site: &Site) -> Self {
        Self {
            id: row.id,
            notification_type: &row.notification_type,
            severity: row.severity,
            title: &row.title,
            message: &row.message,
            entity: &row.entity,
            entity_id: &row.entity_id,
            since: site.local(row.opened_at).format("%Y-%m-%d %H:%M").to_string(),
            opened_at: rfc3339(row.opened_at, site),
            updated_at: rfc3339(row.updated_at, site),
            resolved: row.resolved_at.is_some(),
            details: &row.details.0,
        }
    }
}

fn rfc3339(instant: Timestamp, site: &Site) -> String {
    site.local(instant)
        .to_rfc3339_opts(chrono::SecondsFormat::AutoSi, false)
}

/// Returns one notification of each severity, one of them resolved, with text that must be escaped.
pub fn sample() -> Vec<NotificationRow> {
    let row = |id: i64, severity| NotificationRow {
        id,
        notification_type: "low_stock".into(),
        severity,
        entity: "device_category".into(),
        entity_id: "1".into(),
        condition_key: format!("sample:{id}"),
        title: "Laptop <\"&'>: 2 free".into(),
        message: "2 of 40 are free, \u{2265} 4 are wanted".into(),
        details: Json(NotificationDetails::default()),
        opened_at: Timestamp::EPOCH,
        updated_at: Timestamp::EPOCH,
        resolved_at: (severity == Severity::Info).then_some(Timestamp::EPOCH),
        escalations: 0,
    };
    vec![
        row(1, Severity::Alert),
        row(2, Severity::Warn),
        row(3, Severity::Info),
    ]
}

/// Returns a digest of these notifications, to try templates with.
pub fn sample_digest(channel: Channel, notifications: &[NotificationRow]) -> AddressedDigest {
    AddressedDigest {
        row: DigestRow {
            id: 1,
            user_id: "sample".into(),
            channel,
            message_id: "digest.0@colab.invalid".into(),
            state: DigestState::Sending,
            attempts: 1,
            next_attempt_at: None,
            last_error: None,
            created_at: Timestamp::EPOCH,
        },
        to: DigestRecipient {
            username: "thandi".into(),
            role: Role::ItRentalAdmin,
            email: Some("thandi@example.org".into()),
        },
        notifications: notifications.to_vec(),
    }
}
