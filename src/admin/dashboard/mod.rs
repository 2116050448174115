//! `colab dashboard`: one screen for whoever asks, from the services of the slices, one consistent state.
//!
//! `service` gathers what the actor's role may see, `screen` shows it. It knows every slice and none knows it.

pub mod cmd;
mod screen;
mod service;
