//! The proof that the ledger is whole: proposed = approved + corrections + rejected + pending, every decision repeats its
//! proposal, the lines of a costing are its subtotal, and nothing is charged twice.
//!
//! The sums are taken twice, from the entries as `sums` does and from the proposals with what was decided of them; the
//! rules that triggers hold are asked once more without them. Somebody who got past the triggers is found here.

use super::model::CostingRow;
use super::store::{self, Filter, Whole};
use super::sums::{By, SumFilter};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::db::Connection;
use crate::kernel::error::Result;
use crate::kernel::money::{Money, stored_currency};
use crate::output::{Record, RecordField, Value, shown_in_table};

/// Something that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub rule: String,
    pub costing_id: Option<i64>,
    pub fact: String,
}

impl Record for Finding {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Finding>] = &[
            shown_in_table("rule", |f| f.rule.as_str().into()),
            shown_in_table("costing_id", |f| f.costing_id.into()),
            shown_in_table("fact", |f| f.fact.as_str().into()),
        ];
        FIELDS
    }
}

/// Whether the ledger holds, and what it comes to.
#[derive(Debug, Clone)]
pub struct Proof {
    /// One a currency.
    pub wholes: Vec<Whole>,
    pub findings: Vec<Finding>,
}

impl Proof {
    pub fn holds(&self) -> bool {
        self.findings.is_empty()
    }

    fn sum(&self, of: fn(&Whole) -> i64) -> Value {
        let money = |whole: &Whole| Value::from(Money::new(of(whole), stored_currency(&whole.currency)));
        match self.wholes.as_slice() {
            [] => Value::Null,
            [one] => money(one),
            several => Value::List(several.iter().map(money).collect()),
        }
    }
}

impl Record for Proof {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Proof>] = &[
            shown_in_table("holds", |p| p.holds().into()),
            shown_in_table("entries", |p| {
                p.wholes.iter().map(|whole| whole.entries).sum::<i64>().into()
            }),
            shown_in_table("proposed", |p| p.sum(|whole| whole.proposed)),
            shown_in_table("approved", |p| p.sum(|whole| whole.approved)),
            shown_in_table("rejected", |p| p.sum(|whole| whole.rejected)),
            shown_in_table("pending", |p| p.sum(|whole| whole.pending)),
            shown_in_table("corrections", |p| p.sum(|whole| whole.corrections)),
            shown_in_table("net", |p| p.sum(|whole| whole.approved + whole.corrections)),
            shown_in_table("findings", |p| {
                let object = |finding: &Finding| {
                    let fields = Finding::fields().iter();
                    Value::Object(fields.map(|field| (field.name, (field.value)(finding))).collect())
                };
                Value::List(p.findings.iter().map(object).collect())
            }),
        ];
        FIELDS
    }
}

/// Proves the ledger.
///
/// # Errors
/// `Forbidden` for who may not see prices.
pub fn prove(tx: &mut Tx<'_>) -> Result<Proof> {
    let _grant = tx.require(Permission::SeePrices)?;
    let wholes = store::whole(tx.connection())?;
    let findings = findings(tx.connection())?;
    Ok(Proof { wholes, findings })
}

/// Everything that is wrong with the ledger; for whoever asked for a permission.
///
/// # Errors
/// `Database` when it cannot be read.
pub fn findings(connection: &mut Connection) -> Result<Vec<Finding>> {
    let mut findings: Vec<Finding> = store::broken(connection)?
        .into_iter()
        .map(|row| Finding {
            fact: format!("costing {} {}", row.id, words(&row.rule)),
            costing_id: Some(row.id),
            rule: row.rule,
        })
        .collect();
    findings.extend(sums_differ(connection)?);
    for (row, _) in store::list(connection, &Filter::default())? {
        findings.extend(lines_differ(&row));
    }
    Ok(findings)
}

/// What a rule's name means, after "costing 5".
fn words(rule: &str) -> String {
    match rule {
        "total" => "has a total that is not its subtotal and tax".to_owned(),
        "charged_twice" => "charges what another costing charges".to_owned(),
        "two_wait_for_a_decision" => "waits for a decision beside another of the same booking".to_owned(),
        rule => rule.replace('_', " "),
    }
}

/// The sums as the ledger shows them, held against the proposals.
fn sums_differ(connection: &mut Connection) -> Result<Vec<Finding>> {
    let mut shown: Vec<_> = store::sums(connection, By::Month, &SumFilter::default())?;
    let mut findings = Vec::new();
    for whole in store::whole(connection)? {
        let (of_this, rest): (Vec<_>, Vec<_>) =
            shown.into_iter().partition(|row| row.currency == whole.currency);
        shown = rest;
        let sum = |of: fn(&store::SumRow) -> i64| of_this.iter().map(of).sum::<i64>();
        let entries = [
            ("proposed", sum(|row| row.proposed), whole.proposed),
            ("approved", sum(|row| row.approved), whole.approved),
            ("corrections", sum(|row| row.corrections), whole.corrections),
            ("rejected", sum(|row| row.rejected), whole.rejected),
            (
                "proposed",
                whole.approved + whole.corrections + whole.rejected + whole.pending,
                whole.proposed,
            ),
        ];
        let differ = entries.into_iter().filter(|(_, one, other)| one != other);
        findings.extend(differ.map(|(what, one, other)| Finding {
            rule: "sums".to_owned(),
            costing_id: None,
            fact: format!(
                "{what} in {}: {one} by the entries, {other} by the proposals",
                whole.currency
            ),
        }));
    }
    // Decisions of proposals that are not there.
    findings.extend(shown.into_iter().map(|row| Finding {
        rule: "sums".to_owned(),
        costing_id: None,
        fact: format!("entries in {} belong to no proposal", row.currency),
    }));
    Ok(findings)
}

fn lines_differ(row: &CostingRow) -> Option<Finding> {
    let sum: i64 = row
        .lines
        .iter()
        .flat_map(|lines| &lines.0)
        .map(|line| line.amount_cents)
        .sum();
    (sum != row.subtotal_cents).then(|| Finding {
        rule: "lines".to_owned(),
        costing_id: Some(row.id),
        fact: format!(
            "costing {} has lines of {sum} and a subtotal of {}",
            row.id, row.subtotal_cents
        ),
    })
}
