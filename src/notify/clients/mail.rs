//! A message as a mail: text, the event as an alternative of it, and the same event as a file.

use lettre::Address;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};

use super::invitation::Invitation;
use super::model::{MessageKind, ToldFacts};
use super::service::PreparedMessage;
use super::subject::SubjectRecord;
use super::template::{
    MessageBooking, MessageContext, MessageRental, MessageSite, MessageTemplates, NamedParty,
};
use crate::booking::{describe_period, event_uid};
use crate::kernel::error::Result;
use crate::kernel::period::Site;
use crate::notify::send::channel::{DeliveryFailure, FailureKind};
use crate::notify::send::smtp::{head, not_composed};

/// What the words of a mail are made of.
pub struct MailWriter {
    pub templates: MessageTemplates,
    pub company: String,
    pub site: Site,
    pub database_id: String,
    /// Of a site without one only a preview is made.
    pub sender: Mailbox,
}

/// A mail with its parts.
pub struct WrittenMail {
    pub subject: String,
    pub text: String,
    /// Method and calendar.
    pub calendar: Option<(&'static str, String)>,
}

impl MailWriter {
    /// Writes a message.
    ///
    /// # Errors
    /// `Invalid` for a template that fails on it.
    pub fn write(&self, message: &PreparedMessage) -> Result<WrittenMail> {
        let kind = message.row.kind;
        let context = self.context(message);
        let (subject, text) = self.templates.render(kind, message.subject.language, &context)?;
        let told = message.row.told.as_ref().map(|told| &told.0);
        let calendar = match (&message.subject.record, told) {
            (SubjectRecord::Booking(booking), Some(facts)) => {
                let uid = event_uid(booking.row.id, &self.database_id);
                let place = facts.room.as_ref().map(|room| format!(", {room}"));
                let email = message.row.email.as_deref().unwrap_or_default();
                let invitation = Invitation {
                    uid: &uid,
                    sequence: message.row.revision,
                    organizer: &self.sender,
                    attendee: (&message.subject.name, email),
                    facts,
                    summary: &format!("{}{}", self.company, place.unwrap_or_default()),
                    description: &text,
                    made_at: message.row.created_at,
                };
                Some((invitation.method(), invitation.calendar()))
            }
            _ => None,
        };
        Ok(WrittenMail {
            subject,
            text,
            calendar,
        })
    }

    /// Returns the bytes of the mail, and its recipient.
    ///
    /// # Errors
    /// `Refused` for an address that no mail goes to.
    pub fn compose(
        &self,
        message: &PreparedMessage,
        mail: &WrittenMail,
    ) -> Result<(Vec<u8>, Address), DeliveryFailure> {
        let email = message.row.email.as_deref().unwrap_or_default();
        let address: Address = email.parse().map_err(|_| {
            let fact = format!("invalid e-mail address `{email}`");
            DeliveryFailure::new(FailureKind::Refused, fact).hint(way_to_address(message))
        })?;
        let name = NamedParty::of(&message.subject.name).name;
        let to = Mailbox::new(Some(name), address.clone());
        let row = &message.row;
        let head = head(&self.sender, to, &mail.subject, &row.message_id, row.created_at);
        let text = SinglePart::plain(mail.text.clone());
        let Some((method, calendar)) = &mail.calendar else {
            let composed = head.singlepart(text).map_err(not_composed)?;
            return Ok((composed.formatted(), address));
        };
        let kind = |text: &str| {
            ContentType::parse(text).map_err(|error| {
                DeliveryFailure::new(FailureKind::Refused, format!("cannot compose the mail: {error}"))
            })
        };
        let inline = SinglePart::builder()
            .header(kind(&format!("text/calendar; method={method}; charset=utf-8"))?)
            .body(calendar.clone());
        let file = Attachment::new(format!("booking-{}.ics", row.booking_id.unwrap_or_default())).body(
            calendar.clone(),
            kind(&format!("application/ics; method={method}"))?,
        );
        let whole = MultiPart::mixed()
            .multipart(MultiPart::alternative().singlepart(text).singlepart(inline))
            .singlepart(file);
        let composed = head.multipart(whole).map_err(not_composed)?;
        Ok((composed.formatted(), address))
    }

    fn context(&self, message: &PreparedMessage) -> MessageContext {
        let (mut booking, mut previous) = (MessageBooking::default(), None);
        let mut rental = MessageRental::default();
        match &message.subject.record {
            SubjectRecord::Booking(record) => {
                let of = |facts: &ToldFacts| MessageBooking {
                    id: record.row.id,
                    when: describe_period(&self.site, facts.starts_at, facts.ends_at),
                    room: facts.room.clone(),
                    people: facts.headcount,
                    withdrawn: message.row.withdraws,
                };
                booking = message
                    .row
                    .told
                    .as_ref()
                    .map(|told| of(&told.0))
                    .unwrap_or_default();
                let is_change = message.row.kind == MessageKind::Change;
                previous = message.known.as_ref().filter(|_| is_change).map(of);
            }
            SubjectRecord::Rental(row, devices) => {
                rental = MessageRental {
                    number: row.rental_no.clone(),
                    return_on: message
                        .row
                        .return_on
                        .map(|day| day.to_string())
                        .unwrap_or_default(),
                    devices: devices
                        .iter()
                        .map(|device| format!("{} ({})", device.serial_number, device.category))
                        .collect(),
                };
            }
        }
        MessageContext {
            site: MessageSite {
                company: self.company.clone(),
                timezone: self.site.timezone.name().to_owned(),
            },
            client: NamedParty::of(&message.subject.client.row.name),
            recipient: NamedParty::of(&message.subject.name),
            booking,
            previous,
            rental,
        }
    }
}

/// Returns the command that changes where a message goes.
fn way_to_address(message: &PreparedMessage) -> String {
    match &message.subject.record {
        SubjectRecord::Booking(booking) => {
            format!("colab booking edit {} --email ADDRESS", booking.row.id)
        }
        SubjectRecord::Rental(rental, _) => {
            format!("colab rental edit {} --contact-email ADDRESS", rental.rental_no)
        }
    }
}
