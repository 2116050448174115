//! `colab user …`.

use chrono::TimeDelta;
use clap::{Args, Subcommand};
use serde_json::Value as Json;

use super::model::{IfExists, IssuedToken, NewToken, NewUser, User};
use super::service::{self, SignIn};
use crate::app::{App, Done};
use crate::auth::Role;
use crate::auth::session::Saved;
use crate::auth::store::database_id;
use crate::db::types::Timestamp;
use crate::error::{Error, Result};
use crate::output::{Record, Records, Reply, Report, View, one};
use crate::period::{Site, parse_instant};

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make the first admin of a server's database
    #[command(
        after_help = "Examples:\n  colab user bootstrap thandi --password-stdin < secret.txt\n  COLAB_TOKEN=$(colab user bootstrap ci --token)"
    )]
    Bootstrap(BootstrapArgs),
    /// Add a user
    #[command(
        after_help = "Examples:\n  colab user add thandi --role it_rental_admin --password-stdin < secret.txt\n  colab user add importer --role training_facility_admin --no-password"
    )]
    Add(AddArgs),
    /// Sign in to a database; the session is kept in a file that nobody else can read
    #[command(
        after_help = "Examples:\n  colab user login thandi\n  colab --database postgres://db.example/colab user login thandi --password-stdin < secret.txt"
    )]
    Login(LoginArgs),
    /// Sign out of a database
    #[command(
        after_help = "Examples:\n  colab user logout\n  colab --database postgres://db.example/colab user logout"
    )]
    Logout,
    /// Show who acts, and how
    #[command(
        after_help = "Examples:\n  colab user whoami\n  colab user whoami -f json --fields username,role"
    )]
    Whoami,
    /// Tokens for cron and scripts
    #[command(subcommand)]
    Token(TokenCommand),
}

#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a token and print it, this once
    #[command(
        after_help = "Examples:\n  colab user token create --name nightly --scope \"import schedule\" --expires 365d\n  colab user token create --name reports --scope booking --scope room > token.txt"
    )]
    Create(TokenCreateArgs),
}

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
    #[arg(long)]
    role: Role,
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
pub struct LoginArgs {
    /// The user's name
    name: String,
    /// Read the password from standard input
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Debug, Args)]
pub struct TokenCreateArgs {
    /// What it is for
    #[arg(long)]
    name: String,
    /// A command it may run (`import schedule`) or a noun (`booking`); several times; none: all that its user may
    #[arg(long = "scope", value_name = "COMMAND")]
    scope: Vec<String>,
    /// How long it lives: 365d, 12h, 8w, or a day
    #[arg(long, value_name = "WHEN")]
    expires: Option<String>,
    /// Somebody else's token, for admins
    #[arg(long)]
    user: Option<String>,
}

pub fn run(command: UserCommand, app: &mut App) -> Result<Done> {
    match command {
        UserCommand::Bootstrap(args) => bootstrap(args, app),
        UserCommand::Add(args) => add(args, app),
        UserCommand::Login(args) => login(args, app),
        UserCommand::Logout => logout(app),
        UserCommand::Whoami => who_am_i(app),
        UserCommand::Token(TokenCommand::Create(args)) => create_token(args, app),
    }
}

fn bootstrap(args: BootstrapArgs, app: &mut App) -> Result<Done> {
    match args.token {
        true => app.view.check_fields::<IssuedToken>()?,
        false => app.view.check_fields::<User>()?,
    }
    let password = match args.token {
        true => None,
        false => Some(app.secret("password: ", args.password_stdin, "--password-stdin or --token")?),
    };
    let (user, token) = app.write_as_system(|tx| service::bootstrap(tx, &args.name, password.as_deref()))?;
    Ok(match token {
        Some(issued) => shown(issued, app),
        None => one(&user).into(),
    })
}

fn add(args: AddArgs, app: &mut App) -> Result<Done> {
    let password = match args.no_password {
        true => None,
        false => Some(app.secret(
            "password: ",
            args.password_stdin,
            "--password-stdin or --no-password",
        )?),
    };
    let new = NewUser {
        username: args.name,
        role: args.role,
        email: args.email,
        password,
    };
    app.write_one(|tx| service::add(tx, &new, args.if_exists))
}

