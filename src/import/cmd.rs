use clap::Subcommand;
use crate::app::{App, Done};
use crate::error::Result;
use crate::room::cmd::StarterArgs;

#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    Rooms(StarterArgs),
}
pub fn run(command: ImportCommand, app: &mut App) -> Result<Done> {
    match command {
        ImportCommand::Rooms(args) => crate::room::cmd::run_starter(args, app),
    }
}
