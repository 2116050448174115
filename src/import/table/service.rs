//! Importing a table: compared, written by the slices' own services, and kept so that it can be undone.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use serde_json::json;

use super::adapter::{NewRecord, TableAdapter, refusal_or_fail};
use super::base::{self, SourceBases};
use super::compare::{self, CompareOptions, KnownRows};
use super::holders::held_elsewhere;
use super::kinds;
use super::new_rooms::NewRooms;
use super::plan::RowPlan;
use super::report::{TableReport, TableSums, report_lines};
use super::rows::{ImportTable, RowContent};
use super::spec::TableSpec;
use super::values::FieldValues;
use super::ways_out::RefusedTable;
use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::device::category;
use crate::import::journal::{self, ImportOrigin, ImportedRow, to_json};
use crate::import::kind::ImportKind;
use crate::import::model::{ImportAction, LET_GO};
use crate::import::report::{ImportOutcome, ReportHead, remainder_row, verdict};
use crate::import::store::{self, FieldTexts};
use crate::kernel::error::{Error, ErrorCode, Result};

/// Rows that are kept with one look at what their records were left as.
const ROWS_AT_ONCE: usize = 5000;

/// A table that was read, and how to import it.
pub struct TableRequest<'a> {
    pub spec: &'a TableSpec,
    pub table: &'a ImportTable,
    pub origin: ImportOrigin<'a>,
    /// The flags, as they are kept.
    pub options: serde_json::Value,
    pub compare: CompareOptions,
    /// Unknown rooms of bookings are created.
    pub create_rooms: bool,
    /// Unknown categories of devices are created.
    pub create_categories: bool,
    /// The name under which the mapping is kept.
    pub map_name: Option<&'a str>,
    pub partial: bool,
    pub full: bool,
    pub dry_run: bool,
}

/// Imports the table, all of it or what can be; nothing is kept unless something changes.
///
/// # Errors
/// Those of the database; what is wrong with rows stands in the report.
pub fn import(tx: &mut Tx<'_>, request: &TableRequest<'_>) -> Result<ImportOutcome> {
    let kind = request.origin.kind;
    let grant = tx.require(kind.permission())?;
    journal::lock_source(tx, &grant, kind.as_str())?;
    let new_rooms = request
        .create_rooms
        .then(|| NewRooms::of(tx, request.table))
        .transpose()?;
    let bases = SourceBases::load(tx, &grant, request.spec, request.origin.source)?;
    let mut adapter = kinds::load(tx, &grant, kind, Some(request.table), &bases.records())?;
    if request.create_categories {
        adapter.add_categories();
    }
    if let Some(rooms) = &new_rooms {
        adapter.expect_rooms(&rooms.expected());
    }
    let undone: HashSet<String> = store::undone_records(tx.connection(), kind)?
        .into_iter()
        .collect();
    let elsewhere = if request.compare.prune {
        held_elsewhere(tx, &grant, kind, request.origin.source)?
    } else {
        BTreeMap::new()
    };
    let known = KnownRows {
        elsewhere: &elsewhere,
        bases: &bases,
        undone: &undone,
        site: &tx.site(),
    };
    let compared = compare::compare(
        request.table,
        request.spec,
        adapter.as_ref(),
        &known,
        request.compare,
    );
    let (plans, gone) = (compared.plans, compared.gone);
    drop(bases);
    // Of a row without a room nobody has asked yet whether its days are over.
    let is_over = |plan: &RowPlan| match plan.table_row(request.table).map(|row| &row.content) {
        Some(RowContent::Values(values)) => {
            let refused = adapter.plausible(values, request.compare.allow_past).err();
            refused.is_some_and(|error| error.code == ErrorCode::PastDate)
        }
        _ => false,
    };
    let mut without_room = plans
        .iter()
        .filter(|plan| plan.refusal == Some(ErrorCode::UnknownRoom));
    let are_past_too = without_room.any(is_over);
    let today = tx.site().today(tx.now());
    let names = adapter.names_for("category");
    tracing::info!(rows = plans.len(), gone, "compared");
    let written = match &new_rooms {
        Some(rooms) => write_in_new_rooms(tx, &grant, request, adapter.as_mut(), rooms, plans)?,
        None => write(tx, &grant, request, adapter.as_mut(), plans)?,
    };
    let categories_created = if request.create_categories {
        let now = category::list(tx)?.into_iter().map(|one| one.name);
        now.filter(|name| !names.contains(name)).collect()
    } else {
        Vec::new()
    };
    let found = ImportFindings {
        plans: written.plans,
        gone,
        rooms_created: written.rooms_created,
        categories_created,
        are_past_too,
        today,
        names,
    };
    outcome(request, found, written.import_id)
}

