//! The checks of `colab db check`, one after the other.

use std::path::Path;
use std::thread;

use serde_json::json;

use super::model::{IntegrityFinding, IntegrityRule, RuleViolation};
use super::recorded;
use super::rules::rules;
use super::store;
use crate::access::audit::{self, AuditEvent};
use crate::access::auth::Permission;
use crate::access::settings;
use crate::access::tx::Tx;
use crate::admin::database::grants;
use crate::attachment;
use crate::billing::proof;
use crate::db::expected::{self, SchemaDeviation};
use crate::db::{self, Connection};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::pricing::ledger::check as ledger;

/// The check of the audit log's chain.
pub const CHAIN_CHECK: &str = "audit_chain";

const RESTORE: &str = "restore an earlier backup: colab db restore FILE";

/// Puts the rows that there are into tables that are made anew.
const ANEW: &str = "colab db backup FILE, then colab db restore FILE --accept-findings";

/// Runs every check and returns what it finds. A check that fails is a finding too: the database may well be broken.
///
/// # Errors
/// `Forbidden`, and a lost connection.
pub fn check(tx: &mut Tx<'_>) -> Result<Vec<IntegrityFinding>> {
    let _grant = tx.require(Permission::Backup)?;
    let mut found = match tx.connection().opened_again()? {
        // The pages of a file take as long as all that stands in them.
        Some(mut beside) => thread::scope(|scope| {
            let of_pages = scope.spawn(move || engine(&mut beside));
            let of_records = records(tx.connection());
            let stopped = |_| Error::internal("the check of the pages stopped");
            Ok::<_, Error>([of_pages.join().map_err(stopped)??, of_records?].concat())
        })?,
        None => findings(tx.connection())?,
    };
    found.extend(logins(tx.connection())?);
    Ok(found)
}

/// Checks that the actor may repair the schema.
///
/// # Errors
/// `Forbidden`.
pub fn may_repair(tx: &mut Tx<'_>) -> Result<()> {
    tx.require(Permission::Backup).map(drop)
}

/// Returns whether hashes of passwords and tokens can be compared with the log.
///
/// # Errors
/// A lost connection.
pub fn compares_hashes(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(tx.connection().reads_hashes()?)
}

/// Checks what the server lets its logins do; that is not part of a backup.
fn logins(connection: &mut Connection) -> Result<Vec<IntegrityFinding>> {
    let faults = in_part(connection, Connection::login_faults)?;
    let faults = faults.into_iter().map(|fault| IntegrityFinding {
        check: "logins".to_owned(),
        table: String::new(),
        problem: match fault.login.as_str() {
            "" => format!("every login: {}", fault.problem),
            login => format!("login {login}: {}", fault.problem),
        },
        id: fault.login,
        fix: "take it back with REVOKE or ALTER ROLE … RESET, then colab db grants --apply".to_owned(),
    });
    let lacking = in_part(connection, grants::missing)?;
    let lacking = lacking.into_iter().map(|right| IntegrityFinding {
        check: "logins".to_owned(),
        table: String::new(),
        problem: format!("role {}: {}", right.role, right.problem),
        id: right.role,
        fix: right.fix,
    });
    Ok(faults.chain(lacking).collect())
}

/// Runs every check on a database that nobody works with yet, as a restore does, within an open transaction.
///
/// # Errors
/// A lost connection.
pub fn findings(connection: &mut Connection) -> Result<Vec<IntegrityFinding>> {
    Ok([engine(connection)?, records(connection)?].concat())
}

/// Checks what stands in the tables.
fn records(connection: &mut Connection) -> Result<Vec<IntegrityFinding>> {
    let mut found = Vec::new();
    for rule in rules() {
        match in_part(connection, |connection| store::violations(connection, rule)) {
            Ok(rows) => found.extend(rows.into_iter().map(|row| broken(rule, row))),
            Err(error) => found.push(unchecked(rule.name, rule.table, error)?),
        }
    }
    references(connection, &mut found)?;
    site_settings(connection, &mut found)?;
    match in_part(connection, recorded::findings) {
        Ok(differing) => found.extend(differing),
        Err(error) => found.push(unchecked("recorded", "audit_log", error)?),
    }
    costs(connection, &mut found)?;
    files(connection, &mut found)?;
    chain(connection, &mut found)?;
    Ok(found)
}

/// Returns the rows that break one rule, by its name.
///
/// # Errors
/// Those of the database.
pub fn violations_of(connection: &mut Connection, name: &str) -> Result<Vec<RuleViolation>> {
    let mut found = Vec::new();
    for rule in rules().filter(|rule| rule.name == name) {
        found.extend(store::violations(connection, rule)?);
    }
    Ok(found)
}

