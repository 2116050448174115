//! Lists of devices, read page by page.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::category;
use super::lookup::{
    AllDevices, DeviceHolders, all_query, held_by, holders_query, unknown, with_holders, with_holders_of,
};
use super::model::{AttentionLevel, Device, DeviceHolding, DeviceRow, DeviceStatus, serial_key};
use super::store::{self, DevicePage};
use crate::access::auth::Permission;
use crate::access::list_pages::{TakeRows, each_page, gathered, next_by_group};
use crate::access::sort_order::SortOrder;
use crate::access::tx::Tx;
use crate::db::backend::IDS_PER_QUERY;
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::location::LocationFilter;
use crate::text_enum;

/// Which devices to list; `None` matches all.
#[derive(Debug, Clone, Default)]
pub struct DeviceFilter {
    pub status: Vec<DeviceStatus>,
    pub category: Option<String>,
    pub place: Option<String>,
    pub location: LocationFilter,
    pub brand: Option<String>,
    pub model: Option<String>,
    /// First and last day of purchase; either end may be open.
    pub purchased_from: Option<NaiveDate>,
    pub purchased_to: Option<NaiveDate>,
    /// The warranty ends up to and including this day.
    pub warranty_until: Option<NaiveDate>,
    /// Part of serial, name, brand, model, account, AnyDesk id, notes or the client who has it.
    pub text: Option<String>,
    /// Lists only devices that have been in their status for too long.
    pub attention: Option<AttentionLevel>,
    /// Includes devices that are sold or retired.
    pub all: bool,
    pub sort: SortOrder<DeviceSort>,
    /// Lists the devices that follow this serial.
    pub after: Option<String>,
    pub limit: Option<usize>,
}

text_enum! {
    /// The order of listed devices.
    #[derive(Default)]
    pub enum DeviceSort {
        #[default]
        Serial = "serial_number",
        Category = "category",
        Status = "status",
        StatusSince = "status_since",
    }
}

/// Lists the devices that fit a filter.
///
/// # Errors
/// As [`list_in_pages`].
pub fn list(tx: &mut Tx<'_>, filter: &DeviceFilter) -> Result<Vec<Device>> {
    let _grant = tx.require(Permission::SeeDevices)?;
    gathered(|take| list_in_pages(tx, filter, take))
}

/// Hands the devices that fit a filter over page by page.
///
/// # Errors
/// `NotFound` for an unknown category or an unknown serial to go on after.
pub fn list_in_pages(tx: &mut Tx<'_>, filter: &DeviceFilter, take: &mut TakeRows<'_, Device>) -> Result<()> {
    let _grant = tx.require(Permission::SeeDevices)?;
    let list = DeviceList::of(tx, filter)?;
    let after = match &filter.after {
        Some(serial) => match store::by_keys(tx.connection(), &[serial_key(serial)])?.pop() {
            Some(row) => list.whole(tx, vec![row])?.pop(),
            None => return Err(unknown(tx, serial)?),
        },
        None => None,
    };
    let next = |tx: &mut Tx<'_>, after: Option<&Device>, limit: i64| list.next(tx, after, limit);
    let finish = |_: &mut Tx<'_>, mut devices: Vec<Device>| -> Result<Vec<Device>> {
        devices.retain(|device| fits(device, filter, list.category));
        Ok(devices)
    };
    each_page(tx, filter.limit, after, next, finish, take)
}

/// A list of devices that is read page by page.
struct DeviceList<'f> {
    filter: &'f DeviceFilter,
    category: Option<i64>,
    /// The statuses in which those that fit may be stored; empty: in any.
    stored: Vec<DeviceStatus>,
    /// Who has any device: asked once of a whole list, and of one that goes by that.
    holders: Option<DeviceHolders>,
    /// The groups of lists that go by them, in order.
    categories: Vec<i64>,
    statuses: Vec<DeviceStatus>,
}

