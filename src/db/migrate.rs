//! The schema's version: whether the database has ours, and the way there.

use diesel::migration::MigrationSource;
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::backend::{AnyConnection as Connection, Engine};
use super::{schema, violation};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::timestamp::Timestamp;
use crate::on_engine;

const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");
const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");

/// Two migrations of one server database at a time wait for each other under this number.
const MIGRATION_LOCK: i64 = 0x636f_6c61_6201;

/// What the database has and what this program brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationStatus {
    pub applied: Vec<String>,
    pub pending: Vec<String>,
    /// Applied by a newer program; nothing is touched then.
    pub unknown: Vec<String>,
}

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = diesel::sql_types::Text)]
    version: String,
}

/// # Errors
/// `Database` when it cannot be read.
pub fn status(connection: &mut Connection) -> Result<MigrationStatus> {
    let known = known_versions(connection.engine())?;
    let applied = applied_versions(connection)?;
    Ok(MigrationStatus {
        pending: known
            .iter()
            .filter(|version| !applied.contains(version))
            .cloned()
            .collect(),
        unknown: applied
            .iter()
            .filter(|version| !known.contains(version))
            .cloned()
            .collect(),
        applied,
    })
}

fn known_versions(engine: Engine) -> Result<Vec<String>> {
    let versions = |names: Vec<String>| -> Vec<String> { names };
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| {
        Error::internal("cannot read the migrations of this program")
            .caused_by(anyhow::Error::from_boxed(error))
    };
    Ok(versions(match engine {
        Engine::Postgres => MigrationSource::<diesel::pg::Pg>::migrations(&POSTGRES)
            .map_err(failed)?
            .iter()
            .map(|migration| migration.name().version().to_string())
            .collect(),
        Engine::Sqlite => MigrationSource::<diesel::sqlite::Sqlite>::migrations(&SQLITE)
            .map_err(failed)?
            .iter()
            .map(|migration| migration.name().version().to_string())
            .collect(),
    }))
}

fn applied_versions(connection: &mut Connection) -> Result<Vec<String>> {
    let exists = match connection.engine() {
        Engine::Postgres => {
            "SELECT tablename::text AS version FROM pg_tables \
             WHERE tablename = '__diesel_schema_migrations' AND schemaname = ANY (current_schemas(false))"
        }
        Engine::Sqlite => {
            "SELECT name AS version FROM sqlite_master WHERE name = '__diesel_schema_migrations'"
        }
    };
    let list = "SELECT version FROM __diesel_schema_migrations ORDER BY version";
    let load = |connection: &mut Connection, sql: &str| -> QueryResult<Vec<Version>> {
        on_engine!(connection, |inner| diesel::sql_query(sql).load(inner))
    };
    if load(connection, exists)?.is_empty() {
        return Ok(Vec::new());
    }
    Ok(load(connection, list)?
        .into_iter()
        .map(|row| row.version)
        .collect())
}

impl MigrationStatus {
    /// The newest version that was applied.
    pub fn version(&self) -> String {
        self.applied.last().cloned().unwrap_or_default()
    }
}

/// Fails unless the database has exactly our schema.
///
/// # Errors
/// `Database`, saying whether it is older, newer or empty, and the way out.
pub fn require_current(status: &MigrationStatus) -> Result<()> {
    refuse_newer(status)?;
    if status.pending.is_empty() {
        return Ok(());
    }
    let fact = if status.applied.is_empty() {
        "has no tables of ours yet"
    } else {
        "is of an older version"
    };
    Err(Error::database(ErrorCode::NotMigrated, format!("the database {fact}")).hint("colab db migrate"))
}

pub fn refuse_newer(status: &MigrationStatus) -> Result<()> {
    if status.unknown.is_empty() {
        return Ok(());
    }
    Err(Error::database(
        ErrorCode::NewerDatabase,
        format!(
            "the database is of a newer version than this program ({})",
            status.unknown.join(", ")
        ),
    )
    .hint("install the newer colab; this one does not touch it"))
}

/// What happens around a migration, within its transaction.
pub trait Around {
    /// Before a database that holds something is changed; nobody else writes meanwhile.
    ///
    /// # Errors
    /// Whatever is in the way: nothing is changed then.
    fn before(&mut self, status: &MigrationStatus) -> Result<()>;

    /// After a database that was empty was made.
    ///
    /// # Errors
    /// Whatever is in the way: nothing is made then.
    fn first(&mut self, connection: &mut Connection) -> Result<()>;
}

/// Brings the schema up in one transaction, together with what happens around it. Two at once: the second finds nothing
/// to do.
///
/// # Errors
/// `Database` when it is newer or cannot be written; nothing is changed then.
pub fn migrate(
    connection: &mut Connection,
    now: Timestamp,
    around: &mut dyn Around,
) -> Result<MigrationStatus> {
    connection.begin_write()?;
    let done = migrate_begun(connection, now, around);
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
    around: &mut dyn Around,
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
        around.before(&status)?;
    }
    run_pending(connection)?;
    if status.applied.is_empty() {
        name_database(connection, now)?;
        around.first(connection)?;
    }
    Ok(status)
}

/// Our tables have no business in a file that another program made. A server's database may well be shared.
///
/// # Errors
/// `Database`, naming a table of the other program's.
pub fn refuse_foreign(connection: &mut Connection) -> Result<()> {
    let Connection::Sqlite(inner) = connection else {
        return Ok(());
    };
    let tables = "SELECT name AS version FROM sqlite_master WHERE type = 'table'";
    let tables: Vec<Version> = diesel::sql_query(tables).load(inner)?;
    match tables.first() {
        None => Ok(()),
        Some(table) => Err(Error::database(
            ErrorCode::NotADatabase,
            format!(
                "this is another program's database: it holds the table {}",
                table.version
            ),
        )
        .hint("name another file with --database")),
    }
}

/// Runs what is pending within the transaction that is open.
///
/// # Errors
/// `Database` when the engine refuses it.
pub fn run_pending(connection: &mut Connection) -> Result<()> {
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| match error
        .downcast::<diesel::result::Error>()
    {
        Ok(error) if violation(&error).is_none() => Error::from(*error),
        Ok(error) => Error::database(ErrorCode::MigrationFailed, "the migration failed").caused_by(*error),
        Err(error) => {
            let text = error.to_string();
            let reason = text.lines().next().unwrap_or_default();
            Error::database(
                ErrorCode::MigrationFailed,
                format!("the migration failed: {reason}"),
            )
            .with_source(anyhow::Error::from_boxed(error))
            .hint(
                "nothing was changed; the user needs the right to create tables and the extension btree_gist",
            )
        }
    };
    match connection {
        Connection::Postgres(inner) => inner.run_pending_migrations(POSTGRES).map(|_| ()).map_err(failed),
        Connection::Sqlite(inner) => inner.run_pending_migrations(SQLITE).map(|_| ()).map_err(failed),
    }
}

/// A name of its own, so that a saved session belongs to one database wherever it is reached.
fn name_database(connection: &mut Connection, now: Timestamp) -> Result<()> {
    use schema::database_info::dsl;
    let id = crate::kernel::text::random_hex(16)?;
    diesel::insert_into(dsl::database_info)
        .values((dsl::id.eq(1), dsl::database_id.eq(id), dsl::created_at.eq(now)))
        .execute(connection)?;
    Ok(())
}
