//! `colab pricing propose`, `approve`, `reject` and `ledger`.

use clap::Args;
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::quote::{OfferArgs, extent, stored};
use crate::access::app::{App, CommandResult};
use crate::access::completion::candidates;
use crate::access::idempotency::Repeat;
use crate::booking::Tenant;
use crate::booking::cmd::complete_booking;
use crate::kernel::error::{Error, Kind, Result};
use crate::kernel::period::parse_month;
use crate::output::{Records, list, one};
use crate::pricing::ledger::check::{self, Proof};
use crate::pricing::ledger::decide::{self, Verdict};
use crate::pricing::ledger::model::{Costing, CostingStatus};
use crate::pricing::ledger::propose;
use crate::pricing::ledger::service::{self, LedgerFilter, Narrow};
use crate::pricing::ledger::store::Filter;
use crate::pricing::ledger::sums::{self, By, SumFilter};
use crate::rental::cmd::complete_rental;
use crate::room::cmd::complete_room;

#[derive(Debug, Args)]
pub struct ProposeArgs {
    /// Numbers of bookings or rentals; `-` reads them from standard input, one a line
    #[arg(required = true, value_name = "ID", add = ArgValueCompleter::new(complete_booking))]
    ids: Vec<String>,
    /// The whole series of each, quoted together
    #[arg(long)]
    series: bool,
    /// Each and the later ones of its series, quoted together
    #[arg(long, conflicts_with = "series")]
    rest: bool,
    #[command(flatten)]
    offer: OfferArgs,
    /// The same key gives the same costings again
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

#[derive(Debug, Args)]
pub struct ApproveArgs {
    /// Numbers of costings; `-` reads them from standard input, one a line
    #[arg(required = true, value_name = "COSTING_ID", add = ArgValueCompleter::new(complete_pending))]
    ids: Vec<String>,
}

#[derive(Debug, Args)]
pub struct RejectArgs {
    /// Numbers of costings; `-` reads them from standard input, one a line
    #[arg(required = true, value_name = "COSTING_ID", add = ArgValueCompleter::new(complete_pending))]
    ids: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
pub struct LedgerArgs {
    /// Only of this booking
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete_booking))]
    booking: Option<i64>,
    /// Only of this rental
    #[arg(long, value_name = "NUMBER", conflicts_with = "booking", add = ArgValueCompleter::new(complete_rental))]
    rental: Option<String>,
    /// Part of the client's name
    #[arg(long, alias = "client-name", value_name = "TEXT")]
    client: Option<String>,
    /// Only in this room
    #[arg(long, add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
    /// Only what begins in this month: 2026-03, this, next
    #[arg(long, value_name = "MONTH")]
    month: Option<String>,
    /// Only of this house
    #[arg(long)]
    tenant: Option<Tenant>,
    /// Only those that stand so
    #[arg(long)]
    status: Option<CostingStatus>,
    /// Only those whose booking has changed since
    #[arg(long)]
    stale: bool,
    /// Sums instead of costings
    #[arg(long, value_name = "WHAT", conflicts_with_all = ["status", "stale", "limit", "after"])]
    by: Option<By>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<i64>,
    /// Those that come after this one
    #[arg(long, value_name = "COSTING_ID")]
    after: Option<i64>,
    /// Prove the whole ledger; ends with 9 when something is wrong
    #[arg(long, conflicts_with_all = ["by", "booking", "rental", "client", "room", "month", "tenant", "status", "stale", "limit", "after"])]
    check: bool,
}

pub fn propose(args: &ProposeArgs, app: &mut App) -> Result<CommandResult> {
    let extent = extent(args.series, args.rest);
    let asked = args.offer.read()?;
    let words = app.words(&args.ids)?;
    let request = format!("{args:?}{words:?}");
    let repeat = Repeat::asked(args.idempotency_key.as_deref(), &request)?;
    let wanted: Vec<_> = words.iter().map(|id| stored(id, extent)).collect::<Result<_>>()?;
    app.view.check_fields::<Costing>()?;
    let proposed = app.write(|tx| propose::propose(tx, &wanted, asked, repeat.as_ref()))?;
    proposed.notes.iter().for_each(|note| app.note(note));
    Ok(shown(&proposed.costings).into())
}

pub fn approve(args: &ApproveArgs, app: &mut App) -> Result<CommandResult> {
    decide(&args.ids, &Verdict::Approve, app)
}

pub fn reject(args: &RejectArgs, app: &mut App) -> Result<CommandResult> {
    decide(&args.ids, &Verdict::Reject(args.reason.clone()), app)
}

fn decide(ids: &[String], verdict: &Verdict, app: &mut App) -> Result<CommandResult> {
    let ids = app.ids(ids)?;
    app.view.check_fields::<Costing>()?;
    let costings = app.write(|tx| decide::decide(tx, &ids, verdict))?;
    Ok(shown(&costings).into())
}

/// One costing is an object, several an array.
fn shown(costings: &[Costing]) -> Records {
    match costings {
        [costing] => one(costing),
        costings => list(costings),
    }
}

pub fn ledger(args: &LedgerArgs, app: &mut App) -> Result<CommandResult> {
    if args.check {
        return prove(app);
    }
    let today = app.today()?;
    let month = args
        .month
        .as_deref()
        .map(|text| parse_month(text, today))
        .transpose()?;
    let month = month.map(|first| first.format("%Y-%m").to_string());
    let narrow = Narrow {
        client: args.client.clone(),
        room: args.room.clone(),
        rental: args.rental.clone(),
    };
    if let Some(by) = args.by {
        let sums = app.read(|tx| {
            let (client_key, room_id, rental_id) = narrow.resolve(tx)?;
            let filter = SumFilter {
                booking_id: args.booking,
                rental_id,
                client_key,
                room_id,
                month,
                tenant: args.tenant,
            };
            sums::sums(tx, by, &filter)
        })?;
        return Ok(sums::records(by, &sums).into());
    }
    let filter = LedgerFilter {
        rows: Filter {
            bookings: args.booking.map(|id| vec![id]),
            month,
            tenant: args.tenant,
            status: args.status,
            after: args.after,
            ..Filter::default()
        },
        narrow,
        stale: args.stale,
        limit: args.limit,
    };
    Ok(list(&app.read(|tx| service::list(tx, &filter))?).into())
}

fn prove(app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Proof>()?;
    let proof = app.read(check::prove)?;
    Ok(CommandResult {
        failure: (!proof.holds()).then(|| Error::silent(Kind::Findings)),
        reply: crate::output::CommandOutput::Records(one(&proof)),
    })
}

/// Numbers of costings that wait, for a shell's completion.
fn complete_pending(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let filter = LedgerFilter {
            rows: Filter {
                status: Some(CostingStatus::Pending),
                ..Filter::default()
            },
            limit: Some(200),
            ..LedgerFilter::default()
        };
        let costings = app.read(|tx| service::list(tx, &filter))?;
        Ok(costings
            .iter()
            .map(|costing| costing.row.id.to_string())
            .collect())
    })
}
