//! The rules of bookings.

use chrono::{NaiveDate, NaiveTime};
use serde_json::json;

use super::conflict;
use super::model::{
    Booking, BookingRow, BookingWrite, Catering, DevicePreference, DeviceRequest, DeviceType, LunchCatering,
    MorningCatering, Status, StoredRequest, Tenant,
};
use super::store::{self, Filter};
use crate::audit::{self, AuditRow, Event};
use crate::auth::{Permission, Reach};
use crate::db::violation;
use crate::error::{Error, Result};
use crate::names::clean_text;
use crate::period::Period;
use crate::repeat::Repeat;
use crate::room::directory::DirectoryRoom;
use crate::room::service as rooms;
use crate::tx::{Tx, not_allowed};

/// More people than any booking has.
const MAX_PEOPLE: u32 = 100_000;

/// A booking that somebody asks for.
#[derive(Debug, Clone)]
pub struct NewBooking {
    pub client: String,
    /// `None`: pending, a room is assigned later.
    pub room: Option<String>,
    pub day: NaiveDate,
    /// `None`: the whole site day.
    pub time: Option<(NaiveTime, NaiveTime)>,
    pub learners: u32,
    pub facilitators: u32,
    /// `None`: learners and facilitators together.
    pub headcount: Option<u32>,
    pub devices: u32,
    pub device_type: Option<DevicePreference>,
    pub tenant: Tenant,
    pub long_term: bool,
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
    pub allow_past: bool,
    /// Why it may exceed the room's capacity.
    pub over_capacity_reason: Option<String>,
}

/// A booking made, and what is worth saying about it.
#[derive(Debug)]
pub struct Created {
    pub booking: Booking,
    pub warnings: Vec<String>,
}

/// Books a room for a stretch of one day, or asks for one.
///
/// # Errors
/// `Invalid` for a value that breaks a rule, `Conflict` when the room is taken or too small, `NotFound` for an unknown
/// room, `Forbidden` beyond the role's reach.
pub fn create(tx: &mut Tx<'_>, new: &NewBooking, repeat: Option<&Repeat>) -> Result<Created> {
    let grant = tx.require(Permission::CreateBooking)?;
    if let Some(ids) = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten() {
        let id = ids.first().copied().unwrap_or_default();
        return Ok(Created {
            booking: load_one(tx, id)?,
            warnings: Vec::new(),
        });
    }
    if new.room.is_some() && grant.reach() != Reach::All {
        return Err(not_allowed(tx.actor(), "name a room for a booking")
            .hint("leave --room out: the room boss assigns one"));
    }
    // Every fault of the request itself comes before any question to the calendar.
    let period = checked_period(tx, new)?;
    let heads = Heads::of(new)?;
    let directory = rooms::directory(tx.connection())?;
    let room = new
        .room
        .as_deref()
        .map(|name| rooms::find(&directory, name))
        .transpose()?;
    let mut warnings = Vec::new();
    if let Some(room) = room {
        check_room(tx, room, new, heads.total, &mut warnings)?;
    }
    let id = insert(tx, new, room, &period, &heads)?;
    let booking = load_one(tx, id)?;
    tx.audit(&grant, Event::created("booking", id, facts(&booking)));
    if let Some(repeat) = repeat {
        repeat.remember(tx, &[id])?;
    }
    Ok(Created { booking, warnings })
}

fn checked_period(tx: &Tx<'_>, new: &NewBooking) -> Result<Period> {
    let site = tx.site();
    let (start, end) = new.time.unwrap_or((site.day_start, site.day_end));
    if end <= start {
        return Err(Error::invalid(
            "end_before_start",
            format!(
                "the booking would end at {} and start at {}",
                end.format("%H:%M"),
                start.format("%H:%M")
            ),
        )
        .hint("write --time START-END, such as 08:00-12:00"));
    }
    if new.day < site.today(tx.now()) && !new.allow_past {
        return Err(Error::invalid("past_date", format!("{} is in the past", new.day))
            .hint("--allow-past records what happened"));
    }
    site.period(new.day, start, end)
}

/// How many people, checked.
struct Heads {
    learners: i32,
    facilitators: i32,
    total: i32,
}

impl Heads {
    fn of(new: &NewBooking) -> Result<Self> {
        let total = new
            .headcount
            .unwrap_or(new.learners.saturating_add(new.facilitators));
        for (field, count) in [
            ("learners", new.learners),
            ("facilitators", new.facilitators),
            ("headcount", total),
            ("devices", new.devices),
            ("water-bottles", new.water_bottles),
        ] {
            if count > MAX_PEOPLE {
                return Err(
                    Error::invalid("absurd_number", format!("{field} is more than {MAX_PEOPLE}"))
                        .detail("field", field),
                );
            }
        }
        let devices_only = new.room.is_none() && new.devices > 0;
        if total == 0 && !devices_only && !new.long_term {
            return Err(
                Error::invalid("no_attendees", "a booking needs at least one attendee")
                    .hint("--learners N, or --long-term"),
            );
        }
        let number = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
        Ok(Self {
            learners: number(new.learners),
            facilitators: number(new.facilitators),
            total: number(total),
        })
    }
}

