//! Where the backup before a migration goes.

use crate::db::backup::BackupPlace;

/// What becomes of a database as it was before a migration.
#[derive(Debug, Clone, Default)]
pub enum BackupChoice {
    /// A backup: of a file beside it, of a server's schema among this user's data.
    #[default]
    Usual,
    At(BackupPlace),
    Nothing,
}
