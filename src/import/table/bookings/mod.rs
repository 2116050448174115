//! Bookings from a table: found again by what the other system calls them, or by client, room and start.

mod columns;
mod days;
mod rows;
mod shared_rooms;
mod tidy;
mod times;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use columns::{KEY_HEADINGS, OWN_COLUMNS};
pub use days::{minutes, spread};
pub use shared_rooms::known_rooms;
pub use tidy::tidy;
pub use times::NO_DAY;

use super::adapter::{CreatedRecord, ListedRecord, NewRecord, PresentRecord, TableAdapter, refusal_or_fail};
use super::cell::{CellContext, NO};
use super::marks::ListMarks;
use super::rows::ImportTable;
use super::values::FieldValues;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::booking::apply_row::RowChange;
use crate::booking::import_rows::{self, BookingDraft};
use crate::booking::{Booking, BookingStatus, apply_row, batch, service, unknown_booking};
use crate::import::store::{self, FieldTexts};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::timestamp::Timestamp;
use crate::output::{CellForm, Record};
use crate::room::service as rooms;
use colab_schedule::cell::is_lone_letter;
use colab_schedule::rooms::{DirectoryRoom, RoomDirectory};

/// The bookings that a file may be about.
pub struct BookingAdapter {
    grant: Grant,
    context: CellContext,
    now: Timestamp,
    directory: RoomDirectory,
    bookings: Vec<Booking>,
    /// Places of bookings by client, room and start.
    by_key: HashMap<String, Vec<usize>>,
    /// Places by id.
    by_id: HashMap<i64, usize>,
    /// Ids by what other systems call them, and the other way round.
    refs: HashMap<String, i64>,
    ref_of: HashMap<i64, String>,
    /// What the file speaks of.
    fields: BTreeSet<&'static str>,
    /// The file says which rooms; if not, client and start say which booking.
    names_rooms: bool,
    /// The numbers of bookings stand under our own word for them, which other systems have, too: whose they are is open.
    doubts_numbers: bool,
}

