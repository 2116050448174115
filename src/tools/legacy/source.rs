//! The replaced system's rows, whatever columns they have.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde_json::{Map, Value as Json};

use crate::kernel::text::without_hidden;
use crate::kernel::timestamp::Timestamp;

// The tables that are read.
pub const USERS: &str = "users";
pub const ROOMS: &str = "rooms";
pub const BOOKINGS: &str = "bookings";
pub const CATEGORIES: &str = "device_categories";
pub const DEVICES: &str = "devices";
pub const ASSIGNMENTS: &str = "booking_device_assignments";
pub const MOVEMENTS: &str = "device_movement_log";
pub const RENTALS: &str = "offsite_rentals";
pub const PRICES: &str = "pricing_catalog";
pub const TABLES: [&str; 9] = [
    USERS,
    ROOMS,
    BOOKINGS,
    CATEGORIES,
    DEVICES,
    ASSIGNMENTS,
    MOVEMENTS,
    RENTALS,
    PRICES,
];

/// What was read of the other database.
#[derive(Debug, Default)]
pub struct LegacyData {
    pub database: String,
    pub tables: BTreeMap<String, Vec<LegacyRow>>,
    /// Tables that are not read, with their numbers of rows.
    pub others: BTreeMap<String, i64>,
}

impl LegacyData {
    /// Returns the rows of a table; none if it is missing.
    pub fn rows(&self, table: &str) -> &[LegacyRow] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }
}

/// One row: its columns by their names in small letters.
#[derive(Debug, Clone, Default)]
pub struct LegacyRow(Map<String, Json>);

impl LegacyRow {
    /// Parses a row; `None` if it is not an object.
    pub fn parse(text: &str) -> Option<Self> {
        let Json::Object(fields) = serde_json::from_str(text).ok()? else {
            return None;
        };
        let lower = fields
            .into_iter()
            .map(|(name, value)| (name.to_lowercase(), value));
        Some(Self(lower.collect()))
    }

    /// Returns the sort key of a row: numbers before names.
    pub fn order(&self) -> (Option<i64>, String) {
        (self.number("id").or_else(|| self.number("log_id")), self.id())
    }

    /// Names the row in the report.
    pub fn id(&self) -> String {
        let found = ["id", "user_id", "log_id"]
            .iter()
            .find_map(|name| self.text(name));
        found.unwrap_or_default()
    }

    fn value(&self, name: &str) -> Option<&Json> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// Returns a text as it is stored, even an empty one.
    pub fn raw_text(&self, name: &str) -> Option<&str> {
        self.value(name).and_then(Json::as_str)
    }

    /// Returns a text trimmed and without control characters; `None` for an empty one.
    pub fn text(&self, name: &str) -> Option<String> {
        let text = match self.value(name)? {
            Json::String(text) => text.clone(),
            Json::Number(number) => number.to_string(),
            _ => return None,
        };
        let clean: String = without_hidden(text)
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        Some(clean.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Returns the same, cut to the length of the column here.
    pub fn text_of(&self, name: &str, most: usize) -> Option<String> {
        self.text(name)
            .map(|text| text.chars().take(most).collect::<String>().trim_end().to_owned())
    }

    /// Returns the first of some columns that has a text.
    pub fn first_text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.text(name))
    }

    /// Returns a whole number, also one stored as a decimal or as text.
    pub fn number(&self, name: &str) -> Option<i64> {
        match self.value(name)? {
            Json::Number(number) => number
                .as_i64()
                .or_else(|| number.as_f64().map(|float| float as i64)),
            Json::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// Returns a count; missing and negative ones are 0.
    pub fn count(&self, name: &str) -> i32 {
        let number = self.number(name).unwrap_or(0).max(0);
        i32::try_from(number).unwrap_or(i32::MAX)
    }

    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.value(name)? {
            Json::Bool(flag) => Some(*flag),
            Json::Number(number) => Some(number.as_i64() != Some(0)),
            Json::String(text) => {
                Some(["t", "true", "yes", "y", "1"].contains(&text.trim().to_lowercase().as_str()))
            }
            _ => None,
        }
    }

    /// Returns an instant; without a zone it is in UTC, as the replaced system wrote them.
    pub fn instant(&self, name: &str) -> Option<Timestamp> {
        let text = self.value(name)?.as_str()?;
        let zoned = DateTime::parse_from_rfc3339(text).map(|instant| instant.with_timezone(&Utc));
        let naive =
            || NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").map(|local| local.and_utc());
        zoned.or_else(|_| naive()).ok().map(Timestamp::from)
    }

    pub fn date(&self, name: &str) -> Option<NaiveDate> {
        let text = self.value(name)?.as_str()?;
        text.get(..10)?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> LegacyRow {
        LegacyRow::parse(text).unwrap()
    }

    #[test]
    fn columns_are_read_whatever_they_hold() {
        let row = row(
            r#"{"ID": 7, "name": "  A\u0007b ", "empty": " ", "count": "12", "minus": -3, "price": 1250.50, "no": null,
                "at": "2026-03-02T05:30:00+00:00", "naive": "2026-03-02T05:30:00.5", "day": "2026-03-02", "yes": "t"}"#,
        );
        assert_eq!(row.id(), "7");
        assert_eq!(row.text("name").as_deref(), Some("A b"));
        assert_eq!(
            (row.text("empty"), row.text("no"), row.text("absent")),
            (None, None, None)
        );
        assert_eq!(
            (row.count("count"), row.count("minus"), row.count("absent")),
            (12, 0, 0)
        );
        assert_eq!(row.text("price").as_deref(), Some("1250.5"));
        assert_eq!(row.instant("at").unwrap().to_string(), "2026-03-02T05:30:00Z");
        assert_eq!(
            row.instant("naive").unwrap().to_string(),
            "2026-03-02T05:30:00.500Z"
        );
        assert_eq!(row.date("day").unwrap().to_string(), "2026-03-02");
        assert_eq!((row.flag("yes"), row.flag("absent")), (Some(true), None));
        assert_eq!(row.text_of("name", 1).as_deref(), Some("A"));
        assert!(LegacyRow::parse("[1]").is_none());
    }
}
