//! Managers of rooms: what users are given beside a role of their own, for some rooms, locations or tenants.

pub mod model;
pub mod service;
