//! `colab db restore`.

use std::path::PathBuf;

use clap::Args;

use crate::access::app::{App, CommandResult};
use crate::access::auth::Actor;
use crate::admin::database::grants::TABLES;
use crate::admin::database::model::RestoreReport;
use crate::admin::database::service::{self, AuditedRestore};
use crate::db::Database;
use crate::db::restore::{self, RestoreOrder, RestoreTarget};
use crate::kernel::error::{ErrorCode, Result};
use crate::output::one;

#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// File made by `colab db backup`
    file: PathBuf,
    /// Restore without asking for confirmation
    #[arg(long)]
    yes: bool,
}

pub fn run(args: &RestoreArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<RestoreReport>()?;
    let database = app.database()?;
    restore::check_file(&database, &args.file)?;
    let (target, actor) = permitted_actor(&database, app)?;
    let file = args.file.display();
    let act = if target == RestoreTarget::Nothing {
        format!("make the database {database} from {file}")
    } else {
        format!("replace the database {database} by {file}")
    };
    if !app.manner.dry_run {
        app.prompt().agree(&act, args.yes)?;
    }
    let mut audited = AuditedRestore {
        actor: &actor,
        now: app.clock().now(),
        real_now: app.clock().real_now(),
        tokens: 0,
    };
    let known_tables: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    let order = RestoreOrder {
        database: &database,
        file: &args.file,
        target,
        known_tables: &known_tables,
        now: audited.now,
        backups: &app.backups(),
        dry_run: app.manner.dry_run,
    };
    let outcome = {
        let _progress = app.progress("restoring");
        restore::restore(&order, &mut audited)?
    };
    let report = RestoreReport {
        database: database.to_string(),
        outcome,
        tokens: audited.tokens,
    };
    add_notes(&report, &database, app);
    Ok(one(&report).into())
}

/// Finds what would be replaced, and who replaces it. A database that does not exist or cannot be read tells nobody's
/// permissions: then whoever may write it may replace it.
fn permitted_actor(database: &Database, app: &mut App) -> Result<(RestoreTarget, Actor)> {
    let target = restore::target(database)?;
    if target != RestoreTarget::Ours {
        return Ok((target, Actor::system()));
    }
    let asked = app.read(service::require);
    app.close();
    match asked {
        Ok(actor) => Ok((target, actor)),
        Err(error) if error.code == ErrorCode::NotADatabase => Ok((RestoreTarget::Damaged, Actor::system())),
        Err(error) => Err(error),
    }
}

fn add_notes(report: &RestoreReport, database: &Database, app: &App) {
    if report.tokens > 0 {
        app.note(&format!(
            "tokens and sessions of the backup are valid again ({}), also those revoked since: colab user token list",
            report.tokens
        ));
    }
    if !report.outcome.contents.pending.is_empty() {
        app.note("the backup had an older version and was upgraded to this program's");
    }
    if !database.is_embedded() {
        app.note("a backup holds no grants for people's own logins: colab db grants --apply restores them");
    }
}
