//! `import demo`: a database full of believable data, the same for the same seed on every machine and engine.
//!
//! `plan` makes everything up out of `model`, with `calendar` (who is where), `details` and `extras` (the other bookings), `inventory` (devices and rentals), `prices`, `stage` (what the guides speak of), `words`
//! (names) and `dice` (chance that repeats); it is pure. `service` asks whether it may, `write` writes it in one transaction.

mod calendar;
pub mod cmd;
mod details;
mod dice;
mod extras;
mod inventory;
mod model;
mod plan;
mod prices;
mod report;
mod service;
mod stage;
#[cfg(test)]
mod tests;
mod words;
mod write;
