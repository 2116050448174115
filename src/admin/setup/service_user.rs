//! The user of the operating system that the jobs run as, and commands that are run as it.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use nix::unistd::{User, geteuid};

use crate::kernel::bounded::{self, read_text};
use crate::kernel::error::{Error, Kind, Result};
use crate::kernel::shell_word::shell_path;

/// The user whom the package makes.
const PACKAGED: &str = "colab";

/// The environment of the packaged units.
pub const ENVIRONMENT_FILE: &str = "/etc/colab/colab.env";

/// Finds the user that jobs run as, by name, or for root the one of the package; `None` where it is the user of this process.
///
/// # Errors
/// `Usage` for an unknown name, for another user where this process may not become it, and where `needs_packaged` and there is
/// no user of the package: what the jobs read would be root's.
pub fn find(name: Option<&str>, needs_packaged: bool) -> Result<Option<User>> {
    let me = geteuid();
    let (name, is_chosen) = match name {
        Some(name) => (name, true),
        None if me.is_root() => (PACKAGED, false),
        None => return Ok(None),
    };
    let user = User::from_name(name).map_err(|error| {
        Error::usage(format!("cannot look the operating system's user `{name}` up")).caused_by(error)
    })?;
    match user {
        None if is_chosen => Err(Error::usage(format!("unknown operating system's user `{name}`"))),
        None if needs_packaged => Err(Error::usage(format!(
            "there is no operating system's user `{PACKAGED}`, whom the package makes"
        ))
        .hint("name the user that the jobs run as: --owner USER")),
        Some(user) if user.uid != me && !me.is_root() => {
            Err(Error::usage(format!("only root runs commands as `{name}`")).hint("run it by sudo"))
        }
        user => Ok(user.filter(|user| user.uid != me)),
    }
}

/// Replaces this process by the program run as this user: with its home, and the variables of a file such as systemd reads.
///
/// # Errors
/// `Usage` for a file that cannot be read; `Internal` where the program cannot be started. It returns in no other case.
pub fn become_user(user: &User, program: &Path, words: &[String], environment: &Path) -> Result<Error> {
    let mut command = as_yourself(program, words, environment)?;
    command
        .uid(user.uid.as_raw())
        .gid(user.gid.as_raw())
        .env("HOME", &user.dir)
        .env("USER", &user.name)
        .env("LOGNAME", &user.name);
    for variable in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        command.env_remove(variable);
    }
    Ok(replaced(command))
}

/// Replaces this process by the program run as whoever runs it already.
///
/// # Errors
/// As [`become_user`].
pub fn stay(program: &Path, words: &[String], environment: &Path) -> Result<Error> {
    Ok(replaced(as_yourself(program, words, environment)?))
}

fn as_yourself(program: &Path, words: &[String], environment: &Path) -> Result<Command> {
    let text = match read_text(environment, bounded::SMALL) {
        Err(error) if error.kind == Kind::NotFound && environment == Path::new(ENVIRONMENT_FILE) => {
            String::new()
        }
        text => text?,
    };
    let mut command = Command::new(program);
    let variables = variables(&text).map_err(|line| {
        let fact = format!(
            "{}: line {line} has a quote that is not closed",
            environment.display()
        );
        Error::usage(fact).hint(format!("close it: sudo -e {}", shell_path(environment)))
    })?;
    command.args(words).envs(variables);
    Ok(command)
}

/// Returns only where the program could not be started.
fn replaced(mut command: Command) -> Error {
    Error::internal("cannot start the program").caused_by(command.exec())
}

/// Reads the lines of a file of variables, `NAME=value`, the value in quotes or not; what has no `=` is passed over, as by
/// systemd.
///
/// # Errors
/// The number of a line whose quote is not closed.
fn variables(text: &str) -> Result<Vec<(String, String)>, usize> {
    let mut found = Vec::new();
    for (line, number) in text.lines().map(str::trim).zip(1usize..) {
        let Some((name, value)) = line.split_once('=').filter(|_| !line.starts_with(['#', ';'])) else {
            continue;
        };
        let value = value.trim();
        let value = if value.starts_with(['"', '\'']) {
            shlex::split(value).ok_or(number)?.join(" ")
        } else {
            value.to_owned()
        };
        found.push((name.trim().to_owned(), value));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_read_as_systemd_reads_them() {
        let text =
            "# the database\nA=postgres://x/y?a=1&b=2\n; no\n\n B = \"two words\" \nC='$HOME'\nnothing\nD=\n";
        let found = variables(text).unwrap();
        let pairs: Vec<(&str, &str)> = found
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let expected = [
            ("A", "postgres://x/y?a=1&b=2"),
            ("B", "two words"),
            ("C", "$HOME"),
            ("D", ""),
        ];
        assert_eq!(pairs, expected);
        assert_eq!(variables("A=1\n\nB=\"two words\n"), Err(3));
    }
}
