//! Conditions that people must know of, each found from what is open or lies ahead.

mod devices;
mod ghosts;
mod imports;
mod jobs;
mod model;
mod rentals;
mod tokens;
mod wishes;

use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::device::overview;
use crate::kernel::error::Result;
use crate::rental::overdue;

pub use imports::left_out;
pub use model::ActiveCondition;

/// Returns every condition that holds now.
pub fn find(tx: &mut Tx<'_>, grant: &Grant) -> Result<Vec<ActiveCondition>> {
    let sees_devices = tx.require(Permission::SeeDevices)?;
    let today = tx.site().today(tx.now());
    let today = tx.site().days(today, today)?;
    // What depends on nothing else is asked together.
    let asked = (
        overview::query(tx, &sees_devices, &today),
        overdue::open_query(&sees_devices),
        ghosts::waiting(tx),
        imports::left_out(),
    );
    let (known, rentals_out, ghosts, remainders) = tx.connection().answer(asked)?;
    let begun = known.begun.clone();
    let mut found = devices::find(tx, known)?;
    found.extend(rentals::find(tx, grant, rentals_out, begun)?);
    found.extend(ghosts);
    found.extend(remainders);
    found.extend(jobs::in_trouble(tx, grant)?);
    found.extend(wishes::answered(tx, grant)?);
    found.extend(tokens::ending(tx, grant)?);
    Ok(found)
}
