//! Plans a block together with the moves of all bookings that are in its way.

use chrono::NaiveTime;

use super::service::{NewBlock, all_in_the_way, chosen_rooms, names_of};
use crate::access::auth::Permission;
use crate::access::plan::{self, PlanStep, SavedPlan, push_option};
use crate::access::tx::Tx;
use crate::booking::describe::{describe_days, describe_row};
use crate::booking::solve::{MoveWay, PlannedMove, Replan, TriedTimes, replan};
use crate::booking::store as bookings;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{Period, Site};
use crate::kernel::text::counted;

/// A block with the moves that make place for it, and why it cannot be made where something stays in its way.
#[derive(Debug)]
pub struct BlockPlan {
    pub plan: SavedPlan,
    /// Those of its first steps.
    pub moves: Vec<PlannedMove>,
    pub failure: Option<Error>,
}

/// Plans a block: first the moves of what is in its way, to none of the times that were tried, then the block itself.
///
/// # Errors
/// `Forbidden` for who may not block or assign rooms; `NotFound` for an unknown room.
pub fn plan(tx: &mut Tx<'_>, new: &NewBlock, tried: &TriedTimes) -> Result<BlockPlan> {
    let _grant = tx.require(Permission::EditRooms)?;
    let chosen = chosen_rooms(tx, &new.rooms)?;
    let rows = all_in_the_way(tx, &chosen, &new.period)?;
    let closed: Vec<Option<i64>> = chosen
        .iter()
        .map(|room| room.as_ref().map(|room| room.row.id))
        .collect();
    let Replan { moves, left } = replan(tx, &closed, &new.period, rows, tried)?;
    let site = tx.site();
    let names = bookings::room_names(tx.connection())?;
    let what = names_of(&chosen);
    let when = describe_days(&site, new.period.starts_at(), new.period.ends_at());
    let mut steps = Vec::new();
    for planned in &moves {
        steps.push(PlanStep {
            command: planned.command(Some(&new.reason), &site),
            about: describe_row(&planned.row, &names, &site),
            why: match planned.way {
                MoveWay::GivesBack => "another booking takes its room, and it gets another one".to_owned(),
                MoveWay::Straight | MoveWay::Assigns => planned.why.clone(),
            },
        });
    }
    steps.push(PlanStep {
        command: block_command(new, &site),
        about: format!("{what}, {when}"),
        why: new.reason.clone(),
    });
    let failure = (!left.is_empty()).then(|| {
        let lines: Vec<String> = left
            .iter()
            .map(|(row, why)| format!("{}: {why}", describe_row(row, &names, &site)))
            .collect();
        let ids: Vec<i64> = left.iter().map(|(row, _)| row.id).collect();
        let fact = format!(
            "no other room and no other time for {} in the way of a block of {what} on {when}",
            counted(ids.len(), "booking")
        );
        Error::conflict(ErrorCode::BookingsInTheWay, fact)
            .with_rows(lines)
            .hint("choose other days or rooms for the block, or cancel what is in its way")
            .detail("booking_ids", ids)
    });
    let mut plan = SavedPlan::new(tx, steps)?;
    plan.records = plan::records(
        tx,
        moves
            .iter()
            .map(|planned| ("booking", planned.row.id.to_string())),
    )?;
    Ok(BlockPlan { plan, moves, failure })
}

/// Returns the command that makes the block.
fn block_command(new: &NewBlock, site: &Site) -> Vec<String> {
    let (from, to) = ends_of(&new.period, site);
    let has_dash = new.rooms.iter().any(|room| room.starts_with('-'));
    let mut words: Vec<String> = Vec::new();
    if new.rooms.is_empty() {
        let days = if from == to { from } else { format!("{from}..{to}") };
        words.extend(["site".to_owned(), "close".to_owned(), days]);
    } else {
        words.extend(["room".to_owned(), "block".to_owned()]);
        if !has_dash {
            words.extend(new.rooms.iter().cloned());
        }
        words.extend(["--from".to_owned(), from, "--to".to_owned(), to]);
    }
    push_option(&mut words, "--kind", new.kind.as_str());
    push_option(&mut words, "--reason", &new.reason);
    if new.allow_past {
        words.push("--allow-past".to_owned());
    }
    if has_dash {
        words.push("--".to_owned());
        words.extend(new.rooms.iter().cloned());
    }
    words
}

/// Returns the first and last day of whole days, else both ends as instants.
fn ends_of(period: &Period, site: &Site) -> (String, String) {
    let (start, end) = (site.local(period.starts_at()), site.local(period.ends_at()));
    let is_whole = start.time() == NaiveTime::MIN && end.time() == NaiveTime::MIN;
    match end.date_naive().pred_opt().filter(|_| is_whole) {
        Some(last) => (start.date_naive().to_string(), last.to_string()),
        None => (start.to_rfc3339(), end.to_rfc3339()),
    }
}
