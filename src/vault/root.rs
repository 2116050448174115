//! The folder of the vault and the files beneath it, opened so that no link, device or pipe is ever followed or waited for.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::Read;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Component, Path, PathBuf};

use nix::dir::Dir;
use nix::errno::Errno;
use nix::fcntl::{AtFlags, OFlag, openat};
use nix::sys::stat::{FileStat, Mode, SFlag, fstatat};
use sha2::{Digest, Sha256};

use super::kind::VaultKind;
use super::path::{VaultPath, refused};
use crate::kernel::config::Config;
use crate::kernel::error::{Error, ErrorCode, Kind, Result, file_error};
use crate::kernel::shell_word::shell_path;
use crate::kernel::text::{hex, printable};
use crate::kernel::timestamp::Timestamp;

/// Most files and folders of a vault.
const MOST_ENTRIES: usize = 100_000;

/// Most megabytes that `vault_max_mb` may allow.
const MOST_MEGABYTES: u64 = 64;

fn unknown(path: &str) -> Error {
    Error::not_found(
        ErrorCode::UnknownVaultFile,
        format!("the vault has no file `{path}`"),
        &[],
    )
    .hint("colab vault list")
}

fn megabytes(text: &str) -> Option<u64> {
    text.parse()
        .ok()
        .filter(|most| (1..=MOST_MEGABYTES).contains(most))
}

/// Checks a value that is to be set of the vault's configuration.
///
/// # Errors
/// `Usage` for a limit that is none, and for a root that is not an absolute path.
pub fn check_setting(key: &str, value: &str) -> Result<()> {
    let fact = match key {
        "vault_max_mb" if megabytes(value).is_none() => {
            format!("vault_max_mb: invalid number `{value}`; write 1 to {MOST_MEGABYTES}")
        }
        "vault_root" if !Path::new(value).is_absolute() => {
            format!("vault_root: `{value}` is not an absolute path")
        }
        _ => return Ok(()),
    };
    Err(Error::usage(fact))
}

/// What is found beneath the root, without a look into it.
#[derive(Debug, Clone)]
pub struct FoundFile {
    /// As it is shown; what is refused may have a name that is none.
    pub path: String,
    pub bytes: i64,
    pub modified_at: Timestamp,
    /// When anything of it changed, its name or its rights included.
    pub changed_at: Timestamp,
    /// Why it is not read.
    pub refusal: Option<String>,
    /// Its name has the ending of another kind.
    pub is_other: bool,
}

/// A file that was read whole, once.
#[derive(Debug)]
pub struct ReadFile {
    pub path: VaultPath,
    pub kind: VaultKind,
    pub bytes: Vec<u8>,
    /// Of these very bytes.
    pub sha256: String,
    pub modified_at: Timestamp,
}

impl ReadFile {
    pub fn size(&self) -> i64 {
        i64::try_from(self.bytes.len()).unwrap_or(i64::MAX)
    }
}

/// The vault's folder, held open: whatever takes its name later is another one.
pub struct VaultRoot {
    folder: OwnedFd,
    most_bytes: u64,
}

impl VaultRoot {
    /// Opens the folder that this machine's configuration names.
    ///
    /// # Errors
    /// `Usage` without one, or for a limit that is none; `NotFound` and `Invalid` for a folder that is not fit.
    pub fn open(config: &Config) -> Result<Self> {
        let Some(root) = config.get("vault_root") else {
            return Err(Error::usage("no vault is configured on this machine")
                .hint("colab config set vault_root /srv/colab-vault"));
        };
        let limit = config.get("vault_max_mb").unwrap_or_default();
        let Some(megabytes) = megabytes(limit) else {
            let fact = format!(
                "vault_max_mb from {}: invalid number `{limit}`",
                config.origin("vault_max_mb")
            );
            return Err(Error::usage(fact).hint("colab config set vault_max_mb 10"));
        };
        Ok(Self {
            folder: open_root(Path::new(root))?,
            most_bytes: megabytes * 1024 * 1024,
        })
    }

