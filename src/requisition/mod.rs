//! Requisitions: what somebody asks to be bought, from the draft to what was received of it.
//!
//! `create` and `draft` write what is asked for, `decide` submits it and takes the decisions level by level, `purchase` orders
//! and closes it, `receive` counts what arrives and makes devices of it, `cost` brings what arrived into the ledger of costs,
//! `form` draws the form to sign. What was submitted stays as it was decided on: the database refuses another item or amount.

pub mod cmd;
pub mod cost;
pub mod create;
pub mod decide;
pub mod draft;
mod errors;
pub mod form;
pub mod model;
pub mod purchase;
pub mod receive;
mod record;
pub mod service;
mod store;
