//! The schema's version: whether the database has ours, and the way there.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::backend::{AnyConnection as Connection, DatabaseEngine};
use super::batch::{QueryBatch, rows_of};
use super::scripts::{SchemaScripts, versions};
use super::{DatabaseIdentity, LockLimits, client_records, location_keys, ownership, schema, set_machine};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::machine::machine_mark;
use crate::kernel::timestamp::Timestamp;

/// Where the versions stand that a database has, as Diesel's own program makes it.
const VERSION_TABLE: &str = "CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (
       version VARCHAR(50) PRIMARY KEY NOT NULL,
       run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
)";

/// Two migrations of one server database at a time wait for each other under this number.
const MIGRATION_LOCK: i64 = 0x636f_6c61_6201;

/// The migration since which a database can be marked as one for tests.
const TEST_MARK: &str = "20261128000012";

/// The migration since which a file knows on which machine its users of the operating system are people.
const MACHINE: &str = "20261130000091";

/// What the database has and what this program brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationStatus {
    pub applied: Vec<String>,
    pub pending: Vec<String>,
    /// Applied by a newer program; nothing is touched then.
    pub unknown: Vec<String>,
}

/// Compares the migrations that the database has with those of this program.
pub fn status(connection: &mut Connection) -> Result<MigrationStatus> {
    Ok(compare(applied_versions(connection)?))
}

/// What a session of a server learns of its database as it begins.
pub struct SessionFacts<T> {
    pub identity: DatabaseIdentity,
    /// The answer to what the caller asked beside.
    pub beside: T,
}

/// Compares as [`status`] does, on a connection that was just opened. On a server the same statement gives the session its limit of
/// waiting: what runs outside a transaction waits no longer for others than a transaction does. The next one asks what every command needs.
pub fn begin_session<B: QueryBatch>(
    connection: &mut Connection,
    limits: &LockLimits,
    beside: B,
) -> Result<(MigrationStatus, Option<SessionFacts<B::Answer>>)> {
    if connection.engine() == DatabaseEngine::Sqlite {
        return Ok((status(connection)?, None));
    }
    let applied = format!(
        "SELECT version::text, set_config('lock_timeout', '{}', false)
           FROM __diesel_schema_migrations ORDER BY version",
        limits.lock.as_millis()
    );
    let applied = rows_of::<(String, String), _>(sql::<(Text, Text)>(&applied));
    let applied = match connection.answer(applied) {
        Ok(applied) if !applied.is_empty() => applied.into_iter().map(|(version, _)| version),
        // The table is not there, or not ours to read: asked with care.
        _ => {
            connection.batch(&format!("SET lock_timeout = {}", limits.lock.as_millis()))?;
            return Ok((status(connection)?, None));
        }
    };
    let status = compare(applied.collect());
    // By now nobody who has one of the tables to themselves makes this wait for ever.
    let facts = match connection.answer((DatabaseIdentity::query(), beside)) {
        Ok((Some(identity), beside)) => Some(SessionFacts { identity, beside }),
        Ok((None, _)) => None,
        // One of the tables is not there, or not ours to read: asked with care. A lost connection is opened again.
        Err(error) => match Error::from(error) {
            lost if lost.code == ErrorCode::DatabaseLost => return Err(lost),
            _ => None,
        },
    };
    Ok((status, facts))
}

/// Compares migrations that were applied somewhere with those of this program.
pub fn compare(applied: Vec<String>) -> MigrationStatus {
    let is_known = |version: &String| versions().contains(&version.as_str());
    let is_pending = |version: &&&str| !applied.iter().any(|one| one == **version);
    MigrationStatus {
        pending: versions()
            .iter()
            .filter(is_pending)
            .map(ToString::to_string)
            .collect(),
        unknown: applied
            .iter()
            .filter(|version| !is_known(version))
            .cloned()
            .collect(),
        applied,
    }
}

