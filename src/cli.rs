//! The command line: global flags, the commands, and which function runs each. The only place that assembles.
//!
//! The flags of a command are built only when it is the one that runs (`defer`): every start is quicker by that. The doc
//! comment of a deferred `Args` struct would stand in place of the verb's own help, so these structs have plain comments.

mod completer;
mod export;
mod usage;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::OnceLock;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueHint};
use clap_complete::ArgValueCompleter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

pub use self::usage::wants_json;
use self::usage::{command_words, opens_document, selection, workbook};
use crate::access::app::{App, CommandResult, RunOptions};
use crate::access::auth::Actor;
use crate::access::completion::{self, LineAccess, complete_acting_as, complete_field};
use crate::access::job::{JobName, JobRequest, JobRun, JobStart, SlotChoice};
use crate::access::operation::command_line;
use crate::access::plan::SavedPlan;
use crate::access::plan::cmd::{PlanApplyArgs, PlanCommand};
use crate::access::{audit, job, plan, settings};
use crate::admin::{dashboard, database, doctor, forget, integrity, lookalike, setup, site};
use crate::kernel::config::{Config, ConfigFlags, asks_for_json_log};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::output::{
    COMMAND_LOG, ColorChoice, CommandOutput, MESSAGE_LOG, OutputFormat, OutputOptions, RowSelection,
};
use crate::tools::{completions, demo, generated, legacy};
use crate::{
    agent, attachment, billing, booking, client, device, import, location, notify, pricing, rental, report,
    requisition, room, task, undo, user, vault, view,
};

/// Manage the rooms, bookings, IT devices, rentals and prices of a training facility
///
/// Works on an embedded database file, created by the first command, or on a PostgreSQL server (--database postgres://…).
#[derive(Debug, Parser)]
#[command(
    name = "colab",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
#[command(
    after_help = "Exit codes: 0 done, 1 internal, 2 usage, 3 not found, 4 not allowed or not signed in, 5 conflict, \
6 invalid data, 7 database unavailable or busy, 8 done in part, 9 findings (--exit-code; audit verify, db check, pricing ledger --check), 130 or 143 interrupted (Ctrl-C, SIGTERM).\n\nExamples:\n  \
colab import rooms --starter colab\n  colab import schedule \"Colab 2026 Schedule.xlsx\" --dry-run\n  \
colab booking calendar --month 2026-03"
)]
pub struct Cli {
    #[command(flatten)]
    pub global: GlobalOptions,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Default, PartialEq, Args)]
