//! Making and renewing the tokens of jobs.

use chrono::TimeDelta;

use super::model::{JobToken, ServiceToken, TokenStep};
use crate::access::auth::store::token_holder;
use crate::access::auth::{Permission, token};
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::user::model::NewToken;
use crate::user::service::named_or_own;
use crate::user::tokens::{self, TOLD_BEFORE};

/// How long a token of a job lives.
const LIFE: TimeDelta = TimeDelta::days(365);

/// A token of a job, and what its file holds now.
pub struct TokenFile<'a> {
    pub job: &'a JobToken,
    pub path: String,
    pub text: Option<String>,
    /// Others may read it: its token is not kept.
    pub is_exposed: bool,
}

/// Keeps each token that opens what its job runs for a while yet, makes the others, and revokes those that they replace. The
/// tokens are those of `user`, or of whoever runs this.
///
/// # Errors
/// `NotFound` for an unknown user; those of making a token.
pub fn renew(tx: &mut Tx<'_>, files: &[TokenFile<'_>], user: Option<&str>) -> Result<Vec<ServiceToken>> {
    let _grant = tx.require(Permission::Backup)?;
    let owner = named_or_own(tx, user)?;
    let mut done = Vec::with_capacity(files.len());
    for file in files {
        done.push(renew_one(tx, file, &owner.username, user.is_some())?);
    }
    if done.iter().all(|one| one.step == TokenStep::Kept) {
        tx.mark_unchanged();
    }
    Ok(done)
}

fn renew_one(tx: &mut Tx<'_>, file: &TokenFile<'_>, owner: &str, is_named: bool) -> Result<ServiceToken> {
    let (now, scope) = (tx.real_now(), file.job.scope());
    let found = match &file.text {
        Some(text) => token_holder(tx.connection(), &token::hash(text))?,
        None => None,
    };
    let lasts = found.as_ref().filter(|one| {
        let is_alive = one.revoked_at.is_none() && one.is_active;
        let is_long = one.expires_at.is_none_or(|at| at > now.plus(TOLD_BEFORE));
        let is_owned = !is_named || one.username == owner;
        !file.is_exposed && is_alive && is_long && is_owned && token::covers_all(&one.scope.0, &scope)
    });
    let mut shown = ServiceToken {
        name: file.job.name,
        step: TokenStep::Kept,
        scope,
        username: owner.to_owned(),
        expires_at: None,
        file: file.path.clone(),
        text: None,
    };
    if let Some(kept) = lasts {
        shown.scope.clone_from(&kept.scope.0);
        shown.username.clone_from(&kept.username);
        shown.expires_at = kept.expires_at;
        return Ok(shown);
    }
    let new = NewToken {
        name: file.job.name.to_owned(),
        scope: shown.scope.clone(),
        expires_at: Some(now.plus(LIFE)),
        user: Some(owner.to_owned()),
    };
    let issued = tokens::create(tx, &new)?;
    shown.step = TokenStep::Made;
    if let Some(old) = found {
        shown.step = TokenStep::Renewed;
        if old.revoked_at.is_none() {
            tokens::revoke(tx, &old.id.to_string(), Some(&old.username))?;
        }
    }
    shown.expires_at = issued.expires_at;
    shown.text = Some(issued.token);
    Ok(shown)
}
