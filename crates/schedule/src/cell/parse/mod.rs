//! What a cell of the schedule says: the owner's rules for its text, as pure functions.
//!
//! `normalise` makes one spelling of the many; `cell` decides what is said by the whole cell (an error, a bare
//! number, a date, a room's name, a word of the ignore list); `token` and `clock` cut the text up, with the
//! vocabulary of `words`; `split` parts it into entries; `claim` gives each number to the first of the `forms` that
//! fits; `compose` makes the entry, its client and note `tidy`. Nothing is guessed in silence: what was assumed is
//! a `CellRemark`, what cannot be read is a `Rejected` that says what to type instead.

mod cell;
mod claim;
mod clock;
mod compose;
mod forms;
mod model;
mod normalise;
mod split;
mod tidy;
mod token;
mod words;

#[cfg(test)]
mod tests;

pub use cell::read;
pub use model::*;
pub use normalise::ignore_key;

/// Why a text was not understood, and what to type instead.
#[derive(Debug, Clone, PartialEq)]
struct CellRefusal {
    why: String,
    way_out: String,
}

impl CellRefusal {
    fn new(why: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            way_out: way_out.into(),
        }
    }
}

impl From<CellRefusal> for CellReading {
    fn from(refusal: CellRefusal) -> Self {
        Self::Rejected {
            why: refusal.why,
            way_out: refusal.way_out,
        }
    }
}