pub struct GlobalOptions {
    /// Database: a file, sqlite:PATH or postgres://…
    #[arg(long, global = true, value_name = "URL", value_hint = ValueHint::FilePath, help_heading = "Global options")]
    database: Option<String>,
    /// Server that follows the database's, for commands that only read
    #[arg(long, global = true, value_name = "URL", value_hint = ValueHint::Url, help_heading = "Global options")]
    read_database: Option<String>,
    /// File with the token to act with
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Global options")]
    token_file: Option<String>,
    /// Act as this user (admins only; audited)
    #[arg(
        long = "as",
        global = true,
        value_name = "USER",
        help_heading = "Global options",
        add = ArgValueCompleter::new(complete_acting_as)
    )]
    acting_as: Option<String>,
    /// Output format
    #[arg(short, long, global = true, help_heading = "Global options")]
    format: Option<OutputFormat>,
    /// Short for --format json
    #[arg(
        long,
        global = true,
        conflicts_with = "format",
        help_heading = "Global options"
    )]
    json: bool,
    /// Fields to show, in this order
    #[arg(
        long,
        global = true,
        value_delimiter = ',',
        value_name = "A,B",
        add = ArgValueCompleter::new(complete_field),
        help_heading = "Global options"
    )]
    fields: Vec<String>,
    /// Leave out the heading of a table, CSV, TSV or Markdown
    #[arg(long, global = true, help_heading = "Global options")]
    no_header: bool,
    /// Show what would change without changing anything
    #[arg(short = 'n', long, global = true, help_heading = "Global options")]
    dry_run: bool,
    /// Print nothing on success
    #[arg(short, long, global = true, help_heading = "Global options")]
    quiet: bool,
    /// Never prompt for input
    #[arg(long, global = true, help_heading = "Global options")]
    no_input: bool,
    /// Answer yes to every question
    #[arg(long, global = true, help_heading = "Global options")]
    yes: bool,
    /// Tell clients of changes that usually tell nobody: imports, undo, restores, bookings in the past
    #[arg(long, global = true, help_heading = "Global options")]
    tell_clients: bool,
    /// Never show what is longer than the screen in a pager
    #[arg(long, global = true, help_heading = "Global options")]
    no_pager: bool,
    /// When to colour tables
    #[arg(long, global = true, value_name = "WHEN", help_heading = "Global options")]
    color: Option<ColorChoice>,
    /// Record the run as one of this job: one at a time, and one a slot
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        add = ArgValueCompleter::new(job::cmd::complete_job),
        help_heading = "Global options"
    )]
    job: Option<JobName>,
    /// Repeat a slot of --job that is done
    #[arg(long, global = true, requires = "job", help_heading = "Global options")]
    again: bool,
    /// The slot of --job that a runner has chosen
    #[arg(long, global = true, hide = true, requires = "job", value_name = "INSTANT")]
    job_slot: Option<chrono::DateTime<chrono::Utc>>,
    /// Log more to standard error (-vv for debug)
    #[arg(short, long, global = true, action = clap::ArgAction::Count, help_heading = "Global options")]
    pub verbose: u8,
    /// Log format
    #[arg(long, global = true, value_name = "FORMAT", value_parser = ["text", "json"], help_heading = "Global options")]
    log_format: Option<String>,
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum Command {
    /// Show the day on one screen: bookings, requests, devices, what is late, this month's use
    #[command(
        after_help = "Examples:\n  colab dashboard\n  colab dashboard --date tomorrow -f json\n  colab dashboard -o board.html"
    )]
    Dashboard(dashboard::cmd::DashboardArgs),
    /// Create, list and change bookings; show the calendar
    #[command(subcommand)]
    Booking(booking::cmd::BookingCommand),
    /// Manage rooms, their aliases and combinations
    #[command(subcommand)]
    Room(RoomNoun),
    /// Manage locations: the buildings and sites of rooms and devices
    #[command(subcommand)]
    Location(location::cmd::LocationCommand),
    /// Close the whole site for days, and list public holidays
    #[command(subcommand)]
    Site(booking::cmd::ClosedDayCommand),
    /// Manage clients: their names, contacts and details
    #[command(subcommand)]
    Client(ClientNoun),
    /// Manage IT devices: stock, assignments, movements
    #[command(subcommand)]
    Device(DeviceNoun),
    /// Manage work on devices and rooms: repairs, cleaning, inspections
    #[command(subcommand)]
    Task(task::cmd::TaskCommand),
    /// Manage vendors: who repairs, cleans and delivers
    #[command(subcommand)]
    Vendor(task::cmd::VendorCommand),
    /// Manage requisitions: what is to be bought, who approved it and what arrived
    #[command(subcommand)]
    Requisition(requisition::cmd::RequisitionCommand),
    /// Manage off-site rentals of devices
    #[command(subcommand)]
    Rental(rental::cmd::RentalCommand),
    /// Manage prices, quotes and the costing ledger
    #[command(subcommand)]
    Pricing(pricing::cmd::PricingCommand),
    /// Manage billing: invoice what is approved, close months, list what clients owe
    #[command(subcommand)]
    Billing(billing::cmd::BillingCommand),
    /// List, show and credit invoices
    #[command(subcommand)]
    Invoice(billing::cmd::invoice::InvoiceCommand),
    /// Add, list, assign, reverse and refund payments
    #[command(subcommand)]
    Payment(billing::cmd::payment::PaymentCommand),
    /// Add, list, fetch and remove files of devices, bookings, rentals, tasks and invoices
    #[command(subcommand)]
    File(attachment::cmd::FileCommand),
    /// Import schedules and tables from files
    #[command(subcommand)]
    Import(ImportNoun),
    /// Manage agents: what they find, propose and apply
    #[command(subcommand)]
    Agent(agent::cmd::AgentCommand),
    /// List, show, index, search and import the files of replaced systems
    #[command(subcommand)]
    Vault(vault::cmd::VaultCommand),
    /// Save, run and list views: command lines that only read
    #[command(subcommand)]
    View(view::cmd::ViewCommand),
    /// Show and apply saved plans: commands that are done together or not at all
    #[command(subcommand)]
    Plan(plan::cmd::PlanCommand),
    /// Show a month, a quarter, a year, a client or a room on one page
    #[command(subcommand)]
    Report(report::cmd::ReportCommand),
    /// Write every list that you may see as a workbook, a sheet each
    ///
    /// Bookings, rooms, locations, blocks of rooms, devices, rentals, tasks, requisitions, clients, prices, costings, invoices, payments, names of files, messages to clients and users; days, times and amounts are such in the cells too.
    #[command(
        after_help = "Examples:\n  colab export everything.xlsx\n  colab export everything.xlsx --as pieter"
    )]
    Export(export::ExportArgs),
    /// Check, list, acknowledge and send notifications
    #[command(subcommand)]
    Notify(notify::cmd::NotifyCommand),
    /// List what was done: who, when, with which command, and what it touched
    ///
    /// An operation is one committed change. You see your own, and others' as far as you may see their records.
    #[command(
        after_help = "Examples:\n  colab history\n  colab history --mine --limit 5\n  colab history --record booking:17 -f json"
    )]
    History(undo::cmd::HistoryArgs),
    /// Undo an operation
    ///
    /// Brings every record that it touched back to what it was, where the record is still as the operation left it. What it
    /// created is cancelled, retired or ended. An undo is an operation too: undoing it does the thing again.
    #[command(
        after_help = "Examples:\n  colab booking cancel 17 && colab undo --dry-run\n  colab booking cancel 17 && colab undo\n  colab booking cancel 20 21 && colab undo --partial --reason \"wrong week\""
    )]
    Undo(undo::cmd::UndoArgs),
    /// Manage users, sessions and tokens
    #[command(subcommand)]
    User(UserNoun),
    /// Show this machine's configuration; read and change the site's settings
    #[command(subcommand)]
    Config(ConfigNoun),
    /// List and verify the audit log
    #[command(subcommand)]
    Audit(audit::cmd::AuditCommand),
    /// Upgrade, back up, restore and check the database
    #[command(subcommand)]
    Db(DbNoun),
    /// Declare and watch jobs: what cron or a timer runs with --job
    #[command(subcommand)]
    Job(job::cmd::JobCommand),
    /// Set up the packaged jobs: their tokens, and the user that runs them
    #[command(subcommand)]
    Setup(setup::cmd::SetupCommand),
    /// Check this machine and the database, and suggest fixes
    ///
    /// Also works when the database cannot be opened. Changes nothing and creates no database.
    #[command(
        after_help = "Examples:\n  colab doctor\n  colab doctor --exit-code -f json\n  colab doctor --prometheus -o colab.prom"
    )]
    Doctor(doctor::cmd::DoctorArgs),
    /// Print or install a shell completion script
    #[command(
        after_help = "Examples:\n  colab completions bash --install\n  colab completions zsh --install\n  colab completions bash > /etc/bash_completion.d/colab"
    )]
    Completions(completions::CompletionsArgs),
    /// Print a manual page, or write all of them to a folder
    #[command(after_help = "Examples:\n  colab man | man -l -\n  colab man --output-dir man")]
    Man(generated::ManArgs),
    /// Show the help of a command
    #[command(after_help = "Examples:\n  colab help\n  colab help booking create")]
    Help(generated::HelpArgs),
    /// Show the program's version
    #[command(after_help = "Examples:\n  colab version\n  colab help version")]
    Version,
}

