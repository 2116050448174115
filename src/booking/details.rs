//! The details of a booking: set for a new one, changed for an existing one.

use serde::Deserialize;

use super::amenities::store_amenities;
use super::checks::{count, given_notes, given_text, new_text};
use super::model::{BookingRow, Catering, DevicePreference, LunchCatering, MorningCatering, Tenant};
use crate::kernel::email::parse_email;
use crate::kernel::error::Result;
use crate::kernel::text::clean_text;
use crate::room::service as rooms;
use colab_schedule::rooms::RoomDirectory;

/// Longest e-mail address of a client, in characters.
const LONGEST_EMAIL: usize = 100;

/// Details to set; `None` leaves what is there. An empty text clears that of a booking which is there, and is refused for a
/// new one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BookingDetails {
    #[serde(rename = "client_name")]
    pub client: Option<String>,
    /// The name of a room; for a booking without one.
    pub wished_room: Option<String>,
    pub tenant: Option<Tenant>,
    #[serde(rename = "num_learners")]
    pub learners: Option<u32>,
    #[serde(rename = "num_facilitators")]
    pub facilitators: Option<u32>,
    pub headcount: Option<u32>,
    #[serde(rename = "devices_needed")]
    pub devices: Option<u32>,
    #[serde(rename = "device_type_preference")]
    pub device_type: Option<DevicePreference>,
    pub long_term: Option<bool>,
    #[serde(rename = "client_contact_person")]
    pub contact_person: Option<String>,
    #[serde(rename = "client_email")]
    pub email: Option<String>,
    #[serde(rename = "client_phone")]
    pub phone: Option<String>,
    #[serde(rename = "coffee_tea_station")]
    pub coffee: Option<bool>,
    #[serde(rename = "morning_catering")]
    pub morning: Option<MorningCatering>,
    #[serde(rename = "lunch_catering")]
    pub lunch: Option<LunchCatering>,
    pub catering_notes: Option<String>,
    #[serde(rename = "stationery_needed")]
    pub stationery: Option<bool>,
    pub water_bottles: Option<u32>,
    /// Each as `Flip chart=2`, or several in one text; an empty one clears them.
    #[serde(deserialize_with = "one_or_several")]
    pub amenities: Option<Vec<String>>,
    pub printed_pages: Option<u32>,
    #[serde(rename = "requester_notes")]
    pub notes: Option<String>,
    pub room_boss_notes: Option<String>,
}

impl BookingDetails {
    /// Sets these details of a booking; `rooms` finds the wished room.
    ///
    /// # Errors
    /// `Invalid` for a value that breaks a rule or a booking without a client, `NotFound` for an unknown room.
    pub fn apply(&self, row: &mut BookingRow, catering: &mut Catering, rooms: &RoomDirectory) -> Result<()> {
        let is_new = row.client_name.is_empty();
        let read = if is_new { given_text } else { new_text };
        let set_notes = |column: &mut Option<String>, field: &str, text: &Option<String>| -> Result<()> {
            match text.as_deref() {
                None => {}
                Some(text) if text.trim().is_empty() && !is_new => *column = None,
                text => *column = given_notes(field, text)?,
            }
            Ok(())
        };
        let set_text =
            |column: &mut Option<String>, field: &str, text: &Option<String>, most| -> Result<()> {
                if text.is_some() {
                    *column = read(field, text.as_deref(), most)?;
                }
                Ok(())
            };
        if self.client.is_some() || row.client_name.is_empty() {
            row.client_name = clean_text("client", self.client.as_deref().unwrap_or_default(), 255)?;
        }
        if let Some(name) = &self.wished_room {
            row.wished_room_id = match name.trim() {
                "" => None,
                name => Some(rooms::find(rooms, name)?.id),
            };
        }
        set(&mut row.tenant_id, self.tenant);
        self.apply_people(row)?;
        set_count(&mut row.devices_needed, "devices", self.devices)?;
        let any = (self.devices > Some(0)).then_some(DevicePreference::Any);
        row.device_type_preference = self.device_type.or(row.device_type_preference).or(any);
        set(&mut row.long_term, self.long_term);
        set_text(
            &mut row.client_contact_person,
            "contact-person",
            &self.contact_person,
            100,
        )?;
        // One that is too long is refused for that.
        if let Some(email) = self
            .email
            .as_ref()
            .filter(|email| email.chars().count() <= LONGEST_EMAIL)
        {
            parse_email(email)?;
        }
        set_text(&mut row.client_email, "email", &self.email, LONGEST_EMAIL)?;
        set_text(&mut row.client_phone, "phone", &self.phone, 20)?;
        set(&mut catering.coffee_tea_station, self.coffee);
        catering.morning_catering = self.morning.or(catering.morning_catering);
        catering.lunch_catering = self.lunch.or(catering.lunch_catering);
        set_notes(
            &mut catering.catering_notes,
            "catering-notes",
            &self.catering_notes,
        )?;
        set(&mut catering.stationery_needed, self.stationery);
        set_count(&mut catering.water_bottles, "water-bottles", self.water_bottles)?;
        if let Some(texts) = &self.amenities {
            catering.amenities = store_amenities(texts)?;
        }
        set_count(&mut catering.printed_pages, "printed-pages", self.printed_pages)?;
        set_notes(&mut row.requester_notes, "notes", &self.notes)?;
        set_notes(&mut row.room_boss_notes, "room-boss-notes", &self.room_boss_notes)
    }

    /// Keeps a headcount of its own; one that was the sum follows it.
    fn apply_people(&self, row: &mut BookingRow) -> Result<()> {
        let follows = row.headcount == row.num_learners + row.num_facilitators;
        set_count(&mut row.num_learners, "learners", self.learners)?;
        set_count(&mut row.num_facilitators, "facilitators", self.facilitators)?;
        if follows {
            row.headcount = row.num_learners + row.num_facilitators;
        }
        set_count(&mut row.headcount, "headcount", self.headcount)
    }

    /// Returns whether they say no more than who came and what they had.
    pub fn is_attendance_alone(&self) -> bool {
        let rest = Self {
            learners: None,
            facilitators: None,
            headcount: None,
            coffee: None,
            morning: None,
            lunch: None,
            catering_notes: None,
            stationery: None,
            water_bottles: None,
            amenities: None,
            printed_pages: None,
            room_boss_notes: None,
            ..self.clone()
        };
        rest == Self::default()
    }

    /// Returns whether any of them is a number of people.
    pub fn name_people(&self) -> bool {
        self.learners.or(self.facilitators).or(self.headcount).is_some()
    }
}

/// Reads a list of texts, or one text.
fn one_or_several<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Texts {
        One(String),
        Several(Vec<String>),
    }
    Ok(Option::<Texts>::deserialize(from)?.map(|texts| match texts {
        Texts::One(text) => vec![text],
        Texts::Several(texts) => texts,
    }))
}

fn set<T>(column: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *column = value;
    }
}

fn set_count(column: &mut i32, field: &str, number: Option<u32>) -> Result<()> {
    if let Some(number) = number {
        *column = count(field, number)?;
    }
    Ok(())
}
