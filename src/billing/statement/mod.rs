//! What a client was invoiced and paid in a period, with the balance after each amount, and what is not invoiced yet.

mod document;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::invoice::model::{Invoice, WriteOffRow, WriteOffStep};
use super::invoice::run::unbilled_of;
use super::invoice::service::{self as invoices, InvoiceQuery};
use super::invoice::write_off;
use super::payment::model::Payment;
use super::payment::service as payments;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::client::service as clients;
use crate::kernel::error::Result;
use crate::kernel::money::{Currency, Money};
use crate::output::{
    OutputOptions, Record, RecordField, Records, Report, TextTable, list, shown_if_wide, shown_in_table,
    wanted_only,
};

/// The period of a statement; an open end is `None`.
#[derive(Debug, Clone, Copy, Default)]
pub struct StatementPeriod {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// A document, a payment, a write-off, or an approved amount that is not invoiced.
#[derive(Debug, Clone)]
pub struct StatementLine {
    on: NaiveDate,
    kind: &'static str,
    /// Of the document or payment; of what is not invoiced: `booking 17`, `rental RN-2026-0001`.
    number: String,
    about: Option<String>,
    amount: Money,
    /// `None` where it is not invoiced.
    balance: Option<Money>,
    costing_id: Option<i64>,
}

impl Record for StatementLine {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<StatementLine>] = &[
            shown_in_table("on", |one| one.on.into()),
            shown_in_table("kind", |one| one.kind.into()),
            shown_in_table("number", |one| one.number.as_str().into()),
            shown_if_wide("about", |one| one.about.clone().into()),
            shown_in_table("amount", |one| one.amount.into()),
            shown_in_table("balance", |one| one.balance.into()),
            wanted_only("costing_id", |one| one.costing_id.into()),
        ];
        FIELDS
    }
}

/// The amounts of a client, oldest first.
#[derive(Debug)]
pub struct ClientStatement {
    client: String,
    /// Name, address and tax number, a line each.
    addressee: Vec<String>,
    period: StatementPeriod,
    opening: Money,
    lines: Vec<StatementLine>,
    closing: Money,
    unbilled: Vec<StatementLine>,
    unbilled_total: Money,
    company: String,
    made_on: NaiveDate,
}

/// Collects what a client was invoiced and paid in a period, in the site's currency; what was before it is the opening balance.
/// What is approved and not invoiced stands beside it.
///
/// # Errors
/// `NotFound` for an unknown client.
pub fn statement(tx: &mut Tx<'_>, name: &str, period: StatementPeriod) -> Result<ClientStatement> {
    let grant = tx.require(Permission::SeePrices)?;
    let client = clients::find(tx.connection(), name)?;
    let currency = tx.settings().currency();
    let query = InvoiceQuery {
        client_id: Some(client.id),
        ..InvoiceQuery::default()
    };
    let documents = invoices::list(tx, &query)?;
    let mut lines = Vec::new();
    let ids: Vec<i64> = documents.iter().map(|invoice| invoice.row.id).collect();
    for step in write_off::steps_done(tx, &grant, Some(&ids))? {
        let of_step = documents.iter().find(|invoice| invoice.row.id == step.invoice_id);
        let of_step = of_step.filter(|invoice| invoice.currency() == currency);
        lines.extend(of_step.map(|invoice| of_write_off(invoice, &step)));
    }
    let documents = documents.iter().filter(|invoice| invoice.currency() == currency);
    lines.extend(documents.map(of_document));
    let paid = payments::of_client(tx, &grant, client.id)?;
    let paid = paid
        .iter()
        .filter(|payment| payment.row.currency == currency.code());
    lines.extend(paid.map(of_payment));
    lines.sort_by(|a, b| (a.on, rank(a), &a.number).cmp(&(b.on, rank(b), &b.number)));
    let is_before = |day: NaiveDate| period.from.is_some_and(|from| day < from);
    let is_after = |day: NaiveDate| period.to.is_some_and(|to| day > to);
    let earlier = lines.iter().filter(|line| is_before(line.on));
    let mut balance: i64 = earlier.map(|line| line.amount.cents).sum();
    let opening = Money::new(balance, currency);
    lines.retain(|line| !is_before(line.on) && !is_after(line.on));
    for line in &mut lines {
        balance += line.amount.cents;
        line.balance = Some(Money::new(balance, currency));
    }
    let unbilled = unbilled(tx, client.id, currency, period.to)?;
    let heading = client.legal_name.as_ref().unwrap_or(&client.name);
    let address = client.address.iter().flat_map(|address| address.lines());
    let tax = client
        .tax_number
        .iter()
        .map(|number| format!("Tax number {number}"));
    Ok(ClientStatement {
        addressee: std::iter::once(heading.clone())
            .chain(address.map(str::to_owned))
            .chain(tax)
            .collect(),
        client: client.name,
        period,
        opening,
        lines,
        closing: Money::new(balance, currency),
        unbilled_total: Money::new(unbilled.iter().map(|line| line.amount.cents).sum(), currency),
        unbilled,
        company: tx.settings().company_name(),
        made_on: tx.site().today(tx.now()),
    })
}

