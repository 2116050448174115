//! `colab booking suggest` and `conflicts`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::query_args::{RoomNeedsArgs, RoomPeriodArgs};
use super::targets::{complete_booking, complete_client};
use crate::access::app::{App, CommandResult, ListArgs, OrderArgs, WorkbookArgs};
use crate::booking::demand;
use crate::booking::vacancy::conflicts::{self, ConflictScope, FindMoreConflicts};
use crate::booking::vacancy::suggest::{self, BookingQuery};
use crate::kernel::error::{Error, Kind, Result};
use crate::output::{CommandOutput, list};
use crate::room::cmd::complete_room;

#[derive(Debug, Args)]
pub struct BookingSuggestArgs {
    /// Booking that needs a room
    #[arg(conflicts_with_all = ["from", "to", "date", "people", "learners", "facilitators", "amenities", "room_type", "location", "room"], add = ArgValueCompleter::new(complete_booking))]
    id: Option<i64>,
    #[command(flatten)]
    when: RoomPeriodArgs,
    #[command(flatten)]
    needs: RoomNeedsArgs,
    /// Preferred room: first if it is free, else with its nearest free times
    #[arg(long, value_name = "ROOM", add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
    /// Maximum number of suggestions
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Record as demand of --client that no room is free at that time
    #[arg(long, requires = "client")]
    record_demand: bool,
    /// Client whose demand is recorded
    #[arg(long, value_name = "NAME", requires = "record_demand", add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    #[command(flatten)]
    pub order: OrderArgs,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

#[derive(Debug, Args)]
pub struct BookingConflictsArgs {
    /// Booking to check [default: all upcoming bookings]
    #[arg(conflicts_with_all = ["from", "to", "date", "people", "learners", "facilitators", "amenities", "room_type", "location", "room"], add = ArgValueCompleter::new(complete_booking))]
    id: Option<i64>,
    #[command(flatten)]
    when: RoomPeriodArgs,
    #[command(flatten)]
    needs: RoomNeedsArgs,
    /// Room to check, in the period of --date or of --from and --to
    #[arg(long, value_name = "ROOM", add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
    /// Exit with code 9 if there are conflicts
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    pub rows: ListArgs,
}

pub fn suggest(args: BookingSuggestArgs, app: &mut App) -> Result<CommandResult> {
    let wish = wish(args.id, &args.when, args.needs, args.room, app)?;
    let limit = app.query_limit(Some(args.limit)).unwrap_or(usize::MAX);
    let suggestion = app.read(|tx| suggest::suggest(tx, &wish, limit))?;
    suggestion.note.iter().for_each(|note| app.note(note));
    if let Some(client) = args.client.filter(|_| args.record_demand) {
        let is_recorded = app.write(|tx| demand::record_suggested(tx, &wish, &client))?;
        app.note(if is_recorded {
            "recorded as demand: colab booking demand"
        } else {
            "not recorded as demand: a room is free, or the site does not record it"
        });
    }
    Ok(list(&suggestion.offers).into())
}

fn wish(
    id: Option<i64>,
    when: &RoomPeriodArgs,
    needs: RoomNeedsArgs,
    room: Option<String>,
    app: &mut App,
) -> Result<BookingQuery> {
    Ok(match id {
        Some(id) => BookingQuery::Booking(id),
        None => BookingQuery::New {
            period: when.period(app)?,
            needs: needs.needs(app)?,
            room,
        },
    })
}

/// Lists conflicts of rooms, and those that `more` finds.
pub fn conflicts(
    args: BookingConflictsArgs,
    more: FindMoreConflicts,
    app: &mut App,
) -> Result<CommandResult> {
    let of_one = args.id.is_some() || args.room.is_some() || args.when.names_a_day();
    // Nothing is in the way of what no room can take.
    let mut nothing_fits = None;
    let (mut found, scope) = if of_one {
        let scope = args.id.map_or(ConflictScope::Proposed, ConflictScope::Booking);
        let wish = wish(args.id, &args.when, args.needs, args.room, app)?;
        let found = app.read(|tx| conflicts::in_the_way(tx, &wish))?;
        if found.is_empty() && args.id.is_none() {
            nothing_fits = app.read(|tx| suggest::suggest(tx, &wish, 1))?.note;
        }
        (found, scope)
    } else {
        let (from, to) = args.when.stretch(app)?;
        let today = app.today()?;
        let from = match from {
            Some(from) => from,
            None => app.site()?.days(today, today)?.starts_at(),
        };
        let scope = ConflictScope::Stretch { from, to };
        (app.read(|tx| conflicts::to_come(tx, from, to))?, scope)
    };
    found.extend(app.read(|tx| more(tx, &scope))?);
    found.sort_by_key(|one| one.row.as_ref().map(|row| (row.starts_at, row.id)));
    if let Some(why) = &nothing_fits {
        app.note(why);
    }
    let is_clear = found.is_empty() && nothing_fits.is_none();
    let failure = (args.exit_code && !is_clear).then(|| Error::silent(Kind::Findings));
    Ok(CommandResult {
        reply: CommandOutput::Records(list(&found)),
        failure,
    })
}
