//! Hostile files through the real binary: each gives cells or a clear error, within the limits.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use colab_schedule::workbook::{
    FileKind, LimitExceeded, LooksLike, ReadLimits, WorkbookError, WorkbookFile, read_guarded,
};
use nix::sys::resource::{UsageWho, getrusage};
use tempfile::TempDir;

use super::support::program::PROGRAM;
use super::support::{Env, PATIENCE, until};

any![
    every_hostile_file_gives_cells_or_a_clear_error,
    files_that_kill_readers_are_refused_with_their_reason,
    a_files_ending_may_lie,
    what_is_no_file_is_told_apart,
    each_limit_has_its_own_error,
    a_strange_reading_process_is_told_from_a_fault_of_the_file
];

const MEMORY_KIB: i64 = 512 * 1024;

/// The files that come with the project, and all of the shared collection where it is at hand.
fn every_hostile_file_gives_cells_or_a_clear_error(_: &Env) {
    let exe = Path::new(PROGRAM);
    let own = own_files();
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/robust");
    let folder = if shared.is_dir() { shared } else { own };
    // Five seconds of processor time, which the child is told last: what a file takes does not depend on how busy the
    // machine is.
    let home = tempfile::tempdir().unwrap();
    let five_seconds = script(&home, &format!("exec {} \"$1\" \"$2\" \"$3\" 5", exe.display()));
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let outcome = read_by(&path, &patient(), &five_seconds);
        if let Err(error) = outcome {
            assert!(!matches!(error, WorkbookError::TooSlow(_)), "{path:?}");
            assert_clear(&error, &path);
        }
        seen += 1;
    }
    assert!(seen >= 17, "only {seen} files");
    // Of the largest child so far; it is the system that keeps this, so one look at the end is enough.
    let peak = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss();
    assert!(peak < MEMORY_KIB, "a child took {peak} KiB");
}

/// Limits of time that only a reader that hangs breaks: what is told of a file must not depend on how busy the machine
/// is, nor on a debug build.
fn patient() -> ReadLimits {
    ReadLimits {
        time: PATIENCE,
        ..ReadLimits::default()
    }
}

