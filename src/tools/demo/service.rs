//! Checks whether a database may be filled with demo data, and fills it.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::model::DemoOrder;
use super::plan;
use super::report::DemoReport;
use super::words::{self, DemoPerson};
use super::write::DemoWriter;
use crate::access::audit::AuditEvent;
use crate::access::auth::password::PasswordHash;
use crate::access::auth::{Grant, store as auth_store};
use crate::access::tx::Tx;
use crate::booking::batch;
use crate::device::service as devices;
use crate::import::journal::{self, ImportOrigin, PastImport, to_json};
use crate::import::kind::ImportKind;
use crate::import::model::DEMO_SOURCE;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::text::hex;
use crate::notify::check::{self as notify, ChangeKind};
use crate::room::service as rooms;
use crate::tools::grants::FillGrants;

/// The version of the data: another number, other data.
const VERSION: u32 = 2;

/// A request for demo data.
pub struct DemoRequest {
    pub order: DemoOrder,
    /// The year or the day was named; otherwise existing data of any day will do.
    pub exact: bool,
    /// Also beside existing bookings.
    pub force: bool,
    /// Hashes of the known password, one for each person; none: they cannot sign in by one.
    pub passwords: Option<Vec<PasswordHash>>,
    pub wants_workbook: bool,
}

/// Reports whether there are users to give passwords to; asked before they are hashed.
///
/// # Errors
/// `Conflict` where somebody else's data is: a password that everybody knows opens a throw-away database alone, which
/// is one that has nothing in it but its first admin.
pub fn may_set_passwords(tx: &mut Tx<'_>, request: &DemoRequest) -> Result<bool> {
    let grants = FillGrants::ask(tx)?;
    if made_before(tx, &grants, request)?.is_some() {
        return Ok(false);
    }
    if is_empty(tx, &grants)? {
        return Ok(true);
    }
    Err(Error::conflict(
        ErrorCode::NotThrowAway,
        "--demo-passwords needs an empty database, and this one has data",
    )
    .hint("name a new one: colab --database demo.db import demo --demo-passwords")
    .hint("without --demo-passwords the demo's users have none: colab user password NAME"))
}

/// Reports whether the database holds nothing but the first admin.
fn is_empty(tx: &mut Tx<'_>, grants: &FillGrants) -> Result<bool> {
    Ok(auth_store::user_count(tx.connection())? <= 1
        && rooms::all(tx.connection())?.is_empty()
        && devices::all_rows(tx.connection())?.is_empty()
        && journal::all(tx, &grants.bookings)?.is_empty()
        && !batch::any_exist(tx, &grants.bookings)?)
}

/// Finds the demo's own import of the same order that was not undone.
fn made_before(tx: &mut Tx<'_>, grants: &FillGrants, request: &DemoRequest) -> Result<Option<PastImport>> {
    let wanted = to_json(&request.order)?.0;
    let fields: &[&str] = if request.exact {
        &["seed", "bookings", "year", "as_of"]
    } else {
        &["seed", "bookings"]
    };
    let is_it = |import: &PastImport| {
        let made = &import.options.0;
        let is_demo = import.kind == ImportKind::Demo && import.undone_at.is_none();
        is_demo && fields.iter().all(|field| made[field] == wanted[field])
    };
    let imports = journal::all(tx, &grants.bookings)?;
    Ok(imports.into_iter().find(is_it))
}

/// Fills the database, all or nothing; data of the same order stays unchanged.
///
/// # Errors
/// `Conflict` where there are bookings already, without `force`; as [`may_set_passwords`].
pub fn fill(tx: &mut Tx<'_>, request: &DemoRequest) -> Result<DemoReport> {
    let grants = FillGrants::ask(tx)?;
    journal::lock_source(tx, &grants.bookings, DEMO_SOURCE)?;
    if let Some(import) = made_before(tx, &grants, request)? {
        tx.mark_unchanged();
        let mut filled = DemoReport::unchanged(request.order, import.id);
        filled.workbook = workbook(tx, &grants, request)?;
        return Ok(filled);
    }
    if batch::any_exist(tx, &grants.bookings)? && !request.force {
        return Err(
            Error::conflict(ErrorCode::DatabaseInUse, "this database already has bookings")
                .hint("name a new database: colab --database demo.db import demo")
                .hint("--force adds the demo to what is there"),
        );
    }
    if request.passwords.is_some() {
        may_set_passwords(tx, request)?;
    }
    let demo = plan::demo(&request.order);
    let import_id = begin_import(tx, &grants.bookings, request)?;
    let mut filled = DemoReport::of(&demo, import_id);
    filled.add("users", add_users(tx, request)?);
    DemoWriter::begin(tx, &grants, &demo, import_id)?.write(&mut filled)?;
    filled.add("notifications", notify::check(tx)?.count(ChangeKind::Opened));
    filled.workbook = workbook(tx, &grants, request)?;
    let facts = json!({"seed": request.order.seed, "bookings": request.order.bookings, "year": request.order.year,
                       "as_of": request.order.as_of, "made": filled.made_json()});
    let report = json!({"counts": {"created": request.order.bookings}});
    let event = AuditEvent::created("import", import_id, facts).with(json!({"demo": true}));
    journal::finish(tx, &grants.bookings, import_id, &report, event)?;
    Ok(filled)
}

fn begin_import(tx: &mut Tx<'_>, grant: &Grant, request: &DemoRequest) -> Result<i64> {
    let order = &request.order;
    // It stands in the place of a file's name.
    let file = format!(
        "seed {}, {} bookings, {} as of {}",
        order.seed, order.bookings, order.year, order.as_of
    );
    let origin = ImportOrigin {
        kind: ImportKind::Demo,
        source: DEMO_SOURCE,
        sha256: &hex(&Sha256::digest(format!("{VERSION}: {file}").as_bytes())),
        file: &file,
    };
    journal::begin(tx, grant, &origin, to_json(order)?.0)
}

/// Adds a user of every role; existing users stay unchanged.
fn add_users(tx: &mut Tx<'_>, request: &DemoRequest) -> Result<usize> {
    let now = tx.now();
    let mut added = 0;
    for (place, DemoPerson { name, role }) in words::PEOPLE.iter().enumerate() {
        let key = name_key(name);
        if auth_store::user_by_key(tx.connection(), &key)?.is_some() {
            continue;
        }
        let hash = request.passwords.as_ref().and_then(|hashes| hashes.get(place));
        let user = auth_store::NewUserRow {
            user_id: name,
            username: name,
            username_key: &key,
            password_hash: hash.map(PasswordHash::as_str),
            role: *role,
            full_name: None,
            phone: None,
            email: Some(&format!("{name}@colab.example")),
            os_uid: None,
            is_active: true,
            failed_logins: 0,
            created_at: now,
            updated_at: now,
        };
        auth_store::insert_user(tx.connection(), &user)?;
        added += 1;
    }
    Ok(added)
}

/// Writes the year's sheets from what is stored; read back, they are the same bookings.
fn workbook(
    tx: &mut Tx<'_>,
    grants: &FillGrants,
    request: &DemoRequest,
) -> Result<Option<batch::CalendarDocument>> {
    if !request.wants_workbook {
        return Ok(None);
    }
    let (first, last) = plan::days(&request.order);
    batch::workbook(tx, &grants.bookings, first, last).map(Some)
}
