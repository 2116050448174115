//! `payment import`: the payments of a bank's statement, matched with open invoices.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::model::{Payment, PaymentMethod};
use super::service::{self, NewPayment};
use super::statement::StatementRow;
use super::store::{self, KnownSource};
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::billing::invoice::model::{DocumentSeries, Invoice};
use crate::billing::invoice::service::{self as invoices, InvoiceQuery};
use crate::billing::store::closed_months;
use crate::client::service as clients;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::{Money, stored_currency};
use crate::kernel::names::name_key;
use crate::output::{Record, RecordField, Value, shown_if_wide, shown_in_table, wanted_only};
use crate::pricing::ledger::propose::LEDGER_LOCK;
use crate::pricing::quote::lines::month_of;
use crate::text_enum;

text_enum! {
    /// What becomes of a movement on the account.
    pub enum MatchState {
        /// It pays an invoice, and it is clear which.
        Matched = "matched",
        /// Nothing says clearly what it pays.
        Doubtful = "doubtful",
        /// It was entered before.
        Known = "known",
        /// Money that went out.
        Outgoing = "outgoing",
        /// A balance, a sum or a remark.
        NoMovement = "no_movement",
    }
}

/// A movement with what it pays.
#[derive(Debug, Clone)]
pub struct MatchedRow {
    pub row: StatementRow,
    pub state: MatchState,
    pub invoice: Option<String>,
    pub client: Option<String>,
    /// Why it is matched, or why not.
    pub why: String,
    pub currency: String,
    /// The payment that it was entered as.
    pub payment: Option<String>,
}

impl Record for MatchedRow {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<MatchedRow>] = &[
            shown_in_table("row", |m| m.row.place.into()),
            shown_in_table("date", |m| m.row.day.into()),
            shown_in_table("amount", |m| {
                let money = |cents| Value::from(Money::new(cents, stored_currency(&m.currency)));
                m.row.cents.map_or(Value::Null, money)
            }),
            shown_if_wide("payer", |m| m.row.payer.as_str().into()),
            shown_if_wide("text", |m| m.row.text.as_str().into()),
            shown_in_table("state", |m| m.state.as_str().into()),
            shown_in_table("invoice", |m| m.invoice.clone().into()),
            shown_if_wide("client_name", |m| m.client.clone().into()),
            shown_in_table("why", |m| m.why.as_str().into()),
            shown_in_table("payment", |m| m.payment.clone().into()),
            wanted_only("source_id", |m| m.row.source_id.as_str().into()),
        ];
        FIELDS
    }
}

/// Which invoice somebody says that a row pays.
pub type ChosenInvoices = Vec<(usize, String)>;

/// Matches the movements of a statement, and enters those that are clear or chosen; without `apply` it only says what it would.
/// Movements that were entered before are known by what the row says, with the bank's number where it has one.
///
/// # Errors
/// `NotFound` for a chosen row or invoice that is not there; `Conflict` for a chosen row that pays nothing.
pub fn import(
    tx: &mut Tx<'_>,
    rows: &[StatementRow],
    chosen: &ChosenInvoices,
    apply: bool,
) -> Result<Vec<MatchedRow>> {
    let grant = tx.require(Permission::TakePayments)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    check_chosen(rows, chosen)?;
    let ids: Vec<String> = rows
        .iter()
        .flat_map(|row| [row.source_id.clone(), again(&row.source_id), row.bank_id.clone()])
        .filter(|id| !id.is_empty())
        .collect();
    // A row that was entered again goes by another name each time.
    let (mut known, mut asked) = (Vec::new(), ids);
    while !asked.is_empty() {
        let found = store::known_sources(tx.connection(), &asked)?;
        asked = found.iter().map(|source| again(&source.source_id)).collect();
        known.extend(found);
    }
    let entered: Vec<i64> = known.iter().map(|source| source.id).collect();
    let taken_back = store::reversals_of(tx.connection(), &entered)?;
    let taken_back: BTreeSet<i64> = taken_back.iter().map(|link| link.reverses_id).collect();
    let closed = closed_months(tx.connection())?;
    let today = tx.site().today(tx.now());
    let mut matched = Vec::with_capacity(rows.len());
    let mut open = open_invoices(tx)?;
    let keys = clients::all_keys(tx.connection())?;
    for row in rows {
        let mut one = MatchedRow {
            state: MatchState::Doubtful,
            invoice: None,
            client: None,
            why: String::new(),
            currency: tx.settings().currency().code().to_owned(),
            payment: None,
            row: row.clone(),
        };
        let number = chosen.iter().find(|(place, _)| *place == row.place);
        let is_reversed = |source: &KnownSource| taken_back.contains(&source.id);
        let entered = before(row, &known);
        if let Some(source) = entered {
            let last = Some(&source.source_id).filter(|id| id.starts_with(&row.source_id));
            one.row.source_id = again(last.unwrap_or(&row.source_id));
        }
        let standing = entered.filter(|source| !is_reversed(source));
        match (unfit(row, standing, &closed, today), number) {
            (Some((state, why)), Some(_)) if state != MatchState::Known => {
                return Err(Error::conflict(
                    ErrorCode::NothingToPay,
                    format!("row {} pays nothing: {why}", row.place),
                )
                .hint("colab payment import FILE"));
            }
            (Some((state, why)), _) => {
                one.row.fault = (state == MatchState::Doubtful).then(|| why.clone());
                one.state = state;
                one.why = why;
            }
            (None, Some((_, number))) => {
                let invoice = invoices::find(tx, &grant, number)?;
                take(&mut one, &invoice, "chosen");
            }
            (None, None) => match entered {
                Some(source) => {
                    one.why = format!("{}, as which it was entered, was taken back", source.number)
                }
                None if row.is_repeated => {
                    "the same row, with the bank's number, came before".clone_into(&mut one.why);
                }
                None => decide(&mut one, &open, &keys),
            },
        }
        if one.state == MatchState::Matched {
            let payment = enter(tx, &grant, &one)?;
            one.payment = apply.then_some(payment.row.number);
            open = open_invoices(tx)?;
        }
        matched.push(one);
    }
    if apply {
        tx.mark_unchanged();
    } else {
        tx.discard_changes();
    }
    Ok(matched)
}

