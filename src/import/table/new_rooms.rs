//! Rooms that bookings of a table name and that are not known (`--create-rooms`): only those are made in which a row is
//! booked.

use std::collections::BTreeMap;

use super::adapter::refusal_or_fail;
use super::plan::RowPlan;
use super::rows::ImportTable;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::room::{NewRoom, service as rooms};
use colab_schedule::rooms::DirectoryRoom;

/// The unknown rooms of a table, by the keys of their names.
pub struct NewRooms {
    grant: Grant,
    names: BTreeMap<String, String>,
}

/// The places of the plans that are booked in each new room, by the key of its name.
pub type RoomPlans = BTreeMap<String, Vec<usize>>;

impl NewRooms {
    /// Collects the rooms that rows name and that are not known.
    ///
    /// # Errors
    /// `Forbidden` for whoever may not edit rooms.
    pub fn of(tx: &mut Tx<'_>, table: &ImportTable) -> Result<Self> {
        let grant = tx.require(Permission::EditRooms)?;
        let directory = rooms::directory(tx.connection())?;
        let mut names = BTreeMap::new();
        for name in table.values().filter_map(|values| values.text("room")) {
            if directory.find(name).is_none() {
                names.entry(name_key(name)).or_insert_with(|| name.to_owned());
            }
        }
        Ok(Self { grant, names })
    }

    /// Returns the rooms as rows are compared with them before they are made: with numbers that no room has.
    pub fn expected(&self) -> Vec<DirectoryRoom> {
        let numbers = (1_i64..).map(|number| -number);
        let named = numbers.zip(self.names.values());
        named
            .map(|(id, name)| DirectoryRoom {
                id,
                name: name.clone(),
                aliases: Vec::new(),
                capacity: 0,
                components: Vec::new(),
                is_active: true,
            })
            .collect()
    }

    /// Finds the plans that are to be written in a new room.
    pub fn plans(&self, plans: &[RowPlan]) -> RoomPlans {
        let mut wanted = RoomPlans::new();
        for (place, plan) in plans.iter().enumerate().filter(|(_, plan)| plan.writes()) {
            let key = plan.values.text("room").map(name_key);
            if let Some(key) = key.filter(|key| self.names.contains_key(key)) {
                wanted.entry(key).or_default().push(place);
            }
        }
        wanted
    }

    /// Makes the rooms of these plans and returns their names; of a room that cannot be made the plans are refused.
    ///
    /// # Errors
    /// What is not about a room.
    pub fn make(&self, tx: &mut Tx<'_>, wanted: &RoomPlans, plans: &mut [RowPlan]) -> Result<Vec<String>> {
        let mut made = Vec::with_capacity(wanted.len());
        for (key, places) in wanted {
            let room = NewRoom {
                name: self.names.get(key).cloned().unwrap_or_default(),
                ..NewRoom::default()
            };
            let tried = tx.with_savepoint(|tx| rooms::create(tx, &self.grant, &room));
            match refusal_or_fail(tried)? {
                Ok(_id) => made.push(room.name),
                Err(error) => {
                    for place in places {
                        plans[*place].refuse(&error);
                    }
                }
            }
        }
        Ok(made)
    }
}
