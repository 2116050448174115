//! `--open`: a document that was written is shown by the program that the desktop has for it.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use super::App;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::output::is_stream;

/// Knows the desktop's program for a file.
const OPENER: &str = if cfg!(target_os = "macos") {
    "open"
} else {
    "xdg-open"
};

impl App {
    /// Refuses to open what is not a file, before anything is written.
    ///
    /// # Errors
    /// `Usage` for a pipe or a device.
    pub fn check_opens(&self, path: &Path) -> Result<()> {
        if self.manner.opens_documents && is_stream(path) {
            let fact = format!("cannot open `{}`: it is not a file", path.display());
            return Err(Error::usage(fact).hint("use -o FILE with --open"));
        }
        Ok(())
    }

    /// Opens a document under `--open`, and does not wait for its reader.
    ///
    /// # Errors
    /// `Partial` where the program that opens files cannot be started.
    pub(super) fn open_document(&self, path: &Path) -> Result<()> {
        if !self.manner.opens_documents {
            return Ok(());
        }
        // Its child reads a path that begins with a minus as an option.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let started = Command::new(OPENER)
            .arg(&path)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Ctrl-C at the terminal is not for the reader.
            .process_group(0)
            .spawn();
        started.map(drop).map_err(|error| {
            let fact = format!("{} is written, but {OPENER} cannot be started", path.display());
            Error::new(Kind::Partial, ErrorCode::NotOpened, fact).caused_by(error)
        })
    }
}