/// What an import found and made besides its rows.
struct ImportFindings {
    plans: Vec<RowPlan>,
    gone: u64,
    rooms_created: Vec<String>,
    categories_created: Vec<String>,
    /// Of the rows whose room is not known some would be refused because their days are over.
    are_past_too: bool,
    today: NaiveDate,
    /// The names that a field of names can have.
    names: Vec<String>,
}

/// What was written of a table.
struct WrittenTable {
    import_id: Option<i64>,
    plans: Vec<RowPlan>,
    rooms_created: Vec<String>,
}

fn write(
    tx: &mut Tx<'_>,
    grant: &Grant,
    request: &TableRequest<'_>,
    adapter: &mut dyn TableAdapter,
    plans: Vec<RowPlan>,
) -> Result<WrittenTable> {
    let mut writer = TableWriter {
        tx,
        grant,
        request,
        adapter,
        plans,
    };
    let import_id = writer.write()?;
    Ok(WrittenTable {
        import_id,
        plans: writer.plans,
        rooms_created: Vec::new(),
    })
}

/// Writes the plans after the rooms that they name. Where every row of a new room is refused, all of it is written again
/// without that room.
fn write_in_new_rooms(
    tx: &mut Tx<'_>,
    grant: &Grant,
    request: &TableRequest<'_>,
    adapter: &mut dyn TableAdapter,
    rooms: &NewRooms,
    mut plans: Vec<RowPlan>,
) -> Result<WrittenTable> {
    loop {
        let wanted = rooms.plans(&plans);
        let mut again: Option<Vec<RowPlan>> = None;
        let tried = tx.with_savepoint(|tx| {
            let mut planned = plans.clone();
            let rooms_created = rooms.make(tx, &wanted, &mut planned)?;
            adapter.reload_rooms(tx)?;
            let written = write(tx, grant, request, adapter, planned)?;
            let is_refused = |place: &usize| written.plans[*place].action.is_refusal();
            let unused = wanted.values().filter(|places| places.iter().all(is_refused));
            let refused: Vec<usize> = unused.flatten().copied().collect();
            if written.import_id.is_none() || refused.is_empty() {
                return Ok(WrittenTable {
                    rooms_created,
                    ..written
                });
            }
            let mut rest = plans.clone();
            for place in refused {
                rest[place] = written.plans[place].clone();
            }
            again = Some(rest);
            Err(Error::internal("no row is booked in a new room"))
        });
        match again {
            Some(rest) => plans = rest,
            None => return tried,
        }
    }
}

struct TableWriter<'t, 'c, 'r> {
    tx: &'t mut Tx<'c>,
    grant: &'t Grant,
    request: &'t TableRequest<'r>,
    adapter: &'t mut dyn TableAdapter,
    plans: Vec<RowPlan>,
}

