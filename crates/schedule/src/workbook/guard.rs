//! The parent's half: one look at the file, one child, one budget of time.

use std::fs::OpenOptions;
use std::io::{BufReader, ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use nix::fcntl::OFlag;
use nix::sys::signal::{SigSet, Signal};
use sha2::{Digest, Sha256};

use super::child::GAVE_UP;
use super::error::{LimitExceeded, LooksLike, WorkbookError, plain};
use super::model::{ReadLimits, Workbook, WorkbookFile};
use super::{sniff, wire};
use crate::text::hex;

/// The hidden subcommand that `exe` must hand to [`super::run_child`], followed by three whole numbers: cells a
/// sheet, bytes of memory, seconds of processor time.
pub const CHILD_COMMAND: &str = "__read-workbook";

/// Reads a file's cells and hash by a child of `exe` within `limits`.
///
/// The bytes are read once, so what is hashed is what is parsed, whatever happens to the file meanwhile.
///
/// # Errors
/// Any [`WorkbookError`]; never a panic, and never longer than `limits.time` unless other programs keep the child waiting.
pub fn read_guarded(path: &Path, limits: &ReadLimits, exe: &Path) -> Result<WorkbookFile, WorkbookError> {
    let budget = TimeBudget::new(limits);
    read_bytes(path, limits)?.workbook(path, limits, exe, budget)
}

/// A file as it is, before anything is known of its format.
pub struct FileBytes {
    pub bytes: Vec<u8>,
    /// In lower-case hexadecimal.
    pub sha256: String,
}

/// Reads a file once, whatever it is.
///
/// # Errors
/// `NotFound`, `NotReadable`, `TooLarge`, or `NotAWorkbook` for an empty one.
pub fn read_bytes(path: &Path, limits: &ReadLimits) -> Result<FileBytes, WorkbookError> {
    file_bytes(read_file(path, limits.max_file_bytes())?)
}

/// Reads what another program hands over, to its end.
///
/// # Errors
/// As [`read_bytes`].
pub fn read_input(input: impl Read, limits: &ReadLimits) -> Result<FileBytes, WorkbookError> {
    file_bytes(read_at_most(input, 0, limits.max_file_bytes())?)
}

fn file_bytes(bytes: Vec<u8>) -> Result<FileBytes, WorkbookError> {
    if bytes.is_empty() {
        return Err(WorkbookError::NotAWorkbook(LooksLike::Empty));
    }
    let sha256 = hex(&Sha256::digest(&bytes));
    Ok(FileBytes { bytes, sha256 })
}

impl FileBytes {
    /// Returns what the file seems to be where it is not a workbook of any kind, without unpacking anything.
    pub fn looks_like(&self) -> Option<LooksLike> {
        sniff::looks_like(&self.bytes)
    }

    /// Reads the workbook that these bytes are by a child of `exe` within `limits`.
    pub fn into_workbook(
        self,
        path: &Path,
        limits: &ReadLimits,
        exe: &Path,
    ) -> Result<WorkbookFile, WorkbookError> {
        self.workbook(path, limits, exe, TimeBudget::new(limits))
    }

    fn workbook(
        self,
        path: &Path,
        limits: &ReadLimits,
        exe: &Path,
        budget: TimeBudget,
    ) -> Result<WorkbookFile, WorkbookError> {
        let memory_bytes = limits.memory_bytes;
        let receive = move |stdout| receive_answer(stdout, memory_bytes);
        let workbook = ask_child(self.bytes, CHILD_COMMAND, limits, exe, budget, receive)
            .map_err(|error| blame_lock(error, path))?;
        Ok(WorkbookFile {
            workbook,
            sha256: self.sha256,
        })
    }
}

/// Reads a file whole. Opening must not wait (a named pipe would), and what is read must have an end.
fn read_file(path: &Path, max: u64) -> Result<Vec<u8>, WorkbookError> {
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(OFlag::O_NONBLOCK.bits())
        .open(path)
        .map_err(|e| unreadable(&e))?;
    let meta = file.metadata().map_err(|e| unreadable(&e))?;
    if meta.is_dir() {
        return Err(WorkbookError::IsDirectory);
    }
    if !meta.is_file() {
        return Err(WorkbookError::NotReadable("it is a device or a pipe".to_owned()));
    }
    if meta.len() > max {
        return Err(WorkbookError::TooLarge(LimitExceeded::File { max }));
    }
    read_at_most(file, meta.len(), max)
}

/// Reads at most `max` bytes; `expected` is a guess only, for the file may be growing.
fn read_at_most(file: impl Read, expected: u64, max: u64) -> Result<Vec<u8>, WorkbookError> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0).saturating_add(1));
    file.take(max + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| unreadable(&e))?;
    if bytes.len() as u64 > max {
        return Err(WorkbookError::TooLarge(LimitExceeded::File { max }));
    }
    Ok(bytes)
}

