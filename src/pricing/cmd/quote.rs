//! `colab pricing quote`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use clap_complete::ArgValueCompleter;

use crate::access::app::{App, CommandResult};
use crate::access::settings::hundredths;
use crate::booking::cmd::complete_booking;
use crate::booking::{Catering, LunchCatering, MorningCatering, SeriesScope};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{is_working_day, parse_day, parse_days, parse_time_range};
use crate::output::{CommandOutput, write_file};
use crate::pricing::model::Tier;
use crate::pricing::quote::service::{self, Ask, Asked, Offer, Stored, Wish};
use crate::room::cmd::complete_room;

/// More people, devices or things than any booking has.
const MOST: u32 = 100_000;
/// More days than anybody quotes.
const MOST_DAYS: usize = 3_660;

#[derive(Debug, Args)]
pub struct QuoteArgs {
    /// A booking's number or a rental's; none: what the flags below say, and nothing is stored
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete_booking))]
    id: Option<String>,
    /// Its whole series, quoted together
    #[arg(long, requires = "id")]
    series: bool,
    /// It and the later ones of its series, quoted together
    #[arg(long, requires = "id", conflicts_with = "series")]
    rest: bool,
    #[command(flatten)]
    offer: OfferArgs,
    /// Leave out what has no price, and say so
    #[arg(long)]
    partial: bool,
    /// Write a PDF instead
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    wish: WishArgs,
}

/// On which terms something is quoted or proposed.
#[derive(Debug, Args)]
pub struct OfferArgs {
    /// Prices of this tier; the standard one where there is none
    #[arg(long)]
    tier: Option<Tier>,
    /// Less so many percent
    #[arg(long, value_name = "PERCENT")]
    discount: Option<String>,
}

impl OfferArgs {
    /// # Errors
    /// `Usage` for what is no percentage.
    pub fn read(&self) -> Result<Asked> {
        let percent = |text: &String| {
            hundredths(text.trim().trim_end_matches('%').trim()).ok_or_else(|| {
                let shown = crate::kernel::text::printable(text);
                Error::usage(format!("`{shown}` is no percentage from 0 to 100")).hint("write 10 or 7.5")
            })
        };
        Ok(Asked {
            tier: self.tier,
            discount: self.discount.as_ref().map(percent).transpose()?,
        })
    }
}

#[derive(Debug, Args)]
#[command(next_help_heading = "What is not booked")]
struct WishArgs {
    /// In this room, by name or alias
    #[arg(long, conflicts_with = "id", add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
    /// The day, or days as A..B
    #[arg(long, value_name = "DAY", conflicts_with_all = ["id", "from"], required_unless_present_any = ["id", "from"])]
    date: Option<String>,
    /// Daily from this day
    #[arg(long, value_name = "DAY", requires = "to", conflicts_with = "id")]
    from: Option<String>,
    /// Daily up to and including this day
    #[arg(long, value_name = "DAY", requires = "from")]
    to: Option<String>,
    /// Mondays to Fridays alone
    #[arg(long, conflicts_with = "id")]
    weekdays: bool,
    /// START-END, such as 08:00-12:00; the whole site day without it
    #[arg(long, value_name = "TIMES", conflicts_with = "id")]
    time: Option<String>,
    /// How many learners
    #[arg(
        long,
        alias = "num-learners",
        value_name = "N",
        default_value_t = 0,
        conflicts_with = "id"
    )]
    learners: u32,
    /// How many facilitators
    #[arg(
        long,
        alias = "num-facilitators",
        value_name = "N",
        default_value_t = 0,
        conflicts_with = "id"
    )]
    facilitators: u32,
    /// How many devices
    #[arg(
        long,
        alias = "devices-needed",
        value_name = "N",
        default_value_t = 0,
        conflicts_with = "id"
    )]
    devices: u32,
    /// Of which category; any without it
    #[arg(long, value_name = "NAME", requires = "devices")]
    device_category: Option<String>,
    /// A coffee and tea station
    #[arg(long, alias = "coffee-tea-station", conflicts_with = "id")]
    coffee: bool,
    /// What to eat in the morning
    #[arg(long, alias = "morning-catering", value_name = "WHAT", conflicts_with = "id")]
    morning: Option<MorningCatering>,
    /// What to eat at noon
    #[arg(long, alias = "lunch-catering", value_name = "WHAT", conflicts_with = "id")]
    lunch: Option<LunchCatering>,
    /// Stationery for everybody
    #[arg(long, alias = "stationery-needed", conflicts_with = "id")]
    stationery: bool,
    /// Bottles a day
    #[arg(long, value_name = "N", default_value_t = 0, conflicts_with = "id")]
    water_bottles: u32,
    /// An amenity that has a price, such as "Flip chart=2"; several times
    #[arg(long = "amenity", value_name = "NAME[=N]", conflicts_with = "id")]
    amenities: Vec<String>,
}

