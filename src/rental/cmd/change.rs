//! `colab rental return`, `extend` and `form`.

use std::path::PathBuf;

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::complete_rental;
use crate::access::app::{App, CommandResult};
use crate::device::cmd::complete_device;
use crate::kernel::error::Result;
use crate::kernel::period::parse_day;
use crate::output::{one, write_file};
use crate::rental::model::{Rental, ReturnCondition};
use crate::rental::return_devices::{self, DeviceReturn};
use crate::rental::{extend, service};

#[derive(Debug, Args)]
pub struct RentalReturnArgs {
    /// The rental's number
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_rental))]
    rental: String,
    /// A device that is back; several times; `-` reads them from standard input, `@FILE` from a file; none: all that is out
    #[arg(long = "serial", value_name = "SERIAL", add = ArgValueCompleter::new(complete_device))]
    serials: Option<Vec<String>>,
    /// How they came back: ok, needs-inspection, repair, lost
    #[arg(long, default_value = "ok", value_parser = ReturnCondition::read)]
    condition: ReturnCondition,
    /// What is to be said about it
    #[arg(long)]
    notes: Option<String>,
    /// Where they are put
    #[arg(long)]
    place: Option<String>,
}

#[derive(Debug, Args)]
pub struct RentalExtendArgs {
    /// The rental's number
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_rental))]
    rental: String,
    /// The last day on which they may come back
    #[arg(long, visible_alias = "return-expected-date", value_name = "DAY")]
    return_on: String,
    /// Why
    #[arg(long)]
    reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct RentalFormArgs {
    /// The rental's number
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_rental))]
    rental: String,
    /// The PDF to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

pub fn return_devices(args: RentalReturnArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Rental>()?;
    let wanted = DeviceReturn {
        rental_no: args.rental,
        serials: args.serials.map(|serials| app.words(&serials)).transpose()?,
        condition: args.condition,
        notes: args.notes,
        place: args.place,
    };
    let returned = app.write(|tx| return_devices::return_devices(tx, &wanted))?;
    returned.warnings.iter().for_each(|warning| app.note(warning));
    Ok(one(&returned.rental).into())
}

pub fn extend(args: &RentalExtendArgs, app: &mut App) -> Result<CommandResult> {
    let return_on = parse_day(&args.return_on, app.today()?)?;
    app.write_one(|tx| extend::extend(tx, &args.rental, return_on, args.reason.as_deref()))
}

/// The file is written before the commit: one that cannot be written leaves no record of a form. A commit that fails
/// leaves a file that says what is stored, and no record of it.
pub fn form(args: &RentalFormArgs, app: &mut App) -> Result<CommandResult> {
    let dry_run = app.manner.dry_run;
    app.write_one(|tx| {
        let (rental, bytes) = service::form(tx, &args.rental)?;
        if !dry_run {
            write_file(&args.output, &bytes)?;
        }
        Ok(rental)
    })
}
