//! This machine: files and who may read them, room on the disk, the clock, the terminal.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use chrono::Datelike;
use nix::sys::statvfs::statvfs;
use nix::unistd::{Uid, User, geteuid};

use super::model::Health;
use crate::kernel::config::Config;
use crate::kernel::timestamp::Timestamp;
use crate::output::folder_of;

/// The year in which this was written: no clock that is right says an earlier one.
const WRITTEN_IN: i32 = 2026;

const MEGABYTE: u64 = 1024 * 1024;

/// Below so much room a disk is as good as full.
const TOO_LITTLE: u64 = 100 * MEGABYTE;

/// Below so much, somebody should know.
const LITTLE: u64 = 1024 * MEGABYTE;

/// A write-ahead log is written back long before it has grown to this.
const LONG_LOG: u64 = 64 * MEGABYTE;

/// What does not ask the database.
pub fn look(config: &Config, real_now: Timestamp, terminal: bool, health: &mut Health) {
    clock(real_now, health);
    configuration(config, health);
    match config.speaks_utf8 || !terminal {
        true => health.pass("terminal", "names with accents can be shown"),
        false => health.warn(
            "terminal",
            "this terminal is not said to show UTF-8: names with accents may look wrong",
            "export LC_ALL=C.UTF-8",
        ),
    }
}

fn clock(real_now: Timestamp, health: &mut Health) {
    let year = real_now.utc().year();
    match year < WRITTEN_IN {
        false => health.pass("clock", format!("it is {real_now} on this machine")),
        true => health.fail(
            "clock",
            format!("this machine's clock says {year}: tokens that have expired would live again"),
            "timedatectl set-ntp true",
        ),
    }
}

/// Files that hold secrets or lead to them.
fn configuration(config: &Config, health: &mut Health) {
    let secrets = [
        Some(config.user_file.clone()),
        Some(config.state_dir.join("sessions.toml")),
        config.token_file().map(PathBuf::from),
    ];
    let open: Vec<String> = secrets
        .into_iter()
        .flatten()
        .filter(|path| path.metadata().is_ok_and(|meta| meta.mode() & 0o077 != 0))
        .map(|path| path.display().to_string())
        .collect();
    match open.is_empty() {
        true => health.pass("configuration", "it reads, and nobody else reads it"),
        false => health.warn(
            "configuration",
            format!("others may read {}", open.join(", ")),
            format!("chmod 600 {}", open.join(" ")),
        ),
    }
}

/// A database in a file: whose it is, how long its log, how much room.
pub fn database_file(path: &Path, health: &mut Health) {
    let Ok(meta) = path.metadata() else {
        return;
    };
    health.measure("database_bytes", "Size of the database.", meta.len());
    owner_and_mode(path, &meta, health);
    let log = PathBuf::from(format!("{}-wal", path.display()));
    let length = log.metadata().map_or(0, |meta| meta.len());
    health.measure("wal_bytes", "Size of the write-ahead log.", length);
    match length > LONG_LOG {
        false => health.pass("write_ahead_log", format!("{} MB", length / MEGABYTE)),
        true => health.warn(
            "write_ahead_log",
            format!(
                "it has grown to {} MB: some program has had the database open for long",
                length / MEGABYTE
            ),
            format!(
                "fuser {} names it; the log is written back when that one has ended",
                path.display()
            ),
        ),
    }
    room(path, meta.len(), health);
}

fn owner_and_mode(path: &Path, meta: &std::fs::Metadata, health: &mut Health) {
    let shown = path.display();
    let mode = meta.mode() & 0o777;
    let me = geteuid();
    let owner = Uid::from_raw(meta.uid());
    if mode & 0o077 != 0 {
        health.fail(
            "database_file",
            format!("{shown} may be read by others (mode {mode:o}): it holds password hashes"),
            format!("chmod 600 {shown}"),
        );
    } else if owner != me && !me.is_root() {
        let name = User::from_uid(owner)
            .ok()
            .flatten()
            .map_or_else(|| owner.to_string(), |user| user.name);
        health.warn(
            "database_file",
            format!("{shown} is {name}'s"),
            format!("sudo -u {name} colab …"),
        );
    } else {
        health.pass("database_file", format!("{shown} is private"));
    }
}

fn room(path: &Path, database: u64, health: &mut Health) {
    let Ok(disk) = statvfs(folder_of(path)) else {
        return;
    };
    let free = disk.blocks_available().saturating_mul(disk.fragment_size());
    health.measure("disk_free_bytes", "Room on the disk of the database.", free);
    let fact = format!("{} MB are free on the disk of the database", free / MEGABYTE);
    let way_out = format!("df -h {}", folder_of(path).display());
    // A migration keeps what was before: as much again.
    if free < TOO_LITTLE || free < database {
        health.fail("disk", fact, way_out);
    } else if free < LITTLE {
        health.warn("disk", fact, way_out);
    } else {
        health.pass("disk", fact);
    }
}
