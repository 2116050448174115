//! Files of records: photos of devices, signed forms of rentals, papers of bookings and invoices.
//!
//! The bytes stand once for each hash in a table of their own, which nothing but `file get` and the checks reads; a link has the
//! name and the record. `kind` knows the records that files hang on, `content` what may be added, and `picture` leaves out the
//! private data of pictures. A link that is removed comes back by an undo; only what is removed for good loses its bytes.

pub mod cmd;
mod content;
mod kind;
mod model;
mod picture;
pub mod proof;
pub mod service;
mod store;
