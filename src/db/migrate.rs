//! The schema's version: whether the database has ours, and the way there.

use diesel::backend::Backend;
use diesel::migration::MigrationSource;
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::backend::{AnyConnection as Connection, DatabaseEngine};
use super::{LockLimits, client_records, location_keys, schema, set_machine, violated_constraint};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::machine::machine_mark;
use crate::kernel::timestamp::Timestamp;

const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");
const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");

/// What all SQLite migrations come to. A new file is made of it: each `ALTER TABLE` parses the whole schema again, which
/// would be a third of a first import. The test below writes it.
const SQLITE_SCHEMA: &str = include_str!("../../migrations/sqlite-schema.sql");

/// Two migrations of one server database at a time wait for each other under this number.
const MIGRATION_LOCK: i64 = 0x636f_6c61_6201;

/// The migration since which a database can be marked as one for tests.
const TEST_MARK: &str = "20261128000012";

/// The migration since which a file knows on which machine its users of the operating system are people.
const MACHINE: &str = "20261130000090";

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
    let applied = applied_versions(connection)?;
    compare(connection.engine(), applied)
}

/// Compares migrations that were applied somewhere with those of this program.
pub fn compare(engine: DatabaseEngine, applied: Vec<String>) -> Result<MigrationStatus> {
    let known = known_versions(engine)?;
    let missing_in = |there: &[String], here: &[String]| -> Vec<String> {
        here.iter()
            .filter(|version| !there.contains(version))
            .cloned()
            .collect()
    };
    Ok(MigrationStatus {
        pending: missing_in(&applied, &known),
        unknown: missing_in(&known, &applied),
        applied,
    })
}

fn known_versions(engine: DatabaseEngine) -> Result<Vec<String>> {
    match engine {
        DatabaseEngine::Postgres => versions_of::<diesel::pg::Pg>(&POSTGRES),
        DatabaseEngine::Sqlite => versions_of::<diesel::sqlite::Sqlite>(&SQLITE),
    }
}

fn versions_of<B: Backend>(source: &impl MigrationSource<B>) -> Result<Vec<String>> {
    let migrations = source.migrations().map_err(|error| {
        Error::internal("cannot read the migrations of this program")
            .caused_by(anyhow::Error::from_boxed(error))
    })?;
    let versions = migrations.iter().map(|one| one.name().version().to_string());
    Ok(versions.collect())
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
    connection.lock_for_transaction(MIGRATION_LOCK)?;
    let status = status(connection)?;
    refuse_newer(&status)?;
    if status.pending.is_empty() {
        return Ok(status);
    }
    if status.applied.is_empty() {
        refuse_foreign(connection)?;
    } else {
        connection.stop_writers()?;
        hooks.before(&status)?;
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

/// Runs these migrations, and no others, within the open transaction.
pub fn run_versions(connection: &mut Connection, versions: &[String]) -> Result<()> {
    if versions.is_empty() {
        return Ok(());
    }
    match connection {
        Connection::Postgres(inner) => run_some(inner, POSTGRES, versions),
        Connection::Sqlite(inner) => run_some(inner, SQLITE, versions),
    }
    .map_err(migration_failed)
}

fn run_some<B: Backend>(
    connection: &mut impl MigrationHarness<B>,
    source: EmbeddedMigrations,
    versions: &[String],
) -> diesel::migration::Result<()>
where
    EmbeddedMigrations: MigrationSource<B>,
{
    for migration in connection.pending_migrations(source)? {
        if versions.contains(&migration.name().version().to_string()) {
            connection.run_migration(&migration)?;
        }
    }
    Ok(())
}

/// Runs the pending migrations within the open transaction.
pub fn run_pending(connection: &mut Connection) -> Result<()> {
    if connection.engine() == DatabaseEngine::Sqlite && applied_versions(connection)?.is_empty() {
        return Ok(connection.batch(SQLITE_SCHEMA)?);
    }
    let pending = status(connection)?.pending.into_iter();
    let (first, rest): (Vec<_>, Vec<_>) =
        pending.partition(|version| version.as_str() <= client_records::AFTER);
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

fn migration_failed(error: Box<dyn std::error::Error + Send + Sync>) -> Error {
    match error.downcast::<diesel::result::Error>() {
        Ok(error) if violated_constraint(&error).is_none() => Error::from(*error),
        Ok(error) => Error::database(ErrorCode::MigrationFailed, "the migration failed").caused_by(*error),
        Err(error) => {
            let text = error.to_string();
            let reason = text.lines().next().unwrap_or_default();
            Error::database(
                ErrorCode::MigrationFailed,
                format!("the migration failed: {reason}"),
            )
            .with_source(anyhow::Error::from_boxed(error))
            .hint("let the login create tables and the extension btree_gist; nothing was changed")
        }
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

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// Writes a database as SQL: its rows and its parts, what others depend on first.
    fn dump(connection: &mut Connection) -> String {
        let mut script =
            "-- Written by COLAB_REGENERATE=1 cargo test --lib db::migrate from migrations/sqlite.\n"
                .to_owned();
        let parts = |kind: &str| {
            format!(
                "SELECT sql AS text FROM sqlite_schema WHERE type = '{kind}' AND sql IS NOT NULL \
                 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid"
            )
        };
        let mut add = |texts: Vec<String>| {
            for text in texts {
                writeln!(script, "{text};").unwrap();
            }
        };
        add(connection.texts(&parts("table")).unwrap());
        let tables = "SELECT name AS text FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid";
        for table in connection.texts(tables).unwrap() {
            let columns =
                format!("SELECT name AS text FROM pragma_table_info('{table}') WHERE name <> 'run_on'");
            let columns = connection.texts(&columns).unwrap();
            let quoted: Vec<String> = columns.iter().map(|column| format!("quote({column})")).collect();
            let rows = format!(
                "SELECT 'INSERT INTO {table} ({}) VALUES (' || {} || ')' AS text FROM {table}",
                columns.join(", "),
                quoted.join(" || ', ' || ")
            );
            add(connection.texts(&rows).unwrap());
        }
        for kind in ["view", "index", "trigger"] {
            add(connection.texts(&parts(kind)).unwrap());
        }
        script
    }

    #[test]
    fn a_new_file_is_made_of_what_the_migrations_come_to() {
        let mut migrated = crate::db::connection::in_memory().unwrap();
        migrated.run_pending_migrations(SQLITE).unwrap();
        let expected = dump(&mut Connection::Sqlite(migrated));
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite-schema.sql");
        if std::env::var_os("COLAB_REGENERATE").is_some() {
            std::fs::write(path, &expected).unwrap();
        }
        let advice = "run COLAB_REGENERATE=1 cargo test --lib db::migrate";
        assert!(
            std::fs::read_to_string(path).unwrap() == expected,
            "{path} is stale: {advice}"
        );

        let mut made = Connection::Sqlite(crate::db::connection::in_memory().unwrap());
        made.batch(&expected).unwrap();
        assert_eq!(dump(&mut made), expected);
        assert_eq!(status(&mut made).unwrap().pending, Vec::<String>::new());
    }
}
