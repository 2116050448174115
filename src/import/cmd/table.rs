//! `colab import rooms|devices|bookings|clients|pricing|users FILE`.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use clap_complete::ArgValueCompleter;
use serde_json::json;

use super::outcome::{self, OutcomeContext};
use super::schedule::checked_year;
use super::sources::{complete_map, complete_source};
use crate::access::app::{App, CommandResult};
use crate::access::completion::complete_encoding;
use crate::import::journal::ImportOrigin;
use crate::import::kind::ImportKind;
use crate::import::service::prepare;
use crate::import::source_file::{file_name, source_name, source_of};
use crate::import::table::{
    CellContext, ColumnMapping, CompareOptions, DateOrder, FileManner, ReadOptions, SetField,
    TableDifference, TableReportLine, TableRequest, ValueWord, differences, import, known_rooms, minutes,
    read_file, read_table,
    saved_maps::{self, SavedMap},
    spec_of, spread,
};
use crate::kernel::decoded::encoding_named;
use crate::kernel::error::{Error, Result};
use crate::kernel::text::clean_text;
use crate::room::cmd::run_starter;
use colab_schedule::rooms::RoomDirectory;

// How to import a table.
#[derive(Debug, Args)]
pub struct TableOptionArgs {
    /// Name of the table; files of one source are versions of it [default: name of the file]
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_source))]
    source: Option<String>,
    /// Sheet of the workbook [default: the only one with the headings]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Field of a column by heading or place, as "Seats=capacity" or "D=capacity"; "Seats=-" skips it; two columns of one text are joined; repeatable
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    maps: Vec<String>,
    /// Value of a field that the file has none for, as "role=staff"; repeatable
    #[arg(long = "set", value_name = "FIELD=VALUE")]
    sets: Vec<String>,
    /// Value that a word of the file stands for, as "status:IN_STOCK_WORKING=available"; repeatable
    #[arg(long = "word", value_name = "FIELD:WORD=VALUE")]
    words: Vec<String>,
    /// Encoding of a text file, such as windows-1252 [default: UTF-8]
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_encoding))]
    encoding: Option<String>,
    /// Save --map, --word, --sheet and the like under a name, for --map-from
    #[arg(long, value_name = "NAME")]
    save_map: Option<String>,
    /// Read the file as the one whose mapping was saved under this name; it is a version of the same source
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_map))]
    map_from: Option<String>,
    /// Skip unknown columns that seem to mean something, too [default: refuse the file]
    #[arg(long)]
    ignore_unknown: bool,
    /// Order of day and month in dates such as 3/4/2026 [default: refuse them]
    #[arg(long, value_enum, value_name = "ORDER")]
    date_order: Option<DateOrder>,
    /// Year of dates without one
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
    /// Read hidden rows too
    #[arg(long)]
    include_hidden: bool,
    /// Clear fields whose cells are empty [default: leave them unchanged]
    #[arg(long)]
    clear_empty: bool,
    /// Take the file's value where a record was edited by hand and changed in the file
    #[arg(long)]
    theirs: bool,
    /// Cancel or retire what earlier files of this source had and this one has not
    #[arg(long)]
    prune: bool,
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
pub struct ImportBookingsArgs {
    #[command(flatten)]
    table: ImportTableArgs,
    #[command(flatten)]
    options: BookingOptionArgs,
}

#[derive(Debug, Args)]
pub struct ImportDevicesArgs {
    #[command(flatten)]
    table: ImportTableArgs,
    #[command(flatten)]
    options: DeviceOptionArgs,
}

// What only tables of bookings have.
#[derive(Debug, Clone, Default, Args)]
pub struct BookingOptionArgs {
    /// Import new bookings that lie in the past, too
    #[arg(long)]
    allow_past: bool,
    /// Create the rooms that are not known
    #[arg(long)]
    create_rooms: bool,
    /// Length of bookings without an end, as 90 or 1:30
    #[arg(long, value_name = "TIME")]
    duration: Option<String>,
}

// What only tables of devices have.
#[derive(Debug, Clone, Default, Args)]
pub struct DeviceOptionArgs {
    /// Create the categories that are not known
    #[arg(long)]
    create_categories: bool,
}

// What only some kinds of tables have, for a command that imports any.
#[derive(Debug, Clone, Default, Args)]
pub struct KindOptionArgs {
    #[command(flatten)]
    bookings: BookingOptionArgs,
    #[command(flatten)]
    devices: DeviceOptionArgs,
}

