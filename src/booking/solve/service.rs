//! Reads the problem, solves it and assigns the rooms, in one transaction.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::problem::{CandidateRoom, HeldRoom, PlacementProblem, RoomWant, UNKNOWN_CAPACITY};
use super::reasons::PlacementReasons;
use super::{series, solver};
use crate::access::auth::{Grant, Permission, PermissionScope};
use crate::access::tx::{Tx, not_allowed};
use crate::booking::checks::Overrides;
use crate::booking::holds::widened;
use crate::booking::model::{Booking, BookingRow};
use crate::booking::save::{BookingUpdate, save_all, tell_of_move};
use crate::booking::status::BookingStatus;
use crate::booking::vacancy::queue::{RoomQueueFilter, ghosts, stretch_of};
use crate::booking::vacancy::{RoomNeeds, RoomVacancies, spare};
use crate::booking::{service, steps, store};
use crate::kernel::error::{Error, Result};
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, shown_always, shown_in_table, wanted_only};
use crate::room::Room;
use crate::text_enum;

/// Which ghosts are to be placed, and what may move for them.
#[derive(Debug, Clone, Default)]
pub struct SolveOrder {
    /// Ghosts that begin in this stretch; from now on unless a start is given.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// Bookings that have a room and are not confirmed may get another one.
    pub may_move: bool,
    /// But not these.
    pub keep: Vec<i64>,
}

text_enum! {
    pub enum PlacementAction {
        /// It gets a room.
        Assign = "assign",
        /// It gets another room.
        Move = "move",
        /// It stays a ghost.
        Wait = "wait",
    }
}

/// What became of one booking.
#[derive(Debug, Clone)]
pub struct RoomPlacement {
    pub row: BookingRow,
    pub action: PlacementAction,
    pub room: Option<String>,
    pub from_room: Option<String>,
    pub spare: Option<u32>,
    pub why: String,
    /// What would help one that waits.
    pub way_out: Option<String>,
}

/// Places the ghosts of a stretch, as many as can be; what is confirmed never moves.
///
/// # Errors
/// `Forbidden` for who may not assign rooms; `Conflict` when somebody else took a room meanwhile.
pub fn solve(tx: &mut Tx<'_>, order: &SolveOrder) -> Result<Vec<RoomPlacement>> {
    let grant = tx.require(Permission::AssignRooms)?;
    if grant.reach() != PermissionScope::All {
        return Err(not_allowed(tx.actor(), "assign rooms"));
    }
    let filter = RoomQueueFilter {
        from: order.from,
        to: order.to,
        ..RoomQueueFilter::default()
    };
    let mut rows = ghosts(tx, &filter)?;
    rows.sort_by_key(|row| (row.created_at, row.id));
    let Some(stretch) = stretch_of(&rows)? else {
        tx.mark_unchanged();
        return Ok(Vec::new());
    };
    let mut vacancies = RoomVacancies::around(tx, &stretch)?;
    let standing = assigned(tx, &vacancies, &stretch)?;
    let movable: Vec<BookingRow> = standing
        .values()
        .filter(|row| {
            order.may_move && !order.keep.contains(&row.id) && row.starts_at >= tx.now() && !row.long_term
        })
        .cloned()
        .collect();
    movable.iter().for_each(|row| vacancies.release(row.id));
    rows.extend(movable);
    let rooms = places(&vacancies, &rows)?;
    for (row, room) in rows.iter().zip(&rooms) {
        if let Some(room) = room {
            vacancies.take(row, *room)?;
        }
    }
    keep(tx, &grant, &vacancies, &rows, &rooms)?;
    let reasons = PlacementReasons {
        vacancies: &vacancies,
        standing: &standing,
    };
    let mut placements = Vec::new();
    for (row, room) in rows.into_iter().zip(rooms) {
        placements.extend(placement(&reasons, row, room)?);
    }
    Ok(placements)
}

/// Finds the room of each booking, as few without one as can be.
pub(super) fn places(vacancies: &RoomVacancies, rows: &[BookingRow]) -> Result<Vec<Option<i64>>> {
    let mut wants: Vec<RoomWant> = rows
        .iter()
        .map(|row| want(vacancies, row))
        .collect::<Result<_>>()?;
    let of_series: Vec<Option<i64>> = rows.iter().map(|row| row.series_id).collect();
    series::choose_rooms(&mut wants, &of_series);
    let problem = PlacementProblem::new(wants);
    let solved = solver::solve(&problem);
    let places = solved.places.iter().zip(&problem.wants);
    Ok(places
        .map(|(place, want)| place.map(|at| want.places[at].room))
        .collect())
}

/// Returns bookings that have a room in the period or within a day of it and are not confirmed: a move may push on one
/// that is not near a waiting booking.
pub(super) fn assigned(
    tx: &mut Tx<'_>,
    vacancies: &RoomVacancies,
    stretch: &Period,
) -> Result<BTreeMap<i64, BookingRow>> {
    let day = chrono::TimeDelta::days(1);
    let (from, to) = (stretch.starts_at().plus(-day), stretch.ends_at().plus(day));
    let holds = vacancies.timeline().all_holds();
    let inside = holds.filter(|(starts_at, ends_at, _)| *starts_at < to && *ends_at > from);
    let ids: BTreeSet<i64> = inside.filter_map(|(_, _, holder)| holder.booking()).collect();
    let rows = store::by_ids(tx.connection(), &ids.into_iter().collect::<Vec<_>>())?;
    let assigned = rows
        .into_iter()
        .filter(|row| row.status == BookingStatus::RoomAssigned);
    Ok(assigned.map(|row| (row.id, row)).collect())
}