/// A try that leaves no trace would be one that never counts as a failure.
fn refuse_dry_run(app: &App) -> Result<()> {
    match app.manner.dry_run {
        true => Err(Error::usage("signing in and out has no --dry-run").hint("colab user whoami")),
        false => Ok(()),
    }
}

fn login(args: LoginArgs, app: &mut App) -> Result<Done> {
    refuse_dry_run(app)?;
    let password = app.secret("password: ", args.password_stdin, "--password-stdin")?;
    let (signed_in, database_id) = app.write_as_system(|tx| {
        let signed_in = service::sign_in(tx, &args.name, &password)?;
        Ok((signed_in, database_id(tx.connection())?))
    })?;
    match signed_in {
        SignIn::Refused(error) => Err(error),
        SignIn::Done(issued) => {
            app.sessions().save(Saved {
                database_id,
                user: issued.username.clone(),
                token: issued.token,
            })?;
            app.note(&format!("signed in as {}", issued.username));
            Ok(Reply::Nothing.into())
        }
    }
}

fn logout(app: &mut App) -> Result<Done> {
    refuse_dry_run(app)?;
    let database_id = database_id(&mut app.connect()?)?;
    let Some(saved) = app.sessions().find(&database_id)? else {
        app.note("nobody was signed in to this database");
        return Ok(Reply::Nothing.into());
    };
    app.write_as_system(|tx| service::sign_out(tx, &saved.token))?;
    app.sessions().forget(&database_id)?;
    app.note(&format!("{} is signed out", saved.user));
    Ok(Reply::Nothing.into())
}

fn who_am_i(app: &mut App) -> Result<Done> {
    let database = app.database()?.to_string();
    let who = app.read(|tx| Ok(service::who_am_i(tx, database)))?;
    Ok(one(&who).into())
}

fn create_token(args: TokenCreateArgs, app: &mut App) -> Result<Done> {
    let site = app.site()?;
    let now = app.clock().real_now();
    let expires_at = args
        .expires
        .as_deref()
        .map(|text| expiry(text, &site, now))
        .transpose()?;
    let new = NewToken {
        name: args.name,
        scope: args.scope,
        expires_at,
        user: args.user,
    };
    app.view.check_fields::<IssuedToken>()?;
    let issued = app.write(|tx| service::create_token(tx, &new))?;
    Ok(shown(issued, app))
}

/// A token just made. One that was only tried is good for nothing, so it is not shown.
fn shown(mut issued: IssuedToken, app: &App) -> Done {
    match app.manner.dry_run {
        true => issued.token.clear(),
        false => app.note("this is the only time that the token is shown"),
    }
    Reply::Report(Box::new(issued)).into()
}

/// A length of life, or the end of a day.
fn expiry(text: &str, site: &Site, now: Timestamp) -> Result<Timestamp> {
    let hours = text
        .char_indices()
        .next_back()
        .and_then(|(at, unit)| Some((text[..at].parse::<u32>().ok()?, unit)))
        .and_then(|(count, unit)| {
            Some(
                i64::from(count)
                    * match unit {
                        'h' => 1,
                        'd' => 24,
                        'w' => 7 * 24,
                        _ => return None,
                    },
            )
        });
    match hours {
        Some(hours) if hours <= 24 * 3660 => Ok(now.plus(TimeDelta::hours(hours))),
        Some(_) => Err(Error::invalid(
            "expiry_too_far",
            "a token lives at most ten years",
        )),
        None => parse_instant(text, site, site.today(now), true),
    }
}

impl Report for IssuedToken {
    fn json(&self, view: &View) -> Json {
        let fields = Self::fields().iter();
        Json::Object(
            fields
                .map(|field| (field.name.to_owned(), view.json(&(field.value)(self))))
                .collect(),
        )
    }

    /// Alone, so that a script can take it.
    fn text(&self, _view: &View) -> String {
        format!("{}\n", self.token)
    }

    fn records(&self) -> Records {
        one(self)
    }
}
