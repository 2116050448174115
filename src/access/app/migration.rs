//! Bringing a database to this program's version, and keeping what it was before.

use std::path::{Path, PathBuf};

use nix::unistd::{User, getuid};

use super::{App, BackupChoice};
use crate::access::audit::{self, AuditEvent};
use crate::access::auth::store::NewUserRow;
use crate::access::auth::{Actor, Role, is_reserved_name};
use crate::db::backup::{self, BackupPlace};
use crate::db::{self, Connection, Database, DatabaseIdentity, MigrationHooks, MigrationStatus};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::names::name_key;
use crate::kernel::timestamp::Timestamp;
use crate::output;

struct MigrationRun<'a> {
    app: &'a App,
    database: &'a Database,
    keep: &'a BackupChoice,
    kept: Option<PathBuf>,
    /// Who became the first admin.
    admin: Option<String>,
}

impl App {
    /// Migrates in one transaction; returns the backup that was made before, where there was something to keep.
    ///
    /// # Errors
    /// `Database` when the database is newer or cannot be written, and those of the backup; nothing is changed then.
    pub fn migrate(
        &self,
        connection: &mut Connection,
        database: &Database,
        keep: &BackupChoice,
    ) -> Result<Option<PathBuf>> {
        let done = self.migrated(connection, database, keep)?;
        done.tell_admin();
        Ok(done.kept)
    }

    fn migrated<'a>(
        &'a self,
        connection: &mut Connection,
        database: &'a Database,
        keep: &'a BackupChoice,
    ) -> Result<MigrationRun<'a>> {
        let mut migration = MigrationRun {
            app: self,
            database,
            keep,
            kept: None,
            admin: None,
        };
        let status = db::status(connection)?;
        self.check_clock(connection, &status, None)?;
        db::migrate(connection, self.clock().now(), &mut migration)?;
        Ok(migration)
    }

    /// Makes a database where no file is yet; where it cannot, opening the file tells why.
    ///
    /// # Errors
    /// As [`App::migrate`].
    pub(super) fn make_database(&self, database: &Database, file: &Path) -> Result<()> {
        let (keep, mut made) = (BackupChoice::Nothing, None);
        let is_ours = db::make_file(file, |connection| {
            made = Some(self.migrated(connection, database, &keep)?);
            Ok(())
        })?;
        made.filter(|_| is_ours).iter().for_each(MigrationRun::tell_admin);
        Ok(())
    }

    /// Checks that the clock is real, or the database one for tests: a fixed clock would forge what is written down.
    ///
    /// # Errors
    /// `Usage` for a fixed clock elsewhere.
    pub fn check_clock(
        &self,
        connection: &mut Connection,
        status: &MigrationStatus,
        identity: Option<&DatabaseIdentity>,
    ) -> Result<()> {
        if status.applied.is_empty() {
            return self.check_clock_of_new();
        }
        let mut is_test = || match identity {
            Some(identity) => Ok(identity.is_test),
            None => db::is_test_database(connection),
        };
        if !self.clock().is_fixed() || (status.has_test_mark() && is_test()?) {
            return Ok(());
        }
        Err(not_a_test_database())
    }

    /// Checks that the clock is real, or the database about to be made one for tests.
    ///
    /// # Errors
    /// As [`App::check_clock`].
    pub fn check_clock_of_new(&self) -> Result<()> {
        if self.clock().is_fixed() && !self.config.marks_test_databases {
            return Err(not_a_test_database());
        }
        Ok(())
    }

    /// Returns the folder for backups of servers' databases that nobody named a place for.
    pub fn backups(&self) -> PathBuf {
        self.config.data_dir.join("backups")
    }
}

/// Words the refusal of a fixed clock.
pub fn not_a_test_database() -> Error {
    Error::new(
        Kind::Usage,
        ErrorCode::NotATestDatabase,
        "COLAB_NOW works only for a database that was made with COLAB_TEST_DATABASE=1",
    )
    .hint("unset COLAB_NOW")
}

impl MigrationRun<'_> {
    fn place(&self) -> Result<Option<BackupPlace>> {
        Ok(match self.keep {
            BackupChoice::Nothing => None,
            BackupChoice::At(place) => Some(place.clone()),
            BackupChoice::Usual => {
                let backups = self.app.backups();
                Some(BackupPlace::beside(self.database, "before-migration", &backups)?)
            }
        })
    }

    fn tell_admin(&self) {
        if let Some(name) = self.admin.as_deref().filter(|_| !self.app.manner.quiet) {
            output::note(&format!(
                "made the database {}; {name} is its first admin",
                self.database
            ));
        }
    }
}

impl MigrationHooks for MigrationRun<'_> {
    fn before(&mut self, _status: &MigrationStatus) -> Result<()> {
        let Some(place) = self.place()? else {
            return Ok(());
        };
        let made = backup::back_up(self.database, &place, self.app.clock().now(), true);
        let file = made
            .map_err(|error| error.hint("migrate without a backup: colab db migrate --no-backup"))?
            .file;
        if !self.app.manner.quiet {
            output::note(&format!("kept the database as it was: {}", file.display()));
        }
        self.kept = Some(file);
        Ok(())
    }

    /// Makes the operating system's user the first admin of a file that this command creates; on a server, `user
    /// bootstrap` creates one by name.
    fn first(&mut self, connection: &mut Connection) -> Result<()> {
        if self.app.config.marks_test_databases {
            db::mark_test_database(connection)?;
        }
        if !self.database.is_embedded() {
            return Ok(());
        }
        let uid = getuid().as_raw();
        let name = os_user_name();
        add_first_admin(connection, &name, uid, self.app.clock().now())?;
        self.admin = Some(name);
        Ok(())
    }
}

/// Returns how this machine's user is called in a database: as in the system, unless the audit log needs that name.
pub fn os_user_name() -> String {
    User::from_uid(getuid())
        .ok()
        .flatten()
        .filter(|user| !is_reserved_name(&user.name))
        .map_or_else(|| format!("uid{}", getuid()), |user| user.name)
}

fn add_first_admin(connection: &mut Connection, name: &str, uid: u32, now: Timestamp) -> Result<()> {
    let user = NewUserRow {
        user_id: name,
        username: name,
        username_key: &name_key(name),
        password_hash: None,
        role: Role::Admin,
        full_name: None,
        phone: None,
        email: None,
        os_uid: Some(uid.into()),
        is_active: true,
        failed_logins: 0,
        created_at: now,
        updated_at: now,
    };
    crate::access::auth::store::insert_user(connection, &user)?;
    let event = AuditEvent::created(
        "user",
        name,
        serde_json::json!({"username": name, "role": Role::Admin, "os_uid": uid, "password_sha256": null}),
    );
    audit::append(connection, &Actor::system(), "db migrate", now, 0, &[event])
}
