//! Where a run reads: the server that is written, or one that follows it.

use crate::db::Connection;

/// Where a run reads.
#[derive(Default)]
pub enum ReadSource {
    /// It was not looked for yet.
    #[default]
    Unknown,
    /// The server that follows.
    Follower(Connection),
    /// None is configured, or it is too far behind.
    Primary,
}
