//! The connections of one run: taken for a transaction, tested, and given back.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::{Duration, Instant};

use diesel::r2d2::{self, ManageConnection, NopErrorHandler, R2D2Connection};
use scheduled_thread_pool::ScheduledThreadPool;

use super::backend::AnyConnection as Connection;
use super::connection::{Database, OpenMode};
use crate::kernel::error::{Error, Result};

/// A run has one transaction after the other; a second connection is for what looks at the database meanwhile.
const MAX_SIZE: u32 = 2;

/// After this time without use a connection is asked whether it still answers.
const REST: Duration = Duration::from_secs(1);

/// A connection that goes back to its pool when it is dropped.
pub type PooledConnection = r2d2::PooledConnection<ConnectionSource>;

/// Where the pool's connections come from.
#[derive(Clone)]
pub struct ConnectionSource {
    database: Database,
    /// Opened, and not yet in the pool.
    opened: Arc<Mutex<Vec<Connection>>>,
    /// When one of the connections was last opened or given back.
    used_at: Arc<Mutex<Instant>>,
}

impl ConnectionSource {
    fn opened(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn used_at(&self) -> MutexGuard<'_, Instant> {
        self.used_at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open(&self) -> Result<Connection> {
        tracing::debug!(database = %self.database, "opening a connection");
        self.database.open(OpenMode::ReadOnly)
    }
}

impl ManageConnection for ConnectionSource {
    type Connection = Connection;
    type Error = Error;

    fn connect(&self) -> Result<Connection> {
        let opened = self.opened().pop();
        *self.used_at() = Instant::now();
        opened.map_or_else(|| self.open(), Ok)
    }

    /// Asks the database only after a rest: each answer is a way there and back.
    fn is_valid(&self, connection: &mut Connection) -> Result<()> {
        if self.used_at().elapsed() < REST {
            return Ok(());
        }
        Ok(connection.ping()?)
    }

    fn has_broken(&self, connection: &mut Connection) -> bool {
        *self.used_at() = Instant::now();
        connection.is_broken()
    }
}

/// A pool that is empty until a connection is needed, so that a command of one transaction opens one.
pub struct Pool {
    connections: r2d2::Pool<ConnectionSource>,
    source: ConnectionSource,
    opener: Arc<ScheduledThreadPool>,
}

impl Pool {
    /// Returns a pool whose first connection is one that is open already.
    pub fn holding(database: Database, connection: Connection) -> Self {
        let source = ConnectionSource {
            database,
            opened: Arc::new(Mutex::new(vec![connection])),
            used_at: Arc::new(Mutex::new(Instant::now())),
        };
        let opener = Arc::new(ScheduledThreadPool::new(1));
        let connections = r2d2::Pool::builder()
            .max_size(MAX_SIZE)
            .min_idle(Some(0))
            // A run is short: no connection is closed for its age.
            .max_lifetime(None)
            .idle_timeout(None)
            .error_handler(Box::new(NopErrorHandler))
            .thread_pool(Arc::clone(&opener))
            .build_unchecked(source.clone());
        Self {
            connections,
            source,
            opener,
        }
    }

    /// Takes a connection that answers; one that was lost is replaced by a new one.
    ///
    /// # Errors
    /// As [`Database::open`].
    pub fn take(&self) -> Result<PooledConnection> {
        if let Some(connection) = self.connections.try_get() {
            return Ok(connection);
        }
        // The pool's own thread would try for half a minute before it says what is wrong.
        if self.source.opened().is_empty() {
            let connection = self.source.open()?;
            self.source.opened().push(connection);
        }
        self.connections
            .get()
            .map_err(|error| Error::internal("no connection to the database is free").caused_by(error))
    }
}

impl Drop for Pool {
    /// Waits until the pool's thread holds no connection any more: when this is over they are closed, and the file of an
    /// embedded database may be replaced.
    fn drop(&mut self) {
        let (working, ended) = mpsc::channel::<()>();
        self.opener.execute(move || drop(working));
        // The other side never sends: this ends when it is dropped.
        let _ = ended.recv();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool() -> (tempfile::TempDir, Pool) {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::Sqlite(folder.path().join("a.db"));
        let connection = database.open(OpenMode::Create).unwrap();
        (folder, Pool::holding(database, connection))
    }

    fn foreign_keys(connection: &mut Connection) -> Vec<String> {
        connection
            .texts("SELECT CAST(foreign_keys AS text) AS text FROM pragma_foreign_keys")
            .unwrap()
    }

    #[test]
    fn a_connection_is_used_again() {
        let (_folder, pool) = pool();
        pool.take().unwrap().batch("CREATE TEMP TABLE mark (a)").unwrap();
        pool.take().unwrap().batch("SELECT a FROM mark").unwrap();
        assert_eq!(pool.connections.state().connections, 1);
    }

    #[test]
    fn a_connection_that_fails_in_a_transaction_is_replaced_and_the_new_one_has_our_settings() {
        let (_folder, pool) = pool();
        let mut first = pool.take().unwrap();
        first.batch("CREATE TEMP TABLE mark (a)").unwrap();
        first.begin_write().unwrap();
        drop(first);
        let mut second = pool.take().unwrap();
        assert!(second.batch("SELECT a FROM mark").is_err());
        assert_eq!(foreign_keys(&mut second), ["1"]);
    }

    #[test]
    fn two_connections_at_a_time_are_two() {
        let (_folder, pool) = pool();
        let (mut one, mut other) = (pool.take().unwrap(), pool.take().unwrap());
        one.batch("CREATE TEMP TABLE mark (a)").unwrap();
        assert!(other.batch("SELECT a FROM mark").is_err());
    }

    #[test]
    fn a_database_that_is_gone_is_told_at_once() {
        let (folder, pool) = pool();
        let first = pool.take().unwrap();
        std::fs::remove_file(folder.path().join("a.db")).unwrap();
        let error = pool.take().err().unwrap();
        assert_eq!(error.code, "database_unavailable");
        drop(first);
    }

    #[test]
    fn a_dropped_pool_has_closed_its_connections() {
        let (folder, pool) = pool();
        pool.take().unwrap().batch("CREATE TABLE t (a)").unwrap();
        let log = folder.path().join("a.db-wal");
        assert!(log.exists());
        drop(pool);
        assert!(!log.exists());
    }
}
