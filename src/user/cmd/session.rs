//! `colab user login`, `logout` and `whoami`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use crate::access::app::{App, CommandResult};
use crate::access::auth::session::SavedSession;
use crate::access::completion::complete_user;
use crate::db::database_id;
use crate::kernel::error::{Error, Result};
use crate::output::{CommandOutput, one};
use crate::user::service;
use crate::user::sign_in::{self, AttemptOutcome};

#[derive(Debug, Args)]
pub struct UserLoginArgs {
    /// User name
    #[arg(add = ArgValueCompleter::new(complete_user))]
    name: String,
    /// Read the password from standard input
    #[arg(long)]
    password_stdin: bool,
}

/// Refuses `--dry-run`: an attempt that leaves no trace would not count as a failure.
///
/// # Errors
/// `Usage` under `--dry-run`.
pub fn refuse_dry_run(app: &App) -> Result<()> {
    if app.manner.dry_run {
        return Err(
            Error::usage("--dry-run is not available for passwords, login and logout")
                .hint("colab user whoami"),
        );
    }
    Ok(())
}

/// Runs `colab user login`.
pub fn login(args: UserLoginArgs, app: &mut App) -> Result<CommandResult> {
    refuse_dry_run(app)?;
    let password = app
        .prompt()
        .secret("password: ", args.password_stdin, "--password-stdin")?;
    let mut system = app.as_system()?;
    let challenge = system.read(|tx| sign_in::challenge(tx, &args.name))?;
    // Hashing takes its time: no transaction is open here.
    let attempt = challenge.attempt(&password);
    let (outcome, database_id) = system.write(|tx| {
        let outcome = sign_in::sign_in(tx, &attempt)?;
        Ok((outcome, database_id(tx.connection())?))
    })?;
    match outcome {
        AttemptOutcome::Refused(error) => Err(error),
        AttemptOutcome::Done(issued) => {
            app.sessions().save(SavedSession {
                database_id,
                user: issued.username.clone(),
                token: issued.token,
            })?;
            app.note(&format!("signed in as {}", issued.username));
            Ok(CommandOutput::Nothing.into())
        }
    }
}

/// Runs `colab user logout`.
pub fn logout(app: &mut App) -> Result<CommandResult> {
    refuse_dry_run(app)?;
    let database_id = database_id(&mut *app.connection()?)?;
    let Some(saved) = app.sessions().find(&database_id)? else {
        app.note("not signed in to this database");
        return Ok(CommandOutput::Nothing.into());
    };
    app.write_as_system(|tx| sign_in::sign_out(tx, &saved.token))?;
    app.sessions().forget(&database_id)?;
    app.note(&format!("signed out {}", saved.user));
    Ok(CommandOutput::Nothing.into())
}

/// Runs `colab user whoami`.
pub fn who_am_i(app: &mut App) -> Result<CommandResult> {
    let database = app.database()?.to_string();
    let who = app.read(|tx| Ok(service::who_am_i(tx.actor(), database.clone())))?;
    Ok(one(&who).into())
}
