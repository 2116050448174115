//! This machine: files and who may read them, space on the disk, the clock, the terminal.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use chrono::Datelike;
use nix::errno::Errno;
use nix::sys::statvfs::statvfs;
use nix::unistd::{AccessFlags, Uid, User, access, geteuid};

use super::model::HealthReport;
use crate::kernel::config::{Config, is_open_to_others};
use crate::kernel::shell_word::shell_path;
use crate::kernel::timestamp::Timestamp;
use crate::notify::send::channel::trusted_certificates;
use crate::output::{folder_of, forgotten_drafts};

/// The year in which this was written: a clock that shows an earlier one is wrong.
const WRITTEN_IN: i32 = 2026;

const MEGABYTE: u64 = 1024 * 1024;

/// Below this much free space a disk is as good as full.
const TOO_LITTLE: u64 = 100 * MEGABYTE;

/// Below this much free space, somebody should know.
const LITTLE: u64 = 1024 * MEGABYTE;

/// A write-ahead log is written back long before it reaches this size.
const LONG_LOG: u64 = 64 * MEGABYTE;

/// Checks what needs no database.
pub fn look(config: &Config, real_now: Timestamp, terminal: bool, health: &mut HealthReport) {
    clock(real_now, health);
    configuration(config, health);
    channels(config, health);
    if config.speaks_utf8 || !terminal {
        health.pass("terminal", "names with accents can be shown");
    } else {
        health.warn(
            "terminal",
            "the locale is not UTF-8: names with accents may look wrong",
            "export LC_ALL=C.UTF-8",
        );
    }
}

fn clock(real_now: Timestamp, health: &mut HealthReport) {
    let year = real_now.utc().year();
    if year < WRITTEN_IN {
        health.fail(
            "clock",
            format!("this machine's clock shows {year}: expired tokens would be valid again"),
            "timedatectl set-ntp true",
        );
    } else {
        health.pass("clock", format!("it is {real_now} on this machine"));
    }
}

/// Checks that nobody else reads the files that hold secrets or name them.
fn configuration(config: &Config, health: &mut HealthReport) {
    let own = [config.user_file.clone(), config.state_dir.join("sessions.toml")];
    let is_open = |path: &PathBuf| path.metadata().is_ok_and(|meta| meta.mode() & 0o077 != 0);
    let token = config.token_file().map(PathBuf::from);
    let token = token.filter(|path| is_open_to_others(path));
    let open: Vec<String> = own
        .into_iter()
        .filter(is_open)
        .chain(token)
        .map(|path| shell_path(&path))
        .collect();
    if open.is_empty() {
        health.pass("configuration", "it is valid, and nobody else may read it");
    } else {
        health.warn(
            "configuration",
            format!("others may read {}", open.join(", ")),
            format!("chmod 600 {}", open.join(" ")),
        );
    }
}

/// Checks that notifications leave the program: without a channel `notify send` prints them.
fn channels(config: &Config, health: &mut HealthReport) {
    let keys = ["smtp_host", "webhook_url"];
    let configured: Vec<&str> = keys.into_iter().filter(|key| config.get(key).is_some()).collect();
    if configured.is_empty() {
        health.warn(
            "channels",
            "no mail server and no webhook is configured on this machine: `colab notify send` prints what is to be told",
            "set COLAB_SMTP_HOST or COLAB_WEBHOOK_URL",
        );
    } else {
        health.pass("channels", format!("configured: {}", configured.join(", ")));
        match trusted_certificates() {
            Ok(found) => health.pass(
                "certificates",
                format!("certificates that are trusted: {}", found.len()),
            ),
            Err(failure) => health.fail("certificates", failure.message, failure.hint.unwrap_or_default()),
        }
    }
}

/// Checks a database file: its owner and mode, its folder, its log, the space on its disk.
pub fn database_file(path: &Path, health: &mut HealthReport) {
    let Ok(meta) = path.metadata() else {
        return;
    };
    health.measure("database_bytes", "Size of the database.", meta.len());
    owner_and_mode(path, &meta, health);
    // A link names the file; its log lies beside that, on the disk of that.
    let real_path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    folder(folder_of(&real_path), health);
    drafts(folder_of(&real_path), health);
    let log = PathBuf::from(format!("{}-wal", real_path.display()));
    let length = log.metadata().map_or(0, |meta| meta.len());
    health.measure("wal_bytes", "Size of the write-ahead log.", length);
    let megabytes = length / MEGABYTE;
    if length > LONG_LOG {
        health.warn(
            "write_ahead_log",
            format!("it has grown to {megabytes} MB: a program keeps the database open"),
            format!(
                "find the program with `fuser {}` and end it; the log is written back then",
                path.display()
            ),
        );
    } else {
        health.pass("write_ahead_log", format!("{megabytes} MB"));
    }
    disk_space(&real_path, meta.len(), health);
}

/// Checks that the folder takes the log of the database, which what only reads needs as well.
fn folder(folder: &Path, health: &mut HealthReport) {
    let shown = folder.display();
    let Err(error) = access(folder, AccessFlags::W_OK) else {
        health.pass("database_folder", format!("{shown} may be written"));
        return;
    };
    let fix = if error == Errno::EROFS {
        format!("add ReadWritePaths={shown} to the [Service] of the unit, or mount it writable")
    } else {
        format!("see whose it is: ls -ld {}", shell_path(folder))
    };
    let fact = format!(
        "{shown}, where the database and its log lie, may not be written: {}",
        error.desc()
    );
    health.warn("database_folder", fact, fix);
}

/// Checks that no killed run left a copy of the data beside the database.
fn drafts(folder: &Path, health: &mut HealthReport) {
    let left = forgotten_drafts(folder);
    let shown: Vec<String> = left.iter().map(|path| shell_path(path)).collect();
    if shown.is_empty() {
        health.pass("drafts", "no killed run left a draft beside the database");
    } else {
        let shown = shown.join(" ");
        health.warn(
            "drafts",
            format!("drafts that killed runs left, which may hold a copy of the data: {shown}"),
            format!("rm -r {shown}"),
        );
    }
}

fn owner_and_mode(path: &Path, meta: &std::fs::Metadata, health: &mut HealthReport) {
    let shown = path.display();
    let mode = meta.mode() & 0o777;
    let me = geteuid();
    let owner = Uid::from_raw(meta.uid());
    if mode & 0o077 != 0 {
        health.fail(
            "database_file",
            format!("others may read {shown} (mode {mode:o}), which holds password hashes"),
            format!("chmod 600 {}", shell_path(path)),
        );
    } else if owner != me && !me.is_root() {
        let name = User::from_uid(owner)
            .ok()
            .flatten()
            .map_or_else(|| owner.to_string(), |user| user.name);
        health.warn(
            "database_file",
            format!("{shown} belongs to {name}"),
            format!("sudo -u {name} colab …"),
        );
    } else {
        health.pass("database_file", format!("{shown} is private"));
    }
}

fn disk_space(path: &Path, database: u64, health: &mut HealthReport) {
    let Ok(disk) = statvfs(folder_of(path)) else {
        return;
    };
    let free = disk.blocks_available().saturating_mul(disk.fragment_size());
    health.measure("disk_free_bytes", "Free space on the disk of the database.", free);
    let fact = format!("{} MB are free on the disk of the database", free / MEGABYTE);
    let fix = format!("df -h {}", folder_of(path).display());
    // A migration keeps a copy of the database.
    if free < TOO_LITTLE || free < database {
        health.fail("disk", fact, fix);
    } else if free < LITTLE {
        health.warn("disk", fact, fix);
    } else {
        health.pass("disk", fact);
    }
}
