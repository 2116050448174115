//! The vault: files of the systems that were replaced, in a folder of this machine that nothing here ever writes to.
//!
//! `root` opens the folder and the files beneath it, following no link; `kind` tells by the bytes what a file is; `text` reads
//! its text (workbooks by the import's reader, PDFs by `pdf`, both in a child under limits), and `facts` finds in it what a
//! rental is known by. `service` keeps what was read and finds it again: each read of a file is in the audit log with the
//! file's hash. An inventory is compared and imported by the import's own code.

pub mod cmd;
mod facts;
mod kind;
mod model;
mod path;
mod pdf;
mod root;
mod service;
mod store;
mod text;

pub use pdf::{PDF_COMMAND, text_of_pdf};
pub use root::check_setting;
pub use service::mark_forgotten;
