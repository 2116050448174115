//! What calamine does not tell of an ods: its merged ranges, its formulas without a result, and what its repeat counts
//! would cost.
//!
//! An ods writes equal neighbours once with a count (`table:number-columns-repeated`,
//! `table:number-rows-repeated`); a few bytes can stand for billions of cells, and calamine spells them all out.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive::ZipParts;
use super::error::{LimitExceeded, WorkbookError};
use super::look::SheetLook;
use super::ods_look::{OdsLook, OdsStyles};
use super::place::{CellAddress, LAST_COL, LAST_ROW, MergedRange};
use super::xml;

/// Bytes that calamine needs for a cell of a dense range, empty or not, with the copy it hands out.
const CELL_BYTES: u64 = 64;

/// What is known of a sheet beside its values.
pub(super) struct ScannedSheet {
    pub merges: Vec<MergedRange>,
    /// Formulas without a stored result.
    pub unresolved: Vec<CellAddress>,
    pub look: SheetLook,
}

/// Reads what is known of each sheet by its name.
///
/// # Errors
/// `TooLarge` if calamine could not hold a sheet, `Damaged` if the content is not XML.
pub(super) fn scan(
    archive: &mut ZipParts<'_>,
    max_cells: u64,
    memory_bytes: u64,
) -> Result<HashMap<String, ScannedSheet>, WorkbookError> {
    let mut scan = OdsScan {
        max_cells,
        memory_bytes,
        sheets: HashMap::new(),
        styles: OdsStyles::default(),
        table: None,
    };
    // The styles that others are made from; a document may have none.
    if let Ok(styles) = archive.by_name("styles.xml") {
        // calamine does not read them, so damage there is no reason against the file.
        let _ = scan.run(&mut xml_reader(styles));
    }
    let content = archive.by_name("content.xml").map_err(WorkbookError::damaged)?;
    scan.run(&mut xml_reader(content))?;
    Ok(scan.sheets)
}

fn xml_reader<R: Read>(part: R) -> Reader<BufReader<R>> {
    let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, part));
    // calamine does not check them either, and a file that both can read needs no third opinion.
    reader.config_mut().check_end_names = false;
    reader
}

struct OdsScan {
    max_cells: u64,
    memory_bytes: u64,
    sheets: HashMap<String, ScannedSheet>,
    styles: OdsStyles,
    table: Option<OdsTable>,
}

/// One sheet while it is read.
#[derive(Default)]
struct OdsTable {
    name: String,
    row: u32,
    col: u32,
    /// How often the current row stands.
    rows: u32,
    used: u64,
    /// First and last used row and column.
    extent: Option<(CellAddress, CellAddress)>,
    merges: Vec<MergedRange>,
    unresolved: Vec<CellAddress>,
    look: OdsLook,
}

impl OdsScan {
    fn run(&mut self, reader: &mut Reader<impl BufRead>) -> Result<(), WorkbookError> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader
                .read_event_into(&mut buffer)
                .map_err(WorkbookError::damaged)?
            {
                Event::Start(tag) => self.open(&tag)?,
                Event::Empty(tag) => {
                    self.open(&tag)?;
                    self.close(tag.name().as_ref());
                }
                Event::End(tag) => self.close(tag.name().as_ref()),
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let mut text = String::new();
                    xml::push_reference(&reference, &mut text);
                    self.text(&text);
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(table) = &mut self.table {
            table.look.text(text);
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), WorkbookError> {
        match (tag.name().as_ref(), self.table.as_mut()) {
            ("table:table", None) => {
                let name = text(tag, "table:name")?.unwrap_or_default();
                self.table = Some(OdsTable {
                    name,
                    ..OdsTable::default()
                });
                Ok(())
            }
            ("table:table-column", Some(table)) => {
                let columns = number(tag, "table:number-columns-repeated")?;
                table.look.column(tag, columns);
                Ok(())
            }
            ("table:table-row", Some(table)) => {
                table.col = 0;
                table.rows = number(tag, "table:number-rows-repeated")?;
                table.look.row(tag, table.row, table.rows);
                Ok(())
            }
            ("table:table-cell" | "table:covered-table-cell", Some(table)) => {
                table.cell(tag, self.max_cells)?;
                table.check(self.max_cells, self.memory_bytes)
            }
            (_, Some(table)) => {
                table.look.open(tag, &self.styles);
                Ok(())
            }
            (_, None) => {
                self.styles.open(tag);
                Ok(())
            }
        }
    }

    fn close(&mut self, name: &str) {
        match (name, self.table.as_mut()) {
            ("table:table-row", Some(table)) => table.row = table.row.saturating_add(table.rows),
            ("table:table", Some(_)) => {
                if let Some(table) = self.table.take() {
                    let scanned = ScannedSheet {
                        merges: table.merges,
                        unresolved: table.unresolved,
                        look: table.look.done(),
                    };
                    self.sheets.insert(table.name, scanned);
                }
            }
            (name, Some(table)) => table.look.close(name, &self.styles),
            (name, None) => self.styles.close(name),
        }
    }
}

impl OdsTable {
    fn cell(&mut self, tag: &BytesStart<'_>, max: u64) -> Result<(), WorkbookError> {
        let columns = number(tag, "table:number-columns-repeated")?;
        let (first, rows) = (
            CellAddress {
                row: self.row,
                col: self.col,
            },
            self.rows.max(1),
        );
        self.col = self.col.saturating_add(columns);
        if first.row > LAST_ROW || first.col > LAST_COL {
            self.look.cell(tag, None, false);
            return Ok(());
        }
        let last = CellAddress {
            row: first.row.saturating_add(rows - 1).min(LAST_ROW),
            col: first.col.saturating_add(columns - 1).min(LAST_COL),
        };
        self.look.cell(tag, Some((first, last)), is_used(tag));
        if is_used(tag) {
            self.used += area(first, last);
            self.extent = Some(
                self.extent
                    .map_or((first, last), |extent| join(extent, (first, last))),
            );
        }
        if has_no_result(tag) && (self.unresolved.len() as u64) < max {
            self.unresolved.push(first);
        }
        let span = (
            number(tag, "table:number-rows-spanned")?,
            number(tag, "table:number-columns-spanned")?,
        );
        if span != (1, 1) {
            if self.merges.len() as u64 + area(first, last) > max {
                return Err(WorkbookError::TooLarge(LimitExceeded::Merges {
                    sheet: self.name.clone(),
                    max,
                }));
            }
            self.merge_each(first, last, span);
        }
        Ok(())
    }

