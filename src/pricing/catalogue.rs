//! The catalogue as it is changed: a new price ends the one before it, and nothing that was written is lost.
//!
//! `set` on a day that a price is in force ends that price the day before; on the very day it began, the new one takes
//! its place and the old one is kept out of use. A price that begins later stays, and the new one ends the day before
//! it. A new price with a last day is an exception: after it, the price before holds again.

use chrono::{Datelike, NaiveDate};
use serde_json::{Value as Json, json};

use super::item::{Item, Items};
use super::model::{ItemType, Price, PriceRow, Tier, Unit};
use super::store;
use super::terms::{Said, Terms, worked_out};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::db::violation;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::Money;

/// Whoever changes prices waits for whoever is just doing so; chosen at random.
const CATALOGUE_LOCK: i64 = 5_142_870_936_114_273;

/// A price to be set; what is not said of its rates stays as it was.
#[derive(Debug, Clone)]
pub struct NewPrice {
    pub item_type: ItemType,
    pub item: String,
    pub tier: Tier,
    pub daily: Said<Money>,
    pub weekly: Said<Money>,
    pub monthly: Said<Money>,
    pub unit_price: Option<Money>,
    pub unit: Option<Unit>,
    pub notes: Said<String>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; `None`: until the next price, or for good.
    pub to: Option<NaiveDate>,
}

