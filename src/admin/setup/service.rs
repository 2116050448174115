//! Making and renewing the tokens of jobs.

use chrono::TimeDelta;

use super::model::{JobToken, ServiceToken, TokenStep};
use crate::access::auth::store::token_holder;
use crate::access::auth::{Permission, token};
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::user::model::{ACTIVE, NewToken, TokenFilter, UserTokenKind};
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
/// tokens are those of `user`, or of whoever runs this. `is_alone`: no other machine uses the database, so that a token that no
/// file holds is lost, and revoked too.
///
/// # Errors
/// `NotFound` for an unknown user; those of making a token.
pub fn renew(
    tx: &mut Tx<'_>,
    files: &[TokenFile<'_>],
    user: Option<&str>,
    is_alone: bool,
) -> Result<Vec<ServiceToken>> {
    let _grant = tx.require(Permission::Backup)?;
    let owner = named_or_own(tx, user)?;
    let mut done = Vec::with_capacity(files.len());
    for file in files {
        done.push(renew_one(tx, file, &owner.username, user.is_some(), is_alone)?);
    }
    if done.iter().all(|one| one.step == TokenStep::Kept) {
        tx.mark_unchanged();
    }
    Ok(done)
}

fn renew_one(
    tx: &mut Tx<'_>,
    file: &TokenFile<'_>,
    owner: &str,
    is_named: bool,
    is_alone: bool,
) -> Result<ServiceToken> {
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
        lost: Vec::new(),
    };
    if let Some(kept) = lasts {
        shown.scope.clone_from(&kept.scope.0);
        shown.username.clone_from(&kept.username);
        shown.expires_at = kept.expires_at;
        return Ok(shown);
    }
    let lost = if found.is_none() {
        without_file(tx, file.job, owner)?
    } else {
        Vec::new()
    };
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
    for id in lost {
        if is_alone {
            shown.step = TokenStep::Renewed;
            tokens::revoke(tx, &id.to_string(), Some(owner))?;
        } else {
            shown.lost.push(id);
        }
    }
    shown.expires_at = issued.expires_at;
    shown.text = Some(issued.token);
    Ok(shown)
}

/// Lists the valid tokens of a job's name and scope, where its file holds none of them.
fn without_file(tx: &mut Tx<'_>, job: &JobToken, owner: &str) -> Result<Vec<i64>> {
    let filter = TokenFilter {
        kind: Some(UserTokenKind::Token),
        unrevoked: true,
        ..TokenFilter::default()
    };
    let living = tokens::list(tx, Some(owner), false, filter)?.into_iter();
    let living = living.filter(|one| one.state == ACTIVE).map(|one| one.stored);
    Ok(living
        .filter(|one| one.name.as_deref() == Some(job.name) && one.scope.0 == job.scope())
        .map(|one| one.id)
        .collect())
}
