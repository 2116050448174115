//! Sending: a person's unread notifications go out as one digest, by mail, webhook or standard output.
//!
//! A digest is committed before anything is sent, with a message id that never changes. A sender claims it in a
//! transaction of its own (of several senders one succeeds), delivers it, then records the result. The database keeps a
//! notification from going to the same person by the same channel in two digests, and a sent digest from changing.
//!
//! Limits of "never twice": a sender that dies after the channel accepted a digest and before that was recorded leaves a
//! claim. When the claim ends (after three times `notify_timeout`) the digest is sent again, because otherwise it might be
//! lost. The second copy has the same `Message-ID` (mail) or `Idempotency-Key` (webhook), so the receiver can recognise it.
//! The same holds for a mail server that takes the text and falls silent before it answers.
//!
//! | module | what |
//! |---|---|
//! | `run` | one run: prepares digests, then claims, delivers and settles them until none is due |
//! | `service`, `store`, `model` | digests, their recipients, their results |
//! | `policy` | quiet hours, waits between attempts |
//! | `template`, `context` | the texts of a digest |
//! | `template_set` | texts that a site may replace |
//! | `channel` | what a channel does, and how it fails |
//! | `smtp`, `webhook` | the channels |
//! | `failure` | a failed job, told at once and also where there is no database |

pub mod channel;
pub mod cmd;
mod context;
pub mod failure;
pub mod model;
pub mod policy;
mod report;
mod run;
pub mod service;
pub mod smtp;
mod store;
mod template;
pub mod template_set;
mod webhook;

pub use run::{LEASE, timeout_seconds};
