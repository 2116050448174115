//! The database: two engines behind one connection. Everything that differs between them is in this folder or in
//! `migrations/`; `backend` holds the connection and most matches on the engine.

mod address;
pub mod backend;
pub mod backup;
mod batch;
mod catalog;
mod client_records;
mod conditions;
mod connection;
mod copy;
mod errors;
pub mod expected;
mod follower;
mod holds;
mod identity;
mod insert;
mod instants;
mod job_hold;
mod limits;
mod location_keys;
mod locks;
mod logins;
mod migrate;
mod new_file;
pub mod nodes;
pub mod operations;
mod outcome;
mod ownership;
mod pool;
mod references;
pub mod restore;
pub mod schema;
mod scripts;
mod server;
mod slots;
mod statements;
mod turns;
pub mod types;
mod wait_notice;
pub mod waiting;
mod whole_rows;

pub use backend::{AnyConnection as Connection, DatabaseEngine, containing};
pub use batch::{QueryBatch, ReservedIds, columns_of, rows_by_keys, rows_of};
pub use catalog::quoted;
pub use connection::{Database, OpenMode, shown_address};
/// A statement that failed, before it is known what that means for the user.
pub use diesel::result::Error as StatementError;
pub use errors::{
    DAMAGED_HINT, OnViolation, contention, lost_before_commit, violated_constraint, violated_rule,
};
pub use holds::{HeldRooms, StoredHold};
pub use identity::{
    DatabaseIdentity, audit_head, database_id, is_test_database, machine, mark_test_database, set_machine,
};
pub use insert::{OwnedRows, insert_rows};
pub use job_hold::{JobHold, RENEW_LEASE_AFTER};
pub use limits::{LockLimits, SlotTier, TierSlots};
pub use logins::{MANAGED_ROWS, OPEN_FUNCTIONS};
pub use migrate::{
    MigrationHooks, MigrationStatus, SessionFacts, begin_session, migrate, refuse_foreign, require_current,
    status,
};
pub use new_file::make_file;
pub use outcome::{CommitMark, CommitOutcome};
pub use pool::{Pool, PooledConnection};
pub use references::{BrokenReference, broken_references};
pub use slots::{FULL, NEARLY_FULL, Saturation, pause_before};
pub use statements::{count_statements, counted_statements, for_the_log};
pub use wait_notice::WaitNotice;
pub use waiting::{connecting_within, is_committing, set_waiting, time_waited, waiting};
