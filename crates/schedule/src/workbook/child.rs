//! The child's half: it trusts neither the file nor itself.

use std::any::Any;
use std::io::{self, BufWriter, Read};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use nix::sys::resource::{Resource, getrlimit, rlim_t, setrlimit};

use super::error::{WorkbookError, plain};
use super::read;
use super::wire::{self, PartSender};

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

fn ended(sent: io::Result<()>) -> ExitCode {
    if sent.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Reads standard input under limits; a panic of the reader is a fact about the file.
fn read_limited<T>(
    memory_bytes: u64,
    cpu_seconds: u64,
    read: impl FnOnce(&[u8]) -> Result<T, WorkbookError>,
) -> Result<T, WorkbookError> {
    panic::set_hook(Box::new(|_| {}));
    limit_self(memory_bytes, cpu_seconds)
        .map_err(|errno| WorkbookError::Reader(format!("its memory and time cannot be limited ({errno})")))?;
    let bytes = take_input()?;
    panic::catch_unwind(AssertUnwindSafe(|| read(&bytes))).unwrap_or_else(|payload| {
        Err(WorkbookError::damaged(format!(
            "the reader gave up ({})",
            words(&*payload)
        )))
    })
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

fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or(payload.downcast_ref::<String>().map(String::as_str));
    plain(text.unwrap_or("no reason given"))
}
