//! `colab import …`.

pub mod outcome;
mod schedule;
mod sources;
mod table;
mod template;

pub use schedule::apply_saved;
pub use table::{KindOptionArgs, TableOptionArgs, compare_devices, run_read};

use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use self::sources::complete_source;
use super::history::ImportDetails;
use super::journal::PastImport;
use super::kind::ImportKind;
use super::service::ImportFilter;
use super::source_file::source_name;
use super::undone::UndoneRecord;
use super::{service, undo};
use crate::access::app::{App, CommandResult, ListArgs, RowPeriodArgs};
use crate::access::completion::described_candidates;
use crate::access::plan::cmd::PlanApplyArgs;
use crate::kernel::error::Result;
use crate::output::{CommandOutput, list};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum ImportCommand {
    /// Import the year's schedule from a workbook
    #[command(
        after_help = "Rooms stand across and dates down, or the other way round. Importing a newer version of the file\nupdates its bookings; what was edited by hand stays.\n\nExamples:\n  colab import schedule \"Colab 2026 Schedule.xlsx\" --create-rooms --partial --quiet\n  colab import schedule \"Colab 2026 Schedule.xlsx\" --explain -o plan.html\n  colab import schedule 2026.ods --source \"colab 2026 schedule\" --long-term \"Siyaya=Success 10\" --prune"
    )]
    Schedule(schedule::ImportScheduleArgs),
    /// Apply a plan saved by `import schedule --plan-out`, exactly or not at all; short for `plan apply`
    #[command(
        after_help = "Examples:\n  colab import schedule 2026.xlsx --plan-out plan.json\n  colab import schedule 2026.xlsx --plan-out plan.json && colab import apply plan.json"
    )]
    Apply(PlanApplyArgs),
    /// Create and update rooms from a table
    #[command(
        after_help = "Examples:\n  colab import rooms --starter colab\n  colab import rooms rooms.csv --dry-run\n  colab import rooms halls.xlsx --sheet \"All halls\" --map \"Max people=capacity\""
    )]
    Rooms(table::ImportRoomsArgs),
    /// Create and update devices from a table
    #[command(
        after_help = "Examples:\n  colab import devices laptops.csv --dry-run\n  colab import devices assets.xlsx --map \"Asset tag=serial_number\" --map \"Colour=-\" --partial\n  colab import devices laptops.csv --create-categories --dry-run"
    )]
    Devices(table::ImportDevicesArgs),
    /// Create and update bookings from a table
    #[command(
        after_help = "Examples:\n  colab import bookings bookings.csv --dry-run\n  colab import bookings crm.xlsx --map \"Deal=external_id\" --partial --quiet\n  colab import bookings crm.csv --map \"Deal=external_id\" --save-map crm"
    )]
    Bookings(table::ImportBookingsArgs),
    /// Create and update clients from a table
    #[command(
        after_help = "Bookings and rentals make the clients that are new by themselves; a table adds their details.\n\nExamples:\n  colab import clients clients.csv --dry-run\n  colab client list -o clients.xlsx && colab import clients clients.xlsx --dry-run"
    )]
    Clients(table::ImportTableArgs),
    /// Set prices from a table
    #[command(
        after_help = "Examples:\n  colab import pricing prices.csv --dry-run\n  colab import pricing \"Rates 2027.xlsx\" --map \"Day rate=daily_rate\""
    )]
    Pricing(table::ImportTableArgs),
    /// Create and update users from a table
    #[command(
        after_help = "Passwords come as bcrypt hashes or not at all.\n\nExamples:\n  colab import users staff.csv --dry-run\n  colab import users staff.json --map \"mail=email\""
    )]
    Users(table::ImportTableArgs),
    /// Write a workbook to fill in and import
    #[command(
        after_help = "Examples:\n  colab import template devices -o devices.xlsx\n  colab import template schedule --year 2027 -o \"Colab 2027 Schedule.xlsx\""
    )]
    Template(template::ImportTemplateArgs),
    /// List past imports
    #[command(
        after_help = "Examples:\n  colab import list\n  colab import list --source \"colab 2026 schedule\" -f json\n  colab import list --kind devices"
    )]
    #[command(visible_alias = "ls")]
    List(ImportListArgs),
    /// Show an import with every row it acted on
    #[command(
        after_help = "Examples:\n  colab import show 1\n  colab import show 1 -f csv --fields sheet,cell,action,message"
    )]
    Show(ImportShowArgs),
    /// Undo an import
    #[command(
        after_help = "What it created is cancelled or taken out of use, what it changed is restored; what was edited since stays.\n\nExamples:\n  colab import rooms rooms.csv && colab import undo 2 --dry-run\n  colab import rooms rooms.csv && colab import undo 2\n  colab import rooms rooms.csv && colab import undo 2 --force"
    )]
    Undo(ImportUndoArgs),
}

