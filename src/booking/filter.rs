//! The filter and the order of listed bookings.

use std::cmp::Ordering;

use super::model::{BookingRow, Tenant};
use super::status::BookingStatus;
use crate::access::sort_order::SortOrder;
use crate::kernel::names::name_key;
use crate::kernel::text::is_found;
use crate::kernel::timestamp::Timestamp;

/// Which bookings to list; what is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub struct BookingFilter {
    pub ids: Option<Vec<i64>>,
    pub statuses: Vec<BookingStatus>,
    pub room_ids: Option<Vec<i64>>,
    /// Part of the client's name, any case.
    pub client: Option<String>,
    /// The client's whole name, any case.
    pub client_exact: Option<String>,
    /// Part of client, contact, phone, e-mail or notes.
    pub search: Option<String>,
    /// Overlapping this stretch.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub tenant: Option<Tenant>,
    pub series_id: Option<i64>,
    pub import_id: Option<i64>,
    pub long_term: Option<bool>,
    /// Only this user's, and those that are pending.
    pub own_of: Option<String>,
    pub after: Option<i64>,
    pub limit: Option<i64>,
    pub sort: SortOrder<BookingSort>,
}

crate::text_enum! {
    #[derive(Default)]
    pub enum BookingSort {
        #[default]
        Start = "starts_at",
        Id = "id",
        Client = "client_name",
        Created = "created_at",
    }
}

impl BookingFilter {
    /// Returns whether names and texts choose rows: the engines compare them differently.
    pub fn chooses_in_rust(&self) -> bool {
        self.client.is_some() || self.client_exact.is_some() || self.search.is_some()
    }

    /// Returns whether names and texts of a booking are what is looked for.
    pub fn fits(&self, row: &BookingRow) -> bool {
        let name = name_key(&row.client_name);
        let texts = [
            Some(&row.client_name),
            row.client_contact_person.as_ref(),
            row.client_email.as_ref(),
            row.client_phone.as_ref(),
            row.requester_notes.as_ref(),
            row.room_boss_notes.as_ref(),
        ];
        self.client
            .as_ref()
            .is_none_or(|part| name.contains(&name_key(part)))
            && self
                .client_exact
                .as_ref()
                .is_none_or(|whole| name == name_key(whole))
            && self.search.as_ref().is_none_or(|text| is_found(text, &texts))
    }

    /// Compares two bookings by the order of the list.
    pub fn compare(&self, a: &BookingRow, b: &BookingRow) -> Ordering {
        let first = match self.sort.field {
            BookingSort::Start => a.starts_at.cmp(&b.starts_at),
            BookingSort::Created => a.created_at.cmp(&b.created_at),
            BookingSort::Client => a
                .client_name
                .cmp(&b.client_name)
                .then(a.starts_at.cmp(&b.starts_at)),
            BookingSort::Id => Ordering::Equal,
        };
        let ascending = first.then(a.id.cmp(&b.id));
        if self.sort.descending {
            ascending.reverse()
        } else {
            ascending
        }
    }
}
