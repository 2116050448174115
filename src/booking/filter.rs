//! The filter and the order of listed bookings.

use super::model::{BookingRow, Tenant};
use super::reach::VisibleBookings;
use super::status::BookingStatus;
use crate::access::sort_order::SortOrder;
use crate::client::service as clients;
use crate::db::Connection;
use crate::db::backend::IDS_PER_QUERY;
use crate::kernel::error::Result;
use crate::kernel::text::is_found;
use crate::kernel::timestamp::Timestamp;
use crate::location::LocationFilter;

/// Which bookings to list; what is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub struct BookingFilter {
    pub ids: Option<Vec<i64>>,
    pub statuses: Vec<BookingStatus>,
    pub room_ids: Option<Vec<i64>>,
    /// In rooms of these locations.
    pub location: LocationFilter,
    /// Part of a client's name or alias.
    pub client: Option<String>,
    /// A client's whole name or alias.
    pub client_exact: Option<String>,
    /// The records that these names mean.
    pub client_ids: Option<Vec<i64>>,
    /// Part of client, contact, phone, e-mail or notes.
    pub search: Option<String>,
    /// Overlapping this stretch.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub tenant: Option<Tenant>,
    pub series_id: Option<i64>,
    pub import_id: Option<i64>,
    pub long_term: Option<bool>,
    /// Only these, of whoever does not see all.
    pub seen: Option<VisibleBookings>,
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
    /// Finds the records of the clients that are named.
    pub fn find_clients(&mut self, connection: &mut Connection) -> Result<()> {
        let named = [(self.client.take(), false), (self.client_exact.take(), true)];
        for (name, is_whole) in named {
            if let Some(name) = name {
                self.client_ids = Some(clients::meant(connection, &name, is_whole)?);
            }
        }
        Ok(())
    }

    /// Returns whether the program chooses among rows: by texts, which the engines compare differently, or by more clients than a
    /// query names.
    pub fn chooses_in_rust(&self) -> bool {
        self.search.is_some() || self.has_many_clients()
    }

    /// Returns whether there are more clients than one query names.
    pub fn has_many_clients(&self) -> bool {
        self.client_ids
            .as_ref()
            .is_some_and(|ids| ids.len() > IDS_PER_QUERY)
    }

    /// Returns whether the client and the texts of a booking are what is looked for.
    pub fn fits(&self, row: &BookingRow) -> bool {
        let texts = [
            Some(&row.client_name),
            row.client_contact_person.as_ref(),
            row.client_email.as_ref(),
            row.client_phone.as_ref(),
            row.requester_notes.as_ref(),
            row.room_boss_notes.as_ref(),
        ];
        // In the order of their numbers.
        let clients = self.client_ids.as_ref();
        clients.is_none_or(|ids| ids.binary_search(&row.client_id).is_ok())
            && self.search.as_ref().is_none_or(|text| is_found(text, &texts))
    }
}
