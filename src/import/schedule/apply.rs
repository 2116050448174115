//! Writing a plan: one transaction, a few statements whatever its size, one audit row.

use std::collections::{BTreeSet, HashMap};

use serde_json::json;

use super::model::{ScheduleOptions, SheetBooking, WantedBooking};
use super::plan::{PlanItem, SchedulePlan};
use super::read::Schedule;
use super::report::ScheduleSums;
use super::snapshot::{BookingSnapshot, BookingState};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::booking::batch::{self, BatchOutcome, BookingChange};
use crate::booking::{BookingImport, BookingRow, BookingStatus, DeviceRequest};
use crate::client::written::{WrittenClients, find_or_make};
use crate::db::contention;
use crate::import::journal::{self, ImportOrigin, ImportedRow, to_json};
use crate::import::model::{ImportAction, LET_GO};
use crate::kernel::error::{Error, Result};
use crate::kernel::names::name_key;
use crate::room::{NewRoom, RoomChanges};
use colab_schedule::sheet::RoomRef;

/// The bookings of a source, as they are, and as the last import had them.
pub type PresentBookings = HashMap<i64, (BookingRow, SheetBooking)>;

/// An import that was written.
pub struct AppliedImport {
    pub id: i64,
    pub rooms_created: Vec<String>,
}

/// Writes the plan, which gets the new bookings' ids.
///
/// # Errors
/// Contention when a room was taken meanwhile: the whole transaction is planned anew.
pub fn apply(
    tx: &mut Tx<'_>,
    grant: &Grant,
    plan: &mut SchedulePlan,
    schedule: &Schedule,
    present: &PresentBookings,
    options: &ScheduleOptions,
    origin: &ImportOrigin<'_>,
) -> Result<AppliedImport> {
    lock(tx, grant, plan, present)?;
    let (room_ids, rooms_created) = create_rooms(tx, schedule)?;
    let sums = ScheduleSums::of(schedule, plan)?;
    let id = journal::begin(tx, grant, origin, to_json(options)?.0)?;
    let mut writer = ScheduleWriter {
        tx,
        grant,
        schedule,
        present,
        room_ids: &room_ids,
        import_id: id,
        override_block: options.override_block.as_deref(),
    };
    writer.cancel(plan, &options.source)?;
    writer.update(plan)?;
    writer.create(plan)?;
    writer.keep_rows(plan)?;
    let facts =
        json!({"source": origin.source, "file": origin.file, "sha256": origin.sha256, "counts": sums.counts});
    journal::finish(tx, grant, id, &sums, AuditEvent::created("import", id, facts))?;
    Ok(AppliedImport { id, rooms_created })
}

/// Locks what the plan changes until it is written; if somebody changed it since it was planned, it is planned anew.
fn lock(tx: &mut Tx<'_>, grant: &Grant, plan: &SchedulePlan, present: &PresentBookings) -> Result<()> {
    let changing = plan
        .with(ImportAction::Update)
        .chain(plan.with(ImportAction::Cancel));
    let ids: Vec<i64> = changing.filter_map(|item| item.booking_id).collect();
    let now = batch::lock(tx, grant, &ids)?;
    let moved = |row: &BookingRow| present.get(&row.id).is_none_or(|(planned, _)| planned != row);
    if now.iter().any(moved) {
        return Err(contention());
    }
    Ok(())
}

