//! Transactions of several commands.

use super::{Tx, TxContext, WriteOutcome, changes, changes_actor, commit, operation_to_log};
use crate::access::audit::AuditEvent;
use crate::access::auth::Role;
use crate::access::operation;
use crate::db::{Connection, PooledConnection, WaitNotice};
use crate::kernel::error::Result;

/// A transaction that several commands read in, on the server that follows if there is one.
pub struct OpenRead {
    pub connection: PooledConnection,
    pub follower: Option<Connection>,
}

impl OpenRead {
    /// Returns the connection that is read.
    pub fn reader(&mut self) -> &mut Connection {
        self.follower.as_mut().unwrap_or(&mut self.connection)
    }
}

/// One transaction that several commands write in, as one operation: all of them or none.
pub struct SharedWrite {
    _notice: WaitNotice,
    newest_row: i64,
    events: Vec<AuditEvent>,
    remarks: Vec<String>,
}

impl SharedWrite {
    /// Begins the transaction.
    ///
    /// # Errors
    /// When others hold the database too long.
    pub fn begin(connection: &mut Connection, context: &TxContext) -> Result<Self> {
        let _notice = WaitNotice::begin(&context.database);
        connection.begin_write_within(&context.limits)?;
        Ok(Self {
            _notice,
            newest_row: connection.begin_operation()?,
            events: Vec::new(),
            remarks: Vec::new(),
        })
    }

    /// Runs what one command writes. Who acts is found again: a token may have the one command and not the other.
    ///
    /// # Errors
    /// Those of the body, after which the whole is to be rolled back.
    pub fn run<T>(
        &mut self,
        connection: &mut Connection,
        context: &TxContext,
        mut body: impl FnMut(&mut Tx<'_>) -> Result<T>,
    ) -> Result<T> {
        let actor = context.actor_now(connection)?;
        let mut tx = Tx::new(connection, context, &actor);
        let (value, remarks) = tx.run(&mut body)?;
        self.events.append(&mut tx.events);
        self.remarks.extend(remarks);
        Ok(value)
    }

    /// Commits what was written, if anything was and this is no `dry_run`; rolls back otherwise.
    ///
    /// # Errors
    /// Those of the commit; of an actor who may not go on by now.
    pub fn end(
        self,
        connection: &mut Connection,
        context: &TxContext,
        dry_run: bool,
    ) -> Result<WriteOutcome<()>> {
        let mut outcome = WriteOutcome {
            value: (),
            changed: !self.events.is_empty(),
            remarks: self.remarks,
            changes: changes(&self.events),
            operation: None,
            mark: None,
        };
        if outcome.changed {
            let is_agents = context.actor.role == Role::Agent;
            outcome.mark = operation::end(
                connection,
                self.newest_row,
                &context.words,
                None,
                &self.events,
                is_agents,
            )?;
            outcome.operation = operation_to_log(connection);
            let mut events = self.events.iter();
            if !events.any(|event| changes_actor(&context.actor, event)) {
                context.still_acts(connection, &context.actor)?;
            }
        }
        if outcome.changed && !dry_run {
            commit(connection, context, &outcome)?;
        } else {
            connection.rollback();
        }
        Ok(outcome)
    }
}

/// A transaction of several commands that has begun, and its connection.
pub struct OpenWrite {
    pub connection: PooledConnection,
    pub write: SharedWrite,
}

/// Runs `body` on what a transaction that has begun sees. Who acts is found again, as for what a command writes.
///
/// # Errors
/// `Forbidden` for who may not run the command; those of the body.
pub fn read_within<T>(
    connection: &mut Connection,
    context: &TxContext,
    body: impl FnOnce(&mut Tx<'_>) -> Result<T>,
) -> Result<T> {
    let actor = context.actor_now(connection)?;
    body(&mut Tx::new(connection, context, &actor))
}
