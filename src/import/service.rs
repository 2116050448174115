//! Planning and applying imports, and looking back at them.

use std::collections::{BTreeMap, HashMap};

use anyhow::Context;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::apply::{self, Origin};
use super::kind::Kind;
use super::model::{Action, Options, Place, Said};
use super::plan::{self, Base, Item, Known, Plan};
use super::report::{self, ImportReport, Summary};
use super::schedule::{self, Reader, Schedule};
use super::settle::settle;
use super::store::{self, ImportRow, ListedRow, StoredRow};
use crate::access::audit;
use crate::access::auth::Permission;
use crate::access::settings::Settings;
use crate::access::tx::Tx;
use crate::booking::BookingRow;
use crate::booking::batch;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::output::Report;
use crate::room::service as rooms;
use colab_schedule::cell::IgnoreList;
use colab_schedule::rooms::RoomDirectory;
use colab_schedule::workbook::Workbook;

/// An import asked for: the file's content and how to take it.
pub struct Request<'a> {
    pub workbook: &'a Workbook,
    pub origin: Origin,
    pub options: Options,
    pub full: bool,
    pub dry_run: bool,
}

/// A plan with everything it was made of.
pub struct Planned {
    pub plan: Plan,
    schedule: Schedule,
    rooms: RoomDirectory,
    /// The bookings of the source, as they are, and what the file last said of them.
    bookings: HashMap<i64, (BookingRow, Said)>,
    /// The newest audit row it was made after: an equal one means an unchanged database.
    seq: i64,
    /// Another source whose bookings are in the way of many of this one's.
    rival: Option<String>,
}

/// What an import came to.
pub struct Outcome {
    pub report: Box<dyn Report>,
    pub failure: Option<Error>,
    /// Whether anything is, or under a dry run would be, another than before.
    pub changes: bool,
}

/// The settings that reading needs, once it is clear that the actor may import.
pub fn prepare(tx: &mut Tx<'_>) -> Result<Settings> {
    let _grant = tx.require(Permission::ImportSchedule)?;
    Ok(tx.settings().clone())
}

/// Compares the file with the database.
pub fn plan(tx: &mut Tx<'_>, request: &Request<'_>) -> Result<Planned> {
    let grant = tx.require(Permission::ImportSchedule)?;
    let seq = audit::newest(tx.connection())?;
    let rooms = rooms::directory(tx.connection())?;
    let reader = Reader {
        site: tx.site(),
        facilitators: tx.settings().import_facilitators(),
        ignore: IgnoreList::new(tx.settings().import_ignore()),
        long_term_days: tx.settings().import_long_term_days(),
    };
    let schedule = schedule::read(
        request.workbook,
        &request.origin.file,
        &rooms,
        &reader,
        &request.options,
    )?;
    let bases = bases(tx, &request.options.source)?;
    let ids: Vec<i64> = bases.iter().map(|base| base.booking_id).collect();
    let rows: HashMap<i64, BookingRow> = batch::by_ids(tx, &grant, &ids)?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let said: HashMap<i64, Said> = bases
        .iter()
        .map(|base| (base.booking_id, base.said.clone()))
        .collect();
    let site = tx.site();
    let known = Known {
        bases,
        bookings: rows,
        site: &site,
        today: site.today(tx.now()),
    };
    let mut plan = plan::compare(&schedule, &known, &request.options);
    let rows = known.bookings;
    let bookings: HashMap<i64, (BookingRow, Said)> = rows
        .into_iter()
        .filter_map(|(id, row)| Some((id, (row, said.get(&id)?.clone()))))
        .collect();
    let rival = if plan.takes_rooms() {
        settle(tx, &grant, &mut plan, &schedule, &rooms, &request.options)?
    } else {
        None
    };
    Ok(Planned {
        plan,
        schedule,
        rooms,
        bookings,
        seq,
        rival,
    })
}

/// The newest word of the file on each booking of the source. What an undone import said does not count.
fn bases(tx: &mut Tx<'_>, source: &str) -> Result<Vec<Base>> {
    let mut newest: BTreeMap<i64, StoredRow> = BTreeMap::new();
    for row in store::rows_of_source(tx.connection(), source)? {
        if let Some(id) = row
            .booking_id
            .filter(|_| row.said.is_some() || row.action == Action::Cancel)
        {
            newest.insert(id, row);
        }
    }
    newest
        .into_values()
        .filter(|row| row.said.is_some())
        .map(base)
        .collect()
}

