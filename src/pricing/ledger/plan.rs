//! Plans what to propose for each booking or rental, from what stands and what it costs now. Pure.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::model::{CostingLineRow, CostingRow, CostingStatus, SubjectId, status};
use super::store::DecidedCosting;
use super::subject::CostSubject;
use crate::booking::Tenant;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::tax::TaxSchedule;
use crate::pricing::quote::book::PriceBook;
use crate::pricing::quote::lines::{CostSheet, CostSums, LineShare, QuoteLine, month_of};
use crate::pricing::quote::model::OfferTerms;
use crate::pricing::quote::order::ServiceOrder;
use crate::pricing::quote::saved::accepted::AcceptedQuote;

/// The proposals of one booking or rental that are not rejected.
#[derive(Debug)]
pub struct CostingAccount {
    pub first: CostingRow,
    pub newest: CostingRow,
    pub newest_status: CostingStatus,
    /// What is approved, corrections included, and the entries that approve it.
    charged: CostSums,
    approved: Vec<i64>,
    /// The lines of what is approved.
    lines: Vec<LineShare>,
    /// What is charged and credited beside it, with tax, and the lines of the credits; all of it approved.
    beside: i64,
    credits: Vec<i64>,
    credited: Vec<LineShare>,
    /// What awaits a decision.
    pending: CostSums,
    /// The tax rate of the newest costing, if it has one alone.
    rate: Option<i64>,
}

impl CostingAccount {
    /// Returns the terms of the newest costing.
    pub fn offer(&self) -> OfferTerms {
        OfferTerms {
            tier: self.newest.pricing_tier,
            discount: self.newest.discount_thousandths(),
        }
    }

    /// Returns the first costing, once it is approved.
    pub fn first_approved(&self) -> Option<i64> {
        Some(self.first.id).filter(|id| self.approved.contains(id))
    }

    /// Returns the tax rates that were agreed on.
    pub fn tax(&self) -> Option<TaxSchedule> {
        let kept = self.newest.basis.as_ref().and_then(|basis| basis.0.tax.clone());
        kept.or_else(|| self.rate.map(TaxSchedule::flat))
    }

    /// Returns what is charged less what was credited, before tax and the tax of it, by month and tax rate; what is nothing by now
    /// is left out.
    pub fn charged_by_rate(&self) -> BTreeMap<(String, i64), (i64, i64)> {
        let mut sums: BTreeMap<(String, i64), (i64, i64)> = BTreeMap::new();
        for share in self.lines.iter().chain(&self.credited) {
            let sum = sums.entry((share.month.clone(), share.tax_rate)).or_default();
            *sum = (sum.0 + share.amount, sum.1 + share.tax);
        }
        sums.retain(|_, (amount, _)| *amount > 0);
        sums
    }

    /// Returns the lines of what is approved.
    pub fn lines(&self) -> &[LineShare] {
        &self.lines
    }

    /// Whether the newest costing was made after its subject was cancelled: of a rental it is without the devices that were given
    /// up.
    pub fn knows_cancellation(&self, subject: &CostSubject) -> bool {
        let is_rental = subject.status.is_none();
        let basis = self.newest.basis.as_ref().map(|basis| &basis.0);
        basis.is_some_and(|basis| basis.off || is_rental && basis.devices == subject.basis.devices)
    }

    /// Returns what is charged or awaits a decision.
    pub fn standing(&self) -> CostSums {
        self.charged + self.pending
    }

    /// Takes in the lines of its costings.
    pub fn add_lines(&mut self, lines: &[CostingLineRow]) {
        let rates: BTreeSet<i64> = lines
            .iter()
            .filter(|line| line.costing_id == self.newest.id)
            .map(|line| line.tax_rate)
            .collect();
        self.rate = rates.first().copied().filter(|_| rates.len() == 1);
        let mut sums: BTreeMap<_, LineShare> = BTreeMap::new();
        for line in lines
            .iter()
            .filter(|line| self.approved.contains(&line.costing_id))
        {
            let key = (line.kind, &line.item, &line.service_month, line.tax_rate);
            let sum = sums.entry(key).or_insert_with(|| LineShare {
                kind: line.kind,
                item: line.item.clone(),
                month: line.service_month.clone(),
                quantity: 0,
                amount: 0,
                tax_rate: line.tax_rate,
                tax: 0,
            });
            sum.quantity += line.quantity;
            sum.amount += line.amount_cents;
            sum.tax += line.tax_cents;
        }
        let is_charged = |share: &LineShare| share.amount != 0 || share.tax != 0;
        self.lines = sums.into_values().filter(is_charged).collect();
        let credits = lines
            .iter()
            .filter(|line| self.credits.contains(&line.costing_id));
        self.credited = credits.map(CostingLineRow::share).collect();
    }

