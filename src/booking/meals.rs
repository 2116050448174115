//! On which of its days a booking eats what.

use chrono::NaiveDate;

use super::model::{Booking, Catering};
use crate::kernel::error::Result;
use crate::kernel::period::{Period, Site};

/// The days on which a booking eats, by the site's day.
pub struct MealDays {
    counted: Vec<NaiveDate>,
    lunch: Vec<NaiveDate>,
}

impl MealDays {
    pub fn of(site: &Site, booking: &Booking) -> Result<Self> {
        let period = Period::new(booking.row.starts_at, booking.row.agreed_end())?;
        let counted = site.counted_days(&period);
        Ok(Self {
            lunch: site.lunch_days(&period, &counted),
            counted,
        })
    }

    /// Returns what is served on a day; `None` where the day does not count.
    pub fn on(&self, day: NaiveDate, catering: &Catering) -> Option<Catering> {
        let has_lunch = self.lunch.contains(&day);
        self.counted.contains(&day).then(|| Catering {
            lunch_catering: catering.lunch_catering.filter(|_| has_lunch),
            ..catering.clone()
        })
    }
}
