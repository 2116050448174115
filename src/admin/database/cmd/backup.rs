//! `colab db backup` and `colab db backups`.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::access::app::{App, CommandResult, ListArgs};
use crate::admin::database::model::{BackupEntry, BackupReport};
use crate::admin::database::service;
use crate::db::backup::{self, Backup, BackupPlace, RetentionPlan, RetentionRules};
use crate::db::{self, OpenMode};
use crate::kernel::config::temporary_folder;
use crate::kernel::error::{Error, ErrorCode, Kind, Result, file_error};
use crate::kernel::shell_word::shell_path;
use crate::output::{CommandOutput, folder_of, list, one, require_stdout, warning};

#[derive(Debug, Args)]
pub struct BackupArgs {
    /// File, or a folder in which the backup is named by the time; `-` for standard output
    #[arg(value_hint = clap::ValueHint::AnyPath)]
    file: String,
    /// Check the backup FILE instead of making one; exit code 9 if it is damaged
    #[arg(long, conflicts_with_all = ["force", "keep", "keep_daily", "keep_weekly", "keep_monthly", "keep_yearly"])]
    verify: bool,
    #[command(flatten)]
    retention: RetentionArgs,
    /// Replace a file that exists
    #[arg(long, conflicts_with_all = ["keep", "keep_daily", "keep_weekly", "keep_monthly", "keep_yearly"])]
    force: bool,
}

#[derive(Debug, Args)]
struct RetentionArgs {
    /// In a folder, keep the newest N backups of this database, and remove those that no rule keeps
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    keep: Option<u32>,
    /// Keep the newest backup of each of the last N days that have one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    keep_daily: Option<u32>,
    /// Keep the newest backup of each of the last N weeks that have one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    keep_weekly: Option<u32>,
    /// Keep the newest backup of each of the last N months that have one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    keep_monthly: Option<u32>,
    /// Keep the newest backup of each of the last N years that have one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    keep_yearly: Option<u32>,
}

impl RetentionArgs {
    fn rules(&self) -> RetentionRules {
        let count = |asked: Option<u32>| asked.map_or(0, |n| usize::try_from(n).unwrap_or(usize::MAX));
        RetentionRules {
            last: count(self.keep),
            daily: count(self.keep_daily),
            weekly: count(self.keep_weekly),
            monthly: count(self.keep_monthly),
            yearly: count(self.keep_yearly),
        }
    }
}

#[derive(Debug, Args)]
pub struct BackupsArgs {
    /// Folder of the backups
    folder: PathBuf,
    /// Exit with code 9 when a backup is damaged
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    list: ListArgs,
}

pub fn run(args: &BackupArgs, app: &mut App) -> Result<CommandResult> {
    if args.verify {
        return verify(Path::new(&args.file), app);
    }
    if args.file == "-" {
        return to_stdout(args, app);
    }
    app.view.check_fields::<BackupReport>()?;
    let (database, now) = (app.database()?, app.clock().now());
    let place = BackupPlace::typed(&args.file, args.force);
    let rules = args.retention.rules();
    if !rules.is_empty() && !matches!(place, BackupPlace::Folder(_)) {
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
            ErrorCode::FileExists if !args.force => error.hint("replace it with --force"),
            _ => error,
        })?
    };
    let mut report = BackupReport {
        backup,
        retention: RetentionPlan::default(),
    };
    if !app.manner.dry_run {
        app.write(|tx| service::record_backup(tx, &report.backup))
            .map_err(|error| unrecorded(&report.backup, error))?;
    }
    if let BackupPlace::Folder(folder) = &place
        && !rules.is_empty()
    {
        let (timezone, dry_run) = (app.view.timezone, app.manner.dry_run);
        report.retention = backup::prune(folder, &database, &report.backup, &rules, timezone, dry_run)?;
        // However quiet: whoever relies on it has to know.
        for name in &report.retention.damaged {
            warning(&format!(
                "{} is damaged: it is neither counted nor removed",
                folder.join(name).display()
            ));
        }
    }
    Ok(CommandResult {
        failure: of_damaged(&report.backup),
        reply: CommandOutput::Records(one(&report)),
    })
}

/// Words the failure of a backup that was made of a damaged database: whoever relies on it has to know, and so has its job.
fn of_damaged(backup: &Backup) -> Option<Error> {
    let fact = format!(
        "the database is damaged, and so is its backup: {}",
        backup.damage.join("; ")
    );
    (!backup.damage.is_empty()).then(|| {
        Error::database(ErrorCode::SchemaIncomplete, fact)
            .hint("find out what is missing, and how to mend it: colab db check")
    })
}

/// Needs no database, as where one is to be restored there may be none.
fn verify(file: &Path, app: &App) -> Result<CommandResult> {
    app.view.check_fields::<BackupEntry>()?;
    if file == Path::new("-") {
        return Err(
            Error::usage("a backup is verified in a file, and not from standard input")
                .hint("write it to one first: cat > colab.backup && colab db backup --verify colab.backup"),
        );
    }
    let file = {
        let _progress = app.progress("verifying");
        backup::inspect(file)?
    };
    let failure = file.problem.as_ref().map(|problem| {
        let fact = format!("{} cannot be relied on: {problem}", file.path.display());
        Error::new(Kind::Findings, ErrorCode::BackupDamaged, fact).hint(format!(
            "find a sound one: colab db backups {}",
            shell_path(folder_of(&file.path))
        ))
    });
    Ok(CommandResult {
        reply: CommandOutput::Records(one(&BackupEntry { file, is_ours: None })),
        failure,
    })
}

/// Needs no actor, as the files are what whoever runs it may read; without a database nothing says which of them are its own.
pub fn list_folder(args: &BackupsArgs, app: &App) -> Result<CommandResult> {
    app.view.check_fields::<BackupEntry>()?;
    let database = app.database()?;
    let found = {
        let _progress = app.progress("verifying");
        backup::list(&args.folder, database.file())?
    };
    let id = database
        .open(OpenMode::ReadOnly)
        .and_then(|mut connection| db::database_id(&mut connection));
    let id = id.ok();
    let entries = found.into_iter().map(|file| BackupEntry {
        is_ours: id
            .as_ref()
            .and_then(|id| file.identity.as_ref().map(|one| one.database_id == *id)),
        file,
    });
    let entries: Vec<BackupEntry> = entries.collect();
    let damaged = entries.iter().any(|entry| !entry.file.is_sound());
    Ok(CommandResult {
        reply: CommandOutput::Records(list(&entries)),
        failure: (args.exit_code && damaged).then(|| Error::silent(Kind::Findings)),
    })
}

/// Writes the backup to standard output, and its size and sum to standard error.
fn to_stdout(args: &BackupArgs, app: &mut App) -> Result<CommandResult> {
    if !args.retention.rules().is_empty() {
        return Err(Error::usage("--keep needs a folder, and - is standard output"));
    }
    if io::stdout().is_terminal() {
        return Err(Error::usage("a backup is nothing for a terminal").hint("colab db backup FILE"));
    }
    require_stdout()?;
    let (database, now) = (app.database()?, app.clock().now());
    database.require_file()?;
    app.read(service::require)?;
    let backup = backup::stream(&database, &temporary_folder(), now, |backup, written| {
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
    Ok(CommandResult {
        reply: CommandOutput::Nothing,
        failure: of_damaged(&backup),
    })
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