    /// Returns what it costs, with credits taken back that exceed it.
    pub fn with_credits_taken_back(&self, costs: CostSheet) -> CostSheet {
        costs.with_credits_taken_back(self.beside, &self.credited)
    }

    /// Returns the ids of the costings whose lines count.
    pub fn with_lines(&self) -> impl Iterator<Item = i64> {
        let own = self.approved.iter().chain(&self.credits).copied();
        own.chain([self.newest.id])
    }

    /// Describes how the subject and its terms differ from the newest costing.
    fn changes(&self, subject: &CostSubject, offer: OfferTerms) -> Vec<String> {
        let basis = self.newest.basis.as_ref();
        let mut changes = basis
            .map(|basis| basis.0.changes(&subject.basis))
            .unwrap_or_default();
        if self.offer() != offer {
            changes.push("different terms".to_owned());
        }
        changes
    }
}

/// Groups standing proposals, oldest first, by what they charge.
pub fn accounts(rows: Vec<DecidedCosting>) -> BTreeMap<SubjectId, CostingAccount> {
    let mut accounts: BTreeMap<SubjectId, CostingAccount> = BTreeMap::new();
    let mut adjustments = Vec::new();
    for (row, decision) in rows {
        let Some(subject) = row.subject_id() else {
            continue;
        };
        let stands = status(decision.as_ref());
        if row.adjustment.is_some() {
            if stands == CostingStatus::Approved {
                adjustments.push((subject, row));
            }
            continue;
        }
        let account = accounts.entry(subject).or_insert_with(|| CostingAccount {
            first: row.clone(),
            newest: row.clone(),
            newest_status: stands,
            charged: CostSums::default(),
            approved: Vec::new(),
            lines: Vec::new(),
            beside: 0,
            credits: Vec::new(),
            credited: Vec::new(),
            pending: CostSums::default(),
            rate: None,
        });
        if stands == CostingStatus::Approved {
            account.approved.push(row.id);
            account.charged = account.charged + row.sums();
        } else {
            account.pending = account.pending + row.sums();
        }
        account.newest_status = stands;
        account.newest = row;
    }
    for (subject, row) in adjustments {
        if let Some(account) = accounts.get_mut(&subject) {
            account.beside += row.total_cents;
            account.credits.extend((row.total_cents < 0).then_some(row.id));
        }
    }
    accounts
}

/// What was agreed on by a costing or an accepted quote.
struct AgreedTerms<'g> {
    /// An entry of the ledger, or what follows it.
    age: (i64, bool),
    prices: Option<&'g PriceBook>,
    tax: Option<TaxSchedule>,
}

/// Bookings that are costed together, or one rental.
#[derive(Debug)]
pub struct CostingGroup {
    pub subjects: Vec<CostSubject>,
    pub accounts: BTreeMap<SubjectId, CostingAccount>,
    /// The quotes that were accepted.
    pub accepted: BTreeMap<SubjectId, AcceptedQuote>,
    /// The one that was asked for, unless it was a series.
    pub named: Option<SubjectId>,
}

impl CostingGroup {
    /// Finds what stands of a subject.
    pub fn account(&self, subject: &CostSubject) -> Option<&CostingAccount> {
        self.accounts.get(&subject.id)
    }

    /// Finds the first account of the group.
    pub fn known(&self) -> Option<&CostingAccount> {
        self.known_all().next()
    }

    fn known_all(&self) -> impl Iterator<Item = &CostingAccount> {
        self.subjects.iter().filter_map(|subject| self.account(subject))
    }

    /// Returns the newest costings.
    pub fn newest(&self) -> impl Iterator<Item = &CostingRow> {
        self.known_all().map(|account| &account.newest)
    }

