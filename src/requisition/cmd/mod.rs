//! `colab requisition …`.

mod args;

use clap::Subcommand;

use self::args::{
    ItemAddArgs, ItemRemoveArgs, RequisitionApproveArgs, RequisitionCloseArgs, RequisitionCostArgs,
    RequisitionCostRejectArgs, RequisitionCostsArgs, RequisitionCreateArgs, RequisitionEditArgs,
    RequisitionListArgs, RequisitionOrderArgs, RequisitionReceiveArgs, RequisitionRejectArgs,
    RequisitionShowArgs, RequisitionSubmitArgs,
};
use super::model::{DecisionVerdict, Requisition};
use super::purchase::OrderDetails;
use super::service::RequisitionFilter;
use super::{cost, create, decide, draft, form, purchase, receive, service};
use crate::access::app::{App, CommandResult};
use crate::access::audit;
use crate::access::idempotency::IdempotencyKey;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, Result};
use crate::output::{CommandOutput, list, one, takes_document};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum RequisitionCommand {
    /// Create a requisition: a draft of what is to be bought
    ///
    /// It has the next number of the year. Add items, then submit it.
    #[command(
        after_help = "Examples:\n  colab requisition create \"Laptops for the intake\" --needed +14d --funds 50000\n  colab requisition create \"Toner\" --dry-run"
    )]
    Create(RequisitionCreateArgs),
    /// List requisitions that are not closed
    #[command(
        after_help = "Examples:\n  colab requisition list\n  colab requisition list --to-decide -f json\n  colab requisition list --all --state closed -f csv"
    )]
    #[command(visible_alias = "ls")]
    List(RequisitionListArgs),
    /// Show a requisition with its history, or write its form as a PDF
    #[command(
        after_help = "Examples:\n  colab requisition create Toner && colab requisition show RQ-2026-0001\n  colab requisition create Toner && colab requisition show RQ-2026-0001 -o form.pdf"
    )]
    Show(RequisitionShowArgs),
    /// Edit a draft, or make a rejected requisition a draft again
    #[command(
        after_help = "Examples:\n  colab requisition create Toner && colab requisition edit RQ-2026-0001 --funds 2000\n  colab requisition create Toner && colab requisition edit RQ-2026-0001 --needed +7d --purpose \"Toner and paper\""
    )]
    Edit(RequisitionEditArgs),
    /// Manage the items of a draft
    #[command(subcommand)]
    Item(RequisitionItemCommand),
    /// Submit a draft for approval
    ///
    /// Items and amounts stay as they are from then on. The setting requisition_levels names who decides, in order.
    #[command(
        after_help = "Examples:\n  colab requisition create Toner && colab requisition item add RQ-2026-0001 Toner --cost 450 && colab requisition submit RQ-2026-0001\n  colab config get requisition_levels"
    )]
    Submit(RequisitionSubmitArgs),
    /// Approve what is submitted, as the level that it waits for
    #[command(
        after_help = "Examples:\n  colab requisition list --to-decide\n  colab requisition approve RQ-2026-0001\n  colab requisition approve RQ-2026-0001 --reason \"within the budget\" --dry-run"
    )]
    Approve(RequisitionApproveArgs),
    /// Reject what is submitted, with a reason
    #[command(
        after_help = "Examples:\n  colab requisition list --to-decide\n  colab requisition reject RQ-2026-0001 --reason \"two are left\""
    )]
    Reject(RequisitionRejectArgs),
    /// Mark an approved requisition as ordered
    #[command(
        after_help = "Examples:\n  colab requisition list --state approved\n  colab requisition order RQ-2026-0001 --vendor FixIt --reference PO-77"
    )]
    Order(RequisitionOrderArgs),
    /// Count what arrived of an order, or make devices of it
    ///
    /// Without options everything that is outstanding has arrived. Its cost is proposed for the ledger of costs.
    #[command(
        after_help = "Examples:\n  colab requisition list --state ordered\n  colab requisition receive RQ-2026-0001 --item 1 --serial LT-901 --serial LT-902 --category Laptop\n  colab requisition receive RQ-2026-0001 --item 2 --quantity 3 --note DN-5"
    )]
    Receive(Box<RequisitionReceiveArgs>),
    /// Close a requisition that is over or given up
    #[command(
        after_help = "Examples:\n  colab requisition create Toner && colab requisition close RQ-2026-0001 --reason \"two are left\"\n  colab requisition list --state received"
    )]
    Close(RequisitionCloseArgs),
    /// List the costs of what was received, and what of them is approved
    #[command(
        after_help = "Examples:\n  colab requisition costs\n  colab requisition costs --pending -f csv"
    )]
    Costs(RequisitionCostsArgs),
    /// Approve the cost of what somebody else received
    #[command(
        after_help = "Examples:\n  colab requisition costs --pending\n  colab requisition approve-cost 1"
    )]
    ApproveCost(RequisitionCostArgs),
    /// Reject the cost of what was received
    #[command(
        after_help = "Examples:\n  colab requisition costs --pending\n  colab requisition reject-cost 1 --reason \"arrived broken\""
    )]
    RejectCost(RequisitionCostRejectArgs),
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum RequisitionItemCommand {
    /// Add an item to a draft
    ///
    /// It costs quantity × days × cost.
    #[command(
        after_help = "Examples:\n  colab requisition create Toner && colab requisition item add RQ-2026-0001 \"Toner, black\" --quantity 4 --cost 450\n  colab requisition create Projectors && colab requisition item add RQ-2026-0001 \"Projector, hired\" --quantity 2 --days 5 --cost 300"
    )]
    Add(ItemAddArgs),
    /// Remove an item from a draft
    #[command(
        after_help = "Examples:\n  colab requisition create Toner && colab requisition item add RQ-2026-0001 Toner --cost 450 && colab requisition item remove RQ-2026-0001 1\n  colab requisition create Toner && colab requisition item add RQ-2026-0001 Toner --cost 450 && colab requisition item remove RQ-2026-0001 1 --dry-run"
    )]
    Remove(ItemRemoveArgs),
}

