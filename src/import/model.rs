//! The words that every import shares.

use serde::{Deserialize, Serialize};

use crate::text_enum;

text_enum! {
    /// What an import does about something in the file.
    #[derive(Default)]
    pub enum ImportAction {
        Create = "create",
        /// The file changed.
        Update = "update",
        #[default]
        Unchanged = "unchanged",
        /// Edited by hand, the file is as it was: the edit stays.
        Keep = "keep",
        /// Edited by hand, and the file changed too: the edit stays, and is named.
        Disagree = "disagree",
        Cancel = "cancel",
        /// The room is taken.
        Conflict = "conflict",
        /// The room, or the whole site, is closed: left out, and the rest is imported.
        Closed = "closed",
        /// Not understood.
        Reject = "reject",
        /// No booking, on purpose.
        Ignore = "ignore",
    }
}

impl ImportAction {
    /// Orders a report: problems first.
    pub fn rank(self) -> u8 {
        match self {
            Self::Reject => 0,
            Self::Conflict => 1,
            Self::Closed => 2,
            Self::Disagree => 3,
            Self::Cancel => 4,
            Self::Update => 5,
            Self::Keep => 6,
            Self::Ignore => 7,
            Self::Create => 8,
            Self::Unchanged => 9,
        }
    }

    /// Returns whether it stands in the way of an import without `--partial`.
    pub fn is_refusal(self) -> bool {
        matches!(self, Self::Reject | Self::Conflict)
    }
}

/// Bookings, records and cells by what was done about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportCounts {
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub kept: u64,
    pub disagreed: u64,
    pub cancelled: u64,
    pub conflicts: u64,
    /// Left out because the room or the site is closed.
    #[serde(default)]
    pub closed: u64,
    pub rejected: u64,
    pub ignored: u64,
    pub warnings: u64,
}

impl ImportCounts {
    pub fn of(actions: impl Iterator<Item = ImportAction>, warnings: u64) -> Self {
        let mut counts = Self {
            warnings,
            ..Self::default()
        };
        for action in actions {
            *match action {
                ImportAction::Create => &mut counts.created,
                ImportAction::Update => &mut counts.updated,
                ImportAction::Unchanged => &mut counts.unchanged,
                ImportAction::Keep => &mut counts.kept,
                ImportAction::Disagree => &mut counts.disagreed,
                ImportAction::Cancel => &mut counts.cancelled,
                ImportAction::Conflict => &mut counts.conflicts,
                ImportAction::Closed => &mut counts.closed,
                ImportAction::Reject => &mut counts.rejected,
                ImportAction::Ignore => &mut counts.ignored,
            } += 1;
        }
        counts
    }

    /// Returns whether everything that the file has is left out.
    pub fn take_nothing(&self) -> bool {
        let left_out = self.rejected + self.conflicts + self.closed;
        left_out > 0 && !self.change_something() && self.unchanged + self.kept == 0
    }

    /// Returns whether the import changes the database.
    pub fn change_something(&self) -> bool {
        self.created + self.updated + self.cancelled + self.disagreed > 0
    }

    /// Writes the counts that are not 0: `3 created, 1 unchanged`.
    pub fn in_words(&self) -> String {
        let named = [
            (self.created, "created"),
            (self.updated, "updated"),
            (self.unchanged, "unchanged"),
            (self.kept, "kept as edited"),
            (self.disagreed, "disagreed"),
            (self.cancelled, "cancelled"),
            (self.ignored, "ignored"),
            (self.rejected, "rejected"),
            (self.conflicts, "in conflict"),
            (self.closed, "closed"),
        ];
        let counted = named.iter().filter(|(count, _)| *count > 0);
        let words: Vec<String> = counted.map(|(count, name)| format!("{count} {name}")).collect();
        if words.is_empty() {
            "none".to_owned()
        } else {
            words.join(", ")
        }
    }
}

/// What is kept of a record that a source has no longer and another has.
pub const LET_GO: ImportAction = ImportAction::Ignore;

/// The source of imports that fill a whole database. Sources of files are in small letters: none is ever called so.
pub const DEMO_SOURCE: &str = "Demo";
/// Followed by the name of the replaced system's database.
pub const LEGACY_SOURCE: &str = "Legacy";
