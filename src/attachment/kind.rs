//! The kinds of records that files hang on. A kind more is an entry in [`KINDS`], what it answers, and a line in the trigger
//! `attachments_record` of both engines.

use std::collections::BTreeMap;

use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::billing::invoice::service as invoices;
use crate::booking::service as bookings;
use crate::booking::{BookingFilter, unknown_booking};
use crate::device::service as devices;
use crate::kernel::error::{Error, Result};
use crate::kernel::text::printable;
use crate::pricing::ledger::service as ledger;
use crate::rental::service as rentals;
use crate::task::service::{self as tasks, TaskFilter};

/// Records that a shell offers at most.
const OFFERED: usize = 200;

/// What files ask of a kind of record.
pub trait AttachedKind: Sync {
    /// Returns its name as it is typed and stored: `device`.
    fn name(&self) -> &'static str;

    /// Finds a record by the name that people know it by.
    ///
    /// # Errors
    /// `NotFound`, also for one that the actor may not see; `Forbidden` for whoever may see none.
    fn find(&self, tx: &mut Tx<'_>, name: &str) -> Result<i64>;

    /// Returns the names of those of these records that the actor may see.
    fn visible(&self, tx: &mut Tx<'_>, ids: &[i64]) -> Result<BTreeMap<i64, String>>;

    /// Requires the permission to change a record.
    ///
    /// # Errors
    /// `Forbidden`.
    fn require_change(&self, tx: &mut Tx<'_>, id: i64) -> Result<Grant>;

    /// Returns names to complete.
    fn offered(&self, tx: &mut Tx<'_>) -> Result<Vec<String>>;
}

/// All of them.
pub const KINDS: &[&dyn AttachedKind] = &[&Devices, &Bookings, &Rentals, &Tasks, &Invoices];

/// Returns a kind by its name.
pub fn kind(name: &str) -> Option<&'static dyn AttachedKind> {
    KINDS.iter().copied().find(|kind| kind.name() == name)
}

/// A record that files hang on.
pub struct AttachedRecord {
    pub kind: &'static dyn AttachedKind,
    pub id: i64,
    /// As it is typed: `device:LT-001`.
    pub words: String,
}

impl AttachedRecord {
    /// Finds a record as it is typed.
    ///
    /// # Errors
    /// `Usage` for a text of another form; those of [`AttachedKind::find`].
    pub fn find(tx: &mut Tx<'_>, typed: &str) -> Result<Self> {
        let parts = typed.split_once(':').filter(|(_, name)| !name.trim().is_empty());
        let known = parts.and_then(|(name, rest)| Some((kind(name)?, rest)));
        let Some((kind, name)) = known else {
            let names: Vec<&str> = KINDS.iter().map(|kind| kind.name()).collect();
            return Err(
                Error::usage(format!("invalid record `{}`", printable(typed))).hint(format!(
                    "write KIND:NAME, such as device:LT-001; kinds: {}",
                    names.join(", ")
                )),
            );
        };
        let id = kind.find(tx, name)?;
        let written = kind.visible(tx, &[id])?.remove(&id);
        Ok(Self {
            kind,
            id,
            words: words(kind, written.as_deref().unwrap_or(name)),
        })
    }
}

/// Returns a record as it is typed: `device:LT-001`.
pub fn words(kind: &dyn AttachedKind, name: &str) -> String {
    format!("{}:{name}", kind.name())
}

struct Devices;

impl AttachedKind for Devices {
    fn name(&self) -> &'static str {
        "device"
    }

    fn find(&self, tx: &mut Tx<'_>, name: &str) -> Result<i64> {
        let grant = tx.require(Permission::SeeDevices)?;
        let found = devices::find(tx, &grant, &[name.to_owned()])?;
        let device = found.first().map(|device| device.row.id);
        device.ok_or_else(|| Error::internal("a device was not found and not refused"))
    }

    fn visible(&self, tx: &mut Tx<'_>, ids: &[i64]) -> Result<BTreeMap<i64, String>> {
        if tx.require(Permission::SeeDevices).is_err() {
            return Ok(BTreeMap::new());
        }
        let rows = devices::rows_by_ids(tx.connection(), ids)?.into_iter();
        Ok(rows.map(|row| (row.id, row.serial_number)).collect())
    }

    fn require_change(&self, tx: &mut Tx<'_>, _id: i64) -> Result<Grant> {
        tx.require(Permission::AssignDevices)
    }

    fn offered(&self, tx: &mut Tx<'_>) -> Result<Vec<String>> {
        let _grant = tx.require(Permission::SeeDevices)?;
        let rows = devices::all_rows(tx.connection())?.into_iter();
        Ok(rows.map(|row| row.serial_number).collect())
    }
}

struct Bookings;

impl AttachedKind for Bookings {
    fn name(&self) -> &'static str {
        "booking"
    }

    fn find(&self, tx: &mut Tx<'_>, name: &str) -> Result<i64> {
        let _grant = tx.require_managed(Permission::SeeBookings)?;
        let id = name.trim().parse().map_err(|_| {
            Error::usage(format!("invalid record number `{}`", printable(name))).hint("write booking:17")
        })?;
        match bookings::visible_ids(tx, &[id])?.first() {
            Some(id) => Ok(*id),
            None => Err(unknown_booking(id)),
        }
    }

    fn visible(&self, tx: &mut Tx<'_>, ids: &[i64]) -> Result<BTreeMap<i64, String>> {
        let ids = bookings::visible_ids(tx, ids)?.into_iter();
        Ok(ids.map(|id| (id, id.to_string())).collect())
    }

    fn require_change(&self, tx: &mut Tx<'_>, id: i64) -> Result<Grant> {
        bookings::require_change(tx, id)
    }

    fn offered(&self, tx: &mut Tx<'_>) -> Result<Vec<String>> {
        let filter = BookingFilter {
            from: Some(tx.now()),
            limit: i64::try_from(OFFERED).ok(),
            ..BookingFilter::default()
        };
        let found = bookings::list(tx, filter, None)?.into_iter();
        Ok(found.map(|booking| booking.row.id.to_string()).collect())
    }
}

struct Rentals;

impl AttachedKind for Rentals {
    fn name(&self) -> &'static str {
        "rental"
    }

