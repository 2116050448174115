//! Files that a command writes for the user: complete or not at all.

use std::collections::BTreeSet;
use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use tempfile::{NamedTempFile, TempDir};

use crate::kernel::error::{Result, file_error};

/// Prefix of the names of drafts.
const PREFIX: &str = ".colab-draft-";

/// A draft that was not written to for this long was left behind by a killed program.
const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);

/// Folders of this process's drafts, removed when it is interrupted.
static DRAFTS: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A file being written: private, beside its destination, and removed unless it is published.
///
/// It lies in a folder of its own. An interrupted process removes the folder, so that whatever is still running (SQLite
/// that opens the file by its name, a journal, a copy) finds no place to make a file again.
#[derive(Debug)]
pub struct FileDraft {
    /// `None` once it is published.
    file: Option<NamedTempFile>,
    path: PathBuf,
    folder: Option<TempDir>,
}

impl FileDraft {
    /// Creates an empty draft of this file.
    pub fn of(path: &Path) -> io::Result<Self> {
        let place = folder_of(path);
        remove_forgotten(place);
        drafts(|drafts| {
            let folder = tempfile::Builder::new()
                .prefix(PREFIX)
                .permissions(Permissions::from_mode(0o700))
                .tempdir_in(place)?;
            let file = NamedTempFile::new_in(&folder)?;
            drafts.insert(folder.path().to_owned());
            Ok(Self {
                path: file.path().to_owned(),
                file: Some(file),
                folder: Some(folder),
            })
        })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the file itself; what another program writes to [`FileDraft::path`] is seen here too.
    ///
    /// # Errors
    /// Never for a draft that is not published.
    pub fn file(&self) -> io::Result<&File> {
        let draft = self.file.as_ref().map(NamedTempFile::as_file);
        draft.ok_or_else(|| io::Error::other("the draft is published"))
    }

    /// Moves the draft to its place, safe from a power cut; on failure the old file stays. Without `replace` an existing
    /// file gives an error of kind `AlreadyExists`, and the draft can be published under another name.
    pub fn publish(&mut self, path: &Path, replace: bool) -> io::Result<()> {
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

/// Removes the drafts that killed programs left in a folder.
fn remove_forgotten(folder: &Path) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
        let written = entry.metadata().and_then(|meta| meta.modified());
        let is_forgotten = written.is_ok_and(|at| {
            SystemTime::now()
                .duration_since(at)
                .is_ok_and(|age| age > FORGOTTEN)
        });
        if is_forgotten && let Err(error) = remove_draft(&entry.path()) {
            tracing::debug!(%error, "a forgotten draft stays");
        }
    }
}

/// Removes a draft's folder; an older version of the program left a file.
fn remove_draft(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        std::fs::remove_dir_all(path)
    } else {
        std::fs::remove_file(path)
    }
}

/// Returns the folder of a file.
pub fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Replaces the file with these bytes; a failure leaves the old file.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || {
        let mut draft = FileDraft::of(path)?;
        draft.file()?.write_all(bytes)?;
        draft.publish(path, true)
    };
    write().map_err(|error| file_error(path, "write", error))
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
    fn what_a_killed_program_left_is_cleared_away_after_a_day() {
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