impl NewPrice {
    /// A standard price that says nothing yet.
    pub fn new(item_type: ItemType, item: impl Into<String>, from: NaiveDate) -> Self {
        Self {
            item_type,
            item: item.into(),
            tier: Tier::Standard,
            daily: Said::Nothing,
            weekly: Said::Nothing,
            monthly: Said::Nothing,
            unit_price: None,
            unit: None,
            notes: Said::Nothing,
            from,
            to: None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// There was no price on that day.
    Created,
    /// Another price was ended or replaced.
    Updated,
    /// The price was so already: nothing was written.
    Unchanged,
}

/// A price that was set.
#[derive(Debug, Clone)]
pub struct SetPrice {
    pub price: Price,
    pub outcome: Outcome,
    /// What came of the prices before and after, for people.
    pub notes: Vec<String>,
}

/// Sets one price.
///
/// # Errors
/// As [`Catalogue::open`] and [`Catalogue::set`].
pub fn set_price(tx: &mut Tx<'_>, new: &NewPrice) -> Result<SetPrice> {
    Catalogue::open(tx)?.set(tx, new)
}

/// The catalogue, open for changes until the transaction ends; for one price or many.
pub struct Catalogue {
    pub(super) grant: Grant,
    pub(super) items: Items,
}

impl Catalogue {
    /// # Errors
    /// `Forbidden` for who may not change prices.
    pub fn open(tx: &mut Tx<'_>) -> Result<Self> {
        let grant = tx.require(Permission::ChangePrices)?;
        tx.connection().lock_for_transaction(CATALOGUE_LOCK)?;
        let items = Items::load(tx)?;
        Ok(Self { grant, items })
    }

    /// Sets a price from a day on. Set again as it is, nothing happens.
    ///
    /// # Errors
    /// `NotFound` for an unknown room or category; `Invalid` for a last day before the first and for rates that do not
    /// fit the item; `Conflict` when another price begins before the last day.
    pub fn set(&self, tx: &mut Tx<'_>, new: &NewPrice) -> Result<SetPrice> {
        let item = self.items.to_price(new.item_type, &new.item)?;
        let mut rows = store::of_item(tx.connection(), &item.key)?;
        rows.retain(|row| row.is_active && row.pricing_tier == new.tier);
        let window = Window::of(&rows, new, &item)?;
        let terms = worked_out(new, window.before, tx.settings().currency())?;
        if let Some(before) = window.before
            && window.changes_nothing(before)
            && Terms::of(before)? == terms
        {
            tx.nothing_to_do();
            return Ok(SetPrice {
                price: self.items.named(before.clone())?,
                outcome: Outcome::Unchanged,
                notes: Vec::new(),
            });
        }
        let notes = window.notes(new, &item, &terms)?;
        let row = self.write(tx, &item, new.tier, &terms, &window)?;
        Ok(SetPrice {
            price: self.items.named(row)?,
            outcome: match window.before {
                Some(_) => Outcome::Updated,
                None => Outcome::Created,
            },
            notes,
        })
    }

    fn write(
        &self,
        tx: &mut Tx<'_>,
        item: &Item,
        tier: Tier,
        terms: &Terms,
        window: &Window<'_>,
    ) -> Result<PriceRow> {
        let row = new_row(tx, item, tier, terms, (window.from, window.last));
        let mut rows = vec![row];
        if let Some(before) = window.before {
            self.leave(tx, before, window.from)?;
            rows.extend(window.resumes().map(|first| continued(tx, before, first)));
        }
        let written = self.insert(tx, rows)?.into_iter().next();
        written.ok_or_else(|| Error::internal("a price that was written is not there"))
    }

    /// Ends a price the day before another one begins; one that begins no earlier is taken out of use.
    pub(super) fn leave(&self, tx: &mut Tx<'_>, row: &PriceRow, from: NaiveDate) -> Result<PriceRow> {
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
        let facts = |row: &PriceRow| json!({"expiry_date": row.expiry_date, "is_active": row.is_active});
        tx.audit(
            &self.grant,
            AuditEvent::change("price", row.id, facts(row), facts(&left)),
        );
        Ok(left)
    }

    /// Writes new prices and says so in the audit log; with their ids.
    pub(super) fn insert(&self, tx: &mut Tx<'_>, mut rows: Vec<PriceRow>) -> Result<Vec<PriceRow>> {
        let ids = tx.connection().reserve_ids("pricing_catalog", rows.len())?;
        for (row, id) in rows.iter_mut().zip(ids) {
            row.id = id;
        }
        let inserted = tx.savepoint(|connection| store::insert(connection, &rows));
        inserted.map_err(|error| match violation(&error) {
            // Somebody who does not ask for the lock was faster: asked again, the price is known.
            Some(rule) if rule.0 == "pricing_catalog_no_overlap" => crate::db::contention(),
            _ => error.into(),
        })?;
        for row in &rows {
            tx.audit(&self.grant, AuditEvent::created("price", row.id, facts(row)?));
        }
        Ok(rows)
    }
}

/// A row that has no number yet.
fn new_row(
    tx: &Tx<'_>,
    item: &Item,
    tier: Tier,
    terms: &Terms,
    days: (NaiveDate, Option<NaiveDate>),
) -> PriceRow {
    let (now, by) = (tx.now(), tx.actor().username.clone());
    PriceRow {
        id: 0,
        item_type: item.item_type,
        item_id: item.id,
        item_name: item.id.is_none().then(|| item.name.clone()),
        item_key: item.key.clone(),
        pricing_tier: tier,
        daily_rate_cents: terms.daily,
        weekly_rate_cents: terms.weekly,
        monthly_rate_cents: terms.monthly,
        unit_price_cents: terms.unit_price,
        unit: terms.unit,
        currency: terms.currency.code().to_owned(),
        notes: terms.notes.clone(),
        effective_date: days.0,
        expiry_date: days.1,
        is_active: true,
        created_at: now,
        created_by: by.clone(),
        updated_at: now,
        updated_by: by,
    }
}

/// The same price again, from another day on.
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

/// What the audit log keeps of a price.
fn facts(row: &PriceRow) -> Result<Json> {
    let mut facts = Terms::of(row)?.facts();
    facts["item_key"] = json!(row.item_key);
    facts["item_name"] = json!(row.item_name);
    facts["tier"] = json!(row.pricing_tier);
    facts["effective_date"] = json!(row.effective_date);
    facts["expiry_date"] = json!(row.expiry_date);
    Ok(facts)
}

/// The days of a new price among those that stand.
struct Window<'r> {
    from: NaiveDate,
    /// The last day asked for.
    to: Option<NaiveDate>,
    /// The last day it comes to.
    last: Option<NaiveDate>,
    /// In force on the first day.
    before: Option<&'r PriceRow>,
    /// The first that begins later.
    next: Option<&'r PriceRow>,
}

impl<'r> Window<'r> {
    /// `rows`: the prices in use of one item and tier.
    fn of(rows: &'r [PriceRow], new: &NewPrice, item: &Item) -> Result<Self> {
        if let Some(to) = new.to.filter(|to| *to < new.from) {
            return Err(Error::invalid(
                ErrorCode::EndBeforeStart,
                format!("the last day, {to}, is before the first, {}", new.from),
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

    /// With the same rates the price of every day would be what it is.
    fn changes_nothing(&self, before: &PriceRow) -> bool {
        self.last == before.expiry_date || self.resumes().is_some()
    }

    /// The day on which the price before holds again: a new one that begins later and ends earlier is an exception.
    fn resumes(&self) -> Option<NaiveDate> {
        let (before, to) = (self.before?, self.to?);
        let outlasts = before.expiry_date.is_none_or(|last| last > to);
        let next = to.succ_opt().filter(|day| day.year() <= 9999);
        next.filter(|_| outlasts && before.effective_date < self.from)
    }

    fn notes(&self, new: &NewPrice, item: &Item, terms: &Terms) -> Result<Vec<String>> {
        let mut notes = Vec::new();
        if let Some(before) = self.before {
            notes.push(match (before.effective_date < self.from, self.from.pred_opt()) {
                (true, Some(last)) => {
                    format!(
                        "the price of {} from {} on ends on {last}",
                        item.name, before.effective_date
                    )
                }
                _ => format!("the price of {} from {} on is replaced", item.name, self.from),
            });
            let stays = Terms::of(before)?.carried_into(new);
            if !stays.is_empty() {
                notes.push(format!("as before: {}", stays.join(", ")));
            }
        }
        if terms.is_empty() {
            notes.push(format!(
                "no rate is left: from {} on {} has no price",
                self.from, item.name
            ));
        }
        match (self.to, self.resumes()) {
            (_, Some(first)) => notes.push(format!("from {first} on the price before holds again")),
            (Some(to), None) => notes.push(format!("after {to} there is no price, unless another follows")),
            (None, None) => {}
        }
        if let (None, Some(next)) = (self.to, self.next) {
            notes.push(format!("another price follows on {}", next.effective_date));
        }
        Ok(notes)
    }
}

fn overlaps(new: &NewPrice, item: &Item, next: &PriceRow) -> Error {
    let last = next.effective_date.pred_opt().unwrap_or(next.effective_date);
    let (name, tier, begins) = (&item.name, new.tier, next.effective_date);
    Error::conflict(
        ErrorCode::PricesOverlap,
        format!("{name} has another {tier} price from {begins} on"),
    )
    .hint(format!("--to {last}"))
    .hint(format!(
        "colab pricing remove {} \"{name}\" --tier {tier} --from {begins}",
        new.item_type
    ))
    .detail("id", next.id)
    .detail("effective_date", begins.to_string())
}
