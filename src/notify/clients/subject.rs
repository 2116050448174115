//! What a message is about, to whom it goes and in which language.

use super::model::{MessageKind, MessageRow};
use crate::access::auth::Grant;
use crate::access::settings::LANGUAGES;
use crate::access::tx::Tx;
use crate::booking::{Booking, service as bookings};
use crate::client::model::Client;
use crate::client::service as clients;
use crate::kernel::error::{Error, Result};
use crate::rental::model::{RentalQuery, RentalRow, RentedDevice};
use crate::rental::records as rentals;

/// The record that a message is about.
#[derive(Debug, Clone)]
pub enum SubjectRecord {
    Booking(Box<Booking>),
    /// With the devices that left with it and are not back.
    Rental(Box<RentalRow>, Vec<RentedDevice>),
}

/// What a message is about.
#[derive(Debug, Clone)]
pub struct MessageSubject {
    pub record: SubjectRecord,
    /// The client as it stands, whatever it was merged from.
    pub client: Client,
    /// Whom the mail greets.
    pub name: String,
    pub email: Option<String>,
    pub language: &'static str,
}

impl MessageSubject {
    /// Loads what a message is about.
    pub fn load(tx: &mut Tx<'_>, grant: &Grant, row: &MessageRow) -> Result<Self> {
        let record = match (row.booking_id, row.rental_id) {
            (Some(id), _) => SubjectRecord::Booking(Box::new(bookings::load_one(tx, grant, id)?)),
            (None, Some(id)) => rental(tx, grant, id)?,
            (None, None) => {
                return Err(Error::internal(format!("message {} is about nothing", row.id)));
            }
        };
        // A booking may have got another client since.
        let client_id = match &record {
            SubjectRecord::Booking(booking) if !row.withdraws => booking.row.client_id,
            SubjectRecord::Rental(rental, _) => rental.client_id,
            SubjectRecord::Booking(_) => row.client_id,
        };
        let client = standing(tx, client_id)?;
        let (name, email) = match &record {
            SubjectRecord::Booking(_) if row.withdraws => (client.row.name.clone(), row.email.clone()),
            SubjectRecord::Booking(booking) => {
                let own = &booking.row;
                let (person, email) = (own.client_contact_person.as_deref(), own.client_email.as_deref());
                addressee(&client, person, email)
            }
            SubjectRecord::Rental(rental, _) => addressee(
                &client,
                Some(&rental.contact_person),
                rental.contact_email.as_deref(),
            ),
        };
        Ok(Self {
            name,
            email,
            language: language(&client, &tx.settings().language()),
            record,
            client,
        })
    }

    /// Returns whether the client wants messages of this kind.
    pub fn wants(&self, kind: MessageKind) -> bool {
        !self.client.unwanted_messages.contains(&kind)
    }

    /// Returns the number of the rental that it is about.
    pub fn rental_no(&self) -> Option<String> {
        match &self.record {
            SubjectRecord::Booking(_) => None,
            SubjectRecord::Rental(rental, _) => Some(rental.rental_no.clone()),
        }
    }

    /// Returns such as `Baobab Health (booking 17)`.
    pub fn in_words(&self) -> String {
        let about = match &self.record {
            SubjectRecord::Booking(booking) => format!("booking {}", booking.row.id),
            SubjectRecord::Rental(rental, _) => rental.rental_no.clone(),
        };
        format!("{} ({about})", self.client.row.name)
    }
}

/// Returns whom a mail greets and where it goes: the record's own person and address, else those of the client.
fn addressee(client: &Client, person: Option<&str>, email: Option<&str>) -> (String, Option<String>) {
    let known = client
        .contact(person)
        .filter(|contact| contact.email.is_some())
        .or_else(|| client.contacts.iter().find(|contact| contact.email.is_some()));
    let of_client = known.and_then(|contact| contact.email.clone());
    let greeted = person.map(str::to_owned).or_else(|| {
        known
            .filter(|_| email.is_none())
            .map(|contact| contact.name.clone())
    });
    let email = email.map(str::to_owned).or(of_client);
    (
        greeted.unwrap_or_else(|| client.row.name.clone()),
        email.or_else(|| client.row.billing_email.clone()),
    )
}

/// Returns where the mails about a booking go.
pub fn address_of(tx: &mut Tx<'_>, booking: &Booking) -> Result<Option<String>> {
    let row = &booking.row;
    let (person, email) = (row.client_contact_person.as_deref(), row.client_email.as_deref());
    Ok(addressee(&standing(tx, row.client_id)?, person, email).1)
}

/// Loads the client that a record is one with.
fn standing(tx: &mut Tx<'_>, client_id: i64) -> Result<Client> {
    let row = clients::standing_by_id(tx.connection(), client_id)?;
    let client = clients::with_parts(tx.connection(), vec![row])?.pop();
    client.ok_or_else(|| Error::internal(format!("no client {client_id}")))
}

fn rental(tx: &mut Tx<'_>, grant: &Grant, id: i64) -> Result<SubjectRecord> {
    let query = RentalQuery {
        ids: Some(vec![id]),
        ..RentalQuery::default()
    };
    let row = rentals::list(tx, grant, &query)?.pop();
    let row = row.ok_or_else(|| Error::internal(format!("no rental {id}")))?;
    let left = rentals::left(tx, grant)?;
    let mut out = rentals::devices_of(tx, grant, &[id])?;
    out.retain(|device| device.is_out() && left.contains(&device.assignment_id));
    Ok(SubjectRecord::Rental(Box::new(row), out))
}

/// Returns the client's own language where there are texts in it, else the site's.
fn language(client: &Client, of_site: &str) -> &'static str {
    let own = client.row.language.as_deref().unwrap_or_default().to_lowercase();
    let own = own.split('-').next().unwrap_or_default();
    let find = |wanted: &str| LANGUAGES.into_iter().find(|language| *language == wanted);
    find(own).or_else(|| find(of_site)).unwrap_or(LANGUAGES[0])
}
