//! `colab pricing …`.

mod change;
mod costing;
mod item_args;
mod quote;
mod read;
mod saved_quote;

pub use quote::{quote_target, read_percent};
pub use saved_quote::complete_quote;

use clap::Subcommand;

use crate::access::app::{App, CommandResult};
use crate::kernel::error::Result;
use crate::pricing::ledger::check::FindMore;

#[derive(Debug, Subcommand)]
pub enum PricingCommand {
    /// Set the price of an item from a day on
    ///
    /// The previous price ends the day before; nothing is overwritten. Rates that are not given keep their values. A
    /// price that begins later stays, and the new one ends the day before it. With --to, it is laid over the prices of those
    /// days, which apply again afterwards. A price that began on the same day is replaced and kept as inactive. A room by the hour
    /// is charged for each hour that has begun, for --minimum-hours at least, where that costs less than the day.
    #[command(
        after_help = "Examples:\n  colab pricing set room Excellence --hourly 200 --minimum-hours 2 --daily 1250 --weekly 5000 --monthly 18000 --from 2026-01-01\n  colab pricing set catering \"In-house lunch\" --unit-price 120 --unit person\n  colab pricing set device-category Laptop --daily 0 --clear weekly,monthly --from +30d --dry-run"
    )]
    Set(Box<change::PriceSetArgs>),
    /// List prices of today, of a day, or of all time
    #[command(
        after_help = "Examples:\n  colab pricing list --on 2027-01-01 --type room --tier standard\n  colab pricing list --all --item laptop -f csv\n  colab pricing list -o prices.xlsx"
    )]
    #[command(visible_alias = "ls")]
    List(read::PriceListArgs),
    /// Show the past, present and future prices of an item
    #[command(
        after_help = "Examples:\n  colab pricing show room Excellence\n  colab pricing show catering \"In-house lunch\" -f json"
    )]
    Show(read::PriceShowArgs),
    /// Change many prices by a percentage from a day on
    ///
    /// Each matching price ends the day before and is followed by the changed one, which has the same last day. Prices that
    /// begin later stay unchanged.
    #[command(
        after_help = "Examples:\n  colab pricing update --percent +7.5 --type room --from 2027-01-01 --round 5.00 --dry-run\n  colab pricing update --percent -10 --item laptop --tier premium"
    )]
    Update(change::PriceUpdateArgs),
    /// Remove the prices of an item from a day on; earlier days keep theirs
    #[command(
        after_help = "Examples:\n  colab pricing remove catering \"In-house lunch\" --from 2026-07-01\n  colab pricing remove room Focus --tier standard --dry-run"
    )]
    Remove(change::PriceRemoveArgs),
    /// List rooms, device categories and catering without a price
    #[command(
        after_help = "Examples:\n  colab pricing missing\n  colab pricing missing --on 2027-01-01 --exit-code\n  colab pricing missing --fields command -f tsv"
    )]
    Missing(read::PriceMissingArgs),
    /// Quote a booking, its series, a rental, or something not booked yet
    ///
    /// Each line names its reason. With --save it gets a number and a last day, and stays as it is; otherwise nothing is
    /// stored. A number shows a quote again.
    #[command(
        after_help = "Examples:\n  colab pricing quote 20 --save --valid-until +14d && colab pricing quote QU-2026-0001 -o quote.pdf\n  colab pricing quote 17 --series --tier premium -o quote.pdf\n  colab pricing quote --room Excellence --from 2026-03-02 --to 2026-03-06 --learners 25 --devices 18 --device-category Laptop --coffee --lunch in_house"
    )]
    Quote(Box<quote::QuoteArgs>),
    /// List the quotes that have a number
    #[command(
        after_help = "Examples:\n  colab pricing quotes\n  colab pricing quotes --status open --client umoya -f csv"
    )]
    Quotes(saved_quote::QuoteListArgs),
    /// Accept a quote for its client, which fixes its prices
    ///
    /// What is costed from then on for its booking or rental costs what the quote says, whatever the catalogue does; `propose
    /// --reprice` charges today's prices all the same. A quote of something that was not booked names its booking later.
    #[command(
        after_help = "Examples:\n  colab pricing quote 20 --save && colab pricing accept QU-2026-0001\n  colab pricing quote --room Excellence --date 2026-06-01 --client Umoya --save && colab pricing accept QU-2026-0001"
    )]
    Accept(saved_quote::QuoteAcceptArgs),
    /// Propose costings of bookings or rentals, or the difference after a change
    ///
    /// Prices that were agreed on stay as they are, also for the difference; --reprice charges today's. With --series,
    /// bookings that were costed one by one are charged together, by the difference. --month leaves out what cannot be
    /// charged, names it and exits with 8.
    #[command(
        after_help = "Examples:\n  colab pricing propose 21 --series --discount 10\n  colab pricing propose --month last\n  colab pricing ledger --stale --fields booking_id -f tsv | colab pricing propose -"
    )]
    Propose(costing::CostingProposeArgs),
    /// Propose a charge or a credit after the fact: a damage, a loss, a fee, a credit
    ///
    /// It stands beside what is quoted, with its reason, is approved as costings are, and is a line of the quote from then on.
    #[command(
        after_help = "Examples:\n  colab pricing adjust 20 --kind damage --amount 450 --reason \"broken projector lens\"\n  colab pricing adjust RN-2026-0001 --kind loss --amount 9500 --tax 0 --reason \"laptop not returned\" --dry-run"
    )]
    Adjust(costing::CostingAdjustArgs),
    /// Approve costings that others proposed
    #[command(
        after_help = "Examples:\n  colab pricing approve 41\n  colab pricing ledger --status pending --month 2026-03 --fields id -f tsv | colab pricing approve -"
    )]
    Approve(costing::CostingApproveArgs),
    /// Reject costings that others proposed
    #[command(
        after_help = "Examples:\n  colab pricing reject 41 --reason \"wrong tier\"\n  colab pricing reject 41 42 --reason \"changed since\" --dry-run"
    )]
    Reject(costing::CostingRejectArgs),
    /// List costings, add them up, or check that the ledger adds up
    #[command(
        after_help = "Examples:\n  colab pricing ledger --status pending\n  colab pricing ledger --by month --tenant TRAINING -f csv\n  colab pricing ledger --check"
    )]
    Ledger(costing::LedgerArgs),
}

/// `find_more` looks for what a later slice knows of the ledger.
pub fn run(command: PricingCommand, find_more: FindMore, app: &mut App) -> Result<CommandResult> {
    match command {
        PricingCommand::Set(args) => change::set(*args, app),
        PricingCommand::List(args) => read::list_prices(args, app),
        PricingCommand::Show(args) => read::show(&args, app),
        PricingCommand::Update(args) => change::update(args, app),
        PricingCommand::Remove(args) => change::remove(&args, app),
        PricingCommand::Missing(args) => read::missing(&args, app),
        PricingCommand::Quote(args) => quote::run(&args, app),
        PricingCommand::Quotes(args) => saved_quote::list_quotes(args, app),
        PricingCommand::Accept(args) => saved_quote::accept(&args, app),
        PricingCommand::Propose(args) => costing::propose(&args, app),
        PricingCommand::Adjust(args) => costing::adjust(&args, app),
        PricingCommand::Approve(args) => costing::approve(&args, app),
        PricingCommand::Reject(args) => costing::reject(&args, app),
        PricingCommand::Ledger(args) => costing::ledger(args, find_more, app),
    }
}
