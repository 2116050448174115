//! What an import would change: the rows of the file and the records of the database, compared. Pure.

use std::collections::{HashMap, HashSet};

use super::adapter::{PresentRecord, TableAdapter};
use super::rows::{ImportTable, RowContent};
use super::spec::TableSpec;
use super::values::FieldValues;
use crate::import::model::ImportAction;
use crate::kernel::error::{Error, ErrorCode, Kind};

/// What an import does about one row.
#[derive(Debug)]
pub struct RowPlan {
    /// Its place in the table.
    pub row: usize,
    pub action: ImportAction,
    /// What it is about, in a few words.
    pub label: String,
    pub record: Option<String>,
    /// Everything for a record to be created, what differs for one to be changed.
    pub values: FieldValues,
    /// What differs, as it was.
    pub before: FieldValues,
    /// Whether the record is there, taken out of use by an undo.
    pub revives: bool,
    pub messages: Vec<String>,
}

impl RowPlan {
    fn new(row: usize, action: ImportAction, label: String) -> Self {
        Self {
            row,
            action,
            label,
            record: None,
            values: FieldValues::default(),
            before: FieldValues::default(),
            revives: false,
            messages: Vec::new(),
        }
    }

    pub fn writes(&self) -> bool {
        matches!(self.action, ImportAction::Create | ImportAction::Update)
    }

    /// Joins the messages.
    pub fn message(&self) -> Option<String> {
        (!self.messages.is_empty()).then(|| self.messages.join("; "))
    }

    /// Turns the row into a refused one.
    pub fn refuse(&mut self, error: &Error) {
        let action = match error.kind {
            Kind::Conflict => ImportAction::Conflict,
            _ => ImportAction::Reject,
        };
        let nearest = error
            .hints
            .first()
            .filter(|hint| hint.starts_with("did you mean"));
        let message = match nearest {
            Some(hint) => format!("{}; {hint}", error.message),
            None => error.message.clone(),
        };
        self.settle(action, message);
    }

    fn settle(&mut self, action: ImportAction, message: String) {
        self.action = action;
        self.messages = vec![message];
    }
}

/// Compares the rows with the records. `undone` are records that an import created and an undo took out of use.
pub fn compare(
    table: &ImportTable,
    spec: &TableSpec,
    adapter: &dyn TableAdapter,
    undone: &HashSet<String>,
) -> Vec<RowPlan> {
    let mut comparison = TableComparison {
        table,
        spec,
        adapter,
        undone,
        plans: Vec::with_capacity(table.rows.len()),
    };
    for (key, places) in comparison.by_key() {
        comparison.pair(&key, places);
    }
    for plan in comparison.plans.iter_mut().filter(|plan| plan.writes()) {
        plan.messages.extend(table.rows[plan.row].remarks.iter().cloned());
    }
    comparison.plans
}

struct TableComparison<'a> {
    table: &'a ImportTable,
    spec: &'a TableSpec,
    adapter: &'a dyn TableAdapter,
    undone: &'a HashSet<String>,
    plans: Vec<RowPlan>,
}

impl TableComparison<'_> {
    /// Makes a plan for each row; returns the rows that can be compared by their keys, in the order of the file.
    fn by_key(&mut self) -> Vec<(String, Vec<usize>)> {
        let mut order: Vec<(String, Vec<usize>)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
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
                    match self.resolved(values) {
                        Ok((key, values)) => {
                            plan.values = values;
                            let place = *places.entry(key.clone()).or_insert_with(|| {
                                order.push((key, Vec::new()));
                                order.len() - 1
                            });
                            order[place].1.push(number);
                        }
                        Err(error) => plan.refuse(&error),
                    }
                }
            }
            self.plans.push(plan);
        }
        order
    }

    fn resolved(&self, values: &FieldValues) -> Result<(String, FieldValues), Error> {
        if let Some(field) = self.spec.empty_key(values) {
            return Err(Error::invalid(ErrorCode::NoKey, format!("{field} is empty")));
        }
        let values = self.adapter.resolve(values.clone())?;
        Ok((self.adapter.key(&values)?, values))
    }

    /// Pairs the rows of one key with its records: equal ones first, what is left must be one row.
    fn pair(&mut self, key: &str, mut rows: Vec<usize>) {
        if rows.len() > 1 && self.adapter.is_unique(key) {
            return self.refuse_repeated(&rows);
        }
        let mut records = self.adapter.found(key);
        rows.retain(|place| {
            let plan = &mut self.plans[*place];
            let same = |present: &PresentRecord| {
                !present.is_off && plan.values.differing_from(&present.values).is_empty()
            };
            let Some(at) = records.iter().position(same) else {
                return true;
            };
            plan.record = Some(records.remove(at).record);
            plan.values = FieldValues::default();
            false
        });
        match rows.as_slice() {
            [] => {}
            [one] => match records.into_iter().next() {
                Some(present) => self.change(*one, present),
                None => self.create(*one),
            },
            several => self.refuse_repeated(several),
        }
    }

    fn refuse_repeated(&mut self, places: &[usize]) {
        let cells: Vec<String> = places
            .iter()
            .map(|place| self.table.place(&self.table.rows[*place]))
            .collect();
        let noun = self.table.kind.noun();
        let fact = format!("the same {noun} stands in {}", cells.join(" and "));
        for place in places {
            self.plans[*place].settle(ImportAction::Reject, fact.clone());
        }
    }

    fn create(&mut self, place: usize) {
        let plan = &mut self.plans[place];
        let missing = self.spec.missing(&plan.values);
        if missing.is_empty() {
            plan.action = ImportAction::Create;
        } else {
            let noun = self.table.kind.noun();
            let fact = format!("a new {noun} needs {}", missing.join(", "));
            plan.settle(ImportAction::Reject, fact);
        }
    }

    fn change(&mut self, place: usize, present: PresentRecord) {
        let plan = &mut self.plans[place];
        plan.values = plan.values.differing_from(&present.values);
        plan.before = plan.values.as_in(&present.values);
        plan.revives = present.is_off && self.undone.contains(&present.record);
        plan.record = Some(present.record);
        if plan.revives {
            plan.settle(ImportAction::Create, "an undo had withdrawn it".into());
        } else if !plan.values.is_empty() {
            let difference = difference(self.spec, plan);
            plan.settle(ImportAction::Update, difference);
        } else if present.is_off {
            let noun = self.table.kind.noun();
            plan.messages.push(format!("this {noun} is out of use"));
        }
    }
}

/// Describes a change: `capacity 20 → 30; location is Upstairs`.
fn difference(spec: &TableSpec, plan: &RowPlan) -> String {
    let one = |(field, new): (&'static str, &str)| {
        let old = plan.before.get(field).unwrap_or_default();
        if spec.column(field).is_some_and(|column| column.is_secret()) {
            return format!("{field} is new");
        }
        match (old, new) {
            ("", new) => format!("{field} is {new}"),
            (old, "") => format!("{field} {old} is cleared"),
            (old, new) => format!("{field} {old} → {new}"),
        }
    };
    plan.values.iter().map(one).collect::<Vec<_>>().join("; ")
}