/// Runs a check in a savepoint, so that the others can go on when it fails.
fn in_part<T, E>(
    connection: &mut Connection,
    body: impl FnOnce(&mut Connection) -> std::result::Result<T, E>,
) -> Result<T>
where
    E: Into<Error>,
{
    connection.begin_part()?;
    let result = body(connection);
    match &result {
        Ok(_) => connection.commit_part()?,
        Err(_) => connection.rollback(),
    }
    result.map_err(Into::into)
}

fn broken(rule: &IntegrityRule, row: RuleViolation) -> IntegrityFinding {
    IntegrityFinding {
        check: rule.name.to_owned(),
        table: rule.table.to_owned(),
        fix: rule.fix.replace("{id}", &row.id),
        id: row.id,
        problem: row.problem,
    }
}

/// Words the finding for a check that failed.
///
/// # Errors
/// What is not the rows' fault: a lost connection, a missing right.
fn unchecked(check: &str, table: &str, error: Error) -> Result<IntegrityFinding> {
    let is_servers = [
        ErrorCode::DatabaseLost,
        ErrorCode::DatabaseBusy,
        ErrorCode::StatementEnded,
    ];
    if error.kind == Kind::Forbidden || is_servers.contains(&error.code) {
        return Err(error);
    }
    Ok(IntegrityFinding {
        check: check.to_owned(),
        table: table.to_owned(),
        id: String::new(),
        problem: format!("the check failed: {}", error.message),
        fix: if error.code == ErrorCode::SchemaIncomplete {
            "mend what `schema` finds missing, and check again: colab db check".to_owned()
        } else {
            RESTORE.to_owned()
        },
    })
}

/// Checks pages and indexes, by the engine's own means, and that every instant can be read.
fn engine(connection: &mut Connection) -> Result<Vec<IntegrityFinding>> {
    let faults = match in_part(connection, store::faults) {
        Ok(faults) => faults,
        Err(error) => return Ok(vec![unchecked("engine", "", error)?]),
    };
    let finding = |problem| IntegrityFinding {
        check: "engine".to_owned(),
        table: String::new(),
        id: String::new(),
        problem,
        fix: RESTORE.to_owned(),
    };
    Ok(faults.into_iter().map(finding).collect())
}

fn references(connection: &mut Connection, found: &mut Vec<IntegrityFinding>) -> Result<()> {
    match in_part(connection, db::broken_references) {
        Ok(broken) => found.extend(broken.into_iter().map(|row| IntegrityFinding {
            check: "references".to_owned(),
            fix: row.repair().unwrap_or_else(|| RESTORE.to_owned()),
            table: row.table,
            id: row.id,
            problem: row.problem,
        })),
        Err(error) => found.push(unchecked("references", "", error)?),
    }
    Ok(())
}

/// Checks every setting by its own rule, as if it were set now.
fn site_settings(connection: &mut Connection, found: &mut Vec<IntegrityFinding>) -> Result<()> {
    let stored = match settings::Settings::load(connection) {
        Ok(stored) => stored,
        Err(error) if error.kind == Kind::Forbidden => return Err(error),
        Err(_) => return Ok(()),
    };
    let mut wrong = |key: &str, problem: String, fix: String| {
        found.push(IntegrityFinding {
            check: "settings".to_owned(),
            table: "settings".to_owned(),
            id: key.to_owned(),
            problem,
            fix,
        });
    };
    // The table of the tax rates holds its own rules.
    for (key, value) in stored.changed().filter(|(key, _)| *key != settings::TAX) {
        match settings::setting(key) {
            Err(error) => wrong(
                key,
                error.message,
                "see `colab config get` for the known settings".to_owned(),
            ),
            Ok(setting) => {
                if let Err(error) = setting.check_stored(value) {
                    let fix = format!("colab config set {key} {:?}", setting.default);
                    wrong(key, error.message, fix);
                }
            }
        }
    }
    Ok(())
}

/// Checks the ledger's sums, lines and decisions.
fn costs(connection: &mut Connection, found: &mut Vec<IntegrityFinding>) -> Result<()> {
    let wrong = match in_part(connection, ledger::findings) {
        Ok(wrong) => wrong,
        Err(error) => {
            found.push(unchecked("ledger", "booking_costing", error)?);
            return Ok(());
        }
    };
    found.extend(wrong.into_iter().map(|finding| IntegrityFinding {
        check: format!("ledger_{}", finding.rule),
        table: "booking_costing".to_owned(),
        id: finding.costing_id.map(|id| id.to_string()).unwrap_or_default(),
        problem: finding.fact,
        fix: RESTORE.to_owned(),
    }));
    match in_part(connection, proof::findings) {
        Ok(misfits) => found.extend(misfits.into_iter().map(|finding| IntegrityFinding {
            check: "billing".to_owned(),
            table: finding.table.to_owned(),
            id: finding.id,
            problem: finding.fact,
            fix: RESTORE.to_owned(),
        })),
        Err(error) => found.push(unchecked("billing", "period_events", error)?),
    }
    Ok(())
}

