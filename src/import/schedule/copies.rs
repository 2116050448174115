//! Copies of a schedule: a file under another name with the cells of one that was imported. To book it would double what was
//! booked, and bring back what people cancelled or moved.

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;

use super::bases::bases;
use super::model::{CellPlace, ScheduleOptions};
use super::plan::SchedulePlan;
use crate::access::tx::Tx;
use crate::import::kind::ImportKind;
use crate::import::model::ImportAction;
use crate::import::store;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::shell_word::shell_word;

/// The schedule that a file is a copy of.
#[derive(Debug, Clone)]
pub struct CopiedSchedule {
    source: String,
    /// How many cells of the file have the same client on the same day in the same cell there.
    same: usize,
    /// How many cells it has that this source never had.
    new: usize,
}

/// Finds the schedule of which most of the cells are that this source has for the first time. A file of which most was
/// imported before is no copy.
pub fn find(
    tx: &mut Tx<'_>,
    plan: &SchedulePlan,
    options: &ScheduleOptions,
) -> Result<Option<CopiedSchedule>> {
    let cells: Vec<(&CellPlace, NaiveDate, String)> = plan
        .with(ImportAction::Create)
        .filter_map(|item| {
            let client = &item.booking.as_ref()?.client_name;
            Some((item.place.as_ref()?, item.day?, name_key(client)))
        })
        .collect();
    let booked = plan.items.iter().filter(|item| item.booking.is_some()).count();
    if cells.is_empty() || cells.len() * 2 <= booked {
        return Ok(None);
    }
    let imports = store::all(tx.connection())?.into_iter();
    let schedules =
        imports.filter(|import| import.kind == ImportKind::Schedule && import.undone_at.is_none());
    let others: BTreeSet<String> = schedules
        .map(|import| import.source)
        .filter(|source| *source != options.source)
        .collect();
    for source in others {
        let known: HashSet<(CellPlace, NaiveDate, String)> = bases(tx, &source)?
            .into_iter()
            .filter_map(|base| Some((base.place?, base.day, name_key(&base.booking.client_name))))
            .collect();
        let is_known = |(place, day, client): &&(&CellPlace, NaiveDate, String)| {
            known.contains(&((*place).clone(), *day, client.clone()))
        };
        let same = cells.iter().filter(is_known).count();
        if same * 2 > cells.len() {
            return Ok(Some(CopiedSchedule {
                source,
                same,
                new: cells.len(),
            }));
        }
    }
    Ok(None)
}

impl CopiedSchedule {
    /// Returns why nothing of the file is imported, and how it would be.
    pub fn error(&self) -> Error {
        let Self { source, same, new } = self;
        let fact = format!(
            "the file is a copy of the schedule `{source}`: {same} of {new} bookings stand in the same cells there; \
             nothing is imported"
        );
        Error::conflict(ErrorCode::ImportConflicts, fact).option(
            format!("--source {}", shell_word(source)),
            "import it as a newer version of that schedule",
        )
    }
}
