//! Files that a command writes for the user: complete or not at all.

use std::collections::BTreeSet;
use std::fs::{File, Metadata, Permissions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use nix::fcntl::OFlag;
use tempfile::{NamedTempFile, TempDir};

use crate::kernel::error::{Error, ErrorCode, Result, file_error};
use crate::kernel::machine::machine_mark;

/// Prefix of the names of drafts.
const PREFIX: &str = ".colab-draft-";

/// Mode of a new file that its owner alone may read: a secret, a plan, a backup.
const PRIVATE: u32 = 0o600;

/// Mode of a new document, before the umask.
const PUBLIC: u32 = 0o666;

/// Links followed before they count as a circle, as the kernel counts them.
const LINKS: u32 = 40;

/// A draft whose lock says nothing was left behind by a killed program when it was not written to for this long.
const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);

/// Folders of this process's drafts, removed when it is interrupted.
static DRAFTS: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// The folder in which nothing is ever written.
static READ_ONLY: OnceLock<PathBuf> = OnceLock::new();

/// Lets nothing be written beneath a folder from now on.
pub fn write_nothing_beneath(folder: PathBuf) {
    // The first of a process holds; it has one configuration.
    let _ = READ_ONLY.set(folder);
}

/// Refuses a file beneath that folder.
///
/// # Errors
/// `ReadOnlyFilesystem`, which names the folder.
pub fn refuse_read_only(path: &Path) -> io::Result<()> {
    let Some(root) = READ_ONLY.get() else {
        return Ok(());
    };
    let folder = if path.is_dir() { path } else { folder_of(path) };
    // Wherever links lead.
    let (Ok(folder), Ok(root)) = (folder.canonicalize(), root.canonicalize()) else {
        return Ok(());
    };
    if folder.starts_with(&root) {
        let why = format!(
            "it lies in the vault {}, and nothing is written there",
            root.display()
        );
        return Err(io::Error::new(io::ErrorKind::ReadOnlyFilesystem, why));
    }
    Ok(())
}

/// A file being written: private, beside its destination, and removed unless it is published.
///
/// It lies in a folder of its own. An interrupted process removes the folder, so that whatever is still running (SQLite
/// that opens the file by its name, a journal, a copy) finds no place to make a file again. The folder is locked while the
/// process lives: the next one removes what a killed one left.
#[derive(Debug)]
pub struct FileDraft {
    /// `None` once it is published.
    file: Option<NamedTempFile>,
    path: PathBuf,
    folder: Option<TempDir>,
    /// The folder, opened and locked.
    #[cfg_attr(not(test), expect(dead_code, reason = "held, never read"))]
    held: File,
    /// Mode of a new file.
    mode: u32,
}

impl FileDraft {
    /// Creates an empty draft of this file, for its owner alone.
    pub fn of(path: &Path) -> io::Result<Self> {
        Self::with_mode(path, PRIVATE)
    }

    /// Creates an empty draft with this mode, less what the umask takes away.
    fn with_mode(path: &Path, mode: u32) -> io::Result<Self> {
        refuse_read_only(path)?;
        let place = folder_of(path);
        remove_forgotten(place);
        Self::begin(place, mode).map_err(unnamed)
    }