fn check_room(
    tx: &Tx<'_>,
    room: &DirectoryRoom,
    new: &NewBooking,
    people: i32,
    warnings: &mut Vec<String>,
) -> Result<()> {
    if !room.is_active {
        return Err(
            Error::conflict("room_inactive", format!("{} is no longer used", room.name))
                .hint("colab room list"),
        );
    }
    let people = u32::try_from(people).unwrap_or(0);
    if people == 0 {
        return Ok(());
    }
    if room.capacity == 0 {
        warnings.push(format!("the capacity of {} is not known", room.name));
        return Ok(());
    }
    let percent = u64::from(people) * 100 / u64::from(room.capacity);
    if people > room.capacity {
        let fact = format!(
            "{people} people are more than {} seats ({})",
            room.name, room.capacity
        );
        match &new.over_capacity_reason {
            None => {
                return Err(Error::invalid("over_capacity", fact)
                    .hint("take a larger room, or --allow-over-capacity --reason REASON")
                    .detail("capacity", room.capacity)
                    .detail("headcount", people));
            }
            Some(_) => warnings.push(fact),
        }
    } else if percent >= u64::from(tx.settings().capacity_warn_percent()) {
        warnings.push(format!(
            "{} is {percent} % full: {people} of {}",
            room.name, room.capacity
        ));
    }
    Ok(())
}

fn insert(
    tx: &mut Tx<'_>,
    new: &NewBooking,
    room: Option<&DirectoryRoom>,
    period: &Period,
    heads: &Heads,
) -> Result<i64> {
    let ids = tx.connection().reserve_ids("bookings", 1)?;
    let id = ids.first().copied().unwrap_or_default();
    let row = write_row(tx, id, new, room, period, heads)?;
    let rows = [row];
    let inserted = tx.savepoint(|connection| store::insert_many(connection, &rows));
    if let Err(error) = inserted {
        return Err(match (violation(&error), room) {
            (Some(rule), Some(room)) if rule.0 == "room_holds_no_overlap" => {
                conflict::room_taken(tx, room, period, heads.total)?
            }
            _ => error.into(),
        });
    }
    let catering = catering_of(id, new)?;
    if catering != Catering::none(id) {
        store::insert_catering(tx.connection(), &catering)?;
    }
    if new.devices > 0 {
        let kind = match new.device_type {
            Some(DevicePreference::Laptops) => DeviceType::Laptop,
            Some(DevicePreference::Desktops) => DeviceType::Desktop,
            Some(DevicePreference::Any) | None => DeviceType::Any,
        };
        request_devices(
            tx,
            &[(
                id,
                DeviceRequest {
                    kind,
                    quantity: new.devices,
                },
            )],
        )?;
    }
    Ok(id)
}

fn write_row(
    tx: &Tx<'_>,
    id: i64,
    new: &NewBooking,
    room: Option<&DirectoryRoom>,
    period: &Period,
    heads: &Heads,
) -> Result<BookingWrite> {
    let optional = |field: &str, text: &Option<String>, most: usize| {
        text.as_deref()
            .map(|text| clean_text(field, text, most))
            .transpose()
    };
    Ok(BookingWrite {
        id,
        series_id: None,
        room_id: room.map(|room| room.id),
        starts_at: period.starts_at(),
        ends_at: period.ends_at(),
        client_name: clean_text("client", &new.client, 255)?,
        status: if room.is_some() {
            Status::Confirmed
        } else {
            Status::Pending
        },
        tenant_id: new.tenant,
        num_learners: heads.learners,
        num_facilitators: heads.facilitators,
        headcount: heads.total,
        client_contact_person: optional("contact-person", &new.contact_person, 100)?,
        client_email: optional("email", &new.email, 100)?,
        client_phone: optional("phone", &new.phone, 20)?,
        devices_needed: i32::try_from(new.devices).unwrap_or(i32::MAX),
        device_type_preference: new
            .device_type
            .or((new.devices > 0).then_some(DevicePreference::Any)),
        requester_notes: optional("notes", &new.notes, 2000)?,
        long_term: new.long_term,
        over_capacity_reason: optional("reason", &new.over_capacity_reason, 500)?,
        import_id: None,
        import_sheet: None,
        import_cell: None,
        revision: 0,
        created_by: tx.actor().username.clone(),
        created_at: tx.now(),
        updated_at: tx.now(),
        device_only: false,
    })
}

