//! The filter and the order of listed bookings.

use std::cmp::Ordering;

use super::model::{BookingRow, Tenant};
use super::status::BookingStatus;
use crate::kernel::timestamp::Timestamp;

/// Which bookings to list; what is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub struct BookingFilter {
    pub ids: Option<Vec<i64>>,
    pub statuses: Vec<BookingStatus>,
    pub room_ids: Option<Vec<i64>>,
    /// Part of the client's name, any case.
    pub client: Option<String>,
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
    pub sort: BookingSort,
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

impl BookingSort {
    /// Compares two bookings by this order.
    pub fn compare(self, a: &BookingRow, b: &BookingRow) -> Ordering {
        let first = match self {
            Self::Start => a.starts_at.cmp(&b.starts_at),
            Self::Created => a.created_at.cmp(&b.created_at),
            Self::Client => a
                .client_name
                .cmp(&b.client_name)
                .then(a.starts_at.cmp(&b.starts_at)),
            Self::Id => Ordering::Equal,
        };
        first.then(a.id.cmp(&b.id))
    }
}
