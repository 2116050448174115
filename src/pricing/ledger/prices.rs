//! What a group costs at the prices that were agreed on, and at today's.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::basis::CostingBasis;
use super::cancellation;
use super::plan::{CostingAccount, CostingGroup};
use super::subject::CostSubject;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::money::Money;
use crate::kernel::percent::percent;
use crate::kernel::tax::TaxSchedule;
use crate::kernel::text::counted;
use crate::pricing::quote::book::{PriceBook, RateChange};
use crate::pricing::quote::lines::{CostSheet, CostSums};
use crate::pricing::quote::model::OfferTerms;
use crate::pricing::quote::order::QuoteGap;
use crate::pricing::quote::service::{price_book, price_orders, refuse_gaps};
use crate::pricing::quote::terms::QuoteTerms;

/// How many changes of prices are named one by one.
const MOST_NAMED: usize = 3;

/// The costs of a group at both prices, one sheet for each subject.
pub(super) struct CostingPrices {
    agreed_on: PriceBook,
    todays: PriceBook,
    agreed_tax: TaxSchedule,
    todays_tax: TaxSchedule,
    pub agreed: Vec<CostSheet>,
    today: Vec<CostSheet>,
    /// What has no price today.
    gaps: Vec<QuoteGap>,
}

impl CostingPrices {
    /// Prices a group together.
    ///
    /// # Errors
    /// `Conflict` for what has no price.
    pub(super) fn of(tx: &mut Tx<'_>, group: &CostingGroup, offer: OfferTerms) -> Result<Self> {
        let orders = group.orders();
        let todays = price_book(tx, &orders, offer.tier)?;
        let agreed_on = group.agreed(&todays);
        let todays_terms = offer.terms(tx.settings());
        let todays_tax = todays_terms.tax.clone();
        let agreed_tax = group.agreed_tax(&todays_tax);
        let agreed_terms = QuoteTerms {
            tax: agreed_tax.clone(),
            ..todays_terms.clone()
        };
        let agreed = price_orders(tx, &orders, &agreed_on)?;
        refuse_gaps(&agreed.gaps(), None)?;
        let today = price_orders(tx, &orders, &todays)?;
        let tiers = tx.settings().cancellation_tiers();
        let with_credits = |sheets: Vec<CostSheet>| -> Vec<CostSheet> {
            let of_subjects = group.subjects.iter().zip(sheets);
            of_subjects
                .map(|(subject, sheet)| match group.account(subject) {
                    Some(account) => {
                        let kept = cancellation::kept(&tiers, subject, account);
                        account.with_credits_taken_back(kept.unwrap_or(sheet))
                    }
                    None => sheet,
                })
                .collect()
        };
        Ok(Self {
            agreed: with_credits(agreed.shares(orders.len(), &agreed_terms)),
            today: with_credits(today.shares(orders.len(), &todays_terms)),
            gaps: today.gaps(),
            agreed_on,
            todays,
            agreed_tax,
            todays_tax,
        })
    }

    /// Returns the costs at today's prices.
    ///
    /// # Errors
    /// `Conflict` for what has no price today.
    pub(super) fn today_or_refuse(&self) -> Result<&[CostSheet]> {
        refuse_gaps(&self.gaps, None)?;
        Ok(&self.today)
    }

    /// Whether today's prices make anything that is costed already cost something else.
    pub(super) fn differ(&self, group: &CostingGroup) -> bool {
        let sheets = self.agreed.iter().zip(&self.today);
        let of_subjects = group.subjects.iter().zip(sheets);
        self.gaps.is_empty()
            && of_subjects
                .filter(|(subject, _)| group.account(subject).is_some())
                .any(|(_, (agreed, today))| agreed.sums != today.sums)
    }

    /// Returns the facts of a subject with the prices and the tax rates that its costing is made from.
    pub(super) fn basis(&self, subject: &CostSubject, reprice: bool) -> CostingBasis {
        let (book, tax) = if reprice {
            (&self.todays, &self.todays_tax)
        } else {
            (&self.agreed_on, &self.agreed_tax)
        };
        CostingBasis {
            prices: Some(book.of_order(&subject.order)),
            tax: Some(tax.clone()),
            ..subject.basis.clone()
        }
    }