impl<'f> DeviceList<'f> {
    fn of(tx: &mut Tx<'_>, filter: &'f DeviceFilter) -> Result<Self> {
        let category = category::id_of(tx, filter.category.as_deref())?;
        let stored = filter.status.iter().flat_map(|status| stored_as(*status));
        let stored: BTreeSet<DeviceStatus> = stored.copied().collect();
        let holders = match (filter.limit, filter.sort.field) {
            (Some(_), DeviceSort::Serial | DeviceSort::StatusSince | DeviceSort::Category) => None,
            (None, _) | (_, DeviceSort::Status) => {
                let all = holders_query(tx, None);
                Some(tx.connection().answer(all)?)
            }
        };
        let mut categories = match filter.sort.field {
            DeviceSort::Category => category::all(tx.connection())?,
            DeviceSort::Serial | DeviceSort::Status | DeviceSort::StatusSince => Vec::new(),
        };
        categories.sort_by(|a, b| a.name.cmp(&b.name));
        let mut categories: Vec<i64> = categories.into_iter().map(|one| one.id).collect();
        filter.sort.direct(&mut categories);
        let mut statuses = DeviceStatus::ALL.to_vec();
        filter.sort.direct(&mut statuses);
        Ok(Self {
            filter,
            category,
            stored: stored.into_iter().collect(),
            holders,
            categories,
            statuses,
        })
    }

    /// Adds to rows who has the devices.
    fn whole(&self, tx: &mut Tx<'_>, rows: Vec<DeviceRow>) -> Result<Vec<Device>> {
        match &self.holders {
            Some(holders) => held_by(tx, rows, holders),
            None => with_holders(tx, rows),
        }
    }

    /// Returns what the database chooses by, and in which order.
    fn page(&self) -> DevicePage<'_> {
        DevicePage {
            by_status_since: self.filter.sort.field == DeviceSort::StatusSince,
            descending: self.filter.sort.descending,
            category: self.category,
            statuses: &self.stored,
            in_use: self.stored.is_empty() && !self.filter.all,
            available: None,
            after: None,
            limit: 0,
        }
    }

    fn read(
        &self,
        tx: &mut Tx<'_>,
        page: DevicePage<'_>,
        after: Option<&Device>,
        limit: i64,
    ) -> Result<Vec<Device>> {
        let after = after.map(|device| &device.row);
        let rows = store::page(tx.connection(), DevicePage { after, limit, ..page })?;
        self.whole(tx, rows)
    }

    /// Reads the next devices, so many at most.
    fn next(&self, tx: &mut Tx<'_>, after: Option<&Device>, limit: i64) -> Result<Vec<Device>> {
        match self.filter.sort.field {
            DeviceSort::Serial | DeviceSort::StatusSince => self.read(tx, self.page(), after, limit),
            DeviceSort::Category => {
                let after = after.map(|device| (device.row.category_id, device));
                next_by_group(tx, &self.categories, after, limit, |tx, id, after, limit| {
                    self.of_category(tx, id, after, limit)
                })
            }
            DeviceSort::Status => {
                let after = after.map(|device| (device.status(), device));
                next_by_group(tx, &self.statuses, after, limit, |tx, status, after, limit| {
                    self.of_status(tx, status, after, limit)
                })
            }
        }
    }

    fn of_category(
        &self,
        tx: &mut Tx<'_>,
        id: i64,
        after: Option<&Device>,
        limit: i64,
    ) -> Result<Vec<Device>> {
        if self.category.is_some_and(|wanted| wanted != id) {
            return Ok(Vec::new());
        }
        let page = DevicePage {
            category: Some(id),
            ..self.page()
        };
        self.read(tx, page, after, limit)
    }

    fn of_status(
        &self,
        tx: &mut Tx<'_>,
        status: DeviceStatus,
        after: Option<&Device>,
        limit: i64,
    ) -> Result<Vec<Device>> {
        if !is_wanted(self.filter, status) {
            return Ok(Vec::new());
        }
        let held = self.holders.iter().flat_map(|holders| holders.held.keys());
        let held: Vec<i64> = held.copied().collect();
        let is_out = matches!(status, DeviceStatus::Assigned | DeviceStatus::Offsite);
        let page = DevicePage {
            statuses: stored_as(status),
            available: Some(&held[..]).filter(|ids| is_out && ids.len() <= IDS_PER_QUERY),
            ..self.page()
        };
        // What is stored as available may be with somebody.
        let next = |tx: &mut Tx<'_>, after: Option<&Device>, limit: i64| self.read(tx, page, after, limit);
        let finish = |_: &mut Tx<'_>, mut devices: Vec<Device>| -> Result<Vec<Device>> {
            devices.retain(|device| device.status() == status);
            Ok(devices)
        };
        let most = usize::try_from(limit).ok();
        gathered(|take| each_page(tx, most, after.cloned(), next, finish, take))
    }
}

