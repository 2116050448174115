//! Items that can have a price: rooms and device categories by their names, catering and amenities by any name.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::model::{BookedItem, ItemType, Price, PriceRow, Tier, key_of_id, key_of_name};
use super::store;
use crate::access::tx::Tx;
use crate::client::written::ClientNames;
use crate::device::category;
use crate::device::model::DeviceCategory;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::nearest;
use crate::kernel::text::clean_text;
use crate::kernel::timestamp::Timestamp;
use crate::room::{Room, service as rooms};
use colab_schedule::rooms::RoomDirectory;

/// An item that has or gets a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueItem {
    pub item_type: ItemType,
    /// Of a room or a device category.
    pub id: Option<i64>,
    pub name: String,
    pub key: String,
}

impl CatalogueItem {
    /// Names a room or a device category.
    pub fn of_id(item_type: ItemType, id: i64, name: &str) -> Self {
        Self {
            item_type,
            id: Some(id),
            name: name.to_owned(),
            key: key_of_id(item_type, id),
        }
    }

    /// Names a catering item or an amenity.
    pub fn of_name(item_type: ItemType, name: String) -> Self {
        Self {
            item_type,
            id: None,
            key: key_of_name(item_type, &name),
            name,
        }
    }

    /// Returns an open price without rates, of the standard tier, to be filled in and inserted.
    pub fn price_from(&self, from: NaiveDate, currency: &str, by: &str, at: Timestamp) -> PriceRow {
        PriceRow {
            id: 0,
            item_type: self.item_type,
            item_id: self.id,
            item_name: self.id.is_none().then(|| self.name.clone()),
            item_key: self.key.clone(),
            pricing_tier: Tier::Standard,
            daily_rate_cents: None,
            weekly_rate_cents: None,
            monthly_rate_cents: None,
            unit_price_cents: None,
            unit: None,
            currency: currency.to_owned(),
            notes: None,
            effective_date: from,
            expiry_date: None,
            is_active: true,
            created_at: at,
            created_by: by.to_owned(),
            updated_at: at,
            updated_by: by.to_owned(),
            hourly_rate_cents: None,
            minimum_hours: None,
            client_id: None,
        }
    }
}

/// Names of all items, read once for a command.
pub struct ItemDirectory {
    rooms: RoomDirectory,
    categories: Vec<DeviceCategory>,
    /// Catering and amenities by key, with the newest spelling; what bookings ask for has a fixed name.
    named: HashMap<String, (ItemType, String)>,
    /// Of the clients that have prices of their own.
    clients: ClientNames,
}

impl ItemDirectory {
    /// Reads the names.
    pub(super) fn load(tx: &mut Tx<'_>) -> Result<Self> {
        let asked = (
            store::names(),
            store::clients(),
            rooms::all_query(tx.connection()),
            category::all_query(),
        );
        let (called, clients, all_rooms, categories) = tx.connection().answer(asked)?;
        Self::of(tx, called, clients, (&all_rooms[..], categories))
    }

    /// Reads the names that these prices need.
    pub(super) fn of_prices(tx: &mut Tx<'_>, rows: &[PriceRow]) -> Result<Self> {
        let named = rows.iter().filter(|row| row.item_name.is_some());
        let keys: BTreeSet<String> = named.map(|row| row.item_key.clone()).collect();
        let keys: Vec<String> = keys.into_iter().collect();
        let asked = (
            store::names_of(&keys),
            rooms::all_query(tx.connection()),
            category::all_query(),
        );
        let (called, all_rooms, categories) = tx.connection().answer(asked)?;
        let clients = rows.iter().filter_map(|row| row.client_id).collect();
        Self::of(tx, called, clients, (&all_rooms[..], categories))
    }

    fn of(
        tx: &mut Tx<'_>,
        called: Vec<(ItemType, String)>,
        clients: Vec<i64>,
        (all_rooms, categories): (&[Room], Vec<DeviceCategory>),
    ) -> Result<Self> {
        let booked = BookedItem::ALL.iter();
        let booked = booked.map(|item| (ItemType::Catering, item.name().to_owned()));
        let keyed =
            |(item_type, name): (ItemType, String)| (key_of_name(item_type, &name), (item_type, name));
        Ok(Self {
            rooms: rooms::directory_of(all_rooms),
            categories,
            named: called.into_iter().chain(booked).map(keyed).collect(),
            clients: ClientNames::load(tx.connection(), clients)?,
        })
    }