    fn begin(place: &Path, mode: u32) -> io::Result<Self> {
        drafts(|drafts| {
            let (folder, held) = held_folder(place)?;
            let file = tempfile::Builder::new()
                .permissions(Permissions::from_mode(mode))
                .tempfile_in(&folder)?;
            drafts.insert(folder.path().to_owned());
            Ok(Self {
                path: file.path().to_owned(),
                file: Some(file),
                folder: Some(folder),
                held,
                mode,
            })
        })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Words an error that names the draft as one of the file that it stands for.
    #[must_use]
    pub fn about(&self, file: &Path, mut error: Error) -> Error {
        let draft = self.path.display().to_string();
        error.message = error.message.replace(&draft, &file.display().to_string());
        error
    }

    /// Returns the file itself; what another program writes to [`FileDraft::path`] is seen here too.
    ///
    /// # Errors
    /// Never for a draft that is not published.
    pub fn file(&self) -> io::Result<&File> {
        let draft = self.file.as_ref().map(NamedTempFile::as_file);
        draft.ok_or_else(|| io::Error::other("the draft is published"))
    }

    /// Moves the draft to its place, safe from a power cut; on failure the old file stays. It takes owner and mode of a file
    /// that it replaces. Without `replace` an existing file gives an error of kind `AlreadyExists`, and the draft can be published
    /// under another name.
    pub fn publish(&mut self, path: &Path, replace: bool) -> io::Result<()> {
        if replace && let Ok(old) = path.metadata() {
            self.take_owner_and_mode(&old)?;
        }
        self.file()?.sync_all()?;
        let Some(file) = self.file.take() else {
            return Ok(());
        };
        let persisted = if replace {
            file.persist(path)
        } else {
            file.persist_noclobber(path)
        };
        match persisted {
            Ok(_) => File::open(folder_of(path))?.sync_all(),
            Err(error) => {
                self.file = Some(error.file);
                Err(error.error)
            }
        }
    }
}

impl FileDraft {
    /// Takes the mode of a file, and its owner where this process may give files away. A secret takes nothing of a file that
    /// is somebody else's: whoever put it there would read it. It never is for everybody.
    fn take_owner_and_mode(&self, old: &Metadata) -> io::Result<()> {
        let new = self.file()?.metadata()?;
        if self.mode == PRIVATE && old.uid() != new.uid() {
            return Ok(());
        }
        if (old.uid(), old.gid()) != (new.uid(), new.gid())
            && let Err(error) = fchown(self.file()?, Some(old.uid()), Some(old.gid()))
        {
            tracing::debug!(%error, "the file changes its owner");
        }
        let rights = if self.mode == PRIVATE { 0o770 } else { 0o777 };
        self.file()?
            .set_permissions(Permissions::from_mode(old.mode() & rights))
    }
}

impl Drop for FileDraft {
    /// Removes the folder before it leaves the list: an interruption in between still finds it there.
    fn drop(&mut self) {
        drafts(|drafts| {
            self.file = None;
            if let Some(folder) = self.folder.take() {
                let path = folder.path().to_owned();
                drop(folder);
                drafts.remove(&path);
            }
        });
    }
}

fn drafts<T>(body: impl FnOnce(&mut BTreeSet<PathBuf>) -> T) -> T {
    body(&mut DRAFTS.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Removes the unpublished drafts of this process, which is about to end; no new draft can begin.
pub fn remove_drafts() {
    let drafts = DRAFTS.lock().unwrap_or_else(PoisonError::into_inner);
    for folder in drafts.iter() {
        // What is still running may make a file in it until it is gone. Other errors have no reader any more.
        while std::fs::remove_dir_all(folder)
            .is_err_and(|error| error.kind() == io::ErrorKind::DirectoryNotEmpty)
        {}
    }
    std::mem::forget(drafts);
}

/// Returns how the names of drafts begin whose locks this machine sees. Those of earlier versions have no lock.
fn locked_prefix() -> String {
    let mark = machine_mark().unwrap_or_else(|| "local".to_owned());
    format!("{PREFIX}{}-", mark.get(..8).unwrap_or(&mark))
}

/// Makes the folder of a draft and locks it. One that another program took for forgotten before it was locked is made anew.
fn held_folder(place: &Path) -> io::Result<(TempDir, File)> {
    let prefix = locked_prefix();
    loop {
        let folder = tempfile::Builder::new()
            .prefix(&prefix)
            .permissions(Permissions::from_mode(0o700))
            .tempdir_in(place)?;
        let held = match File::open(folder.path()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            opened => opened?,
        };
        // A disk without locks leaves drafts to their age.
        let is_taken = matches!(held.try_lock(), Err(TryLockError::WouldBlock));
        if !is_taken && folder.path().exists() {
            return Ok((folder, held));
        }
    }
}

/// Removes the drafts that killed programs left in a folder.
fn remove_forgotten(folder: &Path) {
    for (path, _held) in forgotten(folder) {
        if let Err(error) = remove_draft(&path) {
            tracing::debug!(%error, "a forgotten draft stays");
        }
    }
}

/// Lists the drafts that killed programs left in a folder.
pub fn forgotten_drafts(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = forgotten(folder).map(|(path, _)| path).collect();
    paths.sort();
    paths
}

/// Finds the drafts that killed programs left in a folder, each opened, and locked where it can be.
fn forgotten(folder: &Path) -> impl Iterator<Item = (PathBuf, File)> {
    let locked = locked_prefix();
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(move |entry| {
        let name = entry.file_name();
        let name = name.to_str().filter(|name| name.starts_with(PREFIX))?;
        // Others may make a pipe or a link of that name.
        let flags = OFlag::O_NONBLOCK | OFlag::O_NOFOLLOW;
        let held = File::options()
            .read(true)
            .custom_flags(flags.bits())
            .open(entry.path());
        let held = held.ok()?;
        let is_left = if name.starts_with(&locked) {
            match held.try_lock() {
                Ok(()) => true,
                Err(TryLockError::WouldBlock) => false,
                Err(TryLockError::Error(_)) => is_old(&held),
            }
        } else {
            is_old(&held)
        };
        is_left.then(|| (entry.path(), held))
    })
}

/// Returns whether nothing was written to a draft for so long that its program is gone.
fn is_old(draft: &File) -> bool {
    let written = draft.metadata().and_then(|meta| meta.modified());
    let age = written
        .ok()
        .and_then(|at| SystemTime::now().duration_since(at).ok());
    age.is_some_and(|age| age > FORGOTTEN)
}

/// Removes a draft's folder; an older version of the program left a file.
fn remove_draft(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        std::fs::remove_dir_all(path)
    } else {
        std::fs::remove_file(path)
    }
}

/// Takes the name of a draft, which nobody knows, from an error of making it.
fn unnamed(error: io::Error) -> io::Error {
    match error.to_string().split_once(" at path ") {
        Some((fact, _)) => io::Error::new(error.kind(), fact.to_owned()),
        None => error,
    }
}

/// Makes a folder that nobody else may look into, with those above it.
pub fn make_private_folder(folder: &Path) -> Result<()> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|error| file_error(folder, "make", error))
}

