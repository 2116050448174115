//! What there is: list, show, add, edit, move, categories.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::{complete_category, complete_device};
use crate::access::app::{App, CommandResult};
use crate::access::audit;
use crate::access::idempotency::Repeat;
use crate::device::model::{Device, DeviceStatus};
use crate::device::moves::{self, Move};
use crate::device::service::{self, Details, DeviceFilter, DeviceSort, NewDevices};
use crate::device::{category, label};
use crate::kernel::error::{Error, Result};
use crate::output::{CommandOutput, Records, Value, list, list_of, one, write_file};
use crate::user::IfExists;

#[derive(Debug, Args)]
pub struct ListArgs {
    /// Only those in this status; several times
    #[arg(long, value_name = "STATUS")]
    status: Vec<DeviceStatus>,
    /// Only this category
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_category))]
    category: Option<String>,
    /// Only those at a place, or part of its name
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    /// Part of the serial, name, account, AnyDesk id, notes, or of who has it
    #[arg(long, visible_alias = "text", value_name = "TEXT")]
    search: Option<String>,
    /// Only those that are returned, in testing or in repair for too long
    #[arg(long)]
    attention: bool,
    /// Also those that were sold or retired
    #[arg(long)]
    all: bool,
    /// The order
    #[arg(long, default_value = "serial_number", value_name = "FIELD")]
    sort: DeviceSort,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Those that follow this serial, in the order of --sort
    #[arg(long, value_name = "SERIAL")]
    after: Option<String>,
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Its serial number
    #[arg(add = ArgValueCompleter::new(complete_device))]
    serial: String,
}

/// What a device may be told.
#[derive(Debug, Args)]
struct DetailArgs {
    /// What it is
    #[arg(long)]
    name: Option<String>,
    /// Where it is kept
    #[arg(long, alias = "location")]
    place: Option<String>,
    /// The Office account on it
    #[arg(long, value_name = "ACCOUNT")]
    office_account: Option<String>,
    /// Its AnyDesk number
    #[arg(long, value_name = "ID")]
    anydesk_id: Option<String>,
    /// Anything else
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
}

#[derive(Debug, Args)]
pub struct AddArgs {
    /// Serial numbers; `-` reads them from standard input, `@FILE` from a file, one a line
    #[arg(required = true, value_name = "SERIAL")]
    serials: Vec<String>,
    /// Its category: colab device category list
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_category))]
    category: String,
    #[command(flatten)]
    details: DetailArgs,
    /// Where it is in its life
    #[arg(long, default_value = "available", value_name = "STATUS")]
    status: DeviceStatus,
    /// When there is such a device already
    #[arg(long, default_value = "error", value_name = "WHAT")]
    if_exists: IfExists,
    /// The same key gives the same devices again
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

#[derive(Debug, Args)]
pub struct EditArgs {
    /// Serial numbers; `-` reads them from standard input, `@FILE` from a file, one a line
    #[arg(required = true, value_name = "SERIAL", add = ArgValueCompleter::new(complete_device))]
    serials: Vec<String>,
    /// Another category
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_category))]
    category: Option<String>,
    #[command(flatten)]
    details: DetailArgs,
}

