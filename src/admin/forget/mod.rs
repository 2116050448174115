//! Forgetting a client: its name, contacts and details are blanked wherever they stand, and the log's chain still fits.

pub mod cmd;
mod needles;
mod service;
mod store;
