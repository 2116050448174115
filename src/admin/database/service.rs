//! What is written down about backups and restores.

use serde_json::json;

use super::entrance::{EntranceReport, RestoreEntrance};
use super::store::{self, EnteringUser};
use crate::access::app::not_a_test_database;
use crate::access::audit::{self, AuditEvent};
use crate::access::auth::{Actor, Permission};
use crate::access::tx::Tx;
use crate::admin::integrity::{self, CHAIN_CHECK};
use crate::db::backup::Backup;
use crate::db::restore::{ACCEPT_HINT, LoadedBackup, RestoreHooks};
use crate::db::{Connection, is_test_database};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::timestamp::Timestamp;
use crate::notify::clients;

/// Requires the permission to copy, replace or check the whole database.
pub fn require(tx: &mut Tx<'_>) -> Result<Actor> {
    let _grant = tx.require(Permission::Backup)?;
    Ok(tx.actor().clone())
}

/// Records who took the data out, and to where: `doctor` reads from it when that was last done.
pub fn record_backup(tx: &mut Tx<'_>, backup: &Backup) -> Result<()> {
    let grant = tx.require(Permission::Backup)?;
    // Found again from any folder; standard output is no path.
    let file = match backup.file.to_str() {
        Some("-") => backup.file.clone(),
        _ => std::path::absolute(&backup.file).unwrap_or_else(|_| backup.file.clone()),
    };
    let mut facts = json!({
        "file": file.display().to_string(), "bytes": backup.bytes, "sha256": backup.sha256,
        "audit_seq": backup.contents.audit_seq,
    });
    if !backup.damage.is_empty() {
        facts[audit::BACKUP_DAMAGE] = json!(backup.damage);
    }
    let event = AuditEvent::happened("database", &backup.contents.database_id, facts);
    tx.audit(&grant, event);
    Ok(())
}

/// A restore as the audit log of the restored database tells it.
pub struct AuditedRestore<'a> {
    pub actor: &'a Actor,
    pub now: Timestamp,
    /// Decides which tokens are valid.
    pub real_now: Timestamp,
    /// `now` is what COLAB_NOW says.
    pub has_fixed_clock: bool,
    /// A database that is not for tests would be replaced.
    pub replaces_real_data: bool,
    /// What waits to be told to clients is still told.
    pub tells_clients: bool,
    /// Restore in spite of findings.
    pub accepts_findings: bool,
    /// What was found in the backup, and accepted.
    pub findings: Vec<String>,
    /// Tokens and sessions that are valid again.
    pub tokens: i64,
    /// Active users of the backup.
    pub users: Vec<EnteringUser>,
    /// Decides who gets in.
    pub entrance: RestoreEntrance<'a>,
    /// What came of that.
    pub entered: EntranceReport,
}

impl AuditedRestore<'_> {
    /// Keeps what is for tests apart: no fixed clock is written into other data, and no test data takes their place.
    fn check_test_mark(&self, connection: &mut Connection) -> Result<()> {
        let is_test = is_test_database(connection)?;
        if self.has_fixed_clock && !is_test {
            return Err(not_a_test_database());
        }
        if is_test && self.replaces_real_data {
            let fact = "the backup is of a database for tests, and the one that it would replace is not";
            return Err(Error::new(Kind::Usage, ErrorCode::NotATestDatabase, fact)
                .hint("restore it to another database: colab --database PATH db restore FILE"));
        }
        Ok(())
    }
}

/// Findings that an error spells out; all of them are in its details.
const NAMED_FINDINGS: usize = 8;

impl RestoreHooks for AuditedRestore<'_> {
    fn verify(&mut self, connection: &mut Connection, deviations: &[String]) -> Result<()> {
        self.check_test_mark(connection)?;
        let found = integrity::findings(connection)?;
        let is_chain_broken = found.iter().any(|finding| finding.check == CHAIN_CHECK);
        self.findings = deviations.to_vec();
        self.findings
            .extend(found.into_iter().map(|finding| finding.problem));
        if self.findings.is_empty() || self.accepts_findings {
            return Ok(());
        }
        let named: Vec<&str> = self
            .findings
            .iter()
            .map(String::as_str)
            .take(NAMED_FINDINGS)
            .collect();
        let code = if is_chain_broken {
            ErrorCode::BackupChainBroken
        } else {
            ErrorCode::BackupUnsound
        };
        let fact = format!(
            "findings in the backup: {}\n{}",
            self.findings.len(),
            named.join("\n")
        );
        Err(Error::invalid(code, fact)
            .detail("findings", self.findings.clone())
            .hint("restore an earlier backup")
            .hint(ACCEPT_HINT))
    }

    fn record(&mut self, connection: &mut Connection, loaded: &LoadedBackup<'_>) -> Result<()> {
        let contents = loaded.contents;
        let mut facts = json!({
            "restored": loaded.file.display().to_string(), "sha256": loaded.sha256,
            "audit_seq": contents.audit_seq, "schema_version": contents.schema_version,
            "kept": loaded.kept,
        });
        if let Some(replaced) = loaded.replaced {
            facts["replaced_id"] = json!(replaced.database_id);
            facts["replaced_seq"] = json!(replaced.seq);
            facts["replaced_hash"] = json!(replaced.hash);
            facts["lost_audit_rows"] = json!(replaced.lost_rows);
        }
        if !self.findings.is_empty() {
            facts["accepted_findings"] = json!(self.findings);
        }
        let event = AuditEvent::happened("database", &contents.database_id, facts);
        audit::append(connection, self.actor, "db restore", self.now, 0, &[event])?;
        if !self.tells_clients {
            clients::drop_restored(connection, self.now)?;
        }
        self.entered = self.entrance.settle(connection)?;
        self.tokens = store::valid_tokens(connection, self.real_now)?;
        self.users = store::entering_users(connection)?;
        Ok(())
    }
}
