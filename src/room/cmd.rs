//! `colab room …`, and `colab import rooms --starter`.

use std::collections::BTreeSet;

use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::model::{NewRoom, RoomChanges, RoomType, StarterOutcome, UnsizedRooms};
use super::service::{self, RoomFilter, RoomSort};
use super::{activity, alias};
use crate::access::app::{App, CommandResult, ListArgs, SearchArgs, WorkbookArgs};
use crate::access::audit;
use crate::access::completion::candidates;
use crate::access::idempotency::IdempotencyKey;
use crate::access::sort_order::SortOrder;
use crate::kernel::error::{Error, Result};
use crate::kernel::period::{parse_end_time, parse_time};
use crate::location::cmd::{LocationFilterArgs, complete_location};
use crate::output::{list, one};
use crate::user::IfExists;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum RoomCommand {
    /// List rooms
    #[command(
        after_help = "Examples:\n  colab room list\n  colab room list --min-capacity 20 --location Annexe -f json\n  colab room list --type office --fields name,location"
    )]
    #[command(visible_alias = "ls")]
    List(RoomListArgs),
    /// Show a room with its names, parts, rules and history
    #[command(
        after_help = "Examples:\n  colab room show Excellence\n  colab room show \"ambition + perseverance\" -f json"
    )]
    Show(RoomShowArgs),
    /// Add a room
    #[command(
        after_help = "Examples:\n  colab room add Atrium --capacity 30\n  colab room add \"Studio 10\" --capacity 10 --alias Studio --setup 30 --teardown 15\n  colab room add A302 --type office --if-exists skip"
    )]
    Add(RoomAddArgs),
    /// Activate a room again
    #[command(after_help = "Examples:\n  colab room activate A302\n  colab room activate Growth --dry-run")]
    Activate(RoomShowArgs),
    /// Manage other spellings of room names
    #[command(subcommand)]
    Alias(AliasCommand),
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum AliasCommand {
    /// Add a spelling of a room's name
    #[command(
        after_help = "Examples:\n  colab room alias add Perseverance Perserverence\n  colab room alias add \"Innovation (12)\" \"Innov.\""
    )]
    Add(AliasAddArgs),
    /// List spellings of room names
    #[command(
        after_help = "Examples:\n  colab room alias list\n  colab room alias list --room Perseverance -f csv"
    )]
    #[command(visible_alias = "ls")]
    List(AliasListArgs),
    /// Remove a spelling
    #[command(
        after_help = "Examples:\n  colab room alias remove Perserverence\n  colab room alias remove Perserverence --dry-run"
    )]
    Remove(AliasRemoveArgs),
}

