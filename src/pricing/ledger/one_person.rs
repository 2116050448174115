//! A site with one admin: whether that admin may decide about own proposals.

use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::user::service as users;

/// Whether the site has one admin, who decides alone. It ends by itself when there is a second.
pub fn decides_alone(tx: &mut Tx<'_>, grant: &Grant) -> Result<bool> {
    Ok(tx.settings().one_person_approves() && users::active_approvers(tx, grant)?.len() == 1)
}

/// Says what to do where nobody can approve what the only admin proposes.
pub(super) fn advice(tx: &mut Tx<'_>, grant: &Grant) -> Result<Option<String>> {
    let admins = users::active_approvers(tx, grant)?;
    let is_alone = admins.len() == 1
        && tx
            .actor()
            .persons()
            .any(|person| admins.iter().any(|one| one == person));
    Ok((is_alone && !tx.settings().one_person_approves()).then(|| {
        "another admin or finance user must approve this, and the site has none; colab user add NAME --role finance, or \
         colab config set one_person_approves yes"
            .to_owned()
    }))
}
