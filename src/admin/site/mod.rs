//! Settings of the site, and what a change of one means for what is stored already.

pub mod cmd;
mod machine;
mod service;

pub use service::end_one_person;
