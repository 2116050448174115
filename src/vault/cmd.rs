//! `colab vault …`.

use std::ffi::OsStr;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::kind::VaultKind;
use super::model::{FoundText, IndexResult, IndexedFile, VaultFile, VaultFileRow};
use super::path::VaultPath;
use super::root::{FoundFile, ReadFile, VaultRoot};
use super::service::{self, VaultIndex, VaultReading};
use super::text::TextReader;
use crate::access::app::{App, CommandResult, ListArgs};
use crate::access::audit;
use crate::access::completion::candidates;
use crate::import::cmd::{KindOptionArgs, TableOptionArgs, compare_devices, run_read};
use crate::import::kind::ImportKind;
use crate::import::table::{DifferenceKind, TableDifference};
use crate::kernel::error::{Error, ErrorCode, Kind, Result, file_error};
use crate::kernel::text::{counted, printable};
use crate::output::{
    CommandOutput, Records, Value, is_stdout, list, one, refuse_read_only, require_stdout, write_file,
    write_new_file,
};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum VaultCommand {
    /// List the files of the vault, and what the index knows of them
    ///
    /// The vault is a folder of this machine (vault_root in its configuration) with the files of replaced systems: PDFs,
    /// workbooks, XML and CSV. Nothing is ever written to it. Links, devices, files with a second name (hard links) and what lies
    /// in a git repository are refused. Files whose name begins with system_ are for admins.
    #[command(after_help = "Examples:\n  colab vault list\n  colab vault list --all -f csv")]
    #[command(visible_alias = "ls")]
    List(VaultListArgs),
    /// Show a file: what it names, and how an inventory differs from the devices
    ///
    /// A rental's PDF is shown with the rental, client and devices of this database that it names; a table of devices with what
    /// is missing here, extra here, and different, field by field. Each read is in the audit log with the file's hash.
    #[command(
        after_help = "Examples:\n  colab vault show rentals/RN-2024-0012.pdf\n  colab vault show inventory_v1.xlsx --differences -f csv\n  colab vault show assets.xlsx --map \"Asset tag=serial_number\" --json"
    )]
    Show(VaultShowArgs),
    /// Write a file's bytes to standard output, or to another file
    #[command(
        after_help = "Examples:\n  colab vault cat rentals/RN-2024-0012.pdf -o copy.pdf\n  colab vault cat inventory_v1.csv | head"
    )]
    Cat(VaultCatArgs),
    /// Add the text of new and changed files to the index
    ///
    /// Numbers of rentals, clients, serial numbers and days are found in it; 3/4/2026 is 3 April. What is as it was is not read
    /// again. Exits 8 if a file is left out. With --dry-run no file is read.
    #[command(after_help = "Examples:\n  colab vault index\n  colab vault index --dry-run")]
    Index(VaultIndexArgs),
    /// List files by their text, rental number, client, serial number or day
    #[command(
        after_help = "Examples:\n  colab vault search RN-2024-0012\n  colab vault search baobab 2024-03-02 -f json\n  colab vault search LT-001"
    )]
    Search(VaultSearchArgs),
    /// Import a table of the vault: devices, or another kind
    ///
    /// As `import devices FILE` does, with its plan (--dry-run) and its way back (`import undo`, `undo`).
    #[command(
        after_help = "Examples:\n  colab vault import inventory_v1.xlsx --dry-run\n  colab vault import assets.xlsx --map \"Asset tag=serial_number\" --map \"Colour=-\" --partial\n  colab vault import clients.csv --kind clients"
    )]
    Import(VaultImportArgs),
}