/// Refuses a choice for a row that is not there, and two for one row.
fn check_chosen(rows: &[StatementRow], chosen: &ChosenInvoices) -> Result<()> {
    for (at, (place, _)) in chosen.iter().enumerate() {
        if rows.iter().all(|row| row.place != *place) {
            let fact = format!("the statement has no row {place}");
            return Err(Error::not_found(ErrorCode::NotFound, fact, &[]));
        }
        if chosen.iter().take(at).any(|(before, _)| before == place) {
            return Err(Error::usage(format!("row {place} is chosen twice"))
                .hint("one invoice a row; the rest of a payment: colab payment allocate NUMBER --auto"));
        }
    }
    Ok(())
}

/// Returns the name of a row that is entered once more, since its payment was taken back.
fn again(source_id: &str) -> String {
    format!("{source_id}+")
}

/// Returns the payment as which a row was entered, the last one.
fn before<'k>(row: &StatementRow, known: &'k [KnownSource]) -> Option<&'k KnownSource> {
    let is_it = |source: &&KnownSource| {
        let is_banks = source.source_id == row.bank_id
            && Some(source.received_on) == row.day
            && Some(source.amount_cents) == row.cents;
        let rest = source.source_id.strip_prefix(&row.source_id);
        is_banks
            || rest.is_some_and(|rest| !row.source_id.is_empty() && rest.bytes().all(|byte| byte == b'+'))
    };
    known.iter().filter(is_it).max_by_key(|source| source.id)
}

/// Returns why a row pays nothing now, whatever its text says.
fn unfit(
    row: &StatementRow,
    entered: Option<&KnownSource>,
    closed: &BTreeSet<String>,
    today: NaiveDate,
) -> Option<(MatchState, String)> {
    if let Some(fault) = &row.fault {
        return Some((MatchState::Doubtful, fault.clone()));
    }
    let (Some(day), Some(cents)) = (row.day, row.cents) else {
        let why = if row.cents.is_some() {
            "it has no day"
        } else {
            "it has no amount"
        };
        return Some((MatchState::NoMovement, why.to_owned()));
    };
    if cents <= 0 {
        return Some((MatchState::Outgoing, "it does not come in".to_owned()));
    }
    if let Some(source) = entered {
        return Some((MatchState::Known, format!("it was entered as {}", source.number)));
    }
    if day > today {
        return Some((MatchState::Doubtful, "its day is to come".to_owned()));
    }
    let month = month_of(day);
    closed
        .contains(&month)
        .then(|| (MatchState::Doubtful, format!("{month} is closed")))
}

