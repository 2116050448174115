//! The child's half: it trusts neither the file nor itself.

use std::io::{self, BufWriter, Read};
use std::panic;
use std::process::{self, ExitCode};

use nix::sys::resource::{Resource, getrlimit, rlim_t, setrlimit};

use super::error::WorkbookError;
#[cfg(fuzzing)]
use super::model::Workbook;
use super::read;
use super::wire::{self, PartSender};

/// The exit code of a child that panicked over the file.
pub(super) const GAVE_UP: i32 = 70;

/// Runs `__read-workbook MAX_CELLS MEMORY_BYTES CPU_SECONDS`: reads a workbook from standard input and writes its
/// cells, or the reason against it, to standard output. Anything else that happens to this process (an abort, a signal) is for
/// the parent to explain.
#[must_use]
pub fn run_child(max_cells: u64, memory_bytes: u64, cpu_seconds: u64) -> ExitCode {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut sender = PartSender::new(&mut out);
    let outcome = read_limited(memory_bytes, cpu_seconds, |bytes| {
        read::read(bytes, max_cells, memory_bytes, &mut sender)
    });
    ended(sender.end(&outcome))
}

/// Runs a child that reads the text of a file, as [`run_child`] reads a workbook: `text_of` does the dangerous part.
#[must_use]
pub fn run_text_child(
    memory_bytes: u64,
    cpu_seconds: u64,
    text_of: impl FnOnce(&[u8]) -> Result<String, WorkbookError>,
) -> ExitCode {
    let outcome = read_limited(memory_bytes, cpu_seconds, text_of);
    ended(wire::send_text(io::stdout().lock(), &outcome))
}

/// Reads a workbook as the child does, in this process and without its limits.
///
/// # Errors
/// Those of the file.
#[cfg(fuzzing)]
pub fn read_here(bytes: &[u8], max_cells: u64, memory_bytes: u64) -> Result<Workbook, WorkbookError> {
    let mut answer = Vec::new();
    let mut sender = PartSender::new(&mut answer);
    let outcome = read::read(bytes, max_cells, memory_bytes, &mut sender);
    let cannot = |fact: String| WorkbookError::Reader(fact);
    sender.end(&outcome).map_err(|error| cannot(error.to_string()))?;
    wire::receive(&mut answer.as_slice(), memory_bytes).map_err(cannot)?
}

fn ended(sent: io::Result<()>) -> ExitCode {
    if sent.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Reads standard input under limits; a panic of the reader is a fact about the file, told by the exit code.
fn read_limited<T>(
    memory_bytes: u64,
    cpu_seconds: u64,
    read: impl FnOnce(&[u8]) -> Result<T, WorkbookError>,
) -> Result<T, WorkbookError> {
    panic::set_hook(Box::new(|_| give_up()));
    limit_self(memory_bytes, cpu_seconds)
        .map_err(|errno| WorkbookError::Reader(format!("its memory and time cannot be limited ({errno})")))?;
    read(&take_input()?)
}

#[expect(
    clippy::exit,
    reason = "a panic ends the child at once, whether or not it is built to unwind"
)]
fn give_up() {
    process::exit(GAVE_UP)
}

/// Limits this process. Address space, not resident memory, is what the system can limit; the one bounds the other. A
/// crash leaves no core file with somebody's schedule in it.
fn limit_self(memory_bytes: u64, cpu_seconds: u64) -> nix::Result<()> {
    lower(Resource::RLIMIT_CORE, 0, 0)?;
    lower(Resource::RLIMIT_CPU, cpu_seconds, cpu_seconds + 1)?;
    lower(Resource::RLIMIT_AS, memory_bytes, memory_bytes)
}

/// Lowers a limit; a stricter one that holds already stays.
fn lower(resource: Resource, soft: rlim_t, hard: rlim_t) -> nix::Result<()> {
    let (_, now) = getrlimit(resource)?;
    setrlimit(resource, soft.min(now), hard.min(now))
}

fn take_input() -> Result<Vec<u8>, WorkbookError> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|e| WorkbookError::Reader(format!("cannot receive the file: {e}")))?;
    bytes.shrink_to_fit();
    Ok(bytes)
}
