//! Devices from a table, through the devices' own services.

use std::collections::{BTreeMap, HashMap};

use super::adapter::{CreatedRecord, ListedRecord, NewRecord, PresentRecord, TableAdapter};
use super::cell::CellContext;
use super::column::TableColumn;
use super::marks::ListMarks;
use super::values::{FieldValues, empty_field};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::device::category;
use crate::device::edit::{self, DeviceChanges, NewDevices};
use crate::device::model::{Device, DeviceCategory, DeviceStatus, serial_key};
use crate::device::service::{self, DeviceFilter};
use crate::device::status_change::{self, DeviceMove};
use crate::import::store::FieldTexts;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::period::Site;
use crate::kernel::text::printable;
use crate::location;
use crate::output::{CellForm, column};
use crate::user::IfExists;

/// No list of ours has it: a device is one.
pub const QUANTITY: TableColumn = TableColumn {
    name: "quantity",
    column: column(CellForm::Text(100), "How many devices the row is: one").synonyms(&["Qty"]),
};

/// Refuses a row of several devices, of which each has its own serial number.
pub fn tidy(mut values: FieldValues, _site: &Site) -> Result<FieldValues, String> {
    let quantity = values.remove(QUANTITY.name).unwrap_or_default();
    let digits = quantity.split(|c: char| !c.is_ascii_digit()).next();
    let count = digits.and_then(|digits| digits.parse::<u32>().ok());
    match count {
        None | Some(1) => Ok(values),
        Some(_) => Err(format!(
            "{}: a row is one device, and this one is of {}; write a row for each",
            QUANTITY.name,
            printable(&quantity)
        )),
    }
}

/// The devices as they were when the import began.
pub struct DeviceAdapter {
    grant: Grant,
    context: CellContext,
    categories: Vec<DeviceCategory>,
    /// By serial key.
    present: HashMap<String, Device>,
    /// Serial keys by id.
    by_id: HashMap<i64, String>,
    /// Names of locations by key.
    locations: HashMap<String, String>,
    /// Categories that are not known are added.
    adds_categories: bool,
}

impl DeviceAdapter {
    pub fn load(tx: &mut Tx<'_>, grant: Grant) -> Result<Self> {
        let filter = DeviceFilter {
            all: true,
            ..DeviceFilter::default()
        };
        let devices = service::list(tx, &filter)?;
        let key = |device: &Device| (device.row.id, device.row.serial_key.clone());
        Ok(Self {
            grant,
            by_id: devices.iter().map(key).collect(),
            locations: location::names(tx.connection())?
                .into_values()
                .map(|name| (name_key(&name), name))
                .collect(),
            context: CellContext::of(tx),
            adds_categories: false,
            categories: category::list(tx)?,
            present: devices
                .into_iter()
                .map(|device| (device.row.serial_key.clone(), device))
                .collect(),
        })
    }

    fn values(&self, device: &Device) -> FieldValues {
        FieldValues::of(device, &self.context, |_| true)
    }

    /// Adds the category of a row that is to be written, where it may and nobody knows it. If the row is refused, it is gone
    /// with it.
    fn add_category(&self, tx: &mut Tx<'_>, values: &FieldValues) -> Result<Option<DeviceCategory>> {
        let name = values.text("category").filter(|_| self.adds_categories);
        let is_unknown = |name: &&str| category::find(&self.categories, name).is_err();
        let Some(name) = name.filter(is_unknown) else {
            return Ok(None);
        };
        match category::find(&category::list(tx)?, name) {
            Ok(known) => Ok(Some(known.clone())),
            Err(_) => category::add(tx, name).map(Some),
        }
    }
}

/// Splits a row into the device's details and its status.
fn details(values: &FieldValues) -> Result<(DeviceChanges, Option<DeviceStatus>)> {
    let mut details = values.clone();
    let apart = details.split_off(&["serial_number", "status"]);
    if apart.clears("status") {
        return Err(empty_field("status"));
    }
    Ok((details.changes::<Device, _>()?, apart.parsed("status")?))
}

impl TableAdapter for DeviceAdapter {
    /// Replaces the serial, the category and the location by the database's spelling. A location that nobody knows is the
    /// place where the device is kept, unless the row names one.
    fn resolve(&self, mut values: FieldValues) -> Result<FieldValues> {
        let serial = values.text("serial_number").map(serial_key);
        if let Some(known) = serial.and_then(|key| self.present.get(&key)) {
            values.set("serial_number", known.row.serial_number.clone());
        }
        if let Some(name) = values.text("category") {
            match category::find(&self.categories, name) {
                Ok(known) => values.set("category", known.name.clone()),
                Err(_) if self.adds_categories => {}
                Err(error) => return Err(error),
            }
        }
        if let Some(text) = values.text("location").map(str::to_owned) {
            match self.locations.get(&name_key(&text)) {
                Some(known) => values.set("location", known.clone()),
                None if values.get("place").is_none() => {
                    values.remove("location");
                    values.set("place", text);
                }
                None => {}
            }
        }
        Ok(values)
    }

