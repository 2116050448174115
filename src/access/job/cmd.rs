//! `colab job …`.

use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::command;
use super::model::{Job, JobName, RunDetails};
use super::runner::{self, ChildProcess, RanJob};
use super::service::{self, JobDetails};
use crate::access::app::{App, CommandResult, ListArgs, RowPeriodArgs};
use crate::access::audit;
use crate::access::completion::candidates;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::text::counted;
use crate::output::{CommandOutput, Value, list, one};

/// Runs that `job show` shows.
const SHOWN_RUNS: i64 = 10;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum JobCommand {
    /// List jobs: how each stands, when it ran last, when it is to run next
    ///
    /// A job is what cron or a timer starts with the global option --job NAME, declared or not.
    #[command(
        after_help = "Examples:\n  colab job list\n  colab job list --fields name,state,last_success_at -f csv"
    )]
    #[command(visible_alias = "ls")]
    List(JobListArgs),
    /// Show a job with its last runs
    #[command(
        after_help = "Examples:\n  colab job expect nightly --every \"0 2 * * *\" && colab job show nightly\n  colab room list --job rooms && colab job show rooms -f json"
    )]
    Show(JobNameArgs),
    /// List runs, newest first: slot, outcome, exit code, changes, machine
    #[command(
        after_help = "Examples:\n  colab job runs\n  colab room list --job rooms && colab job runs rooms --limit 5 -f json"
    )]
    #[command(visible_alias = "history")]
    Runs(JobRunsArgs),
    /// Declare when a job is to run, or change that
    ///
    /// A job that did not run, failed or took too long is told by `colab notify check` to the admins, once, and resolved by its
    /// next good run. Times are the site's. A command behind -- is run by `colab job run --due`.
    #[command(
        after_help = "Examples:\n  colab job expect nightly --every \"0 2 * * *\" --grace 30m --at-most 2h\n  colab job expect backup --every \"30 1 * * *\" --catch-up last -- db backup backups/ --keep 14 --quiet\n  colab job expect notify --every \"*/5 * * * *\" --grace 10m -- notify check --quiet"
    )]
    Expect(JobExpectArgs),
    /// Remove a job: its declaration, or of one that nobody declared its runs
    #[command(
        after_help = "Examples:\n  colab job expect nightly --every \"0 2 * * *\" && colab job remove nightly\n  colab room list --job nighlty && colab job remove nighlty --dry-run"
    )]
    Remove(JobNameArgs),
    /// List the declared jobs that did not run, failed or took too long
    #[command(after_help = "Examples:\n  colab job check\n  colab job check --exit-code --quiet")]
    Check(JobCheckArgs),
    /// Run declared commands: those that are due, each once a slot, or some by name
    ///
    /// Each runs as a process of its own with --job, one after the other; what it prints goes to standard error. Exits with 8
    /// when one failed.
    #[command(
        after_help = "Examples:\n  colab job run --due --quiet\n  colab job expect rooms --every \"0 6 * * *\" -- room list && colab job run rooms"
    )]
    Run(JobRunArgs),
}

#[derive(Debug, Args)]
pub struct JobListArgs {
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct JobNameArgs {
    /// Job name
    #[arg(add = ArgValueCompleter::new(complete_job))]
    name: JobName,
}

#[derive(Debug, Args)]
pub struct JobRunsArgs {
    #[command(flatten)]
    pub period: RowPeriodArgs,
    /// Job name
    #[arg(add = ArgValueCompleter::new(complete_job))]
    name: Option<JobName>,
    /// Maximum number of runs
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    /// Only runs older than this one
    #[arg(long, value_name = "ID")]
    before: Option<i64>,
    #[command(flatten)]
    pub workbook: crate::access::app::WorkbookArgs,
}

#[derive(Debug, Args)]
pub struct JobExpectArgs {
    /// Job name
    #[arg(add = ArgValueCompleter::new(complete_job))]
    name: JobName,
    /// Schedule: minute, hour, day, month and weekday, as cron has them
    #[arg(long, value_name = "CRON")]
    every: Option<String>,
    /// Time after its slot by which a run must have begun [default: 30m]
    #[arg(long, value_name = "DURATION", value_parser = humantime::parse_duration)]
    grace: Option<Duration>,
    /// Longest time that a run may take [default: until its next slot is missed]
    #[arg(long, value_name = "DURATION", value_parser = humantime::parse_duration)]
    at_most: Option<Duration>,
    /// Missed slots that `job run --due` runs later [default: none]
    #[arg(long, value_name = "WHICH")]
    catch_up: Option<CatchUp>,
    /// Command to run, with its arguments
    #[arg(last = true, value_name = "COMMAND")]
    command: Vec<String>,
}

/// Which missed slots are run later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CatchUp {
    None,
    Last,
}

