//! Importing a table: compared, written by the slices' own services, and kept so that it can be taken back.

use std::collections::HashSet;

use serde_json::json;

use super::super::apply::{Origin, as_json};
use super::super::kind::Kind;
use super::super::model::Action;
use super::super::report::Counts;
use super::super::service::{Outcome, lock_source, verdict};
use super::super::store::{self, NewImport, NewTableRow, Texts};
use super::adapter::{self, Adapter, New, refusal_or_fail};
use super::plan::{self, Item};
use super::report::{self, Kept, TableReport};
use super::rows::Table;
use super::spec;
use super::values::Values;
use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::settings::Settings;
use crate::access::tx::Tx;
use crate::db::types::Json;
use crate::kernel::error::{Error, Result};

/// Rows that are kept with one look at what their records were left as.
const ROWS_AT_ONCE: usize = 5000;

/// A table, understood, and how to take it.
pub struct Request<'a> {
    pub table: &'a Table,
    pub origin: Origin,
    pub source: String,
    /// As it is kept: what was said on the command line.
    pub options: serde_json::Value,
    pub partial: bool,
    pub full: bool,
    pub dry_run: bool,
}

/// The settings that reading needs, once it is clear that the actor may import such a table.
///
/// # Errors
/// `Forbidden` for who may not.
pub fn prepare(tx: &mut Tx<'_>, kind: Kind) -> Result<Settings> {
    let _grant = tx.require(kind.permission())?;
    Ok(tx.settings().clone())
}

/// Imports the table, all of it or what can be; nothing is kept unless something changes.
///
/// # Errors
/// Those of the database; what is wrong with rows stands in the report.
pub fn import(tx: &mut Tx<'_>, request: &Request<'_>) -> Result<Outcome> {
    let kind = request.table.kind;
    let grant = tx.require(kind.permission())?;
    lock_source(tx, kind.as_str())?;
    let mut adapter = adapter::load(tx, &grant, kind, Some(request.table))?;
    let taken_back: HashSet<String> = store::taken_back(tx.connection(), kind)?.into_iter().collect();
    let spec = spec::of(kind)?;
    let items = plan::compare(request.table, spec, adapter.as_ref(), &taken_back);
    tracing::info!(rows = items.len(), "compared");
    let mut writing = Writing {
        tx,
        grant: &grant,
        request,
        adapter: adapter.as_mut(),
        items,
    };
    let applied = writing.run()?;
    let items = writing.items;
    outcome(request, &items, applied)
}

struct Writing<'t, 'c, 'r> {
    tx: &'t mut Tx<'c>,
    grant: &'t Grant,
    request: &'t Request<'r>,
    adapter: &'t mut dyn Adapter,
    items: Vec<Item>,
}

impl Writing<'_, '_, '_> {
    /// The import's number, if there is anything to keep of it.
    fn run(&mut self) -> Result<Option<i64>> {
        if !self.items.iter().any(Item::writes) {
            self.tx.mark_unchanged();
            return Ok(None);
        }
        let id = self.begin()?;
        self.update()?;
        self.create(id)?;
        let counts = count(&self.items);
        let refused = counts.rejected + counts.conflicts > 0 && !self.request.partial;
        if refused || !self.items.iter().any(Item::writes) {
            self.tx.discard_changes();
            return Ok(None);
        }
        self.keep(id, &counts)?;
        Ok(Some(id))
    }

    /// The import's row comes first: bookings point to it. Its sums are known at the end.
    fn begin(&mut self) -> Result<i64> {
        let id = self.tx.connection().reserve_id("imports")?;
        let new = NewImport {
            id,
            source: &self.request.source,
            file: &self.request.origin.file,
            sha256: &self.request.origin.sha256,
            options: Json(self.request.options.clone()),
            report: Json(json!({})),
            applied_at: self.tx.now(),
            applied_by: &self.tx.actor().username,
            kind: self.request.table.kind,
        };
        store::insert(self.tx.connection(), &new)?;
        Ok(id)
    }

    /// Places of items in the order in which they are written.
    fn chosen(&self, action: Action) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.items.len())
            .filter(|place| self.items[*place].action == action)
            .collect();
        places.sort_by_key(|place| self.adapter.turn(&self.items[*place].values));
        places
    }

    fn update(&mut self) -> Result<()> {
        for place in self.chosen(Action::Update) {
            self.change(place)?;
        }
        Ok(())
    }

    /// Changes one record, or brings it back.
    fn change(&mut self, place: usize) -> Result<()> {
        let (item, adapter) = (&mut self.items[place], &mut *self.adapter);
        let record = item.record.clone().unwrap_or_default();
        let (revives, values) = (item.revives, &item.values);
        let done = self.tx.with_savepoint(|tx| {
            if revives {
                adapter.revive(tx, &record)?;
            }
            match values.is_empty() {
                true => Ok(Vec::new()),
                false => adapter.update(tx, &record, values),
            }
        });
        match refusal_or_fail(done)? {
            Ok(warnings) => item.messages.extend(warnings),
            Err(error) => item.refuse(&error),
        }
        Ok(())
    }

    fn create(&mut self, import_id: i64) -> Result<()> {
        let (old, new): (Vec<usize>, Vec<usize>) = self
            .chosen(Action::Create)
            .into_iter()
            .partition(|place| self.items[*place].revives);
        for place in old {
            self.change(place)?;
        }
        let table = self.request.table;
        let rows: Vec<New<'_>> = new
            .iter()
            .map(|place| &self.items[*place])
            .map(|item| New {
                values: &item.values,
                sheet: table.sheet.as_deref(),
                cell: table.cell(&table.rows[item.row]),
            })
            .collect();
        let made = self.adapter.create_all(self.tx, import_id, &rows)?;
        drop(rows);
        for (place, made) in new.into_iter().zip(made) {
            let item = &mut self.items[place];
            match made {
                Ok(made) => {
                    item.record = Some(made.record);
                    item.messages.extend(made.warnings);
                    item.values = Values::default();
                }
                Err(error) => item.refuse(&error),
            }
        }
        Ok(())
    }

    /// The import's own history: everything but what stayed as it was.
    fn keep(&mut self, id: i64, counts: &Counts) -> Result<()> {
        let request = self.request;
        let kept: Vec<&Item> = self
            .items
            .iter()
            .filter(|item| item.action != Action::Unchanged)
            .collect();
        for some in kept.chunks(ROWS_AT_ONCE) {
            let written = some.iter().filter(|item| item.writes());
            let records: Vec<String> = written.filter_map(|item| item.record.clone()).collect();
            let mut states = self.adapter.states(self.tx, &records)?;
            let rows = some.iter().map(|item| {
                let record = item.record.as_ref().filter(|_| item.writes());
                let left = record.and_then(|record| states.remove(record));
                kept_row(id, item, left, request.table)
            });
            let rows: Vec<NewTableRow> = rows.collect();
            store::insert_table_rows(self.tx.connection(), &rows)?;
        }
        let report = Kept::of(request.table, counts)?;
        store::set_report(self.tx.connection(), id, Json(as_json(&report)?))?;
        let facts = json!({"kind": request.table.kind, "file": request.origin.file,
                           "sha256": request.origin.sha256, "counts": counts});
        self.tx
            .audit(self.grant, AuditEvent::created("import", id, facts));
        Ok(())
    }
}

