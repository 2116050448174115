//! `colab import rooms|devices|bookings|pricing|users FILE`.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::outcome::{self, OutcomeContext};
use crate::access::app::{App, CommandResult};
use crate::import::journal::ImportOrigin;
use crate::import::kind::ImportKind;
use crate::import::service::prepare;
use crate::import::source_file::{file_name, source_of};
use crate::import::table::{
    CellContext, ColumnMapping, DateOrder, ReadOptions, TableReportLine, TableRequest, import, read_file,
    read_table, spec_of,
};
use crate::kernel::error::Result;
use crate::room::cmd::run_starter;

// How to import a table.
#[derive(Debug, Args)]
pub struct TableOptionArgs {
    /// Sheet of the workbook [default: the only one with the headings]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Field of a column by heading or place, as "Seats=capacity" or "D=capacity"; "Seats=-" skips it; repeatable
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    maps: Vec<String>,
    /// Skip columns that mean nothing here [default: refuse the file]
    #[arg(long)]
    ignore_unknown: bool,
    /// Order of day and month in dates such as 3/4/2026 [default: refuse them]
    #[arg(long, value_enum, value_name = "ORDER")]
    date_order: Option<DateOrder>,
    /// Clear fields whose cells are empty [default: leave them unchanged]
    #[arg(long)]
    clear_empty: bool,
    /// Import what can be imported; exit 8 if something is left out
    #[arg(long)]
    partial: bool,
    /// Report every row, not only those that need attention
    #[arg(long)]
    full: bool,
}

#[derive(Debug, Args)]
pub struct ImportTableArgs {
    /// Table: CSV in UTF-8, JSON, or a workbook, recognised by its content; - is standard input
    file: PathBuf,
    #[command(flatten)]
    options: TableOptionArgs,
}

#[derive(Debug, Args)]
pub struct ImportRoomsArgs {
    /// Table: CSV in UTF-8, JSON, or a workbook, recognised by its content; - is standard input
    #[arg(required_unless_present = "starter")]
    file: Option<PathBuf>,
    /// Built-in set instead of a file: colab has the 24 rooms of the replaced system with their spellings
    #[arg(long, value_name = "SET", value_parser = ["colab"], conflicts_with_all = ["file", "TableOptionArgs"])]
    starter: Option<String>,
    #[command(flatten)]
    options: TableOptionArgs,
}

/// Runs `colab import rooms`.
pub fn run_rooms(args: &ImportRoomsArgs, app: &mut App) -> Result<CommandResult> {
    match &args.file {
        Some(file) => run(ImportKind::Rooms, file, &args.options, app),
        // There is one built-in set so far.
        None => run_starter(app),
    }
}

/// Runs the import of any other table.
pub fn run_table(kind: ImportKind, args: &ImportTableArgs, app: &mut App) -> Result<CommandResult> {
    run(kind, &args.file, &args.options, app)
}

fn run(kind: ImportKind, path: &Path, args: &TableOptionArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<TableReportLine>()?;
    let spec = spec_of(kind)?;
    let mappings = args.maps.iter().map(|text| ColumnMapping::parse(text, &spec));
    let options = ReadOptions {
        sheet: args.sheet.clone(),
        mappings: mappings.collect::<Result<_>>()?,
        clear_empty: args.clear_empty,
        ignore_unknown: args.ignore_unknown,
    };
    let (settings, mut context) = app.read(|tx| Ok((prepare(tx, kind)?, CellContext::of(tx))))?;
    context.date_order = args.date_order;
    let progress = app.progress("importing");
    let is_input = path == Path::new("-");
    let path = if is_input { Path::new(INPUT) } else { path };
    let mut input = is_input.then(|| std::io::stdin().lock());
    let input = input.as_mut().map(|input| input as &mut dyn Read);
    let content = read_file(path, input, &settings, &app.executable()?)?;
    tracing::info!(file = %path.display(), sheets = content.sheets.len(), "read");
    let table = read_table(content.sheets, &spec, &options, &context)?;
    tracing::info!(rows = table.rows.len(), "understood");
    let (source, file) = (source(path), file_name(path));
    let request = TableRequest {
        spec: &spec,
        table: &table,
        origin: ImportOrigin {
            kind,
            source: &source,
            file: &file,
            sha256: &content.sha256,
        },
        options: json!({"sheet": args.sheet, "map": args.maps, "clear_empty": args.clear_empty,
                        "ignore_unknown": args.ignore_unknown, "date_order": args.date_order,
                        "partial": args.partial}),
        partial: args.partial,
        full: args.full,
        dry_run: app.manner.dry_run,
    };
    let outcome = app.write(|tx| import(tx, &request))?;
    drop(progress);
    let context = OutcomeContext {
        kind,
        source: &source,
        is_applied: true,
    };
    outcome::result(outcome, &context, app)
}

/// What `-` is called.
const INPUT: &str = "standard input";

/// Returns the source of a table, within what the database keeps.
fn source(path: &Path) -> String {
    let name: String = source_of(path).chars().take(255).collect();
    if name.is_empty() { "table".to_owned() } else { name }
}