fn unreadable(error: &std::io::Error) -> WorkbookError {
    match error.kind() {
        ErrorKind::NotFound => WorkbookError::NotFound,
        ErrorKind::PermissionDenied => WorkbookError::NotReadable("permission denied".to_owned()),
        _ => WorkbookError::NotReadable(plain(&error.to_string())),
    }
}

/// Blames a lock file. Only the parent knows the name, and only the name tells a lock file from other rubbish.
fn blame_lock(error: WorkbookError, path: &Path) -> WorkbookError {
    let is_lock = path
        .file_name()
        .is_some_and(|name| sniff::is_lock_name(&name.to_string_lossy()));
    match error {
        WorkbookError::NotAWorkbook(_) if is_lock => WorkbookError::NotAWorkbook(LooksLike::LockFile),
        other => other,
    }
}

/// Reads the text of a file that is no workbook by a child of `exe` within `limits`: `command` is the hidden subcommand that
/// `exe` must hand to [`super::run_text_child`], with the same numbers behind it as [`CHILD_COMMAND`] has.
///
/// # Errors
/// Those of the child; `TooLarge`, `TooSlow`, `Damaged` or `Reader` where it ended another way.
pub fn read_text_guarded(
    bytes: Vec<u8>,
    command: &str,
    limits: &ReadLimits,
    exe: &Path,
) -> Result<String, WorkbookError> {
    let memory_bytes = limits.memory_bytes;
    let budget = TimeBudget::new(limits);
    ask_child(bytes, command, limits, exe, budget, move |stdout| {
        wire::receive_text(stdout.take(memory_bytes))
    })
}

/// Feeds the child from one thread and reads it from another, so that no full pipe can hold anybody up for longer
/// than the budget: killing the child ends both.
fn ask_child<T: Send + 'static>(
    bytes: Vec<u8>,
    command: &str,
    limits: &ReadLimits,
    exe: &Path,
    mut budget: TimeBudget,
    answer_of: impl FnOnce(ChildStdout) -> Result<Result<T, WorkbookError>, String> + Send + 'static,
) -> Result<T, WorkbookError> {
    let mut child = ReaderProcess::spawn(exe, command, limits)?;
    let (stdin, stdout) = child.pipes()?;
    let feeder = thread::spawn(move || feed(stdin, &bytes));
    let (send, receive) = mpsc::sync_channel(1);
    // A send fails only if nobody waits any more.
    let reader = thread::spawn(move || drop(send.send(answer_of(stdout))));
    let answer = loop {
        match receive.recv_timeout(budget.until_next_look(Instant::now())) {
            Err(RecvTimeoutError::Timeout) if !budget.is_spent(Instant::now(), child.cpu_time()) => {}
            other => break other,
        }
    };
    let status = child.finish(
        budget.last_moment(Instant::now()),
        matches!(answer, Err(RecvTimeoutError::Timeout)),
    );
    let _ = feeder.join();
    let _ = reader.join();
    match answer {
        Ok(Ok(answer)) => answer,
        Ok(Err(broken)) => Err(cause_of_death(status, &broken, limits)),
        Err(RecvTimeoutError::Timeout) => Err(too_slow(limits)),
        Err(RecvTimeoutError::Disconnected) => Err(cause_of_death(status, "no answer", limits)),
    }
}

/// Feeds the child. One that dies early closes the pipe: no failure here, its death tells more. Should this program let `SIGPIPE`
/// kill it (for the sake of `| head`), the signal must not come from here; it ends with this thread.
fn feed(mut stdin: ChildStdin, bytes: &[u8]) {
    let mut pipe = SigSet::empty();
    pipe.add(Signal::SIGPIPE);
    let _ = pipe.thread_block();
    let _ = stdin.write_all(bytes);
}

