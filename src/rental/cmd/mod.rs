//! `colab rental …`.

mod change;
mod complete;
mod read;
mod start;

pub use complete::complete_rental;

use clap::Subcommand;

use crate::access::app::{App, CommandResult};
use crate::kernel::error::Result;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum RentalCommand {
    /// Start a rental: hand devices out to a booking or a client
    ///
    /// For a booking of a later day the rental is planned: its devices are promised, and leave with that day. It moves with
    /// its booking, and is given up when that is cancelled.
    #[command(
        after_help = "Examples:\n  colab rental start --booking 17 --serial LT-001 --contact-person \"N. Dube\" --contact-number 0825550100 --company Baobab --address \"1 Main Rd\" --return-on +30d\n  colab rental start --client Umoya --serial LT-002 --serial LT-003 --contact-person Sam --contact-number 0820000000 --company Umoya --address \"2 Oak St\" --taken-on yesterday --return-on +7d\n  colab device free --from today --to +14d --category Laptop --fields serial_number -f tsv | colab rental start --booking 17 --serial - --contact-person Sam --contact-number 0820000000 --company Umoya --address \"2 Oak St\" --return-on +14d --dry-run"
    )]
    Start(Box<start::RentalStartArgs>),
    /// List rentals
    #[command(
        after_help = "Examples:\n  colab rental list --open\n  colab rental list --client baobab --from 2026-03-01 --to 2026-03-31 -f json\n  colab rental list --returned --sort client_name --limit 20"
    )]
    #[command(visible_alias = "ls")]
    List(read::RentalListArgs),
    /// Show a rental with its devices and its history
    #[command(
        after_help = "Examples:\n  colab rental show RN-2026-0001\n  colab rental show RN-2026-0001 -f json"
    )]
    Show(read::RentalShowArgs),
    /// Start a planned rental now: hand its devices over
    ///
    /// A rental whose first day is to come is planned, and begins by itself with that day.
    #[command(
        after_help = "Examples:\n  colab rental collect RN-2026-0009\n  colab rental collect RN-2026-0009 --dry-run"
    )]
    Collect(change::RentalCollectArgs),
    /// Change the client, contact, company, address or notes of a rental
    ///
    /// A form that was written before shows the old data: write it again. Another return date: colab rental extend.
    #[command(
        after_help = "Examples:\n  colab rental edit RN-2026-0001 --contact-number 0825550199 --contact-email info@example.com\n  colab rental edit RN-2026-0001 --company \"Umoya Energy\" --address \"2 Oak St\" --dry-run"
    )]
    Edit(change::RentalEditArgs),
    /// Return devices of a rental, all or some of them
    #[command(
        after_help = "Examples:\n  colab rental return RN-2026-0001\n  colab rental return RN-2026-0001 --serial LT-060 --condition ok\n  colab rental return RN-2026-0001 --serial LT-061 --condition repair --notes \"screen broken\" --place workshop"
    )]
    Return(change::RentalReturnArgs),
    /// Change the return date of a rental
    #[command(
        after_help = "Examples:\n  colab rental extend RN-2026-0001 --return-on +21d\n  colab rental extend RN-2026-0001 --return-on +28d --reason \"course goes on\" --dry-run"
    )]
    Extend(change::RentalExtendArgs),
    /// List devices that are overdue
    #[command(
        after_help = "Examples:\n  colab rental overdue\n  colab rental overdue --as-of 2026-03-12 --exit-code -f csv\n  colab rental overdue --fields contact_person,contact_number,serial,days_overdue"
    )]
    Overdue(read::RentalOverdueArgs),
    /// Write the form to sign as a PDF
    #[command(
        after_help = "Examples:\n  colab rental form RN-2026-0001 -o form.pdf\n  colab rental form RN-2026-0001 --output form.pdf --dry-run"
    )]
    Form(change::RentalFormArgs),
}

pub fn run(command: RentalCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        RentalCommand::Start(args) => start::run(*args, app),
        RentalCommand::List(args) => read::list_rentals(args, app),
        RentalCommand::Show(args) => read::show(&args, app),
        RentalCommand::Collect(args) => change::collect(&args, app),
        RentalCommand::Edit(args) => change::edit_rental(args, app),
        RentalCommand::Return(args) => change::return_devices(args, app),
        RentalCommand::Extend(args) => change::extend(&args, app),
        RentalCommand::Overdue(args) => read::overdue(&args, app),
        RentalCommand::Form(args) => change::form(&args, app),
    }
}
