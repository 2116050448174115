//! Walking the chain: each row's hash is made of the row and the hash of the one before, and the newest one's stands in
//! a table of its own. What somebody changed past the program shows at the first row that does not fit.

use std::fmt;

use super::hash::{FORM, covers_all, hash_of};
use super::model::{ChainHead, StoredRow};
use super::{personal, store};
use crate::db::Connection;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};

/// So many rows taken away at one place, and the rest numbered anew, are still told from an altered row.
const MOST_RENUMBERED: i64 = 1000;

/// What was done to the first row that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    Altered,
    /// A value beside the chain is not the one whose hash is in it.
    ValueAltered,
    Missing,
    Inserted,
    /// The rows fit each other, and the recorded head fits none of them.
    NotTheHead,
    /// An index of the log leaves it out, and so do lists.
    NotInIndex,
    /// What was closed or issued with it is not what it was.
    NotAsClosed,
    /// Something is there of which no row tells up to the last one.
    Untold,
    /// The rows fit each other, and not the head that was kept elsewhere: they were made anew, up to this row or before.
    NotAsKept,
}

impl Fact {
    pub fn words(self) -> &'static str {
        match self {
            Self::Altered => "was altered",
            Self::ValueAltered => "has a personal value that was altered, added or taken away",
            Self::Missing => "is missing",
            Self::Inserted => "was inserted",
            Self::NotTheHead => "does not end the chain as recorded",
            Self::NotInIndex => "is not in an index of the log, so that lists may leave it out",
            Self::NotAsClosed => {
                "tells of a month, a document or a payment that is not what it was, or is gone"
            }
            Self::Untold => "does not tell of a month, a document or a payment as it is there",
            Self::NotAsKept => "is not the one of the checkpoint: it or one before it was rewritten",
        }
    }
}

/// The first row that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    pub seq: i64,
    pub fact: Fact,
}

impl Finding {
    pub fn error(self) -> Error {
        let error = Error::new(Kind::Findings, ErrorCode::AuditChainBroken, self.to_string())
            .hint(
                "somebody wrote past the program: compare with a backup, and see who may write the database",
            )
            .detail("seq", self.seq);
        match self.fact {
            Fact::NotAsClosed | Fact::Untold => error.hint("colab db check names it"),
            _ => error,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fact {
            Fact::Untold => write!(f, "the audit log {}", self.fact.words()),
            _ => write!(f, "audit row {} {}", self.seq, self.fact.words()),
        }
    }
}

/// How far the chain is whole.
#[derive(Debug)]
pub struct Walk {
    /// The last row that fits, and its hash.
    pub seq: i64,
    pub hash: String,
    pub finding: Option<Finding>,
}

/// Recomputes every hash, from the first row to the first that does not fit.
pub fn walk(connection: &mut Connection) -> Result<Walk> {
    // Without a recorded head none of the rows is it.
    let head = store::head(connection)?.unwrap_or(ChainHead {
        seq: -1,
        hash: String::new(),
    });
    let mut walk = Steps {
        seq: 0,
        hash: String::new(),
        earlier: String::new(),
        form: 1,
        head_fits: head.seq == 0 && head.hash.is_empty(),
        head,
    };
    let mut rows = store::after(connection, None)?;
    while let Some(last) = rows.last() {
        let beyond = store::after(connection, Some(last.seq))?;
        for (place, row) in rows.iter().enumerate() {
            let next = rows.get(place + 1).or(beyond.first());
            if let Some(finding) = walk.step(row, next) {
                return Ok(walk.over(Some(finding)));
            }
        }
        rows = beyond;
    }
    let finding = walk.end();
    Ok(walk.over(finding))
}

struct Steps {
    seq: i64,
    hash: String,
    /// Of the row before the last one.
    earlier: String,
    /// Of the last row: none of an earlier form follows.
    form: i32,
    head: ChainHead,
    /// The row that is recorded as the head was passed, and is it.
    head_fits: bool,
}

impl Steps {
    fn step(&mut self, row: &StoredRow, next: Option<&StoredRow>) -> Option<Finding> {
        // No row follows the last number that there is.
        let wanted = self.seq.saturating_add(1);
        let found = |seq, fact| Some(Finding { seq, fact });
        if row.seq < wanted || (row.seq != wanted && self.head_fits) {
            return found(row.seq, Fact::Inserted);
        }
        if row.seq > wanted {
            return found(wanted, Fact::Missing);
        }
        if hash_of(&self.hash, row) != row.hash {
            let (seq, fact) = self.misfit(row, next);
            return found(seq, fact);
        }
        if row.form < self.form || row.form > FORM || !covers_all(row) {
            return found(row.seq, Fact::Altered);
        }
        if !personal::fit(row) {
            return found(row.seq, Fact::ValueAltered);
        }
        self.form = row.form;
        self.earlier = std::mem::replace(&mut self.hash, row.hash.clone());
        self.seq = row.seq;
        self.head_fits = self.head_fits || (row.seq == self.head.seq && row.hash == self.head.hash);
        None
    }

    /// What was done where a row does not fit, told by how its neighbours would fit.
    fn misfit(&self, row: &StoredRow, next: Option<&StoredRow>) -> (i64, Fact) {
        let would_fit = |row: &StoredRow, seq: i64, previous: &str| {
            let there = StoredRow { seq, ..row.clone() };
            hash_of(previous, &there) == row.hash
        };
        if self.head_fits || next.is_some_and(|next| would_fit(next, row.seq, &self.hash)) {
            return (row.seq, Fact::Inserted);
        }
        if self.seq > 0 && would_fit(row, self.seq, &self.earlier) {
            return (self.seq, Fact::Inserted);
        }
        let was_later =
            |by: i64| next.is_some_and(|next| would_fit(next, next.seq.saturating_add(by), &row.hash));
        if (1..=MOST_RENUMBERED).any(was_later) {
            (row.seq, Fact::Missing)
        } else {
            (row.seq, Fact::Altered)
        }
    }

    fn end(&self) -> Option<Finding> {
        let found = |seq, fact| Some(Finding { seq, fact });
        match self.seq.cmp(&self.head.seq) {
            std::cmp::Ordering::Less => found(self.seq + 1, Fact::Missing),
            std::cmp::Ordering::Greater if self.head_fits => found(self.head.seq + 1, Fact::Inserted),
            _ if !self.head_fits => found(self.seq, Fact::NotTheHead),
            _ => None,
        }
    }

    fn over(self, finding: Option<Finding>) -> Walk {
        Walk {
            seq: self.seq,
            hash: self.hash,
            finding,
        }
    }
}
