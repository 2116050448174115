//! What an import would change: the rows of the file, the last import of its source, and the records of the database,
//! compared. Pure.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::adapter::{ListedRecord, PresentRecord, TableAdapter};
use super::base::{RowBase, SourceBases, row_key};
use super::marks::ListMarks;
use super::plan::RowPlan;
use super::rows::{ImportTable, RowContent};
use super::spec::TableSpec;
use super::three_way;
use super::values::FieldValues;
use crate::import::kind::ImportKind;
use crate::import::model::ImportAction;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Site;
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::printable;

/// What is known besides the file.
pub struct KnownRows<'a> {
    pub bases: &'a SourceBases,
    /// Records that an import created and an undo took out of use.
    pub undone: &'a HashSet<String>,
    pub site: &'a Site,
    /// Records that other sources made and have, with the source; known where something is to be cancelled.
    pub elsewhere: &'a BTreeMap<String, String>,
}

/// What the command line says about differences.
#[derive(Debug, Clone, Copy, Default)]
pub struct CompareOptions {
    /// The file wins where it and an edit by hand contradict each other.
    pub theirs: bool,
    /// What is gone from the file is cancelled.
    pub prune: bool,
    /// Bookings may lie in the past.
    pub allow_past: bool,
}

/// The plans for all rows, and how many records of earlier imports the file no longer has.
pub struct ComparedTable {
    pub plans: Vec<RowPlan>,
    pub gone: u64,
}

/// Compares the rows with the records and with what they were.
pub fn compare(
    table: &ImportTable,
    spec: &TableSpec,
    adapter: &dyn TableAdapter,
    known: &KnownRows<'_>,
    options: CompareOptions,
) -> ComparedTable {
    let mut comparison = TableComparison {
        table,
        spec,
        adapter,
        known,
        options,
        plans: Vec::with_capacity(table.rows.len()),
        taken: HashSet::new(),
        row_keys: HashSet::new(),
    };
    let mut rows = comparison.open_rows();
    comparison.refuse_repeated_keys(&mut rows);
    comparison.pair_listed(&mut rows);
    comparison.pair_with_bases(&mut rows);
    comparison.pair_with_records(rows);
    let gone = comparison.plan_gone();
    for plan in comparison.plans.iter_mut().filter(|plan| plan.writes()) {
        if let Some(row) = plan.table_row(table) {
            plan.messages.extend(row.remarks.iter().cloned());
        }
    }
    ComparedTable {
        plans: comparison.plans,
        gone,
    }
}

/// A row that no record has been found for.
struct OpenRow {
    place: usize,
    /// What it shares with its record.
    key: String,
    /// What tells it apart in its file.
    row_key: String,
    listed: ListedRecord,
}

pub(super) struct TableComparison<'a> {
    pub(super) table: &'a ImportTable,
    pub(super) spec: &'a TableSpec,
    pub(super) adapter: &'a dyn TableAdapter,
    pub(super) known: &'a KnownRows<'a>,
    pub(super) options: CompareOptions,
    pub(super) plans: Vec<RowPlan>,
    /// Records that rows of the file are about.
    pub(super) taken: HashSet<String>,
    /// What the rows of the file are told apart by.
    pub(super) row_keys: HashSet<String>,
}

