//! `colab import schedule` and `colab import apply`.

use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use clap::Args;
use clap_complete::ArgValueCompleter;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::outcome::{self, OutcomeContext};
use super::sources::complete_source;
use crate::access::app::{App, CommandResult, OpenArgs};
use crate::access::plan::{PlanStep, SavedPlan, outdated};
use crate::access::settings::Settings;
use crate::client::cmd::complete_client;
use crate::import::kind::ImportKind;
use crate::import::schedule::explain::{WorkbookExplanation, page, steps};
use crate::import::schedule::model::{LongTermClient, ScheduleLayout, ScheduleOptions, ScheduleWeeks};
use crate::import::schedule::service::{self, PlannedImport, ScheduleRequest};
use crate::import::service::prepare;
use crate::import::source_file::{file_name, source_name, source_of, workbook_error};
use crate::import::table::UNKNOWN_CLIENT;
use crate::kernel::error::{Error, ErrorCode, Result, file_error};
use crate::kernel::period::{in_order, parse_days, reversed_range};
use crate::kernel::text::clean_text;
use crate::output::{CommandOutput, is_stdout, list, takes_document};
use colab_schedule::sheet::EntryFate;
use colab_schedule::workbook::{ReadLimits, WorkbookError, WorkbookFile, read_guarded};

#[derive(Debug, Args)]
pub struct ImportScheduleArgs {
    /// Workbook: xlsx, xlsm, xlsb, xls or ods, recognised by its content
    file: PathBuf,
    /// Name of the schedule; files of one source are versions of it [default: name of the file]
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_source))]
    source: Option<String>,
    /// Year of dates without one, or the first and last year of dates that are far from today
    #[arg(long, value_name = "YEAR[..YEAR]")]
    year: Option<String>,
    /// Read 01/02/2026 as 2 January
    #[arg(long)]
    month_first: bool,
    /// Create a room for each unknown heading
    #[arg(long)]
    create_rooms: bool,
    /// Client of cells without one
    #[arg(long, value_name = "NAME", default_value = UNKNOWN_CLIENT, add = ArgValueCompleter::new(complete_client))]
    default_client: String,
    /// Long-term client, with a room on every weekday of the year; repeatable
    #[arg(long = "long-term", value_name = "CLIENT[=ROOM]")]
    long_term: Vec<String>,
    /// Cancel future bookings that are gone from the file
    #[arg(long)]
    prune: bool,
    /// Import what can be imported; exit 8 if something is left out
    #[arg(long)]
    partial: bool,
    /// Book what stands on closed days or in blocked rooms all the same
    #[arg(long, requires = "reason")]
    override_block: bool,
    /// Reason for --override-block, kept with each booking
    #[arg(long, value_name = "TEXT", requires = "override_block")]
    reason: Option<String>,
    /// Take the file's value where a booking was edited by hand and changed in the file
    #[arg(long)]
    theirs: bool,
    /// Layout of the sheets [default: by what stands in them]
    #[arg(long, value_enum)]
    layout: Option<ScheduleLayout>,
    /// First and last day of a weekly timetable
    #[arg(long, value_name = "A..B")]
    weeks: Option<String>,
    /// Days that a weekly timetable leaves out; repeatable
    #[arg(long, value_name = "A..B", requires = "weeks")]
    except: Vec<String>,
    /// Read hidden rows, columns and sheets too, and keep comments as notes
    #[arg(long)]
    include_hidden: bool,
    /// Meaning of cells filled with a colour: cancelled or ignored; repeatable
    #[arg(long = "colour", value_name = "RRGGBB=MEANING")]
    colours: Vec<String>,
    /// Save the plan instead of applying it
    #[arg(long, value_name = "FILE")]
    plan_out: Option<PathBuf>,
    /// Report every cell, not only those that need attention
    #[arg(long)]
    full: bool,
    /// Show how the sheets are read, or each step of one cell, and import nothing
    #[arg(long, value_name = "SHEET!CELL", num_args = 0..=1, default_missing_value = "", conflicts_with = "plan_out")]
    explain: Option<String>,
    /// Page to write: the sheets with each cell coloured by what becomes of it
    #[arg(short, long, value_name = "FILE", requires = "explain")]
    output: Option<PathBuf>,
    #[command(flatten)]
    pub open: OpenArgs,
}

