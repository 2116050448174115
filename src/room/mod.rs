//! Rooms: physical ones, combined ones made of them, and all their names.

pub mod activity;
pub mod alias;
pub mod cmd;
mod edit;
mod lookup;
mod model;
pub mod rules;
pub mod service;
pub mod starter;
mod store;

pub use model::{NewRoom, Room, RoomChanges, RoomType, UnsizedRooms, known_capacity};
