//! `colab billing …`, `colab invoice …` and `colab payment …`.

mod advance;
pub mod invoice;
pub mod journal;
pub mod payment;
pub mod statement;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::access::app::{App, CommandResult, ListArgs};
use crate::billing::model::{BillingPeriod, BookedLine, PeriodKey, PeriodStatus};
use crate::billing::service;
use crate::booking::Tenant;
use crate::kernel::error::{Error, Result};
use crate::kernel::period::{last_of_month, parse_month, parse_months};
use crate::output::{CommandOutput, list, one, takes_document};
use crate::pricing::quote::lines::month_of;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum BillingCommand {
    /// List how months stand: open, held or closed, what is booked in them, what is still open
    #[command(
        after_help = "Examples:\n  colab billing status\n  colab billing status --month 2026-01..2026-03 -f json\n  colab billing status --month last --tenant TRAINING"
    )]
    Status(BillingStatusArgs),
    /// Show or issue invoices of what is approved and not invoiced, one for each client
    ///
    /// Where what is taken back is more than what is charged, it is a credit note, which is set off against the client's open
    /// invoices, the oldest first; what is left of it is on account, is set off against the next ones, and can be refunded. A
    /// second run finds nothing to issue.
    #[command(
        after_help = "Examples:\n  colab billing run --month 2026-01\n  colab billing run --month last --issue --quiet\n  colab billing run --month 2026-01 --client umoya -f json"
    )]
    Run(invoice::BillingRunArgs),
    /// Create an invoice before the work, of an amount or a percentage
    ///
    /// The next invoices of its booking, rental, quote or client take it off, with its tax. What they do not need stays for
    /// later ones, or goes back by `invoice credit`.
    #[command(
        allow_missing_positional = true,
        after_help = "Examples:\n  colab billing advance \"Baobab Health\" 5000\n  colab billing advance --booking 20 50%\n  colab pricing quote 20 --save && colab billing advance --quote QU-2026-0001 30% --dry-run"
    )]
    Advance(advance::AdvanceArgs),
    /// List what clients owe, by how long it is overdue
    #[command(
        after_help = "Examples:\n  colab billing outstanding\n  colab billing outstanding --aging 30,60,90 --exit-code --quiet\n  colab billing outstanding --client umoya -f json"
    )]
    Outstanding(payment::OutstandingArgs),
    /// List overdue invoices to remind clients of, each stage once
    ///
    /// The setting `reminder_days` says after how many days a stage begins. With --mark they count as reminded.
    #[command(
        after_help = "Examples:\n  colab billing reminders\n  colab billing reminders --mark -f csv\n  colab billing reminders --mark --dry-run"
    )]
    Reminders(payment::RemindersArgs),
    /// List invoices and payments as accountants book them, or write them for their programs
    ///
    /// Each entry balances. The accounts are settings: account_receivables, account_income, account_advances, account_tax,
    /// account_bank, account_refunds, account_write_offs.
    #[command(
        after_help = "Examples:\n  colab billing journal --from 2026-01-01 --to 2026-12-31\n  colab billing journal --from 2026-01-01 --to 2026-12-31 -o 2026.journal\n  colab billing journal --from 2026-01-01 --to today -o 2026.beancount"
    )]
    Journal(journal::JournalArgs),
    /// Close a month: nothing is booked into it any more
    ///
    /// It is refused while something of the month is pending, stale or unpriced, and lists what. What is charged, corrected
    /// or cancelled of a closed month later is booked in the present one, and says to which month it belongs. With --hold
    /// the month takes no new proposals, and decisions go on.
    #[command(
        after_help = "Examples:\n  colab billing close 2025-11\n  colab billing close 2026-02 --hold\n  colab billing close 2025-11 --tenant TRAINING --dry-run"
    )]
    Close(BillingCloseArgs),
    /// Reopen a month that was closed or held
    ///
    /// A closed month takes two people: one gives the reason, and another admin or finance user gives the same command.
    #[command(
        after_help = "Examples:\n  colab billing close 2026-02 --hold && colab billing reopen 2026-02 --reason \"held too early\"\n  colab billing close 2025-11 && colab billing reopen 2025-11 --reason \"late delivery note\""
    )]
    Reopen(BillingReopenArgs),
    /// Show what is booked in a month, line by line
    ///
    /// A closed month shows what was written down when it was closed. Its file is the same for ever, byte for byte, and the
    /// audit log keeps its SHA-256.
    #[command(
        after_help = "Examples:\n  colab billing show 2026-02\n  colab billing show last -o 2026-02.csv"
    )]
    Show(BillingShowArgs),
}

