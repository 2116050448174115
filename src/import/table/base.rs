//! What the rows of a source had when they were last imported: the base of the comparison.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::spec::TableSpec;
use super::users::digest;
use super::values::FieldValues;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::db::types::Json;
use crate::device::model::serial_key;
use crate::import::journal::{self, ImportedRow, from_json, to_json};
use crate::import::kind::ImportKind;
use crate::import::model::{ImportAction, LET_GO};
use crate::import::store::FieldTexts;
use crate::kernel::error::Result;
use crate::kernel::names::name_key;

/// A row as it is kept with its import.
#[derive(Debug, Serialize, Deserialize)]
struct KeptReading {
    key: String,
    values: FieldTexts,
    #[serde(flatten)]
    origin: ReadingOrigin,
}

/// Where a row came from.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ReadingOrigin {
    /// From a list of ours, which holds no record itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_listed: bool,
}

/// A row as the last import of its source had it.
#[derive(Debug)]
pub struct RowBase {
    pub record: String,
    pub key: String,
    pub values: FieldValues,
    /// The record as the first import left it, a booking as the last one did.
    pub left: FieldTexts,
    /// An edit by hand and the file contradicted each other then, and the edit stayed.
    pub disagreed: bool,
    pub cell: Option<String>,
    pub label: String,
}

/// The rows of a source.
#[derive(Debug, Default)]
pub struct SourceBases {
    pub rows: Vec<RowBase>,
    /// Records that imports made or changed before it was kept what their rows had.
    without_reading: HashSet<String>,
    /// Records that the source has no longer, because another one has them.
    let_go: HashSet<String>,
    by_key: HashMap<String, Vec<usize>>,
    by_record: HashMap<String, usize>,
}

impl SourceBases {
    /// Loads the rows of a source's imports; what was undone does not count.
    pub fn load(tx: &mut Tx<'_>, grant: &Grant, spec: &TableSpec, source: &str) -> Result<Self> {
        let rows = journal::rows_of_source(tx, grant, spec.kind, source)?;
        Self::of(rows, spec)
    }

    fn of(rows: Vec<ImportedRow>, spec: &TableSpec) -> Result<Self> {
        let mut newest: BTreeMap<String, (usize, RowBase)> = BTreeMap::new();
        // A price that follows another has its row: what went before is history.
        let mut holders: HashMap<String, String> = HashMap::new();
        let mut without_reading: HashSet<String> = HashSet::new();
        let mut let_go: HashSet<String> = HashSet::new();
        for (number, row) in rows.into_iter().enumerate() {
            let Some(record) = row.record.clone() else {
                continue;
            };
            if row.action == LET_GO && row.reading.is_none() {
                let_go.insert(record.clone());
            } else {
                let_go.remove(&record);
            }
            if row.reading.is_none() {
                if matches!(row.action, ImportAction::Cancel | LET_GO) {
                    newest.remove(&record);
                    without_reading.remove(&record);
                } else {
                    without_reading.insert(record);
                }
                continue;
            }
            without_reading.remove(&record);
            let mut base = base(row, record.clone(), spec)?;
            if spec.kind != ImportKind::Bookings
                && let Some(other) = holders.insert(base.key.clone(), record.clone())
                && other != record
            {
                newest.remove(&other);
            }
            let former = newest.remove(&record);
            let number = former.as_ref().map_or(number, |(first, _)| *first);
            // What a record had at first nobody wrote by hand; a booking counts its changes instead.
            if let Some((_, former)) = former.filter(|_| spec.kind != ImportKind::Bookings) {
                base.left = former.left;
            }
            newest.insert(record, (number, base));
        }
        let mut ordered: Vec<(usize, RowBase)> = newest.into_values().collect();
        ordered.sort_by_key(|(number, _)| *number);
        let mut bases = Self {
            rows: ordered.into_iter().map(|(_, base)| base).collect(),
            without_reading,
            let_go,
            ..Self::default()
        };
        for (place, base) in bases.rows.iter().enumerate() {
            bases.by_key.entry(base.key.clone()).or_default().push(place);
            bases.by_record.insert(base.record.clone(), place);
        }
        Ok(bases)
    }

    pub fn records(&self) -> Vec<String> {
        self.rows.iter().map(|base| base.record.clone()).collect()
    }

    pub fn of_record(&self, record: &str) -> Option<&RowBase> {
        self.by_record.get(record).map(|place| &self.rows[*place])
    }

    /// Reports whether the source has imported a record, and nobody knows what its row had.
    pub fn lacks(&self, record: &str) -> bool {
        self.of_record(record).is_none() && self.without_reading.contains(record)
    }

    /// Reports whether the source had a record, and left it to another one.
    pub fn has_let_go(&self, record: &str) -> bool {
        self.let_go.contains(record)
    }

    /// Returns what rows with this key had, in the order of the file.
    pub fn with_key(&self, key: &str) -> impl Iterator<Item = &RowBase> {
        let places = self.by_key.get(key).into_iter().flatten();
        places.map(|place| &self.rows[*place])
    }
}

fn base(row: ImportedRow, record: String, spec: &TableSpec) -> Result<RowBase> {
    let reading = row.reading.as_ref().map(from_json::<KeptReading>).transpose()?;
    let (key, values) = reading.map_or_else(Default::default, |kept| (kept.key, kept.values));
    let left = row.after.as_ref().map(from_json).transpose()?;
    Ok(RowBase {
        record,
        key,
        values: spec.values(values),
        left: left.unwrap_or_default(),
        disagreed: row.action == ImportAction::Disagree,
        cell: row.cell,
        label: row.text.unwrap_or_default(),
    })
}

/// Writes a row as it is kept: of a secret its digest.
pub fn reading(key: &str, values: &FieldValues, is_listed: bool, spec: &TableSpec) -> Result<Json> {
    let is_secret = |field: &str| spec.column(field).is_some_and(|column| column.is_secret());
    let mut texts = values.texts();
    for (field, text) in &mut texts {
        if is_secret(field) && !text.is_empty() {
            *text = digest(text);
        }
    }
    to_json(&KeptReading {
        key: key.to_owned(),
        values: texts,
        origin: ReadingOrigin { is_listed },
    })
}

/// Returns what tells a row apart from the others of its file, by its own cells alone.
pub fn row_key(kind: ImportKind, values: &FieldValues) -> String {
    /// A date with a time, to the second and without its zone.
    const CLOCK: usize = "2026-03-02T08:00:00".len();
    let text = |field: &str| values.text(field).unwrap_or_default();
    let key = |field: &str| name_key(text(field));
    match kind {
        ImportKind::Devices => serial_key(text("serial_number")),
        ImportKind::Users => key("username"),
        ImportKind::Pricing => {
            let tier = values.text("tier").unwrap_or("standard");
            let (item_type, day) = (text("item_type"), text("effective_date"));
            format!("{item_type}|{}|{tier}|{day}", key("item"))
        }
        ImportKind::Bookings => match (values.text("external_id"), values.text("booking_id")) {
            (Some(name), _) => format!("={name}"),
            (None, Some(id)) => format!("#{id}"),
            (None, None) => {
                let start: String = text("starts_at").chars().take(CLOCK).collect();
                format!("{}|{}|{start}", key("client_name"), key("room"))
            }
        },
        _ => key("name"),
    }
}
