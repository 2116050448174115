//! Clients that take no new bookings.

use std::collections::{BTreeSet, HashMap};

use super::{lookup, store};
use crate::db::{Connection, QueryBatch};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::shell_word::shell_word;

/// Asks for the clients on hold, with why.
pub fn all_on_hold() -> impl QueryBatch<Answer = HashMap<i64, String>> {
    store::on_hold()
}

/// Which of some names are clients on hold.
#[derive(Debug, Default)]
pub struct ClientsOnHold {
    /// The client's name and why, by the key of a name.
    by_key: HashMap<String, (String, String)>,
}

impl ClientsOnHold {
    /// Looks for the clients on hold among these names.
    pub fn of<'n>(connection: &mut Connection, names: impl IntoIterator<Item = &'n str>) -> Result<Self> {
        let on_hold = connection.answer(all_on_hold())?;
        Self::among(connection, &on_hold, names)
    }

    /// Looks among these names for clients on hold that are loaded.
    pub fn among<'n>(
        connection: &mut Connection,
        on_hold: &HashMap<i64, String>,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Result<Self> {
        if on_hold.is_empty() {
            return Ok(Self::default());
        }
        let keys: BTreeSet<String> = names.into_iter().map(name_key).collect();
        let keys: Vec<String> = keys.into_iter().collect();
        let found = lookup::by_keys(connection, &keys)?.into_iter();
        let held = found.filter_map(|(key, (id, name))| Some((key, (name, on_hold.get(&id)?.clone()))));
        Ok(Self {
            by_key: held.collect(),
        })
    }

    /// Refuses the name of a client on hold.
    ///
    /// # Errors
    /// `Conflict`, with the reason.
    pub fn check(&self, name: &str) -> Result<()> {
        match self.by_key.get(&name_key(name)) {
            None => Ok(()),
            Some((client, reason)) => Err(Error::conflict(
                ErrorCode::ClientOnHold,
                format!("{client} is on hold and takes no new bookings: {reason}"),
            )
            .hint(format!("colab client edit {} --off-hold", shell_word(client)))),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }
}

/// Refuses a new booking or rental of a client on hold.
///
/// # Errors
/// As [`ClientsOnHold::check`].
pub fn refuse(connection: &mut Connection, name: &str) -> Result<()> {
    ClientsOnHold::of(connection, [name])?.check(name)
}
