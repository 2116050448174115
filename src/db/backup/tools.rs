//! The server's own programs: the only ones that know how to take a whole database out of it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Database;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};

/// Where Debian keeps a folder of programs for each version of the server.
const INSTALLATIONS: &str = "/usr/lib/postgresql";

/// A program of a PostgreSQL installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    pub path: PathBuf,
    pub major: u32,
}

/// The program of this name, of the server's version or newer: from the PATH, else the newest of those installed.
///
/// # Errors
/// `NotFound` with the package that has it.
pub fn find(name: &str, at_least: u32) -> Result<Tool> {
    let mut found = candidates(name).into_iter().filter_map(version);
    let mut too_old = None;
    for tool in found.by_ref() {
        if tool.major >= at_least {
            return Ok(tool);
        }
        too_old = Some(tool);
    }
    let fact = match too_old {
        Some(tool) => format!(
            "{} is of version {} and the server of version {at_least}",
            tool.path.display(),
            tool.major
        ),
        None => format!("there is no {name} on this machine"),
    };
    Err(
        Error::new(Kind::NotFound, ErrorCode::ProgramMissing, fact).hint(match at_least {
            0 => "install PostgreSQL's client programs: apt-get install postgresql-client".to_owned(),
            version => {
                format!("install the server's client programs: apt-get install postgresql-client-{version}")
            }
        }),
    )
}

fn candidates(name: &str) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(INSTALLATIONS).into_iter().flatten().flatten();
    let mut installed: Vec<(u32, PathBuf)> = folders
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin").join(name)))
        })
        .collect();
    installed.sort();
    let installed = installed.into_iter().rev().map(|(_, path)| path);
    std::iter::once(PathBuf::from(name)).chain(installed).collect()
}

/// `pg_dump (PostgreSQL) 15.18 (Debian …)` is of version 15.
fn version(path: PathBuf) -> Option<Tool> {
    let output = Command::new(&path)
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (_, rest) = text.split_once("(PostgreSQL) ")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    Some(Tool {
        path,
        major: digits.parse().ok()?,
    })
}

impl Tool {
    /// A call without input, that waits for nobody to type a password.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command.arg("--no-password").stdin(Stdio::null());
        command
    }

    /// As [`Tool::command`], connected to a server. The password goes by the environment.
    pub fn connected(&self, database: &Database) -> Command {
        let mut command = self.command();
        if let Some((address, password)) = database.for_a_child() {
            command.arg(format!("--dbname={address}"));
            if let Some(password) = password {
                command.env("PGPASSWORD", password);
            }
        }
        command
    }

    /// Runs it to its end; what it printed.
    ///
    /// # Errors
    /// As [`Tool::failed`].
    pub fn run(&self, command: &mut Command) -> Result<String> {
        let output = command.output().map_err(|error| self.unstarted(error))?;
        let said = String::from_utf8_lossy(&output.stderr);
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            false => Err(self.failed(&said)),
        }
    }

    pub fn unstarted(&self, error: std::io::Error) -> Error {
        Error::new(
            Kind::NotFound,
            ErrorCode::ProgramMissing,
            format!("{} does not start", self.path.display()),
        )
        .caused_by(error)
    }

    /// What a program that failed said, in one line.
    pub fn failed(&self, said: &str) -> Error {
        let name = self
            .path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
        let prefix = format!("{name}: ");
        let reason = lines
            .map(|line| {
                line.trim_start_matches(prefix.as_str())
                    .trim_start_matches("error: ")
            })
            .next()
            .unwrap_or("it ended without a word");
        let fact = format!("{name} failed: {reason}");
        if said.contains("No space left") {
            return super::disk_full(reason);
        }
        if said.contains("permission denied") {
            return Error::forbidden(ErrorCode::DatabasePermission, fact)
                .hint("a backup reads every table: connect as their owner, with --database");
        }
        Error::database(ErrorCode::ServerProgram, fact)
            .hint("nothing was changed; see what the server's log says")
    }
}

/// Whether a file begins as a backup of a server does.
pub fn is_archive(path: &Path) -> bool {
    super::begins_with(path, b"PGDMP")
}
