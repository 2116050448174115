//! Tables in CSV with whichever separator: cells by RFC 4180, with the place of what cannot be one.
//!
//! The cells are scanned here and not by the `csv` crate, which takes an open quote for the rest of the file, drops what
//! follows a closing one, and tells no line for it.

use std::borrow::Cow;

use super::sheet::{PlaceStyle, TableLine, TableSheet, column_letters, visible_cell};
use crate::kernel::decoded::{line_end, line_ends};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::without_hidden;
use crate::output::needs_apostrophe;
use colab_schedule::workbook::{CellValue, is_error_text};

/// Reads a table in CSV; the separator is whichever of comma, semicolon, tab and bar divides its first lines alike.
///
/// # Errors
/// `Invalid` for quotes that do not fit, with the line, or for more used cells than the limit.
pub fn csv(text: &str, limit: &CellLimit<'_>) -> Result<TableSheet> {
    if is_markdown(text) {
        return Err(Error::invalid(
            ErrorCode::Csv,
            "the file is a table in Markdown, which is for reading and keeps no line breaks",
        )
        .hint("-f csv, -f json and -o FILE.xlsx make lists that can be imported again"));
    }
    let (body, separator, skipped) = separator(text);
    let mut scanner = CellScanner {
        text: body,
        at: 0,
        line: 1 + skipped,
        separator,
    };
    let mut lines: Vec<TableLine> = Vec::new();
    let mut left = limit.most;
    let mut below_gap = false;
    // Columns of our own lists that no table sets.
    let mut left_out: Vec<u32> = Vec::new();
    while let Some(line) = scanner.line()? {
        if lines.is_empty() {
            left_out = limit.left_out(&line.cells);
        }
        let used = line.cells.iter().filter(|(at, _)| !left_out.contains(at)).count();
        left = spend(left, used, limit.most)?;
        if line.cells.is_empty() {
            below_gap = true;
        } else {
            lines.push(TableLine { below_gap, ..line });
            below_gap = false;
        }
    }
    Ok(TableSheet {
        name: None,
        style: PlaceStyle::Cells,
        decimal_comma: separator == b';',
        lines,
        notes: Vec::new(),
        hides_rows: false,
    })
}

/// Returns whether a rule of Markdown stands below the first line: `| --- | --- |`.
fn is_markdown(text: &str) -> bool {
    let rule = text.lines().nth(1).unwrap_or_default().trim();
    let is_dashes = |part: &str| part.len() > 2 && part.trim_matches(':').bytes().all(|byte| byte == b'-');
    let parts = rule.strip_prefix('|').and_then(|rest| rest.strip_suffix('|'));
    parts.is_some_and(|parts| parts.split('|').all(|part| is_dashes(part.trim())))
}

/// How many cells a file may have.
pub struct CellLimit<'a> {
    pub most: u64,
    /// Columns with such a heading are left out, and cost nothing.
    pub is_left_out: &'a dyn Fn(&str) -> bool,
}

impl CellLimit<'_> {
    /// Returns the places of headings whose columns are left out.
    pub fn left_out(&self, headings: &[(u32, CellValue)]) -> Vec<u32> {
        let is_left_out = |value: &CellValue| match value {
            CellValue::Text(text) => (self.is_left_out)(text),
            _ => false,
        };
        let places = headings.iter().filter(|(_, value)| is_left_out(value));
        places.map(|(at, _)| *at).collect()
    }
}

#[cfg(test)]
impl CellLimit<'static> {
    /// Returns a limit to which every column counts.
    pub fn of(most: u64) -> Self {
        Self {
            most,
            is_left_out: &|_| false,
        }
    }
}

/// Takes the cells of a line from those that a file may have.
///
/// # Errors
/// `Invalid` when there are too many.
pub fn spend(left: u64, cells: usize, max_cells: u64) -> Result<u64> {
    left.checked_sub(cells as u64).ok_or_else(|| {
        Error::invalid(
            ErrorCode::TooManyCells,
            format!("the file has more than {max_cells} used cells"),
        )
        .hint("split it, or colab config set import_max_cells NUMBER")
    })
}

