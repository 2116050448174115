//! In which month something is booked: that of its service, unless it takes no more entries.

use super::model::Costing;
use super::store;
use crate::access::tx::Tx;
use crate::booking::Tenant;
use crate::kernel::error::Result;
use crate::pricing::quote::lines::month_of;

/// The months that take entries: all but those that are held or closed.
#[derive(Debug)]
pub struct BookableMonths {
    /// Months, each of a tenant or of all.
    shut: Vec<(String, Option<Tenant>)>,
    today: String,
}

impl BookableMonths {
    /// Loads the months that are held or closed.
    ///
    /// # Errors
    /// `Database` when they cannot be read.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        Ok(Self {
            shut: store::shut_months(tx.connection())?,
            today: month_of(tx.site().today(tx.now())),
        })
    }

    /// Returns the month in which something of a month is booked: the present one, or the first one after the service that
    /// takes entries; `None` for the month itself.
    pub fn booked(&self, month: &str, tenant: Option<Tenant>) -> Option<String> {
        if self.takes(month, tenant) {
            return None;
        }
        let mut booked = next_month(month).max(self.today.clone());
        while !self.takes(&booked, tenant) {
            booked = next_month(&booked);
        }
        Some(booked)
    }

    fn takes(&self, month: &str, tenant: Option<Tenant>) -> bool {
        let mut of_month = self.shut.iter().filter(|(shut, _)| shut == month);
        of_month.all(|(_, of)| of.is_some() && *of != tenant)
    }
}

/// Returns the month after one: `2026-12` to `2027-01`.
pub fn next_month(month: &str) -> String {
    let (year, number) = month.split_once('-').unwrap_or((month, ""));
    match (year.parse::<i32>(), number.parse::<u32>()) {
        (Ok(year), Ok(12..)) => format!("{:04}-01", year + 1),
        (Ok(year), Ok(number)) => format!("{year:04}-{:02}", number + 1),
        // No month: there is none after it.
        _ => "9999-12".to_owned(),
    }
}

/// Says where a costing is booked, if not in the month of its service.
pub(super) fn moved_note(costing: &Costing) -> Option<String> {
    let booked = costing.row.booked_month.as_ref()?;
    let (id, month) = (costing.row.id, &costing.row.service_month);
    Some(format!(
        "costing {id} is booked in {booked}: {month} takes no more entries"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_a_closed_month_is_booked_in_the_next_open_one() {
        let months = BookableMonths {
            shut: vec![
                ("2026-03".to_owned(), None),
                ("2026-04".to_owned(), Some(Tenant::Tech)),
                ("2026-12".to_owned(), None),
            ],
            today: "2026-02".to_owned(),
        };
        let booked = |month: &str, tenant| months.booked(month, tenant).unwrap_or_default();
        assert_eq!(booked("2026-02", None), "");
        assert_eq!(booked("2026-03", None), "2026-04");
        assert_eq!(booked("2026-03", Some(Tenant::Tech)), "2026-05");
        assert_eq!(booked("2026-04", Some(Tenant::Training)), "");
        assert_eq!(booked("2026-12", None), "2027-01");
        let late = BookableMonths {
            today: "2026-06".to_owned(),
            ..months
        };
        assert_eq!(late.booked("2026-03", None).unwrap_or_default(), "2026-06");
    }
}
