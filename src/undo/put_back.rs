//! Putting rows back: all of an operation's records in one savepoint, so that one that cannot go back leaves no other half
//! done.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use super::model::{ChangedRecord, ChangedRow, UndoLine, flag_of, number_of, text_of};
use super::refusal::explained;
use super::tables::TABLES;
use crate::access::auth::{Permission, Role};
use crate::access::operation::{self, Operation};
use crate::access::settings::Settings;
use crate::access::tx::Tx;
use crate::attachment::service as files;
use crate::booking::batch;
use crate::booking::blocks::service as blocks;
use crate::booking::{BookingStatus, room_changes};
use crate::db::operations::{PutBack, kept_row};
use crate::device::model::DeviceStatus;
use crate::device::service as devices;
use crate::device::status_change::{self, DeviceMove};
use crate::import;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::shell_word::shell_word;
use crate::rental::model::ReturnCondition;
use crate::rental::return_devices::{self, DeviceReturn};
use crate::requisition::{cost as requisition_cost, receive, service as requisitions};
use crate::room::{activity, service as rooms};
use crate::task::{cost, service as tasks};
use crate::user;

/// Kinds whose records are withdrawn first: what they hold is withdrawn after them, and what was made last before the rest.
const WITHDRAWN_FIRST: [&str; 3] = ["rental", "booking", "block"];

/// One undo.
pub struct UndoRun<'a> {
    pub operation: &'a Operation,
    pub reason: Option<&'a str>,
}

/// A record that is in the way of the others, and why.
struct Refused {
    place: usize,
    error: Error,
}

impl From<Refused> for Vec<Refused> {
    fn from(one: Refused) -> Self {
        vec![one]
    }
}

/// Marks an error as that of one record.
trait OfRecord<T> {
    fn of_record(self, place: usize) -> Result<T, Refused>;
}

impl<T, E: Into<Error>> OfRecord<T> for Result<T, E> {
    fn of_record(self, place: usize) -> Result<T, Refused> {
        self.map_err(|error| Refused {
            place,
            error: error.into(),
        })
    }
}