#[derive(Debug, Args)]
pub struct BillingStatusArgs {
    /// Only this month or these: 2026-03, last, this, next or A..B
    #[arg(long, value_name = "MONTH")]
    month: Option<String>,
    /// Only what belongs to this tenant
    #[arg(long)]
    tenant: Option<Tenant>,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct BillingMonthArgs {
    /// Month: 2026-03, last or this
    #[arg(value_name = "MONTH")]
    month: String,
    /// Only what belongs to this tenant [default: all]
    #[arg(long)]
    tenant: Option<Tenant>,
}

#[derive(Debug, Args)]
pub struct BillingCloseArgs {
    #[command(flatten)]
    period: BillingMonthArgs,
    /// Take no new proposals, but let decisions go on
    #[arg(long)]
    hold: bool,
}

#[derive(Debug, Args)]
pub struct BillingReopenArgs {
    #[command(flatten)]
    period: BillingMonthArgs,
    /// Reason of the reopening
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct BillingShowArgs {
    #[command(flatten)]
    period: BillingMonthArgs,
    /// Write the lines as a CSV file instead
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub fn run(command: BillingCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        BillingCommand::Status(args) => status(&args, app),
        BillingCommand::Run(args) => invoice::bill(args, app),
        BillingCommand::Advance(args) => advance::run(&args, app),
        BillingCommand::Outstanding(args) => payment::outstanding(args, app),
        BillingCommand::Reminders(args) => payment::reminders(&args, app),
        BillingCommand::Journal(args) => journal::run(&args, app),
        BillingCommand::Close(args) => close(&args, app),
        BillingCommand::Reopen(args) => reopen(&args, app),
        BillingCommand::Show(args) => show(&args, app),
    }
}

impl BillingMonthArgs {
    fn key(&self, app: &mut App) -> Result<PeriodKey> {
        Ok(PeriodKey {
            month: month_of(parse_month(&self.month, app.today()?)?),
            tenant: self.tenant,
        })
    }
}

fn status(args: &BillingStatusArgs, app: &mut App) -> Result<CommandResult> {
    let today = app.today()?;
    let months = args
        .month
        .as_deref()
        .map(|text| parse_months(text, today))
        .transpose()?;
    let months = months.map(|(first, last)| (month_of(first), month_of(last)));
    let periods = app.read(|tx| service::status(tx, months.clone(), args.tenant))?;
    Ok(list(&periods).into())
}

fn close(args: &BillingCloseArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<BillingPeriod>()?;
    let (key, today) = (args.period.key(app)?, app.today()?);
    let period = app.write(|tx| service::close(tx, &key, args.hold))?;
    let end = last_of_month(parse_month(&key.month, today)?);
    if !args.hold && end >= today {
        app.warn(&format!("{} has not ended yet", key.month));
    }
    Ok(one(&period).into())
}

fn reopen(args: &BillingReopenArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<BillingPeriod>()?;
    let key = args.period.key(app)?;
    let outcome = app.write(|tx| service::reopen(tx, &key, args.reason.as_deref()))?;
    outcome.note.iter().for_each(|note| app.note(note));
    Ok(one(&outcome.period).into())
}

fn show(args: &BillingShowArgs, app: &mut App) -> Result<CommandResult> {
    if let Some(path) = &args.output
        && !takes_document(path, "csv")
    {
        return Err(Error::usage(format!(
            "cannot write a month to `{}`: only CSV is supported",
            path.display()
        ))
        .hint("use a file name that ends in .csv"));
    }
    app.view.check_fields::<BookedLine>()?;
    let key = args.period.key(app)?;
    let shown = app.read(|tx| service::show(tx, &key))?;
    if shown.status != PeriodStatus::Closed {
        app.note(&format!(
            "{} is {}: its lines may change",
            key.name(),
            shown.status
        ));
    }
    let Some(path) = &args.output else {
        return Ok(list(&shown.lines).into());
    };
    let about = format!("{} lines", shown.lines.len());
    app.write_document(path, shown.text.as_bytes(), &about)?;
    Ok(CommandOutput::Nothing.into())
}
