//! Which backups of a folder stay: the newest, and generations of them, as restic counts them.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{DateTime, Datelike};
use chrono_tz::Tz;

use super::Backup;
use super::inspect::{identify, inspect};
use super::name::{extension, named_time};
use crate::db::Database;
use crate::kernel::error::{Result, file_error};
use crate::kernel::timestamp::Timestamp;

/// How many backups each rule keeps; 0 where a rule was not asked for. A backup that any of them keeps stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RetentionRules {
    /// The newest.
    pub last: usize,
    /// The newest of each of so many days that have one; weeks begin on Monday.
    pub daily: usize,
    pub weekly: usize,
    pub monthly: usize,
    pub yearly: usize,
}

/// A backup that stays, and by which rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBackup {
    pub name: String,
    pub rules: Vec<&'static str>,
}

/// What the rules come to in a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RetentionPlan {
    /// The newest first.
    pub kept: Vec<KeptBackup>,
    /// The oldest first.
    pub removed: Vec<String>,
    /// Backups of this database that no rule counts, and that stay.
    pub damaged: Vec<String>,
}

impl RetentionRules {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Decides about backups, the newest first. The first is the one just made, and stays. As with restic the oldest of all
    /// stays while a rule has not yet found as many as it keeps.
    fn decide(&self, backups: &[(String, Timestamp)], timezone: Tz) -> RetentionPlan {
        type DayKey = fn(&DateTime<Tz>) -> (i32, u32);
        let day: DayKey = |at| (at.year(), at.ordinal());
        let week: DayKey = |at| (at.iso_week().year(), at.iso_week().week());
        let month: DayKey = |at| (at.year(), at.month());
        let year: DayKey = |at| (at.year(), 0);
        let mut rules = [
            ("daily", self.daily, day, None),
            ("weekly", self.weekly, week, None),
            ("monthly", self.monthly, month, None),
            ("yearly", self.yearly, year, None),
        ];
        let mut retention = RetentionPlan::default();
        for (place, (name, at)) in backups.iter().enumerate() {
            let at = at.utc().with_timezone(&timezone);
            let mut by = Vec::new();
            if place == 0 {
                by.push("just made");
            }
            if place < self.last {
                by.push("last");
            }
            for (rule, left, key, previous) in &mut rules {
                let this = Some(key(&at));
                if *left > 0 && (this != *previous || place + 1 == backups.len()) {
                    (*left, *previous) = (*left - 1, this);
                    by.push(rule);
                }
            }
            if by.is_empty() {
                retention.removed.insert(0, name.clone());
            } else {
                retention.kept.push(KeptBackup {
                    name: name.clone(),
                    rules: by,
                });
            }
        }
        retention
    }
}

/// Removes the backups of this database that no rule keeps from a folder, and nothing else; under `dry_run` it only tells.
/// Newer is what holds more of the audit log, whatever the clocks showed; what holds more than the one just made is of before a
/// restore, and older than all since. While any goes, those that stay are read: a damaged one neither counts nor goes, and none
/// goes for the backup of a damaged database.
pub fn prune(
    folder: &Path,
    database: &Database,
    made: &Backup,
    rules: &RetentionRules,
    timezone: Tz,
    dry_run: bool,
) -> Result<RetentionPlan> {
    if !made.damage.is_empty() {
        return Ok(RetentionPlan::default());
    }
    let entries = std::fs::read_dir(folder).map_err(|error| file_error(folder, "read", error))?;
    let own = made
        .file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let ending = format!(".{}", extension(database));
    let mut others: Vec<(i64, Timestamp, String)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let named = named_time(&name).filter(|_| name.ends_with(&ending) && name != own)?;
            let identity = identify(&entry.path()).ok()?;
            let at = identity.made_at.unwrap_or(named);
            (identity.database_id == made.contents.database_id).then_some((identity.audit_seq, at, name))
        })
        .collect();
    let of_now = made.contents.audit_seq;
    others.sort_by(|a, b| (b.0 <= of_now, b).cmp(&(a.0 <= of_now, a)));
    let mut sound = BTreeSet::from([own.clone()]);
    let mut backups = vec![(own, made.made_at)];
    backups.extend(others.into_iter().map(|(_, at, name)| (name, at)));
    let mut damaged = Vec::new();
    let mut retention = loop {
        let retention = rules.decide(&backups, timezone);
        let mut kept = retention.kept.iter().map(|one| one.name.clone());
        let unread = kept.find(|name| !retention.removed.is_empty() && !sound.contains(name));
        let Some(name) = unread else {
            break retention;
        };
        if inspect(&folder.join(&name)).is_ok_and(|file| file.is_sound()) {
            sound.insert(name);
        } else {
            backups.retain(|(other, _)| *other != name);
            damaged.push(name);
        }
    };
    retention.damaged = damaged;
    for name in retention.removed.iter().filter(|_| !dry_run) {
        let path = folder.join(name);
        std::fs::remove_file(&path).map_err(|error| file_error(&path, "remove", error))?;
    }
    Ok(retention)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(rules: RetentionRules, times: &[&str]) -> Vec<(String, String)> {
        let at = |text: &str| Timestamp::from(text.parse::<DateTime<chrono::Utc>>().unwrap());
        let backups: Vec<_> = times.iter().map(|text| ((*text).to_owned(), at(text))).collect();
        let retention = rules.decide(&backups, chrono_tz::Africa::Johannesburg);
        assert_eq!(retention.kept.len() + retention.removed.len(), times.len());
        let kept = retention.kept.into_iter();
        kept.map(|one| (one.name, one.rules.join(" "))).collect()
    }

    #[test]
    fn generations_are_kept_as_restic_keeps_them() {
        let rules = RetentionRules {
            last: 2,
            daily: 3,
            weekly: 2,
            monthly: 3,
            yearly: 0,
        };
        let kept = decided(
            rules,
            &[
                "2026-12-03T22:30:00Z", // the 4th on the site's clock
                "2026-12-03T21:30:00Z",
                "2026-12-03T01:30:00Z",
                "2026-12-02T01:30:00Z",
                "2026-12-01T01:30:00Z",
                "2026-11-29T01:30:00Z", // a Sunday
                "2026-11-28T01:30:00Z",
                "2026-10-05T01:30:00Z",
                "2026-10-04T01:30:00Z",
                "2026-09-30T01:30:00Z",
            ],
        );
        let expected = [
            ("2026-12-03T22:30:00Z", "just made last daily weekly monthly"),
            ("2026-12-03T21:30:00Z", "last daily"),
            ("2026-12-02T01:30:00Z", "daily"),
            ("2026-11-29T01:30:00Z", "weekly monthly"),
            ("2026-10-05T01:30:00Z", "monthly"),
        ];
        let expected = expected.map(|(name, by)| (name.to_owned(), by.to_owned()));
        assert_eq!(kept, expected);
        // Until there are as many as a rule keeps, the oldest stays for it.
        let yearly = RetentionRules {
            yearly: 5,
            ..RetentionRules::default()
        };
        let kept = decided(
            yearly,
            &[
                "2026-12-03T10:00:00Z",
                "2026-12-02T10:00:00Z",
                "2026-12-01T10:00:00Z",
            ],
        );
        let names: Vec<&str> = kept.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["2026-12-03T10:00:00Z", "2026-12-01T10:00:00Z"]);
    }
}
