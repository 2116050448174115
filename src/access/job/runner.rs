//! Running declared jobs: one after the other, each by a process of this program with `--job`.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Context;

use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, shown_in_table};

/// A job to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueJob {
    pub name: String,
    pub command: Vec<String>,
    /// The slot that has come, of which only one run ends; `None` for one that is run by hand.
    pub slot: Option<Timestamp>,
}

/// A job that was run, and the exit code of its process; none where a signal ended it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RanJob {
    pub name: String,
    pub slot: Option<Timestamp>,
    pub exit_code: Option<i32>,
    /// The process that ran it, if it did: where another machine had the slot it ended at once.
    pub process: i64,
    pub did_run: bool,
}

impl RanJob {
    fn is_good(&self) -> bool {
        self.exit_code
            .is_some_and(|code| super::model::GOOD.contains(&code))
    }
}

impl Record for RanJob {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<RanJob>] = &[
            shown_in_table("name", |one| one.name.as_str().into()),
            shown_in_table("slot", |one| one.slot.into()),
            shown_in_table("exit_code", |one| one.exit_code.into()),
            shown_in_table("result", |one| if one.did_run { "ran" } else { "not run" }.into()),
        ];
        FIELDS
    }
}

/// How the processes of jobs are started.
#[derive(Debug, Clone)]
pub struct ChildProcess {
    /// This program's own file.
    pub program: PathBuf,
    /// The database's address: by the environment, since a password may stand in it.
    pub database: String,
    pub token_file: Option<String>,
    pub acting_as: Option<String>,
    pub log_format: Option<String>,
    pub quiet: bool,
    /// Whether a slot that is done is repeated.
    pub again: bool,
}

impl ChildProcess {
    /// Runs a job and returns the number of its process and its exit code.
    ///
    /// What it prints goes to standard error: it is not a result of the runner's.
    ///
    /// # Errors
    /// `Internal` when no process can be started.
    pub fn run(&self, job: &DueJob) -> Result<(i64, Option<i32>)> {
        let mut child = Command::new(&self.program);
        // The runner's options go before the command, which may have a `--` of its own.
        child
            .args(["--job", &job.name])
            .env("COLAB_DATABASE_URL", &self.database)
            .stdin(Stdio::null())
            .stdout(std::io::stderr());
        if let Some(file) = &self.token_file {
            child.env("COLAB_TOKEN_FILE", file);
        }
        if let Some(format) = &self.log_format {
            child.env("COLAB_LOG_FORMAT", format);
        }
        if let Some(user) = &self.acting_as {
            child.args(["--as", user]);
        }
        if self.quiet && !job.command.iter().any(|word| word == "--quiet" || word == "-q") {
            child.arg("--quiet");
        }
        if !job.command.iter().any(|word| word == "--no-input") {
            child.arg("--no-input");
        }
        if self.again {
            child.arg("--again");
        }
        if let Some(slot) = job.slot {
            child.args(["--job-slot", &slot.to_string()]);
        }
        child.args(&job.command);
        let mut running = child
            .spawn()
            .with_context(|| format!("cannot start job {}", job.name))?;
        let process = running.id().into();
        let status = running
            .wait()
            .with_context(|| format!("cannot wait for job {}", job.name))?;
        Ok((process, status.code()))
    }
}

/// Runs jobs in their order, also after one that failed.
///
/// # Errors
/// When one cannot be started.
pub fn run_due(jobs: &[DueJob], child: &ChildProcess) -> Result<Vec<RanJob>> {
    let ran = jobs.iter().map(|job| {
        let (process, exit_code) = child.run(job)?;
        Ok(RanJob {
            name: job.name.clone(),
            slot: job.slot,
            exit_code,
            process,
            did_run: true,
        })
    });
    ran.collect()
}

/// Returns the failure of a runner some of whose jobs failed.
pub fn failure(ran: &[RanJob]) -> Option<Error> {
    let failed = ran
        .iter()
        .filter(|one| !one.is_good())
        .map(|one| one.name.as_str());
    let failed: Vec<&str> = failed.collect();
    let hint = format!("colab job show {}", failed.first()?);
    let fact = format!("jobs that failed: {}", failed.join(", "));
    Some(Error::new(Kind::Partial, ErrorCode::JobsFailed, fact).hint(hint))
}
