//! `colab booking create`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use chrono::{NaiveDate, NaiveTime};

use super::demand;
use super::details::{BookingDetailArgs, NamePerPerson};
use super::targets::OverrideArgs;
use crate::access::app::{App, CommandResult};
use crate::access::idempotency::IdempotencyKey;
use crate::booking::allocation::PartySize;
use crate::booking::create::{self, BookingParts, BookingSegment, CreatedBookings, NewBooking, SegmentTime};
use crate::booking::model::{Booking, Tenant};
use crate::booking::recurrence;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::period::{
    Period, RepeatedHour, Site, parse_day, parse_days, parse_first_and_last, parse_instant, parse_month,
    parse_time_range,
};
use crate::output::{CommandOutput, list, one};
use crate::room::cmd::complete_room;

#[derive(Debug, Args)]
#[command(
    mut_arg("client", |arg| arg.required(true)),
    mut_arg("tenant", |arg| arg.default_value(Tenant::Tech.as_str()))
)]
pub struct BookingCreateArgs {
    #[command(flatten)]
    parts: BookingPartArgs,
    #[command(flatten)]
    details: BookingDetailArgs,
    /// Book devices only, without a room
    #[arg(long, conflicts_with_all = ["rooms", "wished_room"])]
    device_only: bool,
    /// Hold the room without confirming the booking
    #[arg(long)]
    tentative: bool,
    /// Skip what is taken or breaks a rule of its day, book the rest and exit with code 8
    #[arg(long)]
    skip_conflicts: bool,
    #[command(flatten)]
    overrides: OverrideArgs,
    /// Idempotency key: a repeated request returns the first booking
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

// Which rooms on which days.
#[derive(Debug, Args)]
struct BookingPartArgs {
    /// Room, by name or alias; repeatable, rooms then share the people [default: none, the room boss assigns one]
    #[arg(long = "room", value_name = "ROOM", conflicts_with = "wished_room", add = ArgValueCompleter::new(complete_room))]
    rooms: Vec<String>,
    /// Day, or days as A..B
    #[arg(long, value_name = "DAY", required_unless_present_any = ["from", "segments"])]
    date: Option<String>,
    /// First day of a daily booking, or the start of one booking, such as 2026-03-02T22:00
    #[arg(long, value_name = "WHEN", requires = "to", conflicts_with = "date")]
    from: Option<String>,
    /// Last day of a daily booking, or the end of one booking
    #[arg(long, value_name = "WHEN", requires = "from")]
    to: Option<String>,
    /// Book Mondays to Fridays only
    #[arg(long)]
    weekdays: bool,
    /// Repeat the days of --date by an RRULE with COUNT or UNTIL, such as FREQ=WEEKLY;COUNT=6
    #[arg(long, value_name = "RRULE", requires = "date", conflicts_with_all = ["from", "weekdays"])]
    repeat: Option<String>,
    /// One segment as KEY=VALUE pairs; repeatable; missing keys take the values of the other flags
    ///
    /// For example room=Focus,date=2026-03-02,time=08:00-12:00,learners=20,facilitators=1,headcount=21,devices=5.
    #[arg(long = "segment", value_name = "KEY=VALUE,…", conflicts_with_all = ["rooms", "from", "weekdays", "repeat"])]
    segments: Vec<String>,
    /// Time as START-END, such as 08:00-12:00 or 22:00-02:00 [default: the whole site day]
    #[arg(long, value_name = "TIMES")]
    time: Option<String>,
    /// Hour to take where the clocks go back and show it twice: first or second
    #[arg(long, value_name = "WHICH", hide_possible_values = true)]
    repeated_hour: Option<RepeatedHour>,
}

pub fn run(args: BookingCreateArgs, per_person: NamePerPerson, app: &mut App) -> Result<CommandResult> {
    let request = format!("{args:?}");
    let repeat = IdempotencyKey::asked(args.idempotency_key.as_deref(), &request)?;
    let repeated_hour = args.parts.repeated_hour;
    let site = Site {
        repeated_hour,
        ..app.site()?
    };
    let today = app.today()?;
    let details = args.details.read(per_person, app)?;
    let mut notes = Vec::new();
    let parts = args
        .parts
        .read(&PartySize::of(&details), &site, today, &mut notes)?;
    let new = NewBooking {
        details,
        device_only: args.device_only,
        tentative: args.tentative,
        parts,
        skip_conflicts: args.skip_conflicts,
        repeated_hour,
        overrides: args.overrides.into(),
    };
    app.view.check_fields::<Booking>()?;
    let created = app.write(|tx| create::create(tx, &new, repeat.as_ref()));
    match &created {
        Err(error) if demand::is_demand(error) => demand::record_refused(app, &new, &[]),
        Ok(created) if !created.skipped.is_empty() => demand::record_refused(app, &new, &created.bookings),
        _ => {}
    }
    let created = created?;
    notes
        .iter()
        .chain(&created.warnings)
        .for_each(|note| app.note(note));
    let records = match created.bookings.as_slice() {
        [booking] if created.skipped.is_empty() => one(booking),
        bookings => list(bookings),
    };
    let failure = (!created.skipped.is_empty()).then(|| skipped(&created));
    Ok(CommandResult {
        reply: CommandOutput::Records(records),
        failure,
    })
}

/// Returns the error that names what was skipped.
fn skipped(created: &CreatedBookings) -> Error {
    let (left, made) = (created.skipped.len(), created.bookings.len());
    Error::new(
        Kind::Partial,
        ErrorCode::Skipped,
        format!("{made} booked, {left} skipped: {}", created.skipped.join("; ")),
    )
    .detail("skipped", created.skipped.clone())
}

impl BookingPartArgs {
    /// Reads the parts; a segment that names no people has those of `people`.
    fn read(
        self,
        people: &PartySize,
        site: &Site,
        today: NaiveDate,
        notes: &mut Vec<String>,
    ) -> Result<BookingParts> {
        if let Some(period) = self.period(site, today)? {
            return Ok(BookingParts::Period {
                period,
                rooms: self.rooms,
            });
        }
        let time = self.time.as_deref().map(parse_time_range).transpose()?;
        if self.segments.is_empty() {
            let start = time.map_or(site.day_start, |(start, _)| start);
            return Ok(BookingParts::Days {
                days: self.days(start, site, today, notes)?,
                time,
                rooms: self.rooms,
            });
        }
        let day = self
            .date
            .as_deref()
            .map(|text| parse_day(text, today))
            .transpose()?;
        let segments = self.segments.iter().enumerate().map(|(place, text)| {
            segment(text, day, time, people, today).map_err(|mut error| {
                error.message = format!("segment {}: {}", place + 1, error.message);
                error
            })
        });
        Ok(BookingParts::Segments(segments.collect::<Result<_>>()?))
    }

