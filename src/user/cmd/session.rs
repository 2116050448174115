//! `colab user login`, `logout` and `whoami`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use crate::access::app::{App, CommandResult};
use crate::access::auth::session::Saved;
use crate::access::auth::store::database_id;
use crate::access::completion::complete_user;
use crate::kernel::error::{Error, Result};
use crate::output::{CommandOutput, one};
use crate::user::service;
use crate::user::sign_in::{self, Tried};

#[derive(Debug, Args)]
pub struct LoginArgs {
    /// The user's name
    #[arg(add = ArgValueCompleter::new(complete_user))]
    name: String,
    /// Read the password from standard input
    #[arg(long)]
    password_stdin: bool,
}

/// A try that leaves no trace would be one that never counts as a failure.
pub fn refuse_dry_run(app: &App) -> Result<()> {
    match app.manner.dry_run {
        true => Err(
            Error::usage("what tries a password has no --dry-run, nor has signing out")
                .hint("colab user whoami"),
        ),
        false => Ok(()),
    }
}

pub fn login(args: LoginArgs, app: &mut App) -> Result<CommandResult> {
    refuse_dry_run(app)?;
    let password = app
        .prompt()
        .secret("password: ", args.password_stdin, "--password-stdin")?;
    let mut system = app.as_system()?;
    let challenge = system.read(|tx| sign_in::challenge(tx, &args.name))?;
    // No transaction is open here: it takes its time.
    let attempt = challenge.attempt(&password);
    let (tried, database_id) = system.write(|tx| {
        let tried = sign_in::sign_in(tx, &attempt)?;
        Ok((tried, database_id(tx.connection())?))
    })?;
    match tried {
        Tried::Refused(error) => Err(error),
        Tried::Done(issued) => {
            app.sessions().save(Saved {
                database_id,
                user: issued.username.clone(),
                token: issued.token,
            })?;
            app.note(&format!("signed in as {}", issued.username));
            Ok(CommandOutput::Nothing.into())
        }
    }
}

pub fn logout(app: &mut App) -> Result<CommandResult> {
    refuse_dry_run(app)?;
    let database_id = database_id(&mut app.connect()?)?;
    let Some(saved) = app.sessions().find(&database_id)? else {
        app.note("nobody was signed in to this database");
        return Ok(CommandOutput::Nothing.into());
    };
    app.write_as_system(|tx| sign_in::sign_out(tx, &saved.token))?;
    app.sessions().forget(&database_id)?;
    app.note(&format!("{} is signed out", saved.user));
    Ok(CommandOutput::Nothing.into())
}

pub fn who_am_i(app: &mut App) -> Result<CommandResult> {
    let database = app.database()?.to_string();
    let who = app.read(|tx| Ok(service::who_am_i(tx, database)))?;
    Ok(one(&who).into())
}
