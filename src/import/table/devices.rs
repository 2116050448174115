//! Devices from a table, through the devices' own services.

use std::collections::{BTreeMap, HashMap};

use super::super::store::Texts;
use super::adapter::{Adapter, Made, Present, kept};
use super::field::{Field, Form, Need, Words};
use super::values::Values;
use crate::access::tx::Tx;
use crate::device::category;
use crate::device::edit::{self, DeviceChanges, NewDevices};
use crate::device::model::{DeviceCategory, DeviceRow, DeviceStatus, serial_key};
use crate::device::service;
use crate::device::status_change::{self, DeviceMove};
use crate::kernel::error::{Error, Result};
use crate::user::IfExists;

/// That a device is assigned follows from its holds: where a list says so, it is available in between.
const STATUS: &Words = &Words {
    read: |text| {
        let word = text.trim().to_lowercase().replace([' ', '-'], "_");
        match word.parse::<DeviceStatus>().ok()? {
            DeviceStatus::Assigned => Some(DeviceStatus::Available.as_str()),
            status => Some(status.as_str()),
        }
    },
    all: || {
        let stored = DeviceStatus::ALL
            .iter()
            .filter(|one| **one != DeviceStatus::Assigned);
        stored.map(|one| one.as_str()).collect()
    },
};

const fn field(
    name: &'static str,
    also: &'static [&'static str],
    form: Form,
    about: &'static str,
    example: &'static str,
) -> Field {
    Field {
        name,
        also,
        form,
        need: Need::No,
        about,
        example,
    }
}

pub const FIELDS: &[Field] = &[
    Field {
        need: Need::Key,
        ..field(
            "serial_number",
            &[
                "Serial",
                "Serial No",
                "Serial #",
                "S/N",
                "SN",
                "Asset",
                "Asset tag",
            ],
            Form::Text(255),
            "Its serial number",
            "LT-001",
        )
    },
    Field {
        need: Need::New,
        ..field(
            "category",
            &["Device type", "Type", "Kind"],
            Form::Category,
            "Its category: colab device category list",
            "Laptop",
        )
    },
    field(
        "name",
        &["Model", "Device", "Description"],
        Form::Text(255),
        "What it is",
        "Dell 5420",
    ),
    field(
        "status",
        &["State"],
        Form::Word(STATUS),
        "Where it is in its life; available unless told",
        "available",
    ),
    field(
        "place",
        &["Location", "Where"],
        Form::Text(255),
        "Where it is kept",
        "Store room",
    ),
    field(
        "office_account",
        &["Office", "Office 365", "Account"],
        Form::Text(255),
        "The Office account on it",
        "",
    ),
    field(
        "anydesk_id",
        &["AnyDesk"],
        Form::Text(255),
        "Its AnyDesk number",
        "",
    ),
    field(
        "notes",
        &["Note", "Comment", "Remarks"],
        Form::Text(2000),
        "Anything else",
        "",
    ),
];

/// The devices as they were when the import began.
pub struct Devices {
    categories: Vec<DeviceCategory>,
    present: HashMap<String, DeviceRow>,
}

impl Devices {
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        let rows = service::all_rows(tx.connection())?;
        Ok(Self {
            categories: category::all(tx.connection())?,
            present: rows
                .into_iter()
                .map(|row| (row.serial_key.clone(), row))
                .collect(),
        })
    }

    fn values(&self, row: &DeviceRow) -> Values {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let category = self.categories.iter().find(|one| one.id == row.category_id);
        [
            ("serial_number", row.serial_number.clone()),
            (
                "category",
                category.map(|one| one.name.clone()).unwrap_or_default(),
            ),
            ("name", text(&row.name)),
            ("status", row.status.to_string()),
            ("place", text(&row.place)),
            ("office_account", text(&row.office_account)),
            ("anydesk_id", text(&row.anydesk_id)),
            ("notes", text(&row.notes)),
        ]
        .into_iter()
        .collect()
    }
}

