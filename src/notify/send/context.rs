//! What a template can speak of.

use serde::Serialize;

use super::model::{Addressee, Channel, DigestRow, Parcel, State};
use crate::access::auth::Role;
use crate::db::types::Json;
use crate::kernel::period::Site;
use crate::kernel::timestamp::Timestamp;
use crate::notify::model::{Details, NotificationRow, Severity};

/// Notifications that a digest spells out; of the rest it says how many they are.
pub const SPELT_OUT: usize = 200;

/// The names that a template can use.
#[derive(Serialize)]
pub struct Words<'a> {
    id: &'a str,
    created_at: String,
    site: SiteWords<'a>,
    recipient: RecipientWords<'a>,
    counts: Counts,
    notifications: Vec<NotificationWords<'a>>,
    /// How many are not spelt out.
    more: usize,
    /// Empty in the subject's own template.
    pub subject: &'a str,
}

#[derive(Serialize)]
struct SiteWords<'a> {
    company: &'a str,
    timezone: &'a str,
}

#[derive(Serialize)]
struct RecipientWords<'a> {
    name: &'a str,
    role: &'a str,
    email: Option<&'a str>,
}

#[derive(Serialize)]
struct Counts {
    total: usize,
    alert: usize,
    warn: usize,
    info: usize,
}

#[derive(Serialize)]
struct NotificationWords<'a> {
    id: i64,
    #[serde(rename = "type")]
    notification_type: &'a str,
    severity: Severity,
    title: &'a str,
    message: &'a str,
    entity: &'a str,
    entity_id: &'a str,
    /// For people: to the minute, at the site.
    since: String,
    opened_at: String,
    updated_at: String,
    resolved: bool,
    details: &'a Details,
}

impl<'a> Words<'a> {
    pub fn of(parcel: &'a Parcel, company: &'a str, site: &'a Site) -> Self {
        let count = |severity| {
            let so = |one: &&NotificationRow| one.severity == severity;
            parcel.notifications.iter().filter(so).count()
        };
        let total = parcel.notifications.len();
        let spelt_out = parcel.notifications.iter().take(SPELT_OUT);
        Self {
            id: &parcel.row.message_id,
            created_at: rfc3339(parcel.row.created_at, site),
            site: SiteWords {
                company,
                timezone: site.timezone.name(),
            },
            recipient: RecipientWords {
                name: &parcel.to.username,
                role: parcel.to.role.as_str(),
                email: parcel.to.email.as_deref(),
            },
            counts: Counts {
                total,
                alert: count(Severity::Alert),
                warn: count(Severity::Warn),
                info: count(Severity::Info),
            },
            notifications: spelt_out.map(|row| NotificationWords::of(row, site)).collect(),
            more: total.saturating_sub(SPELT_OUT),
            subject: "",
        }
    }
}

impl<'a> NotificationWords<'a> {
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

/// One of each severity, one of them over, with text that must be escaped.
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
        details: Json(Details::default()),
        opened_at: Timestamp::EPOCH,
        updated_at: Timestamp::EPOCH,
        resolved_at: (severity == Severity::Info).then_some(Timestamp::EPOCH),
    };
    vec![
        row(1, Severity::Alert),
        row(2, Severity::Warn),
        row(3, Severity::Info),
    ]
}

/// A made-up digest of these.
pub fn sample_parcel(channel: Channel, notifications: &[NotificationRow]) -> Parcel {
    Parcel {
        row: DigestRow {
            id: 1,
            user_id: "sample".into(),
            channel,
            message_id: "digest.0@colab.invalid".into(),
            state: State::Sending,
            attempts: 1,
            next_attempt_at: None,
            last_error: None,
            created_at: Timestamp::EPOCH,
        },
        to: Addressee {
            username: "thandi".into(),
            role: Role::ItRentalAdmin,
            email: Some("thandi@example.org".into()),
        },
        notifications: notifications.to_vec(),
    }
}
