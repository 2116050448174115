//! `colab pricing quote`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use clap_complete::ArgValueCompleter;

use crate::access::app::{App, CommandResult, OpenArgs};
use crate::booking::amenities::without_each;
use crate::booking::cmd::{complete_booking, complete_client};
use crate::booking::{Catering, LunchCatering, MorningCatering, SeriesScope};
use crate::device::cmd::complete_category;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::percent::thousandths;
use crate::kernel::period::{is_working_day, parse_day, parse_days, parse_first_and_last, parse_time_range};
use crate::kernel::text::clean_text;
use crate::output::{CommandOutput, Report, takes_document};
use crate::pricing::model::Tier;
use crate::pricing::quote::model::{Quote, QuoteRequest, QuoteTarget, RequestedTerms, UnbookedRequest};
use crate::pricing::quote::{saved, service};
use crate::room::cmd::{complete_amenity, complete_room};

/// The largest number of people, devices or pieces.
const MOST: u32 = 100_000;
/// The largest number of days.
const MOST_DAYS: usize = 3_660;

#[derive(Debug, Args)]
pub struct QuoteArgs {
    /// Booking, rental or quote number; without one, what the flags below describe
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete_booking))]
    id: Option<String>,
    /// Quote its whole series together
    #[arg(long, requires = "id")]
    series: bool,
    /// Quote it together with the later bookings of its series
    #[arg(long, requires = "id", conflicts_with = "series")]
    rest: bool,
    #[command(flatten)]
    offer: OfferArgs,
    /// Quote today's prices instead of those that were agreed on
    #[arg(long, requires = "id")]
    reprice: bool,
    /// Leave out what has no price, and list it
    #[arg(long)]
    partial: bool,
    /// Keep it under a number of its own
    #[arg(long)]
    save: bool,
    /// Last day on which it can be accepted; implies --save [default: setting quote_valid_days]
    #[arg(long, value_name = "DAY")]
    valid_until: Option<String>,
    /// Write a PDF instead
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    pub open: OpenArgs,
    #[command(flatten)]
    unbooked: UnbookedArgs,
}

// The terms on which something is quoted or proposed.
#[derive(Debug, Args)]
pub struct OfferArgs {
    /// Price tier; standard prices apply where the tier has none
    #[arg(long)]
    tier: Option<Tier>,
    /// Discount in percent
    #[arg(long, value_name = "PERCENT")]
    discount: Option<String>,
}

impl OfferArgs {
    /// Whether any term is given.
    pub fn is_given(&self) -> bool {
        self.tier.is_some() || self.discount.is_some()
    }

    /// Reads the terms.
    ///
    /// # Errors
    /// `Usage` for an invalid percentage.
    pub fn read(&self) -> Result<RequestedTerms> {
        Ok(RequestedTerms {
            tier: self.tier,
            discount: self.discount.as_deref().map(read_percent).transpose()?,
            reprice: false,
        })
    }
}

