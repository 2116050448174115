//! The server's own programs: the only ones that know how to take a whole database out of it.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::contents::disk_full;
use crate::db::Database;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};

/// Where Debian keeps a folder of programs for each version of the server.
const INSTALLATIONS: &str = "/usr/lib/postgresql";

/// A program of a PostgreSQL installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerTool {
    pub path: PathBuf,
    pub major: u32,
}

/// Finds the program of this name, of the server's version or newer: on the PATH, else the newest of those installed.
///
/// # Errors
/// `NotFound`, naming the package that has it.
pub fn find(name: &str, at_least: u32) -> Result<ServerTool> {
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
            "{} has version {}, older than the server's version {at_least}",
            tool.path.display(),
            tool.major
        ),
        None => format!("{name} is not installed on this machine"),
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

/// Asks a program for its version: `pg_dump (PostgreSQL) 15.18 (Debian …)` has version 15.
fn version(path: PathBuf) -> Option<ServerTool> {
    let output = Command::new(&path)
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (_, rest) = text.split_once("(PostgreSQL) ")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    Some(ServerTool {
        path,
        major: digits.parse().ok()?,
    })
}

impl ServerTool {
    /// Prepares a call without input, that waits for nobody to type a password.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command.arg("--no-password").stdin(Stdio::null());
        command
    }

    /// Prepares a call as [`ServerTool::command`] does, connected to a server. The password goes by the environment.
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

    /// Runs it to its end and returns what it printed.
    ///
    /// # Errors
    /// As [`ServerTool::failed`].
    pub fn run(&self, command: &mut Command) -> Result<String> {
        let output = command.output().map_err(|error| self.unstarted(error))?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(self.failed(&String::from_utf8_lossy(&output.stderr)))
        }
    }

    /// Words the error for a program that does not start.
    pub fn unstarted(&self, error: std::io::Error) -> Error {
        Error::new(
            Kind::NotFound,
            ErrorCode::ProgramMissing,
            format!("cannot start {}", self.path.display()),
        )
        .caused_by(error)
    }

    /// Words the error for a program that failed, from the first line of its standard error.
    pub fn failed(&self, stderr: &str) -> Error {
        let name = self
            .path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let first = stderr.lines().map(str::trim).find(|line| !line.is_empty());
        let reason = first.map_or("no reason given", |line| {
            line.trim_start_matches(&format!("{name}: "))
                .trim_start_matches("error: ")
        });
        let fact = format!("{name} failed: {reason}");
        if stderr.contains("No space left") {
            return disk_full(reason);
        }
        if stderr.contains("permission denied") {
            return Error::forbidden(ErrorCode::DatabasePermission, fact)
                .hint("connect as the owner of the tables, with --database: a backup reads every table");
        }
        Error::database(ErrorCode::ServerProgram, fact).hint("see the server's log; nothing was changed")
    }
}
