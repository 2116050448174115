//! A condition that holds, and how names are listed in it.

use crate::access::outbox::Recipient;
use crate::notify::model::{Condition, NotificationDetails, Severity};

/// A condition that holds now.
#[derive(Debug, Clone, PartialEq)]
pub struct ActiveCondition {
    pub condition: Condition,
    pub severity: Severity,
    pub entity: &'static str,
    pub entity_id: String,
    /// Distinguishes it from others of its condition.
    pub about: String,
    pub title: String,
    pub message: String,
    pub details: NotificationDetails,
    /// Who is told besides the audience of the condition.
    pub requester: Option<Recipient>,
}

impl ActiveCondition {
    /// Returns the key that is unique among open notifications.
    pub fn key(&self) -> String {
        format!("{}:{}", self.condition, self.about)
    }
}
