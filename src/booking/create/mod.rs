//! Booking: one room on one day, or several rooms, days and segments at once, all or nothing.

mod model;
mod plan;
mod settle;
mod write;

use serde_json::json;

use super::model::Booking;
use super::service;
use crate::access::audit::AuditEvent;
use crate::access::auth::{Permission, Role};
use crate::access::idempotency::IdempotencyKey;
use crate::access::outbox::{Announcement, Recipient};
use crate::access::tx::Tx;
use crate::booking::describe::describe_period;
use crate::booking::reach::managers;
use crate::booking::status::BookingStatus;
use crate::client::contact::contact_of;
use crate::client::hold::{self, ClientsOnHold};
use crate::client::service as clients;
use crate::kernel::error::Result;
use crate::output::facts;
use crate::room::service as rooms;

pub use self::plan::{period_of, segments_of};

pub use self::model::{BookingParts, BookingSegment, NewBooking, SegmentTime};

/// What was made, what was left out, and what is worth saying.
#[derive(Debug)]
pub struct CreatedBookings {
    pub bookings: Vec<Booking>,
    /// A sentence each: what was taken, and by whom, or which rule a day breaks.
    pub skipped: Vec<String>,
    pub warnings: Vec<String>,
}

/// Books rooms, or asks for them.
///
/// # Errors
/// `Invalid` for a value that breaks a rule, `Conflict` when a room is taken, `NotFound` for an unknown room,
/// `Forbidden` beyond the role's reach. Nothing is booked unless everything is, or what is taken may be skipped.
pub fn create(tx: &mut Tx<'_>, new: &NewBooking, repeat: Option<&IdempotencyKey>) -> Result<CreatedBookings> {
    let grant = tx.require_managed(Permission::CreateBooking)?;
    if let Some(ids) = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten() {
        return Ok(CreatedBookings {
            bookings: service::load_visible(tx, &ids)?,
            skipped: Vec::new(),
            warnings: Vec::new(),
        });
    }
    new.overrides.allowed(tx, &grant)?;
    let client = new.details.client.as_deref().unwrap_or_default();
    let known = (
        rooms::all_query(tx.connection()),
        hold::all_on_hold(),
        clients::record_query(tx.connection(), client),
    );
    let (all_rooms, on_hold, record) = tx.connection().answer(known)?;
    ClientsOnHold::among(tx.connection(), &on_hold, [client])?.check(client)?;
    // Every fault of the request itself comes before any question to the calendar.
    let mut warnings = Vec::new();
    let new = &with_contact(tx, new, record)?;
    let (planned, mut skipped) = plan::plan(tx, &grant, new, &all_rooms, &mut warnings)?;
    let (planned, taken) = settle::settle(tx, &grant, new, planned)?;
    skipped.extend(taken);
    let ids = write::insert(tx, &grant, new, &all_rooms, &planned)?;
    let bookings = service::load(tx, &grant, &ids)?;
    for booking in &bookings {
        let mut event = AuditEvent::created("booking", booking.row.id, facts(booking));
        if let Some(reason) = new.overrides.reason()? {
            event = event.with(json!({"reason": reason}));
        }
        tx.audit(&grant, event);
    }
    announce(tx, &bookings)?;
    if let Some(repeat) = repeat {
        repeat.remember(tx, &ids)?;
    }
    Ok(CreatedBookings {
        bookings,
        skipped,
        warnings,
    })
}

/// Fills in the contact that the client's record has, where the request leaves it out.
fn with_contact(tx: &mut Tx<'_>, new: &NewBooking, record: Option<i64>) -> Result<NewBooking> {
    let mut new = new.clone();
    let details = &mut new.details;
    let contact = match record {
        Some(id) => contact_of(tx.connection(), id, details.contact_person.as_deref())?,
        None => None,
    };
    if let Some(contact) = contact {
        details.contact_person.get_or_insert(contact.name);
        details.email = details.email.take().or(contact.email);
        details.phone = details.phone.take().or(contact.phone);
    }
    Ok(new)
}

/// Ghosts wait for the room boss and for who manages the room, devices for the IT boss.
fn announce(tx: &mut Tx<'_>, bookings: &[Booking]) -> Result<()> {
    let Some(first) = bookings
        .first()
        .filter(|first| first.row.status == BookingStatus::Pending)
    else {
        return Ok(());
    };
    let mut audience = Vec::new();
    if !first.row.device_only {
        audience = managers(tx, &first.row)?;
    }
    let site = tx.site();
    let (boss, wants) = if first.row.device_only {
        (Role::ItRentalAdmin, "devices")
    } else {
        (Role::TrainingFacilityAdmin, "a room")
    };
    let more = match bookings.len() {
        1 => String::new(),
        count => format!(" and {} more times", count - 1),
    };
    tx.announce(Announcement {
        topic: "booking_pending",
        audience: std::iter::once(Recipient::Role(boss)).chain(audience).collect(),
        entity: "booking",
        entity_id: first.row.id.to_string(),
        message: format!(
            "{} asks for {wants} on {}{more}",
            first.row.client_name,
            describe_period(&site, first.row.starts_at, first.row.ends_at)
        ),
    });
    Ok(())
}