    /// Reads a file beneath the root.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` for what is not a regular file, is too large, is of no kind that the vault reads, or is of another
    /// kind than its name says; `Conflict` for one that changes meanwhile.
    pub fn read(&self, path: &VaultPath) -> Result<ReadFile> {
        let refuse = |why: &str| refused(path.as_str(), why);
        let Some(promised) = VaultKind::of_name(path.name()) else {
            return Err(refuse("does not end in .pdf, .xlsx, .xls, .xml or .csv"));
        };
        let failed = |errno: Errno| failed_open(path.as_str(), errno);
        for folder in path.as_path().ancestors().skip(1) {
            let opened = self.folder(folder).map_err(failed)?;
            // The root itself was looked at when it was opened.
            if folder != Path::new("") && has_git(&opened).map_err(failed)? {
                return Err(refuse("lies in a git repository"));
            }
            if Some(folder) == path.as_path().parent() {
                let found = fstatat(&opened, path.name(), AtFlags::AT_SYMLINK_NOFOLLOW).map_err(failed)?;
                if let Some(why) = refusal_of(&found, self.most_bytes) {
                    return Err(refuse(&why));
                }
            }
        }
        let file = File::from(open_beneath(&self.folder, path.as_path(), OFlag::O_RDONLY).map_err(failed)?);
        let unreadable = |error| file_error(path.as_path(), "read", error);
        let before = file.metadata().map_err(unreadable)?;
        // Something else may have taken its place since.
        if !before.is_file() {
            return Err(refuse("is not a regular file"));
        }
        if before.nlink() != 1 {
            return Err(refuse(HARD_LINK));
        }
        let mut bytes = Vec::new();
        (&file)
            .take(self.most_bytes + 1)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
        if bytes.len() as u64 > self.most_bytes {
            return Err(refuse(&too_large(self.most_bytes)));
        }
        let after = file.metadata().map_err(unreadable)?;
        if state(&before) != state(&after) || bytes.len() as u64 != after.len() {
            let fact = format!("`{}` changed while it was read", path.as_str());
            return Err(Error::conflict(ErrorCode::VaultChanged, fact).hint("run the command again"));
        }
        if bytes.is_empty() {
            return Err(refuse("is empty"));
        }
        let kind = VaultKind::of_bytes(&bytes).map_err(|what| refuse(&what))?;
        if kind != promised {
            return Err(refuse(&format!(
                "is {kind} by its content, and its name ends in {promised}"
            )));
        }
        Ok(ReadFile {
            path: path.clone(),
            kind,
            sha256: hex(&Sha256::digest(&bytes)),
            bytes,
            modified_at: instant(after.mtime(), after.mtime_nsec()),
        })
    }

