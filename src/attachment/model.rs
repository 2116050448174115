//! Files of records as rows and records.

use diesel::prelude::*;
use serde_json::json;

use crate::db::schema::attachments;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, dated, shown_if_wide, shown_in_table, wanted_only};

/// A link of a file to a record, as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = attachments, treat_none_as_default_value = false)]
pub struct AttachmentRow {
    pub id: i64,
    /// Kind of the record: `device`.
    pub kind: String,
    pub record_id: i64,
    pub name: String,
    pub name_key: String,
    /// By the bytes, not by the name: `image/jpeg`.
    pub content_type: String,
    /// Of the bytes, in hex.
    pub sha256: String,
    pub created_by: String,
    pub created_at: Timestamp,
    pub removed_at: Option<Timestamp>,
    pub removed_by: Option<String>,
}

/// A file of a record.
#[derive(Debug, Clone)]
pub struct AttachedFile {
    pub row: AttachmentRow,
    /// In bytes.
    pub size: i64,
    /// The record as it is typed: `device:LT-001`.
    pub record: String,
}

impl AttachedFile {
    /// Returns what the audit log keeps of it.
    pub fn facts(&self) -> serde_json::Value {
        json!({
            "record": self.record, "file_name": self.row.name, "type": self.row.content_type, "size": self.size,
            "sha256": self.row.sha256,
        })
    }
}

impl Record for AttachedFile {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<AttachedFile>] = &[
            shown_in_table("id", |file| file.row.id.into()),
            shown_in_table("record", |file| file.record.as_str().into()),
            shown_in_table("name", |file| file.row.name.as_str().into()),
            shown_in_table("type", |file| file.row.content_type.as_str().into()),
            shown_in_table("size", |file| file.size.into()),
            shown_if_wide("created_by", |file| file.row.created_by.as_str().into()),
            dated(shown_in_table("created_at", |file| file.row.created_at.into())),
            shown_if_wide("removed_at", |file| file.row.removed_at.into()),
            wanted_only("removed_by", |file| file.row.removed_by.clone().into()),
            wanted_only("sha256", |file| file.row.sha256.as_str().into()),
        ];
        FIELDS
    }
}