impl BookingAdapter {
    /// Loads the bookings that the file names, or that start when one of the file does.
    pub fn load(
        tx: &mut Tx<'_>,
        grant: Grant,
        table: Option<&ImportTable>,
        records: &[String],
    ) -> Result<Self> {
        let refs: HashMap<String, i64> = store::booking_refs(tx.connection())?.into_iter().collect();
        let rows = || table.into_iter().flat_map(ImportTable::values);
        let starts: BTreeSet<Timestamp> = rows()
            .filter_map(|values| times::instant(values.text("starts_at")?))
            .collect();
        let mut named: BTreeSet<i64> = records.iter().filter_map(|id| id.parse().ok()).collect();
        for values in rows() {
            let listed = ["booking_id", "id"]
                .into_iter()
                .filter_map(|field| values.text(field));
            named.extend(listed.filter_map(|id| id.parse::<i64>().ok()));
            named.extend(values.text("external_id").and_then(|name| refs.get(name)));
        }
        let starts: Vec<Timestamp> = starts.into_iter().collect();
        let mut rows = batch::starting_at(tx, &grant, &starts)?;
        let known: BTreeSet<i64> = rows.iter().map(|row| row.id).collect();
        let others: Vec<i64> = named.difference(&known).copied().collect();
        rows.extend(batch::by_ids(tx, &grant, &others)?);
        let columns = table.into_iter().flat_map(|table| &table.headings.columns);
        let mut fields: BTreeSet<&'static str> = columns.map(|column| column.column.name).collect();
        // Days, times and names that stand apart come to these; a status is looked at always.
        fields.extend(["starts_at", "ends_at", "status", "client_contact_person"]);
        fields.extend(table.into_iter().flat_map(|table| table.sets.iter().copied()));
        // One cell may count learners, facilitators and devices.
        let is_said = |field: &&'static str| {
            let mut rows = table.into_iter().flat_map(ImportTable::values);
            rows.any(|values| values.get(field).is_some())
        };
        let counts = ["num_learners", "num_facilitators", "devices_needed"];
        fields.extend(counts.into_iter().filter(is_said));
        let mut loaded = Self {
            grant,
            context: CellContext::of(tx),
            now: tx.now(),
            directory: rooms::directory(tx.connection())?,
            bookings: service::with_names(tx, &grant, rows)?,
            by_key: HashMap::new(),
            by_id: HashMap::new(),
            ref_of: refs.iter().map(|(name, id)| (*id, name.clone())).collect(),
            refs,
            names_rooms: fields.contains("room"),
            doubts_numbers: table.is_some_and(|table| {
                let texts = &table.headings.texts;
                texts
                    .iter()
                    .any(|(_, text)| name_key(text) == name_key("booking_id"))
            }),
            fields,
        };
        loaded.index();
        Ok(loaded)
    }

    fn index(&mut self) {
        for (place, booking) in self.bookings.iter().enumerate() {
            let row = &booking.row;
            let room = row.room_id.filter(|_| self.names_rooms);
            let key = natural_key(&row.client_name, room, row.starts_at, row.status.is_off());
            self.by_key.entry(key).or_default().push(place);
            self.by_id.insert(row.id, place);
        }
    }

    fn record(&self, booking: &Booking) -> PresentRecord {
        let mut values = FieldValues::of(booking, &self.context, |field| self.fields.contains(field));
        let id = booking.row.id;
        values.set("booking_id", id.to_string());
        values.set("external_id", self.ref_of.get(&id).cloned().unwrap_or_default());
        PresentRecord {
            record: id.to_string(),
            values,
            is_off: booking.row.status.is_off(),
        }
    }

    fn by_id(&self, id: i64) -> Option<&Booking> {
        self.by_id.get(&id).map(|place| &self.bookings[*place])
    }

    /// Refuses an answer for a client, and a letter as it is ticked with as a new client of whom nothing is counted; other
    /// letters may stand for clients where each row names its own.
    fn refuse_tick(&self, values: &FieldValues) -> Result<()> {
        const TICKS: &str = "ynxjvдн";
        const ANSWERS: [&str; 4] = ["true", "false", "yes", "no"];
        const COUNTS: [&str; 4] = ["num_learners", "num_facilitators", "headcount", "devices_needed"];
        let is_answer = |text: &&str| ANSWERS.contains(&text.trim().to_lowercase().as_str());
        if let Some(answer) = values.text("client_name").filter(is_answer) {
            return Err(Error::invalid(
                ErrorCode::InvalidClient,
                format!("client_name: `{answer}` is an answer and no name; type the client's name"),
            ));
        }
        let counts = |field: &&str| values.text(field).is_some_and(|text| text != "0");
        let is_tick =
            |text: &&str| is_lone_letter(text) && TICKS.contains(text.trim().to_lowercase().as_str());
        let Some(client) = values.text("client_name").filter(is_tick) else {
            return Ok(());
        };
        let is_here = |booking: &Booking| name_key(&booking.row.client_name) == name_key(client);
        if COUNTS.iter().any(counts) || self.bookings.iter().any(is_here) {
            return Ok(());
        }
        Err(Error::invalid(
            ErrorCode::InvalidClient,
            format!(
                "client_name: there is only the letter `{client}`, which may be a tick as well; type the client's name"
            ),
        ))
    }

    /// Returns the natural key of a row.
    fn natural_key_of(&self, values: &FieldValues) -> Option<String> {
        let starts_at = values.text("starts_at").and_then(times::instant)?;
        let room = values.text("room").and_then(|name| self.directory.find(name));
        let is_off = values
            .text("status")
            .is_some_and(|word| word.parse().is_ok_and(BookingStatus::is_off));
        let room = room.map(|room| room.id).filter(|_| self.names_rooms);
        Some(natural_key(values.text("client_name")?, room, starts_at, is_off))
    }

    /// Reports whether a row states both a client and a start, and a booking has neither of them.
    fn is_another(&self, booking: &Booking, values: &FieldValues) -> bool {
        let client = values.text("client_name").map(name_key);
        let start = values.text("starts_at").and_then(times::instant);
        let row = &booking.row;
        client.is_some_and(|client| client != name_key(&row.client_name))
            && start.is_some_and(|start| start != row.starts_at)
    }

    fn with_key(&self, key: &str) -> impl Iterator<Item = &Booking> {
        let places = self.by_key.get(key).into_iter().flatten();
        places.map(|place| &self.bookings[*place])
    }

    fn booking(&self, tx: &mut Tx<'_>, record: &str) -> Result<Booking> {
        let id = record
            .parse()
            .map_err(|_| Error::internal(format!("invalid booking number `{record}`")))?;
        service::load_one(tx, &self.grant, id)
    }

    /// Replaces a booking's reference in another system.
    fn call(&mut self, tx: &mut Tx<'_>, id: i64, name: &str) -> Result<()> {
        store::delete_booking_ref(tx.connection(), id)?;
        if !name.is_empty() {
            let now = tx.now();
            store::insert_booking_refs(tx.connection(), &[(name.to_owned(), id)], now)?;
        }
        Ok(())
    }
}

