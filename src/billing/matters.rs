//! What stands in the way of closing a month: costings that are pending or stale, bookings and rentals without one.

use std::collections::BTreeSet;

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
use crate::pricing::ledger::service::{self as ledger, LedgerFilter};
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

/// Finds what is open in a month.
pub fn open_matters(tx: &mut Tx<'_>, grant: &Grant, key: &PeriodKey) -> Result<OpenMatters> {
    let filter = LedgerFilter {
        months: Some((key.month.clone(), key.month.clone())),
        tenant: key.tenant,
        ..LedgerFilter::default()
    };
    let pending = LedgerFilter {
        status: Some(CostingStatus::Pending),
        ..filter.clone()
    };
    let stale = LedgerFilter {
        stale: true,
        ..filter
    };
    let pending = ledger::list(tx, &pending)?;
    let mut stale = ledger::list(tx, &stale)?;
    stale.retain(|costing| costing.status() == CostingStatus::Approved);
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
    tenant: Option<Tenant>,
    last: &str,
) -> Result<BTreeSet<String>> {
    let undecided = LedgerFilter {
        tenant,
        status: Some(CostingStatus::Pending),
        ..LedgerFilter::default()
    };
    let stale = LedgerFilter {
        tenant,
        stale: true,
        ..LedgerFilter::default()
    };
    let mut months = BTreeSet::new();
    for filter in [undecided, stale] {
        let ids: Vec<i64> = ledger::list(tx, &filter)?
            .iter()
            .filter(|costing| costing.status() != CostingStatus::Rejected)
            .map(|costing| costing.row.id)
            .collect();
        months.extend(store::months_of(tx.connection(), &ids)?);
    }
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
    let ids: Vec<i64> = rented.iter().map(|rental| rental.id).collect();
    let uncosted = ledger::uncosted(tx, grant, &[], &ids)?;
    for rental in rented
        .iter()
        .filter(|rental| uncosted.contains(&SubjectId::Rental(rental.id)))
    {
        span(rental.rental_date, rental.return_expected_date);
    }
    months.retain(|month| month.as_str() <= last);
    Ok(months)
}

/// Lists the bookings and rentals of a month that are to be charged and have no costing.
fn unpriced(tx: &mut Tx<'_>, grant: &Grant, key: &PeriodKey) -> Result<Vec<String>> {
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
