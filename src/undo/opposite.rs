//! Operations that no undo takes back, and what to do instead.

use crate::access::auth::Permission;
use crate::access::operation::{self, Operation};
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::pricing::ledger::service as ledger;

/// Costings and subjects that a command names at most.
const NAMED: usize = 5;

/// Returns whether an operation wrote into the ledger.
pub fn is_entry(operation: &Operation) -> bool {
    matches!(
        operation.command.as_str(),
        "pricing propose" | "pricing adjust" | "pricing approve" | "pricing reject"
    )
}

/// Returns the command that leads back in the place of an undo, if there is none.
pub fn of(tx: &mut Tx<'_>, operation: &Operation) -> Result<Option<String>> {
    if !is_entry(operation) {
        return Ok(None);
    }
    let ids = operation::logged(tx.connection(), operation, "costing")?;
    let ids: Vec<i64> = ids.iter().filter_map(|id| id.parse().ok()).collect();
    if ["pricing propose", "pricing adjust"].contains(&operation.command.as_str()) {
        let ids: Vec<String> = ids.iter().take(NAMED).map(i64::to_string).collect();
        return Ok(Some(format!(
            "colab pricing reject {} --reason REASON",
            ids.join(" ")
        )));
    }
    let mut subjects = if tx.require(Permission::SeePrices).is_ok() {
        ledger::subjects(tx, &ids)?
    } else {
        vec!["BOOKING".to_owned()]
    };
    subjects.truncate(NAMED);
    Ok(Some(format!("colab pricing propose {}", subjects.join(" "))))
}

/// Refuses to undo what has an opposite of its own.
///
/// # Errors
/// `Conflict`, with that one as its hint.
pub fn refuse(tx: &mut Tx<'_>, operation: &Operation) -> Result<()> {
    let Some(instead) = of(tx, operation)? else {
        return Ok(());
    };
    let (id, verb) = (operation.id, &operation.command);
    let fact = format!("operation {id} ({verb}) wrote into the ledger, which keeps what it was told");
    let error = Error::conflict(ErrorCode::NotUndoable, fact);
    Err(if verb == "pricing approve" {
        error.hint(format!("change the booking or rental, then: {instead}"))
    } else {
        error.hint(instead)
    })
}
