//! `booking suggest`: free rooms that fit, or else the nearest free times.

use chrono::TimeDelta;

use super::{RoomNeeds, RoomVacancies, spare, visible};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::text::counted;
use crate::output::{Record, RecordField, shown_in_table, wanted_only};
use crate::room::known_capacity;
use crate::room::{Room, service as rooms};

/// What rooms are looked for: those of a booking, or of wishes.
#[derive(Debug, Clone)]
pub enum BookingQuery {
    Booking(i64),
    New {
        period: Period,
        needs: RoomNeeds,
        /// By name.
        room: Option<String>,
    },
}

/// A room and a time that would do.
#[derive(Debug, Clone)]
pub struct RoomOffer {
    pub rank: i64,
    pub room: String,
    pub capacity: i32,
    pub spare: Option<u32>,
    pub components: Vec<String>,
    pub period: Period,
    pub why: String,
}

/// What would do, best first; and why there is nothing, where there is nothing.
#[derive(Debug)]
pub struct RoomSuggestion {
    pub offers: Vec<RoomOffer>,
    pub note: Option<String>,
}

/// Returns free rooms that fit, best first, then the wished room's nearest free times; if no room is free, those of
/// every room that fits, the nearest first.
///
/// # Errors
/// `NotFound` for an unknown booking or room.
pub fn suggest(tx: &mut Tx<'_>, wish: &BookingQuery, limit: usize) -> Result<RoomSuggestion> {
    let (period, needs, booking) = wanted(tx, wish)?;
    let mut vacancies = RoomVacancies::around(tx, &period)?;
    if let Some(id) = booking {
        vacancies.release(id);
    }
    let mut offers = offers(&vacancies, &period, &needs);
    offers.truncate(limit);
    let note = offers.is_empty().then(|| nothing(&vacancies, &needs));
    Ok(RoomSuggestion { offers, note })
}

/// Returns the period, the needs and the booking, if it is one; asks for the permission to see bookings.
pub fn wanted(tx: &mut Tx<'_>, wish: &BookingQuery) -> Result<(Period, RoomNeeds, Option<i64>)> {
    let grant = tx.require_managed(Permission::SeeBookings)?;
    match wish {
        BookingQuery::Booking(id) => {
            let row = visible(tx, &grant, *id)?;
            Ok((
                Period::new(row.starts_at, row.ends_at)?,
                RoomNeeds::of(&row),
                Some(*id),
            ))
        }
        BookingQuery::New { period, needs, room } => {
            let mut needs = needs.clone();
            if let Some(name) = room {
                let directory = rooms::directory(tx.connection())?;
                needs.wished_room_id = Some(rooms::find(&directory, name)?.id);
            }
            Ok((*period, needs, None))
        }
    }
}

/// Returns every offer there is, best first.
pub fn offers(vacancies: &RoomVacancies, period: &Period, needs: &RoomNeeds) -> Vec<RoomOffer> {
    let free = vacancies.free(period, needs);
    let mut offers: Vec<RoomOffer> = free
        .iter()
        .enumerate()
        .map(|(at, room)| offer(room, period, needs, why_this_room(room, needs, at == 0)))
        .collect();
    let instead = match (needs.wished_room_id, free.is_empty()) {
        (_, true) => vacancies.suitable(needs),
        (Some(id), false) if free.iter().all(|room| room.row.id != id) => {
            vacancies.room(id).into_iter().collect()
        }
        _ => Vec::new(),
    };
    offers.extend(other_times(vacancies, period, needs, &instead));
    for (rank, offer) in (1..).zip(&mut offers) {
        offer.rank = rank;
    }
    offers
}

/// Returns the nearest free times of these rooms, the nearest first; of times equally near, the better room first.
pub fn other_times(
    vacancies: &RoomVacancies,
    wished: &Period,
    needs: &RoomNeeds,
    rooms: &[&Room],
) -> Vec<RoomOffer> {
    let mut found: Vec<(TimeDelta, RoomOffer)> = Vec::new();
    for room in rooms
        .iter()
        .filter(|room| room.row.is_active && super::seats(room, needs.people))
    {
        for period in vacancies
            .nearest(room.row.id, wished, needs.claim)
            .into_iter()
            .flatten()
        {
            let away = period.starts_at().since(wished.starts_at());
            let why = format!("the nearest free time, {}", distance(away));
            found.push((away.abs(), offer(room, &period, needs, why)));
        }
    }
    found.sort_by_key(|(away, _)| *away);
    found.into_iter().map(|(_, offer)| offer).collect()
}

fn offer(room: &Room, period: &Period, needs: &RoomNeeds, why: String) -> RoomOffer {
    RoomOffer {
        rank: 0,
        room: room.row.name.clone(),
        capacity: room.row.max_capacity,
        spare: spare(room, needs.people),
        components: room.components.clone(),
        period: *period,
        why,
    }
}

fn why_this_room(room: &Room, needs: &RoomNeeds, first: bool) -> String {
    let combined = if room.components.is_empty() {
        ""
    } else {
        ", combined"
    };
    match spare(room, needs.people) {
        _ if needs.wished_room_id == Some(room.row.id) => "the wished room".to_owned(),
        None => "capacity unknown".to_owned(),
        Some(_) if first && needs.people > 0 => format!("the smallest that seats {}{combined}", needs.people),
        Some(spare) => format!("{} to spare{combined}", counted(spare, "seat")),
    }
}

/// Returns such as `1 h 30 min later` or `2 days earlier`.
pub fn distance(away: TimeDelta) -> String {
    let minutes = away.num_minutes().abs();
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let mut words = Vec::new();
    for (count, one, many) in [
        (days, " day", " days"),
        (hours, " h", " h"),
        (rest, " min", " min"),
    ] {
        match count {
            0 => {}
            1 => words.push(format!("1{one}")),
            _ => words.push(format!("{count}{many}")),
        }
    }
    let side = if away < TimeDelta::zero() {
        "earlier"
    } else {
        "later"
    };
    format!("{} {side}", words.join(" "))
}

/// Explains why there is no offer.
pub fn nothing(vacancies: &RoomVacancies, needs: &RoomNeeds) -> String {
    if !vacancies.suitable(needs).is_empty() {
        return format!("no room that fits is free within {} days", super::DAYS_AROUND);
    }
    let any = RoomNeeds {
        people: 0,
        wished_room_id: None,
        ..needs.clone()
    };
    match vacancies
        .suitable(&any)
        .iter()
        .max_by_key(|room| room.row.max_capacity)
    {
        Some(largest) => format!(
            "no room seats {}: the largest, {}, seats {}",
            needs.people, largest.row.name, largest.row.max_capacity
        ),
        None => "no active room is of that kind".to_owned(),
    }
}

impl Record for RoomOffer {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<RoomOffer>] = &[
            shown_in_table("rank", |o| o.rank.into()),
            shown_in_table("room", |o| o.room.as_str().into()),
            shown_in_table("starts_at", |o| o.period.starts_at().into()),
            shown_in_table("ends_at", |o| o.period.ends_at().into()),
            wanted_only("capacity", |o| known_capacity(o.capacity).into()),
            wanted_only("spare", |o| o.spare.into()),
            wanted_only("components", |o| o.components.clone().into()),
            shown_in_table("why", |o| o.why.as_str().into()),
        ];
        FIELDS
    }
}