/// A text while its cells are read.
struct CellScanner<'t> {
    text: &'t str,
    at: usize,
    /// Counted from 1, as an editor counts.
    line: u32,
    separator: u8,
}

/// A cell in quotes: its text, and where it ends.
struct QuotedCell<'t> {
    text: Cow<'t, str>,
    end: usize,
}

impl<'t> CellScanner<'t> {
    /// Reads the next line, which may have more than one where a quoted cell has; `None` at the end.
    fn line(&mut self) -> Result<Option<TableLine>> {
        if self.at >= self.text.len() {
            return Ok(None);
        }
        let mut line = TableLine {
            row: self.line,
            ..TableLine::default()
        };
        loop {
            let column = line.width;
            let text = self.cell(column)?;
            line.cells.extend(value(text).map(|value| (column, value)));
            line.width = line.width.saturating_add(1);
            match self.rest().first() {
                Some(byte) if *byte == self.separator => self.at += 1,
                _ => break,
            }
        }
        self.at += line_end(self.rest());
        self.line = self.line.saturating_add(1);
        Ok(Some(line))
    }

    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Reads a cell up to its separator or the end of the line.
    fn cell(&mut self, column: u32) -> Result<Cow<'t, str>> {
        let rest = self.rest();
        let blanks = rest.iter().take_while(|byte| **byte == b' ').count();
        if rest.get(blanks) == Some(&b'"') {
            match self.quoted(self.at + blanks, column) {
                Ok(cell) => {
                    let lines = line_ends(&self.text.as_bytes()[self.at..cell.end]);
                    self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
                    self.at = cell.end;
                    return Ok(cell.text);
                }
                Err(error) if blanks == 0 => return Err(error),
                // Without the blanks it would be a quoted cell; so it is a text that has quotes.
                Err(_) => {}
            }
        }
        let end =
            memchr::memchr3(self.separator, b'\r', b'\n', rest).map_or(self.text.len(), |at| self.at + at);
        let text = &self.text[self.at..end];
        self.at = end;
        Ok(Cow::Borrowed(text))
    }

    /// Reads a cell in quotes that opens at this byte.
    fn quoted(&self, open: usize, column: u32) -> Result<QuotedCell<'t>> {
        let bytes = self.text.as_bytes();
        let mut text = Cow::Borrowed("");
        let mut from = open + 1;
        let close = loop {
            let Some(found) = memchr::memchr(b'"', &bytes[from..]) else {
                return Err(self.never_closed(column));
            };
            let quote = from + found;
            let is_pair = bytes.get(quote + 1) == Some(&b'"');
            text += &self.text[from..quote + usize::from(is_pair)];
            if !is_pair {
                break quote;
            }
            from = quote + 2;
        };
        let after = &bytes[close + 1..];
        let blanks = after.iter().take_while(|byte| **byte == b' ').count();
        match after.get(blanks) {
            None | Some(b'\r' | b'\n') => {}
            Some(byte) if *byte == self.separator => {}
            Some(_) => return Err(self.text_after(column, open, close)),
        }
        Ok(QuotedCell {
            text,
            end: close + 1 + blanks,
        })
    }

    fn never_closed(&self, column: u32) -> Error {
        let (line, letters) = (self.line, column_letters(column));
        broken(format!(
            "{letters}{line}: the quotation mark that opens in line {line} is never closed"
        ))
    }

    fn text_after(&self, column: u32, open: usize, close: usize) -> Error {
        let (line, letters) = (self.line, column_letters(column));
        let lines = line_ends(&self.text.as_bytes()[open..close]);
        let last = line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        broken(format!(
            "{letters}{line}: the cell in quotation marks that opens in line {line} closes in line {last}, and more text follows before the separator"
        ))
    }
}

fn broken(fact: String) -> Error {
    Error::invalid(ErrorCode::Csv, fact).hint(
        "close the quotation mark, or write it twice within a cell in quotation marks: \"15\"\" screen\"",
    )
}

