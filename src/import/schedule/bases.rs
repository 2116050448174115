//! What the imports of a source had: the base of the next comparison.

use std::collections::BTreeMap;

use super::model::{CellPlace, SheetBooking};
use super::plan::ImportBase;
use super::snapshot::BookingState;
use crate::access::tx::Tx;
use crate::import::journal::{ImportedRow, from_json};
use crate::import::kind::ImportKind;
use crate::import::model::{ImportAction, LET_GO};
use crate::import::store;
use crate::kernel::error::{Error, Result};

/// Returns each booking of the source as the newest import had it; undone imports do not count.
pub fn bases(tx: &mut Tx<'_>, source: &str) -> Result<Vec<ImportBase>> {
    let mut newest: BTreeMap<i64, ImportedRow> = BTreeMap::new();
    for row in store::rows_of_source(tx.connection(), ImportKind::Schedule, source)? {
        let is_let_go = row.action == LET_GO && row.record.is_some();
        let counts = row.reading.is_some() || row.action == ImportAction::Cancel || is_let_go;
        if let Some(id) = row.booking_id.filter(|_| counts) {
            newest.insert(id, row);
        }
    }
    let rows = newest.into_values().filter(|row| row.reading.is_some());
    rows.map(base).collect()
}

fn base(row: ImportedRow) -> Result<ImportBase> {
    let broken = || Error::internal(format!("a row of import {} cannot be read", row.import_id));
    let booking: SheetBooking = from_json(row.reading.as_ref().ok_or_else(broken)?)?;
    let state: Option<BookingState> = row.after.as_ref().map(from_json).transpose()?;
    Ok(ImportBase {
        left: state.and_then(|state| state.starts_at.zip(state.ends_at)),
        booking_id: row.booking_id.ok_or_else(broken)?,
        room_id: row.room_id.ok_or_else(broken)?,
        day: row.day.ok_or_else(broken)?,
        booking,
        disagreed: row.action == ImportAction::Disagree,
        place: row
            .sheet
            .zip(row.cell)
            .map(|(sheet, cell)| CellPlace { sheet, cell }),
    })
}
