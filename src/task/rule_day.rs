//! The day from which the rule of a recurring task counts.

use super::model::TaskRow;
use crate::access::tx::Tx;
use crate::booking::recurrence;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::timestamp::Timestamp;

/// Checks that a task with a rule has a day from which it counts, and that the rule parses.
pub(super) fn check(tx: &Tx<'_>, row: &TaskRow) -> Result<()> {
    let Some(rule) = &row.rule else { return Ok(()) };
    let site = tx.site();
    let Some(day) = day_of(row).map(|at| site.today(at)) else {
        return Err(
            Error::invalid(ErrorCode::InvalidRule, "a task that comes again needs a day")
                .hint("add --due DAY"),
        );
    };
    recurrence::next_day(rule, day, day, &site).map(|_day| ())
}

/// Checks a rule that is set: that it leads to a day at all.
///
/// # Errors
/// As [`check`]; `Invalid` for a rule that leads nowhere.
pub(super) fn check_new(tx: &Tx<'_>, row: &TaskRow) -> Result<()> {
    check(tx, row)?;
    let (Some(rule), Some(at)) = (&row.rule, day_of(row)) else {
        return Ok(());
    };
    let site = tx.site();
    let day = site.today(at);
    if recurrence::next_day(rule, day, day, &site)?.is_none() {
        let fact = format!("invalid rule `{rule}`: it gives no day after {day}");
        return Err(Error::invalid(ErrorCode::InvalidRule, fact).hint("such as FREQ=WEEKLY;BYDAY=MO"));
    }
    Ok(())
}

/// Returns the instant whose day the rule counts from. The end of a day is its last moment.
pub(super) fn day_of(row: &TaskRow) -> Option<Timestamp> {
    let last = |due: Timestamp| due.plus(-chrono::TimeDelta::microseconds(1));
    row.scheduled_at.or_else(|| row.due_at.map(last))
}
