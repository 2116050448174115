//! A column that a table may have.

use crate::kernel::names::name_key;
use crate::output::{CellForm, ColumnNeed, ImportColumn};

/// A column that a table may have, by the name of its field.
#[derive(Debug, Clone, Copy)]
pub struct TableColumn {
    pub name: &'static str,
    pub column: ImportColumn,
}

impl TableColumn {
    /// Returns whether a heading means this column.
    pub fn is_headed(&self, heading: &str) -> bool {
        let key = name_key(heading);
        name_key(self.name) == key || self.column.synonyms.iter().any(|other| name_key(other) == key)
    }

    /// Returns how strong a heading is among those that mean this column: its own name, then its synonyms in order.
    pub fn strength(&self, heading: &str) -> usize {
        let key = name_key(heading);
        let spellings = std::iter::once(&self.name).chain(self.column.synonyms);
        1 + spellings.take_while(|spelling| name_key(spelling) != key).count()
    }

    /// Returns whether several columns may come together in this one.
    pub fn is_of_notes(&self) -> bool {
        matches!(self.column.form, CellForm::Notes(_))
    }

    pub fn is_optional(&self) -> bool {
        self.column.need == ColumnNeed::Optional
    }

    /// Returns whether a cell is taken as it is written.
    pub fn is_text(&self) -> bool {
        use CellForm::{List, NameOf, Notes, Secret, Spellings, Text};
        matches!(
            self.column.form,
            Text(_) | Notes(_) | NameOf(_) | List | Spellings | Secret
        )
    }

    /// Returns what stands in an option for a value that nobody knows but who types it: `CATEGORY`.
    pub fn open_value(&self) -> String {
        self.name.to_uppercase()
    }

    pub fn is_secret(&self) -> bool {
        self.column.form == CellForm::Secret
    }
}