/// Returns the error about a row with the number of a booking that is perhaps another one.
fn another_booking(id: i64, why: &str) -> Error {
    Error::invalid(
        ErrorCode::AnotherBooking,
        format!("this row has the number of booking {id}, which {why}"),
    )
}

/// Returns a key of client, room and start; a booking that is off has another key than one that is on.
fn natural_key(client: &str, room: Option<i64>, starts_at: Timestamp, is_off: bool) -> String {
    let (room, off) = (room.unwrap_or(0), if is_off { "off" } else { "" });
    format!("{}|{room}|{}|{off}", name_key(client), starts_at.micros())
}

impl TableAdapter for BookingAdapter {
    fn expect_rooms(&mut self, rooms: &[DirectoryRoom]) {
        for room in rooms {
            self.directory.push(room.clone());
        }
    }

    fn reload_rooms(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        self.directory = rooms::directory(tx.connection())?;
        Ok(())
    }

    fn resolve(&self, mut values: FieldValues) -> Result<FieldValues> {
        for field in ["room", "wished_room"] {
            if let Some(name) = values.text(field) {
                let known = rooms::find(&self.directory, name)?.name.clone();
                values.set(field, known);
            }
        }
        Ok(values)
    }

    fn key(&self, values: &FieldValues) -> Result<String> {
        if let Some(id) = values.text("booking_id") {
            let number = id.parse().unwrap_or(0);
            return match self.by_id(number) {
                Some(booking) if self.doubts_numbers && self.is_another(booking, values) => {
                    Err(another_booking(number, "has another client and another start"))
                }
                Some(_) => Ok(format!("#{id}")),
                None => Err(unknown_booking(number)),
            };
        }
        if let Some(name) = values.text("external_id") {
            return Ok(format!("={name}"));
        }
        self.natural_key_of(values).ok_or_else(|| {
            Error::invalid(
                ErrorCode::NoKey,
                "a booking is known by client_name and starts_at, or by external_id",
            )
        })
    }

    fn is_unique(&self, key: &str) -> bool {
        key.starts_with(['#', '='])
    }

    fn found(&self, key: &str) -> Vec<PresentRecord> {
        let bookings: Vec<&Booking> = match (key.strip_prefix('#'), key.strip_prefix('=')) {
            (Some(id), _) => {
                let id = id.parse().ok();
                id.and_then(|id| self.by_id(id)).into_iter().collect()
            }
            (_, Some(name)) => {
                let id = self.refs.get(name);
                id.and_then(|id| self.by_id(*id)).into_iter().collect()
            }
            _ => self.with_key(key).collect(),
        };
        bookings.into_iter().map(|booking| self.record(booking)).collect()
    }

    fn present(&self, record: &str) -> Option<PresentRecord> {
        self.by_id(record.parse().ok()?)
            .map(|booking| self.record(booking))
    }

    /// The numbers of two databases mean different bookings: one is taken only with the instant at which it was created.
    fn listed(&self, marks: &ListMarks, values: &FieldValues) -> Result<ListedRecord> {
        let Some(booking) = self.by_id(marks.id) else {
            return Ok(ListedRecord::Unknown);
        };
        let row = &booking.row;
        let is_similar = || {
            let client = values.text("client_name").map(name_key);
            let start = values.text("starts_at").and_then(times::instant);
            client == Some(name_key(&row.client_name)) || start == Some(row.starts_at)
        };
        let another = |why: &str| ListedRecord::Another(another_booking(row.id, why));
        Ok(match marks.is_of(row.created_at) {
            Some(true) => ListedRecord::Own {
                record: row.id.to_string(),
                is_current: marks.is_current(row.updated_at, Some(row.revision)),
            },
            Some(false) => another("was created at another time"),
            None if is_similar() => another("may be this one: created_at would tell"),
            None => ListedRecord::Unknown,
        })
    }

    fn adoption_key(&self, key: &str, values: &FieldValues) -> Option<String> {
        let name = key.strip_prefix('=')?;
        if self.refs.contains_key(name) {
            return None;
        }
        let key = self.natural_key_of(values)?;
        (!self.adoptable(&key).is_empty()).then_some(key)
    }

