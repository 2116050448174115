//! The flags of a booking's details, for `booking create` and `booking edit`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::targets::complete_client;
use crate::access::app::App;
use crate::access::tx::Tx;
use crate::booking::amenities::in_each_room;
use crate::booking::details::BookingDetails;
use crate::booking::model::{DevicePreference, LunchCatering, MorningCatering, Tenant};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::room::cmd::{complete_amenity, complete_room};

/// Makes arguments of these flags, each of which sets the detail of its name.
macro_rules! detail_args {
    ($($(#[$flag:meta])* $detail:ident: $type:ty,)+) => {
        #[derive(Debug, Args)]
        pub struct BookingDetailArgs {
            $($(#[$flag])* $detail: Option<$type>,)+
        }

        impl From<BookingDetailArgs> for BookingDetails {
            fn from(args: BookingDetailArgs) -> Self {
                Self { $($detail: args.$detail,)+ }
            }
        }
    };
}

detail_args! {
    /// Client name
    #[arg(long = "client", alias = "client-name", value_name = "NAME", add = ArgValueCompleter::new(complete_client))]
    client: String,
    /// Room wished for by a booking without one; "" clears it, as it clears every text
    #[arg(long = "wish", alias = "wished-room", value_name = "ROOM", add = ArgValueCompleter::new(complete_room))]
    wished_room: String,
    /// Tenant that books; rooms are shared
    #[arg(long)]
    tenant: Tenant,
    /// Number of learners
    #[arg(long = "learners", alias = "num-learners", value_name = "N")]
    learners: u32,
    /// Number of facilitators
    #[arg(long = "facilitators", alias = "num-facilitators", value_name = "N")]
    facilitators: u32,
    /// Number of people in the room, if it is not learners plus facilitators
    #[arg(long, value_name = "N")]
    headcount: u32,
    /// Number of devices
    #[arg(long = "devices", alias = "devices-needed", value_name = "N")]
    devices: u32,
    /// Kind of devices
    #[arg(long, alias = "device-type-preference", value_name = "KIND")]
    device_type: DevicePreference,
    /// Long-term office: needs no headcount and is left out of the calendar
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    long_term: bool,
    /// Contact person
    #[arg(long = "contact-person", alias = "client-contact-person", value_name = "NAME")]
    contact_person: String,
    /// Contact email
    #[arg(long = "email", alias = "client-email")]
    email: String,
    /// Contact phone
    #[arg(long = "phone", alias = "client-phone")]
    phone: String,
    /// Coffee and tea station
    #[arg(long, alias = "coffee-tea-station", value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    coffee: bool,
    /// Morning catering
    #[arg(long = "morning", alias = "morning-catering", value_name = "MEAL")]
    morning: MorningCatering,
    /// Lunch
    #[arg(long = "lunch", alias = "lunch-catering", value_name = "MEAL")]
    lunch: LunchCatering,
    /// Notes for the kitchen
    #[arg(long, value_name = "TEXT")]
    catering_notes: String,
    /// Stationery for everybody
    #[arg(long, alias = "stationery-needed", value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    stationery: bool,
    /// Water bottles per day
    #[arg(long, value_name = "N")]
    water_bottles: u32,
    /// Amenity with its number, such as "Flip chart=2", or "Mic=1 each" for each of several rooms; repeatable, "" clears them
    #[arg(long = "amenity", value_name = "NAME[=N]", add = ArgValueCompleter::new(complete_amenity))]
    amenities: Vec<String>,
    /// Printed pages per day
    #[arg(long, value_name = "N")]
    printed_pages: u32,
    /// Notes of the requester
    #[arg(long = "notes", alias = "requester-notes", value_name = "TEXT")]
    notes: String,
    /// Notes of the room boss
    #[arg(long, value_name = "TEXT")]
    room_boss_notes: String,
}

/// Returns the names of the amenities that are priced by the person; a later slice knows prices.
pub type NamePerPerson = fn(&mut Tx<'_>) -> Result<Vec<String>>;

impl BookingDetailArgs {
    /// Reads the details. Amenities that are priced by the person are for each room that the people share.
    pub fn read(self, per_person: NamePerPerson, app: &mut App) -> Result<BookingDetails> {
        let mut details = BookingDetails::from(self);
        let Some(texts) = details
            .amenities
            .as_mut()
            .filter(|texts| !texts.concat().is_empty())
        else {
            return Ok(details);
        };
        let names = app.read(per_person)?;
        let keys: Vec<String> = names.iter().map(|name| name_key(name)).collect();
        let parts = texts.iter().flat_map(|text| text.split(','));
        let marked = parts.map(|part| {
            let name = part.rsplit_once('=').map_or(part, |(name, _)| name);
            if keys.contains(&name_key(name)) {
                in_each_room(part)
            } else {
                part.to_owned()
            }
        });
        *texts = marked.collect();
        Ok(details)
    }
}
