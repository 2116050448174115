//! What is set of a task when it is added or edited.

use super::model::{Priority, TaskKind, TaskRow};
use super::{rule_day, vendor};
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::Money;
use crate::kernel::text::{clean_text, optional_notes, optional_text};
use crate::kernel::timestamp::Timestamp;
use crate::user::service as users;

/// What a task is to be about, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskAbout {
    Device(String),
    Room(String),
    Booking(i64),
    Rental(String),
    Location(String),
}

/// A task to add.
#[derive(Debug, Clone)]
pub struct NewTask {
    pub kind: TaskKind,
    pub title: String,
    pub about: Option<TaskAbout>,
    pub details: TaskDetails,
}

/// Details to set; `None` leaves what is there, an empty text clears it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskDetails {
    pub title: Option<String>,
    pub priority: Option<Priority>,
    pub vendor: Option<String>,
    pub assignee: Option<String>,
    /// `Some(None)` clears it.
    pub scheduled_at: Option<Option<Timestamp>>,
    pub due_at: Option<Option<Timestamp>>,
    /// `Some(None)` clears it.
    pub estimate: Option<Option<Money>>,
    /// `Some(None)` clears it.
    pub cost: Option<Option<Money>>,
    pub notes: Option<String>,
    pub rule: Option<String>,
}

/// Refuses a task that is to be done before it is planned, where one of the two is set.
fn check_order(tx: &Tx<'_>, row: &TaskRow, set: &TaskDetails) -> Result<()> {
    let (Some(at), Some(due)) = (row.scheduled_at, row.due_at) else {
        return Ok(());
    };
    if due > at || set.scheduled_at.is_none() && set.due_at.is_none() {
        return Ok(());
    }
    let local = |at: Timestamp| tx.site().local(at).format("%Y-%m-%d %H:%M").to_string();
    let fact = format!("it is planned for {} and due by {}", local(at), local(due));
    Err(Error::invalid(ErrorCode::EndBeforeStart, fact).hint("set --due after --at"))
}

impl TaskDetails {
    /// Sets what is given.
    ///
    /// # Errors
    /// `NotFound` for an unknown vendor or user, `Conflict` for one who is disabled.
    pub(super) fn apply(&self, tx: &mut Tx<'_>, row: &mut TaskRow) -> Result<()> {
        if let Some(title) = &self.title {
            row.title = clean_text("title", title, 500)?;
        }
        row.priority = self.priority.unwrap_or(row.priority);
        match self.vendor.as_deref().map(str::trim) {
            None => {}
            Some("") => row.vendor_id = None,
            Some(name) => row.vendor_id = Some(vendor::find(tx.connection(), name)?.id),
        }
        match self.assignee.as_deref().map(str::trim) {
            None => {}
            Some("") => row.assignee_id = None,
            Some(name) => {
                let user = users::find(tx.connection(), name)?;
                if !user.is_active {
                    let fact = format!("{} is disabled", user.username);
                    return Err(Error::conflict(ErrorCode::UserDisabled, fact).hint("colab user list"));
                }
                row.assignee_id = Some(user.user_id);
            }
        }
        row.scheduled_at = self.scheduled_at.unwrap_or(row.scheduled_at);
        row.due_at = self.due_at.unwrap_or(row.due_at);
        let cents = |money: Option<Option<Money>>| money.map(|money| money.map(|money| money.cents));
        row.estimate_cents = cents(self.estimate).unwrap_or(row.estimate_cents);
        row.cost_cents = cents(self.cost).unwrap_or(row.cost_cents);
        if let Some(notes) = &self.notes {
            row.notes = optional_notes("notes", notes, 2000)?;
        }
        if let Some(rule) = &self.rule {
            row.rule = optional_text("rule", rule, 500)?.map(|rule| rule.to_uppercase());
            rule_day::check_new(tx, row)?;
        } else if self.scheduled_at.is_some() || self.due_at.is_some() {
            rule_day::check(tx, row)?;
        }
        check_order(tx, row, self)
    }
}
