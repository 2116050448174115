//! Writing a plan: one transaction, a few statements whatever its size, one audit row.

use std::collections::{BTreeSet, HashMap};

use anyhow::Context;
use serde_json::json;

use super::kind::Kind;
use super::model::{Action, Options, Said, Wanted};
use super::plan::{Item, ItemRoom, Plan};
use super::report::Summary;
use super::schedule::Schedule;
use super::snapshot::{Left, Snapshot};
use super::store::{self, NewImport, NewRow};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::booking::batch::{self, BatchOutcome, BookingChange};
use crate::booking::{BookingImport, BookingRow, BookingStatus, DeviceRequest};
use crate::db::contention;
use crate::db::types::Json;
use crate::kernel::error::{Error, Result};
use crate::kernel::names::name_key;
use crate::room::{NewRoom, RoomChanges};

/// The file an import came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub file: String,
    pub sha256: String,
}

/// Writes the plan; the import's number and the rooms it made. `plan` gets the new bookings' ids.
///
/// # Errors
/// Contention when a room was taken meanwhile: the whole transaction is planned anew.
pub fn apply(
    tx: &mut Tx<'_>,
    grant: &Grant,
    plan: &mut Plan,
    schedule: &Schedule,
    bookings: &HashMap<i64, (BookingRow, Said)>,
    options: &Options,
    origin: &Origin,
) -> Result<(i64, Vec<String>)> {
    lock(tx, grant, plan, bookings)?;
    let rooms = create_rooms(tx, schedule)?;
    let import_id = tx.connection().reserve_id("imports")?;
    let summary = Summary::of(schedule, plan)?;
    insert_import(tx, import_id, &summary, options, origin)?;
    let mut writing = Writing {
        tx,
        grant,
        schedule,
        rooms: &rooms.ids,
        import_id,
    };
    writing.cancel(plan, options)?;
    writing.update(plan, bookings)?;
    writing.create(plan)?;
    writing.keep_rows(plan, bookings)?;
    let facts = json!({"source": options.source, "file": origin.file, "sha256": origin.sha256, "counts": summary.counts});
    tx.audit(grant, AuditEvent::created("import", import_id, facts));
    Ok((import_id, rooms.names))
}

/// Nobody changes what the plan changes until it is written; if somebody did since it was made, it is made anew.
fn lock(
    tx: &mut Tx<'_>,
    grant: &Grant,
    plan: &Plan,
    bookings: &HashMap<i64, (BookingRow, Said)>,
) -> Result<()> {
    let changing = plan
        .items
        .iter()
        .filter(|item| matches!(item.action, Action::Update | Action::Cancel));
    let ids: Vec<i64> = changing.filter_map(|item| item.booking_id).collect();
    let now = batch::lock(tx, grant, &ids)?;
    let moved = |row: &BookingRow| bookings.get(&row.id).is_none_or(|(planned, _)| planned != row);
    if now.iter().any(moved) {
        return Err(contention());
    }
    Ok(())
}

#[derive(Default)]
struct MadeRooms {
    /// By key of the name.
    ids: HashMap<String, i64>,
    names: Vec<String>,
}

/// `--create-rooms`: those that headings name, and the parts of combined ones.
fn create_rooms(tx: &mut Tx<'_>, schedule: &Schedule) -> Result<MadeRooms> {
    let mut made = MadeRooms::default();
    if schedule.new_rooms.is_empty() {
        return Ok(made);
    }
    let grant = tx.require(Permission::EditRooms)?;
    for room in &schedule.new_rooms {
        let new = NewRoom {
            name: room.name.clone(),
            details: RoomChanges {
                capacity: Some(room.capacity),
                ..RoomChanges::default()
            },
            aliases: Vec::new(),
            components: room.components.clone(),
        };
        let id = crate::room::service::create(tx, &grant, &new)?;
        made.ids.insert(name_key(&room.name), id);
        made.names.push(room.name.clone());
    }
    Ok(made)
}

fn insert_import(
    tx: &mut Tx<'_>,
    id: i64,
    summary: &Summary,
    options: &Options,
    origin: &Origin,
) -> Result<()> {
    let new = NewImport {
        id,
        source: &options.source,
        file: &origin.file,
        sha256: &origin.sha256,
        options: Json(as_json(options)?),
        report: Json(as_json(summary)?),
        applied_at: tx.now(),
        applied_by: &tx.actor().username,
        kind: Kind::Schedule,
    };
    store::insert(tx.connection(), &new)
}

