//! What stands in the way of closing a month: costings that are pending or stale, bookings and rentals without one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months, NaiveDate};

use super::model::PeriodKey;
use super::store;
use crate::access::auth::Grant;
use crate::access::tx::Tx;

use crate::booking::{BookingFilter, BookingStatus, Tenant, service as bookings};
use crate::kernel::error::Result;
use crate::kernel::period::{last_of_month, parse_month};
use crate::kernel::timestamp::Timestamp;
use crate::pricing::ledger::model::{Costing, CostingStatus, SubjectId};
use crate::pricing::ledger::service as ledger;
use crate::pricing::quote::lines::month_of;
use crate::rental::model::{RentalQuery, RentalRow};
use crate::rental::records as rentals;

/// What is open in a month.
#[derive(Debug, Default)]
pub struct OpenMatters {
    pub pending: Vec<Costing>,
    pub stale: Vec<Costing>,
    /// Bookings and rentals as `pricing propose` takes them.
    pub unpriced: Vec<String>,
}

/// How many numbers a command names.
const NAMED: usize = 20;

impl OpenMatters {
    pub fn is_empty(&self) -> bool {
        self.pending.is_empty() && self.stale.is_empty() && self.unpriced.is_empty()
    }

    /// Returns a line for each matter.
    pub fn rows(&self) -> Vec<String> {
        let row = |word: &str, costing: &Costing| {
            let (id, subject) = (costing.row.id, costing.subject_name());
            let why = if costing.changed.is_empty() {
                String::new()
            } else {
                format!(": {}", costing.changed.join(", "))
            };
            format!("{word}: costing {id} of {subject}{why}")
        };
        let pending = self.pending.iter().map(|costing| row("pending", costing));
        let stale = self.stale.iter().map(|costing| row("stale", costing));
        let unpriced = self.unpriced.iter().map(|argument| {
            let number = argument.starts_with("RN-");
            let word = if number { "rental" } else { "booking" };
            format!("unpriced: {word} {argument} has no costing")
        });
        pending.chain(stale).chain(unpriced).collect()
    }

