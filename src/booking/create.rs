//! Booking: one room on one day, or several rooms, days and segments at once, all or nothing.

use chrono::{NaiveDate, NaiveTime};
use serde_json::json;

use super::checks::{Exceptions, Heads, check_past, check_room, count, given_text, period_on};
use super::displace;
use super::model::{
    Booking, BookingWrite, Catering, DevicePreference, DeviceRequest, LunchCatering, MorningCatering, Status,
    Tenant,
};
use super::recurrence::MOST_BOOKINGS;
use super::share::{self, People};
use super::timeline::{Holder, Timeline};
use super::{conflict, service, store};
use crate::audit::Event;
use crate::auth::{Grant, Permission, Reach, Role};
use crate::db::violation;
use crate::error::{Error, Result};
use crate::names::clean_text;
use crate::outbox::{Announcement, Recipient};
use crate::period::{Period, Site};
use crate::repeat::Repeat;
use crate::room::Room;
use crate::room::service as rooms;
use crate::tx::{Tx, not_allowed};

/// What somebody asks for: what all parts share, and the parts.
#[derive(Debug, Clone)]
pub struct NewBooking {
    pub client: String,
    pub tenant: Tenant,
    pub long_term: bool,
    /// Devices and no room; so it is, too, when devices are asked for and nobody attends.
    pub device_only: bool,
    /// Holds the room without being confirmed.
    pub tentative: bool,
    /// For a ghost: where it would like to be. Holds nothing.
    pub wished_room: Option<String>,
    pub device_type: Option<DevicePreference>,
    pub contact_person: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub coffee: bool,
    pub morning: Option<MorningCatering>,
    pub lunch: Option<LunchCatering>,
    pub catering_notes: Option<String>,
    pub stationery: bool,
    pub water_bottles: u32,
    pub notes: Option<String>,
    pub parts: Parts,
    /// Books the rest where a room is taken.
    pub skip_conflicts: bool,
    pub exceptions: Exceptions,
}

#[derive(Debug, Clone)]
pub enum Parts {
    /// The same on each day. Without a room the booking is pending; several rooms share the people.
    Days {
        days: Vec<NaiveDate>,
        time: Option<(NaiveTime, NaiveTime)>,
        rooms: Vec<String>,
        people: People,
    },
    /// Exactly these.
    Segments(Vec<Segment>),
}

/// One room for one stretch of one day.
#[derive(Debug, Clone)]
pub struct Segment {
    pub room: Option<String>,
    pub day: NaiveDate,
    /// `None`: the whole site day.
    pub time: Option<(NaiveTime, NaiveTime)>,
    pub people: People,
}

/// What was made, what was left out, and what is worth saying.
#[derive(Debug)]
pub struct Created {
    pub bookings: Vec<Booking>,
    /// A sentence each: what was taken, and by whom.
    pub skipped: Vec<String>,
    pub warnings: Vec<String>,
}

/// A part that passed every check but that of the calendar.
struct Planned<'r> {
    /// `segment 2`, where the asker numbered them.
    label: Option<String>,
    room: Option<&'r Room>,
    period: Period,
    heads: Heads,
    devices: u32,
}

/// Books rooms, or asks for them.
///
/// # Errors
/// `Invalid` for a value that breaks a rule, `Conflict` when a room is taken, `NotFound` for an unknown room,
/// `Forbidden` beyond the role's reach. Nothing is booked unless everything is, or what is taken may be skipped.
pub fn create(tx: &mut Tx<'_>, new: &NewBooking, repeat: Option<&Repeat>) -> Result<Created> {
    let grant = tx.require(Permission::CreateBooking)?;
    if let Some(ids) = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten() {
        return Ok(Created {
            bookings: service::load(tx, &ids)?,
            skipped: Vec::new(),
            warnings: Vec::new(),
        });
    }
    new.exceptions.allowed(tx, &grant)?;
    let all_rooms = rooms::all(tx.connection())?;
    // Every fault of the request itself comes before any question to the calendar.
    let mut warnings = Vec::new();
    let planned = plan(tx, &grant, new, &all_rooms, &mut warnings)?;
    let (planned, skipped) = settle(tx, &grant, new, planned)?;
    let ids = insert(tx, new, &all_rooms, &planned)?;
    let bookings = service::load(tx, &ids)?;
    for booking in &bookings {
        let mut event = Event::created("booking", booking.row.id, service::facts(booking));
        if let Some(reason) = new.exceptions.reason()? {
            event = event.with(json!({"reason": reason}));
        }
        tx.audit(&grant, event);
    }
    announce(tx, &bookings);
    if let Some(repeat) = repeat {
        repeat.remember(tx, &ids)?;
    }
    Ok(Created {
        bookings,
        skipped,
        warnings,
    })
}

