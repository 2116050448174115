//! `colab rental edit`, `return`, `extend` and `form`.

use std::path::PathBuf;

use clap::Args;
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::complete::complete_rental;
use crate::access::app::{App, CommandResult, OpenArgs};
use crate::access::completion::offered_words;
use crate::booking::cmd::complete_client;
use crate::device::cmd::complete_device;
use crate::kernel::error::{Error, Result};
use crate::kernel::period::{OPEN_END, parse_day};
use crate::output::{CommandOutput, is_stdout, one, write_file};
use crate::rental::edit::{self, RentalChanges};
use crate::rental::model::{Rental, ReturnCondition};
use crate::rental::return_devices::{self, DeviceReturn};
use crate::rental::{collect, extend, service};

#[derive(Debug, Args)]
pub struct RentalEditArgs {
    /// Rental number
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_rental))]
    rental: String,
    /// New name of the client
    #[arg(long, alias = "client-name", value_name = "NAME", add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    /// New contact person
    #[arg(long, value_name = "NAME")]
    contact_person: Option<String>,
    /// New contact phone
    #[arg(long, value_name = "PHONE")]
    contact_number: Option<String>,
    /// New contact email; an empty text removes it
    #[arg(long, value_name = "EMAIL")]
    contact_email: Option<String>,
    /// New name of the company that has the devices
    #[arg(long, value_name = "NAME")]
    company: Option<String>,
    /// New address to which the devices go
    #[arg(long)]
    address: Option<String>,
    /// New notes; an empty text removes them
    #[arg(long)]
    notes: Option<String>,
}

#[derive(Debug, Args)]
pub struct RentalReturnArgs {
    /// Rental number
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_rental))]
    rental: String,
    /// Serial number of a returned device; repeatable; `-` reads them from standard input, `@FILE` from a file [default: all that are out]
    #[arg(long = "serial", value_name = "SERIAL", add = ArgValueCompleter::new(complete_device))]
    serials: Option<Vec<String>>,
    /// Condition of the devices: ok, needs-inspection, repair, lost
    #[arg(long, default_value = "ok", value_parser = ReturnCondition::read, add = ArgValueCompleter::new(complete_condition))]
    condition: ReturnCondition,
    /// Notes on the condition
    #[arg(long)]
    notes: Option<String>,
    /// Place where the devices are put [default: where they were]
    #[arg(long)]
    place: Option<String>,
}

#[derive(Debug, Args)]
pub struct RentalExtendArgs {
    /// Rental number
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_rental))]
    rental: String,
    /// Return date: the last day on which the devices may come back
    #[arg(
        long,
        visible_alias = "return-expected-date",
        value_name = "DAY",
        required_unless_present = "open_ended"
    )]
    return_on: Option<String>,
    /// Without a return date: until the devices are returned
    #[arg(long, conflicts_with = "return_on")]
    open_ended: bool,
    /// Reason for the new date
    #[arg(long)]
    reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct RentalCollectArgs {
    /// Rental number
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_rental))]
    rental: String,
}

#[derive(Debug, Args)]
pub struct RentalFormArgs {
    /// Rental number
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_rental))]
    rental: String,
    /// PDF file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    pub open: OpenArgs,
}

/// Runs `colab rental edit`.
/// Completes the conditions of devices that come back.
fn complete_condition(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    offered_words(current, ReturnCondition::WORDS)
}

pub fn edit_rental(args: RentalEditArgs, app: &mut App) -> Result<CommandResult> {
    let changes = RentalChanges {
        client: args.client,
        contact_person: args.contact_person,
        contact_number: args.contact_number,
        contact_email: args.contact_email,
        company: args.company,
        address: args.address,
        notes: args.notes,
    };
    if changes == RentalChanges::default() {
        return Err(Error::usage("no changes given").hint("colab rental edit --help"));
    }
    app.view.check_fields::<Rental>()?;
    let edited = app.write(|tx| edit::edit(tx, &args.rental, &changes))?;
    if edited.has_old_form && !app.manner.dry_run {
        let number = &edited.rental.row.rental_no;
        app.note(&format!(
            "the form of {number} shows what was before: colab rental form {number} -o form.pdf"
        ));
    }
    Ok(one(&edited.rental).into())
}

pub fn return_devices(args: RentalReturnArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Rental>()?;
    let wanted = DeviceReturn {
        rental_no: args.rental,
        serials: args.serials.map(|serials| app.words(&serials)).transpose()?,
        condition: args.condition,
        notes: args.notes,
        place: args.place,
        is_undone: false,
    };
    let returned = app.write(|tx| return_devices::return_devices(tx, &wanted))?;
    returned.warnings.iter().for_each(|warning| app.note(warning));
    Ok(one(&returned.rental).into())
}

pub fn extend(args: &RentalExtendArgs, app: &mut App) -> Result<CommandResult> {
    let today = app.today()?;
    let day = args.return_on.as_deref().map(|day| parse_day(day, today));
    let return_on = day.transpose()?.unwrap_or(OPEN_END);
    app.view.check_fields::<Rental>()?;
    let rental = app.write(|tx| extend::extend(tx, &args.rental, return_on, args.reason.as_deref()))?;
    rental.row.far_due().iter().for_each(|note| app.note(note));
    Ok(one(&rental).into())
}

pub fn collect(args: &RentalCollectArgs, app: &mut App) -> Result<CommandResult> {
    app.write_one(|tx| collect::collect(tx, &args.rental))
}

pub fn form(args: &RentalFormArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Rental>()?;
    let rental = app.write_with_document(&args.output, write_file, |tx| {
        let (rental, bytes) = service::form(tx, &args.rental)?;
        Ok((rental, Some(bytes)))
    })?;
    app.warn_of_lacking_letters(&rental.row.client_name)?;
    if is_stdout(&args.output) {
        return Ok(CommandOutput::Nothing.into());
    }
    Ok(one(&rental).into())
}
