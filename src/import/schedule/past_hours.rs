//! The hours of days gone by, and of bookings whose instants were kept in another time zone.

use std::collections::HashMap;

use chrono::NaiveTime;

use super::plan::ImportBase;
use super::read::Schedule;
use crate::kernel::names::name_key;
use colab_schedule::sheet::RoomRef;

/// Leaves the hours of the bookings that `keeps` names as they were read last, where their cells name none, or a half of the day, and did so
/// then: the site's day may be another one by now. `former` are the days that the site had. What else differs was corrected
/// in the file.
pub fn keep(
    schedule: &mut Schedule,
    bases: &[ImportBase],
    former: &[(NaiveTime, NaiveTime)],
    keeps: impl Fn(&ImportBase) -> bool,
) {
    let past = bases.iter().filter(|base| keeps(base));
    let key = |base: &ImportBase| (base.room_id, base.day, name_key(&base.booking.client_name));
    let mut known: HashMap<_, Vec<&ImportBase>> = HashMap::new();
    for base in past {
        known.entry(key(base)).or_default().push(base);
    }
    for wanted in &mut schedule.wanted {
        let (hours, booking) = (wanted.site_hours, &mut wanted.booking);
        let RoomRef::Known(room) = wanted.room else {
            continue;
        };
        if !hours.start && !hours.end {
            continue;
        }
        let key = (room, wanted.day, name_key(&booking.client_name));
        // Of a half of a day the end at noon is the cell's own.
        let read_on = |(start, end): &(NaiveTime, NaiveTime)| {
            (
                if hours.start { *start } else { booking.start },
                if hours.end { *end } else { booking.end },
            )
        };
        let is_its = |base: &&&ImportBase| {
            let times = (base.booking.start, base.booking.end);
            times == (booking.start, booking.end) || former.iter().any(|day| read_on(day) == times)
        };
        if let Some(base) = known.get(&key).and_then(|bases| bases.iter().find(is_its)) {
            (booking.start, booking.end) = (base.booking.start, base.booking.end);
        }
    }
}