/// Checks that the bytes of files are those that were added.
fn files(connection: &mut Connection, found: &mut Vec<IntegrityFinding>) -> Result<()> {
    match in_part(connection, attachment::proof::findings) {
        Ok(damaged) => found.extend(damaged.into_iter().map(|finding| IntegrityFinding {
            check: "file_bytes".to_owned(),
            table: "attachment_bytes".to_owned(),
            id: finding.sha256,
            problem: finding.fact,
            fix: RESTORE.to_owned(),
        })),
        Err(error) => found.push(unchecked("file_bytes", "attachment_bytes", error)?),
    }
    Ok(())
}

fn chain(connection: &mut Connection, found: &mut Vec<IntegrityFinding>) -> Result<()> {
    match in_part(connection, audit::verify) {
        Ok(_) => Ok(()),
        Err(error) if error.kind == Kind::Findings => {
            found.push(IntegrityFinding {
                check: CHAIN_CHECK.to_owned(),
                table: "audit_log".to_owned(),
                id: error
                    .details
                    .get("seq")
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                fix: "run `colab audit verify`, compare with a backup, and check who may write the database"
                    .to_owned(),
                problem: error.message,
            });
            Ok(())
        }
        Err(error) => {
            found.push(unchecked(CHAIN_CHECK, "audit_log", error)?);
            Ok(())
        }
    }
}

/// Words the finding for a part of the schema that no longer keeps its rule.
pub fn schema_finding(deviation: &SchemaDeviation) -> IntegrityFinding {
    let (kind, name) = deviation.part.split_once(' ').unwrap_or(("", &deviation.part));
    IntegrityFinding {
        check: "schema".to_owned(),
        table: name.rsplit_once(" of ").map_or("", |(_, table)| table).to_owned(),
        id: name.to_owned(),
        problem: format!("the {kind} {name} {}", deviation.fact),
        fix: match kind {
            _ if !deviation.remake.is_empty() => "colab db check --repair".to_owned(),
            _ if !deviation.removal.is_empty() => {
                format!("if nobody wants it, run in the database: {};", deviation.removal)
            }
            "table" if deviation.is_missing() => format!("{RESTORE}; without its rows: {ANEW}"),
            "table" => format!("a restore puts its rows into a new one: {ANEW}"),
            _ => RESTORE.to_owned(),
        },
    }
}

/// Words the findings for a database that cannot even be read so far that somebody is known who asks: a restore mends all.
pub fn unreadable(error: &Error, deviations: &[SchemaDeviation]) -> Vec<IntegrityFinding> {
    let engine = IntegrityFinding {
        check: "engine".to_owned(),
        table: String::new(),
        id: String::new(),
        problem: error.message.clone(),
        fix: error.hints.join("; "),
    };
    let schema = deviations.iter().map(|deviation| IntegrityFinding {
        fix: RESTORE.to_owned(),
        ..schema_finding(deviation)
    });
    std::iter::once(engine).chain(schema).collect()
}

/// What became of the parts of a schema that were to be made anew.
#[derive(Debug, Default)]
pub struct SchemaRepair {
    pub remade: Vec<String>,
    /// Parts that stay as they are, with the reason.
    pub refused: Vec<(String, String)>,
}

/// Makes the parts of the schema anew that can be. What rows or other parts are in the way of stays as it is. `kept` is the
/// backup that was made before.
///
/// # Errors
/// `Forbidden`, also of a login that owns no tables.
pub fn repair(tx: &mut Tx<'_>, deviations: &[SchemaDeviation], kept: &Path) -> Result<SchemaRepair> {
    let grant = tx.require(Permission::Backup)?;
    let mut done = SchemaRepair::default();
    for deviation in deviations.iter().filter(|one| !one.remake.is_empty()) {
        match tx.savepoint(|connection| expected::remake(connection, deviation)) {
            Ok(()) => done.remade.push(deviation.part.clone()),
            Err(error) => {
                let error = Error::from(error);
                let is_of_the_part = [
                    ErrorCode::Constraint,
                    ErrorCode::Internal,
                    ErrorCode::SchemaIncomplete,
                ];
                if !is_of_the_part.contains(&error.code) {
                    return Err(error);
                }
                done.refused.push((deviation.part.clone(), error.message));
            }
        }
    }
    if done.remade.is_empty() {
        tx.mark_unchanged();
        return Ok(done);
    }
    let id = db::database_id(tx.connection())?;
    let facts = json!({"remade": done.remade, "kept": kept.display().to_string()});
    tx.audit(&grant, AuditEvent::happened("database", &id, facts));
    Ok(done)
}
