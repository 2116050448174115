//! `colab db backup` and `colab db restore`.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::access::app::{App, CommandResult};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Actor, Permission};
use crate::db::backup::{self, Backup, Place};
use crate::db::restore::{self, Order, Restored, Target};
use crate::db::{Database, OpenMode};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::timestamp::Timestamp;
use crate::output::one;

#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The file; or a folder, where the backup gets a name with the time in it
    file: String,
    /// In a folder: take away all but the newest N
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    keep: Option<u32>,
    /// Replace a file that is there
    #[arg(long, conflicts_with = "keep")]
    force: bool,
}

#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// What `db backup` made
    file: PathBuf,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

pub fn backup(args: &BackupArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Backup>()?;
    let (database, now) = (app.database()?, app.clock().now());
    let place = Place::typed(&args.file, args.force);
    if args.keep.is_some() && !matches!(place, Place::Folder(_)) {
        return Err(
            Error::usage(format!("--keep is for a folder, and {} is none", args.file))
                .hint("write it with a / at its end"),
        );
    }
    // A name that was mistyped is no database to be made and backed up.
    database.open(OpenMode::ReadOnly)?;
    app.read(|tx| tx.require(Permission::Backup).map(|_| ()))?;
    let mut made = {
        let _progress = app.progress("backing up");
        backup::take(&database, &place, now, !app.manner.dry_run)?
    };
    if app.manner.dry_run {
        return Ok(one(&made).into());
    }
    record(app, &made).map_err(|error| {
        Error::new(
            Kind::Partial,
            ErrorCode::NotRecorded,
            format!(
                "the backup {} is whole, but the audit log does not know of it: {}",
                made.file.display(),
                error.message
            ),
        )
        .with_source(error)
    })?;
    if let (Some(keep), Place::Folder(folder)) = (args.keep, &place) {
        made.removed = backup::prune(folder, &database, usize::try_from(keep).unwrap_or(usize::MAX))?;
    }
    Ok(one(&made).into())
}

/// Who took the data out, and where to: `doctor` reads from it when that was last done.
fn record(app: &mut App, made: &Backup) -> Result<()> {
    let facts = json!({
        "file": made.file.display().to_string(), "bytes": made.bytes, "sha256": made.sha256,
        "audit_seq": made.contents.audit_seq,
    });
    app.write(|tx| {
        let grant = tx.require(Permission::Backup)?;
        tx.audit(
            &grant,
            AuditEvent::happened("database", &made.contents.database_id, facts.clone()),
        );
        Ok(())
    })
}

pub fn restore(args: &RestoreArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Restored>()?;
    let database = app.database()?;
    restore::check_file(&database, &args.file)?;
    let (target, actor) = who(&database, app)?;
    let what = match target {
        Target::Nothing => format!("make the database {database} from {}", args.file.display()),
        _ => format!("replace the database {database} by {}", args.file.display()),
    };
    if !app.manner.dry_run {
        app.prompt().agree(&what, args.yes)?;
    }
    let (now, real_now): (Timestamp, Timestamp) = (app.clock().now(), app.clock().real_now());
    let backups = app.backups();
    let restored = {
        let _progress = app.progress("restoring");
        restore::restore(&Order {
            database: &database,
            file: &args.file,
            target,
            actor: &actor,
            command: "db restore",
            now,
            real_now,
            backups: &backups,
            dry_run: app.manner.dry_run,
        })?
    };
    remark(&restored, &database, app);
    Ok(one(&restored).into())
}

/// What is there, and who replaces it. Nobody can be asked by a database that is not there or not to be read: then whoever
/// may write it may replace it.
fn who(database: &Database, app: &mut App) -> Result<(Target, Actor)> {
    let target = restore::target(database)?;
    if target != Target::Ours {
        return Ok((target, Actor::system()));
    }
    let asked = app.read(|tx| tx.require(Permission::Backup).map(|_| tx.actor().clone()));
    app.close();
    match asked {
        Ok(actor) => Ok((target, actor)),
        Err(error) if error.code == ErrorCode::NotADatabase => Ok((Target::Damaged, Actor::system())),
        Err(error) => Err(error),
    }
}

fn remark(restored: &Restored, database: &Database, app: &App) {
    if restored.tokens > 0 {
        app.note(&format!(
            "{} tokens and sessions of the backup are good again, also those that were revoked since: colab user token list",
            restored.tokens
        ));
    }
    if !restored.contents.pending.is_empty() {
        app.note("the backup was of an older version and is brought to this program's");
    }
    if !database.is_embedded() {
        app.note(
            "rights of people's own logins are not part of it: colab db grants --apply gives them again",
        );
    }
}
