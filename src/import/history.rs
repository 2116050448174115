//! Past imports as records: the list, and one with all its rows.

use serde_json::{Value as Json, json};

use super::kind::Kind;
use super::report::sheets_text;
use super::store::{ImportRow, ListedRow};
use super::table;
use crate::output::{
    OutputOptions, Record, RecordField, Records, Report, TextTable, Value, list, shown_in_table, wanted_only,
};
use colab_schedule::rooms::RoomDirectory;

impl Record for ImportRow {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ImportRow>] = &[
            shown_in_table("id", |import| import.id.into()),
            shown_in_table("kind", |import| import.kind.as_str().into()),
            shown_in_table("source", |import| import.source.as_str().into()),
            shown_in_table("file", |import| import.file.as_str().into()),
            shown_in_table("applied_at", |import| import.applied_at.into()),
            shown_in_table("applied_by", |import| import.applied_by.as_str().into()),
            shown_in_table("created", |import| import.count("created")),
            shown_in_table("updated", |import| import.count("updated")),
            shown_in_table("cancelled", |import| import.count("cancelled")),
            wanted_only("rejected", |import| import.count("rejected")),
            wanted_only("conflicts", |import| import.count("conflicts")),
            shown_in_table("undone_at", |import| import.undone_at.into()),
            wanted_only("undone_by", |import| import.undone_by.clone().into()),
            wanted_only("sha256", |import| import.sha256.as_str().into()),
        ];
        FIELDS
    }
}

impl ImportRow {
    /// One of the sums of its report.
    fn count(&self, name: &str) -> Value {
        self.report.0["counts"][name].as_i64().unwrap_or(0).into()
    }
}

/// One import and all its rows.
pub struct Shown {
    pub import: ImportRow,
    pub rows: Vec<ListedRow>,
    pub rooms: RoomDirectory,
}

impl Shown {
    fn rows(&self) -> Vec<ShownRow> {
        self.rows
            .iter()
            .map(|row| ShownRow {
                row: row.clone(),
                room: row
                    .room_id
                    .and_then(|id| self.rooms.get(id))
                    .map(|room| room.name.clone()),
            })
            .collect()
    }

    fn sheets_text(&self, view: &OutputOptions) -> String {
        let sheets = self.import.report.0["sheets"].clone();
        match self.import.kind {
            Kind::Schedule => sheets_text(
                &serde_json::from_value::<Vec<_>>(sheets).unwrap_or_default(),
                view,
            ),
            _ => table::sheets_text(
                &serde_json::from_value::<Vec<_>>(sheets).unwrap_or_default(),
                view,
            ),
        }
    }

    fn import_json(&self, view: &OutputOptions) -> serde_json::Map<String, Json> {
        ImportRow::fields()
            .iter()
            .map(|field| (field.name.to_owned(), view.json(&(field.value)(&self.import))))
            .collect()
    }
}

/// A row with its room's name.
struct ShownRow {
    row: ListedRow,
    room: Option<String>,
}

impl Record for ShownRow {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ShownRow>] = &[
            shown_in_table("sheet", |shown| shown.row.sheet.clone().into()),
            shown_in_table("cell", |shown| shown.row.cell.clone().into()),
            shown_in_table("action", |shown| shown.row.action.as_str().into()),
            shown_in_table("record", |shown| shown.row.record.clone().into()),
            shown_in_table("booking_id", |shown| shown.row.booking_id.into()),
            shown_in_table("room", |shown| shown.room.clone().into()),
            shown_in_table("date", |shown| shown.row.day.into()),
            shown_in_table("text", |shown| shown.row.text.clone().into()),
            shown_in_table("message", |shown| shown.row.message.clone().into()),
        ];
        FIELDS
    }
}

impl Report for Shown {
    fn json(&self, view: &OutputOptions) -> Json {
        let mut object = self.import_json(view);
        // Cells and counts of a schedule, rows and counts of a table, sheets of both.
        let kept = self.import.report.0.as_object().into_iter().flatten();
        object.extend(kept.map(|(name, value)| (name.clone(), value.clone())));
        object.insert("options".to_owned(), json!(self.import.options.0));
        let rows: Vec<Json> = self
            .rows()
            .iter()
            .map(|row| {
                let pairs = ShownRow::fields()
                    .iter()
                    .map(|field| (field.name.to_owned(), view.json(&(field.value)(row))));
                Json::Object(pairs.collect())
            })
            .collect();
        object.insert("rows".to_owned(), json!(rows));
        Json::Object(object)
    }

    fn text(&self, view: &OutputOptions) -> String {
        let mut head = TextTable::without_head();
        for field in ImportRow::fields() {
            let words = view.words(&(field.value)(&self.import));
            if !words.is_empty() {
                head.row(vec![field.name.replace('_', " "), words]);
            }
        }
        let mut text = head.text(view.width, view.colour) + "\n" + &self.sheets_text(view) + "\n";
        let mut grid = TextTable::new(
            ShownRow::fields()
                .iter()
                .map(|field| field.name.replace('_', " "))
                .collect(),
        );
        for row in self.rows() {
            grid.row(
                ShownRow::fields()
                    .iter()
                    .map(|field| view.words(&(field.value)(&row)))
                    .collect(),
            );
        }
        text.push_str(&grid.text(view.width, view.colour));
        text
    }

    fn records(&self) -> Records {
        list(&self.rows())
    }
}
