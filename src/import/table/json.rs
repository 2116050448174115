//! Tables in JSON: arrays of objects, alone or within an object, and one object after another.
//!
//! Values are taken as they are written: a serial number of twenty digits keeps them all.

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserialize, MapAccess, Visitor};
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::separated::{CellLimit, spend};
use super::sheet::{PlaceStyle, TableLine, TableSheet, is_blank, visible_cell};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::{Currency, Money};
use crate::kernel::text::without_hidden;
use colab_schedule::workbook::CellValue;

/// Objects within objects in which a table is looked for.
const DEEPEST: u32 = 3;

/// What the array in an answer of a server is called; an empty one by another name is a field without values.
const WRAPPERS: [&str; 16] = [
    "rooms", "devices", "bookings", "users", "prices", "pricing", "results", "result", "data", "items",
    "records", "rows", "values", "value", "list", "entries",
];

/// Tells whether the text is JSON, not CSV.
pub fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['[', '{'])
}

/// Reads the tables of a text: an array of objects, one object after another, or each array of objects within an object.
///
/// # Errors
/// `Invalid` when it cannot be parsed or has more values than the limit.
pub fn json(text: &str, limit: &CellLimit<'_>, currency: Currency) -> Result<Vec<TableSheet>> {
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<&RawValue>() {
        values.push(value.map_err(not_json)?);
    }
    let budget = CellBudget {
        left: limit.most,
        limit,
        currency,
    };
    if let [only] = values.as_slice()
        && begins_with(only, b'{')
    {
        let tables = tables_within(only, DEEPEST)?;
        match tables.as_slice() {
            [] => {}
            [(_, rows)] => return Ok(vec![budget.sheet(None, rows)?.0]),
            several => return budget.sheets(several),
        }
    }
    let mut rows = Vec::with_capacity(values.len());
    for value in values {
        if begins_with(value, b'[') {
            rows.extend(items(value)?);
        } else {
            rows.push(value);
        }
    }
    Ok(vec![budget.sheet(None, &rows)?.0])
}

fn not_json(error: serde_json::Error) -> Error {
    Error::invalid(ErrorCode::Json, "cannot parse the file as JSON")
        .caused_by(error)
        .hint("write an array of objects: [{\"name\": \"Focus\", \"capacity\": 12}]")
}

fn begins_with(value: &RawValue, byte: u8) -> bool {
    value.get().as_bytes().first() == Some(&byte)
}

fn items(value: &RawValue) -> Result<Vec<&RawValue>> {
    serde_json::from_str(value.get()).map_err(not_json)
}

type NamedRows<'t> = (String, Vec<&'t RawValue>);

/// Finds the arrays of objects within an object; where it has none, those in the objects within it.
fn tables_within(object: &RawValue, depth: u32) -> Result<Vec<NamedRows<'_>>> {
    let members = ObjectMembers::of(object)?.0;
    let mut found = Vec::new();
    for (name, value) in &members {
        if begins_with(value, b'[') {
            let rows = items(value)?;
            let is_table = if rows.is_empty() {
                WRAPPERS.contains(&name.to_lowercase().as_str())
            } else {
                rows.iter().all(|row| begins_with(row, b'{'))
            };
            if is_table {
                found.push((name.clone(), rows));
            }
        }
    }
    if found.is_empty() && depth > 0 {
        for (_, value) in members.iter().filter(|(_, value)| begins_with(value, b'{')) {
            found.extend(tables_within(value, depth - 1)?);
        }
    }
    Ok(found)
}

/// The members of an object, in order, with those that stand twice.
struct ObjectMembers<'t>(Vec<(String, &'t RawValue)>);

impl<'t> ObjectMembers<'t> {
    fn of(object: &'t RawValue) -> Result<Self> {
        serde_json::from_str(object.get()).map_err(not_json)
    }
}

impl<'de> Deserialize<'de> for ObjectMembers<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MemberVisitor)
    }
}

struct MemberVisitor;

impl<'de> Visitor<'de> for MemberVisitor {
    type Value = ObjectMembers<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ObjectMembers<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(ObjectMembers(members))
    }
}

/// How many cells the file may still have.
#[derive(Clone, Copy)]
struct CellBudget<'l> {
    left: u64,
    limit: &'l CellLimit<'l>,
    currency: Currency,
}

