//! Conditions that people must know of, each found from what is open or lies ahead.

mod devices;
mod ghosts;
mod imports;
mod jobs;
mod model;
mod rentals;
mod tokens;
mod wishes;

use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::kernel::error::Result;

pub use imports::left_out;
pub use model::ActiveCondition;

/// Returns every condition that holds now.
pub fn find(tx: &mut Tx<'_>, grant: &Grant) -> Result<Vec<ActiveCondition>> {
    let mut found = devices::low_stock(tx)?;
    found.extend(devices::conflicts(tx)?);
    found.extend(devices::unfit(tx)?);
    found.extend(devices::waiting(tx)?);
    found.extend(rentals::find(tx, grant)?);
    found.extend(ghosts::waiting(tx)?);
    found.extend(imports::left_out(tx)?);
    found.extend(jobs::in_trouble(tx, grant)?);
    found.extend(wishes::answered(tx, grant)?);
    found.extend(tokens::ending(tx, grant)?);
    Ok(found)
}
