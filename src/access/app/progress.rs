//! A sign of life while something takes long.

use std::io::IsTerminal;

use super::App;

impl App {
    /// Shows a sign of life on a terminal while something takes longer than a second; gone when dropped.
    pub fn progress(&self, what: &'static str) -> Progress {
        Progress::start(what, self.manner.quiet)
    }
}

/// Shown after a second, on a terminal alone.
pub struct Progress {
    bar: indicatif::ProgressBar,
    /// Dropping it ends the wait for the second.
    _ended: std::sync::mpsc::Sender<()>,
}

impl Progress {
    fn start(what: &'static str, quiet: bool) -> Self {
        let bar = indicatif::ProgressBar::hidden();
        let (ended, waiting) = std::sync::mpsc::channel::<()>();
        if !quiet && std::io::stderr().is_terminal() {
            let bar = bar.clone();
            std::thread::spawn(move || {
                let a_second = std::time::Duration::from_secs(1);
                if waiting.recv_timeout(a_second) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                    bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
                    bar.set_message(what);
                    bar.enable_steady_tick(std::time::Duration::from_millis(100));
                }
            });
        }
        Self { bar, _ended: ended }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
