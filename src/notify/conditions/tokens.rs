//! Tokens of programs that are about to end.

use super::model::ActiveCondition;
use crate::access::auth::Grant;
use crate::access::outbox::Recipient;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::period::Site;
use crate::notify::model::{Condition, NotificationDetails, Severity};
use crate::user::model::StoredToken;
use crate::user::tokens;

/// Returns a condition for each token that ends soon: one for a token and its end.
pub fn ending(tx: &mut Tx<'_>, grant: &Grant) -> Result<Vec<ActiveCondition>> {
    let site = tx.site();
    let ending = tokens::ending(tx, grant)?.ending.into_iter();
    Ok(ending.filter_map(|token| found(&token, &site)).collect())
}

fn found(token: &StoredToken, site: &Site) -> Option<ActiveCondition> {
    let end = token.expires_at?;
    let when = site.local(end).format("%Y-%m-%d %H:%M");
    let described = token.described();
    Some(ActiveCondition {
        requester: Some(Recipient::User(token.username.clone())),
        condition: Condition::TokenEnding,
        severity: Severity::Warn,
        entity: "token",
        entity_id: token.id.to_string(),
        about: format!("{}:{end}", token.id),
        title: format!("The {described} ends"),
        message: format!(
            "the {described} ends at {when}; make its successor: {}",
            token.successor_command()
        ),
        details: NotificationDetails::default(),
    })
}
