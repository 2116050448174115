//! One transaction: no write passes without a permission and an audit row.
//!
//! A service gets a [`Tx`]. It asks [`Tx::require`] for a [`Grant`], and with the grant it may [`Tx::audit`]. What is not
//! audited is rolled back: no role, no grant; no grant, no audit; no audit, no commit.

mod shared;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use crate::access::audit::{self, AuditEvent};
use crate::access::auth::{
    Actor, ActorSource, Grant, Permission, PermissionScope, Role, reach, resolve_again,
};
use crate::access::operation;
use crate::access::outbox::{self, Announcement};
use crate::access::retry::retried;
use crate::access::settings::Settings;
use crate::db::{
    CommitMark, CommitOutcome, Connection, Database, LockLimits, WaitNotice, contention, for_the_log,
    lost_before_commit, waiting,
};
use crate::kernel::clock::Clock;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::period::Site;
use crate::kernel::timestamp::Timestamp;
use crate::output::COMMAND_LOG;

pub use shared::{OpenRead, OpenWrite, SharedWrite, read_within};

/// The kind of record that a refusal is about.
const REFUSED: &str = "command";

/// Changes that this process has committed.
static CHANGES: AtomicI64 = AtomicI64::new(0);

/// The newest operation that this process has made; 0 before the first.
static OPERATION: AtomicI64 = AtomicI64::new(0);

/// Returns the number of the operation that this process has made, for the log: where nobody reads one, it is not asked for.
pub fn operation_written() -> Option<i64> {
    Some(OPERATION.load(Ordering::Relaxed)).filter(|number| *number > 0)
}

/// Returns how many changes this process has committed to the audit log; refusals, and what was read, are none.
pub fn changes_written() -> i64 {
    CHANGES.load(Ordering::Relaxed)
}

/// Runs what writes down that something was read, and counts no change of it.
pub fn uncounted<T>(body: impl FnOnce() -> T) -> T {
    let changes = changes_written();
    let result = body();
    CHANGES.store(changes, Ordering::Relaxed);
    result
}

/// Runs in a transaction that changed something, before its commit, and returns remarks for whoever made the change. What
/// a change sets off in a later slice goes this way: that slice asks [`Tx::changed`] for the records it cares about.
pub type CommitHook = fn(&mut Tx<'_>) -> Result<Vec<String>>;

/// What every transaction of a command shares.
#[derive(Debug, Clone)]
pub struct TxContext {
    /// Where a connection that is lost is opened again.
    pub database: Database,
    pub actor: Actor,
    pub command: String,
    /// The command line, without secrets.
    pub words: String,
    pub now: Timestamp,
    /// Decides on expiry and locks; nothing fixes it.
    pub real_now: Timestamp,
    pub settings: Settings,
    pub started: Instant,
    pub on_commit: &'static [CommitHook],
    /// `--tell-clients`.
    pub tells_clients: bool,
    pub limits: LockLimits,
}

/// A transaction that has begun.
pub struct Tx<'c> {
    connection: &'c mut Connection,
    context: &'c TxContext,
    /// Who acts, as they are in this transaction.
    actor: &'c Actor,
    events: Vec<AuditEvent>,
    announcements: Vec<Announcement>,
    undoes: Option<i64>,
    /// The words of the operation, where those that were typed must not be kept.
    words: Option<String>,
    is_unchanged: bool,
}

impl<'c> Tx<'c> {
    fn new(connection: &'c mut Connection, context: &'c TxContext, actor: &'c Actor) -> Self {
        Self {
            connection,
            context,
            actor,
            events: Vec::new(),
            announcements: Vec::new(),
            undoes: None,
            words: None,
            is_unchanged: false,
        }
    }

    /// Checks that the actor's role has a permission, and returns how far it goes.
    ///
    /// # Errors
    /// `Forbidden` when the role does not have it at all.
    pub fn require(&self, permission: Permission) -> Result<Grant> {
        let actor = self.actor;
        match reach(actor.role, permission) {
            PermissionScope::No => Err(not_allowed(actor, permission.words())),
            reach => Ok(Grant::new(reach)),
        }
    }