    fn adoptable(&self, key: &str) -> Vec<PresentRecord> {
        let bookings = self.with_key(key);
        bookings
            .filter(|booking| !self.ref_of.contains_key(&booking.row.id))
            .map(|booking| self.record(booking))
            .collect()
    }

    fn plausible(&self, values: &FieldValues, allow_past: bool) -> Result<Vec<String>> {
        self.refuse_tick(values)?;
        times::plausible(values, &self.context.site, self.now, allow_past)
    }

    /// A booking counts its changes; whoever wrote a text, it is there.
    fn is_as_left(&self, present: &PresentRecord, left: &FieldTexts, field: &str) -> bool {
        let is_empty = |text: &str| ["", "0", NO].contains(&text);
        if present.values.get(field).is_none_or(is_empty) {
            return true;
        }
        let mut fields = Booking::fields().iter();
        let column = fields.find(|one| one.name == field).and_then(|one| one.column);
        let is_text = column.is_some_and(|one| matches!(one.form, CellForm::Text(_) | CellForm::Notes(_)));
        let booking = present.record.parse().ok().and_then(|id| self.by_id(id));
        let revision = booking.map(|booking| booking.row.revision.to_string());
        !is_text && revision.as_ref() == left.get("revision")
    }

    /// What the room boss and the desk do of a booking is not an edit.
    fn is_step(&self, field: &str, from: &str, to: &str) -> bool {
        if field != "status" {
            return false;
        }
        let (Ok(from), Ok(to)) = (from.parse::<BookingStatus>(), to.parse::<BookingStatus>()) else {
            return false;
        };
        !to.is_off() && !from.is_off() && to != BookingStatus::Pending
    }

