//! Views as rows and records.

use std::str::FromStr;

use diesel::prelude::*;

use crate::access::plan::command_words;
use crate::db::schema::views;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, shown_always, shown_in_table, wanted_only};

/// The name of a view: lower-case letters, digits, `-` and `_`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewName(String);

impl ViewName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ViewName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
        if text.is_empty() || text.len() > 64 || text.starts_with('-') || !text.bytes().all(fits) {
            return Err("write at most 64 lower-case letters, digits, - and _, such as late".to_owned());
        }
        Ok(Self(text.to_owned()))
    }
}

/// A view's own row.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = views, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct ViewRow {
    pub id: i64,
    pub name: String,
    /// Whose it is; empty: everybody's.
    pub owner: String,
    /// The words of the command, a JSON array.
    pub words: String,
    pub created_by: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// Returns the words of a command as they are stored.
pub fn words_as_json(words: &[String]) -> String {
    serde_json::Value::from(words).to_string()
}

impl ViewRow {
    /// Returns the words of the command; none where somebody wrote them past the program.
    pub fn line(&self) -> Vec<String> {
        serde_json::from_str(&self.words).unwrap_or_default()
    }

    pub fn is_shared(&self) -> bool {
        self.owner.is_empty()
    }
}

impl Record for ViewRow {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ViewRow>] = &[
            wanted_only("id", |v| v.id.into()),
            shown_always("name", |v| v.name.as_str().into()),
            shown_in_table("command", |v| command_words(&v.line()).into()),
            shown_in_table("shared", |v| v.is_shared().into()),
            shown_in_table("created_by", |v| v.created_by.as_str().into()),
            wanted_only("words", |v| v.line().into()),
            wanted_only("created_at", |v| v.created_at.into()),
            wanted_only("updated_at", |v| v.updated_at.into()),
        ];
        FIELDS
    }
}
