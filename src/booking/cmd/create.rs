//! `colab booking create`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use chrono::{NaiveDate, NaiveTime};

use super::targets::ExceptionArgs;
use crate::access::app::{App, CommandResult};
use crate::access::idempotency::Repeat;
use crate::booking::create::{self, Created, NewBooking, Parts, Segment};
use crate::booking::model::{Booking, DevicePreference, LunchCatering, MorningCatering, Tenant};
use crate::booking::recurrence;
use crate::booking::share::People;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::period::{Site, parse_day, parse_days, parse_time_range};
use crate::output::{CommandOutput, list, one};
use crate::room::cmd::complete_room;

#[derive(Debug, Args)]
pub struct CreateArgs {
    /// Who it is for
    #[arg(long = "client", alias = "client-name", value_name = "NAME")]
    client: String,
    /// A room, by name or alias; several times, and they share the people. Without one the booking is pending until the
    /// room boss assigns one
    #[arg(long = "room", value_name = "ROOM", add = ArgValueCompleter::new(complete_room))]
    rooms: Vec<String>,
    /// For a booking without a room: where it would like to be
    #[arg(long = "wish", alias = "wished-room", value_name = "ROOM", conflicts_with = "rooms", add = ArgValueCompleter::new(complete_room))]
    wished_room: Option<String>,
    /// The day, or days as A..B
    #[arg(long, value_name = "DAY", required_unless_present_any = ["from", "segments"])]
    date: Option<String>,
    /// Daily from this day
    #[arg(long, value_name = "DAY", requires = "to", conflicts_with = "date")]
    from: Option<String>,
    /// Daily up to and including this day
    #[arg(long, value_name = "DAY", requires = "from")]
    to: Option<String>,
    /// Mondays to Fridays alone
    #[arg(long)]
    weekdays: bool,
    /// Again and again, from --date on: an RRULE with an end, such as FREQ=WEEKLY;COUNT=6
    #[arg(long, value_name = "RRULE", requires = "date", conflicts_with_all = ["from", "weekdays"])]
    repeat: Option<String>,
    /// Exactly this part: room=Focus,date=2026-03-02,time=08:00-12:00,learners=20,facilitators=1,headcount=21,devices=5;
    /// several times; what it leaves out is as the other flags say
    #[arg(long = "segment", value_name = "KEY=VALUE,…", conflicts_with_all = ["rooms", "from", "weekdays", "repeat"])]
    segments: Vec<String>,
    /// START-END, such as 08:00-12:00; the whole site day without it
    #[arg(long, value_name = "TIMES")]
    time: Option<String>,
    /// How many learners
    #[arg(
        long = "learners",
        alias = "num-learners",
        value_name = "N",
        default_value_t = 0
    )]
    learners: u32,
    /// How many facilitators
    #[arg(
        long = "facilitators",
        alias = "num-facilitators",
        value_name = "N",
        default_value_t = 0
    )]
    facilitators: u32,
    /// Everybody in the room, where it is not learners and facilitators together
    #[arg(long, value_name = "N")]
    headcount: Option<u32>,
    /// How many devices
    #[arg(
        long = "devices",
        alias = "devices-needed",
        value_name = "N",
        default_value_t = 0
    )]
    devices: u32,
    /// Of which kind
    #[arg(long, alias = "device-type-preference", value_name = "KIND")]
    device_type: Option<DevicePreference>,
    /// Which house it is for; rooms are shared
    #[arg(long, default_value = "TECH")]
    tenant: Tenant,
    /// An office rather than a class: no headcount needed, left out of the calendar
    #[arg(long)]
    long_term: bool,
    /// Whom to ask for
    #[arg(long = "contact-person", alias = "client-contact-person", value_name = "NAME")]
    contact_person: Option<String>,
    /// Where to write to
    #[arg(long = "email", alias = "client-email")]
    email: Option<String>,
    /// Where to call
    #[arg(long = "phone", alias = "client-phone")]
    phone: Option<String>,
    /// A coffee and tea station
    #[arg(long, alias = "coffee-tea-station")]
    coffee: bool,
    /// What to eat in the morning
    #[arg(long = "morning", alias = "morning-catering", value_name = "WHAT")]
    morning: Option<MorningCatering>,
    /// What to eat at noon
    #[arg(long = "lunch", alias = "lunch-catering", value_name = "WHAT")]
    lunch: Option<LunchCatering>,
    /// For the kitchen
    #[arg(long, value_name = "TEXT")]
    catering_notes: Option<String>,
    /// Stationery for everybody
    #[arg(long, alias = "stationery-needed")]
    stationery: bool,
    /// Bottles a day
    #[arg(long, value_name = "N", default_value_t = 0)]
    water_bottles: u32,
    /// For the room boss
    #[arg(long = "notes", alias = "requester-notes", value_name = "TEXT")]
    notes: Option<String>,
    /// Devices alone, no room
    #[arg(long, conflicts_with_all = ["rooms", "wished_room"])]
    device_only: bool,
    /// Hold the room without confirming the booking
    #[arg(long)]
    tentative: bool,
    /// Where a room is taken, book the others and say what was left out (exit code 8)
    #[arg(long)]
    skip_conflicts: bool,
    #[command(flatten)]
    exceptions: ExceptionArgs,
    /// The same key gives the same booking again
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

