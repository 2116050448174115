//! What `colab db` shows.

use std::path::PathBuf;

use serde_json::{Value as Json, json};

use crate::db::DatabaseEngine;
use crate::db::backup::{Backup, BackupFile, BackupIdentity, RetentionPlan};
use crate::db::restore::{ReplacedLog, RestoreOutcome};
use crate::output::{
    OutputOptions, Record, RecordField, Records, Report, Value, list, shown_in_table, wanted_only,
};

/// The version of a database.
#[derive(Debug)]
pub struct DatabaseStatus {
    pub database: String,
    pub engine: &'static str,
    pub applied: Vec<String>,
    pub pending: Vec<String>,
    /// Migrations of a newer program.
    pub unknown: Vec<String>,
    pub current: bool,
    /// Made for tests: `COLAB_NOW` may fix its clock.
    pub test: bool,
    /// The database as it was before a migration.
    pub backup: Option<PathBuf>,
}

impl Record for DatabaseStatus {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<DatabaseStatus>] = &[
            shown_in_table("database", |status| status.database.as_str().into()),
            shown_in_table("engine", |status| status.engine.into()),
            shown_in_table("current", |status| status.current.into()),
            shown_in_table("test", |status| status.test.into()),
            shown_in_table("applied", |status| status.applied.clone().into()),
            shown_in_table("pending", |status| status.pending.clone().into()),
            shown_in_table("unknown", |status| status.unknown.clone().into()),
            shown_in_table("backup", |status| shown_path(status.backup.as_ref())),
        ];
        FIELDS
    }
}

/// A backup, and what `--keep` and the like kept and removed beside it.
pub struct BackupReport {
    pub backup: Backup,
    pub retention: RetentionPlan,
}

impl BackupReport {
    fn kept(&self) -> Vec<String> {
        let kept = self.retention.kept.iter();
        kept.map(|one| format!("{} ({})", one.name, one.rules.join(", ")))
            .collect()
    }
}

impl Record for BackupReport {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<BackupReport>] = &[
            shown_in_table("file", |one| shown_path(Some(&one.backup.file))),
            shown_in_table("bytes", |one| one.backup.bytes.into()),
            shown_in_table("sha256", |one| one.backup.sha256.as_str().into()),
            shown_in_table("engine", |one| one.backup.contents.engine.into()),
            shown_in_table("schema_version", |one| {
                one.backup.contents.schema_version.as_str().into()
            }),
            shown_in_table("audit_seq", |one| one.backup.contents.audit_seq.into()),
            wanted_only("audit_hash", |one| one.backup.contents.audit_hash.as_str().into()),
            wanted_only("database_id", |one| {
                one.backup.contents.database_id.as_str().into()
            }),
            shown_in_table("kept", |one| one.kept().into()),
            shown_in_table("removed", |one| one.retention.removed.clone().into()),
        ];
        FIELDS
    }
}

/// A backup in a folder, or one that was verified.
pub struct BackupEntry {
    pub file: BackupFile,
    /// Whether it is of the database in use; `None` where that is not known.
    pub is_ours: Option<bool>,
}

impl Record for BackupEntry {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<BackupEntry>] = &[
            shown_in_table("file", |one| shown_path(Some(&one.file.path))),
            shown_in_table("database_id", |one| {
                one.known(|id| id.database_id.as_str().into())
            }),
            shown_in_table("this_database", |one| one.is_ours.into()),
            shown_in_table("made_at", |one| one.known(|id| id.made_at.into())),
            shown_in_table("audit_seq", |one| one.known(|id| id.audit_seq.into())),
            wanted_only("engine", |one| one.file.engine.map(DatabaseEngine::as_str).into()),
            shown_in_table("schema_version", |one| {
                one.known(|id| id.schema_version.as_str().into())
            }),
            shown_in_table("bytes", |one| one.file.bytes.into()),
            wanted_only("sha256", |one| one.file.sha256.as_str().into()),
            shown_in_table("sound", |one| one.file.is_sound().into()),
            shown_in_table("problem", |one| one.file.problem.clone().into()),
        ];
        FIELDS
    }
}

