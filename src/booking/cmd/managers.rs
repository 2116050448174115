//! `colab user grant`, `ungrant` and `grants`.

use clap::{Args, Subcommand, ValueEnum};
use clap_complete::ArgValueCompleter;

use crate::access::app::{App, CommandResult, ListArgs};
use crate::access::auth::Role;
use crate::access::completion::complete_user;
use crate::booking::managers::model::{GrantScope, RoleGrant};
use crate::booking::managers::service;
use crate::client::Tenant;
use crate::kernel::error::{Error, Result};
use crate::location::cmd::complete_location;
use crate::output::list;
use crate::room::cmd::complete_room;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum RoleGrantCommand {
    /// Give a user a role within a scope, beside the role of their own
    ///
    /// A room manager does what the room boss does, for their rooms alone: sees their bookings and what waits for them in
    /// `colab room queue`, assigns, confirms, rejects, moves and cancels them, edits and blocks the rooms. A location stands for
    /// all its rooms, a tenant for all its bookings in any room. A combined room is a room of its own.
    #[command(
        after_help = "Examples:\n  colab user grant sipho room_manager --room Focus Vision\n  colab user grant sipho room_manager --tenant TRAINING --dry-run"
    )]
    Grant(RoleGrantArgs),
    /// Take a role within a scope back; without a scope, within all
    #[command(
        after_help = "Examples:\n  colab user grant sipho room_manager --room Focus && colab user ungrant sipho room_manager --room Focus\n  colab user grant sipho room_manager --tenant TECH && colab user ungrant sipho room_manager --dry-run"
    )]
    Ungrant(RoleGrantArgs),
    /// List the roles that users have within scopes; without the right to manage users, your own
    #[command(after_help = "Examples:\n  colab user grants\n  colab user grants sipho -f json")]
    Grants(RoleGrantsArgs),
}

/// The roles that are granted within a scope.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum ScopedRole {
    RoomManager,
}

impl From<ScopedRole> for Role {
    fn from(role: ScopedRole) -> Self {
        match role {
            ScopedRole::RoomManager => Self::RoomManager,
        }
    }
}

#[derive(Debug, Args)]
pub struct RoleGrantArgs {
    /// User name
    #[arg(add = ArgValueCompleter::new(complete_user))]
    name: String,
    /// Role
    role: ScopedRole,
    /// Room names
    #[arg(long, num_args = 1.., value_name = "ROOM", add = ArgValueCompleter::new(complete_room))]
    room: Vec<String>,
    /// Location names
    #[arg(long, num_args = 1.., value_name = "LOCATION", add = ArgValueCompleter::new(complete_location))]
    location: Vec<String>,
    /// Tenant
    #[arg(long, ignore_case = true)]
    tenant: Vec<Tenant>,
    /// All rooms
    #[arg(long)]
    all_rooms: bool,
}

impl RoleGrantArgs {
    fn scopes(&self) -> Vec<GrantScope> {
        let rooms = self.room.iter().cloned().map(GrantScope::Room);
        let locations = self.location.iter().cloned().map(GrantScope::Location);
        let tenants = self.tenant.iter().copied().map(GrantScope::Tenant);
        let all = self.all_rooms.then_some(GrantScope::All);
        rooms.chain(locations).chain(tenants).chain(all).collect()
    }
}

#[derive(Debug, Args)]
pub struct RoleGrantsArgs {
    /// User name [default: everybody]
    #[arg(add = ArgValueCompleter::new(complete_user))]
    name: Option<String>,
    #[command(flatten)]
    pub rows: ListArgs,
}

/// Runs `colab user grant`, `ungrant` or `grants`.
pub fn run(command: RoleGrantCommand, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<RoleGrant>()?;
    let grants = match command {
        RoleGrantCommand::Grant(args) => {
            let scopes = args.scopes();
            if scopes.is_empty() {
                return Err(Error::usage("a role is granted within a scope")
                    .hint("use --room ROOM, --location LOCATION, --tenant TENANT or --all-rooms"));
            }
            let role = args.role.into();
            let given = app.write(|tx| service::give(tx, &args.name, role, &scopes))?;
            if let Some(role) = app.read(|tx| service::needless_for(tx, &args.name))? {
                app.note(&format!(
                    "{} is {role} and decides on every room already",
                    args.name
                ));
            }
            given
        }
        RoleGrantCommand::Ungrant(args) => {
            let (role, scopes) = (args.role.into(), args.scopes());
            app.write(|tx| service::take_back(tx, &args.name, role, &scopes))?
        }
        RoleGrantCommand::Grants(args) => app.read(|tx| service::list(tx, args.name.as_deref()))?,
    };
    Ok(list(&grants).into())
}
