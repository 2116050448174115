//! Decides which parts get their rooms; the others are refused, skipped, or displace what is in the way.

use super::model::NewBooking;
use super::plan::{PlannedPart, labelled};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::booking::describe::{describe_block, describe_booking, describe_period};
use crate::booking::model::RoomClaim;
use crate::booking::timeline::{RoomHolder, RoomTimeline};
use crate::booking::{conflict, displace, service};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;

/// A part whose room is taken.
struct RoomCollision {
    place: usize,
    holders: Vec<RoomHolder>,
    claim: RoomClaim,
}

/// Finds which parts have their rooms: the rest is refused, skipped, or has its way made free.
pub fn settle<'r>(
    tx: &mut Tx<'_>,
    grant: &Grant,
    new: &NewBooking,
    planned: Vec<PlannedPart<'r>>,
) -> Result<(Vec<PlannedPart<'r>>, Vec<String>)> {
    let room_ids: Vec<i64> = planned
        .iter()
        .filter_map(|part| part.room)
        .map(|room| room.row.id)
        .collect();
    let Some(span) = span(&planned).filter(|_| !room_ids.is_empty()) else {
        return Ok((planned, Vec::new()));
    };
    let client = new.details.client.as_deref().unwrap_or_default();
    let mut timeline = RoomTimeline::load_rooms(tx.connection(), &room_ids, &span)?;
    let claim = RoomClaim::of(new.is_long_term());
    let (mut collisions, mut displaced) = (Vec::new(), Vec::new());
    for (place, part) in planned.iter().enumerate() {
        let Some(room) = part.room else { continue };
        let mut holders = timeline.holders(room.row.id, &part.period, claim);
        if new.overrides.displace {
            displaced.extend(displace::make_way(&mut timeline, &mut holders));
        }
        if holders.is_empty() {
            // Whoever held it is gone: this cannot fail.
            let _taken = timeline.take(room.row.id, &part.period, RoomHolder::Wanted(place), claim);
        } else {
            collisions.push(RoomCollision {
                place,
                holders,
                claim,
            });
        }
    }
    if collisions.is_empty() {
        displace::displace(tx, grant, &displaced, client, &new.overrides)?;
        return Ok((planned, Vec::new()));
    }
    if !new.skip_conflicts || collisions.len() == planned.len() {
        return Err(refusal(tx, grant, &planned, &collisions, &timeline)?);
    }
    displace::displace(tx, grant, &displaced, client, &new.overrides)?;
    let skipped = sentences(tx, grant, &planned, &collisions, &timeline)?;
    let taken: Vec<usize> = collisions.iter().map(|collision| collision.place).collect();
    let rest = planned.into_iter().enumerate();
    let rest = rest
        .filter(|(place, _)| !taken.contains(place))
        .map(|(_, part)| part);
    Ok((rest.collect(), skipped))
}

/// Returns the period from the first start to the last end.
fn span(planned: &[PlannedPart<'_>]) -> Option<Period> {
    let from = planned.iter().map(|part| part.period.starts_at()).min()?;
    let to = planned.iter().map(|part| part.period.ends_at()).max()?;
    Period::new(from, to).ok()
}

/// Returns why it cannot be: of one part in full, of several a sentence each.
fn refusal(
    tx: &mut Tx<'_>,
    grant: &Grant,
    planned: &[PlannedPart<'_>],
    collisions: &[RoomCollision],
    timeline: &RoomTimeline,
) -> Result<Error> {
    if let [one] = collisions
        && let PlannedPart {
            room: Some(room),
            period,
            heads,
            label,
            ..
        } = &planned[one.place]
        && one
            .holders
            .iter()
            .all(|holder| !matches!(holder, RoomHolder::Wanted(_)))
    {
        let error = conflict::room_taken(tx, room, period, heads.total, one.claim, &[])?;
        let error = labelled(error, label.as_deref());
        return Ok(if planned.len() > 1 {
            error.hint("use --skip-conflicts to book the others")
        } else {
            error
        });
    }
    let sentences = sentences(tx, grant, planned, collisions, timeline)?;
    let shown = sentences.iter().take(5).cloned().collect::<Vec<_>>().join("; ");
    let more = sentences.len().saturating_sub(5);
    let tail = if more > 0 {
        format!("; and {more} more")
    } else {
        String::new()
    };
    let mut holders = collisions.iter().flat_map(|collision| &collision.holders);
    let code = if holders.all(|holder| holder.block().is_some()) {
        ErrorCode::RoomBlocked
    } else {
        ErrorCode::RoomTaken
    };
    let error = Error::conflict(
        code,
        format!(
            "{} of {} cannot be booked: {shown}{tail}",
            collisions.len(),
            planned.len()
        ),
    )
    .detail("conflicts", sentences);
    Ok(if collisions.len() < planned.len() {
        error.hint("use --skip-conflicts to book the others")
    } else {
        error.hint("colab room free --from START --to END lists free rooms")
    })
}

/// Returns such as `segment 2: Focus on 2026-04-13 07:30–16:30 is taken by booking 5 (…)`.
fn sentences(
    tx: &mut Tx<'_>,
    grant: &Grant,
    planned: &[PlannedPart<'_>],
    collisions: &[RoomCollision],
    timeline: &RoomTimeline,
) -> Result<Vec<String>> {
    let ids: Vec<i64> = collisions
        .iter()
        .flat_map(|collision| &collision.holders)
        .filter_map(|holder| holder.booking())
        .collect();
    let blocking = service::load(tx, grant, &ids)?;
    let site = tx.site();
    let in_words = |holder: &RoomHolder| match holder {
        RoomHolder::Booking(id) => blocking.iter().find(|booking| booking.row.id == *id).map_or_else(
            || format!("booking {id}"),
            |booking| describe_booking(booking, &site),
        ),
        RoomHolder::Block(id) => timeline
            .block(*id)
            .map_or_else(|| format!("block {id}"), |block| describe_block(block, &site)),
        RoomHolder::Wanted(place) => match &planned[*place].label {
            Some(label) => label.clone(),
            None => {
                let period = planned[*place].period;
                let when = describe_period(&site, period.starts_at(), period.ends_at());
                format!("the part of this request on {when}")
            }
        },
    };
    let sentence = |collision: &RoomCollision| {
        let part = &planned[collision.place];
        let room = part.room.map_or("", |room| room.row.name.as_str());
        let when = describe_period(&site, part.period.starts_at(), part.period.ends_at());
        let by: Vec<String> = collision.holders.iter().map(in_words).collect();
        let label = part
            .label
            .as_ref()
            .map(|label| format!("{label}: "))
            .unwrap_or_default();
        format!("{label}{room} on {when} is taken by {}", by.join(" and "))
    };
    Ok(collisions.iter().map(sentence).collect())
}