impl TableComparison<'_> {
    /// Makes a plan for each row; returns the rows that can be compared.
    fn open_rows(&mut self) -> Vec<OpenRow> {
        let mut open = Vec::with_capacity(self.table.rows.len());
        for (number, row) in self.table.rows.iter().enumerate() {
            let mut plan = RowPlan::new(number, ImportAction::Unchanged, String::new());
            match &row.content {
                RowContent::Example => plan.settle(ImportAction::Ignore, "an example of the template".into()),
                RowContent::Skipped { why, text } => {
                    plan.label.clone_from(text);
                    plan.settle(ImportAction::Ignore, (*why).to_owned());
                }
                RowContent::Fault { why, text } => {
                    plan.label.clone_from(text);
                    plan.settle(ImportAction::Reject, why.clone());
                }
                RowContent::Values(values) => {
                    plan.label = self.adapter.label(values);
                    match self.open_row(number, values, &mut plan) {
                        Ok(row) => {
                            self.row_keys.insert(row.row_key.clone());
                            open.push(row);
                        }
                        Err(error) => plan.refuse(&error),
                    }
                }
            }
            self.plans.push(plan);
        }
        open
    }

    fn open_row(&self, place: usize, values: &FieldValues, plan: &mut RowPlan) -> Result<OpenRow> {
        let mut values = values.clone();
        let marks = ListMarks::take(&mut values, self.known.site);
        values = self.adapter.complete(values);
        if let Some(field) = self.spec.empty_key(&values) {
            plan.missing = vec![field];
            return Err(Error::invalid(ErrorCode::NoKey, format!("{field} is empty")));
        }
        let row_key = row_key(self.spec.kind, &values);
        let values = self.adapter.resolve(values)?;
        let listed = match marks {
            Some(marks) => self.adapter.listed(&marks, &values)?,
            None => ListedRecord::Unknown,
        };
        plan.is_listed = matches!(listed, ListedRecord::Own { .. });
        let key = match &listed {
            ListedRecord::Own { .. } => String::new(),
            _ => self.adapter.key(&values)?,
        };
        plan.reading = Some((row_key.clone(), values.clone()));
        plan.values = values;
        Ok(OpenRow {
            place,
            key,
            row_key,
            listed,
        })
    }

    /// Passes over rows that say the same of a record once more, and refuses those that contradict each other.
    fn refuse_repeated_keys(&mut self, rows: &mut Vec<OpenRow>) {
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for row in rows.iter() {
            match &row.listed {
                ListedRecord::Own { record, .. } => places.entry(record).or_default().push(row.place),
                _ if self.adapter.is_unique(&row.key) => places.entry(&row.key).or_default().push(row.place),
                _ => {}
            }
        }
        let repeated: Vec<Vec<usize>> = places.into_values().filter(|places| places.len() > 1).collect();
        let mut settled: HashSet<usize> = HashSet::new();
        let are_others = self.are_mostly_others(&repeated);
        for places in &repeated {
            let values = |place: &usize| &self.plans[*place].values;
            match places.as_slice() {
                [first, others @ ..]
                    if !are_others
                        && others
                            .iter()
                            .all(|other| values(other).say_the_same(values(first))) =>
                {
                    let fact = format!("says the same as {}", self.table.place(&self.table.rows[*first]));
                    for place in others {
                        self.plans[*place].settle(ImportAction::Ignore, fact.clone());
                    }
                    settled.extend(others);
                }
                _ => {
                    self.refuse_repeated(places);
                    settled.extend(places);
                }
            }
        }
        rows.retain(|row| !settled.contains(&row.place));
    }

    /// Returns whether rows of one name are other records: they are many, and a part of a name that is not read tells all of
    /// them apart.
    fn are_mostly_others(&self, repeated: &[Vec<usize>]) -> bool {
        let again: usize = repeated.iter().map(|places| places.len() - 1).sum();
        let row = |place: &usize| self.plans[*place].row;
        let rows: Vec<Vec<usize>> = repeated
            .iter()
            .map(|places| places.iter().filter_map(row).collect())
            .collect();
        let mut parts = self.table.name_parts.iter();
        again * 3 > self.table.rows.len() && parts.any(|part| rows.iter().all(|rows| part.tells_apart(rows)))
    }

    fn refuse_repeated(&mut self, places: &[usize]) {
        let cells: Vec<String> = places
            .iter()
            .map(|place| self.table.place(&self.table.rows[*place]))
            .collect();
        let noun = self.table.kind.noun();
        let mut fact = format!("the same {noun} stands in {}", cells.join(" and "));
        let mut values = places.iter().map(|place| &self.plans[*place].values);
        let first = values.next();
        let skipped = &self.table.headings.skipped;
        // Equal bookings may differ in what is not read, as in the room.
        let may_differ = self.table.kind == ImportKind::Bookings && !skipped.is_empty();
        if may_differ && values.all(|other| Some(other) == first) {
            let skipped: Vec<String> = skipped
                .iter()
                .map(|one| format!("`{}`", printable(one)))
                .collect();
            fact.push_str(&format!(
                "; what is skipped may tell them apart: {}",
                skipped.join(", ")
            ));
        }
        for place in places {
            let plan = &mut self.plans[*place];
            plan.repeats = places.first().copied();
            plan.settle(ImportAction::Reject, fact.clone());
        }
    }

    /// Pairs rows of our own lists with the records that they came from.
    fn pair_listed(&mut self, rows: &mut Vec<OpenRow>) {
        rows.retain(|row| {
            let ListedRecord::Own { record, is_current } = &row.listed else {
                return true;
            };
            if let Some(present) = self.adapter.present(record) {
                self.settle_pair(row.place, present, !*is_current, *is_current);
            }
            false
        });
    }

    /// Pairs rows with the records that they made or changed when they were last imported. What has a key of its own is
    /// found by it first.
    fn pair_with_bases(&mut self, rows: &mut Vec<OpenRow>) {
        let bases = self.known.bases;
        if bases.rows.is_empty() {
            return;
        }
        // Rows of one key, of which each may be another's: equal ones first.
        for is_equal in [true, false] {
            rows.retain(|row| {
                let is_found = self.adapter.is_unique(&row.key) && !self.adapter.found(&row.key).is_empty();
                if is_found {
                    return true;
                }
                let reading = &self.plans[row.place].values;
                let fits = |base: &&RowBase| {
                    !self.taken.contains(&base.record)
                        && (!is_equal || three_way::says_the_same(&base.values, reading))
                };
                let base = bases.with_key(&row.row_key).find(fits);
                let Some(present) = base.and_then(|base| self.adapter.present(&base.record)) else {
                    return true;
                };
                !self.follow_base(row.place, present)
            });
        }
    }

    /// Pairs a row with the record of its base. A price without a day that changes is a new one from today on.
    fn follow_base(&mut self, place: usize, present: PresentRecord) -> bool {
        const DAY: &str = "effective_date";
        let values = &self.plans[place].values;
        let day = present.values.get(DAY).unwrap_or_default().to_owned();
        if self.spec.kind == ImportKind::Pricing && values.get(DAY) != Some(&day) {
            let mut undated = values.clone();
            undated.set(DAY, day);
            let merged = self.merged(
                &undated,
                &present,
                self.known.bases.of_record(&present.record),
                false,
            );
            if !merged.changes.is_empty() && merged.disputed.is_empty() {
                return false;
            }
            if let Some((_, reading)) = &mut self.plans[place].reading {
                reading.clone_from(&undated);
            }
            self.plans[place].values = undated;
        }
        self.settle_pair(place, present, false, false);
        true
    }

    /// Pairs the other rows with records of the same key, and plans new records for what is left.
    fn pair_with_records(&mut self, rows: Vec<OpenRow>) {
        let mut order: Vec<Vec<OpenRow>> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for row in rows {
            let key = self.group_key(&row);
            let group = *places.entry(key).or_insert_with(|| {
                order.push(Vec::new());
                order.len() - 1
            });
            order[group].push(row);
        }
        for group in order {
            self.pair_group(group);
        }
    }

    /// Returns the key of rows that may be about the same records.
    fn group_key(&self, row: &OpenRow) -> String {
        match self.adapter.adoption_key(&row.key, &self.plans[row.place].values) {
            Some(key) => format!("adopts {key}"),
            None => row.key.clone(),
        }
    }

    /// Pairs rows of one key: equal ones first, what is left must be one row.
    fn pair_group(&mut self, mut rows: Vec<OpenRow>) {
        let adopted = |row: &OpenRow| self.adapter.adoption_key(&row.key, &self.plans[row.place].values);
        let adoption = rows.first().and_then(adopted);
        let mut records = match (&adoption, rows.first()) {
            (Some(key), _) => self.adapter.adoptable(key),
            (None, Some(row)) => self.adapter.found(&row.key),
            (None, None) => Vec::new(),
        };
        records.retain(|present| !self.taken.contains(&present.record));
        if adoption.is_some() {
            // Which of several a reference means is not guessed.
            let is_clear = records.len() == 1 || records.len() == rows.len();
            let mut records = records.into_iter().filter(|_| is_clear);
            for row in rows {
                match records.next() {
                    Some(present) => self.settle_pair(row.place, present, false, false),
                    None => self.create(&row),
                }
            }
            return;
        }
        rows.retain(|row| {
            let values = &self.plans[row.place].values;
            let same = |present: &PresentRecord| {
                !present.is_off && values.differing_from(&present.values).is_empty()
            };
            let Some(at) = records.iter().position(same) else {
                return true;
            };
            let present = records.remove(at);
            self.settle_pair(row.place, present, false, false);
            false
        });
        match rows.as_slice() {
            [] => {}
            [one] => match records.into_iter().next() {
                Some(present) => self.settle_pair(one.place, present, false, false),
                None => self.create(one),
            },
            several => {
                let places: Vec<usize> = several.iter().map(|row| row.place).collect();
                self.refuse_repeated(&places);
            }
        }
    }

    /// Refuses a device that stands here by its tag, which it had for a serial number: it would be there twice.
    fn known_by_tag(&self, row: &OpenRow) -> Option<Error> {
        let plan = &self.plans[row.place];
        let tag = plan.table_row(self.table)?.tag.as_deref()?;
        let is_alike = |present: &PresentRecord| {
            !present.is_off && present.values.get("category") == plan.values.get("category")
        };
        let present = self.adapter.present(tag).filter(is_alike)?;
        let (known, serial) = (&present.record, &plan.label);
        Some(Error::invalid(
            ErrorCode::SerialChanged,
            format!(
                "device {known} is here by its tag, and its serial number cannot be changed to {serial}; first: colab \
                 device move {} --to retired",
                shell_word(known)
            ),
        ))
    }

    fn create(&mut self, row: &OpenRow) {
        let known_by_tag = self.known_by_tag(row);
        let plan = &mut self.plans[row.place];
        if let Some(error) = known_by_tag {
            return plan.refuse(&error);
        }
        if let ListedRecord::Another(error) = &row.listed {
            return plan.refuse(error);
        }
        plan.values = self.adapter.complete_new(std::mem::take(&mut plan.values));
        let missing = self.spec.missing(&plan.values);
        if !missing.is_empty() {
            let noun = self.table.kind.noun();
            let fact = format!("a new {noun} needs {}", missing.join(", "));
            plan.missing = missing;
            return plan.settle(ImportAction::Reject, fact);
        }
        match self.adapter.plausible(&plan.values, self.options.allow_past) {
            Ok(warnings) => {
                plan.action = ImportAction::Create;
                plan.messages.extend(warnings);
            }
            Err(error) => plan.refuse(&error),
        }
    }
}