/// Returns the folder of a file.
pub fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Where a path leads to.
enum FileDestination {
    Stdout,
    /// A device, a FIFO or an open descriptor: it is written into.
    Stream(PathBuf),
    /// A file or none yet, behind every link: it is replaced.
    File(PathBuf),
}

/// Follows a path to what it names. `-` is standard output.
fn destination(path: &Path) -> io::Result<FileDestination> {
    if path == Path::new("-") {
        return Ok(FileDestination::Stdout);
    }
    let mut place = path.to_owned();
    for _ in 0..LINKS {
        let meta = match place.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(FileDestination::File(place)),
            found => found?,
        };
        if !meta.is_symlink() {
            let is_replaced = meta.is_file() || meta.is_dir();
            return Ok(if is_replaced {
                FileDestination::File(place)
            } else {
                FileDestination::Stream(place)
            });
        }
        let folder = folder_of(&place).canonicalize()?;
        // A link in /proc is an open descriptor: whoever holds it never sees a file that is put in its place.
        if folder.starts_with("/proc") {
            let own = format!("/proc/{}", std::process::id());
            let is_stdout = folder.starts_with(own) && place.file_name() == Some("1".as_ref());
            return Ok(if is_stdout {
                FileDestination::Stdout
            } else {
                FileDestination::Stream(place)
            });
        }
        place = folder.join(place.read_link()?);
    }
    Err(io::Error::other("too many levels of symbolic links"))
}

/// Tells whether a file that the user named is standard output, so that nothing else may be printed there.
pub fn is_stdout(path: &Path) -> bool {
    matches!(destination(path), Ok(FileDestination::Stdout))
}

/// Tells whether a path is written into and not replaced, so that the ending of its name says nothing about its content.
pub fn is_stream(path: &Path) -> bool {
    !matches!(destination(path), Ok(FileDestination::File(_)) | Err(_))
}

/// Tells whether a document of one kind may be written here: a stream, or a file whose name ends so.
pub fn takes_document(path: &Path, ending: &str) -> bool {
    is_stream(path)
        || path
            .extension()
            .is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

/// Returns the file that a path leads to through links, which need not exist yet.
///
/// # Errors
/// Of kind `InvalidInput` for a device, a FIFO or standard output.
pub fn replaceable_file(path: &Path) -> io::Result<PathBuf> {
    match destination(path)? {
        FileDestination::File(place) => Ok(place),
        _ => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is a device or a pipe, and not a file",
        )),
    }
}

/// Writes a document where the user wants it: `-` is standard output, a device or FIFO is written into, and a file is
/// replaced as a whole, behind links. An existing file keeps its mode; a failure leaves it as it was.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    write_with_mode(path, bytes, PUBLIC)
}

