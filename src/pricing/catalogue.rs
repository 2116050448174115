//! Changes of the catalogue: a new price ends the one before it, and no row is overwritten.
//!
//! `set` ends the price in force the day before. A price that began on the same day is replaced and kept as inactive. A
//! price that begins later stays, and the new one ends the day before it. A new price with a last day is an exception:
//! after it the previous price applies again.

use chrono::{Datelike, NaiveDate};
use serde_json::{Value as Json, json};

use super::item::{CatalogueItem, ItemDirectory};
use super::model::{FormerPrice, Price, PriceRow, Tier};
use super::store;
use super::terms::{NewPrice, PriceTerms, new_terms};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::db::{Connection, OnViolation, contention};
use crate::kernel::error::{Error, ErrorCode, Result};

/// The lock that writers of the catalogue take; the number is random.
const CATALOGUE_LOCK: i64 = 5_142_870_936_114_273;

/// What setting a price did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetOutcome {
    /// No price was in force on that day.
    Created,
    /// Another price was ended or replaced.
    Updated,
    /// The same price was in force already: nothing was written.
    Unchanged,
}

/// A price that was set.
#[derive(Debug, Clone)]
pub struct SetPrice {
    pub price: Price,
    pub outcome: SetOutcome,
    /// What happened to the prices before and after it.
    pub notes: Vec<String>,
}

/// Sets a price from a day on. Setting it again as it is changes nothing.
///
/// # Errors
/// `NotFound` for an unknown room or category; `Invalid` for a last day before the first and for rates that do not fit
/// the item; `Conflict` when another price begins before the last day.
pub fn set_price(tx: &mut Tx<'_>, new: &NewPrice) -> Result<SetPrice> {
    let grant = tx.require(Permission::ChangePrices)?;
    CatalogueWriter::open(tx, grant)?.set(tx, new)
}

/// The catalogue, locked for changes until the transaction ends.
pub(super) struct CatalogueWriter {
    pub(super) grant: Grant,
    pub(super) items: ItemDirectory,
}

impl CatalogueWriter {
    /// Takes the lock and reads the names of the items.
    pub(super) fn open(tx: &mut Tx<'_>, grant: Grant) -> Result<Self> {
        tx.connection().lock_for_transaction(CATALOGUE_LOCK)?;
        let items = ItemDirectory::load(tx)?;
        Ok(Self { grant, items })
    }

    fn set(&self, tx: &mut Tx<'_>, new: &NewPrice) -> Result<SetPrice> {
        let item = self.items.to_price(new.item_type, &new.item)?;
        let mut rows = store::of_item(tx.connection(), &item.key)?;
        rows.retain(|row| row.is_active && row.pricing_tier == new.tier);
        let window = PriceWindow::of(&rows, new, &item)?;
        let terms = new_terms(new, window.before, tx.settings().currency())?;
        if let Some(before) = window.before
            && window.changes_nothing(before)
            && PriceTerms::of(before)? == terms
        {
            tx.mark_unchanged();
            return Ok(SetPrice {
                price: self.items.named(before.clone())?,
                outcome: SetOutcome::Unchanged,
                notes: Vec::new(),
            });
        }
        let notes = window.notes(new, &item, &terms)?;
        let row = self.write(tx, &item, new.tier, &terms, &window)?;
        Ok(SetPrice {
            price: self.items.named(row)?,
            outcome: match window.before {
                Some(_) => SetOutcome::Updated,
                None => SetOutcome::Created,
            },
            notes,
        })
    }

    fn write(
        &self,
        tx: &mut Tx<'_>,
        item: &CatalogueItem,
        tier: Tier,
        terms: &PriceTerms,
        window: &PriceWindow<'_>,
    ) -> Result<PriceRow> {
        let row = new_row(tx, item, tier, terms, (window.from, window.last));
        let mut rows = vec![row];
        if let Some(before) = window.before {
            self.end(tx, before, window.from)?;
            rows.extend(window.resumes().map(|first| continued(tx, before, first)));
        }
        let written = self.insert(tx, rows)?.into_iter().next();
        written.ok_or_else(|| Error::internal("the new price cannot be read back"))
    }

