//! How a job stands: judged by its newest runs, in one place for `job check`, notifications and the doctor.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::model::{Job, JobRow, JobState, RunDetails, RunOutcome, RunRow, in_words};
use super::store;
use crate::db::Connection;
use crate::kernel::error::Result;
use crate::kernel::period::Site;
use crate::kernel::timestamp::Timestamp;

/// Returns every job that was declared or run, by name, and how it stands.
pub fn jobs(connection: &mut Connection, site: &Site, now: Timestamp) -> Result<Vec<Job>> {
    let mut known: BTreeMap<String, JobFacts> = BTreeMap::new();
    let (declared, newest, good) = connection.answer(store::all_facts())?;
    for row in declared {
        let facts = known.entry(row.name.clone()).or_default();
        facts.declared = Some(row);
    }
    for row in newest {
        let run = with_life(connection, row)?;
        let facts = known.entry(run.row.job.clone()).or_default();
        // In the order of their numbers: one that lives comes after the last that ended.
        if run.is_alive {
            facts.living = Some(run);
        } else {
            facts.ended = Some(run);
        }
    }
    for row in good {
        let facts = known.entry(row.job.clone()).or_default();
        facts.last_good = Some(row);
    }
    let jobs = known
        .into_iter()
        .map(|(name, facts)| facts.judged(name, site, now));
    jobs.collect()
}

/// Returns a run with whether its process lives.
pub fn with_life(connection: &mut Connection, row: RunRow) -> Result<RunDetails> {
    let is_alive = row.ended_at.is_none() && connection.is_job_alive(&row.job, row.lease_until)?;
    Ok(RunDetails { row, is_alive })
}

#[derive(Default)]
struct JobFacts {
    declared: Option<JobRow>,
    /// The newest run that has ended, also by being killed.
    ended: Option<RunDetails>,
    living: Option<RunDetails>,
    last_good: Option<RunRow>,
}

impl JobFacts {
    fn judged(self, name: String, site: &Site, now: Timestamp) -> Result<Job> {
        let (state, fact) = self.state(site, now)?;
        let schedule = match &self.declared {
            Some(row) => row.schedule()?,
            None => None,
        };
        Ok(Job {
            name,
            next_at: schedule.and_then(|schedule| schedule.next(site.timezone, now)),
            declared: self.declared,
            state,
            fact,
            last: self.living.or(self.ended),
            last_good: self.last_good,
        })
    }

    /// What is wrong stays so until a run is good: a run that has begun changes nothing yet.
    fn state(&self, site: &Site, now: Timestamp) -> Result<(JobState, Option<String>)> {
        let shown = |at| site.local(at).format("%Y-%m-%d %H:%M");
        let missed = self.missed_slot(site, now)?;
        if let Some(run) = &self.living {
            let took = now.since(run.row.started_at);
            let since = shown(run.row.started_at);
            if let Some(most) = self.at_most().filter(|most| took > *most) {
                let fact = format!(
                    "it has been running since {since}, longer than {}",
                    in_words(most)
                );
                return Ok((JobState::TooLong, Some(fact)));
            }
            if self.at_most().is_none() && missed.is_some_and(|slot| slot > run.row.slot) {
                let fact = format!("it has been running since {since}, past its next time");
                return Ok((JobState::TooLong, Some(fact)));
            }
        }
        if let Some(run) = self.ended.as_ref().filter(|run| !run.row.is_good()) {
            let (slot, host) = (shown(run.row.slot), &run.row.host);
            let how = match (run.outcome(), run.row.exit_code, &run.row.error_code) {
                (RunOutcome::Killed, ..) => "was killed".to_owned(),
                (_, Some(code), Some(word)) => format!("failed with exit code {code} ({word})"),
                (_, code, _) => format!("failed with exit code {}", code.unwrap_or_default()),
            };
            return Ok((
                JobState::Failed,
                Some(format!("the run of {slot} {how} on {host}")),
            ));
        }
        if let (Some(run), Some(most)) = (&self.ended, self.at_most())
            && let Some(took) = run.row.took().filter(|took| *took > most)
        {
            let (slot, took, most) = (shown(run.row.slot), in_words(took), in_words(most));
            let fact = format!("the run of {slot} took {took}, longer than {most}");
            return Ok((JobState::TooLong, Some(fact)));
        }
        if let Some(slot) = missed
            && !self.began_in_time(slot)
        {
            return Ok((
                JobState::Missed,
                Some(format!("it did not run at {}", shown(slot))),
            ));
        }
        if let Some(run) = &self.living {
            let fact = format!("running since {}", shown(run.row.started_at));
            return Ok((JobState::Running, Some(fact)));
        }
        let waits = self.ended.is_none() && self.declared.is_some();
        Ok((if waits { JobState::Waiting } else { JobState::Ok }, None))
    }

    fn at_most(&self) -> Option<TimeDelta> {
        self.declared.as_ref()?.at_most()
    }

    /// Returns the newest slot whose grace is over and of which, or after which, no run has ended.
    fn missed_slot(&self, site: &Site, now: Timestamp) -> Result<Option<Timestamp>> {
        let Some(row) = &self.declared else {
            return Ok(None);
        };
        let schedule = row.schedule()?;
        let slot = schedule.and_then(|schedule| schedule.newest(site.timezone, now.plus(-row.grace())));
        let has_ended = |slot: &Timestamp| self.ended.as_ref().is_some_and(|run| run.row.slot >= *slot);
        Ok(slot.filter(|slot| *slot >= row.expected_since && !has_ended(slot)))
    }

    /// Returns whether the run that lives is of this slot, or of a later one, and began within the grace.
    fn began_in_time(&self, slot: Timestamp) -> bool {
        let grace = self.declared.as_ref().map(JobRow::grace).unwrap_or_default();
        self.living
            .as_ref()
            .is_some_and(|run| run.row.slot >= slot && run.row.started_at <= run.row.slot.plus(grace))
    }
}
