//! `colab pricing …`.

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
}

pub fn run(command: PricingCommand, app: &mut App) -> Result<Done> {
    match command {
        PricingCommand::List(args) => read::list_prices(args, app),
    }
}