/// Plain data as it is kept with an import.
pub fn as_json(data: &impl serde::Serialize) -> Result<serde_json::Value> {
    Ok(serde_json::to_value(data).context("cannot write what is kept with an import")?)
}

struct Writing<'t, 'c> {
    tx: &'t mut Tx<'c>,
    grant: &'t Grant,
    schedule: &'t Schedule,
    rooms: &'t HashMap<String, i64>,
    import_id: i64,
}

impl Writing<'_, '_> {
    fn room_id(&self, room: &ItemRoom) -> Result<i64> {
        match room {
            ItemRoom::Id(id) => Ok(*id),
            ItemRoom::New(name) => self
                .rooms
                .get(&name_key(name))
                .copied()
                .ok_or_else(|| Error::internal(format!("the room {name} was not made"))),
        }
    }

    fn wanted(&self, item: &Item) -> Result<&Wanted> {
        let wanted = item.wanted.and_then(|number| self.schedule.wanted.get(number));
        wanted.ok_or_else(|| Error::internal("an item of the plan has no entry in the file"))
    }

    fn cancel(&mut self, plan: &Plan, options: &Options) -> Result<()> {
        let ids: Vec<i64> = chosen(plan, Action::Cancel)
            .filter_map(|item| item.booking_id)
            .collect();
        let reason = format!("by the schedule {} (import {})", options.source, self.import_id);
        batch::cancel(self.tx, self.grant, &ids, &reason)
    }

    /// Old holds are given back before new ones are taken, so that bookings can swap.
    fn update(&mut self, plan: &Plan, bookings: &HashMap<i64, (BookingRow, Said)>) -> Result<()> {
        let moving: Vec<i64> = chosen(plan, Action::Update)
            .filter(|item| item.moves)
            .filter_map(|item| item.booking_id)
            .collect();
        batch::release(self.tx, self.grant, &moving)?;
        for item in chosen(plan, Action::Update) {
            let Some((row, before)) = item.booking_id.and_then(|id| bookings.get(&id)) else {
                return Err(Error::internal("an update of the plan has no booking"));
            };
            let change = self.change(item, row, before)?;
            let said = &self.wanted(item)?.said;
            let requests = (said.requests() != before.requests()).then(|| said.requests());
            if batch::update(self.tx, self.grant, row.id, &change, requests.as_deref())?
                == BatchOutcome::RoomTaken
            {
                return Err(contention());
            }
        }
        Ok(())
    }

    fn change(&self, item: &Item, row: &BookingRow, before: &Said) -> Result<BookingChange> {
        let wanted = self.wanted(item)?;
        let said = &wanted.said;
        let period = self.tx.site().period(wanted.day, said.start, said.end)?;
        let room = item.room.as_ref().map(|room| self.room_id(room)).transpose()?;
        Ok(BookingChange {
            room_id: room,
            starts_at: period.starts_at(),
            ends_at: period.ends_at(),
            client_name: said.client_name.clone(),
            status: status_after(said, row.status, before),
            num_learners: number(said.num_learners),
            num_facilitators: number(said.num_facilitators),
            headcount: number(said.headcount),
            devices_needed: number(said.devices_needed()),
            device_type_preference: said.device_preference(),
            status_reason: None,
            updated_at: self.tx.now(),
        })
    }

