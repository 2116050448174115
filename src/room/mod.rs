//! Rooms: physical ones, combined ones made of them, and every name they are known by.

pub mod activity;
pub mod cmd;
mod edit;
mod model;
pub mod rules;
pub mod service;
pub mod starter;
mod store;

pub use model::{NewRoom, Room, RoomChanges, RoomType};
