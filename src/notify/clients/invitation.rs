//! The event of a booking as calendar programs take it from a mail (RFC 5546): a request puts it in or moves it, a cancellation
//! takes it out.

use icalendar::{Calendar as Feed, Component, Event, EventLike, EventStatus, Property};
use lettre::message::Mailbox;

use super::model::ToldFacts;
use crate::kernel::text::printable;
use crate::kernel::timestamp::Timestamp;

/// What an event says.
#[derive(Debug)]
pub struct Invitation<'a> {
    /// The same for ever.
    pub uid: &'a str,
    /// Grows with each change.
    pub sequence: i64,
    pub organizer: &'a Mailbox,
    pub attendee: (&'a str, &'a str),
    pub facts: &'a ToldFacts,
    pub summary: &'a str,
    pub description: &'a str,
    pub made_at: Timestamp,
}

impl Invitation<'_> {
    /// Returns `REQUEST` or `CANCEL`.
    pub fn method(&self) -> &'static str {
        if self.facts.is_on { "REQUEST" } else { "CANCEL" }
    }

    /// Returns the calendar: CRLF, lines of at most 75 octets.
    pub fn calendar(&self) -> String {
        let mut feed = Feed::empty();
        for (name, value) in [
            ("VERSION", "2.0"),
            ("PRODID", "-//colab//messages to clients//EN"),
            ("CALSCALE", "GREGORIAN"),
            ("METHOD", self.method()),
        ] {
            feed.append_property(Property::new(name, value));
        }
        feed.push(self.event());
        feed.to_string()
    }

    fn event(&self) -> Event {
        let facts = self.facts;
        let status = if facts.is_on {
            EventStatus::Confirmed
        } else {
            EventStatus::Cancelled
        };
        let mut event = Event::new();
        event
            .uid(self.uid)
            .sequence(u32::try_from(self.sequence).unwrap_or(0))
            .timestamp(self.made_at.utc())
            .starts(facts.starts_at.utc())
            .ends(facts.ends_at.utc())
            .status(status)
            .summary(&printable(self.summary))
            .description(self.description);
        if let Some(room) = &facts.room {
            event.location(&printable(room));
        }
        let (name, email) = self.attendee;
        let organizer = self.organizer.email.to_string();
        let organizer_name = self.organizer.name.as_deref().unwrap_or(&organizer);
        event.append_property(party("ORGANIZER", organizer_name, &organizer));
        let mut attendee = party("ATTENDEE", name, email);
        for (name, value) in [
            ("ROLE", "REQ-PARTICIPANT"),
            ("PARTSTAT", "NEEDS-ACTION"),
            ("RSVP", "FALSE"),
        ] {
            attendee.add_parameter(name, value);
        }
        event.append_property(attendee);
        event.done()
    }
}

/// Returns somebody's name and address as a property. A parameter can hold no quotation mark.
fn party(property: &str, name: &str, email: &str) -> Property {
    let name: Vec<&str> = name.split_whitespace().collect();
    let name = printable(&name.join(" ")).replace('"', "'");
    let mut property = Property::new(property, format!("mailto:{email}"));
    property.add_parameter("CN", &name);
    property
}