#[derive(Debug, Args)]
pub struct VaultListArgs {
    /// Also files of other kinds, and those that are gone
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct VaultShowArgs {
    /// Path from the vault's root
    #[arg(add = ArgValueCompleter::new(complete_path))]
    path: PathBuf,
    /// List the differences between a table of devices and the devices, a row each
    #[arg(long)]
    differences: bool,
    /// Sheet of the workbook [default: the only one with the headings]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Field of a column by heading or place, as "Tag=serial_number"; "Tag=-" skips it; repeatable
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    maps: Vec<String>,
}

#[derive(Debug, Args)]
pub struct VaultCatArgs {
    /// Path from the vault's root
    #[arg(add = ArgValueCompleter::new(complete_path))]
    path: PathBuf,
    /// File or folder to write to [default: standard output]
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Args)]
pub struct VaultIndexArgs {
    /// Read unchanged files again, too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct VaultSearchArgs {
    /// Words, all of which the file has
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    #[command(flatten)]
    pub rows: ListArgs,
}

/// The kinds of tables, whose file is read as it is.
const TABLE_KINDS: [ImportKind; 6] = [
    ImportKind::Devices,
    ImportKind::Rooms,
    ImportKind::Bookings,
    ImportKind::Clients,
    ImportKind::Pricing,
    ImportKind::Users,
];

fn table_kind() -> impl TypedValueParser<Value = ImportKind> {
    PossibleValuesParser::new(TABLE_KINDS.map(ImportKind::as_str))
        .try_map(|word: String| word.parse::<ImportKind>())
}

#[derive(Debug, Args)]
pub struct VaultImportArgs {
    /// Path from the vault's root
    #[arg(add = ArgValueCompleter::new(complete_path))]
    path: PathBuf,
    /// Kind of the table
    #[arg(long, default_value = "devices", value_name = "KIND", value_parser = table_kind())]
    kind: ImportKind,
    #[command(flatten)]
    own: KindOptionArgs,
    #[command(flatten)]
    options: TableOptionArgs,
}

/// Offers the paths of files that were read before.
fn complete_path(current: &OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| app.read(service::offered))
}

/// Runs a `colab vault` command.
pub fn run(command: VaultCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        VaultCommand::List(args) => files(&args, app),
        VaultCommand::Show(args) => show(&args, app),
        VaultCommand::Cat(args) => cat(&args, app),
        VaultCommand::Index(args) => index(&args, app),
        VaultCommand::Search(args) => {
            let found: Vec<FoundText> = app.write_read(|tx| service::search(tx, &args.words))?;
            Ok(list(&found).into())
        }
        VaultCommand::Import(args) => import(&args, app),
    }
}

fn files(args: &VaultListArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<VaultFile>()?;
    let known = app.read(VaultIndex::load)?;
    let found = VaultRoot::open(&app.config)?.files()?;
    let others = found.iter().filter(|file| file.is_other).count();
    if others > 0 && !args.all {
        let what = counted(u64::try_from(others).unwrap_or(u64::MAX), "file");
        app.note(&format!("{what} of other kinds: colab vault list --all"));
    }
    Ok(list(&known.files(&found, args.all)).into())
}

fn text_reader(app: &mut App) -> Result<TextReader> {
    Ok(TextReader {
        exe: app.executable()?,
        max_cells: app.settings()?.import_max_cells(),
    })
}

/// Reads a file that the actor may read, which whoever hands it on writes down first.
fn read(path: &Path, app: &mut App) -> Result<ReadFile> {
    // Who may read nothing learns nothing of paths.
    let typed = VaultPath::read(path);
    app.read(|tx| match &typed {
        Ok(path) => service::require_read(tx, path),
        Err(_) => VaultIndex::load(tx).map(|_| ()),
    })?;
    VaultRoot::open(&app.config)?.read(&typed?)
}

/// Writes down that a file was read, under `--dry-run` too.
fn keep(reading: &VaultReading, app: &mut App) -> Result<Option<VaultFileRow>> {
    let mut kept = app.write_read(|tx| service::keep(tx, std::slice::from_ref(reading)))?;
    Ok(kept.pop())
}