/// Commands of `colab user`: users, and what they are given for some rooms.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum UserNoun {
    #[command(flatten)]
    Users(user::cmd::UserCommand),
    #[command(flatten)]
    Grants(booking::cmd::RoleGrantCommand),
}

/// Commands of `colab room`: the rooms themselves, and their use by bookings.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum RoomNoun {
    #[command(flatten)]
    Rooms(room::cmd::RoomCommand),
    #[command(flatten)]
    Change(booking::cmd::RoomChangeCommand),
    #[command(flatten)]
    Use(booking::cmd::RoomUseCommand),
    #[command(flatten)]
    Block(booking::cmd::RoomBlockCommand),
}

/// Commands of `colab device`: the inventory, and work on it.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum DeviceNoun {
    #[command(flatten)]
    Devices(Box<device::cmd::DeviceCommand>),
    #[command(flatten)]
    Work(task::cmd::DeviceWorkCommand),
}

/// Commands of `colab client`: the records, and what they booked and rented.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum ClientNoun {
    #[command(flatten)]
    Clients(client::cmd::ClientCommand),
    #[command(flatten)]
    Use(rental::cmd::ClientUseCommand),
    #[command(flatten)]
    Statement(billing::cmd::statement::StatementCommand),
    #[command(flatten)]
    Forget(forget::cmd::ForgetCommand),
}

