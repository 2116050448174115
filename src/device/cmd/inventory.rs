//! The inventory: list, show, add, edit, move and label devices; categories.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::complete::{complete_category, complete_device};
use crate::access::app::{App, CommandResult, OpenArgs, WorkbookArgs};
use crate::access::audit;
use crate::access::idempotency::IdempotencyKey;
use crate::access::sort_order::SortOrder;
use crate::device::edit::{self, DeviceChanges, NewDevices};
use crate::device::model::{AttentionLevel, Device, DeviceStatus};
use crate::device::service::{self, DeviceFilter, DeviceSort, WorkOnDevice};
use crate::device::status_change::{self, DeviceMove};
use crate::device::{category, label};
use crate::kernel::error::{Error, Kind, Result};
use crate::kernel::period::{check_days, parse_day};
use crate::kernel::text::counted;
use crate::location::cmd::{LocationFilterArgs, complete_location};
use crate::output::{CommandOutput, Records, Value, is_stream, list, one};
use crate::user::IfExists;

#[derive(Debug, Args)]
pub struct DeviceListArgs {
    /// Device status; repeatable
    #[arg(long, value_name = "STATUS")]
    status: Vec<DeviceStatus>,
    /// Device category
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_category))]
    category: Option<String>,
    /// Place, or part of its name
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    #[command(flatten)]
    location: LocationFilterArgs,
    /// Brand, or part of it
    #[arg(long, value_name = "TEXT")]
    brand: Option<String>,
    /// Model, or part of it
    #[arg(long, value_name = "TEXT")]
    model: Option<String>,
    /// Only devices bought on this day or later
    #[arg(long, value_name = "DAY")]
    purchased_from: Option<String>,
    /// Only devices bought on this day or earlier
    #[arg(long, value_name = "DAY")]
    purchased_to: Option<String>,
    /// Only devices whose warranty ends on this day or earlier
    #[arg(long, value_name = "DAY")]
    warranty_until: Option<String>,
    /// Part of the serial, name, brand, model, account, AnyDesk id, notes or client
    #[arg(long, visible_alias = "text", value_name = "TEXT")]
    search: Option<String>,
    /// Only devices that have been returned, in testing or in repair for too long; critical: for much too long
    #[arg(long, value_name = "LEVEL", num_args = 0..=1, default_missing_value = "warn")]
    attention: Option<AttentionLevel>,
    /// Exit with 9 when a listed device needs attention
    #[arg(long)]
    exit_code: bool,
    /// Include sold and retired devices
    #[arg(long)]
    all: bool,
    /// Field to sort by; -FIELD sorts downwards
    #[arg(
        long,
        default_value = "serial_number",
        value_name = "FIELD",
        allow_hyphen_values = true
    )]
    sort: SortOrder<DeviceSort>,
    /// Maximum number of devices
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Start after this serial, in the order of --sort
    #[arg(long, value_name = "SERIAL")]
    after: Option<String>,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

#[derive(Debug, Args)]
pub struct DeviceShowArgs {
    /// Serial number
    #[arg(add = ArgValueCompleter::new(complete_device))]
    serial: String,
}

// Details that `add` and `edit` set.
#[derive(Debug, Args)]
struct DeviceDetailArgs {
    /// Name or description
    #[arg(long)]
    name: Option<String>,
    /// Place where it is kept
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    /// Location that it belongs to; an empty text for none
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_location))]
    location: Option<String>,
    /// Office account on the device
    #[arg(long, value_name = "ACCOUNT")]
    office_account: Option<String>,
    /// AnyDesk number
    #[arg(long, value_name = "ID")]
    anydesk_id: Option<String>,
    /// Notes
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
    /// Brand
    #[arg(long, value_name = "NAME")]
    brand: Option<String>,
    /// Model
    #[arg(long, value_name = "NAME")]
    model: Option<String>,
    /// Day of purchase
    #[arg(long, value_name = "DAY")]
    purchased_on: Option<String>,
    /// Price of purchase
    #[arg(long, value_name = "AMOUNT")]
    price: Option<String>,
    /// Last day of the warranty
    #[arg(long, value_name = "DAY")]
    warranty_until: Option<String>,
}

#[derive(Debug, Args)]
pub struct DeviceAddArgs {
    /// Serial numbers; `-` reads them from standard input, `@FILE` from a file, one a line
    #[arg(required = true, value_name = "SERIAL")]
    serials: Vec<String>,
    /// Category, one of `colab device category list`
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_category))]
    category: String,
    #[command(flatten)]
    details: DeviceDetailArgs,
    /// Status [default: available for a new device; with --if-exists update, as it is]
    #[arg(long, value_name = "STATUS")]
    status: Option<DeviceStatus>,
    /// What to do if a device exists
    #[arg(long, default_value = "error", value_name = "WHAT")]
    if_exists: IfExists,
    /// Idempotency key: a repeated request returns the first devices
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

