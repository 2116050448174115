//! What becomes of one record: by the row of the file, by what the row had before, and by what the record is now.

use super::adapter::PresentRecord;
use super::base::RowBase;
use super::compare::TableComparison;
use super::plan::{RowPlan, difference};
use super::three_way::{self, MergedRow, RowBefore};
use super::values::FieldValues;
use crate::import::kind::ImportKind;
use crate::import::model::ImportAction;

impl TableComparison<'_> {
    pub(super) fn merged(
        &self,
        row: &FieldValues,
        present: &PresentRecord,
        base: Option<&RowBase>,
        is_stale: bool,
    ) -> MergedRow {
        let is_left =
            |field: &str| base.is_some_and(|base| self.adapter.is_as_left(present, &base.left, field));
        let before = match base {
            Some(base) => RowBefore::Known {
                values: &base.values,
                is_left: &is_left,
            },
            None if is_stale => RowBefore::Stale,
            None => RowBefore::Nothing,
        };
        let is_step = |field: &str, old: &str, now: &str| self.adapter.is_step(field, old, now);
        three_way::merge(row, &before, &present.values, is_step)
    }

    /// Plans what becomes of a record. `is_stale`: it was changed after the file was written; `is_current`: it was not,
    /// so that every difference is the file's.
    pub(super) fn settle_pair(
        &mut self,
        place: usize,
        present: PresentRecord,
        is_stale: bool,
        is_current: bool,
    ) {
        self.taken.insert(present.record.clone());
        let row = std::mem::take(&mut self.plans[place].values);
        // Where the file begins to say whether a record is in use, it is taken at its word.
        let begins_to_say = |base: &RowBase| {
            let mut fields = ["status", "is_active"].iter();
            fields.any(|field| row.text(field).is_some() && base.values.get(field).is_none())
        };
        let is_taken_as_said = |base: &&RowBase| is_current || present.is_off && begins_to_say(base);
        let base = self.known.bases.of_record(&present.record);
        let base = base.filter(|base| !is_taken_as_said(base));
        let lacks_base = !is_current && self.known.bases.lacks(&present.record);
        let is_stale = is_stale || lacks_base;
        let merged = self.merged(&row, &present, base, is_stale);
        let last = self.known.bases.of_record(&present.record);
        let is_known = |(key, values): &(String, FieldValues)| {
            last.is_some_and(|base| base.key == *key && three_way::says_the_same(&base.values, values))
        };
        let says_off = |values: &FieldValues| self.adapter.says_it_is_off(values, &present);
        let was_said = base.is_some_and(|base| says_off(&base.values));
        let is_off = present.is_off && !says_off(&row) && !was_said;
        let is_undone = is_off && self.known.undone.contains(&present.record);
        let disagreed = base.is_some_and(|base| base.disagreed);
        let off = self.adapter.off_word();
        let (spec, options, adapter) = (self.spec, self.options, self.adapter);
        let plan = &mut self.plans[place];
        plan.record = Some(present.record.clone());
        if plan.reading.as_ref().is_some_and(is_known) {
            plan.reading = None;
        }
        // Of other records a file has those that it made: again, where it left one to another file.
        let may_have = spec.kind == ImportKind::Bookings || self.known.bases.has_let_go(&present.record);
        plan.is_claim = may_have && last.is_none() && !plan.is_listed;
        let takes_file = options.theirs && (disagreed || merged.is_changed_in_file());
        if is_undone || is_off && base.is_some() {
            let differing = row.differing_from(&present.values);
            let (action, fact) = if is_undone {
                (ImportAction::Create, "an undo had withdrawn it".to_owned())
            } else if takes_file {
                (ImportAction::Update, format!("it was {off}: as in the file"))
            } else if merged.is_changed_in_file() {
                let changed = difference(spec, &present.values, &differing);
                let fact = format!(
                    "{off} by hand and changed in the file ({changed}): it stays so; --theirs takes the file"
                );
                (ImportAction::Disagree, fact)
            } else {
                (ImportAction::Keep, format!("{off} by hand: it stays so"))
            };
            if matches!(action, ImportAction::Create | ImportAction::Update) {
                plan.before = differing.as_in(&present.values);
                plan.before.extend(adapter.to_bring_back(&present));
                plan.values = differing;
                plan.revives = true;
            }
            return plan.settle(action, fact);
        }
        let by_hand = if is_stale && base.is_none() {
            format!("changed here since it was listed ({})", merged.by_hand())
        } else {
            format!("edited by hand ({})", merged.by_hand())
        };
        let mut edited = merged.edited.clone();
        let mut disputed = merged.disputed.clone();
        plan.values = merged.changes;
        // The file itself took it out of use, and takes that back.
        let is_back = present.is_off && was_said && !says_off(&row) && plan.values.text("status").is_some();
        plan.revives = is_back;
        if takes_file {
            let taken = disputed.drain(..).chain(edited.drain(..).filter(|_| disagreed));
            plan.values.extend(row.only(&taken.collect::<Vec<_>>()));
        }
        plan.before = plan.values.as_in(&present.values);
        if is_back {
            plan.before.extend(adapter.to_bring_back(&present));
        }
        let mut facts = Vec::new();
        if !plan.values.is_empty() {
            facts.push(difference(spec, &plan.before, &plan.values));
        }
        plan.action = if !disputed.is_empty() {
            let before = base.map_or(&present.values, |base| &base.values);
            let wanted = difference(spec, before, &row.only(&disputed));
            facts.push(if lacks_base {
                format!(
                    "not as in the file ({wanted}), perhaps edited by hand: the last import kept no copy of the row; it stays; --theirs takes the file"
                )
            } else {
                format!("{by_hand} and changed in the file ({wanted}): the edit stays; --theirs takes the file")
            });
            ImportAction::Disagree
        } else if !edited.is_empty() {
            facts.push(format!("{by_hand}: the edit stays"));
            if plan.values.is_empty() {
                ImportAction::Keep
            } else {
                ImportAction::Update
            }
        } else if plan.values.is_empty() {
            if is_off {
                facts.push(format!("this {} is {off}", self.table.kind.noun()));
            }
            ImportAction::Unchanged
        } else {
            ImportAction::Update
        };
        plan.messages = facts;
        let (starts, ends) = (plan.values.get("starts_at"), plan.values.get("ends_at"));
        if starts.or(ends).is_some() || plan.values.text("client_name").is_some() {
            match adapter.plausible(&row, options.allow_past || starts.is_none()) {
                Ok(warnings) => plan.messages.extend(warnings),
                Err(error) => plan.refuse(&error),
            }
        }
    }

    /// Plans what becomes of the records that the file no longer has; returns how many there are.
    pub(super) fn plan_gone(&mut self) -> u64 {
        let is_fault = |plan: &RowPlan| plan.action.is_refusal();
        let is_faulty = self.plans.iter().any(is_fault);
        let mut count = 0;
        for base in &self.known.bases.rows {
            // A row of the file may have got another record: a price of its own from today on.
            let has_row = self.spec.kind != ImportKind::Bookings && self.row_keys.contains(&base.key);
            if has_row || self.taken.contains(&base.record) {
                continue;
            }
            let Some(present) = self
                .adapter
                .present(&base.record)
                .filter(|present| !present.is_off)
            else {
                continue;
            };
            count += 1;
            if !self.options.prune {
                continue;
            }
            let merged = self.merged(&base.values, &present, Some(base), false);
            let mut plan = RowPlan::gone(&base.record, &base.label, base.cell.clone());
            let (action, fact) = if self.table.rows.is_empty() {
                (
                    ImportAction::Keep,
                    "the file has no rows: nothing is cancelled".to_owned(),
                )
            } else if is_faulty {
                (
                    ImportAction::Keep,
                    "gone from the file, but rows of it were not understood".to_owned(),
                )
            } else if self.table.hides_rows {
                (
                    ImportAction::Keep,
                    "gone from the file, or in a hidden row of it".to_owned(),
                )
            } else if let Some(other) = self.known.elsewhere.get(&base.record) {
                plan.lets_go = true;
                (
                    ImportAction::Keep,
                    format!("gone from the file, but {other} has it"),
                )
            } else if self.adapter.is_past(&present) {
                (
                    ImportAction::Keep,
                    "gone from the file, but in the past".to_owned(),
                )
            } else if !merged.edited.is_empty() {
                (
                    ImportAction::Keep,
                    format!("gone from the file, but edited by hand ({})", merged.by_hand()),
                )
            } else {
                plan.before = self.adapter.to_bring_back(&present);
                (ImportAction::Cancel, "gone from the file".to_owned())
            };
            plan.settle(action, fact);
            self.plans.push(plan);
        }
        count
    }
}
