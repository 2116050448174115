//! `colab rental start`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use crate::access::app::{App, CommandResult};
use crate::access::idempotency::IdempotencyKey;
use crate::booking::cmd::{complete_booking, complete_client};
use crate::device::cmd::complete_device;
use crate::kernel::error::Result;
use crate::kernel::period::{check_days, parse_day};
use crate::output::one;
use crate::rental::model::Rental;
use crate::rental::start::{self, NewRental, RentalRecipient};

#[derive(Debug, Args)]
pub struct RentalStartArgs {
    /// Booking that rents the devices; its devices become the rental's
    #[arg(
        long,
        value_name = "ID",
        required_unless_present = "client",
        conflicts_with = "client",
        add = ArgValueCompleter::new(complete_booking)
    )]
    booking: Option<i64>,
    /// Client that rents the devices from now on, without a booking
    #[arg(long, alias = "client-name", value_name = "NAME", add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    /// Serial number of a device; repeatable; `-` reads them from standard input, `@FILE` from a file
    #[arg(long = "serial", required = true, value_name = "SERIAL", add = ArgValueCompleter::new(complete_device))]
    serials: Vec<String>,
    /// Contact person [default: that of the booking, or the client's first contact]
    #[arg(long, value_name = "NAME")]
    contact_person: Option<String>,
    /// Contact phone [default: that of the contact person]
    #[arg(long, value_name = "PHONE")]
    contact_number: Option<String>,
    /// Contact email
    #[arg(long, value_name = "EMAIL")]
    contact_email: Option<String>,
    /// Company that takes the devices [default: the client]
    #[arg(long, value_name = "NAME")]
    company: Option<String>,
    /// Address to which the devices go [default: that of the client]
    #[arg(long)]
    address: Option<String>,
    /// Day on which the devices were or will be handed over [default: today, or the day of a booking to come]
    #[arg(long, value_name = "DAY")]
    taken_on: Option<String>,
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
    /// Notes
    #[arg(long)]
    notes: Option<String>,
    /// Idempotency key: a repeated request returns the first rental
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

pub fn run(args: RentalStartArgs, app: &mut App) -> Result<CommandResult> {
    let request = format!("{args:?}");
    let serials = app.words(&args.serials)?;
    let repeat = args
        .idempotency_key
        .as_deref()
        .map(|key| IdempotencyKey::new(key, &format!("{request}{serials:?}")))
        .transpose()?;
    let today = app.today()?;
    check_days(
        ("--taken-on", args.taken_on.as_deref()),
        ("--return-on", args.return_on.as_deref()),
        today,
    )?;
    let taken_on = args.taken_on.as_deref().map(|day| parse_day(day, today));
    let return_on = args.return_on.as_deref().map(|day| parse_day(day, today));
    let new = NewRental {
        taken_on: taken_on.transpose()?,
        recipient: match (args.booking, args.client) {
            (Some(id), _) => RentalRecipient::Booking(id),
            (None, client) => RentalRecipient::Client(client.unwrap_or_default()),
        },
        serials,
        contact_person: args.contact_person,
        contact_number: args.contact_number,
        contact_email: args.contact_email,
        company: args.company,
        address: args.address,
        return_on: return_on.transpose()?,
        notes: args.notes,
    };
    app.view.check_fields::<Rental>()?;
    let rental = app.write(|tx| start::start(tx, &new, repeat.as_ref()))?;
    rental.row.far_due().iter().for_each(|note| app.note(note));
    Ok(one(&rental).into())
}
