//! Importing a table: compared, written by the slices' own services, and kept so that it can be undone.

use std::collections::{BTreeMap, HashSet};

use serde_json::json;

use super::adapter::{NewRecord, TableAdapter, refusal_or_fail};
use super::kinds;
use super::plan::{self, RowPlan};
use super::report::{TableReport, TableSums, report_lines};
use super::rows::ImportTable;
use super::spec::TableSpec;
use super::values::FieldValues;
use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::import::journal::{self, ImportOrigin, ImportedRow, to_json};
use crate::import::kind::ImportKind;
use crate::import::model::ImportAction;
use crate::import::report::{ImportOutcome, ReportHead, remainder_row, verdict};
use crate::import::store::{self, FieldTexts};
use crate::kernel::error::{Error, Result};

/// Rows that are kept with one look at what their records were left as.
const ROWS_AT_ONCE: usize = 5000;

/// A table that was read, and how to import it.
pub struct TableRequest<'a> {
    pub spec: &'a TableSpec,
    pub table: &'a ImportTable,
    pub origin: ImportOrigin<'a>,
    /// The flags, as they are kept.
    pub options: serde_json::Value,
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
    let mut adapter = kinds::load(tx, &grant, kind, Some(request.table))?;
    let undone: HashSet<String> = store::undone_records(tx.connection(), kind)?
        .into_iter()
        .collect();
    let plans = plan::compare(request.table, request.spec, adapter.as_ref(), &undone);
    tracing::info!(rows = plans.len(), "compared");
    let mut writer = TableWriter {
        tx,
        grant: &grant,
        request,
        adapter: adapter.as_mut(),
        plans,
    };
    let import_id = writer.write()?;
    let plans = writer.plans;
    outcome(request, &plans, import_id)
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
        if !self.plans.iter().any(RowPlan::writes) {
            self.tx.mark_unchanged();
            return Ok(None);
        }
        let options = self.request.options.clone();
        let id = journal::begin(self.tx, self.grant, &self.request.origin, options)?;
        for place in self.chosen(ImportAction::Update) {
            self.change(place)?;
        }
        self.create(id)?;
        let refused = self.plans.iter().any(|plan| plan.action.is_refusal()) && !self.request.partial;
        if refused || !self.plans.iter().any(RowPlan::writes) {
            self.tx.discard_changes();
            return Ok(None);
        }
        self.keep(id)?;
        Ok(Some(id))
    }

    /// Returns the places of plans in the order in which they are written.
    fn chosen(&self, action: ImportAction) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.plans.len())
            .filter(|place| self.plans[*place].action == action)
            .collect();
        places.sort_by_key(|place| self.adapter.turn(&self.plans[*place].values));
        places
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
            cell: table.cell(&table.rows[plans[*place].row]),
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

    /// Keeps every row but those that stayed as they were.
    fn keep(&mut self, id: i64) -> Result<()> {
        let request = self.request;
        let plans = self
            .plans
            .iter()
            .filter(|plan| plan.action != ImportAction::Unchanged);
        for plans in plans.collect::<Vec<_>>().chunks(ROWS_AT_ONCE) {
            let written = plans.iter().filter(|plan| plan.writes());
            let records: Vec<String> = written.filter_map(|plan| plan.record.clone()).collect();
            let mut states = self.adapter.states(self.tx, &records)?;
            let rows = plans
                .iter()
                .map(|plan| kept_row(id, plan, &mut states, request.table));
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
    table: &ImportTable,
) -> Result<ImportedRow> {
    let booking = plan
        .record
        .as_ref()
        .filter(|_| table.kind == ImportKind::Bookings);
    let written = plan.record.as_ref().filter(|_| plan.writes());
    let left = written.and_then(|record| states.remove(record));
    let before = (plan.action == ImportAction::Update).then(|| plan.before.texts());
    Ok(ImportedRow {
        import_id,
        sheet: table.sheet.clone(),
        cell: Some(table.cell(&table.rows[plan.row])),
        text: Some(plan.label.clone()).filter(|label| !label.is_empty()),
        action: plan.action,
        booking_id: booking.and_then(|record| record.parse().ok()),
        record: plan.record.clone(),
        before: before.map(|before| to_json(&before)).transpose()?,
        after: left.map(|left| to_json(&left)).transpose()?,
        message: plan.message(),
        ..ImportedRow::default()
    })
}

/// Names the option that reads what is refused, where nothing else is wrong with it.
fn with_date_order(mut error: Error, table: &ImportTable, rejected: u64) -> Error {
    if table.open_orders > 0 && table.open_orders as u64 == rejected {
        let order =
            "--date-order dmy if the day comes first in its dates, --date-order mdy if the month does";
        error.hints = vec![order.to_owned()];
    }
    error
}

fn outcome(request: &TableRequest<'_>, plans: &[RowPlan], import_id: Option<i64>) -> Result<ImportOutcome> {
    let table = request.table;
    let sums = TableSums::of(table, plans)?;
    let refused = plans.iter().filter(|plan| plan.action.is_refusal());
    let places = refused.map(|plan| table.place(&table.rows[plan.row]));
    let failure = verdict(&sums.counts, places, request.partial);
    let failure = failure.map(|error| with_date_order(error, table, sums.counts.rejected));
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
        items: report_lines(table, plans, request.full, applied),
    };
    let refused = plans.iter().filter(|plan| plan.action.is_refusal());
    let row = |plan: &RowPlan| {
        let why = plan.message().unwrap_or_default();
        remainder_row(&table.place(&table.rows[plan.row]), &plan.label, &[], &why)
    };
    Ok(ImportOutcome {
        remainder: refused.map(row).collect(),
        report: Box::new(report),
        failure,
    })
}
