//! `colab booking …`.

use clap::{Args, Subcommand};
use clap_complete::ArgValueCompleter;

use super::calendar;
use super::model::{Booking, DevicePreference, LunchCatering, MorningCatering, Status, Tenant};
use super::service::{self, NewBooking};
use super::store::{Filter, Sort};
use crate::app::{App, Done};
use crate::audit::AuditRow;
use crate::error::Result;
use crate::output::{Reply, Value, list, one};
use crate::period::{parse_day, parse_instant, parse_month, parse_time_range};
use crate::repeat::Repeat;
use crate::room::cmd::complete_room;

#[derive(Debug, Subcommand)]
pub enum BookingCommand {
    /// Book a room for a day, or ask for one
    #[command(
        after_help = "Examples:\n  colab booking create --client \"Baobab Health\" --date 2026-03-02 --learners 25 --facilitators 1 --devices 18 --device-type laptops\n  colab booking create --client Umoya --room Focus --date tomorrow --time 08:00-12:00 --learners 40\n  colab booking create --client Siyaya --room \"Success 10\" --date 2026-03-02 --long-term --dry-run"
    )]
    Create(Box<CreateArgs>),
    /// List bookings
    #[command(
        after_help = "Examples:\n  colab booking list --status pending --from 2026-03-01 --to 2026-03-31 -f json\n  colab booking list --room Excellence --from today\n  colab booking list --client umoya --fields id,starts_at,room -f csv"
    )]
    List(ListArgs),
    /// Show one booking with its requests and its history
    #[command(after_help = "Examples:\n  colab booking show 17\n  colab booking show 17 -f json")]
    Show(ShowArgs),
    /// Show a month: days down, rooms across
    #[command(
        after_help = "Examples:\n  colab booking calendar --month 2026-03\n  colab booking calendar --all -f json\n  colab booking calendar --month next --fields date,room,headcount -f csv"
    )]
    Calendar(CalendarArgs),
}

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

#[derive(Debug, Args)]
pub struct ListArgs {
    /// pending, room_assigned, confirmed (approved)…; several times
    #[arg(long = "status", value_parser = Status::read)]
    statuses: Vec<Status>,
    /// Only this room, by name or alias
    #[arg(long, add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
    /// Part of the client's name
    #[arg(long = "client", alias = "client-name", value_name = "TEXT")]
    client: Option<String>,
    /// From this day or instant on
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Up to and including this day
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// On this day, month or range A..B
    #[arg(long, value_name = "WHEN", conflicts_with_all = ["from", "to"])]
    date: Option<String>,
    /// Only this house
    #[arg(long)]
    tenant: Option<Tenant>,
    /// Made together
    #[arg(long = "series", value_name = "ID")]
    series: Option<i64>,
    /// Made by this import
    #[arg(long = "import", value_name = "ID")]
    import: Option<i64>,
    /// Only offices (true) or none of them (false)
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    long_term: Option<bool>,
    /// The order
    #[arg(long, default_value = "starts_at", value_name = "FIELD")]
    sort: Sort,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    /// Those that come after this one, in the order of --sort
    #[arg(long, value_name = "ID")]
    after: Option<i64>,
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The booking's number
    id: i64,
}

#[derive(Debug, Args)]
pub struct CalendarArgs {
    /// 2026-03, this or next
    #[arg(long, default_value = "this")]
    month: String,
    /// Also long-term offices
    #[arg(long)]
    all: bool,
}

pub fn run(command: BookingCommand, app: &mut App) -> Result<Done> {
    match command {
        BookingCommand::Create(args) => create(*args, app),
        BookingCommand::List(args) => list_bookings(args, app),
        BookingCommand::Show(args) => show(&args, app),
        BookingCommand::Calendar(args) => {
            let today = app.today()?;
            let month = parse_month(&args.month, today)?;
            let calendar = app.read(|tx| calendar::month(tx, month, args.all))?;
            Ok(Reply::Report(Box::new(calendar)).into())
        }
    }
}

fn create(args: CreateArgs, app: &mut App) -> Result<Done> {
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

fn list_bookings(args: ListArgs, app: &mut App) -> Result<Done> {
    let (site, today) = (app.site()?, app.today()?);
    let bound = |text: &Option<String>, end: bool| {
        text.as_deref()
            .map(|text| parse_instant(text, &site, today, end))
            .transpose()
    };
    let filter = Filter {
        ids: None,
        statuses: args.statuses,
        room_ids: None,
        client: args.client,
        from: bound(&args.date, false)?.or(bound(&args.from, false)?),
        to: bound(&args.date, true)?.or(bound(&args.to, true)?),
        tenant: args.tenant,
        series_id: args.series,
        import_id: args.import,
        long_term: args.long_term,
        own_of: None,
        sort: args.sort,
        after: args.after,
        limit: args.limit.map(i64::from),
    };
    let bookings = app.read(|tx| service::list(tx, filter, args.room.as_deref()))?;
    Ok(list(&bookings).into())
}

fn show(args: &ShowArgs, app: &mut App) -> Result<Done> {
    let shown = app.read(|tx| service::show(tx, args.id))?;
    let mut records = one(&shown.booking);
    let requests = Value::List(shown.requests.iter().map(Value::from).collect());
    let history = Value::List(shown.history.iter().map(happened).collect());
    records.add_field("device_requests", requests);
    records.add_field("history", history);
    Ok(records.into())
}

/// A line of the history.
fn happened(row: &AuditRow) -> Value {
    let parsed = |text: &Option<String>| text.clone().into();
    Value::Object(vec![
        ("at", row.at.into()),
        ("actor", row.actor.as_str().into()),
        ("command", row.command.as_str().into()),
        ("before", parsed(&row.before)),
        ("after", parsed(&row.after)),
    ])
}