impl NewBooking {
    fn names_a_room(&self) -> bool {
        match &self.parts {
            Parts::Days { rooms, .. } => !rooms.is_empty(),
            Parts::Segments(segments) => segments.iter().any(|segment| segment.room.is_some()),
        }
    }

    /// Each part for itself: rooms by days, the people shared among the rooms.
    fn segments(&self, find: &dyn Fn(&str) -> Result<i32>) -> Result<Vec<Segment>> {
        let (days, time, rooms, people) = match &self.parts {
            Parts::Segments(segments) => return Ok(segments.clone()),
            Parts::Days {
                days,
                time,
                rooms,
                people,
            } => (days, *time, rooms, people),
        };
        let shares: Vec<(Option<String>, People)> = if rooms.is_empty() {
            vec![(None, people.clone())]
        } else {
            let seats: Vec<i32> = rooms.iter().map(|room| find(room)).collect::<Result<_>>()?;
            let shared = share::by_capacity(people, &seats);
            rooms.iter().cloned().map(Some).zip(shared).collect()
        };
        let on = |day: &NaiveDate| {
            let day = *day;
            shares.iter().map(move |(room, people)| Segment {
                room: room.clone(),
                day,
                time,
                people: people.clone(),
            })
        };
        Ok(days.iter().flat_map(on).collect())
    }
}

fn plan<'r>(
    tx: &Tx<'_>,
    grant: &Grant,
    new: &NewBooking,
    all_rooms: &'r [Room],
    warnings: &mut Vec<String>,
) -> Result<Vec<Planned<'r>>> {
    if new.names_a_room() {
        if grant.reach() != Reach::All {
            return Err(not_allowed(tx.actor(), "name a room for a booking")
                .hint("leave --room out: the room boss assigns one"));
        }
        if new.device_only {
            return Err(Error::invalid("device_only", "devices alone have no room")
                .hint("leave out --room, or --device-only"));
        }
    }
    let directory = rooms::directory_of(all_rooms);
    let find = |name: &str| -> Result<&'r Room> {
        let id = rooms::find(&directory, name)?.id;
        let room = all_rooms.iter().find(|room| room.row.id == id);
        room.ok_or_else(|| Error::internal(format!("room {id} is not there")))
    };
    let segments = new.segments(&|name| find(name).map(|room| room.row.max_capacity))?;
    if segments.len() > usize::from(MOST_BOOKINGS) {
        return Err(Error::invalid(
            "too_many_bookings",
            format!("one command makes at most {MOST_BOOKINGS} bookings"),
        ));
    }
    let site = tx.site();
    let numbered = matches!(new.parts, Parts::Segments(_)) && segments.len() > 1;
    let mut planned = Vec::with_capacity(segments.len());
    for (place, segment) in segments.iter().enumerate() {
        let label = numbered.then(|| format!("segment {}", place + 1));
        let part = plan_one(tx, &site, new, segment, &find, warnings);
        let mut part = part.map_err(|error| labelled(error, label.as_deref()))?;
        part.label = label;
        planned.push(part);
    }
    Ok(planned)
}