fn details(values: &Values) -> Result<DeviceChanges> {
    let given = |field: &str| values.get(field).map(str::to_owned);
    Ok(DeviceChanges {
        name: given("name"),
        category: kept(values, "category")?.map(str::to_owned),
        place: given("place"),
        office_account: given("office_account"),
        anydesk_id: given("anydesk_id"),
        notes: given("notes"),
    })
}

fn status(values: &Values) -> Result<Option<DeviceStatus>> {
    let word = kept(values, "status")?;
    word.map(|word| word.parse().map_err(Error::internal)).transpose()
}

impl Adapter for Devices {
    fn noun(&self) -> &'static str {
        "device"
    }

    /// The serial in the case in which it is stored, the category by its name.
    fn settle(&self, mut values: Values) -> Result<Values> {
        let serial = values.text("serial_number").map(serial_key);
        if let Some(known) = serial.and_then(|key| self.present.get(&key)) {
            values.set("serial_number", known.serial_number.clone());
        }
        if let Some(name) = values.text("category") {
            let known = category::find(&self.categories, name)?.name.clone();
            values.set("category", known);
        }
        Ok(values)
    }

    fn key(&self, values: &Values) -> Result<String> {
        Ok(serial_key(values.text("serial_number").unwrap_or_default()))
    }

    fn found(&self, key: &str) -> Vec<Present> {
        let present = self.present.get(key).map(|row| Present {
            record: row.serial_number.clone(),
            values: self.values(row),
            is_off: row.status.is_terminal(),
        });
        present.into_iter().collect()
    }

    fn label(&self, values: &Values) -> String {
        values.text("serial_number").unwrap_or_default().to_owned()
    }

    fn create(&mut self, tx: &mut Tx<'_>, values: &Values) -> Result<Made> {
        let serial = values.text("serial_number").unwrap_or_default().to_owned();
        let new = NewDevices {
            serials: vec![serial.clone()],
            details: details(values)?,
            status: status(values)?.unwrap_or(DeviceStatus::Available),
        };
        edit::add(tx, &new, IfExists::Error, None)?;
        Ok(Made {
            record: serial,
            warnings: Vec::new(),
        })
    }

    fn update(&mut self, tx: &mut Tx<'_>, record: &str, changes: &Values) -> Result<Vec<String>> {
        let serials = [record.to_owned()];
        let details = details(changes)?;
        if details != DeviceChanges::default() {
            edit::edit(tx, &serials, &details)?;
        }
        let Some(to) = status(changes)? else {
            return Ok(Vec::new());
        };
        let wanted = DeviceMove {
            serials: serials.to_vec(),
            to: Some(to),
            place: None,
            reason: None,
        };
        Ok(status_change::move_devices(tx, &wanted)?.warnings)
    }

    fn revive(&mut self, tx: &mut Tx<'_>, record: &str) -> Result<()> {
        status_change::reinstate(tx, record)
    }

    fn states(&self, tx: &mut Tx<'_>, records: &[String]) -> Result<BTreeMap<String, Texts>> {
        let keys: Vec<String> = records.iter().map(|serial| serial_key(serial)).collect();
        let rows = service::rows_by_keys(tx.connection(), &keys)?;
        let state = |row: &DeviceRow| (row.serial_number.clone(), self.values(row).texts());
        Ok(rows.iter().map(state).collect())
    }

    /// Nothing is deleted: a device that never should have been is retired, with the reason in its timeline.
    fn take_back(&mut self, tx: &mut Tx<'_>, record: &str, why: &str) -> Result<()> {
        let wanted = DeviceMove {
            serials: vec![record.to_owned()],
            to: Some(DeviceStatus::Retired),
            place: None,
            reason: Some(why.to_owned()),
        };
        status_change::move_devices(tx, &wanted).map(|_moved| ())
    }
}
