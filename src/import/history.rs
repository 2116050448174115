//! Past imports as records: the list, and one with all its rows.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};

use super::kind::ImportKind;
use super::model::ImportAction;
use super::store::{ImportedRow, PastImport};
use super::{schedule, table};
use crate::output::{
    OutputOptions, Record, RecordField, Records, Report, TextTable, Value, dated, list, shown_if_wide,
    shown_in_table, summed, wanted_only,
};
use colab_schedule::rooms::RoomDirectory;

impl Record for PastImport {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<PastImport>] = &[
            shown_in_table("id", |import| import.id.into()),
            shown_in_table("kind", |import| import.kind.as_str().into()),
            shown_in_table("source", |import| import.source.as_str().into()),
            shown_in_table("file", |import| import.file.as_str().into()),
            dated(shown_in_table("applied_at", |import| import.applied_at.into())),
            shown_in_table("applied_by", |import| import.applied_by.as_str().into()),
            summed(shown_in_table("created", |import| import.count("created"))),
            summed(shown_if_wide("updated", |import| import.count("updated"))),
            summed(shown_if_wide("cancelled", |import| import.count("cancelled"))),
            summed(shown_if_wide("left_out", PastImport::left_out)),
            summed(wanted_only("rejected", |import| import.count("rejected"))),
            summed(wanted_only("conflicts", |import| import.count("conflicts"))),
            shown_in_table("undone_at", |import| {
                let at = Value::from(import.undone_at);
                let in_part = (!import.left().is_empty()).then(|| " in part".into());
                Value::Worded {
                    words: std::iter::once(at.clone()).chain(in_part).collect(),
                    value: Box::new(at),
                }
            }),
            wanted_only("left", |import| {
                Value::List(import.left().into_iter().map(Value::from).collect())
            }),
            wanted_only("undone_by", |import| import.undone_by.clone().into()),
            wanted_only("sha256", |import| import.sha256.as_str().into()),
        ];
        FIELDS
    }
}

impl PastImport {
    /// Returns how many cells or rows of the file make no record.
    fn left_out(&self) -> Value {
        let counts = &self.report.0["counts"];
        let sums = ["rejected", "conflicts", "closed"].map(|name| counts[name].as_i64().unwrap_or(0));
        sums.iter().sum::<i64>().into()
    }

    /// Returns one of the sums of its report.
    fn count(&self, name: &str) -> Value {
        self.report.0["counts"][name].as_i64().unwrap_or(0).into()
    }
}

/// One import and all its rows.
pub struct ImportDetails {
    import: PastImport,
    rows: Vec<ImportedRowDetails>,
}

impl ImportDetails {
    /// Returns an import with the names of its rows' rooms.
    pub fn new(import: PastImport, rows: Vec<ImportedRow>, rooms: &RoomDirectory) -> Self {
        // What is kept for the next comparison alone has nothing to show.
        let is_shown = |row: &ImportedRow| row.action != ImportAction::Keep || row.message.is_some();
        let rows = rows.into_iter().filter(is_shown).map(|row| ImportedRowDetails {
            room: row
                .room_id
                .and_then(|id| rooms.get(id))
                .map(|room| room.name.clone()),
            row,
        });
        Self {
            import,
            rows: rows.collect(),
        }
    }

    fn sheets_in_words(&self, view: &OutputOptions) -> String {
        fn kept<T: DeserializeOwned>(sheets: &Json) -> Vec<T> {
            serde_json::from_value(sheets.clone()).unwrap_or_default()
        }
        let sheets = &self.import.report.0["sheets"];
        match self.import.kind {
            ImportKind::Schedule => schedule::sheets_in_words(&kept(sheets), view),
            _ => table::tables_in_words(&kept(sheets)),
        }
    }
}

/// A row with its room's name.
struct ImportedRowDetails {
    row: ImportedRow,
    room: Option<String>,
}

impl ImportedRowDetails {
    fn words(&self, view: &OutputOptions) -> Vec<String> {
        let fields = Self::fields().iter();
        fields.map(|field| view.words(&(field.value)(self))).collect()
    }
}

impl Record for ImportedRowDetails {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ImportedRowDetails>] = &[
            shown_in_table("sheet", |details| details.row.sheet.clone().into()),
            shown_in_table("cell", |details| details.row.cell.clone().into()),
            shown_in_table("action", |details| details.row.action.as_str().into()),
            shown_in_table("record", |details| details.row.record.clone().into()),
            shown_in_table("booking_id", |details| details.row.booking_id.into()),
            shown_in_table("room", |details| details.room.clone().into()),
            shown_in_table("date", |details| details.row.day.into()),
            shown_in_table("text", |details| details.row.text.clone().into()),
            shown_in_table("message", |details| details.row.message.clone().into()),
        ];
        FIELDS
    }
}

fn object<T: Record>(record: &T, view: &OutputOptions) -> Map<String, Json> {
    let fields = T::fields().iter();
    fields
        .map(|field| (field.name.to_owned(), view.json(&(field.value)(record))))
        .collect()
}

impl Report for ImportDetails {
    fn json(&self, view: &OutputOptions) -> Json {
        let mut details = object(&self.import, view);
        // Cells and counts of a schedule, rows and counts of a table, sheets of both.
        let kept = self.import.report.0.as_object().into_iter().flatten();
        details.extend(kept.map(|(name, value)| (name.clone(), value.clone())));
        details.insert("options".to_owned(), self.import.options.0.clone());
        let rows: Vec<_> = self.rows.iter().map(|row| object(row, view)).collect();
        details.insert("rows".to_owned(), json!(rows));
        Json::Object(details)
    }

    fn text(&self, view: &OutputOptions) -> String {
        let mut head = TextTable::without_head();
        for field in PastImport::fields() {
            let words = view.words(&(field.value)(&self.import));
            if !words.is_empty() {
                head.row(vec![field.name.replace('_', " "), words]);
            }
        }
        let words: Vec<Vec<String>> = self.rows.iter().map(|row| row.words(view)).collect();
        // A table has no rooms and bookings, and a schedule no records, to have columns of.
        let has_value = |column: &usize| words.iter().any(|row| !row[*column].is_empty());
        let columns: Vec<usize> = (0..ImportedRowDetails::fields().len())
            .filter(has_value)
            .collect();
        let title = |column: &usize| ImportedRowDetails::fields()[*column].name.replace('_', " ");
        let mut rows = TextTable::new(columns.iter().map(title).collect());
        rows.give_way(&["record", "room", "date", "text"]);
        for row in &words {
            rows.row(columns.iter().map(|column| row[*column].clone()).collect());
        }
        let grid = |grid: TextTable| grid.text(view.width, view.colour);
        format!("{}\n{}\n{}", grid(head), self.sheets_in_words(view), grid(rows))
    }

    fn records(&self) -> Records {
        list(&self.rows)
    }
}