#[derive(Debug, Args)]
pub struct JobCheckArgs {
    /// Exit with code 9 when there is such a job
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct JobRunArgs {
    /// Job names
    #[arg(required_unless_present = "due", conflicts_with = "due", add = ArgValueCompleter::new(complete_job))]
    names: Vec<JobName>,
    /// Run the jobs that are due
    #[arg(long)]
    due: bool,
}

/// Offers jobs' names to a shell's completion.
pub fn complete_job(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let jobs = app.read(service::list)?;
        Ok(jobs.into_iter().map(|job| job.name).collect())
    })
}

/// Runs a `colab job` command.
pub fn run(command: JobCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        JobCommand::List(_) => Ok(list(&app.read(service::list)?).into()),
        JobCommand::Show(args) => show(&args, app),
        JobCommand::Runs(args) => {
            app.view.check_fields::<RunDetails>()?;
            let limit = app.query_limit(args.limit).map(i64::from);
            let runs = app.read(|tx| service::runs(tx, args.name.as_ref(), args.before, limit))?;
            Ok(list(&runs).into())
        }
        JobCommand::Expect(args) => expect(args, app),
        JobCommand::Remove(args) => {
            let count = app.write(|tx| service::remove(tx, &args.name))?;
            let name = args.name.as_str();
            app.note(&match count {
                Some(count) => {
                    let runs = counted(u32::try_from(count).unwrap_or(u32::MAX), "run");
                    format!("job {name} is removed, with {runs}")
                }
                None => {
                    format!("job {name} is expected no more; colab job remove {name} removes its runs, too")
                }
            });
            Ok(CommandOutput::Nothing.into())
        }
        JobCommand::Check(args) => check(&args, app),
        JobCommand::Run(args) => run_jobs(&args, app),
    }
}

fn show(args: &JobNameArgs, app: &mut App) -> Result<CommandResult> {
    let (job, runs, history) = app.read(|tx| service::show(tx, &args.name, SHOWN_RUNS))?;
    let mut records = one(&job);
    records.add_field("runs", Value::List(runs.iter().map(RunDetails::value).collect()));
    records.add_field("history", audit::as_value(&history));
    Ok(records.into())
}

fn expect(args: JobExpectArgs, app: &mut App) -> Result<CommandResult> {
    let details = JobDetails {
        schedule: args.every,
        grace: args.grace,
        at_most: args.at_most,
        catch_up: args.catch_up.map(|which| which == CatchUp::Last),
        command: Some(args.command).filter(|words| !words.is_empty()),
    };
    if details == JobDetails::default() {
        return Err(Error::usage("no changes given").hint("colab job expect --help"));
    }
    if let Some(words) = &details.command {
        command::check(app.command_tree(), words)?;
    }
    app.write_one(|tx| service::expect(tx, &args.name, &details))
}

fn check(args: &JobCheckArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Job>()?;
    let jobs = app.read(service::check)?;
    let fact = format!("jobs that did not run, failed or took too long: {}", jobs.len());
    Ok(CommandResult {
        reply: CommandOutput::Records(list(&jobs)),
        failure: (args.exit_code && !jobs.is_empty())
            .then(|| Error::new(Kind::Findings, ErrorCode::JobsInTrouble, fact).hint("colab job list")),
    })
}

/// Runs the jobs that are due, for other commands.
///
/// # Errors
/// As `colab job run --due`.
pub fn run_due(app: &mut App) -> Result<CommandResult> {
    let args = JobRunArgs {
        names: Vec::new(),
        due: true,
    };
    run_jobs(&args, app)
}

fn run_jobs(args: &JobRunArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<RanJob>()?;
    let jobs = if args.due {
        app.read(service::due)?
    } else {
        app.read(|tx| service::by_hand(tx, &args.names))?
    };
    if app.manner.dry_run {
        let names = jobs.iter().map(|job| job.name.as_str()).collect::<Vec<_>>();
        if !names.is_empty() {
            app.note(&format!("to be run: {}", names.join(", ")));
        }
        return Ok(CommandOutput::Nothing.into());
    }
    let child = ChildProcess {
        program: app.executable()?,
        database: app.config.database().to_owned(),
        token_file: app.config.token_file().map(str::to_owned),
        acting_as: app.manner.acting_as.clone(),
        log_format: app.config.get("log_format").map(str::to_owned),
        quiet: app.manner.quiet,
        again: !args.due,
    };
    // No connection waits while the jobs run.
    app.close();
    let mut ran = runner::run_due(&jobs, &child)?;
    app.read(|tx| service::recognise(tx, &mut ran))?;
    let failure = runner::failure(&ran);
    let is_kept_back = app.manner.quiet && failure.is_none();
    Ok(CommandResult {
        reply: if is_kept_back {
            CommandOutput::Nothing
        } else {
            CommandOutput::Records(list(&ran))
        },
        failure,
    })
}