/// Reads a percentage as typed, in thousandths of a percent.
///
/// # Errors
/// `Usage` for anything else.
pub fn read_percent(text: &str) -> Result<i64> {
    thousandths(text.trim().trim_end_matches('%').trim()).ok_or_else(|| {
        let shown = crate::kernel::text::printable(text);
        Error::usage(format!("invalid percentage `{shown}`"))
            .hint("write a number from 0 to 100 with at most three decimals, such as 7.5")
    })
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Unbooked request")]
struct UnbookedArgs {
    /// Client, whose own prices apply
    #[arg(long, value_name = "NAME", conflicts_with = "id", add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    /// Room, by name or alias
    #[arg(long, conflicts_with = "id", add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
    /// Day, or days as A..B
    #[arg(long, value_name = "DAY", conflicts_with_all = ["id", "from"], required_unless_present_any = ["id", "from"])]
    date: Option<String>,
    /// First day of a daily use
    #[arg(long, value_name = "DAY", requires = "to", conflicts_with = "id")]
    from: Option<String>,
    /// Last day of a daily use
    #[arg(long, value_name = "DAY", requires = "from")]
    to: Option<String>,
    /// Leave out Saturdays and Sundays
    #[arg(long, conflicts_with = "id")]
    weekdays: bool,
    /// Time as START-END, such as 08:00-12:00 [default: the whole site day]
    #[arg(long, value_name = "TIMES", conflicts_with = "id")]
    time: Option<String>,
    /// Number of learners
    #[arg(
        long,
        alias = "num-learners",
        value_name = "N",
        default_value_t = 0,
        conflicts_with = "id"
    )]
    learners: u32,
    /// Number of facilitators
    #[arg(
        long,
        alias = "num-facilitators",
        value_name = "N",
        default_value_t = 0,
        conflicts_with = "id"
    )]
    facilitators: u32,
    /// Number of devices
    #[arg(
        long,
        alias = "devices-needed",
        value_name = "N",
        default_value_t = 0,
        conflicts_with = "id"
    )]
    devices: u32,
    /// Device category [default: any]
    #[arg(long, value_name = "NAME", requires = "devices", add = ArgValueCompleter::new(complete_category))]
    device_category: Option<String>,
    /// Add a coffee and tea station
    #[arg(long, alias = "coffee-tea-station", conflicts_with = "id")]
    coffee: bool,
    /// Morning catering
    #[arg(long, alias = "morning-catering", value_name = "WHAT", conflicts_with = "id")]
    morning: Option<MorningCatering>,
    /// Lunch
    #[arg(long, alias = "lunch-catering", value_name = "WHAT", conflicts_with = "id")]
    lunch: Option<LunchCatering>,
    /// Add stationery for each person
    #[arg(long, alias = "stationery-needed", conflicts_with = "id")]
    stationery: bool,
    /// Number of water bottles a day
    #[arg(long, value_name = "N", default_value_t = 0, conflicts_with = "id")]
    water_bottles: u32,
    /// Number of printed pages a day
    #[arg(long, value_name = "N", default_value_t = 0, conflicts_with = "id")]
    printed_pages: u32,
    /// Amenity with its number, such as "Flip chart=2"; repeatable
    #[arg(long = "amenity", value_name = "NAME[=N]", conflicts_with = "id", add = ArgValueCompleter::new(complete_amenity))]
    amenities: Vec<String>,
}

pub fn run(args: &QuoteArgs, app: &mut App) -> Result<CommandResult> {
    if let Some(path) = &args.output
        && !takes_document(path, "pdf")
    {
        return Err(Error::usage(format!(
            "cannot write a quote to `{}`: only PDF is supported",
            path.display()
        ))
        .hint("use a file name that ends in .pdf, or -f json, csv or md for standard output"));
    }
    let quote = match args.id.as_deref().filter(|id| is_quote_number(id)) {
        Some(number) => args.show(number, app)?,
        None => args.quote(app)?,
    };
    let Some(path) = &args.output else {
        return Ok(CommandOutput::Report(Box::new(quote)).into());
    };
    app.warn_of_lacking_letters(&quote.text(&app.view))?;
    app.write_document(path, &quote.to_pdf()?, &quote.title())?;
    Ok(CommandOutput::Nothing.into())
}

/// Whether a text is the number of a quote, rather than of a booking or a rental.
pub fn is_quote_number(text: &str) -> bool {
    text.trim().to_uppercase().starts_with("QU-")
}

impl QuoteArgs {
    /// Shows a quote that was kept.
    fn show(&self, number: &str, app: &mut App) -> Result<Quote> {
        let changes = self.series
            || self.rest
            || self.partial
            || self.reprice
            || self.save
            || self.valid_until.is_some()
            || self.offer.is_given();
        if changes {
            return Err(Error::usage(format!("{number} stays as it was made"))
                .hint(format!("colab pricing quote {number}")));
        }
        app.read(|tx| saved::service::show(tx, number))
    }

