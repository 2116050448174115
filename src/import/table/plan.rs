//! What an import would do about each row.

use super::rows::{ImportTable, TableRow};
use super::spec::TableSpec;
use super::values::FieldValues;
use crate::import::model::ImportAction;
use crate::kernel::error::{Error, ErrorCode, Kind};

/// What an import does about one row.
#[derive(Debug, Clone)]
pub struct RowPlan {
    /// Its place in the table; `None` for a record that the file no longer has.
    pub row: Option<usize>,
    /// Where it stood, if it is gone from the file.
    pub former_cell: Option<String>,
    pub action: ImportAction,
    /// What it is about, in a few words.
    pub label: String,
    pub record: Option<String>,
    /// Everything for a record to be created, what differs for one to be changed.
    pub values: FieldValues,
    /// What differs, as it was.
    pub before: FieldValues,
    /// Whether the record is there, taken out of use.
    pub revives: bool,
    /// Why it was refused, if not by a cell of its own.
    pub refusal: Option<ErrorCode>,
    /// What its record needs and the row does not say.
    pub missing: Vec<&'static str>,
    /// The first of the rows that name its record, where several contradict each other.
    pub repeats: Option<usize>,
    /// What the next import compares with, if it is another than the last one's: the row's key and its values.
    pub reading: Option<(String, FieldValues)>,
    /// The row came from a list of ours, which says what is here and holds nothing itself.
    pub is_listed: bool,
    /// The source has the record from now on, as it is.
    pub is_claim: bool,
    /// The source has it no longer, another one does.
    pub lets_go: bool,
    pub messages: Vec<String>,
}

impl RowPlan {
    pub fn new(row: usize, action: ImportAction, label: String) -> Self {
        Self {
            row: Some(row),
            former_cell: None,
            action,
            label,
            record: None,
            values: FieldValues::default(),
            before: FieldValues::default(),
            revives: false,
            refusal: None,
            missing: Vec::new(),
            repeats: None,
            reading: None,
            is_listed: false,
            is_claim: false,
            lets_go: false,
            messages: Vec::new(),
        }
    }

    /// Returns the plan for a record that the file no longer has.
    pub fn gone(record: &str, label: &str, cell: Option<String>) -> Self {
        Self {
            row: None,
            former_cell: cell,
            record: Some(record.to_owned()),
            ..Self::new(0, ImportAction::Keep, label.to_owned())
        }
    }

    /// Returns whether it changes its record.
    pub fn writes(&self) -> bool {
        match self.action {
            ImportAction::Create | ImportAction::Update | ImportAction::Cancel => true,
            ImportAction::Disagree => !self.values.is_empty(),
            _ => false,
        }
    }

    /// Returns whether the import is kept because of it.
    pub fn is_worth_keeping(&self) -> bool {
        self.writes() || self.lets_go || self.action == ImportAction::Disagree
    }

    pub fn table_row<'t>(&self, table: &'t ImportTable) -> Option<&'t TableRow> {
        self.row.and_then(|place| table.rows.get(place))
    }

    /// Names its cell.
    pub fn cell(&self, table: &ImportTable) -> String {
        let former = || self.former_cell.clone().unwrap_or_default();
        self.table_row(table).map_or_else(former, |row| table.cell(row))
    }

    /// Names its cell with the sheet, if there are sheets.
    pub fn place(&self, table: &ImportTable) -> String {
        let former = || self.former_cell.clone().unwrap_or_default();
        self.table_row(table).map_or_else(former, |row| table.place(row))
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
        self.refusal = Some(error.code);
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

    pub fn settle(&mut self, action: ImportAction, message: String) {
        self.action = action;
        self.messages = vec![message];
    }
}

/// Describes a change: `capacity 20 → 30; location is Upstairs`.
pub fn difference(spec: &TableSpec, before: &FieldValues, after: &FieldValues) -> String {
    let one = |(field, new): (&'static str, &str)| {
        let old = before.get(field).unwrap_or_default();
        if spec.column(field).is_some_and(|column| column.is_secret()) {
            return format!("{field} is new");
        }
        match (old, new) {
            ("", new) => format!("{field} is {new}"),
            (old, "") => format!("{field} {old} is cleared"),
            (old, new) => format!("{field} {old} → {new}"),
        }
    };
    after.iter().map(one).collect::<Vec<_>>().join("; ")
}
