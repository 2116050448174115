//! `colab audit …`.

use std::path::Path;

use clap::{Args, Subcommand};
use clap_complete::ArgValueCompleter;

use super::checkpoint::Checkpoint;
use super::service::{self, FindMisfit, Verdict};
use super::stats::{StatsKey, stats};
use super::store::Filter;
use crate::access::app::{App, CommandResult, ListArgs, SearchArgs, WorkbookArgs};
use crate::access::command_tree::is_noun;
use crate::access::completion::{complete_scope, complete_user, offered_words};
use crate::kernel::bounded::{SMALL, read_text};
use crate::kernel::error::{Error, Result};
use crate::kernel::period::parse_month_or_bounds;
use crate::kernel::prompt::text_from_stdin;
use crate::output::{CommandOutput, Record, RecordField, list_of, one, shown_in_table};
use crate::text_enum;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum AuditCommand {
    /// List what was changed, refused, and tried, oldest first
    ///
    /// A log collector keeps the last `seq` that it has seen and asks for what came after it. `before`, `after` and
    /// `metadata` are texts. `chained` is what the row's hash is made of, behind the hash of the row before; values about
    /// people stand in it as hashes.
    #[command(
        after_help = "Examples:\n  colab audit list --record booking:17\n  colab audit list --actor thandi --command \"user role\" --from 2026-03\n  colab audit list --after 1200 -f ndjson"
    )]
    #[command(visible_alias = "ls")]
    List(Box<AuditListArgs>),
    /// Verify the chain of hashes; exit code 9 if a row was changed, removed or added
    ///
    /// Whoever may write the database past the program can also make the whole chain anew: only a checkpoint that was
    /// kept elsewhere shows that.
    #[command(
        after_help = "Examples:\n  colab audit verify\n  colab audit checkpoint -f json > head.json && colab audit verify --against head.json\n  colab audit verify -f json"
    )]
    Verify(VerifyArgs),
    /// Count operations, refusals and failures, with how long they took
    ///
    /// An operation is a transaction that changed something; a refusal, an attempt that its user may not make; a failure, a run
    /// of an agent or a job that did not end well.
    #[command(
        after_help = "Examples:\n  colab audit stats\n  colab audit stats --by command --from -7d\n  colab audit stats --month 2026-03 -f json"
    )]
    Stats(AuditStatsArgs),
    /// Print the head of the chain, to be kept where nobody who writes the database can write
    #[command(
        after_help = "Examples:\n  colab audit checkpoint\n  colab audit checkpoint -f json > head.json"
    )]
    Checkpoint,
}

text_enum! {
    /// The order of the rows.
    #[derive(Default)]
    pub enum AuditSort {
        #[default]
        Oldest = "oldest",
        Newest = "newest",
    }
}

#[derive(Debug, Args)]
pub struct AuditListArgs {
    /// Only what happened to this record: booking:17, room:3, user:thandi, setting:timezone
    #[arg(long, value_name = "ENTITY:ID", conflicts_with_all = ["entity", "id"])]
    record: Option<String>,
    /// Only what happened to records of this kind: booking, room, user, token, sign_in, import, setting, command
    #[arg(long)]
    entity: Option<String>,
    /// Only the record with this number or name, of the kind that --entity names
    #[arg(long, requires = "entity")]
    id: Option<String>,
    /// Only what this user did, or what was done as this user
    #[arg(long, value_name = "USER", add = ArgValueCompleter::new(complete_user))]
    actor: Option<String>,
    /// Only this command (`room add`), or all of a noun (`room`)
    #[arg(long, add = ArgValueCompleter::new(complete_scope))]
    command: Option<String>,
    /// From this day or instant on
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Up to and including this day
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Month or months: 2026-03, last, this, next or A..B
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["from", "to"])]
    month: Option<String>,
    /// Order: oldest or newest first, or seq or -seq [default: oldest]
    #[arg(long, value_name = "ORDER", value_parser = read_order, allow_hyphen_values = true, add = ArgValueCompleter::new(complete_order))]
    sort: Option<AuditSort>,
    /// Maximum number of rows; the last ones, unless --sort or --after says where to begin
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    /// List only rows after this one, in the order of --sort
    #[arg(long, value_name = "SEQ")]
    after: Option<i64>,
    #[command(flatten)]
    pub search: SearchArgs,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

#[derive(Debug, Args)]
pub struct AuditStatsArgs {
    /// Count by this alone
    #[arg(long, value_name = "KEY")]
    by: Option<StatsKey>,
    /// From this day or instant on
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Up to and including this day
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Month or months: 2026-03, last, this, next or A..B
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["from", "to"])]
    month: Option<String>,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Checkpoint to compare with: a file, or - for standard input
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    against: Option<String>,
}

