//! Several commands that read one state of the database.

use super::{App, audit_refusals};
use crate::access::retry::retried;
use crate::access::tx::{self, OpenRead, Tx};
use crate::db::WaitNotice;
use crate::kernel::error::{Error, Result};

impl App {
    /// Runs commands that only read, all of them in one transaction; again where its connection was lost.
    ///
    /// # Errors
    /// Those of the commands; those of opening and of signing in.
    pub fn read_commands<T>(&mut self, mut commands: impl FnMut(&mut Self) -> Result<T>) -> Result<T> {
        if self.shared.is_some() || self.open_read.is_some() {
            return commands(self);
        }
        retried(|| self.read_commands_once(&mut commands))
    }

    fn read_commands_once<T>(&mut self, commands: &mut impl FnMut(&mut Self) -> Result<T>) -> Result<T> {
        let _notice = WaitNotice::begin(&self.database()?);
        let mut connection = self.open()?.0;
        let follower = self.take_follower(&mut connection)?;
        let mut open = OpenRead { connection, follower };
        let context = self.context()?;
        let begun = tx::begin_read(open.reader(), context);
        begun.map_err(|error| open.reader().name_lock_holders(error, &context.limits))?;
        self.open_read = Some(open);
        let result = commands(self);
        let mut open = self.open_read.take().ok_or_else(lost)?;
        open.reader().rollback();
        let result = audit_refusals(&mut open.connection, self.context()?, result);
        self.keep_follower(open.follower);
        result
    }

    pub(super) fn read_within_commands<T>(
        &mut self,
        body: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut open = self.open_read.take().ok_or_else(lost)?;
        let result = self
            .context()
            .and_then(|context| tx::read_begun(open.reader(), context, body));
        self.open_read = Some(open);
        result
    }
}

fn lost() -> Error {
    Error::internal("the transaction that several commands read in is gone")
}
