//! What of advances is taken off an invoice, and what a credit note gives back or takes back of it.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{AdvanceLineRow, AdvanceRest};
use super::store;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::billing::invoice::model::{Invoice, InvoiceLineRow};
use crate::billing::invoice::write_off;
use crate::billing::model::BilledClient;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::part_of;
use crate::pricing::quote::saved::service as quotes;

/// For whom and of which month the document is that advances are set off against.
#[derive(Debug)]
pub struct SetOffTerms<'t> {
    /// Its record.
    pub client_id: i64,
    pub currency: &'t str,
    pub month: &'t str,
}

/// Returns what is left of these advances, by advance and tax rate.
pub(super) fn rests(tx: &mut Tx<'_>, advances: &[i64]) -> Result<BTreeMap<i64, Vec<AdvanceRest>>> {
    let mut by_rate: BTreeMap<(i64, i64), AdvanceRest> = BTreeMap::new();
    let mut rows = store::about(tx.connection(), advances)?;
    rows.sort_by_key(|row| !row.is_own());
    for line in rows {
        let rest = by_rate
            .entry((line.advance_id, line.tax_rate))
            .or_insert_with(|| AdvanceRest {
                line: line.clone(),
                amount: 0,
                tax: 0,
            });
        rest.amount += line.amount_cents;
        rest.tax += line.tax_cents;
    }
    let mut rests: BTreeMap<i64, Vec<AdvanceRest>> = BTreeMap::new();
    for ((advance, _), rest) in by_rate {
        rests.entry(advance).or_default().push(rest);
    }
    Ok(rests)
}

/// Returns the lines that take a client's advances off an invoice of these lines, those of its bookings first.
pub fn set_off(
    tx: &mut Tx<'_>,
    grant: &Grant,
    terms: &SetOffTerms<'_>,
    lines: &[InvoiceLineRow],
) -> Result<Vec<AdvanceLineRow>> {
    let mut open: i64 = lines.iter().map(|line| line.amount_cents + line.tax_cents).sum();
    if open <= 0 {
        return Ok(Vec::new());
    }
    // Clients that are one have one advance for another's invoice.
    let clients = BilledClient::one_with(tx.connection(), terms.client_id)?.ids;
    let own = store::of_clients(tx.connection(), &clients, terms.currency)?;
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = own.iter().map(|(id, _)| *id).collect();
    let rests = rests(tx, &ids)?;
    // What was given up of an advance is not given to the client once more.
    let mut given_up: BTreeMap<i64, i64> = BTreeMap::new();
    for step in write_off::steps_done(tx, grant, Some(&ids))? {
        *given_up.entry(step.invoice_id).or_default() += step.amount_cents;
    }
    let quoted: Vec<i64> = rests
        .values()
        .flatten()
        .filter_map(|rest| rest.line.quote_id)
        .collect();
    let quoted = quotes::subjects(tx, grant, &quoted)?;
    let mut by_subject: BTreeMap<&str, i64> = BTreeMap::new();
    for line in lines {
        *by_subject.entry(&line.subject).or_default() += line.amount_cents + line.tax_cents;
    }
    let mut taken = Vec::new();
    // What is for one thing goes before what is for the client.
    for is_bound in [true, false] {
        for (id, number) in &own {
            let Some(rest) = rests.get(id) else { continue };
            let bound = bound_to(rest, &quoted);
            if bound.is_some() != is_bound {
                continue;
            }
            let available = bound.as_ref().map_or(open, |subjects| {
                let sums = subjects
                    .iter()
                    .filter_map(|subject| by_subject.get(subject.as_str()));
                sums.sum::<i64>().min(open)
            });
            let whole: i64 = rest.iter().map(|one| one.amount + one.tax).sum();
            let kept = whole - given_up.get(id).copied().unwrap_or_default();
            let part = shared(rest, available.min(kept));
            let gross: i64 = part.iter().map(|(_, amount, tax)| amount + tax).sum();
            open -= gross;
            let mut left = gross;
            for subject in bound.iter().flatten() {
                if let Some(sum) = by_subject.get_mut(subject.as_str()) {
                    let here = left.min((*sum).max(0));
                    *sum -= here;
                    left -= here;
                }
            }
            taken.extend(part.into_iter().map(|(rest, amount, tax)| AdvanceLineRow {
                item: format!("Less advance {number}"),
                service_month: terms.month.to_owned(),
                amount_cents: -amount,
                tax_cents: -tax,
                ..rest.line.clone()
            }));
        }
    }
    Ok(placed(taken, lines.len()))
}

/// Returns the subjects that an advance is for; `None` where it is for the client, and of a quote that has none yet.
fn bound_to(rest: &[AdvanceRest], quoted: &BTreeMap<i64, Vec<String>>) -> Option<BTreeSet<String>> {
    let line = &rest.first()?.line;
    if line.booking_id.is_some() || line.rental_id.is_some() {
        return Some(BTreeSet::from([line.subject.clone()]));
    }
    let subjects = quoted.get(&line.quote_id?)?;
    (!subjects.is_empty()).then(|| subjects.iter().cloned().collect())
}

