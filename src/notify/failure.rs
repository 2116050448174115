//! Failures of jobs that something outside of the program tells of, such as systemd: admins are notified.

use nix::unistd::gethostname;
use serde_json::json;

use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::auth::Role;
use crate::access::auth::store::active_admins;
use crate::access::outbox::{Announcement, Recipient};
use crate::access::tx::Tx;
use crate::kernel::error::Result;

/// The topic of its announcement.
pub const TOPIC: &str = "unit_failed";

/// A unit that failed.
#[derive(Debug, Clone)]
pub struct UnitFailure {
    /// `colab-backup.service`, or without the ending.
    pub unit: String,
    /// How it ended, in the words of whoever tells of it.
    pub result: Option<String>,
}

impl UnitFailure {
    /// Returns the failure in a sentence, with the command that shows more.
    pub fn message(&self) -> String {
        let host = gethostname().map(|name| name.to_string_lossy().into_owned());
        let host = host.unwrap_or_else(|_| "this machine".to_owned());
        let result = self
            .result
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        let result = result.map(|text| format!(" ({text})")).unwrap_or_default();
        format!(
            "{unit} failed on {host}{result}; see: journalctl -u {unit} -n 50",
            unit = self.unit
        )
    }
}

/// Announces the failure to the admins, and returns their names.
pub fn announce(tx: &mut Tx<'_>, failure: &UnitFailure) -> Result<Vec<String>> {
    let grant = tx.require(Permission::RunNotifications)?;
    let facts = json!({"failed": true, "result": failure.result});
    tx.audit(&grant, AuditEvent::happened("unit", &failure.unit, facts));
    tx.announce(Announcement {
        topic: TOPIC,
        audience: vec![Recipient::Role(Role::Admin)],
        entity: "unit",
        entity_id: failure.unit.clone(),
        message: failure.message(),
    });
    active_admins(tx.connection())
}