impl KindOptionArgs {
    /// Refuses options that tables of this kind do not have.
    ///
    /// # Errors
    /// `Usage`, with the kind that has the option.
    pub fn check(&self, kind: ImportKind) -> Result<()> {
        let (bookings, devices) = (&self.bookings, &self.devices);
        let options = [
            (bookings.allow_past, "--allow-past", ImportKind::Bookings),
            (bookings.create_rooms, "--create-rooms", ImportKind::Bookings),
            (bookings.duration.is_some(), "--duration", ImportKind::Bookings),
            (
                devices.create_categories,
                "--create-categories",
                ImportKind::Devices,
            ),
        ];
        let mut options = options.into_iter();
        match options.find(|(is_given, _, of)| *is_given && *of != kind) {
            Some((_, option, of)) => Err(Error::usage(format!(
                "{option} is for {}, and the table is imported as {}",
                of.as_str(),
                kind.as_str()
            ))
            .hint(format!("use --kind {}", of.as_str()))),
            None => Ok(()),
        }
    }
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
        Some(file) => run(
            ImportKind::Rooms,
            file,
            None,
            &args.options,
            KindOptionArgs::default(),
            app,
        ),
        // There is one built-in set so far.
        None => run_starter(app),
    }
}

/// Runs the import of any other table.
pub fn run_table(kind: ImportKind, args: &ImportTableArgs, app: &mut App) -> Result<CommandResult> {
    run(
        kind,
        &args.file,
        None,
        &args.options,
        KindOptionArgs::default(),
        app,
    )
}

/// Runs the import of a table whose bytes were read already.
pub fn run_read(
    kind: ImportKind,
    path: &Path,
    mut bytes: &[u8],
    args: &TableOptionArgs,
    own: &KindOptionArgs,
    app: &mut App,
) -> Result<CommandResult> {
    run(kind, path, Some(&mut bytes), args, own.clone(), app)
}

/// Runs `colab import devices`.
pub fn run_devices(args: &ImportDevicesArgs, app: &mut App) -> Result<CommandResult> {
    let (file, options) = (&args.table.file, &args.table.options);
    let own = KindOptionArgs {
        devices: args.options.clone(),
        ..KindOptionArgs::default()
    };
    run(ImportKind::Devices, file, None, options, own, app)
}

/// Runs `colab import bookings`.
pub fn run_bookings(args: &ImportBookingsArgs, app: &mut App) -> Result<CommandResult> {
    let (file, options) = (&args.table.file, &args.table.options);
    let own = KindOptionArgs {
        bookings: args.options.clone(),
        ..KindOptionArgs::default()
    };
    run(ImportKind::Bookings, file, None, options, own, app)
}