/// What an import was planned from, and what it came to.
#[derive(Debug, Serialize, Deserialize)]
struct SavedImport {
    path: PathBuf,
    sha256: String,
    options: ScheduleOptions,
    plan: Json,
}

/// Runs `colab import schedule`.
pub fn run_import(args: &ImportScheduleArgs, app: &mut App) -> Result<CommandResult> {
    let early = EarlyReading::begin(&args.file, app);
    let options = args.options(app.today()?)?;
    let settings = app.read(|tx| prepare(tx, ImportKind::Schedule))?;
    let early = early.and_then(|early| early.end(&settings, app));
    let contents = early.unwrap_or_else(|| read_file(&args.file, &settings, app))?;
    let request = ScheduleRequest {
        workbook: &contents.workbook,
        file: file_name(&args.file),
        path: args.file.display().to_string(),
        sha256: contents.sha256,
        options,
        full: args.full,
        dry_run: app.manner.dry_run || args.plan_out.is_some() || args.explain.is_some(),
    };
    tracing::info!(file = %args.file.display(), sheets = contents.workbook.sheets.len(), "workbook read");
    let planned = app.read(|tx| service::plan(tx, &request))?;
    tracing::info!(items = planned.plan.items.len(), "planned");
    if let Some(place) = &args.explain {
        return explain(args, &planned.explanation(&contents.workbook), place, app);
    }
    if let Some(path) = &args.plan_out {
        save_plan(path, &args.file, &request, &planned, app)?;
    }
    let outcome = if planned.is_to_be_applied(&request) {
        let mut planned = Some(planned);
        app.write(|tx| service::import(tx, &request, planned.take(), None))?
    } else {
        planned.outcome(&request, None)?
    };
    let mut context = context(&request.options);
    context.is_applied = args.plan_out.is_none();
    let mut result = outcome::result(outcome, &context, app)?;
    if args.plan_out.as_deref().is_some_and(is_stdout) {
        result.reply = CommandOutput::Nothing;
    }
    Ok(result)
}

/// Shows how the file is read, or writes a page of it.
fn explain(
    args: &ImportScheduleArgs,
    explanation: &WorkbookExplanation<'_>,
    place: &str,
    app: &App,
) -> Result<CommandResult> {
    let lines = if place.is_empty() {
        explanation.axes()
    } else {
        steps(explanation, place)?
    };
    let Some(path) = &args.output else {
        return Ok(CommandOutput::Records(list(&lines)).into());
    };
    if !takes_document(path, "html") {
        return Err(Error::usage(format!(
            "`{}` does not end in .html",
            path.display()
        )));
    }
    let page = page(explanation, &file_name(&args.file))?;
    app.write_document(path, &page, "how the file is read")?;
    Ok(CommandOutput::Nothing.into())
}

fn context(options: &ScheduleOptions) -> OutcomeContext<'_> {
    OutcomeContext {
        kind: ImportKind::Schedule,
        source: &options.source,
        is_applied: true,
    }
}