/// A program of these lines, to be run in the place of the reading process.
fn script(home: &TempDir, lines: &str) -> PathBuf {
    let path = home.path().join("child");
    fs::write(&path, format!("#!/bin/sh\n{lines}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// Reads a file by a script. Another test's fork may hold the script open for writing for a moment.
fn read_by(file: &Path, limits: &ReadLimits, script: &Path) -> Result<WorkbookFile, WorkbookError> {
    let mut outcome = read_guarded(file, limits, script);
    until("the script can be run", || {
        let is_busy = matches!(&outcome, Err(WorkbookError::Reader(why)) if why.contains("busy"));
        if is_busy {
            outcome = read_guarded(file, limits, script);
        }
        !is_busy
    });
    outcome
}

/// A fault of the file is never reported as one of the reading process, and never in more than one line.
fn assert_clear(error: &WorkbookError, path: &Path) {
    let shown = error.to_string();
    assert!(!matches!(error, WorkbookError::Reader(_)), "{path:?}: {shown}");
    assert!(
        shown.len() < 400 && !shown.chars().any(char::is_control),
        "{path:?}: {shown}"
    );
    assert!(error.hint().is_some(), "{path:?}: {shown}");
}

/// What becomes of the files that are known to break other readers.
fn files_that_kill_readers_are_refused_with_their_reason(_: &Env) {
    let exe = Path::new(PROGRAM);
    let read = |name: &str| read_guarded(&own_files().join(name), &patient(), exe);
    let damaged = |name: &str, reason: &str| {
        let error = read(name).unwrap_err();
        assert!(
            matches!(&error, WorkbookError::Damaged(why) if why.contains(reason)),
            "{name}: {error:?}"
        );
    };
    damaged("poi__54764.xlsx", "unrecognized entity");
    damaged("poi__poc-xmlbomb.xlsx", "unrecognized entity");
    damaged("poi__duplicate-filename.xlsx", "same name");
    damaged("poi__poc-shared-strings.xlsx", "Tabelle1");
    damaged("poi__sample-beta.xlsx", "shared strings");
    damaged(
        "poi__clusterfuzz-testcase-minimized-POIHSSFFuzzer-5816431116615680.xls",
        "",
    );
    let is = |name: &str, what: WorkbookError| assert_eq!(read(name).unwrap_err(), what, "{name}");
    is(
        "poi__51535.xls",
        WorkbookError::TooLarge(LimitExceeded::Memory { max: 512 << 20 }),
    );
    is(
        "phpspreadsheet__oleloop.xls",
        WorkbookError::NotAWorkbook(LooksLike::Ole),
    );
    is(
        "python-calamine__empty_file.ods",
        WorkbookError::NotAWorkbook(LooksLike::Empty),
    );
    is("calamine__pass_protected.xlsx", WorkbookError::Encrypted);
    is("calamine__issue_385.xls", WorkbookError::Encrypted);
    let bomb = LimitExceeded::Cells {
        sheet: "Sheet1".to_owned(),
        max: 1_000_000,
    };
    is("calamine__issue_594_dos.ods", WorkbookError::TooLarge(bomb));
    assert!(read("calamine__date_1904.xlsx").unwrap().workbook.epoch_1904);
    let merges = read("poi__57893-many-merges.xlsx").unwrap().workbook.sheets[0]
        .merges
        .clone();
    assert_eq!(merges.map(|merges| merges.len()), Some(50_000));
}

/// The kind and the hash are those of the bytes, whatever the file's name says.
fn a_files_ending_may_lie(_: &Env) {
    let exe = Path::new(PROGRAM);
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("schedule.ods");
    fs::copy(own_files().join("calamine__date_1904.xlsx"), &path).unwrap();
    let WorkbookFile { workbook, sha256 } = read_guarded(&path, &ReadLimits::default(), exe).unwrap();
    assert_eq!(workbook.kind, FileKind::Xlsx);
    assert_eq!(sha256.len(), 64);
    fs::write(&path, "abc").unwrap();
    let error = read_guarded(&path, &ReadLimits::default(), exe).unwrap_err();
    assert_eq!(error, WorkbookError::NotAWorkbook(LooksLike::Text));
}

/// What is no readable file is told apart, and a named pipe does not hang the reader.
fn what_is_no_file_is_told_apart(_: &Env) {
    let exe = Path::new(PROGRAM);
    let home = tempfile::tempdir().unwrap();
    let read = |name: &str| read_guarded(&home.path().join(name), &ReadLimits::default(), exe).unwrap_err();
    assert_eq!(read("nothing.xlsx"), WorkbookError::NotFound);
    assert_eq!(read(""), WorkbookError::IsDirectory);
    nix::unistd::mkfifo(&home.path().join("pipe"), nix::sys::stat::Mode::S_IRWXU).unwrap();
    assert!(matches!(read("pipe"), WorkbookError::NotReadable(_)));
    fs::write(home.path().join("~$plan.xlsx"), b"\x05Peter   \0\0").unwrap();
    assert_eq!(
        read("~$plan.xlsx"),
        WorkbookError::NotAWorkbook(LooksLike::LockFile)
    );
    let locked = home.path().join("locked.xlsx");
    fs::write(&locked, "x").unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    if !nix::unistd::geteuid().is_root() {
        assert_eq!(
            read("locked.xlsx"),
            WorkbookError::NotReadable("permission denied".to_owned())
        );
    }
}

/// Each limit of [`ReadLimits`] is met with its own error.
fn each_limit_has_its_own_error(_: &Env) {
    let exe = Path::new(PROGRAM);
    let many = own_files().join("poi__57893-many-merges.xlsx");
    let dates = own_files().join("calamine__date_1904.xlsx");
    let limits = ReadLimits::default();
    let small = ReadLimits {
        memory_bytes: 1 << 20,
        ..limits
    };
    assert_eq!(
        read_guarded(&many, &small, exe),
        Err(WorkbookError::TooLarge(LimitExceeded::File { max: 1 << 17 }))
    );
    let few = ReadLimits {
        max_cells_per_sheet: 2,
        ..limits
    };
    let error = read_guarded(&dates, &few, exe).unwrap_err();
    assert!(
        matches!(
            error,
            WorkbookError::TooLarge(LimitExceeded::Cells { max: 2, .. })
        ),
        "{error:?}"
    );
    let hasty = ReadLimits {
        time: Duration::from_micros(100),
        ..limits
    };
    assert_eq!(
        read_guarded(&many, &hasty, exe).unwrap_err(),
        WorkbookError::TooSlow(0)
    );
}

/// A child that hangs is killed in time though its input pipe is full; one that talks rubbish, too much of it, or
/// nothing at all is told from a fault of the file.
fn a_strange_reading_process_is_told_from_a_fault_of_the_file(_: &Env) {
    let home = tempfile::tempdir().unwrap();
    let file = own_files().join("poi__57893-many-merges.xlsx");
    let limits = ReadLimits {
        memory_bytes: 64 << 20,
        ..patient()
    };
    let hasty = ReadLimits {
        time: Duration::from_secs(1),
        ..limits
    };
    let within =
        |limits: &ReadLimits, lines: &str| read_by(&file, limits, &script(&home, lines)).unwrap_err();
    let with = |lines: &str| within(&limits, lines);
    // It would sleep as long as the test has patience.
    let started = Instant::now();
    let hanging = format!("exec sleep {}", PATIENCE.as_secs());
    assert_eq!(within(&hasty, &hanging), WorkbookError::TooSlow(1000));
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    // One that closes its answer and stays is waited for to the end of its time.
    let lingering = ReadLimits {
        time: Duration::from_secs(10),
        ..limits
    };
    assert_eq!(
        within(&lingering, &format!("exec >&-; {hanging}")),
        WorkbookError::Reader("its answer is cut off".to_owned())
    );
    assert_eq!(
        with("exec true"),
        WorkbookError::Reader("its answer is cut off".to_owned())
    );
    assert!(matches!(with("exec yes"), WorkbookError::Reader(_)));
    let rubbish = with(r"printf '\003\000\000\000\000\000\000\000xyz'");
    assert_eq!(
        rubbish,
        WorkbookError::Reader("its answer makes no sense".to_owned())
    );
    assert_eq!(
        with("kill -ABRT $$"),
        WorkbookError::TooLarge(LimitExceeded::Memory { max: 64 << 20 })
    );
    let started = Instant::now();
    assert!(matches!(with("kill -XCPU $$"), WorkbookError::TooSlow(_)));
    assert!(started.elapsed() < PATIENCE, "its own limit ended it, not ours");
    assert!(matches!(with("kill -SEGV $$"), WorkbookError::Damaged(why) if why.contains("SIGSEGV")));
    let nobody = read_guarded(&file, &limits, &home.path().join("nobody")).unwrap_err();
    assert!(matches!(nobody, WorkbookError::Reader(_)), "{nobody:?}");
}

fn own_files() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/robust")
}
