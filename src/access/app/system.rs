//! What the program does as itself, where nobody can be signed in yet.

use super::App;
use crate::access::auth::Actor;
use crate::access::settings::Settings;
use crate::access::tx::{self, Tx, TxContext};
use crate::db::Connection;
use crate::kernel::error::Result;

/// A connection in the program's own name. Between its transactions none is open, however long that takes.
pub struct System {
    connection: Connection,
    context: TxContext,
    dry_run: bool,
}

impl System {
    /// # Errors
    /// Those of the body.
    pub fn read<T>(&mut self, body: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        tx::read(&mut self.connection, &self.context, body)
    }

    /// Under `--dry-run` nothing is kept.
    ///
    /// # Errors
    /// Those of the body.
    pub fn write<T>(&mut self, body: impl FnMut(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        Ok(tx::write(&mut self.connection, &self.context, self.dry_run, body)?.value)
    }
}

impl App {
    /// # Errors
    /// Those of opening.
    pub fn as_system(&mut self) -> Result<System> {
        let mut connection = self.connect()?;
        let context = self.context(Actor::system(), Settings::load(&mut connection)?);
        self.view.timezone = context.settings.site().timezone;
        Ok(System {
            connection,
            context,
            dry_run: self.manner.dry_run,
        })
    }

    /// Writes as the program itself, where nobody can be signed in yet.
    ///
    /// # Errors
    /// Those of opening and of the body.
    pub fn write_as_system<T>(&mut self, body: impl FnMut(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        self.as_system()?.write(body)
    }
}
