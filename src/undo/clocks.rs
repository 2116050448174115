//! A time zone that goes back while bookings to come were made by its clocks.

use std::collections::BTreeSet;

use super::model::{ChangedRecord, text_of};
use super::tables::table;
use crate::access::auth::{Grant, Permission};
use crate::access::operation::{self, Operation};
use crate::access::tx::Tx;
use crate::booking::clock_change::{self, UpcomingBooking};
use crate::db::operations::kept_row;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Site;
use crate::kernel::text::counted;
use crate::rental::service as rentals;

/// Returns what the undo of a new time zone means for what is to come; nothing where none goes back.
///
/// # Errors
/// `Conflict` for bookings to come that were made or moved by the new clocks, unless `partial`.
pub fn notes(
    tx: &mut Tx<'_>,
    operation: &Operation,
    records: &[ChangedRecord],
    partial: bool,
) -> Result<Vec<String>> {
    if !records.iter().any(is_zone) {
        return Ok(Vec::new());
    }
    let grant = tx.require(Permission::ChangeSettings)?;
    let (now, back) = (tx.site(), site_after(tx, records));
    let zone = back.timezone;
    let back_too: BTreeSet<&str> = records
        .iter()
        .filter(|record| record.entity == "booking")
        .map(|record| record.id.as_str())
        .collect();
    let since = made_since(tx, &grant, operation)?;
    let since: Vec<&UpcomingBooking> = since
        .iter()
        .filter(|booking| !back_too.contains(booking.id().to_string().as_str()))
        .collect();
    let mut notes = Vec::new();
    if let Some(first) = since.first() {
        let many = counted(since.len(), "booking");
        if !partial {
            let were = if since.len() == 1 { "was" } else { "were" };
            return Err(Error::conflict(
                ErrorCode::UndoConflict,
                format!(
                    "operation {} is not undone: {many} to come {were} made by the clocks of {} since, such as {}",
                    operation.id,
                    now.timezone,
                    first.in_words(&now)
                ),
            )
            .hint(format!("colab config set timezone {zone} --keep-clock-times"))
            .hint(format!("colab config set timezone {zone} --keep-instants")));
        }
        notes.push(format!(
            "{many} made since by other clocks stay when they are: {} is at {} now",
            first.in_words(&now),
            first.clock(&back)
        ));
    }
    let moved = back_too.len();
    if moved > 0 {
        notes.push(format!(
            "{} to come go back with the time zone",
            counted(moved, "booking")
        ));
    }
    let rentals = rentals::open_count(tx, &grant)?;
    if rentals > 0 {
        notes.push(format!(
            "due at the end of their days in {zone} again: {}",
            counted(rentals, "open rental")
        ));
    }
    Ok(notes)
}

fn is_zone(record: &ChangedRecord) -> bool {
    record.entity == "setting" && record.id == "timezone"
}

/// Returns the site as it is once these records are back.
pub fn site_after(tx: &Tx<'_>, records: &[ChangedRecord]) -> Site {
    let zone = records.iter().find(|record| is_zone(record));
    let zone = zone.map(|setting| zone_before(tx, setting));
    Site {
        timezone: zone.unwrap_or(tx.site().timezone),
        ..tx.site()
    }
}

/// Returns the time zone that a setting goes back to.
fn zone_before(tx: &Tx<'_>, setting: &ChangedRecord) -> chrono_tz::Tz {
    let before = setting.rows.first().and_then(|row| row.before.as_ref());
    let zone = before.and_then(|before| text_of(before, "value"));
    let default = crate::access::settings::setting("timezone").map(|setting| setting.default.to_owned());
    let zone = zone.or(default.ok()).and_then(|zone| zone.parse().ok());
    zone.unwrap_or(tx.site().timezone)
}

/// Returns the bookings to come that were made or moved since an operation.
fn made_since(tx: &mut Tx<'_>, grant: &Grant, operation: &Operation) -> Result<Vec<UpcomingBooking>> {
    let rows = operation::rows_since(tx.connection(), "bookings", operation.id)?;
    let keys: Vec<String> = rows.iter().map(|row| row.row_key.clone()).collect();
    let now = tx.connection().rows_now(&table("bookings")?.kept, &keys)?;
    let mut moved = BTreeSet::new();
    for row in rows {
        let Some(now) = now.get(&row.row_key) else {
            continue;
        };
        let before = row.before.as_deref().map(kept_row).transpose()?;
        let is_same = |column: &str| before.as_ref().and_then(|row| row.get(column)) == now.get(column);
        if !(is_same("starts_at") && is_same("ends_at")) {
            moved.insert(row.row_key);
        }
    }
    let mut upcoming = clock_change::upcoming(tx, grant)?;
    upcoming.retain(|booking| moved.contains(&booking.id().to_string()));
    Ok(upcoming)
}
