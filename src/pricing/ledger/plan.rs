//! What is to be proposed of each booking or rental, given what stands of it and what it costs now. It knows no database.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::model::{CostingRow, CostingStatus, Whose, status};
use super::service::Subject;
use super::store::Decided;
use crate::booking::Tenant;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::pricing::quote::lines::{Costs, Line, Sums};
use crate::pricing::quote::service::Offer;

/// What stands of one booking or rental.
#[derive(Debug)]
pub struct Account {
    pub first: CostingRow,
    pub newest: CostingRow,
    pub newest_status: CostingStatus,
    /// What was approved, corrections included, and by which entries.
    charged: Sums,
    approved: Vec<i64>,
    /// What waits for a decision.
    pending: Sums,
}

impl Account {
    pub fn offer(&self) -> Offer {
        Offer {
            tier: self.newest.pricing_tier,
            discount: self.newest.discount.into(),
        }
    }

    /// How the booking differs from what was costed last.
    fn changes(&self, subject: &Subject, offer: Offer) -> Vec<String> {
        let basis = self.newest.basis.as_ref();
        let mut changes = basis
            .map(|basis| basis.0.changes(&subject.basis))
            .unwrap_or_default();
        if self.offer() != offer {
            changes.push("other terms".to_owned());
        }
        changes
    }
}

/// What stands of each, of proposals that are not rejected, oldest first.
pub fn accounts(rows: Vec<Decided>) -> BTreeMap<Whose, Account> {
    let mut accounts: BTreeMap<Whose, Account> = BTreeMap::new();
    for (row, decision) in rows {
        let Some(whose) = row.whose() else { continue };
        let stands = status(decision.as_ref());
        let account = accounts.entry(whose).or_insert_with(|| Account {
            first: row.clone(),
            newest: row.clone(),
            newest_status: stands,
            charged: Sums::default(),
            approved: Vec::new(),
            pending: Sums::default(),
        });
        if stands == CostingStatus::Approved {
            account.approved.push(row.id);
            account.charged = plus(account.charged, row.sums(), 1);
        } else {
            account.pending = plus(account.pending, row.sums(), 1);
        }
        account.newest_status = stands;
        account.newest = row;
    }
    accounts
}

fn plus(a: Sums, b: Sums, sign: i64) -> Sums {
    Sums {
        subtotal: a.subtotal + sign * b.subtotal,
        tax: a.tax + sign * b.tax,
        total: a.total + sign * b.total,
    }
}

/// What is costed together.
#[derive(Debug)]
pub struct Group {
    pub subjects: Vec<Subject>,
    pub accounts: BTreeMap<Whose, Account>,
    /// The one that was asked for, where it was one.
    pub named: Option<Whose>,
}

impl Group {
    pub fn account(&self, subject: &Subject) -> Option<&Account> {
        self.accounts.get(&subject.whose)
    }

    pub fn known(&self) -> Option<&Account> {
        self.subjects.iter().find_map(|subject| self.account(subject))
    }
}

/// Where costs are booked: what the ledger is added up by.
#[derive(Debug, Clone)]
pub struct Place {
    pub client_name: String,
    pub room_id: Option<i64>,
    pub tenant_id: Option<Tenant>,
    pub first_day: NaiveDate,
}

impl Place {
    fn of_subject(subject: &Subject) -> Self {
        Self {
            client_name: subject.client_name.clone(),
            room_id: subject.room_id,
            tenant_id: subject.tenant_id,
            first_day: subject.first_day,
        }
    }

    fn of_row(row: &CostingRow) -> Self {
        Self {
            client_name: row.client_name.clone(),
            room_id: row.room_id,
            tenant_id: row.tenant_id,
            first_day: row.service_on,
        }
    }

    /// `2026-03`.
    pub fn month(&self) -> String {
        format!("{:04}-{:02}", self.first_day.year(), self.first_day.month())
    }

    fn adds_up_with(&self, other: &Self) -> bool {
        let key = |place: &Self| {
            (
                name_key(&place.client_name),
                place.room_id,
                place.tenant_id,
                place.month(),
            )
        };
        key(self) == key(other)
    }
}

/// A proposal to be written.
#[derive(Debug, Clone)]
pub struct Draft {
    pub costs: Costs,
    pub place: Place,
    pub corrects_id: Option<i64>,
}

impl Group {
    /// The proposals for each, none where it stands as it is, two where it moves: the second follows the first. One that
    /// changed may change the shares of those it was quoted with.
    ///
    /// # Errors
    /// `Conflict` where a proposal that no longer fits waits for a decision.
    pub fn plan(&self, costs: &[Costs], offer: Offer) -> Result<Vec<Vec<Draft>>> {
        let changes = |subject: &Subject| match self.account(subject) {
            Some(account) => account.changes(subject, offer),
            None => vec!["it joins".to_owned()],
        };
        let differs = self.subjects.iter().any(|subject| !changes(subject).is_empty());
        let drafts = |(subject, costs): (&Subject, &Costs)| {
            let Some(account) = self.account(subject) else {
                return Ok(vec![Draft {
                    costs: costs.clone(),
                    place: Place::of_subject(subject),
                    corrects_id: None,
                }]);
            };
            let own = changes(subject);
            let asked = plus(account.charged, account.pending, 1);
            match own.is_empty() && (!differs || asked == costs.sums) {
                true => Ok(Vec::new()),
                false if account.newest_status == CostingStatus::Pending => {
                    Err(waits(subject, account, &own))
                }
                false => Ok(account.corrections(subject, costs)),
            }
        };
        self.subjects.iter().zip(costs).map(drafts).collect()
    }
}

impl Account {
    /// The difference; of what is charged elsewhere (in another month, room, name) all is taken back there, and charged
    /// anew here, so that every sum of the ledger is right.
    fn corrections(&self, subject: &Subject, costs: &Costs) -> Vec<Draft> {
        let draft = |costs: Costs, place: Place| Draft {
            costs,
            place,
            corrects_id: Some(self.first.id),
        };
        let (here, there) = (Place::of_subject(subject), Place::of_row(&self.newest));
        let nothing_charged = self.charged == Sums::default();
        if subject.basis.off {
            return vec![draft(self.difference(costs), there)];
        }
        if here.adds_up_with(&there) || nothing_charged {
            return vec![draft(self.difference(costs), here)];
        }
        let nothing = Costs {
            lines: Vec::new(),
            sums: Sums::default(),
        };
        vec![
            draft(self.difference(&nothing), there),
            draft(costs.clone(), here),
        ]
    }

    /// What it costs, less what is charged already.
    fn difference(&self, costs: &Costs) -> Costs {
        let mut lines = costs.lines.clone();
        let ids: Vec<String> = self.approved.iter().map(i64::to_string).collect();
        let word = if ids.len() == 1 { "costing" } else { "costings" };
        lines.push(Line::single(
            "Charged before",
            "costing",
            -self.charged.subtotal,
            format!("{word} {}", ids.join(", ")),
        ));
        Costs {
            lines,
            sums: plus(costs.sums, self.charged, -1),
        }
    }
}

/// The refusal of a second proposal while one waits.
fn waits(subject: &Subject, account: &Account, changes: &[String]) -> Error {
    let (id, name) = (account.newest.id, &subject.name);
    let why = match changes {
        [] => "what it was quoted with has changed since".to_owned(),
        changes => format!("it has changed since: {}", changes.join(", ")),
    };
    Error::conflict(
        ErrorCode::CostingPending,
        format!("costing {id} of {name} waits for a decision, and {why}"),
    )
    .detail("costing_id", id)
    .hint(format!("colab pricing reject {id} --reason \"changed since\""))
}
