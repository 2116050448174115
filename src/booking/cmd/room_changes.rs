//! `colab room edit`, `combine` and `deactivate`, which bookings may forbid.

use clap::{Args, Subcommand};
use clap_complete::ArgValueCompleter;

use crate::access::app::{App, CommandResult};
use crate::booking::room_changes::{self, ChangedRoom};
use crate::kernel::error::Result;
use crate::kernel::shell_word::shell_word;
use crate::output::one;
use crate::room::Room;
use crate::room::cmd::{RoomCombineArgs, RoomEditArgs, complete_room};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum RoomChangeCommand {
    /// Change a room
    #[command(
        after_help = "Examples:\n  colab room edit Excellence --capacity 32\n  colab room edit Focus --setup 30 --teardown 15 --dry-run\n  colab room edit A302 --name \"Boardroom 2\" --type boardroom"
    )]
    Edit(RoomEditArgs),
    /// Deactivate a room; its upcoming bookings must be moved first
    #[command(
        after_help = "Examples:\n  colab room deactivate A302\n  colab room deactivate Growth --keep-bookings --dry-run"
    )]
    Deactivate(RoomDeactivateArgs),
    /// Combine rooms into one that is booked as a whole
    ///
    /// Booking the combined room blocks its parts, and booking a part blocks the combined room.
    #[command(
        after_help = "Examples:\n  colab room combine \"Ambition+Perseverance\" Ambition Perseverance --capacity 60\n  colab room combine Hall Focus Growth Vision"
    )]
    Combine(RoomCombineArgs),
}

#[derive(Debug, Args)]
pub struct RoomDeactivateArgs {
    /// Room name or alias
    #[arg(add = ArgValueCompleter::new(complete_room))]
    room: String,
    /// Leave bookings to come in place and list them
    #[arg(long)]
    keep_bookings: bool,
}

/// Runs a `colab room` command that needs the bookings.
///
/// # Errors
/// `Usage` for an edit that changes nothing.
pub fn run(command: RoomChangeCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        RoomChangeCommand::Edit(args) => {
            let (room, changes) = args.changes()?;
            app.view.check_fields::<Room>()?;
            let edited = app.write(|tx| room_changes::edit_room(tx, &room, &changes))?;
            if let Some(name) = &edited.kept_name {
                app.note(&format!(
                    "`{name}` stays as an alias; to remove it: colab room alias remove {}",
                    shell_word(name)
                ));
            }
            Ok(one(&edited.room).into())
        }
        RoomChangeCommand::Deactivate(args) => deactivate(&args, app),
        RoomChangeCommand::Combine(args) => {
            app.view.check_fields::<Room>()?;
            let done = app.write(|tx| room_changes::combine(tx, &args.name, &args.parts, args.capacity))?;
            Ok(shown(app, &done))
        }
    }
}

fn deactivate(args: &RoomDeactivateArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Room>()?;
    let done = app.write(|tx| room_changes::deactivate(tx, &args.room, args.keep_bookings))?;
    Ok(shown(app, &done))
}

fn shown(app: &App, done: &ChangedRoom) -> CommandResult {
    done.warnings.iter().for_each(|warning| app.note(warning));
    one(&done.room).into()
}
