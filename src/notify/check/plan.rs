//! What a check has to do: compares what holds with what is open, and adds what the outbox holds.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::access::auth::Grant;
use crate::access::outbox::{BEFORE, PendingAnnouncement, Recipient};
use crate::access::tx::Tx;
use crate::db::types::Json;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use crate::notify::conditions::{self, ActiveCondition};
use crate::notify::events;
use crate::notify::model::{Condition, NotificationDetails, NotificationRow, Severity};
use crate::notify::store;

/// A notification to be opened.
pub struct NewNotification {
    pub notification_type: String,
    pub severity: Severity,
    pub entity: String,
    pub entity_id: String,
    pub key: String,
    pub title: String,
    pub message: String,
    pub details: NotificationDetails,
    pub audience: Vec<Recipient>,
    /// When the event happened; `None` for a condition, which opens now.
    pub happened_at: Option<Timestamp>,
    /// A later event of the same record follows in this plan, or its booking is over.
    pub is_superseded: bool,
}

impl NewNotification {
    /// Returns the row to insert.
    pub fn into_row(self, id: i64, now: Timestamp) -> NotificationRow {
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
            opened_at: self.happened_at.unwrap_or(now),
            updated_at: now,
            resolved_at: self.is_superseded.then_some(now),
            escalations: 0,
        }
    }
}

impl From<ActiveCondition> for NewNotification {
    fn from(finding: ActiveCondition) -> Self {
        Self {
            key: finding.key(),
            notification_type: finding.condition.as_str().to_owned(),
            severity: finding.severity,
            entity: finding.entity.to_owned(),
            entity_id: finding.entity_id,
            title: finding.title,
            message: finding.message,
            details: finding.details,
            audience: {
                let bosses = finding.condition.audience().into_iter();
                bosses.chain(finding.requester).collect()
            },
            happened_at: None,
            is_superseded: false,
        }
    }
}

impl NewNotification {
    fn of_event(announced: PendingAnnouncement) -> Self {
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
            details: NotificationDetails {
                booking_id,
                ..NotificationDetails::default()
            },
            audience: announced.audience,
            happened_at: Some(announced.created_at),
            is_superseded: false,
        }
    }
}

/// An open notification whose facts have changed.
pub struct UpdatedNotification {
    pub row: NotificationRow,
    pub found: ActiveCondition,
}

/// What one check writes.
#[derive(Default)]
pub struct CheckPlan {
    pub open: Vec<NewNotification>,
    pub update: Vec<UpdatedNotification>,
    pub resolve: Vec<NotificationRow>,
    /// Announcements that this plan passes on.
    pub drained: Vec<i64>,
    /// Those of them that a condition covers, with the key of the condition.
    pub covered: Vec<(i64, String)>,
    /// Number of notifications that are open before the check.
    pub open_before: usize,
}

impl CheckPlan {
    pub fn is_empty(&self) -> bool {
        self.open.is_empty() && self.update.is_empty() && self.resolve.is_empty() && self.drained.is_empty()
    }
}

/// Compares what holds and what was announced with what is open.
pub fn plan(tx: &mut Tx<'_>, grant: &Grant, announced: Vec<PendingAnnouncement>) -> Result<CheckPlan> {
    let found: BTreeMap<String, ActiveCondition> = conditions::find(tx, grant)?
        .into_iter()
        .map(|finding| (finding.key(), finding))
        .collect();
    let open = store::open(tx.connection())?;
    let found = jobs_as_told(found, &open);
    let mut plan = CheckPlan {
        open_before: open.len(),
        ..CheckPlan::default()
    };
    let (events, conditions): (Vec<_>, Vec<_>) = open
        .into_iter()
        .partition(|row| row.condition_key.starts_with(events::PREFIX));
    let announced = plan.take_announced(announced, &found);
    plan.take_conditions(conditions, found);
    let over = ended_events(tx, &events)?;
    let announced: Vec<NewNotification> = announced.into_iter().map(NewNotification::of_event).collect();
    let ids: Vec<i64> = announced
        .iter()
        .filter_map(|one| one.details.booking_id)
        .collect();
    let now = tx.now();
    let past = store::ended_bookings(tx.connection(), &ids, now)?;
    plan.take_events(events, &over, announced, &past);
    Ok(plan)
}