/// Creates the rooms that headings name, and the parts of combined ones; returns their ids by key, and their names.
fn create_rooms(tx: &mut Tx<'_>, schedule: &Schedule) -> Result<(HashMap<String, i64>, Vec<String>)> {
    let mut ids = HashMap::new();
    if schedule.new_rooms.is_empty() {
        return Ok((ids, Vec::new()));
    }
    let grant = tx.require(Permission::EditRooms)?;
    let new = schedule.new_rooms.iter().map(|room| NewRoom {
        name: room.name.clone(),
        details: RoomChanges {
            capacity: Some(room.capacity),
            ..RoomChanges::default()
        },
        aliases: Vec::new(),
        components: room.components.clone(),
    });
    // A combined room comes after its parts.
    let (plain, combined): (Vec<NewRoom>, Vec<NewRoom>) = new.partition(|room| room.components.is_empty());
    let made = crate::room::service::create_plain(tx, &grant, &plain)?;
    ids.extend(plain.iter().map(|room| name_key(&room.name)).zip(made));
    for room in &combined {
        let id = crate::room::service::create(tx, &grant, room)?;
        ids.insert(name_key(&room.name), id);
    }
    let names = schedule.new_rooms.iter().map(|room| room.name.clone());
    Ok((ids, names.collect()))
}

/// Returns the blocks that make place for an item's booking, each with it.
fn passed(item: &PlanItem, booking_id: i64) -> Vec<(i64, i64)> {
    item.passes.iter().map(|block| (booking_id, *block)).collect()
}

struct ScheduleWriter<'t, 'c> {
    tx: &'t mut Tx<'c>,
    grant: &'t Grant,
    schedule: &'t Schedule,
    present: &'t PresentBookings,
    room_ids: &'t HashMap<String, i64>,
    import_id: i64,
    override_block: Option<&'t str>,
}

impl ScheduleWriter<'_, '_> {
    fn room_id(&self, item: &PlanItem) -> Result<Option<i64>> {
        match &item.room {
            None => Ok(None),
            Some(RoomRef::Known(id)) => Ok(Some(*id)),
            Some(RoomRef::New(name)) => {
                let id = self.room_ids.get(&name_key(name)).copied();
                id.map(Some)
                    .ok_or_else(|| Error::internal(format!("the room {name} was not created")))
            }
        }
    }

    fn wanted(&self, item: &PlanItem) -> Result<&WantedBooking> {
        let wanted = item.wanted.and_then(|number| self.schedule.wanted.get(number));
        wanted.ok_or_else(|| Error::internal("an item of the plan has no entry in the file"))
    }

    fn present(&self, item: &PlanItem) -> Option<&(BookingRow, SheetBooking)> {
        self.present.get(&item.booking_id?)
    }

    fn cancel(&mut self, plan: &SchedulePlan, source: &str) -> Result<()> {
        let cancelled = plan.with(ImportAction::Cancel);
        let ids: Vec<i64> = cancelled.filter_map(|item| item.booking_id).collect();
        let reason = format!("by the schedule {source} (import {})", self.import_id);
        batch::cancel(self.tx, self.grant, &ids, &reason)
    }

    /// Changes bookings. Old holds are given back before new ones are taken, so that bookings can swap.
    fn update(&mut self, plan: &SchedulePlan) -> Result<()> {
        let moving = plan.with(ImportAction::Update).filter(|item| item.moves);
        let moving: Vec<i64> = moving.filter_map(|item| item.booking_id).collect();
        batch::release(self.tx, self.grant, &moving)?;
        let clients = self.clients(plan)?;
        for item in plan.with(ImportAction::Update) {
            if let (Some(reason), Some(id)) = (self.override_block, item.booking_id) {
                batch::pass_blocks(self.tx, self.grant, &passed(item, id), reason)?;
            }
            let Some((row, before)) = self.present(item) else {
                return Err(Error::internal("an update of the plan has no booking"));
            };
            let id = row.id;
            let change = self.change(item, row, before, &clients)?;
            let requests = self.wanted(item)?.booking.requests();
            let requests = (requests != before.requests()).then_some(requests);
            match batch::update(self.tx, self.grant, id, &change, requests.as_deref())? {
                BatchOutcome::Done => {}
                BatchOutcome::RoomTaken => return Err(contention()),
            }
        }
        Ok(())
    }

    /// Finds the clients of the bookings that change, at once.
    fn clients(&mut self, plan: &SchedulePlan) -> Result<WrittenClients> {
        let updated = plan.with(ImportAction::Update);
        let names: Vec<&str> = updated
            .filter_map(|item| self.schedule.wanted.get(item.wanted?))
            .map(|wanted| wanted.booking.client_name.as_str())
            .collect();
        find_or_make(self.tx, self.grant, names)
    }