    /// Describes how today's prices of what the group uses differ from those agreed on.
    pub(super) fn changes(&self, tx: &Tx<'_>, group: &CostingGroup) -> String {
        let mut changes: Vec<RateChange> = Vec::new();
        for subject in &group.subjects {
            for (item, days) in subject.order.days_of_items() {
                for change in self.agreed_on.changes(&self.todays, item, days) {
                    let is_same = |known: &RateChange| {
                        (&known.item, known.unit, known.before, known.after)
                            == (&change.item, change.unit, change.before, change.after)
                    };
                    if !changes.iter().any(is_same) {
                        changes.push(change);
                    }
                }
            }
        }
        let currency = tx.settings().currency();
        let money = |cents: Option<i64>| {
            cents.map_or_else(
                || "none".to_owned(),
                |cents| Money::new(cents, currency).to_string(),
            )
        };
        let mut words: Vec<String> = changes
            .iter()
            .take(MOST_NAMED)
            .map(|change| {
                format!(
                    "{} by the {} on {}: {} → {}",
                    change.item,
                    change.unit,
                    change.day,
                    money(change.before),
                    money(change.after)
                )
            })
            .collect();
        if let Some(more) = changes.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
            words.push(format!("{more} more"));
        }
        words.extend(self.tax_change(group));
        if words.is_empty() {
            words.push("another rate of half days".to_owned());
        }
        words.join(", ")
    }

    /// Describes the first day on which the tax rate is another today than what was agreed on.
    fn tax_change(&self, group: &CostingGroup) -> Option<String> {
        let days = group.subjects.iter().flat_map(|subject| subject.order.days());
        let differs = |day: &&NaiveDate| self.agreed_tax.on(**day) != self.todays_tax.on(**day);
        let day = days.filter(differs).min()?;
        let (before, after) = (self.agreed_tax.on(*day), self.todays_tax.on(*day));
        Some(format!(
            "tax on {day}: {} % → {} %",
            percent(before),
            percent(after)
        ))
    }

    /// Says that the prices agreed on stay, how today's differ, and how to charge these.
    pub(super) fn note(
        &self,
        tx: &Tx<'_>,
        group: &CostingGroup,
        kept: &[(&CostSubject, &CostingAccount)],
    ) -> String {
        let head = match kept {
            [] => "the prices agreed on stay".to_owned(),
            [(subject, account)] => format!(
                "nothing to propose for {}: costing {} is {}, at the prices agreed on",
                subject.name, account.newest.id, account.newest_status
            ),
            several => format!(
                "nothing to propose for {}: the prices agreed on stay",
                counted(several.len().try_into().unwrap_or(i64::MAX), "booking")
            ),
        };
        let total = |sheets: &[CostSheet]| {
            let sums = sheets
                .iter()
                .fold(CostSums::default(), |sum, sheet| sum + sheet.sums);
            Money::new(sums.total, tx.settings().currency())
        };
        format!(
            "{head}; today's make {} of {} ({}); colab pricing propose {} --reprice",
            total(&self.today),
            total(&self.agreed),
            self.changes(tx, group),
            propose_argument(group)
        )
    }
}

/// Returns the group as `pricing propose` takes it.
fn propose_argument(group: &CostingGroup) -> String {
    let number = |subject: &CostSubject| subject.name.split(' ').next_back().unwrap_or_default().to_owned();
    let named = group
        .subjects
        .iter()
        .find(|subject| group.named == Some(subject.id));
    match (named, group.subjects.first()) {
        (Some(subject), _) => number(subject),
        (None, Some(first)) => format!("{} --series", number(first)),
        (None, None) => String::new(),
    }
}

/// Says that a series costs less together, where its bookings are not costed so.
pub(super) fn cheaper_together(
    tx: &mut Tx<'_>,
    group: &CostingGroup,
    offer: OfferTerms,
) -> Result<Option<String>> {
    let batches: BTreeSet<Option<i64>> = group
        .subjects
        .iter()
        .map(|subject| group.account(subject).map(|account| account.newest.batch_id))
        .collect();
    if group.subjects.len() < 2 || batches.len() < 2 {
        return Ok(None);
    }
    let prices = CostingPrices::of(tx, group, offer)?;
    let together = prices
        .agreed
        .iter()
        .fold(CostSums::default(), |sum, one| sum + one.sums);
    let mut apart = CostSums::default();
    for subject in &group.subjects {
        apart = apart
            + match group.account(subject) {
                Some(account) => account.standing(),
                None => {
                    let order = std::slice::from_ref(&subject.order);
                    let charges = price_orders(tx, order, &prices.agreed_on)?;
                    charges.costs(&offer.terms(tx.settings())).sums
                }
            };
    }
    let money = |sums: CostSums| Money::new(sums.total, tx.settings().currency());
    Ok((together.total < apart.total).then(|| {
        format!(
            "the series costs {} together, {} one by one; colab pricing propose {}",
            money(together),
            money(apart),
            propose_argument(group)
        )
    }))
}
