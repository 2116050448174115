//! `colab pricing propose`, `approve`, `reject` and `ledger`.

use clap::Args;
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::quote::{OfferArgs, quote_target, read_percent, series_scope};
use crate::access::app::{App, CommandResult, OrderArgs, SORT, WideChange, WorkbookArgs};
use crate::access::completion::{candidates, offered_words};
use crate::access::idempotency::IdempotencyKey;
use crate::booking::cmd::{complete_booking, complete_client};
use crate::booking::{SeriesScope, Tenant};
use crate::kernel::error::{Error, Kind, Result};
use crate::kernel::money::{Currency, Money};
use crate::kernel::period::{last_of_month, parse_months};
use crate::output::{CommandOutput, Records, list, one};
use crate::pricing::ledger::adjust::{self, NewAdjustment};
use crate::pricing::ledger::check::{self, FindMore, LedgerProof};
use crate::pricing::ledger::decide::{self, CostingVerdict};
use crate::pricing::ledger::model::{AdjustmentKind, Costing, CostingStatus, SumsBy};
use crate::pricing::ledger::service::{self, LedgerFilter};
use crate::pricing::ledger::sums;
use crate::pricing::ledger::{month, propose};
use crate::pricing::quote::model::RequestedTerms;
use crate::rental::cmd::complete_rental;
use crate::room::cmd::complete_room;

/// How many pending costings a shell offers.
const OFFERED: i64 = 200;

#[derive(Debug, Args)]
pub struct CostingProposeArgs {
    /// Booking or rental numbers; `-` reads them from standard input, one per line
    #[arg(required_unless_present = "month", value_name = "ID", add = ArgValueCompleter::new(complete_booking))]
    ids: Vec<String>,
    /// Propose all bookings and rentals of this month or these: 2026-03, last, this, next or A..B
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["ids", "series", "rest"])]
    month: Option<String>,
    /// Quote the whole series of each together
    #[arg(long)]
    series: bool,
    /// Quote each together with the later bookings of its series
    #[arg(long, conflicts_with = "series")]
    rest: bool,
    #[command(flatten)]
    offer: OfferArgs,
    /// Charge today's prices instead of those that were agreed on
    #[arg(long)]
    reprice: bool,
    /// Refuse unless the one booking or rental comes to this amount more, with tax
    #[arg(
        long,
        value_name = "AMOUNT",
        allow_hyphen_values = true,
        conflicts_with_all = ["month", "series", "rest", "idempotency_key"]
    )]
    expect: Option<String>,
    /// Idempotency key: a repeated request returns the first costings
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

#[derive(Debug, Args)]
pub struct CostingAdjustArgs {
    /// Booking or rental number
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete_booking))]
    id: String,
    /// Kind of adjustment: credit, damage, loss, cancellation-fee or goodwill
    #[arg(long, value_name = "KIND", value_parser = AdjustmentKind::read, add = ArgValueCompleter::new(complete_kind))]
    kind: AdjustmentKind,
    /// Amount before tax; a credit or goodwill is taken off
    #[arg(long)]
    amount: String,
    /// Reason, as the client reads it
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Tax in percent [default: that of the service]
    #[arg(long, value_name = "PERCENT")]
    tax: Option<String>,
    /// Idempotency key: a repeated request returns the first adjustment
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

#[derive(Debug, Args)]
pub struct CostingApproveArgs {
    /// Costing ids; `-` reads them from standard input, one per line
    #[arg(required = true, value_name = "COSTING_ID", add = ArgValueCompleter::new(complete_pending))]
    ids: Vec<String>,
}