    /// Returns the period from one instant to another, if both ends are more than days.
    fn period(&self, site: &Site, today: NaiveDate) -> Result<Option<Period>> {
        let (Some(from), Some(to)) = (&self.from, &self.to) else {
            return Ok(None);
        };
        let is_day = |text: &str| parse_day(text, today).is_ok();
        if is_day(from) && is_day(to) {
            return Ok(None);
        }
        let is_month = |text: &&String| !is_day(text) && parse_month(text, today).is_ok();
        if let Some(month) = [from, to].into_iter().find(is_month) {
            return Err(
                Error::usage(format!("--from and --to take days, and `{month}` is a month"))
                    .hint("--from 2026-03-02 --to 2026-03-31"),
            );
        }
        if is_day(from) || is_day(to) || self.time.is_some() || self.weekdays {
            return Err(Error::usage(
                "--from and --to are two days, or two times without --time and --weekdays",
            )
            .hint("--from 2026-03-02T22:00 --to 2026-03-03T02:00"));
        }
        let at = |text: &str| parse_instant(text, site, today, false);
        Period::entered(from, to, at(from)?, at(to)?).map(Some)
    }

    fn days(
        &self,
        start: NaiveTime,
        site: &Site,
        today: NaiveDate,
        notes: &mut Vec<String>,
    ) -> Result<Vec<NaiveDate>> {
        let one = |text: &Option<String>| parse_day(text.as_deref().unwrap_or_default(), today);
        let (first, last) = match self.date.as_deref() {
            Some(range) if range.contains("..") => parse_days(range, today)?,
            Some(_) => {
                let day = one(&self.date)?;
                (day, day)
            }
            None => {
                let (from, to) = (self.from.as_deref(), self.to.as_deref());
                parse_first_and_last(from.unwrap_or_default(), to.unwrap_or_default(), today)?
            }
        };
        let Some(rule) = &self.repeat else {
            return recurrence::every_day(first, last, self.weekdays);
        };
        let begins = recurrence::days(rule, first, start, site)?;
        notes.extend(recurrence::left_out(rule, first, &begins));
        let several = recurrence::every_day(first, last, false)?;
        let mut days: Vec<NaiveDate> = begins
            .iter()
            .flat_map(|begin| several.iter().map(move |day| *begin + (*day - first)))
            .collect();
        days.sort_unstable();
        days.dedup();
        Ok(days)
    }
}

/// Parses such as `room=Focus,date=2026-03-02,learners=20`.
fn segment(
    text: &str,
    day: Option<NaiveDate>,
    time: Option<(NaiveTime, NaiveTime)>,
    people: &PartySize,
    today: NaiveDate,
) -> Result<BookingSegment> {
    let number = |key: &str, value: &str| -> Result<u32> {
        value
            .trim()
            .parse()
            .map_err(|_| Error::usage(format!("invalid number `{value}` for {key}")))
    };
    let (mut room, mut day, mut time, mut people) = (None, day, time, people.clone());
    for pair in text.split(',') {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        match key.trim() {
            "room" => room = Some(value.trim().to_owned()),
            "date" => day = Some(parse_day(value, today)?),
            "time" => time = Some(parse_time_range(value)?),
            "learners" => people.learners = number(key, value)?,
            "facilitators" => people.facilitators = number(key, value)?,
            "headcount" => people.headcount = Some(number(key, value)?),
            "devices" => people.devices = number(key, value)?,
            other => {
                return Err(Error::usage(format!("unknown segment key `{other}`"))
                    .hint("the keys are room, date, time, learners, facilitators, headcount, devices"));
            }
        }
    }
    let day = day.ok_or_else(|| {
        Error::usage("no date given").hint("add date=2026-03-02 to the segment, or use --date for all")
    })?;
    Ok(BookingSegment {
        room,
        when: SegmentTime::Day(day, time),
        people,
    })
}