    /// Ends a price the day before `from`; deactivates one that begins no earlier.
    pub(super) fn end(&self, tx: &mut Tx<'_>, row: &PriceRow, from: NaiveDate) -> Result<PriceRow> {
        let (now, by) = (tx.now(), tx.actor().username.clone());
        let mut left = row.clone();
        (left.updated_at, left.updated_by) = (now, by.clone());
        match from.pred_opt().filter(|last| row.effective_date <= *last) {
            Some(last) => {
                left.expiry_date = Some(last);
                store::end(tx.connection(), row.id, last, now, &by)?;
            }
            None => {
                left.is_active = false;
                store::deactivate(tx.connection(), row.id, now, &by)?;
            }
        }
        self.tell(tx, row, &left);
        Ok(left)
    }

    /// Gives a price the days that it had.
    pub(super) fn reinstate(&self, tx: &mut Tx<'_>, row: &PriceRow, former: &FormerPrice) -> Result<()> {
        let (now, by) = (tx.now(), tx.actor().username.clone());
        store::reinstate(tx.connection(), former, now, &by)?;
        let again = PriceRow {
            expiry_date: former.expiry_date,
            is_active: former.is_active,
            ..row.clone()
        };
        self.tell(tx, row, &again);
        Ok(())
    }

    fn tell(&self, tx: &mut Tx<'_>, before: &PriceRow, after: &PriceRow) {
        let facts = |row: &PriceRow| json!({"expiry_date": row.expiry_date, "is_active": row.is_active});
        let event = AuditEvent::change("price", before.id, facts(before), facts(after));
        tx.audit(&self.grant, event);
    }

    /// Inserts new prices, audits them, and returns them with their ids.
    pub(super) fn insert(&self, tx: &mut Tx<'_>, mut rows: Vec<PriceRow>) -> Result<Vec<PriceRow>> {
        let ids = tx.connection().reserve_ids("pricing_catalog", rows.len())?;
        for (row, id) in rows.iter_mut().zip(ids) {
            row.id = id;
        }
        let inserted = tx.savepoint(|connection| store::insert(connection, &rows));
        inserted.on_violation("pricing_catalog_no_overlap", contention)?;
        for row in &rows {
            tx.audit(&self.grant, AuditEvent::created("price", row.id, facts(row)?));
        }
        Ok(rows)
    }
}

/// Builds the row of a new price, without its id.
fn new_row(
    tx: &Tx<'_>,
    item: &CatalogueItem,
    tier: Tier,
    terms: &PriceTerms,
    days: (NaiveDate, Option<NaiveDate>),
) -> PriceRow {
    let by = &tx.actor().username;
    PriceRow {
        pricing_tier: tier,
        daily_rate_cents: terms.daily,
        weekly_rate_cents: terms.weekly,
        monthly_rate_cents: terms.monthly,
        unit_price_cents: terms.unit_price,
        unit: terms.unit,
        notes: terms.notes.clone(),
        expiry_date: days.1,
        ..item.price_from(days.0, terms.currency.code(), by, tx.now())
    }
}

/// Copies a price as a new row that begins on another day.
pub(super) fn continued(tx: &Tx<'_>, row: &PriceRow, first: NaiveDate) -> PriceRow {
    let (now, by) = (tx.now(), tx.actor().username.clone());
    PriceRow {
        id: 0,
        effective_date: first,
        created_at: now,
        created_by: by.clone(),
        updated_at: now,
        updated_by: by,
        ..row.clone()
    }
}

/// Returns what the audit log keeps of a price.
fn facts(row: &PriceRow) -> Result<Json> {
    let mut facts = PriceTerms::of(row)?.facts();
    facts["item_key"] = json!(row.item_key);
    facts["item_name"] = json!(row.item_name);
    facts["tier"] = json!(row.pricing_tier);
    facts["effective_date"] = json!(row.effective_date);
    facts["expiry_date"] = json!(row.expiry_date);
    Ok(facts)
}

