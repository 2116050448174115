//! Locations as rows and records.

use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::db::schema::locations;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::text::{clean_text, optional_notes, optional_text};
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, audited, shown_in_table, wanted_only};

/// A location's own row, read and written whole.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = locations, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct LocationRow {
    pub id: i64,
    pub name: String,
    pub name_key: String,
    pub address: Option<String>,
    pub city: Option<String>,
    /// IANA name of its time zone: shown, nothing is computed with it.
    pub zone: Option<String>,
    pub notes: Option<String>,
    pub is_active: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// Details to set; `None` leaves what is there, an empty text clears it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LocationDetails {
    pub name: Option<String>,
    pub address: Option<String>,
    pub city: Option<String>,
    pub zone: Option<String>,
    pub notes: Option<String>,
    pub active: Option<bool>,
}

impl LocationDetails {
    /// Sets what is given.
    ///
    /// # Errors
    /// `Invalid` for a text that is too long, or a time zone that is none.
    pub fn apply(&self, row: &mut LocationRow) -> Result<()> {
        if let Some(name) = &self.name {
            row.name = clean_text("location", name, 255)?;
            row.name_key = name_key(&row.name);
        }
        if let Some(address) = &self.address {
            row.address = optional_text("address", address, 500)?;
        }
        if let Some(city) = &self.city {
            row.city = optional_text("city", city, 100)?;
        }
        match self.zone.as_deref().map(str::trim) {
            None => {}
            Some("") => row.zone = None,
            Some(text) => {
                let zone: chrono_tz::Tz = text.parse().map_err(|_| {
                    Error::invalid(ErrorCode::InvalidZone, format!("invalid time zone `{text}`"))
                        .hint("write it as Africa/Johannesburg")
                })?;
                row.zone = Some(zone.name().to_owned());
            }
        }
        if let Some(notes) = &self.notes {
            row.notes = optional_notes("notes", notes, 2000)?;
        }
        row.is_active = self.active.unwrap_or(row.is_active);
        Ok(())
    }
}

/// The locations that a list is of; the default is every place, and none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LocationFilter(Option<BTreeSet<i64>>);

impl LocationFilter {
    /// Returns the filter of these locations alone.
    pub fn of(ids: BTreeSet<i64>) -> Self {
        Self(Some(ids))
    }

    /// Returns the locations; `None` for every place.
    pub fn ids(&self) -> Option<&BTreeSet<i64>> {
        self.0.as_ref()
    }

    /// Returns whether every place fits.
    pub fn is_open(&self) -> bool {
        self.0.is_none()
    }

    /// Returns whether what belongs to this location fits.
    pub fn fits(&self, location_id: Option<i64>) -> bool {
        let has = |ids: &BTreeSet<i64>| location_id.is_some_and(|id| ids.contains(&id));
        self.0.as_ref().is_none_or(has)
    }
}

impl Record for LocationRow {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<LocationRow>] = &[
            shown_in_table("id", |l| l.id.into()),
            audited(shown_in_table("name", |l| l.name.as_str().into())),
            audited(shown_in_table("city", |l| l.city.clone().into())),
            audited(shown_in_table("address", |l| l.address.clone().into())),
            audited(shown_in_table("zone", |l| l.zone.clone().into())),
            audited(wanted_only("notes", |l| l.notes.clone().into())),
            audited(wanted_only("is_active", |l| l.is_active.into())),
            wanted_only("created_at", |l| l.created_at.into()),
            wanted_only("updated_at", |l| l.updated_at.into()),
        ];
        FIELDS
    }
}
