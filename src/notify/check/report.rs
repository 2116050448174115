//! The report of a check.

use serde_json::{Value as Json, json};

use crate::notify::model::NotificationRow;
use crate::output::{OutputOptions, Record, RecordField, Records, Report, list, shown_in_table, wanted_only};
use crate::task::rules::LateSeries;
use crate::text_enum;

text_enum! {
    /// What a check did to a notification.
    pub enum ChangeKind {
        Opened = "opened",
        Updated = "updated",
        Resolved = "resolved",
    }
}

/// A notification that the check changed.
#[derive(Debug, Clone)]
pub struct NotificationChange {
    pub kind: ChangeKind,
    pub row: NotificationRow,
}

impl Record for NotificationChange {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<NotificationChange>] = &[
            shown_in_table("change", |c| c.kind.as_str().into()),
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

/// What a check changed, and how many notifications are open.
#[derive(Debug)]
pub struct CheckReport {
    pub changes: Vec<NotificationChange>,
    pub series: LateSeries,
    open_before: usize,
}

impl CheckReport {
    /// Returns the report of a check without changes.
    pub fn unchanged(open: usize) -> Self {
        Self {
            changes: Vec::new(),
            series: LateSeries::default(),
            open_before: open,
        }
    }

    #[must_use]
    pub fn with_series(mut self, series: LateSeries) -> Self {
        self.series = series;
        self
    }

    pub fn add(&mut self, kind: ChangeKind, row: NotificationRow) {
        self.changes.push(NotificationChange { kind, row });
    }

    /// Counts the changes of a kind.
    pub fn count(&self, kind: ChangeKind) -> usize {
        self.changes.iter().filter(|change| change.kind == kind).count()
    }

    /// Returns the number of open notifications after the check.
    fn open(&self) -> usize {
        let opened = self
            .changes
            .iter()
            .filter(|change| change.kind == ChangeKind::Opened && change.row.resolved_at.is_none());
        self.open_before + opened.count() - self.count(ChangeKind::Resolved)
    }
}

impl Report for CheckReport {
    fn json(&self, view: &OutputOptions) -> Json {
        json!({
            "opened": self.count(ChangeKind::Opened),
            "updated": self.count(ChangeKind::Updated),
            "resolved": self.count(ChangeKind::Resolved),
            "open": self.open(),
            "changes": view.objects(&self.records()),
        })
    }

    fn text(&self, view: &OutputOptions) -> String {
        let lines = if self.changes.is_empty() {
            String::new()
        } else {
            view.table(&self.records())
        };
        format!(
            "{lines}{} opened, {} updated, {} resolved; {} open\n",
            self.count(ChangeKind::Opened),
            self.count(ChangeKind::Updated),
            self.count(ChangeKind::Resolved),
            self.open()
        )
    }

    fn records(&self) -> Records {
        list(&self.changes)
    }
}
