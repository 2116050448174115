//! Flags of the verbs that search for rooms: when, for how many people, with what.

use clap::Args;
use clap_complete::ArgValueCompleter;

use crate::access::app::App;
use crate::booking::vacancy::RoomNeeds;
use crate::kernel::error::{Error, Result};
use crate::kernel::period::{Period, Site, parse_bounds, parse_day, parse_instant, parse_time_range};
use crate::kernel::timestamp::Timestamp;
use crate::location::cmd::LocationFilterArgs;
use crate::room::RoomType;
use crate::room::cmd::complete_amenity;

#[derive(Debug, Args)]
pub struct RoomPeriodArgs {
    /// Start, such as 2026-03-02T08:00; a day alone begins with the site day
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// End; a day alone ends with the site day
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Day, instead of --from and --to
    #[arg(long, value_name = "DAY", conflicts_with_all = ["from", "to"])]
    date: Option<String>,
    /// Time on --date as START-END, such as 08:00-12:00 [default: the whole site day]
    #[arg(long, value_name = "TIMES", requires = "date")]
    time: Option<String>,
}

#[derive(Debug, Args)]
pub struct RoomNeedsArgs {
    /// Number of people
    #[arg(long, alias = "headcount", value_name = "N")]
    people: Option<u32>,
    /// Number of learners
    #[arg(long, alias = "num-learners", value_name = "N", conflicts_with = "people")]
    learners: Option<u32>,
    /// Number of facilitators
    #[arg(long, alias = "num-facilitators", value_name = "N", conflicts_with = "people")]
    facilitators: Option<u32>,
    /// Amenity that the room must have, such as projector; repeatable
    #[arg(long = "amenity", value_name = "NAME", add = ArgValueCompleter::new(complete_amenity))]
    amenities: Vec<String>,
    /// Room type
    #[arg(long, visible_alias = "type", value_name = "TYPE")]
    room_type: Option<RoomType>,
    #[command(flatten)]
    location: LocationFilterArgs,
}

impl RoomPeriodArgs {
    /// Returns whether a day is given, which is a period and not a range to look through.
    pub fn names_a_day(&self) -> bool {
        self.date.is_some()
    }

    /// Returns the ends of a filter.
    pub fn stretch(&self, app: &mut App) -> Result<(Option<Timestamp>, Option<Timestamp>)> {
        ends(self.from.as_deref(), self.to.as_deref(), app)
    }

    /// Returns the period in which the room is wanted.
    ///
    /// # Errors
    /// `Usage` unless a whole period is given, and for one that ends before it begins.
    pub fn period(&self, app: &mut App) -> Result<Period> {
        let (site, today) = (app.site()?, app.today()?);
        match (&self.date, &self.from, &self.to) {
            (Some(date), _, _) => {
                let times = self.time.as_deref().map(parse_time_range).transpose()?;
                let (start, end) = times.unwrap_or((site.day_start, site.day_end));
                site.period(parse_day(date, today)?, start, end)
            }
            (None, Some(from), Some(to)) => {
                let (start, end) = (at(from, false, &site, today)?, at(to, true, &site, today)?);
                Period::entered(from, to, start, end)
            }
            _ => Err(Error::usage("a date or a period is required")
                .hint("--date 2026-03-02 --time 08:00-12:00")
                .hint("--from 2026-03-02T08:00 --to 2026-03-02T12:00")),
        }
    }
}

/// Returns an instant as it is; a day alone begins and ends as the site day does.
fn at(text: &str, is_end: bool, site: &Site, today: chrono::NaiveDate) -> Result<Timestamp> {
    let Ok(day) = parse_day(text, today) else {
        return parse_instant(text, site, today, is_end);
    };
    let day = site.site_day(day)?;
    Ok(if is_end { day.ends_at() } else { day.starts_at() })
}

/// Returns the ends of a filter; the last day counts as a whole.
pub fn ends(
    from: Option<&str>,
    to: Option<&str>,
    app: &mut App,
) -> Result<(Option<Timestamp>, Option<Timestamp>)> {
    let (site, today) = (app.site()?, app.today()?);
    parse_bounds(from, to, &site, today)
}

impl RoomNeedsArgs {
    /// Returns the needs, the location found.
    ///
    /// # Errors
    /// `NotFound` for an unknown location.
    pub fn needs(self, app: &mut App) -> Result<RoomNeeds> {
        let together = self
            .learners
            .unwrap_or(0)
            .saturating_add(self.facilitators.unwrap_or(0));
        Ok(RoomNeeds {
            people: self.people.unwrap_or(together),
            amenities: self.amenities,
            room_type: self.room_type,
            location: self.location.read(app)?,
            ..RoomNeeds::default()
        })
    }
}
