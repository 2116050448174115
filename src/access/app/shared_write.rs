//! Several commands in one transaction: all of them are done, or none.

use super::{App, audit_refusals};
use crate::access::retry::retried;
use crate::access::tx::{OpenWrite, SharedWrite, Tx, audit_shut_out, read_within};
use crate::kernel::error::{Error, ErrorCode, Result};

impl App {
    /// Runs commands in one transaction, as one operation. They ask nothing and remark nothing before all are done.
    ///
    /// # Errors
    /// Those of the commands, after which nothing is kept; those of opening and of the commit.
    pub fn write_commands<T>(&mut self, mut commands: impl FnMut(&mut Self) -> Result<T>) -> Result<T> {
        self.refuse_in_view()?;
        if self.shared.is_some() {
            return Err(Error::invalid(
                ErrorCode::NotAPlan,
                "a plan within a plan: a step does not change records by steps of its own",
            ));
        }
        let manner = self.manner.clone();
        self.manner.quiet = true;
        self.manner.no_input = true;
        let fields = std::mem::take(&mut self.view.fields);
        let result = retried(|| self.write_commands_once(&mut commands));
        self.manner = manner;
        self.view.fields = fields;
        let (value, changed, remarks) = result?;
        self.changed = Some(changed || self.changed == Some(true));
        remarks.iter().for_each(|remark| self.note(remark));
        Ok(value)
    }

    fn write_commands_once<T>(
        &mut self,
        commands: &mut impl FnMut(&mut Self) -> Result<T>,
    ) -> Result<(T, bool, Vec<String>)> {
        let dry_run = self.manner.dry_run;
        let (mut connection, context) = self.open()?;
        let limits = context.limits;
        let begun = SharedWrite::begin(&mut connection, context);
        let write = begun.map_err(|error| connection.name_lock_holders(error, &limits))?;
        self.shared = Some(OpenWrite { connection, write });
        let result = commands(self);
        let Some(OpenWrite {
            mut connection,
            write,
        }) = self.shared.take()
        else {
            return Err(lost());
        };
        let context = self.context()?;
        let ended = result.and_then(|value| Ok((value, write.end(&mut connection, context, dry_run)?)));
        if let Err(error) = &ended {
            connection.rollback();
            if error.code != ErrorCode::NotAllowed {
                audit_shut_out(&mut connection, context, error);
            }
        }
        let (value, outcome) = audit_refusals(&mut connection, context, ended)?;
        Ok((value, outcome.changed, outcome.remarks))
    }

    /// Runs commands as [`App::write_commands`] does, and keeps nothing.
    ///
    /// # Errors
    /// Those of the commands.
    pub fn try_commands<T>(&mut self, commands: impl FnMut(&mut Self) -> Result<T>) -> Result<T> {
        let (dry_run, quiet, changed) = (self.manner.dry_run, self.manner.quiet, self.changed);
        self.manner.dry_run = true;
        self.manner.quiet = true;
        let result = self.write_commands(commands);
        self.manner.dry_run = dry_run;
        self.manner.quiet = quiet;
        self.changed = changed;
        result
    }

    /// Runs something as a command of its own: the audit log and the scope of tokens know it by these words.
    pub fn as_command<T>(&mut self, words: &str, body: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let outer = self.command.clone();
        self.name_command(words);
        let result = body(self);
        self.name_command(&outer);
        result
    }

    /// Returns whether a step of a plan runs, in the transaction of all of them.
    pub fn is_within_plan(&self) -> bool {
        self.shared.is_some()
    }

    /// Runs a command of its own that only reads, as somebody who may: who acts is asked again, under its words.
    ///
    /// # Errors
    /// Those of the body; `Forbidden` for a token that does not cover the command, `Invalid` once something would be written.
    pub fn reading<T>(&mut self, words: &str, body: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.context = None;
        self.reads_only = true;
        let result = self.as_command(words, body);
        self.reads_only = false;
        result
    }

    /// Runs a command for the records that it returns: nothing of them is written while they are read.
    ///
    /// # Errors
    /// Those of the body.
    pub fn gathering<T>(&mut self, body: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let outer = std::mem::replace(&mut self.gathers, true);
        let result = body(self);
        self.gathers = outer;
        result
    }

    /// Refuses to write while a view runs.
    ///
    /// # Errors
    /// `Invalid`.
    pub fn refuse_in_view(&self) -> Result<()> {
        if self.reads_only {
            let fact = format!("`{}` changes something: it cannot be a view", self.command);
            return Err(Error::invalid(ErrorCode::NotAView, fact));
        }
        Ok(())
    }

    fn name_command(&mut self, words: &str) {
        words.clone_into(&mut self.command);
        if let Some(context) = &mut self.context {
            words.clone_into(&mut context.command);
        }
    }

    pub(super) fn read_shared<T>(&mut self, body: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let mut open = self.shared.take().ok_or_else(lost)?;
        let result = self
            .context()
            .and_then(|context| read_within(&mut open.connection, context, body));
        self.shared = Some(open);
        result
    }

    pub(super) fn write_shared<T>(&mut self, body: impl FnMut(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let mut open = self.shared.take().ok_or_else(lost)?;
        let result = self
            .context()
            .and_then(|context| open.write.run(&mut open.connection, context, body));
        self.shared = Some(open);
        result
    }
}

fn lost() -> Error {
    Error::internal("the transaction of several commands is gone")
}