fn base(row: StoredRow) -> Result<Base> {
    let broken = || Error::internal(format!("import row {} does not read", row.id));
    let said = row.said.clone().ok_or_else(broken)?;
    let place = row
        .sheet
        .clone()
        .zip(row.cell.clone())
        .map(|(sheet, cell)| Place { sheet, cell });
    Ok(Base {
        booking_id: row.booking_id.ok_or_else(broken)?,
        room_id: row.room_id.ok_or_else(broken)?,
        day: row.day.ok_or_else(broken)?,
        said: said.0,
        place,
        disagreed: row.action == Action::Disagree,
    })
}

/// Whether the plan stands as it is: everything could be read and has its room, or `--partial` takes the rest.
fn failure(plan: &Plan, options: &Options, rival: Option<&str>) -> Option<Error> {
    let (rejected, conflicts) = (plan.count(Action::Reject), plan.count(Action::Conflict));
    let error = verdict(rejected, conflicts, troubled_places(plan), options.partial)?;
    Some(match rival.filter(|_| conflicts > 0) {
        Some(source) => error.hint(format!(
            "the rooms are held by the schedule `{source}`: if this file is a newer copy of it, add --source \"{source}\""
        )),
        None => error,
    })
}

/// Whether an import stands in spite of what was not understood or is in the way: `None` if there is no such thing.
pub fn verdict(
    rejected: u64,
    conflicts: u64,
    places: impl Iterator<Item = String>,
    partial: bool,
) -> Option<Error> {
    if rejected + conflicts == 0 {
        return None;
    }
    let mut parts = Vec::new();
    if rejected > 0 {
        parts.push(format!("{rejected} not understood"));
    }
    if conflicts > 0 {
        parts.push(format!("{conflicts} in conflict"));
    }
    let what = format!("{} ({})", parts.join(" and "), first_of(places));
    let mut error = if partial {
        Error::new(
            crate::kernel::error::Kind::Partial,
            ErrorCode::ImportPartial,
            format!("{what}; only the rest is imported"),
        )
    } else if rejected > 0 {
        Error::invalid(ErrorCode::ImportRejected, format!("{what}; nothing is imported"))
    } else {
        Error::conflict(ErrorCode::ImportConflicts, format!("{what}; nothing is imported"))
    };
    if !partial {
        error = error.hint("mend the cells that the report names, or --partial imports the rest");
    }
    Some(error.detail("rejected", rejected).detail("conflicts", conflicts))
}

fn troubled_places(plan: &Plan) -> impl Iterator<Item = String> {
    let troubled = |item: &&Item| matches!(item.action, Action::Reject | Action::Conflict);
    plan.items.iter().filter(troubled).map(|item| match &item.place {
        Some(place) if place.cell.is_empty() => format!("sheet {}", place.sheet),
        Some(place) => place.to_string(),
        None => item.text.clone(),
    })
}

/// Where the first problems are: the report names them all, but not everybody sees it.
fn first_of(places: impl Iterator<Item = String>) -> String {
    let mut places: Vec<String> = places.take(4).collect();
    if places.len() == 4 {
        places[3] = "…".to_owned();
    }
    places.join(", ")
}

impl Planned {
    /// Whether it may be written, and there is anything to write.
    pub fn is_to_be_applied(&self, request: &Request<'_>) -> bool {
        let stands = request.options.partial || failure(&self.plan, &request.options, None).is_none();
        stands && !request.dry_run && self.changes_something()
    }

    fn changes_something(&self) -> bool {
        self.plan.changes_something() || !self.schedule.new_rooms.is_empty()
    }

    /// The report of a plan that was not, or was, written.
    pub fn outcome(self, request: &Request<'_>, applied: Option<(i64, Vec<String>)>) -> Result<Outcome> {
        let failure = failure(&self.plan, &request.options, self.rival.as_deref());
        let applied_now = applied.is_some();
        let changes = applied_now || (request.dry_run && self.changes_something());
        let would_make = || match request.dry_run {
            true => self
                .schedule
                .new_rooms
                .iter()
                .map(|room| room.name.clone())
                .collect(),
            false => Vec::new(),
        };
        let (import_id, rooms_created) =
            applied.map_or_else(|| (None, would_make()), |(id, rooms)| (Some(id), rooms));
        let report = ImportReport {
            import_id,
            dry_run: request.dry_run,
            applied: applied_now,
            file: request.origin.file.clone(),
            sha256: request.origin.sha256.clone(),
            source: request.options.source.clone(),
            summary: Summary::of(&self.schedule, &self.plan)?,
            rooms_created,
            items: report::items(&self.plan, &self.rooms, request.full),
        };
        Ok(Outcome {
            report: Box::new(report),
            failure,
            changes,
        })
    }