    fn find(&self, tx: &mut Tx<'_>, name: &str) -> Result<i64> {
        let grant = tx.require(Permission::SeeDevices)?;
        Ok(rentals::find(tx, &grant, name)?.id)
    }

    fn visible(&self, tx: &mut Tx<'_>, ids: &[i64]) -> Result<BTreeMap<i64, String>> {
        match tx.require(Permission::SeeDevices) {
            Ok(grant) => ledger::rental_numbers(tx, &grant, ids),
            Err(_) => Ok(BTreeMap::new()),
        }
    }

    fn require_change(&self, tx: &mut Tx<'_>, _id: i64) -> Result<Grant> {
        tx.require(Permission::AssignDevices)
    }

    fn offered(&self, tx: &mut Tx<'_>) -> Result<Vec<String>> {
        rentals::numbers(tx, OFFERED)
    }
}

struct Tasks;

impl AttachedKind for Tasks {
    fn name(&self) -> &'static str {
        "task"
    }

    fn find(&self, tx: &mut Tx<'_>, name: &str) -> Result<i64> {
        let id = name.trim().parse().map_err(|_| {
            Error::usage(format!("invalid record number `{}`", printable(name))).hint("write task:12")
        })?;
        Ok(tasks::show(tx, id)?.task.row.id)
    }

    fn visible(&self, tx: &mut Tx<'_>, ids: &[i64]) -> Result<BTreeMap<i64, String>> {
        let ids = tasks::known_ids(tx, ids)?.into_iter();
        Ok(ids.map(|id| (id, id.to_string())).collect())
    }

    fn require_change(&self, tx: &mut Tx<'_>, id: i64) -> Result<Grant> {
        tasks::require_change(tx, id)
    }

    fn offered(&self, tx: &mut Tx<'_>) -> Result<Vec<String>> {
        let filter = TaskFilter {
            limit: Some(OFFERED),
            ..TaskFilter::default()
        };
        let open = tasks::list(tx, &filter)?.into_iter();
        Ok(open.map(|task| task.row.id.to_string()).collect())
    }
}

struct Invoices;

impl AttachedKind for Invoices {
    fn name(&self) -> &'static str {
        "invoice"
    }

    fn find(&self, tx: &mut Tx<'_>, name: &str) -> Result<i64> {
        Ok(invoices::show(tx, name)?.0.row.id)
    }

    fn visible(&self, tx: &mut Tx<'_>, ids: &[i64]) -> Result<BTreeMap<i64, String>> {
        match tx.require(Permission::SeePrices) {
            Ok(grant) => invoices::numbers_of(tx, &grant, ids),
            Err(_) => Ok(BTreeMap::new()),
        }
    }

    fn require_change(&self, tx: &mut Tx<'_>, _id: i64) -> Result<Grant> {
        tx.require(Permission::IssueInvoices)
    }

    fn offered(&self, tx: &mut Tx<'_>) -> Result<Vec<String>> {
        let mut numbers = invoices::numbers(tx)?;
        numbers.truncate(OFFERED);
        Ok(numbers)
    }
}