fn plan_one<'r>(
    tx: &Tx<'_>,
    site: &Site,
    new: &NewBooking,
    segment: &Segment,
    find: &dyn Fn(&str) -> Result<&'r Room>,
    warnings: &mut Vec<String>,
) -> Result<Planned<'r>> {
    let (start, end) = segment.time.unwrap_or((site.day_start, site.day_end));
    let period = period_on(site, segment.day, start, end)?;
    // An office is recorded for its whole year.
    check_past(tx, site, &period, new.exceptions.past || new.long_term)?;
    let people = &segment.people;
    count("devices", people.devices)?;
    let heads = Heads::new(people.learners, people.facilitators, people.headcount)?;
    let room = segment.room.as_deref().map(find).transpose()?;
    heads.check(new.long_term || room.is_none() && people.devices > 0)?;
    if new.device_only && people.devices == 0 {
        return Err(
            Error::invalid("no_devices", "a booking of devices alone needs some").hint("--devices N"),
        );
    }
    if let Some(room) = room {
        check_room(tx, room, &period, heads.total, &new.exceptions, warnings)?;
    }
    Ok(Planned {
        label: None,
        room,
        period,
        heads,
        devices: people.devices,
    })
}

/// An error of one of several parts says which.
fn labelled(mut error: Error, label: Option<&str>) -> Error {
    if let Some(label) = label {
        error.message = format!("{label}: {}", error.message);
    }
    error
}

/// A part whose room is taken.
struct Collision {
    place: usize,
    holders: Vec<Holder>,
}

/// Finds which parts have their rooms: the rest is refused, skipped, or has its way made free.
fn settle<'r>(
    tx: &mut Tx<'_>,
    grant: &Grant,
    new: &NewBooking,
    planned: Vec<Planned<'r>>,
) -> Result<(Vec<Planned<'r>>, Vec<String>)> {
    let room_ids: Vec<i64> = planned
        .iter()
        .filter_map(|part| part.room)
        .map(|room| room.row.id)
        .collect();
    let Some(span) = span(&planned).filter(|_| !room_ids.is_empty()) else {
        return Ok((planned, Vec::new()));
    };
    let mut timeline = Timeline::load_rooms(tx.connection(), &room_ids, &span)?;
    let (mut collisions, mut displaced) = (Vec::new(), Vec::new());
    for (place, part) in planned.iter().enumerate() {
        let Some(room) = part.room else { continue };
        let mut holders = timeline.holders(room.row.id, &part.period);
        if new.exceptions.displace {
            displaced.extend(displace::make_way(&mut timeline, &mut holders));
        }
        if holders.is_empty() {
            // Whoever held it is gone: this cannot fail.
            let _taken = timeline.take(room.row.id, &part.period, Holder::Wanted(place));
        } else {
            collisions.push(Collision { place, holders });
        }
    }
    if collisions.is_empty() {
        displace::displace(tx, grant, &displaced, &new.client, &new.exceptions)?;
        return Ok((planned, Vec::new()));
    }
    if !new.skip_conflicts || collisions.len() == planned.len() {
        return Err(refusal(tx, &planned, &collisions)?);
    }
    displace::displace(tx, grant, &displaced, &new.client, &new.exceptions)?;
    let skipped = sentences(tx, &planned, &collisions)?;
    let taken: Vec<usize> = collisions.iter().map(|collision| collision.place).collect();
    let rest = planned.into_iter().enumerate();
    let rest = rest
        .filter(|(place, _)| !taken.contains(place))
        .map(|(_, part)| part);
    Ok((rest.collect(), skipped))
}