    /// Returns the commands that settle them.
    pub fn hints(&self) -> Vec<String> {
        let line = |verb: &str, arguments: Vec<String>| {
            let named = arguments.into_iter().take(NAMED).collect::<Vec<_>>().join(" ");
            (!named.is_empty()).then(|| format!("colab pricing {verb} {named}"))
        };
        let ids = |costings: &[Costing]| {
            costings
                .iter()
                .map(|costing| costing.row.id.to_string())
                .collect()
        };
        let subjects = |costings: &[Costing]| costings.iter().map(Costing::propose_argument).collect();
        [
            line("approve", ids(&self.pending)),
            line("propose", subjects(&self.stale)),
            line("propose", self.unpriced.clone()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The costings of all months that are pending or stale, and what has a costing that stands.
pub struct OpenCostings {
    /// Oldest first.
    pub open: Vec<Costing>,
    /// The months in which each has lines.
    months: BTreeMap<i64, BTreeSet<String>>,
    costed: BTreeSet<SubjectId>,
}

impl OpenCostings {
    /// Finds them.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        let mut open = ledger::list_standing(tx, None, None)?;
        let whole = open.iter().filter(|costing| costing.row.adjustment.is_none());
        let costed = whole.filter_map(|costing| costing.row.subject_id()).collect();
        open.retain(is_open);
        let ids: Vec<i64> = open.iter().map(|costing| costing.row.id).collect();
        let months = store::months_of(tx.connection(), &ids)?;
        Ok(Self { open, months, costed })
    }

    fn of_tenant(&self, tenant: Option<Tenant>) -> impl Iterator<Item = &Costing> {
        let open = self.open.iter();
        open.filter(move |costing| tenant.is_none() || costing.row.tenant_id == tenant)
    }

    fn months_of(&self, costing: &Costing) -> impl Iterator<Item = &String> {
        self.months.get(&costing.row.id).into_iter().flatten()
    }

    /// Returns those that are booked in a month.
    pub fn in_month(&self, key: &PeriodKey) -> Vec<Costing> {
        let is_there = |costing: &&Costing| {
            let mut months = self.months_of(costing);
            costing.row.booked_month() == key.month || months.any(|month| *month == key.month)
        };
        self.of_tenant(key.tenant).filter(is_there).cloned().collect()
    }
}

fn is_open(costing: &Costing) -> bool {
    costing.status() == CostingStatus::Pending || !costing.changed.is_empty()
}

/// Returns the costings of a month that are pending or stale.
pub fn open_in(tx: &mut Tx<'_>, key: &PeriodKey) -> Result<Vec<Costing>> {
    let month = (key.month.clone(), key.month.clone());
    let mut open = ledger::list_standing(tx, Some(month), key.tenant)?;
    open.retain(is_open);
    Ok(open)
}

/// Finds what is open in a month beside its costings that are.
pub fn open_matters(
    tx: &mut Tx<'_>,
    grant: &Grant,
    key: &PeriodKey,
    open: Vec<Costing>,
) -> Result<OpenMatters> {
    let open = open.into_iter();
    let (pending, stale) = open.partition(|costing| costing.status() == CostingStatus::Pending);
    Ok(OpenMatters {
        pending,
        stale,
        unpriced: unpriced(tx, grant, key)?,
    })
}

/// Lists the months up to `last` of which something is open.
pub fn open_months(
    tx: &mut Tx<'_>,
    grant: &Grant,
    costings: &OpenCostings,
    tenant: Option<Tenant>,
    last: &str,
) -> Result<BTreeSet<String>> {
    let of_tenant = costings.of_tenant(tenant);
    let months = of_tenant.flat_map(|costing| costings.months_of(costing));
    let mut months: BTreeSet<String> = months.cloned().collect();
    let site = tx.site();
    let mut span = |from: NaiveDate, to: NaiveDate| {
        let mut day = from.with_day(1).unwrap_or(from);
        while day <= to && month_of(day).as_str() <= last {
            months.insert(month_of(day));
            day = day.checked_add_months(Months::new(1)).unwrap_or(NaiveDate::MAX);
        }
    };
    let mut from = Timestamp::from_micros(0).unwrap_or_default();
    while let Some(starts_at) = store::next_uncosted(tx.connection(), from, tenant)? {
        let first = site.local(starts_at).date_naive();
        if month_of(first).as_str() > last {
            break;
        }
        let next = site.days(first, last_of_month(first))?.ends_at();
        // Of those that begin in a month one may go on into others.
        let end = store::last_uncosted(tx.connection(), (starts_at, next), tenant)?;
        span(first, end.map_or(first, |end| site.local(end).date_naive()));
        from = next;
    }
    let mut rented = rentals::list(tx, grant, &RentalQuery::default())?;
    keep_of_tenant(tx, grant, &mut rented, tenant)?;
    let is_costed = |rental: &RentalRow| costings.costed.contains(&SubjectId::Rental(rental.id));
    for rental in rented.iter().filter(|rental| !is_costed(rental)) {
        span(rental.rental_date, rental.return_expected_date);
    }
    months.retain(|month| month.as_str() <= last);
    Ok(months)
}

/// Lists the bookings and rentals of a month that are to be charged and have no costing.
pub fn unpriced(tx: &mut Tx<'_>, grant: &Grant, key: &PeriodKey) -> Result<Vec<String>> {
    let first = parse_month(&key.month, tx.site().today(tx.now()))?;
    let days = tx.site().days(first, last_of_month(first))?;
    let filter = BookingFilter {
        from: Some(days.starts_at()),
        to: Some(days.ends_at()),
        tenant: key.tenant,
        statuses: BookingStatus::ALL
            .iter()
            .copied()
            .filter(|status| !status.is_off() && *status != BookingStatus::Pending)
            .collect(),
        ..BookingFilter::default()
    };
    let booked = bookings::list(tx, filter, None)?;
    let booked: Vec<i64> = booked.iter().map(|booking| booking.row.id).collect();
    let query = RentalQuery {
        from: Some(days.starts_at()),
        to: Some(days.ends_at()),
        ..RentalQuery::default()
    };
    let mut rented = rentals::list(tx, grant, &query)?;
    keep_of_tenant(tx, grant, &mut rented, key.tenant)?;
    let ids: Vec<i64> = rented.iter().map(|rental| rental.id).collect();
    let uncosted = ledger::uncosted(tx, grant, &booked, &ids)?;
    let argument = |subject: SubjectId| match subject {
        SubjectId::Booking(id) => Some(id.to_string()),
        SubjectId::Rental(id) => {
            let rental = rented.iter().find(|rental| rental.id == id);
            rental.map(|rental| rental.rental_no.clone())
        }
    };
    Ok(uncosted.into_iter().filter_map(argument).collect())
}

/// Keeps the rentals that go with a booking of the tenant, if one is asked for.
fn keep_of_tenant(
    tx: &mut Tx<'_>,
    grant: &Grant,
    rented: &mut Vec<RentalRow>,
    tenant: Option<Tenant>,
) -> Result<()> {
    let Some(tenant) = tenant else { return Ok(()) };
    let ids: Vec<i64> = rented.iter().filter_map(|rental| rental.booking_id).collect();
    let bookings = bookings::load(tx, grant, &ids)?.into_iter();
    let of_tenant = bookings.filter(|booking| booking.row.tenant_id == tenant);
    let of_tenant: BTreeSet<i64> = of_tenant.map(|booking| booking.row.id).collect();
    rented.retain(|rental| rental.booking_id.is_some_and(|id| of_tenant.contains(&id)));
    Ok(())
}