impl Record for Verdict {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Verdict>] = &[
            shown_in_table("intact", |verdict| verdict.finding.is_none().into()),
            shown_in_table("seq", |verdict| verdict.seq.into()),
            shown_in_table("hash", |verdict| verdict.hash.as_str().into()),
            shown_in_table("finding_seq", |verdict| {
                verdict.finding.map(|finding| finding.seq).into()
            }),
            shown_in_table("finding", |verdict| {
                verdict.finding.map(|finding| finding.fact.words()).into()
            }),
        ];
        FIELDS
    }
}

/// `find_misfit` belongs to a later slice.
pub fn run(command: AuditCommand, find_misfit: FindMisfit, app: &mut App) -> Result<CommandResult> {
    match command {
        AuditCommand::List(args) => list_rows(*args, app),
        AuditCommand::Verify(args) => verify(&args, find_misfit, app),
        AuditCommand::Stats(args) => {
            let (site, today) = (app.site()?, app.today()?);
            let bounds = (args.from.as_deref(), args.to.as_deref());
            let (from, to) = parse_month_or_bounds(args.month.as_deref(), bounds, &site, today)?;
            Ok(list_of(app.read(|tx| stats(tx, from, to, args.by))?).into())
        }
        AuditCommand::Checkpoint => Ok(one(&app.read(service::checkpoint)?).into()),
    }
}

fn list_rows(args: AuditListArgs, app: &mut App) -> Result<CommandResult> {
    let (site, today) = (app.site()?, app.today()?);
    let bounds = (args.from.as_deref(), args.to.as_deref());
    let (from, to) = parse_month_or_bounds(args.month.as_deref(), bounds, &site, today)?;
    let (entity, id) = match args.record.as_deref().map(|record| record.split_once(':')) {
        Some(Some((entity, id))) => (Some(entity.to_owned()), Some(id.to_owned())),
        Some(None) => {
            return Err(Error::usage("--record names a kind and a number or name").hint("write booking:17"));
        }
        None => (args.entity, args.id),
    };
    // As a log is read: of many rows the last ones matter, in the order in which they were written.
    let is_tail = args.limit.is_some() && args.sort.is_none() && args.after.is_none();
    let command = args.command.as_deref();
    let command = command.map(|words| app.known_command(words)).transpose()?;
    let filter = Filter {
        kinds: None,
        entity,
        entity_id: id,
        actor: args.actor,
        is_noun: command
            .as_deref()
            .is_some_and(|words| is_noun(&app.command_tree(), words)),
        command,
        from,
        to,
        after: args.after,
        newest_first: is_tail || args.sort == Some(AuditSort::Newest),
        limit: app.query_limit(args.limit).map(i64::from),
    };
    if !is_tail {
        return app.show_pages(filter.limit.is_some(), |tx, take| {
            service::list_in_pages(tx, &filter, take)
        });
    }
    let mut records = list_of(app.read(|tx| service::list(tx, &filter))?);
    std::mem::take(&mut app.selection).apply(&mut records, &app.view, (None, None))?;
    records.rows.reverse();
    Ok(records.into())
}

/// Parses an order: a word, or the field that it goes by.
fn read_order(text: &str) -> Result<AuditSort, String> {
    match text {
        "seq" | "at" => Ok(AuditSort::Oldest),
        "-seq" | "-at" => Ok(AuditSort::Newest),
        text => text.parse(),
    }
}

/// The verdict is data; what was found is the failure behind it.
fn verify(args: &VerifyArgs, find_misfit: FindMisfit, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Verdict>()?;
    let kept = args.against.as_deref().map(read_checkpoint).transpose()?;
    app.read_where_written();
    let verdict = app.read(|tx| service::verify(tx, kept.as_ref(), find_misfit))?;
    let is_silent = app.manner.quiet && verdict.finding.is_none();
    Ok(CommandResult {
        reply: if is_silent {
            CommandOutput::Nothing
        } else {
            CommandOutput::Records(one(&verdict))
        },
        failure: verdict.finding.map(|finding| finding.error()),
    })
}

fn read_checkpoint(file: &str) -> Result<Checkpoint> {
    let text = match file {
        "-" => text_from_stdin()?,
        file => read_text(Path::new(file), SMALL)?,
    };
    Checkpoint::read(&text)
}

fn complete_order(current: &std::ffi::OsStr) -> Vec<clap_complete::CompletionCandidate> {
    offered_words(current, AuditSort::WORDS)
}