impl TableWriter<'_, '_, '_> {
    /// Writes the plans; returns the import's number, if there is anything to keep of it.
    fn write(&mut self) -> Result<Option<i64>> {
        let is_kept = self.request.map_name.is_some() || self.claims_of_another()?;
        if !is_kept && !self.plans.iter().any(RowPlan::is_worth_keeping) {
            // Rooms without bookings are not wanted either.
            self.tx.discard_changes();
            return Ok(None);
        }
        let options = self.request.options.clone();
        let id = journal::begin(self.tx, self.grant, &self.request.origin, options)?;
        self.cancel(id)?;
        let mut changed = self.chosen(ImportAction::Update);
        changed.extend(self.chosen(ImportAction::Disagree));
        self.change_all(changed)?;
        self.create(id)?;
        let refused = self.plans.iter().any(|plan| plan.action.is_refusal()) && !self.request.partial;
        if refused || !is_kept && !self.plans.iter().any(RowPlan::is_worth_keeping) {
            self.tx.discard_changes();
            return Ok(None);
        }
        self.keep(id)?;
        Ok(Some(id))
    }

    /// Reports whether a file that changes nothing has records of other sources: from now on these do not cancel them alone.
    fn claims_of_another(&mut self) -> Result<bool> {
        let claimed = self.plans.iter().filter(|plan| plan.is_claim);
        let claimed: Vec<&String> = claimed.filter_map(|plan| plan.record.as_ref()).collect();
        if claimed.is_empty() || self.plans.iter().any(RowPlan::is_worth_keeping) {
            return Ok(false);
        }
        let origin = &self.request.origin;
        let elsewhere = held_elsewhere(self.tx, self.grant, origin.kind, origin.source)?;
        Ok(claimed.into_iter().any(|record| elsewhere.contains_key(record)))
    }

    /// Returns the places of plans in the order in which they are written.
    fn chosen(&self, action: ImportAction) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.plans.len())
            .filter(|place| self.plans[*place].action == action && self.plans[*place].writes())
            .collect();
        places.sort_by_key(|place| self.adapter.turn(&self.plans[*place].values));
        places
    }

    /// Takes the records out of use that the file no longer has.
    fn cancel(&mut self, import_id: i64) -> Result<()> {
        let places = self.chosen(ImportAction::Cancel);
        let records: Vec<String> = places
            .iter()
            .filter_map(|place| self.plans[*place].record.clone())
            .collect();
        let source = self.request.origin.source;
        let reason = format!("gone from the table {source} (import {import_id})");
        let outcomes = self.adapter.withdraw_all(self.tx, &records, &reason)?;
        for (place, outcome) in places.into_iter().zip(outcomes) {
            if let Err(error) = outcome {
                self.plans[place].refuse(&error);
            }
        }
        Ok(())
    }

    /// Changes records. What one of them wants another may give back later in the file: what is refused is tried again after
    /// the others, in the end all of it at once.
    fn change_all(&mut self, places: Vec<usize>) -> Result<()> {
        let mut left = places;
        loop {
            let mut refused = Vec::new();
            for place in &left {
                let plan = &self.plans[*place];
                let as_planned = (plan.action, plan.messages.clone());
                self.change(*place)?;
                if self.plans[*place].action == ImportAction::Conflict {
                    refused.push((*place, as_planned));
                }
            }
            if refused.is_empty() || refused.len() == left.len() {
                return self.change_together(refused);
            }
            left = refused.iter().map(|(place, _)| *place).collect();
            for (place, (action, messages)) in refused {
                (self.plans[place].action, self.plans[place].messages) = (action, messages);
            }
        }
    }

    /// Changes what is in each other's way.
    fn change_together(&mut self, refused: Vec<(usize, (ImportAction, Vec<String>))>) -> Result<()> {
        const MOVES: [&str; 3] = ["room", "starts_at", "ends_at"];
        let moves = |place: usize| {
            let plan = &self.plans[place];
            !plan.revives && MOVES.iter().any(|field| plan.values.get(field).is_some())
        };
        let moving: Vec<_> = refused.into_iter().filter(|(place, _)| moves(*place)).collect();
        if moving.len() < 2 {
            return Ok(());
        }
        let changes = moving.iter().map(|(place, _)| {
            let plan = &self.plans[*place];
            (plan.record.clone().unwrap_or_default(), plan.values.clone())
        });
        let changes: Vec<(String, FieldValues)> = changes.collect();
        let adapter = &mut *self.adapter;
        let done = self.tx.with_savepoint(|tx| adapter.update_together(tx, &changes));
        if let Ok(warnings) = refusal_or_fail(done)? {
            for ((place, (action, messages)), warnings) in moving.into_iter().zip(warnings) {
                let plan = &mut self.plans[place];
                (plan.action, plan.messages) = (action, messages);
                plan.messages.extend(warnings);
            }
        }
        Ok(())
    }

    /// Changes one record, or revives it.
    fn change(&mut self, place: usize) -> Result<()> {
        let (plan, adapter) = (&mut self.plans[place], &mut *self.adapter);
        let record = plan.record.clone().unwrap_or_default();
        let changed = self.tx.with_savepoint(|tx| {
            if plan.revives {
                adapter.revive(tx, &record)?;
            }
            if plan.values.is_empty() {
                Ok(Vec::new())
            } else {
                adapter.update(tx, &record, &plan.values)
            }
        });
        match refusal_or_fail(changed)? {
            Ok(warnings) => plan.messages.extend(warnings),
            Err(error) => plan.refuse(&error),
        }
        Ok(())
    }

    fn create(&mut self, import_id: i64) -> Result<()> {
        let (revived, new): (Vec<usize>, Vec<usize>) = self
            .chosen(ImportAction::Create)
            .into_iter()
            .partition(|place| self.plans[*place].revives);
        for place in revived {
            self.change(place)?;
        }
        let table = self.request.table;
        let plans = &self.plans;
        let rows = new.iter().map(|place| NewRecord {
            values: &plans[*place].values,
            import_id,
            sheet: table.sheet.as_deref(),
            cell: plans[*place].cell(table),
        });
        let created = self.adapter.create_all(self.tx, &rows.collect::<Vec<_>>())?;
        for (place, created) in new.into_iter().zip(created) {
            let plan = &mut self.plans[place];
            match created {
                Ok(created) => {
                    plan.record = Some(created.record);
                    plan.messages.extend(created.warnings);
                    plan.values = FieldValues::default();
                }
                Err(error) => plan.refuse(&error),
            }
        }
        Ok(())
    }

    /// Keeps every row but those that are as at the last import and whose records stayed as they were.
    fn keep(&mut self, id: i64) -> Result<()> {
        let request = self.request;
        let plans = self
            .plans
            .iter()
            .filter(|plan| plan.action != ImportAction::Unchanged || plan.reading.is_some());
        for plans in plans.collect::<Vec<_>>().chunks(ROWS_AT_ONCE) {
            let records: Vec<String> = plans.iter().filter_map(|plan| plan.record.clone()).collect();
            let mut states = self.adapter.states(self.tx, &records)?;
            let rows = plans.iter().map(|plan| kept_row(id, plan, &mut states, request));
            let rows: Vec<ImportedRow> = rows.collect::<Result<_>>()?;
            journal::keep_rows(self.tx, self.grant, &rows)?;
        }
        let sums = TableSums::of(request.table, &self.plans)?;
        let origin = &request.origin;
        let facts = json!({"kind": origin.kind, "file": origin.file, "sha256": origin.sha256,
                           "counts": sums.counts});
        let event = AuditEvent::created("import", id, facts);
        journal::finish(self.tx, self.grant, id, &sums, event)
    }
}

