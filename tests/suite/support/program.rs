//! The program as its users meet it: a process with arguments, an environment, output and an exit code.

use std::fmt;
use std::fs::{self, File};
use std::io::{PipeReader, PipeWriter};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use colab::kernel::error::ErrorCode;
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{Id, WaitPidFlag, waitid};
use nix::unistd::Pid;
use serde_json::Value;

use super::environment::{Env, NOW};

/// Longer than anything may take on a busy machine; then the test fails.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_colab");

/// A call of the program, not yet made.
pub struct Call<'e> {
    env: &'e Env,
    arguments: Vec<String>,
    stdin: Option<Vec<u8>>,
    held: Option<PipeReader>,
    variables: Vec<(String, Option<String>)>,
    dir: Option<PathBuf>,
    patience: Duration,
}

impl<'e> Call<'e> {
    pub fn new(env: &'e Env, arguments: &[&str]) -> Self {
        Self {
            env,
            arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(),
            stdin: None,
            held: None,
            variables: Vec::new(),
            dir: None,
            patience: PATIENCE,
        }
    }

    pub fn argument(mut self, argument: impl Into<String>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// What the program reads; without it stdin is empty.
    pub fn stdin(mut self, content: impl Into<Vec<u8>>) -> Self {
        self.stdin = Some(content.into());
        self
    }

    /// A stdin that stays open for as long as the writer is kept: the program waits where it reads.
    pub fn held_stdin(mut self) -> (Self, PipeWriter) {
        let (reader, writer) = std::io::pipe().unwrap();
        self.held = Some(reader);
        (self, writer)
    }

    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), Some(value.to_owned())));
        self
    }

    /// Takes away a variable that this world gives.
    pub fn without(mut self, name: &str) -> Self {
        self.variables.push((name.to_owned(), None));
        self
    }

    /// The folder to run in.
    pub fn dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.dir = Some(dir.into());
        self
    }

    /// How long it may take before it is killed and the test fails.
    pub fn within(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// The bare process, for what needs its own pipes or limits.
    pub fn command(&self) -> Command {
        let home = self.env.dir();
        let mut command = Command::new(PROGRAM);
        command
            .args(&self.arguments)
            .current_dir(self.dir.clone().unwrap_or_else(|| self.env.work_dir()))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", home.join("home"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_STATE_HOME", home.join("state"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("XDG_RUNTIME_DIR", home.join("run"))
            .env("TMPDIR", home.join("tmp"))
            .env("COLAB_NOW", NOW)
            .env("COLAB_TEST_DATABASE", "1")
            .env("COLAB_CONNECT_WAIT", "0")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null());
        command.envs(self.env.variables().iter().map(|(name, value)| (name, value)));
        command.envs(self.env.pooled_url().map(|url| ("COLAB_DATABASE_URL", url)));
        for (name, value) in &self.variables {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }

    /// Starts it; its output goes to files, so that no full pipe ever stops it.
    #[track_caller]
    pub fn spawn(mut self) -> Running {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let stem = self
            .env
            .dir()
            .join("calls")
            .join(COUNT.fetch_add(1, Ordering::Relaxed).to_string());
        let (stdout, stderr) = (stem.with_extension("out"), stem.with_extension("err"));
        let mut command = self.command();
        if let Some(content) = &self.stdin {
            let path = stem.with_extension("in");
            fs::write(&path, content).unwrap();
            command.stdin(File::open(path).unwrap());
        }
        if let Some(reader) = self.held.take() {
            command.stdin(reader);
        }
        command
            .stdout(File::create(&stdout).unwrap())
            .stderr(File::create(&stderr).unwrap());
        let child = command
            .spawn()
            .unwrap_or_else(|error| panic!("{PROGRAM} does not start: {error}"));
        let line = format!("colab {}", self.arguments.join(" "));
        Running {
            line,
            child,
            stdout,
            stderr,
            patience: self.patience,
            started: Instant::now(),
            over: false,
        }
    }

    #[track_caller]
    pub fn run(self) -> Run {
        self.spawn().wait()
    }
}

/// A process that was started. Dropped, it is killed.
pub struct Running {
    line: String,
    child: Child,
    stdout: PathBuf,
    stderr: PathBuf,
    patience: Duration,
    started: Instant,
    over: bool,
}

impl Running {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn signal(&self, signal: Signal) {
        let _ = kill(pid(&self.child), signal);
    }

    /// `kill -9`; harmless when it has ended already.
    pub fn kill(&self) {
        self.signal(Signal::SIGKILL);
    }

    /// What it has said on stderr so far.
    pub fn stderr_so_far(&self) -> String {
        String::from_utf8_lossy(&fs::read(&self.stderr).unwrap()).into_owned()
    }

    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Processor time that it has used so far, with the children that it has waited for.
    pub fn cpu(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.id())).unwrap_or_default();
        let fields = stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace());
        // utime, stime, cutime, cstime: fields 14 to 17, of which the first two stand before the name's end.
        let ticks = fields.into_iter().flatten().skip(11).take(4);
        let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
        // A tick is a hundredth of a second wherever Linux tells it.
        Duration::from_millis(ticks * 10)
    }

    /// As [`Running::cpu`], once it has ended and before the system forgets it.
    fn cpu_at_its_end(&self) -> Duration {
        let _ = waitid(
            Id::Pid(pid(&self.child)),
            WaitPidFlag::WEXITED | WaitPidFlag::WNOWAIT,
        );
        self.cpu()
    }

    /// Waits for its end. Panics when it takes too long, or when the program panicked.
    #[track_caller]
    pub fn wait(mut self) -> Run {
        let (ended, watched) = mpsc::channel::<()>();
        let (target, patience) = (
            pid(&self.child),
            self.patience.saturating_sub(self.started.elapsed()),
        );
        let watch = std::thread::spawn(move || {
            let late = watched.recv_timeout(patience) == Err(mpsc::RecvTimeoutError::Timeout);
            if late {
                let _ = kill(target, Signal::SIGKILL);
            }
            late
        });
        let cpu = self.cpu_at_its_end();
        let status = self.child.wait().unwrap();
        drop(ended);
        let late = watch.join().unwrap();
        self.over = true;
        let run = Run::new(
            &self.line,
            status,
            &self.stdout,
            &self.stderr,
            self.started.elapsed(),
            cpu,
        );
        assert!(
            !late,
            "took longer than {:?} and was killed: {run}",
            self.patience
        );
        assert!(!run.stderr.contains("panicked at"), "the program panicked: {run}");
        run
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !self.over {
            self.kill();
            let _ = self.child.wait();
        }
    }
}

