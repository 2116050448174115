//! Tables in plain text: CSV with whichever separator, and JSON as `-f json` and `-f ndjson` print it.

use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use super::sheet::{PlaceStyle, TableLine, TableSheet, visible_cell};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::{Currency, Money};
use crate::output::runs_as_formula;
use colab_schedule::workbook::CellValue;

/// Returns the text of a file.
///
/// # Errors
/// `Invalid` for what is not UTF-8, saying what it may be.
pub fn decoded(bytes: &[u8]) -> Result<&str> {
    let refuse =
        |fact: String, hint: &str| Err(Error::invalid(ErrorCode::Encoding, fact).hint(hint.to_owned()));
    let as_utf8 = "save it as UTF-8: in Excel \"CSV UTF-8\", in LibreOffice the character set UTF-8";
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return refuse("the file is UTF-16, not UTF-8".into(), as_utf8);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}')),
        Err(error) => {
            let line = 1 + memchr::memchr_iter(b'\n', &bytes[..error.valid_up_to()]).count();
            refuse(
                format!("line {line} of the file is not UTF-8; it looks like Windows-1252 (Latin)"),
                as_utf8,
            )
        }
    }
}

/// Tells whether the text is JSON, not CSV.
pub fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['[', '{'])
}

/// Reads a table in CSV; the separator is whichever of comma, semicolon and tab its first lines have most of.
///
/// # Errors
/// `Invalid` when it cannot be parsed or has more than `max_cells` used cells.
pub fn csv(text: &str, max_cells: u64) -> Result<TableSheet> {
    let (text, separator, skipped) = separator(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut lines = Vec::new();
    let mut left = max_cells;
    let mut counted = LineCount::new(text, skipped);
    let broken =
        |error: csv::Error| Error::invalid(ErrorCode::Csv, "cannot parse the file as CSV").caused_by(error);
    while reader.read_record(&mut record).map_err(broken)? {
        let row = counted.line_at(record.position().map_or(0, csv::Position::byte));
        let cells: Vec<(u32, CellValue)> = (0..)
            .zip(record.iter())
            .filter_map(|(column, text)| {
                let cell = visible_cell(CellValue::Text(unescaped(text).to_owned()))?;
                Some((column, cell))
            })
            .collect();
        left = spend(left, cells.len(), max_cells)?;
        if !cells.is_empty() {
            lines.push(TableLine { row, cells });
        }
    }
    Ok(TableSheet {
        name: None,
        style: PlaceStyle::Cells,
        lines,
    })
}

/// Counts lines up to the record that is read. The reader tells only the byte where it went on, so line ends before the
/// record (the second half of CR LF, blank lines) are skipped.
struct LineCount<'t> {
    bytes: &'t [u8],
    at: usize,
    line: u32,
}

impl<'t> LineCount<'t> {
    fn new(text: &'t str, lines_before: u32) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            line: 1 + lines_before,
        }
    }

    /// Returns the line of the record that begins at or after this byte.
    fn line_at(&mut self, byte: u64) -> u32 {
        let from = usize::try_from(byte).unwrap_or(usize::MAX).min(self.bytes.len());
        let ends = self.bytes[from..]
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let start = from + ends.count();
        let passed = memchr::memchr_iter(b'\n', &self.bytes[self.at.min(start)..start]).count();
        self.line = self
            .line
            .saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
        self.at = start;
        self.line
    }
}

fn spend(left: u64, cells: usize, max_cells: u64) -> Result<u64> {
    left.checked_sub(cells as u64).ok_or_else(|| {
        Error::invalid(
            ErrorCode::TooManyCells,
            format!("the file has more than {max_cells} used cells"),
        )
        .hint("split it, or colab config set import_max_cells NUMBER")
    })
}

/// Removes the apostrophe that keeps a spreadsheet from running a text.
fn unescaped(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if runs_as_formula(rest) => rest,
        _ => text,
    }
}