/// Returns the order of a day: what is charged comes first.
fn rank(line: &StatementLine) -> bool {
    line.amount.cents < 0
}

fn of_document(invoice: &Invoice) -> StatementLine {
    let row = &invoice.row;
    let takes_back = invoice
        .credits
        .as_ref()
        .map(|number| format!("takes back {number}"));
    let due = (invoice.open_cents() > 0).then(|| format!("due on {}", row.due_on));
    StatementLine {
        on: row.issued_on,
        kind: row.series.word(),
        number: row.number.clone(),
        about: takes_back.or(due),
        amount: invoice.money(row.total_cents),
        balance: None,
        costing_id: None,
    }
}

fn of_payment(payment: &Payment) -> StatementLine {
    let row = &payment.row;
    let pays: Vec<&str> = payment.pays.iter().map(|(number, _)| number.as_str()).collect();
    let pays = (!pays.is_empty()).then(|| format!("pays {}", pays.join(", ")));
    let reverses = payment
        .reverses
        .as_ref()
        .map(|number| format!("takes back {number}"));
    StatementLine {
        on: row.received_on,
        kind: row.kind.as_str(),
        number: row.number.clone(),
        about: pays.or(reverses),
        amount: payment.money(-row.amount_cents),
        balance: None,
        costing_id: None,
    }
}

fn of_write_off(invoice: &Invoice, step: &WriteOffRow) -> StatementLine {
    let is_back = step.kind == WriteOffStep::Reversal;
    StatementLine {
        on: step.written_on,
        kind: "write-off",
        number: invoice.row.number.clone(),
        about: is_back.then(|| "owed again".to_owned()),
        amount: invoice.money(-step.amount_cents),
        balance: None,
        costing_id: None,
    }
}

/// Returns what is approved and not invoiced, a line a costing, up to a day.
fn unbilled(
    tx: &mut Tx<'_>,
    client_id: i64,
    currency: Currency,
    to: Option<NaiveDate>,
) -> Result<Vec<StatementLine>> {
    let mut costings: BTreeMap<(NaiveDate, i64), StatementLine> = BTreeMap::new();
    for line in unbilled_of(tx, client_id)? {
        if line.currency != currency.code() || to.is_some_and(|to| line.service_on > to) {
            continue;
        }
        let one = costings
            .entry((line.service_on, line.costing_id))
            .or_insert_with(|| StatementLine {
                on: line.service_on,
                kind: "not invoiced",
                number: line.subject(),
                about: line.reason.clone(),
                amount: Money::new(0, currency),
                balance: None,
                costing_id: Some(line.costing_id),
            });
        one.amount.cents += line.amount_cents + line.tax_cents;
    }
    Ok(costings.into_values().collect())
}

impl ClientStatement {
    /// Returns its title: the client, and the days.
    pub fn title(&self) -> String {
        let days = match (self.period.from, self.period.to) {
            (None, None) => String::new(),
            (Some(from), None) => format!(" from {from}"),
            (None, Some(to)) => format!(" to {to}"),
            (Some(from), Some(to)) => format!(" from {from} to {to}"),
        };
        format!("Statement of {}{days}", self.client)
    }
}

/// Returns an amount as records have it.
fn amount(money: Money) -> Json {
    json!({"amount_cents": money.cents, "currency": money.currency.code()})
}

fn table(lines: &[StatementLine], view: &OutputOptions) -> String {
    let mut grid = TextTable::new(
        ["on", "kind", "number", "about", "amount", "balance"]
            .map(str::to_owned)
            .to_vec(),
    );
    for line in lines {
        grid.row(vec![
            line.on.to_string(),
            line.kind.to_owned(),
            line.number.clone(),
            line.about.clone().unwrap_or_default(),
            line.amount.to_string(),
            line.balance.map(|money| money.to_string()).unwrap_or_default(),
        ]);
    }
    grid.text(view.width, view.colour)
}

impl Report for ClientStatement {
    fn json(&self, view: &OutputOptions) -> Json {
        json!({"client": self.client, "from": self.period.from, "to": self.period.to,
               "opening": amount(self.opening), "closing": amount(self.closing),
               "lines": view.objects(&list(&self.lines)), "unbilled": view.objects(&list(&self.unbilled)),
               "unbilled_total": amount(self.unbilled_total)})
    }

    fn text(&self, view: &OutputOptions) -> String {
        let lines = match self.lines.as_slice() {
            [] => "no invoice and no payment\n".to_owned(),
            lines => table(lines, view),
        };
        let unbilled = match self.unbilled.as_slice() {
            [] => String::new(),
            lines => format!(
                "\nnot invoiced yet {}\n\n{}",
                self.unbilled_total,
                table(lines, view)
            ),
        };
        format!(
            "{}\n\nopening balance {}\n\n{lines}\nclosing balance {}\n{unbilled}",
            self.title(),
            self.opening,
            self.closing
        )
    }

    /// Returns its lines, and those that are not invoiced after them.
    fn records(&self) -> Records {
        list(&[&self.lines[..], &self.unbilled[..]].concat())
    }
}