    /// The rooms and bookings that the plan stands on, so that a saved one can be held against a new one.
    pub fn fingerprint(&self) -> Result<Json> {
        let mut moved: Vec<(i64, i32)> = self
            .plan
            .items
            .iter()
            .filter_map(|item| self.bookings.get(&item.booking_id?))
            .map(|(row, _)| (row.id, row.revision))
            .collect();
        moved.sort_unstable();
        let items = serde_json::to_value(&self.plan.items).context("cannot write the plan")?;
        Ok(serde_json::json!({"items": items, "bookings": moved}))
    }
}

/// Writes the import. Two at once of one source wait for each other; whatever changed since the plan was made makes it
/// be made anew.
///
/// # Errors
/// `Conflict` when a plan was saved, `expected`, and this is no longer it.
pub fn import(
    tx: &mut Tx<'_>,
    request: &Request<'_>,
    planned: Option<Planned>,
    expected: Option<&Json>,
) -> Result<Outcome> {
    let grant = tx.require(Permission::ImportSchedule)?;
    lock_source(tx, &request.options.source)?;
    let seq = audit::newest(tx.connection())?;
    let mut planned = match planned.filter(|planned| planned.seq == seq) {
        Some(planned) => planned,
        None => plan(tx, request)?,
    };
    if let Some(expected) = expected
        && planned.fingerprint()? != *expected
    {
        return Err(outdated(
            "the bookings or rooms that the plan touches have moved since it was made".into(),
        ));
    }
    if !planned.is_to_be_applied(request) {
        tx.mark_unchanged();
        return planned.outcome(request, None);
    }
    let Planned {
        plan,
        schedule,
        bookings,
        ..
    } = &mut planned;
    let applied = apply::apply(
        tx,
        &grant,
        plan,
        schedule,
        bookings,
        &request.options,
        &request.origin,
    )?;
    planned.outcome(request, Some(applied))
}

/// A saved plan that no longer fits.
pub fn outdated(fact: String) -> Error {
    Error::conflict(ErrorCode::PlanOutdated, fact)
        .hint("make a new one: colab import schedule FILE --plan-out PLAN")
}

/// Imports of one source, and undoing them, wait for each other.
pub fn lock_source(tx: &mut Tx<'_>, source: &str) -> Result<()> {
    Ok(tx.connection().lock_for_transaction(source_lock(source))?)
}

/// A number for a source, the same in every process.
fn source_lock(source: &str) -> i64 {
    let digest = Sha256::digest(format!("import {source}").as_bytes());
    digest
        .iter()
        .take(8)
        .fold(0, |number, byte| (number << 8) | i64::from(*byte))
}

/// Past imports, oldest first.
pub fn list(tx: &mut Tx<'_>, source: Option<&str>, kind: Option<Kind>) -> Result<Vec<ImportRow>> {
    let _grant = tx.require(Permission::SeeImports)?;
    let mut imports = store::all(tx.connection())?;
    imports.retain(|import| {
        source.is_none_or(|source| import.source == source) && kind.is_none_or(|kind| import.kind == kind)
    });
    Ok(imports)
}

/// One import with its rows and the names of the rooms in them.
pub fn show(tx: &mut Tx<'_>, id: i64) -> Result<(ImportRow, Vec<ListedRow>, RoomDirectory)> {
    let _grant = tx.require(Permission::SeeImports)?;
    let import = find(tx, id)?;
    let _grant = tx.require(import.kind.seen_with())?;
    let rows = store::listed_rows(tx.connection(), id)?;
    let rooms = rooms::directory(tx.connection())?;
    Ok((import, rows, rooms))
}

pub fn find(tx: &mut Tx<'_>, id: i64) -> Result<ImportRow> {
    store::find(tx.connection(), id)?.ok_or_else(|| {
        Error::not_found(ErrorCode::UnknownImport, format!("there is no import {id}"), &[])
            .hint("colab import list")
    })
}
