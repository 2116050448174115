//! `colab user bootstrap`, `add`, `list`, `show`, `roles`, `password` and `migrate-passwords`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::session::refuse_dry_run;
use super::token::shown;
use super::{RoleWord, read_role};
use crate::access::app::{App, CommandResult};
use crate::access::audit;
use crate::access::auth::Permission;
use crate::access::auth::password;
use crate::access::completion::complete_user;
use crate::kernel::error::Result;
use crate::output::{list, one};
use crate::user::model::{
    IfExists, IssuedToken, NewUser, PasswordsMigrated, PermissionRow, User, UserFilter, UserSort,
};
use crate::user::sign_in::Tried;
use crate::user::{passwords, service};

#[derive(Debug, Args)]
pub struct BootstrapArgs {
    /// The admin's name
    name: String,
    /// Read the password from standard input
    #[arg(long, conflicts_with = "token")]
    password_stdin: bool,
    /// Give no password; print a token, alone, on standard output
    #[arg(long)]
    token: bool,
}

#[derive(Debug, Args)]
pub struct AddArgs {
    /// The user's name
    name: String,
    /// What the user may do
    #[arg(long, value_parser = RoleWord)]
    role: String,
    /// Where to write to
    #[arg(long)]
    email: Option<String>,
    /// Read the password from standard input
    #[arg(long, conflicts_with = "no_password")]
    password_stdin: bool,
    /// A user who signs in by tokens alone
    #[arg(long)]
    no_password: bool,
    /// When there is such a user already
    #[arg(long, default_value = "error", value_name = "WHAT")]
    if_exists: IfExists,
}

#[derive(Debug, Args)]
pub struct ListArgs {
    /// Only users of this role
    #[arg(long, value_parser = RoleWord)]
    role: Option<String>,
    /// Only those who may sign in (true), or who were shut out (false)
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    active: Option<bool>,
    /// The order
    #[arg(long, default_value = "username", value_name = "FIELD")]
    sort: UserSort,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Those that come after this user, in the order of --sort
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_user))]
    after: Option<String>,
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The user's name; without one, yourself
    #[arg(add = ArgValueCompleter::new(complete_user))]
    name: Option<String>,
}

#[derive(Debug, Args)]
pub struct NameArgs {
    /// The user's name
    #[arg(add = ArgValueCompleter::new(complete_user))]
    pub name: String,
}

#[derive(Debug, Args)]
pub struct RoleArgs {
    /// The user's name
    #[arg(add = ArgValueCompleter::new(complete_user))]
    pub name: String,
    /// The new role
    #[arg(value_parser = RoleWord)]
    pub role: String,
}

#[derive(Debug, Args)]
pub struct PasswordArgs {
    /// The user's name; without one, yourself
    #[arg(add = ArgValueCompleter::new(complete_user))]
    name: Option<String>,
    /// Read from standard input: for your own the old password and the new one, a line each, else the new one
    #[arg(long)]
    password_stdin: bool,
}

pub fn bootstrap(args: BootstrapArgs, app: &mut App) -> Result<CommandResult> {
    match args.token {
        true => app.view.check_fields::<IssuedToken>()?,
        false => app.view.check_fields::<User>()?,
    }
    let mut system = app.as_system()?;
    let password = match args.token {
        true => None,
        false => {
            let flags = "--password-stdin or --token";
            let text = app
                .prompt()
                .new_secret("password: ", args.password_stdin, flags)?;
            let cost = system.read(|tx| {
                service::may_bootstrap(tx)?;
                Ok(tx.settings().bcrypt_cost())
            })?;
            Some(password::hash(&text, cost)?)
        }
    };
    let new = NewUser {
        username: args.name,
        role: crate::access::auth::Role::Admin,
        email: None,
        password,
    };
    let (user, token) = system.write(|tx| service::bootstrap(tx, &new))?;
    Ok(match token {
        Some(issued) => shown(issued, app),
        None => one(&user).into(),
    })
}

pub fn add(args: AddArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<User>()?;
    let role = read_role(&args.role)?;
    let password = match args.no_password {
        true => None,
        false => {
            app.read(service::may_manage)?;
            let flags = "--password-stdin or --no-password";
            let text = app
                .prompt()
                .new_secret("password: ", args.password_stdin, flags)?;
            // No transaction is open here: it takes its time.
            Some(password::hash(&text, app.settings()?.bcrypt_cost())?)
        }
    };
    let new = NewUser {
        username: args.name,
        role,
        email: args.email,
        password,
    };
    app.write_one(|tx| service::add(tx, &new, args.if_exists))
}

pub fn list_users(args: ListArgs, app: &mut App) -> Result<CommandResult> {
    let filter = UserFilter {
        role: args.role.as_deref().map(read_role).transpose()?,
        active: args.active,
        sort: args.sort,
        after: args.after,
        limit: args.limit,
    };
    Ok(list(&app.read(|tx| service::list(tx, &filter))?).into())
}

pub fn show(args: &ShowArgs, app: &mut App) -> Result<CommandResult> {
    let (user, history) = app.read(|tx| service::show(tx, args.name.as_deref()))?;
    let mut records = one(&user);
    records.add_field("history", audit::as_value(&history));
    Ok(records.into())
}

/// The one table of permissions, as rows.
pub fn matrix() -> Vec<PermissionRow> {
    Permission::ALL.iter().copied().map(PermissionRow).collect()
}

pub fn change_password(args: &PasswordArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<User>()?;
    let target = app.read(|tx| passwords::target(tx, args.name.as_deref()))?;
    let (old, new) = match target.challenge.is_some() {
        true => {
            refuse_dry_run(app)?;
            let (old, new) = app
                .prompt()
                .old_and_new_secret(args.password_stdin, "--password-stdin")?;
            (Some(old), new)
        }
        false => (
            None,
            app.prompt()
                .new_secret("new password: ", args.password_stdin, "--password-stdin")?,
        ),
    };
    // No transaction is open here: it takes its time.
    let hashed = password::hash(&new, target.cost)?;
    let attempt = target
        .challenge
        .zip(old)
        .map(|(challenge, old)| challenge.attempt(&old));
    let tried = app.write(|tx| passwords::change(tx, &target.username, attempt.as_ref(), &hashed))?;
    match tried {
        Tried::Refused(error) => Err(error),
        Tried::Done((user, ended)) => {
            if ended > 0 && !app.manner.dry_run {
                app.note(&format!("{ended} of {}'s sessions ended", user.username));
            }
            Ok(one(&user).into())
        }
    }
}

pub fn migrate_passwords(app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<PasswordsMigrated>()?;
    let (stored, cost) = app.read(passwords::stored)?;
    let progress = app.progress("hashing passwords");
    // No transaction is open here: it takes its time.
    let (replacements, counts) = passwords::replacements(stored, cost);
    drop(progress);
    app.write_one(|tx| passwords::migrate(tx, &replacements, counts))
}
