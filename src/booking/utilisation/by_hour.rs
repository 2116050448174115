//! `room utilisation --by hour`: how full the hours of each weekday are, over all rooms.

use chrono::{Datelike, NaiveTime, TimeDelta, Weekday};

use super::{LocalStretch, MeasuredRoom, UtilisationOrder, hours, load_facts, measured_rooms, percent};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::period::is_working_day;
use crate::output::{Record, RecordField, shown_in_table, summed};

const HOURS: usize = 24;

/// The use of all rooms in one hour of one weekday; times in minutes.
#[derive(Debug, Clone, Copy)]
pub struct HourUtilisation {
    weekday: Weekday,
    hour: usize,
    booked: i64,
    open: i64,
}

/// Measures the use of rooms by weekday and hour: of the open hours alone, so that the sums are those of the rooms.
///
/// # Errors
/// `Forbidden` for who may not see reports, `NotFound` for an unknown room.
pub fn by_hour(tx: &mut Tx<'_>, order: &UtilisationOrder) -> Result<Vec<HourUtilisation>> {
    let grant = tx.require_managed(Permission::SeeReports)?;
    let (all_rooms, facts) = load_facts(tx, order)?;
    let measured = measured_rooms(tx, &grant, order, &all_rooms, facts, false)?;
    let mut sums = [[(0, 0); HOURS]; 7];
    for room in measured
        .iter()
        .filter(|one| one.room.row.is_active || !one.used.is_empty())
    {
        room.add_hours(order, &mut sums);
    }
    let cells = sums.iter().zip(0..).flat_map(|(hours, weekday)| {
        let weekday = Weekday::try_from(weekday).unwrap_or(Weekday::Mon);
        let cell = move |(hour, (booked, open)): (usize, &(i64, i64))| HourUtilisation {
            weekday,
            hour,
            booked: *booked,
            open: *open,
        };
        hours.iter().enumerate().map(cell)
    });
    Ok(cells.filter(|cell| cell.open > 0).collect())
}

impl MeasuredRoom<'_> {
    /// Adds what is booked and open in each hour of the days of an order.
    fn add_hours(&self, order: &UtilisationOrder, sums: &mut [[(i64, i64); HOURS]; 7]) {
        let days = order.first.iter_days().take_while(|day| *day <= order.last);
        for day in days.filter(|day| is_working_day(*day)) {
            let (opens, closes) = self.hours_on(day);
            let midnight = day.and_time(NaiveTime::MIN);
            let of_day: Vec<&LocalStretch> = self
                .used
                .iter()
                .filter(|(from, to)| *from < closes && *to > opens)
                .collect();
            let weekday = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or_default();
            let ends = (1..).map(|hour| midnight + TimeDelta::hours(hour));
            for ((booked, open), end) in sums[weekday].iter_mut().zip(ends) {
                let (from, to) = ((end - TimeDelta::hours(1)).max(opens), end.min(closes));
                if from >= to {
                    continue;
                }
                *open += (to - from).num_minutes() - self.closed_minutes(from, to);
                let used = of_day.iter().map(|(start, stop)| {
                    let (start, stop) = (*start.max(&from), *stop.min(&to));
                    (stop - start).num_minutes().max(0) - self.closed_minutes(start, stop)
                });
                *booked += used.sum::<i64>();
            }
        }
    }
}

impl Record for HourUtilisation {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<HourUtilisation>] = &[
            shown_in_table("weekday", |one| one.weekday.to_string().into()),
            shown_in_table("hour", |one| format!("{:02}:00", one.hour).into()),
            summed(shown_in_table("hours_booked", |one| hours(one.booked))),
            summed(shown_in_table("hours_open", |one| hours(one.open))),
            shown_in_table("percent", |one| percent(one.booked, one.open).into()),
        ];
        FIELDS
    }
}