fn pid(child: &Child) -> Pid {
    Pid::from_raw(i32::try_from(child.id()).unwrap())
}

/// What came of a call.
#[derive(Debug, Clone)]
pub struct Run {
    pub line: String,
    /// `None` when a signal ended it.
    pub code: Option<i32>,
    pub signal: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    pub took: Duration,
    /// Processor time, its children's included: what does not depend on how busy the machine is.
    pub cpu: Duration,
}

impl Run {
    fn new(
        line: &str,
        status: ExitStatus,
        stdout: &PathBuf,
        stderr: &PathBuf,
        took: Duration,
        cpu: Duration,
    ) -> Self {
        let text = |path: &PathBuf| {
            String::from_utf8(fs::read(path).unwrap())
                .unwrap_or_else(|_| panic!("{line}: output is not UTF-8"))
        };
        Self {
            line: line.to_owned(),
            code: status.code(),
            signal: status.signal(),
            stdout: text(stdout),
            stderr: text(stderr),
            took,
            cpu,
        }
    }

    /// It must have succeeded.
    #[track_caller]
    pub fn ok(self) -> Self {
        assert!(self.code == Some(0), "should have succeeded: {self}");
        self
    }

    /// It must have ended with this exit code as the manual lists them.
    #[track_caller]
    pub fn fails(self, code: i32) -> Self {
        assert!(
            self.code == Some(code),
            "should have ended with exit code {code}: {self}"
        );
        self
    }

    /// It must have said this on stderr.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "should have said {text:?}: {self}");
        self
    }

    /// It must have printed nothing, on neither stream.
    #[track_caller]
    pub fn silent(self) -> Self {
        assert!(
            self.stdout.is_empty() && self.stderr.is_empty(),
            "should have been silent: {self}"
        );
        self
    }

    /// Stdout as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("stdout is no JSON ({error}): {self}"))
    }

    /// The inner object of `{"error":{…}}` on stderr, with `-f json`. Its code is documented, and with this exit code.
    #[track_caller]
    pub fn error(&self) -> Value {
        let said: Value = serde_json::from_str(&self.stderr)
            .unwrap_or_else(|error| panic!("stderr is no JSON ({error}): {self}"));
        assert!(said["error"].is_object(), "no error object: {self}");
        let code = ErrorCode::ALL
            .iter()
            .find(|code| said["error"]["code"] == code.as_str());
        let code = code.unwrap_or_else(|| panic!("the error has no code of ours: {self}"));
        let exit_codes: Vec<i32> = code.kinds().iter().map(|kind| kind.exit_code().into()).collect();
        assert!(
            self.code.is_some_and(|code| exit_codes.contains(&code)),
            "{code} is documented with the exit codes {exit_codes:?}: {self}"
        );
        said["error"].clone()
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code, self.signal) {
            (Some(code), _) => writeln!(f, "`{}` ended with exit code {code}", self.line)?,
            (None, Some(signal)) => writeln!(f, "`{}` was ended by signal {signal}", self.line)?,
            (None, None) => writeln!(f, "`{}` ended", self.line)?,
        }
        writeln!(f, "--- stdout\n{}--- stderr\n{}---", self.stdout, self.stderr)
    }
}
