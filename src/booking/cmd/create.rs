//! `colab booking create`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use crate::app::{App, Done};
use crate::booking::model::{Booking, DevicePreference, LunchCatering, MorningCatering, Tenant};
use crate::booking::service::{self, NewBooking};
use crate::error::Result;
use crate::output::one;
use crate::period::{parse_day, parse_time_range};
use crate::repeat::Repeat;
use crate::room::cmd::complete_room;

#[derive(Debug, Args)]
pub struct CreateArgs {
    /// Who it is for
    #[arg(long = "client", alias = "client-name", value_name = "NAME")]
    client: String,
    /// The room, by name or alias; without one the booking is pending until the room boss assigns one
    #[arg(long, add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
    /// The day
    #[arg(long, value_name = "DAY")]
    date: String,
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
    /// Record something that has happened
    #[arg(long)]
    allow_past: bool,
    /// More people than seats
    #[arg(long, requires = "reason")]
    allow_over_capacity: bool,
    /// Why
    #[arg(long, requires = "allow_over_capacity", value_name = "TEXT")]
    reason: Option<String>,
    /// The same key gives the same booking again
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

pub fn run(args: CreateArgs, app: &mut App) -> Result<Done> {
    let request = format!("{args:?}");
    let repeat = args
        .idempotency_key
        .as_deref()
        .map(|key| Repeat::new(key, &request))
        .transpose()?;
    let today = app.today()?;
    let new = NewBooking {
        day: parse_day(&args.date, today)?,
        time: args.time.as_deref().map(parse_time_range).transpose()?,
        client: args.client,
        room: args.room,
        learners: args.learners,
        facilitators: args.facilitators,
        headcount: args.headcount,
        devices: args.devices,
        device_type: args.device_type,
        tenant: args.tenant,
        long_term: args.long_term,
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
        allow_past: args.allow_past,
        over_capacity_reason: args.reason,
    };
    app.view.check_fields::<Booking>()?;
    let created = app.write(|tx| service::create(tx, &new, repeat.as_ref()))?;
    created.warnings.iter().for_each(|warning| app.note(warning));
    Ok(one(&created.booking).into())
}
