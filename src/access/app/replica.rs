//! Reading from another server, which follows the one that is written.

use super::App;
use super::read_source::ReadSource;
use crate::db::{self, Connection, Database, OpenMode};
use crate::kernel::error::{Error, Result};

impl App {
    /// Reads from now on where this run writes.
    pub fn read_where_written(&mut self) {
        self.read_source = ReadSource::Primary;
    }

    /// Takes the connection to the server of `read_database` that a transaction of this run reads from: one that has got all
    /// that the written one had when it was asked, among it the person's own last change.
    ///
    /// # Errors
    /// `Usage` for an address of a file.
    pub(super) fn take_follower(&mut self, primary: &mut Connection) -> Result<Option<Connection>> {
        let source = match std::mem::replace(&mut self.read_source, ReadSource::Primary) {
            // What this run has written it reads where it wrote, and for a suggestion nobody waits.
            _ if self.changed.is_some() || self.looks_only => ReadSource::Primary,
            ReadSource::Unknown => self.find_follower(primary)?,
            known => known,
        };
        Ok(match source {
            ReadSource::Follower(connection) => Some(connection),
            ReadSource::Unknown | ReadSource::Primary => None,
        })
    }

    /// Keeps the connection for the next transaction that reads.
    pub(super) fn keep_follower(&mut self, follower: Option<Connection>) {
        if let Some(connection) = follower {
            self.read_source = ReadSource::Follower(connection);
        }
    }

    fn find_follower(&self, primary: &mut Connection) -> Result<ReadSource> {
        let Some(address) = self.config.get("read_database") else {
            return Ok(ReadSource::Primary);
        };
        let database = Database::parse(address)?;
        if database.is_embedded() || self.database()?.is_embedded() {
            return Err(
                Error::usage("read_database names a server that follows the server of the database")
                    .hint("colab config show"),
            );
        }
        let patience = self.config.max_staleness();
        let opened = db::connecting_within(patience, || database.open(OpenMode::ReadOnly));
        let followed = opened.and_then(|mut follower| {
            if !follower.is_replica_of(primary)? {
                return Err(Error::usage(format!("{database} does not follow the database")));
            }
            Ok(follower.has_followed(primary, patience)?.then_some(follower))
        });
        Ok(match followed {
            Ok(Some(follower)) => ReadSource::Follower(follower),
            Ok(None) => {
                self.warn(&format!(
                    "{database} is more than {} s behind: reading the server that is written",
                    patience.as_secs()
                ));
                ReadSource::Primary
            }
            Err(error) => {
                self.warn(&format!("{error}: reading the server that is written"));
                ReadSource::Primary
            }
        })
    }
}