/// Imports as a saved plan says, exactly or not at all.
///
/// # Errors
/// `Conflict` where the file or the database has changed since.
pub fn apply_saved(plan: &SavedPlan, planned: &Json, full: bool, app: &mut App) -> Result<CommandResult> {
    let settings = app.read(|tx| prepare(tx, ImportKind::Schedule))?;
    let saved: SavedImport = serde_json::from_value(planned.clone()).map_err(|error| {
        Error::invalid(ErrorCode::NotAPlan, "the plan of the import cannot be read").with_source(error)
    })?;
    if !plan
        .steps
        .iter()
        .map(|step| &step.command)
        .eq([&command_of(&saved)])
    {
        let fact = "the plan shows another command than the import that it is of";
        return Err(Error::invalid(ErrorCode::NotAPlan, fact).hint("make it again with --plan-out"));
    }
    let contents = read_file(&saved.path, &settings, app)?;
    if contents.sha256 != saved.sha256 {
        return Err(outdated(format!(
            "{} has changed since the plan was made",
            saved.path.display()
        )));
    }
    let request = ScheduleRequest {
        workbook: &contents.workbook,
        file: file_name(&saved.path),
        path: saved.path.display().to_string(),
        sha256: contents.sha256,
        options: saved.options,
        full,
        dry_run: app.manner.dry_run,
    };
    let outcome = app.write(|tx| service::import(tx, &request, None, Some(&saved.plan)))?;
    outcome::result(outcome, &context(&request.options), app)
}

impl ImportScheduleArgs {
    /// Reads `--weeks` with what `--except` leaves out.
    fn weeks(&self, text: &str, today: NaiveDate) -> Result<ScheduleWeeks> {
        let (first, last) = parse_days(text, today)?;
        let except = self.except.iter().map(|text| parse_days(text, today));
        Ok(ScheduleWeeks {
            first,
            last,
            except: except.collect::<Result<_>>()?,
        })
    }

    fn options(&self, today: NaiveDate) -> Result<ScheduleOptions> {
        let source = match &self.source {
            Some(name) => source_name(name),
            None => source_of(&self.file),
        };
        let long_term = |text: &String| {
            let (client, room) = match text.split_once('=') {
                Some((client, room)) => (client, Some(clean_text("--long-term room", room, 255)?)),
                None => (text.as_str(), None),
            };
            Ok(LongTermClient {
                client: clean_text("--long-term client", client, 255)?,
                room,
            })
        };
        let year = self.year.as_deref();
        let (year, last_year) = year.map(|text| years(text, today)).transpose()?.unzip();
        Ok(ScheduleOptions {
            source: clean_text("source", &source, 255)?,
            year,
            last_year: last_year.filter(|last| Some(*last) != year),
            month_first: self.month_first,
            create_rooms: self.create_rooms,
            default_client: clean_text("default-client", &self.default_client, 255)?,
            long_term: self.long_term.iter().map(long_term).collect::<Result<_>>()?,
            prune: self.prune,
            partial: self.partial,
            override_block: self
                .reason
                .as_deref()
                .filter(|_| self.override_block)
                .map(|reason| clean_text("reason", reason, 500))
                .transpose()?,
            theirs: self.theirs,
            layout: self.layout,
            weeks: self
                .weeks
                .as_deref()
                .map(|text| self.weeks(text, today))
                .transpose()?,
            include_hidden: self.include_hidden,
            colours: self
                .colours
                .iter()
                .map(|text| colour_rule(text))
                .collect::<Result<_>>()?,
        })
    }
}

/// Reads `2026`, or `2026..2030`.
fn years(text: &str, today: NaiveDate) -> Result<(i32, i32)> {
    let invalid = || {
        let this = today.year();
        Error::usage(format!("invalid year `{text}`"))
            .hint(format!("write --year {this} or --year {this}..{}", this + 4))
    };
    let year = |text: &str| text.trim().parse().map_err(|_| invalid());
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (year(from)?, year(to)?);
    in_order(first, last, || reversed_range(from, to))?;
    Ok((checked_year(first)?, checked_year(last)?))
}