fn show(args: &VaultShowArgs, app: &mut App) -> Result<CommandResult> {
    let file = read(&args.path, app)?;
    let known = app.read(|tx| service::known(tx, &file.path))?;
    let is_indexed = known.is_some_and(|row| row.sha256 == file.sha256 && row.indexed_at.is_some());
    let text = if is_indexed || file.path.is_of_system() {
        None
    } else {
        Some(text_reader(app)?.text_of(&file))
    };
    let row = keep(&VaultReading::of(&file, text), app)?;
    let row = row.ok_or_else(|| Error::internal("a file that was read was not kept"))?;
    let choice = (args.sheet.as_deref(), args.maps.as_slice());
    let compared = if file.kind.is_table() {
        Some(compare_devices(file.path.as_path(), &file.bytes, choice, app))
    } else {
        None
    };
    if args.differences || !args.maps.is_empty() && !matches!(compared, Some(Ok(_))) {
        let Some(differences) = compared else {
            let fact = format!("`{}` is not a table: {}", file.path.as_str(), file.kind);
            return Err(Error::invalid(ErrorCode::NotATable, fact));
        };
        return Ok(list(&differences?).into());
    }
    let (details, history) = app.read(|tx| service::details(tx, row.clone()))?;
    let mut records = one(&details);
    match compared {
        Some(Ok(differences)) => add_differences(&mut records, &differences),
        Some(Err(error)) => app.note(&format!("not compared with the devices: {}", error.message)),
        None => {}
    }
    records.add_field("history", audit::as_value(&history));
    Ok(records.into())
}

fn add_differences(records: &mut Records, differences: &[TableDifference]) {
    let told = |one: &TableDifference| one.told();
    for kind in DifferenceKind::ALL {
        let of_kind = differences.iter().filter(|one| one.kind == *kind);
        let told: Vec<_> = of_kind.map(told).collect();
        records.add_shown_field(kind.as_str(), Value::List(told));
    }
}

fn cat(args: &VaultCatArgs, app: &mut App) -> Result<CommandResult> {
    let output = args.output.clone().unwrap_or_else(|| PathBuf::from("-"));
    let goes_out = is_stdout(&output);
    if goes_out {
        require_stdout()?;
    }
    if !goes_out {
        refuse_read_only(&output).map_err(|error| file_error(&output, "write", error))?;
    }
    let file = read(&args.path, app)?;
    let is_text = matches!(file.kind, VaultKind::Csv | VaultKind::Xml);
    if goes_out && std::io::stdout().is_terminal() && !is_text {
        return Err(
            Error::usage(format!("a file of kind {} is nothing for a terminal", file.kind))
                .hint("write it to a file: -o PATH"),
        );
    }
    keep(&VaultReading::of(&file, None), app)?;
    if app.manner.dry_run {
        return Ok(CommandOutput::Nothing.into());
    }
    if goes_out && std::io::stdout().is_terminal() {
        let text = String::from_utf8_lossy(&file.bytes);
        let lines: String = text.lines().map(|line| printable(line) + "\n").collect();
        return Ok(CommandOutput::Text(lines).into());
    }
    let path = if output.is_dir() {
        output.join(file.path.name())
    } else {
        output
    };
    if args.force || goes_out {
        write_file(&path, &file.bytes)?;
    } else {
        write_new_file(&path, &file.bytes).map_err(|error| match error.code {
            ErrorCode::FileExists => error.hint("replace it with --force, or write another one: -o PATH"),
            _ => error,
        })?;
    }
    if !goes_out {
        app.note(&format!(
            "wrote {}: {}",
            path.display(),
            counted(file.size(), "byte")
        ));
    }
    Ok(CommandOutput::Nothing.into())
}

/// Files that are kept in one transaction.
const FILES_AT_ONCE: usize = 100;

