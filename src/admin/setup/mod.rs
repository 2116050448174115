//! `colab setup`: what puts the jobs of the package into service: their tokens, and the user of the operating system that runs
//! them.

pub mod cmd;
mod model;
mod service;
mod service_user;
