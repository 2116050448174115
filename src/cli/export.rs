//! `colab export`: every list as a sheet of one workbook.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PathBufValueParser, TypedValueParser};

use crate::access::app::{App, CommandResult, OPEN, workbook_path};
use crate::access::auth::Permission;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::text::counted;
use crate::output::CommandOutput;
use crate::output::sheet::{WorkbookSheet, workbook};

/// The sheets, the lists that they are made of, and what it takes to see these.
const LISTS: [(&str, &str, Permission); 17] = [
    ("Bookings", "booking list", Permission::SeeBookings),
    ("Rooms", "room list", Permission::SeeRooms),
    ("Locations", "location list", Permission::SeeRooms),
    ("Blocks", "room blocks --all", Permission::SeeRooms),
    ("Devices", "device list", Permission::SeeDevices),
    ("Rentals", "rental list", Permission::SeeDevices),
    ("Tasks", "task list --all", Permission::SeeTasks),
    (
        "Requisitions",
        "requisition list --all",
        Permission::SeeRequisitions,
    ),
    ("Clients", "client list", Permission::SeeClients),
    ("Prices", "pricing list", Permission::SeePrices),
    ("Quotes", "pricing quotes", Permission::SeePrices),
    ("Costings", "pricing ledger", Permission::SeePrices),
    ("Invoices", "invoice list", Permission::SeePrices),
    ("Payments", "payment list", Permission::SeePrices),
    ("Files", "file list", Permission::SeeBookings),
    ("Messages", "notify messages", Permission::RunNotifications),
    ("Users", "user list", Permission::ManageUsers),
];

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Workbook (.xlsx) to write
    #[arg(value_name = "FILE", value_parser = PathBufValueParser::new().try_map(workbook_path))]
    file: PathBuf,
    /// Open the workbook that is written
    #[arg(id = OPEN, long = "open")]
    pub open_document: bool,
}

/// Writes the workbook; `run` runs the command of a list. One that the actor may not see is left out and named.
///
/// # Errors
/// `Usage` for `--fields`, which are those of one list; `Forbidden` for whoever may see none of them.
pub fn export(
    args: &ExportArgs,
    app: &mut App,
    run: impl Fn(&str, &mut App) -> Result<CommandResult>,
) -> Result<CommandResult> {
    if !app.view.fields.is_empty() {
        return Err(Error::usage("--fields chooses fields of one list")
            .hint("colab booking list --fields id,client_name -o bookings.xlsx"));
    }
    let mut sheets = Vec::new();
    let (mut left_out, mut rows) = (Vec::new(), 0);
    for (title, line, permission) in LISTS {
        if app.read(|tx| Ok(tx.require(permission).is_err()))? {
            left_out.push(title.to_lowercase());
            continue;
        }
        let records = run(line, app)?.reply.into_records();
        rows += records.rows.len();
        sheets.push(WorkbookSheet {
            title: title.to_owned(),
            records,
        });
    }
    if sheets.is_empty() {
        return Err(Error::new(
            Kind::Forbidden,
            ErrorCode::NotAllowed,
            "none of the lists is yours to see",
        ));
    }
    let about = format!("{}, {}", counted(sheets.len(), "sheet"), counted(rows, "row"));
    let bytes = workbook(sheets, &app.view)?;
    if !left_out.is_empty() {
        app.note(&format!(
            "left out, as you may not see them: {}",
            left_out.join(", ")
        ));
    }
    app.write_document(&args.file, &bytes, &about)?;
    Ok(CommandOutput::Nothing.into())
}