/// Writes a document as [`write_file`] does, unless a file is there.
///
/// # Errors
/// `Conflict` for a file that is there.
pub fn write_new_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let Ok(FileDestination::File(place)) = destination(path) else {
        return write_file(path, bytes);
    };
    let write = || {
        let mut draft = FileDraft::with_mode(&place, PUBLIC)?;
        draft.file()?.write_all(bytes)?;
        draft.publish(&place, false)
    };
    write().map_err(|error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => Error::conflict(
            ErrorCode::FileExists,
            format!("{} exists already", path.display()),
        ),
        _ => file_error(path, "write", error),
    })
}

/// Writes a secret as [`write_file`] does a document; a new file is for its owner alone.
pub fn write_private_file(path: &Path, bytes: &[u8]) -> Result<()> {
    write_with_mode(path, bytes, PRIVATE)
}

fn write_with_mode(path: &Path, bytes: &[u8], mode: u32) -> Result<()> {
    let write = || match destination(path)? {
        FileDestination::Stdout => {
            let mut out = io::stdout().lock();
            out.write_all(bytes)?;
            out.flush()
        }
        // Appended: a descriptor may be of a file that others write to as well.
        FileDestination::Stream(place) => File::options().append(true).open(place)?.write_all(bytes),
        FileDestination::File(place) => replace(&place, bytes, mode),
    };
    match write() {
        // A reader that has gone away is not an error.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe && is_stdout(path) => Ok(()),
        written => written.map_err(|error| file_error(path, "write", error)),
    }
}

fn replace(place: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let mut draft = FileDraft::with_mode(place, mode)?;
    draft.file()?.write_all(bytes)?;
    draft.publish(place, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_draft_replaces_only_when_told_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "old").unwrap();
        let mut draft = FileDraft::of(&path).unwrap();
        draft.file().unwrap().write_all(b"new").unwrap();
        assert_eq!(
            draft.publish(&path, false).unwrap_err().kind(),
            io::ErrorKind::AlreadyExists
        );
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
        draft.publish(&folder.path().join("b"), false).unwrap();
        drop(draft);
        drop(FileDraft::of(&path).unwrap());
        assert_eq!(names(folder.path()), ["a", "b"]);
        assert_eq!(std::fs::read_to_string(folder.path().join("b")).unwrap(), "new");
    }

    #[test]
    fn a_path_leads_to_a_file_or_into_a_stream() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("target", &link).unwrap();
        let file = folder.path().join("target");
        assert_eq!(
            replaceable_file(&link).unwrap(),
            file.canonicalize().unwrap_or(file)
        );
        for stream in ["-", "/dev/null", "/dev/stdout", "/dev/stderr"] {
            assert!(is_stream(Path::new(stream)), "{stream}");
            assert!(replaceable_file(Path::new(stream)).is_err(), "{stream}");
        }
        assert!(is_stdout(Path::new("/dev/stdout")) && !is_stdout(Path::new("/dev/stderr")));
        let circle = folder.path().join("circle");
        std::os::unix::fs::symlink("circle", &circle).unwrap();
        assert!(write_file(&circle, b"x").is_err());
    }

    #[test]
    fn a_draft_is_cleared_away_once_its_program_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let draft = FileDraft::of(&folder.path().join("a")).unwrap();
        let left = draft.folder.as_ref().unwrap().path().to_owned();
        assert_eq!(forgotten_drafts(folder.path()), Vec::<PathBuf>::new());
        drop(FileDraft::of(&folder.path().join("b")).unwrap());
        assert!(left.exists(), "its program lives");
        // As the system does when a process ends.
        draft.held.unlock().unwrap();
        assert_eq!(forgotten_drafts(folder.path()), [left]);
        drop(FileDraft::of(&folder.path().join("b")).unwrap());
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }

    #[test]
    fn what_an_earlier_version_left_is_cleared_away_after_a_day() {
        let folder = tempfile::tempdir().unwrap();
        let left = |name: &str, age: u64| {
            let file = File::create(folder.path().join(format!("{PREFIX}{name}"))).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(age))
                .unwrap();
        };
        left("old", 25 * 3600);
        left("young", 3600);
        drop(FileDraft::of(&folder.path().join("a")).unwrap());
        assert_eq!(names(folder.path()), [format!("{PREFIX}young")]);
    }
}
