//! Walking the chain: each row's hash is made of the row and the hash of the one before, and the newest one's stands in
//! a table of its own. What somebody changed past the program shows at the first row that does not fit.

use std::fmt;

use super::chained_hash;
use super::store::{self, AuditRow};
use crate::db::{self, Connection};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};

/// So many rows taken away at one place, and the rest numbered anew, are still told from an altered row.
const MOST_RENUMBERED: i64 = 1000;

/// What was done to the first row that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    Altered,
    Missing,
    Inserted,
    /// The rows fit each other, and the recorded head fits none of them.
    NotTheHead,
    /// The rows fit each other, and not the head that was kept elsewhere: they were made anew, up to this row or before.
    NotAsKept,
}

impl Fact {
    pub fn words(self) -> &'static str {
        match self {
            Self::Altered => "was altered",
            Self::Missing => "is missing",
            Self::Inserted => "was inserted",
            Self::NotTheHead => "does not end the chain as recorded",
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
        Error::new(Kind::Findings, ErrorCode::AuditChainBroken, self.to_string())
            .hint(
                "somebody wrote past the program: compare with a backup, and see who may write the database",
            )
            .detail("seq", self.seq)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "audit row {} {}", self.seq, self.fact.words())
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
    let (head_seq, head_hash) = db::audit_head(connection)?.unwrap_or((-1, String::new()));
    let mut walk = Steps {
        seq: 0,
        hash: String::new(),
        earlier: String::new(),
        head_seq,
        head_fits: head_seq == 0 && head_hash.is_empty(),
        head_hash,
    };
    let mut from = i64::MIN;
    loop {
        let rows = store::after(connection, from)?;
        let Some(last) = rows.last() else {
            break;
        };
        from = last.seq;
        let beyond = store::first_after(connection, from)?;
        for (place, row) in rows.iter().enumerate() {
            let next = rows.get(place + 1).or(beyond.as_ref());
            if let Some(finding) = walk.step(row, next) {
                return Ok(walk.over(Some(finding)));
            }
        }
    }
    let finding = walk.end();
    Ok(walk.over(finding))
}

struct Steps {
    seq: i64,
    hash: String,
    /// Of the row before the last one.
    earlier: String,
    head_seq: i64,
    head_hash: String,
    /// The row that is recorded as the head was passed, and is it.
    head_fits: bool,
}

impl Steps {
    fn step(&mut self, row: &AuditRow, next: Option<&AuditRow>) -> Option<Finding> {
        let wanted = self.seq + 1;
        let found = |seq, fact| Some(Finding { seq, fact });
        if row.seq < wanted || (row.seq != wanted && self.head_fits) {
            return found(row.seq, Fact::Inserted);
        }
        if row.seq > wanted {
            return found(wanted, Fact::Missing);
        }
        if chained_hash(&self.hash, row) != row.hash {
            let (seq, fact) = self.misfit(row, next);
            return found(seq, fact);
        }
        self.earlier = std::mem::replace(&mut self.hash, row.hash.clone());
        self.seq = row.seq;
        self.head_fits = self.head_fits || (row.seq == self.head_seq && row.hash == self.head_hash);
        None
    }

    /// What was done where a row does not fit, told by how its neighbours would fit.
    fn misfit(&self, row: &AuditRow, next: Option<&AuditRow>) -> (i64, Fact) {
        let would_fit = |row: &AuditRow, seq: i64, previous: &str| {
            let there = AuditRow { seq, ..row.clone() };
            chained_hash(previous, &there) == row.hash
        };
        if self.head_fits || next.is_some_and(|next| would_fit(next, row.seq, &self.hash)) {
            return (row.seq, Fact::Inserted);
        }
        if self.seq > 0 && would_fit(row, self.seq, &self.earlier) {
            return (self.seq, Fact::Inserted);
        }
        let was_later = |by: i64| next.is_some_and(|next| would_fit(next, next.seq + by, &row.hash));
        match (1..=MOST_RENUMBERED).any(was_later) {
            true => (row.seq, Fact::Missing),
            false => (row.seq, Fact::Altered),
        }
    }

    fn end(&self) -> Option<Finding> {
        let found = |seq, fact| Some(Finding { seq, fact });
        match self.seq.cmp(&self.head_seq) {
            std::cmp::Ordering::Less => found(self.seq + 1, Fact::Missing),
            std::cmp::Ordering::Greater if self.head_fits => found(self.head_seq + 1, Fact::Inserted),
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
