//! `colab import …`.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::apply::Origin;
use super::history::Shown;
use super::kind::Kind;
use super::model::{LongTerm, Options};
use super::service::{self, Outcome, Request};
use super::source_file::workbook_error;
use super::table::cmd::{RoomsArgs, TableArgs, TemplateArgs, run_rooms, run_table, run_template};
use super::undo;
use crate::access::app::{App, CommandResult};
use crate::access::settings::Settings;
use crate::kernel::error::{self, Error, ErrorCode, Result, file_error};
use crate::output::{CommandOutput, list, write_file};
use colab_schedule::workbook::{ReadLimits, WorkbookFile, read_guarded};

/// The form of saved plans; one of another form is refused.
const PLAN_VERSION: u32 = 1;

#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Import the year's schedule: a workbook with rooms across and days down, or the other way round
    #[command(
        after_help = "Examples:\n  colab import schedule \"Colab 2026 Schedule.xlsx\" --dry-run\n  colab import schedule \"Colab 2026 Schedule.xlsx\" --create-rooms --partial --quiet\n  colab import schedule 2026.ods --source \"colab 2026 schedule\" --long-term \"Siyaya=Success 10\" --prune"
    )]
    Schedule(ScheduleArgs),
    /// Apply a plan saved by `import schedule --plan-out`, exactly or not at all
    #[command(
        after_help = "Examples:\n  colab import schedule 2026.xlsx --plan-out plan.json\n  colab import apply plan.json"
    )]
    Apply(ApplyArgs),
    /// Add and change rooms from a table: CSV, JSON or a workbook
    #[command(
        after_help = "Examples:\n  colab import rooms --starter colab\n  colab import rooms rooms.csv --dry-run\n  colab import rooms halls.xlsx --sheet \"All halls\" --map \"Max people=capacity\""
    )]
    Rooms(RoomsArgs),
    /// Add and change devices from a table: CSV, JSON or a workbook
    #[command(
        after_help = "Examples:\n  colab import devices laptops.csv --dry-run\n  colab import devices assets.xlsx --map \"Asset tag=serial_number\" --map \"Colour=-\" --partial"
    )]
    Devices(TableArgs),
    /// Add and change bookings from a table: CSV, JSON or a workbook
    #[command(
        after_help = "Examples:\n  colab import bookings bookings.csv --dry-run\n  colab import bookings crm.xlsx --map \"Deal=external_id\" --partial --quiet"
    )]
    Bookings(TableArgs),
    /// Set prices from a table: CSV, JSON or a workbook
    #[command(
        after_help = "Examples:\n  colab import pricing prices.csv --dry-run\n  colab import pricing \"Rates 2027.xlsx\" --map \"Day rate=daily_rate\""
    )]
    Pricing(TableArgs),
    /// Add and change users from a table; passwords come as bcrypt hashes or not at all
    #[command(
        after_help = "Examples:\n  colab import users staff.csv --dry-run\n  colab import users staff.json --map \"mail=email\""
    )]
    Users(TableArgs),
    /// Write a workbook to fill in, with lists to choose from
    #[command(
        after_help = "Examples:\n  colab import template devices -o devices.xlsx\n  colab import template schedule --year 2027 -o \"Colab 2027 Schedule.xlsx\""
    )]
    Template(TemplateArgs),
    /// List past imports
    #[command(
        after_help = "Examples:\n  colab import list\n  colab import list --source \"colab 2026 schedule\" -f json\n  colab import list --kind devices"
    )]
    List(ListArgs),
    /// Show one import with every row it acted on
    #[command(
        after_help = "Examples:\n  colab import show 1\n  colab import show 1 -f csv --fields sheet,cell,action,message"
    )]
    Show(ShowArgs),
    /// Undo an import: cancel or deactivate what it created, restore what it changed
    #[command(
        after_help = "Examples:\n  colab import undo 3 --dry-run\n  colab import undo 3\n  colab import undo 3 --force"
    )]
    Undo(UndoArgs),
}

