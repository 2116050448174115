//! `colab device …`.

mod inventory;
mod use_of;

use clap::Subcommand;
use clap_complete::CompletionCandidate;

use super::category;
use super::service::{self, DeviceFilter};
use crate::access::app::{App, CommandResult};
use crate::access::completion::candidates;
use crate::kernel::error::Result;

#[derive(Debug, Subcommand)]
pub enum DeviceCommand {
    /// List devices
    #[command(
        after_help = "Examples:\n  colab device list\n  colab device list --category Laptop --status available -f csv\n  colab device list --attention --fields serial_number,status,days_in_status,attention"
    )]
    List(inventory::ListArgs),
    /// Show one device with its timeline: what happened to it, who has it next
    #[command(after_help = "Examples:\n  colab device show LT-001\n  colab device show LT-001 -f json")]
    Show(inventory::ShowArgs),
    /// Add devices
    #[command(
        after_help = "Examples:\n  colab device add LT-001 --category Laptop --name \"Dell 5420\"\n  colab device add LT-002 LT-003 --category Laptop --status new\n  colab device add - --category Desktop --if-exists skip < serials.txt"
    )]
    Add(Box<inventory::AddArgs>),
    /// Change what devices say of themselves
    #[command(
        after_help = "Examples:\n  colab device edit LT-001 --anydesk-id 123456789\n  colab device edit LT-001 LT-002 --place \"IT store\"\n  colab device edit LT-001 --notes \"\""
    )]
    Edit(Box<inventory::EditArgs>),
    /// Categories of devices
    #[command(subcommand)]
    Category(CategoryCommand),
    /// Move devices along their life: testing, maintenance, back to available, sold, retired; or to a place
    #[command(
        after_help = "Examples:\n  colab device move LT-001 --to maintenance --reason \"broken hinge\"\n  colab device move LT-001 LT-002 --to available --place \"IT store\"\n  colab device move - --to retired --reason \"written off\" < serials.txt"
    )]
    Move(inventory::MoveArgs),
    /// Devices that are free in a period
    #[command(
        after_help = "Examples:\n  colab device free --date 2026-03-02\n  colab device free --from 2026-03-02T08:00 --to 2026-03-04T16:00 --category Laptop -f csv"
    )]
    Free(use_of::FreeArgs),
    /// Set how many devices of a category a booking asks for
    #[command(
        after_help = "Examples:\n  colab device request 17 --category Laptop --quantity 10\n  colab device request 17 --category any --quantity 0"
    )]
    Request(use_of::RequestArgs),
    /// Requests that are not filled, soonest first
    #[command(
        after_help = "Examples:\n  colab device queue\n  colab device queue --from 2026-03-01 --to 2026-03-31 --category Laptop -f json"
    )]
    Queue(use_of::QueueArgs),
    /// Give devices to a booking
    #[command(
        after_help = "Examples:\n  colab device assign 17 --serial LT-001 --serial LT-002\n  colab device assign 17 --auto 16\n  colab device assign 17 --auto --category Laptop --dry-run"
    )]
    Assign(use_of::AssignArgs),
    /// Take devices back from a booking
    #[command(
        after_help = "Examples:\n  colab device unassign 17 --serial LT-001\n  colab device unassign 17 --all --reason \"own laptops\""
    )]
    Unassign(use_of::UnassignArgs),
    /// Give a booking one device for another; where another booking has that one, the two change places
    #[command(
        after_help = "Examples:\n  colab device swap 17 --serial LT-001 --with LT-009\n  colab device swap 17 --serial LT-001 --with LT-009 --reason \"slow\" --dry-run"
    )]
    Swap(use_of::SwapArgs),
    /// Write labels with a QR code of the serial number: a PNG or SVG of one, PDF sheets of any number
    #[command(
        after_help = "Examples:\n  colab device label LT-001 -o lt-001.svg\n  colab device label LT-001 LT-002 -o labels.pdf\n  colab device list --category Laptop --fields serial_number -f tsv | tail -n +2 | colab device label - -o labels.pdf"
    )]
    Label(inventory::LabelArgs),
    /// How many there are of each category: out, promised, free, against the thresholds
    #[command(
        after_help = "Examples:\n  colab device stock --date 2026-03-02 -f json\n  colab device stock --from 2026-03-02 --to 2026-03-06 --category Laptop"
    )]
    Stock(use_of::StockArgs),
}

#[derive(Debug, Subcommand)]
pub enum CategoryCommand {
    /// Add a category
    #[command(
        after_help = "Examples:\n  colab device category add Projector\n  colab device category add Tablet --dry-run"
    )]
    Add(inventory::CategoryAddArgs),
    /// List categories
    #[command(after_help = "Examples:\n  colab device category list\n  colab device category list -f json")]
    List,
}

pub fn run(command: DeviceCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        DeviceCommand::List(args) => inventory::list_devices(args, app),
        DeviceCommand::Show(args) => inventory::show(&args, app),
        DeviceCommand::Add(args) => inventory::add(*args, app),
        DeviceCommand::Edit(args) => inventory::edit(*args, app),
        DeviceCommand::Category(CategoryCommand::Add(args)) => inventory::add_category(&args, app),
        DeviceCommand::Category(CategoryCommand::List) => inventory::list_categories(app),
        DeviceCommand::Move(args) => inventory::move_devices(args, app),
        DeviceCommand::Free(args) => use_of::free(&args, app),
        DeviceCommand::Request(args) => use_of::request(&args, app),
        DeviceCommand::Queue(args) => use_of::queue(args, app),
        DeviceCommand::Assign(args) => use_of::assign(args, app),
        DeviceCommand::Unassign(args) => use_of::unassign(&args, app),
        DeviceCommand::Swap(args) => use_of::swap(&args, app),
        DeviceCommand::Label(args) => inventory::label(&args, app),
        DeviceCommand::Stock(args) => use_of::stock(&args, app),
    }
}

/// Serial numbers for a shell's completion.
pub fn complete_device(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let devices = app.read(|tx| service::list(tx, &DeviceFilter::default()))?;
        Ok(devices
            .into_iter()
            .map(|device| device.row.serial_number)
            .collect())
    })
}

/// Categories for a shell's completion.
pub fn complete_category(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let categories = app.read(category::list)?;
        Ok(categories.into_iter().map(|category| category.name).collect())
    })
}
