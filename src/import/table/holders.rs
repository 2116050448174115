//! Which source has which record, so that none cancels what another still lists.

use std::collections::{BTreeMap, BTreeSet};

use super::base::ReadingOrigin;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::import::journal::{self, from_json};
use crate::import::kind::ImportKind;
use crate::import::model::{ImportAction, LET_GO};
use crate::kernel::error::Result;

/// Returns the records that files of other sources had when they were last imported, each with such a source. Schedules and
/// tables may list the same bookings.
pub fn held_elsewhere(
    tx: &mut Tx<'_>,
    grant: &Grant,
    kind: ImportKind,
    source: &str,
) -> Result<BTreeMap<String, String>> {
    let are_bookings = |kind| matches!(kind, ImportKind::Bookings | ImportKind::Schedule);
    let is_alike = |other: ImportKind| other == kind || are_bookings(kind) && are_bookings(other);
    let imports = journal::all(tx, grant)?.into_iter();
    let imports = imports.map(|import| (import.kind, import.source));
    let others =
        imports.filter(|(other, name)| is_alike(*other) && (*other, name.as_str()) != (kind, source));
    let sources: BTreeSet<(ImportKind, String)> = others.collect();
    let mut held = BTreeMap::new();
    for (other, source) in sources {
        let (mut records, mut made) = (BTreeSet::new(), BTreeSet::new());
        for row in journal::rows_of_source(tx, grant, other, &source)? {
            let booking = || row.booking_id.map(|id| id.to_string());
            let Some(record) = row.record.clone().or_else(booking) else {
                continue;
            };
            if row.action == ImportAction::Create {
                made.insert(record.clone());
            }
            match &row.reading {
                // Of other records our lists cannot be told from those of others: whoever made one has it.
                Some(_) if !are_bookings(kind) && !made.contains(&record) => {}
                Some(reading) if !from_json::<ReadingOrigin>(reading)?.is_listed => {
                    records.insert(record);
                }
                // A source that lists again what it had and let go has it again.
                None if row.action == LET_GO => {
                    records.remove(&record);
                    made.insert(record);
                }
                None if row.action == ImportAction::Cancel => {
                    records.remove(&record);
                    made.remove(&record);
                }
                _ => {}
            }
        }
        held.extend(records.into_iter().map(|record| (record, source.clone())));
    }
    Ok(held)
}