/// Runs a `colab requisition` command.
pub fn run(command: RequisitionCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        RequisitionCommand::Create(args) => {
            let key = args.idempotency_key.as_deref();
            let repeat = IdempotencyKey::asked(key, &format!("{args:?}"))?;
            let new = args.read(app)?;
            app.write_one(|tx| create::create(tx, &new, repeat.as_ref()))
        }
        RequisitionCommand::List(args) => {
            let order = app.query_order("number", args.after.is_some())?;
            let filter = RequisitionFilter {
                descending: order.unwrap_or_default(),
                limit: app.row_limit(),
                ..args.filter()
            };
            app.show_pages(filter.limit.is_some(), |tx, take| {
                service::list_in_pages(tx, &filter, take)
            })
        }
        RequisitionCommand::Show(args) => show(&args, app),
        RequisitionCommand::Edit(args) => {
            let details = args.read(app)?;
            change(app, |tx| draft::edit(tx, &args.requisition, &details))
        }
        RequisitionCommand::Item(RequisitionItemCommand::Add(args)) => {
            let key = args.idempotency_key.as_deref();
            let repeat = IdempotencyKey::asked(key, &format!("{args:?}"))?;
            let new = args.read(app)?;
            change(app, |tx| {
                draft::add_item(tx, &args.requisition, &new, repeat.as_ref())
            })
        }
        RequisitionCommand::Item(RequisitionItemCommand::Remove(args)) => {
            change(app, |tx| draft::remove_item(tx, &args.requisition, args.item))
        }
        RequisitionCommand::Submit(args) => change(app, |tx| decide::submit(tx, &args.requisition)),
        RequisitionCommand::Approve(args) => {
            let reason = args.reason.as_deref();
            let verdict = DecisionVerdict::Approved;
            app.write_one(|tx| decide::decide(tx, &args.requisition, verdict, reason))
        }
        RequisitionCommand::Reject(args) => {
            let verdict = DecisionVerdict::Rejected;
            app.write_one(|tx| decide::decide(tx, &args.requisition, verdict, Some(&args.reason)))
        }
        RequisitionCommand::Order(args) => {
            let details = OrderDetails {
                vendor: args.vendor,
                reference: args.reference,
            };
            app.write_one(|tx| purchase::order(tx, &args.requisition, &details))
        }
        RequisitionCommand::Receive(args) => {
            let key = args.idempotency_key.as_deref();
            let repeat = IdempotencyKey::asked(key, &format!("{args:?}"))?;
            let new = args.read();
            app.write_one(|tx| receive::receive(tx, &args.requisition, &new, repeat.as_ref()))
        }
        RequisitionCommand::Close(args) => {
            app.write_one(|tx| purchase::close(tx, &args.requisition, args.reason.as_deref()))
        }
        RequisitionCommand::Costs(args) => Ok(list(&app.read(|tx| cost::list(tx, args.pending))?).into()),
        RequisitionCommand::ApproveCost(args) => {
            app.write_one(|tx| cost::decide(tx, args.receipt, true, args.reason.as_deref()))
        }
        RequisitionCommand::RejectCost(args) => {
            app.write_one(|tx| cost::decide(tx, args.receipt, false, Some(&args.reason)))
        }
    }
}

/// Changes a draft, and warns of funds that do not suffice.
fn change(app: &mut App, body: impl FnMut(&mut Tx<'_>) -> Result<Requisition>) -> Result<CommandResult> {
    app.view.check_fields::<Requisition>()?;
    let requisition = app.write(body)?;
    if let Some(shortfall) = requisition.shortfall() {
        app.warn(&shortfall);
    }
    Ok(one(&requisition).into())
}

fn show(args: &RequisitionShowArgs, app: &mut App) -> Result<CommandResult> {
    let Some(path) = &args.output else {
        let shown = app.read(|tx| service::show(tx, &args.requisition))?;
        let mut records = one(&shown.requisition);
        records.add_field("history", audit::as_value(&shown.audit));
        return Ok(records.into());
    };
    if !takes_document(path, "pdf") {
        return Err(Error::usage(format!(
            "cannot write a requisition to `{}`: only PDF is supported",
            path.display()
        ))
        .hint("use a file name that ends in .pdf"));
    }
    app.view.check_fields::<Requisition>()?;
    let (settings, site) = (app.settings()?, app.site()?);
    let requisition = app.read(|tx| service::show(tx, &args.requisition))?.requisition;
    let items = requisition.items.iter().map(|item| item.description.as_str());
    let texts: Vec<&str> = items.chain([requisition.row.purpose.as_str()]).collect();
    app.warn_of_lacking_letters(&texts.concat())?;
    let bytes = form::to_pdf(&requisition, &settings, &site)?;
    app.write_document(path, &bytes, &requisition.row.number)?;
    Ok(CommandOutput::Nothing.into())
}