#[derive(Debug, Args)]
pub struct RoomListArgs {
    /// Include rooms that are out of use
    #[arg(long)]
    all: bool,
    /// Room type
    #[arg(long, visible_alias = "type", value_name = "TYPE")]
    room_type: Option<RoomType>,
    /// Minimum capacity
    #[arg(long, value_name = "PEOPLE")]
    min_capacity: Option<u32>,
    #[command(flatten)]
    location: LocationFilterArgs,
    /// Field to sort by; -FIELD sorts downwards
    #[arg(long, default_value = "id", value_name = "FIELD", allow_hyphen_values = true)]
    sort: SortOrder<RoomSort>,
    /// Maximum number of rooms
    #[arg(long)]
    limit: Option<usize>,
    /// Start after the room with this id
    #[arg(long, value_name = "ID")]
    after: Option<i64>,
    #[command(flatten)]
    pub search: SearchArgs,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

#[derive(Debug, Args)]
pub struct RoomShowArgs {
    /// Room name or alias
    #[arg(add = ArgValueCompleter::new(complete_room))]
    room: String,
}

// Details that `add` and `edit` set.
#[derive(Debug, Args)]
pub struct RoomDetailArgs {
    /// Number of seats; 0 if unknown
    #[arg(long, value_name = "PEOPLE")]
    capacity: Option<u32>,
    /// Room type
    #[arg(long, visible_alias = "type", value_name = "TYPE")]
    room_type: Option<RoomType>,
    /// Whether the room has devices of its own: true or false
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    has_devices: Option<bool>,
    /// Location; an empty text for none
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_location))]
    location: Option<String>,
    /// Minutes to set up before each booking
    #[arg(long, visible_alias = "setup", value_name = "MINUTES")]
    setup_minutes: Option<u32>,
    /// Minutes to tear down after each booking
    #[arg(long, visible_alias = "teardown", value_name = "MINUTES")]
    teardown_minutes: Option<u32>,
    /// Opening time, HH:MM
    #[arg(long, value_name = "TIME")]
    opens_at: Option<String>,
    /// Closing time, HH:MM up to 24:00
    #[arg(long, value_name = "TIME")]
    closes_at: Option<String>,
    /// Shortest booking allowed
    #[arg(long, value_name = "MINUTES")]
    min_minutes: Option<u32>,
    /// Longest booking allowed
    #[arg(long, value_name = "MINUTES")]
    max_minutes: Option<u32>,
    /// Minimum notice for a booking
    #[arg(long, value_name = "HOURS")]
    notice_hours: Option<u32>,
    /// Days ahead that the room may be booked
    #[arg(long, value_name = "DAYS")]
    horizon_days: Option<u32>,
    /// Amenity; repeatable; replaces the present list
    #[arg(long = "amenity", value_name = "NAME", add = ArgValueCompleter::new(complete_amenity))]
    amenities: Option<Vec<String>>,
}

#[derive(Debug, Args)]
pub struct RoomAddArgs {
    /// Room name
    name: String,
    #[command(flatten)]
    details: RoomDetailArgs,
    /// Another spelling of the name; repeatable
    #[arg(long = "alias", value_name = "SPELLING")]
    aliases: Vec<String>,
    /// What to do if the room exists
    #[arg(long, default_value = "error", value_name = "WHAT")]
    if_exists: IfExists,
    /// Idempotency key: a repeated request returns the first room
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

#[derive(Debug, Args)]
pub struct RoomEditArgs {
    /// Room name or alias
    #[arg(add = ArgValueCompleter::new(complete_room))]
    room: String,
    /// New name
    #[arg(long)]
    name: Option<String>,
    /// Remove opening hours, lengths, notice and horizon, except those given with it
    #[arg(long)]
    no_rules: bool,
    #[command(flatten)]
    details: RoomDetailArgs,
}

#[derive(Debug, Args)]
pub struct RoomCombineArgs {
    /// Combined room, created if missing
    pub name: String,
    /// Rooms it consists of
    #[arg(required = true, num_args = 2.., add = ArgValueCompleter::new(complete_room))]
    pub parts: Vec<String>,
    /// Number of seats as a whole; 0 if unknown [default: those of the parts together]
    #[arg(long, value_name = "PEOPLE")]
    pub capacity: Option<u32>,
}

#[derive(Debug, Args)]
pub struct AliasAddArgs {
    /// Room name or another alias
    #[arg(add = ArgValueCompleter::new(complete_room))]
    room: String,
    /// Spelling to add
    alias: String,
}

#[derive(Debug, Args)]
pub struct AliasListArgs {
    /// Room name or alias
    #[arg(long, add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct AliasRemoveArgs {
    /// Spelling to remove, in any case and spacing
    #[arg(add = ArgValueCompleter::new(complete_alias))]
    alias: String,
}

impl RoomEditArgs {
    /// Returns the room to edit and what to change of it.
    ///
    /// # Errors
    /// `Usage` when nothing is to change.
    pub fn changes(self) -> Result<(String, RoomChanges)> {
        let mut changes = self.details.changes(self.name)?;
        changes.clear_rules = self.no_rules;
        if changes == RoomChanges::default() {
            return Err(Error::usage("no changes given").hint("colab room edit --help"));
        }
        Ok((self.room, changes))
    }
}

impl RoomDetailArgs {
    fn changes(self, name: Option<String>) -> Result<RoomChanges> {
        Ok(RoomChanges {
            name,
            capacity: self.capacity,
            room_type: self.room_type,
            has_devices: self.has_devices,
            location: self.location,
            setup_minutes: self.setup_minutes,
            teardown_minutes: self.teardown_minutes,
            opens_at: self.opens_at.as_deref().map(parse_time).transpose()?,
            closes_at: self.closes_at.as_deref().map(parse_end_time).transpose()?,
            min_minutes: self.min_minutes,
            max_minutes: self.max_minutes,
            notice_hours: self.notice_hours,
            horizon_days: self.horizon_days,
            amenities: self.amenities,
            clear_rules: false,
        })
    }
}

/// Offers room names to a shell's completion.
pub fn complete_room(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let rooms = app.read(|tx| service::list(tx, &RoomFilter::default()))?;
        Ok(rooms.into_iter().map(|room| room.row.name).collect())
    })
}

