//! `colab file …`.

use std::ffi::OsStr;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::content::{MOST_BYTES, NewFile, safe_name};
use super::model::AttachedFile;
use super::service::{self, FileQuery};
use crate::access::app::{App, CommandResult, ListArgs, RowPeriodArgs};
use crate::access::completion::{candidates, described_candidates};
use crate::kernel::bounded::{read_bytes, read_open_bytes};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::counted;
use crate::output::{CommandOutput, is_stdout, list, require_stdout, write_file, write_new_file};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum FileCommand {
    /// Add a file to a device, booking, rental, task or invoice
    ///
    /// At most 10 MiB, kept in the database and in its backups, the same bytes once. The type is told by the bytes. Programs
    /// and scripts are refused; a zip archive may hold them.
    ///
    /// The private data of a JPEG, PNG or WebP (place, time, camera, serial number, texts, small pictures) is removed; the
    /// picture, its colours and its orientation stay. Pictures of other kinds (HEIC, TIFF, GIF), videos and sound are refused
    /// without --keep-private-data, as are pictures that are damaged. Documents are kept as they are, with what they tell of
    /// their authors.
    #[command(
        after_help = "Examples:\n  colab file add device:LT-001 photo.jpg\n  colab rental form RN-2026-0001 -o form.pdf && colab file add rental:RN-2026-0001 form.pdf\n  colab file add booking:17 photo.jpg --name \"the room as it was.jpg\" --keep-private-data --dry-run"
    )]
    Add(FileAddArgs),
    /// List files of a record, or of all records
    #[command(
        after_help = "Examples:\n  colab file list\n  colab file list device:LT-001\n  colab file list --sort -size -o files.xlsx"
    )]
    #[command(visible_alias = "ls")]
    List(FileListArgs),
    /// Write a file of a record to the disk or to a pipe
    #[command(
        after_help = "Examples:\n  colab file add device:LT-001 photo.jpg && colab file get device:LT-001 photo.jpg -o copy.jpg\n  colab file add device:LT-001 photo.jpg && colab file get device:LT-001 -o - | wc -c"
    )]
    Get(FileGetArgs),
    /// Remove files from their records
    ///
    /// `colab undo` brings them back: their bytes are kept. With --for-good the bytes are deleted where no other file has the
    /// same; that cannot be undone. Backups that were made before keep them.
    #[command(
        after_help = "Examples:\n  colab file add device:LT-001 photo.jpg && colab file remove 1 && colab undo\n  colab file add device:LT-001 photo.jpg && colab file remove 1 --for-good --yes"
    )]
    Remove(FileRemoveArgs),
}

#[derive(Debug, Args)]
pub struct FileAddArgs {
    /// Record: device:LT-001, booking:17, rental:RN-2026-0001, task:1, invoice:INV-2026-0001
    #[arg(value_name = "KIND:NAME", add = ArgValueCompleter::new(complete_record))]
    record: String,
    /// File; `-` reads it from standard input
    file: PathBuf,
    /// Name of the file [default: its own]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Keep place, time, camera and the like in a picture
    #[arg(long)]
    keep_private_data: bool,
}

#[derive(Debug, Args)]
pub struct FileListArgs {
    #[command(flatten)]
    pub period: RowPeriodArgs,
    /// Record: device:LT-001, booking:17, rental:RN-2026-0001, task:1, invoice:INV-2026-0001
    #[arg(value_name = "KIND:NAME", add = ArgValueCompleter::new(complete_record))]
    record: Option<String>,
    /// Also files that were removed
    #[arg(long)]
    all: bool,
    /// Only files that follow this one in the list
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete_file))]
    after: Option<i64>,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct FileGetArgs {
    /// Number of the file, or its record: device:LT-001
    #[arg(value_name = "ID|KIND:NAME", add = ArgValueCompleter::new(complete_target))]
    target: String,
    /// Name of the file, where the record has several
    name: Option<String>,
    /// File or folder to write to; `-` is standard output [default: the file's name, in this folder]
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Args)]
pub struct FileRemoveArgs {
    /// Numbers of files; `-` reads them from standard input, `@FILE` from a file
    #[arg(required = true, value_name = "ID", add = ArgValueCompleter::new(complete_file))]
    ids: Vec<String>,
    /// Delete the bytes too, for good
    #[arg(long)]
    for_good: bool,
}

