//! Programs of others that tests ask for a second opinion. Where one is missing the run says what it did not do.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What to do where the reader of PDFs is missing.
pub const ADVICE: &str = "no `pdftotext` found (install Debian's `poppler-utils`)";

static NOT_READ: AtomicUsize = AtomicUsize::new(0);

/// The text of a PDF, page by page, each ended by a form feed; `None` where nothing reads it. CI may not leave it out.
#[track_caller]
pub fn text_of_pdf(path: &Path) -> Option<String> {
    let output = Command::new("pdftotext")
        .arg("-layout")
        .arg(path)
        .arg("-")
        .output();
    match output {
        Ok(output) => {
            assert!(output.status.success(), "{output:?}");
            Some(String::from_utf8(output.stdout).expect("UTF-8"))
        }
        Err(_) => {
            assert!(!is_ci(), "{ADVICE}");
            NOT_READ.fetch_add(1, Ordering::Relaxed);
            None
        }
    }
}

/// The first page of a PDF as a grey picture: width, height, points. Only where [`text_of_pdf`] found the programs.
#[track_caller]
pub fn picture_of_pdf(path: &Path) -> (usize, usize, Vec<u8>) {
    let output = Command::new("pdftoppm")
        .args(["-r", "150", "-gray", "-singlefile"])
        .arg(path)
        .output()
        .expect("poppler-utils has both programs");
    assert!(output.status.success(), "{output:?}");
    // P5, width and height, 255, then the points.
    let mut lines = output.stdout.splitn(4, |byte| *byte == b'\n');
    assert_eq!(lines.next(), Some(&b"P5"[..]));
    let size = String::from_utf8(lines.next().unwrap().to_vec()).unwrap();
    let (width, height) = size.split_once(' ').unwrap();
    assert_eq!(lines.next(), Some(&b"255"[..]));
    (
        width.parse().unwrap(),
        height.parse().unwrap(),
        lines.next().unwrap().to_vec(),
    )
}

/// Where PgBouncer is.
pub fn pooler() -> Option<&'static Path> {
    const PLACES: [&str; 3] = [
        "/usr/sbin/pgbouncer",
        "/usr/bin/pgbouncer",
        "/usr/local/bin/pgbouncer",
    ];
    PLACES.into_iter().map(Path::new).find(|path| path.exists())
}

static MISSING: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Notes what a test could not do on this machine, and what to install. CI may not leave it out.
#[track_caller]
pub fn leave_out(advice: &str) {
    assert!(!is_ci(), "{advice}");
    MISSING.lock().unwrap().insert(advice.to_owned());
}

/// What was left out.
pub fn left_out() -> Vec<String> {
    MISSING.lock().unwrap().iter().cloned().collect()
}

pub fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// How many PDFs nobody read.
pub fn not_read() -> usize {
    NOT_READ.load(Ordering::Relaxed)
}
