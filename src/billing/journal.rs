//! What accountants book: every document, every payment and every write-off as an entry that balances.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use chrono::NaiveDate;

use super::invoice::advance::model::ADVANCE;
use super::invoice::model::{Invoice, WriteOffRow, WriteOffStep};
use super::invoice::service::{self as invoices, InvoiceQuery};
use super::invoice::write_off;
use super::payment::model::{Payment, PaymentKind};
use super::payment::service as payments;
use crate::access::auth::Permission;
use crate::access::settings::Settings;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, Result};
use crate::kernel::money::{Money, stored_currency};
use crate::kernel::text::capital;
use crate::output::{Record, RecordField, Value, needs_apostrophe, shown_if_wide, shown_in_table};

/// A document or a payment with its postings, which add up to nothing.
#[derive(Debug, Clone)]
pub struct JournalEntry {
    pub date: NaiveDate,
    /// `INV-2026-0001`, `RC-2026-0001`.
    pub number: String,
    pub client_name: String,
    pub about: String,
    pub currency: String,
    /// Accounts with amounts in minor units; a debit is positive.
    pub postings: Vec<(String, i64)>,
}

/// A posting of an entry.
#[derive(Debug, Clone)]
pub struct JournalLine {
    entry: JournalEntry,
    account: String,
    cents: i64,
}

impl Record for JournalLine {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<JournalLine>] = &[
            shown_in_table("date", |l| l.entry.date.into()),
            shown_in_table("number", |l| l.entry.number.as_str().into()),
            shown_in_table("client_name", |l| l.entry.client_name.as_str().into()),
            shown_in_table("account", |l| l.account.as_str().into()),
            shown_in_table("amount", |l| Value::from(money(l.cents, &l.entry.currency))),
            shown_if_wide("about", |l| l.entry.about.as_str().into()),
        ];
        FIELDS
    }
}

fn money(cents: i64, currency: &str) -> Money {
    Money::new(cents, stored_currency(currency))
}

/// Lists the entries of the days from `from` to `to`, in the order of their days.
pub fn entries(tx: &mut Tx<'_>, from: NaiveDate, to: NaiveDate) -> Result<Vec<JournalEntry>> {
    let grant = tx.require(Permission::SeePrices)?;
    let mut entries = Vec::new();
    let documents = invoices::list(tx, &InvoiceQuery::default())?;
    let by_id: BTreeMap<i64, &Invoice> = documents.iter().map(|one| (one.row.id, one)).collect();
    for step in write_off::steps_done(tx, &grant, None)? {
        let of_step = by_id.get(&step.invoice_id);
        entries.extend(of_step.map(|invoice| of_write_off(invoice, &step, tx.settings())));
    }
    entries.extend(documents.iter().map(|invoice| of_invoice(invoice, tx.settings())));
    for payment in payments::list(tx, None)? {
        entries.push(of_payment(&payment, tx.settings()));
    }
    entries.retain(|entry| (from..=to).contains(&entry.date));
    entries.sort_by(|a, b| (a.date, &a.number).cmp(&(b.date, &b.number)));
    match entries
        .iter()
        .find(|entry| entry.postings.iter().map(|(_, cents)| cents).sum::<i64>() != 0)
    {
        Some(entry) => Err(Error::internal(format!(
            "the entry of {} does not balance",
            entry.number
        ))),
        None => Ok(entries),
    }
}

/// Returns the postings of entries.
pub fn lines(entries: &[JournalEntry]) -> Vec<JournalLine> {
    let lines = entries.iter().flat_map(|entry| {
        let line = move |(account, cents): &(String, i64)| JournalLine {
            entry: entry.clone(),
            account: account.clone(),
            cents: *cents,
        };
        entry.postings.iter().map(line)
    });
    lines.collect()
}

fn of_invoice(invoice: &Invoice, settings: &Settings) -> JournalEntry {
    let row = &invoice.row;
    let mut income: BTreeMap<String, i64> = BTreeMap::new();
    for line in invoice.all_lines() {
        *income.entry(line.kind).or_default() += line.amount_cents;
    }
    let mut postings = vec![(settings.account("account_receivables"), row.total_cents)];
    let income = income.into_iter().filter(|(_, cents)| *cents != 0);
    postings.extend(income.map(|(kind, cents)| {
        let account = if kind == ADVANCE {
            settings.account("account_advances")
        } else {
            format!("{}:{}", settings.account("account_income"), capital(&kind))
        };
        (account, -cents)
    }));
    if row.tax_cents != 0 {
        postings.push((settings.account("account_tax"), -row.tax_cents));
    }
    JournalEntry {
        date: row.issued_on,
        number: row.number.clone(),
        client_name: row.client_name.clone(),
        about: invoice.title().to_owned(),
        currency: row.currency.clone(),
        postings,
    }
}