/// Returns a cell's value: without the apostrophe or the formula that keeps a spreadsheet from changing a text.
fn value(text: Cow<'_, str>) -> Option<CellValue> {
    let seen = text.trim();
    if seen.is_empty() {
        return None;
    }
    if is_error_text(seen) {
        return Some(CellValue::Error(seen.to_owned()));
    }
    // The apostrophe keeps readers from taking a text for another thing.
    if let Some(rest) = text.strip_prefix('\'').filter(|rest| needs_apostrophe(rest)) {
        return Some(CellValue::Text(without_hidden(rest.to_owned())));
    }
    let text = match seen.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) if !inner.contains('"') => inner,
        _ => text.as_ref(),
    };
    visible_cell(CellValue::Text(text.to_owned()))
}

/// Separators, those first that stand in texts least.
const SEPARATORS: [u8; 4] = [b'\t', b';', b'|', b','];

/// Returns the text after a line `sep=;`, the separator, and the number of skipped lines.
fn separator(text: &str) -> (&str, u8, u32) {
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some(separator) = rest.bytes().next().filter(|byte| SEPARATORS.contains(byte))
        && let Some(end) = memchr::memchr2(b'\r', b'\n', text.as_bytes())
    {
        let body = end + line_end(&text.as_bytes()[end..]);
        return (&text[body..], separator, 1);
    }
    let counts = counted(text);
    let score = |place: usize| {
        let used = counts.iter().map(|line| line[place]).filter(|count| *count > 0);
        let alike = |count: &u32| counts.iter().filter(|line| line[place] == *count).count();
        used.map(|count| (alike(&count), count)).max().unwrap_or_default()
    };
    let mut best = (b',', score(SEPARATORS.len() - 1).0);
    for (place, separator) in SEPARATORS.into_iter().enumerate().rev() {
        let lines = score(place).0;
        if lines > 0 && lines >= best.1 {
            best = (separator, lines);
        }
    }
    (text, best.0, 0)
}

