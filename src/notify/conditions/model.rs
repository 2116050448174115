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

/// Returns the first few of many names: `A, B and 3 more`.
pub fn first_names(names: &[String]) -> String {
    const NAMED: usize = 5;
    match names.get(..NAMED) {
        Some(first) if names.len() > NAMED => {
            format!("{} and {} more", first.join(", "), names.len() - NAMED)
        }
        _ => names.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_names_are_cut_short() {
        let names = |count: usize| -> Vec<String> { (1..=count).map(|n| format!("D{n}")).collect() };
        assert_eq!(first_names(&names(2)), "D1, D2");
        assert_eq!(first_names(&names(5)), "D1, D2, D3, D4, D5");
        assert_eq!(first_names(&names(7)), "D1, D2, D3, D4, D5 and 2 more");
    }
}