fn of_write_off(invoice: &Invoice, step: &WriteOffRow, settings: &Settings) -> JournalEntry {
    let about = match step.kind {
        WriteOffStep::Reversal => "Write-off taken back",
        WriteOffStep::Request | WriteOffStep::WriteOff => "Written off",
    };
    JournalEntry {
        date: step.written_on,
        number: invoice.row.number.clone(),
        client_name: invoice.row.client_name.clone(),
        about: about.to_owned(),
        currency: invoice.row.currency.clone(),
        postings: vec![
            (settings.account("account_write_offs"), step.amount_cents),
            (settings.account("account_receivables"), -step.amount_cents),
        ],
    }
}

fn of_payment(payment: &Payment, settings: &Settings) -> JournalEntry {
    let row = &payment.row;
    let key = if row.kind == PaymentKind::Refund {
        "account_refunds"
    } else {
        "account_bank"
    };
    let about = match (row.kind, &payment.reverses) {
        (PaymentKind::Reversal, Some(number)) => format!("Reversal of {number}"),
        (kind, _) => format!("{} by {}", capital(kind.as_str()), row.method),
    };
    JournalEntry {
        date: row.received_on,
        number: row.number.clone(),
        client_name: row.client_name.clone(),
        about,
        currency: row.currency.clone(),
        postings: vec![
            (settings.account(key), row.amount_cents),
            (settings.account("account_receivables"), -row.amount_cents),
        ],
    }
}

/// Writes entries as a table of CSV.
///
/// # Errors
/// `Internal` when a table cannot be made of them.
pub fn to_csv(entries: &[JournalEntry]) -> Result<String> {
    let broken = |error: csv::Error| Error::internal("the journal is not a table").caused_by(error);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let headings = [
        "date", "number", "client", "account", "amount", "currency", "about",
    ];
    writer.write_record(headings).map_err(broken)?;
    for entry in entries {
        for (account, cents) in &entry.postings {
            let mark = if needs_apostrophe(&entry.client_name) {
                "'"
            } else {
                ""
            };
            let cells = [
                entry.date.to_string(),
                entry.number.clone(),
                format!("{mark}{}", entry.client_name),
                account.clone(),
                money(*cents, &entry.currency).decimal(),
                entry.currency.clone(),
                entry.about.clone(),
            ];
            writer.write_record(cells).map_err(broken)?;
        }
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| broken(error.into_error().into()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Writes entries as a journal of hledger.
pub fn to_hledger(entries: &[JournalEntry]) -> String {
    let mut text = String::from("; made by colab billing journal\n");
    for currency in currencies(entries) {
        let sample = money(100_000, currency).decimal();
        // hledger wants to see the mark even where no decimals follow.
        let point = if sample.contains('.') { "" } else { "." };
        let _ = writeln!(text, "commodity {sample}{point} {currency}");
    }
    for account in accounts(entries) {
        let _ = writeln!(text, "account {account}");
    }
    for entry in entries {
        let client = entry.client_name.replace([';', '|'], ",");
        let _ = writeln!(
            text,
            "\n{} * ({}) {client} | {}",
            entry.date, entry.number, entry.about
        );
        postings(&mut text, entry);
    }
    text
}

/// Writes entries as a ledger of beancount, with the accounts that they use.
pub fn to_beancount(entries: &[JournalEntry]) -> String {
    let mut text = String::from("; made by colab billing journal\n");
    for currency in currencies(entries) {
        let _ = writeln!(text, "option \"operating_currency\" \"{currency}\"");
    }
    if let Some(first) = entries.first() {
        for account in accounts(entries) {
            let _ = writeln!(text, "{} open {account}", first.date);
        }
    }
    let quoted = |words: &str| words.replace('\\', "\\\\").replace('"', "\\\"");
    for entry in entries {
        let (client, about) = (quoted(&entry.client_name), quoted(&entry.about));
        let _ = writeln!(
            text,
            "\n{} * \"{client}\" \"{about} {}\"",
            entry.date, entry.number
        );
        postings(&mut text, entry);
    }
    text
}

fn currencies(entries: &[JournalEntry]) -> BTreeSet<&str> {
    entries.iter().map(|entry| entry.currency.as_str()).collect()
}

fn accounts(entries: &[JournalEntry]) -> BTreeSet<&str> {
    let postings = entries.iter().flat_map(|entry| &entry.postings);
    postings.map(|(account, _)| account.as_str()).collect()
}

fn postings(text: &mut String, entry: &JournalEntry) {
    for (account, cents) in &entry.postings {
        let amount = money(*cents, &entry.currency).decimal();
        let _ = writeln!(text, "  {account}  {amount} {}", entry.currency);
    }
}
