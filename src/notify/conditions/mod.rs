//! What holds now and somebody should know: each condition is looked for from what is open or lies ahead.

mod devices;
mod ghosts;
mod rentals;

use super::model::{Condition, Details, Severity};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::text::counted;

/// A condition that holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub condition: Condition,
    pub severity: Severity,
    pub entity: &'static str,
    pub entity_id: String,
    /// What distinguishes it from others of its condition.
    pub about: String,
    pub title: String,
    pub message: String,
    pub details: Details,
}

impl Finding {
    /// Under which it is open once.
    pub fn key(&self) -> String {
        format!("{}:{}", self.condition, self.about)
    }
}

/// Every condition that holds.
///
/// # Errors
/// Those of the questions asked on the way.
pub fn find(tx: &mut Tx<'_>, grant: &Grant) -> Result<Vec<Finding>> {
    let mut found = devices::low_stock(tx)?;
    found.extend(devices::conflicts(tx)?);
    found.extend(rentals::find(tx, grant)?);
    found.extend(ghosts::waiting(tx)?);
    Ok(found)
}

/// The first few of many names.
fn named(names: &[String]) -> String {
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
        assert_eq!(named(&names(2)), "D1, D2");
        assert_eq!(named(&names(5)), "D1, D2, D3, D4, D5");
        assert_eq!(named(&names(7)), "D1, D2, D3, D4, D5 and 2 more");
        assert_eq!(
            (counted(1, "day"), counted(0, "day")),
            ("1 day".into(), "0 days".into())
        );
    }
}
