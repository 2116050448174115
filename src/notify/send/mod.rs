//! Sending: what a person has not read goes out as one digest, by mail, webhook or standard output.
//!
//! A digest is written down and committed before anything is sent, with a message id that never changes. Whoever sends
//! it first claims it in a transaction of its own (of several senders one gets it), then hands it over, then writes down
//! what came of it. The database keeps a notification from going to the same person by the same channel in two digests,
//! and a digest that was sent from ever changing again.
//!
//! How far "never twice" goes: a sender that dies after the channel took a digest and before that was written down
//! leaves a claim; when the claim ends (three times `notify_timeout`) the digest is sent again, because otherwise it
//! might be lost. The second copy has the same `Message-ID` (mail) or `Idempotency-Key` (webhook), by which the mailbox or
//! the receiver tells that it is the same. Before the channel took it, or after it was written down, nothing is sent
//! again. The same holds for a mail server that takes the text and falls silent before it says so.
//!
//! | room | what |
//! |---|---|
//! | `round` | one run: prepare, then claim, hand over and settle until nothing is due |
//! | `service`, `store`, `model` | digests, whom they are for, what becomes of them |
//! | `policy` | quiet hours, when to try again |
//! | `template` | what a digest says; a site may bring its own |
//! | `carrier` | what a channel must do, and how it fails |
//! | `smtp`, `webhook` | the channels |

mod carrier;
pub mod cmd;
pub mod model;
mod policy;
mod round;
pub mod service;
mod smtp;
pub mod store;
mod template;
mod webhook;