/// Keeps to the one alert of a job until its next good run, whatever became of it since.
fn jobs_as_told(
    found: BTreeMap<String, ActiveCondition>,
    open: &[NotificationRow],
) -> BTreeMap<String, ActiveCondition> {
    let told: HashMap<&str, Condition> = open
        .iter()
        .filter(|row| row.entity == "job")
        .filter_map(|row| Some((row.entity_id.as_str(), row.notification_type.parse().ok()?)))
        .collect();
    let as_told = |mut finding: ActiveCondition| {
        if finding.entity == "job" {
            let condition = told.get(finding.entity_id.as_str());
            finding.condition = condition.copied().unwrap_or(finding.condition);
        }
        (finding.key(), finding)
    };
    found.into_values().map(as_told).collect()
}

/// Compares what imports left out with what is open of it.
pub fn of_remainders(tx: &mut Tx<'_>) -> Result<CheckPlan> {
    let found = tx.connection().answer(conditions::left_out())?;
    let mut open = store::open(tx.connection())?;
    open.retain(|row| row.notification_type == Condition::ScheduleRemainder.as_str());
    let mut plan = CheckPlan::default();
    plan.take_conditions(
        open,
        found
            .into_iter()
            .map(|finding| (finding.key(), finding))
            .collect(),
    );
    Ok(plan)
}

/// Returns the events to resolve: old ones, and those of bookings that have ended.
fn ended_events(tx: &mut Tx<'_>, events: &[NotificationRow]) -> Result<HashSet<i64>> {
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

impl CheckPlan {
    /// Takes the announcements and returns those that become notifications: an announced shortage that still holds is one
    /// notification, not two.
    fn take_announced(
        &mut self,
        announced: Vec<PendingAnnouncement>,
        found: &BTreeMap<String, ActiveCondition>,
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
                    self.covered.push((one.id, (*key).clone()));
                    false
                }
                None => true,
            }
        });
        rest
    }

    fn take_conditions(
        &mut self,
        standing: Vec<NotificationRow>,
        mut found: BTreeMap<String, ActiveCondition>,
    ) {
        for row in standing {
            match found.remove(&row.condition_key) {
                None => self.resolve.push(row),
                Some(found) if is_unchanged(&row, &found) => {}
                Some(found) => self.update.push(UpdatedNotification { row, found }),
            }
        }
        self.open.extend(found.into_values().map(NewNotification::from));
    }

    fn take_events(
        &mut self,
        standing: Vec<NotificationRow>,
        over: &HashSet<i64>,
        announced: Vec<NewNotification>,
        past: &[i64],
    ) {
        let mut last: HashMap<String, LastEvent> = HashMap::new();
        for mut event in announced {
            // What became of a booking that is over concerns nobody any more.
            event.is_superseded = event.details.booking_id.is_some_and(|id| past.contains(&id));
            let place = self.open.len();
            let mut own = LastEvent {
                place,
                was: event.message.rsplit_once(BEFORE).map(|(_, was)| was.to_owned()),
                is_news: true,
            };
            if let Some(before) = last.remove(&event.key)
                && let Some(former) = self.open.get_mut(before.place)
            {
                former.is_superseded = true;
                // Of several moves, nobody was told what was in between.
                if let (Some(was), Some((is, _))) = (&before.was, event.message.rsplit_once(BEFORE)) {
                    let is_back = former.notification_type == event.notification_type
                        && is.contains(&format!(", {was}, "));
                    event.message = format!("{is}{BEFORE}{was}");
                    event.is_superseded |= is_back;
                    own.is_news = !is_back;
                }
                own.was = before.was.or(own.was);
            }
            last.insert(event.key.clone(), own);
            self.open.push(event);
        }
        let is_over = |row: &NotificationRow| {
            over.contains(&row.id) || last.get(&row.condition_key).is_some_and(|last| last.is_news)
        };
        self.resolve.extend(standing.into_iter().filter(is_over));
    }
}

/// The last of the events that are about one thing.
struct LastEvent {
    place: usize,
    /// What was, before the first of them that changed it.
    was: Option<String>,
    /// Whether it is other than before them all.
    is_news: bool,
}

fn is_unchanged(row: &NotificationRow, finding: &ActiveCondition) -> bool {
    row.severity == finding.severity
        && row.title == finding.title
        && row.message == finding.message
        && row.details.0 == finding.details
}
