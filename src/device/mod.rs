//! Devices: what there is, where each is in its life, and who has it when.
//!
//! A booking or rental has a device through an assignment. The database keeps its holds, which never overlap; a device's
//! status is where it is now.
//!
//! | module | what |
//! |---|---|
//! | `service`, `lookup`, `list`, `edit`, `category`, `label` | the inventory: find, list, show, add and edit devices |
//! | `status_change`, `status_words`, `movement` | changes of status and place, words of other programs, the movement log |
//! | `availability` | holds, free devices, stock |
//! | `overview` | all devices on a day, asked at once |
//! | `request` | what bookings request, and what is still unfilled |
//! | `assignment`, `allocation`, `shortage`, `unfilled` | devices given to bookings, chosen, missing, hopelessly missing |
//! | `unfit` | promises that a device in repair, inspection or lost does not keep |
//! | `threshold` | when a category's stock is low |
//! | `bulk` | rows as demo data and migrations write them |

mod allocation;
pub mod assignment;
pub mod availability;
pub mod bulk;
pub mod category;
pub mod cmd;
pub mod edit;
pub mod label;
mod list;
mod lookup;
pub mod model;
pub mod movement;
pub mod overview;
pub mod request;
pub mod service;
mod service_clock;
mod shortage;
pub mod status_change;
mod status_words;
mod store;
pub mod threshold;
pub mod unfilled;
pub mod unfit;
