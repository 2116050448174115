//! What people are asked: secrets, by standard input or typed at a terminal without being shown, never in an argument;
//! and whether they mean it.

use std::fs::File;
use std::io::{BufRead, IsTerminal, Read, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use nix::sys::termios::{SetArg, Termios, tcgetattr, tcsetattr};
use nix::unistd::{getpgrp, tcgetpgrp};

use crate::kernel::error::{Error, ErrorCode, Result, stdin_error};

/// More than any secret or checkpoint has, in bytes.
const MOST: u64 = 4096;

/// The terminal, and how it was before a password is typed; `None` while none is.
static TYPED_AT: Mutex<Option<(File, Termios)>> = Mutex::new(None);

/// Asks, where somebody can be asked.
#[derive(Debug, Clone, Copy)]
pub struct Prompt {
    no_input: bool,
    yes: bool,
}

impl Prompt {
    /// Returns a prompt; with `no_input` it never asks anybody, with `yes` every question is answered.
    pub fn new(no_input: bool, yes: bool) -> Self {
        Self { no_input, yes }
    }

    /// Reads a secret: from standard input where `from_stdin`, else typed at a terminal.
    ///
    /// # Errors
    /// `Usage` where nobody can be asked, naming the flag that helps.
    pub fn secret(&self, prompt: &str, from_stdin: bool, flag: &str) -> Result<String> {
        if from_stdin {
            text_from_stdin()
        } else {
            self.ask(prompt, flag)
        }
    }

    /// Reads a new secret as [`Prompt::secret`] does, but at a terminal typed twice.
    ///
    /// # Errors
    /// As [`Prompt::secret`]; `Invalid` when the two differ.
    pub fn new_secret(&self, prompt: &str, from_stdin: bool, flag: &str) -> Result<String> {
        if from_stdin {
            return text_from_stdin();
        }
        let typed = self.ask(prompt, flag)?;
        if typed == self.ask("once more: ", flag)? {
            Ok(typed)
        } else {
            Err(Error::invalid(
                ErrorCode::PasswordsDiffer,
                "the two passwords differ",
            ))
        }
    }

    /// Reads the present secret and the new one; from standard input a line each.
    ///
    /// # Errors
    /// As [`Prompt::new_secret`]; `Usage` when standard input holds no two lines.
    pub fn old_and_new_secret(&self, from_stdin: bool, flag: &str) -> Result<(String, String)> {
        if !from_stdin {
            let old = self.ask("old password: ", flag)?;
            return Ok((old, self.new_secret("new password: ", false, flag)?));
        }
        let text = text_from_stdin()?;
        match text.split_once('\n') {
            Some((old, new)) if !new.contains('\n') => {
                Ok((old.trim_end_matches('\r').to_owned(), new.to_owned()))
            }
            _ => Err(Error::usage(
                "standard input should hold two lines: the old password and the new one",
            )),
        }
    }

    /// Checks that somebody means what cannot be undone: by `--yes`, or typed at a terminal.
    ///
    /// # Errors
    /// `Usage` where nobody can be asked, or when the answer is no.
    pub fn agree(&self, what: &str) -> Result<()> {
        if !self.yes && !self.can_ask() {
            return Err(
                Error::usage(format!("this would {what}, and nobody can be asked")).hint("use --yes"),
            );
        }
        self.question(what)
    }

    /// Checks at a terminal that somebody means what can be undone; where nobody can be asked it goes on.
    ///
    /// # Errors
    /// `Usage` when the answer is no.
    pub fn agree_if_asked(&self, what: &str) -> Result<()> {
        self.question(what)
    }

    fn question(&self, what: &str) -> Result<()> {
        if !self.may_ask() {
            return Ok(());
        }
        let what = capitalised(&crate::kernel::text::printable(what));
        let _ = write!(std::io::stderr(), "{what}? Type yes or no: ");
        let mut answer = String::new();
        let read = std::io::stdin().lock().read_line(&mut answer);
        match read {
            Ok(_) if matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") => Ok(()),
            _ => Err(Error::usage("nothing was changed: the answer was not yes")),
        }
    }

    /// Returns whether a question would be put to somebody.
    pub fn may_ask(&self) -> bool {
        !self.yes && self.can_ask()
    }

    fn can_ask(&self) -> bool {
        !self.no_input && std::io::stdin().is_terminal()
    }

    /// Asks which of two ways to go; `None` where nobody can be asked.
    ///
    /// # Errors
    /// `Usage` when the answer is neither.
    pub fn choose(&self, question: &str, first: &str, second: &str) -> Result<Option<bool>> {
        if !self.can_ask() {
            return Ok(None);
        }
        let question = crate::kernel::text::printable(question);
        let _ = write!(
            std::io::stderr(),
            "{question}. Keep 1 the {first} or 2 the {second}? Type 1 or 2: "
        );
        let mut answer = String::new();
        let read = std::io::stdin().lock().read_line(&mut answer);
        match (read, answer.trim()) {
            (Ok(_), "1") => Ok(Some(true)),
            (Ok(_), "2") => Ok(Some(false)),
            _ => Err(Error::usage(
                "nothing was changed: the answer was neither 1 nor 2",
            )),
        }
    }

    fn ask(&self, prompt: &str, flag: &str) -> Result<String> {
        if !self.can_ask() {
            return Err(
                Error::usage("a password is needed and nobody can be asked").hint(format!("use {flag}"))
            );
        }
        *typed_at() = terminal();
        let typed = rpassword::prompt_password(prompt);
        *typed_at() = None;
        typed.map_err(|error| Error::usage("cannot read a password").caused_by(error))
    }
}

fn typed_at() -> MutexGuard<'static, Option<(File, Termios)>> {
    TYPED_AT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the terminal of this process, and how it is now.
fn terminal() -> Option<(File, Termios)> {
    let terminal = File::open("/dev/tty").ok()?;
    let now = tcgetattr(&terminal).ok()?;
    Some((terminal, now))
}

/// Lets a terminal at which a password is being typed show again what is typed, in a process that is about to end.
pub fn restore_terminal() {
    if let Some((terminal, before)) = typed_at().take()
        // In the background it is another program's, and the system stops whoever changes it.
        && tcgetpgrp(&terminal).is_ok_and(|group| group == getpgrp())
        && let Err(error) = tcsetattr(&terminal, SetArg::TCSANOW, &before)
    {
        tracing::debug!(%error, "the terminal stays as it is");
    }
}

/// Begins a question with a capital letter.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// Reads a short text from standard input, without the end of its last line.
///
/// # Errors
/// `Invalid` when it cannot be read.
pub fn text_from_stdin() -> Result<String> {
    let mut text = String::new();
    std::io::stdin()
        .take(MOST)
        .read_to_string(&mut text)
        .map_err(stdin_error)?;
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}
