//! `colab booking edit` and `reschedule`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::targets::{ExceptionArgs, TargetArgs, shown};
use crate::access::app::{App, CommandResult};
use crate::booking::edit::{self, Edit, Move};
use crate::booking::model::{Booking, DevicePreference, LunchCatering, MorningCatering, Tenant};
use crate::kernel::error::{Error, Result};
use crate::kernel::period::{parse_day, parse_days_count, parse_time_range};
use crate::room::cmd::complete_room;

#[derive(Debug, Args)]
pub struct EditArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// Who it is for
    #[arg(long = "client", alias = "client-name", value_name = "NAME")]
    client: Option<String>,
    /// Another room, for a booking that has one
    #[arg(long, add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
    /// Where a booking without a room would like to be; "" takes the wish away
    #[arg(long = "wish", alias = "wished-room", value_name = "ROOM", add = ArgValueCompleter::new(complete_room))]
    wished_room: Option<String>,
    /// Which house it is for
    #[arg(long)]
    tenant: Option<Tenant>,
    /// How many learners
    #[arg(long = "learners", alias = "num-learners", value_name = "N")]
    learners: Option<u32>,
    /// How many facilitators
    #[arg(long = "facilitators", alias = "num-facilitators", value_name = "N")]
    facilitators: Option<u32>,
    /// Everybody in the room, where it is not learners and facilitators together
    #[arg(long, value_name = "N")]
    headcount: Option<u32>,
    /// How many devices
    #[arg(long = "devices", alias = "devices-needed", value_name = "N")]
    devices: Option<u32>,
    /// Of which kind
    #[arg(long, alias = "device-type-preference", value_name = "KIND")]
    device_type: Option<DevicePreference>,
    /// Whom to ask for; "" takes it away, as of every text
    #[arg(long = "contact-person", alias = "client-contact-person", value_name = "NAME")]
    contact_person: Option<String>,
    /// Where to write to
    #[arg(long = "email", alias = "client-email")]
    email: Option<String>,
    /// Where to call
    #[arg(long = "phone", alias = "client-phone")]
    phone: Option<String>,
    /// A coffee and tea station: true or false
    #[arg(long, alias = "coffee-tea-station", value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    coffee: Option<bool>,
    /// What to eat in the morning
    #[arg(long = "morning", alias = "morning-catering", value_name = "WHAT")]
    morning: Option<MorningCatering>,
    /// What to eat at noon
    #[arg(long = "lunch", alias = "lunch-catering", value_name = "WHAT")]
    lunch: Option<LunchCatering>,
    /// For the kitchen
    #[arg(long, value_name = "TEXT")]
    catering_notes: Option<String>,
    /// Stationery for everybody: true or false
    #[arg(long, alias = "stationery-needed", value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    stationery: Option<bool>,
    /// Bottles a day
    #[arg(long, value_name = "N")]
    water_bottles: Option<u32>,
    /// The requester's notes
    #[arg(long = "notes", alias = "requester-notes", value_name = "TEXT")]
    notes: Option<String>,
    /// The room boss's notes
    #[arg(long, value_name = "TEXT")]
    room_boss_notes: Option<String>,
    /// An office rather than a class: true or false
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    long_term: Option<bool>,
    #[command(flatten)]
    exceptions: ExceptionArgs,
}

#[derive(Debug, Args)]
pub struct RescheduleArgs {
    #[command(flatten)]
    targets: TargetArgs,
    /// The new day; of a series the others move by as many days
    #[arg(long, value_name = "DAY", required_unless_present_any = ["by", "time", "room"])]
    date: Option<String>,
    /// By so many days or weeks, such as 7d, -1d, 2w
    #[arg(
        long,
        value_name = "DAYS",
        conflicts_with = "date",
        allow_hyphen_values = true
    )]
    by: Option<String>,
    /// The new START-END, such as 08:00-12:00
    #[arg(long, value_name = "TIMES")]
    time: Option<String>,
    /// Another room, for a booking that has one
    #[arg(long, add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
    #[command(flatten)]
    exceptions: ExceptionArgs,
}

pub fn edit(args: EditArgs, app: &mut App) -> Result<CommandResult> {
    let targets = args.targets.read(app)?;
    let edit = Edit {
        client: args.client,
        room: args.room,
        wished_room: args.wished_room,
        tenant: args.tenant,
        learners: args.learners,
        facilitators: args.facilitators,
        headcount: args.headcount,
        devices: args.devices,
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
        room_boss_notes: args.room_boss_notes,
        long_term: args.long_term,
    };
    if edit == Edit::default() {
        return Err(Error::usage("nothing to change was named")
            .hint("colab booking edit --help")
            .hint("another day or time: colab booking reschedule"));
    }
    let exceptions = args.exceptions.into();
    app.view.check_fields::<Booking>()?;
    let changed = app.write(|tx| edit::edit(tx, &targets, &edit, &exceptions))?;
    Ok(shown(app, &changed))
}

pub fn reschedule(args: RescheduleArgs, app: &mut App) -> Result<CommandResult> {
    let targets = args.targets.read(app)?;
    let today = app.today()?;
    let to = Move {
        day: args
            .date
            .as_deref()
            .map(|text| parse_day(text, today))
            .transpose()?,
        by: args.by.as_deref().map(parse_days_count).transpose()?,
        time: args.time.as_deref().map(parse_time_range).transpose()?,
        room: args.room,
    };
    let exceptions = args.exceptions.into();
    app.view.check_fields::<Booking>()?;
    let changed = app.write(|tx| edit::reschedule(tx, &targets, &to, &exceptions))?;
    Ok(shown(app, &changed))
}
