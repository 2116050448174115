//! What a check has to do: what holds against what is open, and what the outbox has.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::access::auth::Grant;
use crate::access::outbox::{self, PendingAnnouncement, Recipient};
use crate::access::tx::Tx;
use crate::db::types::Json;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use crate::notify::conditions::{self, Finding};
use crate::notify::events;
use crate::notify::model::{Condition, Details, NotificationRow, Severity};
use crate::notify::store;

/// A notification to be opened.
pub struct Opening {
    pub notification_type: String,
    pub severity: Severity,
    pub entity: String,
    pub entity_id: String,
    pub key: String,
    pub title: String,
    pub message: String,
    pub details: Details,
    pub audience: Vec<Recipient>,
    /// When it came about, where that is not now.
    pub at: Option<Timestamp>,
    /// Something else has happened to its record since.
    pub is_over: bool,
}

impl Opening {
    pub fn row(self, id: i64, now: Timestamp) -> NotificationRow {
        NotificationRow {
            id,
            notification_type: self.notification_type,
            severity: self.severity,
            entity: self.entity,
            entity_id: self.entity_id,
            condition_key: self.key,
            title: self.title,
            message: self.message,
            details: Json(self.details),
            opened_at: self.at.unwrap_or(now),
            updated_at: now,
            resolved_at: self.is_over.then_some(now),
        }
    }
}

impl From<Finding> for Opening {
    fn from(finding: Finding) -> Self {
        Self {
            key: finding.key(),
            notification_type: finding.condition.as_str().to_owned(),
            severity: finding.severity,
            entity: finding.entity.to_owned(),
            entity_id: finding.entity_id,
            title: finding.title,
            message: finding.message,
            details: finding.details,
            audience: finding.condition.audience(),
            at: None,
            is_over: false,
        }
    }
}

impl Opening {
    fn of(announced: PendingAnnouncement) -> Self {
        let booking_id = match announced.entity.as_str() {
            "booking" => announced.entity_id.parse().ok(),
            _ => None,
        };
        Self {
            key: events::key(&announced),
            severity: events::severity(&announced.topic),
            title: events::title(&announced.topic),
            notification_type: announced.topic,
            entity: announced.entity,
            entity_id: announced.entity_id,
            message: announced.message,
            details: Details {
                booking_id,
                ..Details::default()
            },
            audience: announced.audience,
            at: Some(announced.created_at),
            is_over: false,
        }
    }
}

/// An open notification whose facts have changed.
pub struct Rise {
    pub row: NotificationRow,
    pub finding: Finding,
}

#[derive(Default)]
pub struct Plan {
    pub open: Vec<Opening>,
    pub rise: Vec<Rise>,
    pub resolve: Vec<NotificationRow>,
    /// Announcements that are passed on by this.
    pub drained: Vec<i64>,
    /// Those among them that a condition says already: their number, and its key.
    pub told_already: Vec<(i64, String)>,
    /// How many are open before it.
    pub open_before: usize,
}

impl Plan {
    pub fn is_empty(&self) -> bool {
        self.open.is_empty() && self.rise.is_empty() && self.resolve.is_empty() && self.drained.is_empty()
    }
}

pub fn plan(tx: &mut Tx<'_>, grant: &Grant) -> Result<Plan> {
    let found: BTreeMap<String, Finding> = conditions::find(tx, grant)?
        .into_iter()
        .map(|finding| (finding.key(), finding))
        .collect();
    let standing = store::open(tx.connection())?;
    let announced = outbox::waiting(tx.connection())?;
    let mut plan = Plan {
        open_before: standing.len(),
        ..Plan::default()
    };
    let (events, conditions): (Vec<_>, Vec<_>) = standing
        .into_iter()
        .partition(|row| row.condition_key.starts_with(events::PREFIX));
    let announced = plan.take_told(announced, &found);
    plan.take_conditions(conditions, found);
    let over = over(tx, &events)?;
    plan.take_events(events, &over, announced);
    Ok(plan)
}

/// Events that are no news any more: old ones, and those of bookings that have ended.
fn over(tx: &mut Tx<'_>, events: &[NotificationRow]) -> Result<HashSet<i64>> {
    let now = tx.now();
    let bookings: Vec<i64> = events.iter().filter_map(|row| row.details.0.booking_id).collect();
    let ended: HashSet<i64> = store::ended_bookings(tx.connection(), &bookings, now)?
        .into_iter()
        .collect();
    let is_over = |row: &&NotificationRow| {
        row.opened_at.plus(events::NEWS_FOR) <= now
            || row.details.0.booking_id.is_some_and(|id| ended.contains(&id))
    };
    Ok(events.iter().filter(is_over).map(|row| row.id).collect())
}

impl Plan {
    /// A shortage that was announced and still holds is one notification, not two.
    fn take_told(
        &mut self,
        announced: Vec<PendingAnnouncement>,
        found: &BTreeMap<String, Finding>,
    ) -> Vec<PendingAnnouncement> {
        let conflicts: HashMap<&str, &String> = found
            .iter()
            .filter(|(_, finding)| finding.condition == Condition::ConflictNoAlternatives)
            .map(|(key, finding)| (finding.entity_id.as_str(), key))
            .collect();
        self.drained = announced.iter().map(|one| one.id).collect();
        let mut rest = announced;
        rest.retain(|one| {
            let is_conflict = one.topic == Condition::ConflictNoAlternatives.as_str();
            match conflicts.get(one.entity_id.as_str()).filter(|_| is_conflict) {
                Some(key) => {
                    self.told_already.push((one.id, (*key).clone()));
                    false
                }
                None => true,
            }
        });
        rest
    }

    fn take_conditions(&mut self, standing: Vec<NotificationRow>, mut found: BTreeMap<String, Finding>) {
        for row in standing {
            match found.remove(&row.condition_key) {
                None => self.resolve.push(row),
                Some(finding) if says_the_same(&row, &finding) => {}
                Some(finding) => self.rise.push(Rise { row, finding }),
            }
        }
        self.open.extend(found.into_values().map(Opening::from));
    }

    fn take_events(
        &mut self,
        standing: Vec<NotificationRow>,
        over: &HashSet<i64>,
        announced: Vec<PendingAnnouncement>,
    ) {
        let mut last: HashMap<String, usize> = HashMap::new();
        for one in announced {
            let opening = Opening::of(one);
            let place = self.open.len();
            if let Some(before) = last.insert(opening.key.clone(), place)
                && let Some(before) = self.open.get_mut(before)
            {
                before.is_over = true;
            }
            self.open.push(opening);
        }
        let is_over = |row: &NotificationRow| over.contains(&row.id) || last.contains_key(&row.condition_key);
        self.resolve.extend(standing.into_iter().filter(is_over));
    }
}

fn says_the_same(row: &NotificationRow, finding: &Finding) -> bool {
    row.severity == finding.severity
        && row.title == finding.title
        && row.message == finding.message
        && row.details.0 == finding.details
}
