//! What every test stands on: the registry of tests, a private environment for each, the PostgreSQL server.
//!
//! Not every test file uses every word of it.
#![allow(dead_code, unused_imports, unused_macros)]

#[macro_use]
pub mod registry;
pub mod browser;
pub mod environment;
pub mod mail;
pub mod postgres;
pub mod program;
pub mod proxy;
pub mod source;
mod steps;
pub mod terminal;
pub mod tools;
pub mod web;
pub mod workbook;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

pub use environment::{ADMIN, Engine, Env, NOW};
pub use program::{Call, PATIENCE, Run, Running};
pub use steps::RawBooking;

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file under `tests/data`.
pub fn data(name: &str) -> PathBuf {
    let path = root().join("tests/data").join(name);
    assert!(path.exists(), "no test data {}", path.display());
    path
}

/// A JSON file under `tests/data`.
pub fn data_json(name: &str) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(data(name)).unwrap()).unwrap()
}

/// The SHA-256 of some bytes, in hex.
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Waits for an event, however slow the machine is; fails naming `what` when it does not come at all.
#[track_caller]
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < end, "not within {PATIENCE:?}: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