/// Returns a booking with every room that it may have: the one it has, and those that fit and are free of all that does
/// not move.
fn want(vacancies: &RoomVacancies, row: &BookingRow) -> Result<RoomWant> {
    let period = Period::new(row.starts_at, row.ends_at)?;
    let needs = RoomNeeds {
        wished_room_id: None,
        ..RoomNeeds::of(row)
    };
    let has = row.room_id.and_then(|id| vacancies.room(id));
    let mut rooms = vacancies.free(&period, &needs);
    if let Some(room) = has
        && rooms.iter().all(|free| free.row.id != room.row.id)
    {
        rooms.push(room);
    }
    Ok(RoomWant {
        from: period.starts_at().micros(),
        to: period.ends_at().micros(),
        wished: row.wished_room_id,
        series_room: None,
        current: has.and_then(|has| rooms.iter().position(|room| room.row.id == has.row.id)),
        places: rooms
            .iter()
            .map(|room| place(vacancies, room, &period, needs.people))
            .collect(),
    })
}

fn place(vacancies: &RoomVacancies, room: &Room, period: &Period, people: u32) -> CandidateRoom {
    let parts = vacancies.timeline().parts(room.row.id).iter();
    CandidateRoom {
        room: room.row.id,
        holds: parts
            .map(|part| {
                let (from, to) = widened(part, period);
                HeldRoom {
                    physical: part.physical_id,
                    from: from.micros(),
                    to: to.micros(),
                }
            })
            .collect(),
        waste: spare(room, people).map_or(UNKNOWN_CAPACITY, i64::from),
    }
}

/// Writes who goes where. Whoever moves gives the old room back first: two may change places.
fn keep(
    tx: &mut Tx<'_>,
    grant: &Grant,
    vacancies: &RoomVacancies,
    rows: &[BookingRow],
    rooms: &[Option<i64>],
) -> Result<()> {
    let changes = rows
        .iter()
        .zip(rooms)
        .filter(|(row, room)| room.is_some() && row.room_id != **room);
    let changed: Vec<BookingRow> = changes.clone().map(|(row, _)| row.clone()).collect();
    if changed.is_empty() {
        tx.mark_unchanged();
        return Ok(());
    }
    let moved: Vec<i64> = changed
        .iter()
        .filter(|row| row.room_id.is_some())
        .map(|row| row.id)
        .collect();
    let before: BTreeMap<i64, Booking> = service::with_names(tx, grant, changed)?
        .into_iter()
        .map(|booking| (booking.row.id, booking))
        .collect();
    store::release(tx.connection(), &moved)?;
    let (mut moves, mut places) = (Vec::new(), Vec::new());
    for (row, room) in changes {
        let (Some(before), Some(room)) = (before.get(&row.id), room.and_then(|id| vacancies.room(id))) else {
            return Err(Error::internal(format!("booking {} has lost its room", row.id)));
        };
        if row.room_id.is_some() {
            let mut after = row.clone();
            after.room_id = Some(room.row.id);
            moves.push(BookingUpdate::new(
                before.clone(),
                after,
                json!({"step": "solve"}),
            ));
        } else {
            places.push((before, room));
        }
    }
    steps::assign_rooms(tx, grant, &places, None, &Overrides::default(), &mut Vec::new())?;
    let saved = save_all(tx, grant, &moves)?;
    for (update, after) in moves.iter().zip(saved) {
        after
            .iter()
            .for_each(|after| tell_of_move(tx, &update.before, after));
    }
    Ok(())
}

/// Returns what became of a booking; nothing for one that stays where it is.
fn placement(
    reasons: &PlacementReasons<'_>,
    row: BookingRow,
    room_id: Option<i64>,
) -> Result<Option<RoomPlacement>> {
    let period = Period::new(row.starts_at, row.ends_at)?;
    let action = match (row.room_id, room_id) {
        (None, Some(_)) => PlacementAction::Assign,
        (Some(before), Some(after)) if before != after => PlacementAction::Move,
        (None, None) => PlacementAction::Wait,
        _ => return Ok(None),
    };
    let people = u32::try_from(row.headcount).unwrap_or(0);
    let room = room_id.and_then(|id| reasons.vacancies.room(id));
    Ok(Some(RoomPlacement {
        why: match (action, room) {
            (PlacementAction::Move, _) => reasons.why_moved(&row, &period),
            (_, Some(room)) => reasons.why_placed(&row, room, &period),
            (_, None) => reasons.why_not(&row),
        },
        way_out: (action == PlacementAction::Wait).then(|| reasons.way_out(&row, &period)),
        spare: room.and_then(|room| spare(room, people)),
        room: room.map(|room| room.row.name.clone()),
        from_room: row.room_id.map(|id| reasons.vacancies.name(id)),
        action,
        row,
    }))
}

impl Record for RoomPlacement {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<RoomPlacement>] = &[
            shown_in_table("booking_id", |p| p.row.id.into()),
            shown_in_table("client_name", |p| p.row.client_name.as_str().into()),
            wanted_only("starts_at", |p| p.row.starts_at.into()),
            wanted_only("ends_at", |p| p.row.ends_at.into()),
            wanted_only("headcount", |p| p.row.headcount.into()),
            shown_in_table("action", |p| p.action.as_str().into()),
            shown_always("room", |p| p.room.clone().into()),
            wanted_only("from_room", |p| p.from_room.clone().into()),
            wanted_only("spare", |p| p.spare.into()),
            shown_in_table("why", |p| p.why.as_str().into()),
            shown_in_table("way_out", |p| p.way_out.clone().into()),
        ];
        FIELDS
    }
}