/// Counts the separators outside of quotes in each of the first lines that are not empty.
fn counted(text: &str) -> Vec<[u32; SEPARATORS.len()]> {
    const LOOK: usize = 20;
    let mut counts = Vec::new();
    let mut line = [0; SEPARATORS.len()];
    let (mut quoted, mut is_empty) = (false, true);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => {
                if !is_empty {
                    counts.push(std::mem::take(&mut line));
                }
                is_empty = true;
                if counts.len() == LOOK {
                    return counts;
                }
                continue;
            }
            _ if quoted => {}
            _ => {
                if let Some(place) = SEPARATORS.iter().position(|separator| *separator == byte) {
                    line[place] += 1;
                }
            }
        }
        is_empty = false;
    }
    if !is_empty {
        counts.push(line);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::super::cell::plain;
    use super::*;
    use proptest::prelude::*;

    fn texts(sheet: &TableSheet) -> Vec<(u32, Vec<(u32, String)>)> {
        let cells = |line: &TableLine| {
            let cells = line.cells.iter();
            cells.map(|(column, value)| (*column, plain(value))).collect()
        };
        sheet.lines.iter().map(|line| (line.row, cells(line))).collect()
    }

    fn lines(text: &str) -> Vec<(u32, Vec<(u32, String)>)> {
        texts(&csv(text, &CellLimit::of(100)).unwrap())
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
            ("Prices, March\na;b\n1,5;2\n3,5;4\n", b';'),
            ("name,amenities\nA,x; y; z\nB,u; v\n", b','),
            ("a|b\n1|2\n", b'|'),
            ("a;b\r1,5;2\r", b';'),
        ] {
            assert_eq!(super::separator(text).1, separator, "{text:?}");
        }
    }

    #[test]
    fn lines_have_their_numbers_and_escaped_cells_their_text() {
        let read = lines("name,notes\n\nFocus,'=1+1\nGrowth,'tis\n\"a\nb\",\n");
        assert_eq!(read[1], (3, vec![(0, "Focus".into()), (1, "=1+1".into())]));
        assert_eq!(read[2], (4, vec![(0, "Growth".into()), (1, "'tis".into())]));
        assert_eq!(read[3], (5, vec![(0, "a\nb".into())]));
        let read = lines("name\r\n\r\nFocus\r\n\"a\r\nb\"\r\nGrowth");
        assert_eq!(read.iter().map(|line| line.0).collect::<Vec<_>>(), [1, 3, 4, 6]);
        assert_eq!(lines("sep=;\nname;x\nFocus;\n")[1].0, 3);
        assert_eq!(
            csv("a,b\n1,2\n", &CellLimit::of(3)).unwrap_err().code,
            "too_many_cells"
        );
    }

    #[test]
    fn lines_end_with_any_of_the_line_ends() {
        for text in [
            "a,b\r1,2\r3,4\r",
            "a,b\r1,2\n3,4\n",
            "a,b\r\r\n1,2\r\r\n3,4",
            "a,b\n1,2\r\n3,4",
        ] {
            let read = lines(text);
            assert_eq!(
                read.iter().map(|line| line.0).collect::<Vec<_>>(),
                [1, 2, 3],
                "{text:?}"
            );
            assert_eq!(read[2].1, [(0, "3".into()), (1, "4".into())], "{text:?}");
        }
        let gaps = csv("a,b\n1,2\n,\n3,4\n", &CellLimit::of(100)).unwrap();
        assert_eq!(
            gaps.lines.iter().map(|line| line.below_gap).collect::<Vec<_>>(),
            [false, false, true]
        );
    }

    #[test]
    fn quotes_that_do_not_fit_are_named_with_their_line() {
        for (text, place) in [
            (
                "a,b\n1,\"x\n2,y\n",
                "B2: the quotation mark that opens in line 2 is never closed",
            ),
            (
                "a,b\n1,\"x\n2,\"y\"\n",
                "B2: the cell in quotation marks that opens in line 2 closes in line 3",
            ),
            ("a,b\n\"x\" y,2\n", "A2: the cell in quotation marks"),
        ] {
            let error = csv(text, &CellLimit::of(100)).unwrap_err();
            assert!(error.message.starts_with(place), "{}", error.message);
        }
        let read = lines("a,b\n \"Horn, bill\",\"Weaver\" \n15\" screen,a \"b\" c\n \"x\" y,z\n");
        assert_eq!(read[1].1, [(0, "Horn, bill".into()), (1, "Weaver".into())]);
        assert_eq!(read[2].1, [(0, "15\" screen".into()), (1, "a \"b\" c".into())]);
        assert_eq!(read[3].1, [(0, " \"x\" y".into()), (1, "z".into())]);
    }

    #[test]
    fn words_for_nothing_are_nothing_and_errors_are_errors() {
        let sheet = csv(
            "a,b,c,d\nNULL,nan,#N/A,=\"00123\"\n'=\"x\",Null,None,n/a\n",
            &CellLimit::of(100),
        )
        .unwrap();
        assert_eq!(
            sheet.lines[1].cells,
            [
                (2, CellValue::Error("#N/A".into())),
                (3, CellValue::Text("00123".into()))
            ]
        );
        assert_eq!(plain(&sheet.lines[2].cells[0].1), "=\"x\"");
        assert_eq!(sheet.lines[2].cells.len(), 4);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[a-c,;\"\r\n\t é'=]{0,60}") {
            if let Ok(sheet) = csv(&text, &CellLimit::of(1000)) {
                let rows: Vec<u32> = sheet.lines.iter().map(|line| line.row).collect();
                prop_assert!(rows.is_sorted_by(|a, b| a < b));
            }
        }

        #[test]
        fn what_is_quoted_by_the_rules_is_read_back(cells in prop::collection::vec("[a-c,;\"\r\n x]{1,9}", 1..12)) {
            let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            let sheet = csv(&format!("h,h\n{}\n", quoted.join(",")), &CellLimit::of(1000)).unwrap();
            let read = sheet.lines.get(1).map(|line| line.cells.as_slice()).unwrap_or_default();
            for (place, cell) in (0u32..).zip(&cells) {
                let found = read.iter().find(|(at, _)| *at == place).map(|(_, value)| plain(value));
                let found = found.unwrap_or_default();
                prop_assert_eq!(found.trim(), cell.trim());
            }
        }
    }
}