/// Divides so much of what is left of an advance among its tax rates: each rest with amount and tax.
fn shared(rests: &[AdvanceRest], most: i64) -> Vec<(&AdvanceRest, i64, i64)> {
    let whole: i64 = rests.iter().map(|rest| rest.amount + rest.tax).sum();
    let part = most.min(whole);
    if part <= 0 {
        return Vec::new();
    }
    let (mut up_to, mut given) = (0, 0);
    let shares = rests.iter().map(|rest| {
        let gross = rest.amount + rest.tax;
        up_to += gross;
        let due = part_of(part, up_to, whole);
        let share = due - given;
        given = due;
        let amount = if gross == 0 {
            0
        } else {
            part_of(share, rest.amount, gross)
        };
        (rest, amount, share - amount)
    });
    shares
        .filter(|(_, amount, tax)| (*amount, *tax) != (0, 0))
        .collect()
}

/// Gives lines their places after so many others, of a document that is not issued yet.
fn placed(mut lines: Vec<AdvanceLineRow>, before: usize) -> Vec<AdvanceLineRow> {
    for (place, line) in lines.iter_mut().enumerate() {
        line.invoice_id = 0;
        line.place = i32::try_from(before + place + 1).unwrap_or(i32::MAX);
    }
    lines
}

/// Returns what a credit note of these lines has to say of advances: of an advance invoice what is left of it, of another one so
/// much of what it took off that it is not below nothing afterwards.
///
/// # Errors
/// `Conflict` for an advance of which nothing is left.
pub fn credited(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    invoice: &Invoice,
    lines: &[InvoiceLineRow],
) -> Result<Vec<AdvanceLineRow>> {
    let ids: BTreeSet<i64> = invoice.advances.iter().map(|line| line.advance_id).collect();
    let ids: Vec<i64> = ids.into_iter().collect();
    if invoice.is_advance() {
        let rests = rests(tx, &ids)?;
        let rests: Vec<AdvanceRest> = rests.into_values().flatten().collect();
        let taken = shared(&rests, i64::MAX).into_iter();
        let taken: Vec<AdvanceLineRow> = taken
            .map(|(rest, amount, tax)| AdvanceLineRow {
                amount_cents: -amount,
                tax_cents: -tax,
                ..rest.line.clone()
            })
            .collect();
        if taken.is_empty() && lines.is_empty() {
            return Err(nothing_left(tx, invoice)?);
        }
        return Ok(placed(taken, lines.len()));
    }
    let charged: i64 = lines.iter().map(|line| line.amount_cents + line.tax_cents).sum();
    let below = -(invoice.row.total_cents - invoice.credited_cents + charged);
    // What this invoice took off, less what its credit notes gave back.
    let documents = store::about(tx.connection(), &ids)?;
    let mut taken: BTreeMap<(i64, i64), AdvanceRest> = BTreeMap::new();
    for line in documents {
        if line.invoice_id != invoice.row.id && !invoice.credit_note_ids.contains(&line.invoice_id) {
            continue;
        }
        let rest = taken
            .entry((line.advance_id, line.tax_rate))
            .or_insert_with(|| AdvanceRest {
                line: line.clone(),
                amount: 0,
                tax: 0,
            });
        rest.amount -= line.amount_cents;
        rest.tax -= line.tax_cents;
    }
    // The newest advance is given back first.
    let (mut left, mut given) = (below, Vec::new());
    let mut by_advance: BTreeMap<i64, Vec<AdvanceRest>> = BTreeMap::new();
    for ((advance, _), rest) in taken {
        by_advance.entry(advance).or_default().push(rest);
    }
    for rests in by_advance.values().rev() {
        for (rest, amount, tax) in shared(rests, left) {
            left -= amount + tax;
            given.push(AdvanceLineRow {
                amount_cents: amount,
                tax_cents: tax,
                ..rest.line.clone()
            });
        }
    }
    Ok(placed(given, lines.len()))
}

/// Builds the error for an advance of which nothing is left.
fn nothing_left(tx: &mut Tx<'_>, invoice: &Invoice) -> Result<Error> {
    let number = &invoice.row.number;
    let rows = store::about(tx.connection(), &[invoice.row.id])?;
    let ids: Vec<i64> = rows.iter().map(|row| row.invoice_id).collect();
    let others = store::numbers_of(tx.connection(), &ids)?;
    let others: Vec<&str> = others
        .iter()
        .filter(|(id, _)| *id != invoice.row.id)
        .map(|(_, number)| number.as_str())
        .collect();
    let error = Error::conflict(
        ErrorCode::AlreadyCredited,
        format!("nothing is left of the advance {number}: {}", others.join(", ")),
    );
    Ok(error.hint(format!("colab invoice show {number}")))
}