fn applied_versions(connection: &mut Connection) -> Result<Vec<String>> {
    let exists = match connection.engine() {
        DatabaseEngine::Postgres => {
            "SELECT tablename::text AS text FROM pg_tables \
             WHERE tablename = '__diesel_schema_migrations' AND schemaname = ANY (current_schemas(false))"
        }
        DatabaseEngine::Sqlite => {
            "SELECT name AS text FROM sqlite_master WHERE name = '__diesel_schema_migrations'"
        }
    };
    if connection.texts(exists)?.is_empty() {
        return Ok(Vec::new());
    }
    Ok(connection.texts("SELECT version AS text FROM __diesel_schema_migrations ORDER BY version")?)
}

impl MigrationStatus {
    /// Returns the newest version that was applied.
    pub fn version(&self) -> String {
        self.applied.last().cloned().unwrap_or_default()
    }

    /// Returns whether the tables can tell a database for tests.
    pub fn has_test_mark(&self) -> bool {
        self.applied.iter().any(|version| version == TEST_MARK)
    }
}

/// Fails unless the database has exactly our schema.
///
/// # Errors
/// `Database`, saying whether it is older, newer or empty, and what to do.
pub fn require_current(status: &MigrationStatus) -> Result<()> {
    refuse_newer(status)?;
    if status.pending.is_empty() {
        return Ok(());
    }
    let fact = if status.applied.is_empty() {
        "has no colab tables yet"
    } else {
        "has an older version"
    };
    Err(Error::database(ErrorCode::NotMigrated, format!("the database {fact}")).hint("colab db migrate"))
}

/// Fails when a newer program has migrated the database.
pub fn refuse_newer(status: &MigrationStatus) -> Result<()> {
    if status.unknown.is_empty() {
        return Ok(());
    }
    Err(Error::database(
        ErrorCode::NewerDatabase,
        format!(
            "the database has a newer version than this program ({})",
            status.unknown.join(", ")
        ),
    )
    .hint("install the newer colab; this version changes nothing"))
}

/// What happens around a migration, within its transaction.
pub trait MigrationHooks {
    /// Runs before a database that holds data is changed; nobody else writes meanwhile. An error leaves it as it was.
    fn before(&mut self, status: &MigrationStatus) -> Result<()>;

    /// Runs after a database that was empty was made. An error leaves it empty.
    fn first(&mut self, connection: &mut Connection) -> Result<()>;
}

/// Upgrades the schema in one transaction, together with what happens around it. Of two at once the second finds nothing
/// to do.
///
/// # Errors
/// `Database` when it is newer or cannot be written; nothing is changed then.
pub fn migrate(
    connection: &mut Connection,
    now: Timestamp,
    hooks: &mut dyn MigrationHooks,
) -> Result<MigrationStatus> {
    connection.begin_write_within(&LockLimits::while_backing_up())?;
    let done = migrate_begun(connection, now, hooks);
    match done {
        Ok(status) => {
            connection.commit()?;
            Ok(status)
        }
        Err(error) => {
            connection.rollback();
            Err(error)
        }
    }
}

fn migrate_begun(
    connection: &mut Connection,
    now: Timestamp,
    hooks: &mut dyn MigrationHooks,
) -> Result<MigrationStatus> {
    wait_for_migrations(connection)?;
    let status = status(connection)?;
    refuse_newer(&status)?;
    if status.pending.is_empty() {
        return Ok(status);
    }
    if status.applied.is_empty() {
        refuse_foreign(connection)?;
    }
    let owner = ownership::new_owner(connection, false)?;
    if !status.applied.is_empty() {
        connection.stop_writers()?;
        hooks.before(&status)?;
    }
    if let Some(owner) = owner {
        make_extension(connection).map_err(migration_failed)?;
        ownership::act_as(connection, &owner)?;
    }
    run_pending(connection)?;
    if status.applied.is_empty() {
        name_database(connection, now)?;
    }
    if connection.engine() == DatabaseEngine::Sqlite
        && status.pending.iter().any(|version| version == MACHINE)
    {
        set_machine(connection, machine_mark().as_deref())?;
    }
    if status.applied.is_empty() {
        hooks.first(connection)?;
    }
    Ok(status)
}

