//! Cells of a schedule that make no booking.

use super::model::ActiveCondition;
use crate::db::QueryBatch;
use crate::kernel::text::counted;
use crate::notify::model::{Condition, NotificationDetails, Severity};
use crate::notify::remainder::{self, StoredRemainder};

/// Digits of a digest that tell one remainder of a source from another.
const DIGITS: usize = 16;

/// Asks for the schedules of which something was left out.
pub fn left_out() -> impl QueryBatch<Answer = Vec<ActiveCondition>> {
    remainder::of_kind("schedule").read_as(|stored| stored.into_iter().map(found).collect())
}

fn found(stored: StoredRemainder) -> ActiveCondition {
    let cells = counted(i64::from(stored.row_count), "cell");
    let verb = if stored.row_count == 1 { "is" } else { "are" };
    ActiveCondition {
        requester: None,
        condition: Condition::ScheduleRemainder,
        severity: Severity::Warn,
        entity: "import_remainder",
        entity_id: format!("{}/{}", stored.kind, stored.source),
        // What is left out is told anew when it changes.
        about: format!(
            "{}:{}",
            stored.source,
            stored.digest.get(..DIGITS).unwrap_or_default()
        ),
        title: format!("{cells} of the schedule {verb} not booked"),
        message: format!(
            "{cells} of the schedule `{}` {verb} not booked: {}",
            stored.source, stored.first_rows
        ),
        details: NotificationDetails::default(),
    }
}
