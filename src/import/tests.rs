//! The pure steps, without a database: what a workbook wants, and what that would change.

mod comparing;
mod reading;

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveTime};

use super::layout::RoomRef;
use super::model::{Action, Options, Place, Said, Wanted};
use super::plan::{self, Base, Known, Plan};
use super::schedule::{self, Reader, Schedule};
use super::workbook::{Address, Cell, FileKind, Sheet, Value, Workbook};
use crate::booking::{BookingRow, Status, Tenant};
use crate::db::types::Timestamp;
use crate::period::Site;
use crate::room::directory::{Directory, DirectoryRoom};
use crate::settings::Settings;

fn options() -> Options {
    Options {
        source: "plan".into(),
        year: None,
        month_first: false,
        create_rooms: false,
        default_client: "Unknown".into(),
        long_term: Vec::new(),
        prune: false,
        partial: false,
        theirs: false,
    }
}

fn site() -> Site {
    Settings::default().site()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn time(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").unwrap()
}
