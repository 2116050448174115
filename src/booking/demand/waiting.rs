//! The waiting list: wishes and the bookings that wait for a room, the oldest first, each with the room that it would get now.

use std::collections::{HashMap, HashSet};

use serde_json::json;

use super::model::{DemandRow, WaitingWish};
use super::standing::{booked, has_passed, offer_time, stretch_of, with_names};
use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission, PermissionScope, Role, reach};
use crate::access::plan::{command_words, push_option};
use crate::access::tx::Tx;
use crate::booking::model::BookingRow;
use crate::booking::status::BookingStatus;
use crate::booking::vacancy::{RoomNeeds, RoomVacancies};
use crate::kernel::error::Result;
use crate::kernel::period::{Period, Site, end_time_in_words};
use crate::kernel::timestamp::Timestamp;

/// One who waits: a booking without a room, or a wish.
enum Waiter {
    Ghost(BookingRow),
    Wish(DemandRow),
}

impl Waiter {
    fn since(&self) -> (Timestamp, i64) {
        match self {
            Self::Ghost(row) => (row.created_at, row.id),
            Self::Wish(row) => (row.asked_at, row.id),
        }
    }
}

/// Lists the wishes on the waiting list that the actor may see: all, their own, and those for what they manage.
///
/// # Errors
/// `Forbidden` for whoever sees no bookings.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<WaitingWish>> {
    let grant = tx.require_managed(Permission::SeeBookings)?;
    let mut waiting = queue(tx, &grant)?;
    if grant.reach() != PermissionScope::All {
        let actor = tx.actor();
        waiting.retain(|wish| {
            let row = &wish.demand.row;
            let is_managed = row.room_id.is_some_and(|room| actor.managed.has_room(room))
                || actor.managed.has_tenant(row.tenant_id.as_str());
            row.asked_by == actor.username || is_managed
        });
    }
    Ok(waiting)
}

/// Returns the whole waiting list. A free room goes to the oldest wish that it answers, unless a booking waited for it before;
/// one whose offer has passed lets the next one have it.
pub fn queue(tx: &mut Tx<'_>, _grant: &Grant) -> Result<Vec<WaitingWish>> {
    let now = tx.now();
    let mut rows = store::waiting(tx.connection(), now)?;
    let booked = booked(tx, &rows)?;
    rows.retain(|row| !booked.contains(&row.id));
    let Some(stretch) = stretch_of(&rows)? else {
        return Ok(Vec::new());
    };
    let mut ghosts = store::standing(tx.connection(), &stretch)?;
    ghosts.retain(|row| row.status == BookingStatus::Pending && !row.device_only && row.starts_at > now);
    let wishes = rows.into_iter().map(Waiter::Wish);
    let mut waiters: Vec<Waiter> = ghosts.into_iter().map(Waiter::Ghost).chain(wishes).collect();
    waiters.sort_by_key(Waiter::since);
    let stretch = widest(&waiters, &stretch)?;
    let mut vacancies = RoomVacancies::load(tx, &stretch)?;
    let offer = offer_time(tx);
    let (mut found, mut places, mut free_rooms) = (Vec::new(), Vec::new(), HashMap::new());
    for (place, waiter) in (1..).zip(waiters) {
        match waiter {
            Waiter::Ghost(row) => {
                let period = Period::new(row.starts_at, row.ends_at)?;
                let best = first_free(&vacancies, &period, &RoomNeeds::of(&row));
                if let Some(room_id) = best {
                    vacancies.take(&row, room_id)?;
                }
            }
            Waiter::Wish(row) => {
                let period = row.period()?;
                let mut room = first_free(&vacancies, &period, &row.needs());
                room = room.filter(|id| row.room_id.is_none_or(|wished| wished == *id));
                if let Some(room_id) = room.filter(|_| !has_passed(&row, now, offer)) {
                    vacancies.hold(found.len(), room_id, &period);
                    free_rooms.insert(row.id, vacancies.name(room_id));
                }
                places.push(place);
                found.push(row);
            }
        }
    }
    let named = with_names(tx, found, &HashSet::new())?;
    let waiting = named.into_iter().zip(places).map(|(demand, place)| WaitingWish {
        place,
        free_room: free_rooms.remove(&demand.row.id),
        demand,
    });
    Ok(waiting.collect())
}

fn first_free(vacancies: &RoomVacancies, period: &Period, needs: &RoomNeeds) -> Option<i64> {
    vacancies.free(period, needs).first().map(|room| room.row.id)
}

/// Returns a stretch that holds every ghost, too.
fn widest(waiters: &[Waiter], stretch: &Period) -> Result<Period> {
    let ends = waiters.iter().map(|waiter| match waiter {
        Waiter::Ghost(row) => (row.starts_at, row.ends_at),
        Waiter::Wish(row) => (row.starts_at, row.ends_at),
    });
    let (first, last) = ends.fold(
        (stretch.starts_at(), stretch.ends_at()),
        |(first, last), (start, end)| (first.min(start), last.max(end)),
    );
    Period::new(first, last)
}

/// Records since when rooms are offered to wishes, and which offers ended before their time.
///
/// # Errors
/// Those of the database.
pub fn follow_offers(tx: &mut Tx<'_>, grant: &Grant, offered: &[i64], ended: &[i64]) -> Result<()> {
    let (now, offer) = (tx.now(), offer_time(tx));
    for (ids, is_offered) in [(offered, true), (ended, false)] {
        for id in ids {
            let Some(before) = store::by_id(tx.connection(), *id)? else {
                continue;
            };
            let offered_at = match before.offered_at {
                None if is_offered => Some(now),
                Some(_) if !is_offered && !has_passed(&before, now, offer) => None,
                _ => continue,
            };
            let after = DemandRow {
                offered_at,
                ..before.clone()
            };
            store::save(tx.connection(), &after)?;
            let facts = |row: &DemandRow| json!({"offered_at": row.offered_at});
            tx.audit(
                grant,
                AuditEvent::change("demand", *id, facts(&before), facts(&after)),
            );
        }
    }
    Ok(())
}

/// Returns the command that books a room for a wish; whoever may name no room asks for one.
pub fn booking_command(wish: &DemandRow, room: &str, role: Option<Role>, site: &Site) -> String {
    let mut words: Vec<String> = ["booking", "create"].map(str::to_owned).to_vec();
    let mut option = |flag: &str, value: &str| push_option(&mut words, flag, value);
    option("--client", &wish.client_name);
    if role.is_none_or(|role| reach(role, Permission::CreateBooking) == PermissionScope::All) {
        option("--room", room);
    } else {
        option("--wish", room);
    }
    let (start, end) = (site.local(wish.starts_at), site.local(wish.ends_at));
    let last = crate::booking::vacancy::last_day(site, wish.ends_at);
    if start.date_naive() == last {
        option("--date", &start.date_naive().to_string());
        let time = format!("{}-{}", start.format("%H:%M"), end_time_in_words(end.time()));
        option("--time", &time);
    } else {
        option("--from", &start.format("%Y-%m-%dT%H:%M").to_string());
        option("--to", &end.format("%Y-%m-%dT%H:%M").to_string());
    }
    option("--learners", &wish.people.to_string());
    option("--tenant", wish.tenant_id.as_str());
    format!("colab {}", command_words(&words))
}
