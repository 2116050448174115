//! Paths beneath the vault's root.

use std::path::{Component, Path};

use sha2::{Digest, Sha256};

use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::{hex, printable, without_hidden};

/// Most bytes of a path.
const LONGEST_PATH: usize = 1000;

/// A path beneath the root: names of folders and a file, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct VaultPath(String);

impl VaultPath {
    /// Takes a path as it was typed.
    ///
    /// # Errors
    /// `Invalid` for an absolute one, one with `..`, and one that is not plain text.
    pub fn read(path: &Path) -> Result<Self> {
        let shown = printable(&path.to_string_lossy());
        let refuse = |why: &str| Err(refused(&shown, why));
        let Some(text) = path.to_str() else {
            return refuse("is not valid UTF-8");
        };
        if let Some(why) = unreadable_name(text) {
            return refuse(why);
        }
        if path.is_absolute() {
            return refuse("is absolute: name it from the vault's root");
        }
        let mut names = Vec::new();
        for part in path.components() {
            match part {
                Component::Normal(name) => names.push(name.to_string_lossy()),
                Component::CurDir => {}
                _ => return refuse("leads out of the vault"),
            }
        }
        if names.is_empty() {
            return refuse("names no file");
        }
        Ok(Self(names.join("/")))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn as_path(&self) -> &Path {
        Path::new(&self.0)
    }

    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// Returns whether a name in it says that it is the system's, in upper or lower case.
    pub fn is_of_system(&self) -> bool {
        let mut names = self.0.split('/');
        names.any(|name| name.to_ascii_lowercase().starts_with("system_"))
    }

    /// Returns the hash by which the index knows it.
    pub fn sha256(&self) -> String {
        hex(&Sha256::digest(&self.0))
    }
}

/// Returns why a name or path cannot be read: it would show as another one, or not at all.
fn unreadable_name(text: &str) -> Option<&'static str> {
    if text.len() > LONGEST_PATH {
        Some("is longer than 1000 bytes")
    } else if text.chars().any(char::is_control) || printable(text) != text {
        Some("has a control character in its name")
    } else if without_hidden(text.to_owned()) != text {
        Some("has a hidden character in its name")
    } else {
        None
    }
}

/// Returns the refusal of a path or a file.
pub fn refused(path: &str, why: &str) -> Error {
    Error::invalid(ErrorCode::VaultRefused, format!("`{path}` {why}")).hint("colab vault list --all")
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[test]
    fn a_path_is_names_of_folders_and_a_file() {
        for path in [
            "",
            ".",
            "/",
            "/etc/passwd.csv",
            "..",
            "../a.pdf",
            "a/../../b.pdf",
            "a/..",
            "a\nb.pdf",
            "a\0b.pdf",
            "a\u{1b}[2Jb.pdf",
            "a\u{202e}fdp.exe",
            "a\u{200b}b.pdf",
        ] {
            assert!(VaultPath::read(Path::new(path)).is_err(), "{path:?}");
        }
        assert!(VaultPath::read(Path::new(OsStr::from_bytes(b"a\xff.pdf"))).is_err());
        assert!(VaultPath::read(Path::new(&"a/".repeat(600))).is_err());
        let read = |path: &str| VaultPath::read(Path::new(path)).unwrap();
        assert_eq!(read("./a//b/./c.pdf").as_str(), "a/b/c.pdf");
        assert!(read("a/SYSTEM_net.xml").is_of_system() && read("system_/a.xml").is_of_system());
        assert!(!read("a/my_system_.xml").is_of_system());
    }
}