#[derive(Debug, Args)]
pub struct CostingRejectArgs {
    /// Costing ids; `-` reads them from standard input, one per line
    #[arg(required = true, value_name = "COSTING_ID", add = ArgValueCompleter::new(complete_pending))]
    ids: Vec<String>,
    /// Reason of the rejection
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
pub struct LedgerArgs {
    /// Only costings of this booking
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete_booking))]
    booking: Option<i64>,
    /// Only costings of this rental
    #[arg(long, value_name = "NUMBER", conflicts_with = "booking", add = ArgValueCompleter::new(complete_rental))]
    rental: Option<String>,
    /// Part of the client's name
    #[arg(long, alias = "client-name", value_name = "TEXT", add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    /// Whole name of the client
    #[arg(long, value_name = "NAME", conflicts_with = "client", add = ArgValueCompleter::new(complete_client))]
    client_exact: Option<String>,
    /// Only costings in this room
    #[arg(long, add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
    /// Only costings of this month or these: 2026-03, last, this, next or A..B
    #[arg(long, value_name = "MONTH")]
    month: Option<String>,
    /// Only costings of this tenant
    #[arg(long)]
    tenant: Option<Tenant>,
    /// Only costings in this state
    #[arg(long)]
    status: Option<CostingStatus>,
    /// Only costings whose booking or rental has changed since
    #[arg(long)]
    stale: bool,
    /// List sums by this key instead of costings
    #[arg(long, value_name = "KEY", conflicts_with_all = ["status", "stale", "limit", "after"])]
    by: Option<SumsBy>,
    /// Maximum number of costings
    #[arg(long, value_name = "N")]
    limit: Option<i64>,
    /// Only costings after this one
    #[arg(long, value_name = "COSTING_ID", conflicts_with = SORT)]
    after: Option<i64>,
    /// Check that the ledger adds up; exit with 9 when it does not
    #[arg(long, conflicts_with_all = ["by", "booking", "rental", "client", "client_exact", "room", "month", "tenant", "status", "stale", "limit", "after"])]
    check: bool,
    #[command(flatten)]
    pub order: OrderArgs,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

pub fn propose(args: &CostingProposeArgs, app: &mut App) -> Result<CommandResult> {
    let scope = series_scope(args.series, args.rest);
    let asked = RequestedTerms {
        reprice: args.reprice,
        ..args.offer.read()?
    };
    if let Some(months) = &args.month {
        return propose_months(args, months, asked, app);
    }
    let words = app.words(&args.ids)?;
    let request = format!("{args:?}{words:?}");
    let repeat = IdempotencyKey::asked(args.idempotency_key.as_deref(), &request)?;
    let wanted: Vec<_> = words
        .iter()
        .map(|id| quote_target(id, scope))
        .collect::<Result<_>>()?;
    app.view.check_fields::<Costing>()?;
    if let Some(amount) = &args.expect {
        let [target] = wanted.as_slice() else {
            return Err(Error::usage("--expect is about one booking or rental"));
        };
        let expected = signed_amount(amount, app.settings()?.currency())?;
        let proposed = app.write(|tx| propose::propose_expected(tx, target, asked, expected))?;
        proposed.notes.iter().for_each(|note| app.note(note));
        return Ok(costing_records(&proposed.costings).into());
    }
    let change = WideChange {
        verb: "propose",
        noun: "costing",
        named: wanted.len(),
        count: |proposed: &propose::ProposeOutcome| proposed.costings.len(),
    };
    let proposed = app.write_asked(&change, |tx| {
        propose::propose(tx, &wanted, asked, repeat.as_ref())
    })?;
    proposed.notes.iter().for_each(|note| app.note(note));
    Ok(costing_records(&proposed.costings).into())
}

/// Reads an amount that may be below zero.
fn signed_amount(text: &str, currency: Currency) -> Result<Money> {
    match text.strip_prefix('-') {
        Some(amount) => Ok(Money::new(
            -Money::parse("expect", amount, currency)?.cents,
            currency,
        )),
        None => Money::parse("expect", text, currency),
    }
}

/// Proposes all of some months; what cannot be charged is left out and told.
fn propose_months(
    args: &CostingProposeArgs,
    months: &str,
    asked: RequestedTerms,
    app: &mut App,
) -> Result<CommandResult> {
    let (first, last) = parse_months(months, app.today()?)?;
    let days = (first, last_of_month(last));
    let repeat = IdempotencyKey::asked(args.idempotency_key.as_deref(), &format!("{args:?}"))?;
    app.view.check_fields::<Costing>()?;
    let change = WideChange {
        verb: "propose",
        noun: "costing",
        named: 0,
        count: |(proposed, _): &(propose::ProposeOutcome, Option<Error>)| proposed.costings.len(),
    };
    let (proposed, failure) = app.write_asked(&change, |tx| {
        month::propose_months(tx, days, asked, repeat.as_ref())
    })?;
    proposed.notes.iter().for_each(|note| app.note(note));
    Ok(CommandResult {
        reply: CommandOutput::Records(list(&proposed.costings)),
        failure,
    })
}

