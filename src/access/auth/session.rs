//! Saved sessions: one a database, in a file that nobody else may read.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use crate::kernel::bounded::{SMALL, read_text};
use crate::kernel::error::{Error, ErrorCode, Kind, Result, file_error};

/// The sessions of this operating-system user.
#[derive(Debug)]
pub struct SessionFile {
    path: PathBuf,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct SavedSessions {
    #[serde(default)]
    session: Vec<SavedSession>,
}

/// A session of one database.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SavedSession {
    pub database_id: String,
    pub user: String,
    pub token: String,
}

impl SessionFile {
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Finds the session saved for a database.
    ///
    /// # Errors
    /// `Invalid` when the file cannot be parsed.
    pub fn find(&self, database_id: &str) -> Result<Option<SavedSession>> {
        Ok(self
            .read()?
            .session
            .into_iter()
            .find(|saved| saved.database_id == database_id))
    }

    /// Replaces the database's session.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&self, saved: SavedSession) -> Result<()> {
        let mut sessions = self.read()?;
        sessions
            .session
            .retain(|one| one.database_id != saved.database_id);
        sessions.session.push(saved);
        self.write(&sessions)
    }

    /// Forgets the database's session; returns whether there was one.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn forget(&self, database_id: &str) -> Result<bool> {
        let mut sessions = self.read()?;
        let before = sessions.session.len();
        sessions.session.retain(|one| one.database_id != database_id);
        if sessions.session.len() == before {
            return Ok(false);
        }
        self.write(&sessions)?;
        Ok(true)
    }

    fn read(&self) -> Result<SavedSessions> {
        self.keep_private();
        match read_text(&self.path, SMALL) {
            Ok(text) => toml::from_str(&text).map_err(|error| {
                Error::invalid(
                    ErrorCode::SessionFile,
                    format!("cannot parse the session file {}", self.path.display()),
                )
                .hint("delete it and sign in again: colab user login NAME")
                // Its own words would quote the line, and a token is in it.
                .with_source(anyhow::Error::msg(error.message().to_owned()))
            }),
            Err(error) if error.kind == Kind::NotFound => Ok(SavedSessions::default()),
            Err(error) => Err(error),
        }
    }

    /// Takes others' access away, which a copy or a restore may have given.
    fn keep_private(&self) {
        if let Ok(meta) = self.path.metadata()
            && meta.permissions().mode() & 0o077 != 0
        {
            // As far as it can be done: what is not ours to change is still read.
            let _ = fs::set_permissions(&self.path, fs::Permissions::from_mode(0o600));
        }
    }

    fn write(&self, sessions: &SavedSessions) -> Result<()> {
        let text = toml::to_string(sessions).context("cannot write the sessions")?;
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let failed = |error: std::io::Error| file_error(&self.path, "write", error);
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(failed)?;
        // A file of its own, then renamed over the old one: where a symbolic link stood, the link is replaced, and what
        // it pointed at is left alone.
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
        file.as_file()
            .set_permissions(fs::Permissions::from_mode(0o600))
            .map_err(failed)?;
        file.write_all(text.as_bytes()).map_err(failed)?;
        file.persist(&self.path).map_err(|error| failed(error.error))?;
        Ok(())
    }
}