#[derive(Debug, Args)]
pub struct ImportListArgs {
    #[command(flatten)]
    pub period: RowPeriodArgs,
    /// Source of the imports
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_source))]
    source: Option<String>,
    /// Kind of the imports
    #[arg(long)]
    kind: Option<ImportKind>,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct ImportShowArgs {
    /// Number of the import
    #[arg(add = ArgValueCompleter::new(complete_import))]
    id: i64,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct ImportUndoArgs {
    /// Number of the import
    #[arg(add = ArgValueCompleter::new(complete_import))]
    id: i64,
    /// Undo what was edited since as well
    #[arg(long)]
    force: bool,
    /// Reason, for the audit log and the bookings that are cancelled
    #[arg(long)]
    reason: Option<String>,
}

/// Offers the numbers of imports, with what was imported when.
fn complete_import(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    described_candidates(current, |app| {
        let site = app.site()?;
        let imports = app.read(|tx| service::list(tx, &ImportFilter::default()))?;
        let about = |import: &PastImport| {
            let day = site.local(import.applied_at).format("%Y-%m-%d");
            (
                import.id.to_string(),
                Some(format!("{} of {day}, {}", import.kind, import.file)),
            )
        };
        Ok(imports.iter().rev().map(about).collect())
    })
}

/// Undoes the operation of an import that filled a database, because of a reason.
pub type UndoWhole = fn(i64, Option<String>, &mut App) -> Result<CommandResult>;

/// Applies a saved plan.
pub type ApplyPlan = fn(&PlanApplyArgs, &mut App) -> Result<CommandResult>;

/// Runs one command; `undo_whole` undoes what an import of every kind did.
///
/// # Errors
/// Those of the command.
pub fn run(
    command: ImportCommand,
    undo_whole: UndoWhole,
    apply_plan: ApplyPlan,
    app: &mut App,
) -> Result<CommandResult> {
    match command {
        ImportCommand::Schedule(args) => schedule::run_import(&args, app),
        ImportCommand::Apply(args) => apply_plan(&args, app),
        ImportCommand::Rooms(args) => table::run_rooms(&args, app),
        ImportCommand::Devices(args) => table::run_devices(&args, app),
        ImportCommand::Bookings(args) => table::run_bookings(&args, app),
        ImportCommand::Clients(args) => table::run_table(ImportKind::Clients, &args, app),
        ImportCommand::Pricing(args) => table::run_table(ImportKind::Pricing, &args, app),
        ImportCommand::Users(args) => table::run_table(ImportKind::Users, &args, app),
        ImportCommand::Template(args) => template::run(&args, app),
        ImportCommand::List(args) => {
            let filter = ImportFilter {
                source: args.source.as_deref().map(source_name),
                kind: args.kind,
                limit: app.row_limit(),
            };
            let imports = app.read(|tx| service::list(tx, &filter))?;
            for import in imports.iter().filter(|import| !import.left().is_empty()) {
                let (id, way) = (import.id, import.way_to_finish());
                app.note(&format!("import {id} is undone in part; for the rest: {way}"));
            }
            Ok(list(&imports).into())
        }
        ImportCommand::Show(args) => {
            let (import, rows, rooms) = app.read(|tx| service::show(tx, args.id))?;
            let details = ImportDetails::new(import, rows, &rooms);
            Ok(CommandOutput::Report(Box::new(details)).into())
        }
        ImportCommand::Undo(args) => {
            if let Some(operation) = app
                .read(|tx| undo::operation_of_whole(tx, args.id))?
                .filter(|_| !args.force)
            {
                return undo_whole(operation, args.reason, app);
            }
            let reason = args.reason.as_deref();
            app.view.check_fields::<UndoneRecord>()?;
            let (undone, failure) = app.write(|tx| undo::undo(tx, args.id, args.force, reason))?;
            Ok(CommandResult {
                reply: CommandOutput::Records(undone.shown(&app.view)?),
                failure,
            })
        }
    }
}
