//! The hours of days gone by.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::plan::ImportBase;
use super::read::Schedule;
use crate::kernel::names::name_key;
use colab_schedule::sheet::RoomRef;

/// Leaves the hours of days gone by as they were read last, where their cells name none: the site's day may be another one by
/// now.
pub fn keep(schedule: &mut Schedule, bases: &[ImportBase], today: NaiveDate) {
    let past = bases.iter().filter(|base| base.day < today);
    let key = |base: &ImportBase| (base.room_id, base.day, name_key(&base.booking.client_name));
    let known: HashMap<_, _> = past.map(|base| (key(base), base)).collect();
    let wanted = schedule.wanted.iter_mut();
    for wanted in wanted.filter(|wanted| wanted.takes_site_day && wanted.day < today) {
        let RoomRef::Known(room) = wanted.room else {
            continue;
        };
        let key = (room, wanted.day, name_key(&wanted.booking.client_name));
        if let Some(base) = known.get(&key) {
            (wanted.booking.start, wanted.booking.end) = (base.booking.start, base.booking.end);
        }
    }
}
