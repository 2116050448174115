//! The scripts that make and upgrade the tables, packed by `build.rs`: opening a database that is current unpacks none.

use std::io::Read;

use flate2::read::DeflateDecoder;

use super::backend::DatabaseEngine;
use crate::kernel::error::{Error, Result};

include!(concat!(env!("OUT_DIR"), "/versions.rs"));

/// The scripts of one engine.
#[derive(Debug, Clone, Copy)]
pub struct SchemaScripts {
    foundation: &'static [u8],
    /// One script a version, in order, with a zero byte between two.
    steps: &'static [u8],
}

const SQLITE: SchemaScripts = SchemaScripts {
    foundation: include_bytes!(concat!(env!("OUT_DIR"), "/sqlite-foundation")),
    steps: include_bytes!(concat!(env!("OUT_DIR"), "/sqlite-steps")),
};

const POSTGRES: SchemaScripts = SchemaScripts {
    foundation: include_bytes!(concat!(env!("OUT_DIR"), "/postgres-foundation")),
    steps: include_bytes!(concat!(env!("OUT_DIR"), "/postgres-steps")),
};

/// Returns the versions that this program brings, oldest first.
pub fn versions() -> &'static [&'static str] {
    VERSIONS
}

impl SchemaScripts {
    /// Returns the scripts of an engine.
    pub fn of(engine: DatabaseEngine) -> Self {
        match engine {
            DatabaseEngine::Sqlite => SQLITE,
            DatabaseEngine::Postgres => POSTGRES,
        }
    }

    /// Returns the versions that the foundation contains, and records.
    pub fn in_foundation() -> &'static [&'static str] {
        FOUNDED
    }

    /// Unpacks what an empty database is made of.
    pub fn foundation(self) -> Result<String> {
        unpacked(self.foundation)
    }

    /// Unpacks all migrations; the scripts are in the order of [`versions`].
    pub fn steps(self) -> Result<Vec<String>> {
        Ok(unpacked(self.steps)?.split('\0').map(str::to_owned).collect())
    }
}

fn unpacked(packed: &[u8]) -> Result<String> {
    let mut text = String::new();
    DeflateDecoder::new(packed)
        .read_to_string(&mut text)
        .map_err(|error| {
            Error::internal("cannot unpack the migrations of this program").with_source(error)
        })?;
    Ok(text)
}
