//! The arguments of `colab requisition …`.

use std::path::PathBuf;

use clap::Args;
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use crate::access::app::{App, ListArgs, OPEN};
use crate::access::completion::{complete_user, described_candidates};
use crate::booking::cmd::complete_booking;
use crate::device::cmd::complete_category;
use crate::kernel::error::Result;
use crate::kernel::money::{Currency, Money};
use crate::kernel::period::parse_day;
use crate::requisition::create::NewRequisition;
use crate::requisition::draft::{NewItem, RequisitionDetails};
use crate::requisition::model::{Requisition, RequisitionState};
use crate::requisition::receive::NewReceipt;
use crate::requisition::service::{self, RequisitionFilter};
use crate::task::cmd::complete_vendor;

#[derive(Debug, Args)]
pub struct RequisitionCreateArgs {
    /// Purpose
    purpose: String,
    /// Booking that it is for
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete_booking))]
    booking: Option<i64>,
    /// Day on which it is needed
    #[arg(long = "needed", value_name = "DAY")]
    needed_on: Option<String>,
    /// Funds that are available
    #[arg(long, value_name = "AMOUNT")]
    funds: Option<String>,
    /// Idempotency key: a repeated request returns the first requisition
    #[arg(long, value_name = "KEY")]
    pub idempotency_key: Option<String>,
}

impl RequisitionCreateArgs {
    /// Reads the requisition to create.
    ///
    /// # Errors
    /// `Usage` for a day that does not parse, `Invalid` for an amount.
    pub fn read(&self, app: &mut App) -> Result<NewRequisition> {
        let (today, currency) = (app.today()?, app.settings()?.currency());
        let needed_on = self.needed_on.as_deref();
        let funds = self.funds.as_deref();
        Ok(NewRequisition {
            purpose: self.purpose.clone(),
            booking_id: self.booking,
            needed_on: needed_on.map(|day| parse_day(day, today)).transpose()?,
            funds: funds
                .map(|funds| Money::parse("funds", funds, currency))
                .transpose()?,
        })
    }
}

#[derive(Debug, Args)]
pub struct RequisitionListArgs {
    /// State; repeatable
    #[arg(long, value_name = "STATE")]
    state: Vec<RequisitionState>,
    /// User who asked
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_user))]
    requester: Option<String>,
    /// Booking
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete_booking))]
    booking: Option<i64>,
    /// Only requisitions that wait for your decision
    #[arg(long)]
    to_decide: bool,
    /// Include requisitions that are closed
    #[arg(long)]
    all: bool,
    /// Only requisitions that follow this one in the list
    #[arg(long, value_name = "NUMBER", add = ArgValueCompleter::new(complete_requisition))]
    pub after: Option<String>,
    #[command(flatten)]
    pub rows: ListArgs,
}

impl RequisitionListArgs {
    /// Returns which requisitions to list.
    pub fn filter(&self) -> RequisitionFilter {
        RequisitionFilter {
            states: self.state.clone(),
            requester: self.requester.clone(),
            booking_id: self.booking,
            to_decide: self.to_decide,
            all: self.all,
            after: self.after.clone(),
            ..RequisitionFilter::default()
        }
    }
}

#[derive(Debug, Args)]
pub struct RequisitionShowArgs {
    /// Number of the requisition
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_requisition))]
    pub requisition: String,
    /// PDF file to write: the form with its signatures
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Open the file that is written
    #[arg(id = OPEN, long = "open", requires = "output")]
    pub open_document: bool,
}

#[derive(Debug, Args)]
pub struct RequisitionEditArgs {
    /// Number of the requisition
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_requisition))]
    pub requisition: String,
    /// Purpose
    #[arg(long, value_name = "TEXT")]
    purpose: Option<String>,
    /// Booking that it is for; 0 for none
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete_booking))]
    booking: Option<i64>,
    /// Day on which it is needed; an empty text for none
    #[arg(long = "needed", value_name = "DAY")]
    needed_on: Option<String>,
    /// Funds that are available; an empty text for none
    #[arg(long, value_name = "AMOUNT")]
    funds: Option<String>,
}

impl RequisitionEditArgs {
    /// Reads the details to set.
    ///
    /// # Errors
    /// As [`RequisitionCreateArgs::read`].
    pub fn read(&self, app: &mut App) -> Result<RequisitionDetails> {
        let (today, currency) = (app.today()?, app.settings()?.currency());
        let needed_on = match self.needed_on.as_deref().map(str::trim) {
            None => None,
            Some("") => Some(None),
            Some(day) => Some(Some(parse_day(day, today)?)),
        };
        Ok(RequisitionDetails {
            purpose: self.purpose.clone(),
            booking_id: self.booking.map(|id| (id != 0).then_some(id)),
            needed_on,
            funds: amount("funds", self.funds.as_deref(), currency)?,
        })
    }
}

