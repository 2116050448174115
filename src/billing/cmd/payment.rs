//! `colab payment …` and `colab billing outstanding`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use crate::access::app::{App, CommandResult, ListArgs, RowPeriodArgs};
use crate::access::bank_column::{ColumnMeaning, bank_column};
use crate::access::completion::{candidates, complete_encoding};
use crate::access::date_order::DateOrder;
use crate::access::idempotency::IdempotencyKey;
use crate::billing::cmd::invoice::complete_invoice;
use crate::billing::payment::bank::{self, MatchState, MatchedRow};
use crate::billing::payment::model::{Payment, PaymentMethod};
use crate::billing::payment::outstanding;
use crate::billing::payment::reminder::{self, DueReminder};
use crate::billing::payment::service::{self, NewPayment, PaymentQuery};
use crate::billing::payment::statement::{StatementOptions, parse_statement};
use crate::booking::cmd::complete_client;
use crate::kernel::bounded::{LARGE, read_bytes};
use crate::kernel::decoded::{decoded, encoding_named};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::money::Money;
use crate::kernel::period::parse_day;
use crate::kernel::text::printable;
use crate::output::{CommandOutput, list, one};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum PaymentCommand {
    /// Add a payment, and let it pay invoices
    ///
    /// What pays no invoice stays on the client's account.
    #[command(
        after_help = "Examples:\n  colab payment add --client \"Baobab Health\" --amount 1150 --date today --reference \"deposit\"\n  colab billing run --month 2026-01 --issue && colab payment add --invoice INV-2026-0001 --amount 500 --method card\n  colab payment add --client \"Baobab Health\" --amount 1150 --auto --dry-run"
    )]
    Add(PaymentAddArgs),
    /// Import the payments of a bank's statement (CSV or MT940), matched with open invoices
    ///
    /// Without --apply it shows the plan: a row pays the invoice that it names, or the one whose open amount and client fit.
    /// What is doubtful stays open, with exit code 8, until --take says what it pays. Rows that were entered before are known.
    #[command(
        after_help = "Examples:\n  colab payment import statement.csv\n  colab payment import statement.csv --map \"Description=text\" --date-order dmy\n  colab payment import statement.sta -f json"
    )]
    Import(PaymentImportArgs),
    /// List payments, refunds and reversals
    #[command(after_help = "Examples:\n  colab payment list\n  colab payment list --client umoya -f csv")]
    #[command(visible_alias = "ls")]
    List(PaymentListArgs),
    /// Show a payment and what it pays
    #[command(
        after_help = "Examples:\n  colab payment add --client \"Baobab Health\" --amount 1150 && colab payment show RC-2026-0001\n  colab payment add --client \"Baobab Health\" --amount 1150 && colab payment show RC-2026-0001 -f json"
    )]
    Show(PaymentShowArgs),
    /// Assign what is left of a payment, or of a credit note that takes no invoice back, to invoices
    #[command(
        after_help = "Examples:\n  colab billing run --month 2026-01 --issue && colab payment add --invoice INV-2026-0001 --amount 99999 && colab payment allocate RC-2026-0001 --auto\n  colab payment add --client \"Baobab Health\" --amount 1150 && colab payment allocate RC-2026-0001 --auto --dry-run"
    )]
    Allocate(PaymentAllocateArgs),
    /// Undo a payment that was entered in error, by its mirror; what it paid is open again
    #[command(
        after_help = "Examples:\n  colab payment add --client \"Baobab Health\" --amount 1150 && colab payment reverse RC-2026-0001 --reason \"bounced\"\n  colab payment add --client \"Baobab Health\" --amount 5 && colab payment reverse RC-2026-0001 --reason \"typed twice\" --dry-run"
    )]
    Reverse(PaymentReverseArgs),
    /// Return money that is on a client's account
    #[command(
        after_help = "Examples:\n  colab payment add --client \"Baobab Health\" --amount 1150 && colab payment refund --client \"Baobab Health\" --amount 150 --reason \"paid too much\"\n  colab payment add --client \"Baobab Health\" --amount 5 && colab payment refund --client \"Baobab Health\" --amount 5 --reason \"not ours\" --method cash"
    )]
    Refund(PaymentRefundArgs),
}

#[derive(Debug, Args)]
pub struct PaymentTerms {
    /// Amount
    #[arg(long)]
    amount: String,
    /// Day of the payment [default: today]
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
    /// Method of payment
    #[arg(long, default_value = "eft")]
    method: PaymentMethod,
    /// Reference, as on the bank's statement
    #[arg(long, value_name = "TEXT")]
    reference: Option<String>,
}