/// From the first start to the last end.
fn span(planned: &[Planned<'_>]) -> Option<Period> {
    let from = planned.iter().map(|part| part.period.starts_at()).min()?;
    let to = planned.iter().map(|part| part.period.ends_at()).max()?;
    Period::new(from, to).ok()
}

/// Why it cannot be: of one part in full, of several a sentence each.
fn refusal(tx: &mut Tx<'_>, planned: &[Planned<'_>], collisions: &[Collision]) -> Result<Error> {
    if let [one] = collisions
        && let Planned {
            room: Some(room),
            period,
            heads,
            label,
            ..
        } = &planned[one.place]
        && one
            .holders
            .iter()
            .all(|holder| matches!(holder, Holder::Booking(_)))
    {
        let error = conflict::room_taken(tx, room, period, heads.total, &[])?;
        let error = labelled(error, label.as_deref());
        return Ok(if planned.len() > 1 {
            error.hint("--skip-conflicts books the others")
        } else {
            error
        });
    }
    let sentences = sentences(tx, planned, collisions)?;
    let shown = sentences.iter().take(5).cloned().collect::<Vec<_>>().join("; ");
    let more = sentences.len().saturating_sub(5);
    let tail = if more > 0 {
        format!("; and {more} more")
    } else {
        String::new()
    };
    let error = Error::conflict(
        "room_taken",
        format!(
            "{} of {} cannot be booked: {shown}{tail}",
            collisions.len(),
            planned.len()
        ),
    )
    .detail("conflicts", sentences);
    Ok(if collisions.len() < planned.len() {
        error.hint("--skip-conflicts books the others")
    } else {
        error.hint("colab room free --from START --to END lists free rooms")
    })
}