/// Offers the amenities that rooms have.
pub fn complete_amenity(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let rooms = app.read(|tx| service::list(tx, &RoomFilter::default()))?;
        let names: BTreeSet<String> = rooms.into_iter().flat_map(|room| room.amenities).collect();
        Ok(names.into_iter().collect())
    })
}

fn complete_alias(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let aliases = app.read(|tx| alias::list(tx, None))?;
        Ok(aliases.into_iter().map(|one| one.alias).collect())
    })
}

/// Runs a `colab room` command.
pub fn run(command: RoomCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        RoomCommand::List(args) => list_rooms(args, app),
        RoomCommand::Show(args) => show(&args, app),
        RoomCommand::Add(args) => add(args, app),
        RoomCommand::Activate(args) => app.write_one(|tx| activity::activate(tx, &args.room)),
        RoomCommand::Alias(AliasCommand::Add(args)) => {
            app.write_one(|tx| alias::add(tx, &args.room, &args.alias))
        }
        RoomCommand::Alias(AliasCommand::List(args)) => {
            Ok(list(&app.read(|tx| alias::list(tx, args.room.as_deref()))?).into())
        }
        RoomCommand::Alias(AliasCommand::Remove(args)) => app.write_one(|tx| alias::remove(tx, &args.alias)),
    }
}

fn show(args: &RoomShowArgs, app: &mut App) -> Result<CommandResult> {
    let (room, history) = app.read(|tx| service::show(tx, &args.room))?;
    let mut records = one(&room);
    records.add_field("history", audit::as_value(&history));
    Ok(records.into())
}

fn list_rooms(args: RoomListArgs, app: &mut App) -> Result<CommandResult> {
    let filter = RoomFilter {
        active: (!args.all).then_some(true),
        room_type: args.room_type,
        min_capacity: args.min_capacity,
        location: args.location.read(app)?,
        sort: args.sort,
        after: args.after,
        limit: app.query_limit(args.limit),
    };
    Ok(list(&app.read(|tx| service::list(tx, &filter))?).into())
}

fn add(args: RoomAddArgs, app: &mut App) -> Result<CommandResult> {
    let request = format!("{args:?}");
    let repeat = IdempotencyKey::asked(args.idempotency_key.as_deref(), &request)?;
    let new = NewRoom {
        name: args.name,
        details: args.details.changes(None)?,
        aliases: args.aliases,
        components: Vec::new(),
    };
    app.write_one(|tx| service::add(tx, &new, args.if_exists, repeat.as_ref()))
}

/// Runs `colab import rooms --starter colab`.
pub fn run_starter(app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<StarterOutcome>()?;
    let done = app.write(service::add_starter)?;
    let without_size = done.iter().filter(|room| room.created && room.capacity == 0);
    if let Some(found) = UnsizedRooms::of(without_size.map(|room| room.name.as_str())) {
        app.note(&found.to_string());
    }
    Ok(list(&done).into())
}