    fn off_word(&self) -> &'static str {
        "cancelled"
    }

    fn is_past(&self, present: &PresentRecord) -> bool {
        let booking = present.record.parse().ok().and_then(|id| self.by_id(id));
        booking.is_some_and(|booking| {
            let day = self.context.site.local(booking.row.starts_at).date_naive();
            day < self.context.today
        })
    }

    fn to_bring_back(&self, present: &PresentRecord) -> FieldValues {
        present.values.only(&["status", "external_id"])
    }

    fn bring_back(&mut self, tx: &mut Tx<'_>, record: &str, before: &FieldValues) -> Result<()> {
        self.restore(tx, record, before)
    }

    /// Books again what was cancelled by hand.
    fn revive(&mut self, tx: &mut Tx<'_>, record: &str) -> Result<()> {
        let present = self.booking(tx, record)?;
        let status = if present.row.room_id.is_some() {
            BookingStatus::Confirmed
        } else {
            BookingStatus::Pending
        };
        let to = RowChange {
            status: Some(status),
            ..RowChange::default()
        };
        apply_row::restore_row(tx, present.row.id, &to, None)
    }

    fn label(&self, values: &FieldValues) -> String {
        let start = values
            .text("starts_at")
            .map(|text| text.chars().take(16).collect::<String>());
        let parts = [
            values.text("external_id").map(str::to_owned),
            values.text("client_name").map(str::to_owned),
            values.text("room").map(str::to_owned),
            start.map(|text| text.replace('T', " ")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Rooms are given back before others take them.
    fn turn(&self, values: &FieldValues) -> u8 {
        let gives_back = values
            .text("status")
            .is_some_and(|word| word.parse().is_ok_and(BookingStatus::is_off));
        u8::from(!gives_back)
    }

    fn create_all(&mut self, tx: &mut Tx<'_>, new: &[NewRecord<'_>]) -> Result<Vec<Result<CreatedRecord>>> {
        let counts = ["num_learners", "num_facilitators", "headcount", "devices_needed"];
        // Who counts nobody, not even one, has not counted.
        let is_uncounted = |one: &NewRecord<'_>| {
            let counted = |field: &&str| one.values.text(field).is_some_and(|text| text != "0");
            !counts.iter().any(counted)
        };
        let mut drafts: Vec<BookingDraft> = Vec::with_capacity(new.len());
        let mut refused: Vec<Option<Error>> = Vec::with_capacity(new.len());
        for one in new {
            let draft = rows::draft(tx, &self.directory, one, is_uncounted(one));
            match refusal_or_fail(draft)? {
                Ok(draft) => {
                    drafts.push(draft);
                    refused.push(None);
                }
                Err(error) => refused.push(Some(error)),
            }
        }
        let mut written = import_rows::create(tx, &self.grant, drafts)?.into_iter();
        let mut made = Vec::with_capacity(new.len());
        let mut names = Vec::new();
        for (one, refused) in new.iter().zip(refused) {
            let outcome = match refused {
                Some(error) => Err(error),
                None => written
                    .next()
                    .unwrap_or_else(|| Err(Error::internal("a booking was lost"))),
            };
            if let (Ok(written), Some(name)) = (&outcome, one.values.text("external_id")) {
                names.push((name.to_owned(), written.id));
            }
            made.push(outcome.map(|written| CreatedRecord {
                record: written.id.to_string(),
                warnings: written.warnings,
            }));
        }
        let now = tx.now();
        store::insert_booking_refs(tx.connection(), &names, now)?;
        Ok(made)
    }

    fn create(&mut self, tx: &mut Tx<'_>, new: &NewRecord<'_>) -> Result<CreatedRecord> {
        let made = self.create_all(tx, std::slice::from_ref(new))?.pop();
        made.unwrap_or_else(|| Err(Error::internal("a booking was lost")))
    }

    fn update(&mut self, tx: &mut Tx<'_>, record: &str, changes: &FieldValues) -> Result<Vec<String>> {
        let present = self.booking(tx, record)?;
        if let Some(name) = changes.get("external_id") {
            self.call(tx, present.row.id, name)?;
        }
        let to = rows::rewrite(changes, &present)?;
        apply_row::apply_row(tx, present.row.id, &to)
    }

    fn update_together(
        &mut self,
        tx: &mut Tx<'_>,
        changes: &[(String, FieldValues)],
    ) -> Result<Vec<Vec<String>>> {
        let mut rows = Vec::with_capacity(changes.len());
        for (record, values) in changes {
            let present = self.booking(tx, record)?;
            if let Some(name) = values.get("external_id") {
                self.call(tx, present.row.id, name)?;
            }
            rows.push((present.row.id, rows::rewrite(values, &present)?));
        }
        apply_row::apply_together(tx, &rows)
    }

    /// Returns revision and status: a booking counts its changes.
    fn states(&self, tx: &mut Tx<'_>, records: &[String]) -> Result<BTreeMap<String, FieldTexts>> {
        let ids: Vec<i64> = records.iter().filter_map(|record| record.parse().ok()).collect();
        let rows = batch::by_ids(tx, &self.grant, &ids)?;
        let state = |revision: i32, status: BookingStatus| {
            FieldTexts::from([
                ("revision".to_owned(), revision.to_string()),
                ("status".to_owned(), status.to_string()),
            ])
        };
        Ok(rows
            .into_iter()
            .map(|row| (row.id.to_string(), state(row.revision, row.status)))
            .collect())
    }

    fn withdraw_all(&mut self, tx: &mut Tx<'_>, records: &[String], reason: &str) -> Result<Vec<Result<()>>> {
        let ids: Vec<i64> = records.iter().filter_map(|record| record.parse().ok()).collect();
        let rows = batch::lock(tx, &self.grant, &ids)?;
        let standing = rows.iter().filter(|row| !row.status.is_off()).map(|row| row.id);
        batch::cancel(tx, &self.grant, &standing.collect::<Vec<_>>(), reason)?;
        for id in ids.iter().filter(|id| self.ref_of.contains_key(id)) {
            store::delete_booking_ref(tx.connection(), *id)?;
        }
        Ok(records.iter().map(|_| Ok(())).collect())
    }

    fn withdraw(&mut self, tx: &mut Tx<'_>, record: &str, reason: &str) -> Result<()> {
        self.withdraw_all(tx, &[record.to_owned()], reason)
            .map(|_done| ())
    }

    fn restore(&mut self, tx: &mut Tx<'_>, record: &str, before: &FieldValues) -> Result<()> {
        let present = self.booking(tx, record)?;
        if let Some(name) = before.get("external_id") {
            self.call(tx, present.row.id, name)?;
        }
        let room = before
            .get("room")
            .map(|name| self.directory.find(name).map(|room| room.id));
        let mut before = before.clone();
        before.remove("room");
        let to = rows::put_back(&before, &present)?;
        apply_row::restore_row(tx, present.row.id, &to, room)
    }
}
