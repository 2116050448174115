//! `colab db backup`.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use clap::Args;

use crate::access::app::{App, CommandResult};
use crate::admin::database::model::BackupReport;
use crate::admin::database::service;
use crate::db::backup::{self, Backup, BackupPlace};
use crate::kernel::config::temporary_folder;
use crate::kernel::error::{Error, ErrorCode, Kind, Result, file_error};
use crate::output::{CommandOutput, one, require_stdout};

#[derive(Debug, Args)]
pub struct BackupArgs {
    /// File, or a folder in which the backup is named by the time; `-` for standard output
    #[arg(value_hint = clap::ValueHint::AnyPath)]
    file: String,
    /// In a folder, remove all but the newest N backups of this database
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    keep: Option<u32>,
    /// Replace a file that exists
    #[arg(long, conflicts_with = "keep")]
    force: bool,
}

pub fn run(args: &BackupArgs, app: &mut App) -> Result<CommandResult> {
    if args.file == "-" {
        return to_stdout(args, app);
    }
    app.view.check_fields::<BackupReport>()?;
    let (database, now) = (app.database()?, app.clock().now());
    let place = BackupPlace::typed(&args.file, args.force);
    if args.keep.is_some() && !matches!(place, BackupPlace::Folder(_)) {
        return Err(
            Error::usage(format!("--keep needs a folder, and {} is not one", args.file))
                .hint(format!("colab db backup {}/ --keep N", args.file)),
        );
    }
    database.require_file()?;
    app.read(service::require)?;
    let backup = {
        let _progress = app.progress("backing up");
        backup::back_up(&database, &place, now, !app.manner.dry_run).map_err(|error| match error.code {
            ErrorCode::FileExists => error.hint("replace it with --force"),
            _ => error,
        })?
    };
    let mut report = BackupReport {
        backup,
        removed: Vec::new(),
    };
    if app.manner.dry_run {
        return Ok(one(&report).into());
    }
    app.write(|tx| service::record_backup(tx, &report.backup))
        .map_err(|error| unrecorded(&report.backup, error))?;
    if let (Some(keep), BackupPlace::Folder(folder)) = (args.keep, &place) {
        report.removed = backup::prune(
            folder,
            &database,
            &report.backup,
            usize::try_from(keep).unwrap_or(usize::MAX),
        )?;
    }
    Ok(one(&report).into())
}

/// Writes the backup to standard output, and its size and sum to standard error.
fn to_stdout(args: &BackupArgs, app: &mut App) -> Result<CommandResult> {
    if args.keep.is_some() {
        return Err(Error::usage("--keep needs a folder, and - is standard output"));
    }
    if io::stdout().is_terminal() {
        return Err(Error::usage("a backup is nothing for a terminal").hint("colab db backup FILE"));
    }
    require_stdout()?;
    let database = app.database()?;
    database.require_file()?;
    app.read(service::require)?;
    let backup = backup::stream(&database, &temporary_folder(), |backup, written| {
        if app.manner.dry_run {
            return Ok(());
        }
        // Before it leaves: whoever reads but the beginning of it has read that.
        app.write(|tx| service::record_backup(tx, backup))?;
        let mut out = io::stdout().lock();
        io::copy(written, &mut out)
            .and_then(|_| out.flush())
            .map_err(|error| file_error(Path::new("standard output"), "write", error))
    })?;
    app.note(&format!("{} bytes, sha256 {}", backup.bytes, backup.sha256));
    Ok(CommandOutput::Nothing.into())
}

fn unrecorded(backup: &Backup, error: Error) -> Error {
    Error::new(
        Kind::Partial,
        ErrorCode::NotRecorded,
        format!(
            "the backup {} is complete, but not recorded in the audit log: {}",
            backup.file.display(),
            error.message
        ),
    )
    .with_source(error)
}