/// Receives the child's answer, or what was wrong with it. A child that talks without end is not ours.
fn receive_answer(stdout: ChildStdout, memory_bytes: u64) -> Result<Result<Workbook, WorkbookError>, String> {
    wire::receive(
        &mut BufReader::with_capacity(1 << 16, stdout.take(memory_bytes)),
        memory_bytes,
    )
}

fn too_slow(limits: &ReadLimits) -> WorkbookError {
    WorkbookError::TooSlow(u64::try_from(limits.time.as_millis()).unwrap_or(u64::MAX))
}

/// Tells why the child died. A failed allocation aborts (`SIGABRT`), the system's own memory guard kills (`SIGKILL`), the limit of processor
/// time has a signal of its own; anything else is the reader crashing over the file.
fn cause_of_death(status: Option<ExitStatus>, broken: &str, limits: &ReadLimits) -> WorkbookError {
    if status.and_then(|s| s.code()) == Some(GAVE_UP) {
        return WorkbookError::damaged("the reader gave up over it");
    }
    let signal = status
        .and_then(|s| s.signal())
        .and_then(|n| Signal::try_from(n).ok());
    match signal {
        Some(Signal::SIGABRT | Signal::SIGKILL) => WorkbookError::TooLarge(LimitExceeded::Memory {
            max: limits.memory_bytes,
        }),
        Some(Signal::SIGXCPU) => too_slow(limits),
        // It went on talking when its answer had been given up.
        Some(Signal::SIGPIPE) | None => WorkbookError::Reader(plain(broken)),
        Some(signal) => WorkbookError::damaged(format!("the reader crashed over it ({signal})")),
    }
}

/// How long a child may take. What counts is its own time on a processor: on a busy machine it may wait for that longer
/// than it works, as long as it comes forward.
struct TimeBudget {
    time: Duration,
    started: Instant,
    /// The time that the child had worked when it was last seen to come forward, and when that was.
    progress: (Duration, Instant),
}

impl TimeBudget {
    /// The share of the time that is there for reading; the rest is for clearing up.
    const READING: f32 = 0.9;
    /// How many times as long a child may take in all that is kept waiting.
    const MOST_WAITING: u32 = 12;

    fn new(limits: &ReadLimits) -> Self {
        let started = Instant::now();
        Self {
            time: limits.time,
            started,
            progress: (Duration::ZERO, started),
        }
    }

    fn reading(&self) -> Duration {
        self.time.mul_f32(Self::READING)
    }

    /// Returns how long nobody need look at the child.
    fn until_next_look(&self, now: Instant) -> Duration {
        const LOOKS: u32 = 50;
        let look = (self.time / LOOKS).max(Duration::from_micros(1));
        match self.reading().saturating_sub(now.duration_since(self.started)) {
            // From then on its work decides, which takes a while.
            Duration::ZERO => look,
            left => left.min(look),
        }
    }

    /// Tells, of a child that has worked so long by now, whether its time is up: all of it was worked, or it is over and the
    /// child does nothing any more. Where its work cannot be seen, the clock on the wall decides.
    fn is_spent(&mut self, now: Instant, worked: Option<Duration>) -> bool {
        /// The share of the time for which a child may stand still.
        const STANDSTILL: u32 = 5;
        let elapsed = now.duration_since(self.started);
        let Some(worked) = worked else {
            return elapsed >= self.reading();
        };
        if worked > self.progress.0 {
            self.progress = (worked, now);
        }
        let stands_still = now.duration_since(self.progress.1) >= self.time / STANDSTILL;
        worked >= self.reading()
            || elapsed >= self.reading() && stands_still
            || elapsed >= self.time * Self::MOST_WAITING
    }

    /// Returns until when a child that has answered may take to end.
    fn last_moment(&self, now: Instant) -> Instant {
        (self.started + self.reading()).max(now + self.time - self.reading())
    }
}

/// Reads the time that a process has worked from its line in `/proc`; the system counts in hundredths of a second.
fn cpu_time(stat: &str) -> Option<Duration> {
    const TICK: Duration = Duration::from_millis(10);
    /// Among the fields behind the name, which may hold blanks and brackets.
    const USER: usize = 11;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut ticks = fields.split_whitespace().skip(USER).map(str::parse::<u32>);
    let (user, system) = (ticks.next()?.ok()?, ticks.next()?.ok()?);
    Some(TICK * user.saturating_add(system))
}