    /// Quotes something, and keeps it where that is asked for.
    fn quote(&self, app: &mut App) -> Result<Quote> {
        let asked = RequestedTerms {
            reprice: self.reprice,
            ..self.offer.read()?
        };
        let today = app.today()?;
        let last_day = self.valid_until.as_deref();
        let last_day = last_day.map(|text| parse_day(text, today)).transpose()?;
        let request = match &self.id {
            Some(id) => QuoteRequest::Existing(quote_target(id, series_scope(self.series, self.rest))?),
            None => QuoteRequest::Unbooked(Box::new(self.unbooked.read(app)?)),
        };
        if self.save || last_day.is_some() {
            app.write(|tx| saved::service::save(tx, &request, asked, self.partial, last_day))
        } else {
            app.read(|tx| service::quote(tx, &request, asked, self.partial))
        }
    }
}

/// Returns the scope that two flags ask for.
pub fn series_scope(series: bool, rest: bool) -> SeriesScope {
    match (series, rest) {
        (true, _) => SeriesScope::Series,
        (_, true) => SeriesScope::Rest,
        _ => SeriesScope::One,
    }
}

/// Reads the number of a booking or a rental.
///
/// # Errors
/// `Usage` for anything else, and for the series of a rental.
pub fn quote_target(id: &str, scope: SeriesScope) -> Result<QuoteTarget> {
    let shown = crate::kernel::text::printable(id);
    match id.trim().parse() {
        Ok(number) => Ok(QuoteTarget::Booking(number, scope)),
        Err(_) if !id.trim().to_uppercase().starts_with("RN-") => Err(Error::usage(format!(
            "invalid booking or rental number `{shown}`"
        ))
        .hint("write 17 or RN-2026-0001")),
        Err(_) if scope != SeriesScope::One => Err(Error::usage("a rental has no series")),
        Err(_) => Ok(QuoteTarget::Rental(id.to_owned())),
    }
}

impl UnbookedArgs {
    fn read(&self, app: &mut App) -> Result<UnbookedRequest> {
        let today = app.today()?;
        let (first, last) = match (&self.date, &self.from, &self.to) {
            (Some(date), ..) => parse_days(date, today)?,
            (None, Some(from), Some(to)) => parse_first_and_last(from, to, today)?,
            _ => {
                return Err(
                    Error::usage("a date or a period is required").hint("--date DAY, or --from DAY --to DAY")
                );
            }
        };
        Ok(UnbookedRequest {
            client: self
                .client
                .as_deref()
                .map(|name| clean_text("client", name, 200))
                .transpose()?,
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
        let days = first.iter_days().take_while(|day| *day <= last);
        let days = days
            .filter(|day| !self.weekdays || is_working_day(*day))
            .take(MOST_DAYS + 1);
        let days: Vec<NaiveDate> = days.collect();
        if days.len() > MOST_DAYS {
            return Err(Error::invalid(
                ErrorCode::AbsurdNumber,
                format!("{first} to {last} is longer than {MOST_DAYS} days"),
            ));
        }
        if days.is_empty() {
            return Err(Error::invalid(
                ErrorCode::NoDays,
                format!("there is no working day from {first} to {last}"),
            ));
        }
        Ok(days)
    }

    fn catering(&self) -> Result<Catering> {
        let bottles = number("water-bottles", self.water_bottles)?;
        let pages = number("printed-pages", self.printed_pages)?;
        Ok(Catering {
            coffee_tea_station: self.coffee,
            morning_catering: self.morning,
            lunch_catering: self.lunch,
            stationery_needed: self.stationery,
            water_bottles: i32::try_from(bottles).unwrap_or(i32::MAX),
            printed_pages: i32::try_from(pages).unwrap_or(i32::MAX),
            ..Catering::none(0)
        })
    }
}

fn number(field: &str, number: u32) -> Result<i64> {
    if number > MOST {
        return Err(Error::invalid(
            ErrorCode::AbsurdNumber,
            format!("{field} is more than {MOST}"),
        ));
    }
    Ok(number.into())
}

/// Reads `Flip chart` or `Flip chart=2`.
fn amenity(text: &str) -> Result<(String, i64)> {
    let text = without_each(text).0;
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
            Error::usage(format!("invalid number of pieces in `{shown}`")).hint("write \"Flip chart=2\"")
        })?;
    Ok((name.trim().to_owned(), number("amenity", count)?))
}