    /// Finds every file beneath the root, by path, and what is refused with the reason. Opens folders alone.
    ///
    /// # Errors
    /// `Invalid` for a vault of more entries than it may have.
    pub fn files(&self) -> Result<Vec<FoundFile>> {
        let mut folders = vec![String::new()];
        let (mut found, mut seen) = (Vec::new(), 0);
        while let Some(folder) = folders.pop() {
            let failed = |errno| failed_open(if folder.is_empty() { "." } else { &folder }, errno);
            let opened = match self.folder(Path::new(&folder)) {
                Ok(opened) => opened,
                Err(errno) if !folder.is_empty() => {
                    found.push(left_out(&folder, &failed(errno).message));
                    continue;
                }
                Err(errno) => return Err(failed(errno)),
            };
            let git = if folder.is_empty() {
                Ok(false)
            } else {
                has_git(&opened)
            };
            match git {
                Ok(false) => {}
                Ok(true) => {
                    found.push(left_out(&folder, "lies in a git repository"));
                    continue;
                }
                Err(errno) => {
                    found.push(left_out(&folder, &failed(errno).message));
                    continue;
                }
            }
            let handle = opened
                .try_clone()
                .map_err(|error| file_error(Path::new(&folder), "read", error))?;
            for entry in Dir::from_fd(handle).map_err(failed)?.iter() {
                let entry = entry.map_err(failed)?;
                let name = entry.file_name();
                if [c".", c".."].contains(&name) {
                    continue;
                }
                seen += 1;
                if seen > MOST_ENTRIES {
                    let fact = format!("the vault has more than {MOST_ENTRIES} files and folders");
                    return Err(Error::invalid(ErrorCode::VaultRoot, fact)
                        .hint("colab config set vault_root FOLDER, one with the files that are needed"));
                }
                let stat = match fstatat(&opened, name, AtFlags::AT_SYMLINK_NOFOLLOW) {
                    Ok(stat) => stat,
                    // Gone meanwhile.
                    Err(Errno::ENOENT) => continue,
                    Err(errno) => return Err(failed(errno)),
                };
                let name = OsStr::from_bytes(name.to_bytes());
                let path = Path::new(&folder).join(name);
                match VaultPath::read(&path) {
                    Ok(path) if is_kind(&stat, SFlag::S_IFDIR) => folders.push(path.as_str().to_owned()),
                    Ok(path) => found.push(found_file(&path, &stat, self.most_bytes)),
                    Err(error) => {
                        let why = error.message.rsplit('`').next().unwrap_or_default();
                        found.push(left_out(&path.to_string_lossy(), why.trim()));
                    }
                }
            }
        }
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    fn folder(&self, path: &Path) -> nix::Result<OwnedFd> {
        let path = if path == Path::new("") {
            Path::new(".")
        } else {
            path
        };
        open_beneath(&self.folder, path, OFlag::O_RDONLY | OFlag::O_DIRECTORY)
    }
}

const HARD_LINK: &str = "has another name elsewhere (a hard link), and may be a file from outside the vault";

fn too_large(most: u64) -> String {
    format!("is larger than {} MB (vault_max_mb)", most >> 20)
}

/// Returns what must not change while a file is read.
fn state(meta: &Metadata) -> (u64, i64, i64, i64, i64) {
    (
        meta.len(),
        meta.mtime(),
        meta.mtime_nsec(),
        meta.ctime(),
        meta.ctime_nsec(),
    )
}

fn is_kind(stat: &FileStat, kind: SFlag) -> bool {
    SFlag::from_bits_truncate(stat.st_mode) & SFlag::S_IFMT == kind
}

/// Returns why something is not read, by what its folder tells of it.
fn refusal_of(stat: &FileStat, most_bytes: u64) -> Option<String> {
    if is_kind(stat, SFlag::S_IFLNK) {
        Some("is a link".to_owned())
    } else if is_kind(stat, SFlag::S_IFDIR) {
        Some("is a folder".to_owned())
    } else if !is_kind(stat, SFlag::S_IFREG) {
        Some("is not a regular file".to_owned())
    } else if stat.st_nlink != 1 {
        Some(HARD_LINK.to_owned())
    } else if u64::try_from(stat.st_size).is_ok_and(|size| size > most_bytes) {
        Some(too_large(most_bytes))
    } else if stat.st_size == 0 {
        Some("is empty".to_owned())
    } else {
        None
    }
}

fn found_file(path: &VaultPath, stat: &FileStat, most_bytes: u64) -> FoundFile {
    let is_other = is_kind(stat, SFlag::S_IFREG) && VaultKind::of_name(path.name()).is_none();
    let refusal = refusal_of(stat, most_bytes);
    FoundFile {
        path: path.as_str().to_owned(),
        bytes: stat.st_size,
        modified_at: instant(stat.st_mtime, stat.st_mtime_nsec),
        changed_at: instant(stat.st_ctime, stat.st_ctime_nsec),
        refusal: if is_other {
            Some("is of no kind that the vault reads".to_owned())
        } else {
            refusal
        },
        is_other,
    }
}

/// Describes what cannot even be looked at.
fn left_out(path: &str, why: &str) -> FoundFile {
    FoundFile {
        path: printable(path),
        bytes: 0,
        modified_at: instant(0, 0),
        changed_at: instant(0, 0),
        refusal: Some(why.to_owned()),
        is_other: false,
    }
}

fn instant(seconds: i64, nanoseconds: i64) -> Timestamp {
    let micros = seconds
        .saturating_mul(1_000_000)
        .saturating_add(nanoseconds / 1000);
    let earliest = Timestamp::from(chrono::DateTime::UNIX_EPOCH);
    Timestamp::from_micros(micros).unwrap_or(earliest)
}

/// Opens the root: an absolute path to a folder that is not a link and in no git repository.
fn open_root(root: &Path) -> Result<OwnedFd> {
    let shown = printable(&root.display().to_string());
    let unfit = |kind: Kind, why: &str| {
        Error::new(
            kind,
            ErrorCode::VaultRoot,
            format!("the vault's root {shown} {why}"),
        )
        .hint("colab config set vault_root /srv/colab-vault")
    };
    if !root.is_absolute() {
        return Err(unfit(Kind::Invalid, "is not an absolute path"));
    }
    let meta = match fs::symlink_metadata(root) {
        Ok(meta) => meta,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(
                unfit(Kind::NotFound, "does not exist").hint(format!("mkdir -p {}", shell_path(root)))
            );
        }
        Err(error) => return Err(file_error(root, "read", error)),
    };
    if meta.is_symlink() {
        return Err(unfit(
            Kind::Invalid,
            "is a link: name the folder that it leads to",
        ));
    }
    if !meta.is_dir() {
        return Err(unfit(Kind::Invalid, "is not a folder"));
    }
    let folder = File::options()
        .read(true)
        .custom_flags((OFlag::O_DIRECTORY | OFlag::O_NOFOLLOW).bits())
        .open(root)
        .map_err(|error| file_error(root, "read", error))?;
    // Where it really is, whatever links lead there.
    let real: PathBuf = fs::canonicalize(root).map_err(|error| file_error(root, "read", error))?;
    for above in real.ancestors() {
        let has = |name: &str| fs::symlink_metadata(above.join(name)).is_ok();
        if has(".git") || BARE_REPOSITORY.into_iter().all(has) {
            let above = above.display();
            return Err(unfit(
                Kind::Invalid,
                &format!("lies in the git repository {above}, which would publish it"),
            ));
        }
    }
    Ok(folder.into())
}