/// Commands of `colab import`: files, demo data, and the replaced system's database.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum ImportNoun {
    #[command(flatten)]
    Files(Box<import::cmd::ImportCommand>),
    /// Fill a database with generated data: rooms, users, devices, rentals, a year of bookings
    #[command(
        after_help = "Examples:\n  colab --database demo.db import demo --demo-passwords\n  colab --database demo.db import demo --seed 7 --bookings 1000 --year 2026 --dry-run -f json\n  colab --database demo.db import demo --seed 7 -o schedule.xlsx"
    )]
    Demo(demo::cmd::DemoArgs),
    /// Import the replaced system's PostgreSQL database
    #[command(
        after_help = "Examples:\n  colab import legacy postgres://reader@old-server/colab_erp --dry-run\n  colab import legacy postgres://reader@old-server/colab_erp\n  colab import legacy postgres://reader@old-server/colab_erp --local-as-utc never -f json"
    )]
    Legacy(legacy::cmd::LegacyArgs),
}

/// Commands of `colab config`: what is configured, and a change of the site that concerns what is stored.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum ConfigNoun {
    #[command(flatten)]
    Values(settings::cmd::ConfigCommand),
    #[command(flatten)]
    Site(site::cmd::SiteCommand),
}

/// What is done about the database: by the kernel, and by the slice that knows what must be true of all of them.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum DbNoun {
    #[command(flatten)]
    Database(database::cmd::DatabaseCommand),
    #[command(flatten)]
    Integrity(integrity::cmd::IntegrityCommand),
}

impl Cli {
    /// Parses the arguments.
    ///
    /// # Errors
    /// Those of clap, help and version included.
    pub fn read(arguments: &[OsString]) -> Result<CommandLine, clap::Error> {
        let typed = usage::with_negative_values(arguments.iter().cloned());
        let matches = Self::command().try_get_matches_from(typed)?;
        Ok(CommandLine {
            words: command_words(&matches),
            shown: command_line(arguments),
            workbook: workbook(&matches),
            opens_documents: opens_document(&matches),
            selection: selection(&matches),
            cli: Self::from_arg_matches(&matches)?,
        })
    }
}

/// The arguments, parsed.
pub struct CommandLine {
    cli: Cli,
    /// The command's words (`room add`), which the audit log and token scopes use.
    words: String,
    /// All of them without secrets, for the history.
    shown: String,
    /// `-o FILE.xlsx` of a list.
    workbook: Option<PathBuf>,
    /// `--open`.
    opens_documents: bool,
    /// `--sort`, `--search` and `--limit`.
    selection: RowSelection,
}

/// Returns an error of clap in our words; `None` where clap itself words it well for people.
pub fn refusal(error: &clap::Error, arguments: &[OsString], as_json: bool) -> Option<Error> {
    let is_ours = as_json || !usage::is_well_worded(error, arguments, Cli::command);
    is_ours.then(|| usage::usage_error(error, arguments, Cli::command))
}

/// Adds to a refusal the command lines that help.
pub fn with_way_out(error: Error, arguments: &[OsString]) -> Error {
    usage::with_way_out(error, arguments, Cli::command)
}

/// A run that has ended: what came of it, and how to show that.
pub struct FinishedRun {
    pub result: Result<CommandResult>,
    pub view: OutputOptions,
    /// What is told after all else of a run that was not refused.
    pub last_note: Option<&'static str>,
    /// The run of a job that this is, until it is recorded how it ended.
    pub job: Option<JobRun>,
    /// `room add`.
    pub command: String,
    /// Who acted, where that was asked.
    pub actor: Option<Actor>,
}

