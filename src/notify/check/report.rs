//! What a check says of itself.

use serde_json::{Value as Json, json};

use crate::notify::model::NotificationRow;
use crate::output::{
    OutputOptions, Record, RecordField, Records, Report, TextTable, list, shown_in_table, wanted_only,
};
use crate::text_enum;

text_enum! {
    /// What became of a notification.
    pub enum Changed {
        Opened = "opened",
        Updated = "updated",
        Resolved = "resolved",
    }
}

/// A notification that the check has touched.
#[derive(Debug, Clone)]
pub struct Change {
    pub changed: Changed,
    pub row: NotificationRow,
}

impl Record for Change {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Change>] = &[
            shown_in_table("change", |c| c.changed.as_str().into()),
            shown_in_table("id", |c| c.row.id.into()),
            shown_in_table("severity", |c| c.row.severity.as_str().into()),
            shown_in_table("type", |c| c.row.notification_type.as_str().into()),
            shown_in_table("message", |c| c.row.message.as_str().into()),
            wanted_only("entity", |c| c.row.entity.as_str().into()),
            wanted_only("entity_id", |c| c.row.entity_id.as_str().into()),
        ];
        FIELDS
    }
}

/// The whole report.
#[derive(Debug, Clone)]
pub struct CheckReport {
    pub changes: Vec<Change>,
    open_before: usize,
}

impl CheckReport {
    pub fn nothing(open: usize) -> Self {
        Self {
            changes: Vec::new(),
            open_before: open,
        }
    }

    pub fn add(&mut self, changed: Changed, row: NotificationRow) {
        self.changes.push(Change { changed, row });
    }

    fn count(&self, changed: Changed) -> usize {
        self.changes
            .iter()
            .filter(|change| change.changed == changed)
            .count()
    }

    /// How many are open now.
    fn open(&self) -> usize {
        let opened = self
            .changes
            .iter()
            .filter(|change| change.changed == Changed::Opened && change.row.resolved_at.is_none());
        self.open_before + opened.count() - self.count(Changed::Resolved)
    }
}

impl Report for CheckReport {
    fn json(&self, view: &OutputOptions) -> Json {
        let records = list(&self.changes);
        let change = |row: &Vec<crate::output::Value>| -> Json {
            let pairs = records.names.iter().zip(row);
            let pairs = pairs.map(|(name, value)| ((*name).to_owned(), view.json(value)));
            Json::Object(pairs.collect())
        };
        json!({
            "opened": self.count(Changed::Opened),
            "updated": self.count(Changed::Updated),
            "resolved": self.count(Changed::Resolved),
            "open": self.open(),
            "changes": records.rows.iter().map(change).collect::<Vec<_>>(),
        })
    }

    fn text(&self, view: &OutputOptions) -> String {
        let mut grid = TextTable::new(
            ["change", "id", "severity", "type", "message"]
                .map(str::to_owned)
                .to_vec(),
        );
        for Change { changed, row } in &self.changes {
            grid.row(vec![
                changed.to_string(),
                row.id.to_string(),
                row.severity.to_string(),
                row.notification_type.clone(),
                row.message.clone(),
            ]);
        }
        let lines = match self.changes.is_empty() {
            true => String::new(),
            false => grid.text(view.width, view.colour),
        };
        format!(
            "{lines}{} opened, {} updated, {} resolved; {} open\n",
            self.count(Changed::Opened),
            self.count(Changed::Updated),
            self.count(Changed::Resolved),
            self.open()
        )
    }

    fn records(&self) -> Records {
        list(&self.changes)
    }
}
