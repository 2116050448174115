//! `colab device …`.

mod assignment;
mod complete;
mod inventory;

pub use self::complete::{complete_category, complete_device};

use clap::Subcommand;

use crate::access::app::{App, CommandResult, ListArgs};
use crate::device::service::WorkOnDevice;
use crate::kernel::error::Result;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum DeviceCommand {
    /// List devices
    #[command(
        after_help = "Examples:\n  colab device list\n  colab device list --category Laptop --status available -f csv\n  colab device list --attention --fields serial_number,status,days_in_status,attention"
    )]
    #[command(visible_alias = "ls")]
    List(inventory::DeviceListArgs),
    /// Show a device with its timeline and who has it next
    #[command(after_help = "Examples:\n  colab device show LT-001\n  colab device show LT-001 -f json")]
    Show(inventory::DeviceShowArgs),
    /// Add devices
    #[command(
        after_help = "Examples:\n  colab device add LT-201 --category Laptop --name \"Dell 5420\"\n  colab device add LT-202 LT-203 --category Laptop --brand Dell --model \"Latitude 5420\" --purchased-on 2026-02-01 --price 14999 --warranty-until 2029-01-31\n  colab device add - --category Desktop --if-exists skip < serials.txt"
    )]
    Add(Box<inventory::DeviceAddArgs>),
    /// Edit devices
    #[command(
        after_help = "Examples:\n  colab device edit LT-001 --anydesk-id 123456789\n  colab device edit LT-001 LT-002 --place \"IT store\"\n  colab device edit LT-001 --notes \"\""
    )]
    Edit(Box<inventory::DeviceEditArgs>),
    /// Manage device categories
    #[command(subcommand)]
    Category(CategoryCommand),
    /// Move devices to another status or place
    #[command(
        after_help = "Examples:\n  colab device move LT-001 --to maintenance --reason \"broken hinge\"\n  colab device move LT-001 LT-002 --to available --place \"IT store\"\n  colab device move - --to retired --reason \"written off\" < serials.txt"
    )]
    Move(inventory::DeviceMoveArgs),
    /// Mark lost devices as found
    #[command(
        after_help = "Examples:\n  colab device found DT-029 --place \"IT store\"\n  colab device found DT-029 --to returned --reason \"left in a taxi\""
    )]
    Found(inventory::DeviceFoundArgs),
    /// List devices that are free in a period
    #[command(
        after_help = "Examples:\n  colab device free --date 2026-03-02\n  colab device free --from 2026-03-02T08:00 --to 2026-03-04T16:00 --category Laptop -f csv"
    )]
    Free(assignment::DeviceFreeArgs),
    /// Set how many devices of a category a booking requests
    #[command(
        after_help = "Examples:\n  colab device request 17 --category Laptop --quantity 10\n  colab device request 17 --category any --quantity 0"
    )]
    Request(assignment::DeviceRequestArgs),
    /// List requests that are not filled, soonest first
    #[command(
        after_help = "Examples:\n  colab device queue\n  colab device queue --from 2026-03-01 --to 2026-03-31 --category Laptop -f json"
    )]
    Queue(assignment::DeviceQueueArgs),
    /// Assign devices to a booking
    #[command(
        after_help = "Examples:\n  colab device assign 17 --serial LT-001 --serial LT-002\n  colab device assign 17 --auto 16\n  colab device assign 17 --auto --category Laptop --dry-run"
    )]
    Assign(assignment::DeviceAssignArgs),
    /// Unassign devices from a booking
    #[command(
        after_help = "Examples:\n  colab device unassign 21 --serial LT-010\n  colab device unassign 21 --all --reason \"own laptops\""
    )]
    Unassign(assignment::DeviceUnassignArgs),
    /// Replace a booking's device by another one
    ///
    /// If another booking has that device, the two bookings swap.
    #[command(
        after_help = "Examples:\n  colab device swap 21 --serial LT-010 --with LT-009\n  colab device swap 21 --serial LT-010 --with LT-009 --reason \"slow\" --dry-run"
    )]
    Swap(assignment::DeviceSwapArgs),
    /// Write labels with a QR code of the serial number
    ///
    /// PNG and SVG hold one label, PDF sheets any number.
    #[command(
        after_help = "Examples:\n  colab device label LT-001 -o lt-001.svg\n  colab device label LT-001 LT-002 -o labels.pdf\n  colab device list --category Laptop --fields serial_number -f tsv | colab device label - -o labels.pdf"
    )]
    Label(inventory::DeviceLabelArgs),
    /// Show the stock of each category: out, promised and free devices
    #[command(
        after_help = "Examples:\n  colab device stock --date 2026-03-02 -f json\n  colab device stock --from 2026-03-02 --to 2026-03-06 --category Laptop"
    )]
    Stock(assignment::DeviceStockArgs),
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum CategoryCommand {
    /// Add a category
    #[command(
        after_help = "Examples:\n  colab device category add Projector\n  colab device category add Tablet --dry-run"
    )]
    Add(inventory::CategoryAddArgs),
    /// List categories
    #[command(after_help = "Examples:\n  colab device category list\n  colab device category list -f json")]
    #[command(visible_alias = "ls")]
    List(ListArgs),
}

/// Runs a `colab device` command.
pub fn run(command: DeviceCommand, work: WorkOnDevice, app: &mut App) -> Result<CommandResult> {
    match command {
        DeviceCommand::List(args) => inventory::list_devices(args, app),
        DeviceCommand::Show(args) => inventory::show(&args, work, app),
        DeviceCommand::Add(args) => inventory::add(*args, app),
        DeviceCommand::Edit(args) => inventory::edit_devices(*args, app),
        DeviceCommand::Category(CategoryCommand::Add(args)) => inventory::add_category(&args, app),
        DeviceCommand::Category(CategoryCommand::List(_)) => inventory::list_categories(app),
        DeviceCommand::Move(args) => inventory::move_devices(args, app),
        DeviceCommand::Found(args) => inventory::found(args, app),
        DeviceCommand::Free(args) => assignment::free(&args, app),
        DeviceCommand::Request(args) => assignment::request(&args, app),
        DeviceCommand::Queue(args) => assignment::queue(args, app),
        DeviceCommand::Assign(args) => assignment::assign(args, app),
        DeviceCommand::Unassign(args) => assignment::unassign(&args, app),
        DeviceCommand::Swap(args) => assignment::swap(&args, app),
        DeviceCommand::Label(args) => inventory::label(&args, app),
        DeviceCommand::Stock(args) => assignment::stock(&args, app),
    }
}