    /// Returns the type of the items by a name, where items of one type alone have it.
    pub fn only_type(&self, name: &str) -> Option<ItemType> {
        let types = ItemType::ALL.iter().copied().filter(|item_type| match item_type {
            ItemType::Room => self.rooms.find(name).is_some(),
            ItemType::DeviceCategory => category::find(&self.categories, name).is_ok(),
            ItemType::Catering | ItemType::Amenity => self.known_name(*item_type, name).is_some(),
        });
        let types: Vec<ItemType> = types.collect();
        match types.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// Finds the item to price by its name; catering and amenities may be new.
    ///
    /// # Errors
    /// `NotFound` for an unknown room or category, with the nearest; `Invalid` for an empty or too long name.
    pub fn to_price(&self, item_type: ItemType, name: &str) -> Result<CatalogueItem> {
        match item_type {
            ItemType::Room => {
                let room = rooms::find(&self.rooms, name)?;
                Ok(CatalogueItem::of_id(item_type, room.id, &room.name))
            }
            ItemType::DeviceCategory => {
                let category = category::find(&self.categories, name)?;
                Ok(CatalogueItem::of_id(item_type, category.id, &category.name))
            }
            ItemType::Catering | ItemType::Amenity => {
                let name = clean_text("item", name, 255)?;
                let known = self.known_name(item_type, &name);
                Ok(CatalogueItem::of_name(item_type, known.unwrap_or(name)))
            }
        }
    }

    /// Finds a known item by its name.
    ///
    /// # Errors
    /// `NotFound` with the nearest ones.
    pub fn find(&self, item_type: ItemType, name: &str) -> Result<CatalogueItem> {
        if item_type.has_rates() {
            return self.to_price(item_type, name);
        }
        match self.known_name(item_type, name) {
            Some(known) => Ok(CatalogueItem::of_name(item_type, known)),
            None => Err(self.unknown(item_type, name)),
        }
    }

    fn known_name(&self, item_type: ItemType, name: &str) -> Option<String> {
        let known = self.named.get(&key_of_name(item_type, name));
        known.map(|(_, name)| name.clone())
    }

    fn unknown(&self, item_type: ItemType, name: &str) -> Error {
        let names = self.names(item_type);
        let near = nearest(name, names.iter().map(String::as_str), 3);
        let shown = crate::kernel::text::printable(name);
        Error::not_found(
            ErrorCode::UnknownItem,
            format!("{} `{shown}` not found", item_type.words()),
            &near,
        )
        .hint(format!("colab pricing list --type {item_type} --all"))
    }

    /// Returns the names of all items of a type.
    pub fn names(&self, item_type: ItemType) -> Vec<String> {
        let mut names: Vec<String> = match item_type {
            ItemType::Room => self.rooms.rooms().iter().map(|room| room.name.clone()).collect(),
            ItemType::DeviceCategory => self.categories.iter().map(|one| one.name.clone()).collect(),
            ItemType::Catering | ItemType::Amenity => {
                let known = self.named.values().filter(|(of, _)| *of == item_type);
                known.map(|(_, name)| name.clone()).collect()
            }
        };
        names.sort();
        names
    }

    /// Adds the item's name to a price.
    ///
    /// # Errors
    /// `Internal` for an unknown currency.
    pub fn named(&self, row: PriceRow) -> Result<Price> {
        let item = match (row.item_type, row.item_id) {
            (ItemType::Room, Some(id)) => self.rooms.get(id).map(|room| &room.name),
            (ItemType::DeviceCategory, Some(id)) => {
                let category = self.categories.iter().find(|one| one.id == id);
                category.map(|one| &one.name)
            }
            _ => self.named.get(&row.item_key).map(|(_, name)| name),
        };
        Ok(Price {
            // An item that is new in this transaction has its name in the row alone.
            item: item.or(row.item_name.as_ref()).cloned().unwrap_or_default(),
            currency: row.currency()?,
            client: row.client_id.map(|id| self.clients.of(id).1.to_owned()),
            row,
        })
    }

    /// Returns everything that should have a price: rooms in use, device categories, what bookings ask for.
    pub fn to_be_priced(&self) -> Vec<CatalogueItem> {
        let rooms = self.rooms.rooms().iter().filter(|room| room.is_active);
        let rooms = rooms.map(|room| CatalogueItem::of_id(ItemType::Room, room.id, &room.name));
        let categories = self.categories.iter();
        let categories =
            categories.map(|one| CatalogueItem::of_id(ItemType::DeviceCategory, one.id, &one.name));
        let booked = BookedItem::ALL.iter();
        let booked = booked.map(|item| CatalogueItem::of_name(ItemType::Catering, item.name().to_owned()));
        rooms.chain(categories).chain(booked).collect()
    }
}