/// `segment 2: Focus on 2026-04-13 07:30–16:30 is taken by booking 5 (…)`.
fn sentences(tx: &mut Tx<'_>, planned: &[Planned<'_>], collisions: &[Collision]) -> Result<Vec<String>> {
    let ids: Vec<i64> = collisions
        .iter()
        .flat_map(|collision| &collision.holders)
        .filter_map(|holder| match holder {
            Holder::Booking(id) => Some(*id),
            Holder::Wanted(_) => None,
        })
        .collect();
    let blocking = service::load(tx, &ids)?;
    let site = tx.site();
    let in_words = |holder: &Holder| match holder {
        Holder::Booking(id) => blocking.iter().find(|booking| booking.row.id == *id).map_or_else(
            || format!("booking {id}"),
            |booking| conflict::in_words(booking, &site),
        ),
        Holder::Wanted(place) => match &planned[*place].label {
            Some(label) => label.clone(),
            None => "another part of this request".to_owned(),
        },
    };
    let sentence = |collision: &Collision| {
        let part = &planned[collision.place];
        let room = part.room.map_or("", |room| room.row.name.as_str());
        let when = conflict::period_in_words(&site, part.period.starts_at(), part.period.ends_at());
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

fn insert(
    tx: &mut Tx<'_>,
    new: &NewBooking,
    all_rooms: &[Room],
    planned: &[Planned<'_>],
) -> Result<Vec<i64>> {
    let ids = tx.connection().reserve_ids("bookings", planned.len())?;
    let now = tx.now();
    let series = if planned.len() > 1 {
        let series = tx.connection().reserve_ids("booking_series", 1)?;
        store::insert_series(tx.connection(), &series, now)?;
        series.first().copied()
    } else {
        None
    };
    let template = template(tx, new, all_rooms, series)?;
    let rows: Vec<BookingWrite> = ids
        .iter()
        .zip(planned)
        .map(|(id, part)| of_part(&template, new, *id, part))
        .collect();
    let inserted = tx.savepoint(|connection| store::insert_many(connection, &rows));
    inserted.map_err(|error| match violation(&error) {
        // Somebody took the room since the calendar was asked: asked again, it names them.
        Some(rule) if rule.0 == "room_holds_no_overlap" => crate::db::contention(),
        _ => error.into(),
    })?;
    for id in &ids {
        let catering = catering(*id, new)?;
        if catering != Catering::none(*id) {
            store::save_catering(tx.connection(), &catering)?;
        }
    }
    let kind = new.device_type.unwrap_or(DevicePreference::Any).device_type();
    let requests: Vec<_> = ids
        .iter()
        .zip(planned)
        .filter(|(_, part)| part.devices > 0)
        .map(|(id, part)| {
            let quantity = part.devices;
            (*id, DeviceRequest { kind, quantity })
        })
        .collect();
    service::request_devices(tx, &requests)?;
    Ok(ids)
}

/// The row that all parts share; [`of_part`] makes each part's of it.
fn template(tx: &Tx<'_>, new: &NewBooking, all_rooms: &[Room], series: Option<i64>) -> Result<BookingWrite> {
    let wished = new
        .wished_room
        .as_deref()
        .map(|name| rooms::find(&rooms::directory_of(all_rooms), name).map(|room| room.id))
        .transpose()?;
    let reason = new.exceptions.reason()?;
    Ok(BookingWrite {
        id: 0,
        series_id: series,
        room_id: None,
        wished_room_id: wished,
        starts_at: tx.now(),
        ends_at: tx.now(),
        client_name: clean_text("client", &new.client, 255)?,
        status: Status::Pending,
        tenant_id: new.tenant,
        num_learners: 0,
        num_facilitators: 0,
        headcount: 0,
        client_contact_person: given_text("contact-person", new.contact_person.as_deref(), 100)?,
        client_email: given_text("email", new.email.as_deref(), 100)?,
        client_phone: given_text("phone", new.phone.as_deref(), 20)?,
        devices_needed: 0,
        device_type_preference: new.device_type,
        requester_notes: given_text("notes", new.notes.as_deref(), 2000)?,
        long_term: new.long_term,
        over_capacity_reason: reason.filter(|_| new.exceptions.over_capacity),
        import_id: None,
        import_sheet: None,
        import_cell: None,
        revision: 0,
        created_by: tx.actor().username.clone(),
        created_at: tx.now(),
        updated_at: tx.now(),
        device_only: new.device_only,
    })
}

fn of_part(template: &BookingWrite, new: &NewBooking, id: i64, part: &Planned<'_>) -> BookingWrite {
    let status = match part.room {
        None => Status::Pending,
        Some(_) if new.tentative => Status::RoomAssigned,
        Some(_) => Status::Confirmed,
    };
    let devices = i32::try_from(part.devices).unwrap_or(i32::MAX);
    let device_only =
        part.room.is_none() && (new.device_only || devices > 0 && part.heads.total == 0 && !new.long_term);
    BookingWrite {
        id,
        room_id: part.room.map(|room| room.row.id),
        wished_room_id: template.wished_room_id.filter(|_| !device_only),
        starts_at: part.period.starts_at(),
        ends_at: part.period.ends_at(),
        status,
        num_learners: part.heads.learners,
        num_facilitators: part.heads.facilitators,
        headcount: part.heads.total,
        devices_needed: devices,
        device_type_preference: template
            .device_type_preference
            .or((devices > 0).then_some(DevicePreference::Any)),
        device_only,
        ..template.clone()
    }
}

fn catering(booking_id: i64, new: &NewBooking) -> Result<Catering> {
    Ok(Catering {
        booking_id,
        coffee_tea_station: new.coffee,
        morning_catering: new.morning,
        lunch_catering: new.lunch,
        catering_notes: given_text("catering-notes", new.catering_notes.as_deref(), 2000)?,
        stationery_needed: new.stationery,
        water_bottles: count("water-bottles", new.water_bottles)?,
    })
}

/// Ghosts wait for the room boss, devices for the IT boss.
fn announce(tx: &mut Tx<'_>, bookings: &[Booking]) {
    let Some(first) = bookings
        .first()
        .filter(|first| first.row.status == Status::Pending)
    else {
        return;
    };
    let site = tx.site();
    let (boss, wants) = if first.row.device_only {
        (Role::ItRentalAdmin, "devices")
    } else {
        (Role::TrainingFacilityAdmin, "a room")
    };
    let more = match bookings.len() {
        1 => String::new(),
        count => format!(" and {} more times", count - 1),
    };
    tx.announce(Announcement {
        topic: "booking_pending",
        audience: vec![Recipient::Role(boss)],
        entity: "booking",
        entity_id: first.row.id.to_string(),
        message: format!(
            "{} asks for {wants} on {}{more}",
            first.row.client_name,
            conflict::period_in_words(&site, first.row.starts_at, first.row.ends_at)
        ),
    });
}
