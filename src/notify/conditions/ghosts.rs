//! Bookings that have waited too long for a room.

use chrono::{Days, NaiveDate};

use super::model::ActiveCondition;
use crate::access::tx::Tx;
use crate::booking::describe_period;
use crate::db::QueryBatch;
use crate::kernel::period::Site;
use crate::kernel::text::counted;
use crate::notify::model::{Condition, NotificationDetails, Severity};
use crate::notify::store::{self, Ghost};

/// Asks for the ghosts ahead that have waited for `ghost_waiting_days` days (a setting), or since yesterday for tomorrow.
pub fn waiting(tx: &Tx<'_>) -> impl QueryBatch<Answer = Vec<ActiveCondition>> + use<> {
    let (site, now, patience) = (tx.site(), tx.now(), tx.settings().ghost_waiting_days());
    let today = site.today(now);
    store::ghosts(now).read_as(move |ghosts| {
        let finding = |ghost: Ghost| too_long(&ghost, &site, today, patience);
        ghosts.into_iter().filter_map(finding).collect()
    })
}

fn too_long(ghost: &Ghost, site: &Site, today: NaiveDate, patience: i64) -> Option<ActiveCondition> {
    let day_of = |at| site.local(at).date_naive();
    let waiting_days = (today - day_of(ghost.created_at)).num_days();
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let begins_soon = day_of(ghost.starts_at) <= tomorrow;
    if waiting_days < patience && !(begins_soon && waiting_days > 0) {
        return None;
    }
    let severity = if begins_soon {
        Severity::Alert
    } else {
        Severity::Warn
    };
    Some(ActiveCondition {
        requester: None,
        condition: Condition::GhostWaiting,
        severity,
        entity: "booking",
        entity_id: ghost.id.to_string(),
        about: ghost.id.to_string(),
        title: format!("{} waits for a room", ghost.client_name),
        message: format!(
            "booking {} ({}, {}) has waited {} for a room",
            ghost.id,
            ghost.client_name,
            describe_period(site, ghost.starts_at, ghost.ends_at),
            counted(waiting_days, "day")
        ),
        details: NotificationDetails {
            booking_id: Some(ghost.id),
            client_name: Some(ghost.client_name.clone()),
            starts_at: Some(ghost.starts_at),
            waiting_days: Some(waiting_days),
            ..NotificationDetails::default()
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::settings::Settings;
    use crate::kernel::timestamp::Timestamp;

    /// Returns the severity of a ghost: requested, looked at and beginning so many days after 1 January 1970.
    fn severity(asked: i64, today: i64, begins: i64) -> Option<Severity> {
        let at =
            |day: i64| Timestamp::EPOCH.plus(chrono::TimeDelta::days(day) + chrono::TimeDelta::hours(10));
        let ghost = Ghost {
            id: 1,
            client_name: "Baobab".into(),
            starts_at: at(begins),
            ends_at: at(begins + 1),
            created_at: at(asked),
        };
        let site = Settings::default().site();
        too_long(&ghost, &site, site.today(at(today)), 2).map(|finding| finding.severity)
    }

    #[test]
    fn a_ghost_waits_too_long_by_days_or_on_the_eve() {
        assert_eq!(severity(0, 0, 30), None);
        assert_eq!(severity(0, 1, 30), None);
        assert_eq!(severity(0, 2, 30), Some(Severity::Warn));
        assert_eq!(severity(0, 1, 2), Some(Severity::Alert));
        assert_eq!(severity(1, 1, 2), None, "asked for today for tomorrow");
        assert_eq!(severity(0, 29, 30), Some(Severity::Alert));
    }
}
