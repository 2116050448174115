//! Changes of the catalogue: a new price ends the one before it, and no row is overwritten.
//!
//! `set` ends the price in force the day before. A price that began on the same day is replaced and kept as inactive. A
//! price that begins later stays, and the new one ends the day before it. A new price with a last day is an exception, also
//! to prices that begin before that day: after it the price applies that would apply without it, and the rates that it does not
//! name are on each day those of the price that it is an exception to.

use chrono::{Datelike, NaiveDate};
use serde_json::{Value as Json, json};

use super::item::{CatalogueItem, ItemDirectory};
use super::model::{FormerPrice, Price, PriceRow, Tier};
use super::store;
use super::terms::{NewPrice, PriceTerms, new_terms};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::client::{ClientRow, service as clients};
use crate::db::{Connection, OnViolation, contention};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::Currency;

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
/// the item.
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
        let client = client_of(tx, new.client.as_deref())?;
        let client_id = client.as_ref().map(|client| client.id);
        let mut rows = store::of_item(tx.connection(), &item.key)?;
        rows.retain(|row| row.is_active && row.pricing_tier == new.tier && row.client_id == client_id);
        let window = PriceWindow::of(&rows, new)?;
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
        let parts = window.parts(new, terms, tx.settings().currency())?;
        let notes = window.notes(new, &item, &parts)?;
        let row = self.write(tx, &item, (new.tier, client_id), &parts, &window)?;
        Ok(SetPrice {
            // A client's first price is not in the directory yet.
            price: Price {
                client: client.map(|client| client.name),
                ..self.items.named(row)?
            },
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
        (tier, client_id): (Tier, Option<i64>),
        parts: &[PricePart],
        window: &PriceWindow<'_>,
    ) -> Result<PriceRow> {
        let row = |part: &PricePart| PriceRow {
            client_id,
            ..new_row(tx, item, tier, &part.terms, (part.from, part.last))
        };
        let mut rows: Vec<PriceRow> = parts.iter().map(row).collect();
        let replaced: Vec<&PriceRow> = window.before.iter().chain(&window.over).copied().collect();
        self.end(tx, &replaced, window.from)?;
        rows.extend(window.resumes().map(|(row, first)| continued(tx, row, first)));
        let written = self.insert(tx, rows)?.into_iter().next();
        written.ok_or_else(|| Error::internal("the new price cannot be read back"))
    }

    /// Ends prices the day before `from`; deactivates those that begin no earlier. Returns them as they are then.
    pub(super) fn end(&self, tx: &mut Tx<'_>, rows: &[&PriceRow], from: NaiveDate) -> Result<Vec<PriceRow>> {
        let (now, by) = (tx.now(), tx.actor().username.clone());
        let last = |row: &PriceRow| from.pred_opt().filter(|last| row.effective_date <= *last);
        let (ended, replaced): (Vec<&PriceRow>, Vec<&PriceRow>) =
            rows.iter().copied().partition(|row| last(row).is_some());
        let ids = |rows: &[&PriceRow]| rows.iter().map(|row| row.id).collect::<Vec<_>>();
        if let Some(last) = from.pred_opt() {
            store::end(tx.connection(), &ids(&ended), last, now, &by)?;
        }
        store::deactivate(tx.connection(), &ids(&replaced), now, &by)?;
        let left = rows.iter().map(|row| {
            let left = PriceRow {
                expiry_date: last(row).or(row.expiry_date),
                is_active: last(row).is_some() && row.is_active,
                updated_at: now,
                updated_by: by.clone(),
                ..(*row).clone()
            };
            self.tell(tx, row, &left);
            left
        });
        Ok(left.collect())
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
        let inserted = store::insert(tx.connection(), &rows);
        inserted.on_violation("pricing_catalog_no_overlap", contention)?;
        for row in &rows {
            tx.audit(&self.grant, AuditEvent::created("price", row.id, facts(row)?));
        }
        Ok(rows)
    }
}