/// Returns the statuses that a device may be stored in which is in this one now.
fn stored_as(status: DeviceStatus) -> &'static [DeviceStatus] {
    use DeviceStatus::{
        Assigned, Available, Lost, Maintenance, New, Offsite, Retired, Returned, Sold, Testing,
    };
    match status {
        Available | Assigned => &[Available],
        Offsite => &[Available, Offsite],
        New => &[New],
        Returned => &[Returned],
        Testing => &[Testing],
        Maintenance => &[Maintenance],
        Lost => &[Lost],
        Sold => &[Sold],
        Retired => &[Retired],
    }
}

/// Returns whether devices in a status are listed.
fn is_wanted(filter: &DeviceFilter, status: DeviceStatus) -> bool {
    if filter.status.is_empty() {
        filter.all || !status.is_terminal()
    } else {
        filter.status.contains(&status)
    }
}

fn fits(device: &Device, filter: &DeviceFilter, category: Option<i64>) -> bool {
    let (row, status) = (&device.row, device.status());
    let contains = |text: &str, wanted: &str| name_key(text).contains(&name_key(wanted));
    let in_text = |wanted: &String| {
        let texts = [
            Some(row.serial_number.as_str()),
            row.name.as_deref(),
            row.brand.as_deref(),
            row.model.as_deref(),
            row.office_account.as_deref(),
            row.anydesk_id.as_deref(),
            row.notes.as_deref(),
            device.held.as_deref().map(DeviceHolding::client),
            device.client.as_ref().map(|(_, name)| name.as_str()),
        ];
        texts.into_iter().flatten().any(|text| contains(text, wanted))
    };
    let part = |wanted: &Option<String>, text: &Option<String>| {
        let is_part = |wanted: &String| text.as_ref().is_some_and(|text| contains(text, wanted));
        wanted.as_ref().is_none_or(is_part)
    };
    let from = |first: Option<NaiveDate>, day: Option<NaiveDate>| {
        first.is_none_or(|first| day.is_some_and(|day| day >= first))
    };
    let up_to = |last: Option<NaiveDate>, day: Option<NaiveDate>| {
        last.is_none_or(|last| day.is_some_and(|day| day <= last))
    };
    is_wanted(filter, status)
        && part(&filter.brand, &row.brand)
        && part(&filter.model, &row.model)
        && from(filter.purchased_from, row.purchased_on)
        && up_to(filter.purchased_to, row.purchased_on)
        && up_to(filter.warranty_until, row.warranty_until)
        && category.is_none_or(|id| row.category_id == id)
        && (filter.attention.is_none() || device.attention() >= filter.attention)
        && part(&filter.place, &row.place)
        && filter.location.fits(row.location_id)
        && filter.text.as_ref().is_none_or(in_text)
}

/// Lists the devices that have been in their status for too long, the longest first.
pub fn needing_attention(tx: &mut Tx<'_>) -> Result<Vec<Device>> {
    let grant = tx.require(Permission::SeeDevices)?;
    let all = all_query(tx, &grant);
    let all = tx.connection().answer(all)?;
    needing_attention_of(tx, all)
}

/// Returns what [`needing_attention`] does, of devices that are loaded.
pub fn needing_attention_of(tx: &mut Tx<'_>, all: AllDevices) -> Result<Vec<Device>> {
    let _grant = tx.require(Permission::SeeDevices)?;
    let filter = DeviceFilter {
        attention: Some(AttentionLevel::Warn),
        ..DeviceFilter::default()
    };
    let mut devices = with_holders_of(tx, all)?;
    devices.retain(|device| fits(device, &filter, None));
    devices.sort_by_key(|device| device.row.status_since);
    Ok(devices)
}
