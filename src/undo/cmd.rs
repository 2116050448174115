//! `colab history` and `colab undo`.

use std::collections::BTreeSet;

use clap::Args;
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::history::{self, HistoryFilter};
use super::model::{ListedOperation, RecordOutcome, UndoLine, lines_in_words};
use super::service::{self, UndoRequest};
use crate::access::app::{App, CommandResult, OrderArgs, SORT, WorkbookArgs};
use crate::access::completion::{candidates, complete_user, described_candidates};
use crate::access::operation::OperationFilter;
use crate::kernel::error::Result;
use crate::kernel::period::parse_month_or_bounds;
use crate::output::{CommandOutput, OutputFormat, list};

/// Operations that the history lists unless more are asked for.
const LISTED: usize = 50;

/// Records that a shell offers.
const OFFERED: usize = 200;

/// Lines of an undo that a table shows; of more it shows the first and a summary.
const MOST_SHOWN: usize = 20;
const FIRST_SHOWN: usize = 10;

// No doc comment: it would replace the help of the command.
#[derive(Debug, Args)]
pub struct HistoryArgs {
    /// Only what you did yourself, or what was done as you
    #[arg(long, conflicts_with = "actor")]
    mine: bool,
    /// Only what this user did, or what was done as this user
    #[arg(long, value_name = "USER", add = ArgValueCompleter::new(complete_user))]
    actor: Option<String>,
    /// Only what changed this record: booking:17, room:Focus, device:LT-001, rental:RN-2026-0001, user:thandi, setting:timezone
    #[arg(long, value_name = "KIND:NAME", add = ArgValueCompleter::new(complete_record))]
    record: Option<String>,
    /// From this day or instant on
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Up to and including this day
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Month or months: 2026-03, last, this, next or A..B
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["from", "to"])]
    month: Option<String>,
    /// List only operations before this one
    #[arg(long, value_name = "NUMBER", conflicts_with = SORT)]
    after: Option<i64>,
    /// Show at most N
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    pub order: OrderArgs,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

#[derive(Debug, Args)]
pub struct UndoArgs {
    /// Number of the operation [default: your own last one that is not undone]
    #[arg(value_name = "OPERATION", add = ArgValueCompleter::new(|word: &std::ffi::OsStr| candidates(word, own_operations)))]
    operation: Option<i64>,
    /// Undo what can be undone, and leave what has changed since
    #[arg(long)]
    partial: bool,
    /// Reason, for the audit log and the bookings that are cancelled
    #[arg(long)]
    reason: Option<String>,
}

fn own_operations(app: &mut App) -> Result<Vec<String>> {
    Ok(newest(app)?
        .iter()
        .map(|one| one.operation.id.to_string())
        .collect())
}

fn newest(app: &mut App) -> Result<Vec<ListedOperation>> {
    let filter = HistoryFilter {
        limit: Some(LISTED),
        ..HistoryFilter::default()
    };
    app.read(|tx| history::list(tx, &filter))
}

/// Offers the records that the newest operations changed, with the last command that did, and the kinds of records.
fn complete_record(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    described_candidates(current, |app| {
        let mut offered = BTreeSet::new();
        let mut records = Vec::new();
        for operation in newest(app)? {
            for (kind, name) in operation.records {
                let record = format!("{kind}:{name}");
                if records.len() < OFFERED && offered.insert(record.clone()) {
                    records.push((record, Some(operation.command.clone())));
                }
            }
        }
        let kinds = history::kinds().into_iter();
        records.extend(kinds.map(|kind| (format!("{kind}:"), None)));
        Ok(records)
    })
}

/// Runs `colab history`.
pub fn run_history(args: &HistoryArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<ListedOperation>()?;
    let (today, site) = (app.today()?, app.site()?);
    let bounds = (args.from.as_deref(), args.to.as_deref());
    let (from, to) = parse_month_or_bounds(args.month.as_deref(), bounds, &site, today)?;
    let limit = app.query_limit(Some(args.limit.unwrap_or(LISTED)));
    let listed = app.read(|tx| {
        let own = args.mine.then(|| tx.actor().username.clone());
        let filter = HistoryFilter {
            operations: OperationFilter {
                by: own.or(args.actor.clone()),
                before: args.after,
                from,
                to,
                ..OperationFilter::default()
            },
            record: args.record.clone(),
            limit,
        };
        history::list(tx, &filter)
    })?;
    for one in &listed {
        if let Some(way) = one.way_to_finish() {
            app.note(&format!(
                "operation {} is undone in part; for the rest: {way}",
                one.operation.id
            ));
        }
    }
    Ok(list(&listed).into())
}

/// Runs `colab undo`.
pub fn run_undo(args: &UndoArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<UndoLine>()?;
    let shown = app.read(|tx| {
        let operation = service::chosen(tx, args.operation)?;
        history::shown(tx, operation)
    })?;
    let operation = &shown.operation;
    let at = app.site()?.local(operation.at).format("%Y-%m-%d %H:%M");
    let records = match shown.records_in_words() {
        words if words.is_empty() => words,
        words => format!(" ({words})"),
    };
    app.note(&format!(
        "operation {} of {at} by {}: {}{records}",
        operation.id, operation.actor, shown.command
    ));
    let count = shown.records.iter().filter(|(kind, _)| *kind != "import").count();
    if args.operation.is_none() && count > 1 && shown.opposite.is_none() && !app.manner.dry_run {
        let act = format!("undo operation {}, which changed {count} records", operation.id);
        app.prompt().agree_if_asked(&act)?;
    }
    let request = UndoRequest {
        operation: operation.id,
        partial: args.partial,
        reason: args.reason.clone(),
    };
    let mut outcome = app.write(|tx| service::undo(tx, &request))?;
    outcome.remarks.iter().for_each(|remark| app.note(remark));
    if app.view.format == OutputFormat::Table
        && app.view.fields.is_empty()
        && outcome.records.len() > MOST_SHOWN
    {
        app.note(&summary(&mut outcome.records));
    }
    Ok(CommandResult {
        reply: CommandOutput::Records(list(&outcome.records)),
        failure: outcome.failure,
    })
}

/// Undoes what can be undone of an operation: `colab import undo` of an import that filled a database.
pub fn undo_whole(operation: i64, reason: Option<String>, app: &mut App) -> Result<CommandResult> {
    let args = UndoArgs {
        operation: Some(operation),
        partial: true,
        reason,
    };
    run_undo(&args, app)
}

/// Sums many lines up, and keeps those that are left and the first of the others.
fn summary(lines: &mut Vec<UndoLine>) -> String {
    let (mut left, undone): (Vec<UndoLine>, Vec<UndoLine>) = std::mem::take(lines)
        .into_iter()
        .partition(|line| line.outcome == RecordOutcome::Left);
    let mut words = format!("undone: {}", lines_in_words(&undone));
    if !left.is_empty() {
        words.push_str(&format!("; left: {}", lines_in_words(&left)));
    }
    left.extend(undone.into_iter().take(FIRST_SHOWN));
    *lines = left;
    format!("{words}; below are the first, and --format json lists all")
}