#[derive(Debug, Args)]
pub struct DeviceEditArgs {
    /// Serial numbers; `-` reads them from standard input, `@FILE` from a file, one a line
    #[arg(required = true, value_name = "SERIAL", add = ArgValueCompleter::new(complete_device))]
    serials: Vec<String>,
    /// New category
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_category))]
    category: Option<String>,
    #[command(flatten)]
    details: DeviceDetailArgs,
}

#[derive(Debug, Args)]
pub struct DeviceMoveArgs {
    /// Serial numbers; `-` reads them from standard input, `@FILE` from a file, one a line
    #[arg(required = true, value_name = "SERIAL", add = ArgValueCompleter::new(complete_device))]
    serials: Vec<String>,
    /// New status
    #[arg(long, value_name = "STATUS", required_unless_present = "place")]
    to: Option<DeviceStatus>,
    /// New place
    #[arg(long, alias = "location")]
    place: Option<String>,
    /// Reason, kept in the timeline
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct DeviceFoundArgs {
    /// Serial numbers; `-` reads them from standard input, `@FILE` from a file, one a line
    #[arg(required = true, value_name = "SERIAL", add = ArgValueCompleter::new(complete_device))]
    serials: Vec<String>,
    /// Status
    #[arg(long, value_name = "STATUS", default_value = "available")]
    to: DeviceStatus,
    /// New place
    #[arg(long, alias = "location")]
    place: Option<String>,
    /// Reason, kept in the timeline
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct CategoryAddArgs {
    /// Category name
    name: String,
}

#[derive(Debug, Args)]
pub struct DeviceLabelArgs {
    /// Serial numbers; `-` reads them from standard input, `@FILE` from a file, one a line
    #[arg(required = true, value_name = "SERIAL", add = ArgValueCompleter::new(complete_device))]
    serials: Vec<String>,
    /// File to write, ending in .png, .svg or .pdf
    #[arg(short, long, value_name = "FILE")]
    output: std::path::PathBuf,
    #[command(flatten)]
    pub open: OpenArgs,
}

impl DeviceDetailArgs {
    fn changes(self, category: Option<String>, app: &mut App) -> Result<DeviceChanges> {
        check_days(
            ("--purchased-on", self.purchased_on.as_deref()),
            ("--warranty-until", self.warranty_until.as_deref()),
            app.today()?,
        )?;
        Ok(DeviceChanges {
            name: self.name,
            category,
            place: self.place,
            location: self.location,
            office_account: self.office_account,
            anydesk_id: self.anydesk_id,
            notes: self.notes,
            brand: self.brand,
            model: self.model,
            purchased_on: self.purchased_on,
            price: self.price,
            warranty_until: self.warranty_until,
        })
    }
}

/// Runs `colab device list`.
pub fn list_devices(args: DeviceListArgs, app: &mut App) -> Result<CommandResult> {
    let today = app.today()?;
    check_days(
        ("--purchased-from", args.purchased_from.as_deref()),
        ("--purchased-to", args.purchased_to.as_deref()),
        today,
    )?;
    let day = |text: Option<String>| text.map(|text| parse_day(&text, today)).transpose();
    let filter = DeviceFilter {
        brand: args.brand,
        model: args.model,
        purchased_from: day(args.purchased_from)?,
        purchased_to: day(args.purchased_to)?,
        warranty_until: day(args.warranty_until)?,
        status: args.status,
        category: args.category,
        place: args.place,
        location: args.location.read(app)?,
        text: args.search,
        attention: args.attention,
        all: args.all,
        sort: args.sort,
        after: args.after,
        limit: args.limit,
    };
    let mut is_late = false;
    let shown = app.show_pages(filter.limit.is_some(), |tx, take| {
        is_late = false;
        service::list_in_pages(tx, &filter, &mut |devices: Vec<Device>| {
            is_late |= devices.iter().any(|device| device.attention().is_some());
            take(devices)
        })
    })?;
    Ok(CommandResult {
        failure: (args.exit_code && is_late).then(|| Error::silent(Kind::Findings)),
        ..shown
    })
}

/// Runs `colab device show`.
pub fn show(args: &DeviceShowArgs, work: WorkOnDevice, app: &mut App) -> Result<CommandResult> {
    let (history, work) = app.read(|tx| {
        let history = service::show(tx, &args.serial)?;
        let work = work(tx, &history.device)?;
        Ok((history, work))
    })?;
    let mut records = one(&history.device);
    for (name, value) in work {
        records.add_field(name, value);
    }
    let timeline = history.movements.iter().map(Value::from).collect();
    records.add_field("timeline", Value::List(timeline));
    let days_late = history.device.days_overdue();
    let late = history.device.held.as_deref().filter(|_| days_late.is_some());
    let late = late.into_iter().map(|held| held.told(days_late));
    let next = history.holdings.iter().map(|held| held.told(None));
    records.add_field("next", Value::List(late.chain(next).collect()));
    records.add_field("history", audit::as_value(&history.audit));
    Ok(records.into())
}

/// Returns one device as an object, several as an array.
pub fn one_or_list(devices: &[Device]) -> Records {
    match devices {
        [device] => one(device),
        devices => list(devices),
    }
}

/// Runs `colab device add`.
pub fn add(args: DeviceAddArgs, app: &mut App) -> Result<CommandResult> {
    let serials = app.words(&args.serials)?;
    let request = format!("{args:?} {serials:?}");
    let repeat = IdempotencyKey::asked(args.idempotency_key.as_deref(), &request)?;
    let new = NewDevices {
        serials,
        details: args.details.changes(Some(args.category), app)?,
        status: args.status,
    };
    app.view.check_fields::<Device>()?;
    let added = app.write(|tx| edit::add(tx, &new, args.if_exists, repeat.as_ref()))?;
    added.warnings.iter().for_each(|warning| app.note(warning));
    Ok(one_or_list(&added.devices).into())
}

/// Runs `colab device edit`.
pub fn edit_devices(args: DeviceEditArgs, app: &mut App) -> Result<CommandResult> {
    let serials = app.words(&args.serials)?;
    let changes = args.details.changes(args.category, app)?;
    if changes == DeviceChanges::default() {
        return Err(Error::usage("no changes given").hint("colab device edit --help"));
    }
    app.view.check_fields::<Device>()?;
    let devices = app.write(|tx| edit::edit(tx, &serials, &changes))?;
    Ok(one_or_list(&devices).into())
}

/// Runs `colab device move`.
pub fn move_devices(args: DeviceMoveArgs, app: &mut App) -> Result<CommandResult> {
    let wanted = DeviceMove {
        serials: app.words(&args.serials)?,
        to: args.to,
        place: args.place,
        reason: args.reason,
    };
    app.view.check_fields::<Device>()?;
    let moved = app.write(|tx| status_change::move_devices(tx, &wanted))?;
    moved.warnings.iter().for_each(|warning| app.note(warning));
    Ok(one_or_list(&moved.devices).into())
}

/// Runs `colab device found`.
pub fn found(args: DeviceFoundArgs, app: &mut App) -> Result<CommandResult> {
    let found = DeviceMove {
        serials: app.words(&args.serials)?,
        to: Some(args.to),
        place: args.place,
        reason: args.reason,
    };
    app.view.check_fields::<Device>()?;
    let moved = app.write(|tx| status_change::find_again(tx, &found))?;
    moved.warnings.iter().for_each(|warning| app.note(warning));
    Ok(one_or_list(&moved.devices).into())
}

/// Runs `colab device category add`.
pub fn add_category(args: &CategoryAddArgs, app: &mut App) -> Result<CommandResult> {
    app.write_one(|tx| category::add(tx, &args.name))
}

/// Runs `colab device category list`.
pub fn list_categories(app: &mut App) -> Result<CommandResult> {
    Ok(list(&app.read(category::list)?).into())
}

/// Runs `colab device label`.
pub fn label(args: &DeviceLabelArgs, app: &mut App) -> Result<CommandResult> {
    let serials = app.words(&args.serials)?;
    // The name of a stream says nothing: it gets a sheet.
    let ending = match args.output.extension().and_then(|ending| ending.to_str()) {
        None if is_stream(&args.output) => "pdf".to_owned(),
        ending => ending.unwrap_or_default().to_lowercase(),
    };
    if !matches!(ending.as_str(), "png" | "svg" | "pdf") {
        return Err(
            Error::usage(format!("cannot write labels to `{}`", args.output.display()))
                .hint("give a file that ends in .png, .svg or .pdf"),
        );
    }
    let (labels, size) = app.read(|tx| service::labels(tx, &serials))?;
    let bytes = match (ending.as_str(), labels.as_slice()) {
        ("pdf", labels) => label::pdf(labels, size)?,
        ("svg", [one]) => label::svg(one)?.into_bytes(),
        ("png", [one]) => label::png(one)?,
        _ => {
            return Err(Error::usage(format!("a {ending} file holds one label"))
                .hint("write sheets as PDF: -o labels.pdf"));
        }
    };
    app.write_document(&args.output, &bytes, &counted(labels.len(), "label"))?;
    Ok(CommandOutput::Nothing.into())
}