impl CellBudget<'_> {
    fn sheets(mut self, tables: &[NamedRows<'_>]) -> Result<Vec<TableSheet>> {
        let mut sheets = Vec::with_capacity(tables.len());
        for (name, rows) in tables {
            let (sheet, left) = self.sheet(Some(name.clone()), rows)?;
            sheets.push(sheet);
            self.left = left;
        }
        Ok(sheets)
    }

    /// Reads a table; returns what is left of the budget as well.
    fn sheet(mut self, name: Option<String>, rows: &[&RawValue]) -> Result<(TableSheet, u64)> {
        let mut columns = KeyColumns::default();
        let mut lines = Vec::with_capacity(rows.len() + 1);
        lines.push(TableLine::default());
        for (row, value) in (1..).zip(rows) {
            if !begins_with(value, b'{') {
                return Err(not_an_object(row));
            }
            let line = self.line(row, ObjectMembers::of(value)?, &mut columns);
            let is_used = |(at, value): &&(u32, CellValue)| {
                let name = columns.names.get(*at as usize);
                !is_blank(value) && !name.is_some_and(|name| (self.limit.is_left_out)(name))
            };
            let used = line.cells.iter().filter(is_used).count();
            self.left = spend(self.left, used, self.limit.most)?;
            lines.push(line);
        }
        lines[0].cells = (0..)
            .zip(columns.names.into_iter().map(CellValue::Text))
            .collect();
        let sheet = TableSheet {
            name,
            style: PlaceStyle::Items,
            decimal_comma: false,
            lines,
            notes: Vec::new(),
            hides_rows: false,
        };
        Ok((sheet, self.left))
    }

    fn line(&self, row: u32, members: ObjectMembers<'_>, columns: &mut KeyColumns) -> TableLine {
        let mut line = TableLine::new(row, Vec::with_capacity(members.0.len()));
        for (name, value) in members.0 {
            let column = columns.at(name);
            if line.cell(column).is_some() {
                line.faults.push((column, "the key stands twice".to_owned()));
                continue;
            }
            match value_of(value, self.currency) {
                Ok(value) => line.cells.push((column, value)),
                Err(fault) => {
                    line.cells.push((column, CellValue::Text(value.get().to_owned())));
                    line.faults.push((column, fault));
                }
            }
        }
        line
    }
}

fn not_an_object(row: u32) -> Error {
    Error::invalid(
        ErrorCode::Json,
        format!("cannot parse the file as JSON: item {row} is not an object"),
    )
    .hint("write an array of objects: [{\"name\": \"Focus\", \"capacity\": 12}]")
}

/// The keys of all objects, in the order in which they come.
#[derive(Default)]
struct KeyColumns {
    places: HashMap<String, u32>,
    names: Vec<String>,
}

impl KeyColumns {
    fn at(&mut self, name: String) -> u32 {
        if let Some(column) = self.places.get(&name) {
            return *column;
        }
        let column = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.clone());
        self.places.insert(name, column);
        column
    }
}

/// Returns the cell of a JSON value, an empty text for what is set to nothing; the error says what it should be.
fn value_of(value: &RawValue, currency: Currency) -> Result<CellValue, String> {
    let text = match value.get() {
        // A text that says so is a text: JSON has a word of its own for nothing.
        other if other.starts_with('"') => {
            let text = without_hidden(scalar(value)?);
            let is_blank = text.trim().is_empty();
            return Ok(CellValue::Text(if is_blank { String::new() } else { text }));
        }
        "null" => String::new(),
        "true" => return Ok(CellValue::Bool(true)),
        "false" => return Ok(CellValue::Bool(false)),
        other if other.starts_with('[') => list(value)?,
        other if other.starts_with('{') => amount(value, currency)?,
        _ => scalar(value)?,
    };
    Ok(visible_cell(CellValue::Text(text)).unwrap_or(CellValue::Text(String::new())))
}

/// Returns a text, or a number as it is written.
fn scalar(value: &RawValue) -> Result<String, String> {
    if begins_with(value, b'"') {
        serde_json::from_str(value.get()).map_err(|error| error.to_string())
    } else {
        Ok(value.get().to_owned())
    }
}

