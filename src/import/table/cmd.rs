//! `colab import rooms|devices|bookings|pricing|users FILE` and `colab import template`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;

use super::super::apply::Origin;
use super::super::cmd::{done, file_name, source_name};
use super::super::kind::Kind;
use super::field::Reading;
use super::headings::Mapped;
use super::report::TableItem;
use super::rows::How;
use super::service::{self, Request};
use super::{file, rows, spec, template};
use crate::access::app::{App, CommandResult};
use crate::kernel::error::{Error, Result};
use crate::output::{CommandOutput, write_file};
use crate::room::cmd::run_starter;

/// How a table is taken.
#[derive(Debug, Args)]
pub struct TakeArgs {
    /// The sheet of a workbook; without it the only one with the headings
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Field of a column, such as "Seats=capacity"; "Seats=-" ignores the column; repeatable
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    maps: Vec<String>,
    /// An empty cell takes away what the record has; else it says nothing
    #[arg(long)]
    clear_empty: bool,
    /// Import what can be imported, and exit with 8 if something cannot
    #[arg(long)]
    partial: bool,
    /// Report every row, not only those that need a look
    #[arg(long)]
    full: bool,
}

#[derive(Debug, Args)]
pub struct TableArgs {
    /// CSV in UTF-8, JSON, or a workbook: xlsx, xlsm, xlsb, xls or ods, whatever its ending says
    file: PathBuf,
    #[command(flatten)]
    take: TakeArgs,
}

#[derive(Debug, Args)]
pub struct RoomsArgs {
    /// CSV in UTF-8, JSON, or a workbook: xlsx, xlsm, xlsb, xls or ods, whatever its ending says
    #[arg(required_unless_present = "starter")]
    file: Option<PathBuf>,
    /// In its place a set that the program brings along: colab has the 24 rooms of the replaced system, with the
    /// spellings of its schedules
    #[arg(long, value_name = "SET", value_parser = ["colab"], conflicts_with_all = ["file", "TakeArgs"])]
    starter: Option<String>,
    #[command(flatten)]
    take: TakeArgs,
}

/// What a template is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TemplateKind {
    Schedule,
    Rooms,
    Devices,
    Bookings,
    Pricing,
    Users,
}

#[derive(Debug, Args)]
pub struct TemplateArgs {
    /// Kind of the template
    #[arg(value_name = "KIND")]
    kind: TemplateKind,
    /// The workbook to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Of a schedule: the year; without it this one
    #[arg(long)]
    year: Option<i32>,
}

pub fn run_rooms(args: &RoomsArgs, app: &mut App) -> Result<CommandResult> {
    match (&args.file, &args.starter) {
        (Some(file), _) => run(Kind::Rooms, file, &args.take, app),
        // There is one set so far.
        (None, _) => run_starter(app),
    }
}

pub fn run_table(kind: Kind, args: &TableArgs, app: &mut App) -> Result<CommandResult> {
    run(kind, &args.file, &args.take, app)
}

fn run(kind: Kind, path: &Path, take: &TakeArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<TableItem>()?;
    let kind_of_table = spec::of(kind)?;
    let maps = take.maps.iter().map(|text| Mapped::read(text, kind_of_table));
    let how = How {
        sheet: take.sheet.clone(),
        maps: maps.collect::<Result<_>>()?,
        clear_empty: take.clear_empty,
    };
    let settings = app.read(|tx| service::prepare(tx, kind))?;
    let reading = Reading {
        site: settings.site(),
        currency: settings.currency(),
        today: app.today()?,
    };
    let progress = app.progress("importing");
    let content = file::read(path, &settings, &app.executable()?)?;
    tracing::info!(file = %path.display(), sheets = content.sheets.len(), "read");
    let table = rows::read(content.sheets, kind, &how, &reading)?;
    tracing::info!(rows = table.rows.len(), "understood");
    let request = Request {
        table: &table,
        origin: Origin {
            file: file_name(path),
            sha256: content.sha256,
        },
        source: source(path),
        options: json!({"sheet": take.sheet, "map": take.maps, "clear_empty": take.clear_empty,
                        "partial": take.partial}),
        partial: take.partial,
        full: take.full,
        dry_run: app.manner.dry_run,
    };
    let outcome = app.write(|tx| service::import(tx, &request))?;
    drop(progress);
    Ok(done(outcome, app))
}

/// The file's name without its ending, within what the database keeps.
fn source(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name: String = source_name(&stem).chars().take(255).collect();
    match name.is_empty() {
        true => "table".to_owned(),
        false => name,
    }
}

pub fn run_template(args: &TemplateArgs, app: &mut App) -> Result<CommandResult> {
    let kind = match args.kind {
        TemplateKind::Schedule => Kind::Schedule,
        TemplateKind::Rooms => Kind::Rooms,
        TemplateKind::Devices => Kind::Devices,
        TemplateKind::Bookings => Kind::Bookings,
        TemplateKind::Pricing => Kind::Pricing,
        TemplateKind::Users => Kind::Users,
    };
    if args.year.is_some() && kind != Kind::Schedule {
        return Err(Error::usage(format!("a table of {kind} has no year")));
    }
    let is_xlsx = args
        .output
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    if !is_xlsx {
        return Err(
            Error::usage(format!("a template is no `{}`", args.output.display()))
                .hint("name a file that ends in .xlsx"),
        );
    }
    let year = match args.year {
        Some(year) if (1900..=9999).contains(&year) => year,
        Some(year) => return Err(Error::usage(format!("{year} is no year")).hint("write --year 2026")),
        None => chrono::Datelike::year(&app.today()?),
    };
    let lists = app.read(|tx| template::lists(tx, kind))?;
    let bytes = match kind {
        Kind::Schedule => template::schedule(&lists, year)?,
        kind => template::table(kind, &lists)?,
    };
    if app.manner.dry_run {
        app.note(&format!("{} would be written", args.output.display()));
    } else {
        write_file(&args.output, &bytes)?;
        app.note(&format!("{} is written", args.output.display()));
    }
    Ok(CommandOutput::Nothing.into())
}
