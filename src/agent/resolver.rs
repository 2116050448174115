//! The conflict resolver: rooms and devices for bookings that lack them, by the fewest moves.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde_json::json;

use super::model::{DraftProposal, FindingWeight, Observation, ProposalKind};
use super::settings::AgentSettings;
use crate::access::auth::Permission;
use crate::access::plan::{PlanStep, command_words, push_option};
use crate::access::tx::Tx;
use crate::booking::describe_period;
use crate::booking::solve::{MoveWay, PlannedMove, place_waiting};
use crate::device::availability::inventory::Inventory;
use crate::device::request::queue::{QueuedRequest, RequestFilter, queue};
use crate::device::unfit;
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::text::{counted, people};
use crate::kernel::timestamp::Timestamp;

/// Looks at what begins from now on.
pub fn observe(tx: &mut Tx<'_>, settings: &AgentSettings) -> Result<Observation> {
    let mut seen = Observation::default();
    let now = tx.now();
    let until = now.plus(TimeDelta::days(settings.number("days_ahead")));
    if settings.is_on("rooms") {
        rooms(tx, now, until, &mut seen)?;
    }
    let replaced = if settings.is_on("promises") {
        promises(tx, until, &mut seen)?
    } else {
        BTreeSet::new()
    };
    if settings.is_on("devices") {
        requests(tx, until, &replaced, &mut seen)?;
    }
    Ok(seen)
}

/// Finds rooms for what waits. What would only fit at another time is told: that is for the client to say.
fn rooms(tx: &mut Tx<'_>, from: Timestamp, to: Timestamp, seen: &mut Observation) -> Result<()> {
    let plan = place_waiting(tx, from, to)?;
    let site = tx.site();
    let (later, moves): (Vec<_>, Vec<_>) = plan.moves.into_iter().partition(PlannedMove::changes_time);
    let waits: BTreeSet<i64> = moves.iter().chain(&later).map(|one| one.row.id).collect();
    seen.count("booking", waits.len() + plan.left.len());
    for planned in &later {
        let when = describe_period(&site, planned.period.starts_at(), planned.period.ends_at());
        let hint = format!("colab {}", command_words(&planned.command(None, &site)));
        let fact = format!("no room is free at its time; {} is free on {when}", planned.room);
        let subject = format!("booking {}", planned.row.id);
        seen.find("rooms", FindingWeight::Warning, subject, fact, Some(hint));
    }
    for (row, why) in &plan.left {
        let hint = Some(format!("colab booking suggest {}", row.id));
        let subject = format!("booking {}", row.id);
        seen.find(
            "rooms",
            FindingWeight::Warning,
            subject,
            format!("no room: {why}"),
            hint,
        );
    }
    for group in grouped(moves) {
        let placed: Vec<&PlannedMove> = group.iter().filter(|one| one.row.room_id.is_none()).collect();
        let moved = group
            .iter()
            .filter(|one| one.row.room_id.is_some() && one.way != MoveWay::GivesBack)
            .count();
        if placed.is_empty() {
            continue;
        }
        let names: Vec<String> = placed.iter().map(|one| one.row.id.to_string()).collect();
        let noun = if names.len() == 1 { "booking" } else { "bookings" };
        let gets = if names.len() == 1 { "gets" } else { "get" };
        let beside = match moved {
            0 => "nothing else moves".to_owned(),
            moved => format!("{} to another room", moves_words(moved)),
        };
        seen.propose(DraftProposal {
            kind: ProposalKind::Rooms,
            subject: format!("{noun} {}", names.join(", ")),
            evidence: group
                .iter()
                .map(|one| {
                    let when = describe_period(&site, one.row.starts_at, one.row.ends_at);
                    format!(
                        "booking {} on {when}: {} for {}: {}",
                        one.row.id,
                        one.room,
                        people(one.row.headcount),
                        one.why
                    )
                })
                .collect(),
            effect: format!("{} {gets} a room; {beside}", counted(names.len(), "booking")),
            facts: json!(
                group
                    .iter()
                    .map(|one| {
                        let way = format!("{:?}", one.way);
                        let row = &one.row;
                        json!([row.id, row.room_id, one.room_id, row.starts_at, row.ends_at, way])
                    })
                    .collect::<Vec<_>>()
            ),
            records: group
                .iter()
                .flat_map(|one| {
                    [
                        ("booking", one.row.id.to_string()),
                        ("room", one.room_id.to_string()),
                    ]
                })
                .collect(),
            steps: group
                .iter()
                .map(|one| PlanStep {
                    command: one.command(one.row.room_id.map(|_| "another booking gets its room"), &site),
                    about: format!("booking {}", one.row.id),
                    why: one.why.clone(),
                })
                .collect(),
        });
    }
    Ok(())
}

fn moves_words(count: usize) -> String {
    let moves = if count == 1 { "moves" } else { "move" };
    format!("{} {moves}", counted(count, "booking"))
}

/// Returns moves that depend on each other together: a booking that moves makes place for those of its time. The others can be
/// decided one by one.
fn grouped(moves: Vec<PlannedMove>) -> Vec<Vec<PlannedMove>> {
    let mut groups: Vec<Vec<PlannedMove>> = Vec::new();
    for planned in moves {
        let meets = |other: &PlannedMove| {
            let at_once = other.period.overlaps(&planned.period);
            let is_one = other.row.id == planned.row.id;
            is_one || at_once && (other.row.room_id.is_some() || planned.row.room_id.is_some())
        };
        let tied: Vec<usize> = (0..groups.len())
            .filter(|at| groups[*at].iter().any(meets))
            .collect();
        let mut group: Vec<PlannedMove> = Vec::new();
        for at in tied.iter().rev() {
            group.splice(0..0, groups.remove(*at));
        }
        group.push(planned);
        groups.push(group);
    }
    groups
}

