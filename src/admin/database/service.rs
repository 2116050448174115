//! What is written down about backups and restores.

use serde_json::json;

use super::store;
use crate::access::audit::{self, AuditEvent};
use crate::access::auth::{Actor, Permission};
use crate::access::tx::Tx;
use crate::db::Connection;
use crate::db::backup::Backup;
use crate::db::restore::{LoadedBackup, RestoreHooks};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::timestamp::Timestamp;

/// Requires the permission to copy, replace or check the whole database.
pub fn require(tx: &mut Tx<'_>) -> Result<Actor> {
    let _grant = tx.require(Permission::Backup)?;
    Ok(tx.actor().clone())
}

/// Records who took the data out, and to where: `doctor` reads from it when that was last done.
pub fn record_backup(tx: &mut Tx<'_>, backup: &Backup) -> Result<()> {
    let grant = tx.require(Permission::Backup)?;
    let facts = json!({
        "file": backup.file.display().to_string(), "bytes": backup.bytes, "sha256": backup.sha256,
        "audit_seq": backup.contents.audit_seq,
    });
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
    /// Tokens and sessions that are valid again.
    pub tokens: i64,
}

impl RestoreHooks for AuditedRestore<'_> {
    fn verify(&mut self, connection: &mut Connection) -> Result<()> {
        let verified = audit::verify(connection).map_err(|error| match error.kind {
            Kind::Findings => Error::invalid(
                ErrorCode::BackupChainBroken,
                format!("in the backup, {}", error.message),
            )
            .hint("restore an earlier backup: this database was altered past the program before the backup"),
            _ => error,
        });
        verified.map(|_| ())
    }

    fn record(&mut self, connection: &mut Connection, loaded: &LoadedBackup<'_>) -> Result<()> {
        let contents = loaded.contents;
        let facts = json!({
            "restored": loaded.file.display().to_string(), "sha256": loaded.sha256,
            "audit_seq": contents.audit_seq, "schema_version": contents.schema_version,
            "kept": loaded.kept.map(|path| path.display().to_string()),
        });
        let event = AuditEvent::happened("database", &contents.database_id, facts);
        audit::append(connection, self.actor, "db restore", self.now, 0, &[event])?;
        self.tokens = store::valid_tokens(connection, self.real_now)?;
        Ok(())
    }
}
