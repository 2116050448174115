//! Quotes: what a booking, its series, a rental, or something not booked yet would cost, line by line with the reason.
//!
//! `order` says what is charged, `mix` finds the cheapest permitted mix of rates, `charge` puts prices to orders, `lines`
//! makes what people read; none of them knows a database. `subject` reads bookings and rentals as orders, `service`
//! quotes them, `report` shows and `document` draws the result.

pub mod charge;
mod document;
pub mod lines;
pub mod mix;
pub mod order;
pub mod report;
pub mod service;
pub mod store;
pub mod subject;
#[cfg(test)]
mod tests;