/// Assembles the run and runs the command.
pub fn run(line: CommandLine) -> FinishedRun {
    let mut global = line.cli.global;
    if global.json {
        global.format = Some(OutputFormat::Json);
    }
    let asked = global.format.unwrap_or(OutputFormat::Table);
    let mut command = line.cli.command;
    if let Command::View(view::cmd::ViewCommand::Run(args)) = &mut command {
        args.add_options(view_options(&global));
        global.fields.clear();
    }
    let job = global.job.take().map(|name| {
        let slot = global.job_slot.map(|slot| SlotChoice::Once(slot.into()));
        let choice = if global.again {
            SlotChoice::Again
        } else {
            SlotChoice::Newest
        };
        (name, slot.unwrap_or(choice))
    });
    let words = line.words.clone();
    match assemble(global, line.words, line.shown) {
        Err(error) => FinishedRun {
            result: Err(error),
            view: OutputOptions::new(asked, Vec::new(), ColorChoice::Never, None),
            last_note: None,
            job: None,
            command: words,
            actor: None,
        },
        Ok(mut app) => {
            app.workbook = line.workbook;
            app.selection = line.selection;
            app.manner.opens_documents = line.opens_documents;
            let needs_database = needs_database(&command);
            let (result, job) = match begin_job(job, &words, needs_database, &mut app) {
                Ok(Start::Command(job)) => (dispatch(command, &mut app), job),
                Ok(Start::Nothing) => (Ok(CommandOutput::Nothing.into()), None),
                Err(error) => (Err(error), None),
            };
            let result = app.conclude(result);
            FinishedRun {
                last_note: app.last_note(&result),
                result,
                job,
                command: words,
                actor: app.acting().cloned(),
                view: app.view,
            }
        }
    }
}

/// What a command line comes to.
enum Start {
    Command(Option<JobRun>),
    /// The slot of its job is taken.
    Nothing,
}

/// Returns whether a command can do nothing without a database of this version.
fn needs_database(command: &Command) -> bool {
    !matches!(
        command,
        Command::Doctor(_) | Command::Db(DbNoun::Database(database::cmd::DatabaseCommand::Migrate(_)))
    )
}

/// Claims the slot of `--job`, unless this is a dry run. What looks after a database that cannot be used runs all the same.
fn begin_job(
    job: Option<(JobName, SlotChoice)>,
    words: &str,
    needs_database: bool,
    app: &mut App,
) -> Result<Start> {
    let Some((name, choice)) = job.filter(|_| !app.manner.dry_run) else {
        return Ok(Start::Command(None));
    };
    let now = app.clock().now();
    let is_there = if needs_database {
        Ok(())
    } else {
        app.database().and_then(|database| database.require_file())
    };
    let started = is_there.and_then(|()| {
        let request = JobRequest {
            name: &name,
            choice,
            command: words,
            now,
            actor: runner(&name, app)?,
        };
        JobRun::begin(&request, app)
    });
    match started {
        Ok(JobStart::Begun(run)) => Ok(Start::Command(Some(run))),
        Ok(JobStart::Taken(why)) => {
            app.note(&why);
            Ok(Start::Nothing)
        }
        Err(error) if !needs_database && error.kind == Kind::Database => {
            app.warn(&format!(
                "the run of job {} is not recorded: {}",
                name.as_str(),
                error.message
            ));
            Ok(Start::Command(None))
        }
        Err(error) => Err(error),
    }
}

/// Returns who runs a job. A run of whoever is not let in is recorded, too: it fails by itself.
fn runner(name: &JobName, app: &mut App) -> Result<Option<String>> {
    match app.read(|tx| job::service::require_runner(tx, name)) {
        Ok(actor) => Ok(Some(actor)),
        Err(error) if error.kind == Kind::Forbidden && error.code != ErrorCode::NotAllowed => Ok(None),
        Err(error) => Err(error),
    }
}