/// `left` is what the record was left as.
fn kept_row(import_id: i64, item: &Item, left: Option<Texts>, table: &Table) -> NewTableRow {
    let booking = item.record.as_ref().filter(|_| table.kind == Kind::Bookings);
    NewTableRow {
        import_id,
        sheet: table.sheet.clone(),
        cell: Some(table.cell(&table.rows[item.row])),
        text: (!item.label.is_empty()).then(|| item.label.clone()),
        action: item.action,
        booking_id: booking.and_then(|record| record.parse().ok()),
        record: item.record.clone(),
        before: (item.action == Action::Update).then(|| Json(item.before.texts())),
        after: left.map(Json),
        message: (!item.messages.is_empty()).then(|| item.messages.join("; ")),
    }
}

/// Rows by what was done about them.
pub fn count(items: &[Item]) -> Counts {
    let of = |action| items.iter().filter(|item| item.action == action).count() as u64;
    let warned = |item: &&Item| item.action == Action::Create && !item.messages.is_empty();
    Counts {
        created: of(Action::Create),
        updated: of(Action::Update),
        unchanged: of(Action::Unchanged),
        conflicts: of(Action::Conflict),
        rejected: of(Action::Reject),
        ignored: of(Action::Ignore),
        warnings: items.iter().filter(warned).count() as u64,
        ..Counts::default()
    }
}

fn outcome(request: &Request<'_>, items: &[Item], applied: Option<i64>) -> Result<Outcome> {
    let counts = count(items);
    let kept = Kept::of(request.table, &counts)?;
    let refused = items
        .iter()
        .filter(|item| matches!(item.action, Action::Reject | Action::Conflict));
    let places = refused.map(|item| request.table.place(&request.table.rows[item.row]));
    let failure = verdict(counts.rejected, counts.conflicts, places, request.partial);
    let written = applied.is_some() && !request.dry_run;
    let report = TableReport {
        import_id: applied.filter(|_| written),
        dry_run: request.dry_run,
        applied: written,
        file: request.origin.file.clone(),
        sha256: request.origin.sha256.clone(),
        source: request.source.clone(),
        kind: request.table.kind,
        kept,
        items: report::items(request.table, items, request.full, written),
    };
    Ok(Outcome {
        report: Box::new(report),
        failure,
        changes: applied.is_some(),
    })
}

/// # Errors
/// `Internal` when rows were lost: the sum must hold.
pub fn checked_sum(rows: u64, counts: &Counts) -> Result<()> {
    let sum = counts.created
        + counts.updated
        + counts.unchanged
        + counts.ignored
        + counts.rejected
        + counts.conflicts;
    match sum == rows {
        true => Ok(()),
        false => Err(Error::internal(format!(
            "the report does not add up: {rows} rows, {counts:?}"
        ))),
    }
}