pub fn adjust(args: &CostingAdjustArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Costing>()?;
    let currency = app.settings()?.currency();
    let new = NewAdjustment {
        target: quote_target(&args.id, SeriesScope::One)?,
        kind: args.kind,
        amount: Money::parse("amount", &args.amount, currency)?,
        reason: args.reason.clone(),
        tax: args.tax.as_deref().map(read_percent).transpose()?,
    };
    let repeat = IdempotencyKey::asked(args.idempotency_key.as_deref(), &format!("{args:?}"))?;
    let proposed = app.write(|tx| adjust::adjust(tx, &new, repeat.as_ref()))?;
    proposed.notes.iter().for_each(|note| app.note(note));
    Ok(one(&proposed.costing).into())
}

pub fn approve(args: &CostingApproveArgs, app: &mut App) -> Result<CommandResult> {
    decide(&args.ids, &CostingVerdict::Approve, app)
}

pub fn reject(args: &CostingRejectArgs, app: &mut App) -> Result<CommandResult> {
    decide(&args.ids, &CostingVerdict::Reject(args.reason.clone()), app)
}

fn decide(ids: &[String], verdict: &CostingVerdict, app: &mut App) -> Result<CommandResult> {
    let ids = app.ids(ids)?;
    app.view.check_fields::<Costing>()?;
    let costings = app.write(|tx| decide::decide(tx, &ids, verdict))?;
    Ok(costing_records(&costings).into())
}

/// Returns one costing as an object, several as an array.
fn costing_records(costings: &[Costing]) -> Records {
    match costings {
        [costing] => one(costing),
        costings => list(costings),
    }
}

pub fn ledger(args: LedgerArgs, find_more: FindMore, app: &mut App) -> Result<CommandResult> {
    if args.check {
        return check_ledger(find_more, app);
    }
    let today = app.today()?;
    let months = args.month.map(|text| parse_months(&text, today)).transpose()?;
    let key = |first: chrono::NaiveDate| first.format("%Y-%m").to_string();
    let filter = LedgerFilter {
        booking: args.booking,
        rental: args.rental,
        client: args.client,
        client_exact: args.client_exact,
        room: args.room,
        months: months.map(|(first, last)| (key(first), key(last))),
        tenant: args.tenant,
        status: args.status,
        stale: args.stale,
        after: args.after,
        limit: app.query_limit(args.limit),
    };
    if let Some(by) = args.by {
        let sums = app.read(|tx| sums::sums(tx, by, &filter))?;
        return Ok(sums::records(by, &sums).into());
    }
    let shown = app.show_pages(filter.limit.is_some(), |tx, take| {
        service::list_in_pages(tx, &filter, take)
    })?;
    Ok(match shown.reply {
        CommandOutput::Records(costings) => sums::with_sums(costings).into(),
        reply => reply.into(),
    })
}

fn check_ledger(find_more: FindMore, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<LedgerProof>()?;
    let proof = app.read(|tx| check::check_ledger(tx, find_more))?;
    Ok(CommandResult {
        failure: (!proof.holds()).then(|| Error::silent(Kind::Findings)),
        reply: if app.manner.quiet && proof.holds() {
            CommandOutput::Nothing
        } else {
            CommandOutput::Records(one(&proof))
        },
    })
}

/// Completes the ids of pending costings.
fn complete_pending(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let filter = LedgerFilter {
            status: Some(CostingStatus::Pending),
            limit: Some(OFFERED),
            ..LedgerFilter::default()
        };
        let costings = app.read(|tx| service::list(tx, &filter))?;
        Ok(costings
            .iter()
            .map(|costing| costing.row.id.to_string())
            .collect())
    })
}

fn complete_kind(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    let words = AdjustmentKind::WORDS.iter().map(|word| word.replace('_', "-"));
    let words: Vec<String> = words.collect();
    offered_words(current, &words.iter().map(String::as_str).collect::<Vec<_>>())
}
