//! `colab user …`.

mod account;
mod session;
mod token;

use clap::Subcommand;
use clap::builder::{PossibleValue, TypedValueParser};

use super::service;
use crate::access::app::{App, CommandResult};
use crate::access::auth::Role;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::output::list;

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make the first admin of a server's database
    #[command(
        after_help = "Examples:\n  colab user bootstrap thandi --password-stdin < secret.txt\n  COLAB_TOKEN=$(colab user bootstrap ci --token)"
    )]
    Bootstrap(account::BootstrapArgs),
    /// Add a user
    #[command(
        after_help = "Examples:\n  colab user add thandi --role it_rental_admin --password-stdin < secret.txt\n  colab user add importer --role training_facility_admin --no-password"
    )]
    Add(account::AddArgs),
    /// List users
    #[command(
        after_help = "Examples:\n  colab user list\n  colab user list --role admin --active true -f json\n  colab user list --sort last_login_at --fields username,last_login_at"
    )]
    List(account::ListArgs),
    /// Show one user, or yourself, and what happened to the account
    #[command(after_help = "Examples:\n  colab user show\n  colab user show thandi -f json")]
    Show(account::ShowArgs),
    /// Give a user another role; the last active admin keeps it
    #[command(
        after_help = "Examples:\n  colab user role thandi it_rental_admin\n  colab user role sipho staff --dry-run"
    )]
    Role(account::RoleArgs),
    /// Show what each role may do
    #[command(
        after_help = "Examples:\n  colab user roles\n  colab user roles --fields permission,meaning,staff\n  colab user roles -f json"
    )]
    Roles,
    /// Shut a user out; every session and token ends at once
    #[command(after_help = "Examples:\n  colab user disable thandi\n  colab user disable thandi --quiet")]
    Disable(account::NameArgs),
    /// Let a user in again who was shut out, or who waits after wrong passwords
    ///
    /// What ended with `user disable` stays ended: the user signs in again, tokens are made anew.
    #[command(after_help = "Examples:\n  colab user enable thandi\n  colab user enable thandi -f json")]
    Enable(account::NameArgs),
    /// Change your password, or (admins) somebody else's; the user's sessions end
    ///
    /// For your own, the old one is asked for first. With --password-stdin the old one is the first line and the new
    /// one the second; for somebody else's, there is only the new one. At least 8 characters, at most 72 bytes.
    #[command(
        after_help = "Examples:\n  colab user password\n  colab user password thandi --password-stdin < secret.txt"
    )]
    Password(account::PasswordArgs),
    /// Make hashes of passwords that a replaced system kept in plain text
    ///
    /// A stored value that is no bcrypt hash is one. The numbers are told, never a value. A user who signs in before
    /// needs none of this: the first good sign-in does the same.
    #[command(
        after_help = "Examples:\n  colab user migrate-passwords\n  colab user migrate-passwords --dry-run -f json"
    )]
    MigratePasswords,
    /// Sign in to a database; the session is kept in a file that nobody else can read
    #[command(
        after_help = "Examples:\n  colab user login thandi\n  colab --database postgres://db.example/colab user login thandi --password-stdin < secret.txt"
    )]
    Login(session::LoginArgs),
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
    Token(token::TokenCommand),
}

pub fn run(command: UserCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        UserCommand::Bootstrap(args) => account::bootstrap(args, app),
        UserCommand::Add(args) => account::add(args, app),
        UserCommand::List(args) => account::list_users(args, app),
        UserCommand::Show(args) => account::show(&args, app),
        UserCommand::Role(args) => {
            let role = read_role(&args.role)?;
            app.write_one(|tx| service::set_role(tx, &args.name, role))
        }
        UserCommand::Roles => Ok(list(&account::matrix()).into()),
        UserCommand::Disable(args) => app.write_one(|tx| service::disable(tx, &args.name)),
        UserCommand::Enable(args) => app.write_one(|tx| service::enable(tx, &args.name)),
        UserCommand::Password(args) => account::change_password(&args, app),
        UserCommand::MigratePasswords => account::migrate_passwords(app),
        UserCommand::Login(args) => session::login(args, app),
        UserCommand::Logout => session::logout(app),
        UserCommand::Whoami => session::who_am_i(app),
        UserCommand::Token(command) => token::run(command, app),
    }
}

/// Takes any word, so that an unknown role is refused as a value and not as a command line that does not parse; help
/// and completion still list the roles.
#[derive(Debug, Clone)]
struct RoleWord;

impl TypedValueParser for RoleWord {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        clap::builder::StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(
            Role::ALL.iter().map(|role| PossibleValue::new(role.as_str())),
        ))
    }
}

/// # Errors
/// `Invalid`, listing the roles.
fn read_role(word: &str) -> Result<Role> {
    word.parse().map_err(|_| {
        let roles: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
        Error::invalid(ErrorCode::UnknownRole, format!("there is no role `{word}`"))
            .hint(format!("the roles are {}", roles.join(", ")))
            .hint("colab user roles")
    })
}
