//! The report of a demo import.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::model::DemoOrder;
use super::plan::DemoPlan;
use crate::booking::BookingStatus;
use crate::booking::batch::CalendarDocument;
use crate::output::{OutputOptions, Record, RecordField, Records, Report, TextTable, list, shown_in_table};

/// What was made, by kind.
pub struct DemoReport {
    order: DemoOrder,
    import_id: i64,
    changed: bool,
    made: Vec<(&'static str, usize)>,
    statuses: BTreeMap<BookingStatus, usize>,
    /// Bookings that wait because their room is taken.
    pub without_room: usize,
    pub workbook: Option<CalendarDocument>,
}

impl DemoReport {
    pub fn of(demo: &DemoPlan, import_id: i64) -> Self {
        let mut statuses = BTreeMap::new();
        for booking in &demo.bookings {
            *statuses.entry(booking.status).or_insert(0) += 1;
        }
        Self {
            changed: true,
            statuses,
            made: vec![("bookings", demo.bookings.len())],
            ..Self::unchanged(demo.order, import_id)
        }
    }

    /// Makes the report of data that is there already.
    pub fn unchanged(order: DemoOrder, import_id: i64) -> Self {
        Self {
            order,
            import_id,
            changed: false,
            made: Vec::new(),
            statuses: BTreeMap::new(),
            without_room: 0,
            workbook: None,
        }
    }

    pub fn add(&mut self, what: &'static str, count: usize) {
        self.made.push((what, count));
    }

    pub fn made_json(&self) -> Json {
        let pairs = self
            .made
            .iter()
            .map(|(what, count)| ((*what).to_owned(), json!(count)));
        Json::Object(pairs.collect())
    }

    fn lines(&self) -> Vec<CreatedCount> {
        let made = self.made.iter().map(|(what, count)| CreatedCount {
            kind: (*what).to_owned(),
            count: *count,
        });
        let statuses = self.statuses.iter().map(|(status, count)| CreatedCount {
            kind: format!("bookings {status}"),
            count: *count,
        });
        made.chain(statuses).collect()
    }
}

/// So many of a kind.
struct CreatedCount {
    kind: String,
    count: usize,
}

impl Record for CreatedCount {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<CreatedCount>] = &[
            shown_in_table("kind", |line| line.kind.as_str().into()),
            shown_in_table("created", |line| line.count.into()),
        ];
        FIELDS
    }
}

impl Report for DemoReport {
    fn json(&self, _: &OutputOptions) -> Json {
        let statuses = self
            .statuses
            .iter()
            .map(|(status, count)| (status.to_string(), json!(count)));
        json!({"import_id": self.import_id, "action": if self.changed { "create" } else { "unchanged" },
               "seed": self.order.seed, "bookings": self.order.bookings, "year": self.order.year,
               "as_of": self.order.as_of, "created": self.made_json(),
               "statuses": Json::Object(statuses.collect()), "without_room": self.without_room})
    }

    fn text(&self, view: &OutputOptions) -> String {
        let order = &self.order;
        if !self.changed {
            return format!(
                "The demo of seed {} with {} bookings exists already (import {}): nothing to do\n",
                order.seed, order.bookings, self.import_id
            );
        }
        let mut grid = TextTable::new(vec!["kind".into(), "created".into()]);
        for line in self.lines() {
            grid.row(vec![line.kind.replace('_', " "), line.count.to_string()]);
        }
        let mut text = format!("Demo of seed {}, as of {}\n\n", order.seed, order.as_of);
        text.push_str(&grid.text(view.width, view.colour));
        if self.without_room > 0 {
            text.push_str(&format!(
                "\n{} bookings wait because their room is taken\n",
                self.without_room
            ));
        }
        text
    }

    fn records(&self) -> Records {
        list(&self.lines())
    }
}
