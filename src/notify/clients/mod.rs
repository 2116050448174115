//! Messages to clients: a booking is confirmed, changed or cancelled, a return is near or late.
//!
//! A change of a booking queues one message (`follow`), and each further change puts it off: what goes is decided when it is
//! sent, by what the client was told last (`decide`). The same facts never go twice. Queuing, claiming and settling are as for
//! digests: a message is committed before it is sent, of several senders one claims it, and each attempt has its `Message-ID`
//! as long as it tells the same.
//!
//! | module | what |
//! |---|---|
//! | `follow` | queues a message for each booking that a transaction changed |
//! | `returns` | queues reminders of returns |
//! | `decide` | what a booking's message comes to; pure |
//! | `subject` | what a message is about, to whom it goes, in which language |
//! | `service`, `store`, `model` | what is due, claims, results, who wants none |
//! | `template`, `invitation`, `mail` | the text, the event for calendar programs, the mail |
//! | `run`, `cmd`, `report` | one run of `notify clients`, and the other verbs |

pub mod cmd;
mod decide;
mod follow;
mod invitation;
mod mail;
pub mod model;
mod report;
mod returns;
mod run;
pub mod service;
mod store;
mod subject;
pub mod template;

pub use follow::follow_bookings;
pub use returns::drop_restored;
