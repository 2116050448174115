//! Which operation is undone, and whether it may be.

use std::collections::BTreeMap;

use super::announce::BookingNews;
use super::model::{ChangedRecord, RecordOutcome, UndoLine};
use super::put_back::{UndoRun, leave_with};
use super::words::UndoWords;
use super::{clocks, opposite, reach, records, trace};
use crate::access::auth::Permission;
use crate::access::operation::{self, Operation, OperationFilter, RowMove, RowStanding};
use crate::access::tx::Tx;
use crate::import::{self, kind::ImportKind};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::pricing::ledger::stale;

/// Own operations read at a time, until one stands.
const TOGETHER: i64 = 20;

/// What to undo.
#[derive(Debug, Clone)]
pub struct UndoRequest {
    pub operation: i64,
    /// Undo what can be undone, and leave the rest.
    pub partial: bool,
    pub reason: Option<String>,
}

/// Returns the operation of this number, or the actor's own last one that stands, also one that no undo takes back: what is
/// older is undone by its number alone.
///
/// # Errors
/// `NotFound` where there is none.
pub fn chosen(tx: &mut Tx<'_>, number: Option<i64>) -> Result<Operation> {
    let _grant = tx.require(Permission::OwnAccount)?;
    let Some(id) = number else {
        return last_own(tx);
    };
    operation::find(tx.connection(), id)?.ok_or_else(|| unknown(id))
}

/// Returns the error of an operation that is not there, or that the actor may not see.
pub fn unknown(id: i64) -> Error {
    Error::not_found(ErrorCode::UnknownOperation, format!("no operation {id}"), &[]).hint("colab history")
}

fn last_own(tx: &mut Tx<'_>) -> Result<Operation> {
    let who = tx.actor().username.clone();
    let mut filter = OperationFilter {
        by: Some(who.clone()),
        no_undos: true,
        limit: Some(TOGETHER),
        ..OperationFilter::default()
    };
    let undos = operation::undos(tx.connection())?;
    loop {
        let own = operation::list(tx.connection(), &filter)?;
        let Some(oldest) = own.last().map(|operation| operation.id) else {
            let fact = format!("{who} has done nothing that can be undone");
            return Err(Error::not_found(ErrorCode::UnknownOperation, fact, &[]).hint("colab history"));
        };
        let mut standing = own.into_iter().filter(|operation| undos.stands(operation.id));
        if let Some(operation) = standing.next() {
            return Ok(operation);
        }
        filter.before = Some(oldest);
    }
}

/// What an undo came to.
#[derive(Debug)]
pub struct UndoResult {
    pub records: Vec<UndoLine>,
    /// What it makes stale.
    pub remarks: Vec<String>,
    /// About what was left.
    pub failure: Option<Error>,
}

/// Undoes an operation.
///
/// # Errors
/// `Conflict` where something has changed since, is in the way or was undone before; `Forbidden` for whoever may not make
/// the changes.
pub fn undo(tx: &mut Tx<'_>, request: &UndoRequest) -> Result<UndoResult> {
    let _grant = tx.require(Permission::OwnAccount)?;
    let operation = chosen(tx, Some(request.operation))?;
    reach::require_scope(tx, &operation)?;
    opposite::refuse(tx, &operation)?;
    let records = records::records_of(tx, &operation)?;
    if let Some(import) = import_made_by(&records) {
        return undo_import(tx, &operation, import, request);
    }
    tx.mark_undo_of(operation.id);
    for record in &records {
        reach::require(tx, &operation, record)?;
    }
    let order: BTreeMap<String, usize> = records.iter().map(ChangedRecord::words).zip(0..).collect();
    let (open, mut left) = sort_out(tx, &operation, records, request.partial)?;
    let mut remarks = clocks::notes(tx, &operation, &open, request.partial)?;
    let before = trace::Trace::of(tx, &open)?;
    let words = UndoWords::of(tx, &open)?;
    let news = BookingNews::of(tx, &open)?;
    let run = UndoRun {
        operation: &operation,
        reason: request.reason.as_deref(),
    };
    let (done, refused) = run.put_back(tx, open, request.partial)?;
    before.tell(tx, &run, &done)?;
    news.tell(tx, &operation, &done)?;
    let line = |record: &ChangedRecord| UndoLine {
        kind: record.entity,
        record: record.words(),
        outcome: outcome_of(record),
        words: words.told(record),
        message: None,
    };
    let mut undone: Vec<UndoLine> = done.iter().map(line).collect();
    left.extend(refused);
    if undone.is_empty() {
        return Err(nothing_undone(&operation, &left));
    }
    let failure = failure(left.len());
    undone.extend(left);
    undone.sort_by_key(|line| order.get(&line.record).copied());
    let prices = done.iter().filter(|record| record.entity == "price");
    let prices: Vec<i64> = prices.filter_map(|record| record.id.parse().ok()).collect();
    if !prices.is_empty() {
        remarks.extend(stale::quoted_since(tx, &prices, operation.at)?);
    }
    Ok(UndoResult {
        records: undone,
        remarks,
        failure,
    })
}

fn outcome_of(record: &ChangedRecord) -> RecordOutcome {
    match (record.is_created(), record.entity) {
        (true, "booking" | "task") => RecordOutcome::Cancelled,
        (true, "rental" | "block" | "requisition" | "requisition_receipt") => RecordOutcome::Ended,
        (
            true,
            "room" | "client" | "vendor" | "location" | "device" | "user" | "price" | "import" | "file",
        ) => RecordOutcome::Retired,
        _ => RecordOutcome::Restored,
    }
}

