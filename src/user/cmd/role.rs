//! Roles as arguments.

use clap::builder::{PossibleValue, TypedValueParser};

use crate::access::auth::Role;
use crate::kernel::error::{Error, ErrorCode, Result};

/// Parses any word as a role, so that an unknown one is an invalid value and not a usage error; help and completion
/// still list the roles.
#[derive(Debug, Clone)]
pub struct RoleWord;

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
            Role::of_people().map(|role| PossibleValue::new(role.as_str())),
        ))
    }
}

/// Returns the role of this name.
///
/// # Errors
/// `Invalid`, listing the roles.
pub fn read_role(word: &str) -> Result<Role> {
    let mut roles = Role::of_people();
    roles.find(|role| role.as_str() == word).ok_or_else(|| {
        let roles: Vec<&str> = Role::of_people().map(Role::as_str).collect();
        Error::invalid(ErrorCode::UnknownRole, format!("unknown role `{word}`"))
            .hint(format!("the roles are {}", roles.join(", ")))
            .hint("colab user roles")
    })
}
