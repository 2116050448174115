//! Planning and applying the import of a schedule.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::apply::{self, AppliedImport, PresentBookings};
use super::bases::bases;
use super::blocked::{self, RoomsTaken};
use super::copies::{self, CopiedSchedule};
use super::explain::WorkbookExplanation;
use super::kinds;
use super::model::{ScheduleOptions, ScheduleSheet};
use super::past_hours;
use super::plan::{self, ImportBase, KnownBookings, PlanItem, SchedulePlan};
use super::read::{self, ReadingRules, Schedule};
use super::report::{ScheduleReport, ScheduleSums, remainder, report_lines};
use crate::access::audit;
use crate::access::auth::{Grant, Permission};
use crate::access::plan::outdated;
use crate::access::tx::Tx;
use crate::booking::{BookingRow, batch};
use crate::import::journal::{self, ImportOrigin, to_json};
use crate::import::kind::ImportKind;
use crate::import::model::{ImportAction, ImportCounts};
use crate::import::report::{ImportOutcome, ReportHead, verdict};
use crate::import::store;
use crate::import::table::held_elsewhere;
use crate::kernel::error::{Error, ErrorCode, HelpfulOption, Result};
use crate::kernel::names::name_key;
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::printable;
use crate::room::starter::COLAB;
use crate::room::{activity, service as rooms};
use colab_schedule::cell::IgnoreList;
use colab_schedule::rooms::RoomDirectory;
use colab_schedule::workbook::Workbook;

/// The file's content, and how to import it.
pub struct ScheduleRequest<'a> {
    pub workbook: &'a Workbook,
    pub file: String,
    /// The file as it was typed.
    pub path: String,
    pub sha256: String,
    pub options: ScheduleOptions,
    pub full: bool,
    pub dry_run: bool,
}

impl ScheduleRequest<'_> {
    fn origin(&self) -> ImportOrigin<'_> {
        ImportOrigin {
            kind: ImportKind::Schedule,
            source: &self.options.source,
            file: &self.file,
            sha256: &self.sha256,
        }
    }
}

/// A plan with everything it was made of.
pub struct PlannedImport {
    pub plan: SchedulePlan,
    schedule: Schedule,
    rooms: RoomDirectory,
    present: PresentBookings,
    /// The newest audit row it was made after: an equal one means an unchanged database.
    seq: i64,
    taken: RoomsTaken,
    open_holidays: Vec<NaiveDate>,
    copied: Option<CopiedSchedule>,
}

/// Compares the file with the database.
pub fn plan(tx: &mut Tx<'_>, request: &ScheduleRequest<'_>) -> Result<PlannedImport> {
    let grant = tx.require(Permission::ImportSchedule)?;
    let seq = audit::newest(tx.connection())?;
    let rooms = rooms::directory(tx.connection())?;
    let rules = ReadingRules {
        site: tx.site(),
        facilitators: tx.settings().import_facilitators(),
        ignore: IgnoreList::new(tx.settings().import_ignore()),
        long_term_days: tx.settings().import_long_term_days(),
        today: tx.site().today(tx.now()),
        kinds_before: kinds_before(tx, &request.options.source)?,
    };
    let options = &request.options;
    let mut schedule = read::read(request.workbook, &request.file, &rooms, &rules, options)?;
    let bases = bases(tx, &options.source)?;
    let former = tx.settings().former_days(tx.connection())?;
    let ids: Vec<i64> = bases.iter().map(|base| base.booking_id).collect();
    let rows = batch::by_ids(tx, &grant, &ids)?.into_iter();
    let rows: HashMap<i64, BookingRow> = rows.map(|row| (row.id, row)).collect();
    let (site, today) = (tx.site(), tx.site().today(tx.now()));
    let keeps = |base: &ImportBase| {
        base.day < today
            || rows
                .get(&base.booking_id)
                .is_some_and(|row| base.is_left_by_other_clocks(row, &site))
    };
    past_hours::keep(&mut schedule, &bases, &former, keeps);
    let (mut plan, present) = compare(tx, &grant, &schedule, (bases, rows), options)?;
    let copied = copies::find(tx, &plan, options)?;
    blocked::mark_on_hold(tx, &mut plan)?;
    let taken = if plan.takes_rooms() {
        blocked::mark_conflicts(tx, &grant, &mut plan, &schedule, &rooms, options)?
    } else {
        RoomsTaken::default()
    };
    let open_holidays = blocked::open_holidays(tx, &grant, &schedule)?;
    Ok(PlannedImport {
        plan,
        schedule,
        rooms,
        present,
        seq,
        taken,
        open_holidays,
        copied,
    })
}

