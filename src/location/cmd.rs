//! `colab location …`, and the flag `--location` of lists.

use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::model::{LocationDetails, LocationFilter};
use super::service;
use crate::access::app::{App, CommandResult, ListArgs};
use crate::access::audit;
use crate::access::completion::{candidates, offered_words};
use crate::kernel::error::{Error, Result};
use crate::output::{list, one};
use crate::user::IfExists;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum LocationCommand {
    /// Add a location
    #[command(
        after_help = "Examples:\n  colab location add \"Cape Town\" --city \"Cape Town\" --zone Africa/Johannesburg\n  colab location add \"Annexe\" --address \"3 Main Rd\" --if-exists skip"
    )]
    Add(LocationAddArgs),
    /// List locations
    #[command(after_help = "Examples:\n  colab location list\n  colab location list --all -f csv")]
    #[command(visible_alias = "ls")]
    List(LocationListArgs),
    /// Show a location with its history
    #[command(
        after_help = "Examples:\n  colab location show \"Main building\"\n  colab location show annexe -f json"
    )]
    Show(LocationShowArgs),
    /// Change a location's name or details
    ///
    /// One that is out of use is offered no more; its rooms, devices and tasks keep it.
    #[command(
        after_help = "Examples:\n  colab location edit Annexe --city Sandton\n  colab location edit Annexe --name \"North wing\"\n  colab location edit Annexe --active false"
    )]
    Edit(LocationEditArgs),
}

// Details that `add` and `edit` set.
#[derive(Debug, Args)]
pub struct LocationDetailArgs {
    /// City
    #[arg(long, value_name = "NAME")]
    city: Option<String>,
    /// Street address
    #[arg(long, value_name = "TEXT")]
    address: Option<String>,
    /// Time zone, such as Africa/Johannesburg; times are always shown in the site's
    #[arg(long, value_name = "ZONE", add = ArgValueCompleter::new(complete_zone))]
    zone: Option<String>,
    /// Notes
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
}

#[derive(Debug, Args)]
pub struct LocationAddArgs {
    /// Location name
    name: String,
    #[command(flatten)]
    details: LocationDetailArgs,
    /// What to do if the location exists
    #[arg(long, default_value = "error", value_name = "WHAT")]
    if_exists: IfExists,
}

#[derive(Debug, Args)]
pub struct LocationListArgs {
    /// Include locations that are out of use
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct LocationShowArgs {
    /// Location name
    #[arg(add = ArgValueCompleter::new(complete_location))]
    location: String,
}

#[derive(Debug, Args)]
pub struct LocationEditArgs {
    /// Location name
    #[arg(add = ArgValueCompleter::new(complete_location))]
    location: String,
    /// New name
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    details: LocationDetailArgs,
    /// Whether the location is in use: true or false
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    active: Option<bool>,
}

// The locations that a list is of.
#[derive(Debug, Args)]
pub struct LocationFilterArgs {
    /// Location, or part of its name or city
    #[arg(long, value_name = "TEXT", add = ArgValueCompleter::new(complete_location))]
    location: Option<String>,
}

impl LocationFilterArgs {
    /// Finds the locations that are named.
    ///
    /// # Errors
    /// `NotFound` with the nearest names.
    pub fn read(&self, app: &mut App) -> Result<LocationFilter> {
        match &self.location {
            Some(text) => app.read(|tx| service::meant(tx, text)),
            None => Ok(LocationFilter::default()),
        }
    }
}

impl LocationDetailArgs {
    fn read(self, name: Option<String>, active: Option<bool>) -> LocationDetails {
        LocationDetails {
            name,
            address: self.address,
            city: self.city,
            zone: self.zone,
            notes: self.notes,
            active,
        }
    }
}

/// Offers locations' names to a shell's completion.
pub fn complete_location(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let locations = app.read(|tx| service::list(tx, false))?;
        Ok(locations.into_iter().map(|location| location.name).collect())
    })
}

/// Runs a `colab location` command.
pub fn run(command: LocationCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        LocationCommand::Add(args) => {
            let details = args.details.read(None, None);
            app.write_one(|tx| service::add(tx, &args.name, &details, args.if_exists))
        }
        LocationCommand::List(args) => Ok(list(&app.read(|tx| service::list(tx, args.all))?).into()),
        LocationCommand::Show(args) => {
            let (location, history) = app.read(|tx| service::show(tx, &args.location))?;
            let mut records = one(&location);
            records.add_field("history", audit::as_value(&history));
            Ok(records.into())
        }
        LocationCommand::Edit(args) => {
            let details = args.details.read(args.name, args.active);
            if details == LocationDetails::default() {
                return Err(Error::usage("no changes given").hint("colab location edit --help"));
            }
            app.write_one(|tx| service::edit(tx, &args.location, &details))
        }
    }
}

fn complete_zone(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    offered_words(current, &chrono_tz::TZ_VARIANTS.map(|zone| zone.name()))
}
