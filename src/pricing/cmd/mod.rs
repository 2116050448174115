//! `colab pricing …`.

mod costing;
mod quote;
mod read;

pub use costing::note_stale as note_stale_costings;

use clap::Subcommand;

use crate::app::{App, Done};
use crate::error::Result;

#[derive(Debug, Subcommand)]
pub enum PricingCommand {
    /// List prices: those of today, of a day, or all there ever were
    #[command(
        after_help = "Examples:\n  colab pricing list\n  colab pricing list --on 2027-01-01 --type room --tier standard\n  colab pricing list --all --item laptop -f csv"
    )]
    List(read::ListArgs),
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

pub fn run(command: PricingCommand, app: &mut App) -> Result<Done> {
    match command {
        PricingCommand::List(args) => read::list_prices(args, app),
        PricingCommand::Quote(args) => quote::run(&args, app),
        PricingCommand::Propose(args) => costing::propose(&args, app),
        PricingCommand::Approve(args) => costing::approve(&args, app),
        PricingCommand::Reject(args) => costing::reject(&args, app),
        PricingCommand::Ledger(args) => costing::ledger(&args, app),
    }
}
