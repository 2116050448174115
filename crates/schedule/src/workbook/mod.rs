//! A file becomes sparse cells, safely. The only user of calamine.
//!
//! calamine alone cannot be trusted with a stranger's file: a failed allocation aborts the process, one far-corner
//! cell makes a dense range of a gigabyte, a broken record panics. So [`read_guarded`] reads the file once, and a
//! child of the same binary ([`run_child`]) does the dangerous part under limits of memory and time that the
//! system enforces. What comes back is either a whole [`Workbook`] or a [`WorkbookError`] in plain English.
//!
//! - `guard`: the parent's half: reads, hashes, feeds, waits, kills;
//! - `child`: the child's half: limits itself, reads standard input, answers on standard output;
//! - `wire`: how the answer travels, in portions, so that the parent never holds it twice;
//! - `sniff`: what a file is, by its content; `archive`: what a zip holds, before anything is unpacked;
//! - `read`: one function a format; `ods`: what calamine does not tell of an ods; `value`, `merge`: one cell, one
//!   sheet's merges.

mod archive;
mod child;
mod error;
mod guard;
mod merge;
mod model;
mod ods;
mod read;
mod sniff;
#[cfg(test)]
mod tests;
mod value;
mod wire;

use std::time::Duration;

pub use child::run_child;
pub use error::{LimitExceeded, LooksLike, WorkbookError};
pub use guard::{CHILD_COMMAND, FileBytes, read_bytes, read_guarded};
pub use model::*;

/// A sheet's last row and column, counted from 0, as xlsx has them; no format has more.
const LAST_ROW: u32 = 1_048_575;
const LAST_COL: u32 = 16_383;

/// How much a file may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadLimits {
    /// Used (non-empty) cells of one sheet.
    pub max_cells_per_sheet: u64,
    /// Address space of the reading child in bytes, hence an upper bound of its real memory. The file itself may
    /// have an eighth of it, its unpacked tables as much again.
    pub memory_bytes: u64,
    /// Wall-clock time from opening the file to its last cell; a tenth of it is kept back for clearing up.
    pub time: Duration,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self {
            max_cells_per_sheet: 1_000_000,
            memory_bytes: 512 << 20,
            time: Duration::from_secs(5),
        }
    }
}

impl ReadLimits {
    /// A workbook of a million cells has 5 to 30 MB; more is pictures or an attack.
    fn max_file_bytes(&self) -> u64 {
        self.memory_bytes / 8
    }
}

/// What a file held.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkbookFile {
    pub workbook: Workbook,
    /// Of the very bytes that were read, in lower-case hexadecimal.
    pub sha256: String,
}
