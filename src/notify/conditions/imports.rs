//! Cells of a schedule that make no booking.

use super::model::ActiveCondition;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::text::counted;
use crate::notify::model::{Condition, NotificationDetails, Severity};
use crate::notify::remainder::{self, StoredRemainder};

/// Returns the schedules of which something was left out.
pub fn left_out(tx: &mut Tx<'_>) -> Result<Vec<ActiveCondition>> {
    Ok(remainder::of_kind(tx, "schedule")?
        .into_iter()
        .map(found)
        .collect())
}

fn found(stored: StoredRemainder) -> ActiveCondition {
    let cells = counted(i64::from(stored.row_count), "cell");
    let verb = if stored.row_count == 1 { "is" } else { "are" };
    ActiveCondition {
        condition: Condition::ScheduleRemainder,
        severity: Severity::Warn,
        entity: "import_remainder",
        entity_id: format!("{}/{}", stored.kind, stored.source),
        about: stored.source.clone(),
        title: format!("{cells} of the schedule {verb} not booked"),
        message: format!(
            "{cells} of the schedule `{}` {verb} not booked: {}",
            stored.source, stored.first_rows
        ),
        details: NotificationDetails::default(),
    }
}