fn open_invoices(tx: &mut Tx<'_>) -> Result<Vec<Invoice>> {
    let query = InvoiceQuery {
        series: Some(DocumentSeries::Invoice),
        ..InvoiceQuery::default()
    };
    let mut open = invoices::list(tx, &query)?;
    let currency = tx.settings().currency().code();
    open.retain(|invoice| invoice.open_cents() > 0 && invoice.row.currency == currency);
    Ok(open)
}

fn take(one: &mut MatchedRow, invoice: &Invoice, why: &str) {
    one.state = MatchState::Matched;
    one.invoice = Some(invoice.row.number.clone());
    one.client = Some(invoice.client.1.clone());
    why.clone_into(&mut one.why);
}

/// Finds the invoice that a movement pays: by its number, or by the amount and the client's name; by less it is doubtful.
fn decide(one: &mut MatchedRow, open: &[Invoice], keys: &BTreeMap<i64, BTreeSet<String>>) {
    let words: Vec<String> = [&one.row.payer, &one.row.text]
        .into_iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .map(name_key)
        .filter(|word| !word.is_empty())
        .collect();
    let text = name_key(&format!("{} {}", one.row.payer, one.row.text));
    let by_number: Vec<&Invoice> = open.iter().filter(|invoice| names(&text, invoice)).collect();
    let by_client = |invoice: &&Invoice| {
        let own = keys.get(&invoice.client.0).into_iter().flatten();
        own.chain([&invoice.row.client_key])
            .any(|key| holds_name(&words, key))
    };
    let by_amount: Vec<&Invoice> = open
        .iter()
        .filter(|invoice| Some(invoice.open_cents()) == one.row.cents)
        .collect();
    let both: Vec<&Invoice> = by_amount.iter().copied().filter(by_client).collect();
    match (by_number.as_slice(), both.as_slice(), by_amount.as_slice()) {
        ([invoice], ..) => {
            let why = if Some(invoice.open_cents()) == one.row.cents {
                "number and amount"
            } else {
                "number; another amount than is open"
            };
            take(one, invoice, why);
        }
        ([_, _, ..], ..) => "it names several invoices".clone_into(&mut one.why),
        ([], [invoice], _) => take(one, invoice, "amount and client"),
        ([], [], [invoice]) => {
            one.why = format!("only the amount fits: {}", invoice.row.number);
        }
        ([], [], []) => {
            let client = open
                .iter()
                .find(by_client)
                .map(|invoice| invoice.client.1.as_str());
            one.why = client.map_or_else(
                || "nothing open fits".to_owned(),
                |name| format!("only the client fits: {name}"),
            );
        }
        _ => "several open invoices have this amount".clone_into(&mut one.why),
    }
}

/// Whether words that follow each other are a name.
fn holds_name(words: &[String], key: &str) -> bool {
    (0..words.len()).any(|first| {
        let mut rest = key;
        for word in words.iter().skip(first) {
            match rest.strip_prefix(word.as_str()) {
                Some("") => return true,
                Some(more) => rest = more,
                None => return false,
            }
        }
        false
    })
}

/// Whether a text names an invoice: `INV-2026-0001`, `inv 2026 0001`, `INV20260001`, and not as a part of a longer number.
fn names(text_key: &str, invoice: &Invoice) -> bool {
    let key = name_key(&invoice.row.number);
    let bare = |text: &str| {
        text.chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
    };
    let (text, key) = (bare(text_key), bare(&key));
    text.match_indices(&key).any(|(at, _)| {
        let next = text.get(at + key.len()..).and_then(|rest| rest.chars().next());
        next.is_none_or(|next| !next.is_ascii_digit())
    })
}

fn enter(tx: &mut Tx<'_>, grant: &Grant, one: &MatchedRow) -> Result<Payment> {
    let (Some(received_on), Some(cents)) = (one.row.day, one.row.cents) else {
        return Err(Error::internal(
            "a row without a day or an amount is not a payment",
        ));
    };
    let text = [one.row.payer.as_str(), one.row.text.as_str()].join(" ");
    let reference: String = crate::kernel::text::printable(text.trim())
        .chars()
        .take(200)
        .collect();
    let new = NewPayment {
        client: None,
        amount: Money::new(cents, tx.settings().currency()),
        received_on,
        method: PaymentMethod::Eft,
        reference: Some(reference).filter(|text| !text.is_empty()),
        invoices: one.invoice.iter().cloned().collect(),
        auto: false,
        source_id: Some(one.row.source_id.clone()),
    };
    service::enter(tx, grant, &new)
}