impl UndoRun<'_> {
    /// Returns why, as bookings and movements keep it.
    pub fn cause(&self) -> String {
        match self.reason {
            Some(reason) => reason.to_owned(),
            None => format!("operation {} was undone", self.operation.id),
        }
    }

    /// Puts records back; returns those that are, and, if that is enough, those that could not be.
    ///
    /// # Errors
    /// `Conflict` for one that cannot go back, unless the rest is enough.
    pub fn put_back(
        &self,
        tx: &mut Tx<'_>,
        mut records: Vec<ChangedRecord>,
        partial: bool,
    ) -> Result<(Vec<ChangedRecord>, Vec<UndoLine>)> {
        let mut left = Vec::new();
        loop {
            let mut refused = Vec::new();
            let tried = tx.with_savepoint(|tx| {
                self.try_all(tx, &records, partial).map_err(|all| {
                    refused = all;
                    Error::internal("a record cannot go back")
                })
            });
            if refused.is_empty() {
                tried?;
                return Ok((records, left));
            }
            // The last ones first, so that the places of the others hold.
            refused.sort_by_key(|one| std::cmp::Reverse(one.place));
            let mut refused_records = Vec::new();
            for Refused { place, error } in refused {
                let record = records.remove(place);
                let mut error = explained(tx, &record, &records, error)?;
                if !matches!(error.kind, Kind::Conflict | Kind::Invalid | Kind::NotFound) {
                    return Err(error);
                }
                if !partial {
                    error.message = format!("{} cannot go back: {}", record.words(), error.message);
                    return Err(error);
                }
                left.push(UndoLine::left(&record, error.message));
                refused_records.push(record);
            }
            left.extend(leave_with(&mut records, refused_records));
        }
    }

    /// Rooms and names are given back first, so that what had them before finds them free; then what was done last goes back
    /// first.
    fn try_all(&self, tx: &mut Tx<'_>, records: &[ChangedRecord], partial: bool) -> Result<(), Vec<Refused>> {
        for (place, record) in records.iter().enumerate() {
            release_room(tx, record).of_record(place)?;
        }
        let mut refused = Vec::new();
        let rank = |entity: &str| WITHDRAWN_FIRST.iter().position(|first| *first == entity);
        let mut withdrawn: Vec<(usize, &ChangedRecord)> = records.iter().enumerate().rev().collect();
        withdrawn.sort_by_key(|(_, record)| rank(record.entity).unwrap_or(WITHDRAWN_FIRST.len()));
        for (place, record) in withdrawn {
            let withdrawn = if partial {
                tx.with_savepoint(|tx| self.withdraw(tx, record))
            } else {
                self.withdraw(tx, record)
            };
            match withdrawn.of_record(place) {
                Err(one) if partial => refused.push(one),
                withdrawn => withdrawn?,
            }
        }
        if !refused.is_empty() {
            return Err(refused);
        }
        let changed = || {
            records
                .iter()
                .enumerate()
                .filter(|(_, record)| !record.is_created())
        };
        for (place, record) in changed() {
            let goes = |row: &&ChangedRow| row.is_created() || is_replaced(row);
            for row in record.rows.iter().rev().filter(goes) {
                self.take_away(tx, row).of_record(place)?;
            }
        }
        for table in TABLES {
            for (place, record) in changed().rev() {
                let of_table = |row: &&ChangedRow| row.table.kept == table.kept;
                for row in record.rows.iter().rev().filter(of_table) {
                    self.put_row(tx, row).of_record(place)?;
                }
            }
        }
        self.check_bookings(tx, records)?;
        for (place, record) in records.iter().enumerate() {
            if record.entity == "setting" {
                let settings = Settings::load(tx.connection()).of_record(place)?;
                settings.check().of_record(place)?;
            }
        }
        Ok(())
    }

    /// Takes a record back that the operation made. Others were here first: it is never deleted.
    fn withdraw(&self, tx: &mut Tx<'_>, record: &ChangedRecord) -> Result<()> {
        if !record.is_created() || record.is_withdrawn() {
            return Ok(());
        }
        match record.entity {
            "booking" => {
                let grant = tx.require_managed(Permission::EditBookings)?;
                let id = record.id.parse().unwrap_or_default();
                batch::cancel(tx, &grant, &[id], &self.cause())
            }
            "rental" => {
                let wanted = DeviceReturn {
                    rental_no: record.name.clone(),
                    serials: None,
                    condition: ReturnCondition::Ok,
                    notes: Some(self.cause()),
                    place: None,
                    is_undone: true,
                };
                return_devices::return_devices(tx, &wanted).map(|_outcome| ())
            }
            "room" => room_changes::deactivate(tx, &record.name, false).map(|_room| ()),
            "block" => blocks::withdraw(tx, record.id.parse().unwrap_or_default()),
            "device" => {
                let wanted = DeviceMove {
                    serials: vec![record.name.clone()],
                    to: Some(DeviceStatus::Retired),
                    place: None,
                    reason: Some(self.cause()),
                };
                status_change::move_devices(tx, &wanted).map(|_changed| ())
            }
            "user" => user::service::disable(tx, &record.name, false).map(|_user| ()),
            "device_category" if has_retired_devices_alone(tx, record)? => Ok(()),
            "task" => tasks::withdraw(tx, record.id.parse().unwrap_or_default()),
            "requisition" => requisitions::withdraw(tx, record.id.parse().unwrap_or_default(), &self.cause()),
            "requisition_receipt" => receive::take_back(tx, record.id.parse().unwrap_or_default()),
            "file" => files::withdraw(tx, record.id.parse().unwrap_or_default()),
            "import" => import::undo::mark_undone(tx, record.id.parse().unwrap_or_default()),
            _ => {
                for row in record.rows.iter().filter(|row| row.table.is_record) {
                    self.withdraw_row(tx, row)?;
                }
                Ok(())
            }
        }
    }

    /// Takes a setting or a threshold away, so that the default holds, and a price or a client out of use.
    fn withdraw_row(&self, tx: &mut Tx<'_>, row: &ChangedRow) -> Result<()> {
        let by = match row.table.entity {
            "price" => Some(("updated_by", Json::Null)),
            "client" | "vendor" | "location" => None,
            _ => return self.take_away(tx, row),
        };
        let inactive: Map<String, Json> = [("is_active", json!(false)), ("updated_at", Json::Null)]
            .into_iter()
            .chain(by)
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        self.update(tx, row, &inactive)
    }

    fn take_away(&self, tx: &mut Tx<'_>, row: &ChangedRow) -> Result<()> {
        let is_own_part = row.table.kept.name == "room_components" && is_own_part(&row.key);
        // A room lists itself by a trigger.
        if is_own_part || row.now.is_none() {
            return Ok(());
        }
        let is_there = tx.connection().delete_row(&row.table.kept, &row.key)?;
        refuse_missing(row, is_there)
    }

    /// Gives a row that was changed its values again, and inserts one that was deleted.
    fn put_row(&self, tx: &mut Tx<'_>, row: &ChangedRow) -> Result<()> {
        let Some(before) = &row.before else {
            return Ok(());
        };
        match (row.table.kept.name, &row.now) {
            ("room_components", None) if is_own_part(&row.key) => Ok(()),
            ("attachments", None) => Err(files::removed_for_good(row.key.parse().unwrap_or_default())),
            (_, None) => insert_again(tx, row, before),
            _ if is_replaced(row) => insert_again(tx, row, before),
            ("users", Some(now)) => self.put_user(tx, row, before, now),
            ("rooms", Some(now)) => self.put_room(tx, row, before, now),
            ("booking_device_assignments", Some(now))
                if number_of(before, "rental_id").is_none() && number_of(now, "rental_id").is_some() =>
            {
                // What left the site on a rental is told by the rental; the booking gets the device anew.
                let mut anew = before.clone();
                let id = tx.connection().reserve_id("booking_device_assignments")?;
                anew.insert("id".to_owned(), json!(id));
                insert_again(tx, row, &anew)
            }
            ("tasks", Some(_)) => {
                self.update(tx, row, before)?;
                // An approved cost is in the way of this task alone.
                cost::follow(tx, row.key.parse().unwrap_or_default())
            }
            ("requisition_receipts", Some(_)) => {
                self.update(tx, row, before)?;
                requisition_cost::follow(tx, row.key.parse().unwrap_or_default())
            }
            (_, Some(_)) => self.update(tx, row, before),
        }
    }

    fn update(&self, tx: &mut Tx<'_>, row: &ChangedRow, values: &Map<String, Json>) -> Result<()> {
        let (at, by) = (tx.now(), tx.actor().username.clone());
        let how = PutBack { at, by: &by };
        let is_there = tx
            .connection()
            .put_row_back(&row.table.kept, &row.key, values, how)?;
        refuse_missing(row, is_there)
    }

    /// Role and activity go back as `user role`, `user enable` and `user disable` do it, which end what must end.
    fn put_user(
        &self,
        tx: &mut Tx<'_>,
        row: &ChangedRow,
        before: &Map<String, Json>,
        now: &Map<String, Json>,
    ) -> Result<()> {
        let name = text_of(now, "username").unwrap_or_default();
        let mut rest = before.clone();
        let (role, active) = (rest.remove("role"), rest.remove("is_active"));
        if role.as_ref() != now.get("role") {
            let role: Role = text_of(before, "role")
                .unwrap_or_default()
                .parse()
                .map_err(Error::internal)?;
            user::service::set_role(tx, &name, role, false)?;
        }
        if active.is_some() && flag_of(before, "is_active") != flag_of(now, "is_active") {
            if flag_of(before, "is_active") {
                user::service::enable(tx, &name)?;
            } else {
                user::service::disable(tx, &name, false)?;
            }
        }
        self.update(tx, row, &rest)
    }

    /// A room goes out of use and into it again as `room deactivate` and `room activate` do it.
    fn put_room(
        &self,
        tx: &mut Tx<'_>,
        row: &ChangedRow,
        before: &Map<String, Json>,
        now: &Map<String, Json>,
    ) -> Result<()> {
        let mut rest = before.clone();
        rest.remove("is_active");
        self.update(tx, row, &rest)?;
        if flag_of(before, "is_active") == flag_of(now, "is_active") {
            return Ok(());
        }
        let name = text_of(before, "name").unwrap_or_default();
        if flag_of(before, "is_active") {
            activity::activate(tx, &name).map(|_room| ())
        } else {
            // To do a deactivation again needs no new question about its bookings.
            let keep_bookings = self.operation.undoes.is_some();
            room_changes::deactivate(tx, &name, keep_bookings).map(|_room| ())
        }
    }

    /// Refuses to lead a booking to come back into a room that went out of use since, and to give it a device that is lost, sold
    /// or retired.
    fn check_bookings(&self, tx: &mut Tx<'_>, records: &[ChangedRecord]) -> Result<(), Refused> {
        let bookings = records
            .iter()
            .enumerate()
            .filter(|(_, record)| record.entity == "booking");
        let states: Vec<(usize, &Map<String, Json>)> = bookings
            .flat_map(|(place, record)| record.rows.iter().map(move |row| (place, row)))
            .filter_map(|(place, row)| Some((place, row.before.as_ref()?)))
            .collect();
        let Some((first, _)) = states.first() else {
            return Ok(());
        };
        let to_come = to_come(tx, &states).of_record(*first)?;
        let numbers = |column| {
            states
                .iter()
                .filter_map(move |(_, state)| number_of(state, column))
        };
        let devices: Vec<i64> = numbers("device_id").collect();
        let devices = devices::rows_by_ids(tx.connection(), &devices).of_record(*first)?;
        let rooms = rooms::all(tx.connection()).of_record(*first)?;
        let since = operation::rows_since(tx.connection(), "rooms", self.operation.id).of_record(*first)?;
        let mut were_active = BTreeSet::new();
        for row in since {
            let before = row
                .before
                .as_deref()
                .map(kept_row)
                .transpose()
                .of_record(*first)?;
            were_active.extend(
                before
                    .filter(|room| flag_of(room, "is_active"))
                    .map(|_| row.row_key),
            );
        }
        let was_active = |id: i64| were_active.contains(&id.to_string());
        for (place, state) in &states {
            let room = number_of(state, "room_id").filter(|_| holds(state));
            let is_to_come = number_of(state, "id").is_some_and(|id| to_come.contains(&id));
            let room = rooms.iter().find(|one| is_to_come && Some(one.row.id) == room);
            if let Some(room) = room.filter(|room| !room.row.is_active && was_active(room.row.id)) {
                let error = Error::conflict(
                    ErrorCode::RoomInactive,
                    format!("{} is out of use", room.row.name),
                );
                let hint = format!("colab room activate {}", shell_word(&room.row.name));
                return Err(error.hint(hint)).of_record(*place);
            }
            // One that is back from a rental may have come back broken, or not at all.
            let device = number_of(state, "device_id").filter(|_| text_of(state, "returned_at").is_none());
            let device = devices.iter().find(|row| Some(row.id) == device);
            if let Some(device) = device.filter(|device| device.status.is_gone()) {
                let fact = format!("{} is {}", device.serial_number, device.status);
                return Err(Error::conflict(ErrorCode::DeviceOutOfService, fact)).of_record(*place);
            }
        }
        Ok(())
    }
}

