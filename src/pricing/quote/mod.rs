//! Quotes: what a booking, its series, a rental, or something not booked yet would cost, each line with its reason.
//!
//! `order` holds what is used, `book` the prices, `mix` finds the cheapest permitted mix of rates, `charge` prices orders, `lines` makes the
//! lines and sums, `words` their reasons; none of them uses the database. `usage` reads bookings, rentals and requests as
//! orders, `service` quotes them, `report` prints the quote and `document` draws it. `saved` keeps quotes under a number.

pub mod book;
pub mod charge;
mod document;
pub mod lines;
pub mod mix;
pub mod model;
pub mod order;
pub mod report;
pub mod saved;
pub mod service;
mod store;
pub mod terms;
#[cfg(test)]
mod tests;
pub mod usage;
mod words;