/// Reads `FF0000=cancelled`.
fn colour_rule(text: &str) -> Result<(u32, EntryFate)> {
    let read = || {
        let (colour, meaning) = text.split_once('=')?;
        let digits = colour.trim().trim_start_matches('#');
        let is_colour = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let rgb = u32::from_str_radix(digits, 16).ok().filter(|_| is_colour)?;
        let fate = match meaning.trim().to_lowercase().as_str() {
            "cancelled" => EntryFate::Cancelled,
            "ignored" => EntryFate::Ignored,
            _ => return None,
        };
        Some((rgb, fate))
    };
    read().ok_or_else(|| {
        Error::usage(format!("invalid colour `{text}`")).hint("write --colour FF0000=cancelled")
    })
}

/// Returns a year that a schedule can be of.
///
/// # Errors
/// `Usage` for another one.
pub fn checked_year(year: i32) -> Result<i32> {
    if (1900..=9999).contains(&year) {
        Ok(year)
    } else {
        Err(Error::usage(format!(
            "invalid year `{year}`, expected a number from 1900 to 9999"
        )))
    }
}

/// A workbook that is read while the database is opened, within the limits that hold where nobody set others.
struct EarlyReading {
    path: PathBuf,
    limits: ReadLimits,
    reader: JoinHandle<Result<WorkbookFile, WorkbookError>>,
}

impl EarlyReading {
    /// Begins to read a file; what can be read only once waits for the settings.
    fn begin(path: &Path, app: &App) -> Option<Self> {
        let executable = app.executable().ok().filter(|_| path.is_file())?;
        let limits = ReadLimits::default();
        let (path, file) = (path.to_owned(), path.to_owned());
        let reader = std::thread::spawn(move || read_guarded(&file, &limits, &executable));
        Some(Self { path, limits, reader })
    }

    /// Waits for the workbook; `None` where the settings have other limits.
    fn end(self, settings: &Settings, app: &App) -> Option<Result<WorkbookFile>> {
        if self.limits != read_limits(settings) {
            return None;
        }
        let _progress = app.progress("reading the workbook");
        let read = self.reader.join().ok()?;
        Some(read.map_err(|error| workbook_error(&self.path, error)))
    }
}

fn read_limits(settings: &Settings) -> ReadLimits {
    ReadLimits {
        max_cells_per_sheet: settings.import_max_cells(),
        ..ReadLimits::default()
    }
}

fn read_file(path: &Path, settings: &Settings, app: &App) -> Result<WorkbookFile> {
    let _progress = app.progress("reading the workbook");
    read_guarded(path, &read_limits(settings), &app.executable()?)
        .map_err(|error| workbook_error(path, error))
}

/// Returns the command that imports the same file in the same way.
fn command_of(saved: &SavedImport) -> Vec<String> {
    let options = &saved.options;
    let mut words = vec!["import".to_owned(), "schedule".to_owned()];
    words.extend(options.words(|_| false));
    let flags = [
        (options.prune, "--prune"),
        (options.partial, "--partial"),
        (options.theirs, "--theirs"),
    ];
    let given = flags.iter().filter(|(is_given, _)| *is_given);
    words.extend(given.map(|(_, flag)| (*flag).to_owned()));
    words.extend(["--".to_owned(), saved.path.display().to_string()]);
    words
}

fn save_plan(
    path: &Path,
    file: &Path,
    request: &ScheduleRequest<'_>,
    planned: &PlannedImport,
    app: &mut App,
) -> Result<()> {
    let file = std::path::absolute(file).map_err(|error| file_error(file, "find", error))?;
    let saved = SavedImport {
        path: file,
        sha256: request.sha256.clone(),
        options: request.options.clone(),
        plan: planned.fingerprint()?,
    };
    let step = PlanStep {
        command: command_of(&saved),
        about: format!("source {}", request.options.source),
        why: planned.counts().in_words(),
    };
    let mut plan = app.read(|tx| SavedPlan::new(tx, vec![step.clone()]))?;
    plan.import = Some(serde_json::to_value(&saved).context("cannot write the plan")?);
    plan.write(path)
}