fn index(args: &VaultIndexArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<IndexedFile>()?;
    let known = app.read(VaultIndex::load)?;
    let root = VaultRoot::open(&app.config)?;
    let found = root.files()?;
    let mut results: Vec<IndexedFile> = Vec::new();
    let mut readings = Vec::new();
    let reader = text_reader(app)?;
    let progress = app.progress("indexing");
    for file in found.iter().filter(|file| !file.is_other) {
        match taken(file, &known, args.all) {
            Taken::Unchanged => continue,
            Taken::LeftOut(why) => results.push(left_out(&file.path, IndexResult::LeftOut, Some(why))),
            Taken::Path(path) if app.manner.dry_run => {
                results.push(left_out(path.as_str(), IndexResult::ToIndex, None));
            }
            Taken::Path(path) => match root.read(&path) {
                Err(error) => {
                    let why = error
                        .message
                        .rsplit('`')
                        .next()
                        .unwrap_or_default()
                        .trim()
                        .to_owned();
                    results.push(left_out(path.as_str(), IndexResult::LeftOut, Some(why)));
                }
                Ok(file) => {
                    let row = known
                        .row(&path)
                        .filter(|row| row.sha256 == file.sha256 && row.indexed_at.is_some());
                    let text = match row {
                        Some(_) if !args.all => None,
                        _ => Some(reader.text_of(&file)),
                    };
                    readings.push(VaultReading::of(&file, text));
                }
            },
        }
        if readings.len() == FILES_AT_ONCE {
            results.extend(keep_all(&std::mem::take(&mut readings), app)?);
        }
    }
    results.extend(keep_all(&readings, app)?);
    let gone: Vec<VaultFileRow> = known
        .gone(&found)
        .into_iter()
        .filter(|row| row.gone_at.is_none())
        .cloned()
        .collect();
    if !gone.is_empty() {
        app.write(|tx| service::mark_gone(tx, &gone))?;
    }
    results.extend(
        gone.iter()
            .map(|row| left_out(&row.path, IndexResult::Gone, None)),
    );
    drop(progress);
    results.sort_by(|a, b| a.path.cmp(&b.path));
    let is_short = |file: &&IndexedFile| matches!(file.result, IndexResult::LeftOut | IndexResult::NoText);
    let short = results.iter().filter(is_short).count();
    let failure = (short > 0).then(|| {
        let what = counted(u64::try_from(short).unwrap_or(u64::MAX), "file");
        Error::new(
            Kind::Partial,
            ErrorCode::VaultPartial,
            format!("{what} could not be indexed"),
        )
        .hint("colab vault list --all")
    });
    Ok(CommandResult {
        reply: CommandOutput::Records(list(&results)),
        failure,
    })
}

fn keep_all(readings: &[VaultReading], app: &mut App) -> Result<Vec<IndexedFile>> {
    if readings.is_empty() {
        return Ok(Vec::new());
    }
    let kept = app.write(|tx| service::keep(tx, readings))?;
    let looked_for = readings.iter().map(VaultReading::has_text);
    let new = kept.into_iter().zip(looked_for).filter(|(_, is_new)| *is_new);
    Ok(service::indexed(new.map(|(row, _)| row).collect()))
}

/// What is to be done about a file.
enum Taken {
    Path(VaultPath),
    LeftOut(String),
    Unchanged,
}

fn taken(file: &FoundFile, known: &VaultIndex, all: bool) -> Taken {
    if let Some(why) = &file.refusal {
        return Taken::LeftOut(why.clone());
    }
    match VaultPath::read(file.path.as_ref()) {
        Err(error) => Taken::LeftOut(error.message),
        // Their text is nothing that everybody's database should hold.
        Ok(path) if path.is_of_system() => Taken::Unchanged,
        Ok(path) if !all && known.row(&path).is_some_and(|row| row.is_current(file)) => Taken::Unchanged,
        Ok(path) => Taken::Path(path),
    }
}

fn left_out(path: &str, result: IndexResult, why: Option<String>) -> IndexedFile {
    IndexedFile {
        path: printable(path),
        result,
        facts: Default::default(),
        why,
    }
}

fn import(args: &VaultImportArgs, app: &mut App) -> Result<CommandResult> {
    args.own.check(args.kind)?;
    let file = read(&args.path, app)?;
    keep(&VaultReading::of(&file, None), app)?;
    run_read(
        args.kind,
        file.path.as_path(),
        &file.bytes,
        &args.options,
        &args.own,
        app,
    )
}
