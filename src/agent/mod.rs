//! Agents: each looks at the site, tells what it finds, proposes plans of commands, and applies those that may be.
//!
//! A run observes in one transaction that only reads, tries its plans and keeps nothing of them, and writes what came of it in
//! another. Agents act in their own name with a role of their own, which reaches no money.
//!
//! | module | what |
//! |---|---|
//! | `auditor` | damage, stock against movements, accounts that nobody uses, jobs |
//! | `resolver` | bookings without a room, requests without devices, promises of devices that cannot be kept |
//! | `revenue` | missing prices, stale and missing costings, approved costs without an invoice, late rentals and payments, empty rooms |
//! | `settings` | what can be set of each, checked when it is set and when it is read |
//! | `run` | one run, whatever the agent |
//! | `decide` | what people do with proposals |

mod auditor;
pub mod cmd;
mod decide;
pub mod model;
mod resolver;
mod revenue;
mod run;
mod service;
mod settings;
mod store;