/// Waits until nobody else migrates or restores this server's database, until the transaction ends. A file has one writer anyway.
pub fn wait_for_migrations(connection: &mut Connection) -> Result<()> {
    Ok(connection.lock_for_transaction(MIGRATION_LOCK)?)
}

/// Makes the extension that a server's schema needs: its owner may not.
pub fn make_extension(connection: &mut Connection) -> diesel::QueryResult<()> {
    connection.batch("CREATE EXTENSION IF NOT EXISTS btree_gist")
}

/// Fails on a file that another program made. A server's database may well be shared.
pub fn refuse_foreign(connection: &mut Connection) -> Result<()> {
    if connection.engine() == DatabaseEngine::Postgres {
        return Ok(());
    }
    let tables = connection.texts("SELECT name AS text FROM sqlite_master WHERE type = 'table'")?;
    match tables.first() {
        None => Ok(()),
        Some(table) => Err(Error::database(
            ErrorCode::ForeignDatabase,
            format!("this is another program's database: it holds the table {table}",),
        )
        .hint("name another file with --database")),
    }
}

/// Brings a database these versions, and no others, within the open transaction: an empty one by the foundation, if they
/// include all that it contains.
pub fn run_versions(connection: &mut Connection, wanted: &[String]) -> Result<()> {
    let mut applied = applied_versions(connection)?;
    let scripts = SchemaScripts::of(connection.engine());
    let founded = SchemaScripts::in_foundation();
    let contains = |list: &[String], version: &str| list.iter().any(|one| one == version);
    if applied.is_empty() && founded.iter().all(|version| contains(wanted, version)) {
        let made = scripts.foundation()?;
        connection.batch(&made).map_err(migration_failed)?;
        applied = founded.iter().map(ToString::to_string).collect();
    }
    if wanted.iter().all(|version| contains(&applied, version)) {
        return Ok(());
    }
    connection.batch(VERSION_TABLE).map_err(migration_failed)?;
    for (version, step) in versions().iter().zip(scripts.steps()?) {
        if contains(wanted, version) && !contains(&applied, version) {
            connection.batch(&step).map_err(migration_failed)?;
            diesel::sql_query("INSERT INTO __diesel_schema_migrations (version) VALUES ($1)")
                .bind::<Text, _>(*version)
                .execute(connection)?;
        }
    }
    Ok(())
}

/// Runs the pending migrations within the open transaction.
pub fn run_pending(connection: &mut Connection) -> Result<()> {
    let status = status(connection)?;
    if status.applied.is_empty() {
        return run_versions(connection, &status.pending);
    }
    let (first, rest): (Vec<_>, Vec<_>) = status
        .pending
        .into_iter()
        .partition(|version| version.as_str() <= client_records::AFTER);
    run_versions(connection, &first)?;
    if first.iter().any(|version| version == client_records::AFTER) {
        client_records::fill_in(connection)?;
    }
    let (middle, rest): (Vec<_>, Vec<_>) = rest
        .into_iter()
        .partition(|version| version.as_str() < location_keys::BEFORE);
    run_versions(connection, &middle)?;
    if rest.iter().any(|version| version == location_keys::BEFORE) {
        location_keys::fill_in(connection)?;
    }
    run_versions(connection, &rest)
}

fn migration_failed(error: diesel::result::Error) -> Error {
    let error = Error::from(error);
    match error.code {
        ErrorCode::Constraint | ErrorCode::Internal | ErrorCode::DatabasePermission => Error::database(
            ErrorCode::MigrationFailed,
            format!("the migration failed: {}", error.message),
        )
        .with_source(error)
        .hint("let the login create tables and the extension btree_gist; nothing was changed"),
        _ => error,
    }
}

/// Gives the database a name of its own, so that a saved session belongs to one database wherever it is reached.
fn name_database(connection: &mut Connection, now: Timestamp) -> Result<()> {
    use schema::database_info::dsl;
    let id = crate::kernel::text::random_hex(16)?;
    diesel::insert_into(dsl::database_info)
        .values((dsl::id.eq(1), dsl::database_id.eq(id), dsl::created_at.eq(now)))
        .execute(connection)?;
    Ok(())
}
