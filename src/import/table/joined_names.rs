//! The options that make one name of two columns, where the same name stands for several records.

use std::collections::BTreeMap;

use super::mapping::map_option;
use super::plan::RowPlan;
use super::rows::ImportTable;
use super::same_names::{NamePart, fields_of};
use crate::kernel::error::HelpfulOption;
use crate::kernel::text::printable;

/// Names the options that make one name of two columns, where the same name stands for several records.
pub fn name_to_join(table: &ImportTable, plans: &[RowPlan]) -> Option<HelpfulOption> {
    let (name, _) = fields_of(table.kind)?;
    let named = table.headings.column_of(name)?;
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for plan in plans {
        if let (Some(first), Some(row)) = (plan.repeats, plan.row) {
            groups.entry(first).or_default().push(row);
        }
    }
    let tells_all = |part: &&NamePart| groups.values().all(|rows| part.tells_apart(rows));
    let part = table
        .name_parts
        .iter()
        .find(tells_all)
        .filter(|_| !groups.is_empty())?;
    let map = |at: u32| map_option(&printable(table.headings.text(at)), name);
    let (first, last) = (part.at.min(named), part.at.max(named));
    Some(HelpfulOption::new(
        format!("{} {}", map(first), map(last)),
        format!(
            "name each by `{}` as well",
            printable(table.headings.text(part.at))
        ),
    ))
}
