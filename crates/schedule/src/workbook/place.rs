//! Where cells stand.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A sheet's last row and column, counted from 0, as xlsx has them; no format has more.
pub(super) const LAST_ROW: u32 = 1_048_575;
pub(super) const LAST_COL: u32 = 16_383;

/// A cell's place, counted from 0; shown as `C5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellAddress {
    pub row: u32,
    pub col: u32,
}

impl fmt::Display for CellAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut n = self.col + 1;
        while n > 0 {
            letters.push(char::from(b'A' + u8::try_from((n - 1) % 26).unwrap_or(0)));
            n = (n - 1) / 26;
        }
        for letter in letters.iter().rev() {
            write!(f, "{letter}")?;
        }
        write!(f, "{}", self.row + 1)
    }
}

/// A merged range, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedRange {
    pub first: CellAddress,
    pub last: CellAddress,
}
