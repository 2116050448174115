//! Jobs and their runs as rows and records.

use std::str::FromStr;

use chrono::TimeDelta;
use chrono_tz::Tz;
use diesel::prelude::*;

use super::schedule::CronSchedule;
use crate::db::schema::{job_runs, jobs};
use crate::db::types::Json;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::counted;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, audited, dated, shown_in_table, wanted_only};
use crate::text_enum;

/// Exit codes with which a run is good: done, done in part, findings.
pub const GOOD: [i32; 3] = [0, 8, 9];

/// The name of a job: lower-case letters, digits, `-` and `_`, so that it is a part of a file's name too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobName(String);

impl JobName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for JobName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
        if text.is_empty() || text.len() > 64 || !text.bytes().all(fits) {
            return Err("write at most 64 lower-case letters, digits, - and _, such as nightly".to_owned());
        }
        Ok(Self(text.to_owned()))
    }
}

/// A declared job.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = jobs, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct JobRow {
    pub name: String,
    pub schedule: Option<String>,
    pub grace_seconds: i64,
    pub at_most_seconds: Option<i64>,
    pub catch_up: bool,
    pub command: Option<Json<Vec<String>>>,
    /// Slots before it are not expected.
    pub expected_since: Timestamp,
    pub created_by: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl JobRow {
    /// Returns the schedule, where there is one.
    ///
    /// # Errors
    /// `Invalid` for one that somebody wrote past the program.
    pub fn schedule(&self) -> Result<Option<CronSchedule>> {
        self.schedule.as_deref().map(CronSchedule::parse).transpose()
    }

    /// Returns the arguments that `job run` runs.
    pub fn command(&self) -> &[String] {
        self.command.as_ref().map_or(&[], |command| &command.0)
    }

    /// Returns the command as a shell would take it.
    pub fn command_line(&self) -> Option<String> {
        let words = self.command.as_ref()?.0.iter().map(|word| shell_word(word));
        Some(words.collect::<Vec<_>>().join(" "))
    }

    pub fn grace(&self) -> TimeDelta {
        TimeDelta::seconds(self.grace_seconds)
    }

    pub fn at_most(&self) -> Option<TimeDelta> {
        self.at_most_seconds.map(TimeDelta::seconds)
    }

    /// Returns the slot of a run that begins now.
    pub fn slot(&self, zone: Tz, now: Timestamp) -> Result<Timestamp> {
        let slot = self.schedule()?.and_then(|schedule| schedule.slot(zone, now));
        Ok(slot.unwrap_or_else(|| super::schedule::minute(now)))
    }
}

/// A run of a job.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = job_runs, treat_none_as_default_value = false)]
pub struct RunRow {
    pub id: i64,
    pub job: String,
    pub slot: Timestamp,
    pub attempt: i32,
    /// The words of the command: `db backup`.
    pub command: String,
    pub host: String,
    /// Who ran it, where somebody was signed in.
    pub actor: Option<String>,
    pub process: i64,
    pub started_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    /// Empty where the process was killed.
    pub exit_code: Option<i32>,
    pub error_code: Option<String>,
    pub changed: Option<i64>,
    pub lease_until: Option<Timestamp>,
}

impl RunRow {
    pub fn is_good(&self) -> bool {
        self.exit_code.is_some_and(|code| GOOD.contains(&code))
    }

    /// Returns how long it took, once it has ended.
    pub fn took(&self) -> Option<TimeDelta> {
        self.ended_at.map(|at| at.since(self.started_at))
    }
}

/// How a run ended.
#[derive(Debug, AsChangeset)]
#[diesel(table_name = job_runs, treat_none_as_null = true)]
pub struct RunEnd<'a> {
    pub ended_at: Timestamp,
    pub exit_code: Option<i32>,
    pub error_code: Option<&'a str>,
    pub changed: Option<i64>,
}

text_enum! {
    /// What came of a run.
    pub enum RunOutcome {
        Running = "running",
        Done = "done",
        /// Exit code 8.
        Partial = "partial",
        /// Exit code 9.
        Findings = "findings",
        Failed = "failed",
        /// Its process was killed, or its machine went down.
        Killed = "killed",
    }
}

/// A run, and whether its process lives.
#[derive(Debug, Clone)]
pub struct RunDetails {
    pub row: RunRow,
    pub is_alive: bool,
}

impl RunDetails {
    pub fn outcome(&self) -> RunOutcome {
        match self.row.exit_code {
            None if self.is_alive => RunOutcome::Running,
            None => RunOutcome::Killed,
            Some(0) => RunOutcome::Done,
            Some(8) => RunOutcome::Partial,
            Some(9) => RunOutcome::Findings,
            Some(_) => RunOutcome::Failed,
        }
    }

    /// Returns the run as a field of its job: a sentence for people, its fields for programs.
    pub fn value(&self) -> Value {
        let mut words = vec![self.outcome().as_str().to_owned()];
        words.extend(self.row.exit_code.map(|code| format!("exit code {code}")));
        words.extend(self.row.error_code.clone());
        words.extend(self.row.changed.map(|count| counted(count, "change")));
        words.extend(self.row.took().map(|took| format!("{} s", took.num_seconds())));
        words.push(format!("{} on {}", self.row.command, self.row.host));
        let fields = Self::fields().iter();
        Value::Told {
            at: Some(self.row.started_at),
            words: vec![words.join(", ").into()],
            facts: fields.map(|field| (field.name, (field.value)(self))).collect(),
        }
    }
}