    /// Checks as [`Tx::require`] does, and reaches what the actor manages beside the role too. Only for callers that look at each
    /// room and booking by [`Grant::reach`] and [`ManagedScope`](crate::access::auth::ManagedScope).
    ///
    /// # Errors
    /// `Forbidden` when the role does not have it at all, and the actor manages nothing.
    pub fn require_managed(&self, permission: Permission) -> Result<Grant> {
        let own = reach(self.actor.role, permission);
        let manages = !self.actor.managed.is_empty()
            && reach(Role::RoomManager, permission) == PermissionScope::ManagedRooms;
        if manages && own != PermissionScope::All {
            return Ok(Grant::of_manager(own));
        }
        self.require(permission)
    }

    /// Checks as [`Tx::require_managed`] does, for one room.
    ///
    /// # Errors
    /// `Forbidden` for a room that the actor does not manage either.
    pub fn require_for_room(&self, permission: Permission, room: i64) -> Result<Grant> {
        let grant = self.require_managed(permission)?;
        if grant.reach() == PermissionScope::ManagedRooms && !self.actor.managed.has_room(room) {
            let what = format!("{}: they do not manage this one", permission.words());
            return Err(not_allowed(self.actor, &what));
        }
        Ok(grant)
    }

    /// Records a change; the first thing after making it.
    pub fn audit(&mut self, _grant: &Grant, event: AuditEvent) {
        self.events.push(event);
    }

    /// Returns the ids of the records of a kind that this transaction changed so far, each once.
    pub fn changed(&self, entity: &str) -> Vec<String> {
        let records = self.events.iter().map(AuditEvent::about);
        let ids = records
            .filter(|(kind, _)| *kind == entity)
            .map(|(_, id)| id.to_owned());
        ids.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Returns what a fact of a record was before this transaction, if a change of it was recorded.
    pub fn fact_before(&self, entity: &str, id: &str, fact: &str) -> Option<&serde_json::Value> {
        let mut events = self.events.iter().filter(|event| event.about() == (entity, id));
        events.find_map(|event| event.before(fact))
    }

    /// Returns what a fact of a record was last recorded to be in this transaction, if a change of it was recorded.
    pub fn fact_after(&self, entity: &str, id: &str, fact: &str) -> Option<&serde_json::Value> {
        let events = self.events.iter().rev();
        let mut events = events.filter(|event| event.about() == (entity, id));
        events.find_map(|event| event.after(fact))
    }

    /// Returns a fact that was recorded beside a change of a record in this transaction, such as its reason.
    pub fn fact_beside(&self, entity: &str, id: &str, fact: &str) -> Option<&serde_json::Value> {
        let mut events = self.events.iter().filter(|event| event.about() == (entity, id));
        events.find_map(|event| event.beside(fact))
    }

    /// Returns the records of a kind that this transaction created.
    pub fn created(&self, entity: &str) -> BTreeSet<String> {
        let events = self.events.iter().filter(|event| event.is_creation());
        let about = events.map(AuditEvent::about).filter(|about| about.0 == entity);
        about.map(|about| about.1.to_owned()).collect()
    }

    /// Tells others of a change; kept only with it.
    pub fn announce(&mut self, announcement: Announcement) {
        self.announcements.push(announcement);
    }

    /// Marks this operation as the undo of another one.
    pub fn mark_undo_of(&mut self, operation: i64) {
        self.undoes = Some(operation);
    }

    /// Returns the operation that this one undoes.
    pub fn undone_operation(&self) -> Option<i64> {
        self.undoes
    }

    /// Keeps these words of the operation instead of those that were typed.
    pub fn keep_words(&mut self, words: String) {
        self.words = Some(words);
    }

    /// Marks the run as one that changes nothing: unless something was audited, its writes are rolled back.
    pub fn mark_unchanged(&mut self) {
        self.is_unchanged = true;
    }

    pub fn connection(&mut self) -> &mut Connection {
        self.connection
    }

    pub fn actor(&self) -> &'c Actor {
        self.actor
    }

    pub fn command(&self) -> &'c str {
        &self.context.command
    }

    /// Returns whether clients are told of changes that usually tell nobody.
    pub fn tells_clients(&self) -> bool {
        self.context.tells_clients
    }

    pub fn now(&self) -> Timestamp {
        self.context.now
    }

    pub fn real_now(&self) -> Timestamp {
        self.context.real_now
    }

    pub fn settings(&self) -> &'c Settings {
        &self.context.settings
    }

    pub fn site(&self) -> Site {
        self.context.settings.site()
    }

    /// Discards every change of this transaction; the returned value is kept.
    pub fn discard_changes(&mut self) {
        self.events.clear();
        self.announcements.clear();
        self.is_unchanged = true;
    }

    /// Runs `body` in a savepoint. On error its rows, audit events and announcements are rolled back.
    pub fn with_savepoint<T>(&mut self, body: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let (events, announcements) = (self.events.len(), self.announcements.len());
        self.connection.begin_part()?;
        let result = body(self);
        match &result {
            Ok(_) => self.connection.commit_part()?,
            Err(_) => {
                self.connection.rollback();
                self.events.truncate(events);
                self.announcements.truncate(announcements);
            }
        }
        result
    }

    /// Runs one statement in a savepoint, so that the transaction can go on when it fails.
    pub fn savepoint<T>(
        &mut self,
        body: impl FnOnce(&mut Connection) -> Result<T, diesel::result::Error>,
    ) -> Result<T, diesel::result::Error> {
        diesel::Connection::transaction(self.connection, body)
    }
}

