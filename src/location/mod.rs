//! Locations: the buildings and sites that rooms and devices belong to.

pub mod cmd;
mod lookup;
mod model;
pub mod service;
mod store;

pub use lookup::{chosen, find, names, names_query};
pub use model::{LocationDetails, LocationFilter, LocationRow};