/// Leaves the records that go with these, and those that go with them: a rental and its devices go back together.
pub fn leave_with(records: &mut Vec<ChangedRecord>, left: Vec<ChangedRecord>) -> Vec<UndoLine> {
    let mut lines = Vec::new();
    let mut open = left;
    while let Some(one) = open.pop() {
        let parts = one.goes_out();
        let is_tied = |record: &mut ChangedRecord| !record.goes_out().is_disjoint(&parts);
        for record in records.extract_if(.., is_tied) {
            lines.push(UndoLine::left(
                &record,
                format!("it goes back with {}", one.words()),
            ));
            open.push(record);
        }
    }
    lines
}

/// Returns whether a category stays, since the devices in it are all retired or sold.
fn has_retired_devices_alone(tx: &mut Tx<'_>, record: &ChangedRecord) -> Result<bool> {
    let rows = devices::all_rows(tx.connection())?.into_iter();
    let of_category = rows.filter(|row| row.category_id.to_string() == record.id);
    let statuses: Vec<DeviceStatus> = of_category.map(|row| row.status).collect();
    let is_over = |status: &DeviceStatus| matches!(status, DeviceStatus::Sold | DeviceStatus::Retired);
    Ok(!statuses.is_empty() && statuses.iter().all(is_over))
}

