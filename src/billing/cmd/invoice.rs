//! `colab invoice …` and `colab billing run`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use crate::access::app::{App, CommandResult, ListArgs, RowBoundsArgs};
use crate::access::completion::candidates;
use crate::access::tx::Tx;
use crate::billing::invoice::credit::{CreditOrder, credit};
use crate::billing::invoice::model::{Invoice, InvoiceStatus};
use crate::billing::invoice::run::{BillingRun, months_behind, run as run_billing};
use crate::billing::invoice::service::{self, DocumentSeries, InvoiceQuery};
use crate::billing::invoice::write_off;
use crate::booking::cmd::complete_client;
use crate::kernel::error::{Error, Result};
use crate::kernel::period::parse_month;
use crate::output::{CommandOutput, list, one, takes_document};
use crate::pricing::quote::lines::month_of;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum InvoiceCommand {
    /// List invoices and credit notes
    #[command(
        after_help = "Examples:\n  colab invoice list\n  colab invoice list --status overdue -f csv\n  colab invoice list --client umoya --month last"
    )]
    #[command(visible_alias = "ls")]
    List(InvoiceListArgs),
    /// Show an invoice or a credit note, or write it as a PDF or as UBL
    #[command(
        after_help = "Examples:\n  colab billing run --month 2026-01 --issue && colab invoice show INV-2026-0001\n  colab billing run --month 2026-01 --issue && colab invoice show INV-2026-0001 -o invoice.pdf\n  colab billing run --month 2026-01 --issue && colab invoice show INV-2026-0001 -o invoice.xml"
    )]
    Show(InvoiceShowArgs),
    /// Create a credit note that takes an invoice back, as a whole, some of its lines, or a part of one
    ///
    /// What is taken back is still charged by the ledger, and is invoiced again by the next `billing run` of its month. To
    /// charge less for good, use `pricing adjust --kind credit` instead: the next run credits it.
    #[command(
        after_help = "Examples:\n  colab billing run --month 2026-01 --issue && colab invoice credit INV-2026-0001 --reason \"wrong address\"\n  colab billing run --month 2026-01 --issue && colab invoice credit INV-2026-0001 --line 1 --reason \"billed to another client\" --dry-run\n  colab billing run --month 2026-01 --issue && colab invoice credit INV-2026-0001 --line 1 --amount 50 --reason \"on another invoice\""
    )]
    Credit(InvoiceCreditArgs),
    /// Write off what is open of an invoice
    ///
    /// Two people: one asks for it with a reason, another one gives the same command. It is no longer outstanding; where the
    /// client pays after all, --take-back makes it owed again.
    #[command(
        after_help = "Examples:\n  colab billing run --month 2026-01 --issue && colab invoice write-off INV-2026-0001 --reason insolvent\n  colab billing run --month 2026-01 --issue && colab invoice write-off INV-2026-0001 --reason insolvent --dry-run"
    )]
    WriteOff(InvoiceWriteOffArgs),
}

/// Kinds of documents to list.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ListedDocuments {
    Invoice,
    CreditNote,
}

#[derive(Debug, Args)]
pub struct BillingRunArgs {
    /// Month in which it is booked: 2026-03, last or this
    #[arg(long, value_name = "MONTH")]
    month: String,
    /// Part of the client's name
    #[arg(long, value_name = "TEXT", add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    /// Issue the documents; without it they are only shown
    #[arg(long)]
    issue: bool,
}

#[derive(Debug, Args)]
pub struct InvoiceListArgs {
    #[command(flatten)]
    pub period: RowBoundsArgs,
    /// Part of the client's name
    #[arg(long, value_name = "TEXT", add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    /// Only documents that bill this month
    #[arg(long, value_name = "MONTH")]
    month: Option<String>,
    /// Only documents in this state
    #[arg(long)]
    status: Option<InvoiceStatus>,
    /// Only documents of this kind
    #[arg(long = "type", value_name = "KIND")]
    kind: Option<ListedDocuments>,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct InvoiceShowArgs {
    /// Number: INV-2026-0001, CN-2026-0001
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_invoice))]
    number: String,
    /// Write a PDF (.pdf) or UBL (.xml) instead
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct InvoiceCreditArgs {
    /// Number of the invoice
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_invoice))]
    number: String,
    /// Only this line; repeatable
    #[arg(long = "line", value_name = "LINE")]
    lines: Vec<i32>,
    /// Only so much of the line, before tax
    #[arg(long, requires = "lines", conflicts_with = "quantity")]
    amount: Option<String>,
    /// Only so many units of the line
    #[arg(long, requires = "lines", value_parser = clap::value_parser!(i64).range(1..))]
    quantity: Option<i64>,
    /// Reason, as the client reads it
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
pub struct InvoiceWriteOffArgs {
    /// Number of the invoice
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_invoice))]
    number: String,
    /// Reason
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Make what was written off owed again
    #[arg(long)]
    take_back: bool,
}

