//! Operations that no undo takes back, and what to do instead.

use crate::access::auth::Permission;
use crate::access::operation::{self, Operation};
use crate::access::tx::Tx;
use crate::billing::invoice::model::WriteOffStep;
use crate::billing::invoice::service as invoices;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::pricing::ledger::service as ledger;

/// Costings and subjects that a command names at most.
const NAMED: usize = 5;

/// What to do about what was done before what cannot be undone.
pub const OLDER: &str = "colab history --mine, then colab undo OPERATION takes back an older one";

/// Returns the command that leads back in the place of an undo, if there is none.
pub fn of(tx: &mut Tx<'_>, operation: &Operation) -> Result<Option<String>> {
    let first = |tx: &mut Tx<'_>, entity: &str| -> Result<String> {
        let records = operation::logged(tx.connection(), operation, entity)?;
        Ok(records.into_iter().next().unwrap_or_default())
    };
    let instead = match operation.command.as_str() {
        "user password" | "user migrate-passwords" => format!("colab user password {}", first(tx, "user")?),
        "user token create" => format!("colab user token revoke {}", first(tx, "token")?),
        "setup service" => "colab user token list".to_owned(),
        "user token revoke" => "colab user token create --name NAME --user USER".to_owned(),
        // What is removed for good keeps no row.
        "file remove" if operation::rows_of(tx.connection(), &[operation.id])?.is_empty() => {
            "colab file add RECORD FILE".to_owned()
        }
        "client forget" => "colab client add NAME".to_owned(),
        "payment reverse" => "colab payment add --client NAME --amount AMOUNT".to_owned(),
        "payment add" | "payment import" | "payment allocate" | "payment refund" => {
            match first(tx, "payment")?.as_str() {
                // A credit note pays what it pays until the invoice is taken back.
                "" => "colab billing outstanding".to_owned(),
                number => format!("colab payment reverse {number} --reason REASON"),
            }
        }
        "invoice write-off" => {
            let number = first(tx, "invoice")?;
            after_write_off(tx, &number)
        }
        "billing run" | "billing advance" => {
            format!("colab invoice credit {} --reason REASON", first(tx, "invoice")?)
        }
        "invoice credit" => "colab billing run --month MONTH --issue".to_owned(),
        "billing close" => format!(
            "colab billing reopen {} --reason REASON",
            month(&first(tx, "period")?)
        ),
        "billing reopen" => format!("colab billing close {}", month(&first(tx, "period")?)),
        "pricing quote" => "colab pricing quote ID --save".to_owned(),
        "pricing accept" => "colab pricing propose ID --reprice".to_owned(),
        "pricing propose" | "pricing adjust" => {
            let ids = operation::logged(tx.connection(), operation, "costing")?;
            let ids: Vec<String> = ids.into_iter().take(NAMED).collect();
            format!("colab pricing reject {} --reason REASON", ids.join(" "))
        }
        "pricing approve" | "pricing reject" => {
            format!("colab pricing propose {}", subjects(tx, operation)?.join(" "))
        }
        "agent enable" => format!("colab agent disable {}", first(tx, "agent")?),
        "agent disable" => format!("colab agent enable {}", first(tx, "agent")?),
        "agent config" => format!("colab agent config {}", first(tx, "agent")?),
        "agent approve" => format!("colab agent reject {} --reason REASON", first(tx, "proposal")?),
        "agent reject" => format!("colab agent show {}", first(tx, "proposal")?),
        // What was booked is rejected where it is booked.
        "agent apply" | "plan apply" => {
            match operation::logged(tx.connection(), operation, "costing")?.as_slice() {
                [] => return Ok(None),
                ids => format!("colab pricing reject {} --reason REASON", ids.join(" ")),
            }
        }
        "booking waiting remove" => "colab booking suggest --record-demand, for the same wish".to_owned(),
        "booking suggest" => match first(tx, "demand")?.as_str() {
            "" => return Ok(None),
            wish => format!("colab booking waiting remove {wish}"),
        },
        // What a declaration is put back from has a row; runs have none.
        "job remove" if operation::rows_of(tx.connection(), &[operation.id])?.is_empty() => {
            format!("colab job runs {}", first(tx, "job")?)
        }
        "task approve" => format!("colab task show {}", first(tx, "task_cost")?),
        "requisition approve" | "requisition reject" => {
            let number = first(tx, "requisition")?;
            format!("colab requisition show {number} says what leads on")
        }
        "requisition approve-cost" | "requisition reject-cost" => "colab requisition costs".to_owned(),
        "task reject" => format!("colab task edit {} --cost AMOUNT", first(tx, "task_cost")?),
        _ => return Ok(None),
    };
    Ok(Some(instead))
}

/// Returns a month as commands take it: with the tenant that its name has.
fn month(name: &str) -> String {
    name.replace('/', " --tenant ")
}

/// Returns what leads back from a step of giving up an invoice, which may be a request, and may be over.
fn after_write_off(tx: &mut Tx<'_>, number: &str) -> String {
    let last = invoices::show(tx, number).map_or(None, |(invoice, _)| invoice.last_write_off);
    match last {
        Some(WriteOffStep::WriteOff) => {
            format!("colab invoice write-off {number} --take-back --reason REASON")
        }
        Some(WriteOffStep::Reversal) => format!("colab invoice write-off {number} --reason REASON"),
        Some(WriteOffStep::Request) | None => format!("colab invoice show {number}"),
    }
}

/// Returns the bookings and rentals that the costings of an operation charge.
fn subjects(tx: &mut Tx<'_>, operation: &Operation) -> Result<Vec<String>> {
    if tx.require(Permission::SeePrices).is_err() {
        return Ok(vec!["BOOKING".to_owned()]);
    }
    let ids = operation::logged(tx.connection(), operation, "costing")?;
    let ids: Vec<i64> = ids.iter().filter_map(|id| id.parse().ok()).collect();
    let mut subjects = ledger::subjects(tx, &ids)?;
    subjects.truncate(NAMED);
    Ok(subjects)
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
    let is_elsewhere = ["user ", "agent ", "job ", "requisition ", "booking "]
        .iter()
        .any(|noun| verb.starts_with(noun))
        || ["client forget", "file remove"].contains(&verb.as_str());
    let fact = if is_elsewhere && verb != "agent apply" {
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
    .hint(OLDER))
}