fn assemble(global: GlobalOptions, words: String, shown: String) -> Result<App> {
    let flags = ConfigFlags {
        database: global.database,
        read_database: global.read_database,
        token_file: global.token_file,
        format: global.format.map(|format| format.to_string()),
        color: global.color.map(|color| color.to_string()),
        log_format: global.log_format,
    };
    let config = Config::load(&flags).inspect_err(|_| {
        if asks_for_json_log(flags.log_format.as_deref()) {
            start_log(global.verbose, true);
        }
    })?;
    if let Some(root) = config.get("vault_root") {
        crate::output::write_nothing_beneath(root.into());
    }
    start_log(global.verbose, config.log_as_json()?);
    // One command a process; its steps are its own.
    let _ = RUNNING.set(words.clone());
    let mut view = OutputOptions::new(
        config.word("format")?,
        global.fields,
        config.word("color")?,
        config.coloured,
    );
    view.fit(config.columns);
    view.quiet = global.quiet;
    view.no_header = global.no_header;
    if let Some(pager) = config.pager().filter(|_| !global.no_pager) {
        view.page_with(pager);
    }
    let manner = RunOptions {
        dry_run: global.dry_run,
        quiet: global.quiet,
        no_input: global.no_input,
        yes: global.yes,
        acting_as: global.acting_as,
        tell_clients: global.tell_clients,
        opens_documents: false,
    };
    let app = App::new(config, view, manner, words).with_words(shown);
    if let Some(remark) = &app.config.remark {
        app.warn(remark);
    }
    Ok(app.with_commands(Cli::command).with_commit_hooks(&[
        rental::follow_bookings::follow_bookings,
        task::repair::settle,
        task::rules::follow,
        task::cost::follow_tasks,
        pricing::ledger::follow_cancellations::propose_kept,
        pricing::ledger::stale::stale_costings,
        lookalike::mixed_names,
        notify::clients::follow_bookings,
        site::end_one_person,
    ]))
}

/// Answers a shell that asks for completions (`source <(COMPLETE=bash colab)`); returns whether one asked. Runs before
/// anything else writes, and is silent on failure.
pub fn complete(arguments: &[OsString]) -> bool {
    completion::set_tree(Cli::command);
    completion::set_fields(fields_of_line);
    // Called only where a shell asks.
    let tree = || {
        if let Some(at) = arguments.iter().position(|word| word == "--") {
            let line = arguments.iter().skip(at + 1);
            completion::set_line(
                line.clone()
                    .map(|word| word.to_string_lossy().into_owned())
                    .collect(),
            );
            if let Ok(matches) = Cli::command().ignore_errors(true).try_get_matches_from(line) {
                completion::set_command(command_words(&matches));
                completion::set_access(access_of_line(&matches));
            }
        }
        Cli::command()
    };
    let folder = crate::kernel::config::current_folder();
    clap_complete::CompleteEnv::with_factory(tree)
        .shells(completer::SHELLS)
        .try_complete(arguments.iter().cloned(), folder.as_deref())
        .unwrap_or(true)
}

/// Returns the database and the credentials that the line names. A user whose name is being typed acts not yet.
fn access_of_line(matches: &clap::ArgMatches) -> LineAccess {
    let word = |name: &str| matches.try_get_one::<String>(name).ok().flatten().cloned();
    LineAccess {
        flags: ConfigFlags {
            database: word("database"),
            token_file: word("token_file"),
            ..ConfigFlags::default()
        },
        acting_as: word("acting_as").filter(|_| !completion::ends_with("--as")),
    }
}

/// Runs the list or `show` of the line that is being completed, and returns the fields of its records.
fn fields_of_line(app: &mut App) -> Result<Vec<String>> {
    let words = completion::command();
    let mut line = completion::line_before(&["--fields", "--sort"]);
    if !(usage::is_list(&words, Cli::command) || words.ends_with(" show")) {
        return Ok(Vec::new());
    }
    if usage::has_options(&words, &["limit"], Cli::command) && !line.iter().any(|word| word == "--limit") {
        line.extend(["--limit", "1"].map(str::to_owned));
    }
    let names = run_words(&line, app)?.reply.into_records().names;
    Ok(names.into_iter().map(str::to_owned).collect())
}

/// Runs a command such as `booking list` within this run, for its records.
fn run_line(line: &str, app: &mut App) -> Result<CommandResult> {
    let words: Vec<String> = format!("colab {line}").split(' ').map(str::to_owned).collect();
    run_words(&words, app)
}

fn run_words(words: &[String], app: &mut App) -> Result<CommandResult> {
    let cli = Cli::command()
        .try_get_matches_from(words)
        .and_then(|matches| Cli::from_arg_matches(&matches))
        .map_err(|error| Error::usage(error.to_string()))?;
    app.gathering(|app| dispatch(cli.command, app))
}

/// Runs the line of a view, which only reads, as a command of its own; how it shows its rows, the line says.
fn run_view(words: &[String], app: &mut App) -> Result<CommandResult> {
    let name = view::cmd::line::check(Cli::command(), words, false)?;
    let matches = view::cmd::line::matches(Cli::command(), words)?;
    let cli = Cli::from_arg_matches(&matches).map_err(|error| Error::usage(error.to_string()))?;
    let global = cli.global;
    if let Some(format) = global.json.then_some(OutputFormat::Json).or(global.format) {
        app.view.format = format;
    }
    if !global.fields.is_empty() {
        app.view.fields = global.fields;
    }
    app.view.no_header |= global.no_header;
    app.selection = selection(&matches);
    app.workbook = workbook(&matches);
    app.manner.opens_documents = opens_document(&matches);
    app.reading(&name, |app| dispatch(cli.command, app))
}