/// `states` are what the records were left as.
fn kept_row(
    import_id: i64,
    plan: &RowPlan,
    states: &mut BTreeMap<String, FieldTexts>,
    request: &TableRequest<'_>,
) -> Result<ImportedRow> {
    let table = request.table;
    let booking = plan
        .record
        .as_ref()
        .filter(|_| table.kind == ImportKind::Bookings);
    let left = plan.record.as_ref().and_then(|record| states.remove(record));
    let is_changed = plan.writes() && plan.action != ImportAction::Create;
    let before = is_changed.then(|| plan.before.texts());
    let reading = plan
        .reading
        .as_ref()
        .filter(|_| plan.record.is_some() && !plan.action.is_refusal());
    let reading = reading.map(|(key, values)| base::reading(key, values, plan.is_listed, request.spec));
    Ok(ImportedRow {
        import_id,
        sheet: table.sheet.clone(),
        cell: Some(plan.cell(table)),
        text: Some(plan.label.clone()).filter(|label| !label.is_empty()),
        // Such a row is kept for its reading alone.
        action: match plan.action {
            ImportAction::Unchanged => ImportAction::Keep,
            _ if plan.lets_go => LET_GO,
            action => action,
        },
        reading: reading.transpose()?,
        booking_id: booking.and_then(|record| record.parse().ok()),
        record: plan.record.clone(),
        before: before.map(|before| to_json(&before)).transpose()?,
        after: left.map(|left| to_json(&left)).transpose()?,
        message: plan.message(),
        ..ImportedRow::default()
    })
}

fn outcome(
    request: &TableRequest<'_>,
    found: ImportFindings,
    import_id: Option<i64>,
) -> Result<ImportOutcome> {
    let plans = found.plans.as_slice();
    let table = request.table;
    let sums = TableSums::of(table, plans)?;
    let refused = plans.iter().filter(|plan| plan.action.is_refusal());
    let places = refused.map(|plan| plan.place(table));
    let failure = verdict(&sums.counts, places, request.partial);
    let ways = RefusedTable {
        spec: request.spec,
        table,
        plans,
        is_gone_in_the_way: found.gone > 0 && !request.compare.prune,
        are_past_too: found.are_past_too,
        today: found.today,
        names: &found.names,
    };
    let failure = failure.map(|error| ways.with_ways_out(error));
    let applied = import_id.is_some() && !request.dry_run;
    let report = TableReport {
        head: ReportHead {
            import_id: import_id.filter(|_| applied),
            dry_run: request.dry_run,
            applied,
            kind: Some(table.kind),
            file: request.origin.file.to_owned(),
            sha256: request.origin.sha256.to_owned(),
            source: request.origin.source.to_owned(),
        },
        sums,
        gone: if request.compare.prune { 0 } else { found.gone },
        rooms_created: if import_id.is_some() {
            found.rooms_created
        } else {
            Vec::new()
        },
        categories_created: if import_id.is_some() {
            found.categories_created
        } else {
            Vec::new()
        },
        items: report_lines(table, plans, request.full, applied),
    };
    let refused = plans.iter().filter(|plan| plan.action.is_refusal());
    let row = |plan: &RowPlan| {
        let why = plan.message().unwrap_or_default();
        remainder_row(&plan.place(table), &plan.label, &[], &why)
    };
    Ok(ImportOutcome {
        takes_nothing: report.sums.counts.take_nothing(),
        remainder: refused.map(row).collect(),
        report: Box::new(report),
        failure,
    })
}