impl Record for RunDetails {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<RunDetails>] = &[
            shown_in_table("id", |r| r.row.id.into()),
            shown_in_table("job", |r| r.row.job.as_str().into()),
            shown_in_table("slot", |r| r.row.slot.into()),
            wanted_only("attempt", |r| r.row.attempt.into()),
            shown_in_table("outcome", |r| r.outcome().as_str().into()),
            shown_in_table("exit_code", |r| r.row.exit_code.map(i64::from).into()),
            wanted_only("error_code", |r| r.row.error_code.clone().into()),
            shown_in_table("changed", |r| r.row.changed.into()),
            dated(shown_in_table("started_at", |r| r.row.started_at.into())),
            wanted_only("ended_at", |r| r.row.ended_at.into()),
            shown_in_table("seconds", |r| r.row.took().map(|took| took.num_seconds()).into()),
            wanted_only("command", |r| r.row.command.as_str().into()),
            shown_in_table("actor", |r| r.row.actor.clone().into()),
            shown_in_table("host", |r| r.row.host.as_str().into()),
            wanted_only("process", |r| r.row.process.into()),
        ];
        FIELDS
    }
}

text_enum! {
    /// How a job stands.
    pub enum JobState {
        Ok = "ok",
        Running = "running",
        /// No slot has come since it was declared.
        Waiting = "waiting",
        Missed = "missed",
        Failed = "failed",
        /// It ran, or runs, longer than it may.
        TooLong = "too_long",
    }
}

impl JobState {
    /// Returns whether somebody should look after the job.
    pub fn is_trouble(self) -> bool {
        matches!(self, Self::Missed | Self::Failed | Self::TooLong)
    }
}

/// A job, declared or only run, and how it stands.
#[derive(Debug, Clone)]
pub struct Job {
    pub name: String,
    /// `None` for one that nobody declared.
    pub declared: Option<JobRow>,
    pub state: JobState,
    /// What is wrong, or goes on.
    pub fact: Option<String>,
    pub last: Option<RunDetails>,
    pub last_good: Option<RunRow>,
    pub next_at: Option<Timestamp>,
}

impl Job {
    fn of_declared<T>(&self, value: impl FnOnce(&JobRow) -> T) -> Option<T> {
        self.declared.as_ref().map(value)
    }

    /// Returns whether it is expected to run, and somebody should look after it.
    pub fn is_in_trouble(&self) -> bool {
        self.declared.is_some() && self.state.is_trouble()
    }
}

/// Returns a number of seconds, in words for people: `1h 30m`.
fn seconds(seconds: Option<i64>) -> Value {
    seconds.map_or(Value::Null, |seconds| Value::Worded {
        words: vec![in_words(TimeDelta::seconds(seconds)).into()],
        value: Box::new(seconds.into()),
    })
}

/// Returns a duration as people write it: `1h 30m`.
pub fn in_words(duration: TimeDelta) -> String {
    let seconds = u64::try_from(duration.num_seconds()).unwrap_or_default();
    humantime::format_duration(std::time::Duration::from_secs(seconds)).to_string()
}

impl Record for Job {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Job>] = &[
            shown_in_table("name", |j| j.name.as_str().into()),
            shown_in_table("state", |j| j.state.as_str().into()),
            shown_in_table("schedule", |j| {
                j.of_declared(|row| row.schedule.clone()).flatten().into()
            }),
            shown_in_table("last_run_at", |j| {
                j.last.as_ref().map(|run| run.row.started_at).into()
            }),
            shown_in_table("outcome", |j| {
                j.last
                    .as_ref()
                    .map(|run| run.outcome().as_str().to_owned())
                    .into()
            }),
            shown_in_table("last_success_at", |j| {
                j.last_good.as_ref().and_then(|run| run.ended_at).into()
            }),
            shown_in_table("next_at", |j| j.next_at.into()),
            shown_in_table("fact", |j| j.fact.clone().into()),
            wanted_only("is_expected", |j| j.declared.is_some().into()),
            wanted_only("grace_seconds", |j| {
                j.of_declared(|row| seconds(Some(row.grace_seconds))).into()
            }),
            wanted_only("at_most_seconds", |j| {
                j.of_declared(|row| seconds(row.at_most_seconds)).into()
            }),
            wanted_only("catch_up", |j| {
                j.of_declared(|row| if row.catch_up { "last" } else { "none" }.to_owned())
                    .into()
            }),
            wanted_only("command", |j| {
                let command = j
                    .declared
                    .as_ref()
                    .and_then(|row| Some((row, row.command_line()?)));
                command.map_or(Value::Null, |(row, line)| Value::Worded {
                    words: vec![line.into()],
                    value: Box::new(Value::List(
                        row.command().iter().map(|word| word.as_str().into()).collect(),
                    )),
                })
            }),
        ];
        FIELDS
    }
}

impl Record for JobRow {
    /// What the audit log keeps of a declaration.
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<JobRow>] = &[
            audited(shown_in_table("schedule", |j| j.schedule.clone().into())),
            audited(shown_in_table("grace_seconds", |j| j.grace_seconds.into())),
            audited(shown_in_table("at_most_seconds", |j| j.at_most_seconds.into())),
            audited(shown_in_table("catch_up", |j| j.catch_up.into())),
            audited(shown_in_table("command", |j| j.command_line().into())),
        ];
        FIELDS
    }
}

/// Returns the error of a job that nobody declared or ran.
pub fn unknown_job(name: &str, known: &[&str]) -> Error {
    let nearest = crate::kernel::names::nearest(name, known.iter().copied(), 3);
    Error::not_found(ErrorCode::UnknownJob, format!("job `{name}` not found"), &nearest)
}
