//! `colab db …`.

mod backup;
mod restore;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

use super::grants;
use super::model::{DatabaseStatus, GrantScript, GrantStatement};
use crate::access::app::{App, BackupChoice, CommandResult};
use crate::db::backup::BackupPlace;
use crate::db::{self, Connection, OpenMode};
use crate::kernel::error::{Kind, Result};
use crate::output::{CommandOutput, one};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum DatabaseCommand {
    /// Upgrade the database to this version; a backup is made first
    ///
    /// A database that holds data is backed up first: a file beside itself, a server's schema into
    /// ~/.local/share/colab/backups. The first command of a newer program also upgrades a file, after a backup.
    #[command(
        after_help = "Examples:\n  colab --database postgres://colab@db.example/colab db migrate\n  colab db migrate --backup /var/backups/colab/\n  colab db migrate --dry-run"
    )]
    Migrate(MigrateArgs),
    /// Show the version of the database
    #[command(
        after_help = "Examples:\n  colab db status\n  colab --database postgres://colab@db.example/colab db status --exit-code --quiet"
    )]
    Status(StatusArgs),
    /// Write the whole database, as it is at one instant, to one file
    ///
    /// Others can go on writing meanwhile. The file is readable by its owner alone, as it holds password hashes. It gets its
    /// name only after it was read again: it is either whole or not there. Of an embedded database it is an SQLite file, of a
    /// server's schema a text with the rows of each table. Both carry a checksum, and neither takes another program. The
    /// audit log records who made the backup, and `colab doctor` shows its age.
    ///
    /// With --keep and its like the backups of this database in the folder that no rule keeps are removed: those of other
    /// databases and the one just made never are. Newer is what holds more of the audit log, whatever the clocks showed; days,
    /// weeks, months and years are those of the site's time zone. A backup that any rule keeps stays, and until there are as
    /// many as a rule keeps, so does the oldest. --dry-run shows what each rule keeps.
    ///
    /// --verify reads FILE wholly and tells of which database it is, when it was made, how far its audit log goes, and whether
    /// its checksum is that of its bytes. It takes no database.
    ///
    /// `-` writes the backup to standard output, once it is whole: until then it lies in the folder for temporary files,
    /// where only you can read it. Size and checksum go to standard error.
    #[command(
        after_help = "Examples:\n  colab db backup friday.db && colab db backup --verify friday.db\n  colab db backup /var/backups/colab/ --keep-daily 7 --keep-weekly 4 --keep-monthly 12 --quiet\n  colab db backup - | gzip > colab.db.gz"
    )]
    Backup(backup::BackupArgs),
    /// List the backups in a folder, and whether each is sound
    ///
    /// Reads each file wholly, as `db backup --verify` does. Whether a backup is of the database in use is told where that one
    /// can be read; no signing in is needed.
    #[command(
        after_help = "Examples:\n  colab db backups /var/backups/colab/\n  colab db backups /var/backups/colab/ --exit-code -f json"
    )]
    Backups(backup::BackupsArgs),
    /// Replace the database by a backup
    ///
    /// Only rows are taken from a backup: the program makes the tables and their guards anew, and runs nothing that the file
    /// holds. Before anything is replaced, the checksum, every rule of `db check` and the whole chain of the audit log are
    /// verified; findings refuse the backup, unless --accept-findings is given.
    ///
    /// The database that is replaced is kept as a backup: of a file beside it, of a server's schema in
    /// ~/.local/share/colab/backups. A file is replaced only while nobody else has it open; a server's schema in one
    /// transaction. A backup of an older version is upgraded. Tokens, sessions and passwords are those of the backup again.
    /// The restored audit log records who restored which file, which head it replaced, and how many rows are gone.
    ///
    /// --dry-run does everything but the last step, on a server in a schema that is never kept. Where there is no database
    /// yet, or only a file that cannot be read as one, no permission can be checked: whoever may write the file may restore.
    ///
    /// On another machine the numbers of the operating system's users are other people's: they let nobody in there. Whoever
    /// restores a file, may write it and could not act otherwise is made an admin, by the name that the system gives them or by
    /// --admin NAME. On a server --admin makes that user an active admin with a token that is printed once and lives for a day.
    /// The audit log says so.
    #[command(
        after_help = "Examples:\n  colab db backup friday.db && colab db restore friday.db --dry-run\n  colab db backup friday.db && colab db restore friday.db --admin thandi --yes\n  colab --database postgres://colab@db.example/colab db restore colab.dump --yes"
    )]
    Restore(restore::RestoreArgs),
    /// Print or apply grants for individual PostgreSQL logins
    ///
    /// Makes a database role for each role of the program (PREFIX_admin, PREFIX_it_rental_admin …) with the rights on tables
    /// that its permissions amount to, and PREFIX_service for a service that signs people in. None of them owns a table, so
    /// none can drop a guard; none can make a table, or write holds or the audit log but through functions of the owner; the
    /// IT boss's changes no booking with a room, and the room boss's assigns no devices; messages and notifications are kept
    /// only with a row of the log; only the service reads hashes of passwords and tokens. Staff and kitchen staff see some
    /// bookings and not others, which rights on tables cannot express: their roles see rooms and settings, and work with
    /// bookings through the service; so do all but admins with agents, whose proposals tell of users. PREFIX_room_manager
    /// reads, by policies on rows, the bookings and wishes that the user of the login's name manages or made (`user grant`);
    /// changing them goes through the service.
    ///
    /// Add a person's login to a role by hand: CREATE ROLE thandi LOGIN; GRANT colab_it_rental_admin TO thandi. With that
    /// login `colab` works by token (`user token create`); signing in with a password reads its hash and takes the service's
    /// login. Changes made by SQL are not in the audit log.
    ///
    /// Run it again after `db migrate`, `db restore` and `db check --repair`: `db check` tells which rights a role lacks, and
    /// rights that are no longer on the list are revoked. It needs no signing in; the server decides who may make roles and
    /// grant rights.
    #[command(
        after_help = "Examples:\n  colab db grants | psql -1 -U postgres colab\n  colab --database postgres://colab@db.example/colab db grants --apply\n  colab db grants --prefix north"
    )]
    Grants(GrantsArgs),
}

