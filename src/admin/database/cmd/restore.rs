//! `colab db restore`.

use std::path::PathBuf;

use clap::Args;
use clap_complete::ArgValueCompleter;
use nix::unistd::getuid;

use crate::access::app::{App, CommandResult, os_user_name};
use crate::access::auth::{Actor, Role};
use crate::access::completion::complete_user;
use crate::admin::database::entrance::{EntranceReport, OsUser, RestoreEntrance};
use crate::admin::database::grants::TABLES;
use crate::admin::database::model::RestoreReport;
use crate::admin::database::service::{self, AuditedRestore};
use crate::admin::database::store::EnteringUser;
use crate::db::backup;
use crate::db::restore::{self, RestoreOrder, RestoreTarget};
use crate::db::{self, Database};
use crate::kernel::error::{ErrorCode, Result};
use crate::kernel::machine::machine_mark;
use crate::output::one;

#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// File made by `colab db backup`
    file: PathBuf,
    /// Restore a backup that was changed or breaks rules; only its rows are taken
    #[arg(long)]
    accept_findings: bool,
    /// User to make an admin who gets in from here: added if the backup has none of that name
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_user))]
    admin: Option<String>,
}

pub fn run(args: &RestoreArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<RestoreReport>()?;
    let database = app.database()?;
    restore::check_file(&database, &args.file)?;
    let mut permitted = permitted(&database, app)?;
    let file = args.file.display();
    let act = match (&permitted.database_id, backup::identify(&args.file)) {
        _ if permitted.target == RestoreTarget::Nothing => {
            format!("make the database {database} from {file}")
        }
        (Some(here), Ok(backup)) if *here != backup.database_id => format!(
            "replace the database {database} ({here}) by {file}, a backup of another database ({})",
            backup.database_id
        ),
        _ => format!("replace the database {database} by {file}"),
    };
    if !app.manner.dry_run {
        app.prompt().agree(&act)?;
        // Meanwhile somebody may have shut the actor out.
        permitted = self::permitted(&database, app)?;
    }
    let actor = &permitted.actor;
    let mut audited = AuditedRestore {
        actor,
        now: app.clock().now(),
        real_now: app.clock().real_now(),
        has_fixed_clock: app.clock().is_fixed(),
        replaces_real_data: permitted.replaces_real_data,
        accepts_findings: args.accept_findings,
        tells_clients: app.manner.tell_clients,
        findings: Vec::new(),
        tokens: 0,
        users: Vec::new(),
        entrance: RestoreEntrance {
            os_user: database.is_embedded().then(|| OsUser {
                uid: getuid().as_raw(),
                name: os_user_name(),
                machine: machine_mark(),
            }),
            admin: args.admin.as_deref(),
            actor,
            now: app.clock().now(),
            real_now: app.clock().real_now(),
        },
        entered: EntranceReport::default(),
    };
    let known_tables: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    let order = RestoreOrder {
        database: &database,
        file: &args.file,
        target: permitted.target,
        known_tables: &known_tables,
        now: audited.now,
        backups: &app.backups(),
        dry_run: app.manner.dry_run,
        accepts_findings: args.accept_findings,
    };
    if !app.manner.dry_run {
        app.make_data_folder()?;
    }
    let outcome = {
        let _progress = app.progress("restoring");
        restore::restore(&order, &mut audited)?
    };
    let report = RestoreReport {
        database: database.to_string(),
        outcome,
        findings: audited.findings,
        tokens: audited.tokens,
        admins: names_of_admins(&audited.users),
        made_admin: audited.entered.made_admin,
        admin_token: audited.entered.token.filter(|_| !app.manner.dry_run),
    };
    add_notes(&report, &database, app);
    if let Some(names) = audited.entered.elsewhere {
        let whose = if names.is_empty() {
            String::new()
        } else {
            format!(" ({})", names.join(", "))
        };
        app.note(&format!(
            "the backup is of another machine: its numbers of operating-system users{whose} let nobody in here"
        ));
    }
    if database.is_embedded() {
        note_os_user(&audited.users, &report, app);
    } else if report.admin_token.is_none() {
        app.note(&format!(
            "sign in as one of the backup's admins ({}): colab user login NAME; {SHUT_OUT}",
            report.admins.join(", ")
        ));
    } else {
        app.note("the admin's token is shown only once, and lives for a day");
    }
    // A token is shown, however quiet.
    if report.admin_token.is_none() {
        app.mark_changed();
    }
    Ok(one(&report).into())
}