fn compare(
    tx: &mut Tx<'_>,
    grant: &Grant,
    schedule: &Schedule,
    (bases, bookings): (Vec<ImportBase>, HashMap<i64, BookingRow>),
    options: &ScheduleOptions,
) -> Result<(SchedulePlan, PresentBookings)> {
    let site = tx.site();
    let former = tx.settings().former_sites(tx.connection())?;
    let mut known = KnownBookings {
        elsewhere: BTreeMap::new(),
        bases,
        bookings,
        site: &site,
        former: &former,
        today: site.today(tx.now()),
    };
    let mut plan = plan::compare(schedule, &known, options);
    if plan.cancels_what_is_gone() {
        known.elsewhere = held_elsewhere(tx, grant, ImportKind::Schedule, &options.source)?;
        if !known.elsewhere.is_empty() {
            plan = plan::compare(schedule, &known, options);
        }
    }
    let KnownBookings {
        bases, mut bookings, ..
    } = known;
    let present = bases.into_iter().filter_map(|base| {
        let row: BookingRow = bookings.remove(&base.booking_id)?;
        Some((row.id, (row, base.booking)))
    });
    Ok((plan, present.collect()))
}

/// Returns what the newest import of a source took each sheet for that it imported.
fn kinds_before(tx: &mut Tx<'_>, source: &str) -> Result<BTreeMap<String, String>> {
    let report = store::newest_report(tx.connection(), ImportKind::Schedule, source)?;
    let sheets = report.and_then(|report| report.0.get("sheets").and_then(Json::as_array).cloned());
    let kind = |sheet: Json| {
        let imported = sheet["imported"] == true;
        // Imports before there was a choice were all of grids.
        let kind = sheet["kind"]
            .as_str()
            .filter(|kind| !kind.is_empty())
            .unwrap_or("grid");
        let name = sheet["sheet"].as_str().filter(|_| imported)?;
        Some((name.to_owned(), kind.to_owned()))
    };
    Ok(sheets.into_iter().flatten().filter_map(kind).collect())
}

impl PlannedImport {
    /// Returns whether the plan may be written, and there is anything to write.
    pub fn is_to_be_applied(&self, request: &ScheduleRequest<'_>) -> bool {
        let stands = request.options.partial || !self.plan.actions().any(ImportAction::is_refusal);
        stands && self.copied.is_none() && !request.dry_run && self.changes_something()
    }

    /// Returns how the file was read and what would become of it.
    pub fn explanation<'a>(&'a self, workbook: &'a Workbook) -> WorkbookExplanation<'a> {
        WorkbookExplanation {
            workbook,
            schedule: &self.schedule,
            plan: &self.plan,
            rooms: &self.rooms,
        }
    }

    /// Returns how much becomes of what.
    pub fn counts(&self) -> ImportCounts {
        ImportCounts::of(self.plan.actions(), 0)
    }

    fn changes_something(&self) -> bool {
        self.counts().change_something() || self.plan.changes_holders() || !self.schedule.new_rooms.is_empty()
    }

    /// Returns whether a whole sheet is refused because no heading of it is a known room.
    fn has_refused_headings(&self) -> bool {
        let mut sheets = self.schedule.unbooked.iter();
        sheets.any(|cell| {
            let is_sheet = cell.place.as_ref().is_some_and(|place| place.cell.is_empty());
            cell.rejected && cell.is_heading && is_sheet
        })
    }

    /// Returns whether all that stands in the way is headings that name no room.
    fn is_refused_for_headings(&self) -> bool {
        let refused = self.plan.actions().filter(|action| action.is_refusal()).count();
        let unbooked = self.schedule.unbooked.iter();
        let headings = unbooked.filter(|cell| cell.rejected && cell.is_heading).count();
        refused > 0 && headings == refused
    }

    /// Returns whether most of what is refused are dates that would fit if months came first.
    fn is_refused_for_order(&self) -> bool {
        let says_order = |item: &&PlanItem| item.messages.iter().any(|text| text.contains("`--month-first`"));
        let refused = || self.plan.items.iter().filter(|item| item.action.is_refusal());
        let of_order = refused().filter(says_order).count();
        of_order > 1 && of_order * 2 > refused().count()
    }

