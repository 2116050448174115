//! The kernel with the database: who acts, in which transaction, and what is kept of it. No slice is known here.
//!
//! | module | what |
//! |---|---|
//! | [`app`] | one run: database opened when first needed, who acts, read and write |
//! | [`tx`] | one transaction: no write without a permission and an audit row |
//! | [`auth`] | roles, the permission table, tokens, sessions, passwords |
//! | [`audit`] | the hash-chained log: written with every change, listed, verified; also `colab audit` |
//! | [`list_pages`] | lists that are read page by page, and of which the program chooses among the rows that the database reads |
//! | [`idempotency`] | keys under which a repeated request returns the first record |
//! | [`job`] | runs of what cron starts, each once a slot, and what is expected of them; also `colab job` |
//! | [`outbox`] | announcements, written with the change that they announce |
//! | [`plan`] | saved plans of commands, applied in one transaction; also `colab plan` |
//! | [`retry`] | transactions that are tried again |
//! | [`settings`] | what the whole site shares, in the database; also `colab config` |
//! | [`command_tree`] | the commands that a filter or a scope may name |
//! | [`completion`] | names from the database for a shell's completion |

pub mod app;
pub mod audit;
pub mod auth;
pub mod bank_column;
pub mod command_tree;
pub mod completion;
pub mod date_order;
pub mod idempotency;
pub mod job;
pub mod list_pages;
pub mod operation;
pub mod outbox;
pub mod plan;
pub mod retry;
pub mod settings;
pub mod sort_order;
pub mod tx;
