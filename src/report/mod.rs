//! `colab report`: a month, a quarter, a year, a client or a room on one page, down to the last row.
//!
//! A report is a list of sections. Each runs a command of the list (`sections` says which, and what is counted of its records),
//! also for the period before and for the same one a year before (`gather`), so that every figure is one that the command
//! gives. `screen`, `html`, `chart` and `document` show the same figures. `style` has the colours of pages, `mail` sends a
//! report to the users of a role.

mod chart;
pub mod cmd;
mod document;
mod gather;
mod html;
mod mail;
mod measure;
mod model;
mod period;
mod plan;
mod screen;
mod sections;
mod style;

pub use style::page_style;
