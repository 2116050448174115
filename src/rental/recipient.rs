//! Who takes the devices of a new rental: as it is given, else as the booking or the client's record has it.

use chrono::NaiveDate;

use crate::booking::Booking;
use crate::client::contact::ReachableClient;
use crate::kernel::error::{Error, Result};
use crate::kernel::shell_word::shell_word;

/// Who rents the devices.
#[derive(Debug, Clone)]
pub enum RentalRecipient {
    Booking(i64),
    Client(String),
}

/// A rental to start; texts as typed.
#[derive(Debug, Clone)]
pub struct NewRental {
    pub recipient: RentalRecipient,
    pub serials: Vec<String>,
    /// `None`, as the texts below: what is known of the booking or the client.
    pub contact_person: Option<String>,
    pub contact_number: Option<String>,
    pub contact_email: Option<String>,
    pub company: Option<String>,
    pub address: Option<String>,
    /// The day on which the devices are handed over; `None`: today, or the day of a booking to come.
    pub taken_on: Option<NaiveDate>,
    /// `None`: until they are returned.
    pub return_on: Option<NaiveDate>,
    pub notes: Option<String>,
}

/// The recipient of a rental; texts as they are known.
#[derive(Debug)]
pub struct KnownRecipient {
    pub contact_person: String,
    pub contact_number: String,
    pub contact_email: Option<String>,
    pub company: String,
    pub address: String,
}

impl KnownRecipient {
    /// Fills in what a new rental leaves out.
    ///
    /// # Errors
    /// `Usage` for what nobody knows.
    pub fn of(
        new: &NewRental,
        booking: Option<&Booking>,
        client_name: &str,
        client: Option<&ReachableClient>,
    ) -> Result<Self> {
        let row = booking.map(|booking| &booking.row);
        let of_booking = row.filter(|row| {
            let person = new.contact_person.as_ref();
            person.is_none_or(|person| row.client_contact_person.as_ref() == Some(person))
        });
        let person = new
            .contact_person
            .clone()
            .or_else(|| of_booking.and_then(|row| row.client_contact_person.clone()));
        let contact = client.and_then(|client| client.contact(person.as_deref()));
        let phone = of_booking.and_then(|row| row.client_phone.clone());
        let email = of_booking.and_then(|row| row.client_email.clone());
        let address = client.and_then(|client| client.row.address.as_ref());
        let known = |field: &str, text: Option<String>| {
            text.ok_or_else(|| {
                Error::usage(format!(
                    "--{field} is missing, and nothing is known of {client_name}"
                ))
                .hint(format!("colab client show {}", shell_word(client_name)))
            })
        };
        Ok(Self {
            contact_person: known(
                "contact-person",
                person
                    .clone()
                    .or_else(|| contact.map(|contact| contact.name.clone())),
            )?,
            contact_number: known(
                "contact-number",
                new.contact_number
                    .clone()
                    .or(phone)
                    .or_else(|| contact.and_then(|contact| contact.phone.clone())),
            )?,
            contact_email: new
                .contact_email
                .clone()
                .or(email)
                .or_else(|| contact.and_then(|contact| contact.email.clone())),
            company: new.company.clone().unwrap_or_else(|| client_name.to_owned()),
            // A rental has its address in one line.
            address: known(
                "address",
                new.address
                    .clone()
                    .or_else(|| address.map(|address| address.replace('\n', ", "))),
            )?,
        })
    }
}