/// Finds the client whom a price is for.
///
/// # Errors
/// `NotFound` for an unknown client.
pub(super) fn client_of(tx: &mut Tx<'_>, name: Option<&str>) -> Result<Option<ClientRow>> {
    name.map(|name| clients::find(tx.connection(), name)).transpose()
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
        hourly_rate_cents: terms.hourly,
        minimum_hours: terms.minimum_hours,
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
    if let Some(id) = row.client_id {
        facts["client_id"] = json!(id);
    }
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

/// Days of a new price on which it has the same rates.
struct PricePart {
    from: NaiveDate,
    last: Option<NaiveDate>,
    terms: PriceTerms,
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
    /// Those that begin later, and not after the last day; ascending.
    over: Vec<&'r PriceRow>,
    /// The first that begins after all of these.
    next: Option<&'r PriceRow>,
}

impl<'r> PriceWindow<'r> {
    /// Places a new price among the active prices of its item and tier.
    fn of(rows: &'r [PriceRow], new: &NewPrice) -> Result<Self> {
        if let Some(to) = new.to.filter(|to| *to < new.from) {
            return Err(Error::invalid(
                ErrorCode::EndBeforeStart,
                format!("the last day {to} is before the first day {}", new.from),
            ));
        }
        let later = rows.iter().filter(|row| row.effective_date > new.from);
        let (mut over, after): (Vec<_>, Vec<_>) =
            later.partition(|row| new.to.is_some_and(|to| row.effective_date <= to));
        over.sort_by_key(|row| row.effective_date);
        let next = after.into_iter().min_by_key(|row| row.effective_date);
        let bound = next.and_then(|next| next.effective_date.pred_opt());
        Ok(Self {
            from: new.from,
            to: new.to,
            last: new.to.or(bound),
            before: rows.iter().find(|row| row.is_valid_on(new.from)),
            over,
            next,
        })
    }

    /// Parts the new price where a rate that it takes over is another one, with these terms on its first day.
    fn parts(&self, new: &NewPrice, terms: PriceTerms, currency: Currency) -> Result<Vec<PricePart>> {
        let mut parts = vec![PricePart {
            from: self.from,
            last: self.last,
            terms,
        }];
        for row in &self.over {
            let terms = new_terms(new, Some(row), currency)?;
            if let Some(part) = parts.last_mut().filter(|part| !part.terms.has_rates_of(&terms)) {
                let last = std::mem::replace(&mut part.last, row.effective_date.pred_opt());
                parts.push(PricePart {
                    from: row.effective_date,
                    last,
                    terms,
                });
            }
        }
        Ok(parts)
    }

    /// Whether the same rates would leave the price of every day as it is.
    fn changes_nothing(&self, before: &PriceRow) -> bool {
        self.over.is_empty() && (self.last == before.expiry_date || self.resumes().is_some())
    }

    /// Returns the price that applies again after a new one that is an exception to it, and from which day on.
    fn resumes(&self) -> Option<(&'r PriceRow, NaiveDate)> {
        let to = self.to?;
        let first = to.succ_opt().filter(|day| day.year() <= 9999)?;
        let outlasts = |row: &&PriceRow| row.expiry_date.is_none_or(|last| last > to);
        let standing = self.before.filter(|before| before.effective_date < self.from);
        let row = self.over.iter().copied().chain(standing).find(outlasts)?;
        Some((row, first))
    }

    fn notes(&self, new: &NewPrice, item: &CatalogueItem, parts: &[PricePart]) -> Result<Vec<String>> {
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
        if parts.iter().any(|part| part.terms.is_empty()) {
            notes.push(format!(
                "no rate remains: {} has no price from {}",
                item.name, self.from
            ));
        }
        notes.extend(self.over.iter().map(|row| {
            format!(
                "the price of {} from {} gives way to it",
                item.name, row.effective_date
            )
        }));
        for part in parts.iter().skip(1) {
            let stays = part.terms.carried_into(new);
            notes.push(format!("unchanged from {}: {}", part.from, stays.join(", ")));
        }
        let begins = self.next.map(|next| next.effective_date);
        match (self.to, self.resumes(), begins) {
            (_, Some((row, first)), _) if Some(row.id) == self.before.map(|before| before.id) => {
                notes.push(format!("the previous price applies again from {first}"));
            }
            (_, Some((row, first)), _) => notes.push(format!(
                "the price from {} applies again from {first}",
                row.effective_date
            )),
            (Some(to), None, None) => {
                notes.push(format!("no price applies after {to} until another one is set"));
            }
            (Some(to), None, Some(begins)) if to.succ_opt() != Some(begins) => {
                notes.push(format!("no price applies after {to} until {begins}"));
            }
            (_, None, Some(begins)) => notes.push(format!("the next price begins on {begins}")),
            (None, None, None) => {}
        }
        Ok(notes)
    }
}
