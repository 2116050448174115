//! `colab notify failure`.

use clap::Args;

use crate::access::app::{App, CommandResult};
use crate::kernel::error::Result;
use crate::notify::failure::UnitFailure;
use crate::notify::send::failure::tell;

#[derive(Debug, Args)]
pub struct FailureArgs {
    /// Unit that failed
    #[arg(long, value_name = "UNIT")]
    unit: String,
    /// Exit status of the unit, or another result
    #[arg(long, value_name = "WORDS")]
    result: Option<String>,
}

pub fn run(args: FailureArgs, app: &mut App) -> Result<CommandResult> {
    let failure = UnitFailure {
        unit: args.unit,
        result: args.result,
    };
    tell(&failure, app)
}