/// What a repository without a work tree has, as a work tree has it in `.git`.
const BARE_REPOSITORY: [&str; 3] = ["HEAD", "objects", "refs"];

/// Returns whether a folder is a git repository, with or without a work tree.
fn has_git(folder: &OwnedFd) -> nix::Result<bool> {
    let has = |name: &str| match fstatat(folder, name, AtFlags::AT_SYMLINK_NOFOLLOW) {
        Ok(_) => Ok(true),
        Err(Errno::ENOENT) => Ok(false),
        Err(errno) => Err(errno),
    };
    if has(".git")? {
        return Ok(true);
    }
    for name in BARE_REPOSITORY {
        if !has(name)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn failed_open(path: &str, errno: Errno) -> Error {
    match errno {
        Errno::ENOENT => unknown(path),
        Errno::ELOOP | Errno::EXDEV => refused(path, "is a link, or lies behind one"),
        Errno::ENOTDIR => refused(path, "lies behind a link or a file"),
        Errno::ENAMETOOLONG => refused(path, "has a name that is too long"),
        // A device that nothing is behind, or a socket.
        Errno::ENXIO | Errno::ENODEV => refused(path, "is not a regular file"),
        errno => file_error(Path::new(path), "read", errno.into()),
    }
}

/// Opens what lies beneath a folder, following no link at all and waiting for no pipe. The kernel holds the whole path to that
/// where it can; else each of its names is opened from the folder before.
fn open_beneath(folder: &OwnedFd, path: &Path, flags: OFlag) -> nix::Result<OwnedFd> {
    let flags = flags | OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK | OFlag::O_NOCTTY | OFlag::O_CLOEXEC;
    #[cfg(target_os = "linux")]
    {
        use nix::fcntl::{OpenHow, ResolveFlag, openat2};
        let how = OpenHow::new().flags(flags).resolve(
            ResolveFlag::RESOLVE_BENEATH
                | ResolveFlag::RESOLVE_NO_SYMLINKS
                | ResolveFlag::RESOLVE_NO_MAGICLINKS,
        );
        match openat2(folder, path, how) {
            // A kernel before 5.6, or a container that knows the call not.
            Err(Errno::ENOSYS | Errno::EPERM) => {}
            opened => return opened,
        }
    }
    open_by_names(folder, path, flags)
}

fn open_by_names(folder: &OwnedFd, path: &Path, flags: OFlag) -> nix::Result<OwnedFd> {
    let between = OFlag::O_RDONLY | OFlag::O_DIRECTORY | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
    let mut held: Option<OwnedFd> = None;
    let mut names = path.components().peekable();
    while let Some(name) = names.next() {
        if !matches!(name, Component::Normal(_) | Component::CurDir) {
            return Err(Errno::EXDEV);
        }
        let flags = if names.peek().is_some() { between } else { flags };
        held = Some(openat(
            held.as_ref().unwrap_or(folder),
            name.as_os_str(),
            flags,
            Mode::empty(),
        )?);
    }
    held.ok_or(Errno::ENOENT)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// With the kernel's call, and without it.
    #[test]
    fn no_link_is_followed_by_either_way_of_opening() {
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret.csv"), "secret").unwrap();
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("in")).unwrap();
        fs::write(root.path().join("in/a.csv"), "a").unwrap();
        symlink(outside.path(), root.path().join("out")).unwrap();
        symlink(root.path().join("in"), root.path().join("alias")).unwrap();
        symlink("in/a.csv", root.path().join("a.csv")).unwrap();
        let folder: OwnedFd = File::open(root.path()).unwrap().into();
        let flags = OFlag::O_RDONLY | OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK | OFlag::O_CLOEXEC;
        type Open = fn(&OwnedFd, &Path, OFlag) -> nix::Result<OwnedFd>;
        let ways: [Open; 2] = [open_beneath, open_by_names];
        for open in ways {
            assert!(open(&folder, Path::new("in/a.csv"), flags).is_ok());
            for path in [
                "out/secret.csv",
                "alias/a.csv",
                "a.csv",
                "../secret.csv",
                "in/../a.csv",
                "/etc/passwd",
                "no.csv",
            ] {
                assert!(open(&folder, Path::new(path), flags).is_err(), "{path}");
            }
        }
    }
}
