//! `colab user bootstrap`, `add`, `list`, `show`, `edit`, `roles`, `password` and `migrate-passwords`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::role::{RoleWord, read_role};
use super::session::refuse_dry_run;
use super::token::print_once;
use crate::access::app::{App, CommandResult, SearchArgs, WorkbookArgs};
use crate::access::audit;
use crate::access::auth::Permission;
use crate::access::auth::password;
use crate::access::completion::complete_user;
use crate::access::sort_order::SortOrder;
use crate::kernel::error::{Error, Result};
use crate::output::{Value, list, one};
use crate::user::model::{
    ChangedUser, IfExists, IssuedToken, NewUser, PasswordsMigrated, PermissionRow, User, UserDetails,
    UserFilter, UserSort,
};
use crate::user::sign_in::AttemptOutcome;
use crate::user::{bootstrap, passwords, service};

#[derive(Debug, Args)]
pub struct BootstrapArgs {
    /// Name of the admin
    name: String,
    /// Read the password from standard input
    #[arg(long, conflicts_with = "token")]
    password_stdin: bool,
    /// Set no password; print a token, and nothing else, to standard output
    #[arg(long)]
    token: bool,
}

#[derive(Debug, Args)]
pub struct UserAddArgs {
    /// User name
    name: String,
    /// Role of the user
    #[arg(long, value_parser = RoleWord)]
    role: String,
    #[command(flatten)]
    details: UserDetailArgs,
    /// Read the password from standard input
    #[arg(long, conflicts_with = "no_password")]
    password_stdin: bool,
    /// Set no password; the user signs in by tokens alone
    #[arg(long)]
    no_password: bool,
    /// What to do if the user exists
    #[arg(long, default_value = "error", value_name = "WHAT")]
    if_exists: IfExists,
}

// Who a user is and how to reach the user; a doc comment would stand in place of the verbs' own help.
#[derive(Debug, Args)]
pub struct UserDetailArgs {
    /// Full name
    #[arg(long, value_name = "NAME")]
    full_name: Option<String>,
    /// Phone number
    #[arg(long)]
    phone: Option<String>,
    /// Email address
    #[arg(long)]
    email: Option<String>,
}

impl From<UserDetailArgs> for UserDetails {
    fn from(args: UserDetailArgs) -> Self {
        Self {
            full_name: args.full_name,
            phone: args.phone,
            email: args.email,
        }
    }
}

#[derive(Debug, Args)]
pub struct UserEditArgs {
    /// User name [default: yourself]
    #[arg(add = ArgValueCompleter::new(complete_user))]
    name: Option<String>,
    #[command(flatten)]
    details: UserDetailArgs,
}

#[derive(Debug, Args)]
pub struct UserListArgs {
    /// Role of the users
    #[arg(long, value_parser = RoleWord)]
    role: Option<String>,
    /// Only enabled (true) or disabled (false) users
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    active: Option<bool>,
    /// Field to sort by; -FIELD sorts downwards
    #[arg(
        long,
        default_value = "username",
        value_name = "FIELD",
        allow_hyphen_values = true
    )]
    sort: SortOrder<UserSort>,
    /// Maximum number of users
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Start after this user, in the order of --sort
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_user))]
    after: Option<String>,
    #[command(flatten)]
    pub search: SearchArgs,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

#[derive(Debug, Args)]
pub struct UserShowArgs {
    /// User name [default: yourself]
    #[arg(add = ArgValueCompleter::new(complete_user))]
    name: Option<String>,
}

#[derive(Debug, Args)]
pub struct UserNameArgs {
    /// User name
    #[arg(add = ArgValueCompleter::new(complete_user))]
    pub name: String,
}

#[derive(Debug, Args)]
pub struct UserDisableArgs {
    /// User name
    #[arg(add = ArgValueCompleter::new(complete_user))]
    name: String,
    /// Keep the tokens that the user made for others
    #[arg(long)]
    keep_tokens: bool,
}

#[derive(Debug, Args)]
pub struct UserRoleArgs {
    /// User name
    #[arg(add = ArgValueCompleter::new(complete_user))]
    pub name: String,
    /// New role
    #[arg(value_parser = RoleWord)]
    pub role: String,
    /// Keep the tokens that the user made for others
    #[arg(long)]
    pub keep_tokens: bool,
}

#[derive(Debug, Args)]
pub struct UserPasswordArgs {
    /// User name [default: yourself]
    #[arg(add = ArgValueCompleter::new(complete_user))]
    name: Option<String>,
    /// Read the new password from standard input; for your own, the old one on the line before it
    #[arg(long)]
    password_stdin: bool,
}

/// Runs `colab user bootstrap`.
pub fn bootstrap(args: BootstrapArgs, app: &mut App) -> Result<CommandResult> {
    if args.token {
        app.view.check_fields::<IssuedToken>()?;
    } else {
        app.view.check_fields::<User>()?;
    }
    let mut system = app.as_system()?;
    let password = if args.token {
        None
    } else {
        let cost = system.read(|tx| {
            bootstrap::may_bootstrap(tx)?;
            Ok(tx.settings().bcrypt_cost())
        })?;
        let flags = "--password-stdin or --token";
        let text = app
            .prompt()
            .new_secret("password: ", args.password_stdin, flags)?;
        Some(password::hash(&text, cost)?)
    };
    let new = NewUser {
        username: args.name,
        role: crate::access::auth::Role::Admin,
        details: UserDetails::default(),
        password,
    };
    let (user, token) = system.write(|tx| bootstrap::bootstrap(tx, &new))?;
    Ok(match token {
        Some(issued) => print_once(issued, app),
        None => one(&user).into(),
    })
}