#[derive(Debug, Args)]
pub struct ScheduleArgs {
    /// xlsx, xlsm, xlsb, xls or ods, whatever its ending says
    file: PathBuf,
    /// Source of the schedule: files of one source are versions of it [default: the file's name]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// The year of days that name none
    #[arg(long)]
    year: Option<i32>,
    /// 01/02/2026 is 2 January
    #[arg(long)]
    month_first: bool,
    /// Make the rooms that headings name and nobody knows
    #[arg(long)]
    create_rooms: bool,
    /// The client of cells that name none
    #[arg(long, value_name = "NAME", default_value = "Unknown")]
    default_client: String,
    /// A client of an office; with a room, on every weekday of the year; several times
    #[arg(long = "long-term", value_name = "CLIENT[=ROOM]")]
    long_term: Vec<String>,
    /// Cancel bookings to come that are gone from the file
    #[arg(long)]
    prune: bool,
    /// Import what can be imported, and exit with 8 if something cannot
    #[arg(long)]
    partial: bool,
    /// Take the file's value where a booking was edited by hand and the file changed too
    #[arg(long)]
    theirs: bool,
    /// Save the plan instead of applying it
    #[arg(long, value_name = "FILE")]
    plan_out: Option<PathBuf>,
    /// Report every cell, not only those that need a look
    #[arg(long)]
    full: bool,
}

#[derive(Debug, Args)]
pub struct ApplyArgs {
    /// Plan saved by --plan-out
    plan: PathBuf,
    /// Report every cell
    #[arg(long)]
    full: bool,
}

#[derive(Debug, Args)]
pub struct ListArgs {
    /// Only those of this source
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Only those of this kind
    #[arg(long)]
    kind: Option<Kind>,
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The import's number
    id: i64,
}

#[derive(Debug, Args)]
pub struct UndoArgs {
    /// The import's number
    id: i64,
    /// Undo rows that were edited since, too
    #[arg(long)]
    force: bool,
}

/// A plan on disk: what it was made of, and what it came to.
#[derive(Debug, Serialize, Deserialize)]
struct SavedPlan {
    version: u32,
    path: PathBuf,
    sha256: String,
    options: Options,
    plan: Json,
}

pub fn run(command: ImportCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        ImportCommand::Schedule(args) => schedule(&args, app),
        ImportCommand::Apply(args) => apply(&args, app),
        ImportCommand::Rooms(args) => run_rooms(&args, app),
        ImportCommand::Devices(args) => run_table(Kind::Devices, &args, app),
        ImportCommand::Bookings(args) => run_table(Kind::Bookings, &args, app),
        ImportCommand::Pricing(args) => run_table(Kind::Pricing, &args, app),
        ImportCommand::Users(args) => run_table(Kind::Users, &args, app),
        ImportCommand::Template(args) => run_template(&args, app),
        ImportCommand::List(args) => {
            let source = args.source.as_deref().map(source_name);
            let imports = app.read(|tx| service::list(tx, source.as_deref(), args.kind))?;
            Ok(list(&imports).into())
        }
        ImportCommand::Show(args) => {
            let (import, rows, rooms) = app.read(|tx| service::show(tx, args.id))?;
            Ok(CommandOutput::Report(Box::new(Shown { import, rows, rooms })).into())
        }
        ImportCommand::Undo(args) => {
            let (undone, failure) = app.write(|tx| undo::undo(tx, args.id, args.force))?;
            Ok(CommandResult {
                reply: CommandOutput::Records(list(&undone)),
                failure,
            })
        }
    }
}

fn schedule(args: &ScheduleArgs, app: &mut App) -> Result<CommandResult> {
    let options = options(args)?;
    let settings = app.read(service::prepare)?;
    let contents = read_file(&args.file, &settings, app)?;
    let request = Request {
        workbook: &contents.workbook,
        origin: Origin {
            file: file_name(&args.file),
            sha256: contents.sha256.clone(),
        },
        options,
        full: args.full,
        dry_run: app.manner.dry_run || args.plan_out.is_some(),
    };
    tracing::info!(file = %args.file.display(), sheets = contents.workbook.sheets.len(), "workbook read");
    let planned = app.read(|tx| service::plan(tx, &request))?;
    tracing::info!(items = planned.plan.items.len(), "planned");
    if let Some(path) = &args.plan_out {
        save_plan(path, &args.file, &request, planned.fingerprint()?)?;
    }
    let outcome = if planned.is_to_be_applied(&request) {
        let mut planned = Some(planned);
        app.write(|tx| service::import(tx, &request, planned.take(), None))?
    } else {
        planned.outcome(&request, None)?
    };
    Ok(done(outcome, app))
}