    fn change(
        &self,
        item: &PlanItem,
        row: &BookingRow,
        before: &SheetBooking,
        clients: &WrittenClients,
    ) -> Result<BookingChange> {
        let wanted = self.wanted(item)?;
        let booking = &wanted.booking;
        let period = self.tx.site().period(wanted.day, booking.start, booking.end)?;
        Ok(BookingChange {
            room_id: self.room_id(item)?,
            starts_at: period.starts_at(),
            ends_at: period.ends_at(),
            client_name: booking.client_name.clone(),
            client_id: clients.id_of(&booking.client_name)?,
            status: status_after(booking, row.status, before),
            num_learners: number(booking.num_learners),
            num_facilitators: number(booking.num_facilitators),
            headcount: number(booking.headcount),
            devices_needed: number(booking.devices_needed()),
            device_type_preference: booking.device_preference(),
            status_reason: None,
            updated_at: self.tx.now(),
        })
    }

    fn create(&mut self, plan: &mut SchedulePlan) -> Result<()> {
        let count = plan.with(ImportAction::Create).count();
        let ids = batch::reserve_bookings(self.tx, self.grant, count)?;
        let new = plan
            .items
            .iter_mut()
            .filter(|item| item.action == ImportAction::Create);
        for (item, id) in new.zip(&ids) {
            item.booking_id = Some(*id);
        }
        let series = self.create_series(plan)?;
        let (mut rows, mut imports) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut requests: Vec<(i64, DeviceRequest)> = Vec::new();
        for (item, id) in plan.with(ImportAction::Create).zip(ids) {
            if let Some(reason) = self.override_block {
                batch::pass_blocks(self.tx, self.grant, &passed(item, id), reason)?;
            }
            let wanted = self.wanted(item)?;
            requests.extend(wanted.booking.requests().into_iter().map(|request| (id, request)));
            rows.push(self.booking(id, item, wanted, &series)?);
            imports.push(BookingImport {
                booking_id: id,
                import_id: self.import_id,
                sheet: wanted.place.as_ref().map(|place| place.sheet.clone()),
                cell: wanted.place.as_ref().map(|place| place.cell.clone()),
            });
        }
        batch::create(self.tx, self.grant, &rows, &[], &requests, &imports)
    }

    /// Creates one series for what the file makes together.
    fn create_series(&mut self, plan: &SchedulePlan) -> Result<HashMap<usize, i64>> {
        let mut numbers = BTreeSet::new();
        for item in plan.with(ImportAction::Create) {
            numbers.extend(self.wanted(item)?.series);
        }
        let ids = batch::create_series(self.tx, self.grant, numbers.len())?;
        Ok(numbers.into_iter().zip(ids).collect())
    }

    fn booking(
        &self,
        id: i64,
        item: &PlanItem,
        wanted: &WantedBooking,
        series: &HashMap<usize, i64>,
    ) -> Result<BookingRow> {
        let booking = &wanted.booking;
        let period = self.tx.site().period(wanted.day, booking.start, booking.end)?;
        Ok(BookingRow {
            id,
            series_id: wanted.series.and_then(|number| series.get(&number).copied()),
            room_id: self.room_id(item)?,
            client_name: booking.client_name.clone(),
            status: status_of(booking),
            num_learners: number(booking.num_learners),
            num_facilitators: number(booking.num_facilitators),
            headcount: number(booking.headcount),
            devices_needed: number(booking.devices_needed()),
            device_type_preference: booking.device_preference(),
            requester_notes: wanted.note.clone(),
            long_term: wanted.long_term,
            ..BookingRow::new(&period, &self.tx.actor().username, self.tx.now())
        })
    }

