//! Asking the rows themselves, check by check.

use super::model::Finding;
use crate::access::audit;
use crate::access::auth::Permission;
use crate::access::settings;
use crate::access::tx::Tx;
use crate::db::expected::Deviation;
use crate::db::invariants::{self, Fault, Rule};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::pricing::ledger::check as ledger;

const RESTORE: &str = "go back to a state before: colab db restore FILE";

/// Everything that is not as it must be: what the engine says, what queries find, and what takes more than a query. What
/// cannot be asked is a finding too: a database that is checked may well be broken.
///
/// # Errors
/// `Forbidden`, and those of a connection that is lost.
pub fn check(tx: &mut Tx<'_>) -> Result<Vec<Finding>> {
    let _grant = tx.require(Permission::Backup)?;
    let mut found = Vec::new();
    engine(tx, &mut found)?;
    for rule in invariants::rules() {
        match tx.savepoint(|connection| rule.ask(connection)) {
            Ok(faults) => found.extend(faults.into_iter().map(|fault| broken(rule, fault))),
            Err(error) => found.push(unasked(rule.name, rule.table, error)?),
        }
    }
    references(tx, &mut found)?;
    site_settings(tx, &mut found)?;
    costs(tx, &mut found)?;
    chain(tx, &mut found)?;
    Ok(found)
}

fn broken(rule: &Rule, fault: Fault) -> Finding {
    Finding {
        check: rule.name.to_owned(),
        table: rule.table.to_owned(),
        way_out: rule.way_out.replace("{id}", &fault.id),
        id: fault.id,
        problem: fault.problem,
    }
}

/// # Errors
/// What is no matter of the rows: a connection that is lost, a right that is missing.
fn unasked(check: &str, table: &str, error: impl Into<Error>) -> Result<Finding> {
    let error: Error = error.into();
    if error.kind == Kind::Forbidden
        || error.code == ErrorCode::DatabaseLost
        || error.code == ErrorCode::DatabaseBusy
    {
        return Err(error);
    }
    Ok(Finding {
        check: check.to_owned(),
        table: table.to_owned(),
        id: String::new(),
        problem: format!("it cannot be asked: {}", error.message),
        way_out: RESTORE.to_owned(),
    })
}

/// Pages and indexes, by the engine's own check.
fn engine(tx: &mut Tx<'_>, found: &mut Vec<Finding>) -> Result<()> {
    match tx.savepoint(|connection| connection.faults(false)) {
        Ok(faults) => found.extend(faults.into_iter().map(|problem| Finding {
            check: "engine".to_owned(),
            table: String::new(),
            id: String::new(),
            problem,
            way_out: RESTORE.to_owned(),
        })),
        Err(error) => found.push(unasked("engine", "", error)?),
    }
    Ok(())
}

fn references(tx: &mut Tx<'_>, found: &mut Vec<Finding>) -> Result<()> {
    match tx.savepoint(invariants::references) {
        Ok(strays) => found.extend(strays.into_iter().map(|stray| Finding {
            check: "references".to_owned(),
            table: stray.table,
            id: stray.fault.id,
            problem: stray.fault.problem,
            way_out: stray.mended_by.unwrap_or_else(|| RESTORE.to_owned()),
        })),
        Err(error) => found.push(unasked("references", "", error)?),
    }
    Ok(())
}

/// Each keeps its own rule, as if it were set now.
fn site_settings(tx: &mut Tx<'_>, found: &mut Vec<Finding>) -> Result<()> {
    let stored = match settings::Settings::load(tx.connection()) {
        Ok(stored) => stored,
        Err(error) if error.kind == Kind::Forbidden => return Err(error),
        Err(_) => return Ok(()),
    };
    let mut wrong = |key: &str, problem: String, way_out: String| {
        found.push(Finding {
            check: "settings".to_owned(),
            table: "settings".to_owned(),
            id: key.to_owned(),
            problem,
            way_out,
        });
    };
    for (key, value) in stored.changed() {
        match settings::setting(key) {
            Err(error) => wrong(
                key,
                error.message,
                "colab config get lists those that are".to_owned(),
            ),
            Ok(setting) => {
                if let Err(error) = setting.check(value) {
                    let way_out = format!("colab config set {key} {:?}", setting.default);
                    wrong(key, error.message, way_out);
                }
            }
        }
    }
    Ok(())
}

/// The ledger's sums, lines and decisions.
fn costs(tx: &mut Tx<'_>, found: &mut Vec<Finding>) -> Result<()> {
    let wrong = match tx.attempt(|tx| ledger::findings(tx.connection())) {
        Ok(wrong) => wrong,
        Err(error) => {
            found.push(unasked("ledger", "booking_costing", error)?);
            return Ok(());
        }
    };
    found.extend(wrong.into_iter().map(|finding| Finding {
        check: format!("ledger_{}", finding.rule),
        table: "booking_costing".to_owned(),
        id: finding.costing_id.map(|id| id.to_string()).unwrap_or_default(),
        problem: finding.fact,
        way_out: RESTORE.to_owned(),
    }));
    Ok(())
}

fn chain(tx: &mut Tx<'_>, found: &mut Vec<Finding>) -> Result<()> {
    match audit::verify(tx.connection()) {
        Ok(_) => Ok(()),
        Err(error) if error.kind == Kind::Findings => {
            found.push(Finding {
                check: "audit_chain".to_owned(),
                table: "audit_log".to_owned(),
                id: error
                    .details
                    .get("seq")
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                way_out: "colab audit verify; compare with a backup and see who may write the database"
                    .to_owned(),
                problem: error.message,
            });
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// A part of the schema that keeps a rule no more.
pub fn guard(deviation: &Deviation) -> Finding {
    let (kind, name) = deviation.part.split_once(' ').unwrap_or(("", &deviation.part));
    Finding {
        check: "schema".to_owned(),
        table: name.rsplit_once(" of ").map_or("", |(_, table)| table).to_owned(),
        id: name.to_owned(),
        problem: format!("the {kind} {name} {}", deviation.fact),
        way_out: RESTORE.to_owned(),
    }
}