#[derive(Debug, Args)]
pub struct MoveArgs {
    /// Serial numbers; `-` reads them from standard input, `@FILE` from a file, one a line
    #[arg(required = true, value_name = "SERIAL", add = ArgValueCompleter::new(complete_device))]
    serials: Vec<String>,
    /// The new status
    #[arg(long, value_name = "STATUS", required_unless_present = "place")]
    to: Option<DeviceStatus>,
    /// The new place
    #[arg(long, alias = "location")]
    place: Option<String>,
    /// Why; kept in the timeline
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct CategoryAddArgs {
    /// How it is called
    name: String,
}

#[derive(Debug, Args)]
pub struct LabelArgs {
    /// Serial numbers; `-` reads them from standard input, `@FILE` from a file, one a line
    #[arg(required = true, value_name = "SERIAL", add = ArgValueCompleter::new(complete_device))]
    serials: Vec<String>,
    /// A file that ends in .png, .svg or .pdf
    #[arg(short, long, value_name = "FILE")]
    output: std::path::PathBuf,
}

impl DetailArgs {
    fn details(self, category: Option<String>) -> Details {
        Details {
            name: self.name,
            category,
            place: self.place,
            office_account: self.office_account,
            anydesk_id: self.anydesk_id,
            notes: self.notes,
        }
    }
}

pub fn list_devices(args: ListArgs, app: &mut App) -> Result<CommandResult> {
    let filter = DeviceFilter {
        status: args.status,
        category: args.category,
        place: args.place,
        text: args.search,
        attention: args.attention,
        all: args.all,
        sort: args.sort,
        after: args.after,
        limit: args.limit,
    };
    Ok(list_of(app.read(|tx| service::list(tx, &filter))?).into())
}

pub fn show(args: &ShowArgs, app: &mut App) -> Result<CommandResult> {
    let shown = app.read(|tx| service::show(tx, &args.serial))?;
    let mut records = one(&shown.device);
    let timeline = Value::List(shown.movements.iter().map(Value::from).collect());
    records.add_field("timeline", timeline);
    records.add_field(
        "next",
        Value::List(shown.holdings.iter().map(Value::from).collect()),
    );
    records.add_field("history", audit::as_value(&shown.history));
    Ok(records.into())
}

/// One device is an object, several an array.
pub fn shown(devices: &[Device]) -> Records {
    match devices {
        [device] => one(device),
        devices => list(devices),
    }
}

pub fn add(args: AddArgs, app: &mut App) -> Result<CommandResult> {
    let serials = app.words(&args.serials)?;
    let request = format!("{args:?} {serials:?}");
    let repeat = Repeat::asked(args.idempotency_key.as_deref(), &request)?;
    let new = NewDevices {
        serials,
        details: args.details.details(Some(args.category)),
        status: args.status,
    };
    app.view.check_fields::<Device>()?;
    Ok(shown(&app.write(|tx| service::add(tx, &new, args.if_exists, repeat.as_ref()))?).into())
}

pub fn edit(args: EditArgs, app: &mut App) -> Result<CommandResult> {
    let serials = app.words(&args.serials)?;
    let details = args.details.details(args.category);
    if details == Details::default() {
        return Err(Error::usage("nothing to change was named").hint("colab device edit --help"));
    }
    app.view.check_fields::<Device>()?;
    Ok(shown(&app.write(|tx| service::edit(tx, &serials, &details))?).into())
}

pub fn move_devices(args: MoveArgs, app: &mut App) -> Result<CommandResult> {
    let wanted = Move {
        serials: app.words(&args.serials)?,
        to: args.to,
        place: args.place,
        reason: args.reason,
    };
    app.view.check_fields::<Device>()?;
    let moved = app.write(|tx| moves::move_devices(tx, &wanted))?;
    moved.warnings.iter().for_each(|warning| app.note(warning));
    Ok(shown(&moved.devices).into())
}

pub fn add_category(args: &CategoryAddArgs, app: &mut App) -> Result<CommandResult> {
    app.write_one(|tx| category::add(tx, &args.name))
}

pub fn list_categories(app: &mut App) -> Result<CommandResult> {
    Ok(list(&app.read(category::list)?).into())
}

pub fn label(args: &LabelArgs, app: &mut App) -> Result<CommandResult> {
    let serials = app.words(&args.serials)?;
    let ending = args
        .output
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    let ending = ending.to_lowercase();
    if !matches!(ending.as_str(), "png" | "svg" | "pdf") {
        return Err(Error::usage(format!("a label is no `{}`", args.output.display()))
            .hint("name a file that ends in .png, .svg or .pdf"));
    }
    let (labels, size) = app.read(|tx| service::labels(tx, &serials))?;
    let bytes = match (ending.as_str(), labels.as_slice()) {
        ("pdf", labels) => label::pdf(labels, size)?,
        ("svg", [one]) => label::svg(one)?.into_bytes(),
        ("png", [one]) => label::png(one)?,
        _ => {
            return Err(Error::usage("a picture is of one device").hint("sheets are PDF: -o labels.pdf"));
        }
    };
    write_file(&args.output, &bytes)?;
    app.note(&format!(
        "{} is written: {} labels",
        args.output.display(),
        labels.len()
    ));
    Ok(CommandOutput::Nothing.into())
}