/// Finds devices for those that bookings are to have and cannot have, and returns the bookings.
fn promises(tx: &mut Tx<'_>, until: Timestamp, seen: &mut Observation) -> Result<BTreeSet<i64>> {
    let grant = tx.require(Permission::AssignDevices)?;
    let mut broken = unfit::open_promises(tx)?;
    broken.retain(|one| one.starts_at < until && one.ends_at > tx.now());
    seen.count("promise", broken.len());
    let bookings = broken.iter().map(|one| one.booking_id).collect();
    let mut given: Vec<(i64, Period)> = Vec::new();
    let mut last = None;
    for promise in broken {
        let (id, serial) = (promise.booking_id, &promise.serial_number);
        let period = Period::new(promise.starts_at.max(tx.now()), promise.ends_at)?;
        // Promises of one booking follow each other.
        let inventory = match last
            .take()
            .filter(|inventory: &Inventory| inventory.period == period)
        {
            Some(inventory) => inventory,
            None => Inventory::load(tx, &grant, &period)?,
        };
        let inventory = last.insert(inventory);
        let free = inventory.free(Some(promise.category_id));
        let is_given = |device: i64| given.iter().any(|(of, at)| *of == device && at.overlaps(&period));
        let spare = free
            .iter()
            .find(|one| !is_given(one.device.id) && one.device.id != promise.device_id);
        let fact = format!("{serial} is {}", promise.why());
        let Some(spare) = spare else {
            let hint = Some(format!("colab booking conflicts {id}"));
            let fact = format!("{fact}, and no other device of its category is free");
            seen.find(
                "promises",
                FindingWeight::Warning,
                format!("booking {id}"),
                fact,
                hint,
            );
            continue;
        };
        given.push((spare.device.id, period));
        let with = &spare.device.serial_number;
        let mut command = vec!["device".to_owned(), "swap".to_owned(), id.to_string()];
        push_option(&mut command, "--serial", serial);
        push_option(&mut command, "--with", with);
        push_option(&mut command, "--reason", &fact);
        let when = describe_period(&tx.site(), promise.starts_at, promise.ends_at);
        seen.propose(DraftProposal {
            kind: ProposalKind::Replacement,
            subject: format!("booking {id}"),
            evidence: vec![
                format!("on {when}: {fact}"),
                format!("{with} is free for all of it"),
            ],
            effect: format!("booking {id} gets {with} in place of {serial}"),
            facts: json!([
                id,
                promise.device_id,
                spare.device.id,
                promise.starts_at,
                promise.ends_at
            ]),
            records: vec![
                ("booking", id.to_string()),
                ("device", serial.clone()),
                ("device", with.clone()),
            ],
            steps: vec![PlanStep {
                command,
                about: format!("booking {id}"),
                why: fact,
            }],
        });
    }
    Ok(bookings)
}

/// Finds free devices for requests that are not filled; those of devices that are to be replaced are filled by that.
fn requests(
    tx: &mut Tx<'_>,
    until: Timestamp,
    replaced: &BTreeSet<i64>,
    seen: &mut Observation,
) -> Result<()> {
    let filter = RequestFilter {
        to: Some(until),
        ..RequestFilter::default()
    };
    let mut open = queue(tx, &filter)?;
    open.retain(|request| !replaced.contains(&request.booking.booking_id));
    seen.count("request", open.len());
    for request in open {
        let id = request.booking.booking_id;
        let (missing, free) = (request.open(), request.free);
        if free < missing {
            let of = request
                .category_id
                .map(|_| format!(" of {}", request.category))
                .unwrap_or_default();
            let fact = format!("{}{of} missing, {free} free", counted(missing, "device"));
            let hint = Some(format!("colab device assign {id} --auto --dry-run"));
            seen.find(
                "devices",
                FindingWeight::Warning,
                format!("booking {id}"),
                fact,
                hint,
            );
        }
        if free > 0 {
            seen.propose(filled(&request, missing.min(free), tx));
        }
    }
    Ok(())
}

fn filled(request: &QueuedRequest, count: i64, tx: &Tx<'_>) -> DraftProposal {
    let booking = &request.booking;
    let id = booking.booking_id;
    let mut command = vec!["device".to_owned(), "assign".to_owned(), id.to_string()];
    push_option(&mut command, "--auto", &count.to_string());
    if request.category_id.is_some() {
        push_option(&mut command, "--category", &request.category);
    }
    let when = describe_period(&tx.site(), booking.starts_at, booking.ends_at);
    let asked = format!(
        "on {when}: {} requested, {} assigned, {} free",
        request.quantity, request.assigned, request.free
    );
    let noun = if request.category_id.is_some() {
        format!("{} of {}", counted(count, "device"), request.category)
    } else {
        counted(count, "device")
    };
    DraftProposal {
        kind: ProposalKind::Devices,
        subject: format!("booking {id}"),
        effect: format!("booking {id} gets {noun}"),
        // How many more are free changes nothing.
        facts: json!([
            id,
            request.category_id,
            request.quantity,
            request.assigned,
            booking.starts_at,
            booking.ends_at
        ]),
        records: vec![("booking", id.to_string())],
        steps: vec![PlanStep {
            command,
            about: format!("booking {id}"),
            why: asked.clone(),
        }],
        evidence: vec![asked],
    }
}