    fn add_categories(&mut self) {
        self.adds_categories = true;
    }

    fn names_for(&self, field: &str) -> Vec<String> {
        let categories = self.categories.iter().filter(|_| field == "category");
        categories.map(|category| category.name.clone()).collect()
    }

    fn key(&self, values: &FieldValues) -> Result<String> {
        Ok(serial_key(values.text("serial_number").unwrap_or_default()))
    }

    fn found(&self, key: &str) -> Vec<PresentRecord> {
        let present = self.present.get(key).map(|device| PresentRecord {
            record: device.row.serial_number.clone(),
            values: self.values(device),
            is_off: device.row.status.is_terminal(),
        });
        present.into_iter().collect()
    }

    fn present(&self, record: &str) -> Option<PresentRecord> {
        self.found(&serial_key(record)).pop()
    }

    /// A row of this database's list with another serial number would add the device once more.
    fn listed(&self, marks: &ListMarks, values: &FieldValues) -> Result<ListedRecord> {
        let key = self.by_id.get(&marks.id);
        let device = key.and_then(|key| self.present.get(key));
        let Some(device) = device.filter(|device| marks.is_of(device.row.created_at) == Some(true)) else {
            return Ok(ListedRecord::Unknown);
        };
        let serial = values.text("serial_number").unwrap_or_default();
        if serial_key(serial) != device.row.serial_key {
            let known = &device.row.serial_number;
            return Err(Error::invalid(
                ErrorCode::SerialChanged,
                format!("this row is of device {known}, whose serial number cannot be changed to {serial}"),
            ));
        }
        Ok(ListedRecord::Own {
            record: device.row.serial_number.clone(),
            is_current: marks.is_current(device.row.updated_at, None),
        })
    }

    fn label(&self, values: &FieldValues) -> String {
        values.text("serial_number").unwrap_or_default().to_owned()
    }

    fn create(&mut self, tx: &mut Tx<'_>, new: &NewRecord<'_>) -> Result<CreatedRecord> {
        let serial = new.values.text("serial_number").unwrap_or_default().to_owned();
        let category = self.add_category(tx, new.values)?;
        let (details, status) = details(new.values)?;
        let devices = NewDevices {
            serials: vec![serial.clone()],
            details,
            status,
        };
        edit::add(tx, &devices, IfExists::Error, None)?;
        self.categories.extend(category);
        Ok(CreatedRecord::new(serial))
    }

    fn update(&mut self, tx: &mut Tx<'_>, record: &str, changes: &FieldValues) -> Result<Vec<String>> {
        let category = self.add_category(tx, changes)?;
        let (details, status) = details(changes)?;
        if details != DeviceChanges::default() {
            edit::edit(tx, &[record.to_owned()], &details)?;
        }
        let warnings = match status {
            Some(status) => set_status(tx, record, status, None)?,
            None => Vec::new(),
        };
        self.categories.extend(category);
        Ok(warnings)
    }

    fn restore(&mut self, tx: &mut Tx<'_>, record: &str, before: &FieldValues) -> Result<()> {
        let _warnings = self.update(tx, record, before)?;
        status_change::put_clock_back(tx, record)
    }

    fn revive(&mut self, tx: &mut Tx<'_>, record: &str) -> Result<()> {
        status_change::reinstate(tx, record)
    }

    fn states(&self, tx: &mut Tx<'_>, records: &[String]) -> Result<BTreeMap<String, FieldTexts>> {
        let devices = service::find(tx, &self.grant, records)?;
        let state = |device: &Device| (device.row.serial_number.clone(), self.values(device).texts());
        Ok(devices.iter().map(state).collect())
    }

    /// Retires a device that should never have been there; its timeline keeps the reason.
    fn withdraw(&mut self, tx: &mut Tx<'_>, record: &str, reason: &str) -> Result<()> {
        set_status(tx, record, DeviceStatus::Retired, Some(reason)).map(|_warnings| ())
    }
}

fn set_status(tx: &mut Tx<'_>, serial: &str, to: DeviceStatus, reason: Option<&str>) -> Result<Vec<String>> {
    let wanted = DeviceMove {
        serials: vec![serial.to_owned()],
        to: Some(to),
        place: None,
        reason: reason.map(str::to_owned),
    };
    Ok(status_change::move_devices(tx, &wanted)?.warnings)
}