    fn create(&mut self, plan: &mut Plan) -> Result<()> {
        let places: Vec<usize> = plan
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.action == Action::Create)
            .map(|(place, _)| place)
            .collect();
        let ids = batch::reserve_bookings(self.tx, self.grant, places.len())?;
        let series = self.create_series(plan, &places)?;
        let (mut rows, mut imports) = (Vec::with_capacity(places.len()), Vec::new());
        let mut requests: Vec<(i64, DeviceRequest)> = Vec::new();
        for (place, id) in places.into_iter().zip(ids) {
            let item = &mut plan.items[place];
            item.booking_id = Some(id);
            let item = &plan.items[place];
            let wanted = self.wanted(item)?;
            requests.extend(wanted.said.requests().into_iter().map(|request| (id, request)));
            imports.push(BookingImport {
                booking_id: id,
                import_id: self.import_id,
                sheet: wanted.place.as_ref().map(|place| place.sheet.clone()),
                cell: wanted.place.as_ref().map(|place| place.cell.clone()),
            });
            rows.push(self.booking(id, item, wanted, &series)?);
        }
        batch::create(self.tx, self.grant, &rows, &[], &requests, &imports)
    }

    /// One series for what the file makes together.
    fn create_series(&mut self, plan: &Plan, places: &[usize]) -> Result<HashMap<usize, i64>> {
        let mut numbers = BTreeSet::new();
        for place in places {
            numbers.extend(self.wanted(&plan.items[*place])?.series);
        }
        let ids = batch::create_series(self.tx, self.grant, numbers.len())?;
        Ok(numbers.into_iter().zip(ids).collect())
    }

    fn booking(
        &self,
        id: i64,
        item: &Item,
        wanted: &Wanted,
        series: &HashMap<usize, i64>,
    ) -> Result<BookingRow> {
        let said = &wanted.said;
        let period = self.tx.site().period(wanted.day, said.start, said.end)?;
        Ok(BookingRow {
            id,
            series_id: wanted.series.and_then(|number| series.get(&number).copied()),
            room_id: item.room.as_ref().map(|room| self.room_id(room)).transpose()?,
            client_name: said.client_name.clone(),
            status: status_said(said),
            num_learners: number(said.num_learners),
            num_facilitators: number(said.num_facilitators),
            headcount: number(said.headcount),
            devices_needed: number(said.devices_needed()),
            device_type_preference: said.device_preference(),
            requester_notes: wanted.note.clone(),
            long_term: wanted.long_term,
            ..BookingRow::new(&period, &self.tx.actor().username, self.tx.now())
        })
    }

    /// The import's own history: everything but what stayed as it was.
    fn keep_rows(&mut self, plan: &Plan, bookings: &HashMap<i64, (BookingRow, Said)>) -> Result<()> {
        let mut rows = Vec::with_capacity(plan.items.len());
        for item in plan.items.iter().filter(|item| item.action != Action::Unchanged) {
            rows.push(self.kept_row(item, item.booking_id.and_then(|id| bookings.get(&id)))?);
        }
        store::insert_rows(self.tx.connection(), &rows)
    }

    fn kept_row(&self, item: &Item, present: Option<&(BookingRow, Said)>) -> Result<NewRow> {
        let changed = matches!(item.action, Action::Update | Action::Cancel);
        let before = present
            .filter(|_| changed)
            .map(|(row, said)| Snapshot::of(row, Some(said.clone())));
        let left = match item.action {
            Action::Create => item.said.as_ref().map(|said| Left {
                revision: 0,
                status: status_said(said),
            }),
            // Giving a room back is no revision of its own.
            Action::Update | Action::Cancel => present.map(|(row, before)| Left {
                revision: row.revision + 1,
                status: match (&item.said, item.action) {
                    (Some(said), Action::Update) => status_after(said, row.status, before),
                    _ => BookingStatus::Cancelled,
                },
            }),
            _ => None,
        };
        // The base of the next comparison: what the file said, wherever a booking stands for it.
        let is_base = matches!(item.action, Action::Create | Action::Update | Action::Disagree);
        let room_id = match (&item.room, is_base) {
            (Some(ItemRoom::Id(id)), _) => Some(*id),
            (Some(room), true) => Some(self.room_id(room)?),
            _ => None,
        };
        Ok(NewRow {
            import_id: self.import_id,
            sheet: item.place.as_ref().map(|place| place.sheet.clone()),
            cell: item.place.as_ref().map(|place| place.cell.clone()),
            text: (!item.text.is_empty()).then(|| item.text.clone()),
            action: item.action,
            room_id,
            day: item.day,
            booking_id: item.booking_id,
            said: item.said.clone().filter(|_| is_base).map(Json),
            before: before.map(Json),
            after: left.map(Json),
            message: (!item.messages.is_empty()).then(|| item.messages.join("; ")),
        })
    }
}

fn chosen(plan: &Plan, action: Action) -> impl Iterator<Item = &Item> {
    plan.items.iter().filter(move |item| item.action == action)
}

fn status_said(said: &Said) -> BookingStatus {
    if said.tentative {
        BookingStatus::RoomAssigned
    } else {
        BookingStatus::Confirmed
    }
}

/// What a person did beyond confirming stays, and so does a confirmation that the file never spoke about.
fn status_after(said: &Said, present: BookingStatus, before: &Said) -> BookingStatus {
    match present {
        BookingStatus::CheckedIn | BookingStatus::Completed | BookingStatus::NoShow => present,
        BookingStatus::Confirmed if said.tentative && before.tentative => present,
        _ => status_said(said),
    }
}

fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
