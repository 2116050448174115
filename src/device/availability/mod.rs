//! When devices are held, which are free in a period, and how many of each category.

pub mod free;
pub mod inventory;
pub mod stock;
pub(super) mod store;

pub use self::store::{HoldFilter, begun, begun_query, holdings};