/// Refuses to go on where a row was not found: it has gone, or this login may not write it.
fn refuse_missing(row: &ChangedRow, is_there: bool) -> Result<()> {
    if is_there {
        return Ok(());
    }
    Err(Error::conflict(
        ErrorCode::UndoConflict,
        format!("its row in {} is not there to be written", row.table.kept.name),
    ))
}

/// Returns whether a device was given in the place of another one under the same number: such a row is never updated.
fn is_replaced(row: &ChangedRow) -> bool {
    let (Some(before), Some(now)) = (&row.before, &row.now) else {
        return false;
    };
    let differs = |column: &str| number_of(before, column) != number_of(now, column);
    row.table.kept.name == "booking_device_assignments"
        && number_of(now, "rental_id").is_none()
        && number_of(now, "device_id").is_some()
        && (differs("device_id") || differs("booking_id"))
}

fn is_own_part(key: &str) -> bool {
    key.split_once('/').is_some_and(|(whole, part)| whole == part)
}

fn insert_again(tx: &mut Tx<'_>, row: &ChangedRow, values: &Map<String, Json>) -> Result<()> {
    Ok(tx.connection().insert_row_again(&row.table.kept, values)?)
}

/// Gives back the room of a booking that is put back: two may change places.
fn release_room(tx: &mut Tx<'_>, record: &ChangedRecord) -> Result<()> {
    let rows = record.rows.iter().filter(|row| !row.is_created());
    let mut bookings = rows.filter(|row| row.table.kept.name == "bookings");
    let now = bookings.find_map(|row| row.now.as_ref());
    let holding = now.filter(|now| number_of(now, "room_id").is_some() && holds(now));
    let Some(id) = holding.and_then(|now| number_of(now, "id")) else {
        return Ok(());
    };
    let grant = tx.require_managed(Permission::EditBookings)?;
    batch::release(tx, &grant, &[id])
}

fn holds(booking: &Map<String, Json>) -> bool {
    let status = text_of(booking, "status").unwrap_or_default();
    status
        .parse::<BookingStatus>()
        .is_ok_and(BookingStatus::holds_room)
}

/// Returns which of the bookings that hold a room again are to come.
fn to_come(tx: &mut Tx<'_>, states: &[(usize, &Map<String, Json>)]) -> Result<BTreeSet<i64>> {
    let holding = states
        .iter()
        .filter(|(_, state)| number_of(state, "room_id").is_some() && holds(state));
    let ids: Vec<i64> = holding.filter_map(|(_, state)| number_of(state, "id")).collect();
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let grant = tx.require_managed(Permission::EditBookings)?;
    let now = tx.now();
    let rows = batch::by_ids(tx, &grant, &ids)?.into_iter();
    Ok(rows.filter(|row| row.ends_at > now).map(|row| row.id).collect())
}