/// Returns the text after a line `sep=;`, the separator, and the number of skipped lines.
fn separator(text: &str) -> (&str, u8, u32) {
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some(separator) = rest.bytes().next().filter(|byte| b",;\t|".contains(byte))
        && let Some((_, body)) = text.split_once('\n')
    {
        return (body, separator, 1);
    }
    const LOOK: usize = 20;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    let (mut lines, mut first) = (0, true);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                lines += 1;
                first = false;
                if lines == LOOK {
                    break;
                }
            }
            _ if quoted => {}
            // The headings count double: they hold no decimals and no addresses.
            _ => counts
                .iter_mut()
                .filter(|(separator, _)| *separator == byte)
                .for_each(|(_, count)| *count += if first { 2 * LOOK } else { 1 }),
        }
    }
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    (text, most.map_or(b',', |(separator, _)| *separator), 0)
}

/// Reads a table in JSON: an array of objects, or one object after another.
///
/// # Errors
/// `Invalid` when it cannot be parsed or has more than `max_cells` values.
pub fn json(text: &str, max_cells: u64, currency: Currency) -> Result<TableSheet> {
    let mut rows = JsonRows {
        columns: HashMap::new(),
        names: Vec::new(),
        lines: Vec::new(),
        left: max_cells,
        max_cells,
        currency,
        too_many: None,
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    while deserializer.end().is_err() {
        let read = JsonFile(&mut rows).deserialize(&mut deserializer);
        if let Some(error) = rows.too_many {
            return Err(error);
        }
        read.map_err(|error| {
            Error::invalid(ErrorCode::Json, "cannot parse the file as JSON")
                .caused_by(error)
                .hint("write an array of objects: [{\"name\": \"Focus\", \"capacity\": 12}]")
        })?;
    }
    let head = TableLine {
        row: 0,
        cells: (0..).zip(rows.names.into_iter().map(CellValue::Text)).collect(),
    };
    Ok(TableSheet {
        name: None,
        style: PlaceStyle::Items,
        lines: std::iter::once(head).chain(rows.lines).collect(),
    })
}

struct JsonRows {
    columns: HashMap<String, u32>,
    names: Vec<String>,
    lines: Vec<TableLine>,
    left: u64,
    max_cells: u64,
    currency: Currency,
    /// The deserializer's errors carry no kind.
    too_many: Option<Error>,
}

impl JsonRows {
    fn column(&mut self, name: String) -> u32 {
        if let Some(column) = self.columns.get(&name) {
            return *column;
        }
        let column = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.clone());
        self.columns.insert(name, column);
        column
    }

    /// Returns the cell of a JSON value; `None` for an empty one.
    fn value(&self, json: Json) -> Result<Option<CellValue>, String> {
        Ok(match json {
            Json::Null => None,
            Json::Bool(flag) => Some(CellValue::Bool(flag)),
            Json::Number(number) => Some(CellValue::Text(number.to_string())),
            Json::String(text) => Some(CellValue::Text(text)),
            Json::Array(items) => {
                let texts: Option<Vec<&str>> = items.iter().map(Json::as_str).collect();
                let texts = texts.ok_or("expected a list of texts")?;
                Some(CellValue::Text(texts.join("; ")))
            }
            Json::Object(object) => {
                let cents = object.get("amount_cents").and_then(Json::as_i64);
                let currency = object.get("currency").and_then(Json::as_str);
                let cents =
                    cents.ok_or("expected a text, a number or an amount of money, found an object")?;
                let code = currency.unwrap_or(self.currency.code());
                let amount = Money::new(cents, self.currency).decimal();
                Some(CellValue::Text(format!("{code} {amount}")))
            }
        })
    }
}

/// One value of the file: an array of rows, or a row.
struct JsonFile<'r>(&'r mut JsonRows);

impl<'de> DeserializeSeed<'de> for JsonFile<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for JsonFile<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects, or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(JsonRow(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        JsonRow(self.0).visit_map(map)
    }
}

/// One row: read and kept before the next is looked at, so that no tree of the whole file stands in memory.
struct JsonRow<'r>(&'r mut JsonRows);