/// A child that is always reaped, whichever way its owner returns.
struct ReaderProcess(Child);

impl ReaderProcess {
    /// Starts the child. The environment stays behind: the child needs none, and a stranger's file is near no password.
    fn spawn(exe: &Path, subcommand: &str, limits: &ReadLimits) -> Result<Self, WorkbookError> {
        let mut command = Command::new(exe);
        command.env_clear();
        if let Some(libraries) = std::env::var_os("LD_LIBRARY_PATH") {
            command.env("LD_LIBRARY_PATH", libraries);
        }
        command
            .arg(subcommand)
            .arg(limits.max_cells_per_sheet.to_string())
            .arg(limits.memory_bytes.to_string())
            .arg(limits.time.as_secs().max(1).to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command
            .spawn()
            .map(Self)
            .map_err(|e| WorkbookError::Reader(plain(&e.to_string())))
    }

    fn pipes(&mut self) -> Result<(ChildStdin, ChildStdout), WorkbookError> {
        self.0
            .stdin
            .take()
            .zip(self.0.stdout.take())
            .ok_or_else(|| WorkbookError::Reader("it has no pipes".to_owned()))
    }

    /// Returns how long the child has worked, where the system tells.
    fn cpu_time(&self) -> Option<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.0.id())).ok()?;
        cpu_time(&stat)
    }

    /// Waits for the end. The child has answered or closed its pipe, so it ends by itself at once; if not, it is killed
    /// and its end tells nothing.
    fn finish(&mut self, deadline: Instant, kill: bool) -> Option<ExitStatus> {
        while !kill && Instant::now() < deadline {
            match self.0.try_wait() {
                Ok(None) => thread::sleep(Duration::from_micros(200)),
                Ok(status) => return status,
                Err(_) => break,
            }
        }
        self.stop();
        None
    }

    fn stop(&mut self) {
        // Both fail only if it has ended and been reaped already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for ReaderProcess {
    fn drop(&mut self) {
        self.stop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks at a child each tenth of a second, which has worked some hundredths then; returns at which its time was up.
    fn spent_at(works: impl Fn(u32) -> Option<u32>) -> Option<u32> {
        let of = |count: u32, millis: u64| Duration::from_millis(millis) * count;
        let mut budget = TimeBudget::new(&ReadLimits::default());
        let started = budget.started;
        (1..1000).find(|tenth| {
            let worked = works(*tenth).map(|hundredths| of(hundredths, 10));
            budget.is_spent(started + of(*tenth, 100), worked)
        })
    }

    #[test]
    fn a_child_that_other_programs_keep_waiting_has_its_time_nevertheless() {
        assert_eq!(
            spent_at(|tenth| Some(tenth * 10)),
            Some(45),
            "it works all the time"
        );
        assert_eq!(
            spent_at(|tenth| Some(tenth * 10 / 4)),
            Some(180),
            "it gets a fourth of a processor"
        );
        assert_eq!(
            spent_at(|tenth| Some(tenth / 2)),
            Some(600),
            "nobody waits for ever"
        );
        assert_eq!(spent_at(|_| Some(0)), Some(45), "it never works");
        assert_eq!(
            spent_at(|tenth| Some((tenth * 10).min(200))),
            Some(45),
            "it hangs"
        );
        assert_eq!(
            spent_at(|tenth| Some((tenth * 10 / 4).min(200))),
            Some(90),
            "it hangs later"
        );
        assert_eq!(spent_at(|_| None), Some(45), "nobody sees whether it works");
        let budget = TimeBudget::new(&ReadLimits::default());
        let over = budget.until_next_look(budget.started + budget.reading() * 2);
        assert_eq!(over, budget.time / 50, "it is not looked at without pause");
    }

    #[test]
    fn the_time_of_a_process_stands_behind_its_name() {
        let stat = "7 (a) b) (c) R 1 7 7 0 -1 4194304 93 0 0 0 12 3 0 0 20 0 1 0 5 2961408 209";
        assert_eq!(cpu_time(stat), Some(Duration::from_millis(150)));
        assert_eq!(cpu_time("7 (a) R 1"), None);
        assert_eq!(cpu_time(""), None);
    }
}