#[derive(Debug, Args)]
pub struct PaymentAddArgs {
    /// Client [default: that of the invoice]
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    #[command(flatten)]
    terms: PaymentTerms,
    /// Invoice that it pays; repeatable, in this order
    #[arg(long = "invoice", value_name = "NUMBER", add = ArgValueCompleter::new(complete_invoice))]
    invoices: Vec<String>,
    /// Pay the client's oldest invoices
    #[arg(long)]
    auto: bool,
    /// Idempotency key: a repeated request returns the first payment
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

#[derive(Debug, Args)]
pub struct PaymentListArgs {
    #[command(flatten)]
    pub period: RowPeriodArgs,
    /// Part of the client's name
    #[arg(long, value_name = "TEXT", add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    /// Only payments that follow this one in the list
    #[arg(long, value_name = "NUMBER", add = ArgValueCompleter::new(complete_payment))]
    after: Option<String>,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct PaymentImportArgs {
    /// Statement: MT940, or CSV with headings
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Enter what is matched
    #[arg(long)]
    apply: bool,
    /// Field of a column by its heading, as "Booked=date"; "Balance=-" skips it; repeatable [default: bank_columns]
    #[arg(long = "map", value_name = "HEADING=FIELD")]
    maps: Vec<String>,
    /// Order of day and month in dates such as 3/4/2026 [default: as the file tells]
    #[arg(long, value_enum, value_name = "ORDER")]
    date_order: Option<DateOrder>,
    /// Encoding of the file, such as windows-1252 [default: UTF-8]
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_encoding))]
    encoding: Option<String>,
    /// Invoice that a row pays, such as 3=INV-2026-0002; repeatable
    #[arg(long = "take", value_name = "ROW=NUMBER", value_parser = taken_row)]
    taken: Vec<(usize, String)>,
}

/// Parses `3=INV-2026-0002`.
fn taken_row(text: &str) -> std::result::Result<(usize, String), String> {
    let parts = text
        .split_once('=')
        .and_then(|(row, number)| Some((row.trim().parse().ok()?, number)));
    parts
        .map(|(row, number): (usize, &str)| (row, number.trim().to_owned()))
        .ok_or_else(|| "write 3=INV-2026-0002".to_owned())
}

#[derive(Debug, Args)]
pub struct PaymentShowArgs {
    /// Number: RC-2026-0001
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_payment))]
    number: String,
}

#[derive(Debug, Args)]
pub struct PaymentAllocateArgs {
    /// Number of the payment or credit note: RC-2026-0001, CN-2026-0001
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_payment))]
    number: String,
    /// Invoice that it pays; repeatable, in this order
    #[arg(long = "invoice", value_name = "NUMBER", required_unless_present = "auto", add = ArgValueCompleter::new(complete_invoice))]
    invoices: Vec<String>,
    /// Pay the client's oldest invoices
    #[arg(long)]
    auto: bool,
}

#[derive(Debug, Args)]
pub struct PaymentReverseArgs {
    /// Number of the payment
    #[arg(value_name = "NUMBER", add = ArgValueCompleter::new(complete_payment))]
    number: String,
    /// Reason of the reversal
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
pub struct PaymentRefundArgs {
    /// Client
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_client))]
    client: String,
    #[command(flatten)]
    terms: PaymentTerms,
    /// Reason of the refund
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
pub struct OutstandingArgs {
    /// Part of the client's name
    #[arg(long, value_name = "TEXT", add = ArgValueCompleter::new(complete_client))]
    client: Option<String>,
    /// Days that divide what is overdue
    #[arg(long, value_name = "DAYS", value_delimiter = ',', default_value = "30,60,90")]
    aging: Vec<i64>,
    /// Exit with 9 when something is overdue
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct RemindersArgs {
    #[command(flatten)]
    pub period: RowPeriodArgs,
    /// Record that the clients were reminded
    #[arg(long)]
    mark: bool,
    #[command(flatten)]
    pub rows: ListArgs,
}

/// Runs `colab billing reminders`.
pub fn reminders(args: &RemindersArgs, app: &mut App) -> Result<CommandResult> {
    let due = if args.mark {
        app.view.check_fields::<DueReminder>()?;
        app.write(|tx| reminder::reminders(tx, true))?
    } else {
        app.read(|tx| reminder::reminders(tx, false))?
    };
    Ok(list(&due).into())
}

pub fn run(command: PaymentCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        PaymentCommand::Add(args) => add(args, app),
        PaymentCommand::Import(args) => import(&args, app),
        PaymentCommand::List(args) => list_payments(args, app),
        PaymentCommand::Show(args) => {
            app.view.check_fields::<Payment>()?;
            Ok(one(&app.read(|tx| service::show(tx, &args.number))?).into())
        }
        PaymentCommand::Allocate(args) => {
            let (number, invoices) = (&args.number, &args.invoices);
            if number.trim().to_uppercase().starts_with("CN-") {
                return app.write_one(|tx| service::allocate_credit(tx, number, invoices, args.auto));
            }
            app.write_one(|tx| service::allocate(tx, number, invoices, args.auto))
        }
        PaymentCommand::Reverse(args) => app.write_one(|tx| service::reverse(tx, &args.number, &args.reason)),
        PaymentCommand::Refund(args) => {
            let new = args.terms.read(Some(args.client), app)?;
            app.write_one(|tx| service::refund(tx, &new, &args.reason))
        }
    }
}