fn catering_of(booking_id: i64, new: &NewBooking) -> Result<Catering> {
    Ok(Catering {
        booking_id,
        coffee_tea_station: new.coffee,
        morning_catering: new.morning,
        lunch_catering: new.lunch,
        catering_notes: new
            .catering_notes
            .as_deref()
            .map(|text| clean_text("catering-notes", text, 2000))
            .transpose()?,
        stationery_needed: new.stationery,
        water_bottles: i32::try_from(new.water_bottles).unwrap_or(i32::MAX),
    })
}

/// Stores what bookings ask for, by category.
pub fn request_devices(tx: &mut Tx<'_>, requests: &[(i64, DeviceRequest)]) -> Result<()> {
    if requests.is_empty() {
        return Ok(());
    }
    let categories = store::category_ids(tx.connection())?;
    let category = |kind: DeviceType| match kind {
        DeviceType::Laptop => categories.get("laptop").copied(),
        DeviceType::Desktop => categories.get("desktop").copied(),
        DeviceType::Any => None,
    };
    let rows: Vec<_> = requests
        .iter()
        .filter(|(_, request)| request.quantity > 0)
        .map(|(id, request)| {
            (
                *id,
                category(request.kind),
                i32::try_from(request.quantity).unwrap_or(i32::MAX),
            )
        })
        .collect();
    let now = tx.now();
    store::insert_requests(tx.connection(), &rows, now)
}

/// What the audit log keeps of a booking.
pub fn facts(booking: &Booking) -> serde_json::Value {
    let row = &booking.row;
    json!({"client_name": row.client_name, "room": booking.room, "status": row.status, "starts_at": row.starts_at,
           "ends_at": row.ends_at, "num_learners": row.num_learners, "num_facilitators": row.num_facilitators,
           "headcount": row.headcount, "devices_needed": row.devices_needed, "tenant": row.tenant_id,
           "over_capacity_reason": row.over_capacity_reason})
}

/// Bookings with the names of their rooms and what they eat.
pub fn with_names(tx: &mut Tx<'_>, rows: Vec<BookingRow>) -> Result<Vec<Booking>> {
    let names = store::room_names(tx.connection())?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut catering = store::catering(tx.connection(), &ids)?;
    let name = |id: Option<i64>| id.and_then(|id| names.get(&id).cloned());
    Ok(rows
        .into_iter()
        .map(|row| Booking {
            room: name(row.room_id),
            wished_room: name(row.wished_room_id),
            catering: catering.remove(&row.id).unwrap_or_else(|| Catering::none(row.id)),
            row,
        })
        .collect())
}

fn load_one(tx: &mut Tx<'_>, id: i64) -> Result<Booking> {
    let rows = store::by_ids(tx.connection(), &[id])?;
    with_names(tx, rows)?.pop().ok_or_else(|| unknown(id))
}

pub fn unknown(id: i64) -> Error {
    Error::not_found("unknown_booking", format!("there is no booking {id}"), &[]).hint("colab booking list")
}

/// Bookings that fit the filter, as far as the actor may see them. `room` is a name.
pub fn list(tx: &mut Tx<'_>, mut filter: Filter, room: Option<&str>) -> Result<Vec<Booking>> {
    let grant = tx.require(Permission::SeeBookings)?;
    if grant.reach() == Reach::OwnAndPending {
        filter.own_of = Some(tx.actor().username.clone());
    }
    if let Some(name) = room {
        let directory = rooms::directory(tx.connection())?;
        filter.room_ids = Some(vec![rooms::find(&directory, name)?.id]);
    }
    let rows = store::list(tx.connection(), &filter)?;
    with_names(tx, rows)
}

/// One booking with what it asked for and what happened to it.
pub struct Shown {
    pub booking: Booking,
    pub requests: Vec<StoredRequest>,
    pub history: Vec<AuditRow>,
}

pub fn show(tx: &mut Tx<'_>, id: i64) -> Result<Shown> {
    let grant = tx.require(Permission::SeeBookings)?;
    let booking = load_one(tx, id)?;
    let own = booking.row.created_by == tx.actor().username || booking.row.status == Status::Pending;
    if grant.reach() == Reach::OwnAndPending && !own {
        return Err(unknown(id));
    }
    let requests = store::requests(tx.connection(), id)?;
    let mut history = audit::history(tx.connection(), "booking", &id.to_string())?;
    if let Some(import) = booking.row.import_id {
        history.extend(audit::history(tx.connection(), "import", &import.to_string())?);
    }
    history.sort_by_key(|row| row.seq);
    Ok(Shown {
        booking,
        requests,
        history,
    })
}