#[derive(Debug, Args)]
pub struct MigrateArgs {
    /// File or folder for the backup
    #[arg(long, value_name = "FILE", value_hint = ValueHint::AnyPath)]
    backup: Option<String>,
    /// Make no backup
    #[arg(long, conflicts_with = "backup")]
    no_backup: bool,
}

#[derive(Debug, Args)]
pub struct StatusArgs {
    /// Exit with code 9 when it is of another version than this program
    #[arg(long)]
    exit_code: bool,
}

#[derive(Debug, Args)]
pub struct GrantsArgs {
    /// Run the statements, in one transaction
    #[arg(long)]
    apply: bool,
    /// Prefix of the roles' names, as roles belong to the whole server
    #[arg(long, default_value = "colab")]
    prefix: String,
}

pub fn run(command: DatabaseCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        DatabaseCommand::Migrate(args) => migrate(&args, app),
        DatabaseCommand::Status(args) => judged_status(&args, app),
        DatabaseCommand::Backup(args) => backup::run(&args, app),
        DatabaseCommand::Backups(args) => backup::list_folder(&args, app),
        DatabaseCommand::Restore(args) => restore::run(&args, app),
        DatabaseCommand::Grants(args) => grant(&args, app),
    }
}

/// Needs no actor: before the first migration there is none.
fn migrate(args: &MigrateArgs, app: &mut App) -> Result<CommandResult> {
    if app.manner.dry_run {
        return status(app, None);
    }
    let keep = match &args.backup {
        _ if args.no_backup => BackupChoice::Nothing,
        Some(file) => BackupChoice::At(BackupPlace::typed(file, false)),
        None => BackupChoice::Usual,
    };
    let database = app.database()?;
    let kept = if database.is_embedded() {
        // An embedded database is made, upgraded and given its admin in one way only.
        app.connect(&keep)?.1
    } else {
        let mut connection = database.open(OpenMode::ReadOnly)?;
        let kept = app.migrate(&mut connection, &database, &keep)?;
        note_missing_rights(&mut connection, app);
        kept
    };
    app.mark_changed();
    status(app, kept)
}

/// Tells how people's own logins come to their rights on what a migration made.
fn note_missing_rights(connection: &mut Connection, app: &App) {
    // The migration is done, whatever becomes of the remark.
    let missing = grants::missing(connection).unwrap_or_else(|error| {
        tracing::debug!(%error, "rights");
        Vec::new()
    });
    let fixes: BTreeSet<&str> = missing.iter().map(|right| right.fix.as_str()).collect();
    for fix in fixes {
        app.note(&format!("roles of people's own logins lack rights: {fix}"));
    }
}

/// Shows the version, and under `--exit-code` fails where no command could run; `--quiet` leaves the failure alone.
fn judged_status(args: &StatusArgs, app: &App) -> Result<CommandResult> {
    let mut done = status(app, None)?;
    if args.exit_code {
        let status = db::status(&mut app.database()?.open(OpenMode::ReadOnly)?)?;
        done.failure = db::require_current(&status).err().map(|mut error| {
            error.kind = Kind::Findings;
            error
        });
        if app.manner.quiet {
            done.reply = CommandOutput::Nothing;
        }
    }
    Ok(done)
}

/// Needs no actor either.
fn status(app: &App, backup: Option<PathBuf>) -> Result<CommandResult> {
    let database = app.database()?;
    let mut connection = database.open(OpenMode::ReadOnly)?;
    let status = db::status(&mut connection)?;
    if status.applied.is_empty() {
        db::refuse_foreign(&mut connection)?;
    }
    let shown = DatabaseStatus {
        engine: connection.engine().as_str(),
        database: database.to_string(),
        current: status.pending.is_empty() && status.unknown.is_empty(),
        test: status.has_test_mark() && db::is_test_database(&mut connection)?,
        applied: status.applied,
        pending: status.pending,
        unknown: status.unknown,
        backup,
    };
    Ok(one(&shown).into())
}

fn grant(args: &GrantsArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<GrantStatement>()?;
    if app.database()?.is_embedded() {
        return Err(grants::embedded());
    }
    let statements = if args.apply {
        let applied = app.write_as_system(|tx| grants::apply(tx, &args.prefix))?;
        app.mark_changed();
        applied
    } else {
        grants::statements(&mut *app.connection()?, &args.prefix)?
    };
    let script = GrantScript(statements.into_iter().map(GrantStatement).collect());
    Ok(CommandOutput::Report(Box::new(script)).into())
}