fn apply(args: &ApplyArgs, app: &mut App) -> Result<CommandResult> {
    let settings = app.read(service::prepare)?;
    let text = std::fs::read_to_string(&args.plan).map_err(|error| file_error(&args.plan, "read", error))?;
    let no_plan = || {
        Error::invalid(
            ErrorCode::NotAPlan,
            format!("{} is no saved plan of this version", args.plan.display()),
        )
        .hint("colab import schedule FILE --plan-out PLAN")
    };
    let saved: SavedPlan = serde_json::from_str(&text).map_err(|error| no_plan().with_source(error))?;
    if saved.version != PLAN_VERSION {
        return Err(no_plan());
    }
    let contents = read_file(&saved.path, &settings, app)?;
    if contents.sha256 != saved.sha256 {
        return Err(service::outdated(format!(
            "{} has changed since the plan was made",
            saved.path.display()
        )));
    }
    let request = Request {
        workbook: &contents.workbook,
        origin: Origin {
            file: file_name(&saved.path),
            sha256: contents.sha256.clone(),
        },
        options: saved.options,
        full: args.full,
        dry_run: app.manner.dry_run,
    };
    let outcome = app.write(|tx| service::import(tx, &request, None, Some(&saved.plan)))?;
    Ok(done(outcome, app))
}

/// Nothing is said under `--quiet` when nothing changed; what remains of a partial import then only shows in the code.
pub fn done(outcome: Outcome, app: &App) -> CommandResult {
    if !app.manner.quiet || outcome.changes {
        return CommandResult {
            reply: CommandOutput::Report(outcome.report),
            failure: outcome.failure,
        };
    }
    let failure = outcome.failure.map(|error| match error.kind {
        error::Kind::Partial => Error::silent(error::Kind::Partial),
        _ => error,
    });
    CommandResult {
        reply: CommandOutput::Nothing,
        failure,
    }
}

fn options(args: &ScheduleArgs) -> Result<Options> {
    let source = match &args.source {
        Some(name) => source_name(name),
        None => source_name(&args.file.file_stem().unwrap_or_default().to_string_lossy()),
    };
    let long_term = |text: &String| {
        let (client, room) = match text.split_once('=') {
            Some((client, room)) => (
                client,
                Some(crate::kernel::text::clean_text("--long-term room", room, 255)?),
            ),
            None => (text.as_str(), None),
        };
        Ok(LongTerm {
            client: crate::kernel::text::clean_text("--long-term client", client, 255)?,
            room,
        })
    };
    if let Some(year) = args.year.filter(|year| !(1900..=9999).contains(year)) {
        return Err(Error::usage(format!("{year} is no year")).hint("write --year 2026"));
    }
    Ok(Options {
        source: crate::kernel::text::clean_text("source", &source, 255)?,
        year: args.year,
        month_first: args.month_first,
        create_rooms: args.create_rooms,
        default_client: crate::kernel::text::clean_text("default-client", &args.default_client, 255)?,
        long_term: args.long_term.iter().map(long_term).collect::<Result<_>>()?,
        prune: args.prune,
        partial: args.partial,
        theirs: args.theirs,
    })
}

/// Case and white space do not tell sources apart.
pub fn source_name(name: &str) -> String {
    name.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

pub fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

fn read_file(path: &Path, settings: &Settings, app: &App) -> Result<WorkbookFile> {
    let limits = ReadLimits {
        max_cells_per_sheet: settings.import_max_cells(),
        ..ReadLimits::default()
    };
    let _progress = app.progress("reading the workbook");
    read_guarded(path, &limits, &app.executable()?).map_err(|error| workbook_error(path, error))
}

fn save_plan(path: &Path, file: &Path, request: &Request<'_>, plan: Json) -> Result<()> {
    let saved = SavedPlan {
        version: PLAN_VERSION,
        path: std::path::absolute(file).map_err(|error| file_error(file, "find", error))?,
        sha256: request.origin.sha256.clone(),
        options: request.options.clone(),
        plan,
    };
    let text = serde_json::to_string_pretty(&saved).context("cannot write the plan")?;
    write_file(path, text.as_bytes())
}
