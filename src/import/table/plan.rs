//! What an import would change: the rows of the file and the records of the database, compared. Pure.

use std::collections::{HashMap, HashSet};

use super::super::model::Action;
use super::adapter::{Adapter, Present};
use super::field::Field;
use super::rows::{Said, Table};
use super::spec::Spec;
use super::values::Values;
use crate::kernel::error::{Error, ErrorCode, Kind};

/// What is done about one row.
#[derive(Debug)]
pub struct Item {
    /// Its place in the table.
    pub row: usize,
    pub action: Action,
    /// What it is about, in a few words.
    pub label: String,
    pub record: Option<String>,
    /// Of a record that is made all that is said, of one that is changed what differs.
    pub values: Values,
    /// What differs, as it was.
    pub before: Values,
    /// The record is there, taken out of use by an undo.
    pub revives: bool,
    pub messages: Vec<String>,
}

impl Item {
    fn new(row: usize, action: Action, label: String) -> Self {
        Self {
            row,
            action,
            label,
            record: None,
            values: Values::default(),
            before: Values::default(),
            revives: false,
            messages: Vec::new(),
        }
    }

    pub fn writes(&self) -> bool {
        matches!(self.action, Action::Create | Action::Update)
    }

    /// It is not to be done after all.
    pub fn refuse(&mut self, error: &Error) {
        self.action = match error.kind {
            Kind::Conflict => Action::Conflict,
            _ => Action::Reject,
        };
        self.messages = vec![sentence(error)];
    }
}

/// A refusal with its first way out, where it names the nearest.
fn sentence(error: &Error) -> String {
    match error
        .hints
        .first()
        .filter(|hint| hint.starts_with("did you mean"))
    {
        Some(hint) => format!("{}; {hint}", error.message),
        None => error.message.clone(),
    }
}

/// Compares. `taken_back` are records that an import made and an undo took out of use.
pub fn compare(table: &Table, spec: &Spec, adapter: &dyn Adapter, taken_back: &HashSet<String>) -> Vec<Item> {
    let mut comparison = Comparison {
        table,
        spec,
        adapter,
        taken_back,
        items: Vec::with_capacity(table.rows.len()),
    };
    for (key, places) in comparison.by_key() {
        comparison.settle_key(&key, places);
    }
    comparison.items
}

struct Comparison<'a> {
    table: &'a Table,
    spec: &'a Spec,
    adapter: &'a dyn Adapter,
    taken_back: &'a HashSet<String>,
    items: Vec<Item>,
}

impl Comparison<'_> {
    /// An item for each row; the rows that can be compared by their keys, in the order of the file.
    fn by_key(&mut self) -> Vec<(String, Vec<usize>)> {
        let mut order: Vec<(String, Vec<usize>)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (number, row) in self.table.rows.iter().enumerate() {
            let values = match &row.said {
                Said::Values(values) => values,
                Said::Example => {
                    let mut item = Item::new(number, Action::Ignore, String::new());
                    item.messages.push("an example of the template".into());
                    self.items.push(item);
                    continue;
                }
                Said::Fault { why, text } => {
                    let mut item = Item::new(number, Action::Reject, text.clone());
                    item.messages.push(why.clone());
                    self.items.push(item);
                    continue;
                }
            };
            let mut item = Item::new(number, Action::Unchanged, self.adapter.label(values));
            let settled = match self.spec.nameless(values) {
                Some(field) => Err(Error::invalid(ErrorCode::NoKey, format!("{field} is empty"))),
                None => self.adapter.settle(values.clone()),
            };
            match settled.and_then(|values| Ok((self.adapter.key(&values)?, values))) {
                Ok((key, values)) => {
                    item.values = values;
                    let place = *places.entry(key.clone()).or_insert_with(|| {
                        order.push((key, Vec::new()));
                        order.len() - 1
                    });
                    order[place].1.push(self.items.len());
                }
                Err(error) => item.refuse(&error),
            }
            self.items.push(item);
        }
        order
    }

    /// Rows of one key, and the records that have it: what is the same is paired first, what is left must be one row.
    fn settle_key(&mut self, key: &str, mut rows: Vec<usize>) {
        let mut records = self.adapter.found(key);
        if rows.len() > 1 && self.adapter.keys_are_unique(key) {
            return self.refuse_twice(&rows);
        }
        rows.retain(|place| {
            let values = &self.items[*place].values;
            let same =
                |present: &Present| !present.is_off && values.differing_from(&present.values).is_empty();
            let Some(at) = records.iter().position(same) else {
                return true;
            };
            let present = records.remove(at);
            let item = &mut self.items[*place];
            item.record = Some(present.record);
            item.values = Values::default();
            false
        });
        match rows.as_slice() {
            [] => {}
            [one] => match records.into_iter().next() {
                Some(present) => self.change(*one, present),
                None => self.create(*one),
            },
            several => self.refuse_twice(several),
        }
    }

    fn refuse_twice(&mut self, places: &[usize]) {
        let cells: Vec<String> = places
            .iter()
            .map(|place| self.table.place(&self.table.rows[self.items[*place].row]))
            .collect();
        let fact = format!(
            "the same {} stands in {}",
            self.adapter.noun(),
            cells.join(" and ")
        );
        for place in places {
            let item = &mut self.items[*place];
            item.action = Action::Reject;
            item.messages = vec![fact.clone()];
        }
    }

    fn create(&mut self, place: usize) {
        let item = &mut self.items[place];
        let missing = self.spec.missing(&item.values);
        if missing.is_empty() {
            item.action = Action::Create;
        } else {
            item.action = Action::Reject;
            item.messages = vec![format!(
                "a new {} needs {}",
                self.adapter.noun(),
                missing.join(", ")
            )];
        }
    }

    fn change(&mut self, place: usize, present: Present) {
        let item = &mut self.items[place];
        let changes = item.values.differing_from(&present.values);
        let revives = present.is_off && self.taken_back.contains(&present.record);
        item.before = changes.as_in(&present.values);
        item.record = Some(present.record);
        item.values = changes;
        item.revives = revives;
        if revives {
            item.action = Action::Create;
            item.messages.push("an undo had taken it back".into());
        } else if item.values.is_empty() {
            if present.is_off {
                item.messages
                    .push(format!("this {} is out of use", self.adapter.noun()));
            }
        } else {
            item.action = Action::Update;
            let difference = difference(self.spec, item);
            item.messages.push(difference);
        }
    }
}

/// `capacity 20 → 30; location is Upstairs`.
fn difference(spec: &Spec, item: &Item) -> String {
    let one = |(field, new): (&'static str, &str)| {
        let old = item.before.get(field).unwrap_or_default();
        match (spec.field(field).is_some_and(Field::is_secret), old, new) {
            (true, _, _) => format!("{field} is new"),
            (_, "", new) => format!("{field} is {new}"),
            (_, old, "") => format!("{field} {old} is taken away"),
            (_, old, new) => format!("{field} {old} → {new}"),
        }
    };
    item.values.iter().map(one).collect::<Vec<_>>().join("; ")
}