fn list_payments(args: PaymentListArgs, app: &mut App) -> Result<CommandResult> {
    let by_number = app.query_order("number", args.after.is_some())?;
    let query = PaymentQuery {
        client: args.client,
        by_number,
        after: args.after,
        limit: app.row_limit(),
    };
    app.show_pages(query.limit.is_some(), |tx, take| {
        service::list_in_pages(tx, &query, take)
    })
}

impl PaymentTerms {
    fn read(self, client: Option<String>, app: &mut App) -> Result<NewPayment> {
        let (today, currency) = (app.today()?, app.settings()?.currency());
        Ok(NewPayment {
            client,
            amount: Money::parse("amount", &self.amount, currency)?,
            received_on: self.date.map_or(Ok(today), |day| parse_day(&day, today))?,
            method: self.method,
            reference: self.reference,
            invoices: Vec::new(),
            auto: false,
            source_id: None,
        })
    }
}

fn import(args: &PaymentImportArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<MatchedRow>()?;
    let settings = app.settings()?;
    let mut columns: Vec<_> = args
        .maps
        .iter()
        .map(|text| mapped_column(text))
        .collect::<Result<_>>()?;
    columns.extend(settings.bank_columns());
    let options = StatementOptions {
        currency: settings.currency(),
        date_order: args.date_order,
        columns,
    };
    let encoding = args.encoding.as_deref().map(encoding_named).transpose()?;
    let text = decoded(&read_bytes(&args.file, LARGE)?, encoding)?;
    let rows = parse_statement(&text, &options)?;
    let matched = app.write(|tx| bank::import(tx, &rows, &args.taken, args.apply))?;
    if !args.apply && matched.iter().any(|one| one.state == MatchState::Matched) {
        app.note("this is the plan; --apply enters what is matched");
    }
    let failure = if args.apply { left_open(&matched) } else { None };
    Ok(CommandResult {
        // The error names what stays open: that is all that --quiet lets through.
        reply: if failure.is_some() && app.manner.quiet {
            CommandOutput::Nothing
        } else {
            CommandOutput::Records(list(&matched))
        },
        failure,
    })
}

/// Parses a column of `--map`.
fn mapped_column(text: &str) -> Result<(String, ColumnMeaning)> {
    bank_column(text).ok_or_else(|| {
        Error::usage(format!("invalid column `{}`", printable(text))).hint(format!(
            "--map \"Booked=date\"; the fields are {}",
            ColumnMeaning::WORDS.join(", ")
        ))
    })
}

/// Returns the error that names the rows of which nobody knows what they pay.
fn left_open(matched: &[MatchedRow]) -> Option<Error> {
    let open: Vec<&MatchedRow> = matched
        .iter()
        .filter(|one| one.state == MatchState::Doubtful)
        .collect();
    let what = match open.len() {
        0 => return None,
        1 => "1 movement stays open".to_owned(),
        count => format!("{count} movements stay open"),
    };
    let rows = open
        .iter()
        .map(|one| format!("row {}: {}", one.row.place, one.why));
    let error = Error::new(
        Kind::Partial,
        ErrorCode::ImportPartial,
        format!("{what}; the rest is entered"),
    )
    .with_rows(rows.collect());
    let takeable = open.iter().find(|one| one.row.fault.is_none());
    Some(match takeable.map(|one| one.row.place) {
        Some(place) => error.hint(format!("--take {place}=INV-2026-0001 says what row {place} pays")),
        None => error,
    })
}

fn add(args: PaymentAddArgs, app: &mut App) -> Result<CommandResult> {
    let repeat = IdempotencyKey::asked(args.idempotency_key.as_deref(), &format!("{args:?}"))?;
    let new = NewPayment {
        invoices: args.invoices,
        auto: args.auto,
        ..args.terms.read(args.client, app)?
    };
    app.view.check_fields::<Payment>()?;
    let added = app.write(|tx| service::add(tx, &new, repeat.as_ref()))?;
    if added.on_account_cents > 0 && !new.invoices.is_empty() {
        let left = added.money(added.on_account_cents);
        app.note(&format!("{left} of it is on account of {}", added.client.1));
    }
    Ok(one(&added).into())
}

/// Runs `colab billing outstanding`.
pub fn outstanding(args: OutstandingArgs, app: &mut App) -> Result<CommandResult> {
    if !args.aging.is_sorted_by(|a, b| a < b) || args.aging.iter().any(|days| *days < 1) {
        return Err(Error::usage("the days of --aging must ascend").hint("--aging 30,60,90"));
    }
    let client = args.client.as_deref();
    let balances = app.read(|tx| outstanding::outstanding(tx, client, &args.aging))?;
    let is_late = balances.iter().any(|balance| balance.late() > 0);
    Ok(CommandResult {
        reply: CommandOutput::Records(outstanding::records(&balances, &args.aging)?),
        failure: (args.exit_code && is_late).then(|| Error::silent(Kind::Findings)),
    })
}

/// Completes the numbers of payments.
fn complete_payment(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| app.read(service::numbers))
}