/// Returns the options of `view run` itself that choose a format and fields, which are those of its command.
fn view_options(global: &GlobalOptions) -> Vec<String> {
    let format = global.format.map(|format| format!("--format={format}"));
    let fields = (!global.fields.is_empty()).then(|| format!("--fields={}", global.fields.join(",")));
    format.into_iter().chain(fields).collect()
}

/// Applies a saved plan: that of an import by the import, any other step by step.
fn apply_plan(args: &PlanApplyArgs, app: &mut App) -> Result<CommandResult> {
    let saved = SavedPlan::read(&args.plan)?;
    match &saved.import {
        Some(planned) => {
            app.read(|tx| plan::changed_since(&saved, tx))?;
            import::cmd::apply_saved(&saved, planned, args.full, app)
        }
        None => plan::cmd::apply(&saved, run_step, app),
    }
}

/// The nouns whose commands may be steps of a plan.
const PLANNED_NOUNS: [&str; 14] = [
    "billing",
    "booking",
    "client",
    "device",
    "invoice",
    "location",
    "payment",
    "pricing",
    "rental",
    "requisition",
    "room",
    "site",
    "task",
    "vendor",
];

/// Of other nouns.
const PLANNED_VERBS: [&str; 1] = ["user disable"];

/// What no undo takes back.
const NEVER_PLANNED: [&str; 1] = ["client forget"];

/// Runs a step of a plan: a command with its arguments, without global options.
fn run_step(words: &[String], app: &mut App) -> Result<CommandResult> {
    let refused =
        |fact: &str| Error::invalid(ErrorCode::NotAPlan, format!("cannot be a step of a plan: {fact}"));
    let line: Vec<OsString> = std::iter::once("colab")
        .chain(words.iter().map(String::as_str))
        .map(OsString::from)
        .collect();
    let matches = Cli::command().try_get_matches_from(&line).map_err(|error| {
        if error.use_stderr() {
            refused(&usage::usage_error(&error, &line, Cli::command).message)
        } else {
            refused("it asks for help")
        }
    })?;
    let name = command_words(&matches);
    let cli = Cli::from_arg_matches(&matches).map_err(|error| refused(&error.to_string()))?;
    if cli.global != GlobalOptions::default() {
        return Err(refused("it has global options"));
    }
    let noun = name.split(' ').next().unwrap_or_default();
    let is_planned = PLANNED_NOUNS.contains(&noun) || PLANNED_VERBS.contains(&name.as_str());
    if !is_planned || NEVER_PLANNED.contains(&name.as_str()) {
        return Err(refused(
            "it does not change records of the site, or no undo takes it back",
        ));
    }
    app.as_command(&name, |app| dispatch(cli.command, app))
}