pub fn run(args: &QuoteArgs, app: &mut App) -> Result<CommandResult> {
    if let Some(path) = &args.output
        && path
            .extension()
            .is_none_or(|ending| !ending.eq_ignore_ascii_case("pdf"))
    {
        return Err(Error::usage(format!("a quote is no `{}`", path.display()))
            .hint("name a file that ends in .pdf; -f json, csv or md go to standard output"));
    }
    let offer = args.offer.read()?.or(Offer::default());
    let ask = match &args.id {
        Some(id) => Ask::Stored(stored(id, extent(args.series, args.rest))?),
        None => Ask::Wish(Box::new(args.wish.read(app)?)),
    };
    let quote = app.read(|tx| service::quote(tx, &ask, offer, args.partial))?;
    let Some(path) = &args.output else {
        return Ok(CommandOutput::Report(Box::new(quote)).into());
    };
    write_file(path, &quote.to_pdf()?)?;
    app.note(&format!("{} is written: {}", path.display(), quote.title()));
    Ok(CommandOutput::Nothing.into())
}

/// How much of a series is meant.
pub fn extent(series: bool, rest: bool) -> SeriesScope {
    match (series, rest) {
        (true, _) => SeriesScope::Series,
        (_, true) => SeriesScope::Rest,
        _ => SeriesScope::One,
    }
}

/// A booking by its number, or a rental by its own.
///
/// # Errors
/// `Usage` for what is neither.
pub fn stored(id: &str, extent: SeriesScope) -> Result<Stored> {
    let shown = crate::kernel::text::printable(id);
    match id.trim().parse() {
        Ok(number) => Ok(Stored::Booking(number, extent)),
        Err(_) if !id.trim().to_uppercase().starts_with("RN-") => Err(Error::usage(format!(
            "`{shown}` is no number of a booking or a rental"
        ))
        .hint("write 17 or RN-2026-0001")),
        Err(_) if extent != SeriesScope::One => Err(Error::usage("a rental has no series")),
        Err(_) => Ok(Stored::Rental(id.to_owned())),
    }
}

impl WishArgs {
    fn read(&self, app: &mut App) -> Result<Wish> {
        let today = app.today()?;
        let (first, last) = match (&self.date, &self.from, &self.to) {
            (Some(date), ..) => parse_days(date, today)?,
            (None, Some(from), Some(to)) => (parse_day(from, today)?, parse_day(to, today)?),
            _ => return Err(Error::usage("no day was named").hint("--date DAY, or --from DAY --to DAY")),
        };
        Ok(Wish {
            room: self.room.clone(),
            days: self.days(first, last)?,
            time: self.time.as_deref().map(parse_time_range).transpose()?,
            heads: number("learners", self.learners)? + number("facilitators", self.facilitators)?,
            devices: number("devices", self.devices)?,
            device_category: self.device_category.clone(),
            catering: self.catering()?,
            amenities: self
                .amenities
                .iter()
                .map(|text| amenity(text))
                .collect::<Result<_>>()?,
        })
    }

    fn days(&self, first: NaiveDate, last: NaiveDate) -> Result<Vec<NaiveDate>> {
        if last < first {
            return Err(Error::invalid(
                ErrorCode::EndBeforeStart,
                format!("{last} is before {first}"),
            ));
        }
        let days = first.iter_days().take_while(|day| *day <= last);
        let days = days
            .filter(|day| !self.weekdays || is_working_day(*day))
            .take(MOST_DAYS + 1);
        let days: Vec<NaiveDate> = days.collect();
        if days.len() > MOST_DAYS {
            return Err(Error::invalid(
                ErrorCode::AbsurdNumber,
                format!("{first} to {last} is more than {MOST_DAYS} days"),
            ));
        }
        match days.is_empty() {
            true => Err(Error::invalid(
                ErrorCode::NoDays,
                format!("{first} to {last} has no working day"),
            )),
            false => Ok(days),
        }
    }

    fn catering(&self) -> Result<Catering> {
        let bottles = number("water-bottles", self.water_bottles)?;
        Ok(Catering {
            coffee_tea_station: self.coffee,
            morning_catering: self.morning,
            lunch_catering: self.lunch,
            stationery_needed: self.stationery,
            water_bottles: i32::try_from(bottles).unwrap_or(i32::MAX),
            ..Catering::none(0)
        })
    }
}

fn number(field: &str, number: u32) -> Result<i64> {
    match number <= MOST {
        true => Ok(number.into()),
        false => Err(Error::invalid(
            ErrorCode::AbsurdNumber,
            format!("{field} is more than {MOST}"),
        )),
    }
}

/// `Flip chart` or `Flip chart=2`.
fn amenity(text: &str) -> Result<(String, i64)> {
    let Some((name, count)) = text.rsplit_once('=') else {
        return Ok((text.to_owned(), 1));
    };
    let count: u32 = count
        .trim()
        .parse()
        .ok()
        .filter(|count| *count > 0)
        .ok_or_else(|| {
            let shown = crate::kernel::text::printable(text);
            Error::usage(format!("`{shown}` does not end in a number from 1 on"))
                .hint("write \"Flip chart=2\"")
        })?;
    Ok((name.trim().to_owned(), number("amenity", count)?))
}
