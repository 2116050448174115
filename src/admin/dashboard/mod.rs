//! `colab dashboard`: the day on one screen, from the services of the slices, in one consistent state.
//!
//! `service` gathers what the actor's role may see, `screen` shows it, `figures` counts it. `board`
//! is the day as a page for a screen at the door.

mod board;
pub mod cmd;
mod figures;
mod screen;
mod service;