impl<'de> DeserializeSeed<'de> for JsonRow<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for JsonRow<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let rows = self.0;
        let mut cells = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Json>()? {
            let column = rows.column(name);
            match rows.value(value) {
                Ok(value) => cells.extend(value.and_then(visible_cell).map(|value| (column, value))),
                Err(fault) => cells.push((column, CellValue::Error(fault))),
            }
        }
        match spend(rows.left, cells.len(), rows.max_cells) {
            Ok(left) => rows.left = left,
            Err(error) => {
                rows.too_many = Some(error);
                return Err(serde::de::Error::custom("too many values"));
            }
        }
        rows.lines.push(TableLine {
            row: u32::try_from(rows.lines.len() + 1).unwrap_or(u32::MAX),
            cells,
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(sheet: &TableSheet) -> Vec<(u32, Vec<(u32, String)>)> {
        let cells = |line: &TableLine| {
            let cells = line.cells.iter();
            cells
                .map(|(column, value)| (*column, super::super::cell::plain(value)))
                .collect()
        };
        sheet.lines.iter().map(|line| (line.row, cells(line))).collect()
    }

    #[test]
    fn separators_are_found() {
        for (text, separator) in [
            ("a,b\n1,2\n", b','),
            ("a;b\n1,5;2\n", b';'),
            ("a\tb\n1,5\t2;3\n", b'\t'),
            ("\"a;b\",c\nx,y\n", b','),
            ("name\nFocus\n", b','),
            ("sep=;\na,b;c\n", b';'),
        ] {
            assert_eq!(super::separator(text).1, separator, "{text:?}");
        }
    }

    #[test]
    fn lines_have_their_numbers_and_escaped_cells_their_text() {
        let sheet = csv("name,notes\n\nFocus,'=1+1\nGrowth,'tis\n\"a\nb\",\n", 100).unwrap();
        let lines = texts(&sheet);
        assert_eq!(lines[1], (3, vec![(0, "Focus".into()), (1, "=1+1".into())]));
        assert_eq!(lines[2], (4, vec![(0, "Growth".into()), (1, "'tis".into())]));
        assert_eq!(lines[3], (5, vec![(0, "a\nb".into())]));
        let lines = texts(&csv("name\r\n\r\nFocus\r\n\"a\r\nb\"\r\nGrowth", 100).unwrap());
        assert_eq!(lines.iter().map(|line| line.0).collect::<Vec<_>>(), [1, 3, 4, 6]);
        let lines = texts(&csv("sep=;\nname;x\nFocus;\n", 100).unwrap());
        assert_eq!(lines[1].0, 3);
        assert_eq!(csv("a,b\n1,2\n", 3).unwrap_err().code, "too_many_cells");
    }

    #[test]
    fn json_rows_are_read_one_by_one() {
        let text = r#"[{"name":"Focus","capacity":12,"aliases":["a","b"],"x":null},{"rate":{"amount_cents":125000,"currency":"ZAR"}}]"#;
        let lines = texts(&json(text, 100, Currency::ZAR).unwrap());
        assert_eq!(
            lines[1].1,
            [(0, "Focus".into()), (1, "12".into()), (2, "a; b".into())]
        );
        assert_eq!(lines[2], (2, vec![(4, "ZAR 1250.00".into())]));
        let stream = json("{\"name\":\"a\"}\n{\"name\":\"b\"}\n", 100, Currency::ZAR).unwrap();
        assert_eq!(texts(&stream).len(), 3);
        for text in ["[1]", "[{\"a\":1}", "[{\"a\":1}] x", "{\"a\"}"] {
            assert_eq!(json(text, 100, Currency::ZAR).unwrap_err().code, "json", "{text}");
        }
        assert_eq!(json(text, 2, Currency::ZAR).unwrap_err().code, "too_many_cells");
    }

    #[test]
    fn other_encodings_are_named() {
        assert_eq!(decoded("\u{feff}a".as_bytes()).unwrap(), "a");
        let error = decoded(b"name\nCaf\xE9\n").unwrap_err();
        assert!(error.message.contains("line 2") && error.message.contains("Windows-1252"));
        assert!(decoded(b"\xFF\xFEa\0").unwrap_err().message.contains("UTF-16"));
    }
}