fn list(value: &RawValue) -> Result<String, String> {
    let expected = || "expected a list of texts".to_owned();
    let items = items(value).map_err(|_| expected())?;
    let is_scalar = |item: &&RawValue| {
        item.get()
            .starts_with(['"', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
    };
    if !items.iter().all(is_scalar) {
        return Err(expected());
    }
    let texts: Vec<String> = items.into_iter().map(scalar).collect::<Result<_, _>>()?;
    Ok(match texts.as_slice() {
        // A list of one text that has commas would be split at them.
        [only] if only.contains(',') => format!("{only};"),
        _ => texts.join("; "),
    })
}

fn amount(value: &RawValue, currency: Currency) -> Result<String, String> {
    let expected = || "expected a text, a number or an amount of money, found an object".to_owned();
    let object: Json = serde_json::from_str(value.get()).map_err(|_| expected())?;
    let cents = object
        .get("amount_cents")
        .and_then(Json::as_i64)
        .ok_or_else(expected)?;
    let code = object.get("currency").and_then(Json::as_str);
    let code = code.unwrap_or(currency.code());
    Ok(format!("{code} {}", Money::new(cents, currency).decimal()))
}

#[cfg(test)]
mod tests {
    use super::super::cell::plain;
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Vec<TableSheet>> {
        json(text, &CellLimit::of(100), Currency::ZAR)
    }

    fn cells(line: &TableLine) -> Vec<(u32, String)> {
        let cells = line.cells.iter();
        cells.map(|(column, value)| (*column, plain(value))).collect()
    }

    fn rows(text: &str) -> Vec<Vec<(u32, String)>> {
        let sheets = read(text).unwrap();
        assert_eq!(sheets.len(), 1, "{text}");
        sheets[0].lines.iter().skip(1).map(cells).collect()
    }

    #[test]
    fn rows_keep_what_is_written_and_what_is_set_to_nothing() {
        let read = rows(
            r#"[{"name":"Focus","capacity":12,"aliases":["a","b"],"x":null},{"rate":{"amount_cents":125000,"currency":"ZAR"}}]"#,
        );
        let first = [(0, "Focus"), (1, "12"), (2, "a; b"), (3, "")];
        assert_eq!(read[0], first.map(|(at, text)| (at, text.to_owned())));
        assert_eq!(read[1], [(4, "ZAR 1250.00".into())]);
        let numbers = rows(r#"[{"a":89445001021983048261,"b":1.10,"c":1e3,"d":"x","e":-0}]"#);
        let texts: Vec<&str> = numbers[0].iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["89445001021983048261", "1.10", "1e3", "x", "-0"]);
        assert_eq!(rows("{\"name\":\"a\"}\n{\"name\":\"b\"}\n").len(), 2);
        assert_eq!(rows(r#"[{"a":["x, y"]}]"#)[0][0].1, "x, y;");
    }

    #[test]
    fn the_array_within_an_object_is_found() {
        for text in [
            r#"{"rooms":[{"name":"a"},{"name":"b"}]}"#,
            r#"{"count":2,"next":null,"results":[{"name":"a"},{"name":"b"}]}"#,
            r#"{"meta":{"page":1},"data":{"rooms":[{"name":"a"},{"name":"b"}]}}"#,
        ] {
            assert_eq!(rows(text).len(), 2, "{text}");
        }
        assert_eq!(rows(r#"{"rooms":[]}"#).len(), 0);
        assert_eq!(rows("[]").len(), 0);
        assert_eq!(
            rows(r#"{"name":"Focus","aliases":[],"components":["a"]}"#).len(),
            1
        );
        let several = read(r#"{"rooms":[{"name":"a"}],"users":[{"username":"b"}]}"#).unwrap();
        let names: Vec<_> = several.iter().filter_map(|sheet| sheet.name.clone()).collect();
        assert_eq!(names, ["rooms", "users"]);
    }

    #[test]
    fn a_key_that_stands_twice_and_a_value_of_another_kind_are_faults_of_their_row() {
        let sheets = read(r#"[{"name":"a","name":"b"},{"name":"c","aliases":[{}],"capacity":{}}]"#).unwrap();
        assert_eq!(sheets[0].lines[1].faults, [(0, "the key stands twice".into())]);
        assert_eq!(sheets[0].lines[2].faults.len(), 2);
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in [
            "[1]",
            "[{\"a\":1}",
            "[{\"a\":1}] x",
            "{\"a\"}",
            "[{\"a\":01}]",
            "[{\"a\":1}]]",
        ] {
            assert_eq!(read(text).unwrap_err().code, "json", "{text}");
        }
        let three = r#"[{"a":1,"b":2,"c":3}]"#;
        assert_eq!(
            json(three, &CellLimit::of(2), Currency::ZAR).unwrap_err().code,
            "too_many_cells"
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[\\[{\"a1:,}\\]n ]{0,40}") {
            let _ = read(&text);
        }
    }
}