    /// Keeps every item but those that stayed as they were.
    fn keep_rows(&mut self, plan: &SchedulePlan) -> Result<()> {
        let items = plan
            .items
            .iter()
            .filter(|item| item.action != ImportAction::Unchanged || item.holding.is_claim);
        let rows: Vec<ImportedRow> = items.map(|item| self.kept_row(item)).collect::<Result<_>>()?;
        journal::keep_rows(self.tx, self.grant, &rows)
    }

    fn kept_row(&self, item: &PlanItem) -> Result<ImportedRow> {
        let changed = matches!(item.action, ImportAction::Update | ImportAction::Cancel);
        let before = self.present(item).filter(|_| changed);
        let before = before.map(|(row, booking)| BookingSnapshot::of(row, Some(booking.clone())));
        // The base of the next comparison: what the file has, wherever a booking stands for it.
        let is_base = matches!(
            item.action,
            ImportAction::Create | ImportAction::Update | ImportAction::Disagree
        ) || item.holding.is_claim;
        let room_id = match &item.room {
            Some(RoomRef::New(_)) if !is_base => None,
            _ => self.room_id(item)?,
        };
        let booking = item.booking.as_ref().filter(|_| is_base);
        Ok(ImportedRow {
            import_id: self.import_id,
            sheet: item.place.as_ref().map(|place| place.sheet.clone()),
            cell: item.place.as_ref().map(|place| place.cell.clone()),
            text: Some(item.text.clone()).filter(|text| !text.is_empty()),
            action: match item.action {
                // Such a row is kept for its reading alone.
                ImportAction::Unchanged => ImportAction::Keep,
                _ if item.holding.lets_go => LET_GO,
                action => action,
            },
            room_id,
            day: item.day,
            booking_id: item.booking_id,
            // What tells it from a cell that is ignored.
            record: item
                .booking_id
                .filter(|_| item.holding.lets_go)
                .map(|id| id.to_string()),
            reading: booking.map(to_json).transpose()?,
            before: before.as_ref().map(to_json).transpose()?,
            after: self.state_after(item)?.as_ref().map(to_json).transpose()?,
            message: item.message(),
        })
    }

    /// Returns what the import leaves a booking as.
    fn state_after(&self, item: &PlanItem) -> Result<Option<BookingState>> {
        let booking = item
            .booking
            .as_ref()
            .filter(|_| item.wanted.is_some())
            .zip(item.day);
        let period = booking.map(|(booking, day)| self.tx.site().period(day, booking.start, booking.end));
        let period = period
            .filter(|_| matches!(item.action, ImportAction::Create | ImportAction::Update))
            .transpose()?;
        let state = |revision, status| BookingState {
            revision,
            status,
            starts_at: period.map(|period| period.starts_at()),
            ends_at: period.map(|period| period.ends_at()),
        };
        // Giving a room back is not a revision of its own.
        let changed = |status| {
            let (row, _) = self.present(item)?;
            Some(state(row.revision + 1, status))
        };
        Ok(match (item.action, &item.booking, self.present(item)) {
            (ImportAction::Create, Some(booking), _) => Some(state(0, status_of(booking))),
            (ImportAction::Update, Some(booking), Some((row, before))) => {
                changed(status_after(booking, row.status, before))
            }
            (ImportAction::Update | ImportAction::Cancel, _, _) => changed(BookingStatus::Cancelled),
            _ => None,
        })
    }
}

fn status_of(booking: &SheetBooking) -> BookingStatus {
    if booking.tentative {
        BookingStatus::RoomAssigned
    } else {
        BookingStatus::Confirmed
    }
}

/// Returns the status of a changed booking: what a person did beyond confirming stays, and so does a confirmation that
/// the file never mentioned.
fn status_after(booking: &SheetBooking, present: BookingStatus, before: &SheetBooking) -> BookingStatus {
    match present {
        BookingStatus::CheckedIn | BookingStatus::Completed | BookingStatus::NoShow => present,
        BookingStatus::Confirmed if booking.tentative && before.tentative => present,
        _ => status_of(booking),
    }
}

fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