/// Reads an amount; an empty text is none.
fn amount(field: &str, text: Option<&str>, currency: Currency) -> Result<Option<Option<Money>>> {
    match text.map(str::trim) {
        None => Ok(None),
        Some("") => Ok(Some(None)),
        Some(text) => Ok(Some(Some(Money::parse(field, text, currency)?))),
    }
}

#[derive(Debug, Args)]
pub struct ItemAddArgs {
    /// Number of the requisition
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_requisition))]
    pub requisition: String,
    /// Description
    description: String,
    /// Quantity
    #[arg(long, value_name = "N", default_value_t = 1)]
    quantity: i64,
    /// Days for which it is wanted; 1 for what is bought
    #[arg(long, value_name = "N", default_value_t = 1)]
    days: i64,
    /// Cost of one, a day
    #[arg(long, value_name = "AMOUNT")]
    cost: String,
    /// Idempotency key: a repeated request adds the item once
    #[arg(long, value_name = "KEY")]
    pub idempotency_key: Option<String>,
}

impl ItemAddArgs {
    /// Reads the item to add.
    ///
    /// # Errors
    /// `Invalid` for an amount.
    pub fn read(&self, app: &mut App) -> Result<NewItem> {
        let currency = app.settings()?.currency();
        Ok(NewItem {
            description: self.description.clone(),
            quantity: self.quantity,
            days: self.days,
            unit_cost: Money::parse("cost", &self.cost, currency)?,
        })
    }
}

#[derive(Debug, Args)]
pub struct ItemRemoveArgs {
    /// Number of the requisition
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_requisition))]
    pub requisition: String,
    /// Number of the item
    #[arg(value_name = "ITEM")]
    pub item: i64,
}

#[derive(Debug, Args)]
pub struct RequisitionSubmitArgs {
    /// Number of the requisition
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_requisition))]
    pub requisition: String,
}

#[derive(Debug, Args)]
pub struct RequisitionApproveArgs {
    /// Number of the requisition
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_requisition))]
    pub requisition: String,
    /// Reason
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct RequisitionRejectArgs {
    /// Number of the requisition
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_requisition))]
    pub requisition: String,
    /// Reason
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

#[derive(Debug, Args)]
pub struct RequisitionOrderArgs {
    /// Number of the requisition
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_requisition))]
    pub requisition: String,
    /// Vendor
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_vendor))]
    pub vendor: Option<String>,
    /// Number of the order with the vendor
    #[arg(long, value_name = "TEXT")]
    pub reference: Option<String>,
}

#[derive(Debug, Args)]
pub struct RequisitionReceiveArgs {
    /// Number of the requisition
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_requisition))]
    pub requisition: String,
    /// Number of the item [default: every item that is outstanding]
    #[arg(long, value_name = "N")]
    item: Option<i64>,
    /// Quantity [default: all that is outstanding]
    #[arg(long, value_name = "N")]
    quantity: Option<i64>,
    /// Serial number of a device to make of it; repeatable
    #[arg(long = "serial", value_name = "SERIAL")]
    serials: Vec<String>,
    /// Category of the devices
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_category))]
    category: Option<String>,
    /// Note, such as the number of the delivery note
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Idempotency key: a repeated request receives once
    #[arg(long, value_name = "KEY")]
    pub idempotency_key: Option<String>,
}

impl RequisitionReceiveArgs {
    /// Returns what arrived.
    pub fn read(&self) -> NewReceipt {
        NewReceipt {
            item: self.item,
            quantity: self.quantity,
            serials: self.serials.clone(),
            category: self.category.clone(),
            note: self.note.clone(),
        }
    }
}

#[derive(Debug, Args)]
pub struct RequisitionCloseArgs {
    /// Number of the requisition
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_requisition))]
    pub requisition: String,
    /// Reason; required unless everything was received
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct RequisitionCostsArgs {
    /// Only costs that await a decision
    #[arg(long)]
    pub pending: bool,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct RequisitionCostArgs {
    /// Number of the receipt
    #[arg(value_name = "RECEIPT")]
    pub receipt: i64,
    /// Reason
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct RequisitionCostRejectArgs {
    /// Number of the receipt
    #[arg(value_name = "RECEIPT")]
    pub receipt: i64,
    /// Reason
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

/// Offers the requisitions that are not closed.
pub fn complete_requisition(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    described_candidates(current, |app| {
        let requisitions = app.read(|tx| service::list(tx, &RequisitionFilter::default()))?;
        let offered = |one: &Requisition| {
            let row = &one.row;
            (
                row.number.clone(),
                Some(format!("{} ({})", row.purpose, row.state)),
            )
        };
        Ok(requisitions.iter().map(offered).collect())
    })
}
