//! What is longer than the screen goes through a pager, as git and jj do it.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

/// A pager has the terminal, and Ctrl-C is for it.
static SHOWS: AtomicBool = AtomicBool::new(false);

/// Returns whether a pager has the terminal.
pub fn is_paging() -> bool {
    SHOWS.load(Ordering::SeqCst)
}

/// Writes a text to the terminal; through the pager if it has more lines than the screen. A pager that cannot be started
/// takes nothing away.
pub(super) fn show(text: &[u8], command: &str) -> io::Result<()> {
    let lines = text.iter().filter(|byte| **byte == b'\n').count();
    let fits = crossterm::terminal::size().is_ok_and(|(_, rows)| rows == 0 || lines < usize::from(rows));
    if !fits && page(text, command).is_ok() {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    out.write_all(text)?;
    out.flush()
}

fn page(text: &[u8], command: &str) -> io::Result<()> {
    let mut shell = Command::new("/bin/sh");
    // Colours stay, and nothing is left waiting on one screen; whoever has set LESS has decided.
    shell.args(["-c", &format!("LESS=${{LESS-FRX}} exec {command}")]);
    SHOWS.store(true, Ordering::SeqCst);
    let shown = feed(shell.stdin(Stdio::piped()), text);
    SHOWS.store(false, Ordering::SeqCst);
    shown
}

/// Runs the pager to its end.
fn feed(shell: &mut Command, text: &[u8]) -> io::Result<()> {
    let mut pager = shell.spawn()?;
    if let Some(mut input) = pager.stdin.take() {
        // Whoever leaves the pager early has seen enough.
        if let Err(error) = input.write_all(text) {
            tracing::debug!(%error, "the pager was left");
        }
    }
    // 126 and 127: the shell found no such program.
    match pager.wait()?.code() {
        Some(126 | 127) => Err(io::Error::other("the pager cannot be run")),
        _ => Ok(()),
    }
}