/// Lists every price by its number, with the facts that the log has of it.
///
/// # Errors
/// `Internal` for a price that breaks its own rules.
pub fn logged_facts(connection: &mut Connection) -> Result<Vec<(i64, Json)>> {
    let rows = store::all(connection)?;
    rows.iter()
        .map(|row| {
            let mut facts = facts(row)?;
            facts["is_active"] = json!(row.is_active);
            Ok((row.id, facts))
        })
        .collect()
}

/// The days of a new price, and the prices around it.
struct PriceWindow<'r> {
    from: NaiveDate,
    /// The last day asked for.
    to: Option<NaiveDate>,
    /// The last day it gets.
    last: Option<NaiveDate>,
    /// In force on the first day.
    before: Option<&'r PriceRow>,
    /// The first that begins later.
    next: Option<&'r PriceRow>,
}

impl<'r> PriceWindow<'r> {
    /// Places a new price among the active prices of its item and tier.
    fn of(rows: &'r [PriceRow], new: &NewPrice, item: &CatalogueItem) -> Result<Self> {
        if let Some(to) = new.to.filter(|to| *to < new.from) {
            return Err(Error::invalid(
                ErrorCode::EndBeforeStart,
                format!("the last day {to} is before the first day {}", new.from),
            ));
        }
        let later = rows.iter().filter(|row| row.effective_date > new.from);
        let next = later.min_by_key(|row| row.effective_date);
        if let (Some(to), Some(next)) = (new.to, next)
            && next.effective_date <= to
        {
            return Err(overlaps(new, item, next));
        }
        let bound = next.and_then(|next| next.effective_date.pred_opt());
        Ok(Self {
            from: new.from,
            to: new.to,
            last: new.to.or(bound),
            before: rows.iter().find(|row| row.is_valid_on(new.from)),
            next,
        })
    }

    /// Whether the same rates would leave the price of every day as it is.
    fn changes_nothing(&self, before: &PriceRow) -> bool {
        self.last == before.expiry_date || self.resumes().is_some()
    }

    /// Returns the day on which the previous price applies again, if the new one is an exception within it.
    fn resumes(&self) -> Option<NaiveDate> {
        let (before, to) = (self.before?, self.to?);
        let outlasts = before.expiry_date.is_none_or(|last| last > to);
        let next = to.succ_opt().filter(|day| day.year() <= 9999);
        next.filter(|_| outlasts && before.effective_date < self.from)
    }

    fn notes(&self, new: &NewPrice, item: &CatalogueItem, terms: &PriceTerms) -> Result<Vec<String>> {
        let mut notes = Vec::new();
        if let Some(before) = self.before {
            notes.push(match (before.effective_date < self.from, self.from.pred_opt()) {
                (true, Some(last)) => {
                    format!(
                        "the price of {} from {} now ends on {last}",
                        item.name, before.effective_date
                    )
                }
                _ => format!("the price of {} from {} is replaced", item.name, self.from),
            });
            let stays = PriceTerms::of(before)?.carried_into(new);
            if !stays.is_empty() {
                notes.push(format!("unchanged: {}", stays.join(", ")));
            }
        }
        if terms.is_empty() {
            notes.push(format!(
                "no rate remains: {} has no price from {}",
                item.name, self.from
            ));
        }
        match (self.to, self.resumes()) {
            (_, Some(first)) => notes.push(format!("the previous price applies again from {first}")),
            (Some(to), None) => notes.push(format!("no price applies after {to} until another one is set")),
            (None, None) => {}
        }
        if let (None, Some(next)) = (self.to, self.next) {
            notes.push(format!("the next price begins on {}", next.effective_date));
        }
        Ok(notes)
    }
}

fn overlaps(new: &NewPrice, item: &CatalogueItem, next: &PriceRow) -> Error {
    let last = next.effective_date.pred_opt().unwrap_or(next.effective_date);
    let (name, tier, begins) = (&item.name, new.tier, next.effective_date);
    Error::conflict(
        ErrorCode::PricesOverlap,
        format!("{name} has another {tier} price from {begins}"),
    )
    .hint(format!("--to {last}"))
    .hint(format!(
        "colab pricing remove {} \"{name}\" --tier {tier} --from {begins}",
        new.item_type
    ))
    .detail("id", next.id)
    .detail("effective_date", begins.to_string())
}