/// Returns the error of an actor who lacks a permission.
pub fn not_allowed(actor: &Actor, act: &str) -> Error {
    Error::forbidden(
        ErrorCode::NotAllowed,
        format!("{} ({}) may not {act}", actor.username, actor.role),
    )
    .hint("ask an admin, or sign in as somebody who may: colab user login NAME")
}

/// Runs `body` on one consistent state of the database, and keeps nothing of what it writes. It runs again after a conflict
/// with another command, or when the connection was lost.
pub fn read<T>(
    connection: &mut Connection,
    context: &TxContext,
    mut body: impl FnMut(&mut Tx<'_>) -> Result<T>,
) -> Result<T> {
    let _notice = WaitNotice::begin(&context.database);
    let result = retried(|| {
        begin_read(connection, context)?;
        run_read(connection, context, &mut body)
    });
    result.map_err(|error| connection.name_lock_holders(error, &context.limits))
}

/// Runs `body` as [`read`] does, but once: what it hands on while it reads cannot be taken back.
pub fn read_once<T>(
    connection: &mut Connection,
    context: &TxContext,
    body: impl FnOnce(&mut Tx<'_>) -> Result<T>,
) -> Result<T> {
    let _notice = WaitNotice::begin(&context.database);
    retried(|| begin_read(connection, context))?;
    let result = run_read(connection, context, body);
    result.map_err(|error| connection.name_lock_holders(error, &context.limits))
}

/// Begins a transaction that reads one consistent state; the caller rolls it back.
pub fn begin_read(connection: &mut Connection, context: &TxContext) -> Result<()> {
    connection.reopen_if_lost(&context.database)?;
    Ok(connection.begin_read_within(&context.limits)?)
}

fn run_read<T>(
    connection: &mut Connection,
    context: &TxContext,
    body: impl FnOnce(&mut Tx<'_>) -> Result<T>,
) -> Result<T> {
    let result = read_begun(connection, context, body);
    connection.rollback();
    result
}

/// Runs `body` on what a transaction that has begun reads.
pub fn read_begun<T>(
    connection: &mut Connection,
    context: &TxContext,
    body: impl FnOnce(&mut Tx<'_>) -> Result<T>,
) -> Result<T> {
    body(&mut Tx::new(connection, context, &context.actor))
}

/// The result of a transaction, and whether it changed anything (under `dry_run`: would have).
#[derive(Debug)]
pub struct WriteOutcome<T> {
    pub value: T,
    pub changed: bool,
    /// What the commit hooks remark.
    pub remarks: Vec<String>,
    changes: i64,
    /// The operation that it made, where the log tells.
    operation: Option<i64>,
    mark: Option<CommitMark>,
}

impl<T> WriteOutcome<T> {
    /// Counts what was committed.
    fn count(&self) {
        CHANGES.fetch_add(self.changes, Ordering::Relaxed);
        if let Some(operation) = self.operation {
            OPERATION.store(operation, Ordering::Relaxed);
        }
    }
}

/// Asks for the number of the operation that was made, if somebody reads the log.
fn operation_to_log(connection: &mut Connection) -> Option<i64> {
    let is_read = tracing::enabled!(target: COMMAND_LOG, tracing::Level::INFO);
    is_read
        .then(|| for_the_log(|| connection.made_operation()))
        .flatten()
}

/// Runs `body` in a transaction that writes, and retries it after a conflict with another command, or when the connection was
/// lost and nothing of it was kept. `dry_run` rolls back.
/// Who acts is found again within it, so that nobody goes on who was shut out while the command waited.
///
/// # Errors
/// `Internal` when the body neither audited anything nor marked the run as unchanged.
pub fn write<T>(
    connection: &mut Connection,
    context: &TxContext,
    dry_run: bool,
    mut body: impl FnMut(&mut Tx<'_>) -> Result<T>,
) -> Result<WriteOutcome<T>> {
    let _notice = WaitNotice::begin(&context.database);
    let attempt = retried(|| {
        connection.reopen_if_lost(&context.database)?;
        match write_once(connection, context, dry_run, &mut body) {
            WriteAttempt::Ended(Err(error)) => Err(error),
            attempt => Ok(attempt),
        }
    });
    match attempt {
        Ok(WriteAttempt::Ended(result)) => result,
        Ok(WriteAttempt::ShutOut(error)) => {
            audit_shut_out(connection, context, &error);
            Err(error)
        }
        Err(error) => Err(connection.name_lock_holders(error, &context.limits)),
    }
}

/// Returns whether an event changes the acting user or token itself: what comes of that is not a reason to stop.
fn changes_actor(actor: &Actor, event: &AuditEvent) -> bool {
    match event.about() {
        ("user", id) => actor.persons().any(|person| person == id),
        ("token", id) => actor.token_id.is_some_and(|token| token.to_string() == id),
        _ => false,
    }
}

/// What became of one try.
enum WriteAttempt<T> {
    Ended(Result<WriteOutcome<T>>),
    /// The actor may not go on.
    ShutOut(Error),
}

impl<T> WriteAttempt<T> {
    /// Ends a try whose actor was not found again: not everybody was shut out, a connection may be lost here too.
    fn without_actor(error: Error) -> Self {
        if error.kind == Kind::Forbidden {
            Self::ShutOut(error)
        } else {
            Self::Ended(Err(error))
        }
    }
}

fn write_once<T>(
    connection: &mut Connection,
    context: &TxContext,
    dry_run: bool,
    body: &mut impl FnMut(&mut Tx<'_>) -> Result<T>,
) -> WriteAttempt<T> {
    if let Err(error) = connection.begin_write_within(&context.limits) {
        return WriteAttempt::Ended(Err(error.into()));
    }
    let attempt = write_begun(connection, context, body);
    match &attempt {
        WriteAttempt::Ended(Ok(outcome)) if outcome.changed && !dry_run => {
            if let Err(error) = commit(connection, context, outcome) {
                return WriteAttempt::Ended(Err(error));
            }
        }
        _ => connection.rollback(),
    }
    attempt
}

/// Commits, and finds out what became of it where the connection was lost before the answer.
///
/// # Errors
/// `database_lost` where nothing was kept, `outcome_unknown` where that cannot be learned.
fn commit<T>(connection: &mut Connection, context: &TxContext, outcome: &WriteOutcome<T>) -> Result<()> {
    if let Err(error) = connection.commit() {
        let (ErrorCode::OutcomeUnknown, Some(mark)) = (error.code, &outcome.mark) else {
            return Err(error);
        };
        match connection.outcome_of(mark, &context.database) {
            CommitOutcome::Kept => tracing::info!("the transaction was committed all the same"),
            CommitOutcome::NotKept => return Err(lost_before_commit()),
            CommitOutcome::Unknown => return Err(error),
        }
    }
    outcome.count();
    Ok(())
}

fn write_begun<T>(
    connection: &mut Connection,
    context: &TxContext,
    body: &mut impl FnMut(&mut Tx<'_>) -> Result<T>,
) -> WriteAttempt<T> {
    let actor = match context.actor_now(connection) {
        Ok(actor) => actor,
        Err(error) => return WriteAttempt::without_actor(error),
    };
    let written = write_as(&actor, connection, context, body);
    let asks_again = written
        .as_ref()
        .is_ok_and(|(outcome, is_own)| outcome.changed && !is_own);
    let written = written.map(|(outcome, _)| outcome);
    if !asks_again {
        return WriteAttempt::Ended(written);
    }
    match context.still_acts(connection, &actor) {
        Ok(()) => WriteAttempt::Ended(written),
        Err(error) => WriteAttempt::without_actor(error),
    }
}

/// Runs the body and writes the audit rows; returns the outcome, and whether the actor changed.
fn write_as<T>(
    actor: &Actor,
    connection: &mut Connection,
    context: &TxContext,
    body: &mut impl FnMut(&mut Tx<'_>) -> Result<T>,
) -> Result<(WriteOutcome<T>, bool)> {
    let newest_row = connection.begin_operation()?;
    let mut tx = Tx::new(connection, context, actor);
    let (value, remarks) = tx.run(body)?;
    let mut operation = None;
    let mut mark = None;
    if !tx.events.is_empty() {
        let words = tx.words.as_deref().unwrap_or(&context.words);
        let is_agents = actor.role == Role::Agent;
        mark = operation::end(tx.connection, newest_row, words, tx.undoes, &tx.events, is_agents)?;
        operation = operation_to_log(tx.connection);
    }
    let is_own = tx.events.iter().any(|event| changes_actor(actor, event));
    let outcome = WriteOutcome {
        value,
        changed: !tx.events.is_empty(),
        remarks,
        changes: changes(&tx.events),
        operation,
        mark,
    };
    Ok((outcome, is_own))
}

/// Counts the changes of records: the refusal of a command is none.
fn changes(events: &[AuditEvent]) -> i64 {
    let of_records = events.iter().filter(|event| event.about().0 != REFUSED);
    i64::try_from(of_records.count()).unwrap_or(i64::MAX)
}

impl TxContext {
    /// Returns the actor as they are now.
    fn actor_now(&self, connection: &mut Connection) -> Result<Actor> {
        resolve_again(
            connection,
            &self.actor,
            &self.command,
            Clock::default().real_now(),
        )
    }

    /// Checks that the actor may go on. All writers wait for each other at the head of the audit log: whoever shut the actor out
    /// before this one got there is seen now, and whoever comes later does so after this change.
    ///
    /// # Errors
    /// Contention where the role is another one by now; that of an actor who was shut out.
    fn still_acts(&self, connection: &mut Connection, actor: &Actor) -> Result<()> {
        if self.actor_now(connection)?.role == actor.role {
            Ok(())
        } else {
            Err(contention())
        }
    }
}

impl Tx<'_> {
    /// Runs the body and what it sets off, and writes the audit rows; returns the value and the remarks.
    fn run<T>(&mut self, body: &mut impl FnMut(&mut Self) -> Result<T>) -> Result<(T, Vec<String>)> {
        let value = body(self)?;
        let remarks = self.run_commit_hooks()?;
        self.write_audit()?;
        Ok((value, remarks))
    }

    fn run_commit_hooks(&mut self) -> Result<Vec<String>> {
        let mut remarks = Vec::new();
        if !self.events.is_empty() {
            for hook in self.context.on_commit {
                remarks.extend(hook(self)?);
            }
        }
        Ok(remarks)
    }

    fn write_audit(&mut self) -> Result<()> {
        if self.events.is_empty() && self.is_unchanged {
            return Ok(());
        }
        if self.events.is_empty() {
            return Err(Error::internal(format!(
                "`{}` changed something without an audit row",
                self.context.command
            )));
        }
        let context = self.context;
        outbox::append(self.connection, context.now, &self.announcements)?;
        let duration = i64::try_from(context.started.elapsed().as_millis()).unwrap_or(i64::MAX);
        // All writers wait for each other here.
        waiting("the head of the audit log", || {
            audit::append(
                self.connection,
                self.actor,
                &context.command,
                context.now,
                duration,
                &self.events,
            )
        })
    }
}

/// Records in the audit log that the actor was shut out, or has no scope for the command.
pub fn audit_shut_out(connection: &mut Connection, context: &TxContext, error: &Error) {
    if error.kind == Kind::Forbidden {
        let refused = TxContext {
            actor: Actor::refused(error),
            ..context.clone()
        };
        audit_refusal(connection, &refused, error);
    }
}

/// Records in the audit log that the actor was refused, in a transaction of its own.
pub fn audit_refusal(connection: &mut Connection, context: &TxContext, error: &Error) {
    let grant = Grant::new(PermissionScope::No);
    // The role that was refused, with the proof by which a server finds the name; whoever is shut out by now has none.
    let actor = context
        .actor_now(connection)
        .unwrap_or_else(|_| context.actor.clone().recorded());
    let context = TxContext {
        actor,
        ..context.clone()
    };
    let refused = write(connection, &context, false, |tx| {
        let mut facts = serde_json::json!({"refused": error.message, "code": error.code});
        if tx.actor().source != ActorSource::System {
            facts["role"] = serde_json::json!(tx.actor().role);
            facts["via"] = serde_json::json!(tx.actor().source.as_str());
        }
        tx.audit(&grant, AuditEvent::happened(REFUSED, &tx.context.command, facts));
        Ok(())
    });
    if let Err(error) = refused {
        tracing::warn!(%error, "the refusal could not be audited");
    }
}
