//! What changed the records of an import since.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::journal::ImportedRow;
use super::kind::ImportKind;
use crate::access::operation::{self, RowMove, RowStanding};
use crate::access::tx::Tx;
use crate::device::service as devices;
use crate::kernel::error::Result;

/// The rows of tables that an import changed, by what the operations since did with them: an undone import that was done
/// again counts as the import.
#[derive(Debug, Default)]
pub struct ChangesSince {
    /// Taken back by force: whatever was changed.
    is_forced: bool,
    /// The operation that the import ran.
    pub operation: Option<i64>,
    as_left: BTreeSet<(String, String)>,
    /// In words.
    moved: BTreeMap<(String, String), String>,
    /// The numbers of devices in tables, by serial.
    devices: BTreeMap<String, i64>,
}

impl ChangesSince {
    /// Reads what changed the records of an import.
    pub fn of(tx: &mut Tx<'_>, import: i64, is_forced: bool) -> Result<Self> {
        let operations = operation::of_rows(tx.connection(), &[("imports", vec![import.to_string()])])?;
        let mut since = Self {
            is_forced,
            operation: operations.first().copied(),
            ..Self::default()
        };
        let Some(first) = since.operation else {
            return Ok(since);
        };
        let (undos, site) = (operation::undos(tx.connection())?, tx.site());
        let mut words: BTreeMap<i64, String> = BTreeMap::new();
        for (row, standing) in operation::standing_of(tx.connection(), first, &undos)? {
            match standing {
                RowStanding::AsLeft => {
                    since.as_left.insert(row);
                }
                RowStanding::Moved(RowMove::By(id)) => {
                    let by = match words.entry(id) {
                        Entry::Occupied(known) => known.get().clone(),
                        Entry::Vacant(new) => {
                            let change = RowMove::By(id);
                            let by = operation::change_in_words(tx.connection(), change, &site)?;
                            new.insert(by).clone()
                        }
                    };
                    since.moved.insert(row, by);
                }
                RowStanding::Moved(RowMove::ByHand) | RowStanding::Undone => {}
            }
        }
        let devices = since.moved.keys().filter(|(table, _)| table == "devices");
        let devices: Vec<i64> = devices.filter_map(|(_, id)| id.parse().ok()).collect();
        let devices = devices::rows_by_ids(tx.connection(), &devices)?.into_iter();
        since.devices = devices.map(|row| (row.serial_number, row.id)).collect();
        Ok(since)
    }

    /// Returns whether a booking is as the import left it, or is taken back all the same.
    pub fn is_left(&self, row: &ImportedRow) -> bool {
        let booking = row.booking_id.map(|id| ("bookings".to_owned(), id.to_string()));
        self.is_forced || booking.is_some_and(|booking| self.as_left.contains(&booking))
    }

    /// Returns whether a row of a table is as the import left it.
    pub fn is_row_left(&self, table: &str, key: &str) -> bool {
        self.as_left.contains(&(table.to_owned(), key.to_owned()))
    }

    /// Returns whether a room is as the import left it, or is taken back all the same.
    pub fn is_room_left(&self, id: &str) -> bool {
        self.is_forced || self.is_row_left("rooms", id)
    }

    /// Says that a record was edited, by whom and when if that is known.
    pub fn why(&self, kind: ImportKind, row: &ImportedRow) -> String {
        let record = row.record.clone().unwrap_or_default();
        let (table, key) = match kind {
            ImportKind::Rooms => ("rooms", record),
            ImportKind::Users => ("users", record),
            ImportKind::Clients => ("clients", record),
            ImportKind::Devices => {
                let id = self.devices.get(&record).map(i64::to_string);
                ("devices", id.unwrap_or(record))
            }
            ImportKind::Pricing => return self.why_of_price(),
            _ => ("bookings", row.booking_id.map_or(record, |id| id.to_string())),
        };
        self.why_of(table, &key)
    }

    /// Says that prices were edited, by whom if it was one operation: each ends the one before it.
    fn why_of_price(&self) -> String {
        let prices = self
            .moved
            .iter()
            .filter(|((table, _), _)| table == "pricing_catalog");
        let by: BTreeSet<&String> = prices.map(|(_, by)| by).collect();
        match by.first() {
            Some(only) if by.len() == 1 => format!("edited {only}"),
            _ => "edited since".to_owned(),
        }
    }

    /// Says that a row of a table was edited.
    pub fn why_of(&self, table: &str, key: &str) -> String {
        let moved = self.moved.get(&(table.to_owned(), key.to_owned()));
        moved.map_or_else(|| "edited since".to_owned(), |by| format!("edited {by}"))
    }
}
