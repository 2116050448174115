//! What a client was charged in a period, with the balance after each amount.

mod document;

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::client::service as clients;
use crate::kernel::error::Result;
use crate::kernel::money::{Currency, Money};
use crate::output::{
    OutputOptions, Record, RecordField, Records, Report, TextTable, list, shown_in_table, wanted_only,
};
use crate::pricing::ledger::model::{Costing, CostingStatus};
use crate::pricing::ledger::service::{self, LedgerFilter};

/// The period of a statement; an open end is `None`.
#[derive(Debug, Clone, Copy, Default)]
pub struct StatementPeriod {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// An approved amount.
#[derive(Debug, Clone)]
pub struct StatementLine {
    on: NaiveDate,
    costing_id: i64,
    subject: String,
    room: Option<String>,
    why: Option<String>,
    amount: Money,
    balance: Money,
}

impl Record for StatementLine {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<StatementLine>] = &[
            shown_in_table("on", |one| one.on.into()),
            shown_in_table("subject", |one| one.subject.as_str().into()),
            shown_in_table("room", |one| one.room.clone().into()),
            shown_in_table("reason", |one| one.why.clone().into()),
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
    company: String,
    made_on: NaiveDate,
}

/// Collects what was approved for a client in a period, in the site's currency; what was before it is the opening balance.
///
/// # Errors
/// `NotFound` for an unknown client.
pub fn statement(tx: &mut Tx<'_>, name: &str, period: StatementPeriod) -> Result<ClientStatement> {
    let _grant = tx.require(Permission::SeePrices)?;
    let client = clients::find(tx.connection(), name)?;
    let filter = LedgerFilter {
        client_exact: Some(client.name.clone()),
        status: Some(CostingStatus::Approved),
        ..LedgerFilter::default()
    };
    let currency = tx.settings().currency();
    let mut costings = service::list(tx, &filter)?;
    costings.retain(|costing| costing.row.currency == currency.code());
    costings.sort_by_key(|costing| (costing.row.service_on, costing.row.id));
    let is_before = |costing: &Costing| period.from.is_some_and(|from| costing.row.service_on < from);
    let is_after = |costing: &Costing| period.to.is_some_and(|to| costing.row.service_on > to);
    let earlier = costings.iter().filter(|costing| is_before(costing));
    let mut balance: i64 = earlier.map(|costing| costing.row.total_cents).sum();
    let opening = Money::new(balance, currency);
    let within = costings
        .iter()
        .filter(|costing| !is_before(costing) && !is_after(costing));
    let lines: Vec<StatementLine> = within
        .map(|costing| {
            balance += costing.row.total_cents;
            line(costing, balance, currency)
        })
        .collect();
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
        company: tx.settings().company_name(),
        made_on: tx.site().today(tx.now()),
    })
}

fn line(costing: &Costing, balance: i64, currency: Currency) -> StatementLine {
    let row = &costing.row;
    let correction = row.corrects_id.map(|id| format!("corrects costing {id}"));
    StatementLine {
        on: row.service_on,
        costing_id: row.id,
        subject: costing.subject_name(),
        room: costing.room.clone(),
        why: row.reason.clone().or(correction),
        amount: Money::new(row.total_cents, currency),
        balance: Money::new(balance, currency),
    }
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

    /// Returns its lines as a list.
    pub fn lines(&self) -> &[StatementLine] {
        &self.lines
    }
}

/// Returns an amount as records have it.
fn amount(money: Money) -> Json {
    json!({"amount_cents": money.cents, "currency": money.currency.code()})
}

impl Report for ClientStatement {
    fn json(&self, view: &OutputOptions) -> Json {
        json!({"client": self.client, "from": self.period.from, "to": self.period.to,
               "opening": amount(self.opening), "closing": amount(self.closing),
               "lines": view.objects(&self.records())})
    }

    fn text(&self, view: &OutputOptions) -> String {
        let mut grid = TextTable::new(
            ["on", "subject", "room", "reason", "amount", "balance"]
                .map(str::to_owned)
                .to_vec(),
        );
        for line in &self.lines {
            grid.row(vec![
                line.on.to_string(),
                line.subject.clone(),
                line.room.clone().unwrap_or_default(),
                line.why.clone().unwrap_or_default(),
                line.amount.to_string(),
                line.balance.to_string(),
            ]);
        }
        let table = match self.lines.as_slice() {
            [] => "no approved amount\n".to_owned(),
            _ => grid.text(view.width, view.colour),
        };
        format!(
            "{}\n\nopening balance {}\n\n{table}\nclosing balance {}\n",
            self.title(),
            self.opening,
            self.closing
        )
    }

    fn records(&self) -> Records {
        list(&self.lines)
    }
}
