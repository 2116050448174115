//! `colab pricing …`.

mod quote;
mod read;

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
}

pub fn run(command: PricingCommand, app: &mut App) -> Result<Done> {
    match command {
        PricingCommand::List(args) => read::list_prices(args, app),
        PricingCommand::Quote(args) => quote::run(&args, app),
    }
}
