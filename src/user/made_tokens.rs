//! Tokens that a user made for others: they end with the maker's role.

use serde_json::json;

use super::model::{TokenFilter, UserToken};
use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::auth::store::{self as auth_store, UserRow};
use crate::access::tx::Tx;
use crate::kernel::error::Result;

/// Ends the living tokens that a user made for others, unless they are kept, and returns them.
pub fn end(tx: &mut Tx<'_>, grant: &Grant, maker: &UserRow, keep: bool) -> Result<Vec<UserToken>> {
    let filter = TokenFilter {
        made_by: Some(maker.user_id.clone()),
        ..TokenFilter::default()
    };
    let real_now = tx.real_now();
    let mut made = store::tokens(tx.connection(), &filter)?;
    made.retain(|token| token.expires_at.is_none_or(|at| at > real_now));
    for token in made.iter_mut().filter(|_| !keep) {
        auth_store::revoke_token(tx.connection(), token.id, real_now)?;
        token.revoked_at = Some(real_now);
        let facts = json!({"revoked": true, "kind": token.kind, "name": token.name, "user": token.username,
            "maker": maker.username});
        tx.audit(grant, AuditEvent::happened("token", token.id, facts));
    }
    Ok(made.into_iter().map(|one| UserToken::of(one, real_now)).collect())
}