fn failure(left: usize) -> Option<Error> {
    let were = if left == 1 { "record was" } else { "records were" };
    (left > 0).then(|| {
        Error::new(
            Kind::Partial,
            ErrorCode::UndoPartial,
            format!("{left} {were} left unchanged"),
        )
        .hint("the list says why; the same command undoes what was left once that is mended")
    })
}

fn nothing_undone(operation: &Operation, left: &[UndoLine]) -> Error {
    let why = left
        .iter()
        .find_map(|one| Some(format!("{}: {}", one.record, one.message.as_ref()?)));
    Error::conflict(
        ErrorCode::UndoConflict,
        format!(
            "nothing of operation {} can be undone: {}",
            operation.id,
            why.unwrap_or_default()
        ),
    )
}

/// Returns the import that the operation ran, if it has an undo of its own: one of a file.
pub fn import_made_by(records: &[ChangedRecord]) -> Option<i64> {
    let is_of_file = |record: &&ChangedRecord| {
        let kind = record.rows.first().and_then(|row| row.text("kind"));
        let kind = kind.and_then(|kind| kind.parse::<ImportKind>().ok());
        kind.is_some_and(|kind| !kind.fills_a_database())
    };
    let mut made = records
        .iter()
        .filter(|record| record.entity == "import" && record.is_created())
        .filter(is_of_file);
    made.next().and_then(|record| record.id.parse().ok())
}

fn undo_import(
    tx: &mut Tx<'_>,
    operation: &Operation,
    import: i64,
    request: &UndoRequest,
) -> Result<UndoResult> {
    let (undone, failure) = import::undo::undo(tx, import, false, request.reason.as_deref())?;
    let undone = import::undo::in_order(tx, import, undone.records)?;
    let records: Vec<UndoLine> = undone.into_iter().map(UndoLine::from).collect();
    let is_left = |one: &&UndoLine| one.outcome == RecordOutcome::Left;
    let has_rest = !records.iter().all(|one| is_left(&one));
    match records.iter().find(is_left) {
        Some(left) if !request.partial => {
            let stop = UndoObstacle {
                record: left.record.clone(),
                why: left.message.clone().unwrap_or_default(),
                by: None,
            };
            Err(stopped(operation, &stop, has_rest).hint(format!("colab import undo {import} --force")))
        }
        _ => Ok(UndoResult {
            records,
            remarks: Vec::new(),
            failure,
        }),
    }
}

/// Sorts records into those that are as the operation left them, and those that are left.
///
/// # Errors
/// `Conflict` where all are undone, and where one has changed since unless what can be undone is enough.
fn sort_out(
    tx: &mut Tx<'_>,
    operation: &Operation,
    records: Vec<ChangedRecord>,
    partial: bool,
) -> Result<(Vec<ChangedRecord>, Vec<UndoLine>)> {
    let undos = operation::undos(tx.connection())?;
    let standing = operation::standing_of(tx.connection(), operation.id, &undos)?;
    let (mut open, mut left) = (Vec::new(), Vec::new());
    let (mut stopped_by, mut is_undone, mut moved_records) = (None, false, Vec::new());
    for record in records {
        let states: Vec<_> = record
            .rows
            .iter()
            .map(|row| standing.get(&(row.table.kept.name.to_owned(), row.key.clone())))
            .collect();
        let moved = states.iter().find_map(|state| match state {
            Some(RowStanding::Moved(change)) => Some(*change),
            _ => None,
        });
        if let Some(change) = moved {
            let site = tx.site();
            let why = operation::change_in_words(tx.connection(), change, &site)?;
            let why = format!("it was changed {why}");
            let by = match change {
                // What is undone already is not a way out.
                RowMove::By(id) => Some(id).filter(|id| undos.stands(*id)),
                RowMove::ByHand => None,
            };
            stopped_by = stopped_by.or(Some(UndoObstacle {
                record: record.words(),
                why: why.clone(),
                by,
            }));
            left.push(UndoLine::left(&record, why));
            moved_records.push(record);
        } else if states.contains(&Some(&RowStanding::Undone)) {
            is_undone = true;
        } else {
            open.push(record);
        }
    }
    if partial {
        left.extend(leave_with(&mut open, moved_records));
    }
    match stopped_by {
        Some(stop) if !partial => Err(stopped(operation, &stop, !open.is_empty())),
        _ if open.is_empty() && left.is_empty() => Err(nothing_left(operation, is_undone)),
        _ if is_undone && left.is_empty() && open.iter().all(ChangedRecord::is_withdrawn) => {
            Err(nothing_left(operation, true))
        }
        _ => Ok((open, left)),
    }
}

/// Why an operation is not undone.
struct UndoObstacle {
    record: String,
    why: String,
    /// The operation that is in the way.
    by: Option<i64>,
}

/// Returns the error of a record that stops an undo; `has_rest` where there are others to undo.
fn stopped(operation: &Operation, stop: &UndoObstacle, has_rest: bool) -> Error {
    let id = operation.id;
    let mut error = Error::conflict(
        ErrorCode::UndoConflict,
        format!("operation {id} is not undone: {}: {}", stop.record, stop.why),
    );
    if has_rest {
        error = error.hint(format!("colab undo {id} --partial"));
    }
    match stop.by {
        Some(by) => error.hint(format!("colab undo {by} && colab undo {id}")),
        None => error.hint("colab history shows what came after it; undo that first"),
    }
}

fn nothing_left(operation: &Operation, is_undone: bool) -> Error {
    let id = operation.id;
    if is_undone {
        return Error::conflict(
            ErrorCode::AlreadyUndone,
            format!("operation {id} is undone already"),
        )
        .hint("colab history shows its undo; to do it again, undo that one");
    }
    Error::conflict(
        ErrorCode::NotUndoable,
        format!("operation {id} changed nothing that can be undone"),
    )
    .hint(opposite::OLDER)
}