impl BackupEntry {
    /// Returns a fact of what can be read of the backup.
    fn known(&self, fact: impl Fn(&BackupIdentity) -> Value) -> Value {
        self.file.identity.as_ref().map_or(Value::Null, fact)
    }
}

/// A restore, and what it made valid again.
pub struct RestoreReport {
    pub database: String,
    pub outcome: RestoreOutcome,
    /// What was found in the backup, and accepted.
    pub findings: Vec<String>,
    /// Tokens and sessions that are valid again.
    pub tokens: i64,
    /// Who is an admin now.
    pub admins: Vec<String>,
    /// Whom the restore made an admin.
    pub made_admin: Option<String>,
    /// The token of the admin of --admin on a server; shown once.
    pub admin_token: Option<String>,
}

impl Record for RestoreReport {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<RestoreReport>] = &[
            shown_in_table("database", |one| one.database.as_str().into()),
            shown_in_table("file", |one| shown_path(Some(&one.outcome.file))),
            shown_in_table("bytes", |one| one.outcome.bytes.into()),
            shown_in_table("sha256", |one| one.outcome.sha256.as_str().into()),
            shown_in_table("engine", |one| one.outcome.contents.engine.into()),
            shown_in_table("schema_version", |one| {
                one.outcome.contents.schema_version.as_str().into()
            }),
            shown_in_table("migrated", |one| one.outcome.contents.pending.clone().into()),
            shown_in_table("audit_seq", |one| one.outcome.contents.audit_seq.into()),
            wanted_only("audit_hash", |one| {
                one.outcome.contents.audit_hash.as_str().into()
            }),
            wanted_only("database_id", |one| {
                one.outcome.contents.database_id.as_str().into()
            }),
            shown_in_table("kept", |one| one.outcome.kept.clone().into()),
            wanted_only("replaced_id", |one| {
                one.replaced(|log| log.database_id.as_str().into())
            }),
            wanted_only("replaced_seq", |one| one.replaced(|log| log.seq.into())),
            wanted_only("replaced_hash", |one| {
                one.replaced(|log| log.hash.as_str().into())
            }),
            shown_in_table("lost_audit_rows", |one| one.replaced(|log| log.lost_rows.into())),
            shown_in_table("left_out", |one| one.outcome.left_out.clone().into()),
            shown_in_table("findings", |one| one.findings.clone().into()),
            shown_in_table("tokens", |one| one.tokens.into()),
            shown_in_table("admins", |one| one.admins.clone().into()),
            shown_in_table("made_admin", |one| one.made_admin.clone().into()),
            shown_in_table("admin_token", |one| one.admin_token.clone().into()),
        ];
        FIELDS
    }
}

impl RestoreReport {
    /// Returns a fact of the log that was replaced; empty where there was none.
    fn replaced(&self, fact: impl Fn(&ReplacedLog) -> Value) -> Value {
        self.outcome.replaced.as_ref().map_or(Value::Null, fact)
    }
}

fn shown_path(path: Option<&PathBuf>) -> Value {
    path.map(|path| path.display().to_string()).into()
}

/// Statements of SQL: a script for people, records for programs.
pub struct GrantScript(pub Vec<GrantStatement>);

pub struct GrantStatement(pub String);

impl Record for GrantStatement {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<GrantStatement>] = &[shown_in_table("statement", |statement| {
            statement.0.as_str().into()
        })];
        FIELDS
    }
}

impl Report for GrantScript {
    fn json(&self, _view: &OutputOptions) -> Json {
        self.0.iter().map(|one| json!({"statement": one.0})).collect()
    }

    fn text(&self, _view: &OutputOptions) -> String {
        self.0.iter().map(|one| format!("{};\n", one.0)).collect()
    }

    fn records(&self) -> Records {
        list(&self.0)
    }
}
