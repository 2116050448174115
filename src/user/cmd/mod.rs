//! `colab user …`.

mod account;
mod role;
mod session;
mod token;

pub use role::{RoleWord, read_role};

use clap::Subcommand;

use super::service;
use crate::access::app::{App, CommandResult, ListArgs};
use crate::kernel::error::Result;
use crate::output::list;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum UserCommand {
    /// Create the first admin of a server's database
    #[command(
        after_help = "Examples:\n  colab user bootstrap thandi --password-stdin < secret.txt\n  COLAB_TOKEN=$(colab user bootstrap ci --token)"
    )]
    Bootstrap(account::BootstrapArgs),
    /// Add a user
    #[command(
        after_help = "Examples:\n  colab user add kagiso --role it_rental_admin --password-stdin < secret.txt\n  colab user add importer --role training_facility_admin --no-password"
    )]
    Add(account::UserAddArgs),
    /// List users
    #[command(
        after_help = "Examples:\n  colab user list\n  colab user list --role admin --active true -f json\n  colab user list --sort last_login_at --fields username,last_login_at"
    )]
    #[command(visible_alias = "ls")]
    List(account::UserListArgs),
    /// Show a user, or yourself, and the account's history
    #[command(after_help = "Examples:\n  colab user show\n  colab user show thandi -f json")]
    Show(account::UserShowArgs),
    /// Change a user's full name, phone or email, or your own
    ///
    /// An empty text removes the present one.
    #[command(
        after_help = "Examples:\n  colab user edit --full-name \"Thandi Dube\" --phone 0825550100\n  colab user edit sipho --email sipho@example.org --dry-run"
    )]
    Edit(account::UserEditArgs),
    /// Change a user's role; the last active admin stays admin
    ///
    /// Ends the tokens that the user made for others, and lists them.
    #[command(
        after_help = "Examples:\n  colab user role thandi it_rental_admin\n  colab user role sipho staff --dry-run"
    )]
    Role(account::UserRoleArgs),
    /// Show what each role may do
    #[command(
        after_help = "Examples:\n  colab user roles\n  colab user roles --fields permission,meaning,staff\n  colab user roles -f json"
    )]
    Roles(ListArgs),
    /// Disable a user and end every session and token at once
    ///
    /// Also ends the tokens that the user made for others, and lists them. Commands of the user that wait at a prompt
    /// write nothing any more.
    #[command(
        after_help = "Examples:\n  colab user disable thandi\n  colab user disable thandi --keep-tokens -f json"
    )]
    Disable(account::UserDisableArgs),
    /// Re-enable a disabled or locked-out user
    ///
    /// Sessions and tokens that `user disable` ended stay ended: the user signs in again, and tokens are created anew.
    #[command(after_help = "Examples:\n  colab user enable thandi\n  colab user enable thandi -f json")]
    Enable(account::UserNameArgs),
    /// Change your password, or as an admin somebody else's, and end the user's sessions
    ///
    /// For your own, the old password is asked for first. With --password-stdin the first line is the old password and
    /// the second the new one; for somebody else's, there is only the new one. At least 8 characters, at most 72 bytes.
    #[command(
        after_help = "Examples:\n  colab user password\n  colab user password thandi --password-stdin < secret.txt"
    )]
    Password(account::UserPasswordArgs),
    /// Hash passwords that a replaced system stored in plain text
    ///
    /// Takes every stored value that is not a bcrypt hash for plain text. Prints numbers, never a password. Users who
    /// sign in before do not need this: their first sign-in hashes the password.
    #[command(
        after_help = "Examples:\n  colab user migrate-passwords\n  colab user migrate-passwords --dry-run -f json"
    )]
    MigratePasswords,
    /// Sign in to a database; the session is stored in a file that only you can read
    #[command(
        after_help = "Examples:\n  colab user login thandi\n  colab --database postgres://db.example/colab user login thandi --password-stdin < secret.txt"
    )]
    Login(session::UserLoginArgs),
    /// Sign out of a database
    #[command(
        after_help = "Examples:\n  colab user logout\n  colab --database postgres://db.example/colab user logout"
    )]
    Logout,
    /// Show the acting user and how they signed in
    #[command(
        after_help = "Examples:\n  colab user whoami\n  colab user whoami -f json --fields username,role"
    )]
    Whoami,
    /// Manage tokens for cron and scripts
    #[command(subcommand)]
    Token(token::TokenCommand),
}

/// Runs a `colab user` command.
pub fn run(command: UserCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        UserCommand::Bootstrap(args) => account::bootstrap(args, app),
        UserCommand::Add(args) => account::add(args, app),
        UserCommand::List(args) => account::list_users(args, app),
        UserCommand::Show(args) => account::show(&args, app),
        UserCommand::Edit(args) => account::edit(args, app),
        UserCommand::Role(args) => account::set_role(&args, app),
        UserCommand::Roles(_) => Ok(list(&account::matrix()).into()),
        UserCommand::Disable(args) => account::disable(&args, app),
        UserCommand::Enable(args) => app.write_one(|tx| service::enable(tx, &args.name)),
        UserCommand::Password(args) => account::change_password(&args, app),
        UserCommand::MigratePasswords => account::migrate_passwords(app),
        UserCommand::Login(args) => session::login(args, app),
        UserCommand::Logout => session::logout(app),
        UserCommand::Whoami => session::who_am_i(app),
        UserCommand::Token(command) => token::run(command, app),
    }
}
