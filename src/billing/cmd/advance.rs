//! `colab billing advance`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use crate::access::app::{App, CommandResult};
use crate::access::idempotency::IdempotencyKey;
use crate::billing::invoice::advance::model::{AdvanceSize, AdvanceSubject, NewAdvance};
use crate::billing::invoice::advance::service;
use crate::billing::invoice::model::Invoice;
use crate::booking::SeriesScope;
use crate::booking::cmd::{complete_booking, complete_client};
use crate::kernel::error::{Error, Result};
use crate::kernel::money::Money;
use crate::output::one;
use crate::pricing::cmd::{complete_quote, quote_target, read_percent};

#[derive(Debug, Args)]
pub struct AdvanceArgs {
    /// Client who is asked for it
    #[arg(value_name = "CLIENT", conflicts_with_all = ["booking", "quote"], required_unless_present_any = ["booking", "quote"], add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    /// Amount before tax, or a percentage such as 50%
    #[arg(value_name = "AMOUNT")]
    amount: String,
    /// Booking or rental that it is for
    #[arg(long, value_name = "ID", conflicts_with = "quote", add = ArgValueCompleter::new(complete_booking))]
    booking: Option<String>,
    /// Quote that it is for
    #[arg(long, value_name = "NUMBER", add = ArgValueCompleter::new(complete_quote))]
    quote: Option<String>,
    /// Tax of an amount in percent [default: that of today]
    #[arg(long, value_name = "PERCENT")]
    tax: Option<String>,
    /// Idempotency key: a repeated request returns the first invoice
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

pub fn run(args: &AdvanceArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Invoice>()?;
    let subject = match (&args.client, &args.booking, &args.quote) {
        (_, Some(id), _) => AdvanceSubject::Booked(quote_target(id, SeriesScope::One)?),
        (_, _, Some(number)) => AdvanceSubject::Quote(number.clone()),
        (Some(client), ..) => AdvanceSubject::Client(client.clone()),
        (None, None, None) => {
            return Err(Error::usage("an advance is of a client, a booking or a quote")
                .hint("colab billing advance CLIENT AMOUNT"));
        }
    };
    let new = NewAdvance {
        subject,
        size: size(&args.amount, app)?,
        tax: args.tax.as_deref().map(read_percent).transpose()?,
    };
    let repeat = IdempotencyKey::asked(args.idempotency_key.as_deref(), &format!("{args:?}"))?;
    let invoice = app.write(|tx| service::advance(tx, &new, repeat.as_ref()))?;
    Ok(one(&invoice).into())
}

/// Reads an amount, or a percentage.
fn size(text: &str, app: &mut App) -> Result<AdvanceSize> {
    if text.trim().ends_with('%') {
        return Ok(AdvanceSize::Percent(read_percent(text)?));
    }
    let currency = app.settings()?.currency();
    Ok(AdvanceSize::Amount(Money::parse("amount", text, currency)?))
}