/// What would be replaced, and who may do that.
struct PermittedRestore {
    target: RestoreTarget,
    actor: Actor,
    /// A database that is not for tests.
    replaces_real_data: bool,
    database_id: Option<String>,
}

/// Finds what would be replaced, and who replaces it. A database that does not exist or cannot be read tells nobody's
/// permissions: then whoever may write it may replace it.
fn permitted(database: &Database, app: &mut App) -> Result<PermittedRestore> {
    let anybodys = |target| PermittedRestore {
        target,
        actor: Actor::system(),
        replaces_real_data: false,
        database_id: None,
    };
    let target = restore::target(database)?;
    if target != RestoreTarget::Ours {
        return Ok(anybodys(target));
    }
    let asked = app.read(|tx| {
        Ok(PermittedRestore {
            target,
            actor: service::require(tx)?,
            replaces_real_data: !db::is_test_database(tx.connection())?,
            database_id: Some(db::database_id(tx.connection())?),
        })
    });
    app.close();
    match asked {
        Err(error) if [ErrorCode::NotADatabase, ErrorCode::SchemaIncomplete].contains(&error.code) => {
            Ok(anybodys(RestoreTarget::Damaged))
        }
        asked => asked,
    }
}

/// The way in for whoever can sign in as none of the admins.
const SHUT_OUT: &str = "if you cannot, restore it where no database is, with --admin NAME";

fn names_of_admins(users: &[EnteringUser]) -> Vec<String> {
    let admins = users.iter().filter(|user| user.role == Role::Admin);
    admins.map(|user| user.username.clone()).collect()
}

/// Says who this machine's user is in the restored database.
fn note_os_user(users: &[EnteringUser], report: &RestoreReport, app: &App) {
    let uid = getuid();
    if let Some(name) = &report.made_admin {
        let act = if app.manner.dry_run {
            "would make an admin"
        } else {
            "made an admin; the audit log says so"
        };
        app.note(&format!(
            "user {uid} of this machine is {name}, whom this restore {act}"
        ));
        return;
    }
    let known = users.iter().find(|user| user.os_uid == Some(uid.as_raw().into()));
    match known {
        Some(user) if user.role == Role::Admin => app.note(&format!(
            "user {uid} of this machine is {} ({}) of the backup",
            user.username, user.role
        )),
        Some(user) => app.note(&format!(
            "user {uid} of this machine is {} ({}) of the backup; {SHUT_OUT}",
            user.username, user.role
        )),
        None => app.note(&format!(
            "user {uid} of this machine is not a user of the backup: sign in as one of its admins ({}) with \
             `colab user login NAME`; {SHUT_OUT}",
            report.admins.join(", ")
        )),
    }
}

fn add_notes(report: &RestoreReport, database: &Database, app: &App) {
    let lost = report.outcome.replaced.as_ref().map_or(0, |log| log.lost_rows);
    if lost > 0 {
        app.note(&format!(
            "{} not in the backup; the audit row of the restore names the head that was replaced",
            if lost == 1 {
                "1 audit row is".to_owned()
            } else {
                format!("{lost} audit rows are")
            }
        ));
    }
    if let Some(replaced) = &report.outcome.replaced
        && replaced.database_id != report.outcome.contents.database_id
    {
        app.note(&format!(
            "the backup is of another database: {} takes the place of {}",
            report.outcome.contents.database_id, replaced.database_id
        ));
    }
    for part in &report.outcome.left_out {
        app.note(&format!("left out, as the program does not make it: {part}"));
    }
    for finding in &report.findings {
        app.note(&format!("accepted: {finding}"));
    }
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