/// Runs `colab user add`.
pub fn add(args: UserAddArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<User>()?;
    let role = read_role(&args.role)?;
    let password = if args.no_password {
        None
    } else {
        app.read(service::may_manage)?;
        let flags = "--password-stdin or --no-password";
        let text = app
            .prompt()
            .new_secret("password: ", args.password_stdin, flags)?;
        // Hashing takes its time: no transaction is open here.
        Some(password::hash(&text, app.settings()?.bcrypt_cost())?)
    };
    let new = NewUser {
        username: args.name,
        role,
        details: args.details.into(),
        password,
    };
    app.write_one(|tx| service::add(tx, &new, args.if_exists))
}

/// Runs `colab user list`.
pub fn list_users(args: UserListArgs, app: &mut App) -> Result<CommandResult> {
    let filter = UserFilter {
        role: args.role.as_deref().map(read_role).transpose()?,
        active: args.active,
        sort: args.sort,
        after: args.after,
        limit: app.query_limit(args.limit),
    };
    Ok(list(&app.read(|tx| service::list(tx, &filter))?).into())
}

/// Runs `colab user show`.
pub fn show(args: &UserShowArgs, app: &mut App) -> Result<CommandResult> {
    let (user, history) = app.read(|tx| service::show(tx, args.name.as_deref()))?;
    let mut records = one(&user);
    records.add_field("history", audit::as_value(&history));
    Ok(records.into())
}

/// Runs `colab user edit`.
pub fn edit(args: UserEditArgs, app: &mut App) -> Result<CommandResult> {
    let details = UserDetails::from(args.details);
    if details == UserDetails::default() {
        return Err(Error::usage("no changes given").hint("colab user edit --help"));
    }
    app.write_one(|tx| service::edit(tx, args.name.as_deref(), &details))
}

/// Runs `colab user role`.
pub fn set_role(args: &UserRoleArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<User>()?;
    let role = read_role(&args.role)?;
    let changed = app.write(|tx| service::set_role(tx, &args.name, role, args.keep_tokens))?;
    Ok(show_change(&changed, args.keep_tokens, app))
}

/// Runs `colab user disable`.
pub fn disable(args: &UserDisableArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<User>()?;
    let changed = app.write(|tx| service::disable(tx, &args.name, args.keep_tokens))?;
    Ok(show_change(&changed, args.keep_tokens, app))
}

/// Shows a changed user with the tokens made for others, and tells what became of each.
fn show_change(changed: &ChangedUser, kept: bool, app: &App) -> CommandResult {
    let fate = if kept { "kept" } else { "ended" };
    for token in &changed.made_tokens {
        let stored = &token.stored;
        app.note(&format!(
            "{fate} token {} ({}) of {}, made by {}",
            stored.id,
            stored.name.as_deref().unwrap_or("without a name"),
            stored.username,
            changed.user.username
        ));
    }
    let made = changed.made_tokens.iter().map(|token| {
        Value::Object(vec![
            ("id", token.stored.id.into()),
            ("name", token.stored.name.clone().into()),
            ("username", token.stored.username.as_str().into()),
            ("state", token.state.into()),
        ])
    });
    let mut records = one(&changed.user);
    records.add_field("made_tokens", Value::List(made.collect()));
    records.into()
}

/// Returns the permission matrix as rows.
pub fn matrix() -> Vec<PermissionRow> {
    Permission::ALL.iter().copied().map(PermissionRow).collect()
}

/// Runs `colab user password`.
pub fn change_password(args: &UserPasswordArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<User>()?;
    let target = app.read(|tx| passwords::target(tx, args.name.as_deref()))?;
    let flag = "--password-stdin";
    let (old, new) = if target.challenge.is_some() {
        refuse_dry_run(app)?;
        let (old, new) = app.prompt().old_and_new_secret(args.password_stdin, flag)?;
        (Some(old), new)
    } else {
        let new = app
            .prompt()
            .new_secret("new password: ", args.password_stdin, flag)?;
        (None, new)
    };
    // Hashing takes its time: no transaction is open here.
    let hashed = password::hash(&new, target.cost)?;
    let attempt = target
        .challenge
        .zip(old)
        .map(|(challenge, old)| challenge.attempt(&old));
    let outcome = app.write(|tx| passwords::change(tx, &target.username, attempt.as_ref(), &hashed))?;
    match outcome {
        AttemptOutcome::Refused(error) => Err(error),
        AttemptOutcome::Done((user, ended)) => {
            if ended > 0 && !app.manner.dry_run {
                app.note(&format!("{ended} of {}'s sessions ended", user.username));
            }
            Ok(one(&user).into())
        }
    }
}

/// Runs `colab user migrate-passwords`.
pub fn migrate_passwords(app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<PasswordsMigrated>()?;
    let (stored, cost) = app.read(passwords::stored)?;
    let progress = app.progress("hashing passwords");
    // Hashing takes its time: no transaction is open here.
    let (replacements, counts) = passwords::replacements(stored, cost);
    drop(progress);
    app.write_one(|tx| passwords::migrate(tx, &replacements, counts))
}