pub fn run(args: CreateArgs, app: &mut App) -> Result<CommandResult> {
    let request = format!("{args:?}");
    let repeat = Repeat::asked(args.idempotency_key.as_deref(), &request)?;
    let (site, today) = (app.site()?, app.today()?);
    let parts = parts(&args, &site, today)?;
    let new = NewBooking {
        client: args.client,
        tenant: args.tenant,
        long_term: args.long_term,
        device_only: args.device_only,
        tentative: args.tentative,
        wished_room: args.wished_room,
        device_type: args.device_type,
        contact_person: args.contact_person,
        email: args.email,
        phone: args.phone,
        coffee: args.coffee,
        morning: args.morning,
        lunch: args.lunch,
        catering_notes: args.catering_notes,
        stationery: args.stationery,
        water_bottles: args.water_bottles,
        notes: args.notes,
        parts,
        skip_conflicts: args.skip_conflicts,
        exceptions: args.exceptions.into(),
    };
    app.view.check_fields::<Booking>()?;
    let created = app.write(|tx| create::create(tx, &new, repeat.as_ref()))?;
    created.warnings.iter().for_each(|warning| app.note(warning));
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

/// What was left out, told after what was booked.
fn skipped(created: &Created) -> Error {
    let (left, made) = (created.skipped.len(), created.bookings.len());
    Error::new(
        Kind::Partial,
        ErrorCode::Skipped,
        format!("{made} booked, {left} skipped: {}", created.skipped.join("; ")),
    )
    .detail("skipped", created.skipped.clone())
}

fn parts(args: &CreateArgs, site: &Site, today: NaiveDate) -> Result<Parts> {
    let time = args.time.as_deref().map(parse_time_range).transpose()?;
    let people = People {
        learners: args.learners,
        facilitators: args.facilitators,
        headcount: args.headcount,
        devices: args.devices,
    };
    if args.segments.is_empty() {
        let days = days(args, time.map_or(site.day_start, |time| time.0), site, today)?;
        return Ok(Parts::Days {
            days,
            time,
            rooms: args.rooms.clone(),
            people,
        });
    }
    let day = args
        .date
        .as_deref()
        .map(|text| parse_day(text, today))
        .transpose()?;
    let segments = args.segments.iter().enumerate().map(|(place, text)| {
        segment(text, day, time, &people, today).map_err(|mut error| {
            error.message = format!("segment {}: {}", place + 1, error.message);
            error
        })
    });
    Ok(Parts::Segments(segments.collect::<Result<_>>()?))
}

fn days(args: &CreateArgs, start: NaiveTime, site: &Site, today: NaiveDate) -> Result<Vec<NaiveDate>> {
    let one = |text: &Option<String>| parse_day(text.as_deref().unwrap_or_default(), today);
    let (first, last) = match args.date.as_deref() {
        Some(range) if range.contains("..") => parse_days(range, today)?,
        Some(_) => {
            let day = one(&args.date)?;
            (day, day)
        }
        None => (one(&args.from)?, one(&args.to)?),
    };
    match &args.repeat {
        Some(rule) => recurrence::days(rule, first, start, site),
        None => recurrence::every_day(first, last, args.weekdays),
    }
}

/// `room=Focus,date=2026-03-02,learners=20`.
fn segment(
    text: &str,
    day: Option<NaiveDate>,
    time: Option<(NaiveTime, NaiveTime)>,
    people: &People,
    today: NaiveDate,
) -> Result<Segment> {
    let number = |key: &str, value: &str| -> Result<u32> {
        value
            .trim()
            .parse()
            .map_err(|_| Error::usage(format!("{key}: `{value}` is no number")))
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
                return Err(Error::usage(format!("`{other}` is no part of a segment"))
                    .hint("the parts are room, date, time, learners, facilitators, headcount, devices"));
            }
        }
    }
    let day = day.ok_or_else(|| Error::usage("it has no date").hint("date=2026-03-02, or --date for all"))?;
    Ok(Segment {
        room,
        day,
        time,
        people,
    })
}
