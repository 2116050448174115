//! Operations that no undo takes back, and what to do instead.

use crate::access::auth::Permission;
use crate::access::operation::{self, Operation};
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::pricing::ledger::service as ledger;

/// Costings and subjects that a command names at most.
const NAMED: usize = 5;

/// Returns whether an operation wrote into the ledger, or what nothing brings back.
fn has_opposite(operation: &Operation) -> bool {
    matches!(
        operation.command.as_str(),
        "pricing propose"
            | "pricing adjust"
            | "pricing approve"
            | "pricing quote"
            | "pricing accept"
            | "pricing reject"
            | "billing close"
            | "billing reopen"
            | "billing run"
            | "billing advance"
            | "invoice credit"
            | "invoice write-off"
            | "payment add"
            | "payment import"
            | "payment allocate"
            | "payment reverse"
            | "payment refund"
            | "user password"
            | "user token revoke"
            | "client forget"
    )
}

/// Returns the command that leads back in the place of an undo, if there is none.
pub fn of(tx: &mut Tx<'_>, operation: &Operation) -> Result<Option<String>> {
    if !has_opposite(operation) {
        return Ok(None);
    }
    match operation.command.as_str() {
        "user password" => return Ok(Some("colab user password".to_owned())),
        "user token revoke" => return Ok(Some("colab user token create --name NAME".to_owned())),
        "client forget" => return Ok(Some("colab client add NAME".to_owned())),
        _ => {}
    }
    if operation.command.starts_with("payment ") {
        let numbers = operation::logged(tx.connection(), operation, "payment")?;
        let number = numbers.first().cloned().unwrap_or_default();
        return Ok(Some(if operation.command == "payment reverse" {
            "colab payment add --client NAME --amount AMOUNT".to_owned()
        } else {
            format!("colab payment reverse {number} --reason REASON")
        }));
    }
    if operation.command == "invoice write-off" {
        let numbers = operation::logged(tx.connection(), operation, "invoice")?;
        let number = numbers.first().cloned().unwrap_or_default();
        return Ok(Some(format!(
            "colab invoice write-off {number} --take-back --reason REASON"
        )));
    }
    if ["billing run", "billing advance", "invoice credit"].contains(&operation.command.as_str()) {
        let numbers = operation::logged(tx.connection(), operation, "invoice")?;
        let number = numbers.first().cloned().unwrap_or_default();
        return Ok(Some(if operation.command != "invoice credit" {
            format!("colab invoice credit {number} --reason REASON")
        } else {
            "colab billing run --month MONTH --issue".to_owned()
        }));
    }
    if operation.command.starts_with("billing ") {
        let back = if operation.command == "billing close" {
            "colab billing reopen MONTH --reason REASON"
        } else {
            "colab billing close MONTH"
        };
        let months = operation::logged(tx.connection(), operation, "period")?;
        let month = months.first().map(|name| name.replace('/', " --tenant "));
        return Ok(Some(back.replace("MONTH", &month.unwrap_or_default())));
    }
    if operation.command == "pricing quote" {
        return Ok(Some("colab pricing quote ID --save".to_owned()));
    }
    if operation.command == "pricing accept" {
        return Ok(Some("colab pricing propose ID --reprice".to_owned()));
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
    let fact = if verb.starts_with("user ") || verb == "client forget" {
        format!("operation {id} ({verb}) cannot be undone")
    } else {
        format!("operation {id} ({verb}) wrote into the ledger, which keeps what it was told")
    };
    let error = Error::conflict(ErrorCode::NotUndoable, fact);
    Err(if verb == "pricing approve" {
        error.hint(format!("change the booking or rental, then: {instead}"))
    } else {
        error.hint(instead)
    }
    .hint("colab history --mine, then colab undo OPERATION takes back an older one"))
}
