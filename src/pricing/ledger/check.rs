//! Checks that the ledger adds up: proposed = approved + corrections + rejected + pending, every decision repeats its
//! proposal, the lines of a costing add up to its subtotal, and nothing is charged twice.
//!
//! The sums are computed twice, from the entries and from the proposals with their decisions. The rules that triggers
//! enforce are queried once more, so that a row written past the triggers is found.

use super::model::{CostingRow, SumsBy};
use super::store::{self, CostingFilter, CurrencyTotals, EntryFilter};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::db::Connection;
use crate::kernel::error::Result;
use crate::kernel::money::{Money, stored_currency};
use crate::output::{Record, RecordField, Value, shown_in_table};

/// A rule of the ledger that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerFinding {
    pub rule: String,
    pub costing_id: Option<i64>,
    pub fact: String,
}

impl Record for LedgerFinding {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<LedgerFinding>] = &[
            shown_in_table("rule", |f| f.rule.as_str().into()),
            shown_in_table("costing_id", |f| f.costing_id.into()),
            shown_in_table("fact", |f| f.fact.as_str().into()),
        ];
        FIELDS
    }
}

/// The totals of the ledger, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct LedgerProof {
    /// One for each currency.
    pub totals: Vec<CurrencyTotals>,
    pub findings: Vec<LedgerFinding>,
}

impl LedgerProof {
    /// Whether nothing is wrong.
    pub fn holds(&self) -> bool {
        self.findings.is_empty()
    }

    fn sum(&self, of: fn(&CurrencyTotals) -> i64) -> Value {
        let money =
            |total: &CurrencyTotals| Value::from(Money::new(of(total), stored_currency(&total.currency)));
        match self.totals.as_slice() {
            [] => Value::Null,
            [one] => money(one),
            several => Value::List(several.iter().map(money).collect()),
        }
    }
}

impl Record for LedgerProof {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<LedgerProof>] = &[
            shown_in_table("holds", |p| p.holds().into()),
            shown_in_table("entries", |p| {
                p.totals.iter().map(|total| total.entries).sum::<i64>().into()
            }),
            shown_in_table("proposed", |p| p.sum(|total| total.proposed)),
            shown_in_table("approved", |p| p.sum(|total| total.approved)),
            shown_in_table("rejected", |p| p.sum(|total| total.rejected)),
            shown_in_table("pending", |p| p.sum(|total| total.pending)),
            shown_in_table("corrections", |p| p.sum(|total| total.corrections)),
            shown_in_table("net", |p| p.sum(|total| total.approved + total.corrections)),
            shown_in_table("findings", |p| {
                let object = |finding: &LedgerFinding| {
                    let fields = LedgerFinding::fields().iter();
                    Value::Object(fields.map(|field| (field.name, (field.value)(finding))).collect())
                };
                Value::List(p.findings.iter().map(object).collect())
            }),
        ];
        FIELDS
    }
}

/// Finds what is wrong with the ledger beside what this slice knows.
pub type FindMore = fn(&mut Tx<'_>) -> Result<Vec<LedgerFinding>>;

/// Checks the whole ledger.
pub fn check_ledger(tx: &mut Tx<'_>, find_more: FindMore) -> Result<LedgerProof> {
    let _grant = tx.require(Permission::SeePrices)?;
    let totals = store::totals(tx.connection())?;
    let mut findings = findings(tx.connection())?;
    findings.extend(find_more(tx)?);
    Ok(LedgerProof { totals, findings })
}

/// Lists everything that is wrong with the ledger. The caller has asked for a permission.
pub fn findings(connection: &mut Connection) -> Result<Vec<LedgerFinding>> {
    let mut findings: Vec<LedgerFinding> = store::broken(connection)?
        .into_iter()
        .map(|row| LedgerFinding {
            fact: format!("costing {} {}", row.id, words(&row.rule)),
            costing_id: Some(row.id),
            rule: row.rule,
        })
        .collect();
    findings.extend(sums_differ(connection)?);
    for (row, _) in store::list(connection, &CostingFilter::default())? {
        findings.extend(lines_differ(&row));
    }
    Ok(findings)
}

/// Describes a broken rule, after "costing 5".
fn words(rule: &str) -> String {
    match rule {
        "total" => "has a total that differs from its subtotal and tax".to_owned(),
        "lines_differ" => "has lines that do not add up to its subtotal and tax".to_owned(),
        "charged_twice" => "charges again what another costing charges".to_owned(),
        "two_wait_for_a_decision" => {
            "awaits a decision beside another costing of the same booking".to_owned()
        }
        rule => rule.replace('_', " "),
    }
}

/// Compares the sums of the entries with those of the proposals.
fn sums_differ(connection: &mut Connection) -> Result<Vec<LedgerFinding>> {
    let mut shown: Vec<_> = store::sums(connection, SumsBy::Month, &EntryFilter::default())?;
    let mut findings = Vec::new();
    for total in store::totals(connection)? {
        let (of_this, rest): (Vec<_>, Vec<_>) =
            shown.into_iter().partition(|row| row.currency == total.currency);
        shown = rest;
        let sum = |of: fn(&store::SumRow) -> i64| of_this.iter().map(of).sum::<i64>();
        let entries = [
            ("proposed", sum(|row| row.proposed), total.proposed),
            ("approved", sum(|row| row.approved), total.approved),
            ("corrections", sum(|row| row.corrections), total.corrections),
            ("rejected", sum(|row| row.rejected), total.rejected),
            (
                "proposed",
                total.approved + total.corrections + total.rejected + total.pending,
                total.proposed,
            ),
        ];
        let differ = entries.into_iter().filter(|(_, one, other)| one != other);
        findings.extend(differ.map(|(what, one, other)| LedgerFinding {
            rule: "sums".to_owned(),
            costing_id: None,
            fact: format!(
                "{what} in {}: entries add up to {one}, proposals to {other}",
                total.currency
            ),
        }));
    }
    // What is left are decisions without a proposal.
    findings.extend(shown.into_iter().map(|row| LedgerFinding {
        rule: "sums".to_owned(),
        costing_id: None,
        fact: format!("entries in {} have no proposal", row.currency),
    }));
    Ok(findings)
}

/// Compares the sum of a costing's lines with its subtotal.
fn lines_differ(row: &CostingRow) -> Option<LedgerFinding> {
    let sum: i64 = row
        .lines
        .iter()
        .flat_map(|lines| &lines.0)
        .map(|line| line.amount_cents)
        .sum();
    (sum != row.subtotal_cents).then(|| LedgerFinding {
        rule: "lines".to_owned(),
        costing_id: Some(row.id),
        fact: format!(
            "the lines of costing {} add up to {sum}, its subtotal is {}",
            row.id, row.subtotal_cents
        ),
    })
}