/// Runs a `colab file` command.
pub fn run(command: FileCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        FileCommand::Add(args) => add(&args, app),
        FileCommand::List(args) => {
            let order = app.query_order("id", args.after.is_some())?;
            let query = FileQuery {
                record: args.record,
                with_removed: args.all,
                descending: order.unwrap_or_default(),
                after: args.after,
                limit: app.row_limit(),
            };
            app.show_pages(query.limit.is_some(), |tx, take| {
                service::list_in_pages(tx, &query, take)
            })
        }
        FileCommand::Get(args) => get(&args, app),
        FileCommand::Remove(args) => remove(&args, app),
    }
}

fn add(args: &FileAddArgs, app: &mut App) -> Result<CommandResult> {
    let is_stdin = args.file == Path::new("-");
    let own = args.file.file_name().filter(|_| !is_stdin);
    let name = args.name.as_deref().or_else(|| own.and_then(OsStr::to_str));
    let Some(name) = name else {
        return Err(Error::usage("the file needs a name").hint("--name NAME"));
    };
    let bytes = if is_stdin {
        read_open_bytes(Path::new("standard input"), std::io::stdin(), MOST_BYTES)?
    } else {
        read_bytes(&args.file, MOST_BYTES)?
    };
    let new = NewFile::of(name, bytes, args.keep_private_data)?;
    let done = app.write_one(|tx| service::add(tx, &args.record, &new))?;
    if !new.removed.is_empty() {
        app.note(&format!(
            "removed private data from {}: {}",
            new.name,
            new.removed.join(", ")
        ));
    }
    if !app.has_changed() {
        app.note("nothing changed: the record has this file already");
    }
    Ok(done)
}

fn get(args: &FileGetArgs, app: &mut App) -> Result<CommandResult> {
    let goes_out = args.output.as_deref().is_some_and(is_stdout);
    if goes_out && std::io::stdout().is_terminal() {
        return Err(Error::usage("a file is nothing for a terminal").hint("write it to a file: -o PATH"));
    }
    if goes_out {
        require_stdout()?;
    }
    let (file, bytes) = app.read(|tx| service::get(tx, &args.target, args.name.as_deref()))?;
    let name = safe_name(&file.row.name, file.row.id);
    let path = match &args.output {
        None => PathBuf::from(name),
        Some(folder) if folder.is_dir() => folder.join(name),
        Some(path) => path.clone(),
    };
    if app.manner.dry_run {
        return Ok(CommandOutput::Nothing.into());
    }
    if args.force {
        write_file(&path, &bytes)?;
    } else {
        write_new_file(&path, &bytes).map_err(|error| match error.code {
            ErrorCode::FileExists => error.hint("replace it with --force, or write another one: -o PATH"),
            _ => error,
        })?;
    }
    if !goes_out {
        app.note(&format!(
            "wrote {}: {}",
            path.display(),
            counted(file.size, "byte")
        ));
    }
    Ok(CommandOutput::Nothing.into())
}

fn remove(args: &FileRemoveArgs, app: &mut App) -> Result<CommandResult> {
    let ids = app.ids(&args.ids)?;
    app.view.check_fields::<AttachedFile>()?;
    if args.for_good && !app.manner.dry_run {
        let what = counted(ids.len(), "file");
        app.prompt().agree(&format!("delete {what} for good"))?;
    }
    let removed = app.write(|tx| service::remove(tx, &ids, args.for_good))?;
    Ok(list(&removed).into())
}

/// Offers records: kinds first, then the names of one.
fn complete_record(current: &OsStr) -> Vec<CompletionCandidate> {
    let typed = current.to_string_lossy();
    candidates(current, |app| app.read(|tx| service::offered(tx, &typed)))
}

/// Offers the numbers of files.
fn complete_file(current: &OsStr) -> Vec<CompletionCandidate> {
    described_candidates(current, |app| {
        let files = app.read(service::offered_files)?.into_iter();
        Ok(files.map(|(id, about)| (id, Some(about))).collect())
    })
}

/// Offers numbers of files, and records.
fn complete_target(current: &OsStr) -> Vec<CompletionCandidate> {
    let mut offered = complete_file(current);
    offered.extend(complete_record(current));
    offered
}