    /// Returns the ids of its bookings and of its rentals.
    pub fn ids(&self) -> (Vec<i64>, Vec<i64>) {
        let (mut bookings, mut rentals) = (Vec::new(), Vec::new());
        for subject in &self.subjects {
            match subject.id {
                SubjectId::Booking(id) => bookings.push(id),
                SubjectId::Rental(id) => rentals.push(id),
            }
        }
        (bookings, rentals)
    }

    /// Returns what the group uses.
    pub fn orders(&self) -> Vec<ServiceOrder> {
        self.subjects
            .iter()
            .map(|subject| subject.order.clone())
            .collect()
    }

    /// Returns what was agreed on by costings and by accepted quotes, in its order.
    fn agreements(&self) -> Vec<AgreedTerms<'_>> {
        let costings = self.known_all().map(|account| AgreedTerms {
            age: (account.newest.id, false),
            prices: account
                .newest
                .basis
                .as_ref()
                .and_then(|basis| basis.0.prices.as_ref()),
            tax: account.tax(),
        });
        let quotes = self.subjects.iter().filter_map(|subject| {
            let quote = self.accepted.get(&subject.id)?;
            Some(AgreedTerms {
                age: (quote.costings_before, true),
                prices: Some(&quote.prices),
                tax: Some(quote.tax.clone()),
            })
        });
        let mut agreed: Vec<AgreedTerms<'_>> = costings.chain(quotes).collect();
        agreed.sort_by_key(|terms| terms.age);
        agreed
    }

    /// Whether anything was agreed on.
    pub fn is_agreed(&self) -> bool {
        !self.agreements().is_empty()
    }

    /// Returns the prices that were agreed on, the newest before others, and today's where none were.
    pub fn agreed(&self, today: &PriceBook) -> PriceBook {
        let agreed = self.agreements();
        today.after(agreed.iter().filter_map(|terms| terms.prices))
    }

    /// Returns the tax rates that were agreed on last.
    pub fn agreed_tax(&self, today: &TaxSchedule) -> TaxSchedule {
        let newest = self.agreements().pop().and_then(|terms| terms.tax);
        newest.unwrap_or_else(|| today.clone())
    }

    /// Returns the terms on which it is charged: those of a quote that was accepted since, else those of its costing.
    pub fn offer(&self) -> OfferTerms {
        let accepted = self.accepted_since().map(|quote| quote.offer);
        accepted
            .or_else(|| self.known().map(CostingAccount::offer))
            .unwrap_or_default()
    }

    /// Returns the quote that was accepted last, if nothing was costed since.
    pub fn accepted_since(&self) -> Option<&AcceptedQuote> {
        let quotes = self
            .subjects
            .iter()
            .filter_map(|subject| self.accepted.get(&subject.id));
        let newest = quotes.max_by_key(|quote| quote.costings_before)?;
        let costed = self.newest().map(|row| row.id).max();
        costed
            .is_none_or(|id| id <= newest.costings_before)
            .then_some(newest)
    }

    /// Whether a series is asked for whose bookings were costed apart, and together costs something else.
    pub fn is_regrouped(&self, costs: &[CostSheet]) -> bool {
        let batches: BTreeSet<i64> = self.known_all().map(|account| account.newest.batch_id).collect();
        let differs = |(subject, costs): (&CostSubject, &CostSheet)| {
            let account = self.account(subject);
            account.is_some_and(|account| account.standing() != costs.sums)
        };
        self.named.is_none() && batches.len() > 1 && self.subjects.iter().zip(costs).any(differs)
    }
}

/// The keys under which costs are added up.
#[derive(Debug, Clone)]
pub struct LedgerPlace {
    pub client_name: String,
    pub room_id: Option<i64>,
    pub tenant_id: Option<Tenant>,
    pub first_day: NaiveDate,
}

impl LedgerPlace {
    fn of_subject(subject: &CostSubject) -> Self {
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
        month_of(self.first_day)
    }