fn dispatch(command: Command, app: &mut App) -> Result<CommandResult> {
    match command {
        Command::Dashboard(args) => dashboard::cmd::run(&args, app),
        Command::Booking(command) => booking::cmd::run(
            command,
            device::unfit::conflicts,
            pricing::records::amenities_per_person,
            app,
        ),
        Command::Room(RoomNoun::Rooms(command)) => room::cmd::run(command, app),
        Command::Room(RoomNoun::Change(command)) => booking::cmd::run_room_change(command, app),
        Command::Room(RoomNoun::Use(command)) => booking::cmd::run_room_use(command, app),
        Command::Room(RoomNoun::Block(command)) => booking::cmd::run_room_blocks(command, run_step, app),
        Command::Site(command) => booking::cmd::run_closed_days(command, run_step, app),
        Command::Location(command) => location::cmd::run(command, app),
        Command::Client(ClientNoun::Clients(command)) => client::cmd::run(command, app),
        Command::Client(ClientNoun::Use(command)) => rental::cmd::run_client_use(command, app),
        Command::Client(ClientNoun::Statement(command)) => billing::cmd::statement::run(command, app),
        Command::Client(ClientNoun::Forget(command)) => forget::cmd::run(command, app),
        Command::Device(DeviceNoun::Devices(command)) => {
            device::cmd::run(*command, task::service::work_on, app)
        }
        Command::Device(DeviceNoun::Work(command)) => task::cmd::run_device(command, app),
        Command::Task(command) => task::cmd::run(command, app),
        Command::Vendor(command) => task::cmd::run_vendor(command, app),
        Command::Requisition(command) => requisition::cmd::run(command, app),
        Command::Rental(command) => rental::cmd::run(command, app),
        Command::Pricing(command) => pricing::cmd::run(command, billing::proof::ledger_findings, app),
        Command::Billing(command) => billing::cmd::run(command, app),
        Command::Invoice(command) => billing::cmd::invoice::run(command, app),
        Command::Payment(command) => billing::cmd::payment::run(command, app),
        Command::Vault(command) => vault::cmd::run(command, app),
        Command::File(command) => attachment::cmd::run(command, app),
        Command::Import(ImportNoun::Files(command)) => {
            import::cmd::run(*command, undo::cmd::undo_whole, apply_plan, app)
        }
        Command::Import(ImportNoun::Demo(args)) => demo::cmd::run(&args, app),
        Command::Import(ImportNoun::Legacy(args)) => legacy::cmd::run(&args, app),
        Command::Agent(command) => agent::cmd::run(command, run_step, app),
        Command::View(command) => view::cmd::run(command, run_view, app),
        Command::Plan(PlanCommand::Show(args)) => plan::cmd::show(&args, app),
        Command::Plan(PlanCommand::Apply(args)) => apply_plan(&args, app),
        Command::Report(command) => report::cmd::run(&command, app, run_words),
        Command::Export(args) => export::export(&args, app, run_line),
        Command::Notify(command) => notify::cmd::run(command, app),
        Command::History(args) => undo::cmd::run_history(&args, app),
        Command::Undo(args) => undo::cmd::run_undo(&args, app),
        Command::User(UserNoun::Users(command)) => user::cmd::run(command, app),
        Command::User(UserNoun::Grants(command)) => booking::cmd::run_role_grants(command, app),
        Command::Config(ConfigNoun::Values(command)) => settings::cmd::run(command, app),
        Command::Config(ConfigNoun::Site(command)) => site::cmd::run(command, app),
        Command::Audit(command) => audit::cmd::run(command, billing::proof::first_misfit, app),
        Command::Db(DbNoun::Database(command)) => database::cmd::run(command, app),
        Command::Db(DbNoun::Integrity(command)) => integrity::cmd::run(command, app),
        Command::Job(command) => job::cmd::run(command, app),
        Command::Setup(command) => setup::cmd::run(command, app),
        Command::Doctor(args) => doctor::cmd::run(&args, app),
        Command::Completions(args) => completions::run(&args, app),
        Command::Man(args) => generated::man(&args, app, Cli::command()),
        Command::Help(args) => generated::help(&args, Cli::command()),
        Command::Version => Ok(CommandOutput::Text(Cli::command().render_version()).into()),
    }
}

/// The command of this process, without its arguments: for what ends it from outside.
pub static RUNNING: OnceLock<String> = OnceLock::new();

fn start_log(verbose: u8, json: bool) {
    let level = match verbose {
        0 if json => LevelFilter::OFF,
        0 => return,
        1 => LevelFilter::INFO,
        _ => LevelFilter::DEBUG,
    };
    let filter = Targets::new()
        .with_default(level)
        .with_targets([COMMAND_LOG, MESSAGE_LOG].map(|target| (target, level.max(LevelFilter::INFO))));
    let log = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(false);
    crate::db::count_statements();
    // A second start cannot happen: this runs once.
    if json {
        crate::output::log_messages();
        tracing_subscriber::registry()
            .with(log.json().with_filter(filter))
            .init();
    } else {
        tracing_subscriber::registry()
            .with(log.with_filter(filter))
            .init();
    }
}

/// Starts the log of a command line that was refused before its configuration was read.
pub fn start_log_of_refused(arguments: &[OsString]) {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let joined = words
        .iter()
        .rev()
        .find_map(|word| word.strip_prefix("--log-format="));
    let parted = words
        .windows(2)
        .find(|pair| pair[0] == "--log-format")
        .map(|pair| pair[1]);
    if asks_for_json_log(joined.or(parted)) {
        start_log(0, true);
    }
}