    /// Returns the error about what could not be read or has no room.
    fn failure(&self, sums: &ScheduleSums, request: &ScheduleRequest<'_>) -> Result<Option<Error>> {
        if let Some(copied) = &self.copied {
            return Ok(Some(copied.error()));
        }
        let Some(error) = self.refusal(sums, request) else {
            return Ok(None);
        };
        // Some sheets are read although others are of another kind: what is wrong with those comes first.
        let is_about_kinds = error.code == ErrorCode::NoSchedule || self.is_refused_for_kinds();
        if is_about_kinds {
            let makes_rooms = request.options.create_rooms || self.rooms.rooms().is_empty();
            return kinds::explain(
                error,
                &self.schedule,
                &request.path,
                &request.options,
                makes_rooms,
            )
            .map(Some);
        }
        Ok(Some(error))
    }

    /// Returns whether all that is refused is whole sheets.
    fn is_refused_for_kinds(&self) -> bool {
        let mut refused = self.plan.items.iter().filter(|item| item.action.is_refusal());
        refused.all(|item| item.place.as_ref().is_some_and(|place| place.cell.is_empty()))
    }

    fn refusal(&self, sums: &ScheduleSums, request: &ScheduleRequest<'_>) -> Option<Error> {
        let (counts, partial) = (&sums.counts, request.options.partial);
        let is_left_out = |item: &&PlanItem| item.action.is_refusal() || item.action == ImportAction::Closed;
        let refused = self.plan.items.iter().filter(is_left_out);
        let places = refused.map(|item| match &item.place {
            Some(place) if place.cell.is_empty() => format!("sheet {}", place.sheet),
            Some(place) => place.to_string(),
            None => item.text.clone(),
        });
        let no_sheet = no_sheet(&sums.sheets, &request.file);
        // A part is imported only where there is one.
        let is_nothing = partial && no_sheet.is_some();
        let Some(mut error) = verdict(counts, places, partial && !is_nothing) else {
            return no_sheet;
        };
        if is_nothing {
            error.options = Vec::new();
        }
        // The likeliest way out comes first, and alone where it is the only one.
        if let Some(source) = self.taken.rival.as_ref().filter(|_| counts.conflicts > 0) {
            let newer = HelpfulOption::new(
                format!("--source {}", shell_word(source)),
                format!("import it as a newer version of the schedule `{source}`, which holds the rooms"),
            );
            if counts.rejected == 0 {
                (error.hints, error.options) = (Vec::new(), Vec::new());
            }
            error.options.insert(0, newer);
        } else if let Some(room) = self.taken.idle.first().filter(|_| !request.options.create_rooms) {
            error
                .hints
                .insert(0, format!("colab room activate {}", shell_word(room)));
            let again = HelpfulOption {
                is_last: true,
                ..HelpfulOption::new("--create-rooms", "take rooms of the file into use again")
            };
            error.options.insert(0, again);
        } else if self.is_refused_for_order() && !request.options.month_first {
            (error.hints, error.options) = (Vec::new(), Vec::new());
            error = error.option("--month-first", "read the month first in its dates");
        } else if self.is_refused_for_headings() && !request.options.create_rooms {
            (error.hints, error.options) = (Vec::new(), Vec::new());
            error = error.option("--create-rooms", "make a room of each heading");
            let starter = |text: &str| COLAB.iter().any(|room| name_key(room.name) == name_key(text));
            let headings = || {
                self.schedule
                    .unbooked
                    .iter()
                    .filter(|cell| cell.is_heading && !cell.text.is_empty())
            };
            if headings().all(|cell| starter(&cell.text)) {
                error.hints.push("colab import rooms --starter colab".to_owned());
            }
        } else if self.has_refused_headings() && !request.options.create_rooms {
            error = error.option("--create-rooms", "make a room of each heading");
        }
        Some(error)
    }