    /// Whether both places have the same keys.
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

/// A proposal to write.
#[derive(Debug, Clone)]
pub struct CostingDraft {
    pub costs: CostSheet,
    pub place: LedgerPlace,
    pub corrects_id: Option<i64>,
}

impl CostingGroup {
    /// Plans the proposals for each subject: none when nothing changed, two when it moves, the second of which follows the
    /// first. A change of one may change the shares of all that are quoted with it. `repriced` describes how the prices of
    /// `costs` differ from those of the costings, if they do.
    ///
    /// # Errors
    /// `Conflict` when an outdated proposal awaits a decision.
    pub fn plan(
        &self,
        costs: &[CostSheet],
        offer: OfferTerms,
        repriced: Option<&str>,
    ) -> Result<Vec<Vec<CostingDraft>>> {
        let regrouped = self.is_regrouped(costs);
        let changes = |subject: &CostSubject| match self.account(subject) {
            Some(account) => account.changes(subject, offer),
            None => vec!["new in the group".to_owned()],
        };
        let differs = repriced.is_some() || self.subjects.iter().any(|subject| !changes(subject).is_empty());
        let drafts = |(subject, costs): (&CostSubject, &CostSheet)| {
            let Some(account) = self.account(subject) else {
                return Ok(vec![CostingDraft {
                    costs: costs.clone(),
                    place: LedgerPlace::of_subject(subject),
                    corrects_id: None,
                }]);
            };
            let own = changes(subject);
            // Until its cancellation is decided, what is charged is what it was before.
            let is_cancelling = subject.cancelled_on.is_some()
                && account.newest_status == CostingStatus::Pending
                && account.knows_cancellation(subject);
            let is_same = !differs || is_cancelling || account.standing() == costs.sums;
            if own.is_empty() && !regrouped && is_same {
                Ok(Vec::new())
            } else if account.newest_status == CostingStatus::Pending {
                let why = match own.as_slice() {
                    [] if regrouped => "it was not costed with the rest of its series".to_owned(),
                    [] if repriced.is_some() => "its prices are others".to_owned(),
                    [] => "a booking quoted with it has changed".to_owned(),
                    changes => format!("it has changed: {}", changes.join(", ")),
                };
                Err(awaits_decision(subject, account, &why))
            } else {
                Ok(account.corrections(subject, costs, repriced))
            }
        };
        self.subjects.iter().zip(costs).map(drafts).collect()
    }
}

impl CostingAccount {
    /// Drafts the difference. What is charged under another month, room or client is reversed there and charged here, so
    /// that every sum of the ledger is right.
    fn corrections(
        &self,
        subject: &CostSubject,
        costs: &CostSheet,
        repriced: Option<&str>,
    ) -> Vec<CostingDraft> {
        let draft = |costs: CostSheet, place: LedgerPlace| CostingDraft {
            costs,
            place,
            corrects_id: Some(self.first.id),
        };
        let (here, there) = (
            LedgerPlace::of_subject(subject),
            LedgerPlace::of_row(&self.newest),
        );
        let nothing_charged = self.charged == CostSums::default();
        if subject.basis.off {
            return vec![draft(self.difference(costs, repriced), there)];
        }
        if here.adds_up_with(&there) || nothing_charged {
            return vec![draft(self.difference(costs, repriced), here)];
        }
        let nothing = CostSheet {
            lines: Vec::new(),
            sums: CostSums::default(),
        };
        vec![
            draft(self.difference(&nothing, repriced), there),
            draft(costs.clone(), here),
        ]
    }

    /// Subtracts what is charged already from what it costs, and names the prices that are new to it.
    fn difference(&self, costs: &CostSheet, repriced: Option<&str>) -> CostSheet {
        let mut lines = costs.lines.clone();
        let ids: Vec<String> = self.approved.iter().map(i64::to_string).collect();
        let word = if ids.len() == 1 { "costing" } else { "costings" };
        let mut why = format!("{word} {}", ids.join(", "));
        if let Some(repriced) = repriced {
            why = format!("{why}; prices since: {repriced}");
        }
        let mut charged = QuoteLine::single("Already charged", "costing", -self.charged.subtotal, why);
        charged.shares = self.lines.iter().map(LineShare::reversed).collect();
        lines.push(charged);
        CostSheet {
            lines,
            sums: costs.sums - self.charged,
        }
    }
}

/// Builds the error for an outdated proposal that awaits a decision.
fn awaits_decision(subject: &CostSubject, account: &CostingAccount, why: &str) -> Error {
    let (id, name) = (account.newest.id, &subject.name);
    Error::conflict(
        ErrorCode::CostingPending,
        format!("costing {id} of {name} awaits a decision, but {why}"),
    )
    .detail("costing_id", id)
    .hint(format!("colab pricing reject {id} --reason \"changed since\""))
}
