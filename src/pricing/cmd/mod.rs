//! `colab pricing …`.

mod change;
mod costing;
mod quote;
mod read;

use clap::Subcommand;
use clap_complete::CompletionCandidate;

use super::service;
use crate::access::app::{App, CommandResult};
use crate::access::completion::candidates;
use crate::kernel::error::Result;

#[derive(Debug, Subcommand)]
pub enum PricingCommand {
    /// Set a price from a day on; the one before it ends the day before, and nothing is overwritten
    ///
    /// Rates that are not named stay as they are. A price that begins later stays, and the new one ends the day before
    /// it. With --to, the price before holds again afterwards. On the very day that a price began, the new one takes its
    /// place, and the old one is kept for the record.
    #[command(
        after_help = "Examples:\n  colab pricing set room Excellence --daily 1250 --weekly 5000 --monthly 18000 --from 2026-01-01\n  colab pricing set catering \"In-house lunch\" --unit-price 120 --unit person\n  colab pricing set device-category Laptop --daily 0 --clear weekly,monthly --from +30d --dry-run"
    )]
    Set(Box<change::SetArgs>),
    /// List prices: those of today, of a day, or all there ever were
    #[command(
        after_help = "Examples:\n  colab pricing list --on 2027-01-01 --type room --tier standard\n  colab pricing list --all --item laptop -f csv\n  colab pricing list -o prices.xlsx"
    )]
    List(read::ListArgs),
    /// Show what one item costs, cost and will cost
    #[command(
        after_help = "Examples:\n  colab pricing show room Excellence\n  colab pricing show catering \"In-house lunch\" -f json"
    )]
    Show(read::ShowArgs),
    /// Change many prices by a percentage, from a day on
    ///
    /// Each ends the day before and is followed by one that is so much more, for as long as it had to go. Prices that
    /// begin later stay as they are.
    #[command(
        after_help = "Examples:\n  colab pricing update --percent +7.5 --type room --from 2027-01-01 --round 5.00 --dry-run\n  colab pricing update --percent -10 --item laptop --tier premium"
    )]
    Update(change::UpdateArgs),
    /// End a price, and those after it, from a day on; what was paid before stays
    #[command(
        after_help = "Examples:\n  colab pricing remove catering \"In-house lunch\" --from 2026-07-01\n  colab pricing remove room Focus --tier premium --dry-run"
    )]
    Remove(change::RemoveArgs),
    /// List rooms, device categories and meals without a price
    #[command(
        after_help = "Examples:\n  colab pricing missing\n  colab pricing missing --on 2027-01-01 --exit-code\n  colab pricing missing --fields command -f tsv"
    )]
    Missing(read::MissingArgs),
    /// What a booking, its series, a rental, or something not booked yet would cost, line by line with the reason
    #[command(
        after_help = "Examples:\n  colab pricing quote 17 -f json\n  colab pricing quote 17 --series --tier premium -o quote.pdf\n  colab pricing quote --room Excellence --from 2026-03-02 --to 2026-03-06 --learners 25 --devices 18 --device-category Laptop --coffee --lunch in_house"
    )]
    Quote(Box<quote::QuoteArgs>),
    /// Propose what bookings or rentals are charged, or the difference when they have changed since
    #[command(
        after_help = "Examples:\n  colab pricing propose 17\n  colab pricing propose 17 --series --discount 10\n  colab pricing ledger --stale --fields booking_id -f tsv | tail -n +2 | colab pricing propose -"
    )]
    Propose(costing::ProposeArgs),
    /// Approve proposals of others
    #[command(
        after_help = "Examples:\n  colab pricing approve 3\n  colab pricing ledger --status pending --month 2026-03 --fields id -f tsv | tail -n +2 | colab pricing approve -"
    )]
    Approve(costing::ApproveArgs),
    /// Reject proposals of others
    #[command(
        after_help = "Examples:\n  colab pricing reject 3 --reason \"wrong tier\"\n  colab pricing reject 3 4 --reason \"changed since\" --dry-run"
    )]
    Reject(costing::RejectArgs),
    /// List costings, add them up, or prove that the ledger is whole
    #[command(
        after_help = "Examples:\n  colab pricing ledger --status pending\n  colab pricing ledger --by month --tenant TRAINING -f csv\n  colab pricing ledger --check"
    )]
    Ledger(costing::LedgerArgs),
}

pub fn run(command: PricingCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        PricingCommand::Set(args) => change::set(*args, app),
        PricingCommand::List(args) => read::list_prices(args, app),
        PricingCommand::Show(args) => read::show(&args, app),
        PricingCommand::Update(args) => change::update(args, app),
        PricingCommand::Remove(args) => change::remove(&args, app),
        PricingCommand::Missing(args) => read::missing(&args, app),
        PricingCommand::Quote(args) => quote::run(&args, app),
        PricingCommand::Propose(args) => costing::propose(&args, app),
        PricingCommand::Approve(args) => costing::approve(&args, app),
        PricingCommand::Reject(args) => costing::reject(&args, app),
        PricingCommand::Ledger(args) => costing::ledger(&args, app),
    }
}

/// Names of what has or can have a price, for a shell's completion.
pub fn complete_item(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| app.read(service::names))
}
