//! Creates the first admin of a server's database.

use super::model::{IssuedToken, NewToken, NewUser, User};
use super::{service, tokens};
use crate::access::auth::Permission;
use crate::access::auth::store as auth_store;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};

/// Checks that the first admin may be created, before a password is asked for.
///
/// # Errors
/// `Conflict` once there is a user.
pub fn may_bootstrap(tx: &mut Tx<'_>) -> Result<()> {
    let _grant = tx.require(Permission::ManageUsers)?;
    if auth_store::user_count(tx.connection())? > 0 {
        return Err(
            Error::conflict(ErrorCode::AlreadyBootstrapped, "this database already has users")
                .hint("colab user login NAME"),
        );
    }
    Ok(())
}

/// Creates the first admin of a server's database, with a password or else with a token.
///
/// # Errors
/// `Conflict` once there is a user.
pub fn bootstrap(tx: &mut Tx<'_>, new: &NewUser) -> Result<(User, Option<IssuedToken>)> {
    may_bootstrap(tx)?;
    let user = service::insert(tx, new)?;
    if new.password.is_some() {
        return Ok((user, None));
    }
    let token = NewToken {
        name: "bootstrap".into(),
        scope: Vec::new(),
        expires_at: None,
        user: Some(user.username.clone()),
    };
    let issued = tokens::create(tx, &token)?;
    Ok((user, Some(issued)))
}