fn run(
    kind: ImportKind,
    path: &Path,
    read: Option<&mut dyn Read>,
    args: &TableOptionArgs,
    own: KindOptionArgs,
    app: &mut App,
) -> Result<CommandResult> {
    app.view.check_fields::<TableReportLine>()?;
    let spec = spec_of(kind)?;
    let saved = match &args.map_from {
        Some(name) => app.read(|tx| saved_maps::find(tx, kind, name))?,
        None => SavedMap::default(),
    };
    // What is typed goes before what was saved.
    let maps: Vec<String> = args.maps.iter().chain(&saved.map).cloned().collect();
    let sheet = args.sheet.clone().or(saved.sheet);
    let clear_empty = args.clear_empty || saved.clear_empty;
    let ignore_unknown = args.ignore_unknown || saved.ignore_unknown;
    let date_order = args.date_order.or(saved.date_order);
    let create_rooms = own.bookings.create_rooms || saved.create_rooms;
    let create_categories = own.devices.create_categories || saved.create_categories;
    let duration = own.bookings.duration.or(saved.duration);
    let length = duration.as_deref().map(minutes).transpose();
    let length = length.map_err(|why| Error::usage(why).hint("--duration 1:30"))?;
    let map_name = args.save_map.as_deref();
    let map_name = map_name
        .map(|name| clean_text("save-map", name, 100))
        .transpose()?;
    let sets: Vec<String> = args.sets.iter().chain(&saved.set).cloned().collect();
    let words: Vec<String> = args.words.iter().chain(&saved.word).cloned().collect();
    let encoding = args.encoding.clone().or(saved.encoding);
    let mappings = maps.iter().map(|text| ColumnMapping::parse(text, &spec));
    let mappings = mappings.collect::<Result<_>>()?;
    let (settings, mut context) = app.read(|tx| Ok((prepare(tx, kind)?, CellContext::of(tx))))?;
    context.date_order = date_order;
    context.year = args.year.map(checked_year).transpose()?;
    let told = words.iter().map(|text| ValueWord::parse(text, &spec, &context));
    context.words = told.collect::<Result<_>>()?;
    let set_fields = sets.iter().map(|text| SetField::parse(text, &spec, &context));
    let today = app.today()?;
    let rooms = if kind == ImportKind::Bookings {
        app.read(known_rooms)?
    } else {
        RoomDirectory::default()
    };
    let options = ReadOptions {
        sheet: sheet.clone(),
        mappings,
        sets: set_fields.collect::<Result<_>>()?,
        clear_empty,
        ignore_unknown,
        today: Some(today),
        rooms,
    };
    let manner = FileManner {
        encoding: encoding.as_deref().map(encoding_named).transpose()?,
        with_hidden: args.include_hidden,
    };
    let progress = app.progress("importing");
    let is_input = read.is_none() && path == Path::new("-");
    let path = if is_input { Path::new(INPUT) } else { path };
    let mut stdin = is_input.then(|| std::io::stdin().lock());
    let input: Option<&mut dyn Read> = match (read, &mut stdin) {
        (Some(read), _) => Some(read),
        (None, stdin) => stdin.as_mut().map(|stdin| stdin as &mut dyn Read),
    };
    let content = read_file(path, input, &settings, &spec, manner, &app.executable()?)?;
    tracing::info!(file = %path.display(), sheets = content.sheets.len(), "read");
    let table = read_table(content.sheets, &spec, &options, &context)?;
    let table = if kind == ImportKind::Bookings {
        spread(table, &context.site, length, &options.rooms)
    } else {
        table
    };
    tracing::info!(rows = table.rows.len(), "understood");
    let given = args
        .source
        .clone()
        .or(args.map_from.is_some().then_some(saved.source));
    let (source, file) = (source(given.as_deref(), path)?, file_name(path));
    let request = TableRequest {
        spec: &spec,
        table: &table,
        origin: ImportOrigin {
            kind,
            source: &source,
            file: &file,
            sha256: &content.sha256,
        },
        options: json!({"sheet": sheet, "map": maps, "clear_empty": clear_empty, "partial": args.partial,
                        "ignore_unknown": ignore_unknown, "set": sets, "word": words, "encoding": encoding, "date_order": date_order,
                        "theirs": args.theirs, "prune": args.prune, "create_rooms": create_rooms, "create_categories": create_categories,
                        "duration": duration, "year": args.year, "include_hidden": args.include_hidden, "map_name": map_name}),
        compare: CompareOptions {
            theirs: args.theirs,
            prune: args.prune,
            allow_past: own.bookings.allow_past,
        },
        create_rooms,
        create_categories,
        map_name: map_name.as_deref(),
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

/// Compares a table of devices, whose bytes were read already, with the devices. Columns that mean nothing here are skipped.
///
/// # Errors
/// `Invalid` for a file that is not a table of devices.
pub fn compare_devices(
    path: &Path,
    mut bytes: &[u8],
    (sheet, maps): (Option<&str>, &[String]),
    app: &mut App,
) -> Result<Vec<TableDifference>> {
    let spec = spec_of(ImportKind::Devices)?;
    let (settings, context) = app.read(|tx| Ok((tx.settings().clone(), CellContext::of(tx))))?;
    let mappings = maps.iter().map(|text| ColumnMapping::parse(text, &spec));
    let options = ReadOptions {
        sheet: sheet.map(str::to_owned),
        mappings: mappings.collect::<Result<_>>()?,
        ignore_unknown: true,
        ..ReadOptions::default()
    };
    let manner = FileManner::default();
    let content = read_file(
        path,
        Some(&mut bytes),
        &settings,
        &spec,
        manner,
        &app.executable()?,
    )?;
    let table = read_table(content.sheets, &spec, &options, &context)?;
    app.read(|tx| differences(tx, &table, &spec))
}

/// What `-` is called.
const INPUT: &str = "standard input";

/// Returns the source of a table, within what the database keeps.
fn source(given: Option<&str>, path: &Path) -> Result<String> {
    if let Some(name) = given {
        return clean_text("source", &source_name(name), 255);
    }
    let name: String = source_of(path).chars().take(255).collect();
    Ok(if name.is_empty() { "table".to_owned() } else { name })
}
