//! Which operation is undone, and whether it may be.

use std::collections::BTreeMap;

use super::model::{ChangedRecord, RecordOutcome, UndoLine};
use super::put_back::UndoRun;
use super::{reach, records, trace};
use crate::access::auth::Permission;
use crate::access::operation::{self, Operation, OperationFilter, RowMove, RowStanding};
use crate::access::tx::Tx;
use crate::import;
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

/// Returns the operation of this number, or the actor's own last one that stands.
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
        let stands = |operation: &Operation| undos.stands(operation.id) && refuse_ledger(operation).is_ok();
        if let Some(last) = own.into_iter().find(stands) {
            return Ok(last);
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
    refuse_ledger(&operation)?;
    let records = records::records_of(tx, &operation)?;
    if let Some(import) = import_made_by(&records) {
        return undo_import(tx, &operation, import, request);
    }
    tx.mark_undo_of(operation.id);
    for record in &records {
        reach::require(tx, record)?;
    }
    let order: BTreeMap<String, usize> = records.iter().map(ChangedRecord::words).zip(0..).collect();
    let (open, mut left) = sort_out(tx, &operation, records, request.partial)?;
    let before = trace::Trace::of(tx, &open)?;
    let run = UndoRun {
        operation: &operation,
        reason: request.reason.as_deref(),
    };
    let (done, refused) = run.put_back(tx, open, request.partial)?;
    before.tell(tx, &run, &done)?;
    let mut undone: Vec<UndoLine> = done
        .iter()
        .map(|record| UndoLine {
            record: record.words(),
            outcome: outcome_of(record),
            message: None,
        })
        .collect();
    left.extend(refused);
    if undone.is_empty() {
        return Err(nothing_undone(&operation, &left));
    }
    let failure = failure(left.len());
    undone.extend(left);
    undone.sort_by_key(|line| order.get(&line.record).copied());
    let prices = done.iter().filter(|record| record.entity == "price");
    let prices: Vec<i64> = prices.filter_map(|record| record.id.parse().ok()).collect();
    let remarks = if prices.is_empty() {
        Vec::new()
    } else {
        stale::quoted_since(tx, &prices, operation.at)?
    };
    Ok(UndoResult {
        records: undone,
        remarks,
        failure,
    })
}

fn outcome_of(record: &ChangedRecord) -> RecordOutcome {
    match (record.is_created(), record.entity) {
        (true, "booking") => RecordOutcome::Cancelled,
        (true, "rental") => RecordOutcome::Ended,
        (true, "room" | "device" | "user" | "price") => RecordOutcome::Retired,
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

/// Refuses what has an opposite of its own.
fn refuse_ledger(operation: &Operation) -> Result<()> {
    let (verb, id) = (operation.command.as_str(), operation.id);
    let instead = match verb {
        "pricing propose" | "pricing adjust" => "colab pricing reject NUMBER --reason REASON",
        "pricing approve" => "change the booking or rental, then: colab pricing propose BOOKING",
        "pricing reject" => "colab pricing propose BOOKING",
        _ => return Ok(()),
    };
    Err(Error::conflict(
        ErrorCode::NotUndoable,
        format!("operation {id} ({verb}) wrote into the ledger, which keeps what it was told"),
    )
    .hint(instead))
}

/// Returns the import that the operation ran.
pub fn import_made_by(records: &[ChangedRecord]) -> Option<i64> {
    let mut made = records
        .iter()
        .filter(|record| record.entity == "import" && record.is_created());
    made.next().and_then(|record| record.id.parse().ok())
}

fn undo_import(
    tx: &mut Tx<'_>,
    operation: &Operation,
    import: i64,
    request: &UndoRequest,
) -> Result<UndoResult> {
    let (undone, failure) = import::undo::undo(tx, import, false, request.reason.as_deref())?;
    let undone = import::undo::in_order(tx, import, undone)?;
    let records: Vec<UndoLine> = undone.into_iter().map(UndoLine::from).collect();
    let left = records.iter().find(|one| one.outcome == RecordOutcome::Left);
    match left {
        Some(left) if !request.partial => Err(stopped(
            operation,
            &left.record,
            left.message.as_deref().unwrap_or_default(),
        )),
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
    let (mut stopped_by, mut is_undone) = (None, false);
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
            let why = changed_since(tx, change)?;
            stopped_by = stopped_by.or(Some((record.words(), why.clone())));
            left.push(UndoLine {
                record: record.words(),
                outcome: RecordOutcome::Left,
                message: Some(why),
            });
        } else if states.contains(&Some(&RowStanding::Undone)) {
            is_undone = true;
        } else {
            open.push(record);
        }
    }
    match stopped_by {
        Some((record, why)) if !partial => Err(stopped(operation, &record, &why)),
        _ if open.is_empty() && left.is_empty() => Err(nothing_left(operation, is_undone)),
        _ => Ok((open, left)),
    }
}

/// Words what changed a record since.
fn changed_since(tx: &mut Tx<'_>, change: RowMove) -> Result<String> {
    let RowMove::By(id) = change else {
        return Ok("it was changed since, past the program".to_owned());
    };
    let by = operation::find(tx.connection(), id)?;
    let by = by.map_or_else(String::new, |one| format!(" ({} by {})", one.command, one.actor));
    Ok(format!("it was changed since by operation {id}{by}"))
}

fn stopped(operation: &Operation, record: &str, why: &str) -> Error {
    let id = operation.id;
    Error::conflict(
        ErrorCode::UndoConflict,
        format!("operation {id} is not undone: {record}: {why}"),
    )
    .hint(format!("colab undo {id} --partial"))
    .hint("colab history shows what came after it; undo that first")
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
}
