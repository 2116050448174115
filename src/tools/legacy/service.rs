//! Taking the replaced system's tables over, in one transaction.

use std::collections::BTreeMap;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::import::LegacyImport;
use super::report::LegacyReport;
use super::source::{BOOKINGS, LegacyData, ROOMS, TABLES};
use super::timeline::DeviceTimeline;
use super::words::LocalAsUtc;
use super::{groups, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::db::Connection;
use crate::import::journal::{self, ImportOrigin};
use crate::import::kind::ImportKind;
use crate::import::model::{ImportAction, LEGACY_SOURCE};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::hex;
use crate::tools::grants::FillGrants;

/// What was read, and how to take it.
pub struct LegacyRequest {
    pub source: LegacyData,
    /// Without a password.
    pub address: String,
    pub local_as_utc: LocalAsUtc,
}

/// Checks the permissions before the other database is opened.
///
/// # Errors
/// `Forbidden` for everybody but admins.
pub fn may_import(tx: &mut Tx<'_>) -> Result<()> {
    FillGrants::ask(tx).map(|_| ())
}

/// Reads the replaced system's tables.
///
/// # Errors
/// `Invalid` for a database that has none of them, or is one of ours.
pub fn read(connection: &mut Connection) -> Result<LegacyData> {
    let source = store::read(connection, &TABLES)?;
    if source.others.contains_key("database_info") {
        return Err(Error::invalid(
            ErrorCode::NotLegacy,
            format!(
                "the database {} is one of this program, not of the replaced system",
                source.database
            ),
        )
        .hint("its data moves by a backup: colab db --help"));
    }
    if source.rows(ROOMS).is_empty() && source.rows(BOOKINGS).is_empty() {
        return Err(Error::invalid(
            ErrorCode::NotLegacy,
            format!(
                "the database {} has neither rooms nor bookings of the replaced system",
                source.database
            ),
        )
        .hint("tables outside `public`: add ?options=-csearch_path%3DSCHEMA to the address"));
    }
    Ok(source)
}

/// Takes everything over that can be, all in one transaction.
///
/// # Errors
/// Contention when a room was taken meanwhile: everything is tried anew.
pub fn import(tx: &mut Tx<'_>, request: &LegacyRequest) -> Result<LegacyReport> {
    let grants = FillGrants::ask(tx)?;
    let name = format!("{LEGACY_SOURCE} {}", request.source.database);
    journal::lock_source(tx, &grants.bookings, &name)?;
    let before = taken_before(tx, &grants.bookings, &name)?;
    let origin = ImportOrigin {
        kind: ImportKind::Legacy,
        source: &name,
        file: &request.address,
        sha256: &hex(&Sha256::digest(request.address.as_bytes())),
    };
    let options = json!({"local_as_utc": request.local_as_utc});
    let import_id = journal::begin(tx, &grants.bookings, &origin, options)?;
    let others = request
        .source
        .others
        .iter()
        .map(|(table, rows)| (table.clone(), *rows));
    let mut taking = LegacyImport {
        report: LegacyReport::new(&request.address, others),
        grants,
        source: &request.source,
        local_as_utc: request.local_as_utc,
        import_id,
        before,
        users: BTreeMap::new(),
        rooms: BTreeMap::new(),
        bookings: BTreeMap::new(),
        categories: BTreeMap::new(),
        devices: BTreeMap::new(),
        unfit: BTreeMap::new(),
        timeline: DeviceTimeline::load(tx)?,
        tx,
    };
    taking.take_users()?;
    taking.take_rooms()?;
    taking.take_bookings()?;
    taking.take_devices()?;
    let leaving = groups::leaving(taking.source);
    taking.take_assignments(&leaving)?;
    taking.take_rentals()?;
    taking.set_unfit_aside()?;
    taking.take_prices()?;
    let (report, grant) = (taking.report, taking.grants.bookings);
    finish(tx, &grant, report, import_id)
}

fn finish(tx: &mut Tx<'_>, grant: &Grant, mut report: LegacyReport, import_id: i64) -> Result<LegacyReport> {
    if !report.holds() {
        return Err(Error::internal("the report does not account for every row"));
    }
    if report.taken() == 0 {
        tx.mark_unchanged();
        return Ok(report);
    }
    report.import_id = Some(import_id);
    journal::keep_rows(tx, grant, &report.rows(import_id))?;
    let event = AuditEvent::created("import", import_id, report.facts());
    journal::finish(tx, grant, import_id, &report.kept(), event)?;
    Ok(report)
}

/// Returns what earlier imports of the source took: table and number there, with the booking here.
fn taken_before(
    tx: &mut Tx<'_>,
    grant: &Grant,
    source: &str,
) -> Result<BTreeMap<(String, String), Option<i64>>> {
    let rows = journal::rows_of_source(tx, grant, ImportKind::Legacy, source)?.into_iter();
    let taken = rows.filter(|row| matches!(row.action, ImportAction::Create | ImportAction::Conflict));
    let taken = taken.filter_map(|row| Some(((row.sheet?, row.cell?), row.booking_id)));
    Ok(taken.collect())
}
