//! Arguments that several verbs share: which bookings, and which rules to override.

use clap::Args;
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use crate::access::app::{App, CommandResult, WideChange};
use crate::access::completion::{candidates, described_candidates};
use crate::access::tx::Tx;
use crate::booking::SeriesScope;
use crate::booking::checks::Overrides;
use crate::booking::describe_period;
use crate::booking::filter::{BookingFilter, BookingSort};
use crate::booking::model::Booking;
use crate::booking::save::ChangedBookings;
use crate::booking::service;
use crate::booking::targets::{BookingTargets, TimeGuard};
use crate::kernel::error::Result;
use crate::output::{list, one};

/// Ids that a shell offers at most.
const OFFERED: i64 = 200;

#[derive(Debug, Args)]
pub struct BookingTargetArgs {
    /// Booking numbers; `-` reads them from standard input, `@FILE` from a file
    #[arg(required = true, value_name = "ID", add = ArgValueCompleter::new(complete_booking))]
    ids: Vec<String>,
    /// Apply to the whole series of each
    #[arg(long)]
    series: bool,
    /// Apply to each and to the later ones of its series
    #[arg(long, conflicts_with = "series")]
    rest: bool,
}

impl BookingTargetArgs {
    /// Reads the booking numbers.
    pub fn read(&self, app: &App, allow_past: bool) -> Result<BookingTargets> {
        let scope = match (self.series, self.rest) {
            (true, _) => SeriesScope::Series,
            (_, true) => SeriesScope::Rest,
            _ => SeriesScope::One,
        };
        Ok(BookingTargets {
            ids: app.ids(&self.ids)?,
            scope,
            guard: if allow_past {
                TimeGuard::AllowPast
            } else {
                TimeGuard::Full
            },
        })
    }
}

/// Changes bookings and shows them; of a series it asks.
pub fn change(
    app: &mut App,
    targets: &BookingTargets,
    verb: &'static str,
    body: impl FnMut(&mut Tx<'_>) -> Result<ChangedBookings>,
) -> Result<CommandResult> {
    app.view.check_fields::<Booking>()?;
    let changed = if targets.scope == SeriesScope::One {
        app.write(body)?
    } else {
        let change = WideChange {
            verb,
            noun: "booking",
            named: targets.ids.len(),
            count: |changed: &ChangedBookings| changed.bookings.len(),
        };
        app.write_asked(&change, body)?
    };
    Ok(shown(app, &changed))
}

#[derive(Debug, Args)]
pub struct PastArgs {
    /// Also change bookings that have ended
    #[arg(long)]
    pub allow_past: bool,
}

#[derive(Debug, Args)]
pub struct OverrideArgs {
    /// Allow a period in the past, and a change of bookings that have ended
    #[arg(long)]
    pub allow_past: bool,
    /// Allow more people than seats
    #[arg(long, requires = "reason")]
    allow_over_capacity: bool,
    /// Allow a period outside the room's opening hours, durations, notice or horizon
    #[arg(long, requires = "reason")]
    override_rules: bool,
    /// Return the bookings in the way to pending
    #[arg(long, requires = "reason")]
    displace: bool,
    /// Reason, kept in the history
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl From<OverrideArgs> for Overrides {
    fn from(args: OverrideArgs) -> Self {
        Self {
            past: args.allow_past,
            over_capacity: args.allow_over_capacity,
            rules: args.override_rules,
            displace: args.displace,
            reason: args.reason,
        }
    }
}

/// Shows one booking as an object, several as an array.
fn shown(app: &App, changed: &ChangedBookings) -> CommandResult {
    changed.warnings.iter().for_each(|warning| app.note(warning));
    match changed.bookings.as_slice() {
        [booking] => one(booking).into(),
        bookings => list(bookings).into(),
    }
}

/// Completes names of clients, as bookings have them.
pub fn complete_client(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| app.read(service::client_names))
}

/// Completes booking numbers: the next ones.
pub fn complete_booking(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    described_candidates(current, |app| {
        let site = app.site()?;
        let filter = BookingFilter {
            from: Some(app.clock().now()),
            sort: BookingSort::Start.into(),
            limit: Some(OFFERED),
            ..BookingFilter::default()
        };
        let bookings = app.read(|tx| service::list(tx, filter.clone(), None))?;
        Ok(bookings
            .into_iter()
            .map(|booking| {
                let when = describe_period(&site, booking.row.starts_at, booking.row.ends_at);
                (
                    booking.row.id.to_string(),
                    Some(format!("{}, {when}", booking.row.client_name)),
                )
            })
            .collect())
    })
}
