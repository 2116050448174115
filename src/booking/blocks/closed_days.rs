//! Days on which the whole site is closed: `colab site`.

use super::holidays;
use super::model::{BlockState, RoomBlock, RoomBlockRow};
use super::service::{self, MadeBlocks, NewBlock, within};
use super::store;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::booking::describe::{describe_block, describe_days};
use crate::booking::model::BlockKind;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::nearest;
use crate::kernel::period::Period;
use crate::output::{Record, RecordField, shown_in_table};
use chrono::NaiveDate;

/// A public holiday, and the block that closes the site on it.
#[derive(Debug, Clone)]
pub struct SiteHoliday {
    pub day: NaiveDate,
    pub name: &'static str,
    pub block: Option<i64>,
}

/// Holidays of a year, and what is worth saying about them.
#[derive(Debug, Default)]
pub struct SiteHolidays {
    pub holidays: Vec<SiteHoliday>,
    pub notes: Vec<String>,
}

/// Opens the site again in a period: lifts the blocks of all rooms that lie in it.
///
/// # Errors
/// `NotFound` where there is none; `Conflict` for one that goes on beyond the period.
pub fn open(tx: &mut Tx<'_>, period: &Period) -> Result<MadeBlocks> {
    let _grant = tx.require(Permission::EditRooms)?;
    let (now, site) = (tx.now(), tx.site());
    let mut rows = store::list(tx.connection(), &within(period), now)?;
    rows.retain(|row| row.room_id.is_none() && row.state(now) != BlockState::Over);
    let when = describe_days(&site, period.starts_at(), period.ends_at());
    if rows.is_empty() {
        return Err(Error::not_found(
            ErrorCode::UnknownBlock,
            format!("the site is not closed on {when}"),
            &[],
        )
        .hint("colab room blocks"));
    }
    let goes_on = |row: &&RoomBlockRow| row.starts_at < period.starts_at() || row.ends_at > period.ends_at();
    if let Some(longer) = rows.iter().find(goes_on) {
        return Err(Error::conflict(
            ErrorCode::BlockOver,
            format!("{} goes on beyond {when}", describe_block(&longer.hold(), &site)),
        )
        .hint(format!("colab room unblock {}", longer.id)));
    }
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    service::unblock(tx, &ids)
}

/// Lists the public holidays of a country in a year; `apply` closes the site on those to come on which it is open.
///
/// # Errors
/// `NotFound` for an unknown country; `Conflict` for bookings in the way.
pub fn holidays(tx: &mut Tx<'_>, country: &str, year: i32, apply: bool) -> Result<SiteHolidays> {
    let _grant = tx.require(Permission::SeeRooms)?;
    let code = country.trim().to_uppercase();
    let codes = holidays::codes();
    if !codes.contains(&code.as_str()) {
        let near = nearest(&code, codes.iter().copied(), 3);
        let fact = format!("no public holidays of `{country}` are known");
        return Err(Error::not_found(ErrorCode::UnknownCountry, fact, &near)
            .hint(format!("known: {}", codes.join(", "))));
    }
    let (first, last) = holidays::years();
    if !(first..=last).contains(&year) {
        let fact = format!("public holidays are known from {first} to {last}, not of {year}");
        return Err(Error::invalid(ErrorCode::UnknownCountry, fact)
            .hint("colab site close DAY --kind holiday --reason NAME"));
    }
    let mut found = SiteHolidays::default();
    let (site, now) = (tx.site(), tx.now());
    if apply {
        // All that is in the way is named at once, of every day.
        let mut periods = Vec::new();
        for holiday in holidays::of(&code, year) {
            let period = site.days(holiday.day, holiday.day)?;
            if period.ends_at() > now && closed_by(tx, &period)?.is_none() {
                periods.push(period);
            }
        }
        service::refuse_bookings_on(tx, &format!("public holidays of {code} {year}"), &periods)?;
    }
    for holiday in holidays::of(&code, year) {
        let period = site.days(holiday.day, holiday.day)?;
        let closing = closed_by(tx, &period)?;
        let block = match closing {
            Some(block) => Some(block.id),
            None if apply && period.ends_at() > now => {
                let new = NewBlock {
                    rooms: Vec::new(),
                    period,
                    kind: BlockKind::Holiday,
                    reason: holiday.name.to_owned(),
                    allow_past: false,
                };
                let made = service::block(tx, &new)?;
                made.blocks.first().map(|block: &RoomBlock| block.row.id)
            }
            None => None,
        };
        found.holidays.push(SiteHoliday {
            day: holiday.day,
            name: holiday.name,
            block,
        });
    }
    let is_open = |holiday: &&SiteHoliday| {
        let period = site.days(holiday.day, holiday.day);
        holiday.block.is_none() && period.is_ok_and(|period| period.ends_at() > now)
    };
    let open = found.holidays.iter().filter(is_open).count();
    if open > 0 {
        found.notes.push(format!(
            "the site is open on {open} of them: colab site holidays {code} {year} --apply"
        ));
    }
    if apply {
        tx.mark_unchanged();
    }
    Ok(found)
}

/// Returns the block that closes all rooms for the whole of a period.
fn closed_by(tx: &mut Tx<'_>, period: &Period) -> Result<Option<RoomBlockRow>> {
    let now = tx.now();
    let rows = store::list(tx.connection(), &within(period), now)?;
    let covers = |row: &RoomBlockRow| {
        row.room_id.is_none() && row.starts_at <= period.starts_at() && row.ends_at >= period.ends_at()
    };
    Ok(rows.into_iter().find(covers))
}

impl Record for SiteHoliday {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<SiteHoliday>] = &[
            shown_in_table("date", |h| h.day.into()),
            shown_in_table("weekday", |h| h.day.format("%a").to_string().into()),
            shown_in_table("name", |h| h.name.into()),
            shown_in_table("block_id", |h| h.block.into()),
        ];
        FIELDS
    }
}