    /// Returns the report of a plan that was not, or was, written.
    pub fn outcome(
        self,
        request: &ScheduleRequest<'_>,
        applied: Option<AppliedImport>,
    ) -> Result<ImportOutcome> {
        let sums = ScheduleSums::of(&self.schedule, &self.plan)?;
        let failure = self.failure(&sums, request)?;
        let is_applied = applied.is_some();
        let (import_id, rooms_created) = match applied {
            Some(applied) => (Some(applied.id), applied.rooms_created),
            None if request.dry_run => {
                let rooms = self.schedule.new_rooms.iter();
                (None, rooms.map(|room| room.name.clone()).collect())
            }
            None => (None, Vec::new()),
        };
        let report = ScheduleReport {
            head: ReportHead {
                import_id,
                dry_run: request.dry_run,
                applied: is_applied,
                kind: None,
                file: request.file.clone(),
                sha256: request.sha256.clone(),
                source: request.options.source.clone(),
            },
            cells: sums.cells,
            counts: sums.counts,
            already_booked: self.taken.already_booked,
            rooms_without_size: if rooms_created.is_empty() {
                Vec::new()
            } else {
                let unknown = self.schedule.new_rooms.iter().filter(|room| room.capacity == 0);
                unknown.map(|room| room.name.clone()).collect()
            },
            rooms_created,
            rooms_activated: if request.options.create_rooms {
                self.taken.idle
            } else {
                Vec::new()
            },
            open_holidays: self.open_holidays,
            sheets: sums.sheets,
            // Each cell of a copy is in the way of itself.
            items: if self.copied.is_some() && !request.full {
                Vec::new()
            } else {
                report_lines(&self.plan, &self.rooms, request.full)
            },
        };
        Ok(ImportOutcome {
            takes_nothing: report.counts.take_nothing(),
            remainder: if self.copied.is_some() {
                Vec::new()
            } else {
                remainder(&self.plan, &self.rooms)
            },
            report: Box::new(report),
            failure,
        })
    }

    /// Returns the items and the bookings that the plan stands on, so that a saved plan can be compared with a new one.
    pub fn fingerprint(&self) -> Result<Json> {
        let row = |item: &PlanItem| self.present.get(&item.booking_id?);
        let rows = self.plan.items.iter().filter_map(row);
        let mut bookings: Vec<(i64, i32)> = rows.map(|(row, _)| (row.id, row.revision)).collect();
        bookings.sort_unstable();
        Ok(json!({"items": to_json(&self.plan.items)?.0, "bookings": bookings}))
    }
}

/// Writes the import. Two at once of one source wait for each other; whatever changed since it was planned makes it be
/// planned anew.
///
/// # Errors
/// `Conflict` when a plan was saved, `expected`, and this is no longer it.
pub fn import(
    tx: &mut Tx<'_>,
    request: &ScheduleRequest<'_>,
    planned: Option<PlannedImport>,
    expected: Option<&Json>,
) -> Result<ImportOutcome> {
    let grant = tx.require(Permission::ImportSchedule)?;
    journal::lock_source(tx, &grant, &request.options.source)?;
    let seq = audit::newest(tx.connection())?;
    let mut planned = match planned.filter(|planned| planned.seq == seq) {
        Some(planned) => planned,
        None => plan(tx, request)?,
    };
    if let Some(expected) = expected
        && planned.fingerprint()? != *expected
    {
        return Err(outdated(
            "the bookings or rooms of the plan have changed since it was made".into(),
        ));
    }
    if !planned.is_to_be_applied(request) {
        tx.mark_unchanged();
        return planned.outcome(request, None);
    }
    if request.options.create_rooms {
        for room in &planned.taken.idle {
            activity::activate(tx, room)?;
        }
    }
    let applied = apply::apply(
        tx,
        &grant,
        &mut planned.plan,
        &planned.schedule,
        &planned.present,
        &request.options,
        &request.origin(),
    )?;
    planned.outcome(request, Some(applied))
}

/// Returns the error about a file of which no sheet is a schedule.
fn no_sheet(sheets: &[ScheduleSheet], file: &str) -> Option<Error> {
    if sheets.iter().any(|sheet| sheet.imported) {
        return None;
    }
    let reason =
        |sheet: &ScheduleSheet| format!("{}: {}", sheet.sheet, sheet.reason.clone().unwrap_or_default());
    let reasons: Vec<String> = sheets.iter().map(reason).collect();
    let error = Error::invalid(
        ErrorCode::NoSchedule,
        format!("no sheet of {} was imported", printable(file)),
    );
    Some(
        error
            .with_rows(reasons)
            .hint("colab import template schedule -o schedule.xlsx"),
    )
}
