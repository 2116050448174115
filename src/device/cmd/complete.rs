//! Shell completion of serial numbers and categories.

use clap_complete::CompletionCandidate;

use crate::access::completion::candidates;
use crate::device::category;
use crate::device::service::{self, DeviceFilter};

/// Offers serial numbers to a shell's completion.
pub fn complete_device(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let devices = app.read(|tx| service::list(tx, &DeviceFilter::default()))?;
        Ok(devices
            .into_iter()
            .map(|device| device.row.serial_number)
            .collect())
    })
}

/// Offers categories to a shell's completion.
pub fn complete_category(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let categories = app.read(category::list)?;
        Ok(categories.into_iter().map(|category| category.name).collect())
    })
}
