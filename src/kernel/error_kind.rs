//! Kinds of errors, each of which is an exit code.

/// The kind of an error; the discriminant is the documented exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// A fault of the program itself.
    Internal = 1,
    /// The command line does not parse, or asks for what cannot be (an unknown field, a prompt without a terminal).
    Usage = 2,
    NotFound = 3,
    /// Not signed in, or not allowed.
    Forbidden = 4,
    /// It contradicts what is stored: a room is taken, a name exists, a step is illegal.
    Conflict = 5,
    /// A value or a file breaks a rule.
    Invalid = 6,
    /// The database cannot be reached, opened, written or is busy; or it is not of our version.
    Database = 7,
    /// Done in part, as asked for.
    Partial = 8,
    /// Something was found, as asked with --exit-code; audit verify, db check and pricing ledger --check always.
    Findings = 9,
}

impl Kind {
    pub const fn exit_code(self) -> u8 {
        self as u8
    }
}
