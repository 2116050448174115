//! What a table of each kind looks like.

use super::super::kind::Kind;
use super::field::{Field, Need};
use super::values::Values;
use super::{bookings, devices, pricing, rooms, users};
use crate::booking::Booking;
use crate::device::model::Device;
use crate::kernel::error::{Error, Result};
use crate::kernel::period::Site;
use crate::output::Record;
use crate::pricing::model::Price;
use crate::room::Room;
use crate::user::User;

/// A kind of table.
pub struct Spec {
    pub kind: Kind,
    pub fields: &'static [Field],
    /// What our own lists have besides, and no import takes: ids, dates, what follows from other records.
    told: fn() -> Vec<&'static str>,
    /// Sets of fields of which one must stand in the headings whole.
    pub heads: &'static [&'static [&'static str]],
    /// Makes one of what may be written in several ways; the error is about the row.
    pub fold: fn(Values, &Site) -> Result<Values, String>,
}

fn names<T: Record>() -> Vec<&'static str> {
    T::fields().iter().map(|field| field.name).collect()
}

fn as_it_is(values: Values, _site: &Site) -> Result<Values, String> {
    Ok(values)
}

const ROOMS: Spec = Spec {
    kind: Kind::Rooms,
    fields: rooms::FIELDS,
    told: names::<Room>,
    heads: &[&["name"]],
    fold: as_it_is,
};

const DEVICES: Spec = Spec {
    kind: Kind::Devices,
    fields: devices::FIELDS,
    told: names::<Device>,
    heads: &[&["serial_number"]],
    fold: as_it_is,
};

const USERS: Spec = Spec {
    kind: Kind::Users,
    fields: users::FIELDS,
    told: names::<User>,
    heads: &[&["username"]],
    fold: as_it_is,
};

const PRICING: Spec = Spec {
    kind: Kind::Pricing,
    fields: pricing::FIELDS,
    told: names::<Price>,
    heads: &[&["item_type", "item"]],
    fold: as_it_is,
};

const BOOKINGS: Spec = Spec {
    kind: Kind::Bookings,
    fields: bookings::FIELDS,
    told: names::<Booking>,
    heads: &[
        &["client_name", "starts_at"],
        &["client_name", "date"],
        &["external_id"],
        &["booking_id"],
    ],
    fold: bookings::fold,
};

/// # Errors
/// `Internal` for what is no table.
pub fn of(kind: Kind) -> Result<&'static Spec> {
    match kind {
        Kind::Rooms => Ok(&ROOMS),
        Kind::Devices => Ok(&DEVICES),
        Kind::Users => Ok(&USERS),
        Kind::Bookings => Ok(&BOOKINGS),
        Kind::Pricing => Ok(&PRICING),
        Kind::Schedule | Kind::Demo | Kind::Legacy => {
            Err(Error::internal(format!("an import of kind {kind} is no table")))
        }
    }
}

impl Spec {
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The field that a heading means.
    pub fn named(&self, heading: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.is_named(heading))
    }

    /// Whether one of our own lists has such a column, which no import takes.
    pub fn is_told(&self, heading: &str) -> bool {
        let key = crate::kernel::names::name_key(heading);
        (self.told)()
            .iter()
            .any(|name| crate::kernel::names::name_key(name) == key)
    }

    pub fn names(&self) -> Vec<&'static str> {
        self.fields.iter().map(|field| field.name).collect()
    }

    pub fn is_head(&self, has: impl Fn(&str) -> bool) -> bool {
        self.heads.iter().any(|all| all.iter().all(|name| has(name)))
    }

    /// The field that should name the record, where it says nothing.
    pub fn nameless(&self, values: &Values) -> Option<&'static str> {
        let mut keys = self.fields.iter().filter(|field| field.need == Need::Key);
        let empty = keys.find(|field| values.text(field.name).is_none());
        empty.map(|field| field.name)
    }

    /// What a record that is made lacks.
    pub fn missing(&self, values: &Values) -> Vec<&'static str> {
        let needed = self.fields.iter().filter(|field| field.need != Need::No);
        needed
            .map(|field| field.name)
            .filter(|name| values.text(name).is_none())
            .collect()
    }
}