pub fn run(command: InvoiceCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        InvoiceCommand::List(args) => list_invoices(args, app),
        InvoiceCommand::Show(args) => show(&args, app),
        InvoiceCommand::Credit(args) => {
            app.view.check_fields::<Invoice>()?;
            if (args.amount.is_some() || args.quantity.is_some()) && args.lines.len() != 1 {
                return Err(
                    Error::usage("--amount and --quantity are of one line").hint("--line 2 --amount 50")
                );
            }
            let order = CreditOrder {
                number: args.number,
                places: args.lines,
                amount: args.amount,
                quantity: args.quantity,
                reason: args.reason,
            };
            let note = app.write(|tx| credit(tx, &order))?;
            if let Some(line) = note.lines.first() {
                app.note(&format!(
                    "the ledger still charges it: the next `colab billing run --month {}` invoices it again; to charge less for \
                     good: colab pricing adjust {} --kind credit --amount AMOUNT --reason REASON",
                    note.row.month,
                    line.charged_of()
                ));
            }
            Ok(one(&note).into())
        }
        InvoiceCommand::WriteOff(args) => write_off(&args, app),
    }
}

/// Runs `colab billing run`.
pub fn bill(args: BillingRunArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Invoice>()?;
    let order = BillingRun {
        month: month_of(parse_month(&args.month, app.today()?)?),
        client: args.client,
        issue: args.issue,
    };
    let made = |tx: &mut Tx<'_>| Ok((run_billing(tx, &order)?, months_behind(tx, &order.month)?));
    let (invoices, behind) = if order.issue {
        app.write(made)?
    } else {
        app.read(made)?
    };
    for month in behind {
        app.note(&format!(
            "there is more to invoice in {month}: colab billing run --month {month}"
        ));
    }
    if !order.issue {
        return Ok(list(&invoices).into());
    }
    if invoices.is_empty() {
        app.note(&format!("nothing to invoice in {}", order.month));
    }
    for invoice in &invoices {
        if invoice.paid_cents > 0 {
            let paid = invoice.money(invoice.paid_cents);
            app.note(&format!(
                "{}: {paid} of it is paid by credit notes",
                invoice.row.number
            ));
        } else if invoice.on_account_cents > 0 {
            let left = invoice.money(invoice.on_account_cents);
            app.note(&format!(
                "{}: {left} of it is on account of {}: the next invoices are paid by it; to give it back: colab payment refund",
                invoice.row.number, invoice.client.1
            ));
        }
    }
    Ok(list(&invoices).into())
}

fn list_invoices(args: InvoiceListArgs, app: &mut App) -> Result<CommandResult> {
    let today = app.today()?;
    let month = args.month.map(|text| parse_month(&text, today)).transpose()?;
    let query = InvoiceQuery {
        client: args.client,
        client_id: None,
        month: month.map(month_of),
        series: args.kind.map(|kind| match kind {
            ListedDocuments::Invoice => DocumentSeries::Invoice,
            ListedDocuments::CreditNote => DocumentSeries::CreditNote,
        }),
        status: args.status,
        limit: app.row_limit(),
    };
    app.show_pages(query.limit.is_some(), |tx, take| {
        service::list_in_pages(tx, &query, take)
    })
}

fn show(args: &InvoiceShowArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Invoice>()?;
    let as_xml = args
        .output
        .as_ref()
        .is_some_and(|path| takes_document(path, "xml"));
    if let Some(path) = &args.output
        && !as_xml
        && !takes_document(path, "pdf")
    {
        return Err(Error::usage(format!(
            "cannot write an invoice to `{}`: only PDF and XML are supported",
            path.display()
        ))
        .hint("use a file name that ends in .pdf or .xml"));
    }
    let (invoice, sender) = app.read(|tx| service::show(tx, &args.number))?;
    let Some(path) = &args.output else {
        return Ok(one(&invoice).into());
    };
    let bytes = if as_xml {
        service::to_ubl(&invoice, &sender).into_bytes()
    } else {
        let items = invoice.lines.iter().map(|line| line.item.as_str());
        let texts: Vec<&str> = items.chain([invoice.row.bill_to.0.name.as_str()]).collect();
        app.warn_of_lacking_letters(&texts.concat())?;
        service::to_pdf(&invoice, &sender)?
    };
    if as_xml && sender.tax_number.is_none() && invoice.row.tax_cents != 0 {
        app.warn("the invoice has tax and no tax number of the company: colab config set company_tax_number NUMBER");
    }
    app.write_document(path, &bytes, &invoice.row.number)?;
    Ok(CommandOutput::Nothing.into())
}

fn write_off(args: &InvoiceWriteOffArgs, app: &mut App) -> Result<CommandResult> {
    let reason = args.reason.as_deref();
    if args.take_back {
        return app.write_one(|tx| write_off::take_back(tx, &args.number, reason));
    }
    app.view.check_fields::<Invoice>()?;
    let outcome = app.write(|tx| write_off::write_off(tx, &args.number, reason))?;
    outcome.note.iter().for_each(|note| app.note(note));
    Ok(one(&outcome.invoice).into())
}

/// Completes the numbers of documents.
pub fn complete_invoice(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| app.read(service::numbers))
}