    /// Adds the merges of a cell; a repeated cell repeats its span.
    fn merge_each(&mut self, first: CellAddress, last: CellAddress, (rows, columns): (u32, u32)) {
        for row in first.row..=last.row {
            for col in first.col..=last.col {
                let end = CellAddress {
                    row: row.saturating_add(rows - 1),
                    col: col.saturating_add(columns - 1),
                };
                self.merges.push(MergedRange {
                    first: CellAddress { row, col },
                    last: end,
                });
            }
        }
    }

    fn check(&self, max: u64, memory_bytes: u64) -> Result<(), WorkbookError> {
        let sheet = || self.name.clone();
        if self.used > max {
            return Err(WorkbookError::TooLarge(LimitExceeded::Cells {
                sheet: sheet(),
                max,
            }));
        }
        let dense = self.extent.map_or(0, |(first, last)| area(first, last));
        if dense.saturating_mul(CELL_BYTES) > memory_bytes {
            return Err(WorkbookError::TooLarge(LimitExceeded::Spread {
                sheet: sheet(),
                max: memory_bytes,
            }));
        }
        Ok(())
    }
}

fn area(first: CellAddress, last: CellAddress) -> u64 {
    u64::from(last.row - first.row + 1) * u64::from(last.col - first.col + 1)
}

fn join(a: (CellAddress, CellAddress), b: (CellAddress, CellAddress)) -> (CellAddress, CellAddress) {
    let first = CellAddress {
        row: a.0.row.min(b.0.row),
        col: a.0.col.min(b.0.col),
    };
    let last = CellAddress {
        row: a.1.row.max(b.1.row),
        col: a.1.col.max(b.1.col),
    };
    (first, last)
}

/// Reports whether a cell has a value (`office:value-type` and its like) or a formula.
fn is_used(tag: &BytesStart<'_>) -> bool {
    tag.attributes().flatten().any(|attribute| {
        let key = attribute.key.as_ref();
        key.starts_with("office:") || key == "table:formula"
    })
}

/// Reports whether a cell has a formula and nothing that it came to.
fn has_no_result(tag: &BytesStart<'_>) -> bool {
    let has = |start: &str| {
        let mut attributes = tag.attributes().flatten();
        attributes.any(|attribute| attribute.key.as_ref().starts_with(start))
    };
    has("table:formula") && !has("office:") && !has("calcext:value-type")
}

fn text(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, WorkbookError> {
    let attribute = tag.try_get_attribute(name).map_err(WorkbookError::damaged)?;
    attribute
        .map(|a| {
            a.normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map(std::borrow::Cow::into_owned)
                .map_err(WorkbookError::damaged)
        })
        .transpose()
}

/// Reads a count. One that is not written is 1, and so is 0, which some writers write; what is not a number is damage.
fn number(tag: &BytesStart<'_>, name: &str) -> Result<u32, WorkbookError> {
    let Some(text) = text(tag, name)? else {
        return Ok(1);
    };
    let number: u64 = text
        .trim()
        .parse()
        .map_err(|_| WorkbookError::damaged(format!("{name} is {text:?}")))?;
    Ok(u32::try_from(number).unwrap_or(u32::MAX).max(1))
}
