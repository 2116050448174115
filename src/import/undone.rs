//! What became of one record when its import was undone.

use super::store::name_of;
use crate::output::{Record, RecordField, shown_in_table};
use crate::text_enum;

text_enum! {
    /// What an undo did with a record.
    pub enum UndoOutcome {
        Cancelled = "cancelled",
        /// Taken out of use: no booking.
        Retired = "retired",
        Restored = "restored",
        Left = "left",
    }
}

/// A booking, or another record, of an import that was undone.
#[derive(Debug, Clone)]
pub struct UndoneRecord {
    pub booking_id: Option<i64>,
    pub outcome: UndoOutcome,
    pub client_name: Option<String>,
    pub sheet: Option<String>,
    pub cell: Option<String>,
    pub message: Option<String>,
    /// Of a table: which record, and its row in a few words.
    pub record: Option<String>,
    pub text: Option<String>,
}

impl UndoneRecord {
    /// Returns the name under which its import keeps it.
    pub fn name(&self) -> String {
        name_of(self.booking_id, self.record.as_deref())
    }
}

impl Record for UndoneRecord {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<UndoneRecord>] = &[
            shown_in_table("booking_id", |one| one.booking_id.into()),
            shown_in_table("action", |one| one.outcome.as_str().into()),
            shown_in_table("client_name", |one| one.client_name.clone().into()),
            shown_in_table("sheet", |one| one.sheet.clone().into()),
            shown_in_table("cell", |one| one.cell.clone().into()),
            shown_in_table("message", |one| one.message.clone().into()),
            shown_in_table("record", |one| one.record.clone().into()),
            shown_in_table("text", |one| one.text.clone().into()),
        ];
        FIELDS
    }
}
